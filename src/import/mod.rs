//! One file per outside format, each read into a [`Source`].
//!
//! ```no_run
//! use charterlint::{Limits, import};
//! let source = import::import_file("章程.docx".as_ref(), &Limits::default())?;
//! println!("{}", source.text());
//! # Ok::<(), charterlint::import::ImportError>(())
//! ```
//!
//! The format is recognised by the content, and by the file's name only where the content leaves it open.

mod error;
mod kind;
mod text;

#[cfg(feature = "docx")]
mod docx;
#[cfg(any(feature = "docx", feature = "xlsx"))]
pub(crate) mod package;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "xlsx")]
mod sheet;
#[cfg(feature = "xlsx")]
mod xls;
#[cfg(feature = "xlsx")]
mod xlsx;
#[cfg(any(feature = "docx", feature = "xlsx"))]
mod xml;

pub use error::{Bound, Format, ImportCause, ImportError};

use std::path::Path;

use crate::Text;
use crate::source::{Grid, Limits, OriginMap, Source};
use kind::Kind;

/// What a reader returns: everything of a [`Source`] but its name.
struct Imported {
    text: String,
    origins: OriginMap,
    grids: Vec<Grid>,
    remarks: Vec<Text>,
}

/// Reads a file's bytes. `name` is what reports show; its extension helps where the content is ambiguous.
///
/// # Errors
/// [`ImportError`] with the file's name, the cause and what to do: damaged, encrypted, unsupported, past a limit.
pub fn import(name: &str, bytes: &[u8], limits: &Limits) -> Result<Source, ImportError> {
    read(name, bytes, limits)
        .and_then(|Imported { mut text, origins, grids, remarks }| {
            // A mark at the start would be dropped, and the places of an Office file be off by its length: a space as long.
            if !origins.is_empty() && text.starts_with('\u{FEFF}') {
                text.replace_range(..'\u{FEFF}'.len_utf8(), "\u{3000}");
            }
            let source = Source::with_limits(name, text, limits)
                .map_err(|_| ImportCause::Limit { bound: Bound::TextBytes, limit: limits.text_bytes })?;
            Ok(source.with_import(origins, grids, remarks))
        })
        .map_err(|cause| ImportError { name: name.to_owned(), cause })
}

/// Reads a file. The path as given is the source's name.
///
/// ```
/// use std::path::Path;
/// use charterlint::Limits;
/// use charterlint::import::import_file;
/// let source = import_file(Path::new("fixtures/jingyan/公司章程.txt"), &Limits::default())?;
/// assert_eq!(source.name(), "fixtures/jingyan/公司章程.txt");
/// # Ok::<(), charterlint::import::ImportError>(())
/// ```
///
/// # Errors
/// As [`import`], and if the file cannot be opened.
pub fn import_file(path: &Path, limits: &Limits) -> Result<Source, ImportError> {
    import_file_as(path, &path.display().to_string(), limits)
}

/// Reads a file under another name, such as its path within a folder.
///
/// # Errors
/// As [`import_file`].
pub fn import_file_as(path: &Path, name: &str, limits: &Limits) -> Result<Source, ImportError> {
    match read_bounded(path, limits.file_bytes) {
        Ok(bytes) => import(name, &bytes, limits),
        Err(cause) => Err(ImportError { name: name.to_owned(), cause }),
    }
}

/// Reads a file of text, such as settings, of at most `limit` bytes.
pub(crate) fn read_text(path: &Path, limit: u64) -> std::io::Result<String> {
    use std::io::{Error, ErrorKind};
    let bytes = read_bounded(path, limit).map_err(|cause| match cause {
        ImportCause::Io(error) => error,
        other => Error::new(ErrorKind::FileTooLarge, other.to_string()),
    })?;
    if bytes.len() as u64 > limit {
        return Err(Error::new(ErrorKind::FileTooLarge, format!("more than {limit} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::InvalidData, error.utf8_error()))
}

/// Reads at most `limit` bytes and one more, also of what has no size of its own. A file that says it is longer is left
/// unread.
fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, ImportCause> {
    use std::io::Read as _;
    let file = std::fs::File::open(path).map_err(ImportCause::Io)?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    if size > limit {
        return Err(ImportCause::Limit { bound: Bound::FileBytes, limit });
    }
    let mut bytes = Vec::with_capacity(size as usize);
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(ImportCause::Io)?;
    Ok(bytes)
}

/// Whether the bytes are those of a Word file.
#[cfg(feature = "docx")]
pub(crate) fn is_word(name: &str, bytes: &[u8]) -> bool {
    kind::of(name, bytes) == Kind::Word
}

fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(ImportCause::Limit { bound: Bound::FileBytes, limit: limits.file_bytes });
    }
    match kind::of(name, bytes) {
        Kind::Text => text::read(bytes, limits),
        Kind::Separated(separator) => text::read_separated(bytes, separator, limits),
        Kind::Word => read_word(bytes, limits),
        Kind::Excel => read_excel(bytes, limits),
        Kind::OldExcel => read_old_excel(bytes, limits),
        Kind::Pdf => read_pdf(bytes, limits),
        Kind::Known(format) => Err(ImportCause::Unsupported { format }),
        Kind::Encrypted(format) => Err(ImportCause::Encrypted { format }),
        Kind::Truncated => Err(ImportCause::damaged("", "the archive's directory is missing")),
    }
}

#[cfg(feature = "docx")]
fn read_word(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    docx::read(bytes, limits)
}

#[cfg(not(feature = "docx"))]
fn read_word(_: &[u8], _: &Limits) -> Result<Imported, ImportCause> {
    Err(ImportCause::MissingFeature { format: Format::Word, feature: "docx" })
}

#[cfg(feature = "xlsx")]
fn read_excel(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    xlsx::read(bytes, limits)
}

#[cfg(not(feature = "xlsx"))]
fn read_excel(_: &[u8], _: &Limits) -> Result<Imported, ImportCause> {
    Err(ImportCause::MissingFeature { format: Format::Excel, feature: "xlsx" })
}

#[cfg(feature = "xlsx")]
fn read_old_excel(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    xls::read(bytes, limits)
}

#[cfg(not(feature = "xlsx"))]
fn read_old_excel(_: &[u8], _: &Limits) -> Result<Imported, ImportCause> {
    Err(ImportCause::MissingFeature { format: Format::OldExcel, feature: "xlsx" })
}

#[cfg(feature = "pdf")]
fn read_pdf(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    pdf::read(bytes, limits)
}

#[cfg(not(feature = "pdf"))]
fn read_pdf(_: &[u8], _: &Limits) -> Result<Imported, ImportCause> {
    Err(ImportCause::MissingFeature { format: Format::Pdf, feature: "pdf" })
}
