//! Promise: a workbook reads as Excel shows it: every visible sheet a grid, merged regions, dates, numbers.

#![cfg(feature = "xlsx")]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod office;

use charterlint::{Limits, Origin, Source, import};
use office::{sheet, xlsx, xlsx_with};

fn read(name: &str, bytes: &[u8]) -> Source {
    import::import(name, bytes, &Limits::default()).unwrap()
}

fn text_cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn sheets_are_grids_with_merged_regions() {
    let roster = [
        "<cols><col min=\"4\" max=\"5\" hidden=\"1\"/></cols><sheetData><row r=\"1\">",
        &text_cell("A1", "任职名册"),
        "</row><row r=\"2\">",
        &text_cell("A2", "姓名"),
        &text_cell("B2", "职务\n（党内）"),
        "<c r=\"C2\" t=\"s\"><v>0</v></c></row><row r=\"3\" hidden=\"1\">",
        &text_cell("A3", "甲"),
        "<c r=\"C3\" s=\"1\"><v>45474</v></c></row><row r=\"4\"><c r=\"B4\" t=\"b\"><v>1</v></c>",
        "<c r=\"C4\"><f>A1</f></c><c r=\"D4\" s=\"2\"><v>0.5</v></c></row></sheetData>",
        "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A3:A4\"/></mergeCells>",
    ]
    .concat();
    let second = ["<sheetData><row r=\"7\">", &text_cell("B7", "台账"), "</row></sheetData>"].concat();
    let bytes = xlsx_with(
        &[
            ("名册", "visible", &sheet(&roster)),
            ("底稿", "hidden", &sheet(&second)),
            ("台账", "visible", &sheet(&second)),
        ],
        &["任期<r><t>x</t></r>"],
        &["General", "yyyy\"年\"m\"月\"d\"日\"", "0.0%"],
    );
    let source = read("名册.xlsx", &bytes);
    assert_eq!(source.text(), "任职名册\n姓名\t职务\n（党内）\t任期x\n甲\t\t2024年7月1日\n\tTRUE\t\t50.0%\n\n台账\n");
    let [roster, ledger] = source.grids() else { panic!("{:?}", source.grids()) };
    assert_eq!((roster.title.as_str(), roster.rows, roster.columns), ("名册", 4, 4));
    assert_eq!((ledger.title.as_str(), ledger.rows, ledger.columns), ("台账", 1, 1));
    let title = &roster.cells[0];
    assert_eq!((source.slice(title.span), title.row_span, title.column_span), ("任职名册", 1, 3));
    let name = roster.cells.iter().find(|cell| source.slice(cell.span) == "甲").unwrap();
    assert_eq!((name.row, name.row_span, name.column_span), (2, 2, 1));
    let origin = &source.origins().at(ledger.cells[0].span.start).unwrap().1;
    assert_eq!(*origin, Origin::Cell { sheet: "台账".into(), row: 6, column: 1 });
    let remarks: Vec<&str> = source.remarks().iter().map(|r| &*r.zh).collect();
    assert_eq!(remarks.len(), 3, "{remarks:?}");
    assert!(remarks[0].contains("隐藏行 1 行、隐藏列 2 列"), "{remarks:?}");
    assert!(remarks[1].contains("1 个公式没有保存结果"), "{remarks:?}");
    assert!(remarks[2].contains("「底稿」已隐藏"), "{remarks:?}");
}

#[test]
fn a_workbook_is_recognised_under_any_name() {
    let cells = ["<sheetData><row>", &text_cell("A1", "甲"), "</row></sheetData>"].concat();
    let bytes = xlsx(&sheet(&cells));
    for name in ["a.xlsx", "a.docx", "a.txt", "a"] {
        assert_eq!(read(name, &bytes).text(), "甲\n", "{name}");
    }
}

#[test]
fn separated_values_are_a_grid_over_the_text_itself() {
    let text = "\u{FEFF}姓名,职务\r\n甲,\"董事长、\n\"\"总\"\"经理\"\r\n,监事\r\n";
    let source = read("名册.csv", text.as_bytes());
    assert_eq!(source.text(), text.trim_start_matches('\u{FEFF}'));
    let [grid] = source.grids() else { panic!() };
    let cells: Vec<_> = grid.cells.iter().map(|c| (source.slice(c.span), c.row, c.column)).collect();
    let expected = [("姓名", 0, 0), ("职务", 0, 1), ("甲", 1, 0), ("董事长、\n\"\"总\"\"经理", 1, 1), ("监事", 2, 1)];
    assert_eq!(cells, expected);
    assert_eq!((grid.rows, grid.columns), (3, 2));
    let (gbk, _, _) = encoding_rs::GBK.encode("姓名\t职务\n甲\t董事");
    let source = read("名册.xls", &gbk);
    assert_eq!(source.grids()[0].columns, 2);
    assert_eq!(source.slice(source.grids()[0].cells[3].span), "董事");
}
