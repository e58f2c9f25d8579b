//! The lexicon: words by class, and the concepts that their patterns express. Everything a rule can look for in prose is
//! here, in `lexicon.toml`; all words are found in one pass.

mod named;
mod pattern;
mod phrase;
mod scan;

pub(crate) use phrase::Phrase;
pub use scan::{Hit, Polarity, Reading, Token};

use std::sync::OnceLock;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::Deserialize;

use crate::words::WordList;
use pattern::Pattern;

/// Tables by name. Nobody outside chooses the names, so a hash need not resist an attack.
type Map<V> = IndexMap<String, V, FxBuildHasher>;

/// The built-in lexicon's text.
const BUILTIN: &str = include_str!("lexicon.toml");

/// A word class, such as `party`: the words that name the company's own Party organ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub(crate) u16);

/// A concept, such as `PRE`: prior study by the Party organ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub(crate) u16);

/// Which kind of wording a pattern stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// Satisfies the requirement.
    Current,
    /// Outdated or too weak.
    Stale,
    /// Looks similar and is neither.
    LookAlike,
}

/// Why a lexicon could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// The text is not TOML of the lexicon's form.
    #[error("the lexicon cannot be read: {0}")]
    Syntax(String),
    /// A pattern is malformed or names a class that does not exist.
    #[error("concept {concept}: pattern {pattern:?}: {problem}")]
    Pattern {
        /// The concept.
        concept: String,
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        problem: String,
    },
    /// It has more concepts than can be numbered.
    #[error("the lexicon is too large: {0}")]
    TooLarge(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconFile {
    classes: Map<ClassFile>,
    concept: Vec<ConceptFile>,
    /// Words of which facts are made, by key.
    #[serde(default)]
    facts: Map<Vec<String>>,
    /// Words of which topics of meetings are made, by key.
    #[serde(default)]
    topics: Map<Vec<String>>,
    /// Words of what meetings conclude, by key.
    #[serde(default)]
    conclusions: Map<Vec<String>>,
    /// Words for how a meeting is held, by key.
    #[serde(default)]
    forms: Map<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ClassFile {
    Words(Vec<String>),
    Detailed(DetailedClass),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DetailedClass {
    #[serde(default)]
    words: Vec<String>,
    /// Words of these classes belong to this one too.
    #[serde(default)]
    include: Vec<String>,
    /// Every prefix before every word of `after`.
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    /// Words of other classes inside a word of this class do not count.
    #[serde(default)]
    masks: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptFile {
    id: String,
    #[serde(default)]
    #[allow(dead_code, reason = "read by reviewers and tests")]
    row: u8,
    #[allow(dead_code, reason = "read by reviewers")]
    title: crate::Text,
    /// Whether 可以 leaves the requirement met.
    #[serde(default)]
    permissive: bool,
    /// Whether it does not matter of whom it is said.
    #[serde(default)]
    of_anyone: bool,
    /// The class of the body that the sentence, or the one that introduces it, must start from.
    subject: Option<String>,
    /// The class of the body that must stand nearest before the words.
    owner: Option<String>,
    #[serde(default)]
    current: Vec<String>,
    #[serde(default)]
    stale: Vec<String>,
    #[serde(default)]
    look_alike: Vec<String>,
}

struct Concept {
    id: String,
    permissive: bool,
    of_anyone: bool,
    subject: Option<ClassId>,
    owner: Option<ClassId>,
}

/// What a word is.
#[derive(Clone, Copy)]
struct WordKind {
    /// Where its classes begin and end in [`Lexicon::word_classes`].
    from: u32,
    to: u32,
    /// Whether it is of a class that masks.
    masks: bool,
}

/// A pattern to try where its rarest class occurs.
struct Candidate {
    pattern: u32,
    /// The class of its last element, which must stand in the sentence itself and not in its lead-in.
    last: ClassId,
}

/// Words by key, without patterns; the longest word wins.
pub(crate) struct FactWords {
    words: WordList,
    /// The key of each word, by its place in the list.
    keys: Vec<u16>,
    names: Vec<String>,
}

impl FactWords {
    /// The keys, in the file's order.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The words of a text without overlaps, in order, each with its key's index.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (std::ops::Range<usize>, u16)> + 't {
        self.words.find(text).map(|(range, word)| (range, self.keys.get(word as usize).copied().unwrap_or_default()))
    }
}

/// A compiled lexicon: one list of all words, and the patterns of all concepts.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::lexicon::{Lexicon, Polarity};
/// use charterlint::{Charter, Source};
/// let text = "某某有限公司章程\n第一条 重大事项经公司党委研究讨论后，再由董事会决定。\n";
/// let charter = Charter::read(Arc::new(Source::new("章程.txt", text)?));
/// let lexicon = Lexicon::builtin();
/// let reading = lexicon.read(&charter);
/// let prior_study = lexicon.concept("PRE").unwrap();
/// assert!(reading.of(prior_study).any(|hit| hit.polarity == Polarity::Asserted));
/// # Ok::<(), charterlint::SourceError>(())
/// ```
pub struct Lexicon {
    facts: FactWords,
    topics: FactWords,
    conclusions: FactWords,
    forms: FactWords,
    words: WordList,
    /// What each word is, by its place in the list.
    kinds: Vec<WordKind>,
    /// The classes of all words, in the order of the list.
    word_classes: Vec<ClassId>,
    classes: Map<ClassId>,
    masks: Vec<bool>,
    concepts: Vec<Concept>,
    by_id: Map<ConceptId>,
    patterns: Vec<Pattern>,
    /// Patterns by the class of theirs that is rarest in texts.
    by_class: Vec<Vec<Candidate>>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon")
            .field("words", &self.kinds.len())
            .field("concepts", &self.concepts.len())
            .field("patterns", &self.patterns.len())
            .finish()
    }
}

impl Lexicon {
    /// The built-in lexicon, compiled at the first call.
    ///
    /// # Panics
    /// Never: a test compiles the same text.
    pub fn builtin() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| match Self::parse(BUILTIN) {
            Ok(lexicon) => lexicon,
            Err(error) => unreachable!("built-in lexicon: {error}"),
        })
    }

    /// Compiles a lexicon from its TOML text.
    ///
    /// # Errors
    /// [`LexiconError`] names the concept and pattern.
    pub fn parse(text: &str) -> Result<Self, LexiconError> {
        Self::compile(toml::from_str(text).map_err(|e| LexiconError::Syntax(e.to_string()))?)
    }

    /// The built-in lexicon with phrases of users: one list of words for all. Classes and concepts of the built-in one keep
    /// their numbers; the phrases are concepts after them, in order.
    ///
    /// # Errors
    /// [`LexiconError`]: a phrase that [`Phrase::flaw`] would have named, or more than can be numbered.
    pub(crate) fn with_phrases<'p>(phrases: impl IntoIterator<Item = &'p Phrase>) -> Result<Self, LexiconError> {
        let mut file: LexiconFile = toml::from_str(BUILTIN).map_err(|e| LexiconError::Syntax(e.to_string()))?;
        for phrase in phrases {
            file.concept.push(ConceptFile {
                id: phrase.to_string(),
                row: 0,
                title: crate::Text::default(),
                permissive: phrase.permissive,
                of_anyone: false,
                subject: phrase.subject.clone(),
                owner: None,
                current: vec![phrase.text.clone()],
                stale: Vec::new(),
                look_alike: Vec::new(),
            });
        }
        Self::compile(file)
    }

    fn compile(file: LexiconFile) -> Result<Self, LexiconError> {
        if file.concept.len() > usize::from(u16::MAX) {
            return Err(LexiconError::TooLarge(format!("{} concepts", file.concept.len())));
        }
        let mut words: Map<Vec<ClassId>> = Map::default();
        let mut classes: Map<ClassId> = Map::default();
        let mut masks = Vec::new();
        let mut members: Map<Vec<String>> = Map::default();
        for (name, class) in &file.classes {
            let mut list = Vec::new();
            let mut mask = false;
            match class {
                ClassFile::Words(words) => list.extend(words.iter().cloned()),
                ClassFile::Detailed(detail) => {
                    mask = detail.masks;
                    list.extend(detail.words.iter().cloned());
                    let of = |names: &[String]| -> Result<Vec<String>, LexiconError> {
                        let mut out = Vec::new();
                        for other in names {
                            let found = members.get(other).ok_or_else(|| {
                                LexiconError::Syntax(format!(
                                    "class {name} names {other}, which does not stand before it"
                                ))
                            })?;
                            out.extend(found.iter().cloned());
                        }
                        Ok(out)
                    };
                    list.extend(of(&detail.include)?);
                    for word in of(&detail.after)? {
                        list.extend(detail.prefixes.iter().map(|prefix| format!("{prefix}{word}")));
                    }
                }
            }
            let id = ClassId(classes.len() as u16);
            classes.insert(name.clone(), id);
            masks.push(mask);
            for word in &list {
                let of = words.entry(word.clone()).or_default();
                if !of.contains(&id) {
                    of.push(id);
                }
            }
            members.insert(name.clone(), list);
        }
        let mut concepts = Vec::new();
        let mut by_id = Map::default();
        let mut patterns = Vec::new();
        let mut literals: FxHashMap<String, ClassId> = FxHashMap::default();
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
                    let mut class_of = |name: &str, literal: bool| -> Option<ClassId> {
                        if !literal {
                            return classes.get(name).copied();
                        }
                        // A literal is a class of one word.
                        if let Some(id) = literals.get(name) {
                            return Some(*id);
                        }
                        let id = ClassId(masks.len() as u16);
                        masks.push(false);
                        words.entry(name.to_owned()).or_default().push(id);
                        literals.insert(name.to_owned(), id);
                        classes.insert(format!("\"{name}\""), id);
                        Some(id)
                    };
                    let parsed =
                        pattern::parse(text, id, wording, &mut class_of).map_err(|problem| LexiconError::Pattern {
                            concept: concept.id.clone(),
                            pattern: text.clone(),
                            problem: problem.en.into_owned(),
                        })?;
                    patterns.extend(parsed);
                }
            }
        }
        let frequency = frequencies(&words, classes.len());
        let mut by_class: Vec<Vec<Candidate>> = std::iter::repeat_with(Vec::new).take(classes.len()).collect();
        for (i, pattern) in patterns.iter().enumerate() {
            let rarest =
                pattern.elements.iter().map(|(_, class)| *class).min_by_key(|class| frequency[class.0 as usize]);
            if let (Some(rarest), Some(last)) = (rarest, pattern.last_class()) {
                by_class[rarest.0 as usize].push(Candidate { pattern: i as u32, last });
            }
        }
        let list = WordList::new(words.keys().map(String::as_str));
        let (mut kinds, mut word_classes) = (Vec::with_capacity(words.len()), Vec::with_capacity(words.len() * 2));
        for classes in words.values_mut() {
            classes.sort_unstable();
            let from = word_classes.len() as u32;
            word_classes.extend_from_slice(classes);
            let to = word_classes.len() as u32;
            kinds.push(WordKind { from, to, masks: classes.iter().any(|class| masks[class.0 as usize]) });
        }
        Ok(Self {
            facts: fact_words(&file.facts)?,
            topics: fact_words(&file.topics)?,
            conclusions: fact_words(&file.conclusions)?,
            forms: fact_words(&file.forms)?,
            words: list,
            kinds,
            word_classes,
            classes,
            masks,
            concepts,
            by_id,
            patterns,
            by_class,
        })
    }

    /// The classes of a word, in order.
    fn classes_of(&self, word: u32) -> &[ClassId] {
        let kind = self.kinds.get(word as usize).copied();
        kind.and_then(|kind| self.word_classes.get(kind.from as usize..kind.to as usize)).unwrap_or_default()
    }

    /// The words of which facts are made.
    pub(crate) const fn fact_words(&self) -> &FactWords {
        &self.facts
    }

    /// The words of which topics of meetings are made.
    pub(crate) const fn topic_words(&self) -> &FactWords {
        &self.topics
    }

    /// The words of what meetings conclude.
    pub(crate) const fn conclusion_words(&self) -> &FactWords {
        &self.conclusions
    }

    /// The words for how a meeting is held.
    pub(crate) const fn form_words(&self) -> &FactWords {
        &self.forms
    }

    /// A class by its name in the file.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.classes.get(name).copied()
    }

    /// A concept by its id.
    #[must_use]
    pub fn concept(&self, id: &str) -> Option<ConceptId> {
        self.by_id.get(id).copied()
    }

    /// The names of the classes that packs may use.
    pub(crate) fn class_names(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str).filter(|name| !name.starts_with('"'))
    }

    /// The ids of all concepts.
    pub(crate) fn concept_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.concepts.iter().map(|concept| concept.id.as_str())
    }

    /// The id of a concept.
    #[must_use]
    pub fn concept_name(&self, concept: ConceptId) -> &str {
        self.concepts.get(concept.0 as usize).map_or("", |c| &c.id)
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

/// How often the words of each class occur in texts, roughly: a word of one character far more often than a long one.
fn frequencies(words: &Map<Vec<ClassId>>, classes: usize) -> Vec<u32> {
    let mut out = vec![0u32; classes];
    for (word, of) in words {
        let weight = match word.chars().count() {
            0 | 1 => 400,
            2 => 20,
            3 => 4,
            _ => 1,
        };
        for class in of {
            out[class.0 as usize] = out[class.0 as usize].saturating_add(weight);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_lexicon_compiles() {
        let lexicon = Lexicon::parse(BUILTIN).unwrap();
        assert!(lexicon.patterns.len() > 100, "{lexicon:?}");
    }

    #[test]
    fn unknown_classes_are_named() {
        let text = "classes = {}\n[[concept]]\nid = 'X'\ntitle = { zh = '', en = '' }\ncurrent = ['{nobody} 决定']";
        let error = Lexicon::parse(text).unwrap_err().to_string();
        assert!(error.contains("nobody"), "{error}");
    }
}
