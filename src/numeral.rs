//! Numbers as Chinese documents write them.

/// Largest number that the functions here read or write.
pub const MAX: u64 = 9_999_999_999_999_999;

/// The value of one digit character, in any of the forms that occur: `1`, `１`, 一, 壹, 〇, and the look-alikes of 〇.
#[must_use]
pub const fn digit(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => c as u64 - '0' as u64,
        '０'..='９' => c as u64 - '０' as u64,
        // ○ and the letters O (Latin, Greek, Cyrillic, full-width) are typed for 〇.
        '〇' | '零' | '○' | '◯' | 'O' | 'o' | 'Ο' | 'ο' | 'О' | 'Ｏ' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '两' | '兩' | '弍' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

const fn tens(c: char) -> Option<u64> {
    Some(match c {
        '廿' => 20,
        '卅' => 30,
        '卌' => 40,
        _ => return None,
    })
}

/// Whether `c` can be part of a whole number.
#[must_use]
pub const fn is_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some() || tens(c).is_some()
}

/// Reads a whole number: 第**一百二十一**条, **12**, **二〇二四**, **叁佰**, **廿三**. White space inside is ignored.
///
/// 一百一 is read as 101, as in article numbers. Returns `None` for anything else, and past [`MAX`].
///
/// ```
/// use charterlint::numeral::parse;
/// assert_eq!(parse("一百二十一"), Some(121));
/// assert_eq!(parse("二〇二四"), Some(2024));
/// assert_eq!(parse("１２"), Some(12));
/// assert_eq!(parse("十十"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<u64> {
    let chars = || text.chars().filter(|c| !c.is_whitespace());
    if chars().all(|c| digit(c).is_some()) {
        let mut value = None;
        for c in chars() {
            value = Some(value.unwrap_or(0u64) * 10 + digit(c)?);
            if value > Some(MAX) {
                return None;
            }
        }
        return value;
    }
    // `total` holds closed 亿 and 万 groups, `group` the open one, `pending` digits without a unit so far.
    let (mut total, mut group, mut pending) = (0u64, 0u64, None::<u64>);
    let (mut last_small, mut last_big) = (u64::MAX, u64::MAX);
    let mut arabic = false;
    for c in chars() {
        if let Some(value) = digit(c) {
            let is_arabic = c.is_ascii_digit() || ('０'..='９').contains(&c);
            pending = match pending {
                None => Some(value),
                Some(0) => Some(value),
                Some(before) if arabic && is_arabic => Some(before.checked_mul(10)?.checked_add(value)?),
                Some(_) => return None,
            };
            arabic = is_arabic;
        } else if let Some(value) = tens(c) {
            if pending.is_some_and(|p| p != 0) || last_small <= 10 {
                return None;
            }
            group += value;
            last_small = 10;
            pending = None;
        } else {
            let value = unit(c)?;
            if value < 10_000 {
                if value >= last_small {
                    return None;
                }
                let count = match pending.take() {
                    None if value == 10 => 1,
                    Some(0) if value == 10 => 1,
                    None | Some(0) => return None,
                    Some(count) => count,
                };
                group = group.checked_add(count.checked_mul(value)?)?;
                last_small = value;
            } else {
                // 万亿 multiplies; 亿 after 万 closes both.
                let open = group.checked_add(pending.take().unwrap_or(0))?;
                if open == 0 && total == 0 {
                    return None;
                }
                if value >= last_big {
                    if open != 0 {
                        total = total.checked_add(open)?;
                    }
                    total = total.checked_mul(value)?;
                } else {
                    total = total.checked_add(open.checked_mul(value)?)?;
                }
                last_big = value;
                group = 0;
                last_small = u64::MAX;
            }
        }
    }
    let value = total.checked_add(group)?.checked_add(pending.unwrap_or(0))?;
    (value <= MAX).then_some(value)
}

/// Writes a whole number with Chinese numerals, as article numbers are written: 121 is 一百二十一, 10 is 十.
/// Numbers past [`MAX`] are written with digits.
///
/// ```
/// assert_eq!(charterlint::numeral::to_chinese(105), "一百零五");
/// ```
#[must_use]
pub fn to_chinese(number: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const BIG: [&str; 4] = ["", "万", "亿", "万亿"];
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    if number > MAX {
        return number.to_string();
    }
    let group = |n: u64| {
        let mut out = String::new();
        let mut gap = false;
        for (size, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let d = n / size % 10;
            if d == 0 {
                gap = !out.is_empty();
                continue;
            }
            if gap {
                out.push_str(DIGITS[0]);
                gap = false;
            }
            out.push_str(DIGITS[d as usize]);
            out.push_str(name);
        }
        out
    };
    let mut out = String::new();
    for i in (0..4).rev() {
        let n = number / 10_000u64.pow(i as u32) % 10_000;
        if n == 0 {
            continue;
        }
        let above = number / 10_000u64.pow(i as u32 + 1);
        if above > 0 && (n < 1000 || above.is_multiple_of(10)) {
            out.push_str(DIGITS[0]);
        }
        // 万亿 is written 万 where an 亿 follows: 一万二千亿, but 一万亿.
        let follows = i == 3 && !(number / 100_000_000).is_multiple_of(10_000);
        out.push_str(&group(n));
        out.push_str(if follows { "万" } else { BIG[i] });
    }
    match out.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_that_occur() {
        let cases: &[(&str, Option<u64>)] = &[
            ("一", Some(1)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("廿三", Some(23)),
            ("卅", Some(30)),
            ("一百一", Some(101)),
            ("一百零一", Some(101)),
            ("一〇一", Some(101)),
            ("一百一十", Some(110)),
            ("一百二十三", Some(123)),
            ("二百", Some(200)),
            ("一千零一", Some(1001)),
            ("二ΟΟ八", Some(2008)),
            ("二 0 二五", Some(2025)),
            ("二○二四", Some(2024)),
            ("1 21", Some(121)),
            ("１２", Some(12)),
            ("叁佰", Some(300)),
            ("伍仟万", Some(50_000_000)),
            ("5000万", Some(50_000_000)),
            ("三亿二千万", Some(320_000_000)),
            ("一万亿", Some(1_000_000_000_000)),
            ("二十万零五百", Some(200_500)),
            ("四十", Some(40)),
            ("卌", Some(40)),
            ("一百廿三", Some(123)),
            ("一万零十五", Some(10_015)),
            ("九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九", Some(MAX)),
            ("9999999999999999", Some(MAX)),
            ("10000000000000000", None),
            ("一亿亿", None),
            ("十十", None),
            ("二廿三", None),
            ("十廿", None),
            ("二3百", None),
            ("2三百", None),
            ("一千零百", None),
            ("百", None),
            ("", None),
            ("条", None),
            ("一十百", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), *expected, "{text}");
        }
    }

    #[test]
    fn numbers_as_they_are_written() {
        let cases: &[(u64, &str)] = &[
            (0, "零"),
            (9, "九"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (101, "一百零一"),
            (110, "一百一十"),
            (111, "一百一十一"),
            (1_001, "一千零一"),
            (1_010, "一千零一十"),
            (10_000, "一万"),
            (10_015, "一万零一十五"),
            (11_000, "一万一千"),
            (100_000, "十万"),
            (100_500, "十万零五百"),
            (105_000, "十万零五千"),
            (100_000_000, "一亿"),
            (100_000_001, "一亿零一"),
            (110_000_000, "一亿一千万"),
            (1_000_000_000_000, "一万亿"),
            (1_000_000_000_001, "一万亿零一"),
            (1_000_100_000_000, "一万零一亿"),
            (1_200_000_000_000, "一万二千亿"),
            (MAX, "九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九"),
            (MAX + 1, "10000000000000000"),
        ];
        for (number, expected) in cases {
            assert_eq!(to_chinese(*number), *expected);
        }
    }

    proptest! {
        #[test]
        fn written_numbers_are_read_back(n in 0..=MAX) {
            prop_assert_eq!(parse(&to_chinese(n)), Some(n), "{}", to_chinese(n));
        }

        #[test]
        fn small_numbers_are_read_back(n in 0u64..200_000) {
            prop_assert_eq!(parse(&to_chinese(n)), Some(n), "{}", to_chinese(n));
        }

        #[test]
        fn any_text_is_safe(text in "[一二三十百千万亿零〇廿0-9 ]{0,24}") {
            if let Some(n) = parse(&text) {
                prop_assert!(n <= MAX);
            }
        }
    }
}
