//! Every unit is covered.

use super::thresholds::{Standing, Unknown, note, standing};
use super::{lacks_cell, lacks_members, noted, number, with_ledger};
use crate::Verdict;
use crate::rules::context::{Context, not_applicable};
use crate::rules::gaps::Gaps;

/// Every unit of the group has an organisation, joins one, or has an instructor.
pub(super) fn full_coverage(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let organisation = with_ledger(context)?;
    if organisation.units().is_empty() {
        return Err(not_applicable("组织台账没有本公司以外的单位", "the ledger has no unit beside the company itself"));
    }
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for body in organisation.units() {
        let Some(row) = body.row else { continue };
        if body.is_circular {
            // Whose unit it is cannot be told.
            gaps.cell(&row.unit.row, "上级单位");
            continue;
        }
        let standing = standing(body);
        let key = match standing {
            Standing::Covered => None,
            Standing::Without => Some(""),
            Standing::Alone => Some("not-attached"),
            Standing::Nobody => match (body.has_members(1), noted(&row.unit.instructor)) {
                (_, Some(true)) | (Some(true), _) => None,
                (Some(false), Some(false)) => Some("no-instructor"),
                (Some(false), None) => {
                    lacks_cell(body, "instructor", "党建指导员", &mut gaps);
                    continue;
                }
                (None, _) => {
                    lacks_members(body, &mut gaps);
                    continue;
                }
            },
            Standing::Unknown(unknown) => {
                // Without members an instructor covers a unit, whatever its organisation is called.
                if unknown != Unknown::Organ || noted(&row.unit.instructor) != Some(true) || body.members != Some(0) {
                    note(body, unknown, &mut gaps);
                }
                continue;
            }
        };
        match key {
            None => evidence.push(row.label()),
            Some(key) => {
                let finding = if key.is_empty() { context.finding() } else { context.key(key) };
                let values = [("unit", body.name.to_owned()), ("stated", number(body.full))];
                let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                findings.push(finding.fill(&values).label(row.label()).build());
            }
        }
    }
    Ok(gaps.judge(findings, evidence))
}
