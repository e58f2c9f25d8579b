//! What documents state: facts with their evidence, gathered once for all rules.

mod across;
mod asked;
mod capital;
mod cells;
mod chains;
mod charter;
mod citations;
mod company;
mod composition;
mod decisions;
mod established;
mod holders;
mod inventories;
mod matters;
mod meetings;
mod notices;
mod organisation;
mod people;
mod powers;
mod production;
mod provisions;
mod quorums;
mod ratio;
mod reading;
mod resolutions;
mod rows;
mod seat_words;
mod seats;
mod shares;
mod statement;
mod tables;
mod terms;
mod view;
mod vocabulary;
mod votes;
mod words;

pub use charter::CharterFacts;
pub use established::{Known, known};
pub use provisions::{Answer, Group, PartyForm, Provided, Provision, Provisions};
pub use rows::{RowFact, row_facts};
pub use statement::{Comparison, Contribution, Count, Fact, Share, StatedDate, Statement};
pub(crate) use statement::{Percent, Yuan};
pub use vocabulary::{Act, Base, Doubt, Event, How, Matter, Meeting, Modality, Office, Organ, Scope, Stance, Vote};

pub(crate) use chains::{ChainMeeting, ChainRow, Chains, Entry, Tables};
pub(crate) use decisions::{Beneficiary, Decision, MATTERS};
pub(crate) use established::{contradicted, organ_named, organ_stated};
pub(crate) use inventories::{ALIGNED, Inventories, alignments};
pub(crate) use matters::{Listed, Matters, core, within};
pub(crate) use meetings::{Ending, Form, Likeness, Meetings, Row, Sitting, concept_bit, decides, rank, rank_of, when};
pub(crate) use organisation::{Body, Organisation, UnitRow, standing_members};
pub(crate) use people::{Held, People, Someone};
pub(crate) use ratio::percentages;
pub(crate) use reading::ReadCharter;

use crate::dossier::Dossier;
use crate::lexicon::Lexicon;
use crate::model::profile::Profile;

/// Whether a place of a sentence stands in a drafter's note: （注：……）, （示例：……）.
pub(crate) fn in_note(sentence: &str, at: usize) -> bool {
    const NOTES: [&str; 8] = ["注：", "注:", "示例", "例如：", "说明：", "填写说明", "备注：", "提示："];
    let before = sentence.get(..at).unwrap_or_default();
    // A fact may begin with the bracket itself.
    let here = sentence.get(at..).unwrap_or_default();
    let opens = |rest: &str| NOTES.iter().any(|note| rest.trim_start_matches('（').starts_with(note));
    if here.starts_with('（') && opens(here) {
        return true;
    }
    before.rfind('（').is_some_and(|open| !before[open..].contains('）') && opens(&before[open..]))
}

/// The facts of one dossier, gathered once for all rules.
#[derive(Debug)]
pub struct Facts<'a> {
    stated: CharterFacts,
    charter: Option<ReadCharter<'a>>,
    is_extract: bool,
    profile: Profile,
    people: Option<People<'a>>,
    matters: Matters<'a>,
    decisions: Vec<Decision>,
    meetings: Option<Meetings<'a>>,
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
        let stated = charter.as_ref().map(|c| CharterFacts::read(c.charter)).unwrap_or_default();
        if let Some(charter) = &charter {
            established::complete(&mut profile, charter, &stated);
        }
        let matters = Matters::of(dossier);
        let decisions = charter.as_ref().map(decisions::decisions).unwrap_or_default();
        let people = People::of(dossier);
        let meetings = Meetings::of(dossier, &matters, &profile);
        let organisation = Organisation::of(dossier, &profile);
        let (inventories, chains) = (Inventories::of(dossier), Chains::of(dossier));
        Self {
            stated,
            charter,
            is_extract,
            profile,
            people,
            matters,
            decisions,
            meetings,
            organisation,
            inventories,
            chains,
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

    /// What the charter's sentences state with numbers and names; empty without a charter.
    pub(crate) const fn charter_facts(&self) -> &CharterFacts {
        &self.stated
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

    /// The meetings of the company's registers; `None` without a register.
    pub(crate) const fn meetings(&self) -> Option<&Meetings<'a>> {
        self.meetings.as_ref()
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
