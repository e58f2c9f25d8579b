//! How alike articles are: pairs of neighbouring characters, weighed by how rare they are.

use std::collections::HashMap;

use super::manuscript::ArticleText;

/// The distinct character pairs of one article, sorted.
pub(super) type Features = Vec<u32>;

/// The features of both texts, with their weights.
pub(super) struct Space {
    pub(super) old: Vec<Features>,
    pub(super) new: Vec<Features>,
    weights: Vec<f32>,
    old_totals: Vec<f32>,
    new_totals: Vec<f32>,
}

/// Articles of one text by the features they hold, common features left out.
pub(super) struct Index {
    postings: Vec<Vec<u32>>,
}

/// A feature in more articles than this tells nothing about which article is meant.
const COMMON: usize = 24;

impl Space {
    pub(super) fn new(old: &[ArticleText], new: &[ArticleText]) -> Self {
        let mut ids: HashMap<(char, char), u32> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let mut features = |articles: &[ArticleText]| -> Vec<Features> {
            articles
                .iter()
                .map(|article| {
                    let mut list: Features = Vec::with_capacity(article.folded.len() / 3);
                    // The text's start counts too, so that a text of one character has a feature.
                    let mut before = '\u{2}';
                    for c in article.folded.chars() {
                        let fresh = ids.len() as u32;
                        list.push(*ids.entry((before, c)).or_insert(fresh));
                        before = c;
                    }
                    list.sort_unstable();
                    list.dedup();
                    counts.resize(ids.len(), 0);
                    for &id in &list {
                        if let Some(count) = counts.get_mut(id as usize) {
                            *count += 1;
                        }
                    }
                    list
                })
                .collect()
        };
        let (old, new) = (features(old), features(new));
        let all = (old.len() + new.len()) as f32;
        // A feature that stands in both versions of one article and nowhere else weighs most.
        let weights: Vec<f32> = counts.iter().map(|&n| (1.0 + all / (n.max(2) as f32)).ln()).collect();
        let total = |list: &Features| list.iter().map(|&id| weights.get(id as usize).copied().unwrap_or(0.0)).sum();
        let (old_totals, new_totals) = (old.iter().map(total).collect(), new.iter().map(total).collect());
        Self { old, new, weights, old_totals, new_totals }
    }

    pub(super) fn weight(&self, id: u32) -> f32 {
        self.weights.get(id as usize).copied().unwrap_or(0.0)
    }

    pub(super) fn old_total(&self, old: usize) -> f32 {
        self.old_totals.get(old).copied().unwrap_or(0.0)
    }

    pub(super) fn new_total(&self, new: usize) -> f32 {
        self.new_totals.get(new).copied().unwrap_or(0.0)
    }

    /// Weight of what both articles hold.
    pub(super) fn shared(&self, old: usize, new: usize) -> f32 {
        let (Some(old), Some(new)) = (self.old.get(old), self.new.get(new)) else { return 0.0 };
        common(old, new).map(|id| self.weight(id)).sum()
    }

    /// How alike two articles are, 0 to 1.
    pub(super) fn similarity(&self, old: usize, new: usize) -> f32 {
        let all = self.old_total(old) + self.new_total(new);
        if all == 0.0 { 0.0 } else { 2.0 * self.shared(old, new) / all }
    }

    pub(super) fn index<'a>(&self, articles: impl Iterator<Item = (usize, &'a Features)>) -> Index {
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); self.weights.len()];
        for (article, features) in articles {
            for &id in features {
                if let Some(list) = postings.get_mut(id as usize)
                    && list.len() <= COMMON
                {
                    list.push(article as u32);
                }
            }
        }
        Index { postings }
    }

    /// The articles that share most weight of rare features with `features`, at most `most`, best first by `score`.
    pub(super) fn candidates(
        &self,
        index: &Index,
        features: &Features,
        most: usize,
        score: impl Fn(usize, f32) -> f32,
    ) -> Vec<usize> {
        let mut shared: HashMap<u32, f32> = HashMap::new();
        for &id in features {
            let Some(list) = index.postings.get(id as usize) else { continue };
            if list.len() <= COMMON {
                for &article in list {
                    *shared.entry(article).or_insert(0.0) += self.weight(id);
                }
            }
        }
        let mut found: Vec<(f32, u32)> = shared.into_iter().map(|(a, w)| (score(a as usize, w), a)).collect();
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(most);
        found.into_iter().map(|(_, article)| article as usize).collect()
    }
}

/// What two sorted lists share.
pub(super) fn common<'a>(one: &'a [u32], other: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    i += 1;
                    j += 1;
                    return Some(*a);
                }
            }
        }
        None
    })
}
