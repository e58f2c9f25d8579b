//! What must hold of any result.

use charterlint::facts::row_facts;
use charterlint::model::charter::{Charter, Item};
use charterlint::source::Grid;
use charterlint::{Date, Dossier, DossierReport, Label, Report, Source, Span, Verdict};

/// The day as of which everything is checked.
pub fn day() -> Date {
    Date::new(2026, 11, 23).expect("a day")
}

/// A span that can be cut out of the text.
pub fn span(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} does not fit {} bytes", text.len());
}

/// A label whose words can be shown.
pub fn label(label: &Label) {
    span(label.source.text(), label.span);
    let at = label.source.position(label.span.start);
    assert!(at.line >= 1 && at.column >= 1, "{at:?}");
}

/// Spans inside their parent's and in order.
fn nested(text: &str, parent: Span, children: impl Iterator<Item = Span>) {
    let mut from = parent.start;
    for child in children {
        span(text, child);
        assert!(parent.encloses(child), "{child:?} is not inside {parent:?}");
        assert!(child.start >= from, "{child:?} starts before {from}");
        from = child.end;
    }
}

fn items(text: &str, parent: Span, of: &[Item]) {
    nested(text, parent, of.iter().map(|item| item.span));
    for item in of {
        assert!(item.span.encloses(item.label), "{:?} is not inside {:?}", item.label, item.span);
        items(text, item.span, &item.items);
    }
}

/// Chapters, articles, paragraphs and items nested in one another; places that lead back.
pub fn charter(charter: &Charter) {
    let text = charter.source().text();
    let whole = Span::from(0..text.len());
    for one in [charter.title(), charter.signature()].into_iter().flatten() {
        span(text, one);
    }
    assert!(!charter.parts().is_empty(), "there is always a body");
    nested(text, whole, charter.parts().iter().map(|part| part.span));
    for part in charter.parts() {
        assert!(part.chapters.end <= charter.chapters().len() && part.articles.end <= charter.articles().len());
        nested(text, part.span, charter.chapters()[part.chapters.clone()].iter().map(|chapter| chapter.span));
    }
    for chapter in charter.chapters() {
        span(text, chapter.title);
        assert!(chapter.span.encloses(chapter.label), "{chapter:?}");
        nested(text, chapter.span, chapter.sections.iter().map(|section| section.span));
        nested(text, chapter.span, charter.articles()[chapter.articles.clone()].iter().map(|article| article.span));
    }
    nested(text, whole, charter.articles().iter().map(|article| article.span));
    for (index, article) in charter.articles().iter().enumerate() {
        assert!(article.span.encloses(article.label), "{article:?}");
        nested(text, article.span, article.paragraphs.iter().map(|paragraph| paragraph.span));
        for paragraph in &article.paragraphs {
            items(text, paragraph.span, &paragraph.items);
        }
        if !article.span.is_empty() {
            assert_eq!(charter.article_at(article.span.start), Some(index));
        }
        let _ = charter.address(article.span.start).to_string();
    }
    for entry in charter.contents() {
        span(text, entry.label);
        span(text, entry.title);
    }
    let prose = charter.prose();
    nested(prose.text(), Span::from(0..prose.text().len()), prose.sentences().iter().map(|sentence| sentence.span));
    for sentence in prose.sentences() {
        span(text, prose.to_source(sentence.span));
        assert!(sentence.article < charter.articles().len());
    }
}

fn grid(text: &str, grid: &Grid) {
    span(text, grid.span);
    for cell in &grid.cells {
        span(text, cell.span);
        assert!(cell.row_span >= 1 && cell.column_span >= 1, "{cell:?}");
        assert!(cell.row + cell.row_span <= grid.rows && cell.column + cell.column_span <= grid.columns, "{cell:?}");
    }
}

/// What an importer made: tables and origins that fit the text.
pub fn source(source: &Source) {
    let text = source.text();
    source.grids().iter().for_each(|one| grid(text, one));
    let mut from = 0;
    for (stretch, _) in source.origins().within(Span::from(0..text.len())) {
        span(text, *stretch);
        assert!(stretch.start >= from, "{stretch:?} starts before {from}");
        from = stretch.end;
    }
}

/// Documents whose words can be shown.
pub fn dossier(dossier: &Dossier) {
    for document in &dossier.documents {
        let text = document.source.text();
        source(&document.source);
        span(text, document.span);
        document.unread.iter().for_each(|unread| span(text, unread.span));
        row_facts(document).iter().for_each(|fact| label(&fact.label));
    }
    dossier.charter().into_iter().for_each(charter);
    charterlint::facts::known(dossier).iter().for_each(|known| label(&known.evidence));
}

/// An answer to every rule, each with what it rests on.
pub fn report(report: &Report) {
    report.dossiers.iter().for_each(answers);
}

fn answers(dossier: &DossierReport) {
    for result in &dossier.results {
        let code = &result.rule.code;
        match &result.verdict {
            // A rule that forbids something has nothing to show where nothing is wrong.
            Verdict::Satisfied { evidence } => evidence.iter().for_each(label),
            Verdict::Violated { findings, evidence } => {
                assert!(!findings.is_empty(), "{code}: violated without a finding");
                evidence.iter().for_each(label);
                for finding in findings {
                    assert!(!finding.labels.is_empty(), "{code}: a finding without a place");
                    assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty(), "{code}: no message");
                    finding.labels.iter().for_each(label);
                }
            }
            Verdict::NotApplicable { reason } => assert!(!reason.is_empty(), "{code}: no reason"),
            Verdict::Undetermined { missing } => assert!(!missing.is_empty(), "{code}: nothing is missing"),
            _ => {}
        }
    }
}
