//! Findings as [`miette::Diagnostic`]s.

use std::fmt;
use std::sync::OnceLock;

use miette::{Diagnostic, LabeledSpan, SourceCode};

use super::snippet::{Snippet, SnippetOptions};
use super::words;
use crate::rules::{RuleMeta, Severity};
use crate::{Finding, Label, Language};

/// The snippet of a finding, cut when it is first asked for. A copy of a finding starts without one, so that a copy whose
/// labels are changed shows the new labels.
#[derive(Default)]
pub(crate) struct SnippetCell(OnceLock<Box<Snippet>>);

impl SnippetCell {
    fn get(&self, labels: &[Label]) -> &Snippet {
        self.0.get_or_init(|| Box::new(Snippet::new(labels, &SnippetOptions::default())))
    }
}

impl Clone for SnippetCell {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for SnippetCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl Finding {
    /// A finding of `rule` at `label`, worded as the rule's entry words it. [`Finding::with_key`] turns it into one of the
    /// rule's special findings; the public fields may be changed further.
    #[must_use]
    pub fn new(rule: std::sync::Arc<RuleMeta>, label: Label) -> Self {
        Self {
            key: None,
            severity: rule.severity,
            message: rule.message.clone(),
            help: rule.help.clone(),
            model_clause: rule.model_clause.clone(),
            basis: rule.basis.clone(),
            labels: vec![label],
            rule,
            novelty: None,
            snippet: SnippetCell::default(),
        }
    }

    /// The same finding as the rule's special finding `key`: with the wording, severity and basis of that key's entry where
    /// it has its own. A key without an entry only names the finding.
    #[must_use]
    pub fn with_key(mut self, key: &str) -> Self {
        if let Some(entry) = self.rule.keys.iter().find(|entry| entry.key == key) {
            self.severity = entry.severity.unwrap_or(self.severity);
            self.message = entry.message.clone();
            self.help = entry.help.clone();
            self.model_clause.clone_from(&entry.model_clause);
            if let Some(basis) = &entry.basis {
                self.basis.clone_from(basis);
            }
        }
        self.key = Some(key.to_owned());
        self
    }

    /// The finding as a diagnostic in the given language. The finding itself is one in Chinese.
    #[must_use]
    pub fn diagnostic(self, language: Language) -> FindingDiagnostic {
        let options = SnippetOptions { language, ..SnippetOptions::default() };
        let snippet = Snippet::new(&self.labels, &options);
        FindingDiagnostic { finding: self, language, snippet }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.get(Language::Chinese))
    }
}

impl std::error::Error for Finding {}

/// In Chinese, with the words pointed at cut to a hundred columns. The spans of the labels are offsets into that cut text,
/// which all documents of the finding share; the finding's own [`labels`](Finding::labels) hold the offsets into the
/// documents. The text is cut when it is first asked for; a finding whose labels are changed after that is cloned first.
impl Diagnostic for Finding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.rule.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(severity(self.severity))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        help(self, self.snippet.get(&self.labels), Language::Chinese)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.snippet.get(&self.labels))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.get(&self.labels).labels()))
    }
}

/// A finding as a diagnostic in a language of choice.
#[derive(Clone, Debug)]
pub struct FindingDiagnostic {
    finding: Finding,
    language: Language,
    snippet: Snippet,
}

impl FindingDiagnostic {
    /// The finding.
    #[must_use]
    pub const fn finding(&self) -> &Finding {
        &self.finding
    }
}

impl fmt::Display for FindingDiagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.finding.message.get(self.language))
    }
}

impl std::error::Error for FindingDiagnostic {}

impl Diagnostic for FindingDiagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.finding.rule.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(severity(self.finding.severity))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        help(&self.finding, &self.snippet, self.language)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels()))
    }
}

/// miette's word for a severity.
pub(super) const fn severity(severity: Severity) -> miette::Severity {
    match severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
        Severity::Advice => miette::Severity::Advice,
    }
}

/// The help sentence, with the legal basis, the model clause and the number of places not shown on lines of their own.
fn help<'a>(finding: &'a Finding, snippet: &Snippet, language: Language) -> Option<Box<dyn fmt::Display + 'a>> {
    let mut lines = Vec::new();
    if !finding.help.is_empty() {
        lines.push(finding.help.get(language).to_owned());
    }
    let bases = words::bases(finding, language);
    if !bases.is_empty() {
        lines.push(words::labelled(words::basis_word(language), &bases, language));
    }
    if !finding.model_clause.is_empty() {
        lines.push(words::labelled(words::model_clause(language), &finding.model_clause, language));
    }
    if snippet.left_out() > 0 {
        lines.push(words::left_out(snippet.left_out(), language));
    }
    (!lines.is_empty()).then(|| Box::new(lines.join("\n")) as Box<dyn fmt::Display>)
}
