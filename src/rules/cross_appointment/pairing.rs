//! Posts that one person is to hold together.

use super::{MEMBERSHIP, names, people, rows};
use crate::Verdict;
use crate::facts::{People, Someone};
use crate::model::post::{PostGroup, PostKind};
use crate::rules::context::{Context, judge, missing, satisfied};

/// The people who are secretary, and those who hold the other post; undetermined if the rosters know nothing of either.
fn pair<'p, 'a>(
    context: &Context<'_>,
    people: &'p People<'a>,
    other: &[PostKind],
) -> Result<(Vec<&'p Someone<'a>>, Vec<&'p Someone<'a>>), Verdict> {
    let secretaries = people.holders(PostKind::PartySecretary, context.as_of);
    let mut others: Vec<&Someone<'_>> = Vec::new();
    for kind in other {
        others.extend(people.holders(*kind, context.as_of));
    }
    let group = other.first().map_or(PostGroup::Other, |kind| kind.group());
    let mut unknown = Vec::new();
    if secretaries.is_empty() && !people.covers(PostGroup::Party) {
        unknown.push("roster.secretary");
    }
    if others.is_empty() && !people.covers(group) {
        unknown.push(if group == PostGroup::Management { "roster.general-manager" } else { "roster.board" });
    }
    if unknown.is_empty() { Ok((secretaries, others)) } else { Err(missing(unknown)) }
}

fn is_among(someone: &Someone<'_>, others: &[&Someone<'_>]) -> bool {
    others.iter().any(|other| std::ptr::eq(*other, someone))
}

/// With a board, the secretary is the chair.
pub(super) fn secretary_is_chair(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let (secretaries, chairs) = pair(context, people, &[PostKind::Chair])?;
    let labels = [
        rows(people, &secretaries, PostKind::PartySecretary, context),
        rows(people, &chairs, PostKind::Chair, context),
    ]
    .concat();
    if secretaries.iter().any(|someone| is_among(someone, &chairs)) {
        return Ok(satisfied(labels));
    }
    // A leader of the parent enterprise is chair: the secretary is the manager, or was appointed apart.
    let from_superior = chairs.iter().any(|chair| {
        people.posts(chair, context.as_of).any(|held| held.post.kind == PostKind::Chair && held.entry.from_superior)
    });
    if from_superior && !secretaries.is_empty() {
        return Ok(satisfied(labels));
    }
    let (secretary, chair) = (names(&secretaries), names(&chairs));
    let finding = context.finding().fill(&[("secretary", &secretary), ("chair", &chair)]);
    Ok(finding.labels(or_absent(labels, people)).violated())
}

fn or_absent(labels: Vec<crate::Label>, people: &People<'_>) -> Vec<crate::Label> {
    if labels.is_empty() { vec![people.absent()] } else { labels }
}

/// Without a board, the secretary is the director.
pub(super) fn secretary_is_sole_director(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let (secretaries, directors) = pair(context, people, &[PostKind::Director, PostKind::Chair])?;
    let labels = [
        rows(people, &secretaries, PostKind::PartySecretary, context),
        rows(people, &directors, PostKind::Director, context),
    ]
    .concat();
    if secretaries.iter().any(|someone| is_among(someone, &directors)) {
        return Ok(satisfied(labels));
    }
    let (secretary, director) = (names(&secretaries), names(&directors));
    let finding = context.finding().fill(&[("secretary", &secretary), ("director", &director)]);
    Ok(finding.labels(or_absent(labels, people)).violated())
}

/// A general manager who is a Party member is secretary or deputy secretary.
pub(super) fn party_manager_is_deputy(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let managers = people.holders(PostKind::GeneralManager, context.as_of);
    if managers.is_empty() && !people.covers(PostGroup::Management) {
        return Err(missing(["roster.general-manager"]));
    }
    let (mut findings, mut unknown) = (Vec::new(), false);
    for manager in &managers {
        if leads(people, manager, context) {
            continue;
        }
        match manager.is_member() {
            Some(false) => {}
            None => unknown = true,
            Some(true) => {
                let labels = rows(people, &[*manager], PostKind::GeneralManager, context);
                findings.push(context.finding().fill(&[("person", manager.name)]).labels(labels).build());
            }
        }
    }
    if findings.is_empty() && unknown {
        return Err(missing([MEMBERSHIP]));
    }
    Ok(judge(findings, rows(people, &managers, PostKind::GeneralManager, context)))
}

/// Whether somebody is secretary or deputy secretary.
fn leads(people: &People<'_>, someone: &Someone<'_>, context: &Context<'_>) -> bool {
    people
        .posts(someone, context.as_of)
        .any(|held| matches!(held.post.kind, PostKind::PartySecretary | PostKind::PartyDeputySecretary))
}

/// In a branch company secretary and general manager are one, or each holds the other's deputy post.
pub(super) fn branch_company_pairing(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let (secretaries, managers) = pair(context, people, &[PostKind::GeneralManager])?;
    let labels = [
        rows(people, &secretaries, PostKind::PartySecretary, context),
        rows(people, &managers, PostKind::GeneralManager, context),
    ]
    .concat();
    if secretaries.iter().any(|someone| is_among(someone, &managers)) {
        return Ok(satisfied(labels));
    }
    let is_deputy_manager =
        secretaries.iter().any(|someone| people.holds(someone, PostKind::DeputyGeneralManager, context.as_of));
    let paired = managers.iter().map(|manager| {
        if leads(people, manager, context) { Some(true) } else { manager.is_member().map(|member| !member) }
    });
    let paired: Vec<Option<bool>> = paired.collect();
    if is_deputy_manager && !paired.is_empty() {
        if paired.iter().all(|manager| *manager == Some(true)) {
            return Ok(satisfied(labels));
        }
        if !paired.contains(&Some(false)) {
            return Err(missing([MEMBERSHIP]));
        }
    }
    let (secretary, manager) = (names(&secretaries), names(&managers));
    let finding = context.finding().fill(&[("secretary", &secretary), ("manager", &manager)]);
    Ok(finding.labels(or_absent(labels, people)).violated())
}
