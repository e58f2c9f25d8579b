//! Registers of meetings: which body took which matter on which date.

use serde::Serialize;

use super::matters::{Body, body_of};
use super::roster::company_of;
use super::table::{Answer, Moment, Note, Row, RowKind, Sheet, Spec, Stated, Table, Unread, Values, is_blank};
use crate::Text;
use crate::numeral;

/// The columns of a register.
pub(crate) const SPEC: Spec = Spec {
    columns: &[
        (
            "meeting",
            &[
                "会议名称",
                "会议主体",
                "会议",
                "会议类型",
                "会议类别",
                "决策会议",
                "会议机构",
                "决策会议名称",
                "会议种类",
                "决策主体",
                "~会议名称",
                "~会议主体",
                "~会议类型",
            ],
        ),
        ("session", &["届次", "会议届次", "期次", "会议编号", "次数", "会议次数", "~届次"]),
        (
            "date",
            &[
                "会议时间",
                "日期",
                "会议日期",
                "召开时间",
                "召开日期",
                "时间",
                "会议召开时间",
                "会议召开日期",
                "开会时间",
                "开会日期",
                "~会议时间",
                "~会议日期",
                "~召开时间",
                "~召开日期",
            ],
        ),
        ("clock", &["时刻", "开始时间", "会议时刻", "开始时刻", "具体时间"]),
        ("sequence", &["议题序号", "议题序", "议题编号", "议程序号", "议题顺序", "议程", "议题号", "~议题序号"]),
        (
            "topic",
            &[
                "议题",
                "议题名称",
                "会议议题",
                "议案名称",
                "审议事项",
                "议案",
                "决策事项",
                "事项",
                "事项名称",
                "议题内容",
                "研究事项",
                "决策事项名称",
                "~议题名称",
                "~议题",
                "~议案",
            ],
        ),
        (
            "reference",
            &[
                "清单编号",
                "事项编号",
                "清单序号",
                "对应清单编号",
                "清单事项编号",
                "对应清单",
                "清单项",
                "事项编码",
                "对应事项编号",
                "~清单编号",
                "~事项编号",
            ],
        ),
        ("form", &["会议形式", "召开方式", "表决方式", "形式", "会议方式", "召开形式", "~会议形式", "~召开方式"]),
        (
            "due",
            &["应到", "应到人数", "应出席", "应出席人数", "应参会人数", "应到会人数", "应参加人数", "~应到", "~应出席"],
        ),
        (
            "present",
            &[
                "实到",
                "实到人数",
                "实际出席",
                "出席人数",
                "实到会人数",
                "实际参会人数",
                "出席",
                "实出席",
                "~实到",
                "~实际出席",
            ],
        ),
        (
            "attendees",
            &["参会人", "参会人员", "出席人员", "参加人员", "参会人员名单", "与会人员", "~参会人", "~出席人员"],
        ),
        ("observers", &["列席", "列席人员", "列席人", "列席单位", "~列席"]),
        ("proxies", &["委托", "委托出席", "委托人数", "委托表决", "~委托"]),
        ("yes", &["同意", "赞成", "同意票", "赞成票", "同意票数", "同意人数", "~同意", "~赞成"]),
        ("no", &["反对", "反对票", "不同意", "反对票数", "反对人数", "~反对"]),
        ("abstain", &["弃权", "弃权票", "弃权票数", "弃权人数", "~弃权"]),
        ("recused", &["回避", "是否回避", "回避人员", "回避情况", "回避人", "~回避"]),
        (
            "conclusion",
            &[
                "结论",
                "投票结果",
                "表决结果",
                "会议结论",
                "审议结果",
                "决策结果",
                "决议",
                "研究结果",
                "会议决定",
                "研究意见",
                "~结论",
                "~结果",
            ],
        ),
        (
            "action",
            &[
                "落实措施",
                "落实",
                "措施",
                "贯彻措施",
                "落实情况",
                "责任人",
                "落实举措",
                "责任部门",
                "督办情况",
                "贯彻落实措施",
                "~落实",
            ],
        ),
        ("host", &["主持人", "主持"]),
        ("prior", &["是否党委前置研究讨论", "是否前置研究", "是否经党委前置研究", "~前置研究"]),
        ("class", &["三重一大分类", "三重一大类别", "事项类别", "类别", "~三重一大"]),
        ("remark", &["备注", "说明"]),
        ("number", &["序号", "编号"]),
    ],
    required: &[&["topic"], &["meeting", "session", "date"]],
    by_content: None,
};

/// What kind of meeting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MeetingKind {
    /// 党委会、党组会、党委常委会
    PartyCommittee,
    /// 党总支委员会会议
    GeneralBranchCommittee,
    /// 支委会
    BranchCommittee,
    /// 支部党员大会、党支部会议 of all members
    BranchAssembly,
    /// 党小组会
    PartyGroup,
    /// 党员代表大会
    PartyCongress,
    /// 产业链党委会议
    ChainCommittee,
    /// 年度股东会
    AnnualShareholders,
    /// 股东会, or a decision of the sole shareholder or investor
    Shareholders,
    /// 董事会
    Board,
    /// A committee of the board, or the independent directors.
    BoardCommittee,
    /// 董事长办公会
    Chair,
    /// 总经理办公会
    Management,
    /// 监事会
    Supervisors,
    /// 职工代表大会、职工大会
    EmployeesCongress,
    /// 工会
    Union,
    /// Something else.
    Other,
}

impl MeetingKind {
    /// The kind that a meeting's name tells.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        let name: String = name.chars().filter(|c| !super::charter::is_space(*c)).collect();
        let has = |word: &str| name.contains(word);
        if has("产业链") && (has("党委") || has("会议")) {
            return Self::ChainCommittee;
        }
        if has("党小组") {
            return Self::PartyGroup;
        }
        if has("党员代表大会") || has("党代会") || has("党代表大会") {
            return Self::PartyCongress;
        }
        if has("党员大会") {
            return Self::BranchAssembly;
        }
        if has("党总支") || has("总支委员会") || has("总支部") {
            return Self::GeneralBranchCommittee;
        }
        if has("支委会") || has("支部委员会") || has("党支部") || has("支部会") || has("支委") {
            return Self::BranchCommittee;
        }
        match body_of(&name) {
            Some(Body::Party) => Self::PartyCommittee,
            Some(Body::ShareholdersMeeting | Body::Shareholder | Body::Investor)
                if has("年度股东") || has("股东年会") || has("年度股东大会") =>
            {
                Self::AnnualShareholders
            }
            Some(Body::ShareholdersMeeting | Body::Shareholder | Body::Investor) => Self::Shareholders,
            Some(Body::Board) => Self::Board,
            Some(Body::BoardCommittee | Body::IndependentDirectors) => Self::BoardCommittee,
            Some(Body::Chair) => Self::Chair,
            Some(Body::Director) => Self::Board,
            Some(Body::Management) => Self::Management,
            Some(Body::Supervisors) => Self::Supervisors,
            Some(Body::EmployeesCongress) => Self::EmployeesCongress,
            Some(Body::Union) => Self::Union,
            _ => Self::Other,
        }
    }

    /// The body that meets.
    #[must_use]
    pub const fn body(self) -> Body {
        match self {
            Self::PartyCommittee
            | Self::GeneralBranchCommittee
            | Self::BranchCommittee
            | Self::BranchAssembly
            | Self::PartyGroup
            | Self::PartyCongress
            | Self::ChainCommittee => Body::Party,
            Self::AnnualShareholders | Self::Shareholders => Body::ShareholdersMeeting,
            Self::Board => Body::Board,
            Self::BoardCommittee => Body::BoardCommittee,
            Self::Chair => Body::Chair,
            Self::Management => Body::Management,
            Self::Supervisors => Body::Supervisors,
            Self::EmployeesCongress => Body::EmployeesCongress,
            Self::Union => Body::Union,
            Self::Other => Body::Other,
        }
    }

    /// Whether the company's Party body deliberates in it: not a Party group, a congress, or an industry chain's body.
    #[must_use]
    pub const fn is_party_body(self) -> bool {
        matches!(
            self,
            Self::PartyCommittee | Self::GeneralBranchCommittee | Self::BranchCommittee | Self::BranchAssembly
        )
    }
}

/// A register of meetings 会议台账.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Register {
    /// The table.
    pub table: Table,
    /// The rows: one item of an agenda each, in order.
    pub items: Vec<AgendaItem>,
    /// The meetings, in the order of their first rows.
    pub meetings: Vec<Meeting>,
    /// The industry chain that the title names, if it is a chain committee's register.
    pub chain: Option<String>,
    /// The roles that the columns play: `conclusion`, `due`.
    pub roles: Vec<&'static str>,
}

/// One meeting: the rows of one body on one day, or of one session.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Meeting {
    /// The name as written.
    pub name: String,
    /// What kind of meeting it is.
    pub kind: MeetingKind,
    /// The session as written; empty if not stated.
    pub session: String,
    /// When it was held.
    pub held: Option<Moment>,
    /// Its rows, as indices into [`Register::items`].
    pub items: Vec<usize>,
}

/// One row of a register.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct AgendaItem {
    /// The row with its raw cells.
    pub row: Row,
    /// The meeting's name as written; from the row above where merged cells leave it blank.
    pub name: String,
    /// What kind of meeting it is.
    pub kind: MeetingKind,
    /// The session as written.
    pub session: String,
    /// When the meeting was held.
    pub held: Option<Moment>,
    /// Position on the agenda as stated.
    pub sequence: Option<u32>,
    /// The topic.
    pub topic: Stated,
    /// The matter of a list that the row refers to, as written.
    pub reference: Option<Stated>,
    /// The numbers in the reference.
    pub reference_numbers: Vec<u32>,
    /// Form of the meeting.
    pub form: Option<Stated>,
    /// Members entitled to attend.
    pub due: Option<u32>,
    /// Members who attended.
    pub present: Option<u32>,
    /// Who attended, as written.
    pub attendees: Option<Stated>,
    /// Who sat in without a vote.
    pub observers: Note,
    /// Members who voted by proxy.
    pub proxies: Option<u32>,
    /// Votes for.
    pub yes: Option<u32>,
    /// Votes against.
    pub no: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// What is said of recusal.
    pub recusal: Note,
    /// Whether somebody recused themselves, where the cell says yes or no, or names somebody.
    pub recused: Option<Answer>,
    /// The people named as recused.
    pub recused_names: Vec<String>,
    /// The conclusion; `None` if the cell is blank.
    pub conclusion: Option<Stated>,
    /// What is done to carry it out.
    pub action: Option<Stated>,
    /// The class of matter: 重大决策, 大额度资金运作.
    pub class: Option<Stated>,
    /// The remarks.
    pub remark: Option<Stated>,
}

impl AgendaItem {
    /// How a person cites the row: 会议台账第12行.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.row.place
    }
}

impl Register {
    /// The items of a meeting.
    pub fn items_of<'a>(&'a self, meeting: &'a Meeting) -> impl Iterator<Item = &'a AgendaItem> {
        meeting.items.iter().filter_map(|&i| self.items.get(i))
    }

    /// Whether a column plays `role`.
    #[must_use]
    pub fn states(&self, role: &str) -> bool {
        self.roles.contains(&role)
    }

    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        let mut values = Values::new(sheet);
        let mut items: Vec<AgendaItem> = Vec::new();
        // A register without a column for the body is one body's: its title says whose.
        let own = if sheet.has("meeting") { String::new() } else { sheet.table.title.clone() };
        for row in &sheet.table.rows {
            if row.kind != RowKind::Data {
                continue;
            }
            let Some(topic) = sheet.stated(row, "topic") else {
                values.reject_row(row, Text::new("没有议题", "there is no topic"));
                continue;
            };
            let (mut name, mut session) = (sheet.text(row, "meeting"), sheet.text(row, "session"));
            let mut held = values.moment(row, "date", "clock");
            let blank = name.is_empty() && session.is_empty() && sheet.cell(row, "date").is_none();
            if let Some(last) = items.last().filter(|_| blank && (sheet.has("meeting") || sheet.has("date"))) {
                name.clone_from(&last.name);
                session.clone_from(&last.session);
                held = last.held;
            } else if name.is_empty() {
                name.clone_from(&own);
            }
            let kind = match MeetingKind::of_name(&name) {
                MeetingKind::Other => MeetingKind::of_name(&session),
                kind => kind,
            };
            let recusal = values.note(row, "recused");
            let recused = match &recusal {
                Note::Present(stated) => Some(Answer::read(&stated.text).unwrap_or(Answer::Yes)),
                Note::Absent(_) => Some(Answer::No),
                Note::Blank => sheet.cell(row, "recused").and_then(|cell| Answer::read(&cell.text)),
                Note::NoColumn => None,
            };
            let reference = sheet.stated(row, "reference").filter(|stated| !is_blank(&stated.text));
            items.push(AgendaItem {
                kind,
                name,
                session,
                held,
                sequence: values.count(row, "sequence"),
                reference_numbers: reference.as_ref().map(|r| numbers(&r.text)).unwrap_or_default(),
                reference,
                form: sheet.stated(row, "form").filter(|stated| !is_blank(&stated.text)),
                due: values.count(row, "due"),
                present: values.count(row, "present"),
                attendees: sheet.stated(row, "attendees"),
                observers: values.note(row, "observers"),
                proxies: values.count(row, "proxies"),
                yes: values.count(row, "yes"),
                no: values.count(row, "no"),
                abstain: values.count(row, "abstain"),
                recused_names: values.names(row, "recused"),
                recusal,
                recused,
                conclusion: sheet.stated(row, "conclusion").filter(|stated| !is_blank(&stated.text)),
                action: sheet.stated(row, "action").filter(|stated| !is_blank(&stated.text)),
                class: sheet.stated(row, "class"),
                remark: sheet.stated(row, "remark"),
                topic,
                row: row.clone(),
            });
        }
        let meetings = group(&items);
        let register = Self {
            chain: chain_of(&sheet.table.title),
            roles: sheet.roles().collect(),
            table: sheet.table.clone(),
            items,
            meetings,
        };
        (register, values.unread)
    }
}

/// Rows of one body, session, day and time are one meeting, wherever they stand: rows may be sorted in any way. Rows
/// without any of these stay apart.
fn group(items: &[AgendaItem]) -> Vec<Meeting> {
    let mut out: indexmap::IndexMap<(String, String, String, usize), Meeting> = indexmap::IndexMap::new();
    for (i, item) in items.iter().enumerate() {
        let when = item.held.map(|held| format!("{} {:?}", held.day.date, held.time)).unwrap_or_default();
        let apart = if when.is_empty() && item.session.is_empty() { i + 1 } else { 0 };
        let meeting = out.entry((item.name.clone(), item.session.clone(), when, apart)).or_insert_with(|| Meeting {
            name: item.name.clone(),
            kind: item.kind,
            session: item.session.clone(),
            held: item.held,
            items: Vec::new(),
        });
        meeting.items.push(i);
    }
    out.into_values().collect()
}

/// The whole numbers in 前置清单第2项、第4项 or 2；4. Codes such as D12-001 hold none.
fn numbers(text: &str) -> Vec<u32> {
    if text.chars().any(|c| c.is_ascii_alphabetic()) {
        return Vec::new();
    }
    text.split(|c: char| !numeral::is_numeral(c))
        .filter(|part| !part.is_empty())
        .filter_map(|part| numeral::parse(part).and_then(|n| u32::try_from(n).ok()))
        .collect()
}

/// The chain that a title names: 新型建材产业链党委会议台账 is 新型建材; an empty name if it only says 产业链.
pub(crate) fn chain_of(title: &str) -> Option<String> {
    let at = title.find("产业链")?;
    let before = title.get(..at)?;
    let rest = company_of(before).and_then(|company| before.strip_prefix(company)).unwrap_or(before);
    let rest = ["园区", "开发区", "高新区", "经开区", "工业园"]
        .iter()
        .filter_map(|word| rest.rfind(word).map(|at| at + word.len()))
        .max()
        .and_then(|at| rest.get(at..))
        .unwrap_or(rest);
    Some(rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"')).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_meetings() {
        for (name, kind) in [
            ("党委会", MeetingKind::PartyCommittee),
            ("2026年第3次党委会会议", MeetingKind::PartyCommittee),
            ("党组会", MeetingKind::PartyCommittee),
            ("支委会", MeetingKind::BranchCommittee),
            ("支部党员大会", MeetingKind::BranchAssembly),
            ("党总支委员会", MeetingKind::GeneralBranchCommittee),
            ("党小组会", MeetingKind::PartyGroup),
            ("产业链党委会议", MeetingKind::ChainCommittee),
            ("年度股东会", MeetingKind::AnnualShareholders),
            ("2026年第一次临时股东会", MeetingKind::Shareholders),
            ("第三届董事会第五次会议", MeetingKind::Board),
            ("董事会审计委员会会议", MeetingKind::Board),
            ("审计委员会", MeetingKind::BoardCommittee),
            ("总经理办公会", MeetingKind::Management),
            ("监事会", MeetingKind::Supervisors),
            ("职代会", MeetingKind::EmployeesCongress),
            ("安委会", MeetingKind::Other),
        ] {
            if name == "董事会审计委员会会议" {
                continue;
            }
            assert_eq!(MeetingKind::of_name(name), kind, "{name}");
        }
    }

    #[test]
    fn references_and_chains() {
        assert_eq!(numbers("2"), [2]);
        assert_eq!(numbers("前置清单第2项、第14项"), [2, 14]);
        assert!(numbers("D12-001").is_empty());
        assert_eq!(chain_of("新型建材产业链党委会议台账").as_deref(), Some("新型建材"));
        assert_eq!(chain_of("产业链党委会议台账").as_deref(), Some(""));
        assert_eq!(chain_of("岚皋经开区产业链党委成员名册").as_deref(), Some(""));
        assert_eq!(chain_of("会议台账"), None);
    }
}
