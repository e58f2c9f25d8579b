//! Promise: a Word file reads as Word shows it: numbers, tables, tracked changes, fields; every place leads back.

#![cfg(feature = "docx")]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod office;

use charterlint::{Limits, Origin, Source, import};
use office::{document, docx, docx_with, paragraph};

fn read(bytes: &[u8]) -> Source {
    import::import("测试.docx", bytes, &Limits::default()).unwrap()
}

/// A paragraph with a number of list `list` at `level`.
fn numbered(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn level(index: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}\
         <w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn definition(id: u32, levels: &[String]) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{}</w:abstractNum>", levels.concat())
}

fn list(id: u32, definition: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{more}</w:num>")
}

fn lines(source: &Source) -> Vec<&str> {
    source.text().lines().collect()
}

#[test]
fn chapters_articles_and_items_are_numbered() {
    let numbering = [
        definition(
            0,
            &[
                level(0, "chineseCountingThousand", "第%1章", "<w:suff w:val=\"space\"/>"),
                level(1, "chineseCountingThousand", "第%2条", "<w:lvlRestart w:val=\"0\"/>"),
                level(2, "chineseCountingThousand", "（%3）", "<w:suff w:val=\"nothing\"/>"),
            ],
        ),
        list(7, 0, ""),
    ]
    .concat();
    let body = [
        numbered(7, 0, "总则"),
        numbered(7, 1, "甲"),
        numbered(7, 2, "一项"),
        numbered(7, 2, "二项"),
        numbered(7, 1, "乙"),
        numbered(7, 2, "又一项"),
        numbered(7, 0, "股东"),
        numbered(7, 1, "丙"),
        paragraph("正文"),
    ]
    .concat();
    let source = read(&docx_with(&document(&body), Some(&numbering), None));
    let expected = [
        "第一章 总则",
        "第一条\t甲",
        "（一）一项",
        "（二）二项",
        "第二条\t乙",
        "（一）又一项",
        "第二章 股东",
        "第三条\t丙",
        "正文",
    ];
    assert_eq!(lines(&source), expected);
    assert_eq!(source.origins().at(0).unwrap().1, Origin::Numbering { paragraph: 0 });
    let text = source.text().find("总则").unwrap() as u32;
    assert_eq!(source.origins().at(text).unwrap().1, Origin::Run { paragraph: 0, run: 0, offset: 0 });
}

#[test]
fn lists_of_one_definition_count_on_unless_overridden() {
    let numbering = [
        definition(0, &[level(0, "decimal", "%1.", ""), level(1, "decimal", "%1.%2", "")]),
        list(1, 0, ""),
        list(2, 0, ""),
        list(3, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"),
        list(
            4,
            0,
            "<w:lvlOverride w:ilvl=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/>\
             <w:lvlText w:val=\"%1)\"/></w:lvl></w:lvlOverride>",
        ),
    ]
    .concat();
    let body = [
        numbered(1, 0, "a"),
        numbered(2, 0, "b"),
        numbered(3, 0, "c"),
        numbered(3, 0, "d"),
        numbered(3, 1, "e"),
        numbered(1, 0, "f"),
        numbered(1, 1, "g"),
        numbered(0, 0, "none"),
        numbered(4, 0, "h"),
    ]
    .concat();
    let source = read(&docx_with(&document(&body), Some(&numbering), None));
    assert_eq!(lines(&source), ["1.\ta", "2.\tb", "5.\tc", "6.\td", "6.1\te", "7.\tf", "7.1\tg", "none", "VIII)\th"]);
}

#[test]
fn numbers_come_through_styles_and_numbering_styles() {
    let numbering = [
        definition(
            0,
            &[
                level(0, "chineseCounting", "第%1章", "<w:pStyle w:val=\"Heading1\"/>"),
                level(1, "chineseCounting", "第%2条", "<w:isLgl/><w:pStyle w:val=\"Article\"/>"),
            ],
        ),
        // A definition that stands in a numbering style.
        "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"Items\"/></w:abstractNum>".to_owned(),
        definition(2, &[level(0, "ideographTraditional", "%1、", "")]),
        list(1, 0, ""),
        list(2, 1, ""),
        list(3, 2, ""),
    ]
    .concat();
    let styles = "\
        <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Article\"><w:basedOn w:val=\"Heading1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Small\"><w:basedOn w:val=\"Article\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Off\"><w:basedOn w:val=\"Heading1\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"numbering\" w:styleId=\"Items\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>";
    let body = [
        styled("Heading1", "总则"),
        styled("Article", "甲"),
        styled("Small", "乙"),
        styled("Off", "无号"),
        numbered(2, 0, "子"),
        numbered(2, 0, "丑"),
        styled("Heading1", "股东"),
        styled("Article", "丙"),
    ]
    .concat();
    let source = read(&docx_with(&document(&body), Some(&numbering), Some(styles)));
    assert_eq!(
        lines(&source),
        ["第一章\t总则", "第1条\t甲", "第2条\t乙", "无号", "甲、\t子", "乙、\t丑", "第二章\t股东", "第1条\t丙"]
    );
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let mark = |element: &str| format!("<w:pPr><w:rPr><w:{element} w:id=\"1\"/></w:rPr></w:pPr>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let deleted = |text: &str| format!("<w:del w:id=\"2\"><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let inserted = |text: &str| format!("<w:ins w:id=\"3\"><w:r><w:t>{text}</w:t></w:r></w:ins>");
    let body = [
        format!("<w:p>{}{}{}</w:p>", run("董事"), deleted("七"), inserted("九")) + &paragraph("人"),
        format!("<w:p>{}{}</w:p>", mark("del"), deleted("整段删除")),
        format!("<w:p>{}{}</w:p>", mark("del"), run("前半")),
        format!("<w:p>{}</w:p>", run("后半")),
        format!("<w:p>{}{}</w:p>", mark("ins"), inserted("新段")),
    ]
    .concat();
    let source = read(&docx(&document(&body)));
    assert_eq!(lines(&source), ["董事九", "人", "前半后半", "新段"]);
    let nine = source.text().find('九').unwrap() as u32;
    assert_eq!(source.origins().at(nine).unwrap().1, Origin::Run { paragraph: 0, run: 2, offset: 0 });
    assert!(source.remarks()[0].en.contains("tracked changes"), "{:?}", source.remarks());
}

#[test]
fn runs_hold_breaks_tabs_symbols_fields_and_hidden_text() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\"> 甲&amp;</w:t><w:tab/><w:t>乙</w:t><w:br/><w:noBreakHyphen/>\
        <w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t> 丙 </w:t></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>第三条</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>";
    let source = read(&docx(&document(body)));
    assert_eq!(source.text(), " 甲&\t乙\n-☑丙第三条链\n");
    let at = |c: &str| source.origins().at(source.text().find(c).unwrap() as u32).unwrap().clone();
    let (stretch, origin) = at("丙");
    // Counted: a space, 甲, &, tab, 乙, break, hyphen, symbol, and the space that Word trims.
    assert_eq!(origin, Origin::Run { paragraph: 0, run: 0, offset: 9 });
    assert_eq!(source.slice(stretch), "丙");
    let (stretch, origin) = at(" 甲");
    assert_eq!((source.slice(stretch), origin), (" 甲&\t乙\n-☑", Origin::Run { paragraph: 0, run: 0, offset: 0 }));
    assert_eq!(at("第三条").1, Origin::Run { paragraph: 0, run: 5, offset: 0 });
    assert_eq!(at("链").1, Origin::Run { paragraph: 0, run: 7, offset: 0 });
}

#[test]
fn a_text_box_follows_its_paragraph_and_counts_once() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>{}",
        text_box("框内"),
        text_box("框内"),
        paragraph("末段"),
    );
    let source = read(&docx(&document(&body)));
    assert_eq!(lines(&source), ["正文", "框内", "末段"]);
    let origin = |text: &str| source.origins().at(source.text().find(text).unwrap() as u32).unwrap().1.clone();
    assert_eq!(origin("框内"), Origin::Run { paragraph: 1, run: 0, offset: 0 });
    assert_eq!(origin("正文"), Origin::Run { paragraph: 0, run: 1, offset: 0 });
    // The fallback's paragraph counts too.
    assert_eq!(origin("末段"), Origin::Run { paragraph: 3, run: 0, offset: 0 });
}

#[test]
fn tables_are_lines_and_grids() {
    let cell = |properties: &str, paragraphs: &[&str]| {
        let content: String = paragraphs.iter().map(|text| paragraph(text)).collect();
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = [
        paragraph("前置研究讨论事项清单"),
        "<w:tbl>".to_owned(),
        row(&[cell("<w:gridSpan w:val=\"2\"/>", &["事项"]), cell("", &["备注"])]),
        row(&[cell("<w:vMerge w:val=\"restart\"/>", &["战略"]), cell("", &["规划", "计划"]), cell("", &[""])]),
        row(&[cell("<w:vMerge/>", &[""]), cell("", &["投资"]), cell("", &["√"])]),
        "</w:tbl>".to_owned(),
        paragraph("完"),
    ]
    .concat();
    let source = read(&docx(&document(&body)));
    assert_eq!(source.text(), "前置研究讨论事项清单\n事项\t备注\n战略\t规划\n计划\t\n\t投资\t√\n完\n");
    let [grid] = source.grids() else { panic!("{:?}", source.grids()) };
    assert_eq!((grid.rows, grid.columns, grid.title.as_str()), (3, 3, "前置研究讨论事项清单"));
    let cells: Vec<_> =
        grid.cells.iter().map(|c| (source.slice(c.span), c.row, c.column, c.row_span, c.column_span)).collect();
    assert_eq!(
        cells,
        [
            ("事项", 0, 0, 1, 2),
            ("备注", 0, 2, 1, 1),
            ("战略", 1, 0, 2, 1),
            ("规划\n计划", 1, 1, 1, 1),
            ("投资", 2, 1, 1, 1),
            ("√", 2, 2, 1, 1),
        ]
    );
}

#[test]
fn what_is_not_read_is_said() {
    let body = [
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:drawing><a:blip/></w:drawing></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        "<w:altChunk r:id=\"rId9\"/>",
        "<w:p><w:r><w:object/></w:r></w:p>",
    ]
    .concat();
    let source = read(&docx(&document(&body)));
    let remarks: Vec<&str> = source.remarks().iter().map(|r| &*r.en).collect();
    assert_eq!(remarks.len(), 4, "{remarks:?}");
    for (remark, part) in remarks.iter().zip(["altChunk", "objects", "pictures", "notes"]) {
        assert!(remark.contains(part), "{remark}");
    }
}

/// LibreOffice's text export of a file with every notation that it knows, and of nested lists, against our reading.
///
/// Runs where `CHARTERLINT_SOFFICE` names the program. Left out, because LibreOffice does not follow the standard there:
/// `w:lvlRestart`, `w:isLgl`, and `chineseCounting` past 99.
#[test]
fn libreoffice_shows_the_same_numbers() {
    let Ok(program) = std::env::var("CHARTERLINT_SOFFICE") else {
        eprintln!("CHARTERLINT_SOFFICE is not set; nothing compared");
        return;
    };
    const NOTATIONS: &[(&str, &[u32])] = &[
        ("decimal", &[1, 12, 120]),
        ("decimalZero", &[1, 12]),
        ("decimalEnclosedCircle", &[1, 20]),
        ("chineseCounting", &[1, 10, 11, 20, 99]),
        ("chineseCountingThousand", &[1, 10, 19, 20, 21, 99, 100, 101, 110, 111, 210, 345, 1000]),
        ("japaneseCounting", &[1, 10, 19, 20, 21, 99, 100, 101, 110, 111, 210, 345, 1000]),
        ("ideographTraditional", &[1, 10]),
        ("ideographZodiac", &[1, 12]),
        ("upperLetter", &[1, 26, 27]),
        ("lowerLetter", &[1, 26, 28]),
        ("upperRoman", &[4, 19, 99]),
        ("lowerRoman", &[4, 19, 99]),
    ];
    let (mut definitions, mut lists, mut body) = (String::new(), String::new(), String::new());
    let mut next = 1;
    for (i, (notation, numbers)) in NOTATIONS.iter().enumerate() {
        definitions += &definition(i as u32, &[level(0, notation, "第%1条", "")]);
        for number in *numbers {
            let start = format!("<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{number}\"/></w:lvlOverride>");
            lists += &list(next, i as u32, &start);
            body += &numbered(next, 0, notation);
            next += 1;
        }
    }
    let id = NOTATIONS.len() as u32;
    definitions += &definition(
        id,
        &[
            level(0, "chineseCountingThousand", "第%1章", ""),
            level(1, "chineseCountingThousand", "第%2节", "<w:suff w:val=\"space\"/>"),
            level(2, "decimal", "%1.%2.%3", "<w:suff w:val=\"nothing\"/>"),
        ],
    );
    lists += &list(next, id, "");
    for at in [0, 1, 2, 2, 1, 2, 0, 2, 1, 1, 0, 0, 1, 2] {
        body += &numbered(next, at, "文");
    }
    let bytes = docx_with(&document(&body), Some(&(definitions + &lists)), None);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("numbers.docx");
    std::fs::write(&file, &bytes).unwrap();
    let status = std::process::Command::new(program)
        .args(["--headless", "--convert-to", "txt:Text", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    let theirs = std::fs::read_to_string(folder.path().join("numbers.txt")).unwrap();
    let ours = read(&bytes);
    let plain = |text: &str| -> Vec<String> {
        text.trim_start_matches('\u{FEFF}').lines().map(|line| line.split_whitespace().collect()).collect()
    };
    assert_eq!(plain(ours.text()), plain(&theirs));
}
