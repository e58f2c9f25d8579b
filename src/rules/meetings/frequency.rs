//! Meetings are held as often as law and rules ask, in every whole period that the registers cover.

use super::{conclude, meetings, shown};
use crate::facts::{Meetings, Organ, Row, Sitting, Statement};
use crate::model::post::PostGroup;
use crate::model::profile::{Form, Ownership, PartyOrgan};
use crate::model::register::MeetingKind;
use crate::model::table::Precision;
use crate::rules::context::Context;
use crate::{Date, Finding, Label, Text, Verdict};

/// How long a period is, in months, and how it is called.
#[derive(Clone, Copy)]
enum Every {
    Year,
    HalfYear,
    Quarter,
    Month,
}

impl Every {
    const fn months(self) -> i32 {
        match self {
            Self::Year => 12,
            Self::HalfYear => 6,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    fn name(self, start: Date) -> Text {
        let year = start.year();
        match self {
            Self::Year => Text::new(format!("{year}年"), format!("{year}")),
            Self::HalfYear if start.month() == 1 => {
                Text::new(format!("{year}年上半年"), format!("the first half of {year}"))
            }
            Self::HalfYear => Text::new(format!("{year}年下半年"), format!("the second half of {year}")),
            Self::Quarter => {
                let quarter = start.quarter();
                let zh = ["一", "二", "三", "四"].get(quarter as usize - 1).copied().unwrap_or_default();
                Text::new(format!("{year}年第{zh}季度"), format!("quarter {quarter} of {year}"))
            }
            Self::Month => Text::new(format!("{year}年{}月", start.month()), format!("{year}-{:02}", start.month())),
        }
    }

    /// The whole periods between two days, by their first and last days.
    fn whole(self, from: Date, to: Date) -> Vec<(Date, Date)> {
        let step = self.months();
        let first = (from.month() as i32 - 1) / step * step + 1;
        let Some(mut start) = Date::new(from.year(), first as u32, 1) else { return Vec::new() };
        let mut out = Vec::new();
        // A register of a thousand years is a misread date.
        while out.len() < 1200 {
            let next = start.add_months(step);
            let end = next.add_days(-1);
            if end > to || next <= start {
                break;
            }
            if start >= from {
                out.push((start, end));
            }
            start = next;
        }
        out
    }
}

/// A kind of meeting that must be held so often.
struct Duty {
    key: &'static str,
    body: (&'static str, &'static str),
    kinds: &'static [MeetingKind],
    every: Every,
    least: usize,
    /// What must be known for the duty to hold; `None` if it holds.
    unless: Option<&'static str>,
}

fn duties(context: &Context<'_>, meetings: &Meetings<'_>, unknown: &mut Vec<String>) -> Vec<Duty> {
    let profile = context.profile();
    let mut out = Vec::new();
    let joint = profile.form == Some(Form::JointStock);
    if joint && profile.board != Some(false) {
        out.push(Duty {
            key: "board",
            body: ("董事会", "the board"),
            kinds: &[MeetingKind::Board],
            every: Every::Year,
            least: 2,
            unless: profile.board.is_none().then_some("company.board"),
        });
    }
    if profile.form.is_none() && meetings.sittings().iter().any(|sitting| !meetings.is_party(sitting.kind)) {
        unknown.push("company.form".to_owned());
    }
    if profile.form.is_some() && has_supervisors(context, meetings) != Some(false) {
        out.push(Duty {
            key: "supervisors",
            body: ("监事会", "the supervisory board"),
            kinds: &[MeetingKind::Supervisors],
            every: if joint { Every::HalfYear } else { Every::Year },
            least: 1,
            unless: has_supervisors(context, meetings).is_none().then_some("document:charter"),
        });
    }
    // A company with one shareholder has no shareholders' meeting (112).
    if joint && profile.shareholders != Some(1) && profile.ownership != Some(Ownership::WhollyState) {
        out.push(Duty {
            key: "annual-meeting",
            body: ("年度股东会", "the annual shareholders' meeting"),
            kinds: &[MeetingKind::AnnualShareholders],
            every: Every::Year,
            least: 1,
            unless: None,
        });
    }
    if profile.party_organ == Some(PartyOrgan::Branch) {
        out.push(Duty {
            key: "branch-assembly",
            body: ("支部党员大会", "the branch's general meeting"),
            kinds: &[MeetingKind::BranchAssembly],
            every: Every::Quarter,
            least: 1,
            unless: None,
        });
        // Fewer than seven full members have no committee.
        const COMMITTEE_FROM: u32 = 7;
        let meets = meetings.sittings().iter().any(|sitting| sitting.kind == MeetingKind::BranchCommittee);
        let members = profile.full_party_members;
        if meets || members.is_none_or(|members| members >= COMMITTEE_FROM) {
            out.push(Duty {
                key: "branch-committee",
                body: ("支部委员会", "the branch committee"),
                kinds: &[MeetingKind::BranchCommittee],
                every: Every::Month,
                least: 1,
                unless: (!meets && members.is_none()).then_some("company.full_party_members"),
            });
        }
    }
    out
}

/// Whether there is a supervisory board, as register, charter or roster tell.
fn has_supervisors(context: &Context<'_>, meetings: &Meetings<'_>) -> Option<bool> {
    if context.facts.charter().is_some() {
        let facts = context.facts.charter_facts();
        let stated = facts.all().iter().filter(|fact| fact.holds()).find_map(|fact| match fact.statement {
            Statement::Organ { organ: Organ::SupervisoryBoard, exists: false }
            | Statement::TakesOver { of: Organ::SupervisoryBoard, .. } => Some(false),
            _ => None,
        });
        if stated.is_some() {
            return stated;
        }
    }
    if meetings.sittings().iter().any(|sitting| sitting.kind == MeetingKind::Supervisors) {
        return Some(true);
    }
    if let Some(people) = context.facts.people()
        && people.everyone().iter().any(|someone| {
            let mut posts = someone.all();
            posts.any(|held| held.post.kind.group() == PostGroup::Supervisory)
        })
    {
        return Some(true);
    }
    context.facts.charter().map(|_| true).filter(|_| {
        let facts = context.facts.charter_facts();
        let is_board = |fact: &crate::facts::Fact| {
            matches!(fact.statement, Statement::Organ { organ: Organ::SupervisoryBoard, exists: true })
        };
        facts.all().iter().filter(|fact| fact.holds()).any(is_board)
    })
}

/// The days between which the registers cover meetings of these kinds.
fn covered(meetings: &Meetings<'_>, kinds: &[MeetingKind], as_of: Date) -> Option<(Date, Date)> {
    let own: Vec<&Row<'_>> = meetings.rows().iter().filter(|row| kinds.contains(&row.kind())).collect();
    // A register of one body covers that body only; where the body has rows, only the registers that hold them count.
    let among = |row: &&Row<'_>| {
        own.is_empty() || own.iter().any(|other| std::ptr::eq(other.register, row.register)) || is_mixed(row)
    };
    let held: Vec<&Row<'_>> = meetings.rows().iter().filter(among).collect();
    let first = held.iter().filter_map(|row| row.item.held).map(|held| match held.day.precision {
        Precision::Day => held.day.date,
        Precision::Month => held.day.date.add_months(1).add_days(-1),
        Precision::Year => held.day.date.add_years(1).add_days(-1),
    });
    let last = held.iter().filter_map(|row| row.item.held).map(|held| held.day.date);
    Some((first.min()?, last.max()?.min(as_of)))
}

/// Whether the row's register is one of several bodies.
fn is_mixed(row: &Row<'_>) -> bool {
    row.register.meetings.iter().any(|meeting| meeting.kind.body() != row.register.meetings[0].kind.body())
}

/// Every whole period has as many meetings as it must.
pub(super) fn frequency(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = meetings(context)?;
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let duties = duties(context, meetings, &mut unknown);
    if unknown.iter().any(|fact| fact == "company.form")
        && covered(meetings, &[], context.as_of).is_none_or(|(from, to)| Every::Year.whole(from, to).is_empty())
    {
        // No whole year is covered: the form could change nothing.
        unknown.clear();
    }
    for duty in duties {
        let covers = |kind: MeetingKind| duty.kinds.contains(&kind);
        let Some((from, to)) = covered(meetings, duty.kinds, context.as_of) else {
            unknown.extend(meetings.rows().iter().map(|row| row.lacks("date")).take(3));
            continue;
        };
        let periods = duty.every.whole(from, to);
        if periods.is_empty() {
            continue;
        }
        if !meetings.covers(covers) {
            unknown.push(super::REGISTER.to_owned());
            continue;
        }
        let of_duty = |sitting: &&Sitting| is_of(meetings, sitting, &duty);
        let held: Vec<&Sitting> = meetings.sittings().iter().filter(of_duty).collect();
        let undated: Vec<String> = held.iter().filter_map(|s| lacks_day(meetings, s, duty.every)).collect();
        for (start, end) in periods {
            let within = |sitting: &&&Sitting| sitting.held.is_some_and(|held| (start..=end).contains(&held.day.date));
            let count = held.iter().filter(within).count();
            if count >= duty.least {
                evidence.extend(held.iter().find(within).and_then(|sitting| label(meetings, sitting)));
                continue;
            }
            if let Some(fact) = duty.unless {
                unknown.push(fact.to_owned());
            } else if !undated.is_empty() {
                unknown.extend(undated.iter().cloned());
            } else if let Some(fact) = perhaps_annual(meetings, &duty, start, end) {
                unknown.push(fact);
            } else {
                findings.push(finding(context, meetings, &duty, &held, (start, end), count));
            }
        }
    }
    conclude(findings, shown(evidence, meetings), unknown)
}

/// Whether a meeting fulfils the duty. A shareholders' meeting that takes the annual report is the annual one.
fn is_of(meetings: &Meetings<'_>, sitting: &Sitting, duty: &Duty) -> bool {
    if duty.kinds.contains(&sitting.kind) {
        return true;
    }
    let annual = ["年度报告", "利润分配", "财务决算", "年度决算", "董事会工作报告", "年度工作报告"];
    duty.key == "annual-meeting"
        && sitting.kind == MeetingKind::Shareholders
        && meetings
            .rows_of(sitting)
            .any(|(_, row)| !row.item.name.contains("临时") && annual.iter().any(|word| row.topic.text.contains(word)))
}

/// A shareholders' meeting in the period that may or may not have been the annual one.
fn perhaps_annual(meetings: &Meetings<'_>, duty: &Duty, start: Date, end: Date) -> Option<String> {
    if duty.key != "annual-meeting" {
        return None;
    }
    let within = |row: &&Row<'_>| row.item.held.is_some_and(|held| (start..=end).contains(&held.day.date));
    let plain = |row: &&Row<'_>| row.kind() == MeetingKind::Shareholders && !row.item.name.contains("临时");
    meetings.rows().iter().filter(plain).find(within).map(|row| row.lacks("meeting"))
}

/// The fact that a meeting has no date exact enough to put it into a period.
fn lacks_day(meetings: &Meetings<'_>, sitting: &Sitting, every: Every) -> Option<String> {
    let enough = match (sitting.held.map(|held| held.day.precision), every) {
        (Some(Precision::Year), Every::Year) => true,
        (None | Some(Precision::Year), _) => false,
        (Some(_), _) => true,
    };
    let row = sitting.rows.first().and_then(|&i| meetings.rows().get(i))?;
    (!enough).then(|| row.lacks("date"))
}

fn label(meetings: &Meetings<'_>, sitting: &Sitting) -> Option<Label> {
    sitting.rows.first().and_then(|&i| meetings.rows().get(i)).map(Row::label_meeting)
}

fn finding(
    context: &Context<'_>,
    meetings: &Meetings<'_>,
    duty: &Duty,
    held: &[&Sitting],
    (start, end): (Date, Date),
    count: usize,
) -> Finding {
    let period = duty.every.name(start);
    let (stated, required) = (count.to_string(), duty.least.to_string());
    let zh = [
        ("period", period.zh.as_ref()),
        ("body", duty.body.0),
        ("stated", stated.as_str()),
        ("required", required.as_str()),
    ];
    let en = [("period", period.en.as_ref()), ("body", duty.body.1), zh[2], zh[3]];
    // The meetings before, in and after the period show the gap.
    let day = |sitting: &&&Sitting| sitting.held.map(|held| held.day.date);
    let before = held.iter().rfind(|sitting| day(sitting).is_some_and(|day| day < start));
    let within = held.iter().filter(|sitting| day(sitting).is_some_and(|day| (start..=end).contains(&day)));
    let after = held.iter().find(|sitting| day(sitting).is_some_and(|day| day > end));
    let mut labels: Vec<Label> =
        within.chain(before).chain(after).filter_map(|sitting| label(meetings, sitting)).collect();
    if labels.is_empty() {
        labels.push(meetings.absent().unwrap_or_else(|| context.anywhere()));
    }
    context.key(duty.key).fill_both(&zh, &en).labels(labels).build()
}
