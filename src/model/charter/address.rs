//! Places as people cite them.

use std::fmt;

use super::{Charter, Item, compact};
use crate::numeral;

/// A place in a text, as a person cites it: 第三十四条第二款第（三）项; in an annex 附件二第五条.
///
/// Numbers are given as the document writes them, without white space.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Address {
    /// The annex; empty in the body.
    pub part: String,
    /// 第三十四条; outside any article, the chapter's or section's label; outside these, 标题 or 正文.
    pub article: String,
    /// The paragraph's number, where the article has more than one.
    pub paragraph: Option<u32>,
    /// The items' labels, outermost first.
    pub items: Vec<String>,
}

impl Address {
    pub(super) fn of(charter: &Charter, offset: u32) -> Self {
        let source = &charter.source;
        let part = charter.parts.iter().rev().find(|part| part.span.start <= offset);
        let mut address = Self { part: part.map(|part| part.label.clone()).unwrap_or_default(), ..Self::default() };
        let Some(index) = charter.article_at(offset) else {
            address.article = heading_at(charter, offset);
            return address;
        };
        let article = &charter.articles[index];
        if article.is_numbered() {
            address.article = compact(source.slice(article.label));
        } else {
            // Without a number, the place is counted within the nearest heading.
            let chapter = article.chapter.map(|i| &charter.chapters[i]);
            let first = chapter.map_or_else(|| charter.parts[article.part].articles.start, |c| c.articles.start);
            let label = chapter.map(|c| compact(source.slice(c.label))).unwrap_or_default();
            address.article = format!("{label}第{}段", numeral::to_chinese((index - first) as u64 + 1));
        }
        let next = article.paragraphs.partition_point(|p| p.span.start <= offset);
        if let Some(paragraph) = next.checked_sub(1).map(|i| &article.paragraphs[i]) {
            if article.paragraphs.len() > 1 {
                address.paragraph = Some(next as u32);
            }
            let mut items: &[Item] = &paragraph.items;
            while let Some(item) = items.iter().rev().find(|item| item.span.contains(offset)) {
                address.items.push(compact(source.slice(item.label)));
                items = &item.items;
            }
        }
        address
    }
}

fn heading_at(charter: &Charter, offset: u32) -> String {
    let slice = |span| compact(charter.source.slice(span));
    let next = charter.chapters.partition_point(|chapter| chapter.span.start <= offset);
    if let Some(chapter) = next.checked_sub(1).map(|i| &charter.chapters[i]).filter(|c| c.span.contains(offset)) {
        let section = chapter.sections.iter().rev().find(|section| section.span.contains(offset));
        return match section {
            Some(section) => format!("{}{}", slice(chapter.label), slice(section.label)),
            None => slice(chapter.label),
        };
    }
    if charter.title.is_some_and(|title| title.contains(offset)) { "标题".to_owned() } else { "正文".to_owned() }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.part, self.article)?;
        if let Some(paragraph) = self.paragraph {
            write!(f, "第{}款", numeral::to_chinese(u64::from(paragraph)))?;
        }
        for (depth, label) in self.items.iter().enumerate() {
            let unit = if depth == 0 { "项" } else { "目" };
            let number = label.trim_end_matches(['、', '.', '．', ')', '）']);
            match label.chars().next() {
                Some('（' | '(') => {
                    let inner = label.trim_matches(['（', '）', '(', ')']);
                    write!(f, "第（{inner}）{unit}")?;
                }
                _ => write!(f, "第{number}{unit}")?,
            }
        }
        Ok(())
    }
}
