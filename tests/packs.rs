//! Rules made by others: packs are read, checked, explained and tested, and a mistake in one is shown where it stands.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;
use std::process::{Command, Output};

use charterlint::rules::{PACK_SCHEMA, PackError};
use charterlint::{Checking, Date, Dossier, RuleSet};

const FIXTURE: &str = "fixtures/packs/nanjiang.toml";

/// A pack with one rule; `rule` stands for what decides it.
fn pack(rule: &str) -> String {
    format!(
        "[pack]\nname = \"own\"\ntitle = \"自己的\"\n[[source]]\nkey = \"own-source\"\nname = \"指引\"\n[[rule]]\ncode = \"own/one\"\n\
         title = \"要求\"\nseverity = \"error\"\nbasis = [{{ source = \"own-source\", verification = \"P\" }}]\nmessage = \"没有写\"\n{rule}\n"
    )
}

fn mistake(text: &str) -> (String, String, String) {
    match RuleSet::builtin().with_pack("own.toml", text) {
        Err(PackError::Pack(error)) => {
            (text[error.span.range()].to_owned(), error.message.en.to_string(), error.help.en.to_string())
        }
        other => panic!("{text}\n{:?}", other.map(|set| set.rules().len())),
    }
}

#[test]
fn mistakes_are_shown_where_they_stand() {
    for (rule, words, message, help) in [
        ("reqire = \"PRE\"", "reqire", "unknown key", "did you mean `require`?"),
        ("require = 7", "7", "expected a string", ""),
        ("require = \"PRF\"", "\"PRF\"", "could never match", "did you mean `PRE`?"),
        ("require = \"\"", "\"\"", "empty", ""),
        ("require = { any = [] }", "[]", "the list is empty", ""),
        ("require = { any = [\"PRE\"], all = [\"PRE\"] }", "", "only one", ""),
        ("require = { inside = \"董事会\" }", "{ inside = \"董事会\" }", "one requirement", ""),
        ("require = \"{bord}…报告\"", "\"{bord}…报告\"", "word class `bord`", "did you mean `board`?"),
        ("require = \"报告。审计\"", "\"报告。审计\"", "a sentence ends", ""),
        ("require = { phrase = \"报告\", subject = \"bord\" }", "\"报告\"", "word class `bord`", ""),
        ("require = { all = [\"PRE\", { none = [\"PRE\"] }] }", "\"PRE\"", "never be met", "delete one"),
        ("require = { all = [\"董事会研究讨论\", { none = [\"研究\"] }] }", "\"研究\"", "never be met", ""),
        ("require = \"重大事项报告\"\nforbid = [\"报告\"]", "\"报告\"", "never be met", ""),
        ("require = { any = [\"报告\", \"重大事项报告\"] }", "\"重大事项报告\"", "does nothing", "delete it"),
        (
            "require = { any = [\"PRE\", { all = [\"GATE\", \"PRE\"] }] }",
            "{ all = [\"GATE\", \"PRE\"] }",
            "does nothing",
            "",
        ),
        ("forbid = [\"报告\", \"年度报告\"]", "\"年度报告\"", "does nothing", ""),
        ("require = \"(报告|年度报告)\"", "\"(报告|年度报告)\"", "does nothing", ""),
        (
            "condition = [{ fact = \"seats.bord.director\", at_least = 3 }]",
            "\"seats.bord.director\"",
            "no fact",
            "did you mean `seats.board.director`?",
        ),
        ("condition = [{ fact = \"seats.board.director\" }]", "{ fact = \"seats.board.director\" }", "no bound", ""),
        (
            "condition = [{ fact = \"company.staff\", at_lest = 3 }]",
            "at_lest",
            "unknown key",
            "did you mean `at_least`?",
        ),
        ("condition = [{ fact = \"company.staff\", at_least = \"many\" }]", "\"many\"", "expected a number", ""),
        (
            "condition = [{ fact = \"company.staff\", at_least = 9, at_most = 5 }]",
            "{ fact = \"company.staff\", at_least = 9, at_most = 5 }",
            "never be met",
            "",
        ),
        (
            "condition = [{ fact = \"fund-ratio\", of = \"company.staff\", at_least = 1 }]",
            "\"company.staff\"",
            "a share already",
            "",
        ),
        (
            "require = { all = [{ all = [{ all = [{ all = [{ all = [{ all = [{ all = [{ all = [{ all = [\"PRE\"] }] }] }] }] }] }] }] }] }",
            "{ all = [\"PRE\"] }",
            "nested more than 8 deep",
            "",
        ),
        ("", "\"own/one\"", "asks for nothing", "add `require`"),
        ("require = \"PRE\"\napplies = { ownership = [\"state\"] }", "\"state\"", "unknown value", "use one of"),
        ("require = \"PRE\"\nhelp = \"改{it}\"", "\"改{it}\"", "placeholders", "stated"),
        (
            "require = \"PRE\"\n[[rule.example]]\nname = \"a\"\nexpect = \"satisfied\"\nprofile = { staf = 3 }",
            "staf",
            "unknown key",
            "did you mean `staff`?",
        ),
        (
            "require = \"PRE\"\n[[rule]]\ncode = \"own/one\"\ntitle = \"a\"\nseverity = \"error\"\nbasis = []\nmessage = \"a\"\nrequire = \"PRE\"",
            "\"own/one\"",
            "a rule `own/one` already",
            "",
        ),
        ("require = \"PRE\"\n[[rule]]\ncode = \"other/one\"", "\"other/one\"", "own/kebab-name", ""),
        (
            "require = \"PRE\"\n[[rule]]\ncode = \"own/two\"\ntitle = \"a\"",
            "[[rule]]",
            "`message` is missing",
            "add message",
        ),
    ] {
        let text = pack(rule);
        let (found, said, advice) = mistake(&text);
        assert!(words.is_empty() || found.trim_end() == words, "{rule}: {found:?}");
        assert!(said.contains(message), "{rule}: {said}");
        assert!(advice.contains(help), "{rule}: {advice}");
    }
}

#[test]
fn clashes_with_what_is_there() {
    let text =
        pack("require = \"PRE\"").replace("\"own\"", "\"party-building\"").replace("own/one", "party-building/duties");
    assert_eq!(mistake(&text).0, "\"party-building\"");
    let text = pack("require = \"PRE\"").replace("own-source", "grassroots-regulations");
    let (words, message, _) = mistake(&text);
    assert_eq!((words.as_str(), message.contains("already")), ("\"grassroots-regulations\"", true));
    let text = pack("require = \"PRE\"").replace("[{ source = \"own-source\"", "[{ source = \"own-sorce\"");
    assert_eq!(mistake(&text).2, "did you mean `own-source`?");
    let twice = RuleSet::builtin().with_pack_file(FIXTURE).unwrap().with_pack_file(FIXTURE);
    assert!(matches!(twice, Err(PackError::Pack(_))), "{twice:?}");
    let missing = RuleSet::builtin().with_pack_file("fixtures/packs/none.toml");
    assert!(matches!(missing, Err(PackError::Io { .. })), "{missing:?}");
    for text in ["", "[pack]\nname = \"own\"", "[pack", "[pack]\nname = \"Own\"\ntitle = \"a\""] {
        mistake(text);
    }
}

fn verdict(rule: &str, charter: &str) -> String {
    let rules = RuleSet::builtin().with_pack("own.toml", &pack(rule)).unwrap_or_else(|error| panic!("{rule}: {error}"));
    let dossier = Dossier::from_text("章程.txt", format!("甲乙有限公司章程\n{charter}\n")).unwrap();
    let rules = rules.filtered(|meta| meta.code.pack() == "own");
    let report = rules.check_with(&dossier, &Checking::on(Date::new(2026, 11, 23).unwrap()));
    let result = &report.dossiers[0].results[0];
    let labels = result.findings().iter().flat_map(|finding| &finding.labels);
    let places: Vec<&str> = labels.map(|label| label.place.as_str()).collect();
    [&[result.verdict.as_str()], places.as_slice()].concat().join(" ")
}

#[test]
fn words_are_judged_as_sentences() {
    let attends = "require = \"总法律顾问…列席\"";
    for (rule, charter, expected) in [
        (attends, "第一条 总法律顾问应当列席董事会会议。", "satisfied"),
        (attends, "第一条 董事会会议\n由总法律顾问\n列席。", "satisfied"),
        (attends, "第一条 總法律顧問列席董事會會議。", "satisfied"),
        (attends, "第一条 公司设总法律顾问。第二条 监事列席董事会会议。", "violated 标题"),
        (attends, "第一条 总法律顾问不列席董事会会议。", "violated 标题 第一条"),
        (attends, "第一条 总法律顾问可以列席董事会会议。", "violated 标题 第一条"),
        (attends, "第一条 子公司的总法律顾问列席子公司董事会。", "violated 标题 第一条"),
        (
            "require = { phrase = \"总法律顾问…列席\", permissive = true }",
            "第一条 总法律顾问可以列席董事会会议。",
            "satisfied",
        ),
        (
            "require = { inside = \"董事会\", phrase = \"总法律顾问…列席\" }",
            "第一章 董事会\n第一条 总法律顾问列席。",
            "satisfied",
        ),
        (
            "require = { inside = \"董事会\", phrase = \"总法律顾问…列席\" }",
            "第一章 经理层\n第一条 总法律顾问列席。\n第二章 董事会\n第二条 董事会决定。",
            "violated 第二章",
        ),
        (
            "require = { order = [\"法律审核\", \"董事会审议\"] }",
            "第一条 担保应当经法律审核。通过后由董事会审议。",
            "satisfied",
        ),
        (
            "require = { order = [\"法律审核\", \"董事会审议\"] }",
            "第一条 担保由董事会审议。执行前经法律审核。",
            "violated 标题 第一条",
        ),
        ("require = { all = [\"法律审核\", \"合规审查\"] }", "第一条 担保应当经法律审核。", "violated 标题"),
        ("forbid = [\"董事长…单独决定\"]", "第一条 董事长可以单独决定借款。", "violated 第一条"),
        ("forbid = [\"董事长…单独决定\"]", "第一条 不得由董事长单独决定借款。", "satisfied"),
        ("forbid = [\"董事长…单独决定\"]", "第一条 任何事项禁止授权董事长单独决定。", "satisfied"),
        ("condition = [{ fact = \"term.director\", equals = 3 }]", "第一条 董事每届任期为三年。", "satisfied"),
        ("condition = [{ fact = \"term.director\", equals = 3 }]", "第一条 董事每届任期为两年。", "violated 第一条"),
        ("condition = [{ fact = \"term.director\", equals = 3 }]", "第一条 公司设董事会。", "undetermined"),
        (
            "condition = [{ fact = \"registered-capital\", at_least = 100_000_000 }]",
            "第一条 公司注册资本为人民币5000万元。",
            "violated 第一条",
        ),
        (
            "condition = [{ fact = \"seat-share.board.outside-director\", more_than = \"1/2\" }]",
            "第一条 外部董事人数应当超过董事会全体成员的半数。",
            "satisfied",
        ),
        (
            "condition = [{ fact = \"threshold.board.pass\", more_than = \"1/2\" }]",
            "第一条 董事会决议须经全体董事过半数通过。",
            "satisfied",
        ),
        (
            "condition = [{ fact = \"threshold.board.pass\", at_least = \"2/3\" }]",
            "第一条 董事会决议须经全体董事过半数通过。",
            "violated 第一条",
        ),
    ] {
        assert_eq!(verdict(rule, charter), expected, "{rule} {charter}");
    }
}

/// An amendment gives some articles: what they say counts, what they do not say may stand in the rest.
#[test]
fn amendments_are_extracts() {
    let sole = "forbid = [\"董事长…单独决定\"]";
    let size = "condition = [{ fact = \"seats.board.director\", at_least = 5 }]";
    for (rule, article, expected) in [
        ("require = \"总法律顾问…列席\"", "总法律顾问列席董事会会议。", "satisfied"),
        ("require = \"总法律顾问…列席\"", "公司设总法律顾问。", "undetermined"),
        (sole, "董事长可以单独决定借款。", "violated"),
        (sole, "董事会决定借款。", "undetermined"),
        (size, "董事会由三名董事组成。", "violated"),
        (size, "公司设董事会。", "undetermined"),
    ] {
        let rules = RuleSet::builtin().with_pack("own.toml", &pack(rule)).unwrap();
        let text = format!("甲乙有限公司章程修正案\n一、第五条修改为：“{article}”\n");
        let dossier = Dossier::from_text("修正案.txt", text).unwrap();
        let report = rules.filtered(|meta| meta.code.pack() == "own").check(&dossier);
        assert_eq!(report.dossiers[0].results[0].verdict.as_str(), expected, "{rule} {article}");
    }
}

#[test]
fn the_fixture_and_the_documentation_pass_their_own_examples() {
    let mut texts = vec![(FIXTURE.to_owned(), std::fs::read_to_string(FIXTURE).unwrap())];
    for page in ["docs/packs.md", "docs/packs.en.md"] {
        let page_text = std::fs::read_to_string(page).unwrap();
        let blocks = page_text.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
        texts.push((page.to_owned(), blocks.map(|(block, _)| format!("{block}\n")).collect()));
    }
    for (name, text) in &texts {
        let rules = RuleSet::builtin().with_pack(name, text).unwrap_or_else(|error| panic!("{error}"));
        let own: Vec<_> = rules.rules().filter(|rule| rule.meta().code.pack() == "nanjiang").collect();
        assert!(own.len() >= if name == FIXTURE { 8 } else { 3 }, "{name}: {} rules", own.len());
        for rule in own {
            assert!(rule.examples().len() >= 2, "{name}: {}", rule.meta().code);
            for example in rule.examples() {
                let outcome = example.run(&rules);
                assert!(outcome.passed, "{name}:{} {}: {}", example.line, rule.meta().code, outcome.found);
            }
        }
    }
}

/// What a pack says, as JSON.
fn json(text: &str) -> serde_json::Value {
    fn value(read: toml::Value) -> serde_json::Value {
        match read {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(value).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, one)| (key, value(one))).collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    value(toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn the_schema_accepts_packs_and_refuses_mistakes() {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("pack.json", serde_json::from_str(PACK_SCHEMA).unwrap()).unwrap();
    let schema = compiler.compile("pack.json", &mut schemas).unwrap();
    let packs = std::fs::read_dir("src/rules/packs").unwrap().map(|entry| entry.unwrap().path());
    let mut count = 0;
    for path in packs.chain([Path::new(FIXTURE).to_owned()]) {
        let text = std::fs::read_to_string(&path).unwrap();
        if let Err(error) = schemas.validate(&json(&text), schema) {
            panic!("{}: {error:#}", path.display());
        }
        count += 1;
    }
    assert!(count > 5, "{count} packs");
    for rule in [
        "reqire = \"PRE\"",
        "require = 7",
        "require = { any = [] }",
        "require = { any = [\"PRE\"], all = [\"PRE\"] }",
        "condition = [{ fact = \"seats.bord.director\", at_least = 3 }]",
        "condition = [{ fact = \"company.staff\", at_least = \"many\" }]",
        "require = \"PRE\"\napplies = { ownership = [\"state\"] }",
    ] {
        assert!(schemas.validate(&json(&pack(rule)), schema).is_err(), "{rule}");
    }
    assert!(schemas.validate(&json(&pack("require = \"PRE\"")), schema).is_ok());
}

fn charterlint(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_charterlint")).args(arguments).env("NO_COLOR", "1").output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn results(arguments: &[&str]) -> Vec<(String, String, String)> {
    let (_, out, err) = charterlint(arguments);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let list = report["dossiers"][0]["results"].as_array().unwrap();
    list.iter().map(|one| (word(&one["rule"]), word(&one["verdict"]), word(&one["severity"]))).collect()
}

#[test]
fn the_command_reads_packs() {
    let jingyan = ["check", "fixtures/jingyan", "--as-of", "2026-11-23", "--format", "json"];
    let all = results(&[jingyan.as_slice(), &["--pack", FIXTURE]].concat());
    let own: Vec<_> = all.iter().filter(|(rule, ..)| rule.starts_with("nanjiang/")).collect();
    assert_eq!(own.len(), 11, "{own:?}");
    assert!(own.iter().any(|(_, verdict, _)| verdict == "violated"), "{own:?}");
    assert!(all.len() > own.len());
    let only = results(&[jingyan.as_slice(), &["--pack", FIXTURE, "--select", "nanjiang/*"]].concat());
    assert_eq!(only.len(), 11);

    let (status, out, _) = charterlint(&["rules", "--test", FIXTURE]);
    assert_eq!(status, Some(0), "{out}");
    assert_eq!(out.lines().filter(|line| line.starts_with("通过 nanjiang/")).count(), 33, "{out}");
    assert!(out.ends_with("33个示例：通过33 失败0；没有示例的规则0条\n"), "{out}");
    let (_, out, _) = charterlint(&["rules", "--pack", FIXTURE, "--lang", "en"]);
    assert!(out.contains("nanjiang Requirements of Nanjiang Province (11)"), "{out}");
    let (_, out, _) = charterlint(&["explain", "nanjiang/board-size", "--pack", FIXTURE]);
    assert!(out.contains("《南江省省属企业公司章程指引》第十条"), "{out}");
    let (_, out, _) = charterlint(&["rules", "--schema"]);
    assert_eq!(out, PACK_SCHEMA);
}

#[test]
fn the_command_says_what_is_wrong_with_a_pack() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let at = path.to_str().unwrap();
    std::fs::write(&path, pack("reqire = \"PRE\"")).unwrap();
    for arguments in [
        vec!["check", "fixtures/jingyan", "--pack", at],
        vec!["rules", "--test", at],
        vec!["explain", "own/one", "--pack", at],
    ] {
        let (status, _, err) = charterlint(&[arguments.as_slice(), &["--lang", "en"]].concat());
        assert_eq!(status, Some(2), "{err}");
        let expected = format!(
            "error: unknown key `reqire`\n  --> {at}:13:1\n   |\n13 | reqire = \"PRE\"\n   | ^^^^^^\n   = did you mean `require`?\n"
        );
        assert_eq!(err, expected);
    }
    let example = "require = \"报告\"\n[[rule.example]]\nname = \"没有\"\nexpect = \"satisfied\"\ndocuments = { \"a.txt\" = \"甲有限公司章程\\n第一条 公司设董事会。\" }";
    std::fs::write(&path, pack(example)).unwrap();
    let (status, out, _) = charterlint(&["rules", "--test", at, "--lang", "en"]);
    assert_eq!(status, Some(1), "{out}");
    assert!(out.contains(&format!("FAILED own/one 「没有」 {at}:14\n  expected satisfied\n  found violated")), "{out}");
    assert!(out.ends_with("1 examples: 0 passed, 1 failed; 0 rules without an example\n"), "{out}");
}

#[test]
fn a_dossier_names_its_packs() {
    let folder = tempfile::tempdir().unwrap();
    let company = folder.path().join("甲公司");
    std::fs::create_dir(&company).unwrap();
    std::fs::write(folder.path().join("own.toml"), pack("require = \"PRE\"")).unwrap();
    std::fs::write(company.join("章程.txt"), "甲有限公司章程\n第一条 公司依照公司法设立。\n").unwrap();
    let config = "[rules]\npacks = [\"../own.toml\"]\n[rules.severity]\n\"own/one\" = \"advice\"\n";
    std::fs::write(company.join("dossier.toml"), config).unwrap();
    let path = company.to_str().unwrap();
    let all = results(&["check", path, "--format", "json", "--select", "own/*"]);
    assert_eq!(all, [("own/one".to_owned(), "violated".to_owned(), "advice".to_owned())]);

    std::fs::write(company.join("dossier.toml"), "[rules]\npacks = [\"own.toml\"]\n").unwrap();
    let (status, _, err) = charterlint(&["check", path, "--lang", "en"]);
    assert_eq!(status, Some(2));
    assert!(err.contains("dossier.toml:2:10") && err.contains("there is no pack"), "{err}");
}
