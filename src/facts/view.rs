//! One sentence as the extraction sees it: its words, its quantities, and what stands around it.

use std::sync::LazyLock;

use super::statement::{Comparison, Count, Fact, Share, Statement};
use super::vocabulary::{Doubt, Modality, Office, Organ, Scope, Stance};
use super::words::{At, Mark, Word, span};
use crate::syntax::clause::{Comparator, Flaw, Measure, Quantity, Value};
use crate::words::{WordList, begins, find, rfind};

/// What the sentences before and above leave in the reader's mind.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The body last spoken of in this article, else the one that the heading names.
    pub(super) organ: Option<Organ>,
    /// The body last spoken of before this article.
    pub(super) earlier: Option<Organ>,
    /// The posts that the last sentence was about.
    pub(super) offices: Vec<Office>,
    /// Of which resolutions a list is going on: 下列事项以特别决议通过：增加注册资本；合并、分立；…….
    pub(super) resolved: Option<Scope>,
    /// Who was last said to be shareholder or contributor: 公司的出资人为某某县财政局.
    pub(super) holder: Option<String>,
    /// Whose contribution the article told last.
    pub(super) contributor: Option<String>,
    /// Whether an earlier sentence of this article states parts of a contribution: 其中以货币出资…….
    pub(super) instalments: bool,
    /// Whether the last sentence of the article spoke of related directors, guarantees, and the like.
    pub(super) related: bool,
    /// The body whose powers a sentence began to list: 董事会行使下列职权：制订……；, item by item without numbers.
    pub(super) listed: Option<Organ>,
    /// Whether the last sentence of the article spoke of the legal representative.
    pub(super) legal: bool,
    /// Whether the last sentence of the article spoke of an extraordinary meeting.
    pub(super) extraordinary: bool,
    /// Whether the company has said that it has no board.
    #[allow(dead_code, reason = "carried for clauses on the one director")]
    pub(super) no_board: bool,
}

/// A sentence.
pub(super) struct View<'a> {
    /// Its words with the final mark.
    pub(super) text: &'a str,
    /// Where it starts in the prose.
    pub(super) base: u32,
    pub(super) index: usize,
    pub(super) mask: u64,
    /// Its punctuation of the blocks U+3000 and U+FF00, by place.
    pub(super) marks: &'a [(usize, char)],
    pub(super) words: &'a [At],
    pub(super) quantities: &'a [Quantity],
    /// The sentence that introduces this one, if it is an item.
    pub(super) lead: Option<&'a str>,
    /// The body whose powers that sentence introduces.
    pub(super) lead_powers: Option<Organ>,
    pub(super) is_item: bool,
    /// The items that this sentence introduces, as one text; empty if there are none.
    pub(super) items: &'a str,
    pub(super) context: &'a Context,
    /// The company's name as the title gives it; empty if the title names none.
    pub(super) company: &'a str,
}

impl<'a> View<'a> {
    /// A place moved back to the start of its character, or to the end of the text.
    fn floor(&self, place: usize) -> usize {
        let mut place = place.min(self.text.len());
        while !self.text.is_char_boundary(place) {
            place -= 1;
        }
        place
    }

    /// The comma-delimited stretch around a place.
    pub(super) fn clause(&self, at: usize) -> (usize, usize) {
        self.between(at, &['，', '；', '。', '：', '！', '？'])
    }

    /// The stretch between the nearest of `marks` around a place.
    pub(super) fn between(&self, at: usize, marks: &[char]) -> (usize, usize) {
        let at = self.floor(at);
        let (before, behind) = self.marks.split_at(self.marks.partition_point(|(place, _)| *place < at));
        let is_one = |(_, mark): &&(usize, char)| marks.contains(mark);
        let start = before.iter().rev().find(is_one).map_or(0, |(place, mark)| place + mark.len_utf8());
        let end = behind.iter().find(is_one).map_or(self.text.len(), |(place, _)| *place);
        (start, end)
    }

    pub(super) fn has(&self, mark: Mark) -> bool {
        self.mask & super::words::bit(mark) != 0
    }

    /// The words between two places.
    pub(super) fn within(&self, start: usize, end: usize) -> impl DoubleEndedIterator<Item = &'a At> {
        let from = self.words.partition_point(|w| w.start < start);
        let to = self.words.partition_point(|w| w.end <= end).max(from);
        self.words[from..to].iter()
    }

    /// The words before a place, the nearest first.
    pub(super) fn before(&self, place: usize) -> impl Iterator<Item = &'a At> {
        let to = self.words.partition_point(|w| w.end <= place);
        self.words[..to].iter().rev()
    }

    /// The text up to a place, from at most `bytes` before it.
    pub(super) fn left(&self, place: usize, bytes: usize) -> &'a str {
        let place = self.floor(place);
        &self.text[self.floor(place.saturating_sub(bytes))..place]
    }

    /// The text from a place, at most `bytes` of it.
    pub(super) fn right(&self, place: usize, bytes: usize) -> &'a str {
        let place = self.floor(place);
        &self.text[place..self.floor(place + bytes)]
    }

    /// How strongly the clause at a place speaks.
    pub(super) fn modality(&self, start: usize, end: usize) -> Modality {
        let (from, _) = self.clause(start);
        let (_, to) = self.clause(end);
        let words = &self.text[from..to];
        // The stronger word counts.
        const WORDS: [(&str, Modality); 8] = [
            ("不得", Modality::MustNot),
            ("不能", Modality::MustNot),
            ("须", Modality::Must),
            ("应", Modality::Must),
            ("一般", Modality::AsRule),
            ("原则上", Modality::AsRule),
            ("可以", Modality::May),
            ("有权", Modality::May),
        ];
        static LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(WORDS.iter().map(|(word, _)| *word)));
        let mut strongest = WORDS.len();
        LIST.overlapping(words, |_, word| strongest = strongest.min(word as usize));
        // 不得低于 sets a bound.
        let bounds = |(at, word): (usize, &str)| {
            let rest = &words[at + word.len()..];
            ["低于", "少于", "超过", "高于", "多于", "长于", "短于"].iter().any(|bound| rest.starts_with(bound))
        };
        if strongest == 0 && words.match_indices("不得").all(bounds) {
            return if words.contains("不能") { Modality::MustNot } else { Modality::Must };
        }
        WORDS.get(strongest).map_or(Modality::Plain, |(_, modality)| *modality)
    }

    /// Of whom, and under which condition, the words between two places speak.
    pub(super) fn stance(&self, start: usize, end: usize) -> Stance {
        if self.is_item && self.lead.is_some_and(is_others) {
            return Stance::Other;
        }
        let other = self.words.iter().find(|w| w.word == Word::Mark(Mark::OtherEntity) && w.start <= start);
        // 经上级党组织批准，……: the other only consents.
        let consents = |at: usize| {
            let before = self.text[..at].trim_end_matches(['【', '（']);
            ["经", "报", "报经", "根据", "按照"].iter().any(|word| before.ends_with(word))
        };
        if let Some(other) = other.filter(|w| !consents(w.start)) {
            // 董事会决定所属企业的…… speaks of the board; 向参股公司委派…… of the other.
            let own = self.words.iter().any(|w| matches!(w.word, Word::Organ(_)) && w.end <= other.start);
            if !own || self.text[..other.start].ends_with('向') {
                return Stance::Other;
            }
        }
        // 所属子公司监事会决议, 其他企业的董事会: the body right behind the other is the other's.
        let theirs = self.within(start, end).any(|w| {
            w.word == Word::Mark(Mark::OtherEntity) && {
                let behind = w.end + usize::from(self.text[w.end..].starts_with('的')) * '的'.len_utf8();
                self.words.iter().any(|o| o.start == behind && matches!(o.word, Word::Organ(organ) if has_seats(organ)))
                    && !self.within(start, w.start).any(|o| matches!(o.word, Word::Organ(_)))
            }
        });
        if theirs {
            return Stance::Other;
        }
        let before = &self.text[..self.floor(end)];
        let conditional = ["如设", "若设", "如公司", "若公司", "如果", "如需", "如有", "如依法设"];
        let opens = |word: &str| {
            rfind(before, word).is_some_and(|at| {
                // The condition's own clause must open the sentence or a clause of it.
                before[..at].is_empty() || before[..at].ends_with(['，', '；', '：', '。'])
            })
        };
        // All of them begin with one of two characters, which most sentences do not hold.
        let may_open = find(before, "如").is_some() || find(before, "若").is_some();
        if may_open && conditional.iter().any(|word| opens(word)) {
            return Stance::Conditional;
        }
        Stance::Affirmed
    }

    /// A fact of this sentence on the words between two places; one within a character is the one before it.
    pub(super) fn fact(&self, statement: Statement, start: usize, end: usize) -> Fact {
        let (start, end) = (self.text.floor_char_boundary(start), self.text.floor_char_boundary(end));
        Fact {
            statement,
            span: span(self.base, start, end),
            in_source: false,
            sentence: self.index,
            modality: self.modality(start, end),
            stance: self.stance(start, end),
            doubt: None,
            contradicted: false,
        }
    }

    /// The body that the words before a place speak of: a body named there, else the context's.
    pub(super) fn organ_before(&self, place: usize) -> Option<Organ> {
        self.before(place)
            .find_map(|w| match w.word {
                Word::Organ(organ) if has_seats(organ) && powers_of(&self.text[w.end..]).is_none() => Some(organ),
                _ => None,
            })
            .or(self.context.organ)
    }
}

/// Whether a lead-in opens with another's body or post: 所属子公司的经理行使下列职权：.
fn is_others(lead: &str) -> bool {
    const OTHERS: [&str; 9] = [
        "子公司的",
        "子公司经理",
        "子公司总经理",
        "子公司董事会",
        "子企业的",
        "所属企业的",
        "下属企业的",
        "权属企业的",
        "参股企业的",
    ];
    // All of them name a company or an enterprise that is not just this one.
    if find(lead, "子公司").is_none() && find(lead, "企业的").is_none() {
        return false;
    }
    OTHERS.iter().any(|other| {
        find(lead, other).is_some_and(|at| {
            // 董事会决定子公司的下列事项： is the board's.
            !["董事会", "经理", "党委", "股东会", "出资人"].iter().any(|own| lead[..at].contains(own))
                && ["经理", "总裁", "董事", "监事", "股东会", "党"].iter().any(|body| lead[at..].contains(body))
        })
    })
}

/// The punctuation of a text, of the blocks U+3000 and U+FF00: the first byte of their characters is one of two.
pub(super) fn punctuation(text: &str, out: &mut Vec<(usize, char)>) {
    out.clear();
    let places = memchr::memchr2_iter(0xE3, 0xEF, text.as_bytes());
    out.extend(places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?))));
}

/// Whether a body is one that seats, quorums and terms are stated of.
pub(super) const fn has_seats(organ: Organ) -> bool {
    matches!(
        organ,
        Organ::Board
            | Organ::SupervisoryBoard
            | Organ::AuditCommittee
            | Organ::Committee
            | Organ::Party
            | Organ::Discipline
            | Organ::Management
            | Organ::ShareholdersMeeting
    )
}

/// Whether the words behind a body make it the owner of powers, and whether of some of them only: 监事会的职权, 应由股东会行使之职权.
pub(super) fn powers_of(tail: &str) -> Option<bool> {
    // Nearly always something else follows.
    if !tail.starts_with([
        '决', '审', '行', '享', '应', '依', '的', '之', '部', '法', '相', '各', '全', '有', '一', '所', '职', '权',
    ]) {
        return None;
    }
    if begins(tail, &["决定的事项", "审议的事项", "决议的事项", "决定事项", "审议事项"]) {
        return Some(false);
    }
    let tail = ["行使", "享有", "应行使", "依法行使"].iter().find_map(|w| tail.strip_prefix(w)).unwrap_or(tail);
    let tail = tail.trim_start_matches(['的', '之']);
    let (tail, partly) = match tail.strip_prefix("部分") {
        Some(rest) => (rest, true),
        None => (tail, false),
    };
    let strip = |tail: &'_ str| -> Option<usize> {
        ["法定", "相关", "各项", "全部", "有关", "一切", "所有"].iter().find(|w| tail.starts_with(**w)).map(|w| w.len())
    };
    let mut tail = tail;
    while let Some(length) = strip(tail) {
        tail = tail[length..].trim_start_matches(['的', '之']);
    }
    ["职权", "权力", "职能", "权限"].iter().any(|w| tail.starts_with(w)).then_some(partly)
}

pub(super) fn mark_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// A quantity's place in its sentence.
pub(super) fn place(quantity: &Quantity) -> (usize, usize) {
    (quantity.span.start as usize, quantity.span.end as usize)
}

/// A quantity as a share.
pub(super) fn share(quantity: &Quantity) -> Option<Share> {
    let (numerator, denominator) = match quantity.value {
        Value::Fraction(top, bottom) => (top, bottom),
        Value::Percent(hundredths) => (hundredths, 10_000),
        _ => return None,
    };
    let comparison = match quantity.comparator {
        Comparator::AtLeast => Comparison::AtLeast,
        Comparator::MoreThan => Comparison::MoreThan,
        Comparator::AtMost => Comparison::AtMost,
        Comparator::LessThan => Comparison::LessThan,
        Comparator::Exactly | Comparator::Before => Comparison::Exactly,
    };
    Some(Share { numerator, denominator, comparison })
}

/// A quantity as a count of `measure`.
pub(super) fn count(quantity: &Quantity, measure: Measure) -> Option<Count> {
    match quantity.value {
        Value::Count(low, high, of) if of == measure => {
            let (low, high) = (u32::try_from(low).ok()?, u32::try_from(high).ok()?);
            Some(match quantity.comparator {
                Comparator::AtLeast => Count::Range { min: low, max: None },
                Comparator::MoreThan => Count::Range { min: low.saturating_add(1), max: None },
                Comparator::AtMost => Count::Range { min: 0, max: Some(high) },
                Comparator::LessThan => Count::Range { min: 0, max: Some(high.saturating_sub(1)) },
                _ => Count::Range { min: low, max: Some(high) },
            })
        }
        Value::Several if measure == Measure::Heads => Some(Count::Several),
        Value::Blank => Some(Count::Blank),
        _ => None,
    }
}

/// Why a quantity cannot be relied on.
pub(super) fn doubt(quantity: &Quantity) -> Option<Doubt> {
    if quantity.value == Value::Blank {
        return Some(Doubt::Blank);
    }
    quantity.flaw.map(|flaw| match flaw {
        Flaw::Disagreement => Doubt::Disagreement,
        Flaw::Reversed => Doubt::Reversed,
        Flaw::MoreThanWhole => Doubt::MoreThanWhole,
        Flaw::BrokenFraction => Doubt::BrokenFraction,
    })
}

/// Takes in the words before a share that do not stand right at it: 超过董事会全体成员的半数.
pub(super) fn widen(share: &mut Share, before: &str) {
    if share.comparison != Comparison::Exactly {
        return;
    }
    let last = |words: &[&str]| words.iter().filter_map(|w| rfind(before, w)).max();
    let at_least = last(&["不少于", "不低于", "不得少于", "不得低于", "至少", "达到"]);
    let more = last(&["超过", "多于", "大于", "高于"])
        .filter(|at| !before[..*at].ends_with("不得") && !before[..*at].ends_with('不'));
    if at_least.is_some() && at_least > more {
        share.comparison = Comparison::AtLeast;
    } else if more.is_some() {
        share.comparison = Comparison::MoreThan;
    }
}
