//! What became of chapters and sections.

use std::collections::{HashMap, HashSet};

use super::Change;
use super::align::Alignment;
use super::manuscript::{HeadingText, Level, Manuscript, fold};

/// Which kind of heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum HeadingKind {
    /// 章
    Chapter,
    /// 节
    Section,
}

/// A chapter's or section's heading that changed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct HeadingChange {
    /// Chapter or section.
    pub kind: HeadingKind,
    /// [`Change::Added`], [`Change::Deleted`], [`Change::Renumbered`], or [`Change::Amended`] if its words changed.
    pub change: Change,
    /// The old heading, label and title; `None` if added.
    pub old: Option<String>,
    /// The new heading, label and title; `None` if deleted.
    pub new: Option<String>,
    /// The place of the first article under it: in the new text, or in the old one if it was deleted.
    pub first_article: Option<String>,
}

/// The changed headings, in the order of the new text; deleted ones stand after what they followed.
pub(super) fn compare(old: &Manuscript, new: &Manuscript, alignment: &Alignment) -> Vec<HeadingChange> {
    let pairs = pair(old, new, alignment);
    let new_of: HashMap<usize, usize> = pairs.iter().copied().collect();
    let old_of: HashMap<usize, usize> = pairs.iter().map(|&(o, n)| (n, o)).collect();
    let mut out = Vec::new();
    let mut gone = (0..old.headings.len()).peekable();
    let mut flush = |until: usize, out: &mut Vec<HeadingChange>| {
        while let Some(o) = gone.next_if(|&o| o < until) {
            if !new_of.contains_key(&o) {
                out.push(entry(Change::Deleted, old.headings.get(o), None, old));
            }
        }
    };
    for (n, heading) in new.headings.iter().enumerate() {
        match old_of.get(&n).and_then(|&o| old.headings.get(o).map(|before| (o, before))) {
            Some((o, before)) => {
                flush(o, &mut out);
                let same_words = fold(&before.title) == fold(&heading.title);
                if !same_words {
                    out.push(entry(Change::Amended, Some(before), Some(heading), new));
                } else if fold(&before.label) != fold(&heading.label) {
                    out.push(entry(Change::Renumbered, Some(before), Some(heading), new));
                }
            }
            None => out.push(entry(Change::Added, None, Some(heading), new)),
        }
    }
    flush(usize::MAX, &mut out);
    out
}

fn entry(change: Change, old: Option<&HeadingText>, new: Option<&HeadingText>, text: &Manuscript) -> HeadingChange {
    let level = new.or(old).map(|heading| heading.level);
    let first = new.or(old).and_then(|heading| {
        text.articles.get(heading.before).filter(|a| a.part == heading.part && !a.label.is_empty())
    });
    HeadingChange {
        kind: if level == Some(Level::Section) { HeadingKind::Section } else { HeadingKind::Chapter },
        change,
        old: old.map(HeadingText::line),
        new: new.map(HeadingText::line),
        first_article: first.map(|article| article.place.clone()),
    }
}

/// Old and new headings that are the same: those with the same words, then those over the same articles.
fn pair(old: &Manuscript, new: &Manuscript, alignment: &Alignment) -> Vec<(usize, usize)> {
    let parents = |text: &Manuscript| -> Vec<Option<usize>> {
        let mut chapter = None;
        let above = |(i, heading): (usize, &HeadingText)| match heading.level {
            Level::Chapter => {
                chapter = Some(i);
                None
            }
            Level::Section => chapter,
        };
        text.headings.iter().enumerate().map(above).collect()
    };
    let (old_parents, new_parents) = (parents(old), parents(new));
    // How many articles two headings share.
    let mut overlap: HashMap<(usize, usize), usize> = HashMap::new();
    let (old_above, new_above) = (old.headings_of(), new.headings_of());
    for group in &alignment.groups {
        for o in &group.old {
            for n in &group.new {
                let (Some(&(oc, os)), Some(&(nc, ns))) = (old_above.get(*o), new_above.get(*n)) else { continue };
                for (a, b) in [(oc, nc), (os, ns)] {
                    if let (Some(a), Some(b)) = (a, b) {
                        *overlap.entry((a, b)).or_insert(0) += 1;
                    }
                }
            }
        }
    }
    let mut shared: Vec<((usize, usize), usize)> = overlap.iter().map(|(&k, &v)| (k, v)).collect();
    shared.sort_unstable_by_key(|&(key, count)| (std::cmp::Reverse(count), key));
    let mut state = Pairing { new_of: HashMap::new(), old_of: HashMap::new() };
    for level in [Level::Chapter, Level::Section] {
        let under_same = |state: &Pairing, o: usize, n: usize| match (old_parents[o], new_parents[n]) {
            (Some(a), Some(b)) => state.new_of.get(&a) == Some(&b),
            (None, None) => true,
            _ => false,
        };
        // Same words over some of the same articles, same words, some of the same articles.
        for &((o, n), _) in &shared {
            let (a, b) = (&old.headings[o], &new.headings[n]);
            if a.level == level && b.level == level && fold(&a.title) == fold(&b.title) && under_same(&state, o, n) {
                state.add(o, n);
            }
        }
        let mut by_title: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for (n, heading) in new.headings.iter().enumerate().rev().filter(|(_, h)| h.level == level) {
            by_title.entry((heading.part, fold(&heading.title))).or_default().push(n);
        }
        for (o, heading) in old.headings.iter().enumerate().filter(|(_, h)| h.level == level) {
            let Some(part) = alignment.parts.get(heading.part).copied().flatten() else { continue };
            let Some(list) = by_title.get_mut(&(part, fold(&heading.title))) else { continue };
            list.retain(|n| !state.old_of.contains_key(n));
            if let Some(&n) = list.last()
                && under_same(&state, o, n)
            {
                state.add(o, n);
            }
        }
        for &((o, n), _) in &shared {
            let (a, b) = (&old.headings[o], &new.headings[n]);
            if a.level == level && b.level == level && under_same(&state, o, n) {
                state.add(o, n);
            }
        }
    }
    let mut out: Vec<(usize, usize)> = state.new_of.into_iter().collect();
    out.sort_unstable();
    out
}

struct Pairing {
    new_of: HashMap<usize, usize>,
    old_of: HashMap<usize, usize>,
}

impl Pairing {
    fn add(&mut self, o: usize, n: usize) {
        if !self.new_of.contains_key(&o) && !self.old_of.contains_key(&n) {
            self.new_of.insert(o, n);
            self.old_of.insert(n, o);
        }
    }
}

/// New articles that left their chapter for another one that was there before.
pub(super) fn strays(old: &Manuscript, new: &Manuscript, alignment: &Alignment) -> HashSet<usize> {
    // Only chapters that kept their words: where chapters are rewritten, an article is where its chapter went.
    let same_words = |&(o, n): &(usize, usize)| {
        old.headings.get(o).zip(new.headings.get(n)).is_some_and(|(a, b)| fold(&a.title) == fold(&b.title))
    };
    let pairs: Vec<(usize, usize)> = pair(old, new, alignment).into_iter().filter(same_words).collect();
    let new_of: HashMap<usize, usize> = pairs.iter().copied().collect();
    let old_chapters: HashSet<usize> = pairs.iter().map(|&(_, n)| n).collect();
    let (old_above, new_above) = (old.headings_of(), new.headings_of());
    let mut out = HashSet::new();
    for group in &alignment.groups {
        let ([o], [n]) = (&*group.old, &*group.new) else { continue };
        let (Some((Some(a), _)), Some((Some(b), _))) = (old_above.get(*o), new_above.get(*n)) else { continue };
        if new_of.get(a).is_some_and(|went| went != b) && old_chapters.contains(b) {
            out.insert(*n);
        }
    }
    out
}
