//! Employees are heard before matters that concern them are decided, and pass a settlement plan.

use super::{conclude, is_decision, shown, unmatched, with_decisions};
use crate::Verdict;
use crate::facts::{Ending, Meetings, Row, concept_bit, decides};
use crate::model::register::MeetingKind;
use crate::rules::context::Context;

/// Matters on which employees are heard (Company Law 17, State-owned Assets Law 37).
const HEARD: [&str; 4] = ["MATTER-RESTRUCTURING", "MATTER-MERGER", "MATTER-DISSOLUTION", "MATTER-BANKRUPTCY"];

const fn is_employees(kind: MeetingKind) -> bool {
    matches!(kind, MeetingKind::EmployeesCongress | MeetingKind::Union)
}

/// How the employees' rows stand to a decision.
enum Step {
    Done(usize),
    /// There is none, or only one that came later or did not pass the plan.
    Missing(Option<usize>),
    /// What would tell.
    Unknown(Vec<String>),
}

/// The employees' congress or the union was heard, or passed the plan, before the decision.
pub(super) fn employee_procedure_held(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = with_decisions(context)?;
    let covered = meetings.covers(is_employees);
    let heard = HEARD.iter().fold(0, |bits, id| bits | concept_bit(id));
    let settled = concept_bit("MATTER-RESETTLEMENT");
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (i, row) in meetings.rows().iter().enumerate().filter(|(_, row)| decides(row.kind())) {
        let must_pass = row.concepts & settled != 0;
        let must_hear = row.concepts & heard != 0 || meetings.expresses(i, "EMPLOYEE-RULES");
        if !(must_pass || must_hear) || !is_decision(context, meetings, i, row) {
            continue;
        }
        match step(meetings, row, must_pass) {
            Step::Done(by) => evidence.extend([meetings.rows()[by].label_meeting(), row.label_meeting()]),
            Step::Unknown(facts) => unknown.extend(facts),
            Step::Missing(_) if !covered => unknown.push(super::REGISTER.to_owned()),
            Step::Missing(seen) => {
                let (title, date) = (row.title(), row.when());
                let values = [("body", row.name()), ("topic", title.as_str()), ("date", date.as_str())];
                let builder = if must_pass { context.key("settlement-not-passed") } else { context.finding() };
                let seen = seen.and_then(|seen| meetings.rows().get(seen)).map(Row::label_meeting);
                findings.push(builder.fill(&values).label(row.label_meeting()).labels(seen).build());
            }
        }
    }
    conclude(findings, shown(evidence, meetings), unknown)
}

fn step(meetings: &Meetings<'_>, row: &Row<'_>, must_pass: bool) -> Step {
    let (mut unknown, mut seen) = (Vec::new(), None);
    for (other, likeness) in meetings.alike(row.index).filter(|(other, _)| is_employees(other.kind())) {
        let passes = other.kind() == MeetingKind::EmployeesCongress
            && matches!(other.outcome.ending, Ending::Agreed | Ending::Decided);
        if must_pass && !passes {
            seen = seen.or(Some(other.index));
            continue;
        }
        let before = match (other.item.held, row.item.held) {
            (Some(a), Some(b)) => a.is_before(&b),
            _ => None,
        };
        match (likeness.is_same(), before) {
            (true, Some(true)) => return Step::Done(other.index),
            (_, Some(false)) => seen = seen.or(Some(other.index)),
            (false, _) => unknown.push(unmatched(row, other.item.place())),
            (true, None) => {
                let undated = [other, row].into_iter().find(|row| row.day().is_none());
                unknown.push(undated.map_or_else(|| other.lacks("clock"), |row| row.lacks("date")));
            }
        }
    }
    if unknown.is_empty() { Step::Missing(seen) } else { Step::Unknown(unknown) }
}
