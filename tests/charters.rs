//! The sample charters get the verdicts that a lawyer's reading of the catalogue gives.

use charterlint::{Checking, Dossier, RuleSet};

#[test]
fn sample_charters_get_the_expected_verdicts() {
    let rules = RuleSet::builtin();
    let mut compared = 0;
    let mut wrong = Vec::new();
    for folder in std::fs::read_dir("fixtures/charters").unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let notes: toml::Table =
            std::fs::read_to_string(format!("tests/data/expected/charters/{name}.toml")).unwrap().parse().unwrap();
        let as_of = notes.get("as_of").map_or("2026-11-23".to_owned(), ToString::to_string).parse().unwrap();
        let dossier = Dossier::open(&folder).unwrap();
        let report = rules.check_dossier(&dossier, &Checking::on(as_of));
        for result in &report.results {
            let code = result.rule.code.as_str();
            let Some(expected) = notes["expect"].get(code).and_then(|v| v.as_str()) else { continue };
            compared += 1;
            if result.verdict.as_str() != expected {
                let said: Vec<_> =
                    result.findings().iter().map(|f| (f.message.zh.to_string(), f.labels[0].place.clone())).collect();
                wrong.push(format!("{name}: {code}: expected {expected}, got {} {said:?}", result.verdict.as_str()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared >= 130, "only {compared} verdicts were compared");
}
