//! All documents of one company.
//!
//! ```
//! use charterlint::Dossier;
//! let dossier = Dossier::builder()
//!     .add_text("名册.csv", "姓名,政治面貌,职务\n陆明远,中共党员,党委书记、董事长\n")?
//!     .build()?;
//! let (_, roster) = dossier.rosters().next().unwrap();
//! assert_eq!(roster.people[0].entries[0].posts.len(), 2);
//! # Ok::<(), charterlint::dossier::DossierError>(())
//! ```

mod config;
mod error;
mod kind;
mod open;
mod options;
pub(crate) use options::of as options_of;
mod recognise;

pub use config::{COMPANY_KEYS, Settings, Waiver};
pub use error::{ConfigError, DossierError};
pub use kind::Kind;
#[cfg(feature = "cli")]
pub(crate) use open::input_files;
pub use open::{Discovered, DossierBuilder, DossierInput, discover, discover_each, files};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::chain::{
    ChainCultivation, ChainEnterprise, ChainMember, ChainOffer, ChainOrder, ChainTable, ChainVisit,
};
use crate::model::charter::Charter;
use crate::model::inventory::RuleInventory;
use crate::model::ledger::OrganisationLedger;
use crate::model::matters::MatterList;
use crate::model::profile::Profile;
use crate::model::register::{MeetingKind, Register};
use crate::model::roster::Roster;
use crate::model::table::Unread;
use crate::report::Skipped;
use crate::source::{Source, Span};
use crate::{Label, Text};

/// What was read from a document.
#[derive(Debug)]
#[non_exhaustive]
pub enum Content {
    /// A charter.
    Charter(Charter),
    /// An amendment of a charter: only the amended articles, with their new words.
    Amendment(Charter),
    /// A decision list, as outline or table.
    List(MatterList),
    /// A roster.
    Roster(Roster),
    /// A register of meetings.
    Register(Register),
    /// A ledger of Party organisations.
    OrganisationLedger(OrganisationLedger),
    /// An inventory of internal rules.
    RuleInventory(RuleInventory),
    /// Members of industry-chain committees.
    ChainMembers(ChainTable<ChainMember>),
    /// Visits to enterprises of a chain.
    ChainVisits(ChainTable<ChainVisit>),
    /// Orders of enterprises of a chain.
    ChainOrders(ChainTable<ChainOrder>),
    /// The list of needs.
    ChainNeeds(ChainTable<ChainOffer>),
    /// The list of resources.
    ChainResources(ChainTable<ChainOffer>),
    /// Enterprises of a chain.
    ChainEnterprises(ChainTable<ChainEnterprise>),
    /// The cultivation list.
    ChainCultivation(ChainTable<ChainCultivation>),
}

/// One document of a dossier. A file may hold several.
#[derive(Debug)]
#[non_exhaustive]
pub struct Document {
    /// Its text. Documents of one file share it.
    pub source: Arc<Source>,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its part of the text: byte offsets into the source's clean text.
    pub span: Span,
    /// Whether it is a form to be filled in and not a company's own text.
    pub is_template: bool,
    /// What was read.
    pub content: Content,
    /// What was not understood.
    pub unread: Vec<Unread>,
}

impl Document {
    /// A label on words of this document.
    #[must_use]
    pub fn label(&self, span: Span, place: impl Into<String>) -> Label {
        Label::new(self.source.clone(), span, place)
    }
}

/// All documents of one company, with its profile.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Dossier {
    /// The company's name, else the folder's or file's.
    pub name: String,
    /// The folder or file; empty for a dossier built in memory.
    pub path: String,
    /// What no text states.
    pub profile: Profile,
    /// The documents, in a fixed order: by file name, then as they stand in the file.
    pub documents: Vec<Document>,
    /// Files, sheets and tables that were not recognised, with the reason.
    pub skipped: Vec<Skipped>,
    /// Whether what is not here does not exist.
    pub complete: bool,
    /// How to check.
    pub settings: Settings,
    config: Option<config::Config>,
}

macro_rules! contents {
    ($($(#[$doc:meta])* $name:ident: $variant:ident($type:ty);)+) => {
        $($(#[$doc])*
        pub fn $name(&self) -> impl Iterator<Item = (&Document, &$type)> {
            self.documents.iter().filter_map(|document| match &document.content {
                Content::$variant(content) => Some((document, content)),
                _ => None,
            })
        })+
    };
}

impl Dossier {
    /// Starts a dossier in memory.
    #[must_use]
    pub fn builder() -> DossierBuilder {
        DossierBuilder::default()
    }

    /// A dossier of one text.
    ///
    /// # Errors
    /// If the text is too long.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Result<Self, DossierError> {
        Self::builder().add_text(name, text)?.build()
    }

    /// Whether the charter is a template with blanks to fill.
    #[must_use]
    pub fn charter_is_template(&self) -> bool {
        self.of_kind(Kind::Charter).any(|document| document.is_template)
    }

    /// The charter, if there is one. Amendments are not charters.
    #[must_use]
    pub fn charter(&self) -> Option<&Charter> {
        self.documents.iter().find_map(|document| match &document.content {
            Content::Charter(charter) => Some(charter),
            _ => None,
        })
    }

    /// The articles of the first amendment, with their new words, if there is one.
    #[must_use]
    pub fn amendment(&self) -> Option<&Charter> {
        self.documents.iter().find_map(|document| match &document.content {
            Content::Amendment(charter) => Some(charter),
            _ => None,
        })
    }

    /// The documents of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(move |document| document.kind == kind)
    }

    contents! {
        /// The decision lists of every kind, authority matrices included.
        lists: List(MatterList);
        /// The rosters.
        rosters: Roster(Roster);
        /// The registers of meetings.
        registers: Register(Register);
        /// The ledgers of Party organisations.
        organisation_ledgers: OrganisationLedger(OrganisationLedger);
        /// The inventories of internal rules.
        rule_inventories: RuleInventory(RuleInventory);
        /// The tables of chain members.
        chain_members: ChainMembers(ChainTable<ChainMember>);
        /// The tables of visits.
        chain_visits: ChainVisits(ChainTable<ChainVisit>);
        /// The tables of orders.
        chain_orders: ChainOrders(ChainTable<ChainOrder>);
        /// The lists of needs.
        chain_needs: ChainNeeds(ChainTable<ChainOffer>);
        /// The lists of resources.
        chain_resources: ChainResources(ChainTable<ChainOffer>);
        /// The tables of enterprises.
        chain_enterprises: ChainEnterprises(ChainTable<ChainEnterprise>);
        /// The cultivation lists.
        chain_cultivation: ChainCultivation(ChainTable<ChainCultivation>);
    }

    /// Whether any document concerns an industry chain.
    #[must_use]
    pub fn concerns_chain(&self) -> bool {
        self.documents.iter().any(|document| match &document.content {
            Content::Register(register) => {
                register.chain.is_some() || register.meetings.iter().any(|m| m.kind == MeetingKind::ChainCommittee)
            }
            _ => document.kind.is_chain(),
        })
    }

    /// Whether there are documents and all of them concern an industry chain: no company's own.
    #[must_use]
    pub fn is_only_of_chain(&self) -> bool {
        !self.documents.is_empty()
            && self.documents.iter().all(|document| match &document.content {
                Content::Register(register) => {
                    register.chain.is_some()
                        || !register.meetings.is_empty()
                            && register.meetings.iter().all(|m| m.kind == MeetingKind::ChainCommittee)
                }
                _ => document.kind.is_chain(),
            })
    }

    /// Everything that was skipped or not understood, rows and cells included, as reports list it.
    ///
    /// ```
    /// use charterlint::Dossier;
    /// let dossier = Dossier::from_text("说明.txt", "这不是治理文件。")?;
    /// assert_eq!(dossier.unread()[0].path, "说明.txt");
    /// # Ok::<(), charterlint::DossierError>(())
    /// ```
    #[must_use]
    pub fn unread(&self) -> Vec<Skipped> {
        let cells = self.documents.iter().flat_map(|document| {
            document.unread.iter().map(|unread| {
                let at = document.source.position(unread.span.start);
                let text: String = unread.text.chars().take(40).collect();
                Skipped {
                    path: format!("{}:{}:{} {}", document.source.name(), at.line, at.column, unread.place),
                    reason: Text::new(
                        format!("「{text}」{}", unread.reason.zh),
                        format!("\u{201C}{text}\u{201D}: {}", unread.reason.en),
                    ),
                }
            })
        });
        self.skipped.iter().cloned().chain(cells).collect()
    }

    /// Sets a fact of the profile, as `--set company.staff=640` does.
    ///
    /// ```
    /// use charterlint::Dossier;
    /// let mut dossier = Dossier::default();
    /// dossier.set("company.staff", "640")?;
    /// assert_eq!(dossier.profile.staff, Some(640));
    /// # Ok::<(), charterlint::DossierError>(())
    /// ```
    ///
    /// # Errors
    /// [`DossierError::Config`]: no such key, or a value of another type.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), DossierError> {
        Ok(config::set(&mut self.profile, key, value)?)
    }

    /// The `dossier.toml` that was read, for findings about what it says.
    pub(crate) fn config_source(&self) -> Option<Source> {
        let config = self.config.as_ref()?;
        let name = std::path::Path::new(&config.path).file_name()?.to_string_lossy().into_owned();
        Source::new(name, config.text.as_str()).ok()
    }

    /// That a rule has no such option.
    pub(crate) fn unknown_option(&self, code: &str, name: &str, known: &[&str]) -> DossierError {
        let message =
            Text::new(format!("规则 {code} 没有选项「{name}」"), format!("the rule {code} has no option `{name}`"));
        let help = match known {
            [] => Text::new("这条规则没有选项", "this rule has no options"),
            _ => crate::toml_reader::suggestion(crate::toml_reader::nearest(name, known.iter().copied()), known),
        };
        self.option_error(code, name, message, help)
    }

    /// That an option does not take the value.
    pub(crate) fn wrong_option(&self, code: &str, name: &str, accepts: &Text) -> DossierError {
        let message = Text::new(
            format!("{code} 的 {name} 要写{}", accepts.zh),
            format!("`{name}` of {code} must be {}", accepts.en),
        );
        self.option_error(code, name, message, Text::default())
    }

    fn option_error(&self, code: &str, name: &str, message: Text, help: Text) -> DossierError {
        let span = self.settings.option_spans.iter().find(|(c, n, _)| c == code && n == name).map(|(.., span)| *span);
        match &self.config {
            Some(config) => config.error(span.unwrap_or_default(), message, help).into(),
            // Settings that were built in memory have no file to point into.
            None => config::Config::default().error(crate::Span::default(), message, help).into(),
        }
    }

    /// The packs that `dossier.toml` names: each path from where the program runs, and an error if there is no such file.
    pub(crate) fn packs(&self) -> impl Iterator<Item = (PathBuf, Option<Box<ConfigError>>)> {
        let config = self.config.as_ref();
        let folder = config.and_then(|config| Path::new(&config.path).parent()).unwrap_or(Path::new(""));
        self.settings.packs.iter().enumerate().map(move |(i, path)| {
            let path = folder.join(path);
            let span = self.settings.pack_spans.get(i).copied().unwrap_or_default();
            let error = config.filter(|_| !path.is_file()).map(|config| {
                let shown = path.display();
                config.error(
                    span,
                    Text::new(format!("没有规则包文件「{shown}」"), format!("there is no pack `{shown}`")),
                    Text::new("路径从 dossier.toml 所在文件夹算起", "the path is relative to dossier.toml"),
                )
            });
            (path, error)
        })
    }

    /// Checks that every rule code in `dossier.toml` is one of `known`, and that no rule is given options that takes none.
    ///
    /// # Errors
    /// [`DossierError::Config`] at the first unknown code, with the nearest known one, or at the first stray option.
    pub fn check_codes<'a>(&self, known: impl IntoIterator<Item = &'a str> + Clone) -> Result<(), DossierError> {
        let Some(config) = &self.config else { return Ok(()) };
        for (code, span) in &config.settings.codes {
            if known.clone().into_iter().any(|k| k == code) {
                continue;
            }
            let help = match crate::toml_reader::nearest(code, known.clone()) {
                Some(near) => Text::new(format!("是不是想写「{near}」？"), format!("did you mean `{near}`?")),
                None => Text::new("用 charterlint rules 查看全部规则", "see `charterlint rules` for all rules"),
            };
            let message = Text::new(format!("没有规则「{code}」"), format!("there is no rule `{code}`"));
            return Err(config.error(*span, message, help).into());
        }
        Ok(())
    }
}
