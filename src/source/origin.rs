//! Where a piece of clean text came from in the file that people have.

use super::Span;

/// What a stretch of clean text is in the original file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// Text of a run in a Word paragraph.
    ///
    /// **Counting.** Every start tag counts, in the order of the main part's bytes, whatever stands around it: tables,
    /// text boxes, content controls, insertions, deletions, `mc:Choice` and `mc:Fallback` alike. A run belongs to the
    /// innermost `w:p` around it; a text box's paragraph inside a run has its own index and its own runs.
    ///
    /// The offset counts the run's content as the file holds it: every Unicode scalar value of `w:t` after entities are
    /// resolved (also white space that Word trims), and one for each `w:tab`, `w:ptab`, `w:br`, `w:cr`,
    /// `w:noBreakHyphen` and `w:sym`. Nothing else counts: no `w:delText`, `w:instrText`, `w:softHyphen`, no pictures.
    /// A stretch is in step with the file: its n-th character is the file's character at `offset + n`.
    Run {
        /// 0-based index of the paragraph among all `w:p` of the main part.
        paragraph: u32,
        /// 0-based index of the run among all `w:r` of that paragraph.
        run: u32,
        /// Characters of the run's content before this stretch.
        offset: u32,
    },
    /// Text that Word shows but the file does not hold: an automatic number.
    Numbering {
        /// 0-based index of the paragraph that carries the number.
        paragraph: u32,
    },
    /// A cell of a sheet.
    Cell {
        /// Sheet name.
        sheet: std::sync::Arc<str>,
        /// 0-based row.
        row: u32,
        /// 0-based column.
        column: u32,
    },
    /// Text of a page.
    Page {
        /// 1-based page.
        page: u32,
    },
}

/// The origins of a text's stretches, in order. A text file has none: its clean text is the file.
#[derive(Clone, Debug, Default)]
pub struct OriginMap {
    stretches: Vec<(Span, Origin)>,
}

impl OriginMap {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self { stretches: Vec::new() }
    }

    /// Adds the next stretch. Stretches are added in the order of the text; an empty one is left out.
    pub fn push(&mut self, span: Span, origin: Origin) {
        if !span.is_empty() {
            self.stretches.push((span, origin));
        }
    }

    /// The origin of the byte at `offset`, with the stretch it belongs to.
    #[must_use]
    pub fn at(&self, offset: u32) -> Option<&(Span, Origin)> {
        let next = self.stretches.partition_point(|(span, _)| span.start <= offset);
        self.stretches[..next].last().filter(|(span, _)| span.contains(offset))
    }

    /// The stretches that share a byte with `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &(Span, Origin)> {
        let first = self.stretches.partition_point(|(s, _)| s.end <= span.start);
        self.stretches[first..].iter().take_while(move |(s, _)| s.start < span.end)
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }
}
