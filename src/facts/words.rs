//! Words of which facts are made: bodies, posts, ways to fill a post, and marks that a fact turns on.

use std::sync::OnceLock;

use super::vocabulary::{How, Office, Organ};
use crate::lexicon::Lexicon;
use crate::source::Span;

macro_rules! marks {
    ($($variant:ident = $id:literal,)+) => {
        /// What else a fact turns on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Mark { $($variant,)+ }

        impl Mark {
            fn from_word(word: &str) -> Option<Self> {
                match word { $($id => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

marks! {
    LookAlike = "look-alike",
    Chairman = "chairman",
    ViceChairman = "vice-chairman",
    Compose = "compose",
    Include = "include",
    Term = "term",
    Attend = "attend",
    Hold = "hold",
    Pass = "pass",
    Preside = "preside",
    Notice = "notice",
    Proposal = "proposal",
    Request = "request",
    Votes = "votes",
    Legal = "legal",
    Capital = "capital",
    Contribute = "contribute",
    Issued = "issued",
    Delegate = "delegate",
    Powers = "powers",
    Exercise = "exercise",
    Define = "define",
    Cite = "cite",
    Fund = "fund",
    InForce = "in-force",
    Established = "established",
    OtherEntity = "other-entity",
    OneVote = "one-vote",
    MoreVotes = "more-votes",
    Form = "form",
}

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Organ(Organ),
    Office(Office),
    How(How),
    Mark(Mark),
}

/// Bits of a sentence's mask: one per mark, then one each for bodies, posts and ways.
pub(super) const ORGANS: u64 = 1 << 61;
pub(super) const OFFICES: u64 = 1 << 62;
pub(super) const HOWS: u64 = 1 << 63;

pub(super) const fn bit(mark: Mark) -> u64 {
    1 << (mark as u8)
}

impl Word {
    pub(super) const fn bit(self) -> u64 {
        match self {
            Self::Organ(_) => ORGANS,
            Self::Office(_) => OFFICES,
            Self::How(_) => HOWS,
            Self::Mark(mark) => bit(mark),
        }
    }
}

/// A word at its place in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) word: Word,
    pub(super) start: usize,
    pub(super) end: usize,
}

fn keys() -> &'static [Option<Word>] {
    static KEYS: OnceLock<Vec<Option<Word>>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let read = |name: &String| {
            let (group, word) = name.split_once('.')?;
            match group {
                "organ" => Organ::from_word(word).map(Word::Organ),
                "office" => Office::from_word(word).map(Word::Office),
                "how" => How::from_word(word).map(Word::How),
                "mark" => Mark::from_word(word).map(Word::Mark),
                _ => None,
            }
        };
        Lexicon::builtin().fact_words().names().iter().map(read).collect()
    })
}

/// The words of a text, in order. Words inside book-title marks are left out: a document's name states nothing.
pub(super) fn words(text: &str) -> Vec<At> {
    let keys = keys();
    let mut out = Vec::with_capacity(text.len() / 24);
    let mut title_end = 0;
    for (range, key) in Lexicon::builtin().fact_words().find(text) {
        let Some(word) = keys.get(key as usize).copied().flatten() else { continue };
        if range.start < title_end {
            continue;
        }
        if word == Word::Mark(Mark::Cite)
            && let Some(length) = title(&text[range.start..])
        {
            title_end = range.start + length;
        }
        out.push(At { word, start: range.start, end: range.end });
    }
    out
}

/// The length of a title with its marks at the start of `text`: 《公司法》.
pub(super) fn title(text: &str) -> Option<usize> {
    const LONGEST: usize = 240;
    let rest = text.strip_prefix('《')?;
    let end = rest.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| *c == '》')?.0;
    Some('《'.len_utf8() + end + '》'.len_utf8())
}

/// A word's place as a span after `base`.
pub(super) fn span(base: u32, start: usize, end: usize) -> Span {
    Span::new(base + start as u32, base + end as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_known() {
        let unknown: Vec<_> =
            Lexicon::builtin().fact_words().names().iter().zip(keys()).filter(|(_, k)| k.is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn the_longest_word_wins() {
        let found: Vec<Word> = words("副董事长、《董事会议事规则》、监事").iter().map(|at| at.word).collect();
        assert_eq!(found, [Word::Office(Office::ViceChair), Word::Mark(Mark::Cite), Word::Office(Office::Supervisor)]);
    }
}
