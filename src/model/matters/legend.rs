//! What the signs of a matrix stand for: ★决定　△前置研究讨论, 1＝提出；2＝前置研究讨论.

use std::borrow::Cow;

use super::body::acts;

/// The signs that a matrix explains, with their words.
#[derive(Debug, Default)]
pub(super) struct Legend(Vec<(String, String)>);

const SIGNS: &str = "★☆●○◎◉⊙△▲▽▼◇◆□■√✓×※＊*";

/// What may stand between a sign and its words.
const LINKS: [&str; 9] = ["＝", "=", "：", ":", "表示", "代表", "为", "指", "是"];

impl Legend {
    /// Reads the texts around a matrix.
    pub(super) fn read<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut found: Vec<(String, String)> = Vec::new();
        for text in texts {
            for part in text.split(|c: char| c.is_whitespace() || "；;，,、。（）()".contains(c)) {
                let part = part
                    .trim_matches(['“', '”', '"', '‘', '’', '注', '说', '明', '代', '号', '图', '例', '符', '：', ':']);
                let Some(sign) = sign_at_start(part) else { continue };
                let rest = part[sign.len()..].trim_start_matches(['”', '"', '’']);
                let linked = LINKS.iter().find_map(|link| rest.strip_prefix(link));
                // A number or letter is a sign only where it is said to be one.
                if linked.is_none() && sign.is_ascii() && sign != "*" {
                    continue;
                }
                let words = linked.unwrap_or(rest).trim_matches(['“', '”', '"']);
                if !acts(words).is_empty() && !found.iter().any(|(known, _)| known == sign) {
                    found.push((sign.to_owned(), words.to_owned()));
                }
            }
        }
        Self(found)
    }

    /// The words of a cell that holds nothing but signs; else its own.
    pub(super) fn words<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(cell);
        }
        let parts = cell.split(['、', '/', '，', ',', ' ']).map(str::trim).filter(|part| !part.is_empty());
        let words: Option<Vec<&str>> =
            parts.map(|part| self.0.iter().find(|(sign, _)| sign == part).map(|(_, words)| words.as_str())).collect();
        match words {
            Some(words) if !words.is_empty() => Cow::Owned(words.join("、")),
            _ => Cow::Borrowed(cell),
        }
    }
}

/// The sign that a text begins with: one of the usual ones, or a number or a letter.
fn sign_at_start(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if SIGNS.contains(first) {
        return text.get(..first.len_utf8());
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        1 | 2 => text.get(..digits),
        0 if first.is_ascii_uppercase() => text.get(..1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Legend;

    #[test]
    fn signs_and_their_words() {
        let cases: [(&str, &str, &str); 8] = [
            ("说明：△前置研究讨论　★决定　○提出　◎备案", "★", "决定"),
            ("说明：△前置研究讨论　★决定　○提出　◎备案", "△", "前置研究讨论"),
            ("代号说明：1＝提出；2＝前置研究讨论；3＝决定；4＝备案", "3", "决定"),
            ("注：金额单位为万元；“●”决定，“△”前置研究讨论，“○”提出", "●", "决定"),
            ("涟源城投集团权责清单（★批准/决定；△前置研究讨论；◇备案；○拟订）", "★", "批准/决定"),
            ("●表示审议批准", "●/○", "●/○"),
            ("本表共3项", "3", "3"),
            ("★决定　○提出", "○、★", "提出、决定"),
        ];
        for (text, cell, expected) in cases {
            assert_eq!(Legend::read([text].into_iter()).words(cell), expected, "{text}: {cell}");
        }
    }
}
