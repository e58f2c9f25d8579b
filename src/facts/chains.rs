//! Industry chains: the rows of all their tables, by chain.

use crate::dossier::{Document, Dossier};
use crate::model::chain::{
    ChainCultivation, ChainEnterprise, ChainMember, ChainOffer, ChainOrder, ChainTable, ChainVisit,
};
use crate::model::charter::is_space;
use crate::model::register::{Meeting, MeetingKind, Register, chain_of};
use crate::model::table::{DateCell, Row, Table};
use crate::{Date, Label, Span};

/// A row of a chain's table.
pub(crate) trait ChainRow {
    /// The row.
    fn row(&self) -> &Row;
    /// The chain as its cell or the title states it.
    fn chain(&self) -> &str;
    /// The day that shows the chain at work, if any.
    fn day(&self) -> Option<DateCell>;
}

macro_rules! rows {
    ($($type:ty => $day:expr;)+) => {
        $(impl ChainRow for $type {
            fn row(&self) -> &Row {
                &self.row
            }

            fn chain(&self) -> &str {
                &self.chain
            }

            fn day(&self) -> Option<DateCell> {
                let day: fn(&$type) -> Option<DateCell> = $day;
                day(self)
            }
        })+
    };
}

rows! {
    ChainMember => |row| row.from;
    ChainVisit => |row| row.date;
    ChainOrder => |row| row.ordered.map(|moment| moment.day);
    ChainOffer => |row| row.published;
    ChainEnterprise => |_| None;
    // People are trained before there is a committee.
    ChainCultivation => |_| None;
}

/// A row with its document and the chains that it is about; none if that is not stated.
#[derive(Debug)]
pub(crate) struct Entry<'a, T> {
    pub(crate) document: &'a Document,
    pub(crate) table: &'a ChainTable<T>,
    pub(crate) row: &'a T,
    pub(crate) chains: Vec<String>,
}

impl<T: ChainRow> Entry<'_, T> {
    /// A label on the row.
    pub(crate) fn label(&self) -> Label {
        let row = self.row.row();
        self.document.label(row.span, row.place.as_str())
    }
}

/// The tables of one kind.
#[derive(Debug)]
pub(crate) struct Tables<'a, T> {
    /// Each table with the chain that only its title names.
    tables: Vec<(&'a Document, &'a Table, String)>,
    pub(crate) rows: Vec<Entry<'a, T>>,
}

impl<'a, T: ChainRow> Tables<'a, T> {
    fn of(tables: impl Iterator<Item = (&'a Document, &'a ChainTable<T>)>) -> Self {
        let mut out = Self { tables: Vec::new(), rows: Vec::new() };
        for (document, table) in tables {
            // Where a column says which chain, the title speaks of all of them.
            let by_column = table.states("chain");
            let titled = if by_column { String::new() } else { titled(&table.table.title) };
            for row in &table.rows {
                let chains = if by_column { listed(row.chain()) } else { Vec::from_iter(one(&titled)) };
                out.rows.push(Entry { document, table, row, chains });
            }
            out.tables.push((document, &table.table, titled));
        }
        out
    }

    /// Whether there is no such table.
    pub(crate) fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The headings of the tables.
    pub(crate) fn headings(&self) -> impl Iterator<Item = Label> {
        self.tables.iter().map(|(document, table, _)| heading(document, table))
    }

    /// The titles of the tables that may hold rows of a chain.
    fn titles<'s>(&'s self, chain: &'s str) -> impl Iterator<Item = &'s str> + 's {
        self.covering(chain).map(|(_, table, _)| table.title.as_str())
    }

    /// The first of those tables.
    pub(crate) fn heading(&self, chain: &str) -> Option<Label> {
        self.covering(chain).next().map(|(document, table, _)| heading(document, table))
    }

    fn covering<'s>(&'s self, chain: &'s str) -> impl Iterator<Item = &'s (&'a Document, &'a Table, String)> + 's {
        self.tables.iter().filter(move |(_, _, titled)| titled.is_empty() || chain.is_empty() || titled == chain)
    }
}

fn heading(document: &Document, table: &Table) -> Label {
    let header = table.columns.iter().map(|column| column.span).reduce(Span::cover);
    document.label(table.title_span.or(header).unwrap_or(table.span), document.kind.place())
}

/// A meeting of a chain's committee.
#[derive(Debug)]
pub(crate) struct ChainMeeting<'a> {
    pub(crate) document: &'a Document,
    pub(crate) register: &'a Register,
    pub(crate) meeting: &'a Meeting,
    pub(crate) chains: Vec<String>,
}

impl ChainMeeting<'_> {
    /// A label on the meeting's first row.
    pub(crate) fn label(&self) -> Label {
        match self.register.items_of(self.meeting).next() {
            Some(item) => self.document.label(item.row.span, item.place()),
            None => heading(self.document, &self.register.table),
        }
    }

    /// The day, where one is stated.
    pub(crate) fn day(&self) -> Option<DateCell> {
        self.meeting.held.map(|held| held.day)
    }
}

/// The chains of a dossier.
#[derive(Debug)]
pub(crate) struct Chains<'a> {
    /// Their names, in the order in which they come up.
    pub(crate) names: Vec<String>,
    pub(crate) members: Tables<'a, ChainMember>,
    pub(crate) visits: Tables<'a, ChainVisit>,
    pub(crate) orders: Tables<'a, ChainOrder>,
    pub(crate) needs: Tables<'a, ChainOffer>,
    pub(crate) resources: Tables<'a, ChainOffer>,
    pub(crate) enterprises: Tables<'a, ChainEnterprise>,
    pub(crate) cultivation: Tables<'a, ChainCultivation>,
    pub(crate) meetings: Vec<ChainMeeting<'a>>,
    registers: Vec<(&'a Document, &'a Register, String)>,
}

impl<'a> Chains<'a> {
    /// Gathers the chains; `None` if no document concerns one.
    pub(crate) fn of(dossier: &'a Dossier) -> Option<Self> {
        if !dossier.concerns_chain() {
            return None;
        }
        let mut chains = Self {
            names: Vec::new(),
            members: Tables::of(dossier.chain_members()),
            visits: Tables::of(dossier.chain_visits()),
            orders: Tables::of(dossier.chain_orders()),
            needs: Tables::of(dossier.chain_needs()),
            resources: Tables::of(dossier.chain_resources()),
            enterprises: Tables::of(dossier.chain_enterprises()),
            cultivation: Tables::of(dossier.chain_cultivation()),
            meetings: Vec::new(),
            registers: Vec::new(),
        };
        for (document, register) in dossier.registers() {
            let own = register.chain.is_some();
            let titled = titled(&register.table.title);
            let mut any = own;
            for meeting in &register.meetings {
                let of_chain = meeting.kind == MeetingKind::ChainCommittee
                    || own && matches!(meeting.kind, MeetingKind::PartyCommittee | MeetingKind::Other);
                if !of_chain {
                    continue;
                }
                any = true;
                let named = chain_of(&meeting.name).map(|name| general(&name)).filter(|name| !name.is_empty());
                // A register of several chains may have a column for them.
                let column = || {
                    let cells = register.items_of(meeting).flat_map(|item| &item.row.cells);
                    let names =
                        |column: &str| matches!(column, "产业链" | "所属产业链" | "产业链名称" | "链条" | "链条名称");
                    cells
                        .filter(|cell| names(&cell.column))
                        .map(|cell| general(cell.text.trim()))
                        .find(|name| !name.is_empty())
                };
                let named = named.or_else(|| one(&titled)).or_else(column).unwrap_or_default();
                chains.meetings.push(ChainMeeting { document, register, meeting, chains: listed(&named) });
            }
            if any {
                chains.registers.push((document, register, titled));
            }
        }
        let mut names: Vec<String> = Vec::new();
        let mut add = |found: &[String]| {
            for name in found {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        };
        chains.members.rows.iter().for_each(|entry| add(&entry.chains));
        chains.enterprises.rows.iter().for_each(|entry| add(&entry.chains));
        chains.meetings.iter().for_each(|meeting| add(&meeting.chains));
        chains.visits.rows.iter().for_each(|entry| add(&entry.chains));
        chains.orders.rows.iter().for_each(|entry| add(&entry.chains));
        chains.needs.rows.iter().for_each(|entry| add(&entry.chains));
        chains.resources.rows.iter().for_each(|entry| add(&entry.chains));
        chains.names = names;
        Some(chains)
    }

    /// The chains to be judged each by itself: one without a name where no document names any.
    pub(crate) fn each(&self) -> Vec<&str> {
        if self.names.is_empty() { vec![""] } else { self.names.iter().map(String::as_str).collect() }
    }

    /// Whether what is about `chains` is about `chain`. In a dossier of one chain everything is.
    pub(crate) fn is_of(&self, chains: &[String], chain: &str) -> bool {
        chains.iter().any(|of| of == chain) || chains.is_empty() && self.names.len() <= 1
    }

    /// Whether it is not stated which of several chains it is about.
    pub(crate) fn is_loose(&self, chains: &[String]) -> bool {
        chains.is_empty() && self.names.len() > 1
    }

    /// Whether a register may hold a chain's meetings, with its heading.
    pub(crate) fn register(&self, chain: &str) -> Option<Label> {
        let register = self.registers.iter().find(|(_, _, titled)| covers(titled, chain))?;
        Some(heading(register.0, &register.1.table))
    }

    /// The titles of the registers that may hold a chain's meetings.
    pub(crate) fn register_titles<'s>(&'s self, chain: &'s str) -> impl Iterator<Item = &'s str> + 's {
        let covering = self.registers.iter().filter(move |(_, _, titled)| covers(titled, chain));
        covering.map(|(_, register, _)| register.table.title.as_str())
    }

    /// The titles of the visits' tables that may hold a chain's visits.
    pub(crate) fn visit_titles<'s>(&'s self, chain: &'s str) -> impl Iterator<Item = &'s str> + 's {
        self.visits.titles(chain)
    }

    /// Since when a chain's committee is said to exist: the first day on which anybody took office in it.
    pub(crate) fn founded(&self, chain: &str) -> Option<DateCell> {
        let of = self.members.rows.iter().filter(|entry| self.is_of(&entry.chains, chain));
        of.filter_map(|entry| entry.row.from).min_by_key(|from| from.date)
    }

    /// The first day on which a chain is seen at work.
    pub(crate) fn active_from(&self, chain: &str) -> Option<Date> {
        let mut first: Option<Date> = None;
        let mut see = |chains: &[String], day: Option<DateCell>| {
            if let Some(day) = day.filter(|_| self.is_of(chains, chain)) {
                // Of a month only its last day is sure.
                first = Some(first.map_or(day.last(), |known| known.min(day.last())));
            }
        };
        self.meetings.iter().for_each(|meeting| see(&meeting.chains, meeting.day()));
        self.visits.rows.iter().for_each(|entry| see(&entry.chains, entry.row.day()));
        self.orders.rows.iter().for_each(|entry| see(&entry.chains, entry.row.day()));
        self.needs.rows.iter().for_each(|entry| see(&entry.chains, entry.row.day()));
        self.resources.rows.iter().for_each(|entry| see(&entry.chains, entry.row.day()));
        first
    }

    /// Where something absent is shown: the first heading of any table.
    pub(crate) fn anywhere(&self) -> Option<Label> {
        let tables = self.members.headings().chain(self.enterprises.headings()).chain(self.visits.headings());
        let lists = self.orders.headings().chain(self.needs.headings()).chain(self.resources.headings());
        let registers = self.registers.iter().map(|(document, register, _)| heading(document, &register.table));
        tables.chain(lists).chain(registers).chain(self.cultivation.headings()).next()
    }
}

fn covers(titled: &str, chain: &str) -> bool {
    titled.is_empty() || chain.is_empty() || titled == chain
}

fn one(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}

/// The chain that a title names, if it is one chain.
fn titled(title: &str) -> String {
    chain_of(title).map(|name| general(&name)).unwrap_or_default()
}

/// A chain's name out of a title; empty where the words only say where, or which kind: 全县重点, 六大.
fn general(name: &str) -> String {
    const WORDS: [&str; 18] = [
        "重点", "主导", "特色", "优势", "支柱", "全县", "全市", "全区", "县", "市", "区", "园", "各", "大", "条", "级",
        "年度", "年",
    ];
    let name = normal(name);
    if WORDS.iter().any(|word| name.ends_with(word)) { String::new() } else { name }
}

/// The chains that a cell names: 风电装备、光伏组件 are two.
fn listed(cell: &str) -> Vec<String> {
    let parts = cell.split(['、', '，', ',', '；', ';', '/', '\n']).map(normal);
    let mut out: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty() && !crate::model::table::is_blank(part)) {
        if !out.contains(&part) {
            out.push(part);
        }
    }
    out
}

/// A chain's name without 产业链.
fn normal(name: &str) -> String {
    let name: String = name.chars().filter(|c| !is_space(*c) && !matches!(c, '“' | '”' | '"' | '「' | '」')).collect();
    let name = name.strip_suffix("党委").unwrap_or(&name);
    let name = name.strip_suffix("产业链").unwrap_or(name);
    match name.strip_suffix('链') {
        Some(rest) if rest.chars().count() > 1 && !["冷", "供应", "区块"].iter().any(|kept| rest.ends_with(kept)) => {
            rest.strip_suffix("产业").unwrap_or(rest).to_owned()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_chains() {
        for (cell, expected) in [
            ("新型建材", vec!["新型建材"]),
            ("新型建材产业链", vec!["新型建材"]),
            ("“新型建材”链", vec!["新型建材"]),
            ("冷链", vec!["冷链"]),
            ("冷链物流产业链", vec!["冷链物流"]),
            ("风电装备、光伏组件", vec!["风电装备", "光伏组件"]),
            ("—", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(listed(cell), expected, "{cell}");
        }
        for (title, expected) in [
            ("新型建材产业链走访台账", "新型建材"),
            ("全县重点产业链走访台账", ""),
            ("岚皋经开区产业链党委成员名册", ""),
            ("会议台账", ""),
        ] {
            assert_eq!(titled(title), expected, "{title}");
        }
    }
}
