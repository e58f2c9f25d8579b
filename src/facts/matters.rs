//! What the matters of the lists are about.

use crate::dossier::{Document, Dossier};
use crate::lexicon::{Lexicon, Polarity, Reading, Wording};
use crate::model::charter::Prose;
use crate::model::matters::{ListKind, Matter, MatterList, in_text};
use crate::{Label, Source, Span, Text};

/// A matter of a list, with what it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'a> {
    pub(crate) document: &'a Document,
    pub(crate) list: &'a MatterList,
    pub(crate) matter: &'a Matter,
    index: usize,
}

impl Listed<'_> {
    /// A label on the matter's row or paragraph.
    pub(crate) fn label(&self) -> Label {
        self.document.label(self.matter.span, self.matter.place())
    }

    /// As [`Listed::label`], saying who decides.
    pub(crate) fn label_next(&self) -> Label {
        let label = self.label();
        match self.matter.next() {
            Some(next) => {
                label.with_message(Text::new(format!("清单：{}", next.name), format!("the list: {}", next.name)))
            }
            None => label,
        }
    }

    /// The matter's words for a headline, without who decides and how.
    pub(crate) fn name(&self) -> String {
        let core = core(self.matter, &self.document.source);
        let mut name: String = core.chars().take(24).collect();
        if core.chars().count() > 24 {
            name.push('…');
        }
        name
    }

    /// Whether a delegation is noted for it.
    pub(crate) fn is_delegated(&self) -> bool {
        let noted = [&self.matter.next_stated, &self.matter.remark, &self.matter.procedure];
        self.matter.steps.iter().any(|step| step.delegated_by.is_some())
            || noted.into_iter().flatten().any(|stated| stated.text.contains("授权"))
    }
}

/// The offset in a matter's words of a place in its text.
pub(crate) fn within(matter: &Matter, source: &Source, at: u32) -> Option<usize> {
    let before = Span::new(matter.text_span.start, at);
    if at < before.start { None } else { in_text(source.read(before), &matter.text) }
}

/// The matter's own words: what stands before the first step that the same sentence states.
pub(crate) fn core<'m>(matter: &'m Matter, source: &Source) -> &'m str {
    let text = matter.text.as_str();
    let within = |step: &crate::model::matters::Step| {
        let at = within(matter, source, step.span.start)?;
        (at < text.len() && text.get(at..)?.starts_with(step.name.as_str())).then_some(at)
    };
    let end = matter.steps.iter().filter_map(within).min().unwrap_or(text.len());
    let cut = text.get(..end).unwrap_or(text);
    let cut = if end < text.len() { cut.rfind(['，', '；', ',']).map_or("", |at| &cut[..at]) } else { cut };
    let cut = cut.trim_end_matches(['；', '。', '，', ';']);
    if cut.chars().count() < 2 { text.trim_end_matches(['；', '。']) } else { cut }
}

/// All matters of all lists, read through the lexicon.
#[derive(Debug)]
pub(crate) struct Matters<'a> {
    all: Vec<Listed<'a>>,
    reading: Reading,
}

impl<'a> Matters<'a> {
    pub(crate) fn of(dossier: &'a Dossier) -> Self {
        let mut all = Vec::new();
        for (document, list) in dossier.lists().filter(|(_, list)| list.kind != ListKind::Supervision) {
            for matter in &list.matters {
                all.push(Listed { document, list, matter, index: all.len() });
            }
        }
        let prose = Prose::apart(all.iter().map(|listed| core(listed.matter, &listed.document.source)));
        Self { reading: Lexicon::builtin().read_apart(&prose), all }
    }

    /// What the lexicon finds in the matters, by their index.
    pub(crate) const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// All matters, in the lists' order.
    pub(crate) fn all(&self) -> &[Listed<'a>] {
        &self.all
    }

    /// The matters that the Party body studies before others decide.
    pub(crate) fn prior(&self) -> impl Iterator<Item = &Listed<'a>> {
        self.all.iter().filter(|listed| listed.matter.is_prior_study())
    }

    /// The matters that the Party body decides.
    pub(crate) fn decided(&self) -> impl Iterator<Item = &Listed<'a>> {
        self.all.iter().filter(|listed| listed.matter.is_decided())
    }

    /// Whether a matter is about a concept.
    pub(crate) fn is(&self, listed: &Listed<'_>, concept: &str) -> bool {
        let Some(concept) = Lexicon::builtin().concept(concept) else { return false };
        self.reading.of(concept).any(|hit| {
            hit.sentence == listed.index && hit.wording == Wording::Current && hit.polarity != Polarity::Negated
        })
    }

    /// Whether a matter is about any of the concepts.
    pub(crate) fn is_any(&self, listed: &Listed<'_>, concepts: &[&str]) -> bool {
        concepts.iter().any(|concept| self.is(listed, concept))
    }

    /// Whether a matter names a word of a class.
    pub(crate) fn names(&self, listed: &Listed<'_>, class: &str) -> bool {
        let class = Lexicon::builtin().class(class);
        self.reading.tokens(listed.index).iter().any(|token| Some(token.class) == class)
    }

    /// Whether a matter concerns subsidiaries and not the company itself: 所属企业的合并、分立.
    pub(crate) fn is_of_subsidiary(&self, listed: &Listed<'_>) -> bool {
        let text = core(listed.matter, &listed.document.source);
        self.names(listed, "subsidiary")
            && !["公司及", "公司和", "本公司", "公司与"].iter().any(|own| text.contains(own))
    }
}
