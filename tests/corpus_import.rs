//! Promise: the Word file and the PDF of one document give the same text and the same outline.
//!
//! Reads the folder that `CHARTERLINT_CORPUS` names, where each `charters/NAME.docx` may have a `NAME.pdf` beside it.

#![cfg(all(feature = "docx", feature = "pdf"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use charterlint::{Charter, Limits, import};

/// How often each 第…条 stands in the text, wherever it stands.
fn labels(path: &Path) -> BTreeMap<String, i64> {
    let source = import::import_file(path, &Limits::default()).unwrap();
    let text: String = source.text().chars().filter(|c| !c.is_whitespace()).collect();
    let mut found = BTreeMap::new();
    for (at, _) in text.match_indices('第') {
        let numeral: String =
            text[at + '第'.len_utf8()..].chars().take_while(|c| "〇零一二三四五六七八九十百".contains(*c)).collect();
        let rest = &text[at + '第'.len_utf8() + numeral.len()..];
        if !numeral.is_empty() && rest.starts_with('条') {
            *found.entry(numeral.replace('〇', "零")).or_default() += 1;
        }
    }
    found
}

/// The numbers of the chapters, each with its sections, and of the articles.
fn outline(path: &Path) -> (Vec<(u32, Vec<u32>)>, Vec<(u32, u32)>) {
    let charter = Charter::read(Arc::new(import::import_file(path, &Limits::default()).unwrap()));
    let chapters = charter.chapters().iter();
    let chapters = chapters.map(|c| (c.number, c.sections.iter().map(|s| s.number).collect())).collect();
    let articles = charter.articles().iter().filter(|article| article.is_numbered());
    (chapters, articles.map(|article| (article.number, article.sub)).collect())
}

#[test]
fn word_and_pdf_agree() {
    let Some(corpus) = std::env::var_os("CHARTERLINT_CORPUS") else {
        eprintln!("CHARTERLINT_CORPUS is not set; nothing compared");
        return;
    };
    let mut pairs = 0;
    for entry in std::fs::read_dir(Path::new(&corpus).join("charters")).unwrap() {
        let word = entry.unwrap().path();
        let pdf = word.with_extension("pdf");
        if word.extension().is_none_or(|e| e != "docx") || !pdf.exists() {
            continue;
        }
        let (in_word, in_pdf) = (outline(&word), outline(&pdf));
        assert_eq!(in_word.0, in_pdf.0, "{}", word.display());
        assert_eq!(in_word.1.len(), in_pdf.1.len(), "{}", word.display());
        // An edition may print a number wrong; what does not follow is listed.
        let differ = in_word.1.iter().zip(&in_pdf.1).filter(|(word, pdf)| word != pdf).collect::<Vec<_>>();
        eprintln!("{}: {} articles, numbered otherwise: {differ:?}", word.display(), in_word.1.len());
        assert!(differ.len() <= 1, "{differ:?}");
        let (word, pdf) = (labels(&word), labels(&pdf));
        let all: i64 = pdf.values().sum();
        let of = |map: &BTreeMap<String, i64>, key: &str| map.get(key).copied().unwrap_or(0);
        let apart: i64 = word
            .keys()
            .chain(pdf.keys().filter(|key| !word.contains_key(*key)))
            .map(|key| (of(&word, key) - of(&pdf, key)).abs())
            .sum();
        eprintln!("{all} labels, {apart} apart");
        assert!(all > 100 && apart * 100 <= all, "{all} labels, {apart} apart");
        pairs += 1;
    }
    assert!(pairs > 0, "no pair of a Word file and a PDF");
}
