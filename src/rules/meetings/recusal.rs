//! Interested directors do not vote.

use super::quorum::directors;
use super::{REGISTER, conclude, meetings, shown};
use crate::facts::{Meetings, Row, concept_bit};
use crate::model::post::{PostGroup, PostKind};
use crate::model::register::MeetingKind;
use crate::model::table::{Answer, count};
use crate::rules::context::{Context, missing};
use crate::{Finding, Label, Verdict};

/// How many directors recused themselves; `None` if some did and the number is not stated.
pub(super) fn recused(context: &Context<'_>, row: &Row<'_>) -> Option<u32> {
    let item = row.item;
    match item.recused {
        Some(Answer::Yes) => {}
        _ => return Some(0),
    }
    let words = item.recusal.present().map(|stated| stated.text.as_str()).unwrap_or_default();
    if let Some(number) = count(words.trim_start_matches("回避").trim_end_matches("回避")) {
        return Some(number).filter(|n| *n > 0 && Answer::read(words).is_none());
    }
    let named = item.recused_names.iter().filter(|name| is_director(context, row, name)).count() as u32;
    if item.recused_names.is_empty() {
        // 关联董事：颜兆，回避：是
        let named = item.interested.iter().filter(|name| is_director(context, row, name)).count() as u32;
        return (named > 0).then_some(named);
    }
    Some(named)
}

/// Whether a name may be a director's: not where the roster knows the person and gives another post.
fn is_director(context: &Context<'_>, row: &Row<'_>, name: &str) -> bool {
    let (Some(people), Some(day)) = (context.facts.people(), row.day()) else { return true };
    // 总会计师周平 is 周平.
    match people.everyone().iter().filter(|someone| name.contains(someone.name)).max_by_key(|s| s.name.len()) {
        Some(someone) if people.covers(PostGroup::Board) => people
            .posts(someone, day)
            .any(|held| matches!(held.post.kind, PostKind::Chair | PostKind::ViceChair | PostKind::Director)),
        _ => true,
    }
}

/// 关联董事方慕白回避 is 方慕白.
fn plain_name(name: &str) -> &str {
    let name = name.split(['（', '(', '：', ':']).next().unwrap_or(name);
    let name = name.trim_start_matches("关联").trim_start_matches("董事").trim_start_matches("长");
    name.trim_end_matches("同志").trim_end_matches("表决").trim_end_matches("回避").trim_end_matches("已").trim()
}

/// Directors noted as recused are not among the votes; with fewer than three others the shareholders decide.
pub(super) fn recusal(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = meetings(context)?;
    if !meetings.covers(|kind| kind == MeetingKind::Board) {
        return Err(missing([REGISTER]));
    }
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for row in meetings.rows().iter().filter(|row| row.kind() == MeetingKind::Board) {
        let number = recused(context, row);
        if number == Some(0) {
            // A transaction with a related party whose cell for recusal is blank, or has no column.
            let related = row.concepts & concept_bit("MATTER-RELATED") != 0;
            let said = row.item.remark.as_ref().map(|remark| remark.text.as_str()).unwrap_or_default();
            let topic = row.item.topic.text.as_str();
            let named = row.item.interested.iter().any(|name| is_director(context, row, name));
            let told = INTERESTED.iter().any(|words| said.contains(words) || topic.contains(words));
            if (named || related && told) && row.item.recused == Some(Answer::No) {
                // 是否回避：否, and a column, the topic or the remarks tell that directors are interested.
                let number = u32::try_from(row.item.interested.len()).ok().filter(|_| named);
                match judge_row(context, meetings, row, number) {
                    Ok(Some(finding)) => findings.push(finding),
                    Ok(None) => evidence.push(row.label_meeting()),
                    Err(fact) => unknown.push(fact),
                }
            } else if related && row.item.recusal.is_unknown() && row.item.recused.is_none() {
                unknown.push(row.lacks("recused"));
            } else {
                evidence.push(row.label_meeting());
            }
            continue;
        }
        match judge_row(context, meetings, row, number) {
            Ok(None) => evidence.push(row.label_meeting()),
            Ok(Some(finding)) => findings.push(finding),
            Err(fact) => unknown.push(fact),
        }
    }
    conclude(findings, shown(evidence, meetings), unknown)
}

/// Words of remarks that tell of interested directors.
const INTERESTED: [&str; 4] = ["关联董事", "系关联", "为关联", "存在关联关系"];

/// What is wrong with a row on which somebody recused themselves, if anything.
fn judge_row(
    context: &Context<'_>,
    meetings: &Meetings<'_>,
    row: &Row<'_>,
    number: Option<u32>,
) -> Result<Option<Finding>, String> {
    let item = row.item;
    let said = &row.outcome.votes;
    let yes = item.yes.or(said.yes);
    let cast = yes.map(|yes| yes + item.no.or(said.no).unwrap_or(0) + item.abstain.or(said.abstain).unwrap_or(0));
    let total = directors(context, row).map(|directors| directors.total);
    // At least one, where the register only says 是.
    let recused = number.unwrap_or(1);
    let eligible = total.map(|total| total.saturating_sub(recused));
    let (title, date) = (row.title(), row.when());
    let names = if item.recused_names.is_empty() { &item.interested } else { &item.recused_names };
    let person = names.iter().map(|name| plain_name(name)).collect::<Vec<_>>().join("、");
    let person = if person.is_empty() { "未写姓名" } else { person.as_str() };
    let label = || -> Label { row.label_meeting() };
    let values = |stated: &str| {
        let pairs = [("topic", title.as_str()), ("person", person), ("stated", stated), ("date", date.as_str())];
        pairs.map(|(key, value)| (key, value.to_owned()))
    };
    let fill = |builder: crate::rules::context::FindingBuilder, stated: &str| {
        let values = values(stated);
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        builder.fill(&values).label(label()).build()
    };
    if let (Some(cast), Some(eligible)) = (cast, eligible)
        && cast > eligible
    {
        return Ok(Some(fill(context.finding(), &cast.to_string())));
    }
    let attending = match (cast, row.present, total) {
        (Some(cast), ..) => Some(cast),
        // Everybody was there, those who recused themselves too.
        (None, Some(present), Some(total)) if present == total => Some(present.saturating_sub(recused)),
        _ => None,
    };
    let Some(attending) = attending.filter(|_| number.is_some() || cast.is_some()) else {
        return Err(row.lacks("votes"));
    };
    if attending >= 3 {
        return if cast.is_none() { Err(row.lacks("votes")) } else { Ok(None) };
    }
    let to_owners = row.outcome.submitted_to.is_some_and(|body| crate::facts::rank_of(body) == 4);
    let by_owners = meetings.alike(row.index).any(|(other, likeness)| {
        matches!(other.kind(), MeetingKind::Shareholders | MeetingKind::AnnualShareholders) && likeness.is_same()
    });
    if to_owners || by_owners {
        return Ok(None);
    }
    // Nothing was passed: there is nothing to submit.
    if matches!(row.outcome.ending, crate::facts::Ending::Rejected | crate::facts::Ending::Deferred) {
        return Ok(None);
    }
    Ok(Some(fill(context.key("fewer-than-three"), &attending.to_string())))
}
