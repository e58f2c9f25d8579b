//! Promise: an amendment is judged by its new words only, what it leaves alone stays open, and `amend` carries it out.

#![cfg(all(feature = "docx", feature = "xlsx", feature = "pdf"))]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod office;

use std::collections::BTreeMap;

use charterlint::dossier::Kind;
use charterlint::{Dossier, DossierReport, Limits, RuleSet, Verdict, import};
use office::pdf::{Text, pdf};
use office::{document, docx, paragraph, sheet, xlsx};

/// Rows of old and new words.
const ROWS: [(&str, &str); 6] = [
    ("第三条 公司注册资本为30000万元。", "第三条 公司注册资本为45000万元。"),
    ("第九条 股东大会是公司的权力机构。", "第九条 股东会是公司的权力机构。"),
    (
        "新增",
        "第四章 公司党委\n第十六条 根据《中国共产党章程》，设立中国共产党云岫供水有限公司委员会（以下简称公司党委），开展党的活动，\
         建立党的工作机构，配备党务工作人员，保障党组织的工作经费。\n\
         第十七条 公司党委发挥领导作用，把方向、管大局、保落实，依照规定讨论和决定公司重大事项。",
    ),
    ("第二十条 监事会由三名监事组成，任期五年。", "删除"),
    ("第二十一条 董事会由五名董事组成。\n董事任期三年。", "第二十二条 董事会由七名董事组成。\n董事任期五年。"),
    ("第三十条 工商行政管理机关为登记机关。", "市场监督管理部门为登记机关。"),
];
const GENERAL: &str = "全文“股东大会”修改为“股东会”，仅涉及该表述的条款不再逐条列示。";

fn cells(row: &[&str]) -> String {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", text.split('\n').map(paragraph).collect::<String>());
    format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>())
}

fn word(title: &str, header: &str) -> Vec<u8> {
    let rows: String = ROWS.iter().map(|(old, new)| cells(&["1", old, new, "公司法"])).collect();
    docx(&document(&[&paragraph(title), "<w:tbl>", header, &rows, "</w:tbl>", &paragraph(GENERAL)].concat()))
}

fn workbook() -> Vec<u8> {
    let cell =
        |at: &str, row: usize, text: &str| format!("<c r=\"{at}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let mut rows = format!("<row r=\"1\">{}</row>", cell("A", 1, "云岫供水有限公司章程修订对照表"));
    for (i, (old, new)) in [("修改前", "修改后")].iter().chain(&ROWS).enumerate() {
        rows.push_str(&format!("<row r=\"{0}\">{1}{2}</row>", i + 2, cell("B", i + 2, old), cell("C", i + 2, new)));
    }
    xlsx(&sheet(&format!("<sheetData>{rows}</sheetData>")))
}

fn markdown() -> Vec<u8> {
    let mut out = "# 云岫供水有限公司章程修订对照表\n\n| 修订前 | 修订后 |\n| --- | --- |\n".to_owned();
    for (old, new) in ROWS {
        out.push_str(&format!("| {} | {} |\n", old.replace('\n', "<br>"), new.replace('\n', "<br>")));
    }
    (out + "\n" + GENERAL + "\n").into_bytes()
}

fn sentences() -> Vec<u8> {
    let text = "云岫供水有限公司章程修正案\n\
        一、第三条修改为：“公司注册资本为45000万元。”\n\
        二、第九条：“股东大会是公司的权力机构。”\n修改为：“股东会是公司的权力机构。”\n\
        三、增加一章，作为第四章：\n“第四章 公司党委\n\
        第十六条 根据《中国共产党章程》，设立中国共产党云岫供水有限公司委员会（以下简称公司党委），开展党的活动，\
        建立党的工作机构，配备党务工作人员，保障党组织的工作经费。\n\
        第十七条 公司党委发挥领导作用，把方向、管大局、保落实，依照规定讨论和决定公司重大事项。”\n\
        四、删除第二十条。\n\
        五、第二十一条修改为：\n“第二十二条 董事会由七名董事组成。\n董事任期五年。”\n\
        六、第三十条修改为：“市场监督管理部门为登记机关。”\n\
        七、全文“股东大会”修改为“股东会”，仅涉及该表述的条款不再逐条列示。\n";
    text.as_bytes().to_vec()
}

/// Articles of its own number, each about an article of the charter.
fn articles() -> Vec<u8> {
    let text = "云岫供水有限公司章程修正案\n\
        根据《中华人民共和国公司法》的规定，对《云岫供水有限公司章程》作如下修改：\n\
        第一条 原章程第三条修改为：“公司注册资本为45000万元。”\n\
        第二条 《云岫供水有限公司章程》第九条：“股东大会是公司的权力机构。”\n修改为：“股东会是公司的权力机构。”\n\
        第三条 原章程增加一章，作为第四章：\n“第四章 公司党委\n\
        第十六条 根据《中国共产党章程》，设立中国共产党云岫供水有限公司委员会（以下简称公司党委），开展党的活动，\
        建立党的工作机构，配备党务工作人员，保障党组织的工作经费。\n\
        第十七条 公司党委发挥领导作用，把方向、管大局、保落实，依照规定讨论和决定公司重大事项。”\n\
        第四条 删除原章程第二十条。\n\
        第五条 将原章程第二十一条修改为：\n“第二十二条 董事会由七名董事组成。\n董事任期五年。”\n\
        第六条 章程第三十条修改为：“市场监督管理部门为登记机关。”\n\
        第七条 除上述条款外，原章程其他条款不变。\n";
    text.as_bytes().to_vec()
}

/// The table on pages of 24 lines, each cell wrapped; a row may go on over the page.
fn pages() -> Vec<u8> {
    let wrapped = |cell: &str| -> Vec<String> {
        let lines = cell.split('\n').map(|line| line.chars().collect::<Vec<char>>());
        lines.flat_map(|line| line.chunks(20).map(String::from_iter).collect::<Vec<_>>()).collect()
    };
    let mut lines: Vec<[String; 3]> = Vec::new();
    for (i, (old, new)) in ROWS.iter().enumerate() {
        let (old, new) = (wrapped(old), wrapped(new));
        let height = old.len().max(new.len());
        // 新增, 删除 and the row's number stand in the middle of their cells.
        let shift = |cell: &[String]| if cell.len() == 1 { (height - 1) / 2 } else { 0 };
        for row in 0..height {
            let at =
                |cell: &[String]| row.checked_sub(shift(cell)).and_then(|at| cell.get(at)).cloned().unwrap_or_default();
            let ordinal = if row == (height - 1) / 2 { (i + 1).to_string() } else { String::new() };
            lines.push([ordinal, at(&old), at(&new)]);
        }
    }
    let numbers: Vec<String> = (1..=lines.len()).map(|n| n.to_string()).collect();
    let header = ["序号", "修订前", "修订后"];
    let text = |x: f32, y: f32, words: &'static str| Text { x, y, size: 10.5, words };
    let mut all = Vec::new();
    for (page, rows) in lines.chunks(8).enumerate() {
        let mut texts =
            vec![text(34.0, 760.0, header[0]), text(140.0, 760.0, header[1]), text(390.0, 760.0, header[2])];
        if page == 0 {
            texts.push(text(180.0, 800.0, "云岫供水有限公司章程修订对照表"));
        }
        for (i, cells) in rows.iter().enumerate() {
            for (cell, x) in cells.iter().zip([40.0, 70.0, 310.0]).filter(|(cell, _)| !cell.is_empty()) {
                texts.push(Text { x, y: 740.0 - 16.0 * i as f32, size: 10.5, words: cell });
            }
        }
        texts.push(Text { x: 290.0, y: 40.0, size: 9.0, words: &numbers[page] });
        all.push(texts);
    }
    all.push(vec![text(60.0, 760.0, GENERAL)]);
    pdf(all)
}

fn check(name: &str, bytes: &[u8]) -> DossierReport {
    let source = import::import(name, bytes, &Limits::default()).unwrap();
    let mut dossier = Dossier::builder().add_source(source).build().unwrap();
    for (key, value) in [
        ("company.ownership", "wholly-state"),
        ("company.entity", "company"),
        ("company.tier", "first"),
        ("company.form", "limited"),
        ("company.party_organ", "committee"),
        ("company.shareholders", "1"),
    ] {
        dossier.set(key, value).unwrap();
    }
    assert_eq!(dossier.documents.iter().map(|d| d.kind).collect::<Vec<_>>(), [Kind::Amendment], "{name}");
    RuleSet::builtin().check(&dossier).dossiers.remove(0)
}

/// Verdicts with the places that they rest on.
fn verdicts(report: &DossierReport) -> BTreeMap<String, String> {
    let of = |verdict: &Verdict| match verdict {
        Verdict::Satisfied { evidence } => evidence.iter().map(|l| l.place.clone()).collect::<Vec<_>>().join("、"),
        Verdict::Violated { findings, .. } => findings
            .iter()
            .map(|f| format!("{} {}", f.labels[0].place, f.labels[0].text()))
            .collect::<Vec<_>>()
            .join("、"),
        Verdict::Undetermined { missing } => missing.join("、"),
        _ => String::new(),
    };
    report
        .results
        .iter()
        .map(|r| (r.rule.code.to_string(), format!("{} {}", r.verdict.as_str(), of(&r.verdict))))
        .collect()
}

#[test]
fn only_the_new_words_count_in_every_form() {
    let header = cells(&["序号", "修订前", "修订后", "修订依据"]);
    // The two headings run into one, over both columns.
    let glued = "<w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>\
                 <w:p><w:r><w:t>修订前修订后</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>说明</w:t></w:r></w:p></w:tc></w:tr>";
    let forms = [
        ("对照表.docx", word("云岫供水有限公司章程修订对照表", &header)),
        ("公告.docx", word("云岫供水有限公司关于修订《公司章程》的公告", glued)),
        ("对照表.xlsx", workbook()),
        ("对照表.md", markdown()),
        ("修正案.txt", sentences()),
        ("修正案二.txt", articles()),
        ("对照表.pdf", pages()),
    ];
    for (name, bytes) in forms {
        let report = check(name, &bytes);
        let verdicts = verdicts(&report);
        let of = |code: &str| verdicts.get(code).map_or("", String::as_str);
        // Met by what the amendment says.
        assert_eq!(of("party-building/role"), "satisfied 第十七条", "{name}");
        assert_eq!(of("party-building/structure"), "satisfied 第十六条", "{name}");
        // Broken by what it says.
        assert_eq!(of("company-law/term-length"), "violated 第二十二条第二款 董事任期五年", "{name}");
        // 股东大会, 工商行政管理, the five years of the supervisors: old words, or words of an instruction.
        assert_eq!(of("company-law/current-terms"), "undetermined document:charter", "{name}");
        // What it does not say may stand in the articles that it leaves alone.
        for code in [
            "party-building/prior-study",
            "charter-contents/body-positioning",
            "charter-contents/required-chapters",
            "charter-contents/sound-numbering",
            "company-law/employee-director",
        ] {
            assert_eq!(of(code), "undetermined document:charter", "{name} {code}");
        }
    }
}

#[test]
fn cells_lead_back_to_the_sheet() {
    let report = check("对照表.xlsx", &workbook());
    let term = report.results.iter().find(|r| r.rule.code.as_str() == "company-law/term-length").unwrap();
    let label = &term.findings()[0].labels[0];
    let (_, origin) = label.source.origins().at(label.span.start).unwrap();
    assert_eq!(*origin, charterlint::Origin::Cell { sheet: "Sheet1".into(), row: 6, column: 2 });
}

#[test]
fn a_charter_beside_its_amendment_is_checked_as_it_stands() {
    let charter = "云岫供水有限公司章程\n第一章 总则\n第一条 公司依法设立。\n第二条 董事任期三年。\n";
    let dossier = Dossier::builder().add_text("章程.txt", charter).unwrap();
    let dossier = dossier.add_text("修正案.txt", String::from_utf8(sentences()).unwrap()).unwrap().build().unwrap();
    let report = RuleSet::builtin().check(&dossier).dossiers.remove(0);
    let term = report.results.iter().find(|r| r.rule.code.as_str() == "company-law/term-length").unwrap();
    assert_eq!(term.verdict.as_str(), "satisfied");
    let noted = report.skipped.iter().find(|skipped| skipped.path == "修正案.txt").unwrap();
    assert!(noted.reason.zh.contains("charterlint amend"), "{}", noted.reason.zh);
}

#[cfg(feature = "cli")]
mod command {
    use std::path::{Path, PathBuf};
    use std::process::Command;

    fn amend(arguments: &[&Path]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_charterlint")).arg("amend").args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn fixture(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/amendment").join(name)
    }

    fn temporary(name: &str, text: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("charterlint-amend-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), text).unwrap();
        folder.join(name)
    }

    #[test]
    fn the_new_text_comes_out() {
        let (status, text, told) = amend(&[&fixture("2018.md"), &fixture("修正案.md")]);
        assert_eq!((status, told.as_str()), (0, "已执行 13 处修改，未执行 0 处\n"));
        assert!(text.contains("第十七条 公司党委发挥领导作用"), "{text}");
        assert!(!text.contains("30000万元"), "{text}");
    }

    #[test]
    fn what_cannot_be_carried_out_is_told_with_its_row() {
        let old = temporary("旧.txt", "甲公司章程\n第一条 公司依法设立。\n第二条 公司住所在本市。\n");
        let table = temporary(
            "表.md",
            "甲公司章程修订对照表\n| 修订前 | 修订后 |\n| --- | --- |\n| 第二条 公司住所在本市。 | 第二条 公司住所在省城。 |\n\
             | 第九条 某某。 | 第九条 某甲。 |\n",
        );
        let (status, text, told) = amend(&[&old, &table]);
        assert_eq!(status, 1);
        assert!(text.contains("第二条 公司住所在省城。"), "{text}");
        assert!(told.starts_with("已执行 1 处修改，未执行 1 处\n  第2行（未执行）："), "{told}");
        let (status, text, told) = amend(&[&old, &old]);
        assert_eq!((status, text.as_str()), (2, ""));
        assert!(told.contains("没有找到修订对照表"), "{told}");
    }
}
