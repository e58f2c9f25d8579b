//! `provisions`: one row per charter.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Provisions as Arguments, ProvisionsFormat};
use super::inputs::{standard_input, warn};
use super::{Failure, explain, output};
use crate::facts::Provisions;
use crate::render::provisions::{self, ProvisionsRow};
use crate::{Charter, Content, Dossier, Language, Limits, dossier};

/// A text that names itself a charter in a way of its own has at least this many articles.
const ARTICLES: usize = 5;

struct Read {
    file: String,
    dossier: Option<Dossier>,
    charter: Option<Charter>,
}

impl Read {
    fn charter(&self) -> Option<&Charter> {
        self.charter.as_ref().or_else(|| self.dossier.as_ref().and_then(Dossier::charter))
    }
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode, Failure> {
    let limits = Limits::default();
    let mut read: Vec<Read> = Vec::new();
    let mut failed = false;
    for (path, named) in files(arguments, &limits, language)? {
        match one(&path, named, &limits, language) {
            Ok(Some(charter)) => read.push(charter),
            // A folder holds other documents beside charters.
            Ok(None) if !named => {}
            Ok(None) => {
                failed = true;
                let reason = match language {
                    Language::Chinese => "不是章程：要有题为“……章程”的标题和第一条",
                    Language::English => "no charter: it needs a title ending in 章程 and an article 第一条",
                };
                warn(&format!("{}: {reason}", path.display()));
            }
            Err(Failure::Message(message)) => {
                failed = true;
                warn(&message);
            }
            Err(closed) => return Err(closed),
        }
    }
    if read.is_empty() {
        return Err(Failure::Message(match language {
            Language::Chinese => "没有找到章程".to_owned(),
            Language::English => "no charter was found".to_owned(),
        }));
    }
    let rows: Vec<ProvisionsRow<'_>> = read
        .iter()
        .filter_map(|one| {
            let charter = one.charter()?;
            Some(ProvisionsRow { file: one.file.clone(), charter, provisions: Provisions::of(charter) })
        })
        .collect();
    let mut bytes = Vec::new();
    match arguments.format {
        ProvisionsFormat::Csv => {
            provisions::csv_header(&mut bytes)?;
            for row in &rows {
                provisions::csv_row(row, &mut bytes)?;
            }
        }
        ProvisionsFormat::Json => provisions::json(&rows, language, &mut bytes)?,
        ProvisionsFormat::Text => {
            for row in &rows {
                provisions::text(row, language, &mut bytes)?;
            }
        }
    }
    output::write(arguments.output.as_deref(), &arguments.paths, bytes, language)?;
    Ok(if failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// The files of all arguments, each with whether it was named itself.
fn files(arguments: &Arguments, limits: &Limits, language: Language) -> Result<Vec<(PathBuf, bool)>, Failure> {
    let mut out = Vec::new();
    for path in &arguments.paths {
        if !path.is_dir() {
            // A path that does not exist is reported with the others that cannot be read.
            out.push((path.clone(), true));
            continue;
        }
        let found = dossier::files(path, limits).map_err(|error| explain(&error, language))?;
        out.extend(found.into_iter().map(|file| (file, false)));
    }
    Ok(out)
}

/// The charter of a file; `None` if it holds none.
fn one(path: &Path, named: bool, limits: &Limits, language: Language) -> Result<Option<Read>, Failure> {
    let file = path.display().to_string();
    let is_input = path == Path::new("-");
    let import = || {
        let read =
            if is_input { return standard_input(limits, language) } else { crate::import::import_file(path, limits) };
        read.map_err(|error| Failure::Message(error.message(language)))
    };
    let dossier =
        Dossier::builder().add_source(import()?).build().map_err(|error| Failure::Message(error.message(language)))?;
    if dossier.charter().is_some() {
        return Ok(Some(Read { file, dossier: Some(dossier), charter: None }));
    }
    // An amendment holds only the articles it changes.
    let amends = dossier.documents.iter().any(|document| matches!(document.content, Content::Amendment(_)));
    if amends || !named || is_input {
        return Ok(None);
    }
    let charter = Charter::read(Arc::new(import()?));
    let numbered = charter.articles().iter().filter(|article| article.is_numbered()).count();
    let is_charter = numbered >= ARTICLES && charter.title_text().contains("章程");
    Ok(is_charter.then_some(Read { file, dossier: None, charter: Some(charter) }))
}
