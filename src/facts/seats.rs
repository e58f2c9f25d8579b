//! How many hold which post: 董事会由七名董事组成，其中外部董事四名.

use super::composition::whole_of_parts;
use super::seat_words::{composes, each, is_filler, is_independent, is_nominated, is_share};
use super::shares;
use super::statement::{Fact, Statement};
use super::view::{View, count, doubt, mark_length, place, share};
use super::vocabulary::{How, Office, Organ};
use super::words::{At, HOWS, Mark, OFFICES, ORGANS, Word};
use crate::syntax::clause::{Comparator, Measure, Quantity, Value};
use crate::words::Any;

/// Seats and shares of seats.
pub(super) fn seats(view: &View<'_>, out: &mut Vec<Fact>) {
    if view.mask & (OFFICES | ORGANS | HOWS) == 0 {
        return;
    }
    let mut merged_until = 0;
    let from = out.len();
    for (i, quantity) in view.quantities.iter().enumerate() {
        if i < merged_until {
            continue;
        }
        // 5名以上9名以下
        let merged = view.quantities.get(i + 1).and_then(|next| between(view, quantity, next));
        if let Some(range) = merged {
            seat(view, &range, i + 1, out);
            merged_until = i + 2;
            continue;
        }
        let (start, end) = place(quantity);
        // 一个职工监事
        let persons = as_heads(view, quantity);
        let quantity = persons.as_ref().unwrap_or(quantity);
        let heads = match quantity.value {
            Value::Count(_, _, Measure::Heads) | Value::Several => true,
            Value::Blank => view.text[start..end].ends_with(['名', '人', '位', '席']),
            _ => false,
        };
        if heads {
            seat(view, quantity, i, out);
        } else if share(quantity).is_some() {
            shares::seat_share(view, quantity, out);
        }
    }
    shares::outnumbered(view, out);
    shares::in_proportion(view, out);
    whole_of_parts(view, from, out);
}

/// A count with 个 right before a post counts persons.
fn as_heads(view: &View<'_>, quantity: &Quantity) -> Option<Quantity> {
    let Value::Count(low, high, Measure::Other) = quantity.value else { return None };
    let (start, end) = place(quantity);
    // 董事会设五个席位
    if let Some(seats) = ["席位", "席"].iter().find(|word| view.text[end..].starts_with(**word)) {
        let span = crate::Span::new(quantity.span.start, quantity.span.end + seats.len() as u32);
        return Some(Quantity { span, value: Value::Count(low, high, Measure::Heads), ..*quantity });
    }
    let counts = view.text[start..end].ends_with('个')
        && view
            .words
            .iter()
            .any(|w| w.start == end && matches!(w.word, Word::Office(office) if home(office).is_some()));
    counts.then_some(Quantity { value: Value::Count(low, high, Measure::Heads), ..*quantity })
}

/// Two bounds that stand side by side, as one range.
fn between(view: &View<'_>, low: &Quantity, high: &Quantity) -> Option<Quantity> {
    let (Value::Count(least, _, Measure::Heads), Value::Count(_, most, Measure::Heads)) = (low.value, high.value)
    else {
        return None;
    };
    let apart = view.text.get(low.span.end as usize..high.span.start as usize)?;
    let sides = (low.comparator, high.comparator) == (Comparator::AtLeast, Comparator::AtMost);
    // 不少于五名且不多于九名
    let bound = ["且", "并", "，", "、", "不得多于", "不多于", "不得超过", "不超过", "最多", "至多"]
        .iter()
        .fold(apart.to_owned(), |rest, word| rest.replace(word, ""));
    let fits = sides && least <= most && bound.is_empty();
    fits.then(|| Quantity {
        span: low.span.cover(high.span),
        value: Value::Count(least, most, Measure::Heads),
        comparator: Comparator::Exactly,
        flaw: low.flaw.or(high.flaw),
    })
}

const BREAKS: [char; 9] = ['，', '；', '。', '、', '：', '和', '及', '与', '（'];

fn seat(view: &View<'_>, quantity: &Quantity, index: usize, out: &mut Vec<Fact>) {
    let (start, end) = place(quantity);
    let Some(counted) = count(quantity, Measure::Heads) else { return };
    let (clause_start, clause_end) = view.clause(start);
    let clause = &view.text[clause_start..clause_end];
    static MEETING: Any = Any::of(&[
        "法定人数",
        "提议",
        "联名",
        "请求",
        "推举",
        "认为",
        "签名",
        "出席",
        "列席",
        "表决",
        "缺席",
        "见证",
        "计票",
        "监票",
        "代理",
        "到会",
        "缺额",
        "以内",
        "召集和主持",
        "记录",
    ]);
    if MEETING.within(clause) {
        return;
    }
    // 除上述两名董事外，不再设其他董事: those that were named are all.
    let closed = ["不再设其他董事", "不设其他董事", "无其他董事", "不再设置其他董事", "不另设其他董事", "没有其他董事"];
    if ["上述", "前述", "以上", "该"].iter().any(|word| view.text[..start].ends_with(word))
        && closed.iter().any(|words| view.text[end..].contains(words))
    {
        let statement = Statement::Seats { organ: Organ::Board, office: Office::Director, count: counted };
        out.push(view.fact(statement, start, view.text.len()));
        return;
    }
    // 送交每一位董事, 每名董事; 无权委派多于一名之董事
    if view.text[..start].ends_with('每') || clause.contains("无权") {
        return;
    }
    // 双方各委派一名董事: so many for each.
    let counted = match each(&view.text[..start]) {
        Some(sides) if clause.contains('各') => match counted.single() {
            Some(one) => super::statement::Count::exactly(one * sides),
            None => counted,
        },
        _ => counted,
    };
    // 董事会人数视业务需要，两至五人不等
    if clause_start > 0 && is_filler(&view.text[clause_start..start]) {
        let (from, to) = view.clause(clause_start - mark_length("，"));
        let before = &view.text[from..to];
        let body = view.within(from, to).next().map(|w| w.word);
        if ["人数", "成员数", "规模", "席位", "编制"].iter().any(|word| before.contains(word))
            && !before.contains("其中")
            && let Some(Word::Organ(organ @ (Organ::Board | Organ::SupervisoryBoard))) = body
            && !view.within(clause_start, clause_end).any(|w| matches!(w.word, Word::Office(_)))
        {
            let office = if organ == Organ::Board { Office::Director } else { Office::Supervisor };
            let mut fact = view.fact(Statement::Seats { organ, office, count: counted }, from, end);
            fact.doubt = doubt(quantity);
            out.push(fact);
            return;
        }
    }
    let next = view.quantities.get(index + 1).map_or(view.text.len(), |q| q.span.start as usize);
    let after_end = view.text[end..].find(BREAKS).map_or(view.text.len(), |i| end + i).min(next);
    // 两名由职工民主选举产生的职工代表: a break inside the words that qualify the post ends nothing.
    // 外部董事（含独立董事二名）五名: what stands in brackets is skipped.
    let edge =
        if view.text[..start].ends_with('）') { view.text[..start].rfind('（').unwrap_or(start) } else { start };
    let before_start = view.text[..edge].rfind(BREAKS).map_or(0, |i| i + mark_length(&view.text[i..]));
    let push = |view: &View<'_>, organ: Organ, office: Office, from: usize, to: usize, out: &mut Vec<Fact>| {
        // 由九名董事组成，设董事长一人、董事八人: the chair is one of the nine, and the eight are the others.
        let mut same = out.iter().rev().take_while(|f| f.sentence == view.index);
        let is_rest = office == Office::Director
            && same.any(|f| match f.statement {
                Statement::Seats { organ: o, office: Office::Director, count } => {
                    o == organ && counted.single() < count.single() && counted.single().is_some()
                }
                _ => false,
            });
        if is_rest {
            return;
        }
        let mut fact = view.fact(Statement::Seats { organ, office, count: counted }, from, to);
        fact.doubt = doubt(quantity);
        out.push(fact);
    };

    let chairman = |word: Word| match word {
        Word::Office(office) => Some(office),
        Word::Mark(Mark::Chairman) => Some(Office::SupervisorsChair),
        Word::Mark(Mark::ViceChairman) => Some(Office::SupervisorsViceChair),
        _ => None,
    };
    // 外部董事4名; 书记、副书记各一名.
    // 监察人（监事）一名: the post may stand in the brackets.
    let inside = || view.within(edge, start).next_back().filter(|w| &view.text[w.end..start] == "）");
    let nearest = view.within(before_start, edge).next_back().or_else(inside);
    let edge = nearest.map_or(edge, |at| if at.end > edge { start } else { edge });
    if let Some(at) = nearest
        && let Some(office) = chairman(at.word)
        && is_filler(&view.text[at.end..edge])
        && !(view.text[at.end..start].ends_with('由') && office != Office::Member)
        // 四名外部董事共七名董事: the whole of another post.
        && !(matches!(&view.text[at.end..start], "共" | "共计" | "合计" | "总计")
            && view.within(end, after_end).next().is_some_and(|w| w.start == end && matches!(w.word, Word::Office(_))))
    {
        let office_end = at.end;
        let mut offices = vec![(office, at.start)];
        if view.text[office_end..start].contains('各') {
            let mut left = at.start;
            for word in view.before(at.start) {
                match chairman(word.word) {
                    Some(office) if matches!(&view.text[word.end..left], "、" | "和" | "及" | "与") => {
                        offices.insert(0, (office, word.start));
                        left = word.start;
                    }
                    _ => break,
                }
            }
        }
        for (office, from) in offices {
            let Some((organ, office)) = belongs(view, office, from, Some(before_start)) else { continue };
            push(view, organ, office, from, end, out);
        }
        return;
    }
    // 董事会七人，其中……: the number right behind the body.
    let behind_body = nearest.is_some_and(|at| {
        matches!(at.word, Word::Organ(Organ::Board | Organ::SupervisoryBoard)) && view.text[at.end..start].is_empty()
    });
    let for_each = clause.contains('各') && each(&view.text[..start]).is_some();
    if !behind_body && !for_each && !composes(view, start, end) {
        return;
    }
    // 其中两名成员与公司不存在……关系: the independent part of a committee.
    if is_independent(view.right(end, 120))
        && let Some(organ @ (Organ::AuditCommittee | Organ::Committee)) = view.organ_before(start)
    {
        push(view, organ, Office::IndependentDirector, start, end, out);
        return;
    }
    // 7名董事; 两名由职工民主选举产生的职工代表.
    let mut employees = false;
    let mut owners = false;
    for at in view.within(end, after_end) {
        match at.word {
            // 三名由兼任公司副总经理的董事出任: what they are besides.
            Word::Office(office)
                if ["兼任", "担任", "任职"].iter().any(|word| view.text[end..at.start].contains(word))
                    && !matches!(office, Office::Director | Office::Supervisor | Office::Member)
                    && view.text[at.end..].starts_with('的') => {}
            Word::Office(office) => {
                // 职工民主选举产生的职工代表
                if let Some((organ, found)) = belongs(view, office, start, None) {
                    let nominee = found == Office::Director && (for_each || is_nominated(view, at.start));
                    let found = if nominee { Office::NonEmployeeDirector } else { found };
                    push(view, organ, found, start, at.end, out);
                }
                return;
            }
            Word::Organ(Organ::Employees) => employees = true,
            Word::Organ(Organ::Shareholder | Organ::ShareholdersMeeting | Organ::Investor) => owners = true,
            Word::How(How::Elect | How::Dispatch) if employees || owners => {
                let Some(organ) =
                    view.organ_before(start).filter(|o| matches!(o, Organ::Board | Organ::SupervisoryBoard))
                else {
                    return;
                };
                let office = match (organ, employees) {
                    (Organ::Board, true) => Office::EmployeeDirector,
                    (Organ::Board, false) => Office::NonEmployeeDirector,
                    (_, true) => Office::EmployeeSupervisor,
                    (_, false) => Office::NonEmployeeSupervisor,
                };
                // The post may still be named: 由股东会选举的五名董事.
                if view.within(at.end, after_end).any(|w| matches!(w.word, Word::Office(_))) {
                    continue;
                }
                push(view, organ, office, start, at.end, out);
                return;
            }
            _ => {}
        }
    }
    // 两人组成的执行小组 is none of the bodies.
    let part = ["组成的", "构成的"].iter().find_map(|word| view.text[end..].strip_prefix(word));
    if part.is_some_and(|rest| {
        ["小组", "工作组", "工作小组", "专班"].iter().any(|name| rest.find(name).is_some_and(|at| at <= 30))
    }) {
        return;
    }
    // 由七人组成; 成员为九人; 董事会七人.
    let stretch = &view.text[before_start..start];
    let tail = view.right(end, 12);
    let total = tail.starts_with("组成")
        || ["成员", "人数", "名额", "席位", "组成人员", "委员", "定员", "编制", "定额", "规模", "员额"]
            .iter()
            .any(|w| stretch.contains(w))
        || nearest.is_some_and(|at| {
            let seats = view.text[start..end].contains('席');
            matches!(at.word, Word::Organ(_))
                && is_filler(&view.text[at.end..start])
                && (seats || !stretch.contains('设'))
        });
    if !total || stretch.contains("其中") {
        return;
    }
    let behind = view.within(end, clause_end).find_map(|at| match at.word {
        Word::Organ(organ @ (Organ::Board | Organ::SupervisoryBoard)) if tail.starts_with("组成") => Some(organ),
        _ => None,
    });
    // 如设职工董事，人数为一名: the number of the post in the clause before.
    if stretch.starts_with("人数") || stretch.starts_with("名额") {
        let earlier = view.before(before_start).next();
        if let Some(At { word: Word::Office(office), start: at, end: office_end }) = earlier
            && is_share(&view.text[*office_end..before_start])
            && let Some((organ, office)) = belongs(view, *office, *at, None)
        {
            push(view, organ, office, *at, end, out);
            return;
        }
    }
    // 董事会成员由九人组成: one word names the body and its members.
    let members = nearest.and_then(|at| match at.word {
        Word::Office(office) => home(office).filter(|_| tail.starts_with("组成")),
        _ => None,
    });
    let organ = behind.or(members).or_else(|| view.organ_before(start));
    let office = match organ {
        Some(Organ::Board) => Office::Director,
        Some(Organ::SupervisoryBoard) => Office::Supervisor,
        Some(Organ::AuditCommittee | Organ::Committee) => Office::Member,
        Some(Organ::Party) => Office::PartyMember,
        _ => return,
    };
    if let Some(organ) = organ {
        push(view, organ, office, start, end, out);
    }
}

/// The body and post that a post word means where it stands.
fn belongs(view: &View<'_>, office: Office, at: usize, segment: Option<usize>) -> Option<(Organ, Office)> {
    let nearest = |wanted: &[Organ]| {
        view.before(at)
            .find_map(|w| match w.word {
                Word::Organ(organ)
                    if wanted.contains(&organ) && super::view::powers_of(&view.text[w.end..]).is_none() =>
                {
                    Some(organ)
                }
                Word::Office(office) if home(office).is_some_and(|o| wanted.contains(&o)) => home(office),
                _ => None,
            })
            .or(view.context.organ.filter(|o| wanted.contains(o)))
    };
    let committee = |organ: Organ| matches!(organ, Organ::AuditCommittee | Organ::Committee);
    Some(match office {
        Office::Director => {
            let organ = nearest(&[Organ::Board, Organ::AuditCommittee, Organ::Committee]).unwrap_or(Organ::Board);
            if committee(organ) {
                (organ, Office::Member)
            } else if is_nominated(view, at) {
                (Organ::Board, Office::NonEmployeeDirector)
            } else if segment.is_some_and(|from| {
                let mut owner = false;
                view.within(from, at).any(|w| match w.word {
                    Word::Organ(Organ::Shareholder | Organ::ShareholdersMeeting | Organ::Investor) => {
                        owner = true;
                        false
                    }
                    Word::How(How::Elect | How::Dispatch) => owner,
                    _ => false,
                })
            }) {
                // 股东会选举的董事八名
                (Organ::Board, Office::NonEmployeeDirector)
            } else {
                (Organ::Board, Office::Director)
            }
        }
        Office::OutsideDirector | Office::IndependentDirector => {
            let organ = view
                .before(at)
                .find_map(|w| match w.word {
                    Word::Organ(organ @ (Organ::Board | Organ::AuditCommittee | Organ::Committee)) => Some(organ),
                    _ => None,
                })
                .or(view.context.organ.filter(|o| committee(*o)))
                .unwrap_or(Organ::Board);
            let is_whole = committee(organ)
                && !view.text[..at].contains("其中")
                && view.text[at..].find("组成").is_some_and(|i| i < 60);
            if is_whole { (organ, Office::Member) } else { (organ, office) }
        }
        // 监督委员会各由三名监事组成
        Office::Supervisor
            if view.before(at).find_map(|w| match w.word {
                Word::Organ(organ) if super::view::has_seats(organ) => Some(organ),
                _ => None,
            }) == Some(Organ::Committee) =>
        {
            (Organ::Committee, Office::Member)
        }
        Office::Supervisor if is_nominated(view, at) => (Organ::SupervisoryBoard, Office::NonEmployeeSupervisor),
        Office::EmployeeDirector
        | Office::NonEmployeeDirector
        | Office::InsideDirector
        | Office::ExecutiveDirector
        | Office::NonExecutiveDirector
        | Office::ShareholderDirector
        | Office::Chair
        | Office::ViceChair
        | Office::ExecutingDirector => (Organ::Board, office),
        Office::Supervisor
        | Office::EmployeeSupervisor
        | Office::NonEmployeeSupervisor
        | Office::SupervisorsChair
        | Office::SupervisorsViceChair => (Organ::SupervisoryBoard, office),
        Office::ShareholderSupervisor => match nearest(&[Organ::Board, Organ::SupervisoryBoard]) {
            Some(Organ::Board) => (Organ::Board, Office::ShareholderDirector),
            _ => (Organ::SupervisoryBoard, office),
        },
        Office::EmployeeRepresentative => {
            match joins(view, at).or_else(|| nearest(&[Organ::Board, Organ::SupervisoryBoard]))? {
                Organ::Board => (Organ::Board, Office::EmployeeDirector),
                _ => (Organ::SupervisoryBoard, Office::EmployeeSupervisor),
            }
        }
        Office::Member => {
            let organ = nearest(&[
                Organ::Board,
                Organ::SupervisoryBoard,
                Organ::AuditCommittee,
                Organ::Committee,
                Organ::Party,
                Organ::Discipline,
            ])?;
            match organ {
                Organ::Board => (organ, Office::Director),
                Organ::SupervisoryBoard => (organ, Office::Supervisor),
                Organ::Party => (organ, Office::PartyMember),
                _ => (organ, Office::Member),
            }
        }
        Office::Manager
        | Office::DeputyManager
        | Office::FinanceHead
        | Office::BoardSecretary
        | Office::SeniorManager => (Organ::Management, office),
        Office::PartySecretary | Office::PartyDeputySecretary | Office::PartyMember => {
            match nearest(&[Organ::Party, Organ::Discipline]) {
                Some(Organ::Discipline) => (Organ::Discipline, office),
                _ => (Organ::Party, office),
            }
        }
        Office::Convener => (nearest(&[Organ::AuditCommittee, Organ::Committee])?, office),
        Office::DisciplineSecretary => (Organ::Discipline, office),
        Office::UnionChair | Office::Shareholder | Office::Other => return None,
    })
}

/// The body that those named at `at` join: 一名职工代表进入董事会.
fn joins(view: &View<'_>, at: usize) -> Option<Organ> {
    let (_, clause_end) = view.clause(at);
    view.within(at, clause_end).find_map(|w| match w.word {
        Word::Organ(organ @ (Organ::Board | Organ::SupervisoryBoard)) => {
            let enters = ["进入", "加入", "参加", "参与"].iter().any(|word| view.text[..w.start].ends_with(word));
            enters.then_some(organ)
        }
        _ => None,
    })
}

/// The body that a post belongs to, where the post tells.
pub(super) const fn home(office: Office) -> Option<Organ> {
    Some(match office {
        Office::Director
        | Office::OutsideDirector
        | Office::EmployeeDirector
        | Office::NonEmployeeDirector
        | Office::InsideDirector
        | Office::Chair
        | Office::ViceChair => Organ::Board,
        Office::Supervisor | Office::EmployeeSupervisor | Office::NonEmployeeSupervisor | Office::SupervisorsChair => {
            Organ::SupervisoryBoard
        }
        Office::PartySecretary | Office::PartyDeputySecretary | Office::PartyMember => Organ::Party,
        _ => return None,
    })
}
