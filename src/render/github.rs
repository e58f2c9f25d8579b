//! Annotations on GitHub: workflow commands, one per finding.

use std::fmt::Write as _;
use std::io;

use super::words::{self, Position};
use crate::rules::Severity;
use crate::{DossierReport, Finding, Language, Report};

/// Writes one workflow command per finding that counts: `::error file=…,line=…::…`. Files are named from where
/// the command ran. Whatever a document contains, nothing in it can begin a command of its own.
///
/// ```
/// use charterlint::{Dossier, Language, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::github(&report, Language::English, &mut out)?;
/// let text = String::from_utf8(out)?;
/// assert!(text.contains("title=company-law/term-length::"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn github(report: &Report, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    for dossier in &report.dossiers {
        for result in dossier.results.iter().filter(|result| result.waived.is_none()) {
            for finding in result.findings().iter().filter(|finding| !finding.is_known()) {
                writeln!(out, "{}", command(dossier, finding, language))?;
            }
        }
    }
    Ok(())
}

fn command(dossier: &DossierReport, finding: &Finding, language: Language) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut line = format!("::{level} ");
    if let Some(label) = finding.labels.first() {
        let at = Position::of(label);
        let path = words::path(dossier, &label.source).replace('\\', "/");
        let _ = write!(line, "file={},line={}", property(&path), at.start.line);
        // GitHub takes columns only for an annotation of one line.
        if at.end.line == at.start.line && at.end.column > at.start.column {
            let _ = write!(line, ",col={},endColumn={}", at.start.column, at.end.column);
        } else if at.end.line > at.start.line {
            let _ = write!(line, ",endLine={}", at.end.line);
        }
        line.push(',');
    }
    let _ = write!(line, "title={}::", property(finding.rule.code.as_str()));
    let mut text = vec![finding.message.get(language).to_owned()];
    for (i, label) in finding.labels.iter().enumerate() {
        let place = match i {
            0 => label.place.clone(),
            _ => format!("{} {}", label.source.name(), label.place),
        };
        let message = label.message.as_ref().map_or("", |text| text.get(language));
        if !place.is_empty() {
            text.push(words::labelled(&place, message, language));
        }
    }
    if !finding.help.is_empty() {
        text.push(words::labelled(words::help(language), finding.help.get(language), language));
    }
    let bases = words::bases(finding, language);
    if !bases.is_empty() {
        text.push(words::labelled(words::basis_word(language), &bases, language));
    }
    line.push_str(&data(&text.join("\n")));
    line
}

/// The message of a command.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => out.push_str("%25"),
            '\n' => out.push_str("%0A"),
            '\r' => out.push_str("%0D"),
            c => out.push_str(&super::escape::visible(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn one_line_per_finding_and_none_for_waived_ones() {
        let report = sample::report();
        let mut out = Vec::new();
        github(&report, Language::Chinese, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), report.findings().count());
        insta::assert_snapshot!(text);
    }

    #[test]
    fn documents_cannot_write_commands() {
        assert_eq!(data("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(property("a:b,c\n"), "a%3Ab%2Cc%0A");
    }
}
