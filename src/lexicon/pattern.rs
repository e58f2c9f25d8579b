//! Patterns: words and word classes in order, near each other or anywhere in a sentence.
//!
//! `{party}…{study} {after}…{decide}`: `{name}` is a word class; a blank lets up to [`NEAR`] characters stand between;
//! `…` lets anything of the sentence stand between; `(a|b)` are alternatives; `!{name}` must not be in the sentence.

use super::{ClassId, ConceptId, Wording};
use crate::Text;

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

/// A word of a pattern as written: the name of a class, or the word itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word<'t> {
    Class(&'t str),
    Literal(&'t str),
}

/// One of the patterns that a text unfolds to, before its words are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape<'t> {
    /// Each element with whether it must stand near the one before.
    pub(crate) elements: Vec<(bool, Word<'t>)>,
    /// Classes that must not occur.
    pub(crate) absent: Vec<&'t str>,
}

impl Shape<'_> {
    /// Whether every sentence that the other matches is matched by this one too. May say no where it is so.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        if !self.absent.iter().all(|class| other.absent.contains(class)) {
            return false;
        }
        let within = |mine: &Word<'_>, theirs: &Word<'_>| match (mine, theirs) {
            (Word::Literal(mine), Word::Literal(theirs)) => theirs.contains(mine),
            (mine, theirs) => mine == theirs,
        };
        if let [(_, only)] = self.elements.as_slice() {
            return other.elements.iter().any(|(_, word)| within(only, word));
        }
        self.elements.len() == other.elements.len()
            && self.elements.iter().zip(&other.elements).enumerate().all(|(i, ((near, mine), (also, theirs)))| {
                // A shorter word leaves a wider gap beside it.
                within(mine, theirs)
                    && (i == 0 || !near || *also && self.elements[i - 1..=i] == other.elements[i - 1..=i])
            })
    }
}

/// Unfolds alternatives: `a(b|c)d` to `abd` and `acd`.
pub(crate) fn unfold(text: &str) -> Result<Vec<String>, Text> {
    let mut out = vec![String::with_capacity(text.len())];
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let (before, inside) = (&rest[..open], &rest[open + 1..]);
        let (choices, after) =
            inside.split_once(')').ok_or_else(|| Text::new("括号没有闭合", "an alternative is not closed"))?;
        rest = after;
        if out.len() * choices.split('|').count() > MOST {
            return Err(Text::new(
                format!("备选写法展开后超过{MOST}种"),
                format!("it unfolds to more than {MOST} patterns"),
            ));
        }
        let longer =
            out.iter().flat_map(|start| choices.split('|').map(move |choice| [start, before, choice].concat()));
        out = longer.collect();
    }
    out.iter_mut().for_each(|one| one.push_str(rest));
    Ok(out)
}

/// A piece of a pattern without alternatives.
enum Piece<'t> {
    /// An element, with whether it must stand near the one before.
    Element(bool, Word<'t>),
    /// A class that must not occur.
    Absent(&'t str),
}

/// The pieces of a pattern without alternatives, in order.
fn pieces<'t>(text: &'t str, mut found: impl FnMut(Piece<'t>) -> Result<(), Text>) -> Result<(), Text> {
    let mut near = true;
    let mut elements = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '…' => {
                near = false;
                rest = &rest[c.len_utf8()..];
            }
            ' ' => rest = &rest[1..],
            '!' | '{' => {
                let absent = c == '!';
                let name = rest[1..].strip_prefix('{').filter(|_| absent).or((!absent).then(|| &rest[1..]));
                let name =
                    name.ok_or_else(|| Text::new("「!」后面要写 {词类}", "! must be followed by a class in braces"))?;
                let (name, after) = name
                    .split_once('}')
                    .ok_or_else(|| Text::new("词类的大括号没有闭合", "a class name is not closed"))?;
                if absent {
                    found(Piece::Absent(name))?;
                } else {
                    found(Piece::Element(near, Word::Class(name)))?;
                    (near, elements) = (true, elements + 1);
                }
                rest = after;
            }
            _ => {
                let end = rest.find(['…', ' ', '{', '!']).unwrap_or(rest.len());
                found(Piece::Element(near, Word::Literal(&rest[..end])))?;
                (near, elements) = (true, elements + 1);
                rest = &rest[end..];
            }
        }
    }
    if elements == 0 {
        return Err(Text::new("没有词句，永远不会匹配", "it has no words, so it could never match"));
    }
    Ok(())
}

/// The elements of a pattern without alternatives.
pub(crate) fn shape(text: &str) -> Result<Shape<'_>, Text> {
    let mut shape = Shape { elements: Vec::new(), absent: Vec::new() };
    pieces(text, |piece| {
        match piece {
            Piece::Element(near, word) => shape.elements.push((near, word)),
            Piece::Absent(name) => shape.absent.push(name),
        }
        Ok(())
    })?;
    Ok(shape)
}

/// Adds the patterns that a text unfolds to.
pub(super) fn parse(
    text: &str,
    concept: ConceptId,
    wording: Wording,
    class_of: &mut impl FnMut(&Word<'_>) -> Option<ClassId>,
    out: &mut Vec<Pattern>,
) -> Result<(), Text> {
    let mut one = |text: &str| {
        let mut pattern = Pattern { concept, wording, elements: Vec::new(), absent: Vec::new() };
        pieces(text, |piece| {
            let (near, word) = match piece {
                Piece::Element(near, word) => (Some(near), word),
                Piece::Absent(name) => (None, Word::Class(name)),
            };
            let (Word::Class(name) | Word::Literal(name)) = word;
            let class = class_of(&word)
                .ok_or_else(|| Text::new(format!("没有词类「{name}」"), format!("there is no class {name}")))?;
            match near {
                Some(near) => pattern.elements.push((if near { Gap::Near } else { Gap::Far }, class)),
                None => pattern.absent.push(class),
            }
            Ok(())
        })?;
        out.push(pattern);
        Ok(())
    };
    // Most patterns have no alternatives.
    if text.contains('(') { unfold(text)?.iter().try_for_each(|text| one(text)) } else { one(text) }
}
