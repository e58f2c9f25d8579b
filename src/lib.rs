//! Reads what a Chinese state-owned company is governed by, and answers every governance rule with a verdict and its
//! evidence.
//!
//! ```
//! use charterlint::{Dossier, RuleSet, Verdict};
//!
//! let text = "某某有限公司章程\n第一章 董事会\n第一条 董事会由七名董事组成，董事任期四年。\n";
//! let dossier = Dossier::from_text("章程.txt", text)?;
//! let report = RuleSet::builtin().check(&dossier);
//! for result in &report.dossiers[0].results {
//!     match &result.verdict {
//!         Verdict::Satisfied { evidence } => println!("{}: {} places", result.rule.code, evidence.len()),
//!         Verdict::Violated { findings, .. } => println!("{}: {}", result.rule.code, findings[0].message.en),
//!         Verdict::NotApplicable { reason } => println!("{}: {}", result.rule.code, reason.en),
//!         Verdict::Undetermined { missing } => println!("{}: {missing:?}", result.rule.code),
//!         _ => {}
//!     }
//! }
//! let finding = report.findings().find(|finding| finding.rule.code.as_str() == "company-law/term-length").unwrap();
//! assert_eq!((finding.labels[0].place.as_str(), finding.labels[0].text()), ("第一条", "董事任期四年"));
//! # Ok::<(), charterlint::DossierError>(())
//! ```
//!
//! - [`Dossier`] holds all documents of one company: opened from a folder, or built from texts and rows.
//! - [`RuleSet`] holds the rules: the built-in ones, [packs](RuleSet::with_pack) of users, and
//!   [rules of a program](RuleSet::with_rule).
//! - [`Report`] holds the answers. A [`Finding`] is a `miette::Diagnostic`; [`render`] writes reports for people and programs.
//! - [`Baseline`] tells what is new from what is known.
//! - Below these, [`Charter`], [`facts`], [`lexicon`], [`model`] and [`diff`] are of use by themselves.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `cli` | yes | the command, and [`render`]'s output for terminals |
//! | `docx` | yes | Word files |
//! | `xlsx` | yes | Excel files |
//! | `pdf` | yes | text PDFs; the heaviest by far |
//! | `html` | yes | reports as web pages |
//!
//! Without any of them the library reads text, Markdown and CSV.

#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)
)]

// The parsers that pest derives without `std` name it.
extern crate alloc;

mod baseline;
mod date;
mod fingerprint;
mod language;
mod report;
mod syntax;
mod toml_reader;
mod words;

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
