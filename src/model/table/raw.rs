//! Tables as they stand in a source, before anybody knows which row is the header.

use crate::model::charter::is_space;
use crate::source::traditional::simplified;
use crate::source::{Grid, Origin, Source, Span};
use crate::syntax::table::{Line, Separator, rows};

/// A cell: `below` if its words belong to a merged cell that starts in an earlier row, `right` to its left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawCell {
    pub(crate) span: Span,
    pub(crate) below: bool,
    pub(crate) right: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct RawRow {
    pub(crate) span: Span,
    pub(crate) cells: Vec<RawCell>,
}

impl RawRow {
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.span.is_empty())
    }

    /// The only words of the row, if it holds one cell, possibly merged over several columns.
    pub(crate) fn only(&self) -> Option<Span> {
        let mut filled = self.cells.iter().filter(|cell| !cell.span.is_empty()).map(|cell| cell.span);
        let first = filled.next()?;
        filled.all(|span| span == first).then_some(first)
    }
}

/// How words are written in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flavour {
    Plain,
    Delimited,
    Pipe,
}

/// A table as it stands.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) span: Span,
    /// Sheet name, or the heading that the importer gives; empty if there is none.
    pub(crate) name: String,
    /// The lines of text right above, in order; at most four.
    pub(crate) lead: Vec<Span>,
    /// The lines of text below, up to the next table; at most four.
    pub(crate) tail: Vec<Span>,
    pub(crate) rows: Vec<RawRow>,
    flavour: Flavour,
}

impl Raw {
    pub(crate) fn is_blank(&self) -> bool {
        self.rows.iter().all(RawRow::is_blank)
    }

    /// The words of a cell: white space inside becomes one space, and none between Chinese characters.
    pub(crate) fn text(&self, source: &Source, span: Span) -> String {
        let text = source.read(span);
        let text = match self.flavour {
            Flavour::Delimited if text.contains("\"\"") => text.replace("\"\"", "\""),
            Flavour::Pipe => text.replace("\\|", "|").replace("<br>", "\n").replace("<br/>", "\n").replace("**", ""),
            _ => return tidy(text),
        };
        tidy(&text)
    }
}

/// `text` on one line: white space becomes one space, and disappears between characters that are not ASCII.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if is_space(c) || c.is_control() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() && (c.is_ascii() && out.ends_with(|c: char| c.is_ascii())) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// The tables of a source: those that the file format marks, else those written in its text.
pub(crate) fn find(source: &Source) -> Vec<Raw> {
    // Only separated values come as grids without a way back to cells or paragraphs; their quotes stand doubled.
    let flavour = if source.origins().is_empty() { Flavour::Delimited } else { Flavour::Plain };
    let mut tables: Vec<Raw> = match source.grids() {
        [] => in_text(source),
        grids => grids.iter().map(|grid| from_grid(grid, flavour)).collect(),
    };
    let spans: Vec<Span> = tables.iter().map(|table| table.span).collect();
    for (i, table) in tables.iter_mut().enumerate() {
        if matches!(source.origins().at(table.span.start), Some((_, Origin::Cell { .. }))) {
            continue;
        }
        let from = i.checked_sub(1).map_or(0, |before| spans[before].end).min(table.span.start);
        let to = spans.get(i + 1).map_or(source.text().len() as u32, |next| next.start).max(table.span.end);
        let above = lines_of(source, Span::new(from, table.span.start));
        table.lead = above.split_at(above.len().saturating_sub(4)).1.to_vec();
        table.tail = lines_of(source, Span::new(table.span.end, to)).into_iter().take(4).collect();
    }
    tables
}

/// A table of lines whose cells a separator keeps apart, as text taken from a PDF or pasted from a spreadsheet has it.
pub(crate) fn of_lines(source: &Source, lines: &[Span], separates: impl Fn(char) -> bool) -> Raw {
    let rows: Vec<RawRow> = lines
        .iter()
        .map(|line| {
            let mut at = line.start;
            let cells = source.read(*line).split(&separates).filter_map(|cell| {
                let words = cell.trim_matches(is_space);
                let start = at + (cell.len() - cell.trim_start_matches(is_space).len()) as u32;
                let next = source.reading().get(at as usize + cell.len()..).and_then(|rest| rest.chars().next());
                at += (cell.len() + next.map_or(0, char::len_utf8)) as u32;
                // Blanks in a row are one separator; two commas hold an empty cell.
                let is_gap = words.is_empty() && separates(' ');
                let span =
                    if words.is_empty() { Span::default() } else { Span::new(start, start + words.len() as u32) };
                (!is_gap).then_some(RawCell { span, below: false, right: false })
            });
            RawRow { span: *line, cells: cells.collect() }
        })
        .collect();
    let span = lines.iter().copied().reduce(Span::cover).unwrap_or_default();
    Raw { span, name: String::new(), lead: Vec::new(), tail: Vec::new(), rows, flavour: Flavour::Plain }
}

/// The lines of a stretch that hold words, trimmed, Markdown marks cut.
pub(crate) fn lines_of(source: &Source, span: Span) -> Vec<Span> {
    let mut at = span.start;
    let mut lines = Vec::new();
    for line in source.read(span).split_inclusive(['\n', '\r']) {
        let content = line.trim_start_matches(|c: char| is_space(c) || c == '#' || c == '*' || c == '\u{FEFF}');
        let start = at + (line.len() - content.len()) as u32;
        let content = content.trim_end_matches(|c: char| is_space(c) || c == '*' || c == '#');
        if !content.is_empty() {
            lines.push(Span::new(start, start + content.len() as u32));
        }
        at += line.len() as u32;
    }
    lines
}

/// Cells that merged regions may fill in one table, beyond those with words of their own.
const MAX_FILL: usize = 2_000_000;

fn from_grid(grid: &Grid, flavour: Flavour) -> Raw {
    let rows = grid.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let columns = grid.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    let mut out = vec![RawRow { span: Span::default(), cells: Vec::new() }; rows as usize];
    let mut filled = 0;
    for cell in &grid.cells {
        let last_row = cell.row.saturating_add(cell.row_span.max(1)).min(rows);
        let last_column = cell.column.saturating_add(cell.column_span.max(1)).min(columns.max(cell.column + 1));
        for row in cell.row..last_row {
            let Some(target) = out.get_mut(row as usize) else { continue };
            for column in cell.column..last_column {
                let own = row == cell.row && column == cell.column;
                filled += usize::from(!own);
                if !own && filled > MAX_FILL {
                    continue;
                }
                let at = column as usize;
                if target.cells.len() <= at {
                    target.cells.resize(at + 1, RawCell::default());
                }
                if own || target.cells[at].span.is_empty() {
                    target.cells[at] = RawCell { span: cell.span, below: row > cell.row, right: column > cell.column };
                }
            }
            if row == cell.row {
                target.span = if target.span.is_empty() { cell.span } else { target.span.cover(cell.span) };
            }
        }
    }
    Raw { span: grid.span, name: grid.title.clone(), lead: Vec::new(), tail: Vec::new(), rows: out, flavour }
}

fn from_lines(lines: &[Line], flavour: Flavour) -> Raw {
    let span = match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::default(),
    };
    let rows = lines
        .iter()
        .map(|line| RawRow {
            span: line.span,
            cells: line.cells.iter().map(|&span| RawCell { span, ..RawCell::default() }).collect(),
        })
        .collect();
    Raw { span, name: String::new(), lead: Vec::new(), tail: Vec::new(), rows, flavour }
}

fn in_text(source: &Source) -> Vec<Raw> {
    let text = source.reading();
    let name = source.name().to_ascii_lowercase();
    if name.ends_with(".csv") || name.ends_with(".tsv") {
        let head: String = crate::source::lines(text).take(5).collect();
        let tabs = name.ends_with(".tsv") || (head.contains('\t') && !head.contains(','));
        let lines = rows(text, 0, if tabs { Separator::Tab } else { Separator::Comma });
        return vec![from_lines(&lines, Flavour::Delimited)];
    }
    let mut tables = Vec::new();
    if text.contains('|') {
        let lines = rows(text, 0, Separator::Pipe);
        for block in lines.split(|line| line.cells.is_empty()).filter(|block| block.len() >= 2) {
            let is_rule = |line: &Line| {
                line.cells.iter().any(|cell| source.read(*cell).contains('-'))
                    && line
                        .cells
                        .iter()
                        .all(|cell| source.read(*cell).chars().all(|c| matches!(c, '-' | ':' | ' ' | '—')))
            };
            let piped = source.read(block[0].span).starts_with('|');
            if piped || block.get(1).is_some_and(is_rule) {
                let content: Vec<Line> = block.iter().filter(|line| !is_rule(line)).cloned().collect();
                tables.push(from_lines(&content, Flavour::Pipe));
            }
        }
    }
    if tables.is_empty() {
        for (separator, mark) in [(Separator::Tab, '\t'), (Separator::Comma, ',')] {
            tables = delimited_blocks(source, separator, mark);
            if !tables.is_empty() {
                break;
            }
        }
    }
    tables
}

/// Stretches of two or more lines that each hold a separator, such as a table pasted from a sheet into a text.
fn delimited_blocks(source: &Source, separator: Separator, mark: char) -> Vec<Raw> {
    let mut tables = Vec::new();
    let mut open: Option<(u32, u32, usize)> = None;
    let mut at = 0u32;
    let mut close = |open: &mut Option<(u32, u32, usize)>| {
        if let Some((start, end, lines)) = open.take()
            && lines >= 2
        {
            let text = source.read(Span::new(start, end)).trim_end_matches(['\n', '\r']);
            tables.push(from_lines(&rows(text, start, separator), Flavour::Delimited));
        }
    };
    // 子企业 alone on a line between two rows heads those below it, whether or not separators follow it.
    let mut band = false;
    for line in crate::source::lines(source.reading()) {
        let next = at + line.len() as u32;
        // A separator at the end of a line of text is white space.
        let words = line.trim_matches(is_space);
        if words.contains(mark) {
            let (start, _, lines) = open.unwrap_or((at, at, 0));
            open = Some((start, next, lines + 1));
            band = false;
        } else if open.is_some() && !band && is_band(words) {
            band = true;
        } else {
            close(&mut open);
            band = false;
        }
        at = next;
    }
    close(&mut open);
    tables
}

/// Whether a line may head the rows below it within a table: a few words that are no sentence and no title.
fn is_band(words: &str) -> bool {
    !words.is_empty()
        && words.chars().take(17).count() <= 16
        && !words.contains(['。', '；', '，', '：', ':', ',', ';'])
        && !is_title(words)
}

/// The title of the table whose header is row `header`: the title rows above it, else the lines above the table, else
/// the sheet's name.
pub(crate) fn title_of(source: &Source, raw: &Raw, header: usize) -> (String, Option<Span>) {
    let mut above: Vec<Span> = Vec::new();
    for row in raw.rows.iter().take(header).rev() {
        match row.only() {
            Some(span) if !above.contains(&span) => above.push(span),
            Some(_) => {}
            // 编制单位：…… with a date beside it stands between title and header.
            None if row.is_blank() || row.cells.iter().filter(|cell| !cell.span.is_empty()).count() <= 3 => {}
            None => break,
        }
    }
    above.reverse();
    for candidates in [&above, &raw.lead] {
        if let Some(found) = pick_title(candidates.iter().map(|&span| (raw.text(source, span), span))) {
            return found;
        }
    }
    if !raw.name.is_empty() {
        return (raw.name.clone(), None);
    }
    (String::new(), None)
}

/// Whether words end as titles of lists and tables do.
pub(crate) fn is_title(text: &str) -> bool {
    let text = simplified(text);
    let mut text = text.trim_end_matches(['：', ':']);
    while let Some(open) = text.rfind(['（', '(', '〔', '[']).filter(|_| text.ends_with(['）', ')', '〕', ']'])) {
        text = text[..open].trim_end();
    }
    text.chars().count() <= 80
        && [
            "清单",
            "名册",
            "台账",
            "权限表",
            "一览表",
            "情况表",
            "登记表",
            "统计表",
            "名单",
            "目录",
            "花名册",
            "明细表",
            "记录表",
            "表",
        ]
        .iter()
        .any(|end| text.ends_with(end))
}

/// Whether words may be the first line of a title that the next line ends: the name of a body.
pub(crate) fn is_title_start(text: &str) -> bool {
    let ends = ["委员会", "公司", "党委", "支部", "集团", "党组", "总支", "前置研究讨论", "前置研究", "研究决定"];
    let text = &simplified(text);
    !is_title(text) && ends.iter().any(|end| text.ends_with(end))
}

/// The title among lines: one that ends like a title, with the line before it where the title breaks there, else the
/// last short line without a full stop.
fn pick_title(lines: impl Iterator<Item = (String, Span)>) -> Option<(String, Option<Span>)> {
    let lines: Vec<(String, Span)> = lines.collect();
    let short = |text: &str| text.chars().count() <= 60 && !text.ends_with(['。', '；', ';', '，']);
    if let Some(at) = lines.iter().rposition(|(text, _)| is_title(text)) {
        let (text, span) = &lines[at];
        if let Some((before, first)) = at.checked_sub(1).and_then(|i| lines.get(i))
            && short(before)
            && !is_title(before)
            && is_title_start(before)
        {
            return Some((format!("{before}{text}"), Some(first.cover(*span))));
        }
        return Some((text.clone(), Some(*span)));
    }
    let stated = |text: &str| !text.contains(['：', ':']) && !text.starts_with(['（', '(']);
    lines.iter().rfind(|(text, _)| short(text) && stated(text)).map(|(text, span)| (text.clone(), Some(*span)))
}
