//! From byte offsets to the positions people and editors use.

/// A position: 1-based line and 1-based column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct LineColumn {
    /// 1-based line. `\n`, `\r\n` and a lone `\r` each end a line.
    pub line: u32,
    /// 1-based column in Unicode scalar values.
    pub column: u32,
    /// 1-based column in UTF-16 code units, as editors count.
    pub utf16_column: u32,
}

/// Bytes between two checkpoints inside a long line.
const STRIDE: u32 = 2048;

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    offset: u32,
    scalars: u32,
    utf16: u32,
}

/// Line starts of a text, with checkpoints inside long lines, so that no lookup scans further than a fixed stride.
///
/// ```
/// use charterlint::source::LineIndex;
/// let text = "第一行\n第二行";
/// let at = LineIndex::new(text).position(text, text.find('二').unwrap() as u32);
/// assert_eq!((at.line, at.column), (2, 2));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    checkpoints: Vec<Checkpoint>,
}

fn count(bytes: &[u8]) -> (u32, u32) {
    let mut scalars = 0;
    let mut astral = 0;
    for &byte in bytes {
        scalars += u32::from(byte & 0xC0 != 0x80);
        astral += u32::from(byte >= 0xF0);
    }
    (scalars, scalars + astral)
}

/// The lines of a text with their ends: `\n`, `\r\n` and a lone `\r` each end one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes())
            .map_or(rest.len(), |at| at + if rest.as_bytes()[at..].starts_with(b"\r\n") { 2 } else { 1 });
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

impl LineIndex {
    /// Reads `text` once. The text must be shorter than 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        let mut checkpoints = Vec::new();
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(bytes.len() as u32);
            let (mut scalars, mut utf16) = (0, 0);
            let mut at = start;
            while end - at > STRIDE {
                let mut next = at + STRIDE;
                while !text.is_char_boundary(next as usize) {
                    next += 1;
                }
                let (s, u) = count(&bytes[at as usize..next as usize]);
                scalars += s;
                utf16 += u;
                checkpoints.push(Checkpoint { offset: next, scalars, utf16 });
                at = next;
            }
        }
        Self { starts, checkpoints }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The 0-based index of the line that holds `offset`.
    #[must_use]
    pub fn line_at(&self, offset: u32) -> u32 {
        (self.starts.partition_point(|&start| start <= offset) - 1) as u32
    }

    /// Byte offset at which the 0-based `line` starts, or `None` past the end.
    #[must_use]
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// Line and column of a byte offset of `text` (the text that the index was made from).
    /// An offset inside a character counts as that character's start; one past the end, as the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> LineColumn {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_at(offset as u32);
        let start = self.starts[line as usize];
        let near = self.checkpoints.partition_point(|c| c.offset as usize <= offset);
        let (from, scalars, utf16) = match near.checked_sub(1).map(|i| self.checkpoints[i]) {
            Some(c) if c.offset > start => (c.offset, c.scalars, c.utf16),
            _ => (start, 0, 0),
        };
        let (s, u) = count(&text.as_bytes()[from as usize..offset]);
        LineColumn { line: line + 1, column: scalars + s + 1, utf16_column: utf16 + u + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_every_kind() {
        let text = "一\r\n二\r三\n四";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        let line = |needle: &str| index.position(text, text.find(needle).unwrap() as u32).line;
        assert_eq!((line("一"), line("二"), line("三"), line("四")), (1, 2, 3, 4));
        assert_eq!(lines(text).collect::<Vec<_>>(), ["一\r\n", "二\r", "三\n", "四"]);
        assert_eq!(lines("\n\r").collect::<Vec<_>>(), ["\n", "\r"]);
    }

    #[test]
    fn columns_count_scalars_and_utf16_units() {
        let text = "章𠮷程";
        let index = LineIndex::new(text);
        let at = index.position(text, text.find('程').unwrap() as u32);
        assert_eq!((at.column, at.utf16_column), (3, 4));
    }

    #[test]
    fn long_lines_agree_with_a_plain_count() {
        let text = format!("x\n{}", "公a𠮷".repeat(5000));
        let index = LineIndex::new(&text);
        for offset in (0..text.len()).step_by(997) {
            let mut at = offset;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
            let expected = text[start..at].chars().count() as u32 + 1;
            let utf16 = text[start..at].encode_utf16().count() as u32 + 1;
            let found = index.position(&text, offset as u32);
            assert_eq!((found.column, found.utf16_column), (expected, utf16));
        }
    }
}
