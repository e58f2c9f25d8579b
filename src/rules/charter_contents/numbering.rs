//! Numbers of chapters and articles, references to them, and the table of contents.

use std::collections::{HashMap, HashSet};

use crate::facts::ReadCharter;
use crate::model::charter::{Charter, Part, compact};
use crate::numeral;
use crate::rules::context::{Context, judge};
use crate::source::Span;
use crate::{Finding, Label, Verdict};

/// Numbers run on, references lead somewhere, the contents agree with the body.
pub(super) fn sound_numbering(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let mut findings = Vec::new();
    for part in charter.charter.parts() {
        let text = charter.charter;
        let chapters = text.chapters().get(part.chapters.clone()).unwrap_or_default();
        let numbered = chapters.iter().filter(|c| c.number > 0);
        sequence(context, charter, "章", numbered.map(|c| ((c.number, 0), c.label)), &mut findings);
        for chapter in chapters {
            let sections = chapter.sections.iter().map(|s| ((s.number, 0), s.label));
            sequence(context, charter, "节", sections, &mut findings);
        }
        let articles = text.articles().get(part.articles.clone()).unwrap_or_default();
        let numbered = articles.iter().filter(|a| a.is_numbered());
        sequence(context, charter, "条", numbered.map(|a| ((a.number, a.sub), a.label)), &mut findings);
    }
    references(context, charter, &mut findings);
    contents(context, charter, &mut findings);
    let evidence = match charter.charter.articles() {
        [first, .., last] if findings.is_empty() => vec![charter.label(first.label), charter.label(last.label)],
        _ => Vec::new(),
    };
    Ok(judge(findings, evidence))
}

type Number = (u32, u32);

fn sequence(
    context: &Context<'_>,
    charter: &ReadCharter<'_>,
    unit: &str,
    numbers: impl Iterator<Item = (Number, Span)>,
    findings: &mut Vec<Finding>,
) {
    let numbers: Vec<(Number, Span)> = numbers.collect();
    let present: HashSet<u32> = numbers.iter().map(|((n, _), _)| *n).collect();
    let mut first: HashMap<Number, Span> = HashMap::with_capacity(numbers.len());
    let mut previous: Option<(Number, Span)> = None;
    let mut highest = 0;
    let words = |span: Span| compact(charter.charter.source().slice(span));
    for &(number, label) in &numbers {
        if numeral::parse(&ordinal(&words(label))).is_none() {
            let finding = context.key("unreadable").fill(&[("stated", &words(label)), ("required", "")]);
            findings.push(finding.label(charter.label(label)).build());
        }
        if let Some(&before) = first.get(&number) {
            let finding = context.key("duplicate").fill(&[("stated", &words(label)), ("required", "")]);
            findings.push(finding.labels([charter.label(label), charter.label(before)]).build());
            continue;
        }
        first.insert(number, label);
        if let Some((last, before)) = previous {
            if number < last {
                let finding = context.key("out-of-order").fill(&[("stated", &words(label)), ("required", "")]);
                findings.push(finding.labels([charter.label(label), charter.label(before)]).build());
            }
            // A long gap is one finding: the text is an extract, or pages are missing.
            let gap: Vec<u32> = (highest + 1..number.0).take(1000).filter(|n| !present.contains(n)).collect();
            if let (Some(from), Some(to)) = (gap.first(), gap.last()) {
                let name = |n: u32| format!("第{}{unit}", numeral::to_chinese(u64::from(n)));
                let required = if from == to { name(*from) } else { format!("{}至{}", name(*from), name(*to)) };
                let finding = context.key("gap").fill(&[("stated", &words(label)), ("required", &required)]);
                findings.push(finding.labels([charter.label(label), charter.label(before)]).build());
            }
        }
        highest = highest.max(number.0);
        previous = Some((number, label));
    }
}

/// The numeral of a label: 一百二十一 of 第一百二十一条之一, 3 of 3.
fn ordinal(label: &str) -> String {
    let digits = label.trim_start_matches('第');
    digits.chars().take_while(|c| numeral::is_numeral(*c)).collect()
}

/// A reference to an article of the same text: its place in the prose, and the number.
pub(crate) fn internal_references(charter: &Charter) -> Vec<(Span, Number, usize)> {
    let prose = charter.prose();
    let text = prose.text();
    let mut out = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), "第") {
        let rest = &text[at + "第".len()..];
        let end = rest.char_indices().take(14).find(|(_, c)| !numeral::is_numeral(*c));
        let Some((end, '条')) = end else { continue };
        let Some(number) = numeral::parse(&rest[..end]).and_then(|n| u32::try_from(n).ok()) else { continue };
        let after = &rest[end + "条".len()..];
        let sub = after.strip_prefix('之').map(|sub| {
            let end = sub.find(|c| !numeral::is_numeral(c)).unwrap_or(sub.len());
            numeral::parse(&sub[..end]).and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
        });
        let Some(index) = prose.sentence_at(at as u32) else { continue };
        let sentence = prose.sentences()[index];
        if is_external(&text[sentence.span.start as usize..at]) {
            continue;
        }
        let span = Span::from(at..at + "第".len() + end + "条".len());
        out.push((span, (number, sub.unwrap_or(0)), sentence.article));
    }
    out
}

/// Whether the words before 第N条 name another text: 《公司法》, 条例, 原章程.
fn is_external(before: &str) -> bool {
    let mut words = before;
    // 《公司法》第五十九条第一款、第六十条: go back over the chain to what it starts from.
    loop {
        let trimmed = words.trim_end_matches(|c: char| {
            numeral::is_numeral(c)
                || matches!(
                    c,
                    '第' | '条'
                        | '款'
                        | '项'
                        | '、'
                        | '和'
                        | '及'
                        | '与'
                        | '至'
                        | '到'
                        | '或'
                        | '，'
                        | '（'
                        | '）'
                        | '之'
                        | '的'
                        | '目'
                )
        });
        let trimmed = trimmed.strip_suffix("以及").or_else(|| trimmed.strip_suffix("或者")).unwrap_or(trimmed);
        if trimmed.len() == words.len() {
            break;
        }
        words = trimmed;
    }
    let own = ["本章程", "本规则", "本办法", "本细则", "本制度", "本条例", "本规定", "本附件", "本法"];
    if own.iter().any(|name| words.ends_with(name)) {
        return false;
    }
    const OTHERS: [&str; 20] = [
        "》",
        "法",
        "条例",
        "规定",
        "办法",
        "党章",
        "细则",
        "规则",
        "准则",
        "指引",
        "解释",
        "原章程",
        "修订前",
        "协议",
        "合同",
        "通知",
        "意见",
        "公约",
        "旧章程",
        "原",
    ];
    // 《公司法》（2023年修订）第十条: the bracket was taken off with the chain.
    let unbracketed = words
        .rsplit_once('（')
        .map_or(words, |(head, tail)| if tail.len() < 60 && !tail.contains('）') { head } else { words });
    OTHERS.iter().any(|name| words.ends_with(name) || unbracketed.ends_with(name))
}

fn references(context: &Context<'_>, charter: &ReadCharter<'_>, findings: &mut Vec<Finding>) {
    let text = charter.charter;
    let numbers = |part: &Part| -> HashSet<Number> {
        text.articles().get(part.articles.clone()).unwrap_or_default().iter().map(|a| (a.number, a.sub)).collect()
    };
    let by_part: Vec<HashSet<Number>> = text.parts().iter().map(numbers).collect();
    if by_part.first().is_none_or(|body| body.iter().all(|n| n.0 == 0)) {
        return;
    }
    let mut seen: HashSet<(Number, usize)> = HashSet::new();
    for (span, number, article) in internal_references(text) {
        let part = text.articles().get(article).map_or(0, |a| a.part);
        let exists = |part: usize| by_part.get(part).is_some_and(|numbers| numbers.contains(&number));
        if exists(part) || exists(0) || !seen.insert((number, article)) {
            continue;
        }
        let label = charter.label_prose(span);
        let stated = compact(label.text());
        findings.push(
            context.key("dangling-reference").fill(&[("stated", &stated), ("required", "")]).label(label).build(),
        );
    }
}

fn contents(context: &Context<'_>, charter: &ReadCharter<'_>, findings: &mut Vec<Finding>) {
    let text = charter.charter;
    let entries: Vec<_> = text.contents().iter().filter(|entry| !entry.is_section).collect();
    if entries.is_empty() {
        return;
    }
    let Some(body) = text.parts().first() else { return };
    let chapters = text.chapters().get(body.chapters.clone()).unwrap_or_default();
    let words = |span: Span| compact(text.source().slice(span));
    let mut mismatch = |label: Label, other: Option<Label>, stated: &str, required: &str| {
        let finding = context.key("toc-mismatch").fill(&[("stated", stated), ("required", required)]);
        findings.push(finding.label(label).labels(other).build());
    };
    for entry in &entries {
        let shown = format!("{}{}", words(entry.label), words(entry.title));
        let place = || charter.label(entry.label.cover(entry.title));
        match chapters.iter().find(|chapter| chapter.number == entry.number) {
            Some(chapter) if words(chapter.title) == words(entry.title) => {}
            Some(chapter) => {
                let heading = chapter.label.cover(chapter.title);
                mismatch(charter.label(heading), Some(place()), &shown, &words(heading));
            }
            None => mismatch(place(), None, &shown, "（无）"),
        }
    }
    for chapter in chapters {
        if !entries.iter().any(|entry| entry.number == chapter.number) {
            let heading = chapter.label.cover(chapter.title);
            mismatch(charter.label(heading), None, "（无）", &words(heading));
        }
    }
}
