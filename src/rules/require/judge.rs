//! Whether a charter meets a requirement.

use std::ops::Range;

use super::{Kind, Leaf, Require};
use crate::facts::ReadCharter;
use crate::lexicon::{Hit, Polarity, Wording};
use crate::{Label, Text};

/// Words that forbid what follows in their clause.
const FORBIDS: [&str; 8] = ["不得", "禁止", "严禁", "不能", "不允许", "不应", "不可", "不准"];

/// What a requirement found.
#[derive(Default)]
struct Found {
    evidence: Vec<Hit>,
    /// Wordings that should not be there.
    against: Vec<Hit>,
    /// Wordings that come near: only allowed, conditional, denied, said of another.
    near: Vec<Hit>,
}

/// What a charter says to a requirement.
pub(in crate::rules) struct Judged {
    /// Whether it is met.
    pub(in crate::rules) met: bool,
    /// Where what is required stands.
    pub(in crate::rules) evidence: Vec<Label>,
    /// For a requirement that is not met: the places, the main one first.
    pub(in crate::rules) places: Vec<Label>,
}

impl Require {
    /// Judges a charter. `belongs`: words of the heading under which an absent clause would stand.
    pub(in crate::rules) fn judge(&self, charter: &ReadCharter<'_>, belongs: &[String]) -> Judged {
        let mut found = Found::default();
        let mut concepts = Vec::new();
        self.concepts(&mut concepts);
        let met = self.met(charter, &charter.reading.of_any(&concepts), &mut found);
        let mut places = Vec::new();
        if !met {
            if found.against.is_empty() {
                places.push(self.absent(charter, belongs));
            }
            places.extend(charter.labels(&found.against));
            if found.against.is_empty() {
                for hit in found.near.iter().take(3) {
                    places
                        .extend(charter.labels(&[*hit]).into_iter().map(|label| label.with_message(why(hit.polarity))));
                }
            }
        }
        Judged { met, evidence: charter.labels(&found.evidence), places }
    }

    fn absent(&self, charter: &ReadCharter<'_>, belongs: &[String]) -> Label {
        let words = if belongs.is_empty() { &self.inside } else { belongs };
        if !words.is_empty() {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            charter.absent_under(&words)
        } else if self.names_concept() {
            charter.absent()
        } else {
            charter.absent_from_title()
        }
    }

    #[allow(clippy::unnecessary_fold, reason = "a fold looks at every part, `all` stops at the first")]
    fn met(&self, charter: &ReadCharter<'_>, hits: &[Hit], found: &mut Found) -> bool {
        let kept: Vec<Hit>;
        let hits = if self.inside.is_empty() {
            hits
        } else {
            let articles = under(charter, &self.inside);
            let article = |hit: &Hit| charter.charter.prose().sentences().get(hit.sentence).map(|s| s.article);
            let inside = |hit: &&Hit| article(hit).is_some_and(|i| articles.iter().any(|range| range.contains(&i)));
            kept = hits.iter().filter(inside).copied().collect();
            &kept
        };
        match &self.kind {
            Kind::Leaf(leaf) => {
                let before = found.evidence.len();
                found.evidence.extend(asserted(hits, leaf));
                let met = found.evidence.len() > before;
                if !met {
                    let near = |hit: &&Hit| hit.concept == leaf.id && hit.wording == Wording::Current;
                    found.near.extend(hits.iter().filter(near));
                }
                met
            }
            // Every part is looked at, so that the evidence is whole.
            Kind::All(parts) => parts.iter().fold(true, |met, part| part.met(charter, hits, found) && met),
            Kind::Any(parts) => parts.iter().fold(false, |met, part| part.met(charter, hits, found) || met),
            Kind::None(leaves) => {
                let before = found.against.len();
                for leaf in leaves {
                    let stated = |hit: &&Hit| {
                        hit.concept == leaf.id
                            && hit.wording != Wording::LookAlike
                            && !matches!(hit.polarity, Polarity::Negated | Polarity::Other)
                            && !forbidden(charter, hit)
                    };
                    found.against.extend(hits.iter().filter(stated));
                }
                found.against.len() == before
            }
            Kind::Order(leaves) => match in_order(charter, hits, leaves) {
                Some(hits) => {
                    found.evidence.extend(hits);
                    true
                }
                None => {
                    // Without the first, the rest stand there for other reasons.
                    found.near.extend(leaves.first().into_iter().flat_map(|leaf| asserted(hits, leaf)));
                    false
                }
            },
        }
    }
}

fn asserted<'h>(hits: &'h [Hit], leaf: &Leaf) -> impl Iterator<Item = &'h Hit> + use<'h> {
    let id = leaf.id;
    hits.iter()
        .filter(move |hit| hit.concept == id && hit.wording == Wording::Current && hit.polarity == Polarity::Asserted)
}

/// Whether the clause says that this must not be: 不得由董事长单独决定.
fn forbidden(charter: &ReadCharter<'_>, hit: &Hit) -> bool {
    let before = charter.charter.prose().text().get(..hit.span.start as usize).unwrap_or_default();
    let clause = before.rsplit(['，', '。', '；', '：', '！', '？']).next().unwrap_or_default();
    FORBIDS.iter().any(|word| clause.contains(word))
}

/// The first article in which the leaves stand one behind the other.
fn in_order(charter: &ReadCharter<'_>, hits: &[Hit], leaves: &[Leaf]) -> Option<Vec<Hit>> {
    let article = |hit: &Hit| charter.charter.prose().sentences().get(hit.sentence).map(|s| s.article);
    let mut firsts: Vec<&Hit> = asserted(hits, leaves.first()?).collect();
    firsts.dedup_by_key(|hit| article(hit));
    for first in firsts {
        let mut chain = vec![*first];
        for leaf in &leaves[1..] {
            let end = chain.last().map_or(0, |last| last.span.end);
            let next = asserted(hits, leaf)
                .filter(|hit| hit.span.start >= end && article(hit) == article(first))
                .min_by_key(|hit| hit.span.end);
            match next {
                Some(hit) => chain.push(*hit),
                None => break,
            }
        }
        if chain.len() == leaves.len() {
            return Some(chain);
        }
    }
    None
}

/// The articles of chapters and sections whose heading holds one of the words.
fn under(charter: &ReadCharter<'_>, words: &[String]) -> Vec<Range<usize>> {
    let named = |title: &String| words.iter().any(|word| title.contains(word.as_str()));
    let mut out = Vec::new();
    for (chapter, titles) in charter.titled() {
        if named(&titles.chapter) {
            out.push(chapter.articles.clone());
            continue;
        }
        let sections = chapter.sections.iter().zip(&titles.sections).filter(|(_, title)| named(title));
        out.extend(sections.map(|(section, _)| section.articles.clone()));
    }
    out
}

/// Why words that are there do not count.
fn why(polarity: Polarity) -> Text {
    match polarity {
        Polarity::Permitted => Text::new("只写“可以”，没有要求", "only allowed, not required"),
        Polarity::Conditional => Text::new("附有条件", "only under a condition"),
        Polarity::Negated => Text::new("是否定的", "denied"),
        Polarity::Other => Text::new("说的是别的单位或机构", "said of another body"),
        Polarity::Asserted => Text::new("这里只写了一部分", "only a part of it stands here"),
    }
}
