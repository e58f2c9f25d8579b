//! `rules` and `explain`: the catalogue.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use super::Failure;
use super::args::RulesFormat;
use crate::{Language, RuleSet, render};

pub(super) fn list(format: RulesFormat, test: Option<&Path>, language: Language) -> Result<ExitCode, Failure> {
    if let Some(path) = test {
        return Err(Failure::Message(format!("{}: user packs cannot be read yet", path.display())));
    }
    let rules = RuleSet::builtin();
    let mut out = Vec::new();
    match format {
        RulesFormat::Text => render::catalogue::text(rules, language, &mut out)?,
        RulesFormat::Json => render::catalogue::json(rules, &mut out)?,
        RulesFormat::Markdown => render::catalogue::markdown(rules, language, &mut out)?,
    }
    io::stdout().lock().write_all(&out)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn explain(code: &str, language: Language) -> Result<ExitCode, Failure> {
    let rules = RuleSet::builtin();
    let Some(rule) = rules.get(code) else {
        let near = crate::dossier::nearest(code, rules.rules().map(|rule| rule.meta().code.as_str()));
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
