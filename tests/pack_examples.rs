//! Every worked case that the built-in packs carry gets the verdict that the pack states.
//!
//! `ONLY=two-lists/next` runs only the rules whose code contains the words.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write;

use charterlint::RuleSet;

#[test]
fn every_example_of_every_pack() {
    let set = RuleSet::builtin();
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut failures = String::new();
    let mut packs: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for rule in set.rules() {
        let code = &rule.meta().code;
        if !code.as_str().contains(&only) {
            continue;
        }
        assert!(!rule.examples().is_empty(), "{code} has no example");
        let count = packs.entry(code.pack()).or_default();
        for example in rule.examples() {
            count.1 += 1;
            let outcome = example.run(set);
            count.0 += usize::from(outcome.passed);
            if !outcome.passed {
                let (name, expect, keys) = (&example.name, &example.expect, &example.keys);
                let (missing, found) = (&example.missing, &outcome.found);
                let _ = write!(
                    failures,
                    "\n--- {code} 「{name}」 expected {expect} {keys:?} {missing:?}\n    found {found}\n"
                );
                for (file, text) in &example.documents {
                    let _ = write!(failures, "  [{file}]\n{}\n", text.trim());
                }
            }
        }
    }
    for (pack, (right, all)) in &packs {
        println!("{pack}: {right} of {all} examples");
    }
    assert!(failures.is_empty(), "{failures}");
}
