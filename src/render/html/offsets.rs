//! Byte offsets become offsets in UTF-16 units, which is what a browser's strings count in.

/// Offsets of one text.
pub(super) struct Utf16<'a> {
    text: &'a str,
    /// Byte and unit offsets of a character, one about every [`STEP`] bytes.
    marks: Vec<(usize, u32)>,
}

const STEP: usize = 1024;

impl<'a> Utf16<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (mut marks, mut units, mut next) = (vec![(0, 0)], 0, STEP);
        for (at, character) in text.char_indices() {
            if at >= next {
                marks.push((at, units));
                next = at + STEP;
            }
            units += character.len_utf16() as u32;
        }
        Self { text, marks }
    }

    /// The offset in units of the character that holds the byte at `offset`; the text's end if there is none.
    pub(super) fn at(&self, offset: u32) -> u32 {
        let offset = self.text.floor_char_boundary(offset as usize);
        let after = self.marks.partition_point(|(byte, _)| *byte <= offset);
        let (byte, units) = after.checked_sub(1).and_then(|i| self.marks.get(i)).copied().unwrap_or_default();
        let rest = self.text.get(byte..offset).unwrap_or_default();
        units + rest.chars().map(|c| c.len_utf16() as u32).sum::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(parts in proptest::collection::vec("[a条\u{20000}\n]{0,400}", 0..20)) {
            let text: String = parts.concat();
            let offsets = Utf16::new(&text);
            for (at, _) in text.char_indices().step_by(7) {
                proptest::prop_assert_eq!(offsets.at(at as u32), text[..at].encode_utf16().count() as u32);
            }
            let end = text.encode_utf16().count() as u32;
            proptest::prop_assert_eq!(offsets.at(text.len() as u32), end);
            proptest::prop_assert_eq!(offsets.at(u32::MAX), end);
        }
    }

    #[test]
    fn an_offset_within_a_character_counts_as_its_start() {
        let offsets = Utf16::new("第一条");
        assert_eq!((offsets.at(3), offsets.at(4), offsets.at(5), offsets.at(6)), (1, 1, 1, 2));
    }
}
