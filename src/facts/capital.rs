//! Registered capital, contributions and shares, from sentences.

use super::statement::{Contribution, Fact, StatedDate, Statement};
use super::view::{View, doubt, place};
use super::words::{Mark, Word};
use crate::Date;
use crate::syntax::clause::{Quantity, Value};

/// The registered capital: the first sum after the words, in the same clause.
pub(super) fn registered(view: &View<'_>, out: &mut Vec<Fact>) {
    if view.has(Mark::Capital) {
        for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Capital)) {
            let before = view.left(at.start, 12);
            if ["增加", "减少", "变更", "增减", "新增"]
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
                out.push(view.fact(Statement::RegisteredCapital { fen }, at.start, quantity.span.end as usize));
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

/// A stated date; the last day of a month or year that has no day.
pub(super) fn stated_date(year: u32, month: u32, day: u32) -> Option<StatedDate> {
    let year = i32::try_from(year).ok()?;
    Some(match (month, day) {
        (0, _) => StatedDate { last_day: Date::new(year, 12, 31)?, is_day: false },
        (month, 0) => StatedDate { last_day: Date::new(year, month, 1)?.add_months(1).add_days(-1), is_day: false },
        (month, day) => StatedDate { last_day: Date::new(year, month, day)?, is_day: true },
    })
}

const FORMS: [(&str, &str); 16] = [
    ("货币", "货币"),
    ("现金", "货币"),
    ("实物", "实物"),
    ("设备", "实物"),
    ("房产", "实物"),
    ("厂房", "实物"),
    ("车辆", "实物"),
    ("土地使用权", "土地使用权"),
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
    FORMS
        .iter()
        .filter_map(|(word, form)| text.find(word).map(|at| (at, *form)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, form)| form.to_owned())
}

/// Contributions in a sentence: one shareholder, with instalments.
pub(super) fn contributions(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.has(Mark::Contribute) {
        return;
    }
    let verb = |w: &&super::words::At| w.word == Word::Mark(Mark::Contribute);
    let Some(first_verb) = view.words.iter().find(verb) else { return };
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
            !(left.contains("注册资本")
                || left.contains("实收资本")
                || left.contains("每股")
                || left.contains("面值")
                || left.contains("股份总数")
                || left.contains("总股本")
                || clause.contains("发行股份")
                || clause.contains("发行的股份")
                || clause.contains("增资")
                || clause.contains("持有"))
        })
        .collect();
    let date_of = |from: usize, to: usize| {
        view.quantities.iter().find_map(|q| match q.value {
            Value::Date(y, m, d) if (q.span.start as usize) >= from && (q.span.end as usize) <= to => {
                stated_date(y, m, d).map(|date| (date, q.span))
            }
            _ => None,
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
            "到位",
        ]
        .iter()
        .any(|w| text.contains(w))
    };
    if money.is_empty() {
        // 股东全部出资于2040年12月31日前缴足.
        let due = ["缴足", "缴清", "缴付", "出资时间", "出资日期", "缴纳", "实缴", "到位", "缴付期限"]
            .iter()
            .any(|w| view.text.contains(w));
        let Some((date, span)) = date_of(0, whole).filter(|_| due) else { return };
        if !["股东", "出资人", "各方", "均", "发起人", "出资"].iter().any(|w| view.text.contains(w)) {
            return;
        }
        let row = Contribution {
            date: Some(date),
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
    let name = name_before(view, first_verb.start.min(money.first().map_or(whole, |m| m.0.span.start as usize)));
    let Some(name) = name else { return };
    // 其中：2013年8月30日以货币出资…… goes on about the shareholder named before.
    let dated = name.starts_with(|c: char| c.is_ascii_digit())
        || name.starts_with("其中")
        || name.ends_with(['年', '月', '日']);
    let carried = if dated {
        out.iter().rev().find_map(|f| match &f.statement {
            Statement::Contribution(row) => Some(row.shareholder.clone()),
            _ => None,
        })
    } else {
        None
    };
    let goes_on = carried.is_some();
    if dated && !goes_on {
        return;
    }
    let name = carried.unwrap_or(name);
    let form = form_in(view.text);
    let inner = view.text.find("其中");
    let mut main: Option<usize> = None;
    for (i, (quantity, amount, shares)) in money.iter().enumerate() {
        let (start, end) = place(quantity);
        let next = money.get(i + 1).map_or(whole, |(q, _, _)| q.span.start as usize);
        let is_instalment = goes_on || inner.is_some_and(|at| at < start) && main.is_some();
        if main.is_some() && !is_instalment {
            // 认缴800万元，实缴200万元: the first one counts.
            if view.left(start, 18).contains("实缴") || view.left(start, 18).contains("实收") {
                continue;
            }
            // 出资额 … of another shareholder in the same sentence: 分别认购6000万股和4000万股.
            if !separately(view, start, &name) {
                continue;
            }
        }
        let stretch_end = if is_instalment { next } else { inner.filter(|at| *at > start).unwrap_or(next) };
        let clause = &view.text[start..stretch_end];
        let ratio = view.quantities.iter().find_map(|q| match q.value {
            Value::Percent(hundredths)
                if (q.span.start as usize) >= end && (q.span.end as usize) <= stretch_end && !is_instalment =>
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
        let date = date.or_else(|| if is_instalment || inner.is_some() { None } else { date_of(0, whole) });
        let row = Contribution {
            shareholder: name.clone(),
            amount: *amount,
            shares: *shares,
            ratio,
            form: if is_instalment {
                form_in(&view.text[view.clause(start).0..stretch_end]).or_else(|| form.clone())
            } else {
                form.clone()
            },
            date: date.map(|(date, _)| date),
            paid: is_paid(clause) || is_paid(view.text),
            instalment: is_instalment,
            blank: false,
        };
        let from = if is_instalment { view.clause(start).0 } else { name_start(view, &name).unwrap_or(start) };
        out.push(view.fact(Statement::Contribution(row), from.min(start), stretch_end.min(end + 90).max(end)));
        main = main.or(Some(i));
    }
    // A clause at the end that speaks of all: 均以净资产折股方式出资.
}

/// Whether a second sum in a sentence belongs to another shareholder, who is named before it.
fn separately(view: &View<'_>, start: usize, name: &str) -> bool {
    let left = view.left(start, 150);
    let from = left.rfind(['，', '；', '、']).unwrap_or(0);
    left[from..].contains("公司") && !left[from..].contains(name)
}

fn name_start(view: &View<'_>, name: &str) -> Option<usize> {
    if name.is_empty() { None } else { view.text.find(name) }
}

/// The name before a verb of contribution; empty for 股东 in general, `None` if nobody who contributes is named.
fn name_before(view: &View<'_>, verb: usize) -> Option<String> {
    let mut left = &view.text[..verb];
    // What introduces the list is no name: 股东的出资情况如下：.
    if let Some(colon) = left.rfind('：') {
        left = &left[colon + '：'.len_utf8()..];
    }
    let mut name = left;
    for cut in ["，以", "以货币", "以现金", "以实物", "以", "将", "于", "按", "已", "承诺", "应", "，"]
    {
        if let Some(at) = name.find(cut).filter(|at| *at > 0) {
            name = &name[..at];
        }
    }
    // 公司由某某独家出资
    if let Some(by) = name.rfind('由').filter(|by| name[by + 3..].chars().count() >= 3) {
        name = &name[by + 3..];
    }
    let mut name = name.trim_matches(|c: char| matches!(c, '，' | '、' | '；' | '。' | '（' | '）' | '：' | ' '));
    for prefix in [
        "其中，",
        "其中",
        "由",
        "公司",
        "甲方",
        "乙方",
        "丙方",
        "丁方",
        "戊方",
        "发起人",
        "股东一",
        "股东二",
        "股东三",
        "股东",
        "出资人",
        "本次",
        "第一大股东",
        "和",
        "另由",
    ] {
        if let Some(rest) = name.strip_prefix(prefix)
            && (rest.chars().count() >= 3 || rest.is_empty() || prefix == "股东" || prefix == "出资人")
        {
            name = rest.trim_start_matches(['，', '：', '（', '、', '“', '”']);
        }
    }
    let name = name
        .trim_end_matches(['的', '认', '实', '“', '”'])
        .trim_end_matches("全部")
        .trim_end_matches("独家")
        .trim_end_matches("分别");
    let is_word = ["认缴", "的", "全部", "全体", "各", "共同", "单独", "自", "首期", "出资额", "出资方式", "所有"]
        .iter()
        .any(|w| name.starts_with(w));
    if name.is_empty() || is_word || name.chars().count() < 2 {
        let general = ["股东", "出资人", "发起人", "出资情况", "认缴"].iter().any(|w| view.text.contains(w));
        return general.then(String::new);
    }
    (name.chars().count() <= 40).then(|| name.to_owned())
}
