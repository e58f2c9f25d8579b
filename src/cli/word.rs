//! The marked-up Word files of a check.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Check;
use super::{Failure, output};
use crate::render::word::{WordOptions, commented_documents, is_word, main_document, word};
use crate::render::words;
use crate::{DossierReport, Language, Report, Source};

/// The files to write: one for the dossier; or, if the target is a folder, one for each document with findings.
pub(super) fn files(
    check: &Check,
    report: &Report,
    target: Option<&Path>,
    language: Language,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let mut options = WordOptions::new(language, report.as_of);
    options.force = check.force;
    let folder = target.filter(|target| target.is_dir() || target.to_string_lossy().ends_with(['/', '\\']));
    let Some(folder) = folder else {
        let [dossier] = report.dossiers.as_slice() else {
            return Err(Failure::Message(match language {
                Language::Chinese => "有多个卷宗；--format docx 请把 --output 写成文件夹（以 / 结尾）".to_owned(),
                Language::English => {
                    "there are several dossiers; for --format docx let --output be a folder, ending in /".to_owned()
                }
            }));
        };
        let Some(source) = main_document(dossier) else {
            return Err(Failure::Message(match language {
                Language::Chinese => "卷宗里没有章程，有多个文件；--format docx 请把 --output 写成文件夹（以 / 结尾）".to_owned(),
                Language::English => "the dossier has no charter and several documents; for --format docx let --output be a folder, ending in /".to_owned(),
            }));
        };
        if let Some(target) = target {
            same_ending(source, target, language)?;
        }
        let bytes = marked(dossier, source, &options, language)?;
        return Ok(vec![(target.unwrap_or(Path::new("-")).to_owned(), bytes)]);
    };
    options.for_dossier = false;
    let mut files = Vec::new();
    let mut taken = HashSet::new();
    for dossier in &report.dossiers {
        let inner = match report.dossiers.len() {
            1 => folder.to_owned(),
            _ => free(&folder.join(safe(&dossier.name)), "", &mut taken),
        };
        std::fs::create_dir_all(&inner).map_err(|error| output::failed(&inner, &error, language))?;
        for source in commented_documents(dossier) {
            let name = Path::new(source.name());
            let stem = name.file_stem().map_or_else(|| "-".into(), |stem| stem.to_string_lossy());
            let ending = ending(source).unwrap_or("docx".to_owned());
            let path = free(&inner.join(safe(&stem)), &format!(".{ending}"), &mut taken);
            files.push((path, marked(dossier, source, &options, language)?));
        }
    }
    Ok(files)
}

fn marked(
    dossier: &DossierReport,
    source: &Arc<Source>,
    options: &WordOptions,
    language: Language,
) -> Result<Vec<u8>, Failure> {
    let path = words::path(dossier, source);
    let original = is_word(source).then(|| std::fs::read(&path).ok()).flatten();
    word(dossier, source, original.as_deref(), options).map_err(|error| {
        let text = error.text();
        Failure::Message(match language {
            Language::Chinese => format!("{path}：{}", text.zh),
            Language::English => format!("{path}: {}", text.en),
        })
    })
}

/// The ending of a Word file's name, in lower case; `None` for documents of other formats.
fn ending(source: &Source) -> Option<String> {
    let ending = Path::new(source.name()).extension()?.to_string_lossy().to_ascii_lowercase();
    matches!(ending.as_str(), "docx" | "docm" | "dotx" | "dotm").then_some(ending)
}

/// Word opens no file whose name says less than it holds, such as macros.
fn same_ending(source: &Source, target: &Path, language: Language) -> Result<(), Failure> {
    let wanted = ending(source).unwrap_or_else(|| "docx".to_owned());
    let given = target.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if wanted == given || wanted == "docx" {
        return Ok(());
    }
    let (name, target) = (source.name(), target.display());
    Err(Failure::Message(match language {
        Language::Chinese => format!("{target}：原件「{name}」是 .{wanted} 文件，副本的文件名也要以 .{wanted} 结尾"),
        Language::English => {
            format!("{target}: the original {name} is a .{wanted} file; end the copy's name in .{wanted} too")
        }
    }))
}

/// A name for a file or folder out of what is shown to people.
fn safe(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

/// `path` with an ending; with a number in front of the ending if another one has the name.
fn free(path: &Path, ending: &str, taken: &mut HashSet<PathBuf>) -> PathBuf {
    let mut out = PathBuf::from(format!("{}{ending}", path.display()));
    let mut number = 2;
    while !taken.insert(out.clone()) {
        out = PathBuf::from(format!("{}-{number}{ending}", path.display()));
        number += 1;
    }
    out
}
