//! Registers of meetings: which body took which matter on which date.

mod columns;
mod kind;

pub(crate) use columns::SPEC;
pub use kind::MeetingKind;

use serde::Serialize;

use super::roster::company_of;
use super::table::{Answer, Moment, Note, Row, RowKind, Sheet, Stated, Table, Unread, Values, count, is_blank};
use crate::Text;
use crate::numeral;

/// A register of meetings 会议台账.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Register {
    /// The table.
    pub table: Table,
    /// The rows: one item of an agenda each, in order.
    pub items: Vec<AgendaItem>,
    /// The meetings, in the order of their first rows.
    pub meetings: Vec<Meeting>,
    /// The industry chain that the title names, if it is a chain committee's register.
    pub chain: Option<String>,
    /// The roles that the columns play: `conclusion`, `due`.
    pub roles: Vec<&'static str>,
}

/// One meeting: the rows of one body on one day, or of one session.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Meeting {
    /// The name as written.
    pub name: String,
    /// What kind of meeting it is.
    pub kind: MeetingKind,
    /// The session as written; empty if not stated.
    pub session: String,
    /// When it was held.
    pub held: Option<Moment>,
    /// Its rows, as indices into [`Register::items`].
    pub items: Vec<usize>,
}

/// One row of a register.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct AgendaItem {
    /// The row with its raw cells.
    pub row: Row,
    /// The meeting's name as written; from the row above where merged cells leave it blank.
    pub name: String,
    /// What kind of meeting it is.
    pub kind: MeetingKind,
    /// The session as written.
    pub session: String,
    /// When the meeting was held.
    pub held: Option<Moment>,
    /// Position on the agenda as stated.
    pub sequence: Option<u32>,
    /// The topic.
    pub topic: Stated,
    /// The matter of a list that the row refers to, as written.
    pub reference: Option<Stated>,
    /// The numbers in the reference.
    pub reference_numbers: Vec<u32>,
    /// Form of the meeting.
    pub form: Option<Stated>,
    /// Members entitled to attend.
    pub due: Option<u32>,
    /// Members who attended.
    pub present: Option<u32>,
    /// Who attended, as written.
    pub attendees: Option<Stated>,
    /// Who sat in without a vote.
    pub observers: Note,
    /// Members who voted by proxy.
    pub proxies: Option<u32>,
    /// Votes for.
    pub yes: Option<u32>,
    /// Votes against.
    pub no: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// The directors whom a column names as interested, whether they recused themselves or not.
    pub interested: Vec<String>,
    /// What is said of recusal.
    pub recusal: Note,
    /// Whether somebody recused themselves, where the cell says yes or no, or names somebody.
    pub recused: Option<Answer>,
    /// The people named as recused.
    pub recused_names: Vec<String>,
    /// The conclusion; `None` if the cell is blank.
    pub conclusion: Option<Stated>,
    /// What is done to carry it out.
    pub action: Option<Stated>,
    /// The class of matter: 重大决策, 大额度资金运作.
    pub class: Option<Stated>,
    /// The remarks.
    pub remark: Option<Stated>,
}

impl AgendaItem {
    /// How a person cites the row: 会议台账第12行.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.row.place
    }
}

impl Register {
    /// The items of a meeting.
    pub fn items_of<'a>(&'a self, meeting: &'a Meeting) -> impl Iterator<Item = &'a AgendaItem> {
        meeting.items.iter().filter_map(|&i| self.items.get(i))
    }

    /// Whether a column plays `role`.
    #[must_use]
    pub fn states(&self, role: &str) -> bool {
        self.roles.contains(&role)
    }

    pub(crate) fn read(sheet: &Sheet) -> (Self, Vec<Unread>) {
        let mut values = Values::new(sheet);
        let mut items: Vec<AgendaItem> = Vec::new();
        // A register without a column for the body is one body's: its title says whose.
        let own = if sheet.has("meeting") { String::new() } else { sheet.table.title.clone() };
        for row in &sheet.table.rows {
            if row.kind != RowKind::Data {
                continue;
            }
            let Some(topic) = sheet.stated(row, "topic") else {
                values.reject_row(row, Text::new("没有议题", "there is no topic"));
                continue;
            };
            let (mut name, mut session) = (sheet.text(row, "meeting"), sheet.text(row, "session"));
            let mut held = values.moment(row, "date", "clock");
            let blank = name.is_empty() && session.is_empty() && sheet.cell(row, "date").is_none();
            if let Some(last) = items.last().filter(|_| blank && (sheet.has("meeting") || sheet.has("date"))) {
                name.clone_from(&last.name);
                session.clone_from(&last.session);
                held = last.held;
            } else if name.is_empty() {
                name.clone_from(&own);
            }
            let kind = match MeetingKind::of_name(&name) {
                MeetingKind::Other => MeetingKind::of_name(&session),
                kind => kind,
            };
            let recusal = values.note(row, "recused");
            let recused = match &recusal {
                Note::Present(stated) => Some(Answer::read(&stated.text).unwrap_or(Answer::Yes)),
                Note::Absent(_) => Some(Answer::No),
                Note::Blank => sheet.cell(row, "recused").and_then(|cell| Answer::read(&cell.text)),
                Note::NoColumn => None,
            };
            let heads = sheet.stated(row, "attendance").map(|cell| heads(&cell.text, &column(sheet, "attendance")));
            let ballot = sheet.stated(row, "ballot");
            let votes = ballot.as_ref().map(|cell| ballot_of(&cell.text)).unwrap_or_default();
            // 6/7 in the column of those present: the smaller one came.
            let both = || {
                let cell = sheet.stated(row, "present")?;
                let (a, b) = cell.text.split_once(['/', '／'])?;
                let (a, b) = (count(a.trim())?, count(b.trim())?);
                Some((Some(a.max(b)), Some(a.min(b))))
            };
            let both = both();
            let (due, present) = heads.or(both).unwrap_or_default();
            let [yes, no, abstain] = votes;
            let in_words = ballot.filter(|cell| !is_blank(&cell.text) && !cell.text.is_ascii());
            let reference = sheet.stated(row, "reference").filter(|stated| !is_blank(&stated.text));
            items.push(AgendaItem {
                kind,
                name,
                session,
                held,
                sequence: values.count(row, "sequence"),
                reference_numbers: reference.as_ref().map(|r| numbers(&r.text)).unwrap_or_default(),
                reference,
                form: sheet.stated(row, "form").filter(|stated| !is_blank(&stated.text)),
                due: values.count(row, "due").or(due),
                present: if both.is_some() { present } else { values.count(row, "present").or(present) },
                attendees: sheet.stated(row, "attendees"),
                observers: values.note(row, "observers"),
                proxies: values.count(row, "proxies"),
                yes: values.count(row, "yes").or(yes),
                no: values.count(row, "no").or(no),
                abstain: values.count(row, "abstain").or(abstain),
                interested: values.names(row, "interested"),
                recused_names: values.names(row, "recused"),
                recusal,
                recused,
                conclusion: sheet
                    .stated(row, "conclusion")
                    .filter(|stated| !is_blank(&stated.text))
                    .or(in_words.filter(|_| !sheet.has("conclusion"))),
                action: sheet.stated(row, "action").filter(|stated| !is_blank(&stated.text)),
                class: sheet.stated(row, "class"),
                remark: sheet.stated(row, "remark"),
                topic,
                row: row.clone(),
            });
        }
        let meetings = group(&items);
        let mut roles: Vec<&'static str> = sheet.roles().collect();
        // A column for several things is a column for each.
        if sheet.has("attendance") {
            roles.extend(["due", "present"]);
        }
        if sheet.has("ballot") {
            roles.extend(["yes", "no", "abstain"]);
            roles.extend((!sheet.has("conclusion")).then_some("conclusion"));
        }
        let register = Self { chain: chain_of(&sheet.table.title), roles, table: sheet.table.clone(), items, meetings };
        (register, values.unread)
    }
}

/// Rows of one body, session, day and time are one meeting, wherever they stand: rows may be sorted in any way. Rows
/// without any of these stay apart.
fn group(items: &[AgendaItem]) -> Vec<Meeting> {
    let mut out: indexmap::IndexMap<(String, String, String, usize), Meeting> = indexmap::IndexMap::new();
    for (i, item) in items.iter().enumerate() {
        let when = item.held.map(|held| format!("{} {:?}", held.day.date, held.time)).unwrap_or_default();
        let apart = if when.is_empty() && item.session.is_empty() { i + 1 } else { 0 };
        let meeting = out.entry((item.name.clone(), item.session.clone(), when, apart)).or_insert_with(|| Meeting {
            name: item.name.clone(),
            kind: item.kind,
            session: item.session.clone(),
            held: item.held,
            items: Vec::new(),
        });
        meeting.items.push(i);
    }
    out.into_values().collect()
}

/// The name of the column that plays a role.
fn column(sheet: &Sheet, role: &str) -> String {
    sheet.column(role).and_then(|c| sheet.table.columns.get(c)).map(|c| c.name.to_string()).unwrap_or_default()
}

/// Numbers with the words before each: 应到7人，实到6人 and 7/6.
fn counted(text: &str) -> Vec<(&str, u32)> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut rest = 0;
    while let Some(at) = text[rest..].find(numeral::is_numeral).map(|at| rest + at) {
        let end = text[at..].find(|c: char| !numeral::is_numeral(c)).map_or(text.len(), |end| at + end);
        if let Some(number) = numeral::parse(&text[at..end]).and_then(|n| u32::try_from(n).ok()) {
            out.push((&text[from..at], number));
            from = end;
        }
        rest = end;
    }
    out
}

/// Entitled and present, from one cell; the column's name gives the order of bare numbers.
fn heads(text: &str, column: &str) -> (Option<u32>, Option<u32>) {
    let (mut due, mut present) = (None, None);
    let reversed = matches!((column.find("实"), column.find("应")), (Some(a), Some(b)) if a < b);
    for (i, (before, number)) in counted(text).into_iter().enumerate() {
        let is_due = if before.contains("应") {
            true
        } else if before.contains("实") {
            false
        } else {
            (i == 0) != reversed
        };
        let slot = if is_due { &mut due } else { &mut present };
        slot.get_or_insert(number);
    }
    (due, present)
}

/// For, against, abstaining, from one cell: 6/1/0, 同意6票、反对1票. 全票通过 states no number.
fn ballot_of(text: &str) -> [Option<u32>; 3] {
    let mut out = [None; 3];
    let found = counted(text);
    let named = ["同意", "赞成", "反对", "弃权"].iter().any(|word| text.contains(word));
    for (i, (before, number)) in found.iter().enumerate() {
        let after = found.get(i + 1).map_or_else(|| text.rsplit(numeral::is_numeral).next(), |(next, _)| Some(*next));
        let place = |words: &str| {
            let of = |word: &str| words.rfind(word);
            let all = [of("同意").max(of("赞成")), of("反对").max(of("不同意")), of("弃权")];
            (0..3).filter(|&i| all[i].is_some()).max_by_key(|&i| all[i])
        };
        // 6票同意 names the vote behind the number, 同意6票 before it.
        let behind = after.filter(|after| {
            after.starts_with("票同意")
                || after.starts_with("票赞成")
                || after.starts_with("票反对")
                || after.starts_with("票弃权")
        });
        let slot = match (named, behind) {
            (false, _) => Some(i),
            (true, Some(after)) => ["票同意", "票反对", "票弃权"]
                .iter()
                .position(|word| after.starts_with(word))
                .or_else(|| after.starts_with("票赞成").then_some(0)),
            (true, None) => place(before),
        };
        if let Some(slot) = slot.and_then(|slot| out.get_mut(slot)) {
            slot.get_or_insert(*number);
        }
    }
    out
}

/// The whole numbers in 前置清单第2项、第4项 or 2；4. Codes such as D12-001 hold none.
fn numbers(text: &str) -> Vec<u32> {
    if text.chars().any(|c| c.is_ascii_alphabetic()) {
        return Vec::new();
    }
    text.split(|c: char| !numeral::is_numeral(c))
        .filter(|part| !part.is_empty())
        .filter_map(|part| numeral::parse(part).and_then(|n| u32::try_from(n).ok()))
        .collect()
}

/// The chain that a title names: 新型建材产业链党委会议台账 is 新型建材; an empty name if it only says 产业链.
pub(crate) fn chain_of(title: &str) -> Option<String> {
    let at = title.find("产业链")?;
    let before = title.get(..at)?;
    let rest = company_of(before).and_then(|company| before.strip_prefix(company)).unwrap_or(before);
    let rest = ["园区", "开发区", "高新区", "经开区", "工业园", "产业园", "科技园", "示范区", "集聚区"]
        .iter()
        .filter_map(|word| rest.rfind(word).map(|at| at + word.len()))
        .max()
        .and_then(|at| rest.get(at..))
        .unwrap_or(rest);
    Some(rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"')).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_numbers_in_one_cell() {
        for (text, column, expected) in [
            ("7/6", "应到/实到", (Some(7), Some(6))),
            ("6/7", "实到/应到", (Some(7), Some(6))),
            ("应到7人，实到6人", "出席情况", (Some(7), Some(6))),
            ("实到六人、应到七人", "出席情况", (Some(7), Some(6))),
            ("全部到会", "出席情况", (None, None)),
        ] {
            assert_eq!(heads(text, column), expected, "{text}");
        }
        for (text, expected) in [
            ("6/1/0", [Some(6), Some(1), Some(0)]),
            ("同意6票，反对1票，弃权0票", [Some(6), Some(1), Some(0)]),
            ("6票同意、1票反对", [Some(6), Some(1), None]),
            ("全票通过", [None; 3]),
        ] {
            assert_eq!(ballot_of(text), expected, "{text}");
        }
    }

    #[test]
    fn references_and_chains() {
        assert_eq!(numbers("2"), [2]);
        assert_eq!(numbers("前置清单第2项、第14项"), [2, 14]);
        assert!(numbers("D12-001").is_empty());
        assert_eq!(chain_of("新型建材产业链党委会议台账").as_deref(), Some("新型建材"));
        assert_eq!(chain_of("产业链党委会议台账").as_deref(), Some(""));
        assert_eq!(chain_of("岚皋经开区产业链党委成员名册").as_deref(), Some(""));
        assert_eq!(chain_of("会议台账"), None);
    }
}
