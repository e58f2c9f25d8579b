//! Promise: a folder of dossiers is checked in parallel with the same bytes whatever the number of threads, one bad dossier
//! stops nothing, files are whole or absent, and a run that was cut off goes on where it was.

#![cfg(feature = "cli")]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const AS_OF: &str = "2026-11-23";

fn charterlint(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charterlint")).args(arguments).args(["--as-of", AS_OF]).output().unwrap()
}

fn with_input(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_charterlint"))
        .args(arguments)
        .args(["--as-of", AS_OF])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn charter(number: usize) -> String {
    format!(
        "某某{number}号有限公司章程\n第一章 总则\n第一条 公司设董事会，董事任期{}年。\n第二条 公司设党委。\n",
        number % 5 + 1
    )
}

/// A folder of dossiers, each a folder with a charter.
fn batch(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        let dossier = folder.path().join(format!("{number:03}"));
        fs::create_dir(&dossier).unwrap();
        fs::write(dossier.join("章程.txt"), charter(number)).unwrap();
    }
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    std::str::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn left_over(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "part")).collect()
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let folder = batch(70);
    let mut formats = vec!["jsonl", "csv", "json", "github"];
    if cfg!(feature = "html") {
        formats.push("html");
    }
    if cfg!(feature = "xlsx") {
        formats.push("xlsx");
    }
    for format in formats {
        let run = |jobs: &str| charterlint(&["check", text(folder.path()), "--format", format, "--jobs", jobs]);
        let (one, eight) = (run("1"), run("8"));
        assert!(one.status.code().is_some_and(|code| code < 2), "{format}: {one:?}");
        assert!(one.stdout.len() > 10_000, "{format}");
        assert!(one.stdout == eight.stdout, "{format}");
        assert_eq!(one.status.code(), eight.status.code());
    }
}

#[cfg(feature = "html")]
#[test]
fn a_page_holds_the_dossiers_that_could_be_checked_in_order() {
    let folder = batch(5);
    fs::write(folder.path().join("002/dossier.toml"), "[company]\nstaff = \"many\"\n").unwrap();
    let output = charterlint(&["check", text(folder.path()), "--format", "html", "--jobs", "4"]);
    assert_eq!(output.status.code(), Some(2));
    let page = String::from_utf8(output.stdout).unwrap();
    let block = |id: &str| -> Value {
        let start = format!("<script type=\"application/json\" id=\"{id}\">");
        serde_json::from_str(page.split_once(&start).unwrap().1.split_once("</script>").unwrap().0).unwrap()
    };
    let index = block("index");
    let names: Vec<&str> =
        index["dossiers"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["000", "001", "003", "004"]);
    let places = index["places"].as_array().unwrap();
    assert_eq!(places.len(), index["rules"].as_array().unwrap().len());
    for (number, original) in [0, 1, 3, 4].into_iter().enumerate() {
        let dossier = block(&format!("dossier-{number}"));
        assert_eq!(dossier["documents"][0]["text"], charter(original));
        let row = &index["dossiers"][number];
        // The letter of a rule in the matrix is its verdict in the dossier.
        for result in dossier["results"].as_array().unwrap() {
            let place = places[result["rule"].as_u64().unwrap() as usize].as_u64().unwrap() as usize;
            let letter = row["verdicts"].as_str().unwrap().chars().nth(place).unwrap();
            let expected = match result["verdict"].as_str().unwrap() {
                "satisfied" => "s",
                "undetermined" => "u",
                "not-applicable" => "n",
                _ => "ewax",
            };
            assert!(expected.contains(letter), "{result} {letter}");
        }
    }
}

#[test]
fn one_bad_dossier_stops_nothing() {
    let folder = batch(5);
    fs::write(folder.path().join("002/dossier.toml"), "[company]\nstaff = \"many\"\n").unwrap();
    fs::remove_file(folder.path().join("003/章程.txt")).unwrap();
    fs::write(folder.path().join("003/说明.txt"), "这不是章程").unwrap();
    let output = charterlint(&["check", text(folder.path()), "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    let lines = lines(&output.stdout);
    assert_eq!(lines.len(), 5);
    for (i, line) in lines.iter().enumerate() {
        assert!(line["path"].as_str().unwrap().ends_with(&format!("00{i}")), "{line}");
        assert_eq!(line["error"].is_string(), i == 2 || i == 3, "{line}");
        assert_eq!(line["results"].is_array(), i != 2 && i != 3);
    }
    assert!(lines[2]["error"].as_str().unwrap().contains("staff"), "{}", lines[2]);
    let csv = charterlint(&["check", text(folder.path()), "--format", "csv"]);
    let rows = String::from_utf8(csv.stdout).unwrap();
    let row = rows.lines().position(|row| row.starts_with("002,")).unwrap();
    assert!(rows.lines().skip(row).take(5).any(|line| line.contains("staff")), "{rows}");

    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let schema: Value = serde_json::from_str(charterlint::render::REPORT_SCHEMA).unwrap();
    compiler.add_resource("report.json", schema).unwrap();
    let dossier = compiler.compile("report.json#/$defs/dossier", &mut schemas).unwrap();
    let unreadable = compiler.compile("report.json#/$defs/unreadable", &mut schemas).unwrap();
    for line in &lines {
        let schema = if line["error"].is_string() { unreadable } else { dossier };
        assert!(schemas.validate(line, schema).is_ok(), "{line}");
    }
}

#[test]
fn a_folder_may_hold_more_dossiers_than_a_dossier_files() {
    let limits = charterlint::Limits::default();
    let folder = tempfile::tempdir().unwrap();
    for number in 0..=limits.folder_files {
        fs::write(folder.path().join(format!("{number:04}.txt")), charter(number)).unwrap();
    }
    let each = charterlint::dossier::discover_each(folder.path(), &limits).unwrap();
    assert_eq!(each.dossiers.len(), limits.folder_files + 1);
    let one = charterlint(&["check", text(folder.path()), "--format", "jsonl"]);
    assert_eq!((one.status.code(), one.stdout.len()), (Some(2), 0));
    for file in each.dossiers.iter().map(|dossier| &dossier.path) {
        let dossier = file.with_extension("");
        fs::create_dir(&dossier).unwrap();
        fs::rename(file, dossier.join("章程.txt")).unwrap();
    }
    let batch = charterlint::dossier::discover(folder.path(), &limits).unwrap();
    assert_eq!(batch.dossiers.len(), limits.folder_files + 1);
}

#[test]
fn a_document_on_standard_input_is_one_line() {
    let output = with_input(&["check", "-", "--format", "jsonl"], &charter(3));
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let lines = lines(&output.stdout);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["documents"][0]["kind"], "charter");
    let output = with_input(&["check", "-", "--format", "jsonl"], "");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(!output.stderr.is_empty());
}

#[test]
fn records_are_answered_line_by_line() {
    let folder = batch(2);
    let mut input = String::new();
    for number in 0..40 {
        let record = json!({ "name": format!("{number}号公司"), "documents": { "章程.txt": charter(number) } });
        input.push_str(&format!("{record}\n"));
    }
    input.push_str("not json\n\n");
    input.push_str(&format!("{}\n", json!({ "path": folder.path().join("001") })));
    let config = "[company]\nparty_organ = \"branch\"\n";
    input.push_str(&format!("{}", json!({ "config": config, "documents": { "章程.txt": charter(7) } })));
    let run = |jobs: &str| with_input(&["check", "-", "--records", "--format", "jsonl", "--jobs", jobs], &input);
    let (one, four) = (run("1"), run("4"));
    assert_eq!(one.stdout, four.stdout);
    assert_eq!(one.status.code(), Some(2), "one line is no record");
    let lines = lines(&one.stdout);
    assert_eq!(lines.len(), 43);
    for (number, line) in lines.iter().take(40).enumerate() {
        assert_eq!(
            (&line["name"], &line["path"]),
            (&json!(format!("{number}号公司")), &json!(format!("-#{}", number + 1)))
        );
    }
    assert_eq!(lines[40]["path"], "-#41");
    assert!(lines[40]["error"].as_str().unwrap().contains("JSON"), "{}", lines[40]);
    assert_eq!(lines[41]["name"], "001");
    let results = lines[42]["results"].as_array().unwrap();
    let entry = results.iter().find(|result| result["rule"] == "cross-appointment/two-way-entry").unwrap();
    assert_eq!(entry["verdict"], "not-applicable", "the record states a branch: {entry}");
}

#[test]
fn a_file_of_results_is_whole_or_not_there() {
    let folder = batch(40);
    let results = tempfile::tempdir().unwrap();
    let target = results.path().join("all.jsonl");
    let check = ["check", text(folder.path()), "--format", "jsonl", "--output", text(&target)];
    let failed = charterlint(&[&check[..], &["--select", "no-such-rule"]].concat());
    assert_eq!(failed.status.code(), Some(2));
    assert!(!target.exists() && left_over(results.path()).is_empty());
    assert_eq!(charterlint(&check).status.code(), Some(1));
    assert_eq!(lines(&fs::read(&target).unwrap()).len(), 40);
    assert!(left_over(results.path()).is_empty());
}

#[test]
fn resuming_checks_only_what_changed() {
    let folder = batch(12);
    let results = tempfile::tempdir().unwrap();
    let target = results.path().join("all.jsonl");
    let store = results.path().join("all.jsonl.resume");
    let check = ["check", text(folder.path()), "--format", "jsonl", "--output", text(&target), "--resume"];
    let run = |more: &[&str]| {
        let output = charterlint(&[&check[..], more].concat());
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        fs::read(&target).unwrap()
    };
    let first = run(&[]);
    assert_eq!(first, charterlint(&check[..4]).stdout);
    assert_eq!(run(&[]), first);

    // What is kept is used: a mark set in the store comes out.
    let kept = fs::read_to_string(&store).unwrap();
    assert_eq!(kept.lines().count(), 13);
    fs::write(&store, kept.replace("某某4号有限公司章程", "某某四号有限公司章程")).unwrap();
    let marked = String::from_utf8(run(&[])).unwrap();
    assert!(marked.contains("某某四号有限公司章程"));

    // A dossier that changes is checked again; the others are not.
    fs::write(folder.path().join("004/章程.txt"), charter(4).replace("党委", "党支部")).unwrap();
    fs::write(folder.path().join("007/dossier.toml"), "[company]\nstaff = 10\n").unwrap();
    let changed = run(&[]);
    assert!(changed != first);
    assert_eq!(changed, charterlint(&check[..4]).stdout);

    // Other settings make everything new.
    let fewer = run(&["--select", "company-law"]);
    assert_eq!(fewer, charterlint(&[&check[..4], &["--select", "company-law"]].concat()).stdout);

    // A line that was cut off is not used.
    run(&[]);
    let kept = fs::read(&store).unwrap();
    fs::write(&store, &kept[..kept.len() - 100]).unwrap();
    assert_eq!(run(&[]), changed);

    let refused = charterlint(&["check", text(folder.path()), "--resume"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--output"));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_goes_on() {
    let folder = batch(400);
    let results = tempfile::tempdir().unwrap();
    let target = results.path().join("all.jsonl");
    let store = results.path().join("all.jsonl.resume");
    let check = ["check", text(folder.path()), "--format", "jsonl", "--output", text(&target), "--resume"];
    let mut child = Command::new(env!("CARGO_BIN_EXE_charterlint"))
        .args(check)
        .args(["--jobs", "1", "--as-of", AS_OF])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let done = || fs::read_to_string(&store).map_or(0, |text| text.lines().count());
    while done() < 5 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was interrupted");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let status = child.wait().unwrap();
    let before = done();
    assert_eq!(status.code(), Some(130));
    assert!((5..400).contains(&before), "{before}");
    assert!(!target.exists() && left_over(results.path()).is_empty());
    assert_eq!(charterlint(&check).status.code(), Some(1));
    assert_eq!(done(), 401);
    assert_eq!(fs::read(&target).unwrap(), charterlint(&check[..4]).stdout);
}
