//! `charterlint-diff/1`, for programs.

use std::io;

use serde::Serialize;

use crate::Language;
use crate::diff::{Comparison, Edit, HeadingChange, Passage, StaleReference, Summary, Unrelated};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    old: &'a str,
    new: &'a str,
    articles: Vec<Article<'a>>,
    stale_references: &'a [StaleReference],
    summary: Summary,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    headings: &'a [HeadingChange],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<Rule<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unrelated: Option<&'static str>,
}

#[derive(Serialize)]
struct Article<'a> {
    change: &'static str,
    old: Vec<&'a str>,
    new: Vec<&'a str>,
    edits: &'a [Edit],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    basis: &'a [String],
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    old: &'static str,
    new: &'static str,
    turn: &'static str,
}

/// Writes one JSON object. `headings`, `rules` and `unrelated` are there only if there is something to say: changed
/// headings, verdicts that were noted, two texts that are not versions of one.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Language, Source, diff, render};
/// let charter = |text: &str| Source::new("章程.txt", text).map(|source| Charter::read(Arc::new(source)));
/// let old = charter("某某有限公司章程\n第一条 董事任期四年。\n")?;
/// let new = charter("某某有限公司章程\n第一条 董事任期三年。\n")?;
/// let comparison = diff::compare(&old, &new);
/// let mut out = Vec::new();
/// render::diff::json(&comparison, Language::Chinese, &mut out)?;
/// let value: serde_json::Value = serde_json::from_slice(&out)?;
/// assert_eq!(value["articles"][0]["change"], "amended");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If `out` fails.
pub fn json(comparison: &Comparison, _language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    fn places(list: &[Passage]) -> Vec<&str> {
        list.iter().map(|passage| &*passage.place).collect()
    }
    let document = Document {
        schema: "charterlint-diff/1",
        old: &comparison.old_name,
        new: &comparison.new_name,
        articles: comparison
            .articles
            .iter()
            .map(|article| Article {
                change: article.change.as_str(),
                old: places(&article.old),
                new: places(&article.new),
                edits: &article.edits,
                basis: &article.basis,
            })
            .collect(),
        stale_references: &comparison.stale_references,
        summary: comparison.summary(),
        headings: &comparison.headings,
        rules: comparison
            .rule_changes
            .iter()
            .map(|change| Rule {
                rule: change.rule.code.as_str(),
                old: change.old,
                new: change.new,
                turn: change.turn.as_str(),
            })
            .collect(),
        unrelated: comparison.unrelated.map(|why| match why {
            Unrelated::NothingShared => "nothing-shared",
            Unrelated::OldHasNoArticles => "old-has-no-articles",
            Unrelated::NewHasNoArticles => "new-has-no-articles",
        }),
    };
    serde_json::to_writer_pretty(crate::render::escape::Json(&mut *out), &document).map_err(io::Error::from)?;
    writeln!(out)
}
