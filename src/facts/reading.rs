//! A charter with the concepts that its sentences express.

use std::sync::{Arc, OnceLock};

use crate::Label;
use crate::lexicon::{ClassId, Hit, Lexicon, Polarity, Reading, Token, Wording};
use crate::model::charter::{Chapter, Charter, Sentence, compact};
use crate::source::Span;

/// A charter, read through the lexicon.
#[derive(Debug)]
pub(crate) struct ReadCharter<'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) reading: Reading,
    /// The titles of the chapters, normalised; made at the first question.
    titles: OnceLock<Vec<Titles>>,
}

/// The titles of a chapter and of its sections, without spaces and in simplified characters.
#[derive(Debug)]
pub(crate) struct Titles {
    pub(crate) chapter: String,
    pub(crate) sections: Vec<String>,
}

impl<'a> ReadCharter<'a> {
    /// Reads a charter through the built-in lexicon, or one that has more concepts after the built-in ones.
    pub(crate) fn with(charter: &'a Charter, lexicon: &Lexicon) -> Self {
        Self { charter, reading: lexicon.read(charter), titles: OnceLock::new() }
    }

    /// A label on a stretch of the source.
    pub(crate) fn label(&self, span: Span) -> Label {
        Label::new(Arc::clone(self.charter.source()), span, self.charter.address(span.start).to_string())
    }

    /// A label on a stretch of the prose.
    pub(crate) fn label_prose(&self, span: Span) -> Label {
        self.label(self.charter.prose().to_source(span))
    }

    /// A label on a whole sentence.
    pub(crate) fn label_sentence(&self, sentence: &Sentence) -> Label {
        self.label_prose(sentence.span)
    }

    /// A label on the sentence of an index.
    pub(crate) fn label_whole(&self, sentence: usize) -> Option<Label> {
        self.charter.prose().sentences().get(sentence).map(|sentence| self.label_sentence(sentence))
    }

    /// Labels on hits, one per sentence, in the order of the text.
    pub(crate) fn labels(&self, hits: &[Hit]) -> Vec<Label> {
        let mut sentences: Vec<(usize, Span)> = hits.iter().map(|hit| (hit.sentence, hit.span)).collect();
        sentences.sort_unstable_by_key(|(sentence, _)| *sentence);
        sentences.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 = first.1.cover(next.1);
            }
            same
        });
        sentences.into_iter().map(|(_, span)| self.label_prose(span)).collect()
    }

    /// Hits of a concept in current wording, asserted of this company.
    pub(crate) fn asserted(&self, concept: &str) -> Vec<Hit> {
        self.worded(concept, Wording::Current)
    }

    /// Hits of a concept in outdated or weak wording, asserted of this company.
    pub(crate) fn stale(&self, concept: &str) -> Vec<Hit> {
        self.worded(concept, Wording::Stale)
    }

    fn worded(&self, concept: &str, wording: Wording) -> Vec<Hit> {
        let Some(concept) = Lexicon::builtin().concept(concept) else { return Vec::new() };
        let asserted = |hit: &&Hit| hit.wording == wording && hit.polarity == Polarity::Asserted;
        self.reading.of(concept).filter(asserted).copied().collect()
    }

    /// Whether a concept is expressed in current wording.
    pub(crate) fn has(&self, concept: &str) -> bool {
        !self.asserted(concept).is_empty()
    }

    /// The words of a sentence.
    pub(crate) fn sentence_text(&self, sentence: usize) -> &str {
        let prose = self.charter.prose();
        prose.sentences().get(sentence).map_or("", |s| prose.sentence_text(s))
    }

    /// The tokens of one class in a sentence.
    pub(crate) fn tokens_of(&self, sentence: usize, class: &str) -> impl Iterator<Item = &Token> {
        self.tokens_in(sentence, Lexicon::builtin().class(class))
    }

    /// The tokens of a class, looked up before, in a sentence.
    pub(crate) fn tokens_in(&self, sentence: usize, class: Option<ClassId>) -> impl Iterator<Item = &Token> {
        self.reading.tokens(sentence).iter().filter(move |token| Some(token.class) == class)
    }

    /// The chapters with their titles.
    pub(crate) fn titled(&self) -> impl Iterator<Item = (&'a Chapter, &Titles)> {
        let title = |span: Span| compact(self.charter.source().read(span));
        let chapters = self.charter.chapters();
        let titles = self.titles.get_or_init(|| {
            let of = |chapter: &Chapter| Titles {
                chapter: title(chapter.title),
                sections: chapter.sections.iter().map(|section| title(section.title)).collect(),
            };
            chapters.iter().map(of).collect()
        });
        chapters.iter().zip(titles)
    }

    /// Chapters whose heading holds one of the words.
    pub(crate) fn chapters_titled(&self, words: &[&str]) -> impl Iterator<Item = &'a Chapter> {
        let holds = move |titles: &Titles| words.iter().any(|word| titles.chapter.contains(word));
        self.titled().filter(move |(_, titles)| holds(titles)).map(|(chapter, _)| chapter)
    }

    /// Headings of chapters and sections that name the Party organisation.
    pub(crate) fn party_headings(&self) -> Vec<Span> {
        const WORDS: [&str; 13] = [
            "党的领导",
            "党组织",
            "党委",
            "党的组织",
            "党的建设",
            "党支部",
            "党总支",
            "党组",
            "党建",
            "中国共产党",
            "党的委员会",
            "党的工作",
            "党的基层",
        ];
        let named = |title: &String| WORDS.iter().any(|word| title.contains(word));
        let mut out = Vec::new();
        for (chapter, titles) in self.titled() {
            if named(&titles.chapter) {
                out.push(chapter.label.cover(chapter.title));
            }
            let sections = chapter.sections.iter().zip(&titles.sections).filter(|(_, title)| named(title));
            out.extend(sections.map(|(section, _)| section.label.cover(section.title)));
        }
        out
    }

    /// Where a clause on the Party organisation belongs: its chapter's heading, else the title, else the first words.
    pub(crate) fn absent(&self) -> Label {
        match self.party_headings().first() {
            Some(span) => self.label(*span),
            None => self.absent_from_title(),
        }
    }

    /// Where a clause belongs that would stand in a chapter so headed; the title if there is none.
    pub(crate) fn absent_under(&self, words: &[&str]) -> Label {
        // The words come in the order of their weight: 经理层 before 经营, which 经营宗旨 holds too.
        match words.iter().find_map(|word| self.chapters_titled(&[*word]).next()) {
            Some(chapter) => self.label(chapter.label.cover(chapter.title)),
            None => self.absent_from_title(),
        }
    }

    /// The title, else the first heading or article label, else the first characters.
    pub(crate) fn absent_from_title(&self) -> Label {
        let charter = self.charter;
        let first = || charter.chapters().first().map(|c| c.label.cover(c.title));
        let article = || charter.articles().first().map(|a| if a.is_numbered() { a.label } else { a.span });
        let span = charter.title().or_else(first).or_else(article).unwrap_or_default();
        self.label(span)
    }
}
