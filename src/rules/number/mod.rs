//! Conditions on numbers that documents state: a fact by its name, and bounds.
//!
//! A condition is a plain TOML table and no expression language: a lawyer reads it, an editor checks it against a schema,
//! every word of it has a place that an error can point to, and whether it can be met is decided when the pack is read.

mod judge;
mod name;
mod read;
mod value;

pub(super) use judge::{Outcome, Unstated};
pub(super) use name::{FACTS, FactName};
use value::Ratio;

/// A condition on one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    fact: FactName,
    /// The number is taken as a share of this one.
    of: Option<FactName>,
    bounds: Vec<(Bound, Vec<Ratio>)>,
    /// The verdict where no document states it.
    unstated: Unstated,
}

/// How a number is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Equals,
    OneOf,
}

impl Bound {
    const WORDS: &[&str] = &["at_least", "more_than", "at_most", "less_than", "equals", "one_of"];

    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "at_least" => Self::AtLeast,
            "more_than" => Self::MoreThan,
            "at_most" => Self::AtMost,
            "less_than" => Self::LessThan,
            "equals" => Self::Equals,
            "one_of" => Self::OneOf,
            _ => return None,
        })
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::AtLeast => ("不少于", "at least "),
            Self::MoreThan => ("多于", "more than "),
            Self::AtMost => ("不超过", "at most "),
            Self::LessThan => ("少于", "fewer than "),
            Self::Equals => ("等于", ""),
            Self::OneOf => ("为", "one of "),
        }
    }
}

impl Number {
    /// The bounds in words: 不少于5且不超过9.
    pub(super) fn required(&self) -> crate::Text {
        let list =
            |values: &[Ratio], joint: &str| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(joint);
        let zh: Vec<String> =
            self.bounds.iter().map(|(bound, values)| format!("{}{}", bound.words().0, list(values, "、"))).collect();
        let en: Vec<String> =
            self.bounds.iter().map(|(bound, values)| format!("{}{}", bound.words().1, list(values, ", "))).collect();
        crate::Text::new(zh.join("且"), en.join(" and "))
    }
}
