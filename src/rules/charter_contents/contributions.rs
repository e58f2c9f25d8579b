//! Contributions are complete and add up.

use indexmap::IndexMap;

use crate::facts::{Contribution, Fact, Percent, Statement, Yuan};
use crate::model::profile::Form;
use crate::rules::context::{Context, judge, missing};
use crate::{Label, Verdict};

/// What all rows of one shareholder state together.
#[derive(Default)]
struct Holder<'a> {
    rows: Vec<(&'a Fact, &'a Contribution)>,
}

impl Holder<'_> {
    /// The sum of the rows that are no instalments of another; of the instalments if there are only those.
    fn sum(&self, of: impl Fn(&Contribution) -> Option<u64>) -> Option<u64> {
        let whole = |instalment: bool| {
            let mut rows =
                self.rows.iter().filter(|(_, row)| row.instalment == instalment).filter_map(|(_, row)| of(row));
            let first = rows.next()?;
            rows.try_fold(first, u64::checked_add)
        };
        whole(false).or_else(|| whole(true))
    }

    /// The amounts that the rows may mean: sentences do not always tell which sums are parts of others.
    fn readings(&self) -> Option<Vec<u64>> {
        let all: Vec<u64> = self.rows.iter().filter_map(|(_, row)| row.amount).collect();
        let first = *all.first()?;
        let total = all.iter().copied().fold(0, u64::saturating_add);
        // Parts alone are no reading where a whole is stated: then they must make it up.
        let mut readings = vec![self.sum(|row| row.amount)?, first, total];
        readings.retain(|amount| *amount > 0);
        readings.sort_unstable();
        readings.dedup();
        Some(readings)
    }
}

/// Most shareholders for whom every reading is tried.
const MOST: usize = 12;

/// Whether one reading of each shareholder's sums makes up the capital.
fn reach(readings: &[Vec<u64>], capital: u64) -> bool {
    if readings.len() > MOST {
        return false;
    }
    let mut sums = vec![0u64];
    for of_one in readings {
        let next = sums.iter().flat_map(|sum| of_one.iter().map(move |amount| sum.saturating_add(*amount)));
        let mut next: Vec<u64> = next.filter(|sum| *sum <= capital).collect();
        next.sort_unstable();
        next.dedup();
        next.truncate(4096);
        sums = next;
    }
    sums.contains(&capital)
}

/// A difference of 0.01 percentage points comes from rounding.
const ROUNDING: u64 = 1;
/// The whole, in hundredths of a per cent.
const WHOLE: u64 = 10_000;

/// Each shareholder's amount, form and date are stated; amounts add up to the capital and ratios to the whole.
pub(super) fn contributions_add_up(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    let Some(form) = context.profile().form else { return Err(missing(["company.form"])) };
    let facts = context.facts.charter_facts();
    let label = |fact: &Fact| facts.label(charter.charter, fact);
    let rows: Vec<(&Fact, &Contribution)> = facts
        .all()
        .iter()
        .filter(|fact| fact.holds())
        .filter_map(|fact| match &fact.statement {
            Statement::Contribution(row) => Some((fact, row)),
            _ => None,
        })
        .collect();
    let doubtful = |(fact, row): &(&Fact, &Contribution)| {
        row.blank || fact.doubt.is_some() || row.ratio.is_some_and(|ratio| ratio > WHOLE)
    };
    if rows.iter().any(doubtful) {
        return Err(missing(["charter.contributions"]));
    }
    let mut holders: IndexMap<&str, Holder<'_>> = IndexMap::new();
    // 均于……前缴清, 均以货币出资: said of all.
    let (mut date_of_all, mut form_of_all) = (false, false);
    for (fact, row) in &rows {
        let is_of_all = row.shareholder.is_empty();
        if is_of_all && row.amount.is_none() && row.shares.is_none() && row.ratio.is_none() {
            date_of_all |= row.date.is_some() || row.within_months.is_some();
            form_of_all |= row.form.is_some();
            continue;
        }
        holders.entry(row.shareholder.as_str()).or_default().rows.push((fact, row));
    }
    if holders.is_empty() {
        return Err(missing(["charter.contributions"]));
    }
    // A row without a name repeats the named ones, or is the only shareholder's.
    if holders.len() > 1 {
        holders.shift_remove("");
    }
    let evidence: Vec<Label> = holders.values().flat_map(|holder| &holder.rows).map(|(fact, _)| label(fact)).collect();
    let mut findings = Vec::new();
    if form == Form::JointStock {
        let taken: Option<Vec<u64>> = holders.values().map(|holder| holder.sum(|row| row.shares)).collect();
        let issued = facts.all().iter().find_map(|fact| match fact.statement {
            Statement::SharesIssued { shares, at_establishment: true } if fact.holds() => Some((fact, shares)),
            _ => None,
        });
        let (Some(taken), Some((issue, issued))) = (taken, issued) else {
            return Err(missing(["charter.promoter_shares"]));
        };
        let sum: u64 = taken.iter().sum();
        if sum != issued {
            let (stated, required) = (in_myriads(sum), in_myriads(issued));
            let finding = context.key("promoter-shares").fill(&[("stated", &stated), ("required", &required)]);
            findings.push(finding.labels([label(issue)]).labels(evidence.clone()).build());
        }
        return Ok(judge(findings, evidence));
    }
    for (name, holder) in &holders {
        let mut lacking: Vec<(&str, &str)> = Vec::new();
        let has = |of: &dyn Fn(&Contribution) -> bool| holder.rows.iter().any(|(_, row)| of(row));
        if !has(&|row| row.amount.is_some()) {
            lacking.push(("出资额", "the amount"));
        }
        if !has(&|row| row.form.is_some()) && !form_of_all {
            lacking.push(("出资方式", "the form"));
        }
        if !has(&|row| row.date.is_some() || row.within_months.is_some() || row.paid) && !date_of_all {
            lacking.push(("出资日期", "the date"));
        }
        if lacking.is_empty() {
            continue;
        }
        let zh = lacking.iter().map(|(zh, _)| *zh).collect::<Vec<_>>().join("、");
        let en = lacking.iter().map(|(_, en)| *en).collect::<Vec<_>>().join(", ");
        let shown = if name.is_empty() { "股东" } else { name };
        let shown_en = if name.is_empty() { "the shareholder" } else { name };
        let finding = context
            .key("incomplete-row")
            .fill_both(&[("shareholder", shown), ("missing", &zh)], &[("shareholder", shown_en), ("missing", &en)]);
        findings.push(finding.labels(holder.rows.iter().map(|(fact, _)| label(fact))).build());
    }
    let capitals: Vec<(&Fact, u64)> = facts
        .all()
        .iter()
        .filter(|fact| fact.holds() && fact.doubt.is_none())
        .filter_map(|fact| match fact.statement {
            Statement::RegisteredCapital { fen } => Some((fact, fen)),
            _ => None,
        })
        .collect();
    let readings: Option<Vec<Vec<u64>>> = holders.values().map(Holder::readings).collect();
    let amounts: Option<Vec<u64>> = holders.values().map(|holder| holder.sum(|row| row.amount)).collect();
    match (capitals.first(), amounts) {
        (Some((fact, capital)), Some(amounts)) => {
            let sum: u64 = amounts.iter().sum();
            let equal = capitals.iter().filter(|(_, capital)| *capital == sum).count();
            let reached = |(_, capital): &(&Fact, u64)| readings.as_deref().is_some_and(|all| reach(all, *capital));
            if equal == 0 && capitals.iter().any(reached) {
                // Whichever sums are parts of others, they make up the capital.
            } else if equal == 0 {
                let (stated, required) = (yuan(sum), yuan(*capital));
                let finding = context.key("amount-sum").fill(&[("stated", &stated), ("required", &required)]);
                findings.push(finding.labels([label(fact)]).labels(evidence.clone()).build());
            } else if equal < capitals.len() && findings.is_empty() {
                // Two capitals are stated, and the sum is one of them.
                return Err(missing(["charter.registered_capital"]));
            }
        }
        (None, Some(_)) if findings.is_empty() => return Err(missing(["charter.registered_capital"])),
        _ => {}
    }
    let ratios: Option<Vec<u64>> = holders.values().map(|holder| holder.sum(|row| row.ratio)).collect();
    if let Some(ratios) = ratios {
        let sum: u64 = ratios.iter().sum();
        if sum.abs_diff(WHOLE) > ROUNDING {
            let stated = Percent(sum).to_string();
            findings.push(context.key("ratio-sum").fill(&[("stated", &stated)]).labels(evidence.clone()).build());
        }
    }
    Ok(judge(findings, evidence))
}

/// Yuan in 万元 where they come out even.
fn yuan(fen: u64) -> String {
    if fen.is_multiple_of(1_000_000) { format!("{}万元", fen / 1_000_000) } else { format!("{}元", Yuan(fen)) }
}

fn in_myriads(shares: u64) -> String {
    if shares.is_multiple_of(10_000) { format!("{}万股", shares / 10_000) } else { format!("{shares}股") }
}
