//! `init` writes settings that `check` accepts and that change no verdict.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use charterlint::{Dossier, RuleSet};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charterlint")).args(arguments).output().unwrap()
}

/// A copy of a sample's documents, without its settings.
fn copy(folder: &str) -> tempfile::TempDir {
    let target = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && path.file_name().unwrap() != "dossier.toml" {
            std::fs::copy(&path, target.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    target
}

fn verdicts(folder: &Path) -> Vec<(String, String)> {
    let dossier = Dossier::open(folder).unwrap();
    let known: Vec<&str> = RuleSet::builtin().rules().map(|rule| rule.meta().code.as_str()).collect();
    dossier.check_codes(known).unwrap();
    let report = RuleSet::builtin().check(&dossier);
    let results = report.dossiers.into_iter().flat_map(|dossier| dossier.results);
    results
        .map(|result| {
            (result.rule.code.to_string(), format!("{} {}", result.verdict.as_str(), result.findings().len()))
        })
        .collect()
}

fn samples() -> Vec<PathBuf> {
    let charters = std::fs::read_dir("fixtures/charters").unwrap().map(|entry| entry.unwrap().path());
    charters.chain(["jingyan", "linjiang", "haiheng"].map(|name| Path::new("fixtures").join(name))).collect()
}

#[test]
fn verdicts_stay_what_they_are() {
    for sample in samples() {
        // The language is that of the comments: once is enough for most.
        let languages: &[&str] = if sample.ends_with("jingyan") { &["zh", "en"] } else { &["zh"] };
        for language in languages {
            let folder = copy(sample.to_str().unwrap());
            let before = verdicts(folder.path());
            let output = run(&["init", folder.path().to_str().unwrap(), "--lang", language]);
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(verdicts(folder.path()), before, "{} {language}", sample.display());
        }
    }
}

#[test]
fn every_key_is_there_with_what_is_known() {
    let folder = copy("fixtures/charters/compliant-committee");
    assert_eq!(run(&["init", folder.path().to_str().unwrap()]).status.code(), Some(0));
    let text = std::fs::read_to_string(folder.path().join("dossier.toml")).unwrap();
    for key in charterlint::dossier::COMPANY_KEYS {
        let line = |l: &&str| l.trim_start_matches("# ").starts_with(&format!("{key} = "));
        assert!(text.lines().any(|l| line(&l)), "{key}\n{text}");
    }
    for section in
        ["[company]", "[dossier]", "[documents]", "[rules]", "# [rules.severity]", "# [rules.options]", "# [[waiver]]"]
    {
        assert!(text.lines().any(|line| line == section), "{section}\n{text}");
    }
    let filled = |line: &str| text.lines().any(|l| l.starts_with(line));
    assert!(filled("name = \"蘅川市水务环境集团有限公司\"   # 章程.txt"), "{text}");
    assert!(filled("form = \"limited\""), "{text}");
    assert!(filled("ownership = \"wholly-state\"   # 章程.txt 第二条：公司是蘅川市人民政府"), "{text}");
    assert!(filled("shareholders = 1"), "{text}");
    assert!(filled("board = true"), "{text}");
    assert!(filled("# staff = 640"), "{text}");
    assert!(filled("# \"章程.txt\" = \"charter\""), "{text}");
}

#[test]
fn commented_lines_are_settings_too() {
    let folder = copy("fixtures/jingyan");
    assert_eq!(run(&["init", folder.path().to_str().unwrap(), "--lang", "en"]).status.code(), Some(0));
    let path = folder.path().join("dossier.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    // Everything that looks like a setting behind a `#` is one.
    let setting =
        |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let uncommented: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if setting(rest) && !rest.contains("\"…\"   #") => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    std::fs::write(&path, &uncommented).unwrap();
    let dossier = Dossier::open(folder.path()).unwrap_or_else(|error| panic!("{error}\n{uncommented}"));
    assert_eq!(dossier.settings.waivers.len(), 1);
    assert!(dossier.settings.documents.len() >= 5, "{:?}", dossier.settings.documents);
}

#[test]
fn nothing_is_overwritten() {
    let folder = copy("fixtures/jingyan");
    let path = folder.path().join("dossier.toml");
    std::fs::write(&path, "[company]\nstaff = 7\n").unwrap();
    let output = run(&["init", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("不覆盖"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "[company]\nstaff = 7\n");
    // No half-written file is left behind.
    let left = std::fs::read_dir(folder.path())
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(left.count(), 0);
}

#[test]
fn what_is_no_dossier_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("章程.txt");
    std::fs::write(&file, "甲有限公司章程\n第一条 公司设立党委。\n").unwrap();
    for path in [file.to_str().unwrap(), "no-such-folder"] {
        let output = run(&["init", path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
    }
    assert!(!folder.path().join("dossier.toml").exists());
    // A folder without documents still gets the keys.
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(run(&["init", empty.path().to_str().unwrap()]).status.code(), Some(0));
    assert!(Dossier::open(empty.path()).is_ok());
}
