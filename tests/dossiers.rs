//! Whole dossiers are judged as a lawyer's notes say, and every defect that was put into them is found at its place.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use std::collections::BTreeSet;
use std::fmt::Write;

use charterlint::{Checking, Date, Dossier, Report, RuleSet};

fn toml(path: &str) -> toml::Table {
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

fn checked(name: &str) -> (toml::Table, Report) {
    let folder = format!("fixtures/{name}");
    let notes = toml(&format!("{folder}/notes.toml"));
    let as_of: Date = notes["as_of"].to_string().parse().unwrap();
    let dossier = Dossier::open(&folder).unwrap();
    (notes, RuleSet::builtin().check_with(&dossier, &Checking::on(as_of)))
}

/// What the report says of a rule, for a failure's message.
fn said(report: &Report, code: &str) -> String {
    let Some(result) = report.dossiers[0].results.iter().find(|result| result.rule.code.as_str() == code) else {
        return "nothing".to_owned();
    };
    let mut out = format!("{:?}", result.verdict.as_str());
    for finding in result.findings() {
        let places: Vec<_> = finding.labels.iter().map(|l| format!("{} {}", l.source.name(), l.place)).collect();
        let _ = write!(out, "\n    {:?} {} {places:?}", finding.key, finding.message.zh);
    }
    if let charterlint::Verdict::Undetermined { missing } = &result.verdict {
        let _ = write!(out, " missing {missing:?}");
    }
    out
}

#[test]
fn verdicts_are_those_of_the_notes() {
    let mut wrong = String::new();
    for name in ["jingyan", "linjiang", "haiheng"] {
        let (notes, report) = checked(name);
        let mut judged = 0;
        for (code, expected) in notes["expect"].as_table().unwrap() {
            let result = report.dossiers[0].results.iter().find(|result| result.rule.code.as_str() == code);
            let Some(result) = result else { continue };
            judged += 1;
            if Some(result.verdict.as_str()) != expected.as_str() {
                let _ = writeln!(wrong, "{name}: {code}: expected {expected}, found {}", said(&report, code));
            }
        }
        assert!(judged >= 40, "{name}: only {judged} rules are judged");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn planted_defects_are_found_at_their_places() {
    let mut wrong = String::new();
    for name in ["jingyan", "haiheng"] {
        let (_, report) = checked(name);
        for defect in toml(&format!("fixtures/{name}/planted.toml"))["defect"].as_array().unwrap() {
            let word = |key: &str| defect[key].as_str().unwrap();
            let code = word("rule");
            if RuleSet::builtin().get(code).is_none() {
                continue;
            }
            let found = report.findings().filter(|finding| finding.rule.code.as_str() == code).any(|finding| {
                let place = |label: &charterlint::Label| {
                    label.source.name() == word("document") && label.place.starts_with(word("place"))
                };
                finding.labels.iter().any(place)
            });
            if !found {
                let _ = writeln!(wrong, "{name}: {code} at {} is missing: {}", word("place"), said(&report, code));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn nothing_is_reported_where_nothing_was_put() {
    // The packs on lists and posts report the planted defects and nothing else.
    for name in ["jingyan", "haiheng", "linjiang"] {
        let (_, report) = checked(name);
        let path = format!("fixtures/{name}/planted.toml");
        let planted: Vec<(String, String)> = match std::fs::read_to_string(&path) {
            Ok(text) => {
                let table: toml::Table = text.parse().unwrap();
                let pair =
                    |d: &toml::Value| (d["rule"].as_str().unwrap().to_owned(), d["place"].as_str().unwrap().to_owned());
                table["defect"].as_array().unwrap().iter().map(pair).collect()
            }
            Err(_) => Vec::new(),
        };
        let extra: BTreeSet<String> = report
            .findings()
            .filter(|finding| matches!(finding.rule.code.pack(), "two-lists" | "cross-appointment"))
            .filter(|finding| {
                !planted.iter().any(|(rule, place)| {
                    rule == finding.rule.code.as_str()
                        && (place.is_empty() || finding.labels.iter().any(|label| label.place.starts_with(place)))
                })
            })
            .map(|finding| format!("{}: {} {}", finding.rule.code, finding.labels[0].place, finding.message.zh))
            .collect();
        assert!(extra.is_empty(), "{name}: {extra:#?}");
    }
}
