//! Promise: a table with ruled lines on the pages of a PDF is read cell by cell, over page ends, and running text beside it
//! stays as it is.

#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod office;

use std::path::Path;

use charterlint::dossier::Kind;
use charterlint::source::{Grid, Source};
use charterlint::{Dossier, Limits, import};
use office::pdf::{Page, Text, ruled_pdf};

fn read(pages: &[Page<'_>]) -> Source {
    import::import("表.pdf", &ruled_pdf(pages), &Limits::default()).unwrap()
}

/// The rows of a grid, cells kept apart by strokes, with what merged cells cover.
fn rows(source: &Source, grid: &Grid) -> Vec<String> {
    let row = |number: u32| {
        let cells = grid.cells.iter().filter(|cell| cell.row == number).map(|cell| {
            let words = source.slice(cell.span).replace('\n', "/");
            match (cell.row_span, cell.column_span) {
                (1, 1) => format!("{}:{words}", cell.column),
                (rows, columns) => format!("{}+{rows}x{columns}:{words}", cell.column),
            }
        });
        cells.collect::<Vec<_>>().join("|")
    };
    (0..grid.rows).map(row).collect()
}

fn text(x: f32, y: f32, words: &str) -> Text<'_> {
    Text { x, y, size: 10.0, words }
}

/// A box of rows and columns.
fn lines(xs: &[f32], ys: &[f32]) -> Vec<[f32; 4]> {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    let across = ys.iter().map(|&y| [left, y, right, y]);
    across.chain(xs.iter().map(|&x| [x, bottom, x, top])).collect()
}

#[test]
fn a_register_made_by_libreoffice() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf/register.pdf");
    let source = import::import_file(&path, &Limits::default()).unwrap();
    let [grid] = source.grids() else { panic!("{} tables", source.grids().len()) };
    // The header is repeated on the second page, and the fifth row begins on the first one.
    let columns = ["会议名称", "会议时间", "议题", "应到", "实到", "同意", "反对", "弃权", "落实情况"];
    let mut expected = vec![columns.map(str::to_owned)];
    for number in 1..=9 {
        let odd = number % 2 == 1;
        expected.push([
            format!("{}第{}次会议", if odd { "党委会" } else { "董事会" }, (number + 1) / 2),
            format!("2026-{number:02}-1{}", number - 1),
            format!("关于审议第{number}号供水管网改造项目总投资三千万元资金来源为自有资金并提请研究的议案"),
            "7".to_owned(),
            "7".to_owned(),
            "7".to_owned(),
            "0".to_owned(),
            "0".to_owned(),
            if odd { "由工程部牵头办理并于当月完成" } else { "已落实" }.to_owned(),
        ]);
    }
    let expected: Vec<String> = expected
        .iter()
        .map(|row| row.iter().enumerate().map(|(i, cell)| format!("{i}:{cell}")).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(rows(&source, grid), expected);
    let dossier = Dossier::open(&path).unwrap();
    assert_eq!(dossier.documents.iter().map(|document| document.kind).collect::<Vec<_>>(), [Kind::Register]);
}

#[test]
fn merged_cells_over_a_page_end() {
    let xs = [50.0, 90.0, 150.0, 350.0, 420.0];
    let first = Page {
        texts: vec![
            text(50.0, 800.0, "青岚水务集团有限公司"),
            text(50.0, 760.0, "公司重大事项由下列机构决定，党委前置研究讨论的事项见下表。"),
            text(55.0, 720.0, "序号"),
            text(95.0, 720.0, "类别"),
            text(155.0, 720.0, "事项"),
            text(355.0, 720.0, "决策"),
            text(55.0, 690.0, "1"),
            text(95.0, 690.0, "资产管理"),
            text(155.0, 690.0, "资产处置："),
            text(155.0, 678.0, "（一）土地；"),
            text(355.0, 690.0, "董事会"),
            text(290.0, 40.0, "1"),
        ],
        lines: lines(&xs, &[735.0, 705.0, 670.0]),
        ..Page::default()
    };
    let mut drawn = lines(&xs, &[780.0, 730.0]);
    // Nothing parts the rows in the second column.
    drawn.extend([[50.0, 760.0, 90.0, 760.0], [150.0, 760.0, 420.0, 760.0]]);
    let next = Page {
        texts: vec![
            text(50.0, 800.0, "青岚水务集团有限公司"),
            text(155.0, 768.0, "（二）股权。"),
            text(55.0, 745.0, "2"),
            text(155.0, 745.0, "对外捐赠"),
            text(355.0, 745.0, "股东会"),
            text(50.0, 700.0, "第二条 公司依法设立。"),
            text(290.0, 40.0, "2"),
        ],
        lines: drawn,
        ..Page::default()
    };
    let source = read(&[first, next]);
    assert_eq!(
        source.grids().iter().map(|grid| rows(&source, grid)).collect::<Vec<_>>(),
        [[
            "0:序号|1:类别|2:事项|3:决策",
            "0:1|1+2x1:资产管理|2:资产处置：/（一）土地；/（二）股权。|3:董事会",
            "0:2|2:对外捐赠|3:股东会",
        ]]
    );
    assert!(
        source
            .text()
            .starts_with("青岚水务集团有限公司\n公司重大事项由下列机构决定，党委前置研究讨论的事项见下表。\n序号\t")
    );
    assert!(
        source
            .text()
            .contains("\t董事会\n1\n\u{C}青岚水务集团有限公司\n2\t\t对外捐赠\t股东会\n第二条 公司依法设立。\n2")
    );
}

#[test]
fn two_lists_with_the_same_columns_are_two() {
    let page = |title: &'static str, matter: &'static str| Page {
        texts: vec![
            text(50.0, 800.0, "青岚水务集团有限公司"),
            text(50.0, 760.0, title),
            text(55.0, 720.0, "序号"),
            text(95.0, 720.0, "事项"),
            text(55.0, 690.0, "1"),
            text(95.0, 690.0, matter),
        ],
        lines: lines(&[50.0, 90.0, 350.0], &[735.0, 705.0, 670.0]),
        ..Page::default()
    };
    let source = read(&[page("党委研究决定事项清单", "干部选拔任用"), page("党委前置研究讨论事项清单", "发展战略")]);
    let found: Vec<_> = source.grids().iter().map(|grid| rows(&source, grid)).collect();
    assert_eq!(found, [["0:序号|1:事项", "0:1|1:干部选拔任用"], ["0:序号|1:事项", "0:1|1:发展战略"]]);
}

#[test]
fn a_page_that_lies_on_its_side() {
    let page = |turned| Page {
        texts: vec![
            text(55.0, 520.0, "会议名称"),
            text(155.0, 520.0, "会议时间"),
            text(55.0, 490.0, "党委会"),
            text(155.0, 490.0, "2026-05-08"),
        ],
        lines: lines(&[50.0, 150.0, 350.0], &[535.0, 505.0, 470.0]),
        turned,
    };
    for turned in [false, true] {
        let source = read(&[page(turned)]);
        let found: Vec<_> = source.grids().iter().map(|grid| rows(&source, grid)).collect();
        assert_eq!(found, [["0:会议名称|1:会议时间", "0:党委会|1:2026-05-08"]], "turned: {turned}");
    }
}

#[test]
fn lines_around_running_text_make_no_table() {
    let texts = || {
        vec![
            text(60.0, 760.0, "第一条 公司依法设立，依法享有民事权利。"),
            text(60.0, 740.0, "第二条 公司设立党委，发挥领导作用。"),
            text(60.0, 720.0, "第三条 公司设董事会。"),
        ]
    };
    let plain = read(&[Page { texts: texts(), ..Page::default() }]);
    // A border around the page with a rule below its header, and a chart beside the text.
    let mut drawn = lines(&[50.0, 545.0], &[800.0, 780.0, 50.0]);
    drawn.extend(lines(&[300.0, 320.0, 340.0], &[200.0, 180.0]));
    let framed = read(&[Page { texts: texts(), lines: drawn, ..Page::default() }]);
    assert_eq!((framed.text(), framed.grids().len()), (plain.text(), 0));
}
