//! A baseline: what is known does not count and stays visible, what is new counts, what is gone is said.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::process::Command;

use charterlint::{Baseline, Checking, Date, Dossier, Novelty, Report, RuleSet};

const OLD: &str = "甲水务有限公司章程\n第一条 董事任期四年。\n第二条 公司设董事会，董事会由二名董事组成。\n";
/// An article before, so other numbers; the second sentence mended; a new mistake.
const NEW: &str = "甲水务有限公司章程\n第一条 公司依照公司法设立。\n第二条 董事任期四年。\n第三条 公司设董事会，董事会由五名董事组成。\n第四条 监事任期四年。\n";
const TERM: &str = "company-law/term-length";
const BOARD: &str = "company-law/board-minimum";

fn check(charter: &str, only: &[&str]) -> Report {
    let dossier = Dossier::from_text("章程.txt", charter).unwrap();
    let rules = RuleSet::builtin().filtered(|meta| only.contains(&meta.code.as_str()));
    rules.check_with(&dossier, &Checking::on(Date::new(2026, 11, 23).unwrap()))
}

fn novelties(report: &Report) -> Vec<(String, Novelty)> {
    let findings = report.dossiers[0].results.iter().flat_map(|result| result.findings());
    findings.map(|finding| (finding.labels[0].text().replace('\n', ""), finding.novelty.unwrap())).collect()
}

#[test]
fn known_new_and_gone() {
    let baseline = Baseline::of(&check(OLD, &[TERM, BOARD]));
    let mut report = check(NEW, &[TERM, BOARD]);
    Baseline::parse(&baseline.to_json()).unwrap().apply(&mut report);
    let found = novelties(&report);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].0.contains("四年") && found[0].1 == Novelty::Known, "{found:?}");
    assert_eq!(found[1].1, Novelty::New, "{found:?}");
    assert_eq!(report.findings().count(), 1);
    let summary = report.dossiers[0].summary();
    assert_eq!((summary.known, summary.errors + summary.warnings + summary.advice), (1, 1));
    let gone = &report.dossiers[0].gone;
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert_eq!((gone[0].rule.as_str(), gone[0].document.as_str()), (BOARD, "charter"));
    assert!(gone[0].text.contains("二名董事"), "{gone:?}");
}

#[test]
fn rules_that_did_not_run_or_could_not_tell_are_not_judged() {
    let baseline = Baseline::of(&check(OLD, &[TERM, BOARD]));
    let mut report = check(NEW, &[TERM]);
    baseline.apply(&mut report);
    assert!(report.dossiers[0].gone.is_empty(), "{:?}", report.dossiers[0].gone);
    // The number of directors is left blank: the rule cannot tell.
    let mut report = check("甲水务有限公司章程\n第一条 公司依照公司法设立。\n", &[BOARD]);
    baseline.apply(&mut report);
    assert_eq!(report.dossiers[0].results[0].verdict.as_str(), "undetermined");
    assert!(report.dossiers[0].gone.is_empty());
}

#[test]
fn the_same_sentence_twice_is_known_once() {
    let baseline = Baseline::of(&check(OLD, &[TERM]));
    let twice = "甲水务有限公司章程\n第一条 董事任期四年。\n第二条 董事任期四年。\n";
    let mut report = check(twice, &[TERM]);
    baseline.apply(&mut report);
    let found: Vec<_> = novelties(&report).into_iter().map(|(_, novelty)| novelty).collect();
    assert_eq!(found, [Novelty::Known, Novelty::New]);
    let mut once = check(OLD, &[TERM]);
    Baseline::of(&report).apply(&mut once);
    assert_eq!(once.dossiers[0].gone.len(), 1);
}

#[test]
fn what_is_no_baseline_is_refused() {
    for text in ["", "{}", "{\"schema\":\"charterlint-report/1\",\"dossiers\":[]}", "[1]"] {
        let error = Baseline::parse(text).unwrap_err().to_string();
        assert!(error.contains("--write-baseline"), "{error}");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_charterlint"));
    command.current_dir(folder).args([
        "check",
        "章程.txt",
        "--as-of",
        "2026-11-23",
        "--select",
        TERM,
        "--select",
        BOARD,
    ]);
    let output = command.args(arguments).env("NO_COLOR", "1").output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_command_writes_and_reads_a_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let charter = folder.path().join("章程.txt");
    std::fs::write(&charter, OLD).unwrap();
    assert_eq!(run(folder.path(), &[]).0, Some(1));
    assert_eq!(run(folder.path(), &["--write-baseline", "known.json"]).0, Some(0));
    let (status, out, _) = run(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(status, Some(0), "{out}");
    assert!(out.contains("基线已有 2 项") && out.contains("违反2（错误0 警告0 提示0）"), "{out}");
    assert!(out.contains("基线已有2；"), "{out}");

    std::fs::write(&charter, NEW).unwrap();
    let (status, out, _) = run(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(status, Some(1), "{out}");
    assert!(out.contains("基线已有 1 项") && out.contains("基线中已消除 1 项"), "{out}");
    let (_, out, _) = run(folder.path(), &["--baseline", "known.json", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let dossier = &report["dossiers"][0];
    assert_eq!(dossier["gone"][0]["rule"], BOARD);
    assert_eq!(dossier["summary"]["known"], 1);
    let results = dossier["results"].as_array().unwrap().iter();
    let states: Vec<_> =
        results.flat_map(|one| one["findings"].as_array().unwrap()).map(|one| &one["baseline"]).collect();
    assert_eq!(states, ["known", "new"]);
    let schema: serde_json::Value = serde_json::from_str(charterlint::render::REPORT_SCHEMA).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("report.json", schema).unwrap();
    let schema = compiler.compile("report.json", &mut schemas).unwrap();
    assert!(schemas.validate(&report, schema).is_ok());
    let (_, out, _) = run(folder.path(), &["--baseline", "known.json", "--format", "sarif"]);
    assert!(out.contains("\"baselineState\": \"unchanged\"") && out.contains("\"baselineState\": \"new\""), "{out}");
    let (_, out, _) = run(folder.path(), &["--baseline", "known.json", "--format", "github"]);
    assert_eq!(out.lines().count(), 1, "{out}");

    for (file, text) in [("none.json", None), ("known.json", Some("{}"))] {
        if let Some(text) = text {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        let (status, _, err) = run(folder.path(), &["--baseline", file]);
        assert_eq!(status, Some(2));
        assert!(err.contains(file), "{err}");
    }
}
