//! Ledgers of Party organisations: the company's own, and those of its subsidiaries and branch companies.

mod columns;

pub(crate) use columns::SPEC;

use serde::Serialize;

use crate::Text;
use crate::model::profile::PartyOrgan;
use crate::model::table::{
    Answer, DateCell, Note, Row, RowKind, Sheet, Stated, Table, Unread, Values, count, is_blank,
};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UnitKind {
    /// 法人
    Company,
    /// 分公司、分支机构
    Branch,
    /// Something else, such as a project.
    Other,
}

/// How a unit belongs to the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// 本级、本公司: the company itself.
    Own,
    /// 全资
    WhollyOwned,
    /// 控股
    Controlled,
    /// 参股
    Minority,
    /// 分公司
    Branch,
    /// Something else.
    Other,
}

/// The form of a unit's Party organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitOrgan {
    /// The form; [`PartyOrgan::None`] for 无.
    pub organ: PartyOrgan,
    /// 联合党支部: shared with other units.
    pub joint: bool,
    /// 临时党支部
    pub temporary: bool,
    /// The words.
    pub stated: Stated,
}

/// What a unit has for discipline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Discipline {
    /// 纪委、纪检组
    Committee,
    /// 纪检委员
    Inspector,
    /// Neither: 无, or words that name neither.
    Neither,
    /// Not stated.
    Unknown,
}

/// A ledger of Party organisations 组织台账.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OrganisationLedger {
    /// The table.
    pub table: Table,
    /// The units, in order.
    pub units: Vec<Unit>,
    /// The roles that the columns play: `approval`, `instructor`.
    pub roles: Vec<&'static str>,
}

/// One unit: a row of the ledger.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Unit {
    /// The row with its raw cells.
    pub row: Row,
    /// The unit's name.
    pub name: Stated,
    /// What it is; `None` if not stated.
    pub kind: Option<UnitKind>,
    /// How it belongs to the company; `None` if not stated.
    pub relation: Option<Relation>,
    /// Its Party organisation; `None` if the cell is blank.
    pub organ: Option<UnitOrgan>,
    /// Party members, probationary ones included.
    pub members: Option<u32>,
    /// Full Party members.
    pub full_members: Option<u32>,
    /// Members of the committee; 0 for 不设.
    pub committee: Option<u32>,
    /// Whether there is a committee, where that is stated or follows from its members.
    pub has_committee: Option<bool>,
    /// Members of the standing committee; 0 for 不设.
    pub standing: Option<u32>,
    /// The secretaries named.
    pub secretaries: Vec<String>,
    /// How many secretaries, where the cell gives a number instead of names.
    pub secretary_count: Option<u32>,
    /// How many deputy secretaries.
    pub deputies: Option<u32>,
    /// What there is for discipline.
    pub discipline: Discipline,
    /// The words about discipline.
    pub discipline_note: Note,
    /// The last election.
    pub election: Option<DateCell>,
    /// Approval to put the election off.
    pub extension: Note,
    /// Approval of the organisation.
    pub approval: Note,
    /// When the unit was founded.
    pub founded: Option<DateCell>,
    /// When its Party organisation was founded.
    pub organ_founded: Option<DateCell>,
    /// When its secretary was appointed.
    pub appointed: Option<DateCell>,
    /// The organisation it is attached to or shares.
    pub attached: Note,
    /// The instructor sent to it.
    pub instructor: Note,
    /// The unit above it.
    pub parent: Option<Stated>,
    /// The remarks.
    pub remark: Option<Stated>,
}

impl Unit {
    /// How a person cites the row: 组织台账第4行.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.row.place
    }
}

impl OrganisationLedger {
    /// The row of the company itself: the one marked so, else the one of that name.
    #[must_use]
    pub fn own(&self, company: &str) -> Option<&Unit> {
        let marked = self.units.iter().find(|unit| unit.relation == Some(Relation::Own));
        marked.or_else(|| self.units.iter().find(|unit| is_named(unit, company)))
    }

    /// The units other than the company itself. A company may have several rows of its own, such as its office's.
    pub fn others<'a>(&'a self, company: &'a str) -> impl Iterator<Item = &'a Unit> {
        self.units.iter().filter(move |unit| {
            let own = unit.relation == Some(Relation::Own);
            !own && (unit.relation.is_some() || !is_named(unit, company))
        })
    }

    /// Whether a column plays `role`.
    #[must_use]
    pub fn states(&self, role: &str) -> bool {
        self.roles.contains(&role)
    }

    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        let mut values = Values::new(sheet);
        let mut units = Vec::new();
        for row in &sheet.table.rows {
            if row.kind != RowKind::Data {
                continue;
            }
            let Some(name) = sheet.stated(row, "unit") else {
                values.reject_row(row, Text::new("没有单位名称", "there is no name of a unit"));
                continue;
            };
            if is_total(&name.text) || is_group(sheet, row) {
                continue;
            }
            let organ = organ_cell(sheet, row, &mut values);
            let (members, full_members) = members(row, &mut values);
            let discipline_note = values.note(row, "discipline");
            let (committee, has_committee) = committee(sheet, row, &mut values);
            let deputies = match sheet.cell(row, "deputies") {
                Some(cell) if count(&cell.text).is_none() && !is_blank(&cell.text) => {
                    let names = values.names(row, "deputies").len();
                    u32::try_from(names).ok().filter(|n| *n > 0)
                }
                _ => values.count(row, "deputies"),
            };
            units.push(Unit {
                kind: unit_kind(&sheet.text(row, "type"), &name.text),
                relation: relation(&sheet.text(row, "relation")),
                organ,
                members,
                full_members,
                committee,
                has_committee,
                standing: values.count(row, "standing"),
                secretaries: values.names(row, "secretary"),
                secretary_count: count(&sheet.text(row, "secretary")),
                deputies,
                discipline: discipline(
                    &discipline_note,
                    sheet.cell(row, "discipline").map_or("", |cell| &*cell.column),
                ),
                discipline_note,
                election: values.date(row, "election"),
                extension: values.note(row, "extension"),
                approval: values.note(row, "approval"),
                founded: values.date(row, "founded"),
                organ_founded: values.date(row, "organ_founded"),
                appointed: values.date(row, "appointed"),
                attached: values.note(row, "attached"),
                instructor: values.note(row, "instructor"),
                parent: sheet.stated(row, "parent"),
                remark: sheet.stated(row, "remark"),
                name,
                row: row.clone(),
            });
        }
        let ledger = Self { table: sheet.table.clone(), units, roles: sheet.roles().collect() };
        (ledger, values.unread)
    }
}

/// The members of a committee, and whether there is one: a column may only say yes or no, and then the number in it counts.
fn committee(sheet: &Sheet, row: &Row, values: &mut Values<'_>) -> (Option<u32>, Option<bool>) {
    let words = sheet.text(row, "has_committee");
    let answer = match Answer::read(&words) {
        Some(Answer::Yes) => Some(true),
        Some(Answer::No) => Some(false),
        _ if ["已设", "设有", "已成立"].iter().any(|word| words.starts_with(word)) => Some(true),
        _ if words.starts_with(['未', '不', '无']) => Some(false),
        _ => None,
    };
    let stated = values.count(row, "committee");
    let stated = stated.or_else(|| if answer.is_none() { count(&words) } else { None });
    let stated = stated.or_else(|| (answer == Some(false)).then_some(0));
    (stated, answer.or_else(|| stated.map(|members| members > 0)))
}

/// Party members and full members: a cell may count those on probation apart.
pub(in crate::model) fn members(row: &Row, values: &mut Values<'_>) -> (Option<u32>, Option<u32>) {
    let (all, full) = (values.heads(row, "members"), values.heads(row, "full"));
    let probationary = values.count(row, "probationary");
    let members = all.map(|heads| heads.total);
    let stated = full.map(|heads| heads.total - heads.probationary.unwrap_or(0));
    let derived = all.and_then(|heads| heads.total.checked_sub(heads.probationary.or(probationary)?));
    (members.or_else(|| full.filter(|heads| heads.probationary.is_some()).map(|heads| heads.total)), stated.or(derived))
}

/// Whether a row's name says that it sums up others: 全集团合计.
pub(in crate::model) fn is_total(name: &str) -> bool {
    ["合计", "总计", "小计", "共计"].iter().any(|word| name == *word || name.ends_with(word))
}

/// Whether a row heads a group of units: 二、分公司 without anything else, among rows that are numbered 1, 2.
fn is_group(sheet: &Sheet, row: &Row) -> bool {
    let Some(number) = sheet.cell(row, "number") else { return false };
    let numbered =
        |row: &Row| sheet.cell(row, "number").is_some_and(|cell| cell.text.starts_with(|c: char| c.is_ascii_digit()));
    let written = number.text.trim_matches(['（', '）', '(', ')', '、']);
    !written.is_empty()
        && written.chars().all(|c| !c.is_ascii_digit() && crate::numeral::is_numeral(c))
        && row.filled_cells().count() == 2
        && sheet.table.columns.len() > 3
        && sheet.table.rows.iter().any(numbered)
}

/// Whether a unit is the company of that name, or its head office.
fn is_named(unit: &Unit, company: &str) -> bool {
    const OFFICE: [&str; 8] = ["（本级）", "(本级)", "（本部）", "(本部)", "本级", "本部", "总部", "机关"];
    // 集团, beside the names of its units, is the company that keeps the ledger.
    const ITSELF: [&str; 10] =
        ["集团", "集团本级", "集团本部", "集团总部", "公司本部", "公司本级", "公司总部", "本公司", "本级", "本部"];
    let name = unit.name.text.as_str();
    ITSELF.contains(&name)
        || !company.is_empty()
            && name.strip_prefix(company).is_some_and(|rest| rest.is_empty() || OFFICE.contains(&rest))
}

/// The cell that names the form of a Party organisation.
pub(crate) fn organ_cell(sheet: &Sheet, row: &Row, values: &mut Values<'_>) -> Option<UnitOrgan> {
    let stated = sheet.stated(row, "organ").filter(|stated| !is_blank(&stated.text))?;
    let words = stated.text.as_str();
    let organ = organ_of(words);
    if organ.is_none() {
        values.reject(row, "organ", Text::new("看不出党组织形式", "does not name a form of Party organisation"));
    }
    let (joint, temporary) = (words.contains("联合"), words.contains("临时"));
    organ.map(|organ| UnitOrgan { organ, joint, temporary, stated })
}

/// The form that a cell's words name. What stands in brackets, or below the organ, is another's: 党委（下设三个党支部）.
fn organ_of(words: &str) -> Option<PartyOrgan> {
    const NONE: [&str; 8] = ["无", "未", "没有", "尚未", "暂未", "暂无", "不设", "否"];
    if NONE.iter().any(|none| words.starts_with(none)) || words == "×" || words.contains("党小组") {
        return Some(PartyOrgan::None);
    }
    let own = words.split(['（', '(', '，', ',', '；', ';']).next().unwrap_or(words);
    let own =
        ["下设", "下辖", "所辖", "所属"].iter().filter_map(|word| own.find(word)).min().map_or(own, |at| &own[..at]);
    match if own.is_empty() { words } else { own } {
        own if own.contains("总支") => Some(PartyOrgan::GeneralBranch),
        own if own.contains("支部") || own.contains("支委") => Some(PartyOrgan::Branch),
        own if own.contains("党组") && !own.contains("党组织") => Some(PartyOrgan::LeadingGroup),
        own if own.contains("党委") || own.contains("委员会") || own.contains("党工委") => {
            Some(PartyOrgan::Committee)
        }
        _ => None,
    }
}

fn unit_kind(words: &str, name: &str) -> Option<UnitKind> {
    if words.contains('分') || (words.is_empty() && (name.ends_with("分公司") || name.ends_with("分厂"))) {
        return Some(UnitKind::Branch);
    }
    if words.is_empty() || is_blank(words) {
        return None;
    }
    let company = ["法人", "公司", "企业", "子公司", "全资", "控股", "独立"].iter().any(|word| words.contains(word));
    Some(if company && !words.starts_with('非') { UnitKind::Company } else { UnitKind::Other })
}

fn relation(words: &str) -> Option<Relation> {
    if words.is_empty() || is_blank(words) {
        return None;
    }
    Some(match words {
        _ if words.contains("本级")
            || words.contains("本公司")
            || words == "本部"
            || words == "本单位"
            || words.ends_with("总部")
            || words.contains("公司本部")
            || words == "自身" =>
        {
            Relation::Own
        }
        _ if words.contains("分公司") || words.contains("分支") => Relation::Branch,
        _ if words.contains("全资") || words.contains("独资") => Relation::WhollyOwned,
        _ if words.contains("控股") || words.contains("控制") => Relation::Controlled,
        _ if words.contains("参股") => Relation::Minority,
        _ => Relation::Other,
    })
}

fn discipline(note: &Note, column: &str) -> Discipline {
    match note {
        Note::NoColumn | Note::Blank => Discipline::Unknown,
        Note::Absent(_) => Discipline::Neither,
        Note::Present(stated) => {
            let words = &stated.text;
            const NONE: [&str; 6] = ["未", "无", "没有", "暂", "待", "尚"];
            const OFFICES: [char; 8] = ['部', '室', '办', '管', '组', '委', '纪', '检'];
            let denied = NONE.iter().any(|none| words.starts_with(none));
            let answer = Answer::read(words) == Some(Answer::Yes);
            let is_name = (2..=4).contains(&words.chars().count()) && !words.contains(OFFICES) && !denied;
            // A column of discipline commissioners holds their names.
            if (is_name || answer) && column.contains("委员") {
                return Discipline::Inspector;
            }
            if (is_name || answer) && (column.contains("纪委") || answer) {
                return Discipline::Committee;
            }
            if is_name {
                return Discipline::Unknown;
            }
            if denied {
                return Discipline::Neither;
            }
            let has = |word: &str| words.contains(word);
            if has("纪检委员") || has("纪律检查委员") && !has("纪律检查委员会") {
                Discipline::Inspector
            } else if has("纪委") || has("纪律检查委员会") || has("纪检组") || has("纪检监察组") || has("纪工委")
            {
                Discipline::Committee
            } else {
                Discipline::Neither
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn who_looks_after_discipline() {
        for (words, column, expected) in [
            ("纪委", "纪检", Discipline::Committee),
            ("纪检委员", "纪检", Discipline::Inspector),
            ("张三", "纪检委员", Discipline::Inspector),
            ("张三", "纪委书记", Discipline::Committee),
            ("张三", "纪检", Discipline::Unknown),
            ("有", "纪检机构", Discipline::Committee),
            ("由综合部兼管", "纪检", Discipline::Neither),
            ("纪检监察室", "纪检机构设置", Discipline::Neither),
            ("未设纪检委员", "纪检", Discipline::Neither),
        ] {
            let note = Note::Present(Stated::new(words, Span::default()));
            assert_eq!(discipline(&note, column), expected, "{words} {column}");
        }
    }

    #[test]
    fn forms_of_organisation() {
        for (words, expected) in [
            ("党委", Some(PartyOrgan::Committee)),
            ("党委（下设3个党支部）", Some(PartyOrgan::Committee)),
            ("党委，下设机关党支部", Some(PartyOrgan::Committee)),
            ("中共某某有限公司委员会", Some(PartyOrgan::Committee)),
            ("党总支部委员会", Some(PartyOrgan::GeneralBranch)),
            ("联合党支部", Some(PartyOrgan::Branch)),
            ("党支部（已设支委会）", Some(PartyOrgan::Branch)),
            ("党组", Some(PartyOrgan::LeadingGroup)),
            ("无（挂靠机关党支部）", Some(PartyOrgan::None)),
            ("未单独组建，编入联合党支部", Some(PartyOrgan::None)),
            ("党小组", Some(PartyOrgan::None)),
            ("有", None),
            ("党组织", None),
        ] {
            assert_eq!(organ_of(words), expected, "{words}");
        }
    }
}
