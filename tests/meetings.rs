//! Registers of meetings by many drafters: what each rule says of them, and at which rows.

use std::fmt::Write as _;

use charterlint::{Checking, Date, Dossier, RuleSet, Verdict};

/// The profile of a case, where it says nothing else.
const COMPANY: &str = r#"
ownership = "wholly-state"
form = "limited"
entity = "company"
party_organ = "committee"
board = true
decision_power = true
"#;

fn field<'t>(case: &'t toml::Value, key: &str) -> &'t str {
    case.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

fn list(case: &toml::Value, key: &str) -> Option<Vec<String>> {
    let values = case.get(key)?.as_array()?;
    Some(values.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect())
}

fn dossier(case: &toml::Value) -> Dossier {
    let mut company: toml::Table = COMPANY.parse().unwrap();
    company.extend(field(case, "company").parse::<toml::Table>().unwrap());
    for key in list(case, "unknown").unwrap_or_default() {
        company.remove(&key);
    }
    let options = match field(case, "options") {
        "" => String::new(),
        options => format!("[rules.options]\n\"meetings/{}\" = {{ {options} }}\n", field(case, "rule")),
    };
    let complete = case.get("complete").and_then(toml::Value::as_bool).unwrap_or_default();
    let config = format!("[company]\n{company}\n[dossier]\ncomplete = {complete}\n{options}");
    let mut builder = Dossier::builder().config(&config).unwrap();
    for (name, key) in [
        ("台账.csv", "register"),
        ("台账二.csv", "second"),
        ("前置清单.csv", "list"),
        ("决定清单.csv", "decided"),
        ("名册.csv", "roster"),
        ("章程.txt", "charter"),
    ] {
        if !field(case, key).is_empty() {
            builder = builder.add_text(name, field(case, key)).unwrap();
        }
    }
    let dossier = builder.build().unwrap();
    RuleSet::builtin().check_settings(&dossier).unwrap();
    dossier
}

/// What is wrong with the answer to a case, if anything.
fn wrong(case: &toml::Value) -> Option<String> {
    let code = format!("meetings/{}", field(case, "rule"));
    let as_of = case.get("as_of").map_or_else(|| "2026-06-30".to_owned(), |date| date.to_string());
    let as_of: Date = as_of.parse().unwrap();
    let dossier = dossier(case);
    let report =
        RuleSet::builtin().filtered(|meta| meta.code.as_str() == code).check_with(&dossier, &Checking::on(as_of));
    let result = report.dossiers[0].results.iter().find(|result| result.rule.code.as_str() == code)?;
    let mut found = result.verdict.as_str().to_owned();
    let mut right = result.verdict.as_str() == field(case, "expect");
    let keys: Vec<String> = result.findings().iter().map(|f| f.key.clone().unwrap_or_default()).collect();
    let places: Vec<String> = result.findings().iter().map(|finding| finding.labels[0].place.clone()).collect();
    right &= list(case, "keys").is_none_or(|expected| expected == keys);
    right &= list(case, "places").is_none_or(|expected| expected == places);
    if let Verdict::Undetermined { missing } = &result.verdict {
        let _ = write!(found, " missing {missing:?}");
        right &= list(case, "missing").is_none_or(|expected| &expected == missing);
    }
    for (finding, key) in result.findings().iter().zip(&keys) {
        let labels: Vec<String> = finding
            .labels
            .iter()
            .map(|l| format!("{} [{}]", l.place, l.message.as_ref().map_or("", |m| m.zh.as_ref())))
            .collect();
        let _ = write!(found, "\n    {key}: {} {labels:?}", finding.message.zh);
        right &= !finding.message.zh.contains('{') && !finding.help.zh.contains('{');
        let words: Vec<String> = list(case, "says").unwrap_or_default();
        let all = format!("{} {labels:?}", finding.message.zh);
        right &= words.iter().all(|word| all.contains(word));
    }
    if right {
        return None;
    }
    let unread: Vec<_> = dossier.unread().into_iter().map(|skipped| (skipped.path, skipped.reason.zh)).collect();
    Some(format!("{found}\n    not read: {unread:?}"))
}

#[test]
fn registers_by_many_drafters() {
    let mut failures = String::new();
    let (mut right, mut all) = (0, 0);
    let only = std::env::var("ONLY").unwrap_or_default();
    let file: toml::Table = std::fs::read_to_string("tests/data/meetings.toml").unwrap().parse().unwrap();
    for case in file["case"].as_array().unwrap() {
        if !field(case, "rule").contains(&only) && !field(case, "name").contains(&only) {
            continue;
        }
        all += 1;
        match wrong(case) {
            None => right += 1,
            Some(found) => {
                let (rule, name, expect) = (field(case, "rule"), field(case, "name"), field(case, "expect"));
                let (keys, places) = (list(case, "keys"), list(case, "places"));
                let _ = writeln!(
                    failures,
                    "--- {rule} 「{name}」 expected {expect} {keys:?} {places:?}\n    found {found}"
                );
            }
        }
    }
    println!("{right} of {all} cases");
    assert!(failures.is_empty() && all > 0, "{right} of {all}\n{failures}");
}

#[test]
fn options_are_checked_where_they_stand() {
    for (options, words, message) in [
        ("\"meetings/first-topic\" = { every_meeting = \"no\" }", "\"no\"", "must be true or false"),
        ("\"meetings/first-topic\" = { consecutive = 0 }", "0", "must be a whole number of 1 or more"),
        ("\"meetings/first-topic\" = { every_meting = false }", "false", "has no option `every_meting`"),
        (
            "\"meetings/decided-after-prior-study\" = { follow_up_days = 1.5 }",
            "1.5",
            "must be a whole number of 1 or more",
        ),
        ("\"meetings/recusal\" = { strict = true }", "true", "has no option `strict`"),
    ] {
        let text = format!("[rules.options]\n{options}\n");
        let dossier = Dossier::builder().config(&text).unwrap().build().unwrap();
        let error = RuleSet::builtin().check_settings(&dossier).unwrap_err();
        let charterlint::dossier::DossierError::Config(error) = error else { panic!("{error}") };
        assert!(error.message.en.contains(message), "{options}: {}", error.message.en);
        assert_eq!(&text[error.span.range()], words, "{options}");
    }
}

#[test]
fn a_years_register_shows_what_was_put_into_it() {
    let planted: toml::Table =
        std::fs::read_to_string("tests/data/expected/dossiers/yunting.planted.toml").unwrap().parse().unwrap();
    let as_of: Date = planted["as_of"].to_string().parse().unwrap();
    let dossier = Dossier::open("fixtures/yunting").unwrap();
    RuleSet::builtin().check_settings(&dossier).unwrap();
    assert_eq!(dossier.unread(), [], "everything in the folder is read");
    let set = RuleSet::builtin().filtered(|meta| meta.code.pack() == "meetings");
    let report = set.check_with(&dossier, &Checking::on(as_of));
    let mut found: Vec<(String, String, String)> = report
        .findings()
        .map(|finding| {
            let key = finding.key.clone().unwrap_or_default();
            (finding.rule.code.to_string(), key, finding.labels[0].place.clone())
        })
        .collect();
    let word = |defect: &toml::Value, key: &str| defect[key].as_str().unwrap().to_owned();
    let defects = planted["defect"].as_array().unwrap();
    let mut expected: Vec<(String, String, String)> =
        defects.iter().map(|d| (word(d, "rule"), word(d, "key"), word(d, "place"))).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    // The one rule without a defect is met: the year that the register covers is not whole, and there are no supervisors.
    let verdicts: Vec<(&str, &str)> = report.dossiers[0]
        .results
        .iter()
        .filter(|result| result.verdict.as_str() != "violated")
        .map(|result| (result.rule.code.as_str(), result.verdict.as_str()))
        .collect();
    assert_eq!(verdicts, [("meetings/frequency", "satisfied")]);
}
