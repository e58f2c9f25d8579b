//! Prior study: held, held first, concluded, and followed by a decision of another body.

use super::{
    OnList, REGISTER, conclude, decision_power, has_prior_list, is_decision, label_matched, on_list, pending, shown,
    unmatched, with_decisions, with_party,
};
use crate::facts::{Ending, Likeness, Meetings, Row, concept_bit, decides, rank, rank_of};
use crate::rules::context::{Context, missing};
use crate::rules::two_lists::PRIOR;
use crate::{Label, Verdict};

/// Rows of the Party body that study the topic of row `of`, and rows of which that cannot be told.
struct Studies<'s, 'a> {
    same: Vec<(&'s Row<'a>, &'s Likeness)>,
    doubtful: Vec<&'s Row<'a>>,
}

fn studies<'s, 'a>(meetings: &'s Meetings<'a>, of: usize) -> Studies<'s, 'a> {
    let mut out = Studies { same: Vec::new(), doubtful: Vec::new() };
    let party = |row: &Row<'_>| meetings.is_party(row.kind()) && !row.topic.looks_back;
    for (row, likeness) in meetings.alike(of).filter(|(row, _)| party(row)) {
        if likeness.is_same() {
            out.same.push((row, likeness));
        } else {
            out.doubtful.push(row);
        }
    }
    out
}

/// Whether the register itself says that the matter was studied first: 是否党委前置研究讨论 是.
fn says_studied(row: &Row<'_>) -> bool {
    let column = |name: &str| name.contains("前置研究") || name.contains("前置讨论");
    row.item.row.cells.iter().any(|cell| {
        column(&cell.column) && crate::model::table::Answer::read(&cell.text) == Some(crate::model::table::Answer::Yes)
    })
}

/// Matters of the list that were decided had been taken by the Party body at some time.
pub(super) fn prior_study_held(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let power = decision_power(context)?;
    let checked = || {
        let has_list = has_prior_list(context);
        let meetings = match with_decisions(context).and(with_party(context)) {
            Err(Verdict::Undetermined { missing: mut facts }) if !has_list => {
                facts.push(PRIOR.to_owned());
                return Err(missing(facts));
            }
            other => other?,
        };
        let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (i, row) in meetings.rows().iter().enumerate() {
            if !decides(row.kind()) || !is_decision(context, meetings, i, row) {
                continue;
            }
            let place = on_list(context, row);
            if has_list && matches!(place, OnList::No) {
                continue;
            }
            let studies = studies(meetings, i);
            if let Some((study, likeness)) = studies.same.first() {
                evidence.push(study.label().with_message(likeness.why.clone()));
                continue;
            }
            match place {
                _ if !studies.doubtful.is_empty() => {
                    unknown.extend(studies.doubtful.iter().map(|study| unmatched(row, study.item.place())));
                }
                _ if says_studied(row) => unknown.push(row.lacks("study")),
                OnList::Yes(listed, likeness) => {
                    let (title, date) = (row.title(), row.when());
                    let values = [("body", row.name()), ("topic", title.as_str()), ("date", date.as_str())];
                    let mut labels = vec![row.label_meeting(), label_matched(listed, likeness)];
                    labels.extend(other_project(meetings, row));
                    findings.push(context.finding().fill(&values).labels(labels).build());
                }
                OnList::Perhaps(listed) => unknown.push(unmatched(row, listed.matter.place())),
                // Without a list nobody knows whether it had to be studied.
                OnList::No => unknown.push(PRIOR.to_owned()),
            }
        }
        conclude(findings, shown(evidence, meetings), unknown)
    };
    pending(checked(), power)
}

/// A study of another project under the same number of the list: what a reader would take for the study.
fn other_project(meetings: &Meetings<'_>, row: &Row<'_>) -> Option<Label> {
    let matter = row.listing.as_ref()?.matter;
    let other = meetings.rows().iter().find(|other| {
        meetings.is_party(other.kind()) && other.listing.as_ref().is_some_and(|listing| listing.matter == matter)
    })?;
    let said = crate::Text::new("研究的是同一清单项下的另一事项", "a study of another project under the same item");
    Some(other.label().with_message(said))
}

/// The study comes before the decision.
pub(super) fn prior_study_before_decision(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let power = decision_power(context)?;
    let checked = || {
        let meetings = with_decisions(context).and(with_party(context))?;
        let has_list = has_prior_list(context);
        let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (i, row) in meetings.rows().iter().enumerate() {
            if !decides(row.kind()) || !is_decision(context, meetings, i, row) {
                continue;
            }
            let studies = studies(meetings, i);
            let explicit = studies.same.iter().any(|(study, _)| meetings.expresses(study.index, "PRIOR-STUDY-TOPIC"));
            let place = on_list(context, row);
            if studies.same.is_empty() || has_list && !explicit && matches!(place, OnList::No) {
                continue;
            }
            let before = studies.same.iter().find(|(study, _)| comes_before(study, row) == Some(true));
            if let Some((study, _)) = before {
                evidence.extend([study.label_meeting(), row.label_meeting()]);
                continue;
            }
            let open: Vec<&Row<'_>> =
                studies.same.iter().map(|(study, _)| *study).filter(|s| comes_before(s, row).is_none()).collect();
            if !open.is_empty() {
                for study in open {
                    unknown.extend(undated(study, row));
                }
                continue;
            }
            match place {
                OnList::Yes(..) => {}
                _ if explicit => {}
                OnList::Perhaps(listed) => {
                    unknown.push(unmatched(row, listed.matter.place()));
                    continue;
                }
                OnList::No => {
                    unknown.push(PRIOR.to_owned());
                    continue;
                }
            }
            let (title, date) = (row.title(), row.when());
            let values = [("topic", title.as_str()), ("body", row.name()), ("date", date.as_str())];
            let mut labels = vec![row.label_meeting()];
            labels.extend(studies.same.iter().map(|(study, _)| study.label_meeting()));
            if let OnList::Yes(listed, likeness) = place {
                labels.push(label_matched(listed, likeness));
            }
            findings.push(context.finding().fill(&values).labels(labels).build());
        }
        conclude(findings, shown(evidence, meetings), unknown)
    };
    pending(checked(), power)
}

/// Whether a study came before a decision; `None` if dates and times do not tell.
fn comes_before(study: &Row<'_>, decision: &Row<'_>) -> Option<bool> {
    let (study, decision) = (study.item.held?, decision.item.held?);
    // Two meetings at one minute are entered wrongly: nobody knows which came first.
    if study.time.is_some() && study.time == decision.time && study.day.date == decision.day.date {
        return None;
    }
    study.is_before(&decision)
}

/// What is missing to order two rows in time.
fn undated(study: &Row<'_>, decision: &Row<'_>) -> Vec<String> {
    let of = |row: &Row<'_>| match row.day() {
        None => Some(row.lacks("date")),
        Some(_) if row.item.held.is_some_and(|held| held.time.is_none()) => Some(row.lacks("clock")),
        Some(_) => None,
    };
    let both_dated = study.day().is_some() && decision.day().is_some();
    let facts: Vec<String> =
        [study, decision].into_iter().filter(|row| both_dated || row.day().is_none()).filter_map(of).collect();
    if facts.is_empty() { vec![study.lacks("clock")] } else { facts }
}

/// Kinds of matter that no Party body decides alone.
const BUSINESS: [&str; 22] = [
    "MATTER-CHARTER",
    "MATTER-CAPITAL",
    "MATTER-MERGER",
    "MATTER-DISSOLUTION",
    "MATTER-BANKRUPTCY",
    "MATTER-FORM",
    "MATTER-PROFIT",
    "MATTER-BOND",
    "MATTER-BUDGET",
    "MATTER-STRATEGY",
    "MATTER-PLAN",
    "MATTER-ORGANISATION",
    "MATTER-MANAGERS",
    "MATTER-INVESTMENT",
    "MATTER-DISPOSAL",
    "MATTER-TRANSFER",
    "MATTER-GUARANTEE",
    "MATTER-FINANCING",
    "MATTER-FUNDS",
    "MATTER-DONATION",
    "MATTER-RESTRUCTURING",
    "MATTER-RESETTLEMENT",
];

/// Whether a row of the Party body is about a matter of business.
fn is_business(row: &Row<'_>) -> bool {
    let bits = BUSINESS.iter().fold(0, |bits, id| bits | concept_bit(id));
    row.concepts & bits != 0 && row.concepts & concept_bit("PARTY-AFFAIR") == 0 && !row.topic.looks_back
}

fn is_heard_topic(row: &Row<'_>) -> bool {
    let topic = row.topic.text.trim_start_matches(|c: char| !c.is_alphabetic());
    ["听取", "通报", "传达", "学习", "汇报"].iter().any(|word| topic.starts_with(word))
}

/// A prior study ends with an opinion.
pub(super) fn prior_study_conclusion(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = with_party(context)?;
    let has_list = has_prior_list(context);
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (i, row) in meetings.rows().iter().enumerate().filter(|(_, row)| meetings.is_party(row.kind())) {
        let explicit = meetings.expresses(i, "PRIOR-STUDY-TOPIC");
        let listed = match on_list(context, row) {
            OnList::Yes(listed, likeness) => Some((listed, likeness)),
            _ => None,
        };
        let decided = || meetings.alike(i).any(|(other, likeness)| likeness.is_same() && decides(other.kind()));
        let is_study = explicit
            || !row.topic.looks_back
                && !is_heard_topic(row)
                && row.concepts & concept_bit("PARTY-AFFAIR") == 0
                && (listed.is_some() || decided() || !has_list && is_business(row));
        if !is_study {
            continue;
        }
        let has_opinion = |row: &Row<'_>| !matches!(row.outcome.ending, Ending::Blank | Ending::Heard);
        let elsewhere = || {
            let same = |(other, likeness): (&Row<'_>, &Likeness)| {
                likeness.is_same() && meetings.is_party(other.kind()) && has_opinion(other)
            };
            meetings.alike(i).any(same)
        };
        if has_opinion(row) || elsewhere() {
            evidence.push(row.label_meeting());
            continue;
        }
        if !row.register.states("conclusion") {
            unknown.push("register.conclusion".to_owned());
            continue;
        }
        let stated = row.item.conclusion.as_ref().map(|c| c.text.clone()).unwrap_or_default();
        let (title, date) = (row.title(), row.when());
        let values = [("topic", title.as_str()), ("stated", stated.as_str()), ("date", date.as_str())];
        let mut labels = vec![row.label_meeting()];
        labels.extend(listed.map(|(listed, likeness)| label_matched(listed, likeness)));
        findings.push(context.finding().fill(&values).labels(labels).build());
    }
    conclude(findings, shown(evidence, meetings), unknown)
}

/// After the study another body decides; the Party body does not decide for it.
pub(super) fn decided_after_prior_study(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let power = decision_power(context)?;
    let checked = || {
        let meetings = with_party(context)?;
        let has_list = has_prior_list(context);
        let limit = i64::from(context.number("follow_up_days"));
        let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (i, row) in meetings.rows().iter().enumerate().filter(|(_, row)| meetings.is_party(row.kind())) {
            let explicit = meetings.expresses(i, "PRIOR-STUDY-TOPIC");
            if row.topic.looks_back || is_heard_topic(row) && !explicit {
                continue;
            }
            let party_affair = row.concepts & concept_bit("PARTY-AFFAIR") != 0;
            let place = on_list(context, row);
            let (listed, perhaps) = match &place {
                OnList::Yes(listed, likeness) => (Some((*listed, *likeness)), None),
                OnList::Perhaps(listed) => (None, Some(listed.matter.place().to_owned())),
                OnList::No => (None, None),
            };
            let unlisted = listed.is_none() && perhaps.is_none() && !explicit;
            if unlisted && (has_list || party_affair || !is_business(row)) {
                continue;
            }
            let opened = matches!(row.outcome.ending, Ending::Decided | Ending::Agreed);
            if !opened {
                evidence.push(row.label_meeting());
                continue;
            }
            let next = listed.and_then(|(listed, _)| listed.matter.next());
            let needed = next.map_or(1, |step| rank_of(step.body).max(1));
            let follows = |(other, _): &(&Row<'_>, &Likeness)| rank(other.kind()) >= needed;
            let decision = meetings.alike(i).filter(follows).find(|(_, likeness)| likeness.is_same());
            if let Some((decision, _)) = decision {
                evidence.extend([row.label_meeting(), decision.label_meeting()]);
                continue;
            }
            let doubtful: Vec<String> =
                meetings.alike(i).filter(follows).map(|(other, _)| unmatched(row, other.item.place())).collect();
            let is_decided = row.outcome.ending == Ending::Decided;
            let late = row.day().map(|day| context.as_of.days_since(day));
            if !is_decided && late.is_some_and(|days| days <= limit) {
                evidence.push(row.label_meeting());
                continue;
            }
            if !doubtful.is_empty() && !is_decided {
                unknown.extend(doubtful);
            } else if !is_decided && !meetings.covers(decides) {
                unknown.push(REGISTER.to_owned());
            } else if let Some(perhaps) = perhaps.filter(|_| !explicit) {
                unknown.push(unmatched(row, &perhaps));
            } else if unlisted {
                unknown.push(PRIOR.to_owned());
            } else if !is_decided && late.is_none() {
                unknown.push(row.lacks("date"));
            } else {
                let key = if is_decided { "party-decided" } else { "no-follow-up" };
                let (title, date) = (row.title(), row.when());
                let days = late.unwrap_or_default().to_string();
                let stated = row.item.conclusion.as_ref().map(|c| c.text.as_str()).unwrap_or_default();
                let required = next.map(|step| step.name.as_str()).unwrap_or_default();
                let values = [
                    ("topic", title.as_str()),
                    ("stated", if is_decided { stated } else { days.as_str() }),
                    ("required", required),
                    ("date", date.as_str()),
                ];
                let mut labels = vec![row.label_meeting()];
                labels.extend(listed.map(|(listed, likeness)| label_matched(listed, likeness)));
                findings.push(context.key(key).fill(&values).labels(labels).build());
            }
        }
        conclude(findings, shown(evidence, meetings), unknown)
    };
    pending(checked(), power)
}
