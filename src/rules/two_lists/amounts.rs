//! Amounts: stated where a matter is large, and in tiers that meet.

use super::with_any;
use crate::facts::{Listed, core, within};
use crate::model::amount::{AmountCondition, Bound};
use crate::rules::context::{Context, judge};
use crate::{Finding, Text, Verdict};

/// A large or major matter states an amount, a ratio, or where the standard stands.
pub(super) fn amount_thresholds(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = with_any(context)?;
    let (mut findings, mut evidence) = (Vec::new(), Vec::new());
    for listed in matters.all().iter().filter(|listed| matters.is(listed, "MATTER-LARGE")) {
        if !listed.matter.amounts.is_empty() || cites_standard(listed) {
            evidence.push(listed.label());
            continue;
        }
        findings.push(context.finding().fill(&[("matter", &listed.name())]).label(listed.label()).build());
    }
    Ok(judge(findings, evidence))
}

/// Whether the matter refers to a table or rule that sets the standard.
fn cites_standard(listed: &Listed<'_>) -> bool {
    let matter = listed.matter;
    let stated = [&matter.standard, &matter.remark, &matter.procedure];
    let texts = stated.into_iter().flatten().map(|stated| stated.text.as_str()).chain([matter.text.as_str()]);
    texts.into_iter().any(|text| {
        let names_rule = text.contains('《')
            || ["权限表", "附表", "附件", "管理办法", "管理制度", "授权清单", "标准见", "限额表"]
                .iter()
                .any(|word| text.contains(word));
        // 《投资管理办法》的制定 is about the rule and sets nothing.
        names_rule && !["制定", "修订", "制订"].iter().any(|word| text.contains(word))
    })
}

/// A tier: a matter with its one condition on a kind of amount.
struct Tier<'l, 'a> {
    listed: &'l Listed<'a>,
    name: String,
    condition: &'l AmountCondition,
}

/// The tiers of a matter neither overlap nor leave a gap.
pub(super) fn amount_tiers(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = with_any(context)?;
    let mut tiers: Vec<Tier<'_, '_>> = Vec::new();
    for listed in matters.all() {
        let [condition] = listed.matter.amounts.as_slice() else { continue };
        if condition.bare.is_none() {
            tiers.push(Tier { listed, name: plain_name(listed), condition });
        }
    }
    let key = |tier: &Tier<'_, '_>| {
        let cumulative = ["累计", "年度", "合计", "全年"].iter().any(|word| tier.condition.quantity.contains(word));
        (
            std::ptr::from_ref(tier.listed.list) as usize,
            tier.name.clone(),
            tier.condition.unit(),
            tier.condition.base.clone(),
            cumulative,
        )
    };
    let low = |tier: &Tier<'_, '_>| tier.condition.lower.map_or((0, false), |low| (low.amount.value, !low.inclusive));
    tiers.sort_by(|a, b| {
        (key(a), low(a), a.listed.matter.span.start).cmp(&(key(b), low(b), b.listed.matter.span.start))
    });
    let (mut findings, mut evidence) = (Vec::new(), Vec::new());
    for group in tiers.chunk_by(|a, b| key(a) == key(b)) {
        let [first, rest @ ..] = group else { continue };
        if rest.is_empty() {
            continue;
        }
        // The tier that reaches highest so far.
        let mut highest = first;
        let before = findings.len();
        for tier in rest {
            findings.extend(between(context, highest, tier));
            let reaches = match (highest.condition.upper, tier.condition.upper) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(a), Some(b)) => (b.amount.value, b.inclusive) > (a.amount.value, a.inclusive),
            };
            if reaches {
                highest = tier;
            }
        }
        if findings.len() == before {
            evidence.extend(group.iter().map(|tier| tier.listed.label()));
        }
    }
    Ok(judge(findings, evidence))
}

/// What is wrong between a tier and the next higher one.
fn between(context: &Context<'_>, lower: &Tier<'_, '_>, higher: &Tier<'_, '_>) -> Option<Finding> {
    let name = &lower.name;
    let (key, stated) = if lower.condition.overlaps(higher.condition) {
        let upper = [lower.condition.upper, higher.condition.upper].into_iter().flatten();
        let upper = upper.min_by_key(|bound| (bound.amount.value, bound.inclusive));
        ("overlap", range(higher.condition.lower, upper, false))
    } else {
        let (upper, low) = (lower.condition.upper?, higher.condition.lower?);
        if upper.amount == low.amount && (upper.inclusive || low.inclusive) {
            return None;
        }
        ("gap", range(Some(upper), Some(low), true))
    };
    let labels = [lower.listed.label(), higher.listed.label()];
    let zh = [("matter", name.as_str()), ("stated", &*stated.zh)];
    let en = [("matter", name.as_str()), ("stated", &*stated.en)];
    Some(context.key(key).fill_both(&zh, &en).labels(labels).build())
}

/// 2000万元至不足3000万元, “2000万元” to below “3000万元”; `outside` if the ends belong to the neighbours.
fn range(from: Option<Bound>, to: Option<Bound>, outside: bool) -> Text {
    match (from, to) {
        (Some(from), Some(to)) if from.amount == to.amount => {
            Text::new(from.amount.to_string(), format!("“{}”", from.amount))
        }
        (Some(from), Some(to)) => {
            let (opens, above) = if from.inclusive == outside { ("超过", "above ") } else { ("", "") };
            let (closes, below) = if to.inclusive == outside { ("不足", "below ") } else { ("", "") };
            let (from, to) = (from.amount, to.amount);
            Text::new(format!("{opens}{from}至{closes}{to}"), format!("{above}“{from}” to {below}“{to}”"))
        }
        (Some(from), None) => Text::new(format!("{}以上", from.amount), format!("“{}” and above", from.amount)),
        (None, Some(to)) => Text::new(format!("{}以下", to.amount), format!("“{}” and below", to.amount)),
        (None, None) => Text::new("全部金额", "any amount"),
    }
}

/// Where the bracket opens that ends a text, brackets inside it included: 股权投资（3000万元（含）以上）.
fn last_bracket(text: &str) -> Option<usize> {
    let mut depth = 0u32;
    if !text.ends_with(['）', ')']) {
        return None;
    }
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth <= 1 => return Some(at),
            '（' | '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The matter without its amount and without 甲类 and the like in brackets.
fn plain_name(listed: &Listed<'_>) -> String {
    let (matter, source) = (listed.matter, &listed.document.source);
    let mut text = core(matter, source).to_owned();
    while let Some(open) = last_bracket(&text).filter(|open| *open > 0) {
        text.truncate(open);
    }
    // From the back, so that earlier places stay right.
    let mut parts: Vec<_> = matter.amounts.iter().map(|condition| condition.span).collect();
    parts.sort_unstable_by_key(|span| std::cmp::Reverse(span.start));
    for span in parts {
        // A line may have ended in the middle of the number.
        if let (Some(from), Some(to)) = (within(matter, source, span.start), within(matter, source, span.end))
            && text.get(from..to).is_some()
        {
            text.replace_range(from..to, "");
        }
    }
    // 大宗采购（甲类），金额1200万元以上: the mark before the amount goes with it.
    text.truncate(text.trim_end_matches(['，', '、', '；', '：', ' ']).len());
    while let Some(open) = last_bracket(&text).filter(|open| *open > 0) {
        text.truncate(open);
    }
    let text = text.trim_matches(|c: char| matches!(c, '的' | '，' | '、' | '；' | '（' | '）' | ' '));
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
