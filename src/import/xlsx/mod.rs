//! Excel workbooks: each sheet as lines of cells and a [`Grid`](crate::source::Grid) with the sheet's name.
//!
//! Numbers and dates read as the sheet shows them. Hidden sheets are left out, hidden rows and columns are read; both are
//! remarked. A formula gives the result that the file holds.

mod format;
mod parts;

pub(in crate::import) use format::general;

use super::error::{Bound, Format, ImportCause};
use super::package::Package;
use super::sheet::Book;
use super::{Imported, Text};
use crate::source::Limits;
use parts::{CellReader, Strings, Styles, Workbook};

/// Reads the bytes of a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    let mut package = Package::open(bytes, Format::Excel, limits)?;
    let main = package.main_part("xl/workbook.xml")?;
    let related = package.relationships(&main)?;
    let part = |kind: &str| related.iter().find(|r| r.kind == kind).map(|r| r.target.clone());

    let mut workbook = Workbook::default();
    package.visit(&main, &mut workbook)?;
    let mut styles = Styles::default();
    if let Some(part) = part("styles") {
        package.visit(&part, &mut styles)?;
    }
    let mut strings = Strings::new(limits);
    if let Some(part) = part("sharedStrings") {
        package.visit(&part, &mut strings)?;
    }
    let shared = strings.finish();

    let mut book = Book::default();
    let mut remarks = Vec::new();
    let mut cells = 0usize;
    for entry in &workbook.sheets {
        let Some(target) = related.iter().find(|r| r.id == entry.relationship && r.kind == "worksheet") else {
            continue;
        };
        let name = &entry.name;
        if entry.hidden {
            remarks.push(Text::new(
                format!("工作表「{name}」已隐藏，未读取；需要时请取消隐藏"),
                format!("sheet {name:?} is hidden and was not read; unhide it if it counts"),
            ));
            continue;
        }
        let mut reader = CellReader::new(name, &styles, workbook.since_1904, limits.table_cells - cells, limits);
        if !package.visit(&target.target, &mut reader)? {
            return Err(ImportCause::damaged(&target.target, "the part is missing"));
        }
        remarks.extend(reader.remarks());
        cells += reader.sheet.cells.len();
        if cells > limits.table_cells {
            return Err(ImportCause::Limit { bound: Bound::TableCells, limit: limits.table_cells as u64 });
        }
        book.add(reader.sheet, &shared, limits)?;
    }
    Ok(Imported { text: book.text, origins: book.origins, grids: book.grids, remarks })
}
