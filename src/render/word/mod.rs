//! Findings as comments in a Word file, at the words they are about.
//!
//! A document that came as a Word file is copied: its text, its own comments and tracked changes, its macros and every
//! other part stay as they are, to the byte; only the marks of the new comments come in between. A document of another
//! format becomes a new Word file with its text in outline.
//!
//! A finding is one comment: what is wrong, what to do, a model clause, the legal basis, the other places it concerns.
//! It stands at its first label in the document. An absent clause is commented at the heading where it belongs.

mod anchor;
mod copy;
mod fresh;
mod markup;
mod note;
pub(crate) mod parts;

use std::io;
use std::sync::Arc;

use crate::import::{self, ImportCause};
use crate::source::Limits;
use crate::{Date, DossierReport, Language, Origin, Source, Span, Text};
use note::Scope;

/// How a document is marked up.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WordOptions {
    /// Language of the comments.
    pub language: Language,
    /// The comments' date: the day as of which the rules were applied.
    pub date: Date,
    /// Whether this document stands for the whole dossier: then findings that point nowhere into it are listed in a
    /// comment on its title. If not, it shows the findings whose main place it holds.
    pub for_dossier: bool,
    /// Whether a signed file is marked up although that makes its signature invalid.
    pub force: bool,
}

impl WordOptions {
    /// Options for a document that stands for the whole dossier.
    #[must_use]
    pub const fn new(language: Language, date: Date) -> Self {
        Self { language, date, for_dossier: true, force: false }
    }
}

/// Why a document could not be marked up. `Display` is in English; [`WordError::text`] speaks both languages.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text().en)]
#[non_exhaustive]
pub enum WordError {
    /// The file is digitally signed, and `force` was not given.
    Signed,
    /// The bytes are not those of the Word file that was checked, or none were given.
    Changed,
    /// The file cannot be read any more.
    Original(#[source] ImportCause),
    /// A part of the file could not be marked.
    Part {
        /// Name of the part.
        part: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The archive could not be written.
    Io(#[from] io::Error),
}

impl WordError {
    /// What is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Signed => Text::new(
                "文件带有数字签名，加批注会使签名失效；确认要生成带批注的副本，请加 --force",
                "the file is digitally signed, and comments make the signature invalid; add --force to write the copy all the same",
            ),
            Self::Changed => Text::new(
                "不是检查时读到的那个 Word 文件；请重新检查，并以文件名给出原件",
                "not the Word file that was checked; check it again, and give the original by its name",
            ),
            Self::Original(cause) => cause.text(),
            Self::Part { part, detail } => Text::new(
                format!("{part} 无法加批注（{detail}）；请在 Word 中打开后另存"),
                format!("{part} cannot carry comments ({detail}); open the file in Word and save it again"),
            ),
            Self::Io(error) => Text::new(format!("无法写出（{error}）"), format!("cannot be written ({error})")),
        }
    }
}

/// The document that a single marked-up file of the dossier is made from: the charter, else the only Word file, else the
/// only document.
#[must_use]
pub fn main_document(dossier: &DossierReport) -> Option<&Arc<Source>> {
    if let Some(charter) = dossier.documents.iter().find(|document| document.kind == "charter") {
        return Some(&charter.source);
    }
    let sources = documents(dossier);
    let word: Vec<_> = sources.iter().copied().filter(|source| is_word(source)).collect();
    match (word.as_slice(), sources.as_slice()) {
        ([one], _) | ([], [one]) => Some(one),
        _ => None,
    }
}

/// The documents that a marked-up file each is made from: those with findings, in the dossier's order, and its first one.
#[must_use]
pub fn commented_documents(dossier: &DossierReport) -> Vec<&Arc<Source>> {
    let mut sources = documents(dossier);
    let first = sources.first().copied();
    sources.retain(|source| first.is_some_and(|first| Arc::ptr_eq(first, source)) || note::has_notes(dossier, source));
    sources
}

/// The dossier's sources, each once.
fn documents(dossier: &DossierReport) -> Vec<&Arc<Source>> {
    let mut out: Vec<&Arc<Source>> = Vec::new();
    for document in &dossier.documents {
        if !out.iter().any(|known| Arc::ptr_eq(known, &document.source)) {
            out.push(&document.source);
        }
    }
    out
}

/// Whether the source was read from a Word file.
pub(crate) fn is_word(source: &Source) -> bool {
    let first = source.origins().within(Span::new(0, u32::MAX)).next();
    first.is_some_and(|(_, origin)| matches!(origin, Origin::Run { .. } | Origin::Numbering { .. }))
}

/// A Word file of a document with the findings as comments. `original` are the bytes of the file that the document was
/// read from; a document of another format than Word needs none.
///
/// The same report and file give the same bytes.
///
/// # Errors
/// [`WordError`]: a signed file, another file than the one that was checked, XML that cannot be marked.
pub fn word(
    dossier: &DossierReport,
    source: &Arc<Source>,
    original: Option<&[u8]>,
    options: &WordOptions,
) -> Result<Vec<u8>, WordError> {
    let WordOptions { language, date, for_dossier, force } = *options;
    let scope = if for_dossier { Scope::Dossier } else { Scope::Document };
    let notes = note::notes(dossier, source, scope, language);
    if !is_word(source) {
        let kind = dossier.documents.iter().find(|one| Arc::ptr_eq(&one.source, source)).map_or("", |one| one.kind);
        return Ok(fresh::document(source, kind, &notes, date, language)?);
    }
    let original = original.filter(|bytes| import::is_word(source.name(), bytes)).ok_or(WordError::Changed)?;
    // Places hold in the text that was checked and in no other.
    let again = import::import(source.name(), original, &Limits::default()).map_err(|error| error.cause)?;
    if again.text() != source.text() {
        return Err(WordError::Changed);
    }
    let placed: Option<Vec<_>> = notes.iter().map(|note| Some((anchor::place(source, note.span)?, note))).collect();
    copy::with_notes(original, &placed.ok_or(WordError::Changed)?, date, language, force)
}

#[cfg(test)]
mod tests;
