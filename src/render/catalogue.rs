//! The catalogue of rules: what each requires, why, and on what legal basis.

use std::io;

use serde_json::{Value, json};

use super::words;
use crate::rules::{Rule, RuleSet};
use crate::{Language, Text};

fn bases(rule: &Rule, language: Language) -> Vec<String> {
    rule.meta().basis.iter().map(|basis| words::basis(basis, language)).collect()
}

/// One line per rule, by pack.
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

/// A table per pack.
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
            writeln!(out, "| `{}` | {} | {severity} | {basis} |", meta.code, meta.title.get(language))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// One rule in full, with the examples that its pack carries.
///
/// # Errors
/// Those of the writer.
pub fn explain(rule: &Rule, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let zh = language == Language::Chinese;
    let pick = |chinese: &'static str, english: &'static str| if zh { chinese } else { english };
    let meta = rule.meta();
    writeln!(out, "{} [{}]\n{}\n", meta.code, words::severity(meta.severity, language), meta.title.get(language))?;
    writeln!(out, "{}\n", meta.explanation.get(language))?;
    writeln!(out, "{}", pick("依据", "Basis"))?;
    for basis in bases(rule, language) {
        writeln!(out, "  {basis}")?;
    }
    if !meta.help.get(language).is_empty() {
        writeln!(out, "\n{}\n  {}", pick("建议", "Help"), meta.help.get(language))?;
    }
    if !meta.model_clause.is_empty() {
        writeln!(out, "\n{}\n  {}", pick("参考条款", "Model clause"), meta.model_clause)?;
    }
    for key in &meta.keys {
        writeln!(out, "\n{}: {}\n  {}", key.key, key.message.get(language), key.help.get(language))?;
    }
    for option in &meta.options {
        let (head, title) = (pick("选项", "Option"), option.title.get(language));
        writeln!(out, "\n{head} {} = {}\n  {title}", option.name, option.default)?;
    }
    for example in rule.examples() {
        writeln!(out, "\n{} {} → {}", pick("示例", "Example"), example.name, verdict(&example.expect, language))?;
        for (name, text) in &example.documents {
            writeln!(out, "  {name}")?;
            for line in text.trim().lines() {
                writeln!(out, "    {line}")?;
            }
        }
    }
    Ok(())
}

fn verdict(word: &str, language: Language) -> &str {
    match (word, language) {
        ("satisfied", Language::Chinese) => "满足",
        ("violated", Language::Chinese) => "不满足",
        ("not-applicable", Language::Chinese) => "不适用",
        ("undetermined", Language::Chinese) => "无法判断",
        _ => word,
    }
}
