//! The numbers that Word writes in front of paragraphs, in the notations of its `w:numFmt`.

use std::borrow::Cow;

/// Largest number that is written out; Word itself stops at 32,767.
pub(super) const MAX: u32 = 1_000_000;

/// Characters of a notation that counts with digits and units: 十, 百, 千, 万.
struct Counting {
    digits: [char; 10],
    units: [char; 3],
    myriad: char,
    /// 十 rather than 一十 at the head of a number.
    bare_ten: bool,
    /// 一百零一 rather than 一百一.
    zero: bool,
}

const PLAIN: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

const CHINESE: Counting =
    Counting { digits: PLAIN, units: ['十', '百', '千'], myriad: '万', bare_ten: true, zero: true };
const TAIWANESE: Counting = Counting { myriad: '萬', ..CHINESE };
const LEGAL_SIMPLIFIED: Counting = Counting {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ['拾', '佰', '仟'],
    bare_ten: false,
    ..CHINESE
};
const LEGAL_TRADITIONAL: Counting = Counting {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    units: ['拾', '佰', '仟'],
    myriad: '萬',
    bare_ten: false,
    ..CHINESE
};
const LEGAL_JAPANESE: Counting = Counting {
    digits: ['零', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'],
    units: ['拾', '百', '阡'],
    myriad: '萬',
    bare_ten: false,
    zero: false,
};

impl Counting {
    fn write(&self, n: u32) -> String {
        let mut out = String::new();
        if n >= 10_000 {
            self.group(n / 10_000, false, &mut out);
            out.push(self.myriad);
            if self.zero && (1..1_000).contains(&(n % 10_000)) {
                out.push(self.digits[0]);
            }
        }
        self.group(n % 10_000, !out.is_empty(), &mut out);
        out
    }

    /// Up to four digits; `inside` says that a larger group stands before.
    fn group(&self, n: u32, inside: bool, out: &mut String) {
        let mut started = inside;
        let mut gap = false;
        for (place, size) in [(3usize, 1_000), (2, 100), (1, 10), (0, 1)] {
            let digit = (n / size % 10) as usize;
            if digit == 0 {
                gap = started;
                continue;
            }
            let after_digit = std::mem::replace(&mut started, true);
            if gap && self.zero && after_digit && !(inside && place == 3) && !out.ends_with(self.digits[0]) {
                out.push(self.digits[0]);
            }
            gap = false;
            let unit = place.checked_sub(1).and_then(|i| self.units.get(i));
            let bare = digit == 1 && place == 1 && self.bare_ten && !after_digit;
            if !bare {
                out.push(self.digits[digit]);
            }
            out.extend(unit);
        }
    }
}

/// One character per decimal digit.
fn digits(n: u32, with: &[char; 10]) -> String {
    n.to_string().bytes().map(|b| with[usize::from(b - b'0') % 10]).collect()
}

/// 一 … 九十九, then one character per digit: 一○○.
fn short(n: u32, zero: char) -> String {
    if n < 100 {
        return CHINESE.write(n);
    }
    let mut with = PLAIN;
    with[0] = zero;
    digits(n, &with)
}

/// The n-th character of a row that starts at `first`.
fn enclosed(n: u32, first: char, count: u32) -> Option<String> {
    (n >= 1 && n <= count).then(|| char::from_u32(first as u32 + n - 1)).flatten().map(String::from)
}

fn row(n: u32, of: &str) -> String {
    let count = of.chars().count() as u32;
    of.chars().nth((n.saturating_sub(1) % count.max(1)) as usize).map(String::from).unwrap_or_default()
}

/// a … z, aa, bb …
fn letters(n: u32, first: u8) -> String {
    let index = n.saturating_sub(1);
    let letter = char::from(first + (index % 26) as u8);
    // Word itself never writes more than 1,261 letters.
    std::iter::repeat_n(letter, (index / 26 + 1).min(2_000) as usize).collect()
}

fn roman(mut n: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n > 100_000 {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, part) in PARTS {
        while n >= value {
            out.push_str(part);
            n -= value;
        }
    }
    out
}

fn ordinal(n: u32) -> String {
    let suffix = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// A number in the notation that `w:numFmt` names. An unknown notation counts in decimal digits, as Word does.
///
/// `pattern` is the format string of the notation `custom`, such as `001, 002, 003, ...`.
pub(super) fn write(n: u32, format: &str, pattern: Option<&str>) -> String {
    let n = n.min(MAX);
    let decimal = || n.to_string();
    match format {
        "none" | "bullet" => String::new(),
        "custom" => match pattern.and_then(|p| p.split(',').next()).map(str::trim) {
            Some(first) if !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit()) => {
                format!("{n:0width$}", width = first.len().min(8))
            }
            _ => decimal(),
        },
        "decimalZero" => format!("{n:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => {
            digits(n, &['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'])
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match n {
            1..=20 => enclosed(n, '①', 20),
            21..=35 => enclosed(n - 20, '㉑', 15),
            _ => enclosed(n.saturating_sub(35), '㊱', 15),
        }
        .unwrap_or_else(decimal),
        "decimalEnclosedFullstop" => enclosed(n, '⒈', 20).unwrap_or_else(decimal),
        "decimalEnclosedParen" => enclosed(n, '⑴', 20).unwrap_or_else(decimal),
        // Word writes ㈠, not ㊀, whatever the standard says.
        "ideographEnclosedCircle" => enclosed(n, '㈠', 10).unwrap_or_else(decimal),
        "chineseCounting" => short(n, '○'),
        "taiwaneseCounting" => short(n, '○'),
        // The standard has `japaneseCounting` leave out the 一 of 一百. Chinese programs write it for lists that users see
        // as 一、二、三, and LibreOffice shows 一百零一; so do we.
        "chineseCountingThousand" | "japaneseCounting" => CHINESE.write(n),
        "taiwaneseCountingThousand" => TAIWANESE.write(n),
        "chineseLegalSimplified" => LEGAL_SIMPLIFIED.write(n),
        "ideographLegalTraditional" => LEGAL_TRADITIONAL.write(n),
        "japaneseLegal" => LEGAL_JAPANESE.write(n),
        "ideographDigital" | "japaneseDigitalTenThousand" => {
            let mut with = PLAIN;
            with[0] = '〇';
            digits(n, &with)
        }
        "taiwaneseDigital" => {
            let mut with = PLAIN;
            with[0] = '○';
            digits(n, &with)
        }
        "ideographTraditional" if n <= 10 => row(n, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" if n <= 12 => row(n, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" if n <= 60 => row(n, "甲乙丙丁戊己庚辛壬癸") + &row(n, "子丑寅卯辰巳午未申酉戌亥"),
        "lowerLetter" => letters(n, b'a'),
        "upperLetter" => letters(n, b'A'),
        "lowerRoman" => roman(n).to_ascii_lowercase(),
        "upperRoman" => roman(n),
        "ordinal" => ordinal(n),
        "hex" => format!("{n:X}"),
        "numberInDash" => format!("- {n} -"),
        _ => decimal(),
    }
}

/// Private-use characters of symbol fonts as the signs they look like.
pub(super) fn symbol(font: Option<&str>, code: u32) -> Cow<'static, str> {
    let low = code & 0xFF;
    let private = (0xF000..=0xF0FF).contains(&code);
    let sign = match (font.unwrap_or_default(), low) {
        ("Wingdings", 0x6C | 0x9F) => "●",
        ("Wingdings", 0x6E | 0xA7) => "■",
        ("Wingdings", 0x75) => "◆",
        ("Wingdings", 0x6F | 0x70 | 0x71 | 0x72 | 0xA8) => "□",
        ("Wingdings", 0xA1) => "○",
        ("Wingdings", 0xD8) => "➢",
        ("Wingdings", 0xFB) => "×",
        ("Wingdings", 0xFC) => "√",
        ("Wingdings", 0xFD) => "☒",
        ("Wingdings", 0xFE) => "☑",
        ("Wingdings 2", 0x50) => "√",
        ("Wingdings 2", 0x4F) => "×",
        ("Wingdings 2", 0x51 | 0x53 | 0x54) => "☒",
        ("Wingdings 2", 0x52) => "☑",
        ("Wingdings 2", 0x2A | 0x30 | 0xA3) => "□",
        ("Symbol", 0xB7) => "•",
        ("Symbol", 0xD6) => "√",
        ("Symbol", 0xB4) => "×",
        _ if private => "•",
        _ => return char::from_u32(code).map_or(Cow::Borrowed(""), |c| Cow::Owned(c.to_string())),
    };
    Cow::Borrowed(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations() {
        let cases: &[(&str, u32, &str)] = &[
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("decimalFullWidth", 120, "１２０"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalEnclosedCircle", 36, "㊱"),
            ("decimalEnclosedCircle", 51, "51"),
            ("decimalEnclosedParen", 3, "⑶"),
            ("decimalEnclosedFullstop", 3, "⒊"),
            ("ideographEnclosedCircle", 2, "㈡"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 100, "一○○"),
            ("chineseCounting", 121, "一二一"),
            ("chineseCountingThousand", 10, "十"),
            ("chineseCountingThousand", 19, "十九"),
            ("chineseCountingThousand", 100, "一百"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 111, "一百一十一"),
            ("chineseCountingThousand", 210, "二百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("chineseCountingThousand", 1010, "一千零一十"),
            ("chineseCountingThousand", 10_010, "一万零一十"),
            ("chineseCountingThousand", 20_000, "二万"),
            ("japaneseCounting", 10, "十"),
            ("japaneseCounting", 45, "四十五"),
            ("japaneseCounting", 101, "一百零一"),
            ("japaneseCounting", 211, "二百一十一"),
            ("chineseLegalSimplified", 11, "壹拾壹"),
            ("chineseLegalSimplified", 105, "壹佰零伍"),
            ("ideographDigital", 105, "一〇五"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiacTraditional", 13, "丙子"),
            ("lowerLetter", 26, "z"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("ordinal", 112, "112th"),
            ("numberInDash", 2, "- 2 -"),
            ("none", 2, ""),
            ("somethingNew", 2, "2"),
        ];
        for (format, n, expected) in cases {
            assert_eq!(write(*n, format, None), *expected, "{format} {n}");
        }
        assert_eq!(write(7, "custom", Some("001, 002, 003, ...")), "007");
    }

    #[test]
    fn symbols_become_signs() {
        assert_eq!(symbol(Some("Wingdings"), 0xF0FE), "☑");
        assert_eq!(symbol(Some("Wingdings 2"), 0x52), "☑");
        assert_eq!(symbol(None, 0xF0B7), "•");
        assert_eq!(symbol(Some("宋体"), 0x2611), "☑");
    }
}
