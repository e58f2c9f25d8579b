//! The register's figures agree with each other and with the roster.

use std::collections::HashSet;

use super::{conclude, meetings, shown};
use crate::facts::{Ending, Meetings, Row};
use crate::model::post::{PostGroup, PostKind};
use crate::model::register::MeetingKind;
use crate::rules::context::Context;
use crate::{Date, Finding, Label, Verdict};

/// Heads, votes and conclusions do not contradict each other.
pub(super) fn counts_agree(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = meetings(context)?;
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut reported = HashSet::new();
    let apart = proxies_apart(meetings);
    for row in meetings.rows() {
        let before = findings.len();
        if let (Some(due), Some(present)) = (row.due, row.present)
            && present > due
            && reported.insert((row.sitting, due, present))
        {
            findings.push(finding(context, "present", row, present, due, &[]));
        }
        if let Some((cast, voters)) = votes_disagree(context, row, apart) {
            findings.push(finding(context, "votes", row, cast, voters, &[]));
        }
        if let Some(due) = row.due
            && let Some(seats) = seats(row.kind(), &row.item.name)
            && reported.insert((row.sitting, due, u32::MAX))
        {
            match in_office(context, meetings, row, &seats) {
                InOffice::Known { least, most, labels } => {
                    if due < least || due > most {
                        let counted = if due < least { least } else { most };
                        findings.push(finding(context, "roster", row, due, counted, &labels));
                    }
                }
                InOffice::Unknown(fact) => unknown.push(fact),
                InOffice::NotCovered => {}
            }
        }
        if findings.len() == before && (row.due.is_some() || row.item.yes.is_some()) {
            evidence.push(row.label_meeting());
        }
    }
    conclusions(context, meetings, &mut findings);
    conclude(findings, shown(evidence, meetings), unknown)
}

fn finding(context: &Context<'_>, key: &str, row: &Row<'_>, stated: u32, required: u32, labels: &[Label]) -> Finding {
    let (title, date) = (row.title(), row.when());
    let (stated, required) = (stated.to_string(), required.to_string());
    let values = [
        ("date", date.as_str()),
        ("body", row.name()),
        ("topic", title.as_str()),
        ("stated", stated.as_str()),
        ("required", required.as_str()),
    ];
    context.key(key).fill(&values).label(row.label_meeting()).labels(labels.iter().cloned()).build()
}

/// The votes cast and the heads that could have cast them, if they cannot agree.
///
/// `apart`: the register does not count proxies among those present.
fn votes_disagree(context: &Context<'_>, row: &Row<'_>, apart: bool) -> Option<(u32, u32)> {
    // Shareholders vote by capital.
    if matches!(row.kind(), MeetingKind::Shareholders | MeetingKind::AnnualShareholders) {
        return None;
    }
    let item = row.item;
    let said = row.outcome.votes;
    let (yes, no, abstain) = (item.yes.or(said.yes), item.no.or(said.no), item.abstain.or(said.abstain));
    let present = row.present?;
    let cast = yes? + no.unwrap_or(0) + abstain.unwrap_or(0);
    // No vote was taken.
    if cast == 0 {
        return None;
    }
    let proxies = proxies(row);
    let recused = super::recusal::recused(context, row);
    let most = present.saturating_add(proxies);
    if cast > most {
        return Some((cast, most));
    }
    // Fewer votes than heads contradict only where all kinds of votes are stated and nobody was barred.
    let complete = yes.is_some() && no.is_some() && abstain.is_some();
    let least = match recused {
        Some(recused) => (if apart { most } else { present }).saturating_sub(recused),
        None => 0,
    };
    (complete && cast < least).then_some((cast, least))
}

/// Whether a register shows that those who send a proxy are not among those present: more votes than heads present.
fn proxies_apart(meetings: &Meetings<'_>) -> bool {
    meetings.rows().iter().any(|row| {
        let cast = [row.item.yes, row.item.no, row.item.abstain].into_iter().flatten().fold(0, u32::saturating_add);
        row.item.proxies.is_some_and(|proxies| proxies > 0) && row.present.is_some_and(|present| cast > present)
    })
}

/// How many voted by proxy: a number, or the names in the cell.
pub(super) fn proxies(row: &Row<'_>) -> u32 {
    if let Some(number) = row.item.proxies {
        return number;
    }
    let cell = row.item.row.cells.iter().find(|cell| cell.column.contains("委托"));
    let words = cell.map(|cell| cell.text.as_str()).unwrap_or_default();
    let none = crate::model::table::is_blank(words) || matches!(words, "无" | "否" | "没有" | "×");
    if none {
        0
    } else {
        words.split(['、', '，', ',', '；', ';']).filter(|name| !name.trim().is_empty()).count() as u32
    }
}

/// The posts that entitle to attend, and those that may.
struct Seats {
    group: PostGroup,
    surely: &'static [PostKind],
    perhaps: &'static [PostKind],
}

fn seats(kind: MeetingKind, name: &str) -> Option<Seats> {
    let of = |group, surely, perhaps| Some(Seats { group, surely, perhaps });
    match kind {
        MeetingKind::Board => of(PostGroup::Board, &[PostKind::Chair, PostKind::ViceChair, PostKind::Director], &[]),
        MeetingKind::Supervisors => {
            of(PostGroup::Supervisory, &[PostKind::SupervisoryChair, PostKind::Supervisor], &[])
        }
        // Members may sit in the committee without the standing committee.
        MeetingKind::PartyCommittee if name.contains("常委") => of(
            PostGroup::Party,
            &[PostKind::PartyStandingMember],
            &[PostKind::PartySecretary, PostKind::PartyDeputySecretary, PostKind::DisciplineSecretary],
        ),
        MeetingKind::PartyCommittee | MeetingKind::GeneralBranchCommittee | MeetingKind::BranchCommittee => of(
            PostGroup::Party,
            &[
                PostKind::PartySecretary,
                PostKind::PartyDeputySecretary,
                PostKind::PartyStandingMember,
                PostKind::PartyMember,
                PostKind::DisciplineInspector,
            ],
            &[PostKind::DisciplineSecretary],
        ),
        _ => None,
    }
}

enum InOffice {
    Known {
        least: u32,
        most: u32,
        labels: Vec<Label>,
    },
    Unknown(String),
    /// The roster is not about that body.
    NotCovered,
}

/// How many hold such posts on the day of the meeting. A term that is over may run on until the next election.
fn in_office(context: &Context<'_>, meetings: &Meetings<'_>, row: &Row<'_>, seats: &Seats) -> InOffice {
    let Some(people) = context.facts.people() else { return InOffice::Unknown("document:roster".to_owned()) };
    if !people.covers(seats.group) {
        return match seats.group {
            PostGroup::Party => InOffice::Unknown("roster.party-posts".to_owned()),
            _ => InOffice::NotCovered,
        };
    }
    let Some(day) = row.day() else { return InOffice::Unknown(row.lacks("date")) };
    let (mut least, mut most, mut open) = (0, 0, false);
    let mut labels: Vec<Label> = Vec::new();
    for someone in people.everyone() {
        let holds = |kinds: &[PostKind]| {
            let mut held = people.posts(someone, day).filter(|held| kinds.contains(&held.post.kind)).peekable();
            held.peek()?;
            let (mut surely, mut undated) = (false, false);
            let mut first: Option<Label> = None;
            for held in held {
                surely |= !is_over(held.entry.until.map(|until| until.date), day);
                undated |= held.entry.from.is_none() && held.entry.until.is_none();
                first.get_or_insert_with(|| held.label());
            }
            Some((surely, undated, first))
        };
        if let Some((surely, undated, label)) = holds(seats.surely) {
            most += 1;
            least += u32::from(surely);
            open |= undated;
            labels.extend(label);
        } else if holds(seats.perhaps).is_some() {
            most += 1;
        }
    }
    if most == 0 {
        return InOffice::NotCovered;
    }
    let due = row.due.unwrap_or_default();
    // A roster without terms tells who is in office now, not who was then, unless other meetings were of as many.
    let as_many = || {
        meetings.rows().iter().any(|other| {
            other.sitting != row.sitting
                && other.kind() == row.kind()
                && other.due.is_some_and(|due| (least..=most).contains(&due))
        })
    };
    if open && (due < least || due > most) && !as_many() {
        return InOffice::Unknown("roster.term".to_owned());
    }
    labels.truncate(1);
    let said = crate::Text::new(format!("名册当日在任{most}人"), format!("{most} in office on the day by the roster"));
    let labels = labels.into_iter().map(|label| label.with_message(said.clone())).collect();
    InOffice::Known { least, most, labels }
}

fn is_over(until: Option<Date>, day: Date) -> bool {
    until.is_some_and(|until| until < day)
}

/// One topic has one conclusion at one meeting.
fn conclusions(context: &Context<'_>, meetings: &Meetings<'_>, findings: &mut Vec<Finding>) {
    let yes = |row: &Row<'_>| matches!(row.outcome.ending, Ending::Agreed | Ending::Decided);
    let no = |row: &Row<'_>| matches!(row.outcome.ending, Ending::Rejected | Ending::Deferred);
    for row in meetings.rows() {
        let other = meetings.alike(row.index).map(|(other, _)| other).find(|other| {
            other.index > row.index
                && other.sitting == row.sitting
                && other.topic.core == row.topic.core
                && (yes(row) && no(other) || no(row) && yes(other))
        });
        let Some(other) = other else { continue };
        let (title, date) = (row.title(), row.when());
        let values = [
            ("date", date.as_str()),
            ("body", row.name()),
            ("topic", title.as_str()),
            ("stated", ""),
            ("required", ""),
        ];
        let builder = context.key("conclusion").fill(&values);
        findings.push(builder.labels([row.label_meeting(), other.label_meeting()]).build());
    }
}
