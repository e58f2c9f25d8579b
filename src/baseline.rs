//! Findings that are known already: what an earlier report found, so that the next one shows what is new and what is gone.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{DossierReport, Finding, Report, Verdict, fingerprint};

const SCHEMA: &str = "charterlint-baseline/1";

/// Whether a baseline knows a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Novelty {
    /// The baseline does not have it.
    New,
    /// The baseline has it. It is shown and not counted.
    Known,
}

/// A finding that a baseline has and a report no longer has, though its rule was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Gone {
    /// The rule's code.
    pub rule: String,
    /// Which of the rule's findings it was.
    pub key: Option<String>,
    /// The kind of the document: `charter`, `roster`.
    pub document: String,
    /// The sentence, without blanks and the number in front.
    pub text: String,
}

/// What is wrong with a baseline's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a baseline: {0}; write one with --write-baseline")]
pub struct BaselineError(String);

/// The findings of a report, by what they say and not by where they stand.
///
/// A finding is known by its rule, the kind of document and the sentence without its number, so an article that moves keeps
/// its findings and a sentence that changes does not.
///
/// ```
/// use charterlint::{Baseline, Dossier, RuleSet};
/// let before = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let baseline = Baseline::of(&RuleSet::builtin().check(&before));
/// let after = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 公司设董事会。\n第二条 董事任期四年。")?;
/// let mut report = RuleSet::builtin().check(&after);
/// assert!(report.findings().any(|finding| finding.rule.code.as_str() == "company-law/term-length"));
/// Baseline::parse(&baseline.to_json())?.apply(&mut report);
/// assert!(report.findings().all(|finding| finding.rule.code.as_str() != "company-law/term-length"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    schema: String,
    dossiers: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    name: String,
    findings: Vec<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    fingerprint: String,
    rule: String,
    key: Option<String>,
    document: String,
    text: String,
}

impl Baseline {
    /// The findings of a report. Those that a waiver covers are left to the waiver.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let entry = |dossier: &DossierReport| {
            let results = dossier.results.iter().filter(|result| result.waived.is_none());
            let findings = results.flat_map(|result| result.findings()).map(|finding| known(dossier, finding));
            Entry { name: dossier.name.clone(), findings: findings.collect() }
        };
        Self { schema: SCHEMA.to_owned(), dossiers: report.dossiers.iter().map(entry).collect() }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// [`BaselineError`]: not JSON of this form, or of another version of it.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let read: Self = serde_json::from_str(text).map_err(|error| BaselineError(error.to_string()))?;
        if read.schema == SCHEMA { Ok(read) } else { Err(BaselineError(format!("its schema is {:?}", read.schema))) }
    }

    /// The baseline as JSON, a line for each finding's field, so that versions of it can be compared.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A value of strings has no way to fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Marks every finding of the report as new or known, and lists what is gone of the rules that were judged.
    ///
    /// A dossier is found by its name; where both sides have only one, they belong together.
    pub fn apply(&self, report: &mut Report) {
        let alone = report.dossiers.len() == 1 && self.dossiers.len() == 1;
        let mut used = vec![false; self.dossiers.len()];
        for dossier in &mut report.dossiers {
            let of = (0..self.dossiers.len()).find(|&i| !used[i] && (alone || self.dossiers[i].name == dossier.name));
            let known: &[Known] = match of {
                Some(i) => {
                    used[i] = true;
                    &self.dossiers[i].findings
                }
                None => &[],
            };
            compare(dossier, known);
        }
    }
}

fn known(dossier: &DossierReport, finding: &Finding) -> Known {
    let label = finding.labels.first();
    Known {
        fingerprint: print(dossier, finding),
        rule: finding.rule.code.to_string(),
        key: finding.key.clone(),
        document: label.map_or("", |label| fingerprint::kind(dossier, label)).to_owned(),
        text: label.map(fingerprint::sentence).unwrap_or_default(),
    }
}

fn print(dossier: &DossierReport, finding: &Finding) -> String {
    format!("{:016x}", fingerprint::of(dossier, finding, ""))
}

fn compare(dossier: &mut DossierReport, known: &[Known]) {
    // The same sentence may stand twice: each finding uses up one.
    let mut left: HashMap<&str, Vec<&Known>> = HashMap::new();
    for one in known.iter().rev() {
        left.entry(&one.fingerprint).or_default().push(one);
    }
    let prints: Vec<Vec<String>> = dossier
        .results
        .iter()
        .map(|result| result.findings().iter().map(|finding| print(dossier, finding)).collect())
        .collect();
    for (result, prints) in dossier.results.iter_mut().zip(&prints) {
        let Verdict::Violated { findings, .. } = &mut result.verdict else { continue };
        for (finding, print) in findings.iter_mut().zip(prints) {
            let found = left.get_mut(print.as_str()).and_then(Vec::pop);
            finding.novelty = Some(if found.is_some() { Novelty::Known } else { Novelty::New });
        }
    }
    let judged = |rule: &str| {
        let result = dossier.results.iter().find(|result| result.rule.code.as_str() == rule);
        result.is_some_and(|result| !matches!(result.verdict, Verdict::Undetermined { .. }))
    };
    let gone = known.iter().filter(|one| {
        let Some(rest) = left.get_mut(one.fingerprint.as_str()) else { return false };
        let here = rest.iter().position(|other| std::ptr::eq(*other, *one));
        here.map(|at| rest.remove(at)).is_some() && judged(&one.rule)
    });
    let gone = gone.map(|one| Gone {
        rule: one.rule.clone(),
        key: one.key.clone(),
        document: one.document.clone(),
        text: one.text.clone(),
    });
    dossier.gone = gone.collect();
}
