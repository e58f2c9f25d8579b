//! Lists and charter name the same decider.

use super::with_any;
use crate::Verdict;
use crate::facts::{Beneficiary, Decision, Listed, MATTERS, Matters};
use crate::model::amount::{AmountCondition, Unit};
use crate::model::matters::Body;
use crate::rules::context::{Context, judge, missing};

/// Bodies that are one and the same for this comparison.
fn side(body: Body) -> Option<u8> {
    Some(match body {
        Body::ShareholdersMeeting | Body::Shareholder | Body::Investor | Body::Superior => 0,
        Body::Board | Body::Director => 1,
        Body::Chair => 2,
        Body::Management => 3,
        _ => return None,
    })
}

/// The same matter has the same decider on the lists and in the charter.
pub(super) fn agrees_with_charter(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let matters = match (with_any(context), context.facts.charter()) {
        (Ok(matters), Some(_)) => matters,
        (lists, charter) => {
            let mut facts: Vec<String> = Vec::new();
            if charter.is_none() {
                facts.push("document:charter".to_owned());
            }
            if let Err(Verdict::Undetermined { missing }) = lists {
                facts.extend(missing);
            }
            return Err(missing(facts));
        }
    };
    let charter = context.charter()?;
    let (mut findings, mut evidence) = (Vec::new(), Vec::new());
    for listed in matters.all() {
        let Some(next) = listed.matter.next() else { continue };
        let Some(own) = side(next.body) else { continue };
        let mut relevant: Vec<&Decision> =
            context.facts.decisions().iter().filter(|decision| concerns(matters, listed, decision)).collect();
        // A body's listed powers come first: they are what a reader looks up.
        relevant.sort_by_key(|decision| !decision.is_power);
        let Some((conflict, agreeing)) = weigh(listed, own, &relevant) else { continue };
        let Some(conflict) = conflict else {
            evidence.extend(agreeing.map(|decision| decision.label(charter)));
            continue;
        };
        // A delegation that the list notes comes from the body that the charter names.
        let delegated =
            listed.matter.steps.iter().filter_map(|step| step.delegated_by).any(|by| side(by) == side(conflict.body));
        if delegated || listed.is_delegated() {
            continue;
        }
        let name = listed.name();
        let values = [("matter", name.as_str()), ("stated", next.name.as_str()), ("required", conflict.name.as_str())];
        findings.push(context.finding().fill(&values).labels([listed.label_next(), conflict.label(charter)]).build());
    }
    evidence.truncate(12);
    Ok(judge(findings, evidence))
}

/// Whether a decision of the charter is about the listed matter.
fn concerns(matters: &Matters<'_>, listed: &Listed<'_>, decision: &Decision) -> bool {
    let shared = decision.matters.iter().any(|id| MATTERS.contains(id) && matters.is(listed, id));
    if !shared {
        return false;
    }
    if decision.matters.contains(&"MATTER-GUARANTEE") && matters.is(listed, "MATTER-GUARANTEE") {
        // 担保（为股东提供担保的除外） is not about those for the owners.
        let excluded = excludes_owners(&listed.matter.text);
        let whom = Beneficiary::of(|id| matters.is(listed, id) && !(excluded && id == "GUARANTEE-OWNER"));
        if excluded && decision.beneficiary == Beneficiary::Owner {
            return false;
        }
        return decision.beneficiary.meets(whom) && !(decision.is_rest && whom == Beneficiary::Owner);
    }
    decision.of_subsidiary == matters.is_of_subsidiary(listed)
}

/// Whether words on guarantees leave out those for shareholders or the controller.
fn excludes_owners(text: &str) -> bool {
    const OWNERS: [&str; 3] = ["股东", "实际控制人", "关联方"];
    let named = |clause: &str| OWNERS.iter().any(|owner| clause.contains(owner));
    let left_out = ["除外", "以外", "之外"].into_iter().any(|word| {
        text.split(word).next().is_some_and(|before| {
            before.len() < text.len() && before.rsplit(['（', '，', '；', '(']).next().is_some_and(named)
        })
    });
    let not_among = ["不含", "不包括", "除"].into_iter().any(|word| {
        text.split_once(word).is_some_and(|(_, rest)| {
            rest.split(['）', '，', '；', ')']).next().is_some_and(named) && (word != "除" || rest.contains('外'))
        })
    });
    left_out || not_among
}

/// The decision that contradicts the list, if any, and one that agrees. `None` if the charter says nothing.
#[allow(clippy::type_complexity, reason = "one use")]
fn weigh<'d>(
    listed: &Listed<'_>,
    own: u8,
    relevant: &[&'d Decision],
) -> Option<(Option<&'d Decision>, Option<&'d Decision>)> {
    if relevant.is_empty() {
        return None;
    }
    let amounts = &listed.matter.amounts;
    let meets = |decision: &&&Decision| meet(amounts, &decision.amounts);
    let agreeing = relevant.iter().filter(meets).find(|decision| side(decision.body) == Some(own)).copied();
    let against = |decision: &&&Decision| side(decision.body).is_some_and(|side| side != own);
    // Tiers that share an amount contradict each other even if another tier agrees.
    let tier =
        relevant.iter().filter(meets).filter(against).find(|decision| {
            !amounts.is_empty() && !decision.amounts.is_empty() && comparable(amounts, &decision.amounts)
        });
    let whole = || relevant.iter().filter(meets).filter(against).find(|decision| !decision.is_rest);
    let conflict = match (tier, agreeing) {
        (Some(tier), _) => Some(*tier),
        (None, None) => whole().copied(),
        (None, Some(_)) => None,
    };
    Some((conflict, agreeing))
}

/// Whether two conditions count the same thing.
fn same_kind(a: &AmountCondition, b: &AmountCondition) -> bool {
    if a.bare.is_some() || b.bare.is_some() || a.unit() != b.unit() {
        return false;
    }
    let is_cumulative =
        |c: &AmountCondition| ["累计", "年度", "合计", "全年"].iter().any(|word| c.quantity.contains(word));
    if a.unit() != Some(Unit::Share) {
        return is_cumulative(a) == is_cumulative(b);
    }
    let of = |c: &AmountCondition| {
        let base = if c.base.is_empty() { &c.quantity } else { &c.base };
        ["资产负债率", "净资产", "总资产", "营业收入", "净利润", "注册资本"].iter().position(|word| base.contains(word))
    };
    of(a).is_some() && of(a) == of(b)
}

fn comparable(list: &[AmountCondition], charter: &[AmountCondition]) -> bool {
    list.iter().any(|a| charter.iter().any(|b| same_kind(a, b)))
}

/// Whether some amount meets both sides' conditions, as far as they can be compared.
fn meet(list: &[AmountCondition], charter: &[AmountCondition]) -> bool {
    list.iter().all(|a| charter.iter().filter(|b| same_kind(a, b)).all(|b| a.overlaps(b)))
}
