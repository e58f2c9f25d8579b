//! Pages set in two columns.

use super::layout::Piece;
use super::table::Table;

/// Least width of the space between two columns, in units of the type size.
const GUTTER: f32 = 1.0;

/// Least lines of a column.
const LEAST_LINES: usize = 8;

/// Most lines of a page that span both columns.
const MOST_SPANNING: usize = 3;

/// How the pages of a document are set, as far as it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// The comparison table that is open: text side by side is in its cells.
    pub(super) table: Option<Table>,
    /// How many tables there were.
    pub(super) tables: usize,
    /// Where the last page with two columns parts them.
    pub(super) gutter: Option<f32>,
}

/// The pieces of a page in blocks that are read one after the other: the whole page, or left column before right one,
/// with what spans both between them.
pub(super) fn blocks(pieces: Vec<Piece>, setting: &mut Setting) -> Vec<Vec<Piece>> {
    // The last page may hold too little to tell.
    let gutter = gutter(&pieces).or_else(|| setting.gutter.filter(|gutter| parts(&pieces, *gutter)));
    setting.gutter = gutter.or(setting.gutter);
    let Some(gutter) = gutter else { return vec![pieces] };
    let mut spanning: Vec<Piece> = Vec::new();
    let (mut left, mut right): (Vec<Piece>, Vec<Piece>) = (Vec::new(), Vec::new());
    let edges = |f: fn(f32, f32) -> f32, of: fn(&Piece) -> f32| pieces.iter().map(of).reduce(f).unwrap_or(gutter);
    let (from, to) = (edges(f32::min, |p| p.x), edges(f32::max, |p| p.x + p.width));
    for piece in pieces {
        let end = piece.x + piece.width;
        // A line of the left column may be a little too long.
        let overhangs = piece.x < from + 3.0 * piece.size && end < gutter + (to - gutter) / 4.0;
        if piece.x < gutter && end > gutter && !overhangs {
            spanning.push(piece);
        } else if piece.x < gutter {
            left.push(piece);
        } else {
            right.push(piece);
        }
    }
    spanning.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut blocks = Vec::new();
    let mut spanning = spanning.into_iter().peekable();
    while let Some(piece) = spanning.next() {
        let (above_left, below_left): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|p| p.y > piece.y + 0.5 * piece.size);
        let (above_right, below_right): (Vec<_>, Vec<_>) =
            right.into_iter().partition(|p| p.y > piece.y + 0.5 * piece.size);
        blocks.extend([above_left, above_right]);
        // The rest of the line that spans both.
        let on_line = |p: &Piece| (p.y - piece.y).abs() <= 0.45 * piece.size.max(p.size);
        let (beside_left, rest_left): (Vec<_>, Vec<_>) = below_left.into_iter().partition(on_line);
        let (beside_right, rest_right): (Vec<_>, Vec<_>) = below_right.into_iter().partition(on_line);
        let mut line = [beside_left, beside_right].concat();
        let y = piece.y;
        line.push(piece);
        while let Some(more) = spanning.next_if(|p| (p.y - y).abs() <= 0.45 * p.size) {
            line.push(more);
        }
        blocks.push(line);
        (left, right) = (rest_left, rest_right);
    }
    blocks.extend([left, right]);
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Whether text stands on both sides of a gutter and hardly any on it.
fn parts(pieces: &[Piece], gutter: f32) -> bool {
    let words = || pieces.iter().filter(|p| !p.text.trim().is_empty());
    let spanning = words().filter(|p| p.x < gutter && p.x + p.width > gutter).count();
    spanning <= MOST_SPANNING && words().any(|p| p.x >= gutter) && words().any(|p| p.x + p.width <= gutter)
}

/// Where the space between two columns of running text is.
fn gutter(pieces: &[Piece]) -> Option<f32> {
    let words = || pieces.iter().filter(|p| !p.text.trim().is_empty());
    let from = words().map(|p| p.x).min_by(f32::total_cmp)?;
    let to = words().map(|p| p.x + p.width).max_by(f32::total_cmp)?;
    let width = to - from;
    if !(100.0..10_000.0).contains(&width) {
        return None;
    }
    // How many pieces cover each point of the width.
    let mut covered = vec![0usize; width as usize + 1];
    for piece in words() {
        let first = (piece.x - from).max(0.0) as usize;
        let last = ((piece.x + piece.width - from).max(0.0) as usize).min(covered.len() - 1);
        covered.get_mut(first..=last)?.iter_mut().for_each(|n| *n += 1);
    }
    let most = covered.iter().copied().max()?;
    let size = median(words().map(|p| p.size))?;
    // The widest stretch in the middle that hardly anything covers.
    let middle = covered.len() / 4..covered.len() * 3 / 4;
    let mut best: Option<(usize, usize)> = None;
    let mut start = None;
    for at in middle.start..=middle.end {
        let empty = at < middle.end && covered[at] * 8 <= most;
        match (empty, start) {
            (true, None) => start = Some(at),
            (false, Some(begun)) => {
                if best.is_none_or(|(a, b)| b - a < at - begun) {
                    best = Some((begun, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    let (begun, ended) = best?;
    if ((ended - begun) as f32) < GUTTER * size {
        return None;
    }
    let gutter = from + (begun + ended) as f32 / 2.0;
    let left: Vec<&Piece> = words().filter(|p| p.x + p.width <= gutter).collect();
    let right: Vec<&Piece> = words().filter(|p| p.x >= gutter).collect();
    (is_column(&left, size) && is_column(&right, size)).then_some(gutter)
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Whether pieces are running text: many lines, most of them as long as the column is wide.
fn is_column(pieces: &[&Piece], size: f32) -> bool {
    let mut lines: Vec<(f32, f32, f32)> = Vec::new();
    let mut sorted = pieces.to_vec();
    sorted.sort_by(|a, b| b.y.total_cmp(&a.y));
    for piece in sorted {
        let (x, end) = (piece.x, piece.x + piece.width);
        match lines.last_mut() {
            Some((y, from, to)) if (*y - piece.y).abs() < 0.45 * size => {
                *from = from.min(x);
                *to = to.max(end);
            }
            _ => lines.push((piece.y, x, end)),
        }
    }
    let Some(edge) = median(lines.iter().map(|line| line.2)).filter(|_| lines.len() >= LEAST_LINES) else {
        return false;
    };
    let wide = lines.iter().map(|(_, from, to)| to - from).max_by(f32::total_cmp).unwrap_or(0.0);
    let full = lines.iter().filter(|(_, _, to)| (to - edge).abs() < 2.5 * size).count();
    wide >= 10.0 * size && full * 2 >= lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x: f32, y: f32, text: &str) -> Piece {
        let width = text.chars().count() as f32 * 10.0;
        Piece { x, y, width, size: 10.0, text: text.to_owned() }
    }

    #[test]
    fn the_left_column_comes_first() {
        let mut pieces = vec![line(100.0, 800.0, "横跨两栏的标题写在这里一共二十多个字才够长")];
        for i in 0..20 {
            let y = 700.0 - 15.0 * i as f32;
            pieces.push(line(260.0, y, &format!("右栏第{i}行一共有十四个字啊啊")));
            pieces.push(line(50.0, y, &format!("左栏第{i}行一共有十四个字啊啊")));
        }
        pieces.push(line(215.0, 20.0, "第九页"));
        let blocks = blocks(pieces, &mut Setting::default());
        let firsts: Vec<&str> = blocks.iter().map(|block| block[0].text.as_str()).collect();
        assert_eq!(
            firsts,
            [
                "横跨两栏的标题写在这里一共二十多个字才够长",
                "左栏第0行一共有十四个字啊啊",
                "右栏第0行一共有十四个字啊啊",
                "第九页"
            ]
        );
    }

    #[test]
    fn a_label_beside_its_text_is_no_column() {
        let pieces = (0..20)
            .flat_map(|i| {
                let y = 700.0 - 15.0 * i as f32;
                [line(50.0, y, "第一条"), line(150.0, y, "公司依照有关法律的规定设立党的组织")]
            })
            .collect();
        assert_eq!(blocks(pieces, &mut Setting::default()).len(), 1);
    }
}
