//! Industry chains: what was put into the sample is found and nothing else; rows and headers as people write them.

#![allow(clippy::unwrap_used, reason = "tests")]

use charterlint::{Checking, Dossier, Report, RuleSet, Verdict};

fn check(dossier: &Dossier, as_of: &str) -> Report {
    RuleSet::builtin().check_with(dossier, &Checking::on(as_of.parse().unwrap()))
}

/// Rule, key, main document and place of every finding.
fn found(report: &Report) -> Vec<String> {
    let mut out: Vec<String> = report
        .findings()
        .map(|finding| {
            let key = finding.key.as_deref().unwrap_or("-");
            let label = &finding.labels[0];
            format!("{} {key} {} {}", finding.rule.code, label.place, finding.message.zh)
        })
        .collect();
    out.sort();
    out
}

#[test]
fn the_chains_have_the_planted_faults_and_no_others() {
    let dossier = Dossier::open("fixtures/tinglan").unwrap();
    assert!(dossier.unread().is_empty(), "{:?}", dossier.unread());
    let report = check(&dossier, "2026-11-23");
    let expected = [
        "chain/one-committee-per-chain several-committees 成员名册第25行 产业链「竹木加工」有2个党委",
        "chain/composition secretary 成员名册第7行 「光电信息产业链党委」书记「",
        "chain/composition deputies 成员名册第33行 「现代物流产业链党委」副书记中没有职能部门负责人",
        "chain/composition secretary 成员名册第31行 「竹木链主企业联合党委」书记「",
        "chain/composition deputies 成员名册第31行 「竹木链主企业联合党委」副书记中没有职能部门负责人",
        "chain/composition deputies 成员名册第31行 「竹木链主企业联合党委」副书记中没有链主企业负责人",
        "chain/composition members 成员名册第31行 「竹木链主企业联合党委」委员中没有其他链上企业负责人",
        "chain/quarterly-meeting - 会议台账第9行 2026年第二季度没有召开绿色食品产业链党委会议",
        "chain/quarterly-meeting attendance 会议台账第21行 2026-08-",
        "chain/monthly-visit - 走访台账第",
        "chain/order-loop-closed missing-step 订单台账第6行 「",
        "chain/order-loop-closed out-of-order 订单台账第19行 「",
        "chain/order-loop-closed overdue 订单台账第13行 「",
        "chain/current-lists stale 资源清单第6行 光电信息产业链资源清单最近更新于2026-06-",
        "chain/current-lists unmatched 需求清单第17行 「",
        "chain/chain-coverage - 企业台账第30行 「",
        "chain/chain-coverage no-instructor 企业台账第43行 「",
        "chain/five-sync - 会议台账 台账没有写到「难题同步解」",
        "chain/three-cultivation dates 培养名单第19行 「匡小满」的培养日期先后矛盾",
    ];
    let found = found(&report);
    let mut unexpected: Vec<&String> = found.iter().collect();
    for expected in expected {
        let at = unexpected.iter().position(|found| found.starts_with(expected));
        let at = at.unwrap_or_else(|| panic!("{expected} is not found in {found:#?}"));
        unexpected.remove(at);
    }
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    // The visit that is missing is named.
    assert!(found.iter().any(|found| found.contains("2026年7月没有走访装备制造链上企业的记录")), "{found:#?}");
}

#[test]
fn without_a_register_the_last_whole_quarter_is_named() {
    let members = "食品产业链党委成员名册\n党委名称,姓名,党委职务,单位,单位类型,单位职务\n食品产业链党委,许青禾,书记,园区管委会,园区,党工委书记\n";
    let builder = Dossier::builder().config("[dossier]\ncomplete = true\n").unwrap();
    let dossier = builder.add_text("成员.csv", members).unwrap().build().unwrap();
    let found = found(&check(&dossier, "2026-11-23"));
    let said = "2026年第三季度没有召开食品产业链党委会议";
    assert!(
        found.iter().any(|found| found.starts_with("chain/quarterly-meeting") && found.contains(said)),
        "{found:#?}"
    );
}

#[test]
fn nothing_of_a_company_applies_to_chains() {
    let dossier = Dossier::open("fixtures/tinglan").unwrap();
    let report = check(&dossier, "2026-11-23");
    let mut other = 0;
    for result in &report.dossiers[0].results {
        if result.rule.code.pack() == "chain" {
            assert_ne!(result.verdict.as_str(), "not-applicable", "{}", result.rule.code);
            continue;
        }
        other += 1;
        let Verdict::NotApplicable { reason } = &result.verdict else {
            panic!("{}: {}", result.rule.code, result.verdict.as_str());
        };
        assert_eq!(reason.zh, "卷宗里只有产业链文件", "{}", result.rule.code);
    }
    assert!(other > 60, "only {other} other rules");
}

#[test]
fn chains_do_not_apply_to_a_company() {
    let dossier = Dossier::open("fixtures/jingyan").unwrap();
    for result in &check(&dossier, "2026-11-23").dossiers[0].results {
        if result.rule.code.pack() == "chain" {
            assert_eq!(result.verdict.as_str(), "not-applicable", "{}", result.rule.code);
        }
    }
}

struct Case {
    name: &'static str,
    rule: &'static str,
    config: &'static str,
    /// Titles with their tables.
    tables: &'static [&'static str],
    as_of: &'static str,
    /// The verdict; for a violation the key and place of each finding, for undetermined what is missing.
    expect: (&'static str, &'static [&'static str]),
}

const CASES: &[Case] = &[
    Case {
        name: "an enterprise in two chains with different particulars",
        rule: "chain/chain-coverage",
        config: "",
        tables: &[
            "产业链企业名单\n产业链,企业名称,党组织形式,正式党员,指导员\n建材,甲公司,党支部,5,\n家居,甲公司,无,5,\n",
        ],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:企业台账第1、2行「党组织」"]),
    },
    Case {
        name: "an enterprise in two chains with the same particulars is one",
        rule: "chain/chain-coverage",
        config: "",
        tables: &["产业链企业名单\n产业链,企业名称,党组织形式,正式党员,指导员\n建材,甲公司,无,5,\n家居,甲公司,无,5,\n"],
        as_of: "2026-06-30",
        expect: ("violated", &["- 企业台账第1行"]),
    },
    Case {
        name: "three of whom one is on probation, with an instructor; a total row",
        rule: "chain/chain-coverage",
        config: "",
        tables: &[
            "产业链企业名单\n产业链,企业,党组织,党员人数,党建指导员\n建材,甲公司,无,3（含预备1）,蒲小琴\n,合计,,3,\n",
        ],
        as_of: "2026-06-30",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "no number of members, but an instructor",
        rule: "chain/chain-coverage",
        config: "",
        tables: &["产业链企业名单\n产业链,企业,党组织,正式党员,党建指导员\n建材,甲公司,无,,蒲小琴\n建材,乙公司,,2,\n"],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:企业台账第1行「正式党员」", "cell:企业台账第2行「党组织」"]),
    },
    Case {
        name: "chains with and without the word chain are the same",
        rule: "chain/one-committee-per-chain",
        config: "",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位\n新型建材产业链,新型建材产业链党委,甲,书记,某园区\n新型建材,中共汀岚经开区新型建材产业链委员会,乙,委员,某公司\n",
        ],
        as_of: "2026-06-30",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a cell that names two chains",
        rule: "chain/one-committee-per-chain",
        config: "",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位\n风电装备、光伏组件,新能源产业链党委,甲,书记,某园区\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["several-chains 成员名册第1行"]),
    },
    Case {
        name: "a chain that the members' table leaves out",
        rule: "chain/one-committee-per-chain",
        config: "",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位\n建材,建材产业链党委,甲,书记,某园区\n",
            "产业链企业名单\n产业链,企业,党组织,正式党员\n建材,甲公司,党支部,5\n家居,乙公司,党支部,5\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["no-committee 企业台账第2行"]),
    },
    Case {
        name: "a committee without a name of its own",
        rule: "chain/one-committee-per-chain",
        config: "",
        tables: &["产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位\n建材,产业链党委,甲,书记,某园区\n"],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:成员名册第1行「党委名称」"]),
    },
    Case {
        name: "a table of one committee, named by its title",
        rule: "chain/one-committee-per-chain",
        config: "",
        tables: &["新型建材产业链党委成员名册\n姓名,党委职务,工作单位,单位类别,职务\n甲,书记,某园区,园区,党委书记\n"],
        as_of: "2026-06-30",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "the kind of a unit told by its name",
        rule: "chain/composition",
        config: "",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位,单位职务\n建材,建材产业链党委,甲,书记,汀岚经开区,党工委书记、管委会主任\n建材,建材产业链党委,乙,副书记,县住建局,局长\n建材,建材产业链党委,丙,副书记,某某有限公司,董事长\n建材,建材产业链党委,丁,委员,某乙有限公司,总经理\n",
        ],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:成员名册第3、4行「单位类型」"]),
    },
    Case {
        name: "the park's deputy secretary is not its secretary",
        rule: "chain/composition",
        config: "",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位,单位类型,单位职务\n建材,建材产业链党委,甲,书记,汀岚经开区,园区,党工委副书记、管委会主任\n建材,建材产业链党委,乙,副书记,县住建局,职能部门,局长\n建材,建材产业链党委,丙,副书记,某某有限公司,链主企业,董事长\n建材,建材产业链党委,丁,委员,某乙有限公司,链上企业,总经理\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["secretary 成员名册第1行"]),
    },
    Case {
        name: "an association leads",
        rule: "chain/composition",
        config: "\"chain/composition\" = { profile = \"association-led\" }",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位,单位类型,单位职务\n建材,建材产业链党委,甲,书记,县建材行业协会,行业协会,党支部书记\n建材,建材产业链党委,乙,副书记,县住建局,职能部门,局长\n建材,建材产业链党委,丙,副书记,某某有限公司,链主企业,董事长\n建材,建材产业链党委,丁,委员,某乙有限公司,链上企业,总经理\n",
        ],
        as_of: "2026-06-30",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a table of roles",
        rule: "chain/composition",
        config: "\"chain/composition\" = { profile = { secretary = \"department\", deputies = [\"park\"], members = [\"association\"] } }",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位,单位类型,单位职务\n建材,建材产业链党委,甲,书记,县住建局,职能部门,局长\n建材,建材产业链党委,乙,副书记,汀岚经开区,园区,管委会副主任\n建材,建材产业链党委,丙,委员,某某有限公司,链主企业,董事长\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["members 成员名册第3行"]),
    },
    Case {
        name: "the quarter of founding is exempt, the next one is not",
        rule: "chain/quarterly-meeting",
        config: "",
        tables: &[
            "产业链党委成员名册\n产业链,党委名称,姓名,党委职务,单位,任职日期\n建材,建材产业链党委,甲,书记,某园区,2025年11月\n",
            "2025年至2026年产业链党委会议台账\n会议名称,日期,议题\n建材产业链党委会议,2026.5,研究物流配套\n",
        ],
        as_of: "2026-07-15",
        expect: ("violated", &["- 会议台账第1行"]),
    },
    Case {
        name: "a register that starts in the middle of a year says nothing of what was before",
        rule: "chain/quarterly-meeting",
        config: "",
        tables: &["产业链党委会议台账\n会议名称,日期,议题\n产业链党委会议,2026-05-20,研究物流配套\n"],
        as_of: "2026-07-15",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a register of one year says nothing of the next",
        rule: "chain/quarterly-meeting",
        config: "",
        tables: &[
            "2025年产业链党委会议台账\n会议名称,日期,议题\n产业链党委会议,2025-05-20,研究物流配套\n产业链党委会议,2025-08-20,研究用工\n产业链党委会议,2025-11-20,研究融资\n",
        ],
        as_of: "2026-07-15",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a meeting without a day may be the one that is missing",
        rule: "chain/quarterly-meeting",
        config: "",
        tables: &[
            "产业链党委会议台账\n会议名称,日期,议题\n产业链党委会议,2025-11-20,研究物流\n产业链党委会议,,研究用工\n产业链党委会议,2026-05-20,研究融资\n",
        ],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:会议台账第2行「日期」"]),
    },
    Case {
        name: "a meeting of which it is not said whose it is",
        rule: "chain/quarterly-meeting",
        config: "",
        tables: &[
            "产业链党委会议台账\n会议名称,日期,议题\n建材产业链党委会议,2025-11-20,研究物流\n家居产业链党委会议,2025-11-21,研究物流\n建材产业链党委会议,2026-02-20,研究用工\n产业链党委会议,2026-03-20,研究融资\n",
        ],
        as_of: "2026-03-31",
        expect: ("undetermined", &["cell:会议台账第4行「会议名称」"]),
    },
    Case {
        name: "months written with points and in words",
        rule: "chain/monthly-visit",
        config: "",
        tables: &[
            "产业链走访台账\n产业链,走访时间,走访部门,企业名称,意见\n建材,2026.1,县住建局,甲公司,无\n建材,2026年2月,县住建局,甲公司,无\n建材,二〇二六年三月五日,县住建局,甲公司,无\n",
        ],
        as_of: "2026-04-10",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "a visit without a day",
        rule: "chain/monthly-visit",
        config: "",
        tables: &[
            "产业链走访台账\n产业链,日期,走访单位,走访企业,意见建议\n建材,2026-01-05,县住建局,甲公司,无\n建材,,县住建局,乙公司,无\n建材,2026-03-05,县住建局,甲公司,无\n",
        ],
        as_of: "2026-03-31",
        expect: ("undetermined", &["cell:走访台账第2行「日期」"]),
    },
    Case {
        name: "each enterprise, and one that is in two chains",
        rule: "chain/monthly-visit",
        config: "\"chain/monthly-visit\" = { strict = true }",
        tables: &[
            "产业链走访台账\n产业链,日期,走访单位,走访企业,意见建议\n建材,2026-01-05,县住建局,甲公司、乙公司,无\n家居,2026-01-07,县林业局,丙公司,无\n",
            "产业链企业名单\n产业链,企业,党组织,正式党员\n建材,甲公司,党支部,5\n建材,乙公司,党支部,5\n家居,丙公司,党支部,4\n家居,乙公司,党支部,5\n家居,丁公司,党支部,3\n",
        ],
        as_of: "2026-01-31",
        expect: ("violated", &["enterprise 企业台账第5行"]),
    },
    Case {
        name: "an order that was taken back, one that is still to be answered, one placed later",
        rule: "chain/order-loop-closed",
        config: "\"chain/order-loop-closed\" = { max_days = 10 }",
        tables: &[
            "产业链订单台账\n产业链,企业,诉求,下单时间,派单时间,接单部门,接单时间,反馈时间,结果\n建材,甲公司,用电,2026-03-01,2026-03-02,,,,企业撤单\n建材,甲公司,用工,2026-06-25,2026-06-26,县人社局,2026-06-26,,办理中\n建材,甲公司,用地,2026-07-05,,,,,\n",
        ],
        as_of: "2026-06-30",
        expect: ("satisfied", &[]),
    },
    Case {
        name: "times of one day in the wrong order",
        rule: "chain/order-loop-closed",
        config: "",
        tables: &[
            "产业链订单台账\n产业链,企业,诉求,下单时间,派单时间,接单部门,接单时间,反馈时间,结果\n建材,甲公司,用电,2026-03-01 09:30,2026-03-01 14:00,县供电公司,2026-03-01 10:00,2026-03-05,已办结\n建材,甲公司,用水,2026-03-01 09:30,2026-03-01 10:00,县水务局,2026-03-01 10:00,2026-03-05,已办结\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["out-of-order 订单台账第1行"]),
    },
    Case {
        name: "words that are no time",
        rule: "chain/order-loop-closed",
        config: "",
        tables: &[
            "产业链订单台账\n产业链,企业,诉求,下单时间,派单时间,接单部门,接单时间,反馈时间,结果\n建材,甲公司,用电,2026-03-01,2026-03-02,县供电公司,当日,2026-03-05,已办结\n",
        ],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:订单台账第1行「接单时间」"]),
    },
    Case {
        name: "a step that the table does not know",
        rule: "chain/order-loop-closed",
        config: "",
        tables: &[
            "产业链订单台账\n产业链,企业,诉求,下单时间,接单部门,接单时间,反馈时间,结果\n建材,甲公司,用电,2026-03-01,县供电公司,2026-03-02,2026-03-05,已办结\n",
        ],
        as_of: "2026-06-30",
        expect: ("undetermined", &["column:订单台账「派单时间」"]),
    },
    Case {
        name: "limits for single steps",
        rule: "chain/order-loop-closed",
        config: "\"chain/order-loop-closed\" = { dispatch_days = 1, reply_days = 7 }",
        tables: &[
            "产业链订单台账\n产业链,企业,诉求,下单时间,派单时间,接单部门,接单时间,反馈时间,结果\n建材,甲公司,用电,2026-03-01,2026-03-04,县供电公司,2026-03-04,2026-03-11,已办结\n建材,乙公司,用电,2026-03-01,2026-03-02,县供电公司,2026-03-04,2026-03-12,已办结\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["overdue 订单台账第1行", "overdue 订单台账第2行"]),
    },
    Case {
        name: "a month that ends a quarter ago",
        rule: "chain/current-lists",
        config: "",
        tables: &[
            "产业链需求清单\n产业链,企业,需求,发布日期,对接情况\n建材,甲公司,冷库,2026年3月,已对接乙公司\n",
            "产业链资源清单\n产业链,企业,资源,发布日期,对接情况\n建材,乙公司,冷库,2026-03-29,可承接\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["stale 资源清单第1行"]),
    },
    Case {
        name: "a list without days",
        rule: "chain/current-lists",
        config: "",
        tables: &[
            "产业链需求清单\n产业链,企业,需求,发布日期,对接情况\n建材,甲公司,冷库,,已对接乙公司\n",
            "产业链资源清单\n产业链,企业,资源,发布日期,对接情况\n建材,乙公司,冷库,2026-05-29,可承接\n",
        ],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:需求清单第1行「发布日期」"]),
    },
    Case {
        name: "a name that stands in a denial",
        rule: "chain/five-sync",
        config: "\"chain/five-sync\" = { names = [\"组织同步建\", \"阵地同步用\", \"队伍同步育\", \"活动同步办\", \"难题同步解\"] }",
        tables: &[
            "产业链党委会议台账\n会议名称,日期,议题,结论\n产业链党委会议,2026-05-20,组织同步建、阵地同步用、队伍同步育、活动同步办,尚未开展难题同步解\n",
        ],
        as_of: "2026-06-30",
        expect: ("violated", &["- 会议台账"]),
    },
    Case {
        name: "a kind that the words do not tell",
        rule: "chain/three-cultivation",
        config: "",
        tables: &[
            "产业链三培养名单\n姓名,类别,日期\n甲,党员→骨干,2025-01-01\n乙,其他,2025-01-01\n丙,党员骨干→管理人员,2025-01-01\n",
        ],
        as_of: "2026-06-30",
        expect: ("undetermined", &["cell:培养名单第2行「类别」"]),
    },
];

#[test]
fn tables_as_people_write_them() {
    for case in CASES {
        let config = if case.config.is_empty() { String::new() } else { format!("[rules.options]\n{}\n", case.config) };
        let mut builder = Dossier::builder().config(&config).unwrap();
        for (i, table) in case.tables.iter().enumerate() {
            builder = builder.add_text(format!("{i}.csv"), *table).unwrap();
        }
        let dossier = builder.build().unwrap();
        let set = RuleSet::builtin().filtered(|meta| meta.code.as_str() == case.rule);
        let report = set.check_with(&dossier, &Checking::on(case.as_of.parse().unwrap()));
        let result = &report.dossiers[0].results[0];
        let mut said: Vec<String> = match &result.verdict {
            Verdict::Undetermined { missing } => missing.clone(),
            _ => report
                .findings()
                .map(|f| format!("{} {}", f.key.as_deref().unwrap_or("-"), f.labels[0].place))
                .collect(),
        };
        said.sort();
        let expected: Vec<String> = case.expect.1.iter().map(|said| (*said).to_owned()).collect();
        let messages: Vec<_> = report.findings().map(|finding| finding.message.zh.clone()).collect();
        assert_eq!(
            (result.verdict.as_str(), said),
            (case.expect.0, expected),
            "{}: {messages:?} {:?}",
            case.name,
            dossier.unread()
        );
    }
}
