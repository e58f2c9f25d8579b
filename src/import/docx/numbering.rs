//! Automatic numbers: what `numbering.xml` defines, and the counters that run through a document.

use std::collections::{HashMap, HashSet};

use super::super::error::ImportCause;
use super::super::xml::{Space, Tag, Visitor, is_true};
use super::numerals;
use super::styles::{NumberReference, Styles};

/// Levels of a list.
const LEVELS: usize = 9;

/// What stands between a number and the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Suffix {
    #[default]
    Tab,
    Space,
    Nothing,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// The format string of the notation `custom`.
    pattern: Option<String>,
    text: String,
    suffix: Suffix,
    /// `w:lvlRestart`: 0 never, n when a level up to the n-th is used; absent: any level above.
    restart: Option<u32>,
    /// All numbers in this level's text in decimal digits.
    legal: bool,
    /// The paragraph style tied to the level.
    style: Option<String>,
    /// Font of the number, for bullets.
    font: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            format: "decimal".to_owned(),
            pattern: None,
            text: String::new(),
            suffix: Suffix::default(),
            restart: None,
            legal: false,
            style: None,
            font: None,
        }
    }
}

#[derive(Debug, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// The numbering style that holds this list's real definition.
    style_link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: Option<u32>,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// The definitions of `numbering.xml`.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<u32, Abstract>,
    lists: HashMap<u32, List>,
    // What is being read.
    open_abstract: Option<(u32, Abstract)>,
    open_list: Option<(u32, List)>,
    override_level: Option<usize>,
    open_level: Option<(usize, Level)>,
    /// Inside `mc:Fallback` or a tracked change: ignored.
    skip: usize,
}

/// Longest chain of links between lists and numbering styles; a cycle ends here too.
const LONGEST_CHAIN: usize = 8;

/// Longest text of one level that is kept, in bytes.
const LONGEST_TEXT: usize = 1_000;

impl Numbering {
    /// The definition behind a list, through numbering styles.
    fn definition(&self, list: u32, styles: &Styles) -> Option<u32> {
        let mut id = self.lists.get(&list)?.definition?;
        for _ in 0..LONGEST_CHAIN {
            let Some(link) = self.abstracts.get(&id)?.style_link.as_deref() else { return Some(id) };
            let Some(next) = styles.number(Some(link)).list.and_then(|list| self.lists.get(&list)?.definition) else {
                return Some(id);
            };
            id = next;
        }
        None
    }

    fn level(&self, list: u32, definition: u32, level: usize) -> Option<&Level> {
        let own = self.lists.get(&list).and_then(|list| list.levels.get(level)?.as_ref());
        own.or_else(|| self.abstracts.get(&definition)?.levels.get(level)?.as_ref())
    }

    /// The level that a paragraph style is tied to, by the nearest style of its chain.
    fn level_of_style(&self, list: u32, definition: u32, style: Option<&str>, styles: &Styles) -> Option<usize> {
        styles.chain(style).find_map(|id| {
            (0..LEVELS)
                .find(|&level| self.level(list, definition, level).is_some_and(|l| l.style.as_deref() == Some(id)))
        })
    }

    fn target(&mut self) -> Option<&mut Level> {
        self.open_level.as_mut().map(|(_, level)| level)
    }
}

impl Visitor for Numbering {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        let skipped = (tag.space == Space::Word && matches!(tag.local, "pPrChange" | "rPrChange"))
            || (tag.space == Space::Compatibility && tag.local == "Fallback");
        if self.skip > 0 || skipped {
            self.skip += 1;
            return Ok(());
        }
        if tag.space != Space::Word {
            return Ok(());
        }
        let index = || tag.number::<usize>("ilvl").filter(|level| *level < LEVELS);
        match tag.local {
            "abstractNum" => {
                self.open_abstract = tag.number("abstractNumId").map(|id| (id, Abstract::default()));
            }
            "numStyleLink" => {
                if let Some((_, definition)) = &mut self.open_abstract {
                    definition.style_link = tag.attribute("val").map(|v| v.into_owned());
                }
            }
            "num" => self.open_list = tag.number("numId").map(|id| (id, List::default())),
            "abstractNumId" => {
                if let Some((_, list)) = &mut self.open_list {
                    list.definition = tag.number("val");
                }
            }
            "lvlOverride" => self.override_level = index(),
            "startOverride" => {
                if let (Some((_, list)), Some(level)) = (&mut self.open_list, self.override_level) {
                    list.starts[level] = tag.number("val");
                }
            }
            "lvl" => self.open_level = index().map(|level| (level, Level::default())),
            _ => self.level_property(tag),
        }
        Ok(())
    }

    fn end(&mut self, space: Space, local: &str) -> Result<(), ImportCause> {
        if self.skip > 0 {
            self.skip -= 1;
            return Ok(());
        }
        if space != Space::Word {
            return Ok(());
        }
        match local {
            "lvl" => {
                if let Some((index, level)) = self.open_level.take() {
                    let levels = match (&mut self.open_list, &mut self.open_abstract) {
                        (Some((_, list)), _) => Some(&mut list.levels),
                        (None, Some((_, definition))) => Some(&mut definition.levels),
                        (None, None) => None,
                    };
                    if let Some(slot) = levels.and_then(|levels| levels.get_mut(index)) {
                        *slot = Some(level);
                    }
                }
            }
            "lvlOverride" => self.override_level = None,
            "abstractNum" => self.abstracts.extend(self.open_abstract.take()),
            "num" => self.lists.extend(self.open_list.take()),
            _ => {}
        }
        Ok(())
    }
}

impl Numbering {
    fn level_property(&mut self, tag: &Tag<'_>) {
        let Some(level) = self.target() else { return };
        let value = || tag.attribute("val").map(|v| v.into_owned());
        match tag.local {
            "start" => level.start = tag.number("val").unwrap_or(0),
            "numFmt" => {
                level.format = value().unwrap_or_default();
                level.pattern = tag.attribute("format").map(|v| v.into_owned());
            }
            "lvlText" => {
                level.text = value().unwrap_or_default();
                if level.text.len() > LONGEST_TEXT || tag.attribute("null").is_some_and(|v| is_true(&v)) {
                    level.text.clear();
                }
            }
            "suff" => {
                level.suffix = match value().as_deref() {
                    Some("space") => Suffix::Space,
                    Some("nothing") => Suffix::Nothing,
                    _ => Suffix::Tab,
                };
            }
            "lvlRestart" => level.restart = tag.number("val"),
            "isLgl" => level.legal = tag.is_on(),
            "pStyle" => level.style = value(),
            "rFonts" => level.font = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi")).map(|v| v.into_owned()),
            _ => {}
        }
    }
}

/// A number as Word shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) suffix: Suffix,
}

/// The counters of a document, advanced paragraph by paragraph.
#[derive(Debug)]
pub(super) struct Counters<'a> {
    numbering: &'a Numbering,
    styles: &'a Styles,
    /// Per definition: all lists of one definition count on together. `None`: not used since the last restart.
    values: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists and levels whose `w:startOverride` has taken effect.
    started: HashSet<(u32, usize)>,
    /// List and level by style, found once.
    by_style: HashMap<String, Option<(u32, usize)>>,
}

impl<'a> Counters<'a> {
    pub(super) fn new(numbering: &'a Numbering, styles: &'a Styles) -> Self {
        Self { numbering, styles, values: HashMap::new(), started: HashSet::new(), by_style: HashMap::new() }
    }

    /// The list and level of a paragraph, or `None` if it carries no number.
    fn place(&mut self, own: NumberReference, style: Option<&str>) -> Option<(u32, usize)> {
        let Some(list) = own.list else {
            let key = style.unwrap_or_default();
            let place = match self.by_style.get(key) {
                Some(place) => *place,
                None => {
                    let place = self.place_by_style(style);
                    self.by_style.insert(key.to_owned(), place);
                    place
                }
            };
            return place.map(|(list, level)| (list, own.level.map_or(level, usize::from)));
        };
        let from_style = || self.styles.number(style).level;
        Some((list, own.level.or_else(from_style).map_or(0, usize::from)))
    }

    fn place_by_style(&self, style: Option<&str>) -> Option<(u32, usize)> {
        let stated = self.styles.number(style);
        let list = stated.list?;
        let definition = self.numbering.definition(list, self.styles)?;
        let tied = self.numbering.level_of_style(list, definition, style, self.styles);
        Some((list, tied.or(stated.level.map(usize::from)).unwrap_or(0)))
    }

    /// Advances the counters for a paragraph and returns its number, if it carries one.
    pub(super) fn next(&mut self, own: NumberReference, style: Option<&str>) -> Option<Number> {
        let (list, level) = self.place(own, style)?;
        // List 0 switches numbering off.
        if list == 0 || level >= LEVELS {
            return None;
        }
        let definition = self.numbering.definition(list, self.styles)?;
        let this = self.numbering.level(list, definition, level)?;
        self.advance(list, definition, level);
        let values = self.values.get(&definition)?;
        Some(Number { text: self.render(this, list, definition, level, values), suffix: this.suffix })
    }

    fn advance(&mut self, list: u32, definition: u32, level: usize) {
        let numbering = self.numbering;
        let start_of = |level: usize| numbering.level(list, definition, level).map_or(1, |l| l.start);
        let values = self.values.entry(definition).or_default();
        let restart = numbering.lists.get(&list).and_then(|list| *list.starts.get(level)?);
        let first_use = self.started.insert((list, level));
        values[level] = Some(match (restart, values[level]) {
            (Some(start), _) if first_use => start,
            (Some(start), None) => start,
            (_, Some(value)) => value.saturating_add(1),
            (None, None) => start_of(level),
        });
        // Levels above that were never used count as if their first number stood there.
        for (above, value) in values.iter_mut().enumerate().take(level) {
            value.get_or_insert_with(|| start_of(above));
        }
        for (below, value) in values.iter_mut().enumerate().skip(level + 1) {
            let restarts = match numbering.level(list, definition, below).and_then(|l| l.restart) {
                None => true,
                Some(0) => false,
                Some(n) => level < n as usize,
            };
            if restarts {
                *value = None;
            }
        }
    }

    fn render(&self, this: &Level, list: u32, definition: u32, level: usize, values: &[Option<u32>; LEVELS]) -> String {
        if this.format == "bullet" {
            return this.text.chars().map(|c| numerals::symbol(this.font.as_deref(), c as u32)).collect();
        }
        let mut out = String::new();
        let mut chars = this.text.chars().peekable();
        while let Some(c) = chars.next() {
            let index = match (c, chars.peek().and_then(|d| d.to_digit(10))) {
                ('%', Some(digit @ 1..=9)) => digit as usize - 1,
                _ => {
                    out.push(c);
                    continue;
                }
            };
            chars.next();
            if index > level {
                continue;
            }
            let Some(of) = self.numbering.level(list, definition, index) else { continue };
            let value = values[index].unwrap_or(of.start);
            let format = if this.legal && of.format != "none" { "decimal" } else { &of.format };
            out.push_str(&numerals::write(value, format, of.pattern.as_deref()));
        }
        out
    }
}
