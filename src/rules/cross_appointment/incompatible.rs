//! Posts that one person is not to hold together.

use super::{people, said};
use crate::Verdict;
use crate::facts::{Held, People, ReadCharter, Someone};
use crate::model::post::{PostGroup, PostKind};
use crate::model::profile::Ownership;
use crate::rules::context::{Context, judge, missing, not_applicable};

/// Whether a row of these states an approval. Without a column for it nothing is known.
fn approved(people: &People<'_>, held: &[&Held<'_>]) -> Option<bool> {
    if held.iter().any(|held| held.entry.approval.is_some()) {
        return Some(true);
    }
    if people.states_approval() {
        return Some(false);
    }
    // Without the column, the remarks may tell.
    let told = held.iter().any(|held| {
        let remark = held.entry.remark.as_ref().map_or("", |remark| remark.text.as_str());
        remark.contains('号') && ["批准", "同意", "批复"].iter().any(|word| remark.contains(word))
    });
    told.then_some(true)
}

/// The head of the internal discipline body holds no other post without approval.
pub(super) fn discipline_head_posts(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), false);
    for someone in people.everyone() {
        let posts: Vec<Held<'_>> = people.posts(someone, context.as_of).collect();
        // A discipline group sent by the superior is not an internal body.
        let is_head = |held: &&Held<'_>| {
            held.post.kind == PostKind::DisciplineSecretary
                && !held.post.text.contains("派驻")
                && !held.post.text.contains("监察组")
        };
        let Some(head) = posts.iter().find(is_head) else { continue };
        let others: Vec<&Held<'_>> = posts.iter().filter(|held| is_concurrent(held)).collect();
        let mut rows = vec![head];
        rows.extend(others.iter().copied());
        evidence.push(head.label().with_message(said(head, someone.name)));
        if others.is_empty() {
            continue;
        }
        match approved(people, &rows) {
            Some(true) => {}
            None => unknown = true,
            Some(false) => {
                let held: Vec<&str> = others.iter().map(|held| held.post.text.as_str()).collect();
                let values = [("person", someone.name), ("post", &held.join("、"))];
                findings.push(context.finding().fill(&values).labels(distinct(&rows)).build());
            }
        }
    }
    if findings.is_empty() && unknown {
        return Err(missing(["roster.approval"]));
    }
    if evidence.is_empty() && !people.covers(PostGroup::Party) {
        return Err(missing(["roster.discipline-head"]));
    }
    Ok(judge(findings, evidence))
}

/// A post beside the discipline body's head: director, manager, another office of the Party. Member and deputy secretary
/// of the committee are part of the office.
fn is_concurrent(held: &Held<'_>) -> bool {
    let text = &held.post.text;
    match held.post.kind {
        PostKind::Chair | PostKind::ViceChair | PostKind::Director | PostKind::PartySecretary => true,
        PostKind::Other => {
            ["党委", "党群", "党建", "组织部", "宣传部"].iter().any(|word| text.contains(word))
                && ["部长", "主任"].iter().any(|word| text.contains(word))
        }
        kind => super::deputy::is_management(kind),
    }
}

/// One label per row.
fn distinct(held: &[&Held<'_>]) -> Vec<crate::Label> {
    let mut rows: Vec<&Held<'_>> = Vec::new();
    for held in held {
        if !rows.iter().any(|row| std::ptr::eq(row.entry, held.entry)) {
            rows.push(held);
        }
    }
    rows.into_iter().map(Held::label).collect()
}

/// Chair and general manager are two people, or a consent is on record.
pub(super) fn chair_is_not_manager(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = people(context)?;
    let chairs = people.holders(PostKind::Chair, context.as_of);
    let managers = people.holders(PostKind::GeneralManager, context.as_of);
    let mut unknown = Vec::new();
    if chairs.is_empty() && !people.covers(PostGroup::Board) {
        unknown.push("roster.chair");
    }
    if managers.is_empty() && !people.covers(PostGroup::Management) {
        unknown.push("roster.general-manager");
    }
    if !unknown.is_empty() {
        return Err(missing(unknown));
    }
    let mut findings = Vec::new();
    let mut evidence = super::rows(people, &chairs, PostKind::Chair, context);
    evidence.extend(super::rows(people, &managers, PostKind::GeneralManager, context));
    for chair in chairs.iter().filter(|chair| managers.iter().any(|manager| std::ptr::eq(*manager, **chair))) {
        let posts: Vec<Held<'_>> = people.posts(chair, context.as_of).collect();
        let both: Vec<&Held<'_>> =
            posts.iter().filter(|held| matches!(held.post.kind, PostKind::Chair | PostKind::GeneralManager)).collect();
        let finding = match approved(people, &both) {
            Some(true) if context.profile().ownership == Some(Ownership::StateControlled) => continue,
            Some(true) => context.key("with-consent"),
            Some(false) => context.finding(),
            None => return Err(missing(["roster.approval"])),
        };
        findings.push(finding.fill(&[("person", chair.name)]).labels(distinct(&both)).build());
    }
    Ok(judge(findings, evidence))
}

/// No director or senior manager is a supervisor at the same time.
pub(super) fn supervisor_posts(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let people = match people(context) {
        Ok(people) => people,
        Err(_) if context.facts.charter().is_some() && context.facts.charter_facts().denies_supervisors() => {
            return Err(not_applicable("章程不设监事会、监事", "the charter has no supervisors"));
        }
        Err(early) => return Err(early),
    };
    let is_supervisor = |held: &Held<'_>| held.post.kind.group() == PostGroup::Supervisory;
    let supervisors: Vec<&Someone<'_>> =
        people.everyone().iter().filter(|someone| someone.all().any(|held| is_supervisor(&held))).collect();
    if supervisors.is_empty() {
        return Err(not_applicable("名册没有监事", "the roster has no supervisors"));
    }
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), false);
    for someone in supervisors {
        let posts: Vec<Held<'_>> = someone.all().collect();
        for supervisor in posts.iter().filter(|held| is_supervisor(held)) {
            evidence.push(supervisor.label().with_message(said(supervisor, someone.name)));
            let together =
                |held: &&Held<'_>| std::ptr::eq(held.entry, supervisor.entry) || held.entry.overlaps(supervisor.entry);
            for held in posts.iter().filter(together) {
                match is_senior(context, held) {
                    Some(false) => {}
                    None => unknown = true,
                    Some(true) => {
                        let values = [("person", someone.name), ("post", held.post.text.as_str())];
                        let labels = distinct(&[supervisor, held]);
                        findings.push(context.finding().fill(&values).labels(labels).build());
                    }
                }
            }
        }
    }
    if findings.is_empty() && unknown {
        return Err(missing(["document:charter"]));
    }
    Ok(judge(findings, evidence))
}

/// Whether a post makes its holder a director or senior manager. Other officers than the law's own are senior managers
/// where the charter lists them.
fn is_senior(context: &Context<'_>, held: &Held<'_>) -> Option<bool> {
    match held.post.kind {
        PostKind::Chair
        | PostKind::ViceChair
        | PostKind::Director
        | PostKind::GeneralManager
        | PostKind::DeputyGeneralManager
        | PostKind::FinanceHead => Some(true),
        PostKind::BoardSecretary if context.profile().listed == Some(true) => Some(true),
        PostKind::BoardSecretary
        | PostKind::GeneralCounsel
        | PostKind::ComplianceHead
        | PostKind::Officer
        | PostKind::AssistantManager => context.facts.charter().map(|charter| is_listed(charter, &held.post.text)),
        _ => Some(false),
    }
}

/// Whether the charter's definition of senior managers lists the post: 高级管理人员，是指总经理、副总经理和总法律顾问.
fn is_listed(charter: &ReadCharter<'_>, post: &str) -> bool {
    let post = post.trim_start_matches("公司");
    let sentences = charter.charter.prose().sentences();
    (0..sentences.len()).any(|i| {
        let text = charter.sentence_text(i);
        let Some((before, list)) = text.split_once("高级管理人员") else { return false };
        // 公司设总经理1名、总法律顾问1名，上述人员为公司高级管理人员。
        let closes = ["为公司", "为", "是公司", "是", "均为公司", "均为", "属于公司", "属于", "统称为公司", "统称"]
            .iter()
            .any(|word| before.ends_with(word));
        if closes && before.contains(post) {
            return true;
        }
        let defines = ["是指", "包括", "系指", "指", "为公司的", "为"]
            .iter()
            .any(|word| list.trim_start_matches(['，', '”', '"', '（', '）']).starts_with(word));
        defines
            && list
                .split(['、', '和', '及', '与', '，', '。', '的'])
                .any(|term| !term.is_empty() && (term == post || post.ends_with(term) && term.chars().count() > 2))
    })
}
