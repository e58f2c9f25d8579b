//! Facts that a check of tables needs and does not find.

use indexmap::IndexMap;

use super::context::{judge, missing};
use crate::model::table::Row;
use crate::{Finding, Label, Verdict};

/// The missing facts of one check: cells by table and column, columns, and anything else by name.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    cells: IndexMap<(String, &'static str), Vec<u32>>,
    facts: Vec<String>,
}

impl Gaps {
    /// A cell is blank or cannot be read.
    pub(crate) fn cell(&mut self, row: &Row, column: &'static str) {
        let table = row.place.split_once('第').map_or(row.place.as_str(), |(table, _)| table);
        let rows = self.cells.entry((table.to_owned(), column)).or_default();
        if !rows.contains(&row.number) {
            rows.push(row.number);
        }
    }

    /// A table has no such column.
    pub(crate) fn column(&mut self, table: &str, column: &str) {
        self.fact(format!("column:{table}「{column}」"));
    }

    /// A fact of the profile, a document, an option.
    pub(crate) fn fact(&mut self, fact: impl Into<String>) {
        let fact = fact.into();
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.facts.is_empty()
    }

    /// The verdict that these facts are missing: one entry per column, however many rows lack it.
    pub(crate) fn verdict(self) -> Verdict {
        let cells = self.cells.into_iter().map(|((table, column), rows)| {
            let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
            format!("cell:{table}第{}行「{column}」", rows.join("、"))
        });
        missing(self.facts.into_iter().chain(cells))
    }

    /// Violated by the findings; without any, undetermined if something is missing, else satisfied on this evidence. The
    /// rows in which all is well are nothing that a finding would be weighed against.
    pub(crate) fn judge(self, findings: Vec<Finding>, evidence: Vec<Label>) -> Verdict {
        match (findings.is_empty(), self.is_empty()) {
            (false, _) => judge(findings, Vec::new()),
            (true, false) => self.verdict(),
            (true, true) => judge(findings, evidence),
        }
    }
}
