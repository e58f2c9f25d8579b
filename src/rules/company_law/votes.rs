//! Quorums and majorities.

use super::law::Law;
use crate::Verdict;
use crate::facts::{Base, Comparison, Fact, Matter, Organ, Scope, Share, Statement, Vote};
use crate::model::profile::Form;
use crate::rules::context::{Context, judge, missing, not_applicable};

/// Half or more, where more than half is meant.
const fn is_weak_half(share: Share) -> bool {
    share.numerator * 2 == share.denominator && matches!(share.comparison, Comparison::AtLeast | Comparison::Exactly)
}

pub(super) fn majority_wording(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    for fact in law.facts() {
        let Statement::Threshold { organ, vote, share, scope, base, .. } = &fact.statement else { continue };
        // 全体独立董事二分之一以上同意 is their consent, and no resolution.
        if *base == Base::IndependentDirectors {
            continue;
        }
        let (body, body_en) = match organ {
            Organ::Board => ("董事会", "board"),
            Organ::SupervisoryBoard => ("监事会", "supervisory board"),
            Organ::AuditCommittee => ("审计委员会", "audit committee"),
            Organ::ShareholdersMeeting | Organ::Shareholder => ("股东会", "shareholders' meeting"),
            _ => continue,
        };
        let key = match vote {
            Vote::Pass if *scope != Scope::Special || law.charter.sentence_text(fact.sentence).contains("外，") => {
                None
            }
            Vote::Elect | Vote::Preside => Some("presider"),
            _ => continue,
        };
        if !is_weak_half(*share) {
            if key.is_none() {
                evidence.push(law.label(fact));
            }
            continue;
        }
        let stated = law.words(fact);
        let finding = key.map_or_else(|| context.finding(), |key| context.key(key));
        let zh = [("body", body), ("stated", stated.as_str())];
        let en = [("body", body_en), ("stated", stated.as_str())];
        findings.push(finding.fill_both(&zh, &en).label(law.label(fact)).build());
    }
    Ok(judge(findings, evidence))
}

pub(super) fn board_vote(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let mut doubtful = false;
    let (mut attend, mut pass) = (false, false);
    let push = |key: &str, fact: &Fact| {
        let stated = law.words(fact);
        context.key(key).fill(&[("stated", &stated)]).label(law.label(fact)).build()
    };
    for fact in law.facts() {
        match &fact.statement {
            Statement::Threshold {
                organ: Organ::Board,
                vote: Vote::Attend,
                share,
                scope: scope @ (Scope::General | Scope::Ordinary | Scope::Special),
                ..
            } => {
                if fact.doubt.is_some() {
                    doubtful = true;
                } else if !share.ensures_majority() {
                    findings.push(push("quorum", fact));
                } else {
                    // 经三分之二以上董事出席的董事会会议决议 is the quorum of one matter.
                    attend |= *scope != Scope::Special;
                    evidence.push(law.label(fact));
                }
            }
            Statement::Threshold {
                organ: Organ::Board,
                vote: Vote::Pass,
                share,
                base,
                scope: Scope::General | Scope::Ordinary,
                matters,
            } if matters.is_empty() && *base != Base::IndependentDirectors => {
                let sentence = law.charter.sentence_text(fact.sentence);
                // A further condition beside the majority of all directors only raises the bar.
                let further = ["还须", "还应", "还需", "并经", "同时"].iter().any(|word| sentence.contains(word));
                if fact.doubt.is_some() {
                    doubtful = true;
                    continue;
                }
                if further && *base == Base::PresentDirectors {
                    continue;
                }
                if *base == Base::PresentDirectors || !share.ensures_majority() {
                    findings.push(push("pass", fact));
                } else {
                    pass = true;
                    evidence.push(law.label(fact));
                }
            }
            Statement::Ballot { organ: Organ::Board, one_each } => {
                if *one_each {
                    evidence.push(law.label(fact));
                } else {
                    findings.push(push("one-vote", fact));
                }
            }
            _ => {}
        }
    }
    if (doubtful || board_vote_elsewhere(&law, attend, pass)) && findings.is_empty() {
        return Err(missing(["charter.board_votes"]));
    }
    Ok(judge(findings, evidence))
}

/// Whether what the charter does not say of the board's quorum or majority is left to another document.
fn board_vote_elsewhere(law: &Law<'_>, attend: bool, pass: bool) -> bool {
    const QUORUM: [&str; 5] = ["出席人数", "出席比例", "法定人数", "出席董事的人数", "到会人数"];
    const MAJORITY: [&str; 6] = ["表决比例", "通过比例", "表决门槛", "通过门槛", "表决规则", "表决办法"];
    const BOTH: [&str; 4] = ["表决程序", "表决方式", "议事方式", "议事程序"];
    let left = |subjects| {
        law.left_elsewhere(subjects).any(|i| {
            let text = law.charter.sentence_text(i);
            text.contains("董事会") && !text.contains("专门委员会")
        })
    };
    !attend && left(&QUORUM) || !pass && left(&MAJORITY) || !attend && !pass && left(&BOTH)
}

/// Articles 66 and 116: what needs two thirds.
const SPECIAL: [(Matter, &str, &str); 6] = [
    (Matter::Charter, "修改章程", "amending the charter"),
    (Matter::Capital, "增加或者减少注册资本", "changing the registered capital"),
    (Matter::Merger, "合并", "merger"),
    (Matter::Division, "分立", "division"),
    (Matter::Dissolution, "解散", "dissolution"),
    (Matter::Form, "变更公司形式", "changing the company's form"),
];

pub(super) fn shareholder_vote(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let none = law.organ(Organ::ShareholdersMeeting).is_some_and(|(_, exists)| !exists);
    if none || context.profile().shareholders == Some(1) {
        return Err(not_applicable("公司不设股东会", "there is no shareholders' meeting"));
    }
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let mut doubtful = false;
    let mut special: Option<&Fact> = None;
    let mut listed: Vec<Matter> = Vec::new();
    let limited = context.profile().form == Some(Form::Limited);
    let push = |key: &str, fact: &Fact, required: (&str, &str)| {
        let stated = law.words(fact);
        let zh = [("stated", stated.as_str()), ("required", required.0)];
        let en = [("stated", stated.as_str()), ("required", required.1)];
        context.key(key).fill_both(&zh, &en).label(law.label(fact)).build()
    };
    for fact in law.facts() {
        match &fact.statement {
            Statement::Threshold {
                organ: Organ::ShareholdersMeeting | Organ::Shareholder,
                vote: Vote::Pass,
                share,
                base,
                scope,
                matters,
            } => {
                if fact.doubt.is_some() {
                    // Who resolves may be unsaid too; then nothing is doubtful of the shareholders.
                    doubtful |= law.charter.sentence_text(fact.sentence).contains("股东");
                    continue;
                }
                let is_special = *scope == Scope::Special || !matters.is_empty();
                if limited && *base == Base::PresentVotes && !matches!(scope, Scope::Guarantee | Scope::Related) {
                    findings.push(push("base", fact, ("", "")));
                }
                if is_special {
                    listed.extend(matters.iter().copied());
                    if share.ensures_two_thirds() {
                        special = special.or(Some(fact));
                        evidence.push(law.label(fact));
                    } else {
                        findings.push(push("special-threshold", fact, ("", "")));
                    }
                } else if matches!(scope, Scope::General | Scope::Ordinary) {
                    if share.ensures_majority() {
                        evidence.push(law.label(fact));
                    } else {
                        findings.push(push("ordinary", fact, ("", "")));
                    }
                }
            }
            Statement::Unanimity { organ: Organ::ShareholdersMeeting | Organ::Shareholder, matters, .. } => {
                listed.extend(matters.iter().copied());
                // Of one matter, it is a further condition; of several, the rule for special resolutions.
                if matters.len() > 2 {
                    special = special.or(Some(fact));
                    evidence.push(law.label(fact));
                }
            }
            Statement::ResolutionMatters { scope: Scope::Special, matters } => {
                listed.extend(matters.iter().copied());
                special = special.or(Some(fact));
            }
            _ => {}
        }
    }
    if let Some(fact) = special.filter(|_| !listed.is_empty()) {
        let has = |matter| listed.contains(&matter);
        let absent: Vec<(&str, &str)> = SPECIAL
            .iter()
            .filter(|(matter, ..)| !has(*matter))
            .filter_map(|(matter, zh, en)| match matter {
                Matter::Capital => match (has(Matter::CapitalIncrease), has(Matter::CapitalDecrease)) {
                    (true, true) => None,
                    (true, false) => Some(("减少注册资本", "reducing the registered capital")),
                    (false, true) => Some(("增加注册资本", "increasing the registered capital")),
                    _ => Some((*zh, *en)),
                },
                _ => Some((*zh, *en)),
            })
            .collect();
        if !absent.is_empty() {
            let (zh, en): (Vec<&str>, Vec<&str>) = absent.into_iter().unzip();
            findings.push(push("special-items", fact, (&zh.join("、"), &en.join(", "))));
        }
    }
    let elsewhere = || {
        law.left_elsewhere(&["表决", "决议的通过", "通过比例"])
            .any(|i| law.charter.sentence_text(i).contains("股东会") && evidence.is_empty())
    };
    if findings.is_empty() && (doubtful || elsewhere()) {
        return Err(missing(["charter.shareholder_votes"]));
    }
    if findings.is_empty() && evidence.is_empty() {
        let meets = law.organ(Organ::ShareholdersMeeting).is_some();
        if !meets && context.profile().shareholders.is_none() {
            return Err(not_applicable("章程没有股东会表决条款", "the charter has no clause on shareholders' votes"));
        }
    }
    Ok(judge(findings, evidence))
}
