//! Comparison tables: a column 修订前, a column 修订后.

use super::cells::{self, Piece, says_nothing};
use super::number::{ArticleNumber, read_unit};
use super::prose;
use super::{Action, Amendment, Given, Instruction, Problem};
use crate::Text;
use crate::model::charter::is_space;
use crate::source::{Grid, Source, Span};

/// A table whose columns are known.
pub(super) struct Table {
    /// The rows below the header, as texts.
    rows: Vec<Vec<String>>,
    old: usize,
    new: usize,
    number: Option<usize>,
    notes: Vec<usize>,
    /// Where it stands in the source.
    pub(super) span: Span,
}

const OLD: [&str; 16] = [
    "修订前",
    "修改前",
    "修正前",
    "变更前",
    "原章程",
    "原条款",
    "原条文",
    "现行",
    "原公司章程",
    "原内容",
    "原文",
    "旧章程",
    "原规定",
    "before",
    "old",
    "current",
];
const NEW: [&str; 15] = [
    "修订后",
    "修改后",
    "修正后",
    "变更后",
    "新章程",
    "新条款",
    "新条文",
    "拟修订",
    "拟修改",
    "修订为",
    "修改为",
    "修订内容",
    "after",
    "new",
    "amended",
];
const NOTES: [&str; 8] = ["说明", "依据", "理由", "备注", "原因", "note", "basis", "remark"];

/// Whether a text has words for both columns of a comparison table: most have not, and need no closer look.
pub(super) fn may_stand_in(text: &str) -> bool {
    let has =
        |words: &[&str]| words.iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some());
    // 修 订 前 with blanks between stands in tables that call themselves one.
    has(&OLD[..13]) && has(&NEW[..12]) || has(&["对照表"])
}

/// The comparison tables of a source.
pub(super) fn find(source: &Source) -> Vec<Table> {
    let mut out: Vec<Table> =
        source.grids().iter().filter_map(|grid| Table::of(of_grid(source, grid), grid.span)).collect();
    if out.is_empty() {
        out = written(source.text()).into_iter().filter_map(|(rows, span)| Table::of(rows, span)).collect();
    }
    out
}

fn of_grid(source: &Source, grid: &Grid) -> Vec<Vec<String>> {
    const MOST_CELLS: usize = 4_000_000;
    let (rows, columns) = (grid.rows as usize, grid.columns as usize);
    if rows.saturating_mul(columns) > MOST_CELLS {
        return Vec::new();
    }
    let mut out = vec![vec![String::new(); columns]; rows];
    for cell in &grid.cells {
        if let Some(slot) = out.get_mut(cell.row as usize).and_then(|row| row.get_mut(cell.column as usize)) {
            source.slice(cell.span).clone_into(slot);
        }
    }
    out
}

/// Tables written in text: Markdown rows, or lines with tabs.
fn written(text: &str) -> Vec<(Vec<Vec<String>>, Span)> {
    let mut out: Vec<(Vec<Vec<String>>, Span)> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::from(at..at + line.len());
        at += line.len();
        let words = line.trim_end_matches(['\r', '\n']);
        let bare = words.trim_matches(is_space);
        let row = if bare.starts_with('|') { Some(pipes(bare)) } else { words.contains('\t').then(|| tabs(words)) };
        let Some(row) = row else {
            // A cell of a tab-separated table may hold line ends inside quotation marks; a blank line ends the table.
            open = false;
            continue;
        };
        let rule = row.iter().all(|c| !c.is_empty() && c.chars().all(|c| matches!(c, '-' | ':' | ' ')));
        match out.last_mut() {
            Some((rows, all)) if open => {
                *all = all.cover(span);
                if !rule {
                    rows.push(row);
                }
            }
            _ => out.push((vec![row], span)),
        }
        open = true;
    }
    out
}

fn tabs(line: &str) -> Vec<String> {
    line.split('\t').map(|cell| cell.trim_matches(is_space).trim_matches('"').to_owned()).collect()
}

fn pipes(line: &str) -> Vec<String> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim_matches(is_space).to_owned()).collect()
}

impl Table {
    fn of(mut rows: Vec<Vec<String>>, span: Span) -> Option<Self> {
        let compact = |cell: &String| -> String {
            cell.chars().filter(|c| !is_space(*c) && !matches!(c, '*' | '#')).collect::<String>().to_lowercase()
        };
        for at in 0..rows.len().min(6) {
            let header: Vec<String> = rows[at].iter().map(compact).collect();
            let is = |cell: &String, words: &[&str]| {
                cell.chars().count() <= 24 && words.iter().any(|word| cell.contains(word)) && !cell.contains('。')
            };
            // 修订前修订后 glued into one cell heads the two columns from there.
            let glued = header.iter().position(|cell| is(cell, &OLD[..13]) && is(cell, &NEW[..12]));
            let (old, new) = match glued {
                Some(column) => {
                    let new = (column + 1..header.len()).find(|&c| !header.get(c).is_some_and(|h| is(h, &NOTES)));
                    (Some(column), new)
                }
                None => (header.iter().position(|cell| is(cell, &OLD)), header.iter().position(|cell| is(cell, &NEW))),
            };
            let (Some(old), Some(new)) = (old, new) else { continue };
            let ordinal = ["序号", "编号", "no.", "#"];
            let number = header.iter().position(|cell| ordinal.iter().any(|w| cell == w));
            let notes = (0..header.len())
                .filter(|&c| c != old && c != new && header.get(c).is_some_and(|h| is(h, &NOTES)))
                .collect();
            let rows = rows.split_off(at + 1);
            return Some(Self { rows, old, new, number, notes, span });
        }
        None
    }

    pub(super) fn read(&self, out: &mut Amendment) {
        let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
        let rows = self.joined();
        for (number, row) in rows {
            let name = format!("第{number}行");
            let (old, new) = (cell(&row, self.old), cell(&row, self.new));
            let note: String = self.notes.iter().map(|&c| cell(&row, c)).collect::<Vec<_>>().join(" ");
            self.row(&name, &old, &new, &note, out);
        }
    }

    /// Rows with their numbers; a row that a page break cut in two is one.
    fn joined(&self) -> Vec<(usize, Vec<String>)> {
        let mut out: Vec<(usize, Vec<String>)> = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            let text = |column: usize| row.get(column).map(|c| c.trim()).unwrap_or_default();
            let unnumbered = self.number.is_some_and(|column| text(column).is_empty());
            let labelled = [self.old, self.new].iter().any(|&c| {
                ArticleNumber::read(text(c)).is_some()
                    || cells::heading(text(c).lines().next().unwrap_or_default()).is_some()
            });
            let empty = text(self.old).is_empty() && text(self.new).is_empty();
            match out.last_mut() {
                Some((_, before)) if unnumbered && !labelled && !empty => {
                    for column in [self.old, self.new] {
                        if let (Some(cell), Some(more)) = (before.get_mut(column), row.get(column))
                            && !more.trim().is_empty()
                        {
                            cell.push('\n');
                            cell.push_str(more);
                        }
                    }
                }
                _ => out.push((i + 1, row.clone())),
            }
        }
        out
    }

    fn row(&self, name: &str, old: &str, new: &str, note: &str, out: &mut Amendment) {
        if old.trim().is_empty() && new.trim().is_empty() {
            // Instructions may stand in a row of their own, or in the notes.
            prose::line(name, note, out);
            return;
        }
        // A row that says the same in both columns is one merged cell: a general instruction, or a heading kept.
        if (old == new || new.trim().is_empty() || old.trim().is_empty())
            && ArticleNumber::read(old).is_none()
            && prose::line(name, if old.trim().is_empty() { new } else { old }, out)
        {
            return;
        }
        let (old_none, new_none) = (says_nothing(old), says_nothing(new));
        let olds = if old_none { Vec::new() } else { cells::read(old) };
        let news = if new_none { Vec::new() } else { cells::read(new) };
        let mut push = |action| out.instructions.push(Instruction { row: name.to_owned(), action });
        self.headings(&olds, &news, note, &mut push);
        let articles = |pieces: &[Piece]| -> Vec<Given> {
            pieces
                .iter()
                .filter_map(|p| if let Piece::Article(given) = p { Some(given.clone()) } else { None })
                .collect()
        };
        let words = |pieces: &[Piece]| -> Option<String> {
            pieces.iter().find_map(|p| if let Piece::Words(words) = p { Some(words.clone()) } else { None })
        };
        let (old_articles, mut new_articles) = (articles(&olds), articles(&news));
        if new_articles.iter().any(|given| given.text.as_deref().is_some_and(says_deleted)) && new_articles.len() == 1 {
            new_articles.clear();
        }
        if note.contains("移至") {
            new_articles.iter_mut().for_each(|given| given.number.fixed = true);
        }
        let new_none = new_none || new_articles.is_empty() && !news.is_empty() && words(&news).is_none();
        match (old_articles.is_empty(), new_articles.is_empty()) {
            (true, true) => match (words(&olds), words(&news)) {
                (Some(old), Some(new)) => push(Action::Snippet { old, new }),
                (Some(old), None) => push(Action::Snippet { old, new: String::new() }),
                (None, Some(_)) => {
                    let message = Text::new(
                        "修订后一栏没有条款号，无法确定放在何处；请写明“第X条”",
                        "the new column has no article number, so its place is unknown; write 第X条",
                    );
                    out.unread.push(Problem { row: name.to_owned(), message, applied: false });
                }
                (None, None) => {}
            },
            (false, true) if !new_none && words(&news).is_some() => {
                // The new words without a label belong to the same article.
                let text = words(&news);
                let new = old_articles.first().map(|o| Given { number: o.number.clone(), text, position: None });
                push(Action::Articles {
                    old: old_articles,
                    new: new.into_iter().collect(),
                    after: None,
                    chapter: None,
                });
            }
            _ => {
                if let (true, Some(old)) = (old_articles.is_empty(), words(&olds)) {
                    // The old words without a label: the article is found by them, and keeps its rest.
                    let old = Given { number: ArticleNumber::default(), text: Some(old), position: None };
                    push(Action::Articles { old: vec![old], new: new_articles, after: None, chapter: None });
                    return;
                }
                let chapter = chapter_in(note).or_else(|| new_headings(&news));
                push(Action::Articles { old: old_articles, new: new_articles, after: None, chapter });
            }
        }
    }

    fn headings(&self, olds: &[Piece], news: &[Piece], note: &str, push: &mut impl FnMut(Action)) {
        let headings = |pieces: &[Piece]| -> Vec<(String, Option<ArticleNumber>)> {
            let mut out: Vec<(String, Option<ArticleNumber>)> = Vec::new();
            for (i, piece) in pieces.iter().enumerate() {
                if let Piece::Heading(heading) = piece {
                    let next = pieces.iter().skip(i).find_map(|p| match p {
                        Piece::Article(given) => Some(given.number.clone()),
                        _ => None,
                    });
                    out.push((heading.clone(), next));
                }
            }
            out
        };
        let (old, new) = (headings(olds), headings(news));
        let mut used = vec![false; new.len()];
        for (at, (heading, _)) in old.iter().enumerate() {
            // The same unit with the same number, else the one in the same place.
            let same = new.iter().position(|(other, _)| other == heading);
            let unit = |h: &str| if read_unit(h, '章').is_some() { '章' } else { '节' };
            let other = same.or_else(|| {
                (at..new.len()).find(|&i| !used[i] && old.len() == new.len() && unit(&new[i].0) == unit(heading))
            });
            let replacement = other.map(|i| {
                used[i] = true;
                new[i].0.clone()
            });
            // A heading above an article that is deleted or rewritten is context, unless it stands alone.
            let alone = !olds.iter().any(|p| matches!(p, Piece::Article(_)));
            if (replacement.is_some() || alone) && replacement.as_ref() != Some(heading) {
                push(Action::Heading { old: Some(heading.clone()), new: replacement, before: None });
            }
        }
        for ((heading, next), _) in new.into_iter().zip(used).filter(|(_, used)| !used) {
            let before = next.or_else(|| before_in(note));
            push(Action::Heading { old: None, new: Some(heading), before });
        }
    }
}

fn says_deleted(text: &str) -> bool {
    !text.is_empty() && says_nothing(text) && text.contains('删')
}

fn new_headings(pieces: &[Piece]) -> Option<String> {
    pieces.iter().rev().find_map(|p| if let Piece::Heading(h) = p { Some(h.clone()) } else { None })
}

/// 列入第五章 董事会，第一节 组成 in a note: the headings, a line each.
fn chapter_in(note: &str) -> Option<String> {
    let at = note.find("列入第")? + "列入".len();
    let words = note[at..].split(['；', '。', '\n', '|']).next().unwrap_or_default();
    Some(words.trim().replace("，第", "\n第"))
}

/// 置于第十二条之前 in a note.
fn before_in(note: &str) -> Option<ArticleNumber> {
    let at = note.find("置于")? + "置于".len();
    ArticleNumber::read(&note[at..])
        .filter(|(_, rest)| rest.trim_start().starts_with('前') || rest.contains("之前"))
        .map(|(n, _)| n)
}
