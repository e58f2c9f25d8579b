//! The Party organ itself: its name, posts, role.

use crate::facts::{ReadCharter, organ_named, organ_stated};
use crate::lexicon::{Hit, Lexicon};
use crate::model::profile::PartyOrgan;
use crate::model::register::{AgendaItem, Meeting, MeetingKind, Register};
use crate::rules::context::{Context, judge, missing, not_applicable, satisfied};
use crate::{Date, Label, Text, Verdict};

/// The organ is named, and its posts or working body are stated.
pub(super) fn structure(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let named: Vec<_> =
        charter.asserted("ORG-NAMED").into_iter().filter(|hit| organ_named(charter, hit).is_some()).collect();
    let set_up = [charter.asserted("POSTS"), charter.asserted("WORK-BODY")].concat();
    if !named.is_empty() && !set_up.is_empty() {
        return Ok(satisfied(charter.labels(&[named, set_up].concat())));
    }
    let (zh, en) = match (named.is_empty(), set_up.is_empty()) {
        (true, true) => ("党组织的名称和机构设置", "the Party organ's name and set-up"),
        (true, false) => ("所设党组织的名称", "the Party organ by name"),
        _ => ("书记、委员或者工作机构的设置", "the Party organ's posts or working body"),
    };
    let finding = context.finding().fill_both(&[("missing", zh)], &[("missing", en)]);
    let found = charter.labels(&[named, set_up].concat());
    let generic = charter.labels(&charter.asserted("ORG-GENERIC"));
    let place = generic.into_iter().next().unwrap_or_else(|| charter.absent());
    Ok(finding.label(place).violated_with(found))
}

fn organ(context: &Context<'_>) -> Result<PartyOrgan, Verdict> {
    context.profile().party_organ.ok_or_else(|| missing(["company.party_organ"]))
}

/// The role stated is that of this form of organ.
pub(super) fn role(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let leadership = charter.asserted("ROLE-LEADERSHIP");
    let three = charter.asserted("ROLE-THREE");
    let fortress = charter.asserted("ROLE-FORT");
    let mut findings = Vec::new();
    if organ(context)?.leads() {
        if leadership.is_empty() {
            // What stands in its place: an outdated role, or a branch's.
            let other = [charter.stale("ROLE-STALE"), fortress].concat();
            let place = charter.labels(&other).into_iter().next().unwrap_or_else(|| charter.absent());
            findings.push(context.key("leadership").label(place).build());
        } else if three.is_empty() && !three_apart(charter) {
            let labels = charter.labels(&leadership);
            findings.push(context.key("three-phrases").labels(labels).build());
        }
        return Ok(judge(findings, charter.labels(&[leadership, three].concat())));
    }
    if !three.is_empty() {
        findings.push(context.key("borrowed-phrases").labels(charter.labels(&three)).build());
    }
    if fortress.is_empty() {
        findings.push(context.key("fortress").label(charter.absent()).build());
    }
    Ok(judge(findings, charter.labels(&fortress)))
}

/// Whether one article states the three phrases one by one, as items of a list.
fn three_apart(charter: &ReadCharter<'_>) -> bool {
    let article = |hit: &Hit| charter.charter.prose().sentences().get(hit.sentence).map(|sentence| sentence.article);
    let parts = ["ROLE-DIRECTION", "ROLE-SITUATION", "ROLE-DELIVERY"].map(|part| charter.asserted(part));
    parts[0].iter().any(|first| parts[1..].iter().all(|part| part.iter().any(|hit| article(hit) == article(first))))
}

/// No outdated wording describes the present role.
pub(super) fn current_role_wording(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let stale = charter.stale("ROLE-STALE");
    // A branch's 保证监督 is the Party constitution's own wording.
    let labels = charter.labels(&stale);
    if labels.is_empty() {
        let current = [charter.asserted("ROLE-LEADERSHIP"), charter.asserted("ROLE-FORT")].concat();
        return Ok(satisfied(charter.labels(&current)));
    }
    let findings = labels.into_iter().map(|label| {
        const TERMS: [&str; 5] = ["政治核心作用", "政治核心", "政治领导核心", "领导核心", "保证监督作用"];
        let text = crate::model::charter::compact(label.text());
        let term = TERMS.iter().find(|term| text.contains(**term)).copied().unwrap_or("政治核心");
        context.finding().fill(&[("term", term)]).label(label).build()
    });
    Ok(judge(findings.collect(), Vec::new()))
}

/// The charter names the organ that the profile, the rosters and the lists name.
pub(super) fn organ_name_consistent(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let Some((stated, hit)) = organ_stated(charter) else {
        return Err(not_applicable("章程没有写明所设党组织的具体名称", "the charter does not name the Party organ"));
    };
    if let Some((organ, other)) = own_other(charter, stated) {
        let zh = [("stated", stated.name()), ("document", "章程另一处"), ("other", organ.name())];
        let en = [("stated", stated.as_str()), ("document", "charter elsewhere"), ("other", organ.as_str())];
        return Ok(context.finding().fill_both(&zh, &en).labels(charter.labels(&[hit])).label(other).violated());
    }
    let others = named_elsewhere(context);
    if others.is_empty() {
        return Err(missing(["company.party_organ"]));
    }
    let message = Text::new(format!("章程写的是{}", stated.name()), format!("the charter says {}", stated.as_str()));
    let own = charter.labels(&[hit]).into_iter().map(|label| label.with_message(message.clone()));
    let mut labels: Vec<Label> = own.collect();
    let different: Vec<&Named> = others.iter().filter(|other| other.organ != stated).collect();
    let Some(first) = different.first() else {
        labels.extend(others.iter().filter_map(|other| other.label.clone()));
        return Ok(satisfied(labels));
    };
    let zh = [("stated", stated.name()), ("document", first.document.zh.as_ref()), ("other", first.organ.name())];
    let en = [("stated", stated.as_str()), ("document", first.document.en.as_ref()), ("other", first.organ.as_str())];
    labels.extend(different.iter().filter_map(|other| other.label.clone()));
    Ok(context.finding().fill_both(&zh, &en).labels(labels).violated())
}

/// The organ as something other than the charter names it.
struct Named {
    organ: PartyOrgan,
    document: Text,
    /// Where; the profile has no place.
    label: Option<Label>,
}

fn named_elsewhere(context: &Context<'_>) -> Vec<Named> {
    let message = |organ: PartyOrgan, zh: &str, en: &str| {
        Text::new(format!("{zh}写的是{}", organ.name()), format!("the {en} says {}", organ.as_str()))
    };
    let mut out: Vec<Named> = Vec::new();
    // The company's own profile, not what the charter established of it.
    if let Some(organ) = context.dossier.profile.party_organ {
        out.push(Named { organ, document: Text::new("企业概况", "company profile"), label: None });
    }
    for (document, roster) in context.dossier.rosters() {
        if let Some((organ, entry)) = roster.party_organ() {
            let label = document.label(entry.row.span, entry.place()).with_message(message(organ, "名册", "roster"));
            out.push(Named { organ, document: Text::new("名册", "roster"), label: Some(label) });
        }
    }
    for (document, list) in context.dossier.lists() {
        if let Some(organ) = list.organ {
            let span = list.title_span.unwrap_or(document.span);
            let label = document.label(span, list.kind.place()).with_message(message(organ, "清单", "list"));
            out.push(Named { organ, document: Text::new(list.kind.place(), "list"), label: Some(label) });
        }
    }
    if let Some(row) = context.facts.organisation().own().and_then(|own| own.row)
        && let Some(organ) = row.unit.organ.as_ref().map(|organ| organ.organ).filter(|organ| *organ != PartyOrgan::None)
    {
        let label = row.label().with_message(message(organ, "组织台账", "ledger"));
        out.push(Named { organ, document: Text::new("组织台账", "ledger"), label: Some(label) });
    }
    for (document, register) in context.dossier.registers() {
        if let Some((organ, item)) = meets(register, context.as_of) {
            let label =
                document.label(item.row.span, item.place()).with_message(message(organ, "会议台账", "register"));
            out.push(Named { organ, document: Text::new("会议台账", "register"), label: Some(label) });
        }
    }
    out
}

/// The organ whose meetings a company's register records, with the last of them. In a year in which a branch became a
/// committee both have met, and the committee is what there is now. A register of a branch alone may be any branch's.
fn meets(register: &Register, as_of: Date) -> Option<(PartyOrgan, &AgendaItem)> {
    let of_company = register.meetings.iter().any(|meeting| {
        matches!(meeting.kind, MeetingKind::Board | MeetingKind::Management | MeetingKind::Shareholders)
    });
    let organ = |meeting: &Meeting| {
        let part =
            ["机关", "项目", "车间", "第一", "第二", "第三", "分公司"].iter().any(|word| meeting.name.contains(word));
        match meeting.kind {
            MeetingKind::PartyCommittee if meeting.name.contains("党组") => Some(PartyOrgan::LeadingGroup),
            MeetingKind::PartyCommittee => Some(PartyOrgan::Committee),
            MeetingKind::GeneralBranchCommittee if !part => Some(PartyOrgan::GeneralBranch),
            MeetingKind::BranchCommittee if !part => Some(PartyOrgan::Branch),
            _ => None,
        }
    };
    let rank = |organ: PartyOrgan| match organ {
        PartyOrgan::LeadingGroup => 4,
        PartyOrgan::Committee => 3,
        PartyOrgan::GeneralBranch => 2,
        _ => 1,
    };
    let held = register.meetings.iter().filter(|meeting| meeting.held.is_none_or(|held| held.day.date <= as_of));
    let named = held.filter_map(|meeting| Some((organ(meeting)?, meeting)));
    let (organ, meeting) = named
        .filter(|_| of_company && register.chain.is_none())
        .max_by_key(|(organ, meeting)| (rank(*organ), meeting.held.map(|held| held.day.date)))?;
    Some((organ, register.items_of(meeting).next()?))
}

/// The company's own organ under another form than the one established: 公司党支部 where there is a committee.
fn own_other(charter: &ReadCharter<'_>, stated: PartyOrgan) -> Option<(PartyOrgan, Label)> {
    const FORMS: [(&str, PartyOrgan); 3] = [
        ("party-branch-only", PartyOrgan::Branch),
        ("party-general-branch", PartyOrgan::GeneralBranch),
        ("party-committee", PartyOrgan::Committee),
    ];
    let prose = charter.charter.prose();
    let is_other = |form: PartyOrgan| form != stated && !(form.leads() && stated.leads());
    let forms: Vec<_> = FORMS
        .iter()
        .filter(|(_, form)| is_other(*form))
        .map(|(class, form)| (Lexicon::builtin().class(class), form))
        .collect();
    (0..prose.sentences().len()).find_map(|i| {
        forms.iter().find_map(|(class, form)| {
            let own = charter.tokens_in(i, *class).find(|token| {
                let before = prose.text().get(..token.span.start as usize).unwrap_or_default();
                const OTHERS: [&str; 8] =
                    ["子公司", "分公司", "各公司", "属公司", "集团公司", "总公司", "母公司", "级公司"];
                let own = before.strip_suffix("公司").filter(|_| !OTHERS.iter().any(|other| before.ends_with(other)));
                // 隶属于建科公司党总支: a name stands before.
                let clause = own.map(|rest| rest.rsplit(['，', '。', '；']).next().unwrap_or(rest));
                clause.is_some_and(|clause| !["隶属", "归属", "属于"].iter().any(|word| clause.contains(word)))
            })?;
            Some((**form, charter.label_prose(own.span)))
        })
    })
}
