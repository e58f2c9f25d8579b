//! The documents inside the rule packs' examples are all read in full: nothing unrecognised, nothing unread.

use charterlint::Dossier;
use charterlint::dossier::DossierError;

/// Names of example documents that are meant not to be recognised, and why.
const UNRECOGNISED: &[&str] = &[
    // A look-alike of the lists.
    "负面清单.txt",
];

fn read(pack: &str) -> (usize, Vec<String>) {
    let root: toml::Table = pack.parse().expect("the pack is TOML");
    let mut problems = Vec::new();
    let mut documents = 0;
    for rule in root["rule"].as_array().into_iter().flatten() {
        let code = rule["code"].as_str().unwrap_or_default();
        for example in rule.get("example").and_then(toml::Value::as_array).into_iter().flatten() {
            let name = example["name"].as_str().unwrap_or_default();
            let mut builder = Dossier::builder();
            let texts = example.get("documents").and_then(toml::Value::as_table);
            for (file, text) in texts.into_iter().flatten() {
                documents += 1;
                builder = builder.add_text(file.as_str(), text.as_str().unwrap_or_default()).expect("short");
            }
            match builder.build() {
                Ok(dossier) => {
                    for skipped in dossier.unread().iter().filter(|s| !UNRECOGNISED.contains(&s.path.as_str())) {
                        problems.push(format!("{code} {name}: {} {}", skipped.path, skipped.reason.zh));
                    }
                }
                Err(DossierError::TwoCharters { .. }) => {}
                Err(error) => problems.push(format!("{code} {name}: {error}")),
            }
        }
    }
    (documents, problems)
}

#[test]
fn every_example_document_is_read() {
    let folder = std::env::var_os("CHARTERLINT_PACKS")
        .map_or_else(|| std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/packs")), Into::into);
    let mut total = 0;
    let mut problems = Vec::new();
    for pack in ["two-lists", "cross-appointment", "organisation", "meetings", "internal-control", "chain"] {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{pack}.toml"))) else {
            eprintln!("{pack}.toml is not in {}: its examples were not read", folder.display());
            continue;
        };
        let (documents, found) = read(&text);
        total += documents;
        problems.extend(found.into_iter().map(|p| format!("{pack}: {p}")));
    }
    eprintln!("{total} documents");
    assert!(problems.is_empty(), "{total} documents, {} problems:\n{}", problems.len(), problems.join("\n"));
}
