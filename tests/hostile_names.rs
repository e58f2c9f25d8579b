//! Promise: no name of a file and no word of a document speaks through the output to a terminal, a browser, a spreadsheet or a
//! runner; what programs read stays well-formed.

#![cfg(all(unix, feature = "cli", feature = "html", feature = "xlsx", feature = "docx"))]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic)]

mod command;

use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;

use command::{ended, program};
use serde_json::Value;

/// What a hostile hand writes: for terminals, browsers, spreadsheets, runners.
const HOSTILE: [&str; 16] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "\u{9b}31m",
    "\r\u{8}\u{8}",
    "\u{202e}txt.程章\u{2066}",
    "\n::error::owned",
    "\n::add-mask::公司",
    "%0A::error::owned",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'\"&lt;{{ 7*7 }}",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "\",\"=1+1\"\n=2",
    "\u{0}x",
];

/// A charter with the words in its title, headings, articles, items and quotations.
fn charter(words: &str) -> String {
    format!(
        "青岚{words}水务有限公司章程\n第一章 总则{words}\n第一条 公司{words}设董事会，董事任期四年{words}。\n第二条 公司设立党委，党委发挥政治核心作用{words}，《{words}》：\n\
         （一）{words}；\n（二）依照《中华人民共和国公司法（2018年修订）{words}》第四十五条办理。\n第三章 {words}\n第五条 依照第九条{words}办理，以公司半数以上{words}董事通过。\n"
    )
}

/// A roster with the words in its cells.
fn roster(words: &str) -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows = [
        ["姓名".to_owned(), "政治面貌".to_owned(), "职务".to_owned(), "任期起".to_owned()],
        [format!("{words}陆明远"), "群众".to_owned(), format!("党委书记、董事长{words}"), words.to_owned()],
        [words.to_owned(), words.to_owned(), format!("总经理、{words}"), "2020年1月".to_owned()],
    ];
    rows.iter().map(|row| row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\n").collect()
}

/// A folder whose own name, files and words are hostile.
fn dossier(words: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let outside = tempfile::tempdir().unwrap();
    let name = words.replace(['/', '\0'], "_");
    let folder = outside.path().join(format!("{name}卷宗"));
    fs::create_dir(&folder).unwrap();
    // Text with a zero byte is no text.
    let words = words.replace('\0', "");
    fs::write(folder.join(format!("{name}章程.txt")), charter(&words)).unwrap();
    fs::write(folder.join(format!("名册{name}.csv")), roster(&words)).unwrap();
    fs::write(folder.join(format!("{name}无.xyz")), "x").unwrap();
    fs::write(folder.join(OsString::from_vec(b"\xFF\xFE\x80.txt".to_vec())), "x").unwrap();
    (outside, folder)
}

fn written(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let ran = ended(program().args(&arguments[..1]).arg(folder).args(&arguments[1..]));
    assert!(ran.status.code().is_some_and(|code| code < 2), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    harmless(&String::from_utf8(ran.stderr).unwrap(), "standard error");
    ran.stdout
}

/// That a text for people holds nothing that a terminal obeys, and no line that a runner takes for a command.
fn harmless(text: &str, what: &str) {
    let obeyed = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    assert_eq!(text.chars().find(|c| obeyed(*c)), None, "{what}: {text:?}");
    assert!(text.lines().all(|line| !line.trim_start().starts_with("::")), "{what}: {text:?}");
}

#[test]
fn terminals_are_given_nothing_to_obey() {
    for words in HOSTILE {
        let (_outside, folder) = dossier(words);
        for arguments in [
            &["check", "--as-of", "2026-11-23"][..],
            &["check", "--as-of", "2026-11-23", "--lang", "en"],
            &["facts"],
            &["provisions", "--format", "text"],
        ] {
            let text = String::from_utf8(written(&folder, arguments)).unwrap();
            assert!(text.len() > 100, "{text}");
            harmless(&text, &format!("{arguments:?} {words:?}"));
        }
        let charter = folder.join(format!("{}章程.txt", words.replace(['/', '\0'], "_")));
        let ran = ended(program().arg("outline").arg(&charter));
        harmless(&String::from_utf8(ran.stdout).unwrap(), &format!("outline {words:?}"));
        let ran = ended(program().arg("diff").args([&charter, &charter]));
        harmless(&String::from_utf8(ran.stdout).unwrap(), &format!("diff {words:?}"));
    }
}

#[test]
fn errors_name_hostile_files_harmlessly() {
    for words in HOSTILE {
        let name = words.replace(['/', '\0'], "_");
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join(format!("{name}无.txt"));
        let config = folder.path().join("dossier.toml");
        let charter = folder.path().join("章程.txt");
        fs::write(&charter, self::charter("")).unwrap();
        let empty = folder.path().join(format!("{name}空"));
        fs::create_dir(&empty).unwrap();
        let note = folder.path().join(format!("{name}说明.txt"));
        fs::write(&note, words).unwrap();
        let output = empty.join("无").join(format!("{name}.json"));
        let mut runs = vec![program(), program(), program(), program(), program(), program()];
        runs[0].arg("check").arg(&missing);
        runs[1].arg("check").arg(&empty);
        runs[2].arg("check").arg(&note);
        runs[3].arg("check").arg(&charter).args(["--format", "json", "--output"]).arg(&output);
        runs[4].arg("check").arg(&charter).arg("--pack").arg(&missing);
        runs[5].arg("check").arg(&charter).arg("--baseline").arg(&missing);
        for mut run in runs {
            for language in ["zh", "en"] {
                let ran = ended(run.args(["--lang", language]));
                assert_eq!(ran.status.code(), Some(2), "{run:?}");
                harmless(&String::from_utf8(ran.stderr).unwrap(), &format!("{run:?}"));
                assert!(ran.stdout.is_empty());
                if language == "zh" {
                    // The option may be given once.
                    run = copy_without_language(&run);
                }
            }
        }
        let quoted = Value::String(words.to_owned()).to_string().replace("\\u0000", "");
        for settings in [
            format!("[company]\n{quoted} = 1\n"),
            format!("[company]\nform = {quoted}\n"),
            format!("[documents]\n{quoted} = \"charter\"\n"),
        ] {
            fs::write(&config, settings).unwrap();
            let ran = ended(program().arg("check").arg(folder.path()));
            assert_eq!(ran.status.code(), Some(2), "{words:?}");
            harmless(&String::from_utf8(ran.stderr).unwrap(), &format!("dossier.toml {words:?}"));
        }
    }
}

fn copy_without_language(run: &std::process::Command) -> std::process::Command {
    let mut copy = program();
    copy.args(run.get_args().take_while(|argument| *argument != "--lang"));
    copy
}

#[test]
fn browsers_are_given_no_markup() {
    for words in HOSTILE {
        let (_outside, folder) = dossier(words);
        let plain = dossier("无害");
        let tags = |page: &str| {
            let page = page.to_lowercase();
            ["<script", "<img", "<iframe", " onerror=", " onload=", "javascript:"].map(|tag| page.matches(tag).count())
        };
        let page =
            String::from_utf8(written(&folder, &["check", "--as-of", "2026-11-23", "--format", "html"])).unwrap();
        let harmless_page = written(&plain.1, &["check", "--as-of", "2026-11-23", "--format", "html"]);
        let expected = tags(&String::from_utf8(harmless_page).unwrap());
        let found = tags(&page);
        // The words may be shown, never as a tag.
        assert_eq!(found[..3], expected[..3], "{words:?}");
        assert!(!page.contains("49 ") || !words.contains("7*7"), "{words:?} was evaluated");
        let obeyed =
            page.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202A}'..='\u{202E}'));
        assert_eq!(obeyed, None, "{words:?}");
    }
}

#[test]
fn spreadsheets_are_given_no_formula() {
    let formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    for words in HOSTILE {
        let (_outside, folder) = dossier(words);
        for arguments in [
            &["check", "--as-of", "2026-11-23", "--format", "csv"][..],
            &["facts", "--format", "csv"],
            &["provisions", "--format", "csv"],
        ] {
            let bytes = written(&folder, arguments);
            let text = String::from_utf8(bytes).unwrap();
            let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
            let mut cells = 0;
            for record in reader.records() {
                for cell in &record.unwrap() {
                    cells += 1;
                    // A negative number is a number.
                    assert!(!formula(cell) || cell.parse::<f64>().is_ok(), "{arguments:?} {words:?}: {cell:?}");
                    let obeyed = cell.chars().find(|c| c.is_control() && *c != '\n');
                    assert_eq!(obeyed, None, "{arguments:?} {words:?}: {cell:?}");
                }
            }
            assert!(cells > 20);
        }
        let workbook = written(&folder, &["check", "--as-of", "2026-11-23", "--format", "xlsx"]);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
        let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
        for name in names.iter().filter(|name| name.starts_with("xl/worksheets/sheet")) {
            let mut sheet = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut sheet).unwrap();
            // Strings may hold anything; a formula is the program's own.
            let formulas = sheet.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap_or_default());
            let foreign: Vec<&str> =
                formulas.filter(|f| ["1+1", "calc", "SUM(A1)", "2+3"].iter().any(|w| f.contains(w))).collect();
            assert!(foreign.is_empty(), "{name} {words:?}: {foreign:?}");
        }
    }
}

#[test]
fn runners_are_given_the_programs_commands_only() {
    for words in HOSTILE {
        let (_outside, folder) = dossier(words);
        let text =
            String::from_utf8(written(&folder, &["check", "--as-of", "2026-11-23", "--format", "github"])).unwrap();
        let report: Value =
            serde_json::from_slice(&written(&folder, &["check", "--as-of", "2026-11-23", "--format", "json"])).unwrap();
        let findings: usize = report["dossiers"][0]["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["findings"].as_array().map_or(0, Vec::len))
            .sum();
        assert_eq!(text.lines().count(), findings, "{words:?}");
        assert!(findings >= 3, "{words:?}");
        for line in text.lines() {
            let own = ["::error file=", "::warning file=", "::notice file=", "::error title=", "::warning title="];
            assert!(own.iter().any(|start| line.starts_with(start)), "{words:?}: {line}");
            assert!(!line.contains('\u{1b}') && !line.contains('\r'), "{line:?}");
        }
    }
}

#[test]
fn programs_are_given_what_they_can_read() {
    for words in HOSTILE {
        let (_outside, folder) = dossier(words);
        for arguments in [
            &["check", "--as-of", "2026-11-23", "--format", "json"][..],
            &["check", "--as-of", "2026-11-23", "--format", "jsonl"],
            &["check", "--as-of", "2026-11-23", "--format", "sarif"],
            &["facts", "--format", "json"],
            &["provisions", "--format", "json"],
        ] {
            let bytes = written(&folder, arguments);
            let text = String::from_utf8(bytes).unwrap();
            // Shown on a terminal, a document in JSON is as harmless as any.
            let obeyed =
                |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            assert_eq!(text.chars().find(|c| obeyed(*c)), None, "{arguments:?} {words:?}");
            let value: Value =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?} {words:?}: {error}"));
            if arguments.contains(&"sarif") {
                for result in value["runs"][0]["results"].as_array().unwrap() {
                    for location in result["locations"].as_array().unwrap() {
                        let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
                        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%:".contains(c);
                        assert!(uri.chars().all(plain), "{uri}");
                    }
                }
            }
        }
    }
}
