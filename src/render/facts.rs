//! What documents state: text for people, JSON for programs, CSV with one row per fact for coding many companies.

mod columns;
mod words;

use std::io;

use serde::Serialize;

use columns::Columns;
use words::{kind, remarks};

use super::escape::{cell, visible};
use super::json::LabelView;
use super::words::Position;
use crate::dossier::{Content, Document};
use crate::facts::{CharterFacts, Doubt, Fact, Modality, RowFact, Stance, Statement, row_facts};
use crate::{Dossier, Label, Language};

/// Writes the facts of a dossier's documents for people: one line each, in the order of the text, with the words below.
///
/// ```
/// use charterlint::{Dossier, Language, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事会由七名董事组成。\n")?;
/// let mut out = Vec::new();
/// render::facts::text(&dossier, Language::English, &mut out)?;
/// assert!(String::from_utf8(out)?.contains("board director 7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn text(dossier: &Dossier, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    for (i, document) in dossier.documents.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let title = if document.title.is_empty() { document.source.name() } else { &document.title };
        let name = super::words::document_kind(document.kind.as_str(), language);
        writeln!(out, "{}  {}  {name}", visible(document.source.name()), visible(title))?;
        for line in Line::all(document) {
            line.text(language, out)?;
        }
    }
    Ok(())
}

impl Line<'_> {
    fn text(&self, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
        let columns = self.columns(language);
        let words = visible(self.label.text()).replace(['\n', '\r', '\t'], " ");
        let mut stated = String::new();
        for part in [&columns.subject, &columns.object, &columns.value] {
            if !part.is_empty() {
                stated.push(' ');
                stated.push_str(&visible(part));
            }
        }
        write!(out, "{}  {}{stated}", visible(&self.label.place), kind(self.kind(), language))?;
        let remarks = match &self.stated {
            Stated::Charter(fact) => remarks(fact, language),
            Stated::Row(_) => Vec::new(),
        };
        if !remarks.is_empty() {
            let (open, separator, close) =
                if language == Language::Chinese { ("（", "；", "）") } else { (" (", "; ", ")") };
            write!(out, "{open}{}{close}", remarks.join(separator))?;
        }
        writeln!(out, "\n    {words}")
    }
}

#[derive(Serialize)]
struct FactsView<'a> {
    schema: &'static str,
    name: &'a str,
    path: &'a str,
    documents: Vec<DocumentView<'a>>,
    skipped: Vec<SkippedView<'a>>,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    path: &'a str,
    kind: &'static str,
    title: &'a str,
    facts: Vec<FactView<'a>>,
}

#[derive(Serialize)]
struct SkippedView<'a> {
    path: String,
    reason: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum FactView<'a> {
    Charter {
        #[serde(flatten)]
        statement: &'a Statement,
        modality: Modality,
        stance: Stance,
        doubt: Option<Doubt>,
        contradicted: bool,
        evidence: LabelView<'a>,
    },
    Row {
        kind: &'static str,
        subject: &'a str,
        object: &'a str,
        value: &'a str,
        minimum: Option<&'a str>,
        maximum: Option<&'a str>,
        unit: Option<&'a str>,
        evidence: LabelView<'a>,
    },
}

/// The JSON Schema (2020-12) of what [`json()`] writes.
pub const SCHEMA: &str = include_str!("facts.schema.json");

/// Writes the facts of a dossier's documents as one JSON object with a line end after it.
///
/// Words of the charter's facts are those of [`Statement`]; reasons and messages are in `language`.
///
/// ```
/// use charterlint::{Dossier, Language, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事会由七名董事组成。\n")?;
/// let mut out = Vec::new();
/// render::facts::json(&dossier, Language::English, &mut out)?;
/// assert!(serde_json::from_slice::<serde_json::Value>(&out).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn json(dossier: &Dossier, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let lines: Vec<Vec<Line<'_>>> = dossier.documents.iter().map(Line::all).collect();
    let documents = dossier.documents.iter().zip(&lines).map(|(document, lines)| DocumentView {
        path: document.source.name(),
        kind: document.kind.as_str(),
        title: &document.title,
        facts: lines.iter().map(|line| line.view(language)).collect(),
    });
    let skipped = dossier.skipped.iter();
    let view = FactsView {
        schema: "charterlint-facts/1",
        name: &dossier.name,
        path: &dossier.path,
        documents: documents.collect(),
        skipped: skipped.map(|one| SkippedView { path: one.path.clone(), reason: one.reason.get(language) }).collect(),
    };
    serde_json::to_writer_pretty(super::escape::Json(&mut *out), &view)?;
    out.write_all(b"\n")
}

/// What a line of the output is about.
enum Stated {
    Charter(Fact),
    Row(RowFact),
}

/// One fact with its document and place.
struct Line<'a> {
    document: &'a Document,
    title: &'a str,
    stated: Stated,
    label: Label,
}

impl<'a> Line<'a> {
    /// The facts of one document, in the order of its text.
    fn all(document: &'a Document) -> Vec<Self> {
        let title = document.title.as_str();
        match &document.content {
            Content::Charter(charter) | Content::Amendment(charter) => {
                let facts = CharterFacts::read(charter);
                let lines = facts.all().iter().map(|fact| {
                    let label = facts.label(charter, fact);
                    Line { document, title, stated: Stated::Charter(fact.clone()), label }
                });
                let mut lines: Vec<Self> = lines.collect();
                lines.sort_by_key(|line| line.label.span.start);
                lines
            }
            _ => row_facts(document)
                .into_iter()
                .map(|fact| Line { document, title, label: fact.label.clone(), stated: Stated::Row(fact) })
                .collect(),
        }
    }

    fn kind(&self) -> &'static str {
        match &self.stated {
            Stated::Charter(fact) => fact.statement.kind(),
            Stated::Row(fact) => fact.kind,
        }
    }

    fn columns(&self, language: Language) -> Columns {
        match &self.stated {
            Stated::Charter(fact) => Columns::of(&fact.statement, language),
            Stated::Row(fact) => Columns {
                subject: fact.subject.get(language).to_owned(),
                object: fact.object.get(language).to_owned(),
                value: fact.value.get(language).to_owned(),
                minimum: fact.bounds.0.clone(),
                maximum: fact.bounds.1.clone(),
                unit: fact.unit,
            },
        }
    }

    fn view(&self, language: Language) -> FactView<'_> {
        let evidence = LabelView::new(&self.label, language);
        let some = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        match &self.stated {
            Stated::Charter(fact) => FactView::Charter {
                statement: &fact.statement,
                modality: fact.modality,
                stance: fact.stance,
                doubt: fact.doubt,
                contradicted: fact.contradicted,
                evidence,
            },
            Stated::Row(fact) => FactView::Row {
                kind: fact.kind,
                subject: fact.subject.get(Language::English),
                object: fact.object.get(Language::English),
                value: fact.value.get(if fact.kind == "not-understood" { language } else { Language::English }),
                minimum: Some(fact.bounds.0.as_str()).filter(|text| !text.is_empty()),
                maximum: Some(fact.bounds.1.as_str()).filter(|text| !text.is_empty()),
                unit: some(fact.unit),
                evidence,
            },
        }
    }
}

/// The columns of [`csv_rows`].
pub const COLUMNS: [&str; 18] = [
    "file",
    "title",
    "kind",
    "subject",
    "object",
    "value",
    "minimum",
    "maximum",
    "unit",
    "modality",
    "stance",
    "doubt",
    "contradicted",
    "place",
    "line",
    "start",
    "end",
    "text",
];

/// Writes what a table of facts begins with: a byte-order mark, so that Excel reads it as UTF-8, and the header row.
///
/// # Errors
/// Those of the writer.
pub fn csv_header(out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    row(out, &COLUMNS.map(str::to_owned))
}

/// Writes one row per fact of a dossier's documents. Words are those of [`json()`], whatever the language, so that rows of
/// many charters compare.
///
/// # Errors
/// Those of the writer.
pub fn csv_rows(dossier: &Dossier, out: &mut dyn io::Write) -> io::Result<()> {
    for line in dossier.documents.iter().flat_map(Line::all) {
        let columns = line.columns(Language::English);
        let position = Position::of(&line.label);
        let (modality, stance, doubt, contradicted) = match &line.stated {
            Stated::Charter(fact) => (
                fact.modality.to_string(),
                fact.stance.to_string(),
                fact.doubt.map(|d| d.to_string()).unwrap_or_default(),
                fact.contradicted.to_string(),
            ),
            Stated::Row(_) => Default::default(),
        };
        row(
            out,
            &[
                line.document.source.name().to_owned(),
                line.title.to_owned(),
                line.kind().to_owned(),
                columns.subject,
                columns.object,
                columns.value,
                columns.minimum,
                columns.maximum,
                columns.unit.to_owned(),
                modality,
                stance,
                doubt,
                contradicted,
                line.label.place.clone(),
                position.start.line.to_string(),
                line.label.span.start.to_string(),
                line.label.span.end.to_string(),
                line.label.text().to_owned(),
            ],
        )?;
    }
    Ok(())
}

fn row(out: &mut dyn io::Write, cells: &[String]) -> io::Result<()> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::with_capacity(256));
    writer.write_record(cells.iter().map(|text| cell(text).into_owned()))?;
    let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    out.write_all(&bytes)
}
