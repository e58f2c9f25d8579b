//! `check --format docx`: what a reviewer sends back is the drafter's own file with comments.

mod office;

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use charterlint::{Dossier, RuleSet};
use office::{archive, document, docx};

/// A charter as a Word file, each line in runs of a few characters.
fn word(text: &str) -> String {
    let paragraphs = text.lines().map(|line| {
        let characters: Vec<char> = line.chars().collect();
        let runs = characters.chunks(7).enumerate().map(|(index, chunk)| {
            let properties = if index % 2 == 1 { "<w:rPr><w:b/></w:rPr>" } else { "" };
            let text: String = chunk.iter().collect();
            format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
        });
        format!("<w:p>{}</w:p>", runs.collect::<String>())
    });
    document(&paragraphs.collect::<String>())
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(Path::new("fixtures").join(name)).unwrap()
}

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        for (name, bytes) in files {
            let path = case.path(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn check(&self, arguments: &[&str]) -> Output {
        let command = Command::new(env!("CARGO_BIN_EXE_charterlint"))
            .current_dir(self.folder.path())
            .args(["check", "--as-of", "2026-11-23", "--format", "docx"])
            .args(arguments)
            .output();
        command.unwrap()
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut out = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

/// The texts of the comments of a file.
fn comments(path: &Path) -> Vec<String> {
    let part = part(path, "word/comments.xml");
    let each = part.split("<w:comment ").skip(1);
    each.map(|comment| {
        let texts = comment.split("<w:t").skip(1).filter_map(|t| t.split_once('>')?.1.split_once("</w:t>"));
        texts.map(|(text, _)| text).collect()
    })
    .collect()
}

#[test]
fn a_charter_comes_back_with_a_comment_per_finding() {
    let charter = fixture("charters/defects/章程.txt");
    let config = fixture("charters/defects/dossier.toml");
    let case = Case::new(&[("卷宗/章程.docx", &docx(&word(&charter))), ("卷宗/dossier.toml", config.as_bytes())]);
    let ran = case.check(&["卷宗", "--output", "批注.docx"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));

    let dossier = Dossier::open(case.path("卷宗")).unwrap();
    let report = RuleSet::builtin().check_with(&dossier, &charterlint::Checking::on("2026-11-23".parse().unwrap()));
    let findings: Vec<_> = report.findings().collect();
    assert!(findings.len() > 10, "{}", findings.len());
    let comments = comments(&case.path("批注.docx"));
    let of_charter: Vec<_> = findings.iter().filter(|f| f.labels[0].source.name() == "章程.docx").collect();
    assert!(comments.len() >= of_charter.len(), "{} < {}", comments.len(), of_charter.len());
    for finding in &of_charter {
        let found = comments.iter().find(|text| text.contains(&*finding.message.zh.replace('&', "&amp;")));
        let text = found.unwrap_or_else(|| panic!("no comment says {}", finding.message.zh));
        assert!(text.contains(&*finding.help.zh) && text.contains("依据："), "{text}");
    }
    // The text is the drafter's: the file reads as before, and checking it again finds the same.
    let again = Dossier::open(case.path("批注.docx")).unwrap();
    assert_eq!(again.documents[0].source.text(), dossier.documents[0].source.text());
}

#[test]
fn findings_elsewhere_are_listed_or_get_files_of_their_own() {
    let files = ["公司章程.txt", "任职名册.csv", "前置研究讨论事项清单.txt", "dossier.toml"];
    let texts: Vec<(String, String)> =
        files.iter().map(|name| (format!("卷宗/{name}"), fixture(&format!("jingyan/{name}")))).collect();
    let bytes: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let case = Case::new(&bytes);

    let ran = case.check(&["卷宗", "--output", "one.docx"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
    let one = comments(&case.path("one.docx"));
    assert!(one[0].starts_with("本卷宗另有") && one[0].contains("任职名册.csv 名册第"), "{}", one[0]);

    let ran = case.check(&["卷宗", "--output", "all/"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
    let roster = comments(&case.path("all/任职名册.docx"));
    assert!(roster.iter().any(|text| text.contains("同时担任")), "{roster:?}");
    let list = comments(&case.path("all/前置研究讨论事项清单.docx"));
    let charter = comments(&case.path("all/公司章程.docx"));
    assert!(charter.iter().all(|text| !text.starts_with("本卷宗另有")), "{charter:?}");

    // Nothing is left out either way.
    let report = Command::new(env!("CARGO_BIN_EXE_charterlint"))
        .current_dir(case.folder.path())
        .args(["check", "卷宗", "--as-of", "2026-11-23", "--format", "json"])
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let results = json["dossiers"][0]["results"].as_array().unwrap();
    let findings: usize = results.iter().map(|result| result["findings"].as_array().unwrap().len()).sum();
    assert_eq!(charter.len() + roster.len() + list.len(), findings);
    let listed = one[0].matches("（前置研究讨论事项清单.txt").count() + one[0].matches("（任职名册.csv").count();
    assert_eq!(one.len() - 1 + listed, findings, "{}", one[0]);

    // The folder of the dossier itself: nothing there is overwritten.
    let ran = case.check(&["卷宗", "--output", "卷宗/"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
    let before = std::fs::read(case.path("卷宗/任职名册.docx")).unwrap();
    let ran = case.check(&["卷宗", "--output", "卷宗/"]);
    assert_eq!(ran.status.code(), Some(2), "{}", errors(&ran));
    assert_eq!(before, std::fs::read(case.path("卷宗/任职名册.docx")).unwrap());
}

#[test]
fn a_batch_needs_a_folder_and_gets_one_per_dossier() {
    let charter = fixture("charters/defects/章程.txt");
    let config = "[company]\nname = \"甲公司\"\n";
    let case = Case::new(&[
        ("批/甲/章程.txt", charter.as_bytes()),
        ("批/甲/dossier.toml", config.as_bytes()),
        ("批/乙/章程.txt", charter.as_bytes()),
        ("批/乙/dossier.toml", config.as_bytes()),
    ]);
    let ran = case.check(&["批", "--output", "x.docx"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(errors(&ran).contains("文件夹"), "{}", errors(&ran));
    let ran = case.check(&["批", "--output", "出/"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
    // Two companies of one name do not write over each other.
    assert!(case.path("出/甲公司/章程.docx").is_file() && case.path("出/甲公司-2/章程.docx").is_file());
}

#[test]
fn macros_are_kept_and_so_is_the_name_that_allows_them() {
    let charter = word(&fixture("charters/defects/章程.txt"));
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let file = archive([
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", office::relationships(&[("officeDocument", "word/document.xml")]).as_bytes()),
        ("word/document.xml", charter.as_bytes()),
        ("word/vbaProject.bin", b"macro"),
    ]);
    let case = Case::new(&[("章程.docm", &file)]);
    let ran = case.check(&["章程.docm", "--output", "out.docx"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(errors(&ran).contains(".docm"), "{}", errors(&ran));
    let ran = case.check(&["章程.docm", "--output", "out.docm"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
    assert_eq!(part(&case.path("out.docm"), "word/vbaProject.bin"), "macro");
    assert!(!comments(&case.path("out.docm")).is_empty());
}

#[test]
fn a_signed_file_needs_force() {
    let charter = word(&fixture("charters/defects/章程.txt"));
    let file = archive([
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", &office::relationships(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", &charter),
        ("_xmlsignatures/sig1.xml", "<Signature/>"),
    ]);
    let case = Case::new(&[("章程.docx", &file)]);
    let ran = case.check(&["章程.docx", "--output", "out.docx"]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(errors(&ran).contains("--force") && !case.path("out.docx").exists(), "{}", errors(&ran));
    let ran = case.check(&["章程.docx", "--output", "out.docx", "--force"]);
    assert_eq!(ran.status.code(), Some(1), "{}", errors(&ran));
}

/// What LibreOffice finds as the words of each comment of ours. Runs where `CHARTERLINT_SOFFICE` names the program.
#[test]
fn an_office_program_finds_the_comments_at_the_words() {
    let Ok(program) = std::env::var("CHARTERLINT_SOFFICE") else {
        eprintln!("CHARTERLINT_SOFFICE is not set; nothing compared");
        return;
    };
    let charter = fixture("charters/defects/章程.txt");
    let config = fixture("charters/defects/dossier.toml");
    let case = Case::new(&[("卷宗/章程.docx", &docx(&word(&charter))), ("卷宗/dossier.toml", config.as_bytes())]);
    case.check(&["卷宗", "--output", "marked.docx"]);
    let ran = Command::new(program)
        .arg(format!("-env:UserInstallation=file://{}", case.path("profile").display()))
        .args(["--headless", "--convert-to", "fodt", "--outdir"])
        .arg(case.folder.path())
        .arg(case.path("marked.docx"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let text = std::fs::read_to_string(case.path("marked.fodt")).unwrap();
    let plain = |xml: &str| {
        let mut out = String::new();
        let mut rest = xml;
        while let Some((before, after)) = rest.split_once('<') {
            out += before;
            rest = after.split_once('>').map_or("", |(_, rest)| rest);
        }
        (out + rest).split_whitespace().collect::<String>()
    };
    let dossier = Dossier::open(case.path("卷宗")).unwrap();
    let report = RuleSet::builtin().check_with(&dossier, &charterlint::Checking::on("2026-11-23".parse().unwrap()));
    let mut found = 0;
    for (at, _) in text.match_indices("<office:annotation ") {
        let (head, rest) = text[at..].split_once("</office:annotation>").unwrap();
        let Some((_, name)) = head.split_once("office:name=\"") else { continue };
        let name = name.split('"').next().unwrap();
        let (inside, _) = rest.split_once(&format!("<office:annotation-end office:name=\"{name}\"/>")).unwrap();
        // Comments that begin within the range have their own text there.
        let mut words = String::new();
        let mut left = inside;
        while let Some((before, after)) = left.split_once("<office:annotation ") {
            words += before;
            left = after.split_once("</office:annotation>").unwrap().1;
        }
        let words = plain(&(words + left));
        let said = plain(head.split_once('>').unwrap().1);
        let finding = report.findings().find(|finding| {
            let squeezed: String = finding.message.zh.split_whitespace().collect();
            said.contains(&squeezed)
                && finding.labels[0].source.name() == "章程.docx"
                && finding.labels[0].text().split_whitespace().collect::<String>() == words
        });
        assert!(finding.is_some() || said.starts_with("本卷宗另有"), "{said} stands at {words:?}");
        found += 1;
    }
    let expected = report.findings().filter(|f| f.labels[0].source.name() == "章程.docx").count();
    assert!(found >= expected && expected > 10, "{found} of {expected}");
}
