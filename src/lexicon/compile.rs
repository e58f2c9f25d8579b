//! From a lexicon's file to what texts are read with.

use std::borrow::Cow;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{
    Candidate, ClassFile, ClassId, Concept, ConceptId, FactWords, Lexicon, LexiconError, LexiconFile, Map, Wording,
    grouped, pattern,
};
use crate::words::WordList;

impl Lexicon {
    pub(super) fn compile(file: LexiconFile) -> Result<Self, LexiconError> {
        if file.concept.len() > usize::from(u16::MAX) {
            return Err(LexiconError::TooLarge(format!("{} concepts", file.concept.len())));
        }
        let mut words = Words::default();
        let mut classes: Map<ClassId> = Map::default();
        let mut masks = Vec::new();
        let mut members: FxHashMap<&str, Vec<Cow<'_, str>>> = FxHashMap::default();
        for (name, class) in &file.classes {
            let mut list: Vec<Cow<'_, str>> = Vec::new();
            let mut mask = false;
            match class {
                ClassFile::Words(words) => list.extend(words.iter().map(|word| Cow::from(word.as_str()))),
                ClassFile::Detailed(detail) => {
                    mask = detail.masks;
                    list.extend(detail.words.iter().map(|word| Cow::from(word.as_str())));
                    let of = |other: &String| {
                        members.get(other.as_str()).ok_or_else(|| {
                            let problem = format!("class {name} names {other}, which does not stand before it");
                            LexiconError::Syntax(problem)
                        })
                    };
                    for other in &detail.include {
                        list.extend(of(other)?.iter().cloned());
                    }
                    for other in &detail.after {
                        for word in of(other)? {
                            list.extend(detail.prefixes.iter().map(|prefix| Cow::from(format!("{prefix}{word}"))));
                        }
                    }
                }
            }
            let id = ClassId(masks.len() as u16);
            classes.insert(name.clone(), id);
            masks.push(mask);
            for word in &list {
                words.add(word, id);
            }
            members.insert(name, list);
        }
        let mut concepts = Vec::new();
        let mut by_id = Map::default();
        let mut patterns = Vec::new();
        for concept in &file.concept {
            let id = ConceptId(concepts.len() as u16);
            by_id.insert(concept.id.clone(), id);
            let class = |name: &Option<String>| match name {
                None => Ok(None),
                Some(name) => classes.get(name).copied().map(Some).ok_or_else(|| LexiconError::Pattern {
                    concept: concept.id.clone(),
                    pattern: name.clone(),
                    problem: "there is no such class".to_owned(),
                }),
            };
            concepts.push(Concept {
                id: concept.id.clone(),
                permissive: concept.permissive,
                of_anyone: concept.of_anyone,
                subject: class(&concept.subject)?,
                owner: class(&concept.owner)?,
            });
            let wordings = [
                (Wording::Current, &concept.current),
                (Wording::Stale, &concept.stale),
                (Wording::LookAlike, &concept.look_alike),
            ];
            for (wording, list) in wordings {
                for text in list {
                    let mut class_of = |word: &pattern::Word<'_>| match word {
                        pattern::Word::Class(name) => classes.get(*name).copied(),
                        // A literal is a class of one word.
                        pattern::Word::Literal(word) => words.literal(word, || {
                            masks.push(false);
                            ClassId(masks.len() as u16 - 1)
                        }),
                    };
                    pattern::parse(text, id, wording, &mut class_of, &mut patterns).map_err(|problem| {
                        LexiconError::Pattern {
                            concept: concept.id.clone(),
                            pattern: text.clone(),
                            problem: problem.en.into_owned(),
                        }
                    })?;
                }
            }
        }
        let Words { list, classes: of_words, weights, .. } = words;
        let frequency = frequencies(&of_words, &weights, masks.len());
        let mut candidates: Vec<(u32, Candidate)> = Vec::with_capacity(patterns.len());
        for (i, pattern) in patterns.iter().enumerate() {
            let often = |class: &ClassId| frequency[class.0 as usize];
            let classes = || pattern.elements.iter().map(|(_, class)| *class);
            if let (Some(rarest), Some(last)) = (classes().min_by_key(often), pattern.last_class()) {
                let rare = classes().filter(|class| *class != rarest).min_by_key(often).unwrap_or(rarest);
                candidates.push((rarest.0.into(), Candidate { pattern: i as u32, rare, last }));
            }
        }
        let (starts, candidates) = grouped(&candidates, masks.len());
        // Classes are numbered in the order in which their words came, so those of a word are in order.
        let (word_starts, word_classes) = grouped(&of_words, weights.len());
        let masked: Vec<bool> = word_starts
            .windows(2)
            .map(|at| word_classes[at[0] as usize..at[1] as usize].iter().any(|class| masks[class.0 as usize]))
            .collect();
        Ok(Self {
            facts: fact_words(&file.facts)?,
            topics: fact_words(&file.topics)?,
            conclusions: fact_words(&file.conclusions)?,
            forms: fact_words(&file.forms)?,
            words: list,
            word_starts,
            word_classes,
            masked,
            classes,
            masks,
            concepts,
            by_id,
            patterns,
            candidates,
            starts,
        })
    }
}

fn fact_words(file: &Map<Vec<String>>) -> Result<FactWords, LexiconError> {
    let mut words: IndexMap<&str, u16, FxBuildHasher> = IndexMap::default();
    for (i, (key, list)) in file.iter().enumerate() {
        for word in list {
            if words.insert(word, i as u16).is_some() {
                return Err(LexiconError::Syntax(format!("{word} stands under {key} and under another key")));
            }
        }
    }
    let list = WordList::new(words.keys().copied());
    let keys = words.values().copied().collect();
    Ok(FactWords { words: list, keys, names: file.keys().cloned().collect() })
}

/// The words of a lexicon that is being compiled, with their classes.
#[derive(Default)]
struct Words {
    list: WordList,
    /// Words by index, each with a class of it, in the order in which they were named.
    classes: Vec<(u32, ClassId)>,
    /// Of each word: the class that it was named for last, and the one that it is alone, as a literal.
    last: Vec<Option<ClassId>>,
    literals: Vec<Option<ClassId>>,
    /// Of each word: how often it occurs in texts, roughly. A word of one character does far more often than a long one.
    weights: Vec<u32>,
}

impl Words {
    /// Adds a word of a class.
    fn add(&mut self, word: &str, class: ClassId) {
        if let Some(index) = self.index(word) {
            // A word may be named twice for one class.
            let at = index as usize;
            if self.last[at] != Some(class) {
                self.last[at] = Some(class);
                self.classes.push((index, class));
            }
        }
    }

    /// The class of a word as a literal; `next` numbers one that is new.
    fn literal(&mut self, word: &str, next: impl FnOnce() -> ClassId) -> Option<ClassId> {
        let index = self.index(word)?;
        let known = self.literals.get_mut(index as usize)?;
        if known.is_none() {
            let class = next();
            *known = Some(class);
            self.classes.push((index, class));
        }
        *known
    }

    fn index(&mut self, word: &str) -> Option<u32> {
        let index = self.list.add(word, self.weights.len() as u32)?;
        if index as usize == self.weights.len() {
            self.last.push(None);
            self.literals.push(None);
            self.weights.push(match word.chars().count() {
                1 => 400,
                2 => 20,
                3 => 4,
                _ => 1,
            });
        }
        Some(index)
    }
}

/// How often the words of each class occur in texts, roughly.
fn frequencies(words: &[(u32, ClassId)], weights: &[u32], classes: usize) -> Vec<u32> {
    let mut out = vec![0u32; classes];
    for (word, class) in words {
        out[class.0 as usize] = out[class.0 as usize].saturating_add(weights[*word as usize]);
    }
    out
}
