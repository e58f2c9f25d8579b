//! Carrying an amendment out.

use std::collections::HashMap;

use super::super::manuscript::{ArticleText, HeadingText, Level, Manuscript, fold};
use super::number::{ArticleNumber, read_unit};
use super::place::{self, Placed};
use super::{Action, Amendment, Given, Instruction, Problem, within};
use crate::Text;
use crate::model::charter::{Charter, is_space};

/// The new text, and what could not be done.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Applied {
    /// The new text: title, headings, articles, one paragraph or item a line.
    pub text: String,
    /// How many instructions were carried out.
    pub applied: usize,
    /// What could not be read or carried out, with its row; and what was carried out with a doubt.
    pub problems: Vec<Problem>,
}

/// Carries an amendment out on the old charter.
///
/// Whatever cannot be carried out is left as it was and reported with its row; nothing is guessed. The numbers of articles
/// that the amendment does not name follow from those that it does.
#[must_use]
pub fn apply(amendment: &Amendment, charter: &Charter) -> Applied {
    let old = Manuscript::of(charter);
    let mut work = Work::new(&old);
    work.problems.extend(amendment.unread.iter().cloned());
    for instruction in &amendment.instructions {
        match work.run(instruction) {
            Ok(()) => work.applied += 1,
            Err(message) => work.problems.push(Problem { row: instruction.row.clone(), message, applied: false }),
        }
    }
    work.finish(amendment)
}

/// What becomes of one old article.
#[derive(Clone, Debug, Default)]
struct Fate {
    /// Its new words, if they change; the number stays or follows.
    text: Option<String>,
    gone: bool,
    /// Touched by a row, so that a second row on the same article is noticed.
    named: bool,
}

struct Work<'a> {
    old: &'a Manuscript,
    fates: Vec<Fate>,
    /// New articles, with what they stand for.
    placed: Vec<Placed>,
    words: Vec<(String, String, String)>,
    headings: Vec<HeadingText>,
    /// New headings: line, and the article of the new text before which they stand.
    new_headings: Vec<(String, String, Option<ArticleNumber>)>,
    heading_changed: bool,
    title: String,
    renumber: bool,
    applied: usize,
    problems: Vec<Problem>,
    row: String,
    by_text: HashMap<&'a str, Option<usize>>,
}

type Outcome = Result<(), Text>;

fn missing(number: &ArticleNumber) -> Text {
    let label = format!("{}{}", number.part, number.label);
    Text::new(format!("章程中没有{label}"), format!("the charter has no {label}"))
}

impl<'a> Work<'a> {
    fn new(old: &'a Manuscript) -> Self {
        let mut by_text: HashMap<&str, Option<usize>> = HashMap::new();
        for (i, article) in old.articles.iter().enumerate() {
            by_text.entry(&article.folded).and_modify(|slot| *slot = None).or_insert(Some(i));
        }
        Self {
            old,
            fates: vec![Fate::default(); old.articles.len()],
            placed: Vec::new(),
            words: Vec::new(),
            headings: old.headings.clone(),
            new_headings: Vec::new(),
            heading_changed: false,
            title: old.title.clone(),
            renumber: false,
            applied: 0,
            problems: Vec::new(),
            row: String::new(),
            by_text,
        }
    }

    fn doubt(&mut self, message: Text) {
        self.problems.push(Problem { row: self.row.clone(), message, applied: true });
    }

    fn run(&mut self, instruction: &Instruction) -> Outcome {
        self.row.clone_from(&instruction.row);
        match &instruction.action {
            Action::Articles { old, new, after, chapter } => {
                self.articles(old, new, after.as_ref(), chapter.as_deref())
            }
            Action::Snippet { old, new } => self.snippet(old, new),
            Action::Part { article, inside, text, add } => {
                let index = self.find(article)?;
                let current = self.current(index).to_owned();
                let result = match (add, text) {
                    (true, Some(text)) => within::add(&current, inside, text),
                    (_, text) => within::replace(&current, inside, text.as_deref()),
                };
                let text = result.ok_or_else(|| {
                    let place = describe(inside);
                    Text::new(format!("{}没有{place}", article.label), format!("{} has no {place}", article.label))
                })?;
                self.set(index, text);
                Ok(())
            }
            Action::Words { article: Some(article), from, to } => {
                let index = self.find(article)?;
                let current = self.current(index);
                if !fold(current).contains(&fold(from)) {
                    return Err(Text::new(
                        format!("{}中没有“{from}”", article.label),
                        format!("{} does not contain “{from}”", article.label),
                    ));
                }
                let text = match within::replace_words(current, from, to) {
                    Some(text) => text,
                    None => current.replace(from.as_str(), to),
                };
                self.set(index, text);
                Ok(())
            }
            Action::Words { article: None, from, to } => {
                let found = self.old.articles.iter().any(|a| a.text.contains(from.as_str()))
                    || self.old.headings.iter().any(|h| h.title.contains(from.as_str()));
                if !found {
                    return Err(Text::new(format!("全文没有“{from}”"), format!("the text does not contain “{from}”")));
                }
                self.words.push((from.clone(), to.clone(), self.row.clone()));
                Ok(())
            }
            Action::Renumber => {
                self.renumber = true;
                Ok(())
            }
            Action::Heading { old, new, before } => self.heading(old.as_deref(), new.as_deref(), before.as_ref()),
        }
    }

    fn find(&self, number: &ArticleNumber) -> Result<usize, Text> {
        let index = number.find(self.old).ok_or_else(|| missing(number))?;
        match self.fates.get(index) {
            Some(fate) if fate.gone => Err(Text::new(
                format!("{}已被前面的修改删除或替换", number.label),
                format!("{} was deleted or replaced by an earlier instruction", number.label),
            )),
            Some(_) => Ok(index),
            None => Err(missing(number)),
        }
    }

    fn current(&self, index: usize) -> &str {
        self.fates[index].text.as_deref().unwrap_or(&self.old.articles[index].text)
    }

    fn set(&mut self, index: usize, text: String) {
        self.fates[index].text = Some(text);
        self.fates[index].named = true;
    }

    /// The old article that a row means, its words checked against the charter's.
    fn check(&mut self, given: &Given) -> Result<usize, Text> {
        let Some(words) = &given.text else { return self.find(&given.number) };
        let folded = fold(words);
        let by_number = if given.number == ArticleNumber::default() { None } else { given.number.find(self.old) };
        if given.number.index.is_some() {
            return self.find(&given.number);
        }
        let by_words = self.by_text.get(&*folded).copied().flatten();
        let index = match (by_number, by_words) {
            (Some(index), _) if self.agrees(index, words, &folded) => index,
            (_, Some(index)) => {
                if !given.number.label.is_empty() {
                    let place = self.old.articles[index].place.clone();
                    self.doubt(Text::new(
                        format!("修订前栏写的是{}，这段文字在章程中是{place}，已按{place}处理", given.number.label),
                        format!("the row says {}, but these words are {place}, which was amended", given.number.label),
                    ));
                }
                index
            }
            (Some(index), None) => {
                let likeness = likeness(&self.old.articles[index].folded, &folded);
                let label = &given.number.label;
                if likeness < 0.8 {
                    return Err(Text::new(
                        format!("修订前栏的文字与章程{label}不符，未作修改；请核对依据的章程版本"),
                        format!(
                            "the old words differ from {label} of the charter; check which version the table amends"
                        ),
                    ));
                }
                let message = Text::new(
                    format!("修订前栏的文字与章程{label}有出入，已作修改"),
                    format!("the old words differ slightly from {label} of the charter; amended nevertheless"),
                );
                self.doubt(message);
                index
            }
            (None, None) if given.number == ArticleNumber::default() => {
                return Err(Text::new(
                    "修订前栏没有条款号，其文字在章程中也没有找到",
                    "the old column has no article number, and its words were not found in the charter",
                ));
            }
            (None, None) => return Err(missing(&given.number)),
        };
        if self.fates[index].gone {
            return Err(Text::new(
                format!("{}已被前面的修改删除或替换", self.old.articles[index].place),
                format!("{} was deleted or replaced by an earlier row", self.old.articles[index].place),
            ));
        }
        Ok(index)
    }

    /// Whether a row's old words are the article's, or abbreviate it.
    fn agrees(&self, index: usize, words: &str, folded: &str) -> bool {
        let article = &self.old.articles[index];
        article.folded == folded
            || (within::fragments(words).len() > 1 && within::complete(&article.text, words, words).is_some())
    }

    fn articles(
        &mut self,
        old: &[Given],
        new: &[Given],
        after: Option<&ArticleNumber>,
        chapter: Option<&str>,
    ) -> Outcome {
        let mut olds = Vec::with_capacity(old.len());
        for given in old {
            olds.push(self.check(given)?);
        }
        let mut made: Vec<(Given, String)> = Vec::with_capacity(new.len());
        for (i, given) in new.iter().enumerate() {
            let source = olds.get(i).or_else(|| if olds.len() == 1 { olds.first() } else { None }).copied();
            let current = source.map(|index| self.current(index).to_owned());
            let text = match (&given.text, current) {
                (None, Some(current)) => current,
                (None, None) => {
                    return Err(Text::new(
                        format!("{}没有内容", given.number.label),
                        format!("{} has no words", given.number.label),
                    ));
                }
                (Some(text), Some(current)) if within::fragments(text).len() > 1 => {
                    let before = old.get(i).or(old.first()).and_then(|o| o.text.as_deref()).unwrap_or_default();
                    let has_gaps = within::fragments(&current).len() > 1;
                    match within::complete(&current, before, text) {
                        Some(text) => text,
                        None if has_gaps => text.clone(),
                        None => {
                            return Err(Text::new(
                                "省略号（……）所省略的文字无法与章程对上，请写全文",
                                "the words left out at …… could not be matched with the charter; write them in full",
                            ));
                        }
                    }
                }
                (Some(text), _) => text.clone(),
            };
            made.push((given.clone(), text));
        }
        // A row that only rewrites one article keeps the article in its place.
        let unnumbered = |given: &Given| given.number.label.is_empty() && given.position.is_none();
        if let ([index], [(given, text)]) = (&*olds, &*made)
            && unnumbered(given)
        {
            self.set(*index, text.clone());
            return Ok(());
        }
        let after_index = match after {
            Some(number) => Some(self.find(number)?),
            None => None,
        };
        for given in made.iter().map(|(given, _)| given) {
            if given.number.part_in(self.old).is_none() {
                return Err(Text::new(
                    format!("章程中没有{}", given.number.part),
                    format!("the charter has no {}", given.number.part),
                ));
            }
        }
        for &index in &olds {
            self.fates[index].gone = true;
            self.fates[index].named = true;
        }
        // A row that splits or merges says where its articles stand.
        let fixed = olds.len() > 1 || made.len() > 1;
        for (i, (mut given, text)) in made.into_iter().enumerate() {
            given.number.fixed |= fixed;
            let source = olds.get(i).or(olds.first()).copied();
            let part = match (given.number.index, source) {
                (Some(_), Some(o)) => self.old.articles[o].part,
                _ => given.number.part_in(self.old).unwrap_or(0),
            };
            self.placed.push(Placed {
                old: source,
                after: after_index,
                part,
                number: given.number,
                position: given.position,
                text,
                row: self.row.clone(),
                chapter: chapter.map(str::to_owned),
            });
        }
        Ok(())
    }

    fn snippet(&mut self, old: &str, new: &str) -> Outcome {
        if !self.title.is_empty() && fold(old) == fold(&self.title) {
            new.clone_into(&mut self.title);
            return Ok(());
        }
        let holders: Vec<(usize, String)> = (0..self.fates.len())
            .filter(|&i| !self.fates[i].gone && self.old.articles[i].folded.contains(&fold(old)))
            .filter_map(|i| within::replace_words(self.current(i), old, new).map(|text| (i, text)))
            .collect();
        match <[(usize, String); 1]>::try_from(holders) {
            Ok([(index, text)]) => {
                self.set(index, text);
                Ok(())
            }
            Err(list) if list.is_empty() => {
                Err(Text::new("修订前栏的文字在章程中没有找到", "the old words were not found in the charter"))
            }
            Err(_) => Err(Text::new(
                "修订前栏的文字在章程中不止一处，请写明条款号",
                "the old words occur more than once in the charter; write the article's number",
            )),
        }
    }

    fn heading(&mut self, old: Option<&str>, new: Option<&str>, before: Option<&ArticleNumber>) -> Outcome {
        self.heading_changed = true;
        let Some(old) = old else {
            if let Some(new) = new {
                // The same heading may head several rows.
                if self.headings.iter().any(|h| fold(&h.line()) == fold(new))
                    || self.new_headings.iter().any(|h| fold(&h.1) == fold(new))
                {
                    return Ok(());
                }
                self.new_headings.push((self.row.clone(), new.to_owned(), before.cloned()));
            }
            return Ok(());
        };
        let wanted = fold(old);
        let exact = self.headings.iter().position(|h| fold(&h.line()) == wanted);
        let by_label = || {
            let (label, _) = split_heading(old);
            let found: Vec<usize> =
                (0..self.headings.len()).filter(|&i| fold(&self.headings[i].label) == fold(&label)).collect();
            if let [one] = found[..] { Some(one) } else { None }
        };
        let index = exact
            .or_else(by_label)
            .ok_or_else(|| Text::new(format!("章程中没有“{old}”"), format!("the charter has no heading “{old}”")))?;
        match new {
            Some(new) => {
                let (label, title) = split_heading(new);
                let heading = &mut self.headings[index];
                (heading.label, heading.title) = (label, title);
            }
            None => {
                self.headings.remove(index);
            }
        }
        Ok(())
    }

    fn finish(mut self, amendment: &Amendment) -> Applied {
        let mut out = Manuscript {
            title: self.title.clone(),
            parts: self.old.parts.clone(),
            signature: self.old.signature.clone(),
            ..Manuscript::default()
        };
        let kept: Vec<(usize, ArticleText)> = self
            .fates
            .iter()
            .zip(&self.old.articles)
            .enumerate()
            .filter(|(_, (fate, _))| !fate.gone)
            .map(|(i, (fate, article))| {
                let text = fate.text.clone().unwrap_or_else(|| article.text.clone());
                (i, ArticleText { text, ..article.clone() })
            })
            .collect();
        if let Some(outline) = &amendment.outline {
            out.articles = place::by_position(kept, std::mem::take(&mut self.placed));
            out.title.clone_from(&outline.title);
            out.parts.clone_from(&outline.parts);
            out.headings.clone_from(&outline.headings);
            out.signature.clone_from(&outline.signature);
            for (article, part) in out.articles.iter_mut().zip(&outline.article_parts) {
                article.part = *part;
            }
        } else {
            self.replace_words_everywhere(&mut out, kept);
        }
        Applied { text: out.to_text(), applied: self.applied, problems: self.problems }
    }

    fn replace_words_everywhere(&mut self, out: &mut Manuscript, mut kept: Vec<(usize, ArticleText)>) {
        let mut words = std::mem::take(&mut self.words);
        // 股东大会 → 股东会 before 大会 → 会议.
        words.sort_by_key(|(from, _, _)| std::cmp::Reverse(from.len()));
        for (from, to, _) in &words {
            for (_, article) in &mut kept {
                article.text = article.text.replace(from.as_str(), to);
            }
            for heading in &mut self.headings {
                heading.title = heading.title.replace(from.as_str(), to);
            }
            self.title = self.title.replace(from.as_str(), to);
        }
        out.title.clone_from(&self.title);
        let placement = place::by_number(self.old, kept, std::mem::take(&mut self.placed), self.renumber);
        self.problems.extend(placement.problems);
        out.articles = placement.articles.iter().map(|(_, article)| article.clone()).collect();
        out.headings = place::headings(
            self.old,
            &placement.articles,
            std::mem::take(&mut self.headings),
            &self.new_headings,
            &placement.chapters,
            &mut self.problems,
        );
    }
}

fn describe(inside: &super::Inside) -> String {
    let mut out = String::new();
    if let Some(n) = inside.paragraph {
        out.push_str(&format!("第{}款", crate::numeral::to_chinese(u64::from(n))));
    }
    if let Some(n) = inside.item {
        out.push_str(&format!("第（{}）项", crate::numeral::to_chinese(u64::from(n))));
    }
    out
}

/// Label and title of a heading line.
pub(super) fn split_heading(line: &str) -> (String, String) {
    let line = line.trim_matches(is_space);
    let len = read_unit(line, '章').or_else(|| read_unit(line, '节')).map_or(0, |(_, len)| len);
    (crate::model::charter::compact(&line[..len]), line[len..].trim_matches(is_space).to_owned())
}

/// How alike two folded texts are, 0 to 1, by the character pairs they share.
fn likeness(one: &str, other: &str) -> f32 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let mut out: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        out.sort_unstable();
        out
    };
    let (a, b) = (pairs(one), pairs(other));
    if a.is_empty() || b.is_empty() {
        return f32::from(u8::from(one == other));
    }
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    2.0 * shared as f32 / (a.len() + b.len()) as f32
}

/// A heading as a text.
pub(super) fn heading_text(line: &str, part: usize, before: usize) -> HeadingText {
    let (label, title) = split_heading(line);
    let level = if label.ends_with('节') { Level::Section } else { Level::Chapter };
    HeadingText { level, label, title, part, before }
}
