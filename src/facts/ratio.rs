//! Percentages in running text.

use crate::numeral;
use crate::source::Span;

/// A percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Percentage {
    /// Its place in the text it was found in.
    pub(crate) span: Span,
    /// Hundredths of a per cent: 1% is 100.
    pub(crate) hundredths: u64,
}

/// All percentages of a text: `1%`, `0.5%`, 百分之一, 百分之零点五, 千分之五.
pub(crate) fn percentages(text: &str) -> Vec<Percentage> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices('%') {
        let digits = text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        if let Some(hundredths) = decimal(&text[digits.len()..at]) {
            out.push(Percentage { span: Span::from(digits.len()..at + 1), hundredths });
        }
    }
    for (words, scale) in [("百分之", 100), ("千分之", 10)] {
        for (at, _) in text.match_indices(words) {
            let rest = &text[at + words.len()..];
            let end = rest.find(|c| !numeral::is_numeral(c) && c != '点' && c != '.').unwrap_or(rest.len());
            let (whole, part) = rest[..end].split_once(['点', '.']).unwrap_or((&rest[..end], ""));
            let Some(whole) = numeral::parse(whole) else { continue };
            let tenths = part.chars().next().and_then(numeral::digit).unwrap_or(0);
            let Some(hundredths) = whole.checked_mul(scale).and_then(|n| n.checked_add(tenths * scale / 10)) else {
                continue;
            };
            out.push(Percentage { span: Span::from(at..at + words.len() + end), hundredths });
        }
    }
    out.sort_unstable_by_key(|p| p.span.start);
    out
}

fn decimal(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: u64 = whole.parse().ok()?;
    let mut part: String = part.chars().take(2).collect();
    while part.len() < 2 {
        part.push('0');
    }
    whole.checked_mul(100)?.checked_add(part.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::percentages;

    #[test]
    fn forms() {
        for (text, expected) in [
            ("按1%安排", vec![100]),
            ("0.5%，累计超过2%", vec![50, 200]),
            ("百分之一", vec![100]),
            ("百分之零点五", vec![50]),
            ("千分之五", vec![50]),
            ("百分之十五", vec![1500]),
            ("%", vec![]),
        ] {
            let found: Vec<u64> = percentages(text).iter().map(|p| p.hundredths).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
