//! The rows of a comparison table, and the sentences below it.

use crate::Language;
use crate::diff::{ArticleChange, Change, Comparison, Edit, HeadingChange, Op, Passage, Turn, Unrelated};
use crate::model::charter::is_space;

/// Words of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether the words differ from the other column's.
    pub(super) changed: bool,
}

/// A row: what stood, what stands, and why.
pub(super) struct Row<'a> {
    pub(super) change: Change,
    pub(super) old: Vec<Piece>,
    pub(super) new: Vec<Piece>,
    pub(super) note: String,
    /// The article behind it; `None` for headings and the title.
    pub(super) article: Option<&'a ArticleChange>,
}

const fn zh(language: Language) -> bool {
    matches!(language, Language::Chinese)
}

/// The columns' names.
pub(super) const fn columns(language: Language) -> [&'static str; 4] {
    match language {
        Language::Chinese => ["序号", "修订前条款", "修订后条款", "说明"],
        Language::English => ["No.", "Before", "After", "Note"],
    }
}

/// The table's title.
pub(super) fn title(comparison: &Comparison, language: Language) -> String {
    let name = if comparison.new_title.is_empty() { &comparison.old_title } else { &comparison.new_title };
    let name = name.trim_start_matches('#').trim();
    match (zh(language), name.is_empty()) {
        (true, true) => "章程修订对照表".to_owned(),
        (true, false) => format!("{name}修订对照表"),
        (false, true) => "Amendment comparison table".to_owned(),
        (false, false) => format!("{name}: amendment comparison table"),
    }
}

/// Why there is no table, if there is none.
pub(super) fn no_table(comparison: &Comparison, language: Language) -> Option<String> {
    let share = (comparison.shared.max(0.0) * 100.0).round();
    let (old, new) = (&comparison.old_name, &comparison.new_name);
    Some(match (comparison.unrelated, zh(language)) {
        (Some(Unrelated::OldHasNoArticles), true) => format!("{old}中没有读到条款，无法比较。"),
        (Some(Unrelated::OldHasNoArticles), false) => format!("No articles were found in {old}; nothing to compare."),
        (Some(Unrelated::NewHasNoArticles), true) => format!("{new}中没有读到条款，无法比较。"),
        (Some(Unrelated::NewHasNoArticles), false) => format!("No articles were found in {new}; nothing to compare."),
        (Some(_), true) => {
            format!("{old}与{new}不是同一章程的两个版本（内容重合约{share}%），不生成对照表。请核对两个文件。")
        }
        (Some(_), false) => format!(
            "{old} and {new} are not two versions of one charter (about {share}% shared), so there is no table. Check the two files."
        ),
        (None, true) if comparison.is_identical() && same_title(comparison) => "两个版本的条款完全一致。".to_owned(),
        (None, false) if comparison.is_identical() && same_title(comparison) => {
            "The two versions have the same articles.".to_owned()
        }
        _ => return None,
    })
}

fn same_title(comparison: &Comparison) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !is_space(*c)).collect::<String>();
    bare(&comparison.old_title) == bare(&comparison.new_title)
}

/// One line of counts.
pub(super) fn totals(comparison: &Comparison, language: Language) -> String {
    let s = comparison.summary();
    let stale = comparison.stale_references.len();
    if zh(language) {
        format!(
            "修改{}条，新增{}条，删除{}条，移动{}条，拆分{}处，合并{}处，仅序号变化{}条，未变{}条；未随序号调整的引用{}处。",
            s.amended, s.added, s.deleted, s.moved, s.split, s.merged, s.renumbered, s.unchanged, stale
        )
    } else {
        format!(
            "{} amended, {} added, {} deleted, {} moved, {} split, {} merged, {} only renumbered, {} unchanged; {} stale reference{}.",
            s.amended,
            s.added,
            s.deleted,
            s.moved,
            s.split,
            s.merged,
            s.renumbered,
            s.unchanged,
            stale,
            if stale == 1 { "" } else { "s" }
        )
    }
}

/// The rows, in the order of the new text. Articles that only got another number are told in [`notes`].
pub(super) fn rows(comparison: &Comparison, language: Language) -> Vec<Row<'_>> {
    let mut out = Vec::new();
    if comparison.unrelated.is_some() {
        return out;
    }
    if !same_title(comparison) && !comparison.old_title.is_empty() && !comparison.new_title.is_empty() {
        let note = if zh(language) { "修改标题" } else { "Title amended" };
        out.push(plain(Change::Amended, Some(&comparison.old_title), Some(&comparison.new_title), note.to_owned()));
    }
    let mut headings = comparison.headings.iter().filter(|h| h.change != Change::Renumbered).peekable();
    for article in &comparison.articles {
        while let Some(heading) = headings.next_if(|h| stands_before(h, article)) {
            out.push(heading_row(heading, language));
        }
        if !matches!(article.change, Change::Unchanged | Change::Renumbered) {
            out.push(article_row(article, language));
        }
    }
    out.extend(headings.map(|heading| heading_row(heading, language)));
    out
}

fn stands_before(heading: &HeadingChange, article: &ArticleChange) -> bool {
    let side = if heading.new.is_some() { &article.new } else { &article.old };
    heading.first_article.is_none() || side.first().is_some_and(|p| Some(&p.place) == heading.first_article.as_ref())
}

fn plain<'a>(change: Change, old: Option<&str>, new: Option<&str>, note: String) -> Row<'a> {
    let edits = crate::diff::edits_between(old.unwrap_or_default(), new.unwrap_or_default());
    let side = |text: Option<&str>, gone: Op| text.map(|text| marked(text, &edits, gone)).unwrap_or_default();
    Row { change, old: side(old, Op::Insert), new: side(new, Op::Delete), note, article: None }
}

fn heading_row<'a>(heading: &HeadingChange, language: Language) -> Row<'a> {
    let chinese = zh(language);
    let first = heading.first_article.clone().unwrap_or_default();
    let note = match heading.change {
        Change::Added if chinese && !first.is_empty() => format!("新增标题，置于{first}之前"),
        Change::Added if chinese => "新增标题".to_owned(),
        Change::Added => format!("Heading added before {first}"),
        Change::Deleted if chinese => "删除标题".to_owned(),
        Change::Deleted => "Heading deleted".to_owned(),
        _ if chinese => "修改标题".to_owned(),
        _ => "Heading amended".to_owned(),
    };
    plain(heading.change, heading.old.as_deref(), heading.new.as_deref(), note)
}

fn article_row(article: &ArticleChange, language: Language) -> Row<'_> {
    Row {
        change: article.change,
        old: cell(&article.old, &article.edits, Op::Insert, article.change),
        new: cell(&article.new, &article.edits, Op::Delete, article.change),
        note: note(article, language),
        article: Some(article),
    }
}

/// The articles of one side with their labels; `gone` is the edit that is not on this side.
fn cell(passages: &[Passage], edits: &[Edit], gone: Op, change: Change) -> Vec<Piece> {
    let whole = matches!(change, Change::Added | Change::Deleted);
    let mut flags = flags(edits, gone).into_iter();
    let mut out = Vec::new();
    for (i, passage) in passages.iter().enumerate() {
        if i > 0 {
            push(&mut out, "\n", whole);
        }
        let label = if passage.label.is_empty() { String::new() } else { format!("{} ", passage.place) };
        push(&mut out, &label, whole);
        apply_flags(&mut out, &passage.text, &mut flags, whole);
    }
    out
}

/// `text` with its changed words marked.
fn marked(text: &str, edits: &[Edit], gone: Op) -> Vec<Piece> {
    let mut out = Vec::new();
    apply_flags(&mut out, text, &mut flags(edits, gone).into_iter(), false);
    out
}

/// For every character but white space of one side, whether it changed.
fn flags(edits: &[Edit], gone: Op) -> Vec<bool> {
    let on_this_side = edits.iter().filter(|edit| edit.op != gone);
    on_this_side
        .flat_map(|edit| edit.text.chars().filter(|c| !is_space(*c)).map(move |_| edit.op != Op::Equal))
        .collect()
}

fn apply_flags(out: &mut Vec<Piece>, text: &str, flags: &mut impl Iterator<Item = bool>, whole: bool) {
    let mut last = whole;
    let mut buffer = [0; 4];
    for c in text.chars() {
        if !is_space(c) {
            last = flags.next().unwrap_or(false) || whole;
        }
        push(out, c.encode_utf8(&mut buffer), last);
    }
}

fn push(out: &mut Vec<Piece>, text: &str, changed: bool) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => out.push(Piece { text: text.to_owned(), changed }),
    }
}

fn places(passages: &[Passage]) -> String {
    passages.iter().map(|p| &*p.place).collect::<Vec<_>>().join("、")
}

/// The last column: what happened, where it stands, and the legal basis.
fn note(article: &ArticleChange, language: Language) -> String {
    let chinese = zh(language);
    let (old, new) = (places(&article.old), places(&article.new));
    let mut out = match (article.change, chinese) {
        (Change::Added, true) => "新增".to_owned(),
        (Change::Added, false) => "Added".to_owned(),
        (Change::Deleted, true) => "删除".to_owned(),
        (Change::Deleted, false) => "Deleted".to_owned(),
        (Change::Moved, true) => format!("由{old}移至{new}，内容不变"),
        (Change::Moved, false) => format!("Moved from {old} to {new}, words unchanged"),
        (Change::Split, true) => format!("{old}拆分为{new}"),
        (Change::Split, false) => format!("{old} split into {new}"),
        (Change::Merged, true) => format!("{old}合并为{new}"),
        (Change::Merged, false) => format!("{old} merged into {new}"),
        (_, true) => {
            let what = if article.references_only { "引用的条款序号相应调整" } else { "修改" };
            match (article.moved, old == new) {
                (true, _) => format!("{what}；由{old}移至{new}"),
                (false, true) => what.to_owned(),
                (false, false) => format!("{what}；序号由{old}调整为{new}"),
            }
        }
        (_, false) => {
            let what = if article.references_only { "References follow the new numbers" } else { "Amended" };
            match (article.moved, old == new) {
                (true, _) => format!("{what}; moved from {old} to {new}"),
                (false, true) => what.to_owned(),
                (false, false) => format!("{what}; {old} became {new}"),
            }
        }
    };
    let placed = matches!(article.change, Change::Added | Change::Moved | Change::Split) || article.moved;
    if let (true, Some(passage)) = (placed, article.new.first())
        && !passage.headings.is_empty()
    {
        out.push_str(if chinese { "；列入" } else { "; in " });
        out.push_str(&passage.headings.join(if chinese { "，" } else { ", " }));
    }
    if !article.basis.is_empty() {
        out.push_str(if chinese { "；依据：" } else { "; basis: " });
        out.push_str(&article.basis.join("、"));
    }
    out
}

/// The sentences below the table: runs of articles and chapters that only got other numbers.
pub(super) fn notes(comparison: &Comparison, language: Language) -> Vec<String> {
    let chinese = zh(language);
    let mut out = Vec::new();
    let mut runs: Vec<(Vec<&Passage>, Vec<&Passage>)> = Vec::new();
    for article in &comparison.articles {
        let (Change::Renumbered, [old], [new]) = (article.change, &*article.old, &*article.new) else { continue };
        match runs.last_mut() {
            Some((olds, news))
                if olds.last().is_some_and(|p| p.index + 1 == old.index)
                    && news.last().is_some_and(|p| p.index + 1 == new.index) =>
            {
                olds.push(old);
                news.push(new);
            }
            _ => runs.push((vec![old], vec![new])),
        }
    }
    let range = |list: &[&Passage]| match list {
        [one] => one.place.clone(),
        [first, .., last] => format!("{}{}{}", first.place, if chinese { "至" } else { " to " }, last.place),
        [] => String::new(),
    };
    for (old, new) in &runs {
        let (old, new) = (range(old), range(new));
        out.push(if chinese { format!("原{old}序号顺延为{new}。") } else { format!("{old} became {new}.") });
    }
    for heading in comparison.headings.iter().filter(|h| h.change == Change::Renumbered) {
        if let (Some(old), Some(new)) = (&heading.old, &heading.new) {
            out.push(if chinese {
                format!("原“{old}”改为“{new}”。")
            } else {
                format!("“{old}” became “{new}”.")
            });
        }
    }
    out
}

/// References that did not follow, a sentence each.
pub(super) fn stale(comparison: &Comparison, language: Language) -> Vec<String> {
    let each = comparison.stale_references.iter();
    each.map(|stale| match (&stale.should_be, zh(language)) {
        (Some(right), true) => format!("{}引用的“{}”未随序号调整，应为“{right}”。", stale.place, stale.text),
        (Some(right), false) => format!("{} refers to {}, which is now {right}.", stale.place, stale.text),
        (None, true) => format!("{}引用的“{}”已删除，应改写。", stale.place, stale.text),
        (None, false) => format!("{} refers to {}, which was deleted.", stale.place, stale.text),
    })
    .collect()
}

/// What happened to the rules, a line each; rules whose verdict is the same are counted.
pub(super) fn rule_changes(comparison: &Comparison, language: Language) -> Vec<String> {
    let chinese = zh(language);
    let mut out = Vec::new();
    let mut same = 0usize;
    for change in &comparison.rule_changes {
        let word = match (change.turn, chinese) {
            (Turn::Same, _) => {
                same += 1;
                continue;
            }
            (Turn::Mended, true) => "已改正",
            (Turn::Broken, true) => "新出现",
            (Turn::Mended, false) => "mended",
            (Turn::Broken, false) => "broken",
            (_, true) => "有变化",
            (_, false) => "changed",
        };
        let verdict = |verdict: &'static str| match (verdict, chinese) {
            ("satisfied", true) => "符合",
            ("violated", true) => "不符合",
            ("not-applicable", true) => "不适用",
            ("undetermined", true) => "无法判断",
            (other, _) => other,
        };
        let title = change.rule.title.get(language);
        let (old, new) = (verdict(change.old), verdict(change.new));
        out.push(format!("{word}  {} {title}（{old} → {new}）", change.rule.code));
    }
    if !comparison.rule_changes.is_empty() {
        out.push(if chinese {
            format!("其余{same}项判定不变。")
        } else {
            format!("{same} other verdicts are the same.")
        });
    }
    out
}
