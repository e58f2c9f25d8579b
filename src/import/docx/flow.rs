//! Pieces of clean text that grow while a document is read, with their origins and tables.

use crate::source::{Grid, GridCell, Origin, Span};

/// Text with origins and tables; all spans count from its own start.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    stretches: Vec<(Span, Origin)>,
    grids: Vec<Grid>,
    /// Offset in its run at which the last stretch ends.
    next_offset: u32,
}

impl Flow {
    /// Adds text without an origin.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds text with its origin, joined to the stretch before if it goes on in the same run.
    pub(super) fn push_from(&mut self, text: &str, origin: Origin) {
        if text.is_empty() {
            return;
        }
        let span = self.span_of(text);
        self.text.push_str(text);
        let goes_on = |before: &Origin| match (before, &origin) {
            (Origin::Run { paragraph: p, run: r, .. }, Origin::Run { paragraph, run, offset }) => {
                p == paragraph && r == run && self.next_offset == *offset
            }
            _ => false,
        };
        let goes_on = self.stretches.last().is_some_and(|(last, before)| last.end == span.start && goes_on(before));
        if let Origin::Run { offset, .. } = origin {
            self.next_offset = offset.saturating_add(text.chars().count() as u32);
        }
        if goes_on && let Some((last, _)) = self.stretches.last_mut() {
            last.end = span.end;
            return;
        }
        self.stretches.push((span, origin));
    }

    fn span_of(&self, next: &str) -> Span {
        Span::from(self.text.len()..self.text.len() + next.len())
    }

    /// Number of stretches.
    pub(super) fn pieces(&self) -> usize {
        self.stretches.len()
    }

    /// Adds everything of `other` at the end.
    pub(super) fn append(&mut self, other: Self) {
        let shift = self.text.len() as u32;
        if shift == 0 && self.stretches.is_empty() && self.grids.is_empty() {
            *self = other;
            return;
        }
        self.text.push_str(&other.text);
        self.stretches.extend(other.stretches.into_iter().map(|(span, origin)| (moved(span, shift), origin)));
        self.grids.extend(other.grids.into_iter().map(|grid| shifted(grid, shift)));
    }

    pub(super) fn add_grid(&mut self, grid: Grid) {
        self.grids.push(grid);
    }

    pub(super) fn into_parts(self) -> (String, Vec<(Span, Origin)>, Vec<Grid>) {
        (self.text, self.stretches, self.grids)
    }
}

const fn moved(span: Span, by: u32) -> Span {
    Span::new(span.start + by, span.end + by)
}

fn shifted(grid: Grid, by: u32) -> Grid {
    let cells = grid.cells.into_iter().map(|cell| GridCell { span: moved(cell.span, by), ..cell }).collect();
    Grid { span: moved(grid.span, by), cells, ..grid }
}
