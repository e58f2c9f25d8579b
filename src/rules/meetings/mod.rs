//! Checks of the pack `meetings`: what the registers of meetings show of the first topic, prior study, quorums and votes.

mod counts;
mod employees;
mod first_topic;
mod form;
mod frequency;
mod quorum;
mod recusal;
mod study;

use super::context::{Check, Context, missing, not_applicable};
use super::two_lists;
use crate::facts::{Ending, Likeness, Listed, Meetings, Row, decides, rank, rank_of};
use crate::model::matters::Body;
use crate::model::profile::PartyOrgan;
use crate::{Label, Verdict};

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "first-topic" => first_topic::first_topic,
        "prior-study-held" => study::prior_study_held,
        "prior-study-before-decision" => study::prior_study_before_decision,
        "prior-study-conclusion" => study::prior_study_conclusion,
        "decided-after-prior-study" => study::decided_after_prior_study,
        "party-quorum" => quorum::party_quorum,
        "board-quorum" => quorum::board_quorum,
        "substitute-form" => form::substitute_form,
        "recusal" => recusal::recusal,
        "employee-procedure-held" => employees::employee_procedure_held,
        "frequency" => frequency::frequency,
        "counts-agree" => counts::counts_agree,
        _ => return None,
    })
}

const REGISTER: &str = "document:register";

/// The meetings of the registers; undetermined without a register, not applicable to an industry chain's own dossier.
fn meetings<'a>(context: &Context<'a>) -> Result<&'a Meetings<'a>, Verdict> {
    context.facts.meetings().ok_or_else(|| {
        let only_chain = context.dossier.concerns_chain() && context.dossier.documents.iter().all(is_of_chain);
        match only_chain {
            true => not_applicable(
                "卷宗只有产业链党委的文件",
                "the documents are those of an industry chain's Party committee",
            ),
            false => missing([REGISTER]),
        }
    })
}

fn is_of_chain(document: &crate::Document) -> bool {
    document.kind.is_chain()
        || document.title.contains("产业链")
        || matches!(&document.content, crate::dossier::Content::Register(_))
}

/// As [`meetings`], with the rows of the company's own Party body; undetermined if the registers are another body's.
fn with_party<'a>(context: &Context<'a>) -> Result<&'a Meetings<'a>, Verdict> {
    let meetings = meetings(context)?;
    if meetings.covers(|kind| meetings.is_party(kind)) { Ok(meetings) } else { Err(missing([REGISTER])) }
}

/// As [`meetings`], with the rows of bodies that decide.
fn with_decisions<'a>(context: &Context<'a>) -> Result<&'a Meetings<'a>, Verdict> {
    let meetings = meetings(context)?;
    if meetings.covers(decides) { Ok(meetings) } else { Err(missing([REGISTER])) }
}

/// A branch or general branch studies matters first only where the company decides on major matters itself: whether it
/// does, if that is not known; not applicable if it does not.
fn decision_power(context: &Context<'_>) -> Result<Option<&'static str>, Verdict> {
    let profile = context.profile();
    if !matches!(profile.party_organ, Some(PartyOrgan::Branch | PartyOrgan::GeneralBranch)) {
        return Ok(None);
    }
    match profile.decision_power {
        Some(true) => Ok(None),
        Some(false) => Err(not_applicable(
            "党支部、党总支所在的公司没有人财物重大事项决策权",
            "a company with a branch and no power over major matters of staff, money and property",
        )),
        None => Ok(Some("company.decision_power")),
    }
}

/// A verdict that hangs on a fact that is not known, unless the requirement is met anyway.
fn pending(verdict: Result<Verdict, Verdict>, fact: Option<&str>) -> Result<Verdict, Verdict> {
    let Some(fact) = fact else { return verdict };
    let named = |mut facts: Vec<String>| {
        facts.insert(0, fact.to_owned());
        missing(facts)
    };
    match verdict {
        Ok(Verdict::Violated { .. }) => Err(named(Vec::new())),
        Ok(Verdict::Undetermined { missing }) | Err(Verdict::Undetermined { missing }) => Err(named(missing)),
        other => other,
    }
}

/// The verdict on findings, evidence and what could not be known: findings come first, then what is missing.
fn conclude(findings: Vec<crate::Finding>, evidence: Vec<Label>, mut unknown: Vec<String>) -> Result<Verdict, Verdict> {
    if findings.is_empty() && !unknown.is_empty() {
        // Enough rows to begin with; a register without a column lacks it in every row.
        const MOST: usize = 12;
        let mut seen = std::collections::HashSet::new();
        unknown.retain(|fact| seen.insert(fact.clone()));
        unknown.truncate(MOST);
        return Err(missing(unknown));
    }
    Ok(super::context::judge(findings, evidence))
}

/// Evidence for what nothing contradicts: what was found, else where it would stand.
fn shown(mut evidence: Vec<Label>, meetings: &Meetings<'_>) -> Vec<Label> {
    evidence.truncate(12);
    if evidence.is_empty() {
        evidence.extend(meetings.absent());
    }
    evidence
}

/// Whether a row's matter is on the lists of matters to be studied first.
enum OnList<'m, 'a> {
    Yes(&'m Listed<'a>, &'m Likeness),
    Perhaps(&'m Listed<'a>),
    No,
}

/// Looks a row up in the lists.
fn on_list<'m, 'a>(context: &Context<'a>, row: &'m Row<'a>) -> OnList<'m, 'a>
where
    'a: 'm,
{
    let Some(listing) = &row.listing else { return OnList::No };
    let Some(listed) = context.facts.matters().all().get(listing.matter) else { return OnList::No };
    if !listed.matter.is_prior_study() {
        return OnList::No;
    }
    match listing.likeness.is_same() {
        true => OnList::Yes(listed, &listing.likeness),
        false => OnList::Perhaps(listed),
    }
}

/// The fact that nobody can tell whether two places are about one matter.
fn unmatched(row: &Row<'_>, other: &str) -> String {
    format!("register.match:{}/{other}", row.item.place())
}

/// A label on a list's matter with how the row was matched to it.
fn label_matched(listed: &Listed<'_>, likeness: &Likeness) -> Label {
    listed.label().with_message(likeness.why.clone())
}

/// Whether row `index` settles its matter: a deciding body took it, said yes, and did not hand it on to a higher one.
fn is_decision(context: &Context<'_>, meetings: &Meetings<'_>, index: usize, row: &Row<'_>) -> bool {
    let own = rank(row.kind());
    if own == 0 || row.topic.looks_back || is_only_heard(row) {
        return false;
    }
    let hands_up =
        row.outcome.submitted_to.is_some_and(|to| rank_of(to) > own || to == Body::Party || to.is_employees());
    if hands_up || !matches!(row.outcome.ending, Ending::Agreed | Ending::Decided | Ending::Blank | Ending::Other) {
        return false;
    }
    // Management's yes is a step on the way where the board decided the same later, or the list has the board decide.
    let next = match on_list(context, row) {
        OnList::Yes(listed, _) => listed.matter.next().map(|step| rank_of(step.body)),
        _ => None,
    };
    let needed = next.unwrap_or(u8::MAX);
    own >= needed
        || !meetings.alike(index).any(|(other, likeness)| {
            likeness.is_same() && rank(other.kind()) > own && !matches!(other.outcome.ending, Ending::Heard)
        })
}

/// Whether the topic is only heard: 听取, 通报, 传达.
fn is_only_heard(row: &Row<'_>) -> bool {
    let topic = row.topic.text.trim_start_matches(|c: char| !c.is_alphabetic());
    let heard = ["听取", "通报", "传达", "汇报", "学习"].iter().any(|word| topic.starts_with(word));
    heard && !matches!(row.outcome.ending, Ending::Agreed | Ending::Decided)
}

/// Whether the lists of matters to be studied first are there.
fn has_prior_list(context: &Context<'_>) -> bool {
    two_lists::has(context, true)
}
