//! From pieces of text on a page to its lines.

use pdf_oxide::layout::TextSpan;

use super::aligned;
use super::columns::{self, Setting};
use super::frame::Frame;
use super::ruled;
use super::table::{self, Row, Table};

/// A piece on the page. `y` grows upwards.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) text: String,
}

/// A page as text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Page {
    /// The lines from top to bottom, each ended by `\n`.
    pub(super) text: String,
    /// Footnotes at the bottom that were left out.
    pub(super) notes: u32,
    /// Rows of tables: the table's number in the document, and the row.
    pub(super) rows: Vec<(usize, Row)>,
    /// How many tables there were up to here.
    pub(super) tables: usize,
    /// Tables with ruled lines, whose words are not in the text yet.
    pub(super) ruled: Vec<ruled::Table>,
}

/// Puts the pieces of a page in lines, and those within frames in tables. Footnotes and the raised numbers that lead to
/// them are left out.
///
/// `setting` is what the pages before have shown, and takes in what this one does.
pub(super) fn page(spans: Vec<TextSpan>, frames: &[Frame], setting: &mut Setting) -> Page {
    let pieces = spans
        .into_iter()
        .map(|span| {
            let size = if span.font_size > 0.0 { span.font_size } else { span.bbox.height };
            // On a page that is shown turned, the box holds the words as they are, not as they are shown.
            let bbox = if span.page_rotation_applied == 0 { span.bbox } else { span.page_bbox() };
            Piece { x: bbox.x, y: bbox.y, width: bbox.width, size: size.abs(), text: span.text }
        })
        .filter(|p| [p.x, p.y, p.width, p.size].iter().all(|n| n.is_finite()) && !p.text.is_empty())
        .collect();
    assemble(pieces, frames, setting)
}

fn assemble(pieces: Vec<Piece>, frames: &[Frame], setting: &mut Setting) -> Page {
    let mut page = Page { tables: setting.tables, ..Page::default() };
    let mut led = Vec::new();
    let all = lines(pieces.clone());
    if setting.table.is_some() || all.iter().any(|line| table::is_header(line)) {
        table_lines(all, setting, &mut page);
        return page;
    }
    for (band, table) in bands(pieces, frames) {
        for block in columns::blocks(band, setting) {
            add_lines(block, &mut led, &mut page);
        }
        page.ruled.extend(table.map(|table| table.at(page.text.len())));
    }
    setting.tables = page.tables;
    page
}

/// What stands above each table of the page, with the table, and what stands below the last.
fn bands(pieces: Vec<Piece>, frames: &[Frame]) -> Vec<(Vec<Piece>, Option<ruled::Table>)> {
    let mut outside = pieces;
    let mut tables: Vec<(f32, ruled::Table)> = Vec::new();
    for frame in frames {
        let (inside, rest): (Vec<_>, Vec<_>) = outside.into_iter().partition(|piece| ruled::is_in(frame, piece));
        outside = rest;
        match ruled::Table::of(frame, &inside) {
            Some(table) => tables.push((frame.middle(), table)),
            None => outside.extend(inside),
        }
    }
    let mut bands: Vec<(Vec<Piece>, Option<ruled::Table>)> = Vec::new();
    for (middle, table) in tables {
        let (above, below) = outside.into_iter().partition(|piece| piece.y > middle);
        outside = below;
        bands.push((above, Some(table)));
    }
    bands.push((outside, None));
    bands
}

/// Adds the lines of a page with a comparison table, or with a part of one.
fn table_lines(lines: Vec<Vec<Piece>>, setting: &mut Setting, page: &mut Page) {
    /// Lines across the columns, one after the other, that end a table; fewer are page headers and the like.
    const END: usize = 3;
    let mut across = 0;
    if let Some(table) = &mut setting.table {
        table.measure(lines.iter().flatten());
    }
    for at in 0..lines.len() {
        let mut line = lines[at].clone();
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        if table::is_header(&line) {
            // The header is repeated on every page.
            if setting.table.is_none() {
                let below: Vec<&Piece> = lines[at + 1..].iter().flatten().collect();
                setting.table = Some(Table::open(&line, &below));
                setting.tables += 1;
            }
            continue;
        }
        let start = page.text.len();
        close(line.clone(), &mut page.text);
        let Some(table) = &mut setting.table else { continue };
        if is_page_number(&page.text[start..]) {
            continue;
        }
        if table.fits(&line) {
            across = 0;
            page.text.truncate(start);
            let row = table.line(line, &mut page.text);
            page.rows.extend(row.map(|row| (setting.tables, row)));
            continue;
        }
        across += 1;
        if across == END {
            let row = table.close(&mut page.text);
            page.rows.extend(row.map(|row| (setting.tables, row)));
            setting.table = None;
        }
    }
}

/// The lines of a block, from top to bottom.
pub(super) fn lines(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut line: Vec<Piece> = Vec::new();
    // Baseline and size of the line's largest piece so far.
    let (mut base, mut size) = (0.0f32, 0.0f32);
    for piece in pieces {
        // Blank pieces do not shape lines, but they part words.
        let blank = piece.text.trim().is_empty();
        let apart = (base - piece.y).abs() > 0.45 * size.max(piece.size);
        if !line.is_empty() && apart && !(blank && line.iter().all(|p| p.text.trim().is_empty())) {
            lines.push(std::mem::take(&mut line));
            size = 0.0;
        }
        if line.is_empty() || piece.size > size {
            (base, size) = (piece.y, piece.size);
        }
        line.push(piece);
    }
    lines.push(line);
    lines
}

/// Adds the lines of a block. `led` holds the numbers of the notes that the lines so far lead to.
fn add_lines(pieces: Vec<Piece>, led: &mut Vec<String>, page: &mut Page) {
    let mut below = false;
    let mut lines = lines(pieces);
    let mut at = 0;
    while at < lines.len() {
        if let Some(table) = aligned::read(&lines[at..]) {
            at += table.lines;
            page.tables += 1;
            for row in table.rows {
                let row = add_row(&row, &mut page.text);
                page.rows.push((page.tables, row));
            }
            continue;
        }
        let mut line = std::mem::take(&mut lines[at]);
        at += 1;
        let opens = take_note_numbers(&mut line, led);
        if opens {
            below = true;
            page.notes += 1;
        }
        let start = page.text.len();
        if !opens {
            close(line, &mut page.text);
        }
        // Below the first note only the page's own number is no note.
        if below && !is_page_number(&page.text[start..]) {
            page.text.truncate(start);
        }
    }
}

/// Writes a row of a table as a line.
fn add_row(cells: &[String], out: &mut String) -> Row {
    let mut row = Row::new();
    for (column, cell) in cells.iter().enumerate() {
        if column > 0 {
            out.push('\t');
        }
        let start = out.len();
        out.extend(cell.chars().map(|c| if matches!(c, '\t' | '\n' | '\r' | '\u{0C}') { ' ' } else { c }));
        if out.len() > start {
            row.push((column, start..out.len()));
        }
    }
    out.push('\n');
    row
}

/// Takes raised numbers out of a line. Returns whether the line begins with the number that one of them has: a footnote.
fn take_note_numbers(line: &mut Vec<Piece>, led: &mut Vec<String>) -> bool {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let Some(largest) = line.iter().max_by(|a, b| a.size.total_cmp(&b.size)).cloned() else { return false };
    let number = |piece: &Piece| {
        let text = piece.text.trim();
        (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    // Some writers give raised type the baseline of the line: its size tells.
    let raised = |piece: &Piece| number(piece) && piece.size < 0.75 * largest.size;
    let mut shown = line.iter().filter(|piece| !piece.text.trim().is_empty());
    if let Some(first) = shown.next().filter(|first| number(first))
        && led.iter().any(|number| number == first.text.trim())
    {
        let words = shown.next().and_then(|next| next.text.trim().chars().next());
        if raised(first) || words.is_some_and(char::is_alphabetic) {
            return true;
        }
    }
    let mut before = None;
    line.retain(|piece| {
        // m² is a unit.
        let unit = before.is_some_and(|c: char| c.is_ascii_alphabetic());
        let keep = unit || !raised(piece);
        if !keep {
            led.push(piece.text.trim().to_owned());
        }
        before = piece.text.trim_end().chars().next_back().or(before);
        keep
    });
    false
}

pub(super) fn is_page_number(line: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || "第页頁共-—－–/·~".contains(c);
    line.chars().count() <= 24 && line.chars().all(is_part)
}

/// Writes a line from left to right, if there is anything on it.
pub(super) fn close(line: Vec<Piece>, out: &mut String) {
    let start = out.len();
    let mut before: Option<Piece> = None;
    for piece in line {
        if let Some(before) = &before {
            // Bold type is sometimes the same text printed twice, a hair apart.
            let again = before.text == piece.text && (before.x - piece.x).abs() < 0.2 * piece.size;
            if again && !piece.text.trim().is_empty() {
                continue;
            }
            let gap = piece.x - (before.x + before.width);
            out.push_str(between(out[start..].chars().next_back(), piece.text.chars().next(), gap / piece.size));
        }
        // Line ends inside a piece would tear the line apart.
        out.extend(piece.text.chars().map(|c| if matches!(c, '\n' | '\r' | '\u{0C}') { ' ' } else { c }));
        before = Some(piece);
    }
    let kept = start + out[start..].trim_end().len();
    out.truncate(kept);
    if out[start..].trim().is_empty() {
        out.truncate(start);
    } else {
        out.push('\n');
    }
}

/// What a gap, in units of the type size, means between two characters.
fn between(left: Option<char>, right: Option<char>, gap: f32) -> &'static str {
    let (Some(left), Some(right)) = (left, right) else { return "" };
    if left.is_whitespace() || right.is_whitespace() {
        return "";
    }
    if gap > 2.0 {
        return "\t";
    }
    // Chinese type sets a quarter of the size between Chinese and Latin letters, and stretches lines at will.
    let least = if left.is_ascii_graphic() && right.is_ascii_graphic() { 0.15 } else { 0.6 };
    if gap > least { " " } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x: f32, y: f32, text: &str) -> Piece {
        let width = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
        Piece { x, y, width, size: 10.0, text: text.to_owned() }
    }

    #[test]
    fn pieces_become_lines() {
        let pieces = vec![
            piece(10.0, 80.0, "第二条"),
            piece(10.0, 100.0, "第一章"),
            piece(70.0, 100.4, "总则"),
            piece(70.0, 100.0, "总则"),
            piece(42.5, 80.0, "1997"),
            piece(64.0, 80.0, "年"),
            piece(75.0, 83.0, "1"),
            piece(10.0, 60.0, "Gezhouba"),
            piece(53.0, 60.0, "Group"),
            piece(10.0, 40.0, " "),
        ];
        assert_eq!(
            assemble(pieces, &[], &mut Setting::default()).text,
            "第一章\t总则\n第二条1997年1\nGezhouba Group\n"
        );
    }

    #[test]
    fn footnotes_are_left_out() {
        let raised = |x: f32, y: f32, text: &str| Piece { y: y + 4.0, size: 6.0, ..piece(x, y, text) };
        let pieces = vec![
            piece(10.0, 100.0, "第一条"),
            raised(40.0, 100.0, "1"),
            piece(44.0, 100.0, "公司依法设立。"),
            raised(10.0, 90.0, "7"),
            piece(14.0, 90.0, "面积5m"),
            raised(44.0, 90.0, "2"),
            raised(10.0, 40.0, "1"),
            piece(14.0, 40.0, "第三条的注。"),
            piece(10.0, 30.0, "注的第二行"),
            piece(50.0, 10.0, "- 3 -"),
        ];
        let text = "第一条公司依法设立。\n面积5m2\n- 3 -\n".to_owned();
        assert_eq!(assemble(pieces, &[], &mut Setting::default()), Page { text, notes: 1, ..Page::default() });
    }
}
