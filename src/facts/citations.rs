//! Laws cited with their articles, and short names.

use super::statement::{Fact, Statement};
use super::view::View;
use super::words::{Mark, Word, title};
use crate::syntax::clause::Value;

/// Articles that a range may name one by one.
const LONGEST_RANGE: u32 = 60;

/// Documents cited, with the articles that follow.
pub(super) fn citations(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.has(Mark::Cite) {
        return;
    }
    let mut until = 0;
    for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Cite)) {
        if at.start < until {
            continue;
        }
        let rest = &view.text[at.start..];
        let (document, after) = match title(rest) {
            Some(length) => {
                let inner = rest['《'.len_utf8()..length - '》'.len_utf8()].to_owned();
                // （以下简称《公司法》） defines and does not cite.
                let before = view.left(at.start, 30);
                if before.ends_with("简称")
                    || before.ends_with("下称")
                    || before.ends_with("简称为")
                    || before.ends_with("以下称")
                {
                    continue;
                }
                (inner, at.start + length)
            }
            // 公司法第三十七条
            None => (rest[..at.end - at.start].trim_end_matches('第').to_owned(), at.end - '第'.len_utf8()),
        };
        if document == "条例"
            || document.ends_with("章程") && !document.contains("共产党") && !document.contains("党章")
        {
            continue;
        }
        // 第一百四十七条、第一百四十八条; 第一百八十条第一款和第一百八十一条.
        let mut found = Vec::new();
        let mut end = after;
        if let Some(rest) = view.text.get(after..)
            && rest.starts_with('（')
            && let Some(close) = rest.find('）').filter(|c| *c < 60)
        {
            // 《公司法》（2018年修正）第三十七条
            end = after + close + '）'.len_utf8();
        }
        for quantity in view.quantities.iter().filter(|q| q.span.start as usize >= after) {
            let Value::Article(article) = quantity.value else { continue };
            let start = quantity.span.start as usize;
            let between = view.text.get(end..start).unwrap_or("×");
            let joined = between.chars().all(|c| {
                matches!(
                    c,
                    '、' | '和'
                        | '及'
                        | '与'
                        | '，'
                        | '或'
                        | '者'
                        | '以'
                        | '至'
                        | '到'
                        | '的'
                        | '（'
                        | '）'
                        | '第'
                        | '款'
                        | '项'
                ) || crate::numeral::is_numeral(c)
            });
            if !joined || between.chars().count() > 16 {
                break;
            }
            // 第一百七十八条至第一百八十一条
            if let Some((first, from, to)) = found.last().copied()
                && matches!(between, "至" | "到" | "至第" | "到第")
                && article > first
                && article - first <= LONGEST_RANGE
            {
                found.extend((first + 1..article).map(|inside| (inside, from, to)));
            }
            found.push((article, start, quantity.span.end as usize));
            end = quantity.span.end as usize;
        }
        until = end.max(at.end);

        if found.is_empty() {
            out.push(view.fact(Statement::Citation { document: document.clone(), article: None }, at.start, after));
        }
        for (i, (article, start, end)) in found.into_iter().enumerate() {
            let from = if i == 0 { at.start } else { start };
            out.push(view.fact(Statement::Citation { document: document.clone(), article: Some(article) }, from, end));
        }
    }
}

/// Short names: 某某有限公司（以下简称“公司”）.
pub(super) fn definitions(view: &View<'_>, out: &mut Vec<Fact>) {
    let text = view.text;
    if view.has(Mark::Define) {
        for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Define)) {
            let Some(open) = text[..at.start].rfind('（').filter(|o| !text[*o..at.start].contains('）')) else {
                continue;
            };
            let Some(close) = text[at.end..].find('）').map(|i| at.end + i) else { continue };
            let term = quoted(&text[at.end..close]);
            let Some(meaning) = meaning_before(&text[..open]) else { continue };
            for term in term {
                let statement = Statement::Definition { term, meaning: meaning.clone() };
                out.push(view.fact(statement, open - meaning.len().min(open), close + '）'.len_utf8()));
            }
        }
        return;
    }
    if !text.contains("（“") {
        return;
    }
    // （“睿新精密”）
    for (open, _) in text.match_indices("（“") {
        let rest = &text[open + "（“".len()..];
        let Some(close) = rest.find("”）").filter(|c| *c < 60) else { continue };
        let Some(meaning) = meaning_before(&text[..open]) else { continue };
        let term = rest[..close].to_owned();
        let end = open + "（“".len() + close + "”）".len();
        out.push(view.fact(
            Statement::Definition { term, meaning: meaning.clone() },
            open - meaning.len().min(open),
            end,
        ));
    }
}

fn quoted(text: &str) -> Vec<String> {
    let strip = |s: &str| {
        s.trim_matches(|c: char| matches!(c, '“' | '”' | '《' | '》' | '：' | '为' | '，' | '、' | '"' | ' '))
            .to_owned()
    };
    let mut out: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('“') {
        let Some(close) = rest[open..].find('”') else { break };
        out.push(strip(&rest[open..open + close]));
        rest = &rest[open + close + '”'.len_utf8()..];
    }
    if out.is_empty() {
        out.push(strip(text));
    }
    out.retain(|t| !t.is_empty() && t.chars().count() <= 20);
    out
}

/// The name right before a bracket.
fn meaning_before(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_suffix('》') {
        return rest.rfind('《').map(|i| rest[i + '《'.len_utf8()..].to_owned());
    }
    let start = text
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '，' | '。' | '；' | '：' | '、' | '《' | '》' | '“' | '”' | '（'))
        .map_or(0, |(i, c)| i + c.len_utf8());
    let mut name = &text[start..];
    // 市人民政府授权市国资委（以下称出资人机构）
    if let Some((_, authorised)) = name.rsplit_once("授权")
        && authorised.chars().count() >= 3
    {
        name = authorised;
    }
    for prefix in [
        "为规范",
        "为了规范",
        "规范",
        "为维护",
        "经",
        "设立",
        "成立",
        "同时设立",
        "由",
        "根据",
        "依据",
        "按照",
        "为",
        "即",
        "是",
        "和",
        "及",
        "与",
    ] {
        if let Some(rest) = name.strip_prefix(prefix)
            && rest.chars().count() >= 3
        {
            name = rest;
        }
    }
    (!name.is_empty() && name.chars().count() <= 60).then(|| name.to_owned())
}
