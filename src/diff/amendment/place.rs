//! Where amended articles stand in the new text, and what numbers the others get.

use std::collections::{BTreeMap, HashMap};

use super::super::manuscript::{ArticleText, HeadingText, Level, Manuscript, fold};
use super::Problem;
use super::apply::{heading_text, split_heading};
use super::number::{ArticleNumber, label_like};
use crate::Text;
use crate::numeral;

/// An article that a row gives.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The old article that it replaces.
    pub(super) old: Option<usize>,
    /// The old article after which it stands, where the row says so.
    pub(super) after: Option<usize>,
    pub(super) part: usize,
    pub(super) number: ArticleNumber,
    /// Its index in the new text, where that is known.
    pub(super) position: Option<usize>,
    pub(super) text: String,
    pub(super) row: String,
    /// The chapter it belongs to, where the row says so.
    pub(super) chapter: Option<String>,
}

/// The new articles in order.
pub(super) struct Placement {
    /// With the old article that each one is or replaces.
    pub(super) articles: Vec<(Option<usize>, ArticleText)>,
    pub(super) problems: Vec<Problem>,
    /// Chapters that rows name, by index of the article.
    pub(super) chapters: HashMap<usize, String>,
}

/// Known positions: the others fill the rest in their order.
pub(super) fn by_position(kept: Vec<(usize, ArticleText)>, placed: Vec<Placed>) -> Vec<ArticleText> {
    let mut at: BTreeMap<usize, ArticleText> = BTreeMap::new();
    for item in placed {
        let article = ArticleText { label: item.number.label, text: item.text, ..ArticleText::default() };
        at.insert(item.position.unwrap_or(usize::MAX), article);
    }
    let total = kept.len() + at.len();
    let mut rest = kept.into_iter().map(|(_, article)| article);
    let mut out = Vec::with_capacity(total);
    for index in 0..total {
        if let Some(article) = at.remove(&index).or_else(|| rest.next()) {
            out.push(article);
        }
    }
    out.extend(at.into_values());
    out
}

/// Positions from the numbers that the rows give; the numbers of the others follow.
pub(super) fn by_number(
    old: &Manuscript,
    kept: Vec<(usize, ArticleText)>,
    placed: Vec<Placed>,
    said: bool,
) -> Placement {
    let mut out = Placement { articles: Vec::new(), problems: Vec::new(), chapters: HashMap::new() };
    let parts = old.parts.len().max(1);
    let mut kept_by_part: Vec<Vec<(usize, ArticleText)>> = vec![Vec::new(); parts];
    for (i, article) in kept {
        if let Some(list) = kept_by_part.get_mut(article.part) {
            list.push((i, article));
        }
    }
    let mut placed_by_part: Vec<Vec<Placed>> = vec![Vec::new(); parts];
    for item in placed {
        if let Some(list) = placed_by_part.get_mut(item.part) {
            list.push(item);
        }
    }
    for (part, (kept, placed)) in kept_by_part.into_iter().zip(placed_by_part).enumerate() {
        let units = Part { old, part, kept, placed, said }.order(&mut out.problems);
        for unit in units {
            if let Some(chapter) = unit.chapter {
                out.chapters.insert(out.articles.len(), chapter);
            }
            out.articles.push((unit.old, unit.article));
        }
    }
    out
}

/// One article of the new text.
struct Unit {
    old: Option<usize>,
    article: ArticleText,
    chapter: Option<String>,
    row: String,
}

struct Part<'a> {
    old: &'a Manuscript,
    part: usize,
    kept: Vec<(usize, ArticleText)>,
    placed: Vec<Placed>,
    said: bool,
}

impl Part<'_> {
    fn number_of(&self, old: usize) -> u32 {
        self.old.articles.get(old).map_or(0, |a| a.number)
    }

    fn order(self, problems: &mut Vec<Problem>) -> Vec<Unit> {
        let in_part = |a: &&ArticleText| a.part == self.part && !a.label.is_empty();
        let numbers: Vec<u32> = self.old.articles.iter().filter(in_part).map(|a| a.number).collect();
        let mut kept_numbers: Vec<u32> = self.kept.iter().filter(|(_, a)| a.sub == 0).map(|(_, a)| a.number).collect();
        kept_numbers.sort_unstable();
        // The first article in place of an old one replaces it, further ones are new.
        let mut seen = std::collections::HashSet::new();
        let fresh: Vec<bool> = self.placed.iter().map(|p| p.old.is_none_or(|o| !seen.insert(o))).collect();
        let explicit = |p: &Placed| !p.number.label.is_empty();
        let renumbers = self.said
            || self.placed.iter().zip(&fresh).any(|(p, fresh)| {
                explicit(p)
                    && p.number.sub == 0
                    && match p.old {
                        Some(o) if !fresh => self.number_of(o) != p.number.number || p.number.fixed,
                        _ => kept_numbers.binary_search(&p.number.number).is_ok(),
                    }
            })
            || self.placed.iter().any(|p| !explicit(p));
        if renumbers {
            let first = numbers.iter().copied().min().unwrap_or(1).max(1);
            self.renumbered(first, &fresh, problems)
        } else {
            self.in_place(problems)
        }
    }

    /// Numbers stay as they are; a deleted one leaves a gap.
    fn in_place(self, problems: &mut Vec<Problem>) -> Vec<Unit> {
        let before: Vec<u32> =
            self.old.articles.iter().filter(|a| a.part == self.part && a.sub == 0).map(|a| a.number).collect();
        let mut units: Vec<Unit> = Vec::new();
        let mut placed: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
        let mut added = Vec::new();
        for item in self.placed {
            match item.old {
                Some(o) => placed.entry(o).or_default().push(item),
                None => added.push(item),
            }
        }
        let unit = |item: Placed, old: Option<usize>| Unit {
            old,
            article: article(item.number.label.clone(), &item),
            chapter: item.chapter,
            row: item.row,
        };
        let mut kept = self.kept.into_iter().peekable();
        for index in 0..self.old.articles.len() {
            if let Some((i, article)) = kept.next_if(|(i, _)| *i == index) {
                units.push(Unit { old: Some(i), article, chapter: None, row: String::new() });
            }
            units.extend(placed.remove(&index).unwrap_or_default().into_iter().map(|item| unit(item, Some(index))));
        }
        for item in added {
            let key = (item.number.number, item.number.sub);
            let at = units.iter().rposition(|u| !u.article.label.is_empty() && (u.article.number, u.article.sub) < key);
            let mut at = at.map_or(0, |i| i + 1);
            while units.get(at).is_some_and(|u| u.article.label.is_empty()) {
                at += 1;
            }
            units.insert(at, unit(item, None));
        }
        let after: Vec<u32> = units
            .iter()
            .filter(|u| !u.article.label.is_empty() && u.article.sub == 0)
            .map(|u| u.article.number)
            .collect();
        let has_gap = |list: &[u32]| list.windows(2).any(|w| w[1] > w[0] + 1);
        if has_gap(&after) && !has_gap(&before) {
            let message = Text::new(
                "删除条款后序号不连续，修正案没有写明其后条款顺延，序号未作调整",
                "deletions leave a gap in the numbers and the amendment does not say that what follows moves up; numbers were left",
            );
            problems.push(Problem { row: "序号".to_owned(), message, applied: true });
        }
        units
    }

    /// Given numbers are slots; the others fill the rest in their order.
    fn renumbered(self, first: u32, fresh: &[bool], problems: &mut Vec<Problem>) -> Vec<Unit> {
        let shift = Shift::of(&self, fresh);
        let mut slots: BTreeMap<u32, Vec<Unit>> = BTreeMap::new();
        let mut subs: BTreeMap<u32, Vec<(u32, Unit)>> = BTreeMap::new();
        // Floating articles with the place they hold in the old order.
        let mut floating: Vec<((usize, usize), Unit)> = Vec::new();
        for (i, article) in self.kept.iter().cloned() {
            floating.push(((i, 0), Unit { old: Some(i), article, chapter: None, row: String::new() }));
        }
        let end = self.old.articles.len();
        for (order, (item, fresh)) in self.placed.iter().zip(fresh).enumerate() {
            let number = &item.number;
            let label = number.label.clone();
            let unit = Unit {
                old: item.old.filter(|_| !*fresh).or(item.old),
                article: article(label, item),
                chapter: item.chapter.clone(),
                row: item.row.clone(),
            };
            let anchor = item.old.or(item.after);
            if number.label.is_empty() {
                if anchor.is_none() {
                    let message = Text::new(
                        "没有写明放在第几条，已放在最后",
                        "the amendment does not say which number it gets; it was put last",
                    );
                    problems.push(Problem { row: item.row.clone(), message, applied: true });
                }
                floating.push(((anchor.unwrap_or(end), order + 1), unit));
                continue;
            }
            if number.sub != 0 {
                subs.entry(number.number).or_default().push((number.sub, unit));
                continue;
            }
            // A row may repeat the old number although articles before it were added: then the number follows.
            let kept_old_number =
                !number.fixed && item.old.filter(|_| !*fresh).is_some_and(|o| self.number_of(o) == number.number);
            if kept_old_number && let Some(o) = item.old {
                let right = shift.expected(self.number_of(o));
                if right != i64::from(number.number) {
                    let follows = label_like(u32::try_from(right).unwrap_or(0), 0, &number.label);
                    let message = Text::new(
                        format!("修订后仍写{}，因前面条款增减，其序号已顺延为{follows}", number.label),
                        format!(
                            "the row keeps {}, which became article {right} because of what was added or deleted before",
                            number.label
                        ),
                    );
                    problems.push(Problem { row: item.row.clone(), message, applied: true });
                    floating.push(((o, 0), unit));
                    continue;
                }
            }
            slots.entry(number.number).or_default().push(unit);
        }
        floating.sort_by_key(|(key, _)| *key);
        let mut out: Vec<Unit> = Vec::new();
        let mut floating = floating.into_iter().map(|(_, unit)| unit).peekable();
        let mut next = first;
        loop {
            // What has no number, or a number of its own behind 之, goes with what precedes it.
            while let Some(mut unit) =
                floating.next_if(|u| u.article.sub != 0 || u.article.label.is_empty() && u.row.is_empty())
            {
                if unit.article.sub != 0 {
                    relabel(&mut unit.article, next.saturating_sub(1));
                }
                out.push(unit);
            }
            if let Some(units) = slots.remove(&next) {
                let mut units = units.into_iter();
                out.extend(units.next());
                for mut extra in units {
                    next += 1;
                    let message = Text::new(
                        format!("{}被写了两次，后一个改为第{next}条", extra.article.label),
                        format!("{} is given twice; the second became article {next}", extra.article.label),
                    );
                    problems.push(Problem { row: extra.row.clone(), message, applied: true });
                    relabel(&mut extra.article, next);
                    out.push(extra);
                }
            } else if let Some(mut unit) = floating.next() {
                relabel(&mut unit.article, next);
                out.push(unit);
            } else if let Some((number, units)) = slots.pop_first() {
                if number > next {
                    let label = units.first().map(|u| u.article.label.clone()).unwrap_or_default();
                    let row = units.first().map(|u| u.row.clone()).unwrap_or_default();
                    let message = Text::new(
                        format!("{label}之前缺少第{next}条，新章程序号不连续"),
                        format!("article {next} is missing before {label}; the new numbers are not continuous"),
                    );
                    problems.push(Problem { row, message, applied: true });
                }
                out.extend(units);
                next = number.max(next);
            } else {
                break;
            }
            if let Some(mut list) = subs.remove(&next) {
                list.sort_by_key(|(sub, _)| *sub);
                out.extend(list.into_iter().map(|(_, unit)| unit));
            }
            next += 1;
        }
        out.extend(subs.into_values().flatten().map(|(_, unit)| unit));
        out
    }
}

/// How far numbers move by what rows add and delete.
struct Shift {
    added: Vec<u32>,
    gone: Vec<u32>,
}

impl Shift {
    fn of(part: &Part<'_>, fresh: &[bool]) -> Self {
        let mut added: Vec<u32> = part
            .placed
            .iter()
            .zip(fresh)
            .filter(|(p, fresh)| **fresh && !p.number.label.is_empty() && p.number.sub == 0)
            .map(|(p, _)| p.number.number)
            .collect();
        let replaced: std::collections::HashSet<usize> = part.placed.iter().filter_map(|p| p.old).collect();
        let kept: std::collections::HashSet<usize> = part.kept.iter().map(|(i, _)| *i).collect();
        let mut gone: Vec<u32> = part
            .old
            .articles
            .iter()
            .enumerate()
            .filter(|(i, a)| {
                a.part == part.part && a.sub == 0 && a.number != 0 && !replaced.contains(i) && !kept.contains(i)
            })
            .map(|(_, a)| a.number)
            .collect();
        // An article that leaves its place for another number counts on both sides.
        for p in part.placed.iter().zip(fresh).filter(|(p, fresh)| !**fresh && p.old.is_some()).map(|(p, _)| p) {
            if let Some(o) = p.old {
                let number = part.number_of(o);
                if p.number.sub == 0 && !p.number.label.is_empty() && (number != p.number.number || p.number.fixed) {
                    gone.push(number);
                    added.push(p.number.number);
                }
            }
        }
        added.sort_unstable();
        gone.sort_unstable();
        Self { added, gone }
    }

    /// The number that an old number becomes.
    fn expected(&self, number: u32) -> i64 {
        let gone = self.gone.partition_point(|n| *n < number) as i64;
        let mut at = i64::from(number) - gone;
        for &added in &self.added {
            if i64::from(added) > at {
                break;
            }
            at += 1;
        }
        at
    }
}

fn article(label: String, item: &Placed) -> ArticleText {
    ArticleText {
        label,
        number: item.number.number,
        sub: item.number.sub,
        part: item.part,
        text: item.text.clone(),
        ..ArticleText::default()
    }
}

fn relabel(article: &mut ArticleText, number: u32) {
    if article.number != number || article.label.is_empty() {
        article.label = label_like(number, article.sub, &article.label);
        article.number = number;
    }
}

/// The headings of the new text.
pub(super) fn headings(
    old: &Manuscript,
    articles: &[(Option<usize>, ArticleText)],
    kept: Vec<HeadingText>,
    added: &[(String, String, Option<ArticleNumber>)],
    chapters: &HashMap<usize, String>,
    problems: &mut Vec<Problem>,
) -> Vec<HeadingText> {
    let mut position: HashMap<usize, usize> = HashMap::new();
    for (new, (o, _)) in articles.iter().enumerate() {
        if let Some(o) = o {
            position.entry(*o).or_insert(new);
        }
    }
    let mut out: Vec<HeadingText> = Vec::new();
    let mut floor = 0;
    for (i, heading) in kept.iter().enumerate() {
        let ends = |other: &&HeadingText| heading.level == Level::Section || other.level == Level::Chapter;
        let end = kept.iter().skip(i + 1).find(ends).map_or(old.articles.len(), |next| next.before);
        let in_part = |o: &usize| old.articles.get(*o).is_some_and(|a| a.part == heading.part);
        let named = |at: usize| chapters.get(&at).is_some_and(|chapter| names(chapter, heading));
        // An article that a row puts into another chapter does not say where this one begins.
        let elsewhere = |at: usize| chapters.contains_key(&at) && !named(at);
        let positions = || (heading.before..end).filter(in_part).filter_map(|o| position.get(&o).copied());
        let survivors = || positions().filter(|at| !elsewhere(*at));
        let first = survivors().filter(|p| *p >= floor).min().or_else(|| survivors().min());
        let mut at = match first {
            Some(at) => at,
            None => match (0..articles.len()).find(|&at| named(at)) {
                Some(at) => at,
                None if heading.before >= end => {
                    // It had no article before either.
                    out.last().map_or(0, |h| h.before)
                }
                None => {
                    let line = heading.line();
                    let message = Text::new(
                        format!("“{line}”下的条款已全部删除或移出，该标题一并删除"),
                        format!("no article is left under “{line}”; the heading was deleted"),
                    );
                    problems.push(Problem { row: line, message, applied: true });
                    continue;
                }
            },
        };
        while at > floor && named(at - 1) {
            at -= 1;
        }
        floor = at;
        out.push(HeadingText { before: at, ..heading.clone() });
    }
    for (row, line, before) in added {
        let is = |number: &ArticleNumber, a: &ArticleText| {
            (a.number, a.sub) == (number.number, number.sub) && number.part_in(old) == Some(a.part)
        };
        let at = before.as_ref().and_then(|number| articles.iter().position(|(_, a)| is(number, a)));
        let by_chapter = || (0..articles.len()).find(|at| chapters.get(at).is_some_and(|c| fold(c) == fold(line)));
        match at.or_else(by_chapter) {
            Some(at) => out.push(heading_text(line, articles.get(at).map_or(0, |(_, a)| a.part), at)),
            None => {
                let message = Text::new(
                    format!("没有写明“{line}”放在哪一条之前"),
                    format!("the amendment does not say before which article “{line}” stands"),
                );
                problems.push(Problem { row: row.clone(), message, applied: false });
            }
        }
    }
    out.sort_by_key(|h| (h.part, h.before, h.level));
    if old.headings.len() != out.len() || !added.is_empty() {
        renumber(&old.headings, &mut out);
    }
    out
}

/// Whether 第五章 董事会 names a heading; by its words, for its number may be the new one.
fn names(chapters: &str, heading: &HeadingText) -> bool {
    chapters.lines().any(|line| {
        let (label, title) = split_heading(line);
        let same_level = label.ends_with('节') == (heading.level == Level::Section);
        let same =
            if title.is_empty() { fold(&label) == fold(&heading.label) } else { fold(&title) == fold(&heading.title) };
        same_level && same
    })
}

/// Numbers chapters and sections in order, if they were so before.
fn renumber(old: &[HeadingText], new: &mut [HeadingText]) {
    let number = |h: &HeadingText| {
        let unit = if h.level == Level::Chapter { '章' } else { '节' };
        super::number::read_unit(&h.label, unit).map(|(n, _)| n)
    };
    let expected = |list: &[HeadingText]| -> Vec<u32> {
        let (mut chapter, mut section, mut part) = (0, 0, usize::MAX);
        list.iter()
            .map(|h| {
                if h.part != part {
                    (chapter, section, part) = (0, 0, h.part);
                }
                match h.level {
                    Level::Chapter => {
                        (chapter, section) = (chapter + 1, 0);
                        chapter
                    }
                    Level::Section => {
                        section += 1;
                        section
                    }
                }
            })
            .collect()
    };
    if old.iter().zip(expected(old)).any(|(h, n)| number(h) != Some(n)) {
        return;
    }
    let wanted = expected(new);
    for (heading, n) in new.iter_mut().zip(wanted) {
        if number(heading) != Some(n) {
            let unit = if heading.level == Level::Chapter { '章' } else { '节' };
            let arabic = heading.label.chars().any(|c| c.is_ascii_digit());
            let digits = if arabic { n.to_string() } else { numeral::to_chinese(u64::from(n)) };
            heading.label = format!("第{digits}{unit}");
        }
    }
}
