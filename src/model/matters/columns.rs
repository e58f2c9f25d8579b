//! The columns of decision lists, by the names that drafters give them and by what stands in them.

use super::ListKind;
use super::body::{Body, body_of, column_body};
use super::table::number_of;
use crate::model::table::{ByContent, Sample, Spec, is_blank};
use crate::numeral;

/// The columns of a list.
pub(crate) const SPEC: Spec = Spec {
    columns: &[
        ("number", &["序号", "编号", "项号", "项次", "no", "no.", "事项编号", "事项序号", "项目编号"]),
        (
            "matter",
            &[
                "具体事项",
                "二级事项",
                "三级事项",
                "决策事项",
                "事项名称",
                "前置研究讨论事项",
                "研究讨论事项",
                "研究决定事项",
                "决定事项",
                "权责事项",
                "清单事项",
                "重大事项",
                "决策内容",
                "事项内容",
                "具体内容",
                "主要内容",
                "重大经营管理事项",
                "监管事项",
                "决策事项名称",
                "事项",
                "议题",
                "内容",
                "~具体事项",
                "~事项名称",
                "~决策事项",
            ],
        ),
        (
            "category",
            &[
                "类别",
                "事项类别",
                "业务领域",
                "分类",
                "事项分类",
                "一级事项",
                "管理领域",
                "领域",
                "类型",
                "事项类型",
                "大类",
                "方面",
                "事项",
                "~类别",
            ],
        ),
        (
            "standard",
            &[
                "标准",
                "金额",
                "限额",
                "标准/金额",
                "金额标准",
                "额度",
                "量化标准",
                "具体标准",
                "标准限额",
                "决策标准",
                "额度标准",
                "金额限额",
                "标准或限额",
                "权限标准",
                "~标准",
                "~金额",
                "~限额",
            ],
        ),
        ("lowest", &["下限", "金额下限", "起点", "起点金额", "下限金额", "最低限额"]),
        ("highest", &["上限", "金额上限", "上限金额", "最高限额"]),
        ("unit", &["单位", "金额单位", "计量单位", "币种单位"]),
        (
            "next",
            &[
                "下一决策主体",
                "后续决策主体",
                "决策主体",
                "决定机构",
                "后续决策机构",
                "决策机构",
                "决定主体",
                "最终决策主体",
                "下一决策机构",
                "决策层级",
                "后续决策程序",
                "审批主体",
                "审批机构",
                "决策机关",
                "~决策主体",
                "~决策机构",
                "~决定机构",
            ],
        ),
        ("employee", &["职工程序", "民主程序", "职工民主程序", "职工参与程序"]),
        (
            "procedure",
            &[
                "程序",
                "其他程序",
                "决策程序",
                "其他步骤",
                "履行程序",
                "工作程序",
                "其他决策程序",
                "相关程序",
                "~其他程序",
            ],
        ),
        ("basis", &["依据", "制定依据", "政策依据", "法规依据", "法律依据", "制度依据", "决策依据", "~依据"]),
        ("remark", &["备注", "说明", "附注", "注"]),
        ("code", &["事项编码", "编码", "事项代码"]),
        ("meetings", &["决策会议及顺序", "决策会议", "会议顺序", "决策会议顺序", "~决策会议"]),
        ("legal", &["是否需经法律审核", "是否法律审核", "法律审核", "~法律审核"]),
    ],
    required: &[&["matter"]],
    by_content: Some(ByContent {
        told: |title, _| ListKind::of_title(title).is_some(),
        roles: &[
            ("number", |column| {
                u32::from(column.percent(|cell| number_of(cell).is_some() && cell.chars().count() <= 4) >= 60)
            }),
            ("next", next_by_content),
            ("employee", employee_by_content),
            ("standard", standard_by_content),
            ("category", |column| u32::from(column.named(&["类", "领域", "板块", "方面", "业务", "性质"]))),
            ("matter", matter_by_content),
        ],
    }),
};

/// A column of one body's acts, as authority matrices have.
fn is_of_body(column: &Sample) -> bool {
    column_body(&column.leaf).or_else(|| column_body(&column.name)).is_some()
}

/// The column of deciders names bodies in most of its cells; a column of one body's acts does not count.
fn next_by_content(column: &Sample) -> u32 {
    if is_of_body(column) || column.cells.len() * 3 < column.rows {
        return 0;
    }
    let decider = |cell: &str| {
        cell.chars().count() <= 40 && body_of(cell).is_some_and(|body| !body.is_employees() && body != Body::Party)
    };
    let percent = column.percent(decider);
    let named = column.named(&["决", "审", "批", "提交", "提请", "报", "主体", "机构", "层级", "上会", "后续", "去向"]);
    if percent >= if named { 50 } else { 75 } { percent } else { 0 }
}

fn employee_by_content(column: &Sample) -> u32 {
    if is_of_body(column) {
        return 0;
    }
    let of_employees = |cell: &str| ["职工", "工会", "职代会", "员工"].iter().any(|word| cell.contains(word));
    let cells: Vec<&String> = column.cells.iter().filter(|cell| !is_blank(cell)).collect();
    let hits = cells.iter().filter(|cell| of_employees(cell)).count();
    u32::from(hits > 0 && hits * 2 >= cells.len() && cells.len() < column.rows.max(2))
}

fn standard_by_content(column: &Sample) -> u32 {
    if is_of_body(column) {
        return 0;
    }
    let amount = |cell: &str| {
        cell.contains(|c: char| c.is_ascii_digit() || numeral::is_numeral(c))
            && ["万", "亿", "元", "%", "％", "以上", "以下", "不足", "超过"].iter().any(|word| cell.contains(word))
            && cell.chars().count() <= 60
    };
    let named = column.named(&["额", "限", "标准", "门槛", "界限", "权限"]);
    let cells = column.cells.iter().filter(|cell| !is_blank(cell)).count();
    let hits = column.cells.iter().filter(|cell| amount(cell)).count();
    if hits > 0 && hits * 2 >= cells { 2 } else { u32::from(named) }
}

/// The column of matters is the wordiest; words such as 事项 in its name decide between two.
fn matter_by_content(column: &Sample) -> u32 {
    if column.cells.len() * 10 < column.rows * 6 || is_of_body(column) {
        return 0;
    }
    let words: usize = column.cells.iter().map(|cell| cell.chars().count()).sum();
    let mean = (words / column.cells.len().max(1)) as u32;
    let named = column.named(&["事", "议", "内容", "项目", "决策", "重大"]);
    if mean < 4 || column.named(&["部门", "依据", "备注", "说明", "程序", "流程"]) {
        0
    } else {
        mean + if named { 8 } else { 0 }
    }
}
