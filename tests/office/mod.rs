//! Office files built at run time, for tests.

#![allow(dead_code, unreachable_pub)]

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
