//! The programs in `examples/` run, and print what their first lines promise.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::process::Command;

/// Runs an example as its head says, and gives its exit status and what it printed.
fn run(name: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--locked", "--example", name, "--"]).args(arguments);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {:?}\n{printed}\n{errors}", output.status);
    (output.status.code(), printed)
}

#[test]
fn every_example_runs() {
    let (status, out) = run("check_string", &[]);
    assert!(status == Some(0) && out.contains("error company-law/board-minimum") && out.contains("(第二条)"), "{out}");

    let (status, out) = run("check_folder", &["fixtures"]);
    let lines = out.lines().filter(|line| line.ends_with("undetermined")).count();
    assert!(status == Some(0) && lines >= 3, "{out}");

    let (status, out) = run("custom_rule", &[]);
    assert!(status == Some(0) && out.contains("五日: violated\n") && out.contains("十五日: satisfied\n"), "{out}");

    let (status, out) = run("feed_rows", &[]);
    assert!(status == Some(0) && out.contains("violated cross-appointment/secretary-is-chair"), "{out}");

    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.html");
    let (status, _) = run("render_html", &[page.to_str().unwrap()]);
    assert_eq!(status, Some(0));
    assert!(std::fs::read_to_string(&page).unwrap().starts_with("<!"));

    let written = folder.path().join("generated");
    let (status, _) = run("generate", &[written.to_str().unwrap(), "3", "--seed", "7"]);
    let planted = std::fs::read_to_string(written.join("planted.jsonl")).unwrap();
    assert!(status == Some(0) && planted.lines().count() == 3, "{planted}");

    let (status, _) = run("fixtures", &[folder.path().to_str().unwrap()]);
    let written = std::fs::read(folder.path().join("yunze/党组织台账.csv")).unwrap();
    assert!(status == Some(0) && written == std::fs::read("fixtures/yunze/党组织台账.csv").unwrap());

    let (status, out) = run("ci_gate", &["fixtures/jingyan"]);
    assert!(status == Some(1) && out.contains("::error file=fixtures/jingyan/"), "{status:?} {out}");
    let known = folder.path().join("known.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_charterlint"));
    command.args(["check", "fixtures/jingyan", "--as-of", "2026-11-23", "--write-baseline"]).arg(&known);
    assert!(command.output().unwrap().status.success());
    let (status, out) = run("ci_gate", &["fixtures/jingyan", known.to_str().unwrap()]);
    assert_eq!((status, out.as_str()), (Some(0), ""));
}

/// Programs that write samples for the project itself; they have checks of their own.
const TOOLS: &[&str] = &["fixtures", "generate"];

#[test]
fn every_example_is_run() {
    let text = std::fs::read_to_string(file!()).unwrap();
    for entry in std::fs::read_dir("examples").unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        let known = TOOLS.contains(&name.as_str()) || text.contains(&format!("run(\"{name}\""));
        assert!(known, "{name} is not run");
    }
}
