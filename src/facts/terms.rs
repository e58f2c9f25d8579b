//! Terms of office: 董事每届任期三年.

use super::statement::{Count, Fact, Statement};
use super::view::{View, count, doubt, mark_length, place};
use super::vocabulary::{Office, Organ};
use super::words::{Mark, Word};
use crate::syntax::clause::{Comparator, Measure, Quantity, Value};

/// Terms, in years.
pub(super) fn terms(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.has(Mark::Term) {
        return;
    }
    let mut used: Vec<usize> = Vec::new();
    for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Term)) {
        // 任期 … 三年, in the same clause or in the next one that goes on with 为 or 每届.
        let (from, to) = view.clause(at.start);
        let next_end = view.text.get(to + 3..).map_or(to, |rest| {
            let goes_on =
                ["为", "是", "每届", "但", "一般", "最长", "不超过", "即"].iter().any(|w| rest.starts_with(w));
            if goes_on { rest.find(['，', '；', '。']).map_or(view.text.len(), |i| to + 3 + i) } else { to }
        });
        let years = |q: &&Quantity| match q.value {
            Value::Count(_, _, Measure::Years) => true,
            // 每四十八个月为一届; a stretch under a year is a time limit.
            Value::Count(months, _, Measure::Months) => months >= 12,
            Value::Blank => view.text[q.span.range()].ends_with('年'),
            _ => false,
        };
        let behind = view
            .quantities
            .iter()
            .filter(years)
            .find(|q| q.span.start as usize >= at.end && (q.span.end as usize) <= next_end.max(to));
        let before = || {
            view.quantities.iter().filter(years).rev().find(|q| {
                let (start, end) = place(q);
                start >= from && end <= at.start && view.text[end..at.start].chars().count() <= 2
            })
        };
        // 三年一届, 每三年改选一次: the number stands before.
        let word = &view.text[at.start..at.end];
        let found = match word {
            "改选一次" | "换届一次" => before(),
            // 一届干满五年
            "一届" => before().or(behind.filter(|q| {
                matches!(
                    &view.text[at.end..q.span.start as usize],
                    "" | "为" | "是" | "干满" | "任满" | "干" | "任" | "满"
                )
            })),
            "每届" => behind.filter(|q| view.text[at.end..q.span.start as usize].chars().count() <= 2),
            _ => behind.or_else(before),
        };
        let Some(quantity) = found else { continue };
        let (start, end) = place(quantity);
        if used.contains(&start) {
            continue;
        }
        let between = &view.text[at.end.min(start)..start.max(at.end)];
        // 任期（一年/两年/三年） is still to be chosen.
        if view.text[end..].starts_with('/') || view.text[..start].ends_with('/') {
            continue;
        }
        // 任期届满之日起二年内 is no term; 任期自就任之日起三年 is one.
        let within = quantity.comparator == Comparator::AtMost && view.text[start..end].ends_with('内')
            || view.text[end..].starts_with('内');
        if between.contains("连续")
            || between.contains("连任")
            || between.contains("届满")
            || between.contains("之日") && within
        {
            continue;
        }
        let Some(years) = length(quantity) else { continue };
        used.push(start);
        for (office, office_start) in subjects(view, at.start, end) {
            let mut fact =
                view.fact(Statement::Term { office, years }, office_start.min(at.start).min(start), end.max(at.end));
            fact.doubt = doubt(quantity);
            if years == Count::Blank && fact.doubt.is_none() {
                continue;
            }
            out.push(fact);
        }
    }
}

/// A length in years; of one in months that fills no whole number of years, the years that it lies between.
fn length(quantity: &Quantity) -> Option<Count> {
    let in_months = matches!(quantity.value, Value::Count(_, _, Measure::Months));
    let counted = count(quantity, if in_months { Measure::Months } else { Measure::Years })?;
    Some(match counted {
        Count::Range { min, max } if in_months => {
            Count::Range { min: min / 12, max: max.map(|months| months.div_ceil(12)) }
        }
        years => years,
    })
}

/// Whose term: the nearest posts before, joined ones included; else the one behind (任期五年的董事); else the last subject.
fn subjects(view: &View<'_>, term: usize, end: usize) -> Vec<(Office, usize)> {
    let text = view.text;
    let mut out: Vec<(Office, usize)> = Vec::new();
    let mut left = term;
    for at in view.before(term) {
        let between = &text[at.end..left];
        let office = match at.word {
            Word::Office(Office::EmployeeRepresentative | Office::ShareholderSupervisor | Office::Convener) => None,
            // 战略咨询委员会
            Word::Office(Office::Member) if text[at.end..].starts_with('会') => None,
            Word::Office(Office::Member) => match view.organ_before(at.start) {
                Some(Organ::SupervisoryBoard) => Some(Office::Supervisor),
                Some(Organ::Board) => Some(Office::Director),
                Some(Organ::Party) => Some(Office::PartyMember),
                Some(Organ::Management) => Some(Office::Manager),
                _ => None,
            },
            Word::Office(office) => Some(office),
            Word::Organ(Organ::Board | Organ::Directors) => Some(Office::Director),
            Word::Organ(Organ::SupervisoryBoard | Organ::Supervisors) => Some(Office::Supervisor),
            Word::Organ(Organ::Party) => Some(Office::PartyMember),
            Word::Organ(Organ::Discipline) => Some(Office::DisciplineSecretary),
            Word::Organ(Organ::Management) => Some(Office::Manager),
            Word::Organ(Organ::AuditCommittee | Organ::Committee) => Some(Office::Member),
            _ => None,
        };
        let Some(office) = office else { if out.is_empty() { continue } else { break } };
        let before = view.left(at.start, 6);
        let oblique =
            ["由", "经", "对", "向", "报", "与", "据", "在", "从", "过", "被"].iter().any(|w| before.ends_with(w));
        if out.is_empty() {
            let acts = ["聘任", "选举", "委派", "决定", "批准", "任免", "任命", "解聘", "提名", "指定"]
                .iter()
                .any(|w| text[at.end..].starts_with(w));
            let colon_before = text[..at.start].ends_with('：');
            if oblique || acts && !colon_before {
                continue;
            }
        } else if !matches!(between, "、" | "和" | "及" | "以及" | "与") {
            break;
        }
        out.push((office, at.start));
        left = at.start;
    }
    out.reverse();
    if !out.is_empty() {
        return out;
    }
    // 战略咨询委员会专家每届聘期五年: persons that are no members of any body.
    let (clause_start, _) = view.clause(term);
    if ["专家", "顾问", "咨询委员", "聘用人员", "劳动合同"].iter().any(|word| text[clause_start..term].contains(word))
    {
        return out;
    }
    let (_, clause_end) = view.clause(end);
    if let Some((office, at)) = view.within(end, clause_end).find_map(|w| match w.word {
        Word::Office(office) => Some((office, w.end)),
        _ => None,
    }) {
        let _ = at;
        return vec![(office, term)];
    }
    let start = text[..term].rfind(['，', '；']).map_or(0, |i| i + mark_length(&text[i..]));
    view.context.offices.iter().map(|office| (*office, start)).collect()
}
