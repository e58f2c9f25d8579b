//! Requirements as data: what a charter must express, and what it must not.
//!
//! The parts are concepts of the lexicon (`PRE`) and phrases of the pack's own (`董事会…听取…报告`), joined by `all`, `any`,
//! `none` and `order`, each of them limited by `inside` to chapters or sections with certain words in their heading.

mod judge;
mod read;
mod sound;

use crate::lexicon::{ConceptId, Lexicon, Phrase};
use crate::source::Span;

pub(super) use read::headings;

/// A part of a requirement, with its place in the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Require {
    kind: Kind,
    /// Words of the headings under which it must stand; empty: anywhere.
    pub(super) inside: Vec<String>,
    span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// The text expresses it, of this company, in current wording.
    Leaf(Leaf),
    /// Every one of these holds.
    All(Vec<Require>),
    /// At least one of these holds.
    Any(Vec<Require>),
    /// None of these is expressed, in any wording but a denial.
    None(Vec<Leaf>),
    /// These stand one behind the other in one article.
    Order(Vec<Leaf>),
}

/// A concept or a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Leaf {
    words: Words,
    /// Its number in the lexicon of the set of rules that it was added to.
    id: ConceptId,
    span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Words {
    Concept(String),
    Phrase(Phrase),
}

impl Leaf {
    /// Whether every sentence that the other expresses is expressed by this one too.
    fn covers(&self, other: &Self) -> bool {
        match (&self.words, &other.words) {
            (Words::Concept(mine), Words::Concept(theirs)) => mine == theirs,
            (Words::Phrase(mine), Words::Phrase(theirs)) => mine.covers(theirs),
            _ => false,
        }
    }

    /// The words as a reader of the pack knows them.
    fn name(&self) -> &str {
        match &self.words {
            Words::Concept(id) => id,
            Words::Phrase(phrase) => &phrase.text,
        }
    }
}

impl Require {
    /// All parts together.
    pub(super) fn joined(mut parts: Vec<Self>, span: Span) -> Option<Self> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Self { kind: Kind::All(parts), inside: Vec::new(), span }),
        }
    }

    /// Whether nothing is required and something forbidden.
    pub(super) fn forbids(&self) -> bool {
        match &self.kind {
            Kind::None(_) => true,
            Kind::All(parts) => parts.iter().all(Self::forbids),
            Kind::Leaf(_) | Kind::Any(_) | Kind::Order(_) => false,
        }
    }

    fn leaves_mut<'l>(&'l mut self, out: &mut Vec<&'l mut Leaf>) {
        match &mut self.kind {
            Kind::Leaf(leaf) => out.push(leaf),
            Kind::All(parts) | Kind::Any(parts) => parts.iter_mut().for_each(|part| part.leaves_mut(out)),
            Kind::None(leaves) | Kind::Order(leaves) => out.extend(leaves),
        }
    }

    /// Gives every phrase its number: `number` says which a phrase has.
    pub(super) fn resolve(&mut self, number: &mut impl FnMut(&Phrase) -> ConceptId) {
        let mut leaves = Vec::new();
        self.leaves_mut(&mut leaves);
        for leaf in leaves {
            leaf.id = match &leaf.words {
                Words::Phrase(phrase) => number(phrase),
                Words::Concept(id) => Lexicon::builtin().concept(id).unwrap_or(leaf.id),
            };
        }
    }

    /// The numbers of everything that it looks for.
    fn concepts(&self, out: &mut Vec<ConceptId>) {
        match &self.kind {
            Kind::Leaf(leaf) => out.push(leaf.id),
            Kind::All(parts) | Kind::Any(parts) => parts.iter().for_each(|part| part.concepts(out)),
            Kind::None(leaves) | Kind::Order(leaves) => out.extend(leaves.iter().map(|leaf| leaf.id)),
        }
    }

    /// Whether a concept of the lexicon is among its parts.
    fn names_concept(&self) -> bool {
        let concept = |leaf: &Leaf| matches!(leaf.words, Words::Concept(_));
        match &self.kind {
            Kind::Leaf(leaf) => concept(leaf),
            Kind::All(parts) | Kind::Any(parts) => parts.iter().any(Self::names_concept),
            Kind::None(leaves) | Kind::Order(leaves) => leaves.iter().any(concept),
        }
    }
}
