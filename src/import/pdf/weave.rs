//! Tables with ruled lines are read when all pages are known, and put into their pages' text then.

use std::ops::Range;

use super::{ruled, table};

/// A cell that holds words: its columns and rows, and its place in the text of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) place: Range<usize>,
}

/// A row, and the page that it begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) page: usize,
    pub(super) cells: Vec<Cell>,
}

/// The rows of a table.
pub(super) type Rows = Vec<Row>;

/// All tables in order: those whose rows stand in the text already (page, table, row), and those that pages hold apart.
pub(super) fn tables(
    pages: &mut [String],
    rows: Vec<(usize, usize, table::Row)>,
    apart: Vec<(usize, Vec<ruled::Table>)>,
) -> Vec<Rows> {
    let mut out: Vec<Rows> = Vec::new();
    for table in rows.chunk_by(|one, next| one.1 == next.1) {
        let cell = |(column, place): &(usize, Range<usize>)| Cell {
            column: *column,
            columns: 1,
            rows: 1,
            place: place.clone(),
        };
        out.push(
            table.iter().map(|(page, _, row)| Row { page: *page, cells: row.iter().map(cell).collect() }).collect(),
        );
    }
    let apart = ruled::joined(apart, pages);
    let mut written: Vec<Written> = vec![Written::default(); pages.len()];
    // How far what stands in the text moves down: from each place on, by all that is put in up to there.
    let mut moved: Vec<Vec<(usize, usize)>> = vec![Vec::new(); pages.len()];
    for table in &apart {
        let mut rows = Rows::new();
        for row in &table.rows {
            let (Some(text), Some(page)) = (pages.get(row.page), written.get_mut(row.page)) else { continue };
            page.up_to(text, row.at);
            let start = page.text.len();
            rows.push(Row { page: row.page, cells: cells(table, row, &mut page.text) });
            let before = moved[row.page].last().map_or(0, |(_, by)| *by);
            moved[row.page].push((row.at, before + page.text.len() - start));
        }
        out.push(rows);
    }
    let before = out.len() - apart.len();
    for row in out[..before].iter_mut().flatten() {
        let Some(moved) = moved.get(row.page) else { continue };
        for cell in &mut row.cells {
            let above = moved.partition_point(|(at, _)| *at <= cell.place.start);
            let by = above.checked_sub(1).map_or(0, |last| moved[last].1);
            cell.place = cell.place.start + by..cell.place.end + by;
        }
    }
    for (text, mut page) in pages.iter_mut().zip(written).filter(|(_, page)| !page.text.is_empty()) {
        page.up_to(text, text.len());
        *text = page.text;
    }
    let start = |rows: &Rows| {
        let first = rows.iter().find_map(|row| row.cells.first().map(|cell| (row.page, cell.place.start)));
        first.unwrap_or_default()
    };
    out.sort_by_key(start);
    out
}

/// A page's text as far as it is written again.
#[derive(Clone, Default)]
struct Written {
    text: String,
    from: usize,
}

impl Written {
    fn up_to(&mut self, text: &str, at: usize) {
        self.text.push_str(text.get(self.from..at).unwrap_or_default());
        self.from = self.from.max(at);
    }
}

/// Writes a row, cells kept apart by tabs.
fn cells(table: &ruled::Table, row: &ruled::Row, out: &mut String) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut next = 0;
    for cell in &row.cells {
        let (column, columns) = table.columns(cell);
        out.extend(std::iter::repeat_n('\t', column.saturating_sub(next)));
        next = next.max(column);
        let start = out.len();
        out.push_str(&cell.text());
        if out.len() > start {
            cells.push(Cell { column, columns, rows: cell.rows, place: start..out.len() });
        }
    }
    if !row.cells.is_empty() {
        out.push('\n');
    }
    cells
}
