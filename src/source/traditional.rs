//! Traditional characters, folded to simplified ones for reading: labels and snippets show the original.

use std::sync::OnceLock;

/// Pairs of a traditional character and its simplified form. The pairs are those of OpenCC's character table
/// (Apache-2.0), without characters that simplified texts use as well.
const PAIRS: &str = include_str!("traditional.txt");

/// The block that the pairs are in: U+4E00 to U+9FFF.
const FIRST: u32 = 0x4E00;
const SIZE: usize = 0x5200;

/// Traditional characters in a text before it is folded: simplified texts hold one or two in names.
const ENOUGH: usize = 3;

fn table() -> &'static [u16] {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = vec![0; SIZE];
        for pair in PAIRS.split_whitespace() {
            let mut chars = pair.chars();
            if let (Some(from), Some(to)) = (chars.next(), chars.next())
                && let Some(slot) = (from as u32).checked_sub(FIRST).and_then(|i| table.get_mut(i as usize))
            {
                *slot = to as u16;
            }
        }
        table
    })
}

/// The simplified form of a character; the character itself if it has none.
pub(crate) fn simplify(c: char) -> char {
    let index = (c as u32).wrapping_sub(FIRST) as usize;
    match table().get(index) {
        Some(&to) if to != 0 => char::from_u32(u32::from(to)).unwrap_or(c),
        _ => c,
    }
}

/// The folding that a text needs: none if it holds no traditional characters to speak of.
pub(crate) fn fold_for(text: &str) -> Option<fn(char) -> char> {
    let table = table();
    let mut found = 0;
    let mut seen = 0;
    let mut rest = text.as_bytes();
    // Characters of the block have three bytes, E4 to E9 the first of them; U+4000 to U+4DFF are not in the table.
    while let [first, after @ ..] = rest {
        rest = after;
        let (0xE4..=0xE9, [second, third, after @ ..]) = (*first, after) else { continue };
        rest = after;
        let c = (u32::from(*first) & 0x0F) << 12 | (u32::from(*second) & 0x3F) << 6 | u32::from(*third) & 0x3F;
        let Some(to) = table.get(c.wrapping_sub(FIRST) as usize) else { continue };
        seen += 1;
        if *to != 0 {
            found += 1;
            // One in a short text is enough: a heading, a sentence.
            if found >= ENOUGH {
                return Some(simplify);
            }
        }
    }
    (found > 0 && seen < 100).then_some(simplify)
}

/// A short text in simplified characters.
pub(crate) fn simplified(text: &str) -> String {
    text.chars().map(simplify).collect()
}

#[cfg(test)]
mod tests {
    use super::{fold_for, simplified};

    /// What is read from a folded text is found in the original at the same bytes.
    #[test]
    fn no_pair_differs_in_length() {
        for pair in super::PAIRS.split_whitespace() {
            assert!(pair.chars().all(|c| c.len_utf8() == 3) && pair.chars().count() == 2, "{pair}");
        }
    }

    #[test]
    fn traditional_is_folded_and_simplified_left_alone() {
        assert_eq!(simplified("董事會於黨委研究討論後決定"), "董事会于党委研究讨论后决定");
        assert!(fold_for("公司黨委研究討論").is_some());
        let plain = "公司党委研究讨论重大事项".repeat(20);
        assert!(fold_for(&plain).is_none());
        assert!(fold_for(&format!("{plain}張")).is_none());
    }
}
