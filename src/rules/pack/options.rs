//! What a dossier may set for a rule, as the pack states it.

use toml::Spanned;
use toml::de::DeValue;

use super::super::meta::{OptionValue, RuleOption};
use crate::Text;
use crate::toml_reader::{Reader, Result, span_of};

impl Reader<'_> {
    /// Reads a `[[rule.option]]`.
    pub(super) fn option(&self, entry: &Spanned<DeValue<'_>>) -> Result<RuleOption> {
        let (mut name, mut title, mut default, mut min) = (None, None, None, 0);
        for (key, value) in self.table(entry)? {
            match &**key.get_ref() {
                "name" => name = Some(self.filled_text(value)?.to_owned()),
                "title" => title = Some(self.both(value)?),
                "default" => {
                    default = Some(match value.get_ref() {
                        DeValue::Boolean(on) => OptionValue::Boolean(*on),
                        _ => OptionValue::Number(self.count(value)?),
                    });
                }
                "min" => min = self.count(value)?,
                _ => return Err(self.unknown(key, &["name", "title", "default", "min"])),
            }
        }
        Ok(RuleOption {
            name: name.ok_or_else(|| self.lacks(entry, "name"))?,
            title: title.ok_or_else(|| self.lacks(entry, "title"))?,
            default: default.ok_or_else(|| self.lacks(entry, "default"))?,
            min,
        })
    }

    /// Checks that an example sets only options that the rule takes.
    pub(super) fn options_fit(
        &self,
        example: &Spanned<DeValue<'_>>,
        rule: &str,
        options: &[RuleOption],
        stated: &toml::Table,
    ) -> Result<()> {
        let fits = |name: &str, value: &toml::Value| {
            // Options whose values have parts are known to the dossier.
            let of_dossier = crate::dossier::options_of(rule).unwrap_or_default();
            of_dossier.iter().any(|(known, _)| *known == name)
                || options.iter().any(|option| option.name == name && option.read(value).is_some())
        };
        match stated.iter().find(|(name, value)| !fits(name, value)) {
            None => Ok(()),
            Some((name, value)) => Err(self.error(
                span_of(example),
                Text::new(
                    format!("示例设置了选项 {name} = {value}，这条规则不接受"),
                    format!("the example sets the option {name} = {value}, which the rule does not take"),
                ),
                Text::default(),
            )),
        }
    }
}
