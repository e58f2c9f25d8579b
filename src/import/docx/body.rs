//! The main part of a Word file, read in one pass.

use super::super::error::{Bound, ImportCause};
use super::super::xml::{Space, Tag, Visitor};
use super::flow::Flow;
use super::numbering::{Counters, Suffix};
use super::numerals;
use super::styles::NumberReference;
use super::table::{Merge, Table};
use crate::source::{Limits, Origin};

/// What was left out, for the remarks.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub(super) chunks: u32,
    pub(super) objects: u32,
    pub(super) pictures: u32,
    pub(super) notes: u32,
    pub(super) hidden: u32,
    pub(super) deletions: u32,
    pub(super) insertions: u32,
    pub(super) unclosed_fields: u32,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
struct Paragraph {
    index: u32,
    runs: u32,
    style: Option<String>,
    number: NumberReference,
    /// The mark at the paragraph's end is deleted: the next paragraph goes on in the same line.
    mark_deleted: bool,
    content: Flow,
    /// Text boxes, which follow the paragraph they are tied to.
    after: Flow,
    /// The runs being read, the innermost last; more than one only around ruby text.
    open_runs: Vec<Run>,
    /// Element depth of `w:pPr`, while inside.
    properties: Option<usize>,
    in_number: bool,
}

/// A run while it is read.
#[derive(Debug, Default)]
struct Run {
    index: u32,
    offset: u32,
    hidden: bool,
    in_properties: bool,
}

/// A stretch of elements whose text does not count, from an element depth on.
#[derive(Clone, Copy, Debug)]
struct Skip(usize);

/// What a text box, a cell or the document holds open.
#[derive(Debug)]
enum Open {
    Paragraph(Paragraph),
    Table(Table),
}

/// The visitor of `word/document.xml`.
pub(super) struct Body<'a> {
    limits: &'a Limits,
    counters: Counters<'a>,
    pub(super) flow: Flow,
    open: Vec<Open>,
    depth: usize,
    skip: Option<Skip>,
    paragraphs: u32,
    /// Open fields; `true` while in the field's code.
    fields: Vec<bool>,
    /// How many of them are in their code.
    codes: u32,
    /// Text of the `w:t` being read, and whether its white space counts.
    literal: Option<(String, bool)>,
    /// Depths of `mc:AlternateContent` whose first choice has been taken.
    alternatives: Vec<(usize, bool)>,
    /// A deleted paragraph mark joins the next paragraph to this line.
    joins: bool,
    bytes: u64,
    pieces: usize,
    pub(super) left_out: LeftOut,
}

impl<'a> Body<'a> {
    pub(super) fn new(counters: Counters<'a>, limits: &'a Limits) -> Self {
        Self {
            limits,
            counters,
            flow: Flow::default(),
            open: Vec::new(),
            depth: 0,
            skip: None,
            paragraphs: 0,
            fields: Vec::new(),
            codes: 0,
            literal: None,
            alternatives: Vec::new(),
            joins: false,
            bytes: 0,
            pieces: 0,
            left_out: LeftOut::default(),
        }
    }

    /// Ends what the file left open.
    pub(super) fn finish(&mut self) {
        self.left_out.unclosed_fields = self.codes;
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.open.iter_mut().rev().find_map(|open| match open {
            Open::Paragraph(paragraph) => Some(paragraph),
            Open::Table(_) => None,
        })
    }

    /// The table whose row or cell is being read: the innermost thing that is open.
    fn table(&mut self) -> Option<&mut Table> {
        match self.open.last_mut() {
            Some(Open::Table(table)) => Some(table),
            _ => None,
        }
    }

    /// Where a finished paragraph or table goes: the cell or text box around it, else the document.
    fn around(&mut self) -> &mut Flow {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => &mut paragraph.after,
            Some(Open::Table(Table { cell: Some(cell), .. })) => &mut cell.flow,
            _ => &mut self.flow,
        }
    }

    fn in_cell(&self) -> bool {
        self.open.iter().any(|open| matches!(open, Open::Table(_)))
    }

    fn counts(&self) -> bool {
        self.skip.is_none() && self.codes == 0
    }

    /// Adds text of the run being read: `units` characters of the file that show as `shown`.
    fn push(&mut self, shown: &str, units: u32) -> Result<(), ImportCause> {
        let counts = self.counts();
        let Some(paragraph) = self.paragraph() else { return Ok(()) };
        let Some(run) = paragraph.open_runs.last_mut() else {
            if counts {
                paragraph.content.push(shown);
            }
            return self.grew(shown);
        };
        let offset = run.offset;
        run.offset = offset.saturating_add(units);
        if !counts || run.hidden {
            self.left_out.hidden += u32::from(counts && units > 0);
            return Ok(());
        }
        let origin = Origin::Run { paragraph: paragraph.index, run: run.index, offset };
        let before = paragraph.content.pieces();
        paragraph.content.push_from(shown, origin);
        let added = paragraph.content.pieces() - before;
        self.add_pieces(added)?;
        self.grew(shown)
    }

    fn grew(&mut self, by: &str) -> Result<(), ImportCause> {
        self.bytes += by.len() as u64;
        if self.bytes > self.limits.text_bytes {
            return Err(ImportCause::Limit { bound: Bound::TextBytes, limit: self.limits.text_bytes });
        }
        Ok(())
    }

    /// The begin, the separator or the end of a field: its code is no text, its result is.
    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => {
                self.fields.push(true);
                self.codes += 1;
            }
            Some("separate") => {
                if let Some(code) = self.fields.last_mut() {
                    self.codes -= u32::from(std::mem::take(code));
                }
            }
            Some("end") => self.codes -= u32::from(self.fields.pop().unwrap_or(false)),
            _ => {}
        }
    }

    fn open_paragraph(&mut self) -> Result<(), ImportCause> {
        let index = self.paragraphs;
        self.paragraphs += 1;
        self.open.push(Open::Paragraph(Paragraph { index, ..Paragraph::default() }));
        self.add_pieces(1)
    }

    fn add_pieces(&mut self, added: usize) -> Result<(), ImportCause> {
        self.pieces += added;
        if self.pieces > self.limits.pieces {
            return Err(ImportCause::Limit { bound: Bound::Pieces, limit: self.limits.pieces as u64 });
        }
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), ImportCause> {
        if !matches!(self.open.last(), Some(Open::Paragraph(_))) {
            return Ok(());
        }
        let Some(Open::Paragraph(paragraph)) = self.open.pop() else { return Ok(()) };
        if self.skip.is_some() {
            return Ok(());
        }
        let Paragraph { index, style, number, mark_deleted, content, after, .. } = paragraph;
        let joined = std::mem::replace(&mut self.joins, mark_deleted);
        let empty = content.text.is_empty();
        if mark_deleted && empty {
            // Deleted as a whole: neither a line nor a number.
            self.joins = joined;
            self.around().append(after);
            return Ok(());
        }
        let in_cell = self.in_cell();
        let shown = if joined { None } else { self.counters.next(number, style.as_deref()) };
        let mut line = Flow::default();
        if let Some(mut number) = shown.filter(|number| !number.text.is_empty()) {
            match number.suffix {
                Suffix::Tab if in_cell && !empty => number.text.push(' '),
                Suffix::Space if !empty => number.text.push(' '),
                Suffix::Tab if !in_cell => number.text.push('\t'),
                _ => {}
            }
            self.grew(&number.text)?;
            self.add_pieces(1)?;
            line.push_from(&number.text, Origin::Numbering { paragraph: index });
        }
        line.append(content);
        if !mark_deleted {
            line.push("\n");
        }
        self.grew("\n")?;
        let around = self.around();
        around.append(line);
        around.append(after);
        Ok(())
    }

    fn close_table(&mut self) {
        if !matches!(self.open.last(), Some(Open::Table(_))) {
            return;
        }
        if let Some(Open::Table(table)) = self.open.pop()
            && self.skip.is_none()
        {
            table.finish(self.around());
        }
    }

    /// Elements inside `w:pPr`.
    fn paragraph_property(&mut self, tag: &Tag<'_>) {
        let Some(paragraph) = self.paragraph() else { return };
        match tag.local {
            "pStyle" => paragraph.style = tag.attribute("val").map(|v| v.into_owned()),
            "numPr" => paragraph.in_number = true,
            "numId" if paragraph.in_number => paragraph.number.list = tag.number("val"),
            "ilvl" if paragraph.in_number => paragraph.number.level = tag.number("val"),
            // In `w:rPr` of the paragraph mark. `w:ins` and `w:del` of `w:numPr` say nothing about the mark.
            "del" | "moveFrom" if !paragraph.in_number => paragraph.mark_deleted = true,
            _ => {}
        }
    }

    fn start_word(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        if self.paragraph().is_some_and(|p| p.properties.is_some()) && tag.local != "p" {
            self.paragraph_property(tag);
            return Ok(());
        }
        match tag.local {
            "p" => self.open_paragraph()?,
            "pPr" => {
                let depth = self.depth;
                if let Some(paragraph) = self.paragraph() {
                    paragraph.properties = Some(depth);
                }
            }
            "r" => {
                if let Some(paragraph) = self.paragraph() {
                    let index = paragraph.runs;
                    paragraph.runs += 1;
                    paragraph.open_runs.push(Run { index, ..Run::default() });
                }
            }
            "tbl" => self.open.push(Open::Table(Table::default())),
            "tr" | "tc" | "gridBefore" | "gridSpan" | "vMerge" | "hMerge" => self.start_in_table(tag),
            "altChunk" => self.left_out.chunks += 1,
            "object" => self.left_out.objects += 1,
            "footnoteReference" | "endnoteReference" => self.left_out.notes += 1,
            _ => return self.start_in_run(tag),
        }
        Ok(())
    }

    fn start_in_table(&mut self, tag: &Tag<'_>) {
        let Some(table) = self.table() else { return };
        let merge = |tag: &Tag<'_>| match tag.attribute("val").as_deref() {
            Some("restart") => Merge::Restart,
            _ => Merge::Continue,
        };
        match tag.local {
            "tr" => table.open_row(),
            "tc" => table.open_cell(),
            "gridBefore" => table.skip_columns(tag.number("val").unwrap_or(0)),
            _ => {
                if let Some(cell) = &mut table.cell {
                    match tag.local {
                        "gridSpan" => cell.columns = tag.number("val").unwrap_or(1),
                        "vMerge" => cell.vertical = merge(tag),
                        _ => cell.horizontal = merge(tag),
                    }
                }
            }
        }
    }

    fn start_in_run(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        let in_cell = self.in_cell();
        let Some(run) = self.paragraph().and_then(|p| p.open_runs.last_mut()) else { return Ok(()) };
        if run.in_properties {
            if matches!(tag.local, "vanish" | "specVanish") {
                run.hidden = tag.is_on();
            }
            return Ok(());
        }
        match tag.local {
            "rPr" => run.in_properties = true,
            "t" => {
                let keeps = tag.attribute("space").is_some_and(|space| space == "preserve");
                self.literal = Some((String::new(), keeps));
            }
            "tab" | "ptab" => self.push(if in_cell { " " } else { "\t" }, 1)?,
            "cr" => self.push("\n", 1)?,
            "br" => {
                let is_line = tag.attribute("type").is_none_or(|kind| kind == "textWrapping");
                // A page or column break in front of a heading does not part the heading from its number.
                let starts = self.paragraph().is_some_and(|p| p.content.text.trim().is_empty());
                self.push(if is_line || !starts { "\n" } else { "" }, 1)?;
            }
            "noBreakHyphen" => self.push("-", 1)?,
            "sym" => {
                let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let sign = code.map(|code| numerals::symbol(tag.attribute("font").as_deref(), code));
                self.push(&sign.unwrap_or_default(), 1)?;
            }
            "fldChar" => self.field(tag.attribute("fldCharType").as_deref()),
            _ => {}
        }
        Ok(())
    }

    /// Whether the text of an element and all below it does not count.
    fn is_skipped(&mut self, tag: &Tag<'_>) -> bool {
        match (tag.space, tag.local) {
            (Space::Compatibility, "AlternateContent") => {
                self.alternatives.push((self.depth, false));
                false
            }
            // The same content in several forms: the first counts.
            (Space::Compatibility, "Choice" | "Fallback") => match self.alternatives.last_mut() {
                Some((_, taken)) => std::mem::replace(taken, true),
                None => false,
            },
            (Space::Word, "del" | "moveFrom") => {
                // Inside a row's or a paragraph's properties the element marks the row or the mark as deleted.
                let marks = self.paragraph().is_some_and(|p| p.properties.is_some());
                if !marks {
                    self.left_out.deletions += 1;
                }
                !marks
            }
            (Space::Word, "ins" | "moveTo") => {
                self.left_out.insertions += 1;
                false
            }
            (
                Space::Word,
                "pPrChange" | "rPrChange" | "tblPrChange" | "tcPrChange" | "trPrChange" | "sectPr" | "rt",
            ) => true,
            _ => false,
        }
    }
}

impl Visitor for Body<'_> {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        self.depth += 1;
        if self.skip.is_some() {
            // Paragraphs and runs count for the origins even where their text does not.
            if tag.space == Space::Word {
                match tag.local {
                    "p" => self.open_paragraph()?,
                    "r" => {
                        if let Some(paragraph) = self.paragraph() {
                            paragraph.runs += 1;
                        }
                    }
                    _ => {}
                }
            }
            return Ok(());
        }
        if tag.space == Space::Word && tag.local == "del" {
            // `w:trPr/w:del`: the row is deleted.
            if let Some(table) = self.table()
                && table.cell.is_none()
            {
                table.delete_row();
            }
        }
        if self.is_skipped(tag) {
            self.skip = Some(Skip(self.depth));
            return Ok(());
        }
        match tag.space {
            Space::Word => self.start_word(tag),
            Space::Math if tag.local == "t" => {
                self.literal = Some((String::new(), true));
                Ok(())
            }
            // DrawingML and VML pictures.
            Space::Other if matches!(tag.local, "blip" | "imagedata") => {
                self.left_out.pictures += 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, space: Space, local: &str) -> Result<(), ImportCause> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        if space == Space::Word && local == "p" {
            self.close_paragraph()?;
        }
        if let Some(Skip(from)) = self.skip {
            if depth == from {
                self.skip = None;
            }
            return Ok(());
        }
        match (space, local) {
            (Space::Word | Space::Math, "t") => {
                if let Some((text, keeps)) = self.literal.take() {
                    self.push_literal(&text, keeps)?;
                }
            }
            (Space::Word, "r") => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.open_runs.pop();
                }
            }
            (Space::Word, "rPr") => {
                if let Some(run) = self.paragraph().and_then(|p| p.open_runs.last_mut()) {
                    run.in_properties = false;
                }
            }
            (Space::Word, "numPr") => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.in_number = false;
                }
            }
            (Space::Word, "pPr") => {
                if let Some(paragraph) = self.paragraph()
                    && paragraph.properties == Some(depth)
                {
                    paragraph.properties = None;
                }
            }
            (Space::Word, "tc") => {
                let limits = self.limits;
                if let Some(table) = self.table() {
                    table.close_cell(limits)?;
                }
            }
            (Space::Word, "tr") => {
                let limits = self.limits;
                if let Some(table) = self.table() {
                    table.close_row(limits)?;
                }
            }
            (Space::Word, "tbl") => self.close_table(),
            (Space::Compatibility, "AlternateContent") => {
                self.alternatives.pop_if(|(from, _)| *from == depth);
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ImportCause> {
        if let Some((literal, _)) = &mut self.literal
            && self.skip.is_none()
        {
            // Refused before it is copied.
            if self.bytes + (literal.len() + text.len()) as u64 > self.limits.text_bytes {
                return Err(ImportCause::Limit { bound: Bound::TextBytes, limit: self.limits.text_bytes });
            }
            literal.push_str(text);
        }
        Ok(())
    }
}

impl Body<'_> {
    /// Adds the content of a `w:t`. Line ends and tabs in it are white space of the XML, and without
    /// `xml:space="preserve"` the ends are trimmed; both keep their place in the count.
    fn push_literal(&mut self, text: &str, keeps: bool) -> Result<(), ImportCause> {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let (lead, shown, tail) = if keeps {
            ("", text, "")
        } else {
            let shown = text.trim_start_matches(is_space);
            let (lead, shown_and_tail) = text.split_at(text.len() - shown.len());
            let shown = shown_and_tail.trim_end_matches(is_space);
            (lead, shown, &shown_and_tail[shown.len()..])
        };
        self.push("", lead.chars().count() as u32)?;
        if shown.contains(['\t', '\n', '\r']) {
            let flat: String = shown.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect();
            self.push(&flat, flat.chars().count() as u32)?;
        } else {
            self.push(shown, shown.chars().count() as u32)?;
        }
        self.push("", tail.chars().count() as u32)
    }
}
