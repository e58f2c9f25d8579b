//! The order of a table's rows, and blank rows between them, change nothing; damaged tables give honest verdicts.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use charterlint::{Checking, Dossier, Report, RuleSet, Verdict};
use proptest::prelude::*;

/// The tables of a sample: name, the lines above the rows, the rows.
fn tables(sample: &str, above: usize) -> Vec<(String, Vec<String>, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(sample);
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".csv") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // The ledger has a line on its day between title and header.
        let above = above + usize::from(lines[1].starts_with('（'));
        let rows = lines.split_off(above);
        out.push((name, lines, rows));
    }
    out.sort();
    out
}

fn check(sample: &str, tables: &[(String, Vec<String>, Vec<String>)]) -> Report {
    let config = std::fs::read_to_string(format!("fixtures/{sample}/dossier.toml")).unwrap();
    let mut builder = Dossier::builder().config(&config).unwrap();
    for (name, above, rows) in tables {
        builder = builder.add_text(name.as_str(), format!("{}\n{}\n", above.join("\n"), rows.join("\n"))).unwrap();
    }
    let packs = ["organisation", "internal-control", "chain"];
    let set = RuleSet::builtin().filtered(|meta| packs.contains(&meta.code.pack()));
    set.check_with(&builder.build().unwrap(), &Checking::on("2026-11-23".parse().unwrap()))
}

/// What is found, without the places.
fn said(report: &Report) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for result in &report.dossiers[0].results {
        out.push(format!("{} {}", result.rule.code, result.verdict.as_str()));
        for finding in result.findings() {
            out.push(format!("{} {:?} {}", result.rule.code, finding.key, finding.message.zh));
        }
    }
    out.sort();
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn rows_in_any_order(seed in any::<u64>()) {
        for sample in ["yunze", "tinglan"] {
            let mut tables = tables(sample, 2);
            let expected = said(&check(sample, &tables));
            let mut state = seed | 1;
            for (_, _, rows) in &mut tables {
                for i in (1..rows.len()).rev() {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    rows.swap(i, (state >> 33) as usize % (i + 1));
                }
            }
            prop_assert_eq!(said(&check(sample, &tables)), expected);
        }
    }

    #[test]
    fn damaged_tables_give_honest_verdicts(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..8_usize), 1..30),
    ) {
        const WORDS: [&str; 8] = ["", "无", "2026年13月", "3（含预备9）", "党委", "99999999999", "—", "甲公司"];
        for sample in ["yunze", "tinglan"] {
            let mut tables = tables(sample, 2);
            for (table, row, cell, word) in &damage {
                let rows = &mut table.get_mut(&mut tables).2;
                let line = row.get_mut(rows);
                let mut cells: Vec<&str> = line.split(',').collect();
                *cell.get_mut(&mut cells) = WORDS[*word];
                *line = cells.join(",");
            }
            for result in &check(sample, &tables).dossiers[0].results {
                match &result.verdict {
                    Verdict::Violated { findings, .. } => {
                        prop_assert!(!findings.is_empty(), "{}", result.rule.code);
                        for finding in findings {
                            prop_assert!(!finding.labels.is_empty(), "{}", result.rule.code);
                            let texts = [&finding.message.zh, &finding.message.en, &finding.help.zh, &finding.help.en];
                            let whole = texts.iter().all(|text| !text.contains(['{', '}']));
                            prop_assert!(whole, "{}", finding.message.en);
                        }
                    }
                    Verdict::Undetermined { missing } => prop_assert!(!missing.is_empty(), "{}", result.rule.code),
                    _ => {}
                }
            }
        }
    }
}
