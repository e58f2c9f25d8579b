//! What a cell of a comparison table holds: headings, articles, or loose words.

use super::Given;
use super::number::{ArticleNumber, read_unit};
use crate::model::charter::is_space;

/// A cell's contents in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Heading(String),
    Article(Given),
    /// Words without a label.
    Words(String),
}

/// Whether a cell says that there is nothing on its side.
pub(super) fn says_nothing(cell: &str) -> bool {
    let bare: String = cell
        .chars()
        .filter(|c| {
            !is_space(*c)
                && !matches!(c, '（' | '）' | '(' | ')' | '【' | '】' | '。' | '-' | '—' | '/' | '[' | ']' | '－')
        })
        .collect();
    matches!(
        &*bare,
        "" | "无"
            | "新增"
            | "新增条款"
            | "新增加"
            | "增加"
            | "增加条款"
            | "新增一条"
            | "新增章节"
            | "新增章"
            | "新增节"
            | "删除"
            | "删去"
            | "删除该条"
            | "删除本条"
            | "删除此条"
            | "该条删除"
            | "整条删除"
            | "删除条款"
            | "本条删除"
            | "不适用"
            | "空"
    )
}

/// Reads a cell. Marks of emphasis are dropped, `<br>` is a line end.
pub(super) fn read(cell: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for line in clean(cell).lines() {
        let line = line.trim_matches(is_space);
        if line.is_empty() {
            continue;
        }
        if let Some(heading) = heading(line) {
            out.push(Piece::Heading(heading));
            continue;
        }
        if let Some((number, rest)) = article_start(line, out.is_empty()) {
            let text = rest.trim_start_matches(|c| is_space(c) || matches!(c, '：' | ':')).to_owned();
            // A label alone leaves the words open only if nothing follows; that is known at the end.
            out.push(Piece::Article(Given { number, text: Some(text), position: None }));
            continue;
        }
        match out.last_mut() {
            Some(Piece::Article(Given { text: Some(text), .. }) | Piece::Words(text)) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(line);
            }
            _ => out.push(Piece::Words(line.to_owned())),
        }
    }
    for piece in &mut out {
        if let Piece::Article(given) = piece
            && given.text.as_deref().is_some_and(|text| text.is_empty() || unchanged(text))
        {
            given.text = None;
        }
    }
    out
}

fn unchanged(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !is_space(*c) && !matches!(c, '（' | '）' | '(' | ')' | '。')).collect();
    matches!(&*bare, "内容不变" | "不变" | "条款内容不变" | "内容无变化" | "略" | "……" | "…")
}

fn clean(cell: &str) -> String {
    cell.replace("<br>", "\n")
        .replace("<br/>", "\n")
        .replace("<br />", "\n")
        .replace("**", "")
        .replace("~~", "")
        .replace("\\|", "|")
        .replace("\\*", "*")
        .replace("\\~", "~")
        .replace("\\<", "<")
        .replace("\\\\", "\\")
}

/// 第五章 党委, 第二节 董事会: a line of its own.
pub(super) fn heading(line: &str) -> Option<String> {
    let line = line.trim_matches(is_space);
    let (_, len) = read_unit(line, '章').or_else(|| read_unit(line, '节'))?;
    let rest = &line[len..];
    let title = rest.trim_start_matches(is_space);
    let refers = ["的", "规定", "第", "、", "和", "至", "及"].iter().any(|word| rest.starts_with(word));
    (title.chars().count() <= 40 && !refers && !title.ends_with(['。', '；', '，'])).then(|| line.to_owned())
}

/// A line that opens an article. The first line of a cell may go on with words that look like a reference.
fn article_start(line: &str, first: bool) -> Option<(ArticleNumber, &str)> {
    let (number, rest) = ArticleNumber::read(line)?;
    const REFERENCE: [&str; 14] =
        ["规定", "所", "的", "第", "、", "和", "及", "或", "至", "款", "项", "，", "；", "中"];
    let refers = REFERENCE.iter().any(|word| rest.starts_with(word));
    (first || !refers).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read() {
        let pieces = read("第三章 **党委**<br>第三十条 公司设立~~党总支~~党委。<br>（一）甲；<br>第三十一条");
        let Piece::Heading(heading) = &pieces[0] else { panic!() };
        assert_eq!(heading, "第三章 党委");
        let Piece::Article(one) = &pieces[1] else { panic!() };
        assert_eq!((one.number.number, one.text.as_deref()), (30, Some("公司设立党总支党委。\n（一）甲；")));
        let Piece::Article(two) = &pieces[2] else { panic!() };
        assert_eq!((two.number.number, two.text.as_deref()), (31, None));
        assert_eq!(read("对外担保应当经董事会决议。"), [Piece::Words("对外担保应当经董事会决议。".into())]);
    }

    #[test]
    fn empty_sides() {
        for cell in ["", "（新增）", "新增条款", "——", "删除", "（删除）", " / "] {
            assert!(says_nothing(cell), "{cell}");
        }
        assert!(!says_nothing("第五条 删除"));
    }
}
