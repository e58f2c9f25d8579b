//! Verdicts on a part of a charter: an amendment gives some articles and leaves the others as they were.

use super::context::missing;
use crate::Verdict;
use crate::facts::ReadCharter;
use crate::source::Span;

/// What a verdict that was reached on an extract is worth.
///
/// What the extract says, it says: a requirement that it meets is met. What it does not say may stand in the rest. If
/// `suffices`, the rule is broken by words that stand there, and then a finding on the extract's words holds.
pub(super) fn verdict(verdict: Verdict, suffices: bool, charter: &ReadCharter<'_>) -> Verdict {
    match verdict {
        Verdict::Satisfied { evidence } if !suffices && !evidence.is_empty() => Verdict::Satisfied { evidence },
        Verdict::Violated { mut findings, evidence } if suffices => {
            findings.retain(|finding| finding.labels.first().is_some_and(|label| in_words(charter, label.span)));
            if findings.is_empty() { missing(["document:charter"]) } else { Verdict::Violated { findings, evidence } }
        }
        Verdict::Undetermined { missing } => Verdict::Undetermined { missing },
        _ => missing(["document:charter"]),
    }
}

/// Whether a label points at the words of an article: an absence points at a heading.
fn in_words(charter: &ReadCharter<'_>, span: Span) -> bool {
    let article = charter.charter.article_at(span.start).and_then(|i| charter.charter.articles().get(i));
    article.is_some_and(|article| span.start >= article.label.end)
}
