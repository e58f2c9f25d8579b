//! The lexicon: words by class, and the concepts that their patterns express. Everything a rule can look for in prose is
//! here, in `lexicon.toml`; all words are found in one pass.

mod compile;
mod named;
mod pattern;
mod phrase;
mod scan;

pub(crate) use phrase::Phrase;
pub use scan::{Hit, Polarity, Reading, Token};

use std::sync::OnceLock;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Deserialize;

use crate::words::WordList;
use pattern::Pattern;

/// Tables by name. Nobody outside chooses the names, so a hash need not resist an attack.
type Map<V> = IndexMap<String, V, FxBuildHasher>;

/// The built-in lexicon, `lexicon.toml`, as JSON; made by `build.rs`.
const BUILTIN: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.json"));

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

impl LexiconFile {
    fn builtin() -> Result<Self, LexiconError> {
        serde_json::from_str(BUILTIN).map_err(|e| LexiconError::Syntax(e.to_string()))
    }
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

/// A pattern to try where its rarest class occurs.
#[derive(Clone, Copy)]
struct Candidate {
    pattern: u32,
    /// The rarest but one of its classes: where it is not, the pattern need not be looked at.
    rare: ClassId,
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
    /// The classes of all words, in the order of the list, and where those of each word begin.
    word_classes: Vec<ClassId>,
    word_starts: Vec<u32>,
    /// Whether each word is of a class that masks.
    masked: Vec<bool>,
    classes: Map<ClassId>,
    masks: Vec<bool>,
    concepts: Vec<Concept>,
    by_id: Map<ConceptId>,
    patterns: Vec<Pattern>,
    /// Patterns by the class of theirs that is rarest in texts, and where those of each class begin.
    candidates: Vec<Candidate>,
    starts: Vec<u32>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon")
            .field("words", &self.masked.len())
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
        LEXICON.get_or_init(|| match LexiconFile::builtin().and_then(Self::compile) {
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
        let mut file = LexiconFile::builtin()?;
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

    /// The classes of a word, in order.
    #[inline]
    fn classes_of(&self, word: u32) -> &[ClassId] {
        group(&self.word_starts, &self.word_classes, word as usize)
    }

    /// The patterns of which a class is the rarest.
    #[inline]
    fn candidates(&self, class: ClassId) -> &[Candidate] {
        group(&self.starts, &self.candidates, class.0 as usize)
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

    /// The names of the classes.
    pub(crate) fn class_names(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str)
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

/// Things by number: those of each number beside each other, in the order in which they came, and where each number's begin.
fn grouped<T: Copy>(things: &[(u32, T)], numbers: usize) -> (Vec<u32>, Vec<T>) {
    let mut starts = vec![0u32; numbers + 1];
    for (number, _) in things {
        starts[*number as usize + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let mut next = starts.clone();
    let mut order = vec![0; things.len()];
    for (i, (number, _)) in things.iter().enumerate() {
        let slot = &mut next[*number as usize];
        order[*slot as usize] = i;
        *slot += 1;
    }
    (starts, order.into_iter().map(|i| things[i].1).collect())
}

/// Those of one number.
#[inline]
fn group<'g, T>(starts: &[u32], things: &'g [T], number: usize) -> &'g [T] {
    match (starts.get(number), starts.get(number + 1)) {
        (Some(&from), Some(&to)) => things.get(from as usize..to as usize).unwrap_or_default(),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_lexicon_compiles() {
        let lexicon = Lexicon::builtin();
        assert!(lexicon.patterns.len() > 100, "{lexicon:?}");
        let from_toml = Lexicon::parse(include_str!("lexicon.toml")).unwrap();
        assert_eq!(format!("{:?}", from_toml.patterns), format!("{:?}", lexicon.patterns));
        assert_eq!(from_toml.classes, lexicon.classes);
    }

    #[test]
    fn unknown_classes_are_named() {
        let text = "classes = {}\n[[concept]]\nid = 'X'\ntitle = { zh = '', en = '' }\ncurrent = ['{nobody} 决定']";
        let error = Lexicon::parse(text).unwrap_err().to_string();
        assert!(error.contains("nobody"), "{error}");
    }
}
