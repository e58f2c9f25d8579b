//! `dossier.toml`: what no document states, and how to check.

use std::path::PathBuf;

use indexmap::IndexMap;
use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Kind;
use super::options::{self, POSTS, PROFILES, Shape};
use crate::model::chain::MemberUnit;
use crate::model::profile::{Entity, Form, Ownership, PartyOrgan, Profile, StateLevel, Tier};
use crate::rules::Severity;
use crate::source::Span;
use crate::toml_reader::{ConfigError, Reader, Result, nearest, plain, span_of, suggestion};
use crate::{Date, Text};

/// An accepted deviation from a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Waiver {
    /// The rule's code.
    pub rule: String,
    /// Why the deviation was accepted. Without a reason the waiver does not count.
    pub reason: String,
    /// Who accepted it.
    pub approved_by: Option<String>,
    /// The last day on which the waiver counts.
    pub until: Option<Date>,
    /// Where it stands in `dossier.toml`: byte offsets into the file's text.
    pub span: Span,
}

/// How to check: the `[rules]` and `[[waiver]]` of `dossier.toml`, as data for the engine.
///
/// ```
/// use charterlint::Dossier;
/// let dossier = Dossier::builder()
///     .config("[rules]\nselect = ['two-lists/*']\n[[waiver]]\nrule = 'two-lists/count'\nreason = '过渡期'\n")?
///     .build()?;
/// assert_eq!(dossier.settings.select, ["two-lists/*"]);
/// assert_eq!(dossier.settings.waivers[0].reason, "过渡期");
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Settings {
    /// Globs over rule codes: which rules run. Default `*`.
    pub select: Vec<String>,
    /// Globs over rule codes: which rules do not run.
    pub ignore: Vec<String>,
    /// Severity by rule code.
    pub severity: IndexMap<String, Severity>,
    /// Packs of rules to load beside the built-in ones: paths relative to `dossier.toml`.
    pub packs: Vec<PathBuf>,
    /// Options by rule code, as the rule understands them.
    pub(crate) options: IndexMap<String, toml::Table>,
    /// Accepted deviations.
    pub waivers: Vec<Waiver>,
    /// What each document is, where recognition needs help: by file name, or `name.xlsx#Sheet2`.
    pub documents: IndexMap<String, Kind>,
    /// Where rule codes stand in the file: byte offsets into its text.
    #[serde(skip)]
    pub(crate) codes: Vec<(String, Span)>,
    /// Where the values of options stand, by rule code and option.
    #[serde(skip)]
    pub(crate) option_spans: Vec<(String, String, Span)>,
    #[serde(skip)]
    pub(crate) document_spans: Vec<(String, Span)>,
    #[serde(skip)]
    pub(crate) pack_spans: Vec<Span>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            select: vec!["*".to_owned()],
            ignore: Vec::new(),
            severity: IndexMap::new(),
            options: IndexMap::new(),
            waivers: Vec::new(),
            packs: Vec::new(),
            documents: IndexMap::new(),
            codes: Vec::new(),
            option_spans: Vec::new(),
            document_spans: Vec::new(),
            pack_spans: Vec::new(),
        }
    }
}

/// A `dossier.toml`, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Config {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) profile: Profile,
    pub(crate) complete: bool,
    pub(crate) settings: Settings,
}

/// The keys of `[company]`.
pub const COMPANY_KEYS: &[&str] = &[
    "name",
    "form",
    "ownership",
    "tier",
    "level",
    "entity",
    "listed",
    "board",
    "party_organ",
    "party_members",
    "full_party_members",
    "decision_power",
    "staff",
    "shareholders",
    "registered_on",
    "investor",
];

impl Config {
    pub(crate) fn read(path: &str, text: &str) -> Result<Self> {
        let reader = Reader { path, text };
        let root = reader.root()?;
        let mut config = Self { path: path.to_owned(), text: text.to_owned(), ..Self::default() };
        let sections = ["company", "dossier", "documents", "rules", "waiver"];
        for (key, value) in root.get_ref() {
            match &**key.get_ref() {
                "company" => {
                    for (key, value) in reader.table(value)? {
                        reader.company(&mut config.profile, key, value)?;
                    }
                }
                "dossier" => {
                    for (key, value) in reader.table(value)? {
                        match &**key.get_ref() {
                            "complete" => config.complete = reader.bool(value)?,
                            _ => return Err(reader.unknown(key, &["complete"])),
                        }
                    }
                }
                "documents" => {
                    for (key, value) in reader.table(value)? {
                        let name = key.get_ref().to_string();
                        let kind = reader.word(value, Kind::WORDS, Kind::from_word)?;
                        config.settings.documents.insert(name.clone(), kind);
                        config.settings.document_spans.push((name, span_of(key)));
                    }
                }
                "rules" => reader.rules(&mut config.settings, value)?,
                "waiver" => {
                    let DeValue::Array(waivers) = value.get_ref() else {
                        return Err(reader.kind(value, "由 [[waiver]] 组成的列表", "a list of [[waiver]]"));
                    };
                    for waiver in waivers.iter() {
                        let read = reader.waiver(waiver)?;
                        config.settings.codes.push((read.rule.clone(), read.span));
                        config.settings.waivers.push(read);
                    }
                }
                _ => return Err(reader.unknown(key, &sections)),
            }
        }
        Ok(config)
    }

    /// An error at a place of this file.
    pub(crate) fn error(&self, span: Span, message: Text, help: Text) -> Box<ConfigError> {
        Reader { path: &self.path, text: &self.text }.error(span, message, help)
    }
}

/// Sets one fact of a profile from words, as `--set company.staff=640` does.
pub(crate) fn set(profile: &mut Profile, key: &str, value: &str) -> Result<()> {
    let known = key.strip_prefix("company.").filter(|name| COMPANY_KEYS.contains(name));
    let Some(name) = known else {
        let reader = Reader { path: "--set", text: key };
        let near = nearest(key.strip_prefix("company.").unwrap_or(key), COMPANY_KEYS.iter().copied());
        return Err(reader.error(
            Span::new(0, key.len() as u32),
            Text::new(format!("没有「{key}」这一项"), format!("there is no fact `{key}`")),
            suggestion(near.map(|n| format!("company.{n}")).as_deref(), COMPANY_KEYS),
        ));
    };
    // Words and names need no quotes here; numbers, dates, true and false are as in the file.
    let quoted = format!("{name} = {}", toml::Value::String(value.to_owned()));
    let texts = ["name", "form", "ownership", "tier", "level", "entity", "party_organ"];
    let plain = format!("{name} = {value}");
    let text = if texts.contains(&name) && !value.starts_with(['"', '\'']) { &quoted } else { &plain };
    let reader = Reader { path: "--set", text };
    let invalid = |()| {
        reader.error(
            Span::new(name.len() as u32 + 3, text.len() as u32),
            Text::new(format!("「{value}」不能作为 {key} 的值"), format!("`{value}` is no value for {key}")),
            Text::default(),
        )
    };
    let root = DeTable::parse(text).map_err(|_| invalid(()))?;
    if root.get_ref().len() != 1 {
        return Err(invalid(()));
    }
    for (key, value) in root.get_ref() {
        reader.company(profile, key, value)?;
    }
    Ok(())
}

impl Reader<'_> {
    pub(crate) fn company<T: AsRef<str>>(
        &self,
        profile: &mut Profile,
        key: &Spanned<T>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<()> {
        match key.get_ref().as_ref() {
            "name" => profile.name = Some(self.text(value)?.to_owned()),
            "form" => profile.form = Some(self.word(value, Form::WORDS, Form::from_word)?),
            "ownership" => profile.ownership = Some(self.word(value, Ownership::WORDS, Ownership::from_word)?),
            "tier" => profile.tier = Some(self.word(value, Tier::WORDS, Tier::from_word)?),
            "level" => profile.level = Some(self.word(value, StateLevel::WORDS, StateLevel::from_word)?),
            "entity" => profile.entity = Some(self.word(value, Entity::WORDS, Entity::from_word)?),
            "listed" => profile.listed = Some(self.bool(value)?),
            "board" => profile.board = Some(self.bool(value)?),
            "party_organ" => profile.party_organ = Some(self.word(value, PartyOrgan::WORDS, PartyOrgan::from_word)?),
            "party_members" => profile.party_members = Some(self.count(value)?),
            "full_party_members" => profile.full_party_members = Some(self.count(value)?),
            "decision_power" => profile.decision_power = Some(self.bool(value)?),
            "staff" => profile.staff = Some(self.count(value)?),
            "shareholders" => profile.shareholders = Some(self.count(value)?),
            "registered_on" => profile.registered_on = Some(self.date(value)?),
            "investor" => profile.investor = Some(self.bool(value)?),
            _ => return Err(self.unknown(key, COMPANY_KEYS)),
        }
        Ok(())
    }

    fn rules(&self, settings: &mut Settings, value: &Spanned<DeValue<'_>>) -> Result<()> {
        for (key, value) in self.table(value)? {
            match &**key.get_ref() {
                word @ ("select" | "ignore") => {
                    let DeValue::Array(globs) = value.get_ref() else {
                        return Err(self.kind(value, "列表", "a list"));
                    };
                    let mut out = Vec::new();
                    for glob in globs.iter() {
                        let text = self.text(glob)?;
                        if !text.contains(['*', '?', '[']) {
                            settings.codes.push((text.to_owned(), span_of(glob)));
                        }
                        out.push(text.to_owned());
                    }
                    *(if word == "select" { &mut settings.select } else { &mut settings.ignore }) = out;
                }
                "packs" => {
                    for pack in self.list(value)? {
                        settings.packs.push(PathBuf::from(self.filled_text(pack)?));
                        settings.pack_spans.push(span_of(pack));
                    }
                }
                "severity" => {
                    for (code, value) in self.table(value)? {
                        let severity = self.word(value, &["error", "warning", "advice"], |word| match word {
                            "error" => Some(Severity::Error),
                            "warning" => Some(Severity::Warning),
                            "advice" => Some(Severity::Advice),
                            _ => None,
                        })?;
                        settings.codes.push((code.get_ref().to_string(), span_of(code)));
                        settings.severity.insert(code.get_ref().to_string(), severity);
                    }
                }
                "options" => {
                    for (code, value) in self.table(value)? {
                        for (key, value) in self.table(value)? {
                            let name = key.get_ref().to_string();
                            settings.option_spans.push((code.get_ref().to_string(), name, span_of(value)));
                            // The values of these have parts of their own to point at.
                            if let Some(known) = options::of(code.get_ref().as_ref()) {
                                self.option_with_parts(known, key, value)?;
                            }
                        }
                        let toml::Value::Table(options) = plain(value.get_ref()) else { continue };
                        settings.codes.push((code.get_ref().to_string(), span_of(code)));
                        settings.options.insert(code.get_ref().to_string(), options);
                    }
                }
                _ => return Err(self.unknown(key, &["select", "ignore", "packs", "severity", "options"])),
            }
        }
        Ok(())
    }

    /// Checks an option of a rule that takes these.
    fn option_with_parts<T: AsRef<str>>(
        &self,
        known: &[(&str, Shape)],
        key: &Spanned<T>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<()> {
        let word = key.get_ref().as_ref();
        let Some((_, shape)) = known.iter().find(|(name, _)| *name == word) else {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            return Err(self.unknown(key, &names));
        };
        match shape {
            Shape::Names(number) => self.names(value, *number),
            Shape::Roles => match value.get_ref() {
                DeValue::String(_) => self.word(value, PROFILES, |word| PROFILES.contains(&word).then_some(())),
                DeValue::Table(roles) => {
                    for (post, units) in roles {
                        if !POSTS.contains(&post.get_ref().as_ref()) {
                            return Err(self.unknown(post, POSTS));
                        }
                        self.units(units)?;
                    }
                    Ok(())
                }
                _ => Err(self.kind(value, "组织形式的名称或者职务表", "the name of a profile or a table of roles")),
            },
        }
    }

    /// So many names, none of them blank or repeated.
    fn names(&self, value: &Spanned<DeValue<'_>>, number: usize) -> Result<()> {
        let DeValue::Array(names) = value.get_ref() else {
            return Err(self.kind(value, "列表", "a list"));
        };
        let mut known: Vec<&str> = Vec::new();
        for name in names.iter() {
            let text = self.text(name)?.trim();
            if text.is_empty() || known.contains(&text) {
                return Err(self.error(
                    span_of(name),
                    Text::new("名称空白或者重复", "a name is blank or stands twice"),
                    Text::default(),
                ));
            }
            known.push(text);
        }
        if known.len() != number {
            let found = known.len();
            return Err(self.error(
                span_of(value),
                Text::new(
                    format!("这里要写{number}个名称，写了{found}个"),
                    format!("expected {number} names, found {found}"),
                ),
                Text::default(),
            ));
        }
        Ok(())
    }

    /// The kind of unit that holds a post, or a list of kinds.
    fn units(&self, value: &Spanned<DeValue<'_>>) -> Result<()> {
        match value.get_ref() {
            DeValue::Array(units) => {
                for unit in units.iter() {
                    self.word(unit, MemberUnit::WORDS, MemberUnit::from_word)?;
                }
                Ok(())
            }
            DeValue::String(_) => self.word(value, MemberUnit::WORDS, MemberUnit::from_word).map(|_| ()),
            _ => Err(self.kind(value, "单位类型或者单位类型的列表", "a kind of unit or a list of them")),
        }
    }

    fn waiver(&self, value: &Spanned<DeValue<'_>>) -> Result<Waiver> {
        let (mut rule, mut reason, mut approved_by, mut until) = (None, None, None, None);
        for (key, value) in self.table(value)? {
            match &**key.get_ref() {
                "rule" => rule = Some((self.text(value)?.to_owned(), span_of(value))),
                "reason" => reason = Some(self.text(value)?.to_owned()),
                "approved_by" => approved_by = Some(self.text(value)?.to_owned()),
                "until" => until = Some(self.date(value)?),
                _ => return Err(self.unknown(key, &["rule", "reason", "approved_by", "until"])),
            }
        }
        let missing = |key: &str| {
            self.error(
                span_of(value),
                Text::new(format!("豁免缺「{key}」"), format!("the waiver has no `{key}`")),
                Text::new(format!("补写 {key} = \"……\""), format!("add {key} = \"…\"")),
            )
        };
        let (rule, span) = rule.ok_or_else(|| missing("rule"))?;
        // Without a reason the waiver does not count; the report says so beside what it would cover.
        let reason = reason.unwrap_or_default();
        Ok(Waiver { rule, reason, approved_by, until, span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_may_be_said() {
        let text = r#"
[company]
name = "甲公司"
form = "limited"
ownership = "wholly-state"
board = false
party_organ = "general-branch"
staff = 6_40
registered_on = 2016-05-09
[dossier]
complete = true
[documents]
"附件3.xlsx#Sheet2" = "roster"
[rules]
select = ["two-lists/*"]
ignore = []
[rules.severity]
"organisation/four-sync" = "advice"
[rules.options]
"organisation/four-sync" = { max_days = 180 }
"chain/composition" = { profile = "park-led" }
"chain/five-sync" = { names = ["谋划", "设置", "配备", "开展", "保障"] }
[[waiver]]
rule = "cross-appointment/secretary-is-chair"
reason = "上级企业领导人员兼任董事长"
until = 2027-06-30
"#;
        let config = Config::read("dossier.toml", text).unwrap();
        assert_eq!(config.profile.staff, Some(640));
        assert_eq!(config.profile.party_organ, Some(PartyOrgan::GeneralBranch));
        assert_eq!(config.profile.registered_on.map(|d| d.to_string()).as_deref(), Some("2016-05-09"));
        assert!(config.complete);
        assert_eq!(config.settings.documents.get("附件3.xlsx#Sheet2"), Some(&Kind::Roster));
        assert_eq!(config.settings.severity.get("organisation/four-sync"), Some(&Severity::Advice));
        let options = config.settings.options.get("organisation/four-sync").unwrap();
        assert_eq!(options.get("max_days").and_then(toml::Value::as_integer), Some(180));
        assert_eq!(config.settings.waivers[0].until.map(|d| d.to_string()).as_deref(), Some("2027-06-30"));
    }

    #[test]
    fn mistakes_are_named_where_they_stand() {
        let cases = [
            ("[company]\nownershp = \"wholly-state\"", "ownershp", "did you mean `ownership`?"),
            ("[company]\nownership = \"wholy-state\"", "\"wholy-state\"", "did you mean `wholly-state`?"),
            ("[company]\nstaff = \"640\"", "\"640\"", ""),
            ("[company]\nstaff = -1", "-1", ""),
            ("[company]\nlisted = 1", "1", ""),
            ("[company]\nregistered_on = \"2016年5月\"", "\"2016年5月\"", "write it as 2026-11-23"),
            ("[compny]", "compny", "did you mean `company`?"),
            ("[documents]\n\"a.xlsx\" = \"rooster\"", "\"rooster\"", "did you mean `roster`?"),
            ("[rules.severity]\n\"a/b\" = \"fatal\"", "\"fatal\"", "use one of: error, warning, advice"),
            ("[rules]\nselect = \"*\"", "\"*\"", ""),
            ("[[waiver]]\nreason = \"a\"", "[[waiver]]", "add rule = \"…\""),
            ("[dossier]\ncomplet = true", "complet", "did you mean `complete`?"),
            ("[rules.options]\n\"organisation/four-sync\" = 90", "90", ""),
            (
                "[rules.options]\n\"chain/composition\" = { profile = \"park-lead\" }",
                "\"park-lead\"",
                "did you mean `park-led`?",
            ),
            (
                "[rules.options]\n\"chain/composition\" = { profile = { secretery = \"park\" } }",
                "secretery",
                "did you mean `secretary`?",
            ),
            (
                "[rules.options]\n\"chain/composition\" = { profile = { deputies = [\"departement\"] } }",
                "\"departement\"",
                "did you mean `department`?",
            ),
            ("[rules.options]\n\"chain/composition\" = { profile = true }", "true", ""),
            ("[rules.options]\n\"chain/five-sync\" = { names = [\"a\"] }", "[\"a\"]", ""),
            ("[rules.options]\n\"chain/five-sync\" = { names = [\"a\", \"b\", \"c\", \"d\", \"\"] }", "\"\"", ""),
        ];
        for (text, words, help) in cases {
            let error = Config::read("dossier.toml", text).unwrap_err();
            assert_eq!(&text[error.span.range()], words, "{text}: {error}");
            assert_eq!(error.help.en, help, "{text}");
        }
        let error = Config::read("dossier.toml", "[company]\nregistered_on = 2016-13-09\n").unwrap_err();
        assert_eq!(error.position().0, 2);
    }

    #[test]
    fn facts_set_from_words() {
        let mut profile = Profile::default();
        set(&mut profile, "company.staff", "640").unwrap();
        set(&mut profile, "company.ownership", "wholly-state").unwrap();
        set(&mut profile, "company.name", "甲公司").unwrap();
        set(&mut profile, "company.registered_on", "2016-05-09").unwrap();
        set(&mut profile, "company.board", "false").unwrap();
        assert_eq!((profile.staff, profile.board), (Some(640), Some(false)));
        assert_eq!(profile.name.as_deref(), Some("甲公司"));
        let error = set(&mut profile, "company.staf", "640").unwrap_err();
        assert_eq!(error.help.en, "did you mean `company.staff`?");
        for (key, value) in [("company.staff", "many"), ("company.staff", "1\nboard = true"), ("staff", "1")] {
            assert!(set(&mut profile, key, value).is_err(), "{key}={value}");
        }
    }
}
