//! Rules that are complete in their pack: what the charter must say, and which numbers must hold.

use super::context::{Context, missing};
use super::meta::Reads;
use super::number::{Number, Outcome};
use super::require::Require;
use crate::{Label, Text, Verdict};

/// How a rule without a check of its own is decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Data {
    pub(super) require: Option<Require>,
    /// The conditions, all of which must hold.
    pub(super) conditions: Vec<Number>,
    /// Where one of these does not hold, nothing is asked.
    pub(super) when: Vec<Number>,
    /// Words of the heading under which an absent clause would stand.
    pub(super) belongs: Vec<String>,
}

impl Data {
    pub(super) const fn is_empty(&self) -> bool {
        self.require.is_none() && self.conditions.is_empty()
    }

    /// Whether it is broken by what the charter says, and never by what it does not say.
    pub(super) fn forbids(&self) -> bool {
        !self.is_empty()
            && self.require.as_ref().is_none_or(Require::forbids)
            && self.conditions.iter().all(Number::forbids)
    }

    /// The documents that it reads.
    pub(super) fn reads(&self) -> Vec<Reads> {
        let mut reads: Vec<Reads> = self.require.iter().map(|_| Reads::Charter).collect();
        for number in self.conditions.iter().chain(&self.when) {
            if !reads.contains(&number.fact().reads()) {
                reads.push(number.fact().reads());
            }
        }
        reads
    }

    pub(super) fn check(&self, context: &Context<'_>) -> Result<Verdict, Verdict> {
        let mut unknown = Vec::new();
        for trigger in &self.when {
            match trigger.judge(context) {
                Outcome::Met(_) => {}
                Outcome::Unmet(evidence) => return Ok(Verdict::Satisfied { evidence }),
                Outcome::Missing(fact) => unknown.push(fact),
            }
        }
        let (mut evidence, mut places) = (Vec::new(), Vec::new());
        let mut violated = false;
        let mut required = None;
        if let Some(require) = &self.require {
            let judged = require.judge(context.charter()?, &self.belongs);
            evidence.extend(judged.evidence);
            violated |= !judged.met;
            places.extend(judged.places);
        }
        for condition in &self.conditions {
            match condition.judge(context) {
                Outcome::Met(labels) => evidence.extend(labels),
                Outcome::Unmet(labels) => {
                    violated = true;
                    required.get_or_insert_with(|| condition.required());
                    places.extend(labels);
                }
                Outcome::Missing(fact) => unknown.push(fact),
            }
        }
        if !violated || !self.when.is_empty() && !unknown.is_empty() {
            return if unknown.is_empty() { Ok(Verdict::Satisfied { evidence }) } else { Err(missing(unknown)) };
        }
        if places.is_empty() {
            places.push(self.absent(context));
        }
        let stated = places.first().map(words).unwrap_or_default();
        let Text { zh, en } = required.unwrap_or_default();
        let finding = context
            .finding()
            .fill_both(&[("stated", &stated), ("required", &zh)], &[("stated", &stated), ("required", &en)]);
        Ok(finding.labels(places).violated_with(evidence))
    }

    fn absent(&self, context: &Context<'_>) -> Label {
        let words: Vec<&str> = self.belongs.iter().map(String::as_str).collect();
        let reads_charter = self.reads().contains(&Reads::Charter);
        match context.charter() {
            Ok(charter) if reads_charter => charter.absent_under(&words),
            _ => context.anywhere(),
        }
    }
}

/// A place's words, shortened for a headline.
fn words(label: &Label) -> String {
    let text = crate::model::charter::compact(label.text());
    let text = text.trim_end_matches(['，', '。', '；', '、', '：']);
    if text.chars().count() > 24 { text.chars().take(23).chain(['…']).collect() } else { text.to_owned() }
}
