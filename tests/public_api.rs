//! The library's public interface is what the list says, and speaks of no library that could change under it.
//!
//! The list is made from rustdoc's JSON by `.ci/public-api`, which runs this test.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

const LIST: &str = "tests/data/public-api.txt";
/// Libraries that the crate uses and its users need not know of.
const HIDDEN: &[&str] = &[
    "pest",
    "toml",
    "toml_parser",
    "serde_spanned",
    "clap",
    "quick_xml",
    "calamine",
    "zip",
    "minijinja",
    "pdf_oxide",
    "jiff",
    "aho_corasick",
];

#[test]
#[ignore = "needs the JSON that .ci/public-api makes"]
fn the_public_interface_is_the_listed_one() {
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let json = Path::new(&target).join("doc/charterlint.json");
    let interface = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .unwrap();
    let items: Vec<String> = interface.items().map(ToString::to_string).collect();
    for item in &items {
        for library in HIDDEN {
            let named = item
                .match_indices(&format!("{library}::"))
                .any(|(at, _)| !item[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            assert!(!named, "{item} shows {library}");
        }
    }
    let list = items.join("\n") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(LIST, &list).unwrap();
    }
    let written = std::fs::read_to_string(LIST).unwrap_or_default();
    if written == list {
        return;
    }
    let change = |sign: &str, from: &str, to: &str| {
        let other: Vec<&str> = to.lines().collect();
        let lines = from.lines().filter(|line| !other.contains(line)).map(|line| format!("{sign} {line}\n"));
        lines.collect::<String>()
    };
    let (gone, new) = (change("-", &written, &list), change("+", &list, &written));
    panic!("the public interface has changed; if it should, run UPDATE=1 .ci/public-api\n{gone}{new}");
}
