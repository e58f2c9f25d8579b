//! What was read of a text: chapters, articles, items.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use super::escape::visible;
use crate::model::charter::{Article, Charter, Item, compact};
use crate::source::Span;

#[derive(Serialize)]
struct Outline<'a> {
    title: String,
    kind: &'a str,
    text: &'a str,
    counts: Counts,
    chapters: Vec<ChapterOutline>,
    annexes: Vec<AnnexOutline>,
}

/// How many parts of each kind a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Chapters of the body.
    pub chapters: usize,
    /// Sections of the body.
    pub sections: usize,
    /// Articles of the body with a number; where none has, the unnumbered ones.
    pub articles: usize,
    /// Items and sub-items of the body.
    pub items: usize,
}

#[derive(Serialize)]
struct AnnexOutline {
    label: String,
    start: u32,
    end: u32,
    chapters: Vec<ChapterOutline>,
}

#[derive(Serialize)]
struct ChapterOutline {
    label: String,
    number: u32,
    title: String,
    start: u32,
    end: u32,
    sections: Vec<SectionOutline>,
    articles: Vec<ArticleOutline>,
}

#[derive(Serialize)]
struct SectionOutline {
    label: String,
    number: u32,
    title: String,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct ArticleOutline {
    label: String,
    number: u32,
    sub: u32,
    start: u32,
    end: u32,
    items: Vec<ItemOutline>,
}

#[derive(Serialize)]
struct ItemOutline {
    label: String,
    number: u32,
    start: u32,
    end: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Self>,
}

fn items(charter: &Charter, list: &[Item]) -> Vec<ItemOutline> {
    list.iter()
        .map(|item| ItemOutline {
            label: words(charter, item.label),
            number: item.number,
            start: item.span.start,
            end: item.span.end,
            items: items(charter, &item.items),
        })
        .collect()
}

fn count_items(list: &[Item]) -> usize {
    list.iter().map(|item| 1 + count_items(&item.items)).sum()
}

fn words(charter: &Charter, span: Span) -> String {
    compact(charter.source().slice(span))
}

/// Counts the parts of the body.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Source, render};
/// let charter = Charter::read(Arc::new(Source::new("章程.txt", "某某有限公司章程\n第一章 总则\n第一条 依法设立。\n")?));
/// assert_eq!(render::outline::counts(&charter).articles, 1);
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[must_use]
pub fn counts(charter: &Charter) -> Counts {
    let Some(body) = charter.parts().first() else { return Counts::default() };
    let articles = charter.articles().get(body.articles.clone()).unwrap_or_default();
    let chapters = charter.chapters().get(body.chapters.clone()).unwrap_or_default();
    let numbered = articles.iter().filter(|a| a.is_numbered()).count();
    Counts {
        chapters: chapters.len(),
        sections: chapters.iter().map(|c| c.sections.len()).sum(),
        articles: if numbered > 0 { numbered } else { articles.len() },
        items: articles.iter().flat_map(|a| &a.paragraphs).map(|p| count_items(&p.items)).sum(),
    }
}

fn article(charter: &Charter, article: &Article) -> ArticleOutline {
    ArticleOutline {
        label: words(charter, article.label),
        number: article.number,
        sub: article.sub,
        start: article.span.start,
        end: article.span.end,
        items: article.paragraphs.iter().flat_map(|p| items(charter, &p.items)).collect(),
    }
}

/// Chapters with their articles; articles outside any chapter stand under one without a label.
fn chapters(charter: &Charter, chapter_range: Range<usize>, article_range: Range<usize>) -> Vec<ChapterOutline> {
    let listed = |range: Range<usize>| {
        let numbered_any = charter.articles().iter().any(Article::is_numbered);
        let articles = charter.articles().get(range).unwrap_or_default();
        articles.iter().filter(|a| a.is_numbered() || !numbered_any).map(|a| article(charter, a)).collect::<Vec<_>>()
    };
    let all = charter.chapters().get(chapter_range).unwrap_or_default();
    let first = all.first().map_or(article_range.end, |chapter| chapter.articles.start);
    let mut out = Vec::new();
    let before = listed(article_range.start..first.max(article_range.start));
    if let (Some(start), Some(end)) = (before.first().map(|a| a.start), before.last().map(|a| a.end)) {
        let (label, title) = (String::new(), String::new());
        out.push(ChapterOutline { label, number: 0, title, start, end, sections: Vec::new(), articles: before });
    }
    out.extend(all.iter().map(|chapter| {
        ChapterOutline {
            label: words(charter, chapter.label),
            number: chapter.number,
            title: words(charter, chapter.title),
            start: chapter.span.start,
            end: chapter.span.end,
            sections: chapter
                .sections
                .iter()
                .map(|section| SectionOutline {
                    label: words(charter, section.label),
                    number: section.number,
                    title: words(charter, section.title),
                    start: section.span.start,
                    end: section.span.end,
                })
                .collect(),
            articles: listed(chapter.articles.clone()),
        }
    }));
    out
}

/// The outline as JSON: title, kind, the clean text that all offsets count in, counts, chapters with their articles.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Source, render};
/// let charter = Charter::read(Arc::new(Source::new("章程.txt", "某某有限公司章程\n第一章 总则\n第一条 依法设立。\n")?));
/// let outline: serde_json::Value = serde_json::from_str(&render::outline::json(&charter, "charter")?)?;
/// assert_eq!(outline["chapters"][0]["articles"][0]["label"], "第一条");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// None in practice: the outline holds nothing that JSON cannot express.
pub fn json(charter: &Charter, kind: &str) -> Result<String, serde_json::Error> {
    let outline = Outline {
        title: charter.title_text(),
        kind,
        text: charter.source().text(),
        counts: counts(charter),
        chapters: charter
            .parts()
            .first()
            .map(|body| chapters(charter, body.chapters.clone(), body.articles.clone()))
            .unwrap_or_default(),
        annexes: charter
            .parts()
            .iter()
            .skip(1)
            .map(|part| AnnexOutline {
                label: part.label.clone(),
                start: part.span.start,
                end: part.span.end,
                chapters: chapters(charter, part.chapters.clone(), part.articles.clone()),
            })
            .collect(),
    };
    let mut out = Vec::new();
    serde_json::to_writer_pretty(super::escape::Json(&mut out), &outline)?;
    String::from_utf8(out).map_err(<serde_json::Error as serde::ser::Error>::custom)
}

/// The outline as indented text.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Source, render};
/// let charter = Charter::read(Arc::new(Source::new("章程.txt", "某某有限公司章程\n第一章 总则\n第一条 依法设立。\n")?));
/// assert!(render::outline::text(&charter).contains("第一章"));
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[must_use]
pub fn text(charter: &Charter) -> String {
    let mut out = String::new();
    let counts = counts(charter);
    let _ = writeln!(out, "{}", visible(&charter.title_text()));
    let _ = writeln!(out, "{}章 {}节 {}条 {}项", counts.chapters, counts.sections, counts.articles, counts.items);
    for part in charter.parts() {
        if !part.label.is_empty() {
            let _ = writeln!(out, "\n{}", visible(&part.label));
        }
        for chapter in chapters(charter, part.chapters.clone(), part.articles.clone()) {
            let _ = writeln!(out, "\n{} {}", visible(&chapter.label), visible(&chapter.title));
            let mut sections = chapter.sections.iter().peekable();
            for article in &chapter.articles {
                while let Some(section) = sections.next_if(|section| section.start <= article.start) {
                    let _ = writeln!(out, "  {} {}", visible(&section.label), visible(&section.title));
                }
                let opening: String = compact(charter.source().slice(Span::new(article.start, article.end)))
                    .strip_prefix(&article.label)
                    .unwrap_or_default()
                    .chars()
                    .take(24)
                    .collect();
                let items =
                    if article.items.is_empty() { String::new() } else { format!("（{}项）", article.items.len()) };
                let _ = writeln!(out, "    {} {}{items}", visible(&article.label), visible(&opening));
            }
        }
    }
    out
}
