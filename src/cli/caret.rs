//! Mistakes in files that users write: the message, the line, and a caret below the words.

use super::Failure;
use crate::dossier::ConfigError;
use crate::render::{escape, width};
use crate::rules::PackError;
use crate::source::LineIndex;
use crate::{DossierError, Language};

/// The message of an error that the user's input caused, in the user's language.
pub(super) fn explain(error: &DossierError, language: Language) -> Failure {
    match error {
        DossierError::Config(error) => Failure::Message(caret(error, language)),
        other => Failure::Message(other.message(language)),
    }
}

/// As [`explain`], of a pack.
pub(super) fn explain_pack(error: &PackError, language: Language) -> Failure {
    Failure::Message(match error {
        PackError::Pack(error) => caret(error, language),
        other => other.message(language),
    })
}

/// An error with the line it stands in and a caret below the words.
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
