//! Patterns: words and word classes in order, near each other or anywhere in a sentence.
//!
//! `{party}…{study} {after}…{decide}`: `{name}` is a word class; a blank lets up to [`NEAR`] characters stand between;
//! `…` lets anything of the sentence stand between; `(a|b)` are alternatives; `!{name}` must not be in the sentence.

use super::{ClassId, ConceptId, Wording};

/// Characters that may stand between two elements joined by a blank.
pub(super) const NEAR: u32 = 12;

/// Alternatives that one pattern may unfold to.
const MOST: usize = 256;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// At most [`NEAR`] characters.
    Near,
    /// Anything within the sentence.
    Far,
}

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) concept: ConceptId,
    pub(super) wording: Wording,
    /// Each element with the gap before it.
    pub(super) elements: Vec<(Gap, ClassId)>,
    /// Classes that must not occur.
    pub(super) absent: Vec<ClassId>,
}

impl Pattern {
    pub(super) fn last_class(&self) -> Option<ClassId> {
        self.elements.last().map(|(_, class)| *class)
    }
}

/// Unfolds alternatives: `a(b|c)d` to `abd` and `acd`.
fn unfold(text: &str) -> Result<Vec<String>, String> {
    let Some(open) = text.find('(') else { return Ok(vec![text.to_owned()]) };
    let close = text[open..].find(')').map(|i| open + i).ok_or("an alternative is not closed")?;
    let mut out = Vec::new();
    for choice in text[open + 1..close].split('|') {
        for rest in unfold(&text[close + 1..])? {
            out.push(format!("{}{choice}{rest}", &text[..open]));
        }
    }
    if out.len() > MOST {
        return Err(format!("it unfolds to more than {MOST} patterns"));
    }
    Ok(out)
}

pub(super) fn parse(
    text: &str,
    concept: ConceptId,
    wording: Wording,
    class_of: &mut impl FnMut(&str, bool) -> Option<ClassId>,
) -> Result<Vec<Pattern>, String> {
    unfold(text)?.iter().map(|text| parse_one(text, concept, wording, class_of)).collect()
}

fn parse_one(
    text: &str,
    concept: ConceptId,
    wording: Wording,
    class_of: &mut impl FnMut(&str, bool) -> Option<ClassId>,
) -> Result<Pattern, String> {
    let mut pattern = Pattern { concept, wording, elements: Vec::new(), absent: Vec::new() };
    let mut gap = Gap::Near;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '…' => {
                gap = Gap::Far;
                rest = &rest[c.len_utf8()..];
            }
            ' ' => rest = &rest[1..],
            '!' | '{' => {
                let absent = c == '!';
                let from = rest.find('{').ok_or("! must be followed by a class")?;
                let to = rest.find('}').ok_or("a class name is not closed")?;
                let name = rest.get(from + 1..to).ok_or("a class name is malformed")?;
                let class = class_of(name, false).ok_or_else(|| format!("there is no class {name}"))?;
                if absent {
                    pattern.absent.push(class);
                } else {
                    pattern.elements.push((gap, class));
                    gap = Gap::Near;
                }
                rest = &rest[to + 1..];
            }
            _ => {
                let end = rest.find(['…', ' ', '{', '!']).unwrap_or(rest.len());
                let word = &rest[..end];
                let class = class_of(word, true).ok_or("a word could not be added")?;
                pattern.elements.push((gap, class));
                gap = Gap::Near;
                rest = &rest[end..];
            }
        }
    }
    if pattern.elements.is_empty() {
        return Err("it has no element, so it could never match".to_owned());
    }
    Ok(pattern)
}
