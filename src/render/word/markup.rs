//! Comment marks set into a Word file's main part. Every byte of it stays, in order; marks come in between.
//!
//! A mark stands beside a run. Where the words begin or end inside a run, the run is split: closed, and opened again with
//! the same tag and the same properties. Runs that hold more than characters (a text box, a ruby text, alternatives of the
//! same content) are never split, and what stands inside of them is marked around them: Word allows no comments in there.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::anchor::{Place, Point};
use super::parts::{STRICT_WORD, WORD};

/// A comment's number and what it is tied to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) id: u32,
    pub(super) place: Place,
}

/// A place at which one or more marks start or end in a run.
#[derive(Clone, Copy, Debug)]
struct Cut {
    offset: u32,
    id: u32,
    is_start: bool,
    spot: Spot,
}

/// Where a cut that lies inside its run falls.
#[derive(Clone, Copy, Debug)]
enum Spot {
    Unknown,
    /// In front of the child of the run that begins at this byte.
    Before(usize),
    /// At this byte within the content of the run's `w:t` with this index.
    Inside(usize, usize),
}

/// A `w:t` of a run in which a cut falls.
#[derive(Debug)]
struct Literal<'a> {
    element: Range<usize>,
    tag: Range<usize>,
    name: &'a str,
    /// The value of `xml:space`.
    space: Option<String>,
}

#[derive(Debug, Default)]
struct Run<'a> {
    tag: Range<usize>,
    name: &'a str,
    /// The cuts in it, by offset; empty for most runs.
    cuts: Vec<Cut>,
    properties: Option<Range<usize>>,
    /// Characters seen so far.
    offset: u32,
    /// Holds more than characters.
    is_whole: bool,
    literals: Vec<Literal<'a>>,
}

#[derive(Debug, Default)]
struct Paragraph {
    index: u32,
    runs: u32,
    /// After its tag, or after its properties.
    content: usize,
}

#[derive(Debug)]
enum Kind<'a> {
    Paragraph(Paragraph),
    Run(Box<Run<'a>>),
    /// `w:t` with its index among the run's literals.
    Text(usize),
    /// A content control; whether it allows nothing but plain text.
    Control(bool),
    Alternative,
    Other,
}

#[derive(Debug)]
struct Element<'a> {
    kind: Kind<'a>,
    is_word: bool,
    local: &'a str,
    start: usize,
    /// Marks that end with a run inside, to be set behind this element.
    ends: Vec<u32>,
}

/// What is set in. The order is that of marks at one byte: what ends, ends first.
#[derive(Clone, Debug)]
enum What {
    Close(String),
    End(u32),
    /// Start and end.
    Both(u32),
    Start(u32),
    Open(String),
}

#[derive(Debug)]
struct Edit {
    at: usize,
    /// Bytes left out, of an empty paragraph's tag.
    skip: usize,
    what: What,
}

/// Sets the marks into the main part.
///
/// # Errors
/// A description of what is wrong with the XML.
pub(super) fn set(xml: &str, marks: &[Mark]) -> Result<String, String> {
    let mut scan = Scan::new(xml, marks);
    scan.read()?;
    scan.finish(marks)
}

struct Scan<'a> {
    xml: &'a str,
    cuts: HashMap<(u32, u32), Vec<Cut>>,
    whole: HashMap<u32, Vec<u32>>,
    stack: Vec<Element<'a>>,
    paragraphs: u32,
    edits: Vec<Edit>,
    /// Inside the first paragraph of the text, for a comment that has no other place.
    first: Option<usize>,
    /// Prefix of the vocabulary's elements in the main part, and its address.
    prefix: &'a str,
    space: &'static str,
    /// Next number for a tracked change that is written a second time.
    next_change: u32,
}

impl<'a> Scan<'a> {
    fn new(xml: &'a str, marks: &[Mark]) -> Self {
        let mut cuts: HashMap<(u32, u32), Vec<Cut>> = HashMap::new();
        let mut whole: HashMap<u32, Vec<u32>> = HashMap::new();
        for mark in marks {
            match mark.place {
                Place::Words(start, end) => {
                    for (Point { paragraph, run, offset }, is_start) in [(start, true), (end, false)] {
                        let cut = Cut { offset, id: mark.id, is_start, spot: Spot::Unknown };
                        cuts.entry((paragraph, run)).or_default().push(cut);
                    }
                }
                Place::Paragraph(paragraph) => whole.entry(paragraph).or_default().push(mark.id),
            }
        }
        for cuts in cuts.values_mut() {
            cuts.sort_by_key(|cut| cut.offset);
        }
        Self {
            xml,
            cuts,
            whole,
            stack: Vec::new(),
            paragraphs: 0,
            edits: Vec::new(),
            first: None,
            prefix: "w",
            space: WORD,
            next_change: 1,
        }
    }

    fn read(&mut self) -> Result<(), String> {
        let mut reader = NsReader::from_str(self.xml);
        reader.config_mut().check_end_names = true;
        reader.config_mut().allow_dangling_amp = true;
        loop {
            let start = position(&reader);
            let (space, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
            let space = match space {
                ResolveResult::Bound(Namespace(WORD)) => Some(WORD),
                ResolveResult::Bound(Namespace(STRICT_WORD)) => Some(STRICT_WORD),
                ResolveResult::Bound(Namespace(other)) if other.contains("markup-compatibility") => Some(""),
                _ => None,
            };
            let at = start..position(&reader);
            match event {
                Event::Start(tag) => self.open(&tag, space, at),
                Event::Empty(tag) => {
                    let empty_paragraph = self.is_empty_paragraph(&tag, space);
                    self.open(&tag, space, at.clone());
                    match empty_paragraph {
                        Some(ids) => self.fill(ids, at),
                        None => self.close(at.end..at.end),
                    }
                }
                Event::End(_) => self.close(at),
                Event::Text(_) => self.text(at, true),
                Event::GeneralRef(_) => self.characters(1, at, &[]),
                Event::CData(_) => self.text(at, false),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'a>, space: Option<&'static str>, at: Range<usize>) {
        let is_word = space.is_some_and(|space| !space.is_empty());
        // A slice of the part itself, which lives longer than the tag.
        let name: &'a str = self.xml.get(at.start + 1..at.start + 1 + tag.name().0.len()).unwrap_or_default();
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        if is_word
            && matches!(local, "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange" | "pPrChange" | "bookmarkStart")
        {
            let id = attribute(tag, "id").and_then(|id| id.trim().parse::<u32>().ok());
            self.next_change = self.next_change.max(id.unwrap_or(0).saturating_add(1));
        }
        let kind = match (is_word, local) {
            (true, "p") => {
                let index = self.paragraphs;
                self.paragraphs += 1;
                if self.first.is_none() && !self.in_paragraph() {
                    self.first = Some(at.end);
                    self.prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
                    self.space = space.unwrap_or(WORD);
                }
                Kind::Paragraph(Paragraph { index, runs: 0, content: at.end })
            }
            (true, "r") => {
                self.spoil();
                let key = self.paragraph().map(|paragraph| {
                    paragraph.runs += 1;
                    (paragraph.index, paragraph.runs - 1)
                });
                let cuts = key.and_then(|key| self.cuts.remove(&key)).unwrap_or_default();
                Kind::Run(Box::new(Run { tag: at.clone(), name, cuts, ..Run::default() }))
            }
            (true, "t") => {
                let space = attribute(tag, "space");
                match self.stack.last_mut().map(|element| &mut element.kind) {
                    Some(Kind::Run(run)) => {
                        run.before(at.start);
                        run.literals.push(Literal { element: at.clone(), tag: at.clone(), name, space });
                        Kind::Text(run.literals.len() - 1)
                    }
                    _ => {
                        self.spoil();
                        Kind::Other
                    }
                }
            }
            (true, "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "sym") => {
                match self.stack.last_mut().map(|element| &mut element.kind) {
                    Some(Kind::Run(run)) => {
                        run.before(at.start);
                        run.offset += 1;
                    }
                    // A tab stop of `w:pPr`, or content in some other element of a run.
                    _ => self.spoil(),
                }
                Kind::Other
            }
            (true, "sdt") => Kind::Control(false),
            (true, "text" | "dataBinding" | "comboBox" | "dropDownList" | "date") => {
                if let [.., control, properties] = self.stack.as_mut_slice()
                    && properties.local == "sdtPr"
                    && let Kind::Control(is_plain) = &mut control.kind
                {
                    *is_plain = true;
                }
                Kind::Other
            }
            (false, "AlternateContent") if space == Some("") => {
                self.spoil();
                Kind::Alternative
            }
            _ => Kind::Other,
        };
        self.stack.push(Element { kind, is_word, local, start: at.start, ends: Vec::new() });
    }

    /// The run around, if any, holds more than characters.
    fn spoil(&mut self) {
        for element in self.stack.iter_mut().rev() {
            match &mut element.kind {
                Kind::Run(run) => {
                    run.is_whole = true;
                    return;
                }
                Kind::Paragraph(_) => return,
                _ => {}
            }
        }
    }

    fn in_paragraph(&self) -> bool {
        self.stack.iter().any(|element| matches!(element.kind, Kind::Paragraph(_)))
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.stack.iter_mut().rev().find_map(|element| match &mut element.kind {
            Kind::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
    }

    /// Text between tags: its characters count inside a `w:t`.
    fn text(&mut self, at: Range<usize>, can_split: bool) {
        if !matches!(self.stack.last().map(|element| &element.kind), Some(Kind::Text(_))) {
            return;
        }
        let raw = self.xml.get(at.clone()).unwrap_or_default();
        let (count, raw) = match can_split {
            true => (characters(raw).count(), raw),
            false => (characters(raw.trim_start_matches("<![CDATA[").trim_end_matches("]]>")).count(), ""),
        };
        let places: Vec<usize> = match self.stack.iter().rev().nth(1).map(|element| &element.kind) {
            Some(Kind::Run(run)) if !run.cuts.is_empty() => characters(raw).map(|(byte, _)| at.start + byte).collect(),
            _ => Vec::new(),
        };
        self.characters(u32::try_from(count).unwrap_or(u32::MAX), at, &places);
    }

    /// Counts characters of a `w:t`; `places` are their bytes, if a cut may fall between them.
    fn characters(&mut self, count: u32, at: Range<usize>, places: &[usize]) {
        let Some([Element { kind: Kind::Run(run), .. }, Element { kind: Kind::Text(literal), .. }]) =
            self.stack.last_chunk_mut()
        else {
            return;
        };
        let (first, literal) = (run.offset, *literal);
        run.offset = first.saturating_add(count);
        for cut in &mut run.cuts {
            if !matches!(cut.spot, Spot::Unknown) || cut.offset < first || cut.offset >= first.saturating_add(count) {
                continue;
            }
            let place =
                if cut.offset == first { Some(at.start) } else { places.get((cut.offset - first) as usize).copied() };
            if let Some(byte) = place {
                cut.spot = Spot::Inside(byte, literal);
            }
        }
    }

    fn close(&mut self, at: Range<usize>) {
        let Some(element) = self.stack.pop() else { return };
        for id in element.ends {
            self.push(at.end, What::End(id));
        }
        match element.kind {
            Kind::Run(run) if !run.cuts.is_empty() => self.close_run(*run, at),
            Kind::Text(literal) => {
                if let Some(Element { kind: Kind::Run(run), .. }) = self.stack.last_mut()
                    && let Some(literal) = run.literals.get_mut(literal)
                {
                    literal.element.end = at.end;
                }
            }
            Kind::Paragraph(paragraph) => {
                for id in self.whole.remove(&paragraph.index).unwrap_or_default() {
                    match self.host() {
                        Some((start, ends)) => {
                            ends.push(id);
                            self.push(start, What::Start(id));
                        }
                        None => self.push(paragraph.content, What::Both(id)),
                    }
                }
            }
            Kind::Other if element.is_word && matches!(element.local, "rPr" | "pPr") => {
                match self.stack.last_mut().map(|parent| &mut parent.kind) {
                    Some(Kind::Run(run)) => run.properties = Some(element.start..at.end),
                    Some(Kind::Paragraph(paragraph)) if element.local == "pPr" => {
                        paragraph.content = at.end;
                        if !self.stack.iter().rev().skip(1).any(|outer| matches!(outer.kind, Kind::Paragraph(_)))
                            && self.paragraphs == 1
                        {
                            self.first = Some(at.end);
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// The outermost element between a paragraph of the text and here that marks must not stand in.
    fn host(&mut self) -> Option<(usize, &mut Vec<u32>)> {
        let inner = self.stack.iter_mut().skip_while(|element| !matches!(element.kind, Kind::Paragraph(_)));
        let mut inner =
            inner.filter(|element| matches!(element.kind, Kind::Run(_) | Kind::Alternative | Kind::Control(true)));
        inner.next().map(|element| (element.start, &mut element.ends))
    }

    fn push(&mut self, at: usize, what: What) {
        self.edits.push(Edit { at, skip: 0, what });
    }

    /// Sets the marks of a run that has been read.
    fn close_run(&mut self, run: Run<'a>, at: Range<usize>) {
        if let Some((start, ends)) = self.host() {
            ends.extend(run.cuts.iter().filter(|cut| !cut.is_start).map(|cut| cut.id));
            for cut in run.cuts.iter().filter(|cut| cut.is_start) {
                self.push(start, What::Start(cut.id));
            }
            return;
        }
        let mut splits = HashSet::new();
        let mut fixed = HashSet::new();
        for cut in &run.cuts {
            let what = if cut.is_start { What::Start(cut.id) } else { What::End(cut.id) };
            let (spot, inside) = match cut.spot {
                _ if cut.offset == 0 => (run.tag.start, None),
                _ if cut.offset >= run.offset => (at.end, None),
                _ if run.is_whole => (if cut.is_start { run.tag.start } else { at.end }, None),
                Spot::Unknown => (if cut.is_start { run.tag.start } else { at.end }, None),
                Spot::Before(byte) => (byte, Some(None)),
                Spot::Inside(byte, literal) => match run.literals.get(literal) {
                    Some(literal) if self.can_split(literal) => (byte, Some(Some(literal))),
                    Some(literal) => {
                        (if cut.is_start { literal.element.start } else { literal.element.end }, Some(None))
                    }
                    None => (byte, Some(None)),
                },
            };
            if let Some(literal) = inside
                && splits.insert(spot)
            {
                self.split(&run, spot, literal, &mut fixed);
            }
            self.push(spot, what);
        }
    }

    /// Whether the characters of a `w:t` mean the same in two of them. Without `xml:space="preserve"` its white space at
    /// the ends is not shown, and would be.
    fn can_split(&self, literal: &Literal<'_>) -> bool {
        match literal.space.as_deref() {
            Some("preserve") => true,
            Some(_) => false,
            None => {
                let content = self.xml.get(literal.tag.end..literal.element.end).unwrap_or_default();
                let content = content.rsplit_once("</").map_or("", |(content, _)| content);
                !content.starts_with(is_space) && !content.ends_with(is_space)
            }
        }
    }

    /// Closes a run at a byte and opens it again.
    fn split(&mut self, run: &Run<'a>, at: usize, literal: Option<&Literal<'a>>, fixed: &mut HashSet<usize>) {
        let (mut close, mut open) = (String::new(), String::new());
        if let Some(literal) = literal {
            let _ = write!(close, "</{}>", literal.name);
            let before = self.xml.get(literal.tag.end..at).unwrap_or_default();
            if literal.space.is_none() && before.ends_with(is_space) && fixed.insert(literal.tag.end) {
                self.push(literal.tag.end - 1, What::Open(" xml:space=\"preserve\"".to_owned()));
            }
        }
        let _ = write!(close, "</{}>", run.name);
        open.push_str(self.xml.get(run.tag.clone()).unwrap_or_default());
        let properties = run.properties.clone().and_then(|range| self.xml.get(range)).unwrap_or_default();
        open.push_str(&self.renumbered(properties));
        if let Some(literal) = literal {
            let _ = write!(open, "<{} xml:space=\"preserve\">", literal.name);
        }
        self.push(at, What::Close(close));
        self.push(at, What::Open(open));
    }

    /// Run properties written a second time: a tracked change in them gets a number of its own.
    fn renumbered(&mut self, properties: &str) -> String {
        if !properties.contains("Change") && !properties.contains(":ins") && !properties.contains(":del") {
            return properties.to_owned();
        }
        let mut out = String::with_capacity(properties.len());
        let mut rest = properties;
        while let Some(at) = rest.find(":id=\"") {
            let (before, after) = rest.split_at(at + ":id=\"".len());
            out.push_str(before);
            let digits = after.find('"').unwrap_or(0);
            let _ = write!(out, "{}", self.next_change);
            self.next_change += 1;
            rest = after.get(digits..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }

    fn is_empty_paragraph(&self, tag: &BytesStart<'_>, space: Option<&str>) -> Option<Vec<u32>> {
        let is_paragraph = space.is_some_and(|s| !s.is_empty()) && tag.local_name().into_inner() == "p";
        let ids = self.whole.get(&self.paragraphs).filter(|_| is_paragraph)?;
        // In a text box the marks stand around the box.
        let inside = self.stack.iter().any(|element| matches!(element.kind, Kind::Paragraph(_)));
        (!inside).then(|| ids.clone())
    }

    /// Opens an empty paragraph `<w:p/>` for marks.
    fn fill(&mut self, ids: Vec<u32>, at: Range<usize>) {
        let Some(Element { kind: Kind::Paragraph(paragraph), .. }) = self.stack.pop() else { return };
        self.whole.remove(&paragraph.index);
        let slash = at.end - "/>".len();
        let name = self.xml.get(at.start + 1..slash).unwrap_or_default();
        let name = name.split(is_space).next().unwrap_or_default();
        self.edits.push(Edit { at: slash, skip: "/>".len(), what: What::Close(">".to_owned()) });
        for id in ids {
            self.push(slash, What::Both(id));
        }
        self.push(slash, What::Open(format!("</{name}>")));
    }

    /// Writes the part with all marks. Those whose place was not found go to the first paragraph.
    fn finish(mut self, marks: &[Mark]) -> Result<String, String> {
        let mut starts: HashMap<u32, usize> = HashMap::new();
        let mut ends: HashMap<u32, usize> = HashMap::new();
        for (index, edit) in self.edits.iter().enumerate() {
            match edit.what {
                What::Start(id) => drop(starts.insert(id, index)),
                What::End(id) => drop(ends.insert(id, index)),
                What::Both(id) => {
                    starts.insert(id, index);
                    ends.insert(id, index);
                }
                _ => {}
            }
        }
        for mark in marks {
            let (start, end) = (starts.get(&mark.id).copied(), ends.get(&mark.id).copied());
            match (start, end) {
                (Some(start), Some(end)) => {
                    // Of words in a text box and beside it, the later ones may stand first.
                    if self.edits[start].at > self.edits[end].at {
                        let (a, b) = (self.edits[start].at, self.edits[end].at);
                        self.edits[start].at = b;
                        self.edits[end].at = a;
                    }
                }
                (found, other) => {
                    let at = self.first.ok_or("the part has no paragraph")?;
                    let gone = What::Close(String::new());
                    for index in [found, other].into_iter().flatten() {
                        self.edits[index].what = gone.clone();
                    }
                    self.push(at, What::Both(mark.id));
                }
            }
        }
        self.edits.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| order(&a.what).cmp(&order(&b.what))));
        let mut out = String::with_capacity(self.xml.len() + self.edits.len() * 160);
        let mut last = 0;
        for edit in &self.edits {
            if edit.at > last {
                out.push_str(self.xml.get(last..edit.at).ok_or("a mark cuts a character")?);
                last = edit.at;
            }
            match &edit.what {
                What::Close(text) | What::Open(text) => out.push_str(text),
                What::Start(id) => self.mark("commentRangeStart", *id, &mut out),
                What::End(id) => self.end(*id, &mut out),
                What::Both(id) => {
                    self.mark("commentRangeStart", *id, &mut out);
                    self.end(*id, &mut out);
                }
            }
            last += edit.skip;
        }
        out.push_str(self.xml.get(last..).unwrap_or_default());
        Ok(out)
    }

    fn end(&self, id: u32, out: &mut String) {
        self.mark("commentRangeEnd", id, out);
        let (open, close) = match self.prefix {
            "" => ("<r>".to_owned(), "</r>".to_owned()),
            prefix => (format!("<{prefix}:r>"), format!("</{prefix}:r>")),
        };
        out.push_str(&open);
        self.mark("commentReference", id, out);
        out.push_str(&close);
    }

    fn mark(&self, name: &str, id: u32, out: &mut String) {
        let _ = match self.prefix {
            // An attribute without a prefix would be in no vocabulary.
            "" => write!(out, "<{name} xmlns:w=\"{}\" w:id=\"{id}\"/>", self.space),
            prefix => write!(out, "<{prefix}:{name} {prefix}:id=\"{id}\"/>"),
        };
    }
}

impl Run<'_> {
    /// Cuts that fall between what was read and the child that begins at this byte.
    fn before(&mut self, at: usize) {
        for cut in &mut self.cuts {
            if matches!(cut.spot, Spot::Unknown) && cut.offset == self.offset {
                cut.spot = Spot::Before(at);
            }
        }
    }
}

const fn order(what: &What) -> u8 {
    match what {
        What::Close(_) => 0,
        What::End(_) => 1,
        What::Both(_) => 2,
        What::Start(_) => 3,
        What::Open(_) => 4,
    }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The characters of raw text, with their bytes; an XML reader makes one of the two that end a line on Windows.
fn characters(raw: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = raw.as_bytes();
    raw.char_indices().filter(move |&(at, c)| c != '\n' || at == 0 || bytes[at - 1] != b'\r')
}

const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn attribute(tag: &BytesStart<'_>, local: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    // Checking for duplicates is quadratic.
    attributes.with_checks(false);
    let found = attributes.flatten().find(|one| one.key.local_name().into_inner() == local)?;
    Some(found.value.into_owned())
}
