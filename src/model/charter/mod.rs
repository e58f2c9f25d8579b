//! Charters: chapters, sections, articles, paragraphs and items over a source's text.

mod address;
mod build;
mod contents;
mod noise;
mod prose;
mod split;

pub use address::Address;
pub(crate) use prose::normalised;
pub use prose::{Prose, Sentence};

use std::ops::Range;
use std::sync::Arc;

use crate::source::{Source, Span};

/// A text of articles: a charter, or any legal text of the same form.
///
/// Chapters and articles stand in flat lists, in the order of the text, with ranges to tell which belongs to which. All
/// spans are byte offsets into the source's clean text.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Source};
/// let text = "某某有限公司章程\n第一章 总则\n第一条 公司根据本章程：\n（一）设立党委；\n（二）配备工作人员。\n";
/// let charter = Charter::read(Arc::new(Source::new("章程.txt", text)?));
/// assert_eq!(charter.articles().len(), 1);
/// assert_eq!(charter.articles()[0].paragraphs[0].items.len(), 2);
/// let at = text.find("配备").unwrap() as u32;
/// assert_eq!(charter.address(at).to_string(), "第一条第（二）项");
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[derive(Debug)]
pub struct Charter {
    pub(super) source: Arc<Source>,
    pub(super) title: Option<Span>,
    pub(super) contents: Vec<ContentsEntry>,
    pub(super) parts: Vec<Part>,
    pub(super) chapters: Vec<Chapter>,
    pub(super) articles: Vec<Article>,
    pub(super) signature: Option<Span>,
    pub(super) prose: Prose,
}

/// The body of a text, or one of its annexes: each numbers its chapters and articles by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// How an address names it: empty for the body, 附件二 or 《董事会议事规则》 for an annex.
    pub label: String,
    /// The heading; `None` for the body.
    pub heading: Option<Span>,
    /// The whole part.
    pub span: Span,
    /// Its chapters.
    pub chapters: Range<usize>,
    /// Its articles.
    pub articles: Range<usize>,
}

/// A chapter (or the part 编 of a code).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chapter {
    /// 第一章, as written.
    pub label: Span,
    /// The number.
    pub number: u32,
    /// The words after the label.
    pub title: Span,
    /// The whole chapter with its heading.
    pub span: Span,
    /// The part it belongs to.
    pub part: usize,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Its articles.
    pub articles: Range<usize>,
}

/// A section of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// 第一节, as written.
    pub label: Span,
    /// The number.
    pub number: u32,
    /// The words after the label.
    pub title: Span,
    /// The whole section with its heading.
    pub span: Span,
    /// Its articles.
    pub articles: Range<usize>,
}

/// An article, or a stretch of text that stands where an article would but has no number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// 第三十四条, as written; empty if there is no number.
    pub label: Span,
    /// The number; 0 if there is none.
    pub number: u32,
    /// The number after 之 in 第一百二十一条之一; 0 if there is none.
    pub sub: u32,
    /// The whole article with its label.
    pub span: Span,
    /// The part it belongs to.
    pub part: usize,
    /// The chapter it belongs to.
    pub chapter: Option<usize>,
    /// The section of that chapter.
    pub section: Option<usize>,
    /// Its paragraphs 款.
    pub paragraphs: Vec<Paragraph>,
}

impl Article {
    /// Whether the article carries a number.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        !self.label.is_empty()
    }
}

/// A paragraph 款 with the items under it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Paragraph {
    /// The paragraph with its items.
    pub span: Span,
    /// Items 项.
    pub items: Vec<Item>,
}

/// An item 项, or a sub-item 目 below it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// （一）, as written.
    pub label: Span,
    /// The number.
    pub number: u32,
    /// The item with its sub-items.
    pub span: Span,
    /// Sub-items.
    pub items: Vec<Self>,
}

/// A line of a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContentsEntry {
    /// 第一章, as written.
    pub label: Span,
    /// The number.
    pub number: u32,
    /// Whether it names a section and not a chapter.
    pub is_section: bool,
    /// The heading's words without leader and page; empty if they stand elsewhere.
    pub title: Span,
}

impl Charter {
    /// Reads a text. Nothing about its layout makes this fail: what has no number becomes unnumbered articles.
    #[must_use]
    pub fn read(source: Arc<Source>) -> Self {
        build::build(source)
    }

    /// Reads the lines given, in order, and nothing else of the source.
    pub(crate) fn from_lines(source: Arc<Source>, lines: Vec<crate::syntax::charter::Line>) -> Self {
        build::from_lines(source, lines)
    }

    /// The text it was read from.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The title line or lines.
    #[must_use]
    pub fn title(&self) -> Option<Span> {
        self.title
    }

    /// The title's words, without white space.
    #[must_use]
    pub fn title_text(&self) -> String {
        self.title.map(|span| compact(self.source.slice(span))).unwrap_or_default()
    }

    /// The table of contents; empty if there is none.
    #[must_use]
    pub fn contents(&self) -> &[ContentsEntry] {
        &self.contents
    }

    /// The body and its annexes. There is always a body.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// All chapters, those of annexes included.
    #[must_use]
    pub fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }

    /// All articles and unnumbered stretches, those of annexes included.
    #[must_use]
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The block of signatures and dates after the last article.
    #[must_use]
    pub fn signature(&self) -> Option<Span> {
        self.signature
    }

    /// The running text of the articles, normalised for matching.
    #[must_use]
    pub fn prose(&self) -> &Prose {
        &self.prose
    }

    /// The article that holds the byte at `offset`, by index.
    #[must_use]
    pub fn article_at(&self, offset: u32) -> Option<usize> {
        let next = self.articles.partition_point(|article| article.span.start <= offset);
        next.checked_sub(1).filter(|&i| self.articles[i].span.contains(offset))
    }

    /// How a person cites the place of the byte at `offset`.
    #[must_use]
    pub fn address(&self, offset: u32) -> Address {
        Address::of(self, offset)
    }
}

/// The lines of a text that are page furniture, in order: they stand inside articles and are not of them.
pub(crate) fn furniture(source: &Source) -> Vec<Span> {
    let lines = crate::syntax::charter::lines(source.reading());
    let noise = noise::find(source, &lines);
    lines.iter().zip(noise).filter(|(_, noise)| *noise).map(|(line, _)| Span::new(line.span.start, line.next)).collect()
}

/// `text` without any white space.
pub(crate) fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.split(is_space).for_each(|words| out.push_str(words));
    out
}

/// Words of a wrapped text as one line: without white space and without the page numbers that stand between its lines.
pub(crate) fn quotation(text: &str) -> String {
    let is_page_number = |line: &&str| {
        let line = line.trim_matches(is_space);
        !line.is_empty() && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '－' | ' '))
    };
    text.lines().filter(|line| !is_page_number(line)).flat_map(str::chars).filter(|c| !is_space(*c)).collect()
}

/// White space as it occurs in documents, including the zero-width kinds.
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    !is_han(c) && (c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}'))
}

/// The block of nearly all characters of a Chinese text.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}
