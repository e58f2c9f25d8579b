//! The comparison on a terminal or in a text file.

use std::io;

use super::table;
use crate::Language;
use crate::diff::{ArticleChange, Change, Comparison, Op};
use crate::render::escape::visible;

/// Characters shown on either side of a change.
const AROUND: usize = 24;

/// Writes the changes as text, one article a paragraph: `[-deleted-]`, `{+inserted+}`, unchanged words shortened.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Language, Source, diff, render};
/// let charter = |text: &str| Source::new("章程.txt", text).map(|source| Charter::read(Arc::new(source)));
/// let old = charter("某某有限公司章程\n第一条 董事任期四年。\n")?;
/// let new = charter("某某有限公司章程\n第一条 董事任期三年。\n")?;
/// let comparison = diff::compare(&old, &new);
/// let mut out = Vec::new();
/// render::diff::text(&comparison, Language::Chinese, &mut out)?;
/// assert!(String::from_utf8(out)?.contains("第一条"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If `out` fails.
pub fn text(comparison: &Comparison, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}", visible(&table::title(comparison, language)))?;
    writeln!(out, "{} → {}", visible(&comparison.old_name), visible(&comparison.new_name))?;
    if let Some(why) = table::no_table(comparison, language) {
        writeln!(out, "\n{}", visible(&why))?;
    } else {
        writeln!(out, "{}", table::totals(comparison, language))?;
    }
    for (i, row) in table::rows(comparison, language).iter().enumerate() {
        writeln!(out, "\n{}  {}", i + 1, visible(&row.note))?;
        match row.article {
            Some(article) => {
                let place = |list: &[crate::diff::Passage]| {
                    list.iter().map(|p| visible(&p.place).into_owned()).collect::<Vec<_>>().join("、")
                };
                let (old, new) = (place(&article.old), place(&article.new));
                let places = match (old.is_empty(), new.is_empty()) {
                    (true, _) => format!("+ {new}"),
                    (_, true) => format!("- {old}"),
                    _ if old == new => format!("~ {old}"),
                    _ => format!("~ {old} → {new}"),
                };
                writeln!(out, "   {places}")?;
                for line in shortened(article).lines() {
                    writeln!(out, "     {}", visible(line))?;
                }
            }
            None => {
                let side = |pieces: &[table::Piece]| pieces.iter().map(|p| &*p.text).collect::<String>();
                let (old, new) = (side(&row.old), side(&row.new));
                if !old.is_empty() {
                    writeln!(out, "   - {}", visible(&old))?;
                }
                if !new.is_empty() {
                    writeln!(out, "   + {}", visible(&new))?;
                }
            }
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
            writeln!(out, "{}", visible(line))?;
        }
    }
    Ok(())
}

fn shortened(article: &ArticleChange) -> String {
    let mut out = String::new();
    if article.change == Change::Moved {
        return out;
    }
    for (i, edit) in article.edits.iter().enumerate() {
        match edit.op {
            Op::Insert if article.change == Change::Added => out.push_str(&edit.text),
            Op::Delete if article.change == Change::Deleted => out.push_str(&edit.text),
            // Line ends go outside the marks.
            Op::Insert if edit.text == "\n" => out.push_str("{+↵+}\n"),
            Op::Delete if edit.text == "\n" => out.push_str("[-↵-]"),
            Op::Insert => out.push_str(&format!("{{+{}+}}", edit.text)),
            Op::Delete => out.push_str(&format!("[-{}-]", edit.text)),
            _ => {
                let chars: Vec<char> = edit.text.chars().collect();
                let head = if i == 0 { 0 } else { AROUND };
                let tail = if i + 1 == article.edits.len() { 0 } else { AROUND };
                if chars.len() > head + tail + 4 {
                    out.extend(chars.iter().take(head));
                    out.push('…');
                    out.extend(chars.iter().skip(chars.len() - tail));
                } else {
                    out.push_str(&edit.text);
                }
            }
        }
    }
    out
}
