//! Accepted deviations: which results they cover, and which of them no longer do anything.

use std::sync::{Arc, LazyLock};

use super::meta::{RuleCode, RuleMeta, Severity};
use crate::dossier::Dossier;
use crate::report::RuleResult;
use crate::source::{Source, Span};
use crate::{Date, Finding, Label, Text, Verdict, Waived};

/// The code under which waivers are reported that no longer do anything. It belongs to no pack: the company's
/// settings are at fault, not its documents.
const CODE: &str = "dossier/live-waivers";
/// The pack of that code, which no other may use.
pub(super) const PACK: &str = "dossier";

static RULE: LazyLock<Arc<RuleMeta>> = LazyLock::new(|| {
    Arc::new(RuleMeta {
        code: RuleCode::from(CODE),
        pack_title: Text::new("卷宗设置", "Settings of the dossier"),
        title: Text::new(
            "豁免均有理由、在有效期内且仍有必要",
            "Every waiver has a reason, is in force and still needed",
        ),
        explanation: Text::new(
            "没有写明理由的豁免不起作用，过期的不再起作用；规则已经满足的，豁免应当删去，以免掩盖以后的问题。",
            "A waiver without a reason does not count and an expired one no longer does; where the rule is met the waiver should go, lest it hide what comes later.",
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

/// Marks the results that a waiver covers, and says which waivers have expired or cover nothing.
pub(super) fn apply(results: &mut [RuleResult], dossier: &Dossier, as_of: Date) -> Option<RuleResult> {
    let waivers = &dossier.settings.waivers;
    if waivers.is_empty() {
        return None;
    }
    let (source, spans) = written(dossier)?;
    let mut findings = Vec::new();
    for (waiver, span) in waivers.iter().zip(spans) {
        let code = &waiver.rule;
        let mut add = |key: &str, severity, message, help| {
            let place = format!("第{}行", source.position(span.start).line);
            findings.push(Finding {
                rule: Arc::clone(&RULE),
                key: Some(key.to_owned()),
                severity,
                message,
                help,
                model_clause: String::new(),
                basis: Vec::new(),
                labels: vec![Label::new(Arc::clone(&source), span, place)],
                novelty: None,
                snippet: crate::render::SnippetCell::default(),
            });
        };
        if waiver.reason.trim().is_empty() {
            let message = Text::new(
                format!("对「{code}」的豁免没有写明理由，不起作用"),
                format!("the waiver of {code} gives no reason and does not count"),
            );
            add("malformed", Severity::Error, message, Text::new("写明 reason", "State the reason"));
            continue;
        }
        let Some(result) = results.iter_mut().find(|result| result.rule.code.as_str() == waiver.rule) else { continue };
        let violated = matches!(result.verdict, Verdict::Violated { .. });
        let delete = Text::new("删去这项豁免", "Delete the waiver");
        if let Some(until) = waiver.until.filter(|until| *until < as_of) {
            let message = Text::new(
                format!("对「{code}」的豁免已于{until}到期"),
                format!("the waiver of {code} expired on {until}"),
            );
            let renew = Text::new(
                "按规则整改，或者重新报批并更新期限",
                "Mend what the rule reports, or have the waiver renewed",
            );
            add("expired", Severity::Warning, message, if violated { renew } else { delete });
        } else if violated {
            result.waived = Some(Waived { reason: waiver.reason.clone(), until: waiver.until });
        } else if !matches!(result.verdict, Verdict::Undetermined { .. }) {
            let message = Text::new(
                format!("对「{code}」的豁免没有用处，该规则没有报告问题"),
                format!("the waiver of {code} covers nothing: the rule reports nothing"),
            );
            add("unused", Severity::Advice, message, delete);
        }
    }
    let severity = findings.iter().map(|finding| finding.severity).max()?;
    let verdict = Verdict::Violated { findings, evidence: Vec::new() };
    Some(RuleResult { rule: Arc::clone(&RULE), verdict, severity, waived: None })
}

/// The text in which the waivers stand, and each one's place in it.
fn written(dossier: &Dossier) -> Option<(Arc<Source>, Vec<Span>)> {
    let waivers = &dossier.settings.waivers;
    if let Some(source) = dossier.config_source() {
        return Some((Arc::new(source), waivers.iter().map(|waiver| waiver.span).collect()));
    }
    // Settings made in memory are shown as they would be written.
    let (mut text, mut spans) = (String::new(), Vec::with_capacity(waivers.len()));
    for waiver in waivers {
        let start = text.len();
        text.push_str(&format!("[[waiver]] rule = {:?}, reason = {:?}", waiver.rule, waiver.reason));
        spans.push(Span::from(start..text.len()));
        text.push('\n');
    }
    Some((Arc::new(Source::new("dossier.toml", text).ok()?), spans))
}
