//! Natural months and quarters, and which of them a table leaves out.

use std::collections::HashSet;

use crate::facts::Chains;
use crate::model::table::{DateCell, Precision};
use crate::numeral;
use crate::{Date, Label, Text};

/// A natural month or quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Month,
    Quarter,
}

impl Length {
    const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
        }
    }
}

/// One month or quarter, counted from the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    length: Length,
    index: i32,
}

impl Period {
    pub(super) fn of(length: Length, day: Date) -> Self {
        let months = day.year() * 12 + i32::try_from(day.month()).unwrap_or(1) - 1;
        Self { length, index: months.div_euclid(length.months()) }
    }

    const fn next(self) -> Self {
        Self { length: self.length, index: self.index + 1 }
    }

    fn later(self, other: Self) -> Self {
        if other.index > self.index { other } else { self }
    }

    fn first_day(self) -> Option<Date> {
        let months = self.index * self.length.months();
        Date::new(months.div_euclid(12), u32::try_from(months.rem_euclid(12)).ok()? + 1, 1)
    }

    fn last_day(self) -> Option<Date> {
        self.next().first_day().map(|day| day.add_days(-1))
    }

    /// 2026年第二季度, 2026年2月.
    pub(super) fn name(self) -> Text {
        let months = self.index * self.length.months();
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
        match self.length {
            Length::Month => Text::new(format!("{year}年{}月", month + 1), format!("{year}-{:02}", month + 1)),
            Length::Quarter => {
                let quarter = ["一", "二", "三", "四"].get(month as usize / 3).copied().unwrap_or_default();
                Text::new(format!("{year}年第{quarter}季度"), format!("quarter {} of {year}", month / 3 + 1))
            }
        }
    }
}

/// What a table records of one chain.
pub(super) struct Record {
    /// The days on which it happened, with their rows.
    pub(super) days: Vec<(DateCell, Label)>,
    /// The first and the last day that the tables are about.
    pub(super) from: Option<Date>,
    pub(super) to: Date,
    /// Since when the chain's committee is said to exist.
    pub(super) founded: Option<DateCell>,
    /// The first day on which the chain is seen at work.
    pub(super) active: Option<Date>,
}

/// Months or quarters in a row in which nothing happened.
pub(super) struct Missing {
    pub(super) first: Period,
    pub(super) last: Period,
    /// The rows on either side.
    pub(super) labels: Vec<Label>,
}

impl Missing {
    pub(super) fn name(&self) -> Text {
        name(self.first, self.last)
    }
}

/// 2026年2月, 2026年2月至2026年9月.
pub(super) fn name(first: Period, last: Period) -> Text {
    let (from, to) = (first.name(), last.name());
    if first == last {
        return from;
    }
    Text::new(format!("{}至{}", from.zh, to.zh), format!("{} to {}", from.en, to.en))
}

/// So many periods in a row are shown one by one; more as one stretch.
const APART: i32 = 3;

impl Record {
    /// The same days and bounds for something else that is recorded.
    pub(super) const fn share(&self) -> Self {
        Self { days: Vec::new(), from: self.from, to: self.to, founded: self.founded, active: self.active }
    }

    /// The first period that counts: that of the first row, but not before the chain exists. The quarter of founding is
    /// exempt; where its day is unknown, so is the quarter in which the chain is first seen.
    fn first(&self, length: Length) -> Option<Period> {
        let from = Period::of(length, self.from?);
        let exists = match (self.founded, self.active) {
            (Some(founded), _) => Period::of(length, founded.last()).next(),
            (None, Some(active)) if length == Length::Quarter => Period::of(length, active).next(),
            (None, Some(active)) => Period::of(length, active),
            (None, None) => return None,
        };
        Some(from.later(exists))
    }

    /// All complete periods that count.
    pub(super) fn periods(&self, length: Length) -> Vec<Period> {
        let Some(mut at) = self.first(length) else { return Vec::new() };
        let mut out = Vec::new();
        while at.last_day().is_some_and(|day| day <= self.to) {
            out.push(at);
            at = at.next();
        }
        out
    }

    /// The complete periods in which nothing happened, a long stretch as one: the first and the last of each.
    pub(super) fn stretches(&self, length: Length) -> Vec<(Period, Period)> {
        let exact = self.days.iter().filter(|(day, _)| day.precision != Precision::Year);
        let happened: HashSet<i32> = exact.map(|(day, _)| Period::of(length, day.date).index).collect();
        let mut runs: Vec<(Period, Period)> = Vec::new();
        for period in self.periods(length).into_iter().filter(|period| !happened.contains(&period.index)) {
            match runs.last_mut() {
                Some((_, last)) if last.index + 1 == period.index => *last = period,
                _ => runs.push((period, period)),
            }
        }
        let mut out = Vec::new();
        for (first, last) in runs {
            if last.index - first.index >= APART {
                out.push((first, last));
                continue;
            }
            let mut at = first;
            while at.index <= last.index {
                out.push((at, at));
                at = at.next();
            }
        }
        out
    }

    /// As [`Record::stretches`], with the rows on either side.
    pub(super) fn missing(&self, length: Length) -> Vec<Missing> {
        let stretches = self.stretches(length).into_iter();
        stretches.map(|(first, last)| Missing { first, last, labels: self.around(first, last) }).collect()
    }

    /// The last row before and the first one after a stretch.
    fn around(&self, first: Period, last: Period) -> Vec<Label> {
        let say = |(day, label): &(DateCell, Label), zh: &str, en: &str| {
            let date = match day.precision {
                Precision::Month => Period::of(Length::Month, day.date).name(),
                _ => Text::new(day.date.to_string(), day.date.to_string()),
            };
            label.clone().with_message(Text::new(format!("{zh}{}", date.zh), format!("{en}{}", date.en)))
        };
        let before = self.days.iter().filter(|(day, _)| first.first_day().is_some_and(|from| day.date < from));
        let after = self.days.iter().filter(|(day, _)| last.last_day().is_some_and(|to| day.date > to));
        let before = before.max_by_key(|(day, _)| day.date).map(|entry| say(entry, "上一次：", "the one before: "));
        let after = after.min_by_key(|(day, _)| day.date).map(|entry| say(entry, "下一次：", "the next one: "));
        before.into_iter().chain(after).collect()
    }
}

/// The record of a chain in tables with these titles, as of a day.
pub(super) fn record<'t>(
    chains: &Chains<'_>,
    chain: &str,
    titles: impl Iterator<Item = &'t str>,
    first_row: Option<Date>,
    days: Vec<(DateCell, Label)>,
    as_of: Date,
) -> Record {
    let windows: Vec<Option<(Date, Date)>> = titles.map(window).collect();
    let known: Vec<(Date, Date)> = windows.iter().copied().flatten().collect();
    // A table whose title names no year is about all days from its first row on.
    let open = windows.len() != known.len() || known.is_empty();
    let begins = known.iter().map(|(from, _)| *from).min();
    let ends = known.iter().map(|(_, to)| *to).max().filter(|_| !open);
    Record {
        days,
        from: if open { begins.into_iter().chain(first_row).min() } else { begins },
        to: ends.map_or(as_of, |end| end.min(as_of)),
        founded: chains.founded(chain),
        active: chains.active_from(chain),
    }
}

/// The days that a title says its table is about: 2026年度走访台账, 2026年上半年, 2025年至2026年.
pub(super) fn window(title: &str) -> Option<(Date, Date)> {
    let mut years = title.match_indices('年').filter_map(|(at, _)| {
        let before = &title[..at];
        let digits: Vec<char> = before.chars().rev().take_while(|c| numeral::digit(*c).is_some()).collect();
        let year: String = digits.into_iter().rev().collect();
        let value = numeral::parse(&year).filter(|value| (1990..=2199).contains(value))?;
        (year.chars().count() == 4).then_some((i32::try_from(value).ok()?, &title[at + '年'.len_utf8()..]))
    });
    let (first, rest) = years.next()?;
    let last = years.next_back().map_or(first, |(year, _)| year);
    let rest = rest.trim_start_matches('度');
    let (from, to) = if last != first {
        (1, 12)
    } else if rest.starts_with("上半年") {
        (1, 6)
    } else if rest.starts_with("下半年") {
        (7, 12)
    } else {
        let quarter = ["一", "二", "三", "四"].iter().zip(["1", "2", "3", "4"]).position(|(zh, digit)| {
            let rest = rest.trim_start_matches('第');
            [*zh, digit].iter().any(|n| rest.strip_prefix(n).is_some_and(|rest| rest.starts_with("季度")))
        });
        match quarter {
            Some(at) => (u32::try_from(at).ok()? * 3 + 1, u32::try_from(at).ok()? * 3 + 3),
            None => (1, 12),
        }
    };
    Some((Date::new(first, from, 1)?, Date::new(last, to, 1)?.add_months(1).add_days(-1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_of_titles() {
        for (title, expected) in [
            ("2026年度产业链走访台账", Some("2026-01-01 2026-12-31")),
            ("二〇二六年产业链会议台账", Some("2026-01-01 2026-12-31")),
            ("2026年上半年产业链订单", Some("2026-01-01 2026-06-30")),
            ("2026年第三季度产业链走访台账", Some("2026-07-01 2026-09-30")),
            ("2026年3季度走访台账", Some("2026-07-01 2026-09-30")),
            ("2025年至2026年产业链会议台账", Some("2025-01-01 2026-12-31")),
            ("产业链会议台账", None),
            ("百年产业链会议台账", None),
        ] {
            let found = window(title).map(|(from, to)| format!("{from} {to}"));
            assert_eq!(found.as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn names_of_periods() {
        let day: Date = "2026-05-20".parse().unwrap();
        assert_eq!(Period::of(Length::Quarter, day).name().zh, "2026年第二季度");
        assert_eq!(Period::of(Length::Month, day).name().zh, "2026年5月");
        assert_eq!(Period::of(Length::Quarter, day).last_day().unwrap().to_string(), "2026-06-30");
        assert_eq!(Period::of(Length::Month, "2026-12-31".parse().unwrap()).next().name().zh, "2027年1月");
    }
}
