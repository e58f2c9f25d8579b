//! A document's text as the blocks that a page shows: headings, articles, items, tables, lines.

use std::sync::Arc;

use serde::Serialize;

use super::offsets::Utf16;
use crate::model::charter::{Item, is_space};
use crate::source::Grid;
use crate::{Charter, Source, Span};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
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
    /// The grid with the index that stands in place of the label's end.
    Table,
    /// A line of a text without articles.
    Line,
}

/// A block: kind, start, end, and end of the label at its start. Offsets in UTF-16 units. Of a table: the index of its
/// grid in place of the label's end.
#[derive(Debug, Serialize)]
pub(super) struct Block(pub(super) Kind, pub(super) u32, pub(super) u32, pub(super) u32);

/// A table: rows, columns, and its cells as row, column, rows covered, columns covered, start, end.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    rows: u32,
    columns: u32,
    cells: Vec<[u32; 6]>,
}

/// Where a block begins; it goes on to the next one, but not past its limit.
struct Start {
    kind: Kind,
    at: u32,
    limit: u32,
    label_end: u32,
}

/// Blocks in the order of the text, and the tables among them.
pub(super) fn blocks(source: &Arc<Source>, kind: &str, offsets: &Utf16<'_>) -> (Vec<Block>, Vec<Table>) {
    let mut starts = match kind {
        "charter" | "amendment" => charter(&Charter::read(Arc::clone(source))),
        _ => Vec::new(),
    };
    let grids = outermost(source.grids());
    starts.retain(|start| !grids.iter().any(|(_, grid)| grid.span.contains(start.at)));
    starts.extend(grids.iter().map(|(index, grid)| Start {
        kind: Kind::Table,
        at: grid.span.start,
        limit: grid.span.end,
        label_end: *index,
    }));
    starts.sort_by_key(|start| start.at);
    starts.dedup_by_key(|start| start.at);

    let mut out = Vec::new();
    let mut at = 0;
    for (index, start) in starts.iter().enumerate() {
        lines(source, Span::new(at, start.at), offsets, &mut out);
        let next = starts.get(index + 1).map_or(u32::MAX, |next| next.at);
        let span = Span::new(start.at, start.limit.min(next));
        at = span.end;
        match start.kind {
            Kind::Table => out.push(Block(Kind::Table, offsets.at(span.start), offsets.at(span.end), start.label_end)),
            kind => push(source, kind, span, start.label_end, offsets, &mut out),
        }
    }
    lines(source, Span::new(at, u32::try_from(source.text().len()).unwrap_or(u32::MAX)), offsets, &mut out);
    (out, grids.iter().map(|(_, grid)| table(grid, offsets)).collect())
}

/// The grids that lie in no other, numbered.
fn outermost(grids: &[Grid]) -> Vec<(u32, &Grid)> {
    let mut out: Vec<(u32, &Grid)> = Vec::new();
    for grid in grids {
        if !grid.span.is_empty() && out.last().is_none_or(|(_, last)| grid.span.start >= last.span.end) {
            out.push((u32::try_from(out.len()).unwrap_or(u32::MAX), grid));
        }
    }
    out
}

fn table(grid: &Grid, offsets: &Utf16<'_>) -> Table {
    let cells = grid.cells.iter().map(|cell| {
        let (start, end) = (offsets.at(cell.span.start), offsets.at(cell.span.end));
        [cell.row, cell.column, cell.row_span, cell.column_span, start, end]
    });
    Table { rows: grid.rows, columns: grid.columns, cells: cells.collect() }
}

fn charter(charter: &Charter) -> Vec<Start> {
    let mut out = Vec::new();
    let whole = |kind, span: Span| Start { kind, at: span.start, limit: span.end, label_end: span.start };
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
        out.push(Start { kind: Kind::Article, at, limit, label_end: article.label.end });
        for (index, paragraph) in article.paragraphs.iter().enumerate() {
            if index > 0 {
                let at = paragraph.span.start;
                out.push(Start { kind: Kind::Paragraph, at, limit, label_end: at });
            }
            items(&paragraph.items, Kind::Item, limit, &mut out);
        }
    }
    out
}

fn heading(kind: Kind, label: Span, title: Span) -> Start {
    let span = if title.is_empty() { label } else { label.cover(title) };
    Start { kind, at: span.start, limit: span.end, label_end: label.end }
}

fn items(list: &[Item], kind: Kind, limit: u32, out: &mut Vec<Start>) {
    for item in list {
        out.push(Start { kind, at: item.label.start, limit, label_end: item.label.end });
        if kind == Kind::Item {
            items(&item.items, Kind::SubItem, limit, out);
        }
    }
}

/// Every line of a stretch as a block of its own.
fn lines(source: &Source, span: Span, offsets: &Utf16<'_>, out: &mut Vec<Block>) {
    let mut at = span.start;
    for line in source.slice(span).split_inclusive('\n') {
        let end = at + u32::try_from(line.len()).unwrap_or(0);
        // Marks of Markdown that the charter's reader leaves outside its headings say nothing to a reader of the page.
        if !line.chars().all(|c| is_space(c) || matches!(c, '#' | '*')) {
            push(source, Kind::Line, Span::new(at, end), at, offsets, out);
        }
        at = end;
    }
}

/// Adds a block without the white space around it, unless nothing is left.
fn push(source: &Source, kind: Kind, span: Span, label_end: u32, offsets: &Utf16<'_>, out: &mut Vec<Block>) {
    let text = source.slice(span);
    let lead = text.len() - text.trim_start_matches(is_space).len();
    let length = text.trim_matches(is_space).len();
    if length > 0 {
        let at = |n: usize| offsets.at(span.start + u32::try_from(n).unwrap_or(0));
        let (start, end) = (at(lead), at(lead + length));
        out.push(Block(kind, start, end, offsets.at(label_end).clamp(start, end)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OriginMap;
    use crate::source::GridCell;

    fn shown(source: Source, kind: &str) -> Vec<(Kind, String)> {
        let source = Arc::new(source);
        let units: Vec<u16> = source.text().encode_utf16().collect();
        let (blocks, _) = blocks(&source, kind, &Utf16::new(source.text()));
        let text = |b: &Block| String::from_utf16(&units[b.1 as usize..b.2 as usize]).unwrap();
        blocks.iter().map(|block| (block.0, text(block))).collect()
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
