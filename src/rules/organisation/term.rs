//! When the next election was due.

use super::{label, lacks_cell, lacks_organ, noted, or_heading, organ_names, with_ledger};
use crate::facts::UnitRow;
use crate::model::profile::PartyOrgan;
use crate::model::table::{DateCell, date};
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Date, Verdict};

/// Years between elections.
const fn term(organ: PartyOrgan) -> Option<i32> {
    match organ {
        PartyOrgan::Committee => Some(5),
        PartyOrgan::GeneralBranch | PartyOrgan::Branch => Some(3),
        // A leading group is appointed.
        PartyOrgan::LeadingGroup | PartyOrgan::None => None,
    }
}

/// The first and the last day on which the term may have ended.
struct Due {
    from: Date,
    to: Date,
}

/// Elections are held when the term ends.
pub(super) fn term_of_office(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let organisation = with_ledger(context)?;
    let today = context.as_of;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &organisation.bodies {
        let Some(row) = body.row.filter(|_| !body.shares) else { continue };
        let Some(organ) = body.organ else {
            lacks_organ(body, &mut gaps);
            continue;
        };
        let temporary = row.unit.organ.as_ref().is_some_and(|organ| organ.temporary);
        let Some(years) = term(organ).filter(|_| !temporary) else { continue };
        let Some(due) = due(row, years) else {
            lacks_cell(body, "election", "换届日期", &mut gaps);
            continue;
        };
        let overdue = |day: Date| today > day;
        let key = if overdue(due.to.add_years(1)) {
            "over-one-year"
        } else if overdue(due.from.add_years(1)) {
            lacks_cell(body, "election", "换届日期", &mut gaps);
            continue;
        } else if !overdue(due.from) {
            evidence.push(label(context, body));
            continue;
        } else {
            match extended(row, today) {
                Some(true) => {
                    evidence.push(label(context, body));
                    continue;
                }
                None => {
                    lacks_cell(body, "extension", "延期批复", &mut gaps);
                    continue;
                }
                Some(false) if !overdue(due.to) => {
                    lacks_cell(body, "election", "换届日期", &mut gaps);
                    continue;
                }
                Some(false) => "",
            }
        };
        // An organisation without any election on record may have held one since it was founded.
        if row.unit.election.is_none() {
            lacks_cell(body, "election", "换届日期", &mut gaps);
            continue;
        }
        let finding = if key.is_empty() { context.finding() } else { context.key(key) };
        let (names, day) = (organ_names(organ), due.to.to_string());
        let zh = [("unit", body.name), ("organ", names.zh.as_ref()), ("due", day.as_str())];
        let en = [("unit", body.name), ("organ", names.en.as_ref()), ("due", day.as_str())];
        findings.push(finding.fill_both(&zh, &en).label(label(context, body)).build());
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// When the term ends: so many years after the last election, or after the organisation was founded if that is later, as
/// it is where a branch has become a committee.
fn due(row: UnitRow<'_>, years: i32) -> Option<Due> {
    let starts = [row.unit.election, row.unit.organ_founded];
    let later = |a: DateCell, b: DateCell| if b.date > a.last() { b } else { a };
    let start = starts.into_iter().flatten().reduce(later)?;
    Some(Due { from: start.date.add_years(years), to: start.last().add_years(years) })
}

/// Whether putting the election off was approved for that day: 同意延期至2026年12月31日 is over later.
fn extended(row: UnitRow<'_>, today: Date) -> Option<bool> {
    let approved = noted(&row.unit.extension)?;
    let words = row.unit.extension.present().map(|stated| stated.text.as_str()).unwrap_or_default();
    let end = words.rsplit_once('至').or_else(|| words.rsplit_once('到')).and_then(|(_, rest)| date(rest));
    let lapsed = end.is_some_and(|(first, precision, _)| {
        let end = DateCell::new(first, precision, row.unit.row.span);
        today > end.last()
    });
    Some(approved && !lapsed)
}
