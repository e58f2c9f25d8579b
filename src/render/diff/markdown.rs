//! The comparison table in Markdown: read back by `diff::Amendment::read`.

use std::fmt::Write as _;
use std::io;

use super::table::{self, Piece};
use crate::Language;
use crate::diff::{Change, Comparison};

/// Writes the comparison table as a Markdown pipe table: deleted words struck through, inserted ones bold.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Language, Source, diff, render};
/// let charter = |text: &str| Source::new("章程.txt", text).map(|source| Charter::read(Arc::new(source)));
/// let old = charter("某某有限公司章程\n第一条 董事任期四年。\n")?;
/// let new = charter("某某有限公司章程\n第一条 董事任期三年。\n")?;
/// let comparison = diff::compare(&old, &new);
/// let mut out = Vec::new();
/// render::diff::markdown(&comparison, Language::Chinese, &mut out)?;
/// assert!(String::from_utf8(out)?.contains("|"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If `out` fails.
pub fn markdown(comparison: &Comparison, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escape(&table::title(comparison, language)))?;
    if let Some(why) = table::no_table(comparison, language) {
        writeln!(out, "{}", escape(&why))?;
    } else {
        writeln!(out, "{}", table::totals(comparison, language))?;
    }
    let rows = table::rows(comparison, language);
    if !rows.is_empty() {
        writeln!(out, "\n| {} |\n| --- | --- | --- | --- |", table::columns(language).join(" | "))?;
        let empty = |change: Change| match (change, language) {
            (Change::Added, Language::Chinese) => "（新增）",
            (Change::Deleted, Language::Chinese) => "（删除）",
            _ => "",
        };
        for (i, row) in rows.iter().enumerate() {
            let whole = matches!(row.change, Change::Added | Change::Deleted);
            let side = |pieces: &[Piece], mark: &str| match pieces {
                [] => empty(row.change).to_owned(),
                pieces => cell(pieces, if whole { "" } else { mark }),
            };
            let (old, new) = (side(&row.old, "~~"), side(&row.new, "**"));
            writeln!(out, "| {} | {old} | {new} | {} |", i + 1, escape(&row.note))?;
        }
    }
    let sections = [
        table::notes(comparison, language),
        table::stale(comparison, language),
        table::rule_changes(comparison, language),
    ];
    for section in sections.iter().filter(|section| !section.is_empty()) {
        writeln!(out)?;
        for line in section {
            writeln!(out, "- {}", escape(line))?;
        }
    }
    Ok(())
}

/// Marks do not cross line ends, and touch no white space.
fn cell(pieces: &[Piece], mark: &str) -> String {
    let mut out = String::new();
    for piece in pieces {
        for (i, line) in piece.text.split('\n').enumerate() {
            if i > 0 {
                out.push_str("<br>");
            }
            let bare = line.trim();
            if !piece.changed || mark.is_empty() || bare.is_empty() {
                out.push_str(&escape(line));
                continue;
            }
            let start = line.len() - line.trim_start().len();
            let _ = write!(out, "{}{mark}{}{mark}", &line[..start], escape(bare));
            out.push_str(&line[start + bare.len()..]);
        }
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '*' | '~' | '<' | '\\' | '`' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}
