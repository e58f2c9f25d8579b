//! One cell that lists several topics: 1.学习……；2.研究…….

use crate::numeral::to_chinese;

/// How the topics of a cell may be numbered.
const STYLES: [(&str, &str, bool); 9] = [
    ("", ".", false),
    ("", "．", false),
    ("", "、", false),
    ("", "、", true),
    ("（", "）", false),
    ("（", "）", true),
    ("(", ")", false),
    ("", "）", false),
    ("", ")", false),
];

/// The topics that a text lists under numbers of their own, from 1 on; the whole text if it lists fewer than two.
pub(super) fn topics(text: &str) -> Vec<&str> {
    let text = text.trim();
    for (before, after, chinese) in STYLES {
        let mark = |number: u64| {
            let number = if chinese { to_chinese(number) } else { number.to_string() };
            format!("{before}{number}{after}")
        };
        let Some(mut rest) = text.strip_prefix(mark(1).as_str()) else { continue };
        let mut out = Vec::new();
        let mut next = 2;
        // 2.5亿元 and the like are no number of a topic.
        let starts = |rest: &str, mark: &str| {
            rest.match_indices(mark).map(|(at, _)| at).find(|&at| {
                let digit = |c: char| c.is_ascii_digit() || c == '.';
                let before = rest[..at].chars().next_back();
                let after = rest[at + mark.len()..].chars().next();
                !before.is_some_and(digit) && !(mark.ends_with('.') && after.is_some_and(digit))
            })
        };
        while let Some(at) = starts(rest, &mark(next)) {
            out.push(&rest[..at]);
            rest = &rest[at + mark(next).len()..];
            next += 1;
        }
        if !out.is_empty() {
            out.push(rest);
            return out.into_iter().map(|topic| topic.trim().trim_end_matches(['；', ';', '。', '，', ','])).collect();
        }
    }
    vec![text]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_list_topics() {
        for (text, expected) in [
            ("1.学习讲话；2.研究预算；3.研究换届", &["学习讲话", "研究预算", "研究换届"][..]),
            ("一、学习讲话。二、研究预算", &["学习讲话", "研究预算"]),
            ("（1）学习讲话（2）投资2.5亿元建设水厂", &["学习讲话", "投资2.5亿元建设水厂"]),
            ("1.学习讲话 2.投资2.5亿元建设水厂", &["学习讲话", "投资2.5亿元建设水厂"]),
            ("1、学习讲话", &["1、学习讲话"]),
            ("研究预算", &["研究预算"]),
            ("2026年投资计划", &["2026年投资计划"]),
        ] {
            assert_eq!(topics(text), expected, "{text}");
        }
    }
}
