//! Whether two topics are about one matter.

use std::fmt::Write as _;
use std::sync::OnceLock;

use super::topic::{Part, Topic, act_bit};
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

/// The share of sorted pairs that two texts have in common, of 100 (Dice).
pub(crate) fn overlap(a: &[(char, char)], b: &[(char, char)]) -> u32 {
    let all = a.len() + b.len();
    if all == 0 {
        return 0;
    }
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
fn resemblance(left: &Topic, right: &Topic) -> u32 {
    let (a, b) = (left.names.as_str(), right.names.as_str());
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
    overlap(&left.name_pairs, &right.name_pairs)
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

/// Why two topics are alike or not, without words yet: most pairs are not alike, and nobody asks why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Blank,
    Years,
    Ordinals,
    Same,
    Opposite,
    Amounts,
    Objects,
    Slip,
    Unclear,
    Name,
    Rules,
    Acts,
    Subjects,
    /// The share of the wording in common, and whether the same is done.
    Wording(u32, bool),
}

/// Whether two topics are about one matter.
pub(crate) fn compare(a: &Topic, b: &Topic) -> Likeness {
    let (score, reason) = judge(a, b);
    explain(a, b, score, reason)
}

/// As [`compare`], if the two may be about one matter.
pub(crate) fn compare_near(a: &Topic, b: &Topic) -> Option<Likeness> {
    let (score, reason) = judge(a, b);
    (score >= DOUBTFUL).then(|| explain(a, b, score, reason))
}

fn explain(a: &Topic, b: &Topic, score: u8, reason: Reason) -> Likeness {
    let (left, right) = (&a.names, &b.names);
    let text = |zh: &'static str, en: &'static str| (zh.to_owned(), en.to_owned());
    let (zh, en) = match reason {
        Reason::Blank => text("议题没有写事项", "the topic names no matter"),
        Reason::Years => {
            let (left, right) = (joined(&a.years), joined(&b.years));
            (format!("年度不同：{left}与{right}"), format!("different years: {left} and {right}"))
        }
        Reason::Ordinals => text("期次、批次或者编号不同", "different phases, batches or numbers"),
        Reason::Same => text("议题相同", "the same topic"),
        Reason::Opposite => text("行为相反", "opposite acts"),
        Reason::Amounts => text("事项相同，金额不同", "the same matter with different amounts"),
        Reason::Objects => {
            (format!("所指不同：「{left}」与「{right}」"), format!("different objects: {left} and {right}"))
        }
        Reason::Slip => (
            format!("「{left}」与「{right}」差一字，是否笔误看不出"),
            format!("{left} and {right} differ in one character"),
        ),
        Reason::Unclear => (
            format!("「{left}」与「{right}」是否同一事项看不出"),
            format!("whether {left} and {right} are one matter cannot be told"),
        ),
        Reason::Name => {
            let name = if left.chars().count() <= right.chars().count() { left } else { right };
            (format!("都写到「{name}」，相近度{score}%"), format!("both name {name}, likeness {score}%"))
        }
        Reason::Rules => text("一项是制度，一项不是", "one is about rules, the other is not"),
        Reason::Acts => text("行为不同", "different acts"),
        Reason::Subjects => text("所涉内容不同", "different subjects"),
        Reason::Wording(words, acted) => {
            let acted = if acted { "行为相同，" } else { "" };
            (format!("{acted}用词相近度{words}%，相近度{score}%"), format!("wording {words}% alike, likeness {score}%"))
        }
    };
    Likeness::new(score, zh, en)
}

fn judge(a: &Topic, b: &Topic) -> (u8, Reason) {
    if a.is_blank() || b.is_blank() {
        return (0, Reason::Blank);
    }
    if disjoint(&a.years, &b.years) {
        return (0, Reason::Years);
    }
    let mut units = a.ordinals.iter().filter(|(_, unit)| b.ordinals.iter().any(|(_, other)| other == unit)).peekable();
    if units.peek().is_some() && !units.any(|ordinal| b.ordinals.contains(ordinal)) {
        return (0, Reason::Ordinals);
    }
    let (score, reason) = if a.core == b.core {
        (100, Reason::Same)
    } else if are_opposite(a.acts, b.acts) {
        (10, Reason::Opposite)
    } else {
        weigh(a, b)
    };
    if score >= SAME && disjoint(&a.amounts, &b.amounts) { (SAME - 10, Reason::Amounts) } else { (score, reason) }
}

fn are_opposite(a: u64, b: u64) -> bool {
    let only = |one: u64, other: u64, x: u64, y: u64| one & x != 0 && one & y == 0 && other & y != 0 && other & x == 0;
    opposites().iter().any(|&(x, y)| only(a, b, x, y) || only(b, a, x, y))
}

fn weigh(a: &Topic, b: &Topic) -> (u8, Reason) {
    if a.is_rules != b.is_rules {
        return (20, Reason::Rules);
    }
    let shared = a.acts & b.acts;
    let acts_differ = shared == 0 && a.acts != 0 && b.acts != 0;
    let words = overlap(&a.core_pairs, &b.core_pairs);
    // Each speaks of something that the other does not.
    let beyond = || a.goes_beyond(b) && b.goes_beyond(a);
    if !a.names.is_empty() && !b.names.is_empty() {
        let names = resemblance(a, b);
        if names < 25 {
            return (10, Reason::Objects);
        }
        match substitution(&a.names, &b.names) {
            Some(true) => return (10, Reason::Objects),
            Some(false) => return (50, Reason::Slip),
            None => {}
        }
        if names < 50 || acts_differ || beyond() {
            return (50, Reason::Unclear);
        }
        return ((70 + names / 5 + words / 10).min(98) as u8, Reason::Name);
    }
    if acts_differ {
        return (20, Reason::Acts);
    }
    if beyond() {
        return (30, Reason::Subjects);
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
    (score.min(97) as u8, Reason::Wording(words, shared != 0))
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

    #[test]
    fn topics_without_a_year_age_unless_they_name_something() {
        let on = |days: i32| Some((Date::new(2026, 3, 1).unwrap(), Date::new(2026, 3, 1).unwrap().add_days(days)));
        for (text, days, far) in [
            ("内设机构调整", 400, true),
            ("内设机构调整", 200, false),
            ("2026年度经营计划", 400, false),
            ("收购云岭公司股权", 400, false),
        ] {
            assert_eq!(far_apart(&topic(text), &topic(text), on(days)), far, "{text}");
        }
        assert!(!far_apart(&topic("内设机构调整"), &topic("内设机构调整"), None));
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
