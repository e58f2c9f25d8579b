//! Thresholds in heads (须有四名以上董事出席), and those said by what fails without them (未超过半数的，决议不成立).

use super::statement::{Comparison, Fact, Share, Statement};
use super::view::{View, place};
use super::vocabulary::{Base, Doubt, Office, Organ, Vote};
use crate::syntax::clause::{Comparator, Measure, Quantity, Value};

/// A threshold in heads: 须有四名以上董事出席方可举行. Of how many is known once the whole charter is read.
pub(super) fn heads(view: &View<'_>, quantity: &Quantity, out: &mut Vec<Fact>) -> bool {
    let Value::Count(number, _, Measure::Heads) = quantity.value else { return false };
    let (start, end) = place(quantity);
    let (from, to) = view.clause(start);
    let (clause, next) = (&view.text[from..to], view.right(to, 45));
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let rest = view.text[end..].trim_start_matches('的');
    let of_board = rest.starts_with("董事") && !has(rest, &["董事会秘书"]) || has(clause, &["法定人数"]);
    if !of_board || has(clause, &["关联", "独立董事", "委托", "提议", "联名", "不足", "组成", "监事"])
    {
        return false;
    }
    let opens = |words: &[&str]| has(clause, words) || has(next, words);
    let vote = if has(clause, &["法定人数"])
        || has(clause, &["出席", "到会", "到场"]) && opens(&["举行", "召开", "开会", "有效"])
    {
        Vote::Attend
    } else if has(clause, &["赞成", "同意", "通过"]) && opens(&["通过", "有效", "成立", "生效"]) {
        Vote::Pass
    } else {
        return false;
    };
    let comparison = match quantity.comparator {
        Comparator::MoreThan => Comparison::MoreThan,
        _ => Comparison::AtLeast,
    };
    let share = Share { numerator: number, denominator: 0, comparison };
    let (base, scope) = (Base::AllDirectors, super::votes::scope(view, from, start, end, Base::AllDirectors, vote));
    let statement = Statement::Threshold { organ: Organ::Board, vote, share, base, scope, matters: Vec::new() };
    let mut fact = view.fact(statement, from, to);
    fact.doubt = Some(Doubt::NoBase);
    out.push(fact);
    true
}

/// Sets thresholds in heads against the number of directors, where the charter gives one.
pub(super) fn of_whole_board(facts: &mut [Fact]) {
    let mut sizes =
        facts.iter().filter(|fact| fact.holds() && fact.doubt.is_none()).filter_map(|fact| match fact.statement {
            Statement::Seats { organ: Organ::Board, office: Office::Director, count } => count.single(),
            _ => None,
        });
    let size = sizes.next().filter(|size| sizes.all(|other| other == *size));
    let Some(size) = size else { return };
    for fact in facts {
        if let Statement::Threshold { organ: Organ::Board, share, .. } = &mut fact.statement
            && share.denominator == 0
            && fact.doubt == Some(Doubt::NoBase)
        {
            share.denominator = u64::from(size);
            fact.doubt = None;
        }
    }
}

/// Whether the clause behind a condition says that the matter fails: ……的，决议不成立.
pub(super) fn fails_behind(view: &View<'_>, end: usize, clause_end: usize) -> bool {
    const FAILS: [&str; 17] = [
        "不成立",
        "不通过",
        "不得通过",
        "不能通过",
        "不予通过",
        "未通过",
        "否决",
        "无效",
        "不生效",
        "不得举行",
        "不能举行",
        "不得召开",
        "不能召开",
        "不举行",
        "不得开会",
        "不获通过",
        "不能成立",
    ];
    let rest = view.right(clause_end, 60);
    let rest = rest.split(['；', '。']).next().unwrap_or_default();
    let own = &view.text[..clause_end];
    // 不足半数的议案不得通过 has both in one clause.
    let same = &view.text[end.min(clause_end)..clause_end];
    if same.starts_with('的') && FAILS.iter().any(|word| same.contains(word)) {
        return true;
    }
    (own.ends_with('的') || own.ends_with('者') || own.ends_with('时')) && FAILS.iter().any(|word| rest.contains(word))
}

/// What must be reached where staying behind a share makes a matter fail.
pub(super) fn opposite(comparison: Comparison, before: &str) -> Comparison {
    let not = |words: &[&str]| words.iter().any(|word| before.ends_with(word) || before.contains(word));
    // 未超过半数的不通过: more than half is needed.
    if not(&["未超过", "不超过", "没有超过", "未过", "不过", "未能超过"]) {
        return Comparison::MoreThan;
    }
    if not(&["未达到", "未达", "不足", "不满", "未满", "少于", "低于", "不到", "没有达到", "达不到"])
    {
        return Comparison::AtLeast;
    }
    match comparison {
        Comparison::LessThan => Comparison::AtLeast,
        Comparison::AtMost => Comparison::MoreThan,
        other => other,
    }
}
