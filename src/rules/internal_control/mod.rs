//! Checks of the pack `internal-control`: what a company's internal rules lay down.

mod alignments;
mod appraisal;
mod investor;
mod procedures;

use super::context::{Check, Context, missing};
use crate::facts::Inventories;
use crate::{Label, Verdict};

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "party-building-in-appraisal" => appraisal::party_building_in_appraisal,
        "deliberation-rules" => procedures::deliberation_rules,
        "leader-management-rules" => procedures::leader_management_rules,
        "supervision-list" => investor::supervision_list,
        "four-alignments" => alignments::four_alignments,
        _ => return None,
    })
}

const INVENTORY: &str = "document:rule-inventory";
/// The column of key points.
const SUMMARY: &str = "内容要点";

/// The inventories; `None` if there is none and the dossier is complete.
fn inventories<'c>(context: &'c Context<'_>) -> Result<Option<&'c Inventories<'c>>, Verdict> {
    match context.facts.inventories() {
        None if !context.dossier.complete => Err(missing([INVENTORY])),
        found => Ok(found),
    }
}

/// Where something absent is shown: the inventory's heading, else the charter, else the first document.
fn absent(context: &Context<'_>) -> Label {
    match (context.facts.inventories(), context.facts.charter()) {
        (Some(inventories), _) => inventories.heading(),
        (None, Some(charter)) => charter.absent(),
        (None, None) => context.anywhere(),
    }
}
