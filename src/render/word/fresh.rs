//! A Word file made from a text: headings, articles and tables in Word's own terms, with comments at the words.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use super::note::{self, Note};
use super::parts::{PAGE_NUMBER, RELATIONSHIPS, WORD, escape, package};
use crate::render::blocks::{self, Block, Kind};
use crate::source::Grid;
use crate::{Date, Language, Source, Span};

/// Word takes no more columns.
const MOST_COLUMNS: u32 = 63;

const STYLES: &str = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/>\
<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>\
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"360\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"360\"/><w:jc w:val=\"center\"/></w:pPr>\
<w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"300\" w:after=\"160\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/></w:pPr>\
<w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"200\" w:after=\"120\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"1\"/></w:pPr>\
<w:rPr><w:rFonts w:eastAsia=\"黑体\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Clause\"><w:name w:val=\"Clause\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:ind w:firstLine=\"480\" w:firstLineChars=\"200\"/><w:jc w:val=\"both\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Contents\"><w:name w:val=\"Contents\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:ind w:left=\"480\"/></w:pPr><w:rPr><w:color w:val=\"595959\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Cell\"><w:name w:val=\"Cell\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:spacing w:line=\"260\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr></w:style>\
</w:styles>";

/// Writes the document with its notes.
pub(super) fn document(
    source: &Arc<Source>,
    kind: &str,
    notes: &[Note],
    date: Date,
    language: Language,
) -> io::Result<Vec<u8>> {
    let blocks = blocks::blocks(source, kind);
    let marks = marks(source, &pieces(&blocks), notes);
    let is_wide = blocks.iter().filter_map(|block| block.grid).any(|grid| grid.columns > 7);
    let furniture = blocks::furniture(source, kind);
    let mut writer = Writer { source, furniture, marks, next: 0, out: String::new() };
    let _ = write!(writer.out, "<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONSHIPS}\"><w:body>");
    for block in &blocks {
        match block.grid.filter(|grid| grid.columns <= MOST_COLUMNS) {
            Some(grid) => writer.table(grid, if is_wide { 14_570 } else { 9_070 }),
            None => writer.paragraph(block),
        }
    }
    let (width, height, turned) =
        if is_wide { (16_838, 11_906, " w:orient=\"landscape\"") } else { (11_906, 16_838, "") };
    let side = if is_wide { 1_134 } else { 1_418 };
    let _ = write!(
        writer.out,
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/><w:pgMar w:top=\"1418\" w:right=\"{side}\" w:bottom=\"1418\" \
         w:left=\"{side}\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let mut comments = String::new();
    for (id, note) in (0..).zip(notes) {
        note.xml(id, date, WORD, language, &mut comments);
    }
    let comments = note::part(&comments, WORD);
    let from = match language {
        Language::Chinese => format!("据「{}」的文字生成，批注以外未作改动", source.name()),
        Language::English => format!("Made from the text of {}; nothing added but comments", source.name()),
    };
    let header = format!(
        "<w:hdr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:rPr><w:color w:val=\"7F7F7F\"/>\
         <w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr><w:t>{}</w:t></w:r></w:p></w:hdr>",
        escape(&from)
    );
    let mut parts = vec![
        ("styles", "styles.xml", STYLES),
        ("header", "header1.xml", header.as_str()),
        ("footer", "footer1.xml", PAGE_NUMBER),
    ];
    if !notes.is_empty() {
        parts.push(("comments", "comments.xml", &comments));
    }
    package(&writer.out, &parts)
}

/// A mark of a comment at a byte of the text. What ends at a byte stands before what starts there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    at: u32,
    is_start: bool,
    id: u32,
}

/// The stretches of text that are written, in order.
fn pieces(blocks: &[Block<'_>]) -> Vec<Span> {
    let mut out = Vec::new();
    for block in blocks {
        match block.grid.filter(|grid| grid.columns <= MOST_COLUMNS) {
            Some(grid) => out.extend(grid.cells.iter().map(|cell| cell.span).filter(|span| !span.is_empty())),
            None => out.push(block.span),
        }
    }
    out
}

/// Where the comments begin and end, moved to text that is written.
fn marks(source: &Source, pieces: &[Span], notes: &[Note]) -> Vec<Mark> {
    let mut out = Vec::new();
    for (id, note) in (0..).zip(notes) {
        let Some(last) = pieces.last() else { break };
        let from = pieces.iter().find(|piece| piece.end > note.span.start).unwrap_or(last);
        let start = note.span.start.clamp(from.start, from.end);
        let until = pieces.iter().rfind(|piece| piece.start < note.span.end).unwrap_or(from);
        let mut end = note.span.end.clamp(until.start, until.end);
        if end <= start {
            let rest = source.slice(Span::new(start, from.end));
            end = start + rest.chars().next().map_or(0, |c| c.len_utf8() as u32);
        }
        out.push(Mark { at: start, is_start: true, id });
        out.push(Mark { at: end, is_start: false, id });
    }
    out.sort_unstable();
    out
}

struct Writer<'a> {
    source: &'a Source,
    /// Page numbers of the old pages, which are left out.
    furniture: Vec<Span>,
    marks: Vec<Mark>,
    next: usize,
    out: String,
}

impl Writer<'_> {
    fn paragraph(&mut self, block: &Block<'_>) {
        let is_furniture = |span: &Span| span.start <= block.span.start && block.span.end <= span.end;
        let is_marked = self.marks.get(self.next).is_some_and(|mark| mark.at <= block.span.end);
        if self.furniture.iter().any(is_furniture) && !is_marked {
            return;
        }
        let style = match block.kind {
            Kind::Title => "Title",
            Kind::Chapter | Kind::Annex => "Heading1",
            Kind::Section => "Heading2",
            Kind::Contents => "Contents",
            Kind::Article | Kind::Paragraph | Kind::Item | Kind::SubItem => "Clause",
            Kind::Line | Kind::Table => "Normal",
        };
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        let label = if block.kind == Kind::Article { block.label_end } else { block.span.start };
        self.text(Span::new(block.span.start, label), true);
        self.text(Span::new(label, block.span.end), false);
        self.out.push_str("</w:p>");
    }

    /// Runs of a stretch of text, with the marks that fall into it.
    fn text(&mut self, span: Span, is_bold: bool) {
        let mut at = span.start;
        while let Some(mark) = self.marks.get(self.next).copied() {
            // What starts at the end belongs to the words that follow.
            if mark.at > span.end || (mark.at == span.end && mark.is_start) {
                break;
            }
            self.run(Span::new(at, mark.at.max(at)), is_bold);
            at = at.max(mark.at);
            let id = mark.id;
            let _ = match mark.is_start {
                true => write!(self.out, "<w:commentRangeStart w:id=\"{id}\"/>"),
                false => {
                    write!(self.out, "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")
                }
            };
            self.next += 1;
        }
        self.run(Span::new(at, span.end), is_bold);
    }

    fn run(&mut self, span: Span, is_bold: bool) {
        if span.is_empty() {
            return;
        }
        let mut at = span.start;
        let mut text = String::new();
        for gap in self.furniture.iter().filter(|gap| gap.start < span.end && gap.end > span.start) {
            text += &unwrapped(self.source.text(), Span::new(at, gap.start.max(at)));
            at = gap.end.min(span.end);
        }
        text += &unwrapped(self.source.text(), Span::new(at, span.end));
        let text = escape(&text);
        let properties = if is_bold { "<w:rPr><w:b/><w:bCs/></w:rPr>" } else { "" };
        let _ = write!(self.out, "<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    }

    /// A table whose columns are as wide as their words ask for.
    fn table(&mut self, grid: &Grid, width: u32) {
        let columns = grid.columns.max(1) as usize;
        let mut wishes = vec![3usize; columns];
        for cell in grid.cells.iter().filter(|cell| cell.column_span == 1) {
            if let Some(wish) = wishes.get_mut(cell.column as usize) {
                *wish = (*wish).max(self.source.slice(cell.span).chars().count().min(24));
            }
        }
        let all: usize = wishes.iter().sum();
        let widths: Vec<u32> = wishes.iter().map(|wish| width * *wish as u32 / all.max(1) as u32).collect();
        self.out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ = write!(self.out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>");
        }
        self.out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for width in &widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
        // Per column: rows that a cell above still covers, and how many columns it covers.
        let mut covered = vec![(0u32, 1u32); columns];
        let mut cells = grid.cells.iter().peekable();
        for row in 0..grid.rows {
            self.out.push_str("<w:tr>");
            let mut column = 0;
            while column < columns {
                while cells.next_if(|cell| (cell.row, cell.column as usize) < (row, column)).is_some() {}
                let (mut span, mut merge, mut text) = (1, "", None);
                if covered[column].0 > 0 {
                    span = covered[column].1;
                    covered[column].0 -= 1;
                    merge = "<w:vMerge/>";
                } else if let Some(cell) = cells.next_if(|cell| (cell.row, cell.column as usize) == (row, column)) {
                    span = cell.column_span.max(1);
                    if cell.row_span > 1 {
                        covered[column] = (cell.row_span - 1, span);
                        merge = "<w:vMerge w:val=\"restart\"/>";
                    }
                    text = Some(cell.span);
                }
                let end = (column + span as usize).min(columns);
                let wide: u32 = widths[column..end].iter().sum();
                let _ = write!(
                    self.out,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>\
                     <w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr>",
                    end - column
                );
                if let Some(span) = text {
                    self.text(span, false);
                }
                self.out.push_str("</w:p></w:tc>");
                column = end.max(column + 1);
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl><w:p/>");
    }
}

/// The text of a span on one line: a line end within a sentence goes, and leaves a space only between Latin words.
fn unwrapped(text: &str, span: Span) -> String {
    let mut out = String::with_capacity(span.range().len());
    let words = text.get(span.range()).unwrap_or_default();
    let mut skip_until = 0;
    for (at, c) in words.char_indices() {
        if at < skip_until {
            continue;
        }
        if !c.is_whitespace() {
            out.push(c);
            continue;
        }
        let rest = &words[at..];
        let blank = &rest[..rest.len() - rest.trim_start().len()];
        if !blank.contains(['\n', '\r', '\u{C}']) {
            out.push(c);
            continue;
        }
        skip_until = at + blank.len();
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        let before = text.get(..span.start as usize + at).and_then(|text| text.trim_end().chars().next_back());
        let after = text.get(span.start as usize + skip_until..).and_then(|text| text.trim_start().chars().next());
        if is_latin(before) && is_latin(after) {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "公司设立\n  党委，依\u{C}据 Company\nLaw 执行　其余";
        let all = Span::from(0..text.len());
        assert_eq!(unwrapped(text, all), "公司设立党委，依据 Company Law 执行　其余");
    }
}
