//! All facts of one charter.

use super::statement::{Count, Fact, Statement};
use super::view::{Context, View, has_seats};
use super::vocabulary::{Office, Organ, Stance};
use super::words::{At, HOWS, Mark, OFFICES, ORGANS, Word, bit, words};
use super::{capital, citations, company, powers, production, seats, tables, terms, votes};
use crate::Label;
use crate::model::charter::{Charter, compact};
use crate::source::Span;
use crate::syntax::clause::{Quantity, quantities};

/// What a charter states, sentence by sentence, each fact with its evidence.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::facts::{CharterFacts, Statement};
/// use charterlint::{Charter, Source};
/// let source = Source::new("章程.txt", "某某有限公司章程\n第一条 董事会由七名董事组成，其中外部董事四名。\n")?;
/// let charter = Charter::read(Arc::new(source));
/// let facts = CharterFacts::read(&charter);
/// let seats: Vec<String> = facts.all().iter().map(|fact| fact.statement.to_string()).collect();
/// assert_eq!(seats, ["board director 7", "board outside-director 4"]);
/// assert_eq!(facts.label(&charter, &facts.all()[1]).text(), "外部董事四名");
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CharterFacts {
    facts: Vec<Fact>,
}

/// Marks whose sentences need their numbers read.
const NUMERIC: u64 = ORGANS
    | OFFICES
    | HOWS
    | bit(Mark::Term)
    | bit(Mark::Attend)
    | bit(Mark::Pass)
    | bit(Mark::Votes)
    | bit(Mark::Notice)
    | bit(Mark::Proposal)
    | bit(Mark::Capital)
    | bit(Mark::Contribute)
    | bit(Mark::Issued)
    | bit(Mark::Fund)
    | bit(Mark::Cite)
    | bit(Mark::InForce)
    | bit(Mark::Established)
    | bit(Mark::Compose);

impl CharterFacts {
    /// Reads the facts of a charter.
    #[must_use]
    pub fn read(charter: &Charter) -> Self {
        let mut facts = Vec::new();
        sentences(charter, &mut facts);
        tables::contributions(charter, &mut facts);
        contradictions(&mut facts);
        Self { facts }
    }

    /// All facts, in the order of the text; those of tables at the end.
    #[must_use]
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// Where a fact stands, with its words.
    #[must_use]
    pub fn label(&self, charter: &Charter, fact: &Fact) -> Label {
        let span = source_span(charter, fact);
        Label::new(std::sync::Arc::clone(charter.source()), span, charter.address(span.start).to_string())
    }
}

/// A fact's words in the source.
pub(crate) fn source_span(charter: &Charter, fact: &Fact) -> Span {
    if fact.in_source { fact.span } else { charter.prose().to_source(fact.span) }
}

fn sentences(charter: &Charter, out: &mut Vec<Fact>) {
    let prose = charter.prose();
    let all = words(prose.text());
    let sentences = prose.sentences();
    let mut context = Context::default();
    let mut article = usize::MAX;
    let mut own: Vec<At> = Vec::new();
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    // Items that each sentence introduces: from its first item to its last.
    let mut no_board = false;
    for (index, sentence) in sentences.iter().enumerate() {
        let text = prose.sentence_text(sentence);
        let base = sentence.span.start;
        own.clear();
        let mut mask = 0;
        while let Some(word) = all.get(at).filter(|w| w.start < sentence.span.end as usize) {
            at += 1;
            let start = word.start.saturating_sub(base as usize);
            let end = word.end.saturating_sub(base as usize);
            if end <= text.len() {
                mask |= word.word.bit();
                own.push(At { word: word.word, start, end });
            }
        }
        if sentence.article != article {
            article = sentence.article;
            context = Context { organ: heading_organ(charter, article), no_board, ..Context::default() };
        }
        if mask == 0 && !sentence.is_item && context.listed.is_none() {
            continue;
        }
        let lead = sentence.lead.and_then(|i| sentences.get(i)).map(|s| prose.sentence_text(s));
        if mask & NUMERIC != 0 {
            quantities(text, 0, &mut found);
        } else {
            found.clear();
        }
        let items = if text.ends_with('：') { items_of(charter, index) } else { "" };
        let view = View {
            text,
            base,
            index,
            mask,
            words: &own,
            quantities: &found,
            lead,
            is_item: sentence.lead.is_some(),
            items,
            context: &context,
        };
        let from = out.len();
        extract(&view, out);
        let next = follow(&view, &out[from..], &context);
        no_board |= out[from..].iter().any(|f| {
            matches!(f.statement, Statement::Organ { organ: Organ::Board, exists: false })
                && f.stance == Stance::Affirmed
        });
        context = Context { no_board, ..next };
    }
}

fn extract(view: &View<'_>, out: &mut Vec<Fact>) {
    company::organs(view, out);
    seats::seats(view, out);
    production::production(view, out);
    terms::terms(view, out);
    votes::votes(view, out);
    votes::meetings(view, out);
    company::legal_representative(view, out);
    capital::registered(view, out);
    capital::contributions(view, out);
    powers::powers(view, out);
    company::funds(view, out);
    company::delegations(view, out);
    citations::citations(view, out);
    citations::definitions(view, out);
    company::form(view, out);
    company::days(view, out);
}

/// The text of the sentences that a lead-in introduces.
fn items_of(charter: &Charter, lead: usize) -> &str {
    let prose = charter.prose();
    let sentences = prose.sentences();
    let mut end = None;
    for sentence in sentences.iter().skip(lead + 1) {
        match sentence.lead {
            Some(l) if l >= lead => end = Some(sentence.span.end),
            _ => break,
        }
    }
    match (sentences.get(lead + 1), end) {
        (Some(first), Some(end)) => prose.text().get(first.span.start as usize..end as usize).unwrap_or_default(),
        _ => "",
    }
}

/// What the next sentence of the article goes on about.
fn follow(view: &View<'_>, facts: &[Fact], context: &Context) -> Context {
    let mut next = context.clone();
    // The subject is the first body that no preposition governs, unless a committee is spoken of later: 董事会设审计委员会.
    let mut organ = None;
    for at in view.words {
        let found = match at.word {
            Word::Organ(o) if has_seats(o) => o,
            Word::Office(office) => match seats::home(office) {
                Some(home) if organ.is_none() => home,
                _ => continue,
            },
            _ => continue,
        };
        let before = view.left(at.start, 6);
        let governed = ["由", "对", "向", "经", "报", "从", "据"].iter().any(|w| before.ends_with(w));
        let tail = &view.text[at.end..];
        let is_part = super::view::powers_of(tail).is_some() || tail.starts_with("决议");
        if governed || is_part {
            continue;
        }
        match organ {
            None => organ = Some(found),
            Some(_) if matches!(found, Organ::AuditCommittee | Organ::Committee) => organ = Some(found),
            _ => {}
        }
    }
    if let Some(organ) = organ {
        next.organ = Some(organ);
    }
    let excluded = facts
        .iter()
        .any(|f| matches!(f.statement, Statement::Organ { organ, exists: false } if Some(organ) == next.organ));
    if excluded {
        next.organ = facts.iter().find_map(|f| match f.statement {
            Statement::Organ { organ, exists: true } => Some(organ),
            Statement::TakesOver { organ, .. } if has_seats(organ) => Some(organ),
            Statement::Seats { organ, .. } => Some(organ),
            _ => None,
        });
    }
    let mut offices: Vec<Office> = Vec::new();
    for at in view.words {
        if let Word::Office(office) = at.word {
            let before = view.left(at.start, 6);
            if !["由", "对", "向", "经", "从"].iter().any(|w| before.ends_with(w))
                && !matches!(office, Office::Member | Office::EmployeeRepresentative)
            {
                offices.push(office);
                break;
            }
        }
    }
    if !offices.is_empty() {
        next.offices = offices;
    }
    next.listed = match view.text.trim_end().chars().next_back() {
        Some('；') if !view.is_item => powers::opened(view.text).or(context.listed),
        // 行使下列职权： with the first of them in the next sentence.
        Some('：') if view.items.is_empty() && powers::introduces_powers(view.text) => powers::subject(view.text),
        _ => None,
    };
    next.extraordinary = view.text.contains("临时会议")
        || view.text.contains("临时董事会")
        || view.text.contains("临时股东")
        || context.extraordinary && view.text.contains("通知方式");
    next.related = view.text.contains("关联关系") || view.text.contains("关联董事");
    next
}

/// The body that an article's heading is about.
fn heading_organ(charter: &Charter, article: usize) -> Option<Organ> {
    let article = charter.articles().get(article)?;
    let chapter = charter.chapters().get(article.chapter?)?;
    let section = article.section.and_then(|i| chapter.sections.get(i)).map(|s| s.title);
    let read = |span: Span| {
        let title = crate::model::traditional::simplified(&compact(charter.source().slice(span)));
        let found: Vec<Organ> = words(&title)
            .iter()
            .filter_map(|at| match at.word {
                Word::Organ(Organ::Shareholder | Organ::Investor) => Some(Organ::ShareholdersMeeting),
                Word::Organ(organ) if has_seats(organ) => Some(organ),
                Word::Office(Office::Director) => Some(Organ::Board),
                Word::Office(Office::Supervisor) => Some(Organ::SupervisoryBoard),
                Word::Office(Office::Manager | Office::SeniorManager) => Some(Organ::Management),
                _ => None,
            })
            .collect();
        found.last().copied()
    };
    section.and_then(read).or_else(|| read(chapter.title))
}

/// Marks facts that cannot both be true.
fn contradictions(facts: &mut [Fact]) {
    let holds = |f: &Fact| f.holds() && f.doubt.is_none();
    let mut clashes: Vec<usize> = Vec::new();
    for (i, one) in facts.iter().enumerate() {
        if !holds(one) || !matches!(one.statement.kind(), "organ" | "seats" | "term" | "registered-capital" | "form") {
            continue;
        }
        for (j, other) in facts.iter().enumerate().skip(i + 1) {
            if holds(other) && one.sentence != other.sentence && clash(&one.statement, &other.statement) {
                clashes.extend([i, j]);
            }
        }
    }
    for i in clashes {
        if let Some(fact) = facts.get_mut(i) {
            fact.contradicted = true;
        }
    }
}

fn clash(one: &Statement, other: &Statement) -> bool {
    let disjoint = |a: Count, b: Count| match (a, b) {
        (Count::Range { min: a1, max: b1 }, Count::Range { min: a2, max: b2 }) => {
            b1.is_some_and(|b1| b1 < a2) || b2.is_some_and(|b2| b2 < a1)
        }
        _ => false,
    };
    match (one, other) {
        (Statement::Organ { organ: a, exists: x }, Statement::Organ { organ: b, exists: y }) => a == b && x != y,
        (Statement::Seats { organ: a, office: o, count: c }, Statement::Seats { organ: b, office: p, count: d }) => {
            a == b && o == p && *a != Organ::Committee && *a != Organ::Party && disjoint(*c, *d)
        }
        (Statement::Term { office: o, years: c }, Statement::Term { office: p, years: d }) => {
            o == p && *o != Office::PartyMember && disjoint(*c, *d)
        }
        (Statement::RegisteredCapital { fen: a }, Statement::RegisteredCapital { fen: b }) => a != b,
        (Statement::Form { form: a }, Statement::Form { form: b }) => a != b,
        _ => false,
    }
}
