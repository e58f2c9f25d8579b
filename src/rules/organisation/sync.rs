//! Party organisation and secretary come with a new unit.

use super::thresholds::{Standing, standing};
use super::{LEDGER, label, lacks_cell, or_heading, with_ledger};
use crate::facts::Body;
use crate::model::profile::PartyOrgan;
use crate::model::table::{DateCell, Precision};
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Date, Finding, Verdict};
/// How far back a unit's founding is looked at.
const MONTHS: i32 = 24;

struct Step {
    zh: &'static str,
    en: &'static str,
    role: &'static str,
    column: &'static str,
}

const ORGAN: Step =
    Step {
        zh: "党组织成立", en: "the Party organisation", role: "organ_founded", column: "党组织成立日期"
    };
const SECRETARY: Step =
    Step { zh: "书记任命", en: "the secretary's appointment", role: "appointed", column: "书记任命日期" };

/// A unit founded lately had its Party organisation and its first secretary within the limit.
pub(super) fn four_sync(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let organisation = with_ledger(context)?;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in &organisation.bodies {
        let own = context.profile().registered_on.filter(|_| body.is_own);
        let span = body.row.map(|row| row.unit.row.span).unwrap_or_default();
        let own = own.map(|day| DateCell::new(day, Precision::Day, span));
        let Some(founded) = own.or_else(|| body.row?.unit.founded) else {
            if body.is_own {
                gaps.fact("company.registered_on");
            } else {
                lacks_cell(body, "founded", "单位成立日期", &mut gaps);
            }
            continue;
        };
        if founded.last() < context.as_of.add_months(-MONTHS) || founded.date > context.as_of {
            continue;
        }
        let Some(row) = body.row else {
            gaps.fact(LEDGER);
            continue;
        };
        // Who has not three full members founds no organisation.
        if matches!(standing(body), Standing::Nobody | Standing::Alone)
            || body.organ == Some(PartyOrgan::None) && body.has_full(3) == Some(false)
        {
            continue;
        }
        let before = (findings.len(), gaps.is_empty());
        let organ = row.unit.organ_founded;
        check(context, body, &ORGAN, (founded, organ), &mut findings, &mut gaps);
        // Without an organisation there is no secretary to speak of.
        if (organ.is_some() || body.organ.is_some_and(|organ| organ != PartyOrgan::None)) && !succeeded(body) {
            check(context, body, &SECRETARY, (founded, row.unit.appointed), &mut findings, &mut gaps);
        }
        if before == (findings.len(), gaps.is_empty()) {
            evidence.push(label(context, body));
        }
    }
    Ok(gaps.judge(findings, or_heading(context, evidence)))
}

/// Whether the secretary named is not the first one.
fn succeeded(body: &Body<'_>) -> bool {
    let Some(row) = body.row else { return false };
    let words = row.unit.remark.as_ref().map(|remark| remark.text.as_str()).unwrap_or_default();
    ["接任", "继任", "改任", "第二任", "前任", "原书记"].iter().any(|word| words.contains(word))
}

fn check(
    context: &Context<'_>,
    body: &Body<'_>,
    step: &Step,
    (founded, done): (DateCell, Option<DateCell>),
    findings: &mut Vec<Finding>,
    gaps: &mut Gaps,
) {
    let Some(row) = body.row else { return };
    let limit = context.number("max_days");
    let Some(done) = done else {
        if !row.ledger.states(step.role) {
            lacks_cell(body, step.role, step.column, gaps);
        } else if days(founded.last(), context.as_of) > i64::from(limit) {
            let (zh, en) = (both(body, step), both_en(body, step));
            let finding = context.key("no-record").fill_both(&zh, &en).label(row.label());
            findings.push(finding.build());
        }
        // Until then there is time.
        return;
    };
    let (least, most) = (days(founded.last(), done.date), days(founded.date, done.last()));
    if least > i64::from(limit) {
        let (stated, required) = (least.to_string(), limit.to_string());
        let more = [("stated", stated.as_str()), ("required", required.as_str())];
        let zh = [both(body, step).as_slice(), &more].concat();
        let en = [both_en(body, step).as_slice(), &more].concat();
        findings.push(context.finding().fill_both(&zh, &en).label(row.label()).build());
    } else if most > i64::from(limit) {
        // A month is stated where the day decides.
        let column = if done.date == done.last() { "单位成立日期" } else { step.column };
        gaps.cell(&row.unit.row, column);
    }
}

fn both<'t>(body: &'t Body<'_>, step: &Step) -> [(&'static str, &'t str); 2] {
    [("unit", body.name), ("step", step.zh)]
}

fn both_en<'t>(body: &'t Body<'_>, step: &Step) -> [(&'static str, &'t str); 2] {
    [("unit", body.name), ("step", step.en)]
}

fn days(from: Date, to: Date) -> i64 {
    to.days_since(from)
}
