//! The employees' procedure.

use super::with_any;
use crate::Verdict;
use crate::model::matters::{Act, Body};
use crate::rules::context::{Context, judge};

/// Matters on which the union or the employees have a say.
const CONCERNED: [&str; 5] =
    ["MATTER-RESTRUCTURING", "MATTER-MERGER", "MATTER-DISSOLUTION", "MATTER-BANKRUPTCY", "MATTER-EMPLOYEES"];

/// Restructuring, merger, resettlement and matters of vital interest name the employees' procedure.
pub(super) fn employee_procedure(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = with_any(context)?;
    let (mut findings, mut evidence) = (Vec::new(), Vec::new());
    for listed in matters.all().iter().filter(|listed| !listed.matter.is_decided()) {
        let resettlement = matters.is(listed, "MATTER-RESETTLEMENT");
        if !resettlement && !matters.is_any(listed, &CONCERNED) {
            continue;
        }
        let steps: Vec<_> = listed.matter.employee_steps().collect();
        let name = listed.name();
        if steps.is_empty() {
            findings.push(context.finding().fill(&[("matter", &name)]).label(listed.label()).build());
            continue;
        }
        let passes = steps.iter().any(|step| step.body == Body::EmployeesCongress && step.act.is_final());
        if resettlement && !passes {
            let stated = steps.iter().map(|step| said(&step.name, step.act)).collect::<Vec<_>>().join("、");
            findings.push(
                context
                    .key("resettlement")
                    .fill(&[("matter", &name), ("stated", &stated)])
                    .label(listed.label())
                    .build(),
            );
            continue;
        }
        evidence.push(listed.label());
    }
    Ok(judge(findings, evidence))
}

/// 听取职工意见, 职工代表大会审议
fn said(name: &str, act: Act) -> String {
    match act {
        Act::Hear if name.ends_with("意见") => format!("听取{name}"),
        Act::Hear => format!("听取{name}意见"),
        _ => format!("{name}{}", act.name()),
    }
}
