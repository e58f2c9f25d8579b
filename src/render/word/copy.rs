//! A copy of a Word file with comments: what need not change is copied as the archive holds it, compressed bytes and all.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Cursor, Write as _};

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use zip::{ZipArchive, ZipWriter};

use super::WordError;
use super::anchor::Place;
use super::markup::{self, Mark};
use super::note::{self, Note};
use super::parts::{
    CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONSHIPS, RELATIONSHIPS, STRICT_RELATIONSHIPS, STRICT_WORD, TYPE, WORD,
};
use crate::import::ImportCause;
use crate::import::package::{Package, relationships_of};
use crate::source::Limits;
use crate::{Date, Language};

const TYPES: &str = "[Content_Types].xml";

/// Adds the notes to the file.
pub(super) fn with_notes(
    original: &[u8],
    notes: &[(Place, &Note)],
    date: Date,
    language: Language,
    is_forced: bool,
) -> Result<Vec<u8>, WordError> {
    let limits = Limits::default();
    let mut package = Package::open(original, crate::import::Format::Word, &limits)?;
    if notes.is_empty() {
        return Ok(original.to_vec());
    }
    if !is_forced && package.names().any(|name| name.to_ascii_lowercase().starts_with("_xmlsignatures/")) {
        return Err(WordError::Signed);
    }
    let main = package.main_part("word/document.xml")?;
    let document = text(&mut package, &main)?;
    let related = package.relationships(&main)?;
    let is_strict = document.contains(STRICT_WORD);
    let space = if is_strict { STRICT_WORD } else { WORD };

    let existing = related.iter().find(|one| one.kind == "comments").map(|one| one.target.clone());
    let existing = existing.filter(|part| package.has(part));
    let before = match &existing {
        Some(part) => Some(text(&mut package, part)?),
        None => None,
    };
    // A comment's number is looked for in the text too: a mark may have outlived its comment.
    let mut next = 0;
    for xml in before.iter().chain([&document]) {
        next = next.max(numbers(xml).map_err(|detail| not_xml(&main, detail))?);
    }

    let (mut marks, mut comments) = (Vec::new(), String::new());
    for ((place, note), id) in notes.iter().zip(next..) {
        marks.push(Mark { id, place: *place });
        note.xml(id, date, space, language, &mut comments);
    }
    let mut changed: HashMap<usize, Vec<u8>> = HashMap::new();
    let mut added: Vec<(String, Vec<u8>)> = Vec::new();
    let (mark, body) = document.split_at(document.len() - document.trim_start_matches('\u{FEFF}').len());
    let marked = markup::set(body, &marks).map_err(|detail| not_xml(&main, detail))?;
    put(&package, &main, (mark.to_owned() + &marked).into_bytes(), &mut changed, &mut added);

    if let (Some(part), Some(before)) = (&existing, before) {
        let after = inserted(&before, &comments).map_err(|detail| not_xml(part, detail))?;
        put(&package, part, after.into_bytes(), &mut changed, &mut added);
    } else {
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let file = std::iter::once("comments.xml".to_owned()).chain((1..).map(|n| format!("comments{n}.xml")));
        let file = file.into_iter().find(|file| !package.has(&format!("{folder}{file}"))).unwrap_or_default();
        added.push((format!("{folder}{file}"), (DECLARATION.to_owned() + &note::part(&comments, space)).into_bytes()));

        let kind = if is_strict { STRICT_RELATIONSHIPS } else { RELATIONSHIPS };
        let part = relationships_of(&main);
        let before = match package.has(&part) {
            true => text(&mut package, &part)?,
            false => format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONSHIPS}\"></Relationships>"),
        };
        let taken = |id: &str| before.contains(&format!("\"{id}\"")) || before.contains(&format!("'{id}'"));
        let id = (1..).map(|n| format!("rIdComments{n}")).find(|id| !taken(id)).unwrap_or_default();
        let entry = format!(
            "<Relationship xmlns=\"{PACKAGE_RELATIONSHIPS}\" Id=\"{id}\" Type=\"{kind}/comments\" Target=\"{file}\"/>"
        );
        let after = inserted(&before, &entry).map_err(|detail| not_xml(&part, detail))?;
        put(&package, &part, after.into_bytes(), &mut changed, &mut added);

        let before = text(&mut package, TYPES)?;
        let entry = format!(
            "<Override xmlns=\"{CONTENT_TYPES}\" PartName=\"/{folder}{file}\" ContentType=\"{TYPE}.comments+xml\"/>"
        );
        let after = inserted(&before, &entry).map_err(|detail| not_xml(TYPES, detail))?;
        put(&package, TYPES, after.into_bytes(), &mut changed, &mut added);
    }
    Ok(rewrite(original, &changed, &added)?)
}

fn not_xml(part: &str, detail: String) -> WordError {
    WordError::Part { part: part.to_owned(), detail }
}

fn text(package: &mut Package<'_>, part: &str) -> Result<String, WordError> {
    let bytes = package.bytes(part)?.ok_or_else(|| not_xml(part, "the part is missing".to_owned()))?;
    String::from_utf8(bytes).map_err(|error| not_xml(part, error.to_string()))
}

fn put(
    package: &Package<'_>,
    part: &str,
    bytes: Vec<u8>,
    changed: &mut HashMap<usize, Vec<u8>>,
    added: &mut Vec<(String, Vec<u8>)>,
) {
    match package.entry(part) {
        Some(index) => drop(changed.insert(index, bytes)),
        None => added.push((part.to_owned(), bytes)),
    }
}

/// The number after the highest one that a comment or a comment's mark has.
fn numbers(xml: &str) -> Result<u32, String> {
    let mut reader = NsReader::from_str(xml.trim_start_matches('\u{FEFF}'));
    reader.config_mut().allow_dangling_amp = true;
    let mut next = 0;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().into_inner().starts_with("comment") => {
                next = next.max(number(&tag).map_or(0, |number| number.saturating_add(1)));
            }
            Event::Eof => return Ok(next),
            _ => {}
        }
    }
}

fn number(tag: &BytesStart<'_>) -> Option<u32> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let id = attributes.flatten().find(|one| one.key.local_name().into_inner() == "id")?;
    id.value.trim().parse().ok()
}

/// The part with `entries` as the last children of its root element.
fn inserted(xml: &str, entries: &str) -> Result<String, String> {
    let end = xml.trim_end().rfind("</");
    // A root without children may be written as one tag: the only one besides the declaration.
    let mut reader = NsReader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let skipped = xml.len() - xml.trim_start_matches('\u{FEFF}').len();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(_) => break,
            Event::Empty(tag) => {
                let after = skipped + usize::try_from(reader.buffer_position()).unwrap_or(0);
                let slash = after - "/>".len();
                let name = tag.name().0.to_owned();
                return Ok(format!("{}>{entries}</{name}>{}", &xml[..slash], &xml[after..]));
            }
            Event::Eof => return Err("the part has no root element".to_owned()),
            _ => {}
        }
    }
    let at = end.ok_or("the part's root element has no end")?;
    Ok(format!("{}{entries}{}", &xml[..at], &xml[at..]))
}

/// The archive with some entries replaced in their place and others added at the end.
fn rewrite(original: &[u8], changed: &HashMap<usize, Vec<u8>>, added: &[(String, Vec<u8>)]) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(original)).map_err(io::Error::other)?;
    let comment = archive.comment().to_vec();
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(original.len() + (16 << 10))));
    out.set_raw_comment(comment.into()).map_err(io::Error::other)?;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(io::Error::other)?;
        let Some(bytes) = changed.get(&index) else {
            out.raw_copy_file(entry).map_err(io::Error::other)?;
            continue;
        };
        let options = entry.options().compression_method(zip::CompressionMethod::Deflated);
        let name: Cow<'_, str> = String::from_utf8_lossy(entry.name_raw());
        let name = name.into_owned();
        drop(entry);
        out.start_file(name, options).map_err(io::Error::other)?;
        out.write_all(bytes)?;
    }
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in added {
        out.start_file(name, options).map_err(io::Error::other)?;
        out.write_all(bytes)?;
    }
    Ok(out.finish().map_err(io::Error::other)?.into_inner())
}

impl From<ImportCause> for WordError {
    fn from(cause: ImportCause) -> Self {
        Self::Original(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_become_the_roots_last_children() {
        for (before, after) in [
            ("<?xml version=\"1.0\"?><a><b/></a>", "<?xml version=\"1.0\"?><a><b/>X</a>"),
            ("<a/>\n", "<a>X</a>\n"),
            ("<!-- </a> --><w:a x='1' />", "<!-- </a> --><w:a x='1' >X</w:a>"),
            ("\u{FEFF}<a></a>", "\u{FEFF}<a>X</a>"),
        ] {
            assert_eq!(inserted(before, "X").unwrap(), after);
        }
        inserted("text", "X").unwrap_err();
    }

    #[test]
    fn numbers_go_on_after_the_highest() {
        let xml = "<w:x><w:comment w:id=\"3\"/><w:commentRangeStart w:id=\"12\"/><w:ins w:id=\"99\"/></w:x>";
        assert_eq!(numbers(xml).unwrap(), 13);
        assert_eq!(numbers("<w:x/>").unwrap(), 0);
    }
}
