//! Tables of a charter on bodies, posts and votes. What a cell says together with its row's head and its column's header is
//! read as the sentence that a drafter would have written: 监事会 · 决议通过的条件 · 全体监事的半数以上.

use std::collections::HashMap;

use super::charter::extract;
use super::statement::{Count, Fact, Statement};
use super::view::{Context, View, punctuation};
use super::vocabulary::{Modality, Office, Organ, Stance};
use super::words::{At, Word, words};
use crate::model::charter::Charter;
use crate::model::table::{Raw, RawRow, find};
use crate::numeral;
use crate::source::{Source, Span};
use crate::syntax::clause::quantities;

/// Reads the tables; what was read from their rows as if they were sentences is taken back.
pub(super) fn cells(charter: &Charter, out: &mut Vec<Fact>) {
    let source = charter.source();
    if source.grids().is_empty() && !source.text().contains('|') {
        return;
    }
    // Tabs alone make no table here: they stand behind the labels of articles too.
    let drawn = |raw: &Raw| !source.grids().is_empty() || source.slice(raw.span).contains('|');
    for raw in find(source).into_iter().filter(drawn) {
        let mut found = Vec::new();
        Reader { source, raw: &raw, subject: subject(charter, &raw) }.read(&mut found);
        if found.is_empty() {
            continue;
        }
        let inside = |fact: &Fact| {
            let at = charter.prose().to_source(fact.span).start;
            !fact.in_source && is_read(&fact.statement) && found.iter().any(|cell: &Fact| cell.span.contains(at))
        };
        out.retain(|fact| !inside(fact));
        out.append(&mut found);
    }
}

/// The body that the words above a table are about: 董事会席位如下：.
fn subject(charter: &Charter, raw: &Raw) -> Option<Organ> {
    let line = raw.lead.last()?;
    let text = charter.source().read(*line);
    let organ = |at: &At| match at.word {
        Word::Organ(organ @ (Organ::Board | Organ::SupervisoryBoard | Organ::AuditCommittee)) => Some(organ),
        _ => None,
    };
    let mut named: Vec<Organ> = words(text).iter().filter_map(organ).collect();
    named.dedup();
    match named.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

struct Reader<'a> {
    source: &'a Source,
    raw: &'a Raw,
    subject: Option<Organ>,
}

const TOTALS: [&str; 5] = ["合计", "总计", "共计", "小计", "总数"];
const SEATS: [&str; 10] = ["席位", "名额", "人数", "成员数", "职数", "数量", "编制", "员额", "人员数", "席数"];

impl Reader<'_> {
    fn read(&self, out: &mut Vec<Fact>) {
        let Some((header, rows)) = self.raw.rows.split_first() else { return };
        let headers: Vec<String> = self.texts(header);
        if headers.iter().filter(|header| !header.is_empty()).count() < 2 {
            return;
        }
        // A column of serial numbers heads nothing.
        let key = usize::from(matches!(headers[0].as_str(), "序号" | "编号" | "项次" | "No." | "no"));
        for row in rows {
            let texts = self.texts(row);
            if texts.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' '))) {
                continue;
            }
            // A charter that is laid out as a table has its sentences in the cells.
            let prose = texts.iter().any(|cell| cell.contains('。'));
            let Some(head) = texts.get(key).filter(|head| !head.is_empty() && !prose) else { continue };
            for sentence in self.sentences(head, &headers, &texts, key) {
                self.state(&sentence, row.span, out);
            }
        }
        // A kind of director that two rows name has the seats of both: 外部董事（专职） and 外部董事（兼职）.
        sum_parts(self.subject, out);
    }

    fn texts(&self, row: &RawRow) -> Vec<String> {
        let text = |span: Span| {
            let text = crate::model::charter::compact(&self.raw.text(self.source, span));
            text.replace('(', "（").replace(')', "）").replace('％', "%")
        };
        row.cells.iter().map(|cell| text(cell.span)).collect()
    }

    /// The sentences that a row's cells make.
    fn sentences(&self, head: &str, headers: &[String], texts: &[String], key: usize) -> Vec<String> {
        let cells =
            || texts.iter().zip(headers).skip(key + 1).filter(|(cell, header)| !cell.is_empty() && !header.is_empty());
        let is_total = TOTALS.iter().any(|word| head.contains(word));
        let named = self.subject.filter(|_| is_total).map(Organ::zh);
        let head = named.unwrap_or(head);
        let mut out = Vec::new();
        // 机构 | 中方 | 外方: how many each side has.
        let numbers: Vec<(u64, &String)> = cells().filter_map(|(cell, header)| Some((number(cell)?, header))).collect();
        let counted = |header: &str| SEATS.iter().any(|word| header.contains(word));
        let is_body = words(head).iter().any(|at| {
            matches!(
                at.word,
                Word::Organ(Organ::Board | Organ::SupervisoryBoard)
                    | Word::Office(Office::Director | Office::Supervisor)
            ) && at.start == 0
        });
        let by_side = is_body
            && numbers.len() > 1
            && numbers.len() == cells().count()
            && !numbers.iter().any(|(_, header)| counted(header) || header.contains('期') || header.contains('年'));
        if by_side {
            let total = numbers.iter().find(|(_, header)| TOTALS.iter().any(|word| header.contains(word)));
            let sum = total.map_or_else(|| numbers.iter().map(|(n, _)| n).sum(), |(n, _)| *n);
            out.push(format!("{head}人数为{sum}名。"));
            for (n, header) in &numbers {
                if header.contains("职工") {
                    out.push(format!("{head}中职工代表{n}名。"));
                }
            }
            return out;
        }
        for (cell, header) in cells() {
            // 事项 | 经理 | 董事会 | 出资人: who does what.
            let organ = words(header).first().is_some_and(|at| {
                at.start == 0
                    && at.end == header.len()
                    && matches!(at.word, Word::Organ(_) | Word::Office(Office::Manager))
            });
            if organ {
                out.push(format!("{head}由{header}{cell}。"));
                continue;
            }
            out.push(match number(cell) {
                Some(n) if counted(header) => {
                    let plain = head.split('（').next().unwrap_or(head);
                    format!("{plain}人数为{n}名。")
                }
                Some(n) if header.contains("任期") && !header.contains('月') => format!("{head}任期为{n}年。"),
                Some(n) if header.contains("任期") => format!("{head}任期为{n}个月。"),
                _ => format!("{head}{header}为{cell}。"),
            });
        }
        out
    }

    /// The facts of one sentence, placed at the row.
    fn state(&self, text: &str, place: Span, out: &mut Vec<Fact>) {
        let own = words(text);
        let mask = own.iter().fold(0, |mask, at| mask | at.word.bit());
        if mask == 0 {
            return;
        }
        let mut found = Vec::new();
        quantities(text, 0, &mut found);
        let mut marks = Vec::new();
        punctuation(text, &mut marks);
        let context = Context { organ: self.subject, ..Context::default() };
        let view = View {
            text,
            base: 0,
            index: usize::MAX,
            mask,
            marks: &marks,
            words: &own,
            quantities: &found,
            lead: None,
            lead_powers: None,
            is_item: false,
            items: "",
            context: &context,
            company: "",
        };
        let mut facts = Vec::new();
        extract(&view, &mut facts);
        facts.retain(|fact| is_read(&fact.statement));
        for mut fact in facts {
            (fact.span, fact.in_source, fact.sentence) = (place, true, usize::MAX);
            out.push(fact);
        }
    }
}

/// Kinds of facts that cells state; sums and days have tables of their own.
const fn is_read(statement: &Statement) -> bool {
    matches!(
        statement,
        Statement::Seats { .. }
            | Statement::SeatShare { .. }
            | Statement::Production { .. }
            | Statement::Term { .. }
            | Statement::Threshold { .. }
            | Statement::Unanimity { .. }
            | Statement::ResolutionMatters { .. }
            | Statement::Ballot { .. }
            | Statement::Notice { .. }
            | Statement::ProposalShare { .. }
            | Statement::ProposalDays { .. }
            | Statement::LegalRepresentative { .. }
            | Statement::Power { .. }
    )
}

/// A cell that is nothing but a number, with or without the counter: 三, 3名.
fn number(cell: &str) -> Option<u64> {
    let digits = cell.trim_end_matches(['名', '人', '位', '席', '年']);
    (!digits.is_empty() && digits.chars().all(numeral::is_numeral)).then(|| numeral::parse(digits)).flatten()
}

/// Adds up rows of one kind, and the kinds where no row gives the whole.
fn sum_parts(subject: Option<Organ>, out: &mut Vec<Fact>) {
    let mut places: HashMap<(Organ, Office), usize> = HashMap::new();
    let mut i = 0;
    while i < out.len() {
        if let Statement::Seats { organ, office, count } = out[i].statement
            && let Some(more) = count.single()
        {
            if let Some(first) = places.get(&(organ, office)).copied() {
                if out[first].span != out[i].span
                    && let Statement::Seats { count, .. } = &mut out[first].statement
                    && let Some(sum) = count.single()
                {
                    *count = Count::exactly(sum + more);
                }
                out.remove(i);
                continue;
            }
            places.insert((organ, office), i);
        }
        i += 1;
    }
    let Some(organ @ Organ::Board) = subject else { return };
    if places.contains_key(&(organ, Office::Director)) {
        return;
    }
    let kinds = [
        Office::OutsideDirector,
        Office::IndependentDirector,
        Office::EmployeeDirector,
        Office::InsideDirector,
        Office::ExecutiveDirector,
        Office::NonExecutiveDirector,
    ];
    let parts: Vec<&Fact> = kinds.iter().filter_map(|kind| places.get(&(organ, *kind))).map(|i| &out[*i]).collect();
    let count = |fact: &&Fact| match fact.statement {
        Statement::Seats { count, .. } => count.single(),
        _ => None,
    };
    let Some(sum) = parts.iter().map(count).sum::<Option<u32>>().filter(|_| parts.len() > 1) else { return };
    let span = parts.iter().map(|fact| fact.span).reduce(Span::cover).unwrap_or_default();
    out.push(Fact {
        statement: Statement::Seats { organ, office: Office::Director, count: Count::exactly(sum) },
        span,
        in_source: true,
        sentence: usize::MAX,
        modality: Modality::Plain,
        stance: Stance::Affirmed,
        doubt: None,
        contradicted: false,
    });
}
