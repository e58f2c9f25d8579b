//! What changed inside an article, character by character.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::manuscript::fold;
use crate::numeral;

/// What an edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// The words stand in both texts.
    Equal,
    /// The words stand in the new text only.
    Insert,
    /// The words stand in the old text only.
    Delete,
}

/// A stretch of an article's text.
///
/// All equal and inserted stretches in order are the new text; all equal and deleted ones are the old text, but for
/// white space and the width of letters and marks, which do not count as changes and are given as in the new text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Edit {
    /// What happens to the words.
    pub op: Op,
    /// The words.
    pub text: String,
}

/// Most pairs of tokens that one character-level comparison may weigh.
const PAIRS: usize = 4_000_000;

/// The edits that lead from `old` to `new`.
pub(super) fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let mut runs = Runs::default();
    if old_tokens.len().saturating_mul(new_tokens.len()) <= PAIRS {
        compare(&old_tokens, &new_tokens, &mut |tag, o, n| runs.push(tag, &old_tokens[o], &new_tokens[n]));
    } else {
        // Long articles: whole clauses first, then the words of those that differ.
        let (old_clauses, new_clauses) = (clauses(old), clauses(new));
        if old_clauses.len().saturating_mul(new_clauses.len()) > PAIRS {
            runs.push(DiffTag::Replace, &[old], &[new]);
        } else {
            compare(&old_clauses, &new_clauses, &mut |tag, o, n| {
                let (o, n) = (&old_clauses[o], &new_clauses[n]);
                let (o_tokens, n_tokens): (Vec<&str>, Vec<&str>) =
                    (o.iter().flat_map(|c| tokens(c)).collect(), n.iter().flat_map(|c| tokens(c)).collect());
                if tag == DiffTag::Replace && o_tokens.len().saturating_mul(n_tokens.len()) <= PAIRS / 4 {
                    compare(&o_tokens, &n_tokens, &mut |tag, o, n| runs.push(tag, &o_tokens[o], &n_tokens[n]));
                } else {
                    runs.push(tag, o, n);
                }
            });
        }
    }
    runs.finish()
}

fn compare(old: &[&str], new: &[&str], take: &mut dyn FnMut(DiffTag, Range<usize>, Range<usize>)) {
    let keys = |tokens: &[&str]| tokens.iter().map(|t| if *t == "\n" { (*t).to_owned() } else { fold(t) }).collect();
    let (old_keys, new_keys): (Vec<String>, Vec<String>) = (keys(old), keys(new));
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        let (tag, o, n) = op.as_tag_tuple();
        take(tag, o, n);
    }
}

/// Characters, with numbers and Latin words kept whole: 十二 → 十三 is one change, not half of one.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() || ('０'..='９').contains(&c) => 1,
        c if c.is_ascii_alphabetic() => 2,
        c if numeral::is_numeral(c) => 3,
        _ => 0,
    };
    let mut out = Vec::with_capacity(text.len() / 3);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if kind(c) != 0 {
            while let Some((at, next)) = chars.next_if(|(_, next)| kind(*next) == kind(c)) {
                end = at + next.len_utf8();
            }
        }
        out.push(&text[start..end]);
    }
    out
}

fn clauses(text: &str) -> Vec<&str> {
    text.split_inclusive(['，', '。', '；', '：', '、', '\n']).collect()
}

#[derive(Default)]
struct Runs {
    /// Equal words, or deleted and inserted ones.
    runs: Vec<Run>,
}

struct Run {
    equal: Option<(String, String)>,
    deleted: String,
    inserted: String,
}

impl Runs {
    fn push(&mut self, tag: DiffTag, old: &[&str], new: &[&str]) {
        let (old, new) = (old.concat(), new.concat());
        if tag == DiffTag::Equal {
            match self.runs.last_mut() {
                Some(Run { equal: Some((o, n)), .. }) => {
                    o.push_str(&old);
                    n.push_str(&new);
                }
                _ => {
                    let equal = Some((old, new));
                    self.runs.push(Run { equal, deleted: String::new(), inserted: String::new() });
                }
            }
        } else {
            match self.runs.last_mut() {
                Some(run) if run.equal.is_none() => {
                    run.deleted.push_str(&old);
                    run.inserted.push_str(&new);
                }
                _ => self.runs.push(Run { equal: None, deleted: old, inserted: new }),
            }
        }
    }

    /// One or two characters that happen to be equal inside a rewritten stretch make it unreadable: they join it.
    fn finish(self) -> Vec<Edit> {
        let size = |run: &Run| run.deleted.chars().count().max(run.inserted.chars().count());
        let mut runs: Vec<Run> = Vec::with_capacity(self.runs.len());
        let mut rest = self.runs.into_iter().peekable();
        while let Some(run) = rest.next() {
            if let (Some((old, new)), Some(before), Some(after)) = (&run.equal, runs.last_mut(), rest.peek())
                && before.equal.is_none()
                && !new.contains('\n')
                && new.chars().count() * 2 <= size(before).min(size(after))
            {
                before.deleted.push_str(old);
                before.inserted.push_str(new);
                continue;
            }
            match runs.last_mut() {
                Some(before) if before.equal.is_none() && run.equal.is_none() => {
                    before.deleted.push_str(&run.deleted);
                    before.inserted.push_str(&run.inserted);
                }
                _ => runs.push(run),
            }
        }
        let mut out = Vec::new();
        let mut push = |op, text: String| {
            if !text.is_empty() {
                out.push(Edit { op, text });
            }
        };
        for run in runs {
            match run.equal {
                Some((_, new)) => push(Op::Equal, new),
                None => {
                    push(Op::Delete, run.deleted);
                    push(Op::Insert, run.inserted);
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn show(old: &str, new: &str) -> String {
        edits(old, new)
            .iter()
            .map(|edit| match edit.op {
                Op::Equal => edit.text.clone(),
                Op::Insert => format!("+{}+", edit.text),
                Op::Delete => format!("-{}-", edit.text),
            })
            .collect()
    }

    #[test]
    fn edits_are_readable() {
        let cases = [
            ("股东大会决定", "股东会决定", "股东-大-会决定"),
            ("依照第十二条办理", "依照第十三条办理", "依照第-十二-+十三+条办理"),
            ("注册资本5000万元", "注册资本8000万元", "注册资本-5000-+8000+万元"),
            ("（一）甲；（二）乙。", "(一)甲；(二)丙。", "(一)甲；(二)-乙-+丙+。"),
            ("由监事会检查", "由审计委员会检查", "由-监事-+审计委员+会检查"),
            ("甲乙的丙丁", "戊己的庚辛", "-甲乙的丙丁-+戊己的庚辛+"),
            ("", "新增", "+新增+"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(show(old, new), expected, "{old} → {new}");
        }
    }

    #[test]
    fn long_articles_are_bounded() {
        let old: String = (0..6000).map(|i| format!("第{i}项经营范围，")).collect();
        let new = old.replace("第77项", "第七十七项");
        let changed = edits(&old, &new).iter().filter(|e| e.op != Op::Equal).count();
        assert_eq!(changed, 2);
    }

    proptest! {
        #[test]
        fn edits_hold_both_texts(old in "[一二甲乙丙，。\n]{0,40}", new in "[一二甲乙丙，。\n]{0,40}") {
            let edits = edits(&old, &new);
            let side = |other: Op| edits.iter().filter(|e| e.op != other).map(|e| &*e.text).collect::<String>();
            prop_assert_eq!(side(Op::Insert), old);
            prop_assert_eq!(side(Op::Delete), new);
        }
    }
}
