//! Which row is the header, and what its columns mean.

use std::sync::Arc;

use indexmap::IndexMap;

use super::Column;
use super::raw::{Raw, RawCell, RawRow};
use crate::model::charter::is_space;
use crate::source::traditional::simplify;
use crate::source::{Source, Span};

/// The columns that a kind of table has, by role, each with its synonyms. A synonym that starts with `~` is enough as a
/// part of the header's words.
pub(crate) struct Spec {
    pub(crate) columns: &'static [(&'static str, &'static [&'static str])],
    /// Of each group at least one role must be there.
    pub(crate) required: &'static [&'static [&'static str]],
    /// How columns are told by their cells, in a table whose title says what it is and whose header uses other words.
    pub(crate) by_content: Option<ByContent>,
}

/// How the columns of a table are told by what stands in them.
pub(crate) struct ByContent {
    /// Whether the title, or the names of the columns, say that the table is of this kind.
    pub(crate) told: fn(&str, &[Column]) -> bool,
    /// Each role takes, in this order, the column that scores highest for it, if any scores above 0.
    pub(crate) roles: &'static [(&'static str, fn(&Sample) -> u32)],
}

/// A column as [`ByContent`] sees it.
pub(crate) struct Sample {
    /// The header's words.
    pub(crate) name: String,
    /// The words of the header's lowest level.
    pub(crate) leaf: String,
    /// The words of its cells that are not blank, of the first rows.
    pub(crate) cells: Vec<String>,
    /// How many rows were looked at.
    pub(crate) rows: usize,
}

impl Sample {
    /// Percent of the cells that are not blank of which `is` holds.
    pub(crate) fn percent(&self, is: impl Fn(&str) -> bool) -> u32 {
        let hits = self.cells.iter().filter(|cell| is(cell)).count();
        (hits * 100).checked_div(self.cells.len()).unwrap_or(0) as u32
    }

    /// Whether the header's lowest level holds one of these words.
    pub(crate) fn named(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.leaf.contains(word))
    }
}

/// A header that fits a spec.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// The first row of the header.
    pub(crate) row: usize,
    /// How many rows it has.
    pub(crate) depth: usize,
    pub(crate) columns: Vec<Column>,
    /// Role to column.
    pub(crate) roles: IndexMap<&'static str, usize>,
    /// How well it fits: exact names count more.
    pub(crate) score: usize,
}

/// Header words as they are compared: without white space, `*`, numbers of notes and bracketed words, which come back
/// second: (万元).
pub(crate) fn normal(text: &str) -> (String, String) {
    let mut name = String::with_capacity(text.len());
    let mut unit = String::new();
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '（' | '(' | '［' | '[' | '【' => depth += 1,
            '）' | ')' | '］' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | '＊' | '※' | '★' => {}
            c if is_space(c) || c.is_control() => {}
            c if depth > 0 => unit.push(c),
            c => name.extend(simplify(c).to_lowercase()),
        }
    }
    if name.is_empty() { (std::mem::take(&mut unit), unit) } else { (name, unit) }
}

/// How many rows of a table may stand above its header.
const MAX_ABOVE: usize = 20;

/// The header of each table inside `raw` that fits `spec`: sheets often hold several tables, one below the other.
pub(crate) fn headers(source: &Source, raw: &Raw, spec: &Spec) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    let mut row = 0;
    while row < raw.rows.len() {
        // The first header may be anything that fits; a later one must name its required columns exactly.
        let later = !found.is_empty() || row > MAX_ABOVE;
        match at(source, raw, row, spec, later) {
            Some(header) => {
                let next = row + header.depth;
                let repeated = found.last().is_some_and(|before| {
                    before.columns.iter().map(|c| &c.name).eq(header.columns.iter().map(|c| &c.name))
                        && !raw.rows[..row].last().is_some_and(|above| above.is_blank() || above.only().is_some())
                });
                if !repeated {
                    found.push(header);
                }
                row = next;
            }
            None => row += 1,
        }
    }
    found
}

fn words(source: &Source, raw: &Raw, row: &RawRow, column: usize) -> String {
    row.cells.get(column).map(|cell| raw.text(source, cell.span)).unwrap_or_default()
}

fn at(source: &Source, raw: &Raw, row: usize, spec: &Spec, strict: bool) -> Option<Header> {
    let first = raw.rows.get(row)?;
    if first.cells.iter().filter(|cell| !cell.span.is_empty()).count() < 2 || first.only().is_some() {
        return None;
    }
    // Long cells are sentences, not names of columns; most rows of most tables end here.
    if first.cells.iter().map(|cell| cell.span.len()).max().unwrap_or(0) > 240 {
        return None;
    }
    // 填报单位：党政办公室 beside 填报日期：2026年9月30日 is a line above the header.
    let states = |cell: &RawCell| {
        let text = source.read(cell.span).trim_end();
        let states = |(at, c): (usize, char)| matches!(c, '：' | ':') && at + c.len_utf8() < text.len();
        // 其中：预备党员 is a column beside the one for all members.
        !text.starts_with("其中") && text.char_indices().any(states)
    };
    if first.cells.iter().any(states) {
        return None;
    }
    // What begins with a number is a row.
    let first_words =
        (0..first.cells.len()).map(|c| words(source, raw, first, c)).find(|words| !words.trim().is_empty());
    if first_words.is_some_and(|words| words.trim().bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let one = fit(source, raw, row, 1, spec, strict);
    let mut best = one;
    let mut depth = 1;
    while depth < 3 && is_sub_header(source, raw, row, depth) {
        depth += 1;
        let deeper = fit(source, raw, row, depth, spec, strict);
        if deeper.as_ref().map_or(0, |h| h.score) >= best.as_ref().map_or(0, |h| h.score) {
            best = deeper.or(best);
        }
    }
    best
}

/// Whether row `row + depth` names the columns of cells that span several columns of the header above it, and nothing
/// else.
fn is_sub_header(source: &Source, raw: &Raw, row: usize, depth: usize) -> bool {
    let (Some(above), Some(below)) = (raw.rows.get(row + depth - 1), raw.rows.get(row + depth)) else { return false };
    let first = &raw.rows[row];
    let span = |row: &RawRow, c: usize| row.cells.get(c).map_or(Span::default(), |cell| cell.span);
    // A group's name may be repeated in each of its cells.
    let repeats = |row: &RawRow, c: usize| c > 0 && words(source, raw, row, c) == words(source, raw, row, c - 1);
    let continues = |row: &RawRow, c: usize| {
        span(row, c).is_empty() || row.cells.get(c).is_some_and(|cell| cell.right) || repeats(row, c)
    };
    let columns = first.cells.len().max(below.cells.len());
    let (mut named, mut alone) = (0, 0);
    for c in 0..columns {
        let here = span(below, c);
        if here.is_empty() || here == span(above, c) || below.cells.get(c).is_some_and(|cell| cell.below) {
            continue;
        }
        // A group is a named cell with nothing, or itself, to its right; the cells it covers may carry names below.
        let head = (0..=c).rev().find(|&h| !continues(first, h));
        let Some(head) = head else { return false };
        let is_group = continues(first, head + 1) && head + 1 < columns;
        if is_group {
            named += 1;
        } else if c == 0 || words(source, raw, below, c).contains(|c: char| c.is_ascii_digit()) {
            // The first column of a two-row header is one tall cell: a number or a name there makes it a row of data.
            return false;
        } else {
            // 党组织 over 名称: a cell over one column, which counts only beside true groups.
            alone += 1;
        }
    }
    named > alone
}

fn fit(source: &Source, raw: &Raw, row: usize, depth: usize, spec: &Spec, strict: bool) -> Option<Header> {
    let columns = columns(source, raw, row, depth);
    let mut roles: IndexMap<&'static str, usize> = IndexMap::new();
    let mut taken = vec![false; columns.len()];
    let names: Vec<[&str; 3]> = columns.iter().map(|column| [&*column.name, &*column.leaf, &*column.group]).collect();
    let mut exact = 0;
    // In a header of one row the lowest level is all there is.
    for level in 0..if depth == 1 { 1 } else { 3 } {
        for (role, synonyms) in spec.columns {
            if roles.contains_key(role) {
                continue;
            }
            let hit = synonyms.iter().filter(|s| !s.starts_with('~')).find_map(|synonym| {
                (0..columns.len()).find(|&c| !taken[c] && !names[c][level].is_empty() && names[c][level] == *synonym)
            });
            if let Some(c) = hit {
                taken[c] = true;
                roles.insert(role, c);
                exact += 1;
            }
        }
    }
    let required = |roles: &IndexMap<&'static str, usize>| {
        spec.required.iter().all(|group| group.iter().any(|role| roles.contains_key(role)))
    };
    if strict && !required(&roles) {
        return None;
    }
    let short: Vec<bool> = names.iter().map(|[name, ..]| name.chars().count() <= 24).collect();
    for (role, synonyms) in spec.columns {
        if roles.contains_key(role) {
            continue;
        }
        let hit = synonyms
            .iter()
            .filter_map(|s| s.strip_prefix('~'))
            .find_map(|part| (0..columns.len()).find(|&c| !taken[c] && short[c] && names[c][0].contains(part)));
        if let Some(c) = hit {
            taken[c] = true;
            roles.insert(role, c);
        }
    }
    // Only names tell one kind of table, or a header of two rows, from another.
    let score = exact * 2 + roles.len();
    if !strict && let Some(by_content) = &spec.by_content {
        told_by_content(source, raw, row, depth, by_content, &columns, &mut taken, &mut roles);
    }
    if !required(&roles) {
        return None;
    }
    Some(Header { row, depth, columns, roles, score })
}

/// How many rows below a header are looked at to tell what its columns hold.
const SAMPLED: usize = 40;

/// Gives the roles that names did not give, where the title says what the table is and the row can be a header.
#[allow(clippy::too_many_arguments, reason = "one step of fitting a header")]
fn told_by_content(
    source: &Source,
    raw: &Raw,
    row: usize,
    depth: usize,
    by_content: &ByContent,
    columns: &[Column],
    taken: &mut [bool],
    roles: &mut IndexMap<&'static str, usize>,
) {
    let heads = || columns.iter().filter(|column| !column.span.is_empty());
    // Names of columns are short and are no figures; 编制单位：…… is no name.
    let name = |column: &Column| {
        let name = &column.name;
        name.chars().count() <= 20 && !name.contains(['：', ':', '。', '；']) && !name.chars().all(|c| c.is_numeric())
    };
    if heads().count() < 2 || !heads().all(name) || !(by_content.told)(&super::title_of(source, raw, row).0, columns) {
        return;
    }
    let below: Vec<&RawRow> =
        raw.rows.iter().skip(row + depth).filter(|row| row.only().is_none() && !row.is_blank()).take(SAMPLED).collect();
    let samples: Vec<Sample> = columns
        .iter()
        .enumerate()
        .map(|(c, column)| Sample {
            name: column.name.to_string(),
            leaf: column.leaf.clone(),
            cells: below
                .iter()
                .filter_map(|row| row.cells.get(c).filter(|cell| !cell.span.is_empty()))
                .map(|cell| raw.text(source, cell.span))
                .collect(),
            rows: below.len(),
        })
        .collect();
    for (role, score) in by_content.roles {
        if roles.contains_key(role) {
            continue;
        }
        let best = samples.iter().enumerate().filter(|(c, _)| !taken[*c]).map(|(c, sample)| (score(sample), c));
        if let Some((score, c)) = best.max_by_key(|(score, c)| (*score, std::cmp::Reverse(*c)))
            && score > 0
        {
            taken[c] = true;
            roles.insert(role, c);
        }
    }
}

fn columns(source: &Source, raw: &Raw, row: usize, depth: usize) -> Vec<Column> {
    let rows: Vec<&RawRow> = raw.rows.iter().skip(row).take(depth).collect();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns = Vec::with_capacity(width);
    for c in 0..width {
        let mut levels: Vec<(String, Span)> = Vec::new();
        let mut unit = String::new();
        for (level, row) in rows.iter().enumerate() {
            let mut text = words(source, raw, row, c);
            let mut span = row.cells.get(c).map_or(Span::default(), |cell| cell.span);
            let lower =
                rows.get(level + 1).is_some_and(|row| row.cells.get(c).is_some_and(|cell| !cell.span.is_empty()));
            // A blank cell of an upper level belongs to the group on its left if a name stands below it, or if it has
            // no name at all: three columns under one 决策会议及顺序.
            if text.is_empty()
                && level == 0
                && (lower || depth == 1 || rows[1..].iter().all(|r| words(source, raw, r, c).is_empty()))
                && let Some(left) = (0..c).rev().find(|&l| !words(source, raw, row, l).is_empty())
            {
                text = words(source, raw, row, left);
                span = row.cells.get(left).map_or(Span::default(), |cell| cell.span);
            }
            let (name, of) = normal(&text);
            if unit.is_empty() {
                unit = of;
            }
            if !name.is_empty() && levels.last().is_none_or(|(_, before)| *before != span) {
                levels.push((name, span));
            }
        }
        let leaf = levels.last().map(|(name, _)| name.clone()).unwrap_or_default();
        let span = levels.last().map(|(_, span)| *span).unwrap_or_default();
        let name: String = levels.iter().map(|(name, _)| name.as_str()).collect();
        levels.pop();
        let group = levels.iter().map(|(name, _)| name.as_str()).collect();
        columns.push(Column { name: Arc::from(name), leaf, group, unit, span });
    }
    // Trailing columns without a name and without words below are the padding of a ragged file.
    while columns.last().is_some_and(|column: &Column| column.span.is_empty()) {
        columns.pop();
    }
    columns
}
