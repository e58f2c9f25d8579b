//! Packs: rules as data, read from TOML.

mod example;
mod options;
mod read;

use std::path::PathBuf;
use std::sync::Arc;

use indexmap::IndexMap;

use super::applies::Condition;
use super::data::Data;
use super::meta::{LegalSource, RuleMeta, Severity};
use crate::dossier::ConfigError;
use crate::source::Span;
use crate::{Language, Text};

pub use example::{Example, ExampleOutcome};
pub(super) use read::{PackText, sources};

/// The JSON Schema (draft 7, which editors of TOML understand) of a pack.
pub const PACK_SCHEMA: &str = include_str!("../pack.schema.json");

/// Why a pack could not be added.
///
/// ```
/// use charterlint::RuleSet;
/// use charterlint::rules::PackError;
/// let Err(PackError::Pack(error)) = RuleSet::builtin().with_pack("own.toml", "[pack]\nnane = 'own'\n") else { unreachable!() };
/// assert_eq!((error.position(), error.help.en.as_ref()), ((2, 1), "did you mean `name`?"));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// There is no such file, or it cannot be read.
    #[error("{path}: {error}; check the path and its permissions")]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The pack says something that cannot be; the error shows the place.
    #[error(transparent)]
    Pack(#[from] Box<ConfigError>),
    /// A rule from a program clashes with one that is there.
    #[error("there is a rule {code} already; choose another name")]
    Taken {
        /// Its code.
        code: String,
    },
    /// The phrases of all packs together are more than can be looked for.
    #[error("the packs have more phrases than can be looked for: {0}")]
    TooManyPhrases(String),
}

impl PackError {
    /// The message in `language`, without the place in the file.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Io { path, error }, Language::Chinese) => {
                format!("{}：{error}；请检查路径和权限", path.display())
            }
            (Self::Pack(error), language) => error.message.get(language).to_owned(),
            (Self::Taken { code }, Language::Chinese) => format!("已经有规则「{code}」；请换一个名称"),
            (Self::TooManyPhrases(_), Language::Chinese) => "规则包的词句太多".to_owned(),
            (other, Language::English) => other.to_string(),
        }
    }
}

/// A severity that holds under a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeverityWhen {
    pub(crate) when: Condition,
    pub(crate) severity: Severity,
}

/// A rule as its pack states it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) meta: Arc<RuleMeta>,
    pub(crate) applies: Condition,
    pub(crate) severity_when: Vec<SeverityWhen>,
    pub(crate) data: Data,
    /// Whether words that stand in an extract of the charter can break the rule, whatever the rest says.
    pub(crate) extract_suffices: bool,
    pub(crate) examples: Vec<Example>,
    /// Where its code stands in the pack.
    pub(crate) span: Span,
}

/// A group of rules.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct PackInfo {
    /// The part of the codes before the slash.
    pub name: String,
    /// What the group is about.
    pub title: Text,
    /// What it checks, in a sentence.
    pub summary: Text,
}

/// Legal sources by key.
pub(crate) type Sources = IndexMap<String, Arc<LegalSource>>;
