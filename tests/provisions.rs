//! `provisions` says of each charter what it provides for its company, in a fixed table, with the words for it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use charterlint::facts::{Answer, Provision, Provisions};
use charterlint::render::provisions::columns;
use charterlint::{Charter, Source};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_charterlint")).arg("provisions").args(arguments).output().unwrap()
}

fn standard(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn read(text: &str) -> Charter {
    Charter::read(Arc::new(Source::new("章程.txt", format!("某某有限公司章程\n{}\n", text.trim())).unwrap()))
}

/// A row by column.
fn row(provisions: &Provisions) -> BTreeMap<&'static str, String> {
    let mut row = BTreeMap::from([
        ("party_form", provisions.party_form.as_str().to_owned()),
        ("board_size", provisions.board_size.clone()),
    ]);
    row.extend(provisions.provided.iter().map(|one| (one.provision.as_str(), one.answer.as_str().to_owned())));
    row
}

#[test]
fn the_columns_are_those_of_the_table() {
    let fixed = "file party_form party_chapter cites_party_constitution party_org_established role_leadership \
        role_old_political_core pre_decision hear_opinion_only cross_appointment chair_secretary_same \
        dedicated_deputy_secretary discipline_body work_body funding personnel duties_list outside_director_majority \
        employee_director supervisory_board_kept board_size";
    let columns: Vec<&str> = columns().collect();
    assert_eq!(columns, fixed.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn sample_charters_are_coded_as_a_reader_codes_them() {
    let output = run(&["fixtures/charters"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = std::fs::read_to_string("tests/data/expected/provisions.csv").unwrap();
    let (found, expected) = (standard(&output), expected);
    let header: Vec<&str> = expected.lines().next().unwrap().split(',').collect();
    assert_eq!(found.lines().count(), expected.lines().count(), "{found}");
    let mut wrong = String::new();
    for (found, expected) in found.lines().zip(expected.lines()) {
        let cells: Vec<(&str, &str)> = found.split(',').zip(expected.split(',')).collect();
        for (column, (found, expected)) in header.iter().zip(&cells) {
            if found != expected {
                wrong.push_str(&format!("{}: {column}: {expected} expected, {found} found\n", cells[0].1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn wordings() {
    let file: toml::Table = std::fs::read_to_string("tests/data/provisions.toml").unwrap().parse().unwrap();
    let cases = file["case"].as_array().unwrap();
    assert!(cases.len() >= 70, "{} cases", cases.len());
    let mut wrong = String::new();
    for case in cases {
        let case = case.as_table().unwrap();
        let charter = read(case["text"].as_str().unwrap());
        let provisions = Provisions::of(&charter);
        for (column, found) in row(&provisions) {
            let usual = match column {
                "party_form" => "none",
                "board_size" => "",
                _ => "no",
            };
            let expected = case.get(column).map_or(usual, |value| value.as_str().unwrap());
            if found != expected {
                let name = case["name"].as_str().unwrap();
                wrong.push_str(&format!("{name}: {column}: {expected:?} expected, {found:?} found\n"));
            }
        }
        // A case that names no column is a mistake of the table.
        for key in case.keys().filter(|key| !matches!(key.as_str(), "name" | "text")) {
            assert!(columns().any(|column| column == key), "{key}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_provided_has_its_words() {
    for name in ["compliant-committee", "old-2017", "relative-control"] {
        let path = format!("fixtures/charters/{name}/章程.txt");
        let text = std::fs::read_to_string(&path).unwrap();
        let charter = Charter::read(Arc::new(Source::new(path, text).unwrap()));
        let provisions = Provisions::of(&charter);
        for one in &provisions.provided {
            assert!(one.answer != Answer::Yes || !one.evidence.is_empty(), "{name}: {:?}", one.provision);
            for label in &one.evidence {
                assert!(!label.text().trim().is_empty() && !label.place.is_empty(), "{name}: {:?}", one.provision);
            }
        }
        assert!(!provisions.party_form_evidence.is_empty() && !provisions.board_size_evidence.is_empty(), "{name}");
    }
}

#[test]
fn without_its_words_nothing_is_provided() {
    let path = "fixtures/charters/compliant-committee/章程.txt";
    let text = std::fs::read_to_string(path).unwrap();
    let charter = Charter::read(Arc::new(Source::new(path, text.as_str()).unwrap()));
    let provisions = Provisions::of(&charter);
    for provision in
        [Provision::ChairSecretarySame, Provision::Funding, Provision::PreDecision, Provision::EmployeeDirector]
    {
        let one = provisions.provided.iter().find(|one| one.provision == provision).unwrap();
        assert_eq!(one.answer, Answer::Yes, "{provision:?}");
        let mut cut = text.clone();
        let mut spans: Vec<_> = one.evidence.iter().map(|label| label.span).collect();
        spans.sort_by_key(|span| std::cmp::Reverse(span.start));
        for span in spans {
            // The whole line: half a sentence could still say it.
            let start = cut[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let end = cut[span.start as usize..].find('\n').map_or(cut.len(), |at| span.start as usize + at);
            cut.replace_range(start..end.min(cut.len()), "");
        }
        let charter = Charter::read(Arc::new(Source::new(path, cut).unwrap()));
        assert_ne!(Provisions::of(&charter).answer(provision), Answer::Yes, "{provision:?}");
    }
}

#[test]
fn json_has_the_columns_and_the_words() {
    let output = run(&["fixtures/charters", "--format", "json", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let schema: serde_json::Value = serde_json::from_str(charterlint::render::provisions::SCHEMA).unwrap();
    compiler.add_resource("schema.json", schema).unwrap();
    let schema = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas.validate(&json, schema).unwrap_or_else(|error| panic!("{error:#}"));
    let charters = json["charters"].as_array().unwrap();
    assert_eq!(charters.len(), 8);
    let compliant = charters.iter().find(|c| c["file"].as_str().unwrap().contains("compliant")).unwrap();
    assert_eq!(compliant["chair_secretary_same"], "yes");
    let evidence = &compliant["evidence"]["chair_secretary_same"][0];
    assert_eq!(evidence["place"], "第二十四条第二款");
    assert_eq!(evidence["document"], compliant["file"]);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("甲公司章程.txt");
    std::fs::write(&good, "甲有限公司章程\n第一条 公司设立党委。\n第二条 董事会由五名董事组成。\n").unwrap();
    let bad = folder.path().join("坏.docx");
    std::fs::write(&bad, b"PK\x03\x04 not a document").unwrap();
    let roster = folder.path().join("名册.csv");
    std::fs::write(&roster, "姓名,职务\n陆明远,董事长\n").unwrap();
    let output = run(&[folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let found = standard(&output);
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(found.lines().nth(1).unwrap().contains("甲公司章程.txt,committee,"), "{found}");
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("坏.docx") && !errors.contains("名册.csv"), "{errors}");
    // Named by itself, a file without a charter is a mistake.
    let output = run(&[good.to_str().unwrap(), roster.to_str().unwrap(), "no-such-file.txt"]);
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(errors.contains("名册.csv") && errors.contains("no-such-file.txt"), "{errors}");
    assert_eq!(standard(&output).lines().count(), 2);
    // Nothing at all.
    let output = run(&[roster.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn people_read_it_in_groups() {
    let output = run(&["fixtures/charters/old-2017/章程.txt", "--format", "text"]);
    let text = standard(&output);
    for words in
        ["浔洲矿冶机械股份有限公司章程", "象征性", "决策性", "人事性", "仅听取意见: 有  第22条", "董事人数: 9  第36条"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let english = standard(&run(&["fixtures/charters/old-2017/章程.txt", "--format", "text", "--lang", "en"]));
    assert!(english.contains("the Party organ is only heard: yes"), "{english}");
}

/// Real charters, where they are at hand: they were read, and none of them provides for a Party organ.
#[test]
fn real_charters_of_before_2017() {
    let Ok(folder) = std::env::var("CHARTERLINT_CORPUS") else {
        println!("CHARTERLINT_CORPUS is not set: real charters were not read");
        return;
    };
    let expected = [
        ("国投新集-2007.txt", "9", "yes"),
        ("国贸-2014.docx", "12", "no"),
        ("国贸-2014.pdf", "12", "no"),
        ("葛洲坝-2015.docx", "9", "no"),
        ("葛洲坝-2015.pdf", "9", "no"),
    ];
    for (name, size, employee) in expected {
        let path = Path::new(&folder).join("charters").join(name);
        let output = run(&[path.to_str().unwrap()]);
        let found = standard(&output);
        let cells: Vec<&str> = found.lines().nth(1).unwrap().split(',').collect();
        let row: BTreeMap<&str, &str> = columns().zip(cells).collect();
        assert_eq!((row["party_form"], row["board_size"]), ("none", size), "{name}");
        for provision in Provision::ALL {
            let expected = match provision {
                Provision::SupervisoryBoardKept => "yes",
                Provision::EmployeeDirector => employee,
                _ => "no",
            };
            assert_eq!(row[provision.as_str()], expected, "{name}: {provision:?}");
        }
    }
}
