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
    let kept = law.sentences_with(&["出资期限"]).find(|&i| {
        let text = law.charter.sentence_text(i);
        (text.contains("保留") || text.contains("不作调整") || text.contains("继续按"))
            && (text.contains("同意") || text.contains("批准"))
    });
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    let mut unknown = false;
    for fact in law.facts() {
        let Statement::Contribution(row) = &fact.statement else { continue };
        let Some(date) = row.date.filter(|_| !row.paid) else { continue };
        if kept.is_some() || date.last_day <= context.as_of && !joint_stock {
            evidence.push(law.label(fact));
            continue;
        }
        let stated = date.last_day.to_string();
        let push = |key: &str, required: String| {
            context.key(key).fill(&[("stated", &stated), ("required", &required)]).label(law.label(fact)).build()
        };
        match registered {
            Some(on) if on >= in_force => {
                let due = on.add_years(YEARS);
                if !joint_stock && date.last_day > due {
                    findings.push(push("five-years", due.to_string()));
                    continue;
                }
            }
            Some(_) if joint_stock => {
                if context.as_of > transition && date.last_day > transition {
                    findings.push(push("joint-stock", transition.to_string()));
                    continue;
                }
            }
            Some(_) if date.last_day > latest => {
                let key = if context.as_of <= transition { "transition" } else { "transition-over" };
                findings.push(push(key, latest.to_string()));
                continue;
            }
            None if date.last_day > in_force => unknown = true,
            _ => {}
        }
        evidence.push(law.label(fact));
    }
    if unknown && findings.is_empty() {
        return Err(missing(["company.registered_on"]));
    }
    Ok(judge(findings, evidence))
}
