//! Text PDFs: one line per visual line, in reading order, with the page of each.
//!
//! A page starts with `\u{0C}` (white space), except the first. Page headers, page numbers and wrapped lines stay as they
//! are printed; whoever reads the text for articles takes them out, with more knowledge than there is here.
//!
//! The library that reads the file runs in a thread of its own: a panic inside becomes an error, and so does running past
//! [`Limits::seconds`](crate::Limits::seconds). Where it fails or finds no usable text, the program `pdftotext` (poppler)
//! is asked, if it is installed.

mod aligned;
mod columns;
mod frame;
mod guard;
mod layout;
mod poppler;
mod ruled;
mod rulings;
mod table;
mod weave;
mod wrap;

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use pdf_oxide::PdfDocument;

use super::error::{Bound, Format, ImportCause};
use super::{Imported, Text};
use crate::source::{Grid, GridCell, Limits, Origin, OriginMap, Span};

/// Stack of the reading thread: nesting that the library follows must not end the process.
const STACK: usize = 64 << 20;

/// Least characters per page on average of a file that counts as text; a scan may carry page numbers.
const LEAST_PER_PAGE: usize = 8;

/// Reads the bytes of a PDF.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    guard::check(bytes, limits)?;
    let (mut notes, mut tables) = (0, Vec::new());
    let pages = in_thread(bytes, limits).map(|read| {
        (notes, tables) = (read.notes, read.tables);
        read.pages
    });
    let good = |pages: &Result<Vec<String>, ImportCause>| pages.as_ref().is_ok_and(|pages| is_text(pages));
    let settled = match &pages {
        Ok(pages) => is_text(pages),
        // Another program would run into the same.
        Err(ImportCause::Encrypted { .. } | ImportCause::Limit { .. }) => true,
        Err(_) => false,
    };
    let mut remarks = Vec::new();
    let pages = if settled {
        pages
    } else {
        match poppler::pages(bytes, limits).map(Ok) {
            Some(other) if good(&other) => {
                remarks.push(Text::new("由 pdftotext 读取", "read by pdftotext"));
                (notes, tables) = (0, Vec::new());
                other
            }
            _ => pages,
        }
    }?;
    if pages.iter().all(|page| page.trim().is_empty()) || letters(&pages) < LEAST_PER_PAGE * pages.len().min(4) / 2 {
        return Err(ImportCause::NoText { format: Format::Pdf });
    }
    let blank = pages.iter().filter(|page| page.trim().is_empty()).count();
    if blank > 0 {
        remarks.push(Text::new(
            format!("共 {} 页，其中 {blank} 页没有文字，可能是空白页或扫描页", pages.len()),
            format!("{blank} of {} pages hold no text: blank or scanned", pages.len()),
        ));
    }
    if notes > 0 {
        remarks.push(Text::new(
            format!("脚注、尾注 {notes} 条未计入正文"),
            format!("{notes} notes are not part of the text"),
        ));
    }
    if !is_text(&pages) {
        remarks.push(Text::new(
            "部分文字没有编码信息，可能有误；请核对，或做文字识别（OCR）后再读",
            "some text carries no encoding and may be wrong; check it, or run text recognition (OCR)",
        ));
    }
    Ok(joined(&pages, &tables, remarks))
}

/// What the thread reads.
#[derive(Default)]
struct Read {
    pages: Vec<String>,
    notes: u32,
    tables: Vec<weave::Rows>,
}

fn joined(pages: &[String], tables: &[weave::Rows], remarks: Vec<Text>) -> Imported {
    let mut text = String::with_capacity(pages.iter().map(|page| page.len() + 2).sum());
    let mut origins = OriginMap::new();
    let mut starts = Vec::with_capacity(pages.len());
    for (i, page) in pages.iter().enumerate() {
        if i > 0 {
            text.push('\u{0C}');
        }
        let start = text.len();
        starts.push(start);
        text.push_str(page);
        origins.push(Span::from(start..text.len()), Origin::Page { page: i as u32 + 1 });
        if !page.ends_with('\n') {
            text.push('\n');
        }
    }
    let mut grids = Vec::new();
    for rows in tables {
        let mut cells = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let start = starts.get(row.page).copied().unwrap_or(0);
            cells.extend(row.cells.iter().map(|cell| GridCell {
                span: Span::from(start + cell.place.start..start + cell.place.end),
                row: number as u32,
                column: cell.column as u32,
                row_span: cell.rows as u32,
                column_span: cell.columns as u32,
            }));
        }
        let Some((first, last)) = cells.first().zip(cells.last()) else { continue };
        let span = first.span.cover(last.span);
        let columns = cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap_or(0);
        grids.push(Grid { span, title: String::new(), rows: rows.len() as u32, columns, cells });
    }
    Imported { text, origins, grids, remarks }
}

fn letters(pages: &[String]) -> usize {
    pages.iter().map(|page| page.chars().filter(|c| !c.is_whitespace()).count()).sum()
}

/// Whether the pages hold text, not a scan and not characters without meaning.
fn is_text(pages: &[String]) -> bool {
    let all = letters(pages);
    let is_unknown =
        |c: &char| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}') || (c.is_control() && !c.is_whitespace());
    let unknown: usize = pages.iter().map(|page| page.chars().filter(is_unknown).count()).sum();
    all >= LEAST_PER_PAGE * pages.len() && unknown * 10 < all
}

/// Runs the library in a thread, for as long as it may take.
fn in_thread(bytes: &[u8], limits: &Limits) -> Result<Read, ImportCause> {
    let (sender, receiver) = channel();
    let (bytes, limits) = (bytes.to_vec(), limits.clone());
    let seconds = limits.seconds;
    let deadline = Instant::now() + Duration::from_secs(seconds);
    let thread = std::thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            // Nobody listens any more after the time is over.
            let _ = sender.send(pages(bytes, &limits, deadline));
        })
        .map_err(ImportCause::Io)?;
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(pages) => pages,
        // A thread that hangs is left behind; it ends with the page it is at.
        Err(RecvTimeoutError::Timeout) => Err(too_slow(seconds)),
        // The thread ended without an answer: a panic.
        Err(RecvTimeoutError::Disconnected) => {
            let _ = thread.join();
            Err(ImportCause::Crashed { format: Format::Pdf })
        }
    }
}

const fn too_slow(seconds: u64) -> ImportCause {
    ImportCause::Limit { bound: Bound::Seconds, limit: seconds }
}

fn pages(bytes: Vec<u8>, limits: &Limits, deadline: Instant) -> Result<Read, ImportCause> {
    let damaged = |error: pdf_oxide::Error| ImportCause::damaged("", error);
    let document = PdfDocument::from_bytes(bytes).map_err(damaged)?;
    // A file that only forbids copying or printing opens with the empty password.
    if document.is_encrypted() && !document.is_authenticated() && !document.authenticate(b"").unwrap_or(false) {
        return Err(ImportCause::Encrypted { format: Format::Pdf });
    }
    let count = document.page_count().map_err(damaged)?;
    let mut out = Read::default();
    let (mut bytes, mut pieces) = (0, 0);
    let mut setting = columns::Setting::default();
    let (mut rows, mut ruled) = (Vec::new(), Vec::new());
    for index in 0..count {
        if Instant::now() > deadline {
            return Err(too_slow(limits.seconds));
        }
        let page = match document.extract_spans(index) {
            Ok(spans) => {
                // The same page may be listed many times.
                pieces += spans.len();
                if pieces > guard::most_pieces(limits) {
                    return Err(ImportCause::Limit { bound: Bound::Pieces, limit: limits.pieces as u64 });
                }
                let frames = frame::frames(&rulings::of_page(&document, index));
                let page = layout::page(spans, &frames, &mut setting);
                out.notes += page.notes;
                rows.extend(page.rows.into_iter().map(|(table, row)| (index, table, row)));
                bytes += page.ruled.iter().map(ruled::Table::bytes).sum::<u64>();
                ruled.push((index, page.ruled));
                page.text
            }
            Err(error) => return Err(ImportCause::damaged(&format!("page {}", index + 1), error)),
        };
        bytes += page.len() as u64 + 2;
        if bytes > limits.text_bytes {
            return Err(ImportCause::Limit { bound: Bound::TextBytes, limit: limits.text_bytes });
        }
        out.pages.push(page);
    }
    if let (Some(mut table), Some(last)) = (setting.table.take(), out.pages.last_mut()) {
        let page = count.saturating_sub(1);
        let row = table.close(last);
        rows.extend(row.map(|row| (page, setting.tables, row)));
    }
    out.tables = weave::tables(&mut out.pages, rows, ruled);
    Ok(out)
}
