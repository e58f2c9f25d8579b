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
    let rules = RuleSet::builtin();
    let mut pages: Vec<(String, Vec<u8>)> = Vec::new();
    for (ending, language) in [("md", Language::Chinese), ("en.md", Language::English)] {
        let mut index = Vec::new();
        render::catalogue::markdown(rules, language, &mut index).unwrap();
        pages.push((format!("docs/rules.{ending}"), index));
        for pack in rules.packs() {
            let mut page = Vec::new();
            render::catalogue::page(rules, &pack.name, language, &mut page).unwrap();
            pages.push((format!("docs/rules/{}.{ending}", pack.name), page));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all("docs/rules").unwrap();
        for (path, page) in &pages {
            std::fs::write(path, page).unwrap();
        }
    }
    for (path, page) in &pages {
        let found = std::fs::read(path).unwrap_or_default();
        assert!(found == *page, "{path} is stale: run UPDATE=1 cargo test --test readme");
    }
    for entry in std::fs::read_dir("docs/rules").unwrap() {
        let path = entry.unwrap().path();
        assert!(pages.iter().any(|(page, _)| path == std::path::Path::new(page)), "{} is of no pack", path.display());
    }
    links_lead_somewhere();
}

/// Every link of the index leads to a heading of a page.
fn links_lead_somewhere() {
    for index in ["docs/rules.md", "docs/rules.en.md"] {
        let text = std::fs::read_to_string(index).unwrap();
        let mut count = 0;
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let (page, anchor) = link.split_once('#').unwrap();
            let page = std::fs::read_to_string(format!("docs/{page}")).unwrap();
            assert!(page.contains(&format!("\n## {anchor}\n")), "{index}: {link}");
            count += 1;
        }
        assert_eq!(count, RuleSet::builtin().rules().len(), "{index}");
    }
}

/// How many crates the library needs, itself left out.
fn crates(features: &[&str]) -> usize {
    let mut command = std::process::Command::new(env!("CARGO"));
    command
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--target", "x86_64-unknown-linux-gnu"])
        .args(features);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let name = |line: &str| line.split(" (").next().unwrap_or_default().to_owned();
    text.lines()
        .map(name)
        .filter(|name| !name.starts_with("charterlint "))
        .collect::<std::collections::BTreeSet<_>>()
        .len()
}

#[test]
fn the_readme_counts_the_dependencies() {
    let (few, all) = (crates(&["--no-default-features"]), crates(&[]));
    for (path, expected) in [
        ("README.md", format!("{few} crates in all, where the default features have {all};")),
        ("README.zh-CN.md", format!("一共{few}个依赖，默认功能则有{all}个；")),
    ] {
        let text = std::fs::read_to_string(path).unwrap().replace('\n', " ");
        assert!(text.contains(&expected), "{path} should say: {expected}");
    }
}
