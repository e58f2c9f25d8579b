//! Commands on one file.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::Failure;
use super::args::TextFormat;
use super::inputs::standard_input;
use crate::{Charter, Language, Limits, render};

pub(super) fn outline(file: &Path, format: TextFormat, language: Language) -> Result<ExitCode, Failure> {
    let limits = Limits::default();
    let source = if file == Path::new("-") {
        standard_input(&limits, language)?
    } else {
        crate::import::import_file(file, &limits).map_err(|error| Failure::Message(error.message(language)))?
    };
    let charter = Charter::read(Arc::new(source));
    let text = match format {
        TextFormat::Json => {
            render::outline::json(&charter, "charter").map_err(|error| Failure::Message(error.to_string()))? + "\n"
        }
        TextFormat::Text => render::outline::text(&charter),
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
