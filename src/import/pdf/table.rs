//! Comparison tables 修订对照表 on pages: columns by the header's words, rows by where articles begin.
//!
//! Its drawn lines are not looked at: an article may go on over many rows of them. What tells a new row is that an article, a
//! heading or a word such as 新增 begins on a line on which no other column goes on with its text.

use std::ops::Range;

use super::layout::Piece;
use crate::numeral;

/// The table that the pages so far have opened.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Where one column ends and the next begins.
    bounds: Vec<f32>,
    /// The right edge of each column's text.
    edges: Vec<f32>,
    /// Whether a column holds old or new words; those of numbers and notes say nothing about rows.
    tells: Vec<bool>,
    /// The row being read, a text for each column; it may go on over the page.
    row: Vec<String>,
    /// Whether the column's last line was full, so that the next goes on with it.
    full: Vec<bool>,
}

/// A finished row on a page: its cells' columns and places in the page's text.
pub(super) type Row = Vec<(usize, Range<usize>)>;

const OLD: [&str; 8] = ["修订前", "修改前", "修正前", "变更前", "原条款", "原条文", "原章程", "原公司章程"];
const NEW: [&str; 9] = ["修订后", "修改后", "修正后", "变更后", "新条款", "新条文", "修订为", "修改为", "拟修订"];

fn is_named(text: &str, words: &[&str]) -> bool {
    let text: String = text.split_whitespace().collect();
    text.chars().count() <= 16 && words.iter().any(|word| text.contains(word))
}

/// Whether a line is the header of a comparison table: one piece names the old text, another the new one.
pub(super) fn is_header(line: &[Piece]) -> bool {
    let of = |words: &[&str]| line.iter().position(|piece| is_named(&piece.text, words));
    matches!((of(&OLD), of(&NEW)), (Some(old), Some(new)) if old != new)
}

impl Table {
    /// Opens a table at its header; `below` is what stands under it on the page.
    pub(super) fn open(header: &[Piece], below: &[&Piece]) -> Self {
        let mut names: Vec<Piece> = header.iter().filter(|piece| !piece.text.trim().is_empty()).cloned().collect();
        names.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Words of one heading that stand close together are one.
        names.dedup_by(|next, before| {
            let close = next.x - (before.x + before.width) < 1.5 * before.size;
            if close {
                before.text.push_str(&next.text);
                before.width = next.x + next.width - before.x;
            }
            close
        });
        let bounds = names.windows(2).map(|pair| bound(&pair[0], &pair[1], below)).collect();
        let columns = names.len();
        let mut table = Self {
            bounds,
            edges: vec![0.0; columns],
            tells: vec![false; columns],
            row: vec![String::new(); columns],
            full: vec![false; columns],
        };
        table.measure(below.iter().copied());
        for piece in &names {
            let column = table.column(piece);
            table.row[column].push_str(piece.text.trim());
            table.tells[column] = is_named(&piece.text, &OLD) || is_named(&piece.text, &NEW);
        }
        table
    }

    /// Takes the right edges of a page's columns.
    pub(super) fn measure<'p>(&mut self, pieces: impl Iterator<Item = &'p Piece>) {
        for piece in pieces.filter(|piece| !piece.text.trim().is_empty()) {
            if !self.spans(piece) {
                let column = self.column(piece);
                self.edges[column] = self.edges[column].max(piece.x + piece.width);
            }
        }
    }

    fn column(&self, piece: &Piece) -> usize {
        let middle = piece.x + piece.width / 2.0;
        self.bounds.iter().filter(|bound| **bound < middle).count()
    }

    fn spans(&self, piece: &Piece) -> bool {
        let slack = 0.5 * piece.size;
        self.bounds.iter().any(|bound| piece.x + slack < *bound && piece.x + piece.width - slack > *bound)
    }

    /// Whether a line can be of this table: no piece of it runs over two columns.
    pub(super) fn fits(&self, line: &[Piece]) -> bool {
        !line.iter().any(|piece| self.spans(piece))
    }

    /// Takes a line in. A row that it ends is written to `out`.
    pub(super) fn line(&mut self, line: Vec<Piece>, out: &mut String) -> Option<Row> {
        let mut cells = vec![String::new(); self.row.len()];
        let mut ends = vec![0.0f32; self.row.len()];
        let mut size = 0.0f32;
        for piece in &line {
            let column = self.column(piece);
            cells[column].push_str(piece.text.trim_end());
            ends[column] = ends[column].max(piece.x + piece.width);
            size = size.max(piece.size);
        }
        // 新增 in the middle of its cell belongs to the row, unless its column has something already.
        let starts = |c: usize| {
            let cell = cells[c].trim();
            begins(cell) || says_nothing(cell) && !self.row[c].is_empty()
        };
        let goes_on = |c: usize| {
            let cell = cells[c].trim();
            !cell.is_empty() && !begins(cell) && !says_nothing(cell)
        };
        let telling = || (0..cells.len()).filter(|c| self.tells[*c]);
        let ends_row = telling().any(starts) && !telling().any(goes_on);
        let row = if ends_row { self.close(out) } else { None };
        for (column, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            let text = &mut self.row[column];
            // A paragraph ends with a full stop in a line that is not full; anything else was wrapped.
            let ended = !self.full[column] && text.ends_with(['。', '；', '：', ';', ':', '！']);
            if !text.is_empty() && (ended || begins(cell) || says_nothing(cell)) {
                text.push('\n');
            }
            text.push_str(cell);
            self.full[column] = ends[column] > self.edges[column] - 1.5 * size;
        }
        row
    }

    /// Writes the open row to `out`.
    pub(super) fn close(&mut self, out: &mut String) -> Option<Row> {
        self.full.fill(false);
        if self.row.iter().all(String::is_empty) {
            return None;
        }
        let mut row = Vec::new();
        for (column, cell) in self.row.iter_mut().enumerate() {
            if column > 0 {
                out.push('\t');
            }
            let start = out.len();
            out.extend(cell.chars().map(|c| if c == '\t' { ' ' } else { c }));
            if !cell.is_empty() {
                row.push((column, start..out.len()));
            }
            cell.clear();
        }
        out.push('\n');
        Some(row)
    }
}

/// The middle of the widest stretch between two headings that the fewest pieces below cover.
fn bound(left: &Piece, right: &Piece, below: &[&Piece]) -> f32 {
    let (from, to) = (left.x + left.width / 2.0, right.x + right.width / 2.0);
    let points: Vec<usize> = (0..(to - from).clamp(0.0, 2_000.0) as usize)
        .map(|at| {
            let x = from + at as f32;
            let words = below.iter().filter(|piece| !piece.text.trim().is_empty());
            words.filter(|piece| piece.x <= x && piece.x + piece.width >= x).count()
        })
        .collect();
    let fewest = points.iter().copied().min().unwrap_or(0);
    let (mut best, mut start) = (0..0, None);
    for at in 0..=points.len() {
        match (points.get(at) == Some(&fewest), start) {
            (true, None) => start = Some(at),
            (false, Some(begun)) => {
                if at - begun > best.len() {
                    best = begun..at;
                }
                start = None;
            }
            _ => {}
        }
    }
    from + (best.start + best.end) as f32 / 2.0
}

/// Whether a cell's line says that there is nothing on its side.
fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 8] = ["新增", "（新增", "删除", "（删除", "(新增", "(删除", "无", "——"];
    WORDS.iter().any(|word| text.starts_with(word)) && text.chars().count() <= 8
}

/// Whether a cell's line begins an article or a heading.
pub(super) fn begins(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let digits: usize =
        rest.chars().take_while(|c| numeral::is_numeral(*c) || c.is_whitespace()).map(char::len_utf8).sum();
    let mut after = rest[digits..].chars();
    let unit = matches!(after.next(), Some('条' | '章' | '节' | '條' | '節'));
    let refers = ["规定", "所", "的", "第", "、", "和", "及", "或", "至", "款", "项", "，", "。", "；", "）"];
    digits > 0 && unit && !refers.iter().any(|word| after.as_str().starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x: f32, y: f32, text: &str) -> Piece {
        Piece { x, y, width: text.chars().count() as f32 * 10.0, size: 10.0, text: text.to_owned() }
    }

    #[test]
    fn rows_end_where_articles_begin() {
        let header = vec![piece(20.0, 100.0, "序号"), piece(100.0, 100.0, "修订前"), piece(250.0, 100.0, "修订后")];
        assert!(is_header(&header));
        let lines = vec![
            vec![piece(60.0, 90.0, "第五条 董事会由五名"), piece(200.0, 90.0, "第五条 董事会由七名")],
            vec![piece(25.0, 80.0, "1"), piece(60.0, 80.0, "董事组成。"), piece(200.0, 80.0, "董事组成。")],
            vec![piece(200.0, 70.0, "第六条 公司设立党委")],
            vec![piece(25.0, 60.0, "2"), piece(100.0, 60.0, "新增"), piece(200.0, 60.0, "，发挥领导作用。")],
            vec![piece(60.0, 50.0, "第八条 公司设监事会"), piece(250.0, 50.0, "删除")],
        ];
        let below: Vec<&Piece> = lines.iter().flatten().collect();
        let mut table = Table::open(&header, &below);
        let mut out = String::new();
        let mut rows = Vec::new();
        for line in lines.clone() {
            assert!(table.fits(&line));
            rows.extend(table.line(line, &mut out));
        }
        rows.extend(table.close(&mut out));
        assert_eq!(
            out,
            "序号\t修订前\t修订后\n1\t第五条 董事会由五名董事组成。\t第五条 董事会由七名董事组成。\n\
             2\t新增\t第六条 公司设立党委，发挥领导作用。\n\t第八条 公司设监事会\t删除\n"
        );
        assert_eq!(rows.len(), 4);
        assert_eq!(&out[rows[1][2].1.clone()], "第五条 董事会由七名董事组成。");
        assert!(!table.fits(&[piece(20.0, 20.0, "除上述修订外，章程其他内容不变。以上修订须经股东会审议")]));
    }
}
