//! What the investor decides in a company with one shareholder or in a wholly state-owned one.

use super::law::Law;
use crate::facts::{Act, How, Modality, Office, Organ, Statement};
use crate::model::matters::{Act as ListAct, Body};
use crate::model::profile::{Ownership, Tier};
use crate::rules::context::{Context, judge, satisfied};
use crate::{Finding, Verdict};

pub(super) fn sole_shareholder_no_meeting(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let stated = law.organ(Organ::ShareholdersMeeting);
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let acting = law.facts().find(|fact| {
        matches!(
            fact.statement,
            Statement::Power { organ: Organ::ShareholdersMeeting, .. }
                | Statement::Threshold { organ: Organ::ShareholdersMeeting, .. }
                | Statement::Production { by: Organ::ShareholdersMeeting, .. }
        ) && !law.charter.sentence_text(fact.sentence).contains("不设股东")
            && !law.charter.sentence_text(fact.sentence).contains("行使股东会职权")
            && !law.charter.sentence_text(fact.sentence).contains("股东会的职权")
    });
    let exists = match stated {
        Some((fact, true)) => Some(fact),
        Some((fact, false)) => {
            evidence.push(law.label(fact));
            // Denied in one place, at work in another.
            acting.filter(|other| other.sentence != fact.sentence && matches!(other.statement, Statement::Power { .. }))
        }
        None => acting,
    };
    let taken = law.takes_over(Organ::ShareholdersMeeting);
    if let Some(fact) = exists {
        let words = if law.words(fact).contains("股东大会") { "股东大会" } else { "股东会" };
        findings.push(context.finding().fill(&[("stated", words)]).label(law.label(fact)).build());
    }
    let wholly_state =
        context.profile().ownership == Some(Ownership::WhollyState) && context.profile().tier == Some(Tier::First);
    match taken {
        Some((fact, _)) => evidence.push(law.label(fact)),
        None if wholly_state && exists.is_none() => {
            let investor =
                law.facts().find(|fact| matches!(fact.statement, Statement::Power { organ: Organ::Investor, .. }));
            match investor {
                Some(fact) => evidence.push(law.label(fact)),
                None => {
                    let place = stated.map(|(fact, _)| law.label(fact));
                    let place = place.unwrap_or_else(|| law.charter.absent_under(&["出资人", "股东"]));
                    findings.push(context.key("investor-powers").label(place).build());
                }
            }
        }
        None => {}
    }
    Ok(judge(findings, evidence))
}

/// Article 172: what the investor may not leave to the board, with the words that name it.
const NON_DELEGABLE: [(&str, &[&str]); 7] = [
    ("ND-1", &["章程"]),
    ("ND-2", &["合并"]),
    ("ND-3", &["分立"]),
    ("ND-4", &["解散"]),
    ("ND-5", &["申请破产", "破产"]),
    ("ND-6", &["注册资本", "增资", "减资"]),
    ("ND-7", &["利润分配", "分配利润", "弥补亏损"]),
];

pub(super) fn non_delegable_powers(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let listed = in_lists(context, &mut findings);
    let law = match Law::of(context) {
        Ok(law) => law,
        Err(_) if listed => return Ok(judge(findings, evidence)),
        Err(early) => return Err(early),
    };
    worded(context, &law, &mut findings);
    for fact in law.facts() {
        let Statement::Power { organ, act, matter } = &fact.statement else { continue };
        // What concerns subsidiaries is the company's own business.
        let others = ["子公司", "子企业", "所属", "下属", "出资企业", "权属", "参股"];
        let named: Vec<_> =
            NON_DELEGABLE.iter().filter(|(_, words)| words.iter().any(|word| matter.contains(word))).collect();
        // Most powers are on other matters.
        if named.is_empty() || fact.modality == Modality::MustNot || others.iter().any(|word| matter.contains(word)) {
            continue;
        }
        match (organ, act) {
            (
                Organ::Board | Organ::Directors | Organ::Chair | Organ::Management,
                Act::Decide | Act::Approve | Act::Make,
            ) => {
                for (key, _) in &named {
                    if matter.contains("方案") && *act == Act::Make || matter.contains("草案") && *act == Act::Make
                    {
                        continue;
                    }
                    let label = law.label(fact);
                    // One finding per matter and place, however many ways it was read.
                    if findings
                        .iter()
                        .any(|f: &Finding| f.key.as_deref() == Some(*key) && f.labels[0].place == label.place)
                    {
                        continue;
                    }
                    findings.push(context.key(key).fill(&[("stated", matter)]).label(label).build());
                }
            }
            (Organ::Investor | Organ::Shareholder, Act::Decide | Act::Approve | Act::Make) if !named.is_empty() => {
                evidence.push(law.label(fact));
            }
            _ => {}
        }
    }
    Ok(judge(findings, evidence))
}

/// Sentences that give the decision to the board outright: 是否申请破产由董事会决定, 董事会行使制定和修改公司章程的职权.
fn worded(context: &Context<'_>, law: &Law<'_>, findings: &mut Vec<Finding>) {
    const OUTRIGHT: [&str; 6] =
        ["由董事会决定", "由董事会批准", "由董事会审议批准", "由董事会作出决定", "董事会行使制定", "由董事会审定"];
    for i in law.charter.charter.prose().holding(&OUTRIGHT) {
        let text = law.charter.sentence_text(i);
        let excluded = ["方案", "不得", "子公司", "所属", "出资企业", "不由"].iter().any(|word| text.contains(word));
        if excluded {
            continue;
        }
        for (key, words) in NON_DELEGABLE {
            let Some(word) = words.iter().find(|word| text.contains(**word)) else { continue };
            // 除章程另有规定外 mentions the charter and decides nothing of it.
            if key == "ND-1" && !["修改", "制定", "修订"].iter().any(|act| text.contains(act)) {
                continue;
            }
            findings.push(context.key(key).fill(&[("stated", word)]).label(law.sentence(i)).build());
        }
    }
}

/// Matters of the lists that the board decides. Whether there are lists at all.
fn in_lists(context: &Context<'_>, findings: &mut Vec<Finding>) -> bool {
    let mut any = false;
    for listed in context.facts.matters().all() {
        any = true;
        if context.facts.matters().is_of_subsidiary(listed) {
            continue;
        }
        let last =
            listed.matter.steps.iter().rev().find(|step| {
                matches!(step.act, ListAct::Decide | ListAct::Approve) && !matches!(step.body, Body::Party)
            });
        let by_board = last.is_some_and(|step| step.body == Body::Board);
        for (key, words) in NON_DELEGABLE.iter().filter(|_| by_board) {
            if words.iter().any(|word| listed.matter.text.contains(word)) && !listed.matter.text.contains("方案制订")
            {
                let finding = context.key(key).fill(&[("stated", &listed.matter.text)]);
                findings.push(finding.label(listed.label()).build());
            }
        }
    }
    any
}

pub(super) fn wholly_state_appointments(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    for fact in law.facts() {
        let Statement::Production { office, how, by, .. } = fact.statement else { continue };
        let stated = law.words(fact);
        let investor = matches!(by, Organ::Investor | Organ::Shareholder);
        let key = match office {
            Office::Chair | Office::ViceChair => match (how, by) {
                (How::Elect, _) => Some("chair"),
                (How::Designate | How::Dispatch | How::Appoint, _) if !investor && by != Organ::Other => Some("chair"),
                _ => None,
            },
            Office::Director | Office::NonEmployeeDirector | Office::OutsideDirector | Office::InsideDirector => {
                match (how, by) {
                    (How::Elect, Organ::ShareholdersMeeting | Organ::Board | Organ::Shareholder) => Some("directors"),
                    _ => None,
                }
            }
            _ => continue,
        };
        match key {
            Some(key) => findings.push(context.key(key).fill(&[("stated", &stated)]).label(law.label(fact)).build()),
            None => evidence.push(law.label(fact)),
        }
    }
    // Article 171: the investor makes the charter. The former law let the board draft it for approval.
    let prose = law.charter.charter.prose();
    for i in prose.holding(&["制订", "制定"]) {
        let text = law.charter.sentence_text(i);
        let drafted = text.contains("章程") && text.contains("董事会");
        let sent = ["报", "提请", "提交"].iter().any(|word| text.contains(word)) && text.contains("批准");
        let amends = text.contains("修改") || text.contains("修正") || text.contains("修订");
        if drafted && sent && !amends {
            let zh = [("stated", "董事会制订报批")];
            let en = [("stated", "drafted by the board")];
            findings.push(context.key("charter").fill_both(&zh, &en).label(law.sentence(i)).build());
            break;
        }
    }
    if findings.is_empty() {
        return Ok(satisfied(evidence));
    }
    Ok(judge(findings, evidence))
}
