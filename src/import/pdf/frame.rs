//! From the ruled lines of a page to the cells that they enclose.

use super::rulings::{Ruling, Rulings};

/// How far lines that meet may be apart.
const REACH: f32 = 3.0;
/// Least width and height of a cell.
const LEAST: f32 = 4.0;
/// How far a line must reach beyond the outermost ones across it for a table that is open at its side.
const OPEN: f32 = 12.0;
/// Most rulings of a page, and most cells of a table, that are not a drawing.
const MOST: usize = 4_000;
const MOST_CELLS: usize = 20_000;

/// A cell: where it starts, and how many rows and columns it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A table's lines: the cells between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    /// From left to right.
    pub(super) xs: Vec<f32>,
    /// From top to bottom.
    pub(super) ys: Vec<f32>,
    /// By row, then column.
    pub(super) regions: Vec<Region>,
    /// The region of each place, row by row.
    places: Vec<usize>,
}

/// The frames of a page, from top to bottom. One that lies in another is part of its cell.
pub(super) fn frames(rulings: &Rulings) -> Vec<Frame> {
    if rulings.across.len() + rulings.down.len() > MOST {
        return Vec::new();
    }
    let mut found: Vec<Frame> = joined(rulings).iter().filter_map(Frame::of).collect();
    let area = |frame: &Frame| frame.width() * (frame.top() - frame.bottom());
    found.sort_by(|a, b| area(b).total_cmp(&area(a)));
    let mut out: Vec<Frame> = Vec::new();
    for frame in found {
        let (x, y) = (frame.xs[0] + frame.width() / 2.0, frame.middle());
        if !out.iter().any(|outer| outer.region(x, y).is_some()) {
            out.push(frame);
        }
    }
    out.sort_by(|a, b| b.middle().total_cmp(&a.middle()));
    out
}

/// The lines that meet one another, together.
fn joined(rulings: &Rulings) -> Vec<Rulings> {
    let (across, mut down) = (&rulings.across, rulings.down.clone());
    down.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut sets = Sets::new(across.len() + down.len());
    for (i, level) in across.iter().enumerate() {
        let first = down.partition_point(|upright| upright.at < level.from - REACH);
        for (j, upright) in down.iter().enumerate().skip(first) {
            if upright.at > level.to + REACH {
                break;
            }
            if level.at >= upright.from - REACH && level.at <= upright.to + REACH {
                sets.join(i, across.len() + j);
            }
        }
    }
    let mut out: Vec<Rulings> = vec![Rulings::default(); across.len() + down.len()];
    for (i, level) in across.iter().enumerate() {
        out[sets.of(i)].across.push(*level);
    }
    for (j, upright) in down.iter().enumerate() {
        out[sets.of(across.len() + j)].down.push(*upright);
    }
    out.retain(|set| set.across.len() >= 2 && !set.down.is_empty());
    out
}

impl Frame {
    fn of(lines: &Rulings) -> Option<Self> {
        let xs = stops(&lines.down, &lines.across);
        let mut ys = stops(&lines.across, &lines.down);
        ys.reverse();
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if rows == 0 || columns < 2 || rows * columns > MOST_CELLS {
            return None;
        }
        // Which places have a line on their right, and below them.
        let (mut right, mut below) = (vec![false; rows * columns], vec![false; rows * columns]);
        for line in &lines.down {
            let Some(column) = nearest(&xs, line.at).checked_sub(1) else { continue };
            for row in 0..rows {
                let middle = (ys[row] + ys[row + 1]) / 2.0;
                if line.from <= middle && middle <= line.to && column < columns {
                    right[row * columns + column] = true;
                }
            }
        }
        ys.reverse();
        for line in &lines.across {
            // `ys` from the bottom: the row above the line.
            let at = nearest(&ys, line.at);
            let Some(row) = rows.checked_sub(at + 1) else { continue };
            for column in 0..columns {
                let middle = (xs[column] + xs[column + 1]) / 2.0;
                if line.from <= middle && middle <= line.to {
                    below[row * columns + column] = true;
                }
            }
        }
        ys.reverse();
        let mut sets = Sets::new(rows * columns);
        for place in 0..rows * columns {
            if place % columns + 1 < columns && !right[place] {
                sets.join(place, place + 1);
            }
            if place + columns < rows * columns && !below[place] {
                sets.join(place, place + columns);
            }
        }
        let (regions, places) = regions(&mut sets, &right, rows, columns);
        Some(Self { xs, ys, regions, places })
    }

    pub(super) fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or_default()
    }

    fn bottom(&self) -> f32 {
        self.ys.last().copied().unwrap_or_default()
    }

    pub(super) fn middle(&self) -> f32 {
        (self.top() + self.bottom()) / 2.0
    }

    fn width(&self) -> f32 {
        self.xs.last().copied().unwrap_or_default() - self.xs.first().copied().unwrap_or_default()
    }

    /// The number of the region at a point.
    pub(super) fn region(&self, x: f32, y: f32) -> Option<usize> {
        let column = self.xs.partition_point(|at| *at <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|at| *at > y).checked_sub(1)?;
        let columns = self.xs.len() - 1;
        (column < columns && row + 1 < self.ys.len()).then(|| self.places[row * columns + column])
    }
}

/// The regions that places make, by row, then column, and the region of each place.
fn regions(sets: &mut Sets, right: &[bool], rows: usize, columns: usize) -> (Vec<Region>, Vec<usize>) {
    let none = Region { row: usize::MAX, column: usize::MAX, rows: 0, columns: 0 };
    let mut around = vec![(none, 0usize); rows * columns];
    for place in 0..rows * columns {
        let (row, column) = (place / columns, place % columns);
        let (region, count) = &mut around[sets.of(place)];
        let (end_row, end_column) = match *count {
            0 => (row, column),
            _ => (region.row + region.rows - 1, region.column + region.columns - 1),
        };
        (region.row, region.column) = (region.row.min(row), region.column.min(column));
        region.rows = end_row.max(row) + 1 - region.row;
        region.columns = end_column.max(column) + 1 - region.column;
        *count += 1;
    }
    let mut out: Vec<Region> = Vec::new();
    let mut places = vec![0; rows * columns];
    let mut numbers = vec![usize::MAX; rows * columns];
    for place in 0..rows * columns {
        let (row, column) = (place / columns, place % columns);
        let set = sets.of(place);
        let (region, count) = around[set];
        if region.rows * region.columns == count {
            if numbers[set] == usize::MAX {
                numbers[set] = out.len();
                out.push(region);
            }
            places[place] = numbers[set];
            continue;
        }
        // Lines are missing: what they leave is no rectangle. Each row of it stands for itself.
        let before =
            column.checked_sub(1).map(|_| place - 1).filter(|&before| sets.of(before) == set && !right[before]);
        match before {
            Some(before) => {
                places[place] = places[before];
                out[places[before]].columns += 1;
            }
            None => {
                places[place] = out.len();
                out.push(Region { row, column, rows: 1, columns: 1 });
            }
        }
    }
    (out, places)
}

/// Where lines are, in order, and where those across them end if these reach further.
fn stops(lines: &[Ruling], across: &[Ruling]) -> Vec<f32> {
    let mut all: Vec<f32> = lines.iter().map(|line| line.at).collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for at in all {
        if out.last().is_none_or(|last| at - last >= LEAST) {
            out.push(at);
        }
    }
    let (Some(&first), Some(&last)) = (out.first(), out.last()) else { return out };
    let from = across.iter().map(|line| line.from).fold(first, f32::min);
    let to = across.iter().map(|line| line.to).fold(last, f32::max);
    if from < first - OPEN {
        out.insert(0, from);
    }
    if to > last + OPEN {
        out.push(to);
    }
    out
}

/// The number of the stop nearest to a place.
fn nearest(stops: &[f32], at: f32) -> usize {
    let after = stops.partition_point(|stop| *stop < at);
    match (after.checked_sub(1).map(|before| at - stops[before]), stops.get(after).map(|stop| stop - at)) {
        (Some(before), Some(next)) if before <= next => after - 1,
        (Some(_), None) => after - 1,
        _ => after,
    }
}

/// Sets that are joined step by step.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn of(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0[high] = low;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { at, from, to }
    }

    fn spans(frame: &Frame) -> Vec<(usize, usize, usize, usize)> {
        frame.regions.iter().map(|cell| (cell.row, cell.column, cell.rows, cell.columns)).collect()
    }

    #[test]
    fn missing_lines_merge_cells() {
        // Two header rows: 职务 over two columns, 姓名 over two rows.
        let rulings = Rulings {
            across: vec![
                line(100.0, 0.0, 90.0),
                line(80.0, 30.0, 90.0),
                line(60.0, 0.0, 90.0),
                line(40.0, 0.0, 90.0),
                line(10.0, 0.0, 90.0),
            ],
            down: vec![
                line(0.0, 40.0, 100.0),
                line(30.0, 40.0, 100.0),
                line(60.0, 40.0, 80.0),
                line(90.0, 40.0, 100.0),
            ],
        };
        let found = frames(&rulings);
        assert_eq!(found.len(), 1);
        let merged = [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)];
        assert_eq!(spans(&found[0]), [&merged[..], &[(2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]].concat());
        assert_eq!(found[0].region(45.0, 90.0), Some(1));
        assert_eq!(found[0].region(75.0, 50.0), Some(6));
        assert_eq!(found[0].region(95.0, 50.0), None);
    }

    #[test]
    fn open_sides_and_single_boxes() {
        let open = Rulings {
            across: vec![line(60.0, 0.0, 90.0), line(40.0, 0.0, 90.0), line(20.0, 0.0, 90.0)],
            down: vec![line(30.0, 20.0, 60.0), line(60.0, 20.0, 60.0)],
        };
        assert_eq!(frames(&open).first().map(|frame| frame.regions.len()), Some(6));
        let page = Rulings {
            across: vec![line(60.0, 0.0, 90.0), line(20.0, 0.0, 90.0)],
            down: vec![line(0.0, 20.0, 60.0), line(90.0, 20.0, 60.0)],
        };
        assert!(frames(&page).is_empty());
    }

    #[test]
    fn what_is_no_rectangle_falls_into_rows() {
        // The line below the second column is missing, that between the columns too, in the first row only.
        let rulings = Rulings {
            across: vec![line(60.0, 0.0, 60.0), line(40.0, 0.0, 30.0), line(20.0, 0.0, 60.0)],
            down: vec![line(0.0, 20.0, 60.0), line(30.0, 20.0, 40.0), line(60.0, 20.0, 60.0)],
        };
        let found = frames(&rulings);
        assert_eq!(found.iter().map(spans).collect::<Vec<_>>(), [[(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]]);
    }
}
