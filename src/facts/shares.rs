//! Which share of a body they make up: 外部董事过半数, 职工代表不低于三分之一.

use super::seat_words::is_filler;
use super::statement::{Comparison, Fact, Share, Statement};
use super::view::{View, doubt, place, share};
use super::vocabulary::{How, Office, Organ};
use super::words::{At, Mark, Word};
use crate::syntax::clause::Quantity;

/// 外部董事应当过半数; 三分之一以上的职工代表监事; 半数以上成员为外部董事.
pub(super) fn seat_share(view: &View<'_>, quantity: &Quantity, out: &mut Vec<Fact>) {
    let Some(mut share) = share(quantity) else { return };
    let (start, end) = place(quantity);
    let (from, to) = view.clause(start);
    super::view::widen(&mut share, &view.text[from..start]);
    let votes = |w: &super::words::At| {
        matches!(
            w.word,
            Word::Mark(Mark::Pass | Mark::Attend | Mark::Preside | Mark::Request | Mark::Votes | Mark::Hold)
                | Word::How(How::Elect)
        )
    };
    let clause = &view.text[from..to];
    if view.within(from, to).any(votes) || clause.contains("股份") || clause.contains("股权") {
        return;
    }
    let wanted = |office: Office| {
        matches!(
            office,
            Office::OutsideDirector
                | Office::IndependentDirector
                | Office::EmployeeDirector
                | Office::EmployeeSupervisor
                | Office::EmployeeRepresentative
                | Office::InsideDirector
                | Office::ShareholderSupervisor
        )
    };
    let found = |w: &super::words::At| match w.word {
        Word::Office(office) if wanted(office) => Some((office, w.start, w.end)),
        _ => None,
    };
    let left = view.within(from, start).rev().find_map(found);
    let right = view.within(end, to).find_map(found).filter(|(_, at, _)| {
        let between = &view.text[end..*at];
        between.len() <= 60
    });
    let independent =
        view.right(end, 120).contains("不在公司担任除董事") || view.right(end, 120).contains("不得在公司担任除董事");
    let (office, a, b) = match (left, right) {
        (Some((office, a, _)), _) => (office, a, end),
        // 外部董事占多数、超过半数: the post may stand in the clause before.
        (None, Some((office, _, b))) => (office, start, b),
        (None, None) if independent => (Office::IndependentDirector, start, end),
        (None, None) => {
            let (clause_before, _) = if from > 3 { view.clause(from - 3) } else { return };
            // 监事会中的职工代表，由职工代表大会选举，所占名额不得低于……: whose share it is may stand further before.
            let goes_on = ["所占", "其所占", "其比例", "其人数", "其名额", "占", "其数额"];
            let goes_on = goes_on.iter().any(|word| view.text[from..].starts_with(word));
            let low = if goes_on { 0 } else { clause_before };
            match view.within(low, from).rev().find_map(found) {
                Some((office, a, _)) if goes_on || is_filler(&view.text[from..start]) => (office, a, end),
                _ => return,
            }
        }
    };
    // 董事会薪酬委员会成员中: the nearest body before the share, else the one behind it.
    let body = |w: &At| match w.word {
        Word::Organ(organ @ (Organ::Board | Organ::SupervisoryBoard | Organ::AuditCommittee | Organ::Committee)) => {
            Some(organ)
        }
        _ => None,
    };
    let organ = view
        .within(from, start)
        .rev()
        .find_map(body)
        .or_else(|| view.within(start, to).find_map(body))
        .or_else(|| view.organ_before(start));
    let (organ, office) = match (office, organ) {
        (Office::EmployeeRepresentative, Some(Organ::SupervisoryBoard)) => {
            (Organ::SupervisoryBoard, Office::EmployeeSupervisor)
        }
        (Office::EmployeeRepresentative, Some(Organ::Board)) => (Organ::Board, Office::EmployeeDirector),
        (Office::EmployeeRepresentative, _) => return,
        (Office::EmployeeSupervisor | Office::ShareholderSupervisor, _) => (Organ::SupervisoryBoard, office),
        (_, Some(organ @ (Organ::AuditCommittee | Organ::Committee))) => (organ, office),
        _ => (Organ::Board, office),
    };
    let mut fact = view.fact(Statement::SeatShare { organ, office, share }, a, b);
    fact.doubt = doubt(quantity);
    // 占多数、超过半数 says it twice.
    if !out.iter().any(|f| f.sentence == view.index && f.statement == fact.statement) {
        out.push(fact);
    }
}

/// 外部董事人数多于内部董事: more than all others is more than half.
pub(super) fn outnumbered(view: &View<'_>, out: &mut Vec<Fact>) {
    for at in view.words.iter().filter(|w| w.word == Word::Office(Office::OutsideDirector)) {
        // 外部董事，须多于……: a mark may stand between.
        let from = at.end + usize::from(view.text[at.end..].starts_with('，')) * '，'.len_utf8();
        let (_, to) = view.clause(from);
        let rest = &view.text[from..to];
        const COMPARED: [(&str, Comparison); 10] = [
            ("不少于", Comparison::AtLeast),
            ("不低于", Comparison::AtLeast),
            ("不得少于", Comparison::AtLeast),
            ("不得低于", Comparison::AtLeast),
            ("不得多于", Comparison::AtMost),
            ("不超过", Comparison::AtMost),
            ("多于", Comparison::MoreThan),
            ("超过", Comparison::MoreThan),
            ("大于", Comparison::MoreThan),
            ("高于", Comparison::MoreThan),
        ];
        let compared = COMPARED.iter().find_map(|(word, how)| rest.find(word).map(|i| (from + i + word.len(), *how)));
        let Some((_, comparison)) = compared.filter(|(place, _)| all_others(&view.text[*place..to])) else {
            continue;
        };
        let share = Share { numerator: 1, denominator: 2, comparison };
        let statement = Statement::SeatShare { organ: Organ::Board, office: Office::OutsideDirector, share };
        out.push(view.fact(statement, at.start, to));
    }
}

/// 外部董事与其余董事的人数之比为三比二: three of five.
pub(super) fn in_proportion(view: &View<'_>, out: &mut Vec<Fact>) {
    let Some(at) = view.words.iter().find(|w| w.word == Word::Office(Office::OutsideDirector)) else { return };
    let rest = &view.text[at.end..];
    let Some(named) = rest.find("之比").or_else(|| rest.find("比例")) else { return };
    if !rest[..named].contains(['与', '和', '同'])
        || !["其余", "其他", "内部", "非外部"].iter().any(|word| rest[..named].contains(word))
    {
        return;
    }
    let digits = |text: &str| crate::numeral::parse(text);
    let found = rest[named..].char_indices().find_map(|(i, c)| {
        if !matches!(c, '比' | ':' | '：') || rest[named + i..].starts_with("比例") {
            return None;
        }
        let before = &rest[named..named + i];
        let after = &rest[named + i + c.len_utf8()..];
        let left = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| crate::numeral::is_numeral(*c))
            .last()
            .map(|(j, _)| &before[j..])?;
        let right = &after[..after.find(|c| !crate::numeral::is_numeral(c)).unwrap_or(after.len())];
        Some((digits(left)?, digits(right)?, named + i + c.len_utf8() + right.len()))
    });
    if let Some((outside, others, end)) = found {
        let share =
            Share { numerator: outside, denominator: outside.saturating_add(others), comparison: Comparison::Exactly };
        let statement = Statement::SeatShare { organ: Organ::Board, office: Office::OutsideDirector, share };
        out.push(view.fact(statement, at.start, at.end + end));
    }
}

/// Whether words name all directors but the outside ones: 其他各类董事（含职工董事）的总和.
fn all_others(words: &str) -> bool {
    let words = words.trim_start_matches("公司").trim_start_matches('的');
    let inside = ["内部董事", "非外部董事", "执行董事"].iter().any(|name| words.starts_with(name));
    let rest = ["其他", "其余", "其它"].iter().find_map(|word| words.strip_prefix(word));
    inside
        || rest.is_some_and(|rest| {
            rest.trim_start_matches(['各', '类', '的', '所', '有', '全', '部']).starts_with(['董', '成', '人'])
        })
}
