//! Enterprises' orders, from placing to answer.

use super::{absent, chains};
use crate::facts::Entry;
use crate::model::chain::ChainOrder;
use crate::model::table::Moment;
use crate::rules::context::Context;
use crate::rules::gaps::Gaps;
use crate::{Finding, Label, Verdict};

struct Step {
    role: &'static str,
    zh: &'static str,
    en: &'static str,
    column: &'static str,
    /// The option that limits the days since the step before.
    limit: &'static str,
}

const STEPS: [Step; 4] = [
    Step { role: "ordered", zh: "下单", en: "placing", column: "下单时间", limit: "" },
    Step { role: "dispatched", zh: "派单", en: "assigning", column: "派单时间", limit: "dispatch_days" },
    Step { role: "accepted", zh: "接单", en: "accepting", column: "接单时间", limit: "accept_days" },
    Step { role: "replied", zh: "反馈", en: "answering", column: "反馈时间", limit: "reply_days" },
];

/// Every order was placed, assigned, accepted and answered, in this order and in time.
pub(super) fn order_loop_closed(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let chains = chains(context)?;
    let (mut findings, mut evidence, mut gaps) = (Vec::new(), Vec::new(), Gaps::default());
    for chain in chains.each() {
        if chains.orders.heading(chain).is_some() {
            continue;
        }
        if context.dossier.complete {
            let place = absent(context, None);
            let values = [("enterprise", chain), ("request", ""), ("step", ""), ("stated", ""), ("required", "")];
            findings.push(context.finding().fill(&values).label(place).build());
        } else {
            gaps.fact("document:chain-orders");
        }
    }
    for entry in &chains.orders.rows {
        let order = Order { context, entry, times: times(entry.row) };
        if order.is_to_be_judged() {
            let before = (findings.len(), gaps.is_empty());
            order.judge(&mut findings, &mut gaps);
            if before == (findings.len(), gaps.is_empty()) {
                evidence.push(entry.label());
            }
        }
    }
    evidence.truncate(EVIDENCE);
    Ok(gaps.judge(findings, evidence))
}

/// A year's orders need not all be shown.
const EVIDENCE: usize = 60;

const fn times(order: &ChainOrder) -> [Option<Moment>; 4] {
    [order.ordered, order.dispatched, order.accepted, order.replied]
}

struct Order<'o, 'a> {
    context: &'o Context<'o>,
    entry: &'o Entry<'a, ChainOrder>,
    times: [Option<Moment>; 4],
}

impl Order<'_, '_> {
    /// Orders placed later, and orders taken back, are not judged.
    fn is_to_be_judged(&self) -> bool {
        let result = self.entry.row.result.as_ref().map(|result| result.text.as_str()).unwrap_or_default();
        let taken_back = ["撤回", "撤单", "撤销", "取消"].iter().any(|word| result.contains(word));
        let later = self.times[0].is_some_and(|placed| placed.day.date > self.context.as_of);
        !taken_back && !later
    }

    fn label(&self) -> Label {
        self.entry.label()
    }

    fn finding(&self, key: &str, (zh, en): (&str, &str), stated: &str, required: &str) -> Finding {
        let text = |stated: Option<&crate::model::table::Stated>| stated.map(|stated| stated.text.clone());
        let enterprise = text(self.entry.row.enterprise.as_ref()).unwrap_or_else(|| self.entry.row.place().to_owned());
        let request = text(self.entry.row.demand.as_ref()).unwrap_or_default();
        let more = [("request", request.as_str()), ("stated", stated), ("required", required)];
        let zh = [[("enterprise", enterprise.as_str()), ("step", zh)].as_slice(), &more].concat();
        let en = [[("enterprise", enterprise.as_str()), ("step", en)].as_slice(), &more].concat();
        self.context.key(key).fill_both(&zh, &en).label(self.label()).build()
    }

    fn judge(&self, findings: &mut Vec<Finding>, gaps: &mut Gaps) {
        let mut lacks: Vec<&Step> = Vec::new();
        for (step, time) in STEPS.iter().zip(self.times) {
            // An answer given after the day of judgement is not there yet.
            if time.is_some_and(|time| time.day.date <= self.context.as_of) {
                continue;
            }
            if time.is_some() {
                if !self.has_time_left() {
                    lacks.push(step);
                }
            } else if self.entry.row.unclear.contains(&step.role) {
                gaps.cell(&self.entry.row.row, step.column);
            } else if !self.entry.table.states(step.role) {
                gaps.column("订单台账", step.column);
            } else if !self.has_time_left() {
                lacks.push(step);
            }
        }
        if !lacks.is_empty() {
            let zh: Vec<&str> = lacks.iter().map(|step| step.zh).collect();
            let en: Vec<&str> = lacks.iter().map(|step| step.en).collect();
            findings.push(self.finding("missing-step", (&zh.join("、"), &en.join(", ")), "", ""));
        }
        // Each time against the last one before it.
        let mut before: Option<Moment> = None;
        for (step, time) in STEPS.iter().zip(self.times) {
            let Some(time) = time else { continue };
            if before.is_some_and(|before| time.is_before(&before) == Some(true)) {
                findings.push(self.finding("out-of-order", (step.zh, step.en), "", ""));
            }
            before = Some(time);
        }
        self.overdue(findings, gaps);
    }

    /// The days that an option allows; 0 sets no limit.
    fn limit(&self, option: &str) -> Option<u32> {
        Some(self.context.number(option)).filter(|days| *days > 0)
    }

    /// Whether the order is still within the limit that is configured for it.
    fn has_time_left(&self) -> bool {
        let Some(limit) = self.limit("max_days") else { return false };
        self.times[0].is_some_and(|placed| self.context.as_of.days_since(placed.day.last()) <= i64::from(limit))
    }

    fn overdue(&self, findings: &mut Vec<Finding>, gaps: &mut Gaps) {
        let whole = ("办理", "handling");
        self.within("max_days", whole, (self.times[0], self.times[3]), findings, gaps);
        for at in 1..STEPS.len() {
            let step = &STEPS[at];
            self.within(step.limit, (step.zh, step.en), (self.times[at - 1], self.times[at]), findings, gaps);
        }
    }

    /// The days between two times, against the limit that an option sets.
    fn within(
        &self,
        option: &str,
        step: (&str, &str),
        times: (Option<Moment>, Option<Moment>),
        findings: &mut Vec<Finding>,
        gaps: &mut Gaps,
    ) {
        let Some(limit) = self.limit(option) else { return };
        let (Some(from), Some(to)) = times else { return };
        let days = |from: crate::Date, to: crate::Date| to.days_since(from);
        let (least, most) = (days(from.day.last(), to.day.date), days(from.day.date, to.day.last()));
        if least > i64::from(limit) {
            findings.push(self.finding("overdue", step, &least.to_string(), &limit.to_string()));
        } else if most > i64::from(limit) {
            // Only a month or a year is stated.
            gaps.cell(&self.entry.row.row, "反馈时间");
        }
    }
}
