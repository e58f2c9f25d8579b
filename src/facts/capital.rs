//! Registered capital, contributions and shares, from sentences.

use super::holders::{Holder, holders, is_name, name_start};
use super::statement::{Contribution, Fact, StatedDate, Statement};
use super::view::{View, doubt, place};
use super::vocabulary::Doubt;
use super::words::{Mark, Word};
use crate::Date;
use crate::syntax::clause::{Measure, Quantity, Value};
use crate::words::find;

/// The registered capital: the first sum after the words, in the same clause.
pub(super) fn registered(view: &View<'_>, out: &mut Vec<Fact>) {
    if view.has(Mark::Capital) {
        for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Capital)) {
            let before = view.left(at.start, 18);
            // 占注册资本的60%，其中10800万元……; what the capital was before says nothing of today's.
            const PAST: [&str; 7] = ["设立时", "成立时", "设立时的", "变更前", "增资前", "原", "减资前"];
            let own = before.trim_end_matches("公司").trim_end_matches('的');
            let was = PAST.iter().any(|word| own.ends_with(word)) || view.text[at.end..].starts_with('由');
            if before.ends_with('占') || was {
                continue;
            }
            if ["增加", "减少", "变更", "增减", "新增", "转增", "转为"]
                .iter()
                .any(|w| before.ends_with(w) || before.ends_with("增加公司"))
            {
                continue;
            }
            let to = view.text[at.end..].find(['；', '。']).map_or(view.text.len(), |i| at.end + i);
            let money = view.quantities.iter().find(|q| {
                let start = q.span.start as usize;
                start >= at.end
                    && start < to
                    && matches!(q.value, Value::Money(_))
                    && view.text[at.end..start].chars().count() <= 14
            });
            let blank = || {
                view.quantities.iter().find(|q| {
                    let start = q.span.start as usize;
                    start >= at.end
                        && start < to
                        && q.value == Value::Blank
                        && view.text[at.end..start].chars().count() <= 10
                })
            };
            if let Some(quantity) = money
                && let Value::Money(fen) = quantity.value
            {
                let mut fact = view.fact(Statement::RegisteredCapital { fen }, at.start, quantity.span.end as usize);
                fact.doubt = in_capitals(view, quantity).filter(|other| *other != fen).map(|_| Doubt::Disagreement);
                out.push(fact);
                break;
            }
            if let Some(quantity) = blank() {
                let mut fact = view.fact(Statement::RegisteredCapital { fen: 0 }, at.start, quantity.span.end as usize);
                fact.doubt = doubt(quantity);
                out.push(fact);
                break;
            }
        }
    }
    if view.has(Mark::Issued) {
        for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Issued)) {
            let Some((quantity, shares)) = view.quantities.iter().find_map(|q| match q.value {
                Value::Shares(shares) if q.span.start as usize >= at.end => Some((q, shares)),
                _ => None,
            }) else {
                continue;
            };
            let (start, end) = place(quantity);
            if view.text[at.end..start].chars().count() > 8 {
                continue;
            }
            let (from, _) = view.clause(at.start);
            let at_establishment =
                ["设立时", "成立时", "首次发行", "设立之时"].iter().any(|w| view.text[from..start].contains(w));
            out.push(view.fact(Statement::SharesIssued { shares, at_establishment }, from, end));
        }
        // 已发行股份10000万股，设立时发行股份10000万股 says two things; each word was read by itself.
    }
}

/// The sum that stands once more behind another, in brackets: 人民币1000万元（大写：壹仟万元整）.
fn in_capitals(view: &View<'_>, sum: &Quantity) -> Option<u64> {
    let end = sum.span.end as usize;
    let close = end + view.right(end, 90).find('）')?;
    view.quantities.iter().find_map(|q| match q.value {
        Value::Money(fen) if q.span.start as usize > end && (q.span.end as usize) <= close => {
            let between = view.text.get(end..q.span.start as usize)?;
            (between.contains('（') && !between.contains('其') && between.chars().count() <= 12).then_some(fen)
        }
        _ => None,
    })
}

/// A stated date; the last day of a month or year that has no day.
pub(super) fn stated_date(year: u32, month: u32, day: u32) -> Option<StatedDate> {
    let year = i32::try_from(year).ok()?;
    Some(match (month, day) {
        (0, _) => StatedDate { last_day: Date::new(year, 12, 31)?, is_day: false },
        (month, 0) => StatedDate { last_day: Date::new(year, month, 1)?.add_months(1).add_days(-1), is_day: false },
        (month, day) => StatedDate { last_day: Date::new(year, month, day)?, is_day: true },
    })
}

const FORMS: [(&str, &str); 17] = [
    ("货币", "货币"),
    ("现金", "货币"),
    ("实物", "实物"),
    ("设备", "实物"),
    ("房产", "实物"),
    ("厂房", "实物"),
    ("车辆", "实物"),
    ("土地使用权", "土地使用权"),
    ("用地使用权", "土地使用权"),
    ("知识产权", "知识产权"),
    ("专利", "知识产权"),
    ("技术", "知识产权"),
    ("股权", "股权"),
    ("净资产", "净资产"),
    ("债权", "债权"),
    ("采矿权", "特许权"),
    ("资产", "实物"),
];

/// The form of a contribution that a text names.
pub(super) fn form_in(text: &str) -> Option<String> {
    // 净资产 wins over the parts of it that are named beside.
    if text.contains("净资产") {
        return Some("净资产".to_owned());
    }
    let named =
        FORMS.iter().filter_map(|(word, form)| find(text, word).map(|at| (at, *form))).min_by_key(|(at, _)| *at);
    // 以两座泊位作价出资: a thing, whatever it is.
    let valued = ["作价出资", "作价入股", "评估作价"].iter().any(|words| text.contains(words));
    named.map(|(_, form)| form.to_owned()).or_else(|| valued.then(|| "实物".to_owned()))
}

/// Contributions in a sentence: one shareholder, with instalments.
pub(super) fn contributions(view: &View<'_>, out: &mut Vec<Fact>) {
    // 第二批货币1200万元，……到位 goes on about the contributor.
    let goes_on = view.context.contributor.is_some() && is_instalment(view.text);
    if !view.has(Mark::Contribute) && !goes_on {
        return;
    }
    let verb = |w: &&super::words::At| w.word == Word::Mark(Mark::Contribute);
    let first_verb = view.words.iter().find(verb).map_or(0..0, |at| at.start..at.end);
    let money: Vec<(&Quantity, Option<u64>, Option<u64>)> = view
        .quantities
        .iter()
        .filter_map(|q| match q.value {
            Value::Money(fen) => Some((q, Some(fen), None)),
            Value::Shares(shares) => Some((q, None, Some(shares))),
            _ => None,
        })
        .filter(|(q, _, _)| {
            let left = view.left(q.span.start as usize, 36);
            let clause = &view.text[view.clause(q.span.start as usize).0..q.span.start as usize];
            // 占注册资本的49%，其中9400万元: the share was told.
            let of_capital =
                left.rfind("注册资本").is_some_and(|at| !left[at..].contains('%') && !left[at..].contains("百分之"));
            !(of_capital
                || left.contains("实收资本")
                || left.contains("每股")
                || left.contains("面值")
                || left.contains("股份总数")
                || left.contains("股总数")
                || left.contains("总股本")
                || clause.contains("发行股份")
                || clause.contains("发行的股份")
                || clause.contains("增资")
                || clause.contains("持有"))
        })
        .collect();
    let date_of = |from: usize, to: usize| {
        view.quantities.iter().find_map(|q| match q.value {
            // 自公司成立之日（2016年5月20日）起二十年内: from when on, not until when.
            Value::Date(..) if view.left(q.span.start as usize, 12).ends_with("之日（") => None,
            Value::Date(y, m, d) if (q.span.start as usize) >= from && (q.span.end as usize) <= to => {
                stated_date(y, m, d).map(|date| (date, q.span))
            }
            _ => None,
        })
    };
    // 自公司成立之日起五年内
    let months_of = |from: usize, to: usize| {
        view.quantities.iter().find_map(|q| {
            let months = match q.value {
                Value::Count(_, years, Measure::Years) => years.checked_mul(12)?,
                Value::Count(_, months, Measure::Months) => months,
                _ => return None,
            };
            let (start, end) = place(q);
            let since = view.left(start, 48);
            let counted =
                ["成立", "设立", "注册登记", "登记之日", "营业执照签发", "营业执照"].iter().any(|w| since.contains(w));
            (start >= from && end <= to && counted).then(|| u32::try_from(months).ok().map(|m| (m, q.span))).flatten()
        })
    };
    let whole = view.text.len();
    // Others' acts: loans, guarantees, limits of powers.
    const OTHER: [&str; 26] = [
        "投资项目",
        "担保",
        "对外投资",
        "借款",
        "不得",
        "转让",
        "法定公积金",
        "行使职权",
        "审批",
        "批准",
        "以上的",
        "以下的",
        "违约",
        "赔偿",
        "验资",
        "优先",
        "证明书",
        "名册",
        "失权",
        "催缴",
        "授权",
        "决定",
        "人民政府出资设立",
        "表决权",
        "评估作价",
        "单项",
    ];
    if OTHER.iter().any(|word| view.text.contains(word)) && !view.text.contains("占") && !view.text.contains("认缴出资")
    {
        return;
    }
    let is_paid = |text: &str| {
        [
            "已缴",
            "已于",
            "已全部",
            "均已",
            "已经缴",
            "已足额",
            "已实缴",
            "已到位",
            "已缴足",
            "已认缴并实缴",
            "已完成",
        ]
        .iter()
        .any(|w| text.contains(w))
            // 于2045年之前陆续到位 is still to come.
            || text.contains("到位") && !["前", "内", "陆续", "将", "分期"].iter().any(|w| text.contains(w))
    };
    // 出资方式：货币1200万元、实物800万元: what the sum that was told is made up of.
    if money.is_empty() || view.text.starts_with("出资方式") && view.context.holder.is_some() {
        // 股东全部出资于2040年12月31日前缴足.
        // 出资方式：货币
        if view.text.starts_with("出资方式")
            && let (Some(form), Some(holder)) = (form_in(view.text), view.context.holder.clone())
        {
            let row = Contribution { shareholder: holder, form: Some(form), ..Contribution::default() };
            out.push(view.fact(Statement::Contribution(row), 0, view.text.len()));
            return;
        }
        let due = ["存入", "缴足", "缴清", "缴付", "出资时间", "出资日期", "缴纳", "实缴", "到位", "缴付期限"]
            .iter()
            .any(|w| view.text.contains(w));
        let dated = date_of(0, whole);
        let since = months_of(0, whole).filter(|_| dated.is_none());
        let Some(span) = dated.map(|(_, span)| span).or(since.map(|(_, span)| span)).filter(|_| due) else { return };
        // 余下的1.8亿，在2045年之前陆续到位: the rest of what was promised.
        let of_rest = ["余下", "余款", "其余", "剩余", "余额"].iter().any(|w| view.text.starts_with(w));
        let of_part =
            is_instalment(view.text) && view.lead.is_some_and(|lead| lead.contains("出资") || lead.contains("缴"));
        let named = ["股东", "出资人", "各方", "均", "发起人", "出资"].iter().any(|w| view.text.contains(w));
        if !of_rest && !of_part && !named {
            return;
        }
        // 出资时间：2025年5月31日 of the one named before.
        let shareholder = view.context.holder.clone().filter(|_| view.text.starts_with("出资")).unwrap_or_default();
        let of_whole = all_of_the_capital(view);
        let row = Contribution {
            amount: of_whole.as_ref().map(|(fen, _)| *fen),
            shareholder: of_whole.map_or(shareholder, |(_, name)| name),
            date: dated.map(|(date, _)| date),
            within_months: since.map(|(months, _)| months),
            paid: is_paid(view.text),
            form: form_in(view.text),
            ..Contribution::default()
        };
        out.push(view.fact(
            Statement::Contribution(row),
            first_verb.start.min(span.start as usize),
            (span.end as usize).max(first_verb.end),
        ));
        return;
    }
    let rows = holders(view, &money);
    let first_row = out.len();
    let mut last: Option<String> = None;
    let inner = find(view.text, "其中");
    let form = form_in(view.text);
    let mut mains = 0;
    for (i, ((quantity, amount, shares), holder)) in money.iter().zip(rows).enumerate() {
        let (start, end) = place(quantity);
        let next = money.get(i + 1).map_or(whole, |(q, _, _)| q.span.start as usize);
        let (name, instalment) = match holder {
            Holder::Named(name) => {
                // 股东名称：某某公司。股东以货币出资……
                let name = match &view.context.holder {
                    Some(holder) if name.is_empty() || name == "股东" || name == "出资人" => holder.clone(),
                    _ => name,
                };
                let instalment = inner.is_some_and(|at| at < start) && mains > 0 && last.as_deref() == Some(&name);
                (name, instalment)
            }
            // 其中1200万元于……; 第二期800万元: the last one goes on.
            Holder::Last { part } => {
                let carried = last.clone().or_else(|| {
                    out.iter().rev().find_map(|f| match &f.statement {
                        Statement::Contribution(row) => Some(row.shareholder.clone()),
                        _ => None,
                    })
                });
                let carried = carried.or_else(|| view.context.contributor.clone().filter(|_| goes_on));
                let Some(name) = carried else { continue };
                (name, part)
            }
            Holder::Nobody => continue,
        };
        mains += u32::from(!instalment);
        let stretch_end = if instalment { next } else { inner.filter(|at| *at > start).unwrap_or(next) };
        let ratio = view.quantities.iter().find_map(|q| match q.value {
            Value::Percent(hundredths)
                if (q.span.start as usize) >= end && (q.span.end as usize) <= stretch_end && !instalment =>
            {
                Some(hundredths)
            }
            _ => None,
        });
        // An instalment's date may stand before its sum: 2013年8月30日以货币出资50000万元.
        let date = date_of(end, stretch_end).or_else(|| {
            let from = view.text[..start].rfind(['，', '；', '：', '。']).unwrap_or(0);
            date_of(from, start)
        });
        let date = date.or_else(|| {
            // ……，出资时间为2019年6月30日: said of all sums before it.
            let last_end = money.last().map_or(0, |(q, _, _)| q.span.end as usize);
            let of_all = || ["出资时间", "出资日期", "均", "全部"].iter().any(|w| view.text[last_end..].contains(w));
            match () {
                () if money.len() > 1 => date_of(last_end, whole).filter(|_| of_all()),
                () if instalment || inner.is_some() => None,
                () => date_of(0, whole),
            }
        });
        // 均以货币出资 at the end speaks of all; else a form belongs to its own stretch.
        let own_form = {
            let from = money.get(i.wrapping_sub(1)).filter(|_| i > 0).map_or(0, |(q, _, _)| q.span.end as usize);
            form_in(&view.text[from..stretch_end])
        };
        let from = if instalment { view.clause(start).0 } else { name_start(view, &name, start).unwrap_or(start) };
        // 其中一千万元已到位，其余于2036年缴足: what is paid is told of each by itself, unless 均已 tells it of all.
        let clause_before = |at: usize| view.text[..at].rfind(['，', '；', '、']).unwrap_or(0);
        let own = clause_before(start)
            .max(money.get(i.wrapping_sub(1)).filter(|_| i > 0).map_or(0, |(q, _, _)| q.span.end as usize));
        let stretch = &view.text[own.min(start)..if next < whole { clause_before(next).max(end) } else { whole }];
        let of_all = money.len() == 1 || view.text.contains("均已") || view.text.contains("现均");
        let row = Contribution {
            shareholder: name.clone(),
            amount: *amount,
            shares: *shares,
            ratio,
            form: own_form.or_else(|| form.clone()),
            date: date.map(|(date, _)| date),
            within_months: if date.is_none() { months_of(from, stretch_end).map(|(months, _)| months) } else { None },
            paid: is_paid(stretch) || of_all && is_paid(view.text),
            instalment,
            blank: false,
        };
        out.push(view.fact(Statement::Contribution(row), from.min(start), stretch_end.min(end + 90).max(end)));
        last = Some(name);
    }
    parts_of_the_first(out.get_mut(first_row..).unwrap_or_default());
}

/// Whether a text begins as one of several instalments: 第二批货币1200万元, 第三期…….
fn is_instalment(text: &str) -> bool {
    let number = |c: char| matches!(c, '一' | '二' | '三' | '四' | '五' | '六') || c.is_ascii_digit();
    let ordinal = text.strip_prefix('第').map(|rest| rest.trim_start_matches(number));
    ordinal.is_some_and(|rest| rest.starts_with(['期', '批', '次', '笔']))
}

/// 注册资本为120亿元，全部由某某市人民政府以货币出资: the sum and whose it is.
fn all_of_the_capital(view: &View<'_>) -> Option<(u64, String)> {
    let at = view.text.find("注册资本")?;
    let (key, from) =
        ["全部由", "全部资本由", "全额由", "均由"].iter().find_map(|key| Some((key, view.text.find(key)?)))?;
    let name = view.text[from + key.len()..].split(['以', '用', '单', '独', '出', '，', '。']).next()?;
    let sum = view.quantities.iter().find_map(|q| match q.value {
        Value::Money(fen) if q.span.start as usize > at && (q.span.end as usize) <= from => Some(fen),
        _ => None,
    })?;
    is_name(name).then(|| (sum, name.to_owned()))
}

/// 认缴出资额20亿元，出资方式为货币出资8亿元、土地使用权作价出资12亿元: sums that make up the first one are parts of it.
fn parts_of_the_first(rows: &mut [Fact]) {
    let Some((Fact { statement: Statement::Contribution(first), .. }, rest)) = rows.split_first_mut() else { return };
    let mut parts: Vec<&mut Contribution> = Vec::new();
    for fact in rest {
        match &mut fact.statement {
            Statement::Contribution(row) if row.shareholder == first.shareholder && !row.instalment => parts.push(row),
            _ => return,
        }
    }
    let sum: Option<u64> = parts.iter().map(|row| row.amount).sum();
    if parts.len() > 1 && sum.is_some() && sum == first.amount {
        parts.into_iter().for_each(|row| row.instalment = true);
    }
}
