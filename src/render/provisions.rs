//! The table of provisions: one row per charter, for coding many of them.

use std::io;

use serde::Serialize;
use serde_json::{Map, Value};

use super::escape::{cell, visible};
use super::json::LabelView;
use crate::facts::{Answer, Group, PartyForm, Provision, Provisions};
use crate::{Charter, Label, Language};

/// One charter's row, under the name that the table gives its file.
#[derive(Debug)]
pub struct ProvisionsRow<'a> {
    /// The file.
    pub file: String,
    /// The charter.
    pub charter: &'a Charter,
    /// What it provides.
    pub provisions: Provisions,
}

/// The columns, in order: the file, the form of the Party organ, each of [`Provision::ALL`], the size of the board.
pub fn columns() -> impl Iterator<Item = &'static str> {
    ["file", "party_form"].into_iter().chain(Provision::ALL.iter().map(|p| p.as_str())).chain(["board_size"])
}

/// Writes the header row of the CSV table, in plain UTF-8 with a line feed, as programs that code charters read it.
///
/// # Errors
/// Those of the writer.
pub fn csv_header(out: &mut dyn io::Write) -> io::Result<()> {
    record(out, columns().map(str::to_owned))
}

/// Writes one row of the CSV table.
///
/// # Errors
/// Those of the writer.
pub fn csv_row(row: &ProvisionsRow<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let answers = row.provisions.provided.iter().map(|one| one.answer.as_str().to_owned());
    let first = [cell(&row.file).into_owned(), row.provisions.party_form.as_str().to_owned()];
    record(out, first.into_iter().chain(answers).chain([row.provisions.board_size.clone()]))
}

fn record(out: &mut dyn io::Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::with_capacity(256));
    writer.write_record(cells)?;
    let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    out.write_all(&bytes)
}

/// The JSON Schema (2020-12) of what [`json()`] writes.
pub const SCHEMA: &str = include_str!("provisions.schema.json");

#[derive(Serialize)]
struct View {
    schema: &'static str,
    charters: Vec<Map<String, Value>>,
}

/// Writes all rows as one JSON object. Each row has the table's columns, and under `evidence` the words that each answer
/// rests on.
///
/// # Errors
/// Those of the writer.
pub fn json(rows: &[ProvisionsRow<'_>], language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let mut charters = Vec::with_capacity(rows.len());
    for row in rows {
        charters.push(object(row, language)?);
    }
    serde_json::to_writer_pretty(
        super::escape::Json(&mut *out),
        &View { schema: "charterlint-provisions/1", charters },
    )?;
    out.write_all(b"\n")
}

fn object(row: &ProvisionsRow<'_>, language: Language) -> serde_json::Result<Map<String, Value>> {
    let provisions = &row.provisions;
    let labels = |labels: &[Label]| {
        let views: Vec<LabelView<'_>> = labels.iter().map(|label| LabelView::new(label, language)).collect();
        serde_json::to_value(views)
    };
    let mut evidence = Map::new();
    let mut out = Map::new();
    out.insert("file".to_owned(), row.file.clone().into());
    out.insert("title".to_owned(), row.charter.title_text().into());
    out.insert("party_form".to_owned(), provisions.party_form.as_str().into());
    evidence.insert("party_form".to_owned(), labels(&provisions.party_form_evidence)?);
    for one in &provisions.provided {
        out.insert(one.provision.as_str().to_owned(), one.answer.as_str().into());
        evidence.insert(one.provision.as_str().to_owned(), labels(&one.evidence)?);
    }
    out.insert("board_size".to_owned(), provisions.board_size.clone().into());
    evidence.insert("board_size".to_owned(), labels(&provisions.board_size_evidence)?);
    out.insert("evidence".to_owned(), Value::Object(evidence));
    Ok(out)
}

/// Writes one row for people: the provisions in their groups, each with the place that the answer rests on.
///
/// # Errors
/// Those of the writer.
pub fn text(row: &ProvisionsRow<'_>, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let chinese = language == Language::Chinese;
    let provisions = &row.provisions;
    writeln!(out, "{}  {}", visible(&row.file), visible(&row.charter.title_text()))?;
    let form = match (provisions.party_form, chinese) {
        (PartyForm::Committee, true) => "党委",
        (PartyForm::LeadingGroup, true) => "党组",
        (PartyForm::GeneralBranch, true) => "党总支",
        (PartyForm::Branch, true) => "党支部",
        (PartyForm::Unspecified, true) => "只写党组织，没有写明形式",
        (PartyForm::None, true) => "没有写党组织",
        (form, false) => form.as_str(),
    };
    line(
        out,
        if chinese { "党组织形式" } else { "form of the Party organ" },
        form,
        &provisions.party_form_evidence,
        language,
    )?;
    for group in Group::ALL {
        writeln!(out, "  {}", group.title().get(language))?;
        for one in provisions.provided.iter().filter(|one| one.provision.group() == group) {
            let answer = match (one.answer, chinese) {
                (Answer::Yes, true) => "有",
                (Answer::No, true) => "没有",
                (Answer::Unclear, true) => "不明确",
                (answer, false) => answer.as_str(),
            };
            line(out, one.provision.title().get(language), answer, &one.evidence, language)?;
        }
        if group == Group::Boards {
            let size = match (provisions.board_size.as_str(), chinese) {
                ("", true) => "没有写明",
                ("", false) => "not stated",
                (size, _) => size,
            };
            line(out, if chinese { "董事人数" } else { "directors" }, size, &provisions.board_size_evidence, language)?;
        }
    }
    Ok(())
}

/// Places that a line shows; more are counted.
const PLACES: usize = 4;

fn line(out: &mut dyn io::Write, title: &str, answer: &str, evidence: &[Label], language: Language) -> io::Result<()> {
    write!(out, "    {title}: {answer}")?;
    let mut places: Vec<&str> = Vec::new();
    for label in evidence {
        if !places.contains(&label.place.as_str()) {
            places.push(&label.place);
        }
    }
    let more = places.len().saturating_sub(PLACES);
    places.truncate(PLACES);
    if !places.is_empty() {
        let separator = if language == Language::Chinese { "、" } else { ", " };
        write!(out, "  {}", visible(&places.join(separator)))?;
        if more > 0 {
            write!(
                out,
                "{}",
                if language == Language::Chinese {
                    format!("等{}处", more + PLACES)
                } else {
                    format!(" and {more} more")
                }
            )?;
        }
    }
    writeln!(out)
}
