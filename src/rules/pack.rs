//! Packs: rules as data, read from TOML.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;

use super::meta::{
    Basis, LegalSource, OptionValue, Reads, RuleCode, RuleKey, RuleMeta, RuleOption, Severity, Verification,
};
use super::require::Require;
use crate::dossier::{Dossier, DossierError, Settings};
use crate::{Date, Text};

/// Why a pack could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// Not TOML of a pack's form; the message shows the place.
    #[error("{pack}: {message}")]
    Syntax {
        /// File or pack name.
        pack: String,
        /// What is wrong, with the place in the file.
        message: String,
    },
    /// A rule is wrong in itself.
    #[error("{pack}: rule {rule}: {message}")]
    Rule {
        /// File or pack name.
        pack: String,
        /// The rule's code.
        rule: String,
        /// What is wrong.
        message: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    source: Vec<SourceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    key: String,
    name: Text,
    #[serde(default)]
    short: String,
    #[serde(default)]
    number: String,
    in_force_from: Option<toml::value::Datetime>,
    in_force_until: Option<toml::value::Datetime>,
    #[serde(default)]
    note: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    pack: PackHeader,
    rule: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackHeader {
    name: String,
    title: Text,
    #[serde(default)]
    summary: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    code: String,
    title: Text,
    #[serde(default)]
    explanation: Text,
    reads: Vec<Reads>,
    severity: Severity,
    #[serde(default)]
    applies: Condition,
    #[serde(default)]
    severity_when: Vec<SeverityWhen>,
    basis: Vec<BasisEntry>,
    message: Text,
    #[serde(default)]
    help: Text,
    #[serde(default)]
    model_clause: String,
    #[serde(default)]
    placeholders: Vec<String>,
    #[serde(default)]
    key: Vec<KeyEntry>,
    #[serde(default)]
    option: Vec<OptionEntry>,
    require: Option<Require>,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BasisEntry {
    source: String,
    #[serde(default)]
    article: String,
    verification: Verification,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    key: String,
    severity: Option<Severity>,
    message: Text,
    #[serde(default)]
    help: Text,
    #[serde(default)]
    model_clause: String,
    basis: Option<Vec<BasisEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionEntry {
    name: String,
    title: Text,
    default: OptionValue,
    #[serde(default)]
    min: u32,
}

/// Which companies a rule or a severity is for. A key left out accepts every value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Condition {
    pub(crate) ownership: Option<Vec<String>>,
    pub(crate) form: Option<Vec<String>>,
    pub(crate) tier: Option<Vec<String>>,
    pub(crate) level: Option<Vec<String>>,
    pub(crate) entity: Option<Vec<String>>,
    pub(crate) party_organ: Option<Vec<String>>,
    pub(crate) shareholders: Option<Vec<String>>,
    pub(crate) listed: Option<Vec<bool>>,
    pub(crate) board: Option<Vec<bool>>,
    pub(crate) investor: Option<Vec<bool>>,
}

/// A severity that holds under a condition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeverityWhen {
    pub(crate) when: Condition,
    pub(crate) severity: Severity,
}

/// A worked case that a pack carries: documents, and what the rule must say of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Example {
    /// Short name, unique within the rule.
    pub name: String,
    /// The verdict: satisfied, violated, not-applicable, undetermined.
    pub expect: String,
    /// For a violation, the keys that must be reported; empty leaves them open.
    #[serde(default)]
    pub keys: Vec<String>,
    /// For undetermined, the facts that must be named; empty leaves them open.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Keys of `[company]`.
    #[serde(default)]
    pub(crate) profile: toml::Table,
    pub(crate) as_of: Option<toml::value::Datetime>,
    #[serde(default)]
    pub(crate) options: toml::Table,
    /// `[dossier] complete`.
    #[serde(default)]
    pub complete: bool,
    /// Document texts by file name.
    #[serde(default)]
    pub documents: IndexMap<String, String>,
    /// The code of the rule it belongs to.
    #[serde(skip)]
    pub(crate) rule: String,
}

/// A rule as its pack states it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) meta: Arc<RuleMeta>,
    pub(crate) applies: Condition,
    pub(crate) severity_when: Vec<SeverityWhen>,
    pub(crate) require: Option<Require>,
    pub(crate) examples: Vec<Example>,
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

fn date(value: Option<toml::value::Datetime>) -> Option<Date> {
    let date = value?.date?;
    Date::new(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

impl Example {
    /// The day as of which the example is judged, if it matters.
    #[must_use]
    pub fn as_of(&self) -> Option<Date> {
        date(self.as_of)
    }

    /// The example's documents, profile and options as a dossier.
    ///
    /// # Errors
    /// [`DossierError`](crate::DossierError): a profile key or value that cannot be, a text that is too long.
    pub fn dossier(&self) -> Result<Dossier, DossierError> {
        let mut company = Dossier::default();
        for (key, value) in &self.profile {
            let words = match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            company.set(&format!("company.{key}"), &words)?;
        }
        let mut settings = Settings::default();
        if !self.options.is_empty() {
            settings.options.insert(self.rule.clone(), self.options.clone());
        }
        let mut builder = Dossier::builder().profile(company.profile).complete(self.complete).settings(settings);
        for (name, text) in &self.documents {
            builder = builder.add_text(name.as_str(), text.as_str())?;
        }
        builder.build()
    }
}

/// Legal sources by key.
pub(crate) type Sources = IndexMap<String, Arc<LegalSource>>;

pub(crate) fn sources(text: &str) -> Result<Sources, PackError> {
    let file: SourcesFile = toml::from_str(text)
        .map_err(|error| PackError::Syntax { pack: "sources.toml".to_owned(), message: error.to_string() })?;
    let entry = |entry: SourceEntry| {
        let source = LegalSource {
            key: entry.key.as_str().into(),
            name: entry.name,
            short: entry.short,
            number: entry.number,
            in_force_from: date(entry.in_force_from),
            in_force_until: date(entry.in_force_until),
            note: entry.note,
        };
        (entry.key, Arc::new(source))
    };
    Ok(file.source.into_iter().map(entry).collect())
}

fn basis(entries: Vec<BasisEntry>, sources: &Sources) -> Result<Vec<Basis>, String> {
    let resolve = |entry: BasisEntry| {
        let source =
            sources.get(&entry.source).ok_or_else(|| format!("there is no legal source {:?}", entry.source))?;
        Ok(Basis { source: Arc::clone(source), article: entry.article, verification: entry.verification })
    };
    entries.into_iter().map(resolve).collect()
}

/// Names between braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Reads a pack. `file` names it in errors.
pub(crate) fn parse(file: &str, text: &str, sources: &Sources) -> Result<(PackInfo, Vec<Entry>), PackError> {
    let syntax = |error: toml::de::Error| PackError::Syntax { pack: file.to_owned(), message: error.to_string() };
    let pack: PackFile = toml::from_str(text).map_err(syntax)?;
    let mut entries = Vec::with_capacity(pack.rule.len());
    for rule in pack.rule {
        let code = rule.code.clone();
        let wrong = |message: String| PackError::Rule { pack: file.to_owned(), rule: code.clone(), message };
        let kebab = |name: &str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !rule.code.split_once('/').is_some_and(|(pack_name, name)| pack_name == pack.pack.name && kebab(name)) {
            return Err(wrong(format!("the code must be {}/kebab-name", pack.pack.name)));
        }
        for text in [&rule.message.zh, &rule.message.en, &rule.help.zh, &rule.help.en] {
            if let Some(name) = placeholders(text).find(|name| !rule.placeholders.iter().any(|p| p == name)) {
                return Err(wrong(format!("{{{name}}} is not among its placeholders")));
            }
        }
        let mut keys = Vec::with_capacity(rule.key.len());
        for key in rule.key {
            keys.push(RuleKey {
                basis: key.basis.map(|entries| basis(entries, sources)).transpose().map_err(wrong)?,
                key: key.key,
                severity: key.severity,
                message: key.message,
                help: key.help,
                model_clause: key.model_clause,
            });
        }
        let option = |entry: OptionEntry| RuleOption {
            name: entry.name,
            title: entry.title,
            default: entry.default,
            min: entry.min,
        };
        let options: Vec<RuleOption> = rule.option.into_iter().map(option).collect();
        for (name, value) in rule.example.iter().flat_map(|example| &example.options) {
            if options.iter().find(|option| &option.name == name).and_then(|option| option.read(value)).is_none() {
                return Err(wrong(format!(
                    "an example sets the option {name} = {value}, which the rule does not take"
                )));
            }
        }
        let meta = RuleMeta {
            code: RuleCode::from(rule.code.as_str()),
            title: rule.title,
            explanation: rule.explanation,
            reads: rule.reads,
            severity: rule.severity,
            basis: basis(rule.basis, sources).map_err(wrong)?,
            message: rule.message,
            help: rule.help,
            model_clause: rule.model_clause,
            keys,
            options,
        };
        let mut examples = rule.example;
        for example in &mut examples {
            example.rule.clone_from(&rule.code);
        }
        entries.push(Entry {
            meta: Arc::new(meta),
            applies: rule.applies,
            severity_when: rule.severity_when,
            require: rule.require,
            examples,
        });
    }
    Ok((PackInfo { name: pack.pack.name, title: pack.pack.title, summary: pack.pack.summary }, entries))
}
