//! Reads `grammar/list.pest`: decision lists written as outlines.

use pest::Parser as _;
use pest::iterators::Pair;

use super::charter::{Form, enclosed};
use crate::numeral;
use crate::source::Span;

#[allow(missing_docs, unreachable_pub)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/list.pest"]
    pub(super) struct Grammar;
}
use grammar::{Grammar, Rule};

/// What a line of an outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Blank,
    /// Says how many items there are: 以上共29项。
    Closing {
        count: u32,
    },
    /// Begins with a marker.
    Marked {
        form: Form,
        number: u32,
        depth: u8,
        label: Span,
        rest: Span,
    },
    Plain,
}

/// A line: `span` without white space at its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) span: Span,
    pub(crate) look: Look,
}

/// The lines of `text`, which starts at byte `base` of its source.
pub(crate) fn lines(text: &str, base: u32) -> Vec<Line> {
    let Ok(pairs) = Grammar::parse(Rule::lines, text) else { return Vec::new() };
    pairs
        .into_iter()
        .flat_map(Pair::into_inner)
        .filter(|pair| pair.as_rule() != Rule::EOI)
        .map(|pair| {
            let span = trimmed(text, &pair, base);
            let look = match pair.as_rule() {
                _ if span.is_empty() => Look::Blank,
                Rule::closing => count_in(pair).map_or(Look::Plain, |count| Look::Closing { count }),
                Rule::marked => marked(text, pair, base).unwrap_or(Look::Plain),
                _ => Look::Plain,
            };
            Line { span, look }
        })
        .collect()
}

/// How many items a line says there are: 共计五类29项, in the middle of any sentence.
pub(crate) fn declared(text: &str) -> Option<u32> {
    if !text.contains(['项', '条', '項', '條']) {
        return None;
    }
    let pairs = Grammar::parse(Rule::declared, text).ok()?;
    pairs
        .into_iter()
        .flat_map(Pair::into_inner)
        .filter(|pair| pair.as_rule() == Rule::declared_here)
        .filter_map(|pair| pair.into_inner().find(|inner| inner.as_rule() == Rule::declared_count).and_then(count_in))
        .last()
}

fn count_in(pair: Pair<'_, Rule>) -> Option<u32> {
    let words = if pair.as_rule() == Rule::count {
        pair.as_str()
    } else {
        return pair.into_inner().find_map(count_in);
    };
    numeral::parse(words).and_then(|n| u32::try_from(n).ok())
}

fn trimmed(text: &str, pair: &Pair<'_, Rule>, base: u32) -> Span {
    let range = pair.as_span();
    let content = text.get(range.start()..range.end()).unwrap_or_default();
    let left = content.trim_start();
    let start = range.start() + content.len() - left.len();
    let end = start + left.trim_end().len();
    Span::new(base + start as u32, base + end as u32)
}

/// What counts to ten as letters do: 甲、乙、丙.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

fn marked(text: &str, pair: Pair<'_, Rule>, base: u32) -> Option<Look> {
    let (mut label, mut rest) = (Span::default(), Span::default());
    let mut found = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::rest => rest = trimmed(text, &part, base),
            Rule::marker => {
                label = trimmed(text, &part, base);
                let inner = part.into_inner().next()?;
                let kind = inner.as_rule();
                let words = inner.as_str();
                let arabic = words.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
                let number = inner.into_inner().next().and_then(count_in);
                found = match kind {
                    Rule::stem => {
                        let stem = words.chars().next().and_then(|c| STEMS.chars().position(|stem| stem == c));
                        stem.map(|at| (Form::Lettered, at as u32 + 1, 0))
                    }
                    Rule::enclosed => words.chars().next().and_then(enclosed).map(|(form, n)| (form, n, 0)),
                    Rule::dotted => {
                        let parts: Vec<&str> = words.split(['.', '．']).filter(|p| !p.trim().is_empty()).collect();
                        let depth = parts.len().saturating_sub(1) as u8;
                        parts.last().and_then(|p| p.trim().parse().ok()).map(|n| (Form::Dotted, n, depth))
                    }
                    _ => {
                        let form = match kind {
                            Rule::bracketed if arabic => Form::Bracketed,
                            Rule::bracketed => Form::ChineseBracketed,
                            Rule::half => Form::HalfBracketed,
                            // 1、 and 1. are one way of numbering; both occur in one list.
                            Rule::listed if arabic => Form::Dotted,
                            _ => Form::ChineseListed,
                        };
                        number.map(|n| (form, n, 0))
                    }
                };
            }
            _ => {}
        }
    }
    let (form, number, depth) = found?;
    Some(Look::Marked { form, number, depth, label, rest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn look(text: &str) -> Look {
        lines(text, 0)[0].look
    }

    #[test]
    fn markers() {
        for (text, form, number) in [
            ("一、战略规划", Form::ChineseListed, 1),
            ("（二）改革", Form::ChineseBracketed, 2),
            ("(3) 投资", Form::Bracketed, 3),
            ("12. 年度计划", Form::Dotted, 12),
            ("12、年度计划", Form::Dotted, 12),
            ("12 年度计划", Form::Dotted, 12),
            ("③ 担保", Form::Enclosed, 3),
            ("4）捐赠", Form::HalfBracketed, 4),
            ("## 三、融资", Form::ChineseListed, 3),
        ] {
            let Look::Marked { form: f, number: n, .. } = look(text) else { panic!("{text}") };
            assert_eq!((f, n), (form, number), "{text}");
        }
        for text in ["12.5亿元", "500万元以上", "2025年12月18日", "董事会", "（含）"] {
            assert_eq!(look(text), Look::Plain, "{text}");
        }
    }

    #[test]
    fn parts_of_lines() {
        let text = "\u{3000}\n## 1.2.3 投资 \r\n附注";
        let found = lines(text, 10);
        let words = |span: Span| &text[span.start as usize - 10..span.end as usize - 10];
        assert_eq!(found.iter().map(|line| words(line.span)).collect::<Vec<_>>(), ["", "## 1.2.3 投资", "附注"]);
        assert_eq!([found[0].look, found[2].look], [Look::Blank, Look::Plain]);
        let Look::Marked { form, number, depth, label, rest } = found[1].look else { panic!() };
        assert_eq!((form, number, depth, words(label), words(rest)), (Form::Dotted, 3, 2, "1.2.3", "投资"));
    }

    #[test]
    fn counts() {
        for (text, expected) in [
            ("以上共29项。", 29),
            ("共3项", 3),
            ("（共二十九项）", 29),
            ("本清单共38项。", 38),
            ("合计 17 项", 17),
            ("共计29个事项", 0),
        ] {
            match look(text) {
                Look::Closing { count } => assert_eq!(count, expected, "{text}"),
                _ => assert_eq!(expected, 0, "{text}"),
            }
        }
        assert_eq!(declared("本清单共38项。“批准”为最终决策"), Some(38));
        assert_eq!(declared("清单包括六个方面，共六个方面17项"), Some(17));
        assert_eq!(declared("公司共有党支部4个"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_lines(text in "[一二（）(1-9).、共项①# \r\n公司]{0,60}") {
            let mut at = 0;
            for line in lines(&text, 0) {
                prop_assert!(line.span.start >= at);
                prop_assert!(text.get(line.span.range()).is_some());
                at = line.span.end;
            }
            declared(&text);
        }
    }
}
