//! The lists of needs and of resources.

use super::{absent, chains};
use crate::facts::{Chains, Entry, Tables};
use crate::model::chain::ChainOffer;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Finding, Text, Verdict};

struct List {
    zh: &'static str,
    en: &'static str,
    document: &'static str,
    /// How its rows are cited.
    place: &'static str,
}

const NEEDS: List =
    List { zh: "需求清单", en: "list of needs", document: "document:chain-needs", place: "需求清单" };
const RESOURCES: List =
    List { zh: "资源清单", en: "list of resources", document: "document:chain-resources", place: "资源清单" };

/// Both lists exist and were updated within a quarter.
pub(super) fn current_lists(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for chain in chains.each() {
        for (list, tables) in [(&NEEDS, &chains.needs), (&RESOURCES, &chains.resources)] {
            let look = Look { context, chains, chain, list, tables };
            look.judge(&mut findings, &mut evidence, &mut gaps);
        }
    }
    for entry in &chains.needs.rows {
        unmatched(context, entry, &mut findings, &mut gaps);
    }
    Ok(gaps.judge(findings, evidence))
}

struct Look<'l, 'a> {
    context: &'l Context<'l>,
    chains: &'l Chains<'a>,
    chain: &'l str,
    list: &'l List,
    tables: &'l Tables<'a, ChainOffer>,
}

impl Look<'_, '_> {
    fn name(&self) -> Text {
        if self.chain.is_empty() || self.chains.names.len() == 1 {
            return Text::new(self.list.zh, self.list.en);
        }
        Text::new(format!("{}产业链{}", self.chain, self.list.zh), format!("{} of {}", self.list.en, self.chain))
    }

    fn judge(&self, findings: &mut Vec<Finding>, evidence: &mut Vec<crate::Label>, gaps: &mut Gaps) {
        let Some(heading) = self.tables.heading(self.chain) else {
            if self.context.dossier.complete {
                findings.push(self.finding("missing-list", "", absent(self.context, None)));
            } else {
                gaps.fact(self.list.document);
            }
            return;
        };
        let rows: Vec<_> =
            self.tables.rows.iter().filter(|entry| self.chains.is_of(&entry.chains, self.chain)).collect();
        if rows.is_empty() {
            // The table is about all chains and has nothing on this one, unless a row does not say of which it is.
            match self.tables.rows.iter().find(|entry| self.chains.is_loose(&entry.chains)) {
                Some(loose) => gaps.cell(&loose.row.row, "产业链"),
                None => findings.push(self.finding("missing-list", "", heading)),
            }
            return;
        }
        let past = |day: &crate::model::table::DateCell| day.date <= self.context.as_of;
        let published = rows.iter().filter_map(|entry| Some((entry.row.published.filter(past)?, entry)));
        let Some((latest, entry)) = published.max_by_key(|(day, _)| day.last()) else {
            // A list that is all of a later day was not there yet, or its days are not stated.
            match rows.iter().find(|entry| entry.row.published.is_none()) {
                Some(entry) if entry.table.states("published") => gaps.cell(&entry.row.row, "发布日期"),
                Some(_) => gaps.column(self.list.place, "发布日期"),
                None => findings.push(self.finding("missing-list", "", heading)),
            }
            return;
        };
        if latest.last().add_months(3) >= self.context.as_of {
            evidence.push(entry.label());
        } else if let Some(undated) = rows.iter().find(|entry| entry.row.published.is_none()) {
            gaps.cell(&undated.row.row, "发布日期");
        } else {
            findings.push(self.finding("stale", &latest.date.to_string(), entry.label()));
        }
    }

    fn finding(&self, key: &str, date: &str, label: crate::Label) -> Finding {
        let name = self.name();
        let more = [("date", date), ("enterprise", ""), ("need", "")];
        let zh = [[("list", name.zh.as_ref())].as_slice(), &more].concat();
        let en = [[("list", name.en.as_ref())].as_slice(), &more].concat();
        self.context.key(key).fill_both(&zh, &en).label(label).build()
    }
}

/// A need that nothing answers, and of which nothing is said.
fn unmatched(context: &Context<'_>, entry: &Entry<'_, ChainOffer>, findings: &mut Vec<Finding>, gaps: &mut Gaps) {
    if entry.row.published.is_some_and(|day| day.date > context.as_of) {
        return;
    }
    if !entry.table.states("matched") {
        gaps.column(NEEDS.place, "对接情况");
        return;
    }
    const NOTHING: [&str; 7] = ["无", "否", "未对接", "没有", "×", "未匹配", "未落实"];
    let said = entry.row.matched.as_ref().is_some_and(|matched| !NOTHING.contains(&matched.text.as_str()));
    if said {
        return;
    }
    let enterprise = entry.row.enterprise.as_ref().map_or_else(|| entry.row.place(), |stated| stated.text.as_str());
    let need = entry.row.content.text.as_str();
    let values = [("enterprise", enterprise), ("need", need), ("list", ""), ("date", "")];
    findings.push(context.key("unmatched").fill(&values).label(entry.label()).build());
}
