//! How much input is accepted.

/// Bounds on input. Every reader takes them, and input past one is an error that names the bound.
///
/// ```
/// use charterlint::{Limits, Source};
/// let mut limits = Limits::default();
/// limits.text_bytes = 10;
/// assert!(Source::with_limits("章程.txt", "比十个字节更长的文字", &limits).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one file as it is on disk. Default 64 MiB.
    pub file_bytes: u64,
    /// Bytes of the text read out of one file. Default 64 MiB.
    pub text_bytes: u64,
    /// Bytes that one archive (a Word or Excel file) may unpack to, over all its parts. Default 128 MiB.
    pub unpacked_bytes: u64,
    /// Entries in one archive. Default 10,000.
    pub archive_entries: usize,
    /// Depth of nested elements in one XML part. Default 128.
    pub nesting: usize,
    /// Cells of one table or sheet. Default 2,000,000.
    pub table_cells: usize,
    /// Stretches of text with a place of their own in one document: runs and paragraphs of a Word file. A PDF may show
    /// text a quarter as often. Default 2,000,000.
    pub pieces: usize,
    /// Seconds that reading one PDF may take. Default 20.
    pub seconds: u64,
    /// Files of one dossier. Default 1,000.
    pub folder_files: usize,
    /// What one folder may hold: dossiers of a batch, or files that are checked each by itself. Default 1,000,000.
    pub folder_entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            text_bytes: 64 << 20,
            unpacked_bytes: 128 << 20,
            archive_entries: 10_000,
            nesting: 128,
            table_cells: 2_000_000,
            pieces: 2_000_000,
            seconds: 20,
            folder_files: 1_000,
            folder_entries: 1_000_000,
        }
    }
}
