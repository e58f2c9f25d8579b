//! Requirements as data: which concepts of the lexicon a charter must express.

use serde::Deserialize;

use super::context::Context;
use crate::Verdict;
use crate::lexicon::{Hit, Lexicon, Polarity, Wording};

/// A requirement on a charter's text. Satisfied by asserted, current wordings about the company itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Require {
    /// The text expresses this concept.
    Concept(String),
    /// Every one of these holds.
    All {
        /// The parts.
        all: Vec<Self>,
    },
    /// At least one of these holds.
    Any {
        /// The choices.
        any: Vec<Self>,
    },
    /// None of these is expressed, in any wording.
    None {
        /// What must not be there.
        none: Vec<String>,
    },
}

/// What a requirement found.
#[derive(Default)]
struct Found {
    evidence: Vec<Hit>,
    against: Vec<Hit>,
}

impl Require {
    /// All concepts named, for the check that they exist.
    pub(crate) fn concepts(&self) -> Vec<&str> {
        match self {
            Self::Concept(id) => vec![id],
            Self::All { all: parts } | Self::Any { any: parts } => parts.iter().flat_map(Self::concepts).collect(),
            Self::None { none } => none.iter().map(String::as_str).collect(),
        }
    }

    #[allow(clippy::unnecessary_fold, reason = "a fold looks at every part, `all` stops at the first")]
    fn met(&self, hits: &[Hit], found: &mut Found) -> bool {
        let lexicon = Lexicon::builtin();
        match self {
            Self::Concept(id) => {
                let concept = lexicon.concept(id);
                let asserted = |hit: &&Hit| {
                    Some(hit.concept) == concept
                        && hit.wording == Wording::Current
                        && hit.polarity == Polarity::Asserted
                };
                let before = found.evidence.len();
                found.evidence.extend(hits.iter().filter(asserted));
                found.evidence.len() > before
            }
            // Every part is looked at, so that the evidence is whole.
            Self::All { all } => all.iter().fold(true, |met, part| part.met(hits, found) && met),
            Self::Any { any } => any.iter().fold(false, |met, part| part.met(hits, found) || met),
            Self::None { none } => {
                let before = found.against.len();
                for id in none {
                    let concept = lexicon.concept(id);
                    let stated = |hit: &&Hit| {
                        Some(hit.concept) == concept
                            && hit.wording != Wording::LookAlike
                            && hit.polarity == Polarity::Asserted
                    };
                    found.against.extend(hits.iter().filter(stated));
                }
                found.against.len() == before
            }
        }
    }

    /// The verdict on the dossier's charter.
    pub(crate) fn check(&self, context: &Context<'_>) -> Result<Verdict, Verdict> {
        let charter = context.charter()?;
        let mut found = Found::default();
        if self.met(charter.reading.hits(), &mut found) {
            return Ok(Verdict::Satisfied { evidence: charter.labels(&found.evidence) });
        }
        let mut finding = context.finding();
        if found.against.is_empty() {
            finding = finding.label(charter.absent());
        }
        for label in charter.labels(&found.against) {
            finding = finding.label(label);
        }
        Ok(finding.violated_with(charter.labels(&found.evidence)))
    }
}
