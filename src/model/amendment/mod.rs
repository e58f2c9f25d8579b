//! Amendments of charters: comparison tables 修订对照表 and 章程修正案, read into instructions.

mod cells;
pub(crate) mod number;
mod prose;
mod table;
mod words;

use std::fmt;

use crate::source::Source;
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

/// Which kind of heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    Chapter,
    Section,
}

/// A chapter's or section's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeadingText {
    pub(crate) level: Level,
    pub(crate) label: String,
    pub(crate) title: String,
    pub(crate) part: usize,
    /// Index of the first article after it.
    pub(crate) before: usize,
}

impl HeadingText {
    /// Label and title as one line.
    pub(crate) fn line(&self) -> String {
        if self.title.is_empty() || self.title == self.label {
            return self.label.clone();
        }
        format!("{} {}", self.label, self.title)
    }
}

/// The body or an annex.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct PartText {
    pub(crate) label: String,
    pub(crate) heading: String,
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

/// An amendment: the instructions that lead from one text to the next.
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

    /// Whether a source holds a comparison table, at least one of whose rows is understood.
    #[must_use]
    pub fn is_comparison(source: &Source) -> bool {
        if !table::may_stand_in(source.text()) {
            return false;
        }
        let mut out = Self::default();
        table::find(source).iter().for_each(|table| table.read(&mut out));
        !out.instructions.is_empty()
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
}
