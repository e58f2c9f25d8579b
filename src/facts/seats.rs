//! How many hold which post: 董事会由七名董事组成，其中外部董事四名.

use super::shares;
use super::statement::{Fact, Statement};
use super::view::{View, count, doubt, mark_length, place, share};
use super::vocabulary::{How, Office, Organ};
use super::words::{At, HOWS, Mark, OFFICES, ORGANS, Word};
use crate::syntax::clause::{Comparator, Measure, Quantity, Value};

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

/// 董事会由内部董事二名、外部董事四名和职工董事一名组成: the parts make up the whole.
fn whole_of_parts(view: &View<'_>, from: usize, out: &mut Vec<Fact>) {
    let Some(composed) = view.text.find("组成").or_else(|| view.text.find("构成")) else { return };
    let opens = view.within(0, composed).find_map(|w| {
        let (organ, whole, part) = match w.word {
            Word::Organ(Organ::Board) => (Organ::Board, Office::Director, Office::NonEmployeeDirector),
            Word::Organ(Organ::SupervisoryBoard) => {
                (Organ::SupervisoryBoard, Office::Supervisor, Office::NonEmployeeSupervisor)
            }
            _ => return None,
        };
        let tail = view.text[w.end..composed].trim_start_matches(['成', '员', '，', '应', '当', '，']);
        tail.starts_with('由').then_some((composed - tail.len(), organ, whole, part))
    });
    let Some((opened, organ, whole, part)) = opens else {
        together(view, composed, from, out);
        return;
    };
    if view.text[opened..composed].contains(['；', '。', '：']) || view.text[opened..composed].contains("其中") {
        return;
    }
    let inside = |fact: &Fact| {
        let start = (fact.span.start - view.base) as usize;
        start >= opened && (fact.span.end - view.base) as usize <= composed
    };
    let heads = view.quantities.iter().filter(|q| {
        q.span.start as usize >= opened && (q.span.end as usize) <= composed && count(q, Measure::Heads).is_some()
    });
    let (mut parts, mut sum) = (0, 0);
    for fact in out[from..].iter().filter(|fact| inside(fact)) {
        match fact.statement {
            // 四名外部董事等共七名董事组成 says the whole.
            Statement::Seats { organ: o, office, .. }
                if o == organ
                    && office == whole
                    && ["共", "合计", "总计"]
                        .iter()
                        .any(|word| view.left((fact.span.start - view.base) as usize, 9).ends_with(word)) =>
            {
                return;
            }
            Statement::Seats { organ: o, count, .. } if o == organ => match count.single() {
                Some(number) => (parts, sum) = (parts + 1, sum + number),
                None => return,
            },
            _ => {}
        }
    }
    let mut heads = heads.peekable();
    let all: Vec<(usize, Option<u32>)> = std::iter::from_fn(|| heads.next())
        .map(|q| (q.span.end as usize, count(q, Measure::Heads).and_then(super::statement::Count::single)))
        .collect();
    if parts < all.len() {
        // 由股东甲委派二名、股东乙委派一名、职工代表一名组成: whoever sends them.
        let listed = |end: usize| {
            let rest = &view.text[end..];
            rest.starts_with(['、', '，', '和', '及', '与', '以'])
                || rest.starts_with("组成")
                || rest.starts_with("共同组成")
                || rest.starts_with("构成")
        };
        let counted: Option<u32> = all.iter().map(|(end, n)| n.filter(|_| listed(*end))).sum();
        match counted.filter(|_| all.len() > 1) {
            Some(counted) => (parts, sum) = (all.len(), counted),
            None => return,
        }
    }
    if parts < 2 {
        return;
    }
    // 推荐的董事三名 beside others are some of them; the bare rest of a list is in the sum.
    let mut kept = out.split_off(from);
    kept.retain_mut(|fact| match fact.statement {
        Statement::Seats { organ: o, office, count } if o == organ && office == whole && inside(fact) => {
            let before = view.left((fact.span.start - view.base) as usize, 3);
            fact.statement = Statement::Seats { organ, office: part, count };
            before.ends_with('的')
        }
        _ => true,
    });
    out.append(&mut kept);
    let counted = super::statement::Count::exactly(sum);
    out.push(view.fact(Statement::Seats { organ, office: whole, count: counted }, opened, composed + "组成".len()));
}

/// 三个股东各派一个监事，再由职工选一个职工监事，共同组成监事会: the whole is the sum.
fn together(view: &View<'_>, composed: usize, from: usize, out: &mut Vec<Fact>) {
    let Some(behind) = view.text[composed..].strip_prefix("组成").filter(|_| view.text[..composed].ends_with("共同"))
    else {
        return;
    };
    let behind = behind.trim_start_matches("公司");
    let (organ, whole, part) = if behind.starts_with("监事会") {
        (Organ::SupervisoryBoard, Office::Supervisor, Office::NonEmployeeSupervisor)
    } else if behind.starts_with("董事会") {
        (Organ::Board, Office::Director, Office::NonEmployeeDirector)
    } else {
        return;
    };
    let (mut parts, mut sum) = (0, 0);
    for fact in &mut out[from..] {
        let Statement::Seats { organ: o, office, count } = &mut fact.statement else { continue };
        if *o == organ
            && let Some(number) = count.single()
        {
            (parts, sum) = (parts + 1, sum + number);
            if *office == whole {
                *office = part;
            }
        }
    }
    if parts > 1 {
        let counted = super::statement::Count::exactly(sum);
        out.push(view.fact(Statement::Seats { organ, office: whole, count: counted }, 0, composed + "组成".len()));
    }
}

/// A count with 个 right before a post counts persons.
fn as_heads(view: &View<'_>, quantity: &Quantity) -> Option<Quantity> {
    let Value::Count(low, high, Measure::Other) = quantity.value else { return None };
    let (start, end) = place(quantity);
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

/// Characters that may stand between a post and its number: 外部董事应当不少于四名.
pub(super) fn is_filler(text: &str) -> bool {
    let mut rest = text;
    const WORDS: [&str; 51] = [
        "规模",
        "）",
        "均",
        "亦",
        "不应",
        "不低于",
        "不得低于",
        "低于",
        "人数视业务需要",
        "员额",
        "定员",
        "编制",
        "定额",
        "应当",
        "不得",
        "至少",
        "一般",
        "原则上",
        "分别",
        "人数",
        "名额",
        "总数",
        "职数",
        "不少于",
        "不得少于",
        "不超过",
        "最多",
        "不多于",
        "超过",
        "人选",
        "共计",
        "合计",
        "应",
        "为",
        "是",
        "有",
        "共",
        "各",
        "设",
        "占",
        "配",
        "现",
        "计",
        "（",
        "：",
        "的",
        "须",
        "数",
        "其中",
        "不得超过",
        "由",
    ];
    while !rest.is_empty() {
        let Some(word) = WORDS.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len()) else {
            return false;
        };
        rest = &rest[word.len()..];
    }
    true
}

/// Whether the words between a post and the clause on its number are a mark, or say that it is the majority: 外部董事占多数，
fn is_share(between: &str) -> bool {
    let rest = between.trim_end_matches('，');
    matches!(rest, "" | "占多数" | "占大多数" | "过半数" | "应当占多数" | "应占多数" | "应当过半数" | "超过半数")
}

/// How many there are of whom 各 says something: 双方各, 三个股东各.
fn each(before: &str) -> Option<u32> {
    let at = before.rfind('各')?;
    let sides = &before[..at];
    if sides.ends_with("双方") || sides.ends_with("两方") {
        return Some(2);
    }
    let counted =
        ["个股东", "家股东", "名股东", "位股东", "方股东", "方"].iter().find_map(|word| sides.strip_suffix(word))?;
    let number = counted.chars().next_back().filter(|c| crate::numeral::is_numeral(*c))?;
    crate::numeral::parse(number.encode_utf8(&mut [0; 4]))
        .and_then(|n| u32::try_from(n).ok())
        .filter(|n| (2..10).contains(n))
}

/// Whether somebody's nominee is meant, who is one of the directors and not all of them: 甲公司提名的董事.
fn is_nominated(view: &View<'_>, office: usize) -> bool {
    let before = &view.text[..office];
    ["提名的", "推荐的", "提名产生的", "推荐产生的"].iter().any(|words| before.ends_with(words))
        // 其中，熟悉行业的董事二名: whoever is qualified after 其中 is a part.
        || before.ends_with('的') && before.contains("其中")
}

const BREAKS: [char; 9] = ['，', '；', '。', '、', '：', '和', '及', '与', '（'];

fn seat(view: &View<'_>, quantity: &Quantity, index: usize, out: &mut Vec<Fact>) {
    let (start, end) = place(quantity);
    let Some(counted) = count(quantity, Measure::Heads) else { return };
    let (clause_start, clause_end) = view.clause(start);
    let clause = &view.text[clause_start..clause_end];
    const MEETING: [&str; 19] = [
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
    ];
    if MEETING.iter().any(|word| clause.contains(word)) {
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
    // 由七人组成; 成员为九人; 董事会七人.
    let stretch = &view.text[before_start..start];
    let tail = view.right(end, 12);
    let total = tail.starts_with("组成")
        || ["成员", "人数", "名额", "席位", "组成人员", "委员", "定员", "编制", "定额", "规模", "员额"]
            .iter()
            .any(|w| stretch.contains(w))
        || nearest.is_some_and(|at| {
            matches!(at.word, Word::Organ(_)) && is_filler(&view.text[at.end..start]) && !stretch.contains('设')
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

/// Whether the words behind a number make the members independent: 由不在公司担任其他职务且与公司无……关系的董事出任.
fn is_independent(words: &str) -> bool {
    let words =
        words.trim_start_matches(['由', '为', '应', '须', '是', '当', '，', '的', '成', '员', '委', '董', '事']);
    [
        "不在公司担任",
        "不得在公司担任",
        "不在本公司担任",
        "未在公司担任",
        "不担任公司",
        "不兼任公司",
        "与公司不存在",
        "与公司无",
        "除董事外不在公司",
    ]
    .iter()
    .any(|open| words.starts_with(open))
}

/// Whether the sentence tells how a body is composed, and not who does something at a meeting.
fn composes(view: &View<'_>, start: usize, end: usize) -> bool {
    const WORDS: [&str; 21] = [
        "组成", "构成", "设", "成员", "其中", "包括", "包含", "人数", "名额", "席", "共", "现有", "由", "配备", "委员",
        "其余", "定员", "编制", "定额", "规模", "员额",
    ];
    let (from, _) = view.clause(start);
    let (_, to) = view.clause(end);
    let clause = &view.text[from..to];
    let strong = WORDS.iter().filter(|w| **w != "由").any(|word| clause.contains(word));
    strong || view.left(start, 3) == "由" && view.right(end, 90).contains("组成") || {
        // 四名由股东委派，一名由职工民主选举: the first clause says what is composed.
        view.text[..from].contains("组成") || view.text[..from].contains("设")
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
        Office::EmployeeRepresentative => match nearest(&[Organ::Board, Organ::SupervisoryBoard])? {
            Organ::Board => (Organ::Board, Office::EmployeeDirector),
            _ => (Organ::SupervisoryBoard, Office::EmployeeSupervisor),
        },
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
