//! A group's ledger and inventory: what was put into the sample is found and nothing else; rows and headers as people
//! write them.

#![allow(clippy::unwrap_used, reason = "tests")]

use charterlint::{Checking, Dossier, Report, RuleSet, Verdict};

fn check(dossier: &Dossier, as_of: &str) -> Report {
    RuleSet::builtin().check_with(dossier, &Checking::on(as_of.parse().unwrap()))
}

/// Rule, key and main place of every finding of the packs.
fn found(report: &Report, packs: &[&str]) -> Vec<String> {
    let findings = report.findings().filter(|finding| packs.contains(&finding.rule.code.pack()));
    let mut out: Vec<String> = findings
        .map(|finding| {
            let key = finding.key.as_deref().unwrap_or("-");
            format!("{} {key} {}", finding.rule.code, finding.labels[0].place)
        })
        .collect();
    out.sort();
    out
}

#[test]
fn the_group_has_the_planted_faults_and_no_others() {
    let dossier = Dossier::open("fixtures/yunze").unwrap();
    assert!(dossier.unread().is_empty(), "{:?}", dossier.unread());
    let report = check(&dossier, "2026-11-23");
    let expected = [
        // 云泽城市建设 has 118 members and a committee; 云泽水务 has 104 and none.
        "organisation/committee-at-100 - 组织台账第3行",
        // 云泽公共交通 is as small as 云泽粮食储备, but approved.
        "organisation/small-committee-approved - 组织台账第5行",
        "organisation/general-branch-at-50 branch-over-50 组织台账第6行",
        "organisation/branch-committee-at-7 - 组织台账第7行",
        "organisation/branch-at-3 - 组织台账第8行",
        "organisation/branch-at-3 joint-branch 组织台账第13行",
        "organisation/full-coverage - 组织台账第8行",
        "organisation/full-coverage not-attached 组织台账第13行",
        "organisation/four-sync no-record 组织台账第8行",
        // 云泽物流 was founded on 2025-03-03; organisation and secretary came 262 days later.
        "organisation/four-sync - 组织台账第10行",
        "organisation/four-sync - 组织台账第10行",
        // 云泽种业 is overdue by a month with an approval, 云泽新型建材 by more than a year with one.
        "organisation/term-of-office over-one-year 组织台账第9行",
        "organisation/committee-size secretary 组织台账第10行",
        "organisation/discipline-body - 组织台账第10行",
        "internal-control/deliberation-rules management 制度台账",
        "internal-control/four-alignments - 制度台账第11行",
    ];
    let mut expected = expected.map(str::to_owned);
    expected.sort();
    assert_eq!(found(&report, &["organisation", "internal-control", "chain"]), expected);
    assert!(report.findings().any(|finding| finding.message.zh == "「云泽水务有限公司」党员104人，没有设立党委"));
    let verdict = |code: &str| {
        let result = report.dossiers[0].results.iter().find(|result| result.rule.code.as_str() == code).unwrap();
        result.verdict.as_str()
    };
    assert_eq!(verdict("internal-control/party-building-in-appraisal"), "satisfied");
    assert_eq!(verdict("internal-control/leader-management-rules"), "satisfied");
    assert_eq!(verdict("internal-control/supervision-list"), "not-applicable");
    assert_eq!(verdict("chain/composition"), "not-applicable");
}

const PROFILE: &str = "[company]\nname = \"甲集团有限公司\"\nownership = \"wholly-state\"\nparty_organ = \"committee\"\nparty_members = 300\nfull_party_members = 290\nregistered_on = 2010-01-01\n";

struct Case {
    name: &'static str,
    rule: &'static str,
    header: &'static str,
    rows: &'static str,
    /// The verdict, and for a violation the key of each finding with its row, for undetermined what is missing.
    expect: (&'static str, &'static [&'static str]),
}

const CASES: &[Case] = &[
    Case {
        name: "a count with its measure word and a total row",
        rule: "organisation/committee-at-100",
        header: "序号,企业名称,党组织类型,党员总数",
        rows: "1,乙公司,党总支,112人\n2,丙公司,党支部,12人\n,合计,,124人",
        expect: ("violated", &["- 组织台账第1行"]),
    },
    Case {
        name: "ninety-nine members and one on probation among them",
        rule: "organisation/committee-at-100",
        header: "单位,党组织,党员数",
        rows: "乙公司,党总支,99（含预备党员1名）",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "more full members than the number make the number of all members needless",
        rule: "organisation/committee-at-100",
        header: "单位名称,党组织,正式党员",
        rows: "乙公司,党总支,101",
        expect: ("violated", &["- 组织台账第1行"]),
    },
    Case {
        name: "three of whom one is on probation",
        rule: "organisation/branch-at-3",
        header: "单位名称,党组织形式,党员人数,正式党员,挂靠（联合）",
        rows: "乙公司,无,3（含预备1）,,机关党支部\n丙公司,无,3(其中预备党员1人),,无",
        expect: ("violated", &["joint-branch 组织台账第2行"]),
    },
    Case {
        name: "two and one more on probation are two",
        rule: "organisation/branch-at-3",
        header: "单位名称,党组织形式,党员人数,挂靠",
        rows: "乙公司,无,2，另有预备党员1名,无",
        expect: ("violated", &["joint-branch 组织台账第1行"]),
    },
    Case {
        name: "the organ's cell says where its members belong",
        rule: "organisation/branch-at-3",
        header: "单位名称,党组织设置情况,党员人数,正式党员",
        rows: "乙公司,无（挂靠集团机关党支部）,2,2\n丙公司,未单独组建，编入物业联合党支部,1,1",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "no column says where they belong",
        rule: "organisation/branch-at-3",
        header: "单位名称,党组织,党员人数,正式党员",
        rows: "乙公司,无,2,2",
        expect: ("undetermined", &["column:组织台账「挂靠/联合」"]),
    },
    Case {
        name: "blank numbers are named by row",
        rule: "organisation/branch-at-3",
        header: "单位名称,党组织,党员人数,正式党员,挂靠",
        rows: "乙公司,无,,,\n丙公司,党支部,9,9,\n丁公司,无,5,,",
        expect: ("undetermined", &["cell:组织台账第1、3行「正式党员」"]),
    },
    Case {
        name: "a blank form of organisation",
        rule: "organisation/committee-at-100",
        header: "单位名称,党组织,党员人数",
        rows: "乙公司,,105\n丙公司,,20",
        expect: ("undetermined", &["cell:组织台账第1行「党组织」"]),
    },
    Case {
        name: "a committee with branches below it is a committee",
        rule: "organisation/committee-at-100",
        header: "单位名称,党组织,党员人数",
        rows: "乙公司,党委（下设5个党支部）,160",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "an approval noted in the remarks",
        rule: "organisation/small-committee-approved",
        header: "单位名称,党组织,党员人数,设立批复,备注",
        rows: "乙公司,党委,60,,2021年经县国资党委批复设立\n丙公司,党委,61,正在报批,\n丁公司,党总支,49,岳组发〔2020〕1号,",
        expect: ("violated", &["- 组织台账第2行"]),
    },
    Case {
        name: "an approval to put the election off is none to set up",
        rule: "organisation/small-committee-approved",
        header: "单位名称,党组织,党员人数,批复文件",
        rows: "乙公司,党委,60,关于同意延期换届的批复",
        expect: ("violated", &["- 组织台账第1行"]),
    },
    Case {
        name: "ninety-nine in a branch, a hundred in a branch",
        rule: "organisation/general-branch-at-50",
        header: "单位名称,党组织,党员人数",
        rows: "乙公司,党支部,99\n丙公司,党支部,100\n丁公司,党支部,50",
        expect: ("violated", &["- 组织台账第3行", "branch-over-50 组织台账第1行"]),
    },
    Case {
        name: "seven members of whom one is on probation",
        rule: "organisation/branch-committee-at-7",
        header: "单位名称,党组织,党员人数,委员数",
        rows: "乙公司,党支部,7（含预备1）,不设\n丙公司,临时党支部,12,0",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a column for those on probation, and one that says whether there is a committee",
        rule: "organisation/branch-committee-at-7",
        header: "单位名称,党组织,党员总数,其中：预备党员,是否设立支委会",
        rows: "乙公司,党支部,7,1,否\n丙公司,党支部,9,0,是\n丁公司,党支部,9,1,否",
        expect: ("violated", &["- 组织台账第3行"]),
    },
    Case {
        name: "a header of two rows, one of whose cells stands over one column",
        rule: "organisation/term-of-office",
        header: "单位名称,党组织,党员情况,,,换届情况,,备注\n,名称,总数,正式,预备,最近换届时间,延期批复,",
        rows: "乙公司,党支部,9,8,1,2023年3月,,\n丙公司,党支部,8,7,1,2024.6,,",
        expect: ("violated", &["- 组织台账第1行"]),
    },
    Case {
        name: "a ledger that counts no full members",
        rule: "organisation/branch-at-3",
        header: "单位名称,党组织,党员人数,挂靠",
        rows: "乙公司,无,5,",
        expect: ("undetermined", &["column:组织台账「正式党员」"]),
    },
    Case {
        name: "names in a column of discipline commissioners",
        rule: "organisation/discipline-body",
        header: "单位名称,党组织,党员人数,正式党员,委员数,纪检委员",
        rows: "甲集团有限公司,党委,300,290,7,甲一\n乙公司,党总支,60,58,5,王五\n丙公司,党支部,20,19,3,",
        expect: ("undetermined", &["cell:组织台账第3行「纪检」"]),
    },
    Case {
        name: "a term instead of the day of the election",
        rule: "organisation/term-of-office",
        header: "单位名称,党组织,党员人数,本届任期,延期批复",
        rows: "乙公司,党支部,9,2022.9-2025.9,\n丙公司,党支部,9,2023年9月20日至2026年9月19日,",
        expect: ("violated", &["- 组织台账第1行"]),
    },
    Case {
        name: "five on the committee and no word of a standing committee",
        rule: "organisation/committee-size",
        header: "单位名称,党组织,党员人数,委员数,书记,副书记",
        rows: "甲集团有限公司,党委,300,7,甲一,2\n乙公司,党委,120,7,张三,李四\n丙公司,党委,900,17,王五,2",
        expect: ("undetermined", &["column:组织台账「常委数」"]),
    },
    Case {
        name: "a vacant secretary",
        rule: "organisation/committee-size",
        header: "单位名称,党组织,党员人数,委员数,常委数,书记,副书记数",
        rows: "甲集团有限公司,党委,300,7,不设,甲一,2\n乙公司,党总支,60,5,不设,空缺,1",
        expect: ("violated", &["secretary 组织台账第2行"]),
    },
    Case {
        name: "elections by month",
        rule: "organisation/term-of-office",
        header: "单位名称,党组织,党员人数,最近一次换届时间,延期批复",
        rows: "乙公司,党支部,9,2024.5,\n丙公司,党支部,9,2023年5月,\n丁公司,党委,130,2021年10月,",
        expect: ("violated", &["- 组织台账第2行"]),
    },
    Case {
        name: "an election in the month in which the term ends",
        rule: "organisation/term-of-office",
        header: "单位名称,党组织,党员人数,换届日期,延期批复",
        rows: "乙公司,党支部,9,2023年6月,无",
        expect: ("undetermined", &["cell:组织台账第1行「换届日期」"]),
    },
    Case {
        name: "an extension that has lapsed",
        rule: "organisation/term-of-office",
        header: "单位名称,党组织,党员人数,换届日期,延期批复",
        rows: "乙公司,党支部,9,2022-12-01,同意延期至2026年3月31日\n丙公司,党支部,9,2022-12-01,同意延期至2026年9月30日",
        expect: ("violated", &["- 组织台账第1行"]),
    },
    Case {
        name: "a branch that became a committee begins a new term",
        rule: "organisation/term-of-office",
        header: "单位名称,党组织,党员人数,换届日期,延期批复,党组织成立日期",
        rows: "乙公司,党委,130,2019-03-01,,2024-05-20",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a blank for discipline where there is no committee",
        rule: "organisation/discipline-body",
        header: "单位名称,党组织,党员人数,正式党员,委员数,纪检",
        rows: "甲集团有限公司,党委,300,290,7,纪委\n乙公司,党支部,5,5,,\n丙公司,党总支,60,58,5,纪检监察室",
        expect: ("violated", &["- 组织台账第3行"]),
    },
    Case {
        name: "a company in which the state has a minority, and its subsidiary",
        rule: "organisation/full-coverage",
        header: "单位名称,与本公司关系,上级单位,党组织,党员人数,正式党员,挂靠,党建指导员",
        rows: "乙公司,参股,甲集团有限公司,无,9,9,,\n丙公司,其他,乙公司,无,4,4,,\n丁公司,全资,甲集团有限公司,党支部,4,4,,",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "units above each other in a circle",
        rule: "organisation/full-coverage",
        header: "单位名称,上级单位,党组织,党员人数,正式党员,挂靠,党建指导员",
        rows: "乙公司,丙公司,无,9,9,,\n丙公司,乙公司,党支部,4,4,,\n丁公司,甲集团有限公司,党支部,4,4,,",
        expect: ("undetermined", &["cell:组织台账第1、2行「上级单位」"]),
    },
    Case {
        name: "a circle takes nothing from what is plain",
        rule: "organisation/full-coverage",
        header: "单位名称,上级单位,党组织,党员人数,正式党员,挂靠,党建指导员",
        rows: "乙公司,丙公司,无,9,9,,\n丙公司,乙公司,党支部,4,4,,\n丁公司,甲集团有限公司,无,4,4,,",
        expect: ("violated", &["- 组织台账第3行"]),
    },
    Case {
        name: "only the company's own rows",
        rule: "organisation/full-coverage",
        header: "单位名称,党组织,党员人数,正式党员",
        rows: "甲集团有限公司,党委,300,290\n甲集团有限公司（本部）,党支部,30,29",
        expect: ("not-applicable", &[]),
    },
    Case {
        name: "a new unit still has time",
        rule: "organisation/four-sync",
        header: "单位名称,党组织,党员人数,正式党员,单位成立日期,党组织成立日期,书记任命日期",
        rows: "乙公司,无,5,5,2026-05-11,,\n丙公司,党支部,5,5,2025年6月,2025.9,2025年9月",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a month where the day decides",
        rule: "organisation/four-sync",
        header: "单位名称,党组织,党员人数,正式党员,单位成立日期,党组织成立日期,书记任命日期",
        rows: "乙公司,党支部,5,5,2025-06-10,2025年12月,2025-07-01",
        expect: ("undetermined", &["cell:组织台账第1行「党组织成立日期」"]),
    },
    Case {
        name: "a later secretary is not the first one",
        rule: "organisation/four-sync",
        header: "单位名称,党组织,党员人数,正式党员,单位成立日期,党组织成立日期,书记任命日期,备注",
        rows: "乙公司,党支部,5,5,2025-01-10,2025-02-01,2026-03-01,王五接任书记\n丙公司,无,2,2,2025-01-10,,,",
        expect: ("satisfied", &[]),
    },
];

#[test]
fn ledgers_as_people_write_them() {
    for case in CASES {
        let text = format!("基层党组织台账\n{}\n{}\n", case.header, case.rows);
        let builder = Dossier::builder().config(PROFILE).unwrap();
        // The remark in a cell holds a comma of its own only where it is Chinese.
        let dossier = builder.add_text("组织台账.csv", text).unwrap().build().unwrap();
        let set = RuleSet::builtin().filtered(|meta| meta.code.as_str() == case.rule);
        let report = set.check_with(&dossier, &Checking::on("2026-06-15".parse().unwrap()));
        let result = &report.dossiers[0].results[0];
        let mut said: Vec<String> = match &result.verdict {
            Verdict::Undetermined { missing } => missing.clone(),
            _ => found(&report, &["organisation"]).iter().map(|f| f.split_once(' ').unwrap().1.to_owned()).collect(),
        };
        said.sort();
        let name = case.name;
        assert_eq!(
            (result.verdict.as_str(), said.as_slice()),
            (case.expect.0, &case.expect.1.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..]),
            "{name}: {:?}",
            dossier.unread()
        );
    }
}

#[test]
fn the_profile_prevails_over_the_companys_own_row() {
    let row =
        "单位名称,与本公司关系,党组织,党员人数,正式党员\n甲集团有限公司,本级,党支部,41,39\n乙公司,全资,党支部,9,9\n";
    let config = "[company]\nownership = \"wholly-state\"\nparty_organ = \"committee\"\nparty_members = 126\nfull_party_members = 120\n";
    let dossier = Dossier::builder().config(config).unwrap().add_text("台账.csv", row).unwrap().build().unwrap();
    let report = check(&dossier, "2026-06-15");
    assert_eq!(found(&report, &["organisation"]), Vec::<String>::new());
    // What the profile leaves open the row states.
    let dossier = Dossier::builder()
        .config("[company]\nownership = \"wholly-state\"\n")
        .unwrap()
        .add_text("台账.csv", row.replace("党支部,41,39", "党总支,141,139"))
        .unwrap()
        .build()
        .unwrap();
    let report = check(&dossier, "2026-06-15");
    assert_eq!(found(&report, &["organisation"]), ["organisation/committee-at-100 - 组织台账第1行"]);
}

#[test]
fn the_day_of_judgement_decides() {
    let dossier = Dossier::open("fixtures/yunze").unwrap();
    let terms = |as_of: &str| {
        let report = check(&dossier, as_of);
        let terms = found(&report, &["organisation"]);
        terms.into_iter().filter(|found| found.contains("term-of-office")).collect::<Vec<_>>()
    };
    assert_eq!(terms("2025-08-30"), Vec::<String>::new());
    // In its first year past the end the extension counts.
    assert_eq!(terms("2026-08-30"), Vec::<String>::new());
    assert_eq!(terms("2026-08-31"), ["organisation/term-of-office over-one-year 组织台账第9行"]);
}

const BRANCH_CHARTER: &str = "甲实业有限公司章程\n第一条 公司设立中国共产党甲实业有限公司支部委员会（以下简称公司党支部）。\n第二条 公司党支部围绕生产经营开展工作，发挥战斗堡垒作用。\n";

#[test]
fn a_branch_that_became_a_committee_is_seen_in_ledger_and_register() {
    let ledger = "单位名称,与本公司关系,党组织,党员人数,正式党员\n甲实业有限公司,本级,党委,126,120\n";
    let register = "会议名称,日期,议题,结论\n支委会,2025-03-02,研究年度计划,同意\n董事会,2025-03-09,审议年度计划,通过\n公司党委会,2025-10-12,研究改革方案,同意\n";
    let branch = "会议名称,日期,议题,结论\n机关党支部委员会,2025-03-02,研究学习计划,同意\n";
    for (name, text, verdict, place) in [
        ("台账.csv", ledger, "violated", "组织台账第1行"),
        ("会议.csv", register, "violated", "会议台账第3行"),
        // Somebody's branch is not the company's.
        ("会议.csv", branch, "undetermined", ""),
    ] {
        let dossier = Dossier::builder()
            .config("[company]\nownership = \"wholly-state\"\n")
            .unwrap()
            .add_text("章程.txt", BRANCH_CHARTER)
            .unwrap()
            .add_text(name, text)
            .unwrap()
            .build()
            .unwrap();
        let report = check(&dossier, "2026-06-15");
        let code = "party-building/organ-name-consistent";
        let result = report.dossiers[0].results.iter().find(|result| result.rule.code.as_str() == code).unwrap();
        assert_eq!(result.verdict.as_str(), verdict, "{text}");
        let places: Vec<_> =
            result.findings().iter().flat_map(|f| &f.labels).map(|label| label.place.as_str()).collect();
        assert!(place.is_empty() || places == ["第一条", place], "{text}: {places:?}");
    }
    // Before the committee first met there was only a branch.
    let dossier = Dossier::builder()
        .config("[company]\nownership = \"wholly-state\"\n")
        .unwrap()
        .add_text("章程.txt", BRANCH_CHARTER)
        .unwrap()
        .add_text("会议.csv", register)
        .unwrap()
        .build()
        .unwrap();
    let report = check(&dossier, "2025-09-30");
    assert!(report.findings().all(|finding| !finding.rule.code.as_str().ends_with("organ-name-consistent")));
}
