//! Reads what a Chinese state-owned company is governed by, and answers every governance rule with a verdict and its
//! evidence.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)
)]

mod baseline;
mod date;
mod fingerprint;
mod language;
mod report;
mod syntax;
mod toml_reader;

pub mod diff;
pub mod dossier;
pub mod facts;
pub mod import;
pub mod lexicon;
pub mod model;
pub mod numeral;
pub mod render;
pub mod rules;
pub mod source;

#[cfg(feature = "cli")]
pub mod cli;

pub use baseline::{Baseline, BaselineError, Gone, Novelty};
pub use date::{Date, DateError};
pub use dossier::{Content, Document, Dossier, DossierError, Kind};
pub use language::{Language, Text};
pub use model::charter::{Address, Charter};
pub use model::matters::{Matter, MatterList};
pub use model::profile::Profile;
pub use model::roster::{Person, Roster};
pub use report::{
    DocumentSummary, DossierReport, Finding, Label, Report, RuleResult, Skipped, Summary, Verdict, Waived,
};
pub use rules::{Checking, RuleSet};
pub use source::{Limits, LineColumn, Origin, OriginMap, Source, SourceError, Span};
