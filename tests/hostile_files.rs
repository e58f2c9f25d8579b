//! Promise: no file crashes the reader, runs long or takes much memory; each gets an error that says why, or is read.

#![cfg(all(feature = "docx", feature = "xlsx", feature = "pdf"))]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod clock;
mod office;

use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use charterlint::import::{Bound, Format, ImportCause, ImportError};
use charterlint::{Language, Limits, Source, import};
use clock::spent;
use office::{archive, document, docx, docx_with, paragraph, sheet, xlsx, xlsx_with};

/// One test at a time, so that the memory measured is this test's.
static ALONE: Mutex<()> = Mutex::new(());

/// 2 seconds in an optimised build; the other is many times slower. Counted is the processor's time where the system
/// tells it, so that a busy machine makes no test fail.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 2 });

/// Kilobytes of memory above what was in use before.
const MEMORY: u64 = 200 << 10;

/// A value of `/proc/self/status` in kilobytes, where there is one.
fn status(key: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(key))?.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Reads a file and holds the reader to its time and memory.
fn read(name: &str, bytes: &[u8]) -> Result<Source, ImportError> {
    // To hold the command to the same: keep the files, and run it on each.
    if let Some(folder) = std::env::var_os("CHARTERLINT_KEEP") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
    let reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = status("VmRSS:");
    let (start, spent_before) = (Instant::now(), spent());
    let result = import::import(name, bytes, &Limits::default());
    let time = spent().zip(spent_before).map_or(start.elapsed(), |(after, before)| after.saturating_sub(before));
    let peak = status("VmHWM:");
    if std::env::var_os("CHARTERLINT_MEASURE").is_some() {
        let kilobytes = peak.zip(before).map(|(peak, before)| peak.saturating_sub(before));
        eprintln!("{name}: {} bytes, {time:?}, {kilobytes:?} kB", bytes.len());
    }
    assert!(time < TIME, "{name} took {time:?}");
    if let (true, Some(before), Some(peak)) = (reset, before, peak) {
        assert!(peak.saturating_sub(before) < MEMORY, "{name} took {} kB", peak - before);
    }
    if let Err(error) = &result {
        let (zh, en) = (error.message(Language::Chinese), error.to_string());
        assert!(zh.starts_with(name) && en.starts_with(name), "the file is not named: {zh} / {en}");
        assert!(zh.contains("；") || zh.contains("："), "no advice: {zh}");
    }
    result
}

fn cause(name: &str, bytes: &[u8]) -> ImportCause {
    match read(name, bytes) {
        Err(error) => error.cause,
        Ok(source) => panic!("{name} was read: {:?}", source.text().chars().take(80).collect::<String>()),
    }
}

fn bound(name: &str, bytes: &[u8]) -> Bound {
    match cause(name, bytes) {
        ImportCause::Limit { bound, .. } => bound,
        cause => panic!("{name}: {cause:?}"),
    }
}

fn alone() -> std::sync::MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Overwrites the unpacked size of every entry, in the directory and before the entry.
fn with_declared_size(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    for (signature, field) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let places: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, w)| w == signature).map(|(i, _)| i).collect();
        for at in places {
            bytes[at + field..at + field + 4].copy_from_slice(&size.to_le_bytes());
        }
    }
    bytes
}

#[test]
fn archives_that_unpack_to_too_much() {
    let _alone = alone();
    let big = document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(150 << 20)));
    let bomb = docx(&big);
    drop(big);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(bound("declared.docx", &bomb), Bound::UnpackedBytes);
    let lying = with_declared_size(bomb, 1000);
    assert!(matches!(
        cause("undeclared.docx", &lying),
        ImportCause::Limit { bound: Bound::UnpackedBytes, .. } | ImportCause::Damaged { .. }
    ));
    let long = document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "章".repeat(23 << 20)));
    assert_eq!(bound("long.docx", &docx(&long)), Bound::TextBytes);
}

#[test]
fn archives_with_too_many_or_stray_entries() {
    let _alone = alone();
    let many = archive((0..10_001).map(|i| (format!("word/{i}"), "")));
    assert_eq!(bound("many.docx", &many), Bound::ArchiveEntries);
    let body = document(&paragraph("甲"));
    for name in ["../../etc/passwd", "word/../../x", "..\\x"] {
        let stray = archive([("word/document.xml", body.as_str()), (name, "x")]);
        match cause("stray.docx", &stray) {
            ImportCause::Unsafe { part, .. } => assert_eq!(part, name),
            cause => panic!("{cause:?}"),
        }
    }
}

#[test]
fn xml_with_entities_depth_and_size() {
    let _alone = alone();
    let mut laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\">".to_owned();
    for i in 0..9 {
        write!(laughs, "<!ENTITY a{i} \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">").unwrap();
    }
    let laughs = document(&paragraph("&a8;")).replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", &(laughs + "]>"));
    assert!(matches!(cause("laughs.docx", &docx(&laughs)), ImportCause::Unsafe { .. }));
    let own = document(&paragraph("&lol;"));
    assert!(matches!(cause("entity.docx", &docx(&own)), ImportCause::Unsafe { .. }));
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>";
    assert!(matches!(cause("outside.xlsx", &xlsx(outside)), ImportCause::Unsafe { .. }));

    let deep = document(&("<w:tbl><w:tr><w:tc>".repeat(100_000) + &"</w:tc></w:tr></w:tbl>".repeat(100_000)));
    assert_eq!(bound("deep.docx", &docx(&deep)), Bound::Nesting);
    let unclosed = document(&"<w:tbl>".repeat(1_000_000));
    assert_eq!(bound("unclosed.docx", &docx(&unclosed)), Bound::Nesting);

    let attributes: String = (0..200_000).fold(String::new(), |mut all, i| {
        write!(all, " a{i}=\"1\"").unwrap();
        all
    });
    let wide = document(&format!("<w:p{attributes}><w:r><w:t>甲</w:t></w:r></w:p>"));
    assert_eq!(read("attributes.docx", &docx(&wide)).unwrap().text(), "甲\n");
    let runs = document(&format!("<w:p>{}</w:p>", "<w:r><w:t>a</w:t></w:r>".repeat(2_000_000)));
    assert_eq!(bound("runs.docx", &docx(&runs)), Bound::Pieces);
    let fields = document(&format!(
        "<w:p><w:r>{}</w:r></w:p>",
        "<w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>a</w:t>".repeat(50_000)
    ));
    assert_eq!(read("fields.docx", &docx(&fields)).unwrap().text().len(), 50_001);
    let blanks = document(&("<w:p/>".repeat(100_000) + &"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>".repeat(50_000)));
    assert!(read("blanks.docx", &docx(&blanks)).is_ok());
    let spans = document(&format!(
        "<w:tbl>{}</w:tbl>",
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc></w:tr>".repeat(3_000)
    ));
    assert_eq!(bound("spans.docx", &docx(&spans)), Bound::TableCells);
}

#[test]
fn styles_and_lists_in_circles() {
    let _alone = alone();
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>\
        <w:style w:type=\"numbering\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let properties = "<w:pStyle w:val=\"A\"/><w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"1\"/></w:numPr>";
    let body = format!("<w:p><w:pPr>{properties}</w:pPr></w:p>").repeat(1_000);
    let file = docx_with(&document(&body), Some(numbering), Some(styles));
    assert!(read("circles.docx", &file).unwrap().text().trim().is_empty());
    // Numbers without end: the largest start, letters repeated.
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4294967295\"/>\
        <w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1%1%1%1\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>".repeat(20_000);
    let file = docx_with(&document(&body), Some(numbering), None);
    assert_eq!(bound("letters.docx", &file), Bound::TextBytes);
}

#[test]
fn sheets_that_claim_to_be_huge() {
    let _alone = alone();
    let cell = |at: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>甲</t></is></c>");
    let corners = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}</row><row r=\"1048576\">{}</row></sheetData>\
         <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
        cell("A1"),
        cell("XFD1048576")
    );
    let source = read("corners.xlsx", &xlsx(&sheet(&corners))).unwrap();
    assert!(source.grids()[0].rows <= 3 && source.grids()[0].columns <= 3);
    let rows: String = (1..=1_048_576).fold(String::from("<sheetData>"), |mut all, row| {
        write!(all, "<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"/></row>").unwrap();
        all
    });
    let empty = xlsx(&sheet(&(rows + "</sheetData>")));
    assert_eq!(read("rows.xlsx", &empty).unwrap().text(), "");
    // One long string, shown everywhere.
    let string = "章".repeat(10_000);
    let cells: String = (1..=100_000).fold(String::from("<sheetData>"), |mut all, row| {
        write!(all, "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>").unwrap();
        all
    });
    let repeated = xlsx_with(&[("S", "visible", &sheet(&(cells + "</sheetData>")))], &[&string], &["General"]);
    assert_eq!(bound("repeated.xlsx", &repeated), Bound::TextBytes);
    // A diagonal: few cells, a large rectangle.
    let cells: String = (0..3_000u32).fold(String::from("<sheetData>"), |mut all, i| {
        let (high, low) = (i / 26, i % 26);
        let mut column = String::new();
        if high > 0 {
            if high > 26 {
                column.push(char::from(b'A' + ((high - 27) / 26) as u8));
            }
            column.push(char::from(b'A' + ((high - 1) % 26) as u8));
        }
        column.push(char::from(b'A' + low as u8));
        write!(all, "<row r=\"{0}\"><c r=\"{column}{0}\"><v>1</v></c></row>", i + 1).unwrap();
        all
    });
    assert_eq!(bound("diagonal.xlsx", &xlsx(&sheet(&(cells + "</sheetData>")))), Bound::TableCells);
}

#[test]
fn encrypted_and_foreign_files_are_named() {
    let _alone = alone();
    let compound = |stream: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(1024, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(4096, 0);
        bytes
    };
    assert!(matches!(
        cause("章程.docx", &compound("EncryptedPackage")),
        ImportCause::Encrypted { format: Format::Word }
    ));
    let old = cause("章程.doc", &compound("WordDocument"));
    assert!(matches!(old, ImportCause::Unsupported { format: Format::OldWord }));
    assert!(old.text().zh.contains("另存为 .docx"));
    assert!(matches!(cause("a.wps", &compound("Other")), ImportCause::Unsupported { format: Format::OldWord }));
    assert!(matches!(cause("a.xls", &compound("Workbook")), ImportCause::Damaged { .. }));
    // The flag that says an entry is encrypted.
    let mut locked = docx(&document(&paragraph("甲")));
    let places: Vec<usize> =
        locked.windows(4).enumerate().filter(|(_, w)| w == b"PK\x01\x02").map(|(i, _)| i).collect();
    for at in places {
        locked[at + 8] |= 1;
    }
    assert!(matches!(cause("locked.docx", &locked), ImportCause::Encrypted { .. }));
    let foreign: &[(&str, &[u8], Format)] = &[
        ("a.doc", b"{\\rtf1\\ansi x}", Format::Rtf),
        ("a.xls", b"<html><table><tr><td>x", Format::Html),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", Format::Picture),
    ];
    for (name, bytes, format) in foreign {
        match cause(name, bytes) {
            ImportCause::Unsupported { format: found } => assert_eq!(found, *format, "{name}"),
            cause => panic!("{name}: {cause:?}"),
        }
    }
    let zip = archive([("照片.jpg", "x")]);
    assert!(matches!(cause("a.docx", &zip), ImportCause::Unsupported { format: Format::Archive }));
    assert!(matches!(cause("a.txt", b"\x00\x01\x02\x03abc"), ImportCause::Binary));
    assert!(matches!(cause("a.txt", &[0xFF, 0x81, 0x90, 0xFF].repeat(100)), ImportCause::Binary));
}

#[test]
fn every_cut_of_a_file_is_an_error() {
    let _alone = alone();
    let word = docx(&document(&paragraph("第一条 为规范公司的组织和行为")));
    let book = xlsx(&sheet("<sheetData><row><c><v>1</v></c></row></sheetData>"));
    for (name, whole) in [("cut.docx", word), ("cut.xlsx", book)] {
        assert!(import::import(name, &whole, &Limits::default()).is_ok());
        for length in (4..whole.len()).step_by(7) {
            assert!(import::import(name, &whole[..length], &Limits::default()).is_err(), "{name} at {length}");
        }
    }
    let cut =
        docx("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>");
    assert!(matches!(cause("early.docx", &cut), ImportCause::Damaged { .. }));
    assert!(matches!(cause("none.docx", &archive([("word/x.xml", "<x/>")])), ImportCause::Damaged { .. }));
}

#[test]
fn random_damage_does_not_panic() {
    let _alone = alone();
    let body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>";
    let files = [
        ("a.docx", archive([("word/document.xml", document(body))])),
        ("a.xlsx", xlsx(&sheet("<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>"))),
        ("a.pdf", pdf("BT /F1 12 Tf 72 720 Td (Article 1 General provisions) Tj ET")),
        ("a.csv", "姓名,\"职务\"\n甲,董事\n".as_bytes().to_vec()),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(600)),
    ];
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for (name, whole) in &files {
        for _ in 0..if *name == "a.pdf" { 60 } else { 400 } {
            let mut bytes = whole.clone();
            for _ in 0..=next(6) {
                let at = next(bytes.len());
                bytes[at] = next(256) as u8;
            }
            // Read or refused: either will do.
            let _ = import::import(name, &bytes, &Limits::default());
        }
    }
}

/// A PDF of one page with this content.
fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1).unwrap();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    write!(out, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    out.into_bytes()
}

#[test]
fn pdfs_without_text_or_sense() {
    let _alone = alone();
    let whole = pdf("BT /F1 12 Tf 72 720 Td (Article 1 General provisions) Tj ET");
    let source = read("whole.pdf", &whole).unwrap();
    assert_eq!(source.text(), "Article 1 General provisions\n");
    assert_eq!(source.origins().at(0).unwrap().1, charterlint::Origin::Page { page: 1 });
    assert!(matches!(cause("scan.pdf", &pdf("0 0 m 10 10 l S")), ImportCause::NoText { format: Format::Pdf }));
    for bytes in [&b"%PDF-1.7\n"[..], b"%PDF-1.7 garbage \xFF\xFE\x00 trailer <</Root 1 0 R>>"] {
        let cause = cause("garbage.pdf", bytes);
        assert!(
            matches!(cause, ImportCause::Damaged { .. } | ImportCause::NoText { .. } | ImportCause::Crashed { .. }),
            "{cause:?}"
        );
    }
    let often = pdf(&"BT /F1 12 Tf (a) Tj ET ".repeat(600_000));
    assert_eq!(bound("often.pdf", &often), Bound::Pieces);
    let deep = pdf(&("[".repeat(200_000) + &"]".repeat(200_000)));
    assert!(read("deep.pdf", &deep).is_err());
    let circle = String::from_utf8(whole).unwrap().replace("/Kids[3 0 R]", "/Kids[2 0 R]");
    // A page tree in a circle: refused, or the page found without it.
    if let Ok(source) = read("circle.pdf", circle.as_bytes()) {
        assert_eq!(source.text(), "Article 1 General provisions\n");
    }
}

#[test]
fn pdfs_with_many_lines() {
    let _alone = alone();
    let words = "BT /F1 12 Tf 72 720 Td (Article 1 General provisions) Tj ET";
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    // Lines across and down, each apart from the next.
    let mesh = |count: usize| {
        let across = |i: usize| format!("0 {} m 9000 {} l S ", i * 10, i * 10);
        let down = |i: usize| format!("{} 0 m {} 9000 l S ", i * 10, i * 10);
        lines(count, &across) + &lines(count, &down) + words
    };
    for content in [
        mesh(100),
        mesh(1_900),
        mesh(50_000),
        lines(300_000, &|i| format!("{} {} 20 0.5 re f ", i % 600, i / 600)) + words,
        "q 9e37 0 0 9e37 9e37 9e37 cm ".repeat(1_000) + "0 0 m 1 1 l 9e38 0 l -9e38 1e-40 l s 0 0 1 1 re B " + words,
        "0 0 m ".repeat(300_000) + "S " + words,
    ] {
        let source = read("lines.pdf", &pdf(&content)).unwrap();
        // Lines may part the words, and lose none.
        let words: String = source.text().split_whitespace().collect();
        assert_eq!(words, "Article1Generalprovisions");
    }
    // A part of the page that draws itself, again and again.
    let content = "/X Do 1 0 0 1 1 1 cm ".repeat(40) + words;
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>/XObject<</X 4 0 R>>>>/Length";
    let again = String::from_utf8(pdf(&content)).unwrap().replacen("<</Length", form, 1);
    let again = again.replace("<</F1 5 0 R>>>>>>", "<</F1 5 0 R>>/XObject<</X 4 0 R>>>>>>");
    let _ = read("again.pdf", again.as_bytes());
}

#[test]
fn text_with_quotes_and_sizes() {
    let _alone = alone();
    let quotes = "\"a,".repeat(500_000);
    assert!(read("quotes.csv", quotes.as_bytes()).is_ok());
    let open = "\"\"\"x,".repeat(200_000);
    let _ = read("open.csv", open.as_bytes());
    let limits = {
        let mut limits = Limits::default();
        limits.file_bytes = 1_000;
        limits
    };
    let long = import::import("long.txt", "章".repeat(400).as_bytes(), &limits).unwrap_err();
    assert!(matches!(long.cause, ImportCause::Limit { bound: Bound::FileBytes, .. }));
    let missing = import::import_file("no/such/章程.docx".as_ref(), &Limits::default()).unwrap_err();
    assert!(matches!(missing.cause, ImportCause::Io(_)));
    assert!(missing.message(Language::Chinese).starts_with("no/such/章程.docx：无法读取"));
}
