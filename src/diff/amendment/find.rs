//! Which article of a text a number means.

use super::super::manuscript::{ArticleText, Manuscript, PartText, fold};
use super::number::ArticleNumber;

impl ArticleNumber {
    /// The index of this article in `text`.
    pub(crate) fn find(&self, text: &Manuscript) -> Option<usize> {
        if self.index.is_some() {
            return self.index;
        }
        let part = self.part_in(text)?;
        text.articles.iter().position(|a| self.is(a) && a.part == part)
    }

    fn is(&self, article: &ArticleText) -> bool {
        !article.label.is_empty() && (article.number, article.sub) == (self.number, self.sub)
    }

    /// The index of its part in `text`.
    pub(crate) fn part_in(&self, text: &Manuscript) -> Option<usize> {
        if self.part.is_empty() {
            return Some(0);
        }
        let wanted = fold(self.part.trim_matches(['《', '》']));
        let is = |part: &PartText| {
            fold(part.label.trim_matches(['《', '》'])) == wanted || fold(&part.heading).contains(&wanted)
        };
        text.parts.iter().skip(1).position(is).map(|i| i + 1)
    }
}
