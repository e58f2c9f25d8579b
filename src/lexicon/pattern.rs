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

/// The elements of a pattern without alternatives.
pub(crate) fn shape(text: &str) -> Result<Shape<'_>, Text> {
    let mut shape = Shape { elements: Vec::new(), absent: Vec::new() };
    let mut near = true;
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
                    shape.absent.push(name);
                } else {
                    shape.elements.push((near, Word::Class(name)));
                    near = true;
                }
                rest = after;
            }
            _ => {
                let end = rest.find(['…', ' ', '{', '!']).unwrap_or(rest.len());
                shape.elements.push((near, Word::Literal(&rest[..end])));
                near = true;
                rest = &rest[end..];
            }
        }
    }
    if shape.elements.is_empty() {
        return Err(Text::new("没有词句，永远不会匹配", "it has no words, so it could never match"));
    }
    Ok(shape)
}

pub(super) fn parse(
    text: &str,
    concept: ConceptId,
    wording: Wording,
    class_of: &mut impl FnMut(&str, bool) -> Option<ClassId>,
) -> Result<Vec<Pattern>, Text> {
    unfold(text)?.iter().map(|text| parse_one(text, concept, wording, class_of)).collect()
}

fn parse_one(
    text: &str,
    concept: ConceptId,
    wording: Wording,
    class_of: &mut impl FnMut(&str, bool) -> Option<ClassId>,
) -> Result<Pattern, Text> {
    let shape = shape(text)?;
    let mut find = |name: &str, literal| {
        class_of(name, literal)
            .ok_or_else(|| Text::new(format!("没有词类「{name}」"), format!("there is no class {name}")))
    };
    let mut pattern = Pattern { concept, wording, elements: Vec::new(), absent: Vec::new() };
    for (near, word) in shape.elements {
        let class = match word {
            Word::Class(name) => find(name, false)?,
            Word::Literal(word) => find(word, true)?,
        };
        pattern.elements.push((if near { Gap::Near } else { Gap::Far }, class));
    }
    for name in shape.absent {
        pattern.absent.push(find(name, false)?);
    }
    Ok(pattern)
}
