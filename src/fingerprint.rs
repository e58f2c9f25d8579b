//! What stays the same of a finding while its document is edited elsewhere: the rule, the kind of document, the sentence.

use std::sync::Arc;

use crate::{DossierReport, Finding, Label};

/// A finding's fingerprint. `scope` keeps apart what must not be taken for the same.
pub(crate) fn of(dossier: &DossierReport, finding: &Finding, scope: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.add(finding.rule.code.as_str());
    hash.add(finding.key.as_deref().unwrap_or_default());
    hash.add(scope);
    if let Some(label) = finding.labels.first() {
        hash.add(kind(dossier, label));
        hash.add(&sentence(label));
    }
    hash.0
}

/// The kind of the document that a label points into; empty for `dossier.toml`.
pub(crate) fn kind(dossier: &DossierReport, label: &Label) -> &'static str {
    let document = dossier.documents.iter().find(|document| Arc::ptr_eq(&document.source, &label.source));
    document.map_or("", |document| document.kind)
}

/// The sentence that a label begins in, without blanks and without the number in front.
pub(crate) fn sentence(label: &Label) -> String {
    normalised(whole_sentence(label))
}

/// The sentence that the label begins in.
fn whole_sentence(label: &Label) -> &str {
    const ENDS: [char; 5] = ['。', '；', '！', '\n', '\r'];
    /// Characters looked at on each side, so that no text without sentences is read whole for each finding.
    const REACH: usize = 400;
    let text = label.source.text();
    let at = label.span.start as usize;
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return "" };
    let start = before.char_indices().rev().take(REACH).find(|(_, c)| ENDS.contains(c)).map(|(i, c)| i + c.len_utf8());
    let start = start.unwrap_or_else(|| before.char_indices().rev().take(REACH).last().map_or(at, |(i, _)| i));
    let mut end = at;
    for character in after.chars().take(REACH) {
        // A label that goes on over a line's end goes on over a wrapped sentence.
        if ENDS.contains(&character) && end > at && end >= label.span.end as usize {
            break;
        }
        end += character.len_utf8();
    }
    text.get(start..end).unwrap_or_default()
}

/// Without blanks and without the numbers in front, which move when an article, an item or a row is added.
fn normalised(sentence: &str) -> String {
    let compact: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = compact.trim_start_matches('#');
    loop {
        let shorter = without_number(rest);
        if shorter.len() == rest.len() || shorter.is_empty() {
            return rest.to_owned();
        }
        rest = shorter;
    }
}

/// Without one number in front: 第十二条, （三）, 7., ②.
fn without_number(text: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十百千之".contains(c);
    let after = |rest: &'_ str, ends: &[char]| {
        let at = rest.find(ends)?;
        let (number, tail) = rest.split_at(at);
        let end = tail.chars().next().map_or(0, char::len_utf8);
        (!number.is_empty() && number.chars().all(numeral)).then_some(rest.len() - tail.len() + end)
    };
    let length = if let Some(rest) = text.strip_prefix('第') {
        after(rest, &['条', '章', '节', '款', '项']).map(|end| end + '第'.len_utf8())
    } else if let Some(rest) = text.strip_prefix(['（', '(']) {
        let open = text.len() - rest.len();
        after(rest, &['）', ')']).map(|end| end + open)
    } else {
        let circled = text.chars().next().filter(|c| ('①'..='⑳').contains(c)).map(char::len_utf8);
        circled.or_else(|| after(text, &['.', '、', '．', ',', '|']))
    };
    length.and_then(|length| text.get(length..)).unwrap_or(text)
}

/// FNV-1a, 64 bits: the same on every machine and in every version. Fields are kept apart by a byte that no text holds.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, field: &str) {
        for byte in field.bytes().chain([0xFF]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn numbers_in_front_do_not_count() {
        for (text, expected) in [
            ("第二十四条　公司设董事会", "公司设董事会"),
            ("第一百二十一条之一 公司设董事会", "之一公司设董事会"),
            ("## 第六章 董事会", "董事会"),
            ("（七）决定公司增加注册资本", "决定公司增加注册资本"),
            ("12. 公司发展战略", "公司发展战略"),
            ("3,陆明远,董事", "陆明远,董事"),
            ("② 三年", "三年"),
            ("第三方机构出具报告", "第三方机构出具报告"),
            ("第五条", "第五条"),
        ] {
            assert_eq!(normalised(text), expected, "{text}");
        }
    }
}
