//! Amounts and the intervals that conditions set: 500万元（含）以上、不足3000万元.

use std::fmt;

use serde::Serialize;

use crate::model::charter::is_space;
use crate::numeral;
use crate::source::Span;

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unit {
    /// Chinese money; values are in fen, a hundredth of a yuan.
    Yuan,
    /// Other money; values are in hundredths. Not comparable with others.
    ForeignMoney,
    /// A share of something; values are in millionths, so that 5% is 50,000.
    Share,
}

/// An amount, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Amount {
    /// What it counts.
    pub unit: Unit,
    /// How much, in the unit's smallest part.
    pub value: u64,
}

impl Amount {
    /// An amount of whole yuan.
    #[must_use]
    pub const fn yuan(yuan: u64) -> Self {
        Self { unit: Unit::Yuan, value: yuan.saturating_mul(100) }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = |f: &mut fmt::Formatter<'_>, value: u64, one: u64| {
            let (whole, mut rest) = (value / one, value % one);
            write!(f, "{whole}")?;
            if rest > 0 {
                f.write_str(".")?;
                let mut place = one / 10;
                while rest > 0 && place > 0 {
                    write!(f, "{}", rest / place)?;
                    rest %= place;
                    place /= 10;
                }
            }
            Ok(())
        };
        match self.unit {
            Unit::Share => {
                decimal(f, self.value, 10_000)?;
                f.write_str("%")
            }
            Unit::Yuan | Unit::ForeignMoney => {
                let (one, name) = match self.value {
                    v if v >= 10_000_000_000 => (10_000_000_000, "亿"),
                    v if v >= 1_000_000 => (1_000_000, "万"),
                    _ => (100, ""),
                };
                decimal(f, self.value, one)?;
                f.write_str(name)?;
                f.write_str(if self.unit == Unit::Yuan { "元" } else { "外币" })
            }
        }
    }
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Bound {
    /// The amount at the end.
    pub amount: Amount,
    /// Whether the amount itself belongs to the interval.
    pub inclusive: bool,
}

/// A condition on an amount: an interval, open on a side that is not stated.
///
/// 以上, 以下, 以内 and 达到 include the number itself; 超过, 不足, 不满 and 低于 do not; （含） and （不含） decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AmountCondition {
    /// The lower end.
    pub lower: Option<Bound>,
    /// The upper end.
    pub upper: Option<Bound>,
    /// An amount that stands without any word that makes it an end: 5000万元, 净资产的5%(含).
    pub bare: Option<Amount>,
    /// What is measured, in the document's words: 单项投资额; may be empty.
    pub quantity: String,
    /// Of what a share is taken: 最近一期经审计净资产; empty for money.
    pub base: String,
    /// The words.
    pub span: Span,
}

impl AmountCondition {
    /// What the ends count.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        self.lower.or(self.upper).map(|bound| bound.amount.unit).or(self.bare.map(|amount| amount.unit))
    }

    /// Whether the two intervals share an amount. Amounts of different units, and bare ones, share none.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let below = |upper: Option<Bound>, lower: Option<Bound>| match (upper, lower) {
            (Some(u), Some(l)) => {
                u.amount.value < l.amount.value || (u.amount == l.amount && !(u.inclusive && l.inclusive))
            }
            _ => false,
        };
        self.bare.is_none()
            && other.bare.is_none()
            && self.unit() == other.unit()
            && !below(self.upper, other.lower)
            && !below(other.upper, self.lower)
    }
}

/// A number with its unit, as it stands.
struct Found {
    start: usize,
    end: usize,
    /// `None` if no unit follows: the first end of 500-1000万元.
    amount: Option<Amount>,
    digits: (u64, u32),
}

const PLACES: u32 = 6;

/// The conditions that `text` states, in order. `unit` is the column's unit in brackets (万元) for bare numbers; empty
/// if there is none. Spans are in `at`'s source; `at.start` is where `text` starts.
///
/// ```
/// use charterlint::Span;
/// use charterlint::model::amount::conditions;
/// let found = conditions("单笔5000万元以上的投资", Span::new(0, 33), "");
/// assert_eq!(found.len(), 1);
/// ```
#[must_use]
pub fn conditions(text: &str, at: Span, unit: &str) -> Vec<AmountCondition> {
    let mut numbers: Vec<Found> = Vec::new();
    let mut from = 0;
    while let Some(found) = next_number(text, from, unit) {
        from = found.end;
        numbers.push(found);
    }
    // The first end of a range takes the unit of the second: 500-1000万元, 5%至10%.
    for i in (0..numbers.len()).rev() {
        let next = numbers.get(i + 1).and_then(|n| n.amount.map(|a| (n.start, a)));
        let Some(found) = numbers.get(i) else { continue };
        if found.amount.is_some() {
            continue;
        }
        let filled = next.and_then(|(start, amount)| {
            let gap = text.get(found.end..start)?;
            if !is_range_mark(gap) {
                return None;
            }
            let suffix = text.get(numbers[i + 1].start..numbers[i + 1].end)?;
            scaled(found.digits, suffix, amount.unit)
        });
        numbers[i].amount = filled;
    }
    numbers.retain(|found| found.amount.is_some());

    let mut out: Vec<AmountCondition> = Vec::new();
    let mut clause = 0;
    let mut last_end = 0;
    let mut range_open = false;
    for (i, found) in numbers.iter().enumerate() {
        let Some(amount) = found.amount else { continue };
        // （含500万元） repeats a bound that is already there.
        let before = &text[last_end.min(found.start)..found.start];
        if inside_inclusion(before) {
            if let Some(condition) = out.last_mut() {
                let inclusive = !before.contains('不');
                for bound in [&mut condition.lower, &mut condition.upper].into_iter().flatten() {
                    if bound.amount == amount {
                        bound.inclusive = inclusive;
                    }
                }
            }
            last_end = found.end;
            continue;
        }
        let next_start = numbers.get(i + 1).map_or(text.len(), |next| next.start);
        let after = &text[found.end..next_start];
        let suffix = suffix(after);
        let prefix = prefix(before);
        let cut = before
            .rfind(['，', ',', '；', ';', '。', '、', '：', ':', '且', '并', '或'])
            .map_or(0, |p| p + before[p..].chars().next().map_or(0, char::len_utf8));
        let lead = &before[cut..];
        let end = found.end + suffix.length;
        let (mut lower, mut upper) = (None, None);
        let bound = |inclusive| Some(Bound { amount, inclusive });
        let stated = suffix.inclusive;
        match (prefix, suffix.side) {
            (Some((Side::Lower, default)), _) => lower = bound(stated.unwrap_or(default)),
            (Some((Side::Upper, default)), _) => upper = bound(stated.unwrap_or(default)),
            (None, Some((Side::Lower, default))) => lower = bound(stated.unwrap_or(default)),
            (None, Some((Side::Upper, default))) => upper = bound(stated.unwrap_or(default)),
            (None, None) => {}
        }
        if range_open {
            // The second end of 20万元（含）—100万元（不含）.
            range_open = false;
            if let Some(condition) = out.last_mut().filter(|c| c.unit() == Some(amount.unit)) {
                condition.upper = Some(Bound { amount, inclusive: stated.unwrap_or(true) });
                if let Some(first) = condition.bare.take() {
                    condition.lower = Some(Bound { amount: first, inclusive: true });
                }
                condition.span.end = at.start + end as u32;
                last_end = end;
                clause = end;
                if suffix.range {
                    range_open = true;
                }
                continue;
            }
        }
        // 以上、不足: a lower and an upper end in one breath are one interval.
        let joined = out.last_mut().filter(|c| {
            c.unit() == Some(amount.unit)
                && c.lower.is_some()
                && c.upper.is_none()
                && upper.is_some()
                && is_joint(before)
        });
        if let Some(condition) = joined {
            condition.upper = upper;
            condition.span.end = at.start + end as u32;
            last_end = end;
            clause = end;
            continue;
        }
        let start = clause.max(last_end) + cut;
        let start = start.min(found.start);
        let words = lead.trim_matches(|c: char| is_space(c) || c.is_ascii_punctuation());
        let words = trim_comparator(words);
        let (quantity, base) = match amount.unit {
            Unit::Share => split_base(words),
            _ => (words.trim_end_matches(['为', '在', '达', '的']).to_owned(), String::new()),
        };
        let mut condition = AmountCondition {
            lower,
            upper,
            bare: None,
            quantity,
            base,
            span: Span::new(at.start + start as u32, at.start + end as u32),
        };
        if lower.is_none() && upper.is_none() {
            if suffix.range {
                condition.lower = Some(Bound { amount, inclusive: stated.unwrap_or(true) });
            } else {
                condition.bare = Some(amount);
            }
        }
        range_open = suffix.range;
        out.push(condition);
        last_end = end;
        clause = end;
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Lower,
    Upper,
}

struct Suffix {
    side: Option<(Side, bool)>,
    inclusive: Option<bool>,
    /// Whether a range mark follows: 至, —.
    range: bool,
    length: usize,
}

fn is_range_mark(gap: &str) -> bool {
    let gap: String = gap.chars().filter(|c| !is_space(*c)).collect();
    matches!(gap.as_str(), "-" | "—" | "－" | "–" | "~" | "～" | "至" | "到" | "——" | "--" | "、")
}

fn suffix(after: &str) -> Suffix {
    let mut out = Suffix { side: None, inclusive: None, range: false, length: 0 };
    let mut rest = after;
    loop {
        let trimmed = rest.trim_start_matches(is_space);
        let skip = rest.len() - trimmed.len();
        let taken = [
            ("（含）", None, Some(true)),
            ("(含)", None, Some(true)),
            ("（含本数）", None, Some(true)),
            ("(含本数)", None, Some(true)),
            ("（不含）", None, Some(false)),
            ("(不含)", None, Some(false)),
            ("（不含本数）", None, Some(false)),
            ("(不含本数)", None, Some(false)),
            ("（含", None, Some(true)),
            ("(含", None, Some(true)),
            ("（不含", None, Some(false)),
            ("(不含", None, Some(false)),
            ("人民币", None, None),
            ("及以上", Some((Side::Lower, true)), None),
            ("或以上", Some((Side::Lower, true)), None),
            ("以上", Some((Side::Lower, true)), None),
            ("及其以上", Some((Side::Lower, true)), None),
            ("以外", Some((Side::Lower, false)), None),
            ("起", Some((Side::Lower, true)), None),
            ("及以下", Some((Side::Upper, true)), None),
            ("或以下", Some((Side::Upper, true)), None),
            ("以下", Some((Side::Upper, true)), None),
            ("以内", Some((Side::Upper, true)), None),
            ("之内", Some((Side::Upper, true)), None),
            ("≤", Some((Side::Lower, true)), None),
            ("<", Some((Side::Lower, false)), None),
            ("＜", Some((Side::Lower, false)), None),
        ]
        .into_iter()
        .find(|(word, ..)| trimmed.starts_with(word));
        let Some((word, side, inclusive)) = taken else { break };
        // The bracket of （含500万元） is closed after its number.
        let opens = word.ends_with('含');
        if opens {
            out.inclusive = inclusive;
            break;
        }
        out.side = out.side.or(side);
        out.inclusive = out.inclusive.or(inclusive);
        out.length += skip + word.len();
        rest = &trimmed[word.len()..];
    }
    let mark = rest.trim_start_matches(is_space);
    out.range = ["-", "—", "－", "–", "~", "～", "至", "到"].iter().any(|m| mark.starts_with(m));
    out
}

/// A comparing word right before a number.
fn prefix(before: &str) -> Option<(Side, bool)> {
    let before = before.trim_end_matches(|c: char| is_space(c) || matches!(c, '人' | '民' | '币' | '约' | '（' | '('));
    [
        ("不超过", Side::Upper, true),
        ("不高于", Side::Upper, true),
        ("不大于", Side::Upper, true),
        ("未超过", Side::Upper, true),
        ("不多于", Side::Upper, true),
        ("不低于", Side::Lower, true),
        ("不少于", Side::Lower, true),
        ("不小于", Side::Lower, true),
        ("超过", Side::Lower, false),
        ("超出", Side::Lower, false),
        ("大于", Side::Lower, false),
        ("高于", Side::Lower, false),
        ("多于", Side::Lower, false),
        ("达到", Side::Lower, true),
        ("≥", Side::Lower, true),
        (">=", Side::Lower, true),
        (">", Side::Lower, false),
        ("＞", Side::Lower, false),
        ("不足", Side::Upper, false),
        ("不满", Side::Upper, false),
        ("未达到", Side::Upper, false),
        ("未达", Side::Upper, false),
        ("低于", Side::Upper, false),
        ("小于", Side::Upper, false),
        ("少于", Side::Upper, false),
        ("≤", Side::Upper, true),
        ("<=", Side::Upper, true),
        ("<", Side::Upper, false),
        ("＜", Side::Upper, false),
    ]
    .into_iter()
    .filter(|(word, ..)| ends_with_comparator(before, word))
    .max_by_key(|(word, ..)| word.len())
    .map(|(_, side, inclusive)| (side, inclusive))
}

/// 超过净资产的5%: the comparing word may stand before the base of a share.
fn ends_with_comparator(before: &str, word: &str) -> bool {
    let Some(at) = before.rfind(word) else { return false };
    let between = &before[at + word.len()..];
    between.is_empty()
        || (between.chars().count() <= 24
            && !between.contains(['，', ',', '；', ';', '。', '、', '且'])
            && [
                "资产",
                "资产的",
                "收入",
                "收入的",
                "资本",
                "资本的",
                "利润",
                "利润的",
                "总额",
                "总额的",
                "权益",
                "权益的",
                "股本",
                "股本的",
                "估值",
                "估值的",
            ]
            .iter()
            .any(|end| between.ends_with(end)))
}

fn trim_comparator(words: &str) -> &str {
    let mut words = words;
    for word in [
        "不超过",
        "不高于",
        "不大于",
        "未超过",
        "不低于",
        "不少于",
        "不小于",
        "超过",
        "超出",
        "大于",
        "高于",
        "达到",
        "不足",
        "不满",
        "未达到",
        "低于",
        "小于",
        "少于",
        "≥",
        "≤",
        "＞",
        "＜",
        ">",
        "<",
        "人民币",
        "≥=",
        "在",
    ] {
        if let Some(shorter) = words.trim_end().strip_suffix(word) {
            words = shorter;
        }
    }
    words.trim()
}

/// 单笔担保额不超过最近一期经审计净资产 into what is measured and of what the share is.
fn split_base(words: &str) -> (String, String) {
    for word in ["不超过", "不低于", "超过", "达到", "低于", "不足", "占", "为"] {
        if let Some((quantity, base)) = words.split_once(word) {
            let base = base.trim_end_matches("的").trim_end_matches("绝对值").trim();
            return (quantity.trim().to_owned(), base.to_owned());
        }
    }
    (String::new(), words.trim_end_matches("的").trim_end_matches("绝对值").to_owned())
}

/// Whether what stands between two ends joins them into one interval: 、 ， 且 or nothing.
fn is_joint(between: &str) -> bool {
    let words: String = between.chars().filter(|c| !is_space(*c)).collect();
    let mut rest = words.as_str();
    for word in ["（含）", "(含)", "（不含）", "(不含)", "）", ")"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest.trim_start_matches("以上").trim_start_matches("及以上");
    let rest = rest
        .trim_start_matches(['、', '，', ',', '且', '并', '但', '至', '到', '-', '—', 'x', 'X', '≤', '<', '＜', '；']);
    // 500万元≤单笔金额<3000万元 names the quantity in the middle.
    let signed = rest.ends_with(['<', '＜', '≤']) && rest.chars().count() <= 10;
    let rest = trim_comparator(rest);
    signed || rest.is_empty() || matches!(rest, "人民币" | "但" | "同时" | "的" | "单笔" | "单项" | "至" | "金额")
}

/// Whether a number stands in a bracket such as （含500万元）.
fn inside_inclusion(before: &str) -> bool {
    let before = before.trim_end_matches(is_space);
    ["（含", "(含", "（不含", "(不含", "（包括", "（含本数"].iter().any(|word| before.ends_with(word))
}

/// The digits of a decimal number, with the number of decimal places, cut to [`PLACES`].
fn decimal(text: &str) -> Option<(u64, u32)> {
    let mut value = 0u64;
    let mut places = None::<u32>;
    let mut any = false;
    for c in text.chars() {
        match c {
            ',' | '，' => {}
            '.' | '．' if places.is_none() => places = Some(0),
            c => {
                let digit = numeral::digit(c).filter(|_| c.is_ascii_digit() || ('０'..='９').contains(&c))?;
                if places.is_some_and(|p| p >= PLACES) {
                    continue;
                }
                value = value.checked_mul(10)?.checked_add(digit)?;
                places = places.map(|p| p + 1);
                any = true;
            }
        }
    }
    any.then_some((value, places.unwrap_or(0)))
}

fn multiplier(words: &str) -> Option<u64> {
    words.chars().try_fold(1u64, |product, c| {
        product.checked_mul(match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            '万' | '萬' => 10_000,
            '亿' | '億' => 100_000_000,
            _ => return None,
        })
    })
}

fn scale((digits, places): (u64, u32), factor: u64) -> Option<u64> {
    let value = u128::from(digits) * u128::from(factor) / 10u128.pow(places);
    u64::try_from(value).ok()
}

/// `digits` with the unit of another number's words: the 500 of 500-1000万元.
fn scaled(digits: (u64, u32), words: &str, unit: Unit) -> Option<Amount> {
    let factor = match unit {
        Unit::Share => 10_000,
        _ => {
            let multiplier_words: String = words.chars().filter(|c| multiplier(&c.to_string()).is_some()).collect();
            multiplier(&multiplier_words)?.checked_mul(100)?
        }
    };
    Some(Amount { unit, value: scale(digits, factor)? })
}

fn is_arabic(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_multiplier(c: char) -> bool {
    matches!(c, '十' | '拾' | '百' | '佰' | '千' | '仟' | '万' | '萬' | '亿' | '億')
}

/// Words that follow a large number that is no money: 5万平方米.
const COUNTED: &[&str] = &[
    "人", "户", "平方", "平米", "吨", "个", "名", "股", "亩", "次", "公里", "千瓦", "立方", "条", "辆", "台", "套",
    "张", "份", "公顷", "米", "kw", "KW", "兆瓦", "千米", "项", "家", "年", "月", "日", "号", "届", "级",
];

fn next_number(text: &str, from: usize, column_unit: &str) -> Option<Found> {
    let mut at = from;
    while at < text.len() {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        if let Some(after) = rest.strip_prefix("百分之") {
            let end = after.find(|c: char| !numeral::is_numeral(c) && c != '点' && c != '.').unwrap_or(after.len());
            let words = &after[..end];
            let digits = decimal(words).or_else(|| match words.split_once('点') {
                Some((whole, part)) => {
                    let places = part.chars().count() as u32;
                    let part = part.chars().try_fold(0u64, |v, c| Some(v * 10 + numeral::digit(c)?))?;
                    Some((numeral::parse(whole)?.checked_mul(10u64.checked_pow(places)?)?.checked_add(part)?, places))
                }
                None => numeral::parse(words).map(|n| (n, 0)),
            });
            let end = at + "百分之".len() + end;
            if let Some(digits) = digits {
                let amount = scale(digits, 10_000).map(|value| Amount { unit: Unit::Share, value });
                return Some(Found { start: at, end, amount, digits });
            }
            at = end;
            continue;
        }
        let start = at;
        let end = if is_arabic(c) {
            number_end(rest)
        } else if numeral::is_numeral(c) && !c.is_ascii_alphabetic() && !matches!(c, 'Ο' | 'ο' | 'О' | 'Ｏ' | '○' | '◯')
        {
            rest.find(|c: char| !numeral::is_numeral(c)).unwrap_or(rest.len())
        } else {
            at += c.len_utf8();
            continue;
        };
        let run = &rest[..end];
        let after = &rest[end..];
        at += end;
        if let Some(found) = amount_of(run, after, start, column_unit) {
            return Some(found);
        }
    }
    None
}

/// Where 1亿5000.5万 ends: digits with their separators, each group with its multipliers.
fn number_end(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let inside = matches!(c, ',' | '，' | '.' | '．') && next.is_some_and(is_arabic) && end > 0;
        // 3000,5000 are two numbers; 3,000 is one.
        let grouped =
            !matches!(c, ',' | '，') || rest[at + c.len_utf8()..].chars().take_while(|c| is_arabic(*c)).count() == 3;
        if is_arabic(c) || is_multiplier(c) || (inside && grouped) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn amount_of(run: &str, after: &str, start: usize, column_unit: &str) -> Option<Found> {
    let trimmed = after.trim_start_matches(is_space);
    let gap = after.len() - trimmed.len();
    let mut end = start + run.len();
    let arabic = run.chars().next().is_some_and(is_arabic);
    let digits_end = run.find(|c: char| is_multiplier(c)).unwrap_or(run.len());
    let digits = if arabic { decimal(&run[..digits_end])? } else { (numeral::parse(run)?, 0) };
    if let Some(sign) = ["%", "％", "﹪", "‰"].iter().find(|sign| trimmed.starts_with(**sign)) {
        let one = if *sign == "‰" { 1_000 } else { 10_000 };
        end += gap + sign.len();
        let amount = scale(digits, one).map(|value| Amount { unit: Unit::Share, value });
        return Some(Found { start, end, amount, digits });
    }
    let value = if arabic { compound(run) } else { numeral::parse(run).and_then(|n| n.checked_mul(100)) };
    let large = run.contains(['万', '亿', '萬', '億']);
    // 5 000 万元: multipliers may stand apart from the digits.
    let (value, trimmed, extra) = match (large, trimmed) {
        (false, t) if t.starts_with(is_multiplier) && arabic => {
            let words_end = t.find(|c: char| !is_multiplier(c)).unwrap_or(t.len());
            let factor = multiplier(&t[..words_end])?;
            (value.and_then(|v| v.checked_mul(factor)), &t[words_end..], gap + words_end)
        }
        (_, t) => (value, t, gap),
    };
    let large = large || extra > gap;
    let money = |unit, length: usize| Found {
        start,
        end: end + extra + length,
        amount: value.map(|value| Amount { unit, value }),
        digits,
    };
    for foreign in ["美元", "港元", "港币", "欧元", "日元", "英镑"] {
        if trimmed.starts_with(foreign) {
            return Some(money(Unit::ForeignMoney, foreign.len()));
        }
    }
    for name in ["元人民币", "元", "圆"] {
        if trimmed.starts_with(name) {
            return Some(money(Unit::Yuan, name.len()));
        }
    }
    if large {
        let counted = COUNTED.iter().any(|word| trimmed.starts_with(word));
        return (!counted && (arabic || run.chars().count() > 1)).then(|| {
            let mut found = money(Unit::Yuan, 0);
            if extra == gap {
                found.end = end;
            }
            found
        });
    }
    if !arabic {
        return None;
    }
    if !column_unit.is_empty()
        && !COUNTED.iter().any(|word| trimmed.starts_with(word))
        && !is_range_mark(trimmed.get(..trimmed.chars().next().map_or(0, char::len_utf8)).unwrap_or_default())
    {
        let factor_words: String = column_unit.chars().filter(|c| is_multiplier(*c)).collect();
        if column_unit.contains('元') {
            let value = scale(digits, multiplier(&factor_words)?.checked_mul(100)?)?;
            return Some(Found { start, end, amount: Some(Amount { unit: Unit::Yuan, value }), digits });
        }
        if column_unit.contains(['%', '％']) {
            let amount = scale(digits, 10_000).map(|value| Amount { unit: Unit::Share, value });
            return Some(Found { start, end, amount, digits });
        }
    }
    // Perhaps the first end of a range; kept only if a range mark and an amount follow.
    Some(Found { start, end, amount: None, digits })
}

/// 1亿5000万, in fen.
fn compound(run: &str) -> Option<u64> {
    let mut total = 0u64;
    let mut rest = run;
    while !rest.is_empty() {
        let digits_end = rest.find(is_multiplier).unwrap_or(rest.len());
        let words_end = rest[digits_end..].find(|c: char| !is_multiplier(c)).map_or(rest.len(), |n| digits_end + n);
        let factor = multiplier(&rest[digits_end..words_end])?.checked_mul(100)?;
        total = total.checked_add(scale(decimal(&rest[..digits_end])?, factor)?)?;
        rest = &rest[words_end..];
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        conditions(text, Span::new(0, text.len() as u32), "")
            .into_iter()
            .map(|c| {
                let end = |bound: Option<Bound>, closed: char, open: char| match bound {
                    Some(b) if b.inclusive => (closed, b.amount.to_string()),
                    Some(b) => (open, b.amount.to_string()),
                    None => (open, String::new()),
                };
                if let Some(bare) = c.bare {
                    return format!("={bare}");
                }
                let (a, low) = end(c.lower, '[', '(');
                let (b, high) = end(c.upper, ']', ')');
                format!("{a}{low},{high}{b}")
            })
            .collect()
    }

    #[test]
    fn conditions_that_occur() {
        let cases: &[(&str, &[&str])] = &[
            ("单项投资额500万元（含）以上、不足3000万元的项目", &["[500万元,3000万元)"]),
            ("单项投资额2000万元（含）以上", &["[2000万元,)"]),
            ("单项投资额5000万元（含）以上、2亿元（不含）以下", &["[5000万元,2亿元)"]),
            ("单笔20万元（含）—100万元（不含）", &["[20万元,100万元)"]),
            ("单项金额1亿元（含）-8亿元（不含）", &["[1亿元,8亿元)"]),
            ("账面净值5000万元（含）以上、6亿元（含）以下", &["[5000万元,6亿元]"]),
            ("超过500万元至3000万元（含）", &["(500万元,3000万元]"]),
            ("超过3000万元", &["(3000万元,)"]),
            ("3000万元以下", &["(,3000万元]"]),
            ("单项金额1亿元（不含）以下", &["(,1亿元)"]),
            ("不足500万元", &["(,500万元)"]),
            ("100万元以上不满2000万元", &["[100万元,2000万元)"]),
            ("200万元以上1000万元以下", &["[200万元,1000万元]"]),
            ("0.2亿元以上", &["[2000万元,)"]),
            ("伍仟万元以上", &["[5000万元,)"]),
            ("50,000万元及以上", &["[5亿元,)"]),
            ("5000万以上", &["[5000万元,)"]),
            ("500-1000万元", &["[500万元,1000万元]"]),
            ("1亿5000万元以内", &["(,1.5亿元]"]),
            ("500万元以上（含500万元）", &["[500万元,)"]),
            ("500万元以上（不含500万元）", &["(500万元,)"]),
            ("≥500万元", &["[500万元,)"]),
            ("500万元≤单笔金额<3000万元", &["[500万元,3000万元)"]),
            ("净资产的5%(含)", &["=5%"]),
            ("账面净值超过净资产的5%", &["(5%,)"]),
            ("金额3000万元（含）以上且占最近一期经审计净资产绝对值5%以上", &["[3000万元,)", "[5%,)"]),
            ("单笔担保额不超过最近一期经审计净资产10%、被担保企业资产负债率不超过70%", &["(,10%]", "(,70%]"]),
            ("调整幅度不超过10%", &["(,10%]"]),
            ("百分之五以上", &["[5%,)"]),
            ("5000万元", &["=5000万元"]),
            ("100 万元以上", &["[100万元,)"]),
            ("根据项目情况研究确定", &[]),
            ("第3项所列的5年规划", &[]),
            ("5万平方米以上的房产", &[]),
            ("100万美元以上", &["[100万外币,)"]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), *expected, "{text}");
        }
    }

    #[test]
    fn what_is_measured() {
        let text = "单笔担保额不超过最近一期经审计净资产10%";
        let found = conditions(text, Span::new(0, text.len() as u32), "").remove(0);
        assert_eq!((found.quantity.as_str(), found.base.as_str()), ("单笔担保额", "最近一期经审计净资产"));
        let found = conditions("500", Span::new(0, 3), "万元").remove(0);
        assert_eq!(found.bare, Some(Amount::yuan(5_000_000)));
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text in "[0-9０-９.,，百分之千万亿元%（）含不以上下至—超过足 ]{0,40}") {
            for condition in conditions(&text, Span::new(7, 7 + text.len() as u32), "万元") {
                prop_assert!(condition.span.start >= 7);
                let span = Span::new(condition.span.start - 7, condition.span.end - 7);
                prop_assert!(text.get(span.range()).is_some(), "{text} {span:?}");
            }
        }
    }
}
