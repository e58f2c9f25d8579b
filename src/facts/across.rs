//! Contribution tables whose columns are shareholders: a row for each instalment, or for each thing stated.

use super::capital::form_in;
use super::holders::is_name;
use super::statement::{Contribution, Fact, StatedDate};
use super::tables::{amount, dated, ratio, row_fact, unit_in};
use crate::Source;
use crate::model::charter::compact;
use crate::model::table::{Raw, RawRow, is_blank};
use crate::source::Span;
use crate::syntax::clause::Quantity;

/// What a row states of each shareholder.
enum Of {
    Amount,
    Instalment(StatedDate),
    Form,
    Date,
    Ratio,
}

/// Reads such a table; whether it was one.
pub(super) fn contributions(source: &Source, raw: &Raw, out: &mut Vec<Fact>, found: &mut Vec<Quantity>) -> bool {
    let Some((header, names)) =
        (0..raw.rows.len().min(3)).find_map(|i| holders(source, raw, i).map(|names| (i, names)))
    else {
        return false;
    };
    let lead: String = raw.lead.iter().map(|span| source.read(*span)).collect();
    let words = |row: &RawRow| -> String {
        let named = |c: &usize| names.iter().any(|(column, _)| column == c);
        let cells = row.cells.iter().enumerate().filter(|(c, _)| !named(c));
        cells.map(|(_, cell)| raw.text(source, cell.span)).collect::<Vec<_>>().join(" ")
    };
    let of_contributions = |text: &str| ["出资", "认缴", "缴付", "缴款", "到位"].iter().any(|word| text.contains(word));
    let rows = &raw.rows[header + 1..];
    if !of_contributions(&lead)
        && !rows.iter().chain(&raw.rows[header..=header]).any(|row| of_contributions(&words(row)))
    {
        return false;
    }
    let unit = unit_in(&lead);
    let of_all = ["全部", "均", "都"].iter().any(|word| lead.contains(word)).then(|| form_in(&lead)).flatten();
    let mut mains: Vec<(Contribution, Option<Span>)> = names
        .iter()
        .map(|(_, name)| {
            let row = Contribution { shareholder: name.clone(), form: of_all.clone(), ..Contribution::default() };
            (row, None)
        })
        .collect();
    let mut parts = Vec::new();
    for row in rows {
        let Some(of) = stated(&words(row), found) else { continue };
        for ((column, name), (main, place)) in names.iter().zip(&mut mains) {
            let Some(cell) =
                row.cells.get(*column).map(|cell| raw.text(source, cell.span)).filter(|cell| !is_blank(cell))
            else {
                continue;
            };
            match &of {
                Of::Amount if main.amount.is_none() => {
                    main.amount = amount(&cell, unit, found);
                    *place = main.amount.map(|_| row.span).or(*place);
                }
                Of::Instalment(date) => {
                    let Some(sum) = amount(&cell, unit, found) else { continue };
                    let part = Contribution {
                        shareholder: name.clone(),
                        amount: Some(sum),
                        form: of_all.clone(),
                        date: Some(*date),
                        instalment: true,
                        ..Contribution::default()
                    };
                    parts.push(row_fact(part, row.span));
                    *place = place.or(Some(row.span));
                }
                Of::Form => main.form = Some(form_in(&cell).unwrap_or(cell)),
                Of::Date => main.date = dated(&cell, found),
                Of::Ratio => main.ratio = ratio(&cell, found),
                Of::Amount => {}
            }
        }
    }
    // Of one shareholder alone, or of none, it is a table of something else.
    if mains.iter().filter(|(_, place)| place.is_some()).count() < 2 {
        return false;
    }
    out.extend(mains.into_iter().filter_map(|(main, place)| Some(row_fact(main, place?))));
    out.append(&mut parts);
    true
}

/// The columns of a row that name shareholders, if several do.
fn holders(source: &Source, raw: &Raw, row: usize) -> Option<Vec<(usize, String)>> {
    let cells = raw.rows.get(row)?.cells.iter().enumerate();
    let names: Vec<(usize, String)> = cells
        .map(|(column, cell)| (column, raw.text(source, cell.span)))
        .filter(|(_, name)| is_holder(source, name))
        .collect();
    (names.len() > 1).then_some(names)
}

/// Whether a header cell names a shareholder: by its whole name, as a party, or by a short name that the text gives.
fn is_holder(source: &Source, name: &str) -> bool {
    let party = name.strip_suffix('方').is_some_and(|party| party.chars().count() == 1 && party != "各");
    let number =
        name.strip_prefix("股东").is_some_and(|rest| rest.chars().count() == 1 && !rest.starts_with(['会', '方']));
    // A line may have ended inside the name.
    let quoted = || {
        if name.chars().count() < 2 {
            return false;
        }
        let text = compact(source.reading());
        text.match_indices(name).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            before.ends_with(['“', '"', '「', '『']) && after.starts_with(['”', '"', '」', '』'])
        })
    };
    is_name(name) || party || number || quoted()
}

/// What a row states, by the words beside the shareholders' cells.
fn stated(words: &str, found: &mut Vec<Quantity>) -> Option<Of> {
    let has = |of: &[&str]| of.iter().any(|word| words.contains(word));
    if has(&["实缴", "表决权"]) {
        return None;
    }
    if let Some(date) = dated(words, found) {
        return Some(Of::Instalment(date));
    }
    if has(&["比例", "占比", "股比"]) {
        Some(Of::Ratio)
    } else if has(&["方式", "形式"]) {
        Some(Of::Form)
    } else if has(&["日期", "时间", "期限"]) {
        Some(Of::Date)
    } else if has(&["合计", "总计", "共计", "认缴", "出资额", "金额"]) {
        Some(Of::Amount)
    } else {
        None
    }
}
