//! Lists and charters as other drafters would word them.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use charterlint::{Checking, Date, Dossier, RuleSet};

const W: &str = r#"ownership = "wholly-state"
tier = "first"
board = true
shareholders = 1
party_organ = "committee""#;
const C: &str = r#"ownership = "state-controlled"
board = true
shareholders = 3
party_organ = "committee""#;
const BRANCH: &str = r#"ownership = "fully-state"
board = false
shareholders = 1
party_organ = "branch"
decision_power = true"#;

/// A prior-study list of these rows: matter, next, steps.
fn list(rows: &[(&str, &str, &str)]) -> String {
    let mut text =
        "中共青崖港务有限公司委员会前置研究讨论重大经营管理事项清单\n序号,事项,下一决策主体,其他程序\n".to_owned();
    for (i, (matter, next, steps)) in rows.iter().enumerate() {
        text.push_str(&format!("{},\"{matter}\",\"{next}\",\"{steps}\"\n", i + 1));
    }
    text
}

fn verdict(company: &str, rule: &str, files: &[(&str, &str)]) -> (String, Vec<String>) {
    let mut builder = Dossier::builder().config(&format!("[company]\n{company}\n")).unwrap();
    for (name, text) in files {
        builder = builder.add_text(*name, *text).unwrap();
    }
    let dossier = builder.build().unwrap();
    let report = RuleSet::builtin()
        .filtered(|meta| meta.code.as_str() == rule)
        .check_with(&dossier, &Checking::on(Date::new(2026, 11, 23).unwrap()));
    let result = &report.dossiers[0].results[0];
    let said = result.findings().iter().map(|finding| format!("{:?} {}", finding.key, finding.message.zh)).collect();
    (result.verdict.as_str().to_owned(), said)
}

/// One row of a list under one rule.
#[test]
fn single_matters() {
    let cases: &[(&str, &str, (&str, &str, &str), &str)] = &[
        // The owners' matters by any name.
        (C, "statutory-decider", ("增资扩股方案", "董事会", ""), "violated"),
        (C, "statutory-decider", ("调整公司注册资本", "董事会", ""), "violated"),
        (C, "statutory-decider", ("公司吸收合并其他企业", "总经理办公会", ""), "violated"),
        (C, "statutory-decider", ("公司章程修正案", "董事会", ""), "violated"),
        (C, "statutory-decider", ("年度利润分配方案", "股东会", ""), "satisfied"),
        (C, "statutory-decider", ("年度利润分配方案", "董事会审议后提交股东会审议批准", ""), "satisfied"),
        (W, "statutory-decider", ("公司改制、合并、分立、解散", "报县政府批准", ""), "satisfied"),
        (W, "statutory-decider", ("公司改制、合并、分立、解散", "董事会（国资委授权）", ""), "violated"),
        (C, "statutory-decider", ("子公司增资", "董事会", ""), "satisfied"),
        (C, "statutory-decider", ("所属企业合并、分立、解散、注销", "董事会", ""), "satisfied"),
        (C, "statutory-decider", ("年度合并财务报表", "董事会", ""), "satisfied"),
        (C, "statutory-decider", ("机构设置及人员编制方案", "经理层", ""), "violated"),
        (C, "statutory-decider", ("公司组织架构调整", "总经理办公会", "根据董事会授权"), "satisfied"),
        (C, "statutory-decider", ("公司具体规章的制定", "总经理办公会", ""), "satisfied"),
        (C, "statutory-decider", ("应急预案的修订", "总经理办公会", ""), "satisfied"),
        // Party affairs and what reads alike.
        (C, "no-party-matter-in-prior-study", ("党委换届选举工作方案", "董事会", ""), "violated"),
        (C, "no-party-matter-in-prior-study", ("意识形态工作责任制实施办法", "经理层", ""), "violated"),
        (C, "no-party-matter-in-prior-study", ("经理层成员换届聘任方案", "董事会", ""), "satisfied"),
        (C, "no-party-matter-in-prior-study", ("审计发现问题整改方案", "董事会", ""), "satisfied"),
        (C, "no-party-matter-in-prior-study", ("高层次人才引进和股权激励方案", "董事会", ""), "satisfied"),
        (C, "no-party-matter-in-prior-study", ("干部职工宿舍建设项目", "董事会", ""), "satisfied"),
        (C, "no-party-matter-in-prior-study", ("年度工资总额预算方案", "董事会", "听取工会意见"), "satisfied"),
        // Thresholds.
        (C, "amount-thresholds", ("重大投资事项", "董事会", ""), "violated"),
        (C, "amount-thresholds", ("单项500万元以上的重大投资事项", "董事会", ""), "satisfied"),
        (C, "amount-thresholds", ("占最近一期经审计净资产10%以上的重大资产处置", "董事会", ""), "satisfied"),
        (C, "amount-thresholds", ("重大人事任免", "董事会", ""), "satisfied"),
        (C, "amount-thresholds", ("重大资产重组方案", "股东会", ""), "satisfied"),
        (C, "amount-thresholds", ("按照《重大事项决策权限表》属于重大的对外担保", "董事会", ""), "satisfied"),
        (C, "amount-thresholds", ("大额度资金调度使用", "总经理办公会", ""), "violated"),
        (C, "amount-thresholds", ("贯彻党中央重大决策部署的措施", "董事会", ""), "satisfied"),
        // Employees.
        (C, "employee-procedure", ("企业改制方案", "股东会", ""), "violated"),
        (C, "employee-procedure", ("企业改制方案", "股东会", "经职代会审议"), "satisfied"),
        (C, "employee-procedure", ("人员安置方案", "董事会", "提交职工大会审议通过"), "satisfied"),
        (C, "employee-procedure", ("人员安置方案", "董事会", "征求职工意见"), "violated"),
        (C, "employee-procedure", ("员工薪酬福利管理制度", "董事会", ""), "violated"),
        (C, "employee-procedure", ("经理层成员薪酬分配方案", "董事会", ""), "satisfied"),
        (C, "employee-procedure", ("深化国有企业改革实施方案", "董事会", ""), "satisfied"),
        (C, "employee-procedure", ("合并财务报表编制办法", "董事会", ""), "satisfied"),
        // Next decider.
        (C, "next-decider", ("年度投资计划", "投资管理部", ""), "violated"),
        (C, "next-decider", ("年度投资计划", "—", ""), "violated"),
        (C, "next-decider", ("年度投资计划", "按权限提交董事会或股东会", ""), "satisfied"),
        (W, "next-decider", ("年度投资计划", "市财政局", ""), "satisfied"),
        (W, "next-decider", ("年度投资计划", "股东（市国投集团）", ""), "satisfied"),
        (BRANCH, "next-decider", ("年度投资计划", "执行董事", ""), "satisfied"),
        (BRANCH, "next-decider", ("年度投资计划", "董事会", ""), "violated"),
        (C, "next-decider", ("年度投资计划", "党支部委员会", ""), "violated"),
    ];
    let mut wrong = String::new();
    for (company, rule, row, expected) in cases {
        let text = list(&[*row]);
        let (found, said) = verdict(
            company,
            &format!("two-lists/{rule}"),
            &[("前置清单.csv", &text), ("章程.txt", "青崖港务有限公司章程\n第一条 公司依法设立。")],
        );
        if found != *expected {
            wrong.push_str(&format!("{rule} {row:?}: expected {expected}, found {found} {said:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What the Party body may decide itself.
#[test]
fn decided_matters() {
    let cases = [
        ("党委巡察工作规划", "satisfied"),
        ("党员发展计划和党费收缴使用", "satisfied"),
        ("中层管理人员的选拔任用", "satisfied"),
        ("推荐所属企业领导人员人选", "satisfied"),
        ("党委议事规则的修订", "satisfied"),
        ("年度民主生活会方案", "satisfied"),
        ("工会换届候选人建议名单", "satisfied"),
        ("党建活动阵地建设经费", "satisfied"),
        ("年度财务预算", "violated"),
        ("闲置厂房对外出租", "violated"),
        ("大额采购合同", "violated"),
        ("为子公司贷款提供担保", "violated"),
        ("安全生产责任制考核", "violated"),
    ];
    let mut wrong = String::new();
    for (matter, expected) in cases {
        let text = format!("中共青崖港务有限公司委员会研究决定事项清单\n1. {matter}；\n2. 发展党员。\n");
        let (found, said) = verdict(C, "two-lists/no-business-matter-in-decided", &[("决定清单.txt", &text)]);
        if found != expected {
            wrong.push_str(&format!("{matter}: expected {expected}, found {found} {said:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A sentence of the charter against a row of the list.
#[test]
fn lists_against_charters() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("公司对外投资超过1000万元的，由股东会审议批准。", "对外投资1500万元以上", "董事会", "violated"),
        ("公司对外投资超过1000万元的，由股东会审议批准。", "对外投资1000万元（含）以下", "董事会", "satisfied"),
        ("董事会行使下列职权：\n（一）制订公司增加或者减少注册资本的方案；", "增加注册资本", "股东会", "satisfied"),
        ("股东会行使下列职权：\n（一）对公司增加或者减少注册资本作出决议；", "增资扩股", "董事会", "violated"),
        ("股东会行使下列职权：\n（一）对公司增加或者减少注册资本作出决议；", "所属企业增资", "董事会", "satisfied"),
        (
            "总经理对董事会负责，行使下列职权：\n（一）组织实施公司年度经营计划和投资方案；",
            "年度经营计划",
            "董事会",
            "satisfied",
        ),
        (
            "总经理对董事会负责，行使下列职权：\n（一）拟订公司内部管理机构设置方案，制定公司的具体规章；",
            "内部管理机构设置",
            "董事会",
            "satisfied",
        ),
        (
            "董事会对股东会负责，行使以下职权：\n（一）决定公司的经营计划和投资方案；",
            "年度投资计划",
            "总经理办公会",
            "violated",
        ),
        ("公司为公司股东或者实际控制人提供担保的，应当经股东会决议。", "为控股股东提供担保", "董事会", "violated"),
        ("公司为公司股东或者实际控制人提供担保的，应当经股东会决议。", "为全资子公司提供担保", "董事会", "satisfied"),
        (
            "股东之间可以相互转让其全部或者部分股权。股东向股东以外的人转让股权，应当经其他股东过半数同意。",
            "所持子公司股权转让",
            "董事会",
            "satisfied",
        ),
        ("公司对外捐赠由董事会决定。", "对外捐赠、赞助", "总经理办公会（董事会授权）", "satisfied"),
        ("公司对外捐赠由董事会决定。", "对外捐赠、赞助", "总经理办公会", "violated"),
        ("公司的利润分配方案由董事会制订，报股东会审议批准。", "利润分配", "股东会", "satisfied"),
        (
            "公司分配当年税后利润时，应当提取利润的百分之十列入公司法定公积金，经股东会决议可以提取任意公积金。",
            "利润分配",
            "股东会",
            "satisfied",
        ),
        ("公司因股东会决议解散的，应当依法清算。", "所属企业解散清算", "董事会", "satisfied"),
        ("公司党委前置研究讨论公司的发展战略后，由董事会决定。", "公司发展战略", "董事会", "satisfied"),
        ("公司设总经理一名，由董事会聘任或者解聘。", "总经理、副总经理的聘任", "董事会", "satisfied"),
    ];
    let mut wrong = String::new();
    for (charter, matter, next, expected) in cases {
        let charter =
            format!("青崖港务有限公司章程\n第一章 总则\n第一条 公司依法设立。\n第二章 组织机构\n第二条 {charter}\n");
        let text = list(&[(matter, next, "")]);
        let (found, said) =
            verdict(C, "two-lists/agrees-with-charter", &[("前置清单.csv", &text), ("章程.txt", &charter)]);
        if found != *expected {
            wrong.push_str(&format!("{charter}{matter} | {next}: expected {expected}, found {found} {said:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
