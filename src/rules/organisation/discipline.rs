//! Who looks after discipline.

use super::{label, lacks_cell, lacks_full, lacks_organ, or_heading, organ_names};
use crate::Verdict;
use crate::facts::Body;
use crate::model::ledger::Discipline;
use crate::model::profile::PartyOrgan;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;

/// From how many full members on a branch elects a committee.
const BRANCH_COMMITTEE: u32 = 7;

/// Whoever has a committee has somebody for discipline.
pub(super) fn discipline_body(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &context.facts.organisation().bodies {
        if body.shares {
            continue;
        }
        let Some(organ) = body.organ else {
            lacks_organ(body, &mut gaps);
            continue;
        };
        let charter = if body.is_own { context.facts.charter() } else { None };
        let stated = charter.map(|charter| charter.labels(&charter.asserted("DISC"))).unwrap_or_default();
        if !stated.is_empty() {
            evidence.extend(stated);
            continue;
        }
        let noted = body.row.map_or(Discipline::Unknown, |row| row.unit.discipline);
        if matches!(noted, Discipline::Committee | Discipline::Inspector) {
            evidence.push(label(context, body));
            continue;
        }
        match has_committee(context, body, organ) {
            Some(false) => continue,
            Some(true) => {}
            None => {
                if body.has_full(BRANCH_COMMITTEE).is_none() {
                    lacks_full(body, &mut gaps);
                } else {
                    lacks_cell(body, "committee", "委员数", &mut gaps);
                }
                continue;
            }
        }
        let place = match (charter, noted) {
            (_, Discipline::Neither) => label(context, body),
            // What the charter does not state, and no row does, it does not provide.
            (Some(charter), _) => charter.absent(),
            (None, _) if body.is_own && body.row.is_none() => {
                gaps.fact("document:charter");
                continue;
            }
            (None, _) => {
                lacks_cell(body, "discipline", "纪检", &mut gaps);
                continue;
            }
        };
        let names = organ_names(organ);
        let zh = [("unit", body.name), ("organ", names.zh.as_ref())];
        let en = [("unit", body.name), ("organ", names.en.as_ref())];
        findings.push(context.finding().fill_both(&zh, &en).label(place).build());
    }
    evidence.truncate(EVIDENCE);
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// A charter may speak of its discipline commission in many sentences.
const EVIDENCE: usize = 50;

/// Whether the organisation has a committee: a branch may have none.
fn has_committee(context: &Context<'_>, body: &Body<'_>, organ: PartyOrgan) -> Option<bool> {
    match organ {
        PartyOrgan::Committee | PartyOrgan::GeneralBranch => Some(true),
        // Discipline in a company with a leading group is that of the group sent to it.
        PartyOrgan::LeadingGroup | PartyOrgan::None => Some(false),
        PartyOrgan::Branch => match super::size::has_committee(context, body) {
            Some(stated) => Some(stated),
            None if body.has_full(BRANCH_COMMITTEE) == Some(false) => Some(false),
            None => None,
        },
    }
}
