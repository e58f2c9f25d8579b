//! What a check sees, and how it answers.

use std::cell::Cell;
use std::sync::Arc;

use super::meta::{OptionValue, RuleKey, RuleMeta, Severity};
use crate::dossier::Dossier;
use crate::facts::{Facts, ReadCharter};
use crate::model::profile::Profile;
use crate::{Date, Finding, Label, Text, Verdict};

/// A check: the verdict, or the verdict that ended it early.
pub(crate) type Check = fn(&Context<'_>) -> Result<Verdict, Verdict>;

/// Everything a check may look at.
pub(crate) struct Context<'a> {
    /// The documents.
    pub(crate) dossier: &'a Dossier,
    /// What they state.
    pub(crate) facts: &'a Facts<'a>,
    /// The rule being checked.
    pub(crate) rule: &'a Arc<RuleMeta>,
    /// The rule's severity for this company.
    pub(crate) severity: Severity,
    /// The day as of which the rules are applied.
    pub(crate) as_of: Date,
    /// The dossier's options for this rule, as [`RuleSet::check_settings`](super::RuleSet::check_settings) accepts them.
    pub(crate) options: Option<&'a toml::Table>,
    /// Whether the check has looked at the charter.
    pub(crate) read_charter: Cell<bool>,
}

/// The verdict that a fact is missing.
pub(crate) fn missing<S: Into<String>>(facts: impl IntoIterator<Item = S>) -> Verdict {
    Verdict::Undetermined { missing: facts.into_iter().map(Into::into).collect() }
}

/// The verdict that the rule does not concern this company or these documents.
pub(crate) fn not_applicable(zh: impl Into<String>, en: impl Into<String>) -> Verdict {
    Verdict::NotApplicable { reason: Text::new(zh.into(), en.into()) }
}

/// The verdict that the requirement is met.
pub(crate) fn satisfied(evidence: impl IntoIterator<Item = Label>) -> Verdict {
    Verdict::Satisfied { evidence: evidence.into_iter().collect() }
}

impl<'a> Context<'a> {
    /// The charter and what it states.
    ///
    /// Without a charter the verdict is undetermined. An amendment stands in for one; what a verdict on it is worth is
    /// settled when the check is over.
    pub(crate) fn charter(&self) -> Result<&'a ReadCharter<'a>, Verdict> {
        self.read_charter.set(true);
        self.facts.charter_or_extract().ok_or_else(|| missing(["document:charter"]))
    }

    /// The amendment that stood in for the charter, if the check looked at it.
    pub(crate) fn extract(&self) -> Option<&'a ReadCharter<'a>> {
        self.facts.charter_or_extract().filter(|_| self.facts.is_extract() && self.read_charter.get())
    }

    /// What is known of the company, from the profile and, where that is silent, from the charter.
    pub(crate) fn profile(&self) -> &'a Profile {
        self.facts.profile()
    }

    /// The value of one of the rule's options: what the dossier states, else the default.
    fn option(&self, name: &str) -> Option<OptionValue> {
        let option = self.rule.options.iter().find(|option| option.name == name)?;
        let stated = self.options.and_then(|options| options.get(name)).and_then(|value| option.read(value));
        Some(stated.unwrap_or(option.default))
    }

    /// Whether an option is on.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        matches!(self.option(name), Some(OptionValue::Boolean(true)))
    }

    /// The number that an option sets.
    pub(crate) fn number(&self, name: &str) -> u32 {
        match self.option(name) {
            Some(OptionValue::Number(number)) => number,
            _ => 0,
        }
    }

    /// A place of last resort: the beginning of the first document, else the dossier's name.
    pub(crate) fn anywhere(&self) -> Label {
        if let Some(document) = self.dossier.documents.first() {
            let first = document.source.text().lines().next().unwrap_or_default().len() as u32;
            return document.label(crate::Span::new(0, first), document.kind.name());
        }
        let name = if self.dossier.name.is_empty() { "卷宗" } else { &self.dossier.name };
        let source = crate::Source::new(name, name).or_else(|_| crate::Source::new("", ""));
        match source {
            Ok(source) => {
                let end = source.text().len() as u32;
                Label::new(Arc::new(source), crate::Span::new(0, end), "卷宗")
            }
            Err(error) => unreachable!("an empty source: {error}"),
        }
    }

    /// A finding with the rule's own texts.
    pub(crate) fn finding(&self) -> FindingBuilder {
        let rule = self.rule;
        FindingBuilder {
            finding: Finding {
                rule: Arc::clone(rule),
                key: None,
                severity: self.severity,
                message: rule.message.clone(),
                help: rule.help.clone(),
                model_clause: rule.model_clause.clone(),
                basis: rule.basis.clone(),
                labels: Vec::new(),
                novelty: None,
                snippet: crate::render::SnippetCell::default(),
            },
        }
    }

    /// A finding with the texts of one of the rule's keys. An unknown key gives the rule's own texts under that key.
    pub(crate) fn key(&self, key: &str) -> FindingBuilder {
        let mut builder = self.finding();
        builder.finding.key = Some(key.to_owned());
        let Some(entry) = self.rule.keys.iter().find(|entry| entry.key == key) else { return builder };
        let RuleKey { severity, message, help, model_clause, basis, .. } = entry;
        // A relaxed rule relaxes its keys.
        builder.finding.severity = severity.map_or(self.severity, |own| own.min(self.relaxed(own)));
        builder.finding.message = message.clone();
        if !help.is_empty() {
            builder.finding.help = help.clone();
        }
        if !model_clause.is_empty() {
            builder.finding.model_clause = model_clause.clone();
        }
        if let Some(basis) = basis {
            builder.finding.basis = basis.clone();
        }
        builder
    }

    fn relaxed(&self, own: Severity) -> Severity {
        if self.severity < self.rule.severity { self.severity } else { own }
    }
}

/// Builds a finding.
pub(crate) struct FindingBuilder {
    finding: Finding,
}

impl FindingBuilder {
    /// Adds a place; the first one is the main one.
    #[must_use]
    pub(crate) fn label(mut self, label: Label) -> Self {
        self.finding.labels.push(label);
        self
    }

    /// Adds places.
    #[must_use]
    pub(crate) fn labels(mut self, labels: impl IntoIterator<Item = Label>) -> Self {
        self.finding.labels.extend(labels);
        self
    }

    /// Fills the placeholders of headline and help.
    #[must_use]
    pub(crate) fn fill(mut self, values: &[(&str, &str)]) -> Self {
        self.finding.message = self.finding.message.fill(values);
        self.finding.help = self.finding.help.fill(values);
        self
    }

    /// Fills the placeholders, in Chinese and English apart.
    #[must_use]
    pub(crate) fn fill_both(mut self, zh: &[(&str, &str)], en: &[(&str, &str)]) -> Self {
        self.finding.message = Text::new(self.finding.message.fill(zh).zh, self.finding.message.fill(en).en);
        self.finding.help = Text::new(self.finding.help.fill(zh).zh, self.finding.help.fill(en).en);
        self
    }

    /// Sets the severity.
    #[must_use]
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// The finding.
    pub(crate) fn build(self) -> Finding {
        self.finding
    }

    /// The verdict with this one finding.
    pub(crate) fn violated(self) -> Verdict {
        self.violated_with(Vec::new())
    }

    /// The verdict with this one finding, and what it was weighed against.
    pub(crate) fn violated_with(self, evidence: Vec<Label>) -> Verdict {
        Verdict::Violated { findings: vec![self.finding], evidence }
    }
}

/// Violated by these findings, or satisfied on this evidence if there are none.
pub(crate) fn judge(findings: Vec<Finding>, evidence: Vec<Label>) -> Verdict {
    if findings.is_empty() { Verdict::Satisfied { evidence } } else { Verdict::Violated { findings, evidence } }
}
