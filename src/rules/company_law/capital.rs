//! When contributions fall due.

use super::law::Law;
use crate::facts::Statement;
use crate::model::profile::Form;
use crate::rules::context::{Context, judge, missing};
use crate::{Date, Verdict};

/// Article 47: years from the company's establishment.
const YEARS: i32 = 5;

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::new(year, month, day).unwrap_or_else(Date::today)
}

pub(super) fn contribution_deadline(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    if context.dossier.charter_is_template() {
        return Err(missing(["charter.contributions"]));
    }
    let in_force = day(2024, 7, 1);
    let transition = day(2027, 6, 30);
    let latest = day(2032, 6, 30);
    let registered = context.profile().registered_on;
    let joint_stock = context.profile().form == Some(Form::JointStock);
    // 经……同意保留原出资期限: the State Council's provisions allow it.
    let kept = law.sentences_with(&["出资"]).find(|&i| {
        let text = law.charter.sentence_text(i);
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        has(&["期限", "日期", "时间"])
            && has(&[
                "保留",
                "不作调整",
                "不予调整",
                "不调整",
                "继续按",
                "按原",
                "按照原",
                "原出资期限",
                "原期限",
                "维持",
                "继续适用",
            ])
            && has(&["同意", "批准"])
            && !has(&["未经", "未获", "尚未", "如经", "拟报", "股东会同意"])
    });
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let mut unknown = false;
    for fact in law.facts() {
        let Statement::Contribution(row) = &fact.statement else { continue };
        if row.paid {
            continue;
        }
        // 自公司成立之日起五年内: a day only once the company's own is known.
        let since = row.within_months.filter(|_| row.date.is_none());
        let last_day = match (row.date, since, registered) {
            (Some(date), ..) => date.last_day,
            (None, Some(months), Some(on)) => on.add_months(i32::try_from(months).unwrap_or(i32::MAX)),
            (None, Some(months), None) => {
                unknown |= i64::from(months) > i64::from(YEARS) * 12;
                evidence.push(law.label(fact));
                continue;
            }
            _ => continue,
        };
        if kept.is_some() || last_day <= context.as_of && !joint_stock {
            evidence.push(law.label(fact));
            continue;
        }
        let stated = last_day.to_string();
        let push = |key: &str, required: String| {
            context.key(key).fill(&[("stated", &stated), ("required", &required)]).label(law.label(fact)).build()
        };
        match registered {
            Some(on) if on >= in_force => {
                let due = on.add_years(YEARS);
                if !joint_stock && last_day > due {
                    findings.push(push("five-years", due.to_string()));
                    continue;
                }
            }
            Some(_) if joint_stock && context.as_of > transition && last_day > transition => {
                findings.push(push("joint-stock", transition.to_string()));
                continue;
            }
            Some(_) if last_day > latest => {
                let key = if context.as_of <= transition { "transition" } else { "transition-over" };
                findings.push(push(key, latest.to_string()));
                continue;
            }
            None if last_day > in_force => unknown = true,
            _ => {}
        }
        evidence.push(law.label(fact));
    }
    if unknown && findings.is_empty() {
        return Err(missing(["company.registered_on"]));
    }
    Ok(judge(findings, evidence))
}
