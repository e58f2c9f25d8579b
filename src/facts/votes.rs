//! Quorums and majorities: 全体董事的过半数通过, 出席会议的股东所持表决权的三分之二以上通过.

use super::quorums;
use super::resolutions::{self, matters_of};
use super::statement::{Fact, Statement};
use super::view::{View, doubt, place, share};
use super::vocabulary::{Base, Doubt, Office, Organ, Scope, Vote};
use super::words::{HOWS, Mark, Word, bit};
use crate::syntax::clause::{Quantity, Value};
use crate::words::{find, holds};

const VOTING: u64 = bit(Mark::Attend)
    | bit(Mark::Pass)
    | bit(Mark::Votes)
    | bit(Mark::Preside)
    | bit(Mark::Request)
    | bit(Mark::Hold)
    | HOWS;

/// Thresholds, unanimity, and the matters that need them.
pub(super) fn votes(view: &View<'_>, out: &mut Vec<Fact>) {
    resolutions::ballots(view, out);
    let before = out.len();
    if view.mask & VOTING != 0 {
        let mut from = 0;
        for (i, quantity) in view.quantities.iter().enumerate() {
            let next = view.quantities.get(i + 1).map_or(view.text.len(), |q| q.span.start as usize);
            if quantity.value == Value::Unanimous {
                resolutions::unanimity(view, quantity, from, out);
                from = quantity.span.end as usize;
            } else if share(quantity).is_some() && threshold(view, quantity, from, next, out)
                || quorums::heads(view, quantity, out)
            {
                from = quantity.span.end as usize;
            }
        }
    }
    if out.len() == before {
        resolutions::special_matters(view, out);
    }
}

const NEAR: usize = 90;

/// Reads one threshold; whether it was one.
fn threshold(view: &View<'_>, quantity: &Quantity, from: usize, next: usize, out: &mut Vec<Fact>) -> bool {
    let Some(mut share) = share(quantity) else { return false };
    let (start, end) = place(quantity);
    // 可以选出半数以上的董事: how many are chosen, not by how many.
    if view.within(0, start).next_back().is_some_and(|w| matches!(w.word, Word::How(_)) && w.end == start) {
        return false;
    }
    // 到会职工代表半数以上赞成: the employees' congress is none of the company's bodies.
    let voters = "职工代表";
    if view.text[..start].ends_with(voters)
        || view.text[end..].trim_start_matches(['的', '到', '会', '出', '席']).starts_with(voters)
    {
        return false;
    }
    let (clause_start, clause_end) = view.clause(start);
    super::view::widen(&mut share, &view.text[clause_start.max(from.min(start))..start]);
    let fails = quorums::fails_behind(view, end, clause_end);
    if fails {
        share.comparison = quorums::opposite(share.comparison, &view.text[clause_start.max(from.min(start))..start]);
    }
    let clause = &view.text[clause_start..clause_end];
    let before = &view.text[clause_start.max(from.min(start))..start];
    let after = &view.text[end..clause_end.max(end)];
    let after = &after[..floor(after, next.saturating_sub(end))];
    let low = clause_start.max(from.min(start));
    // 但 … 转让不得超过25%, 公积金…50%以上, 累计…: shares of money.
    const MONEY: [&str; 14] = [
        "公积金",
        "注册资本",
        "净资产",
        "总资产",
        "工资",
        "利润",
        "净利",
        "股本",
        "转让",
        "经费",
        "债券",
        "投资额",
        "质押",
        "预算",
    ];
    let is_money = MONEY.iter().any(|word| {
        find(clause, word).is_some_and(|at| {
            let at = clause_start + at;
            at + 24 >= start.saturating_sub(60) && at < start && !clause.contains("表决权") && !clause.contains("董事")
        })
    });
    // 可以选出半数以上的董事: whom somebody can elect, and no majority.
    if before.ends_with("选出") || before.ends_with("选举出") {
        return false;
    }
    if is_money || before.contains("不足") && before.contains("人数") && !fails {
        return false;
    }
    // 过半数董事（包括委托他人代为出席的董事）出席: what stands in brackets only explains.
    let plain = without_brackets(after);
    let (base, vote) = match base_and_vote(view, clause_start, low, start, clause_end, &plain) {
        Some(found) => found,
        None => return false,
    };
    // 出席董事未超过半数的，会议不得举行; 赞成票未超过半数的，决议不成立: what fails tells what the share opens.
    let vote = match fails.then(|| view.right(clause_end, 60)) {
        Some(rest) if ["举行", "召开", "开会"].iter().any(|word| rest.contains(word)) => Vote::Attend,
        Some(_) if vote == Vote::Attend => Vote::Pass,
        _ => vote,
    };
    let organ = organ_of(view, base, start, vote).map(|organ| {
        // 股东可以提议召开董事会临时会议: what is opened is the board's meeting.
        let of_board = holds(&view.text[end..], &["董事会临时会议", "临时董事会", "董事会会议"]);
        if vote == Vote::Request && of_board { Organ::Board } else { organ }
    });
    let Some(organ) = organ else { return false };
    // 下列决议须由……赞成：修改章程，合并…… names the matters behind the colon, in the same line.
    // A list of several sentences is not all here.
    let whole_list = view.text[clause_end..].starts_with('：') && view.text.ends_with('。');
    let listed_to = if whole_list { view.text.len() } else { clause_end };
    let window = &view.text[from.min(start)..listed_to.max(end).min(next.max(end))];
    let mut scope = scope(view, from.min(start), start, end, base, vote);
    // What a meeting that more attend resolves is a matter of its own: the general quorum is another.
    if vote == Vote::Attend && ["出席的董事会", "出席的会议"].iter().any(|meeting| plain.contains(meeting)) {
        scope = Scope::Special;
    }
    // 除应经全体董事过半数通过外，还应经……: the second majority is for the same matter.
    let first = out.iter().rev().take_while(|f| f.sentence == view.index).find_map(|f| match f.statement {
        Statement::Threshold { scope, organ: o, .. } if o == organ => Some(scope),
        _ => None,
    });
    if scope == Scope::General
        && first == Some(Scope::Guarantee)
        && ["还", "并", "且"].iter().any(|word| window.contains(word))
    {
        scope = Scope::Guarantee;
    }
    // 前款事项非经……不得通过: the matters that were named as special before.
    let named_before =
        ["前款", "上述", "前述", "前条", "上款", "该等事项", "前列", "此类事项", "此等事项"].iter().any(|word| {
            window.contains(word) && !window.contains("以外") && !window.contains("之外") && !window.contains('除')
        });
    let near = |f: &&Fact| f.sentence + 16 > view.index;
    if scope == Scope::General
        && named_before
        && out
            .iter()
            .rev()
            .take_while(near)
            .any(|f| matches!(&f.statement, Statement::ResolutionMatters { scope: Scope::Special, .. }))
    {
        scope = Scope::Special;
    }
    let mut matters = matters_of(window);
    if !view.items.is_empty() && view.text.trim_end().ends_with('：') {
        matters = matters_of(view.items);
        scope = Scope::Special;
    }
    if !matches!(vote, Vote::Pass) {
        matters.clear();
    }
    let mut fact = view.fact(
        Statement::Threshold { organ, vote, share, base, scope, matters },
        clause_start.max(from.min(start)),
        clause_end.min(next.max(end)),
    );
    fact.doubt = doubt(quantity).or((base == Base::Unstated).then_some(Doubt::NoBase));
    out.push(fact);
    true
}

fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '（' => depth += 1,
            '）' if depth > 0 => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    // An open bracket may close in another clause.
    if depth > 0 { text.to_owned() } else { out }
}

/// Of what it is a share, and what it opens.
fn base_and_vote(
    view: &View<'_>,
    clause_start: usize,
    low: usize,
    start: usize,
    clause_end: usize,
    after: &str,
) -> Option<(Base, Vote)> {
    let clause = &view.text[clause_start..clause_end];
    let before = &view.text[low..start];
    // What follows the clause may hold the verb: 应到董事过半数出席，会议方可召开.
    let has = |word: &str| find(clause, word).is_some();
    let attends_after = ["出席", "到会", "参加", "到场"].iter().filter_map(|w| find(after, w).map(|at| (at, *w))).min();
    let is_adjective = |at: usize, word: &str| {
        let rest = &after[at + word.len()..];
        rest.starts_with("会议的")
            || rest.starts_with("的")
            || rest.starts_with("股东会的")
            || rest.starts_with("董事")
            || rest.starts_with("会议董事")
            || rest.starts_with("监事")
    };
    // 经三分之二以上董事出席的董事会会议决议: a meeting that so many attend.
    let of_meeting = |at: usize, word: &str| {
        let whose = after[..at].trim_start_matches('的');
        let rest = after[at + word.len()..].trim_start_matches('的');
        let meeting = ["董事会", "会议"].iter().any(|meeting| rest.starts_with(meeting));
        whose.starts_with("董事") && meeting && !["会议的", "会议董事"].iter().any(|word| rest.starts_with(word))
    };
    let attends =
        attends_after.is_some_and(|(at, word)| at < NEAR && (!is_adjective(at, word) || of_meeting(at, word)));
    let present = |words: &str| {
        // 应到会委员 are all.
        let words = words.replace("应到会", "").replace("应出席", "");
        holds(&words, &["出席", "到会", "与会", "参会", "参加表决", "参加会议", "参加", "到场"])
    };
    let present_before = present(before);
    let present_adjective = attends_after.is_some_and(|(at, word)| at < NEAR && is_adjective(at, word));
    let present_any = present_before || present_adjective;

    let vote = if attends && !present_before {
        Vote::Attend
    } else if has("推举") {
        Vote::Preside
    } else if has("提案") {
        return None;
    } else if (has("提议") || has("请求") || has("书面要求")) && (has("召开") || has("会议") || has("召集"))
    {
        Vote::Request
    } else if has("当选")
        || view.within(clause_start, clause_end).any(|w| matches!(w.word, Word::How(super::vocabulary::How::Elect)))
    {
        Vote::Elect
    } else if view.within(clause_start, clause_end).any(|w| w.word == Word::Mark(Mark::Pass))
        || has("批准")
        || has("票数")
        || has("有效")
        || has("决议")
        || has("决定")
    {
        Vote::Pass
    } else if present_before && has("方可") {
        Vote::Attend
    } else if quorums::fails_behind(view, start, clause_end) {
        Vote::Pass
    } else {
        // 持有百分之十以上股份的股东请求召开……: the verb may stand in the next clause.
        let next = view.right(clause_end, 90);
        let asks = has("提议") && (next.contains("召集") || next.contains("召开"));
        if asks || next.contains("召开临时") || next.contains("提议召开") || next.contains("请求召开") {
            if view.text.contains("提案") {
                return None;
            }
            Vote::Request
        } else {
            return None;
        }
    };
    let related = has("无关联") || has("非关联") || has("不存在关联");
    let directors = |present: bool| {
        if related {
            Base::UnrelatedDirectors
        } else if has("独立董事") && !has("全体董事") {
            Base::IndependentDirectors
        } else if present && vote != Vote::Attend {
            Base::PresentDirectors
        } else {
            Base::AllDirectors
        }
    };
    let near = |words: &str, list: &[&str]| list.iter().any(|w| words.contains(w));
    let after_near = &after[..floor(after, NEAR)];
    let before_near = &before[before.len() - floor_back(before, 120)..];
    let around = format!("{before_near}{after_near}");
    // 1/10以上表决权的股东、1/3以上董事: whom the share is of stands right behind it.
    let of = after.trim_start_matches('的');
    let of = of.strip_prefix("独立").unwrap_or(of);
    let of_directors = of.starts_with("董事") && !["董事会", "董事长"].iter().any(|word| of.starts_with(word));
    let of_supervisors = of.starts_with("监事") && !of.starts_with("监事会");
    let listed = before.contains('、');
    let base = if listed && of_directors {
        directors(present_adjective)
    } else if listed && of_supervisors {
        Base::AllSupervisors
    } else if near(&around, &["表决权"]) {
        if present_any && !around.contains("全部表决权") { Base::PresentVotes } else { Base::AllVotes }
    } else if around.contains("股份") {
        Base::Shares
    } else if near(&around.replace("监事会", "").replace("监事会成员", "监事"), &["监事"]) && !near(&around, &["董事"])
        || near(&around, &["监事会成员"])
    {
        if near(&around, &["监事会成员"]) || !present_any || vote == Vote::Attend {
            Base::AllSupervisors
        } else {
            Base::PresentSupervisors
        }
    } else if near(&around, &["审计委员会成员", "委员会成员", "全体成员", "全体委员", "成员", "委员"])
        && !near(&around, &["董事会成员", "董事会全体成员", "全体董事"])
    {
        if present_before && vote == Vote::Pass { Base::PresentMembers } else { Base::AllMembers }
    } else if near(&around, &["董事"]) {
        let is_of_board = around.replace("董事会", "").replace("董事长", "").contains("董事")
            || near(&around, &["董事会成员", "董事会全体成员", "全体董事会成员"]);
        if is_of_board { directors(present_any) } else { unstated(view, vote)? }
    } else if near(&around.replace("股东会", "").replace("股东大会", ""), &["股东"]) {
        if has("转让") || has("其他股东过半数") {
            return None;
        }
        if present_any { Base::PresentVotes } else { Base::AllShareholders }
    } else if present_any && vote == Vote::Pass && ["的人", "人员", "者"].iter().any(|word| around.contains(word))
    {
        // 到会的人过半数同意: of whose meeting the article speaks.
        match view.organ_before(start).or(view.context.earlier)? {
            Organ::Board => directors(true),
            Organ::SupervisoryBoard => Base::PresentSupervisors,
            Organ::ShareholdersMeeting => Base::PresentVotes,
            Organ::AuditCommittee | Organ::Committee => Base::PresentMembers,
            _ => unstated(view, vote)?,
        }
    } else {
        unstated(view, vote)?
    };
    Some((base, vote))
}

/// A threshold of nobody named counts only where something is resolved.
fn unstated(view: &View<'_>, vote: Vote) -> Option<Base> {
    (vote == Vote::Pass && (view.text.contains("决议") || view.text.contains("表决"))).then_some(Base::Unstated)
}

fn floor(text: &str, bytes: usize) -> usize {
    let mut at = bytes.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn floor_back(text: &str, bytes: usize) -> usize {
    let mut at = bytes.min(text.len());
    while !text.is_char_boundary(text.len() - at) {
        at -= 1;
    }
    at
}

fn organ_of(view: &View<'_>, base: Base, start: usize, _vote: Vote) -> Option<Organ> {
    Some(match base {
        Base::AllDirectors | Base::PresentDirectors | Base::UnrelatedDirectors | Base::IndependentDirectors => {
            // 审计委员会…须经全体委员 is AllMembers; directors of a committee count as the committee.
            let nearest = view.before(start).find_map(|w| match w.word {
                Word::Organ(o @ (Organ::Board | Organ::AuditCommittee | Organ::Committee)) => Some(o),
                _ => None,
            });
            match nearest {
                Some(o @ (Organ::AuditCommittee | Organ::Committee)) if base != Base::AllDirectors => o,
                _ => Organ::Board,
            }
        }
        Base::AllVotes | Base::PresentVotes | Base::AllShareholders | Base::Shares => Organ::ShareholdersMeeting,
        Base::AllSupervisors | Base::PresentSupervisors => Organ::SupervisoryBoard,
        Base::AllMembers | Base::PresentMembers => {
            let named = view.words.iter().find_map(|w| match w.word {
                Word::Organ(
                    o @ (Organ::AuditCommittee
                    | Organ::Committee
                    | Organ::Party
                    | Organ::Discipline
                    | Organ::SupervisoryBoard
                    | Organ::Board),
                ) => Some(o),
                _ => None,
            });
            // 董事会审计委员会 names the committee.
            let committee = view.before(start).find_map(|w| match w.word {
                Word::Organ(o @ (Organ::AuditCommittee | Organ::Committee | Organ::Party | Organ::Discipline)) => {
                    Some(o)
                }
                _ => None,
            });
            let party = view.words.iter().any(|w| matches!(w.word, Word::Office(Office::PartyMember)));
            committee.or(named).or(party.then_some(Organ::Party)).or(view.context.organ)?
        }
        // 决议由到会代表半数以上通过, of the employees' congress, is no threshold of the company's bodies.
        Base::Unstated
            if view.before(start).any(|w| matches!(w.word, Word::Organ(Organ::Employees | Organ::Union)))
                && !view
                    .before(start)
                    .any(|w| matches!(w.word, Word::Organ(Organ::Board | Organ::ShareholdersMeeting))) =>
        {
            return None;
        }
        Base::Unstated => view
            .before(start)
            .find_map(|w| match w.word {
                Word::Organ(
                    o @ (Organ::Board
                    | Organ::SupervisoryBoard
                    | Organ::AuditCommittee
                    | Organ::ShareholdersMeeting
                    | Organ::Party),
                ) => Some(o),
                _ => None,
            })
            .or(view.context.organ)
            .unwrap_or(Organ::ShareholdersMeeting),
    })
}

pub(super) fn scope(view: &View<'_>, from: usize, start: usize, end: usize, base: Base, vote: Vote) -> Scope {
    let (_, to) = view.clause(end);
    let window = &view.text[from..to];
    if base == Base::UnrelatedDirectors || view.context.related && base != Base::AllVotes && window.contains("关联") {
        return Scope::Related;
    }
    if window.contains("关联关系") || window.contains("关联交易") || window.contains("关联股东") {
        return Scope::Related;
    }
    if vote != Vote::Pass {
        return Scope::General;
    }
    if window.contains("担保") || window.contains("提供财务资助") {
        return Scope::Guarantee;
    }
    let lead = view.lead.unwrap_or_default();
    let excepts = |text: &str| {
        text.contains("除")
            && !text.contains("另有规定")
            && !text.contains("另有约定")
            && (text.contains("以外")
                || text.contains("外，")
                || text.contains("外的")
                || text.contains("之外")
                || text.contains("外"))
    };
    // 分为普通决议和特别决议，普通决议须经……: the one named last before the share.
    let named = [("特别决议", Scope::Special), ("普通决议", Scope::Ordinary)];
    let both = named.iter().all(|(word, _)| view.text[from..start].contains(word));
    if both {
        let last = named.iter().max_by_key(|(word, _)| view.text[from..start].rfind(word));
        return last.map_or(Scope::General, |(_, scope)| *scope);
    }
    if window.contains("特别决议")
        || window.contains("特别事项")
        || window.contains("下列事项")
        || window.contains("以下事项")
        || window.contains("下列决议")
        || window.contains("以下决议")
        || window.contains("特殊决议")
        || window.contains("特殊事项")
    {
        Scope::Special
    } else if window.contains("普通决议")
        || window.contains("一般决议")
        || window.contains("一般事项")
        || window.contains("其他事项")
        || window.contains("其他决议")
        || window.contains("其余事项")
        || window.contains("普通事项")
        || window.contains("前条以外")
        || excepts(&view.text[from..start])
        || lead.contains("普通决议")
    {
        Scope::Ordinary
    } else {
        Scope::General
    }
}
