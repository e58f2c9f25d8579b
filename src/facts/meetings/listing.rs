//! Which matter of the decision lists a row of a register is about.

use std::collections::HashMap;

use super::likeness::{DOUBTFUL, Likeness, held, overlap};
use super::topic::{Topic, pairs, takes_in};
use crate::facts::matters::{Listed, Matters, core};
use crate::lexicon::{ConceptId, Lexicon, Polarity, Reading, Wording};
use crate::model::amount::{Amount, AmountCondition};
use crate::model::charter::Prose;
use crate::model::matters::ListKind;
use crate::model::register::AgendaItem;

/// Concepts that tell a kind of matter.
const CONCEPTS: [&str; 26] = [
    "MATTER-CHARTER",
    "MATTER-CAPITAL",
    "MATTER-MERGER",
    "MATTER-DISSOLUTION",
    "MATTER-BANKRUPTCY",
    "MATTER-FORM",
    "MATTER-PROFIT",
    "MATTER-BOND",
    "MATTER-BUDGET",
    "MATTER-STRATEGY",
    "MATTER-PLAN",
    "MATTER-ORGANISATION",
    "MATTER-BASIC-RULES",
    "MATTER-MANAGERS",
    "MATTER-INVESTMENT",
    "MATTER-DISPOSAL",
    "MATTER-TRANSFER",
    "MATTER-GUARANTEE",
    "MATTER-FINANCING",
    "MATTER-FUNDS",
    "MATTER-DONATION",
    "MATTER-RELATED",
    "MATTER-RESTRUCTURING",
    "MATTER-RESETTLEMENT",
    "MATTER-EMPLOYEES",
    "PARTY-AFFAIR",
];

/// The bit of one of the concepts that tell a kind of matter.
pub(crate) fn concept_bit(id: &str) -> u32 {
    CONCEPTS.iter().position(|concept| *concept == id).map_or(0, |i| 1 << i)
}

/// The concepts that each text of a reading expresses, as bits.
pub(super) fn concepts(reading: &Reading, texts: usize) -> Vec<u32> {
    let lexicon = Lexicon::builtin();
    let ids: Vec<Option<ConceptId>> = CONCEPTS.iter().map(|id| lexicon.concept(id)).collect();
    let mut out = vec![0; texts];
    for hit in reading.hits().iter().filter(|h| h.wording == Wording::Current && h.polarity != Polarity::Negated) {
        let bit = ids.iter().position(|id| *id == Some(hit.concept));
        if let (Some(bit), Some(of)) = (bit, out.get_mut(hit.sentence)) {
            *of |= 1 << bit;
        }
    }
    out
}

/// The matter that a row is about, as far as it can be told.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// The matter, by index into [`Matters::all`].
    pub(crate) matter: usize,
    pub(crate) likeness: Likeness,
}

/// The matters of the lists, ready to be looked up.
pub(super) struct Catalogue<'m, 'a> {
    matters: &'m Matters<'a>,
    /// Each matter's alternatives: 发展战略、中长期规划 are two.
    alternatives: Vec<Vec<Topic>>,
    concepts: Vec<u32>,
    by_pair: HashMap<(char, char), Vec<usize>>,
    by_number: HashMap<u32, Vec<usize>>,
}

impl<'m, 'a> Catalogue<'m, 'a> {
    pub(super) fn of(matters: &'m Matters<'a>) -> Self {
        let prose = Prose::apart(matters.all().iter().map(|listed| core(listed.matter, &listed.document.source)));
        let mut out = Self {
            matters,
            alternatives: Vec::with_capacity(matters.all().len()),
            concepts: concepts(matters.reading(), matters.all().len()),
            by_pair: HashMap::new(),
            by_number: HashMap::new(),
        };
        for (i, (listed, sentence)) in matters.all().iter().zip(prose.sentences()).enumerate() {
            let text = prose.sentence_text(sentence);
            let mut alternatives: Vec<Topic> = text
                .split(['、', '，', '；', '。', '（', '）', '和', '及', '或', '与'])
                .filter(|part| part.chars().count() >= 2)
                .map(Topic::read)
                .filter(|topic| topic.core.chars().count() >= 2)
                .collect();
            if alternatives.len() != 1 {
                alternatives.push(Topic::read(text));
            }
            for pair in alternatives.iter().flat_map(|topic| pairs(&topic.core)) {
                let with = out.by_pair.entry(pair).or_default();
                if with.last() != Some(&i) {
                    with.push(i);
                }
            }
            out.alternatives.push(alternatives);
            let number =
                if listed.list.numbered_by_category { Some(listed.matter.position) } else { listed.matter.number };
            out.by_number.entry(number.unwrap_or(listed.matter.position)).or_default().push(i);
        }
        out
    }

    /// The matter that a row is about; `None` if it is about none.
    pub(super) fn find(&self, item: &AgendaItem, topic: &Topic, concepts: u32) -> Option<Listing> {
        if self.matters.all().is_empty() {
            return None;
        }
        let stated = item.reference.as_ref().map(|reference| reference.text.as_str()).unwrap_or_default();
        if let Some(found) = self.by_reference(stated, &item.reference_numbers, topic, concepts) {
            return Some(found);
        }
        let mut candidates: Vec<usize> =
            pairs(&topic.core).iter().filter_map(|pair| self.by_pair.get(pair)).flatten().copied().collect();
        candidates.extend((0..self.concepts.len()).filter(|&i| self.concepts[i] & concepts != 0));
        candidates.sort_unstable();
        candidates.dedup();
        let best = candidates
            .into_iter()
            .map(|matter| Listing { matter, likeness: self.likeness(matter, topic, concepts) })
            .max_by_key(|listing| (listing.likeness.score, std::cmp::Reverse(listing.matter)))?;
        (best.likeness.score >= DOUBTFUL).then_some(best)
    }

    fn by_reference(&self, stated: &str, numbers: &[u32], topic: &Topic, concepts: u32) -> Option<Listing> {
        let all = self.matters.all();
        let by_code = all.iter().position(|listed| {
            listed
                .matter
                .code
                .as_deref()
                .is_some_and(|code| !code.is_empty() && code.eq_ignore_ascii_case(stated.trim()))
        });
        let kind = if stated.contains("前置") || stated.contains("把关") {
            Some(false)
        } else if stated.contains("决定") {
            Some(true)
        } else {
            None
        };
        let fits = |listed: &Listed<'_>| match (kind, listed.list.kind) {
            (None, _) | (_, ListKind::Matrix) => true,
            (Some(decided), list) => (list == ListKind::Decided) == decided,
        };
        let by_number = numbers.iter().filter_map(|number| self.by_number.get(number)).flatten().copied();
        let matter = by_code.or_else(|| {
            // Two lists number their matters alike: the words tell which is meant, else the one studied first.
            by_number.filter(|&i| fits(&all[i])).max_by_key(|&i| {
                let score = self.likeness(i, topic, concepts).score;
                (score, all[i].matter.is_prior_study(), std::cmp::Reverse(i))
            })
        })?;
        let zh = format!("按清单编号「{stated}」对应{}", all[matter].matter.place());
        Some(Listing { matter, likeness: Likeness::new(100, zh, format!("by the list's number {stated}")) })
    }

    /// How well a topic fits a matter by its words.
    fn likeness(&self, matter: usize, topic: &Topic, concepts: u32) -> Likeness {
        let listed = &self.matters.all()[matter];
        let place = listed.matter.place();
        // That both are Party affairs says little: they are many.
        let shared = self.concepts[matter] & concepts & !concept_bit("PARTY-AFFAIR");
        let by_kind = if shared != 0 { 70 } else { 0 };
        let words = self.alternatives[matter].iter().map(|alternative| covered(alternative, topic)).max().unwrap_or(0);
        let mut score = by_kind.max(words) as u8;
        let mut why = match (shared != 0, words) {
            (_, 80..) => format!("议题含有{place}的用词"),
            (true, _) => format!("与{place}同类"),
            (false, _) => format!("与{place}用词相近度{words}%"),
        };
        let party = concept_bit("PARTY-AFFAIR");
        if concepts & party != 0 && self.concepts[matter] & party == 0 {
            cap_at(&mut score, &mut why, 30, "议题是党务");
        }
        let listed_rules = self.alternatives[matter].iter().any(|alternative| alternative.is_rules);
        if topic.is_rules && !listed_rules {
            cap_at(&mut score, &mut why, DOUBTFUL - 1, "议题是制度");
        } else if listed_rules && !topic.is_rules {
            cap_at(&mut score, &mut why, 55, "清单所列是制度");
        } else if listed_rules
            && core(listed.matter, &listed.document.source).contains("基本")
            && !topic.text.contains("基本")
        {
            cap_at(&mut score, &mut why, 55, "是否属于基本管理制度看不出");
        }
        // In 副总经理的聘任和解聘 the acts are those of the whole matter.
        let whole = self.alternatives[matter].iter().fold(0, |acts, alternative| acts | alternative.acts);
        if whole != 0 && topic.acts != 0 && whole & topic.acts == 0 && shared == 0 {
            if takes_in(whole, topic.acts) {
                score = score.max(50);
                cap_at(&mut score, &mut why, 55, "是否属于投资看不出");
            } else {
                cap_at(&mut score, &mut why, DOUBTFUL - 1, "行为不同");
            }
        }
        if self.matters.is_of_subsidiary(listed) && words < 80 && !names_company(topic) {
            cap_at(&mut score, &mut why, 50, "清单只列所属企业的事项");
        }
        match tier(&listed.matter.amounts, &topic.amounts) {
            Tier::Outside => cap_at(&mut score, &mut why, 20, "金额不在这一档"),
            Tier::Unknown => cap_at(&mut score, &mut why, 60, "议题没有写金额"),
            Tier::Inside => {
                score = score.max(if score >= DOUBTFUL { score.saturating_add(5).min(99) } else { score });
                why = format!("{why}，金额在档内");
            }
            Tier::None => {}
        }
        let en = format!("{place}, likeness {score}%");
        Likeness::new(score, format!("{why}，相近度{score}%"), en)
    }
}

/// Lowers a score that is over the limit, and says why.
fn cap_at(score: &mut u8, why: &mut String, limit: u8, reason: &str) {
    if *score > limit {
        *score = limit;
        *why = format!("{why}，但{reason}");
    }
}

/// How much of a matter's words the topic holds, of 100.
fn covered(matter: &Topic, topic: &Topic) -> u32 {
    let own = matter.core.chars().count();
    if own >= 4 && topic.text.contains(matter.core.as_str()) || topic.core == matter.core {
        return 92;
    }
    if own >= 3 && topic.core.contains(matter.core.as_str()) {
        return 85;
    }
    if own < 3 {
        return if matter.core.is_empty() || !topic.core.contains(matter.core.as_str()) { 0 } else { 55 };
    }
    let wanted = pairs(&matter.core);
    let have = pairs(&topic.core);
    let common = wanted.iter().filter(|pair| have.contains(pair)).count();
    let share = (common * 100 / wanted.len().max(1)) as u32;
    if !matter.touches(topic) {
        return 0;
    }
    let by_words = held(matter, topic) * 85 / 100;
    (share * 9 / 10).max(overlap(&matter.core_pairs, &topic.core_pairs) * 9 / 10).max(by_words)
}

/// Whether the topic names another company.
fn names_company(topic: &Topic) -> bool {
    ["子公司", "子企业", "所属", "下属", "权属", "参股", "全资", "控股", "公司", "企业"]
        .iter()
        .any(|w| topic.text.contains(w))
}

enum Tier {
    /// The matter has no tier.
    None,
    /// The topic states no amount, and the matter begins at one.
    Unknown,
    Inside,
    Outside,
}

/// Whether the topic's amount lies in the matter's tier.
fn tier(conditions: &[AmountCondition], amounts: &[Amount]) -> Tier {
    let bounded = conditions.iter().filter(|condition| condition.bare.is_none()).collect::<Vec<_>>();
    if bounded.is_empty() {
        return Tier::None;
    }
    let within = |condition: &AmountCondition, amount: Amount| {
        let above = condition
            .lower
            .is_none_or(|low| amount.value > low.amount.value || low.inclusive && amount.value == low.amount.value);
        let below = condition
            .upper
            .is_none_or(|high| amount.value < high.amount.value || high.inclusive && amount.value == high.amount.value);
        above && below
    };
    let comparable: Vec<(bool, bool)> = bounded
        .iter()
        .flat_map(|condition| amounts.iter().map(move |amount| (condition, *amount)))
        .filter(|(condition, amount)| condition.unit() == Some(amount.unit))
        .map(|(condition, amount)| (true, within(condition, amount)))
        .collect();
    match comparable.as_slice() {
        [] => Tier::Unknown,
        some if some.iter().any(|(_, inside)| *inside) => Tier::Inside,
        _ => Tier::Outside,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::Dossier;
    use crate::facts::Facts;

    /// What a topic is expected to be: a matter's number, none, or a matter that cannot be told for sure.
    #[derive(Debug)]
    enum Expected {
        Number(&'static [u32]),
        None,
        Doubtful,
    }

    #[test]
    fn topics_against_a_list_of_29_matters() {
        use Expected::{Doubtful, None, Number};
        let cases = [
            ("落实党中央保障性住房建设决策部署的举措", Number(&[1])),
            ("2026年防汛保供专项任务实施方案", Number(&[2])),
            ("关于财会监督发现问题整改方案的议案", Number(&[3])),
            ("东源城建集团“十五五”发展规划", Number(&[5])),
            ("审议2026年度经营计划", Number(&[6])),
            ("调整公司2026年投资计划", Number(&[6])),
            ("国有企业改革深化提升行动实施方案", Number(&[7])),
            ("所属城运公司改制方案", Number(&[8])),
            ("吸收合并东源物业方案", Number(&[9])),
            ("关于公司增加注册资本的方案", Number(&[10])),
            ("修改公司章程", Number(&[11])),
            ("2026年度财务预算方案", Number(&[12])),
            ("公司2025年度利润分配方案", Number(&[13])),
            ("发行5亿元公司债券", Number(&[14])),
            ("投资1200万元建设智慧停车场固定资产投资项目", Number(&[15])),
            ("投资8000万元建设河西水厂固定资产投资项目", Number(&[16])),
            ("投资90万元改造门卫室固定资产投资项目", None),
            ("建设智慧停车场固定资产投资项目", Doubtful),
            ("处置账面净值350万元的老车辆段资产", Number(&[17])),
            ("处置账面净值30万元的报废车辆资产", None),
            ("转让所持云岭公司国有产权", Number(&[19])),
            ("关于向农商行融资2亿元的议案", Number(&[20])),
            ("为全资子公司东源水务提供担保", Number(&[21])),
            ("向乡村振兴基金会捐赠30万元", Number(&[23])),
            ("向村小学捐赠5万元", None),
            ("内设机构调整：增设工程管理部", Number(&[25])),
            ("制定公司基本管理制度", Number(&[26])),
            ("聘任李青为公司副总经理", Number(&[27])),
            ("2026年安全生产重点工作方案", Number(&[28])),
            ("修订职工薪酬分配制度", Number(&[29])),
            ("修订车辆管理办法", Doubtful),
            ("资产处置管理办法", Doubtful),
            ("职工培训计划", Doubtful),
            ("办公楼空调维修", None),
            ("职工运动会方案", None),
            ("职工食堂承包经营", None),
            ("研究发展党员工作", None),
            ("党费使用方案", None),
            ("春节值班安排", None),
            ("听取信访工作汇报", Doubtful),
        ];
        let mut register = String::from("会议名称,日期,议题,结论\n");
        for (topic, _) in &cases {
            let _ = writeln!(register, "董事会,2026-03-01,{topic},通过");
        }
        let list = include_str!("../../../fixtures/jingyan/前置研究讨论事项清单.txt");
        let dossier = Dossier::builder()
            .add_text("清单.txt", list)
            .and_then(|builder| builder.add_text("台账.csv", register))
            .and_then(|builder| builder.build())
            .unwrap();
        let facts = Facts::of(&dossier);
        let meetings = facts.meetings().unwrap();
        let mut wrong = String::new();
        for (row, (topic, expected)) in meetings.rows().iter().zip(&cases) {
            assert_eq!(row.item.topic.text, *topic);
            let found = row.listing.as_ref().map(|listing| {
                let number = facts.matters().all()[listing.matter].matter.number.unwrap_or_default();
                (number, &listing.likeness)
            });
            let right = match (expected, &found) {
                (Number(numbers), Some((number, likeness))) => likeness.is_same() && numbers.contains(number),
                (None, found) => found.is_none(),
                (Doubtful, found) => found.as_ref().is_none_or(|(_, likeness)| likeness.is_doubtful()),
                _ => false,
            };
            if !right {
                let _ = writeln!(wrong, "{topic}: expected {expected:?}, found {found:?}\n  {:?}", row.topic);
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }
}
