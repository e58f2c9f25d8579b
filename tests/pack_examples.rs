//! Every worked case that the built-in packs carry gets the verdict that the pack states.
//!
//! `ONLY=two-lists/next` runs only the rules whose code contains the words.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write;

use charterlint::rules::{Example, Rule};
use charterlint::{Checking, Date, RuleSet, Verdict};

/// What is wrong with the answer to an example, if anything.
fn wrong(set: &RuleSet, rule: &Rule, example: &Example) -> Option<String> {
    let code = &rule.meta().code;
    let dossier = match example.dossier() {
        Ok(dossier) => dossier,
        Err(error) => return Some(format!("the dossier cannot be built: {error}")),
    };
    let as_of = example.as_of().or_else(|| Date::new(2026, 11, 23)).unwrap();
    let report = set.filtered(|meta| &meta.code == code).check_with(&dossier, &Checking::on(as_of));
    let [result] = report.dossiers[0].results.as_slice() else { return Some("there is no single answer".to_owned()) };
    let keys: Vec<&str> = result.findings().iter().filter_map(|finding| finding.key.as_deref()).collect();
    let mut found = format!("{} {keys:?}", result.verdict.as_str());
    let mut right = result.verdict.as_str() == example.expect;
    right &= example.keys.iter().all(|key| keys.contains(&key.as_str()));
    // A violated example violates the rule for the reasons it states and for no other.
    right &= example.keys.is_empty() || keys.iter().all(|key| example.keys.iter().any(|expected| expected == key));
    if let Verdict::Undetermined { missing } = &result.verdict {
        let _ = write!(found, " missing {missing:?}");
        right &= example.missing.iter().all(|fact| missing.contains(fact));
    }
    for finding in result.findings() {
        right &= !finding.labels.is_empty() && !finding.message.zh.contains('{') && !finding.help.zh.contains('{');
        let places: Vec<String> =
            finding.labels.iter().map(|label| format!("{} {:?}", label.place, label.text())).collect();
        let _ = write!(found, "\n    {} | {} | {places:?}", finding.message.zh, finding.help.zh);
    }
    if right {
        return None;
    }
    let kinds: Vec<_> = dossier.documents.iter().map(|document| document.kind).collect();
    Some(format!("{found}\n    read as {kinds:?}, not read: {:?}", dossier.unread()))
}

#[test]
fn every_example_of_every_pack() {
    let set = RuleSet::builtin();
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut failures = String::new();
    let mut packs: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for rule in set.rules() {
        let code = &rule.meta().code;
        if !code.as_str().contains(&only) {
            continue;
        }
        assert!(!rule.examples().is_empty(), "{code} has no example");
        let count = packs.entry(code.pack()).or_default();
        for example in rule.examples() {
            count.1 += 1;
            match wrong(set, rule, example) {
                None => count.0 += 1,
                Some(found) => {
                    let (name, expect, keys) = (&example.name, &example.expect, &example.keys);
                    let _ = write!(
                        failures,
                        "\n--- {code} 「{name}」 expected {expect} {keys:?} {:?}\n    found {found}\n",
                        example.missing
                    );
                    for (file, text) in &example.documents {
                        let _ = write!(failures, "  [{file}]\n{}\n", text.trim());
                    }
                }
            }
        }
    }
    for (pack, (right, all)) in &packs {
        println!("{pack}: {right} of {all} examples");
    }
    assert!(failures.is_empty(), "{failures}");
}
