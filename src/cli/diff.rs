//! `diff`: two versions side by side.

use std::path::Path;
use std::process::ExitCode;

use super::args::{Diff, DiffFormat};
use super::{Failure, explain, output};
use crate::{Checking, Date, Dossier, Language, Limits, RuleSet, diff, render};

pub(super) fn run(arguments: &Diff, language: Language) -> Result<ExitCode, Failure> {
    let old = open(&arguments.old, language)?;
    let new = open(&arguments.new, language)?;
    let (Some(before), Some(after)) = (old.charter(), new.charter()) else {
        let path = if old.charter().is_none() { &arguments.old } else { &arguments.new };
        return Err(Failure::Message(match language {
            Language::Chinese => format!("{}：不是章程；请给出修订前、修订后的章程全文", path.display()),
            Language::English => format!("{}: not a charter; give the full text before and after", path.display()),
        }));
    };
    let mut comparison = diff::compare(before, after);
    if arguments.check {
        let checking = Checking::on(arguments.as_of.unwrap_or_else(Date::today));
        let rules = RuleSet::builtin();
        comparison.note_verdicts(&rules.check_with(&old, &checking), &rules.check_with(&new, &checking));
    }
    let mut bytes = Vec::new();
    match arguments.format {
        DiffFormat::Text => render::diff::text(&comparison, language, &mut bytes)?,
        DiffFormat::Json => render::diff::json(&comparison, language, &mut bytes)?,
        DiffFormat::Markdown => render::diff::markdown(&comparison, language, &mut bytes)?,
        DiffFormat::Html => render::diff::html(&comparison, language, &mut bytes)?,
        #[cfg(feature = "docx")]
        DiffFormat::Docx => render::diff::docx(&comparison, language, &mut bytes)?,
    }
    let inputs = [arguments.old.clone(), arguments.new.clone()];
    output::write(arguments.output.as_deref(), &inputs, bytes, language)?;
    let failed = comparison.unrelated.is_some();
    Ok(if failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn open(path: &Path, language: Language) -> Result<Dossier, Failure> {
    let dossier = Dossier::open_with(path, &Limits::default()).map_err(|error| explain(&error, language))?;
    match dossier.skipped.first() {
        Some(skipped) if dossier.documents.is_empty() => {
            Err(Failure::Message(format!("{}: {}", skipped.path, skipped.reason.get(language))))
        }
        _ => Ok(dossier),
    }
}
