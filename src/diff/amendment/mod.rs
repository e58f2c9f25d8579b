//! Amendments: taken from a comparison, and carried out on a charter.

mod apply;
mod find;
mod place;
mod within;

use super::manuscript::Manuscript;
use super::{Change, Comparison};
pub(crate) use crate::model::amendment::Outline;
use crate::model::amendment::number::{self, ArticleNumber};
use crate::model::amendment::{Action, Given, Inside, Instruction};

pub use crate::model::amendment::{Amendment, Problem};
pub use apply::{Applied, apply};

impl Outline {
    pub(crate) fn of(text: &Manuscript) -> Self {
        Self {
            title: text.title.clone(),
            parts: text.parts.clone(),
            headings: text.headings.clone(),
            signature: text.signature.clone(),
            article_parts: text.articles.iter().map(|a| a.part).collect(),
        }
    }
}

impl Amendment {
    pub(super) fn of(comparison: &Comparison) -> Self {
        let mut out = Self { name: comparison.new_name.clone(), ..Self::default() };
        if comparison.unrelated.is_some() {
            return out;
        }
        for (i, article) in comparison.articles.iter().enumerate().filter(|(_, a)| a.change != Change::Unchanged) {
            let same_words = matches!(article.change, Change::Renumbered | Change::Moved);
            let given = |passage: &super::Passage, is_new: bool| Given {
                number: ArticleNumber {
                    index: Some(passage.index),
                    label: passage.label.clone(),
                    ..ArticleNumber::default()
                },
                text: (!same_words).then(|| passage.text.clone()),
                position: is_new.then_some(passage.index),
            };
            out.instructions.push(Instruction {
                row: format!("第{}项", i + 1),
                action: Action::Articles {
                    old: article.old.iter().map(|p| given(p, false)).collect(),
                    new: article.new.iter().map(|p| given(p, true)).collect(),
                    after: None,
                    chapter: None,
                },
            });
        }
        if !comparison.articles.is_empty() {
            out.outline = Some(comparison.outline.clone());
        }
        out
    }
}
