//! What the command prints of each sample charter, whole: for people and for programs.

#![allow(clippy::unwrap_used, reason = "tests")]

use charterlint::render::{self, TerminalOptions};
use charterlint::{Checking, Date, Dossier, Language, Report, RuleSet};

const SAMPLES: [&str; 8] = [
    "branch-one-director",
    "compliant-committee",
    "defects",
    "listed-controlled",
    "old-2017",
    "pdf-wrapped",
    "relative-control",
    "template",
];

fn report(name: &str) -> Report {
    let dossier = Dossier::open(format!("fixtures/charters/{name}")).unwrap();
    RuleSet::builtin().check_with(&dossier, &Checking::on(Date::new(2026, 11, 23).unwrap()))
}

#[test]
fn for_people() {
    for name in SAMPLES {
        let mut out = Vec::new();
        render::terminal(&report(name), &TerminalOptions::default(), &mut out).unwrap();
        insta::assert_snapshot!(format!("{name}-terminal"), String::from_utf8(out).unwrap());
    }
}

#[test]
fn for_programs() {
    for name in SAMPLES {
        let mut out = Vec::new();
        render::json(&report(name), Language::Chinese, &mut out).unwrap();
        insta::assert_snapshot!(format!("{name}-json"), String::from_utf8(out).unwrap());
    }
}
