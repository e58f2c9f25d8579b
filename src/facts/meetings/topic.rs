//! Topics of meetings: what a topic's words are about.

use std::sync::OnceLock;

use crate::lexicon::Lexicon;
use crate::model::amount::{Amount, conditions};
use crate::numeral;
use crate::source::Span;

/// What a topic is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Topic {
    /// The normalised words.
    pub(crate) text: String,
    /// The words without those that say nothing of the matter, without years and numbers.
    pub(crate) core: String,
    /// What is done, one bit per family of verbs.
    pub(crate) acts: u64,
    /// The words that the core is made of, in order: what is done, common things, and names.
    pub(crate) parts: Vec<Part>,
    /// What is named: the words that no lexicon knows, in order.
    pub(crate) names: String,
    /// The core's pairs of neighbouring characters, sorted.
    pub(crate) core_pairs: Vec<(char, char)>,
    /// Those of the names.
    pub(crate) name_pairs: Vec<(char, char)>,
    /// Years stated.
    pub(crate) years: Vec<i32>,
    /// 二期, 第三批, 一季度: the number with its unit.
    pub(crate) ordinals: Vec<(u64, char)>,
    /// Amounts of money stated.
    pub(crate) amounts: Vec<Amount>,
    /// Whether it is about rules of the company: 资产处置管理办法 disposes of nothing.
    pub(crate) is_rules: bool,
    /// Whether the topic only looks back: 落实情况, 后评价.
    pub(crate) looks_back: bool,
}

/// A word of a topic's core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What is done: its family's bit, and how many characters it has.
    Act(u64, usize),
    /// A thing that any company has, with the key of words that mean the same; `true` if it tells one matter from
    /// another.
    Thing(String, u16, bool),
    Name(String),
}

/// What a key of the lexicon's topic words means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Frame,
    Report,
    /// A thing; of one key mean the same only where the key says so; `bool` is whether it tells matters apart.
    Thing {
        synonyms: bool,
        tells: bool,
    },
    Act(u8),
}

fn roles() -> &'static [Role] {
    static ROLES: OnceLock<Vec<Role>> = OnceLock::new();
    ROLES.get_or_init(|| {
        let names = Lexicon::builtin().topic_words().names();
        let role = |(i, name): (usize, &String)| match name.as_str() {
            "frame" => Role::Frame,
            "report" => Role::Report,
            "thing" => Role::Thing { synonyms: false, tells: true },
            "loose" => Role::Thing { synonyms: false, tells: false },
            name if name.starts_with("thing.") => Role::Thing { synonyms: true, tells: true },
            _ => Role::Act((i % 64) as u8),
        };
        names.iter().enumerate().map(role).collect()
    })
}

/// The key of words for rules.
fn rules_key() -> u16 {
    static KEY: OnceLock<u16> = OnceLock::new();
    *KEY.get_or_init(|| {
        let names = Lexicon::builtin().topic_words().names();
        names.iter().position(|name| name == "thing.rules").map_or(u16::MAX - 1, |i| i as u16)
    })
}

/// The bit of a family of verbs: `act.acquire`.
pub(crate) fn act_bit(name: &str) -> u64 {
    Lexicon::builtin().topic_words().names().iter().position(|n| n == name).map_or(0, |i| 1 << (i % 64))
}

/// Whether an act that a list names takes in what a topic does: a purchase, a new company or a capital increase is an
/// investment in a wider sense.
pub(crate) fn takes_in(listed: u64, done: u64) -> bool {
    listed & act_bit("act.invest") != 0
        && ["act.acquire", "act.found", "act.increase"].iter().any(|act| done & act_bit(act) != 0)
}

impl Topic {
    /// Reads a topic from its normalised text, as [`Prose::apart`](crate::model::charter::Prose::apart) gives it.
    pub(crate) fn read(text: &str) -> Self {
        let text = text.trim_end_matches(['。', '；', '，']);
        let mut topic = Self { text: text.to_owned(), ..Self::default() };
        let span = Span::new(0, text.len() as u32);
        let stated = conditions(text, span, "");
        topic.amounts = stated.iter().filter_map(|c| c.bare.or(c.lower.or(c.upper).map(|b| b.amount))).collect();
        let rest = topic.take_numbers(text);
        let mut at = 0;
        let mut core = String::with_capacity(rest.len());
        for (range, key) in Lexicon::builtin().topic_words().find(&rest) {
            topic.name(rest.get(at..range.start).unwrap_or_default(), &mut core);
            let word = rest.get(range.clone()).unwrap_or_default();
            match roles().get(key as usize) {
                Some(Role::Act(bit)) => {
                    topic.acts |= 1 << bit;
                    topic.parts.push(Part::Act(1 << bit, word.chars().count()));
                    core.push_str(word);
                }
                Some(Role::Report) => topic.looks_back = true,
                Some(Role::Thing { synonyms, tells }) => {
                    // Words without synonyms are their own key.
                    let key = if *synonyms { key } else { u16::MAX };
                    topic.is_rules |= key == rules_key();
                    topic.parts.push(Part::Thing(word.to_owned(), key, *tells));
                    core.push_str(word);
                }
                _ => {}
            }
            at = range.end;
        }
        topic.name(rest.get(at..).unwrap_or_default(), &mut core);
        topic.core = core;
        topic.core_pairs = sorted_pairs(&topic.core);
        topic.name_pairs = sorted_pairs(&topic.names);
        topic
    }

    fn name(&mut self, words: &str, core: &mut String) {
        let plain: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        if !plain.is_empty() {
            self.names.push_str(&plain);
            core.push_str(&plain);
            self.parts.push(Part::Name(plain));
        }
    }

    /// Takes years, amounts and ordinals out of the text and keeps them.
    fn take_numbers(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let opens = c == '第' && rest.chars().nth(1).is_some_and(numeral::is_numeral);
            if !opens && !numeral::is_numeral(c) && c != '首' {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let start = if opens { '第'.len_utf8() } else { 0 };
            let body = &rest[start..];
            let length = if c == '首' {
                c.len_utf8()
            } else {
                body.find(|c: char| !numeral::is_numeral(c) && c != '.').unwrap_or(body.len())
            };
            let digits = &body[..length];
            let after = &body[length..];
            let number = if c == '首' { Some(1) } else { numeral::parse(digits) };
            let taken = self.number(digits, number, after);
            match taken {
                Some(more) => rest = &after[more.min(after.len())..],
                None => {
                    out.push_str(&rest[..start + length]);
                    rest = after;
                }
            }
        }
        out
    }

    /// Keeps a number if it is a year, an amount or an ordinal, and says how many bytes after it belong to it.
    fn number(&mut self, digits: &str, number: Option<u64>, after: &str) -> Option<usize> {
        const UNITS: [&str; 8] = ["期", "号", "批", "标段", "季度", "月", "轮", "区块"];
        let money = ["万元", "亿元", "元", "%", "万美元", "美元"];
        if let Some(unit) = money.iter().find(|unit| after.starts_with(**unit)) {
            return Some(unit.len());
        }
        let value = number?;
        if (1990..=2100).contains(&value) && digits.chars().count() == 4 {
            let word = ["年度", "财年", "年"].iter().find(|word| after.starts_with(**word));
            if let Some(year) =
                i32::try_from(value).ok().filter(|_| word.is_some() || after.starts_with(['-', '—', '至']))
            {
                self.years.push(year);
                return Some(word.map_or(0, |word| word.len()));
            }
        }
        let unit = UNITS.iter().find(|unit| after.starts_with(**unit))?;
        self.ordinals.push((value, unit.chars().next().unwrap_or_default()));
        Some(unit.len())
    }

    /// Whether the topic's words hold a thing or what means the same.
    pub(crate) fn has(&self, wanted: &Part) -> bool {
        let same = |part: &Part| match (part, wanted) {
            (Part::Thing(a, key, _), Part::Thing(b, other, _)) => a == b || key == other && *key != u16::MAX,
            _ => false,
        };
        self.parts.iter().any(same)
    }

    /// Whether two topics have an act, a telling thing or part of a name in common.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        self.acts & other.acts != 0
            || self.parts.iter().any(|part| match part {
                Part::Act(..) => false,
                Part::Thing(_, _, tells) => *tells && other.has(part),
                Part::Name(name) => pairs(name).iter().any(|(a, b)| {
                    let mut text = other.text.chars().zip(other.text.chars().skip(1));
                    a != b && text.any(|(x, y)| x == *a && y == *b)
                }),
            })
    }

    /// Whether the topic speaks of a thing or an act that tells it from another topic, which says nothing of it.
    pub(crate) fn goes_beyond(&self, other: &Self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Act(bit, _) => other.acts & bit == 0,
            Part::Thing(word, _, tells) => *tells && !other.has(part) && !other.text.contains(word.as_str()),
            Part::Name(_) => false,
        })
    }

    /// Whether the topic says anything of a matter.
    pub(crate) fn is_blank(&self) -> bool {
        self.core.is_empty()
    }
}

/// Pairs of neighbouring characters, the single character of a text of one.
pub(crate) fn pairs(text: &str) -> Vec<(char, char)> {
    let mut chars = text.chars();
    let Some(mut last) = chars.next() else { return Vec::new() };
    let mut out = Vec::with_capacity(text.len() / 3);
    for c in chars {
        out.push((last, c));
        last = c;
    }
    if out.is_empty() {
        out.push((last, last));
    }
    out
}

fn sorted_pairs(text: &str) -> Vec<(char, char)> {
    let mut out = pairs(text);
    out.sort_unstable();
    out
}
