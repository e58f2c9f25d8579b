//! From TOML to a condition.

use toml::Spanned;
use toml::de::DeValue;

use super::value::Ratio;
use super::{Bound, FACTS, FactName, Number, Unstated};
use crate::Text;
use crate::toml_reader::{Reader, Result, nearest, span_of, suggestion};

impl Number {
    /// Reads a condition and checks that a number can meet it.
    pub(in crate::rules) fn read(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Self> {
        let (mut fact, mut of, mut unstated) = (None, None, Unstated::Undetermined);
        let mut bounds = Vec::new();
        for (key, value) in reader.table(value)? {
            match &**key.get_ref() {
                "fact" => fact = Some(name(reader, value)?),
                "of" => of = Some((name(reader, value)?, span_of(value))),
                "unstated" => unstated = reader.word(value, Unstated::WORDS, Unstated::from_word)?,
                word => match Bound::from_word(word) {
                    Some(Bound::OneOf) => {
                        let values: Result<Vec<_>> = reader.filled(value)?.map(|one| number(reader, one)).collect();
                        bounds.push((Bound::OneOf, values?));
                    }
                    Some(bound) => bounds.push((bound, vec![number(reader, value)?])),
                    None => {
                        let known: Vec<&str> = ["fact", "of", "unstated"].iter().chain(Bound::WORDS).copied().collect();
                        return Err(reader.unknown(key, &known));
                    }
                },
            }
        }
        let span = span_of(value);
        let Some(fact) = fact else { return Err(reader.lacks(value, "fact")) };
        if bounds.is_empty() {
            return Err(reader.error(
                span,
                Text::new("条件没有写界限", "the condition has no bound"),
                Text::new(
                    format!("可以写：{}", Bound::WORDS.join("、")),
                    format!("use one of: {}", Bound::WORDS.join(", ")),
                ),
            ));
        }
        if let Some((whole, at)) = of.filter(|(whole, _)| whole.is_share() || fact.is_share()) {
            return Err(reader.error(
                at,
                Text::new(
                    format!("「{}」和「{}」不能相除：比例不能再求比例", fact.as_str(), whole.as_str()),
                    format!("`{}` cannot be taken of `{}`: one is a share already", fact.as_str(), whole.as_str()),
                ),
                Text::default(),
            ));
        }
        let number = Self { fact, of: of.map(|(of, _)| of), bounds, unstated };
        if number.is_empty() {
            return Err(reader.error(
                span,
                Text::new("没有数字能同时满足这些界限", "no number can meet these bounds, so this can never be met"),
                Text::default(),
            ));
        }
        Ok(number)
    }

    /// Whether no number meets all bounds.
    fn is_empty(&self) -> bool {
        let all = || self.bounds.iter().flat_map(|(_, values)| values);
        let meets = |number: Ratio| {
            self.bounds.iter().all(|(bound, values)| {
                let value = values.first().copied().unwrap_or(number);
                match bound {
                    Bound::AtLeast => number >= value,
                    Bound::MoreThan => number > value,
                    Bound::AtMost => number <= value,
                    Bound::LessThan => number < value,
                    Bound::Equals => number == value,
                    Bound::OneOf => values.contains(&number),
                }
            })
        };
        let shares = self.of.is_some() || self.fact.is_share();
        // Between bounds, a whole number lies one from a bound, a fraction anywhere.
        let candidates = all().flat_map(|value| {
            let steps = if shares {
                [value.shifted(-1, 1_000_000), value.shifted(1, 1_000_000)]
            } else {
                [value.shifted(-1, 1), value.shifted(1, 1)]
            };
            std::iter::once(*value).chain(steps.into_iter().flatten())
        });
        !candidates.into_iter().any(meets)
    }
}

fn name(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<FactName> {
    let text = reader.text(value)?;
    FactName::from_word(text).ok_or_else(|| {
        let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
        let near = nearest(text, names.iter().copied());
        reader.error(
            span_of(value),
            Text::new(format!("没有叫「{text}」的事实"), format!("there is no fact `{text}`")),
            match near {
                Some(_) => suggestion(near, &names),
                None => Text::new("全部名称见 docs/packs.md", "all names are in docs/packs.en.md"),
            },
        )
    })
}

fn number(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Ratio> {
    let read = match value.get_ref() {
        DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok().map(Ratio::whole),
        DeValue::String(text) => Ratio::parse(text),
        _ => None,
    };
    read.ok_or_else(|| {
        reader.error(
            span_of(value),
            Text::new("这里要写数字", "expected a number"),
            Text::new("写成 7、\"2/3\" 或者 \"1.5%\"", "write 7, \"2/3\" or \"1.5%\""),
        )
    })
}
