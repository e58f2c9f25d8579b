//! The parts of a workbook: the list of sheets, styles, shared strings, cells.

use std::collections::HashMap;

use super::super::error::{Bound, ImportCause};
use super::super::sheet::{Content, Region, Sheet, SheetCell};
use super::super::xml::{Space, Tag, Visitor, is_true};
use super::format;
use crate::Text;
use crate::source::Limits;

/// One entry of `xl/workbook.xml`.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) relationship: String,
    pub(super) hidden: bool,
}

/// `xl/workbook.xml`.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) since_1904: bool,
}

impl Visitor for Workbook {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        if tag.space != Space::Sheet {
            return Ok(());
        }
        match tag.local {
            "workbookPr" => self.since_1904 = tag.attribute("date1904").is_some_and(|v| is_true(&v)),
            "sheet" => self.sheets.push(SheetEntry {
                name: tag.attribute("name").unwrap_or_default().into_owned(),
                // `sheetId` has no prefix; the relationship is `r:id`.
                relationship: tag.attribute("id").unwrap_or_default().into_owned(),
                hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
            }),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, _space: Space, _local: &str) -> Result<(), ImportCause> {
        Ok(())
    }
}

/// `xl/styles.xml`: the number format of each cell style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    codes: HashMap<u32, String>,
    cells: Vec<u32>,
    in_cells: bool,
}

impl Styles {
    fn code(&self, style: usize) -> &str {
        let id = self.cells.get(style).copied().unwrap_or(0);
        self.codes.get(&id).map(String::as_str).or(format::builtin(id)).unwrap_or("General")
    }
}

impl Visitor for Styles {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        if tag.space != Space::Sheet {
            return Ok(());
        }
        match tag.local {
            "numFmt" => {
                if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                    self.codes.insert(id, code.into_owned());
                }
            }
            "cellXfs" => self.in_cells = true,
            "xf" if self.in_cells => self.cells.push(tag.number("numFmtId").unwrap_or(0)),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, _space: Space, local: &str) -> Result<(), ImportCause> {
        if local == "cellXfs" {
            self.in_cells = false;
        }
        Ok(())
    }
}

/// `xl/sharedStrings.xml`.
pub(super) struct Strings<'a> {
    limits: &'a Limits,
    strings: Vec<Box<str>>,
    text: String,
    bytes: u64,
    in_text: bool,
    /// Inside phonetic guides.
    phonetic: bool,
}

impl<'a> Strings<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, strings: Vec::new(), text: String::new(), bytes: 0, in_text: false, phonetic: false }
    }

    pub(super) fn finish(self) -> Vec<Box<str>> {
        self.strings
    }
}

impl Visitor for Strings<'_> {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        match tag.local {
            "si" => self.text.clear(),
            "rPh" => self.phonetic = true,
            "t" => self.in_text = !self.phonetic,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, _space: Space, local: &str) -> Result<(), ImportCause> {
        match local {
            "si" => {
                if self.strings.len() >= self.limits.table_cells {
                    return Err(too_many_cells(self.limits));
                }
                self.strings.push(unescaped(&self.text).into());
            }
            "rPh" => self.phonetic = false,
            "t" => self.in_text = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ImportCause> {
        if self.in_text {
            self.bytes += text.len() as u64;
            if self.bytes > self.limits.text_bytes {
                return Err(ImportCause::Limit { bound: Bound::TextBytes, limit: self.limits.text_bytes });
            }
            self.text.push_str(text);
        }
        Ok(())
    }
}

const fn too_many_cells(limits: &Limits) -> ImportCause {
    ImportCause::Limit { bound: Bound::TableCells, limit: limits.table_cells as u64 }
}

/// Resolves `_x000D_`, in which Excel writes control characters.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).and_then(|c| c.strip_suffix('_'));
        let c = code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32);
        out.push_str(&rest[..at]);
        match c {
            Some(c) => {
                out.extend((!c.is_control() || c.is_whitespace()).then_some(c));
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The 0-based row and column of a reference such as `C7`.
fn place(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = reference.split_at(letters);
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = column.bytes().fold(0u32, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = row.parse().ok()?;
    (row > 0 && row <= ROWS && column <= COLUMNS).then(|| (row - 1, column - 1))
}

/// Rows and columns that a sheet can have.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// The type of a cell, `t`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum CellType {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
}

/// A sheet's part.
pub(super) struct CellReader<'a> {
    pub(super) sheet: Sheet,
    styles: &'a Styles,
    since_1904: bool,
    limits: &'a Limits,
    /// Cells that may still be read.
    left: usize,
    bytes: u64,
    row: u32,
    column: u32,
    kind: CellType,
    style: usize,
    value: String,
    collects: bool,
    has_value: bool,
    has_formula: bool,
    phonetic: bool,
    hidden_rows: u32,
    hidden_columns: u32,
    without_result: u32,
}

impl<'a> CellReader<'a> {
    pub(super) fn new(name: &str, styles: &'a Styles, since_1904: bool, left: usize, limits: &'a Limits) -> Self {
        Self {
            sheet: Sheet { name: name.to_owned(), ..Sheet::default() },
            styles,
            since_1904,
            limits,
            left,
            bytes: 0,
            // The first row without a number of its own is row 0.
            row: u32::MAX,
            column: 0,
            kind: CellType::Number,
            style: 0,
            value: String::new(),
            collects: false,
            has_value: false,
            has_formula: false,
            phonetic: false,
            hidden_rows: 0,
            hidden_columns: 0,
            without_result: 0,
        }
    }

    pub(super) fn remarks(&self) -> Vec<Text> {
        let name = &self.sheet.name;
        let mut remarks = Vec::new();
        let (rows, columns) = (self.hidden_rows, self.hidden_columns);
        if rows + columns > 0 {
            remarks.push(Text::new(
                format!("工作表「{name}」有隐藏行 {rows} 行、隐藏列 {columns} 列，已一并读取"),
                format!("sheet {name:?} has {rows} hidden rows and {columns} hidden columns, which were read too"),
            ));
        }
        if self.without_result > 0 {
            let count = self.without_result;
            remarks.push(Text::new(
                format!("工作表「{name}」有 {count} 个公式没有保存结果，按空白处理；请用 Excel 打开后重新保存"),
                format!(
                    "sheet {name:?} has {count} formulas without a stored result, read as blank; save it again in Excel"
                ),
            ));
        }
        remarks
    }

    fn open_cell(&mut self, tag: &Tag<'_>) {
        if let Some((row, column)) = tag.attribute("r").and_then(|r| place(&r)) {
            (self.row, self.column) = (row, column);
        }
        self.kind = match tag.attribute("t").as_deref() {
            Some("s") => CellType::Shared,
            Some("b") => CellType::Bool,
            Some("str" | "inlineStr" | "e" | "d") => CellType::Text,
            _ => CellType::Number,
        };
        self.style = tag.number("s").unwrap_or(0);
        self.value.clear();
        (self.has_value, self.has_formula) = (false, false);
    }

    fn close_cell(&mut self) -> Result<(), ImportCause> {
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(1);
        let has_value = self.has_value && !(self.kind == CellType::Number && self.value.trim().is_empty());
        self.without_result += u32::from(self.has_formula && !has_value);
        if !has_value || row >= ROWS || column >= COLUMNS {
            return Ok(());
        }
        let value = std::mem::take(&mut self.value);
        let content = match self.kind {
            CellType::Shared => match value.trim().parse() {
                Ok(index) => Content::Shared(index),
                Err(_) => return Ok(()),
            },
            CellType::Text => Content::Own(unescaped(&value).into()),
            CellType::Bool => Content::Own(if is_true(value.trim()) { "TRUE" } else { "FALSE" }.into()),
            CellType::Number => match value.trim().parse::<f64>() {
                Ok(number) => Content::Own(format::show(number, self.styles.code(self.style), self.since_1904).into()),
                Err(_) => Content::Own(value.into()),
            },
        };
        if let Content::Own(text) = &content {
            self.bytes += text.len() as u64;
            if self.bytes > self.limits.text_bytes {
                return Err(ImportCause::Limit { bound: Bound::TextBytes, limit: self.limits.text_bytes });
            }
        }
        if self.sheet.cells.len() >= self.left {
            return Err(too_many_cells(self.limits));
        }
        self.sheet.cells.push(SheetCell { row, column, content });
        Ok(())
    }
}

impl Visitor for CellReader<'_> {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        if tag.space != Space::Sheet {
            return Ok(());
        }
        let is_hidden = || tag.attribute("hidden").is_some_and(|v| is_true(&v));
        match tag.local {
            "col" if is_hidden() => {
                let span = tag.number::<u32>("max").zip(tag.number::<u32>("min"));
                let columns = span.map_or(1, |(max, min)| max.min(COLUMNS).saturating_sub(min).saturating_add(1));
                self.hidden_columns = self.hidden_columns.saturating_add(columns);
            }
            "row" => {
                let row = tag.number::<u32>("r").filter(|row| (1..=ROWS).contains(row));
                self.row = row.map_or_else(|| self.row.wrapping_add(1), |row| row - 1);
                self.column = 0;
                self.hidden_rows += u32::from(is_hidden());
            }
            "c" => self.open_cell(tag),
            "f" => self.has_formula = true,
            "rPh" => self.phonetic = true,
            "v" | "t" => {
                self.collects = !self.phonetic;
                self.has_value = true;
            }
            "mergeCell" => {
                let reference = tag.attribute("ref");
                let ends = reference.as_deref().and_then(|r| r.split_once(':'));
                if let Some((first, last)) = ends.and_then(|(a, b)| Some((place(a)?, place(b)?))) {
                    if self.sheet.merged.len() >= self.limits.table_cells {
                        return Err(too_many_cells(self.limits));
                    }
                    self.sheet.merged.push(Region {
                        first_row: first.0,
                        first_column: first.1,
                        last_row: last.0,
                        last_column: last.1,
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, space: Space, local: &str) -> Result<(), ImportCause> {
        if space != Space::Sheet {
            return Ok(());
        }
        match local {
            "v" | "t" => self.collects = false,
            "rPh" => self.phonetic = false,
            "c" => self.close_cell()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), ImportCause> {
        if self.collects {
            if (self.value.len() + text.len()) as u64 > self.limits.text_bytes {
                return Err(ImportCause::Limit { bound: Bound::TextBytes, limit: self.limits.text_bytes });
            }
            self.value.push_str(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!(place("XFE1"), None);
        assert_eq!(place("A0"), None);
        assert_eq!(place("7"), None);
    }

    #[test]
    fn escapes_of_control_characters() {
        assert_eq!(unescaped("甲_x000D_\n乙_x0041_x_xyz"), "甲\r\n乙Ax_xyz");
    }
}
