//! Ledgers of Party organisations: the company's own, and those of its subsidiaries and branch companies.

use serde::Serialize;

use super::profile::PartyOrgan;
use super::table::{DateCell, Note, Row, RowKind, Sheet, Spec, Stated, Table, Unread, Values, count, is_blank};
use crate::Text;

/// The columns of a ledger.
pub(crate) const SPEC: Spec = Spec {
    columns: &[
        (
            "unit",
            &[
                "单位名称",
                "单位",
                "企业名称",
                "公司名称",
                "所属单位",
                "名称",
                "单位(企业)名称",
                "~单位名称",
                "~企业名称",
            ],
        ),
        ("type", &["单位类型", "类型", "单位性质", "企业类型", "~单位类型"]),
        ("relation", &["与本公司关系", "关系", "股权关系", "与集团关系", "与公司关系", "控股关系", "~关系"]),
        (
            "organ",
            &[
                "党组织",
                "党组织形式",
                "党组织类型",
                "党组织名称",
                "党组织设置",
                "党组织类别",
                "党组织设置形式",
                "~党组织形式",
                "~党组织设置",
                "~党组织类型",
            ],
        ),
        ("members", &["党员人数", "党员数", "党员总数", "党员", "党员总人数", "党员数量", "~党员人数", "~党员总数"]),
        ("full", &["正式党员", "正式党员人数", "正式党员数", "正式党员数量", "~正式党员"]),
        ("committee", &["委员数", "委员人数", "支委数", "委员", "委员会人数", "班子人数", "~委员数", "~委员人数"]),
        ("standing", &["常委数", "常委人数", "常委", "~常委"]),
        ("appointed", &["书记任命日期", "书记任职日期", "书记任命时间", "书记到任日期", "~书记任命", "~书记任职"]),
        ("deputies", &["副书记数", "副书记", "副书记人数", "~副书记"]),
        ("secretary", &["书记", "书记姓名", "党组织书记", "负责人", "~书记姓名", "~书记"]),
        ("discipline", &["纪检", "纪检机构", "纪检设置", "纪检组织", "纪委", "纪委/纪检委员", "纪检机构设置", "~纪检"]),
        (
            "election",
            &[
                "换届日期",
                "上次换届日期",
                "最近换届日期",
                "换届时间",
                "最近一次换届日期",
                "本届换届日期",
                "最近换届时间",
                "选举日期",
                "~换届日期",
                "~换届时间",
            ],
        ),
        ("extension", &["延期批复", "延期换届批复", "延期批准", "~延期"]),
        (
            "approval",
            &["设立批复", "成立批复", "设立批准", "批复文件", "设立批复文号", "成立批复文号", "~设立批复", "~批复"],
        ),
        (
            "organ_founded",
            &["党组织成立日期", "党组织设立日期", "党组织成立时间", "党组织设立时间", "~党组织成立", "~党组织设立"],
        ),
        (
            "founded",
            &[
                "单位成立日期",
                "成立日期",
                "登记日期",
                "企业成立日期",
                "公司成立日期",
                "单位成立时间",
                "成立时间",
                "注册日期",
                "~成立日期",
                "~成立时间",
            ],
        ),
        (
            "attached",
            &[
                "挂靠/联合",
                "挂靠",
                "联合",
                "挂靠或联合",
                "挂靠(联合)",
                "挂靠联合",
                "联合/挂靠",
                "隶属党组织",
                "~挂靠",
                "~联合",
            ],
        ),
        ("instructor", &["党建指导员", "指导员", "~党建指导员"]),
        ("parent", &["上级单位", "上级公司", "上级企业", "母公司", "隶属单位", "所属上级"]),
        ("remark", &["备注", "说明"]),
        ("number", &["序号", "编号"]),
    ],
    required: &[&["unit"], &["organ"], &["members", "full"]],
    by_content: None,
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
    /// Members of the standing committee; 0 for 不设.
    pub standing: Option<u32>,
    /// The secretaries named.
    pub secretaries: Vec<String>,
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
        marked.or_else(|| self.units.iter().find(|unit| !company.is_empty() && unit.name.text == company))
    }

    /// The units other than the company itself.
    pub fn others<'a>(&'a self, company: &'a str) -> impl Iterator<Item = &'a Unit> {
        let own = self.own(company).map(|unit| unit.row.number);
        self.units.iter().filter(move |unit| Some(unit.row.number) != own)
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
            let organ = organ_cell(sheet, row, &mut values);
            let discipline_note = values.note(row, "discipline");
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
                members: values.count(row, "members"),
                full_members: values.count(row, "full"),
                committee: values.count(row, "committee"),
                standing: values.count(row, "standing"),
                secretaries: values.names(row, "secretary"),
                deputies,
                discipline: discipline(&discipline_note),
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

/// The cell that names the form of a Party organisation.
pub(crate) fn organ_cell(sheet: &Sheet, row: &Row, values: &mut Values<'_>) -> Option<UnitOrgan> {
    let stated = sheet.stated(row, "organ").filter(|stated| !is_blank(&stated.text))?;
    let words = stated.text.as_str();
    let organ = match words {
        "无" | "未设" | "未设立" | "没有" | "未建立" | "未成立" | "暂未设立" | "否" | "×" => {
            Some(PartyOrgan::None)
        }
        _ if words.contains("总支") => Some(PartyOrgan::GeneralBranch),
        _ if words.contains("支部") || words.contains("支委") => Some(PartyOrgan::Branch),
        _ if words.contains("党组") && !words.contains("党组织") => Some(PartyOrgan::LeadingGroup),
        _ if words.contains("党委") || words.contains("委员会") => Some(PartyOrgan::Committee),
        _ if words.starts_with('未') || words.starts_with('无') => Some(PartyOrgan::None),
        _ => None,
    };
    if organ.is_none() {
        values.reject(row, "organ", Text::new("看不出党组织形式", "does not name a form of Party organisation"));
    }
    let (joint, temporary) = (words.contains("联合"), words.contains("临时"));
    organ.map(|organ| UnitOrgan { organ, joint, temporary, stated })
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

fn discipline(note: &Note) -> Discipline {
    match note {
        Note::NoColumn | Note::Blank => Discipline::Unknown,
        Note::Absent(_) => Discipline::Neither,
        Note::Present(stated) => {
            let words = &stated.text;
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
