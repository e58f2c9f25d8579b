//! `rules` and `explain`: the catalogue.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::RulesFormat;
use super::chosen::with_packs;
use super::{Failure, explain_pack};
use crate::rules::PACK_SCHEMA;
use crate::{Language, render};

pub(super) fn list(format: RulesFormat, packs: &[PathBuf], language: Language) -> Result<ExitCode, Failure> {
    let rules = &with_packs(packs, language)?;
    let mut out = Vec::new();
    match format {
        RulesFormat::Text => render::catalogue::text(rules, language, &mut out)?,
        RulesFormat::Json => render::catalogue::json(rules, &mut out)?,
        RulesFormat::Markdown => render::catalogue::markdown(rules, language, &mut out)?,
    }
    io::stdout().lock().write_all(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the JSON Schema of packs.
pub(super) fn schema() -> Result<ExitCode, Failure> {
    io::stdout().lock().write_all(PACK_SCHEMA.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the examples of a pack: a line for each, status 1 if one fails.
pub(super) fn test(path: &Path, packs: &[PathBuf], language: Language) -> Result<ExitCode, Failure> {
    let before = with_packs(packs, language)?;
    let rules = before.with_pack_file(path).map_err(|error| explain_pack(&error, language))?;
    let zh = language == Language::Chinese;
    let (mut all, mut failed, mut bare) = (0, 0, 0);
    let mut out = io::stdout().lock();
    for rule in rules.rules().filter(|rule| before.get(rule.meta().code.as_str()).is_none()) {
        let code = &rule.meta().code;
        if rule.examples().is_empty() {
            bare += 1;
            writeln!(out, "{} {code}", if zh { "无示例" } else { "no example" })?;
        }
        for example in rule.examples() {
            all += 1;
            let (name, expect, line) = (&example.name, &example.expect, example.line);
            let outcome = example.run(&rules);
            if outcome.passed {
                writeln!(out, "{} {code} 「{name}」 {expect}", if zh { "通过" } else { "ok" })?;
                continue;
            }
            failed += 1;
            let (failed, expected, found) =
                if zh { ("失败", "应为", "实为") } else { ("FAILED", "expected", "found") };
            writeln!(out, "{failed} {code} 「{name}」 {}:{line}", path.display())?;
            let keys = if example.keys.is_empty() { String::new() } else { format!(" {:?}", example.keys) };
            let missing = if example.missing.is_empty() { String::new() } else { format!(" {:?}", example.missing) };
            writeln!(out, "  {expected} {expect}{keys}{missing}\n  {found} {}", outcome.found)?;
        }
    }
    let passed = all - failed;
    match language {
        Language::Chinese => writeln!(out, "\n{all}个示例：通过{passed} 失败{failed}；没有示例的规则{bare}条")?,
        Language::English => {
            writeln!(out, "\n{all} examples: {passed} passed, {failed} failed; {bare} rules without an example")?;
        }
    }
    Ok(if failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

pub(super) fn explain(code: &str, packs: &[PathBuf], language: Language) -> Result<ExitCode, Failure> {
    let rules = &with_packs(packs, language)?;
    let Some(rule) = rules.get(code) else {
        let near = crate::toml_reader::nearest(code, rules.rules().map(|rule| rule.meta().code.as_str()));
        return Err(Failure::Message(match (language, near) {
            (Language::Chinese, Some(near)) => format!("没有规则「{code}」；是不是想写「{near}」？"),
            (Language::Chinese, None) => format!("没有规则「{code}」；用 charterlint rules 查看全部规则"),
            (Language::English, Some(near)) => format!("there is no rule `{code}`; did you mean `{near}`?"),
            (Language::English, None) => format!("there is no rule `{code}`; see `charterlint rules`"),
        }));
    };
    let mut out = Vec::new();
    render::catalogue::explain(rule, language, &mut out)?;
    io::stdout().lock().write_all(&out)?;
    Ok(ExitCode::SUCCESS)
}
