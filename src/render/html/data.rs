//! What the page's script is given: the index over all dossiers, and each dossier with its documents.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;

use super::offsets::Utf16;
use crate::render::blocks::{self, Kind};
use crate::render::words::{self, Position};
use crate::rules::{RuleCode, RuleMeta, Severity};
use crate::source::Grid;
use crate::{DossierReport, Finding, Label, Language, RuleResult, Source, Summary, Verdict, Waived};

/// What the page needs before a dossier is opened.
#[derive(Serialize)]
pub(super) struct Index<'a> {
    packs: Vec<Pack<'a>>,
    rules: Vec<Rule<'a>>,
    /// Of each rule, in the order in which the dossiers number them, its place in `rules`.
    places: Vec<usize>,
    dossiers: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Pack<'a> {
    name: &'a str,
    title: String,
}

#[derive(Serialize)]
struct Rule<'a> {
    code: &'a str,
    pack: usize,
    title: &'a str,
    explanation: &'a str,
    basis: Vec<String>,
}

/// A row of the matrix.
#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    path: &'a str,
    summary: Summary,
    /// One letter per rule: `s`atisfied; violated as `e`rror, `w`arning, `a`dvice, `x` if waived, `k`nown to a baseline; `u`ndetermined;
    /// `n`ot applicable; a space if the rule was not asked.
    verdicts: String,
}

/// What is kept of a dossier.
struct Row {
    name: String,
    path: String,
    summary: Summary,
    /// The letters of the verdicts, by the numbers of the rules.
    verdicts: String,
}

/// The rules of the dossiers so far, numbered as they were met, and a row for each dossier.
#[derive(Default)]
pub(super) struct Gathered {
    rules: IndexMap<RuleCode, Arc<RuleMeta>>,
    rows: Vec<Row>,
}

impl Gathered {
    /// Adds a dossier, and gives its number.
    pub(super) fn add(&mut self, dossier: &DossierReport) -> usize {
        let mut verdicts = vec![' '; self.rules.len()];
        for result in &dossier.results {
            let entry = self.rules.entry(result.rule.code.clone());
            let at = entry.index();
            entry.or_insert_with(|| Arc::clone(&result.rule));
            verdicts.resize(verdicts.len().max(at + 1), ' ');
            if let Some(cell) = verdicts.get_mut(at) {
                *cell = letter(result);
            }
        }
        self.rows.push(Row {
            name: dossier.name.clone(),
            path: dossier.path.clone(),
            summary: dossier.summary(),
            verdicts: verdicts.into_iter().collect(),
        });
        self.rows.len() - 1
    }

    /// The names of the dossiers.
    pub(super) fn names(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row.name.as_str()).collect()
    }

    /// The number of a rule.
    fn number(&self, rule: &RuleMeta) -> Option<usize> {
        self.rules.get_index_of(&rule.code)
    }

    /// What the page needs of all dossiers, with the rules in the order of their packs.
    pub(super) fn index(&self, language: Language) -> Index<'_> {
        let mut packs: IndexMap<&str, Pack<'_>> = IndexMap::new();
        let numbered = self.rules.values().enumerate().map(|(number, rule)| {
            let name = rule.code.pack();
            let entry = packs.entry(name);
            let pack = entry.index();
            entry.or_insert_with(|| Pack { name, title: words::pack(rule, language).to_owned() });
            (pack, number, rule)
        });
        let mut shown: Vec<(usize, usize, &Arc<RuleMeta>)> = numbered.collect();
        shown.sort_unstable_by_key(|(pack, number, _)| (*pack, *number));
        let mut places = vec![0; shown.len()];
        for (place, (_, number, _)) in shown.iter().enumerate() {
            places[*number] = place;
        }
        let rules = shown.iter().map(|(pack, _, rule)| Rule {
            code: rule.code.as_str(),
            pack: *pack,
            title: words::title(rule, language),
            explanation: rule.explanation.get(language),
            basis: rule.basis.iter().map(|basis| words::basis(basis, language)).collect(),
        });
        let dossiers = self.rows.iter().map(|row| {
            let mut verdicts = vec![' '; places.len()];
            for (place, letter) in places.iter().zip(row.verdicts.chars()) {
                verdicts[*place] = letter;
            }
            Entry { name: &row.name, path: &row.path, summary: row.summary, verdicts: verdicts.into_iter().collect() }
        });
        Index { rules: rules.collect(), dossiers: dossiers.collect(), packs: packs.into_values().collect(), places }
    }
}

fn letter(result: &RuleResult) -> char {
    match &result.verdict {
        Verdict::Satisfied { .. } => 's',
        Verdict::Violated { .. } if result.waived.is_some() => 'x',
        Verdict::Violated { findings, .. } if findings.iter().all(Finding::is_known) => 'k',
        Verdict::Violated { findings, .. } => {
            match findings.iter().filter(|finding| !finding.is_known()).map(|finding| finding.severity).max() {
                Some(Severity::Error) | None => 'e',
                Some(Severity::Warning) => 'w',
                Some(Severity::Advice) => 'a',
            }
        }
        Verdict::NotApplicable { .. } => 'n',
        Verdict::Undetermined { .. } => 'u',
    }
}

/// One dossier.
#[derive(Serialize)]
pub(super) struct DossierView<'a> {
    documents: Vec<DocumentView<'a>>,
    skipped: Vec<(&'a str, &'a str)>,
    results: Vec<ResultView<'a>>,
}

#[derive(Serialize)]
struct DocumentView<'a> {
    path: &'a str,
    kind: String,
    title: String,
    text: &'a str,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    /// Start and end of page numbers and running headers.
    furniture: Vec<(u32, u32)>,
    remarks: Vec<&'a str>,
}

/// A block: kind, start, end, and end of the label at its start. Offsets in UTF-16 units. Of a table: the index of its
/// grid in place of the label's end.
#[derive(Serialize)]
struct Block(Kind, u32, u32, u32);

/// A table: rows, columns, and its cells as row, column, rows covered, columns covered, start, end.
#[derive(Serialize)]
struct Table {
    rows: u32,
    columns: u32,
    cells: Vec<[u32; 6]>,
}

#[derive(Serialize)]
struct ResultView<'a> {
    /// Its number: see [`Index::places`].
    rule: usize,
    verdict: &'static str,
    waived: Option<&'a Waived>,
    reason: Option<&'a str>,
    /// Name of each missing fact, and how to supply it.
    missing: Vec<(String, String)>,
    evidence: Vec<LabelView<'a>>,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    severity: Severity,
    known: bool,
    message: &'a str,
    help: &'a str,
    model: &'a str,
    basis: Vec<String>,
    labels: Vec<LabelView<'a>>,
}

/// A label: index of the document, start and end in UTF-16 units of its text.
#[derive(Serialize)]
struct LabelView<'a> {
    document: usize,
    start: u32,
    end: u32,
    place: &'a str,
    /// Cell, page or line in the file.
    position: String,
    message: Option<&'a str>,
}

/// The sources of a dossier, each once: those it lists, and those that labels point into beside them.
struct Sources<'a> {
    all: IndexMap<*const Source, (&'a Arc<Source>, Utf16<'a>)>,
    language: Language,
}

impl<'a> Sources<'a> {
    fn add(&mut self, source: &'a Arc<Source>) -> usize {
        let entry = self.all.entry(Arc::as_ptr(source));
        let index = entry.index();
        entry.or_insert_with(|| (source, Utf16::new(source.text())));
        index
    }

    fn label(&mut self, label: &'a Label) -> LabelView<'a> {
        let document = self.add(&label.source);
        let (start, end) = self
            .all
            .get_index(document)
            .map_or((0, 0), |(_, (_, offsets))| (offsets.at(label.span.start), offsets.at(label.span.end)));
        let position = Position::of(label);
        let position = position.in_file(self.language).unwrap_or_else(|| match self.language {
            Language::Chinese => format!("第{}行", position.start.line),
            Language::English => format!("line {}", position.start.line),
        });
        LabelView {
            document,
            start,
            end,
            place: &label.place,
            position: position.trim_matches(['(', ')']).to_owned(),
            message: label.message.as_ref().map(|message| message.get(self.language)),
        }
    }

    fn finding(&mut self, finding: &'a Finding) -> FindingView<'a> {
        FindingView {
            severity: finding.severity,
            known: finding.is_known(),
            message: finding.message.get(self.language),
            help: finding.help.get(self.language),
            model: &finding.model_clause,
            basis: finding.basis.iter().map(|basis| words::basis(basis, self.language)).collect(),
            labels: finding.labels.iter().map(|label| self.label(label)).collect(),
        }
    }
}

impl<'a> DossierView<'a> {
    pub(super) fn new(dossier: &'a DossierReport, gathered: &Gathered, language: Language) -> Self {
        let mut sources = Sources { all: IndexMap::new(), language };
        // The charter first, which is what one reads.
        let (charters, others): (Vec<_>, Vec<_>) = dossier.documents.iter().partition(|one| one.kind == "charter");
        for document in charters.into_iter().chain(others) {
            sources.add(&document.source);
        }
        let results = dossier.results.iter();
        let results: Vec<ResultView<'_>> =
            results.filter_map(|result| Some(view(result, gathered.number(&result.rule)?, &mut sources))).collect();
        let documents = sources.all.values().map(|(source, offsets)| document(dossier, source, offsets, language));
        Self {
            documents: documents.collect(),
            skipped: dossier.skipped.iter().map(|one| (one.path.as_str(), one.reason.get(language))).collect(),
            results,
        }
    }
}

fn view<'a>(result: &'a RuleResult, rule: usize, sources: &mut Sources<'a>) -> ResultView<'a> {
    let language = sources.language;
    let (reason, missing): (_, &[String]) = match &result.verdict {
        Verdict::NotApplicable { reason } => (Some(reason.get(language)), &[]),
        Verdict::Undetermined { missing } => (None, missing),
        _ => (None, &[]),
    };
    ResultView {
        rule,
        verdict: result.verdict.as_str(),
        waived: result.waived.as_ref(),
        reason,
        missing: missing.iter().map(|fact| words::missing(fact, language)).collect(),
        evidence: result.evidence().iter().map(|label| sources.label(label)).collect(),
        findings: result.findings().iter().map(|finding| sources.finding(finding)).collect(),
    }
}

/// A source as the page shows it. One source may hold several documents: their kinds and titles are joined.
fn document<'a>(
    dossier: &'a DossierReport,
    source: &'a Arc<Source>,
    offsets: &Utf16<'_>,
    language: Language,
) -> DocumentView<'a> {
    let here: Vec<_> = dossier.documents.iter().filter(|document| Arc::ptr_eq(&document.source, source)).collect();
    let joined = |part: &mut dyn Iterator<Item = &'a str>| {
        let mut parts: Vec<&str> = part.filter(|part| !part.is_empty()).collect();
        parts.dedup();
        parts.join(words::pick(language, "、", ", "))
    };
    // Articles of a charter shape the whole text; of several documents in one file, the charter comes first.
    let shape = here.iter().map(|document| document.kind).find(|kind| matches!(*kind, "charter" | "amendment"));
    let mut tables = Vec::new();
    let mut blocks = Vec::new();
    let shape = shape.unwrap_or_default();
    let furniture = blocks::furniture(source, shape);
    for block in blocks::blocks(source, shape) {
        let mut last = offsets.at(block.label_end);
        if let Some(grid) = block.grid {
            last = u32::try_from(tables.len()).unwrap_or(u32::MAX);
            tables.push(table(grid, offsets));
        }
        blocks.push(Block(block.kind, offsets.at(block.span.start), offsets.at(block.span.end), last));
    }
    DocumentView {
        path: source.name(),
        kind: joined(&mut here.iter().map(|document| words::document_kind(document.kind, language))),
        title: joined(&mut here.iter().map(|document| document.title.as_str())),
        text: source.text(),
        blocks,
        tables,
        furniture: furniture.iter().map(|span| (offsets.at(span.start), offsets.at(span.end))).collect(),
        remarks: source.remarks().iter().map(|remark| remark.get(language)).collect(),
    }
}

fn table(grid: &Grid, offsets: &Utf16<'_>) -> Table {
    let cells = grid.cells.iter().map(|cell| {
        let (start, end) = (offsets.at(cell.span.start), offsets.at(cell.span.end));
        [cell.row, cell.column, cell.row_span, cell.column_span, start, end]
    });
    Table { rows: grid.rows, columns: grid.columns, cells: cells.collect() }
}
