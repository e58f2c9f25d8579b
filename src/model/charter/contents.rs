//! Tables of contents: told apart from the body, and kept for comparison with it.

use super::{ContentsEntry, compact, is_space};
use crate::source::{Source, Span};
use crate::syntax::charter::{Line, Look, Unit};

/// Marks the lines that belong to a table of contents, and reads its entries.
pub(super) fn find(source: &Source, lines: &[Line], noise: &[bool]) -> (Vec<bool>, Vec<ContentsEntry>) {
    let mut inside = vec![false; lines.len()];
    let heading = |i: usize| match lines[i].look {
        Look::Division { unit: Unit::Part | Unit::Chapter | Unit::Section, .. } => true,
        Look::Division { .. } => false,
        _ => false,
    };
    // A title 目录 opens a table of contents; so does nothing, where the chapters are listed twice.
    let mut from = 0;
    while from < lines.len() {
        let is_title = |i: &usize| {
            let text = source.read(lines[*i].span);
            text.len() < 64
                && text.contains('目')
                && matches!(&*compact(text.trim_matches(['#', ' ', '*'])), "目录" | "目錄" | "目次")
        };
        let Some(title) = (from..lines.len()).find(is_title) else { break };
        let end = end_of_block(lines, title + 1);
        for (i, flag) in inside.iter_mut().enumerate().take(end).skip(title) {
            *flag = i == title || belongs(source, &lines[i]) || is_bare_title(source, lines, noise, i);
        }
        from = end.max(title + 1);
    }
    if !inside.contains(&true) {
        let first_article = lines.iter().position(|l| matches!(l.look, Look::Division { unit: Unit::Article, .. }));
        let before = first_article.unwrap_or(lines.len());
        let firsts: Vec<usize> = (0..before)
            .filter(|&i| matches!(lines[i].look, Look::Division { unit: Unit::Chapter, number: 1, .. }))
            .collect();
        if let [first, .., last] = firsts[..] {
            for (i, flag) in inside.iter_mut().enumerate().take(last).skip(first) {
                *flag = heading(i) || belongs(source, &lines[i]) || is_bare_title(source, lines, noise, i);
            }
        }
    }
    for (i, line) in lines.iter().enumerate() {
        if has_leader(source.read(line.span)) && !matches!(line.look, Look::Row) {
            inside[i] = true;
        }
    }
    let entries = entries(source, lines, &inside);
    (inside, entries)
}

/// The block ends where the headings begin again, else at the first article.
fn end_of_block(lines: &[Line], from: usize) -> usize {
    let is_article = |i: &usize| matches!(lines[*i].look, Look::Division { unit: Unit::Article, .. });
    let article = (from..lines.len()).find(is_article).unwrap_or(lines.len());
    let chapters: Vec<usize> = (from..article)
        .filter(|&i| matches!(lines[i].look, Look::Division { unit: Unit::Chapter | Unit::Part, .. }))
        .collect();
    let Some(&last) = chapters.last() else { return article };
    let number = |i: usize| match lines[i].look {
        Look::Division { unit, number, .. } => Some((unit, number)),
        _ => None,
    };
    // The last heading before the first article heads the body, if the contents listed it before.
    let first_of_body = chapters.iter().rposition(|&i| number(i) == number(last)).map(|p| chapters[p]);
    match first_of_body {
        Some(body) if chapters.iter().any(|&i| i < body && number(i) == number(body)) => {
            let parts = chapters.iter().rev().take_while(|&&i| i <= body);
            parts
                .take_while(|&&i| i == body || matches!(number(i), Some((Unit::Part, _))))
                .last()
                .copied()
                .unwrap_or(body)
        }
        _ => article,
    }
}

fn belongs(source: &Source, line: &Line) -> bool {
    match line.look {
        Look::Blank | Look::PageMark { .. } => true,
        Look::Division { unit, .. } => unit != Unit::Article,
        _ => has_leader(source.read(line.span)),
    }
}

/// A heading's words on the line after its label.
fn is_bare_title(source: &Source, lines: &[Line], noise: &[bool], i: usize) -> bool {
    let before = (0..i).rev().find(|&j| !noise[j] && !matches!(lines[j].look, Look::Blank));
    let Some(Look::Division { rest, .. }) = before.map(|j| lines[j].look) else { return false };
    matches!(lines[i].look, Look::Prose) && source.read(rest).trim().is_empty()
}

/// Whether a line has a run of dots that leads to a page number or ends the line.
pub(super) fn has_leader(text: &str) -> bool {
    const SHORTEST: usize = 4;
    if text.len() > 400 {
        return false;
    }
    let tail = text.trim_end_matches(|c: char| {
        is_space(c) || c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x' | '-' | '—' | '(' | ')')
    });
    if !tail.ends_with(['.', '·', '．', '‥', '…', '・', '⋯']) {
        return false;
    }
    let (mut run, mut longest) = (0, 0);
    for c in text.chars() {
        match c {
            '.' | '·' | '．' | '‥' | '・' | '⋯' => run += 1,
            '…' => run += 2,
            c if is_space(c) => {}
            _ => {
                longest = longest.max(run);
                run = 0;
            }
        }
    }
    // …… without a page number is an ellipsis.
    let shortest = if tail.trim_end().len() < text.trim_end().len() { SHORTEST } else { SHORTEST + 2 };
    longest.max(run) >= shortest
}

/// Where a heading's words end before leader and page.
fn title_end(text: &str) -> usize {
    let trimmed = text.trim_end_matches(|c: char| {
        is_space(c) || c.is_ascii_digit() || matches!(c, '.' | '·' | '．' | '‥' | '…' | '・' | '⋯' | '-' | '—')
    });
    trimmed.len()
}

fn entries(source: &Source, lines: &[Line], inside: &[bool]) -> Vec<ContentsEntry> {
    let mut entries: Vec<ContentsEntry> = Vec::new();
    // A heading without words, or one that its line was too short for.
    let (mut open, mut cut) = (false, false);
    for (line, _) in lines.iter().zip(inside).filter(|(_, inside)| **inside) {
        match line.look {
            Look::Division { unit: unit @ (Unit::Chapter | Unit::Section), number, label, rest, .. } => {
                let title = trimmed(source, rest);
                open = title.is_empty();
                cut = !open && !has_leader(source.slice(line.span));
                entries.push(ContentsEntry { label, number, is_section: unit == Unit::Section, title });
            }
            Look::Prose if cut && has_leader(source.slice(line.span)) => {
                cut = false;
                if let Some(entry) = entries.last_mut() {
                    entry.title = entry.title.cover(trimmed(source, line.span));
                }
            }
            Look::Prose if open => {
                open = false;
                if let Some(entry) = entries.last_mut() {
                    entry.title = trimmed(source, line.span);
                }
            }
            _ => {}
        }
    }
    entries
}

fn trimmed(source: &Source, span: Span) -> Span {
    let text = source.read(span);
    let end = title_end(text);
    let start = text.len() - text.trim_start_matches(is_space).len();
    Span::new(span.start + start.min(end) as u32, span.start + end as u32)
}

#[cfg(test)]
mod tests {
    use super::has_leader;

    #[test]
    fn leaders() {
        for text in
            ["第一章 总则......1", "总  则……………3", "第二节 股东 · · · · · · 12", "第三章．．．．．．III", "附则 ......"]
        {
            assert!(has_leader(text), "{text}");
        }
        for text in ["第一条 公司……", "1.2.3", "（一）……；", "A.B.C.D", "公司的经营范围是：……（以登记为准）。"]
        {
            assert!(!has_leader(text), "{text}");
        }
    }
}
