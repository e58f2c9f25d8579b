//! Reads `grammar/charter.pest`: a text of articles, line by line.

use pest::Parser as _;
use pest::iterators::Pair;

use crate::numeral;
use crate::source::Span;

#[allow(missing_docs, unreachable_pub)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/charter.pest"]
    pub(super) struct Grammar;
}
use grammar::{Grammar, Rule};

/// The unit that a heading or article label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Unit {
    /// 编
    Part,
    /// 章
    Chapter,
    /// 节
    Section,
    /// 条
    Article,
}

/// How an item is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Form {
    /// 一、
    ChineseListed,
    /// （一） ㈠
    ChineseBracketed,
    /// 1、
    Listed,
    /// 1. 1.2
    Dotted,
    /// （1） ⑴
    Bracketed,
    /// 1） 一）
    HalfBracketed,
    /// ①
    Enclosed,
    /// A.
    Lettered,
}

/// The number of a division whose numeral is none: 第一百二十七六条 after a change that left both digits.
pub(crate) const UNREADABLE: u32 = 0;

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Blank,
    /// 第N章, 第N条 with the rest of the line; the number may be [`UNREADABLE`].
    Division {
        unit: Unit,
        number: u32,
        sub: u32,
        label: Span,
        rest: Span,
        hashes: u8,
    },
    /// An item marker with the rest of the line.
    Item {
        form: Form,
        number: u32,
        depth: u8,
        label: Span,
        rest: Span,
        hashes: u8,
    },
    /// A page number; `bare` if it is nothing but digits, which may also be content.
    PageMark {
        bare: bool,
        number: u32,
    },
    /// A row of a Markdown table.
    Row,
    /// A Markdown heading without a number.
    Heading {
        hashes: u8,
        rest: Span,
    },
    Prose,
}

/// A line: `span` without its line end, `next` the offset after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    pub(crate) next: u32,
    pub(crate) look: Look,
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    let span = pair.as_span();
    Span::from(span.start()..span.end())
}

fn number(text: &str) -> Option<u32> {
    numeral::parse(text).and_then(|n| u32::try_from(n).ok())
}

fn division(pair: Pair<'_, Rule>) -> Option<Look> {
    let (mut hashes, mut label, mut rest) = (0, Span::default(), Span::default());
    let (mut value, mut sub, mut unit) = (None, 0, Unit::Article);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::hashes => hashes = part.as_str().trim_end().len() as u8,
            Rule::rest => rest = span(&part),
            Rule::label => {
                label = span(&part);
                for inner in part.into_inner() {
                    match inner.as_rule() {
                        Rule::ordinal => value = number(inner.as_str()),
                        Rule::sub => sub = number(inner.as_str())?,
                        Rule::unit => {
                            unit = match inner.as_str() {
                                "编" | "編" => Unit::Part,
                                "章" => Unit::Chapter,
                                "节" | "節" => Unit::Section,
                                _ => Unit::Article,
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Some(Look::Division { unit, number: value.unwrap_or(UNREADABLE), sub, label, rest, hashes })
}

pub(crate) fn enclosed(c: char) -> Option<(Form, u32)> {
    let from = |first: char, base: u32| c as u32 - first as u32 + base;
    Some(match c {
        '①'..='⑳' => (Form::Enclosed, from('①', 1)),
        '㉑'..='㉟' => (Form::Enclosed, from('㉑', 21)),
        '㊱'..='㊿' => (Form::Enclosed, from('㊱', 36)),
        '⑴'..='⒇' => (Form::Bracketed, from('⑴', 1)),
        '⒈'..='⒛' => (Form::Dotted, from('⒈', 1)),
        '㈠'..='㈩' => (Form::ChineseBracketed, from('㈠', 1)),
        '㊀'..='㊉' => (Form::ChineseBracketed, from('㊀', 1)),
        _ => return None,
    })
}

fn item(pair: Pair<'_, Rule>) -> Option<Look> {
    let (mut hashes, mut label, mut rest) = (0, Span::default(), Span::default());
    let (mut form, mut value, mut depth) = (Form::Dotted, None, 0u8);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::hashes => hashes = part.as_str().trim_end().len() as u8,
            Rule::rest => rest = span(&part),
            Rule::marker => {
                label = span(&part);
                let inner = part.into_inner().next()?;
                let kind = inner.as_rule();
                let written = inner.as_str();
                let ordinal = inner.into_inner().next();
                let arabic = written.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
                value = ordinal.as_ref().and_then(|o| number(o.as_str()));
                form = match kind {
                    Rule::enclosed => {
                        let (form, n) = enclosed(written.chars().next()?)?;
                        value = Some(n);
                        form
                    }
                    Rule::bracketed if arabic => Form::Bracketed,
                    Rule::bracketed => Form::ChineseBracketed,
                    Rule::half_bracketed => Form::HalfBracketed,
                    Rule::listed if arabic => Form::Listed,
                    Rule::listed => Form::ChineseListed,
                    Rule::lettered => {
                        let letter = written.chars().next()?.to_ascii_lowercase();
                        value = Some(letter as u32 - 'a' as u32 + 1);
                        Form::Lettered
                    }
                    _ => {
                        let mut parts = written.split(['.', '．']).filter(|p| !p.trim().is_empty());
                        depth = parts.clone().count().saturating_sub(1) as u8;
                        value = parts.next_back().and_then(number);
                        Form::Dotted
                    }
                };
            }
            _ => {}
        }
    }
    Some(Look::Item { form, number: value?, depth, label, rest, hashes })
}

/// The lines of `text`, in order and without a gap.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    // The grammar is total; a failure could only be the parser's own stack or call limit, and then every line is prose.
    let Ok(pairs) = Grammar::parse(Rule::text, text) else {
        return plain_lines(text);
    };
    let mut lines = Vec::with_capacity(text.len() / 64 + 1);
    for pair in pairs.into_iter().flat_map(Pair::into_inner) {
        let mut whole = span(&pair);
        let look = match pair.as_rule() {
            Rule::EOI => continue,
            Rule::blank => {
                whole.end = whole.start + pair.as_str().trim_end_matches(['\r', '\n']).len() as u32;
                Look::Blank
            }
            Rule::division => division(pair).unwrap_or(Look::Prose),
            Rule::item => item(pair).unwrap_or(Look::Prose),
            Rule::page_mark => {
                let bare = pair.as_str().trim().bytes().all(|b| b.is_ascii_digit());
                let digits: String = pair
                    .as_str()
                    .chars()
                    .skip_while(|c| !c.is_ascii_digit())
                    .take_while(char::is_ascii_digit)
                    .collect();
                Look::PageMark { bare, number: digits.parse().unwrap_or(0) }
            }
            Rule::row => Look::Row,
            Rule::heading => {
                let mut hashes = 0;
                let mut rest = whole;
                for part in pair.into_inner() {
                    match part.as_rule() {
                        Rule::hashes => hashes = part.as_str().trim_end().len() as u8,
                        _ => rest = span(&part),
                    }
                }
                Look::Heading { hashes, rest }
            }
            _ => Look::Prose,
        };
        lines.push(Line { span: whole, next: whole.end, look });
    }
    let ends: Vec<u32> = lines.iter().skip(1).map(|line| line.span.start).chain([text.len() as u32]).collect();
    for (line, next) in lines.iter_mut().zip(ends) {
        line.next = next;
    }
    lines
}

fn plain_lines(text: &str) -> Vec<Line> {
    let index = crate::source::LineIndex::new(text);
    (0..index.line_count())
        .filter_map(|i| {
            let start = index.line_start(i)?;
            let next = index.line_start(i + 1).unwrap_or(text.len() as u32);
            let content = text.get(start as usize..next as usize)?.trim_end_matches(['\r', '\n']);
            let look = if content.trim().is_empty() { Look::Blank } else { Look::Prose };
            Some(Line { span: Span::new(start, start + content.len() as u32), next, look })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn only(text: &str) -> Look {
        let lines = lines(text);
        assert_eq!(lines.len(), 1, "{text:?} {lines:?}");
        lines[0].look
    }

    #[test]
    fn divisions() {
        for (text, unit, number, sub, rest) in [
            ("第一章  总则", Unit::Chapter, 1, 0, "  总则"),
            ("第 一 章　总　则", Unit::Chapter, 1, 0, "　总　则"),
            ("第五章董事会", Unit::Chapter, 5, 0, "董事会"),
            ("　　第一百二十三条　公司", Unit::Article, 123, 0, "　公司"),
            ("第123条 公司", Unit::Article, 123, 0, " 公司"),
            ("第 121 条 公司", Unit::Article, 121, 0, " 公司"),
            ("第一百二十一条之一 公司", Unit::Article, 121, 1, " 公司"),
            ("第一〇一条为", Unit::Article, 101, 0, "为"),
            ("第一Ο一条为", Unit::Article, 101, 0, "为"),
            ("第一编 总则", Unit::Part, 1, 0, " 总则"),
            ("第二編 附則", Unit::Part, 2, 0, " 附則"),
            ("## 第三节 董事会", Unit::Section, 3, 0, " 董事会"),
            ("第四節 監事會", Unit::Section, 4, 0, " 監事會"),
            ("第十十条 公司", Unit::Article, UNREADABLE, 0, " 公司"),
            ("**第七条** 股东", Unit::Article, 7, 0, " 股东"),
            ("第二条之规定", Unit::Article, 2, 0, "之规定"),
            ("第七條\u{A0}公司", Unit::Article, 7, 0, "\u{A0}公司"),
        ] {
            match only(text) {
                Look::Division { unit: u, number: n, sub: s, rest: r, .. } => {
                    assert_eq!((u, n, s, &text[r.range()]), (unit, number, sub, rest), "{text}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        let Look::Division { label, hashes, .. } = only("　### **第七条之二** 股东") else { panic!() };
        assert_eq!((label, hashes), (Span::new(9, 24), 3));
        let Look::Division { hashes, .. } = only("第七条 股东") else { panic!() };
        assert_eq!(hashes, 0);
    }

    #[test]
    fn items() {
        for (text, form, number) in [
            ("（一）研究", Form::ChineseBracketed, 1),
            ("(十二) 研究", Form::ChineseBracketed, 12),
            ("（一)研究", Form::ChineseBracketed, 1),
            ("㈢研究", Form::ChineseBracketed, 3),
            ("一、总则", Form::ChineseListed, 1),
            ("1、研究", Form::Listed, 1),
            ("1. 研究", Form::Dotted, 1),
            ("1.研究", Form::Dotted, 1),
            ("1.2 研究", Form::Dotted, 2),
            ("（1）研究", Form::Bracketed, 1),
            ("⑵研究", Form::Bracketed, 2),
            ("3)研究", Form::HalfBracketed, 3),
            ("②研究", Form::Enclosed, 2),
            ("㉒研究", Form::Enclosed, 22),
            ("B. 研究", Form::Lettered, 2),
            ("c) 研究", Form::Lettered, 3),
            ("一）研究", Form::HalfBracketed, 1),
            ("（１）研究", Form::Bracketed, 1),
            ("１、研究", Form::Listed, 1),
        ] {
            match only(text) {
                Look::Item { form: f, number: n, .. } => assert_eq!((f, n), (form, number), "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn parts_of_items() {
        for (text, depth, hashes, label, rest) in [
            ("1. 研究", 0, 0, "1.", " 研究"),
            ("1.2 研究", 1, 0, "1.2", " 研究"),
            ("1.2.3. 研究", 2, 0, "1.2.3.", " 研究"),
            ("## **（一）** 研究", 0, 2, "（一）", " 研究"),
            ("- 3、研究", 0, 0, "3、", "研究"),
        ] {
            let Look::Item { depth: d, hashes: h, label: l, rest: r, .. } = only(text) else { panic!("{text}") };
            assert_eq!((d, h, &text[l.range()], &text[r.range()]), (depth, hashes, label, rest), "{text}");
        }
    }

    #[test]
    fn enclosed_numbers() {
        for (text, form, first) in [
            ("①⑳", Form::Enclosed, 1),
            ("㉑㉟", Form::Enclosed, 21),
            ("㊱㊿", Form::Enclosed, 36),
            ("⑴⒇", Form::Bracketed, 1),
            ("⒈⒛", Form::Dotted, 1),
            ("㈠㈩", Form::ChineseBracketed, 1),
            ("㊀㊉", Form::ChineseBracketed, 1),
        ] {
            let ends: Vec<char> = text.chars().collect();
            let last = first + ends[1] as u32 - ends[0] as u32;
            assert_eq!([enclosed(ends[0]), enclosed(ends[1])], [Some((form, first)), Some((form, last))], "{text}");
        }
        assert_eq!(enclosed('一'), None);
    }

    #[test]
    fn page_marks_and_prose() {
        for (text, bare, number) in [
            ("— 2 —", false, 2),
            ("- 1 -", false, 1),
            ("第 1 页 共 27 页", false, 1),
            ("第3页", false, 3),
            ("3/20", false, 3),
            ("  12 ", true, 12),
            ("- II -", false, 0),
        ] {
            assert_eq!(only(text), Look::PageMark { bare, number }, "{text}");
        }
        for text in ["2.5亿元", "1997 年 12 月", "公司", "第三人", "（以下简称公司）", "12个月", "3.14"]
        {
            assert_eq!(only(text), Look::Prose, "{text}");
        }
    }

    #[test]
    fn other_lines() {
        assert_eq!(only("| 序号 | 事项 |"), Look::Row);
        assert_eq!(only("  ## 附则"), Look::Heading { hashes: 2, rest: Span::new(5, 11) });
        let text = "公司\r\n  \r\n\n12";
        let all = |lines: Vec<Line>| -> Vec<_> { lines.iter().map(|l| (l.span.range(), l.next, l.look)).collect() };
        let page = Look::PageMark { bare: true, number: 12 };
        let (prose, blank, empty) = ((0..6, 8, Look::Prose), (8..10, 12, Look::Blank), (12..12, 13, Look::Blank));
        assert_eq!(all(lines(text)), [prose.clone(), blank.clone(), empty.clone(), (13..15, 15, page)]);
        assert_eq!(all(plain_lines(text)), [prose, blank, empty, (13..15, 15, Look::Prose)]);
    }

    proptest! {
        #[test]
        fn every_byte_is_in_one_line(text in "[第一二条章节（）()1-3.、|#\\-\\*\r\n \u{3000}公司\u{0}。]{0,80}") {
            let lines = lines(&text);
            let mut at = 0;
            for line in &lines {
                prop_assert_eq!(line.span.start, at);
                prop_assert!(text.get(line.span.range()).is_some());
                prop_assert!(line.next >= line.span.end);
                at = line.next;
            }
            prop_assert_eq!(at as usize, text.len());
        }

        #[test]
        fn any_text_parses(text in "\\PC{0,60}") {
            let covered: usize = lines(&text).iter().map(|line| (line.next - line.span.start) as usize).sum();
            prop_assert_eq!(covered, text.len());
        }
    }
}
