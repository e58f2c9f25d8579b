//! Rules of procedure, and rules on managing leaders.

use super::{absent, inventories};
use crate::model::inventory::RuleTopic;
use crate::model::profile::PartyOrgan;
use crate::rules::context::{Context, satisfied};
use crate::rules::gaps::Gaps;
use crate::{Label, Verdict};

/// Each body that exists has rules of procedure.
pub(super) fn deliberation_rules(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let inventories = inventories(context)?;
    let profile = context.profile();
    let has_party = profile.party_organ.map(|organ| organ != PartyOrgan::None);
    let bodies = [
        ("party", RuleTopic::PartyProcedure, has_party, "company.party_organ"),
        ("board", RuleTopic::BoardProcedure, profile.board, "company.board"),
        ("management", RuleTopic::ManagementProcedure, Some(true), ""),
    ];
    let (mut findings, mut evidence, mut gaps): (Vec<_>, Vec<Label>, _) = (Vec::new(), Vec::new(), Gaps::default());
    for (key, topic, exists, fact) in bodies {
        let found = inventories.and_then(|inventories| inventories.about(topic).next());
        match (found, exists) {
            (Some(row), _) => {
                let label = row.label();
                if !evidence.iter().any(|known| known.place == label.place && known.span == label.span) {
                    evidence.push(label);
                }
            }
            (None, Some(false)) => {}
            (None, Some(true)) => findings.push(context.key(key).label(absent(context)).build()),
            (None, None) => gaps.fact(fact),
        }
    }
    Ok(gaps.judge(findings, evidence))
}

/// There are rules on managing leaders.
pub(super) fn leader_management_rules(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let inventories = inventories(context)?;
    let found: Vec<Label> = inventories
        .into_iter()
        .flat_map(|inventories| inventories.about(RuleTopic::LeaderManagement))
        .map(|row| row.label())
        .collect();
    if !found.is_empty() {
        return Ok(satisfied(found));
    }
    Ok(context.finding().label(absent(context)).violated())
}
