//! Pieces of WordprocessingML that several writers need.

use std::io::{self, Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The vocabulary, and the addresses that its relationships begin with, as Word 2007 and later write them.
pub(crate) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(crate) const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The same in files of the strict form.
pub(super) const STRICT_WORD: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
pub(super) const STRICT_RELATIONSHIPS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
pub(crate) const PACKAGE_RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
pub(crate) const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
/// What the content types of the parts begin with.
pub(crate) const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A footer with the number of the page.
pub(crate) const PAGE_NUMBER: &str = "<w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>\
<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";

/// Text for the content of an element. Characters that XML cannot hold become U+FFFD, tabs and line ends a space.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// A Word file of a main part and the parts that it refers to: kind, name in `word/`, content.
pub(crate) fn package(document: &str, parts: &[(&str, &str, &str)]) -> io::Result<Vec<u8>> {
    use std::fmt::Write as _;
    let mut types = format!(
        "<Types xmlns=\"{CONTENT_TYPES}\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/>"
    );
    let mut related = format!("<Relationships xmlns=\"{PACKAGE_RELATIONSHIPS}\">");
    for (at, (kind, name, _)) in parts.iter().enumerate() {
        let _ = write!(types, "<Override PartName=\"/word/{name}\" ContentType=\"{TYPE}.{kind}+xml\"/>");
        let _ =
            write!(related, "<Relationship Id=\"rId{}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"{name}\"/>", at + 1);
    }
    types.push_str("</Types>");
    related.push_str("</Relationships>");
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE_RELATIONSHIPS}\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day, so that the same report gives the same bytes.
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut add = |name: &str, body: &str| -> io::Result<()> {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(DECLARATION.as_bytes())?;
        zip.write_all(body.as_bytes())
    };
    add("[Content_Types].xml", &types)?;
    add("_rels/.rels", &root)?;
    add("word/_rels/document.xml.rels", &related)?;
    add("word/document.xml", document)?;
    for (_, name, body) in parts {
        add(&format!("word/{name}"), body)?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}
