//! `check`: every rule for one or more dossiers.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use super::args::Check;
use super::chosen::Chosen;
use super::outputs::Outputs;
use super::{Failure, explain, output};
use crate::dossier::{self, DossierInput};
use crate::render;
use crate::rules::{Checking, Severity};
use crate::{Baseline, Date, Dossier, Language, Limits, Report, Skipped, Source};

pub(super) fn run(check: &Check, language: Language) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let limits = Limits::default();
    let outputs = Outputs::of(check, language)?;
    let mut chosen = Chosen::new(check, language)?;
    let checking = Checking::on(check.as_of.unwrap_or_else(Date::today)).levels(&check.levels.in_order);
    let mut report = Report::new(checking.as_of);
    let mut unreadable = Vec::new();
    let inputs = inputs(check, &limits, language)?;
    let alone = inputs.dossiers.len() == 1;
    for input in inputs.dossiers {
        let done = open(&input, check, &limits, language)
            .and_then(|dossier| Ok(chosen.of(&dossier)?.check_dossier(&dossier, &checking)));
        match done {
            Ok(done) => report.dossiers.push(done),
            Err(failure) if alone => return Err(failure),
            // One unreadable dossier does not stop the rest.
            Err(Failure::Message(message)) => unreadable.push((input.path, message)),
            Err(closed) => return Err(closed),
        }
    }
    for skipped in &inputs.skipped {
        warn(&format!("{}: {}", skipped.path, skipped.reason.get(language)));
    }
    for (path, message) in &unreadable {
        warn(&format!("{}: {message}", path.display()));
    }
    if report.dossiers.is_empty() {
        return Err(Failure::Message(match language {
            Language::Chinese => "没有可以检查的文件；请给出章程文件或者卷宗文件夹".to_owned(),
            Language::English => "nothing to check; give a charter or a folder of documents".to_owned(),
        }));
    }
    chosen.finish()?;
    baseline(check, &mut report, language)?;
    outputs.write(&report, language, started)?;
    let deny = Severity::from(check.deny);
    let denied = check.write_baseline.is_none() && report.highest().is_some_and(|highest| highest >= deny);
    Ok(if !unreadable.is_empty() {
        ExitCode::from(2)
    } else if denied {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Compares with the baseline, and writes one.
fn baseline(check: &Check, report: &mut Report, language: Language) -> Result<(), Failure> {
    // What is written is what was found, whatever another baseline knows of it.
    if let Some(path) = &check.write_baseline {
        output::write(Some(path), &check.paths, Baseline::of(report).to_json().into_bytes(), language)?;
    }
    if let Some(path) = &check.baseline {
        let failed = |error: &dyn std::fmt::Display| Failure::Message(format!("{}: {error}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| failed(&error))?;
        Baseline::parse(&text).map_err(|error| failed(&error))?.apply(report);
    }
    Ok(())
}

pub(super) fn warn(message: &str) {
    let _ = writeln!(io::stderr(), "{}", render::escape::visible(message));
}

#[derive(Default)]
struct Inputs {
    dossiers: Vec<DossierInput>,
    skipped: Vec<Skipped>,
}

fn inputs(check: &Check, limits: &Limits, language: Language) -> Result<Inputs, Failure> {
    let mut all = Inputs::default();
    for path in &check.paths {
        if path == Path::new("-") {
            all.dossiers.push(DossierInput::new(PathBuf::from("-"), "-"));
            continue;
        }
        let found = if check.each { dossier::discover_each(path, limits) } else { dossier::discover(path, limits) };
        let found = found.map_err(|error| explain(&error, language))?;
        all.dossiers.extend(found.dossiers);
        all.skipped.extend(found.skipped);
    }
    Ok(all)
}

fn open(input: &DossierInput, check: &Check, limits: &Limits, language: Language) -> Result<Dossier, Failure> {
    let mut dossier = if input.path == Path::new("-") {
        from_standard_input(limits, language)?
    } else {
        Dossier::open_with(&input.path, limits).map_err(|error| explain(&error, language))?
    };
    for fact in &check.set {
        let Some((key, value)) = fact.split_once('=') else {
            return Err(Failure::Message(format!("--set {fact}: expected KEY=VALUE, such as company.staff=640")));
        };
        dossier.set(key.trim(), value.trim()).map_err(|error| explain(&error, language))?;
    }
    recognised(dossier, &input.path, language)
}

/// The dossier, if any of its files was recognised.
pub(super) fn recognised(dossier: Dossier, path: &Path, language: Language) -> Result<Dossier, Failure> {
    if dossier.documents.is_empty() {
        let reasons: Vec<String> =
            dossier.skipped.iter().map(|s| format!("{}: {}", s.path, s.reason.get(language))).collect();
        let path = path.display();
        return Err(Failure::Message(match language {
            Language::Chinese if reasons.is_empty() => format!("{path}：里面没有文件；请给出章程文件或者卷宗文件夹"),
            Language::Chinese => {
                format!("{path}：没有认得出的治理文件；请给出章程、清单或者名册\n  {}", reasons.join("\n  "))
            }
            Language::English if reasons.is_empty() => {
                format!("{path}: no files; give a charter or a folder of documents")
            }
            Language::English => {
                format!(
                    "{path}: no governance document recognised; give a charter, list or roster\n  {}",
                    reasons.join("\n  ")
                )
            }
        }));
    }
    Ok(dossier)
}

pub(super) fn from_standard_input(limits: &Limits, language: Language) -> Result<Dossier, Failure> {
    let source = standard_input(limits, language)?;
    Dossier::builder().add_source(source).build().map_err(|error| Failure::Message(error.to_string()))
}

/// Standard input as a source named `-`.
pub(super) fn standard_input(limits: &Limits, language: Language) -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limits.file_bytes + 1).read_to_end(&mut bytes)?;
    crate::import::import("-", &bytes, limits).map_err(|error| Failure::Message(error.message(language)))
}
