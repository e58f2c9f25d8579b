//! Every enterprise of a chain is covered.

use indexmap::IndexMap;

use super::{absent, chains};
use crate::facts::Entry;
use crate::model::chain::ChainEnterprise;
use crate::model::profile::PartyOrgan;
use crate::model::table::Note;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Finding, Verdict};

/// 三人以上 includes the third.
const BRANCH: u32 = 3;

/// Every enterprise has a Party organisation, or an instructor where it is too small for one.
pub(super) fn chain_coverage(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for chain in chains.each() {
        if chains.enterprises.heading(chain).is_none() {
            if context.dossier.complete {
                let values = [("enterprise", chain), ("stated", "0")];
                findings.push(context.key("no-list").fill(&values).label(absent(context, None)).build());
            } else {
                gaps.fact("document:chain-enterprises");
            }
        }
    }
    // An enterprise in two chains has a row in each.
    let mut enterprises: IndexMap<&str, Vec<&Entry<'_, ChainEnterprise>>> = IndexMap::new();
    for entry in &chains.enterprises.rows {
        enterprises.entry(entry.row.name.text.as_str()).or_default().push(entry);
    }
    for (name, rows) in &enterprises {
        let before = (findings.len(), gaps.is_empty());
        one(context, name, rows, &mut findings, &mut gaps);
        if before == (findings.len(), gaps.is_empty()) {
            evidence.extend(rows.iter().map(|row| row.label()));
        }
    }
    evidence.truncate(EVIDENCE);
    Ok(gaps.judge(findings, evidence))
}

/// A long list of enterprises need not be shown whole.
const EVIDENCE: usize = 100;

/// What rows that say the same of an enterprise say.
enum Said<T> {
    Nothing,
    One(T),
    /// The rows contradict each other.
    Several,
}

fn said<T: PartialEq>(values: impl Iterator<Item = Option<T>>) -> Said<T> {
    let mut known = Said::Nothing;
    for value in values.flatten() {
        known = match known {
            Said::Nothing => Said::One(value),
            Said::One(before) if before == value => Said::One(before),
            _ => return Said::Several,
        };
    }
    known
}

fn one(
    context: &Context<'_>,
    name: &str,
    rows: &[&Entry<'_, ChainEnterprise>],
    findings: &mut Vec<Finding>,
    gaps: &mut Gaps,
) {
    let has_organ = rows.iter().map(|entry| entry.row.organ.as_ref().map(|organ| organ.organ != PartyOrgan::None));
    let organ = match said(has_organ) {
        Said::One(true) => return,
        Said::One(false) => Some(false),
        Said::Nothing => None,
        Said::Several => {
            rows.iter().for_each(|entry| gaps.cell(&entry.row.row, "党组织"));
            return;
        }
    };
    let full = match said(rows.iter().map(|entry| entry.row.full_members)) {
        Said::One(full) => Some(full),
        Said::Nothing => None,
        Said::Several => {
            rows.iter().for_each(|entry| gaps.cell(&entry.row.row, "正式党员"));
            return;
        }
    };
    let members = rows.iter().find_map(|entry| entry.row.members);
    let many = full.map(|full| full >= BRANCH).or_else(|| members.filter(|members| *members < BRANCH).map(|_| false));
    let instructor = instructor(rows);
    if many == Some(false) && instructor == Some(true) {
        return;
    }
    let lacks = |column: &'static str, gaps: &mut Gaps| {
        rows.iter().for_each(|entry| gaps.cell(&entry.row.row, column));
    };
    let Some(_) = organ else {
        lacks("党组织", gaps);
        return;
    };
    let stated = full.map_or_else(|| "未知".to_owned(), |full| full.to_string());
    let values = [("enterprise", name), ("stated", stated.as_str())];
    let labels = rows.iter().map(|row| row.label());
    match (many, instructor) {
        (Some(true), _) => findings.push(context.finding().fill(&values).labels(labels).build()),
        (_, Some(false)) => findings.push(context.key("no-instructor").fill(&values).labels(labels).build()),
        (None, _) => lacks("正式党员", gaps),
        (Some(false), _) => gaps.column("企业台账", "党建指导员"),
    }
}

/// Whether an instructor is sent to it; a blank says that there is none.
fn instructor(rows: &[&Entry<'_, ChainEnterprise>]) -> Option<bool> {
    let notes = rows.iter().map(|entry| match &entry.row.instructor {
        Note::NoColumn => None,
        Note::Present(stated) => Some(!["未", "待", "暂"].iter().any(|none| stated.text.starts_with(none))),
        _ => Some(false),
    });
    notes.flatten().reduce(|one, other| one || other)
}
