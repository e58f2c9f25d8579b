//! The arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::rules::{Level, Severity};
use crate::{Date, Language};

/// Checks the governance documents of Chinese state-owned companies.
#[derive(Debug, Parser)]
#[command(name = "charterlint", version, about, max_term_width = 100)]
pub(super) struct Arguments {
    /// Language of everything but quotations
    #[arg(long, global = true, value_enum, default_value = "zh")]
    pub(super) lang: Lang,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Answer every rule for one or more dossiers
    Check(Box<Check>),
    /// What was read of a text: chapters, articles, items
    Outline {
        /// A file, or `-` for standard input
        file: PathBuf,
        /// Output format
        #[arg(long, value_enum, default_value = "text")]
        format: TextFormat,
    },
    /// What the documents state, with where
    Facts(Facts),
    /// What charters provide, one row per charter, for coding many of them
    Provisions(Provisions),
    /// The comparison table of an amendment
    Diff(Box<Diff>),
    /// Carry an amendment out on the old charter: the new text
    Amend(Amend),
    /// The catalogue of rules
    Rules {
        /// Output format
        #[arg(long, value_enum, default_value = "text")]
        format: RulesFormat,
        /// Add the rules of a pack; may be repeated
        #[arg(long, value_name = "FILE.toml")]
        pack: Vec<PathBuf>,
        /// Run the examples that a pack carries, instead of listing
        #[arg(long, value_name = "FILE.toml")]
        test: Option<PathBuf>,
        /// Print the JSON Schema of packs, for editors, instead of listing
        #[arg(long, conflicts_with = "test")]
        schema: bool,
    },
    /// One rule: what, why, legal basis, examples
    Explain {
        /// The rule's code
        code: String,
        /// Add the rules of a pack; may be repeated
        #[arg(long, value_name = "FILE.toml")]
        pack: Vec<PathBuf>,
    },
    /// Write a commented dossier.toml for a folder of documents
    Init {
        /// The folder
        folder: PathBuf,
    },
    /// A completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, dossier folders, folders of dossiers, or `-` for standard input
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Output format; with several, each goes to the --output of the same rank [default: terminal]
    #[arg(long, value_enum, help_heading = "Output")]
    pub(super) format: Vec<CheckFormat>,
    /// Write to this file instead of standard output; for docx also a folder, for one file per document
    #[arg(long, value_name = "PATH", help_heading = "Output")]
    pub(super) output: Vec<PathBuf>,
    /// Mark up a signed Word file although its signature becomes invalid
    #[cfg(feature = "docx")]
    #[arg(long, help_heading = "Output")]
    pub(super) force: bool,
    /// Skip dossiers whose files, rules and settings have not changed since the last run to this --output
    #[arg(long, help_heading = "Output")]
    pub(super) resume: bool,
    /// Lowest severity that makes the exit status 1
    #[arg(long, value_enum, default_value = "error", help_heading = "Output")]
    pub(super) deny: Deny,
    /// Show what this baseline knows without counting it, and what is gone since
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) baseline: Option<PathBuf>,
    /// Write the findings to a baseline; the exit status is 0
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Check against what was in force on this day [default: today]
    #[arg(long, value_name = "DATE", help_heading = "Rules")]
    pub(super) as_of: Option<Date>,
    /// Run only rules that match; may be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Rules")]
    pub(super) select: Vec<String>,
    /// Leave out rules that match; may be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Rules")]
    pub(super) ignore: Vec<String>,
    /// Add the rules of a pack; may be repeated
    #[arg(long, value_name = "FILE.toml", help_heading = "Rules")]
    pub(super) pack: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) levels: Levels,
    /// Dossiers to check at a time [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Documents")]
    pub(super) jobs: Option<u16>,
    /// Standard input holds a dossier on each line, as JSON: path, or name and documents
    #[arg(long, help_heading = "Documents")]
    pub(super) records: bool,
    /// Make every file a dossier of its own
    #[arg(long, help_heading = "Documents")]
    pub(super) each: bool,
    /// State a fact of the company, as `company.staff=640`; may be repeated
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Documents")]
    pub(super) set: Vec<String>,
}

/// How much rules matter in this run. What stands later on the command line counts.
#[derive(Debug, Args)]
pub(super) struct Levels {
    /// Leave out rules that match, as --ignore does
    #[arg(short = 'A', long, value_name = "GLOB", help_heading = "Rules")]
    allow: Vec<String>,
    /// Make violations of rules that match warnings
    #[arg(short = 'W', long, value_name = "GLOB", help_heading = "Rules")]
    warn: Vec<String>,
    /// Make violations of rules that match errors
    #[arg(short = 'D', long = "deny-rule", id = "deny_rule", value_name = "GLOB", help_heading = "Rules")]
    deny: Vec<String>,
    #[arg(skip)]
    pub(super) in_order: Vec<(String, Level)>,
}

impl Levels {
    /// Puts the three options into the order of the command line.
    pub(super) fn order(&mut self, matches: &clap::ArgMatches) {
        let mut all: Vec<(usize, &String, Level)> = Vec::new();
        let options = [
            ("allow", &self.allow, Level::Allow),
            ("warn", &self.warn, Level::Warn),
            ("deny_rule", &self.deny, Level::Deny),
        ];
        for (id, globs, level) in options {
            let indices = matches.indices_of(id).into_iter().flatten();
            all.extend(indices.zip(globs).map(|(index, glob)| (index, glob, level)));
        }
        all.sort_by_key(|(index, ..)| *index);
        self.in_order = all.into_iter().map(|(_, glob, level)| (glob.clone(), level)).collect();
    }
}

#[derive(Debug, Args)]
pub(super) struct Facts {
    /// A file, a dossier folder, or `-` for standard input
    pub(super) path: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: FactsFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FactsFormat {
    Text,
    Json,
    /// One row per fact
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct Provisions {
    /// Charters, folders with charters, or `-` for standard input
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value = "csv")]
    pub(super) format: ProvisionsFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ProvisionsFormat {
    Csv,
    Json,
    Text,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The old version
    pub(super) old: PathBuf,
    /// The new version
    pub(super) new: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: DiffFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// Check both versions, and show which rules the amendment mended or broke
    #[arg(long)]
    pub(super) check: bool,
    /// Check against what was in force on this day [default: today]
    #[arg(long, value_name = "DATE", requires = "check")]
    pub(super) as_of: Option<Date>,
}

#[derive(Debug, Args)]
pub(super) struct Amend {
    /// The charter before the amendment
    pub(super) old: PathBuf,
    /// A comparison table or an amendment in sentences
    pub(super) amendment: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: TextFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Text,
    Json,
    Markdown,
    Html,
    #[cfg(feature = "docx")]
    Docx,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Lang {
    /// Chinese
    Zh,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Chinese,
            Lang::En => Self::English,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Terminal,
    Json,
    /// One JSON object per dossier and line
    Jsonl,
    Sarif,
    Github,
    Csv,
    #[cfg(feature = "html")]
    Html,
    /// The document with the findings as Word comments
    #[cfg(feature = "docx")]
    Docx,
    /// Summary, findings, evidence and matrix as a workbook
    #[cfg(feature = "xlsx")]
    Xlsx,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Deny {
    Error,
    Warning,
    Advice,
}

impl From<Deny> for Severity {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Error => Self::Error,
            Deny::Warning => Self::Warning,
            Deny::Advice => Self::Advice,
        }
    }
}
