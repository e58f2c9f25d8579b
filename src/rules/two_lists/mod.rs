//! Checks of the pack `two-lists`: what the lists of matters say, and whether law and charter agree.

mod amounts;
mod charter;
mod count;
mod deciders;
mod employees;
mod scope;

pub(super) use count::breaks;

use super::context::{Check, Context, missing};
use crate::facts::Matters;
use crate::model::matters::ListKind;
use crate::{Label, Verdict};

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "both-lists-exist" => scope::both_lists_exist,
        "category-coverage" => scope::category_coverage,
        "no-party-matter-in-prior-study" => scope::no_party_matter_in_prior_study,
        "no-business-matter-in-decided" => scope::no_business_matter_in_decided,
        "next-decider" => deciders::next_decider,
        "statutory-decider" => deciders::statutory_decider,
        "agrees-with-charter" => charter::agrees_with_charter,
        "amount-thresholds" => amounts::amount_thresholds,
        "amount-tiers" => amounts::amount_tiers,
        "declared-count" => count::declared_count,
        "employee-procedure" => employees::employee_procedure,
        _ => return None,
    })
}

/// The lists whose matters others decide next.
const PRIOR_LISTS: [ListKind; 3] = [ListKind::PriorStudy, ListKind::GateKeeping, ListKind::Matrix];

pub(super) const PRIOR: &str = "document:prior-study-list";
const DECIDED: &str = "document:decided-list";

/// The matters, if there is a list on which the Party body studies matters first.
fn with_prior<'a>(context: &Context<'a>) -> Result<&'a Matters<'a>, Verdict> {
    if has(context, true) { Ok(context.facts.matters()) } else { Err(missing([PRIOR])) }
}

/// The matters, if there is any list.
fn with_any<'a>(context: &Context<'a>) -> Result<&'a Matters<'a>, Verdict> {
    if has(context, true) || has(context, false) { Ok(context.facts.matters()) } else { Err(missing([PRIOR, DECIDED])) }
}

/// Whether there is a list for matters studied first (`prior`) or decided: of that kind, or an authority matrix with
/// such acts.
pub(super) fn has(context: &Context<'_>, prior: bool) -> bool {
    context.dossier.lists().any(|(_, list)| match list.kind {
        ListKind::PriorStudy | ListKind::GateKeeping => prior,
        ListKind::Decided => !prior,
        ListKind::Matrix if prior => list.prior_study().next().is_some(),
        ListKind::Matrix => list.decided().next().is_some(),
        _ => false,
    })
}

/// Where something absent from the lists is reported: the title of the first list of those kinds, of any list, the
/// charter's title, the first document.
fn absent(context: &Context<'_>, kinds: &[ListKind]) -> Label {
    let lists: Vec<_> = context.dossier.lists().collect();
    let own = lists.iter().find(|(_, list)| kinds.contains(&list.kind)).or(lists.first());
    if let Some((document, list)) = own {
        return document.label(list.title_span.unwrap_or(document.span), list.kind.place());
    }
    if let Some(charter) = context.facts.charter() {
        return charter.absent_from_title();
    }
    context.anywhere()
}
