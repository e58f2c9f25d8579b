//! Charters, lists, rosters, registers and ledgers as other drafters write them get the verdict that the catalogue gives.
//!
//! The cases were written from the catalogue alone. Those that are not yet judged rightly are not here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "tests")]

use std::collections::BTreeMap;

use charterlint::{Checking, Date, Dossier, RuleSet, Verdict};

/// The dossier of a case: its documents, and a `dossier.toml` of its profile and options.
fn dossier(case: &toml::Table, rule: &str) -> Dossier {
    let table = |key: &str| case.get(key).and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let mut config = String::from("[company]\n");
    for (key, value) in table("profile") {
        // A date stands without quotes.
        let words = if key == "registered_on" { value.as_str().unwrap().to_owned() } else { value.to_string() };
        config.push_str(&format!("{key} = {words}\n"));
    }
    if case.get("complete").and_then(toml::Value::as_bool) == Some(true) {
        config.push_str("[dossier]\ncomplete = true\n");
    }
    let options = table("options");
    if !options.is_empty() {
        config.push_str(&format!("[rules.options.\"{rule}\"]\n"));
        options.iter().for_each(|(key, value)| config.push_str(&format!("{key} = {value}\n")));
    }
    let mut builder = Dossier::builder().config(&config).unwrap();
    for (name, text) in table("documents") {
        builder = builder.add_text(name, text.as_str().unwrap()).unwrap();
    }
    if let Some(charter) = case.get("charter") {
        builder = builder.add_text("公司章程.txt", charter.as_str().unwrap()).unwrap();
    }
    builder.build().unwrap()
}

fn wrong(case: &toml::Table) -> Option<String> {
    let code = case["rule"].as_str().unwrap();
    let set = RuleSet::builtin().filtered(|meta| meta.code.as_str() == code);
    let as_of: Date = case.get("as_of").and_then(toml::Value::as_str).unwrap_or("2026-11-23").parse().unwrap();
    let report = set.check_with(&dossier(case, code), &Checking::on(as_of));
    let verdict = &report.dossiers[0].results[0].verdict;
    let expected = case["expect"].as_str().unwrap();
    let keys = case.get("keys").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let found = match verdict {
        Verdict::Violated { findings, .. } => findings.iter().filter_map(|finding| finding.key.clone()).collect(),
        _ => Vec::new(),
    };
    let all = keys.iter().all(|key| found.iter().any(|found| Some(found.as_str()) == key.as_str()));
    let note = case.get("note").and_then(toml::Value::as_str).unwrap_or_default();
    (verdict.as_str() != expected || !all)
        .then(|| format!("{code}: {expected} expected, {} given: {note}", verdict.as_str()))
}

#[test]
fn documents_of_other_drafters() {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir("tests/data/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let file: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        for (i, case) in file["case"].as_array().unwrap().iter().enumerate() {
            let case = case.as_table().unwrap();
            *counts.entry(case["rule"].as_str().unwrap().to_owned()).or_default() += 1;
            failures.extend(wrong(case).map(|wrong| format!("{} {i} {wrong}", path.display())));
        }
    }
    println!("{} cases of {} rules", counts.values().sum::<u32>(), counts.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let unseen: Vec<&str> = RuleSet::builtin()
        .rules()
        .map(|rule| rule.meta().code.as_str())
        .filter(|code| !counts.contains_key(*code))
        .collect();
    assert!(unseen.is_empty(), "rules without a case: {unseen:?}");
}
