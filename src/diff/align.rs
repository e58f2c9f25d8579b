//! Which article of the new text is which article of the old one.
//!
//! Articles with the same words, and articles that share rare words, are candidates; the heaviest chain of candidates
//! in the order of both texts is the backbone; candidates off the backbone are moves. What remains is looked at for
//! splits and merges, then for articles rewritten in place. No step looks at all pairs.

use std::collections::HashMap;

use super::features::{Space, common};
use super::manuscript::{Manuscript, fold};

/// Articles that belong together: one to one, one to several (a split), several to one (a merge), or one alone.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Group {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    /// Whether the pair stands in another order than its neighbours.
    pub(super) moved: bool,
}

pub(super) struct Alignment {
    /// In the order of the new text; what was deleted stands after what it followed.
    pub(super) groups: Vec<Group>,
    /// How much of both texts is shared, 0 to 1.
    pub(super) shared: f32,
    /// For each part of the old text, the part of the new one.
    pub(super) parts: Vec<Option<usize>>,
}

/// Least likeness of two articles that are taken for versions of one.
const ALIKE: f32 = 0.40;
/// Least likeness of an article found again in another place.
const MOVED: f32 = 0.60;
/// Least likeness of two articles that stand alone between the same neighbours.
const IN_PLACE: f32 = 0.12;
/// The same, where they also have the same number or there is nothing else in the gap.
const IN_PLACE_NUMBERED: f32 = 0.06;
/// Least part of an article that must come from the one it was split off.
const SPLIT: f32 = 0.62;
/// Most pairs that are weighed inside one gap.
const GAP: usize = 1_600;

struct Pair {
    old: usize,
    new: usize,
    similarity: f32,
}

pub(super) fn align(old: &Manuscript, new: &Manuscript) -> Alignment {
    let space = Space::new(&old.articles, &new.articles);
    let parts = match_parts(old, new);
    let ranks = new_order(old, new, &parts);
    let pairs = candidates(old, new, &space);
    let (mut matched, chain) = backbone(old, new, &pairs, &ranks);
    let mut taken: Vec<Option<usize>> = vec![None; new.articles.len()];
    for (o, n) in matched.iter().enumerate() {
        if let Some(n) = n
            && let Some(slot) = taken.get_mut(*n)
        {
            *slot = Some(o);
        }
    }
    moves(&pairs, &mut matched, &mut taken);
    let splits = Splits::find(old, new, &space, &matched, &taken);
    let mut used_old: Vec<bool> = matched.iter().map(Option::is_some).collect();
    let mut used_new: Vec<bool> = taken.iter().map(Option::is_some).collect();
    splits.mark(&mut used_old, &mut used_new);
    let mut gaps = Gaps { old, new, space: &space, ranks: &ranks, used_old, used_new };
    let backbone: Vec<(usize, usize)> = chain.iter().map(|&i| (pairs[i].old, pairs[i].new)).collect();
    for (o, n) in gaps.fill(&backbone) {
        if let (Some(a), Some(b)) = (matched.get_mut(o), taken.get_mut(n)) {
            (*a, *b) = (Some(n), Some(o));
        }
    }
    let groups = groups(old, new, &matched, &taken, &splits, &ranks);
    let shared = shared(&space, &groups);
    Alignment { groups, shared, parts }
}

/// Body to body; annexes by their titles, then by their labels.
fn match_parts(old: &Manuscript, new: &Manuscript) -> Vec<Option<usize>> {
    let name = |heading: &str, label: &str| {
        let heading = fold(heading);
        let bare = heading.trim_start_matches(|c: char| "附件录表:、.".contains(c) || crate::numeral::is_numeral(c));
        if bare.is_empty() { fold(label) } else { bare.trim_matches(['《', '》']).to_owned() }
    };
    let mut out: Vec<Option<usize>> = vec![None; old.parts.len()];
    let mut used = vec![false; new.parts.len()];
    for by_name in [true, false] {
        for (i, part) in old.parts.iter().enumerate() {
            if out.get(i).is_some_and(Option::is_some) {
                continue;
            }
            let same = |(j, other): &(usize, &super::manuscript::PartText)| {
                let body = (i == 0) == (*j == 0);
                let alike = i == 0
                    || if by_name {
                        name(&part.heading, &part.label) == name(&other.heading, &other.label)
                    } else {
                        part.label == other.label
                    };
                body && alike && !used.get(*j).copied().unwrap_or(true)
            };
            if let Some((j, _)) = new.parts.iter().enumerate().find(same)
                && let (Some(slot), Some(flag)) = (out.get_mut(i), used.get_mut(j))
            {
                *slot = Some(j);
                *flag = true;
            }
        }
    }
    out
}

/// The place of each new article when the annexes stand in the order of the old text.
fn new_order(old: &Manuscript, new: &Manuscript, parts: &[Option<usize>]) -> Vec<usize> {
    let mut rank_of_part: Vec<usize> = (0..new.parts.len()).map(|part| old.parts.len() + part).collect();
    for (i, part) in parts.iter().enumerate() {
        if let Some(rank) = part.and_then(|part| rank_of_part.get_mut(part)) {
            *rank = i;
        }
    }
    let mut order: Vec<usize> = (0..new.articles.len()).collect();
    let part = |n: usize| new.articles.get(n).and_then(|a| rank_of_part.get(a.part)).copied().unwrap_or(usize::MAX);
    order.sort_by_key(|&n| (part(n), n));
    let mut ranks = vec![0; order.len()];
    for (rank, &n) in order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(n) {
            *slot = rank;
        }
    }
    ranks
}

/// Pairs worth weighing: same words, or much in common and nothing much better for either.
fn candidates(old: &Manuscript, new: &Manuscript, space: &Space) -> Vec<Pair> {
    // Same words: the first with the first, the second with the second.
    let mut same: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (i, article) in old.articles.iter().enumerate() {
        same.entry(&article.folded).or_default().0.push(i);
    }
    for (i, article) in new.articles.iter().enumerate() {
        same.entry(&article.folded).or_default().1.push(i);
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut done_old, mut done_new) = (vec![false; old.articles.len()], vec![false; new.articles.len()]);
    for (olds, news) in same.into_values() {
        for (&o, &n) in olds.iter().zip(&news) {
            pairs.push(Pair { old: o, new: n, similarity: 1.0 });
            done_old[o] = true;
            done_new[n] = true;
        }
    }
    let index = space.index(space.old.iter().enumerate().filter(|(o, _)| !done_old[*o]));
    let mut weighed: Vec<Pair> = Vec::new();
    let (mut best_old, mut best_new) = (vec![0.0f32; old.articles.len()], vec![0.0f32; new.articles.len()]);
    for (n, features) in space.new.iter().enumerate().filter(|(n, _)| !done_new[*n]) {
        let total = space.new_total(n);
        let found = space.candidates(&index, features, 8, |o, shared| shared / (space.old_total(o) + total));
        for o in found {
            let similarity = space.similarity(o, n);
            if similarity >= ALIKE {
                best_old[o] = best_old[o].max(similarity);
                best_new[n] = best_new[n].max(similarity);
                weighed.push(Pair { old: o, new: n, similarity });
            }
        }
    }
    weighed.retain(|p| p.similarity >= 0.8 * best_old[p.old].max(best_new[p.new]));
    pairs.extend(weighed);
    pairs
}

/// The heaviest chain of pairs that ascends in both texts, as indices into `pairs`.
fn backbone(old: &Manuscript, new: &Manuscript, pairs: &[Pair], ranks: &[usize]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    // Within one old article the later new ones come first: a chain takes at most one of them.
    order.sort_unstable_by_key(|&i| (pairs[i].old, usize::MAX - ranks[pairs[i].new]));
    // best[rank] in a Fenwick tree: the heaviest chain that ends at or before a rank.
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); ranks.len() + 1];
    let mut before: Vec<usize> = vec![usize::MAX; pairs.len()];
    let mut best = (0, usize::MAX);
    for &i in &order {
        let pair = &pairs[i];
        let rank = ranks[pair.new];
        let (mut at, mut so_far) = (rank, (0, usize::MAX));
        while at > 0 {
            if tree[at].0 > so_far.0 {
                so_far = tree[at];
            }
            at -= at & at.wrapping_neg();
        }
        let (a, b) = (&old.articles[pair.old], &new.articles[pair.new]);
        let numbered = u64::from((a.number, a.sub) == (b.number, b.sub) && a.number != 0);
        let weight = so_far.0 + (f64::from(pair.similarity * pair.similarity) * 10_000.0) as u64 + 300 * numbered;
        before[i] = so_far.1;
        if weight > best.0 {
            best = (weight, i);
        }
        let mut at = rank + 1;
        while at < tree.len() {
            if weight > tree[at].0 {
                tree[at] = (weight, i);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut matched = vec![None; old.articles.len()];
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != usize::MAX {
        matched[pairs[at].old] = Some(pairs[at].new);
        chain.push(at);
        at = before[at];
    }
    chain.reverse();
    (matched, chain)
}

/// Pairs off the backbone, most alike first.
fn moves(pairs: &[Pair], matched: &mut [Option<usize>], taken: &mut [Option<usize>]) {
    let mut rest: Vec<&Pair> = pairs.iter().filter(|p| p.similarity >= MOVED).collect();
    rest.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.old.cmp(&b.old)).then(a.new.cmp(&b.new)));
    for pair in rest {
        if matched[pair.old].is_none() && taken[pair.new].is_none() {
            matched[pair.old] = Some(pair.new);
            taken[pair.new] = Some(pair.old);
        }
    }
}

/// Articles that became several, and several that became one.
struct Splits {
    /// Old article → its new ones, in order.
    split: HashMap<usize, Vec<usize>>,
    /// New article → the old ones in it, in order.
    merged: HashMap<usize, Vec<usize>>,
}

impl Splits {
    fn find(
        old: &Manuscript,
        new: &Manuscript,
        space: &Space,
        matched: &[Option<usize>],
        taken: &[Option<usize>],
    ) -> Self {
        let free = |slots: &[Option<usize>]| -> Vec<usize> {
            slots.iter().enumerate().filter(|(_, slot)| slot.is_none()).map(|(i, _)| i).collect()
        };
        let (free_old, free_new) = (free(matched), free(taken));
        let (mut split, mut merged) = (HashMap::new(), HashMap::new());
        if !free_new.is_empty() {
            let index = space.index(space.old.iter().enumerate());
            let partner = |o: usize| matched.get(o).copied().flatten();
            let sides = Sides { whole: &space.old, piece: &space.new, space, whole_is_old: true };
            split = sides.find(&index, &free_new, &partner);
            split.retain(|&o, pieces| pieces.iter().all(|&n| !same_part_twice(old, o, new, n)) && pieces.len() > 1);
        }
        if !free_old.is_empty() {
            let index = space.index(space.new.iter().enumerate());
            let partner = |n: usize| taken.get(n).copied().flatten();
            let sides = Sides { whole: &space.new, piece: &space.old, space, whole_is_old: false };
            merged = sides.find(&index, &free_old, &partner);
            merged.retain(|_, pieces| pieces.len() > 1);
        }
        // An article is in one group only.
        merged.retain(|n, olds: &mut Vec<usize>| {
            !split.values().any(|news| news.contains(n)) && !olds.iter().any(|o| split.contains_key(o))
        });
        Self { split, merged }
    }

    fn mark(&self, used_old: &mut [bool], used_new: &mut [bool]) {
        let mut set = |old: &[usize], new: &[usize]| {
            for &o in old {
                used_old[o] = true;
            }
            for &n in new {
                used_new[n] = true;
            }
        };
        for (&o, news) in &self.split {
            set(&[o], news);
        }
        for (&n, olds) in &self.merged {
            set(olds, &[n]);
        }
    }
}

/// Whether an annex that is new as a whole repeats an article of the body: that is no split.
fn same_part_twice(old: &Manuscript, o: usize, new: &Manuscript, n: usize) -> bool {
    let part = |m: &Manuscript, i: usize| m.articles.get(i).map_or(0, |a| a.part);
    (part(old, o) == 0) != (part(new, n) == 0)
}

/// Looks for pieces inside wholes; for splits the wholes are old, for merges new.
struct Sides<'a> {
    whole: &'a [Vec<u32>],
    piece: &'a [Vec<u32>],
    space: &'a Space,
    whole_is_old: bool,
}

impl Sides<'_> {
    fn total(&self, features: &[u32]) -> f32 {
        features.iter().map(|&id| self.space.weight(id)).sum()
    }

    /// What `piece` has of `whole` beyond what `others` have of it, as a share of `piece`.
    fn own_share(&self, whole: usize, piece: usize, others: &[usize]) -> f32 {
        let (whole, features) = (&self.whole[whole], &self.piece[piece]);
        let total = self.total(features);
        if total == 0.0 {
            return 0.0;
        }
        let shared: f32 = common(whole, features)
            .filter(|id| !others.iter().any(|&other| self.piece[other].binary_search(id).is_ok()))
            .map(|id| self.space.weight(id))
            .sum();
        shared / total
    }

    fn find(
        &self,
        index: &super::features::Index,
        free: &[usize],
        partner: &dyn Fn(usize) -> Option<usize>,
    ) -> HashMap<usize, Vec<usize>> {
        let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
        for &piece in free {
            let features = &self.piece[piece];
            // Too little text to say where it came from.
            if features.len() < 8 {
                continue;
            }
            let wholes = self.space.candidates(index, features, 3, |_, shared| shared);
            let best = wholes.into_iter().find(|&whole| {
                let others: Vec<usize> = partner(whole).into_iter().collect();
                // What the partner already has cannot have been split off.
                self.own_share(whole, piece, &[]) >= SPLIT
                    && self.own_share(whole, piece, &others) >= SPLIT / 2.0
                    && others.iter().all(|&other| self.own_share(whole, other, &[]) >= 0.5)
            });
            if let Some(whole) = best {
                found.entry(whole).or_default().push(piece);
            }
        }
        for (&whole, pieces) in &mut found {
            pieces.extend(partner(whole));
            pieces.sort_unstable();
            // Together the pieces must make up the whole.
            let covered: f32 = self.whole[whole]
                .iter()
                .filter(|id| pieces.iter().any(|&p| self.piece[p].binary_search(id).is_ok()))
                .map(|&id| self.space.weight(id))
                .sum();
            let near = pieces.windows(2).all(|w| w[1] - w[0] <= 3);
            if covered < 0.6 * self.total(&self.whole[whole]) || !near {
                pieces.clear();
            }
        }
        debug_assert!(self.whole_is_old || !self.whole.is_empty() || found.is_empty());
        found
    }
}

struct Gaps<'a> {
    old: &'a Manuscript,
    new: &'a Manuscript,
    space: &'a Space,
    ranks: &'a [usize],
    used_old: Vec<bool>,
    used_new: Vec<bool>,
}

impl Gaps<'_> {
    /// Articles rewritten in place: what is left between the same neighbours, in order.
    fn fill(&mut self, backbone: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut by_rank = vec![0; self.ranks.len()];
        for (n, &rank) in self.ranks.iter().enumerate() {
            by_rank[rank] = n;
        }
        let mut out = Vec::new();
        let ends = (self.old.articles.len(), self.new.articles.len());
        let (mut o, mut r) = (0, 0);
        let bounds = backbone.iter().map(|&(a, b)| (a, self.ranks[b])).chain([ends]);
        for (old_end, rank_end) in bounds {
            let olds: Vec<usize> = (o..old_end).filter(|&i| !self.used_old[i]).collect();
            let news: Vec<usize> =
                (r..rank_end).filter_map(|rank| by_rank.get(rank).copied()).filter(|&i| !self.used_new[i]).collect();
            if !olds.is_empty() && !news.is_empty() && olds.len().saturating_mul(news.len()) <= GAP {
                out.extend(self.pair_up(&olds, &news));
            }
            (o, r) = (old_end + 1, rank_end + 1);
        }
        out
    }

    /// The pairing in order that is most alike as a whole.
    fn pair_up(&self, olds: &[usize], news: &[usize]) -> Vec<(usize, usize)> {
        let alone = olds.len() == 1 && news.len() == 1;
        let width = news.len() + 1;
        let mut best = vec![0.0f32; (olds.len() + 1) * width];
        let mut score = vec![0.0f32; olds.len() * news.len()];
        for (i, &o) in olds.iter().enumerate().rev() {
            for (j, &n) in news.iter().enumerate().rev() {
                let (a, b) = (&self.old.articles[o], &self.new.articles[n]);
                let similarity = self.space.similarity(o, n);
                let same_number = (a.number, a.sub) == (b.number, b.sub);
                let least = if same_number || alone { IN_PLACE_NUMBERED } else { IN_PLACE };
                let fits = a.part == b.part || a.part != 0 && b.part != 0;
                let fits = fits && a.label.is_empty() == b.label.is_empty() && similarity >= least;
                let value = if fits { similarity + if same_number { 0.05 } else { 0.0 } } else { -1.0 };
                score[i * news.len() + j] = value;
                let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
                best[i * width + j] = skip.max(if fits { value + best[(i + 1) * width + j + 1] } else { 0.0 });
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut out = Vec::new();
        while i < olds.len() && j < news.len() {
            let value = score[i * news.len() + j];
            let here = best[i * width + j];
            if value >= 0.0 && (value + best[(i + 1) * width + j + 1] - here).abs() < 1e-5 {
                out.push((olds[i], news[j]));
                (i, j) = (i + 1, j + 1);
            } else if (best[(i + 1) * width + j] - here).abs() < 1e-5 {
                i += 1;
            } else {
                j += 1;
            }
        }
        out
    }
}

fn groups(
    old: &Manuscript,
    new: &Manuscript,
    matched: &[Option<usize>],
    taken: &[Option<usize>],
    splits: &Splits,
    ranks: &[usize],
) -> Vec<Group> {
    let mut group_of_new: Vec<Option<Group>> = vec![None; new.articles.len()];
    let mut in_group_old = vec![false; old.articles.len()];
    let mut follower = vec![false; new.articles.len()];
    let mut put = |first: usize, group: Group| {
        for &o in &group.old {
            in_group_old[o] = true;
        }
        for &n in group.new.iter().skip(1) {
            follower[n] = true;
        }
        group_of_new[first] = Some(group);
    };
    for (&o, news) in &splits.split {
        if let Some(&first) = news.first() {
            put(first, Group { old: vec![o], new: news.clone(), moved: false });
        }
    }
    for (&n, olds) in &splits.merged {
        if !olds.is_empty() {
            put(n, Group { old: olds.clone(), new: vec![n], moved: false });
        }
    }
    for (n, o) in taken.iter().enumerate() {
        if let Some(o) = *o
            && !in_group_old[o]
            && !follower[n]
            && group_of_new[n].is_none()
        {
            in_group_old[o] = true;
            group_of_new[n] = Some(Group { old: vec![o], new: vec![n], moved: false });
        }
    }
    debug_assert_eq!(matched.len(), in_group_old.len());
    // Moves: what is not on the longest chain that ascends in both.
    let mut order: Vec<usize> = (0..new.articles.len()).collect();
    order.sort_unstable_by_key(|&n| ranks[n]);
    let firsts: Vec<(usize, usize)> =
        order.iter().filter_map(|&n| group_of_new[n].as_ref().and_then(|g| g.old.first().map(|&o| (n, o)))).collect();
    let weights: Vec<u64> = firsts
        .iter()
        .map(|&(n, o)| {
            let same = old.articles[o].folded == new.articles[n].folded;
            100 + 4 * u64::from(same) + u64::from(old.articles[o].number == new.articles[n].number)
        })
        .collect();
    let steady = heaviest_ascending(&firsts.iter().map(|f| f.1).collect::<Vec<_>>(), &weights, old.articles.len());
    for (&(n, _), steady) in firsts.iter().zip(steady) {
        if !steady && let Some(group) = &mut group_of_new[n] {
            group.moved = true;
        }
    }
    // Deleted articles go after the article that precedes them in the old text.
    let mut deleted_after: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    let mut last = None;
    for (o, used) in in_group_old.iter().enumerate() {
        if *used { last = Some(o) } else { deleted_after.entry(last).or_default().push(o) }
    }
    let mut out = Vec::new();
    let mut flush = |key: Option<usize>, out: &mut Vec<Group>| {
        let gone = deleted_after.remove(&key).unwrap_or_default();
        out.extend(gone.into_iter().map(|o| Group { old: vec![o], new: Vec::new(), moved: false }));
    };
    flush(None, &mut out);
    for (n, group) in group_of_new.into_iter().enumerate() {
        match group {
            Some(group) => {
                let olds = group.old.clone();
                out.push(group);
                for o in olds {
                    flush(Some(o), &mut out);
                }
            }
            None if follower[n] => {}
            None => out.push(Group { old: Vec::new(), new: vec![n], moved: false }),
        }
    }
    out
}

/// Which of the values are on the heaviest ascending chain.
fn heaviest_ascending(values: &[usize], weights: &[u64], limit: usize) -> Vec<bool> {
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); limit + 1];
    let mut before = vec![usize::MAX; values.len()];
    let mut best = (0, usize::MAX);
    for (i, (&value, &weight)) in values.iter().zip(weights).enumerate() {
        let (mut at, mut so_far) = (value, (0, usize::MAX));
        while at > 0 {
            if tree[at].0 > so_far.0 {
                so_far = tree[at];
            }
            at -= at & at.wrapping_neg();
        }
        let total = so_far.0 + weight;
        before[i] = so_far.1;
        if total > best.0 {
            best = (total, i);
        }
        let mut at = value + 1;
        while at < tree.len() {
            if total > tree[at].0 {
                tree[at] = (total, i);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut on = vec![false; values.len()];
    let mut at = best.1;
    while at != usize::MAX {
        on[at] = true;
        at = before[at];
    }
    on
}

/// The share of both texts that found a counterpart, by weight.
fn shared(space: &Space, groups: &[Group]) -> f32 {
    let all: f32 = (0..space.old.len()).map(|o| space.old_total(o)).sum::<f32>()
        + (0..space.new.len()).map(|n| space.new_total(n)).sum::<f32>();
    if all == 0.0 {
        return 0.0;
    }
    let found: f32 =
        groups.iter().flat_map(|g| g.old.iter().flat_map(|&o| g.new.iter().map(move |&n| space.shared(o, n)))).sum();
    2.0 * found / all
}
