//! `check`: every rule for one or more dossiers.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use super::args::{Check, CheckFormat};
use super::{Failure, explain, output};
use crate::dossier::{self, DossierInput};
use crate::render::{self, TerminalOptions};
use crate::rules::{Checking, RuleSet, Severity};
use crate::{Date, Dossier, Language, Limits, Report, Skipped, Source};

pub(super) fn run(check: &Check, language: Language) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let limits = Limits::default();
    let rules = selected(check)?;
    let checking = Checking::on(check.as_of.unwrap_or_else(Date::today));
    let mut report = Report::new(checking.as_of);
    let mut unreadable = Vec::new();
    let inputs = inputs(check, &limits, language)?;
    let alone = inputs.dossiers.len() == 1;
    for input in inputs.dossiers {
        match open(&input, check, &limits, language) {
            Ok(dossier) => report.dossiers.push(rules.check_dossier(&dossier, &checking)),
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
    write(check, &report, language, started)?;
    let deny = Severity::from(check.deny);
    let denied = report.highest().is_some_and(|highest| highest >= deny);
    Ok(if !unreadable.is_empty() {
        ExitCode::from(2)
    } else if denied {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

fn warn(message: &str) {
    let _ = writeln!(io::stderr(), "{}", render::escape::visible(message));
}

/// The rules that `--select` and `--ignore` leave.
fn selected(check: &Check) -> Result<RuleSet, Failure> {
    let rules = RuleSet::builtin();
    for glob in check.select.iter().chain(&check.ignore) {
        if !rules.rules().any(|rule| crate::rules::glob_matches(glob, rule.meta().code.as_str())) {
            return Err(Failure::Message(format!(
                "--select/--ignore: {glob:?} matches no rule; see `charterlint rules`"
            )));
        }
    }
    let any = |globs: &[String], code: &str| globs.iter().any(|glob| crate::rules::glob_matches(glob, code));
    Ok(rules.filtered(|meta| {
        let code = meta.code.as_str();
        (check.select.is_empty() || any(&check.select, code)) && !any(&check.ignore, code)
    }))
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
    RuleSet::builtin().check_settings(&dossier).map_err(|error| explain(&error, language))?;
    for fact in &check.set {
        let Some((key, value)) = fact.split_once('=') else {
            return Err(Failure::Message(format!("--set {fact}: expected KEY=VALUE, such as company.staff=640")));
        };
        dossier.set(key.trim(), value.trim()).map_err(|error| explain(&error, language))?;
    }
    if dossier.documents.is_empty() {
        let reasons: Vec<String> =
            dossier.skipped.iter().map(|s| format!("{}: {}", s.path, s.reason.get(language))).collect();
        let path = input.path.display();
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

fn from_standard_input(limits: &Limits, language: Language) -> Result<Dossier, Failure> {
    let source = standard_input(limits, language)?;
    Dossier::builder().add_source(source).build().map_err(|error| Failure::Message(error.to_string()))
}

/// Standard input as a source named `-`.
pub(super) fn standard_input(limits: &Limits, language: Language) -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limits.file_bytes + 1).read_to_end(&mut bytes)?;
    crate::import::import("-", &bytes, limits).map_err(|error| Failure::Message(error.message(language)))
}

fn write(check: &Check, report: &Report, language: Language, started: Instant) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    match check.format {
        CheckFormat::Terminal => {
            let mut options = TerminalOptions::detect(language);
            options.elapsed = Some(started.elapsed());
            options.colour &= check.output.is_none();
            render::terminal(report, &options, &mut bytes)?;
        }
        CheckFormat::Json => render::json(report, language, &mut bytes)?,
        CheckFormat::Jsonl => render::json_lines(report, language, &mut bytes)?,
        CheckFormat::Sarif => render::sarif(report, language, &mut bytes)?,
        CheckFormat::Github => render::github(report, language, &mut bytes)?,
        CheckFormat::Csv => render::csv(report, language, &mut bytes)?,
        #[cfg(feature = "html")]
        CheckFormat::Html => render::html(report, language, &mut bytes)?,
    }
    output::write(check.output.as_deref(), &check.paths, &bytes)
}
