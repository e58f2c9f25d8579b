//! A report on a terminal: every finding with the words it points at, what could not be judged and why, tables, one line of
//! totals.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indexmap::IndexMap;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};

use super::escape::visible;
use super::snippet::{Snippet, SnippetOptions};
use super::words::{self, pick};
use super::{diagnostic, totals, width};
use crate::rules::Severity;
use crate::{DossierReport, Finding, Label, Language, Report, RuleResult, Source, Verdict};

/// How a report looks on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TerminalOptions {
    /// Language of everything but quotations. Default Chinese.
    pub language: Language,
    /// Columns. Default 100, at least 40.
    pub width: usize,
    /// Whether to write ANSI colours. Default false.
    pub colour: bool,
    /// Whether to draw frames with ASCII characters only. Default false.
    pub ascii: bool,
    /// Whether to list the satisfied rules with where they are met, and those that do not apply with why. Default true.
    pub answers: bool,
    /// With more dossiers than this, only the table of dossiers is shown. Default 5.
    pub dossiers_in_full: usize,
    /// How long the check took, for the last line. Default `None`: it says nothing of it.
    pub elapsed: Option<Duration>,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self {
            language: Language::Chinese,
            width: 100,
            colour: false,
            ascii: false,
            answers: true,
            dossiers_in_full: 5,
            elapsed: None,
        }
    }
}

impl TerminalOptions {
    /// Options for this process's standard output: the terminal's width (100 if there is none), colours where it is a
    /// terminal that has them and `NO_COLOR` and its relatives do not forbid them.
    #[must_use]
    pub fn detect(language: Language) -> Self {
        let width = terminal_size::terminal_size().map_or(100, |(columns, _)| usize::from(columns.0));
        let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        Self { language, width, colour, ..Self::default() }
    }
}

/// Writes the report for people at a terminal. Whatever the documents and file names contain, nothing in them moves the
/// cursor or changes colours.
///
/// ```
/// use charterlint::{Dossier, RuleSet, render};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// let mut out = Vec::new();
/// render::terminal(&report, &render::TerminalOptions::default(), &mut out)?;
/// assert!(String::from_utf8(out)?.contains("董事任期四年"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn terminal(report: &Report, options: &TerminalOptions, out: &mut dyn io::Write) -> io::Result<()> {
    let mut screen = Screen::new(options, out);
    let in_full = report.dossiers.len() <= options.dossiers_in_full.max(1);
    if in_full {
        for dossier in &report.dossiers {
            screen.dossier(dossier)?;
        }
    }
    match report.dossiers.as_slice() {
        [one] => screen.packs(one)?,
        all => {
            if !in_full {
                let zh = format!("共{}份，只列汇总；逐条问题请分别检查，或输出为 json、html、xlsx", all.len());
                let en = format!(
                    "{} dossiers, totals only; check them one by one for the findings, or write json, html or xlsx",
                    all.len()
                );
                screen.paragraph(screen.pick(&zh, &en), "")?;
                screen.blank()?;
            }
            screen.dossiers(all)?;
        }
    }
    screen.totals(report)
}

struct Screen<'a> {
    options: &'a TerminalOptions,
    width: usize,
    handler: GraphicalReportHandler,
    out: &'a mut dyn io::Write,
}

/// A finding as the terminal's miette handler draws it: what follows the frame is not its business.
struct Drawn<'a> {
    finding: &'a Finding,
    snippet: &'a Snippet,
    language: Language,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(self.finding.message.get(self.language)))
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let code = visible(self.finding.rule.code.as_str());
        let severity = words::severity(self.finding.severity, self.language);
        Some(Box::new(match &self.finding.key {
            Some(key) => format!("{severity} {code} [{}]", visible(key)),
            None => format!("{severity} {code}"),
        }))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(diagnostic::severity(self.finding.severity))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels()))
    }
}

impl<'a> Screen<'a> {
    fn new(options: &'a TerminalOptions, out: &'a mut dyn io::Write) -> Self {
        let width = options.width.max(40);
        let theme = GraphicalTheme {
            characters: if options.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() },
            styles: if options.colour { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        let handler =
            GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false).without_cause_chain();
        Self { options, width, handler, out }
    }

    const fn language(&self) -> Language {
        self.options.language
    }

    fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language() {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn paint(&self, style: Style, text: &str) -> String {
        match self.options.colour {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    fn blank(&mut self) -> io::Result<()> {
        self.line("")
    }

    /// Text wrapped to the screen, every line after `indent`.
    fn paragraph(&mut self, text: &str, indent: &str) -> io::Result<()> {
        for line in width::wrap(text, self.width - width::columns(indent)) {
            writeln!(self.out, "{indent}{line}")?;
        }
        Ok(())
    }

    /// A name and what is said of it, which hangs to the right of the name.
    fn entry(&mut self, indent: usize, name: &str, room: usize, style: Style, text: &str) -> io::Result<()> {
        let name = visible(name);
        let hang = indent + room + 2;
        let fits = width::columns(&name) <= room;
        let mut first = format!("{}{}", " ".repeat(indent), self.paint(style, &name));
        if fits {
            first.push_str(&" ".repeat(room - width::columns(&name) + 2));
        } else {
            writeln!(self.out, "{first}")?;
            first = " ".repeat(hang);
        }
        // Control characters go, the line breaks of our own texts stay.
        let text = text.split('\n').map(visible).collect::<Vec<_>>().join("\n");
        for (i, line) in width::wrap(&text, self.width.saturating_sub(hang)).iter().enumerate() {
            match i {
                0 => writeln!(self.out, "{}", format!("{first}{line}").trim_end())?,
                _ => writeln!(self.out, "{}{line}", " ".repeat(hang))?,
            }
        }
        Ok(())
    }

    /// A heading over a list: 无法判定 3 项.
    fn heading(&mut self, word: &str, count: usize) -> io::Result<()> {
        let text = match self.language() {
            Language::Chinese => format!("{word} {count} 项"),
            Language::English => format!("{word}: {count}"),
        };
        let text = self.paint(Style::new().bold(), &text);
        self.line(&text)
    }

    fn dossier(&mut self, dossier: &DossierReport) -> io::Result<()> {
        self.read(dossier)?;
        for result in dossier.results.iter().filter(|result| result.waived.is_none()) {
            for finding in result.findings().iter().filter(|finding| !finding.is_known()) {
                self.finding(finding, result.evidence())?;
            }
        }
        self.waived(dossier)?;
        self.known(dossier)?;
        self.gone(dossier)?;
        self.undetermined(dossier)?;
        if self.options.answers {
            self.answers(dossier)?;
        }
        Ok(())
    }

    /// The company, what was read and what was not.
    fn read(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let name = self.paint(Style::new().bold().underline(), &visible(&dossier.name));
        let path = match dossier.path.is_empty() || dossier.path == dossier.name {
            true => String::new(),
            false => self.paint(Style::new().dimmed(), &format!("  {}", visible(&dossier.path))),
        };
        self.line(&format!("{name}{path}"))?;
        let language = self.language();
        let (read, skipped, remarks) =
            (self.pick("已读", "read"), self.pick("未读", "skipped"), self.pick("说明", "note"));
        let room = [read, skipped, remarks].map(width::columns).into_iter().max().unwrap_or(0);
        let list: Vec<_> = dossier
            .documents
            .iter()
            .map(|document| {
                let kind = words::document_kind(document.kind, language);
                match language {
                    Language::Chinese => format!("{}（{kind}）", document.source.name()),
                    Language::English => format!("{} ({kind})", document.source.name()),
                }
            })
            .collect();
        if !list.is_empty() {
            self.entry(2, read, room, Style::new().dimmed(), &list.join(self.pick("、", ", ")))?;
        }
        let mut told: Vec<&Arc<Source>> = Vec::new();
        for document in &dossier.documents {
            if told.iter().any(|source| Arc::ptr_eq(source, &document.source)) {
                continue;
            }
            told.push(&document.source);
            for remark in document.source.remarks() {
                let text = words::labelled(document.source.name(), remark.get(language), language);
                self.entry(2, remarks, room, Style::new().dimmed(), &text)?;
            }
        }
        for one in &dossier.skipped {
            let text = words::labelled(&one.path, one.reason.get(language), language);
            self.entry(2, skipped, room, AnsiColor::Yellow.on_default(), &text)?;
        }
        self.blank()
    }

    /// One finding: the code and severity, the headline, the words pointed at, what it rests on and what to do.
    fn finding(&mut self, finding: &Finding, evidence: &[Label]) -> io::Result<()> {
        let language = self.language();
        let options = SnippetOptions { width: self.width, language, ..SnippetOptions::default() };
        let snippet = Snippet::new(&finding.labels, &options);
        let drawn = Drawn { finding, snippet: &snippet, language };
        let mut text = String::new();
        self.handler.render_report(&mut text, &drawn).map_err(io::Error::other)?;
        self.out.write_all(text.as_bytes())?;
        if snippet.left_out() > 0 {
            self.paragraph(&words::left_out(snippet.left_out(), language), "  ")?;
        }
        let bases: Vec<_> = finding.basis.iter().map(|one| words::basis(one, language)).collect();
        let lines = [
            (words::basis_word(language), bases.join("\n")),
            (words::help(language), finding.help.get(language).to_owned()),
            (words::model_clause(language), finding.model_clause.clone()),
            (self.pick("对照", "weighed with"), places(evidence, language)),
        ];
        let shown = || lines.iter().filter(|(_, text)| !text.is_empty());
        let room = shown().map(|(word, _)| width::columns(word)).max().unwrap_or(0);
        for (word, text) in shown() {
            self.entry(2, word, room, AnsiColor::Cyan.on_default(), text)?;
        }
        self.blank()
    }

    fn waived(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let waived: Vec<_> = dossier.results.iter().filter(|result| result.waived.is_some()).collect();
        if waived.is_empty() {
            return Ok(());
        }
        let language = self.language();
        self.heading(self.pick("已豁免", "waived"), waived.len())?;
        let room = self.code_room(waived.iter().copied());
        for result in waived {
            let Some(waived) = &result.waived else { continue };
            let mut lines = Vec::new();
            for finding in result.findings() {
                let message = finding.message.get(language);
                lines.push(words::labelled(message, &places(&finding.labels, language), language));
            }
            if lines.is_empty() {
                lines.push(words::verdict(&result.verdict, language).to_owned());
            }
            lines.push(words::labelled(self.pick("理由", "reason"), &waived.reason, language));
            if let Some(until) = waived.until {
                lines.push(words::labelled(self.pick("有效期至", "until"), &until.to_string(), language));
            }
            self.entry(2, result.rule.code.as_str(), room, Style::new(), &lines.join("\n"))?;
        }
        self.blank()
    }

    /// What a baseline knows.
    fn known(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let language = self.language();
        let results = || dossier.results.iter().filter(|result| result.waived.is_none());
        let known: Vec<_> = results().flat_map(RuleResult::findings).filter(|finding| finding.is_known()).collect();
        if known.is_empty() {
            return Ok(());
        }
        self.heading(self.pick("基线已有", "known to the baseline"), known.len())?;
        let room = self.code_room(results().filter(|result| result.findings().iter().any(Finding::is_known)));
        for finding in known {
            let severity = words::severity(finding.severity, language);
            let message = words::labelled(severity, finding.message.get(language), language);
            let text = words::labelled(&message, &places(&finding.labels, language), language);
            self.entry(2, finding.rule.code.as_str(), room, Style::new().dimmed(), &text)?;
        }
        self.blank()
    }

    /// What a baseline has and the dossier no longer.
    fn gone(&mut self, dossier: &DossierReport) -> io::Result<()> {
        if dossier.gone.is_empty() {
            return Ok(());
        }
        self.heading(self.pick("基线中已消除", "gone since the baseline"), dossier.gone.len())?;
        let room = dossier.gone.iter().map(|gone| width::columns(&gone.rule)).max().unwrap_or(0).min(self.width / 3);
        for gone in &dossier.gone {
            let text: String = gone.text.chars().take(60).collect();
            self.entry(2, &gone.rule, room, AnsiColor::Green.on_default(), &text)?;
        }
        self.blank()
    }

    fn undetermined(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let language = self.language();
        let mut facts: IndexMap<&str, (String, String)> = IndexMap::new();
        let mut rules = Vec::new();
        for result in &dossier.results {
            let Verdict::Undetermined { missing } = &result.verdict else { continue };
            let names: Vec<_> = missing
                .iter()
                .map(|fact| facts.entry(fact).or_insert_with(|| words::missing(fact, language)).0.clone())
                .collect();
            let names = names.join(self.pick("、", ", "));
            rules.push((result, words::labelled(self.pick("缺", "missing"), &names, language)));
        }
        if rules.is_empty() {
            return Ok(());
        }
        self.heading(self.pick("无法判定", "undetermined"), rules.len())?;
        let room = self.code_room(rules.iter().map(|(result, _)| *result));
        for (result, text) in &rules {
            self.entry(2, result.rule.code.as_str(), room, Style::new(), text)?;
        }
        self.line(&format!("  {}", self.pick("补充办法", "how to supply what is missing")))?;
        let room =
            facts.values().map(|(name, _)| width::columns(&visible(name))).max().unwrap_or(0).min(self.width / 3);
        for (name, how) in facts.values() {
            self.entry(4, name, room, Style::new(), how)?;
        }
        self.blank()
    }

    /// What is satisfied, and where; what does not apply, and why.
    fn answers(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let language = self.language();
        let mut lists: [Vec<(&RuleResult, String)>; 2] = [Vec::new(), Vec::new()];
        for result in dossier.results.iter().filter(|result| result.waived.is_none()) {
            let title = words::title(&result.rule, language);
            match &result.verdict {
                Verdict::Satisfied { evidence } => {
                    lists[0].push((result, words::labelled(title, &places(evidence, language), language)));
                }
                Verdict::NotApplicable { reason } => lists[1].push((result, reason.get(language).to_owned())),
                _ => {}
            }
        }
        let headings = [self.pick("满足", "satisfied"), self.pick("不适用", "not applicable")];
        for (list, heading) in lists.iter().zip(headings) {
            if list.is_empty() {
                continue;
            }
            self.heading(heading, list.len())?;
            let room = self.code_room(list.iter().map(|(result, _)| *result));
            for (result, text) in list {
                self.entry(2, result.rule.code.as_str(), room, Style::new().dimmed(), text)?;
            }
            self.blank()?;
        }
        Ok(())
    }

    /// Columns for the codes of a list.
    fn code_room<'r>(&self, results: impl Iterator<Item = &'r RuleResult>) -> usize {
        let longest = results.map(|result| width::columns(&visible(result.rule.code.as_str()))).max();
        longest.unwrap_or(0).min(self.width / 2)
    }

    /// One row per pack.
    fn packs(&mut self, dossier: &DossierReport) -> io::Result<()> {
        let language = self.language();
        let mut packs: IndexMap<&str, (&str, [usize; 4])> = IndexMap::new();
        for result in &dossier.results {
            let title = words::pack(&result.rule, language);
            let (_, counts) = packs.entry(result.rule.code.pack()).or_insert((title, [0; 4]));
            let column = match &result.verdict {
                Verdict::Satisfied { .. } => 0,
                Verdict::Violated { .. } => 1,
                Verdict::NotApplicable { .. } => 2,
                Verdict::Undetermined { .. } => 3,
            };
            counts[column] += 1;
        }
        let mut rows: Vec<(String, Vec<usize>)> =
            packs.values().map(|(title, counts)| ((*title).to_owned(), counts.to_vec())).collect();
        if packs.len() > 1 {
            let sum = |column: usize| packs.values().map(|(_, counts)| counts[column]).sum();
            rows.push((self.pick("合计", "total").to_owned(), (0..4).map(sum).collect()));
        }
        let head = match language {
            Language::Chinese => ["规则组", "满足", "违反", "不适用", "无法判定"],
            Language::English => ["rules", "satisfied", "violated", "not applicable", "undetermined"],
        };
        self.table(&head, &rows, packs.len() > 1)
    }

    /// One row per dossier.
    fn dossiers(&mut self, dossiers: &[DossierReport]) -> io::Result<()> {
        let head = match self.language() {
            Language::Chinese => ["单位", "错误", "警告", "提示", "满足", "违反", "不适用", "无法判定"],
            Language::English => ["dossier", "errors", "warn", "advice", "sat.", "viol.", "n/a", "undet."],
        };
        let rows: Vec<_> = dossiers
            .iter()
            .map(|dossier| {
                let s = dossier.summary();
                let counts =
                    vec![s.errors, s.warnings, s.advice, s.satisfied, s.violated, s.not_applicable, s.undetermined];
                (dossier.name.clone(), counts)
            })
            .collect();
        self.table(&head, &rows, false)
    }

    /// A table of names and numbers; the last row may be a total.
    fn table(&mut self, head: &[&str], rows: &[(String, Vec<usize>)], total: bool) -> io::Result<()> {
        let Some((first, numbers)) = head.split_first() else { return Ok(()) };
        let widths: Vec<usize> = numbers.iter().map(|word| width::columns(word).max(4)).collect();
        let taken: usize = widths.iter().map(|width| width + 2).sum();
        let names = rows.iter().map(|(name, _)| width::columns(&visible(name)));
        let room = names.max().unwrap_or(0).max(width::columns(first)).min(self.width.saturating_sub(taken)).max(8);
        let rule = if self.options.ascii { "-" } else { "─" }.repeat((room + taken).min(self.width));
        let mut line = width::pad_end(first, room);
        for (word, width) in numbers.iter().zip(&widths) {
            line.push_str("  ");
            line.push_str(&width::pad_start(word, *width));
        }
        let line = self.paint(Style::new().bold(), &line);
        self.line(&line)?;
        self.line(&rule)?;
        for (i, (name, counts)) in rows.iter().enumerate() {
            if total && i + 1 == rows.len() {
                self.line(&rule)?;
            }
            let mut line = width::pad_end(&width::clip_end(&visible(name), room), room);
            for (count, width) in counts.iter().zip(&widths) {
                line.push_str("  ");
                line.push_str(&width::pad_start(&count.to_string(), *width));
            }
            self.line(&line)?;
        }
        self.blank()
    }

    /// One line for everything.
    fn totals(&mut self, report: &Report) -> io::Result<()> {
        let line = totals::line(report, self.options.elapsed, self.language());
        let colour = match report.highest() {
            Some(Severity::Error) => AnsiColor::Red,
            Some(Severity::Warning) => AnsiColor::Yellow,
            _ => AnsiColor::Green,
        };
        for line in width::wrap(&line, self.width) {
            let line = self.paint(colour.on_default().bold(), &line);
            self.line(&line)?;
        }
        Ok(())
    }
}

/// The first places of some labels, with their documents where there are several: 第十二条、第二十条等5处.
fn places(labels: &[Label], language: Language) -> String {
    const MOST: usize = 4;
    let mut unique: Vec<&Label> = Vec::new();
    for label in labels {
        if !label.place.is_empty() && !unique.iter().rev().take(MOST).any(|known| known.place == label.place) {
            unique.push(label);
        }
    }
    let same = labels.windows(2).all(|pair| matches!(pair, [a, b] if Arc::ptr_eq(&a.source, &b.source)));
    let shown: Vec<_> = unique
        .iter()
        .take(MOST)
        .map(|label| match (same, language) {
            (true, _) => label.place.clone(),
            (false, Language::Chinese) => format!("{}（{}）", label.place, label.source.name()),
            (false, Language::English) => format!("{} ({})", label.place, label.source.name()),
        })
        .collect();
    let mut out = shown.join(pick(language, "、", ", "));
    if unique.len() > MOST {
        match language {
            Language::Chinese => out += &format!("等{}处", unique.len()),
            Language::English => out += &format!(" and {} more", unique.len() - MOST),
        }
    }
    out
}
