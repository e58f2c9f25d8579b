//! Monthly visits.

use std::collections::HashMap;

use super::periods::{Length, Missing, Record, name, record};
use super::{absent, chains, name_of};
use crate::facts::{Chains, Entry};
use crate::model::chain::{ChainEnterprise, ChainVisit};
use crate::model::table::{DateCell, Precision, Stated};
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Finding, Label, Text, Verdict};

const VISITS: &str = "document:chain-visits";

/// Each chain is visited in every natural month; with `strict`, each of its enterprises.
pub(super) fn monthly_visit(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let strict = context.is_on("strict");
    let (mut findings, mut gaps) = (Vec::new(), Gaps::default());
    let past: Vec<&Entry<'_, ChainVisit>> =
        chains.visits.rows.iter().filter(|entry| entry.row.date.is_none_or(|day| day.date <= context.as_of)).collect();
    for chain in chains.each() {
        let Some(heading) = chains.visits.heading(chain) else {
            if context.dossier.complete {
                let last = super::periods::Period::of(Length::Month, context.as_of.add_months(-1));
                let missing = Missing { first: last, last, labels: Vec::new() };
                findings.push(gap(context, chain, missing, &absent(context, None)));
            } else {
                gaps.fact(VISITS);
            }
            continue;
        };
        let of = |entry: &&&Entry<'_, ChainVisit>| chains.is_of(&entry.chains, chain);
        let days = past.iter().filter(of).filter_map(|entry| Some((entry.row.date?, entry.label()))).collect();
        let first_row = past.iter().filter_map(|entry| entry.row.date).map(|day| day.date).min();
        let record = record(chains, chain, chains.visit_titles(chain), first_row, days, context.as_of);
        if record.founded.is_none() && record.active.is_none() {
            gaps.fact("chain.founded");
            continue;
        }
        let missing = record.missing(Length::Month);
        if !missing.is_empty() && unclear(chains, chain, &past, &mut gaps) {
            continue;
        }
        let whole = missing.is_empty();
        findings.extend(missing.into_iter().map(|missing| gap(context, chain, missing, &heading)));
        if strict {
            let visited = Visited { context, chains, chain, past: &past, record: &record };
            visited.each_enterprise(whole, &mut findings, &mut gaps);
        }
    }
    let mut evidence: Vec<Label> =
        past.iter().filter(|entry| entry.row.date.is_some()).map(|entry| entry.label()).collect();
    evidence.truncate(EVIDENCE);
    Ok(gaps.judge(findings, evidence))
}

/// A year's visits to dozens of enterprises need not all be shown.
const EVIDENCE: usize = 60;

/// Visits without a day, or without a chain where there are several, may be the ones that are missing.
fn unclear(chains: &Chains<'_>, chain: &str, past: &[&Entry<'_, ChainVisit>], gaps: &mut Gaps) -> bool {
    let mut any = false;
    for entry in past {
        if chains.is_loose(&entry.chains) {
            gaps.cell(&entry.row.row, "产业链");
            any = true;
        } else if chains.is_of(&entry.chains, chain) && is_undated(entry.row.date) {
            gaps.cell(&entry.row.row, "日期");
            any = true;
        }
    }
    any
}

fn is_undated(day: Option<DateCell>) -> bool {
    day.is_none_or(|day| day.precision == Precision::Year)
}

fn gap(context: &Context<'_>, chain: &str, missing: Missing, heading: &Label) -> Finding {
    let (period, name) = (missing.name(), name_of(chain));
    let zh = [("period", period.zh.as_ref()), ("chain", name.zh.as_ref())];
    let en = [("period", period.en.as_ref()), ("chain", name.en.as_ref())];
    let labels = if missing.labels.is_empty() { vec![heading.clone()] } else { missing.labels };
    context.finding().fill_both(&zh, &en).labels(labels).build()
}

struct Visited<'v, 'a> {
    context: &'v Context<'v>,
    chains: &'v Chains<'a>,
    chain: &'v str,
    past: &'v [&'v Entry<'a, ChainVisit>],
    record: &'v Record,
}

impl Visited<'_, '_> {
    /// Each enterprise of the chain, in every month: a visit counts for all the chains that the enterprise is in.
    fn each_enterprise(&self, whole: bool, findings: &mut Vec<Finding>, gaps: &mut Gaps) {
        let of = |entry: &&Entry<'_, ChainEnterprise>| self.chains.is_of(&entry.chains, self.chain);
        let enterprises: Vec<_> = self.chains.enterprises.rows.iter().filter(of).collect();
        let mut by_name: HashMap<&str, Vec<(DateCell, Label)>> = HashMap::new();
        let mut undated: HashMap<&str, &Entry<'_, ChainVisit>> = HashMap::new();
        for entry in self.past {
            let Some(Stated { text, .. }) = &entry.row.enterprise else { continue };
            for name in text.split(['、', '，', ',', '；', ';']).map(str::trim) {
                match entry.row.date.filter(|day| !is_undated(Some(*day))) {
                    Some(day) => by_name.entry(name).or_default().push((day, entry.label())),
                    None => drop(undated.insert(name, entry)),
                }
            }
        }
        // Without a list of the chain's enterprises, those that were visited once are known.
        let listed: Vec<(&str, Label)> =
            enterprises.iter().map(|entry| (entry.row.name.text.as_str(), entry.label())).collect();
        let visited = by_name.iter().filter_map(|(name, days)| Some((*name, days.first()?.1.clone())));
        let mut known = if listed.is_empty() { visited.collect() } else { listed };
        known.sort_by(|a: &(&str, Label), b| (a.1.span.start, a.0).cmp(&(b.1.span.start, b.0)));
        if known.is_empty() && whole && self.chains.enterprises.heading(self.chain).is_none() {
            gaps.fact("document:chain-enterprises");
        }
        for (enterprise, label) in known {
            let days = by_name.get(enterprise).cloned().unwrap_or_default();
            let own = Record { days, ..self.record.share() };
            let names: Vec<Text> =
                own.stretches(Length::Month).into_iter().map(|(first, last)| name(first, last)).collect();
            if names.is_empty() {
                continue;
            }
            if let Some(visit) = undated.get(enterprise) {
                gaps.cell(&visit.row.row, "日期");
                continue;
            }
            let zh: Vec<&str> = names.iter().map(|name| name.zh.as_ref()).collect();
            let en: Vec<&str> = names.iter().map(|name| name.en.as_ref()).collect();
            let (zh, en) = (zh.join("、"), en.join(", "));
            let finding = self.context.key("enterprise").fill_both(
                &[("period", &zh), ("enterprise", enterprise), ("chain", "")],
                &[("period", &en), ("enterprise", enterprise), ("chain", "")],
            );
            findings.push(finding.label(label).build());
        }
    }
}
