//! Major matters are decided at a meeting.

use super::{OnList, conclude, has_prior_list, label_matched, meetings, on_list, shown};
use crate::Verdict;
use crate::facts::{Form, Likeness, Listed, Meetings, Row, concept_bit, decides};
use crate::model::register::MeetingKind;
use crate::model::table::{Answer, is_blank};
use crate::rules::context::Context;
use crate::rules::two_lists::PRIOR;

/// Matters that are major whatever their amount.
const MAJOR: [&str; 12] = [
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
    "MATTER-RESTRUCTURING",
    "MATTER-RESETTLEMENT",
];

/// Matters that are major from some amount on, which the lists set.
const BY_AMOUNT: [&str; 7] = [
    "MATTER-INVESTMENT",
    "MATTER-DISPOSAL",
    "MATTER-TRANSFER",
    "MATTER-GUARANTEE",
    "MATTER-FINANCING",
    "MATTER-FUNDS",
    "MATTER-DONATION",
];

fn any(row: &Row<'_>, ids: &[&str]) -> bool {
    row.concepts & ids.iter().fold(0, |bits, id| bits | concept_bit(id)) != 0
}

/// Whether a matter is one of 三重一大.
enum Major<'m, 'a> {
    No,
    Yes,
    /// Because it is on the lists.
    Listed(&'m Listed<'a>, &'m Likeness),
    /// The fact that would tell.
    Unknown(String),
}

fn is_major<'m, 'a>(context: &Context<'a>, meetings: &Meetings<'a>, row: &'m Row<'a>) -> Major<'m, 'a>
where
    'a: 'm,
{
    if let Some(class) = row.item.class.as_ref().filter(|class| !is_blank(&class.text)) {
        let text = class.text.as_str();
        if ["非三重一大", "不属于", "一般事项", "日常"].iter().any(|word| text.contains(word))
            || matches!(Answer::read(text), Some(Answer::No | Answer::NotConcerned))
        {
            return Major::No;
        }
        let named = ["重大", "大额", "人事任免", "干部任免", "三重一大"].iter().any(|word| text.contains(word));
        if named || Answer::read(text) == Some(Answer::Yes) {
            return Major::Yes;
        }
    }
    const SAID: [&str; 11] = [
        "三重一大",
        "重大决策",
        "重要人事",
        "重大项目",
        "大额度资金",
        "大额资金",
        "重大投资",
        "重大资产",
        "重大融资",
        "重大担保",
        "重要干部",
    ];
    if SAID.iter().any(|word| row.topic.text.contains(word))
        || any(row, &MAJOR)
        || any(row, &["MATTER-MANAGERS"])
        || meetings.expresses(row.index, "APPOINTMENTS")
    {
        return Major::Yes;
    }
    match on_list(context, row) {
        OnList::Yes(listed, likeness) => Major::Listed(listed, likeness),
        OnList::Perhaps(listed) => Major::Unknown(super::unmatched(row, listed.matter.place())),
        OnList::No if any(row, &BY_AMOUNT) && !has_prior_list(context) => Major::Unknown(PRIOR.to_owned()),
        OnList::No => Major::No,
    }
}

/// How a row's meeting was held, by its form or its name.
fn form_of(row: &Row<'_>) -> Option<Form> {
    let named = Form::read(&row.item.name).filter(|form| *form == Form::Circulated);
    named.or_else(|| row.form.and_then(Form::read))
}

/// Whether the charter lets the board vote in writing or by correspondence; `None` without a charter.
fn allows_writing(context: &Context<'_>) -> Option<bool> {
    let charter = context.facts.charter()?;
    let sentences = charter.charter.prose().sentences().len();
    const WAYS: [&str; 9] = ["通讯", "通信", "书面", "传真", "传签", "电子", "视频", "电话", "邮件"];
    // What is written or sent there is no vote.
    const OTHERS: [&str; 9] = ["通知", "委托", "意见", "授权", "提议", "辞职", "报告", "请求", "说明"];
    Some((0..sentences).any(|i| {
        let text = charter.sentence_text(i);
        let votes =
            ["表决", "决议"].iter().any(|word| text.contains(word)) || text.contains("召开") && !text.contains("通知");
        let denied = ["不得", "不采用", "不能"].iter().any(|word| text.contains(word));
        let of_owners = text.contains("股东") && !text.contains("董事");
        let ways = WAYS.iter().any(|way| {
            text.match_indices(way).any(|(at, _)| {
                let rest = &text[at + way.len()..];
                !OTHERS.iter().any(|word| rest.starts_with(word))
            })
        });
        votes && ways && !denied && !of_owners
    }))
}

/// Circulation, countersigning and the like do not stand for a meeting.
pub(super) fn substitute_form(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = meetings(context)?;
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for row in meetings.rows() {
        if !decides(row.kind()) && !meetings.is_party(row.kind()) && row.kind() != MeetingKind::Other {
            continue;
        }
        let form = form_of(row);
        if row.kind() == MeetingKind::Other && form != Some(Form::Circulated) {
            continue;
        }
        if form == Some(Form::Meeting) {
            if any(row, &MAJOR) || any(row, &BY_AMOUNT) {
                evidence.push(row.label_meeting());
            }
            continue;
        }
        let owners = matches!(row.kind(), MeetingKind::Shareholders | MeetingKind::AnnualShareholders);
        // Shareholders may decide in writing (59).
        if owners && form != Some(Form::Circulated) {
            continue;
        }
        let matched = match is_major(context, meetings, row) {
            Major::No => continue,
            Major::Yes => None,
            Major::Listed(listed, likeness) => Some((listed, likeness)),
            Major::Unknown(fact) => {
                if form.is_some() {
                    unknown.push(fact);
                }
                continue;
            }
        };
        let Some(form) = form else {
            unknown.push(row.lacks("form"));
            continue;
        };
        // A board that votes in writing is not helped by the study before it.
        let by_board = form == Form::Written && row.kind() == MeetingKind::Board;
        let at_meeting = meetings.alike(row.index).find(|(other, likeness)| {
            likeness.is_same()
                && other.sitting != row.sitting
                && (decides(other.kind()) || !by_board && meetings.is_party(other.kind()))
                && form_of(other).is_none_or(|form| form == Form::Meeting)
        });
        if let Some((other, _)) = at_meeting {
            evidence.extend([row.label_meeting(), other.label_meeting()]);
            continue;
        }
        if by_board {
            match allows_writing(context) {
                Some(true) => {
                    evidence.push(row.label_meeting());
                    continue;
                }
                Some(false) => {}
                None => {
                    unknown.push("document:charter".to_owned());
                    continue;
                }
            }
        }
        let stated = row.form.unwrap_or(row.item.name.as_str());
        let (title, date) = (row.title(), row.when());
        let values = [("topic", title.as_str()), ("form", stated), ("date", date.as_str()), ("body", row.name())];
        let mut labels = vec![row.label_meeting()];
        labels.extend(matched.map(|(listed, likeness)| label_matched(listed, likeness)));
        findings.push(context.finding().fill(&values).labels(labels).build());
    }
    conclude(findings, shown(evidence, meetings), unknown)
}
