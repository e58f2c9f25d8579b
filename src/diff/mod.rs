//! Two versions of a charter side by side: the amendment comparison table 修订对照表, and the way back.
//!
//! [`compare`] aligns the articles of two versions across renumbering, moves, splits and merges, and finds the
//! cross-references that should have followed a renumbering and did not. [`apply`] takes an [`Amendment`] (a comparison
//! table or a 章程修正案 that was read, or the one a comparison stands for) and carries it out on the old charter.
//!
//! ```
//! use std::sync::Arc;
//! use charterlint::diff::{self, Change};
//! use charterlint::{Charter, Source};
//! let read = |name: &str, text: &str| Source::new(name, text).map(|source| Charter::read(Arc::new(source)));
//! let old = read("旧.txt", "某某公司章程\n第一条 公司设股东大会。\n第二条 公司设董事会，由五名董事组成。\n")?;
//! let new = read("新.txt", "某某公司章程\n第一条 公司设股东会。\n第二条 公司设党委。\n第三条 公司设董事会，由五名董事组成。\n")?;
//! let comparison = diff::compare(&old, &new);
//! let changes: Vec<Change> = comparison.articles.iter().map(|article| article.change).collect();
//! assert_eq!(changes, [Change::Amended, Change::Added, Change::Renumbered]);
//! # Ok::<(), charterlint::SourceError>(())
//! ```

mod align;
mod edits;
mod features;
mod headings;
pub(crate) mod manuscript;
mod references;
mod stale;
mod verdicts;

pub mod amendment;

pub use amendment::{Amendment, Applied, Problem, apply};
pub use edits::{Edit, Op};
pub use headings::{HeadingChange, HeadingKind};
pub use stale::StaleReference;
pub use verdicts::{RuleChange, Turn, turns};

use crate::Charter;
use crate::source::Span;
use align::Group;
use manuscript::Manuscript;

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Change {
    /// Same words, same number.
    Unchanged,
    /// Same words, another number.
    Renumbered,
    /// Other words, whatever its number and place.
    Amended,
    /// New.
    Added,
    /// Gone.
    Deleted,
    /// Same words, in another place among the others.
    Moved,
    /// One article became several.
    Split,
    /// Several articles became one.
    Merged,
}

impl Change {
    /// The name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Renumbered => "renumbered",
            Self::Amended => "amended",
            Self::Added => "added",
            Self::Deleted => "deleted",
            Self::Moved => "moved",
            Self::Split => "split",
            Self::Merged => "merged",
        }
    }
}

/// An article of one of the two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// Index into [`Charter::articles`].
    pub index: usize,
    /// How a person cites it: 第十二条, 附件一第五条.
    pub place: String,
    /// 第十二条, as written but for white space; empty if it has no number.
    pub label: String,
    /// Its paragraphs and items, a line each, without the label and free of layout.
    pub text: String,
    /// Byte offsets into its charter's clean text.
    pub span: Span,
    /// The headings above it, chapter and section.
    pub headings: Vec<String>,
}

/// What became of one article, or of several that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArticleChange {
    /// The kind of change.
    pub change: Change,
    /// Whether it stands in another place among the others; true of every [`Change::Moved`], possible for an amended one.
    pub moved: bool,
    /// Whether nothing but references to other articles changed in its words.
    pub references_only: bool,
    /// In the old text: none if added, several if merged.
    pub old: Vec<Passage>,
    /// In the new text: none if deleted, several if split.
    pub new: Vec<Passage>,
    /// The edits from the old words to the new ones, several articles joined by line ends.
    pub edits: Vec<Edit>,
    /// Legal basis of the amendment, where [`Comparison::note_verdicts`] found one.
    pub basis: Vec<String>,
}

/// How many articles became what. A split or a merge counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct Summary {
    pub unchanged: usize,
    pub renumbered: usize,
    pub amended: usize,
    pub added: usize,
    pub deleted: usize,
    pub moved: usize,
    pub split: usize,
    pub merged: usize,
}

/// Why there is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unrelated {
    /// The two texts share next to nothing.
    NothingShared,
    /// The old text has no articles.
    OldHasNoArticles,
    /// The new text has no articles.
    NewHasNoArticles,
}

/// Two versions side by side.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// Name of the old text.
    pub old_name: String,
    /// Name of the new text.
    pub new_name: String,
    /// Title of the old text.
    pub old_title: String,
    /// Title of the new text.
    pub new_title: String,
    /// Set if the texts are not versions of one text: then everything below is empty.
    pub unrelated: Option<Unrelated>,
    /// How much of both texts is shared, 0 to 1, rare words weighing more.
    pub shared: f32,
    /// All articles, in the order of the new text; deleted ones stand after what they followed.
    pub articles: Vec<ArticleChange>,
    /// Chapters and sections that changed, in the order of the new text.
    pub headings: Vec<HeadingChange>,
    /// References that should have followed a renumbering and did not, in the order of the new text.
    pub stale_references: Vec<StaleReference>,
    /// What the amendment did to the rules; empty until [`Comparison::note_verdicts`].
    pub rule_changes: Vec<RuleChange>,
    outline: amendment::Outline,
}

/// Least share of two texts that are versions of one. Two versions of the Company Law share 0.63, charters of two companies
/// 0.10 to 0.56, a charter and the Company Law 0.08 to 0.22, two laws 0.05 or less.
const RELATED: f32 = 0.30;
/// The same, where both titles name the same company: a charter may be rewritten from the ground up.
const RELATED_BY_TITLE: f32 = 0.12;

/// Whether both titles name the same company before 章程.
fn same_company(old: &str, new: &str) -> bool {
    let name = |title: &str| -> Option<String> {
        let folded = manuscript::fold(title);
        let name = folded.split("章程").next().unwrap_or_default().to_owned();
        (name.chars().count() >= 6 && folded.contains("章程")).then_some(name)
    };
    name(old).is_some_and(|old| Some(old) == name(new))
}

/// Compares two versions of a charter.
///
/// White space, line breaks, page furniture and the width of letters and marks are no changes, so that a Word file can be
/// compared with a PDF.
#[must_use]
pub fn compare(old: &Charter, new: &Charter) -> Comparison {
    let (a, b) = (Manuscript::of(old), Manuscript::of(new));
    let mut out = Comparison {
        old_name: old.source().name().to_owned(),
        new_name: new.source().name().to_owned(),
        old_title: a.title.clone(),
        new_title: b.title.clone(),
        unrelated: None,
        shared: 0.0,
        articles: Vec::new(),
        headings: Vec::new(),
        stale_references: Vec::new(),
        rule_changes: Vec::new(),
        outline: amendment::Outline::default(),
    };
    if a.articles.is_empty() || b.articles.is_empty() {
        if a.articles.is_empty() != b.articles.is_empty() {
            out.unrelated =
                Some(if a.articles.is_empty() { Unrelated::OldHasNoArticles } else { Unrelated::NewHasNoArticles });
        }
        out.shared = if out.unrelated.is_none() { 1.0 } else { 0.0 };
        return out;
    }
    let alignment = align::align(&a, &b);
    out.shared = alignment.shared;
    let least = if same_company(&a.title, &b.title) { RELATED_BY_TITLE } else { RELATED };
    if alignment.shared < least {
        out.unrelated = Some(Unrelated::NothingShared);
        return out;
    }
    out.headings = headings::compare(&a, &b, &alignment);
    let strays = headings::strays(&a, &b, &alignment);
    let (above_old, above_new) = (a.headings_of(), b.headings_of());
    let same_part = |group: &Group| match (group.old.first(), group.new.first()) {
        (Some(&o), Some(&n)) => alignment.parts.get(a.articles[o].part).copied().flatten() == Some(b.articles[n].part),
        _ => true,
    };
    out.articles = alignment
        .groups
        .iter()
        .map(|group| {
            let moved = group.moved || !same_part(group) || group.new.iter().any(|n| strays.contains(n));
            change((&a, &above_old), (&b, &above_new), group, moved)
        })
        .collect();
    out.stale_references = stale::find(&a, &b, &alignment, &out.articles);
    for article in out.articles.iter_mut().filter(|article| article.change == Change::Amended) {
        article.references_only = stale::only_references_differ(&article.edits);
    }
    out.outline = amendment::Outline::of(&b);
    out
}

/// The edits between two lines, for what is no article.
pub(crate) fn edits_between(old: &str, new: &str) -> Vec<Edit> {
    edits::edits(old, new)
}

type Above = [(Option<usize>, Option<usize>)];

fn passage(text: &Manuscript, above: &Above, index: usize) -> Passage {
    let article = &text.articles[index];
    let (chapter, section) = above.get(index).copied().unwrap_or_default();
    let headings = [chapter, section].into_iter().flatten().filter_map(|i| text.headings.get(i)).map(|h| h.line());
    Passage {
        headings: headings.collect(),
        index,
        place: article.place.clone(),
        label: article.label.clone(),
        text: article.text.clone(),
        span: article.span,
    }
}

fn change(old: (&Manuscript, &Above), new: (&Manuscript, &Above), group: &Group, moved: bool) -> ArticleChange {
    let passages = |(text, above): (&Manuscript, &Above), list: &[usize]| -> Vec<Passage> {
        list.iter().map(|&index| passage(text, above, index)).collect()
    };
    let (olds, news) = (passages(old, &group.old), passages(new, &group.new));
    let joined = |list: &[Passage]| list.iter().map(|p| &*p.text).collect::<Vec<_>>().join("\n");
    let change = match (&*group.old, &*group.new) {
        ([], _) => Change::Added,
        (_, []) => Change::Deleted,
        (&[o], &[n]) => {
            let (a, b) = (&old.0.articles[o], &new.0.articles[n]);
            match a.folded == b.folded {
                false => Change::Amended,
                true if moved => Change::Moved,
                true if (a.number, a.sub) != (b.number, b.sub) => Change::Renumbered,
                true => Change::Unchanged,
            }
        }
        (_, [_]) => Change::Merged,
        _ => Change::Split,
    };
    let edits = match change {
        Change::Unchanged | Change::Renumbered | Change::Moved => vec![Edit { op: Op::Equal, text: joined(&news) }],
        _ => edits::edits(&joined(&olds), &joined(&news)),
    };
    let moved = moved && !news.is_empty() && !olds.is_empty();
    ArticleChange { change, moved, references_only: false, old: olds, new: news, edits, basis: Vec::new() }
}

impl Comparison {
    /// Counts the changes.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for article in &self.articles {
            *match article.change {
                Change::Unchanged => &mut summary.unchanged,
                Change::Renumbered => &mut summary.renumbered,
                Change::Amended => &mut summary.amended,
                Change::Added => &mut summary.added,
                Change::Deleted => &mut summary.deleted,
                Change::Moved => &mut summary.moved,
                Change::Split => &mut summary.split,
                Change::Merged => &mut summary.merged,
            } += 1;
        }
        summary
    }

    /// Whether nothing changed: no article, no heading, no number, and the texts are versions of one.
    #[must_use]
    pub fn is_identical(&self) -> bool {
        self.unrelated.is_none()
            && self.headings.is_empty()
            && self.articles.iter().all(|article| article.change == Change::Unchanged)
    }

    /// The amendment that leads from the old text to the new one.
    #[must_use]
    pub fn amendment(&self) -> Amendment {
        Amendment::of(self)
    }
}
