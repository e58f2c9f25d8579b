//! From the cells of a sheet to clean text and a grid, for every spreadsheet format.

use std::sync::Arc;

use super::error::{Bound, ImportCause};
use crate::source::{Grid, GridCell, Limits, Origin, OriginMap, Span};

/// What a cell shows.
#[derive(Debug)]
pub(super) enum Content {
    /// An index into the workbook's shared strings.
    Shared(u32),
    /// The cell's own text.
    Own(Box<str>),
}

impl Content {
    fn text<'a>(&'a self, shared: &'a [Box<str>]) -> &'a str {
        match self {
            Self::Shared(index) => shared.get(*index as usize).map_or("", |text| text),
            Self::Own(text) => text,
        }
    }
}

/// One cell with something in it.
#[derive(Debug)]
pub(super) struct SheetCell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) content: Content,
}

/// A merged region; all ends belong to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub(super) first_row: u32,
    pub(super) first_column: u32,
    pub(super) last_row: u32,
    pub(super) last_column: u32,
}

/// A sheet as read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) cells: Vec<SheetCell>,
    pub(super) merged: Vec<Region>,
}

/// The text of a workbook while sheets are added.
///
/// A row is a line of cells joined by `\t`; line ends inside a cell stay. Blank rows and columns at the edges are left
/// out, and of several in a row inside one is kept: a stray cell far away does not blow the table up. Origins keep the
/// place in the file.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) text: String,
    pub(super) origins: OriginMap,
    pub(super) grids: Vec<Grid>,
}

/// The places that are kept: those in use, and one blank one for each gap.
fn kept(used: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut used: Vec<u32> = used.collect();
    used.sort_unstable();
    used.dedup();
    let mut kept = Vec::with_capacity(used.len());
    for place in used {
        if kept.last().is_some_and(|last| last + 1 < place) {
            kept.push(place - 1);
        }
        kept.push(place);
    }
    kept
}

impl Book {
    /// Adds a sheet. `shared` are the strings that [`Content::Shared`] means.
    pub(super) fn add(&mut self, mut sheet: Sheet, shared: &[Box<str>], limits: &Limits) -> Result<(), ImportCause> {
        sheet.cells.retain(|cell| !cell.content.text(shared).trim().is_empty());
        sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
        if sheet.cells.is_empty() {
            return Ok(());
        }
        let rows = kept(sheet.cells.iter().map(|cell| cell.row));
        let columns = kept(sheet.cells.iter().map(|cell| cell.column));
        if rows.len() as u64 * columns.len() as u64 > limits.table_cells as u64 {
            return Err(ImportCause::Limit { bound: Bound::TableCells, limit: limits.table_cells as u64 });
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        let name: Arc<str> = sheet.name.as_str().into();
        let mut merged = sheet.merged;
        merged.sort_by_key(|region| (region.first_row, region.first_column));
        let mut cells = Vec::with_capacity(sheet.cells.len());
        let (mut row, mut column) = (0, 0);
        for cell in &sheet.cells {
            let at_row = rows.partition_point(|r| *r < cell.row);
            let at_column = columns.partition_point(|c| *c < cell.column);
            while row < at_row {
                self.text.push('\n');
                (row, column) = (row + 1, 0);
            }
            while column < at_column {
                self.text.push('\t');
                column += 1;
            }
            let from = self.text.len();
            push_clean(&mut self.text, cell.content.text(shared));
            if self.text.len() as u64 > limits.text_bytes {
                return Err(ImportCause::Limit { bound: Bound::TextBytes, limit: limits.text_bytes });
            }
            let span = Span::from(from..self.text.len());
            let origin = Origin::Cell { sheet: Arc::clone(&name), row: cell.row, column: cell.column };
            self.origins.push(span, origin);
            let (mut row_span, mut column_span) = (1, 1);
            let found = merged.binary_search_by_key(&(cell.row, cell.column), |m| (m.first_row, m.first_column));
            if let Some(region) = found.ok().and_then(|i| merged.get(i)) {
                row_span = rows.partition_point(|r| *r <= region.last_row).saturating_sub(at_row).max(1);
                column_span = columns.partition_point(|c| *c <= region.last_column).saturating_sub(at_column).max(1);
            }
            cells.push(GridCell {
                span,
                row: at_row as u32,
                column: at_column as u32,
                row_span: row_span as u32,
                column_span: column_span as u32,
            });
        }
        let span = Span::from(start..self.text.len());
        self.text.push('\n');
        let (rows, columns) = (rows.len() as u32, columns.len() as u32);
        self.grids.push(Grid { span, title: sheet.name, cells, rows, columns });
        Ok(())
    }
}

/// Adds a cell's text: `\n` for every line end, no tab, no white space at the ends.
fn push_clean(out: &mut String, text: &str) {
    let text = text.trim();
    if !text.contains(['\r', '\t']) {
        out.push_str(text);
        return;
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            '\t' => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32, text: &str) -> SheetCell {
        SheetCell { row, column, content: Content::Own(text.into()) }
    }

    #[test]
    fn gaps_shrink_and_merged_regions_span() {
        let sheet = Sheet {
            name: "名册".to_owned(),
            cells: vec![
                cell(9, 2, "丙"),
                cell(2, 1, "题"),
                cell(3, 1, "甲\r\n乙"),
                cell(3, 3, " "),
                cell(4, 3, "丁"),
                cell(900_000, 9_000, "远"),
            ],
            merged: vec![Region { first_row: 2, first_column: 1, last_row: 2, last_column: 3 }],
        };
        let mut book = Book::default();
        book.add(sheet, &[], &Limits::default()).unwrap();
        assert_eq!(book.text, "题\n甲\n乙\n\t\t丁\n\n\t丙\n\n\t\t\t\t远\n");
        let [grid] = &book.grids[..] else { panic!() };
        assert_eq!((grid.rows, grid.columns, grid.title.as_str()), (7, 5, "名册"));
        assert_eq!((grid.cells[0].column_span, grid.cells[0].row_span), (3, 1));
        let far = book.text.find('远').unwrap() as u32;
        let origin = &book.origins.at(far).unwrap().1;
        assert_eq!(*origin, Origin::Cell { sheet: "名册".into(), row: 900_000, column: 9_000 });
    }
}
