//! What a rule says of itself.

use std::fmt;
use std::sync::Arc;

use crate::{Date, Text};

/// A rule's stable name, `pack/kebab-name`. It names the requirement, so that "satisfied" reads well.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleCode(Arc<str>);

impl RuleCode {
    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the slash.
    #[must_use]
    pub fn pack(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(pack, _)| pack)
    }

    /// The part after the slash.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }
}

impl From<&str> for RuleCode {
    fn from(code: &str) -> Self {
        Self(code.into())
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for RuleCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How much a violation matters. Ordered from the least: advice < warning < error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Outdated wording, good practice, quality of the text.
    Advice,
    /// The source says 一般 or 原则上, or its article has not been verified.
    Warning,
    /// The source says 应当, 必须 or 不得 and was read; or the documents contradict each other.
    Error,
}

impl Severity {
    /// The name in reports and options.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How far a citation has been verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Verification {
    /// The article was read in the full text of a statute in force.
    T,
    /// The article's wording was read in a reprint.
    E,
    /// Two or more independent secondary sources agree.
    S2,
    /// One secondary source.
    S,
    /// From memory: reports show 条号待核.
    M,
    /// Practice, not a norm.
    P,
}

/// A document that rules rest on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct LegalSource {
    /// Key used in packs.
    pub key: Arc<str>,
    /// Full name, without book-title marks.
    pub name: Text,
    /// How reports abbreviate the Chinese name.
    pub short: String,
    /// Document number; empty if there is none.
    pub number: String,
    /// First day in force, where known.
    pub in_force_from: Option<Date>,
    /// Last day in force, where known.
    pub in_force_until: Option<Date>,
    /// What is not verified about it.
    pub note: Text,
}

/// One legal basis of a rule: a source, an article of it, and how far the citation was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Basis {
    /// The document.
    pub source: Arc<LegalSource>,
    /// The article as cited (第十三条); empty if the source is cited as a whole.
    pub article: String,
    /// How far the citation was verified.
    pub verification: Verification,
}

/// What a rule needs to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Reads {
    Charter,
    Roster,
    Lists,
    Register,
    OrganisationLedger,
    RuleInventory,
    Chain,
    Profile,
}

/// One kind of finding that a rule can report beside its own: an item of a list of requirements, or a special case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleKey {
    /// The key as it stands in reports.
    pub key: String,
    /// Severity, if it differs from the rule's.
    pub severity: Option<Severity>,
    /// Headline.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// A clause to copy; empty if none.
    pub model_clause: String,
    /// Legal basis, if it differs from the rule's.
    pub basis: Option<Vec<Basis>>,
}

/// Everything about a rule but its check: the text of its entry in a pack.
///
/// ```
/// use charterlint::RuleSet;
/// let meta = RuleSet::builtin().get("party-building/prior-study").unwrap().meta();
/// assert_eq!((meta.code.pack(), meta.code.name()), ("party-building", "prior-study"));
/// assert_eq!(meta.basis[0].article, "第十三条");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleMeta {
    /// The stable code.
    pub code: RuleCode,
    /// The title of its pack; empty if the pack has none.
    pub pack_title: Text,
    /// The requirement, as a sentence.
    pub title: Text,
    /// Why it is required, what meets it, what only looks so.
    pub explanation: Text,
    /// The documents it reads.
    pub reads: Vec<Reads>,
    /// Severity where no condition changes it.
    pub severity: Severity,
    /// Legal basis, strongest first.
    pub basis: Vec<Basis>,
    /// Headline of a violation, with `{placeholders}`.
    pub message: Text,
    /// What to do about it.
    pub help: Text,
    /// A clause to copy; empty if none helps.
    pub model_clause: String,
    /// Special findings.
    pub keys: Vec<RuleKey>,
    /// What a dossier may set for it under `[rules.options]`.
    pub options: Vec<RuleOption>,
}

/// A setting of a rule: `"meetings/first-topic" = { every_meeting = false }`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleOption {
    /// Its name.
    pub name: String,
    /// What it sets.
    pub title: Text,
    /// The value where the dossier sets none; its type is the option's.
    pub default: OptionValue,
    /// The least whole number that it accepts.
    pub min: u32,
}

/// The value of a rule's option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum OptionValue {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number of 0 or more.
    Number(u32),
}

impl RuleOption {
    /// The value that a dossier states, if it is one that the option accepts.
    #[must_use]
    pub(crate) fn read(&self, value: &toml::Value) -> Option<OptionValue> {
        match (self.default, value) {
            (OptionValue::Boolean(_), toml::Value::Boolean(value)) => Some(OptionValue::Boolean(*value)),
            (OptionValue::Number(_), toml::Value::Integer(value)) => {
                u32::try_from(*value).ok().filter(|value| *value >= self.min).map(OptionValue::Number)
            }
            _ => None,
        }
    }

    /// What a value must be, in words.
    #[must_use]
    pub fn accepts(&self) -> Text {
        match self.default {
            OptionValue::Boolean(_) => Text::new(" true 或 false", "true or false"),
            OptionValue::Number(_) => {
                Text::new(format!("不小于 {} 的整数", self.min), format!("a whole number of {} or more", self.min))
            }
        }
    }
}

impl fmt::Display for OptionValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
        }
    }
}

impl LegalSource {
    /// Whether it was in force on that day, as far as its dates are known.
    ///
    /// ```
    /// use charterlint::{Date, RuleSet};
    /// let law = RuleSet::builtin().sources().find(|source| &*source.key == "company-law").unwrap();
    /// assert!(law.is_in_force(Date::new(2024, 7, 1).unwrap()));
    /// assert!(!law.is_in_force(Date::new(2024, 6, 30).unwrap()));
    /// ```
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        self.in_force_from.is_none_or(|from| from <= on) && self.in_force_until.is_none_or(|until| on <= until)
    }

    /// A source by its full name, to be cited in a [`Basis`].
    #[must_use]
    pub fn new(key: &str, name: Text) -> Self {
        Self {
            key: key.into(),
            name,
            short: String::new(),
            number: String::new(),
            in_force_from: None,
            in_force_until: None,
            note: Text::default(),
        }
    }
}

impl Basis {
    /// A citation of an article; an empty one cites the source as a whole.
    #[must_use]
    pub fn new(source: Arc<LegalSource>, article: impl Into<String>, verification: Verification) -> Self {
        Self { source, article: article.into(), verification }
    }
}

impl RuleMeta {
    /// Whether any of its bases was in force on that day; a rule without a basis always is.
    pub(crate) fn is_in_force(&self, on: Date) -> bool {
        self.basis.is_empty() || self.basis.iter().any(|basis| basis.source.is_in_force(on))
    }

    /// What a rule of a program says of itself; the other fields are empty and may be set.
    ///
    /// ```
    /// use charterlint::Text;
    /// use charterlint::rules::{RuleMeta, Severity};
    /// let mut meta = RuleMeta::new("acme/style", Severity::Advice, Text::new("行文合体例", "The style is ours"));
    /// meta.message = Text::new("「{words}」不合体例", "“{words}” is not our style");
    /// assert_eq!(meta.code.pack(), "acme");
    /// ```
    #[must_use]
    pub fn new(code: &str, severity: Severity, title: Text) -> Self {
        Self {
            code: RuleCode::from(code),
            pack_title: Text::default(),
            title,
            explanation: Text::default(),
            reads: Vec::new(),
            severity,
            basis: Vec::new(),
            message: Text::default(),
            help: Text::default(),
            model_clause: String::new(),
            keys: Vec::new(),
            options: Vec::new(),
        }
    }
}
