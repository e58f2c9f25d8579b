//! References that should have followed a renumbering and did not.

use std::collections::HashMap;

use super::ArticleChange;
use super::align::Alignment;
use super::edits::{Edit, Op};
use super::manuscript::{ArticleText, Manuscript};
use super::references::{self, Number, Reference, Scope};
use crate::source::Span;

/// A reference in the new text that still names the number its target had in the old one.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct StaleReference {
    /// The article of the new text that holds it.
    pub place: String,
    /// The reference as written: 第十二条, 第十条至第十二条.
    pub text: String,
    /// What it should say; `None` if what it refers to was deleted.
    pub should_be: Option<String>,
    /// Index of that article in the new charter.
    #[serde(skip)]
    pub article: usize,
    /// Byte offsets of that article into the new charter's clean text.
    #[serde(skip)]
    pub article_span: Span,
}

/// Most references in one article that are followed.
const MOST: usize = 256;

struct Targets<'a> {
    old: &'a Manuscript,
    new: &'a Manuscript,
    by_number: HashMap<(usize, Number), usize>,
    /// Old article → its new ones.
    became: Vec<Vec<usize>>,
    parts: &'a [Option<usize>],
}

pub(super) fn find(
    old: &Manuscript,
    new: &Manuscript,
    alignment: &Alignment,
    changes: &[ArticleChange],
) -> Vec<StaleReference> {
    let mut by_number = HashMap::new();
    for (i, a) in old.articles.iter().enumerate().filter(|(_, a)| !a.label.is_empty()) {
        by_number.entry((a.part, (a.number, a.sub))).or_insert(i);
    }
    let mut became = vec![Vec::new(); old.articles.len()];
    for group in &alignment.groups {
        for &o in &group.old {
            became[o].extend(&group.new);
        }
    }
    let targets = Targets { old, new, by_number, became, parts: &alignment.parts };
    let mut out = Vec::new();
    for (group, change) in alignment.groups.iter().zip(changes) {
        if group.old.is_empty() || group.new.is_empty() {
            continue;
        }
        targets.of_group(&group.old, &group.new, change, &mut out);
    }
    out
}

/// A reference with the article that holds it.
struct Held {
    article: usize,
    part: usize,
    /// Where it stands in the joined text of its side.
    at: std::ops::Range<usize>,
    reference: Reference,
}

fn held(articles: &[ArticleText], list: &[usize]) -> Vec<Held> {
    let mut out = Vec::new();
    let mut base = 0;
    for &article in list {
        let text = &articles[article];
        for reference in references::find(&text.text) {
            let part = if reference.scope == Scope::Body { 0 } else { text.part };
            let at = base + reference.at.start..base + reference.at.end;
            out.push(Held { article, part, at, reference });
        }
        base += text.text.len() + 1;
    }
    out.truncate(MOST);
    out
}

impl Targets<'_> {
    fn of_group(&self, olds: &[usize], news: &[usize], change: &ArticleChange, out: &mut Vec<StaleReference>) {
        let new_held = held(&self.new.articles, news);
        if new_held.is_empty() {
            return;
        }
        let old_held = held(&self.old.articles, olds);
        let places = Places::of(change);
        for (o, n) in self.carried(&old_held, &new_held, &places) {
            let (before, after) = (&old_held[o], &new_held[n]);
            if before.reference.first != after.reference.first || before.reference.last != after.reference.last {
                continue;
            }
            if let Some(should_be) = self.should_be(before, after) {
                let holder = &self.new.articles[after.article];
                out.push(StaleReference {
                    place: holder.place.clone(),
                    text: holder.text[after.reference.at.clone()].to_owned(),
                    should_be,
                    article: after.article,
                    article_span: holder.span,
                });
            }
        }
    }

    /// Old and new references that are the same one: in order, followed to its new number or left as it was.
    fn carried(&self, old: &[Held], new: &[Held], places: &Places) -> Vec<(usize, usize)> {
        let width = new.len() + 1;
        let mut best = vec![0u32; (old.len() + 1) * width];
        let mut score = vec![0u32; old.len() * new.len()];
        for (i, before) in old.iter().enumerate().rev() {
            for (j, after) in new.iter().enumerate().rev() {
                let same =
                    before.reference.first == after.reference.first && before.reference.last == after.reference.last;
                let value = if same && places.same(before.at.start, after.at.start) || self.followed(before, after) {
                    3
                } else if same {
                    2
                } else {
                    0
                };
                score[i * new.len() + j] = value;
                let pair = if value > 0 { value + best[(i + 1) * width + j + 1] } else { 0 };
                best[i * width + j] = pair.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut out = Vec::new();
        while i < old.len() && j < new.len() {
            let value = score[i * new.len() + j];
            if value > 0 && value + best[(i + 1) * width + j + 1] == best[i * width + j] {
                out.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if best[(i + 1) * width + j] == best[i * width + j] {
                i += 1;
            } else {
                j += 1;
            }
        }
        out
    }

    fn old_target(&self, part: usize, number: Number) -> Option<usize> {
        self.by_number.get(&(part, number)).copied()
    }

    /// Whether the new reference names what became of the old one's target.
    fn followed(&self, old: &Held, new: &Held) -> bool {
        let went = |from: Number, to: Number| {
            self.old_target(old.part, from).is_some_and(|o| self.became[o].iter().any(|&n| self.names(new.part, to, n)))
        };
        match (old.reference.last, new.reference.last) {
            (None, None) => went(old.reference.first, new.reference.first),
            (Some(from), Some(to)) => went(old.reference.first, new.reference.first) && went(from, to),
            _ => false,
        }
    }

    fn names(&self, part: usize, number: Number, new: usize) -> bool {
        self.new.articles.get(new).is_some_and(|a| a.part == part && (a.number, a.sub) == number)
    }

    /// What an unchanged reference should say: `None` if it is right, `Some(None)` if its target is gone.
    fn should_be(&self, old: &Held, new: &Held) -> Option<Option<String>> {
        let first = self.old_target(old.part, old.reference.first)?;
        // The same annex may stand under another number now.
        let same_part = self.parts.get(old.part).copied().flatten() == Some(new.part);
        let label = |n: usize| {
            let article = &self.new.articles[n];
            if article.part == new.part { article.label.clone() } else { article.place.clone() }
        };
        let Some(last_number) = old.reference.last else {
            let went = &self.became[first];
            if went.iter().any(|&n| self.names(new.part, new.reference.first, n)) && same_part {
                return None;
            }
            return match &went[..] {
                // Deleted; its number now belongs to another article or to none.
                [] => Some(None),
                list => Some(Some(list.iter().map(|&n| label(n)).collect::<Vec<_>>().join("、"))),
            };
        };
        let last = self.old_target(old.part, last_number)?;
        let inside = || (first..=last).flat_map(|o| self.became[o].iter().copied());
        let in_part = |n: &usize| self.new.articles[*n].part == new.part;
        // The ends of the range where they went; where an end is gone, the outermost that is left.
        let from = self.became[first].iter().copied().filter(in_part).min().or_else(|| inside().filter(in_part).min());
        let to = self.became[last].iter().copied().filter(in_part).max().or_else(|| inside().filter(in_part).max());
        let (Some(from), Some(to)) = (from, to) else { return Some(None) };
        let right = self.names(new.part, new.reference.first, from)
            && new.reference.last.is_some_and(|number| self.names(new.part, number, to));
        if right {
            return None;
        }
        Some(Some(if from == to { label(from) } else { format!("{}至{}", label(from), label(to)) }))
    }
}

/// Which stretches of both texts are the same words.
struct Places {
    /// Start in the old text, start in the new text, length.
    equal: Vec<(usize, usize, usize)>,
}

impl Places {
    fn of(change: &ArticleChange) -> Self {
        let (mut old, mut new) = (0, 0);
        let mut equal = Vec::new();
        for edit in &change.edits {
            let len = edit.text.len();
            match edit.op {
                Op::Equal => {
                    equal.push((old, new, len));
                    old += len;
                    new += len;
                }
                Op::Delete => old += len,
                Op::Insert => new += len,
            }
        }
        Self { equal }
    }

    fn same(&self, old: usize, new: usize) -> bool {
        let next = self.equal.partition_point(|e| e.1 <= new);
        // Widths may differ inside equal words, so the offsets need not agree to the byte.
        next.checked_sub(1)
            .and_then(|i| self.equal.get(i))
            .is_some_and(|&(o, n, len)| new < n + len && old >= o && (old - o).abs_diff(new - n) <= 8)
    }
}

/// Whether references to articles are all that changed.
pub(super) fn only_references_differ(edits: &[Edit]) -> bool {
    let side = |gone: Op| -> String { edits.iter().filter(|e| e.op != gone).map(|e| &*e.text).collect() };
    let blank = |text: &str| {
        let mut out = String::new();
        let mut at = 0;
        for reference in references::find(text) {
            out.push_str(&text[at..reference.at.start]);
            out.push(if reference.last.is_some() { '至' } else { '条' });
            at = reference.at.end;
        }
        out.push_str(&text[at..]);
        super::manuscript::fold(&out)
    };
    let (old, new) = (side(Op::Insert), side(Op::Delete));
    !references::find(&new).is_empty() && blank(&old) == blank(&new)
}
