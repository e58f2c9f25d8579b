//! Comparison of two charters, and amendments.

use std::sync::Arc;

use charterlint::diff::{self, Amendment, Comparison};
use charterlint::{Charter, Language, Source, render};

use super::{holds, outputs, parts};

/// Two texts, divided by a zero byte: compared, and the second read as an amendment of the first.
pub fn amendments(bytes: &[u8]) {
    let parts = parts(bytes);
    let text = |index: usize| parts.get(index).cloned().unwrap_or_default();
    let Ok(old) = Source::new("旧.txt", text(0)) else { return };
    let Ok(new) = Source::new("新.txt", text(1)) else { return };
    let (old, new) = (Charter::read(Arc::new(old)), Charter::read(Arc::new(new)));

    let comparison = diff::compare(&old, &new);
    shown(&comparison, &old, &new);
    assert!(
        old.articles().is_empty() || diff::compare(&old, &old).summary().amended == 0,
        "a text differs from itself"
    );

    let amendment = Amendment::read(new.source());
    let applied = diff::apply(&amendment, &old);
    assert!(applied.applied <= amendment.len());
    let after = Charter::read(Arc::new(Source::new("改.txt", applied.text).expect("a text")));
    holds::charter(&after);
    let _ = diff::apply(&comparison.amendment(), &old);
}

fn shown(comparison: &Comparison, old: &Charter, new: &Charter) {
    for article in &comparison.articles {
        article.old.iter().for_each(|passage| holds::span(old.source().text(), passage.span));
        article.new.iter().for_each(|passage| holds::span(new.source().text(), passage.span));
        assert!(!article.old.is_empty() || !article.new.is_empty());
    }
    for language in [Language::Chinese, Language::English] {
        outputs::json(&outputs::written(|out| render::diff::json(comparison, language, out)));
        outputs::plain(&outputs::written(|out| render::diff::text(comparison, language, out)));
        outputs::page(&outputs::written(|out| render::diff::html(comparison, language, out)));
        outputs::archive(&outputs::written(|out| render::diff::docx(comparison, language, out)));
        let markdown = outputs::written(|out| render::diff::markdown(comparison, language, out));
        assert!(std::str::from_utf8(&markdown).is_ok());
    }
}
