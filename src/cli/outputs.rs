//! The outputs of a check: one or more formats, each to its file or one to standard output.

#[cfg(feature = "html")]
use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::{Check, CheckFormat};
use super::batch::{Outcome, Result as Checked};
use super::{Failure, output};
use crate::render::{self, TerminalOptions};
use crate::{Date, DossierReport, Language, Report};

/// The formats with their targets, checked before anything is read.
pub(super) struct Outputs<'a> {
    check: &'a Check,
    /// What is read: documents, packs, the baseline.
    inputs: Vec<PathBuf>,
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
        let places: Vec<PathBuf> = check.output.iter().map(|path| output::place(path)).collect();
        for (index, path) in check.output.iter().enumerate() {
            // A folder takes one Word file per document; /dev/null takes all.
            if check.output[..index].contains(path) || places[..index].contains(&places[index]) {
                return Err(Failure::Message(match language {
                    Language::Chinese => format!("{}：两种格式写到了同一个文件", path.display()),
                    Language::English => format!("{}: two formats go to the same file", path.display()),
                }));
            }
        }
        let targets: Vec<&Path> = check.output.iter().map(PathBuf::as_path).collect();
        let inputs: Vec<_> = check.paths.iter().chain(&check.pack).chain(&check.baseline).cloned().collect();
        output::refuse_inputs(&targets, &inputs, language)?;
        Ok(Self { check, inputs, pairs })
    }

    /// Whether all outputs can be written as dossiers are done.
    pub(super) fn streams(&self) -> bool {
        let check = self.check;
        check.baseline.is_none()
            && check.write_baseline.is_none()
            && self.pairs.iter().all(|(format, _)| format.is_text() || format.is_gathered())
    }

    /// Whether they are written so, and each is but the texts of the dossiers one behind the other.
    pub(super) fn streams_text(&self) -> bool {
        self.streams() && self.pairs.iter().all(|(format, _)| format.is_text())
    }

    /// The formats, in order.
    pub(super) fn formats(&self) -> Vec<CheckFormat> {
        self.pairs.iter().map(|(format, _)| *format).collect()
    }

    /// Opens the targets of outputs that are written as dossiers are done.
    #[cfg_attr(
        not(any(feature = "html", feature = "xlsx")),
        expect(unused_variables, reason = "only gathered outputs tell the day")
    )]
    pub(super) fn open(&self, as_of: Date, language: Language) -> Result<Sinks, Failure> {
        let mut streams = Vec::new();
        for &(format, target) in &self.pairs {
            let mut sink = output::Sink::open(target, language)?;
            let gathering = match format {
                #[cfg(feature = "html")]
                CheckFormat::Html => Gathering::Html(render::html::Page::new(as_of, language, tempfile::tempfile()?)),
                #[cfg(feature = "xlsx")]
                CheckFormat::Xlsx => Gathering::Xlsx(Box::new(render::xlsx::Book::new(as_of, language)?)),
                CheckFormat::Csv => {
                    let mut header = Vec::new();
                    render::csv_header(language, &mut header)?;
                    sink.write(&header, language)?;
                    Gathering::Csv
                }
                _ => Gathering::Jsonl,
            };
            streams.push((gathering, sink));
        }
        Ok(Sinks { streams, language, empty: true })
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
        output::refuse_inputs(&targets, &self.inputs, language)?;
        output::write_files(files, language)?;
        printed.map_or(Ok(()), |bytes| output::print(&bytes))
    }
}

/// Outputs that are written as dossiers are done.
pub(super) struct Sinks {
    streams: Vec<(Gathering, output::Sink)>,
    language: Language,
    empty: bool,
}

/// How an output takes dossiers.
enum Gathering {
    /// As lines of text.
    Jsonl,
    Csv,
    /// Whole, with what stands above all of them written at the end.
    #[cfg(feature = "html")]
    Html(render::html::Page<File>),
    #[cfg(feature = "xlsx")]
    Xlsx(Box<render::xlsx::Book>),
}

impl Sinks {
    /// Whether nothing was written.
    pub(super) const fn is_empty(&self) -> bool {
        self.empty
    }

    /// Takes one dossier, or why it could not be checked.
    pub(super) fn take(&mut self, outcome: &Outcome) -> Result<(), Failure> {
        self.empty = false;
        for (i, (gathering, sink)) in self.streams.iter_mut().enumerate() {
            match (&outcome.result, gathering) {
                (Ok(Checked::Parts { parts, .. }), Gathering::Jsonl | Gathering::Csv) => {
                    sink.write(parts.get(i).map(String::as_bytes).unwrap_or_default(), self.language)?;
                }
                #[cfg(feature = "html")]
                (Ok(Checked::Parts { whole: Some(dossier), .. }), Gathering::Html(page)) => page.add(dossier)?,
                #[cfg(feature = "xlsx")]
                (Ok(Checked::Parts { whole: Some(dossier), .. }), Gathering::Xlsx(book)) => book.add(dossier)?,
                (Err(message), Gathering::Csv) => {
                    let mut bytes = Vec::new();
                    render::csv_unreadable(&outcome.name, &outcome.path, message, &mut bytes)?;
                    sink.write(&bytes, self.language)?;
                }
                (Err(message), Gathering::Jsonl) => {
                    let mut bytes = Vec::new();
                    render::json_unreadable(&outcome.name, &outcome.path, message, &mut bytes)?;
                    sink.write(&bytes, self.language)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts all files in their place.
    pub(super) fn finish(self, language: Language) -> Result<(), Failure> {
        #[cfg_attr(
            not(any(feature = "html", feature = "xlsx")),
            expect(unused_mut, reason = "only gathered outputs are filled")
        )]
        for (gathering, mut sink) in self.streams {
            match gathering {
                Gathering::Jsonl | Gathering::Csv => {}
                #[cfg(feature = "html")]
                Gathering::Html(page) => sink.fill(language, |out| page.finish(out))?,
                #[cfg(feature = "xlsx")]
                Gathering::Xlsx(book) => sink.fill(language, |out| book.finish(out))?,
            }
            sink.finish(language)?;
        }
        Ok(())
    }
}

/// One dossier's part of an output that is written as dossiers are done.
pub(super) fn entry(format: CheckFormat, dossier: &DossierReport, language: Language) -> Result<String, Failure> {
    match format {
        CheckFormat::Csv => {
            let mut bytes = Vec::new();
            render::csv_rows(dossier, language, &mut bytes)?;
            String::from_utf8(bytes).map_err(|error| Failure::Message(error.to_string()))
        }
        CheckFormat::Jsonl => Ok(render::json::line(dossier, language)?),
        _ => Ok(String::new()),
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
    /// Whether each dossier is a text of its own in it.
    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv)
    }

    /// Whether it takes dossiers one by one, and says at its beginning what is known when all are there.
    const fn is_gathered(self) -> bool {
        match self {
            #[cfg(feature = "html")]
            Self::Html => true,
            #[cfg(feature = "xlsx")]
            Self::Xlsx => true,
            _ => false,
        }
    }

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
