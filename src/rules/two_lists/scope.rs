//! Which matters stand on which list.

use super::{DECIDED, PRIOR, PRIOR_LISTS, absent, has, with_prior};
use crate::Verdict;
use crate::facts::{Listed, Matters};
use crate::model::matters::{Body, ListKind};
use crate::model::profile::PartyOrgan;
use crate::rules::context::{Context, judge, missing, not_applicable};

/// There is a list of matters studied first, and one of matters decided.
pub(super) fn both_lists_exist(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = context.facts.matters();
    let profile = context.profile();
    let (prior, decided) = (matters.prior().next(), matters.decided().next());
    if profile.party_organ == Some(PartyOrgan::None) {
        return Err(not_applicable("未设党组织", "there is no Party organ"));
    }
    let mut unknown: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    if prior.is_none() {
        let key = match profile.party_organ {
            None => {
                unknown.push("company.party_organ");
                None
            }
            Some(organ) if organ.leads() => Some("prior-study"),
            // A branch keeps the gate of matters that its company may decide itself.
            Some(_) => match profile.decision_power {
                Some(true) => Some("gate-keeping"),
                Some(false) => None,
                None => {
                    unknown.push("company.decision_power");
                    None
                }
            },
        };
        match key {
            Some(key) if context.dossier.complete || has(context, true) => {
                findings.push(context.key(key).label(absent(context, &PRIOR_LISTS)).build());
            }
            Some(_) => unknown.push(PRIOR),
            None => {}
        }
    }
    if decided.is_none() {
        if context.dossier.complete || context.dossier.lists().any(|(_, list)| list.kind == ListKind::Decided) {
            findings
                .push(context.key("decided").label(absent(context, &[ListKind::Decided, ListKind::Matrix])).build());
        } else {
            unknown.push(DECIDED);
        }
    }
    if findings.is_empty() && !unknown.is_empty() {
        return Err(missing(unknown));
    }
    let mut evidence: Vec<crate::Label> = Vec::new();
    for listed in [prior, decided].into_iter().flatten() {
        let label =
            listed.document.label(listed.list.title_span.unwrap_or(listed.matter.span), listed.list.kind.place());
        if !evidence
            .iter()
            .any(|known| known.span == label.span && std::sync::Arc::ptr_eq(&known.source, &label.source))
        {
            evidence.push(label);
        }
    }
    Ok(judge(findings, evidence))
}

/// The kinds of matters to study first; any one concept covers a kind.
const CATEGORIES: [(&str, &str); 5] = [
    ("CAT-A", "CATEGORY-A"),
    ("CAT-B", "CATEGORY-B"),
    ("CAT-C", "CATEGORY-C"),
    ("CAT-D", "CATEGORY-D"),
    ("CAT-E", "CATEGORY-E"),
];

/// The kinds that must be decided collectively, over both lists. Projects and funds are kinds of their own, so that only
/// capital operations proper are decisions.
const MAJOR: [(&str, &[&str]); 4] = [
    (
        "major-decision",
        &[
            "CATEGORY-A",
            "CATEGORY-B",
            "CATEGORY-D",
            "CATEGORY-E",
            "MATTER-CAPITAL",
            "MATTER-MERGER",
            "MATTER-TRANSFER",
            "MATTER-CHARTER",
            "MATTER-PROFIT",
            "MATTER-BUDGET",
            "MATTER-RESTRUCTURING",
        ],
    ),
    ("personnel", &["MAJOR-PERSONNEL"]),
    ("major-project", &["MAJOR-PROJECT"]),
    ("large-funds", &["MAJOR-FUNDS"]),
];

/// The lists cover all kinds of matters.
pub(super) fn category_coverage(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = with_prior(context)?;
    let mut findings = Vec::new();
    let mut evidence: Vec<&Listed<'_>> = Vec::new();
    let place = || absent(context, &PRIOR_LISTS);
    for (key, concept) in CATEGORIES {
        match matters.prior().find(|listed| matters.is(listed, concept)) {
            Some(listed) => evidence.push(listed),
            None => findings.push(context.key(key).label(place()).build()),
        }
    }
    let is_known = has(context, false) || context.dossier.complete;
    let mut unknown = false;
    for (key, concepts) in MAJOR {
        match matters.prior().chain(matters.decided()).find(|listed| matters.is_any(listed, concepts)) {
            Some(listed) => evidence.push(listed),
            None if is_known => findings.push(context.key(key).label(place()).build()),
            None => unknown = true,
        }
    }
    if findings.is_empty() && unknown {
        return Err(missing([DECIDED]));
    }
    evidence.dedup_by_key(|listed| listed.matter.span);
    Ok(judge(findings, evidence.into_iter().map(Listed::label).collect()))
}

/// Whether a matter is one of the Party's own, by the closed list.
fn is_party_affair(matters: &Matters<'_>, listed: &Listed<'_>) -> bool {
    matters.is(listed, "PARTY-AFFAIR")
}

/// No Party affair is sent on to others for decision.
pub(super) fn no_party_matter_in_prior_study(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = with_prior(context)?;
    let mut findings = Vec::new();
    for listed in matters.prior().filter(|listed| is_party_affair(matters, listed)) {
        let Some(next) = listed.matter.next().filter(|next| next.body != Body::Party) else { continue };
        let values = [("matter", listed.name()), ("stated", next.name.clone())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        findings.push(context.finding().fill(&values).label(listed.label_next()).build());
    }
    Ok(judge(findings, Vec::new()))
}

/// Matters of business that no word of the Party's affairs excuses.
const BUSINESS: [&str; 14] = [
    "MATTER-CAPITAL",
    "MATTER-MERGER",
    "MATTER-PROFIT",
    "MATTER-BOND",
    "MATTER-BUDGET",
    "MATTER-PLAN",
    "MATTER-INVESTMENT",
    "MATTER-DISPOSAL",
    "MATTER-TRANSFER",
    "MATTER-GUARANTEE",
    "MATTER-FINANCING",
    "MATTER-FUNDS",
    "MATTER-DONATION",
    "MATTER-RELATED",
];

/// No matter of business is decided by the Party body.
pub(super) fn no_business_matter_in_decided(context: &Context<'_>) -> Result<Verdict, Verdict> {
    if !has(context, false) {
        return Err(missing([DECIDED]));
    }
    let matters = context.facts.matters();
    let (mut findings, mut evidence) = (Vec::new(), Vec::new());
    for listed in matters.decided() {
        let others = listed.matter.deciders().any(|step| step.body != Body::Party);
        let of_party = is_party_affair(matters, listed)
            || matters.is(listed, "PARTY-PERSONNEL") && !matters.is_any(listed, &BUSINESS);
        if others || of_party {
            continue;
        }
        findings.push(context.finding().fill(&[("matter", &listed.name())]).label(listed.label()).build());
    }
    if findings.is_empty() {
        evidence.extend(matters.decided().take(1).map(|listed| {
            listed.document.label(listed.list.title_span.unwrap_or(listed.matter.span), listed.list.kind.place())
        }));
    }
    Ok(judge(findings, evidence))
}
