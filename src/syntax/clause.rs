//! Reads `grammar/clause.pest`: quantities in running text.

use std::sync::LazyLock;

use pest::Parser as _;
use pest::iterators::Pair;

use crate::numeral;
use crate::source::Span;
use crate::words::{WordList, ends};

#[allow(missing_docs, unreachable_pub)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/clause.pest"]
    pub(super) struct Grammar;
}
use grammar::{Grammar, Rule};

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// 名 人 位 席
    Heads,
    /// 年 届
    Years,
    Months,
    /// 日 天 工作日
    Days,
    Times,
    Votes,
    Other,
}

/// How a number bounds what it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Comparator {
    /// No word makes it a bound.
    Exactly,
    /// 以上, 不少于: the number itself counts.
    AtLeast,
    /// 超过, 过半数: the number itself does not count.
    MoreThan,
    /// 以下, 不超过.
    AtMost,
    /// 不足, 低于.
    LessThan,
    /// 前: before a day, so many days before.
    Before,
}

/// What is wrong with a quantity as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// 七名（5名）
    Disagreement,
    /// 九至五名
    Reversed,
    /// 120%, 三分之四
    MoreThanWhole,
    /// 分之二, 三分之
    BrokenFraction,
}

/// What a quantity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// From, to, of what. The same twice unless it is a range.
    Count(u64, u64, Measure),
    /// Numerator, denominator.
    Fraction(u64, u64),
    /// Hundredths of a per cent.
    Percent(u64),
    /// Fen.
    Money(u64),
    /// Shares.
    Shares(u64),
    /// Year, month, day; 0 where not stated.
    Date(u32, u32, u32),
    /// The number of an article.
    Article(u32),
    /// 一致同意
    Unanimous,
    /// 若干名
    Several,
    /// 【　】名
    Blank,
}

/// A quantity in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// Its words.
    pub(crate) span: Span,
    pub(crate) value: Value,
    pub(crate) comparator: Comparator,
    pub(crate) flaw: Option<Flaw>,
}

/// The characters that a quantity can begin with: all numerals, and those of its other words.
const STARTS: &str = "0123456789０１２３４５６７８９〇零○◯OoΟοОＯ一壹弌二贰貳两兩弍三叁參叄四肆五伍六陆陸七柒八捌九玖\
    十拾百佰千仟万萬亿億廿卅卌第过超占半若简全分【_×X〔（[●";

/// All quantities of `text`, in order; `base` is added to their places.
pub(crate) fn quantities(text: &str, base: u32, out: &mut Vec<Quantity>) {
    static LIST: LazyLock<WordList> =
        LazyLock::new(|| WordList::new(STARTS.char_indices().map(|(at, c)| &STARTS[at..at + c.len_utf8()])));
    out.clear();
    let mut until = 0;
    LIST.overlapping(text, |found, _| {
        if found.start >= until {
            until = quantity_at(text, found.start, base, out);
        }
    });
}

/// Reads the quantity that begins at `here`, if one does, and tells where the next one can begin.
fn quantity_at(text: &str, here: usize, base: u32, out: &mut Vec<Quantity>) -> usize {
    let (before, rest) = text.split_at(here);
    let Some(c) = rest.chars().next() else { return text.len() };
    let next = here + c.len_utf8();
    if !worth(rest, c) {
        return next;
    }
    let rule = form(rest, c);
    let Ok(mut pairs) = Grammar::parse(rule, rest) else {
        // The rest of the run cannot start a quantity either: 一百二十一 is one number, 第三次 counts nothing.
        return text.len() - text[next..].trim_start_matches(numeral::is_numeral).len();
    };
    let Some(pair) = pairs.next() else { return next };
    let end = here + pair.as_span().end();
    let inner = if rule == Rule::quantity { pair.into_inner().next() } else { Some(pair) };
    if let Some(mut quantity) = inner.and_then(read) {
        quantity.span = Span::from(here..end);
        // 唯一股东 holds no share.
        if matches!(quantity.value, Value::Shares(_)) && text[end..].starts_with(['东', '权']) {
            return next;
        }
        prefix(before, &mut quantity);
        quantity.span.start += base;
        quantity.span.end += base;
        out.push(quantity);
    }
    end.max(next)
}

/// A cheap look ahead, so that 一 of 一般 does not cost a parse.
fn worth(rest: &str, c: char) -> bool {
    match c {
        '过' => rest.starts_with("过半"),
        '超' => rest.starts_with("超过半") || rest.starts_with("超过一半") || rest.starts_with("超半"),
        '占' => ["占多数", "占大多数", "占绝对多数", "占据多数"].iter().any(|word| rest.starts_with(word)),
        '半' => rest.starts_with("半数"),
        '若' => rest.starts_with("若干"),
        '简' => rest.starts_with("简单多数"),
        '全' => rest.starts_with("全票"),
        '分' => rest.starts_with("分之"),
        '（' => rest.starts_with("（）"),
        '第' => rest[c.len_utf8()..].starts_with(numeral::is_numeral),
        c if numeral::is_numeral(c) => {
            let after = rest.trim_start_matches(|c: char| numeral::is_numeral(c) || matches!(c, ',' | '.' | '，'));
            let Some(next) = after.chars().next() else { return false };
            matches!(
                next,
                '名' | '人'
                    | '位'
                    | '席'
                    | '个'
                    | '年'
                    | '日'
                    | '天'
                    | '月'
                    | '次'
                    | '票'
                    | '届'
                    | '工'
                    | '元'
                    | '圆'
                    | '股'
                    | '%'
                    | '﹪'
                    | '分'
                    | '/'
                    | '至'
                    | '到'
                    | '-'
                    | '—'
                    | '－'
                    | '–'
                    | '~'
                    | '～'
                    | '（'
                    | '或'
                    | '致'
                    | '半'
                    | '萬'
                    | '億'
                    | '自'
                    | '小'
                    | '周'
                    | '星'
                    | '点'
            )
        }
        _ => true,
    }
}

/// The rule for what begins here: the only form that it can have by its first character and by what follows a number, such
/// as a count of 七名, else any.
fn form(rest: &str, c: char) -> Rule {
    if !numeral::is_numeral(c) {
        return match c {
            '第' => Rule::article,
            '过' | '超' | '占' | '半' | '简' => Rule::half,
            '若' => Rule::several,
            _ => Rule::quantity,
        };
    }
    let after = rest.trim_start_matches(numeral::is_numeral);
    let digits = rest.len() - after.len();
    match after.chars().next() {
        Some(
            '名' | '人' | '位' | '席' | '个' | '天' | '日' | '月' | '次' | '票' | '届' | '工' | '小' | '周' | '星'
            | '自',
        ) => Rule::count,
        // Four digits before 年 may be a year.
        Some('年') if digits < 4 => Rule::count,
        // 百分之十 is a percentage.
        Some('分') if !matches!(c, '百' | '千') => Rule::fraction,
        Some('%' | '﹪') => Rule::percent,
        Some('致') => Rule::unanimous,
        Some('元' | '圆') => Rule::money,
        Some('股') => Rule::shares,
        _ => Rule::quantity,
    }
}

/// Words before a number that make it a bound.
fn prefix(before: &str, quantity: &mut Quantity) {
    const WORDS: [(&str, Comparator); 35] = [
        ("不得少于", Comparator::AtLeast),
        ("不应少于", Comparator::AtLeast),
        ("应不少于", Comparator::AtLeast),
        ("不能少于", Comparator::AtLeast),
        ("不少于", Comparator::AtLeast),
        ("不得低于", Comparator::AtLeast),
        ("不应低于", Comparator::AtLeast),
        ("不低于", Comparator::AtLeast),
        ("至少有", Comparator::AtLeast),
        ("至少应有", Comparator::AtLeast),
        ("至少为", Comparator::AtLeast),
        ("至少", Comparator::AtLeast),
        ("最少", Comparator::AtLeast),
        ("达到", Comparator::AtLeast),
        ("不得超过", Comparator::AtMost),
        ("不应超过", Comparator::AtMost),
        ("最长不超过", Comparator::AtMost),
        ("不超过", Comparator::AtMost),
        ("不得多于", Comparator::AtMost),
        ("不多于", Comparator::AtMost),
        ("不得高于", Comparator::AtMost),
        ("不高于", Comparator::AtMost),
        ("不得长于", Comparator::AtMost),
        ("不长于", Comparator::AtMost),
        ("至多", Comparator::AtMost),
        ("最多", Comparator::AtMost),
        ("最长", Comparator::AtMost),
        ("超过", Comparator::MoreThan),
        ("多于", Comparator::MoreThan),
        ("高于", Comparator::MoreThan),
        ("大于", Comparator::MoreThan),
        ("不足", Comparator::LessThan),
        ("低于", Comparator::LessThan),
        ("少于", Comparator::LessThan),
        // 过2/3
        ("过", Comparator::MoreThan),
    ];
    let before = before.trim_end_matches(['的', '有', '为', '数']);
    let fits = |word: &str| {
        ends(before, &[word])
            && (word != "过"
                || matches!(quantity.value, Value::Fraction(..))
                    && !before.ends_with("通过")
                    && !before.ends_with("经过"))
    };
    if let Some((word, comparator)) = WORDS.iter().find(|(word, _)| fits(word)) {
        // 不少于三分之一以上 says the same twice.
        quantity.comparator = *comparator;
        let between = quantity.span.start as usize - before.len();
        if matches!(quantity.value, Value::Fraction(..)) && between <= 3 {
            quantity.span.start = (before.len() - word.len()) as u32;
        }
    }
}

fn tail(pair: &Pair<'_, Rule>) -> Comparator {
    match pair.as_str() {
        "（含）以上" | "（含本数）以上" | "以上（含）" | "及以上" | "以上" | "或以上" => {
            Comparator::AtLeast
        }
        "（含）以下" | "及以下" | "以下" | "以内" | "之内" | "内" => Comparator::AtMost,
        "以前" | "之前" | "前" => Comparator::Before,
        // 以上（不含本数）
        open if open.contains("以上") => Comparator::MoreThan,
        open if open.contains("以下") => Comparator::LessThan,
        _ => Comparator::Exactly,
    }
}

fn number(pair: &Pair<'_, Rule>) -> Option<u64> {
    numeral::parse(pair.as_str())
}

fn read(pair: Pair<'_, Rule>) -> Option<Quantity> {
    let rule = pair.as_rule();
    let mut quantity =
        Quantity { span: Span::default(), value: Value::Blank, comparator: Comparator::Exactly, flaw: None };
    match rule {
        Rule::count => count(pair, &mut quantity)?,
        Rule::fraction => fraction(pair, &mut quantity)?,
        Rule::percent => percent(pair, &mut quantity)?,
        Rule::money | Rule::shares => {
            let mut value = None;
            for inner in pair.into_inner() {
                match inner.as_rule() {
                    Rule::amount => value = amount(inner.as_str()),
                    Rule::tail => quantity.comparator = tail(&inner),
                    _ => {}
                }
            }
            let hundredths = value?;
            quantity.value =
                if rule == Rule::money { Value::Money(hundredths) } else { Value::Shares(hundredths / 100) };
        }
        Rule::date => {
            let mut parts = [0u32; 3];
            for inner in pair.into_inner() {
                let slot = match inner.as_rule() {
                    Rule::year | Rule::digit_year => 0,
                    Rule::month => 1,
                    _ => 2,
                };
                parts[slot] = u32::try_from(number(&inner)?).ok()?;
            }
            (1900..=2200).contains(&parts[0]).then_some(())?;
            quantity.value = Value::Date(parts[0], parts[1], parts[2]);
        }
        Rule::article => {
            quantity.value = Value::Article(u32::try_from(number(&pair.into_inner().next()?)?).ok()?);
        }
        Rule::half => {
            quantity.value = Value::Fraction(1, 2);
            for inner in pair.into_inner() {
                quantity.comparator = match inner.as_rule() {
                    Rule::majority => Comparator::MoreThan,
                    Rule::at_least_half => Comparator::AtLeast,
                    // 半数以上（不含半数）
                    Rule::exclusive => Comparator::MoreThan,
                    _ => quantity.comparator,
                };
            }
        }
        Rule::unanimous => quantity.value = Value::Unanimous,
        Rule::several => quantity.value = Value::Several,
        Rule::blank => quantity.value = Value::Blank,
        _ => return None,
    }
    Some(quantity)
}

fn count(pair: Pair<'_, Rule>, quantity: &mut Quantity) -> Option<()> {
    let mut numbers: Vec<u64> = Vec::with_capacity(2);
    let mut repeats: Vec<u64> = Vec::new();
    let mut measure = None;
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::number => numbers.push(number(&inner)?),
            Rule::repeat => {
                let repeated = number(&inner.into_inner().next()?)?;
                if numbers.last() != Some(&repeated) {
                    quantity.flaw = Some(Flaw::Disagreement);
                }
            }
            Rule::repeated => repeats.push(number(&inner.into_inner().next()?)?),
            Rule::measure => {
                // 三周 is twenty-one days.
                if inner.as_str().contains('周') && inner.as_str() != "周岁" || inner.as_str().contains("星期") {
                    numbers.iter_mut().for_each(|n| *n = n.saturating_mul(7));
                    measure = Some(Measure::Days);
                    continue;
                }
                measure = Some(match inner.as_str() {
                    "名" | "人" | "位" | "席" => Measure::Heads,
                    "年" | "周岁" => Measure::Years,
                    "个月" | "月" => Measure::Months,
                    "日" | "天" | "工作日" | "个工作日" | "个交易日" | "自然日" | "个自然日" => {
                        Measure::Days
                    }
                    "次" => Measure::Times,
                    "票" => Measure::Votes,
                    _ => Measure::Other,
                });
            }
            Rule::tail => quantity.comparator = tail(&inner),
            _ => {}
        }
    }
    let (low, high) = (*numbers.first()?, *numbers.last()?);
    if repeats.iter().any(|r| *r != high) {
        quantity.flaw = Some(Flaw::Disagreement);
    }
    if low > high {
        quantity.flaw = Some(Flaw::Reversed);
    }
    quantity.value = Value::Count(low, high, measure?);
    Some(())
}

fn fraction(pair: Pair<'_, Rule>, quantity: &mut Quantity) -> Option<()> {
    let (mut top, mut bottom) = (None, None);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::denominator | Rule::digit_denominator => bottom = number(&inner),
            Rule::numerator | Rule::digit_numerator => top = number(&inner),
            Rule::tail => quantity.comparator = tail(&inner),
            _ => {}
        }
    }
    match (top, bottom) {
        (Some(top), Some(bottom)) if bottom > 0 => {
            if top > bottom {
                quantity.flaw = Some(Flaw::MoreThanWhole);
            }
            quantity.value = Value::Fraction(top, bottom);
        }
        _ => {
            quantity.flaw = Some(Flaw::BrokenFraction);
            quantity.value = Value::Fraction(top.unwrap_or(0), bottom.unwrap_or(0));
        }
    }
    Some(())
}

fn percent(pair: Pair<'_, Rule>, quantity: &mut Quantity) -> Option<()> {
    let mut value = None;
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::rate => value = decimal(inner.as_str()),
            Rule::hundredths => value = chinese_rate(inner.into_inner().next()?.as_str(), 100),
            Rule::thousandths => value = chinese_rate(inner.into_inner().next()?.as_str(), 10),
            Rule::tail => quantity.comparator = tail(&inner),
            _ => {}
        }
    }
    let value = value?;
    if value > 10_000 {
        quantity.flaw = Some(Flaw::MoreThanWhole);
    }
    quantity.value = Value::Percent(value);
    Some(())
}

/// 50.5 as hundredths.
fn decimal(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole: u64 = whole.parse().ok()?;
    let mut part: String = part.chars().filter(char::is_ascii_digit).take(2).collect();
    while part.len() < 2 {
        part.push('0');
    }
    whole.checked_mul(100)?.checked_add(part.parse().ok()?)
}

/// 零点五 of 百分之零点五 in hundredths of a per cent.
fn chinese_rate(text: &str, scale: u64) -> Option<u64> {
    let (whole, part) = text.split_once(['点', '.']).unwrap_or((text, ""));
    let mut value = numeral::parse(whole)?.checked_mul(scale)?;
    let mut place = scale;
    for c in part.chars() {
        place /= 10;
        value = value.checked_add(numeral::digit(c)?.checked_mul(place)?)?;
    }
    Some(value)
}

/// 1.2亿, 5,000万, 叁仟万, 3亿2000万, in hundredths.
fn amount(text: &str) -> Option<u64> {
    let mut total = 0u64;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '，' | '.'));
        let lead = &rest[..rest.len() - digits.len()];
        if lead.is_empty() {
            // The rest is all Chinese numerals.
            return numeral::parse(rest)?.checked_mul(100)?.checked_add(total);
        }
        let mut scale = 1u64;
        rest = digits;
        while let Some(c) = rest.chars().next() {
            let factor = match c {
                '百' => 100,
                '千' => 1_000,
                '万' | '萬' => 10_000,
                '亿' | '億' => 100_000_000,
                _ => break,
            };
            scale = scale.checked_mul(factor)?;
            rest = &rest[c.len_utf8()..];
        }
        let (whole, part) = lead.split_once('.').unwrap_or((lead, ""));
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let whole: u64 = whole.parse().ok()?;
        let mut value = whole.checked_mul(scale)?.checked_mul(100)?;
        let mut place = scale.checked_mul(100)?;
        for c in part.chars() {
            place /= 10;
            value = value.checked_add(u64::from(c.to_digit(10)?).checked_mul(place)?)?;
        }
        total = total.checked_add(value)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<(String, Value, Comparator, Option<Flaw>)> {
        let mut out = Vec::new();
        quantities(text, 0, &mut out);
        out.iter().map(|q| (text[q.span.range()].to_owned(), q.value, q.comparator, q.flaw)).collect()
    }

    #[test]
    fn forms() {
        use Comparator::*;
        use Value::*;
        const HEADS: Measure = Measure::Heads;
        let cases: &[(&str, &[(&str, Value, Comparator, Option<Flaw>)])] = &[
            ("由7名董事组成", &[("7名", Count(7, 7, HEADS), Exactly, None)]),
            ("成员为五至九人", &[("五至九人", Count(5, 9, HEADS), Exactly, None)]),
            ("由5-9名董事", &[("5-9名", Count(5, 9, HEADS), Exactly, None)]),
            ("七（7）名", &[("七（7）名", Count(7, 7, HEADS), Exactly, None)]),
            ("七名（5名）", &[("七名（5名）", Count(7, 7, HEADS), Exactly, Some(Flaw::Disagreement))]),
            ("九至五名", &[("九至五名", Count(9, 5, HEADS), Exactly, Some(Flaw::Reversed))]),
            ("不少于三人", &[("三人", Count(3, 3, HEADS), AtLeast, None)]),
            (
                "一般为三年一届",
                &[
                    ("三年", Count(3, 3, Measure::Years), Exactly, None),
                    ("一届", Count(1, 1, Measure::Other), Exactly, None),
                ],
            ),
            ("三分之二以上", &[("三分之二以上", Fraction(2, 3), AtLeast, None)]),
            ("2/3以上", &[("2/3以上", Fraction(2, 3), AtLeast, None)]),
            ("超过二分之一", &[("超过二分之一", Fraction(1, 2), MoreThan, None)]),
            ("三分之四以上", &[("三分之四以上", Fraction(4, 3), AtLeast, Some(Flaw::MoreThanWhole))]),
            ("全体董事的分之二", &[("分之二", Fraction(2, 0), Exactly, Some(Flaw::BrokenFraction))]),
            ("全体董事的过半数通过", &[("过半数", Fraction(1, 2), MoreThan, None)]),
            ("半数以上", &[("半数以上", Fraction(1, 2), AtLeast, None)]),
            ("50%以上，66.67%", &[("50%以上", Percent(5000), AtLeast, None), ("66.67%", Percent(6667), Exactly, None)]),
            ("百分之零点五以上", &[("百分之零点五以上", Percent(50), AtLeast, None)]),
            ("人民币5,000万元整", &[("5,000万元整", Money(5_000_000_000), Exactly, None)]),
            ("叁仟万元", &[("叁仟万元", Money(3_000_000_000), Exactly, None)]),
            ("1.2亿元", &[("1.2亿元", Money(12_000_000_000), Exactly, None)]),
            ("认购6000万股", &[("6000万股", Shares(60_000_000), Exactly, None)]),
            ("于2026年6月30日前", &[("2026年6月30日", Date(2026, 6, 30), Exactly, None)]),
            ("二〇二五年六月一日", &[("二〇二五年六月一日", Date(2025, 6, 1), Exactly, None)]),
            ("第三十七条", &[("第三十七条", Article(37), Exactly, None)]),
            ("会议召开十日前", &[("十日前", Count(10, 10, Measure::Days), Before, None)]),
            ("一般、统一、一切", &[]),
            ("第三次会议", &[]),
            ("第三次会议应到7名", &[("7名", Count(7, 7, HEADS), Exactly, None)]),
            ("三分之二（含）", &[("三分之二（含）", Fraction(2, 3), Exactly, None)]),
            ("10日左右", &[("10日左右", Count(10, 10, Measure::Days), Exactly, None)]),
            ("半数（不含半数）", &[("半数（不含半数）", Fraction(1, 2), MoreThan, None)]),
            ("过半数（不含半数）", &[("过半数（不含半数）", Fraction(1, 2), MoreThan, None)]),
            ("二分之一以上（不含本数）通过", &[("二分之一以上（不含本数）", Fraction(1, 2), MoreThan, None)]),
            ("半数以上（不含半数）", &[("半数以上（不含半数）", Fraction(1, 2), MoreThan, None)]),
            ("外部董事占多数", &[("占多数", Fraction(1, 2), MoreThan, None)]),
            ("董事过2/3通过", &[("过2/3", Fraction(2, 3), MoreThan, None)]),
            ("百分之十（10%）以上", &[("百分之十（10%）以上", Percent(1000), AtLeast, None)]),
            ("若干名董事", &[("若干名", Several, Exactly, None)]),
            ("由【　】名董事", &[("【　】名", Blank, Exactly, None)]),
            ("由【】名董事", &[("【】名", Blank, Exactly, None)]),
            ("全体股东一致同意", &[("一致同意", Unanimous, Exactly, None)]),
            ("全票通过", &[("全票", Unanimous, Exactly, None)]),
            ("以简单多数通过", &[("简单多数", Fraction(1, 2), MoreThan, None)]),
            ("占绝对多数", &[("占绝对多数", Fraction(1, 2), MoreThan, None)]),
            ("超半数同意，占有多数席位", &[("超半数", Fraction(1, 2), MoreThan, None)]),
            ("超过一半", &[("超过一半", Fraction(1, 2), MoreThan, None)]),
            ("须半数同意", &[("半数", Fraction(1, 2), Exactly, None)]),
            ("一半以上", &[("一半以上", Fraction(1, 2), AtLeast, None)]),
            ("提前六个月", &[("六个月", Count(6, 6, Measure::Months), Exactly, None)]),
            ("十个工作日内", &[("十个工作日内", Count(10, 10, Measure::Days), AtMost, None)]),
            ("每年召开两次", &[("两次", Count(2, 2, Measure::Times), Exactly, None)]),
            (
                "一人一票",
                &[("一人", Count(1, 1, HEADS), Exactly, None), ("一票", Count(1, 1, Measure::Votes), Exactly, None)],
            ),
            (
                "每三周一次",
                &[
                    ("三周", Count(21, 21, Measure::Days), Exactly, None),
                    ("一次", Count(1, 1, Measure::Times), Exactly, None),
                ],
            ),
            ("两个星期内", &[("两个星期内", Count(14, 14, Measure::Days), AtMost, None)]),
            ("年满十八周岁", &[("十八周岁", Count(18, 18, Measure::Years), Exactly, None)]),
            ("24小时以内", &[("24小时以内", Count(24, 24, Measure::Other), AtMost, None)]),
            ("七名（七名）", &[("七名（七名）", Count(7, 7, HEADS), Exactly, None)]),
            ("七（5）名", &[("七（5）名", Count(7, 7, HEADS), Exactly, Some(Flaw::Disagreement))]),
            ("三分之一以下", &[("三分之一以下", Fraction(1, 3), AtMost, None)]),
            ("三分之一以下（不含本数）", &[("三分之一以下（不含本数）", Fraction(1, 3), LessThan, None)]),
            ("二分之二", &[("二分之二", Fraction(2, 2), Exactly, None)]),
            ("三分之通过", &[("三分之", Fraction(0, 3), Exactly, Some(Flaw::BrokenFraction))]),
            ("1/0以上", &[("1/0以上", Fraction(1, 0), AtLeast, Some(Flaw::BrokenFraction))]),
            ("100%", &[("100%", Percent(10_000), Exactly, None)]),
            ("120%", &[("120%", Percent(12_000), Exactly, Some(Flaw::MoreThanWhole))]),
            ("5.5%、12.345%", &[("5.5%", Percent(550), Exactly, None), ("12.345%", Percent(1234), Exactly, None)]),
            ("千分之五以下", &[("千分之五以下", Percent(50), AtMost, None)]),
            ("百分之十二点三四", &[("百分之十二点三四", Percent(1234), Exactly, None)]),
            ("3亿2000万元以下", &[("3亿2000万元以下", Money(32_000_000_000), AtMost, None)]),
            ("1,234.56元", &[("1,234.56元", Money(123_456), Exactly, None)]),
            (
                "5百万元、3千元",
                &[("5百万元", Money(500_000_000), Exactly, None), ("3千元", Money(300_000), Exactly, None)],
            ),
            ("3億2萬圆", &[("3億2萬圆", Money(30_002_000_000), Exactly, None)]),
            ("叁仟万零伍佰元", &[("叁仟万零伍佰元", Money(3_000_050_000), Exactly, None)]),
            ("一股东、一股权、一股", &[("一股", Shares(1), Exactly, None)]),
            ("自2026年起", &[("2026年", Date(2026, 0, 0), Exactly, None)]),
            ("2026年6月", &[("2026年6月", Date(2026, 6, 0), Exactly, None)]),
            ("2026-06-30", &[("2026-06-30", Date(2026, 6, 30), Exactly, None)]),
            (
                "1900年、2200年、1899年、2201年",
                &[("1900年", Date(1900, 0, 0), Exactly, None), ("2200年", Date(2200, 0, 0), Exactly, None)],
            ),
            ("经出席会议的通过2/3", &[("2/3", Fraction(2, 3), Exactly, None)]),
            ("不少于三分之一", &[("不少于三分之一", Fraction(1, 3), AtLeast, None)]),
            ("不少于的三分之一", &[("不少于的三分之一", Fraction(1, 3), AtLeast, None)]),
            ("不少于总数的三分之一", &[("三分之一", Fraction(1, 3), Exactly, None)]),
            ("少于数为三分之一", &[("三分之一", Fraction(1, 3), LessThan, None)]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(w, v, c, f)| ((*w).to_owned(), *v, *c, *f)).collect();
            assert_eq!(all(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_source() {
        let mut out = Vec::new();
        quantities("由7名董事和不少于三分之一的外部董事", 100, &mut out);
        let places: Vec<_> = out.iter().map(|q| q.span.range()).collect();
        assert_eq!(places, [103..107, 116..137]);
    }

    #[test]
    fn every_numeral_starts_a_quantity() {
        let missing: String = ('\0'..=char::MAX).filter(|c| numeral::is_numeral(*c) && !STARTS.contains(*c)).collect();
        assert_eq!(missing, "");
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text in "[一二三十百千万亿零〇分之过半数名人（）【】年月日第条至0-9%./,，以上元股]{0,40}") {
            let mut out = Vec::new();
            quantities(&text, 0, &mut out);
            for q in &out {
                prop_assert!(text.get(q.span.range()).is_some());
            }
        }
    }
}
