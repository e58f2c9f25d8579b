//! The meetings of a company: the rows of all its registers in the order of time, with what each topic is about, what was
//! concluded, which matter of the lists it is, and which other rows are about the same.

mod agenda;
mod likeness;
mod listing;
mod outcome;
mod topic;

use std::collections::HashMap;

pub(crate) use likeness::Likeness;
pub(crate) use listing::{Listing, concept_bit};
pub(crate) use outcome::{Ending, Form};

use super::matters::Matters;
use crate::dossier::{Document, Dossier};
use crate::lexicon::{Lexicon, Polarity, Reading, Wording};
use crate::model::charter::Prose;
use crate::model::matters::Body;
use crate::model::profile::{PartyOrgan, Profile};
use crate::model::register::{AgendaItem, MeetingKind, Register};
use crate::model::table::{Moment, Precision};
use crate::{Date, Label, Text};
use likeness::{DOUBTFUL, compare, compare_near, far_apart};
use listing::Catalogue;
use outcome::Outcome;
use topic::Topic;

/// A row of a register.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(crate) document: &'a Document,
    pub(crate) register: &'a Register,
    pub(crate) item: &'a AgendaItem,
    kind: MeetingKind,
    /// The topic's words: the cell's, or one of those that the cell lists.
    words: &'a str,
    /// Position on the agenda as stated; of the topics that one cell lists, their own numbers.
    pub(crate) sequence: Option<u32>,
    /// Its index among all rows.
    pub(crate) index: usize,
    /// The meeting that it belongs to, by index.
    pub(crate) sitting: usize,
    /// Members entitled to attend; as the meeting's other rows state it where the row does not.
    pub(crate) due: Option<u32>,
    /// Members who attended, likewise.
    pub(crate) present: Option<u32>,
    /// How the meeting was held, in the register's words, likewise.
    pub(crate) form: Option<&'a str>,
    pub(crate) topic: Topic,
    /// Kinds of matter that the topic names, as [`concept_bit`] numbers them.
    pub(crate) concepts: u32,
    pub(crate) outcome: Outcome,
    /// The matter of a list that it is about.
    pub(crate) listing: Option<Listing>,
    /// Other rows on the same topic, or perhaps on the same, by index.
    alike: Vec<(usize, Likeness)>,
}

impl Row<'_> {
    pub(crate) const fn kind(&self) -> MeetingKind {
        self.kind
    }

    /// The day of the meeting, if it is stated to the day.
    pub(crate) fn day(&self) -> Option<Date> {
        self.item.held.filter(|held| held.day.precision == Precision::Day).map(|held| held.day.date)
    }

    /// A label on the row.
    pub(crate) fn label(&self) -> Label {
        self.document.label(self.item.row.span, self.item.place())
    }

    /// A label on the row that says which meeting, when and with what result: 董事会 2026-03-12：通过.
    pub(crate) fn label_meeting(&self) -> Label {
        let (name, when) = (self.name(), self.when());
        let result = self.item.conclusion.as_ref().map(|c| c.text.as_str()).unwrap_or_default();
        let text = |mark: &str| match result {
            "" => format!("{name} {when}"),
            result => format!("{name} {when}{mark}{result}"),
        };
        self.label().with_message(Text::new(text("：").trim_end().to_owned(), text(": ").trim_end().to_owned()))
    }

    /// The meeting's name for a headline.
    pub(crate) fn name(&self) -> &str {
        let name = self.item.name.trim();
        if !name.is_empty() && name.chars().count() <= 16 { name } else { self.kind().body().name() }
    }

    /// The date as far as it is stated; empty if none is.
    pub(crate) fn when(&self) -> String {
        when(self.item.held.as_ref())
    }

    /// The topic's words for a headline.
    pub(crate) fn title(&self) -> String {
        let mut words = self.words;
        // What the headline says anyway.
        for lead in ["前置研究讨论", "前置研究", "审议", "："] {
            words = words.strip_prefix(lead).filter(|rest| rest.chars().count() >= 4).unwrap_or(words);
        }
        let mut title: String = words.chars().take(28).collect();
        if words.chars().count() > 28 {
            title.push('…');
        }
        title
    }

    /// The fact that something is missing from the row, or from the whole register if no column is for it.
    pub(crate) fn lacks(&self, what: &str) -> String {
        let role = if what == "votes" { "yes" } else { what };
        let is_column = matches!(what, "due" | "present" | "votes" | "form" | "conclusion" | "recused" | "date");
        if is_column && !self.register.states(role) {
            return format!("register.{what}");
        }
        format!("register.{what}:{}", self.item.place())
    }
}

/// A date as far as it is stated: 2026-03-12, 2026-03, 2026.
pub(crate) fn when(held: Option<&Moment>) -> String {
    let Some(held) = held else { return String::new() };
    let full = held.day.date.to_string();
    let length = match held.day.precision {
        Precision::Day => full.len(),
        Precision::Month => 7,
        Precision::Year => 4,
    };
    full.get(..length).unwrap_or(&full).to_owned()
}

/// One meeting 次: the rows of one body, day and session.
#[derive(Debug)]
pub(crate) struct Sitting {
    pub(crate) kind: MeetingKind,
    pub(crate) held: Option<Moment>,
    /// Its rows, in the agenda's order.
    pub(crate) rows: Vec<usize>,
    /// Whether rows of it may stand elsewhere: neither date nor session is stated.
    pub(crate) is_loose: bool,
}

/// All meetings of a company's registers. Those of an industry chain's committee are not among them.
#[derive(Debug)]
pub(crate) struct Meetings<'a> {
    rows: Vec<Row<'a>>,
    sittings: Vec<Sitting>,
    registers: Vec<(&'a Document, &'a Register)>,
    reading: Reading,
    /// Kinds of meetings of the company's own Party body.
    party: Vec<MeetingKind>,
}

impl<'a> Meetings<'a> {
    /// Reads the registers of a dossier; `None` if there is none of the company's own.
    pub(crate) fn of(dossier: &'a Dossier, matters: &Matters<'a>, profile: &Profile) -> Option<Self> {
        let registers: Vec<(&Document, &Register)> =
            dossier.registers().filter(|(_, register)| register.chain.is_none()).collect();
        let mut items: Vec<Entry<'a>> = registers
            .iter()
            .flat_map(|&(document, register)| {
                register.items.iter().flat_map(move |item| entries(document, register, item))
            })
            .filter(|entry| entry.item.kind != MeetingKind::ChainCommittee)
            .collect();
        let only_chain = items.is_empty() && registers.iter().any(|(_, register)| !register.items.is_empty());
        if registers.is_empty() || only_chain {
            return None;
        }
        // In the order of time, undated rows last; rows of one moment as they stand.
        items.sort_by_key(|entry| {
            entry.item.held.map_or((true, None, None), |held| (false, Some(held.day.date), held.time))
        });
        // The names of papers are what topics are made of: 《关于为子公司提供担保的议案》.
        let plain: Vec<String> = items.iter().map(|entry| entry.words.replace(['《', '》', '〈', '〉'], "")).collect();
        let topics = Prose::apart(plain.iter().map(String::as_str));
        let conclusions = Prose::apart(items.iter().map(|entry| entry.conclusion));
        let reading = Lexicon::builtin().read_apart(&topics);
        let concepts = listing::concepts(&reading, items.len());
        let catalogue = Catalogue::of(matters);
        // 集团公司党委会 is the parent's where the company is none.
        let in_group = profile.name.as_ref().is_some_and(|name| !name.contains("集团"));
        let is_foreign = |name: &str| {
            in_group && ["集团公司", "集团党", "集团董事会", "集团总"].iter().any(|word| name.contains(word))
        };
        let mut rows: Vec<Row<'a>> = Vec::with_capacity(items.len());
        for (i, entry) in items.into_iter().enumerate() {
            let Entry { document, register, item, words, sequence, .. } = entry;
            let text = topics.sentences().get(i).map_or("", |sentence| topics.sentence_text(sentence));
            let ending = conclusions.sentences().get(i).map_or("", |sentence| conclusions.sentence_text(sentence));
            let topic = Topic::read(text);
            let concepts = concepts.get(i).copied().unwrap_or_default();
            let listing = catalogue.find(item, &topic, concepts);
            let outcome = Outcome::read(ending);
            rows.push(Row {
                document,
                register,
                item,
                kind: if is_foreign(&item.name) { MeetingKind::Other } else { item.kind },
                words,
                sequence,
                index: i,
                sitting: 0,
                due: item.due,
                present: item.present,
                form: item.form.as_ref().map(|form| form.text.as_str()),
                topic,
                concepts,
                outcome,
                listing,
                alike: Vec::new(),
            });
        }
        let sittings = sittings(&mut rows);
        for sitting in &sittings {
            share(&mut rows, sitting);
        }
        relate(&mut rows);
        let party = own_party(profile.party_organ, &rows);
        Some(Self { rows, sittings, registers, reading, party })
    }

    /// All rows, in the order of time.
    pub(crate) fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// All meetings, in the order of time.
    pub(crate) fn sittings(&self) -> &[Sitting] {
        &self.sittings
    }

    /// The rows of a meeting, in the agenda's order.
    pub(crate) fn rows_of(&self, sitting: &Sitting) -> impl Iterator<Item = (usize, &Row<'a>)> {
        sitting.rows.iter().filter_map(|&i| Some((i, self.rows.get(i)?)))
    }

    /// Whether the meetings are those of the company's own Party body.
    pub(crate) fn is_party(&self, kind: MeetingKind) -> bool {
        self.party.contains(&kind)
    }

    /// The rows that are, or may be, about the same topic as row `of`.
    pub(crate) fn alike(&self, of: usize) -> impl Iterator<Item = (&Row<'a>, &Likeness)> {
        let alike = self.rows.get(of).map(|row| row.alike.as_slice()).unwrap_or_default();
        alike.iter().filter_map(|(i, likeness)| Some((self.rows.get(*i)?, likeness)))
    }

    /// Whether row `index`'s topic expresses a concept of the lexicon.
    pub(crate) fn expresses(&self, index: usize, concept: &str) -> bool {
        let Some(concept) = Lexicon::builtin().concept(concept) else { return false };
        let hits = self.reading.hits();
        let from = hits.partition_point(|hit| hit.sentence < index);
        hits[from..]
            .iter()
            .take_while(|hit| hit.sentence == index)
            .any(|hit| hit.concept == concept && hit.wording == Wording::Current && hit.polarity != Polarity::Negated)
    }

    /// Whether a register holds meetings of these kinds, or is a register of meetings at large: the register of one
    /// other body says nothing of them.
    pub(crate) fn covers(&self, kinds: impl Fn(MeetingKind) -> bool) -> bool {
        self.rows.iter().any(|row| kinds(row.kind()))
            || self.registers.iter().any(|(_, register)| {
                let of_title = MeetingKind::of_name(&register.table.title);
                of_title == MeetingKind::Other || kinds(of_title)
            })
    }

    /// The title, else the header, of the first register: where something absent belongs.
    pub(crate) fn absent(&self) -> Option<Label> {
        let (document, register) = self.registers.first()?;
        let header = register.table.columns.iter().map(|column| column.span).reduce(crate::Span::cover);
        let span = register.table.title_span.or(header).unwrap_or(register.table.span);
        Some(document.label(span, "会议台账"))
    }
}

/// A topic of a register before it is read.
struct Entry<'a> {
    document: &'a Document,
    register: &'a Register,
    item: &'a AgendaItem,
    words: &'a str,
    sequence: Option<u32>,
    conclusion: &'a str,
}

/// The topics of a row: one, unless its cell lists several. Conclusions that are listed likewise belong to one each.
fn entries<'a>(document: &'a Document, register: &'a Register, item: &'a AgendaItem) -> Vec<Entry<'a>> {
    let conclusion = item.conclusion.as_ref().map(|c| c.text.as_str()).unwrap_or_default();
    let topics = agenda::topics(&item.topic.text);
    let conclusions = agenda::topics(conclusion);
    let (several, listed_alike) = (topics.len() > 1, conclusions.len() == topics.len());
    let of = |(i, words): (usize, &'a str)| Entry {
        document,
        register,
        item,
        words,
        sequence: if several { u32::try_from(i + 1).ok() } else { item.sequence },
        conclusion: conclusions.get(i).filter(|_| listed_alike).copied().unwrap_or(conclusion),
    };
    topics.into_iter().enumerate().map(of).collect()
}

/// The kinds of meetings of the company's own Party body: by the form of that body, else every form there is.
fn own_party(organ: Option<PartyOrgan>, rows: &[Row<'_>]) -> Vec<MeetingKind> {
    let all = [
        MeetingKind::PartyCommittee,
        MeetingKind::GeneralBranchCommittee,
        MeetingKind::BranchCommittee,
        MeetingKind::BranchAssembly,
    ];
    let own: &[MeetingKind] = match organ {
        Some(PartyOrgan::Committee | PartyOrgan::LeadingGroup) => &all[..1],
        Some(PartyOrgan::GeneralBranch) => &all[1..2],
        Some(PartyOrgan::Branch) => &all[2..],
        _ => &all,
    };
    // The form may have changed since the profile was written: then the register tells.
    if rows.iter().any(|row| own.contains(&row.kind())) { own.to_vec() } else { all.to_vec() }
}

/// Groups rows into meetings. A session or a time that only the first row states holds for the rows below.
fn sittings(rows: &mut [Row<'_>]) -> Vec<Sitting> {
    let mut out: Vec<Sitting> = Vec::new();
    let mut sessions: Vec<String> = Vec::new();
    let mut open: HashMap<(usize, String, Option<Date>), Vec<usize>> = HashMap::new();
    for (i, row) in rows.iter_mut().enumerate() {
        let item = row.item;
        let kind = row.kind;
        let day = item.held.map(|held| held.day.date);
        let is_loose = day.is_none() && item.session.is_empty();
        let key = (std::ptr::from_ref(row.register) as usize, item.name.clone(), day);
        let here = open.entry(key).or_default();
        let time = item.held.and_then(|held| held.time);
        let found = here.iter().copied().find(|&s| {
            let session = item.session.is_empty() || sessions[s].is_empty() || item.session == sessions[s];
            let own = out[s].held.and_then(|held| held.time);
            session && (time.is_none() || own.is_none() || time == own) && !is_loose
        });
        let sitting = found.unwrap_or_else(|| {
            out.push(Sitting { kind, held: item.held, rows: Vec::new(), is_loose });
            sessions.push(item.session.clone());
            here.push(out.len() - 1);
            out.len() - 1
        });
        let of = &mut out[sitting];
        of.rows.push(i);
        if of.held.is_none_or(|held| held.time.is_none()) {
            of.held = item.held.or(of.held);
        }
        if sessions[sitting].is_empty() {
            sessions[sitting].clone_from(&item.session);
        }
        row.sitting = sitting;
    }
    for sitting in &mut out {
        sitting.rows.sort_by_key(|&i| (rows[i].sequence.unwrap_or(u32::MAX), rows[i].item.row.number));
    }
    out
}

/// What only the first row of a meeting states holds for its other rows: cells that were merged.
fn share(rows: &mut [Row<'_>], sitting: &Sitting) {
    let first = |of: &dyn Fn(&Row<'_>) -> Option<u32>| sitting.rows.iter().find_map(|&i| of(&rows[i]));
    let (mut due, mut present) = (first(&|row| row.item.due), first(&|row| row.item.present));
    let mut form = sitting.rows.iter().find_map(|&i| rows[i].form);
    for &i in &sitting.rows {
        let row = &mut rows[i];
        (due, present) = (row.due.or(due), row.present.or(present));
        form = row.form.or(form);
        (row.due, row.present, row.form) = (due, present, form);
    }
}

/// Finds the rows that are about the same topic. Rows are compared only if they share pairs of characters, rare ones
/// first and near ones in time first, so that a long register takes no longer than its length asks.
fn relate(rows: &mut [Row<'_>]) {
    /// How many rows with one pair are looked at, how many pairs of a row, and with how many rows it is compared.
    const NEAR: usize = 200;
    const RARE: usize = 12;
    const MOST: usize = 48;
    let mut by_pair: HashMap<(char, char), Vec<usize>> = HashMap::new();
    let mut found: Vec<Vec<(usize, Likeness)>> = vec![Vec::new(); rows.len()];
    let mut shared: HashMap<usize, u32> = HashMap::new();
    for (i, row) in rows.iter().enumerate() {
        shared.clear();
        let mut own = row.topic.core_pairs.clone();
        own.dedup();
        own.sort_by_key(|pair| by_pair.get(pair).map_or(0, Vec::len));
        for pair in own.iter().take(RARE) {
            for &j in by_pair.get(pair).into_iter().flat_map(|with| with.iter().rev().take(NEAR)) {
                *shared.entry(j).or_default() += 1;
            }
        }
        let mut candidates: Vec<(u32, usize)> = shared.iter().map(|(j, n)| (*n, *j)).collect();
        candidates.sort_unstable_by_key(|&(n, j)| (std::cmp::Reverse(n), std::cmp::Reverse(j)));
        candidates.truncate(MOST);
        for (_, j) in candidates {
            let other = &rows[j];
            let Some(mut likeness) = compare_near(&row.topic, &other.topic) else { continue };
            let apart = far_apart(&row.topic, &other.topic, row.day().zip(other.day()));
            if apart && likeness.is_same() {
                likeness = Likeness::new(50, "相隔太久，议题没有写年度", "too far apart for a topic without a year");
            }
            if likeness.is_doubtful() && !apart && by_number(row, other) {
                let zh = format!("清单编号相同，{}", likeness.why.zh);
                let en = format!("the same number of the list; {}", likeness.why.en);
                likeness = Likeness::new(likeness.score + 15, zh, en);
            }
            found[i].push((j, likeness.clone()));
            found[j].push((i, likeness));
        }
        for pair in own {
            by_pair.entry(pair).or_default().push(i);
        }
    }
    one_for_several(rows, &mut found);
    for (row, mut alike) in rows.iter_mut().zip(found) {
        alike.sort_by_key(|(i, _)| *i);
        row.alike = alike;
    }
}

/// A topic that names no object may be any of several that do: 研究投资项目 beside two projects.
fn one_for_several(rows: &[Row<'_>], found: &mut [Vec<(usize, Likeness)>]) {
    for i in 0..rows.len() {
        if !rows[i].topic.names.is_empty() {
            continue;
        }
        let named: Vec<usize> = found[i]
            .iter()
            .filter(|(j, likeness)| likeness.is_same() && !rows[*j].topic.names.is_empty())
            .map(|(j, _)| *j)
            .collect();
        let Some((first, rest)) = named.split_first() else { continue };
        if rest.iter().all(|j| compare(&rows[*first].topic, &rows[*j].topic).score >= DOUBTFUL) {
            continue;
        }
        let doubt = Likeness::new(50, "议题没有写明是哪一项", "the topic does not say which of several it is");
        for j in named {
            found[i].iter_mut().filter(|(k, _)| *k == j).for_each(|(_, likeness)| likeness.clone_from(&doubt));
            found[j].iter_mut().filter(|(k, _)| *k == i).for_each(|(_, likeness)| likeness.clone_from(&doubt));
        }
    }
}

/// Whether both rows state the number of one matter.
fn by_number(a: &Row<'_>, b: &Row<'_>) -> bool {
    let stated = |row: &Row<'_>| row.listing.as_ref().filter(|l| l.likeness.score == 100).map(|l| l.matter);
    stated(a).is_some_and(|matter| stated(b) == Some(matter))
}

/// Whether a body decides matters of business: the owners, the board, management.
pub(crate) const fn decides(kind: MeetingKind) -> bool {
    rank(kind) > 0
}

/// How high a deciding body stands: management, chair, board, owners; 0 for any other.
pub(crate) const fn rank(kind: MeetingKind) -> u8 {
    match kind {
        MeetingKind::Management => 1,
        MeetingKind::Chair => 2,
        MeetingKind::Board => 3,
        MeetingKind::Shareholders | MeetingKind::AnnualShareholders => 4,
        _ => 0,
    }
}

/// As [`rank`], of a body that a list names.
pub(crate) const fn rank_of(body: Body) -> u8 {
    match body {
        Body::Management => 1,
        Body::Chair => 2,
        Body::Board | Body::Director => 3,
        Body::ShareholdersMeeting | Body::Shareholder | Body::Investor | Body::Superior => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_decide_in_their_order() {
        use MeetingKind::{AnnualShareholders, Board, Chair, Management, PartyCommittee, Shareholders};
        let order = [PartyCommittee, Management, Chair, Board, Shareholders].map(rank);
        assert_eq!(order, [0, 1, 2, 3, 4]);
        assert_eq!(rank(AnnualShareholders), rank(Shareholders));
        assert!(decides(Chair) && !decides(PartyCommittee));
    }
}
