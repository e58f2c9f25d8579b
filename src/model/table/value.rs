//! What single cells say: dates, times of day, counts, yes and no.

use serde::Serialize;

use super::{Row, Sheet, Stated, Unread};
use crate::model::charter::is_space;
use crate::numeral;
use crate::source::Span;
use crate::{Date, Text};

/// How exactly a date is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Only the year: the date is its first day.
    Year,
    /// Year and month: the date is the month's first day.
    Month,
    /// The day.
    Day,
}

/// A date that a cell states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DateCell {
    /// The day, or the first day of the stated month or year.
    pub date: Date,
    /// How exactly it is stated.
    pub precision: Precision,
    /// The cell's words.
    pub span: Span,
}

impl DateCell {
    pub(crate) const fn new(date: Date, precision: Precision, span: Span) -> Self {
        Self { date, precision, span }
    }

    /// The last day that the words may mean: of the month or year, where no day is stated.
    #[must_use]
    pub fn last(&self) -> Date {
        match self.precision {
            Precision::Day => self.date,
            Precision::Month => self.date.add_months(1).add_days(-1),
            Precision::Year => self.date.add_years(1).add_days(-1),
        }
    }
}

/// A time of day, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Time(pub u16);

/// A day, with the time of day where it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Moment {
    /// The day.
    pub day: DateCell,
    /// The time of day.
    pub time: Option<Time>,
}

impl Moment {
    /// Whether `self` comes before `other`; `None` if it cannot be known: one day without both times, or a month.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> Option<bool> {
        let exact = self.day.precision == Precision::Day && other.day.precision == Precision::Day;
        if self.day.date != other.day.date {
            let month = |cell: &DateCell| (cell.date.year(), cell.date.month());
            let known = exact || month(&self.day) != month(&other.day);
            let year = self.day.precision == Precision::Year || other.day.precision == Precision::Year;
            let known = known && (!year || self.day.date.year() != other.day.date.year());
            return known.then_some(self.day.date < other.day.date);
        }
        match (self.time, other.time) {
            (Some(a), Some(b)) if exact => Some(a < b),
            _ => None,
        }
    }
}

/// What a cell says that may also say that there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Note {
    /// The table has no such column.
    NoColumn,
    /// The cell is blank, or holds a dash.
    Blank,
    /// 无、未设
    Absent(Stated),
    /// Anything else.
    Present(Stated),
}

impl Note {
    /// The words, if there is something.
    #[must_use]
    pub const fn present(&self) -> Option<&Stated> {
        match self {
            Self::Present(stated) => Some(stated),
            _ => None,
        }
    }

    /// Whether nothing is said either way.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::NoColumn | Self::Blank)
    }
}

/// What a yes-or-no cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Answer {
    /// 是 √ Y 有 1
    Yes,
    /// 否 × N 无 0
    No,
    /// 不涉及 不适用
    NotConcerned,
}

impl Answer {
    /// Reads a cell. Words that say neither are `None`, and so is a blank.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !is_space(*c)).collect::<String>().to_lowercase();
        Some(match text.as_str() {
            "是" | "√" | "✓" | "✔" | "☑" | "y" | "yes" | "有" | "1" | "对" | "已" | "true" | "v" | "１" => {
                Self::Yes
            }
            "否" | "×" | "✗" | "✘" | "x" | "n" | "no" | "无" | "0" | "未" | "false" | "╳" | "不是" | "没有" | "０" => {
                Self::No
            }
            "不涉及" | "不适用" | "n/a" | "na" => Self::NotConcerned,
            _ => return None,
        })
    }
}

/// The unit that words around a table give for its sums: 单位：万元.
pub(crate) fn unit_said(words: &str) -> Option<&'static str> {
    const UNITS: [&str; 4] = ["亿元", "万元", "万股", "元"];
    let rest = &words[words.rfind("单位")?..];
    let rest = &rest[..rest.char_indices().nth(14).map_or(rest.len(), |(end, _)| end)];
    UNITS.into_iter().find(|unit| rest.contains(unit))
}

/// Whether a cell's words stand for a blank: a dash, 空, 暂无.
pub(crate) fn is_blank(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '/' | '／' | '\\' | '―' | '─' | '_'))
        || matches!(text, "空" | "暂无" | "不涉及" | "不适用" | "待定" | "未定" | "N/A" | "n/a")
}

/// A count: 126, 126人, 十二, 1,024. 无, 不设 and 未设 are 0.
pub(crate) fn count(text: &str) -> Option<u32> {
    let text: String = text.chars().filter(|c| !is_space(*c) && !matches!(c, ',' | '，')).collect();
    let text = text.trim_start_matches("共").trim_end_matches(['人', '名', '个', '位', '票', '项']);
    if matches!(text, "无" | "不设" | "未设" | "没有" | "未设立" | "不设立") {
        return Some(0);
    }
    let text = text.strip_suffix(".0").unwrap_or(text);
    if text.is_empty() || !text.chars().all(numeral::is_numeral) {
        return None;
    }
    numeral::parse(text).and_then(|n| u32::try_from(n).ok())
}

/// Party members as a cell counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heads {
    /// All of them.
    pub(crate) total: u32,
    /// How many of them are on probation, where the cell says so.
    pub(crate) probationary: Option<u32>,
}

/// Reads a count of Party members that may say how many are on probation: 3（含预备1）, 12人（其中正式11人）, 2，另有预备党员1名.
pub(crate) fn heads(text: &str) -> Option<Heads> {
    let text: String = text.chars().filter(|c| !is_space(*c)).collect();
    if let Some(total) = count(&text) {
        return Some(Heads { total, probationary: None });
    }
    let at = text.find(['（', '(', '，', ',', '；', ';', '、', '+', '＋', '其', '含'])?;
    let (first, rest) = text.split_at(at);
    let first = first.trim_start_matches("正式党员").trim_start_matches("正式");
    let total = count(first)?;
    let number = |word: &str| -> Option<u32> {
        let (before, after) = rest.split_once(word)?;
        let after = after.trim_start_matches("党员").trim_start_matches(['：', ':', '为']);
        let end = after.find(|c: char| !numeral::is_numeral(c)).unwrap_or(after.len());
        if end > 0 {
            return count(&after[..end]);
        }
        // 1名预备党员 stands before the word.
        let before = before.trim_end_matches(['名', '人', '个', '位']);
        let start = before.char_indices().rev().take_while(|(_, c)| numeral::is_numeral(*c)).last()?.0;
        count(&before[start..])
    };
    if let Some(probationary) = number("预备") {
        let apart = rest.contains('另') || rest.starts_with(['+', '＋']) || text.starts_with("正式");
        let total = if apart { total.checked_add(probationary)? } else { total };
        return (probationary <= total).then_some(Heads { total, probationary: Some(probationary) });
    }
    if let Some(full) = number("正式") {
        return total.checked_sub(full).map(|rest| Heads { total, probationary: Some(rest) });
    }
    // A remark in brackets takes nothing away: 3（均在岗）.
    (rest.starts_with(['（', '(']) && !rest.contains(|c: char| numeral::is_numeral(c)))
        .then_some(Heads { total, probationary: None })
}

/// Reads a date: 2024年3月5日, 2024-3-5, 2024/3/5, 2024.3.5, 20240305, 二〇二四年三月, an Excel serial number. What follows
/// the date (a time, 上午) is left over and comes back.
pub(crate) fn date(text: &str) -> Option<(Date, Precision, &str)> {
    let text = text.trim_matches(|c: char| is_space(c) || matches!(c, '\'' | '"'));
    if text.len() >= 5 && text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text).map(|(date, precision)| (date, precision, ""));
    }
    let mut rest = text;
    let mut parts: [u32; 3] = [0; 3];
    let mut precision = None;
    for (i, part) in parts.iter_mut().enumerate() {
        // Digits may be spread over the line (2 0 2 5 年), but after the day a space ends the date.
        let end = rest.find(|c: char| !numeral::is_numeral(c) && (i == 2 || !is_space(c))).unwrap_or(rest.len());
        let Some(value) = numeral::parse(&rest[..end]).filter(|_| end > 0) else { break };
        // 2022.9-2025.9: a year follows, and no day.
        if i == 2 && value >= 1900 {
            break;
        }
        let after =
            rest[end..].trim_start_matches(|c| is_space(c) && rest[end..].trim_start().starts_with(['日', '号']));
        let marks: &[char] = match i {
            0 => &['年', '-', '/', '.', '－', '／', '．', '—', '–'],
            1 => &['月', '-', '/', '.', '－', '／', '．', '—', '–'],
            _ => &['日', '号'],
        };
        let mark = after.chars().next().filter(|c| marks.contains(c));
        if mark.is_none() && i == 0 {
            return None;
        }
        *part = u32::try_from(value).ok()?;
        precision = Some([Precision::Year, Precision::Month, Precision::Day][i]);
        rest = after.get(mark.map_or(0, char::len_utf8)..)?;
        if mark.is_none() {
            break;
        }
        rest = rest.trim_start_matches(is_space);
    }
    let precision = precision?;
    let year = match parts[0] {
        0..=99 => return None,
        year => i32::try_from(year).ok().filter(|y| (1900..=2200).contains(y))?,
    };
    let month = if precision >= Precision::Month { parts[1] } else { 1 };
    let day = if precision == Precision::Day { parts[2] } else { 1 };
    // A month that is followed by a mark and then by nothing that is a day: 2024-03- is not a month.
    let date = Date::new(year, month, day)?;
    Some((date, precision, rest))
}

/// 20240305, 202403, or the serial number that Excel shows for a date in a cell of number format.
fn digits(text: &str) -> Option<(Date, Precision)> {
    let value: u32 = text.parse().ok()?;
    match text.len() {
        8 => Date::new((value / 10_000) as i32, value / 100 % 100, value % 100)
            .filter(|d| (1900..=2200).contains(&d.year()))
            .map(|d| (d, Precision::Day)),
        6 => Date::new((value / 100) as i32, value % 100, 1)
            .filter(|d| (1900..=2200).contains(&d.year()))
            .map(|d| (d, Precision::Month)),
        5 if (18_264..=73_050).contains(&value) => {
            Date::new(1899, 12, 30).map(|first| (first.add_days(value as i32), Precision::Day))
        }
        _ => None,
    }
}

/// Reads a time of day: 14:30, 14时30分, 下午2点, 上午九时三十分. `None` if there is none.
pub(crate) fn time(text: &str) -> Option<Time> {
    let at = text.find([':', '：', '时', '点'])?;
    let before = &text[..at];
    let start = before.char_indices().rev().take_while(|(_, c)| numeral::is_numeral(*c)).last().map_or(at, |(i, _)| i);
    let mut hour = numeral::parse(&before[start..])?;
    let afternoon = ["下午", "晚", "傍晚", "PM", "pm"].iter().any(|word| text.contains(word));
    if afternoon && hour < 12 {
        hour += 12;
    }
    let mark = text[at..].chars().next()?.len_utf8();
    let after = text[at + mark..].trim_start_matches(is_space);
    let end = after.find(|c: char| !numeral::is_numeral(c)).unwrap_or(after.len());
    let minute = if after.starts_with('半') { 30 } else { numeral::parse(&after[..end]).unwrap_or(0) };
    (hour < 24 && minute < 60).then(|| Time((hour * 60 + minute) as u16))
}

/// Reads typed cells of a sheet and keeps what it could not read.
pub(crate) struct Values<'a> {
    sheet: &'a Sheet,
    pub(crate) unread: Vec<Unread>,
}

impl<'a> Values<'a> {
    pub(crate) fn new(sheet: &'a Sheet) -> Self {
        Self { sheet, unread: Vec::new() }
    }

    pub(crate) fn reject(&mut self, row: &Row, role: &str, reason: Text) {
        if let Some(cell) = self.sheet.cell(row, role) {
            let place = format!("{}「{}」", row.place, cell.column);
            self.unread.push(Unread::new(place, Stated::from(cell), reason));
        }
    }

    /// The whole row was not understood.
    pub(crate) fn reject_row(&mut self, row: &Row, reason: Text) {
        let text: Vec<&str> = row.filled_cells().map(|cell| cell.text.as_str()).collect();
        self.unread.push(Unread::new(row.place.clone(), Stated::new(text.join(" "), row.span), reason));
    }

    pub(crate) fn date(&mut self, row: &Row, role: &str) -> Option<DateCell> {
        let cell = self.sheet.cell(row, role)?;
        if is_blank(&cell.text) || matches!(cell.text.as_str(), "至今" | "现在" | "长期" | "无" | "无固定期限")
        {
            return None;
        }
        match date(&cell.text) {
            Some((date, precision, _)) => Some(DateCell { date, precision, span: cell.span }),
            None => {
                self.reject(row, role, Text::new("不是日期", "not a date"));
                None
            }
        }
    }

    /// A day, with the time that follows it in its cell or stands in the column `clock`.
    pub(crate) fn moment(&mut self, row: &Row, role: &str, clock: &str) -> Option<Moment> {
        let day = self.date(row, role)?;
        let text = self.sheet.text(row, role);
        let rest = date(&text).map(|(_, _, rest)| rest).unwrap_or_default();
        let own = self.time(row, clock);
        Some(Moment { day, time: own.or_else(|| time(rest)) })
    }

    pub(crate) fn note(&self, row: &Row, role: &str) -> Note {
        if !self.sheet.has(role) {
            return Note::NoColumn;
        }
        match self.sheet.stated(row, role) {
            None => Note::Blank,
            Some(stated) if is_blank(&stated.text) => Note::Blank,
            Some(stated)
                if matches!(stated.text.as_str(), "无" | "未设" | "未设立" | "不设" | "没有" | "否" | "×" | "0") =>
            {
                Note::Absent(stated)
            }
            Some(stated) => Note::Present(stated),
        }
    }

    /// Names in a cell, separated by 、 and the like; none for 无 and blanks.
    pub(crate) fn names(&self, row: &Row, role: &str) -> Vec<String> {
        let text = self.sheet.text(row, role);
        if is_blank(&text) || Answer::read(&text).is_some() || count(&text).is_some() {
            return Vec::new();
        }
        let names = text.split(['、', '，', ',', '；', ';', ' ', '/']).map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }

    pub(crate) fn time(&mut self, row: &Row, role: &str) -> Option<Time> {
        let cell = self.sheet.cell(row, role).filter(|cell| !is_blank(&cell.text))?;
        let found = time(&cell.text);
        if found.is_none() {
            self.reject(row, role, Text::new("不是时刻", "not a time of day"));
        }
        found
    }

    /// As [`Values::count`], for counts of Party members.
    pub(crate) fn heads(&mut self, row: &Row, role: &str) -> Option<Heads> {
        let cell = self.sheet.cell(row, role).filter(|cell| !is_blank(&cell.text))?;
        let found = heads(&cell.text);
        if found.is_none() {
            self.reject(row, role, Text::new("不是人数", "not a number of people"));
        }
        found
    }

    pub(crate) fn count(&mut self, row: &Row, role: &str) -> Option<u32> {
        let cell = self.sheet.cell(row, role).filter(|cell| !is_blank(&cell.text))?;
        let found = count(&cell.text);
        if found.is_none() {
            self.reject(row, role, Text::new("不是数目", "not a number"));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_occur() {
        let cases = [
            ("2024年3月5日", Some(("2024-03-05", Precision::Day))),
            ("2024-3-5", Some(("2024-03-05", Precision::Day))),
            ("2024/3/5", Some(("2024-03-05", Precision::Day))),
            ("2024.03.05", Some(("2024-03-05", Precision::Day))),
            ("2024 年 3 月 5 日", Some(("2024-03-05", Precision::Day))),
            ("20240305", Some(("2024-03-05", Precision::Day))),
            ("二〇二四年三月", Some(("2024-03-01", Precision::Month))),
            ("二ΟΟ八年十二月三十一日", Some(("2008-12-31", Precision::Day))),
            ("2024年3月", Some(("2024-03-01", Precision::Month))),
            ("2024.3", Some(("2024-03-01", Precision::Month))),
            ("2024年", Some(("2024-01-01", Precision::Year))),
            ("45356", Some(("2024-03-05", Precision::Day))),
            ("2024-03-05 14:30", Some(("2024-03-05", Precision::Day))),
            ("2024年3月5日上午9时", Some(("2024-03-05", Precision::Day))),
            ("2022.9-2025.9", Some(("2022-09-01", Precision::Month))),
            ("2022年9月—2025年9月", Some(("2022-09-01", Precision::Month))),
            ("2022.9.20-2025.9.19", Some(("2022-09-20", Precision::Day))),
            ("2024-13-05", None),
            ("2024年2月30日", None),
            ("去年三月", None),
            ("5000", None),
            ("年月日", None),
            ("2024", None),
        ];
        for (text, expected) in cases {
            let found = date(text).map(|(date, precision, _)| (date.to_string(), precision));
            assert_eq!(found, expected.map(|(d, p)| (d.to_owned(), p)), "{text}");
        }
    }

    #[test]
    fn times_that_occur() {
        for (text, expected) in [
            ("14:30", Some(870)),
            ("2024-03-05 09:05:00", Some(545)),
            ("下午2点", Some(840)),
            ("上午九时三十分", Some(570)),
            ("9时半", Some(570)),
            ("25:00", None),
            ("上午", None),
        ] {
            assert_eq!(time(text).map(|t| t.0), expected, "{text}");
        }
    }

    #[test]
    fn heads_and_those_on_probation() {
        for (text, expected) in [
            ("12人", Some((12, None))),
            ("3（含预备1）", Some((3, Some(1)))),
            ("3(含预备党员1名)", Some((3, Some(1)))),
            ("12（其中正式11人）", Some((12, Some(1)))),
            ("8人，其中预备党员2人", Some((8, Some(2)))),
            ("2，另有预备党员1名", Some((3, Some(1)))),
            ("正式2+预备1", Some((3, Some(1)))),
            ("5（含1名预备党员）", Some((5, Some(1)))),
            ("3（均在岗）", Some((3, None))),
            ("无", Some((0, None))),
            ("约9", None),
            ("3（含预备5）", None),
            ("10(9)", None),
        ] {
            let found = heads(text).map(|heads| (heads.total, heads.probationary));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn counts_and_answers() {
        for (text, expected) in [
            ("126", Some(126)),
            ("9人", Some(9)),
            ("1,024", Some(1024)),
            ("九", Some(9)),
            ("不设", Some(0)),
            ("3.0", Some(3)),
            ("约9", None),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
        assert_eq!(Answer::read(" √ "), Some(Answer::Yes));
        assert_eq!(Answer::read("×"), Some(Answer::No));
        assert_eq!(Answer::read("不涉及"), Some(Answer::NotConcerned));
        assert_eq!(Answer::read("张三回避"), None);
    }
}
