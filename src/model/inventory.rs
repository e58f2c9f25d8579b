//! Inventories of internal rules.

use serde::Serialize;

use super::table::{DateCell, Row, RowKind, Sheet, Spec, Stated, Table, Unread, Values};
use crate::Text;

/// The columns of an inventory.
pub(crate) const SPEC: Spec = Spec {
    columns: &[
        ("name", &["制度名称", "规章制度名称", "制度文件名称", "制度", "规章名称", "制度标题", "~制度名称"]),
        ("category", &["类别", "制度类别", "分类", "制度分类", "类型", "~类别"]),
        ("number", &["文号", "发文字号", "发文号", "制度文号", "文件编号", "制度编号", "~文号"]),
        (
            "effective",
            &[
                "施行日期",
                "生效日期",
                "实施日期",
                "施行时间",
                "发布日期",
                "印发日期",
                "印发时间",
                "发文日期",
                "~施行",
                "~生效",
                "~实施日期",
            ],
        ),
        ("summary", &["内容要点", "要点", "主要内容", "内容", "制度要点", "内容摘要", "~要点", "~内容"]),
        ("remark", &["备注", "说明"]),
        ("index", &["序号", "编号"]),
    ],
    required: &[&["name"]],
    by_content: None,
};

/// An inventory of internal rules 制度台账.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RuleInventory {
    /// The table.
    pub table: Table,
    /// The rules, in order.
    pub rules: Vec<InternalRule>,
}

/// One internal rule: a row of the inventory.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct InternalRule {
    /// The row with its raw cells.
    pub row: Row,
    /// The rule's name, without book-title marks.
    pub name: Stated,
    /// Its category; empty if not stated.
    pub category: String,
    /// Its document number.
    pub number: Option<Stated>,
    /// From when it applies.
    pub effective: Option<DateCell>,
    /// What it says.
    pub summary: Option<Stated>,
}

impl InternalRule {
    /// How a person cites the row: 制度台账第2行.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.row.place
    }
}

impl RuleInventory {
    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        let mut values = Values::new(sheet);
        let mut rules = Vec::new();
        let mut category = String::new();
        for row in &sheet.table.rows {
            match row.kind {
                RowKind::Data => {}
                RowKind::Band => {
                    category = row.filled_cells().next().map(|cell| cell.text.clone()).unwrap_or_default();
                    continue;
                }
                _ => continue,
            }
            let Some(mut name) = sheet.stated(row, "name") else {
                values.reject_row(row, Text::new("没有制度名称", "there is no name of a rule"));
                continue;
            };
            name.text = name.text.trim_start_matches('《').trim_end_matches('》').to_owned();
            let own = sheet.text(row, "category");
            rules.push(InternalRule {
                row: row.clone(),
                name,
                category: if own.is_empty() { category.clone() } else { own },
                number: sheet.stated(row, "number"),
                effective: values.date(row, "effective"),
                summary: sheet.stated(row, "summary"),
            });
        }
        (Self { table: sheet.table.clone(), rules }, values.unread)
    }
}
