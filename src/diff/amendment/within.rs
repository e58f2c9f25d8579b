//! Changes inside an article: paragraphs, items, fragments between ellipses, single words.

use super::Inside;
use crate::model::charter::is_space;
use crate::syntax::charter::{Look, lines};

use super::super::manuscript::fold_char;

/// The lines of an article's text that a place names, as a range of line indices.
fn range_of(text: &str, inside: &Inside) -> Option<std::ops::Range<usize>> {
    let looks: Vec<Option<u32>> = text
        .lines()
        .map(|line| match lines(line).first().map(|l| l.look) {
            Some(Look::Item { number, .. }) => Some(number),
            _ => None,
        })
        .collect();
    let is_item = |i: usize| looks.get(i).is_some_and(Option::is_some);
    let paragraphs: Vec<usize> = (0..looks.len()).filter(|&i| !is_item(i)).collect();
    let (mut from, mut to) = (0, looks.len());
    if let Some(n) = inside.paragraph {
        let at = (n as usize).checked_sub(1)?;
        from = *paragraphs.get(at)?;
        to = paragraphs.get(at + 1).copied().unwrap_or(looks.len());
    }
    let Some(item) = inside.item else { return Some(from..to) };
    // Items of the outermost level: those in the form of the first one.
    let form = |i: usize| {
        text.lines().nth(i).and_then(|line| match lines(line).first().map(|l| l.look) {
            Some(Look::Item { form, depth, .. }) => Some((form, depth)),
            _ => None,
        })
    };
    let outer = (from..to).find_map(form);
    let start = (from..to).find(|&i| looks.get(i).copied().flatten() == Some(item) && form(i) == outer)?;
    let end = (start + 1..to).find(|&i| !is_item(i) || form(i) == outer).unwrap_or(to);
    Some(start..end)
}

/// Replaces a paragraph or item, or deletes it.
pub(super) fn replace(text: &str, inside: &Inside, new: Option<&str>) -> Option<String> {
    let range = range_of(text, inside)?;
    let all: Vec<&str> = text.lines().collect();
    let mut out: Vec<&str> = all[..range.start].to_vec();
    let labelled;
    if let Some(new) = new {
        let old = all[range.clone()].first().copied().unwrap_or_default();
        labelled = with_label(old, new);
        out.push(&labelled);
        // Items under a rewritten paragraph stay, unless the new words bring their own.
        if inside.item.is_none() && !new.contains('\n') && new.trim_end().ends_with(['：', ':']) {
            out.extend(&all[range.start + 1..range.end]);
        }
    }
    out.extend(&all[range.end..]);
    Some(out.join("\n"))
}

/// An item's new words with its marker, if they came without.
fn with_label(old: &str, new: &str) -> String {
    let marker = |line: &str| match lines(line).first().map(|l| l.look) {
        Some(Look::Item { label, .. }) => line.get(label.range()).map(str::to_owned),
        _ => None,
    };
    match (marker(old), marker(new)) {
        (Some(label), None) => format!("{label}{new}"),
        _ => new.to_owned(),
    }
}

/// Adds a paragraph or item so that it has the number given; at the end if none is.
pub(super) fn add(text: &str, inside: &Inside, new: &str) -> Option<String> {
    let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = match range_of(text, inside) {
        Some(range) if inside.item.is_some() || inside.paragraph.is_some() => range.start,
        _ => match inside.item {
            // After the last item.
            Some(item) if item > 1 => {
                let before = Inside { item: Some(item - 1), ..*inside };
                range_of(text, &before)?.end
            }
            _ => all.len(),
        },
    };
    let mut new = new.to_owned();
    if let Some(item) = inside.item {
        let label = format!("（{}）", crate::numeral::to_chinese(u64::from(item)));
        if !matches!(lines(&new).first().map(|l| l.look), Some(Look::Item { .. })) {
            new = format!("{label}{new}");
        }
        // The items after it move on by one.
        let mut number = item;
        for line in all.iter_mut().skip(at) {
            if let Some(Look::Item { number: n, label, .. }) = lines(line).first().map(|l| l.look)
                && n == number
                && let (Some(marker), Some(rest)) = (line.get(label.range()), line.get(label.end as usize..))
                && marker.starts_with(['（', '('])
            {
                number += 1;
                *line = format!("（{}）{rest}", crate::numeral::to_chinese(u64::from(number)));
            }
        }
    }
    all.insert(at.min(all.len()), new);
    Some(all.join("\n"))
}

/// `text` folded, with the byte offset of every folded character and the end.
struct Folded {
    chars: Vec<char>,
    offsets: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let (mut chars, mut offsets) = (Vec::new(), Vec::new());
        for (at, c) in text.char_indices().filter(|(_, c)| !is_space(*c)) {
            chars.push(fold_char(c));
            offsets.push(at);
        }
        offsets.push(text.len());
        Self { chars, offsets }
    }

    /// The first occurrence of `other` at or after the folded index `from`.
    fn find(&self, other: &Self, from: usize) -> Option<usize> {
        let (Some(first), len) = (other.chars.first(), other.chars.len()) else { return Some(from) };
        (from..(self.chars.len() + 1).saturating_sub(len))
            .find(|&i| self.chars[i] == *first && self.chars[i..i + len] == other.chars[..])
    }

    /// Byte offset right after the folded character before `index`.
    fn end(&self, text: &str, index: usize) -> usize {
        match index.checked_sub(1) {
            Some(last) => {
                let at = self.offsets[last];
                at + text[at..].chars().next().map_or(0, char::len_utf8)
            }
            None => 0,
        }
    }
}

/// Replaces the only occurrence of `old` in `text`, whatever its white space; `None` if there is none or more than one.
pub(super) fn replace_words(text: &str, old: &str, new: &str) -> Option<String> {
    let (whole, part) = (Folded::of(text), Folded::of(old));
    if part.chars.is_empty() {
        return None;
    }
    let at = whole.find(&part, 0)?;
    if whole.find(&part, at + 1).is_some() {
        return None;
    }
    let (start, end) = (whole.offsets[at], whole.end(text, at + part.chars.len()));
    Some(format!("{}{new}{}", &text[..start], &text[end..]))
}

/// Splits at ellipses that stand for words left out: …… between fragments.
pub(super) fn fragments(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let marks: usize = rest.chars().take_while(|c| matches!(c, '…' | '⋯')).map(char::len_utf8).sum();
        let dots = rest.chars().take_while(|c| *c == '.').count();
        let omitted =
            ["（略）", "(略)", "（以下略）", "（其他内容不变）", "（其余不变）"].iter().find(|w| rest.starts_with(**w));
        let len = if marks > 0 {
            marks
        } else if dots >= 6 {
            dots
        } else {
            omitted.map_or(0, |w| w.len())
        };
        if len > 0 {
            out.push(String::new());
            rest = &rest[len..];
        } else {
            if let Some(last) = out.last_mut() {
                last.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Whether `full` is what `elided` abbreviates; then the words left out at each ellipsis.
fn left_out<'a>(full: &'a str, elided: &[String]) -> Option<Vec<&'a str>> {
    let whole = Folded::of(full);
    let mut out = Vec::new();
    let mut at = 0;
    for (i, fragment) in elided.iter().enumerate() {
        let part = Folded::of(fragment);
        let last = i + 1 == elided.len();
        let found = if i == 0 {
            (whole.chars.get(..part.chars.len()) == Some(&part.chars[..])).then_some(0)?
        } else if last && part.chars.is_empty() {
            whole.chars.len()
        } else if last {
            let from = whole.chars.len().checked_sub(part.chars.len()).filter(|from| *from >= at)?;
            (whole.chars[from..] == part.chars[..]).then_some(from)?
        } else {
            whole.find(&part, at)?
        };
        if i > 0 {
            let start = whole.end(full, at);
            out.push(full.get(start..whole.offsets[found].max(start)).unwrap_or_default());
        }
        at = found + part.chars.len();
    }
    Some(out)
}

/// The whole new text, where both the old words and the new ones leave out the same stretches of `full`.
pub(super) fn complete(full: &str, old: &str, new: &str) -> Option<String> {
    let (old, new) = (fragments(old), fragments(new));
    let gaps = left_out(full, &old)?;
    if old.len() != new.len() {
        return None;
    }
    let mut out = String::new();
    for (i, fragment) in new.iter().enumerate() {
        if let Some(gap) = i.checked_sub(1).and_then(|i| gaps.get(i)) {
            out.push_str(gap);
        }
        out.push_str(if i == 0 { fragment } else { fragment.trim_start_matches('\n') });
        if fragment.ends_with('\n') || i + 1 == new.len() {
            continue;
        }
    }
    // The joints may bring the line ends of both sides.
    let mut clean = String::with_capacity(out.len());
    for line in out.lines().map(|l| l.trim_matches(is_space)).filter(|l| !l.is_empty()) {
        if !clean.is_empty() {
            clean.push('\n');
        }
        clean.push_str(line);
    }
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str =
        "董事会行使下列职权：\n（一）执行决议；\n（二）决定计划；\n（三）制订方案。\n前款事项须经过半数通过。";

    #[test]
    fn parts_are_replaced() {
        let item = |n| Inside { paragraph: None, item: Some(n) };
        let paragraph = |n| Inside { paragraph: Some(n), item: None };
        assert_eq!(
            replace(ARTICLE, &item(2), Some("决定投资计划；")).unwrap().lines().nth(2),
            Some("（二）决定投资计划；")
        );
        assert!(replace(ARTICLE, &paragraph(2), None).unwrap().ends_with("方案。"));
        assert_eq!(replace(ARTICLE, &item(9), None), None);
        let added = add(ARTICLE, &item(2), "听取汇报；").unwrap();
        assert!(added.contains("（二）听取汇报；\n（三）决定计划；\n（四）制订方案。\n前款"), "{added}");
        assert!(add(ARTICLE, &item(4), "其他。").unwrap().contains("方案。\n（四）其他。\n前款"));
    }

    #[test]
    fn ellipses_stand_for_the_old_words() {
        let new = complete(
            ARTICLE,
            "董事会行使下列职权：\n……\n（三）制订方案。\n……",
            "董事会行使下列职权：\n……\n（三）制订并批准方案。\n……",
        );
        assert_eq!(new.unwrap(), ARTICLE.replace("制订方案", "制订并批准方案"));
        assert_eq!(complete(ARTICLE, "董事会……（九）其他。", "董事会……（九）。"), None);
    }

    #[test]
    fn single_words() {
        assert_eq!(replace_words("甲 乙丙", "甲乙", "丁").as_deref(), Some("丁丙"));
        assert_eq!(replace_words("甲甲", "甲", "丁"), None);
    }
}
