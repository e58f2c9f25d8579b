//! Contribution tables whose columns are shareholders: a row for each instalment, or for each thing stated.

use super::capital::form_in;
use super::holders::is_name;
use super::statement::{Contribution, Fact, StatedDate};
use super::tables::{amount, dated, ratio, row_fact, unit_in};
use crate::Source;
use crate::model::charter::compact;
use crate::model::table::{Raw, RawRow, is_blank};
use crate::source::Span;
use crate::syntax::clause::Quantity;

/// What a row states of each shareholder.
enum Of {
    Amount,
    Instalment(StatedDate),
    Form,
    Date,
    Ratio,
}

/// Reads such a table; whether it was one.
pub(super) fn contributions(source: &Source, raw: &Raw, out: &mut Vec<Fact>, found: &mut Vec<Quantity>) -> bool {
    let Some((header, names)) =
        (0..raw.rows.len().min(3)).find_map(|i| holders(source, raw, i).map(|names| (i, names)))
    else {
        return false;
    };
    let lead: String = raw.lead.iter().map(|span| source.read(*span)).collect();
    let words = |row: &RawRow| -> String {
        let named = |c: &usize| names.iter().any(|(column, _)| column == c);
        let cells = row.cells.iter().enumerate().filter(|(c, _)| !named(c));
        cells.map(|(_, cell)| raw.text(source, cell.span)).collect::<Vec<_>>().join(" ")
    };
    let of_contributions = |text: &str| ["出资", "认缴", "缴付", "缴款", "到位"].iter().any(|word| text.contains(word));
    let rows = &raw.rows[header + 1..];
    if !of_contributions(&lead)
        && !rows.iter().chain(&raw.rows[header..=header]).any(|row| of_contributions(&words(row)))
    {
        return false;
    }
    let unit = unit_in(&lead);
    let of_all = ["全部", "均", "都"].iter().any(|word| lead.contains(word)).then(|| form_in(&lead)).flatten();
    let mut mains: Vec<(Contribution, Option<Span>)> = names
        .iter()
        .map(|(_, name)| {
            let row = Contribution { shareholder: name.clone(), form: of_all.clone(), ..Contribution::default() };
            (row, None)
        })
        .collect();
    let mut parts = Vec::new();
    for row in rows {
        let Some(of) = stated(&words(row), found) else { continue };
        for ((column, name), (main, place)) in names.iter().zip(&mut mains) {
            let Some(cell) =
                row.cells.get(*column).map(|cell| raw.text(source, cell.span)).filter(|cell| !is_blank(cell))
            else {
                continue;
            };
            match &of {
                Of::Amount if main.amount.is_none() => {
                    main.amount = amount(&cell, unit, found);
                    *place = main.amount.map(|_| row.span).or(*place);
                }
                Of::Instalment(date) => {
                    let Some(sum) = amount(&cell, unit, found) else { continue };
                    let part = Contribution {
                        shareholder: name.clone(),
                        amount: Some(sum),
                        form: of_all.clone(),
                        date: Some(*date),
                        instalment: true,
                        ..Contribution::default()
                    };
                    parts.push(row_fact(part, row.span));
                    *place = place.or(Some(row.span));
                }
                Of::Form => main.form = Some(form_in(&cell).unwrap_or(cell)),
                Of::Date => main.date = dated(&cell, found),
                Of::Ratio => main.ratio = ratio(&cell, found),
                Of::Amount => {}
            }
        }
    }
    // Of one shareholder alone, or of none, it is a table of something else.
    if mains.iter().filter(|(_, place)| place.is_some()).count() < 2 {
        return false;
    }
    out.extend(mains.into_iter().filter_map(|(main, place)| Some(row_fact(main, place?))));
    out.append(&mut parts);
    true
}

/// The columns of a row that name shareholders, if several do.
fn holders(source: &Source, raw: &Raw, row: usize) -> Option<Vec<(usize, String)>> {
    let cells = raw.rows.get(row)?.cells.iter().enumerate();
    let names: Vec<(usize, String)> = cells
        .map(|(column, cell)| (column, raw.text(source, cell.span)))
        .filter(|(_, name)| is_holder(source, name))
        .collect();
    (names.len() > 1).then_some(names)
}

/// Whether a header cell names a shareholder: by its whole name, as a party, or by a short name that the text gives.
fn is_holder(source: &Source, name: &str) -> bool {
    let party = name.strip_suffix('方').is_some_and(|party| party.chars().count() == 1 && party != "各");
    let number =
        name.strip_prefix("股东").is_some_and(|rest| rest.chars().count() == 1 && !rest.starts_with(['会', '方']));
    // A line may have ended inside the name.
    let quoted = || {
        if name.chars().count() < 2 {
            return false;
        }
        let text = compact(source.reading());
        text.match_indices(name).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            before.ends_with(['“', '"', '「', '『']) && after.starts_with(['”', '"', '」', '』'])
        })
    };
    is_name(name) || party || number || quoted()
}

/// What a row states, by the words beside the shareholders' cells.
fn stated(words: &str, found: &mut Vec<Quantity>) -> Option<Of> {
    let has = |of: &[&str]| of.iter().any(|word| words.contains(word));
    if has(&["实缴", "表决权"]) {
        return None;
    }
    if let Some(date) = dated(words, found) {
        return Some(Of::Instalment(date));
    }
    if has(&["比例", "占比", "股比"]) {
        Some(Of::Ratio)
    } else if has(&["方式", "形式"]) {
        Some(Of::Form)
    } else if has(&["日期", "时间", "期限"]) {
        Some(Of::Date)
    } else if has(&["合计", "总计", "共计", "认缴", "出资额", "金额"]) {
        Some(Of::Amount)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::table::find;

    /// The contributions of a text's tables, each in a line; `None` if none of the tables is one of shareholders.
    fn read(text: &str) -> Option<Vec<String>> {
        let source = Arc::new(Source::new("章程.txt", text.to_owned()).unwrap());
        let (mut out, mut found) = (Vec::new(), Vec::new());
        let is_one = find(&source).iter().any(|raw| contributions(&source, raw, &mut out, &mut found));
        is_one.then(|| out.iter().map(|fact| fact.statement.to_string()).collect())
    }

    #[test]
    fn what_rows_state() {
        for (text, expected) in [
            (
                "出资安排如下（单位：万元）：\n\n| 事项 | 甲方 | 乙方 |\n| --- | --- | --- |\n| 认缴出资额 | 600 | 400 |\n\
                 | 出资方式 | 货币 | 设备 |\n| 出资期限 | 2026年6月30日 | 2027年 |\n| 出资比例 | 60% | 40 |\n",
                &["甲方 6000000 60% 货币 2026-06-30", "乙方 4000000 40% 实物 2027-12-31"][..],
            ),
            // Instalments, their sum, and shares of the whole; all in money, as the line above says.
            (
                "各股东均以货币出资（单位：元）。\n\n| 缴付期次 | 青岚水务有限公司 | 临江投资有限公司 | 小计 |\n| --- | --- | --- | --- |\n\
                 | 第一期 2026年1月31日前 | 3000000 | 1000000 | 4000000 |\n| 第二期 2027年1月31日前 | 3000000 | — | 3000000 |\n\
                 | 合计 | 6000000 | 1000000 | 7000000 |\n| 占比 | 85.71% | 14.29% | 100% |\n",
                &[
                    "青岚水务有限公司 6000000 85.71% 货币",
                    "临江投资有限公司 1000000 14.29% 货币",
                    "青岚水务有限公司 3000000 货币 2026-01-31 instalment",
                    "临江投资有限公司 1000000 货币 2026-01-31 instalment",
                    "青岚水务有限公司 3000000 货币 2027-01-31 instalment",
                ],
            ),
            // Instalments alone; what was paid and how votes are cast is no part of what is promised.
            (
                "| 缴款时间 | 股东一 | 股东二 |\n| --- | --- | --- |\n| 2026年3月 | 50万元 | 30万元 |\n\
                 | 截至2025年12月31日实缴 | 20万元 | 10万元 |\n| 表决权比例 | 70% | 30% |\n",
                &["股东一", "股东二", "股东一 500000 2026-03-31 instalment", "股东二 300000 2026-03-31 instalment"],
            ),
            // The first sum is what is promised; short names are those that the text gives, wherever its lines end.
            (
                "青岚水务有限公司（下称“青岚\n水务”）、临江投资有限公司（下称\"临江投资\"）设立公司。\n\n\
                 | 项目 | 青岚水务 | 临江投资 |\n| --- | --- | --- |\n| 认缴出资额 | 3亿元 | 2亿元 |\n\
                 | 其中首期金额 | 1亿元 | 1亿元 |\n| 出资形式 | 以水库作价出资 | 特许经营权 |\n",
                &["青岚水务 300000000 实物", "临江投资 200000000 特许经营权"],
            ),
            // Names in the second row.
            (
                "| 股东出资表 |  |  |\n| --- | --- | --- |\n| 事项 | 甲方 | 丙方 |\n| 出资额（万元） | 10万元 | 20万元 |\n\
                 | 出资时间 | 2026年5月1日 | 2026年5月1日 |\n",
                &["甲方 100000 2026-05-01", "丙方 200000 2026-05-01"],
            ),
        ] {
            assert_eq!(read(text).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn tables_of_something_else() {
        for text in [
            // One shareholder, or sums of one alone.
            "| 事项 | 甲方 |\n| --- | --- |\n| 认缴出资额 | 600万元 |\n",
            "| 事项 | 甲方 | 乙方 |\n| --- | --- | --- |\n| 认缴出资额 | 600万元 | / |\n",
            // Nobody in particular; organs.
            "| 事项 | 各方 | 他方 |\n| --- | --- | --- |\n| 认缴出资额 | 600万元 | 400万元 |\n",
            "| 事项 | 股东会 | 股东方 |\n| --- | --- | --- |\n| 认缴出资额 | 600万元 | 400万元 |\n",
            // Names that the text does not give.
            "青岚水务、临江投资设立公司。\n\n| 事项 | 青岚水务 | 临江投资 |\n| --- | --- | --- |\n| 认缴出资额 | 6万元 | 4万元 |\n",
            // Sums, but not of contributions.
            "采购限额：\n\n| 事项 | 甲方 | 乙方 |\n| --- | --- | --- |\n| 采购金额 | 600万元 | 400万元 |\n",
            // Names below the third row.
            "| 一 |  |  |\n| --- | --- | --- |\n| 二 |  |  |\n| 三 |  |  |\n| 事项 | 甲方 | 乙方 |\n| 认缴出资额 | 6万元 | 4万元 |\n",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
