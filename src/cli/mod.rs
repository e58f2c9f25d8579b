//! The command line.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use crate::{Charter, Source, render};

#[derive(Parser)]
#[command(name = "charterlint", version)]
enum Command {
    /// What was read of a text: chapters, articles, items
    Outline {
        /// A file
        file: PathBuf,
        /// text or json
        #[arg(long, default_value = "text")]
        format: String,
    },
}

/// Runs the command with the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    match Command::parse() {
        Command::Outline { file, format } => {
            let mut text = String::new();
            let read = std::fs::File::open(&file).and_then(|mut f| f.read_to_string(&mut text));
            if read.is_err() {
                return ExitCode::from(2);
            }
            let Ok(source) = Source::new(file.display().to_string(), text) else { return ExitCode::from(2) };
            let charter = Charter::read(Arc::new(source));
            let out = if format == "json" {
                render::outline::json(&charter, "charter").unwrap_or_default()
            } else {
                render::outline::text(&charter)
            };
            let _ = std::io::stdout().write_all(out.as_bytes());
        }
    }
    ExitCode::SUCCESS
}
