//! The totals of a report in one line.

use std::time::Duration;

use crate::{DossierReport, Language, Report, Summary};

/// Summaries of dossiers added up.
pub(crate) fn sum(summaries: impl Iterator<Item = Summary>) -> Summary {
    summaries.fold(Summary::default(), |mut sum, one| {
        sum.satisfied += one.satisfied;
        sum.violated += one.violated;
        sum.not_applicable += one.not_applicable;
        sum.undetermined += one.undetermined;
        sum.errors += one.errors;
        sum.warnings += one.warnings;
        sum.advice += one.advice;
        sum.waived += one.waived;
        sum.known += one.known;
        sum
    })
}

/// How many verdicts of each kind, findings of each severity, waivers, the day as of which rules applied, and the time that
/// the check took if it is given.
pub(crate) fn line(report: &Report, elapsed: Option<Duration>, language: Language) -> String {
    let sum = sum(report.dossiers.iter().map(DossierReport::summary));
    match language {
        Language::Chinese => chinese(&sum, report, elapsed),
        Language::English => english(&sum, report, elapsed),
    }
}

fn chinese(sum: &Summary, report: &Report, elapsed: Option<Duration>) -> String {
    let rules = sum.satisfied + sum.violated + sum.not_applicable + sum.undetermined;
    let mut line = match report.dossiers.len() {
        1 => String::new(),
        n => format!("{n}家单位 "),
    };
    line += &format!(
        "{rules}项判定：满足{} 违反{}（错误{} 警告{} 提示{}） 不适用{} 无法判定{}",
        sum.satisfied, sum.violated, sum.errors, sum.warnings, sum.advice, sum.not_applicable, sum.undetermined
    );
    if sum.waived > 0 {
        line += &format!(" 豁免{}", sum.waived);
    }
    if sum.known > 0 {
        line += &format!(" 基线已有{}", sum.known);
    }
    line += &format!("；基准日{}", report.as_of);
    if let Some(elapsed) = elapsed {
        line += &format!("，用时{}", duration(elapsed, "秒", "毫秒"));
    }
    line
}

fn english(sum: &Summary, report: &Report, elapsed: Option<Duration>) -> String {
    let rules = sum.satisfied + sum.violated + sum.not_applicable + sum.undetermined;
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut line = match report.dossiers.len() {
        1 => String::new(),
        n => format!("{}, ", count(n, "dossier", "dossiers")),
    };
    line += &format!(
        "{}: {} satisfied, {} violated ({}, {}, {} advice), {} not applicable, {} undetermined",
        count(rules, "verdict", "verdicts"),
        sum.satisfied,
        sum.violated,
        count(sum.errors, "error", "errors"),
        count(sum.warnings, "warning", "warnings"),
        sum.advice,
        sum.not_applicable,
        sum.undetermined
    );
    if sum.waived > 0 {
        line += &format!("; {} waived", sum.waived);
    }
    if sum.known > 0 {
        line += &format!("; {} known to the baseline", sum.known);
    }
    line += &format!("; as of {}", report.as_of);
    if let Some(elapsed) = elapsed {
        line += &format!(", in {}", duration(elapsed, " s", " ms"));
    }
    line
}

fn duration(elapsed: Duration, seconds: &str, milliseconds: &str) -> String {
    match elapsed.as_secs() {
        0 => format!("{}{milliseconds}", elapsed.as_millis().max(1)),
        _ => format!("{:.2}{seconds}", elapsed.as_secs_f64()),
    }
}
