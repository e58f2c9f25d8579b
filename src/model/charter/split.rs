//! Lines that hold more than one paragraph, cut where the next one begins: files that were converted carelessly run
//! articles and items on after one another.

use super::is_space;
use crate::source::{Source, Span};
use crate::syntax::charter::{Form, Line, Look, UNREADABLE, Unit};
use crate::{numeral, words};

/// Whether the words after 第N条 show that it is a reference and not a label.
pub(super) fn refers(words: &str) -> bool {
    // 第三章中, 第六条所列 refer; 第三章 中国共产党的组织, 第六条所属子公司…… do not.
    const BEGINS: [&str; 12] =
        ["中国", "中國", "中共", "所属", "所屬", "所出资", "所投资", "所辖", "所有", "及时", "款项", "项目"];
    let goes_on = match words.chars().next() {
        Some('规') => words.starts_with("规定"),
        Some('規') => words.starts_with("規定"),
        Some(
            '所' | '的' | '第' | '、' | '和' | '及' | '或' | '至' | '之' | '款' | '项' | '項' | '，' | ',' | '。'
            | '；' | '）' | ')' | '中',
        ) => true,
        _ => false,
    };
    goes_on && !BEGINS.iter().any(|name| words.starts_with(name))
}

/// A place at which a line is cut: what begins there, with its label and number.
#[derive(Clone, Copy)]
struct Cut {
    label: Span,
    number: u32,
    what: What,
}

/// What begins at a cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Division(Unit),
    Item(Form),
}

/// Any Han character, none of which ends a sentence.
const HAN: char = '一';

/// The numbers that may come next.
#[derive(Clone, Copy, Default)]
struct Expected {
    article: Option<u32>,
    /// Of each of [`FORMS`]: items of one form may stand inside those of another.
    items: [Option<u32>; FORMS.len()],
}

impl Expected {
    fn item(&mut self, form: Form) -> Option<&mut Option<u32>> {
        FORMS.iter().position(|one| *one == form).map(|i| &mut self.items[i])
    }
}

/// The forms of items that run on inside a line: （一）, （1）, ①, 1. and 1、.
const FORMS: [Form; 5] = [Form::ChineseBracketed, Form::Bracketed, Form::Enclosed, Form::Dotted, Form::Listed];

/// Cuts lines such as `职权：（一）……；（二）……` before each item, and `……。 第九条 ……` before the article.
///
/// An item is the first of a series or the next one of the article; an article is the one that follows the last, stands
/// behind the end of a sentence or a heading, and is not headed by a line of its own later on.
pub(super) fn split(source: &Source, lines: Vec<Line>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    let mut expected = Expected::default();
    let headed = heads(source, &lines);
    let mut cuts = Vec::new();
    for (i, line) in lines.into_iter().enumerate() {
        match line.look {
            Look::Division { unit: Unit::Article, number, rest, .. }
                if !refers(source.read(rest).trim_start_matches(is_space)) =>
            {
                let next = if number == UNREADABLE { expected.article.unwrap_or(1) } else { number } + 1;
                expected = Expected { article: Some(next), ..Expected::default() };
            }
            Look::Item { form, number, .. } => {
                if let Some(next) = expected.item(form) {
                    *next = Some(number + 1);
                }
            }
            _ => {}
        }
        let body = match line.look {
            Look::Division { rest, .. } | Look::Item { rest, .. } => rest,
            Look::Prose => line.span,
            _ => {
                out.push(line);
                continue;
            }
        };
        cuts.clear();
        let heading = matches!(line.look, Look::Division { unit, .. } if unit != Unit::Article);
        find(source, body, heading, &mut expected, headed[i], &mut cuts);
        push(line, &cuts, &mut out);
    }
    out
}

/// Per line: the number of the next line that begins with 第N条.
fn heads(source: &Source, lines: &[Line]) -> Vec<Option<u32>> {
    let mut next = None;
    let mut out = vec![None; lines.len()];
    for (i, line) in lines.iter().enumerate().rev() {
        out[i] = next;
        if let Look::Division { unit: Unit::Article, number, rest, .. } = line.look
            && !refers(source.read(rest).trim_start_matches(is_space))
        {
            next = Some(number);
        }
    }
    out
}

fn find(source: &Source, body: Span, heading: bool, expected: &mut Expected, headed: Option<u32>, cuts: &mut Vec<Cut>) {
    let text = source.read(body);
    let bytes = text.as_bytes();
    let items = !heading
        && (["：", "；", "。"].iter().any(|mark| words::find(text, mark).is_some())
            || memchr::memchr2(b':', b';', bytes).is_some());
    let articles = words::find(text, "第").is_some();
    if !items && !articles {
        return;
    }
    let (mut previous, mut spaced) = (None, false);
    let mut next = 0;
    while let Some(&first) = bytes.get(next) {
        let at = next;
        // Han characters are most of a text, and only one of them can begin a label.
        if matches!(first, 0xE4..=0xE9) && bytes.get(at..at + 3) != Some("第".as_bytes()) {
            (previous, spaced) = (Some(HAN), false);
            next += 3;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        next += c.len_utf8();
        let start = body.start + at as u32;
        let words = &text[at..];
        let found = match c {
            '（' | '(' | '①'..='⑳' | '0'..='9' if items && matches!(previous, Some('：' | ':' | '；' | ';' | '。')) =>
            {
                let cut = item(words, start);
                cut.filter(|(cut, form)| {
                    cut.number == 1 || expected.item(*form).is_some_and(|next| *next == Some(cut.number))
                })
                .map(|(cut, _)| cut)
            }
            '第' if heading && spaced && at > 0 && previous.is_some() => {
                division(words, start).filter(|cut| follows(cut, words, *expected, headed, true))
            }
            '第' if !heading && at > 0 => division(words, start).filter(|cut| {
                let ends = matches!(previous, Some('。' | '！' | '；' | ';' | '”' | '）'));
                cut.what == What::Division(Unit::Article)
                    && (ends || spaced)
                    && follows(cut, words, *expected, headed, ends)
            }),
            _ => None,
        };
        if let Some(cut) = found {
            match cut.what {
                What::Division(Unit::Article) => {
                    *expected = Expected { article: Some(cut.number + 1), ..Expected::default() };
                }
                What::Division(_) => {}
                What::Item(form) => {
                    if let Some(next) = expected.item(form) {
                        *next = Some(cut.number + 1);
                    }
                }
            }
            cuts.push(cut);
            if heading && cut.what == What::Division(Unit::Article) {
                return;
            }
        }
        spaced = is_space(c);
        if !spaced {
            previous = Some(c);
        }
    }
}

/// Whether a label in the middle of a line heads what comes next in the text. `ends` says that a sentence or heading ends
/// before it.
fn follows(cut: &Cut, words: &str, expected: Expected, headed: Option<u32>, ends: bool) -> bool {
    let after = &words[cut.label.range().len()..];
    if refers(after.trim_start_matches(is_space)) {
        return false;
    }
    let gap = after.starts_with(is_space);
    if cut.what != What::Division(Unit::Article) {
        return gap;
    }
    // Where the next line's article leaves this number out, it must be here.
    let missing = headed == Some(cut.number + 1);
    let fits = expected.article.unwrap_or(1) == cut.number && headed.is_none_or(|next| next > cut.number);
    fits && gap && (ends || headed.is_some()) || fits && ends && missing
}

/// （三）, （3）, ③, 3. or 3、 at the start of `words`, with its form.
fn item(words: &str, start: u32) -> Option<(Cut, Form)> {
    let first = words.chars().next()?;
    let open = first.len_utf8();
    let (form, number, length) = match first {
        '①'..='⑳' => (Form::Enclosed, first as u32 - '①' as u32 + 1, open),
        '0'..='9' => {
            let after = words.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = words.len() - after.len();
            let mark = after.chars().next()?;
            let form = match mark {
                '.' | '．' => Form::Dotted,
                '、' => Form::Listed,
                _ => return None,
            };
            let length = digits + mark.len_utf8();
            // 2.5亿元, 1、2号
            if words[length..].starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            (form, words[..digits].parse().ok()?, length)
        }
        _ => {
            let inner = &words[open..];
            let (end, close) = inner.char_indices().take(8).find(|(_, c)| matches!(c, '）' | ')'))?;
            let ordinal = inner[..end].trim_matches(is_space);
            let arabic = !ordinal.is_empty() && ordinal.bytes().all(|b| b.is_ascii_digit());
            if !arabic && !ordinal.chars().all(|c| numeral::is_numeral(c) && !c.is_ascii_digit()) {
                return None;
            }
            let number = numeral::parse(ordinal).and_then(|n| u32::try_from(n).ok())?;
            let form = if arabic { Form::Bracketed } else { Form::ChineseBracketed };
            (form, number, open + end + close.len_utf8())
        }
    };
    let after = &words[length..];
    if ["项", "項", "款", "目", "、", "至"].iter().any(|unit| after.starts_with(unit)) {
        return None;
    }
    Some((Cut { label: Span::new(start, start + length as u32), number, what: What::Item(form) }, form))
}

/// 第九条, 第二节 at the start of `words`.
fn division(words: &str, start: u32) -> Option<Cut> {
    let inner = words.strip_prefix('第')?;
    let is_part = |c: char| numeral::is_numeral(c) || is_space(c);
    let (end, mark) = inner.char_indices().take(16).find(|(_, c)| !is_part(*c))?;
    let unit = match mark {
        '条' | '條' => Unit::Article,
        '节' | '節' => Unit::Section,
        '章' => Unit::Chapter,
        _ => return None,
    };
    let number = numeral::parse(&inner[..end]).and_then(|n| u32::try_from(n).ok())?;
    let width = "第".len() + end + mark.len_utf8();
    Some(Cut { label: Span::new(start, start + width as u32), number, what: What::Division(unit) })
}

/// Adds a line, cut into several.
fn push(line: Line, cuts: &[Cut], out: &mut Vec<Line>) {
    let Some(first) = cuts.first() else {
        out.push(line);
        return;
    };
    let first = first.label.start;
    let mut head = line;
    (head.span.end, head.next) = (first, first);
    match &mut head.look {
        Look::Division { rest, .. } | Look::Item { rest, .. } => rest.end = first,
        _ => {}
    }
    if !head.span.is_empty() {
        out.push(head);
    }
    for (i, cut) in cuts.iter().enumerate() {
        let end = cuts.get(i + 1).map_or(line.span.end, |next| next.label.start);
        let next = if end == line.span.end { line.next } else { end };
        let (label, number, rest) = (cut.label, cut.number, Span::new(cut.label.end, end));
        let look = match cut.what {
            What::Division(unit) => Look::Division { unit, number, sub: 0, label, rest, hashes: 0 },
            What::Item(form) => Look::Item { form, number, depth: 0, label, rest, hashes: 0 },
        };
        out.push(Line { span: Span::new(label.start, end), next, look });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{Charter, Source};

    /// Labels of chapters, sections, articles and items, in the order of the text.
    fn outline(text: &str) -> String {
        let charter = Charter::read(Arc::new(Source::new("章程.txt", text).unwrap()));
        let source = charter.source();
        let mut labels: Vec<_> = charter.chapters().iter().map(|chapter| chapter.label).collect();
        labels.extend(charter.chapters().iter().flat_map(|chapter| &chapter.sections).map(|section| section.label));
        labels.extend(charter.articles().iter().filter(|article| article.is_numbered()).map(|article| article.label));
        let paragraphs = charter.articles().iter().flat_map(|article| &article.paragraphs);
        labels.extend(paragraphs.flat_map(|paragraph| &paragraph.items).map(|item| item.label));
        labels.sort_by_key(|label| label.start);
        labels.into_iter().map(|label| source.read(label)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lines_are_cut_where_something_begins() {
        const HEAD: &str = "甲公司章程\n第一章 总则\n第一条 公司依法设立。\n";
        for (text, expected) in [
            // Items.
            ("第二条 机构：（一）股东会；（二）董事会。", "第二条 （一） （二）"),
            ("第二条 机构： (一)股东会； (二)董事会。", "第二条 (一) (二)"),
            ("第二条 机构：（一）股东会。\n董事会如下。（二）董事会。", "第二条 （一） （二）"),
            ("第二条 依照前款第（一）项：（一）项所列除外。", "第二条"),
            // Articles.
            ("第二条 公司住所在本市。 第三条 公司永久存续。", "第二条 第三条"),
            ("第二条 公司住所在本市。第三条 公司永久存续。\n第四条 完。", "第二条 第三条 第四条"),
            ("第二条 公司住所在本市。第三条公司永久存续。\n第四条 完。", "第二条 第三条 第四条"),
            ("第二条 住所在本市 第三条 公司永久存续\n第四条 完。", "第二条 第三条 第四条"),
            ("第二条 住所。 第三条 存续。 第四条 经营。 第五条 完。", "第二条 第三条 第四条 第五条"),
            // References.
            ("第二条 本章程生效。 第三条 规定的除外。\n第三条 完。", "第二条 第三条"),
            ("第二条 本章程生效。 第三条的规定除外。", "第二条"),
            ("第二条 本章程生效。第三条第二款另有规定。", "第二条"),
            ("第二条 本章程生效。 第五条 所称机构见下。", "第二条"),
            ("第二条 依照 第三条 办理。", "第二条"),
            // Headings.
            ("第二章 党组织 第二条 设党委。", "第二章 第二条"),
            ("第二章 股东 第一节 权利 第二条 股东有权。", "第二章 第一节 第二条"),
            // A number that a change left with two digits too many.
            ("第十二三条 公司住所在本市。\n第三条 完。", "第十二三条 第三条"),
        ] {
            let expected = format!("第一章 第一条 {expected}");
            assert_eq!(outline(&format!("{HEAD}{text}\n")), expected, "{text}");
        }
    }
}
