//! Why a dossier could not be opened.

use std::path::PathBuf;

use crate::Language;
use crate::source::SourceError;
pub use crate::toml_reader::ConfigError;

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
