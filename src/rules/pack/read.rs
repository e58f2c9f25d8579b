//! From TOML to a pack.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::applies::Condition;
use super::super::data::Data;
use super::super::meta::{Basis, LegalSource, Reads, RuleCode, RuleKey, RuleMeta, Severity, Verification};
use super::super::number::Number;
use super::super::require::{Require, headings};
use super::{Entry, Example, PackInfo, SeverityWhen, Sources};
use crate::Text;
use crate::model::profile::{Entity, Form, Ownership, PartyOrgan, StateLevel, Tier};
use crate::source::Span;
use crate::toml_reader::{ConfigError, Reader, Result, plain, span_of};

/// A value with its place.
type Value<'v> = Spanned<DeValue<'v>>;

/// A pack that was read, before its rules are added to a set.
pub(in crate::rules) struct PackText<'a> {
    reader: Reader<'a>,
    pub(in crate::rules) info: PackInfo,
    /// Where the pack's name stands.
    pub(in crate::rules) name: Span,
    pub(in crate::rules) sources: Sources,
    pub(in crate::rules) entries: Vec<Entry>,
}

/// Reads the legal sources that ship with the crate, as JSON.
pub(in crate::rules) fn sources(path: &str, json: &str) -> Result<Sources> {
    let reader = Reader { path, text: json };
    let mut sources = Sources::new();
    for (key, value) in reader.json_root()?.get_ref() {
        match &**key.get_ref() {
            "source" => reader.sources(value, &mut sources)?,
            _ => return Err(reader.unknown(key, &["source"])),
        }
    }
    Ok(sources)
}

impl<'a> PackText<'a> {
    /// Reads a pack that may cite `known` sources and its own.
    pub(in crate::rules) fn read(path: &'a str, text: &'a str, known: &Sources) -> Result<Self> {
        let reader = Reader { path, text };
        Self::of(reader, reader.root()?.get_ref(), known)
    }

    /// Reads a pack that ships with the crate, as JSON and without its examples.
    pub(in crate::rules) fn read_bare(path: &'a str, json: &'a str, known: &Sources) -> Result<Self> {
        let reader = Reader { path, text: json };
        Self::of(reader, reader.json_root()?.get_ref(), known)
    }

    fn of(reader: Reader<'a>, root: &DeTable<'_>, known: &Sources) -> Result<Self> {
        let mut sources = known.clone();
        for (key, value) in root {
            match &**key.get_ref() {
                "source" => reader.sources(value, &mut sources)?,
                "pack" | "rule" => {}
                _ => return Err(reader.unknown(key, &["pack", "source", "rule"])),
            }
        }
        let head = root.get("pack").ok_or_else(|| reader.lacks(&Spanned::new(0..0, ()), "[pack]"))?;
        let (info, name) = reader.head(head)?;
        let rules = root.get("rule").ok_or_else(|| reader.lacks(head, "[[rule]]"))?;
        let rules = reader.filled(rules)?.map(|rule| reader.rule(rule, &info, &sources));
        let entries = rules.collect::<Result<Vec<_>>>()?;
        Ok(Self { reader, info, name, sources, entries })
    }

    /// An error at a place of the pack.
    pub(in crate::rules) fn error(&self, span: Span, message: Text, help: Text) -> Box<ConfigError> {
        self.reader.error(span, message, help)
    }
}

fn is_kebab(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Names between braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

const SEVERITIES: &[&str] = &["error", "warning", "advice"];
const VERIFICATIONS: &[&str] = &["T", "E", "S2", "S", "M", "P"];
const READS: &[&str] =
    &["charter", "roster", "lists", "register", "organisation-ledger", "rule-inventory", "chain", "profile"];
const RULE_KEYS: &[&str] = &[
    "code",
    "title",
    "explanation",
    "reads",
    "severity",
    "applies",
    "severity_when",
    "basis",
    "message",
    "help",
    "model_clause",
    "placeholders",
    "key",
    "option",
    "require",
    "forbid",
    "extract_suffices",
    "condition",
    "when",
    "belongs",
    "example",
];

impl Reader<'_> {
    fn head(&self, value: &Value<'_>) -> Result<(PackInfo, Span)> {
        let (mut name, mut title, mut summary) = (None, None, Text::default());
        for (key, value) in self.table(value)? {
            match &**key.get_ref() {
                "name" => name = Some((self.text(value)?, span_of(value))),
                "title" => title = Some(self.both(value)?),
                "summary" => summary = self.both(value)?,
                _ => return Err(self.unknown(key, &["name", "title", "summary"])),
            }
        }
        let (name, span) = name.ok_or_else(|| self.lacks(value, "name"))?;
        if !is_kebab(name) {
            return Err(self.error(
                span,
                Text::new("名称只能用小写字母、数字和连字符", "a name is of small letters, digits and hyphens"),
                Text::new("写成 nanjiang 的样子", "write it like nanjiang"),
            ));
        }
        let title = title.ok_or_else(|| self.lacks(value, "title"))?;
        Ok((PackInfo { name: name.to_owned(), title, summary }, span))
    }

    fn sources(&self, value: &Value<'_>, out: &mut Sources) -> Result<()> {
        for entry in self.list(value)? {
            let (mut key, mut name) = (None, None);
            let (mut short, mut number, mut note) = (String::new(), String::new(), Text::default());
            let (mut from, mut until) = (None, None);
            for (word, value) in self.table(entry)? {
                match &**word.get_ref() {
                    "key" => key = Some((self.filled_text(value)?.to_owned(), span_of(value))),
                    "name" => name = Some(self.both(value)?),
                    "short" => short = self.text(value)?.to_owned(),
                    "number" => number = self.text(value)?.to_owned(),
                    "in_force_from" => from = Some(self.date(value)?),
                    "in_force_until" => until = Some(self.date(value)?),
                    "note" => note = self.both(value)?,
                    _ => {
                        let known = ["key", "name", "short", "number", "in_force_from", "in_force_until", "note"];
                        return Err(self.unknown(word, &known));
                    }
                }
            }
            let (key, span) = key.ok_or_else(|| self.lacks(entry, "key"))?;
            if out.contains_key(&key) {
                return Err(self.error(
                    span,
                    Text::new(format!("已经有法源「{key}」"), format!("there is a legal source `{key}` already")),
                    Text::new("直接引用它，或者换一个名称", "cite it, or choose another key"),
                ));
            }
            let source = LegalSource {
                key: key.as_str().into(),
                name: name.ok_or_else(|| self.lacks(entry, "name"))?,
                short,
                number,
                in_force_from: from,
                in_force_until: until,
                note,
            };
            out.insert(key, Arc::new(source));
        }
        Ok(())
    }

    fn severity(&self, value: &Value<'_>) -> Result<Severity> {
        self.word(value, SEVERITIES, |word| match word {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "advice" => Some(Severity::Advice),
            _ => None,
        })
    }

    fn rule(&self, entry: &Value<'_>, info: &PackInfo, sources: &Sources) -> Result<Entry> {
        let table = self.table(entry)?;
        let pack = info.name.as_str();
        let field = |key: &str| table.get(key).ok_or_else(|| self.lacks(entry, key));
        if let Some((key, _)) = table.iter().find(|(key, _)| !RULE_KEYS.contains(&key.get_ref().as_ref())) {
            return Err(self.unknown(key, RULE_KEYS));
        }
        let code = field("code")?;
        let span = span_of(code);
        let word = self.text(code)?;
        if !word.split_once('/').is_some_and(|(own, name)| own == pack && is_kebab(name)) {
            return Err(self.error(
                span,
                Text::new(format!("编码应当是 {pack}/小写英文名"), format!("the code must be {pack}/kebab-name")),
                Text::default(),
            ));
        }
        let data = self.data(table)?;
        let reads = match table.get("reads") {
            Some(value) => self.list(value)?.map(|value| self.word(value, READS, reads)).collect::<Result<_>>()?,
            None => data.reads(),
        };
        let mut known = table.get("placeholders").map(|value| self.texts(value)).transpose()?.unwrap_or_default();
        if !data.is_empty() {
            known.extend(["stated".to_owned(), "required".to_owned()]);
        }
        let text = |key: &str| table.get(key).map(|value| self.both(value)).transpose();
        let filled = |key: &str| -> Result<Text> {
            let Some(value) = table.get(key) else { return Ok(Text::default()) };
            let text = self.both(value)?;
            let unknown = placeholders(&text.zh)
                .chain(placeholders(&text.en))
                .find(|name| !known.iter().any(|p| p == name))
                .map(str::to_owned);
            match unknown {
                Some(name) => Err(self.error(
                    span_of(value),
                    Text::new(
                        format!("{{{name}}} 不在 placeholders 之中"),
                        format!("{{{name}}} is not among its placeholders"),
                    ),
                    Text::new(format!("可以写：{}", known.join("、")), format!("use one of: {}", known.join(", "))),
                )),
                None => Ok(text),
            }
        };
        field("message")?;
        let keys = match table.get("key") {
            Some(value) => self.list(value)?.map(|key| self.key(key, sources)).collect::<Result<_>>()?,
            None => Vec::new(),
        };
        let meta = RuleMeta {
            code: RuleCode::from(word),
            pack_title: info.title.clone(),
            title: self.both(field("title")?)?,
            explanation: text("explanation")?.unwrap_or_default(),
            reads,
            severity: self.severity(field("severity")?)?,
            basis: self.basis(field("basis")?, sources)?,
            message: filled("message")?,
            help: filled("help")?,
            model_clause: table
                .get("model_clause")
                .map(|value| self.text(value))
                .transpose()?
                .unwrap_or_default()
                .to_owned(),
            keys,
            options: match table.get("option") {
                Some(value) => self.list(value)?.map(|option| self.option(option)).collect::<Result<_>>()?,
                None => Vec::new(),
            },
        };
        let mut examples: Vec<Example> = Vec::new();
        if let Some(value) = table.get("example") {
            for value in self.list(value)? {
                let example = self.example(value, word)?;
                self.options_fit(value, word, &meta.options, &example.options)?;
                if examples.iter().any(|other| other.name == example.name) {
                    return Err(self.error(
                        span_of(value),
                        Text::new(
                            format!("已经有示例「{}」", example.name),
                            format!("there is an example “{}” already", example.name),
                        ),
                        Text::default(),
                    ));
                }
                examples.push(example);
            }
        }
        Ok(Entry {
            meta: Arc::new(meta),
            applies: table.get("applies").map(|value| self.condition(value)).transpose()?.unwrap_or_default(),
            severity_when: match table.get("severity_when") {
                Some(value) => self.list(value)?.map(|value| self.severity_when(value)).collect::<Result<_>>()?,
                None => Vec::new(),
            },
            extract_suffices: match table.get("extract_suffices") {
                Some(value) => self.bool(value)?,
                None => data.forbids(),
            },
            data,
            examples,
            span,
        })
    }

    /// What decides the rule, as far as the pack says.
    fn data(&self, table: &DeTable<'_>) -> Result<Data> {
        let mut parts = Vec::new();
        let mut span = Span::default();
        if let Some(value) = table.get("require") {
            span = span_of(value);
            parts.push(Require::read(self, value)?);
        }
        if let Some(value) = table.get("forbid") {
            span = span_of(value);
            parts.push(Require::forbid(self, value)?);
        }
        let require = Require::joined(parts, span);
        if let Some(require) = &require {
            require.check(self)?;
        }
        let numbers = |key: &str| match table.get(key) {
            Some(value) => self.filled(value)?.map(|value| Number::read(self, value)).collect::<Result<Vec<_>>>(),
            None => Ok(Vec::new()),
        };
        let belongs = table.get("belongs").map(|value| headings(self, value)).transpose()?.unwrap_or_default();
        Ok(Data { require, conditions: numbers("condition")?, when: numbers("when")?, belongs })
    }

    fn basis(&self, value: &Value<'_>, sources: &Sources) -> Result<Vec<Basis>> {
        let one = |entry: &Value<'_>| -> Result<Basis> {
            let (mut source, mut article, mut verification) = (None, String::new(), None);
            for (key, value) in self.table(entry)? {
                match &**key.get_ref() {
                    "source" => {
                        let words: Vec<&str> = sources.keys().map(String::as_str).collect();
                        source = Some(self.word(value, &words, |word| sources.get(word).cloned())?);
                    }
                    "article" => article = self.text(value)?.to_owned(),
                    "verification" => {
                        verification = Some(self.word(value, VERIFICATIONS, |word| match word {
                            "T" => Some(Verification::T),
                            "E" => Some(Verification::E),
                            "S2" => Some(Verification::S2),
                            "S" => Some(Verification::S),
                            "M" => Some(Verification::M),
                            "P" => Some(Verification::P),
                            _ => None,
                        })?);
                    }
                    _ => return Err(self.unknown(key, &["source", "article", "verification"])),
                }
            }
            Ok(Basis {
                source: source.ok_or_else(|| self.lacks(entry, "source"))?,
                article,
                verification: verification.ok_or_else(|| self.lacks(entry, "verification"))?,
            })
        };
        self.list(value)?.map(one).collect()
    }

    fn key(&self, entry: &Value<'_>, sources: &Sources) -> Result<RuleKey> {
        let (mut key, mut message) = (None, None);
        let mut out = RuleKey {
            key: String::new(),
            severity: None,
            message: Text::default(),
            help: Text::default(),
            model_clause: String::new(),
            basis: None,
        };
        for (word, value) in self.table(entry)? {
            match &**word.get_ref() {
                "key" => key = Some(self.filled_text(value)?.to_owned()),
                "severity" => out.severity = Some(self.severity(value)?),
                "message" => message = Some(self.both(value)?),
                "help" => out.help = self.both(value)?,
                "model_clause" => out.model_clause = self.text(value)?.to_owned(),
                "basis" => out.basis = Some(self.basis(value, sources)?),
                _ => {
                    return Err(self.unknown(word, &["key", "severity", "message", "help", "model_clause", "basis"]));
                }
            }
        }
        out.key = key.ok_or_else(|| self.lacks(entry, "key"))?;
        out.message = message.ok_or_else(|| self.lacks(entry, "message"))?;
        Ok(out)
    }

    fn condition(&self, value: &Value<'_>) -> Result<Condition> {
        let words = |value: &Value<'_>, known: &[&str]| -> Result<Option<Vec<String>>> {
            let known_word = |word: &str| known.contains(&word).then(|| word.to_owned());
            self.filled(value)?.map(|value| self.word(value, known, known_word)).collect::<Result<_>>().map(Some)
        };
        let flags =
            |value: &Value<'_>| self.filled(value)?.map(|value| self.bool(value)).collect::<Result<_>>().map(Some);
        let mut out = Condition::default();
        for (key, value) in self.table(value)? {
            match &**key.get_ref() {
                "ownership" => out.ownership = words(value, Ownership::WORDS)?,
                "form" => out.form = words(value, Form::WORDS)?,
                "tier" => out.tier = words(value, Tier::WORDS)?,
                "level" => out.level = words(value, StateLevel::WORDS)?,
                "entity" => out.entity = words(value, Entity::WORDS)?,
                "party_organ" => out.party_organ = words(value, PartyOrgan::WORDS)?,
                "shareholders" => out.shareholders = words(value, &["one", "many"])?,
                "listed" => out.listed = flags(value)?,
                "board" => out.board = flags(value)?,
                "investor" => out.investor = flags(value)?,
                _ => {
                    let known = [
                        "ownership",
                        "form",
                        "tier",
                        "level",
                        "entity",
                        "party_organ",
                        "shareholders",
                        "listed",
                        "board",
                        "investor",
                    ];
                    return Err(self.unknown(key, &known));
                }
            }
        }
        Ok(out)
    }

    fn severity_when(&self, entry: &Value<'_>) -> Result<SeverityWhen> {
        let (mut when, mut severity) = (None, None);
        for (key, value) in self.table(entry)? {
            match &**key.get_ref() {
                "when" => when = Some(self.condition(value)?),
                "severity" => severity = Some(self.severity(value)?),
                _ => return Err(self.unknown(key, &["when", "severity"])),
            }
        }
        Ok(SeverityWhen {
            when: when.ok_or_else(|| self.lacks(entry, "when"))?,
            severity: severity.ok_or_else(|| self.lacks(entry, "severity"))?,
        })
    }

    fn example(&self, entry: &Value<'_>, rule: &str) -> Result<Example> {
        const VERDICTS: &[&str] = &["satisfied", "violated", "not-applicable", "undetermined"];
        let mut out = Example { rule: rule.to_owned(), ..Example::default() };
        let (mut name, mut expect) = (None, None);
        for (key, value) in self.table(entry)? {
            match &**key.get_ref() {
                "name" => name = Some(self.filled_text(value)?.to_owned()),
                "expect" => {
                    let known = |word: &str| VERDICTS.contains(&word).then(|| word.to_owned());
                    expect = Some(self.word(value, VERDICTS, known)?);
                }
                "keys" => out.keys = self.texts(value)?,
                "missing" => out.missing = self.texts(value)?,
                "profile" => {
                    // Read once here, so that a mistake is shown where it stands.
                    let mut profile = crate::Profile::default();
                    for (key, value) in self.table(value)? {
                        self.company(&mut profile, key, value)?;
                    }
                    out.profile = profile;
                }
                "as_of" => out.as_of = Some(self.date(value)?),
                "options" => {
                    self.table(value)?;
                    if let toml::Value::Table(options) = plain(value.get_ref()) {
                        out.options = options;
                    }
                }
                "complete" => out.complete = self.bool(value)?,
                "documents" => {
                    for (name, value) in self.table(value)? {
                        out.documents.insert(name.get_ref().to_string(), self.text(value)?.to_owned());
                    }
                }
                _ => {
                    let known =
                        ["name", "expect", "keys", "missing", "profile", "as_of", "options", "complete", "documents"];
                    return Err(self.unknown(key, &known));
                }
            }
        }
        let start = span_of(entry).start;
        out.line = crate::source::LineIndex::new(self.text).position(self.text, start).line;
        out.name = name.ok_or_else(|| self.lacks(entry, "name"))?;
        out.expect = expect.ok_or_else(|| self.lacks(entry, "expect"))?;
        Ok(out)
    }
}

fn reads(word: &str) -> Option<Reads> {
    Some(match word {
        "charter" => Reads::Charter,
        "roster" => Reads::Roster,
        "lists" => Reads::Lists,
        "register" => Reads::Register,
        "organisation-ledger" => Reads::OrganisationLedger,
        "rule-inventory" => Reads::RuleInventory,
        "chain" => Reads::Chain,
        "profile" => Reads::Profile,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_say_the_same_as_json_without_their_examples() {
        let sources = sources("sources.toml", super::super::super::SOURCES).unwrap();
        for pack in super::super::super::PACKS {
            let path = pack.path;
            let whole = PackText::read(path, pack.text, &sources).unwrap();
            let bare = PackText::read_bare(path, pack.bare, &sources).unwrap();
            assert_eq!(whole.info, bare.info);
            assert_eq!(whole.entries.len(), bare.entries.len(), "{path}");
            for (with, without) in whole.entries.iter().zip(&bare.entries) {
                assert!(without.examples.is_empty());
                // JSON tells no places.
                let says = |entry: &Entry| {
                    let all =
                        format!("{:?} {:?} {:?} {:?}", entry.meta, entry.applies, entry.severity_when, entry.data);
                    let digits = |c: char| c.is_ascii_digit() || c == '.';
                    all.split("span: ").map(|part| part.trim_start_matches(digits)).collect::<String>()
                };
                assert_eq!(says(with), says(without));
            }
        }
    }
}
