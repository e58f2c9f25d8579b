//! Contributions from tables: Markdown, tab-separated, or cells of a Word file.

use super::capital::{form_in, stated_date};
use super::statement::{Contribution, Fact, StatedDate, Statement};
use super::vocabulary::{Doubt, Modality, Stance};
use crate::Source;
use crate::model::charter::Charter;
use crate::model::table::{Raw, RowKind, Sheet, Spec, find, headers, is_blank, lines_of, of_lines, unit_said};
use crate::source::Span;
use crate::syntax::clause::{Quantity, Value, quantities};

const SPEC: Spec = Spec {
    columns: &[
        (
            "name",
            &[
                "股东名称",
                "股东姓名或名称",
                "股东姓名或者名称",
                "股东姓名",
                "股东",
                "出资人",
                "出资人名称",
                "发起人",
                "发起人名称",
                "发起人姓名或名称",
                "股东名称或姓名",
                "股东姓名（名称）",
                "姓名或名称",
                "~股东名称",
                "~股东姓名",
                "~发起人",
                "~出资人名称",
                "出资方",
                "投资方",
                "投资人",
                "合营方",
                "合资方",
                "发起单位",
                "股东单位",
            ],
        ),
        (
            "amount",
            &[
                "认缴出资额",
                "出资额",
                "认缴额",
                "认缴出资",
                "出资金额",
                "金额",
                "数额",
                "出资数额",
                "本期金额",
                "认缴金额",
                "认缴注册资本",
                "认缴的出资额",
                "各笔合计",
                "各期合计",
                "各期小计",
                "出资合计",
                "认缴合计",
                "本期出资额",
                "出资总额",
                "认缴总额",
                "合计",
                "~认缴出资额",
                "~出资额",
                "~出资金额",
            ],
        ),
        (
            "shares",
            &[
                "认购股份数",
                "认购股份",
                "持股数",
                "股份数",
                "认购的股份数",
                "持股数量",
                "认购的股份",
                "认股数",
                "认购股数",
                "~认股数",
                "~认购股份",
                "~股份数",
                "~持股数",
            ],
        ),
        (
            "form",
            &[
                "出资方式",
                "出资形式",
                "认缴方式",
                "方式",
                "形式",
                "以何种财产投入",
                "以何出资",
                "出资种类",
                "出资财产",
                "~出资方式",
                "~出资形式",
            ],
        ),
        (
            "date",
            &[
                "出资日期",
                "出资时间",
                "出资期限",
                "缴付期限",
                "缴纳期限",
                "认缴期限",
                "认缴时间",
                "缴付时间",
                "缴付日期",
                "缴纳时间",
                "缴纳日期",
                "缴款时间",
                "到位时间",
                "到账日期",
                "到账时间",
                "到位日期",
                "时间",
                "日期",
                "期限",
                "~出资日期",
                "~出资时间",
                "~出资期限",
                "~缴付期限",
                "~缴付时间",
                "~缴纳时间",
                "~到位时间",
            ],
        ),
        (
            "ratio",
            &[
                "出资比例",
                "持股比例",
                "比例",
                "占比",
                "股比",
                "股权比例",
                "认缴比例",
                "~出资比例",
                "~持股比例",
                "~股权比例",
            ],
        ),
    ],
    required: &[&["name"], &["amount", "shares"]],
    by_content: None,
};

/// The rows of contribution tables. What was read from them as if they were sentences is taken back.
pub(super) fn contributions(charter: &Charter, out: &mut Vec<Fact>) {
    let source = charter.source();
    let mut tables = Vec::new();
    if !source.grids().is_empty() || memchr::memchr2(b'|', b'\t', source.text().as_bytes()).is_some() {
        tables = find(source);
    }
    tables.extend(lines_as_tables(charter));
    let mut found: Vec<Quantity> = Vec::new();
    for raw in tables {
        let fits = headers(source, &raw, &SPEC);
        if fits.is_empty() && super::across::contributions(source, &raw, out, &mut found) {
            continue;
        }
        for (i, header) in fits.iter().enumerate() {
            let from = out.len();
            let end = fits.get(i + 1).map_or(raw.rows.len(), |next| next.row);
            let sheet = Sheet::new(source, &raw, header.clone(), end, "出资表");
            let lead: String = raw.lead.iter().map(|span| source.read(*span)).collect();
            let unit = |role: &str| {
                let own = sheet.column(role).and_then(|c| sheet.table.columns.get(c)).map_or("", |c| c.unit.as_str());
                // 金额单位：万元 may stand above the table.
                if own.is_empty() { unit_in(&lead).to_owned() } else { own.to_owned() }
            };
            let instalments = dated_columns(source, &sheet, &mut found);
            let (money_unit, share_unit) = (unit("amount"), unit("shares"));
            for row in sheet.table.rows.iter().filter(|row| row.kind == RowKind::Data) {
                let name = sheet.text(row, "name");
                if name.is_empty() || ["合计", "总计", "共计"].iter().any(|w| name.contains(w)) {
                    continue;
                }
                let text = |role: &str| sheet.text(row, role);
                let placeholder = |text: &str| {
                    text.contains("____") || text.contains('【') || text.contains("__") || text.contains("××")
                };
                let mut row_fact = Contribution { shareholder: name.clone(), ..Contribution::default() };
                row_fact.amount = amount(&text("amount"), &money_unit, &mut found);
                row_fact.shares = amount(&text("shares"), &share_unit, &mut found).map(|hundredths| hundredths / 100);
                row_fact.form =
                    Some(text("form")).filter(|t| !is_blank(t) && !placeholder(t)).map(|t| form_in(&t).unwrap_or(t));
                let date = text("date");
                row_fact.date = dated(&date, &mut found);
                row_fact.paid =
                    ["已缴", "已实缴", "缴足", "到位"].iter().any(|w| date.contains(w)) && date.contains('已');
                row_fact.ratio = ratio(&text("ratio"), &mut found);
                row_fact.blank = placeholder(&name)
                    || ["amount", "shares", "form", "date", "ratio"].iter().any(|role| placeholder(&text(role)));
                let parts: Vec<Contribution> = instalments
                    .iter()
                    .filter_map(|(column, date)| {
                        let cell = row.cells.get(*column)?;
                        let sum = amount(&cell.text, &money_unit, &mut found)?;
                        Some(Contribution {
                            shareholder: name.clone(),
                            amount: Some(sum),
                            form: row_fact.form.clone(),
                            date: Some(*date),
                            instalment: true,
                            ..Contribution::default()
                        })
                    })
                    .collect();
                let states = row_fact.amount.is_some() || row_fact.shares.is_some() || row_fact.ratio.is_some();
                if !row_fact.blank && !states && parts.is_empty() {
                    continue;
                }
                out.push(self::row_fact(row_fact, row.span));
                out.extend(parts.into_iter().map(|part| self::row_fact(part, row.span)));
            }
            if out.len() > from {
                let inside = |fact: &Fact| {
                    let at = charter.prose().to_source(fact.span).start;
                    !fact.in_source && matches!(fact.statement, Statement::Contribution(_)) && raw.span.contains(at)
                };
                out.retain(|fact| !inside(fact));
            }
        }
    }
}

/// The columns whose heads name a day: what is paid by then. 首笔到位（2024年10月31日）
fn dated_columns(source: &Source, sheet: &Sheet, found: &mut Vec<Quantity>) -> Vec<(usize, StatedDate)> {
    let columns: Vec<usize> = sheet.others().collect();
    let date = |c: usize| {
        let head = source.read(sheet.table.columns.get(c)?.span);
        // 截至2024年末实缴 is what has been paid, and no part of what is promised.
        let other = ["实缴", "截至", "累计"].iter().any(|word| head.contains(word));
        if other { None } else { Some((c, dated(head, found)?)) }
    };
    columns.into_iter().filter_map(date).collect()
}

/// The first day that a text names.
pub(super) fn dated(text: &str, found: &mut Vec<Quantity>) -> Option<StatedDate> {
    quantities(&compact(text), 0, found);
    found.iter().find_map(|q| match q.value {
        Value::Date(y, m, d) => stated_date(y, m, d),
        _ => None,
    })
}

/// A cell's share of the whole; a bare number is in per cent.
pub(super) fn ratio(text: &str, found: &mut Vec<Quantity>) -> Option<u64> {
    let stated = text.contains('%') || text.contains('％') || text.contains("百分之") || text.is_empty();
    let text = if stated { text.to_owned() } else { format!("{text}%") };
    quantities(&compact(&text), 0, found);
    found.iter().find_map(|q| match q.value {
        Value::Percent(hundredths) => Some(hundredths),
        _ => None,
    })
}

/// The unit that the lines above a table give for its sums.
pub(super) fn unit_in(lead: &str) -> &'static str {
    // A sum above the table, as that of the capital, only hints at it.
    unit_said(lead).or_else(|| ["万元", "亿元"].into_iter().find(|unit| lead.contains(unit))).unwrap_or("")
}

/// A contribution that a table states.
pub(super) fn row_fact(row: Contribution, span: Span) -> Fact {
    let doubt = match row.ratio {
        _ if row.blank => Some(Doubt::Blank),
        Some(ratio) if ratio > 10_000 => Some(Doubt::MoreThanWhole),
        _ => None,
    };
    Fact {
        statement: Statement::Contribution(row),
        span,
        in_source: true,
        sentence: usize::MAX,
        modality: Modality::Plain,
        stance: Stance::Affirmed,
        doubt,
        contradicted: false,
    }
}

/// Header words of a contribution table, by what they are about.
const HEADER: [&[&str]; 3] = [
    &["股东", "发起人", "出资人", "姓名", "名称"],
    &["出资额", "认缴", "认购", "股份数", "出资金额"],
    &["方式", "日期", "时间", "期限", "比例"],
];

/// Tables whose cells stand in lines with commas or blanks between them.
fn lines_as_tables(charter: &Charter) -> Vec<Raw> {
    let source = charter.source();
    let mut out = Vec::new();
    for article in charter.articles() {
        let text = source.read(article.span);
        if !HEADER.iter().all(|words| words.iter().any(|word| text.contains(word))) || text.contains(['|', '\t']) {
            continue;
        }
        let lines = lines_of(source, article.span);
        let comma = |c: char| matches!(c, ',' | '，');
        let cells = |line: Span, by_comma: bool| {
            let words = source.read(line);
            if by_comma { words.split(comma).count() } else { words.split_whitespace().count() }
        };
        let is_sentence = |line: Span| source.read(line).contains(['。', '；', '：']);
        let header = |line: Span| {
            let words = source.read(line);
            HEADER.iter().all(|about| about.iter().any(|word| words.contains(word))) && !is_sentence(line)
        };
        let Some(first) =
            lines.iter().position(|line| header(*line) && cells(*line, true).max(cells(*line, false)) >= 3)
        else {
            continue;
        };
        let by_comma = cells(lines[first], true) >= 3;
        let width = cells(lines[first], by_comma);
        let rows: Vec<Span> = lines[first..]
            .iter()
            .copied()
            .take_while(|line| !is_sentence(*line))
            // A row that wraps or lacks a cell cannot be told apart without borders.
            .filter(|line| cells(*line, by_comma) == width)
            .collect();
        if rows.len() < 2 {
            continue;
        }
        out.push(if by_comma { of_lines(source, &rows, comma) } else { of_lines(source, &rows, char::is_whitespace) });
    }
    out
}

fn compact(text: &str) -> String {
    crate::model::charter::compact(text).replace('％', "%")
}

/// A cell's sum in hundredths; bare numbers take the column's unit.
pub(super) fn amount(text: &str, unit: &str, found: &mut Vec<Quantity>) -> Option<u64> {
    let text = compact(text);
    let text = text.trim_start_matches("人民币");
    if is_blank(text) {
        return None;
    }
    let has_unit = text.contains('元') || text.contains('股');
    let scale = if unit.contains("亿") {
        "亿"
    } else if unit.contains('万') {
        "万"
    } else {
        ""
    };
    let own_scale = text.contains(['万', '亿', '萬', '億']);
    let full = match (has_unit, own_scale) {
        (true, _) => text.to_owned(),
        (false, true) => format!("{text}元"),
        (false, false) => format!("{text}{scale}元"),
    };
    quantities(&full, 0, found);
    found.iter().find_map(|q| match q.value {
        Value::Money(hundredths) => Some(hundredths),
        Value::Shares(shares) => shares.checked_mul(100),
        _ => None,
    })
}
