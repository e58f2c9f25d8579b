//! The four alignments.

use super::{SUMMARY, absent, inventories};
use crate::facts::{ALIGNED, alignments};
use crate::model::inventory::RuleTopic;
use crate::rules::context::{Context, not_applicable};
use crate::rules::gaps::Gaps;
use crate::{Label, Verdict};

/// A reform or Party-building plan, or the charter, states all four alignments.
pub(super) fn four_alignments(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let inventories = inventories(context)?;
    let plans: Vec<_> = inventories.into_iter().flat_map(|inventories| inventories.about(RuleTopic::Plan)).collect();
    let (mut found, mut evidence, mut gaps): ([bool; 4], Vec<Label>, _) = ([false; 4], Vec::new(), Gaps::default());
    let mut add = |stated: [bool; 4], label: &dyn Fn() -> Label| {
        if stated.contains(&true) {
            evidence.push(label());
            for (known, stated) in found.iter_mut().zip(stated) {
                *known |= stated;
            }
        }
    };
    for row in &plans {
        add(alignments(&row.words()), &|| row.label());
        if row.rule.summary.is_none() {
            gaps.cell(&row.rule.row, SUMMARY);
        }
    }
    match context.facts.charter() {
        Some(charter) => {
            let prose = charter.charter.prose();
            for sentence in prose.sentences() {
                let text = prose.sentence_text(sentence);
                if text.contains("对接") {
                    add(alignments(text), &|| charter.label_sentence(sentence));
                }
            }
        }
        None if !context.dossier.complete && !plans.is_empty() => gaps.fact("document:charter"),
        None => {}
    }
    if !found.contains(&false) {
        return Ok(crate::rules::context::satisfied(evidence));
    }
    // A charter may state them where no plan is on record; it need not.
    if plans.is_empty() {
        return Err(not_applicable(
            "制度台账没有改革方案或者党建方案",
            "the inventory has no reform or Party-building plan",
        ));
    }
    if !gaps.is_empty() {
        return Err(gaps.verdict());
    }
    let lacks: Vec<&str> = ALIGNED.into_iter().zip(found).filter(|(_, found)| !found).map(|(word, _)| word).collect();
    let zh: Vec<String> = lacks.iter().map(|word| format!("{word}对接")).collect();
    let en = lacks.iter().map(|word| match *word {
        "体制" => "structure",
        "机制" => "mechanism",
        "制度" => "rules",
        _ => "work",
    });
    let (zh, en) = (zh.join("、"), en.collect::<Vec<_>>().join(", "));
    let place = plans.first().map_or_else(|| absent(context), |row| row.label());
    let finding = context.finding().fill_both(&[("missing", &zh)], &[("missing", &en)]);
    Ok(finding.label(place).violated_with(evidence))
}
