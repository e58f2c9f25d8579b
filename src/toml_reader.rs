//! TOML files that users write, read with the place of every word, so that a mistake is shown where it stands.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::source::{LineIndex, Span};
use crate::{Date, Text};

pub(crate) type Result<T> = std::result::Result<T, Box<ConfigError>>;

/// A text being read.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
}

pub(crate) fn span_of<T>(value: &Spanned<T>) -> Span {
    Span::from(value.span())
}

/// What to write instead.
pub(crate) fn suggestion(near: Option<&str>, all: &[&str]) -> Text {
    match near {
        Some(near) => Text::new(format!("是不是想写「{near}」？"), format!("did you mean `{near}`?")),
        None => Text::new(format!("可以写：{}", all.join("、")), format!("use one of: {}", all.join(", "))),
    }
}

impl<'a> Reader<'a> {
    /// The file's tables.
    pub(crate) fn root(&self) -> Result<Spanned<DeTable<'a>>> {
        DeTable::parse(self.text).map_err(|error| {
            let span = error.span().map(Span::from).unwrap_or_default();
            let first = error.message().lines().next().unwrap_or_default().to_owned();
            self.error(
                span,
                Text::new(format!("不是合格的 TOML：{first}"), format!("not valid TOML: {first}")),
                Text::default(),
            )
        })
    }
}

impl<'a> Reader<'a> {
    /// The tables of a file that ships with the crate, which `build.rs` has made JSON of. All of them are at place 0.
    pub(crate) fn json_root(&self) -> Result<Spanned<DeTable<'a>>> {
        let value: serde_json::Result<Placeless<'a>> = serde_json::from_str(self.text);
        match value {
            Ok(Placeless(DeValue::Table(table))) => Ok(Spanned::new(0..0, table)),
            Ok(Placeless(other)) => Err(self.kind(&Spanned::new(0..0, other), "表", "a table")),
            Err(error) => {
                let text = Text::new(format!("不是合格的 JSON：{error}"), format!("not valid JSON: {error}"));
                Err(self.error(Span::default(), text, Text::default()))
            }
        }
    }
}

/// A value of TOML, written as JSON.
struct Placeless<'a>(DeValue<'a>);

impl<'de> Deserialize<'de> for Placeless<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_any(PlacelessVisitor).map(Self)
    }
}

struct PlacelessVisitor;

impl<'de> Visitor<'de> for PlacelessVisitor {
    type Value = DeValue<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of TOML")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> std::result::Result<Self::Value, E> {
        Ok(DeValue::String(text.into()))
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Self::Value, E> {
        Ok(DeValue::String(text.to_owned().into()))
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Self::Value, E> {
        Ok(DeValue::Boolean(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> std::result::Result<Self::Value, A::Error> {
        let mut array = DeArray::new();
        while let Some(Placeless(value)) = values.next_element()? {
            array.push(Spanned::new(0..0, value));
        }
        Ok(DeValue::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> std::result::Result<Self::Value, A::Error> {
        let mut table = DeTable::new();
        while let Some(key) = entries.next_key::<&'de str>()? {
            // Numbers and days stand as TOML under no name: only its parser makes them.
            if key.is_empty() {
                let value = DeValue::parse(entries.next_value()?).map_err(serde::de::Error::custom)?;
                return Ok(value.into_inner());
            }
            let Placeless(value) = entries.next_value()?;
            table.insert(Spanned::new(0..0, key.into()), Spanned::new(0..0, value));
        }
        Ok(DeValue::Table(table))
    }
}

impl Reader<'_> {
    pub(crate) fn error(&self, span: Span, message: Text, help: Text) -> Box<ConfigError> {
        Box::new(ConfigError { path: self.path.to_owned(), text: self.text.to_owned(), span, message, help })
    }

    pub(crate) fn unknown<T: AsRef<str>>(&self, key: &Spanned<T>, known: &[&str]) -> Box<ConfigError> {
        let word = key.get_ref().as_ref();
        let near = nearest(word, known.iter().copied());
        self.error(
            span_of(key),
            Text::new(format!("没有「{word}」这一项"), format!("unknown key `{word}`")),
            suggestion(near, known),
        )
    }

    pub(crate) fn kind(&self, value: &Spanned<DeValue<'_>>, zh: &str, en: &str) -> Box<ConfigError> {
        let found = value.get_ref().type_str();
        let found_zh = match found {
            "string" => "文字",
            "integer" => "整数",
            "float" => "小数",
            "boolean" => "true 或 false",
            "datetime" => "日期",
            "array" => "列表",
            _ => "表",
        };
        self.error(
            span_of(value),
            Text::new(format!("这里要写{zh}，写的却是{found_zh}"), format!("expected {en}, found {found}")),
            Text::default(),
        )
    }

    pub(crate) fn table<'v, 'i>(&self, value: &'v Spanned<DeValue<'i>>) -> Result<&'v DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.kind(value, "表", "a table")),
        }
    }

    pub(crate) fn text<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.kind(value, "文字", "a string")),
        }
    }

    /// A string with something in it.
    pub(crate) fn filled_text<'v>(&self, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str> {
        let text = self.text(value)?;
        if text.trim().is_empty() {
            return Err(self.error(
                span_of(value),
                Text::new("这里不能空着", "this must not be empty"),
                Text::default(),
            ));
        }
        Ok(text)
    }

    /// A text in both languages; a string alone stands for both.
    pub(crate) fn both(&self, value: &Spanned<DeValue<'_>>) -> Result<Text> {
        if let DeValue::String(text) = value.get_ref() {
            return Ok(Text::new(text.to_string(), text.to_string()));
        }
        let (mut zh, mut en) = (None, None);
        for (key, value) in self.table(value)? {
            match &**key.get_ref() {
                "zh" => zh = Some(self.text(value)?.to_owned()),
                "en" => en = Some(self.text(value)?.to_owned()),
                _ => return Err(self.unknown(key, &["zh", "en"])),
            }
        }
        let zh = zh.ok_or_else(|| self.lacks(value, "zh"))?;
        let en = en.unwrap_or_else(|| zh.clone());
        Ok(Text::new(zh, en))
    }

    /// The values of a list.
    pub(crate) fn list<'v, 'i>(
        &self,
        value: &'v Spanned<DeValue<'i>>,
    ) -> Result<impl Iterator<Item = &'v Spanned<DeValue<'i>>> + use<'v, 'i>> {
        match value.get_ref() {
            DeValue::Array(values) => Ok(values.iter()),
            _ => Err(self.kind(value, "列表", "a list")),
        }
    }

    /// The values of a list that has some.
    pub(crate) fn filled<'v, 'i>(
        &self,
        value: &'v Spanned<DeValue<'i>>,
    ) -> Result<impl Iterator<Item = &'v Spanned<DeValue<'i>>> + use<'v, 'i>> {
        let mut values = self.list(value)?.peekable();
        if values.peek().is_none() {
            return Err(self.error(
                span_of(value),
                Text::new("列表是空的", "the list is empty"),
                Text::new("至少写一项，或者删去这一行", "write at least one, or delete the line"),
            ));
        }
        Ok(values)
    }

    /// The strings of a list.
    pub(crate) fn texts(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>> {
        self.list(value)?.map(|value| self.text(value).map(str::to_owned)).collect()
    }

    /// An error: a table lacks a key that it needs.
    pub(crate) fn lacks<T>(&self, table: &Spanned<T>, key: &str) -> Box<ConfigError> {
        // Only the first line of the table is shown.
        let span = span_of(table);
        let first = self.text.get(span.range()).and_then(|text| text.lines().next()).map_or(0, str::len) as u32;
        self.error(
            Span::new(span.start, span.start + first),
            Text::new(format!("缺少「{key}」"), format!("`{key}` is missing")),
            Text::new(format!("补写 {key} = …"), format!("add {key} = …")),
        )
    }

    pub(crate) fn bool(&self, value: &Spanned<DeValue<'_>>) -> Result<bool> {
        match value.get_ref() {
            DeValue::Boolean(value) => Ok(*value),
            _ => Err(self.kind(value, " true 或 false", "true or false")),
        }
    }

    pub(crate) fn count(&self, value: &Spanned<DeValue<'_>>) -> Result<u32> {
        match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).map_err(|_| {
                self.error(
                    span_of(value),
                    Text::new("这里要写不小于 0 的整数", "expected a whole number of 0 or more"),
                    Text::default(),
                )
            }),
            _ => Err(self.kind(value, "整数", "a whole number")),
        }
    }

    pub(crate) fn date(&self, value: &Spanned<DeValue<'_>>) -> Result<Date> {
        let stated = match value.get_ref() {
            DeValue::Datetime(date) => date
                .date
                .filter(|_| date.time.is_none())
                .and_then(|d| Date::new(i32::from(d.year), u32::from(d.month), u32::from(d.day))),
            DeValue::String(text) => text.parse().ok(),
            _ => return Err(self.kind(value, "日期", "a date")),
        };
        stated.ok_or_else(|| {
            self.error(
                span_of(value),
                Text::new("不是日期", "not a date"),
                Text::new("请写成 2026-11-23 的样子", "write it as 2026-11-23"),
            )
        })
    }

    pub(crate) fn word<T>(
        &self,
        value: &Spanned<DeValue<'_>>,
        words: &[&str],
        from: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        let text = self.text(value)?;
        from(text).ok_or_else(|| {
            self.error(
                span_of(value),
                Text::new(format!("不认识「{text}」"), format!("unknown value `{text}`")),
                suggestion(nearest(text, words.iter().copied()), words),
            )
        })
    }
}

/// A value without its places.
pub(crate) fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            read.map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Integer)
        }
        DeValue::Float(number) => {
            number.as_str().parse().map_or_else(|_| toml::Value::String(number.as_str().to_owned()), toml::Value::Float)
        }
        DeValue::Boolean(value) => toml::Value::Boolean(*value),
        DeValue::Datetime(date) => toml::Value::Datetime(*date),
        DeValue::Array(values) => toml::Value::Array(values.iter().map(|v| plain(v.get_ref())).collect()),
        DeValue::Table(table) => {
            toml::Value::Table(table.iter().map(|(k, v)| (k.get_ref().to_string(), plain(v.get_ref()))).collect())
        }
    }
}

/// What is wrong in a TOML file that a user wrote, `dossier.toml` or a pack, with its place.
///
/// ```
/// use charterlint::Dossier;
/// use charterlint::dossier::DossierError;
/// let Err(DossierError::Config(error)) = Dossier::builder().config("[company]\nstafs = 640\n") else { unreachable!() };
/// assert_eq!(error.position(), (2, 1));
/// assert_eq!(&error.text[error.span.range()], "stafs");
/// assert_eq!(error.help.en, "did you mean `staff`?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigError {
    /// Path of the file.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The words that are wrong: byte offsets into `text`.
    pub span: Span,
    /// What is wrong.
    pub message: Text,
    /// What to do: the nearest known word, or the words that are accepted. May be empty.
    pub help: Text,
}

impl ConfigError {
    /// 1-based line and column (in Unicode scalar values) of the words that are wrong.
    #[must_use]
    pub fn position(&self) -> (u32, u32) {
        let at = LineIndex::new(&self.text).position(&self.text, self.span.start);
        (at.line, at.column)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position();
        write!(f, "{}:{line}:{column}: {}", self.path, self.message.en)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help.en) }
    }
}

impl std::error::Error for ConfigError {}

impl miette::Diagnostic for ConfigError {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&*self.help.en) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        let label = miette::LabeledSpan::new(None, self.span.start as usize, self.span.len() as usize);
        Some(Box::new(std::iter::once(label)))
    }
}

/// The candidate nearest to `word`, if one is near enough to have been meant.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(d, candidate)| *d <= (length.max(candidate.chars().count()) / 3).max(1))
        .min_by_key(|(d, _)| *d)
        .map(|(_, candidate)| candidate)
}

/// Edit distance with transpositions of neighbours counted once.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(80).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.chars().take(80).enumerate() {
        let mut next = vec![i + 1; b.len() + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (row[j] + usize::from(x != y)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && Some(y) == previous && x == b[j - 1] {
                best = best.min(before[j - 1] + 1);
            }
            next[j + 1] = best;
        }
        before = std::mem::replace(&mut row, next);
        previous = Some(x);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions() {
        assert_eq!(nearest("ownershp", ["name", "ownership"]), Some("ownership"));
        assert_eq!(nearest("fomr", ["form", "tier"]), Some("form"));
        assert_eq!(nearest("xyz", ["form", "tier"]), None);
    }
}
