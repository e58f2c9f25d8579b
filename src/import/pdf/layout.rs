//! From pieces of text on a page to its lines.

use pdf_oxide::layout::TextSpan;

/// A piece on the page. `y` grows upwards.
#[derive(Clone, Debug)]
struct Piece {
    x: f32,
    y: f32,
    width: f32,
    size: f32,
    text: String,
}

/// The page's lines from top to bottom, each ended by `\n`.
pub(super) fn lines(spans: Vec<TextSpan>) -> String {
    let pieces = spans
        .into_iter()
        .map(|span| {
            let size = if span.font_size > 0.0 { span.font_size } else { span.bbox.height };
            Piece { x: span.bbox.x, y: span.bbox.y, width: span.bbox.width, size: size.abs(), text: span.text }
        })
        .filter(|p| [p.x, p.y, p.width, p.size].iter().all(|n| n.is_finite()) && !p.text.is_empty())
        .collect();
    assemble(pieces)
}

fn assemble(mut pieces: Vec<Piece>) -> String {
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut out = String::new();
    let mut line: Vec<Piece> = Vec::new();
    // Baseline and size of the line's largest piece so far.
    let (mut base, mut size) = (0.0f32, 0.0f32);
    for piece in pieces {
        // Blank pieces do not shape lines, but they part words.
        let blank = piece.text.trim().is_empty();
        let apart = (base - piece.y).abs() > 0.45 * size.max(piece.size);
        if !line.is_empty() && apart && !(blank && line.iter().all(|p| p.text.trim().is_empty())) {
            close(&mut line, &mut out);
            size = 0.0;
        }
        if line.is_empty() || piece.size > size {
            (base, size) = (piece.y, piece.size);
        }
        line.push(piece);
    }
    close(&mut line, &mut out);
    out
}

/// Writes a line, if there is anything on it.
fn close(line: &mut Vec<Piece>, out: &mut String) {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let start = out.len();
    let mut before: Option<Piece> = None;
    for piece in line.drain(..) {
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
        assert_eq!(assemble(pieces), "第一章\t总则\n第二条1997年1\nGezhouba Group\n");
    }
}
