//! The catalogue of rules: what each requires, why, and on what legal basis.
//!
//! A list, a table with links to one page per pack, and one rule in full. Page and single rule say the same.

use std::io;

use serde_json::{Value, json};

mod page;

pub use page::{explain, page};

use super::words;
use crate::rules::{Rule, RuleSet};
use crate::{Language, Text};

fn bases(rule: &Rule, language: Language) -> Vec<String> {
    rule.meta().basis.iter().map(|basis| words::basis(basis, language)).collect()
}

/// One line per rule, by pack.
///
/// ```
/// use charterlint::{Language, RuleSet, render};
/// let mut out = Vec::new();
/// render::catalogue::text(RuleSet::builtin(), Language::English, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("party-building/prior-study [error]"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn text(rules: &RuleSet, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    for pack in rules.packs() {
        let in_pack: Vec<&Rule> = rules.rules().filter(|rule| rule.meta().code.pack() == pack.name).collect();
        writeln!(out, "{} {} ({})", pack.name, pack.title.get(language), in_pack.len())?;
        for rule in in_pack {
            let meta = rule.meta();
            let severity = words::severity(meta.severity, language);
            writeln!(out, "  {} [{severity}] {}", meta.code, meta.title.get(language))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", rules.rules().len())
}

/// The whole catalogue as JSON, in both languages.
///
/// ```
/// use charterlint::{RuleSet, render};
/// let mut out = Vec::new();
/// render::catalogue::json(RuleSet::builtin(), &mut out)?;
/// let catalogue: serde_json::Value = serde_json::from_slice(&out).unwrap();
/// assert_eq!(catalogue["schema"], "charterlint-rules/1");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn json(rules: &RuleSet, out: &mut dyn io::Write) -> io::Result<()> {
    let both = |text: &Text| json!({ "zh": text.zh, "en": text.en });
    let list: Vec<Value> = rules
        .rules()
        .map(|rule| {
            let meta = rule.meta();
            json!({
                "code": meta.code.as_str(),
                "pack": meta.code.pack(),
                "title": both(&meta.title),
                "explanation": both(&meta.explanation),
                "severity": meta.severity,
                "reads": meta.reads,
                "message": both(&meta.message),
                "help": both(&meta.help),
                "model_clause": meta.model_clause,
                "keys": meta.keys.iter().map(|key| json!({ "key": key.key, "severity": key.severity, "message": both(&key.message) })).collect::<Vec<_>>(),
                "options": meta.options.iter().map(|option| json!({ "name": option.name, "default": option.default, "title": both(&option.title) })).collect::<Vec<_>>(),
                "basis": meta.basis.iter().map(|basis| json!({
                    "source": basis.source.name.zh,
                    "article": basis.article,
                    "verification": basis.verification,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "schema": "charterlint-rules/1", "rules": list }))?;
    writeln!(out)
}

/// The file name of a pack's page.
fn page_name(pack: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{pack}.md"),
        Language::English => format!("{pack}.en.md"),
    }
}

/// A table per pack, with a link to each rule on the page of its pack: `rules/PACK.md#NAME`, or `rules/PACK.en.md#NAME`.
///
/// ```
/// use charterlint::{Language, RuleSet, render};
/// let mut out = Vec::new();
/// render::catalogue::markdown(RuleSet::builtin(), Language::English, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("(rules/two-lists.en.md#"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn markdown(rules: &RuleSet, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let heads = match language {
        Language::Chinese => "| 规则 | 要求 | 级别 | 依据 |",
        Language::English => "| Rule | Requirement | Severity | Basis |",
    };
    for pack in rules.packs() {
        writeln!(
            out,
            "## {} `{}`\n\n{}\n\n{heads}\n| --- | --- | --- | --- |",
            pack.title.get(language),
            pack.name,
            pack.summary.get(language)
        )?;
        for rule in rules.rules().filter(|rule| rule.meta().code.pack() == pack.name) {
            let meta = rule.meta();
            let severity = words::severity(meta.severity, language);
            let basis = bases(rule, language).join("<br>");
            let (code, name) = (&meta.code, meta.code.name());
            let file = page_name(&pack.name, language);
            writeln!(out, "| [`{code}`](rules/{file}#{name}) | {} | {severity} | {basis} |", meta.title.get(language))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
