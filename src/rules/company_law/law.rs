//! The charter's facts as the checks of this pack ask for them.

use crate::Label;
use crate::Verdict;
use crate::facts::{CharterFacts, Count, Fact, Office, Organ, ReadCharter};
use crate::rules::context::Context;

pub(super) struct Law<'a> {
    pub(super) charter: &'a ReadCharter<'a>,
    facts: &'a CharterFacts,
}

impl<'a> Law<'a> {
    /// Without a charter the verdict is undetermined.
    pub(super) fn of(context: &Context<'a>) -> Result<Self, Verdict> {
        let charter = context.charter()?;
        Ok(Self { charter, facts: context.facts.charter_facts() })
    }

    /// Facts that hold of this company.
    pub(super) fn facts(&self) -> impl Iterator<Item = &'a Fact> + use<'a> {
        self.facts.held()
    }

    pub(super) fn label(&self, fact: &Fact) -> Label {
        self.facts.label(self.charter.charter, fact)
    }

    /// A fact's words, shortened for a headline.
    pub(super) fn words(&self, fact: &Fact) -> String {
        let text = crate::model::charter::quotation(self.label(fact).text());
        let text = text.trim_end_matches(['，', '。', '；', '、', '：']);
        if text.chars().count() > 24 { text.chars().take(23).chain(['…']).collect() } else { text.to_owned() }
    }

    /// How many hold a post in a body, with the fact.
    pub(super) fn seats(&self, organ: Organ, office: Office) -> Option<(&'a Fact, Count)> {
        self.facts.seats(organ, office)
    }

    /// Whether the charter says that a body exists or does not.
    pub(super) fn organ(&self, organ: Organ) -> Option<(&'a Fact, bool)> {
        self.facts.organ(organ)
    }

    /// The body that exercises another's powers.
    pub(super) fn takes_over(&self, of: Organ) -> Option<(&'a Fact, Organ)> {
        self.facts.takes_over(of)
    }

    /// The fact by which the charter has supervisors.
    pub(super) fn supervisors(&self) -> Option<&'a Fact> {
        self.facts.supervisors()
    }

    /// Sentences of the prose that hold all of the words.
    pub(super) fn sentences_with(&self, words: &'a [&'a str]) -> impl Iterator<Item = usize> + use<'a> {
        let charter = self.charter;
        let first = words.get(..1).unwrap_or_default();
        let holds_all = move |i: &usize| {
            let text = charter.sentence_text(*i);
            words.iter().all(|word| text.contains(word))
        };
        charter.charter.prose().holding(first).into_iter().filter(holds_all)
    }

    /// Sentences that leave what one of `subjects` names to a document outside the charter, which then decides it:
    /// 董事任期按照股东会通过的《董事管理办法》执行; 人数由股东会决议确定.
    pub(super) fn left_elsewhere(&self, subjects: &'a [&'a str]) -> impl Iterator<Item = usize> + use<'a> {
        const DOCUMENTS: [&str; 21] = [
            "规则》",
            "办法》",
            "制度》",
            "细则》",
            "协议》",
            "规定》",
            "方案》",
            "决定》",
            "议事规则",
            "管理办法",
            "股东协议",
            "文件",
            "批复",
            "决议",
            "另行制定",
            "另行制订",
            "另行规定",
            "另行约定",
            "另行确定",
            "另行决定",
            "一并确定",
        ];
        const SETTLED: [&str; 11] =
            ["执行", "规定", "确定", "办理", "明确", "约定", "载明", "决定", "为准", "另行制定", "另行制订"];
        let charter = self.charter;
        let leaves = move |i: &usize| {
            let text = charter.sentence_text(*i);
            let behind =
                |words: &str| DOCUMENTS.iter().filter_map(|word| words.find(word).map(|at| at + word.len())).min();
            let others = ["子公司", "子企业", "所属", "参股", "下属"].iter().any(|word| text.contains(word));
            !others
                && subjects.iter().any(|subject| {
                    text.find(subject).is_some_and(|at| {
                        let rest = &text[at + subject.len()..];
                        behind(rest).is_some_and(|end| {
                            SETTLED.iter().any(|word| rest[end..].contains(word) || rest[..end].ends_with(word))
                        })
                    })
                })
        };
        charter.charter.prose().holding(subjects).into_iter().filter(leaves)
    }

    /// A label on a sentence.
    pub(super) fn sentence(&self, index: usize) -> Label {
        let sentence = self.charter.charter.prose().sentences().get(index).copied();
        match sentence {
            Some(sentence) => self.charter.label_sentence(&sentence),
            None => self.charter.absent_from_title(),
        }
    }
}
