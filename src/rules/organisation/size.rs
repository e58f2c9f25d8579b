//! How many sit in an organisation.

use super::{label, lacks_cell, lacks_full, lacks_organ, number, or_heading};
use crate::facts::{Body, Count, Fact, Office, Organ, Statement, standing_members};
use crate::model::profile::PartyOrgan;
use crate::rules::context::{Context, not_applicable};
use crate::rules::gaps::Gaps;
use crate::{Finding, Label, Text, Verdict};

/// 七人以上 includes the seventh.
const BRANCH_COMMITTEE: u32 = 7;

/// Seven full members of a branch elect a committee.
pub(super) fn branch_committee_at_7(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let organisation = context.facts.organisation();
    if organisation.bodies.iter().all(|body| body.organ.is_some_and(|organ| organ != PartyOrgan::Branch)) {
        return Err(not_applicable("没有党支部", "there is no branch"));
    }
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &organisation.bodies {
        let temporary =
            body.row.is_some_and(|row| row.unit.organ.as_ref().is_some_and(|organ| organ.temporary)) && !body.is_own;
        if temporary || body.organ.is_some_and(|organ| organ != PartyOrgan::Branch) {
            continue;
        }
        let reached = body.has_full(BRANCH_COMMITTEE);
        match (body.organ, reached, has_committee(context, body)) {
            (_, Some(false), _) => {}
            (_, _, Some(true)) => evidence.push(label(context, body)),
            (None, ..) => lacks_organ(body, &mut gaps),
            (Some(_), None, _) => lacks_full(body, &mut gaps),
            (Some(_), Some(true), None) => lacks_cell(body, "committee", "委员数", &mut gaps),
            (Some(_), Some(true), Some(false)) => {
                let values = [("unit", body.name.to_owned()), ("stated", number(body.full))];
                let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                findings.push(context.finding().fill(&values).label(label(context, body)).build());
            }
        }
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// Whether a body has a committee: the company itself by its charter, else by its row.
pub(super) fn has_committee(context: &Context<'_>, body: &Body<'_>) -> Option<bool> {
    let by_charter = || {
        let charter = context.facts.charter()?;
        let sentences = 0..charter.charter.prose().sentences().len();
        let named = |i: &usize| NAMES.iter().any(|name| charter.sentence_text(*i).contains(name));
        // 公司党支部不设支部委员会: said anywhere, it is so, whoever else has a post.
        let denied = |i: usize| {
            let text = charter.sentence_text(i);
            NAMES
                .iter()
                .any(|name| ["不设", "不设立", "未设", "不单设"].iter().any(|no| text.contains(&format!("{no}{name}"))))
        };
        if sentences.clone().any(denied) {
            return Some(false);
        }
        let seats = seats(context, Office::PartyMember).and_then(|(count, _)| count.min()).map(|least| least > 0);
        seats.or_else(|| sentences.clone().find(named).map(|_| true))
    };
    body.is_own.then(by_charter).flatten().or_else(|| body.row?.unit.has_committee)
}

/// What the committee of a branch is called.
const NAMES: [&str; 4] = ["支部委员会", "支委会", "支部委员", "支委"];

/// How many hold a post of the Party body by the charter, with the place.
fn seats(context: &Context<'_>, office: Office) -> Option<(Count, Label)> {
    let charter = context.facts.charter()?;
    let facts = context.facts.charter_facts();
    let states = |fact: &&Fact| match fact.statement {
        Statement::Seats { organ: Organ::Party, office: of, count } => {
            // 设纪检委员1名 is one of them, and not how many there are.
            let one = |name: &str| facts.label(charter.charter, fact).text().starts_with(name);
            of == office
                && fact.holds()
                && fact.doubt.is_none()
                && matches!(count, Count::Range { .. })
                && !["纪检委员", "组织委员", "宣传委员"].iter().any(|name| one(name))
        }
        _ => false,
    };
    let fact = facts.all().iter().find(states)?;
    let Statement::Seats { count, .. } = fact.statement else { return None };
    Some((count, facts.label(charter.charter, fact)))
}

/// A number that is to be checked, with the words for it and its place.
struct Stated {
    least: u32,
    most: Option<u32>,
    label: Label,
}

impl Stated {
    const fn is_within(&self, (from, to): (u32, u32)) -> bool {
        self.least >= from && matches!(self.most, Some(most) if most <= to)
    }

    fn words(&self) -> Text {
        match self.most {
            Some(most) => range(self.least, most),
            None => Text::new(format!("{}以上", self.least), format!("{} or more", self.least)),
        }
    }
}

fn range(from: u32, to: u32) -> Text {
    if from == to {
        return Text::new(from.to_string(), from.to_string());
    }
    Text::new(format!("{from}至{to}"), format!("{from} to {to}"))
}

fn finding(context: &Context<'_>, body: &Body<'_>, key: &str, stated: &Stated, usual: (u32, u32)) -> Finding {
    let (words, required) = (stated.words(), range(usual.0, usual.1));
    let zh = [("unit", body.name), ("stated", words.zh.as_ref()), ("required", required.zh.as_ref())];
    let en = [("unit", body.name), ("stated", words.en.as_ref()), ("required", required.en.as_ref())];
    context.key(key).fill_both(&zh, &en).label(stated.label.clone()).build()
}

/// What is usual for one form of organisation.
struct Usual {
    key: &'static str,
    members: (u32, u32),
    deputies: (u32, u32),
}

/// A committee with a standing committee, and the standing committee itself.
const WITH_STANDING: (u32, u32) = (15, 21);
const STANDING: (u32, u32) = (5, 7);

const fn usual(organ: PartyOrgan) -> Option<Usual> {
    Some(match organ {
        PartyOrgan::Committee => Usual { key: "party-committee", members: (5, 9), deputies: (1, 2) },
        PartyOrgan::GeneralBranch => Usual { key: "general-branch", members: (5, 7), deputies: (1, 2) },
        PartyOrgan::Branch => Usual { key: "branch-committee", members: (3, 5), deputies: (0, 1) },
        PartyOrgan::LeadingGroup | PartyOrgan::None => return None,
    })
}

/// Committees, secretaries and deputies are as many as is usual.
pub(super) fn committee_size(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &context.facts.organisation().bodies {
        if body.shares {
            continue;
        }
        let Some(organ) = body.organ else {
            lacks_organ(body, &mut gaps);
            continue;
        };
        let Some(usual) = usual(organ) else { continue };
        let before = (findings.len(), gaps.is_empty());
        members(context, body, &usual, &mut findings, &mut gaps);
        posts(context, body, &usual, &mut findings, &mut gaps);
        if before == (findings.len(), gaps.is_empty()) {
            let own = [Office::PartyMember, Office::PartySecretary, Office::PartyDeputySecretary];
            let own = own.into_iter().filter(|_| body.is_own).filter_map(|office| seats(context, office));
            let mut labels: Vec<Label> = own.map(|(_, label)| label).collect();
            labels.dedup_by_key(|label| label.place.clone());
            if labels.is_empty() { evidence.push(label(context, body)) } else { evidence.extend(labels) }
        }
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

fn from_charter(found: Option<(Count, Label)>) -> Option<Stated> {
    let (count, label) = found?;
    let Count::Range { min, max } = count else { return None };
    Some(Stated { least: min, most: max, label })
}

fn from_row(body: &Body<'_>, count: Option<u32>) -> Option<Stated> {
    let count = count?;
    Some(Stated { least: count, most: Some(count), label: body.row?.label() })
}

/// The number of a post: for the company itself by its charter, else by its row.
fn stated(context: &Context<'_>, body: &Body<'_>, office: Office, row: Option<u32>) -> Option<Stated> {
    let charter = if body.is_own { from_charter(seats(context, office)) } else { None };
    charter.or_else(|| from_row(body, row))
}

fn lacks_seats(context: &Context<'_>, body: &Body<'_>, role: &str, column: &'static str, gaps: &mut Gaps) {
    match body.row {
        None if context.facts.charter().is_none() => gaps.fact("document:charter"),
        None => gaps.fact("charter.party_seats"),
        Some(_) => lacks_cell(body, role, column, gaps),
    }
}

fn members(context: &Context<'_>, body: &Body<'_>, usual: &Usual, findings: &mut Vec<Finding>, gaps: &mut Gaps) {
    let unit = body.row.map(|row| row.unit);
    let stated = stated(context, body, Office::PartyMember, unit.and_then(|unit| unit.committee));
    let finding = |key: &str, stated: &Stated, usual: (u32, u32)| finding(context, body, key, stated, usual);
    let Some(stated) = stated else {
        // A small branch has no committee; whether a larger one has is another rule's question.
        if body.organ != Some(PartyOrgan::Branch) || body.has_full(BRANCH_COMMITTEE) != Some(false) {
            lacks_seats(context, body, "committee", "委员数", gaps);
        }
        return;
    };
    if body.organ == Some(PartyOrgan::Branch) && stated.most == Some(0) {
        return;
    }
    if body.organ != Some(PartyOrgan::Committee) {
        if !stated.is_within(usual.members) {
            findings.push(finding(usual.key, &stated, usual.members));
        }
        return;
    }
    // Whether there is a standing committee decides which numbers are usual.
    let own_words = body.is_own && seats(context, Office::PartyMember).is_some();
    let standing = if own_words {
        Some(standing_by_charter(context))
    } else {
        unit.and_then(|unit| unit.standing).map(|count| from_row(body, Some(count)).filter(|stated| stated.least > 0))
    };
    match standing {
        Some(Some(standing)) => {
            if !stated.is_within(WITH_STANDING) {
                findings.push(finding(usual.key, &stated, WITH_STANDING));
            }
            if !standing.is_within(STANDING) {
                findings.push(finding("standing-committee", &standing, STANDING));
            }
        }
        Some(None) if !stated.is_within(usual.members) => findings.push(finding(usual.key, &stated, usual.members)),
        Some(None) => {}
        None if stated.is_within(usual.members) => {}
        None if stated.is_within(WITH_STANDING) => lacks_seats(context, body, "standing", "常委数", gaps),
        None => findings.push(finding(usual.key, &stated, usual.members)),
    }
}

/// The standing committee that the charter states.
fn standing_by_charter(context: &Context<'_>) -> Option<Stated> {
    let charter = context.facts.charter()?;
    let (least, most, sentence) = standing_members(charter)?;
    let sentence = charter.charter.prose().sentences().get(sentence)?;
    Some(Stated { least, most: Some(most), label: charter.label_sentence(sentence) })
}

fn posts(context: &Context<'_>, body: &Body<'_>, usual: &Usual, findings: &mut Vec<Finding>, gaps: &mut Gaps) {
    let unit = body.row.map(|row| row.unit);
    let finding = |key: &str, stated: &Stated, usual: (u32, u32)| finding(context, body, key, stated, usual);
    let named = unit.and_then(|unit| match unit.secretaries.as_slice() {
        [] => unit.secretary_count,
        [only] if ["空缺", "缺", "暂缺", "缺额", "待配备", "待配"].contains(&only.as_str()) => Some(0),
        names => u32::try_from(names.len()).ok(),
    });
    match stated(context, body, Office::PartySecretary, named) {
        Some(stated) if !stated.is_within((1, 1)) => findings.push(finding("secretary", &stated, (1, 1))),
        Some(_) => {}
        None => lacks_seats(context, body, "secretary", "书记", gaps),
    }
    match stated(context, body, Office::PartyDeputySecretary, unit.and_then(|unit| unit.deputies)) {
        Some(stated) if !stated.is_within(usual.deputies) => {
            findings.push(finding("deputy-secretary", &stated, usual.deputies));
        }
        Some(_) => {}
        // A branch has a deputy only where work requires it, and a blank says that it does not.
        None if body.organ == Some(PartyOrgan::Branch) && body.row.is_some_and(|row| row.ledger.states("deputies")) => {
        }
        // So does a charter that states the secretary and no deputy.
        None if body.organ == Some(PartyOrgan::Branch)
            && body.is_own
            && seats(context, Office::PartySecretary).is_some() => {}
        None => lacks_seats(context, body, "deputies", "副书记数", gaps),
    }
}
