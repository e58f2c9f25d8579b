//! Topics of meetings: what a topic's words are about, and whether two topics are about one matter.

use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::lexicon::Lexicon;
use crate::model::amount::{Amount, conditions};
use crate::numeral;
use crate::source::Span;
use crate::{Date, Text};

/// From this score on two topics, or a topic and a matter of a list, are about the same.
pub(crate) const SAME: u8 = 65;
/// Below this score they are not; in between nobody can tell from the words.
pub(crate) const DOUBTFUL: u8 = 42;

/// How alike two texts are, of 100, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Likeness {
    pub(crate) score: u8,
    pub(crate) why: Text,
}

impl Likeness {
    pub(crate) fn new(score: u8, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { score, why: Text::new(zh.into(), en.into()) }
    }

    pub(crate) const fn is_same(&self) -> bool {
        self.score >= SAME
    }

    pub(crate) const fn is_doubtful(&self) -> bool {
        self.score >= DOUBTFUL && self.score < SAME
    }
}

/// What a topic is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Topic {
    /// The normalised words.
    pub(crate) text: String,
    /// The words without those that say nothing of the matter, without years and numbers.
    pub(crate) core: String,
    /// What is done, one bit per family of verbs.
    pub(crate) acts: u64,
    /// The words that the core is made of, in order: what is done, common things, and names.
    pub(crate) parts: Vec<Part>,
    /// What is named: the words that no lexicon knows, in order.
    pub(crate) names: String,
    /// Years stated.
    pub(crate) years: Vec<i32>,
    /// 二期, 第三批, 一季度: the number with its unit.
    pub(crate) ordinals: Vec<(u64, char)>,
    /// Amounts of money stated.
    pub(crate) amounts: Vec<Amount>,
    /// Whether it is about rules of the company: 资产处置管理办法 disposes of nothing.
    pub(crate) is_rules: bool,
    /// Whether the topic only looks back: 落实情况, 后评价.
    pub(crate) looks_back: bool,
}

/// A word of a topic's core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What is done: its family's bit, and how many characters it has.
    Act(u64, usize),
    /// A thing that any company has, with the key of words that mean the same; `true` if it tells one matter from
    /// another.
    Thing(String, u16, bool),
    Name(String),
}

/// What a key of the lexicon's topic words means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Frame,
    Report,
    /// A thing; of one key mean the same only where the key says so; `bool` is whether it tells matters apart.
    Thing {
        synonyms: bool,
        tells: bool,
    },
    Act(u8),
}

fn roles() -> &'static [Role] {
    static ROLES: OnceLock<Vec<Role>> = OnceLock::new();
    ROLES.get_or_init(|| {
        let names = Lexicon::builtin().topic_words().names();
        let role = |(i, name): (usize, &String)| match name.as_str() {
            "frame" => Role::Frame,
            "report" => Role::Report,
            "thing" => Role::Thing { synonyms: false, tells: true },
            "loose" => Role::Thing { synonyms: false, tells: false },
            name if name.starts_with("thing.") => Role::Thing { synonyms: true, tells: true },
            _ => Role::Act((i % 64) as u8),
        };
        names.iter().enumerate().map(role).collect()
    })
}

/// The key of words for rules.
fn rules_key() -> u16 {
    static KEY: OnceLock<u16> = OnceLock::new();
    *KEY.get_or_init(|| {
        let names = Lexicon::builtin().topic_words().names();
        names.iter().position(|name| name == "thing.rules").map_or(u16::MAX - 1, |i| i as u16)
    })
}

/// The bit of a family of verbs: `act.acquire`.
fn act_bit(name: &str) -> u64 {
    Lexicon::builtin().topic_words().names().iter().position(|n| n == name).map_or(0, |i| 1 << (i % 64))
}

/// Whether an act that a list names takes in what a topic does: a purchase, a new company or a capital increase is an
/// investment in a wider sense.
pub(crate) fn takes_in(listed: u64, done: u64) -> bool {
    listed & act_bit("act.invest") != 0
        && ["act.acquire", "act.found", "act.increase"].iter().any(|act| done & act_bit(act) != 0)
}

/// Families of verbs that undo each other.
fn opposites() -> &'static [(u64, u64)] {
    static OPPOSITES: OnceLock<Vec<(u64, u64)>> = OnceLock::new();
    OPPOSITES.get_or_init(|| {
        let pairs = [
            ("act.acquire", "act.dispose"),
            ("act.increase", "act.decrease"),
            ("act.found", "act.close"),
            ("act.merge", "act.split"),
            ("act.borrow", "act.lend"),
            ("act.budget", "act.accounts"),
            ("act.guarantee", "act.borrow"),
        ];
        pairs.iter().map(|(a, b)| (act_bit(a), act_bit(b))).collect()
    })
}

impl Topic {
    /// Reads a topic from its normalised text, as [`Prose::apart`](crate::model::charter::Prose::apart) gives it.
    pub(crate) fn read(text: &str) -> Self {
        let text = text.trim_end_matches(['。', '；', '，']);
        let mut topic = Self { text: text.to_owned(), ..Self::default() };
        let span = Span::new(0, text.len() as u32);
        let stated = conditions(text, span, "");
        topic.amounts = stated.iter().filter_map(|c| c.bare.or(c.lower.or(c.upper).map(|b| b.amount))).collect();
        let rest = topic.take_numbers(text);
        let mut at = 0;
        let mut core = String::with_capacity(rest.len());
        for (range, key) in Lexicon::builtin().topic_words().find(&rest) {
            topic.name(rest.get(at..range.start).unwrap_or_default(), &mut core);
            let word = rest.get(range.clone()).unwrap_or_default();
            match roles().get(key as usize) {
                Some(Role::Act(bit)) => {
                    topic.acts |= 1 << bit;
                    topic.parts.push(Part::Act(1 << bit, word.chars().count()));
                    core.push_str(word);
                }
                Some(Role::Report) => topic.looks_back = true,
                Some(Role::Thing { synonyms, tells }) => {
                    // Words without synonyms are their own key.
                    let key = if *synonyms { key } else { u16::MAX };
                    topic.is_rules |= key == rules_key();
                    topic.parts.push(Part::Thing(word.to_owned(), key, *tells));
                    core.push_str(word);
                }
                _ => {}
            }
            at = range.end;
        }
        topic.name(rest.get(at..).unwrap_or_default(), &mut core);
        topic.core = core;
        topic
    }

    fn name(&mut self, words: &str, core: &mut String) {
        let plain: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        if !plain.is_empty() {
            self.names.push_str(&plain);
            core.push_str(&plain);
            self.parts.push(Part::Name(plain));
        }
    }

    /// Takes years, amounts and ordinals out of the text and keeps them.
    fn take_numbers(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let opens = c == '第' && rest.chars().nth(1).is_some_and(numeral::is_numeral);
            if !opens && !numeral::is_numeral(c) && c != '首' {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let start = if opens { '第'.len_utf8() } else { 0 };
            let body = &rest[start..];
            let length = if c == '首' {
                c.len_utf8()
            } else {
                body.find(|c: char| !numeral::is_numeral(c) && c != '.').unwrap_or(body.len())
            };
            let digits = &body[..length];
            let after = &body[length..];
            let number = if c == '首' { Some(1) } else { numeral::parse(digits) };
            let taken = self.number(digits, number, after);
            match taken {
                Some(more) => rest = &after[more.min(after.len())..],
                None => {
                    out.push_str(&rest[..start + length]);
                    rest = after;
                }
            }
        }
        out
    }

    /// Keeps a number if it is a year, an amount or an ordinal, and says how many bytes after it belong to it.
    fn number(&mut self, digits: &str, number: Option<u64>, after: &str) -> Option<usize> {
        const UNITS: [&str; 8] = ["期", "号", "批", "标段", "季度", "月", "轮", "区块"];
        let money = ["万元", "亿元", "元", "%", "万美元", "美元"];
        if let Some(unit) = money.iter().find(|unit| after.starts_with(**unit)) {
            return Some(unit.len());
        }
        let value = number?;
        if (1990..=2100).contains(&value) && digits.chars().count() == 4 {
            let word = ["年度", "财年", "年"].iter().find(|word| after.starts_with(**word));
            if let Some(year) =
                i32::try_from(value).ok().filter(|_| word.is_some() || after.starts_with(['-', '—', '至']))
            {
                self.years.push(year);
                return Some(word.map_or(0, |word| word.len()));
            }
        }
        let unit = UNITS.iter().find(|unit| after.starts_with(**unit))?;
        self.ordinals.push((value, unit.chars().next().unwrap_or_default()));
        Some(unit.len())
    }

    /// Whether the topic's words hold a thing or what means the same.
    fn has(&self, wanted: &Part) -> bool {
        let same = |part: &Part| match (part, wanted) {
            (Part::Thing(a, key, _), Part::Thing(b, other, _)) => a == b || key == other && *key != u16::MAX,
            _ => false,
        };
        self.parts.iter().any(same)
    }

    /// Whether two topics have an act, a telling thing or part of a name in common.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        self.acts & other.acts != 0
            || self.parts.iter().any(|part| match part {
                Part::Act(..) => false,
                Part::Thing(_, _, tells) => *tells && other.has(part),
                Part::Name(name) => pairs(name).iter().any(|(a, b)| {
                    let mut text = other.text.chars().zip(other.text.chars().skip(1));
                    a != b && text.any(|(x, y)| x == *a && y == *b)
                }),
            })
    }

    /// Whether the topic speaks of a thing or an act that tells it from another topic, which says nothing of it.
    fn goes_beyond(&self, other: &Self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Act(bit, _) => other.acts & bit == 0,
            Part::Thing(word, _, tells) => *tells && !other.has(part) && !other.text.contains(word.as_str()),
            Part::Name(_) => false,
        })
    }

    /// Whether the topic says anything of a matter.
    pub(crate) fn is_blank(&self) -> bool {
        self.core.is_empty()
    }
}

/// How much of the words of `wanted` stand in `topic`, of 100, whatever their order: 资产处置 in 处置城东苗圃资产.
pub(crate) fn held(wanted: &Topic, topic: &Topic) -> u32 {
    let (mut all, mut held) = (0, 0);
    for part in &wanted.parts {
        let (length, found) = match part {
            Part::Act(bit, length) => (*length, topic.acts & bit != 0),
            Part::Thing(word, ..) => (word.chars().count(), topic.has(part) || topic.text.contains(word.as_str())),
            Part::Name(word) => (word.chars().count(), topic.text.contains(word.as_str())),
        };
        all += length;
        held += if found { length } else { 0 };
    }
    if all < 3 { 0 } else { (held * 100 / all) as u32 }
}

/// Pairs of neighbouring characters, the single character of a text of one.
pub(crate) fn pairs(text: &str) -> Vec<(char, char)> {
    let mut chars = text.chars();
    let Some(mut last) = chars.next() else { return Vec::new() };
    let mut out = Vec::with_capacity(text.len() / 3);
    for c in chars {
        out.push((last, c));
        last = c;
    }
    if out.is_empty() {
        out.push((last, last));
    }
    out
}

/// The share of pairs that two texts have in common, of 100 (Dice).
pub(crate) fn overlap(a: &str, b: &str) -> u32 {
    let (mut a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    if all == 0 {
        return 0;
    }
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (common * 200 / all) as u32
}

/// How alike two names are, of 100: equal, one inside the other, an abbreviation, or the pairs in common.
fn resemblance(a: &str, b: &str) -> u32 {
    if a == b {
        return 100;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    if long.contains(short) {
        return if short.chars().count() >= 2 { 90 } else { 70 };
    }
    let mut rest = long.chars();
    if short.chars().count() >= 3 && short.chars().all(|c| rest.any(|other| other == c)) {
        return 75;
    }
    overlap(a, b)
}

/// Whether two names differ in one place only, by words that exclude each other: 城北加压站 and 城西加压站. `Some(false)` if
/// a single character may as well be a slip of the pen; `None` if they do not differ so.
fn substitution(a: &str, b: &str) -> Option<bool> {
    const TELLING: &str = "东南西北中上下左右前后内外新老旧大小甲乙丙丁戊己庚辛一二三四五六七八九十";
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let most = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().min(most);
    let (left, right) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    if left.is_empty() || right.is_empty() || start + end == 0 || left.iter().any(|c| right.contains(c)) {
        return None;
    }
    let telling = |c: &char| TELLING.contains(*c) || c.is_ascii_alphanumeric();
    let telling = left.iter().all(telling) || right.iter().all(telling);
    Some(telling || left.len().max(right.len()) >= 2)
}

/// Whether two lists have nothing in common though both state something.
fn disjoint<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.contains(x))
}

fn joined(values: &[i32]) -> String {
    let mut out = String::new();
    for value in values {
        let _ = write!(out, "{}{value}", if out.is_empty() { "" } else { "、" });
    }
    out
}

/// Whether two topics are about one matter.
pub(crate) fn compare(a: &Topic, b: &Topic) -> Likeness {
    if a.is_blank() || b.is_blank() {
        return Likeness::new(0, "议题没有写事项", "the topic names no matter");
    }
    if disjoint(&a.years, &b.years) {
        let (left, right) = (joined(&a.years), joined(&b.years));
        return Likeness::new(0, format!("年度不同：{left}与{right}"), format!("different years: {left} and {right}"));
    }
    let units = a.ordinals.iter().filter(|(_, unit)| b.ordinals.iter().any(|(_, other)| other == unit));
    if units.clone().count() > 0 && !units.clone().any(|ordinal| b.ordinals.contains(ordinal)) {
        return Likeness::new(0, "期次、批次或者编号不同", "different phases, batches or numbers");
    }
    let opposite = opposites().iter().any(|(x, y)| {
        let only =
            |one: u64, other: u64, x: u64, y: u64| one & x != 0 && one & y == 0 && other & y != 0 && other & x == 0;
        only(a.acts, b.acts, *x, *y) || only(b.acts, a.acts, *x, *y)
    });
    let amounts_differ = disjoint(&a.amounts, &b.amounts);
    let capped = |likeness: Likeness| {
        if amounts_differ && likeness.score >= SAME {
            Likeness::new(SAME - 10, "事项相同，金额不同", "the same matter with different amounts")
        } else {
            likeness
        }
    };
    if a.core == b.core {
        return capped(Likeness::new(100, "议题相同", "the same topic"));
    }
    if opposite {
        return Likeness::new(10, "行为相反", "opposite acts");
    }
    capped(weigh(a, b))
}

fn weigh(a: &Topic, b: &Topic) -> Likeness {
    let shared = a.acts & b.acts;
    let acts_differ = shared == 0 && a.acts != 0 && b.acts != 0;
    let words = overlap(&a.core, &b.core);
    // Each speaks of something that the other does not.
    let beyond = a.goes_beyond(b) && b.goes_beyond(a);
    if !a.names.is_empty() && !b.names.is_empty() {
        let names = resemblance(&a.names, &b.names);
        let (left, right) = (&a.names, &b.names);
        if names < 25 {
            let zh = format!("所指不同：「{left}」与「{right}」");
            return Likeness::new(10, zh, format!("different objects: {left} and {right}"));
        }
        match substitution(left, right) {
            Some(true) => {
                let zh = format!("所指不同：「{left}」与「{right}」");
                return Likeness::new(10, zh, format!("different objects: {left} and {right}"));
            }
            Some(false) => {
                let zh = format!("「{left}」与「{right}」差一字，是否笔误看不出");
                return Likeness::new(50, zh, format!("{left} and {right} differ in one character"));
            }
            None => {}
        }
        if names < 50 || acts_differ || beyond {
            let zh = format!("「{left}」与「{right}」是否同一事项看不出");
            return Likeness::new(50, zh, format!("whether {left} and {right} are one matter cannot be told"));
        }
        let score = (70 + names / 5 + words / 10).min(98) as u8;
        let zh = format!("都写到「{}」，相近度{score}%", common_name(left, right));
        return Likeness::new(score, zh, format!("both name {}, likeness {score}%", common_name(left, right)));
    }
    if a.is_rules != b.is_rules {
        return Likeness::new(20, "一项是制度，一项不是", "one is about rules, the other is not");
    }
    if acts_differ {
        return Likeness::new(20, "行为不同", "different acts");
    }
    if beyond {
        return Likeness::new(30, "所涉内容不同", "different subjects");
    }
    let one_sided = a.names.is_empty() != b.names.is_empty();
    let score = match (shared != 0, one_sided) {
        (true, true) => 55 + words * 2 / 5,
        (true, false) => 60 + words * 2 / 5,
        (false, true) => words * 3 / 5,
        // One of two plans that are taken together: 经营计划 in 经营计划和投资计划.
        (false, false) if held(a, b) == 100 || held(b, a) == 100 => words.max(75),
        (false, false) => words,
    };
    let score = score.min(97) as u8;
    let zh = match shared != 0 {
        true => format!("行为相同，用词相近度{words}%"),
        false => format!("用词相近度{words}%"),
    };
    Likeness::new(score, zh, format!("wording {words}% alike"))
}

fn common_name<'t>(a: &'t str, b: &'t str) -> &'t str {
    if a.chars().count() <= b.chars().count() { a } else { b }
}

/// Whether two meetings are so far apart that a topic without a year may be another year's.
pub(crate) fn far_apart(a: &Topic, b: &Topic, on: Option<(Date, Date)>) -> bool {
    const FAR: i64 = 300;
    let dated = !a.years.is_empty() && !b.years.is_empty();
    // A proper name stays the same matter however long it takes.
    let named = a.names.chars().count() >= 2 && a.names == b.names;
    !dated && !named && on.is_some_and(|(a, b)| a.days_since(b).abs() > FAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::charter::Prose;

    fn topic(text: &str) -> Topic {
        let prose = Prose::apart(std::iter::once(text));
        Topic::read(prose.text())
    }

    fn checked(pairs: &[(&str, &str)], expected: impl Fn(&Likeness) -> bool) {
        let mut wrong = String::new();
        for (a, b) in pairs {
            let found = compare(&topic(a), &topic(b));
            let back = compare(&topic(b), &topic(a));
            assert_eq!(found.score, back.score, "{a} | {b}: the order matters");
            if !expected(&found) {
                let _ = writeln!(wrong, "{a} | {b}: {found:?}\n  {:?}\n  {:?}", topic(a), topic(b));
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }

    #[test]
    fn the_same_matter_in_other_words() {
        let pairs = [
            ("关于为子公司提供担保的议案", "为华岳公司提供担保事项"),
            ("2026年度融资方案", "年度融资方案"),
            ("源和二期水厂对外投资项目", "关于投资建设源和水厂二期项目的议案"),
            ("公司合并方案", "听取公司合并方案的意见"),
            ("前置研究讨论：收购兴农饲料股权", "审议关于收购兴农饲料有限公司股权的议案"),
            ("审议《2026年度经营计划》", "公司2026年经营计划的请示"),
            ("设立物业管理子企业", "关于组建物业管理公司的议案"),
            ("闲置资产处置", "关于处置闲置资产的议案"),
            ("关于向建设银行申请5000万元流动资金贷款的议案", "研究向建设银行贷款5000万元事宜"),
            ("內部管理機構設置方案", "内部管理机构设置方案"),
            ("研究讨论公司内设机构调整方案", "关于优化调整公司组织机构设置的议案"),
            ("关于审议《云亭集团2026年度投资计划》的议案", "云亭集团2026年投资计划"),
            ("转让云亭大厦A座", "云亭大厦A座资产处置方案"),
            ("关于注销全资子公司华岳商贸有限公司的请示", "华岳商贸公司注销事宜"),
            ("为云亭水务公司项目贷款提供连带责任保证", "关于对云亭水务公司贷款提供担保的议案"),
            ("2025年度利润分配预案", "公司2025年度利润分配方案"),
            ("聘任张远为副总经理", "关于聘任张远同志任副总经理的议案"),
            ("公司章程修正案", "关于修改公司章程的议案"),
            ("增资扩股引入战略投资者", "关于公司增资扩股的议案"),
            ("公开招租滨江商铺", "滨江商铺出租方案"),
            ("2026年工资总额预算", "公司2026年度工资总额预算方案"),
            ("研究讨论向灾区捐款事项", "关于向灾区捐赠的议案"),
            ("所属企业云亭水泥公司改制方案", "云亭水泥公司改制实施方案"),
            ("审议十五五发展规划", "关于公司“十五五”发展规划（送审稿）的议案"),
            ("议题二：购置扫路车", "关于采购扫路车的请示"),
        ];
        checked(&pairs, Likeness::is_same);
    }

    #[test]
    fn another_matter_in_similar_words() {
        let pairs = [
            ("收购甲公司股权", "收购乙公司股权"),
            ("2024年度财务决算报告", "2025年度财务决算报告"),
            ("投资建设北区停车楼", "投资建设城南污水处理厂"),
            ("污水厂一期工程", "污水厂二期工程"),
            ("收购恒茂仓储股权", "转让恒茂仓储股权"),
            ("年度财务预算", "年度财务决算"),
            ("为华丰公司提供担保", "为永泰公司提供担保"),
            ("审议内部审计报告", "审议投资项目"),
            ("研究党员发展工作", "处置城东苗圃资产"),
            ("第一季度安全工作", "第二季度安全工作"),
            ("向农业银行申请综合授信", "向工商银行申请综合授信"),
            ("聘任张远为副总经理", "聘任李晴为副总经理"),
            ("2026年度投资计划", "2026年度经营计划"),
            ("第一批固定资产报废", "第二批固定资产报废"),
            ("华丰公司增资", "华丰公司减资"),
            ("设立华岳公司", "注销华岳公司"),
            ("利润分配方案", "工资总额分配方案"),
            ("修订财务管理制度", "修订采购管理制度"),
            ("十四五规划", "十五五规划"),
            ("研究主题党日安排", "研究党费收缴"),
            ("转让老办公楼", "购买新办公楼"),
            ("转让城西加压站资产（账面净值180万元）", "转让城北加压站资产（账面净值260万元）"),
            ("云亭大厦A座出租", "云亭大厦B座出租"),
            ("江北片区雨污分流改造", "江南片区雨污分流改造"),
            ("资产处置管理办法", "老厂区资产处置"),
            ("转让城西泵站资产", "转让城北泵站资产"),
            ("东区道路工程施工招标", "西湖公园绿化施工招标"),
        ];
        checked(&pairs, |found| found.score < DOUBTFUL);
    }

    #[test]
    fn nobody_can_tell() {
        let pairs = [
            ("研究投资项目", "投资建设城南污水处理厂"),
            ("向建设银行申请5000万元贷款", "向建设银行申请8000万元贷款"),
            ("华丰公司年度预算", "华丰公司工资总额"),
            ("转让华丰公司股权", "华丰公司重组"),
            ("收购恒茂仓储公司股权", "收购恒贸仓储公司股权"),
        ];
        checked(&pairs, Likeness::is_doubtful);
    }
}
