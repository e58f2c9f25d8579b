//! What documents state: facts with their evidence, gathered once for all rules.

mod capital;
mod charter;
mod citations;
mod company;
mod established;
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
pub use statement::{Comparison, Contribution, Count, Fact, Share, Statement, StatedDate};
pub use vocabulary::{Act, Base, Doubt, Event, How, Matter, Meeting, Modality, Office, Organ, Scope, Stance, Vote};

pub(crate) use established::{organ_named, organ_stated};
pub(crate) use ratio::percentages;
pub(crate) use reading::ReadCharter;

use crate::dossier::Dossier;
use crate::model::profile::Profile;

/// The facts of one dossier, gathered once for all rules.
#[derive(Debug)]
pub struct Facts<'a> {
    charter: Option<ReadCharter<'a>>,
    profile: Profile,
}

impl<'a> Facts<'a> {
    /// Gathers the facts of a dossier.
    #[must_use]
    pub fn of(dossier: &'a Dossier) -> Self {
        let charter = dossier.charter().map(ReadCharter::new);
        let mut profile = dossier.profile.clone();
        if let Some(charter) = &charter {
            established::complete(&mut profile, charter);
        }
        Self { charter, profile }
    }

    /// The charter and what its sentences express.
    pub(crate) const fn charter(&self) -> Option<&ReadCharter<'a>> {
        self.charter.as_ref()
    }

    /// What is known of the company: the profile, completed by what the charter establishes.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }
}
