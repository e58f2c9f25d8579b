//! All facts of one charter.

use std::collections::HashMap;

use super::statement::{Count, Fact, Statement};
use super::view::{Context, View, has_seats, punctuation};
use super::vocabulary::{Office, Organ, Stance};
use super::words::{At, HOWS, Mark, OFFICES, ORGANS, Word, bit, words};
use super::{
    capital, cells, citations, company, holders, notices, powers, production, quorums, seats, tables, terms, votes,
};
use crate::Label;
use crate::model::charter::{Charter, compact};
use crate::source::Span;
use crate::syntax::clause::{Quantity, quantities};
use crate::words::{ends, find, holds};

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
        cells::cells(charter, &mut facts);
        tables::contributions(charter, &mut facts);
        quorums::of_whole_board(&mut facts);
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
    let title = crate::source::traditional::simplified(&charter.title_text());
    let company = title.split("章程").next().unwrap_or_default();
    let mut context = Context::default();
    let mut article = usize::MAX;
    // The last heading, by chapter and section, with the body that it names: its articles follow one another.
    let mut headed = None;
    let mut own: Vec<At> = Vec::new();
    let mut found: Vec<Quantity> = Vec::new();
    let mut marks: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    // What each numbered article spoke of, for those that go on about it: 前条所列监事, 第二条所称人数.
    let mut spoken: Vec<(u32, Context)> = Vec::new();
    let mut no_board = false;
    // The last lead-in, by index, with the body whose powers it introduces: its items follow one another.
    let mut led = (usize::MAX, None);
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
            let holder = context.holder.take();
            if let Some(before) = charter.articles().get(article) {
                spoken.push((before.number, context.clone()));
            }
            article = sentence.article;
            let earlier = context.organ.or(context.earlier);
            let heading = charter.articles().get(article).map(|article| (article.chapter, article.section));
            let organ = match headed {
                Some((of, organ)) if of == heading => organ,
                _ => heading.and_then(|(chapter, section)| heading_organ(charter, chapter, section)),
            };
            headed = Some((heading, organ));
            context = Context { organ, earlier, no_board, holder, ..Context::default() };
        }
        if let Some(of) = referred(text, &spoken) {
            (context.organ, context.offices, context.legal) =
                (of.organ.or(context.organ), of.offices.clone(), of.legal);
        }
        if mask == 0 && !sentence.is_item && context.listed.is_none() && context.resolved.is_none() {
            continue;
        }
        let lead = sentence.lead.and_then(|i| sentences.get(i)).map(|s| prose.sentence_text(s));
        if let (Some(index), Some(lead)) = (sentence.lead, lead)
            && led.0 != index
        {
            led = (index, powers::of_lead(lead));
        }
        if mask & NUMERIC != 0 {
            quantities(text, 0, &mut found);
        } else {
            found.clear();
        }
        punctuation(text, &mut marks);
        let items = if text.ends_with('：') { items_of(charter, index) } else { "" };
        let view = View {
            text,
            base,
            index,
            mask,
            marks: &marks,
            words: &own,
            quantities: &found,
            lead,
            lead_powers: sentence.lead.and(led.1),
            is_item: sentence.lead.is_some(),
            items,
            context: &context,
            company,
        };
        let from = out.len();
        extract(&view, out);
        drop_notes(&view, from, out);
        let next = follow(&view, &out[from..], &context);
        no_board |= out[from..].iter().any(|f| {
            matches!(f.statement, Statement::Organ { organ: Organ::Board, exists: false })
                && f.stance == Stance::Affirmed
        });
        context = Context { no_board, ..next };
    }
}

pub(super) fn extract(view: &View<'_>, out: &mut Vec<Fact>) {
    company::organs(view, out);
    seats::seats(view, out);
    production::production(view, out);
    terms::terms(view, out);
    votes::votes(view, out);
    notices::notices(view, out);
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

/// Takes back what stands in a drafter's note: （示例：副书记二名） tells how to fill a form in, and states nothing.
fn drop_notes(view: &View<'_>, from: usize, out: &mut Vec<Fact>) {
    if !view.text.contains('（') {
        return;
    }
    let mut i = from;
    while let Some(fact) = out.get(i) {
        let at = (fact.span.start - view.base) as usize;
        if !fact.in_source && super::in_note(view.text, at) {
            out.remove(i);
        } else {
            i += 1;
        }
    }
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

/// What the article spoke of that a sentence begins by naming: 前条所称主席, 第七条所定人数.
fn referred<'a>(text: &str, spoken: &'a [(u32, Context)]) -> Option<&'a Context> {
    if !text.starts_with(['前', '上', '第']) {
        return None;
    }
    let opens = ["前条", "上条", "上一条"].iter().find_map(|word| text.strip_prefix(word));
    let (rest, number) = match opens {
        Some(rest) => (rest, None),
        None => {
            let inner = text.strip_prefix('第')?;
            let end = inner.find('条').filter(|end| *end <= 24)?;
            (&inner[end + '条'.len_utf8()..], Some(crate::numeral::parse(&inner[..end])?))
        }
    };
    // 第二条甲项所称委员会
    let (place, _) = ["所称", "所列", "所定", "所指", "所述", "所设", "规定的"]
        .iter()
        .filter_map(|word| rest.find(word).map(|at| (at, word)))
        .min()?;
    if rest[..place].chars().count() > 6 {
        return None;
    }
    match number {
        None => spoken.last().map(|(_, context)| context),
        Some(number) => spoken.iter().rev().find(|(of, _)| u64::from(*of) == number).map(|(_, context)| context),
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
        let governed = ends(before, &["由", "对", "向", "经", "报", "从", "据"]);
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
            if !ends(before, &["由", "对", "向", "经", "从"])
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
    if let Some(holder) = holders::named_holder(view.text) {
        next.holder = Some(holder);
    }
    let contributor = facts.iter().rev().find_map(|f| match &f.statement {
        Statement::Contribution(row) if !row.shareholder.is_empty() => Some(row.shareholder.clone()),
        _ => None,
    });
    next.contributor = contributor.or(next.contributor);
    next.instalments |= facts.iter().any(|f| matches!(&f.statement, Statement::Contribution(row) if row.instalment));
    next.listed = match view.text.trim_end().chars().next_back() {
        Some('；') if !view.is_item => powers::opened(view.text).or(context.listed),
        // 行使下列职权： with the first of them in the next sentence.
        Some('：') if view.items.is_empty() && powers::introduces_powers(view.text) => powers::subject(view.text),
        _ => None,
    };
    next.extraordinary = find(view.text, "临时").is_some() && holds(view.text, &["临时会议", "临时董事会", "临时股东"])
        || context.extraordinary && view.text.contains("通知方式");
    next.resolved = super::resolutions::going_on(view);
    next.legal = view.has(Mark::Legal);
    next.related = holds(view.text, &["关联关系", "关联董事"]);
    next
}

/// The body that a heading is about: that of a section, else that of its chapter, by their indices.
fn heading_organ(charter: &Charter, chapter: Option<usize>, section: Option<usize>) -> Option<Organ> {
    let chapter = charter.chapters().get(chapter?)?;
    let section = section.and_then(|i| chapter.sections.get(i)).map(|s| s.title);
    let read = |span: Span| {
        let title = compact(charter.source().read(span));
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

/// Marks facts that cannot both be true: of facts on one thing, those whose bounds do not meet.
fn contradictions(facts: &mut [Fact]) {
    let mut things: HashMap<Thing, Extremes> = HashMap::new();
    for fact in facts.iter() {
        if let Some((thing, low, high)) = stated(fact) {
            things.entry(thing).or_default().add(low, high, fact.sentence);
        }
    }
    for fact in facts {
        if let Some((thing, low, high)) = stated(fact) {
            fact.contradicted |= things.get(&thing).is_some_and(|all| all.clashes(low, high, fact.sentence));
        }
    }
}

/// What a fact is on.
#[derive(PartialEq, Eq, Hash)]
enum Thing {
    Organ(Organ),
    Seats(Organ, Office),
    Term(Office),
    Capital,
    Form,
}

/// What a reliable fact is on, and its bounds.
fn stated(fact: &Fact) -> Option<(Thing, u64, u64)> {
    if !fact.holds() || fact.doubt.is_some() {
        return None;
    }
    let range = |count: Count| match count {
        Count::Range { min, max } => Some((u64::from(min), max.map_or(u64::MAX, u64::from))),
        _ => None,
    };
    Some(match &fact.statement {
        Statement::Organ { organ, exists } => (Thing::Organ(*organ), u64::from(*exists), u64::from(*exists)),
        // Committees differ, and owners name their nominees apart.
        Statement::Seats { organ, office, count }
            if !matches!(organ, Organ::Committee | Organ::Party) && *office != Office::NonEmployeeDirector =>
        {
            let (low, high) = range(*count)?;
            (Thing::Seats(*organ, *office), low, high)
        }
        Statement::Term { office, years } if *office != Office::PartyMember => {
            let (low, high) = range(*years)?;
            (Thing::Term(*office), low, high)
        }
        Statement::RegisteredCapital { fen } => (Thing::Capital, *fen, *fen),
        Statement::Form { form } => (Thing::Form, *form as u64, *form as u64),
        _ => None?,
    })
}

/// The highest lower bound and the lowest upper bound, with their sentences, and the next ones from other sentences: a
/// fact clashes with another one if it does with one of these.
#[derive(Default)]
struct Extremes {
    lowest: [Option<(u64, usize)>; 2],
    highest: [Option<(u64, usize)>; 2],
}

impl Extremes {
    fn add(&mut self, low: u64, high: u64, sentence: usize) {
        keep(&mut self.lowest, high, sentence, |new, old| new < old);
        keep(&mut self.highest, low, sentence, |new, old| new > old);
    }

    fn clashes(&self, low: u64, high: u64, sentence: usize) -> bool {
        let other = |pair: &[Option<(u64, usize)>; 2]| {
            pair.iter().flatten().find(|(_, of)| *of != sentence).map(|(bound, _)| *bound)
        };
        other(&self.lowest).is_some_and(|bound| bound < low) || other(&self.highest).is_some_and(|bound| bound > high)
    }
}

/// Keeps the two most extreme bounds that come from different sentences.
fn keep(pair: &mut [Option<(u64, usize)>; 2], bound: u64, sentence: usize, beats: fn(u64, u64) -> bool) {
    let better = |place: Option<(u64, usize)>| place.is_none_or(|(old, _)| beats(bound, old));
    if pair[0].is_some_and(|(_, of)| of == sentence) {
        if better(pair[0]) {
            pair[0] = Some((bound, sentence));
        }
    } else if better(pair[0]) {
        *pair = [Some((bound, sentence)), pair[0]];
    } else if better(pair[1]) {
        pair[1] = Some((bound, sentence));
    }
}
