//! Party building in the leaders' appraisal.

use super::{INVENTORY, SUMMARY, absent};
use crate::Verdict;
use crate::rules::context::{Context, satisfied};
use crate::rules::gaps::Gaps;

/// A rule or the charter makes Party building part of the leaders' appraisal.
pub(super) fn party_building_in_appraisal(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let mut gaps = Gaps::default();
    let mut evidence = Vec::new();
    if let Some(charter) = context.facts.charter() {
        evidence.extend(charter.labels(&charter.asserted("APPRAISAL")));
    } else if !context.dossier.complete {
        gaps.fact("document:charter");
    }
    match context.facts.inventories() {
        None if !context.dossier.complete => gaps.fact(INVENTORY),
        None => {}
        Some(inventories) => {
            for row in inventories.all() {
                if inventories.is(row, "APPRAISAL") || inventories.is(row, "APPRAISAL-RULE") {
                    evidence.push(row.label());
                } else if row.rule.summary.is_none() && is_about_appraisal(&row.rule.name.text) {
                    // What the rule says of Party building the inventory does not tell.
                    gaps.cell(&row.rule.row, SUMMARY);
                }
            }
        }
    }
    if !evidence.is_empty() {
        return Ok(satisfied(evidence));
    }
    let findings = if gaps.is_empty() { vec![context.finding().label(absent(context)).build()] } else { Vec::new() };
    Ok(gaps.judge(findings, evidence))
}

/// Whether a rule of that name may say how leaders are appraised.
fn is_about_appraisal(name: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    has(&["考核", "考评", "薪酬", "绩效", "责任制"])
        && (has(&["负责人", "领导班子", "领导人员", "经理层", "领导干部", "班子成员"])
            || has(&["党建", "党的建设", "从严治党"]))
        && !has(&["员工", "职工"])
}
