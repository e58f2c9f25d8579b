//! What the README files and the rules reference say is what the program says.

use std::io::Write as _;

use charterlint::{Language, RuleSet, render};

const START: &str = "<!-- packs: checked by tests/readme.rs -->\n";

fn table(language: Language) -> String {
    let rules = RuleSet::builtin();
    let mut out = Vec::new();
    let head = match language {
        Language::Chinese => "| 规则组 | 规则数 | 检查什么 |",
        Language::English => "| pack | rules | what it checks |",
    };
    writeln!(out, "{head}\n| --- | ---: | --- |").unwrap();
    for pack in rules.packs() {
        let count = rules.rules().filter(|rule| rule.meta().code.pack() == pack.name).count();
        writeln!(out, "| `{}` {} | {count} | {} |", pack.name, pack.title.get(language), pack.summary.get(language))
            .unwrap();
    }
    let all = match language {
        Language::Chinese => "合计",
        Language::English => "all",
    };
    writeln!(out, "| {all} | {} | |", rules.rules().len()).unwrap();
    String::from_utf8(out).unwrap()
}

/// The file must hold `expected` after the marker; `UPDATE=1` writes it there.
fn check(path: &str, language: Language) {
    let text = std::fs::read_to_string(path).unwrap();
    let expected = table(language);
    let (before, after) = text.split_once(START).unwrap();
    let end = after.find("\n\n").map_or(after.len(), |at| at + 1);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{before}{START}{expected}{}", &after[end..])).unwrap();
        return;
    }
    assert_eq!(&after[..end], expected, "{path} is stale: run UPDATE=1 cargo test --test readme");
}

#[test]
fn the_readme_lists_the_packs() {
    check("README.md", Language::English);
    check("README.zh-CN.md", Language::Chinese);
}

#[test]
fn the_rules_reference_is_current() {
    for (path, language) in [("docs/rules.md", Language::Chinese), ("docs/rules.en.md", Language::English)] {
        let mut out = Vec::new();
        render::catalogue::markdown(RuleSet::builtin(), language, &mut out).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &out).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap();
        assert!(found.as_bytes() == out, "{path} is stale: run UPDATE=1 cargo test --test readme");
    }
}
