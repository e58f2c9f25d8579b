//! The comparison as one self-contained page: two columns, changes marked, filters.

use std::io;

use super::table::{self, Piece};
use crate::Language;
use crate::diff::{Change, Comparison};

const STYLE: &str = "
:root{color-scheme:light dark;--line:#8886;--del:#c0392b;--ins:#1e7e34;--soft:#8881}
body{font:16px/1.7 'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;max-width:78rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;text-align:center}p.names,p.totals{text-align:center;color:GrayText;margin:.2rem}
form{position:sticky;top:0;background:Canvas;padding:.6rem 0;border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:.4rem 1.2rem}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin-top:1rem}
th,td{border:1px solid var(--line);padding:.5rem .7rem;vertical-align:top;text-align:left;white-space:pre-wrap;overflow-wrap:anywhere}
th{background:var(--soft)}col.no{width:3.5rem}col.note{width:16%}
del{color:var(--del);text-decoration:line-through}ins{color:var(--ins);font-weight:bold;text-decoration:none}
tr[hidden]{display:none}.stale{border-left:4px solid var(--del);padding-left:1rem}
@media print{form{display:none}tr{break-inside:avoid}thead{display:table-header-group}}
";

const SCRIPT: &str = "
const form=document.querySelector('form');
if(form){form.hidden=false;const rows=[...document.querySelectorAll('tbody tr')];
const find=form.querySelector('input[type=search]');
const apply=()=>{const on=new Set([...form.querySelectorAll('input[type=checkbox]')].filter(b=>b.checked).map(b=>b.value));
const word=find.value.trim();for(const r of rows)r.hidden=!on.has(r.dataset.change)||(word!==''&&!r.textContent.includes(word))};
form.addEventListener('input',apply);form.addEventListener('submit',e=>e.preventDefault())}
";

/// Writes one HTML page that needs nothing else: no network, no other file. Without scripts it shows all rows.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Language, Source, diff, render};
/// let charter = |text: &str| Source::new("章程.txt", text).map(|source| Charter::read(Arc::new(source)));
/// let old = charter("某某有限公司章程\n第一条 董事任期四年。\n")?;
/// let new = charter("某某有限公司章程\n第一条 董事任期三年。\n")?;
/// let comparison = diff::compare(&old, &new);
/// let mut out = Vec::new();
/// render::diff::html(&comparison, Language::Chinese, &mut out)?;
/// assert!(String::from_utf8(out)?.contains("第一条"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If `out` fails.
pub fn html(comparison: &Comparison, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let chinese = language == Language::Chinese;
    let title = escape(&table::title(comparison, language));
    let lang = if chinese { "zh-CN" } else { "en" };
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
    )?;
    writeln!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>")?;
    writeln!(out, "<p class=\"names\">{} → {}</p>", escape(&comparison.old_name), escape(&comparison.new_name))?;
    if let Some(why) = table::no_table(comparison, language) {
        writeln!(out, "<p class=\"totals\">{}</p>", escape(&why))?;
    } else {
        writeln!(out, "<p class=\"totals\">{}</p>", table::totals(comparison, language))?;
    }
    section(out, "stale", &table::stale(comparison, language))?;
    let rows = table::rows(comparison, language);
    if !rows.is_empty() {
        let mut kinds: Vec<Change> = Vec::new();
        for row in &rows {
            if !kinds.contains(&row.change) {
                kinds.push(row.change);
            }
        }
        writeln!(out, "<form hidden>")?;
        for kind in &kinds {
            let count = rows.iter().filter(|row| row.change == *kind).count();
            let (value, name) = (kind.as_str(), name(*kind, chinese));
            writeln!(out, "<label><input type=\"checkbox\" value=\"{value}\" checked> {name} {count}</label>")?;
        }
        let find = if chinese { "查找" } else { "Find" };
        writeln!(out, "<label>{find} <input type=\"search\"></label>\n</form>")?;
        writeln!(out, "<table>\n<colgroup><col class=\"no\"><col><col><col class=\"note\"></colgroup>\n<thead><tr>")?;
        for column in table::columns(language) {
            write!(out, "<th scope=\"col\">{column}</th>")?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for (i, row) in rows.iter().enumerate() {
            let (old, new) = (cell(&row.old, "del"), cell(&row.new, "ins"));
            let (change, note) = (row.change.as_str(), escape(&row.note));
            writeln!(
                out,
                "<tr data-change=\"{change}\"><td>{}</td><td>{old}</td><td>{new}</td><td>{note}</td></tr>",
                i + 1
            )?;
        }
        writeln!(out, "</tbody>\n</table>")?;
    }
    section(out, "notes", &table::notes(comparison, language))?;
    section(out, "rules", &table::rule_changes(comparison, language))?;
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn section(out: &mut dyn io::Write, class: &str, lines: &[String]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ul class=\"{class}\">")?;
    for line in lines {
        writeln!(out, "<li>{}</li>", escape(line))?;
    }
    writeln!(out, "</ul>")
}

const fn name(change: Change, chinese: bool) -> &'static str {
    match (change, chinese) {
        (Change::Unchanged, true) => "未变",
        (Change::Renumbered, true) => "仅序号",
        (Change::Amended, true) => "修改",
        (Change::Added, true) => "新增",
        (Change::Deleted, true) => "删除",
        (Change::Moved, true) => "移动",
        (Change::Split, true) => "拆分",
        (Change::Merged, true) => "合并",
        (other, false) => other.as_str(),
    }
}

fn cell(pieces: &[Piece], tag: &str) -> String {
    pieces
        .iter()
        .map(|piece| match piece.changed {
            true => format!("<{tag}>{}</{tag}>", escape(&piece.text)),
            false => escape(&piece.text),
        })
        .collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
