//! `init`: a commented `dossier.toml` from what a folder holds.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::facts::open;
use super::inputs::warn;
use super::{Failure, output};
use crate::dossier::COMPANY_KEYS;
use crate::facts::{Known, known};
use crate::model::profile::{Entity, Form, Ownership, PartyOrgan, StateLevel, Tier};
use crate::render::escape;
use crate::render::words::pick;
use crate::{Dossier, Language, Limits, RuleSet};

const FILE: &str = "dossier.toml";

pub(super) fn run(folder: &Path, language: Language) -> Result<ExitCode, Failure> {
    let message = |zh: &str, en: &str| {
        Failure::Message(
            format!("{}{}", folder.display(), pick(language, "：", ": "))
                + match language {
                    Language::Chinese => zh,
                    Language::English => en,
                },
        )
    };
    if !folder.is_dir() {
        return Err(message(
            "不是文件夹；请给出放着公司文件的文件夹",
            "not a folder; give the folder of a company's documents",
        ));
    }
    let target = folder.join(FILE);
    if target.symlink_metadata().is_ok() {
        return Err(message(
            "已有 dossier.toml，不覆盖；要重写请先移走它",
            "has a dossier.toml, which is not overwritten; move it away first",
        ));
    }
    let limits = Limits::default();
    let dossier = open(folder, &limits, language)?;
    let filled = harmless(&dossier, folder, language)?;
    let text = written(&dossier, &filled, language);
    output::create(&target, text.as_bytes(), language)?;
    warn(&format!("{}{}", pick(language, "已写 ", "wrote "), target.display()));
    Ok(ExitCode::SUCCESS)
}

/// Every rule's verdict.
fn verdicts(dossier: &Dossier) -> Vec<(String, String)> {
    let report = RuleSet::builtin().check(dossier);
    let results = report.dossiers.iter().flat_map(|dossier| &dossier.results);
    results.map(|result| (result.rule.code.as_str().to_owned(), format!("{:?}", result.verdict.as_str()))).collect()
}

/// What the documents state, each with whether it may be filled in: whether the verdicts stay what they are.
///
/// A name, for one, is a fact of its own to some rules once it stands in the file: the user decides that.
fn harmless(dossier: &Dossier, folder: &Path, language: Language) -> Result<Vec<(Known, bool)>, Failure> {
    let facts = known(dossier);
    let before = verdicts(dossier);
    let limits = Limits::default();
    let stay = |kept: &[(&'static str, String)]| -> Result<bool, Failure> {
        let mut with = open(folder, &limits, language)?;
        let set = kept.iter().all(|(key, value)| with.set(&format!("company.{key}"), value.trim_matches('"')).is_ok());
        Ok(set && verdicts(&with) == before)
    };
    let all: Vec<(&'static str, String)> = facts.iter().map(|fact| (fact.key, fact.value.clone())).collect();
    if stay(&all)? {
        return Ok(facts.into_iter().map(|fact| (fact, true)).collect());
    }
    let mut out: Vec<(Known, bool)> = Vec::new();
    let mut kept: Vec<(&'static str, String)> = Vec::new();
    for fact in facts {
        kept.push((fact.key, fact.value.clone()));
        let same = stay(&kept)?;
        if !same {
            kept.pop();
        }
        out.push((fact, same));
    }
    Ok(out)
}

fn written(dossier: &Dossier, known: &[(Known, bool)], language: Language) -> String {
    let say = |zh: &'static str, en: &'static str| pick(language, zh, en);
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line(say(
        "# 卷宗设置。每一项都可以不写；以 # 开头的行不起作用，去掉 # 即生效。",
        "# Settings of this dossier. Every key is optional; lines that begin with # have no effect until the # is removed.",
    ));
    line("");
    line("[company]");
    for key in COMPANY_KEYS {
        line(&format!("# {}", describe(key, language)));
        let stated = known.iter().find(|(fact, _)| fact.key == *key);
        match stated {
            Some((fact, harmless)) => {
                let evidence = evidence(fact, language);
                let mark = if *harmless { "" } else { "# " };
                line(&format!("{mark}{key} = {}   # {evidence}", fact.value));
            }
            None => line(&format!("# {key} = {}", example(key))),
        }
    }
    line("");
    line("[dossier]");
    line(say(
        "# true：这里没有的文件就是不存在。false：可能在别处",
        "# true: what is not here does not exist. false: it may exist elsewhere",
    ));
    line("complete = false");
    line("");
    line("[documents]");
    line(say(
        "# 认错或者认不出的文件，在这里写明种类；工作表写成 \"文件.xlsx#工作表\"",
        "# The kind of a file that was not recognised, or not rightly; a sheet is \"file.xlsx#sheet\"",
    ));
    for document in &dossier.documents {
        line(&format!("# {} = \"{}\"", quoted(document.source.name()), document.kind.as_str()));
    }
    for skipped in &dossier.skipped {
        let reason = escape::visible(skipped.reason.get(language)).into_owned();
        line(&format!("# {} = \"…\"   # {reason}", quoted(&skipped.path)));
    }
    line("");
    line("[rules]");
    line(say(
        "# 只答哪些规则、不答哪些规则；可用 * 通配",
        "# Which rules to answer and which to leave out; * stands for anything",
    ));
    line("select = [\"*\"]");
    line("ignore = []");
    line("");
    line(say("# 改规则的级别：error、warning、advice", "# Another severity for a rule: error, warning, advice"));
    line("# [rules.severity]");
    line("# \"organisation/four-sync\" = \"advice\"");
    line("");
    line(say("# 规则的选项", "# Options of rules"));
    line("# [rules.options]");
    line("# \"organisation/four-sync\" = { max_days = 180 }");
    line("# \"meetings/first-topic\" = { every_meeting = true }");
    line(say(
        "# \"chain/five-sync\" = { names = [\"一\", \"二\", \"三\", \"四\", \"五\"] }",
        "# \"chain/five-sync\" = { names = [\"one\", \"two\", \"three\", \"four\", \"five\"] }",
    ));
    line("# \"chain/composition\" = { profile = \"park-led\" }");
    line("");
    line(say(
        "# 经批准的例外：报告中标为豁免，不隐藏；过了 until 不再算",
        "# An accepted deviation: shown as waived, never hidden; after `until` it no longer counts",
    ));
    line("# [[waiver]]");
    line("# rule = \"cross-appointment/secretary-is-chair\"");
    line(say(
        "# reason = \"上级企业领导人员兼任董事长\"",
        "# reason = \"the chair is a leader of the superior enterprise\"",
    ));
    line("# approved_by = \"…\"");
    line("# until = 2027-06-30");
    out
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The words that state a fact, on one line.
fn evidence(fact: &Known, language: Language) -> String {
    let label = &fact.evidence;
    let words: String = label.text().chars().filter(|c| !c.is_whitespace()).take(40).collect();
    let mut out = String::new();
    let place = if label.place.is_empty() { String::new() } else { format!(" {}", label.place) };
    let _ = write!(out, "{}{place}{}{words}", label.source.name(), pick(language, "：", ": "));
    escape::visible(&out).into_owned()
}

fn describe(key: &str, language: Language) -> String {
    let words = |words: &[&str]| words.join(" | ");
    let (zh, en, choices) = match key {
        "name" => ("公司名称", "Name", String::new()),
        "form" => ("公司形式：有限责任公司、股份有限公司", "Company form", words(Form::WORDS)),
        "ownership" => {
            ("国有股权：国有独资、国有全资、国有控股、国有实际控制、国有参股", "Ownership", words(Ownership::WORDS))
        }
        "tier" => ("国家直接出资、下级企业", "Funded directly by the state, or lower", words(Tier::WORDS)),
        "level" => ("中央企业、地方企业", "Central or local", words(StateLevel::WORDS)),
        "entity" => ("法人、分公司", "Legal person or branch company", words(Entity::WORDS)),
        "listed" => ("是否上市", "Whether it is listed", String::new()),
        "board" => ("是否设董事会；false：只设一名董事", "Whether it has a board; false: one director", String::new()),
        "party_organ" => (
            "党组织：党组、党委、党总支、党支部、未设。写在这里即与章程、名册、清单核对",
            "Party organ. What stands here is compared with charter, roster and lists",
            words(PartyOrgan::WORDS),
        ),
        "party_members" => ("党员人数，含预备党员", "Party members, probationary ones included", String::new()),
        "full_party_members" => ("正式党员人数", "Full Party members", String::new()),
        "decision_power" => {
            ("是否具有人财物重大事项决策权", "Whether it decides on major matters itself", String::new())
        }
        "staff" => ("职工人数", "Employees", String::new()),
        "shareholders" => ("股东人数", "Shareholders", String::new()),
        "registered_on" => ("登记日期", "Date of registration", String::new()),
        "investor" => ("是否为出资人机构自己的卷宗", "Whether this is the state investor's own file", String::new()),
        other => return other.to_owned(),
    };
    let text = pick(language, zh, en);
    match (choices.is_empty(), language) {
        (true, _) => text.to_owned(),
        (false, Language::Chinese) => format!("{text}（{choices}）"),
        (false, Language::English) => format!("{text} ({choices})"),
    }
}

fn example(key: &str) -> &'static str {
    match key {
        "name" => "\"…\"",
        "form" => "\"limited\"",
        "ownership" => "\"wholly-state\"",
        "tier" => "\"first\"",
        "level" => "\"local\"",
        "entity" => "\"company\"",
        "party_organ" => "\"committee\"",
        "party_members" => "126",
        "full_party_members" => "120",
        "staff" => "640",
        "shareholders" => "1",
        "registered_on" => "2016-05-09",
        "listed" | "investor" => "false",
        _ => "true",
    }
}
