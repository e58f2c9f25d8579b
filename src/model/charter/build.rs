//! From lines to chapters, articles, paragraphs and items.

use std::sync::Arc;

use super::prose::ProseBuilder;
use super::{
    Article, Chapter, Charter, Item, Paragraph, Part, Prose, Section, compact, contents, is_space, noise, split,
};
use crate::numeral;
use crate::source::{Source, Span};
use crate::syntax::charter::{Form, Line, Look, UNREADABLE, Unit, lines};
use crate::words::rfind;

/// How the text before a line ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// With a heading, a bare label, or nothing yet.
    Heading,
    /// With 。；！ or the like.
    Stop,
    /// With a colon.
    Colon,
    /// Without any mark: the next line may continue it.
    Open,
}

/// What an item's marker hangs on.
#[derive(Clone, Copy)]
struct Level {
    form: Form,
    depth: u8,
    number: u32,
    /// The sentence that introduces the items of this level.
    lead: Option<usize>,
}

pub(super) fn build(source: Arc<Source>) -> Charter {
    let lines = lines(source.reading());
    from_lines(source, lines)
}

/// Reads the lines given, which may be but a part of the source's.
pub(super) fn from_lines(source: Arc<Source>, lines: Vec<Line>) -> Charter {
    let lines = split::split(&source, lines);
    let noise = noise::find(&source, &lines);
    let (inside_contents, entries) = contents::find(&source, &lines, &noise);
    let mut builder = Builder::new(&source, &lines, &noise, &inside_contents);
    for i in 0..lines.len() {
        builder.line(i);
    }
    let built = builder.finish();
    Charter {
        title: built.title,
        contents: entries,
        parts: built.parts,
        chapters: built.chapters,
        articles: built.articles,
        signature: built.signature,
        prose: built.prose,
        source,
    }
}

struct Built {
    title: Option<Span>,
    parts: Vec<Part>,
    chapters: Vec<Chapter>,
    articles: Vec<Article>,
    signature: Option<Span>,
    prose: Prose,
}

struct Builder<'a> {
    source: &'a Source,
    lines: &'a [Line],
    noise: &'a [bool],
    inside_contents: &'a [bool],
    prose: ProseBuilder<'a>,
    out: Parts,
    end: End,
    /// Whether page furniture stood between the last text and here: then even a blank line does not end a sentence.
    furniture: bool,
    blank: bool,
    levels: Vec<Level>,
    /// The marker form that numbers articles in a text without 第N条.
    article_form: Option<Form>,
    /// Whether 2. heads a chapter and 2.1 an article of it.
    decimal: bool,
    has_articles: bool,
    has_chapters: bool,
    /// Next article or chapter label from each line on: its number.
    next_division: Vec<Option<u32>>,
    last_article_line: usize,
    /// How wide the lines are that were wrapped, if the text's lines were.
    wrapped: Option<usize>,
    /// Whether the last line is as wide as wrapped lines are: then the next one goes on, whatever it looks like.
    full: bool,
    /// Whether a bracket is open where the text before ended.
    bracket: bool,
    title_lines: Vec<Span>,
    heading_open: bool,
    last_label: Option<(u32, u32)>,
    chapter_since_article: Option<u32>,
    last_width: usize,
    last_labelled: bool,
    text_end: u32,
}

#[derive(Default)]
struct Parts {
    parts: Vec<Part>,
    chapters: Vec<Chapter>,
    articles: Vec<Article>,
    signature: Option<Span>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source, lines: &'a [Line], noise: &'a [bool], inside_contents: &'a [bool]) -> Self {
        let is_body = |i: &usize| !noise[*i] && !inside_contents[*i];
        let article = |i: &usize| matches!(lines[*i].look, Look::Division { unit: Unit::Article, .. });
        let has_articles = (0..lines.len()).any(|i| is_body(&i) && article(&i));
        let second = |i: &usize| matches!(lines[*i].look, Look::Item { form: Form::Dotted, depth: 1, .. });
        let decimal = !has_articles && (0..lines.len()).filter(|i| is_body(i) && second(i)).count() >= 3;
        let numbered = |i: &usize| is_body(i) && (article(i) || decimal && second(i));
        let last_article_line = (0..lines.len()).rev().find(numbered).unwrap_or(0);
        let mut next_division = vec![None; lines.len() + 1];
        for i in (0..lines.len()).rev() {
            next_division[i] = match lines[i].look {
                Look::Division { unit: Unit::Article | Unit::Chapter, number, .. } if is_body(&i) => Some(number),
                _ => next_division[i + 1],
            };
        }
        let full_width = full_width(source, lines, noise, inside_contents);
        let body = Part { label: String::new(), heading: None, span: Span::default(), chapters: 0..0, articles: 0..0 };
        Self {
            source,
            lines,
            noise,
            inside_contents,
            prose: ProseBuilder::new(source),
            out: Parts { parts: vec![body], ..Parts::default() },
            end: End::Heading,
            furniture: false,
            blank: false,
            levels: Vec::new(),
            article_form: if has_articles || decimal { None } else { article_form(lines) },
            decimal,
            has_articles,
            has_chapters: (0..lines.len())
                .any(|i| is_body(&i) && matches!(lines[i].look, Look::Division { unit: Unit::Chapter, .. })),
            next_division,
            last_article_line,
            wrapped: full_width,
            full: false,
            bracket: false,
            title_lines: Vec::new(),
            heading_open: false,
            last_label: None,
            chapter_since_article: None,
            last_width: 0,
            last_labelled: false,
            text_end: 0,
        }
    }

    fn line(&mut self, i: usize) {
        let line = self.lines[i];
        if self.noise[i] {
            self.furniture = true;
            return;
        }
        if self.inside_contents[i] {
            self.end = End::Heading;
            return;
        }
        let text = self.source.read(line.span);
        if text.contains('\u{0C}') {
            self.furniture = true;
        }
        match line.look {
            Look::Blank => {
                self.blank = true;
                return;
            }
            Look::Division { unit, number, sub, label, rest, hashes } if self.is_division(i) => match unit {
                Unit::Article => self.article(number, sub, label, rest),
                unit => self.heading(unit, number, label, rest, hashes),
            },
            Look::Item { form, number, depth, label, rest, hashes } if self.is_item(form, number, depth, rest) => {
                if self.heads_chapter(i, form, depth, rest, hashes) {
                    self.heading(Unit::Chapter, number, label, rest, hashes);
                } else if self.decimal && form == Form::Dotted && depth == 1 {
                    let major = self.source.read(label).split(['.', '．']).next().and_then(numeral::parse);
                    let major = major.and_then(|n| u32::try_from(n).ok()).unwrap_or(UNREADABLE);
                    self.article(major, number, label, rest);
                } else if self.article_form == Some(form) && depth == 0 || hashes > 0 && self.article_form.is_some() {
                    self.article(number, 0, label, rest);
                } else if let Some(signature) = &mut self.out.signature {
                    signature.end = line.span.end;
                } else {
                    self.item(form, number, depth, label, rest);
                }
            }
            Look::Heading { rest, .. } => self.unnumbered_heading(i, rest),
            Look::Row if self.out.signature.is_none() => self.paragraph(line.span, End::Stop),
            _ => match self.bare_heading(i, trim(self.source, line.span)) {
                Some((number, label, rest)) => self.heading(Unit::Chapter, number, label, rest, 0),
                None => self.text(i, line.span),
            },
        }
        self.blank = false;
        self.furniture = false;
        self.full = self.wrapped.is_some_and(|width| visible(text) + SLACK >= width);
    }

    /// Whether 第N条 at the start of this line is a label, or part of a sentence that was wrapped there.
    fn is_division(&self, i: usize) -> bool {
        let Look::Division { unit, number, sub, label, rest, hashes } = self.lines[i].look else { return false };
        let words = self.source.read(rest);
        let next = words.chars().next();
        let gap = next.is_none_or(|c| is_space(c) || c == '*');
        let head = words.trim_start_matches(is_space);
        let refers = split::refers(head);
        let marked = hashes > 0 || self.source.read(Span::new(self.lines[i].span.start, label.start)).contains('*');
        if marked {
            return true;
        }
        if unit != Unit::Article {
            let short = head.chars().take(41).count() <= 40;
            return short && !refers && !head.ends_with(['。', '；', '，', ',', ';']);
        }
        let expected = match self.last_label {
            None => true,
            Some((n, s)) => (number, sub) == (n + 1, 0) || (number, sub) == (n, s + 1),
        };
        match self.end {
            End::Heading => !(refers && !gap) || expected,
            End::Stop | End::Colon => !refers || (expected && gap),
            End::Open if self.blank && !self.furniture => !refers || gap,
            End::Open => !refers && (expected || (self.wrapped.is_none() && gap)),
        }
    }

    /// Whether an item marker at the start of a line marks an item.
    fn is_item(&self, form: Form, number: u32, depth: u8, rest: Span) -> bool {
        let head = self.source.read(rest).trim_start_matches(is_space);
        if ["项", "款", "目", "、第", "至第"].iter().any(|words| head.starts_with(words)) {
            return false;
        }
        let sibling = self.levels.iter().rev().find(|l| l.form == form && l.depth == depth);
        let continues = sibling.is_some_and(|l| l.number + 1 == number);
        match self.end {
            End::Heading | End::Stop | End::Colon => number < 1000,
            End::Open if self.blank && !self.furniture => true,
            End::Open => {
                let before = self.source.reading()[..self.text_end as usize].chars().next_back();
                continues || (number == 1 && !matches!(before, Some('第' | '款' | '条' | '照' | '据' | '述' | '之')))
            }
        }
    }

    /// Whether an item marker heads a chapter: 2. 股东 above 2.1; 二、股东 above articles numbered 1., or, where no chapter
    /// is 第N章, above 第N条.
    fn heads_chapter(&self, i: usize, form: Form, depth: u8, rest: Span, hashes: u8) -> bool {
        let numbered_otherwise = self.article_form.is_some_and(|article| article != form);
        let above = match form {
            Form::Dotted => self.decimal,
            Form::ChineseListed if self.has_articles => {
                !self.has_chapters && (hashes > 0 || self.next_look(i).is_some_and(is_article))
            }
            Form::ChineseListed => self.decimal || numbered_otherwise,
            _ => false,
        };
        above && depth == 0 && is_heading(self.source.read(trim(self.source, rest)))
    }

    /// 2 股东 without any mark, above 2.1.
    fn bare_heading(&self, i: usize, span: Span) -> Option<(u32, Span, Span)> {
        let follows = |line: Line| matches!(line.look, Look::Item { form: Form::Dotted, depth: 1, .. });
        if !self.decimal || !self.next_look(i).is_some_and(follows) {
            return None;
        }
        let text = self.source.read(span);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = text[..digits].parse().ok().filter(|_| digits <= 2)?;
        let at = span.start + digits as u32;
        (text[digits..].starts_with(is_space) && is_heading(text[digits..].trim_matches(is_space))).then_some((
            number,
            Span::new(span.start, at),
            Span::new(at, span.end),
        ))
    }

    /// The next line that is not blank.
    fn next_look(&self, i: usize) -> Option<Line> {
        self.lines.iter().skip(i + 1).find(|line| !matches!(line.look, Look::Blank)).copied()
    }

    fn part_mut(&mut self) -> &mut Part {
        let last = self.out.parts.len() - 1;
        &mut self.out.parts[last]
    }

    /// The last chapter, if it is one of the text that has begun last.
    fn last_chapter(&self) -> Option<&Chapter> {
        self.out.chapters.last().filter(|chapter| chapter.part == self.out.parts.len() - 1)
    }

    fn heading(&mut self, unit: Unit, number: u32, label: Span, rest: Span, _hashes: u8) {
        let number = if number == UNREADABLE { self.next_heading(unit) } else { number };
        self.levels.clear();
        self.end = End::Heading;
        let title = trim(self.source, rest);
        self.heading_open = title.is_empty();
        let articles = self.out.articles.len();
        match unit {
            // A section after an annex has begun is none of the last chapter before it.
            Unit::Section if self.last_chapter().is_some() => {
                if let Some(chapter) = self.out.chapters.last_mut() {
                    let span = Span::new(label.start, rest.end);
                    let section = Section { label, number, title, span, articles: articles..articles };
                    chapter.sections.push(section);
                    // Below a signature too, where the chapter would else end.
                    chapter.span.end = span.end;
                }
            }
            Unit::Part => {}
            _ => {
                // Chapters that start again after articles head another text, unless that was seen already.
                let part = self.out.parts.len() - 1;
                let started = self.out.parts[part].chapters.clone();
                if number == 1
                    && self.out.chapters.len() > started.start + 1
                    && self.last_label.is_some_and(|l| l.0 > 3)
                {
                    self.begin_part(None, Span::new(label.start, label.start));
                }
                self.chapter_since_article = Some(number);
                let part = self.out.parts.len() - 1;
                self.out.chapters.push(Chapter {
                    label,
                    number,
                    title,
                    span: Span::new(label.start, rest.end),
                    part,
                    sections: Vec::new(),
                    articles: articles..articles,
                });
            }
        }
        self.text_end = rest.end;
    }

    /// The number that a chapter or section carries if it follows the one before.
    fn next_heading(&self, unit: Unit) -> u32 {
        let chapter = self.last_chapter();
        let last = match unit {
            Unit::Section => chapter.and_then(|chapter| chapter.sections.last()).map(|section| section.number),
            _ => chapter.map(|chapter| chapter.number),
        };
        last.unwrap_or(0) + 1
    }

    fn unnumbered_heading(&mut self, i: usize, rest: Span) {
        let text = compact(self.source.read(rest));
        // # without a word heads nothing.
        if text.is_empty() || self.annex(i, &text, rest) {
            return;
        }
        if self.out.articles.is_empty() && self.out.chapters.is_empty() {
            self.title_lines.push(trim(self.source, rest));
        } else if self.article_form.is_some() || self.last_label.is_none() && self.last_article_line == 0 {
            // Headings without numbers are the chapters of a text without 第N章.
            let articles = self.out.articles.len();
            let title = trim(self.source, rest);
            let part = self.out.parts.len() - 1;
            self.out.chapters.push(Chapter {
                label: title,
                number: 0,
                title,
                span: rest,
                part,
                sections: Vec::new(),
                articles: articles..articles,
            });
        }
        self.levels.clear();
        self.end = End::Heading;
        self.text_end = rest.end;
    }

    fn article(&mut self, number: u32, sub: u32, label: Span, rest: Span) {
        let number = if number == UNREADABLE { self.last_label.map_or(0, |(last, _)| last) + 1 } else { number };
        self.heading_open = false;
        self.levels.clear();
        let restarts = number == 1 && sub == 0 && self.last_label.is_some_and(|(last, _)| last >= 3);
        if restarts
            && self.chapter_since_article == Some(1)
            && self.part_mut().articles.end > self.part_mut().articles.start
        {
            self.begin_part(None, Span::new(label.start, label.start));
        }
        self.last_label = Some((number, sub));
        self.chapter_since_article = None;
        self.open_article(label, number, sub, Span::new(label.start, rest.end));
        let body = trim(self.source, rest);
        if body.is_empty() {
            self.end = End::Heading;
            self.text_end = rest.end;
            return;
        }
        self.new_paragraph(body, None);
    }

    fn open_article(&mut self, label: Span, number: u32, sub: u32, span: Span) {
        let index = self.out.articles.len();
        let part = self.out.parts.len() - 1;
        let chapter = self.out.chapters.iter().rposition(|c| c.part == part);
        let section = chapter.and_then(|i| self.out.chapters[i].sections.len().checked_sub(1));
        self.out.articles.push(Article { label, number, sub, span, part, chapter, section, paragraphs: Vec::new() });
        self.out.parts[part].articles.end = index + 1;
    }

    /// A paragraph of the open article; without one, of an unnumbered stretch.
    fn new_paragraph(&mut self, span: Span, end: Option<End>) {
        self.heading_open = false;
        let part = self.out.parts.len() - 1;
        let chapter = self.out.chapters.iter().rposition(|c| c.part == part);
        let section = chapter.and_then(|i| self.out.chapters[i].sections.len().checked_sub(1));
        let belongs = self.out.articles.last().is_some_and(|a| {
            a.part == part
                && a.chapter == chapter
                && a.section == section
                && (a.is_numbered() || self.end != End::Heading)
        });
        let unnumbered_text = self.last_article_line == 0 && self.article_form.is_none();
        let fresh = !belongs || (unnumbered_text && self.out.articles.last().is_some_and(|a| !a.is_numbered()));
        if fresh {
            self.open_article(Span::new(span.start, span.start), 0, 0, span);
        }
        self.levels.clear();
        let index = self.out.articles.len() - 1;
        self.out.articles[index].paragraphs.push(Paragraph { span, items: Vec::new() });
        self.prose.start(index, false, None);
        self.bracket = false;
        self.append(span, end);
    }

    fn append(&mut self, span: Span, end: Option<End>) {
        self.prose.push(span);
        let text = self.source.read(span);
        self.end = end.unwrap_or_else(|| end_of(text));
        let last = |wide, narrow| rfind(text, wide).max(memchr::memrchr(narrow, text.as_bytes()));
        let (opens, closes) = (last("（", b'('), last("）", b')'));
        self.bracket = if opens.or(closes).is_some() { opens > closes } else { self.bracket };
        self.last_width = visible(text);
        self.last_labelled = is_labelled(text);
        self.text_end = span.start + text.trim_end_matches(is_space).len() as u32;
        let end = span.end;
        if let Some(article) = self.out.articles.last_mut() {
            article.span.end = article.span.end.max(end);
            if let Some(paragraph) = article.paragraphs.last_mut() {
                paragraph.span.end = paragraph.span.end.max(end);
                let mut items = &mut paragraph.items;
                for _ in 0..self.levels.len() {
                    let Some(item) = items.last_mut() else { break };
                    item.span.end = item.span.end.max(end);
                    items = &mut item.items;
                }
            }
        }
    }

    fn item(&mut self, form: Form, number: u32, depth: u8, label: Span, rest: Span) {
        self.heading_open = false;
        // 2, under 一、 continues the 1. before it, whatever its form: markers get mixed.
        let same = self.levels.iter().rposition(|l| l.form == form && l.depth == depth);
        let mixed = self.levels.last().is_some_and(|l| l.number + 1 == number && number != 1);
        match same {
            Some(at) => self.levels.truncate(at + 1),
            None if mixed && self.levels.len() == 1 => {}
            None => {
                let lead = match self.end {
                    End::Heading => None,
                    _ => self.prose.last_sentence(),
                };
                self.levels.push(Level { form, depth, number, lead });
            }
        }
        let Some(level) = self.levels.last_mut() else { return };
        level.number = number;
        // White space after it belongs to nobody, or an item would end after its paragraph.
        let rest = trim(self.source, rest);
        let lead = level.lead;
        let part = self.out.parts.len() - 1;
        let chapter = self.out.chapters.iter().rposition(|c| c.part == part);
        let span = Span::new(label.start, label.end.max(rest.end));
        let section = chapter.and_then(|i| self.out.chapters[i].sections.len().checked_sub(1));
        let belongs =
            self.out.articles.last().is_some_and(|a| a.part == part && a.chapter == chapter && a.section == section);
        if !belongs {
            self.open_article(Span::new(label.start, label.start), 0, 0, span);
        }
        let depth = self.levels.len();
        let index = self.out.articles.len() - 1;
        let article = &mut self.out.articles[index];
        if article.paragraphs.is_empty() {
            article.paragraphs.push(Paragraph { span, items: Vec::new() });
        }
        if let Some(paragraph) = article.paragraphs.last_mut() {
            let mut items = &mut paragraph.items;
            for _ in 1..depth {
                if items.is_empty() {
                    break;
                }
                let last = items.len() - 1;
                items = &mut items[last].items;
            }
            items.push(Item { label, number, span, items: Vec::new() });
        }
        self.prose.start(index, true, lead);
        self.bracket = false;
        self.append(rest, None);
    }

    fn paragraph(&mut self, span: Span, end: End) {
        self.new_paragraph(trim(self.source, span), Some(end));
    }

    fn text(&mut self, i: usize, span: Span) {
        let span = trim(self.source, span);
        let text = self.source.read(span);
        if self.heading_open {
            self.heading_open = false;
            if text.chars().take(31).count() <= 30 && !text.ends_with(['。', '；', '，']) {
                self.title_of_heading(span);
                return;
            }
        }
        if self.continues_heading(i, text) {
            self.extend_heading(span);
            return;
        }
        if text.len() < 200 {
            let words = compact(text);
            // 附件一 alone before a new 第一条 heads an annex, whatever stands above it.
            let alone = ["附件", "附录", "附錄"]
                .iter()
                .any(|label| words.strip_prefix(label).is_some_and(|rest| rest.chars().all(numeral::is_numeral)))
                && self.next_division[i] == Some(1);
            if (self.end != End::Open || alone) && self.annex(i, &words, span) {
                return;
            }
            if self.out.articles.is_empty() && self.out.chapters.is_empty() && self.title_lines.len() < 12 {
                // Before the first chapter or article stand cover and title; the first full sentence ends them.
                if end_of(text) == End::Open && words.chars().count() <= 50 {
                    self.title_lines.push(span);
                    return;
                }
            }
            let begun = self.out.signature.is_some();
            if !begun
                && i > self.last_article_line
                && self.end != End::Open
                && is_signature(&words)
                && self.last_label.is_some()
            {
                self.out.signature = Some(span);
                self.end = End::Stop;
                return;
            }
        }
        if let Some(signature) = &mut self.out.signature {
            signature.end = span.end;
            return;
        }
        if !self.out.articles.is_empty() && self.continues(text) {
            self.append(span, None);
        } else {
            self.new_paragraph(span, None);
        }
    }

    /// Whether this line goes on with the sentence before it.
    fn continues(&self, text: &str) -> bool {
        if self.blank && !self.furniture {
            return false;
        }
        if self.end == End::Colon && self.bracket {
            // （示例： and the example on the next line.
            return true;
        }
        let line = self.source.reading()[..self.text_end as usize].rsplit(['\n', '\r']).next().unwrap_or_default();
        if self.end == End::Colon && self.wrapped.is_some() && !is_labelled(text) {
            // …有限公司。公司住所： and the address on the next line.
            return line.rfind(['。', '；', ';']).is_some_and(|at| line[at..].chars().count() <= LONGEST_NAME);
        }
        if self.end != End::Open {
            return false;
        }
        // No sentence and no name begins with one of these: 、防风险，行使下列职权：
        if text.starts_with(['，', '。', '、', '；', '）', '”', '》']) {
            return true;
        }
        let before = line.chars().next_back();
        let goes_on = matches!(before, Some('，' | ',' | '、' | '（' | '(' | '《' | '“'));
        if is_labelled(text) {
            // 监事会行使下列职权： after a full line ends its sentence; 公司住所：…… below 公司名称：…… is a value by itself.
            // …有限公司。住 and 所：…… below it: the sentence behind the value had begun, and no name is so short.
            let cut = || line.rfind(['。', '；', ';']).is_some_and(|at| !is_labelled(&line[at..]));
            if goes_on || self.full && (!(self.last_labelled && is_value(text)) || is_cut_name(text) || cut()) {
                return true;
            }
            // A sentence that has a mark in it has not ended: …登记，公司的经 and 营范围：…
            let long = self.wrapped.is_some() && self.last_width >= LONGEST_NAME;
            return !self.last_labelled && (long || line.contains('，'));
        }
        if goes_on || self.full {
            return true;
        }
        // A short line of a form ends where it ends: 住所：临江市.
        let shortest = match (self.last_labelled, self.wrapped.is_some()) {
            (true, true) => 16,
            (true, false) => 24,
            (false, true) => 0,
            (false, false) => 6,
        };
        self.last_width >= shortest
    }

    /// Whether this line is the rest of a heading that was too long for its line.
    fn continues_heading(&self, i: usize, text: &str) -> bool {
        // The line below the title of an annex is not the rest of the last chapter before it.
        let Some(chapter) = self.last_chapter().filter(|_| self.wrapped.is_some() && self.end == End::Heading) else {
            return false;
        };
        let headed = chapter.sections.last().map_or(chapter.articles.start, |section| section.articles.start);
        let next = self.lines.iter().skip(i + 1).find(|line| !matches!(line.look, Look::Blank));
        !self.blank
            && headed == self.out.articles.len()
            && text.chars().count() <= 15
            && end_of(text) == End::Open
            && next.is_some_and(|line| matches!(line.look, Look::Division { .. }))
    }

    fn extend_heading(&mut self, span: Span) {
        if let Some(chapter) = self.out.chapters.last_mut() {
            let title = chapter.sections.last_mut().map_or(&mut chapter.title, |section| &mut section.title);
            *title = title.cover(span);
            chapter.span.end = chapter.span.end.max(span.end);
        }
        self.text_end = span.end;
    }

    fn title_of_heading(&mut self, span: Span) {
        if let Some(chapter) = self.out.chapters.last_mut() {
            match chapter.sections.last_mut() {
                Some(section) if section.title.is_empty() => section.title = span,
                _ => chapter.title = span,
            }
            chapter.span.end = chapter.span.end.max(span.end);
        }
        self.end = End::Heading;
        self.text_end = span.end;
    }

    /// Opens an annex if this line heads one: 附件二：…, or a title such as 董事会议事规则 before a new 第一条.
    fn annex(&mut self, i: usize, words: &str, span: Span) -> bool {
        if self.last_label.is_none() || words.chars().count() > 40 || words.ends_with(['。', '；']) {
            return false;
        }
        let restarts = self.next_division[i] == Some(1);
        let numbered = ["附件", "附录", "附錄", "附表"].iter().find(|label| words.starts_with(**label));
        if let Some(label) = numbered {
            let rest = &words[label.len()..];
            let digits: String = rest.chars().take_while(|c| numeral::is_numeral(*c)).collect();
            let after = rest[digits.len()..].chars().next();
            if after.is_none_or(|c| matches!(c, '：' | ':' | '《' | '、' | '.' | '（')) || restarts {
                let number = numeral::parse(&digits).map(numeral::to_chinese).unwrap_or_default();
                self.begin_part(Some(format!("附件{number}")), span);
                return true;
            }
            return false;
        }
        const ENDINGS: [&str; 10] = ["规则", "細則", "细则", "办法", "制度", "章程", "程序", "規則", "条例", "准则"];
        let bare = words.trim_end_matches(['）', ')']);
        let bare = bare.rsplit_once(['（', '(']).map_or(bare, |(head, _)| head);
        if restarts && i < self.lines.len() && ENDINGS.iter().any(|ending| bare.ends_with(ending)) {
            self.begin_part(Some(format!("《{}》", words.trim_matches(['《', '》']))), span);
            return true;
        }
        false
    }

    fn begin_part(&mut self, label: Option<String>, span: Span) {
        let annex = self.out.parts.len() as u64;
        let label = label.unwrap_or_else(|| format!("附件{}", numeral::to_chinese(annex)));
        let (chapters, articles) = (self.out.chapters.len(), self.out.articles.len());
        let heading = (!span.is_empty()).then_some(span);
        let start = span.start;
        self.out.parts.push(Part {
            label,
            heading,
            span: Span::new(start, start),
            chapters: chapters..chapters,
            articles: articles..articles,
        });
        self.levels.clear();
        self.last_label = None;
        self.chapter_since_article = None;
        self.heading_open = false;
        self.end = End::Heading;
        self.text_end = span.end;
    }

    fn finish(mut self) -> Built {
        let title = title(self.source, &self.title_lines);
        let end = self.source.text().len() as u32;
        let out = &mut self.out;
        // Ranges and spans follow from where the next one starts.
        let starts: Vec<u32> = out.parts.iter().skip(1).map(|part| part.span.start).chain([end]).collect();
        for (index, (part, next)) in out.parts.iter_mut().zip(starts).enumerate() {
            part.span.end = next;
            let first = out.chapters.partition_point(|c| c.part < index);
            part.chapters = first..out.chapters.partition_point(|c| c.part <= index);
            let first = out.articles.partition_point(|a| a.part < index);
            part.articles = first..out.articles.partition_point(|a| a.part <= index);
        }
        let body_end = out.signature.map_or(end, |s| s.start);
        for index in 0..out.chapters.len() {
            let part = &out.parts[out.chapters[index].part];
            let (next, articles_end) = match out.chapters.get(index + 1) {
                Some(next) if next.part == out.chapters[index].part => (next.span.start, next.articles.start),
                _ => (part.span.end.min(body_end.max(part.span.start)), part.articles.end),
            };
            let chapter = &mut out.chapters[index];
            chapter.span.end = chapter.span.end.max(next);
            chapter.articles.end = articles_end;
            let (chapter_end, articles_end) = (chapter.span.end, chapter.articles.end);
            for s in 0..chapter.sections.len() {
                let next = chapter.sections.get(s + 1).map(|n| (n.span.start, n.articles.start));
                let section = &mut chapter.sections[s];
                (section.span.end, section.articles.end) = next.unwrap_or((chapter_end, articles_end));
            }
        }
        Built {
            title,
            parts: self.out.parts,
            chapters: self.out.chapters,
            articles: self.out.articles,
            signature: self.out.signature,
            prose: self.prose.finish(),
        }
    }
}

/// The title among the lines before the text: up to a line that ends in 章程 or the like, else the first line.
fn title(source: &Source, lines: &[Span]) -> Option<Span> {
    let first = *lines.first()?;
    let named = |span: &&Span| {
        let words = compact(source.read(**span));
        let bare = words.rsplit_once(['（', '(']).map_or(&*words, |(head, _)| head);
        ["章程", "规则", "条例", "办法", "规定", "法", "细则", "清单", "修正案"]
            .iter()
            .any(|ending| bare.ends_with(ending))
    };
    let Some(last) = lines.iter().find(named) else { return Some(first) };
    let words = compact(source.read(*last));
    // 章程 on a line of its own belongs to the company's name above it.
    if words.chars().count() <= 6 { Some(first.cover(*last)) } else { Some(*last) }
}

/// How many characters of a text are no white space.
fn visible(text: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        // Han characters, most of a text, have three bytes.
        if matches!(byte, 0xE4..=0xE9) {
            count += 1;
            at += 3;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        count += usize::from(!is_space(c));
        at += c.len_utf8();
    }
    count
}

fn trim(source: &Source, span: Span) -> Span {
    let text = source.read(span);
    let start = text.len() - text.trim_start_matches(|c| is_space(c) || c == '*').len();
    let end = text.trim_end_matches(|c| is_space(c) || c == '*').len();
    Span::new(span.start + start.min(end) as u32, span.start + end as u32)
}

fn end_of(text: &str) -> End {
    let tail = text.trim_end_matches(|c| {
        is_space(c) || matches!(c, '”' | '’' | '」' | '』' | '"' | '》' | '）' | ')' | '*' | '】')
    });
    match tail.chars().next_back() {
        // 0. and 5% on the next line: a number that was cut.
        Some('.') if tail.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit()) => End::Open,
        Some('。' | '；' | ';' | '！' | '!' | '？' | '?' | '.' | '｡') => End::Stop,
        Some('：' | ':') => End::Colon,
        _ => End::Open,
    }
}

/// Whether words may be a heading: a few, and no sentence.
fn is_heading(words: &str) -> bool {
    !words.is_empty() && words.chars().take(21).count() <= 20 && end_of(words) == End::Open && !words.contains('，')
}

fn is_article(line: Line) -> bool {
    matches!(line.look, Look::Division { unit: Unit::Article, .. })
}

/// Whether a line is `名称：…`: a value after its name, which holds no mark. 营业，邮政编码：458000 is none.
fn is_labelled(text: &str) -> bool {
    let mark = text.chars().take(13).find(|c| matches!(c, '：' | ':' | '，' | ',' | '。' | '；' | ';'));
    matches!(mark, Some('：' | ':'))
}

/// Whether what stands before the colon is the rest of a name: 所：, of 住所：.
fn is_cut_name(text: &str) -> bool {
    text.chars().nth(1).is_some_and(|c| matches!(c, '：' | ':'))
}

/// Whether a labelled line has a value behind its name.
fn is_value(text: &str) -> bool {
    text.find(['：', ':'])
        .is_some_and(|at| !text[at..].trim_start_matches(['：', ':']).trim_matches(is_space).is_empty())
}

fn is_signature(words: &str) -> bool {
    const MARKS: [&str; 7] = ["以下无正文", "盖章", "签章", "签字", "签署", "法定代表人：", "年月日"];
    words.chars().count() <= 40 && !words.ends_with('。') && MARKS.iter().any(|mark| words.contains(mark))
        || words.contains("以下无正文")
}

/// How long a line may be that only names what the lines below it say: 股东的姓名或者名称、出资额
const LONGEST_NAME: usize = 16;

/// By how many characters a wrapped line may be shorter than the others: marks do not begin a line, words are not cut.
const SLACK: usize = 3;

/// How wide lines are that end in the middle of a sentence, if the text's lines were wrapped: if many do.
fn full_width(source: &Source, lines: &[Line], noise: &[bool], inside_contents: &[bool]) -> Option<usize> {
    let mut all = 0;
    let mut widths: Vec<usize> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let counts = matches!(line.look, Look::Prose | Look::Item { .. } | Look::Division { unit: Unit::Article, .. });
        if !counts || noise[i] || inside_contents[i] {
            continue;
        }
        let text = source.read(line.span);
        if text.len() < 45 {
            continue;
        }
        all += 1;
        if end_of(text) == End::Open {
            widths.push(visible(text));
        }
    }
    if widths.len() * 5 < all * 2 || widths.len() < 4 {
        return None;
    }
    let middle = widths.len() / 2;
    Some(*widths.select_nth_unstable(middle).1)
}

/// The form of marker that numbers articles where no 第N条 does.
fn article_form(lines: &[Line]) -> Option<Form> {
    let count = |form: Form| {
        let of = |line: &&Line| matches!(line.look, Look::Item { form: f, depth: 0, .. } if f == form);
        lines.iter().filter(of).count()
    };
    [Form::Dotted, Form::Listed]
        .into_iter()
        .map(|form| (count(form), form))
        .filter(|(n, _)| *n >= 3)
        .max_by_key(|(n, _)| *n)
        .map(|(_, form)| form)
}
