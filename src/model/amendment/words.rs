//! Where an amendment gives the new words: the charter as far as it is amended.

use std::sync::Arc;

use super::number::ArticleNumber;
use super::{Action, Amendment};
use crate::model::charter::{Charter, is_space};
use crate::source::{Source, Span};
use crate::syntax::charter::{Line, Look, Unit, lines};

/// Farthest distance, in bytes without white space, between an instruction's article number and the words it gives.
const NEAR: usize = 6_000;

/// A stretch of amended text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Amended {
    /// The article's label with its numbers; it may stand apart from the words, in the instruction.
    label: Option<(Span, u32, u32)>,
    /// The lines of the words.
    words: Vec<Span>,
}

impl Amended {
    fn start(&self) -> u32 {
        let words = self.words.first().map_or(u32::MAX, |span| span.start);
        self.label.map_or(words, |(label, ..)| label.start.min(words))
    }

    fn end(&self) -> u32 {
        self.words.last().map_or(0, |span| span.end)
    }
}

impl Charter {
    /// Reads an amendment as the charter that it makes: articles and headings with their new words. Old words and the words
    /// of the instructions themselves are left out; so are changes of single words.
    #[must_use]
    pub fn read_amendment(source: Arc<Source>) -> Self {
        let amendment = Amendment::read(&source);
        let stretches = find(&source, &amendment);
        let mut all: Vec<Line> = Vec::new();
        for stretch in &stretches {
            // A blank line keeps the stretches apart.
            let start = stretch.start();
            all.push(Line { span: Span::new(start, start), next: start, look: Look::Blank });
            let mut words = stretch.words.iter().copied();
            if let (Some((label, number, sub)), Some(first)) = (stretch.label, words.next()) {
                let look = Look::Division { unit: Unit::Article, number, sub, label, rest: first, hashes: 1 };
                all.push(Line { span: Span::new(label.start, first.end), next: first.end, look });
            }
            for span in words {
                all.extend(lines(source.slice(span)).into_iter().map(|line| shifted(line, span.start)));
            }
        }
        Self::from_lines(source, all)
    }
}

fn shifted(line: Line, by: u32) -> Line {
    let shift = |span: Span| Span::new(span.start + by, span.end + by);
    let look = match line.look {
        Look::Division { unit, number, sub, label, rest, hashes } => {
            Look::Division { unit, number, sub, label: shift(label), rest: shift(rest), hashes }
        }
        Look::Item { form, number, depth, label, rest, hashes } => {
            Look::Item { form, number, depth, label: shift(label), rest: shift(rest), hashes }
        }
        Look::Heading { hashes, rest } => Look::Heading { hashes, rest: shift(rest) },
        other => other,
    };
    Line { span: shift(line.span), next: line.next + by, look }
}

/// The stretches of new words, in the order of the text.
fn find(source: &Source, amendment: &Amendment) -> Vec<Amended> {
    let mut finder = Finder { text: Compact::of(source.text()), at: 0, row: 0, out: Vec::new() };
    let mut row = "";
    for instruction in &amendment.instructions {
        if instruction.row != row {
            row = &instruction.row;
            finder.row = finder.at;
        }
        match &instruction.action {
            Action::Articles { old, new, .. } => {
                old.iter().filter_map(|given| given.text.as_deref()).for_each(|words| finder.pass(words));
                for given in new {
                    finder.add(Some(&given.number), given.text.as_deref().unwrap_or_default());
                }
            }
            Action::Snippet { old, new } => {
                finder.pass(old);
                finder.add(None, new);
            }
            Action::Part { article, text: Some(words), .. } => finder.add(Some(article), words),
            // A whole sentence for another; fewer words say nothing by themselves.
            Action::Words { article: Some(article), from, to } if to.ends_with('。') => {
                finder.pass(from);
                finder.add(Some(article), to);
            }
            Action::Heading { new: Some(heading), .. } => finder.add(None, heading),
            _ => {}
        }
    }
    let mut out = finder.out;
    out.sort_by_key(Amended::start);
    let mut end = 0;
    out.retain_mut(|stretch| {
        if stretch.label.is_some_and(|(label, ..)| label.start < end) {
            stretch.label = None;
        }
        stretch.words.retain(|span| span.start >= end);
        let keeps = !stretch.words.is_empty() && stretch.words.is_sorted_by_key(|span| span.start);
        end = if keeps { stretch.end() } else { end };
        keeps
    });
    out
}

/// Looks the words of instructions up in the text that they were read from.
struct Finder<'s> {
    text: Compact<'s>,
    /// Where the last words ended.
    at: usize,
    /// Where the row began.
    row: usize,
    out: Vec<Amended>,
}

impl Finder<'_> {
    /// The next place of a line; the headings of both sides come first in a row's instructions, not in the text.
    fn line(&mut self, words: &str) -> Option<(usize, usize)> {
        let found = [self.at, self.row, 0].into_iter().find_map(|from| self.text.find(words, from))?;
        self.at = found.1;
        Some(found)
    }

    /// Moves past old words, which stand before the new ones.
    fn pass(&mut self, words: &str) {
        for line in words.lines() {
            if let Some((_, end)) = self.text.find(line, self.row) {
                self.at = self.at.max(end);
            }
        }
    }

    fn add(&mut self, number: Option<&ArticleNumber>, words: &str) {
        let mut stretch = Amended { label: None, words: Vec::new() };
        for line in words.lines() {
            let Some((start, end)) = self.line(line) else { continue };
            if stretch.words.is_empty() {
                stretch.label = number.and_then(|number| self.text.label_before(number, start));
            }
            stretch.words.push(self.text.span(start, end));
        }
        if !stretch.words.is_empty() {
            self.out.push(stretch);
        }
    }
}

/// A text without white space and marks of emphasis, with the way back.
struct Compact<'s> {
    source: &'s str,
    text: String,
    /// Where a run of kept characters begins, here and in the source.
    runs: Vec<(usize, usize)>,
}

fn is_left_out(c: char) -> bool {
    is_space(c) || matches!(c, '*' | '~' | '\\')
}

impl<'s> Compact<'s> {
    fn of(source: &'s str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut runs = Vec::new();
        let mut inside = false;
        for (at, c) in source.char_indices() {
            let keeps = !is_left_out(c);
            if keeps && !inside {
                runs.push((text.len(), at));
            }
            inside = keeps;
            if keeps {
                text.push(c);
            }
        }
        Self { source, text, runs }
    }

    /// The place of `words` from `from` on.
    fn find(&self, words: &str, from: usize) -> Option<(usize, usize)> {
        let words: String = words.chars().filter(|c| !is_left_out(*c)).collect();
        if words.is_empty() {
            return None;
        }
        let start = from + memchr::memmem::find(self.text.as_bytes().get(from..)?, words.as_bytes())?;
        Some((start, start + words.len()))
    }

    fn offset(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.runs.get(run).map_or(0, |(start, source)| source + (at - start))
    }

    /// The span in the source.
    fn span(&self, start: usize, end: usize) -> Span {
        let last = self.text.get(start..end).and_then(|words| words.chars().next_back()).map_or(0, char::len_utf8);
        let from = self.offset(start);
        let to = (self.offset(end - last) + last).min(self.source.len());
        Span::from(from..to)
    }

    /// The label of the article whose words begin at `start`: right before them, else where the instruction names it.
    fn label_before(&self, number: &ArticleNumber, start: usize) -> Option<(Span, u32, u32)> {
        let label: String = number.label.chars().filter(|c| !is_left_out(*c)).collect();
        if label.is_empty() {
            return None;
        }
        let before = self.text.get(..start)?;
        let floor = before.floor_char_boundary(start.saturating_sub(NEAR));
        let at = floor + before[floor..].rfind(&label)?;
        Some((self.span(at, at + label.len()), number.number, number.sub))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let charter = Charter::read_amendment(Arc::new(Source::new("修正案.md", text).unwrap()));
        let prose = charter.prose();
        let mut out = Vec::new();
        for sentence in prose.sentences() {
            let place = charter.address(prose.to_source(sentence.span).start).to_string();
            out.push(format!("{place} {}", prose.sentence_text(sentence)));
        }
        out
    }

    #[test]
    fn the_new_column_of_a_table() {
        let table = "某某公司章程修订对照表\n| 序号 | 修订前 | 修订后 | 说明 |\n| --- | --- | --- | --- |\n\
                     | 1 | 第五条 董事会由五人组成。<br>设董事长一人。 | 第五条 董事会由七人组成。<br>设董事长一人。 | 股东大会的意见 |\n\
                     | 2 | 第八条 设监事会。 | 删除 | |\n\
                     | 3 | （新增） | 第三章 **党委**<br>第八条 公司设立党委：<br>（一）前置研究；<br>（二）管干部。 | |\n\
                     | 4 | 第九条 股东大会是权力机构。 | 股东会是权力机构。 | |\n\
                     全文“股东大会”修改为“股东会”。\n";
        assert_eq!(
            read(table),
            [
                "第五条第一款 董事会由七人组成。",
                "第五条第二款 设董事长一人。",
                "第八条 公司设立党委：",
                "第八条第（一）项 前置研究；",
                "第八条第（二）项 管干部。",
                "第九条 股东会是权力机构。",
            ]
        );
    }

    #[test]
    fn the_words_that_sentences_give() {
        let text = "某某公司章程修正案\n一、原章程第五条：“董事会由五人组成。”\n修改为：“董事会由七人组成。”\n\
                    二、第九条修改为：“第九条　股东会是权力机构。\n股东会每年召开一次。”\n三、删除第十条。\n\
                    四、第十二条第二款修改为：“经理由董事会聘任。”\n五、全文“股东大会”修改为“股东会”。\n";
        assert_eq!(
            read(text),
            [
                "第五条 董事会由七人组成。",
                "第九条第一款 股东会是权力机构。",
                "第九条第二款 股东会每年召开一次。",
                "第十二条 经理由董事会聘任。",
            ]
        );
    }
}
