//! What an amendment did to the rules: verdicts on the old charter against verdicts on the new one.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Comparison, Passage};
use crate::report::{Label, Report, RuleResult, Verdict};
use crate::rules::{Basis, RuleMeta};
use crate::source::Span;

/// Which way a rule's verdict turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Turn {
    /// A violation is gone: satisfied now, or the rule no longer concerns the company.
    Mended,
    /// A violation that was not there.
    Broken,
    /// The verdict is the same.
    Same,
    /// The verdict differs, without a violation appearing or a requirement being met.
    Changed,
}

impl Turn {
    /// The name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::Broken => "broken",
            Self::Same => "same",
            Self::Changed => "changed",
        }
    }
}

/// One rule's verdicts on both texts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RuleChange {
    /// The rule.
    pub rule: Arc<RuleMeta>,
    /// The verdict on the old text, as in reports.
    pub old: &'static str,
    /// The verdict on the new text.
    pub new: &'static str,
    /// How many findings the old text had.
    pub old_findings: usize,
    /// How many the new text has.
    pub new_findings: usize,
    /// Which way it turned.
    pub turn: Turn,
    /// The rule's legal basis, where a violation was mended: what the amendment can be based on.
    pub basis: Vec<Basis>,
    old_labels: Vec<(String, Span)>,
    new_labels: Vec<(String, Span)>,
}

/// Compares the verdicts of two reports, each on one version of the same dossier. Rules that only one report knows are
/// left out. The rules stand in the order of the new report.
#[must_use]
pub fn turns(old: &Report, new: &Report) -> Vec<RuleChange> {
    let results =
        |report: &Report| report.dossiers.iter().flat_map(|dossier| dossier.results.clone()).collect::<Vec<_>>();
    let (old, new) = (results(old), results(new));
    let by_code: HashMap<&str, &RuleResult> = old.iter().rev().map(|r| (r.rule.code.as_str(), r)).collect();
    let mut seen = std::collections::HashSet::new();
    new.iter()
        .filter(|after| seen.insert(after.rule.code.as_str()))
        .filter_map(|after| by_code.get(after.rule.code.as_str()).map(|before| rule_change(before, after)))
        .collect()
}

fn rule_change(before: &RuleResult, after: &RuleResult) -> RuleChange {
    let turn = match (&before.verdict, &after.verdict) {
        (Verdict::Violated { .. }, Verdict::Satisfied { .. } | Verdict::NotApplicable { .. }) => Turn::Mended,
        (Verdict::Violated { .. }, Verdict::Violated { .. }) => Turn::Same,
        (_, Verdict::Violated { .. }) => Turn::Broken,
        (a, b) if a.as_str() == b.as_str() => Turn::Same,
        _ => Turn::Changed,
    };
    let spans = |labels: &mut dyn Iterator<Item = &Label>| -> Vec<(String, Span)> {
        labels.map(|label| (label.source.name().to_owned(), label.span)).collect()
    };
    let basis = match turn {
        Turn::Mended => {
            let own: Vec<Basis> = before.findings().iter().flat_map(|finding| finding.basis.clone()).collect();
            let mut all = if own.is_empty() { after.rule.basis.clone() } else { own };
            let mut seen: Vec<(Arc<str>, String)> = Vec::new();
            all.retain(|basis| {
                let key = (basis.source.key.clone(), basis.article.clone());
                let fresh = !seen.contains(&key);
                seen.push(key);
                fresh
            });
            all
        }
        _ => Vec::new(),
    };
    RuleChange {
        rule: after.rule.clone(),
        old: before.verdict.as_str(),
        new: after.verdict.as_str(),
        old_findings: before.findings().len(),
        new_findings: after.findings().len(),
        turn,
        basis,
        old_labels: spans(&mut before.findings().iter().flat_map(|finding| &finding.labels)),
        new_labels: spans(&mut after.evidence().iter()),
    }
}

impl Comparison {
    /// Notes what the amendment did to the rules: [`rule_changes`](Self::rule_changes), and with every changed article the
    /// legal basis of the rules that it mended, which are those whose finding stood in its old words or whose evidence
    /// stands in its new ones.
    ///
    /// Both reports must be on the sources that were compared.
    pub fn note_verdicts(&mut self, old: &Report, new: &Report) {
        let turns = turns(old, new);
        let (old_name, new_name) = (self.old_name.clone(), self.new_name.clone());
        let mended = || turns.iter().filter(|turn| turn.turn == Turn::Mended);
        for article in &mut self.articles {
            if matches!(article.change, super::Change::Unchanged | super::Change::Renumbered) {
                continue;
            }
            for turn in mended() {
                let touches = |passages: &[Passage], labels: &[(String, Span)], name: &str| {
                    let inside = |span: &Span| passages.iter().any(|p| p.span.contains(span.start));
                    labels.iter().any(|(source, span)| source == name && inside(span))
                };
                if !touches(&article.old, &turn.old_labels, &old_name)
                    && !touches(&article.new, &turn.new_labels, &new_name)
                {
                    continue;
                }
                for basis in &turn.basis {
                    let source = &basis.source;
                    let name = if source.short.is_empty() { &*source.name.zh } else { &*source.short };
                    let words = format!("《{}》{}", name.trim_matches(['《', '》']), basis.article);
                    if !article.basis.contains(&words) {
                        article.basis.push(words);
                    }
                }
            }
        }
        self.rule_changes = turns;
    }
}
