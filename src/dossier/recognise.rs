//! What a file holds, told from its content.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Content, Document, Kind};
use crate::Text;
use crate::model::charter::{Charter, compact};
use crate::model::roster::{self, Roster};
use crate::model::table::{Header, Raw, Sheet, Spec, find, headers, lines_of};
use crate::report::Skipped;
use crate::source::{Source, Span};

#[derive(Default)]
pub(super) struct Found {
    pub(super) documents: Vec<Document>,
    pub(super) skipped: Vec<Skipped>,
}

/// The documents of a source. `overrides` says what a file or sheet is, by name.
pub(super) fn recognise(source: &Arc<Source>, overrides: &IndexMap<String, Kind>, company: &str) -> Found {
    let mut found = Found::default();
    let forced = overrides.get(source.name()).copied();
    if matches!(forced, None | Some(Kind::Charter | Kind::Amendment))
        && let Some(document) = charter(source, forced)
    {
        found.documents.push(document);
        return found;
    }
    let tables = find(source);
    for (i, raw) in tables.iter().enumerate() {
        let sheet = overrides.get(&format!("{}#{}", source.name(), raw.name)).copied();
        let before = found.documents.len();
        table(source, raw, sheet.or(forced), company, &mut found);
        if found.documents.len() == before && tables.len() > 1 {
            let name = if raw.name.is_empty() { format!("第{}个表", i + 1) } else { raw.name.clone() };
            let reason = Text::new("认不出是哪一种表", "the kind of table is not recognised");
            found.skipped.push(Skipped { path: format!("{}#{name}", source.name()), reason });
        }
    }
    found
}

/// 【】 that a text may hold and still be a company's own.
const BLANKS: usize = 5;

fn is_template(source: &Source, title: &str) -> bool {
    let blanks = source.text().matches('【').count()
        + source.text().matches("＿＿").count()
        + source.text().matches("____").count();
    blanks >= BLANKS || ["模板", "范本", "示范文本", "示范", "参考文本", "样本"].iter().any(|word| title.contains(word))
}

/// `title` without what follows it in brackets: 章程（草案）, 章程（2024年修订）.
fn without_brackets(title: &str) -> &str {
    let mut title = title.trim();
    while title.ends_with(['）', ')', '》', '〉', '】', ']']) {
        match title.rfind(['（', '(', '《', '〈', '【', '[']) {
            Some(open) if open > 0 => title = title[..open].trim_end(),
            _ => break,
        }
    }
    title
}

fn charter(source: &Arc<Source>, forced: Option<Kind>) -> Option<Document> {
    let text = source.text();
    let name = source.name().to_ascii_lowercase();
    let sheet = [".csv", ".tsv", ".xlsx", ".xlsm"].iter().any(|ending| name.ends_with(ending));
    if forced.is_none() && (sheet || !text.contains('第') || !text.contains('章') || !text.contains('程')) {
        return None;
    }
    let charter = Charter::read(source.clone());
    let title = charter.title_text();
    let head: Vec<String> = lines_of(source, Span::new(0, boundary(text, 6000)))
        .into_iter()
        .take(30)
        .map(|line| compact(source.slice(line)))
        .filter(|line| line.chars().count() <= 60 && !line.ends_with(['。', '；', '，']))
        .collect();
    let amends = |line: &str| {
        line.contains("章程")
            && ["修正案", "修订对照", "修改对照", "对照表", "修改条款", "修订条款"]
                .iter()
                .any(|word| line.contains(word))
    };
    let is_charter = |line: &str| without_brackets(line).ends_with("章程");
    let has_first = charter.articles().iter().any(|article| article.is_numbered() && article.number == 1);
    let numbered = charter.articles().iter().filter(|article| article.is_numbered()).count();
    let kind = match forced {
        Some(kind) => kind,
        None if amends(&title) || (!is_charter(&title) && head.iter().take(8).any(|line| amends(line))) => {
            Kind::Amendment
        }
        None if has_first && (is_charter(&title) || head.iter().any(|line| is_charter(line))) => Kind::Charter,
        None if has_first && numbered >= 20 && head.iter().any(|line| line.contains("章程")) => Kind::Charter,
        None => return None,
    };
    let title = match head.iter().find(|line| is_charter(line)) {
        Some(line) if kind == Kind::Charter && !is_charter(&title) => line.clone(),
        _ => title,
    };
    Some(Document {
        source: source.clone(),
        kind,
        is_template: is_template(source, &title),
        title,
        span: Span::new(0, text.len() as u32),
        content: if kind == Kind::Charter { Content::Charter(charter) } else { Content::Amendment(charter) },
        unread: Vec::new(),
    })
}

fn boundary(text: &str, at: usize) -> u32 {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}

/// Reads the tables that one sheet or block of cells holds.
fn table(source: &Arc<Source>, raw: &Raw, forced: Option<Kind>, company: &str, found: &mut Found) {
    let mut all: Vec<(Kind, Header)> = Vec::new();
    for (kind, spec) in SPECS {
        if forced.is_some_and(|forced| forced != *kind) {
            continue;
        }
        all.extend(headers(source, raw, spec).into_iter().map(|header| (*kind, header)));
    }
    let mut starts: Vec<usize> = all.iter().map(|(_, header)| header.row).collect();
    starts.sort_unstable();
    starts.dedup();
    for (i, &start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(raw.rows.len(), |&next| above(raw, start, next));
        let Some((kind, header)) =
            all.iter().filter(|(_, header)| header.row == start).max_by_key(|(_, header)| header.score)
        else {
            continue;
        };
        let sheet = Sheet::new(source, raw, header.clone(), end, kind.place());
        let (content, unread) = match kind {
            Kind::Roster => {
                let (roster, unread) = Roster::read(&sheet, company);
                (Content::Roster(roster), unread)
            }
            _ => continue,
        };
        found.documents.push(Document {
            source: source.clone(),
            kind: *kind,
            title: sheet.table.title.clone(),
            span: sheet.table.span,
            is_template: is_template(source, &sheet.table.title),
            content,
            unread,
        });
    }
}

/// Where the rows above the header `next` begin to be its title.
fn above(raw: &Raw, start: usize, next: usize) -> usize {
    let mut at = next;
    while at > start + 1 && raw.rows.get(at - 1).is_some_and(|row| row.is_blank() || row.only().is_some()) {
        at -= 1;
    }
    at
}

const SPECS: &[(Kind, &Spec)] = &[(Kind::Roster, &roster::SPEC)];
