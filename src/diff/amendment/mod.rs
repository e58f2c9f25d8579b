//! Amendments: read from a comparison table or a 章程修正案, or taken from a comparison, and carried out on a charter.

mod apply;
mod cells;
mod number;
mod place;
mod prose;
mod table;
mod within;

use std::fmt;

use super::manuscript::{HeadingText, Manuscript, PartText};
use super::{Change, Comparison};
use crate::source::Source;

pub use apply::{Applied, apply};
use number::ArticleNumber;

/// What cannot be read or carried out, or was carried out with a doubt.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Problem {
    /// The row of the table (第3行), or the instruction's opening words.
    pub row: String,
    /// What is wrong.
    pub message: crate::Text,
    /// Whether the instruction was carried out nevertheless.
    pub applied: bool,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.row, self.message.zh)
    }
}

/// One article as an amendment gives it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Given {
    pub(crate) number: ArticleNumber,
    /// Its words without the label; `None` if the amendment leaves them as they are.
    pub(crate) text: Option<String>,
    /// Its index in the new text, where that is known.
    pub(crate) position: Option<usize>,
}

/// A place inside an article: 第二款第（三）项.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Inside {
    pub(crate) paragraph: Option<u32>,
    pub(crate) item: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Articles become others: none become some (added), some become none (deleted), one becomes several.
    Articles {
        old: Vec<Given>,
        new: Vec<Given>,
        /// The article after which added ones stand, in old numbers, where the amendment says so.
        after: Option<ArticleNumber>,
        /// The chapter they belong to, where the amendment says so.
        chapter: Option<String>,
    },
    /// Words of the old text become others, wherever they stand.
    Snippet { old: String, new: String },
    /// A paragraph or item becomes another, is deleted (`None`), or is added.
    Part { article: ArticleNumber, inside: Inside, text: Option<String>, add: bool },
    /// Words inside one article, or in the whole text.
    Words { article: Option<ArticleNumber>, from: String, to: String },
    /// What follows is renumbered.
    Renumber,
    /// A heading becomes another; added ones stand before an article of the new text.
    Heading { old: Option<String>, new: Option<String>, before: Option<ArticleNumber> },
}

/// One instruction with its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Instruction {
    pub(crate) row: String,
    pub(crate) action: Action,
}

/// Everything of a text but its articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) title: String,
    pub(crate) parts: Vec<PartText>,
    pub(crate) headings: Vec<HeadingText>,
    pub(crate) signature: String,
    /// The part of every article.
    pub(crate) article_parts: Vec<usize>,
}

impl Outline {
    pub(crate) fn of(text: &Manuscript) -> Self {
        Self {
            title: text.title.clone(),
            parts: text.parts.clone(),
            headings: text.headings.clone(),
            signature: text.signature.clone(),
            article_parts: text.articles.iter().map(|a| a.part).collect(),
        }
    }
}

/// An amendment: the instructions that lead from one text to the next.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Source, diff};
/// let charter = Charter::read(Arc::new(Source::new("章程.txt", "某某有限公司章程\n第一条 董事任期四年。\n")?));
/// let text = "某某有限公司章程修正案\n第一条修改为：“董事任期三年。”\n";
/// let amendment = diff::Amendment::read(&Source::new("修正案.txt", text)?);
/// assert_eq!(amendment.len(), 1);
/// # let _ = charter;
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Amendment {
    /// Where it was read from.
    pub name: String,
    /// Rows that could not be understood.
    pub unread: Vec<Problem>,
    pub(crate) instructions: Vec<Instruction>,
    pub(crate) outline: Option<Outline>,
}

impl Amendment {
    /// Reads a comparison table (a Word table, a sheet, a Markdown or tab-separated table with a column 修订前 and a column
    /// 修订后), or a 章程修正案 in sentences (第十二条修改为：……). What is not understood is kept in
    /// [`unread`](Self::unread) with its row.
    #[must_use]
    pub fn read(source: &Source) -> Self {
        let mut out = Self { name: source.name().to_owned(), ..Self::default() };
        let tables = table::find(source);
        for table in &tables {
            table.read(&mut out);
        }
        // Around the tables stand general instructions; without a table all instructions are sentences.
        prose::read(source, &tables, &mut out);
        out
    }

    /// How many instructions were understood.
    #[must_use]
    pub fn len(&self) -> usize {
        self.instructions.len()
    }

    /// Whether no instruction was understood.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.instructions.is_empty() && self.outline.is_none()
    }

    pub(super) fn of(comparison: &Comparison) -> Self {
        let mut out = Self { name: comparison.new_name.clone(), ..Self::default() };
        if comparison.unrelated.is_some() {
            return out;
        }
        for (i, article) in comparison.articles.iter().enumerate().filter(|(_, a)| a.change != Change::Unchanged) {
            let same_words = matches!(article.change, Change::Renumbered | Change::Moved);
            let given = |passage: &super::Passage, is_new: bool| Given {
                number: ArticleNumber {
                    index: Some(passage.index),
                    label: passage.label.clone(),
                    ..ArticleNumber::default()
                },
                text: (!same_words).then(|| passage.text.clone()),
                position: is_new.then_some(passage.index),
            };
            out.instructions.push(Instruction {
                row: format!("第{}项", i + 1),
                action: Action::Articles {
                    old: article.old.iter().map(|p| given(p, false)).collect(),
                    new: article.new.iter().map(|p| given(p, true)).collect(),
                    after: None,
                    chapter: None,
                },
            });
        }
        if !comparison.articles.is_empty() {
            out.outline = Some(comparison.outline.clone());
        }
        out
    }
}
