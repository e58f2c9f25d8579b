//! Promise: the same documents, day and arguments give the same bytes, whatever the clock, the place and the environment.

#![cfg(all(feature = "cli", feature = "docx", feature = "xlsx", feature = "html"))]
#![allow(clippy::unwrap_used)]

mod office;

use std::process::Command;
use std::time::Duration;

/// Archives note times in steps of two seconds.
const LATER: Duration = Duration::from_millis(2_100);

const CHARTER: &str = "青岚水务有限公司章程\n第一章 总则\n第一条 公司设立党委，发挥政治核心作用。\n第二章 董事会\n第二条 董事会由七名董事组成，董事任期四年。\n第三条 董事会决议经全体董事半数以上通过。\n";

/// Where a command is run: the folder and the environment.
struct Place {
    folder: tempfile::TempDir,
    environment: &'static [(&'static str, &'static str)],
    jobs: &'static str,
}

impl Place {
    fn new(environment: &'static [(&'static str, &'static str)], jobs: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (name, text) in [("甲", CHARTER), ("乙", &CHARTER.replace("四年", "三年"))] {
            std::fs::create_dir(root.join(name)).unwrap();
            std::fs::write(root.join(name).join("章程.txt"), text).unwrap();
        }
        let paragraphs: String = CHARTER.lines().map(office::paragraph).collect();
        std::fs::create_dir(root.join("丙")).unwrap();
        std::fs::write(root.join("丙/章程.docx"), office::docx(&office::document(&paragraphs))).unwrap();
        Self { folder, environment, jobs }
    }

    /// What the command writes to standard output, with its status.
    fn run(&self, arguments: &[&str]) -> (Vec<u8>, Option<i32>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_charterlint"));
        command.current_dir(self.folder.path()).env_clear().envs(self.environment.iter().copied()).args(arguments);
        if arguments[0] == "check" {
            command.args(["--as-of", "2026-11-23", "--jobs", self.jobs]);
        }
        let output = command.output().unwrap();
        assert!(!output.stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        (output.stdout, output.status.code())
    }
}

fn commands() -> Vec<Vec<&'static str>> {
    let mut all = Vec::new();
    for format in ["json", "jsonl", "sarif", "github", "csv", "html", "xlsx"] {
        all.push(vec!["check", "甲", "乙", "丙", "--format", format]);
    }
    // The marked document: a copy of a Word file, and a new one.
    all.push(vec!["check", "丙", "--format", "docx"]);
    all.push(vec!["check", "甲", "--lang", "en", "--format", "docx"]);
    for format in ["text", "json", "markdown", "html", "docx"] {
        all.push(vec!["diff", "甲/章程.txt", "乙/章程.txt", "--format", format]);
    }
    for format in ["text", "json", "csv"] {
        all.push(vec!["facts", "甲", "--lang", "en", "--format", format]);
        all.push(vec!["provisions", "甲", "乙", "--format", format]);
    }
    all.push(vec!["outline", "甲/章程.txt", "--format", "json"]);
    all.push(vec!["rules", "--format", "json"]);
    all
}

#[test]
fn clock_place_and_environment_change_no_byte() {
    let here = Place::new(&[("TZ", "EAST-14"), ("LANG", "zh_CN.GB18030"), ("HOME", "/nowhere")], "1");
    let there = Place::new(
        &[
            ("TZ", "WEST12"),
            ("LANG", "C"),
            ("LC_ALL", "de_DE.UTF-8"),
            ("USER", "somebody"),
            ("CLICOLOR_FORCE", "1"),
            ("COLUMNS", "40"),
            ("SOURCE_DATE_EPOCH", "0"),
        ],
        "8",
    );
    let commands = commands();
    let first: Vec<_> = commands.iter().map(|command| here.run(command)).collect();
    std::thread::sleep(LATER);
    for (command, first) in commands.iter().zip(first) {
        assert!(there.run(command) == first, "{command:?} does not write the same twice");
    }
}

/// The one thing that the clock decides: the day as of which rules apply, where none is given. Read in the time zone.
#[test]
fn only_the_day_comes_from_the_clock() {
    let dossier = tempfile::tempdir().unwrap();
    std::fs::write(dossier.path().join("章程.txt"), CHARTER).unwrap();
    let today = |zone: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_charterlint"))
            .args(["check", "--format", "json"])
            .arg(dossier.path())
            .env("TZ", zone)
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["as_of"].as_str().unwrap().to_owned()
    };
    // Twenty-six hours apart: never the same day.
    assert!(today("EAST-14") > today("WEST12"));
}
