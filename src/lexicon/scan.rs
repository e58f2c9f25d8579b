//! One pass over a text's prose: words, then the concepts that sentences express.

use std::sync::LazyLock;

use super::named::{is_named_behind, is_of_another, named_before, names_a_company, opens_with_name};
use super::pattern::{Gap, NEAR, Pattern};
use super::{ClassId, ConceptId, Lexicon, Wording, group, grouped};
use crate::model::charter::{Charter, Prose};
use crate::source::Span;
use crate::source::traditional::simplified;
use crate::words::WordList;

/// A word of some class. Spans are byte offsets into [`Prose::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its class.
    pub class: ClassId,
    /// Its place in the prose; empty for a subject carried over from the sentence before.
    pub span: Span,
}

/// How a sentence speaks of a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It provides it for this company.
    Asserted,
    /// It only allows it: 可以.
    Permitted,
    /// Under a condition that may not hold: 如设.
    Conditional,
    /// It denies it: 不设, 无需.
    Negated,
    /// It speaks of another: a subsidiary, a superior, the board where the Party organ is meant.
    Other,
}

/// A concept found in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hit {
    /// What is expressed.
    pub concept: ConceptId,
    /// In which kind of wording.
    pub wording: Wording,
    /// How.
    pub polarity: Polarity,
    /// The sentence, by index.
    pub sentence: usize,
    /// From the first word to the last within that sentence: byte offsets into [`Prose::text`].
    pub span: Span,
}

/// A charter's prose with its words and concepts.
#[derive(Debug)]
pub struct Reading {
    tokens: Vec<Token>,
    /// Where each sentence's tokens begin; one more entry than sentences.
    starts: Vec<u32>,
    hits: Vec<Hit>,
    /// The hits by concept, in the order of the text: indices into `hits`, and where each concept's begin.
    by_concept: Vec<u32>,
    concept_starts: Vec<u32>,
}

impl Reading {
    /// The tokens of a sentence, by place.
    #[must_use]
    pub fn tokens(&self, sentence: usize) -> &[Token] {
        group(&self.starts, &self.tokens, sentence)
    }

    /// All hits, in the order of the text.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The hits of one concept.
    pub fn of(&self, concept: ConceptId) -> impl Iterator<Item = &Hit> {
        self.places_of(concept).iter().filter_map(|&i| self.hits.get(i as usize))
    }

    /// The hits of some concepts, in the order of the text.
    pub(crate) fn of_any(&self, concepts: &[ConceptId]) -> Vec<Hit> {
        let mut places: Vec<u32> = concepts.iter().flat_map(|concept| self.places_of(*concept)).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|i| self.hits.get(i as usize)).copied().collect()
    }

    fn places_of(&self, concept: ConceptId) -> &[u32] {
        group(&self.concept_starts, &self.by_concept, concept.0 as usize)
    }

    fn index(&mut self, concepts: usize) {
        let hits: Vec<(u32, u32)> = (0u32..).zip(&self.hits).map(|(i, hit)| (hit.concept.0.into(), i)).collect();
        (self.concept_starts, self.by_concept) = grouped(&hits, concepts);
    }
}

/// What a charter tells of the company whose it is, for whose organs a sentence speaks of.
#[derive(Clone, Copy, Default)]
struct Company<'a> {
    /// Whether 集团党委 is its parent's.
    parent_group: bool,
    /// The charter's title, if it names the company.
    title: Option<&'a str>,
    /// What it calls itself, where that is elsewhere the name of a superior.
    own_name: Option<&'a str>,
}

/// Names of superiors that a company may call itself by.
const OWN_NAMES: [&str; 2] = ["总公司", "母公司"];

struct Classes {
    party: Option<ClassId>,
    body: Option<ClassId>,
    officer: Option<ClassId>,
    negation: Option<ClassId>,
    condition: Option<ClassId>,
    permission: Option<ClassId>,
    party_heading: Option<ClassId>,
    other_entity: Option<ClassId>,
    party_group: Option<ClassId>,
    strong_negation: Option<ClassId>,
    repeal: Option<ClassId>,
    /// What an organ of another than the company is.
    another_party: Vec<ClassId>,
    /// See [`Company::parent_group`].
    parent_group: bool,
    /// The company's organs other than the Party's, which 集团 in front makes the parent's.
    governing: Vec<ClassId>,
    /// 中国共产党, with which an organ's full name begins.
    party_full: Option<ClassId>,
    /// The classes whose words turn what a sentence says: deny it, permit it, put it under a condition.
    turning: Vec<ClassId>,
}

impl Lexicon {
    /// Finds all words of the charter's prose in one pass, and the concepts its sentences express.
    #[must_use]
    pub fn read(&self, charter: &Charter) -> Reading {
        // 集团党委 is the company's own only where the company is the group.
        let title = simplified(&charter.title_text());
        let company = title.split("章程").next().unwrap_or_default();
        // 青岚控股有限公司（以下简称“集团”）
        let text = charter.prose().text();
        let named = memchr::memmem::find(text.as_bytes(), format!("{company}（").as_bytes());
        let named = named.filter(|_| !company.is_empty()).and_then(|at| text.get(at + company.len()..));
        let calls_itself = named.is_some_and(|rest| {
            let rest = rest.trim_start_matches(['（', '以', '下', '简', '称', '“', '"']);
            rest.starts_with("集团")
        });
        let parent_group = !title.contains("集团") && !calls_itself;
        // 本章程中“总公司”即指……: what else is a superior's.
        let quoted = |name: &str| {
            let text = charter.prose().text();
            memchr::memmem::find_iter(text.as_bytes(), name).any(|at| {
                let (before, after) = (&text[..at], &text[at + name.len()..]);
                before.ends_with('“') && after.starts_with('”') || before.ends_with('"') && after.starts_with('"')
            })
        };
        let own_name = OWN_NAMES.into_iter().find(|name| title.contains(name) || quoted(name));
        let title = Some(title.as_str()).filter(|title| names_a_company(title));
        // Articles of one section follow one another.
        let mut last = None;
        let company = Company { parent_group, title, own_name };
        self.read_prose(charter.prose(), company, |article, classes| {
            let Some(article) = charter.articles().get(article) else { return false };
            let heading = (article.chapter, article.section);
            match last {
                Some((of, found)) if of == heading => found,
                _ => {
                    let found = self.is_party_chapter(charter, heading, classes);
                    last = Some((heading, found));
                    found
                }
            }
        })
    }

    /// Finds the words and concepts of sentences that have nothing to do with each other, such as the matters of a list.
    /// Their indices are those of the sentences in `prose`.
    #[must_use]
    pub(crate) fn read_apart(&self, prose: &Prose) -> Reading {
        self.read_prose(prose, Company::default(), |_, _| false)
    }

    /// `in_party_chapter` tells whether an article, by index, stands in the chapter on the Party organ.
    fn read_prose(
        &self,
        prose: &Prose,
        company: Company<'_>,
        mut in_party_chapter: impl FnMut(usize, &Classes) -> bool,
    ) -> Reading {
        let turning = ["negation", "strong-negation", "permission", "condition"];
        let classes = Classes {
            party: self.class("party"),
            body: self.class("body"),
            officer: self.class("officer"),
            negation: self.class("negation"),
            condition: self.class("condition"),
            permission: self.class("permission"),
            party_heading: self.class("party-heading"),
            other_entity: self.class("other-entity"),
            party_group: self.class("party-group"),
            strong_negation: self.class("strong-negation"),
            repeal: self.class("repeal"),
            another_party: ["party-other", "other-entity", "body"].iter().filter_map(|name| self.class(name)).collect(),
            turning: turning.iter().filter_map(|name| self.class(name)).collect(),
            parent_group: company.parent_group,
            governing: ["board", "management"].iter().filter_map(|name| self.class(name)).collect(),
            party_full: self.class("party-full"),
        };
        let (tokens, starts) = self.tokens(prose, company, &mut in_party_chapter, &classes);
        let mut reading =
            Reading { tokens, starts, hits: Vec::new(), by_concept: Vec::new(), concept_starts: Vec::new() };
        let mut scratch = Scratch::default();
        scratch.matcher.first.resize(self.masks.len(), NONE);
        let mut hits = Vec::new();
        for sentence in 0..prose.sentences().len() {
            self.sentence(prose, &reading, sentence, &classes, &mut scratch, &mut hits);
        }
        reading.hits = hits;
        reading.index(self.concepts.len());
        reading
    }

    fn tokens(
        &self,
        prose: &Prose,
        company: Company<'_>,
        in_party_chapter: &mut impl FnMut(usize, &Classes) -> bool,
        classes: &Classes,
    ) -> (Vec<Token>, Vec<u32>) {
        let Company { parent_group, title, own_name } = company;
        // By their places: words are found by where they begin and end, and the classes of a word are in order.
        let mut found: Vec<Token> = Vec::with_capacity(prose.text().len() / 3);
        let mut masks: Vec<Span> = Vec::new();
        self.words.overlapping(prose.text(), |range, word| {
            let span = Span::from(range);
            let of = self.classes_of(word);
            let is_own = own_name.is_some_and(|name| prose.text()[span.range()].starts_with(name));
            if is_own && classes.another_party.first().is_some_and(|other| of.contains(other)) {
                return;
            }
            let is_group = parent_group && of.iter().any(|class| Some(*class) == classes.party_group);
            // An organ of an organisation that is named before it is as one of a superior's.
            let is_party = || of.iter().any(|class| Some(*class) == classes.party);
            let named = |title| is_party() && is_of_another(named_before(prose.text(), span), title);
            if title.is_some_and(named) {
                found.extend(classes.another_party.iter().map(|&class| Token { class, span }));
                masks.push(span);
                return;
            }
            // 集团董事会 is the parent's as 集团党委 is; 中共某某集团有限公司委员会 is named behind its first words.
            let of_group = parent_group
                && classes.governing.iter().any(|class| of.contains(class))
                && prose.text()[..span.start as usize].ends_with("集团")
                && !prose.text()[..span.start as usize].ends_with("本集团");
            let by_full_name = |title| {
                classes.party_full.is_some_and(|full| of.contains(&full)) && is_named_behind(prose.text(), span, title)
            };
            if of_group || title.is_some_and(by_full_name) {
                found.extend(classes.another_party.iter().map(|&class| Token { class, span }));
                masks.push(span);
                return;
            }
            if is_group {
                found.extend(classes.another_party.iter().map(|&class| Token { class, span }));
            }
            if is_group || self.masked[word as usize] {
                masks.push(span);
            }
            for &class in of {
                // A party of the group is not one of the company.
                if !(is_group && Some(class) == classes.party) {
                    found.push(Token { class, span });
                }
            }
        });
        titles(prose.text(), &mut masks);
        masks.sort_unstable_by_key(|m| (m.start, u32::MAX - m.end));
        let mut coming = masks.iter().copied().peekable();
        // Masks that have begun and not ended: they nest, and few do.
        let mut open: Vec<Span> = Vec::new();
        let begin = |mask: Option<&Span>| mask.map_or(u32::MAX, |mask| mask.start);
        let mut next = begin(coming.peek());
        let mut is_masked = |token: &Token| {
            if open.is_empty() && token.span.start < next {
                return false;
            }
            open.retain(|mask| mask.end > token.span.start);
            while let Some(mask) = coming.next_if(|mask| mask.start <= token.span.start) {
                if mask.end > token.span.start {
                    open.push(mask);
                }
            }
            next = begin(coming.peek());
            open.iter().any(|mask| mask.encloses(token.span) && *mask != token.span)
        };
        let mut tokens: Vec<Token> = Vec::with_capacity(found.len() + prose.sentences().len());
        let mut starts = Vec::with_capacity(prose.sentences().len() + 1);
        let mut at = 0;
        let mut subject_is_party = false;
        let mut subject_is_another = false;
        let mut article = usize::MAX;
        for sentence in prose.sentences() {
            let from = tokens.len();
            starts.push(from as u32);
            while let Some(token) = found.get(at).filter(|token| token.span.start < sentence.span.end) {
                if !is_masked(token) {
                    tokens.push(*token);
                }
                at += 1;
            }
            let own = &tokens[from..];
            if sentence.article != article {
                article = sentence.article;
                subject_is_party = in_party_chapter(article, classes);
                subject_is_another = false;
            }
            // A sentence without a subject of its own goes on about the last one.
            let text = prose.sentence_text(sentence);
            let is_subject = |token: &&Token| {
                let before = text.get(..(token.span.start - sentence.span.start) as usize).unwrap_or_default();
                let named = |title| {
                    let name = named_before(prose.text(), token.span).get(sentence.span.start as usize..);
                    name.is_some_and(|name| opens_with_name(name, title))
                };
                Some(token.class) == classes.body && (stands_first(before) || title.is_some_and(named))
                    || Some(token.class) == classes.officer && stands_first(before)
            };
            match own.iter().find(is_subject) {
                Some(found) => {
                    let is = |class: Option<&ClassId>| {
                        own.iter().any(|t| Some(&t.class) == class && t.span.end == found.span.end)
                    };
                    subject_is_party = is(classes.party.as_ref());
                    // 集团公司党委履行下列职责：……；……: what follows is told of that one. 经上级党组织批准，……: it only consents.
                    subject_is_another = !subject_is_party
                        && found.span.start == sentence.span.start
                        && is(classes.another_party.first());
                }
                // 须报集团公司党委研究讨论后，再由公司董事会决定: another's organ studies, wherever this is written.
                None if own.iter().any(|token| {
                    classes.another_party.first() == Some(&token.class)
                        && studies(&prose.text()[token.span.end as usize..])
                }) => {}
                None if subject_is_another && sentence.lead.is_none() => {
                    if let Some(class) = classes.other_entity {
                        let at = sentence.span.start;
                        tokens.insert(from, Token { class, span: Span::new(at, at) });
                    }
                }
                None if subject_is_party && sentence.lead.is_none() => {
                    if let Some(party) = classes.party {
                        let at = sentence.span.start;
                        tokens.insert(from, Token { class: party, span: Span::new(at, at) });
                    }
                }
                None => {}
            }
        }
        starts.push(tokens.len() as u32);
        (tokens, starts)
    }

    /// Whether a chapter or its section, by index, is headed as one on the Party organ.
    fn is_party_chapter(
        &self,
        charter: &Charter,
        (chapter, section): (Option<usize>, Option<usize>),
        classes: &Classes,
    ) -> bool {
        let Some(class) = classes.party_heading else { return false };
        let Some(chapter) = chapter.and_then(|i| charter.chapters().get(i)) else { return false };
        let section = section.and_then(|i| chapter.sections.get(i));
        let titles = [Some(chapter.title), section.map(|s| s.title)];
        titles.into_iter().flatten().any(|title| {
            let title = crate::model::charter::compact(charter.source().read(title));
            let mut found = false;
            self.words.overlapping(&title, |_, word| found |= self.classes_of(word).contains(&class));
            found
        })
    }

    fn sentence(
        &self,
        prose: &Prose,
        reading: &Reading,
        sentence: usize,
        classes: &Classes,
        scratch: &mut Scratch,
        hits: &mut Vec<Hit>,
    ) {
        let own = reading.tokens(sentence);
        if own.is_empty() {
            return;
        }
        let span = prose.sentences()[sentence].span;
        // The lead-in stands before an item as if it were written there.
        scratch.tokens.clear();
        let mut lead = prose.sentences()[sentence].lead;
        let mut leads = [None; 3];
        for slot in &mut leads {
            *slot = lead;
            lead = lead.and_then(|i| prose.sentences().get(i)).and_then(|s| s.lead);
        }
        for lead in leads.into_iter().rev().flatten() {
            scratch.tokens.extend_from_slice(reading.tokens(lead));
        }
        scratch.tokens.extend_from_slice(own);
        scratch.present.clear();
        scratch.present.resize(self.masks.len().div_ceil(64), 0);
        scratch.classes.clear();
        for token in &scratch.tokens {
            let (word, bit) = (&mut scratch.present[token.class.0 as usize / 64], 1 << (token.class.0 % 64));
            if *word & bit == 0 {
                *word |= bit;
                scratch.classes.push(token.class);
            }
        }
        scratch.own.clear();
        scratch.own.resize(scratch.present.len(), 0);
        scratch.places.resize(self.masks.len(), 0);
        for (i, token) in own.iter().enumerate().rev() {
            scratch.own[token.class.0 as usize / 64] |= 1 << (token.class.0 % 64);
            scratch.places[token.class.0 as usize] = i as u32;
        }
        let has = |set: &[u64], class: ClassId| set[class.0 as usize / 64] & (1 << (class.0 % 64)) != 0;
        // Patterns in the order of their last words in the sentence, then of the file.
        scratch.order.clear();
        for &class in &scratch.classes {
            for candidate in self.candidates(class) {
                if !has(&scratch.present, candidate.rare) || !has(&scratch.own, candidate.last) {
                    continue;
                }
                let pattern = &self.patterns[candidate.pattern as usize];
                if pattern.elements.iter().all(|(_, class)| has(&scratch.present, *class))
                    && !pattern.absent.iter().any(|class| has(&scratch.present, *class))
                {
                    scratch.order.push((scratch.places[candidate.last.0 as usize], candidate.pattern));
                }
            }
        }
        if scratch.order.is_empty() {
            return;
        }
        scratch.order.sort_unstable();
        scratch.matcher.enter(&scratch.tokens);
        scratch.turning.clear();
        if classes.turning.iter().any(|class| has(&scratch.own, *class)) {
            let turns = |token: &&Token| classes.turning.contains(&token.class) && span.encloses(token.span);
            scratch.turning.extend(scratch.tokens.iter().filter(turns));
        }
        let marks = Marks {
            repealed: classes.repeal.is_some_and(|class| has(&scratch.own, class)),
            other: classes.other_entity.is_some_and(|class| has(&scratch.present, class)),
            parent_group: classes.parent_group,
        };
        let from = hits.len();
        for &(_, index) in &scratch.order {
            let pattern = &self.patterns[index as usize];
            if let Some(chain) = scratch.matcher.find(prose, pattern, &scratch.tokens, span) {
                let hit =
                    self.hit(prose, pattern, chain, &scratch.tokens, &scratch.turning, marks, sentence, span, classes);
                hits.push(hit);
            }
        }
        scratch.matcher.leave(&scratch.tokens);
        // A look-alike takes back what it covers.
        let blocked: Vec<(ConceptId, Span)> = hits[from..]
            .iter()
            .filter(|hit| hit.wording == Wording::LookAlike)
            .map(|hit| (hit.concept, hit.span))
            .collect();
        if !blocked.is_empty() {
            let mut i = from;
            while i < hits.len() {
                let hit = hits[i];
                let covers = |(concept, span): &(ConceptId, Span)| {
                    *concept == hit.concept && span.start < hit.span.end && hit.span.start < span.end
                };
                if hit.wording != Wording::LookAlike && blocked.iter().any(covers) {
                    hits.remove(i);
                } else {
                    i += 1;
                }
            }
        }
    }

    /// Whether the words are said of another than the body that the concept is about.
    #[allow(clippy::too_many_arguments, reason = "one step of one pass")]
    fn is_about_other(
        &self,
        prose: &Prose,
        concept: &super::Concept,
        chain: &[u32],
        tokens: &[Token],
        words: Span,
        marks: Marks,
        classes: &Classes,
    ) -> bool {
        let first_word = chain.iter().map(|&i| tokens[i as usize].span).find(|s| !s.is_empty()).unwrap_or(words);
        let bodies = || tokens.iter().filter(|t| Some(t.class) == classes.body);
        let stands =
            |token: &Token, class: ClassId| tokens.iter().any(|t| t.class == class && t.span.end == token.span.end);
        if let Some(class) = concept.subject {
            // Another's organ is what the sentence goes on about.
            if tokens.first().is_some_and(|t| Some(t.class) == classes.other_entity && t.span.is_empty()) {
                return true;
            }
            let virtual_first = tokens.first().is_some_and(|t| t.class == class && t.span.is_empty());
            // 董事 begins 董事会 and is a body too: the longer word counts.
            let begins = |first: &Token| tokens.iter().any(|t| t.class == class && t.span.start == first.span.start);
            if !virtual_first && bodies().next().is_some_and(|first| !stands(first, class) && !begins(first)) {
                return true;
            }
            // The company's own organ is the subject; who else is named is its object.
            return false;
        }
        // 子公司党委……: the other is named before any body of the company's own.
        let other = |t: &&Token| Some(t.class) == classes.other_entity && t.span.end <= first_word.end;
        if marks.other
            && let Some(other) = tokens.iter().find(other)
        {
            let own_before = bodies()
                .any(|t| !t.span.is_empty() && t.span.end <= other.span.start && t.span.start < other.span.start);
            // 经上级党组织批准，……: the other only consents. 由公司党委……: the company's own is named.
            let before = |t: &Token| prose.text().get(..t.span.start as usize).unwrap_or_default();
            const CONSENT: [&str; 11] = ["经", "报", "按", "照", "据", "向", "受", "行", "彻", "与", "指导"];
            // 经【上级党组织】批准: a form's bracket stands between.
            let text = before(other);
            let clause = text.rsplit(['，', '。', '；', '：', '\n']).next().unwrap_or_default();
            // 经文投集团【党委】批准: a name stands between, too.
            let by_name = clause.starts_with('经') && !clause.starts_with("经理") && !clause.starts_with("经营");
            let consents = by_name || CONSENT.iter().any(|word| text.trim_end_matches('【').ends_with(word));
            let own_named = chain.iter().map(|&i| &tokens[i as usize]).any(|t| {
                let text = before(t);
                const OTHERS: [&str; 5] = ["子公司", "分公司", "总公司", "母公司", "属公司"];
                !t.span.is_empty()
                    && bodies().any(|body| body.span == t.span)
                    && ["公司", "集团"].iter().any(|name| text.ends_with(name))
                    && !OTHERS.iter().any(|name| text.ends_with(name))
                    && !(marks.parent_group && text.ends_with("集团公司"))
            });
            if !own_before && !consents && !own_named {
                return true;
            }
        }
        if let Some(class) = concept.owner {
            let before = || bodies().filter(|t| t.span.end <= first_word.start);
            // 经理层对董事会负责，…… speaks of 经理层.
            let opens_clause = |t: &&Token| {
                let text = prose.text().get(..t.span.start as usize).unwrap_or_default();
                let clause = text.rsplit(['，', '。', '；', '：', '、']).next().unwrap_or_default();
                clause.chars().count() <= 3 && !clause.ends_with(['对', '向'])
            };
            let nearest = before().filter(opens_clause).max_by_key(|t| (t.span.end, t.span.start));
            let nearest = nearest.or_else(|| before().max_by_key(|t| (t.span.end, t.span.start)));
            let carried =
                tokens.iter().any(|t| t.class != class && t.span.is_empty() && Some(t.class) == classes.party);
            match nearest {
                Some(nearest) => {
                    return !tokens.iter().any(|t| t.class == class && t.span.end == nearest.span.end);
                }
                None => return carried,
            }
        }
        false
    }

    #[allow(clippy::too_many_arguments, reason = "one step of one pass")]
    fn hit(
        &self,
        prose: &Prose,
        pattern: &Pattern,
        chain: &[u32],
        tokens: &[Token],
        turning: &[Token],
        marks: Marks,
        sentence: usize,
        span: Span,
        classes: &Classes,
    ) -> Hit {
        let own = chain.iter().map(|&i| tokens[i as usize]).filter(|t| span.encloses(t.span));
        let words = own.map(|t| t.span).reduce(Span::cover).unwrap_or(span);
        let used = |token: &Token| {
            chain.iter().any(|&i| tokens[i as usize].span.encloses(token.span) && !tokens[i as usize].span.is_empty())
        };
        let distance = |from: u32, to: u32| characters(prose, from, to);
        let concept = &self.concepts[pattern.concept.0 as usize];
        let mut polarity = Polarity::Asserted;
        let comma_between = |from: u32, to: u32| {
            prose.text().get(from as usize..to as usize).is_some_and(|between| between.contains('，'))
        };
        for token in turning.iter().filter(|t| !used(t)) {
            let before_word = chain.iter().any(|&i| {
                let word = tokens[i as usize].span;
                let between = || prose.text().get(token.span.end as usize..word.start as usize).unwrap_or_default();
                token.span.end <= word.start
                    && distance(token.span.end, word.start) <= 2
                    && span.encloses(word)
                    // 撤销和换届: two acts beside each other.
                    && !between().starts_with(['和', '、', '及', '与'])
            });
            // 可以 permits what follows the subject in its clause: 董事会可以先送党委研究.
            let permits = || {
                let word = chain.get(1).or(chain.first()).map(|&i| tokens[i as usize].span);
                before_word && chain.len() == 1
                    || word
                        .is_some_and(|word| token.span.end <= word.start && !comma_between(token.span.end, word.start))
            };
            let denies_clause = || {
                chain.iter().any(|&i| {
                    let word = tokens[i as usize].span;
                    token.span.end <= word.start && span.encloses(word) && !comma_between(token.span.end, word.start)
                })
            };
            let denied = Some(token.class) == classes.negation && before_word
                || Some(token.class) == classes.strong_negation && denies_clause();
            let found = if denied {
                Polarity::Negated
            } else if Some(token.class) == classes.permission && !concept.permissive && permits() {
                Polarity::Permitted
            } else if Some(token.class) == classes.condition
                && token.span.end <= words.end
                && distance(token.span.start, words.end) < 60
            {
                Polarity::Conditional
            } else {
                continue;
            };
            polarity = polarity.max(found);
        }
        // 关于“……”的规定不再执行: what is quoted from an older text is no longer provided.
        let repealed = marks.repealed
            && tokens.iter().any(|token| {
                Some(token.class) == classes.repeal
                    && span.encloses(token.span)
                    && token.span.start >= words.end
                    && prose.text().get(words.end as usize..token.span.start as usize).is_some_and(|between| {
                        ["规定", "条款", "内容", "表述", "做法"].iter().any(|word| between.contains(word))
                    })
            });
        if repealed {
            polarity = polarity.max(Polarity::Negated);
        }
        if !concept.of_anyone && self.is_about_other(prose, concept, chain, tokens, words, marks, classes) {
            polarity = Polarity::Other;
        }
        Hit { concept: pattern.concept, wording: pattern.wording, polarity, sentence, span: words }
    }
}

/// Longest document name in book-title marks, in bytes.
const LONGEST_TITLE: usize = 240;

/// Book-title marks mask the words between them: a document's name states nothing.
fn titles(text: &str, masks: &mut Vec<Span>) {
    for open in memchr::memmem::find_iter(text.as_bytes(), "《") {
        let start = open + "《".len();
        let end = (start + LONGEST_TITLE).min(text.len());
        if let Some(close) = memchr::memmem::find(&text.as_bytes()[start..end], "》".as_bytes()) {
            masks.push(Span::from(start..start + close));
        }
    }
}

/// Whether the words behind an organ are those of studying: 研究讨论, 会议前置研究.
fn studies(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['会', '议', '先', '行', '集', '体', '前', '置']);
    ["研究", "讨论", "审议", "把关"].iter().any(|word| behind.starts_with(word))
}

/// Whether nothing but function words and the company's name stand before a body: then it is the sentence's subject.
fn stands_first(before: &str) -> bool {
    // After a comma a new clause begins, which has its own subject.
    let clause = before.rsplit_once(['，', '：']).map_or(before, |(_, clause)| clause);
    let is_first_clause = clause.len() == before.len();
    let mut rest = clause;
    const WORDS: [&str; 38] = [
        "研究院",
        "医院",
        "银行",
        "我院",
        "我行",
        "我社",
        "院",
        "行",
        "社",
        "厂",
        "台",
        "应当",
        "必须",
        "其中",
        "同时",
        "但是",
        "公司",
        "本公司",
        "本行",
        "本院",
        "本社",
        "本集团",
        "本企业",
        "集团",
        "企业",
        "应",
        "须",
        "由",
        "经",
        "但",
        "并",
        "如",
        "本",
        "凡",
        "对",
        "设",
        "在",
        "即",
    ];
    if clause.ends_with(['由', '经']) {
        return true;
    }
    static LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(WORDS));
    while is_first_clause && let Some((end, _)) = LIST.longest(rest, 0) {
        rest = &rest[end..];
    }
    rest.is_empty() && is_first_clause
}

fn characters(prose: &Prose, from: u32, to: u32) -> u32 {
    let bytes = prose.text().as_bytes().get(from as usize..to as usize).unwrap_or_default();
    // Past the longest gap the exact number does not matter.
    let bytes = &bytes[..bytes.len().min(1024)];
    bytes.iter().map(|b| u32::from(b & 0xC0 != 0x80)).sum()
}

/// What a sentence holds that few do.
#[derive(Clone, Copy)]
struct Marks {
    /// A word of [`Classes::repeal`] stands in it.
    repealed: bool,
    /// A word of [`Classes::other_entity`] stands in it or in its lead-in.
    other: bool,
    /// 集团公司 is the parent, see [`Company::parent_group`].
    parent_group: bool,
}

#[derive(Default)]
struct Scratch {
    tokens: Vec<Token>,
    /// The classes of the tokens, once each, also as a set, and those of tokens that stand in the sentence itself.
    classes: Vec<ClassId>,
    present: Vec<u64>,
    own: Vec<u64>,
    /// Of each class in `own`, its first token in the sentence.
    places: Vec<u32>,
    order: Vec<(u32, u32)>,
    /// The sentence's own tokens of classes that turn what it says.
    turning: Vec<Token>,
    matcher: Matcher,
}

/// Finds a pattern among tokens in time linear in their number.
#[derive(Default)]
struct Matcher {
    /// For each element, the tokens reached and the token each came from.
    reached: Vec<Vec<(u32, u32)>>,
    chain: Vec<u32>,
    /// The first token of each class, and for each token the next of its class.
    first: Vec<u32>,
    next: Vec<u32>,
}

/// No token.
const NONE: u32 = u32::MAX;

impl Matcher {
    /// Sorts the tokens of a sentence by their class.
    fn enter(&mut self, tokens: &[Token]) {
        self.next.clear();
        self.next.resize(tokens.len(), NONE);
        for (i, token) in tokens.iter().enumerate().rev() {
            self.next[i] = std::mem::replace(&mut self.first[token.class.0 as usize], i as u32);
        }
    }

    /// Forgets them.
    fn leave(&mut self, tokens: &[Token]) {
        for token in tokens {
            self.first[token.class.0 as usize] = NONE;
        }
    }

    /// The tokens that the pattern's elements fall on, if they do, the last one within `sentence`.
    fn find(&mut self, prose: &Prose, pattern: &Pattern, tokens: &[Token], sentence: Span) -> Option<&[u32]> {
        let count = pattern.elements.len();
        if self.reached.len() < count {
            self.reached.resize_with(count, Vec::new);
        }
        for (step, &(gap, class)) in pattern.elements.iter().enumerate() {
            let (done, rest) = self.reached.split_at_mut(step);
            let here = &mut rest[0];
            here.clear();
            let before = done.last();
            let mut near = 0;
            let mut at = self.first[class.0 as usize];
            while let Some(token) = tokens.get(at as usize) {
                let i = at;
                at = self.next[at as usize];
                let Some(before) = before else {
                    here.push((i, i));
                    continue;
                };
                match gap {
                    Gap::Far => {
                        // The nearest one before gives the tightest span.
                        while near < before.len() && tokens[before[near].0 as usize].span.end <= token.span.start {
                            near += 1;
                        }
                        if let Some(from) = near.checked_sub(1) {
                            here.push((i, before[from].0));
                        }
                    }
                    Gap::Near => {
                        while near < before.len() && tokens[before[near].0 as usize].span.end <= token.span.start {
                            near += 1;
                        }
                        let from =
                            before[..near].iter().rev().take(4).find(|(b, _)| {
                                characters(prose, tokens[*b as usize].span.end, token.span.start) <= NEAR
                            });
                        if let Some(&(from, _)) = from {
                            here.push((i, from));
                        }
                    }
                }
            }
            if here.is_empty() {
                return None;
            }
        }
        let last = self.reached[count - 1].iter().find(|(i, _)| sentence.encloses(tokens[*i as usize].span))?;
        self.chain.clear();
        let (mut token, mut from) = *last;
        self.chain.push(token);
        for step in (0..count - 1).rev() {
            token = from;
            self.chain.push(token);
            from = self.reached[step].iter().find(|(i, _)| *i == token)?.1;
        }
        self.chain.reverse();
        Some(&self.chain)
    }
}
