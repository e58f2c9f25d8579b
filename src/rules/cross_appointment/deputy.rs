//! The full-time deputy secretary.

use super::{people, rows, said};
use crate::Verdict;
use crate::facts::{Held, People, Someone};
use crate::model::post::{PostGroup, PostKind};
use crate::rules::context::{Context, judge, missing, not_applicable, satisfied};

fn full_time<'p, 'a>(people: &'p People<'a>, context: &Context<'_>) -> Vec<(&'p Someone<'a>, Held<'a>)> {
    let held = |someone: &'p Someone<'a>| {
        let deputy = people.posts(someone, context.as_of).find(|held| held.post.full_time)?;
        Some((someone, deputy))
    };
    people.everyone().iter().filter_map(held).collect()
}

/// There is a full-time deputy secretary.
pub(super) fn full_time_deputy(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let found = full_time(people, context);
    if !found.is_empty() {
        return Ok(satisfied(found.iter().map(|(someone, held)| held.label().with_message(said(held, someone.name)))));
    }
    if !people.covers(PostGroup::Party) {
        return Err(missing(["roster.deputy-secretary"]));
    }
    let deputies = people.holders(PostKind::PartyDeputySecretary, context.as_of);
    let mut labels = rows(people, &deputies, PostKind::PartyDeputySecretary, context);
    if labels.is_empty() {
        labels.push(people.absent());
    }
    Ok(context.finding().labels(labels).violated())
}

/// Posts of management proper: an assistant is staff.
pub(super) fn is_management(kind: PostKind) -> bool {
    kind.group() == PostGroup::Management && kind != PostKind::AssistantManager
}

/// The full-time deputy secretary sits on the board and holds no post in management.
pub(super) fn full_time_deputy_placement(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let found = full_time(people, context);
    if found.is_empty() {
        return Err(not_applicable("名册没有注明专职副书记", "the roster marks nobody as full-time deputy secretary"));
    }
    let has_chair = !people.holders(PostKind::Chair, context.as_of).is_empty();
    let board = context.profile().board.or(has_chair.then_some(true));
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), false);
    for (someone, deputy) in found {
        let posts: Vec<Held<'_>> = people.posts(someone, context.as_of).collect();
        if let Some(held) = posts.iter().find(|held| is_management(held.post.kind)) {
            let values = [("person", someone.name), ("post", held.post.text.as_str())];
            findings.push(context.key("in-management").fill(&values).label(held.label()).build());
        }
        let on_board = posts.iter().find(|held| held.post.kind.group() == PostGroup::Board);
        match (on_board, board) {
            (Some(held), _) => evidence.push(held.label().with_message(said(held, someone.name))),
            (None, Some(true)) => {
                let values = [("person", someone.name), ("post", "")];
                findings.push(context.key("not-on-board").fill(&values).label(deputy.label()).build());
            }
            (None, Some(false)) => evidence.push(deputy.label()),
            (None, None) => unknown = true,
        }
    }
    if findings.is_empty() && unknown {
        return Err(missing(["company.board"]));
    }
    Ok(judge(findings, evidence))
}
