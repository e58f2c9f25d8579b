//! The defects that the generator plants are found, all of them and no others.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use charterlint::{Checking, Date, Dossier, RuleSet, Verdict};

#[allow(dead_code, reason = "a program of its own")]
#[path = "../examples/generate.rs"]
mod generator;

const DOSSIERS: usize = 40;

#[test]
fn planted_defects_are_found_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    generator::generate(folder.path(), DOSSIERS, 7, false).unwrap();
    let rules = RuleSet::builtin();
    let checking = Checking::on(Date::new(2026, 11, 23).unwrap());
    let planted = std::fs::read_to_string(folder.path().join("planted.jsonl")).unwrap();
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    for line in planted.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = line["dossier"].as_str().unwrap();
        let breaks: BTreeSet<String> =
            line["breaks"].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap().to_owned()).collect();
        let report = rules.check_with(&Dossier::open(folder.path().join(name)).unwrap(), &checking);
        let violated = report.dossiers[0].results.iter().filter(|one| matches!(one.verdict, Verdict::Violated { .. }));
        let violated: BTreeSet<String> = violated.map(|one| one.rule.code.to_string()).collect();
        assert_eq!(violated, breaks, "dossier {name}");
        kinds.extend(breaks);
    }
    assert_eq!((planted.lines().count(), kinds.len()), (DOSSIERS, 10), "{kinds:?}");
}
