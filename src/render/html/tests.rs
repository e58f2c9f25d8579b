//! What the page promises and a browser is not needed for.

use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::render::sample;
use crate::{Label, Source, Span, Verdict};
use std::sync::Arc;

fn page(report: &Report, language: Language) -> String {
    let mut out = Vec::new();
    html(report, language, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The JSON of a data block.
fn block(page: &str, id: &str) -> serde_json::Value {
    let start = format!("<script type=\"application/json\" id=\"{id}\">");
    let (_, rest) = page.split_once(&start).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn the_policy_names_the_script() {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(SCRIPT));
    assert_eq!(SCRIPT_HASH, format!("sha256-{hash}"), "set SCRIPT_HASH to the value on the right");
    assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--") && !STYLE.contains("</"));
    for sink in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttpRequest"]
    {
        assert!(!SCRIPT.contains(sink), "{sink}");
    }
}

#[test]
fn the_page_needs_nothing_else() {
    for language in [Language::Chinese, Language::English] {
        let page = page(&sample::batch(3), language);
        for outside in ["http://", "https://", "src=", "url(", "@import", "<link"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}

#[test]
fn words_of_a_document_cannot_become_markup() {
    const ATTACK: &str = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> {{ words }} \" ' &lt;";
    let mut report = sample::report();
    let dossier = &mut report.dossiers[0];
    dossier.name = ATTACK.to_owned();
    dossier.skipped[0].path = ATTACK.to_owned();
    dossier.documents[0].title = ATTACK.to_owned();
    let source = Arc::new(Source::new(ATTACK, ATTACK).unwrap());
    dossier.documents[0].source = Arc::clone(&source);
    let label = Label::new(source, Span::new(0, ATTACK.len() as u32), ATTACK);
    dossier.results[2].verdict = Verdict::Satisfied { evidence: vec![label] };
    let page = page(&report, Language::Chinese);
    // Data, words, index and the page's own script.
    assert_eq!(page.matches("<script").count(), 4);
    assert_eq!(page.matches("</script").count(), 4);
    assert!(!page.contains("<img") && !page.contains("<!--"), "markup from a document");
    assert_eq!(block(&page, "dossier-0")["documents"][0]["text"], ATTACK);
    assert_eq!(block(&page, "index")["dossiers"][0]["name"], ATTACK);
}

#[test]
fn labels_count_in_the_units_of_the_browser() {
    let page = page(&sample::report(), Language::Chinese);
    let dossier = block(&page, "dossier-0");
    let mut checked = 0;
    for result in dossier["results"].as_array().unwrap() {
        for finding in result["findings"].as_array().unwrap() {
            for label in finding["labels"].as_array().unwrap() {
                let document = &dossier["documents"][label["document"].as_u64().unwrap() as usize];
                let units: Vec<u16> = document["text"].as_str().unwrap().encode_utf16().collect();
                let range = label["start"].as_u64().unwrap() as usize..label["end"].as_u64().unwrap() as usize;
                let quoted = String::from_utf16(&units[range]).unwrap();
                assert!(!quoted.is_empty() && !quoted.contains('\n'), "{quoted}");
                checked += 1;
            }
        }
    }
    // One of them points into a document that the dossier does not list.
    assert_eq!(dossier["documents"].as_array().unwrap().len(), 3);
    assert_eq!(checked, 7);
}

#[test]
fn the_matrix_has_a_letter_per_rule() {
    let page = page(&sample::batch(2), Language::English);
    let index = block(&page, "index");
    let rules = index["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 9);
    // Rules stand by pack; the sample's order of results is another one.
    let packs: Vec<u64> = rules.iter().map(|rule| rule["pack"].as_u64().unwrap()).collect();
    assert!(packs.is_sorted(), "{packs:?}");
    assert_eq!(index["dossiers"][1]["verdicts"], "ewsexuwun");
}

#[test]
fn english_has_no_chinese_but_quotations_and_names() {
    let page = page(&sample::report(), Language::English);
    let (markup, _) = page.split_once("<script type=\"application/json\" id=\"words\">").unwrap();
    let (_, body) = markup.split_once("<body").unwrap();
    let name = &sample::report().dossiers[0].name;
    assert!(!body.replace(name.as_str(), "").chars().any(|c| ('\u{2E80}'..'\u{A000}').contains(&c)), "{body}");
    assert!(!SCRIPT.chars().any(|c| ('\u{2E80}'..'\u{A000}').contains(&c)), "words stand in words.rs");
}

#[test]
fn the_writers_error_is_kept() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let error = html(&sample::report(), Language::Chinese, &mut Full).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}
