//! Inventories of internal rules.

use serde::Serialize;

use super::table::{DateCell, Row, RowKind, Sheet, Spec, Stated, Table, Unread, Values};
use crate::Text;
use crate::source::traditional::simplified;

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

/// What a rule is about, as far as the name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RuleTopic {
    /// 党委会议事规则
    PartyProcedure,
    /// 董事会议事规则
    BoardProcedure,
    /// 总经理办公会议事规则
    ManagementProcedure,
    /// 国资委主任办公会议事规则
    InvestorProcedure,
    /// 领导人员管理办法
    LeaderManagement,
    /// 监管事项清单
    SupervisionList,
    /// 深化改革实施方案, 党建工作方案
    Plan,
}

impl RuleTopic {
    /// What a name tells: a name may stand for several, as 党委会、董事会、总经理办公会议事规则 does.
    #[must_use]
    pub fn of_name(name: &str) -> Vec<Self> {
        let name: String = simplified(name).chars().filter(|c| !super::charter::is_space(*c)).collect();
        let mut out = Vec::new();
        procedures(&name, &mut out);
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&LEADERS)
            && has(&["管理办法", "管理规定", "管理制度", "管理条例", "管理细则", "管理暂行", "管理试行", "管理实施"])
            && !has(&PART_OF_MANAGEMENT)
        {
            out.push(Self::LeaderManagement);
        }
        let list = has(&["清单", "目录"]);
        let investor = has(&["监管事项", "监管清单", "监管权责", "监管责任", "出资人"])
            || has(&["国资"]) && has(&["权责", "权力"]);
        if list && investor && !has(&["前置", "负面", "党委"]) {
            out.push(Self::SupervisionList);
        }
        let subject =
            ["改革", "混改", "重组", "提升行动", "党建", "党的建设", "四对接", "四个对接", "四同步", "现代企业制度"];
        if has(&subject) && has(&["方案", "行动计划"]) && !has(&["用车", "薪酬", "工资", "预案"]) {
            out.push(Self::Plan);
        }
        out
    }
}

const LEADERS: [&str; 6] = ["领导人员", "领导班子", "领导干部", "企业负责人", "经营管理者", "班子成员"];
/// Rules on one side of leaders' affairs are not the rules on managing leaders.
const PART_OF_MANAGEMENT: [&str; 22] = [
    "履职待遇",
    "业务支出",
    "薪酬",
    "出国",
    "出境",
    "证照",
    "用车",
    "兼职",
    "考核",
    "绩效",
    "档案",
    "廉洁",
    "因私",
    "差旅",
    "公务",
    "培训",
    "经济责任",
    "离任",
    "请假",
    "休假",
    "履职保障",
    "述职",
];

const PROCEDURES: [&str; 14] = [
    "议事决策规则",
    "议事决策制度",
    "议事规则",
    "议事制度",
    "议事办法",
    "议事细则",
    "议事程序",
    "会议规则",
    "会议制度",
    "工作规则",
    "工作细则",
    "工作条例",
    "决策规则",
    "集体研究把关",
];

/// Whose procedure a name lays down: the bodies listed before the word for it.
fn procedures(name: &str, out: &mut Vec<RuleTopic>) {
    let Some(at) = PROCEDURES.iter().filter_map(|word| name.rfind(word)).max() else { return };
    let before = &name[..at];
    // Those of subsidiaries are not the company's own.
    if ["子公司", "分公司", "所属企业", "下属企业", "权属企业"].iter().any(|word| before.contains(word))
    {
        return;
    }
    let is_own = !["学习", "培训", "纪律检查", "纪委", "监事会", "工会"].iter().any(|word| before.contains(word));
    for part in before.split(['、', '和', '与', '及', '，', '（', '(']) {
        let has = |words: &[&str]| words.iter().any(|word| part.contains(word));
        let investor = ["国资", "主任办公会", "局长办公会", "委务会", "局务会", "出资人"];
        let topic = if has(&investor) {
            RuleTopic::InvestorProcedure
        } else if part.rfind("董事会").or_else(|| part.rfind("董事局")).is_some_and(|at| {
            let rest = &part[at + "董事会".len()..];
            ["", "会议", "会", "的", "决策", "及其"].contains(&rest)
        }) {
            RuleTopic::BoardProcedure
        } else if has(&[
            "经理办公会",
            "总裁办公会",
            "院长办公会",
            "行政办公会",
            "经理层",
            "经营层",
            "经理班子",
            "经营班子",
        ]) || ["总经理", "总裁", "经理", "办公会", "办公会议"].iter().any(|word| part.ends_with(word))
        {
            RuleTopic::ManagementProcedure
        } else if is_own
            && has(&["党委", "党组", "党总支", "党支部", "支委", "支部委员", "总支", "中共", "中国共产党", "党员大会"])
            && !has(&["党委办公室", "党委组织部", "党委工作部", "党代表"])
        {
            RuleTopic::PartyProcedure
        } else {
            continue;
        };
        if !out.contains(&topic) {
            out.push(topic);
        }
    }
}

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
    /// What it is about, as far as the name tells.
    pub topics: Vec<RuleTopic>,
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
                topics: RuleTopic::of_name(&name.text),
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

#[cfg(test)]
mod tests {
    use super::RuleTopic::{
        BoardProcedure, InvestorProcedure, LeaderManagement, ManagementProcedure, PartyProcedure, Plan, SupervisionList,
    };
    use super::*;

    #[test]
    fn topics_of_names() {
        let cases: [(&str, &[RuleTopic]); 34] = [
            ("党委会议事规则", &[PartyProcedure]),
            ("公司党委会会议制度（试行）", &[PartyProcedure]),
            ("中共青禾农服有限公司支部委员会议事规则", &[PartyProcedure]),
            ("党支部集体研究把关工作办法", &[PartyProcedure]),
            ("党组议事决策规则", &[PartyProcedure]),
            ("党委理论学习中心组学习规则", &[]),
            ("党委理论学习中心组工作规则", &[]),
            ("纪委工作规则", &[]),
            ("董事会议事规则", &[BoardProcedure]),
            ("洮河矿业董事会会议议事规则", &[BoardProcedure]),
            ("董事会战略委员会工作细则", &[]),
            ("董事会秘书工作细则", &[]),
            ("董事会审计委员会议事规则", &[]),
            ("监事会议事规则", &[]),
            ("总经理办公会议事规则", &[ManagementProcedure]),
            ("总裁办公会议议事规则", &[ManagementProcedure]),
            ("总经理工作细则", &[ManagementProcedure]),
            ("经理层议事规则", &[ManagementProcedure]),
            ("总经理工作报告制度", &[]),
            ("党委会、董事会、总经理办公会议事规则", &[PartyProcedure, BoardProcedure, ManagementProcedure]),
            ("国资委主任办公会议事规则", &[InvestorProcedure]),
            ("国资委党委会议和主任办公会议议事规则", &[InvestorProcedure]),
            ("企业领导人员管理办法", &[LeaderManagement]),
            ("所属企业领导班子和领导人员管理规定", &[LeaderManagement]),
            ("领导人员履职待遇和业务支出管理办法", &[]),
            ("企业负责人薪酬管理办法", &[]),
            ("员工考勤管理办法", &[]),
            ("井岳县国资委监管事项清单", &[SupervisionList]),
            ("出资人监管事项清单", &[SupervisionList]),
            ("县属企业党委前置研究讨论事项清单（示范文本）", &[]),
            ("混合所有制改革方案", &[Plan]),
            ("加强党的建设工作方案", &[Plan]),
            ("公务用车改革方案", &[]),
            ("采购管理办法", &[]),
        ];
        for (name, expected) in cases {
            assert_eq!(RuleTopic::of_name(name), expected, "{name}");
        }
    }
}
