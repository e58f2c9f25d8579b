//! What paragraph and numbering styles say about numbering.

use std::collections::HashMap;

use super::super::error::ImportCause;
use super::super::xml::{Space, Tag, Visitor};

/// A reference to a list, as a paragraph or a style states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberReference {
    pub(super) list: Option<u32>,
    pub(super) level: Option<u8>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    number: NumberReference,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
    /// The style being read.
    open: Option<(String, Style)>,
    in_number: bool,
    skip: usize,
}

/// Longest chain of `w:basedOn` that is followed; Word allows 11. A cycle ends here too.
const LONGEST_CHAIN: usize = 32;

impl Styles {
    /// A style and those it is based on, nearest first. `None` means the default paragraph style.
    pub(super) fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s str> {
        let first = id.or(self.default_paragraph.as_deref());
        std::iter::successors(first, |id| self.styles.get(*id)?.based_on.as_deref()).take(LONGEST_CHAIN)
    }

    /// The list and level that a style gives its paragraphs, each from the nearest style that states it.
    pub(super) fn number(&self, id: Option<&str>) -> NumberReference {
        let mut found = NumberReference::default();
        for style in self.chain(id).filter_map(|id| self.styles.get(id)) {
            found.list = found.list.or(style.number.list);
            found.level = found.level.or(style.number.level);
        }
        found
    }
}

impl Visitor for Styles {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        if self.skip > 0 || (tag.space == Space::Word && tag.local == "pPrChange") {
            self.skip += 1;
            return Ok(());
        }
        if tag.space != Space::Word {
            return Ok(());
        }
        match tag.local {
            "style" => {
                let id = tag.attribute("styleId").unwrap_or_default().into_owned();
                let is_paragraph = tag.attribute("type").is_none_or(|kind| kind == "paragraph");
                if is_paragraph && tag.attribute("default").is_some_and(|v| super::super::xml::is_true(&v)) {
                    self.default_paragraph = Some(id.clone());
                }
                self.open = Some((id, Style::default()));
            }
            "numPr" => self.in_number = true,
            _ => {
                if let Some((_, style)) = &mut self.open {
                    match tag.local {
                        "basedOn" => style.based_on = tag.attribute("val").map(|v| v.into_owned()),
                        "numId" if self.in_number => style.number.list = tag.number("val"),
                        "ilvl" if self.in_number => style.number.level = tag.number("val"),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, space: Space, local: &str) -> Result<(), ImportCause> {
        if self.skip > 0 {
            self.skip -= 1;
        } else if space == Space::Word {
            match local {
                "style" => self.styles.extend(self.open.take()),
                "numPr" => self.in_number = false,
                _ => {}
            }
        }
        Ok(())
    }
}
