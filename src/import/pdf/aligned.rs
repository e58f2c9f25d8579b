//! Tables of contributions within running text: columns by the header's words, rows by the space between lines.
//!
//! This is for tables without drawn lines. What tells one from running text is that its pieces begin, or have their middle,
//! where others of their column do, with space between the columns.

use super::layout::Piece;
use super::table::begins;

/// Lines of a table, from its header on.
pub(super) struct Aligned {
    /// How many of the page's lines it takes.
    pub(super) lines: usize,
    /// Its rows, a text for each column.
    pub(super) rows: Vec<Vec<String>>,
}

/// Least space between two columns, in units of the type size.
const SPACE: f32 = 0.45;
/// How far pieces of one column may be out of line, in units of the type size.
const SLACK: f32 = 0.35;
/// Least columns of a table.
const LEAST: usize = 3;
/// Most ways in which the cells of one column are set.
const MOST: usize = 8;

/// Reads the table whose header is the first of these lines, if it is one.
pub(super) fn read(lines: &[Vec<Piece>]) -> Option<Aligned> {
    let names = header(lines.first()?)?;
    let mut columns: Vec<Column> = names.iter().map(Column::of).collect();
    let mut taken: Vec<Line> = Vec::new();
    for line in lines {
        let Some(line) = Line::of(line, &mut columns) else { break };
        taken.push(line);
    }
    let rows = rows(&taken, &columns);
    (rows.len() >= 2).then_some(Aligned { lines: taken.len(), rows })
}

/// The pieces of a line that names columns, one for each column.
fn header(line: &[Piece]) -> Option<Vec<Piece>> {
    let names = groups(line);
    let named = |all: &[&str]| {
        let holds = |piece: &&Piece| all.iter().any(|word| piece.text.contains(word));
        names.iter().filter(holds).count()
    };
    let short = names.iter().all(|piece| piece.text.chars().count() <= 14 && !piece.text.contains(['。', '；', '，']));
    let of_contributions = named(&["股东", "出资人", "发起人", "姓名", "名称", "出资方"]) >= 1
        && named(&["出资", "认缴", "认购", "股份", "持股", "比例", "金额"]) >= 2;
    (names.len() >= LEAST && short && of_contributions).then_some(names)
}

/// Pieces that stand close together, as one.
fn groups(line: &[Piece]) -> Vec<Piece> {
    let mut line: Vec<Piece> = line.iter().filter(|piece| !piece.text.trim().is_empty()).cloned().collect();
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    line.dedup_by(|next, before| {
        let close = next.x - (before.x + before.width) < SPACE * before.size;
        if close {
            before.text.push_str(next.text.trim());
            before.width = next.x + next.width - before.x;
        }
        close
    });
    line
}

/// Where the pieces of a column begin, and where their middles are.
struct Column {
    starts: Vec<f32>,
    middles: Vec<f32>,
    /// Where the heading ends.
    end: f32,
}

impl Column {
    fn of(name: &Piece) -> Self {
        Self { starts: vec![name.x], middles: vec![name.x + name.width / 2.0], end: name.x + name.width }
    }

    fn aligns(&self, group: &Piece) -> bool {
        let near = |all: &[f32], at: f32| all.iter().any(|other| (other - at).abs() <= SLACK * group.size);
        near(&self.starts, group.x) || near(&self.middles, group.x + group.width / 2.0)
    }

    /// How far a group is from the column's heading; nothing where they overlap.
    fn distance(&self, group: &Piece) -> f32 {
        let (start, end) = (self.starts.first().copied().unwrap_or_default(), self.end);
        (start - (group.x + group.width)).max(group.x - end).max(0.0)
    }
}

struct Line {
    y: f32,
    size: f32,
    cells: Vec<Option<Piece>>,
}

impl Line {
    /// A line of the table; nothing if it is none.
    fn of(line: &[Piece], columns: &mut [Column]) -> Option<Self> {
        let groups = groups(line);
        let largest = groups.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        let (y, size) = (largest.y, largest.size);
        if begins(groups.first()?.text.trim()) {
            return None;
        }
        // The first row shows how cells are set where it is not as their headings are.
        let teaches = (LEAST..=columns.len()).contains(&groups.len());
        let mut cells: Vec<Option<Piece>> = vec![None; columns.len()];
        let mut least = 0;
        for group in groups {
            let aligned = (least..columns.len()).find(|&column| columns[column].aligns(&group));
            let nearest = || {
                let distance = |column: &usize| columns[*column].distance(&group);
                (least..columns.len()).filter(|_| teaches).min_by(|a, b| distance(a).total_cmp(&distance(b)))
            };
            let at = aligned.or_else(nearest)?;
            let end = group.x + group.width;
            // A cell runs into the next column only in running text.
            if columns.get(at + 1).is_some_and(|next| next.starts.iter().all(|start| end > start + SLACK * size)) {
                return None;
            }
            least = at + 1;
            cells[at] = Some(group);
        }
        for (column, cell) in columns.iter_mut().zip(&cells) {
            let new = |cell: &&Piece| column.starts.len() < MOST && !column.aligns(cell);
            let Some(cell) = cell.as_ref().filter(new) else { continue };
            column.starts.push(cell.x);
            column.middles.push(cell.x + cell.width / 2.0);
        }
        Some(Self { y, size, cells })
    }
}

/// The rows: more space than between the lines of a cell parts them, or a first cell that has ended.
fn rows(lines: &[Line], columns: &[Column]) -> Vec<Vec<String>> {
    let gaps: Vec<f32> = lines.windows(2).map(|pair| pair[0].y - pair[1].y).collect();
    let least = gaps.iter().copied().min_by(f32::total_cmp).unwrap_or_default();
    let size = lines.first().map_or(1.0, |line| line.size);
    // Lines half a line apart stand beside each other, in cells of other heights.
    let is_wider = |gap: &f32| least > 0.9 * size && *gap > least + 0.03 * size;
    let spaced = gaps.iter().any(is_wider);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let wider = i.checked_sub(1).and_then(|before| gaps.get(before)).is_some_and(is_wider);
        // Both lines have something in the first column, and the earlier one had room for more.
        let ended = i.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|before| {
            let first = |line: &Line| line.cells.first().cloned().flatten();
            let next = columns.get(1).and_then(|next| next.starts.iter().copied().min_by(f32::total_cmp));
            let room = |(cell, next): (Piece, f32)| next - (cell.x + cell.width) >= 2.0 * line.size;
            !spaced && first(line).is_some() && first(before).zip(next).is_some_and(room)
        });
        if i == 0 || wider || ended {
            rows.push(vec![String::new(); columns.len()]);
        }
        let Some(row) = rows.last_mut() else { continue };
        for (cell, found) in row.iter_mut().zip(&line.cells) {
            if let Some(found) = found {
                cell.push_str(found.text.trim());
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: f32, pieces: &[(f32, &str)]) -> Vec<Piece> {
        let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
        pieces
            .iter()
            .map(|(x, text)| Piece { x: *x, y, width: width(text), size: 10.0, text: (*text).to_owned() })
            .collect()
    }

    fn header() -> Vec<Piece> {
        line(200.0, &[(20.0, "股东名称"), (100.0, "出资额"), (160.0, "出资"), (180.0, "方式"), (240.0, "出资日期")])
    }

    #[test]
    fn cells_of_several_lines_make_one_row() {
        let lines = [
            header(),
            line(
                187.6,
                &[
                    (20.0, "青岚市国有资"),
                    (100.0, "8,000"),
                    (127.0, "万"),
                    (160.0, "货币"),
                    (240.0, "2026"),
                    (262.0, "年6月"),
                ],
            ),
            line(175.6, &[(20.0, "本运营有限公"), (100.0, "元"), (240.0, "30"), (252.0, "日")]),
            line(163.6, &[(20.0, "司")]),
            line(151.2, &[(20.0, "望川实业有限"), (100.0, "2,000万"), (160.0, "实物"), (240.0, "2026年5月")]),
            line(139.2, &[(20.0, "公司"), (100.0, "元")]),
            line(120.0, &[(40.0, "第十条"), (80.0, "股东应当足额缴纳出资。")]),
        ];
        let table = read(&lines).map(|table| (table.lines, table.rows)).unwrap_or_default();
        assert_eq!(table.0, 6);
        assert_eq!(
            table.1,
            [
                ["股东名称", "出资额", "出资方式", "出资日期"],
                ["青岚市国有资本运营有限公司", "8,000万元", "货币", "2026年6月30日"],
                ["望川实业有限公司", "2,000万元", "实物", "2026年5月"],
            ]
        );
    }

    #[test]
    fn running_text_ends_a_table_or_is_none() {
        let prose = line(
            188.0,
            &[(20.0, "股东应当按照前"), (90.0, "条规定足额缴"), (150.0, "纳出资，不得"), (210.0, "抽逃。")],
        );
        assert!(read(&[header(), prose.clone()]).is_none());
        assert!(read(&[prose, header()]).is_none());
        let rows = [header(), line(188.0, &[(20.0, "甲公司"), (100.0, "1万元"), (160.0, "货币"), (240.0, "2026年")])];
        assert_eq!(read(&rows).map(|table| table.rows.len()), Some(2));
    }
}
