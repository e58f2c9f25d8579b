//! `check`: every rule for one or more dossiers.

use std::process::ExitCode;
use std::time::Instant;

use super::args::Check;
use super::batch::{Batch, Outcome, Result as Checked};
use super::chosen::Chosen;
use super::inputs::Inputs;
use super::inputs::warn;
use super::outputs::{Outputs, Sinks};
use super::resume::Store;
use super::{Failure, output};
use crate::rules::{Checking, Severity};
use crate::{Baseline, Date, Language, Limits, Report};

pub(super) fn run(check: &Check, language: Language) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let limits = Limits::default();
    let outputs = Outputs::of(check, language)?;
    let chosen = Chosen::new(check, language)?;
    let checking = Checking::on(check.as_of.unwrap_or_else(Date::today)).levels(&check.levels.in_order);
    let mut report = Report::new(checking.as_of);
    let store = Store::of(check, &outputs, checking.as_of, language)?;
    let mut inputs = Inputs::of(check, &limits, language)?;
    let alone = inputs.count == Some(1);
    let mut sinks = if outputs.streams() && !alone { Some(outputs.open(checking.as_of, language)?) } else { None };
    let formats = if sinks.is_some() { outputs.formats() } else { Vec::new() };
    // A dossier alone is always checked.
    let store = store.filter(|_| sinks.is_some());
    let batch = Batch::new(check, language, &limits, &chosen, &checking, &formats, store.as_ref());
    let mut tally = Tally::default();
    let interrupted = batch.run(&mut inputs, |outcome| {
        if let (true, Err(message)) = (alone, &outcome.result) {
            return Err(Failure::Message(message.clone()));
        }
        tally.add(&outcome);
        sinks.as_mut().map_or(Ok(()), |sinks| sinks.take(&outcome))?;
        if let Ok(Checked::Whole(dossier)) = outcome.result {
            report.dossiers.push(*dossier);
        }
        Ok(())
    })?;
    for skipped in &inputs.skipped {
        warn(&format!("{}: {}", skipped.path, skipped.reason.get(language)));
    }
    for (path, message) in &tally.unreadable {
        warn(&format!("{path}: {message}"));
    }
    if interrupted {
        // Files of results are put in place whole or not at all; what is done is kept for --resume.
        warn(match language {
            Language::Chinese => "已中断；结果文件没有改动；加 --resume 再运行一次，接着检查",
            Language::English => "interrupted; no file of results was changed; run again with --resume to go on",
        });
        return Ok(ExitCode::from(INTERRUPTED));
    }
    if tally.checked == 0 && sinks.as_ref().is_none_or(Sinks::is_empty) {
        return Err(Failure::Message(match language {
            Language::Chinese => "没有可以检查的文件；请给出章程文件或者卷宗文件夹".to_owned(),
            Language::English => "nothing to check; give a charter or a folder of documents".to_owned(),
        }));
    }
    chosen.finish()?;
    match sinks {
        Some(sinks) => sinks.finish(language)?,
        None => {
            baseline(check, &mut report, language)?;
            outputs.write(&report, language, started)?;
            tally.highest = report.highest();
        }
    }
    let denied =
        check.write_baseline.is_none() && tally.highest.is_some_and(|found| found >= Severity::from(check.deny));
    Ok(if !tally.unreadable.is_empty() {
        ExitCode::from(2)
    } else if denied {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// The longest file that is read as a baseline.
const BASELINE_BYTES: u64 = 256 << 20;

/// The exit status after Ctrl-C, as shells have it.
const INTERRUPTED: u8 = 130;

/// What remains of dossiers whose results are written.
#[derive(Default)]
struct Tally {
    checked: usize,
    highest: Option<Severity>,
    unreadable: Vec<(String, String)>,
}

impl Tally {
    fn add(&mut self, outcome: &Outcome) {
        match &outcome.result {
            Ok(done) => {
                self.checked += 1;
                self.highest = self.highest.max(done.highest());
            }
            Err(message) => self.unreadable.push((outcome.path.clone(), message.clone())),
        }
    }
}

/// Compares with the baseline, and writes one.
fn baseline(check: &Check, report: &mut Report, language: Language) -> Result<(), Failure> {
    let known = match &check.baseline {
        Some(path) => {
            let failed = |error: &dyn std::fmt::Display| Failure::Message(format!("{}: {error}", path.display()));
            let text = crate::import::read_text(path, BASELINE_BYTES).map_err(|error| failed(&error))?;
            Some(Baseline::parse(&text).map_err(|error| failed(&error))?)
        }
        None => None,
    };
    // What is written is what was found, whatever another baseline knows of it.
    if let Some(path) = &check.write_baseline {
        output::write(Some(path), &check.paths, Baseline::of(report).to_json().into_bytes(), language)?;
    }
    if let Some(known) = known {
        known.apply(report);
    }
    Ok(())
}
