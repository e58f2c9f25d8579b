//! Every output of a report, and what must hold of each.

use std::io::{self, Cursor, Read as _};
use std::sync::{Arc, LazyLock};

use charterlint::rules::Checking;
use charterlint::{Dossier, Language, Report, RuleSet, Source, Span, Verdict, render};
use quick_xml::events::Event;

use super::{config, holds, parts};

/// What a renderer writes.
pub fn written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out).expect("a writer that does not fail");
    out
}

/// JSON, whole.
pub fn json(bytes: &[u8]) {
    serde_json::from_slice::<serde_json::Value>(bytes).expect("JSON");
}

/// Rows of one length.
pub fn csv(bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(bytes);
    for record in reader.records() {
        let record = record.expect("a row as long as the header");
        for cell in &record {
            // A sheet would compute it.
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "a formula: {cell:?}");
        }
    }
}

/// Text for a terminal: nothing in it commands one.
pub fn plain(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let stray = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert!(stray.is_none(), "{stray:?} in text for a terminal");
    let turned = text.chars().find(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
    assert!(turned.is_none(), "{turned:?} turns the text around");
}

/// A page with no element but its own.
pub fn page(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(!text.contains("<fuzz") && text.trim_end().ends_with("</html>"), "an element of a document in the page");
}

/// An archive whose parts are well-formed XML.
pub fn archive(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut part = String::new();
        entry.read_to_string(&mut part).expect("UTF-8");
        let mut reader = quick_xml::Reader::from_str(&part);
        let mut depth = 0_i32;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Eof => break,
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name} is not closed");
        let forbidden =
            |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
        assert!(!part.contains(forbidden), "{name} holds what XML forbids");
    }
}

/// One command a line, none from a document.
fn commands(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    for line in text.lines().filter(|line| line.trim_start().starts_with("::")) {
        let known = ["::error", "::warning", "::notice", "::group", "::endgroup"];
        assert!(known.iter().any(|start| line.starts_with(start)), "a command: {line:?}");
    }
}

static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let roster = "姓名,政治面貌,职务\n陆明远,中共党员,党委书记\n秦望舒,群众,董事长\n";
    let dossier = Dossier::builder()
        .add_text("章程.txt", config::CHARTER)
        .and_then(|builder| builder.add_text("名册.csv", roster))
        .and_then(charterlint::dossier::DossierBuilder::build)
        .expect("a dossier");
    let mut report = RuleSet::builtin().check_with(&dossier, &Checking::on(holds::day()));
    // A few answers of each kind are enough to be written.
    let mut kept = [0; 4];
    report.dossiers[0].results.retain(|result| {
        let kind = match &result.verdict {
            Verdict::Satisfied { .. } => 0,
            Verdict::Violated { .. } => 1,
            Verdict::NotApplicable { .. } => 2,
            _ => 3,
        };
        kept[kind] += 1;
        kept[kind] <= 4
    });
    report
});

/// A report whose names, places, words and spans come from the bytes, in every output: any text, any order of spans.
pub fn render(bytes: &[u8]) {
    let parts = parts(bytes);
    let word = |index: usize| parts.get(index % parts.len().max(1)).map(String::as_str).unwrap_or_default();
    let source = |index: usize| Arc::new(Source::new(word(index), word(index + 1)).expect("a source"));
    let sources = [source(0), source(2)];
    let mut report = REPORT.clone();
    let mut next = 0;
    let mut number = || {
        next += 1;
        u32::from(bytes.get(next % bytes.len().max(1)).copied().unwrap_or_default())
    };
    let dossier = &mut report.dossiers[0];
    dossier.name = word(0).to_owned();
    dossier.path = word(1).to_owned();
    for (index, document) in dossier.documents.iter_mut().enumerate() {
        document.source = Arc::clone(&sources[index % 2]);
        document.title = word(index + 3).to_owned();
    }
    for result in &mut dossier.results {
        let mut label = |label: &mut charterlint::Label| {
            let source = &sources[number() as usize % 2];
            let start = number() * source.text().len().max(1) as u32 / 256;
            label.source = Arc::clone(source);
            label.span = Span::new(start, start + number());
            label.place = word(number() as usize).to_owned();
            label.message = Some(charterlint::Text::new(word(4).to_owned(), word(5).to_owned()));
        };
        match &mut result.verdict {
            Verdict::Satisfied { evidence } => evidence.iter_mut().for_each(&mut label),
            Verdict::Violated { findings, evidence } => {
                evidence.iter_mut().for_each(&mut label);
                for finding in findings {
                    finding.labels.iter_mut().for_each(&mut label);
                    finding.message = charterlint::Text::new(word(6).to_owned(), word(7).to_owned());
                    finding.help = charterlint::Text::new(word(8).to_owned(), word(9).to_owned());
                    finding.model_clause = word(10).to_owned();
                }
            }
            Verdict::NotApplicable { reason } => {
                *reason = charterlint::Text::new(word(11).to_owned(), word(12).to_owned())
            }
            Verdict::Undetermined { missing } => missing.push(word(13).to_owned()),
            _ => {}
        }
    }
    all(&report);
}

/// Writes a report in every form and language.
pub fn all(report: &Report) {
    for language in [Language::Chinese, Language::English] {
        json(&written(|out| render::json(report, language, out)));
        json(&written(|out| render::sarif(report, language, out)));
        let lines = written(|out| render::json_lines(report, language, out));
        lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).for_each(json);
        csv(&written(|out| render::csv(report, language, out)));
        commands(&written(|out| render::github(report, language, out)));
        page(&written(|out| render::html(report, language, out)));
        archive(&written(|out| render::xlsx(report, language, out)));
        let mut options = render::TerminalOptions::default();
        options.language = language;
        plain(&written(|out| render::terminal(report, &options, out)));
        let dossier = &report.dossiers[0];
        if let Some(main) = render::word::main_document(dossier) {
            let options = render::word::WordOptions::new(language, report.as_of);
            if let Ok(file) = render::word::word(dossier, main, None, &options) {
                archive(&file);
            }
        }
    }
}
