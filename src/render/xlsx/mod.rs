//! A workbook for offices that keep lists: summary, findings, evidence, matrix.
//!
//! Every word is written as a string, so no cell can be a formula. Places have the numbers that they sort by beside them:
//! the line in the document's text, the page, the cell.

mod sheet;

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom};
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::words::{self, Position, pick};
use crate::rules::{RuleCode, RuleMeta, Severity};
use crate::{Date, DossierReport, Finding, Label, Language, Report, RuleResult, Summary, Verdict};
use sheet::{Cell, Column, MOST_COLUMNS, Sheet, Tone};

/// Writes the report as an Excel workbook. The same report gives the same bytes.
///
/// # Errors
/// Those of the writer, and of the temporary files that long sheets are written to.
pub fn xlsx(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let mut book = Book::new(report.as_of, language)?;
    report.dossiers.iter().try_for_each(|dossier| book.add(dossier))?;
    book.finish(out)
}

/// A workbook that takes its dossiers one by one. Findings and evidence, which are long, are written as they come; of each
/// dossier only what the sheets over all of them say is kept.
pub(crate) struct Book {
    as_of: Date,
    language: Language,
    workbook: Workbook,
    findings: Listed,
    evidence: Listed,
    rows: Vec<Row>,
    /// The rules of the dossiers so far, in the order in which they were met.
    rules: IndexMap<RuleCode, Arc<RuleMeta>>,
    /// What verdicts are called, with their colours.
    said: IndexSet<(String, Tone)>,
}

/// A sheet that rows are added to, and how many of its columns are printed.
struct Listed {
    sheet: Sheet,
    printed: u16,
    count: u32,
}

/// What is kept of a dossier.
struct Row {
    name: String,
    path: String,
    summary: Summary,
    /// File, kind and title of each document read.
    read: Vec<[String; 3]>,
    /// What was not read, and why.
    skipped: Vec<[String; 2]>,
    /// The verdicts: indices into [`Book::rules`] and [`Book::said`].
    verdicts: Vec<(u16, u16)>,
}

impl Book {
    /// A workbook without dossiers.
    pub(crate) fn new(as_of: Date, language: Language) -> io::Result<Self> {
        Self::open(as_of, language).map_err(io::Error::other)
    }

    fn open(as_of: Date, language: Language) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // The day of the report and not of the clock.
        let date = ExcelDateTime::parse_from_str(&as_of.to_string())?;
        let title = pick(language, "治理文件审查报告", "Governance review");
        workbook.set_properties(
            &DocProperties::new().set_title(title).set_author("charterlint").set_creation_datetime(&date),
        );
        let findings = findings(workbook.new_worksheet_with_constant_memory()?, language)?;
        let evidence = evidence(workbook.new_worksheet_with_constant_memory()?, language)?;
        let (rows, rules, said) = (Vec::new(), IndexMap::new(), IndexSet::new());
        Ok(Self { as_of, language, workbook, findings, evidence, rows, rules, said })
    }

    /// Adds a dossier.
    pub(crate) fn add(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let language = self.language;
        self.findings.findings(dossier, language).map_err(io::Error::other)?;
        self.evidence.evidence(dossier, language).map_err(io::Error::other)?;
        let kind = |kind: &str| words::document_kind(kind, language).to_owned();
        let read =
            dossier.documents.iter().map(|one| [one.source.name().to_owned(), kind(one.kind), one.title.clone()]);
        let skipped = dossier.skipped.iter().map(|one| [one.path.clone(), one.reason.get(language).to_owned()]);
        let mut verdicts = Vec::with_capacity(dossier.results.len());
        for result in &dossier.results {
            let entry = self.rules.entry(result.rule.code.clone());
            let rule = entry.index() as u16;
            entry.or_insert_with(|| Arc::clone(&result.rule));
            verdicts.push((rule, self.said.insert_full(verdict(result, language)).0 as u16));
        }
        self.rows.push(Row {
            name: dossier.name.clone(),
            path: dossier.path.clone(),
            summary: dossier.summary(),
            read: read.collect(),
            skipped: skipped.collect(),
            verdicts,
        });
        Ok(())
    }

    /// Writes the workbook.
    pub(crate) fn finish(self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut file = tempfile::tempfile()?;
        self.save(&file).map_err(io::Error::other)?;
        file.seek(SeekFrom::Start(0))?;
        io::copy(&mut file, out)?;
        Ok(())
    }

    fn save(mut self, out: &File) -> Result<(), XlsxError> {
        let sheet = self.workbook.new_worksheet_with_constant_memory()?;
        let (summary, matrix) = (self.summary()?, self.matrix(sheet)?);
        summary.add_to(&mut self.workbook)?;
        self.findings.close()?.add_to(&mut self.workbook)?;
        self.evidence.close()?.add_to(&mut self.workbook)?;
        matrix.add_to(&mut self.workbook)?;
        self.workbook.save_to_writer(out)
    }

    fn summary(&self) -> Result<Sheet, XlsxError> {
        let language = self.language;
        let mut sheet = Sheet::new(Worksheet::new(), pick(language, "汇总", "Summary"), language)?;
        sheet.title(
            pick(language, "治理文件审查报告", "Governance review"),
            &format!(
                "{} {} · charterlint {}",
                pick(language, "基准日", "As of"),
                self.as_of,
                env!("CARGO_PKG_VERSION")
            ),
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
        for row in &self.rows {
            let [first, second] = [Cell::text(&row.name), Cell::text(&row.path)];
            sheet.row([first, second].into_iter().chain(counts(&row.summary)).collect())?;
        }
        sheet.filter()?;
        if self.rows.len() > 1 {
            let total = super::totals::sum(self.rows.iter().map(|row| row.summary));
            let first = [Cell::strong(word("合计", "Total")), Cell::Blank];
            sheet.row(first.into_iter().chain(counts(&total)).collect())?;
        }
        let under = |row: &Row, cells: &[String]| -> Vec<Cell> {
            std::iter::once(&row.name).chain(cells).map(|text| Cell::text(text)).collect()
        };
        let read = self.rows.iter().flat_map(|row| row.read.iter().map(move |cells| under(row, cells)));
        let columns = [
            (word("单位", "Company"), 1),
            (word("文件", "File"), 1),
            (word("种类", "Kind"), 3),
            (word("标题", "Title"), 5),
        ];
        sheet.block(word("审查文件", "Documents read"), &columns, read.collect())?;
        let skipped = self.rows.iter().flat_map(|row| row.skipped.iter().map(move |cells| under(row, cells)));
        let columns =
            [(word("单位", "Company"), 1), (word("文件或者行", "File or row"), 1), (word("原因", "Reason"), 8)];
        sheet.block(word("未读取的内容", "Not read"), &columns, skipped.collect())?;
        Ok(sheet)
    }

    /// Rules down, companies across.
    fn matrix(&self, sheet: Worksheet) -> Result<Sheet, XlsxError> {
        let language = self.language;
        let mut sheet = Sheet::new(sheet, pick(language, "判定矩阵", "Matrix"), language)?;
        let mut columns = vec![
            Column::new(pick(language, "规则组", "Pack"), 16.0),
            Column::new(pick(language, "审查要求", "Requirement"), 46.0),
            Column::new(pick(language, "规则", "Rule"), 28.0),
        ];
        // More than a sheet has columns for are left out.
        let companies = self.rows.get(..MOST_COLUMNS - columns.len()).unwrap_or(&self.rows);
        let width = if companies.len() > 6 { 12.0 } else { 18.0 };
        columns.extend(companies.iter().map(|row| Column::named(row.name.clone(), width)));
        sheet.header(&columns)?;
        sheet.keep_columns(2)?;
        let answer = |row: &Row, rule: usize| {
            let verdict = row.verdicts.iter().find(|(of, _)| usize::from(*of) == rule);
            let said = verdict.and_then(|(_, said)| self.said.get_index(usize::from(*said)));
            said.map_or(Cell::Blank, |(said, tone)| Cell::Toned(said.clone(), *tone))
        };
        for (at, rule) in self.rules.values().enumerate() {
            let code = rule.code.as_str();
            let first =
                [Cell::text(words::pack(rule, language)), Cell::text(words::title(rule, language)), Cell::text(code)];
            let line = companies.iter().map(|row| answer(row, at));
            sheet.row(first.into_iter().chain(line).collect())?;
        }
        sheet.filter()?;
        Ok(sheet)
    }
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

fn findings(sheet: Worksheet, language: Language) -> Result<Listed, XlsxError> {
    let mut sheet = Sheet::new(sheet, pick(language, "问题", "Findings"), language)?;
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
    Ok(Listed { sheet, printed, count: 0 })
}

impl Listed {
    /// The sheet with its rows.
    fn close(mut self) -> Result<Sheet, XlsxError> {
        self.sheet.filter()?;
        self.sheet.print_columns(self.printed)?;
        Ok(self.sheet)
    }

    /// A row for each finding.
    fn findings(&mut self, dossier: &DossierReport, language: Language) -> Result<(), XlsxError> {
        let results = dossier.results.iter();
        for (result, finding) in
            results.flat_map(|result| result.findings().iter().map(move |finding| (result, finding)))
        {
            self.count += 1;
            let main = finding.labels.first();
            let waived = result.waived.as_ref().map(|waived| match (waived.until, language) {
                (Some(date), Language::Chinese) => format!("{}（至{date}）", waived.reason),
                (Some(date), Language::English) => format!("{} (until {date})", waived.reason),
                (None, _) => waived.reason.clone(),
            });
            let (cited, counted) = places(main);
            let mut row = vec![
                Cell::Number(f64::from(self.count)),
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
            self.sheet.row(row)?;
        }
        Ok(())
    }

    /// A row for each place that an answer rests on, or one with the reason.
    fn evidence(&mut self, dossier: &DossierReport, language: Language) -> Result<(), XlsxError> {
        let word = |zh, en| pick(language, zh, en);
        let sheet = &mut self.sheet;
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
        Ok(())
    }
}

/// Every rule's answer with what it rests on: a row per place, or one with the reason.
fn evidence(sheet: Worksheet, language: Language) -> Result<Listed, XlsxError> {
    let mut sheet = Sheet::new(sheet, pick(language, "依据原文", "Evidence"), language)?;
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
    Ok(Listed { sheet, printed, count: 0 })
}

#[cfg(test)]
mod tests;
