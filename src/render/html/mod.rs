//! One self-contained web page: the documents with everything the rules found in them, a matrix over companies, and a
//! checklist to sign.
//!
//! The page is a [minijinja](https://docs.rs/minijinja) template with its style and its script inlined. What was found
//! stands in it as JSON, one block per dossier, which the script reads when the dossier is opened. The page asks for
//! nothing over a network; its content security policy forbids it, and lets no script run but its own.

mod data;
mod offsets;
mod words;

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use crate::{Date, DossierReport, Language, Report};

const TEMPLATE: &str = include_str!("page.html");
/// Where in the template the data of the dossiers belong.
const DOSSIERS: &str = "\n<!-- dossiers -->";
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The script as the page's security policy names it: base64 of its SHA-256. A test keeps it current.
const SCRIPT_HASH: &str = "sha256-Xs/QQ7BFOQGtzzh3OiFe6OLdo+OGj1dssB9+wX0B7j8=";

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
    let mut page = Page::new(report.as_of, language, Cursor::new(Vec::new()));
    report.dossiers.iter().try_for_each(|dossier| page.add(dossier))?;
    page.finish(out)
}

/// A page that takes its dossiers one by one. What was found in a dossier goes to a spool, for the page begins with what is
/// known when all are there; of each only its row of the matrix is kept.
pub(crate) struct Page<S> {
    as_of: Date,
    language: Language,
    gathered: data::Gathered,
    spool: S,
}

impl<S: Read + Write + Seek> Page<S> {
    /// A page without dossiers, and an empty file or the like for their data.
    pub(crate) fn new(as_of: Date, language: Language, spool: S) -> Self {
        Self { as_of, language, gathered: data::Gathered::default(), spool }
    }

    /// Adds a dossier.
    pub(crate) fn add(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let number = self.gathered.add(dossier);
        let data = json(&data::DossierView::new(dossier, &self.gathered, self.language))?;
        write!(self.spool, "\n<script type=\"application/json\" id=\"dossier-{number}\">{data}</script>")
    }

    /// Writes the page.
    pub(crate) fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        let language = self.language;
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, state, value| match value.as_str().filter(|_| !value.is_safe()) {
            Some(text) => minijinja::escape_formatter(out, state, &Value::from(crate::render::escape::lines(text))),
            None => minijinja::escape_formatter(out, state, value),
        });
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let (head, tail) = TEMPLATE.split_once(DOSSIERS).unwrap_or((TEMPLATE, ""));
        environment.add_template("head.html", head).map_err(io::Error::other)?;
        environment.add_template("tail.html", tail).map_err(io::Error::other)?;
        let words = words::all(language);
        let names = self.gathered.names();
        let context = context! {
            language => match language { Language::Chinese => "zh-Hans", Language::English => "en" },
            title => title(&names, language),
            words => Value::from_pairs(words.iter().map(|(name, word)| (*name, *word))),
            words_json => Value::from_safe_string(json(&words)?),
            version => env!("CARGO_PKG_VERSION"),
            as_of => self.as_of.to_string(),
            names => Value::from_iter(names),
            policy => SCRIPT_HASH,
            style => Value::from_safe_string(STYLE.to_owned()),
            script => Value::from_safe_string(SCRIPT.to_owned()),
            index => Value::from_safe_string(json(&self.gathered.index(language))?),
        };
        let render = |name: &str, out: &mut dyn Write| -> io::Result<()> {
            let template = environment.get_template(name).map_err(io::Error::other)?;
            template.render_captured_to(&context, out).map_err(error)?;
            Ok(())
        };
        render("head.html", out)?;
        self.spool.seek(SeekFrom::Start(0))?;
        io::copy(&mut self.spool, out)?;
        render("tail.html", out)
    }
}

/// The page's title: the company's name, or how many there are.
fn title(names: &[&str], language: Language) -> String {
    match (names, language) {
        ([one], _) => (*one).to_owned(),
        (many, Language::Chinese) => format!("{}家单位", many.len()),
        (many, Language::English) => format!("{} companies", many.len()),
    }
}

/// JSON that is safe inside a script element: no `<`, so neither an end tag nor a comment can begin in it.
fn json(value: &impl serde::Serialize) -> io::Result<String> {
    let text = crate::render::escape::json(value)?;
    // `<` occurs in JSON only within strings, where the escape means the same.
    Ok(text.replace('<', "\\u003c"))
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
