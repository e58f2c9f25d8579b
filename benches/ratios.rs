//! How fast texts are checked, and how that compares: with the bare parse, with a scan for the same words, with ripgrep and
//! with a script. Everything is measured in one run on texts that the run makes, since only ratios travel between machines.
//!
//! `cargo bench --bench ratios`; with `-- --brief` on little texts, to see that it runs.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use charterlint::{Charter, Checking, Date, Dossier, RuleSet, Source, numeral, render};
use pest::Parser as _;

// The parsers that pest derives without `std` name it.
extern crate alloc;

#[allow(missing_docs, unreachable_pub)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/charter.pest"]
    pub struct Grammar;
}

const CHARTER: &str = include_str!("../fixtures/charters/compliant-committee/章程.txt");
const LEXICON: &str = include_str!("../src/lexicon/lexicon.toml");

/// A charter of about `bytes`: the articles of a sample, numbered on.
fn charter(bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 1024);
    out.push_str("蘅川市水务环境集团有限公司章程\n");
    let mut number = 0;
    while out.len() < bytes {
        for line in CHARTER.lines().skip(3) {
            match line.split_once("条　") {
                Some((label, rest)) if label.starts_with('第') && label.chars().skip(1).all(numeral::is_numeral) => {
                    number += 1;
                    let _ = writeln!(out, "第{}条　{rest}", numeral::to_chinese(number));
                }
                _ if line.starts_with('第') && out.len() > CHARTER.len() => {}
                _ => {
                    let _ = writeln!(out, "{line}");
                }
            }
            if out.len() >= bytes {
                break;
            }
        }
    }
    out
}

/// A text of articles of about `bytes` that is no charter: the sentences of statutes on other matters.
fn statute(bytes: usize) -> String {
    const SENTENCES: [&str; 8] = [
        "县级以上地方人民政府应当加强对本行政区域内有关工作的组织领导，将所需经费列入本级预算。",
        "任何单位和个人有权对违反本条例规定的行为进行投诉、举报，接到举报的部门应当及时处理。",
        "申请人应当自收到受理通知之日起三十日内提交下列材料，并对材料的真实性负责：",
        "违反本条例规定的，由有关主管部门责令限期改正；逾期不改正的，处一万元以上五万元以下的罚款。",
        "国家鼓励和支持科学技术研究，推广应用先进技术，对作出突出贡献的单位和个人给予表彰。",
        "有关部门及其工作人员滥用职权、玩忽职守、徇私舞弊的，依法给予处分；构成犯罪的，依法追究刑事责任。",
        "前款规定的期限可以延长一次，但延长的期限不得超过十五日，并应当将延长的理由告知当事人。",
        "本条例所称建设项目，是指按照国家基本建设程序管理的新建、改建、扩建工程。",
    ];
    let mut out = String::from("某省工程管理条例\n第一章　总则\n");
    let mut number = 0;
    while out.len() < bytes {
        number += 1;
        let _ = writeln!(out, "第{}条　{}", numeral::to_chinese(number), SENTENCES[number as usize % 8]);
        let _ = writeln!(out, "{}", SENTENCES[(number as usize * 3 + 1) % 8]);
        if number % 4 == 0 {
            let _ = writeln!(out, "（一）身份证明；\n（二）方案和说明；\n（三）法律、行政法规规定的其他材料。");
        }
    }
    out
}

/// The words of the lexicon.
fn words() -> Vec<String> {
    let table: toml::Table = toml::from_str(LEXICON).unwrap_or_default();
    let mut out = Vec::new();
    let mut open: Vec<&toml::Value> = ["classes", "facts"].iter().filter_map(|key| table.get(*key)).collect();
    while let Some(value) = open.pop() {
        match value {
            toml::Value::String(word) if !word.is_ascii() => out.push(word.clone()),
            toml::Value::Array(values) => open.extend(values),
            toml::Value::Table(table) => {
                open.extend(
                    table.iter().filter(|(key, _)| *key != "include" && *key != "after").map(|(_, value)| value),
                );
            }
            _ => {}
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The shortest of several runs: what disturbs a run only makes it longer.
fn time(least: Duration, mut run: impl FnMut()) -> Duration {
    let (mut best, start) = (Duration::MAX, Instant::now());
    let mut rounds = 0;
    while rounds < 3 || start.elapsed() < least {
        let begin = Instant::now();
        run();
        best = best.min(begin.elapsed());
        rounds += 1;
    }
    best
}

fn check(text: &str, rules: &RuleSet, checking: &Checking) -> usize {
    let Ok(dossier) = Dossier::from_text("章程.txt", text) else { return 0 };
    let mut out = Vec::new();
    let done = rules.check_dossier(&dossier, checking);
    let _ = render::json_line(&done, charterlint::Language::Chinese, &mut out);
    out.len()
}

/// A pack with as many rules as the built-in ones, on phrases of its own and on concepts of the lexicon.
fn doubled(rules: &RuleSet) -> RuleSet {
    let mut pack =
        String::from("[pack]\nname = \"more\"\ntitle = \"更多\"\n[[source]]\nkey = \"more\"\nname = \"某办法\"\n");
    let requires =
        ["\"PRE\"", "\"ROLE-LEADERSHIP\"", "\"董事会…每年…报告\"", "{ any = [\"ROLE-THREE\", \"总经理…制定…办法\"] }"];
    for number in 0..rules.rules().len() {
        let _ = write!(
            pack,
            "[[rule]]\ncode = \"more/rule-{number}\"\ntitle = \"规则\"\nseverity = \"advice\"\nbasis = [{{ source = \"more\", verification = \"P\" }}]\nmessage = \"没有写\"\nrequire = {}\n",
            requires[number % requires.len()]
        );
    }
    match rules.with_pack("more.toml", &pack) {
        Ok(rules) => rules,
        Err(error) => {
            eprintln!("the second pack: {error}");
            rules.clone()
        }
    }
}

struct Table {
    floor: Option<f64>,
}

impl Table {
    /// One line: MB/s, and how many times the bare parse it takes.
    fn line(&mut self, name: &str, bytes: usize, time: Duration) {
        let seconds = time.as_secs_f64().max(1e-9);
        let per_byte = seconds / bytes as f64;
        let floor = *self.floor.get_or_insert(per_byte);
        println!("{name:46} {:9.1} MB/s {:9.2} x parse", bytes as f64 / seconds / 1e6, per_byte / floor);
    }
}

fn program(name: &str, arguments: &[&str]) -> Option<Duration> {
    let run = || Command::new(name).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    // Findings, or nothing found, are no failure; an unknown option is one.
    if run().ok()?.code().is_none_or(|code| code > 1) {
        return None;
    }
    Some(time(Duration::from_millis(300), || {
        let _ = run();
    }))
}

fn main() {
    // `cargo bench` and `cargo test` pass arguments of their own.
    let brief = std::env::args().any(|argument| argument == "--brief" || argument == "--test");
    let least = Duration::from_millis(if brief { 1 } else { 700 });
    let rules = RuleSet::builtin();
    let checking = Checking::on(Date::new(2026, 11, 23).unwrap_or_else(Date::today));
    let (small, law) = (charter(60 << 10), statute(if brief { 60 << 10 } else { 4 << 20 }));
    let large = charter(if brief { 600 << 10 } else { 20 << 20 });

    let mut table = Table { floor: None };
    println!("one charter of {} KB, {} rules", small.len() >> 10, rules.rules().len());
    let parse = |text: &str| black_box(grammar::Grammar::parse(grammar::Rule::text, text).map_or(0, Iterator::count));
    table.line(
        "bare pest parse",
        small.len(),
        time(least, || {
            parse(&small);
        }),
    );
    let outline = |text: &str| {
        let Ok(source) = Source::new("章程.txt", text) else { return };
        black_box(Charter::read(Arc::new(source)));
    };
    table.line("outline", small.len(), time(least, || outline(&small)));
    let full = time(least, || {
        black_box(check(&small, rules, &checking));
    });
    table.line("full check, to JSON", small.len(), full);
    let more = doubled(rules);
    let twice = time(least, || {
        black_box(check(&small, &more, &checking));
    });
    table.line(&format!("full check, {} rules", more.rules().len()), small.len(), twice);
    table.line(
        "full check, statutes",
        law.len(),
        time(least, || {
            black_box(check(&law, rules, &checking));
        }),
    );
    let long = time(Duration::ZERO, || {
        black_box(check(&large, rules, &checking));
    });
    table.line(&format!("full check, one charter of {} MB", large.len() >> 20), large.len(), long);

    let words = words();
    let automaton = aho_corasick::AhoCorasick::builder().kind(Some(aho_corasick::AhoCorasickKind::DFA)).build(&words);
    if let Ok(automaton) = automaton {
        let scan = || {
            black_box(automaton.find_overlapping_iter(&small).count());
        };
        table.line(&format!("aho-corasick (DFA), the lexicon's {} words", words.len()), small.len(), time(least, scan));
    }

    // The others are programs: they read the same files from a folder.
    let Ok(folder) = tempfile::tempdir() else { return };
    let files = if brief { 2 } else { 100 };
    for number in 0..files {
        let _ = std::fs::write(folder.path().join(format!("{number:03}.txt")), &small);
    }
    let phrases = folder.path().join("phrases");
    let listed = std::fs::File::create(&phrases).and_then(|mut file| file.write_all(words.join("\n").as_bytes()));
    let bytes = small.len() * files;
    let path = folder.path().to_string_lossy().into_owned();
    println!("programs, {files} such files, on one thread, with their start");
    let own = ["check", "--each", &path, "--format", "jsonl", "--jobs", "1", "--output", "/dev/null"];
    if let Some(time) = program(env!("CARGO_BIN_EXE_charterlint"), &own) {
        table.line("charterlint check --jobs 1", bytes, time);
    }
    let phrases = phrases.to_string_lossy().into_owned();
    let search = ["-F", "-o", "-j1", "-g", "*.txt", "-f", &phrases, &path];
    match program("rg", &search).filter(|_| listed.is_ok()) {
        Some(time) => table.line("ripgrep -F, the same words", bytes, time),
        None => println!("ripgrep is not here"),
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/party_building.py");
    match program("python3", &[&script.to_string_lossy(), &path]) {
        Some(time) => table.line("Python re, 13 party-building checks", bytes, time),
        None => println!("python3 is not here"),
    }
    println!(
        "per byte, {} MB to 60 KB: {:.2}; twice the rules: {:.2}",
        large.len() >> 20,
        long.as_secs_f64() / large.len() as f64 / (full.as_secs_f64() / small.len() as f64),
        twice.as_secs_f64() / full.as_secs_f64()
    );
}
