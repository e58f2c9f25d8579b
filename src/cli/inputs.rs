//! What a check is given: files, folders of documents, folders of dossiers, standard input.

use std::io::{self, BufRead as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use serde::Deserialize;

use super::args::Check;
use super::{Failure, explain};
use crate::dossier::{self, DossierInput};
use crate::render;
use crate::{Dossier, Language, Limits, Skipped, Source};

/// One dossier, before it is read.
pub(super) enum Input {
    /// A file or folder; `-` is standard input as one document.
    Path(DossierInput),
    /// A line of standard input, counted from 1.
    Record { line: u64, text: String },
}

impl Input {
    /// How messages and results name it.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Path(input) => input.path.display().to_string(),
            Self::Record { line, .. } => format!("-#{line}"),
        }
    }

    /// The dossier's name as far as it is known without reading it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Path(input) => input.name.clone(),
            Self::Record { text, .. } => {
                serde_json::from_str::<Record>(text).ok().and_then(|record| record.name).unwrap_or_default()
            }
        }
    }
}

/// A dossier as a line of standard input states it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    /// The company's name.
    name: Option<String>,
    /// A file or folder to read; nothing else may be stated then.
    path: Option<PathBuf>,
    /// Texts by file name.
    #[serde(default)]
    documents: IndexMap<String, String>,
    /// The text of a `dossier.toml`.
    config: Option<String>,
}

/// All dossiers of a run.
pub(super) struct Inputs {
    dossiers: Box<dyn Iterator<Item = io::Result<Input>>>,
    /// How many there are, if that is known before they are read.
    pub(super) count: Option<usize>,
    /// Files beside the dossiers of a batch.
    pub(super) skipped: Vec<Skipped>,
}

impl Inputs {
    pub(super) fn of(check: &Check, limits: &Limits, language: Language) -> Result<Self, Failure> {
        if check.records {
            if check.paths.iter().any(|path| path != Path::new("-")) {
                return Err(Failure::Message(match language {
                    Language::Chinese => "--records 只读标准输入；路径请写 -".to_owned(),
                    Language::English => "--records reads standard input only; give - as the path".to_owned(),
                }));
            }
            return Ok(Self {
                dossiers: Box::new(Records { line: 0, limit: limits.file_bytes }),
                count: None,
                skipped: Vec::new(),
            });
        }
        let (mut dossiers, mut skipped) = (Vec::new(), Vec::new());
        for path in &check.paths {
            if path == Path::new("-") {
                dossiers.push(DossierInput::new(PathBuf::from("-"), "-"));
                continue;
            }
            let found = if check.each { dossier::discover_each(path, limits) } else { dossier::discover(path, limits) };
            let found = found.map_err(|error| explain(&error, language))?;
            dossiers.extend(found.dossiers);
            skipped.extend(found.skipped);
        }
        let count = Some(dossiers.len());
        Ok(Self { dossiers: Box::new(dossiers.into_iter().map(|input| Ok(Input::Path(input)))), count, skipped })
    }

    /// The next dossiers, at most `most` of them; none at the end.
    pub(super) fn next(&mut self, most: usize) -> io::Result<Vec<Input>> {
        self.dossiers.by_ref().take(most).collect()
    }
}

/// Lines of standard input, blank ones left out.
struct Records {
    line: u64,
    /// The longest line in bytes.
    limit: u64,
}

impl Iterator for Records {
    type Item = io::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut text = String::new();
            self.line += 1;
            match io::stdin().lock().take(self.limit + 1).read_line(&mut text) {
                Ok(_) if text.len() as u64 > self.limit => {
                    let (line, limit) = (self.line, self.limit);
                    let message = format!("-#{line}: more than {limit} bytes");
                    return Some(Err(io::Error::new(io::ErrorKind::FileTooLarge, message)));
                }
                Err(error) => return Some(Err(error)),
                Ok(0) => return None,
                Ok(_) if text.trim().is_empty() => {}
                Ok(_) => return Some(Ok(Input::Record { line: self.line, text })),
            }
        }
    }
}

/// Reads a dossier.
pub(super) fn open(input: &Input, check: &Check, limits: &Limits, language: Language) -> Result<Dossier, Failure> {
    let path = input.path();
    let mut dossier = match input {
        Input::Path(input) if input.path == Path::new("-") => from_standard_input(limits, language)?,
        Input::Path(input) => Dossier::open_with(&input.path, limits).map_err(|error| explain(&error, language))?,
        Input::Record { text, .. } => from_record(text, &path, limits, language)?,
    };
    for fact in &check.set {
        let Some((key, value)) = fact.split_once('=') else {
            return Err(Failure::Message(format!("--set {fact}: expected KEY=VALUE, such as company.staff=640")));
        };
        dossier.set(key.trim(), value.trim()).map_err(|error| explain(&error, language))?;
    }
    recognised(dossier, Path::new(&path), language)
}

fn from_record(text: &str, path: &str, limits: &Limits, language: Language) -> Result<Dossier, Failure> {
    let wrong = |zh: &str, en: &str| {
        Err(Failure::Message(match language {
            Language::Chinese => format!("{path}：{zh}"),
            Language::English => format!("{path}: {en}"),
        }))
    };
    let record: Record = match serde_json::from_str(text) {
        Ok(record) => record,
        Err(error) => {
            return wrong(
                &format!("这一行不是卷宗的 JSON（{error}）；请写 path，或者写 name 和 documents"),
                &format!("the line is not a dossier in JSON ({error}); give path, or name and documents"),
            );
        }
    };
    if let Some(folder) = record.path {
        if record.config.is_some() || !record.documents.is_empty() {
            return wrong(
                "写了 path，就不能再写 documents 或 config",
                "with path neither documents nor config may be given",
            );
        }
        let mut dossier = Dossier::open_with(&folder, limits).map_err(|error| explain(&error, language))?;
        if let Some(name) = record.name {
            dossier.name = name;
        }
        return Ok(dossier);
    }
    let mut builder = Dossier::builder().limits(limits.clone());
    if let Some(config) = &record.config {
        builder = builder.config(config).map_err(|error| explain(&error, language))?;
    }
    for (name, text) in record.documents {
        let source = crate::import::import(&name, text.as_bytes(), limits)
            .map_err(|error| Failure::Message(format!("{path}: {}", error.message(language))))?;
        builder = builder.add_source(source);
    }
    if let Some(name) = record.name {
        builder = builder.name(name);
    }
    let mut dossier = builder.build().map_err(|error| explain(&error, language))?;
    dossier.path = path.to_owned();
    Ok(dossier)
}

/// The dossier, if any of its files was recognised, or if its `dossier.toml` says that nothing else exists: then that is
/// what there is to judge.
pub(super) fn recognised(dossier: Dossier, path: &Path, language: Language) -> Result<Dossier, Failure> {
    if dossier.documents.is_empty() && !dossier.complete {
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

/// A remark on standard error.
pub(super) fn warn(message: &str) {
    let _ = writeln!(io::stderr(), "{}", render::escape::visible(message));
}
