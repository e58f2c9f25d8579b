//! The few lines of a document that a finding points at, cut to a terminal's width.
//!
//! A document of this kind has paragraphs of hundreds of characters on one line, and a finding may point at articles far
//! apart or at several documents. So no renderer is given whole documents: each finding gets a small text of its own, made of
//! blocks. A block shows neighbouring lines of one document, each cut around the words pointed at; it knows the true line
//! and column and the name to show above it.

use std::ops::Range;
use std::sync::Arc;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::window::{CUT, Window, measure};
use super::{escape, width, words};
use crate::{Label, Language, Source};

/// How a snippet is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SnippetOptions {
    /// Columns for everything: line numbers, frame and text. Default 100, at least 40.
    pub width: usize,
    /// Language of the labels' messages.
    pub language: Language,
    /// Blocks shown; the rest is counted in [`Snippet::left_out`]. Default 12.
    pub blocks: usize,
}

impl Default for SnippetOptions {
    fn default() -> Self {
        Self { width: 100, language: Language::Chinese, blocks: 12 }
    }
}

/// Lines shown of one label; the rest of a longer one is cut.
const LABEL_LINES: u32 = 4;
/// Lines of one block.
const BLOCK_LINES: u32 = 10;
/// Columns that a label's message wants to the right of its words before it is wrapped.
const MESSAGE: usize = 30;

/// A text to draw instead of the documents, with labels that point into it.
///
/// As a [`SourceCode`] it answers any span inside one block with that whole block; a span over several blocks is out of
/// bounds, which keeps a renderer from joining what is far apart.
#[derive(Clone, Debug, Default)]
pub struct Snippet {
    text: String,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    left_out: usize,
}

#[derive(Clone, Debug)]
struct Block {
    /// Where the block stands in the snippet's text.
    range: Range<usize>,
    /// 0-based line of the document at which it starts.
    line: u32,
    /// What to show above it.
    name: String,
}

#[derive(Clone, Debug)]
struct Mark {
    /// The words in the snippet's text.
    range: Range<usize>,
    /// 0-based line and column (Unicode scalar values) of the label in its document.
    line: u32,
    column: u32,
    text: Option<String>,
    primary: bool,
}

/// One label (or several at the same place) before it is drawn.
struct Target<'a> {
    index: usize,
    source: &'a Arc<Source>,
    /// The words in the document, without blanks around them.
    range: Range<usize>,
    /// 0-based lines, both inclusive. The last one is at most [`LABEL_LINES`] - 1 further.
    lines: (u32, u32),
    place: &'a str,
    message: String,
}

impl Target<'_> {
    fn is_multiline(&self) -> bool {
        self.lines.0 != self.lines.1
    }

    /// The part of the label on `line`, given the line's range.
    fn part(&self, line: &Range<usize>) -> Option<Range<usize>> {
        let start = self.range.start.max(line.start);
        let end = self.range.end.min(line.end);
        (start <= end && self.range.start <= line.end && self.range.end >= line.start).then_some(start..end)
    }
}

/// Neighbouring labels of one document.
struct Cluster<'a> {
    targets: Vec<Target<'a>>,
    lines: (u32, u32),
}

impl Snippet {
    /// Cuts the lines around `labels`, the first of which is the main one.
    #[must_use]
    pub fn new(labels: &[Label], options: &SnippetOptions) -> Self {
        let total = options.width.max(40);
        let mut clusters = cluster(targets(labels, options.language), total);
        // The main label's block comes first, the others in the order of their documents.
        if let Some(main) = clusters.iter().position(|c| c.targets.iter().any(|t| t.index == 0)) {
            clusters[..=main].rotate_right(1);
        }
        let mut snippet = Self::default();
        for (i, cluster) in clusters.iter().enumerate() {
            if i < options.blocks.max(1) {
                snippet.draw(cluster, total, options.language);
            } else {
                snippet.left_out += cluster.targets.len();
            }
        }
        snippet
    }

    /// The labels as spans of this snippet, the main one marked as primary.
    pub fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.marks.iter().map(|mark| {
            let span = SourceSpan::from(mark.range.clone());
            match mark.primary {
                true => LabeledSpan::new_primary_with_span(mark.text.clone(), span),
                false => LabeledSpan::new_with_span(mark.text.clone(), span),
            }
        })
    }

    /// How many places are not shown because there are too many.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.left_out
    }

    /// Draws one cluster as a new block.
    fn draw(&mut self, cluster: &Cluster<'_>, total: usize, language: Language) {
        let Some(main) = cluster.targets.iter().min_by_key(|target| target.index) else { return };
        let text = main.source.text();
        let budget = budget(cluster.lines.1, cluster.targets.iter().filter(|t| t.is_multiline()).count(), total);
        let start = self.text.len();
        // Where each target begins and ends in the snippet, filled in as its lines are drawn.
        let mut drawn: Vec<(usize, usize)> = vec![(usize::MAX, 0); cluster.targets.len()];
        for number in cluster.lines.0..=cluster.lines.1 {
            if number > cluster.lines.0 {
                self.text.push('\n');
            }
            let line = line_range(main.source, number);
            let parts: Vec<(usize, Range<usize>)> = cluster
                .targets
                .iter()
                .enumerate()
                .filter(|(_, target)| target.lines.0 <= number && number <= target.lines.1)
                .filter_map(|(i, target)| target.part(&line).map(|part| (i, part)))
                .collect();
            let more =
                cluster.targets.iter().any(|t| t.lines.1 == number && t.is_multiline() && t.range.end > line.end);
            let room = budget - if more { CUT } else { 0 };
            let window = match wanted(text, &parts, &cluster.targets, room) {
                Some((focus, reserve)) => Window::around(text, &line, &focus, reserve, room),
                None => Window::around(text, &line, &(line.start..line.start), 0, room),
            };
            let base = self.text.len();
            let map = window.write(text, more, &mut self.text);
            for (i, part) in parts {
                let (from, to) = map.place(&part);
                if let Some(ends) = drawn.get_mut(i) {
                    ends.0 = ends.0.min(base + from);
                    ends.1 = ends.1.max(base + to);
                }
            }
            // Something must stand where a label points, or nothing is drawn.
            if self.text.len() == base {
                self.text.push(' ');
            }
        }
        let end = self.text.len();
        let position = main.source.position(u32::try_from(main.range.start).unwrap_or(u32::MAX));
        self.blocks.push(Block {
            range: start..end,
            line: cluster.lines.0,
            name: header(main, position, total, language),
        });
        self.text.push('\n');
        for (target, (from, to)) in cluster.targets.iter().zip(drawn) {
            let position = target.source.position(u32::try_from(target.range.start).unwrap_or(u32::MAX));
            let range = self.whole_character(from.min(end), to.clamp(from.min(end), end), start, end);
            let mut message = target.message.clone();
            if target.place != main.place && !target.place.is_empty() {
                message = words::labelled(&escape::visible(target.place), &message, language);
            }
            let room = match self.text.get(range.clone()).is_some_and(|words| words.contains('\n')) {
                true => budget.saturating_sub(2),
                // One column to spare: a renderer moves a mark that touches the one before it.
                false => budget.saturating_sub(self.middle(&range) + 5),
            };
            let text = (!message.is_empty()).then(|| width::wrap(&message, room).join("\n"));
            self.marks.push(Mark {
                range,
                line: position.line - 1,
                column: position.column - 1,
                text,
                primary: target.index == 0,
            });
        }
    }

    /// An empty range covers the character at or before it, so that something is underlined.
    fn whole_character(&self, from: usize, to: usize, start: usize, end: usize) -> Range<usize> {
        // What begins and ends with a line end is drawn on the next or the previous line.
        let words = self.text.get(from..to).unwrap_or_default();
        let from = from + (words.len() - words.trim_start_matches('\n').len());
        let to = from + words.trim_matches('\n').len();
        if from < to {
            return from..to;
        }
        let rest = self.text.get(from..end).unwrap_or_default();
        if let Some(next) = rest.chars().next().filter(|&c| c != '\n') {
            return from..from + next.len_utf8();
        }
        let before = self.text.get(start..from).unwrap_or_default();
        match before.chars().next_back().filter(|&c| c != '\n') {
            Some(last) => from - last.len_utf8()..from,
            None => from..from,
        }
    }

    /// The column under which a renderer hangs the message of a one-line label.
    fn middle(&self, range: &Range<usize>) -> usize {
        let line = self.text.get(..range.start).map_or(0, |text| text.rfind('\n').map_or(0, |at| at + 1));
        let before = width::columns(self.text.get(line..range.start).unwrap_or_default());
        let words = width::columns(self.text.get(range.clone()).unwrap_or_default());
        before + words / 2
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset().saturating_add(span.len());
        let block = self
            .blocks
            .iter()
            .find(|block| block.range.start <= span.offset() && end <= block.range.end)
            .ok_or(MietteError::OutOfBounds)?;
        let mark = self.marks.iter().find(|mark| mark.range.start == span.offset());
        let all = self.text.get(block.range.clone()).unwrap_or_default();
        // Without context the answer starts at the label's own line, and its line and column are the label's.
        let (start, line, column) = match mark {
            Some(mark) if before == 0 => {
                let ahead = self.text.get(block.range.start..mark.range.start).unwrap_or_default();
                let start = ahead.rfind('\n').map_or(block.range.start, |at| block.range.start + at + 1);
                (start, mark.line, mark.column)
            }
            _ => (block.range.start, block.line, 0),
        };
        let data = all.get(start - block.range.start..).unwrap_or_default();
        Ok(Box::new(MietteSpanContents::new_named(
            block.name.clone(),
            data.as_bytes(),
            SourceSpan::from(start..block.range.end),
            line as usize,
            column as usize,
            // A count of lines would make a renderer join this block with the next.
            0,
        )))
    }
}

/// Columns left for the document's text, given the last 0-based line and the number of labels drawn in the margin.
fn budget(last_line: u32, margins: usize, total: usize) -> usize {
    let digits = (last_line + 1).to_string().len();
    let margin = if margins > 0 { margins + 3 } else { 0 };
    total.saturating_sub(digits + 4 + margin).max(20)
}

/// The main label's address, cell or page, and file, as they stand above a block.
fn header(main: &Target<'_>, position: crate::LineColumn, total: usize, language: Language) -> String {
    let label = Label::new(Arc::clone(main.source), main.range.clone().into(), main.place);
    let at = words::Position::of(&label);
    let fixed =
        format!("╭─[:{}:{}]", position.line, position.column).chars().count() + position.line.to_string().len() + 2;
    let room = total.saturating_sub(fixed + 1).max(16);
    let mut place = escape::visible(main.place).into_owned();
    if let Some(where_in_file) = at.in_file(language) {
        place = if place.is_empty() { where_in_file } else { format!("{place} {}", escape::visible(&where_in_file)) };
    }
    let place = width::clip_end(&place, room * 2 / 3);
    let file = escape::visible(main.source.name());
    let file = width::clip_start(&file, room.saturating_sub(width::columns(&place) + 1).max(8));
    if place.is_empty() { file } else { format!("{place} {file}") }
}

/// The labels as targets, by document in order of appearance, then by place; labels at the same place become one.
fn targets(labels: &[Label], language: Language) -> Vec<Target<'_>> {
    let mut sources: Vec<*const Source> = Vec::new();
    let mut targets: Vec<(usize, Target<'_>)> = Vec::with_capacity(labels.len());
    for (index, label) in labels.iter().enumerate() {
        let pointer = Arc::as_ptr(&label.source);
        let group = sources.iter().position(|&known| known == pointer).unwrap_or_else(|| {
            sources.push(pointer);
            sources.len() - 1
        });
        let range = words_only(label);
        let lines = label.source.lines();
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let first = lines.line_at(offset(range.start));
        let last = lines.line_at(offset(range.end.saturating_sub(usize::from(!range.is_empty()))));
        let message = label.message.as_ref().map(|text| escape::visible(text.get(language)).into_owned());
        targets.push((
            group,
            Target {
                index,
                source: &label.source,
                range,
                lines: (first, last.clamp(first, first + LABEL_LINES - 1)),
                place: &label.place,
                message: message.unwrap_or_default(),
            },
        ));
    }
    targets.sort_by_key(|(group, target)| (*group, target.range.start, target.range.end, target.index));
    let mut merged: Vec<Target<'_>> = Vec::with_capacity(targets.len());
    for (_, target) in targets {
        match merged.last_mut() {
            Some(last) if Arc::ptr_eq(last.source, target.source) && last.range == target.range => {
                if !target.message.is_empty() && target.message != last.message {
                    if !last.message.is_empty() {
                        last.message.push_str(if language == Language::Chinese { "；" } else { "; " });
                    }
                    last.message.push_str(&target.message);
                }
            }
            _ => merged.push(target),
        }
    }
    merged
}

/// The label's span on character boundaries, without blanks at its ends.
fn words_only(label: &Label) -> Range<usize> {
    let text = label.source.text();
    let boundary = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (boundary(label.span.start), boundary(label.span.end));
    let words = text.get(start..end).unwrap_or_default();
    let trimmed = words.trim();
    if trimmed.is_empty() {
        return start..start;
    }
    let start = start + (words.len() - words.trim_start().len());
    start..start + trimmed.len()
}

fn cluster(targets: Vec<Target<'_>>, total: usize) -> Vec<Cluster<'_>> {
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    for target in targets {
        match clusters.last_mut() {
            Some(cluster) if joins(cluster, &target, total) => {
                cluster.lines.1 = cluster.lines.1.max(target.lines.1);
                cluster.targets.push(target);
            }
            _ => clusters.push(Cluster { lines: target.lines, targets: vec![target] }),
        }
    }
    clusters
}

/// Whether `target` can be drawn in the same block as the labels before it.
fn joins(cluster: &Cluster<'_>, target: &Target<'_>, total: usize) -> bool {
    let Some(last) = cluster.targets.last() else { return false };
    let near = Arc::ptr_eq(last.source, target.source)
        && target.lines.0 <= cluster.lines.1 + 1
        && target.lines.1.saturating_sub(cluster.lines.0) < BLOCK_LINES;
    if !near || (cluster.targets.len() >= 8) {
        return false;
    }
    let shares = |other: &Target<'_>| other.lines.0 <= target.lines.1 && target.lines.0 <= other.lines.1;
    if !cluster.targets.iter().any(shares) {
        return true;
    }
    // Two that stand on one line: side by side, and close enough for one window with both messages.
    let line = line_range(target.source, target.lines.0);
    let before: Vec<_> = cluster.targets.iter().filter(|other| shares(other)).collect();
    if target.is_multiline() || before.iter().any(|o| o.is_multiline() || o.range.end > target.range.start) {
        return false;
    }
    let Some(start) = before.iter().map(|other| other.range.start).min() else { return true };
    let budget = budget(cluster.lines.1.max(target.lines.1), 0, total);
    let text = target.source.text();
    let from = if measure(text, &line, budget) <= budget { line.start } else { start };
    let ahead = measure(text, &(from..target.range.start), budget);
    let own = measure(text, &target.range, budget);
    let message = width::columns(&target.message).min(MESSAGE / 2);
    ahead + own + 2 * CUT <= budget && ahead + own / 2 + 5 + CUT + message <= budget
}

/// What a line's window must show, and the columns that the messages of its labels want, counted from there.
fn wanted(
    text: &str,
    parts: &[(usize, Range<usize>)],
    targets: &[Target<'_>],
    budget: usize,
) -> Option<(Range<usize>, usize)> {
    let start = parts.iter().map(|(_, part)| part.start).min()?;
    let end = parts.iter().map(|(_, part)| part.end).max()?;
    let reserve = parts.iter().filter_map(|(i, part)| {
        let target = targets.get(*i)?;
        let message = width::columns(&target.message).min(MESSAGE);
        (message > 0 && !target.is_multiline()).then(|| {
            let middle = measure(text, &(start..part.start), budget) + measure(text, part, budget) / 2;
            middle + 5 + message
        })
    });
    Some((start..end, reserve.max().unwrap_or(0)))
}

/// The 0-based line's text without its line end.
fn line_range(source: &Source, line: u32) -> Range<usize> {
    let lines = source.lines();
    let text = source.text();
    let start = lines.line_start(line).map_or(text.len(), |at| at as usize);
    let end = lines.line_start(line + 1).map_or(text.len(), |at| at as usize);
    let content = text.get(start..end).unwrap_or_default();
    start..start + content.trim_end_matches(['\n', '\r']).len()
}
