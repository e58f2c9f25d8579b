//! References to articles of the same text: 第十二条, 第十条至第十二条. Those to laws and other documents are left alone.

use std::ops::Range;

use crate::numeral;

/// What a reference points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The part in which it stands.
    Own,
    /// The body: 本章程第十条 in an annex.
    Body,
}

/// An article's number: 第十二条之一 is (12, 1).
pub(super) type Number = (u32, u32);

/// One reference, or a range of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Byte range of the words in the text.
    pub(super) at: Range<usize>,
    pub(super) first: Number,
    /// The last article of a range.
    pub(super) last: Option<Number>,
    pub(super) scope: Scope,
}

/// The references in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    // Where the reference before ended, and whether it was foreign: 《公司法》第十条、第十一条 are both of that law.
    let mut before: Option<(usize, Option<Scope>)> = None;
    let mut from = 0;
    while let Some(found) = text[from..].find('第') {
        let start = from + found;
        from = start + '第'.len_utf8();
        let Some((number, mut end)) = article(text, start) else { continue };
        let chained = before.filter(|(at, _)| is_connector(&text[*at..start]));
        let scope = match chained {
            Some((_, scope)) => scope,
            None => scope(&text[..start]),
        };
        let mut last = None;
        if let Some((to, to_end)) = range_end(text, end) {
            (last, end) = (Some(to), to_end);
        }
        before = Some((end, scope));
        from = end;
        if let Some(scope) = scope {
            out.push(Reference { at: start..end, first: number, last, scope });
        }
    }
    out
}

/// 第十二条 or 第十二条之一 at `start`, and where it ends. 第十至十二条 is read by [`range_end`] from 第十.
fn article(text: &str, start: usize) -> Option<(Number, usize)> {
    let rest = text.get(start..)?.strip_prefix('第')?;
    let digits = leading_number(rest)?;
    let number = small(&rest[..digits])?;
    let mut end = start + '第'.len_utf8() + digits;
    let after = &text[end..];
    if let Some(tail) = after.strip_prefix('条').or_else(|| after.strip_prefix('條')) {
        end += '条'.len_utf8();
        if let Some(sub) = tail.strip_prefix('之')
            && let Some(len) = leading_number(sub)
            && let Some(n) = small(&sub[..len]).filter(|n| *n < 100)
            // 第十二条之一 but not 第十二条之一切…
            && !sub[len..].starts_with(['切', '般', '个', '名'])
        {
            return Some(((number, n), end + '之'.len_utf8() + len));
        }
        return Some(((number, 0), end));
    }
    // 第十至十二条
    let joined = ['至', '到', '-', '—', '～'].iter().find_map(|mark| after.strip_prefix(*mark))?;
    let len = leading_number(joined)?;
    joined[len..].starts_with('条').then_some(((number, 0), end))
}

/// The end of a range after its first article: 至第十二条, 至十二条.
fn range_end(text: &str, at: usize) -> Option<(Number, usize)> {
    let after = &text[at..];
    let tail = ['至', '到', '-', '—', '～'].iter().find_map(|mark| after.strip_prefix(*mark))?;
    let start = at + (after.len() - tail.len());
    if tail.starts_with('第') {
        return article(text, start)
            .filter(|(_, end)| text[..*end].ends_with(['条', '條']) || text[start..].contains("条之"));
    }
    let len = leading_number(tail)?;
    let number = small(&tail[..len])?;
    tail[len..].starts_with('条').then(|| ((number, 0), start + len + '条'.len_utf8()))
}

fn leading_number(text: &str) -> Option<usize> {
    let len = text.find(|c| !numeral::is_numeral(c)).unwrap_or(text.len());
    (len > 0 && len < 40).then_some(len)
}

fn small(text: &str) -> Option<u32> {
    numeral::parse(text).and_then(|n| u32::try_from(n).ok()).filter(|n| *n < 100_000)
}

/// Whether the words between two references make them one list: 第十条第一款第（三）项、第十一条.
fn is_connector(between: &str) -> bool {
    const WORDS: [&str; 13] = ["第", "款", "项", "項", "目", "、", "和", "及", "以及", "或者", "或", "与", "至"];
    let mut rest = between;
    let mut joined = false;
    while let Some(c) = rest.chars().next() {
        if let Some(word) = WORDS.iter().find(|word| rest.starts_with(**word)) {
            joined |= !matches!(*word, "第" | "款" | "项" | "項" | "目");
            rest = &rest[word.len()..];
        } else if numeral::is_numeral(c) || matches!(c, '（' | '）' | '(' | ')') {
            rest = &rest[c.len_utf8()..];
        } else {
            return false;
        }
    }
    joined
}

/// What the words before a reference say it points into; `None` if into another document.
fn scope(before: &str) -> Option<Scope> {
    let mut before = before.trim_end();
    // 《公司法》（以下简称…）第十条
    while before.ends_with(['）', ')']) {
        let Some(open) = before.rfind(['（', '(']) else { break };
        let inner = &before[open..];
        // （一） at the start of an item is no remark on a document's name.
        if inner.chars().count() <= 4 || open == 0 {
            break;
        }
        before = before[..open].trim_end();
    }
    const OTHERS: [&str; 22] = [
        "法",
        "法典",
        "条例",
        "规定",
        "办法",
        "指引",
        "准则",
        "规则",
        "细则",
        "制度",
        "规范",
        "通知",
        "意见",
        "解释",
        "协议",
        "合同",
        "协议书",
        "细則",
        "規則",
        "辦法",
        "條例",
        "决议",
    ];
    if let Some(inside) = before.strip_suffix('》') {
        let name = inside.rfind('《').map_or(inside, |at| &inside[at + '《'.len_utf8()..]);
        let own =
            name.ends_with("章程") && !name.contains("党章程") && !name.contains("共产党") && !name.contains("工会");
        return own.then_some(Scope::Body);
    }
    if before.ends_with("章程") {
        let foreign = ["党章程", "共产党章程", "工会章程", "基金会章程", "子公司章程"];
        return (!foreign.iter().any(|name| before.ends_with(name))).then_some(Scope::Body);
    }
    if before.ends_with("党章") || before.ends_with("宪法") {
        return None;
    }
    if let Some(other) = OTHERS.iter().filter(|name| before.ends_with(**name)).max_by_key(|name| name.len()) {
        let own = before[..before.len() - other.len()].ends_with('本') && *other != "法";
        return own.then_some(Scope::Own);
    }
    Some(Scope::Own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|r| &text[r.at]).collect()
    }

    #[test]
    fn internal_and_foreign() {
        let cases: &[(&str, &[&str])] = &[
            ("依照第十二条的规定", &["第十二条"]),
            ("依照本章程第十二条第二款第（三）项执行", &["第十二条"]),
            ("依照《公司法》第十二条的规定", &[]),
            ("依照《公司法》第四十六条、第四十七条和第五十条第一款的规定", &[]),
            ("依照《公司法》第四十六条和本章程第四十条", &["第四十条"]),
            ("根据公司法第二十条", &[]),
            ("《中华人民共和国公司法》（以下简称《公司法》）第十条", &[]),
            ("按照《公司章程》第十条", &["第十条"]),
            ("《中国共产党章程》第三十三条", &[]),
            ("党章第十条", &[]),
            ("本章程第十条至第十二条", &["第十条至第十二条"]),
            ("第十至十二条、第十五条", &["第十至十二条", "第十五条"]),
            ("第十二条之一、第12条", &["第十二条之一", "第12条"]),
            ("有第十条第（一）项、第（二）项情形", &["第十条"]),
            ("第一次会议，第二届董事会，第三章", &[]),
            ("本规则第五条", &["第五条"]),
            ("（三）第八条规定的情形", &["第八条"]),
            ("违反《证券法》的规定，有第二十条情形的", &["第二十条"]),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), *expected, "{text}");
        }
        assert_eq!(find("第十条至第十二条")[0].last, Some((12, 0)));
        assert_eq!(find("第十至十二条")[0].last, Some((12, 0)));
        assert_eq!(find("本章程第十条")[0].scope, Scope::Body);
    }
}
