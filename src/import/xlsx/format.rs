//! Numbers and dates as a sheet shows them, by number format code.

/// The code of a built-in format, as a Chinese Excel shows it.
pub(super) const fn builtin(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        14 | 30 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy年m月",
        28 | 29 | 51 | 53 | 54 | 58 => "m月d日",
        31 => "yyyy年m月d日",
        32 => "h时mm分",
        33 => "h时mm分ss秒",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss",
        49 => "@",
        _ => return None,
    })
}

/// One element of a format code.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Literal(&'a str),
    /// `yyyy`, `m`, `ss`: the letter and how often it stands.
    Date(char, usize),
    /// `[h]`: hours, minutes or seconds past their own limit.
    Elapsed(char),
    /// AM/PM or 上午/下午.
    Noon(bool),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Exponent,
    /// `General` or `@`.
    General,
}

/// The n-th section of a code, or the first; and whether the sign shows by the section itself.
fn section(code: &str, value: f64) -> (&str, bool) {
    let mut sections = Vec::with_capacity(4);
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted && sections.len() < 4 => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    let conditional = sections.iter().any(|s| s.contains("[<") || s.contains("[>") || s.contains("[="));
    match (sections.get(1), sections.get(2)) {
        (Some(negative), _) if value < 0.0 && !conditional => (negative, true),
        (_, Some(zero)) if value == 0.0 && !conditional => (zero, false),
        _ => (sections[0], false),
    }
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let starts = |word: &str| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let (token, length) = match c {
            '"' => {
                let end = rest[1..].find('"').map_or(rest.len(), |n| n + 1);
                (Some(Token::Literal(&rest[1..end])), (end + 1).min(rest.len()))
            }
            '\\' | '!' => {
                let end = rest.chars().take(2).map(char::len_utf8).sum();
                (Some(Token::Literal(&rest[1..end])), end)
            }
            // A space as wide as the next character; a character repeated to the cell's width.
            '_' => (Some(Token::Literal(" ")), rest.chars().take(2).map(char::len_utf8).sum()),
            '*' => (None, rest.chars().take(2).map(char::len_utf8).sum()),
            '[' => {
                let end = rest.find(']').map_or(rest.len(), |n| n + 1);
                let inside = rest.get(1..end.saturating_sub(1)).unwrap_or_default();
                let token = match inside.chars().next().map(|c| c.to_ascii_lowercase()) {
                    Some(unit @ ('h' | 'm' | 's')) if inside.chars().all(|c| c.eq_ignore_ascii_case(&unit)) => {
                        Some(Token::Elapsed(unit))
                    }
                    // [$¥-804]: a currency sign, then a locale.
                    Some('$') => inside[1..].split('-').next().filter(|sign| !sign.is_empty()).map(Token::Literal),
                    _ => None,
                };
                (token, end)
            }
            _ if starts("General") => (Some(Token::General), "General".len()),
            _ if starts("AM/PM") => (Some(Token::Noon(false)), "AM/PM".len()),
            _ if starts("A/P") => (Some(Token::Noon(false)), "A/P".len()),
            _ if rest.starts_with("上午/下午") => (Some(Token::Noon(true)), "上午/下午".len()),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' => {
                let count = rest.chars().take_while(|x| x.eq_ignore_ascii_case(&c)).count();
                (Some(Token::Date(c.to_ascii_lowercase(), count)), count)
            }
            'e' | 'E' if rest[1..].starts_with(['+', '-']) => (Some(Token::Exponent), 2),
            'e' | 'E' => (Some(Token::Date('y', 4)), 1),
            '0' | '#' | '?' => (Some(Token::Digit(c)), 1),
            '.' => (Some(Token::Point), 1),
            ',' => (Some(Token::Comma), 1),
            '%' => (Some(Token::Percent), 1),
            '@' => (Some(Token::General), 1),
            _ => (Some(Token::Literal(&rest[..c.len_utf8()])), c.len_utf8()),
        };
        out.extend(token);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// Longest format code that is followed.
const LONGEST_CODE: usize = 255;

/// A number as a sheet shows it under a format code.
pub(super) fn show(value: f64, code: &str, since_1904: bool) -> String {
    if code.len() > LONGEST_CODE || !value.is_finite() {
        return general(value);
    }
    let (code, signed) = section(code, value);
    let tokens = tokens(code);
    let is_date = tokens.iter().any(|token| matches!(token, Token::Date(..) | Token::Elapsed(_) | Token::Noon(_)));
    if is_date {
        return date(value, &tokens, since_1904).unwrap_or_else(|| general(value));
    }
    number(if signed { value.abs() } else { value }, &tokens)
}

/// A number without a format: at most 15 significant digits, as Excel keeps.
pub(in crate::import) fn general(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{:.0}", value + 0.0);
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded != 0.0 && (rounded.abs() >= 1e21 || rounded.abs() < 1e-9) {
        format!("{rounded:e}")
    } else {
        rounded.to_string()
    }
}

fn number(value: f64, tokens: &[Token<'_>]) -> String {
    let has = |wanted: Token<'_>| tokens.contains(&wanted);
    let digits = tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    // Fractions such as `# ?/?` are shown as decimals.
    let fraction = has(Token::Literal("/")) && has(Token::Digit('?'));
    if has(Token::General) || has(Token::Exponent) || fraction {
        return literals_around(&general(value), tokens);
    }
    if digits == 0 {
        // A section of nothing but literals hides the number.
        return literals_around("", tokens);
    }
    let point = tokens.iter().position(|t| *t == Token::Point).unwrap_or(tokens.len());
    let count = |tokens: &[Token<'_>], zeros_only: bool| {
        tokens.iter().filter(|t| matches!(t, Token::Digit(c) if !zeros_only || *c == '0')).count()
    };
    let (whole_part, decimal_part) = tokens.split_at(point);
    let first = whole_part.iter().position(|t| matches!(t, Token::Digit(_)));
    let last = whole_part.iter().rposition(|t| matches!(t, Token::Digit(_)));
    let commas_inside = first.zip(last).is_some_and(|(first, last)| whole_part[first..last].contains(&Token::Comma));
    // Commas behind the last digit divide by a thousand each.
    let end = tokens.iter().rposition(|t| matches!(t, Token::Digit(_))).unwrap_or(tokens.len());
    let scale = tokens[end..].iter().filter(|t| **t == Token::Comma).count();
    let percents = tokens.iter().filter(|t| **t == Token::Percent).count().min(4);
    let scaled = value * 100f64.powi(percents as i32) / 1000f64.powi(scale.min(4) as i32);
    let places = count(decimal_part, false).min(15);
    let kept = count(decimal_part, true).min(15);
    // Rounded in decimal first, so that 0.285 shows as 0.29 as a sheet has it.
    let exact: f64 = format!("{scaled:.14e}").parse().unwrap_or(scaled);
    let nudged = exact + exact.signum() * exact.abs() * 1e-15;
    let text = format!("{:.places$}", nudged.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut decimals = decimals.to_owned();
    while decimals.len() > kept && decimals.ends_with('0') {
        decimals.pop();
    }
    let least = count(whole_part, true).min(30);
    let whole = if whole == "0" && least == 0 { "" } else { whole };
    let mut whole = format!("{whole:0>least$}");
    if commas_inside {
        whole = grouped(&whole);
    }
    let is_zero = whole.bytes().chain(decimals.bytes()).all(|b| matches!(b, b'0' | b','));
    let sign = if value < 0.0 && !is_zero { "-" } else { "" };
    let dot = if decimals.is_empty() { "" } else { "." };
    literals_around(&format!("{sign}{whole}{dot}{decimals}"), tokens)
}

/// The number where the first digit stands, literals and percent signs around it.
fn literals_around(number: &str, tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    let mut placed = false;
    for token in tokens {
        match token {
            Token::Literal(text) => out.push_str(text),
            Token::Percent => out.push('%'),
            Token::Digit(_) | Token::General | Token::Point if !placed => {
                out.push_str(number);
                placed = true;
            }
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A day of the calendar from days since 1970-01-01.
fn civil(days: i64) -> (i64, u32, u32) {
    // Years that start in March, in cycles of 400 years.
    let shifted = days + 719_468;
    let cycle = shifted.div_euclid(146_097);
    let day_of_cycle = shifted.rem_euclid(146_097);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
    (year, month as u32, day as u32)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const WEEKDAYS_ZH: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

fn date(serial: f64, tokens: &[Token<'_>], since_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds_in_all = (serial * 86_400.0).round() as i64;
    let (days, seconds) = (seconds_in_all.div_euclid(86_400), seconds_in_all.rem_euclid(86_400));
    // 1900 counts as a leap year: numbers below 60 lie one day behind.
    let epoch = if since_1904 { -24_107 } else { -25_569 + i64::from(days < 60) };
    let (year, month, day) = civil(days + epoch);
    let weekday = (days + epoch + 4).rem_euclid(7) as usize;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let twelve = tokens.iter().any(|t| matches!(t, Token::Noon(_)));
    let padded = |value: i64, count: usize| if count >= 2 { format!("{value:02}") } else { value.to_string() };
    let name = |names: &[&str], index: usize, full: bool| -> String {
        let name = names.get(index).copied().unwrap_or_default();
        name.chars().take(if full { usize::MAX } else { 3 }).collect()
    };
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        let clock = |t: &&Token<'_>| matches!(t, Token::Date(..) | Token::Elapsed(_));
        let before = tokens[..i].iter().rfind(clock);
        let after = tokens[i + 1..].iter().find(clock);
        match *token {
            Token::Date('y', count) if count <= 2 => out += &format!("{:02}", year.rem_euclid(100)),
            Token::Date('y', _) => out += &year.to_string(),
            Token::Date('m', count) => {
                let minutes = matches!(before, Some(Token::Date('h', _) | Token::Elapsed('h')))
                    || matches!(after, Some(Token::Date('s', _) | Token::Elapsed('s')));
                out += &match count {
                    _ if minutes => padded(minute, count),
                    3 => name(&MONTHS, month as usize - 1, false),
                    4.. => name(&MONTHS, month as usize - 1, true),
                    _ => padded(i64::from(month), count),
                };
            }
            Token::Date('d', count @ 1..=2) => out += &padded(i64::from(day), count),
            Token::Date('d', count) => out += &name(&WEEKDAYS, weekday, count > 3),
            Token::Date('a', count) => {
                out += if count > 3 { "星期" } else { "" };
                out += WEEKDAYS_ZH.get(weekday).copied().unwrap_or_default();
            }
            Token::Date('h', count) => {
                let hour = if twelve { (hour + 11) % 12 + 1 } else { hour };
                out += &padded(hour, count);
            }
            Token::Date('s', count) => out += &padded(second, count),
            Token::Elapsed('h') => out += &(seconds_in_all / 3_600).to_string(),
            Token::Elapsed('m') => out += &(seconds_in_all / 60).to_string(),
            Token::Elapsed(_) => out += &seconds_in_all.to_string(),
            Token::Noon(chinese) => {
                out += match (chinese, hour < 12) {
                    (true, true) => "上午",
                    (true, false) => "下午",
                    (false, true) => "AM",
                    (false, false) => "PM",
                };
            }
            Token::Literal(text) => out += text,
            Token::Comma => out.push(','),
            // Fractions of a second.
            Token::Point if !matches!(tokens.get(i + 1), Some(Token::Digit(_))) => out.push('.'),
            _ => {}
        }
    }
    Some(out.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let cases: &[(f64, &str, &str)] = &[
            (12.0, "General", "12"),
            (-0.0, "General", "0"),
            (-12.0, "General", "-12"),
            (0.1 + 0.2, "General", "0.3"),
            (1234567.891, "General", "1234567.891"),
            (0.6667, "0.00%", "66.67%"),
            (0.5, "0%", "50%"),
            (1234.5, "#,##0.00", "1,234.50"),
            (-1234.5, "#,##0.00;[Red](#,##0.00)", "(1,234.50)"),
            (-1234.5, "#,##0.00_ ", "-1,234.50"),
            (7.0, "000", "007"),
            (3.0, "\"第\"0\"项\"", "第3项"),
            (3.0, "0\\人", "3人"),
            (1.5, "0.##", "1.5"),
            (0.285, "0.00", "0.29"),
            (12_300_000.0, "0.00,,\"百万\"", "12.30百万"),
            (0.0, "0;-0;;@", ""),
            (5000.0, "[$¥-804]#,##0", "¥5,000"),
            (5.0, "@", "5"),
            (-0.001, "0.00", "0.00"),
        ];
        for (value, code, expected) in cases {
            assert_eq!(show(*value, code, false), *expected, "{value} {code}");
        }
    }

    #[test]
    fn dates() {
        let cases: &[(f64, &str, &str)] = &[
            (45_474.0, "yyyy/m/d", "2024/7/1"),
            (45_474.0, "yyyy\"年\"m\"月\"d\"日\";@", "2024年7月1日"),
            (45_474.0, "[$-804]yyyy\"年\"m\"月\"d\"日\"", "2024年7月1日"),
            (45_474.0, "yyyy-mm-dd", "2024-07-01"),
            (45_474.0, "aaaa", "星期一"),
            (45_474.0, "d-mmm-yy", "1-Jul-24"),
            (45_474.604_166_666_67, "yyyy/m/d h:mm", "2024/7/1 14:30"),
            (45_474.604_166_666_67, "h:mm AM/PM", "2:30 PM"),
            (45_474.604_166_666_67, "h\"时\"mm\"分\"", "14时30分"),
            (45_474.604_166_666_67, "mm:ss", "30:00"),
            (1.5, "[h]:mm", "36:00"),
            (60.0, "yyyy-m-d", "1900-2-28"),
            (1.0, "yyyy-m-d", "1900-1-1"),
            (-5.0, "yyyy-m-d", "-5"),
        ];
        for (value, code, expected) in cases {
            assert_eq!(show(*value, code, false), *expected, "{value} {code}");
        }
        assert_eq!(show(44_012.0, "yyyy-mm-dd", true), "2024-07-01");
    }
}
