//! Calendar dates.

use std::fmt;
use std::str::FromStr;

/// A calendar date without a time zone, as documents state it.
///
/// ```
/// use charterlint::Date;
/// let date: Date = "2024-07-01".parse()?;
/// assert_eq!(date.add_years(5).to_string(), "2029-07-01");
/// # Ok::<(), charterlint::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// A text that is no date of the form `2026-11-23`, or a day that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date such as 2026-11-23")]
pub struct DateError(String);

impl Date {
    /// The date, or `None` if the calendar has no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date =
            jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        date.ok().map(Self)
    }

    /// Today by the system's clock and time zone.
    #[must_use]
    pub fn today() -> Self {
        Self(jiff::Zoned::now().date())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month().unsigned_abs().into()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day().unsigned_abs().into()
    }

    /// The natural quarter, 1 to 4.
    #[must_use]
    pub fn quarter(self) -> u32 {
        self.month().div_ceil(3)
    }

    /// The same day `years` later (or earlier, if negative); 29 February becomes the 28th. Saturates at the calendar's ends.
    #[must_use]
    pub fn add_years(self, years: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().years(years.clamp(-9000, 9000))))
    }

    /// The same day `months` later (or earlier), the last day where the month is shorter. Saturates at the calendar's ends.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().months(months.clamp(-100_000, 100_000))))
    }

    /// `days` later (or earlier). Saturates at the calendar's ends.
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000))))
    }

    /// Days from `earlier` to `self`; negative if `self` comes first.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        let day = |date: jiff::civil::Date| date.to_datetime(jiff::civil::Time::midnight());
        day(self.0).duration_since(day(earlier.0)).as_hours() / 24
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError(text.to_owned());
        let mut parts = text.trim().splitn(3, '-');
        let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok()).ok_or_else(error);
        let (year, month, day) = (next()?, next()?, next()?);
        Self::new(i32::try_from(year).map_err(|_| error())?, month, day).ok_or_else(error)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
