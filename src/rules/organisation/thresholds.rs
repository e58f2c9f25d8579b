//! Which organisation so many members call for.

use super::{
    attached, label, lacks_cell, lacks_full, lacks_members, lacks_organ, noted, number, or_heading, organ_names,
};
use crate::Verdict;
use crate::facts::Body;
use crate::model::profile::PartyOrgan;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;

/// 一百人以上 includes the hundredth.
const COMMITTEE: u32 = 100;
const GENERAL_BRANCH: u32 = 50;
const BRANCH: u32 = 3;

/// A hundred members have a committee.
pub(super) fn committee_at_100(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &context.facts.organisation().bodies {
        let reached = body.has_members(COMMITTEE);
        match (body.organ, reached) {
            (Some(organ), _) if organ.leads() => {
                if reached == Some(true) {
                    evidence.push(label(context, body));
                }
            }
            (_, Some(false)) => {}
            (Some(organ), Some(true)) => {
                let stated = number(body.members.or(body.full));
                let names = organ_names(organ);
                let zh = [("unit", body.name), ("stated", stated.as_str()), ("organ", names.zh.as_ref())];
                let en = [("unit", body.name), ("stated", stated.as_str()), ("organ", names.en.as_ref())];
                findings.push(context.finding().fill_both(&zh, &en).label(label(context, body)).build());
            }
            (organ, reached) => {
                if organ.is_none() {
                    lacks_organ(body, &mut gaps);
                }
                if reached.is_none() {
                    lacks_members(body, &mut gaps);
                }
            }
        }
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// A committee or general branch below its number was approved.
pub(super) fn small_committee_approved(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let organisation = context.facts.organisation();
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &organisation.bodies {
        let least = match body.organ {
            Some(PartyOrgan::Committee) => COMMITTEE,
            Some(PartyOrgan::GeneralBranch) => GENERAL_BRANCH,
            Some(_) => continue,
            // Whatever it is, it is not too small.
            None if body.has_members(COMMITTEE) == Some(true) => continue,
            None => COMMITTEE,
        };
        let reached = body.has_members(least);
        if reached == Some(true) {
            evidence.push(label(context, body));
            continue;
        }
        match approved(body) {
            Some(true) => evidence.push(label(context, body)),
            _ if body.organ.is_none() => lacks_organ(body, &mut gaps),
            _ if reached.is_none() => lacks_members(body, &mut gaps),
            None => lacks_cell(body, "approval", "设立批复", &mut gaps),
            Some(false) => {
                let names = organ_names(body.organ.unwrap_or(PartyOrgan::Committee));
                let stated = number(body.members);
                let zh = [("unit", body.name), ("stated", stated.as_str()), ("organ", names.zh.as_ref())];
                let en = [("unit", body.name), ("stated", stated.as_str()), ("organ", names.en.as_ref())];
                findings.push(context.finding().fill_both(&zh, &en).label(label(context, body)).build());
            }
        }
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// Whether the higher level approved the organisation. An approval to put an election off is none.
fn approved(body: &Body<'_>) -> Option<bool> {
    let unit = body.row?.unit;
    let sets_up = |text: &str| ["设立", "成立", "升格", "组建"].iter().any(|word| text.contains(word));
    let remark = unit.remark.as_ref().map(|remark| remark.text.as_str()).unwrap_or_default();
    let in_remark = sets_up(remark)
        && ["批复", "批准", "同意"].iter().any(|word| remark.contains(word))
        && !["未", "无", "待"].iter().any(|word| remark.contains(word));
    let in_organ = unit.organ.as_ref().is_some_and(|organ| organ.stated.text.contains('〔'));
    if in_remark || in_organ {
        return Some(true);
    }
    let about_term = |text: &str| text.contains("延期") && !sets_up(text);
    match unit.approval.present() {
        Some(stated) if about_term(&stated.text) => Some(false),
        _ => noted(&unit.approval),
    }
}

/// Fifty to ninety-nine members have a general branch, or a committee.
pub(super) fn general_branch_at_50(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &context.facts.organisation().bodies {
        let (from, to) = (body.has_members(GENERAL_BRANCH), body.has_members(COMMITTEE));
        if from == Some(false) || to == Some(true) {
            continue;
        }
        match body.organ {
            Some(organ) if organ.leads() || organ == PartyOrgan::GeneralBranch => {
                if from == Some(true) {
                    evidence.push(label(context, body));
                }
            }
            Some(organ) if from == Some(true) && to == Some(false) => {
                let over = organ == PartyOrgan::Branch && body.members.is_some_and(|members| members > GENERAL_BRANCH);
                let finding = if over { context.key("branch-over-50") } else { context.finding() };
                let stated = number(body.members);
                let names = organ_names(organ);
                let zh = [("unit", body.name), ("stated", stated.as_str()), ("organ", names.zh.as_ref())];
                let en = [("unit", body.name), ("stated", stated.as_str()), ("organ", names.en.as_ref())];
                findings.push(finding.fill_both(&zh, &en).label(label(context, body)).build());
            }
            organ => {
                if organ.is_none() {
                    lacks_organ(body, &mut gaps);
                }
                if from.is_none() || to.is_none() {
                    lacks_members(body, &mut gaps);
                }
            }
        }
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// Three full members have a branch; fewer belong to another.
pub(super) fn branch_at_3(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &context.facts.organisation().bodies {
        match standing(body) {
            Standing::Covered => {
                if body.has_full(BRANCH) == Some(true) {
                    evidence.push(label(context, body));
                }
            }
            Standing::Without | Standing::Alone => {
                let alone = standing(body) == Standing::Alone;
                let finding = if alone { context.key("joint-branch") } else { context.finding() };
                let values = [("unit", body.name.to_owned()), ("stated", number(body.full))];
                let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                findings.push(finding.fill(&values).label(label(context, body)).build());
            }
            Standing::Nobody => {}
            Standing::Unknown(unknown) => note(body, unknown, &mut gaps),
        }
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// How a body's members stand to an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// They have one, share one, or are attached to one.
    Covered,
    /// Three or more full members have none.
    Without,
    /// One or two full members belong nowhere.
    Alone,
    /// There is no full member.
    Nobody,
    /// What is not known of them.
    Unknown(Unknown),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    Organ,
    Full,
    Attachment,
}

pub(super) fn note(body: &Body<'_>, unknown: Unknown, gaps: &mut Gaps) {
    match unknown {
        Unknown::Organ => {
            lacks_organ(body, gaps);
            if body.has_full(BRANCH).is_none() {
                lacks_full(body, gaps);
            }
        }
        Unknown::Full => lacks_full(body, gaps),
        Unknown::Attachment => lacks_cell(body, "attached", "挂靠/联合", gaps),
    }
}

pub(super) fn standing(body: &Body<'_>) -> Standing {
    let attached = body.row.and_then(attached);
    let many = body.has_full(BRANCH);
    match body.organ {
        Some(PartyOrgan::None) => {}
        Some(_) => return Standing::Covered,
        None if body.has_full(1) == Some(false) => return Standing::Nobody,
        None if many == Some(false) && attached == Some(true) => return Standing::Covered,
        None => return Standing::Unknown(Unknown::Organ),
    }
    match many {
        Some(true) => Standing::Without,
        None => Standing::Unknown(Unknown::Full),
        Some(false) if body.has_full(1) == Some(false) => Standing::Nobody,
        Some(false) => match attached {
            Some(true) => Standing::Covered,
            // One or two members, of whom it is not known how many are full members.
            Some(false) if body.has_full(1).is_none() => Standing::Unknown(Unknown::Full),
            Some(false) => Standing::Alone,
            None => Standing::Unknown(Unknown::Attachment),
        },
    }
}
