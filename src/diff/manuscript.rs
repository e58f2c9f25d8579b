//! A charter as a comparison sees it: headings and articles as plain lines, free of layout.

pub(crate) use crate::model::amendment::{HeadingText, Level, PartText};
use crate::model::charter::{Address, Article, Charter, Item, compact, furniture, is_space};
use crate::source::{Source, Span};

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct ArticleText {
    /// 第十二条; empty if there is no number.
    pub(crate) label: String,
    pub(crate) number: u32,
    pub(crate) sub: u32,
    pub(crate) part: usize,
    /// How a person cites it, annex included.
    pub(crate) place: String,
    /// Its paragraphs and items, a line each, without the article's label.
    pub(crate) text: String,
    /// Where it stands in the source; empty in a text that was composed.
    pub(crate) span: Span,
    /// The text for comparing: no white space, one width.
    pub(crate) folded: String,
}

/// A text of articles as plain lines.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Manuscript {
    pub(crate) title: String,
    pub(crate) parts: Vec<PartText>,
    pub(crate) headings: Vec<HeadingText>,
    pub(crate) articles: Vec<ArticleText>,
    /// The block of signatures.
    pub(crate) signature: String,
}

impl Manuscript {
    pub(crate) fn of(charter: &Charter) -> Self {
        let source = charter.source();
        let lines = Lines { source, furniture: furniture(source) };
        let words = |span| compact(source.slice(span)).replace("**", "");
        let parts = charter
            .parts()
            .iter()
            .map(|part| PartText {
                label: part.label.clone(),
                heading: part.heading.map(|span| lines.joined(span)).unwrap_or_default(),
            })
            .collect();
        let mut headings = Vec::new();
        for chapter in charter.chapters() {
            headings.push(HeadingText {
                level: Level::Chapter,
                label: words(chapter.label),
                title: lines.joined(chapter.title),
                part: chapter.part,
                before: chapter.articles.start,
            });
            headings.extend(chapter.sections.iter().map(|section| HeadingText {
                level: Level::Section,
                label: words(section.label),
                title: lines.joined(section.title),
                part: chapter.part,
                before: section.articles.start,
            }));
        }
        let articles = charter.articles().iter().map(|article| lines.article(charter, article)).collect();
        let title = charter.title().map(|span| lines.joined(span)).unwrap_or_default();
        let signature = charter.signature().map(|span| lines.kept(span)).unwrap_or_default();
        Self { title, parts, headings, articles, signature }
    }

    /// The text, one heading, paragraph or item a line.
    pub(crate) fn to_text(&self) -> String {
        let mut out = String::new();
        let mut line = |text: &str| {
            out.push_str(text);
            out.push('\n');
        };
        if !self.title.is_empty() {
            line(&self.title);
        }
        let mut headings = self.headings.iter().peekable();
        let mut part = 0;
        for (index, article) in self.articles.iter().enumerate() {
            while part < article.part {
                part += 1;
                if let Some(part) = self.parts.get(part) {
                    line("");
                    line(if part.heading.is_empty() { &part.label } else { &part.heading });
                }
            }
            while let Some(heading) = headings.next_if(|h| h.before <= index && h.part <= article.part) {
                line("");
                line(&heading.line());
            }
            match (article.label.is_empty(), article.text.is_empty()) {
                (true, _) => line(&article.text),
                (false, true) => line(&article.label),
                (false, false) => line(&format!("{} {}", article.label, article.text)),
            }
        }
        for heading in headings {
            line("");
            line(&heading.line());
        }
        if !self.signature.is_empty() {
            line("");
            line(&self.signature);
        }
        out
    }

    /// The chapter and section headings above an article, by index into `headings`.
    pub(crate) fn headings_of(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let mut out = Vec::with_capacity(self.articles.len());
        let (mut next, mut chapter, mut section) = (0, None, None);
        for (index, article) in self.articles.iter().enumerate() {
            while let Some(heading) = self.headings.get(next).filter(|h| h.before <= index) {
                match heading.level {
                    Level::Chapter => (chapter, section) = (Some(next), None),
                    Level::Section => section = Some(next),
                }
                next += 1;
            }
            let here = |h: &usize| self.headings.get(*h).is_some_and(|h| h.part == article.part);
            out.push((chapter.filter(here), section.filter(here)));
        }
        out
    }
}

struct Lines<'a> {
    source: &'a Source,
    furniture: Vec<Span>,
}

impl Lines<'_> {
    fn article(&self, charter: &Charter, article: &Article) -> ArticleText {
        let label = compact(self.source.slice(article.label)).replace("**", "");
        let mut text = String::with_capacity(article.span.len() as usize);
        for paragraph in &article.paragraphs {
            self.items(paragraph.span, paragraph.span.start, &paragraph.items, &mut text);
        }
        let address = charter.address(article.span.start);
        let place = Address { paragraph: None, items: Vec::new(), ..address }.to_string();
        let folded = fold(&text);
        ArticleText {
            label,
            number: article.number,
            sub: article.sub,
            part: article.part,
            place,
            text,
            span: article.span,
            folded,
        }
    }

    /// The words before the first item, then the items.
    fn items(&self, span: Span, start: u32, items: &[Item], out: &mut String) {
        let end = items.first().map_or(span.end, |item| item.span.start);
        let line = self.joined(Span::new(start, end));
        if !line.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&line);
        }
        for item in items {
            self.items(item.span, item.span.start, &item.items, out);
        }
    }

    /// The words of a span as one line: wrapped lines joined, page furniture left out, spaces beside Chinese closed up.
    fn joined(&self, span: Span) -> String {
        let mut out = String::new();
        let mut gap = false;
        self.pieces(span, |text| {
            let mut chars = text.chars().peekable();
            gap |= !out.is_empty();
            while let Some(c) = chars.next() {
                if is_space(c) {
                    gap = true;
                    continue;
                }
                if c == '*' && chars.peek() == Some(&'*') {
                    chars.next();
                    continue;
                }
                if gap && c.is_ascii() && out.chars().next_back().is_some_and(|last| last.is_ascii()) {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            }
        });
        out
    }

    /// The lines of a span, each trimmed.
    fn kept(&self, span: Span) -> String {
        let mut out: Vec<String> = Vec::new();
        self.pieces(span, |text| out.extend(text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned)));
        out.join("\n")
    }

    fn pieces(&self, span: Span, mut take: impl FnMut(&str)) {
        let mut at = span.start;
        let first = self.furniture.partition_point(|noise| noise.end <= span.start);
        for noise in self.furniture.iter().skip(first).take_while(|noise| noise.start < span.end) {
            if at < noise.start {
                take(self.source.slice(Span::new(at, noise.start)));
            }
            at = at.max(noise.end);
        }
        if at < span.end {
            take(self.source.slice(Span::new(at, span.end)));
        }
    }
}

/// `text` for comparing: white space dropped, full-width forms and quotation marks unified.
///
/// ```text
/// （１） 甲“乙” → (1)甲"乙"
/// ```
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).map(fold_char).collect()
}

pub(crate) fn fold_char(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '“' | '”' | '„' | '‟' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        '﹙' => '(',
        '﹚' => ')',
        '–' | '—' | '―' | '─' => '-',
        '｡' => '。',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn read(text: &str) -> Manuscript {
        Manuscript::of(&Charter::read(Arc::new(Source::new("章程.txt", text).unwrap())))
    }

    #[test]
    fn layout_is_gone() {
        let one = read(
            "某某公司章程\n第一章 总 则\n第一条 公司由甲、乙共同出资设立，注册资本为人民币 5000 万元，公司的\n\
             经营期限为长期，自营业执照签发之日起算，以登记机关核准的\n\n— 1 —\n\n内容为准。\n\
             第二条 职权：（一）决定；（二）批准。\n",
        );
        assert_eq!(one.articles[0].label, "第一条");
        assert!(one.articles[0].text.contains("人民币5000万元，公司的经营期限"), "{}", one.articles[0].text);
        assert!(one.articles[0].text.ends_with("核准的内容为准。"), "{}", one.articles[0].text);
        assert_eq!(one.articles[1].text, "职权：\n（一）决定；\n（二）批准。");
        assert_eq!(one.headings[0].line(), "第一章 总则");
    }

    #[test]
    fn composed_text_reads_back() {
        let text = "某某公司章程\n\n第一章 总则\n第一条 甲乙丙。\n丁戊。\n第二条 职权：\n（一）决定；\n（二）批准。\n\n\
                    第二章 附则\n第三条 自通过之日起施行。\n";
        let one = read(text);
        assert_eq!(one.to_text(), text);
    }
}
