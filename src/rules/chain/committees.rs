//! One chain, one committee.

use indexmap::IndexMap;

use super::chains;
use crate::facts::{ChainRow, Chains, Entry};
use crate::model::chain::ChainMember;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Label, Verdict};

/// Chains and committees correspond one to one.
pub(super) fn one_committee_per_chain(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    if chains.members.is_empty() {
        gaps.fact("document:chain-members");
    }
    let of_chain = committees(chains, &mut gaps);
    let mut of_committee: IndexMap<&str, Vec<(&str, &Entry<'_, ChainMember>)>> = IndexMap::new();
    for (chain, committees) in &of_chain {
        if let [(_, only)] = committees.as_slice() {
            evidence.push(only.label());
        }
        if committees.len() > 1 {
            let stated = committees.len().to_string();
            let labels = committees.iter().map(|(_, entry)| entry.label());
            let values = [("chain", *chain), ("stated", stated.as_str()), ("committee", "")];
            findings.push(context.key("several-committees").fill(&values).labels(labels).build());
        }
        for (committee, entry) in committees {
            let known = of_committee.iter_mut().find(|(name, _)| is_same(name, committee));
            match known {
                Some((_, of)) => of.push((chain, entry)),
                None => drop(of_committee.insert(committee, vec![(chain, entry)])),
            }
        }
    }
    for (committee, of) in &of_committee {
        if of.len() > 1 {
            let stated = of.len().to_string();
            let labels = of.iter().map(|(_, entry)| entry.label());
            let values = [("committee", *committee), ("stated", stated.as_str()), ("chain", "")];
            findings.push(context.key("several-chains").fill(&values).labels(labels).build());
        }
    }
    without(context, chains, &of_chain, &mut findings, &mut gaps);
    Ok(gaps.judge(findings, evidence))
}

/// A committee's name with the first row that gives it.
type Named<'c, 'a> = (&'c str, &'c Entry<'a, ChainMember>);

/// The committees of each chain that the members' tables name.
fn committees<'c, 'a>(chains: &'c Chains<'a>, gaps: &mut Gaps) -> IndexMap<&'c str, Vec<Named<'c, 'a>>> {
    let mut of_chain: IndexMap<&str, Vec<Named<'_, '_>>> = IndexMap::new();
    for entry in &chains.members.rows {
        let stated = entry.row.committee.as_ref().map(|committee| committee.text.as_str());
        // A table of one committee names it in its title.
        let title = entry.document.title.as_str();
        let titled = title.find("党委").map(|at| &title[..at + "党委".len()]).filter(|name| name.contains("产业链"));
        let name = stated.or(titled.filter(|_| !entry.table.states("committee") && entry.chains.len() == 1));
        let Some(name) = name.filter(|name| !core(name).is_empty()) else {
            // 产业链党委 alone does not say which.
            if entry.table.states("committee") {
                gaps.cell(entry.row.row(), "党委名称");
            } else {
                gaps.column("成员名册", "党委名称");
            }
            continue;
        };
        if entry.chains.is_empty() && chains.names.len() != 1 {
            gaps.cell(entry.row.row(), "产业链");
        }
        let own = entry.chains.iter().map(String::as_str);
        let only = chains.names.first().filter(|_| entry.chains.is_empty() && chains.names.len() == 1);
        for chain in own.chain(only.map(String::as_str)) {
            let known = of_chain.entry(chain).or_default();
            if !known.iter().any(|(other, _)| is_same(other, name)) {
                known.push((name, entry));
            }
        }
    }
    of_chain
}

/// Chains that other tables name and the members' tables, which are about all chains, do not.
fn without(
    context: &Context<'_>,
    chains: &Chains<'_>,
    of_chain: &IndexMap<&str, Vec<Named<'_, '_>>>,
    findings: &mut Vec<crate::Finding>,
    gaps: &mut Gaps,
) {
    if chains.members.is_empty() || of_chain.is_empty() {
        return;
    }
    for chain in &chains.names {
        let near = |other: &&str| other.contains(chain.as_str()) || chain.contains(*other);
        if of_chain.keys().any(near) {
            continue;
        }
        match chains.members.heading(chain) {
            Some(heading) => {
                let labels: Vec<Label> = chains
                    .enterprises
                    .rows
                    .iter()
                    .find(|entry| entry.chains.contains(chain))
                    .map(Entry::label)
                    .into_iter()
                    .chain([heading])
                    .collect();
                let values = [("chain", chain.as_str()), ("committee", ""), ("stated", "0")];
                findings.push(context.key("no-committee").fill(&values).labels(labels).build());
            }
            None => gaps.fact("document:chain-members"),
        }
    }
}

/// What distinguishes a committee's name: 中共岚皋经开区新型建材产业链委员会 is 岚皋经开区新型建材.
pub(super) fn core(name: &str) -> String {
    let name: String = name.chars().filter(|c| !crate::model::charter::is_space(*c)).collect();
    let name = name.trim_start_matches("中国共产党").trim_start_matches("中共");
    let name = name.replace("委员会", "党委").replace("党党委", "党委").replace("产业链", "");
    name.strip_suffix("党委").unwrap_or(&name).to_owned()
}

/// Whether two names are the same committee's: one may say where it is and the other not.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (core(one), core(other));
    let place = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with(['区', '园', '县', '市', '省', '镇', '乡']))
    };
    place(&one, &other) || place(&other, &one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_committees() {
        for (one, other, same) in [
            ("新型建材产业链党委", "中共新型建材产业链委员会", true),
            ("新型建材产业链党委", "岚皋经开区新型建材产业链党委", true),
            ("新型建材产业链党委", "新型建材产业链党委员会", true),
            ("生物医药产业链党委", "医药制造产业链党委", false),
            ("生物医药产业链党委", "医药产业链党委", false),
            ("电子信息产业链党委", "电子信息链主企业联合党委", false),
        ] {
            assert_eq!(is_same(one, other), same, "{one} {other}");
        }
        assert_eq!(core("产业链党委"), "");
    }
}
