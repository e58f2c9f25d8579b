//! A workbook for offices that keep lists: summary, findings, evidence, matrix.
//!
//! Every word is written as a string, so no cell can be a formula. Places have the numbers that they sort by beside them:
//! the line in the document's text, the page, the cell.

mod sheet;

use std::io;

use indexmap::IndexMap;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::words::{self, Position, pick};
use crate::rules::{RuleMeta, Severity};
use crate::{DossierReport, Finding, Label, Language, Report, RuleResult, Summary, Verdict};
use sheet::{Cell, Column, Sheet, Tone};

/// Writes the report as an Excel workbook. The same report gives the same bytes.
///
/// # Errors
/// Those of the writer.
pub fn xlsx(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let bytes = workbook(report, language).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(report: &Report, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day of the report and not of the clock.
    let date = ExcelDateTime::parse_from_str(&report.as_of.to_string())?;
    let title = pick(language, "治理文件审查报告", "Governance review");
    workbook
        .set_properties(&DocProperties::new().set_title(title).set_author("charterlint").set_creation_datetime(&date));
    summary(report, language)?.add_to(&mut workbook)?;
    findings(report, language)?.add_to(&mut workbook)?;
    evidence(report, language)?.add_to(&mut workbook)?;
    matrix(report, language)?.add_to(&mut workbook)?;
    workbook.save_to_buffer()
}

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
        Severity::Advice => Tone::Advice,
    }
}

/// The word for a result and its colour: of a violation its severity, or that it does not count.
fn verdict(result: &RuleResult, language: Language) -> (String, Tone) {
    let word = words::verdict(&result.verdict, language);
    match &result.verdict {
        Verdict::Satisfied { .. } => (word.to_owned(), Tone::Good),
        Verdict::NotApplicable { .. } => (word.to_owned(), Tone::Quiet),
        Verdict::Undetermined { .. } => (word.to_owned(), Tone::Unknown),
        Verdict::Violated { .. } if result.waived.is_some() => {
            (pick(language, "违反（已豁免）", "violated (waived)").to_owned(), Tone::Quiet)
        }
        Verdict::Violated { findings, .. } if findings.iter().all(Finding::is_known) => {
            (pick(language, "违反（基线已有）", "violated (known to the baseline)").to_owned(), Tone::Quiet)
        }
        Verdict::Violated { findings, .. } => {
            let severity = findings.iter().map(|finding| finding.severity).max().unwrap_or(result.severity);
            let said = words::severity(severity, language);
            let text = match language {
                Language::Chinese => format!("{word}（{said}）"),
                Language::English => format!("{word} ({said})"),
            };
            (text, tone(severity))
        }
    }
}

/// Where a label stands: file and place; cell, page and line.
fn places(label: Option<&Label>) -> ([Cell; 2], [Cell; 3]) {
    let at = label.map(Position::of);
    let number = |number: Option<u32>| number.map_or(Cell::Blank, |number| Cell::Number(number.into()));
    let cited =
        [Cell::text(label.map_or("", |label| label.source.name())), Cell::text(label.map_or("", |label| &label.place))];
    let counted = [
        Cell::text(at.as_ref().and_then(|at| at.cell.as_deref()).unwrap_or_default()),
        number(at.as_ref().and_then(|at| at.page)),
        number(at.as_ref().map(|at| at.start.line)),
    ];
    (cited, counted)
}

const fn place_columns(language: Language) -> ([Column; 2], [Column; 3]) {
    (
        [Column::new(pick(language, "文件", "File"), 17.0), Column::new(pick(language, "位置", "Place"), 15.0)],
        [
            Column::new(pick(language, "单元格", "Cell"), 9.0),
            Column::new(pick(language, "页", "Page"), 7.0),
            Column::new(pick(language, "行", "Line"), 7.0),
        ],
    )
}

fn summary(report: &Report, language: Language) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(pick(language, "汇总", "Summary"), language)?;
    sheet.title(
        pick(language, "治理文件审查报告", "Governance review"),
        &format!("{} {} · charterlint {}", pick(language, "基准日", "As of"), report.as_of, env!("CARGO_PKG_VERSION")),
    )?;
    let word = |zh, en| pick(language, zh, en);
    sheet.header(&[
        Column::new(word("单位", "Company"), 30.0),
        Column::new(word("路径", "Path"), 28.0),
        Column::new(word("满足", "Satisfied"), 10.0),
        Column::new(word("违反", "Violated"), 10.0),
        Column::new(word("无法判定", "Undetermined"), 13.0),
        Column::new(word("不适用", "Not applicable"), 14.0),
        Column::new(word("错误", "Errors"), 9.0),
        Column::new(word("警告", "Warnings"), 10.0),
        Column::new(word("提示", "Advice"), 9.0),
        Column::new(word("豁免", "Waived"), 9.0),
    ])?;
    for dossier in &report.dossiers {
        let [first, second] = [Cell::text(&dossier.name), Cell::text(&dossier.path)];
        sheet.row([first, second].into_iter().chain(counts(&dossier.summary())).collect())?;
    }
    sheet.filter()?;
    if report.dossiers.len() > 1 {
        let total = super::totals::sum(report);
        let first = [Cell::strong(word("合计", "Total")), Cell::Blank];
        sheet.row(first.into_iter().chain(counts(&total)).collect())?;
    }
    let read = report.dossiers.iter().flat_map(|dossier| {
        dossier.documents.iter().map(move |document| {
            vec![
                Cell::text(&dossier.name),
                Cell::text(document.source.name()),
                Cell::text(words::document_kind(document.kind, language)),
                Cell::text(&document.title),
            ]
        })
    });
    let columns = [
        (word("单位", "Company"), 1),
        (word("文件", "File"), 1),
        (word("种类", "Kind"), 3),
        (word("标题", "Title"), 5),
    ];
    sheet.block(word("审查文件", "Documents read"), &columns, read.collect())?;
    let skipped = report.dossiers.iter().flat_map(|dossier| {
        dossier.skipped.iter().map(move |skipped| {
            vec![Cell::text(&dossier.name), Cell::text(&skipped.path), Cell::text(skipped.reason.get(language))]
        })
    });
    let columns = [(word("单位", "Company"), 1), (word("文件或者行", "File or row"), 1), (word("原因", "Reason"), 8)];
    sheet.block(word("未读取的内容", "Not read"), &columns, skipped.collect())?;
    Ok(sheet)
}

fn counts(summary: &Summary) -> [Cell; 8] {
    let count = |count: usize, tone: Tone| Cell::Count(count as f64, if count > 0 { tone } else { Tone::Plain });
    [
        count(summary.satisfied, Tone::Plain),
        count(summary.violated, Tone::Plain),
        count(summary.undetermined, Tone::Unknown),
        count(summary.not_applicable, Tone::Plain),
        count(summary.errors, Tone::Error),
        count(summary.warnings, Tone::Warning),
        count(summary.advice, Tone::Advice),
        count(summary.waived, Tone::Quiet),
    ]
}

fn findings(report: &Report, language: Language) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(pick(language, "问题", "Findings"), language)?;
    let word = |zh, en| pick(language, zh, en);
    let mut columns = vec![
        Column::new(word("序号", "No."), 7.0),
        Column::new(word("单位", "Company"), 16.0),
        Column::new(word("级别", "Severity"), 10.0),
    ];
    let (cited, counted) = place_columns(language);
    columns.extend(cited);
    columns.extend([
        Column::new(word("问题", "Finding"), 34.0),
        Column::new(word("建议", "What to do"), 34.0),
        Column::new(word("依据", "Basis"), 40.0),
        Column::new(word("原文", "Words"), 32.0),
    ]);
    let printed = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    columns.extend(counted);
    columns.extend([
        Column::new(word("相关位置", "Related places"), 28.0),
        Column::new(word("参考条款", "Model clause"), 36.0),
        Column::new(word("规则组", "Pack"), 16.0),
        Column::new(word("规则", "Rule"), 28.0),
        Column::new(word("豁免", "Waived"), 18.0),
        Column::new(word("基线", "Baseline"), 12.0),
    ]);
    sheet.header(&columns)?;
    let mut number = 0;
    for (dossier, result, finding) in all_findings(report) {
        number += 1;
        let main = finding.labels.first();
        let waived = result.waived.as_ref().map(|waived| match (waived.until, language) {
            (Some(date), Language::Chinese) => format!("{}（至{date}）", waived.reason),
            (Some(date), Language::English) => format!("{} (until {date})", waived.reason),
            (None, _) => waived.reason.clone(),
        });
        let (cited, counted) = places(main);
        let mut row = vec![
            Cell::Number(f64::from(number)),
            Cell::text(&dossier.name),
            Cell::Toned(words::severity(finding.severity, language).to_owned(), tone(finding.severity)),
        ];
        row.extend(cited);
        row.extend([
            Cell::text(finding.message.get(language)),
            Cell::text(finding.help.get(language)),
            Cell::text(&words::bases(finding, language)),
            Cell::text(main.map_or("", Label::text)),
        ]);
        row.extend(counted);
        row.extend([
            Cell::text(&words::related(finding.labels.get(1..).unwrap_or_default(), language)),
            Cell::text(&finding.model_clause),
            Cell::text(words::pack(&finding.rule, language)),
            Cell::text(finding.rule.code.as_str()),
            Cell::text(&waived.unwrap_or_default()),
            Cell::text(words::novelty(finding, language)),
        ]);
        sheet.row(row)?;
    }
    sheet.filter()?;
    sheet.print_columns(printed)?;
    Ok(sheet)
}

fn all_findings(report: &Report) -> impl Iterator<Item = (&DossierReport, &RuleResult, &Finding)> {
    report.dossiers.iter().flat_map(|dossier| {
        let results = dossier.results.iter();
        results.flat_map(move |result| result.findings().iter().map(move |finding| (dossier, result, finding)))
    })
}

/// Every rule's answer with what it rests on: a row per place, or one with the reason.
fn evidence(report: &Report, language: Language) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(pick(language, "依据原文", "Evidence"), language)?;
    let word = |zh, en| pick(language, zh, en);
    let mut columns = vec![
        Column::new(word("单位", "Company"), 18.0),
        Column::new(word("规则组", "Pack"), 16.0),
        Column::new(word("审查要求", "Requirement"), 40.0),
        Column::new(word("结论", "Verdict"), 15.0),
    ];
    let (cited, counted) = place_columns(language);
    columns.extend(cited);
    columns.extend([Column::new(word("原文", "Words"), 46.0), Column::new(word("说明", "Note"), 30.0)]);
    let printed = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    columns.extend(counted);
    columns.push(Column::new(word("规则", "Rule"), 28.0));
    sheet.header(&columns)?;
    for dossier in &report.dossiers {
        for result in &dossier.results {
            let (said, tone) = verdict(result, language);
            let mut row = |label: Option<&Label>, note: &str| {
                let mut row = vec![
                    Cell::text(&dossier.name),
                    Cell::text(words::pack(&result.rule, language)),
                    Cell::text(words::title(&result.rule, language)),
                    Cell::Toned(said.clone(), tone),
                ];
                let (cited, counted) = places(label);
                row.extend(cited);
                row.extend([Cell::text(label.map_or("", Label::text)), Cell::text(note)]);
                row.extend(counted);
                row.push(Cell::text(result.rule.code.as_str()));
                sheet.row(row)
            };
            let found = result
                .findings()
                .iter()
                .flat_map(|finding| finding.labels.iter().map(|label| (label, finding.message.get(language))));
            let relied = result.evidence().iter().map(|label| (label, ""));
            let mut any = false;
            for (label, message) in found.chain(relied) {
                any = true;
                let said = label.message.as_ref().map_or("", |text| text.get(language));
                let note = [message, said].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
                row(Some(label), &note.join("\n"))?;
            }
            if any {
                continue;
            }
            let note = match &result.verdict {
                Verdict::NotApplicable { reason } => reason.get(language).to_owned(),
                Verdict::Undetermined { missing } => {
                    let names: Vec<_> = missing.iter().map(|fact| words::missing(fact, language).0).collect();
                    let names = names.join(pick(language, "、", ", "));
                    words::labelled(word("缺少", "missing"), &names, language)
                }
                _ => String::new(),
            };
            row(None, &note)?;
        }
    }
    sheet.filter()?;
    sheet.print_columns(printed)?;
    Ok(sheet)
}

/// Rules down, companies across.
fn matrix(report: &Report, language: Language) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(pick(language, "判定矩阵", "Matrix"), language)?;
    let mut rules: IndexMap<&str, (&RuleMeta, Vec<Cell>)> = IndexMap::new();
    let companies = report.dossiers.len();
    for (at, dossier) in report.dossiers.iter().enumerate() {
        for result in &dossier.results {
            let (_, row) =
                rules.entry(result.rule.code.as_str()).or_insert_with(|| (&*result.rule, vec![Cell::Blank; companies]));
            let (said, tone) = verdict(result, language);
            if let Some(cell) = row.get_mut(at) {
                *cell = Cell::Toned(said, tone);
            }
        }
    }
    let width = if companies > 6 { 12.0 } else { 18.0 };
    let mut columns = vec![
        Column::new(pick(language, "规则组", "Pack"), 16.0),
        Column::new(pick(language, "审查要求", "Requirement"), 46.0),
        Column::new(pick(language, "规则", "Rule"), 28.0),
    ];
    columns.extend(report.dossiers.iter().map(|dossier| Column::named(dossier.name.clone(), width)));
    sheet.header(&columns)?;
    sheet.keep_columns(2)?;
    for (code, (rule, row)) in rules {
        let first =
            [Cell::text(words::pack(rule, language)), Cell::text(words::title(rule, language)), Cell::text(code)];
        sheet.row(first.into_iter().chain(row).collect())?;
    }
    sheet.filter()?;
    Ok(sheet)
}

#[cfg(test)]
mod tests;
