//! What a comment says.

use std::fmt::Write as _;
use std::sync::Arc;

use super::parts::escape;
use crate::render::words::{self, Position, pick};
use crate::rules::Severity;
use crate::{Date, DossierReport, Finding, Label, Language, RuleResult, Source, Span, Verdict};

/// A comment and the words that it is tied to.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) span: Span,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    form: Form,
    /// Bold words in front.
    lead: String,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Headline(Severity),
    Plain,
    /// A clause to copy.
    Clause,
    /// Small and grey.
    Aside,
}

/// Which findings a marked-up document shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// All of the dossier: those that point nowhere into this document are listed in one comment on its title.
    Dossier,
    /// Those whose main label stands in this document; and, in the dossier's first one, those that stand in none.
    Document,
}

/// The comments of a document, in the order of the report.
pub(super) fn notes(dossier: &DossierReport, source: &Arc<Source>, scope: Scope, language: Language) -> Vec<Note> {
    let mut out = Vec::new();
    let mut elsewhere = Vec::new();
    let is_first = dossier.documents.first().is_some_and(|first| Arc::ptr_eq(&first.source, source));
    for result in &dossier.results {
        for finding in result.findings() {
            let main = finding.labels.first();
            let here = |label: &&Label| Arc::ptr_eq(&label.source, source);
            let label = match scope {
                Scope::Dossier => finding.labels.iter().find(here),
                Scope::Document => main.filter(here),
            };
            if let Some(label) = label {
                out.push(Note::of(result, finding, label, language));
                continue;
            }
            let has_document = main.is_some_and(|main| !crate::fingerprint::kind(dossier, main).is_empty());
            if scope == Scope::Dossier || (is_first && !has_document) {
                elsewhere.push((result, finding));
            }
        }
    }
    if !elsewhere.is_empty() {
        out.insert(0, Note { span: title(dossier, source), lines: listed(&elsewhere, language) });
    }
    out
}

/// How many findings a document's comments show: see [`Scope::Document`].
pub(super) fn has_notes(dossier: &DossierReport, source: &Arc<Source>) -> bool {
    let findings = dossier.results.iter().filter(|result| matches!(result.verdict, Verdict::Violated { .. }));
    findings
        .flat_map(RuleResult::findings)
        .any(|finding| finding.labels.first().is_some_and(|label| Arc::ptr_eq(&label.source, source)))
}

/// The title as it stands in the text, else the first line with words.
fn title(dossier: &DossierReport, source: &Source) -> Span {
    let text = source.text();
    let stated =
        dossier.documents.iter().filter(|one| std::ptr::eq(&*one.source, source)).map(|one| one.title.as_str());
    for title in stated.filter(|title| !title.is_empty()) {
        if let Some(at) = text.find(title) {
            return Span::from(at..at + title.len());
        }
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + line.find(words).unwrap_or(0);
            return Span::from(start..start + words.len());
        }
        at += line.len();
    }
    Span::from(0..text.len())
}

/// 错误：章程没有写明前置程序; the rule's waiver beside it.
fn headline(result: &RuleResult, finding: &Finding, language: Language) -> Line {
    let mut lead = words::severity(finding.severity, language).to_owned();
    if result.waived.is_some() {
        lead = match language {
            Language::Chinese => format!("{lead}（已豁免）"),
            Language::English => format!("{lead} (waived)"),
        };
    }
    Line { form: Form::Headline(finding.severity), lead, text: finding.message.get(language).to_owned() }
}

fn listed(findings: &[(&RuleResult, &Finding)], language: Language) -> Vec<Line> {
    let count = findings.len();
    let text = match language {
        Language::Chinese => format!("本卷宗另有{count}项问题，位置不在本文件："),
        Language::English if count == 1 => {
            "1 more finding of this dossier points into no part of this document:".to_owned()
        }
        Language::English => format!("{count} more findings of this dossier point into no part of this document:"),
    };
    let mut lines = vec![Line { form: Form::Plain, lead: String::new(), text }];
    for (result, finding) in findings {
        let mut line = headline(result, finding, language);
        if let Some(label) = finding.labels.first() {
            let at = place(label, language);
            line.text += &match language {
                Language::Chinese => format!("（{at}）"),
                Language::English => format!(" ({at})"),
            };
        }
        lines.push(line);
    }
    lines
}

/// 任职名册.xlsx 名册第3行 (名册!A4)
fn place(label: &Label, language: Language) -> String {
    let inside = Position::of(label).in_file(language);
    let parts = [Some(label.source.name()), Some(label.place.as_str()), inside.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

impl Note {
    fn of(result: &RuleResult, finding: &Finding, here: &Label, language: Language) -> Self {
        let plain = |lead: &str, text: &str| Line { form: Form::Plain, lead: lead.to_owned(), text: text.to_owned() };
        let mut lines = vec![headline(result, finding, language)];
        if let Some(message) = here.message.as_ref().map(|message| message.get(language)).filter(|m| !m.is_empty()) {
            lines.push(plain(pick(language, "此处", "Here"), message));
        }
        let help = finding.help.get(language);
        if !help.is_empty() {
            lines.push(plain(words::help(language), help));
        }
        for (index, line) in finding.model_clause.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            if index == 0 {
                lines.push(plain(words::model_clause(language), ""));
            }
            lines.push(Line { form: Form::Clause, lead: String::new(), text: line.trim().to_owned() });
        }
        let basis = words::bases(finding, language);
        if !basis.is_empty() {
            lines.push(plain(words::basis_word(language), &basis));
        }
        for other in finding.labels.iter().filter(|label| !std::ptr::eq(*label, here)) {
            let at = match Arc::ptr_eq(&other.source, &here.source) {
                true => other.place.clone(),
                false => place(other, language),
            };
            let message = other.message.as_ref().map_or("", |message| message.get(language));
            lines.push(plain(pick(language, "另见", "See also"), &words::labelled(&at, message, language)));
        }
        if let Some(waived) = &result.waived {
            let until = match (waived.until, language) {
                (Some(date), Language::Chinese) => format!("（至{date}）"),
                (Some(date), Language::English) => format!(" (until {date})"),
                (None, _) => String::new(),
            };
            lines.push(plain(pick(language, "豁免理由", "Waived because"), &(waived.reason.clone() + &until)));
        }
        lines.push(Line { form: Form::Aside, lead: String::new(), text: finding.rule.code.to_string() });
        Self { span: here.span, lines }
    }

    #[cfg(test)]
    pub(super) fn plain(span: Span, text: &str) -> Self {
        Self { span, lines: vec![Line { form: Form::Plain, lead: String::new(), text: text.to_owned() }] }
    }

    /// The comment as an element whose names have no prefix of their own to rely on: `w` is declared on it.
    pub(super) fn xml(&self, id: u32, date: Date, space: &str, language: Language, out: &mut String) {
        let _ = write!(
            out,
            "<w:comment xmlns:w=\"{space}\" w:id=\"{id}\" w:author=\"charterlint\" w:date=\"{date}T00:00:00Z\" w:initials=\"cl\">"
        );
        for (index, line) in self.lines.iter().enumerate() {
            line.xml(index == 0, language, out);
        }
        out.push_str("</w:comment>");
    }
}

impl Line {
    /// A paragraph that looks the same whatever the document's own style is.
    fn xml(&self, is_first: bool, language: Language, out: &mut String) {
        let indent = if self.form == Form::Clause { 240 } else { 0 };
        let _ = write!(
            out,
            "<w:p><w:pPr><w:spacing w:before=\"0\" w:beforeLines=\"0\" w:after=\"60\" w:afterLines=\"0\" w:line=\"240\" \
             w:lineRule=\"auto\"/><w:ind w:left=\"{indent}\" w:leftChars=\"0\" w:right=\"0\" w:firstLine=\"0\" \
             w:firstLineChars=\"0\"/><w:jc w:val=\"left\"/></w:pPr>"
        );
        if is_first {
            out.push_str("<w:r><w:annotationRef/></w:r>");
        }
        let (colour, size) = match self.form {
            Form::Headline(Severity::Error) => ("9C1F1F", 20),
            Form::Headline(Severity::Warning) => ("774C00", 20),
            Form::Headline(Severity::Advice) => ("23527F", 20),
            Form::Plain | Form::Clause => ("000000", 18),
            Form::Aside => ("7F7F7F", 16),
        };
        let run = |text: &str, bold: bool, out: &mut String| {
            let bold = if bold { "<w:b/><w:bCs/>" } else { "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>" };
            let _ = write!(
                out,
                "<w:r><w:rPr>{bold}<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>\
                 <w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escape(text)
            );
        };
        if !self.lead.is_empty() {
            run(&format!("{}{}", self.lead, pick(language, "：", ": ")), true, out);
        }
        run(&self.text, matches!(self.form, Form::Headline(_)), out);
        out.push_str("</w:p>");
    }
}

/// `word/comments.xml` of a document that had none.
pub(super) fn part(comments: &str, space: &str) -> String {
    format!("<w:comments xmlns:w=\"{space}\">{comments}</w:comments>")
}
