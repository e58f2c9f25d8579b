//! A report for people and programs. One file per output.
//!
//! Every output is a function of the same form: `fn(&Report, Language, &mut dyn io::Write) -> io::Result<()>`. It writes
//! UTF-8, flushes nothing, reads no clock and no environment, and fails only if the writer does. The terminal takes its
//! [`TerminalOptions`] in place of the language, because a terminal also has a width and colours. Outputs that a batch of
//! any size can be streamed to have a second form that takes one dossier at a time. Writers of files and pipes should be
//! buffered by the caller.

#[cfg(any(feature = "docx", feature = "html"))]
mod blocks;
pub mod catalogue;
mod csv;
mod diagnostic;
pub mod diff;
pub(crate) mod escape;
pub mod facts;
mod github;
#[cfg(feature = "html")]
pub(crate) mod html;
pub(crate) mod json;
pub mod outline;
pub mod provisions;
mod sarif;
mod snippet;
#[cfg(feature = "cli")]
mod terminal;
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "for people only"))]
pub(crate) mod totals;
pub(crate) mod width;
mod window;
#[cfg(feature = "docx")]
pub mod word;
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "some words are for people only"))]
pub(crate) mod words;
#[cfg(feature = "xlsx")]
pub(crate) mod xlsx;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub(crate) use diagnostic::SnippetCell;

pub use csv::{csv, csv_header, csv_rows, csv_unreadable};
pub use diagnostic::FindingDiagnostic;
pub use github::github;
#[cfg(feature = "html")]
pub use html::html;
pub use json::{REPORT_SCHEMA, json, json_line, json_lines, json_unreadable};
pub use sarif::sarif;
pub use snippet::{Snippet, SnippetOptions};
#[cfg(feature = "cli")]
pub use terminal::{TerminalOptions, terminal};
#[cfg(feature = "xlsx")]
pub use xlsx::xlsx;
