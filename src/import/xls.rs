//! Old Excel workbooks (`.xls`), read with calamine.
//!
//! calamine lays every sheet out as a full rectangle, so the used areas are measured first, in a walk over the records.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls};

use super::error::{Bound, Format, ImportCause};
use super::sheet::{Book, Content, Region, Sheet, SheetCell};
use super::{Imported, Text};
use crate::source::Limits;

/// Reads the bytes of an old workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    let stream = workbook_stream(bytes).ok_or_else(|| ImportCause::damaged("Workbook", "the stream is incomplete"))?;
    let shape = Shape::of(&stream);
    if shape.encrypted {
        return Err(ImportCause::Encrypted { format: Format::OldExcel });
    }
    if shape.misleads {
        return Err(ImportCause::damaged("Workbook", "sheets are not where, or not as large as, the workbook says"));
    }
    if shape.cells > limits.table_cells as u64 {
        return Err(ImportCause::Limit { bound: Bound::TableCells, limit: limits.table_cells as u64 });
    }
    drop(stream);
    // The library works on whatever the records claim; a panic in it is an error like any other.
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, limits)))
        .unwrap_or(Err(ImportCause::Crashed { format: Format::OldExcel }))
        .map(|mut imported| {
            if shape.hidden_rows > 0 {
                let rows = shape.hidden_rows;
                imported.remarks.push(Text::new(
                    format!("有隐藏行 {rows} 行，已一并读取"),
                    format!("{rows} hidden rows were read too"),
                ));
            }
            imported
        })
}

fn read_sheets(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| ImportCause::damaged("", error))?;
    let mut out = Book::default();
    let mut remarks = Vec::new();
    let sheets = book.sheets_metadata().to_vec();
    for entry in sheets.iter().filter(|entry| entry.typ == SheetType::WorkSheet) {
        let name = &entry.name;
        if entry.visible != SheetVisible::Visible {
            remarks.push(Text::new(
                format!("工作表「{name}」已隐藏，未读取；需要时请取消隐藏"),
                format!("sheet {name:?} is hidden and was not read; unhide it if it counts"),
            ));
            continue;
        }
        let range = book.worksheet_range(name).map_err(|error| ImportCause::damaged(name, error))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let cells = range
            .used_cells()
            .map(|(row, column, data)| SheetCell {
                row: first_row + row as u32,
                column: first_column + column as u32,
                content: Content::Own(shown(data).into()),
            })
            .collect();
        let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
        let merged = merged
            .into_iter()
            .map(|m| Region { first_row: m.start.0, first_column: m.start.1, last_row: m.end.0, last_column: m.end.1 })
            .collect();
        out.add(Sheet { name: name.clone(), cells, merged }, &[], limits)?;
    }
    Ok(Imported { text: out.text, origins: out.origins, grids: out.grids, remarks })
}

/// A cell as text. Old workbooks give dates in one form only: 2024-07-01.
fn shown(data: &Data) -> String {
    match data {
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Float(value) => super::xlsx::general(*value),
        Data::DateTime(value) if value.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
            match (value.as_f64() < 1.0, hour, minute, second) {
                (true, ..) => format!("{hour:02}:{minute:02}:{second:02}"),
                (false, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
            }
        }
        data => data.to_string(),
    }
}

/// What the records of a workbook say of its size.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    /// Sum of the sheets' used rectangles.
    cells: u64,
    hidden_rows: u32,
    encrypted: bool,
    /// Whether the library would read elsewhere than here was looked, or ask for memory that no sheet needs. It asks before
    /// it reads, and where there is not enough the process ends: that cannot be caught.
    misleads: bool,
}

/// Cells of the largest sheet there can be.
const LARGEST: u64 = 65_536 * 256;

impl Shape {
    fn of(stream: &[u8]) -> Self {
        let mut shape = Self::default();
        let (mut begun, mut named) = (std::collections::HashSet::new(), Vec::new());
        let mut area: Option<(u16, u16, u16, u16)> = None;
        let mut at = 0;
        while let (Some(kind), Some(length)) = (word(stream, at), word(stream, at + 2)) {
            let body = at + 4;
            match kind {
                // A new substream: BOF of each version.
                0x0009 | 0x0209 | 0x0409 | 0x0809 => {
                    begun.insert(at);
                    shape.add(area.take());
                }
                // Where a sheet begins.
                0x0085 => named.extend(double(stream, body).map(|at| at as usize)),
                0x0200 => shape.misleads |= claimed(stream, body, length).is_none_or(|cells| cells > LARGEST),
                0x002F => shape.encrypted = true,
                // ROW with a height of zero.
                0x0208 if word(stream, body + 12).is_some_and(|flags| flags & 0x20 != 0) => shape.hidden_rows += 1,
                // Cells: number, string, formula, boolean or error, runs of blanks and numbers.
                0x0001..=0x0006 | 0x0201..=0x0206 | 0x0406 | 0x027E | 0x00FD | 0x00D6 | 0x00BD | 0x00BE => {
                    if let (Some(row), Some(column)) = (word(stream, body), word(stream, body + 2)) {
                        let last = match kind {
                            0x00BD | 0x00BE => word(stream, (body + usize::from(length)).saturating_sub(2)),
                            _ => None,
                        };
                        let last = last.unwrap_or(column).max(column);
                        let (r0, c0, r1, c1) = area.unwrap_or((row, column, row, last));
                        area = Some((r0.min(row), c0.min(column), r1.max(row), c1.max(last)));
                    }
                }
                _ => {}
            }
            at = body + usize::from(length);
        }
        shape.add(area);
        shape.misleads |= named.iter().any(|at| !begun.contains(at));
        shape
    }

    fn add(&mut self, area: Option<(u16, u16, u16, u16)>) {
        if let Some((r0, c0, r1, c1)) = area {
            self.cells += (u64::from(r1 - r0) + 1) * (u64::from(c1 - c0) + 1);
        }
    }
}

/// The cells that a sheet says it has, as the library understands it; `None` if it ends before it starts.
fn claimed(stream: &[u8], body: usize, length: u16) -> Option<u64> {
    let wide = |at| double(stream, body + at).map(u64::from);
    let narrow = |at| word(stream, body + at).map(u64::from);
    let (top, bottom, left, right) = match length {
        10 => (narrow(0)?, narrow(2)?, narrow(4)?, narrow(6)?),
        14 | 16 => (wide(0)?, wide(4)?, narrow(8)?, narrow(10)?),
        // The library refuses these.
        _ => return Some(0),
    };
    let left = if left > 0xFF || right < left { 0 } else { left };
    if bottom == 0 || right == 0 {
        return Some(0);
    }
    Some(bottom.checked_sub(top)? * (right - left))
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

fn double(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// The `Workbook` (or `Book`) stream of a compound file; `None` as well where chains of sectors run in circles, in which the
/// library would go on until there is no memory left.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    /// The first number that names no sector.
    const RESERVED: u32 = 0xFFFF_FFFC;
    let sector = 1usize.checked_shl(u32::from(word(bytes, 30)?)).filter(|size| matches!(size, 512 | 4096))?;
    let most = bytes.len() / sector + 1;
    let body = |n: u32| {
        let start = (n as usize).checked_add(1)?.checked_mul(sector)?;
        bytes.get(start..(start + sector).min(bytes.len()))
    };
    // The sectors of the allocation table: 109 in the header, the rest in a chain of their own.
    let mut tables: Vec<u32> = (0..109).filter_map(|i| double(bytes, 76 + 4 * i)).collect();
    let mut next = double(bytes, 68)?;
    for _ in 0..most {
        let Some(chunk) = body(next) else { break };
        tables.extend((0..sector / 4 - 1).filter_map(|i| double(chunk, 4 * i)));
        next = double(chunk, sector - 4).unwrap_or(u32::MAX);
    }
    tables.retain(|n| *n < RESERVED);
    if tables.len() > most {
        return None;
    }
    let mut table: Vec<u32> = Vec::with_capacity(tables.len() * sector / 4);
    for n in tables {
        let chunk = body(n).filter(|chunk| chunk.len() == sector)?;
        table.extend(chunk.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])));
    }
    let chain = |first: u32, length: usize| {
        let mut out = Vec::new();
        let mut n = first;
        for _ in 0..most {
            let Some(chunk) = body(n).filter(|_| out.len() < length) else { return Some(out) };
            out.extend_from_slice(chunk);
            n = table.get(n as usize).copied().unwrap_or(u32::MAX);
        }
        None
    };
    let directory = chain(double(bytes, 48)?, usize::MAX)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    // As calamine looks for it: in any case, the first of a name.
    let named = |name: &str| {
        entries.iter().find(|entry| {
            let wide = entry.chunks_exact(2).take(32).map(|b| u16::from_le_bytes([b[0], b[1]])).take_while(|c| *c != 0);
            char::decode_utf16(wide).all(|c| c.is_ok_and(|c| c.is_ascii()))
                && entry.iter().step_by(2).take_while(|b| **b != 0).map(u8::to_ascii_lowercase).eq(name.bytes())
        })
    };
    let entry = named("workbook").or_else(|| named("book"))?;
    let length = |entry: &[u8]| {
        let high = if sector == 512 { 0 } else { double(entry, 124)? };
        usize::try_from(u64::from(high) << 32 | u64::from(double(entry, 120)?)).ok()
    };
    let (first, size) = (double(entry, 116)?, length(entry)?);
    // Short streams lie in 64-byte pieces inside the root entry's stream. The library reads all of it where there is any.
    let (pieces, table) = if double(bytes, 64)? > 0 {
        let root = entries.first()?;
        let pieces = chain(double(root, 116)?, length(root)?)?;
        (pieces, chain(double(bytes, 60)?, usize::MAX)?)
    } else {
        (Vec::new(), Vec::new())
    };
    if size >= 4096 {
        let mut stream = chain(first, size)?;
        stream.truncate(size);
        return Some(stream);
    }
    let mut stream = Vec::new();
    let mut n = first as usize;
    for _ in 0..=size / 64 {
        let Some(piece) = pieces.get(n.saturating_mul(64)..).map(|rest| &rest[..rest.len().min(64)]) else { break };
        stream.extend_from_slice(piece);
        n = double(&table, n.saturating_mul(4)).unwrap_or(u32::MAX) as usize;
    }
    stream.truncate(size);
    Some(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u16]) -> Vec<u8> {
        let words = [&[kind, body.len() as u16 * 2], body].concat();
        words.into_iter().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn used_areas_are_measured_per_sheet() {
        let number = |row, column| record(0x0203, &[row, column, 0, 0, 0, 0, 0]);
        let stream = [
            record(0x0809, &[0x600, 5]),
            record(0x0809, &[0x600, 0x10]),
            number(2, 3),
            number(11, 4),
            record(0x0809, &[0x600, 0x10]),
            number(0, 0),
            number(65_535, 255),
            record(0x0208, &[7, 0, 1, 0, 0, 0, 0x20, 0]),
        ]
        .concat();
        assert_eq!(Shape::of(&stream), Shape { cells: 20 + 65_536 * 256, hidden_rows: 1, ..Shape::default() });
    }

    #[test]
    fn sheets_that_would_take_memory_are_not_read() {
        let begins = record(0x0809, &[0x600, 0x10]);
        let size = |rows: [u16; 2], columns: u16| record(0x0200, &[0, 0, rows[0], rows[1], 0, columns, 0]);
        let at = |place: u16| record(0x0085, &[place, 0, 0, 0]);
        for (stream, misleads) in [
            ([begins.clone(), size([3, 0], 2)].concat(), false),
            ([begins.clone(), size([0, 1], 256)].concat(), false),
            ([begins.clone(), size([0, 0xFFFF], 256)].concat(), true),
            // Rows from 5 to 3.
            ([begins.clone(), record(0x0200, &[5, 0, 3, 0, 0, 2, 0])].concat(), true),
            ([begins.clone(), at(0)].concat(), false),
            // A sheet that begins inside of a record.
            ([begins, at(2)].concat(), true),
        ] {
            assert_eq!(Shape::of(&stream).misleads, misleads, "{stream:02X?}");
        }
    }

    #[test]
    fn broken_compound_files_have_no_stream() {
        assert_eq!(workbook_stream(b"\xD0\xCF\x11\xE0"), None);
        assert_eq!(workbook_stream(&[0xFF; 4096]), None);
    }
}
