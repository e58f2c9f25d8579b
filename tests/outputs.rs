//! What the command writes, and what it refuses to write.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CHARTER: &str = "某县清源水务有限公司章程\n第一章 总则\n第一条 公司由某县财政局单独出资设立。\n第二章 党组织\n第二条 公司设立党委。党委在公司治理中发挥政治核心作用。\n";

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    /// A folder with a dossier in `卷宗`.
    fn new() -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(case.path("卷宗")).unwrap();
        std::fs::write(case.path("卷宗/章程.txt"), CHARTER).unwrap();
        std::fs::write(case.path("卷宗/dossier.toml"), "[company]\nownership = \"wholly-state\"\n").unwrap();
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let command = Command::new(env!("CARGO_BIN_EXE_charterlint"))
            .current_dir(self.folder.path())
            .args(["check", "卷宗", "--as-of", "2026-11-23"])
            .args(arguments)
            .output();
        command.unwrap()
    }

    /// Everything in the folder but the dossier, by name.
    fn written(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "卷宗");
        names.sort();
        names
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn formats_and_outputs_are_paired_in_order() {
    let case = Case::new();
    let ran = case.run(&[
        "--format", "json", "--output", "a.json", "--format", "html", "--output", "a.html", "--format", "csv",
        "--output", "a.csv", "--format", "sarif",
    ]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
    assert_eq!(case.written(), ["a.csv", "a.html", "a.json"]);
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(case.path("a.json")).unwrap()).unwrap();
    assert_eq!(json["schema"], "charterlint-report/1");
    assert!(std::fs::read_to_string(case.path("a.html")).unwrap().starts_with("<!doctype html>"));
    assert!(std::fs::read_to_string(case.path("a.csv")).unwrap().starts_with("\u{FEFF}单位,"));
    // The last one has no target.
    let sarif: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn what_cannot_be_paired_is_refused_before_anything_is_read() {
    let case = Case::new();
    for arguments in [
        &["--format", "json", "--format", "csv"][..],
        &["--format", "json", "--output", "a", "--output", "b"],
        &["--format", "json", "--output", "a", "--format", "csv", "--output", "a"],
    ] {
        let ran = case.run(arguments);
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
        assert!(!errors(&ran).is_empty() && ran.stdout.is_empty());
        assert!(case.written().is_empty());
    }
}

#[test]
fn no_input_is_overwritten_under_whatever_name() {
    let case = Case::new();
    let charter = case.path("卷宗/章程.txt");
    std::fs::hard_link(&charter, case.path("hard.txt")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&charter, case.path("soft.txt")).unwrap();
    let mut targets = vec!["卷宗/章程.txt", "./卷宗/../卷宗/章程.txt", "卷宗/dossier.toml", "hard.txt"];
    if cfg!(unix) {
        targets.push("soft.txt");
    }
    let before = case.written();
    for target in targets {
        let ran = case.run(&["--format", "csv", "--output", "other.csv", "--format", "json", "--output", target]);
        assert_eq!(ran.status.code(), Some(2), "{target}");
        assert!(errors(&ran).contains("输入文件"), "{target}: {}", errors(&ran));
        let english = case.run(&["--format", "json", "--output", target, "--lang", "en"]);
        assert!(errors(&english).contains("is one of the inputs"), "{target}: {}", errors(&english));
    }
    assert_eq!(std::fs::read_to_string(&charter).unwrap(), CHARTER);
    assert_eq!(case.written(), before);
}

#[test]
fn files_are_written_whole_or_not_at_all() {
    let case = Case::new();
    for (target, words) in [("nowhere/a.json", "文件夹不存在"), ("卷宗", "是文件夹"), ("卷宗/章程.txt/x", "不是文件夹")]
    {
        // The first file would do; the second would not.
        let ran = case.run(&["--format", "csv", "--output", "first.csv", "--format", "json", "--output", target]);
        assert_eq!(ran.status.code(), Some(2), "{target}");
        assert!(errors(&ran).contains(words), "{target}: {}", errors(&ran));
        assert!(ran.stdout.is_empty());
        assert!(case.written().is_empty(), "{:?}", case.written());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_says_so() {
    let case = Case::new();
    let ran = case.run(&["--format", "json", "--output", "/dev/full"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(errors(&ran).contains("磁盘空间不足"), "{}", errors(&ran));
    let ran = case.run(&["--format", "json", "--output", "/dev/null"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_read_only_file_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let case = Case::new();
    std::fs::write(case.path("real.json"), "old").unwrap();
    std::os::unix::fs::symlink("real.json", case.path("link.json")).unwrap();
    case.run(&["--format", "json", "--output", "link.json"]);
    assert!(case.path("link.json").is_symlink());
    assert!(std::fs::read_to_string(case.path("real.json")).unwrap().contains("charterlint-report/1"));

    std::fs::write(case.path("kept.json"), "old").unwrap();
    std::fs::set_permissions(case.path("kept.json"), std::fs::Permissions::from_mode(0o444)).unwrap();
    let ran = case.run(&["--format", "json", "--output", "kept.json"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(errors(&ran).contains("没有写入权限"), "{}", errors(&ran));
    assert_eq!(std::fs::read_to_string(case.path("kept.json")).unwrap(), "old");
}

#[test]
fn an_output_inside_the_dossier_is_fine_unless_it_is_read() {
    let case = Case::new();
    for _ in 0..2 {
        let ran = case.run(&["--format", "html", "--output", "卷宗/报告.html"]);
        assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
    }
    let target = Path::new("卷宗/报告.csv");
    case.run(&["--format", "csv", "--output", target.to_str().unwrap()]);
    // The second time the table would be read as a document of the company.
    let ran = case.run(&["--format", "csv", "--output", target.to_str().unwrap()]);
    assert_eq!(ran.status.code(), Some(2), "{}", errors(&ran));
}

/// Fingerprints of the results by rule, after the log was held against the official schema.
fn fingerprints(case: &Case) -> Vec<(String, String)> {
    let ran = case.run(&["--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let schema = serde_json::from_str(&std::fs::read_to_string("tests/schemas/sarif-2.1.0.json").unwrap()).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("sarif.json", schema).unwrap();
    let schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    schemas.validate(&log, schema).unwrap_or_else(|error| panic!("{error}"));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let mut all: Vec<_> =
        results.iter().map(|one| (text(&one["ruleId"]), text(&one["partialFingerprints"]["charterlint/v1"]))).collect();
    all.sort();
    all
}

#[test]
fn sarif_names_a_finding_alike_wherever_it_moves_to() {
    let case = Case::new();
    for file in ["公司章程.txt", "任职名册.csv", "前置研究讨论事项清单.txt", "党委研究决定事项清单.md", "dossier.toml"]
    {
        std::fs::copy(format!("fixtures/jingyan/{file}"), case.path(&format!("卷宗/{file}"))).unwrap();
    }
    std::fs::remove_file(case.path("卷宗/章程.txt")).unwrap();
    let before = fingerprints(&case);
    assert!(before.len() > 15, "{before:?}");
    let distinct: std::collections::HashSet<_> = before.iter().map(|(_, print)| print).collect();
    assert_eq!(distinct.len(), before.len(), "no two findings share one");

    // Lines added above shift every line of the charter.
    let charter = std::fs::read_to_string(case.path("卷宗/公司章程.txt")).unwrap();
    let (title, rest) = charter.split_once('\n').unwrap();
    std::fs::write(case.path("卷宗/公司章程.txt"), format!("{title}\n\n\n（征求意见稿）\n\n{rest}")).unwrap();
    assert_eq!(fingerprints(&case), before);
}
