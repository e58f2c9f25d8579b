//! Staff and funds of the Party organisation.

use crate::Verdict;
use crate::facts::percentages;
use crate::rules::context::{Context, judge, missing, not_applicable, satisfied};
use crate::source::Span;

/// Staff and funds are stated, anywhere in the text.
pub(super) fn safeguards(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let staff = charter.asserted("STAFF");
    let funds = charter.asserted("FUND");
    let evidence = charter.labels(&[staff.clone(), funds.clone()].concat());
    let finding = match (staff.is_empty(), funds.is_empty()) {
        (false, false) => return Ok(satisfied(evidence)),
        (true, true) => context.finding(),
        (true, false) => context.key("staff"),
        (false, true) => context.key("funding"),
    };
    Ok(finding.label(charter.absent()).violated_with(evidence))
}

/// One per cent, in hundredths.
const ONE_PERCENT: u64 = 100;
/// The whole, in hundredths of a per cent.
const WHOLE: u64 = 10_000;

/// A funds clause names its channel and the usual ratios.
pub(super) fn funding(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let funds = charter.asserted("FUND");
    if funds.is_empty() {
        return Err(not_applicable(
            "章程没有党组织经费条款（见 party-building/safeguards）",
            "no clause on funds (see party-building/safeguards)",
        ));
    }
    let mut findings = Vec::new();
    let mut sentences: Vec<usize> = funds.iter().map(|hit| hit.sentence).collect();
    sentences.dedup();
    let prose = charter.charter.prose();
    // What follows in the same article belongs to the clause: the carry-over is often a sentence of its own.
    let articles: Vec<usize> = sentences.iter().filter_map(|&i| prose.sentences().get(i)).map(|s| s.article).collect();
    let clause = (0..prose.sentences().len()).filter(|&i| {
        let text = charter.sentence_text(i);
        sentences.contains(&i)
            || articles.contains(&prose.sentences()[i].article) && (text.contains("结转") || text.contains("经费"))
    });
    let clause: Vec<usize> = clause.collect();
    let channel = charter.asserted("FUND-CHANNEL");
    let has_channel = channel.iter().any(|hit| clause.contains(&hit.sentence));
    if !has_channel {
        findings.push(context.key("channel").labels(charter.labels(&funds)).build());
    }
    let mut doubtful = false;
    for &i in &clause {
        let text = charter.sentence_text(i);
        let start = prose.sentences()[i].span.start;
        for ratio in percentages(text) {
            let before = &text[..ratio.span.start as usize];
            let clause_start = before.rfind(['，', '。', '；', '：', '、']).map_or(0, |at| at);
            let words = &text[clause_start..];
            // A ratio of persons, or of dues, is not a ratio of funds.
            if words.contains("人员")
                || words.contains("职工总数")
                || before.ends_with("党费的")
                || before.contains("工会经费")
            {
                continue;
            }
            let told = &text[..ratio.span.end as usize];
            let carried = ["结转", "累计", "结余", "节余"].iter().any(|word| told.contains(word));
            let stated = &text[ratio.span.range()];
            // More than all wages is no ratio that anybody meant.
            if ratio.hundredths > WHOLE {
                doubtful = true;
                continue;
            }
            let key = if carried {
                if ratio.hundredths == 2 * ONE_PERCENT { continue } else { "carry-over" }
            } else if ratio.hundredths < ONE_PERCENT {
                "below-one-percent"
            } else if ratio.hundredths > ONE_PERCENT {
                "above-one-percent"
            } else {
                continue;
            };
            let span = Span::new(start + ratio.span.start, start + ratio.span.end);
            findings.push(context.key(key).fill(&[("stated", stated)]).label(charter.label_prose(span)).build());
        }
    }
    if doubtful && findings.is_empty() {
        return Err(missing(["charter.fund_ratio"]));
    }
    Ok(judge(findings, charter.labels(&[funds, channel].concat())))
}
