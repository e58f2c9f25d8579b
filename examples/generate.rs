//! Writes dossiers of invented companies, with defects that are known, so that speed and recall can be measured at any
//! size.
//!
//! ```text
//! cargo run --release --example generate -- OUT 1000 --seed 7            texts
//! cargo run --release --example generate -- OUT 1000 --seed 7 --office   Word and Excel
//! charterlint check OUT --format jsonl --output results.jsonl
//! cargo run --release --example generate -- --recall OUT results.jsonl
//! ```
//!
//! `OUT/planted.jsonl` names for each dossier the rules that it breaks. The same seed writes the same files.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;

use serde_json::{Value, json};

/// A whole charter that breaks no rule.
const CHARTER: &str = include_str!("../fixtures/charters/compliant-committee/章程.txt");
const COMPANY: &str = "蘅川市水务环境集团有限公司";

/// Places and trades of which names are made. No such company is meant.
const PLACES: [&str; 12] =
    ["临汀", "岳湖", "澄江", "云岭", "禾山", "青浦川", "白石", "芦溪", "望海", "栖霞岭", "星潭", "平野"];
const TRADES: [&str; 12] = [
    "水务环境",
    "城市建设",
    "交通投资",
    "文化旅游",
    "农业发展",
    "能源",
    "公用事业",
    "产业投资",
    "粮食储备",
    "港口物流",
    "数字科技",
    "地产置业",
];

/// A defect: the rules that it breaks, the words that are replaced, and what stands there instead.
struct Defect(&'static [&'static str], &'static str, &'static str);

const DEFECTS: [Defect; 9] = [
    Defect(&["company-law/term-length"], "董事每届任期不得超过三年", "董事每届任期四年"),
    Defect(
        &["party-building/current-role-wording"],
        "公司党委发挥领导作用，把方向、管大局、保落实，",
        "公司党委发挥领导作用，把方向、管大局、保落实，在公司发挥政治核心作用，",
    ),
    Defect(&["charter-contents/no-placeholders"], "临湖区汀洲路86号", "【】路【】号"),
    Defect(&["charter-contents/sound-numbering"], "\n第四十八条　", "\n第四十七条　"),
    Defect(&["charter-contents/contributions-add-up"], "认缴出资额为人民币180000万元", "认缴出资额为人民币170000万元"),
    Defect(&["company-law/current-terms"], "以上项目以公司登记机关登记的", "以上项目以工商行政管理机关登记的"),
    Defect(
        &["company-law/non-delegable-powers"],
        "（七）制订公司合并、分立、解散或者变更公司形式的方案；",
        "（七）决定公司合并、分立、解散或者变更公司形式；",
    ),
    // Half is less than the law asks of the board, too.
    Defect(
        &["company-law/board-vote", "company-law/majority-wording"],
        "应当经全体董事的过半数通过；",
        "应当经全体董事的半数以上通过；",
    ),
    Defect(
        &["company-law/outside-director-majority"],
        "其中外部董事四名、职工董事一名、其他内部董事二名。外部董事人数超过董事会全体成员的半数。",
        "其中外部董事三名、职工董事一名、其他内部董事三名。",
    ),
];

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// One dossier before it is written.
struct Dossier {
    name: String,
    charter: String,
    roster: Vec<Vec<String>>,
    config: String,
    planted: Vec<&'static str>,
}

fn dossier(seed: u64, number: usize) -> Dossier {
    let mut random = Random(seed ^ (number as u64).wrapping_mul(0xA076_1D64_78BD_642F));
    let place = PLACES[random.below(PLACES.len())];
    let trade = TRADES[random.below(TRADES.len())];
    let name = format!("{place}市{trade}集团有限公司");
    let mut charter =
        CHARTER.replace(COMPANY, &name).replace("蘅川", place).replace("水务环境集团", &format!("{trade}集团"));
    let mut planted = Vec::new();
    // Half of the dossiers have no defect, the others one to three.
    if random.below(2) == 1 {
        for _ in 0..=random.below(3) {
            let Defect(rules, words, instead) = DEFECTS[random.below(DEFECTS.len())];
            if charter.contains(words) {
                charter = charter.replacen(words, instead, 1);
                planted.extend(rules);
            }
        }
    }
    planted.sort_unstable();
    planted.dedup();
    let capital = 10_000 * (1 + random.below(40));
    if !planted.contains(&"charter-contents/contributions-add-up") {
        let (money, assets) = (capital * 2 / 5, capital - capital * 2 / 5);
        charter = charter
            .replace("180000万元", &format!("{capital}万元"))
            .replace("120000万元", &format!("{money}万元"))
            .replace("60000万元", &format!("{assets}万元"));
    }
    let members = 100 + random.below(400);
    let config = format!(
        "[company]\nname = \"{name}\"\nform = \"limited\"\nownership = \"wholly-state\"\ntier = \"first\"\nlevel = \"local\"\nlisted = false\nboard = true\nparty_organ = \"committee\"\nparty_members = {members}\nstaff = {}\nshareholders = 1\ndecision_power = true\n",
        members * 6
    );
    let header = ["姓名", "政治面貌", "党内职务", "董事会职务", "经理层职务", "任期起", "任期止", "备注"];
    let people = [
        ["党委书记", "董事长", "", ""],
        ["党委副书记", "董事", "总经理", ""],
        ["党委专职副书记", "董事", "", ""],
        ["党委委员、纪委书记", "", "", ""],
        ["党委委员", "", "副总经理", ""],
        ["", "董事", "", "外部董事"],
        ["", "董事", "", "外部董事"],
        ["", "董事", "", "外部董事"],
        ["", "董事", "", "外部董事"],
        ["", "职工董事", "", "职工董事"],
    ];
    let mut roster = vec![header.map(str::to_owned).to_vec()];
    let (families, given) = (
        ["陆", "高", "沈", "谭", "周", "范", "贺", "鲁", "丁", "潘"],
        ["明远", "启山", "立群", "素芬", "卫东", "培林", "晓梅", "建华"],
    );
    for (i, [party, board, management, remark]) in people.into_iter().enumerate() {
        let person = format!("{}{}", families[i], given[random.below(given.len())]);
        let row = [
            &*person,
            if party.is_empty() { "群众" } else { "中共党员" },
            party,
            board,
            management,
            "2024-12-01",
            "2027-11-30",
            remark,
        ];
        roster.push(row.map(str::to_owned).to_vec());
    }
    Dossier { name, charter, roster, config, planted }
}

pub(crate) fn generate(out: &Path, count: usize, seed: u64, office: bool) -> io::Result<()> {
    fs::create_dir_all(out)?;
    let mut planted = io::BufWriter::new(fs::File::create(out.join("planted.jsonl"))?);
    for number in 0..count {
        let dossier = dossier(seed, number);
        let folder = out.join(format!("{number:06}"));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("dossier.toml"), &dossier.config)?;
        if office {
            fs::write(folder.join("公司章程.docx"), office::docx(&dossier.charter)?)?;
            fs::write(folder.join("任职名册.xlsx"), office::xlsx(&dossier.roster)?)?;
        } else {
            fs::write(folder.join("公司章程.txt"), &dossier.charter)?;
            let rows: Vec<String> = dossier.roster.iter().map(|row| row.join(",")).collect();
            fs::write(folder.join("任职名册.csv"), rows.join("\n") + "\n")?;
        }
        let line = json!({ "dossier": format!("{number:06}"), "name": dossier.name, "breaks": dossier.planted });
        writeln!(planted, "{line}")?;
    }
    planted.flush()
}

#[cfg(all(feature = "docx", feature = "xlsx"))]
mod office {
    use std::io::{self, Cursor, Write as _};

    /// A Word file of paragraphs.
    pub(super) fn docx(text: &str) -> io::Result<Vec<u8>> {
        let mut body = String::new();
        for line in text.lines() {
            let line = line.replace('&', "&amp;").replace('<', "&lt;");
            body.push_str(&format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"));
        }
        let parts = [
            (
                "[Content_Types].xml",
                r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#.to_owned(),
            ),
            (
                "_rels/.rels",
                r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#.to_owned(),
            ),
            (
                "word/document.xml",
                format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#),
            ),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).map_err(io::Error::other)?;
            archive.write_all(content.as_bytes())?;
        }
        Ok(archive.finish().map_err(io::Error::other)?.into_inner())
    }

    /// A workbook with one sheet.
    pub(super) fn xlsx(rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (r, row) in rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                sheet.write_string(r as u32, c as u16, cell.as_str()).map_err(io::Error::other)?;
            }
        }
        book.save_to_buffer().map_err(io::Error::other)
    }
}

#[cfg(not(all(feature = "docx", feature = "xlsx")))]
mod office {
    use std::io;

    pub(super) fn docx(_: &str) -> io::Result<Vec<u8>> {
        Err(io::Error::other("--office needs the features docx and xlsx"))
    }

    pub(super) fn xlsx(_: &[Vec<String>]) -> io::Result<Vec<u8>> {
        Err(io::Error::other("--office needs the features docx and xlsx"))
    }
}

/// Compares results with what was planted: of each rule how many defects were found, and how many findings were not planted.
fn recall(out: &Path, results: &Path) -> io::Result<()> {
    let lines = |path: &Path| -> io::Result<Vec<Value>> {
        let lines = BufReader::new(fs::File::open(path)?).lines();
        lines.map(|line| serde_json::from_str(&line?).map_err(io::Error::other)).collect()
    };
    let mut planted: HashMap<String, Vec<String>> = HashMap::new();
    for line in lines(&out.join("planted.jsonl"))? {
        let breaks =
            line["breaks"].as_array().into_iter().flatten().filter_map(|rule| rule.as_str().map(str::to_owned));
        planted.insert(line["dossier"].as_str().unwrap_or_default().to_owned(), breaks.collect());
    }
    // Of each rule: planted, found, found elsewhere.
    let mut rules: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for line in lines(results)? {
        let path = line["path"].as_str().unwrap_or_default();
        let folder = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(breaks) = planted.get(&folder) else { continue };
        let violated: Vec<&str> = line["results"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|result| result["verdict"] == "violated")
            .filter_map(|result| result["rule"].as_str())
            .collect();
        for rule in breaks {
            let entry = rules.entry(rule.clone()).or_default();
            entry[0] += 1;
            entry[1] += usize::from(violated.contains(&rule.as_str()));
        }
        for rule in violated.into_iter().filter(|rule| !breaks.iter().any(|b| b == rule)) {
            rules.entry(rule.to_owned()).or_default()[2] += 1;
        }
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{:44} {:>8} {:>8} {:>12}", "rule", "planted", "found", "not planted")?;
    for (rule, [all, found, others]) in rules {
        writeln!(out, "{rule:44} {all:>8} {found:>8} {others:>12}")?;
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let plain: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match plain.as_slice() {
        ["--recall", out, results] => recall(Path::new(out), Path::new(results)),
        [out, count, options @ ..] if count.parse::<usize>().is_ok() => {
            let seed = options.iter().position(|option| *option == "--seed").and_then(|i| options.get(i + 1));
            let seed = seed.map_or(Ok(1), |seed| seed.parse().map_err(io::Error::other))?;
            let count = count.parse().map_err(io::Error::other)?;
            generate(Path::new(out), count, seed, options.contains(&"--office"))
        }
        _ => Err(io::Error::other(
            "usage: generate OUT COUNT [--seed N] [--office] | generate --recall OUT RESULTS.jsonl",
        )),
    }
}
