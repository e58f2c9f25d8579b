//! What decision lists are read into.

use charterlint::dossier::Kind;
use charterlint::model::amount::{Amount, Bound};
use charterlint::model::matters::{Act, Body};
use charterlint::model::profile::PartyOrgan;
use charterlint::{Dossier, MatterList};

fn fixture(name: &str) -> Dossier {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    Dossier::open(path).expect("the fixture opens")
}

fn list(dossier: &Dossier, kind: Kind) -> &MatterList {
    let (document, list) = dossier.lists().find(|(document, _)| document.kind == kind).expect("the list is there");
    assert_eq!(document.unread, []);
    list
}

fn steps(list: &MatterList, number: u32) -> Vec<(Body, Act)> {
    let matter = list.matters.iter().find(|matter| matter.number == Some(number)).unwrap();
    matter.steps.iter().map(|step| (step.body, step.act)).collect()
}

#[test]
fn an_outline() {
    let dossier = fixture("jingyan");
    let prior = list(&dossier, Kind::PriorStudyList);
    assert_eq!((prior.matters.len(), prior.declared_count()), (29, Some(29)));
    assert_eq!(prior.title, "中共井岳县东源城建集团有限公司委员会前置研究讨论重大经营管理事项清单");
    assert_eq!(prior.organ, Some(PartyOrgan::Committee));
    assert!(prior.preface.is_some());
    assert_eq!(prior.matters[7].place(), "前置清单第8项");
    assert_eq!(prior.matters[7].category, "战略规划和改革发展方面");
    assert_eq!(steps(prior, 8), [(Body::EmployeesCongress, Act::Hear), (Body::Board, Act::Decide)]);
    assert_eq!(
        steps(prior, 9),
        [
            (Body::Board, Act::Draft),
            (Body::Union, Act::Hear),
            (Body::EmployeesCongress, Act::Deliberate),
            (Body::Investor, Act::Decide)
        ]
    );
    assert_eq!(steps(prior, 11), [(Body::Board, Act::Draft), (Body::Investor, Act::Approve)]);
    assert_eq!(prior.matters[14].text, "单项投资额500万元（含）以上、不足3000万元的固定资产投资和股权投资项目");
    let amount = &prior.matters[14].amounts[0];
    assert_eq!(amount.lower, Some(Bound { amount: Amount::yuan(5_000_000), inclusive: true }));
    assert_eq!(amount.upper, Some(Bound { amount: Amount::yuan(30_000_000), inclusive: false }));
    assert_eq!(amount.quantity, "单项投资额");
    assert!(amount.overlaps(&prior.matters[15].amounts[0]));
    assert!(!prior.matters[16].amounts[0].overlaps(&prior.matters[17].amounts[0]));
    // Every matter but the 23rd names who decides.
    let silent: Vec<u32> = prior.matters.iter().filter(|m| m.next().is_none()).filter_map(|m| m.number).collect();
    assert_eq!(silent, [23]);
    assert!(prior.matters.iter().all(|matter| matter.party_act == Some(Act::Discuss)));

    let decided = list(&dossier, Kind::DecidedList);
    assert_eq!((decided.matters.len(), decided.declared_count()), (14, Some(14)));
    assert!(decided.matters.iter().all(|matter| matter.next().is_none() && matter.is_decided()), "{decided:#?}");
    assert_eq!(decided.matters[11].place(), "决定清单第12项");
    assert_eq!(decided.matters[11].category, "资产经营");
}

#[test]
fn tables_with_a_column_of_deciders() {
    let dossier = fixture("linjiang");
    let prior = list(&dossier, Kind::PriorStudyList);
    assert_eq!((prior.matters.len(), prior.declared_count()), (31, Some(31)));
    assert!(prior.matters.iter().all(|matter| matter.next().is_some()));
    assert_eq!(steps(prior, 14), [(Body::Board, Act::Deliberate), (Body::Investor, Act::Decide)]);
    assert_eq!(
        steps(prior, 28),
        [(Body::EmployeesCongress, Act::Discuss), (Body::Union, Act::Consult), (Body::Board, Act::Decide)]
    );
    assert_eq!(steps(prior, 29), [(Body::EmployeesCongress, Act::Pass), (Body::Board, Act::Decide)]);
    assert_eq!(prior.matters[0].standard, None);
    assert_eq!(prior.matters[12].amounts.len(), 1);
    let decided = list(&dossier, Kind::DecidedList);
    assert_eq!((decided.matters.len(), decided.declared_count()), (17, Some(17)));
}

#[test]
fn an_authority_matrix() {
    let dossier = fixture("haiheng");
    let matrix = list(&dossier, Kind::AuthorityMatrix);
    assert_eq!((matrix.matters.len(), matrix.declared_count()), (37, Some(38)));
    assert_eq!(matrix.matters[20].place(), "权责清单第21项");
    assert_eq!(matrix.matters[20].amounts.len(), 2);
    let by = |number: u32| {
        let matter = &matrix.matters[number as usize - 1];
        (matter.party_act, matter.next().map(|step| (step.body, step.act)))
    };
    assert_eq!(by(1), (Some(Act::Discuss), Some((Body::Board, Act::Approve))));
    assert_eq!(by(14), (Some(Act::Discuss), Some((Body::ShareholdersMeeting, Act::Approve))));
    assert_eq!(by(16), (None, Some((Body::Management, Act::Decide))));
    assert_eq!(by(22), (Some(Act::Decide), None));
    assert_eq!(by(23), (Some(Act::Discuss), None));
    assert_eq!(by(32), (Some(Act::Discuss), Some((Body::Board, Act::Approve))));
    let delegated = &matrix.matters[3].steps[0];
    assert_eq!((delegated.body, delegated.delegated_by), (Body::Management, Some(Body::Board)));
    assert_eq!(
        steps(matrix, 2),
        [(Body::Management, Act::Draft), (Body::Board, Act::Approve), (Body::Superior, Act::File)]
    );
    assert_eq!(matrix.prior_study().count() + matrix.decided().count(), 35);
}

#[test]
fn the_national_export() {
    let text = "序号,事项名称,事项编码,决策会议及顺序,,,是否需经法律审核,备注\n\
                1,年度投资计划,D12-001,党委会,董事会,,是,\n\
                2,干部任免,D21-003,党委会,,,否,\n\
                3,利润分配方案,D13-002,总经理办公会,党委会,股东会,是,\n";
    let dossier = Dossier::builder().add_text("导出.csv", text).unwrap().build().unwrap();
    let matrix = list(&dossier, Kind::AuthorityMatrix);
    let rows: Vec<_> = matrix
        .matters
        .iter()
        .map(|m| (m.code.as_deref().unwrap(), m.party_act.unwrap(), m.next().map(|step| step.body)))
        .collect();
    assert_eq!(
        rows,
        [
            ("D12-001", Act::Discuss, Some(Body::Board)),
            ("D21-003", Act::Decide, None),
            ("D13-002", Act::Discuss, Some(Body::ShareholdersMeeting)),
        ]
    );
}

#[test]
fn outlines_of_other_shapes() {
    // Enclosed numbers that go on as 21., one level only.
    let mut text = String::from("中共甲有限公司委员会研究决定事项清单\n");
    for (i, c) in ('①'..='⑳').enumerate() {
        text.push_str(&format!("{c} 党务事项之{}\n", i + 1));
    }
    text.push_str("21. 统一战线工作\n22. 党建工作年度总结\n共22项");
    let dossier = Dossier::builder().add_text("决定.txt", text).unwrap().build().unwrap();
    let decided = list(&dossier, Kind::DecidedList);
    assert_eq!((decided.matters.len(), decided.declared_count()), (22, Some(22)));
    assert_eq!(decided.matters[20].place(), "决定清单第21项");

    // Numbers that begin anew in each category, a wrapped line, sub-items with their own deciders.
    let text = "甲公司党总支前置研究讨论事项清单\n（一）战略管理\n1. 发展战略和\n规划（董事会）\n2. 年度计划（董事会）\n\
                （二）投资管理\n1. 对外投资：\n（1）5000万元以上，由股东会决定；\n（2）5000万元以下，由董事会决定。\n";
    let dossier = Dossier::builder().add_text("前置.txt", text).unwrap().build().unwrap();
    let prior = list(&dossier, Kind::PriorStudyList);
    let read: Vec<_> = prior
        .matters
        .iter()
        .map(|m| (m.place(), m.category.as_str(), m.text.as_str(), m.next().unwrap().body, m.continued))
        .collect();
    assert_eq!(
        read,
        [
            ("前置清单第1项", "战略管理", "发展战略和规划", Body::Board, false),
            ("前置清单第2项", "战略管理", "年度计划", Body::Board, false),
            ("前置清单第3项", "投资管理", "对外投资：5000万元以上，由股东会决定", Body::ShareholdersMeeting, false),
            ("前置清单第3项", "投资管理", "对外投资：5000万元以下，由董事会决定", Body::Board, true),
        ]
    );
    assert!(prior.numbered_by_category);
    assert_eq!((prior.count(), prior.organ), (3, Some(PartyOrgan::GeneralBranch)));
}

#[test]
fn two_lists_in_one_file_and_look_alikes() {
    let text = "# 甲公司党委前置研究讨论事项清单\n\n1. 年度投资计划（由董事会决定）\n2. 机构设置（由董事会决定）\n\n共2项\n\n\
                # 甲公司党委研究决定事项清单\n\n| 序号 | 事项 |\n| - | - |\n| 1 | 党费使用 |\n\n共1项\n";
    let dossier = Dossier::builder().add_text("清单.md", text).unwrap().build().unwrap();
    let read: Vec<_> = dossier.lists().map(|(d, l)| (d.kind, l.matters.len(), l.declared_count())).collect();
    assert_eq!(read, [(Kind::PriorStudyList, 2, Some(2)), (Kind::DecidedList, 1, Some(1))]);

    let text = "龙泉建投有限公司投资项目负面清单\n1. 禁止投资不符合产业政策的项目\n";
    let dossier = Dossier::builder().add_text("负面清单.txt", text).unwrap().build().unwrap();
    assert_eq!((dossier.documents.len(), dossier.skipped.len()), (0, 1));
}
