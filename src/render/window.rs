//! Cutting one long line around the words to be shown, in columns.
//!
//! A line may be a whole document, so nothing here reads further from the words than the window is wide.

use std::ops::Range;

use super::escape::{self, Shown};
use super::width;

/// Columns of an ellipsis and the space beside it.
pub(super) const CUT: usize = 2;

/// Columns that a character takes once it is made harmless.
fn columns_of(character: char) -> usize {
    match escape::shown(character) {
        Shown::Same => width::of(character),
        Shown::Nothing => 0,
        Shown::Instead(other) => width::of(other),
    }
}

/// Columns of a range, or a number past `limit` as soon as it is passed: no line is measured to its end.
pub(super) fn measure(text: &str, range: &Range<usize>, limit: usize) -> usize {
    let mut used = 0;
    // Characters without width are counted too, so that a line of them ends.
    for (n, character) in text.get(range.clone()).unwrap_or_default().chars().enumerate() {
        used += columns_of(character);
        if used > limit || n > limit * 8 {
            return limit + 1;
        }
    }
    used
}

/// The part of a line that is shown.
pub(super) struct Window {
    range: Range<usize>,
    /// Something stands before or after it on the line.
    cut: (bool, bool),
}

/// Where a shown line's characters stand in the snippet's text.
pub(super) struct Map {
    /// Document offset and snippet offset of every shown character, and of the end.
    characters: Vec<(usize, usize)>,
    /// Offset of the end of the line in the snippet, ellipsis included.
    end: usize,
}

impl Map {
    /// The part of the document `words` as offsets into the drawn line. Words cut off at a side reach to that side.
    pub(super) fn place(&self, words: &Range<usize>) -> (usize, usize) {
        let at = |offset: usize| self.characters.partition_point(|&(document, _)| document < offset);
        let first = self.characters.first().map_or(0, |c| c.0);
        let last = self.characters.last().map_or(0, |c| c.0);
        let from = if words.start < first { 0 } else { self.characters.get(at(words.start)).map_or(self.end, |c| c.1) };
        let to = if words.end > last { self.end } else { self.characters.get(at(words.end)).map_or(self.end, |c| c.1) };
        (from, to.max(from))
    }
}

impl Window {
    /// The window of at most `budget` columns, ellipses included, that shows `focus` from its start and as much as fits
    /// around it; `reserve` columns from the start of the focus stay free for messages.
    pub(super) fn around(text: &str, line: &Range<usize>, focus: &Range<usize>, reserve: usize, budget: usize) -> Self {
        let ahead = measure(text, &(line.start..focus.start), budget);
        if measure(text, line, budget) <= budget && ahead + reserve <= budget {
            return Self { range: line.clone(), cut: (false, false) };
        }
        let room = budget.saturating_sub(2 * CUT);
        let own = measure(text, focus, room);
        let free = room.saturating_sub(own);
        let most = budget.saturating_sub(CUT + reserve);
        let mut start = back(text, line.start, focus.start, (free / 2).min(most));
        if start > line.start {
            start = clause(text, start, focus.start);
        }
        let left = measure(text, &(start..focus.start), budget);
        let end = forth(text, focus.start, line.end, (own + free).saturating_sub(left).min(room - left.min(room)));
        if end == line.end {
            // Nothing more on the right: the columns left over go to the left.
            let used = measure(text, &(focus.start..end), budget);
            start = back(text, line.start, focus.start, room.saturating_sub(used).min(most));
            if start > line.start {
                start = clause(text, start, focus.start);
            }
        }
        Self { range: start..end, cut: (start > line.start, end < line.end) }
    }

    /// Writes the window with its ellipses; `more` adds one at the end for words that go on below.
    pub(super) fn write(&self, text: &str, more: bool, out: &mut String) -> Map {
        let base = out.len();
        if self.cut.0 {
            out.push_str("… ");
        }
        let shown = text.get(self.range.clone()).unwrap_or_default();
        let mut characters = Vec::with_capacity(shown.len() / 3 + 1);
        for (at, character) in shown.char_indices() {
            characters.push((self.range.start + at, out.len() - base));
            match escape::shown(character) {
                Shown::Same => out.push(character),
                Shown::Nothing => {}
                Shown::Instead(other) => out.push(other),
            }
        }
        characters.push((self.range.end, out.len() - base));
        if self.cut.1 || more {
            out.push_str(" …");
        }
        Map { characters, end: out.len() - base }
    }
}

/// The first beginning of a clause in the first half of what stands between `from` and `to`, else `from`.
fn clause(text: &str, from: usize, to: usize) -> usize {
    let half = from + (to - from) / 2;
    let ahead = text.get(from..to).unwrap_or_default();
    let end = ahead.char_indices().find(|(_, c)| matches!(c, '，' | '。' | '；' | '：' | '、'));
    end.map(|(at, c)| from + at + c.len_utf8()).filter(|&at| at <= half).unwrap_or(from)
}

/// The furthest offset before `to`, not before `limit`, from which at most `columns` lead to `to`.
fn back(text: &str, limit: usize, to: usize, columns: usize) -> usize {
    let mut start = to;
    let mut used = 0;
    for (n, (at, character)) in text.get(limit..to).unwrap_or_default().char_indices().rev().enumerate() {
        used += columns_of(character);
        if used > columns || n > columns * 8 {
            break;
        }
        start = limit + at;
    }
    start
}

/// The furthest offset after `from`, not after `limit`, that at most `columns` lead to.
fn forth(text: &str, from: usize, limit: usize, columns: usize) -> usize {
    let mut end = from;
    let mut used = 0;
    for (n, character) in text.get(from..limit).unwrap_or_default().chars().enumerate() {
        used += columns_of(character);
        if used > columns || n > columns * 8 {
            break;
        }
        end += character.len_utf8();
    }
    end
}
