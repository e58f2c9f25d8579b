//! Text, spans, lines and origins: what every later stage points back to.

mod grid;
mod limits;
mod lines;
mod origin;
mod span;
pub(crate) mod traditional;

pub use grid::{Grid, GridCell};
pub use limits::Limits;
pub(crate) use lines::lines;
pub use lines::{LineColumn, LineIndex};
pub use origin::{Origin, OriginMap};
pub use span::Span;

use std::sync::OnceLock;

use crate::Text;

/// One document's clean text, with the way back to the file it came from.
///
/// Clean text is what a reader of the file sees, in UTF-8 without a byte-order mark; line ends stay as they were. All
/// spans of the crate are byte offsets into it.
///
/// ```
/// use charterlint::Source;
/// let source = Source::new("章程.txt", "某某公司章程\n第一条 为规范……")?;
/// let at = source.text().find("第一条").unwrap() as u32;
/// assert_eq!(source.position(at).line, 2);
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    lines: OnceLock<LineIndex>,
    origins: OriginMap,
    grids: Vec<Grid>,
    remarks: Vec<Text>,
    /// The text in simplified characters, where it is not in them; made at the first question.
    simplified: OnceLock<Option<String>>,
}

/// Why a text could not become a [`Source`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The text is longer than [`Limits::text_bytes`].
    #[error("{name}: the text has {bytes} bytes, more than the limit of {limit}; split the file or raise the limit")]
    TooLong {
        /// Name of the source.
        name: String,
        /// Its length in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

impl Source {
    /// A source of plain text under the default [`Limits`]. A byte-order mark at the start is dropped.
    ///
    /// # Errors
    /// [`SourceError::TooLong`] past the limit.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Result<Self, SourceError> {
        Self::with_limits(name, text, &Limits::default())
    }

    /// As [`Source::new`], under the given limits.
    ///
    /// # Errors
    /// [`SourceError::TooLong`] past the limit.
    pub fn with_limits(name: impl Into<String>, text: impl Into<String>, limits: &Limits) -> Result<Self, SourceError> {
        let name = name.into();
        let mut text = text.into();
        let limit = limits.text_bytes.min(u64::from(u32::MAX) - 1);
        if text.len() as u64 > limit {
            return Err(SourceError::TooLong { name, bytes: text.len() as u64, limit });
        }
        if text.starts_with('\u{FEFF}') {
            text.drain(..'\u{FEFF}'.len_utf8());
        }
        Ok(Self {
            name,
            text,
            lines: OnceLock::new(),
            origins: OriginMap::new(),
            grids: Vec::new(),
            remarks: Vec::new(),
            simplified: OnceLock::new(),
        })
    }

    /// Adds what an importer knows beyond the text: origins, tables, and remarks on what could not be read as it was.
    #[must_use]
    pub fn with_import(mut self, origins: OriginMap, grids: Vec<Grid>, remarks: Vec<Text>) -> Self {
        self.origins = origins;
        self.grids = grids;
        self.remarks = remarks;
        self
    }

    /// The path or name that reports show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The clean text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty if the span is out of range or cuts a character.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The clean text as readers compare it: in simplified characters. A byte stands where it stands in the text, so that
    /// spans of the one are spans of the other.
    pub(crate) fn reading(&self) -> &str {
        let folded = self.simplified.get_or_init(|| {
            let fold = traditional::fold_for(&self.text)?;
            Some(self.text.chars().map(fold).collect())
        });
        folded.as_deref().unwrap_or(&self.text)
    }

    /// A span of the text as readers compare it.
    pub(crate) fn read(&self, span: Span) -> &str {
        self.reading().get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte offset. The line index is built at the first call.
    #[must_use]
    pub fn position(&self, offset: u32) -> LineColumn {
        self.lines().position(&self.text, offset)
    }

    /// The line index, built at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Where stretches of the text came from.
    #[must_use]
    pub fn origins(&self) -> &OriginMap {
        &self.origins
    }

    /// Tables that the file format marks as such (Word tables, sheets). Tables written in text are not here.
    #[must_use]
    pub fn grids(&self) -> &[Grid] {
        &self.grids
    }

    /// What the importer could not read as it was: a lossy decode, a skipped embedded object, a hidden sheet.
    #[must_use]
    pub fn remarks(&self) -> &[Text] {
        &self.remarks
    }
}
