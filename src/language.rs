//! The two languages that reports speak.

use std::borrow::Cow;

/// The language of a rendered report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// Chinese, the default.
    #[default]
    Chinese,
    /// English.
    English,
}

/// A text in both languages.
///
/// ```
/// use charterlint::{Language, Text};
/// let text = Text::new("共{n}项", "{n} matters").fill(&[("n", "29")]);
/// assert_eq!(text.get(Language::Chinese), "共29项");
/// assert_eq!(text.get(Language::English), "29 matters");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// A text from its two wordings.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The wording in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }

    /// Whether both wordings are empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// The text with every `{name}` replaced by its value.
    #[must_use]
    pub fn fill(&self, values: &[(&str, &str)]) -> Self {
        let fill = |text: &str| {
            let mut out = String::with_capacity(text.len());
            let mut rest = text;
            while let Some((before, after)) = rest.split_once('{') {
                out.push_str(before);
                let known = after.split_once('}').and_then(|(name, tail)| {
                    values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, tail))
                });
                rest = match known {
                    Some((value, tail)) => {
                        out.push_str(value);
                        tail
                    }
                    None => {
                        out.push('{');
                        after
                    }
                };
            }
            out.push_str(rest);
            out
        };
        Self::new(fill(&self.zh), fill(&self.en))
    }
}
