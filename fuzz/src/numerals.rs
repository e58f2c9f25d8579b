//! Numbers, days, shares and amounts.

use charterlint::{Date, Span, numeral};

use super::holds;

/// Numbers there and back; days there and back; amounts that stand where they say.
pub fn numerals(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(number) = numeral::parse(&text) {
        assert!(number <= numeral::MAX, "{text} is {number}");
        assert_eq!(numeral::parse(&numeral::to_chinese(number)), Some(number), "{text}");
    }
    if let Some(eight) = bytes.first_chunk() {
        let number = u64::from_le_bytes(*eight) % (numeral::MAX + 1);
        let words = numeral::to_chinese(number);
        assert!(words.chars().all(numeral::is_numeral), "{words}");
        assert_eq!(numeral::parse(&words), Some(number), "{words}");
    }
    if let Ok(date) = text.parse::<Date>() {
        assert_eq!(date.to_string().parse::<Date>(), Ok(date), "{text}");
        let _ = (date.add_days(i32::MAX), date.add_months(i32::MIN), date.add_years(i32::MAX), date.quarter());
    }
    for condition in charterlint::model::amount::conditions(&text, Span::default(), "万元") {
        holds::span(&text, condition.span);
    }
}
