//! Promise: whatever form a charter comes in, its outline and its verdicts are those of the plain text.

#![cfg(all(feature = "docx", feature = "pdf"))]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod office;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use charterlint::{Dossier, Limits, RuleSet, Source, import, numeral};
use office::pdf::{Text, pdf};
use office::{document, docx_with};

/// What a line of a charter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Title,
    Chapter,
    Section,
    Article,
    Item,
    Paragraph,
}
use Kind::{Article, Chapter, Item, Paragraph, Section, Title};

struct Line {
    kind: Kind,
    label: String,
    words: String,
}

impl Line {
    fn whole(&self) -> String {
        let gap = if matches!(self.kind, Item | Title | Paragraph) { "" } else { "　" };
        format!("{}{gap}{}", self.label, self.words)
    }
}

/// The lines of a sample charter.
fn lines(text: &str) -> Vec<Line> {
    let mut started = false;
    let of = |line: &str| {
        let unit = |line: &str, unit: char| -> Option<usize> {
            let inner = line.strip_prefix('第')?;
            let end = inner.find(|c| !numeral::is_numeral(c))?;
            (inner[end..].starts_with(unit) && end > 0).then(|| '第'.len_utf8() + end + unit.len_utf8())
        };
        for (kind, sign) in [(Chapter, '章'), (Section, '节'), (Article, '条')] {
            if let Some(end) = unit(line, sign) {
                started = true;
                let words = line[end..].trim();
                let words = if kind == Article { words.to_owned() } else { words.replace(['　', ' '], "") };
                return Line { kind, label: line[..end].to_owned(), words };
            }
        }
        if let Some(end) = line.find('）').filter(|end| started && line.starts_with('（') && *end <= 15) {
            let end = end + '）'.len_utf8();
            return Line { kind: Item, label: line[..end].to_owned(), words: line[end..].to_owned() };
        }
        Line { kind: if started { Paragraph } else { Title }, label: String::new(), words: line.to_owned() }
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(of).collect()
}

struct Sample {
    lines: Vec<Line>,
    config: String,
    /// What the plain text says, read once.
    plain: std::cell::OnceCell<Reading>,
}

/// Two charters whose numbers run on, as automatic numbers do.
fn samples() -> Vec<Sample> {
    sample_charters(&["compliant-committee", "listed-controlled"])
}

fn sample_charters(names: &[&str]) -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/charters");
    names
        .iter()
        .map(|name| {
            let read = |file: &str| std::fs::read_to_string(folder.join(name).join(file)).unwrap();
            Sample { lines: lines(&read("章程.txt")), config: read("dossier.toml"), plain: Default::default() }
        })
        .collect()
}

fn plain(lines: &[Line]) -> String {
    lines.iter().map(|line| line.whole() + "\n").collect()
}

/// Chapters, sections, articles and items by number, and every verdict with its headlines.
type Reading = (Vec<String>, BTreeMap<String, String>);

fn reading(source: Source, config: &str) -> Reading {
    let dossier = Dossier::builder().config(config).unwrap().add_source(source).build().unwrap();
    let charter = dossier.charter().unwrap_or_else(|| panic!("no charter: {:?}", dossier.skipped));
    let source = charter.source();
    let mut outline: Vec<(u32, String)> = Vec::new();
    for chapter in charter.chapters() {
        let title: String = source.slice(chapter.title).chars().filter(|c| !c.is_whitespace()).collect();
        outline.push((chapter.label.start, format!("{}章{title}", chapter.number)));
        outline.extend(chapter.sections.iter().map(|s| (s.label.start, format!("{}节", s.number))));
    }
    for article in charter.articles() {
        outline.push((article.span.start, format!("{}条", article.number)));
        let items = article.paragraphs.iter().flat_map(|paragraph| &paragraph.items);
        outline.extend(items.map(|item| (item.label.start, format!("{}项", item.number))));
    }
    outline.sort();
    let report = RuleSet::builtin().check(&dossier).dossiers.remove(0);
    let verdicts = report.results.iter().map(|result| {
        // Articles are cited as the document writes them: 第12条 is 第十二条.
        let messages: Vec<String> =
            result.findings().iter().map(|f| f.message.zh.replace(char::is_whitespace, "")).collect();
        (result.rule.code.to_string(), format!("{} {}", result.verdict.as_str(), messages.join(" / ")))
    });
    (outline.into_iter().map(|(_, entry)| entry).collect(), verdicts.collect())
}

/// Fails unless `bytes` read as `sample` does.
fn same(name: &str, bytes: &[u8], sample: &Sample) {
    let read = || reading(Source::new("章程.txt", plain(&sample.lines)).unwrap(), &sample.config);
    let (outline, verdicts) = sample.plain.get_or_init(read);
    let source = import::import(name, bytes, &Limits::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (other, others) = reading(source, &sample.config);
    let parted = outline.iter().zip(&other).find(|(one, other)| one != other);
    assert_eq!(outline.len(), other.len(), "{name}: {parted:?}");
    assert_eq!(parted, None, "{name}");
    for (code, verdict) in verdicts {
        assert_eq!(others.get(code), Some(verdict), "{name}: {code}");
    }
}

// ---------------------------------------------------------------- Word

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn paragraph(properties: &str, content: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")
}

fn level(index: usize, format: &str, text: &str, suffix: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}\
         <w:suff w:val=\"{suffix}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn definition(id: u32, levels: &[String]) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{}</w:abstractNum>",
        levels.concat()
    )
}

fn list(id: u32, definition: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{more}</w:num>")
}

fn number(list: u32, level: usize) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
}

const RESTART: &str = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
const CHINESE: &str = "chineseCountingThousand";

/// The levels 第一章, 第一节, 第一条, （一） of one list; articles run on through the chapters.
fn levels(format: &str, suffix: &str, styles: &[&str]) -> Vec<String> {
    let texts = ["第%1章", "第%2节", "第%3条", "（%4）"];
    let of = |i: usize| {
        let style = styles.get(i).map(|style| format!("<w:pStyle w:val=\"{style}\"/>")).unwrap_or_default();
        let restart = if i == 2 { "<w:lvlRestart w:val=\"0\"/>" } else { "" };
        level(i, format, texts[i], if i == 3 { "nothing" } else { suffix }, &(style + restart))
    };
    (0..4).map(of).collect()
}

const fn depth(kind: Kind) -> usize {
    match kind {
        Chapter => 0,
        Section => 1,
        Article => 2,
        _ => 3,
    }
}

fn is_numbered(kind: Kind) -> bool {
    !matches!(kind, Title | Paragraph)
}

/// One list for everything, stated paragraph by paragraph; every seventh line a tracked insertion, with deleted ones between.
fn one_list(lines: &[Line], format: &str, suffix: &str, tracked: bool) -> Vec<u8> {
    let mut body = String::new();
    for (i, line) in lines.iter().enumerate() {
        if tracked && i % 11 == 3 && line.kind != Title {
            let mark = "<w:rPr><w:del w:id=\"1\" w:author=\"x\"/></w:rPr>";
            let deleted = "<w:del w:id=\"2\" w:author=\"x\"><w:r><w:delText>删去的一条。</w:delText></w:r></w:del>";
            body += &paragraph(&(number(1, 2) + mark), deleted);
        }
        let words = run(&line.words);
        let words =
            if tracked && i % 7 == 3 { format!("<w:ins w:id=\"3\" w:author=\"x\">{words}</w:ins>") } else { words };
        body += &match line.kind {
            kind if is_numbered(kind) => paragraph(&number(1, depth(kind)), &words),
            _ => paragraph("", &words),
        };
    }
    let numbering = definition(0, &levels(format, suffix, &[])) + &list(1, 0, "");
    docx_with(&document(&body), Some(&numbering), None)
}

const STYLES: [&str; 4] = ["Heading1", "Heading2", "Article", "ItemStyle"];

/// Numbers that come with the paragraph's style, or with the style that it is based on.
fn by_style(lines: &[Line], based: bool, levels_in_style: bool) -> Vec<u8> {
    let mut styles =
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
            .to_owned();
    for (i, id) in STYLES.iter().enumerate() {
        let at = if levels_in_style { format!("<w:ilvl w:val=\"{i}\"/>") } else { String::new() };
        styles += &format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:pPr><w:numPr>{at}<w:numId w:val=\"9\"/></w:numPr><w:outlineLvl w:val=\"{i}\"/></w:pPr></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"{id}x\"><w:name w:val=\"{id}x\"/><w:basedOn w:val=\"{id}\"/></w:style>"
        );
    }
    let suffix = if based { "x" } else { "" };
    let of = |line: &Line| match line.kind {
        Title => paragraph("", &run(&line.words)),
        // Text in the style of the articles with its number switched off.
        Paragraph => paragraph(&format!("<w:pStyle w:val=\"Article\"/>{}", number(0, 0)), &run(&line.words)),
        kind => paragraph(&format!("<w:pStyle w:val=\"{}{suffix}\"/>", STYLES[depth(kind)]), &run(&line.words)),
    };
    let body: String = lines.iter().map(of).collect();
    let numbering = definition(5, &levels(CHINESE, "space", &STYLES)) + &list(9, 5, "");
    docx_with(&document(&body), Some(&numbering), Some(&styles))
}

/// A list of its own for chapters, for articles, and for the items of each article and the sections of each chapter.
fn many_lists(lines: &[Line]) -> Vec<u8> {
    let one = |id: u32, text: &str, suffix: &str| definition(id, &[level(0, CHINESE, text, suffix, "")]);
    let definitions =
        [one(0, "第%1章", "space"), one(1, "第%1条", "space"), one(2, "（%1）", "nothing"), one(3, "第%1节", "space")];
    let (mut lists, mut body, mut next) = (list(1, 0, "") + &list(2, 1, ""), String::new(), 10);
    let (mut before, mut section, mut items) = (Title, None, 0);
    for line in lines {
        if line.kind == Chapter {
            section = None;
        }
        if line.kind == Item && before != Item {
            next += 1;
            items = next;
            lists += &list(next, 2, RESTART);
        }
        if line.kind == Section && section.is_none() {
            next += 1;
            section = Some(next);
            lists += &list(next, 3, RESTART);
        }
        let of = match line.kind {
            Chapter => Some(1),
            Article => Some(2),
            Item => Some(items),
            Section => section,
            _ => None,
        };
        body += &paragraph(&of.map(|of| number(of, 0)).unwrap_or_default(), &run(&line.words));
        before = line.kind;
    }
    docx_with(&document(&body), Some(&(definitions.concat() + &lists)), None)
}

/// Items whose level is defined where the list is used.
fn overridden_levels(lines: &[Line]) -> Vec<u8> {
    let (mut lists, mut body, mut next, mut before) = (String::new(), String::new(), 0, Title);
    for line in lines {
        if line.kind == Item && before != Item {
            next += 1;
            let own = level(0, CHINESE, "（%1）", "nothing", "");
            let more = format!("<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/>{own}</w:lvlOverride>");
            lists += &list(next, 2, &more);
        }
        body += &match line.kind {
            Item => paragraph(&number(next, 0), &run(&line.words)),
            _ => paragraph("", &run(&line.whole())),
        };
        before = line.kind;
    }
    let numbering = definition(2, &[level(0, "decimal", "%1.", "tab", "")]) + &lists;
    docx_with(&document(&body), Some(&numbering), None)
}

fn word(body: &str) -> Vec<u8> {
    docx_with(&document(body), None, None)
}

/// Labels and words torn over runs, with proofing marks, smart tags, fields and content controls between.
fn torn(lines: &[Line]) -> Vec<u8> {
    let mut body = String::new();
    for (i, line) in lines.iter().enumerate() {
        let chars: Vec<char> = line.whole().chars().collect();
        let mut content = String::new();
        for (j, piece) in chars.chunks([1, 2, 3, 5][i % 4]).enumerate() {
            let piece = run(&piece.iter().collect::<String>());
            content += &match j % 5 {
                1 => format!("<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"1\" w:name=\"a\"/>{piece}"),
                2 => format!("<w:smartTag w:uri=\"u\" w:element=\"e\">{piece}</w:smartTag>"),
                3 => format!("<w:sdt><w:sdtPr/><w:sdtContent>{piece}</w:sdtContent></w:sdt>"),
                4 => format!("<w:fldSimple w:instr=\" REF x \">{piece}</w:fldSimple>"),
                _ => piece,
            };
        }
        body += &paragraph("", &content);
    }
    word(&body)
}

/// A field of contents in a content control, comments, footnotes, page breaks and a text box.
fn decorated(lines: &[Line]) -> Vec<u8> {
    let character = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let chapters: Vec<&Line> = lines.iter().filter(|line| matches!(line.kind, Chapter | Section)).collect();
    let mut contents = paragraph("", &run("目　录"));
    for (i, chapter) in chapters.iter().enumerate() {
        let opens = if i == 0 {
            character("begin") + "<w:r><w:instrText>TOC \\o \"1-2\" \\h</w:instrText></w:r>" + &character("separate")
        } else {
            String::new()
        };
        let page = [
            &character("begin"),
            "<w:r><w:instrText>PAGEREF a</w:instrText></w:r>",
            &character("separate"),
            &run(&i.to_string()),
            &character("end"),
        ]
        .concat();
        let entry =
            format!("<w:hyperlink w:anchor=\"a\">{}<w:r><w:tab/></w:r>{page}</w:hyperlink>", run(&chapter.whole()));
        contents += &paragraph("<w:pStyle w:val=\"TOC1\"/>", &(opens + &entry));
    }
    contents += &paragraph("", &character("end"));
    let mut body = String::new();
    for (i, line) in lines.iter().enumerate() {
        if line.kind == Chapter && lines[..i].iter().all(|line| line.kind == Title) {
            body += &format!("<w:sdt><w:sdtPr/><w:sdtContent>{contents}</w:sdtContent></w:sdt>");
            body += "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent>\
                     <w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>";
        }
        let mut content = run(&line.whole());
        if i % 9 == 4 {
            content += "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
        }
        if i % 13 == 5 {
            content = format!("<w:commentRangeStart w:id=\"0\"/>{content}<w:r><w:commentReference w:id=\"0\"/></w:r>");
        }
        if line.kind == Chapter {
            content = format!("<w:r><w:br w:type=\"page\"/></w:r>{content}");
        }
        body += &paragraph("", &content);
    }
    word(&body)
}

/// 第 一 章, no-break and wide blanks, half-width brackets.
fn spaced(lines: &[Line]) -> Vec<u8> {
    let apart = |text: &str, gap: &str| text.chars().map(String::from).collect::<Vec<_>>().join(gap);
    let of = |line: &Line| match line.kind {
        Chapter | Section => apart(&line.label, " ") + "  " + &apart(&line.words, "　"),
        Article => format!("　　{}\u{A0}\u{2002}{}", line.label.replace('第', "第 ").replace('条', " 条"), line.words),
        Item => format!("\u{A0}{} {}", line.label.replace('（', "(").replace('）', ")"), line.words),
        _ => format!("　　{}", line.words),
    };
    word(&lines.iter().map(|line| paragraph("", &run(&of(line)))).collect::<String>())
}

/// One paragraph a chapter, its lines parted by soft breaks.
fn soft_breaks(lines: &[Line]) -> Vec<u8> {
    let mut body = String::new();
    for chapter in lines.chunk_by(|_, next| next.kind != Chapter && next.kind != Title) {
        let content: Vec<String> = chapter.iter().map(|line| run(&line.whole())).collect();
        body += &paragraph("", &content.join("<w:r><w:br/></w:r>"));
    }
    word(&body)
}

/// Up to three articles run on in one paragraph, their items as well.
fn run_on(lines: &[Line]) -> Vec<u8> {
    let mut body = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut articles = 0;
    for line in lines {
        let starts =
            matches!(line.kind, Title | Chapter | Section | Paragraph) || line.kind == Article && articles == 3;
        if starts && !open.is_empty() {
            body += &paragraph("", &run(&std::mem::take(&mut open).join(" ")));
            articles = 0;
        }
        articles += usize::from(line.kind == Article);
        open.push(line.whole());
        if matches!(line.kind, Title | Chapter | Section) {
            body += &paragraph("", &run(&std::mem::take(&mut open).concat()));
        }
    }
    word(&(body + &paragraph("", &run(&open.join(" ")))))
}

/// The charter in a table: a row a line, label and words in cells of their own or in one.
fn in_table(lines: &[Line], columns: usize) -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", &run(text)));
    let row = |line: &Line| {
        let cells = if columns == 2 { cell(&line.label) + &cell(&line.words) } else { cell(&line.whole()) };
        format!("<w:tr>{cells}</w:tr>")
    };
    let (titles, rest): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.kind == Title);
    let titles: String = titles.iter().map(|line| paragraph("", &run(&line.words))).collect();
    word(&format!("{titles}<w:tbl>{}</w:tbl>", rest.into_iter().map(row).collect::<String>()))
}

/// Contents as people type them: leaders of every kind, label and title on lines of their own, or nothing but headings.
fn typed_contents(lines: &[Line], leaders: bool) -> Vec<u8> {
    let mut body = String::new();
    let mut listed = false;
    for line in lines {
        if line.kind == Chapter && !listed {
            listed = true;
            let heading = if leaders { paragraph("", &run("目　　录")) } else { String::new() };
            body += &heading;
            for (i, entry) in lines.iter().filter(|line| matches!(line.kind, Chapter | Section)).enumerate() {
                let (label, words) = (&entry.label, &entry.words);
                let lines = match (leaders, i % 3) {
                    (false, _) => vec![format!("{label}  {words}")],
                    (_, 0) => vec![format!("{label} {words}{}{i}", ".".repeat(30))],
                    (_, 1) => vec![format!("{label} {words}{}{i}", "…".repeat(12))],
                    _ => vec![label.clone(), format!("{words}{}{i}", "．".repeat(20))],
                };
                body += &lines.iter().map(|line| paragraph("", &run(line))).collect::<String>();
            }
        }
        body += &paragraph("", &run(&line.whole()));
    }
    word(&body)
}

#[test]
fn word_files() {
    for sample in samples() {
        let lines = &sample.lines;
        let forms = [
            ("one list.docx", one_list(lines, CHINESE, "tab", false)),
            ("japanese counting.docx", one_list(lines, "japaneseCounting", "nothing", false)),
            ("decimal.docx", one_list(lines, "decimal", "space", false)),
            ("tracked.docx", one_list(lines, CHINESE, "space", true)),
            ("styles.docx", by_style(lines, false, true)),
            ("based styles.docx", by_style(lines, true, true)),
            ("styles without levels.docx", by_style(lines, false, false)),
            ("many lists.docx", many_lists(lines)),
            ("overridden levels.docx", overridden_levels(lines)),
            ("torn.docx", torn(lines)),
            ("decorated.docx", decorated(lines)),
            ("spaced.docx", spaced(lines)),
            ("soft breaks.docx", soft_breaks(lines)),
            ("run on.docx", run_on(lines)),
            ("table.docx", in_table(lines, 1)),
            ("table of two columns.docx", in_table(lines, 2)),
            ("contents.docx", typed_contents(lines, true)),
            ("bare contents.docx", typed_contents(lines, false)),
        ];
        for (name, bytes) in forms {
            same(name, &bytes, &sample);
        }
    }
}

// ---------------------------------------------------------------- PDF

/// How a page is set.
struct Setting {
    columns: usize,
    /// Characters a line.
    width: usize,
    footer: fn(usize) -> String,
    header: bool,
    notes: bool,
}

/// Pages of 40 lines, wrapped wherever a line is full.
fn set(lines: &[Line], setting: &Setting) -> Vec<u8> {
    let mut set: Vec<(bool, String)> = Vec::new();
    for line in lines {
        let heading = matches!(line.kind, Title | Chapter | Section);
        let text = if heading { line.whole() } else { format!("　　{}", line.whole()) };
        let (mut current, mut width) = (String::new(), 0);
        for c in text.chars() {
            width += 1;
            if width > setting.width && !"，。；：、）”》".contains(c) {
                set.push((heading, std::mem::take(&mut current)));
                width = 1;
            }
            current.push(c);
        }
        set.push((heading, current));
    }
    let header = lines.first().map(|line| line.words.clone()).unwrap_or_default();
    let footers: Vec<String> = (1..=set.len()).map(setting.footer).collect();
    let mut pages = Vec::new();
    for (i, page) in set.chunks(40 * setting.columns).enumerate() {
        let mut texts = Vec::new();
        if setting.header {
            texts.push(Text { x: 200.0, y: 810.0, size: 9.0, words: &header });
        }
        for (column, lines) in page.chunks(40).enumerate() {
            for (row, (heading, words)) in lines.iter().enumerate() {
                let y = 780.0 - 17.0 * row as f32;
                let x = 60.0 + 250.0 * column as f32 + if *heading && setting.columns == 1 { 100.0 } else { 0.0 };
                texts.push(Text { x, y, size: 10.5, words });
                if setting.notes && row == 7 {
                    let end = x + 10.5 * words.chars().count() as f32;
                    texts.push(Text { x: end, y: y + 4.0, size: 6.0, words: "1" });
                }
            }
        }
        if setting.notes {
            texts.push(Text { x: 60.0, y: 74.0, size: 6.0, words: "1" });
            texts.push(Text { x: 64.0, y: 70.0, size: 9.0, words: "第三条 的说明，不是正文。" });
        }
        texts.push(Text { x: 280.0, y: 40.0, size: 9.0, words: &footers[i] });
        pages.push(texts);
    }
    pdf(pages)
}

#[test]
fn pdf_files() {
    let one =
        |footer: fn(usize) -> String, header: bool| Setting { columns: 1, width: 40, footer, header, notes: false };
    let settings = [
        ("numbers.pdf", one(|page| page.to_string(), false)),
        ("dashes.pdf", one(|page| format!("— {page} —"), true)),
        ("of.pdf", one(|page| format!("第 {page} 页 共 20 页"), true)),
        ("notes.pdf", Setting { notes: true, ..one(|page| format!("- {page} -"), true) }),
        ("columns.pdf", Setting { columns: 2, width: 21, ..one(|page| page.to_string(), false) }),
    ];
    for mut sample in samples() {
        // A subtitle wider than a column would run over the next one.
        sample.lines.retain(|line| line.kind != Title || line.words.chars().count() < 20);
        for (name, setting) in &settings {
            same(name, &set(&sample.lines, setting), &sample);
        }
    }
}

// ---------------------------------------------------------------- text

/// A text in traditional characters, by the project's own table read the other way.
fn traditional(text: &str) -> String {
    let mut table = BTreeMap::new();
    for pair in include_str!("../src/source/traditional.txt").split_whitespace() {
        let mut chars = pair.chars();
        if let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
            table.entry(simplified).or_insert(traditional);
        }
    }
    // 后 and 里 are words of their own in traditional texts as well; the rest has one form here.
    text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect()
}

#[test]
fn encodings_and_line_ends() {
    for sample in samples() {
        let text = plain(&sample.lines);
        let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let forms = [
            ("gb18030.txt", encoding_rs::GB18030.encode(&text).0.into_owned()),
            ("utf16.txt", wide),
            ("crlf.txt", text.replace('\n', "\r\n").into_bytes()),
            ("cr.txt", text.replace('\n', "\r").into_bytes()),
            ("blank lines.txt", text.replace('\n', "\n\n").into_bytes()),
        ];
        for (name, bytes) in forms {
            same(name, &bytes, &sample);
        }
    }
}

#[test]
fn traditional_characters() {
    for sample in sample_charters(&["compliant-committee", "listed-controlled", "defects"]) {
        let text = plain(&sample.lines);
        let (outline, verdicts) = reading(Source::new("章程.txt", text.as_str()).unwrap(), &sample.config);
        let (other, others) = reading(Source::new("章程.txt", traditional(&text)).unwrap(), &sample.config);
        assert_eq!(outline.len(), other.len());
        let first = |verdict: &String| verdict.split(' ').next().unwrap_or_default().to_owned();
        for (code, verdict) in &verdicts {
            assert_eq!(others.get(code).map(first), Some(first(verdict)), "{code}");
        }
    }
}

// ---------------------------------------------------------------- LibreOffice

/// A charter short enough to ship its export in every form.
const SHORT: &str = "青石巷文化旅游有限公司章程\n第一章 总则\n第一节 设立\n第一条 公司依法设立。\n公司住所为青石县南巷1号。\n\
    第二条 公司从事下列业务：\n（一）旅游服务；\n（二）文化传播。\n第二节 期限\n第三条 公司永久存续。\n第二章 机构\n第一节 党委\n\
    第四条 公司设党委：\n（一）前置研究讨论；\n（二）管理干部；\n（三）落实责任。\n第五条 党委书记、董事长由一人担任。\n第二节 董事会\n\
    第六条 董事会由七人组成。\n第七条 董事任期三年。\n第三章 附则\n第八条 本章程自通过之日起施行。\n第九条 一。\n第十条 二。\n第十一条 三。\n第十二条 四。\n";

/// Items in one of Word's notations, one list an article.
fn notation(lines: &[Line], format: &str, text: &str) -> Vec<u8> {
    let (mut lists, mut body, mut next, mut before) = (String::new(), String::new(), 0, Title);
    for line in lines {
        if line.kind == Item && before != Item {
            next += 1;
            lists += &list(next, 0, RESTART);
        }
        body += &match line.kind {
            Item => paragraph(&number(next, 0), &run(&line.words)),
            _ => paragraph("", &run(&line.whole())),
        };
        before = line.kind;
    }
    let numbering = definition(0, &[level(0, format, text, "nothing", "")]) + &lists;
    docx_with(&document(&body), Some(&numbering), None)
}

/// The forms whose numbering LibreOffice knows. It does not know `w:lvlRestart`, `w:isLgl` or styles without a level, and
/// shows deleted paragraphs.
fn exported() -> Vec<(&'static str, Vec<u8>)> {
    let lines = lines(SHORT);
    vec![
        ("many-lists", many_lists(&lines)),
        ("overridden-levels", overridden_levels(&lines)),
        ("torn", torn(&lines)),
        ("spaced", spaced(&lines)),
        ("soft-breaks", soft_breaks(&lines)),
        ("run-on", run_on(&lines)),
        ("decimal", notation(&lines, "decimal", "%1.")),
        ("full-width", notation(&lines, "decimalFullWidth", "（%1）")),
        ("circles", notation(&lines, "decimalEnclosedCircle", "%1")),
        ("letters", notation(&lines, "upperLetter", "%1.")),
        ("roman", notation(&lines, "lowerRoman", "(%1)")),
        ("stems", notation(&lines, "ideographTraditional", "%1、")),
        ("chinese", notation(&lines, "chineseCounting", "%1、")),
        ("japanese", notation(&lines, "japaneseCounting", "（%1）")),
    ]
}

/// Lines without white space and byte-order mark; empty ones left out.
fn bare(text: &str) -> Vec<String> {
    let of = |line: &str| line.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}').collect::<String>();
    text.lines().map(of).filter(|line| !line.is_empty()).collect()
}

fn export(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/libreoffice").join(format!("{name}.txt"))
}

/// `tests/data/libreoffice` holds what LibreOffice exports from these files as text; `.ci/libreoffice` makes it anew.
#[test]
fn numbers_are_those_that_libreoffice_shows() {
    for (name, bytes) in exported() {
        let source = import::import(&format!("{name}.docx"), &bytes, &Limits::default()).unwrap();
        let exported = std::fs::read_to_string(export(name)).unwrap();
        assert_eq!(bare(source.text()), bare(&exported), "{name}");
    }
}

/// Asks LibreOffice, where `CHARTERLINT_SOFFICE` names it, and keeps what it says.
#[test]
fn ask_libreoffice() {
    let Some(program) = std::env::var_os("CHARTERLINT_SOFFICE") else {
        eprintln!("CHARTERLINT_SOFFICE is not set; the exports in tests/data/libreoffice were not made anew");
        return;
    };
    let folder = std::env::temp_dir().join(format!("charterlint-export-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let files: Vec<PathBuf> = exported()
        .iter()
        .map(|(name, bytes)| {
            let path = folder.join(format!("{name}.docx"));
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let done = std::process::Command::new(program)
        .args(["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .arg(&folder)
        .args(&files)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for (name, _) in exported() {
        let made = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        std::fs::create_dir_all(export(name).parent().unwrap()).unwrap();
        std::fs::write(export(name), made.trim_start_matches('\u{FEFF}')).unwrap();
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
