//! Resolutions besides their majorities: which matters need a special one, unanimity, one vote each.

use super::statement::{Fact, Statement};
use super::view::{View, place};
use super::vocabulary::{Base, Matter, Office, Organ, Scope, Vote};
use super::votes::scope;
use super::words::{Mark, Word};
use crate::syntax::clause::Quantity;
use crate::words::{Any, holds};

/// The matters of special resolutions that a text names.
pub(super) fn matters_of(text: &str) -> Vec<Matter> {
    static TOPICS: Any = Any::of(&[
        "章程",
        "资本",
        "股本",
        "增资",
        "减资",
        "增减",
        "增、减",
        "加减",
        "出资",
        "合并",
        "分立",
        "解散",
        "形式",
        "类型",
    ]);
    if !TOPICS.within(text) {
        return Vec::new();
    }
    // 公司形式之变更 is 公司形式的变更.
    let modern = text.replace('之', "的");
    let text = modern.as_str();
    let mut out = Vec::new();
    let has = |words: &[&str]| holds(text, words);
    if has(&[
        "修改章程",
        "修改公司章程",
        "修改本章程",
        "章程的修改",
        "章程修改",
        "修订章程",
        "修订公司章程",
        "章程的制定和修改",
        "章程的修订",
        "修订本章程",
        "制定和修改公司章程",
        "修改和批准公司章程",
    ]) || text.contains("章程") && has(&["修改", "修订", "更改", "修正"]) && !has(&["按照章程", "章程规定"])
    {
        out.push(Matter::Charter);
    }
    let capital = has(&["注册资本", "资本", "股本"]);
    let both = has(&[
        "增减",
        "增、减",
        "加减注册",
        "变更注册资本",
        "变更公司注册资本",
        "变更公司的注册资本",
        "注册资本的变更",
        "注册资本变更",
        "注册资本的变动",
        "注册资本变动",
        "调整注册资本",
        "注册资本的调整",
        "变更资本",
    ]);
    let more = has(&["增资", "增加出资"]) || capital && has(&["增加", "增大", "扩大"]);
    let less = has(&["减资", "减少出资"]) || capital && has(&["减少", "缩减", "核减"]);
    match (both || more && less, more, less) {
        (true, ..) => out.push(Matter::Capital),
        (_, true, _) => out.push(Matter::CapitalIncrease),
        (.., true) => out.push(Matter::CapitalDecrease),
        _ => {}
    }
    if has(&["合并"]) && !has(&["合并持有", "合并报表"]) || text.contains("合并、分立") {
        out.push(Matter::Merger);
    }
    if has(&["分立"]) {
        out.push(Matter::Division);
    }
    if has(&["解散"]) {
        out.push(Matter::Dissolution);
    }
    if has(&[
        "变更公司形式",
        "变更公司的组织形式",
        "组织形式的变更",
        "组织形式变更",
        "改变公司组织形式",
        "变更公司类型",
        "公司类型的变更",
        "公司类型变更",
        "公司形式的变更",
        "变更形式",
        "公司形式变更",
        "变更公司组织形式",
        "变更组织形式",
        "改变公司形式",
        "变更公司的形式",
    ]) {
        out.push(Matter::Form);
    }
    out
}

/// 经全体股东一致同意: everybody agrees.
pub(super) fn unanimity(view: &View<'_>, quantity: &Quantity, from: usize, out: &mut Vec<Fact>) {
    let (start, end) = place(quantity);
    let (clause_start, clause_end) = view.clause(start);
    let clause = &view.text[clause_start..clause_end];
    let organ = if clause.contains("股东") || clause.contains("出资人") {
        Organ::ShareholdersMeeting
    } else if clause.contains("董事") {
        Organ::Board
    } else if clause.contains("监事") {
        Organ::SupervisoryBoard
    } else {
        return;
    };
    let mut matters = matters_of(&view.text[from.min(start)..clause_end]);
    if !view.items.is_empty() && view.text.trim_end().ends_with('：') {
        matters = matters_of(view.items);
    }
    let scope = scope(view, from.min(start), start, end, Base::AllShareholders, Vote::Pass);
    out.push(view.fact(Statement::Unanimity { organ, scope, matters }, clause_start, clause_end));
}

/// 下列事项以特别决议通过：…… and 特别事项指…….
pub(super) fn special_matters(view: &View<'_>, out: &mut Vec<Fact>) {
    if view.is_item {
        return;
    }
    let scope = if holds(view.text, &["特别决议", "特别事项"]) {
        Scope::Special
    } else if holds(view.text, &["普通决议"]) {
        Scope::Ordinary
    } else if let Some(scope) = view.context.resolved {
        scope
    } else {
        return;
    };
    let text = if view.items.is_empty() { view.text } else { view.items };
    let matters = matters_of(text);
    if !matters.is_empty() {
        out.push(view.fact(Statement::ResolutionMatters { scope, matters }, 0, view.text.len()));
    }
}

/// Of which resolutions a sentence opens a list that goes on behind it, or goes on with one.
pub(super) fn going_on(view: &View<'_>) -> Option<Scope> {
    if view.is_item || !view.text.trim_end().ends_with('；') {
        return None;
    }
    let opens = ["下列", "以下"].iter().any(|word| view.text.contains(word)) && view.text.contains('：');
    match () {
        () if opens && view.text.contains("特别决议") => Some(Scope::Special),
        () if opens && view.text.contains("普通决议") => Some(Scope::Ordinary),
        () => view.context.resolved,
    }
}

/// One vote each, or more for one.
pub(super) fn ballots(view: &View<'_>, out: &mut Vec<Fact>) {
    for at in view.words {
        let one_each = match at.word {
            Word::Mark(Mark::OneVote) => true,
            Word::Mark(Mark::MoreVotes) => false,
            _ => continue,
        };
        let (from, _) = view.clause(at.start);
        let sentence = &view.text[..at.start];
        if view.text[from..at.start].contains("股份") || view.text[from..at.start].contains("股东") {
            continue;
        }
        let organ = view
            .before(at.start)
            .find_map(|w| match w.word {
                Word::Organ(_) if super::view::powers_of(&view.text[w.end..]).is_some() => None,
                Word::Organ(
                    o @ (Organ::Board
                    | Organ::SupervisoryBoard
                    | Organ::AuditCommittee
                    | Organ::Committee
                    | Organ::Party),
                ) => Some(o),
                Word::Office(Office::Director | Office::Chair) => Some(Organ::Board),
                Word::Office(Office::Supervisor) => Some(Organ::SupervisoryBoard),
                _ => None,
            })
            .or(view.context.organ)
            .unwrap_or(Organ::Board);
        let negated = sentence.ends_with("不")
            || view.left(at.start, 12).contains("不得")
            || view.left(at.start, 12).contains("没有")
            || view.left(at.start, 9).contains("无权")
            || ["均无", "皆无", "都没有", "均没有", "并无", "概无", "不享有"]
                .iter()
                .any(|word| view.text[from..at.start].contains(word));
        if negated {
            continue;
        }
        let statement = Statement::Ballot { organ, one_each };
        if out.iter().rev().take_while(|f| f.sentence == view.index).any(|f| f.statement == statement) {
            continue;
        }
        out.push(view.fact(statement, from, at.end));
    }
}
