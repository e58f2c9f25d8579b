//! Word files and workbooks around parts of XML.

use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A part as it is if it is a whole XML file, else inside a root element.
fn rooted(part: &str, root: &str, space: &str, inner: &str) -> String {
    if part.starts_with("<?xml") {
        return part.to_owned();
    }
    let (open, close) =
        if inner.is_empty() { (String::new(), String::new()) } else { (format!("<{inner}>"), format!("</{inner}>")) };
    format!("<{root} {space} xmlns:r=\"{DOCUMENT}\">{open}{part}{close}</{root}>")
}

fn relationships(of: &[(&str, &str)]) -> String {
    let each: String = of
        .iter()
        .enumerate()
        .map(|(i, (kind, target))| {
            format!("<Relationship Id=\"rId{}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>", i + 1)
        })
        .collect();
    format!("<Relationships xmlns=\"{PACKAGE}\">{each}</Relationships>")
}

fn archive<const N: usize>(entries: [(&str, String); N]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in entries {
        zip.start_file(name, options).expect("an entry");
        zip.write_all(content.as_bytes()).expect("bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A Word file: body, numbering, styles.
pub fn word(parts: &[String]) -> Vec<u8> {
    let part = |index: usize| parts.get(index).map(String::as_str).unwrap_or_default();
    let space = format!("xmlns:w=\"{WORD}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"");
    let types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    archive([
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/word/document.xml\" ContentType=\"{types}\"/></Types>"
            ),
        ),
        ("_rels/.rels", relationships(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", relationships(&[("numbering", "numbering.xml"), ("styles", "styles.xml")])),
        ("word/document.xml", rooted(part(0), "w:document", &space, "w:body")),
        ("word/numbering.xml", rooted(part(1), "w:numbering", &space, "")),
        ("word/styles.xml", rooted(part(2), "w:styles", &space, "")),
    ])
}

/// A workbook: sheet, shared strings, styles, second sheet, workbook properties.
pub fn excel(parts: &[String]) -> Vec<u8> {
    let part = |index: usize| parts.get(index).map(String::as_str).unwrap_or_default();
    let space = format!("xmlns=\"{SHEET}\"");
    let targets = [
        ("worksheet", "worksheets/sheet1.xml"),
        ("worksheet", "worksheets/sheet2.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    ];
    let sheets = "<sheets><sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"台账\" sheetId=\"2\" r:id=\"rId2\"/></sheets>";
    archive([
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relationships(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels", relationships(&targets)),
        ("xl/workbook.xml", rooted(&format!("{}{sheets}", part(4)), "workbook", &space, "")),
        ("xl/worksheets/sheet1.xml", rooted(part(0), "worksheet", &space, "")),
        ("xl/sharedStrings.xml", rooted(part(1), "sst", &space, "")),
        ("xl/styles.xml", rooted(part(2), "styleSheet", &space, "")),
        ("xl/worksheets/sheet2.xml", rooted(part(3), "worksheet", &space, "")),
    ])
}
