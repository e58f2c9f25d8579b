//! The supervisory board, or the audit committee in its place.

use super::law::Law;
use crate::facts::{Comparison, Fact, Held, How, Office, Organ, Statement, Vote};
use crate::model::post::PostKind;
use crate::model::profile::{Form, Ownership};
use crate::rules::context::{Context, judge, missing, not_applicable, satisfied};
use crate::{Date, Verdict};

/// Articles 76 and 130.
const LEAST: u32 = 3;
/// Article 121: members of a joint-stock company's audit committee.
const COMMITTEE: u32 = 3;

pub(super) fn composition(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let has_board = law.organ(Organ::SupervisoryBoard).map(|(_, exists)| exists);
    // 监事一名 beside 监事会由三名监事组成 is one of its members: the whole is the largest number stated.
    let whole = law
        .facts()
        .filter_map(|fact| match fact.statement {
            Statement::Seats { organ: Organ::SupervisoryBoard, office: Office::Supervisor, count } => {
                Some((fact, count))
            }
            _ => None,
        })
        .max_by_key(|(_, count)| count.min());
    let total = whole.or_else(|| law.seats(Organ::SupervisoryBoard, Office::Member));
    // 设监事一名, and no word of a supervisory board, is the one supervisor in its place.
    let one = total.is_some_and(|(_, count)| count.single() == Some(1))
        && law.sentences_with(&["监事会"]).all(|i| law.charter.sentence_text(i).contains("监事会的职权"));
    if has_board == Some(false) || has_board.is_none() && (total.is_none() || one) {
        return Err(not_applicable("章程不设监事会", "the charter has no supervisory board"));
    }
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let push = |key: &str, fact: &Fact| {
        let stated = law.words(fact);
        context.key(key).fill(&[("stated", &stated), ("required", "")]).label(law.label(fact)).build()
    };
    let employees = law.seats(Organ::SupervisoryBoard, Office::EmployeeSupervisor);
    // 职工监事若干名 promises no third.
    let several = employees.is_some_and(|(_, count)| count.min().is_none());
    // Without the numbers the roster tells them.
    let listed = (total.is_none() || several).then(|| on_roster(context)).flatten();
    if let Some((fact, count)) = total {
        if fact.doubt.is_some() || fact.contradicted {
            return Err(missing(["charter.supervisors"]));
        }
        match count.min() {
            Some(least) if least < LEAST => findings.push(push("size", fact)),
            Some(_) => evidence.push(law.label(fact)),
            None => return Err(missing(["charter.supervisors"])),
        }
    }
    let share = law.facts().find_map(|fact| match fact.statement {
        Statement::SeatShare { organ: Organ::SupervisoryBoard, office: Office::EmployeeSupervisor, share }
            // 不得超过三分之一 promises none.
            if !matches!(share.comparison, Comparison::AtMost | Comparison::LessThan) =>
        {
            Some((fact, share))
        }
        _ => None,
    });
    match (employees, total, share) {
        (Some((fact, count)), Some((_, all)), _) if !several => {
            if let (Some(least), Some(whole)) = (count.min(), all.min()) {
                if 3 * least < whole {
                    findings.push(push("employee-share", fact));
                } else {
                    evidence.push(law.label(fact));
                }
            }
        }
        (_, _, Some((fact, share))) => {
            if 3 * share.numerator < share.denominator {
                findings.push(push("employee-share", fact));
            } else {
                evidence.push(law.label(fact));
            }
        }
        _ => {}
    }
    // Article 22 of the Law on State-owned Assets of Enterprises lets the investor name the chair of a wholly
    // state-owned company, where Article 76 of the Company Law has the supervisors elect one.
    let wholly_state = context.profile().ownership == Some(Ownership::WhollyState);
    let mut stated = usize::MAX;
    for fact in law.facts() {
        let wrong = match fact.statement {
            Statement::Production { office: Office::SupervisorsChair, how, by, .. } => {
                let by_all = matches!(by, Organ::Supervisors | Organ::SupervisoryBoard | Organ::Other);
                let by_investor = matches!(by, Organ::Investor | Organ::Shareholder | Organ::Other);
                let elected = how == How::Elect && by_all || how == How::Nominate;
                let named = wholly_state && by_investor && how != How::Elect;
                (!elected).then_some(if named { "chair-named" } else { "chair" })
            }
            Statement::Threshold { organ: Organ::SupervisoryBoard, vote: Vote::Elect, share, .. } => {
                (!share.ensures_majority()).then_some("chair")
            }
            _ => continue,
        };
        // The election and its majority are one statement.
        match wrong {
            Some(key) => findings.push(push(key, fact)),
            None if stated != fact.sentence => evidence.push(law.label(fact)),
            None => {}
        }
        stated = fact.sentence;
    }
    if let Some(seats) = listed {
        let (all, employees) = (seats.len() as u32, seats.iter().filter(|held| held.post.employee).count() as u32);
        let key = if all < LEAST { Some("size") } else { (3 * employees < all).then_some("employee-share") };
        let labels = seats.iter().map(Held::label);
        match key {
            Some(key) => {
                let zh = format!("名册监事{all}名、职工监事{employees}名");
                let en = format!("{all} supervisors on the roster, {employees} of them employees'");
                let finding = context
                    .key(key)
                    .fill_both(&[("stated", &zh), ("required", "")], &[("stated", &en), ("required", "")]);
                findings.push(finding.labels(labels).build());
            }
            None => evidence.extend(labels),
        }
    } else if (total.is_none() || several && share.is_none()) && findings.is_empty() {
        return Err(missing(["charter.supervisors"]));
    }
    Ok(judge(findings, evidence))
}

/// The supervisors on the roster, if it has any.
fn on_roster<'a>(context: &Context<'a>) -> Option<Vec<Held<'a>>> {
    let people = context.facts.people()?;
    let seat = |held: &Held<'_>| matches!(held.post.kind, PostKind::SupervisoryChair | PostKind::Supervisor);
    let held: Vec<Held<'a>> =
        people.everyone().iter().filter_map(|someone| people.posts(someone, context.as_of).find(seat)).collect();
    (!held.is_empty()).then_some(held)
}

pub(super) fn one_organ(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let taken = law.takes_over(Organ::SupervisoryBoard).or_else(|| law.takes_over(Organ::Supervisors));
    let own = law.supervisors();
    if let (Some((committee, _)), Some(board)) = (taken, own) {
        let stated = law.words(board);
        let finding = context.key("both").fill(&[("stated", &stated)]);
        return Ok(finding.labels([law.label(board), law.label(committee)]).violated());
    }
    if let Some((fact, _)) = taken {
        let mut findings = Vec::new();
        if context.profile().form == Some(Form::JointStock) {
            let members = law
                .seats(Organ::AuditCommittee, Office::Member)
                .or_else(|| law.seats(Organ::AuditCommittee, Office::Director));
            let too_few = members.filter(|(_, count)| count.min().is_some_and(|n| n < COMMITTEE));
            let independent = law.sentences_with(&["审计"]).any(|i| {
                let text = law.charter.sentence_text(i);
                [
                    "独立董事",
                    "独立非执行董事",
                    "均独立",
                    "独立成员",
                    "独立委员",
                    "独立性",
                    "均为独立",
                    "不在公司担任",
                    "不得在公司担任",
                ]
                .iter()
                .any(|word| text.contains(word))
            });
            let weak = law.facts().find(|f| {
                matches!(f.statement, Statement::SeatShare { organ: Organ::AuditCommittee, share, .. } if !share.ensures_majority())
            });
            // 四名成员，其中独立董事二名
            let few_independent = law.seats(Organ::AuditCommittee, Office::IndependentDirector).filter(|(_, count)| {
                match (count.min(), members.and_then(|(_, all)| all.min())) {
                    (Some(independent), Some(all)) => 2 * independent <= all,
                    _ => false,
                }
            });
            // 分别由一名独立董事、兼任副总经理的董事和兼任财务总监的董事担任: those in office are not independent.
            let all = members.and_then(|(_, all)| all.min()).unwrap_or(u32::MAX);
            let in_office = law.sentences_with(&["审计委员会", "兼任"]).find(|&i| {
                let text = law.charter.sentence_text(i);
                let held = text.match_indices("兼任").filter(|(at, _)| text[*at..].contains("的董事")).count();
                !text[..text.find("兼任").unwrap_or(0)].ends_with(['得', '不']) && 2 * held as u64 >= u64::from(all)
            });
            if let Some(i) = in_office {
                let zh = [("stated", "兼任高级管理人员的董事占半数以上")];
                let en = [("stated", "at least half of the members are directors in executive office")];
                findings.push(context.key("audit-committee").fill_both(&zh, &en).label(law.sentence(i)).build());
                return Ok(judge(findings, vec![law.label(fact)]));
            }
            let wrong = too_few.or(few_independent).map(|(f, _)| f).or(weak);
            if let Some(wrong) = wrong {
                let stated = law.words(wrong);
                findings
                    .push(context.key("audit-committee").fill(&[("stated", &stated)]).label(law.label(wrong)).build());
            } else if !independent {
                let zh = [("stated", "没有写明独立成员过半数")];
                let en = [("stated", "no majority of independent members stated")];
                findings.push(context.key("audit-committee").fill_both(&zh, &en).label(law.label(fact)).build());
            }
        }
        return Ok(judge(findings, vec![law.label(fact)]));
    }
    if let Some(fact) = own {
        return Ok(satisfied([law.label(fact)]));
    }
    // Article 83: a limited company may do without, if all shareholders agree.
    let agreed = law.sentences_with(&["不设监事"]).find(|&i| {
        let text = law.charter.sentence_text(i);
        text.contains("全体股东")
            || text.contains("股东一致")
            || text.contains("一致同意")
            || text.contains("第八十三条")
            || context.profile().shareholders == Some(1) && text.contains("股东")
    });
    if let Some(i) = agreed {
        return Ok(satisfied([law.sentence(i)]));
    }
    let place = law.organ(Organ::SupervisoryBoard).map(|(fact, _)| law.label(fact));
    let place = place.unwrap_or_else(|| law.charter.absent_under(&["监事", "审计", "董事"]));
    Ok(context.key("neither").label(place).violated())
}

pub(super) fn abolished(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let profile = context.profile();
    let state = !matches!(profile.ownership, Some(Ownership::StateMinority));
    if profile.listed == Some(false) && !state {
        return Err(not_applicable(
            "非上市的参股企业不强制",
            "not required of an unlisted company with a state minority",
        ));
    }
    let law = Law::of(context)?;
    let Some(fact) = law.supervisors() else {
        let evidence = law.takes_over(Organ::SupervisoryBoard).map(|(fact, _)| law.label(fact));
        let evidence = evidence.or_else(|| law.organ(Organ::SupervisoryBoard).map(|(fact, _)| law.label(fact)));
        return Ok(satisfied(evidence));
    };
    let stated = law.words(fact);
    let over = Date::new(2026, 1, 1).is_some_and(|day| context.as_of >= day);
    let finding = |key: &str| context.key(key).fill(&[("stated", &stated)]).label(law.label(fact)).violated();
    match profile.listed {
        Some(true) if over => Ok(finding("listed")),
        Some(true) => Ok(satisfied([law.label(fact)])),
        None if profile.ownership.is_none() => Err(missing(["company.listed", "company.ownership"])),
        None if !state => Err(missing(["company.listed"])),
        _ if profile.ownership.is_none() => Err(missing(["company.ownership"])),
        _ => Ok(finding("state-owned")),
    }
}
