//! What documents state: facts with their evidence, gathered once for all rules.

mod capital;
mod chains;
mod charter;
mod citations;
mod company;
mod decisions;
mod established;
mod inventories;
mod matters;
mod organisation;
mod people;
mod powers;
mod production;
mod ratio;
mod reading;
mod seats;
mod statement;
mod tables;
mod terms;
mod view;
mod vocabulary;
mod votes;
mod words;

pub use charter::CharterFacts;
pub use statement::{Comparison, Contribution, Count, Fact, Share, StatedDate, Statement};
pub(crate) use statement::{Percent, Yuan};
pub use vocabulary::{Act, Base, Doubt, Event, How, Matter, Meeting, Modality, Office, Organ, Scope, Stance, Vote};

pub(crate) use chains::{ChainMeeting, ChainRow, Chains, Entry, Tables};
pub(crate) use decisions::{Beneficiary, Decision, MATTERS};
pub(crate) use established::{organ_named, organ_stated};
pub(crate) use inventories::{ALIGNED, Inventories, alignments};
pub(crate) use matters::{Listed, Matters, core};
pub(crate) use organisation::{Body, Organisation, UnitRow, standing_members};
pub(crate) use people::{Held, People, Someone};
pub(crate) use ratio::percentages;
pub(crate) use reading::ReadCharter;

use crate::dossier::Dossier;
use crate::lexicon::Lexicon;
use crate::model::profile::Profile;

/// The facts of one dossier, gathered once for all rules.
#[derive(Debug)]
pub struct Facts<'a> {
    stated: std::sync::OnceLock<CharterFacts>,
    charter: Option<ReadCharter<'a>>,
    is_extract: bool,
    profile: Profile,
    people: Option<People<'a>>,
    matters: Matters<'a>,
    decisions: Vec<Decision>,
    organisation: Organisation<'a>,
    inventories: Option<Inventories<'a>>,
    chains: Option<Chains<'a>>,
}

impl<'a> Facts<'a> {
    /// Gathers the facts of a dossier.
    #[must_use]
    pub fn of(dossier: &'a Dossier) -> Self {
        Self::read(dossier, Lexicon::builtin())
    }

    /// As [`Facts::of`], with the phrases that a lexicon has beside those of the built-in one.
    pub(crate) fn read(dossier: &'a Dossier, lexicon: &Lexicon) -> Self {
        let is_extract = dossier.charter().is_none();
        let charter = dossier.charter().or_else(|| dossier.amendment());
        let charter = charter.map(|charter| ReadCharter::with(charter, lexicon));
        let mut profile = dossier.profile.clone();
        if let Some(charter) = &charter {
            established::complete(&mut profile, charter);
        }
        let matters = Matters::of(dossier);
        let decisions = charter.as_ref().map(decisions::decisions).unwrap_or_default();
        let organisation = Organisation::of(dossier, &profile);
        Self {
            stated: std::sync::OnceLock::new(),
            charter,
            is_extract,
            profile,
            people: People::of(dossier),
            matters,
            decisions,
            organisation,
            inventories: Inventories::of(dossier),
            chains: Chains::of(dossier),
        }
    }

    /// The charter and what its sentences express.
    pub(crate) const fn charter(&self) -> Option<&ReadCharter<'a>> {
        if self.is_extract { None } else { self.charter.as_ref() }
    }

    /// The charter or, without one, the articles that an amendment gives.
    pub(crate) const fn charter_or_extract(&self) -> Option<&ReadCharter<'a>> {
        self.charter.as_ref()
    }

    /// Whether the charter is not whole: an amendment, which says nothing of the articles that it leaves alone.
    pub(crate) const fn is_extract(&self) -> bool {
        self.is_extract
    }

    /// What the charter's sentences state with numbers and names, read at the first call; empty without a charter.
    pub(crate) fn charter_facts(&self) -> &CharterFacts {
        self.stated.get_or_init(|| self.charter.as_ref().map(|c| CharterFacts::read(c.charter)).unwrap_or_default())
    }

    /// The matters of the decision lists.
    pub(crate) const fn matters(&self) -> &Matters<'a> {
        &self.matters
    }

    /// Who decides what by the charter.
    pub(crate) fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The people of the rosters; `None` without a roster.
    pub(crate) const fn people(&self) -> Option<&People<'a>> {
        self.people.as_ref()
    }

    /// The Party organisations of the company and its units.
    pub(crate) const fn organisation(&self) -> &Organisation<'a> {
        &self.organisation
    }

    /// The internal rules of the inventories; `None` without an inventory.
    pub(crate) const fn inventories(&self) -> Option<&Inventories<'a>> {
        self.inventories.as_ref()
    }

    /// The industry chains; `None` if no document concerns one.
    pub(crate) const fn chains(&self) -> Option<&Chains<'a>> {
        self.chains.as_ref()
    }

    /// What is known of the company: the profile, completed by what the charter establishes.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }
}
