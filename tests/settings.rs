//! A dossier's settings: severities, waivers that count, have expired, or cover nothing.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use charterlint::rules::Severity;
use charterlint::{Checking, Date, Dossier, Report, RuleSet, Verdict};

const ROSTER: &str = "姓名,政治面貌,党内职务,董事会职务,经理层职务\n陆明远,中共党员,党委书记,董事,\n高启山,中共党员,党委委员,董事长,总经理\n";

fn check(rules: &str) -> Report {
    let config = format!(
        "[company]\nownership = \"fully-state\"\nboard = true\nparty_organ = \"committee\"\nentity = \"company\"\n{rules}"
    );
    let dossier = Dossier::builder().config(&config).unwrap().add_text("名册.csv", ROSTER).unwrap().build().unwrap();
    let set = RuleSet::builtin().filtered(|meta| meta.code.pack() == "cross-appointment");
    set.check_with(&dossier, &Checking::on(Date::new(2026, 11, 23).unwrap()))
}

fn result<'r>(report: &'r Report, code: &str) -> &'r charterlint::RuleResult {
    report.dossiers[0].results.iter().find(|result| result.rule.code.as_str() == code).unwrap()
}

const CHAIR: &str = "cross-appointment/secretary-is-chair";
const LIVE: &str = "dossier/live-waivers";

#[test]
fn a_waiver_covers_a_violation_and_shows_it() {
    let report = check(&format!("[[waiver]]\nrule = \"{CHAIR}\"\nreason = \"过渡期\"\nuntil = 2026-11-23\n"));
    let covered = result(&report, CHAIR);
    assert!(matches!(covered.verdict, Verdict::Violated { .. }));
    assert_eq!(covered.waived.as_ref().unwrap().reason, "过渡期");
    assert!(report.findings().all(|finding| finding.rule.code.as_str() != CHAIR));
    assert_eq!(report.dossiers[0].summary().waived, 1);
    assert!(report.dossiers[0].results.iter().all(|result| result.rule.code.as_str() != LIVE));
}

#[test]
fn an_expired_waiver_no_longer_counts_and_says_so() {
    let report = check(&format!("[[waiver]]\nrule = \"{CHAIR}\"\nreason = \"过渡期\"\nuntil = 2026-11-22\n"));
    assert!(result(&report, CHAIR).waived.is_none());
    let finding = &result(&report, LIVE).findings()[0];
    assert_eq!((finding.key.as_deref(), finding.severity), (Some("expired"), Severity::Warning));
    assert!(finding.message.zh.contains("2026-11-22"), "{}", finding.message.zh);
    assert_eq!(finding.labels[0].source.name(), "dossier.toml");
    assert!(finding.labels[0].text().contains("secretary-is-chair"), "{:?}", finding.labels[0].text());
}

#[test]
fn a_waiver_of_what_is_met_covers_nothing() {
    let rule = "cross-appointment/two-way-entry";
    let report = check(&format!("[[waiver]]\nrule = \"{rule}\"\nreason = \"过渡期\"\n"));
    assert!(result(&report, rule).waived.is_none());
    assert_eq!(result(&report, LIVE).findings()[0].key.as_deref(), Some("unused"));
}

#[test]
fn severities_and_selection() {
    let report = check(&format!("[rules.severity]\n\"{CHAIR}\" = \"error\"\n"));
    assert_eq!(result(&report, CHAIR).findings()[0].severity, Severity::Error);
    let report = check(&format!("[rules]\nselect = [\"*/secretary-*\"]\nignore = [\"{CHAIR}\"]\n"));
    let codes: Vec<_> = report.dossiers[0].results.iter().map(|result| result.rule.code.to_string()).collect();
    assert_eq!(codes, ["cross-appointment/secretary-is-sole-director"]);
}
