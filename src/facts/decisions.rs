//! Who decides what, as the charter says it.

use super::ReadCharter;
use crate::lexicon::{Lexicon, Polarity, Wording};
use crate::model::amount::{AmountCondition, conditions};
use crate::model::matters::{Act, Body, Reading, Words, acts, mentions, steps};
use crate::source::Span;
use crate::{Label, Text};

/// The matters that lists and charter are compared on, by concept.
pub(crate) const MATTERS: [&str; 22] = [
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
    "MATTER-SPECIFIC-RULES",
    "MATTER-MANAGERS",
    "MATTER-INVESTMENT",
    "MATTER-DISPOSAL",
    "MATTER-TRANSFER",
    "MATTER-GUARANTEE",
    "MATTER-FINANCING",
    "MATTER-DONATION",
    "MATTER-RELATED",
];

/// Whom a guarantee is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beneficiary {
    Owner,
    Subsidiary,
    Outsider,
    Anyone,
}

impl Beneficiary {
    pub(crate) fn of(has: impl Fn(&str) -> bool) -> Self {
        if has("GUARANTEE-OWNER") {
            Self::Owner
        } else if has("GUARANTEE-OUTSIDE") {
            Self::Outsider
        } else if has("GUARANTEE-SUBSIDIARY") {
            Self::Subsidiary
        } else {
            Self::Anyone
        }
    }

    /// Whether one may be part of the other.
    pub(crate) fn meets(self, other: Self) -> bool {
        self == other || self == Self::Anyone || other == Self::Anyone
    }
}

/// One decision that the charter gives to a body.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// What it is about: concepts of [`MATTERS`].
    pub(crate) matters: Vec<&'static str>,
    /// Who decides.
    pub(crate) body: Body,
    /// The body as written.
    pub(crate) name: String,
    /// The conditions on amounts.
    pub(crate) amounts: Vec<AmountCondition>,
    /// Whether it concerns subsidiaries.
    pub(crate) of_subsidiary: bool,
    /// For guarantees, for whom.
    pub(crate) beneficiary: Beneficiary,
    /// Whether it is what other rules leave: 前条规定以外的对外担保.
    pub(crate) is_rest: bool,
    /// Whether it is one of a body's listed powers, the place where a reader looks first.
    pub(crate) is_power: bool,
    /// The words: byte offsets into the charter's prose.
    span: Span,
}

impl Decision {
    /// A label on the charter's words, saying who decides.
    pub(crate) fn label(&self, charter: &ReadCharter<'_>) -> Label {
        let message = Text::new(format!("章程：{}", self.name), format!("the charter: {}", self.name));
        charter.label_prose(self.span).with_message(message)
    }
}

/// All decisions on matters that the charter states, in order.
pub(crate) fn decisions(charter: &ReadCharter<'_>) -> Vec<Decision> {
    let lexicon = Lexicon::builtin();
    let prose = charter.charter.prose();
    // By the number of each concept: whether it is a matter or whom a guarantee is for, and its name.
    let guarantees = ["GUARANTEE-OWNER", "GUARANTEE-SUBSIDIARY", "GUARANTEE-OUTSIDE"];
    let mut concepts = vec![None; lexicon.concept_names().len()];
    let wanted = MATTERS.iter().map(|id| (true, *id)).chain(guarantees.map(|id| (false, id)));
    for (is_matter, id) in wanted {
        if let Some(place) = lexicon.concept(id).and_then(|concept| concepts.get_mut(usize::from(concept.0))) {
            *place = Some((is_matter, id));
        }
    }
    let mut out = Vec::new();
    // The last lead-in, by index: its items follow one another.
    let mut led = (usize::MAX, Lead::Neither);
    let mut hits = charter.reading.hits().iter().peekable();
    while let Some(first) = hits.peek().map(|hit| hit.sentence) {
        let (mut found, mut kinds): (Vec<(Span, &'static str)>, Vec<&'static str>) = (Vec::new(), Vec::new());
        while let Some(hit) = hits.next_if(|hit| hit.sentence == first) {
            if hit.wording != Wording::Current || hit.polarity == Polarity::Negated {
                continue;
            }
            match concepts.get(usize::from(hit.concept.0)) {
                Some(Some((true, id))) => found.push((hit.span, id)),
                Some(Some((false, id))) => kinds.push(id),
                _ => {}
            }
        }
        let Some(sentence) = prose.sentences().get(first) else { break };
        if !found.is_empty() {
            let beneficiary = Beneficiary::of(|id| kinds.contains(&id));
            if let Some(lead) = sentence.lead.filter(|lead| led.0 != *lead) {
                led = (lead, Lead::of(charter.sentence_text(lead)));
            }
            let lead = sentence.lead.map(|_| &led.1);
            sentence_decisions(charter, first, lead, &found, beneficiary, &mut out);
        }
    }
    out
}

/// A clause of a sentence: its place in the sentence's text.
fn clauses(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0u32);
    for (at, c) in text.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '，' | '；' | '。' | '：' if depth == 0 => {
                out.push((start, at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if start < text.len() {
        out.push((start, text.len()));
    }
    out
}

/// What a lead-in says of the items below it.
enum Lead {
    /// They are a body's powers, and whether it decides them all: 决定下列事项：.
    Powers(Body, String, bool),
    /// A body settles them.
    Settled(Body, String),
    Neither,
}

impl Lead {
    fn of(text: &str) -> Self {
        match power_of(text) {
            Some((body, name)) => Self::Powers(body, name, decides_all(text)),
            // 下列对外担保行为，须经股东会审议通过：（一）……
            None => settled(text).map_or(Self::Neither, |(body, name)| Self::Settled(body, name)),
        }
    }
}

fn sentence_decisions(
    charter: &ReadCharter<'_>,
    index: usize,
    lead: Option<&Lead>,
    found: &[(Span, &'static str)],
    beneficiary: Beneficiary,
    out: &mut Vec<Decision>,
) {
    let text = charter.sentence_text(index);
    let Some(sentence) = charter.charter.prose().sentences().get(index) else { return };
    let span = sentence.span;
    let is_rest = ["规定以外", "规定之外", "除外", "其他对外", "以外的对外担保"].iter().any(|word| text.contains(word));
    let decision = |matters: Vec<&'static str>, body: Body, name: String, part: (usize, usize)| {
        let words = text.get(part.0..part.1).unwrap_or(text);
        let at = Span::new(span.start + part.0 as u32, span.start + part.1 as u32);
        Decision {
            matters,
            body,
            name,
            amounts: conditions(words, at, ""),
            of_subsidiary: of_subsidiary(words),
            beneficiary,
            is_rest,
            is_power: sentence.lead.is_some(),
            span: at,
        }
    };
    let all = || found.iter().map(|(_, id)| *id).collect();
    match lead {
        Some(Lead::Powers(body, name, decides)) => {
            // 决定A，拟订B: each clause has its act, or goes on with the one before.
            let mut act: Option<Act> = decides.then_some(Act::Decide);
            for part in clauses(text) {
                let words = text.get(part.0..part.1).unwrap_or_default();
                act = clause_act(words).or(act);
                let within: Vec<&'static str> = found
                    .iter()
                    .filter(|(hit, _)| {
                        let last = (hit.end.saturating_sub(1).max(hit.start) - span.start) as usize;
                        part.0 <= last && last < part.1
                    })
                    .map(|(_, id)| *id)
                    .collect();
                if !within.is_empty() && act.is_some_and(Act::is_final) {
                    out.push(decision(within, *body, name.clone(), part));
                }
            }
        }
        Some(Lead::Settled(body, name)) => out.push(decision(all(), *body, name.clone(), (0, text.len()))),
        Some(Lead::Neither) | None => {
            if let Some((body, name)) = settled(text) {
                out.push(decision(all(), body, name, (0, text.len())));
            }
        }
    }
}

fn of_subsidiary(text: &str) -> bool {
    let own = ["公司及所属", "公司和所属", "公司及其", "公司及子公司"].iter().any(|word| text.contains(word));
    !own && [
        "所属企业",
        "子公司",
        "子企业",
        "下属企业",
        "权属企业",
        "所属全资",
        "所属控股",
        "下属公司",
        "所出资企业",
        "参股企业",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// The body whose powers a lead-in introduces: 董事会对股东会负责，行使下列职权：
fn power_of(lead: &str) -> Option<(Body, String)> {
    if !lead.ends_with(['：', ':'])
        || !["职权", "权限", "职责", "负责", "决定下列", "决定以下", "批准下列", "批准以下", "作出决议"]
            .iter()
            .any(|word| lead.contains(word))
    {
        return None;
    }
    let found = mentions(lead);
    let by = found.iter().find(|m| lead[..m.start].ends_with('由') && lead[m.end..].contains("行使"));
    let first = found.iter().find(|m| !lead[..m.start].ends_with("不设") && !lead[..m.start].ends_with("不设立"));
    let mention = by.or(first)?;
    is_governing(mention.body).then(|| (mention.body, lead[mention.start..mention.end].to_owned()))
}

/// Whether a lead-in says that all that follows is decided: 决定下列事项：, 对以下事项作出决议：.
fn decides_all(lead: &str) -> bool {
    let Some(at) = ["下列", "以下"].iter().filter_map(|word| lead.find(word)).min() else { return false };
    let (before, behind) = lead.split_at(at);
    ["决定", "批准", "决策"].iter().any(|verb| before.ends_with(verb))
        || ["作出决议", "作出决定", "做出决议", "做出决定"].iter().any(|words| behind.contains(words))
}

const fn is_governing(body: Body) -> bool {
    body.is_owner() || matches!(body, Body::Board | Body::Director | Body::Chair | Body::Management | Body::Superior)
}

/// What an item under a body's powers lets it do: the act that its clause begins with, or that ends it.
fn clause_act(clause: &str) -> Option<Act> {
    let clause = clause.trim_start_matches(|c: char| matches!(c, '（' | '）' | '、') || crate::numeral::is_numeral(c));
    let clause = ["依法", "按照规定", "并", "以及"]
        .iter()
        .fold(clause, |clause, word| clause.strip_prefix(word).unwrap_or(clause));
    const NOT_FINAL: [&str; 22] = [
        "组织", "执行", "提请", "主持", "听取", "检查", "监督", "提议", "协助", "参与", "提出", "实施", "落实", "拟订",
        "拟定", "制订", "编制", "起草", "审核", "指导", "建议", "推荐",
    ];
    if NOT_FINAL.iter().any(|word| clause.starts_with(word)) {
        return Some(Act::Draft);
    }
    if clause.starts_with("修改") || clause.starts_with("修订") {
        return Some(Act::Enact);
    }
    let found = acts(clause);
    // 审议 heads the powers of a shareholders' meeting and means the decision.
    let last_word = |act: Act| act.is_final() || act == Act::Deliberate && clause.starts_with("审议");
    found
        .iter()
        .map(|(act, ..)| *act)
        .find(|act| last_word(*act))
        .map(|_| Act::Decide)
        .or_else(|| found.first().map(|(act, ..)| *act))
}

/// Who settles what a sentence is about: 利润分配方案由董事会制订，经股东会审议批准.
fn settled(text: &str) -> Option<(Body, String)> {
    let words = Words::of(text);
    let steps = steps(words, Reading::Procedure);
    // 股东会可以授权董事会: a possibility, not a rule.
    let last = steps.into_iter().rfind(|step| step.act.is_final() && !step.body.is_employees())?;
    let before = text.get(..last.span.start as usize).unwrap_or_default();
    let denied = ["无需", "不需", "未经", "不得由"].iter().any(|word| before.ends_with(word));
    (is_governing(last.body) && !denied).then_some((last.body, last.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_brackets_end_no_clause() {
        for (text, expected) in [
            (
                "党委研究（含书面、会签，下同）后，由董事会决定；报备。",
                &["党委研究（含书面、会签，下同）后", "由董事会决定", "报备"][..],
            ),
            (
                "董事会决定下列事项：投资（单项（含追加，下同）一亿元以上；）",
                &["董事会决定下列事项", "投资（单项（含追加，下同）一亿元以上；）"],
            ),
            ("），由董事会", &["）", "由董事会"]),
            ("", &[]),
        ] {
            let found: Vec<&str> = clauses(text).into_iter().map(|(from, to)| &text[from..to]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
