//! Files of Office and PDF: the bytes themselves, or a file around fuzzed parts.

use charterlint::rules::Checking;
use charterlint::{Dossier, Language, Limits, RuleSet, Source, import, render};

use super::{compound, holds, package, parts, pdf as one_page, texts};

/// Less than the defaults, so that what comes near a limit is still quick.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.unpacked_bytes = 16 << 20;
    limits.text_bytes = 1 << 20;
    limits.table_cells = 100_000;
    limits.pieces = 100_000;
    limits.seconds = 5;
    limits
}

/// Reads a file: an error names it in both languages, a text keeps its promises.
fn read(name: &str, bytes: &[u8]) -> Option<Source> {
    match import::import(name, bytes, &limits()) {
        Ok(source) => {
            holds::source(&source);
            Some(source)
        }
        Err(error) => {
            let (zh, en) = (error.message(Language::Chinese), error.to_string());
            assert!(zh.starts_with(name) && en.starts_with(name), "{zh} / {en}");
            None
        }
    }
}

/// A Word file: read, checked, and marked up, which leaves its text as it was.
pub fn word(bytes: &[u8]) {
    let made;
    let bytes = if bytes.starts_with(b"PK") {
        bytes
    } else {
        made = package::word(&parts(bytes));
        &made
    };
    let Some(source) = read("章程.docx", bytes) else { return };
    let text = source.text().to_owned();
    let Ok(dossier) = Dossier::builder().add_source(source).build() else { return };
    holds::dossier(&dossier);
    let report = RuleSet::builtin().check_with(&dossier, &Checking::on(holds::day()));
    holds::report(&report);
    let dossier = &report.dossiers[0];
    let Some(main) = render::word::main_document(dossier) else { return };
    let options = render::word::WordOptions::new(Language::Chinese, report.as_of);
    if let Ok(marked) = render::word::word(dossier, main, Some(bytes), &options) {
        // Comments make a file longer than the limits that it just fitted into.
        let again = import::import("批注.docx", &marked, &Limits::default()).expect("a marked file that can be read");
        assert_eq!(again.text(), text, "comments have changed the text");
    }
}

/// A workbook: read and checked.
pub fn excel(bytes: &[u8]) {
    let made;
    let bytes = if bytes.starts_with(b"PK") {
        bytes
    } else {
        made = package::excel(&parts(bytes));
        &made
    };
    if let Some(source) = read("台账.xlsx", bytes) {
        texts::checked(Dossier::builder().add_source(source).build());
    }
}

/// An old workbook: the compound file itself, or one around its records.
pub fn old_excel(bytes: &[u8]) {
    let made;
    let bytes = if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        bytes
    } else {
        made = compound::workbook(bytes);
        &made
    };
    if let Some(source) = read("台账.xls", bytes) {
        texts::checked(Dossier::builder().add_source(source).build());
    }
}

/// A PDF: the file itself, or one around content, character table and page.
pub fn pdf(bytes: &[u8]) {
    let made;
    let bytes = if bytes.starts_with(b"%PDF") {
        bytes
    } else {
        made = one_page::around(&bytes.split(|byte| *byte == 0).collect::<Vec<_>>());
        &made
    };
    if let Some(source) = read("章程.pdf", bytes) {
        texts::checked(Dossier::builder().add_source(source).build());
    }
}
