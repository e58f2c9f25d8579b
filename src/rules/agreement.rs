//! Facts that the profile states and a document states otherwise.

use std::sync::{Arc, LazyLock};

use super::meta::{RuleCode, RuleMeta, Severity};
use crate::dossier::Dossier;
use crate::facts::{Facts, contradicted};
use crate::report::RuleResult;
use crate::{Finding, Text, Verdict};

static RULE: LazyLock<Arc<RuleMeta>> = LazyLock::new(|| {
    Arc::new(RuleMeta {
        code: RuleCode::from("dossier/profile-agrees"),
        pack_title: Text::new("卷宗设置", "Settings of the dossier"),
        title: Text::new("企业概况与文件所载一致", "The profile agrees with the documents"),
        explanation: Text::new(
            "判定以企业概况为准；概况与章程或者台账写的不同，两者必有一错，适用的规则可能因此不对。",
            "Verdicts follow the profile; where the charter or a ledger says otherwise one of them is wrong, and so may be the choice of rules.",
        ),
        reads: Vec::new(),
        severity: Severity::Warning,
        basis: Vec::new(),
        message: Text::default(),
        help: Text::default(),
        model_clause: String::new(),
        keys: Vec::new(),
        options: Vec::new(),
    })
});

/// The contradictions, if there are any.
pub(super) fn check(dossier: &Dossier, facts: &Facts<'_>) -> Option<RuleResult> {
    let found = contradicted(dossier, facts.charter(), facts.charter_facts());
    if found.is_empty() {
        return None;
    }
    let findings = found.into_iter().map(|known| Finding {
        rule: Arc::clone(&RULE),
        key: Some(known.key.to_owned()),
        severity: Severity::Warning,
        message: Text::new(
            format!("文件写的与概况的 {} 不符，应为 {}", known.key, known.value),
            format!("a document contradicts `{}` of the profile: {}", known.key, known.value),
        ),
        help: Text::new("核对后修改 dossier.toml 或者文件", "Correct dossier.toml or the document"),
        model_clause: String::new(),
        basis: Vec::new(),
        labels: vec![known.evidence],
        novelty: None,
        snippet: crate::render::SnippetCell::default(),
    });
    let verdict = Verdict::Violated { findings: findings.collect(), evidence: Vec::new() };
    Some(RuleResult { rule: Arc::clone(&RULE), verdict, severity: Severity::Warning, waived: None })
}
