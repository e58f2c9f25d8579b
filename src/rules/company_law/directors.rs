//! Directors: how many, of which kinds, for how long.

use super::law::Law;
use crate::Verdict;
use crate::facts::{Count, Fact, Held, How, Office, Organ, Statement};
use crate::model::post::PostKind;
use crate::model::profile::{Ownership, Tier};
use crate::rules::context::{Context, judge, missing, satisfied};

/// Articles 68 and 120: at least three.
const LEAST: u32 = 3;
/// Articles 68 and 120: a company of this many employees has an employee director.
const STAFF: u32 = 300;
/// Articles 70 and 77: years.
const TERM: u32 = 3;

pub(super) fn board_minimum(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let mut contradicted = false;
    for fact in law.facts() {
        let Statement::Seats { organ: Organ::Board, office: Office::Director, count } = fact.statement else {
            continue;
        };
        if fact.doubt.is_some() {
            return Err(missing(["charter.directors"]));
        }
        match count.min() {
            Some(least) if least < LEAST => {
                let sentence = law.charter.sentence_text(fact.sentence);
                contradicted |= fact.contradicted && (sentence.contains("组成") || sentence.contains("成员"));
                let stated = law.words(fact);
                findings.push(context.finding().fill(&[("stated", &stated)]).label(law.label(fact)).build());
            }
            Some(_) => evidence.push(law.label(fact)),
            None => {}
        }
    }
    // 双方各委派一名董事: those of the owners and of the employees are all.
    if findings.is_empty() && evidence.is_empty() {
        let parts: Vec<(&Fact, u32)> = law
            .facts()
            .filter_map(|fact| match fact.statement {
                Statement::Seats {
                    organ: Organ::Board,
                    office: Office::NonEmployeeDirector | Office::EmployeeDirector,
                    count,
                } => count.single().map(|count| (fact, count)),
                _ => None,
            })
            .collect();
        let each = parts.iter().any(|(fact, _)| law.charter.sentence_text(fact.sentence).contains('各'));
        if each {
            let labels: Vec<_> = parts.iter().map(|(fact, _)| law.label(fact)).collect();
            if parts.iter().map(|(_, count)| count).sum::<u32>() >= LEAST {
                return Ok(satisfied(labels));
            }
            let stated = law.words(parts[0].0);
            return Ok(context.finding().fill(&[("stated", &stated)]).labels(labels).violated());
        }
    }
    if findings.is_empty() && evidence.is_empty() || contradicted && !evidence.is_empty() {
        return Err(missing(["charter.directors"]));
    }
    // 董事各一名 beside 董事会由五名董事组成 counts who names them, not the board.
    if !evidence.is_empty() {
        findings.clear();
    }
    Ok(judge(findings, evidence))
}

pub(super) fn term_length(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    // Of directors, of supervisors.
    let mut known = [false; 2];
    for fact in law.facts() {
        let Statement::Term { office, years } = fact.statement else { continue };
        let supervisor = match office {
            Office::Director
            | Office::OutsideDirector
            | Office::EmployeeDirector
            | Office::NonEmployeeDirector
            | Office::IndependentDirector
            | Office::Chair
            | Office::ViceChair => false,
            Office::Supervisor
            | Office::EmployeeSupervisor
            | Office::SupervisorsChair
            | Office::NonEmployeeSupervisor => true,
            _ => continue,
        };
        if fact.doubt.is_some() {
            return Err(missing(["charter.term"]));
        }
        let Count::Range { min, max } = years else { continue };
        let wrong = if supervisor { min != TERM || max != Some(TERM) } else { max.unwrap_or(min) > TERM };
        // 不超过三年 is a bound of its own for supervisors: the law fixes the term.
        if wrong {
            let (body, body_en) = if supervisor { ("监事", "supervisors") } else { ("董事", "directors") };
            let (required, required_en) =
                if supervisor { ("三年", "three years") } else { ("不超过三年", "at most three years") };
            let stated = law.words(fact);
            let zh = [("body", body), ("stated", stated.as_str()), ("required", required)];
            let en = [("body", body_en), ("stated", stated.as_str()), ("required", required_en)];
            findings.push(context.finding().fill_both(&zh, &en).label(law.label(fact)).build());
        } else {
            evidence.push(law.label(fact));
        }
        known[usize::from(supervisor)] = true;
    }
    // 董事任期按照《董事管理办法》执行: the number stands in another document.
    let elsewhere = law.left_elsewhere(&["任期"]).any(|i| {
        let text = law.charter.sentence_text(i);
        !known[0] && text.contains("董事") || !known[1] && text.contains("监事")
    });
    if findings.is_empty() && elsewhere {
        return Err(missing(["charter.term"]));
    }
    Ok(judge(findings, evidence))
}

pub(super) fn employee_director(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    for fact in law.facts() {
        match fact.statement {
            Statement::Seats { organ: Organ::Board, office: Office::EmployeeDirector, count }
                if count.min() != Some(0) =>
            {
                evidence.push(law.label(fact));
            }
            Statement::SeatShare { organ: Organ::Board, office: Office::EmployeeDirector, .. } => {
                evidence.push(law.label(fact));
            }
            Statement::Production { office: Office::EmployeeDirector, how, by, .. } => {
                let sentence = law.charter.sentence_text(fact.sentence);
                let said =
                    ["职工代表大会", "职工大会", "职代会", "民主选举"].iter().any(|word| sentence.contains(word));
                if sentence.contains("委员会") && !said {
                    continue;
                }
                let democratic =
                    said || how == How::Elect && matches!(by, Organ::Employees | Organ::Union | Organ::Other);
                if democratic {
                    evidence.push(law.label(fact));
                } else if matches!(how, How::Elect | How::Dispatch | How::Designate | How::Appoint | How::Hire) {
                    let stated = law.words(fact);
                    findings.push(context.key("election").fill(&[("stated", &stated)]).label(law.label(fact)).build());
                }
            }
            Statement::Production { office: Office::Director, how: How::Elect, by, all: true }
                if matches!(by, Organ::ShareholdersMeeting | Organ::Shareholder)
                    && law.charter.sentence_text(fact.sentence).contains("职工") =>
            {
                let stated = law.words(fact);
                findings.push(context.key("election").fill(&[("stated", &stated)]).label(law.label(fact)).build());
            }
            _ => {}
        }
    }
    if !findings.is_empty() || !evidence.is_empty() {
        return Ok(judge(findings, evidence));
    }
    let profile = context.profile();
    let first_tier_wholly_state = match (profile.ownership, profile.tier) {
        (Some(Ownership::WhollyState), Some(tier)) => Some(tier == Tier::First),
        (Some(Ownership::WhollyState), None) | (None, _) => None,
        _ => Some(false),
    };
    let absent = || {
        let place = law.seats(Organ::Board, Office::Director).map(|(fact, _)| law.label(fact));
        place.unwrap_or_else(|| law.charter.absent_under(&["董事"]))
    };
    if first_tier_wholly_state == Some(true) {
        return Ok(context.finding().label(absent()).violated());
    }
    let supervised =
        law.seats(Organ::SupervisoryBoard, Office::EmployeeSupervisor).map(|(fact, _)| fact).or_else(|| {
            law.facts().find(|fact| {
                matches!(
                    fact.statement,
                    Statement::SeatShare { office: Office::EmployeeSupervisor, .. }
                        | Statement::Production { office: Office::EmployeeSupervisor, .. }
                )
            })
        });
    let mut unknown = Vec::new();
    if first_tier_wholly_state.is_none() {
        unknown.push(if profile.ownership.is_none() { "company.ownership" } else { "company.tier" });
    }
    match (supervised, profile.staff) {
        (Some(fact), _) if unknown.is_empty() => return Ok(satisfied([law.label(fact)])),
        (None, Some(staff)) if staff >= STAFF => return Ok(context.finding().label(absent()).violated()),
        (None, None) => unknown.push("company.staff"),
        _ => {}
    }
    if unknown.is_empty() { Ok(satisfied([])) } else { Err(missing(unknown)) }
}

/// 除董事长、总经理和职工董事外，其余董事均为外部董事: no more are inside than posts are named.
fn all_others_outside(
    context: &Context<'_>,
    law: &Law<'_>,
    total: &Fact,
    all: Count,
) -> Option<Result<Verdict, Verdict>> {
    let said =
        ["其余董事均", "其他董事均", "其余均为外部", "其他均为外部", "其余成员均", "其余为外部董事", "其他为外部董事"];
    let i = law.sentences_with(&["外部董事"]).find(|&i| {
        let text = law.charter.sentence_text(i);
        said.iter().any(|word| text.contains(word))
    })?;
    let text = law.charter.sentence_text(i);
    // 内部董事三名、职工董事一名，其余为外部董事: what is left of the whole.
    let counted: Vec<u32> = law
        .facts()
        .filter(|fact| fact.sentence == i)
        .filter_map(|fact| match fact.statement {
            Statement::Seats {
                organ: Organ::Board,
                office: Office::InsideDirector | Office::EmployeeDirector | Office::ExecutiveDirector,
                count,
            } => count.single(),
            _ => None,
        })
        .collect();
    if let (Some(all), false) = (all.single(), counted.is_empty()) {
        let outside = all.saturating_sub(counted.iter().sum());
        let labels = [law.sentence(i), law.label(total)];
        if 2 * outside > all {
            return Some(Ok(satisfied(labels)));
        }
        let (zh, en) = (format!("{all}名中{outside}名"), format!("{outside} of {all}"));
        let finding = context.finding().fill_both(&[("stated", &zh)], &[("stated", &en)]);
        return Some(Ok(finding.labels(labels).violated()));
    }
    let excepted =
        text.find('除').and_then(|at| text[at..].find('外').map(|end| &text[at + '除'.len_utf8()..at + end]));
    let inside = excepted.map(|list| list.split(['、', '和', '及', '与']).filter(|part| !part.is_empty()).count());
    match (inside.and_then(|n| u32::try_from(n).ok()), all.single()) {
        (Some(inside), Some(all)) if inside > 0 && 2 * inside < all => {
            Some(Ok(satisfied([law.sentence(i), law.label(total)])))
        }
        _ => Some(Err(missing(["charter.outside_directors"]))),
    }
}

/// By the charter where it says enough, else by the roster.
pub(super) fn outside_director_majority(context: &Context<'_>) -> Result<Verdict, Verdict> {
    stated_outside_majority(context).or_else(|unknown| match (&unknown, on_roster(context)) {
        (Verdict::Undetermined { .. }, Some(verdict)) => Ok(verdict),
        _ => Err(unknown),
    })
}

/// What the roster says of the outside directors; nothing if it marks nobody as one.
fn on_roster(context: &Context<'_>) -> Option<Verdict> {
    let people = context.facts.people()?;
    let (mut all, mut outside) = (0u32, Vec::new());
    for someone in people.everyone() {
        let seat =
            |held: &Held<'_>| matches!(held.post.kind, PostKind::Chair | PostKind::ViceChair | PostKind::Director);
        let seats: Vec<Held<'_>> = people.posts(someone, context.as_of).filter(seat).collect();
        all += u32::from(!seats.is_empty());
        outside.extend(seats.into_iter().find(|held| held.post.outside).map(|held| held.label()));
    }
    let count = u32::try_from(outside.len()).ok().filter(|count| *count > 0)?;
    if 2 * count > all {
        return Some(satisfied(outside));
    }
    let zh = format!("名册{all}名董事中{count}名");
    let en = format!("{count} of {all} on the roster");
    Some(context.finding().fill_both(&[("stated", &zh)], &[("stated", &en)]).labels(outside).violated())
}

fn stated_outside_majority(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    if context.dossier.charter_is_template() {
        return Err(missing(["charter.outside_directors"]));
    }
    let violated = |fact| {
        let stated = law.words(fact);
        context.finding().fill(&[("stated", &stated)]).label(law.label(fact)).violated()
    };
    for fact in law.facts() {
        let Statement::SeatShare { organ: Organ::Board, office: Office::OutsideDirector, share } = fact.statement
        else {
            continue;
        };
        if fact.doubt.is_some() {
            return Err(missing(["charter.outside_directors"]));
        }
        return Ok(if share.ensures_majority() { satisfied([law.label(fact)]) } else { violated(fact) });
    }
    let outside = law.seats(Organ::Board, Office::OutsideDirector);
    let total = law.seats(Organ::Board, Office::Director).or_else(|| law.seats(Organ::Board, Office::Member));
    // 专职外部董事二名、兼职外部董事二名
    let outside = outside.map(|(fact, count)| {
        let sentence = law.charter.sentence_text(fact.sentence);
        let both = sentence.contains("专职外部董事") && sentence.contains("兼职外部董事");
        let same = law.facts().filter(|f| f.sentence == fact.sentence);
        let sum: u32 = same
            .filter_map(|f| match f.statement {
                Statement::Seats { organ: Organ::Board, office: Office::OutsideDirector, count } => count.single(),
                _ => None,
            })
            .sum();
        if both { (fact, Count::exactly(sum)) } else { (fact, count) }
    });
    match (outside, total) {
        (Some((outside, count)), Some((total, all))) => {
            if outside.doubt.is_some() || total.doubt.is_some() {
                return Err(missing(["charter.outside_directors"]));
            }
            let (Some(least), Count::Range { .. }) = (count.min(), all) else {
                return Err(missing(["charter.outside_directors"]));
            };
            // Of every size that the text gives the board.
            let sizes = law.facts().filter_map(|fact| match fact.statement {
                Statement::Seats {
                    organ: Organ::Board,
                    office: Office::Director | Office::Member,
                    count: Count::Range { min, max },
                } if fact.contradicted && fact.doubt.is_none() => Some(max.unwrap_or(min)),
                _ => None,
            });
            let mut sizes: Vec<u32> = sizes.collect();
            if let (Count::Range { min, max }, true) = (all, sizes.is_empty()) {
                sizes.push(max.unwrap_or(min));
            }
            let majorities = sizes.iter().filter(|size| 2 * least > **size).count();
            if majorities == sizes.len() {
                Ok(satisfied([law.label(outside), law.label(total)]))
            } else if count.single().is_some() && matches!(all, Count::Range { min, .. } if 2 * least > min) {
                // 五至九名董事，其中外部董事四名: more than half of some boards and not of others.
                Err(missing(["charter.directors"]))
            } else if majorities == 0 {
                Ok(violated(outside))
            } else {
                Err(missing(["charter.outside_directors"]))
            }
        }
        (Some((outside, count)), None) if count.min().is_none() => Err({
            let _ = outside;
            missing(["charter.outside_directors"])
        }),
        (Some(_), None) => Err(missing(["charter.directors"])),
        (None, Some((total, all))) => {
            if all.min().is_none() || total.doubt.is_some() {
                return Err(missing(["charter.directors"]));
            }
            all_others_outside(context, &law, total, all).unwrap_or_else(|| Err(missing(["charter.outside_directors"])))
        }
        (None, None) => Err(missing(["charter.outside_directors"])),
    }
}
