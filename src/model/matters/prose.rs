//! Decision lists written as outlines.

use std::borrow::Cow;

use super::body::{Act, Body, party_organ};
use super::steps::{Reading, Step, Words, steps, trailing_deciders};
use super::table::{heading, number};
use super::{ListKind, Matter, MatterList};
use crate::Text;
use crate::model::table::{Stated, Unread, tidy};
use crate::source::{Source, Span};
use crate::syntax::charter::{Form, enclosed};
use crate::syntax::list::{Line, Look, declared, lines};

/// A marked line with the lines that continue it.
#[derive(Clone, Debug)]
struct Entry {
    level: usize,
    number: u32,
    label: Span,
    /// The words after the marker, continuation lines included.
    words: Span,
    /// Whether a deeper entry follows.
    has_children: bool,
}

impl MatterList {
    /// Reads the outline in `span`, which stands below the title.
    pub(crate) fn read_prose(
        source: &Source,
        span: Span,
        kind: ListKind,
        title: String,
        title_span: Option<Span>,
    ) -> (Self, Vec<Unread>) {
        let lines = lines(source.read(span), span.start);
        let mut unread = Vec::new();
        let mut count: Option<(u32, Span)> = None;
        let (entries, preface) = entries(source, &lines, &mut count);
        let level = matter_level(source, &entries);
        let mut matters: Vec<Matter> = Vec::new();
        let mut category = String::new();
        let mut decided: Vec<Step> = Vec::new();
        let mut position = 0;
        let mut i = 0;
        while let Some(entry) = entries.get(i) {
            i += 1;
            if entry.level < level {
                let mut text = tidy(source.read(entry.words));
                text.truncate(text.trim_end_matches(['：', ':', '。', '；']).len());
                category = heading(&text);
                // 一、须由董事会决定的: whose decision all matters below need.
                // What is decided there are the matters: 由董事会决定的事项.
                let said = ["的重大事项", "的事项", "的"].iter().find_map(|noun| text.strip_suffix(noun));
                let text = said.unwrap_or(&text);
                let whole = Words { text, raw: source.read(entry.words), span: entry.words };
                decided = steps(whole, Reading::Matter).into_iter().filter(|step| step.act.is_final()).collect();
                continue;
            }
            let children: Vec<&Entry> = entries[i..].iter().take_while(|e| e.level > entry.level).collect();
            i += children.len();
            position += 1;
            let mut here = read(source, entry, &children, kind, &category, position);
            for matter in here.iter_mut().filter(|matter| !matter.steps.iter().any(|step| step.act.is_final())) {
                matter.steps.extend(decided.iter().cloned());
            }
            matters.extend(here);
        }
        if matters.is_empty() {
            for (category, entry) in lines.iter().flat_map(|line| run_on(source, line)) {
                position += 1;
                matters.extend(read(source, &entry, &[], kind, &category, position));
            }
        }
        if matters.is_empty() {
            // A list without numbers: each line that ends like an entry is one.
            for line in lines.iter().filter(|line| line.look == Look::Plain) {
                let text = source.read(line.span);
                let bullet = text.trim_start_matches(['-', '*', '•', '·', '●', '■', '◆', '—']);
                if bullet.len() < text.len() || text.ends_with(['；', ';']) {
                    position += 1;
                    let start = line.span.end - bullet.trim_start().len() as u32;
                    let words = Span::new(start, line.span.end);
                    let entry = Entry { level: 0, number: 0, label: Span::default(), words, has_children: false };
                    matters.extend(read(source, &entry, &[], kind, "", position));
                }
            }
        }
        if matters.is_empty() {
            let reason = Text::new("清单里没有读到事项", "no matter was found in the list");
            unread.push(Unread::new(kind.place(), Stated::new(title.clone(), title_span.unwrap_or(span)), reason));
        }
        let numbered_by_category = number(&mut matters, kind);
        let organ = party_organ(&title).or_else(|| preface.and_then(|span| party_organ(source.read(span))));
        let declared_in_title = || title_span.and_then(|span| Some((declared(&title)?, span)));
        let list = Self {
            kind,
            organ,
            declared: count.or_else(declared_in_title),
            preface,
            states_next: matters.iter().any(|matter| !matter.steps.is_empty()),
            matters,
            numbered_by_category,
            table: None,
            title,
            title_span,
        };
        (list, unread)
    }
}

/// The marked lines with their levels, and the text before the first of them.
fn entries(source: &Source, lines: &[Line], count: &mut Option<(u32, Span)>) -> (Vec<Entry>, Option<Span>) {
    let mut out: Vec<Entry> = Vec::new();
    // Marker forms from the outermost in, each with the last number it gave.
    let mut stack: Vec<((Form, u8), u32)> = Vec::new();
    let mut preface: Option<Span> = None;
    let mut closed = false;
    for line in lines {
        match line.look {
            Look::Blank => {}
            Look::Closing { count: n } => {
                // 共5项 below a heading counts its category; the last word is the list's.
                *count = Some((n, line.span));
                closed = true;
            }
            Look::Marked { form, number, depth, label, rest } => {
                closed = false;
                let key = (form, depth);
                let known = stack.iter().rposition(|(k, _)| *k == key);
                // 21. after ⑳ goes on counting: there are no enclosed numbers beyond.
                let enclosed = |(outer, last): &((Form, u8), u32)| outer.0 == Form::Enclosed && number > *last;
                let goes_on = stack.iter().rposition(enclosed).filter(|_| known.is_none() && number > 20);
                let level = known.or(goes_on).unwrap_or(stack.len());
                stack.truncate(level);
                stack.push((key, number));
                if let Some(last) = out.last_mut()
                    && last.level < level
                {
                    last.has_children = true;
                }
                out.push(Entry { level, number, label, words: rest, has_children: false });
            }
            Look::Plain => match out.last_mut() {
                None => {
                    let text = source.read(line.span);
                    if let Some(n) = declared(text) {
                        *count = Some((n, line.span));
                    }
                    preface = Some(preface.map_or(line.span, |span| span.cover(line.span)));
                }
                Some(last) => {
                    let before = source.read(last.words);
                    let ended = closed || before.ends_with(['。', '；', ';', '！', '!']);
                    if ended || source.read(line.span).starts_with(['注', '附', '备', '说']) {
                        if let Some(n) = declared(source.read(line.span)) {
                            *count = Some((n, line.span));
                        }
                        closed = true;
                    } else {
                        last.words = last.words.cover(line.span);
                    }
                }
            },
        }
    }
    (out, preface)
}

/// The entries that run on inside a line, with their category: 政治建设：①学习安排；②请示报告；21.统战工作。
fn run_on(source: &Source, line: &Line) -> Vec<(String, Entry)> {
    let text = source.read(line.span);
    let mut marks: Vec<(usize, usize, u32)> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        if let Some((Form::Enclosed, number)) = enclosed(c) {
            marks.push((at, at + c.len_utf8(), number));
        } else if !marks.is_empty() && matches!(before, Some('；' | ';')) && c.is_ascii_digit() {
            // There are no enclosed numbers beyond ⑳.
            let digits = text[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - at);
            let number = text[at..at + digits].parse();
            let behind = text[at + digits..].chars().next().filter(|c| matches!(c, '.' | '．' | '、'));
            if let (Ok(number), Some(dot)) = (number, behind) {
                marks.push((at, at + digits + dot.len_utf8(), number));
            }
        }
        before = Some(c);
    }
    let Some((first, ..)) = marks.first() else { return Vec::new() };
    let category = text[..*first].trim_end_matches(['：', ':', ' ']).to_owned();
    let ends = marks.iter().skip(1).map(|(at, ..)| *at).chain([text.len()]);
    let place = |from: usize, to: usize| Span::new(line.span.start + from as u32, line.span.start + to as u32);
    let entry = |((at, from, number), to): (&(usize, usize, u32), usize)| {
        let words = text[*from..to].trim_end_matches(['；', ';', '。', ' ']);
        let words = place(*from, from + words.len());
        let entry = Entry { level: 0, number: *number, label: place(*at, *from), words, has_children: false };
        (category.clone(), entry)
    };
    marks.iter().zip(ends).map(entry).collect()
}

/// The level whose entries are matters: the first whose entries are not merely headings of deeper ones.
fn matter_level(source: &Source, entries: &[Entry]) -> usize {
    let deepest = entries.iter().map(|entry| entry.level).max().unwrap_or(0);
    for level in 0..deepest {
        let here: Vec<&Entry> = entries.iter().filter(|entry| entry.level == level).collect();
        let headings = here.iter().filter(|entry| is_heading(source, entry)).count();
        if goes_on_counting(entries, level) {
            continue;
        }
        if headings * 10 < here.len() * 6 || headings == 0 {
            return level;
        }
    }
    deepest
}

/// Whether the entries below those of a level are numbered through from one to the next: 一、 1. 2. 二、 3. 4.
fn goes_on_counting(entries: &[Entry], level: usize) -> bool {
    let (mut groups, mut last, mut opened) = (0, None, false);
    for entry in entries.iter().filter(|entry| entry.level <= level + 1) {
        if entry.level <= level {
            opened = true;
            continue;
        }
        if std::mem::take(&mut opened) && last.is_some() {
            if last.is_some_and(|last: u32| last + 1 != entry.number) {
                return false;
            }
            groups += 1;
        }
        last = Some(entry.number);
    }
    groups > 0
}

fn is_heading(source: &Source, entry: &Entry) -> bool {
    let text = source.read(entry.words);
    let words = Words { text, raw: text, span: entry.words };
    entry.has_children
        && text.chars().count() <= 40
        && !text.ends_with(['；', ';'])
        && trailing_deciders(words).0.is_empty()
        && steps(words, Reading::Matter).is_empty()
}

/// A matter, or one per tier if its sub-items each name who decides.
fn read(
    source: &Source,
    entry: &Entry,
    children: &[&Entry],
    kind: ListKind,
    category: &str,
    position: u32,
) -> Vec<Matter> {
    let label = source.read(entry.label).to_owned();
    let number = (entry.number > 0).then_some(entry.number);
    let whole = children.iter().fold(entry.label.cover(entry.words), |span, child| span.cover(child.words));
    let whole = if entry.label.is_empty() { entry.words } else { whole };
    let parts: Vec<Part> = children.iter().map(|child| Part::read(source, child.words)).collect();
    let tiers = parts.len() >= 2 && parts.iter().all(|part| part.steps.iter().any(|step| step.act.is_final()));
    let own = Part::read(source, entry.words);
    let make = |text: String, part: Part, span: Span, text_span: Span, continued: bool| {
        let mut steps = part.steps;
        let mut party_act = match kind {
            ListKind::PriorStudy => Some(Act::Discuss),
            ListKind::GateKeeping => Some(Act::GateKeep),
            ListKind::Decided => Some(Act::Decide),
            ListKind::Matrix | ListKind::Supervision => None,
        };
        let mut party_stated = None;
        if let Some(at) = steps.iter().position(|step| step.body == Body::Party && !step.act.is_final()) {
            let step = steps.remove(at);
            party_act = party_act.or(Some(step.act));
            party_stated = Some(Stated::new(step.name, step.span));
        }
        Matter {
            number,
            label: label.clone(),
            position,
            place: String::new(),
            category: category.to_owned(),
            text,
            text_span,
            span,
            standard: None,
            amounts: part.amounts,
            party_act,
            party_stated,
            steps,
            next_stated: None,
            procedure: None,
            basis: None,
            remark: None,
            code: None,
            continued,
            row: None,
        }
    };
    if tiers {
        let lead = own.text.trim_end_matches(['：', ':']).to_owned();
        return parts
            .into_iter()
            .zip(children)
            .enumerate()
            .map(|(i, (mut part, child))| {
                part.steps.extend(own.steps.iter().cloned());
                let text = format!("{lead}：{}", part.text);
                make(text, part, child.label.cover(child.words), child.words, i > 0)
            })
            .collect();
    }
    let mut all = own;
    for part in parts {
        all.text.push_str(&part.text);
        all.steps.extend(part.steps);
        all.amounts.extend(part.amounts);
    }
    let text = all.text.clone();
    vec![make(text, all, whole, entry.words, false)]
}

/// The words with numbers whole that a line end cut: 不足300 and 0万元 on the next line.
fn closed_up(text: &str) -> Cow<'_, str> {
    let is_cut = |at: usize| {
        let before = text[..at].trim_end_matches('\r').chars().next_back();
        let after = text[at + 1..].chars().next();
        [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()))
    };
    let cuts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).filter(|at| is_cut(*at)).collect();
    if cuts.is_empty() {
        return Cow::Borrowed(text);
    }
    let kept = text.char_indices().filter(|(at, c)| !cuts.contains(at) && !(*c == '\r' && cuts.contains(&(at + 1))));
    Cow::Owned(kept.map(|(_, c)| c).collect())
}

struct Part {
    text: String,
    steps: Vec<Step>,
    amounts: Vec<crate::model::amount::AmountCondition>,
}

impl Part {
    fn read(source: &Source, span: Span) -> Self {
        let raw = source.read(span);
        let tidied = tidy(&closed_up(raw));
        let words = Words { text: &tidied, raw, span };
        let (bracket, rest) = trailing_deciders(words);
        let mut found = steps(Words { text: rest, ..words }, Reading::Matter);
        found.extend(bracket);
        let amounts = words.conditions(rest, "");
        Self { text: rest.to_owned(), steps: found, amounts }
    }
}
