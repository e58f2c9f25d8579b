//! Which duties are stated.

use crate::Verdict;
use crate::rules::context::{Context, judge, missing, not_applicable};

const COMMITTEE: [(&str, &[&str]); 7] = [
    ("DUTY-1", &["DUTY-1"]),
    ("DUTY-2", &["DUTY-2"]),
    ("DUTY-3", &["DUTY-3"]),
    ("DUTY-4", &["DUTY-4"]),
    ("DUTY-5", &["DUTY-5"]),
    ("DUTY-6", &["DUTY-6"]),
    ("DUTY-7", &["DUTY-7"]),
];

const BRANCH: [(&str, &[&str]); 6] = [
    ("DUTY-B1", &["DUTY-2"]),
    ("DUTY-B2", &["DUTY-B2", "GATE", "PRE"]),
    ("DUTY-B3", &["DUTY-B3"]),
    ("DUTY-B4", &["DUTY-B4"]),
    ("DUTY-B5", &["DUTY-B5"]),
    ("DUTY-B6", &["DUTY-B6"]),
];

/// All the duties of this form of organ are stated.
pub(super) fn duty_coverage(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let any = COMMITTEE.iter().chain(&BRANCH).flat_map(|(_, concepts)| *concepts).any(|concept| charter.has(concept));
    if !any && !charter.has("DUTY") {
        return Err(not_applicable(
            "章程没有党组织职责条款（见 party-building/duties）",
            "no duties are stated (see party-building/duties)",
        ));
    }
    let organ = context.profile().party_organ.ok_or_else(|| missing(["company.party_organ"]))?;
    let duties: &[(&str, &[&str])] = if organ.leads() { &COMMITTEE } else { &BRANCH };
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let place = charter.labels(&charter.asserted("DUTY")).into_iter().next().unwrap_or_else(|| charter.absent());
    for (key, concepts) in duties {
        let hits: Vec<_> = concepts.iter().flat_map(|concept| charter.asserted(concept)).collect();
        match hits.first() {
            Some(hit) => evidence.push(*hit),
            None => findings.push(context.key(key).label(place.clone()).build()),
        }
    }
    Ok(judge(findings, charter.labels(&evidence)))
}
