//! Blanks and notes that a template left behind.

use crate::Verdict;
use crate::model::charter::quotation;
use crate::rules::context::{Context, judge, not_applicable};
use crate::source::Span;

/// No placeholder is left in the text.
pub(super) fn no_placeholders(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let charter = context.charter()?;
    if context.dossier.charter_is_template() {
        return Err(not_applicable("本文件是模板", "the document is a template"));
    }
    let text = charter.charter.source().reading();
    let findings = find(text).into_iter().map(|span| {
        let shown: String = quotation(text.get(span.range()).unwrap_or_default()).chars().take(20).collect();
        context.finding().fill(&[("text", &shown)]).label(charter.label(span)).build()
    });
    Ok(judge(findings.collect(), Vec::new()))
}

fn blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '_' | '＿' | '*' | '＊' | '×' | 'X' | 'x'))
}

/// The length of the line of marks that a text begins with; the end of a page's line may cut it.
fn drawn(text: &str, mark: char) -> usize {
    fn below(text: &str) -> Option<&str> {
        let end = text.trim_start_matches([' ', '\u{3000}']);
        let next = end.strip_prefix("\r\n").or_else(|| end.strip_prefix(['\n', '\r']))?;
        Some(next.trim_start_matches([' ', '\u{3000}']))
    }
    let mut rest = text.trim_start_matches(mark);
    while let Some(more) = below(rest).and_then(|next| next.strip_prefix(mark)) {
        rest = more.trim_start_matches(mark);
    }
    text.len() - rest.len()
}

/// Notes to the drafter, where they stand at the start of a bracket or of a line.
const NOTES: [&str; 7] = ["示例", "可选", "二选一", "待定", "注：", "注:", "拟"];

/// All placeholders of a text, in order.
pub(crate) fn find(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    // 【目的】 after an article's number is a heading where articles have such headings throughout.
    let headed = text.contains('【')
        && text.matches("条 【").count() + text.matches("条【").count() + text.matches("条　【").count() >= 3;
    let mut title_depth = 0usize;
    while at < bytes.len() {
        // Han characters are most of a text and none of the marks below.
        if matches!(bytes[at], 0xE4..=0xE9) {
            at += 3;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let width = c.len_utf8();
        let rest = &text[at + width..];
        let within = |close: char, most: usize| {
            // A wrapped line may break inside once.
            let i = rest.char_indices().take(most).find(|(_, c)| *c == close).map(|(i, _)| i)?;
            (rest[..i].lines().count() <= 2).then_some(i)
        };
        let mut end = None;
        match c {
            '《' => title_depth += 1,
            '》' => title_depth = title_depth.saturating_sub(1),
            '\n' | '\r' => title_depth = 0,
            '【' => {
                if let Some(close) = within('】', 40) {
                    let inner = &rest[..close];
                    let is_year = inner.len() == 4 && inner.bytes().all(|b| b.is_ascii_digit());
                    let is_heading = headed && text[..at].trim_end().ends_with('条');
                    if !is_year && !is_heading {
                        end = Some(at + width + close + '】'.len_utf8());
                    }
                }
            }
            '〔' | '[' | '［' => {
                let close = match c {
                    '〔' => '〕',
                    '[' => ']',
                    _ => '］',
                };
                if let Some(i) = within(close, 12).filter(|i| blank(&rest[..*i]))
                    && !text[..at].trim_end().ends_with(['-', '*'])
                {
                    end = Some(at + width + i + close.len_utf8());
                }
            }
            '（' | '(' => {
                let close = if c == '（' { '）' } else { ')' };
                if let Some(i) = within(close, 60) {
                    let inner = rest[..i].trim();
                    let note = NOTES.iter().any(|note| inner.starts_with(note)) && !inner.starts_with("拟定");
                    if blank(&rest[..i]) || note {
                        end = Some(at + width + i + close.len_utf8());
                    }
                }
            }
            '{' => {
                if let Some(i) = within('}', 30) {
                    end = Some(at + width + i + 1);
                }
            }
            '×' | '＊' | '＿' => {
                let run = drawn(&text[at..], c);
                if run >= 2 * width && title_depth == 0 {
                    end = Some(at + run);
                }
            }
            '_' => {
                let run = drawn(&text[at..], '_');
                if run >= 3 {
                    end = Some(at + run);
                }
            }
            'X' | 'x' => {
                let run = text[at..].len() - text[at..].trim_start_matches(c).len();
                let before = at.checked_sub(1).and_then(|i| bytes.get(i));
                let after = bytes.get(at + run);
                let latin = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
                if run >= 2 && !latin(before) && !latin(after) && title_depth == 0 {
                    end = Some(at + run);
                }
            }
            _ => {}
        }
        match end {
            Some(end) => {
                out.push(Span::from(at..end));
                at = end;
            }
            None => at += width,
        }
    }
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).map(|end| end + 1).chain([text.len()]);
    for end in ends {
        let line = &text[start..end];
        let words = line.trim();
        let alone = words == "待定" || ["注：", "注:", "示例：", "示例:"].iter().any(|note| words.starts_with(note));
        if alone {
            let from = start + (line.len() - line.trim_start().len());
            out.push(Span::from(from..from + words.len()));
        }
        start += line.len();
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn placeholders_and_look_alikes() {
        for (text, expected) in [
            ("注册资本【】万元", vec!["【】"]),
            ("名称：【公司名称】", vec!["【公司名称】"]),
            ("住所：____路", vec!["____"]),
            ("信用代码：____\n________。", vec!["____\n________"]),
            ("××有限公司", vec!["××"]),
            ("XX集团", vec!["XX"]),
            ("由（  ）人组成", vec!["（  ）"]),
            ("[ ]年[ ]月[ ]日", vec!["[ ]", "[ ]", "[ ]"]),
            ("名称为${company}", vec!["{company}"]),
            ("（示例：五名）", vec!["（示例：五名）"]),
            ("注：此条可删", vec!["注：此条可删"]),
            ("国资发〔2020〕86号", vec![]),
            ("委员若干名", vec![]),
            ("《××省国有资产条例》", vec![]),
            ("拟订方案（以下简称方案）", vec![]),
            ("国发【2015】12号", vec![]),
        ] {
            let found: Vec<&str> = find(text).iter().map(|s| &text[s.range()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
