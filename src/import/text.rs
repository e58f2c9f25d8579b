//! Text in the encodings that Chinese offices use, and comma- or tab-separated tables.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Imported;
use super::error::{Bound, ImportCause};
use crate::Text;
use crate::source::{Grid, GridCell, Limits, OriginMap, Span};

/// Bytes that the detector is fed at most.
const SAMPLE: usize = 64 << 10;

/// Reads a text file.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    let (text, remarks) = decode(bytes, limits)?;
    Ok(Imported { text, origins: OriginMap::new(), grids: Vec::new(), remarks })
}

/// Reads a file of separated values: the text as it is, with one grid over it. The span of a quoted cell is the text
/// inside the quotes, where a doubled quote still stands doubled.
pub(super) fn read_separated(bytes: &[u8], separator: u8, limits: &Limits) -> Result<Imported, ImportCause> {
    let (text, remarks) = decode(bytes, limits)?;
    let separator = separator_of(&text, separator);
    let grid = grid(&text, separator, limits)?;
    Ok(Imported { text, origins: OriginMap::new(), grids: Vec::from_iter(grid), remarks })
}

fn too_long(limits: &Limits) -> ImportCause {
    ImportCause::Limit { bound: Bound::TextBytes, limit: limits.text_bytes }
}

/// The text of `bytes` without a byte-order mark, and remarks on how it was read.
fn decode(bytes: &[u8], limits: &Limits) -> Result<(String, Vec<Text>), ImportCause> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, mark),
        None => (guess(bytes)?, 0),
    };
    let body = &bytes[mark..];
    let longest = limits.text_bytes;
    let (text, lossy) = if encoding == UTF_8 {
        let text = String::from_utf8_lossy(body);
        let lossy = matches!(text, std::borrow::Cow::Owned(_));
        if text.len() as u64 > longest {
            return Err(too_long(limits));
        }
        (text.into_owned(), lossy)
    } else {
        // The result has at most three bytes for two of GB18030 or UTF-16.
        if body.len() as u64 > longest {
            return Err(too_long(limits));
        }
        let (text, lossy) = encoding.decode_without_bom_handling(body);
        if text.len() as u64 > longest {
            return Err(too_long(limits));
        }
        (text.into_owned(), lossy)
    };
    if text.contains('\0') {
        return Err(ImportCause::Binary);
    }
    let mut remarks = Vec::new();
    if lossy {
        let lost = text.matches('\u{FFFD}').count();
        // A binary file that happens to hold no zero byte.
        if lost * 10 > text.chars().count() {
            return Err(ImportCause::Binary);
        }
        let name = encoding.name();
        remarks.push(Text::new(
            format!("按 {name} 解码，有 {lost} 处无法识别，以 \u{FFFD} 代替；请用原程序另存为 UTF-8"),
            format!("decoded as {name}; {lost} places are unreadable and shown as \u{FFFD}; save the file as UTF-8"),
        ));
    }
    Ok((text, remarks))
}

/// The encoding of text without a byte-order mark.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, ImportCause> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = wide(sample) {
        return Ok(encoding);
    }
    if sample.contains(&0) {
        return Err(ImportCause::Binary);
    }
    if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        return Ok(UTF_8);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let found = detector.guess(Some(b"cn"), chardetng::Utf8Detection::Deny);
    // GB2312 and GBK are read as GB18030, which holds both. Short or plain text looks Western to the detector.
    let chinese = [encoding_rs::GBK, GB18030];
    let others = [encoding_rs::BIG5, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::EUC_KR];
    if chinese.contains(&found) || !others.contains(&found) {
        return Ok(GB18030);
    }
    // Where GB18030 reads everything, the detector's other choice must read it too.
    let clean = |encoding: &'static Encoding| !encoding.decode_without_bom_handling(sample).1;
    Ok(if clean(found) || !clean(GB18030) { found } else { GB18030 })
}

/// Whether text is UTF-8 with a few broken places, as when it was cut in the middle of a character.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken > 0 && good > broken * 20
}

/// UTF-16 without a byte-order mark: the zero bytes of its ASCII and line ends all stand on one side, and the result is
/// text.
fn wide(sample: &[u8]) -> Option<&'static Encoding> {
    let sample = &sample[..sample.len() & !1];
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let encoding = match (even, odd) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    // A sample may end inside a surrogate pair.
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let odd_ones = text.chars().filter(|c| (c.is_control() && !c.is_whitespace()) || *c == '\u{FFFD}').count();
    (odd_ones <= 1).then_some(encoding)
}

/// The separator that the first lines use: the one expected, unless another is there and it is not.
fn separator_of(text: &str, expected: u8) -> u8 {
    let head: String = text.lines().take(5).collect::<Vec<_>>().join("\n");
    let count = |separator: u8| head.bytes().filter(|b| *b == separator).count();
    if count(expected) > 0 {
        return expected;
    }
    [b',', b'\t', b';'].into_iter().max_by_key(|s| count(*s)).filter(|s| count(*s) > 0).unwrap_or(expected)
}

/// The cells of separated values.
fn grid(text: &str, separator: u8, limits: &Limits) -> Result<Option<Grid>, ImportCause> {
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let (mut row, mut column, mut columns, mut rows) = (0u32, 0u32, 0u32, 0u32);
    let mut at = 0;
    while at < bytes.len() {
        let (span, next) = cell(bytes, at, separator);
        if !text[span.range()].trim().is_empty() {
            cells.push(GridCell { span, row, column, row_span: 1, column_span: 1 });
            rows = row + 1;
            columns = columns.max(column + 1);
            if u64::from(rows) * u64::from(columns) > limits.table_cells as u64 {
                return Err(ImportCause::Limit { bound: Bound::TableCells, limit: limits.table_cells as u64 });
            }
        }
        at = next;
        match bytes.get(at) {
            Some(b) if *b == separator => {
                column += 1;
                at += 1;
            }
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => {
                (row, column) = (row + 1, 0);
                at += 2;
            }
            Some(_) => {
                (row, column) = (row + 1, 0);
                at += 1;
            }
            None => break,
        }
    }
    let whole = cells.first().zip(cells.last()).map(|(first, last)| first.span.cover(last.span));
    Ok(whole.map(|span| Grid { span, title: String::new(), cells, rows, columns }))
}

/// The content of the cell that starts at `at`, and where the separator or line end after it stands.
fn cell(bytes: &[u8], at: usize, separator: u8) -> (Span, usize) {
    let is_end = |b: u8| b == separator || b == b'\n' || b == b'\r';
    let end_from = |from: usize| bytes[from..].iter().position(|b| is_end(*b)).map_or(bytes.len(), |n| from + n);
    if bytes.get(at) == Some(&b'"') {
        let start = at + 1;
        let mut from = start;
        while let Some(quote) = memchr::memchr(b'"', &bytes[from..]).map(|n| from + n) {
            if bytes.get(quote + 1) == Some(&b'"') {
                from = quote + 2;
                continue;
            }
            // Whatever stands between the closing quote and the separator is no part of the cell.
            return (Span::from(start..quote), end_from(quote + 1));
        }
    }
    // An opening quote that is never closed is a character like any other.
    let end = end_from(at);
    (Span::from(at..end), end)
}
