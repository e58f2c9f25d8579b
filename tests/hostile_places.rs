//! Promise: wherever the command is pointed, it ends, says why, and leaves nothing half-written; what it writes is whole.

#![cfg(all(unix, feature = "cli"))]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic)]

mod command;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use command::{ended, error, program, text};

const CHARTER: &str = "青岚水务有限公司章程\n第一章 总则\n第一条 公司设董事会，董事任期四年。\n第二条 公司设立党委，党委发挥政治核心作用。\n";

/// A folder with a charter.
fn dossier() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("章程.txt"), CHARTER).unwrap();
    folder
}

fn check(paths: &[&Path], more: &[&str]) -> Command {
    let mut command = program();
    command.arg("check").args(paths).args(["--as-of", "2026-11-23"]).args(more);
    command
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn links_in_circles_pipes_and_devices_in_folders() {
    let folder = dossier();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("内")).unwrap();
    symlink(folder.path(), at("内/外")).unwrap();
    symlink(at("自己.txt"), at("自己.txt")).unwrap();
    symlink(at("乙.txt"), at("甲.txt")).unwrap();
    symlink(at("甲.txt"), at("乙.txt")).unwrap();
    symlink("/dev/zero", at("零.txt")).unwrap();
    symlink("/dev/full", at("满.csv")).unwrap();
    symlink(at("无此文件"), at("断.docx")).unwrap();
    pipe(&at("管道.txt"));
    symlink(at("管道.txt"), at("管道链接.csv")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("套接字.txt")).unwrap();
    for more in [&[][..], &["--each"], &["--format", "jsonl"]] {
        let ran = ended(&mut check(&[folder.path()], more));
        assert_eq!(ran.status.code(), Some(1), "{more:?}: {}", error(&ran));
        assert!(text(&ran).contains("董事任期四年") || text(&ran).contains("term-length"), "{}", text(&ran));
    }
    for command in ["facts", "provisions"] {
        let ran = ended(program().arg(command).arg(folder.path()));
        assert_eq!(ran.status.code(), Some(0), "{command}: {}", error(&ran));
    }
    // The settings and the charter as things that cannot be read.
    for name in ["dossier.toml", "公司章程.txt"] {
        for target in ["/dev/zero", "/dev/tty", "自己.txt"] {
            symlink(target, at(name)).unwrap();
            let ran = ended(&mut check(&[folder.path()], &[]));
            assert!(ran.status.code().is_some_and(|code| code <= 2), "{name} -> {target}: {}", error(&ran));
            fs::remove_file(at(name)).unwrap();
        }
    }
}

#[test]
fn folders_as_deep_as_the_system_allows() {
    let folder = dossier();
    let mut deep = folder.path().to_owned();
    for _ in 0..200 {
        deep.push("深");
    }
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("章程.txt"), CHARTER).unwrap();
    let ran = ended(&mut check(&[folder.path()], &[]));
    assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
    let ran = ended(&mut check(&[&deep], &[]));
    assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
}

#[test]
fn what_is_named_and_has_no_end_is_refused_at_the_limit() {
    let zero = Path::new("/dev/zero");
    for (command, arguments) in [
        ("check", &[][..]),
        ("outline", &[]),
        ("facts", &[]),
        ("provisions", &[]),
        ("diff", &["/dev/zero"]),
        ("amend", &["/dev/zero"]),
        ("init", &[]),
    ] {
        let ran = ended(program().arg(command).arg(zero).args(arguments));
        assert_eq!(ran.status.code(), Some(2), "{command}: {}", error(&ran));
        assert!(!error(&ran).trim().is_empty(), "{command}");
    }
    let folder = dossier();
    for option in ["--pack", "--baseline"] {
        let ran = ended(&mut check(&[folder.path()], &[option, "/dev/zero"]));
        assert_eq!(ran.status.code(), Some(2), "{option}: {}", error(&ran));
        assert!(error(&ran).contains("/dev/zero"), "{option}: {}", error(&ran));
    }
    for records in [&["-"][..], &["-", "--records"]] {
        let input = Stdio::from(fs::File::open("/dev/zero").unwrap());
        let ran = ended(program().arg("check").args(records).stdin(input));
        assert_eq!(ran.status.code(), Some(2), "{records:?}: {}", error(&ran));
    }
}

#[test]
fn files_of_a_gigabyte_are_refused_unread() {
    let folder = dossier();
    for name in ["大.txt", "大.csv", "大.docx", "大.xlsx", "大.pdf"] {
        let path = folder.path().join(name);
        fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
        let ran = ended(&mut check(&[&path], &[]));
        assert_eq!(ran.status.code(), Some(2), "{name}");
        assert!(error(&ran).contains("67108864") || error(&ran).contains("64"), "{name}: {}", error(&ran));
    }
    let ran = ended(&mut check(&[folder.path()], &["--format", "json"]));
    assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
    let report: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(report["dossiers"][0]["skipped"].as_array().unwrap().len(), 5, "{}", report["dossiers"][0]["skipped"]);
    // So are settings, baselines and packs.
    let huge = folder.path().join("大.toml");
    fs::File::create(&huge).unwrap().set_len(1 << 30).unwrap();
    for option in ["--pack", "--baseline"] {
        let ran = ended(&mut check(&[&folder.path().join("章程.txt")], &[option, huge.to_str().unwrap()]));
        assert_eq!(ran.status.code(), Some(2), "{option}: {}", error(&ran));
    }
    fs::rename(&huge, folder.path().join("dossier.toml")).unwrap();
    let ran = ended(&mut check(&[folder.path()], &[]));
    assert_eq!(ran.status.code(), Some(2), "{}", error(&ran));
    assert!(error(&ran).contains("dossier.toml"), "{}", error(&ran));
}

#[test]
fn folders_where_files_should_be() {
    let folder = dossier();
    let at = |name: &str| folder.path().join(name);
    for name in ["名册.xlsx", "清单.docx", "台账.pdf"] {
        fs::create_dir(at(name)).unwrap();
    }
    let ran = ended(&mut check(&[folder.path()], &[]));
    assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
    for option in ["--pack", "--baseline"] {
        let ran = ended(&mut check(&[folder.path()], &[option, at("名册.xlsx").to_str().unwrap()]));
        assert_eq!(ran.status.code(), Some(2), "{option}: {}", error(&ran));
        assert!(error(&ran).contains("名册.xlsx"), "{}", error(&ran));
    }
    for command in ["outline", "diff", "amend"] {
        let ran = ended(program().arg(command).args(vec![folder.path(); if command == "outline" { 1 } else { 2 }]));
        assert!(matches!(ran.status.code(), Some(0 | 2)), "{command}: {}", error(&ran));
        assert!(ran.status.success() || !error(&ran).is_empty());
    }
    fs::create_dir(at("dossier.toml")).unwrap();
    let ran = ended(&mut check(&[folder.path()], &[]));
    assert!(matches!(ran.status.code(), Some(1 | 2)), "{}", error(&ran));
}

#[test]
fn files_that_vanish_while_they_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let path = |i: usize| folder.path().join(format!("{i:03}/章程.txt"));
    for i in 0..120 {
        fs::create_dir(path(i).parent().unwrap()).unwrap();
        fs::write(path(i), CHARTER).unwrap();
    }
    let vanishing = (0..120).map(path).collect::<Vec<_>>();
    let remover = std::thread::spawn(move || {
        for (i, path) in vanishing.iter().enumerate().rev() {
            // Every other one goes with its folder.
            if i % 2 == 0 {
                fs::remove_file(path).unwrap()
            } else {
                fs::remove_dir_all(path.parent().unwrap()).unwrap()
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    });
    let ran = ended(&mut check(&[folder.path()], &["--format", "jsonl"]));
    remover.join().unwrap();
    let code = ran.status.code();
    assert!(code.is_some_and(|code| code <= 2), "{}", error(&ran));
    for line in text(&ran).lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value["results"].is_array() != value["error"].is_string(), "{value}");
        assert!(value["error"].is_null() || code == Some(2), "{value}");
    }
}

#[test]
fn outputs_that_cannot_be_written() {
    let folder = dossier();
    let results = tempfile::tempdir().unwrap();
    let at = |name: &str| results.path().join(name);
    fs::create_dir(at("夹")).unwrap();
    fs::write(at("文件"), "x").unwrap();
    fs::write(at("只读.json"), "before").unwrap();
    let mut permissions = fs::metadata(at("只读.json")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(at("只读.json"), permissions).unwrap();
    let before = names(results.path());
    let targets =
        [at("无/a.json"), at("夹"), at("文件/a.json"), at("只读.json"), "/proc/a.json".into(), "/dev/full".into()];
    let commands: [&[&str]; 5] = [
        &["check", "--format", "json"],
        &["check", "--format", "jsonl"],
        &["facts", "--format", "json"],
        &["provisions"],
        &["check", "--format", "html"],
    ];
    for target in &targets {
        for command in commands {
            let mut run = program();
            run.arg(command[0]).arg(folder.path()).args(&command[1..]).arg("--output").arg(target);
            let ran = ended(&mut run);
            assert_eq!(ran.status.code(), Some(2), "{command:?} {target:?}: {}", error(&ran));
            let message = error(&ran);
            assert!(message.contains(target.to_str().unwrap()), "{command:?} {target:?}: {message}");
            assert!(ran.stdout.is_empty());
        }
    }
    assert_eq!(names(results.path()), before);
    assert_eq!(fs::read_to_string(at("只读.json")).unwrap(), "before");
}

#[test]
fn standard_output_that_is_full_or_closed() {
    let folder = dossier();
    let charter = folder.path().join("章程.txt");
    let file = charter.to_str().unwrap();
    for arguments in [
        &["check", file][..],
        &["check", file, "--format", "json"],
        &["check", file, "--format", "jsonl"],
        &["check", file, "--format", "csv"],
        &["check", file, "--format", "sarif"],
        &["check", file, "--format", "github"],
        &["outline", file],
        &["facts", file],
        &["provisions", file],
        &["diff", file, file],
        &["rules"],
        &["explain", "company-law/term-length"],
        &["completions", "bash"],
    ] {
        let full = Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
        let ran = program().args(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {}", error(&ran));
        assert!(!error(&ran).trim().is_empty() && !error(&ran).contains("panicked"), "{arguments:?}: {}", error(&ran));
        // Nobody reads on, as with `| head`.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = program().args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert!(ran.status.code().is_some_and(|code| code <= 2), "{arguments:?}");
        assert!(!error(&ran).contains("panicked"), "{arguments:?}: {}", error(&ran));
    }
}

#[test]
fn results_into_a_pipe_are_whole() {
    let folder = dossier();
    let results = tempfile::tempdir().unwrap();
    let target = results.path().join("管道");
    pipe(&target);
    for format in ["json", "csv"] {
        let reading = target.clone();
        let reader = std::thread::spawn(move || fs::read(reading).unwrap());
        let ran = ended(check(&[folder.path()], &["--format", format, "--output"]).arg(&target));
        assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
        let straight = ended(&mut check(&[folder.path()], &["--format", format]));
        assert!(reader.join().unwrap() == straight.stdout, "{format}");
    }
    assert_eq!(names(results.path()), ["管道"]);
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let folder = dossier();
    let charter = folder.path().join("章程.txt");
    fs::write(folder.path().join("修订.txt"), CHARTER.replace("四年", "三年")).unwrap();
    let other = folder.path().join("修订.txt");
    let linked = folder.path().join("链接.txt");
    symlink(&charter, &linked).unwrap();
    let runs: [(&str, Vec<&Path>); 5] = [
        ("check", vec![&charter]),
        ("facts", vec![&charter]),
        ("provisions", vec![&charter]),
        ("diff", vec![&charter, &other]),
        ("amend", vec![&charter, &other]),
    ];
    for (command, inputs) in runs {
        for target in [&charter, &linked] {
            let ran = ended(program().arg(command).args(&inputs).arg("--output").arg(target));
            assert_eq!(ran.status.code(), Some(2), "{command}: {}", error(&ran));
            assert_eq!(fs::read_to_string(&charter).unwrap(), CHARTER, "{command}");
            assert!(fs::symlink_metadata(&linked).unwrap().is_symlink(), "{command}");
        }
    }
    let ran = ended(&mut check(&[&charter], &["--write-baseline", charter.to_str().unwrap()]));
    assert_eq!(ran.status.code(), Some(2), "{}", error(&ran));
    assert_eq!(fs::read_to_string(&charter).unwrap(), CHARTER);
}

#[test]
fn one_file_under_two_names_is_not_written_twice() {
    let folder = dossier();
    let results = tempfile::tempdir().unwrap();
    let (plain, round) = (results.path().join("a.out"), results.path().join("./x/../a.out"));
    fs::create_dir(results.path().join("x")).unwrap();
    let outputs = ["--format", "json", "--output", plain.to_str().unwrap(), "--format", "csv", "--output"];
    let ran = ended(check(&[folder.path()], &outputs).arg(round));
    assert_eq!(ran.status.code(), Some(2), "{}", error(&ran));
    assert_eq!(names(results.path()), ["x"]);
}

#[test]
fn names_as_long_as_the_system_allows() {
    let folder = tempfile::tempdir().unwrap();
    // 255 bytes, and a path that is long besides.
    let name = format!("{}.txt", "章".repeat(83));
    fs::write(folder.path().join(&name), CHARTER).unwrap();
    let results = tempfile::tempdir().unwrap();
    let target = results.path().join(format!("{}.json", "果".repeat(83)));
    let ran = ended(check(&[folder.path()], &["--format", "json", "--output"]).arg(&target));
    assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
    let report: serde_json::Value = serde_json::from_slice(&fs::read(&target).unwrap()).unwrap();
    assert_eq!(report["dossiers"][0]["documents"][0]["path"].as_str().map(str::len), Some(name.len()), "{report}");
    assert_eq!(names(results.path()).len(), 1);
}

#[test]
fn what_a_killed_run_left_stops_no_other() {
    let folder = dossier();
    let results = tempfile::tempdir().unwrap();
    let target = results.path().join("a.json");
    // In a container each run may have the same number.
    let script = "for n in $(seq 1 3); do : > \".$(basename $1).$$.part\"; done; exec \"$0\" check \"$2\" --format json --output \"$1\"";
    let mut run = Command::new("sh");
    run.current_dir(results.path())
        .args(["-c", script, env!("CARGO_BIN_EXE_charterlint")])
        .arg(&target)
        .arg(folder.path());
    let ran = ended(&mut run);
    assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
    assert!(serde_json::from_slice::<serde_json::Value>(&fs::read(&target).unwrap()).is_ok());
}

#[test]
fn two_runs_into_one_file_leave_one_of_the_two_results() {
    let folders = [dossier(), dossier()];
    fs::write(folders[1].path().join("章程.txt"), CHARTER.replace("四年", "五年")).unwrap();
    for format in ["json", "jsonl"] {
        let alone: Vec<Vec<u8>> =
            folders.iter().map(|folder| ended(&mut check(&[folder.path()], &["--format", format])).stdout).collect();
        assert_ne!(alone[0], alone[1]);
        let results = tempfile::tempdir().unwrap();
        let target: PathBuf = results.path().join("a.json");
        for _ in 0..3 {
            let runs: Vec<_> = (0..6)
                .map(|i| {
                    let mut run = check(&[folders[i % 2].path()], &["--format", format, "--output"]);
                    run.arg(&target).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
                })
                .collect();
            for run in runs {
                let ran = run.wait_with_output().unwrap();
                assert_eq!(ran.status.code(), Some(1), "{}", error(&ran));
            }
            let written = fs::read(&target).unwrap();
            assert!(alone.contains(&written), "{format}: {} bytes", written.len());
            assert_eq!(names(results.path()), ["a.json"]);
        }
    }
}
