//! Whole numbers and fractions, compared exactly.

use std::cmp::Ordering;
use std::fmt;

/// A fraction; the lower number is never 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio {
    top: u64,
    bottom: u64,
    percent: bool,
}

impl Ratio {
    pub(super) const fn whole(number: u64) -> Self {
        Self { top: number, bottom: 1, percent: false }
    }

    pub(super) fn new(top: u64, bottom: u64) -> Option<Self> {
        (bottom > 0).then_some(Self { top, bottom, percent: false })
    }

    /// `2/3`, `50%`, `1.5%`, `7`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((top, bottom)) = text.split_once('/') {
            return Self::new(top.trim().parse().ok()?, bottom.trim().parse().ok()?);
        }
        let Some(percent) = text.strip_suffix(['%', '％']) else { return Some(Self::whole(text.parse().ok()?)) };
        let (whole, rest) = percent.trim().split_once('.').unwrap_or((percent.trim(), ""));
        if rest.len() > 4 || !rest.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let scale = 10u64.pow(rest.len() as u32);
        let rest: u64 = if rest.is_empty() { 0 } else { rest.parse().ok()? };
        let top = whole.parse::<u64>().ok()?.checked_mul(scale)?.checked_add(rest)?;
        Some(Self { top, bottom: scale * 100, percent: true })
    }

    /// The number `steps` times `1/of` away; `None` below 0.
    pub(super) fn shifted(self, steps: i64, of: u64) -> Option<Self> {
        let top = self.top.checked_mul(of)?.checked_add_signed(steps.checked_mul(i64::try_from(self.bottom).ok()?)?)?;
        Self::new(top, self.bottom.checked_mul(of)?)
    }

    /// This part of a whole.
    pub(super) fn of(self, whole: Self) -> Option<Self> {
        Self::new(self.top.checked_mul(whole.bottom)?, self.bottom.checked_mul(whole.top)?)
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        product(self.top, other.bottom).cmp(&product(other.top, self.bottom))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.percent {
            let whole = self.top * 100 / self.bottom;
            let mut rest = self.top * 100 % self.bottom;
            write!(f, "{whole}")?;
            if rest > 0 {
                f.write_str(".")?;
            }
            while rest > 0 {
                rest *= 10;
                write!(f, "{}", rest / self.bottom)?;
                rest %= self.bottom;
            }
            return f.write_str("%");
        }
        match self.bottom {
            1 => write!(f, "{}", self.top),
            bottom => write!(f, "{}/{bottom}", self.top),
        }
    }
}

/// From one number to another, as documents state it: 5至9人, 过半数.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: Ratio,
    /// Whether the number must be more than `low`.
    pub(super) above: bool,
    /// `None`: no upper bound.
    pub(super) high: Option<Ratio>,
    /// Whether the number must be less than `high`.
    pub(super) below: bool,
}

impl Range {
    pub(super) const fn exactly(number: Ratio) -> Self {
        Self { low: number, above: false, high: Some(number), below: false }
    }

    /// The share that a number of this range is of one of the other, at least and at most.
    pub(super) fn of(self, whole: Self) -> Option<Self> {
        let low = match whole.high {
            Some(high) => self.low.of(high)?,
            None => Ratio::whole(0),
        };
        let high = match self.high {
            Some(high) => Some(high.of(whole.low)?),
            None => None,
        };
        Some(Self { low, above: self.above || whole.below, high, below: self.below || whole.above })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_packs_write_them() {
        for (text, shown) in
            [("7", "7"), ("2/3", "2/3"), ("50%", "50%"), ("1.5%", "1.5%"), ("0.05%", "0.05%"), (" 3 ", "3")]
        {
            assert_eq!(Ratio::parse(text).unwrap().to_string(), shown, "{text}");
        }
        for text in ["", "1/0", "-1", "1.5", "half", "1.23456%", "9999999999999999999999", "18446744073709551615.5%"] {
            assert_eq!(Ratio::parse(text), None, "{text}");
        }
    }

    #[test]
    fn comparison_is_exact() {
        let ratio = |text| Ratio::parse(text).unwrap();
        assert!(ratio("2/3") > ratio("66.66%"));
        assert!(ratio("1/2") == ratio("50%"));
        assert!(ratio("18446744073709551615") > ratio("18446744073709551614"));
        let share = Range::exactly(ratio("4")).of(Range::exactly(ratio("7"))).unwrap();
        assert!(share.low > ratio("1/2") && share.high.unwrap() < ratio("2/3"));
    }
}
