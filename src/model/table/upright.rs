//! Tables that do not run from a header down.
//!
//! Forms that hold one meeting each, with labels beside values (会议名称 | 党委会, 会议时间 | 2026年1月7日, 议题一 | ……), are laid
//! down as one table with a row for each topic. Two tables beside each other are put one after the other.

use super::raw::{Raw, RawCell, RawRow};
use crate::model::charter::compact;
use crate::numeral;
use crate::source::{Source, Span};

/// A label with its value.
#[derive(Clone, Debug)]
struct Pair {
    key: String,
    label: Span,
    value: Span,
}

/// What a form says of a meeting, and of each of its topics.
#[derive(Debug, Default)]
struct Form {
    meeting: Vec<Pair>,
    topics: Vec<Vec<Pair>>,
}

const TOPIC: &str = "议题";
const NAMES: [&str; 3] = ["会议名称", "会议", "会议类型"];
const TIMES: [&str; 6] = ["会议时间", "时间", "召开时间", "会议日期", "日期", "召开日期"];

/// Longest label, in characters.
const LONGEST: usize = 14;

/// Puts each run of forms into one table; other tables stay as they are.
pub(crate) fn laid_down(source: &Source, tables: Vec<Raw>) -> Vec<Raw> {
    let mut out: Vec<Raw> = Vec::with_capacity(tables.len());
    let mut run: Vec<Form> = Vec::new();
    let mut first: Option<Raw> = None;
    for raw in tables.into_iter().flat_map(|raw| apart(source, raw)) {
        let forms = forms(source, &raw);
        if forms.is_empty() {
            out.extend(first.take().map(|first| table(first, std::mem::take(&mut run))));
            out.push(raw);
            continue;
        }
        run.extend(forms);
        match &mut first {
            Some(first) => {
                first.span = first.span.cover(raw.span);
                first.tail = raw.tail;
            }
            None => first = Some(raw),
        }
    }
    out.extend(first.map(|first| table(first, run)));
    out
}

/// The two tables that stand beside each other in one sheet, with a blank column between them and a header each; else the
/// one that there is.
fn apart(source: &Source, raw: Raw) -> Vec<Raw> {
    let width = raw.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_blank = |row: &RawRow, c: usize| row.cells.get(c).is_none_or(|cell| cell.span.is_empty() || cell.right);
    let Some(gap) = (2..width.saturating_sub(2)).find(|&c| raw.rows.iter().all(|row| is_blank(row, c))) else {
        return vec![raw];
    };
    // Both headers stand in one row and share a word: 序号 | 姓名 | …… | 序号 | 姓名.
    let repeats = |row: &RawRow| {
        let words = |cells: &[RawCell]| -> Vec<String> {
            let own = cells.iter().filter(|cell| !cell.right && !cell.span.is_empty());
            own.map(|cell| compact(&raw.text(source, cell.span))).filter(|words| !words.is_empty()).collect()
        };
        let (left, right) = row.cells.split_at(gap.min(row.cells.len()));
        let left = words(left);
        words(right).iter().filter(|word| left.contains(word)).count() >= 2
    };
    if !raw.rows.iter().take(HEADS).any(repeats) {
        return vec![raw];
    }
    let part = |keep: &dyn Fn(usize) -> bool| {
        let mut part = raw.clone();
        for row in &mut part.rows {
            let cells = std::mem::take(&mut row.cells);
            row.cells = cells.into_iter().enumerate().filter(|(c, _)| keep(*c)).map(|(_, cell)| cell).collect();
            let own = row.cells.iter().filter(|cell| !cell.span.is_empty()).map(|cell| cell.span);
            row.span = own.reduce(Span::cover).unwrap_or_default();
        }
        part
    };
    vec![part(&|c| c < gap), part(&|c| c > gap)]
}

/// Among how many first rows the headers of two tables beside each other are looked for.
const HEADS: usize = 6;

/// The forms that a table holds; none if it is no form.
fn forms(source: &Source, raw: &Raw) -> Vec<Form> {
    let mut out: Vec<Form> = Vec::new();
    for row in &raw.rows {
        let own: Vec<&RawCell> = row.cells.iter().filter(|cell| !cell.right).collect();
        for pair in own.chunks(2) {
            let [label, value] = pair else { continue };
            let words = compact(&raw.text(source, label.span));
            let words = words.trim_end_matches(['：', ':']);
            if words.is_empty() || label.below {
                continue;
            }
            // A cell as long as a sentence is no label, and a table with one is no form.
            if words.chars().count() > LONGEST {
                return Vec::new();
            }
            let key = key(words);
            if NAMES.contains(&key) {
                out.push(Form::default());
            }
            let pair = Pair { key: key.to_owned(), label: label.span, value: value.span };
            // What stands above the first meeting's name is the form's head.
            let Some(form) = out.last_mut() else { continue };
            match (key == TOPIC, form.topics.last_mut()) {
                (true, _) => form.topics.push(vec![pair]),
                (false, Some(topic)) => topic.push(pair),
                (false, None) => form.meeting.push(pair),
            }
        }
    }
    let whole = |form: &Form| form.meeting.iter().any(|pair| TIMES.contains(&&*pair.key)) && !form.topics.is_empty();
    if out.iter().all(whole) { out } else { Vec::new() }
}

/// A label without the number of its topic: 议题一 is 议题, 议题一结论 is 结论.
fn key(label: &str) -> &str {
    let Some(rest) = ["议题", "议案"].iter().find_map(|word| label.strip_prefix(word)) else { return label };
    let rest = rest.trim_start_matches(numeral::is_numeral);
    if rest.is_empty() || rest == "名称" || rest == "内容" { TOPIC } else { rest }
}

/// The table of all topics. `first` is the first form, whose name and place it takes.
fn table(mut first: Raw, forms: Vec<Form>) -> Raw {
    let mut columns: Vec<(String, Span)> = Vec::new();
    for pair in forms.iter().flat_map(|form| form.meeting.iter().chain(form.topics.iter().flatten())) {
        if !columns.iter().any(|(key, _)| *key == pair.key) {
            columns.push((pair.key.clone(), pair.label));
        }
    }
    let cell = |span: Span, below: bool| RawCell { span, below, right: false };
    let head = columns.iter().map(|(_, label)| cell(*label, false)).collect();
    let mut rows = vec![RawRow { span: columns.first().map(|(_, label)| *label).unwrap_or_default(), cells: head }];
    for form in forms {
        for (i, topic) in form.topics.iter().enumerate() {
            let value = |key: &str| {
                let of = |pairs: &[Pair]| pairs.iter().find(|pair| pair.key == key).map(|pair| pair.value);
                match of(topic) {
                    Some(span) => cell(span, false),
                    // The meeting is told once for all its topics.
                    None => of(&form.meeting).map_or_else(RawCell::default, |span| cell(span, i > 0)),
                }
            };
            let cells = columns.iter().map(|(key, _)| value(key)).collect();
            let span = topic.iter().map(|pair| pair.label.cover(pair.value)).reduce(Span::cover).unwrap_or_default();
            rows.push(RawRow { span, cells });
        }
    }
    first.rows = rows;
    first
}
