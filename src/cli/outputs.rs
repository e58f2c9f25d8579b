//! The outputs of a check: one or more formats, each to its file or one to standard output.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{Check, CheckFormat};
use super::{Failure, output};
use crate::render::{self, TerminalOptions};
use crate::{Language, Report};

/// The formats with their targets, checked before anything is read.
pub(super) struct Outputs<'a> {
    check: &'a Check,
    pairs: Vec<(CheckFormat, Option<&'a Path>)>,
}

impl<'a> Outputs<'a> {
    /// Pairs `--format` and `--output` by their order. A last format without a target goes to standard output.
    pub(super) fn of(check: &'a Check, language: Language) -> Result<Self, Failure> {
        let formats = if check.format.is_empty() { &[CheckFormat::Terminal][..] } else { &check.format };
        let (many, few) = (formats.len(), check.output.len());
        if few > many || few + 1 < many {
            return Err(Failure::Message(match language {
                Language::Chinese => format!(
                    "--format 有{many}个，--output 有{few}个，无法按顺序配对；每种格式给一个 --output，只有最后一种可以不给（写到标准输出）"
                ),
                Language::English => format!(
                    "{many} --format and {few} --output cannot be paired in order; give each format its --output; only the last may go without, to standard output"
                ),
            }));
        }
        let targets = check.output.iter().map(|path| Some(path.as_path())).chain(std::iter::once(None));
        let pairs: Vec<_> = formats.iter().copied().zip(targets).collect();
        for (format, target) in &pairs {
            if format.is_binary() && target.is_none() && io::stdout().is_terminal() {
                return Err(Failure::Message(match language {
                    Language::Chinese => "这种格式不能显示在终端；请加 --output 文件名".to_owned(),
                    Language::English => "this format is not for a terminal; add --output PATH".to_owned(),
                }));
            }
        }
        for (index, path) in check.output.iter().enumerate() {
            if check.output[..index].contains(path) {
                return Err(Failure::Message(match language {
                    Language::Chinese => format!("{}：两种格式写到了同一个文件", path.display()),
                    Language::English => format!("{}: two formats go to the same file", path.display()),
                }));
            }
        }
        let targets: Vec<&Path> = check.output.iter().map(PathBuf::as_path).collect();
        output::refuse_inputs(&targets, &check.paths, language)?;
        Ok(Self { check, pairs })
    }

    /// Renders everything, writes the files, all or none, and then standard output.
    pub(super) fn write(&self, report: &Report, language: Language, started: Instant) -> Result<(), Failure> {
        let (mut files, mut printed) = (Vec::new(), None);
        for &(format, target) in &self.pairs {
            #[cfg(feature = "docx")]
            if format == CheckFormat::Docx {
                match (target, super::word::files(self.check, report, target, language)?) {
                    (None, made) => printed = made.into_iter().next().map(|(_, bytes)| bytes),
                    (Some(_), made) => files.extend(made),
                }
                continue;
            }
            let bytes = render(format, target, report, language, started)?;
            match target {
                Some(path) => files.push((path.to_owned(), bytes)),
                None => printed = Some(bytes),
            }
        }
        let targets: Vec<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
        output::refuse_inputs(&targets, &self.check.paths, language)?;
        output::write_files(files, language)?;
        printed.map_or(Ok(()), |bytes| output::print(&bytes))
    }
}

fn render(
    format: CheckFormat,
    target: Option<&Path>,
    report: &Report,
    language: Language,
    started: Instant,
) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    match format {
        CheckFormat::Terminal => {
            let mut options = TerminalOptions::detect(language);
            options.elapsed = Some(started.elapsed());
            options.colour &= target.is_none();
            render::terminal(report, &options, &mut bytes)?;
        }
        CheckFormat::Json => render::json(report, language, &mut bytes)?,
        CheckFormat::Jsonl => render::json_lines(report, language, &mut bytes)?,
        CheckFormat::Sarif => render::sarif(report, language, &mut bytes)?,
        CheckFormat::Github => render::github(report, language, &mut bytes)?,
        CheckFormat::Csv => render::csv(report, language, &mut bytes)?,
        #[cfg(feature = "html")]
        CheckFormat::Html => render::html(report, language, &mut bytes)?,
        #[cfg(feature = "docx")]
        CheckFormat::Docx => {}
        #[cfg(feature = "xlsx")]
        CheckFormat::Xlsx => render::xlsx(report, language, &mut bytes)?,
    }
    Ok(bytes)
}

impl CheckFormat {
    const fn is_binary(self) -> bool {
        match self {
            #[cfg(feature = "docx")]
            Self::Docx => true,
            #[cfg(feature = "xlsx")]
            Self::Xlsx => true,
            _ => false,
        }
    }
}
