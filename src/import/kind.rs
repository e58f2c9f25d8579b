//! What a file is: by its content first, by its name where the content leaves it open.

use super::error::Format;

/// What a file is, and so who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// Values separated by this byte.
    Separated(u8),
    Word,
    Excel,
    OldExcel,
    Pdf,
    /// Recognised, not read.
    Known(Format),
    Encrypted(Format),
    /// Starts like an archive, without an archive's directory.
    Truncated,
}

/// Recognises a file.
pub(super) fn of(name: &str, bytes: &[u8]) -> Kind {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let starts = |signature: &[u8]| bytes.starts_with(signature);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return of_archive(bytes);
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return of_compound(bytes, &extension);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = &text[..text.len().min(1024)];
    if text.trim_ascii_start().starts_with(b"%PDF-")
        || (extension == "pdf" && memchr::memmem::find(head, b"%PDF-").is_some())
    {
        return Kind::Pdf;
    }
    if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") || starts(b"II*\0") || starts(b"MM\0*") {
        return Kind::Known(Format::Picture);
    }
    if starts(b"Rar!") || starts(b"7z\xBC\xAF") || starts(b"\x1F\x8B") {
        return Kind::Known(Format::Archive);
    }
    if starts(b"{\\rtf") {
        return Kind::Known(Format::Rtf);
    }
    if let Some(format) = markup(head, &extension) {
        return Kind::Known(format);
    }
    match extension.as_str() {
        "csv" => Kind::Separated(b','),
        // Systems that export "Excel" often write tabs between values.
        "tsv" | "tab" | "xls" | "xlsx" | "et" => Kind::Separated(b'\t'),
        _ => Kind::Text,
    }
}

/// Web pages and XML, also where they are named as Office files. A Markdown or text file may start with a tag.
fn markup(head: &[u8], extension: &str) -> Option<Format> {
    if matches!(extension, "txt" | "md" | "csv" | "tsv") {
        return None;
    }
    let head = head.trim_ascii_start().to_ascii_lowercase();
    let head = head.as_slice();
    let starts = |signature: &[u8]| head.starts_with(signature);
    if starts(b"<!doctype html") || starts(b"<html") || starts(b"<table") || starts(b"mime-version:") {
        Some(Format::Html)
    } else if starts(b"<?xml") {
        Some(if memchr::memmem::find(head, b"<html").is_some() { Format::Html } else { Format::Xml })
    } else {
        None
    }
}

/// Entries whose names are looked at.
const MOST_NAMES: usize = 1_000;

/// A zip archive, by the names of its entries, which stand in its directory in the clear.
fn of_archive(bytes: &[u8]) -> Kind {
    // A central directory header: 46 bytes, of which two hold the name's length, then the name.
    let names: Vec<&[u8]> = memchr::memmem::find_iter(bytes, b"PK\x01\x02")
        .take(MOST_NAMES)
        .filter_map(|at| {
            let length = bytes.get(at + 28..at + 30).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])))?;
            bytes.get(at + 46..at + 46 + length)
        })
        .collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start.as_bytes()));
    if memchr::memmem::rfind(bytes, b"PK\x05\x06").is_none() {
        return Kind::Truncated;
    }
    if has("xl/workbook.bin") {
        Kind::Known(Format::BinaryExcel)
    } else if has("word/") || has("word\\") || has("/word/") {
        Kind::Word
    } else if has("xl/") || has("xl\\") || has("/xl/") {
        Kind::Excel
    } else if has("ppt/") {
        Kind::Known(Format::PowerPoint)
    } else if has("OFD.xml") {
        Kind::Known(Format::Ofd)
    } else if has("META-INF/manifest.xml") && has("mimetype") {
        Kind::Known(Format::OpenDocument)
    } else if has("[Content_Types].xml") {
        Kind::Word
    } else {
        Kind::Known(Format::Archive)
    }
}

/// An OLE compound file, by the names of its streams: directory entries are 128 bytes and start with the name.
fn of_compound(bytes: &[u8], extension: &str) -> Kind {
    let wide = |name: &str| {
        let mut wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        wide.extend([0, 0]);
        wide
    };
    let has = |name: &str| {
        let wide = wide(name);
        memchr::memmem::find_iter(bytes, &wide).any(|at| at % 128 == 0)
    };
    let word = has("WordDocument");
    let excel = has("Workbook") || has("Book");
    if has("EncryptedPackage") || has("EncryptionInfo") {
        let format = if extension.starts_with("xls") { Format::Excel } else { Format::Word };
        Kind::Encrypted(format)
    } else if excel && (!word || extension.starts_with("xl") || extension == "et") {
        Kind::OldExcel
    } else if word {
        Kind::Known(Format::OldWord)
    } else if has("PowerPoint Document") {
        Kind::Known(Format::PowerPoint)
    } else {
        Kind::Known(if matches!(extension, "doc" | "wps" | "dot" | "wpt") { Format::OldWord } else { Format::Ole })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_first() {
        let cases: &[(&str, &[u8], Kind)] = &[
            ("a.txt", b"%PDF-1.7 ...", Kind::Pdf),
            ("a.docx", b"%PDF-1.4", Kind::Pdf),
            ("a.txt", "%PDF 一词".as_bytes(), Kind::Text),
            ("a.doc", b"{\\rtf1 x}", Kind::Known(Format::Rtf)),
            ("a.doc", b"<html><body>", Kind::Known(Format::Html)),
            ("a.doc", b"MIME-Version: 1.0", Kind::Known(Format::Html)),
            ("a.xls", b"<?xml version=\"1.0\"?><Workbook>", Kind::Known(Format::Xml)),
            ("a.md", b"<html>", Kind::Text),
            ("a.csv", b"a,b", Kind::Separated(b',')),
            ("a.xls", b"a\tb", Kind::Separated(b'\t')),
            ("a.docx", b"PK\x03\x04rest", Kind::Truncated),
            ("a.png", b"\x89PNG\r\n", Kind::Known(Format::Picture)),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(of(name, bytes), *expected, "{name}");
        }
    }

    #[test]
    fn compound_files_by_their_streams() {
        let file = |stream: &str| {
            let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
            bytes.resize(1024, 0);
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            bytes.resize(1152, 0);
            bytes
        };
        assert_eq!(of("a.doc", &file("WordDocument")), Kind::Known(Format::OldWord));
        assert_eq!(of("a.xls", &file("Workbook")), Kind::OldExcel);
        assert_eq!(of("a.docx", &file("EncryptedPackage")), Kind::Encrypted(Format::Word));
        assert_eq!(of("a.wps", &file("Something")), Kind::Known(Format::OldWord));
    }
}
