//! A document's text as the blocks that a page shows: headings, articles, items, tables, lines.

use std::sync::Arc;

use crate::model::charter::{Item, is_space};
use crate::source::Grid;
use crate::{Charter, Source, Span};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "html", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub(crate) enum Kind {
    Title,
    /// The heading of an annex.
    Annex,
    Chapter,
    Section,
    /// The first paragraph of an article.
    Article,
    /// A further paragraph.
    Paragraph,
    Item,
    SubItem,
    /// A line of a table of contents.
    Contents,
    Table,
    /// A line of a text without articles.
    Line,
}

/// A block.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    pub(crate) kind: Kind,
    /// Its words, without the white space around them.
    pub(crate) span: Span,
    /// Where the label at its start ends; the start if there is none.
    pub(crate) label_end: u32,
    /// The table, if it is one.
    pub(crate) grid: Option<&'a Grid>,
}

/// Where a block begins; it goes on to the next one, but not past its limit.
struct Start<'a> {
    kind: Kind,
    at: u32,
    limit: u32,
    label_end: u32,
    grid: Option<&'a Grid>,
}

/// The blocks of a document of this kind, in the order of the text.
pub(crate) fn blocks<'a>(source: &'a Arc<Source>, kind: &str) -> Vec<Block<'a>> {
    let mut starts = match kind {
        "charter" | "amendment" => charter(&Charter::read(Arc::clone(source))),
        _ => Vec::new(),
    };
    let grids = outermost(source.grids());
    starts.retain(|start| !grids.iter().any(|grid| grid.span.contains(start.at)));
    starts.extend(
        grids.iter().map(|grid| Start { grid: Some(grid), ..Start::new(Kind::Table, grid.span.start, grid.span.end) }),
    );
    starts.sort_by_key(|start| start.at);
    starts.dedup_by_key(|start| start.at);

    let mut out = Vec::new();
    let mut at = 0;
    for (index, start) in starts.iter().enumerate() {
        lines(source, Span::new(at, start.at), &mut out);
        let next = starts.get(index + 1).map_or(u32::MAX, |next| next.at);
        let span = Span::new(start.at, start.limit.min(next));
        at = span.end;
        match start.grid {
            Some(_) => out.push(Block { kind: start.kind, span, label_end: span.start, grid: start.grid }),
            None => push(source, start.kind, span, start.label_end, &mut out),
        }
    }
    lines(source, Span::new(at, u32::try_from(source.text().len()).unwrap_or(u32::MAX)), &mut out);
    out
}

/// Page numbers and running headers between the lines of a document of this kind: in its text, and not of it.
pub(crate) fn furniture(source: &Source, kind: &str) -> Vec<Span> {
    match kind {
        "charter" | "amendment" => crate::model::charter::furniture(source),
        _ => Vec::new(),
    }
}

/// The grids that lie in no other.
fn outermost(grids: &[Grid]) -> Vec<&Grid> {
    let mut out: Vec<&Grid> = Vec::new();
    for grid in grids {
        if !grid.span.is_empty() && out.last().is_none_or(|last| grid.span.start >= last.span.end) {
            out.push(grid);
        }
    }
    out
}

impl Start<'_> {
    const fn new(kind: Kind, at: u32, limit: u32) -> Self {
        Self { kind, at, limit, label_end: at, grid: None }
    }
}

fn charter<'a>(charter: &Charter) -> Vec<Start<'a>> {
    let mut out = Vec::new();
    let whole = |kind, span: Span| Start::new(kind, span.start, span.end);
    out.extend(charter.title().map(|title| whole(Kind::Title, title)));
    out.extend(charter.contents().iter().map(|entry| {
        let span = if entry.title.is_empty() { entry.label } else { entry.label.cover(entry.title) };
        whole(Kind::Contents, span)
    }));
    out.extend(charter.parts().iter().filter_map(|part| part.heading).map(|heading| whole(Kind::Annex, heading)));
    for chapter in charter.chapters() {
        out.push(heading(Kind::Chapter, chapter.label, chapter.title));
        out.extend(chapter.sections.iter().map(|section| heading(Kind::Section, section.label, section.title)));
    }
    for article in charter.articles().iter().filter(|article| article.is_numbered()) {
        let (at, limit) = (article.label.start, article.span.end);
        out.push(Start { label_end: article.label.end, ..Start::new(Kind::Article, at, limit) });
        for (index, paragraph) in article.paragraphs.iter().enumerate() {
            if index > 0 {
                out.push(Start::new(Kind::Paragraph, paragraph.span.start, limit));
            }
            items(&paragraph.items, Kind::Item, limit, &mut out);
        }
    }
    out
}

fn heading<'a>(kind: Kind, label: Span, title: Span) -> Start<'a> {
    let span = if title.is_empty() { label } else { label.cover(title) };
    Start { label_end: label.end, ..Start::new(kind, span.start, span.end) }
}

fn items(list: &[Item], kind: Kind, limit: u32, out: &mut Vec<Start<'_>>) {
    for item in list {
        out.push(Start { label_end: item.label.end, ..Start::new(kind, item.label.start, limit) });
        if kind == Kind::Item {
            items(&item.items, Kind::SubItem, limit, out);
        }
    }
}

/// Every line of a stretch as a block of its own.
fn lines(source: &Source, span: Span, out: &mut Vec<Block<'_>>) {
    let mut at = span.start;
    for line in source.slice(span).split_inclusive('\n') {
        let end = at + u32::try_from(line.len()).unwrap_or(0);
        // Marks of Markdown that the charter's reader leaves outside its headings say nothing to a reader of the page.
        if !line.chars().all(|c| is_space(c) || matches!(c, '#' | '*')) {
            push(source, Kind::Line, Span::new(at, end), at, out);
        }
        at = end;
    }
}

/// Adds a block without the white space around it, unless nothing is left.
fn push(source: &Source, kind: Kind, span: Span, label_end: u32, out: &mut Vec<Block<'_>>) {
    let text = source.slice(span);
    let lead = text.len() - text.trim_start_matches(is_space).len();
    let length = text.trim_matches(is_space).len();
    if length > 0 {
        let at = |n: usize| span.start + u32::try_from(n).unwrap_or(0);
        let (start, end) = (at(lead), at(lead + length));
        out.push(Block { kind, span: Span::new(start, end), label_end: label_end.clamp(start, end), grid: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OriginMap;
    use crate::source::GridCell;

    fn shown(source: Source, kind: &str) -> Vec<(Kind, String)> {
        let source = Arc::new(source);
        blocks(&source, kind).iter().map(|block| (block.kind, source.slice(block.span).to_owned())).collect()
    }

    #[test]
    fn a_charter_becomes_headings_articles_and_items() {
        let text = "某某有限公司章程\n\n第一章 总则\n第一条 公司根据本章程：\n（一）设立党委；\n（二）配备人员。\n出资人另有规定的，从其规定。\n\n第二章 附则\n第二条 自登记之日起生效。\n2026年1月\n";
        let blocks = shown(Source::new("章程.txt", text).unwrap(), "charter");
        let kinds: Vec<Kind> = blocks.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds[..8],
            [
                Kind::Title,
                Kind::Chapter,
                Kind::Article,
                Kind::Item,
                Kind::Item,
                Kind::Paragraph,
                Kind::Chapter,
                Kind::Article
            ],
            "{blocks:?}"
        );
        assert_eq!(blocks[4].1, "（二）配备人员。");
    }

    #[test]
    fn every_word_of_a_text_is_shown_once_and_in_order() {
        let text = "# 某某有限公司章程\n说明一行\n\n## 第一章 总则\n**第一条** 甲。\n  乙\n（一）丙；\n1. 丁；\n附件一 规则\n第一条 戊\n";
        for kind in ["charter", "roster"] {
            let blocks = shown(Source::new("章程.md", text).unwrap(), kind);
            let squeeze =
                |text: &str| text.chars().filter(|c| !is_space(*c) && !matches!(c, '#' | '*')).collect::<String>();
            let all: String = blocks.iter().map(|(_, text)| squeeze(text)).collect();
            assert_eq!(all, squeeze(text), "{kind}");
        }
    }

    #[test]
    fn a_table_is_one_block() {
        let text = "名册\n姓名\t职务\n周某\t书记\n注\n";
        let start = text.find("姓名").unwrap();
        let end = text.find("注").unwrap();
        let cell = |words: &str, row, column| {
            let at = text.find(words).unwrap();
            GridCell { span: Span::from(at..at + words.len()), row, column, row_span: 1, column_span: 1 }
        };
        let grid = Grid {
            span: Span::from(start..end),
            title: String::new(),
            cells: vec![cell("姓名", 0, 0), cell("职务", 0, 1), cell("周某", 1, 0), cell("书记", 1, 1)],
            rows: 2,
            columns: 2,
        };
        let source = Source::new("名册.docx", text).unwrap().with_import(OriginMap::new(), vec![grid], Vec::new());
        let kinds: Vec<Kind> = shown(source, "roster").iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [Kind::Line, Kind::Table, Kind::Line]);
    }
}
