//! The investor's own list and rules.

use super::{INVENTORY, absent};
use crate::Verdict;
use crate::model::inventory::RuleTopic;
use crate::model::matters::ListKind;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;

/// The investor has a list of what it supervises, in order, and rules for its meetings.
pub(super) fn supervision_list(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let lists: Vec<_> = context.dossier.lists().filter(|(_, list)| list.kind == ListKind::Supervision).collect();
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    let inventories = context.facts.inventories();
    if inventories.is_none() && !context.dossier.complete {
        gaps.fact(INVENTORY);
    }
    let known = gaps.is_empty();
    let about = |topic| inventories.and_then(|inventories| inventories.about(topic).next());
    match (about(RuleTopic::SupervisionList), lists.first()) {
        (Some(row), _) => evidence.push(row.label()),
        (None, Some((document, list))) => {
            evidence.push(document.label(list.title_span.unwrap_or(document.span), list.kind.place()));
        }
        (None, None) if known => findings.push(context.key("list").label(absent(context)).build()),
        (None, None) => {}
    }
    match about(RuleTopic::InvestorProcedure) {
        Some(row) => evidence.push(row.label()),
        None if known => findings.push(context.key("meeting-rules").label(absent(context)).build()),
        None => {}
    }
    for (document, list) in lists {
        if let Some((stated, span)) = list.declared
            && stated as usize != list.count()
        {
            let (stated, actual) = (stated.to_string(), list.count().to_string());
            let finding = context.key("numbering").fill(&[("stated", &stated), ("required", &actual)]);
            findings.push(finding.label(document.label(span, list.kind.place())).build());
        }
        for (first, second) in crate::rules::two_lists::breaks(list) {
            let number = |matter: &crate::Matter| matter.number.map(|n| n.to_string()).unwrap_or_default();
            let (before, after) = (number(first), number(second));
            let finding = context.key("sequence").fill(&[("required", &before), ("stated", &after)]);
            let label = |matter: &crate::Matter| document.label(matter.span, matter.place());
            findings.push(finding.labels([label(second), label(first)]).build());
        }
    }
    Ok(gaps.judge(findings, evidence))
}
