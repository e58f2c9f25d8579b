//! Tables: rows and cells over a source's text, whatever format they came in.

mod header;
mod raw;
mod upright;
mod value;

pub(crate) use header::{ByContent, Header, Sample, Spec, headers, normal};
pub(crate) use raw::{Raw, RawRow, find, is_title, is_title_start, lines_of, of_lines, tidy, title_of};
pub(crate) use upright::laid_down;
pub use value::{Answer, DateCell, Moment, Note, Precision, Time};
pub(crate) use value::{Values, count, date, is_blank, unit_said};

use std::sync::Arc;

use serde::Serialize;

use crate::source::Span;
use crate::{Source, Text};

/// A table with its header understood: columns by name, and the rows below the header.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Table {
    /// The title rows, heading or sheet name.
    pub title: String,
    /// The words of the title; `None` for a sheet name.
    pub title_span: Option<Span>,
    /// The whole table.
    pub span: Span,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows below the header, in order, blank ones left out.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// The header's words without white space, `*` and bracketed units: 任期起 for a cell 起 below a cell 任期.
    pub name: Arc<str>,
    /// The words of the header's lowest level.
    pub leaf: String,
    /// The words of the header's upper levels; empty in a header of one row.
    pub group: String,
    /// The unit in brackets (万元); empty if there is none.
    pub unit: String,
    /// The header cell.
    pub span: Span,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RowKind {
    /// An entry.
    Data,
    /// A heading inside the table: one cell across all columns.
    Band,
    /// 合计, 小计
    Total,
    /// 备注, 注：
    Note,
    /// The header, repeated on a later page.
    Header,
}

/// A row below the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// 1-based, counted from the first row below the header; blank rows count.
    pub number: u32,
    /// What it is for.
    pub kind: RowKind,
    /// The row's text.
    pub span: Span,
    /// How a person cites it: 名册第3行.
    pub place: String,
    /// One cell per column, blank ones included.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Cell {
    /// The name of its column.
    pub column: Arc<str>,
    /// The words; white space inside is one space, and none between Chinese characters.
    pub text: String,
    /// Where they stand; empty if the cell is blank.
    pub span: Span,
    /// Whether the words belong to a merged cell that starts in an earlier row.
    pub filled: bool,
}

impl Row {
    /// The cell of the named column, if it is not blank.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| &*cell.column == column && !cell.text.is_empty())
    }

    /// The cells that are not blank.
    pub fn filled_cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.text.is_empty())
    }
}

/// Words of a document, with where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stated {
    /// The words.
    pub text: String,
    /// Byte offsets into the source's clean text.
    pub span: Span,
}

impl Stated {
    pub(crate) fn new(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span }
    }
}

impl From<&Cell> for Stated {
    fn from(cell: &Cell) -> Self {
        Self { text: cell.text.clone(), span: cell.span }
    }
}

/// Something in a document that was not understood. Nothing is dropped without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unread {
    /// Where: 名册第3行「任期止」.
    pub place: String,
    /// The words.
    pub text: String,
    /// Byte offsets into the source's clean text.
    pub span: Span,
    /// Why they were not understood.
    pub reason: Text,
}

impl Unread {
    pub(crate) fn new(place: impl Into<String>, stated: Stated, reason: Text) -> Self {
        Self { place: place.into(), text: stated.text, span: stated.span, reason }
    }
}

/// A table whose columns have been given their roles.
pub(crate) struct Sheet {
    pub(crate) table: Table,
    header: Header,
}

impl Sheet {
    /// The table below `header`, up to row `end` of `raw`; `place` names rows: 名册.
    pub(crate) fn new(source: &Source, raw: &Raw, header: Header, end: usize, place: &str) -> Self {
        let columns: Vec<Column> = header.columns.clone();
        let mut rows = Vec::new();
        let first = header.row + header.depth;
        let mut span: Option<Span> = None;
        for (i, raw_row) in raw.rows.iter().enumerate().take(end) {
            if i >= header.row && !raw_row.span.is_empty() {
                span = Some(span.map_or(raw_row.span, |s| s.cover(raw_row.span)));
            }
            if i < first || raw_row.is_blank() {
                continue;
            }
            let number = (i - first + 1) as u32;
            let mut cells: Vec<Cell> = columns
                .iter()
                .enumerate()
                .map(|(c, column)| match raw_row.cells.get(c) {
                    Some(cell) => Cell {
                        column: column.name.clone(),
                        text: raw.text(source, cell.span),
                        span: cell.span,
                        filled: cell.below,
                    },
                    None => Cell { column: column.name.clone(), ..Cell::default() },
                })
                .collect();
            // A row with more cells than the header has columns keeps them: nothing is dropped.
            for cell in raw_row.cells.iter().skip(columns.len()).filter(|cell| !cell.span.is_empty()) {
                cells.push(Cell {
                    column: Arc::from(""),
                    text: raw.text(source, cell.span),
                    span: cell.span,
                    filled: cell.below,
                });
            }
            let kind = row_kind(&cells, &columns);
            let place = format!("{place}第{number}行");
            rows.push(Row { number, kind, span: raw_row.span, place, cells });
        }
        let (title, title_span) = title_of(source, raw, header.row);
        let table = Table { title, title_span, span: span.unwrap_or(raw.span), columns, rows };
        Self { table, header }
    }

    /// Index of the column that plays `role`.
    pub(crate) fn column(&self, role: &str) -> Option<usize> {
        self.header.roles.get(role).copied()
    }

    /// The roles that columns play.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &'static str> {
        self.header.roles.keys().copied()
    }

    /// Whether a column plays `role`.
    pub(crate) fn has(&self, role: &str) -> bool {
        self.column(role).is_some()
    }

    /// The cell of `row` in the column that plays `role`, if it is not blank.
    pub(crate) fn cell<'a>(&self, row: &'a Row, role: &str) -> Option<&'a Cell> {
        row.cells.get(self.column(role)?).filter(|cell| !cell.text.is_empty())
    }

    /// As [`Sheet::cell`], as words with their place.
    pub(crate) fn stated(&self, row: &Row, role: &str) -> Option<Stated> {
        self.cell(row, role).map(Stated::from)
    }

    /// As [`Sheet::cell`], the words; empty if the cell is blank.
    pub(crate) fn text(&self, row: &Row, role: &str) -> String {
        self.cell(row, role).map(|cell| cell.text.clone()).unwrap_or_default()
    }

    /// The columns that play no role.
    pub(crate) fn others(&self) -> impl Iterator<Item = usize> {
        (0..self.table.columns.len()).filter(|c| !self.header.roles.values().any(|r| r == c))
    }
}

fn row_kind(cells: &[Cell], columns: &[Column]) -> RowKind {
    let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty());
    let Some((at, first)) = filled.next() else { return RowKind::Band };
    let rest: Vec<&Cell> = filled.map(|(_, cell)| cell).collect();
    let lead = normal(&first.text).0;
    if columns.iter().zip(cells).filter(|(_, cell)| !cell.text.is_empty()).all(|(column, cell)| {
        let (name, _) = normal(&cell.text);
        !name.is_empty() && (name == *column.name || name == column.leaf)
    }) {
        return RowKind::Header;
    }
    if ["合计", "总计", "共计", "小计"].iter().any(|word| lead == *word || lead.starts_with(&format!("{word}：")))
    {
        return RowKind::Total;
    }
    let note = ["备注", "注", "说明", "附注", "填表说明", "填报说明"];
    let noted = |word: &str| {
        let rest = first.text.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':', '1', '.', '１']))
    };
    if note.into_iter().any(noted) {
        return RowKind::Note;
    }
    let merged = rest.iter().all(|cell| cell.span == first.span);
    if columns.len() >= 3 && merged && at == 0 && (!rest.is_empty() || lead.parse::<u64>().is_err()) {
        return RowKind::Band;
    }
    RowKind::Data
}
