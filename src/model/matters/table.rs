//! Decision lists that are tables: lists with a column of deciders, authority matrices, the national export.

use super::body::{Act, Body, acts, column_body, mentions, party_organ};
use super::legend::Legend;
use super::steps::{Reading, Step, Words, steps, trailing_deciders};
use super::{ListKind, Matter, MatterList};
use crate::Text;
use crate::model::amount::{self, AmountCondition, Bound};
use crate::model::table::{Cell, Row, RowKind, Sheet, Stated, Unread, Values, is_blank, unit_said};
use crate::numeral;
use crate::source::{Source, Span};
use crate::syntax::list::declared;

/// The columns of `sheet` that are headed by governing bodies.
pub(crate) fn body_columns(sheet: &Sheet) -> Vec<(usize, Body)> {
    // 决策会议及次序 over 支部委员会 | 董事会: the first of the bodies has been taken for the column of meetings.
    let named = |c: &usize| sheet.table.columns.get(*c).is_some_and(|column| column_body(&column.leaf).is_some());
    sheet
        .column("meetings")
        .filter(named)
        .into_iter()
        .chain(sheet.others())
        .filter_map(|c| {
            let column = sheet.table.columns.get(c)?;
            column_body(&column.leaf).or_else(|| column_body(&column.name)).map(|body| (c, body))
        })
        .collect()
}

/// The columns of the national export that name meetings, in order.
fn meeting_columns(sheet: &Sheet) -> Vec<usize> {
    let Some(first) = sheet.column("meetings") else { return Vec::new() };
    let columns = &sheet.table.columns;
    let is_meeting = |c: usize| {
        columns.get(c).is_some_and(|column| {
            // 决策会议及次序 over 董事会 | 股东会: the columns are the bodies.
            column_body(&column.leaf).is_none()
                && (column.name.contains("决策会议")
                    || column.group.contains("决策会议")
                    || column.leaf.contains("会议顺序"))
        })
    };
    (first..columns.len()).take_while(|&c| is_meeting(c)).collect()
}

struct Reader<'a> {
    source: &'a Source,
    sheet: &'a Sheet,
    kind: ListKind,
    bodies: Vec<(usize, Body)>,
    meetings: Vec<usize>,
    unit: String,
    legend: Legend,
}

impl MatterList {
    pub(crate) fn read_table(
        source: &Source,
        sheet: &Sheet,
        kind: ListKind,
        above: &[Span],
        below: &[Span],
    ) -> (Self, Vec<Unread>) {
        let unit = sheet.column("standard").and_then(|c| sheet.table.columns.get(c)).map(|c| c.unit.clone());
        let unit = unit.filter(|unit| !unit.is_empty()).or_else(|| around(source, sheet, above, below));
        let reader = Reader {
            source,
            sheet,
            kind,
            bodies: body_columns(sheet),
            meetings: meeting_columns(sheet),
            unit: unit.unwrap_or_default(),
            legend: legend(source, sheet, above, below),
        };
        let mut values = Values::new(sheet);
        let mut matters: Vec<Matter> = Vec::new();
        let mut category = String::new();
        let mut count: Option<(u32, Span)> = None;
        let mut position = 0;
        for row in &sheet.table.rows {
            match row.kind {
                RowKind::Data => {}
                RowKind::Band => {
                    let Some(cell) = row.filled_cells().next() else { continue };
                    match declared(&cell.text) {
                        Some(n) if !cell.text.starts_with(numeral::is_numeral) => count = Some((n, cell.span)),
                        _ => category = heading(&cell.text),
                    }
                    continue;
                }
                RowKind::Header => continue,
                kind => {
                    let noted = row.filled_cells().find_map(|cell| Some((declared(&cell.text)?, cell.span)));
                    // 合计 | 20项: the number stands alone beside the word.
                    let alone = || {
                        let cells = row.filled_cells().skip(1).filter(|_| kind == RowKind::Total);
                        cells.filter_map(|cell| Some((counted(&cell.text)?, cell.span))).next()
                    };
                    count = noted.or_else(alone).or(count);
                    continue;
                }
            }
            match reader.matter(row, matters.last(), &mut category, &mut position) {
                Some(matter) => matters.push(matter),
                None => values.reject_row(row, Text::new("没有写明事项", "names no matter")),
            }
        }
        let title = sheet.table.title.clone();
        let stated = below.iter().chain(above).find_map(|&span| {
            let text = source.read(span);
            (!text.starts_with(numeral::is_numeral)).then(|| Some((declared(text)?, span))).flatten()
        });
        let count =
            count.or(stated).or_else(|| sheet.table.title_span.and_then(|span| Some((declared(&title)?, span))));
        let by_category = number(&mut matters, kind);
        let organ = party_organ(&title).or_else(|| {
            reader.bodies.iter().filter(|(_, body)| *body == Body::Party).find_map(|(c, _)| {
                let name = &sheet.table.columns.get(*c)?.name;
                // 党委（党组/党总支/党支部）会 names every form and so none.
                let forms =
                    ["党委", "党组", "总支", "支部", "支委"].iter().filter(|form| name.contains(**form)).count();
                if forms == 1 { party_organ(name) } else { None }
            })
        });
        let states_next = sheet.has("next")
            || !reader.bodies.is_empty()
            || !reader.meetings.is_empty()
            || matters.iter().any(|matter| !matter.steps.is_empty());
        let list = Self {
            kind,
            title,
            title_span: sheet.table.title_span,
            organ,
            declared: count,
            preface: above.iter().copied().reduce(Span::cover),
            matters,
            numbered_by_category: by_category,
            states_next,
            table: Some(sheet.table.clone()),
        };
        (list, values.unread)
    }
}

/// The unit that the texts around a table, or its rows that are no data, give: 单位：万元.
fn around(source: &Source, sheet: &Sheet, above: &[Span], below: &[Span]) -> Option<String> {
    let texts = above.iter().chain(below).map(|span| source.read(*span));
    let noted = sheet.table.rows.iter().filter(|row| row.kind != RowKind::Data);
    let noted = noted.flat_map(|row| row.filled_cells().map(|cell| cell.text.as_str()));
    [sheet.table.title.as_str()].into_iter().chain(texts).chain(noted).find_map(unit_said).map(str::to_owned)
}

/// What the texts around a table, and its rows that are no data, say that signs stand for.
fn legend(source: &Source, sheet: &Sheet, above: &[Span], below: &[Span]) -> Legend {
    let around = above.iter().chain(below).map(|span| source.slice(*span));
    let noted = sheet.table.rows.iter().filter(|row| row.kind != RowKind::Data);
    let noted = noted.flat_map(|row| row.filled_cells().map(|cell| cell.text.as_str()));
    Legend::read([sheet.table.title.as_str()].into_iter().chain(around).chain(noted))
}

/// 20项, 20 项: a number of matters and nothing else.
fn counted(text: &str) -> Option<u32> {
    let words = text.trim();
    let number = words.strip_suffix("项").or_else(|| words.strip_suffix("条"))?;
    numeral::parse(number.trim()).and_then(|n| u32::try_from(n).ok())
}

/// A heading without its marker: 一、战略规划 is 战略规划.
pub(super) fn heading(text: &str) -> String {
    let rest = text.trim_start_matches(|c: char| numeral::is_numeral(c) || matches!(c, '（' | '(' | '）' | ')'));
    let rest = rest.strip_prefix(['、', '.', '．', ' ']).unwrap_or(rest).trim();
    if rest.is_empty() { text.to_owned() } else { rest.to_owned() }
}

/// Gives every matter its place; tells whether numbers begin anew in each category.
pub(super) fn number(matters: &mut [Matter], kind: ListKind) -> bool {
    let numbers: Vec<u32> = matters.iter().filter(|m| !m.continued).filter_map(|m| m.number).collect();
    let ones = numbers.iter().filter(|n| **n == 1).count();
    let categories: Vec<&str> =
        matters.iter().filter(|m| m.number == Some(1) && !m.continued).map(|m| m.category.as_str()).collect();
    let distinct = categories.windows(2).all(|pair| pair[0] != pair[1]);
    let by_category = ones > 1 && distinct && categories.iter().all(|c| !c.is_empty());
    for matter in matters.iter_mut() {
        let number = if by_category { matter.position } else { matter.number.unwrap_or(matter.position) };
        matter.place = format!("{}第{number}项", kind.place());
    }
    by_category
}

impl Reader<'_> {
    fn words<'c>(&'c self, cell: &'c Cell) -> Words<'c> {
        Words { text: &cell.text, raw: self.source.read(cell.span), span: cell.span }
    }

    fn conditions(&self, cell: &Cell, unit: &str) -> Vec<AmountCondition> {
        self.words(cell).conditions(&cell.text, unit)
    }

    /// 下限 | 上限: the two ends of one interval, each in its own column.
    fn interval(&self, row: &Row, unit: &str) -> Option<AmountCondition> {
        let end = |role: &str| {
            let cell = self.sheet.cell(row, role).filter(|cell| !is_blank(&cell.text))?;
            let head = &self.sheet.table.columns.get(self.sheet.column(role)?)?;
            let own = ["亿元", "万元", "元", "%"].into_iter().find(|own| head.unit.contains(own)).unwrap_or(unit);
            let amount = amount::conditions(&cell.text, cell.span, own).into_iter().find_map(|condition| {
                let bound = condition.lower.or(condition.upper).map(|bound| bound.amount);
                condition.bare.or(bound)
            })?;
            // The cell's own words prevail over the head's.
            let excluded = |text: &str| text.contains("不含") || text.contains('不') && text.contains("包括");
            let said = cell.text.contains('含');
            let inclusive = if said { !excluded(&cell.text) } else { !excluded(self.source.read(head.span)) };
            Some((Bound { amount, inclusive }, cell.span))
        };
        let (lower, upper) = (end("lowest"), end("highest"));
        let span = lower.or(upper)?.1;
        let [lower, upper] = [lower, upper].map(|end| end.map(|(bound, _)| bound));
        Some(AmountCondition { lower, upper, bare: None, quantity: String::new(), base: String::new(), span })
    }

    fn matter(&self, row: &Row, last: Option<&Matter>, category: &mut String, position: &mut u32) -> Option<Matter> {
        let sheet = self.sheet;
        let label_cell = sheet.cell(row, "number");
        let text_cell = sheet.cell(row, "matter");
        if let Some(cell) = sheet.cell(row, "category") {
            category.clone_from(&cell.text);
        }
        let written = label_cell.map(|cell| cell.text.clone()).unwrap_or_default();
        let own_number = label_cell.filter(|cell| !cell.filled).and_then(|cell| number_of(&cell.text));
        // A row that only adds a tier: its matter is blank or belongs to a merged cell, and so does its number.
        let merged = label_cell.is_some_and(|cell| cell.filled)
            || (label_cell.is_none() && text_cell.is_some_and(|cell| cell.filled));
        let adds = text_cell.is_none()
            && own_number.is_none()
            && (sheet.cell(row, "standard").is_some() || sheet.cell(row, "next").is_some() || !self.bodies.is_empty());
        let continued = last.is_some() && (merged || adds);
        let (text, text_span, mut bracket) = match (text_cell, last) {
            (Some(cell), _) => {
                let words = self.words(cell);
                if sheet.has("next") && sheet.cell(row, "next").is_some() || !self.bodies.is_empty() {
                    (cell.text.clone(), cell.span, Vec::new())
                } else {
                    let (steps, rest) = trailing_deciders(words);
                    (rest.to_owned(), cell.span, steps)
                }
            }
            (None, Some(last)) if continued => (last.text.clone(), last.text_span, Vec::new()),
            _ => return None,
        };
        if !continued {
            *position += 1;
        }
        let standard = sheet.stated(row, "standard").filter(|stated| !is_blank(&stated.text));
        // 金额 | 单位: the unit has a column of its own.
        let unit = sheet.cell(row, "unit").map(|cell| cell.text.as_str()).filter(|unit| unit.ends_with(['元', '%']));
        let unit = unit.unwrap_or(&self.unit);
        let mut amounts = sheet.cell(row, "standard").map(|cell| self.conditions(cell, unit)).unwrap_or_default();
        amounts.extend(self.interval(row, unit));
        if let Some(cell) = text_cell {
            amounts.extend(self.conditions(cell, ""));
        }
        let mut out: Vec<Step> = Vec::new();
        let (mut party_act, mut party_stated) = match self.kind {
            ListKind::PriorStudy => (Some(Act::Discuss), None),
            ListKind::GateKeeping => (Some(Act::GateKeep), None),
            ListKind::Decided => (Some(Act::Decide), None),
            ListKind::Matrix | ListKind::Supervision => (None, None),
        };
        for role in ["employee", "procedure"] {
            if let Some(cell) = sheet.cell(row, role) {
                out.extend(steps(self.words(cell), Reading::Procedure));
            }
        }
        // 备注：事前听取工会意见，经职工代表大会审议
        if let Some(cell) = sheet.cell(row, "remark") {
            let noted = steps(self.words(cell), Reading::Procedure);
            out.extend(noted.into_iter().filter(|step| step.body.is_employees()));
        }
        if let Some(cell) = text_cell {
            let words = self.words(cell);
            out.extend(steps(words, Reading::Matter));
            out.append(&mut bracket);
        }
        if let Some(cell) = sheet.cell(row, "next") {
            out.extend(steps(self.words(cell), Reading::Decider));
        }
        if !self.meetings.is_empty() {
            let (act, stated, meetings) = self.meetings(row);
            party_act = act.or(party_act);
            party_stated = stated;
            out.extend(meetings);
        }
        if !self.bodies.is_empty() {
            let (act, stated, cells) = self.cells(row);
            if self.bodies.iter().any(|(_, body)| *body == Body::Party) {
                party_act = act;
                party_stated = stated;
            }
            out.extend(cells);
        }
        // 经党委研究讨论后: the Party body's own act, stated in the matter.
        if let Some(at) = out.iter().position(|step| step.body == Body::Party && !step.act.is_final()) {
            let step = out.remove(at);
            if party_act.is_none() {
                party_act = Some(step.act);
                party_stated = Some(Stated::new(step.name.clone(), step.span));
            }
        }
        Some(Matter {
            number: own_number.or_else(|| last.filter(|_| continued).and_then(|l| l.number)),
            label: written,
            position: *position,
            place: String::new(),
            category: category.clone(),
            text,
            text_span,
            span: row.span,
            standard,
            amounts,
            party_act,
            party_stated,
            steps: out,
            next_stated: sheet.stated(row, "next"),
            procedure: sheet.stated(row, "employee").or_else(|| sheet.stated(row, "procedure")),
            basis: sheet.stated(row, "basis"),
            remark: sheet.stated(row, "remark"),
            code: sheet.cell(row, "code").map(|cell| cell.text.clone()),
            continued,
            row: Some(row.clone()),
        })
    }

    /// The national export: the order of meetings gives the Party body's act and who decides.
    fn meetings(&self, row: &Row) -> (Option<Act>, Option<Stated>, Vec<Step>) {
        let mut order: Vec<Step> = Vec::new();
        for &c in &self.meetings {
            let Some(cell) = row.cells.get(c).filter(|cell| !cell.text.is_empty()) else { continue };
            let words = self.words(cell);
            for mention in mentions(&cell.text) {
                order.push(Step {
                    body: mention.body,
                    name: cell.text.get(mention.start..mention.end).unwrap_or_default().to_owned(),
                    act: Act::Deliberate,
                    act_stated: false,
                    delegated_by: None,
                    amounts: Vec::new(),
                    span: words.at(mention.start, mention.end),
                });
            }
        }
        let party = order.iter().rposition(|step| step.body == Body::Party);
        let mut act = None;
        let mut stated = None;
        if let Some(at) = party {
            let last = at + 1 == order.len();
            act = Some(if last { Act::Decide } else { Act::Discuss });
            let step = order.remove(at);
            stated = Some(Stated::new(step.name, step.span));
            if last {
                return (act, stated, order);
            }
        }
        if let Some(step) = order.last_mut() {
            step.act = Act::Decide;
        }
        (act, stated, order)
    }

    /// The cells of a matrix: one column per body.
    fn cells(&self, row: &Row) -> (Option<Act>, Option<Stated>, Vec<Step>) {
        if let Some(ordered) = self.in_order(row) {
            return ordered;
        }
        let mut party: Option<(Act, Stated)> = None;
        let mut out: Vec<Step> = Vec::new();
        for &(c, body) in &self.bodies {
            let Some(cell) = row.cells.get(c).filter(|cell| !is_blank(&cell.text)) else { continue };
            let text = self.legend.words(&cell.text);
            // A sign stands for its words; where these are, the sign is.
            let words = self.words(cell);
            let place = |start, end| if text == cell.text { words.at(start, end) } else { cell.span };
            let column = self.sheet.table.columns.get(c);
            let name = column.map(|column| column.leaf.clone()).unwrap_or_default();
            let authorised = text.contains("授权");
            let delegated_by = authorised.then(|| mentions(&text).first().map(|m| m.body)).flatten();
            // Words in brackets say under which authority, not what is done: 批准（董事会授权）.
            let mut found = acts(&text);
            if found.is_empty() {
                found.push((Act::Mark, 0, text.len()));
            }
            for (mut act, start, end) in found {
                if act == Act::Mark {
                    act = match &name {
                        n if n.contains("备案") => Act::File,
                        n if n.contains("批准") || n.contains("审批") => Act::Approve,
                        _ => Act::Mark,
                    };
                }
                if body == Body::Party {
                    if party.as_ref().is_none_or(|(before, _)| act.stage() > before.stage() && act.is_final()) {
                        party = Some((act, Stated::from(cell)));
                    }
                    continue;
                }
                out.push(Step {
                    body,
                    name: name.clone(),
                    act,
                    act_stated: true,
                    delegated_by,
                    amounts: self.conditions(cell, ""),
                    span: place(start, end),
                });
            }
        }
        out.sort_by_key(|step| (step.act.stage(), rank(step.body)));
        match party {
            Some((act, stated)) => (Some(act), Some(stated), out),
            None => (None, None, out),
        }
    }
}

impl Reader<'_> {
    /// The cells of a matrix that hold nothing but the order of the meetings, ① ② ③: the last one decides.
    fn in_order(&self, row: &Row) -> Option<(Option<Act>, Option<Stated>, Vec<Step>)> {
        let mut order: Vec<(u32, Body, &Cell, usize)> = Vec::new();
        for &(c, body) in &self.bodies {
            let Some(cell) = row.cells.get(c).filter(|cell| !is_blank(&cell.text)) else { continue };
            // A sign that the legend explains is no number.
            if self.legend.words(&cell.text) != cell.text {
                return None;
            }
            order.push((ordinal(&cell.text)?, body, cell, c));
        }
        order.sort_by_key(|(number, ..)| *number);
        let last = order.last()?.0;
        let (mut act, mut stated, mut out) = (None, None, Vec::new());
        for (number, body, cell, c) in order {
            if body == Body::Party {
                act = Some(if number == last { Act::Decide } else { Act::Discuss });
                stated = Some(Stated::from(cell));
                continue;
            }
            let name = self.sheet.table.columns.get(c).map(|column| column.leaf.clone()).unwrap_or_default();
            let act = if number == last { Act::Decide } else { Act::Deliberate };
            let step =
                Step { body, name, act, act_stated: false, delegated_by: None, amounts: Vec::new(), span: cell.span };
            out.push(step);
        }
        Some((act, stated, out))
    }
}

/// ① to ⑳ alone in a cell.
fn ordinal(text: &str) -> Option<u32> {
    let mut chars = text.trim().chars();
    let number = chars.next().filter(|c| ('①'..='⑳').contains(c))?;
    chars.next().is_none().then(|| number as u32 - '①' as u32 + 1)
}

/// Of two bodies that act at the same stage, the higher comes later.
const fn rank(body: Body) -> u8 {
    match body {
        Body::Other | Body::Union | Body::EmployeesCongress => 0,
        Body::Management => 1,
        Body::Chair => 2,
        Body::BoardCommittee | Body::IndependentDirectors => 3,
        Body::Director | Body::Board => 4,
        Body::Supervisors => 5,
        Body::Party => 6,
        Body::ShareholdersMeeting | Body::Shareholder | Body::Investor => 7,
        Body::Superior => 8,
    }
}

/// The number of 21, （一）, 3., ㉑; the last part of 2.13.
pub(super) fn number_of(label: &str) -> Option<u32> {
    let label = label.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '.' | '、' | '．' | '第' | '项')
    });
    let last = label.rsplit(['.', '．', '-']).next().unwrap_or(label);
    if let Some((_, n)) =
        last.chars().next().and_then(crate::syntax::charter::enclosed).filter(|_| last.chars().count() == 1)
    {
        return Some(n);
    }
    if last.is_empty() || !last.chars().all(numeral::is_numeral) {
        return None;
    }
    numeral::parse(last).and_then(|n| u32::try_from(n).ok())
}
