//! One sheet that is filled from the top: columns, header, rows.

use std::borrow::Cow;
use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::Language;
use crate::render::escape;
use crate::render::width::columns;

/// Rows and columns of a sheet, and characters of a cell, that Excel can hold.
const MOST_ROWS: u32 = 1_048_576;
pub(super) const MOST_COLUMNS: usize = 16_384;
const MOST_CHARACTERS: usize = 32_000;

/// Rows whose height is stated: the library keeps some 350 bytes of each to the end, also where it writes cells as they come.
/// A program that opens the file sets the heights of the rows below by their words, as Excel does where none is stated.
const MOST_HEIGHTS: u32 = 28_000;

/// What a cell's colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tone {
    Plain,
    Error,
    Warning,
    Advice,
    Good,
    Unknown,
    Quiet,
}

impl Tone {
    /// Ink and ground.
    const fn colours(self) -> Option<(u32, u32)> {
        match self {
            Self::Plain => None,
            Self::Error => Some((0x9C_1F1F, 0xFB_E3DF)),
            Self::Warning => Some((0x77_4C00, 0xFC_ECC8)),
            Self::Advice => Some((0x23_527F, 0xE0_ECF8)),
            Self::Good => Some((0x26_5C37, 0xE0_EEE2)),
            Self::Unknown => Some((0x58_467D, 0xEC_E6F6)),
            Self::Quiet => Some((0x5D_646D, 0xEC_EEF0)),
        }
    }
}

/// What a cell holds, as far as it changes how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Look {
    Words,
    Strong,
    Number,
}

#[derive(Clone, Debug)]
pub(super) enum Cell {
    Blank,
    Text(String),
    Strong(String),
    Toned(String, Tone),
    Number(f64),
    Count(f64, Tone),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }

    pub(super) fn strong(text: &str) -> Self {
        Self::Strong(text.to_owned())
    }
}

/// A column: its name and its width in characters.
pub(super) struct Column {
    name: Cow<'static, str>,
    width: f64,
}

impl Column {
    pub(super) const fn new(name: &'static str, width: f64) -> Self {
        Self { name: Cow::Borrowed(name), width }
    }

    pub(super) const fn named(name: String, width: f64) -> Self {
        Self { name: Cow::Owned(name), width }
    }
}

pub(super) struct Sheet {
    sheet: Worksheet,
    next: u32,
    header: Option<u32>,
    /// Widths of the columns, in characters.
    widths: Vec<f64>,
    font: &'static str,
    /// The formats of cells so far: one is made of many words.
    formats: HashMap<(Tone, Look), Format>,
}

impl Sheet {
    pub(super) fn new(mut sheet: Worksheet, name: &str, language: Language) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        // A4, on its side, as many pages down as it takes.
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3).set_footer("&C&P / &N");
        let font = match language {
            Language::Chinese => "Microsoft YaHei",
            Language::English => "Calibri",
        };
        Ok(Self { sheet, next: 0, header: None, widths: Vec::new(), font, formats: HashMap::new() })
    }

    pub(super) fn add_to(self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        workbook.push_worksheet(self.sheet);
        Ok(())
    }

    fn format(&self) -> Format {
        base(self.font)
    }

    pub(super) fn title(&mut self, title: &str, below: &str) -> Result<(), XlsxError> {
        let large =
            Format::new().set_font_name(self.font).set_font_size(16).set_bold().set_font_color(Color::RGB(0x1D_3F66));
        self.sheet.write_string_with_format(self.next, 0, title, &large)?;
        let small = self.format().set_font_color(Color::RGB(0x53_5D6B));
        self.sheet.write_string_with_format(self.next + 1, 0, below, &small)?;
        self.next += 3;
        Ok(())
    }

    fn header_format(&self) -> Format {
        self.format()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x1D_3F66))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x1D_3F66))
    }

    /// The header row. It stays in sight and is printed on every page.
    pub(super) fn header(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        let format = self.header_format();
        let row = self.next;
        for (at, column) in (0u16..).zip(columns) {
            self.sheet.set_column_width(at, column.width)?;
            self.sheet.write_string_with_format(row, at, shown(&column.name), &format)?;
        }
        // A button for the filter stands in each.
        let lines = columns.iter().map(|column| height(&column.name, column.width - 3.0)).max().unwrap_or(1);
        self.sheet.set_row_height(row, 10.0 + 14.0 * f64::from(lines))?;
        self.sheet.set_freeze_panes(row + 1, 0)?;
        self.sheet.set_repeat_rows(row, row)?;
        self.widths = columns.iter().map(|column| column.width).collect();
        self.header = Some(row);
        self.next += 1;
        Ok(())
    }

    /// Prints only the first columns, so that they can be read on paper.
    pub(super) fn print_columns(&mut self, columns: u16) -> Result<(), XlsxError> {
        self.sheet.set_print_area(0, 0, self.next.saturating_sub(1), columns.saturating_sub(1))?;
        Ok(())
    }

    /// Keeps the first columns in sight too.
    pub(super) fn keep_columns(&mut self, columns: u16) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(self.next, columns)?;
        Ok(())
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) -> Result<(), XlsxError> {
        let widths = self.widths.clone();
        let cells: Vec<_> = cells.into_iter().zip((0u16..).map(|at| (at, at))).collect();
        self.cells(&cells, &widths)
    }

    /// Cells from a column to another, in a row as high as their words need.
    fn cells(&mut self, cells: &[(Cell, (u16, u16))], widths: &[f64]) -> Result<(), XlsxError> {
        if self.next >= MOST_ROWS - 1 {
            return Ok(());
        }
        let row = self.next;
        self.next += 1;
        let mut lines = 1;
        for (cell, (first, last)) in cells {
            let wide: f64 = (*first..=*last).filter_map(|at| widths.get(usize::from(at))).sum();
            let (text, tone, look) = match cell {
                Cell::Number(_) => ("", Tone::Plain, Look::Number),
                Cell::Count(_, tone) => ("", *tone, Look::Number),
                Cell::Blank => ("", Tone::Plain, Look::Words),
                Cell::Text(text) => (text.as_str(), Tone::Plain, Look::Words),
                Cell::Strong(text) => (text.as_str(), Tone::Plain, Look::Strong),
                Cell::Toned(text, tone) => (text.as_str(), *tone, Look::Words),
            };
            let format = self.formats.entry((tone, look)).or_insert_with(|| cell_format(self.font, tone, look));
            if let Cell::Number(number) | Cell::Count(number, _) = cell {
                self.sheet.write_number_with_format(row, *first, *number, format)?;
                continue;
            }
            let text = shown(text);
            lines = lines.max(height(&text, wide));
            if last > first {
                self.sheet.merge_range(row, *first, row, *last, &text, format)?;
            } else if text.is_empty() {
                self.sheet.write_blank(row, *first, format)?;
            } else {
                self.sheet.write_string_with_format(row, *first, text, format)?;
            }
        }
        if row < MOST_HEIGHTS {
            self.sheet.set_row_height(row, 4.0 + 14.0 * f64::from(lines))?;
        }
        Ok(())
    }

    /// Buttons in the header that filter and sort the rows so far.
    pub(super) fn filter(&mut self) -> Result<(), XlsxError> {
        let last = u16::try_from(self.widths.len()).unwrap_or(u16::MAX).saturating_sub(1);
        if let Some(header) = self.header {
            self.sheet.autofilter(header, 0, self.next.saturating_sub(1).max(header), last)?;
        }
        Ok(())
    }

    /// A table below with columns of its own, each over some of the sheet's; left out if it has no rows.
    pub(super) fn block(
        &mut self,
        title: &str,
        columns: &[(&str, u16)],
        rows: Vec<Vec<Cell>>,
    ) -> Result<(), XlsxError> {
        if rows.is_empty() || self.next + 4 >= MOST_ROWS {
            return Ok(());
        }
        let heading = self.format().set_bold().set_font_size(12).set_font_color(Color::RGB(0x1D_3F66));
        self.sheet.write_string_with_format(self.next + 1, 0, title, &heading)?;
        let format = self.header_format();
        let mut ranges = Vec::new();
        let mut at = 0;
        for (name, span) in columns {
            let (first, last) = (at, at + span - 1);
            match span {
                1 => drop(self.sheet.write_string_with_format(self.next + 2, first, *name, &format)?),
                _ => drop(self.sheet.merge_range(self.next + 2, first, self.next + 2, last, name, &format)?),
            }
            ranges.push((first, last));
            at += span;
        }
        self.next += 3;
        let widths = self.widths.clone();
        rows.into_iter().try_for_each(|row| {
            let cells: Vec<_> = row.into_iter().zip(ranges.iter().copied()).collect();
            self.cells(&cells, &widths)
        })
    }
}

fn base(font: &str) -> Format {
    Format::new().set_font_name(font).set_font_size(10).set_align(FormatAlign::Top)
}

fn cell_format(font: &str, tone: Tone, look: Look) -> Format {
    let format = base(font).set_text_wrap().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xDA_D7CF));
    let format = match tone.colours() {
        None => format,
        Some((ink, ground)) => {
            format.set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(ground)).set_bold()
        }
    };
    match look {
        Look::Words => format,
        Look::Strong => format.set_bold(),
        Look::Number => format.set_align(FormatAlign::Center),
    }
}

/// Lines that a text takes in a column of this width; not so many that a row fills the screen.
fn height(text: &str, wide: f64) -> u8 {
    const MOST: usize = 14;
    // Ten-point letters are a little narrower than the unit of column widths.
    let wide = (wide * 1.06).max(2.0) as usize;
    let lines: usize = text.lines().take(MOST).map(|line| columns(line).div_ceil(wide).max(1)).sum();
    u8::try_from(lines.clamp(1, MOST)).unwrap_or(1)
}

/// Text as a cell can hold it.
fn shown(text: &str) -> String {
    let text = escape::lines(text);
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}
