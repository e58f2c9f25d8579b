//! One self-contained web page: the documents with everything the rules found in them, a matrix over companies, and a
//! checklist to sign.
//!
//! The page is a [minijinja](https://docs.rs/minijinja) template with its style and its script inlined. What was found
//! stands in it as JSON, one block per dossier, which the script reads when the dossier is opened. The page asks for
//! nothing over a network; its content security policy forbids it, and lets no script run but its own.

mod data;
mod offsets;
mod words;

use std::io;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use crate::{Language, Report};

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The script as the page's security policy names it: base64 of its SHA-256. A test keeps it current.
const SCRIPT_HASH: &str = "sha256-bwkC8qHMSW40cT3omLXKl1zCVT90p7jsf8uEc3SOTcs=";

/// Writes the report as one self-contained web page.
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::html(&report, Language::Chinese, &mut out)?;
/// assert!(out.starts_with(b"<!"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn html(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template("page.html", TEMPLATE).map_err(io::Error::other)?;
    let words = words::all(language);
    let rules = data::rules(report);
    let index = json(&data::Index::new(report, &rules, language))?;
    let dossiers = report.dossiers.iter().map(|dossier| json(&data::DossierView::new(dossier, &rules, language)));
    let context = context! {
        language => match language { Language::Chinese => "zh-Hans", Language::English => "en" },
        title => title(report, language),
        words => Value::from_pairs(words.iter().map(|(name, word)| (*name, *word))),
        words_json => json(&words)?,
        version => env!("CARGO_PKG_VERSION"),
        as_of => report.as_of.to_string(),
        names => Value::from_iter(report.dossiers.iter().map(|dossier| dossier.name.as_str())),
        policy => SCRIPT_HASH,
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        index,
        dossiers => Value::from_iter(dossiers.collect::<io::Result<Vec<_>>>()?),
    };
    let template = environment.get_template("page.html").map_err(io::Error::other)?;
    template.render_captured_to(context, out).map_err(error)?;
    Ok(())
}

/// The page's title: the company's name, or how many there are.
fn title(report: &Report, language: Language) -> String {
    match (report.dossiers.as_slice(), language) {
        ([one], _) => one.name.clone(),
        (many, Language::Chinese) => format!("{}家单位", many.len()),
        (many, Language::English) => format!("{} companies", many.len()),
    }
}

/// JSON that is safe inside a script element: no `<`, so neither an end tag nor a comment can begin in it.
fn json(value: &impl serde::Serialize) -> io::Result<Value> {
    let text = serde_json::to_string(value)?;
    // `<` occurs in JSON only within strings, where the escape means the same.
    Ok(Value::from_safe_string(text.replace('<', "\\u003c")))
}

/// The writer's own error, if that is what ended the rendering.
fn error(error: minijinja::Error) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(one) = cause {
        if let Some(io) = one.downcast_ref::<io::Error>() {
            return io::Error::new(io.kind(), io.to_string());
        }
        cause = one.source();
    }
    io::Error::other(error)
}

#[cfg(test)]
mod tests;
