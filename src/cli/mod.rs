//! The command line.

mod amend;
mod args;
mod batch;
mod caret;
mod check;
mod chosen;
mod diff;
mod facts;
mod init;
mod inputs;
mod output;
mod outputs;
mod provisions;
mod resume;
mod rules;
mod single;
#[cfg(feature = "docx")]
mod word;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use crate::Language;
use args::{Arguments, Command};
use caret::{explain, explain_pack};

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

/// Runs the command with the process's arguments.
///
/// Status 0: nothing at or above `--deny`; 1: something is; 2: the command could not run.
#[must_use]
pub fn run() -> ExitCode {
    let matches = Arguments::command().get_matches();
    let mut arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    if let (Command::Check(check), Some(matches)) = (&mut arguments.command, matches.subcommand_matches("check")) {
        check.levels.order(matches);
    }
    let language = arguments.lang.into();
    let done = match &arguments.command {
        Command::Check(check) => check::run(check, language),
        Command::Outline { file, format } => single::outline(file, *format, language),
        Command::Facts(facts) => facts::run(facts, language),
        Command::Provisions(provisions) => provisions::run(provisions, language),
        Command::Init { folder } => init::run(folder, language),
        Command::Diff(diff) => diff::run(diff, language),
        Command::Amend(amend) => amend::run(amend, language),
        Command::Rules { schema: true, .. } => rules::schema(),
        Command::Rules { pack, test: Some(test), .. } => rules::test(test, pack, language),
        Command::Rules { format, pack, .. } => rules::list(*format, pack, language),
        Command::Explain { code, pack } => rules::explain(code, pack, language),
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
            let _ = writeln!(io::stderr(), "{word}: {}", harmless(&message));
            ExitCode::from(2)
        }
    }
}

/// A message with the names in it made harmless: nothing that a terminal obeys, and no line that a runner takes for a command
/// (`::error::`) although a file's name holds a line end.
fn harmless(message: &str) -> String {
    message.split('\n').map(crate::render::escape::visible).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_harmless() {
        let message = "甲\u{1b}[2J\n::error::乙.txt：无法读取\n  丙\u{202e}";
        assert_eq!(harmless(message), "甲␛[2J\n：：error：：乙.txt：无法读取\n  丙\u{FFFD}");
    }

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
