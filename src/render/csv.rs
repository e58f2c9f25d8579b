//! A table of findings for spreadsheets: one row per finding.

use std::io;

use super::escape::cell;
use super::words::{self, Position};
use crate::{DossierReport, Label, Language, Report};

/// Writes the findings as CSV: UTF-8 with a byte-order mark, so that Excel reads it as such, CRLF line ends, a header row.
/// No cell begins with a character that a spreadsheet takes for a formula.
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::csv(&report, Language::English, &mut out)?;
/// let text = String::from_utf8(out)?;
/// assert!(text.contains("company-law/term-length"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn csv(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    csv_header(language, out)?;
    report.dossiers.iter().try_for_each(|dossier| csv_rows(dossier, language, out))
}

/// Writes what [`csv()`] begins with: the byte-order mark and the header row.
///
/// ```
/// use charterlint::{Language, render};
/// let mut out = Vec::new();
/// render::csv_header(Language::English, &mut out)?;
/// assert_eq!(String::from_utf8_lossy(&out).lines().count(), 1);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn csv_header(language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let chinese = [
        "单位",
        "路径",
        "规则",
        "子项",
        "级别",
        "问题",
        "建议",
        "依据",
        "参考条款",
        "文件",
        "位置",
        "单元格",
        "页",
        "行",
        "列",
        "原文",
        "说明",
        "相关位置",
        "豁免理由",
        "豁免至",
        "基线",
    ];
    let english = [
        "dossier",
        "path",
        "rule",
        "key",
        "severity",
        "message",
        "help",
        "basis",
        "model clause",
        "document",
        "place",
        "cell",
        "page",
        "line",
        "column",
        "text",
        "label",
        "related places",
        "waived because",
        "waived until",
        "baseline",
    ];
    write(out, &if language == Language::Chinese { chinese } else { english })
}

/// Writes the row that stands for a dossier which could not be checked: name, path and the reason.
///
/// # Errors
/// Those of the writer.
pub fn csv_unreadable(name: &str, path: &str, reason: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let mut row = [""; 20];
    (row[0], row[1], row[5]) = (name, path, reason);
    write(out, &row)
}

/// Writes the rows of one dossier.
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::csv_rows(&report.dossiers[0], Language::English, &mut out)?;
/// assert!(!out.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn csv_rows(dossier: &DossierReport, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    for result in &dossier.results {
        let waived = result.waived.as_ref();
        for finding in result.findings() {
            let main = finding.labels.first();
            let at = main.map(Position::of);
            let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
            let message = main.and_then(|label| label.message.as_ref()).map_or("", |text| text.get(language));
            let row: [&str; 21] = [
                &dossier.name,
                &dossier.path,
                finding.rule.code.as_str(),
                finding.key.as_deref().unwrap_or_default(),
                words::severity(finding.severity, language),
                finding.message.get(language),
                finding.help.get(language),
                &words::bases(finding, language),
                &finding.model_clause,
                main.map_or("", |label| label.source.name()),
                main.map_or("", |label| &label.place),
                at.as_ref().and_then(|at| at.cell.as_deref()).unwrap_or_default(),
                &number(at.as_ref().and_then(|at| at.page)),
                &number(at.as_ref().map(|at| at.start.line)),
                &number(at.as_ref().map(|at| at.start.column)),
                main.map_or("", Label::text),
                message,
                &words::related(finding.labels.get(1..).unwrap_or_default(), language),
                waived.map_or("", |waived| &waived.reason),
                &waived.and_then(|waived| waived.until).map(|date| date.to_string()).unwrap_or_default(),
                words::novelty(finding, language),
            ];
            write(out, &row)?;
        }
    }
    Ok(())
}

fn write(out: &mut dyn io::Write, row: &[&str]) -> io::Result<()> {
    let mut line = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    line.write_record(row.iter().map(|text| cell(text).into_owned()))?;
    let line = line.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    out.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn rows(report: &Report, language: Language) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        csv(report, language, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let text = text.strip_prefix('\u{FEFF}').expect("a byte-order mark");
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn one_row_per_finding() {
        let report = sample::report();
        let rows = rows(&report, Language::Chinese);
        let findings: usize = report.dossiers[0].results.iter().map(|result| result.findings().len()).sum();
        assert_eq!(rows.len(), findings + 1);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        let pair = rows.iter().find(|row| row[2] == "cross-appointment/secretary-is-chair").unwrap();
        assert_eq!(pair[11], "名册!A2");
        assert!(pair[17].contains("名册第6行（任职名册.xlsx）：董事长"), "{}", pair[17]);
        let waived = rows.iter().find(|row| row[3] == "directors").unwrap();
        assert_eq!(waived[19], "2027-06-30");
    }

    #[test]
    fn formulas_are_defused() {
        let mut report = sample::report();
        "=HYPERLINK(\"x\")".clone_into(&mut report.dossiers[0].name);
        let rows = rows(&report, Language::English);
        assert!(rows[1][0].starts_with("'="), "{}", rows[1][0]);
        assert_eq!(rows[0][0], "dossier");
    }
}
