//! One rule in full, for the terminal and for the reference.

use std::io;

use super::super::words::{self, pick};
use super::{bases, page_name};
use crate::rules::{Example, PackInfo, Rule, RuleSet};
use crate::{Language, Text};

/// What there is to say of a rule, in order: a heading, and lines below it.
struct Section {
    heading: String,
    lines: Vec<String>,
}

/// The rule's sections; examples stand apart.
fn sections(rule: &Rule, language: Language) -> Vec<Section> {
    let meta = rule.meta();
    let mut out = Vec::new();
    let mut add = |heading: &str, lines: Vec<String>| {
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            out.push(Section { heading: heading.to_owned(), lines });
        }
    };
    let kinds = meta.reads.iter().map(|kind| words::reads(*kind, language).to_owned()).collect::<Vec<_>>();
    add(pick(language, "读", "Reads"), vec![kinds.join(pick(language, "、", ", "))]);
    let concerns = rule.concerns().iter().map(|text| text.get(language).to_owned()).collect();
    add(pick(language, "适用于", "Applies to"), concerns);
    let severities = rule.severities().into_iter().map(|(severity, companies)| {
        let companies: Vec<&str> = companies.iter().map(|text| text.get(language)).collect();
        words::labelled(words::severity(severity, language), &companies.join(pick(language, "；", "; ")), language)
    });
    add(pick(language, "级别有别", "Severity differs"), severities.collect());
    add(pick(language, "依据", "Basis"), bases(rule, language));
    add(pick(language, "不满足时", "When violated"), vec![meta.message.get(language).to_owned()]);
    add(pick(language, "建议", "Help"), vec![meta.help.get(language).to_owned()]);
    add(pick(language, "参考条款", "Model clause"), vec![meta.model_clause.clone()]);
    for key in &meta.keys {
        let severity = key.severity.map(|severity| format!(" [{}]", words::severity(severity, language)));
        let heading = format!("{}{}", key.key, severity.unwrap_or_default());
        add(&heading, vec![key.message.get(language).to_owned(), key.help.get(language).to_owned()]);
    }
    let options = meta.options.iter();
    let options = options.map(|option| {
        let set = format!("{} = {}", option.name, option.default);
        words::labelled(&set, option.title.get(language), language)
    });
    add(pick(language, "选项", "Options"), options.collect());
    out
}

fn example_heading(example: &Example, language: Language) -> String {
    let verdict = words::verdict_word(&example.expect, language);
    let keys = if example.keys.is_empty() { String::new() } else { format!(" ({})", example.keys.join(", ")) };
    format!("{} {} → {verdict}{keys}", pick(language, "示例", "Example"), example.name)
}

/// One rule in full, with the examples that its pack carries.
///
/// ```
/// use charterlint::{Language, RuleSet, render};
/// let rule = RuleSet::builtin().get("party-building/duties").unwrap();
/// let mut out = Vec::new();
/// render::catalogue::explain(rule, Language::English, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).starts_with("party-building/duties [error]"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn explain(rule: &Rule, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let meta = rule.meta();
    writeln!(out, "{} [{}]\n{}", meta.code, words::severity(meta.severity, language), meta.title.get(language))?;
    if !meta.explanation.get(language).is_empty() {
        writeln!(out, "\n{}", meta.explanation.get(language))?;
    }
    for section in sections(rule, language) {
        writeln!(out, "\n{}", section.heading)?;
        for line in section.lines {
            writeln!(out, "  {line}")?;
        }
    }
    for example in rule.examples() {
        writeln!(out, "\n{}", example_heading(example, language))?;
        for (name, text) in &example.documents {
            writeln!(out, "  {name}")?;
            for line in text.trim().lines() {
                writeln!(out, "    {line}")?;
            }
        }
    }
    Ok(())
}

/// The page of a pack: every rule in full, each with an anchor of its kebab name. Nothing if there is no such pack.
///
/// ```
/// use charterlint::{Language, RuleSet, render};
/// let mut out = Vec::new();
/// render::catalogue::page(RuleSet::builtin(), "two-lists", Language::English, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).starts_with("# The two lists"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn page(rules: &RuleSet, pack: &str, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(pack) = rules.packs().iter().find(|info| info.name == pack) else { return Ok(()) };
    head(pack, language, out)?;
    for rule in rules.rules().filter(|rule| rule.meta().code.pack() == pack.name) {
        let meta = rule.meta();
        writeln!(
            out,
            "\n## {}\n\n**{}** [{}]",
            meta.code.name(),
            meta.title.get(language),
            words::severity(meta.severity, language)
        )?;
        if !meta.explanation.get(language).is_empty() {
            writeln!(out, "\n{}", meta.explanation.get(language))?;
        }
        writeln!(out)?;
        for Section { heading, lines } in sections(rule, language) {
            match lines.as_slice() {
                [line] => writeln!(out, "- {}", words::labelled(&heading, line, language))?,
                lines => {
                    writeln!(out, "- {heading}")?;
                    for line in lines {
                        writeln!(out, "  - {line}")?;
                    }
                }
            }
        }
        for example in rule.examples() {
            writeln!(out, "\n<details><summary>{}</summary>\n", example_heading(example, language))?;
            for (name, text) in &example.documents {
                // A fence longer than any in the text.
                let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
                writeln!(out, "`{name}`\n\n{fence}text\n{}\n{fence}\n", text.trim())?;
            }
            writeln!(out, "</details>")?;
        }
    }
    Ok(())
}

fn head(pack: &PackInfo, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let (title, summary): (&Text, &Text) = (&pack.title, &pack.summary);
    let (other, label) = match language {
        Language::Chinese => (page_name(&pack.name, Language::English), "English"),
        Language::English => (page_name(&pack.name, Language::Chinese), "中文"),
    };
    writeln!(out, "# {} `{}`\n\n[{label}]({other})\n\n{}", title.get(language), pack.name, summary.get(language))
}
