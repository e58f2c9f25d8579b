//! Word tables: rows of cells, spans over columns and rows.

use std::collections::HashMap;

use super::super::error::{Bound, ImportCause};
use super::flow::Flow;
use crate::source::{Grid, GridCell, Limits, Span};

/// Most columns that a cell may span; Word's own limit is 63.
const WIDEST: u32 = 1_000;

/// Most cells of one row; Word's own limit is 63.
const MOST_CELLS: usize = 16_384;

/// Longest line above a table that counts as its title, in characters.
const LONGEST_TITLE: usize = 60;

/// How a cell takes part in a vertical merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) flow: Flow,
    pub(super) columns: u32,
    pub(super) vertical: Merge,
    /// `w:hMerge`, an old form of spanning columns.
    pub(super) horizontal: Merge,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<(u32, Cell)>,
    next_column: u32,
    deleted: bool,
}

/// A table while it is read. Text and cells of closed rows are final.
#[derive(Debug, Default)]
pub(super) struct Table {
    flow: Flow,
    cells: Vec<GridCell>,
    rows: u32,
    columns: u32,
    row: Option<Row>,
    pub(super) cell: Option<Cell>,
    /// Per starting column: the index in `cells` that a vertical merge goes on from, if its cell is kept.
    merging: HashMap<u32, Option<usize>>,
}

impl Table {
    pub(super) fn open_row(&mut self) {
        self.row = Some(Row::default());
    }

    pub(super) fn delete_row(&mut self) {
        if let Some(row) = &mut self.row {
            row.deleted = true;
        }
    }

    /// Columns that stay empty before the row's first cell.
    pub(super) fn skip_columns(&mut self, columns: u32) {
        if let Some(row) = &mut self.row {
            row.next_column = row.next_column.saturating_add(columns.min(WIDEST));
        }
    }

    pub(super) fn open_cell(&mut self) {
        self.cell = Some(Cell { columns: 1, ..Cell::default() });
    }

    pub(super) fn close_cell(&mut self, limits: &Limits) -> Result<(), ImportCause> {
        if let (Some(row), Some(mut cell)) = (&mut self.row, self.cell.take()) {
            if row.cells.len() >= MOST_CELLS {
                return Err(too_many(limits));
            }
            cell.columns = cell.columns.clamp(1, WIDEST);
            let column = row.next_column;
            row.next_column = column.saturating_add(cell.columns);
            row.cells.push((column, cell));
        }
        Ok(())
    }

    pub(super) fn close_row(&mut self, limits: &Limits) -> Result<(), ImportCause> {
        self.close_cell(limits)?;
        let Some(row) = self.row.take().filter(|row| !row.deleted) else { return Ok(()) };
        let mut merging = HashMap::new();
        let mut last = None;
        for (i, (column, cell)) in row.cells.into_iter().enumerate() {
            if i > 0 {
                self.flow.push("\t");
            }
            let start = self.flow.text.len();
            let Cell { mut flow, columns, vertical, horizontal } = cell;
            // The paragraph mark that ends a cell is no line of its own.
            let kept = flow.text.trim_end_matches('\n').len();
            flow.text.truncate(kept);
            if vertical == Merge::Continue && flow.text.trim().is_empty() {
                let above = self.merging.get(&column).copied().flatten();
                if let Some(above) = above.and_then(|i| self.cells.get_mut(i)) {
                    above.row_span = self.rows + 1 - above.row;
                }
                merging.insert(column, above);
                continue;
            }
            if horizontal == Merge::Continue && flow.text.trim().is_empty() {
                if let Some(before) = last.and_then(|i: usize| self.cells.get_mut(i)) {
                    before.column_span = before.column_span.saturating_add(columns);
                }
                continue;
            }
            let blank = flow.text.trim().is_empty();
            self.flow.append(flow);
            last = None;
            if !blank {
                last = Some(self.cells.len());
                self.cells.push(GridCell {
                    span: Span::from(start..self.flow.text.len()),
                    row: self.rows,
                    column,
                    row_span: 1,
                    column_span: columns,
                });
            }
            if vertical == Merge::Restart {
                merging.insert(column, last);
            }
        }
        self.merging = merging;
        self.flow.push("\n");
        self.rows += 1;
        self.columns = self.columns.max(row.next_column);
        if u64::from(self.rows) * u64::from(self.columns) > limits.table_cells as u64 {
            return Err(too_many(limits));
        }
        Ok(())
    }

    /// Adds the finished table to the text around it.
    pub(super) fn finish(self, around: &mut Flow) {
        if self.rows == 0 {
            return;
        }
        let start = around.text.len();
        let title = title_above(&around.text);
        let end = start + self.flow.text.trim_end_matches('\n').len();
        around.append(self.flow);
        let moved = |span: Span| Span::new(span.start + start as u32, span.end + start as u32);
        let cells = self.cells.into_iter().map(|cell| GridCell { span: moved(cell.span), ..cell }).collect();
        let span = Span::from(start..end);
        around.add_grid(Grid { span, title, cells, rows: self.rows, columns: self.columns });
    }
}

const fn too_many(limits: &Limits) -> ImportCause {
    ImportCause::Limit { bound: Bound::TableCells, limit: limits.table_cells as u64 }
}

/// The line right above the end of `text`, if it is short enough for a title.
fn title_above(text: &str) -> String {
    // Blank lines without end are not looked through.
    let near = text.floor_char_boundary(text.len().saturating_sub(LONGEST_TITLE * 8));
    let line = text[near..].trim_end().rsplit('\n').next().unwrap_or_default().trim();
    if line.chars().nth(LONGEST_TITLE).is_some() || line.ends_with(['。', '；', '，']) {
        String::new()
    } else {
        line.to_owned()
    }
}
