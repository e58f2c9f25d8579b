//! SARIF 2.1.0 for code-scanning services and editors.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{escape, words};
use crate::fingerprint;
use crate::rules::{RuleMeta, Severity};
use crate::{DossierReport, Finding, Label, Language, Novelty, Report, RuleResult};

/// Bytes of a document's words that a region quotes.
const QUOTED: usize = 1000;

/// Writes the findings as one SARIF 2.1.0 log, with a line end after it.
///
/// Only rules that occur are described. Every result has one location, the main label; the other labels are related
/// locations. Columns are Unicode scalar values and say so. Results that a waiver covers are suppressed results.
/// A result's fingerprint rests on the rule, the company, the kind of document and the sentence pointed at without its
/// number, so that it survives an edit elsewhere in the document.
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::sarif(&report, Language::English, &mut out)?;
/// let value: serde_json::Value = serde_json::from_slice(&out)?;
/// assert_eq!(value["version"], "2.1.0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn sarif(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let mut rules: IndexMap<&str, &Arc<RuleMeta>> = IndexMap::new();
    let mut results = Vec::new();
    let mut seen = HashMap::new();
    for dossier in &report.dossiers {
        for result in &dossier.results {
            for finding in result.findings() {
                let index = rules.insert_full(finding.rule.code.as_str(), &finding.rule).0;
                let print = counted(dossier, finding, &mut seen);
                results.push(one_result(dossier, result, finding, index, &print, language));
            }
        }
    }
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|rule| descriptor(rule, language)).collect::<Vec<_>>(),
            } },
            "language": words::pick(language, "zh-CN", "en"),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(super::escape::Json(&mut *out), &log)?;
    out.write_all(b"\n")
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// What a rule is, what to do about it, and what it rests on.
fn descriptor(rule: &RuleMeta, language: Language) -> Value {
    let mut help = vec![rule.help.get(language).to_owned()];
    for one in &rule.basis {
        help.push(words::labelled(words::basis_word(language), &words::basis(one, language), language));
    }
    if !rule.model_clause.is_empty() {
        help.push(words::labelled(words::model_clause(language), &rule.model_clause, language));
    }
    help.retain(|line| !line.is_empty());
    let title = words::title(rule, language);
    let full = match rule.explanation.get(language) {
        "" => title,
        text => text,
    };
    let text = if help.is_empty() { full.to_owned() } else { help.join("\n") };
    json!({
        "id": rule.code.as_str(),
        "shortDescription": { "text": title },
        "fullDescription": { "text": full },
        "help": { "text": text },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [words::pack(rule, language)] },
    })
}

fn one_result(
    dossier: &DossierReport,
    result: &RuleResult,
    finding: &Finding,
    rule: usize,
    print: &str,
    language: Language,
) -> Value {
    let mut message = finding.message.get(language).to_owned();
    let help = finding.help.get(language);
    if !help.is_empty() {
        message = format!("{message}\n{}", words::labelled(words::help(language), help, language));
    }
    let main: Vec<_> = finding.labels.iter().take(1).map(|label| location(dossier, label, None, language)).collect();
    let mut value = json!({
        "ruleId": finding.rule.code.as_str(),
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": main,
        "partialFingerprints": { "charterlint/v1": print },
    });
    let related: Vec<_> = (1..)
        .zip(finding.labels.iter().skip(1))
        .map(|(id, label)| location(dossier, label, Some(id), language))
        .collect();
    let Some(fields) = value.as_object_mut() else { return value };
    if !related.is_empty() {
        fields.insert("relatedLocations".to_owned(), Value::Array(related));
    }
    if let Some(waived) = &result.waived {
        let suppression = json!({ "kind": "external", "status": "accepted", "justification": waived.reason });
        fields.insert("suppressions".to_owned(), json!([suppression]));
    }
    if let Some(novelty) = finding.novelty {
        let state = match novelty {
            Novelty::New => "new",
            Novelty::Known => "unchanged",
        };
        fields.insert("baselineState".to_owned(), json!(state));
    }
    let mut properties = json!({ "dossier": dossier.name });
    if let (Some(key), Some(properties)) = (&finding.key, properties.as_object_mut()) {
        properties.insert("key".to_owned(), json!(key));
    }
    fields.insert("properties".to_owned(), properties);
    value
}

fn location(dossier: &DossierReport, label: &Label, id: Option<u32>, language: Language) -> Value {
    let at = words::Position::of(label);
    let mut quoted = label.text();
    if quoted.len() > QUOTED {
        let end = (0..=QUOTED).rev().find(|&end| quoted.is_char_boundary(end)).unwrap_or(0);
        quoted = quoted.get(..end).unwrap_or_default();
    }
    let mut region = json!({
        "startLine": at.start.line,
        "startColumn": at.start.column,
        "endLine": at.end.line,
        "endColumn": at.end.column,
    });
    if let (false, Some(region)) = (quoted.is_empty(), region.as_object_mut()) {
        region.insert("snippet".to_owned(), json!({ "text": quoted }));
    }
    let mut value = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": escape::uri(&words::path(dossier, &label.source)) },
            "region": region,
        },
    });
    let Some(fields) = value.as_object_mut() else { return value };
    if let Some(id) = id {
        fields.insert("id".to_owned(), json!(id));
    }
    let place = match at.in_file(language) {
        Some(inner) if label.place.is_empty() => inner,
        Some(inner) => format!("{} {inner}", label.place),
        None => label.place.clone(),
    };
    if !place.is_empty() {
        fields.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": place }]));
    }
    let message = label.message.as_ref().map_or("", |text| text.get(language));
    if !message.is_empty() || id.is_some() {
        let text = words::labelled(&place, message, language);
        if !text.is_empty() {
            fields.insert("message".to_owned(), json!({ "text": text }));
        }
    }
    value
}

/// A mark that stays the same while the sentence does. Results that would share one are counted.
fn counted(dossier: &DossierReport, finding: &Finding, seen: &mut HashMap<u64, u32>) -> String {
    let hash = fingerprint::of(dossier, finding, &dossier.name);
    let count = seen.entry(hash).or_insert(0);
    *count += 1;
    format!("{hash:016x}:{count}")
}
