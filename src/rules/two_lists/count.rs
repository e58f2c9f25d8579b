//! The declared count and the numbers.

use std::collections::BTreeMap;

use super::with_any;
use crate::model::matters::{Matter, MatterList};
use crate::rules::context::{Context, judge};
use crate::{Document, Finding, Verdict};

/// A list has as many matters as it says, and its numbers run on.
pub(super) fn declared_count(context: &Context<'_>) -> Result<Verdict, Verdict> {
    with_any(context)?;
    let (mut findings, mut evidence) = (Vec::new(), Vec::new());
    for (document, list) in context.dossier.lists() {
        if let Some((stated, span)) = list.declared {
            let label = document.label(span, list.kind.place());
            let actual = list.count();
            if stated as usize == actual {
                evidence.push(label);
            } else {
                let values = [("stated", stated.to_string()), ("actual", actual.to_string())];
                let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                findings.push(context.key("count").fill(&values).label(label).build());
            }
        }
        numbers(context, document, list, &mut findings);
    }
    Ok(judge(findings, evidence))
}

/// Numbers that repeat or are left out.
fn numbers(context: &Context<'_>, document: &Document, list: &MatterList, findings: &mut Vec<Finding>) {
    for (first, second) in breaks(list) {
        let stated = second.number.map(|number| number.to_string()).unwrap_or_default();
        let label = |matter: &Matter| document.label(matter.span, matter.place());
        let finding = context.key("numbering").fill(&[("stated", &stated), ("actual", "")]);
        findings.push(finding.labels([label(second), label(first)]).build());
    }
}

/// Matters whose numbers do not follow one upon the other. Their order does not matter: rows may have been sorted anew.
pub(in crate::rules) fn breaks(list: &MatterList) -> Vec<(&Matter, &Matter)> {
    let mut groups: BTreeMap<&str, Vec<(u32, &Matter)>> = BTreeMap::new();
    for matter in list.matters.iter().filter(|matter| !matter.continued) {
        let Some(number) = matter.number else { continue };
        let group = if list.numbered_by_category { matter.category.as_str() } else { "" };
        groups.entry(group).or_default().push((number, matter));
    }
    let mut out = Vec::new();
    for numbered in groups.values_mut() {
        numbered.sort_by_key(|(number, matter)| (*number, matter.span.start));
        for pair in numbered.windows(2) {
            let [(before, first), (after, second)] = pair else { continue };
            if *after != before + 1 {
                out.push((*first, *second));
            }
        }
    }
    out
}
