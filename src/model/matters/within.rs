//! Places in tidied words and in the text that they were tidied from: the two differ by white space alone.

use crate::model::charter::is_space;

fn is_gap(c: char) -> bool {
    is_space(c) || c.is_control()
}

/// How far `from` and `to` hold the same characters, gaps aside, where `from` ends at `end`: the offset in `to`. Before a
/// character that follows a gap the offset is that of the character.
fn follow(from: &str, end: usize, to: &str) -> Option<usize> {
    let mut there = to.char_indices().filter(|(_, c)| !is_gap(*c));
    for c in from.get(..end)?.chars().filter(|c| !is_gap(*c)) {
        if there.next()?.1 != c {
            return None;
        }
    }
    Some(there.next().map_or(to.len(), |(at, _)| at))
}

/// The stretch of `raw` that holds the words of `text` from `start` to `end`; `None` if more than white space differs.
pub(super) fn in_raw(text: &str, start: usize, end: usize, raw: &str) -> Option<(usize, usize)> {
    let from = follow(text, start, raw)?;
    follow(text, end, raw)?;
    let words = text.get(start..end)?;
    let Some(last) = words.chars().rev().find(|c| !is_gap(*c)) else { return Some((from, from)) };
    // The end is that of the last character, not the start of the next.
    let before = start + words.rfind(last)?;
    Some((from, follow(text, before, raw)? + last.len_utf8()))
}

/// The offset in tidied `text` at which the words begin that stand in the raw text after `raw`.
pub(crate) fn in_text(raw: &str, text: &str) -> Option<usize> {
    follow(raw, raw.len(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_there_and_back() {
        let (raw, text) = ("单项 投资\n额 PPP  项目（董事会\n）", "单项投资额PPP项目（董事会）");
        for words in ["单项", "投资额", "PPP项目", "董事会", "（董事会）"] {
            let start = text.find(words).unwrap();
            let (from, to) = in_raw(text, start, start + words.len(), raw).unwrap();
            assert_eq!(raw[from..to].split_whitespace().collect::<String>(), words);
            assert_eq!(in_text(&raw[..from], text), Some(start));
        }
        assert_eq!(in_raw("甲乙", 3, 6, "甲丙"), None);
        assert_eq!(in_raw("甲乙", 3, 6, "丁乙"), None);
        assert_eq!(in_text("丁", "甲乙"), None);
    }
}
