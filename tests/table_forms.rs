//! A table says the same in whatever order its rows and columns stand and whatever its headers are called.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use charterlint::{Checking, Date, Dossier, RuleSet};
use proptest::prelude::*;
use proptest::sample::Index;

const FIXTURES: [&str; 3] = ["jingyan", "linjiang", "haiheng"];

type Verdicts = BTreeMap<String, (String, Vec<Option<String>>)>;

/// The verdicts of the rules that read tables, with the keys of their findings.
fn verdicts(files: &BTreeMap<String, String>) -> Verdicts {
    let mut builder = Dossier::builder();
    for (name, text) in files {
        builder = match name.as_str() {
            "dossier.toml" => builder.config(text).unwrap(),
            _ => builder.add_text(name.as_str(), text.as_str()).unwrap(),
        };
    }
    let rules = RuleSet::builtin().filtered(|meta| matches!(meta.code.pack(), "two-lists" | "cross-appointment"));
    let report = rules.check_with(&builder.build().unwrap(), &Checking::on(Date::new(2026, 11, 23).unwrap()));
    let answer = |result: &charterlint::RuleResult| {
        let mut keys: Vec<_> = result.findings().iter().map(|finding| finding.key.clone()).collect();
        keys.sort();
        (result.rule.code.to_string(), (result.verdict.as_str().to_owned(), keys))
    };
    report.dossiers[0].results.iter().map(answer).collect()
}

fn files(fixture: &str) -> BTreeMap<String, String> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        (!["notes.toml", "planted.toml"].contains(&name.as_str()))
            .then(|| (name, std::fs::read_to_string(entry.path()).unwrap()))
    };
    std::fs::read_dir(format!("fixtures/{fixture}")).unwrap().filter_map(read).collect()
}

/// A CSV file as rows of cells, and how many rows stand above its first data row.
fn table(text: &str) -> (Vec<Vec<String>>, usize) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let is_data = |row: &Vec<String>| row[0].parse::<u32>().is_ok() || row[0].chars().count() == 3 && row.len() > 4;
    let first = rows.iter().position(is_data).unwrap();
    (rows, first)
}

fn written(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn shuffle<T>(items: &mut [T], picks: &[Index]) {
    for (i, pick) in (1..items.len()).rev().zip(picks.iter().cycle()) {
        items.swap(i, pick.index(i + 1));
    }
}

fn check_same(change: impl Fn(&str, &mut Vec<Vec<String>>, usize)) {
    static ORIGINALS: LazyLock<Vec<(BTreeMap<String, String>, Verdicts)>> = LazyLock::new(|| {
        let read = |fixture: &&str| {
            let files = files(fixture);
            let expected = verdicts(&files);
            (files, expected)
        };
        FIXTURES.iter().map(read).collect()
    });
    for (fixture, (original, expected)) in FIXTURES.iter().zip(&*ORIGINALS) {
        let mut changed = original.clone();
        for (name, text) in &mut changed {
            if name.ends_with(".csv") && (name.contains("名册") || name.contains("清单")) {
                let (mut rows, first) = table(text);
                change(name, &mut rows, first);
                *text = written(&rows);
            }
        }
        assert_ne!(*original, changed, "{fixture}");
        assert_eq!(*expected, verdicts(&changed), "{fixture}: {changed:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_in_any_order(picks in proptest::collection::vec(any::<Index>(), 48)) {
        check_same(|_, rows, first| {
            // A closing row of totals or remarks stays last.
            let closing = rows.len() - usize::from(rows.last().is_some_and(|row| row[0] == "备注" || row[0] == "合计"));
            // One swap at least, so that something changes.
            rows.swap(first, closing - 1);
            shuffle(&mut rows[first..closing], &picks);
            if rows[first..closing].is_sorted_by_key(|row| row[0].parse::<u32>().unwrap_or(0)) {
                rows.swap(first, closing - 1);
            }
        });
    }

    #[test]
    fn columns_in_any_order(picks in proptest::collection::vec(any::<Index>(), 16)) {
        check_same(|_, rows, first| {
            // A title is one cell. The columns of a group in a header of two rows stay together.
            let width = rows[first].len();
            let is_header = |row: &Vec<String>| row.iter().any(|c| c == "姓名") || row.iter().any(|c| c == "事项");
            let header = rows.iter().position(is_header).unwrap();
            rows[header].resize(width, String::new());
            let mut blocks: Vec<Vec<usize>> = Vec::new();
            for c in 1..width {
                match blocks.last_mut() {
                    Some(block) if first - header > 1 && rows[header][c].is_empty() => block.push(c),
                    _ => blocks.push(vec![c]),
                }
            }
            let before = blocks.clone();
            shuffle(&mut blocks, &picks);
            if blocks == before {
                blocks.swap(0, 1);
            }
            let order: Vec<usize> = [0].into_iter().chain(blocks.into_iter().flatten()).collect();
            for row in &mut rows[header..] {
                row.resize(width, String::new());
                // A closing remark keeps its place beside its name.
                if row[0] != "备注" && row[0] != "合计" {
                    *row = order.iter().map(|&c| row[c].clone()).collect();
                }
            }
        });
    }

    #[test]
    fn headers_by_other_names(picks in proptest::collection::vec(any::<Index>(), 16)) {
        const SYNONYMS: &[(&str, &[&str])] = &[
            ("政治面貌", &["政治 面貌", "*政治面貌"]),
            ("职务", &["现任职务", "职　务"]),
            ("批准文件", &["*批准文件", "批准 文件"]),
            ("备注", &["备 注"]),
            ("类别", &["事项类别", "业务领域"]),
            ("业务领域", &["类别", "事项类别"]),
            ("序号", &["编号", "序 号"]),
            ("事项", &["具体事项", "决策事项"]),
            ("标准", &["金额", "限额", "标准（万元以上注明）"]),
            ("党委会", &["党委", "公司党委会"]),
            ("股东会", &["股东大会", "股东会"]),
            ("职代会", &["职工代表大会", "职代会"]),
            ("姓名", &["姓 名", "*姓名"]),
            ("党内职务", &["党组织职务"]),
            ("董事会职务", &["董事会任职"]),
            ("监事会职务", &["监事会任职"]),
            ("经理层职务", &["经理层任职", "高级管理人员职务"]),
        ];
        check_same(|_, rows, first| {
            let mut picks = picks.iter().cycle();
            for row in &mut rows[..first] {
                for cell in row.iter_mut() {
                    if let Some((_, names)) = SYNONYMS.iter().find(|(name, _)| name == cell) {
                        *cell = names[picks.next().unwrap().index(names.len())].to_owned();
                    }
                }
            }
        });
    }
}
