//! Tables as a file format gives them, before anybody asks what their columns mean.

use super::Span;

/// One cell: a stretch of the source's clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// The cell's text.
    pub span: Span,
    /// 0-based row at which the cell starts.
    pub row: u32,
    /// 0-based column at which the cell starts.
    pub column: u32,
    /// Rows covered, at least 1; more for a merged cell.
    pub row_span: u32,
    /// Columns covered, at least 1; more for a merged cell.
    pub column_span: u32,
}

/// A table of a Word file, a sheet of a workbook, a CSV file, a Markdown pipe table: cells over a source's text.
///
/// Cells are in reading order. A position that no cell covers is blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The text of the whole table.
    pub span: Span,
    /// Sheet name, or the heading that stands right above a table in a text; empty if there is none.
    pub title: String,
    /// The cells that hold text, by row, then column.
    pub cells: Vec<GridCell>,
    /// Number of rows.
    pub rows: u32,
    /// Number of columns.
    pub columns: u32,
}
