//! Writes the larger sample dossiers: the ledger and inventory of a group with nine subsidiaries (`fixtures/yunze`), and the
//! tables of six industry chains in seven parks (`fixtures/tinglan`).
//!
//! ```sh
//! cargo run --example fixtures            # writes under fixtures/
//! cargo run --example fixtures -- out     # writes under out/
//! ```
//!
//! Names, days and document numbers are drawn with a fixed seed, so that the same files come out every time;
//! `tests/fixtures.rs` checks that the files in `fixtures/` are these. What is wrong in the tables is written down in
//! `tests/organisation.rs` and `tests/chain.rs`. All companies, places and people are invented.

use std::fmt::Write as _;

/// Draws numbers: a linear congruential generator with Knuth's constants.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.next(words.len())]
    }

    fn person(&mut self) -> String {
        const FAMILY: [&str; 30] = [
            "秦", "祝", "贝", "郎", "支", "谷", "霍", "伍", "焦", "盛", "蔚", "习", "简", "黎", "童", "裘", "练", "居",
            "沙", "暴", "厉", "容", "费", "岑", "柏", "滕", "应", "符", "景", "詹",
        ];
        const GIVEN: [&str; 30] = [
            "望舒", "铭", "宁", "岩", "小平", "雨生", "思齐", "思远", "永康", "兰", "天成", "安", "波", "瑶", "飞",
            "达", "正", "瑞", "卫", "晓峰", "立群", "文博", "少华", "清扬", "嘉禾", "致远", "若谷", "云帆", "中阳",
            "一楠",
        ];
        format!("{}{}", self.of(&FAMILY), self.of(&GIVEN))
    }
}

/// A day as one of the ways in which people write it.
fn day(year: u32, month: u32, day: u32, form: usize) -> String {
    match form % 4 {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}年{month}月{day}日"),
        2 => format!("{year}.{month}.{day}"),
        _ => format!("{year}/{month}/{day}"),
    }
}

/// A row of a table in a file of comma-separated values.
fn row(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> =
        cells.iter().map(|cell| if cell.contains(',') { format!("\"{cell}\"") } else { (*cell).to_owned() }).collect();
    let _ = writeln!(out, "{}", cells.join(","));
}

/// A title over a table of `columns` columns.
fn title(out: &mut String, words: &str, columns: usize) {
    let _ = writeln!(out, "{words}{}", ",".repeat(columns - 1));
}

/// One unit of the group.
struct Unit {
    name: &'static str,
    kind: &'static str,
    relation: &'static str,
    organ: &'static str,
    members: &'static str,
    full: &'static str,
    committee: &'static str,
    secretaries: usize,
    deputies: &'static str,
    discipline: &'static str,
    /// Year, month and day of the last election; zeros for none.
    election: (u32, u32, u32),
    extension: &'static str,
    approved: bool,
    founded: (u32, u32, u32),
    organ_founded: (u32, u32, u32),
    attached: &'static str,
    instructor: &'static str,
    parent: &'static str,
}

const GROUP: &str = "云泽县国有资本投资运营集团有限公司";
const NONE: (u32, u32, u32) = (0, 0, 0);

/// A unit in which nothing is wrong.
const fn unit(name: &'static str) -> Unit {
    Unit {
        name,
        kind: "法人",
        relation: "全资",
        organ: "党支部",
        members: "14",
        full: "13",
        committee: "3",
        secretaries: 1,
        deputies: "1",
        discipline: "纪检委员",
        election: (2025, 4, 17),
        extension: "",
        approved: true,
        founded: (2016, 5, 9),
        organ_founded: (2016, 7, 1),
        attached: "",
        instructor: "",
        parent: GROUP,
    }
}

const fn units() -> [Unit; 14] {
    [
        Unit {
            relation: "本级",
            organ: "党委",
            members: "236",
            full: "229",
            committee: "9",
            deputies: "2",
            discipline: "纪委",
            election: (2023, 6, 20),
            founded: (2012, 3, 8),
            organ_founded: (2012, 6, 18),
            parent: "",
            ..unit(GROUP)
        },
        Unit {
            organ: "党委（下设4个党支部）",
            members: "118",
            full: "115",
            committee: "7",
            discipline: "纪委",
            ..unit("云泽城市建设有限公司")
        },
        // A hundred and four members and no committee.
        Unit { organ: "党总支", members: "104", full: "101", committee: "5", ..unit("云泽水务有限公司") },
        // Sixty-eight members and a committee, which the higher level approved.
        Unit { organ: "党委", members: "68", full: "66", committee: "5", ..unit("云泽公共交通有限公司") },
        // Seventy-two, and no approval on record.
        Unit {
            organ: "党委",
            members: "72人",
            full: "70人",
            committee: "5",
            approved: false,
            ..unit("云泽粮食储备有限公司")
        },
        // A branch of fifty-seven.
        Unit { members: "57", full: "55", committee: "5", ..unit("云泽文化旅游有限公司") },
        // Fifteen full members and no branch committee.
        Unit { members: "16", full: "15", committee: "不设", ..unit("云泽农业服务有限公司") },
        // Founded this year, four members, no organisation.
        Unit {
            organ: "无",
            members: "4",
            full: "4",
            committee: "",
            secretaries: 0,
            deputies: "",
            discipline: "",
            election: NONE,
            approved: false,
            founded: (2026, 1, 12),
            organ_founded: NONE,
            ..unit("云泽数字科技有限公司")
        },
        // More than a year past the end of its term.
        Unit {
            relation: "控股",
            members: "21",
            full: "20",
            election: (2022, 8, 30),
            extension: "云泽集团党〔2025〕18号",
            ..unit("云泽新型建材有限公司")
        },
        // Two secretaries, nobody for discipline, set up late.
        Unit {
            relation: "控股",
            organ: "党总支",
            members: "55",
            full: "54",
            committee: "5",
            secretaries: 2,
            discipline: "无",
            election: (2025, 11, 20),
            founded: (2025, 3, 3),
            organ_founded: (2025, 11, 20),
            ..unit("云泽物流有限公司")
        },
        // Overdue by a month, with an approval.
        Unit {
            relation: "控股",
            election: (2023, 10, 18),
            extension: "云泽集团党〔2026〕9号",
            parent: "云泽农业服务有限公司",
            ..unit("云泽种业有限公司")
        },
        // Eight members of whom six are full members: no committee is called for.
        Unit {
            kind: "分公司",
            relation: "分公司",
            members: "8（含预备2）",
            full: "",
            committee: "不设",
            deputies: "0",
            discipline: "无",
            founded: (2019, 9, 2),
            organ_founded: (2019, 11, 12),
            ..unit("云泽投资集团北山分公司")
        },
        // Two members who belong nowhere.
        Unit {
            kind: "分公司",
            relation: "分公司",
            organ: "无",
            members: "2",
            full: "2",
            committee: "",
            secretaries: 0,
            deputies: "",
            discipline: "",
            election: NONE,
            approved: false,
            founded: (2021, 4, 6),
            organ_founded: NONE,
            attached: "无",
            ..unit("云泽投资集团临港分公司")
        },
        // The state has a minority: not the group's to organise.
        Unit {
            relation: "参股",
            organ: "无",
            members: "12",
            full: "12",
            committee: "",
            secretaries: 0,
            deputies: "",
            discipline: "",
            election: NONE,
            approved: false,
            organ_founded: NONE,
            ..unit("湖滨燃气有限公司")
        },
    ]
}

const LEDGER: [&str; 21] = [
    "序号",
    "单位名称",
    "单位类型",
    "与本公司关系",
    "上级单位",
    "党组织形式",
    "党员人数",
    "正式党员",
    "委员数",
    "常委数",
    "书记",
    "副书记数",
    "纪检",
    "换届日期",
    "延期批复",
    "设立批复",
    "单位成立日期",
    "党组织成立日期",
    "书记任命日期",
    "挂靠/联合",
    "党建指导员",
];

/// The group's ledger of Party organisations.
fn ledger(draw: &mut Draw) -> String {
    let mut out = String::new();
    title(&mut out, "云泽县国有资本投资运营集团有限公司基层党组织台账", LEDGER.len());
    title(&mut out, "（统计截至2026年10月31日）", LEDGER.len());
    row(&mut out, &LEDGER);
    for (i, unit) in units().iter().enumerate() {
        let date = |of: (u32, u32, u32)| if of == NONE { String::new() } else { day(of.0, of.1, of.2, i) };
        let secretaries: Vec<String> = (0..unit.secretaries).map(|_| draw.person()).collect();
        let number = 1 + draw.next(40);
        let approval = if unit.approved {
            format!("云泽国资党〔{}〕{number}号", unit.organ_founded.0)
        } else {
            String::new()
        };
        let index = (i + 1).to_string();
        let standing = if unit.organ == "无" { "" } else { "不设" };
        row(
            &mut out,
            &[
                &index,
                unit.name,
                unit.kind,
                unit.relation,
                unit.parent,
                unit.organ,
                unit.members,
                unit.full,
                unit.committee,
                standing,
                &secretaries.join("、"),
                unit.deputies,
                unit.discipline,
                &date(unit.election),
                unit.extension,
                &approval,
                &date(unit.founded),
                &date(unit.organ_founded),
                &date(unit.organ_founded),
                unit.attached,
                unit.instructor,
            ],
        );
    }
    let mut total = vec![""; LEDGER.len()];
    (total[1], total[6], total[7]) = ("合计", "787", "762");
    row(&mut out, &total);
    out
}

/// The group's inventory of internal rules. It lacks rules for the general manager's office meeting.
fn inventory(draw: &mut Draw) -> String {
    const RULES: [(&str, &str, &str); 18] = [
        ("党委会议事规则", "党建", "议事范围、程序、表决和督办"),
        ("党委前置研究讨论重大经营管理事项清单", "党建", "前置研究讨论的事项和后续决策主体"),
        ("党建工作责任制考核办法", "党建", "党建工作考核结果与领导班子成员绩效薪酬挂钩"),
        ("党委理论学习中心组学习规则", "党建", "学习计划、研讨和通报"),
        ("董事会议事规则", "治理", "会议召集、提案、表决和记录"),
        ("董事会审计与风险委员会工作细则", "治理", "委员会的组成和职责"),
        ("总经理工作报告制度", "治理", "经理层向董事会报告工作"),
        ("企业领导人员管理办法", "组织人事", "选任、考核、监督和退出"),
        ("企业负责人经营业绩考核办法", "考核薪酬", "经济效益指标、党建工作指标及权重"),
        ("领导人员履职待遇和业务支出管理办法", "财务", "公务用车、差旅和业务招待标准"),
        ("深化改革实施方案", "改革", "党的建设与企业改革实现体制对接、机制对接、制度对接"),
        ("投资管理办法", "投资", "立项、论证、决策和后评价"),
        ("融资担保管理办法", "财务", "担保限额和审批权限"),
        ("国有资产交易管理办法", "资产", "评估、进场和结算"),
        ("采购管理办法", "采购", "采购方式和限额"),
        ("合规管理办法", "法务", "合规审查和报告"),
        ("安全生产责任制", "安全", "责任清单和考核"),
        ("员工绩效考核办法", "人力资源", "按岗位指标考核员工"),
    ];
    let mut out = String::new();
    title(&mut out, "制度台账", 6);
    row(&mut out, &["序号", "制度名称", "类别", "文号", "施行日期", "内容要点"]);
    for (i, (name, category, summary)) in RULES.iter().enumerate() {
        let year = 2022 + draw.next(5) as u32;
        let (month, date) = (1 + draw.next(9) as u32, 1 + draw.next(28) as u32);
        let number = format!("云泽集团〔{year}〕{}号", 1 + draw.next(60));
        let name = format!("《{name}》");
        row(&mut out, &[&(i + 1).to_string(), &name, category, &number, &day(year, month, date, i), summary]);
    }
    out
}

/// One industry chain.
struct Chain {
    name: &'static str,
    park: &'static str,
    /// A second park in which some of its enterprises are.
    second: &'static str,
    /// What its enterprises make.
    trades: [&'static str; 6],
}

const PARKS: [&str; 7] =
    ["汀岚经济开发区", "汀岚高新区", "东埠工业园", "西陂物流园区", "南浦食品产业园", "北岭轻工园区", "双溪科技园区"];

const CHAINS: [Chain; 6] = [
    Chain {
        name: "装备制造",
        park: PARKS[0],
        second: PARKS[2],
        trades: ["机床", "轴承", "液压", "铸造", "电机", "阀门"],
    },
    Chain {
        name: "光电信息",
        park: PARKS[1],
        second: PARKS[6],
        trades: ["光学", "半导体", "显示", "线缆", "传感", "电子"],
    },
    Chain {
        name: "绿色食品",
        park: PARKS[4],
        second: PARKS[2],
        trades: ["粮油", "乳业", "果蔬", "茶业", "冷饮", "调味品"],
    },
    Chain {
        name: "纺织服装",
        park: PARKS[5],
        second: PARKS[2],
        trades: ["织造", "印染", "针织", "服饰", "家纺", "辅料"],
    },
    Chain {
        name: "竹木加工",
        park: PARKS[2],
        second: PARKS[5],
        trades: ["竹材", "板材", "家居", "工艺", "竹炭", "包装"],
    },
    Chain {
        name: "现代物流",
        park: PARKS[3],
        second: PARKS[0],
        trades: ["运输", "仓储", "冷链", "快运", "配送", "货代"],
    },
];

const DEPARTMENTS: [&str; 6] = ["县工业和信息化局", "县科技局", "县农业农村局", "县商务局", "县林业局", "县交通运输局"];

/// How many enterprises each chain has.
const ENTERPRISES: usize = 11;

/// The name of a chain's enterprise; the first is the lead enterprise.
fn enterprise(chain: usize, index: usize) -> String {
    const WORDS: [&str; 11] = ["远泓", "锐锋", "明镜", "云游", "恒塑", "青釉", "凌风", "白石", "珠湖", "康衡", "宏硕"];
    let trade = CHAINS[chain].trades[index % 6];
    format!("汀岚{}{trade}有限公司", WORDS[(index + chain) % WORDS.len()])
}

/// The members of the committees.
fn members(draw: &mut Draw) -> String {
    let mut out = String::new();
    title(&mut out, "汀岚县产业链党委成员名册", 8);
    row(&mut out, &["产业链", "党委名称", "姓名", "党委职务", "单位", "单位类型", "单位职务", "任职日期"]);
    for (i, chain) in CHAINS.iter().enumerate() {
        let committee = format!("{}产业链党委", chain.name);
        let from = day(2025, 7, 10, 0);
        let mut add = |post: &str, unit: &str, kind: &str, unit_post: &str| {
            let person = draw.person();
            row(&mut out, &[chain.name, &committee, &person, post, unit, kind, unit_post, &from]);
        };
        // In one chain the park's deputy head is secretary.
        let unit_post =
            if chain.name == "光电信息" { "管委会副主任" } else { "党委书记、管委会主任" };
        add("书记", chain.park, "园区", unit_post);
        // One chain has no department among its deputies.
        if chain.name != "现代物流" {
            add("副书记", DEPARTMENTS[i], "职能部门", "副局长");
        }
        add("副书记", &enterprise(i, 0), "链主企业", "董事长");
        for index in 1..4 {
            add("委员", &enterprise(i, index), "链上企业", "总经理");
        }
        if chain.name == "竹木加工" {
            // A second committee for the same chain.
            let person = draw.person();
            let cells =
                [chain.name, "竹木链主企业联合党委", &person, "书记", &enterprise(i, 0), "链主企业", "党支部书记"];
            row(&mut out, &[cells.as_slice(), &[from.as_str()]].concat());
        }
    }
    out
}

/// The enterprises of all chains.
fn enterprises(draw: &mut Draw) -> String {
    let mut out = String::new();
    title(&mut out, "汀岚县产业链企业党组织情况表", 7);
    row(&mut out, &["产业链", "企业", "所在园区", "党组织", "党员人数", "正式党员", "党建指导员"]);
    for (i, chain) in CHAINS.iter().enumerate() {
        for index in 0..ENTERPRISES {
            let park = if index % 4 == 3 { chain.second } else { chain.park };
            let full = 3 + draw.next(12);
            let instructor = draw.person();
            let (organ, members, full, instructor) = match (chain.name, index) {
                // Five members and no branch.
                ("绿色食品", 7) => ("无", "5".to_owned(), "5".to_owned(), ""),
                // Neither organisation nor instructor.
                ("纺织服装", 9) => ("无", "1".to_owned(), "1".to_owned(), "无"),
                // Three, of whom one is on probation: an instructor is enough.
                ("现代物流", 8) => ("无", "3（含预备1）".to_owned(), String::new(), instructor.as_str()),
                (_, 6 | 10) => ("无", "2".to_owned(), "2".to_owned(), instructor.as_str()),
                (_, 5) => ("联合党支部", "2".to_owned(), "2".to_owned(), ""),
                (_, 0) => ("党委", (full + 100).to_string(), (full + 97).to_string(), ""),
                _ => ("党支部", format!("{}人", full + 1), full.to_string(), ""),
            };
            row(&mut out, &[chain.name, &enterprise(i, index), park, organ, &members, &full, instructor]);
        }
    }
    // An enterprise of one chain that is in another as well, with the same particulars.
    row(&mut out, &["现代物流", &enterprise(2, 5), PARKS[4], "联合党支部", "2", "2", ""]);
    out
}

/// Months of the year that the registers are about, from October 2025 to October 2026.
fn months() -> impl Iterator<Item = (u32, u32)> {
    (9..22).map(|month| (2025 + month / 12, month % 12 + 1))
}

/// The committees' meetings, one a quarter.
fn meetings(draw: &mut Draw) -> String {
    const TOPICS: [&str; 5] = ["研究用工对接", "研究订单办理和督办", "研究原料联采", "研究技术攻关", "研究融资对接"];
    const QUARTERS: [(u32, u32); 4] = [(2025, 11), (2026, 2), (2026, 5), (2026, 8)];
    let mut out = String::new();
    title(&mut out, "汀岚县产业链党委会议台账", 6);
    row(&mut out, &["会议名称", "会议时间", "议题", "参会人员", "列席", "结论"]);
    for (at, (year, month)) in QUARTERS.into_iter().enumerate() {
        for (i, chain) in CHAINS.iter().enumerate() {
            // One chain did not meet in the second quarter.
            if chain.name == "绿色食品" && month == 5 {
                continue;
            }
            let name = format!("{}产业链党委会议", chain.name);
            let held = day(year, month, 3 + draw.next(24) as u32, i);
            // Nobody from a department at one meeting.
            let observers = if chain.name == "纺织服装" && month == 8 { "无" } else { DEPARTMENTS[i] };
            let topic = match at {
                0 => "组织同步建、阵地同步用工作安排",
                1 => "队伍同步育、活动同步办推进情况",
                _ => draw.of(&TOPICS),
            };
            row(&mut out, &[&name, &held, topic, "党委委员、企业高管", observers, "通过"]);
        }
    }
    out
}

/// The visits, one or two a month to each chain.
fn visits(draw: &mut Draw) -> String {
    const OPINIONS: [&str; 6] =
        ["缺少技能工人", "希望增开公交", "希望电价优惠", "需要标准厂房", "希望贷款贴息", "建议组织参展"];
    let mut out = String::new();
    title(&mut out, "汀岚县产业链走访台账", 5);
    row(&mut out, &["产业链", "走访日期", "走访单位", "走访企业", "意见建议"]);
    for (year, month) in months() {
        for (i, chain) in CHAINS.iter().enumerate() {
            // One chain was not visited in July.
            if chain.name == "装备制造" && month == 7 {
                continue;
            }
            for visit in 0..1 + draw.next(2) {
                let visitor = if visit == 0 { DEPARTMENTS[i] } else { chain.park };
                let visited = enterprise(i, draw.next(ENTERPRISES));
                let date = day(year, month, 2 + draw.next(26) as u32, i);
                row(&mut out, &[chain.name, &date, visitor, &visited, draw.of(&OPINIONS)]);
            }
        }
    }
    out
}

/// The orders, four to each chain.
fn orders(draw: &mut Draw) -> String {
    const DEMANDS: [&str; 6] = ["增容用电", "招工", "冷链车通行", "消防验收", "道路维修", "注册证辅导"];
    let mut out = String::new();
    title(&mut out, "汀岚县产业链订单台账", 9);
    row(&mut out, &["产业链", "企业", "诉求", "下单时间", "派单时间", "接单部门", "接单时间", "反馈时间", "办理结果"]);
    for (i, chain) in CHAINS.iter().enumerate() {
        for at in 0..4u32 {
            let (month, placed) = (1 + at * 2 + draw.next(2) as u32, 2 + draw.next(8) as u32);
            let step = |days: u32| day(2026, month, placed + days, 0);
            let (dispatched, accepted, replied) = match (chain.name, at) {
                // Not answered.
                ("光电信息", 1) => (step(1), step(2), String::new()),
                // Accepted before it was assigned.
                ("竹木加工", 2) => (step(4), step(2), step(9)),
                // Answered after nineteen days, where fifteen are allowed.
                ("纺织服装", 0) => (step(0), step(1), step(19)),
                _ => (step(draw.next(2) as u32), step(2), step(5 + draw.next(8) as u32)),
            };
            let result = if replied.is_empty() { "办理中" } else { "已办结" };
            let asked = enterprise(i, draw.next(ENTERPRISES));
            let cells = [chain.name, &asked, draw.of(&DEMANDS), &step(0), &dispatched, DEPARTMENTS[i], &accepted];
            row(&mut out, &[cells.as_slice(), &[replied.as_str(), result]].concat());
        }
    }
    out
}

/// The list of needs, or of resources.
fn offers(draw: &mut Draw, needs: bool) -> String {
    const NEEDS: [&str; 5] = ["冷库三千立方米", "模具师傅", "热处理外协", "植物提取专家", "荒料堆场"];
    const RESOURCES: [&str; 5] = ["冷库五千立方米", "技工学校毕业生", "热处理产能", "检测实验室", "标准厂房"];
    let (name, words) = if needs { ("需求", NEEDS) } else { ("资源", RESOURCES) };
    let mut out = String::new();
    title(&mut out, &format!("汀岚县产业链{name}清单"), 5);
    row(&mut out, &["产业链", "企业", name, "发布日期", "对接情况"]);
    for (i, chain) in CHAINS.iter().enumerate() {
        for at in 0..3u32 {
            // One chain's resources were last updated in June.
            let stale = !needs && chain.name == "光电信息";
            let month = if stale { 4 + at } else { 7 + at };
            let published = day(2026, month, 1 + draw.next(28) as u32, i);
            let company = enterprise(i, draw.next(ENTERPRISES));
            let matched = match (needs, chain.name, at) {
                (true, "现代物流", 1) => String::new(),
                (true, "装备制造", 0) => "暂无资源，已报县里协调".to_owned(),
                (true, ..) => format!("已对接{}", enterprise(i, draw.next(ENTERPRISES))),
                (false, ..) => "可承接".to_owned(),
            };
            row(&mut out, &[chain.name, &company, words[draw.next(5)], &published, &matched]);
        }
    }
    out
}

/// The people trained. One of them was made manager as a member two years before being admitted.
fn cultivation(draw: &mut Draw) -> String {
    const KINDS: [&str; 3] = ["党员→骨干", "骨干→党员", "党员骨干→管理人员"];
    let mut out = String::new();
    title(&mut out, "汀岚县产业链三培养名单", 4);
    row(&mut out, &["姓名", "类别", "日期", "所在企业"]);
    for i in 0..CHAINS.len() {
        for (at, kind) in KINDS.iter().enumerate() {
            let date = day(2025, 2 + (at * 3 + i) as u32 % 11, 1 + draw.next(28) as u32, i);
            row(
                &mut out,
                &[&format!("{}{}", draw.person(), i + 1), kind, &date, &enterprise(i, draw.next(ENTERPRISES))],
            );
        }
    }
    row(&mut out, &["匡小满", KINDS[2], "2024-03-01", &enterprise(4, 1)]);
    row(&mut out, &["匡小满", KINDS[1], "2026-03-10", &enterprise(4, 1)]);
    out
}

/// All files by path under the folder of fixtures.
pub(crate) fn files() -> Vec<(&'static str, String)> {
    let mut draw = Draw(20_261_123);
    vec![
        ("yunze/党组织台账.csv", ledger(&mut draw)),
        ("yunze/制度台账.csv", inventory(&mut draw)),
        ("tinglan/党委成员.csv", members(&mut draw)),
        ("tinglan/企业.csv", enterprises(&mut draw)),
        ("tinglan/会议台账.csv", meetings(&mut draw)),
        ("tinglan/走访台账.csv", visits(&mut draw)),
        ("tinglan/订单台账.csv", orders(&mut draw)),
        ("tinglan/需求清单.csv", offers(&mut draw, true)),
        ("tinglan/资源清单.csv", offers(&mut draw, false)),
        ("tinglan/三培养名单.csv", cultivation(&mut draw)),
    ]
}

#[allow(dead_code, reason = "the test that includes this file has no use for it")]
fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "fixtures".to_owned());
    for (path, text) in files() {
        let path = std::path::Path::new(&folder).join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}
