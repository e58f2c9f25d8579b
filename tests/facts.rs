//! `facts` says what documents state, one fact at a time, each with its place.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use charterlint::Dossier;
use charterlint::render::facts::COLUMNS;
use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charterlint")).arg("facts").args(arguments).output().unwrap()
}

fn json(path: &str) -> Value {
    let output = run(&[path, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn schema() -> (boon::Schemas, boon::SchemaIndex) {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let schema: Value = serde_json::from_str(charterlint::render::facts::SCHEMA).unwrap();
    compiler.add_resource("schema.json", schema).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    (schemas, index)
}

const TABLES: [(&str, &str); 9] = [
    (
        "会议台账.csv",
        "会议名称,届次,会议时间,议题序号,议题,应到,实到,同意,反对,弃权,是否回避,结论\n党委会,2026年第3次,2026-03-05 09:30,1,第一议题：学习贯彻重要讲话精神,7,6,,,,,已学习\n董事会,第二届第五次,2026-03-06,1,审议年度投资计划,7,7,6,0,1,陆明远回避,通过\n",
    ),
    (
        "组织台账.csv",
        "单位名称,单位类型,与本公司关系,党组织,党员人数,正式党员,委员数,书记,副书记数,纪检,换届日期,设立批复,单位成立日期,党组织成立日期\n甲公司,法人,本公司,党委,126,120,7,陆明远,1,纪委,2024-06-01,岳组〔2024〕1号,2016-05-09,2016-08-01\n乙公司,法人,全资,党支部,12,11,3,高启山,0,纪检委员,2025-03-01,,2019-01-10,2019-03-01\n",
    ),
    (
        "制度台账.csv",
        "序号,制度名称,类别,文号,施行日期,内容要点\n1,党委会议事规则,治理,岳城〔2024〕3号,2024-05-01,会议、表决\n",
    ),
    (
        "成员.csv",
        "食品产业链党委成员名册\n党委名称,姓名,党委职务,单位,单位类型,单位职务\n食品产业链党委,许青禾,书记,园区管委会,园区,党工委书记\n",
    ),
    ("走访.csv", "食品产业链走访台账\n日期,走访单位,走访企业,意见建议\n2026-03-02,市商务局,甲食品公司,用工难\n"),
    (
        "订单.csv",
        "食品产业链服务订单台账\n企业,诉求,下单时间,派单时间,接单部门,接单时间,反馈时间,结果\n甲食品公司,用工,2026-03-02 09:00,2026-03-02 10:00,人社局,2026-03-02 11:00,2026-03-05 09:00,已办结\n",
    ),
    ("需求.csv", "食品产业链需求清单\n企业,需求,发布日期,对接情况\n甲食品公司,冷链运力,2026-03-01,已对接\n"),
    ("企业.csv", "食品产业链企业台账\n企业,党组织,正式党员,党建指导员\n甲食品公司,党支部,5,\n乙食品公司,无,1,周岚\n"),
    ("培养.csv", "食品产业链三培养名单\n姓名,类别,日期\n郑一,骨干→党员,2025-07-01\n"),
];

fn tables() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in TABLES {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn json_is_as_the_schema_says() {
    let (schemas, index) = schema();
    let tables = tables();
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    let mut paths: Vec<String> = ["jingyan", "linjiang", "haiheng"].map(|name| format!("fixtures/{name}")).into();
    paths.extend(std::fs::read_dir("fixtures/charters").unwrap().map(|e| e.unwrap().path().display().to_string()));
    paths.push(tables.path().display().to_string());
    for path in &paths {
        let found = json(path);
        schemas.validate(&found, index).unwrap_or_else(|error| panic!("{path}: {error:#}"));
        for document in found["documents"].as_array().unwrap() {
            let facts = document["facts"].as_array().unwrap();
            assert!(!facts.is_empty(), "{path}: {}", document["path"]);
            for fact in facts {
                kinds.insert(fact["kind"].as_str().unwrap().to_owned());
                assert!(!fact["evidence"]["place"].as_str().unwrap().is_empty(), "{path}: {fact}");
            }
        }
    }
    // What the schema says of kinds is tried on them.
    assert!(kinds.len() >= 50, "{} kinds: {kinds:?}", kinds.len());
}

#[test]
fn a_schema_refuses_what_is_not_a_fact() {
    let (schemas, index) = schema();
    let mut found = json("fixtures/charters/old-2017/章程.txt");
    schemas.validate(&found, index).unwrap();
    let fact = &mut found["documents"][0]["facts"][0];
    fact["stance"] = "perhaps".into();
    assert!(schemas.validate(&found, index).is_err());
}

#[test]
fn one_row_for_each_fact() {
    for path in ["fixtures/jingyan", "fixtures/charters/relative-control/章程.txt"] {
        let facts: usize =
            json(path)["documents"].as_array().unwrap().iter().map(|d| d["facts"].as_array().unwrap().len()).sum();
        let output = run(&[path, "--format", "csv", "--lang", "en"]);
        let bytes = output.stdout.strip_prefix("\u{FEFF}".as_bytes()).unwrap();
        let mut reader = csv::Reader::from_reader(bytes);
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), facts, "{path}");
        // Words of the data, whatever the language.
        let chinese = run(&[path, "--format", "csv"]).stdout;
        assert_eq!(chinese, output.stdout, "{path}");
    }
}

/// Whether a document states a fact of this kind, subject, object and value at this place.
fn states(found: &Value, document: &str, fact: [&str; 5]) -> bool {
    let [kind, subject, object, value, place] = fact;
    let documents = found["documents"].as_array().unwrap().iter();
    documents.filter(|d| d["path"].as_str().unwrap().ends_with(document)).any(|d| {
        d["facts"].as_array().unwrap().iter().any(|f| {
            f["kind"] == kind
                && f["subject"] == subject
                && f["object"] == object
                && f["value"] == value
                && f["evidence"]["place"] == place
        })
    })
}

#[test]
fn rows_say_what_was_understood() {
    let dossier = json("fixtures/jingyan");
    for fact in [
        ["post", "陆明远", "party-secretary", "党委书记", "名册第1行"],
        ["party-membership", "范培林", "not-member", "群众", "名册第6行"],
        ["post-term", "谭素芬", "from", "2025-09-28", "名册第4行"],
        ["post", "鲁建华", "director", "董事（职工）", "名册第8行"],
    ] {
        assert!(states(&dossier, "任职名册.csv", fact), "{fact:?}");
    }
    let tables = tables();
    let found = json(tables.path().to_str().unwrap());
    for (document, fact) in [
        ("会议台账.csv", ["meeting", "party-committee", "党委会 2026年第3次", "2026-03-05 09:30", "会议台账第1行"]),
        ("会议台账.csv", ["topic", "board", "审议年度投资计划", "通过", "会议台账第2行"]),
        ("会议台账.csv", ["attendance", "审议年度投资计划", "due", "7", "会议台账第2行"]),
        ("会议台账.csv", ["votes", "审议年度投资计划", "abstain", "1", "会议台账第2行"]),
        ("会议台账.csv", ["recusal", "审议年度投资计划", "present", "陆明远回避", "会议台账第2行"]),
        ("组织台账.csv", ["party-organ", "乙公司", "branch", "党支部", "组织台账第2行"]),
        ("组织台账.csv", ["party-members", "甲公司", "full", "120", "组织台账第1行"]),
        ("组织台账.csv", ["date", "乙公司", "organ-founded", "2019-03-01", "组织台账第2行"]),
        ("制度台账.csv", ["rule-effective", "党委会议事规则", "", "2024-05-01", "制度台账第1行"]),
        ("成员.csv", ["chain-member", "许青禾", "secretary", "书记", "成员名册第1行"]),
        ("走访.csv", ["visit", "市商务局", "甲食品公司", "2026-03-02", "走访台账第1行"]),
        ("订单.csv", ["order-time", "甲食品公司", "accepted", "2026-03-02 11:00", "订单台账第1行"]),
        ("企业.csv", ["instructor", "乙食品公司", "present", "周岚", "企业台账第2行"]),
        ("培养.csv", ["cultivation", "郑一", "backbone-to-member", "骨干→党员", "培养名单第1行"]),
    ] {
        assert!(states(&found, document, fact), "{document} {fact:?}\n{found:#}");
    }
}

#[test]
fn matters_have_their_steps_and_amounts() {
    let text =
        "某某有限公司党委前置研究讨论事项清单\n一、投资\n1.单项金额5000万元以上的对外投资，由董事会决定\n共1项\n";
    let dossier = Dossier::from_text("前置清单.txt", text).unwrap();
    let facts = charterlint::facts::row_facts(&dossier.documents[0]);
    let line = |f: &charterlint::facts::RowFact| format!("{} {} {} {}", f.kind, f.subject.en, f.object.en, f.value.en);
    let lines: Vec<String> = facts.iter().map(line).collect();
    assert!(lines.iter().any(|l| l.starts_with("declared-count") && l.ends_with(" 1")), "{lines:?}");
    assert!(lines.iter().any(|l| l.starts_with("matter ") && l.ends_with(" discuss")), "{lines:?}");
    assert!(lines.contains(&"matter-step board decide 董事会".to_owned()), "{lines:?}");
    let amount = facts.iter().find(|f| f.kind == "matter-amount").unwrap();
    assert_eq!((amount.value.en.as_ref(), amount.bounds.0.as_str(), amount.unit), (">=50000000", "50000000", "yuan"));
    assert_eq!(amount.label.place, "前置清单第1项");
}

#[test]
fn what_was_not_understood_is_named() {
    let text = "单位名称,党组织,党员人数,换届日期\n乙公司,党支部,十几个,2025年13月\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("组织台账.csv"), text).unwrap();
    let found = json(folder.path().to_str().unwrap());
    let facts = found["documents"][0]["facts"].as_array().unwrap();
    let unread: Vec<&str> =
        facts.iter().filter(|f| f["kind"] == "not-understood").map(|f| f["object"].as_str().unwrap()).collect();
    assert!(unread.contains(&"十几个"), "{facts:#?}");
}

#[test]
fn people_read_words_of_their_language() {
    let chinese = String::from_utf8(run(&["fixtures/charters/compliant-committee/章程.txt"]).stdout).unwrap();
    assert!(chinese.contains("第三十条第一款  人数 董事会 外部董事 4"), "{chinese}");
    let english =
        String::from_utf8(run(&["fixtures/charters/compliant-committee/章程.txt", "--lang", "en"]).stdout).unwrap();
    assert!(english.contains("第三十条第一款  seats board outside-director 4"), "{english}");
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["no-such-folder", folder.path().to_str().unwrap(), "fixtures"] {
        let output = run(&[path]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{path}");
        assert!(!output.stderr.is_empty(), "{path}");
    }
    let message = String::from_utf8(run(&["fixtures", "--lang", "en"]).stderr).unwrap();
    assert!(message.contains("give one of them"), "{message}");
    // A file that is not read beside others is named, and the others are written.
    std::fs::write(folder.path().join("名册.csv"), "姓名,职务\n陆明远,董事长\n").unwrap();
    std::fs::write(folder.path().join("说明.txt"), "本文件夹存放公司文件。\n").unwrap();
    let output = run(&[folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("说明.txt"));
    assert!(Path::new(folder.path()).join("名册.csv").exists());
}
