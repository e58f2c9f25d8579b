//! XML parts of Office files, pushed to a visitor: no DTD, no entities but the five, bounded depth.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::error::{Bound, ImportCause};
use crate::Text;
use crate::source::Limits;

/// The vocabularies that the readers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML.
    Word,
    /// SpreadsheetML.
    Sheet,
    /// Markup compatibility.
    Compatibility,
    /// Office math.
    Math,
    /// Relationships and content types of the package.
    Package,
    /// Any other.
    Other,
}

impl Space {
    fn of(uri: &str) -> Self {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Self::Sheet,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/package/2006/relationships"
            | "http://schemas.openxmlformats.org/package/2006/content-types" => Self::Package,
            _ => Self::Other,
        }
    }
}

/// A start tag.
pub(super) struct Tag<'a> {
    pub(super) space: Space,
    /// Name without prefix.
    pub(super) local: &'a str,
    start: &'a BytesStart<'a>,
}

impl Tag<'_> {
    /// The value of the first attribute with this name, whatever its prefix; entities resolved.
    pub(super) fn attribute(&self, local: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        // Checking for duplicates is quadratic.
        attributes.with_checks(false);
        attributes
            .flatten()
            .find(|attribute| split(attribute.key.0).1 == local)
            .and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
    }

    /// As [`Tag::attribute`], read as a number.
    pub(super) fn number<T: std::str::FromStr>(&self, local: &str) -> Option<T> {
        self.attribute(local)?.trim().parse().ok()
    }

    /// Whether a toggle such as `<w:vanish/>` is on: present and not switched off by its value.
    #[cfg(feature = "docx")]
    pub(super) fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|value| is_true(&value))
    }
}

/// Whether an attribute's value means yes.
pub(super) fn is_true(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

/// What takes the events. An empty element is a start and an end.
pub(super) trait Visitor {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause>;
    fn end(&mut self, space: Space, local: &str) -> Result<(), ImportCause>;
    fn text(&mut self, _text: &str) -> Result<(), ImportCause> {
        Ok(())
    }
}

/// Prefixes in use. Declarations are taken as they come, without scopes, as Office programs write them.
#[derive(Default)]
struct Prefixes(Vec<(String, Space)>);

/// More prefixes than any program declares.
const MOST_PREFIXES: usize = 256;

impl Prefixes {
    fn learn(&mut self, start: &BytesStart<'_>) {
        if !start.attributes_raw().contains("xmlns") {
            return;
        }
        let mut attributes = start.attributes();
        attributes.with_checks(false);
        for attribute in attributes.flatten() {
            let prefix = match attribute.key.0.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let space = Space::of(attribute.value.trim());
            if let Some(known) = self.0.iter_mut().find(|(known, _)| known == prefix) {
                known.1 = space;
            } else if self.0.len() < MOST_PREFIXES {
                self.0.push((prefix.to_owned(), space));
            }
        }
    }

    fn get(&self, prefix: &str) -> Space {
        self.0.iter().find(|(known, _)| known == prefix).map_or(Space::Other, |known| known.1)
    }
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Reads one part to its end.
pub(super) fn visit(
    reader: impl BufRead,
    part: &str,
    limits: &Limits,
    visitor: &mut impl Visitor,
) -> Result<(), ImportCause> {
    let mut reader = Reader::from_reader(reader);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.allow_dangling_amp = true;
    let mut prefixes = Prefixes::default();
    let mut depth = 0usize;
    let mut seen_root = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| fault(part, error))?;
        match event {
            Event::Start(start) => {
                seen_root = true;
                depth += 1;
                if depth > limits.nesting {
                    return Err(ImportCause::Limit { bound: Bound::Nesting, limit: limits.nesting as u64 });
                }
                open(&start, &mut prefixes, visitor)?;
            }
            Event::Empty(start) => {
                seen_root = true;
                let space = open(&start, &mut prefixes, visitor)?;
                visitor.end(space, split(start.name().0).1)?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                let (prefix, local) = split(end.name().0);
                visitor.end(prefixes.get(prefix), local)?;
            }
            Event::Text(text) => visitor.text(&text.xml10_content())?,
            Event::CData(text) => visitor.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let resolved = match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                let Some(c) = resolved else {
                    return Err(ImportCause::Unsafe {
                        part: part.to_owned(),
                        detail: Text::new("自定义实体", "an entity of its own"),
                    });
                };
                visitor.text(c.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => {
                return Err(ImportCause::Unsafe {
                    part: part.to_owned(),
                    detail: Text::new("文档类型声明（DTD）", "a document type declaration (DTD)"),
                });
            }
            Event::Eof if depth > 0 || !seen_root => return Err(ImportCause::damaged(part, "the XML ends too early")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn open(start: &BytesStart<'_>, prefixes: &mut Prefixes, visitor: &mut impl Visitor) -> Result<Space, ImportCause> {
    prefixes.learn(start);
    let name = start.name();
    let (prefix, local) = split(name.0);
    let space = prefixes.get(prefix);
    visitor.start(&Tag { space, local, start })?;
    Ok(space)
}

/// An error of the XML library, or the bound that the reader below it ran into.
fn fault(part: &str, error: quick_xml::Error) -> ImportCause {
    if let quick_xml::Error::Io(io) = &error
        && let Some(bound) = super::package::bound_of(io)
    {
        return bound;
    }
    ImportCause::damaged(part, error)
}
