//! Text in the encodings that Chinese offices use, and comma- or tab-separated tables.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Imported;
use super::error::{Bound, ImportCause};
use crate::Text;
use crate::source::{Grid, GridCell, Limits, OriginMap, Span};

/// Bytes that the detector is fed at most.
const SAMPLE: usize = 64 << 10;

/// Bytes above 127 that the detector needs to tell one multi-byte encoding from another.
const ENOUGH: usize = 64;

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
    // Nearly every text is plain UTF-8: then one look at it is enough.
    if Encoding::for_bom(bytes).is_none()
        && memchr::memchr(0, bytes).is_none()
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return if text.len() as u64 > limits.text_bytes {
            Err(too_long(limits))
        } else {
            Ok((text.to_owned(), Vec::new()))
        };
    }
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
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    // GB2312 and GBK are read as GB18030, which holds both. Short or plain text looks Western to the detector.
    let chinese = [encoding_rs::GBK, GB18030];
    let others = [encoding_rs::BIG5, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::EUC_KR];
    if chinese.contains(&found) || !others.contains(&found) {
        return Ok(GB18030);
    }
    // A few characters are too little to tell; and the detector's choice must read the text if GB18030 does.
    let clean = |encoding: &'static Encoding| !encoding.decode_without_bom_handling(sample).1;
    let short = sample.iter().filter(|b| !b.is_ascii()).count() < ENOUGH;
    Ok(if clean(GB18030) && (short || !clean(found)) { GB18030 } else { found })
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

/// UTF-16 without a byte-order mark. Its ASCII characters and line ends hold zero bytes, and read the right way round,
/// nearly all of it is text. (一 is U+4E00: zero bytes stand on both sides.)
fn wide(sample: &[u8]) -> Option<&'static Encoding> {
    if !sample.contains(&0) {
        return None;
    }
    // A sample may end inside a character.
    let sample = &sample[..sample.len() & !1];
    let share = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let is_text = |c: &char| {
            matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{206F}' | '\u{2460}'..='\u{24FF}')
                || matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
        };
        let known = text.chars().filter(is_text).count();
        // Ideographs read the wrong way round are often ideographs, line ends never are.
        let ends = text.chars().filter(|c| matches!(c, '\n' | ' ' | '，' | '。' | '、' | '第')).count();
        (known * 100 / text.chars().count().max(1), ends)
    };
    let (little, big) = (share(UTF_16LE), share(UTF_16BE));
    let (best, encoding) = if little >= big { (little, UTF_16LE) } else { (big, UTF_16BE) };
    (best.0 >= 90).then_some(encoding)
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

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE_TEXT: &str = "某某集团有限公司章程\n第一章 总则\n第一条 为规范公司的组织和行为，制定本章程。\n";

    fn text(bytes: &[u8]) -> (String, usize) {
        let (text, remarks) = decode(bytes, &Limits::default()).unwrap();
        (text, remarks.len())
    }

    #[test]
    fn encodings() {
        let wide = |swap: bool| -> Vec<u8> {
            SAMPLE_TEXT.encode_utf16().flat_map(|c| if swap { c.to_be_bytes() } else { c.to_le_bytes() }).collect()
        };
        let gb = GB18030.encode(SAMPLE_TEXT).0.into_owned();
        let cases = [
            SAMPLE_TEXT.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", SAMPLE_TEXT.as_bytes()].concat(),
            [&b"\xFF\xFE"[..], &wide(false)].concat(),
            [&b"\xFE\xFF"[..], &wide(true)].concat(),
            wide(false),
            wide(true),
            gb.clone(),
            gb.repeat(3_000),
        ];
        for (i, bytes) in cases.iter().enumerate() {
            let (text, remarks) = text(bytes);
            assert!(text.starts_with(SAMPLE_TEXT) && remarks == 0, "{i}: {text}");
        }
        // A handful of characters, and one that only GB18030 has.
        for short in ["章程", "第一条", "事项清单", "𠮷林", "公司章程 2024"] {
            assert_eq!(text(&GB18030.encode(short).0).0, short);
        }
        let big5 = encoding_rs::BIG5.encode("股份有限公司章程細則\n董事會應當對股東大會負責，並由其選舉產生。\n").0;
        assert!(text(&big5.repeat(20)).0.contains("董事會應當對股東大會負責"));
    }

    #[test]
    fn broken_text_is_read_with_a_remark() {
        let mut bytes = SAMPLE_TEXT.repeat(20).into_bytes();
        bytes.truncate(bytes.len() - 2);
        let (read, remarks) = text(&bytes);
        assert!(read.ends_with('\u{FFFD}') && remarks == 1, "{read}");
        let mut bytes = GB18030.encode(&SAMPLE_TEXT.repeat(20)).0.into_owned();
        bytes.push(0xFF);
        let (read, remarks) = text(&bytes);
        assert!(read.ends_with('\u{FFFD}') && remarks == 1, "{read}");
        assert!(matches!(decode(b"a\0b", &Limits::default()), Err(ImportCause::Binary)));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_text_or_an_error(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = read(&bytes, &Limits::default());
            if let Ok(imported) = read_separated(&bytes, b',', &Limits::default()) {
                for grid in &imported.grids {
                    for cell in &grid.cells {
                        proptest::prop_assert!(imported.text.get(cell.span.range()).is_some());
                        proptest::prop_assert!(grid.span.encloses(cell.span));
                        proptest::prop_assert!(cell.row < grid.rows && cell.column < grid.columns);
                    }
                }
            }
        }

        #[test]
        fn encodings_come_back(text in "[一-龥，。0-9]{20,200}") {
            let bytes = GB18030.encode(&text).0;
            proptest::prop_assert_eq!(decode(&bytes, &Limits::default()).unwrap().0, text);
        }
    }
}
