//! The command line.

mod amend;
mod args;
mod check;
mod diff;
mod facts;
mod init;
mod output;
mod outputs;
mod provisions;
mod rules;
mod single;
#[cfg(feature = "docx")]
mod word;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::dossier::ConfigError;
use crate::render::{escape, width};
use crate::source::LineIndex;
use crate::{DossierError, Language};
use args::{Arguments, Command};

/// Why a command could not run: exit status 2.
#[derive(Debug)]
enum Failure {
    /// A message for standard error, whole.
    Message(String),
    /// Standard output is gone: nobody is left to tell.
    Closed,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Message(error.to_string()),
        }
    }
}

/// The message of an error that the user's input caused, in the user's language.
fn explain(error: &DossierError, language: Language) -> Failure {
    match error {
        DossierError::Config(error) => Failure::Message(caret(error, language)),
        other => Failure::Message(other.message(language)),
    }
}

/// An error in `dossier.toml` with the line it stands in and a caret below the words.
fn caret(error: &ConfigError, language: Language) -> String {
    let (number, column) = error.position();
    let index = LineIndex::new(&error.text);
    let start = index.line_start(number.saturating_sub(1)).unwrap_or(0) as usize;
    let line = error.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let before = line.get(..(error.span.start as usize).saturating_sub(start)).unwrap_or_default();
    let words = error.text.get(error.span.range()).unwrap_or_default().lines().next().unwrap_or_default();
    let margin = " ".repeat(number.to_string().len());
    let mut out =
        format!("{}\n{margin}--> {}:{number}:{column}\n", error.message.get(language), escape::visible(&error.path));
    out.push_str(&format!("{margin} |\n{number} | {}\n", escape::visible(line)));
    let (indent, length) = (width::columns(&escape::visible(before)), width::columns(&escape::visible(words)).max(1));
    out.push_str(&format!("{margin} | {}{}", " ".repeat(indent), "^".repeat(length)));
    if !error.help.is_empty() {
        out.push_str(&format!("\n{margin} = {}", error.help.get(language)));
    }
    out
}

/// Runs the command with the process's arguments.
///
/// Status 0: nothing at or above `--deny`; 1: something is; 2: the command could not run.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang.into();
    let done = match &arguments.command {
        Command::Check(check) => check::run(check, language),
        Command::Outline { file, format } => single::outline(file, *format, language),
        Command::Facts(facts) => facts::run(facts, language),
        Command::Provisions(provisions) => provisions::run(provisions, language),
        Command::Init { folder } => init::run(folder, language),
        Command::Diff(diff) => diff::run(diff, language),
        Command::Amend(amend) => amend::run(amend, language),
        Command::Rules { format, test } => rules::list(*format, test.as_deref(), language),
        Command::Explain { code } => rules::explain(code, language),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "charterlint", &mut out);
            io::stdout().write_all(&out).map(|()| ExitCode::SUCCESS).map_err(Failure::from)
        }
    };
    match done {
        Ok(code) => code,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            let word = match language {
                Language::Chinese => "错误",
                Language::English => "error",
            };
            let _ = writeln!(io::stderr(), "{word}: {message}");
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
