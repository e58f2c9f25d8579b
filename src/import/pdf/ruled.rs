//! Tables with ruled lines: what stands in their cells, row after row, over page ends.

use super::frame::Frame;
use super::layout::{self, Piece};
use super::wrap::{Line, Wrap, wraps};

/// How far the lines of a table may be out of place on its next page, in points.
const SLACK: f32 = 3.0;
/// Space between a cell's words and its lines, in points: programs leave this much, or less.
const MARGIN: f32 = 8.0;
/// Most rows that a header takes.
const HEADER: usize = 4;
/// How many rows back the start of a merged cell is looked for.
const BACK: usize = 200;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    left: f32,
    right: f32,
    /// Rows that it covers.
    pub(super) rows: usize,
    /// Width that its words may take.
    room: f32,
    lines: Vec<Line>,
}

/// A row, and where it stands: page, place in the page's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) page: usize,
    pub(super) at: usize,
    pub(super) cells: Vec<Cell>,
}

/// A table, or what one page has of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// Where columns begin and end.
    xs: Vec<f32>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// The table in a frame with these pieces. Nothing if it is none: a drawing with words on it.
    pub(super) fn of(frame: &Frame, pieces: &[Piece]) -> Option<Self> {
        let mut inside: Vec<Vec<Piece>> = vec![Vec::new(); frame.regions.len()];
        for piece in pieces {
            for (region, part) in parted(frame, piece) {
                inside[region].push(part);
            }
        }
        let edges = |region: usize| {
            let region = &frame.regions[region];
            (frame.xs[region.column], frame.xs[region.column + region.columns])
        };
        let words = |pieces: &[Piece]| pieces.iter().any(|piece| !piece.text.trim().is_empty());
        if inside.iter().filter(|pieces| words(pieces)).count() < 2 {
            return None;
        }
        // The narrowest margin of all cells is that of each.
        let margin = |(region, pieces): (usize, &Vec<Piece>)| {
            let left =
                pieces.iter().filter(|piece| !piece.text.trim().is_empty()).map(|piece| piece.x).reduce(f32::min);
            left.map(|left| left - edges(region).0)
        };
        let margin = inside.iter().enumerate().filter_map(margin).fold(MARGIN, f32::min).max(0.0);
        let mut rows: Vec<Row> = vec![Row { page: 0, at: 0, cells: Vec::new() }; frame.ys.len() - 1];
        for (region, pieces) in inside.into_iter().enumerate() {
            let (left, right) = edges(region);
            let lines = lines(pieces);
            let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
            let room = (right - left - 2.0 * margin).max(widest);
            let place = &frame.regions[region];
            rows[place.row].cells.push(Cell { left, right, rows: place.rows, room, lines });
        }
        Some(Self { xs: frame.xs.clone(), rows })
    }

    /// How long its words are.
    pub(super) fn bytes(&self) -> u64 {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.map(|cell| 1 + cell.lines.iter().map(|line| line.text.len() as u64 + 1).sum::<u64>()).sum()
    }

    /// The table with its place in the page's text.
    pub(super) fn at(mut self, at: usize) -> Self {
        self.rows.iter_mut().for_each(|row| row.at = at);
        self
    }

    /// Whether a table on the next page has this one's columns.
    fn is_like(&self, next: &Self) -> bool {
        let near = |at: f32, all: &[f32]| {
            let after = all.partition_point(|x| *x < at - SLACK);
            all.get(after).is_some_and(|x| (x - at).abs() <= SLACK)
        };
        let within = |some: &[f32], all: &[f32]| some.iter().all(|at| near(*at, all));
        let ends = |all: &[f32]| all.first().copied().zip(all.last().copied());
        let same = ends(&self.xs).zip(ends(&next.xs)).is_some_and(|((left, right), (next_left, next_right))| {
            (left - next_left).abs() <= SLACK && (right - next_right).abs() <= SLACK
        });
        same && (within(&next.xs, &self.xs) || within(&self.xs, &next.xs))
    }

    /// Takes in what the next page has of the table.
    fn go_on(&mut self, mut next: Self) {
        let header =
            self.rows.iter().zip(&next.rows).take(HEADER).take_while(|(own, other)| own.repeats(other)).count();
        // A table that is nothing but its own header again has rows that look alike.
        if header < next.rows.len() {
            next.rows.drain(..header);
        }
        if let Some(first) = next.rows.first_mut() {
            let over = self.last_cells(first);
            let above: Vec<_> = over.iter().map(|at| at.map(|(row, cell)| &self.rows[row].cells[cell])).collect();
            let splits = is_split(&above, first) || self.is_cut_between_lines(&above, first);
            let mut kept = Vec::new();
            for (cell, above) in std::mem::take(&mut first.cells).into_iter().zip(over) {
                match above {
                    Some((row, column)) if splits => {
                        let above = &mut self.rows[row].cells[column];
                        above.lines.extend(cell.lines);
                        above.rows += cell.rows - 1;
                    }
                    // A merged cell is parted by the page end, and its words stay where it begins.
                    Some((row, column))
                        if cell.lines.is_empty() && (cell.rows > 1 || self.rows[row].cells[column].rows > 1) =>
                    {
                        self.rows[row].cells[column].rows += cell.rows;
                    }
                    _ => kept.push(cell),
                }
            }
            first.cells = kept;
            if splits {
                next.rows.remove(0);
            }
        }
        self.rows.append(&mut next.rows);
        if next.xs.len() > self.xs.len() {
            self.xs = next.xs;
        }
    }

    /// Whether a row is the end of one cell of the row above a page end, which broke between two paragraphs: the others have
    /// nothing more to say, the first among them, and none of them is in a column of merged cells.
    fn is_cut_between_lines(&self, above: &[Option<&Cell>], row: &Row) -> bool {
        let body = self.rows.iter().skip(HEADER.max(self.rows.len().saturating_sub(BACK)));
        let merged: Vec<f32> =
            body.flat_map(|row| &row.cells).filter(|cell| cell.rows > 1).map(|cell| cell.left).collect();
        let mut filled = above.iter().zip(&row.cells).filter(|(_, cell)| !cell.lines.is_empty());
        let only = filled.next().is_some_and(|(above, cell)| {
            cell.rows == 1 && above.is_some_and(|above| above.rows == 1 && above.lines.len() > 1)
        });
        let stopped = |(above, cell): (&Option<&Cell>, &Cell)| {
            let single = |above: &&Cell| {
                above.rows == 1
                    && !above.lines.is_empty()
                    && !merged.iter().any(|left| (left - above.left).abs() <= SLACK)
            };
            cell.lines.is_empty() && cell.rows == 1 && above.as_ref().is_some_and(single)
        };
        let mut cells = above.iter().zip(&row.cells);
        let first = cells.next().is_some_and(stopped);
        only && filled.next().is_none() && first && cells.filter(|pair| stopped(*pair)).count() >= 1
    }

    /// The cells of the last row, those merged into it included, that have the columns of `first`'s cells: row, number.
    fn last_cells(&self, first: &Row) -> Vec<Option<(usize, usize)>> {
        let last = self.rows.len();
        let from = last.saturating_sub(BACK);
        let reaching = |cell: &Cell| {
            (from..last).rev().find_map(|row| {
                let same = |own: &Cell| {
                    (own.left - cell.left).abs() <= SLACK
                        && (own.right - cell.right).abs() <= SLACK
                        && row + own.rows >= last
                };
                self.rows[row].cells.iter().position(same).map(|number| (row, number))
            })
        };
        first.cells.iter().map(reaching).collect()
    }

    /// The columns that a cell covers: the first, and how many.
    pub(super) fn columns(&self, cell: &Cell) -> (usize, usize) {
        let at = |x: f32| self.xs.partition_point(|start| *start < x - SLACK);
        let (first, end) = (at(cell.left), at(cell.right));
        (first, end.saturating_sub(first).max(1))
    }
}

impl Row {
    fn repeats(&self, other: &Self) -> bool {
        let words = |cell: &Cell| cell.lines.iter().map(|line| line.text.as_str()).collect::<String>();
        let filled = self.cells.iter().any(|cell| !cell.lines.is_empty());
        filled
            && self.cells.len() == other.cells.len()
            && self.cells.iter().zip(&other.cells).all(|(a, b)| words(a) == words(b))
    }
}

/// Whether a row goes on with the one above a page end: a cell of it begins in the middle of what that one's says, and none
/// begins something else.
fn is_split(above: &[Option<&Cell>], row: &Row) -> bool {
    let mut goes_on = false;
    for (above, cell) in above.iter().zip(&row.cells) {
        let Some(above) = above else { return false };
        let (Some(last), Some(next)) = (above.lines.last(), cell.lines.first()) else { continue };
        match wraps(last, next, above.room) {
            Wrap::Yes => goes_on = true,
            Wrap::No => return false,
            Wrap::Unknown => {}
        }
    }
    goes_on
}

impl Cell {
    /// The words: lines that were only wrapped are joined, others stand below each other.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let mut before: Option<&Line> = None;
        for line in &self.lines {
            if let Some(before) = before {
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                if wraps(before, line, self.room) == Wrap::No {
                    out.push('\n');
                } else if latin(out.chars().next_back()) && latin(line.text.chars().next()) {
                    out.push(' ');
                }
            }
            out.push_str(&line.text);
            before = Some(line);
        }
        out
    }
}

/// The lines of a cell, without blank ones.
fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut out = Vec::new();
    for mut line in layout::lines(pieces) {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let shown = || line.iter().filter(|piece| !piece.text.trim().is_empty());
        let (Some(left), Some(right)) = (
            shown().map(|piece| piece.x).reduce(f32::min),
            shown().map(|piece| piece.x + piece.width).reduce(f32::max),
        ) else {
            continue;
        };
        let size = shown().map(|piece| piece.size).fold(0.0, f32::max);
        let mut text = String::new();
        layout::close(line, &mut text);
        let text = text.trim().replace('\t', " ");
        out.push(Line { text, width: right - left, size });
    }
    out
}

/// Whether a piece stands in a frame.
pub(super) fn is_in(frame: &Frame, piece: &Piece) -> bool {
    frame.region(piece.x + piece.width / 2.0, piece.y + 0.35 * piece.size).is_some()
}

/// A piece in the regions that it stands in: programs join what stands close together in two cells.
fn parted(frame: &Frame, piece: &Piece) -> Vec<(usize, Piece)> {
    let y = piece.y + 0.35 * piece.size;
    let within = (0.3 * piece.size).min(piece.width / 2.0);
    let (first, last) = (frame.region(piece.x + within, y), frame.region(piece.x + piece.width - within, y));
    let whole = || frame.region(piece.x + piece.width / 2.0, y).map(|region| (region, piece.clone()));
    if first == last || piece.text.trim().chars().nth(1).is_none() {
        return whole().into_iter().collect();
    }
    // Only where the words stand tells which characters are whose: about half as wide in ASCII.
    let unit = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
    let units: f32 = piece.text.chars().map(unit).sum();
    let mut out: Vec<(usize, Piece)> = Vec::new();
    let mut at = piece.x;
    for c in piece.text.chars() {
        let width = piece.width * unit(c) / units;
        if let Some(region) = frame.region(at + width / 2.0, y) {
            match out.last_mut() {
                Some((before, part)) if *before == region => {
                    part.text.push(c);
                    part.width = at + width - part.x;
                }
                _ => out.push((region, Piece { x: at, width, text: c.to_string(), ..*piece })),
            }
        }
        at += width;
    }
    out
}

/// Joins what the pages have of tables; `pages` are their texts without the tables.
pub(super) fn joined(parts: Vec<(usize, Vec<Table>)>, pages: &[String]) -> Vec<Table> {
    let mut out: Vec<Table> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (page, tables) in parts {
        for (number, mut table) in tables.into_iter().enumerate() {
            let at = table.rows.first().map_or(0, |row| row.at);
            table.rows.iter_mut().for_each(|row| row.page = page);
            let before = open.filter(|(last, _)| number == 0 && last + 1 == page).map(|(_, end)| end);
            open = Some((page, at));
            let next_to = |end| is_next(pages, page, end, at);
            match out.last_mut() {
                Some(last) if before.is_some_and(next_to) && last.is_like(&table) => last.go_on(table),
                _ => out.push(table),
            }
        }
    }
    out
}

/// Whether only page numbers and the like stand between the end of a table on the page before and one on this page.
fn is_next(pages: &[String], page: usize, end: usize, start: usize) -> bool {
    let text = |page: Option<usize>| page.and_then(|page| pages.get(page)).map_or("", String::as_str);
    let (before, this) = (text(page.checked_sub(1)), text(Some(page)));
    // Without the numbers, which count the pages.
    let plain = |line: &str| line.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect::<String>();
    let repeats = |line: &str, pages: [&str; 2]| {
        layout::is_page_number(line) || pages.iter().any(|page| page.lines().any(|other| plain(other) == plain(line)))
    };
    let below = before.get(end..).unwrap_or_default().lines().filter(|line| !line.trim().is_empty());
    let above = this.get(..start).unwrap_or_default().lines().filter(|line| !line.trim().is_empty());
    // The first page may do without a running header; a title begins another table.
    let title = |line: &str| {
        let ends = ["清单", "名册", "台账", "名单", "目录", "表", "情况", "：", ":"];
        line.contains("附件") || ends.iter().any(|end| line.trim_end_matches(['）', ')']).ends_with(end))
    };
    let continues = |line: &str| line.contains("续表") || line.trim_end().ends_with("（续）");
    let around = |page: usize| [text(page.checked_sub(1)), text(Some(page + 1))];
    let mut others = above.filter(|line| !repeats(line, around(page)) && !continues(line));
    let free = others.next().is_none_or(|line| page == 1 && !title(line) && line.chars().count() <= 30)
        && others.next().is_none();
    free && below.take(8).all(|line| repeats(line, [text(page.checked_sub(2)), this]))
}

#[cfg(test)]
mod tests {
    use super::super::frame::frames;
    use super::super::rulings::{Ruling, Rulings};
    use super::*;

    fn piece(x: f32, y: f32, text: &str) -> Piece {
        let width = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
        Piece { x, y, width, size: 10.0, text: text.to_owned() }
    }

    /// A table with these rows' tops, its columns at 0, 60, 130 and 160.
    fn table(ys: &[f32], pieces: &[Piece]) -> Table {
        let (bottom, top) = (ys[ys.len() - 1], ys[0]);
        let rulings = Rulings {
            across: ys.iter().map(|&at| Ruling { at, from: 0.0, to: 160.0 }).collect(),
            down: [0.0, 60.0, 130.0, 160.0].map(|at| Ruling { at, from: bottom, to: top }).to_vec(),
        };
        Table::of(&frames(&rulings)[0], pieces).unwrap()
    }

    fn texts(table: &Table) -> Vec<Vec<String>> {
        table.rows.iter().map(|row| row.cells.iter().map(Cell::text).collect()).collect()
    }

    fn header(y: f32) -> [Piece; 3] {
        [piece(5.0, y, "会议名称"), piece(65.0, y, "会议时间"), piece(135.0, y, "序")]
    }

    #[test]
    fn a_row_goes_on_after_a_page_end() {
        let first = [
            &header(190.0)[..],
            &[piece(5.0, 170.0, "党委会第十"), piece(65.0, 170.0, "2026-01-"), piece(135.0, 170.0, "1")],
        ];
        let next = [
            &header(790.0)[..],
            &[piece(5.0, 770.0, "二次会议"), piece(65.0, 770.0, "12345678901")],
            &[piece(5.0, 750.0, "董事会"), piece(65.0, 750.0, "2026-02-01"), piece(135.0, 750.0, "2")],
        ];
        let first = table(&[200.0, 180.0, 160.0], &first.concat());
        let next = table(&[800.0, 780.0, 760.0, 740.0], &next.concat());
        let pages = ["前言\n页眉\n第1页\n".to_owned(), "页眉\n第2页\n".to_owned()];
        let parts = vec![(0, vec![first.at("前言\n页眉\n".len())]), (1, vec![next.at("页眉\n".len())])];
        let joined = joined(parts, &pages);
        assert_eq!(joined.len(), 1);
        assert_eq!(
            texts(&joined[0]),
            [
                ["会议名称", "会议时间", "序"],
                ["党委会第十二次会议", "2026-01-12345678901", "1"],
                ["董事会", "2026-02-01", "2"],
            ]
        );
        assert_eq!(joined[0].rows.iter().map(|row| row.page).collect::<Vec<_>>(), [0, 0, 1]);
    }

    #[test]
    fn a_row_after_a_page_end_is_its_own() {
        let first = [piece(5.0, 190.0, "党委会第十"), piece(65.0, 190.0, "2026-01-01"), piece(135.0, 190.0, "12")];
        let next = [piece(5.0, 790.0, "董事会"), piece(65.0, 790.0, "2026-02-01"), piece(135.0, 790.0, "13")];
        let mut joined = table(&[200.0, 180.0], &first);
        joined.go_on(table(&[800.0, 780.0], &next));
        assert_eq!(joined.rows.len(), 2);
    }

    #[test]
    fn another_title_begins_another_table() {
        let pages = |title: &str| ["页眉\n1\n".to_owned(), format!("页眉\n{title}\n2\n")];
        let at = |title: &str| "页眉\n".len() + title.len() + 1;
        assert!(!is_next(&pages("前置研究讨论事项清单"), 1, 7, at("前置研究讨论事项清单")));
        assert!(is_next(&pages("（续表）"), 1, 7, at("（续表）")));
        assert!(!is_next(&["页眉\n填表人：某人\n1\n".to_owned(), "页眉\n2\n".to_owned()], 1, 7, 7));
    }

    #[test]
    fn lines_that_were_not_full_stand_below_each_other() {
        let pieces = [
            piece(5.0, 190.0, "1"),
            piece(65.0, 190.0, "（一）制度；"),
            piece(65.0, 178.0, "（二）"),
            piece(65.0, 166.0, "预算"),
            // Two cells in one piece.
            piece(5.0, 130.0, "人事任免管理事项"),
        ];
        let found = texts(&table(&[200.0, 160.0, 120.0], &pieces));
        assert_eq!(found, [["1", "（一）制度；\n（二）\n预算", ""], ["人事任免管", "理事项", ""]]);
    }
}
