//! Party meetings begin with the first topic and follow it up.

use super::{conclude, shown, with_party};
use crate::facts::{Meetings, Row, Sitting, when};
use crate::model::register::Register;
use crate::model::table::is_blank;
use crate::rules::context::Context;
use crate::{Finding, Verdict};

/// How a row stands to the first topic.
enum Topic {
    Is,
    /// It says 第一议题 and nothing of what was studied.
    Unclear,
    Other,
}

/// Every meeting (or one in so many) has the first topic, puts it first, and records a follow-up.
pub(super) fn first_topic(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = with_party(context)?;
    let every = context.is_on("every_meeting");
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut without: Vec<&Sitting> = Vec::new();
    // With every_meeting = false: the meetings in a row that had none.
    let limit = context.number("consecutive").max(1) as usize;
    for sitting in meetings.sittings().iter().filter(|sitting| meetings.is_party(sitting.kind)) {
        let mut found = None;
        let mut unclear = None;
        for (position, (index, row)) in meetings.rows_of(sitting).enumerate() {
            match read(context, meetings, index, row) {
                Topic::Is if found.is_none() => found = Some((position, row)),
                Topic::Unclear => unclear = unclear.or(Some(row)),
                _ => {}
            }
        }
        let Some((position, row)) = found else {
            if let Some(row) = unclear {
                unknown.push(row.lacks("topic"));
                end_run(context, meetings, &mut without, limit, every, &mut findings);
            } else if sitting.is_loose {
                // Its rows may belong to a meeting whose other rows stand elsewhere.
                unknown.extend(meetings.rows_of(sitting).map(|(_, row)| row.lacks("date")).take(3));
            } else if every {
                findings.push(absent(context, meetings, &[sitting]));
            } else {
                without.push(sitting);
            }
            continue;
        };
        end_run(context, meetings, &mut without, limit, every, &mut findings);
        let place = stated_place(row, position);
        if place != 1 {
            let (date, stated) = (row.when(), place.to_string());
            let values = [("date", date.as_str()), ("body", row.name()), ("stated", stated.as_str())];
            findings.push(context.key("not-first").fill(&values).label(row.label_meeting()).build());
        } else {
            evidence.push(row.label_meeting());
        }
        match has_follow_up(row) {
            Some(true) => {}
            Some(false) => {
                let date = row.when();
                let values = [("date", date.as_str()), ("body", row.name())];
                findings.push(context.key("no-action").fill(&values).label(row.label_meeting()).build());
            }
            None => unknown.push("register.action".to_owned()),
        }
    }
    end_run(context, meetings, &mut without, limit, every, &mut findings);
    conclude(findings, shown(evidence, meetings), unknown)
}

/// Reports a run of meetings without the first topic if it is long enough.
fn end_run(
    context: &Context<'_>,
    meetings: &Meetings<'_>,
    without: &mut Vec<&Sitting>,
    limit: usize,
    every: bool,
    findings: &mut Vec<Finding>,
) {
    if !every && without.len() >= limit {
        findings.push(absent(context, meetings, without));
    }
    without.clear();
}

fn absent(context: &Context<'_>, meetings: &Meetings<'_>, sittings: &[&Sitting]) -> Finding {
    let first = |sitting: &Sitting| sitting.rows.first().and_then(|&i| meetings.rows().get(i));
    let rows: Vec<&Row<'_>> = sittings.iter().filter_map(|sitting| first(sitting)).collect();
    let day = |sitting: Option<&&Sitting>| sitting.map(|s| when(s.held.as_ref())).unwrap_or_default();
    let (from, to) = (day(sittings.first()), day(sittings.last()));
    let date = if from == to { from } else { format!("{from}至{to}连续{}次", sittings.len()) };
    let body = rows.first().map(|row| row.name()).unwrap_or_default();
    let labels = rows.iter().map(|row| row.label_meeting());
    context.key("missing").fill(&[("date", &date), ("body", body)]).labels(labels).build()
}

fn read(context: &Context<'_>, meetings: &Meetings<'_>, index: usize, row: &Row<'_>) -> Topic {
    let studies = meetings.expresses(index, "FIRST-TOPIC")
        || context.is_on("congress_spirit") && meetings.expresses(index, "FIRST-TOPIC-CONGRESS");
    if studies {
        return Topic::Is;
    }
    let named = meetings.expresses(index, "FIRST-TOPIC-NAMED");
    let said: String = row.topic.text.replace("第一议题", "").chars().filter(|c| c.is_alphabetic()).collect();
    let says_nothing = [
        "",
        "学习",
        "制度",
        "学习内容",
        "内容",
        "传达学习",
        "学习贯彻",
        "集中学习",
        "理论学习",
        "略",
        "详见纪要",
        "学习制度",
    ];
    if named && says_nothing.contains(&said.as_str()) { Topic::Unclear } else { Topic::Other }
}

/// The place on the agenda: as stated, else by the order of the rows. Numbers that run on through the register are none.
fn stated_place(row: &Row<'_>, position: usize) -> usize {
    match row.sequence {
        Some(sequence) if !runs_on(row.register) => sequence as usize,
        _ => position + 1,
    }
}

/// Whether the topics are numbered through the whole register and not anew for each meeting.
fn runs_on(register: &Register) -> bool {
    let numbers: Vec<u32> = register.items.iter().filter_map(|item| item.sequence).collect();
    register.meetings.len() >= 2 && numbers.len() >= 4 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Whether a follow-up is recorded; `None` if no column could hold one.
fn has_follow_up(row: &Row<'_>) -> Option<bool> {
    const COLUMNS: [&str; 7] = ["落实", "措施", "责任", "时限", "督办", "贯彻", "承办"];
    let cells = &row.item.row.cells;
    let mut columns = cells.iter().filter(|cell| COLUMNS.iter().any(|word| cell.column.contains(word))).peekable();
    if columns.peek().is_none() && row.item.action.is_none() && !row.register.states("action") {
        let said = row.item.conclusion.as_ref().map(|c| c.text.as_str()).unwrap_or_default();
        let concrete = ["落实", "牵头", "负责", "责任", "分工", "措施", "月底前", "完成"];
        return concrete.iter().any(|word| said.contains(word)).then_some(true);
    }
    let filled = |text: &str| !is_blank(text) && !matches!(text.trim(), "无" | "否" | "没有");
    Some(columns.any(|cell| filled(&cell.text)) || row.item.action.as_ref().is_some_and(|action| filled(&action.text)))
}
