//! A list of words that is looked up at every place of a text, in one pass over the text.
//!
//! Chinese words are two to six characters long and most characters begin none, so a tree of characters is as fast as an
//! automaton with failure links, finds all words that overlap as well as the longest ones, and takes a hundredth of the
//! time to build.

use std::ops::Range;

/// The characters whose first step is an array look-up: U+4E00 to U+9FFF.
const FIRST: u32 = 0x4E00;
const SIZE: usize = 0x5200;

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
    /// Whether a longer word goes on from here.
    more: bool,
}

/// Words by their place in the list they were made from.
pub(crate) struct WordList {
    /// The state after each Han character as the first of a word; 0 if it begins none.
    first: Vec<u32>,
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

fn slot(from: u32, character: u32, mask: usize) -> usize {
    let mixed = (from.wrapping_mul(0x9E37_79B9) ^ character).wrapping_mul(0x85EB_CA6B);
    (mixed ^ (mixed >> 15)) as usize & mask
}

impl WordList {
    /// The words in order; of a word that is there twice, the first place counts.
    pub(crate) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut list = Self {
            first: vec![0; SIZE],
            steps: vec![Step { from: 0, character: FREE, to: 0 }; 1024],
            states: vec![State { word: 0, more: true }],
            used: 0,
        };
        for (index, word) in words.into_iter().enumerate() {
            let mut state = 0;
            for c in word.chars() {
                state = list.step_or_add(state, c as u32);
            }
            if let Some(end) = list.states.get_mut(state as usize).filter(|end| end.word == 0 && state != 0) {
                end.word = index as u32 + 1;
            }
        }
        list
    }

    fn step_or_add(&mut self, from: u32, character: u32) -> u32 {
        let found = self.step(from, character);
        if found != 0 {
            return found;
        }
        let to = self.states.len() as u32;
        self.states.push(State { word: 0, more: false });
        if let Some(state) = self.states.get_mut(from as usize) {
            state.more = true;
        }
        match self.first.get_mut(character.wrapping_sub(FIRST) as usize) {
            Some(slot) if from == 0 => *slot = to,
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

    /// The state after a character; 0 if no word goes on so.
    fn step(&self, from: u32, character: u32) -> u32 {
        if from == 0
            && let Some(&to) = self.first.get(character.wrapping_sub(FIRST) as usize)
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

    /// The words that begin at `at`, the shortest first: where each ends, and its index.
    pub(crate) fn at<'a>(&'a self, text: &'a str, at: usize) -> Matches<'a> {
        Matches { list: self, text: text.as_bytes(), at, state: Some(0) }
    }

    /// The longest word that begins at `at`: where it ends, and its index.
    pub(crate) fn longest(&self, text: &str, at: usize) -> Option<(usize, u32)> {
        self.at(text, at).last()
    }

    /// All words of a text, those that overlap too, by where they begin and then by where they end.
    pub(crate) fn overlapping(&self, text: &str, mut found: impl FnMut(Range<usize>, u32)) {
        let mut at = 0;
        while let Some((_, next)) = decode(text.as_bytes(), at) {
            for (end, word) in self.at(text, at) {
                found(at..end, word);
            }
            at = next;
        }
    }

    /// The words of a text without overlaps, in order: at each place the longest.
    pub(crate) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, u32)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some((_, next)) = decode(text.as_bytes(), at) {
                let start = at;
                if let Some((end, word)) = self.longest(text, at) {
                    at = end;
                    return Some((start..end, word));
                }
                at = next;
            }
            None
        })
    }

    /// Whether one of the words is in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let mut at = 0;
        while let Some((_, next)) = decode(text.as_bytes(), at) {
            if self.at(text, at).next().is_some() {
                return true;
            }
            at = next;
        }
        false
    }
}

/// The words that begin at one place.
pub(crate) struct Matches<'a> {
    list: &'a WordList,
    text: &'a [u8],
    at: usize,
    state: Option<u32>,
}

impl Iterator for Matches<'_> {
    type Item = (usize, u32);

    fn next(&mut self) -> Option<(usize, u32)> {
        loop {
            let state = self.state?;
            self.state = None;
            let (character, next) = decode(self.text, self.at)?;
            let to = self.list.step(state, character);
            if to == 0 {
                return None;
            }
            let here = self.list.states.get(to as usize)?;
            self.at = next;
            self.state = here.more.then_some(to);
            if here.word != 0 {
                return Some((next, here.word - 1));
            }
        }
    }
}

/// The character at `at`, which is the start of one, and where the next one begins.
fn decode(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let first = u32::from(*text.get(at)?);
    let tail = |i: usize| text.get(at + i).map_or(0, |byte| u32::from(byte & 0x3F));
    Some(match first {
        0xE0..=0xEF => ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), at + 3),
        0..=0x7F => (first, at + 1),
        0xF0.. => ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), at + 4),
        _ => ((first & 0x1F) << 6 | tail(1), at + 2),
    })
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
        assert!(list.is_in("本次会议") && !list.is_in("会"));
    }

    proptest! {
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
