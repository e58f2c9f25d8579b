//! Why a dossier could not be opened.

use std::fmt;
use std::path::PathBuf;

use crate::source::{LineIndex, SourceError, Span};
use crate::{Language, Text};

/// Why a dossier could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DossierError {
    /// There is no such file or folder, or it cannot be read.
    #[error("{path}: {error}; check the path and its permissions")]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file could not be read into text.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A folder holds more files than the limit.
    #[error("{path}: more than {limit} files; check one dossier at a time or raise the limit")]
    TooManyFiles {
        /// The folder.
        path: PathBuf,
        /// The limit.
        limit: usize,
    },
    /// Two charters in one dossier.
    #[error("two charters in one dossier: {first} and {second}; keep one, or check every file by itself with --each")]
    TwoCharters {
        /// The first file.
        first: String,
        /// The second file.
        second: String,
    },
    /// `dossier.toml` says something that cannot be.
    #[error(transparent)]
    Config(#[from] Box<ConfigError>),
}

impl DossierError {
    /// The message in `language`, without a path to the place in a file.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Io { path, error }, Language::Chinese) => {
                format!("{}：{error}；请检查路径和权限", path.display())
            }
            (Self::TooManyFiles { path, limit }, Language::Chinese) => {
                format!("{}：文件超过{limit}个；请分次检查，或者提高上限", path.display())
            }
            (Self::TwoCharters { first, second }, Language::Chinese) => {
                format!("一个卷宗里有两份章程：{first} 和 {second}；请保留一份，或者用 --each 逐份检查")
            }
            (Self::Config(error), language) => error.message.get(language).to_owned(),
            (other, _) => other.to_string(),
        }
    }
}

/// What is wrong in `dossier.toml`, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigError {
    /// Path of the file.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The words that are wrong: byte offsets into `text`.
    pub span: Span,
    /// What is wrong.
    pub message: Text,
    /// What to do: the nearest known word, or the words that are accepted. May be empty.
    pub help: Text,
}

impl ConfigError {
    /// 1-based line and column (in Unicode scalar values) of the words that are wrong.
    #[must_use]
    pub fn position(&self) -> (u32, u32) {
        let at = LineIndex::new(&self.text).position(&self.text, self.span.start);
        (at.line, at.column)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position();
        write!(f, "{}:{line}:{column}: {}", self.path, self.message.en)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help.en) }
    }
}

impl std::error::Error for ConfigError {}

impl miette::Diagnostic for ConfigError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&*self.help.en) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let label = miette::LabeledSpan::new(None, self.span.start as usize, self.span.len() as usize);
        Some(Box::new(std::iter::once(label)))
    }
}

/// The candidate nearest to `word`, if one is near enough to have been meant.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(d, candidate)| *d <= (length.max(candidate.chars().count()) / 3).max(1))
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// Edit distance with transpositions of neighbours counted once.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(80).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.chars().take(80).enumerate() {
        let mut next = vec![i + 1; b.len() + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (row[j] + usize::from(x != y)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && Some(y) == previous && x == b[j - 1] {
                best = best.min(before[j - 1] + 1);
            }
            next[j + 1] = best;
        }
        before = std::mem::replace(&mut row, next);
        previous = Some(x);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions() {
        assert_eq!(nearest("ownershp", ["name", "ownership"]), Some("ownership"));
        assert_eq!(nearest("fomr", ["form", "tier"]), Some("form"));
        assert_eq!(nearest("xyz", ["form", "tier"]), None);
    }
}
