//! A dossier's settings: severities, waivers that count, have expired, or cover nothing.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod command;

use charterlint::rules::{Level, Severity};
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

#[test]
fn a_waiver_without_a_reason_does_not_count_and_is_an_error() {
    for reason in ["", "reason = \"\"\n", "reason = \"　\"\n"] {
        let report = check(&format!("[[waiver]]\nrule = \"{CHAIR}\"\n{reason}"));
        assert!(result(&report, CHAIR).waived.is_none());
        let finding = &result(&report, LIVE).findings()[0];
        assert_eq!((finding.key.as_deref(), finding.severity), (Some("malformed"), Severity::Error));
        assert_eq!(report.highest(), Some(Severity::Error));
    }
}

#[test]
fn a_waiver_of_a_rule_that_did_not_run_is_not_judged() {
    let report = check("[[waiver]]\nrule = \"company-law/term-length\"\nreason = \"过渡期\"\n");
    assert!(report.dossiers[0].results.iter().all(|result| result.rule.code.as_str() != LIVE));
}

#[test]
fn the_last_level_of_the_command_counts_and_prevails_over_the_dossier() {
    let config = format!(
        "[company]\nownership = \"fully-state\"\nboard = true\nparty_organ = \"committee\"\nentity = \"company\"\n[rules.severity]\n\"{CHAIR}\" = \"advice\"\n"
    );
    let dossier = Dossier::builder().config(&config).unwrap().add_text("名册.csv", ROSTER).unwrap().build().unwrap();
    let severity = |levels: &[(&str, Level)]| {
        let levels: Vec<_> = levels.iter().map(|(glob, level)| ((*glob).to_owned(), *level)).collect();
        let checking = Checking::on(Date::new(2026, 11, 23).unwrap()).levels(&levels);
        let report = RuleSet::builtin().check_with(&dossier, &checking);
        let result = report.dossiers[0].results.iter().find(|result| result.rule.code.as_str() == CHAIR)?;
        assert_eq!(result.findings()[0].severity, result.severity);
        Some(result.severity)
    };
    assert_eq!(severity(&[]), Some(Severity::Advice));
    assert_eq!(severity(&[("cross-appointment/*", Level::Deny)]), Some(Severity::Error));
    assert_eq!(severity(&[("*", Level::Deny), ("cross-appointment", Level::Warn)]), Some(Severity::Warning));
    assert_eq!(severity(&[("*", Level::Warn), (CHAIR, Level::Allow)]), None);
    assert_eq!(severity(&[(CHAIR, Level::Allow), ("*/secretary-*", Level::Deny)]), Some(Severity::Error));
}

#[test]
fn the_command_takes_levels_in_their_order() {
    let run = |levels: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_charterlint"));
        command.args([
            "check",
            "fixtures/jingyan",
            "--as-of",
            "2026-11-23",
            "--select",
            "company-law",
            "--format",
            "json",
        ]);
        let output = command.args(levels).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = report["dossiers"][0]["results"].as_array().unwrap().clone();
        let severity = |code: &str| {
            let found = results.iter().find(|one| one["rule"] == code);
            found.map(|one| one["severity"].as_str().unwrap().to_owned())
        };
        (severity("company-law/term-length"), severity("company-law/board-minimum"))
    };
    let is = |one: &str, other: &str| (Some(one.to_owned()), Some(other.to_owned()));
    assert_eq!(run(&["-W", "*", "-D", "company-law/term-length"]), is("error", "warning"));
    assert_eq!(run(&["-D", "company-law/term-length", "-W", "*"]), is("warning", "warning"));
    assert_eq!(run(&["-A", "*", "-W", "*/board-*", "-D", "*/term-*"]), is("error", "warning"));
    let (term, board) = run(&["-W", "*", "-A", "*/term-*"]);
    assert_eq!((term, board.as_deref()), (None, Some("warning")));
}

#[test]
fn rules_hold_from_the_day_on_which_their_basis_does() {
    let text = "某某有限公司章程\n第一条 公司设董事会，董事会由2名董事组成。\n";
    let dossier = Dossier::from_text("章程.txt", text).unwrap();
    let on = |year, month, day| {
        let report = RuleSet::builtin().check_with(&dossier, &Checking::on(Date::new(year, month, day).unwrap()));
        result(&report, "company-law/board-minimum").verdict.as_str()
    };
    assert_eq!(on(2024, 6, 30), "not-applicable");
    assert_eq!(on(2024, 7, 1), "violated");
}

#[test]
fn a_profile_that_a_document_contradicts_is_reported() {
    let charter = "某某集团有限公司章程\n第一条 公司为国有独资公司，由市国资委履行出资人职责。\n第二条 公司不设董事会，设董事一名。\n";
    let findings = |config: &str| {
        let dossier =
            Dossier::builder().config(config).unwrap().add_text("章程.txt", charter).unwrap().build().unwrap();
        let report = RuleSet::builtin().check_with(&dossier, &Checking::on(Date::new(2026, 11, 23).unwrap()));
        let result =
            report.dossiers[0].results.iter().find(|r| r.rule.code.as_str() == "dossier/profile-agrees").cloned();
        result.map_or_else(Vec::new, |result| {
            result.findings().iter().map(|f| (f.key.clone().unwrap(), f.labels[0].place.clone())).collect()
        })
    };
    assert_eq!(findings("[company]\nform = \"limited\"\nownership = \"wholly-state\"\nboard = false\n"), []);
    assert_eq!(
        findings("[company]\nform = \"joint-stock\"\nownership = \"state-controlled\"\nboard = true\n"),
        [("form", "标题"), ("ownership", "第一条"), ("board", "第二条")].map(|(k, p)| (k.to_owned(), p.to_owned()))
    );
}

/// Files that are no governance documents are a mistake, unless the settings say that nothing else exists.
#[test]
fn a_complete_dossier_without_documents_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("资产.csv"), "资产清单\n编号,名称,原值（万元）\n1,一号厂房,2300\n").unwrap();
    let run = |complete: bool| {
        let config = format!("[company]\nownership = \"fully-state\"\n[dossier]\ncomplete = {complete}\n");
        std::fs::write(folder.path().join("dossier.toml"), config).unwrap();
        command::ended(command::program().args(["check", "--format", "json"]).arg(folder.path()))
    };
    let incomplete = run(false);
    assert!(incomplete.stdout.is_empty() && !incomplete.stderr.is_empty());
    let complete = String::from_utf8(run(true).stdout).unwrap();
    let rule = complete.split("\"two-lists/both-lists-exist\"").nth(1).unwrap();
    assert!(rule.trim_start_matches([',', ' ', '\n']).starts_with("\"verdict\": \"violated\""), "{rule:.200}");
}
