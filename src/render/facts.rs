//! What a charter states: text for people, JSON for programs, CSV with one row per fact for coding many charters.

use std::io;

use serde::Serialize;

use super::escape::cell;
use super::json::LabelView;
use super::words::Position;
use crate::facts::{CharterFacts, Count, Doubt, Fact, Modality, Stance, Statement};
use crate::{Charter, Language};

/// Writes facts for people: one line each, grouped as they stand in the text.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::facts::CharterFacts;
/// use charterlint::{Charter, Language, Source, render};
/// let source = Source::new("章程.txt", "某某有限公司章程\n第一条 董事会由七名董事组成。\n")?;
/// let charter = Charter::read(Arc::new(source));
/// let facts = CharterFacts::read(&charter);
/// let mut out = Vec::new();
/// render::facts::text(&charter, &facts, Language::English, &mut out)?;
/// assert!(String::from_utf8(out)?.contains("board director 7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn text(charter: &Charter, facts: &CharterFacts, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let title = charter.title_text();
    writeln!(out, "{}", if title.is_empty() { charter.source().name() } else { &title })?;
    for fact in facts.all() {
        let label = facts.label(charter, fact);
        let columns = Columns::of(&fact.statement, language);
        let words = super::escape::visible(label.text()).replace(['\n', '\r', '\t'], " ");
        let mut stated = String::new();
        for part in [&columns.subject, &columns.object, &columns.value] {
            if !part.is_empty() {
                stated.push(' ');
                stated.push_str(part);
            }
        }
        write!(out, "{}  {}{stated}", label.place, kind(fact.statement.kind(), language))?;
        let remarks = remarks(fact, language);
        if !remarks.is_empty() {
            write!(out, "（{}）", remarks.join("；"))?;
        }
        writeln!(out, "\n    {words}")?;
    }
    Ok(())
}

fn remarks(fact: &Fact, language: Language) -> Vec<&'static str> {
    let chinese = language == Language::Chinese;
    let mut out = Vec::new();
    if fact.modality != Modality::Plain {
        out.push(if chinese { fact.modality.zh() } else { fact.modality.as_str() });
    }
    if fact.stance != Stance::Affirmed {
        out.push(if chinese { fact.stance.zh() } else { fact.stance.as_str() });
    }
    if let Some(doubt) = fact.doubt {
        out.push(if chinese { doubt.zh() } else { doubt.as_str() });
    }
    if fact.contradicted {
        out.push(if chinese { "与另一处矛盾" } else { "contradicted" });
    }
    out
}

/// The kind of a fact in words.
fn kind(kind: &'static str, language: Language) -> &'static str {
    if language == Language::English {
        return kind;
    }
    match kind {
        "organ" => "机构",
        "takes-over" => "代行职权",
        "seats" => "人数",
        "seat-share" => "占比",
        "production" => "产生",
        "term" => "任期",
        "threshold" => "门槛",
        "unanimity" => "一致同意",
        "resolution-matters" => "决议事项",
        "ballot" => "票数",
        "notice" => "通知期",
        "proposal-share" => "提案持股",
        "proposal-days" => "提案期",
        "legal-representative" => "法定代表人",
        "legal-representative-change" => "法定代表人变更",
        "registered-capital" => "注册资本",
        "contribution" => "出资",
        "shares-issued" => "股份",
        "power" => "职权",
        "fund-ratio" => "党组织经费",
        "delegation" => "授权",
        "citation" => "引用",
        "definition" => "简称",
        "form" => "公司形式",
        "ownership" => "所有制",
        "day" => "日期",
        other => other,
    }
}

#[derive(Serialize)]
struct FactsView<'a> {
    schema: &'static str,
    document: &'a str,
    title: String,
    facts: Vec<FactView<'a>>,
}

#[derive(Serialize)]
struct FactView<'a> {
    #[serde(flatten)]
    statement: &'a Statement,
    modality: Modality,
    stance: Stance,
    doubt: Option<Doubt>,
    contradicted: bool,
    evidence: LabelView<'a>,
}

/// Writes facts as one JSON object with a line end after it.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::facts::CharterFacts;
/// use charterlint::{Charter, Language, Source, render};
/// let source = Source::new("章程.txt", "某某有限公司章程\n第一条 董事会由七名董事组成。\n")?;
/// let charter = Charter::read(Arc::new(source));
/// let facts = CharterFacts::read(&charter);
/// let mut out = Vec::new();
/// render::facts::json(&charter, &facts, Language::English, &mut out)?;
/// assert!(serde_json::from_slice::<serde_json::Value>(&out).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn json(charter: &Charter, facts: &CharterFacts, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let labels: Vec<crate::Label> = facts.all().iter().map(|fact| facts.label(charter, fact)).collect();
    let view = FactsView {
        schema: "charterlint-facts/1",
        document: charter.source().name(),
        title: charter.title_text(),
        facts: facts
            .all()
            .iter()
            .zip(&labels)
            .map(|(fact, label)| FactView {
                statement: &fact.statement,
                modality: fact.modality,
                stance: fact.stance,
                doubt: fact.doubt,
                contradicted: fact.contradicted,
                evidence: LabelView::new(label, language),
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &view)?;
    out.write_all(b"\n")
}

/// The columns of [`csv_rows`].
pub const COLUMNS: [&str; 18] = [
    "file",
    "title",
    "kind",
    "subject",
    "object",
    "value",
    "minimum",
    "maximum",
    "unit",
    "modality",
    "stance",
    "doubt",
    "contradicted",
    "place",
    "line",
    "start",
    "end",
    "text",
];

/// Writes what a table of facts begins with: a byte-order mark, so that Excel reads it as UTF-8, and the header row.
///
/// # Errors
/// Those of the writer.
pub fn csv_header(out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    row(out, &COLUMNS.map(str::to_owned))
}

/// Writes one row per fact. Words are those of [`json`], whatever the language, so that rows of many charters compare.
///
/// # Errors
/// Those of the writer.
pub fn csv_rows(charter: &Charter, facts: &CharterFacts, out: &mut dyn io::Write) -> io::Result<()> {
    let title = charter.title_text();
    for fact in facts.all() {
        let label = facts.label(charter, fact);
        let columns = Columns::of(&fact.statement, Language::English);
        let position = Position::of(&label);
        row(
            out,
            &[
                charter.source().name().to_owned(),
                title.clone(),
                fact.statement.kind().to_owned(),
                columns.subject,
                columns.object,
                columns.value,
                columns.minimum,
                columns.maximum,
                columns.unit.to_owned(),
                fact.modality.to_string(),
                fact.stance.to_string(),
                fact.doubt.map(|d| d.to_string()).unwrap_or_default(),
                fact.contradicted.to_string(),
                label.place.clone(),
                position.start.line.to_string(),
                label.span.start.to_string(),
                label.span.end.to_string(),
                label.text().to_owned(),
            ],
        )?;
    }
    Ok(())
}

fn row(out: &mut dyn io::Write, cells: &[String]) -> io::Result<()> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::with_capacity(256));
    writer.write_record(cells.iter().map(|text| cell(text).into_owned()))?;
    let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    out.write_all(&bytes)
}

/// A statement in columns that all kinds share.
#[derive(Default)]
struct Columns {
    subject: String,
    object: String,
    value: String,
    minimum: String,
    maximum: String,
    unit: &'static str,
}

impl Columns {
    fn of(statement: &Statement, language: Language) -> Self {
        let chinese = language == Language::Chinese;
        macro_rules! word {
            ($word:expr) => {
                if chinese { $word.zh().to_owned() } else { $word.as_str().to_owned() }
            };
        }
        let mut columns = Self::default();
        match statement {
            Statement::Organ { organ, exists } => {
                columns.subject = word!(organ);
                columns.value = match (exists, chinese) {
                    (true, true) => "设",
                    (false, true) => "不设",
                    (true, false) => "yes",
                    (false, false) => "no",
                }
                .to_owned();
            }
            Statement::TakesOver { organ, of } => {
                columns.subject = word!(organ);
                columns.object = word!(of);
            }
            Statement::Seats { organ, office, count } => {
                columns.subject = word!(organ);
                columns.object = word!(office);
                columns.count(*count, "persons");
            }
            Statement::SeatShare { organ, office, share } => {
                columns.subject = word!(organ);
                columns.object = word!(office);
                columns.value = share.to_string();
                columns.unit = "share";
            }
            Statement::Production { office, how, by, all } => {
                columns.subject = word!(office);
                columns.object = word!(by);
                columns.value = word!(how);
                if *all {
                    columns.value.push_str(if chinese { "（全体）" } else { " (all)" });
                }
            }
            Statement::Term { office, years } => {
                columns.subject = word!(office);
                columns.count(*years, "years");
            }
            Statement::Threshold { organ, vote, share, base, scope, matters } => {
                columns.subject = word!(organ);
                columns.object = format!("{} {}", word!(vote), word!(scope));
                columns.value = format!("{share} {}", word!(base));
                for matter in matters {
                    columns.value.push_str(if chinese { "、" } else { " " });
                    columns.value.push_str(&word!(matter));
                }
                columns.unit = "share";
            }
            Statement::Unanimity { organ, scope, matters } => {
                columns.subject = word!(organ);
                columns.object = word!(scope);
                columns.value = matters.iter().map(|m| word!(m)).collect::<Vec<_>>().join(" ");
            }
            Statement::ResolutionMatters { scope, matters } => {
                columns.subject = word!(scope);
                columns.value = matters.iter().map(|m| word!(m)).collect::<Vec<_>>().join(" ");
            }
            Statement::Ballot { organ, one_each } => {
                columns.subject = word!(organ);
                columns.value = match (one_each, chinese) {
                    (true, true) => "一人一票",
                    (false, true) => "多于一票",
                    (true, false) => "one each",
                    (false, false) => "more than one",
                }
                .to_owned();
            }
            Statement::Notice { meeting, days } => {
                columns.subject = word!(meeting);
                columns.count(Count::exactly(*days), "days");
            }
            Statement::ProposalShare { share } => {
                columns.value = share.to_string();
                columns.unit = "share";
            }
            Statement::ProposalDays { days } => columns.count(Count::exactly(*days), "days"),
            Statement::LegalRepresentative { offices } => {
                columns.value =
                    offices.iter().map(|o| word!(o)).collect::<Vec<_>>().join(if chinese { "、" } else { " " });
            }
            Statement::LegalRepresentativeChange {} => {}
            Statement::RegisteredCapital { fen } => {
                columns.value = crate::facts::Yuan(*fen).to_string();
                columns.unit = "yuan";
            }
            Statement::Contribution(row) => {
                columns.subject.clone_from(&row.shareholder);
                columns.object = row.form.clone().unwrap_or_default();
                let written = statement.to_string();
                let name = if row.shareholder.is_empty() { "-" } else { &row.shareholder };
                written.strip_prefix(name).unwrap_or(&written).trim().clone_into(&mut columns.value);
            }
            Statement::SharesIssued { shares, at_establishment } => {
                columns.subject = match (at_establishment, chinese) {
                    (true, true) => "设立时",
                    (true, false) => "at establishment",
                    (false, _) => "",
                }
                .to_owned();
                columns.value = shares.to_string();
                columns.unit = "shares";
            }
            Statement::Power { organ, act, matter } => {
                columns.subject = word!(organ);
                columns.object = word!(act);
                columns.value.clone_from(matter);
            }
            Statement::FundRatio { of, .. } => {
                columns.object.clone_from(of);
                statement.to_string().split(' ').next().unwrap_or_default().clone_into(&mut columns.value);
                columns.unit = "share";
            }
            Statement::Delegation { from, to } => {
                columns.subject = word!(from);
                columns.object = word!(to);
            }
            Statement::Citation { document, article } => {
                columns.object.clone_from(document);
                columns.value = article.map(|a| a.to_string()).unwrap_or_default();
            }
            Statement::Definition { term, meaning } => {
                columns.subject.clone_from(term);
                columns.value.clone_from(meaning);
            }
            Statement::Form { form } => form.as_str().clone_into(&mut columns.value),
            Statement::Ownership { ownership } => ownership.as_str().clone_into(&mut columns.value),
            Statement::Day { event, date } => {
                columns.subject = word!(event);
                columns.value = date.last_day.to_string();
            }
        }
        columns
    }

    fn count(&mut self, count: Count, unit: &'static str) {
        self.value = count.to_string();
        self.unit = unit;
        if let Count::Range { min, max } = count {
            self.minimum = min.to_string();
            self.maximum = max.map(|m| m.to_string()).unwrap_or_default();
        }
    }
}
