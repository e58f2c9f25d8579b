//! Article numbers as amendments write them.

use crate::model::charter::compact;
use crate::numeral;

/// An article's number, with the annex it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct ArticleNumber {
    /// The annex as written: 附件一, 《董事会议事规则》; empty for the body.
    pub(crate) part: String,
    pub(crate) number: u32,
    pub(crate) sub: u32,
    /// As written.
    pub(crate) label: String,
    /// Index among the articles, where that is known.
    pub(crate) index: Option<usize>,
    /// Whether the number stands although what was added or deleted before would change it: the article was moved.
    pub(crate) fixed: bool,
}

impl ArticleNumber {
    /// Reads 第十二条, 第十二条之一 or 附件一第五条 at the start of `text`; returns it with the rest.
    pub(crate) fn read(text: &str) -> Option<(Self, &str)> {
        let trimmed = text.trim_start();
        let at = trimmed.find('第')?;
        let part = trimmed[..at].trim();
        let annex =
            part.starts_with("附件") || part.starts_with("附录") || part.starts_with('《') && part.ends_with('》');
        if !part.is_empty() && !annex {
            return None;
        }
        let (number, sub, len) = read_label(&trimmed[at..])?;
        let end = at + len;
        let part = if part.ends_with("章程》") { String::new() } else { compact(part) };
        let label = compact(&trimmed[at..end]);
        Some((Self { part, number, sub, label, index: None, fixed: false }, &trimmed[end..]))
    }
}

/// 第十二条之一 at the start of `text`: number, sub-number, length in bytes. White space inside is allowed.
pub(crate) fn read_label(text: &str) -> Option<(u32, u32, usize)> {
    let (number, len) = read_unit(text, '条')?;
    let rest = &text[len..];
    let gap = rest.len() - rest.trim_start().len();
    if let Some(tail) = rest.trim_start().strip_prefix('之') {
        let digits: usize = tail.chars().take_while(|c| numeral::is_numeral(*c)).map(char::len_utf8).sum();
        if let Some(sub) = numeral::parse(&tail[..digits]).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0) {
            return Some((number, sub, len + gap + '之'.len_utf8() + digits));
        }
    }
    Some((number, 0, len))
}

/// 第N and a unit (条, 章, 节, 款, 项) at the start of `text`: the number and the length in bytes. 第（三）项 counts.
pub(crate) fn read_unit(text: &str, unit: char) -> Option<(u32, usize)> {
    let rest = text.strip_prefix('第')?;
    let mut digits = String::new();
    for (at, c) in rest.char_indices().take(24) {
        if c == unit {
            let number = numeral::parse(&digits).and_then(|n| u32::try_from(n).ok())?;
            return Some((number, '第'.len_utf8() + at + c.len_utf8()));
        }
        if numeral::is_numeral(c) {
            digits.push(c);
        } else if !(c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')')) {
            return None;
        }
    }
    None
}

/// A label for a number, in the style of `like`: 第12条 or 第十二条.
pub(crate) fn label_like(number: u32, sub: u32, like: &str) -> String {
    let arabic = like.chars().any(|c| c.is_ascii_digit());
    let main = if arabic { number.to_string() } else { numeral::to_chinese(u64::from(number)) };
    match sub {
        0 => format!("第{main}条"),
        sub => format!("第{main}条之{}", numeral::to_chinese(u64::from(sub))),
    }
}
