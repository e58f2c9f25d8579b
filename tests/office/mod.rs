//! Office files built at run time, for tests.

#![allow(dead_code, unreachable_pub)]

pub mod pdf;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DOCUMENT_RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONSHIP: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A zip archive of these entries.
pub fn archive<N: AsRef<str>, B: AsRef<[u8]>>(entries: impl IntoIterator<Item = (N, B)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// `word/document.xml` around a body.
pub fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{WORD}\" xmlns:r=\"{DOCUMENT_RELATIONSHIP}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    )
}

pub fn relationships(of: &[(&str, &str)]) -> String {
    let each: String = of
        .iter()
        .enumerate()
        .map(|(i, (kind, target))| {
            format!("<Relationship Id=\"rId{}\" Type=\"{DOCUMENT_RELATIONSHIP}/{kind}\" Target=\"{target}\"/>", i + 1)
        })
        .collect();
    format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{PACKAGE_RELATIONSHIP}\">{each}</Relationships>")
}

/// A Word file with this main part.
pub fn docx(document: &str) -> Vec<u8> {
    docx_with(document, None, None)
}

/// A Word file with the content of its numbering and styles parts.
pub fn docx_with(document: &str, numbering: Option<&str>, styles: Option<&str>) -> Vec<u8> {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let types = format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/>\
         <Override PartName=\"/word/numbering.xml\" ContentType=\"{TYPE}.numbering+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/></Types>"
    );
    let root = |name: &str, content: &str| format!("<w:{name} xmlns:w=\"{WORD}\">{content}</w:{name}>");
    archive([
        ("[Content_Types].xml", types),
        ("_rels/.rels", relationships(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", relationships(&[("numbering", "numbering.xml"), ("styles", "styles.xml")])),
        ("word/document.xml", document.to_owned()),
        ("word/numbering.xml", root("numbering", numbering.unwrap_or_default())),
        ("word/styles.xml", root("styles", styles.unwrap_or_default())),
    ])
}

const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A sheet's part around its content.
pub fn sheet(content: &str) -> String {
    format!("<?xml version=\"1.0\"?><worksheet xmlns=\"{SHEET}\">{content}</worksheet>")
}

/// A workbook of one sheet.
pub fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_with(&[("Sheet1", "visible", sheet)], &[], &["General"])
}

/// A workbook: sheets with name, state and part; shared strings (the content of `<t>`, perhaps followed by runs);
/// number formats by cell style.
pub fn xlsx_with(sheets: &[(&str, &str, &str)], strings: &[&str], formats: &[&str]) -> Vec<u8> {
    let entries: String = sheets
        .iter()
        .enumerate()
        .map(|(i, (name, state, _))| {
            format!("<sheet name=\"{name}\" sheetId=\"{0}\" state=\"{state}\" r:id=\"rId{0}\"/>", i + 1)
        })
        .collect();
    let targets: Vec<String> = (1..=sheets.len()).map(|i| format!("worksheets/sheet{i}.xml")).collect();
    let mut related: Vec<(&str, &str)> = targets.iter().map(|target| ("worksheet", target.as_str())).collect();
    related.extend([("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]);
    let codes: String = formats
        .iter()
        .enumerate()
        .map(|(i, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 200 + i, code.replace('"', "&quot;")))
        .collect();
    let styles: String = (0..formats.len()).map(|i| format!("<xf numFmtId=\"{}\"/>", 200 + i)).collect();
    let strings: String = strings
        .iter()
        .map(|text| match text.split_once('<') {
            Some((text, runs)) => format!("<si><r><t>{text}</t></r><{runs}</si>"),
            None => format!("<si><t>{text}</t></si>"),
        })
        .collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("_rels/.rels".to_owned(), relationships(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels".to_owned(), relationships(&related)),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{DOCUMENT_RELATIONSHIP}\"><sheets>{entries}</sheets></workbook>"
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!("<styleSheet xmlns=\"{SHEET}\"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{SHEET}\">{strings}</sst>")),
    ];
    parts.extend(targets.iter().zip(sheets).map(|(target, (_, _, part))| (format!("xl/{target}"), (*part).to_owned())));
    archive(parts)
}
