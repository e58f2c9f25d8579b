//! Checks of the pack `chain`: what an industry-chain Party committee does, against its profile.

mod committees;
mod composition;
mod coverage;
mod lists;
mod meetings;
mod orders;
mod periods;
mod practice;
mod visits;

use super::context::{Check, Context, not_applicable};
use crate::facts::Chains;
use crate::{Label, Text, Verdict};

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "one-committee-per-chain" => committees::one_committee_per_chain,
        "composition" => composition::composition,
        "quarterly-meeting" => meetings::quarterly_meeting,
        "monthly-visit" => visits::monthly_visit,
        "order-loop-closed" => orders::order_loop_closed,
        "current-lists" => lists::current_lists,
        "chain-coverage" => coverage::chain_coverage,
        "five-sync" => practice::five_sync,
        "three-cultivation" => practice::three_cultivation,
        _ => return None,
    })
}

/// The chains; not applicable if no document concerns one.
fn chains<'c>(context: &'c Context<'_>) -> Result<&'c Chains<'c>, Verdict> {
    context.facts.chains().ok_or_else(|| not_applicable("没有产业链文件", "there are no industry-chain documents"))
}

/// Where something absent is shown.
fn absent(context: &Context<'_>, heading: Option<Label>) -> Label {
    heading.or_else(|| context.facts.chains().and_then(Chains::anywhere)).unwrap_or_else(|| context.anywhere())
}

/// A chain's name before 产业链党委, and after "the chain committee"; nothing where no document names it.
fn name_of(chain: &str) -> Text {
    if chain.is_empty() { Text::default() } else { Text::new(chain.to_owned(), format!(" of {chain}")) }
}
