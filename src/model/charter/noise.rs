//! Page numbers and running headers: in the text, but not of it.

use std::collections::HashMap;

use super::{compact, is_space};
use crate::source::Source;
use crate::syntax::charter::{Form, Line, Look};

/// Longest running header, in characters.
const HEADER: usize = 40;

/// Marks the lines that are page furniture.
pub(super) fn find(source: &Source, lines: &[Line]) -> Vec<bool> {
    let mut noise: Vec<bool> =
        lines.iter().map(|line| matches!(line.look, Look::PageMark { bare: false, .. })).collect();
    mark_bare_numbers(lines, &mut noise);
    mark_stray_numbers(source, lines, &mut noise);
    mark_running_headers(source, lines, &mut noise);
    noise
}

/// A line of nothing but digits is a page number if such lines count upwards through the text.
fn mark_bare_numbers(lines: &[Line], noise: &mut [bool]) {
    let bare: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter_map(|(i, line)| match line.look {
            Look::PageMark { bare: true, number } => Some((i, number)),
            _ => None,
        })
        .collect();
    for (at, &(line, number)) in bare.iter().enumerate() {
        let follows = at.checked_sub(1).is_some_and(|i| bare[i].1 + 1 == number);
        let leads = bare.get(at + 1).is_some_and(|next| number + 1 == next.1);
        // Two numbers in a row on neighbouring lines are a column of figures, not two pages.
        let apart = |other: Option<&(usize, u32)>| other.is_none_or(|(i, _)| i.abs_diff(line) > 3);
        let near = apart(at.checked_sub(1).map(|i| &bare[i])) && apart(bare.get(at + 1));
        if (follows || leads) && near {
            noise[line] = true;
        }
    }
}

/// A line of nothing but digits between the end of a sentence and a heading is a page number that was copied along; so is
/// one far to the right in the middle of a sentence: 7, （9）.
fn mark_stray_numbers(source: &Source, lines: &[Line], noise: &mut [bool]) {
    let near = |i: &usize| !matches!(lines[*i].look, Look::Blank);
    for at in 0..lines.len() {
        let bare = match lines[at].look {
            Look::PageMark { bare, .. } => bare,
            Look::Item { form: Form::Bracketed, rest, .. } => source.slice(rest).trim().is_empty(),
            _ => false,
        };
        if noise[at] || !bare {
            continue;
        }
        let before = (0..at).rev().take(3).find(near);
        let after = (at + 1..lines.len()).take(3).find(near);
        let ends = before.is_some_and(|i| source.read(lines[i].span).trim_end().ends_with('。'));
        let heads = after.is_some_and(|i| matches!(lines[i].look, Look::Division { .. }));
        let is_mark = matches!(lines[at].look, Look::PageMark { .. });
        let indent = source.slice(lines[at].span).chars().take_while(|c| is_space(*c)).count();
        let han = |c: Option<char>| c.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let broken = before.is_some_and(|i| han(source.slice(lines[i].span).trim_end().chars().next_back()))
            && after.is_some_and(|i| {
                lines[i].look == Look::Prose && han(source.slice(lines[i].span).trim_start().chars().next())
            });
        noise[at] = is_mark && ends && heads || broken && indent >= 6;
    }
}

/// A short line that recurs beside page numbers or page breaks is a running header or footer.
fn mark_running_headers(source: &Source, lines: &[Line], noise: &mut [bool]) {
    let furniture = noise.iter().filter(|n| **n).count() + source.text().matches('\u{0C}').count();
    if furniture < 2 {
        return;
    }
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, line) in lines.iter().enumerate() {
        let text = source.read(line.span);
        if matches!(line.look, Look::Prose | Look::Heading { .. }) && text.len() <= HEADER * 4 {
            let text = compact(text);
            if !text.is_empty() && text.chars().count() <= HEADER && !text.ends_with(['。', '；', '：', ';', ':']) {
                seen.entry(text).or_default().push(i);
            }
        }
    }
    for places in seen.values().filter(|places| places.len() >= 3) {
        let beside = |&&i: &&usize| {
            let from = i.saturating_sub(2);
            let to = (i + 3).min(lines.len());
            (from..to).any(|j| noise[j] || source.read(lines[j].span).contains('\u{0C}'))
        };
        if places.iter().filter(beside).count() * 2 >= places.len() {
            // The first one may be the title.
            for &i in places.iter().filter(|&&i| i > 3) {
                noise[i] = true;
            }
        }
    }
}
