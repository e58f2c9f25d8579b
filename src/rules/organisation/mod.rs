//! Checks of the pack `organisation`: the Party organisations of the company and of its units.
//!
//! The company itself is judged by its profile and charter; what both leave open its own row of the ledger may state.
//! Every other unit is judged by its row alone.

mod coverage;
mod discipline;
mod size;
mod sync;
mod term;
mod thresholds;

use super::context::{Check, Context, missing};
use super::gaps::Gaps;
use crate::facts::{Body, Organisation, UnitRow};
use crate::model::table::Note;
use crate::{Label, Text, Verdict};

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "committee-at-100" => thresholds::committee_at_100,
        "small-committee-approved" => thresholds::small_committee_approved,
        "general-branch-at-50" => thresholds::general_branch_at_50,
        "branch-at-3" => thresholds::branch_at_3,
        "branch-committee-at-7" => size::branch_committee_at_7,
        "committee-size" => size::committee_size,
        "term-of-office" => term::term_of_office,
        "discipline-body" => discipline::discipline_body,
        "full-coverage" => coverage::full_coverage,
        "four-sync" => sync::four_sync,
        _ => return None,
    })
}

const LEDGER: &str = "document:organisation-ledger";
/// How rows of a ledger are cited.
const PLACE: &str = "组织台账";

/// The organisations, if there is a ledger.
fn with_ledger<'c>(context: &'c Context<'_>) -> Result<&'c Organisation<'c>, Verdict> {
    let organisation = context.facts.organisation();
    if organisation.ledgers.is_empty() && !context.dossier.complete {
        return Err(missing([LEDGER]));
    }
    Ok(organisation)
}

/// Notes that the form of a body's organisation is not known.
fn lacks_organ(body: &Body<'_>, gaps: &mut Gaps) {
    lacks(body, "company.party_organ", "organ", "党组织", gaps);
}

/// Notes that the number of a body's Party members is not known.
fn lacks_members(body: &Body<'_>, gaps: &mut Gaps) {
    lacks(body, "company.party_members", "members", "党员人数", gaps);
}

/// Notes that the number of a body's full Party members is not known.
fn lacks_full(body: &Body<'_>, gaps: &mut Gaps) {
    lacks(body, "company.full_party_members", "full", "正式党员", gaps);
}

fn lacks(body: &Body<'_>, fact: &str, role: &str, column: &'static str, gaps: &mut Gaps) {
    if body.is_own { gaps.fact(fact) } else { lacks_cell(body, role, column, gaps) }
}

/// Notes that a body's row does not state a column that plays `role`; the company itself may have no row.
fn lacks_cell(body: &Body<'_>, role: &str, column: &'static str, gaps: &mut Gaps) {
    match body.row {
        Some(row) if row.ledger.states(role) => gaps.cell(&row.unit.row, column),
        Some(_) => gaps.column(PLACE, column),
        None => gaps.fact(LEDGER),
    }
}

/// Where a body's organisation is shown: its row, for the company itself else the charter's sentence on the organ.
fn label(context: &Context<'_>, body: &Body<'_>) -> Label {
    if let Some(row) = body.row {
        return row.label();
    }
    match context.facts.charter() {
        Some(charter) => {
            let named = charter.labels(&charter.asserted("ORG-NAMED")).into_iter().next();
            named.unwrap_or_else(|| charter.absent())
        }
        None => context.anywhere(),
    }
}

/// What a verdict rests on where no row shows it: the ledger's heading, else the company itself.
fn or_heading(context: &Context<'_>, evidence: Vec<Label>) -> Vec<Label> {
    if !evidence.is_empty() {
        return evidence;
    }
    let organisation = context.facts.organisation();
    organisation.heading().or_else(|| organisation.own().map(|own| label(context, own))).into_iter().collect()
}

/// Whether something is noted: `None` if the ledger has no column for it. A blank says that there is none, as people
/// leave such columns blank where there is nothing to enter; so do words such as 未报批.
fn noted(note: &Note) -> Option<bool> {
    const NONE: [&str; 8] = ["无", "未", "待", "尚", "正在", "暂", "没有", "不"];
    match note {
        Note::NoColumn => None,
        Note::Blank | Note::Absent(_) => Some(false),
        Note::Present(stated) => Some(!NONE.iter().any(|none| stated.text.starts_with(none))),
    }
}

/// Whether a unit without an organisation of its own shares another's, or is attached to one.
fn attached(row: UnitRow<'_>) -> Option<bool> {
    let joins =
        |words: &str| ["挂靠", "联合", "编入", "纳入", "隶属", "并入", "党小组"].iter().any(|w| words.contains(w));
    let organ = row.unit.organ.as_ref().is_some_and(|organ| joins(&organ.stated.text));
    let remark = row.unit.remark.as_ref().is_some_and(|remark| {
        ["挂靠", "联合党", "联合支", "编入", "纳入"].iter().any(|word| remark.text.contains(word))
            && !["未", "无", "没有", "待"].iter().any(|word| remark.text.contains(word))
    });
    if organ || remark { Some(true) } else { noted(&row.unit.attached) }
}

/// A count in both languages.
fn number(count: Option<u32>) -> String {
    count.map_or_else(|| "未知".to_owned(), |count| count.to_string())
}

/// An organ's name, for both languages.
fn organ_names(organ: crate::model::profile::PartyOrgan) -> Text {
    use crate::model::profile::PartyOrgan;
    let en = match organ {
        PartyOrgan::LeadingGroup => "leading group",
        PartyOrgan::Committee => "committee",
        PartyOrgan::GeneralBranch => "general branch",
        PartyOrgan::Branch => "branch",
        PartyOrgan::None => "no organisation",
    };
    Text::new(organ.name(), en)
}
