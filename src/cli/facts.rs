//! `facts`: what the documents state, with where.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{Facts, FactsFormat};
use super::inputs::{from_standard_input, recognised, warn};
use super::{Failure, explain, output};
use crate::render::{escape, facts};
use crate::{Dossier, Language, Limits, dossier};

pub(super) fn run(arguments: &Facts, language: Language) -> Result<ExitCode, Failure> {
    let limits = Limits::default();
    let path = &arguments.path;
    let dossier = recognised(open(path, &limits, language)?, path, language)?;
    for skipped in &dossier.skipped {
        warn(&format!("{}: {}", skipped.path, skipped.reason.get(language)));
    }
    let mut bytes = Vec::new();
    match arguments.format {
        FactsFormat::Text => facts::text(&dossier, language, &mut bytes)?,
        FactsFormat::Json => facts::json(&dossier, language, &mut bytes)?,
        FactsFormat::Csv => {
            facts::csv_header(&mut bytes)?;
            facts::csv_rows(&dossier, &mut bytes)?;
        }
    }
    output::write(arguments.output.as_deref(), std::slice::from_ref(path), bytes, language)?;
    Ok(ExitCode::SUCCESS)
}

/// The one dossier at a path.
pub(super) fn open(path: &Path, limits: &Limits, language: Language) -> Result<Dossier, Failure> {
    if path == Path::new("-") {
        return from_standard_input(limits, language);
    }
    let found = dossier::discover(path, limits).map_err(|error| explain(&error, language))?;
    if found.dossiers.len() > 1 {
        let inside: Vec<PathBuf> = found.dossiers.into_iter().map(|one| one.path).collect();
        let first =
            inside.first().map(|one| escape::visible(&one.display().to_string()).into_owned()).unwrap_or_default();
        let (path, count) = (path.display(), inside.len());
        return Err(Failure::Message(match language {
            Language::Chinese => format!("{path}：里面有 {count} 个卷宗；请只给出其中一个，例如 {first}"),
            Language::English => format!("{path}: holds {count} dossiers; give one of them, such as {first}"),
        }));
    }
    Dossier::open_with(path, limits).map_err(|error| explain(&error, language))
}
