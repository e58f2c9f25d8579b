//! Five synchronisations and three cultivations.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{absent, chains};
use crate::dossier::{Content, Document};
use crate::facts::Entry;
use crate::model::chain::{ChainCultivation, Cultivation};
use crate::model::charter::compact;
use crate::model::table::Row;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Label, Span, Verdict};

/// Each of the five names stands in some record of the chain.
pub(super) fn five_sync(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let names: Vec<String> = context
        .options
        .and_then(|options| options.get("names")?.as_array())
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(compact))
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        let mut gaps = Gaps::default();
        gaps.fact("option:chain/five-sync.names");
        return Err(gaps.verdict());
    }
    let mut found: IndexMap<&str, Label> = IndexMap::new();
    for document in &context.dossier.documents {
        for row in rows(document) {
            for cell in row.filled_cells() {
                let text = compact(&cell.text);
                for name in names.iter().filter(|name| stands_in(&text, name)) {
                    found.entry(name).or_insert_with(|| document.label(cell.span, row.place.as_str()));
                }
            }
        }
    }
    // A plan may stand as prose above the tables.
    for document in context.dossier.documents.iter().filter(|document| !rows(document).is_empty()) {
        let source = &document.source;
        for line in crate::model::table::lines_of(source, Span::new(0, source.text().len() as u32)) {
            let text = compact(source.slice(line));
            for name in names.iter().filter(|name| stands_in(&text, name)) {
                found.entry(name).or_insert_with(|| document.label(line, "正文"));
            }
        }
    }
    let mut findings = Vec::new();
    for name in names.iter().filter(|name| !found.contains_key(name.as_str())) {
        // Where it would be recorded.
        let label = absent(context, chains.register(""));
        findings.push(context.finding().fill(&[("stated", name)]).label(label).build());
    }
    Ok(Gaps::default().judge(findings, found.into_values().collect()))
}

/// Whether words say that something is done: 尚未开展组织同步建 does not.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before: String = text[..at].chars().rev().take(5).collect();
        // Read backwards.
        !["未", "没有", "无"].iter().any(|no| before.contains(&no.chars().rev().collect::<String>()))
    })
}

/// The rows of a chain's document.
fn rows(document: &Document) -> &[Row] {
    match &document.content {
        Content::Register(register) if register.chain.is_some() => &register.table.rows,
        Content::Register(register)
            if register.meetings.iter().any(|m| m.kind == crate::model::register::MeetingKind::ChainCommittee) =>
        {
            &register.table.rows
        }
        Content::ChainMembers(table) => &table.table.rows,
        Content::ChainVisits(table) => &table.table.rows,
        Content::ChainOrders(table) => &table.table.rows,
        Content::ChainNeeds(table) | Content::ChainResources(table) => &table.table.rows,
        Content::ChainEnterprises(table) => &table.table.rows,
        Content::ChainCultivation(table) => &table.table.rows,
        _ => &[],
    }
}

const KINDS: [(Cultivation, &str, &str); 3] = [
    (Cultivation::MemberToBackbone, "党员→骨干", "members to key staff"),
    (Cultivation::BackboneToMember, "骨干→党员", "key staff to members"),
    (Cultivation::BackboneToManager, "党员骨干→管理人员", "members among key staff to managers"),
];

/// The list of people has all three kinds, and each person's dates agree.
pub(super) fn three_cultivation(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    if chains.cultivation.is_empty() {
        if !context.dossier.complete {
            gaps.fact("document:chain-cultivation");
            return Err(gaps.verdict());
        }
        for (_, zh, en) in KINDS {
            let finding = context.key("empty").fill_both(&[("stated", zh)], &[("stated", en)]);
            findings.push(finding.label(absent(context, None)).build());
        }
        return Ok(gaps.judge(findings, evidence));
    }
    let people: Vec<&Entry<'_, ChainCultivation>> = chains
        .cultivation
        .rows
        .iter()
        .filter(|entry| entry.row.date.is_none_or(|day| day.date <= context.as_of))
        .collect();
    let unknown: Vec<_> = people.iter().filter(|entry| entry.row.category.is_none()).collect();
    for (kind, zh, en) in KINDS {
        match people.iter().find(|entry| entry.row.category == Some(kind)) {
            Some(entry) => evidence.push(entry.label()),
            // One of the rows that name no kind may be of this one.
            None if !unknown.is_empty() => unknown.iter().for_each(|entry| gaps.cell(&entry.row.row, "类别")),
            None => {
                let place = absent(context, chains.cultivation.headings().next());
                let finding = context.key("empty").fill_both(&[("stated", zh)], &[("stated", en)]);
                findings.push(finding.label(place).build());
            }
        }
    }
    let mut by_name: BTreeMap<&str, Vec<&Entry<'_, ChainCultivation>>> = BTreeMap::new();
    for entry in &people {
        by_name.entry(entry.row.name.text.as_str()).or_default().push(entry);
    }
    for (name, entries) in by_name {
        if let Some((earlier, later)) = contradiction(&entries) {
            let finding = context.key("dates").fill(&[("person", name), ("stated", "")]);
            findings.push(finding.labels([earlier.label(), later.label()]).build());
        }
    }
    Ok(gaps.judge(findings, evidence))
}

/// Two rows of one person that cannot both be: first trained as a member, and admitted later.
fn contradiction<'e, 'a>(
    entries: &[&'e Entry<'a, ChainCultivation>],
) -> Option<(&'e Entry<'a, ChainCultivation>, &'e Entry<'a, ChainCultivation>)> {
    let admitted = entries.iter().filter(|entry| entry.row.category == Some(Cultivation::BackboneToMember));
    for later in admitted {
        let before = entries.iter().find(|entry| {
            let as_member =
                matches!(entry.row.category, Some(Cultivation::MemberToBackbone | Cultivation::BackboneToManager));
            let (Some(one), Some(other)) = (entry.row.date, later.row.date) else { return false };
            as_member && one.last() < other.date
        });
        if let Some(before) = before {
            return Some((before, later));
        }
    }
    None
}
