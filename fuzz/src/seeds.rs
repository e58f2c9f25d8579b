//! What the fuzzers start from, made of the samples and of the examples that the rules carry.

use std::fs;
use std::path::Path;

use charterlint::{Baseline, Dossier, RuleSet};

use super::{compound, config, holds};

/// A seed: target, name, bytes.
pub struct Seed {
    pub target: &'static str,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Longest text that a seed is made of; a fuzzer gets on faster with short ones.
const LONGEST: usize = 3_000;

struct Seeds(Vec<Seed>);

impl Seeds {
    fn add(&mut self, target: &'static str, bytes: impl Into<Vec<u8>>) {
        let name = format!("{:04}", self.0.len());
        self.0.push(Seed { target, name, bytes: bytes.into() });
    }
}

/// All seeds. `root` is the crate's folder.
pub fn all(root: &Path) -> Vec<Seed> {
    let mut seeds = Seeds(Vec::new());
    let mut files = Vec::new();
    walk(&root.join("fixtures"), &mut files);
    for (name, text) in &files {
        match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "toml" if name == "dossier.toml" => seeds.add("dossier_toml", text.as_str()),
            "toml" => pack(&mut seeds, text),
            "csv" => {
                let rows: Vec<&str> = text.lines().take(12).collect();
                seeds.add("tables", format!("0{}", rows.join("\n")));
                seeds.add("tables", format!("2{}", rows.join("\n").replace(',', "\t")));
                seeds.add("check", rows.join("\n"));
                seeds.add("excel", sheet(&rows));
            }
            _ => {
                for piece in pieces(text) {
                    for target in ["outline", "check"] {
                        seeds.add(target, piece.as_str());
                    }
                    let target = if name.ends_with("md") { '1' } else { '3' };
                    seeds.add("tables", format!("{target}{piece}"));
                    seeds.add("word", body(&piece));
                    seeds.add("pdf", content(&piece));
                }
            }
        }
    }
    let mut packs = Vec::new();
    walk(&root.join("src/rules/packs"), &mut packs);
    packs.iter().filter(|(name, _)| name.ends_with(".toml")).for_each(|(_, text)| pack(&mut seeds, text));
    amendments(&mut seeds, root);
    by_hand(&mut seeds);
    seeds.0
}

/// The files of a folder, by name, with their text.
fn walk(folder: &Path, into: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, into);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            into.push((name, text));
        }
    }
}

/// A text's title with each of its chapters.
fn pieces(text: &str) -> Vec<String> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let title = lines.next().unwrap_or_default();
    let mut out = vec![title.to_owned()];
    for line in lines {
        let heads = line.trim_start_matches(['#', ' ']);
        let chapter = heads.starts_with('第') && heads.chars().take(6).any(|c| c == '章');
        match out.last_mut() {
            Some(piece) if !chapter && piece.len() + line.len() < LONGEST => *piece = format!("{piece}\n{line}"),
            _ => out.push(format!("{title}\n{line}")),
        }
    }
    out
}

/// Each rule of a pack by itself, and the documents of its examples.
fn pack(seeds: &mut Seeds, text: &str) {
    let mut parts = text.split("[[rule]]");
    let head = parts.next().unwrap_or_default();
    for rule in parts {
        let own = format!(
            "[pack]\nname = \"own\"\ntitle = {{ zh = \"自有\", en = \"own\" }}\n[[rule]]{}",
            rule.replacen("code = \"", "code = \"own-", 1)
        );
        if own.len() < LONGEST {
            seeds.add("packs", own);
        }
        examples(seeds, rule);
    }
    if head.len() < LONGEST {
        seeds.add("packs", head);
    }
}

/// The documents of a rule's examples: written as `"章程.txt" = "…"`.
fn examples(seeds: &mut Seeds, rule: &str) {
    for line in rule.lines().filter(|line| line.starts_with("documents")) {
        let documents: Vec<String> = line
            .split("\" = \"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"').map(|(text, _)| text.replace("\\n", "\n")))
            .collect();
        if !documents.is_empty() {
            seeds.add("check", documents.join("\0"));
        }
    }
}

fn amendments(seeds: &mut Seeds, root: &Path) {
    let read = |name: &str| fs::read_to_string(root.join("fixtures/amendment").join(name)).expect("a sample");
    let (old, new, amendment) = (pieces(&read("2018.md")), pieces(&read("2025.md")), pieces(&read("修正案.md")));
    for (old, new) in old.iter().zip(&new) {
        seeds.add("amendments", format!("{old}\0{new}"));
    }
    for amendment in &amendment {
        seeds.add("check", amendment.as_str());
        seeds.add("amendments", format!("{}\0{amendment}", old[1]));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Word paragraphs.
fn body(text: &str) -> String {
    text.lines().map(|line| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(line))).collect()
}

/// A sheet with its strings.
fn sheet(rows: &[&str]) -> String {
    let (mut cells, mut strings, mut count) = (String::new(), String::new(), 0);
    for row in rows {
        cells.push_str("<row>");
        for cell in row.split(',') {
            cells.push_str(&format!("<c t=\"s\"><v>{count}</v></c>"));
            strings.push_str(&format!("<si><t>{}</t></si>", escaped(cell)));
            count += 1;
        }
        cells.push_str("</row>");
    }
    format!("<sheetData>{cells}</sheetData>\0{strings}")
}

/// A page's content.
fn content(text: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().take(25).enumerate() {
        let hex: String = line.encode_utf16().take(40).map(|unit| format!("{unit:04X}")).collect();
        out.push_str(&format!("BT /F1 12 Tf 72 {} Td <{hex}> Tj ET\n", 780 - 28 * index));
    }
    out
}

fn by_hand(seeds: &mut Seeds) {
    for words in [
        "三十二",
        "壹佰贰拾叁",
        "二〇二四",
        "一亿零五万",
        "2024年7月1日",
        "2024-02-30",
        "5000万元以上(含)",
        "净资产的5%至10%",
        "十分之一以上",
        "500-1000万元",
        "１２３",
        "12345678",
    ] {
        seeds.add("numerals", words);
    }
    let numbered = "<w:p><w:pPr><w:pStyle w:val=\"H\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>总则</w:t></w:r></w:p>\
        <w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:tab/><w:t xml:space=\"preserve\"> 甲 </w:t><w:br/><w:sym w:char=\"F0A8\"/></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>1</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>职务</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\0\
        <w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"第%1章\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\0\
        <w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"N\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    seeds.add("word", numbered);
    let cells = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>任期起</t></is></c></row>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"str\"><f>A1</f><v>甲</v></c><c r=\"B2\" s=\"1\"><v>45474.5</v></c><c r=\"C2\" t=\"b\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>\0\
        <si><r><t>甲_x000D_</t></r><rPh><t>x</t></rPh></si>\0<numFmts><numFmt numFmtId=\"200\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;[Red]-0.00%\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\"/></cellXfs>\0<sheetData/>\0<workbookPr date1904=\"1\"/>";
    seeds.add("excel", cells);
    seeds.add("pdf", "BT /F2 12 Tf 72 720 Td (Article 1) Tj 0 -14 TD [(a) -250 (b)] TJ T* (c) ' ET\nq 1 0 0 1 0 0 cm 10 10 100 20 re S Q\0\
        /CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0041> <0050> <7B2C> endbfrange 1 beginbfchar <0001> <4E00> endbfchar end\0/Rotate 90");
    let workbook = old_workbook();
    seeds.add("old_excel", compound::workbook(&workbook));
    seeds.add("old_excel", workbook);
    let rules = RuleSet::builtin();
    let dossier = Dossier::from_text("章程.txt", config::CHARTER).expect("a dossier");
    let checking = charterlint::rules::Checking::on(holds::day());
    seeds.add("baseline", Baseline::of(&rules.check_with(&dossier, &checking)).to_json());
    seeds.add("dossier_toml", "[company]\nname = \"青岚水务有限公司\"\nstaff = 640\nentity = \"company\"\n[rules]\nselect = [\"company-law/*\"]\n[[waiver]]\nrule = \"company-law/term-length\"\nreason = \"已决定更正\"\nuntil = 2027-06-30\n");
    for hostile in [
        "青岚水务有限公司\0样例/青岚\0第一条 董事任期四年。\n第二条 =SUM(A1)\0\u{1b}[31m\u{202e}名册\0<fuzz>&\"'\0::error::x\n::set-output name=a::b",
        "甲\0\0\0=1+1\0@x\0-1\0\t\r\n\0]]>\0<!--\0\u{FFFE}\u{85}\u{2028}\0a\u{300}\u{301}👨\u{200d}👩",
    ] {
        seeds.add("render", hostile);
    }
}

/// The records of a workbook: one sheet, one shared string, one number, one date.
fn old_workbook() -> Vec<u8> {
    let words = |of: &[u16]| of.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let text = |text: &str| {
        let wide: Vec<u16> = text.encode_utf16().collect();
        [&(wide.len() as u16).to_le_bytes()[..], &[1], &words(&wide)].concat()
    };
    let begin = |kind: u16| (0x0809, words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let strings = [vec![2, 0, 0, 0, 2, 0, 0, 0], text("姓名"), text("陆明远")].concat();
    let sheet = |at: u32| {
        let name = text("名册");
        (0x0085, [&at.to_le_bytes()[..], &[0, 0, 2, 1], &name[3..]].concat())
    };
    let globals = |at| {
        compound::records(&[
            begin(5),
            (0x0042, words(&[1200])),
            sheet(at),
            (0x00FC, strings.clone()),
            (0x000A, Vec::new()),
        ])
    };
    let length = globals(0).len() as u32;
    let number = [&words(&[1, 1, 0])[..], &45_474.5_f64.to_le_bytes()].concat();
    let cells = compound::records(&[
        begin(0x10),
        (0x0200, words(&[0, 0, 2, 0, 0, 2, 0])),
        (0x00FD, words(&[0, 0, 0, 0, 0])),
        (0x00FD, words(&[1, 0, 0, 1, 0])),
        (0x0203, number),
        (0x00E5, words(&[1, 0, 1, 0, 1])),
        (0x000A, Vec::new()),
    ]);
    [globals(length), cells].concat()
}
