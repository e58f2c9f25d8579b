//! Quarterly meetings.

use super::periods::{Length, Missing, record};
use super::{absent, chains, name_of};
use crate::facts::{ChainMeeting, Chains};
use crate::model::chain::MemberUnit;
use crate::model::register::AgendaItem;
use crate::model::table::{Note, Precision};
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Finding, Label, Text, Verdict};

const REGISTER: &str = "document:register";

/// Each chain's committee meets in every natural quarter.
pub(super) fn quarterly_meeting(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    let held: Vec<&ChainMeeting<'_>> = chains.meetings.iter().filter(|meeting| is_past(meeting, context)).collect();
    for chain in chains.each() {
        let Some(heading) = chains.register(chain) else {
            if context.dossier.complete {
                findings.push(never(context, chain, None));
            } else {
                gaps.fact(REGISTER);
            }
            continue;
        };
        one_chain(context, chains, chain, &held, &heading, &mut findings, &mut gaps);
    }
    for meeting in &held {
        attendance(context, chains, meeting, &mut findings, &mut gaps);
        evidence.push(meeting.label());
    }
    Ok(gaps.judge(findings, evidence))
}

/// Whether a meeting was held by the day as of which is judged; one without a day counts as held.
fn is_past(meeting: &ChainMeeting<'_>, context: &Context<'_>) -> bool {
    meeting.day().is_none_or(|day| day.date <= context.as_of)
}

fn one_chain(
    context: &Context<'_>,
    chains: &Chains<'_>,
    chain: &str,
    held: &[&ChainMeeting<'_>],
    heading: &Label,
    findings: &mut Vec<Finding>,
    gaps: &mut Gaps,
) {
    let own = || held.iter().filter(|meeting| chains.is_of(&meeting.chains, chain));
    let days = own().filter_map(|meeting| Some((meeting.day()?, meeting.label()))).collect();
    // The register begins with its first row, whichever chain that is about.
    let first_row = held.iter().filter_map(|meeting| meeting.day()).map(|day| day.date).min();
    let record = record(chains, chain, chains.register_titles(chain), first_row, days, context.as_of);
    if record.founded.is_none() && record.active.is_none() {
        // Whether a chain that is never seen at work exists yet is not known.
        gaps.fact("chain.founded");
        return;
    }
    // Meetings without a day, or without a chain where there are several, may be the ones that are missing.
    let unclear: Vec<&&ChainMeeting<'_>> = held
        .iter()
        .filter(|meeting| {
            let undated = meeting.day().is_none_or(|day| day.precision == Precision::Year);
            chains.is_of(&meeting.chains, chain) && undated || chains.is_loose(&meeting.chains)
        })
        .collect();
    let missing = record.missing(Length::Quarter);
    if !missing.is_empty() && !unclear.is_empty() {
        for meeting in unclear {
            if let Some(item) = meeting.register.items_of(meeting.meeting).next() {
                gaps.cell(&item.row, if chains.is_loose(&meeting.chains) { "会议名称" } else { "日期" });
            }
        }
        return;
    }
    for missing in missing {
        findings.push(gap(context, chain, missing, heading));
    }
}

fn gap(context: &Context<'_>, chain: &str, missing: Missing, heading: &Label) -> Finding {
    let (period, name) = (missing.name(), name_of(chain));
    let zh = [("period", period.zh.as_ref()), ("chain", name.zh.as_ref())];
    let en = [("period", period.en.as_ref()), ("chain", name.en.as_ref())];
    let labels = if missing.labels.is_empty() { vec![heading.clone()] } else { missing.labels };
    context.finding().fill_both(&zh, &en).labels(labels).build()
}

/// In a complete dossier there is no register: the last complete quarter stands for all.
fn never(context: &Context<'_>, chain: &str, heading: Option<Label>) -> Finding {
    let last = super::periods::Period::of(Length::Quarter, context.as_of.add_months(-3));
    let missing = Missing { first: last, last, labels: Vec::new() };
    gap(context, chain, missing, &absent(context, heading))
}

/// What a meeting's attendance lacks, where the register says who attended.
fn attendance(
    context: &Context<'_>,
    chains: &Chains<'_>,
    meeting: &ChainMeeting<'_>,
    findings: &mut Vec<Finding>,
    gaps: &mut Gaps,
) {
    let items: Vec<&AgendaItem> = meeting.register.items_of(meeting.meeting).collect();
    let Some(first) = items.first() else { return };
    let attendees = items.iter().find_map(|item| item.attendees.as_ref()).map(|stated| stated.text.as_str());
    let observers =
        items.iter().map(|item| &item.observers).find(|note| !note.is_unknown()).unwrap_or(&first.observers);
    let kinds = Kinds { chains, meeting };
    let mut lacks: Vec<(&str, &str)> = Vec::new();
    if let Some(attendees) = attendees {
        if kinds.lacks(attendees, Seen::Members) {
            lacks.push(("委员", "members"));
        }
        if kinds.lacks(attendees, Seen::Executives) {
            lacks.push(("企业高管", "company executives"));
        }
    }
    let departments = match (observers, attendees) {
        (Note::Present(stated), _) if kinds.sees(&stated.text, Seen::Departments) => true,
        (_, Some(attendees)) if kinds.sees(attendees, Seen::Departments) => true,
        (Note::Present(stated), _) => !kinds.lacks(&stated.text, Seen::Departments),
        (Note::Absent(_), _) => false,
        (Note::Blank, _) => {
            gaps.cell(&first.row, "列席");
            true
        }
        (Note::NoColumn, _) => true,
    };
    if !departments {
        lacks.push(("职能部门列席", "government departments"));
    }
    if lacks.is_empty() {
        return;
    }
    let date = meeting.day().map_or_else(|| "日期不明的".to_owned(), |day| day.date.to_string());
    let zh: Vec<&str> = lacks.iter().map(|(zh, _)| *zh).collect();
    let en: Vec<&str> = lacks.iter().map(|(_, en)| *en).collect();
    let stated = Text::new(zh.join("、"), en.join(", "));
    let name = name_of(meeting.chains.first().map_or("", String::as_str));
    let zh = [("date", date.as_str()), ("stated", stated.zh.as_ref()), ("chain", name.zh.as_ref())];
    let en = [("date", date.as_str()), ("stated", stated.en.as_ref()), ("chain", name.en.as_ref())];
    findings.push(context.key("attendance").fill_both(&zh, &en).label(meeting.label()).build());
}

/// Who is looked for among those who attended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Members,
    Executives,
    Departments,
}

impl Seen {
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Members => &["委员", "班子", "党委成员", "全体成员"],
            Self::Executives => &["高管", "企业", "公司", "董事长", "总经理", "负责人", "厂长", "经理", "总裁"],
            Self::Departments => &["职能部门", "有关部门", "相关部门", "管委会"],
        }
    }

    const fn holds(self, unit: Option<MemberUnit>) -> bool {
        match self {
            Self::Members => true,
            Self::Executives => matches!(unit, Some(MemberUnit::LeadEnterprise | MemberUnit::Enterprise)),
            Self::Departments => matches!(unit, Some(MemberUnit::Department | MemberUnit::Park)),
        }
    }
}

/// The people and units that words list.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    words.split(['、', '，', ',', '；', ';', ' ']).map(str::trim).filter(|part| !part.is_empty())
}

/// 县住建局, 县发展改革委, 县工业和信息化局副局长; not 党委委员 and not 某某公司.
fn is_department(part: &str) -> bool {
    const OTHERS: [&str; 8] = ["公司", "企业", "高管", "委员", "党委", "支部", "干部", "集团"];
    !OTHERS.iter().any(|other| part.contains(other))
        && (part.contains('局')
            || ["委", "办", "厅", "部", "中心", "园区", "办公室", "联社"].iter().any(|end| part.ends_with(end)))
}

struct Kinds<'c, 'a> {
    chains: &'c Chains<'a>,
    meeting: &'c ChainMeeting<'a>,
}

impl Kinds<'_, '_> {
    /// Whether words name such people: by what they are, or by a name that the members' table knows.
    fn sees(&self, words: &str, seen: Seen) -> bool {
        seen.words().iter().any(|word| words.contains(word))
            || seen == Seen::Departments && parts(words).any(is_department)
            || self.known(words).into_iter().any(|(_, unit)| seen.holds(unit))
    }

    /// Whether such people are not among those named, and nobody is named of whom it is not known what they are.
    fn lacks(&self, words: &str, seen: Seen) -> bool {
        if self.sees(words, seen) {
            return false;
        }
        const GENERIC: [&str; 12] =
            ["书记", "委员", "高管", "企业", "部门", "园区", "局", "班子", "负责人", "人员", "办公室", "管委会"];
        parts(words).all(|part| {
            GENERIC.iter().any(|word| part.contains(word)) || self.known(part).iter().any(|(_, unit)| unit.is_some())
        })
    }

    fn known(&self, words: &str) -> Vec<(&str, Option<MemberUnit>)> {
        let members = self.chains.members.rows.iter().filter(|entry| {
            self.meeting.chains.is_empty() || entry.chains.iter().any(|chain| self.meeting.chains.contains(chain))
        });
        members
            .filter(|entry| words.contains(entry.row.name.text.as_str()))
            .map(|entry| (entry.row.name.text.as_str(), entry.row.unit_kind))
            .collect()
    }
}
