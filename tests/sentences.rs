//! Sentences in many wordings give the facts that a reader finds in them. Those that are known to be misread are marked;
//! no other may be, and none that is read rightly stays marked. Precision and recall of each kind are printed: below 0.95 fails.

use std::collections::BTreeMap;
use std::sync::Arc;

use charterlint::facts::{CharterFacts, Fact, Stance, Statement};
use charterlint::{Charter, Source};

fn written(fact: &Fact) -> String {
    let mut line = format!("{} {}", fact.statement.kind(), fact.statement);
    if fact.stance != Stance::Affirmed {
        line.push_str(&format!(" ~{}", fact.stance));
    }
    // A blank is plain from the fact itself.
    if let Some(doubt) = fact.doubt.filter(|d| d.as_str() != "blank") {
        line.push_str(&format!(" ~{doubt}"));
    }
    line
}

fn facts_of(text: &str) -> Vec<String> {
    let text = format!("某某有限公司章程\n第一条 {text}\n");
    let charter = Charter::read(Arc::new(Source::new("章程.txt", text).unwrap()));
    let facts = CharterFacts::read(&charter);
    for fact in facts.all() {
        // What a fact points at says what it states.
        if let Statement::Power { matter, .. } = &fact.statement {
            let (words, label) = (matter.chars().take(2).collect::<String>(), facts.label(&charter, fact));
            assert!(label.text().replace('\n', "").contains(&words), "{words} is not in {:?}", label.text());
        }
    }
    facts.all().iter().map(written).collect()
}

#[derive(Default, Clone, Copy)]
struct Score {
    found: u32,
    wrong: u32,
    missed: u32,
}

#[test]
fn precision_and_recall() {
    let file: toml::Table = std::fs::read_to_string("tests/data/sentences.toml").unwrap().parse().unwrap();
    let sentences = file["sentence"].as_array().unwrap();
    assert!(sentences.len() >= 300, "{} sentences", sentences.len());
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut surprises = Vec::new();
    let kind = |fact: &str| fact.split(' ').next().unwrap().to_owned();
    for sentence in sentences {
        let text = sentence["text"].as_str().unwrap();
        let mut expected: Vec<String> =
            sentence["facts"].as_array().unwrap().iter().map(|f| f.as_str().unwrap().to_owned()).collect();
        let mut wrong = Vec::new();
        for fact in facts_of(text) {
            let score = scores.entry(kind(&fact)).or_default();
            if let Some(at) = expected.iter().position(|e| *e == fact) {
                expected.remove(at);
                score.found += 1;
            } else {
                score.wrong += 1;
                wrong.push(fact);
            }
        }
        for fact in &expected {
            scores.entry(kind(fact)).or_default().missed += 1;
        }
        let misread = !wrong.is_empty() || !expected.is_empty();
        if misread {
            println!("{text}\n    not found: {expected:?}\n    not stated: {wrong:?}");
        }
        if misread != sentence.get("misread").is_some() {
            surprises.push(format!("{text}\n    not found: {expected:?}\n    not stated: {wrong:?}"));
        }
    }
    println!("{:<28} {:>5} {:>9} {:>6}", "kind", "facts", "precision", "recall");
    let mut low = Vec::new();
    for (kind, Score { found, wrong, missed }) in &scores {
        let rate = |of: u32| if of == 0 { 1.0 } else { f64::from(*found) / f64::from(of) };
        let (precision, recall) = (rate(found + wrong), rate(found + missed));
        println!("{kind:<28} {:>5} {precision:>9.3} {recall:>6.3}", found + missed);
        if precision < 0.95 || recall < 0.95 {
            low.push(kind.clone());
        }
    }
    assert!(surprises.is_empty(), "misread, or marked as `misread` and read rightly:\n{}", surprises.join("\n"));
    assert!(low.is_empty(), "below 0.95: {low:?}");
}
