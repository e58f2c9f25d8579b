//! JSON for programs: one object for a whole report, or one line per dossier.
//!
//! Field names and their order are fixed; `"schema"` names the form, and [`REPORT_SCHEMA`] describes it.

use std::io;

use serde::Serialize;
use serde::ser::{SerializeSeq as _, Serializer};

use super::words::Position;
use crate::rules::{Basis, RuleCode, Severity, Verification};
use crate::{
    Date, DossierReport, Finding, Gone, Label, Language, Novelty, Report, RuleResult, Summary, Verdict, Waived,
};

/// The JSON Schema (2020-12) of what [`json()`] writes. The objects of [`json_lines()`] are its `$defs/dossier`, or
/// `$defs/unreadable` for a dossier that could not be checked.
pub const REPORT_SCHEMA: &str = include_str!("report.schema.json");

/// Writes the report as one indented JSON object, with a line end after it.
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::json(&report, Language::English, &mut out)?;
/// let value: serde_json::Value = serde_json::from_slice(&out)?;
/// assert_eq!(value["schema"], "charterlint-report/1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn json(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let view = ReportView {
        schema: "charterlint-report/1",
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        as_of: report.as_of,
        dossiers: Dossiers(&report.dossiers, language),
    };
    serde_json::to_writer_pretty(super::escape::Json(&mut *out), &view)?;
    out.write_all(b"\n")
}

/// Writes JSON Lines: each dossier as one object on one line, as it stands in `dossiers` of [`json()`].
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::json_lines(&report, Language::English, &mut out)?;
/// let text = String::from_utf8(out)?;
/// assert_eq!(text.lines().count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn json_lines(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    report.dossiers.iter().try_for_each(|dossier| json_line(dossier, language, out))
}

/// Writes one line of [`json_lines()`].
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::json_line(&report.dossiers[0], Language::English, &mut out)?;
/// assert!(out.ends_with(b"}\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn json_line(dossier: &DossierReport, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    // Into memory first: a writer behind a pointer is slow for many small pieces.
    out.write_all(line(dossier, language)?.as_bytes())
}

/// One line of [`json_lines()`].
pub(crate) fn line(dossier: &DossierReport, language: Language) -> io::Result<String> {
    let mut line = super::escape::json(&DossierView::new(dossier, language))?;
    line.push('\n');
    Ok(line)
}

/// Writes the line of [`json_lines()`] that stands for a dossier which could not be checked: name, path and the reason.
///
/// # Errors
/// Those of the writer.
pub fn json_unreadable(name: &str, path: &str, reason: &str, out: &mut dyn io::Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Unreadable<'a> {
        name: &'a str,
        path: &'a str,
        error: &'a str,
    }
    serde_json::to_writer(super::escape::Json(&mut *out), &Unreadable { name, path, error: reason })?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct ReportView<'a> {
    schema: &'static str,
    tool: Tool,
    as_of: Date,
    dossiers: Dossiers<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Dossiers that are turned into views one at a time.
struct Dossiers<'a>(&'a [DossierReport], Language);

impl Serialize for Dossiers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.0.len()))?;
        for dossier in self.0 {
            seq.serialize_element(&DossierView::new(dossier, self.1))?;
        }
        seq.end()
    }
}

#[derive(Serialize)]
struct DossierView<'a> {
    name: &'a str,
    path: &'a str,
    documents: Vec<DocumentView<'a>>,
    skipped: Vec<SkippedView<'a>>,
    results: Vec<ResultView<'a>>,
    /// Only where a baseline was used.
    #[serde(skip_serializing_if = "<[Gone]>::is_empty")]
    gone: &'a [Gone],
    summary: Summary,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    path: &'a str,
    kind: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct SkippedView<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct ResultView<'a> {
    rule: &'a RuleCode,
    verdict: &'static str,
    severity: Severity,
    waived: Option<&'a Waived>,
    reason: Option<&'a str>,
    missing: &'a [String],
    evidence: Vec<LabelView<'a>>,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    key: Option<&'a str>,
    severity: Severity,
    /// Only where a baseline was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Novelty>,
    message: &'a str,
    help: &'a str,
    basis: Vec<BasisView<'a>>,
    labels: Vec<LabelView<'a>>,
}

#[derive(Serialize)]
struct BasisView<'a> {
    source: &'a str,
    article: &'a str,
    verification: Verification,
}

/// A label as all machine-readable outputs of the crate state it.
#[derive(Serialize)]
pub(crate) struct LabelView<'a> {
    document: &'a str,
    place: &'a str,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    text: &'a str,
    message: Option<&'a str>,
    cell: Option<String>,
    page: Option<u32>,
}

impl<'a> DossierView<'a> {
    fn new(dossier: &'a DossierReport, language: Language) -> Self {
        let documents = dossier.documents.iter().map(|document| DocumentView {
            path: document.source.name(),
            kind: document.kind,
            title: &document.title,
        });
        let skipped =
            dossier.skipped.iter().map(|one| SkippedView { path: &one.path, reason: one.reason.get(language) });
        Self {
            name: &dossier.name,
            path: &dossier.path,
            documents: documents.collect(),
            skipped: skipped.collect(),
            results: dossier.results.iter().map(|result| ResultView::new(result, language)).collect(),
            gone: &dossier.gone,
            summary: dossier.summary(),
        }
    }
}

impl<'a> ResultView<'a> {
    fn new(result: &'a RuleResult, language: Language) -> Self {
        let (reason, missing): (_, &[String]) = match &result.verdict {
            Verdict::NotApplicable { reason } => (Some(reason.get(language)), &[]),
            Verdict::Undetermined { missing } => (None, missing),
            _ => (None, &[]),
        };
        Self {
            rule: &result.rule.code,
            verdict: result.verdict.as_str(),
            severity: result.severity,
            waived: result.waived.as_ref(),
            reason,
            missing,
            evidence: result.evidence().iter().map(|label| LabelView::new(label, language)).collect(),
            findings: result.findings().iter().map(|finding| FindingView::new(finding, language)).collect(),
        }
    }
}

impl<'a> FindingView<'a> {
    fn new(finding: &'a Finding, language: Language) -> Self {
        Self {
            key: finding.key.as_deref(),
            severity: finding.severity,
            baseline: finding.novelty,
            message: finding.message.get(language),
            help: finding.help.get(language),
            basis: finding.basis.iter().map(|basis| BasisView::new(basis, language)).collect(),
            labels: finding.labels.iter().map(|label| LabelView::new(label, language)).collect(),
        }
    }
}

impl<'a> BasisView<'a> {
    fn new(basis: &'a Basis, language: Language) -> Self {
        let name = match basis.source.name.get(language) {
            "" => &basis.source.name.zh,
            name => name,
        };
        Self { source: name, article: &basis.article, verification: basis.verification }
    }
}

impl<'a> LabelView<'a> {
    /// The label with its position, its message in `language`.
    pub(crate) fn new(label: &'a Label, language: Language) -> Self {
        let position = Position::of(label);
        Self {
            document: label.source.name(),
            place: &label.place,
            start: label.span.start,
            end: label.span.end,
            line: position.start.line,
            column: position.start.column,
            text: label.text(),
            message: label.message.as_ref().map(|text| text.get(language)),
            cell: position.cell,
            page: position.page,
        }
    }
}
