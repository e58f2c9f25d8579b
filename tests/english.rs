//! `--lang en`: no Chinese but quotations and the names of sources.

use std::path::Path;

use charterlint::{Checking, Dossier, RuleSet, Verdict};

const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The text without what it quotes: words in quotation marks, names in book-title marks.
fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '“' | '《' | '「' | '‘' => depth += 1,
            '”' | '》' | '」' | '’' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Notes a text with Chinese words that it neither quotes nor takes as they stand from the documents: names of people,
/// posts and bodies.
fn check(what: &str, text: &str, documents: &str, wrong: &mut Vec<String>) {
    let unquoted = unquoted(text);
    let words = unquoted.split(|c| !is_chinese(c)).filter(|word| !word.is_empty());
    if words.into_iter().any(|word| !documents.contains(word)) {
        wrong.push(format!("{what}: {text}"));
    }
}

#[test]
fn the_catalogue_is_in_english() {
    let mut wrong = Vec::new();
    for pack in RuleSet::builtin().packs() {
        check("pack", &pack.title.en, "", &mut wrong);
        check("pack", &pack.summary.en, "", &mut wrong);
    }
    for rule in RuleSet::builtin().rules() {
        let meta = rule.meta();
        for text in [&meta.title, &meta.explanation, &meta.message, &meta.help] {
            assert_eq!(text.zh.is_empty(), text.en.is_empty(), "{}: one wording only: {}", meta.code, text.zh);
            check(meta.code.as_str(), &text.en, "", &mut wrong);
        }
        for key in &meta.keys {
            check(meta.code.as_str(), &key.message.en, "", &mut wrong);
            check(meta.code.as_str(), &key.help.en, "", &mut wrong);
        }
        for basis in &meta.basis {
            let name = &basis.source.name.en;
            assert!(!name.is_empty(), "{}: {} has no English name", meta.code, basis.source.name.zh);
            check("source", name, "", &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_found_is_said_in_english() {
    let mut wrong = Vec::new();
    let mut folders =
        vec![Path::new("fixtures/jingyan").to_owned(), "fixtures/haiheng".into(), "fixtures/linjiang".into()];
    folders.extend(std::fs::read_dir("fixtures/charters").unwrap().map(|entry| entry.unwrap().path()));
    let mut findings = 0;
    for folder in folders {
        let dossier = Dossier::open(&folder).unwrap();
        let report = RuleSet::builtin().check_with(&dossier, &Checking::on("2026-11-23".parse().unwrap()));
        for dossier in &report.dossiers {
            let texts = dossier.documents.iter().flat_map(|one| [one.source.text(), one.source.name(), "\n"]);
            let documents: String = texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
            for skipped in &dossier.skipped {
                check("skipped", &skipped.reason.en, &documents, &mut wrong);
            }
            for document in &dossier.documents {
                document.source.remarks().iter().for_each(|remark| check("remark", &remark.en, &documents, &mut wrong));
            }
            for result in &dossier.results {
                let code = result.rule.code.as_str();
                if let Verdict::NotApplicable { reason } = &result.verdict {
                    check(code, &reason.en, &documents, &mut wrong);
                }
                for finding in result.findings() {
                    findings += 1;
                    assert!(!finding.message.en.is_empty() && !finding.help.en.is_empty(), "{code}");
                    check(code, &finding.message.en, &documents, &mut wrong);
                    check(code, &finding.help.en, &documents, &mut wrong);
                    for label in &finding.labels {
                        label.message.iter().for_each(|message| check(code, &message.en, &documents, &mut wrong));
                    }
                }
                for label in result.evidence() {
                    label.message.iter().for_each(|message| check(code, &message.en, &documents, &mut wrong));
                }
            }
        }
    }
    assert!(findings > 50, "{findings}");
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
