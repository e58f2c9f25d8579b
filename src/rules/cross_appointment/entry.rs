//! The Party committee and the company's other organs overlap; Party posts are held by members.

use super::{MEMBERSHIP, people, said};
use crate::Verdict;
use crate::facts::{Held, People, Someone};
use crate::model::post::{PostGroup, PostKind};
use crate::rules::context::{Context, judge, missing};

/// The posts that make somebody a member of the committee.
fn on_committee(kind: PostKind) -> bool {
    matches!(
        kind,
        PostKind::PartySecretary
            | PostKind::PartyDeputySecretary
            | PostKind::PartyStandingMember
            | PostKind::PartyMember
    )
}

/// Members of the committee sit on the board or in management, and the other way round.
pub(super) fn two_way_entry(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let sits = |someone: &Someone<'_>, group: &[PostGroup]| {
        people.posts(someone, context.as_of).any(|held| group.contains(&held.post.kind.group()))
    };
    let executive = [PostGroup::Board, PostGroup::Management];
    let committee: Vec<&Someone<'_>> = people
        .everyone()
        .iter()
        .filter(|someone| people.posts(someone, context.as_of).any(|held| on_committee(held.post.kind)))
        .collect();
    let both: Vec<&Someone<'_>> = committee.iter().copied().filter(|someone| sits(someone, &executive)).collect();
    if !both.is_empty() {
        let labels = both.iter().flat_map(|someone| row(people, someone, context));
        return Ok(judge(Vec::new(), labels.collect()));
    }
    if committee.is_empty() && !people.covers(PostGroup::Party) {
        return Err(missing(["roster.party-posts"]));
    }
    if !people.covers(PostGroup::Board) && !people.covers(PostGroup::Management) {
        return Err(missing(["roster.board"]));
    }
    // Nobody of the committee is on the board or in management: at best some are supervisors.
    let in_any = committee.iter().any(|someone| sits(someone, &[PostGroup::Supervisory]));
    let outside: Vec<&Someone<'_>> = people.everyone().iter().filter(|someone| sits(someone, &executive)).collect();
    if in_any && !outside.iter().any(|someone| someone.is_member() == Some(true)) {
        if outside.iter().any(|someone| someone.is_member().is_none()) {
            return Err(missing([MEMBERSHIP]));
        }
        let labels = committee.iter().flat_map(|someone| row(people, someone, context));
        return Ok(judge(Vec::new(), labels.collect()));
    }
    let mut labels: Vec<_> =
        committee.iter().take(2).chain(outside.iter().take(2)).flat_map(|s| row(people, s, context)).collect();
    if labels.is_empty() {
        labels.push(people.absent());
    }
    Ok(context.finding().labels(labels).violated())
}

fn row<'a>(people: &People<'a>, someone: &Someone<'a>, context: &Context<'_>) -> Option<crate::Label> {
    let held: Vec<Held<'a>> = people.posts(someone, context.as_of).collect();
    let first = held.first()?;
    Some(first.label().with_message(said(first, someone.name)))
}

/// Whoever holds a Party post is a member of the Party.
pub(super) fn party_posts_held_by_members(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), false);
    for someone in people.everyone() {
        let posts: Vec<Held<'_>> = people.posts(someone, context.as_of).collect();
        let in_party = |held: &&Held<'_>| matches!(held.post.kind.group(), PostGroup::Party | PostGroup::Discipline);
        let Some(held) = posts.iter().find(in_party) else { continue };
        match someone.is_member() {
            Some(true) => evidence.push(held.label().with_message(said(held, someone.name))),
            None => unknown = true,
            Some(false) => {
                let values = [("person", someone.name), ("post", held.post.text.as_str())];
                findings.push(context.finding().fill(&values).label(held.label()).build());
            }
        }
    }
    if findings.is_empty() && unknown {
        return Err(missing([MEMBERSHIP]));
    }
    Ok(judge(findings, evidence))
}
