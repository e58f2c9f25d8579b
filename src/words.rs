//! A list of words that is looked up at every place of a text, in one pass over the text.
//!
//! Chinese words are two to six characters long and most characters begin none, so a tree of characters is as fast as an
//! automaton with failure links, finds all words that overlap as well as the longest ones, and takes a hundredth of the
//! time to build.

use std::ops::Range;

/// The characters whose first step is an array look-up: U+4E00 to U+9FFF.
const FIRST: u32 = 0x4E00;
const SIZE: usize = 0x5200;

/// Characters of one page of that array.
const PAGE: usize = 64;

/// Marks a free slot: no character has this number.
const FREE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Step {
    from: u32,
    character: u32,
    to: u32,
}

#[derive(Clone, Copy)]
struct State {
    /// The word that ends here, plus one; 0 if none does.
    word: u32,
    /// How a longer word goes on from here, by the last six bits of its next character: 0 if none does. Of the characters
    /// that follow the first one of a word, most go on with none, and this spares the look-up.
    more: u64,
}

/// The bit of a character in [`State::more`].
#[inline(always)]
const fn bit(character: u32) -> u64 {
    1 << (character & 63)
}

/// Words by their place in the list they were made from.
pub(crate) struct WordList {
    /// The state after each Han character as the first of a word; 0 if it begins none. In pages: few words begin on few.
    first: Vec<[u32; PAGE]>,
    /// Where each page stands; those that begin no word are the first one, which is empty.
    pages: Vec<u16>,
    /// Steps between states, and from the start for other characters: a hash table with open addressing.
    steps: Vec<Step>,
    states: Vec<State>,
    used: usize,
}

impl std::fmt::Debug for WordList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WordList").field("states", &self.states.len()).finish()
    }
}

#[inline(always)]
fn slot(from: u32, character: u32, mask: usize) -> usize {
    let mixed = (from.wrapping_mul(0x9E37_79B9) ^ character).wrapping_mul(0x85EB_CA6B);
    (mixed ^ (mixed >> 15)) as usize & mask
}

impl Default for WordList {
    fn default() -> Self {
        Self {
            first: vec![[0; PAGE]],
            pages: vec![0; SIZE / PAGE],
            steps: vec![Step { from: 0, character: FREE, to: 0 }; 64],
            states: vec![State { word: 0, more: u64::MAX }],
            used: 0,
        }
    }
}

impl WordList {
    /// The words in order; of a word that is there twice, the first place counts.
    pub(crate) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut list = Self::default();
        for (index, word) in words.into_iter().enumerate() {
            if let Some(end) = list.end_of(word).filter(|end| end.word == 0) {
                end.word = index as u32 + 1;
            }
        }
        list
    }

    /// Adds a word, if it is not there, as the one of `index`: the index that it has, unless it is empty.
    pub(crate) fn add(&mut self, word: &str, index: u32) -> Option<u32> {
        let end = self.end_of(word)?;
        if end.word == 0 {
            end.word = index + 1;
        }
        Some(end.word - 1)
    }

    /// The state at the end of a word, made if it is not there. An empty word has none.
    fn end_of(&mut self, word: &str) -> Option<&mut State> {
        let state = word.chars().fold(0, |state, c| self.step_or_add(state, c as u32));
        self.states.get_mut(state as usize).filter(|_| state != 0)
    }

    fn step_or_add(&mut self, from: u32, character: u32) -> u32 {
        let found = self.step(from, character);
        if found != 0 {
            return found;
        }
        let to = self.states.len() as u32;
        self.states.push(State { word: 0, more: 0 });
        if let Some(state) = self.states.get_mut(from as usize) {
            state.more |= bit(character);
        }
        let place = character.wrapping_sub(FIRST) as usize;
        match self.pages.get_mut(place / PAGE) {
            Some(page) if from == 0 => {
                if *page == 0 {
                    *page = self.first.len() as u16;
                    self.first.push([0; PAGE]);
                }
                self.first[usize::from(*page)][place % PAGE] = to;
            }
            _ => {
                if self.used * 2 >= self.steps.len() {
                    let larger = vec![Step { from: 0, character: FREE, to: 0 }; self.steps.len() * 2];
                    for step in std::mem::replace(&mut self.steps, larger) {
                        if step.character != FREE {
                            self.insert(step);
                        }
                    }
                }
                self.used += 1;
                self.insert(Step { from, character, to });
            }
        }
        to
    }

    fn insert(&mut self, step: Step) {
        let mask = self.steps.len() - 1;
        let mut at = slot(step.from, step.character, mask);
        while self.steps[at].character != FREE {
            at = (at + 1) & mask;
        }
        self.steps[at] = step;
    }

    /// The state after a Han character as the first of a word.
    #[inline(always)]
    fn first(&self, character: u32) -> Option<u32> {
        let place = character.wrapping_sub(FIRST) as usize;
        let page = self.pages.get(place / PAGE)?;
        self.first.get(usize::from(*page)).map(|page| page[place % PAGE])
    }

    /// The state after a character; 0 if no word goes on so.
    #[inline(always)]
    fn step(&self, from: u32, character: u32) -> u32 {
        if from == 0
            && let Some(to) = self.first(character)
        {
            return to;
        }
        let mask = self.steps.len() - 1;
        let mut at = slot(from, character, mask);
        // Half of the slots are free, so the search ends.
        while let Some(step) = self.steps.get(at) {
            if step.character == character && step.from == from {
                return step.to;
            }
            if step.character == FREE {
                return 0;
            }
            at = (at + 1) & mask;
        }
        0
    }

    /// The state after the character at `at` as the first of a word, and where the next one begins. Most characters
    /// begin none.
    #[inline(always)]
    fn begin(&self, text: &[u8], at: usize) -> (u32, usize) {
        let (character, next) = decode(text, at);
        match self.first(character) {
            Some(state) => (state, next),
            None => (self.step(0, character), next),
        }
    }

    /// Follows the words that go on from a state, the shortest first.
    #[inline(always)]
    fn follow(&self, text: &[u8], mut state: u32, mut at: usize, mut found: impl FnMut(usize, u32)) {
        while let Some(here) = self.states.get(state as usize) {
            if here.word != 0 {
                found(at, here.word - 1);
            }
            if here.more == 0 || at >= text.len() {
                return;
            }
            let (character, next) = decode(text, at);
            if here.more & bit(character) == 0 {
                return;
            }
            state = self.step(state, character);
            if state == 0 {
                return;
            }
            at = next;
        }
    }

    /// The words that begin at `at`, the shortest first: where each ends, and its index.
    pub(crate) fn at(&self, text: &str, at: usize, found: impl FnMut(usize, u32)) {
        if at < text.len() {
            let (state, next) = self.begin(text.as_bytes(), at);
            if state != 0 {
                self.follow(text.as_bytes(), state, next, found);
            }
        }
    }

    /// The longest word that begins at `at`: where it ends, and its index.
    pub(crate) fn longest(&self, text: &str, at: usize) -> Option<(usize, u32)> {
        let mut longest = None;
        self.at(text, at, |end, word| longest = Some((end, word)));
        longest
    }

    /// All words of a text, those that overlap too, by where they begin and then by where they end.
    pub(crate) fn overlapping(&self, text: &str, mut found: impl FnMut(Range<usize>, u32)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (state, next) = self.begin(bytes, at);
            if state != 0 {
                self.follow(bytes, state, next, |end, word| found(at..end, word));
            }
            at = next;
        }
    }

    /// The words of a text without overlaps, in order: at each place the longest.
    pub(crate) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, u32)> + 'a {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                let start = at;
                let (state, next) = self.begin(bytes, at);
                at = next;
                if state == 0 {
                    continue;
                }
                let mut longest = None;
                self.follow(bytes, state, next, |end, word| longest = Some((end, word)));
                if let Some((end, word)) = longest {
                    at = end;
                    return Some((start..end, word));
                }
            }
            None
        })
    }
}

/// Where a word stands first in a text, as `str::find` says it, whose searcher takes longer to make than a sentence to look
/// through.
pub(crate) fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    // Of a Han character the last byte differs most.
    let telling = 2.min(word.len().checked_sub(1)?);
    memchr::memchr_iter(word[telling], text.get(telling..)?).find(|&at| text[at..].starts_with(word))
}

/// Whether one of the words stands in a text.
pub(crate) fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| find(text, word).is_some())
}

/// Whether a text begins with one of the words. `str::starts_with` calls out to compare bytes, for each.
pub(crate) fn begins(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    let begins = |word: &&str| {
        let word = word.as_bytes();
        let telling = 2.min(word.len().saturating_sub(1));
        word.get(telling) == text.get(telling) && text.starts_with(word)
    };
    words.iter().any(begins)
}

/// Whether a text ends with one of the words.
pub(crate) fn ends(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    words.iter().any(|word| word.as_bytes().last() == text.last() && text.ends_with(word.as_bytes()))
}

/// Words of which it is asked whether one stands in a text, many times: one walk over the text tells.
pub(crate) struct Any {
    words: &'static [&'static str],
    list: std::sync::OnceLock<WordList>,
}

impl Any {
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        Self { words, list: std::sync::OnceLock::new() }
    }

    pub(crate) fn within(&self, text: &str) -> bool {
        self.list.get_or_init(|| WordList::new(self.words.iter().copied())).find(text).next().is_some()
    }
}

/// Where a word stands last in a text.
pub(crate) fn rfind(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let last = word.len().checked_sub(1)?;
    memchr::memrchr_iter(word[last], text.get(last..)?).find(|&at| text[at..].starts_with(word))
}

/// The character at `at`, which is the start of one, and where the next one begins.
#[inline(always)]
fn decode(text: &[u8], at: usize) -> (u32, usize) {
    // Han characters, most of a text, have three bytes.
    if let Some(&[first @ 0xE4..=0xE9, second, third]) = text.get(at..at + 3) {
        let character = (u32::from(first) & 0x0F) << 12 | (u32::from(second) & 0x3F) << 6 | u32::from(third) & 0x3F;
        return (character, at + 3);
    }
    let byte = |i: usize| text.get(at + i).map_or(0, |byte| u32::from(*byte));
    let tail = |i: usize| byte(i) & 0x3F;
    match byte(0) {
        first @ 0xE0..=0xEF => ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), at + 3),
        first @ 0..=0x7F => (first, at + 1),
        first @ 0xF0.. => ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), at + 4),
        first => ((first & 0x1F) << 6 | tail(1), at + 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive<'t>(words: &[String], text: &'t str) -> Vec<(usize, &'t str)> {
        let starts = text.char_indices().map(|(at, _)| at);
        let mut out: Vec<(usize, &str)> = starts
            .flat_map(|at| {
                let here = words.iter().filter(move |word| !word.is_empty() && text[at..].starts_with(word.as_str()));
                here.map(move |word| (at, &text[at..at + word.len()]))
            })
            .collect();
        out.sort_unstable_by_key(|(at, word)| (*at, word.len()));
        out.dedup();
        out
    }

    #[test]
    fn the_longest_word_wins() {
        let list = WordList::new(["董事", "董事会", "会议", "a会"]);
        let found: Vec<_> = list.find("董事会议由董事a会").collect();
        assert_eq!(found, [(0..9, 1), (15..21, 0), (21..25, 3)]);
    }

    proptest! {
        #[test]
        fn finds_the_first_and_the_last_place(word in "[党委会a。]{1,3}", text in "[党委会é𠀀a。]{0,40}") {
            prop_assert_eq!(find(&text, &word), text.find(&word));
            prop_assert_eq!(rfind(&text, &word), text.rfind(&word));
        }

        #[test]
        fn asks_of_several_words_what_strings_say_of_each(
            words in proptest::collection::vec("[党委会é𠀀a]{1,3}", 0..4),
            text in "[党委会é𠀀a]{0,8}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            prop_assert_eq!(holds(&text, &words), words.iter().any(|word| text.contains(word)));
            prop_assert_eq!(begins(&text, &words), words.iter().any(|word| text.starts_with(word)));
            prop_assert_eq!(ends(&text, &words), words.iter().any(|word| text.ends_with(word)));
        }

        #[test]
        fn finds_what_a_plain_search_finds(
            words in proptest::collection::vec("[党委会é𠀀a]{0,4}", 0..12),
            text in "[党委会é𠀀a。]{0,40}",
        ) {
            let list = WordList::new(words.iter().map(String::as_str));
            let mut found = Vec::new();
            list.overlapping(&text, |range, word| {
                assert_eq!(&text[range.clone()], words[word as usize]);
                found.push((range.start, &text[range]));
            });
            prop_assert_eq!(found, naive(&words, &text));
        }
    }
}
