//! Who decides next: named, valid, and the one the law names.

use super::{PRIOR_LISTS, with_any, with_prior};
use crate::Verdict;
use crate::facts::{Listed, Matters};
use crate::model::matters::Body;
use crate::model::profile::Ownership;
use crate::rules::context::{Context, judge, missing};

/// Every matter studied first names a valid next decider.
pub(super) fn next_decider(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = with_prior(context)?;
    let profile = context.profile();
    let single = match (profile.shareholders, profile.ownership) {
        (Some(count), _) => Some(count == 1),
        (None, Some(Ownership::WhollyState)) => Some(true),
        _ => None,
    };
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (document, list) in context.dossier.lists().filter(|(_, list)| PRIOR_LISTS.contains(&list.kind)) {
        // A list that names no decider anywhere is one finding, not one for every matter.
        if !list.states_next && !list.matters.is_empty() && list.prior_study().next().is_some() {
            let label = document.label(list.title_span.unwrap_or(document.span), list.kind.place());
            let whole = format!("全部{}项", list.count());
            findings.push(context.key("empty").fill(&[("matter", &whole)]).label(label).build());
        }
    }
    for listed in matters.prior().filter(|listed| listed.list.states_next) {
        let name = listed.name();
        let Some(next) = listed.matter.next() else {
            // Words that name nobody who could decide are shown; a blank is a blank.
            let stated = listed.matter.next_stated.as_ref().map(|stated| stated.text.as_str());
            let finding = match stated.filter(|text| !crate::model::table::is_blank(text)) {
                Some(text) if crate::model::matters::body_of(text).is_none() => {
                    context.finding().fill(&[("matter", &name), ("stated", text)])
                }
                _ => context.key("empty").fill(&[("matter", &name), ("stated", "")]),
            };
            findings.push(finding.label(listed.label()).build());
            continue;
        };
        let values = [("matter", name.as_str()), ("stated", next.name.as_str())];
        let finding = match next.body {
            Body::Party => context.key("party-organ"),
            Body::Board if profile.board == Some(false) => context.key("no-board"),
            Body::Board if profile.board.is_none() => {
                unknown.push("company.board");
                continue;
            }
            Body::ShareholdersMeeting => match single {
                Some(true) => context.key("no-meeting"),
                Some(false) => continue,
                None => {
                    unknown.push("company.shareholders");
                    continue;
                }
            },
            Body::Supervisors | Body::BoardCommittee | Body::IndependentDirectors | Body::Other => context.finding(),
            _ => continue,
        };
        findings.push(finding.fill(&values).label(listed.label_next()).build());
    }
    if findings.is_empty() && !unknown.is_empty() {
        unknown.sort_unstable();
        unknown.dedup();
        return Err(missing(unknown));
    }
    evidence.extend(matters.prior().take(3).map(Listed::label_next));
    Ok(judge(findings, evidence))
}

/// Matters of the owners by 59; in a wholly state-owned company they cannot be delegated (172).
const OWNERS: [&str; 7] = [
    "MATTER-CHARTER",
    "MATTER-CAPITAL",
    "MATTER-MERGER",
    "MATTER-DISSOLUTION",
    "MATTER-BANKRUPTCY",
    "MATTER-FORM",
    "MATTER-PROFIT",
];

/// Matters of the board by 67.
const BOARD: [&str; 4] = ["MATTER-PLAN", "MATTER-ORGANISATION", "MATTER-BASIC-RULES", "MATTER-MANAGERS"];

/// The next decider is the one the law names.
pub(super) fn statutory_decider(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = with_any(context)?;
    let is_wholly_state = context.profile().ownership == Some(Ownership::WhollyState);
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), false);
    for listed in matters.all() {
        if matters.is_of_subsidiary(listed) {
            continue;
        }
        let Some(next) = listed.matter.next().filter(|next| next.body != Body::Party) else { continue };
        let is_owner = next.body.is_owner() || next.body == Body::Superior;
        let by_owner = listed.matter.steps.iter().any(|step| step.delegated_by.is_some_and(Body::is_owner));
        let (key, required) = if matters.is_any(listed, &OWNERS) {
            if is_owner || by_owner && !is_wholly_state {
                evidence.push(listed.label_next());
                continue;
            }
            if is_wholly_state {
                ("investor-matter", "履行出资人职责的机构")
            } else {
                ("shareholder-matter", "股东会")
            }
        } else if matters.is(listed, "MATTER-BOND") {
            if is_owner || by_owner {
                continue;
            }
            match bonds_delegated(context) {
                Some(true) => continue,
                Some(false) if is_wholly_state => ("bond-issue", "履行出资人职责的机构"),
                Some(false) => ("shareholder-matter", "股东会"),
                None => {
                    unknown = true;
                    continue;
                }
            }
        } else if next.body == Body::Management && is_board_matter(matters, listed) && !listed.is_delegated() {
            ("board-matter", "董事会")
        } else {
            continue;
        };
        let name = listed.name();
        let values = [("matter", name.as_str()), ("stated", next.name.as_str()), ("required", required)];
        findings.push(context.key(key).fill(&values).label(listed.label_next()).build());
    }
    if findings.is_empty() && unknown {
        return Err(missing(["document:charter"]));
    }
    evidence.truncate(5);
    Ok(judge(findings, evidence))
}

fn is_board_matter(matters: &Matters<'_>, listed: &Listed<'_>) -> bool {
    matters.is_any(listed, &BOARD) && !listed.matter.is_decided()
}

/// Whether the charter has the shareholders delegate bonds to the board; `None` if there is no charter that could.
fn bonds_delegated(context: &Context<'_>) -> Option<bool> {
    let Some(charter) = context.facts.charter() else { return context.dossier.complete.then_some(false) };
    let sentences = charter.charter.prose().sentences().len();
    Some((0..sentences).any(|i| {
        let text = charter.sentence_text(i);
        text.contains("债券")
            && text.contains("授权")
            && text.contains("董事会")
            && ["股东", "出资人", "国资委", "财政局"].iter().any(|owner| text.contains(owner))
    }))
}
