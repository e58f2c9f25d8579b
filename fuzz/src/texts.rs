//! Texts and tables, as people write them.

use std::sync::Arc;

use charterlint::rules::Checking;
use charterlint::{Charter, Dossier, DossierError, Language, Limits, RuleSet, Source, import, render};

use super::{holds, outputs, parts};

/// A text as a charter, and its outline.
pub fn outline(bytes: &[u8]) {
    let Ok(source) = Source::new("章程.txt", String::from_utf8_lossy(bytes)) else { return };
    let source = Arc::new(source);
    let charter = Charter::read(Arc::clone(&source));
    holds::charter(&charter);
    let json = render::outline::json(&charter, "章程.txt").expect("JSON");
    outputs::json(json.as_bytes());
    outputs::plain(render::outline::text(&charter).as_bytes());
    // The same text as an amendment's articles.
    holds::charter(&Charter::read_amendment(source));
}

/// Texts, divided by zero bytes, as the documents of a dossier, checked. Names follow from how a text begins.
pub fn check(bytes: &[u8]) {
    let mut builder = Dossier::builder();
    for (index, part) in parts(bytes).into_iter().take(8).enumerate() {
        let first = part.lines().next().unwrap_or_default();
        let extension = match () {
            () if first.starts_with(['#', '|']) => "md",
            () if first.contains(',') => "csv",
            () => "txt",
        };
        builder = match builder.add_text(format!("{}.{extension}", index + 1), part) {
            Ok(builder) => builder,
            Err(_) => return,
        };
    }
    checked(builder.build());
}

/// A table, named by its first byte: separated by commas or tabs, in Markdown, or in a text of any encoding.
pub fn tables(bytes: &[u8]) {
    let (name, rest) = match bytes.split_first() {
        Some((b'0', rest)) => ("台账.csv", rest),
        Some((b'1', rest)) => ("清单.md", rest),
        Some((b'2', rest)) => ("名册.tsv", rest),
        _ => ("清单.txt", bytes),
    };
    if let Ok(source) = import::import(name, rest, &Limits::default()) {
        holds::source(&source);
        checked(Dossier::builder().add_source(source).build());
    }
}

/// Checks a dossier, if it is one, and writes what was found and what was read.
pub fn checked(dossier: Result<Dossier, DossierError>) {
    let dossier = match dossier {
        Ok(dossier) => dossier,
        Err(error) => {
            assert!(!error.message(Language::Chinese).is_empty() && !error.to_string().is_empty());
            return;
        }
    };
    holds::dossier(&dossier);
    let report = RuleSet::builtin().check_with(&dossier, &Checking::on(holds::day()));
    assert_eq!(report.dossiers[0].results.len(), RuleSet::builtin().rules().len());
    holds::report(&report);
    outputs::json(&outputs::written(|out| render::json(&report, Language::Chinese, out)));
    outputs::json(&outputs::written(|out| render::facts::json(&dossier, Language::English, out)));
    outputs::plain(&outputs::written(|out| render::facts::text(&dossier, Language::Chinese, out)));
    outputs::csv(&outputs::written(|out| {
        render::facts::csv_header(out)?;
        render::facts::csv_rows(&dossier, out)
    }));
}
