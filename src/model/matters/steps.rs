//! Who does what with a matter, told from words: 由董事会制订，经职工代表大会审议后，由县财政局决定.

use serde::Serialize;

use super::body::{Act, Body, Mention, acts, mentions};
use super::within::in_raw;
use crate::model::amount::{AmountCondition, conditions};
use crate::model::charter::is_space;
use crate::source::Span;

/// One step of a matter's course: a body and what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// The body.
    pub body: Body,
    /// Its name as written: 市国资委.
    pub name: String,
    /// What it does.
    pub act: Act,
    /// Whether the act is written; a decider named without an act decides.
    pub act_stated: bool,
    /// The body that authorised this one: 批准（董事会授权）.
    pub delegated_by: Option<Body>,
    /// Conditions under which the step is taken, where a table puts them into the step's cell.
    pub amounts: Vec<AmountCondition>,
    /// The words.
    pub span: Span,
}

/// Words with their place, and as they stand there: lines that were wrapped, spaces between characters.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) raw: &'a str,
    pub(crate) span: Span,
}

impl<'a> Words<'a> {
    /// Words of which nothing but the text is known.
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, raw: text, span: Span::new(0, text.len() as u32) }
    }

    /// Where the words from `start` to `end` stand; the whole where that cannot be told.
    pub(crate) fn at(&self, start: usize, end: usize) -> Span {
        self.within(start, end)
            .map_or(self.span, |(start, end)| Span::new(self.span.start + start as u32, self.span.start + end as u32))
    }

    /// The conditions on amounts in `text`, which the words begin with.
    pub(crate) fn conditions(&self, text: &str, unit: &str) -> Vec<AmountCondition> {
        let mut found = conditions(text, Span::new(0, text.len() as u32), unit);
        for condition in &mut found {
            condition.span = self.at(condition.span.start as usize, condition.span.end as usize);
        }
        found
    }

    fn within(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        if self.raw.starts_with(self.text) {
            return Some((start, end));
        }
        in_raw(self.text, start, end, self.raw)
    }

    /// The words from `start` to `end` by themselves.
    fn part(&self, start: usize, end: usize) -> Option<Self> {
        let raw = self.within(start, end).and_then(|(start, end)| self.raw.get(start..end));
        Some(Self { text: self.text.get(start..end)?, raw: raw.unwrap_or(self.raw), span: self.at(start, end) })
    }
}

/// What the words are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A cell that names deciders: a body without an act decides.
    Decider,
    /// A cell of procedures: bodies with acts, wherever they stand.
    Procedure,
    /// A matter's own words: only what is clearly a step.
    Matter,
}

/// Words right before a body that make it act.
const LEADS: &[&str] = &[
    "由", "报请", "报经", "报", "须经", "需经", "应经", "并经", "经", "提交", "提请", "呈报", "呈", "上报", "送",
    "再由", "听取", "征求", "与", "同", "和",
];

/// The steps that the words state, in order.
pub(crate) fn steps(words: Words<'_>, reading: Reading) -> Vec<Step> {
    let text = words.text;
    let found = mentions(text);
    let mut out: Vec<Step> = Vec::new();
    let mut waiting: Vec<(Mention, bool)> = Vec::new();
    let mut delegator: Option<Body> = None;
    for (i, mention) in found.iter().enumerate() {
        let before = text[..mention.start].trim_end_matches(is_space);
        let next = found.get(i + 1);
        let until = next.map_or(text.len(), |next| next.start);
        let after = text.get(mention.end..until).unwrap_or_default();
        let after = after.strip_prefix("会议").or_else(|| after.strip_prefix("会")).unwrap_or(after);
        let lead = LEADS.iter().filter(|lead| before.ends_with(**lead)).max_by_key(|lead| lead.len()).copied();
        // 董事会授权, 根据董事会授权, 股东会授权董事会
        if after.trim_start_matches(['的', '按', '依', '法']).starts_with("授权") {
            let inside = after.split_once("授权").map_or("", |(_, rest)| rest);
            if next.is_some() && inside.trim_matches(is_space).is_empty() {
                delegator = Some(mention.body);
            } else if let Some(last) = out.last_mut() {
                last.delegated_by = Some(mention.body);
            } else {
                delegator = Some(mention.body);
            }
            continue;
        }
        let heard = matches!(lead, Some("听取" | "征求"));
        let clause_end = after.find(['，', ',', '；', ';', '。', '：', '\n']).unwrap_or(after.len());
        let clause = &after[..clause_end];
        // 报请股东某某控股集团有限公司决定: the name may stand behind what it is.
        const ENDS: [&str; 7] = ["公司", "集团", "局", "委", "政府", "中心", "委员会"];
        let act = acts(clause).into_iter().find(|(_, start, _)| {
            let between = &clause[..*start];
            between.chars().count() <= 8
                || lead.is_some() && mention.body.is_owner() && ENDS.iter().any(|end| between.ends_with(end))
        });
        // 上级党组织决定的措施: the act only describes a noun.
        let act = act.filter(|(_, _, end)| {
            let tail = clause[*end..].trim_start_matches(is_space);
            !(tail.starts_with('的') || (reading == Reading::Matter && tail.starts_with('、') && lead.is_none()))
        });
        let clause_start =
            before.is_empty() || before.ends_with(['，', ',', '；', ';', '。', '：', '（', '(', '后', '、']);
        let qualifies = match reading {
            Reading::Decider => true,
            Reading::Procedure => heard || act.is_some(),
            Reading::Matter => {
                let led = lead.is_some_and(|lead| !matches!(lead, "与" | "和" | "同"));
                let opens_clause = clause_start && !before.ends_with('、') && !before.is_empty();
                let consults = lead.is_some() && matches!(act, Some((Act::Consult, ..)));
                heard || consults || (act.is_some() && (led || opens_clause || delegator.is_some()))
            }
        };
        // 董事会、股东会审议: the first shares the act of the second.
        let listed = next.is_some()
            && matches!(after.trim_matches(is_space), "、" | "和" | "及" | "与" | "/" | "或" | "或者" | "，");
        if !qualifies || (reading == Reading::Matter && listed && lead.is_some() && act.is_none()) {
            if listed && lead.is_some() {
                waiting.push((*mention, lead.is_some()));
            }
            continue;
        }
        let (act, stated, end) = if heard {
            (Act::Hear, true, mention.end)
        } else {
            match act {
                Some((act, _, end)) => {
                    (act, true, mention.end + (after.as_ptr() as usize - text[mention.end..].as_ptr() as usize) + end)
                }
                None => (Act::Decide, false, mention.end),
            }
        };
        for (before, _) in waiting.drain(..) {
            out.push(step(words, &before, act, stated, before.end, None));
        }
        let mut step = step(words, mention, act, stated, end, delegator.take());
        // A later act of the same body in one clause: 审议并决定.
        if let Some((stronger, _, _)) = acts(clause)
            .into_iter()
            .skip(1)
            .find(|(later, _, e)| later.is_final() && !act.is_final() && !heard && !clause[*e..].starts_with('的'))
        {
            step.act = stronger;
        }
        if out.last().is_some_and(|last| last.body == step.body && last.act == step.act) {
            continue;
        }
        out.push(step);
    }
    if reading == Reading::Decider {
        sequence(text, &mut out);
    }
    out
}

fn step(words: Words<'_>, mention: &Mention, act: Act, stated: bool, end: usize, delegated_by: Option<Body>) -> Step {
    Step {
        body: mention.body,
        name: words.text[mention.start..mention.end].to_owned(),
        act,
        act_stated: stated,
        delegated_by,
        amounts: Vec::new(),
        span: words.at(mention.start, end.max(mention.end)),
    }
}

/// 董事会→股东会, 董事会审议后报国资委: of bodies named one after the other without acts, the last decides.
fn sequence(text: &str, steps: &mut [Step]) {
    let ordered = ["→", "->", "—>", "⇒", "后报", "后提交", "再", "后由"].iter().any(|mark| text.contains(mark));
    if ordered && steps.len() > 1 {
        let last = steps.len() - 1;
        for step in &mut steps[..last] {
            if !step.act_stated {
                step.act = Act::Deliberate;
            }
        }
    }
}

/// The brackets at the end of a matter that name who decides it, and the matter's words without them.
///
/// （董事会）, （由总经理办公会决定）, 【市国资委】; （含）, （甲类） and the like are the matter's own.
pub(crate) fn trailing_deciders<'a>(words: Words<'a>) -> (Vec<Step>, &'a str) {
    let mut rest =
        words.text.trim_end_matches(|c: char| is_space(c) || matches!(c, '；' | ';' | '。' | '.' | '，' | ','));
    const CLOSED: [char; 5] = ['）', ')', '】', ']', '］'];
    let dashed = (!rest.ends_with(CLOSED)).then(|| behind_dash(words, rest)).flatten();
    let mut out: Vec<Step> = Vec::new();
    if let Some((found, before)) = dashed {
        (out, rest) = (found, before);
    }
    while rest.ends_with(CLOSED) {
        let Some(open) = opening(rest) else { break };
        let open_len = rest[open..].chars().next().map_or(1, char::len_utf8);
        let close_len = rest.chars().next_back().map_or(1, char::len_utf8);
        let (start, end) = (open + open_len, rest.len() - close_len);
        let Some(inside) = words.part(start, end).filter(|inside| names_decider(inside.text)) else { break };
        let mut found = steps(inside, Reading::Decider);
        if found.is_empty() {
            break;
        }
        found.append(&mut out);
        out = found;
        rest = rest[..open].trim_end_matches(is_space);
    }
    (out, rest)
}

/// Who decides, behind a dash or an arrow: 年度经营计划——董事会, 减少注册资本→董事会→股东会.
fn behind_dash<'a>(words: Words<'a>, text: &'a str) -> Option<(Vec<Step>, &'a str)> {
    const DASHES: [&str; 8] = ["——", "—", "－", "--", "→", "⇒", "：", ":"];
    let at = |dash: &'static str| text.match_indices(dash).map(move |(at, _)| (at, dash.len()));
    let mut dashes: Vec<(usize, usize)> = DASHES.into_iter().flat_map(at).collect();
    dashes.sort_unstable_by_key(|(at, len)| (*at, usize::MAX - len));
    dashes.into_iter().filter(|(at, _)| *at > 0).find_map(|(at, len)| {
        let inside = words.part(at + len, text.len()).filter(|inside| names_decider(inside.text))?;
        // 董事会换届：董事人选 names a matter; behind the last body stands what it does, or nothing.
        let tail = mentions(inside.text).last().map_or("", |last| &inside.text[last.end..]);
        let tail = tail.trim_start_matches(|c: char| is_space(c) || matches!(c, '会' | '议' | '予' | '以'));
        let acting = acts(tail).first().is_some_and(|(_, start, _)| tail[..*start].chars().count() <= 2);
        if !tail.is_empty() && !acting && !tail.starts_with(['（', '(']) {
            return None;
        }
        let found = steps(inside, Reading::Decider);
        (!found.is_empty()).then(|| (found, text[..at].trim_end_matches(is_space)))
    })
}

/// Where the bracket that closes at the end of `text` opens.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0u32;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' | '】' | ']' | '］' => depth += 1,
            '（' | '(' | '【' | '[' | '［' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn names_decider(inner: &str) -> bool {
    let found = mentions(inner);
    let Some(first) = found.first() else { return false };
    let before = inner[..first.start].trim();
    let before = ["决策主体：", "决策主体:", "下一决策主体：", "决定机构：", "后续决策主体：", "后续："]
        .iter()
        .find_map(|label| before.strip_prefix(label))
        .unwrap_or(before);
    let led = before.is_empty()
        || LEADS.contains(&before)
        || ["应由", "须由", "需由", "后由", "提交", "按权限报", "依法由", "最终由"].contains(&before);
    let others = inner.chars().count() - found.iter().map(|m| inner[m.start..m.end].chars().count()).sum::<usize>();
    led && (others <= 12 || found.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, reading: Reading) -> Vec<(Body, Act)> {
        let words = Words::of(text);
        steps(words, reading).into_iter().map(|s| (s.body, s.act)).collect()
    }

    #[test]
    fn steps_in_matters() {
        use Act::*;
        use Body::*;
        let cases: &[(&str, &[(Body, Act)])] = &[
            ("公司年度经营计划和年度投资计划，由董事会决定；", &[(Board, Decide)]),
            (
                "所属企业改制方案和职工安置方案，在听取职工意见后，由董事会决定",
                &[(EmployeesCongress, Hear), (Board, Decide)],
            ),
            (
                "公司合并、分立、解散的方案，由董事会制订，听取公司工会意见并经职工代表大会审议后，由县财政局决定。",
                &[(Board, Draft), (Union, Hear), (EmployeesCongress, Deliberate), (Investor, Decide)],
            ),
            ("公司章程的修改，由董事会拟订草案，由县财政局批准；", &[(Board, Draft), (Investor, Approve)]),
            (
                "规章制度，提交职工代表大会讨论、与公司工会协商后，由董事会决定",
                &[(EmployeesCongress, Discuss), (Union, Consult), (Board, Decide)],
            ),
            ("贯彻落实上级党组织决议、决定的措施，以及向上级党组织请示报告的事项", &[]),
            (
                "承接县委、县政府交办的城市更新、防汛保供等专项任务的实施方案，由总经理办公会决定",
                &[(Management, Decide)],
            ),
            ("副总经理、财务负责人的聘任和解聘", &[]),
            ("总经理、副总经理的聘任和解聘", &[]),
            ("董事会换届工作方案", &[]),
            ("工会、共青团、妇女组织和统战工作的重要事项", &[]),
            ("资产处置方案经董事会审议通过后，报市国资委批准", &[(Board, Pass), (Investor, Approve)]),
            ("内部机构设置，由董事会授权总经理办公会决定", &[(Management, Decide)]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, Reading::Matter), *expected, "{text}");
        }
    }

    #[test]
    fn steps_in_cells() {
        use Act::*;
        use Body::*;
        let cases: &[(&str, Reading, &[(Body, Act)])] = &[
            ("董事会", Reading::Decider, &[(Board, Decide)]),
            ("市国资委", Reading::Decider, &[(Investor, Decide)]),
            ("董事会聘任", Reading::Decider, &[(Board, Decide)]),
            ("党委会", Reading::Decider, &[(Party, Decide)]),
            ("董事会审议后报市国资委批准", Reading::Decider, &[(Board, Deliberate), (Investor, Approve)]),
            ("董事会→股东会", Reading::Decider, &[(Board, Deliberate), (ShareholdersMeeting, Decide)]),
            ("总经理", Reading::Decider, &[(Management, Decide)]),
            ("董事", Reading::Decider, &[(Director, Decide)]),
            ("投资发展部", Reading::Decider, &[]),
            (
                "董事会制订方案；听取公司工会意见，提交职工代表大会审议",
                Reading::Procedure,
                &[(Board, Draft), (Union, Hear), (EmployeesCongress, Deliberate)],
            ),
            ("听取职工代表大会意见", Reading::Procedure, &[(EmployeesCongress, Hear)]),
            ("职工代表大会审议通过", Reading::Procedure, &[(EmployeesCongress, Pass)]),
            (
                "听取工会意见并经职工代表大会听取职工意见",
                Reading::Procedure,
                &[(Union, Hear), (EmployeesCongress, Hear)],
            ),
            ("合法性审查", Reading::Procedure, &[]),
        ];
        for (text, reading, expected) in cases {
            assert_eq!(read(text, *reading), *expected, "{text}");
        }
        let text = "总经理办公会（董事会授权）";
        let words = Words::of(text);
        let found = steps(words, Reading::Decider);
        assert_eq!((found.len(), found[0].delegated_by), (1, Some(Board)));
    }

    #[test]
    fn brackets_at_the_end() {
        for (text, expected, rest) in [
            ("公司发展战略（董事会）；", Some(Body::Board), "公司发展战略"),
            ("产业园建设项目（由董事会决定）", Some(Body::Board), "产业园建设项目"),
            ("年度利润分配（由市国资委决定）", Some(Body::Investor), "年度利润分配"),
            ("单笔10万元（含）", None, "单笔10万元（含）"),
            ("股权转让（转让后不再控股）", None, "股权转让（转让后不再控股）"),
            ("设备采购（甲类）（董事会）", Some(Body::Board), "设备采购（甲类）"),
            ("股权转让方案（由股东决定）", Some(Body::Shareholder), "股权转让方案"),
            ("年度经营计划——董事会", Some(Body::Board), "年度经营计划"),
            ("减少注册资本→董事会→市国资委；", Some(Body::Board), "减少注册资本"),
            ("合并、分立（听取工会意见）——由董事会决定", Some(Body::Union), "合并、分立"),
            ("董事会换届：董事人选", None, "董事会换届：董事人选"),
            ("对外担保：董事会办公室备案", None, "对外担保：董事会办公室备案"),
        ] {
            let words = Words::of(text);
            let (found, left) = trailing_deciders(words);
            assert_eq!(found.first().map(|s| s.body), expected, "{text}");
            assert_eq!(left, rest, "{text}");
        }
    }
}
