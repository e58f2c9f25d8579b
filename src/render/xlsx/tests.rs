//! The workbook is read back by another library.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::*;
use crate::render::{escape, sample};

fn written(report: &Report, language: Language) -> Vec<u8> {
    let mut out = Vec::new();
    xlsx(report, language, &mut out).unwrap();
    out
}

fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    workbook.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn column(rows: &[Vec<Data>], name: &str) -> usize {
    rows[0].iter().position(|cell| *cell == name).unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn four_sheets_with_a_row_per_finding_place_and_rule() {
    let report = sample::batch(3);
    let bytes = written(&report, Language::Chinese);
    let names = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap().sheet_names();
    assert_eq!(names, ["汇总", "问题", "依据原文", "判定矩阵"]);

    let findings = rows(&bytes, "问题");
    let expected: usize = report.dossiers.iter().flat_map(|d| &d.results).map(|r| r.findings().len()).sum();
    assert_eq!(findings.len(), expected + 1);
    let (line, cell) = (column(&findings, "行"), column(&findings, "单元格"));
    assert!(
        findings[1..].iter().all(|row| matches!(row[line], Data::Float(_))),
        "lines are numbers, so that they sort"
    );
    assert!(findings.iter().any(|row| row[cell] == "名册!A2"));

    let matrix = rows(&bytes, "判定矩阵");
    assert_eq!(matrix[0].len(), 3 + 3);
    assert_eq!(matrix.len(), 9 + 1);
    let evidence = rows(&bytes, "依据原文");
    let rules: std::collections::HashSet<String> =
        evidence[1..].iter().map(|row| row[column(&evidence, "规则")].to_string()).collect();
    assert_eq!(rules.len(), 9, "every rule's answer is listed");
}

#[test]
fn nothing_a_document_says_is_a_formula() {
    let mut report = sample::report();
    for name in ["=HYPERLINK(\"x\")", "@SUM(1)", "{=1}", "http://example.org", "+1\u{7}\u{1b}"] {
        name.clone_into(&mut report.dossiers[0].name);
        let bytes = written(&report, Language::English);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        for index in 0..archive.len() {
            let mut text = String::new();
            let mut part = archive.by_index(index).unwrap();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            assert!(!text.contains("<f>") && !text.contains("<f ") && !text.contains("<hyperlink"), "{name}");
        }
        assert_eq!(rows(&bytes, "Findings")[1][1].to_string(), escape::lines(name));
    }
}

#[test]
fn headers_stay_in_sight_and_filter() {
    let bytes = written(&sample::report(), Language::Chinese);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    for sheet in 1..=4 {
        let mut text = String::new();
        let mut part = archive.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        assert!(text.contains("state=\"frozen\"") && text.contains("<autoFilter"), "{sheet}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(written(&sample::report(), Language::Chinese), written(&sample::report(), Language::Chinese));
}

#[test]
fn a_long_text_is_cut_and_not_an_error() {
    let mut report = sample::report();
    report.dossiers[0].name = "长".repeat(40_000);
    let bytes = written(&report, Language::Chinese);
    assert!(rows(&bytes, "问题")[1][1].to_string().ends_with('…'));
}
