//! What internal rules say, from all inventories of a dossier.

use crate::dossier::{Document, Dossier};
use crate::lexicon::{Lexicon, Polarity, Reading, Wording};
use crate::model::charter::Prose;
use crate::model::inventory::{InternalRule, RuleTopic};
use crate::{Label, Span};

/// A row of an inventory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inventoried<'a> {
    pub(crate) document: &'a Document,
    pub(crate) rule: &'a InternalRule,
    index: usize,
}

impl Inventoried<'_> {
    /// A label on the row.
    pub(crate) fn label(&self) -> Label {
        self.document.label(self.rule.row.span, self.rule.place())
    }

    /// Name and key points in one.
    pub(crate) fn words(&self) -> String {
        words(self.rule)
    }
}

fn words(rule: &InternalRule) -> String {
    let summary = rule.summary.as_ref().map(|summary| summary.text.as_str()).unwrap_or_default();
    format!("{}：{summary}", rule.name.text)
}

/// The rules of all inventories, read through the lexicon, each a sentence of its own.
#[derive(Debug)]
pub(crate) struct Inventories<'a> {
    all: Vec<Inventoried<'a>>,
    reading: Reading,
    heading: Label,
}

impl<'a> Inventories<'a> {
    /// Gathers the inventories; `None` if there is none.
    pub(crate) fn of(dossier: &'a Dossier) -> Option<Self> {
        let mut all = Vec::new();
        let mut heading = None;
        for (document, inventory) in dossier.rule_inventories() {
            let header = inventory.table.columns.iter().map(|column| column.span).reduce(Span::cover);
            let span = inventory.table.title_span.or(header).unwrap_or(inventory.table.span);
            heading.get_or_insert_with(|| document.label(span, document.kind.place()));
            for rule in &inventory.rules {
                all.push(Inventoried { document, rule, index: all.len() });
            }
        }
        let texts: Vec<String> = all.iter().map(|row| words(row.rule)).collect();
        let prose = Prose::apart(texts.iter().map(String::as_str));
        Some(Self { reading: Lexicon::builtin().read_apart(&prose), all, heading: heading? })
    }

    /// The rules, in the inventories' order.
    pub(crate) fn all(&self) -> &[Inventoried<'a>] {
        &self.all
    }

    /// The rules about a topic.
    pub(crate) fn about(&self, topic: RuleTopic) -> impl Iterator<Item = &Inventoried<'a>> {
        self.all.iter().filter(move |row| row.rule.topics.contains(&topic))
    }

    /// Whether a rule's name and key points express a concept, of this company and not denied.
    pub(crate) fn is(&self, row: &Inventoried<'_>, concept: &str) -> bool {
        let Some(concept) = Lexicon::builtin().concept(concept) else { return false };
        self.reading.of(concept).any(|hit| {
            hit.sentence == row.index
                && hit.wording == Wording::Current
                && !matches!(hit.polarity, Polarity::Negated | Polarity::Other)
        })
    }

    /// Where something absent from the inventories is shown: the first one's title, else its header.
    pub(crate) fn heading(&self) -> Label {
        self.heading.clone()
    }
}

/// The four things that the four alignments 四对接 align.
pub(crate) const ALIGNED: [&str; 4] = ["体制", "机制", "制度", "工作"];

/// Which of the four alignments words name: 体制对接, 在体制、机制、制度和工作上的对接, 四对接（体制、机制、制度、工作）.
pub(crate) fn alignments(text: &str) -> [bool; 4] {
    let text: String = text.chars().filter(|c| !crate::model::charter::is_space(*c)).collect();
    let mut found = [false; 4];
    let mut mark = |word: &str| {
        let at = ALIGNED.iter().position(|aligned| *aligned == word);
        if let Some(at) = at {
            found[at] = true;
        }
        at.is_some()
    };
    const JOINTS: [char; 6] = ['、', '，', '和', '与', '及', '以'];
    const FILLERS: [&str; 12] =
        ["上的", "方面的", "方面", "层面", "等", "的", "上", "相互", "有效", "四个", "四项", "四"];
    for (at, word) in text.match_indices("对接") {
        let mut before = text[..at].trim_end_matches(['”', '"']);
        while let Some(rest) = FILLERS.iter().find_map(|filler| before.strip_suffix(filler)) {
            before = rest;
        }
        // The list before the word, from its end.
        while let Some(last) = ALIGNED.iter().find(|aligned| before.ends_with(**aligned)) {
            mark(last);
            before = before[..before.len() - last.len()].trim_end_matches(JOINTS);
        }
        let after = text[at + word.len()..].trim_start_matches(['”', '"', '（', '(', '：', ':', '，', '即']);
        let list = after.split(['。', '；', '）', ')']).next().unwrap_or_default();
        for part in list.split(JOINTS) {
            if !mark(part) {
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignments_named() {
        for (text, expected) in [
            ("体制对接、机制对接、制度对接、工作对接", [true; 4]),
            ("在体制、机制、制度和工作上的对接", [true; 4]),
            ("实现“四个对接”（体制、机制、制度、工作）", [true; 4]),
            ("体制、机制、制度以及工作方面的有效对接", [true; 4]),
            ("体制、机制、制度、工作四方面对接", [true; 4]),
            ("推动体制对接、机制对接和制度对接", [true, true, true, false]),
            ("落实四同步、四对接", [false; 4]),
            ("做好产销对接和工作安排", [false; 4]),
            ("健全市场化经营机制", [false; 4]),
        ] {
            assert_eq!(alignments(text), expected, "{text}");
        }
    }
}
