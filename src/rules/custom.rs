//! Checks of programs that embed the crate.

use super::context::Context;
use super::meta::{RuleMeta, Severity};
use crate::facts::CharterFacts;
use crate::{Charter, Date, Dossier, Label, Profile, Text, Verdict};

/// Something that answers a rule: a closure, or a type of its own.
///
/// See [`RuleSet::with_rule`](super::RuleSet::with_rule).
///
/// ```
/// use charterlint::rules::{Case, Judge};
/// use charterlint::{Label, Verdict};
///
/// /// A rule with settings of its own.
/// struct AtLeast {
///     articles: usize,
/// }
///
/// impl Judge for AtLeast {
///     fn judge(&self, case: &Case<'_>) -> Verdict {
///         match case.charter() {
///             Some(charter) if charter.articles().len() < self.articles => case.violated([case.absent(&[])]),
///             Some(_) => Verdict::Satisfied { evidence: vec![case.anywhere()] },
///             None => Verdict::Undetermined { missing: vec!["document:charter".to_owned()] },
///         }
///     }
/// }
/// # let _: Option<Label> = None;
/// ```
pub trait Judge: Send + Sync {
    /// The rule's answer for one dossier. It should depend on nothing but the case.
    fn judge(&self, case: &Case<'_>) -> Verdict;
}

impl<F: Fn(&Case<'_>) -> Verdict + Send + Sync> Judge for F {
    fn judge(&self, case: &Case<'_>) -> Verdict {
        self(case)
    }
}

/// What a check may look at: the documents, what they state, and what is known of the company.
pub struct Case<'a> {
    context: &'a Context<'a>,
}

impl std::fmt::Debug for Case<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Case").field(&self.context.rule.code).finish()
    }
}

impl<'a> Case<'a> {
    pub(super) const fn new(context: &'a Context<'a>) -> Self {
        Self { context }
    }

    /// The documents.
    #[must_use]
    pub fn dossier(&self) -> &'a Dossier {
        self.context.dossier
    }

    /// The charter, if there is one; else the amendment that stands in for it. What is absent from an amendment may stand
    /// in the charter: a verdict of absence is made undetermined.
    #[must_use]
    pub fn charter(&self) -> Option<&'a Charter> {
        self.context.charter().ok().map(|charter| charter.charter)
    }

    /// What the charter's sentences state; empty without a charter.
    #[must_use]
    pub fn facts(&self) -> &'a CharterFacts {
        self.context.facts.charter_facts()
    }

    /// What is known of the company, from its settings and, where these are silent, from its charter.
    #[must_use]
    pub fn profile(&self) -> &'a Profile {
        self.context.profile()
    }

    /// What the rule says of itself.
    #[must_use]
    pub fn rule(&self) -> &'a RuleMeta {
        self.context.rule
    }

    /// The severity that a violation has here.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.context.severity
    }

    /// The day as of which the rules are applied.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.context.as_of
    }

    /// A label on words of the charter: byte offsets into the clean text of its source. `None` without a charter.
    #[must_use]
    pub fn label(&self, span: crate::Span) -> Option<Label> {
        self.context.charter().ok().map(|charter| charter.label(span))
    }

    /// Where a clause belongs that is missing: the chapter whose heading holds one of the words, else the title.
    #[must_use]
    pub fn absent(&self, headings: &[&str]) -> Label {
        self.context.charter().map_or_else(|_| self.anywhere(), |charter| charter.absent_under(headings))
    }

    /// A place of last resort: the beginning of the first document.
    #[must_use]
    pub fn anywhere(&self) -> Label {
        self.context.anywhere()
    }

    /// The verdict of one finding with the rule's own texts at these places, the main one first; at [`Case::anywhere`] if
    /// there are none.
    #[must_use]
    pub fn violated(&self, places: impl IntoIterator<Item = Label>) -> Verdict {
        self.violated_with(places, &[])
    }

    /// As [`Case::violated`], with the placeholders of headline and help filled.
    #[must_use]
    pub fn violated_with(&self, places: impl IntoIterator<Item = Label>, values: &[(&str, &str)]) -> Verdict {
        let mut places: Vec<Label> = places.into_iter().collect();
        if places.is_empty() {
            places.push(self.anywhere());
        }
        self.context.finding().fill(values).labels(places).violated()
    }

    /// The verdict that the rule does not concern this company or these documents.
    #[must_use]
    pub fn not_applicable(&self, reason: Text) -> Verdict {
        Verdict::NotApplicable { reason }
    }
}
