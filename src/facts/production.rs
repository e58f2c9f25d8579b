//! How posts are filled: 非职工董事由市国资委委派.

use super::statement::{Fact, Statement};
use super::view::{View, mark_length};
use super::vocabulary::{How, Office, Organ, Stance};
use super::words::{At, HOWS, Mark, Word};
use crate::words::{ends, find, holds};

/// Ways in which posts are filled.
pub(super) fn production(view: &View<'_>, out: &mut Vec<Fact>) {
    // 控股股东是指可以选出半数以上董事的股东 defines, and fills no post.
    if view.mask & HOWS == 0 && find(view.text, "票").is_none()
        || holds(view.text, &["控股股东"]) && holds(view.text, &["是指"])
    {
        return;
    }
    voted(view, out);
    let mut previous_end = 0;
    let mut actor = None;
    for (i, at) in view.words.iter().enumerate() {
        let Word::How(how) = at.word else { continue };
        // 提请聘任或者解聘: who asks does not hire.
        let asks = view.is_item && holds(view.left(at.start, 30), &["提请"]);
        let how = if asks { How::Nominate } else { how };
        // 根据总经理的提名，聘任……: a noun, and its body is not who hires.
        if how == How::Nominate
            && view.before(at.start).next().is_some_and(|w| {
                if !matches!(&view.text[w.end..at.start], "" | "的") {
                    return false;
                }
                let before = view.left(w.start, 9);
                before.ends_with("根据")
                    || before.ends_with("依据")
                    || before.ends_with("按照")
                    || before.ends_with('经')
            })
        {
            previous_end = at.end;
            actor = sentence_subject(view, at.start);
            continue;
        }
        let found = actor_of(view, at, previous_end);
        // 委派董事并指定董事长: the second verb keeps the first one's actor.
        if found.is_some() {
            actor = found;
        }
        let from = std::mem::replace(&mut previous_end, at.end);
        let Some((by, actor_start)) = actor.or_else(|| lead_actor(view)) else { continue };
        // 经该企业股东会选举: another's body acts.
        if ["该企业", "该公司", "所投资企业", "所属企业", "被投资企业"]
            .iter()
            .any(|other| view.text[..actor_start].ends_with(other))
        {
            continue;
        }
        let (objects, is_active) = objects_of(view, i, at, actor_start.min(at.start), from);
        let stop = view.text[at.end..].find(['。', '；']).map_or(view.text.len(), |x| at.end + x);
        let (clause, _) = view.clause(at.start);
        let stretch = &view.text[clause..at.start];
        let all = !is_active && holds(stretch, &["均", "全部", "全体董事", "所有"]);
        let mut seen: Vec<Office> = Vec::new();
        for (office, start, end) in objects {
            let Some(office) = filled(office, by, how, view) else { continue };
            // 董事长不能履行职务时，由董事长指定的董事主持: nobody fills his own post.
            if seen.contains(&office) || by == Organ::Chair && office == Office::Chair {
                continue;
            }
            seen.push(office);
            let (a, b) = (start.min(actor_start).min(at.start), end.max(at.end).min(stop));
            let statement = Statement::Production { office, how, by, all: all && is_member(office) };
            if out.iter().rev().take_while(|f| f.sentence == view.index).any(|f| f.statement == statement) {
                continue;
            }
            let mut fact = view.fact(statement, a, b);
            fact.stance = view.stance(actor_start.max(a).min(at.start), at.end);
            if view.text[..at.start].ends_with('不') || holds(stretch, &["不得", "不再"]) {
                fact.stance = fact.stance.max(Stance::Negated);
            }
            out.push(fact);
        }
    }
}

/// 大家投票，得票最多的当董事长: an election without the word.
fn voted(view: &View<'_>, out: &mut Vec<Fact>) {
    let Some(at) = ["得票最多", "得票多", "得票过半", "票多"].iter().find_map(|word| find(view.text, word))
    else {
        return;
    };
    let (_, to) = view.clause(at);
    let chair = view.within(at, to).find(|w| w.word == Word::Office(Office::Chair));
    let Some(chair) = chair else { return };
    let takes = &view.text[at..chair.start];
    if ["当", "任", "为", "做"].iter().any(|word| takes.ends_with(word)) {
        let statement =
            Statement::Production { office: Office::Chair, how: How::Elect, by: Organ::Directors, all: false };
        out.push(view.fact(statement, at, chair.end));
    }
}

const fn is_member(office: Office) -> bool {
    matches!(office, Office::Director | Office::Supervisor | Office::OutsideDirector | Office::NonEmployeeDirector)
}

/// The body that a sentence is about: the first one that no preposition governs.
fn sentence_subject(view: &View<'_>, until: usize) -> Option<(Organ, usize)> {
    view.within(0, until).find_map(|at| {
        let before = view.left(at.start, 6);
        let governed = ends(before, &["根据", "依据", "按照", "经", "对", "向", "从", "为"]);
        as_actor(at).filter(|_| !governed).map(|organ| (organ, at.start))
    })
}

/// The post as its way of filling tells it: 由职工大会选举的职工代表 on a board is the employee director.
fn filled(office: Office, by: Organ, how: How, view: &View<'_>) -> Option<Office> {
    Some(match office {
        Office::EmployeeRepresentative => {
            let named = view.words.iter().find_map(|w| match w.word {
                Word::Office(o @ (Office::EmployeeDirector | Office::EmployeeSupervisor)) => Some(o),
                Word::Organ(Organ::Board) | Word::Office(Office::Director) => Some(Office::EmployeeDirector),
                Word::Organ(Organ::SupervisoryBoard) | Word::Office(Office::Supervisor) => {
                    Some(Office::EmployeeSupervisor)
                }
                _ => None,
            });
            named.or(match view.context.organ {
                Some(Organ::SupervisoryBoard) => Some(Office::EmployeeSupervisor),
                Some(Organ::Board) => Some(Office::EmployeeDirector),
                _ => None,
            })?
        }
        Office::Director if by == Organ::Employees && how == How::Elect => Office::EmployeeDirector,
        Office::Supervisor if by == Organ::Employees && how == How::Elect => Office::EmployeeSupervisor,
        Office::Member | Office::Shareholder | Office::Other => return None,
        other => other,
    })
}

fn as_actor(at: &At) -> Option<Organ> {
    match at.word {
        Word::Organ(Organ::Committee | Organ::Management | Organ::SupervisoryBoard) => match at.word {
            Word::Organ(organ) => Some(organ),
            _ => None,
        },
        Word::Organ(organ) => Some(organ),
        Word::Office(Office::Chair) => Some(Organ::Chair),
        Word::Office(Office::Manager) => Some(Organ::Manager),
        Word::Office(Office::ExecutiveDirector) => Some(Organ::Director),
        // 上级党委
        Word::Mark(Mark::OtherEntity) => Some(Organ::Party),
        _ => None,
    }
}

/// Who does it: the nearest body before the verb, in the verb's own clause or after 由.
fn actor_of(view: &View<'_>, verb: &At, from: usize) -> Option<(Organ, usize)> {
    let (clause, _) = view.clause(verb.start);
    let low = clause.max(from);
    let candidates: Vec<&At> = view.within(low, verb.start).collect();
    // 由董事会以全体董事的过半数选举: who follows 由 acts.
    let by = candidates.iter().find(|at| {
        let before = view.left(at.start, 24);
        as_actor(at).is_some()
            && (before.ends_with('由')
                || before.ends_with("经")
                || before.ends_with("由公司")
                || before.ends_with("应由")
                || before.ends_with("通过")
                || before.ends_with("经公司")
                || before.ends_with("由上级")
                || before.ends_with("由全体")
                || before.ends_with("由本公司"))
    });
    // 由总经理提请董事会聘任: who is asked acts.
    let asked = candidates.iter().rev().find(|at| as_actor(at).is_some() && view.left(at.start, 6).ends_with("提请"));
    if let Some(at) = asked.or(by) {
        // 由公司职工通过职工代表大会选举, 由董事会提名委员会提名: the later of a chain of bodies acts.
        let organ = as_actor(at)?;
        if organ == Organ::Employees || organ == Organ::Union {
            return Some((Organ::Employees, at.start));
        }
        if organ == Organ::Directors || organ == Organ::Supervisors {
            return Some((organ, at.start));
        }
        return Some((organ, at.start));
    }
    // 董事长由董事互选产生
    let chosen_by = candidates.iter().rev().find(|at| {
        at.word == Word::Office(Office::Director)
            && view.left(at.start, 3) == "由"
            && view.text[at.end..verb.start].chars().count() <= 4
    });
    if let Some(at) = chosen_by.filter(|_| verb.word == Word::How(How::Elect)) {
        return Some((Organ::Directors, at.start));
    }
    // 在全体董事中互选产生: who is chosen among chooses.
    let mutual = view.text[verb.start..verb.end].contains('互') || view.text[..verb.start].ends_with('互');
    let among = candidates.iter().rev().find(|at| {
        matches!(at.word, Word::Office(Office::Director) | Word::Organ(Organ::Directors))
            && view.text[at.end..verb.start].starts_with(['中', '之', '间'])
    });
    if let Some(at) = among.filter(|_| mutual) {
        return Some((Organ::Directors, at.start));
    }
    // 由 with a name that is no word: 由产投公司提名.
    let stretch = &view.text[low..verb.start];
    // 监事会主席应由外方委任: whoever stands before 由 does not act.
    let by = stretch.rfind('由').filter(|by| !stretch[*by..].starts_with("由公司"));
    if let Some(by) = by.filter(|by| candidates.iter().all(|at| at.end <= low + by)) {
        let start = if candidates.is_empty() { low } else { low + by };
        return Some((Organ::Other, start));
    }
    candidates.iter().rev().find_map(|at| {
        let organ = as_actor(at)?;
        let between = &view.text[at.end..verb.start];
        // 董事会成员中指定: the body is where one is taken from.
        let taken_from = between.starts_with("成员中")
            || view.left(at.start, 6).ends_with('从')
            || view.left(at.start, 6).ends_with('在')
            || view.left(at.start, 3).ends_with('对')
            || view.left(at.start, 3).ends_with('向');
        let is_post = matches!(at.word, Word::Office(_)) && between.chars().count() > 2;
        (!taken_from && !is_post && between.chars().count() <= 24).then_some((organ, at.start))
    })
}

/// Under a lead-in (出资人机构行使下列职权：) the body named there acts.
fn lead_actor(view: &View<'_>) -> Option<(Organ, usize)> {
    view.lead_powers.map(|organ| (organ, 0))
}

/// Which posts: behind the verb (委派董事), else the subject before the actor, else what the last sentence was about.
fn objects_of(
    view: &View<'_>,
    index: usize,
    verb: &At,
    actor_start: usize,
    from: usize,
) -> (Vec<(Office, usize, usize)>, bool) {
    let text = view.text;
    // Behind the verb, without 产生 between: 委派和更换非由职工代表担任的董事.
    let rest = &text[verb.end..];
    let passive = rest.starts_with("产生") || text[..verb.end].ends_with("产生");
    if !passive {
        let mut objects = Vec::new();
        let mut last = verb.end;
        for at in &view.words[index + 1..] {
            let between = &text[last..at.start];
            match at.word {
                Word::How(_) if matches!(between, "或者" | "或" | "和" | "、" | "及" | "并" | "、更换或者") => {
                    last = at.end
                }
                Word::Office(office) => {
                    let first = objects.is_empty();
                    let near = if first {
                        between.chars().count() <= 10
                            && !between.contains(['，', '；', '。', '：'])
                            && !between.contains("产生")
                    } else {
                        matches!(between, "、" | "和" | "及" | "以及" | "或者" | "或" | "与")
                    };
                    if !near {
                        break;
                    }
                    // 股东委派的董事四名: those that the owners send are not the employees'.
                    let counted = first
                        && between.starts_with('的')
                        && office == Office::Director
                        && view.quantities.iter().any(|q| q.span.start as usize == at.end);
                    objects.push((if counted { Office::NonEmployeeDirector } else { office }, at.start, at.end));
                    last = at.end;
                }
                Word::Organ(Organ::Directors | Organ::Board) if objects.is_empty() => break,
                _ if objects.is_empty() => {}
                _ => break,
            }
        }
        // 应由董事会聘任或者解聘以外人员
        if view.text[last..].starts_with("以外") {
            return (Vec::new(), true);
        }
        let as_noun = rest.starts_with('的');
        let counted = objects.iter().any(|(office, _, _)| *office == Office::NonEmployeeDirector);
        if !objects.is_empty()
            && !(as_noun
                && !counted
                && view.before(verb.start).any(|w| matches!(w.word, Word::Office(_)) && w.start >= from))
        {
            return (objects, true);
        }
    }
    // The subject: the nearest posts before the actor, joined ones included.
    let mut objects: Vec<(Office, usize, usize)> = Vec::new();
    let mut left = actor_start;
    for at in view.before(actor_start) {
        let between = &text[at.end..left];
        let Some(office) = (match at.word {
            Word::Office(office) => Some(office),
            Word::Mark(Mark::Chairman) => Some(Office::SupervisorsChair),
            Word::Organ(Organ::Directors) => Some(Office::Director),
            Word::Organ(Organ::Supervisors) => Some(Office::Supervisor),
            _ => None,
        }) else {
            if objects.is_empty() { continue } else { break }
        };
        if objects.is_empty() {
            // 董事会成员中, 经理 of 由总经理提名 are no subjects.
            let before = view.left(at.start, 6);
            if between.starts_with('中')
                || before.ends_with('从')
                || before.ends_with('由') && between.chars().count() < 12
            {
                continue;
            }
            // 董事长由股东提名的董事经董事会选举产生: who may be chosen, not what he becomes.
            if ["提名的", "推荐的"].iter().any(|w| text[..at.start].ends_with(w)) {
                continue;
            }
            if text[at.end..].starts_with("担任") && view.left(at.start, 30).contains('由') {
                continue;
            }
            if text[at.end..].starts_with("提名") || text[at.end..].starts_with("以外") {
                // 主任委员，由董事长提名，经董事会选举产生: of whom the clause before speaks.
                if text[..at.start].ends_with("主任委员，由") || text[..at.start].ends_with("主任，由") {
                    return (Vec::new(), false);
                }
                continue;
            }
        } else if !matches!(between, "、" | "和" | "及" | "以及" | "或者" | "与") {
            break;
        }
        objects.push((office, at.start, at.end));
        left = at.start;
    }
    // What is filled stands behind the verb and is no post: 聘用会计师事务所.
    let ends = rest.is_empty()
        || passive
        || rest.starts_with(['，', '。', '；', '、', '或', '和', '并', '后', '的', '及', '与', '之'])
        || view.quantities.iter().any(|q| q.span.start as usize == verb.end);
    if objects.is_empty() && ends {
        let start = text[..verb.start].rfind(['，', '；', '：']).map_or(0, |i| i + mark_length(&text[i..]));
        let manager = view.words.iter().any(|w| w.word == Word::Organ(Organ::Management) && w.end <= actor_start);
        if manager {
            objects.push((Office::Manager, start, verb.end));
        } else {
            if view.is_item && view.lead.is_some() {
                return (objects, false);
            }
            objects.extend(view.context.offices.iter().map(|office| (*office, start, verb.end)));
        }
    }
    objects.reverse();
    (objects, false)
}
