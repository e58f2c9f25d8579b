//! What a check found: verdicts, findings, and the words they rest on.

use std::sync::Arc;

use crate::render::SnippetCell;
use crate::rules::{Basis, RuleMeta, Severity};
use crate::{Date, Gone, Novelty, Source, Span, Text};

/// Words pointed at, in one document.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Label, Source, Span};
/// let source = Arc::new(Source::new("章程.txt", "第一条 董事任期四年。")?);
/// let start = source.text().find("四年").unwrap();
/// let label = Label::new(source, Span::from(start..start + "四年".len()), "第一条");
/// assert_eq!(label.text(), "四年");
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Label {
    /// The document's text.
    pub source: Arc<Source>,
    /// The words: byte offsets into the source's clean text.
    pub span: Span,
    /// The place as a person cites it: 第三十四条第二款第（三）项, 名册第3行.
    pub place: String,
    /// What stands there, where that needs saying.
    pub message: Option<Text>,
}

impl Label {
    /// A label without a message.
    pub fn new(source: Arc<Source>, span: Span, place: impl Into<String>) -> Self {
        Self { source, span, place: place.into(), message: None }
    }

    /// The same label with a message.
    #[must_use]
    pub fn with_message(mut self, message: Text) -> Self {
        self.message = Some(message);
        self
    }

    /// The words pointed at.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.slice(self.span)
    }
}

/// Something that a document should not say, or does not say: one entry of a violated verdict.
///
/// ```
/// use charterlint::{Dossier, RuleSet};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let finding = report.findings().find(|finding| finding.rule.code.as_str() == "company-law/term-length").unwrap();
/// assert_eq!(finding.labels[0].place, "第一条");
/// assert!(finding.message.zh.contains("董事任期四年"));
/// assert_eq!(finding.basis[0].article, "第七十条");
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: Arc<RuleMeta>,
    /// Which of the rule's special findings this is.
    pub key: Option<String>,
    /// How much it matters here.
    pub severity: Severity,
    /// Headline: what is wrong.
    pub message: Text,
    /// One imperative sentence: what to do.
    pub help: Text,
    /// A clause to copy; empty if none helps.
    pub model_clause: String,
    /// Legal basis, strongest first.
    pub basis: Vec<Basis>,
    /// The places, the main one first. Never empty.
    pub labels: Vec<Label>,
    /// Whether a baseline knows it; `None` if no baseline was used. A known finding is shown and not counted.
    pub novelty: Option<Novelty>,
    /// What `miette` shows of the documents.
    pub(crate) snippet: SnippetCell,
}

/// A rule's answer for one dossier.
///
/// ```
/// use charterlint::{Dossier, RuleSet, Verdict};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 公司设董事会。")?;
/// let rules = RuleSet::builtin().filtered(|meta| meta.code.as_str() == "company-law/board-minimum");
/// match &rules.check(&dossier).dossiers[0].results[0].verdict {
///     // The number may stand elsewhere: nothing is guessed.
///     Verdict::Undetermined { missing } => assert_eq!(missing, &["charter.directors"]),
///     other => panic!("{}", other.as_str()),
/// }
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Verdict {
    /// The requirement is met; the labels show where.
    Satisfied {
        /// Where it is met.
        evidence: Vec<Label>,
    },
    /// The requirement is not met. Never without a finding.
    Violated {
        /// What is wrong.
        findings: Vec<Finding>,
        /// Words that the finding was weighed against, if any.
        evidence: Vec<Label>,
    },
    /// The requirement does not concern this company or these documents.
    NotApplicable {
        /// The condition that made it so.
        reason: Text,
    },
    /// A fact is missing that could change the answer.
    Undetermined {
        /// The missing facts: `company.staff`, `document:roster`.
        missing: Vec<String>,
    },
}

impl Verdict {
    /// The name in reports.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Satisfied { .. } => "satisfied",
            Self::Violated { .. } => "violated",
            Self::NotApplicable { .. } => "not-applicable",
            Self::Undetermined { .. } => "undetermined",
        }
    }
}

/// An accepted deviation, as the dossier states it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Waived {
    /// Why it was accepted.
    pub reason: String,
    /// The last day on which it counts.
    pub until: Option<Date>,
}

/// One rule's verdict on one dossier.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RuleResult {
    /// The rule.
    pub rule: Arc<RuleMeta>,
    /// Its answer.
    pub verdict: Verdict,
    /// The severity that a violation has in this dossier.
    pub severity: Severity,
    /// Set if the dossier accepts the deviation. A waived violation is shown and not counted.
    pub waived: Option<Waived>,
}

/// A document that was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DocumentSummary {
    /// Its text.
    pub source: Arc<Source>,
    /// Its kind, as in the dossier's configuration: `charter`, `roster`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
}

/// A file that was not read, or a row that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// The file, with the row where it is one.
    pub path: String,
    /// Why.
    pub reason: Text,
}

/// The answers of all rules for one dossier.
///
/// ```
/// use charterlint::{Dossier, RuleSet};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let sum = report.dossiers[0].summary();
/// let all = sum.satisfied + sum.violated + sum.not_applicable + sum.undetermined;
/// assert_eq!(all, report.dossiers[0].results.len());
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DossierReport {
    /// The company's name, else the folder's or file's.
    pub name: String,
    /// The folder or file; empty for a dossier built in memory.
    pub path: String,
    /// What was read.
    pub documents: Vec<DocumentSummary>,
    /// What was not.
    pub skipped: Vec<Skipped>,
    /// One answer per rule, in the rules' order.
    pub results: Vec<RuleResult>,
    /// Findings of a baseline that are no longer there; empty if no baseline was used.
    pub gone: Vec<Gone>,
}

/// How many verdicts of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct Summary {
    pub satisfied: usize,
    pub violated: usize,
    pub not_applicable: usize,
    pub undetermined: usize,
    /// Findings of severity error that count: neither waived nor known to a baseline.
    pub errors: usize,
    pub warnings: usize,
    pub advice: usize,
    /// Results that a waiver covers.
    pub waived: usize,
    /// Findings that a baseline knows.
    #[serde(skip_serializing_if = "is_zero")]
    pub known: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Finding {
    /// Whether a baseline knows it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.novelty == Some(Novelty::Known)
    }
}

impl RuleResult {
    /// The findings, empty unless the rule is violated.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match &self.verdict {
            Verdict::Violated { findings, .. } => findings,
            _ => &[],
        }
    }

    /// The evidence, empty unless something stated was relied on.
    #[must_use]
    pub fn evidence(&self) -> &[Label] {
        match &self.verdict {
            Verdict::Satisfied { evidence } | Verdict::Violated { evidence, .. } => evidence,
            _ => &[],
        }
    }
}

impl DossierReport {
    /// Counts the results.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for result in &self.results {
            match &result.verdict {
                Verdict::Satisfied { .. } => summary.satisfied += 1,
                Verdict::Violated { .. } => summary.violated += 1,
                Verdict::NotApplicable { .. } => summary.not_applicable += 1,
                Verdict::Undetermined { .. } => summary.undetermined += 1,
            }
            if result.waived.is_some() {
                summary.waived += 1;
                continue;
            }
            for finding in result.findings() {
                match finding.severity {
                    _ if finding.is_known() => summary.known += 1,
                    Severity::Error => summary.errors += 1,
                    Severity::Warning => summary.warnings += 1,
                    Severity::Advice => summary.advice += 1,
                }
            }
        }
        summary
    }
}

/// The outcome of a check over one or more dossiers.
///
/// ```
/// use charterlint::rules::Severity;
/// use charterlint::{Dossier, RuleSet};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// assert_eq!(report.highest(), Some(Severity::Error));
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The day as of which the rules were applied.
    pub as_of: Date,
    /// One entry per dossier, in the order given.
    pub dossiers: Vec<DossierReport>,
}

impl Report {
    /// A report without dossiers.
    #[must_use]
    pub const fn new(as_of: Date) -> Self {
        Self { as_of, dossiers: Vec::new() }
    }

    /// All findings that count, in order: no waiver covers them and no baseline knows them.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.dossiers
            .iter()
            .flat_map(|dossier| &dossier.results)
            .filter(|result| result.waived.is_none())
            .flat_map(RuleResult::findings)
            .filter(|finding| !finding.is_known())
    }

    /// The highest severity among the findings that count.
    #[must_use]
    pub fn highest(&self) -> Option<Severity> {
        self.findings().map(|finding| finding.severity).max()
    }
}
