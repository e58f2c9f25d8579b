//! From TOML to a requirement.

use toml::Spanned;
use toml::de::DeValue;

use super::{Kind, Leaf, Require, Words};
use crate::Text;
use crate::lexicon::{ConceptId, Lexicon, Phrase};
use crate::source::Span;
use crate::toml_reader::{Reader, Result, nearest, span_of, suggestion};

const KEYS: &[&str] = &["all", "any", "none", "order", "phrase", "subject", "permissive", "inside"];
/// How deep requirements may be nested.
const DEPTH: usize = 8;

impl Require {
    /// Reads a requirement.
    pub(in crate::rules) fn read(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Self> {
        part(reader, value, DEPTH)
    }

    /// Reads a list of wordings that must not occur.
    pub(in crate::rules) fn forbid(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Self> {
        Ok(Self { kind: Kind::None(leaves(reader, value)?), inside: Vec::new(), span: span_of(value) })
    }
}

fn part(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>, depth: usize) -> Result<Require> {
    let span = span_of(value);
    let DeValue::Table(table) = value.get_ref() else {
        return Ok(Require { kind: Kind::Leaf(leaf(reader, value)?), inside: Vec::new(), span });
    };
    if depth == 0 {
        return Err(reader.error(
            span,
            Text::new(format!("嵌套超过{DEPTH}层"), format!("nested more than {DEPTH} deep")),
            Text::default(),
        ));
    }
    let (mut kind, mut inside) = (None, Vec::new());
    let mut set = |key: &Spanned<_>, new: Kind| match kind.replace(new) {
        None => Ok(()),
        Some(_) => Err(one_of(reader, span_of(key))),
    };
    for (key, value) in table {
        match &**key.get_ref() {
            "all" => set(key, Kind::All(parts(reader, value, depth)?))?,
            "any" => set(key, Kind::Any(parts(reader, value, depth)?))?,
            "none" => set(key, Kind::None(leaves(reader, value)?))?,
            "order" => set(key, Kind::Order(leaves(reader, value)?))?,
            "phrase" => set(key, Kind::Leaf(leaf_of_table(reader, value, table)?))?,
            "inside" => inside = headings(reader, value)?,
            "subject" | "permissive" if table.contains_key("phrase") => {}
            _ => return Err(reader.unknown(key, KEYS)),
        }
    }
    let kind = kind.ok_or_else(|| one_of(reader, span))?;
    Ok(Require { kind, inside, span })
}

fn one_of(reader: &Reader<'_>, span: Span) -> Box<crate::dossier::ConfigError> {
    reader.error(
        span,
        Text::new("这里要写且只写一种要求", "there must be one requirement here, and only one"),
        Text::new("可以写：all、any、none、order、phrase", "use one of: all, any, none, order, phrase"),
    )
}

fn parts(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>, depth: usize) -> Result<Vec<Require>> {
    reader.filled(value)?.map(|value| part(reader, value, depth - 1)).collect()
}

fn leaves(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<Leaf>> {
    reader
        .filled(value)?
        .map(|value| match value.get_ref() {
            DeValue::Table(_) => match part(reader, value, 1)? {
                Require { kind: Kind::Leaf(leaf), inside, .. } if inside.is_empty() => Ok(leaf),
                _ => Err(reader.error(
                    span_of(value),
                    Text::new("这里只能写词句", "only words may stand here"),
                    Text::default(),
                )),
            },
            _ => leaf(reader, value),
        })
        .collect()
}

/// Words of headings: a string, or a list of strings.
pub(in crate::rules) fn headings(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>> {
    let heading = |value: &Spanned<DeValue<'_>>| -> Result<String> {
        let text = crate::model::charter::compact(reader.filled_text(value)?);
        Ok(crate::source::traditional::simplified(&text))
    };
    match value.get_ref() {
        DeValue::Array(_) => reader.filled(value)?.map(heading).collect(),
        _ => Ok(vec![heading(value)?]),
    }
}

/// A concept's id is written in capitals; anything else is a phrase.
fn is_concept(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

fn leaf(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Leaf> {
    let text = reader.text(value)?;
    let span = span_of(value);
    if !is_concept(text) {
        return phrase(reader, span, Phrase::new(text, None, false));
    }
    let lexicon = Lexicon::builtin();
    let Some(id) = lexicon.concept(text) else {
        let names: Vec<&str> = lexicon.concept_names().collect();
        let near = nearest(text, names.iter().copied());
        return Err(reader.error(
            span,
            Text::new(
                format!("词库里没有概念「{text}」，永远不会匹配"),
                format!("the lexicon has no concept `{text}`, so it could never match"),
            ),
            match near {
                Some(_) => suggestion(near, &names),
                None => Text::new(
                    "概念见词库 lexicon.toml；自己的词句不能只用大写字母",
                    "concepts are those of lexicon.toml; phrases are not of capitals alone",
                ),
            },
        ));
    };
    Ok(Leaf { words: Words::Concept(text.to_owned()), id, span })
}

fn leaf_of_table(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>, table: &toml::de::DeTable<'_>) -> Result<Leaf> {
    let (mut subject, mut permissive) = (None, false);
    for (key, value) in table {
        match &**key.get_ref() {
            "subject" => subject = Some(reader.text(value)?),
            "permissive" => permissive = reader.bool(value)?,
            _ => {}
        }
    }
    phrase(reader, span_of(value), Phrase::new(reader.text(value)?, subject, permissive))
}

fn phrase(reader: &Reader<'_>, span: Span, phrase: Phrase) -> Result<Leaf> {
    match phrase.flaw() {
        Some((message, help)) => Err(reader.error(span, message, help)),
        None => Ok(Leaf { words: Words::Phrase(phrase), id: ConceptId(u16::MAX), span }),
    }
}
