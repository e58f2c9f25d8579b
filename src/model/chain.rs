//! Tables of an industry-chain Party committee 产业链党委: members, visits, orders, lists, enterprises, cultivation.

use serde::Serialize;

use super::ledger::{UnitOrgan, is_total, members, organ_cell};
use super::register::chain_of;
use super::table::{DateCell, Moment, Note, Row, RowKind, Sheet, Spec, Stated, Table, Unread, Values, is_blank};
use crate::Text;

const CHAIN: (&str, &[&str]) =
    ("chain", &["产业链", "产业链名称", "链条", "链名", "所属产业链", "链条名称", "所在产业链"]);
const ENTERPRISE: &[&str] =
    &["企业", "企业名称", "链上企业", "单位", "单位名称", "提出企业", "发布企业", "公司名称", "发布单位", "~企业名称"];

/// The columns of the members' table.
pub(crate) const MEMBERS: Spec = Spec {
    columns: &[
        CHAIN,
        ("committee", &["党委名称", "产业链党委", "产业链党委名称", "党委", "党组织名称", "链上党委名称", "~党委名称"]),
        ("name", &["姓名", "成员姓名", "人员姓名"]),
        (
            "post",
            &[
                "党委职务",
                "党内职务",
                "党组织职务",
                "产业链党委职务",
                "党委任职",
                "党内任职",
                "~党委职务",
                "~党内职务",
                "~党委任",
                "~任何职务",
            ],
        ),
        ("unit", &["单位", "所在单位", "工作单位", "单位名称", "所属单位"]),
        ("type", &["单位类型", "类型", "单位性质", "单位类别", "类别", "~单位类型"]),
        ("unit_post", &["单位职务", "行政职务", "所在单位职务", "职务", "~单位职务", "~单位的职务"]),
        ("from", &["任职日期", "任职时间", "任期起", "成立日期"]),
        ("remark", &["备注", "说明"]),
    ],
    required: &[&["name"], &["committee", "post"], &["unit", "type", "unit_post"]],
    by_content: None,
};

/// The columns of the visits' table.
pub(crate) const VISITS: Spec = Spec {
    columns: &[
        CHAIN,
        ("date", &["日期", "走访日期", "走访时间", "时间", "~走访日期", "~走访时间"]),
        (
            "visitor",
            &[
                "走访单位",
                "走访部门",
                "走访人",
                "走访人员",
                "走访主体",
                "带队单位",
                "牵头单位",
                "走访小组",
                "~走访单位",
                "~走访部门",
                "~走访的单位",
                "~带队",
                "~走访人",
            ],
        ),
        ("enterprise", &["走访企业", "被走访企业", "企业", "企业名称", "~走访企业"]),
        (
            "opinion",
            &["意见建议", "意见", "建议", "问题建议", "企业诉求", "收集意见", "意见和建议", "~意见", "~建议", "~诉求"],
        ),
        ("remark", &["备注", "说明"]),
    ],
    required: &[&["visitor", "opinion"], &["enterprise"], &["date"]],
    by_content: None,
};

/// The columns of the orders' table.
pub(crate) const ORDERS: Spec = Spec {
    columns: &[
        CHAIN,
        ("enterprise", ENTERPRISE),
        (
            "demand",
            &["诉求", "企业诉求", "诉求内容", "订单内容", "诉求事项", "事项", "需求", "服务事项", "~诉求", "~订单内容"],
        ),
        ("ordered", &["下单时间", "下单日期", "企业下单时间", "~下单"]),
        ("dispatched", &["派单时间", "派单日期", "园区派单时间", "~派单"]),
        ("department", &["接单部门", "承办部门", "办理部门", "接单单位", "~接单部门", "~承办"]),
        ("accepted", &["接单时间", "接单日期", "部门接单时间", "~接单"]),
        ("replied", &["反馈时间", "反馈日期", "办结时间", "办理反馈时间", "~反馈"]),
        ("result", &["结果", "办理结果", "办理情况", "反馈结果", "~结果"]),
        ("remark", &["备注", "说明"]),
    ],
    required: &[&["ordered"], &["dispatched", "accepted", "replied"]],
    by_content: None,
};

/// The columns of the list of needs.
pub(crate) const NEEDS: Spec = Spec {
    columns: &[
        CHAIN,
        ("content", &["需求", "需求内容", "需求事项", "企业需求", "需求名称", "~需求"]),
        ("enterprise", ENTERPRISE),
        ("published", &["发布日期", "发布时间", "日期", "更新日期", "~发布"]),
        ("matched", &["对接情况", "对接", "匹配情况", "办理情况", "对接结果", "~对接"]),
        ("remark", &["备注", "说明"]),
    ],
    required: &[&["content"], &["published", "matched"]],
    by_content: None,
};

/// The columns of the list of resources.
pub(crate) const RESOURCES: Spec = Spec {
    columns: &[
        CHAIN,
        ("content", &["资源", "资源内容", "资源事项", "可提供资源", "资源名称", "~资源"]),
        ("enterprise", ENTERPRISE),
        ("published", &["发布日期", "发布时间", "日期", "更新日期", "~发布"]),
        ("matched", &["对接情况", "对接", "匹配情况", "对接结果", "使用情况", "~对接"]),
        ("remark", &["备注", "说明"]),
    ],
    required: &[&["content"], &["published", "matched"]],
    by_content: None,
};

/// The columns of the enterprises' table.
pub(crate) const ENTERPRISES: Spec = Spec {
    columns: &[
        CHAIN,
        ("enterprise", ENTERPRISE),
        ("organ", &["党组织", "党组织形式", "党组织名称", "党组织类型", "党组织设置", "~党组织"]),
        ("members", &["党员人数", "党员数", "党员总数", "党员"]),
        ("full", &["正式党员", "正式党员人数", "正式党员数", "~正式党员"]),
        ("instructor", &["党建指导员", "指导员", "~指导员"]),
        ("remark", &["备注", "说明"]),
    ],
    required: &[&["enterprise"], &["organ"], &["full", "members", "instructor"]],
    by_content: None,
};

/// The columns of the cultivation list.
pub(crate) const CULTIVATION: Spec = Spec {
    columns: &[
        CHAIN,
        ("name", &["姓名", "人员姓名", "培养对象"]),
        ("category", &["类别", "培养类别", "培养类型", "培养方向", "类型", "培养情况"]),
        ("date", &["日期", "培养日期", "时间", "完成日期", "~日期", "~时间"]),
        ("enterprise", &["企业", "企业名称", "单位", "所在单位", "工作单位"]),
        ("remark", &["备注", "说明"]),
    ],
    required: &[&["name"], &["category"], &["date"]],
    by_content: None,
};

/// Rows of one kind, of one table.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ChainTable<T> {
    /// The table.
    pub table: Table,
    /// The rows, in order.
    pub rows: Vec<T>,
    /// The roles that the columns play: `published`, `instructor`.
    pub roles: Vec<&'static str>,
}

impl<T> ChainTable<T> {
    /// Whether a column plays `role`.
    #[must_use]
    pub fn states(&self, role: &str) -> bool {
        self.roles.contains(&role)
    }
}

macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize)]
        #[non_exhaustive]
        pub struct $name {
            /// The row with its raw cells.
            pub row: Row,
            /// The chain: the cell, else the chain that the title names; empty if neither does.
            pub chain: String,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            /// How a person cites the row.
            #[must_use]
            pub fn place(&self) -> &str {
                &self.row.place
            }
        }
    };
}

/// What kind of unit a member comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MemberUnit {
    /// 园区
    Park,
    /// 职能部门
    Department,
    /// 链主企业
    LeadEnterprise,
    /// 链上企业
    Enterprise,
    /// 行业协会
    Association,
    /// Something else.
    Other,
}

impl MemberUnit {
    /// The words used in `dossier.toml`, in order.
    pub const WORDS: &[&str] = &["park", "department", "lead-enterprise", "enterprise", "association", "other"];

    /// The kind of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "park" => Self::Park,
            "department" => Self::Department,
            "lead-enterprise" => Self::LeadEnterprise,
            "enterprise" => Self::Enterprise,
            "association" => Self::Association,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// What a member is in the chain's committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MemberPost {
    /// 书记
    Secretary,
    /// 副书记
    DeputySecretary,
    /// 委员
    Member,
    /// Something else.
    Other,
}

row! {
    /// A member of a chain's Party committee.
    ChainMember {
        /// The committee's name.
        committee: Option<Stated>,
        /// The member's name.
        name: Stated,
        /// What the member is in the committee; `None` if not stated.
        post: Option<MemberPost>,
        /// The words for it.
        post_stated: Option<Stated>,
        /// The unit the member comes from.
        unit: Option<Stated>,
        /// What kind of unit that is; `None` if not stated.
        unit_kind: Option<MemberUnit>,
        /// The member's post in the unit.
        unit_post: Option<Stated>,
        /// Since when.
        from: Option<DateCell>,
    }
}

row! {
    /// A visit to an enterprise.
    ChainVisit {
        /// The day.
        date: Option<DateCell>,
        /// Who visited.
        visitor: Option<Stated>,
        /// The enterprise.
        enterprise: Option<Stated>,
        /// What was heard.
        opinion: Option<Stated>,
    }
}

row! {
    /// An order: an enterprise's demand and what became of it.
    ChainOrder {
        /// The enterprise.
        enterprise: Option<Stated>,
        /// What it asked for.
        demand: Option<Stated>,
        /// 下单
        ordered: Option<Moment>,
        /// 派单
        dispatched: Option<Moment>,
        /// The department that took it.
        department: Option<Stated>,
        /// 接单
        accepted: Option<Moment>,
        /// 反馈
        replied: Option<Moment>,
        /// The result as stated.
        result: Option<Stated>,
        /// Roles of the times whose cells hold words that are no time.
        unclear: Vec<&'static str>,
    }
}

row! {
    /// An entry of the list of needs or of resources.
    ChainOffer {
        /// The enterprise.
        enterprise: Option<Stated>,
        /// The need or the resource.
        content: Stated,
        /// When it was published.
        published: Option<DateCell>,
        /// What is said of a match.
        matched: Option<Stated>,
    }
}

row! {
    /// An enterprise of the chain.
    ChainEnterprise {
        /// The enterprise.
        name: Stated,
        /// Its Party organisation; `None` if the cell is blank.
        organ: Option<UnitOrgan>,
        /// Party members.
        members: Option<u32>,
        /// Full Party members.
        full_members: Option<u32>,
        /// The instructor sent to it.
        instructor: Note,
    }
}

/// What the three cultivations 三培养 make of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Cultivation {
    /// 党员→骨干
    MemberToBackbone,
    /// 骨干→党员
    BackboneToMember,
    /// 党员骨干→管理人员
    BackboneToManager,
}

row! {
    /// An entry of the cultivation list.
    ChainCultivation {
        /// The name.
        name: Stated,
        /// The category; `None` if the words name none of the three.
        category: Option<Cultivation>,
        /// The words of the category.
        category_stated: Stated,
        /// The day.
        date: Option<DateCell>,
    }
}

struct Chains<'a> {
    sheet: &'a Sheet,
    title: String,
}

impl<'a> Chains<'a> {
    fn new(sheet: &'a Sheet) -> Self {
        Self { sheet, title: chain_of(&sheet.table.title).unwrap_or_default() }
    }

    fn of(&self, row: &Row) -> String {
        let own = self.sheet.text(row, "chain");
        if own.is_empty() { self.title.clone() } else { own }
    }
}

fn stated(sheet: &Sheet, row: &Row, role: &str) -> Option<Stated> {
    sheet.stated(row, role).filter(|stated| !is_blank(&stated.text))
}

fn rows<T>(
    sheet: &Sheet,
    mut read: impl FnMut(&Row, String, &mut Values<'_>) -> Option<T>,
) -> (ChainTable<T>, Vec<Unread>) {
    let mut values = Values::new(sheet);
    let chains = Chains::new(sheet);
    let mut out = Vec::new();
    let total = |row: &Row| row.filled_cells().any(|cell| is_total(&cell.text));
    for row in sheet.table.rows.iter().filter(|row| row.kind == RowKind::Data && !total(row)) {
        match read(row, chains.of(row), &mut values) {
            Some(entry) => out.push(entry),
            None => values.reject_row(row, Text::new("这一行缺少主要内容", "the row lacks what it is about")),
        }
    }
    let roles = sheet.roles().collect();
    (ChainTable { table: sheet.table.clone(), rows: out, roles }, values.unread)
}

impl ChainTable<ChainMember> {
    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        // A merged cell of a chain and its committee stands in the first of its rows only.
        let mut above: Option<(String, Option<Stated>)> = None;
        rows(sheet, |row, chain, values| {
            let name = sheet.stated(row, "name")?;
            let own = (chain, stated(sheet, row, "committee"));
            let blank = sheet.has("chain") && sheet.cell(row, "chain").is_none() && own.1.is_none();
            let (chain, committee) = above.take().filter(|_| blank).unwrap_or(own);
            above = Some((chain.clone(), committee.clone()));
            let post_stated = stated(sheet, row, "post");
            let unit_words = sheet.text(row, "type");
            let unit_kind = match unit_words.as_str() {
                "" => unit_kind_of(&sheet.text(row, "unit")),
                words if words.contains("链主") => Some(MemberUnit::LeadEnterprise),
                words if words.contains("园区") || words.contains("开发区") => Some(MemberUnit::Park),
                words if words.contains("部门") || words.contains("机关") => Some(MemberUnit::Department),
                words if words.contains("协会") || words.contains("商会") => Some(MemberUnit::Association),
                words if words.contains("企业") => Some(MemberUnit::Enterprise),
                _ => Some(MemberUnit::Other),
            };
            let post = post_stated.as_ref().map(|stated| match stated.text.as_str() {
                words if words.contains("副书记") => MemberPost::DeputySecretary,
                words if words.contains("书记") => MemberPost::Secretary,
                words if words.contains("委员") => MemberPost::Member,
                _ => MemberPost::Other,
            });
            Some(ChainMember {
                row: row.clone(),
                chain,
                committee,
                name,
                post,
                post_stated,
                unit: stated(sheet, row, "unit"),
                unit_kind,
                unit_post: stated(sheet, row, "unit_post"),
                from: values.date(row, "from"),
            })
        })
    }
}

impl ChainTable<ChainVisit> {
    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        rows(sheet, |row, chain, values| {
            Some(ChainVisit {
                row: row.clone(),
                chain,
                date: values.date(row, "date"),
                visitor: stated(sheet, row, "visitor"),
                enterprise: stated(sheet, row, "enterprise"),
                opinion: stated(sheet, row, "opinion"),
            })
        })
    }
}

impl ChainTable<ChainOrder> {
    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        const TIMES: [&str; 4] = ["ordered", "dispatched", "accepted", "replied"];
        rows(sheet, |row, chain, values| {
            let times = TIMES.map(|role| values.moment(row, role, ""));
            let unread = |role: &&str| stated(sheet, row, role).is_some_and(|cell| !is_pending(&cell.text));
            let unclear = TIMES.into_iter().zip(&times).filter(|(_, time)| time.is_none());
            let unclear = unclear.map(|(role, _)| role).filter(unread).collect();
            let [ordered, dispatched, accepted, replied] = times;
            Some(ChainOrder {
                row: row.clone(),
                chain,
                enterprise: stated(sheet, row, "enterprise"),
                demand: stated(sheet, row, "demand"),
                ordered,
                dispatched,
                department: stated(sheet, row, "department"),
                accepted,
                replied,
                result: stated(sheet, row, "result"),
                unclear,
            })
        })
    }
}

impl ChainTable<ChainOffer> {
    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        rows(sheet, |row, chain, values| {
            Some(ChainOffer {
                row: row.clone(),
                chain,
                enterprise: stated(sheet, row, "enterprise"),
                content: sheet.stated(row, "content")?,
                published: values.date(row, "published"),
                matched: stated(sheet, row, "matched"),
            })
        })
    }
}

impl ChainTable<ChainEnterprise> {
    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        rows(sheet, |row, chain, values| {
            let (members, full_members) = members(row, values);
            Some(ChainEnterprise {
                row: row.clone(),
                chain,
                name: sheet.stated(row, "enterprise")?,
                organ: organ_cell(sheet, row, values),
                members,
                full_members,
                instructor: values.note(row, "instructor"),
            })
        })
    }
}

impl ChainTable<ChainCultivation> {
    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        rows(sheet, |row, chain, values| {
            let category_stated = sheet.stated(row, "category")?;
            let category = cultivation(&category_stated.text);
            if category.is_none() {
                values.reject(row, "category", Text::new("不是三培养中的一类", "not one of the three cultivations"));
            }
            Some(ChainCultivation {
                row: row.clone(),
                chain,
                name: sheet.stated(row, "name")?,
                category,
                category_stated,
                date: values.date(row, "date"),
            })
        })
    }
}

/// The kind that a unit's name tells. A company may be the chain's lead enterprise or any other.
fn unit_kind_of(name: &str) -> Option<MemberUnit> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if has(&["公司", "集团"]) || ends(&["厂"]) {
        None
    } else if has(&["协会", "商会"]) {
        Some(MemberUnit::Association)
    } else if has(&["园区", "开发区", "经开区", "高新区", "工业园", "产业园", "管委会"]) {
        Some(MemberUnit::Park)
    } else if ends(&["局", "委", "办", "部", "厅", "中心", "办公室", "委员会"]) {
        Some(MemberUnit::Department)
    } else {
        None
    }
}

/// Words in place of a time that say that there is none yet: 办理中, 未反馈, 待接单.
fn is_pending(words: &str) -> bool {
    words.starts_with(['未', '待', '无', '尚', '正']) || words.ends_with('中')
}

/// 党员→骨干, 把骨干培养成党员, 党员骨干到管理人员.
fn cultivation(words: &str) -> Option<Cultivation> {
    if words.contains("管理") {
        return Some(Cultivation::BackboneToManager);
    }
    let (member, backbone) = (words.find("党员")?, words.find("骨干")?);
    Some(if member < backbone { Cultivation::MemberToBackbone } else { Cultivation::BackboneToMember })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cultivations() {
        for (words, expected) in [
            ("党员→骨干", Some(Cultivation::MemberToBackbone)),
            ("骨干→党员", Some(Cultivation::BackboneToMember)),
            ("把骨干培养成党员", Some(Cultivation::BackboneToMember)),
            ("党员骨干→管理人员", Some(Cultivation::BackboneToManager)),
            ("其他", None),
        ] {
            assert_eq!(cultivation(words), expected, "{words}");
        }
    }
}
