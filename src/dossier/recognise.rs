//! What a file holds, told from its content.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Content, Document, Kind};
use crate::Text;
use crate::model::amendment::Amendment;
use crate::model::chain::{
    self, ChainCultivation, ChainEnterprise, ChainMember, ChainOffer, ChainOrder, ChainTable, ChainVisit,
};
use crate::model::charter::{Charter, compact};
use crate::model::inventory::{self, RuleInventory};
use crate::model::ledger::{self, OrganisationLedger};
use crate::model::matters::{self, ListKind, MatterList, column_body};
use crate::model::register::{self, Register};
use crate::model::roster::{self, Roster};
use crate::model::table::{
    Header, Raw, RawRow, Sheet, Spec, find, headers, is_title, is_title_start, laid_down, lines_of, tidy, title_of,
};
use crate::numeral;
use crate::report::Skipped;
use crate::source::traditional::simplified;
use crate::source::{Origin, Source, Span};

#[derive(Default)]
pub(super) struct Found {
    pub(super) documents: Vec<Document>,
    pub(super) skipped: Vec<Skipped>,
}

/// The documents of a source. `overrides` says what a file or sheet is, by name.
pub(super) fn recognise(source: &Arc<Source>, overrides: &IndexMap<String, Kind>, company: &str) -> Found {
    let mut found = Found::default();
    let forced = overrides.get(source.name()).copied();
    if matches!(forced, None | Some(Kind::Charter | Kind::Amendment))
        && let Some(document) = charter(source, forced)
    {
        found.documents.push(document);
        return found;
    }
    let tables = laid_down(source, find(source));
    for (i, raw) in tables.iter().enumerate() {
        let sheet = overrides.get(&format!("{}#{}", source.name(), raw.name)).copied();
        let before = found.documents.len();
        table(source, raw, sheet.or(forced), company, &mut found);
        if found.documents.len() == before && (tables.len() > 1 || sheet.is_some()) && !raw.is_blank() {
            let name = if raw.name.is_empty() { format!("第{}个表", i + 1) } else { raw.name.clone() };
            let reason = Text::new("认不出是哪一种表", "the kind of table is not recognised");
            found.skipped.push(Skipped { path: format!("{}#{name}", source.name()), reason });
        }
    }
    // Sheets hold no outlines.
    let is_sheet = |raw: &Raw| matches!(source.origins().at(raw.span.start), Some((_, Origin::Cell { .. })));
    if !delimited(source.name()) && !tables.iter().any(is_sheet) {
        let read: Vec<Raw> = tables
            .into_iter()
            .filter(|raw| found.documents.iter().any(|document| raw.span.encloses(document.span)))
            .collect();
        outlines(source, &read, forced, &mut found);
    }
    found.documents.sort_by_key(|document| document.span.start);
    found
}

fn delimited(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".csv") || name.ends_with(".tsv")
}

/// 【】 that a text may hold and still be a company's own.
const BLANKS: usize = 5;

fn is_template(source: &Source, title: &str) -> bool {
    let title = simplified(title);
    let text = source.text();
    let places = |mark: &str| memchr::memmem::find_iter(text.as_bytes(), mark).collect::<Vec<_>>();
    // However long a line is drawn, it is one blank.
    let lines = |mark: &str, more: char| places(mark).into_iter().filter(|at| !text[..*at].ends_with(more)).count();
    let blanks = places("【").len() + lines("＿＿", '＿') + lines("____", '_');
    blanks >= BLANKS || ["模板", "范本", "示范文本", "示范", "参考文本", "样本"].iter().any(|word| title.contains(word))
}

/// `title` without what follows it in brackets: 章程（草案）, 章程（2024年修订）.
fn without_brackets(title: &str) -> &str {
    let mut title = title.trim();
    while title.ends_with(['）', ')', '》', '〉', '】', ']']) {
        match title.rfind(['（', '(', '《', '〈', '【', '[']) {
            Some(open) if open > 0 => title = title[..open].trim_end(),
            _ => break,
        }
    }
    title
}

fn charter(source: &Arc<Source>, forced: Option<Kind>) -> Option<Document> {
    let text = source.reading();
    if forced.is_none() && (!text.contains('章') || !text.contains('程')) {
        return None;
    }
    if forced.is_none() && is_table_file(source) {
        // A sheet is no charter, but its rows may amend one.
        return Amendment::is_comparison(source).then(|| {
            let title = lines_of(source, Span::new(0, boundary(text, 600))).first().copied().unwrap_or_default();
            amendment(source, tidy(source.read(title)))
        });
    }
    let charter = Charter::read(source.clone());
    let title = charter.title_text();
    let head: Vec<String> = lines_of(source, Span::new(0, boundary(text, 6000)))
        .into_iter()
        .take(30)
        .map(|line| compact(source.read(line)))
        .filter(|line| line.chars().count() <= 60 && !line.ends_with(['。', '；', '，']))
        .collect();
    let amends = |line: &str| {
        let line = simplified(line);
        line.contains("章程")
            && ["修正案", "修订对照", "修改对照", "对照表", "修改条款", "修订条款"]
                .iter()
                .any(|word| line.contains(word))
    };
    let is_charter = |line: &str| without_brackets(line).ends_with("章程");
    // 3. 修改公司章程 is an item of a list.
    let is_item = |line: &str| line.trim_start_matches(numeral::is_numeral).starts_with(['、', '.', '．', '（', '(']);
    let names_charter = |line: &str| {
        is_charter(line)
            && !is_item(line)
            && !["修改", "修订公司", "制定", "审议", "清单"].iter().any(|word| line.contains(word))
    };
    let has_first = charter.articles().iter().any(|article| article.is_numbered() && article.number == 1);
    let numbered = charter.articles().iter().filter(|article| article.is_numbered()).count();
    let kind = match forced {
        Some(kind) => kind,
        None if amends(&title) || (!names_charter(&title) && head.iter().take(8).any(|line| amends(line))) => {
            Kind::Amendment
        }
        None if !names_charter(&title) && Amendment::is_comparison(source) => Kind::Amendment,
        // A title at the head is enough, however the articles are numbered and wherever an extract begins.
        None if names_charter(&title)
            && (numbered > 0 || charter.articles().len() > 1 || !charter.chapters().is_empty()) =>
        {
            Kind::Charter
        }
        None if has_first && (names_charter(&title) || head.iter().any(|line| names_charter(line))) => Kind::Charter,
        None if has_first && numbered >= 20 && head.iter().any(|line| line.contains("章程") && !is_item(line)) => {
            Kind::Charter
        }
        None => return None,
    };
    let title = match head.iter().find(|line| names_charter(line)) {
        Some(line) if kind == Kind::Charter && !names_charter(&title) => line.clone(),
        _ => title,
    };
    if kind == Kind::Amendment {
        let title = head.iter().find(|line| amends(line)).or(head.first()).cloned().unwrap_or(title);
        return Some(amendment(source, title));
    }
    Some(Document {
        source: source.clone(),
        kind,
        is_template: is_template(source, &title),
        title,
        span: Span::new(0, text.len() as u32),
        content: Content::Charter(charter),
        unread: Vec::new(),
    })
}

/// Whether a file holds nothing but tables.
fn is_table_file(source: &Source) -> bool {
    let first =
        source.origins().at(0).or_else(|| source.grids().first().and_then(|g| source.origins().at(g.span.start)));
    delimited(source.name()) || matches!(first, Some((_, Origin::Cell { .. })))
}

fn amendment(source: &Arc<Source>, title: String) -> Document {
    Document {
        source: source.clone(),
        kind: Kind::Amendment,
        // An amendment's blanks are those of the charter.
        is_template: is_template(source, &title),
        title,
        span: Span::new(0, source.text().len() as u32),
        content: Content::Amendment(Charter::read_amendment(source.clone())),
        unread: Vec::new(),
    }
}

fn boundary(text: &str, at: usize) -> u32 {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}

/// Reads the tables that one sheet or block of cells holds.
fn table(source: &Arc<Source>, raw: &Raw, forced: Option<Kind>, company: &str, found: &mut Found) {
    let mut all: Vec<(Group, Header)> = Vec::new();
    for (group, spec) in SPECS {
        if forced.is_some_and(|forced| !group.may_be(forced)) {
            continue;
        }
        all.extend(headers(source, raw, spec).into_iter().map(|header| (*group, header)));
    }
    let mut starts: Vec<usize> = all.iter().map(|(_, header)| header.row).collect();
    starts.sort_unstable();
    starts.dedup();
    // Only a header that is understood ends the table above it: the words of a row may look like one.
    let mut chosen: Vec<(Kind, Group, Header)> = Vec::new();
    for &start in &starts {
        // A header of two rows may fit some kind with its second row alone; that is no table of its own.
        if chosen.last().is_some_and(|(_, _, header)| start < header.row + header.depth) {
            continue;
        }
        let here: Vec<&(Group, Header)> = all.iter().filter(|(_, header)| header.row == start).collect();
        chosen.extend(choose(source, raw, &here, forced));
    }
    for i in 0..chosen.len() {
        let end = chosen.get(i + 1).map_or(raw.rows.len(), |(_, _, next)| above(raw, chosen[i].2.row, next.row));
        let (kind, group, header) = chosen[i].clone();
        let sheet = Sheet::new(source, raw, header, end, kind.place());
        if let Some(document) = read(source, raw, kind, group, &sheet, company) {
            found.documents.push(document);
        }
    }
}

/// What kinds a spec may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    List,
    One(Kind),
}

impl Group {
    const fn may_be(self, kind: Kind) -> bool {
        match self {
            Self::List => list_kind(kind).is_some(),
            Self::One(own) => own as u8 == kind as u8,
        }
    }
}

const fn list_kind(kind: Kind) -> Option<ListKind> {
    match kind {
        Kind::PriorStudyList => Some(ListKind::PriorStudy),
        Kind::DecidedList => Some(ListKind::Decided),
        Kind::AuthorityMatrix => Some(ListKind::Matrix),
        Kind::SupervisionList => Some(ListKind::Supervision),
        _ => None,
    }
}

const fn document_kind(kind: ListKind) -> Kind {
    match kind {
        ListKind::PriorStudy | ListKind::GateKeeping => Kind::PriorStudyList,
        ListKind::Decided => Kind::DecidedList,
        ListKind::Supervision => Kind::SupervisionList,
        _ => Kind::AuthorityMatrix,
    }
}

/// Of the kinds that a header fits, the one that title and columns mean.
fn choose(
    source: &Source,
    raw: &Raw,
    here: &[&(Group, Header)],
    forced: Option<Kind>,
) -> Option<(Kind, Group, Header)> {
    let row = here.first()?.1.row;
    let (title, _) = title_of(source, raw, row);
    let pick = |group: Group| {
        here.iter()
            .filter(|(g, _)| *g == group)
            .max_by_key(|(_, header)| header.score)
            .map(|(_, header)| header.clone())
    };
    if let Some(kind) = forced {
        let group = if list_kind(kind).is_some() { Group::List } else { Group::One(kind) };
        return pick(group).map(|header| (kind, group, header));
    }
    if let Some(header) = pick(Group::List) {
        // A list is told by its title, by the words for its deciders, or by columns of governing bodies.
        let named = [title.as_str(), raw.name.as_str(), source.name()];
        let kind = ListKind::of_title(&title).or_else(|| {
            let has_next = header.roles.contains_key("next");
            let meetings = header.roles.contains_key("meetings") || header.roles.contains_key("code");
            let bodies =
                header.columns.iter().filter(|c| column_body(&c.leaf).or_else(|| column_body(&c.name)).is_some());
            let exact = here.iter().all(|(group, other)| *group == Group::List || other.score <= header.score);
            if !exact || title.contains("负面清单") || title.contains("产业链") {
                None
            } else if has_next || header.roles.contains_key("number") {
                let hint = named[1..].iter().find_map(|name| {
                    ListKind::of_title(name).or_else(|| ListKind::of_title(&format!("{}清单", name.split('.').next()?)))
                });
                let quoted = || raw.rows.iter().filter_map(RawRow::only).find_map(|line| quoted_list(source, line));
                hint.filter(|_| title.is_empty() || has_next).or_else(|| quoted().filter(|_| has_next))
            } else {
                None
            }
            .or_else(|| (meetings || bodies.count() >= 2).then_some(ListKind::Matrix))
        });
        if let Some(kind) = kind {
            return Some((document_kind(kind), Group::List, header));
        }
    }
    let mut rest: Vec<(Kind, &Header)> = here
        .iter()
        .filter_map(|(group, header)| match group {
            Group::One(kind) if fits(*kind, header, &title) => Some((*kind, header)),
            _ => None,
        })
        .collect();
    rest.sort_by_key(|(_, header)| std::cmp::Reverse(header.score));
    let (kind, header) = *rest.first()?;
    Some((kind, Group::One(kind), header.clone()))
}

/// The kind of list that a line below a table names in book-title marks: 备注：本表为《……前置研究讨论事项清单》.
fn quoted_list(source: &Source, line: Span) -> Option<ListKind> {
    let (_, rest) = source.read(line).split_once('《')?;
    let (name, _) = rest.split_once('》')?;
    ListKind::of_title(name)
}

/// Whether title and columns allow the kind: tables of an industry chain are told by 产业链.
fn fits(kind: Kind, header: &Header, title: &str) -> bool {
    let chain = title.contains("产业链")
        || title.contains("链上企业")
        || header.columns.iter().any(|column| column.name.contains("产业链"));
    match kind {
        Kind::ChainNeeds => chain && !title.contains("资源清单"),
        Kind::ChainResources => chain && !title.contains("需求清单"),
        Kind::ChainCultivation => chain || title.contains("三培养"),
        kind if kind.is_chain() => chain,
        // A chain's meetings are a register; its other tables are its own kinds.
        Kind::Register => true,
        Kind::RuleInventory => !chain,
        _ => !chain,
    }
}

fn read(source: &Arc<Source>, raw: &Raw, kind: Kind, group: Group, sheet: &Sheet, company: &str) -> Option<Document> {
    macro_rules! contents {
        ($variant:ident, $read:expr) => {{
            let (content, unread) = $read;
            (Content::$variant(content), unread)
        }};
    }
    let title = sheet.table.title.clone();
    let (content, unread) = match (group, kind) {
        (Group::List, _) => {
            let list = match ListKind::of_title(&title) {
                Some(list) if document_kind(list) == kind => list,
                _ => list_kind(kind)?,
            };
            // The lines between title and table, and those below the table up to the next title.
            let from = sheet.table.title_span.map_or(0, |span| span.end);
            let mut above: Vec<Span> = raw.lead.iter().copied().filter(|line| line.start >= from).collect();
            // 本清单共20项（单位：万元） may stand in a row of its own above the header.
            let head = sheet.table.columns.iter().map(|column| column.span.start).min().unwrap_or(0);
            let rows = raw.rows.iter().take_while(|row| row.span.start < head);
            above.extend(rows.filter_map(RawRow::only).filter(|line| line.start >= from && line.end <= head));
            let titled = |line: &&Span| !is_title(&tidy(source.read(**line)));
            let below: Vec<Span> = raw.tail.iter().take_while(titled).copied().collect();
            let (list, unread) = MatterList::read_table(source, sheet, list, &above, &below);
            (Content::List(list), unread)
        }
        (_, Kind::Roster) => {
            let (roster, unread) = Roster::read(sheet, company);
            (Content::Roster(roster), unread)
        }
        (_, Kind::Register) => contents!(Register, Register::read(sheet)),
        (_, Kind::OrganisationLedger) => contents!(OrganisationLedger, OrganisationLedger::read(sheet)),
        (_, Kind::RuleInventory) => contents!(RuleInventory, RuleInventory::read(sheet)),
        (_, Kind::ChainMembers) => contents!(ChainMembers, ChainTable::<ChainMember>::read(sheet)),
        (_, Kind::ChainVisits) => contents!(ChainVisits, ChainTable::<ChainVisit>::read(sheet)),
        (_, Kind::ChainOrders) => contents!(ChainOrders, ChainTable::<ChainOrder>::read(sheet)),
        (_, Kind::ChainNeeds) => contents!(ChainNeeds, ChainTable::<ChainOffer>::read(sheet)),
        (_, Kind::ChainResources) => contents!(ChainResources, ChainTable::<ChainOffer>::read(sheet)),
        (_, Kind::ChainEnterprises) => contents!(ChainEnterprises, ChainTable::<ChainEnterprise>::read(sheet)),
        (_, Kind::ChainCultivation) => contents!(ChainCultivation, ChainTable::<ChainCultivation>::read(sheet)),
        _ => return None,
    };
    Some(Document {
        source: source.clone(),
        kind,
        is_template: is_template(source, &title),
        title,
        span: sheet.table.span,
        content,
        unread,
    })
}

/// A line that may be the title of a list.
struct Heading {
    kind: ListKind,
    title: String,
    span: Span,
}

/// The titles of lists among the lines of a text, outside its tables.
fn headings(source: &Source, tables: &[Raw]) -> Vec<Heading> {
    let lines = lines_of(source, Span::new(0, source.text().len() as u32));
    let mut out: Vec<Heading> = Vec::new();
    let mut before: Option<(String, Span)> = None;
    for (i, span) in lines.into_iter().enumerate() {
        if tables.iter().any(|table| table.span.encloses(span)) {
            before = None;
            continue;
        }
        let text = tidy(source.read(span));
        let quoted = text.starts_with('《') || text.ends_with(['。', '；', ';', '，', '：', ':']);
        if !quoted && text.chars().count() <= 80 && is_title(&text) {
            // A title may have been cut anywhere: …公司党委前置研究讨论重 and 大经营管理事项清单.
            let cut = |line: &str| i == 1 && ListKind::of_title(&text).is_none() && !is_title(line);
            let begins = |line: &str| line.chars().count() <= 40 && (is_title_start(line) || cut(line));
            let joined = before.as_ref().filter(|(line, _)| begins(line));
            let whole = joined.map(|(line, first)| (format!("{line}{text}"), first.cover(span)));
            let own = ListKind::of_title(&text);
            let found = match (own, whole) {
                (Some(kind), Some((title, span))) => Some((kind, title, span)),
                (Some(kind), None) => Some((kind, text.clone(), span)),
                (None, Some((title, span))) => ListKind::of_title(&title).map(|kind| (kind, title, span)),
                (None, None) => None,
            };
            if let Some((kind, title, span)) = found {
                out.push(Heading { kind, title, span });
            }
        }
        before = Some((text, span));
    }
    out
}

/// Reads the lists that are written as outlines.
fn outlines(source: &Arc<Source>, tables: &[Raw], forced: Option<Kind>, found: &mut Found) {
    let end = source.text().len() as u32;
    let mut heads = headings(source, tables);
    if let Some(kind) = forced.and_then(list_kind)
        && heads.is_empty()
        && let Some(first) = lines_of(source, Span::new(0, end)).first()
    {
        heads.push(Heading { kind, title: tidy(source.read(*first)), span: *first });
    }
    let stops: Vec<u32> = heads.iter().skip(1).map(|head| head.span.start).chain([end]).collect();
    for (head, stop) in heads.into_iter().zip(stops) {
        let span = Span::new(head.span.end, stop);
        if tables.iter().any(|table| span.encloses(table.span)) {
            continue;
        }
        let kind = forced.and_then(list_kind).unwrap_or(head.kind);
        let (list, unread) = MatterList::read_prose(source, span, kind, head.title.clone(), Some(head.span));
        found.documents.push(Document {
            source: source.clone(),
            kind: document_kind(kind),
            is_template: is_template(source, &head.title),
            title: head.title,
            span: head.span.cover(span),
            content: Content::List(list),
            unread,
        });
    }
}

/// Where the rows above the header `next` begin to be its title.
fn above(raw: &Raw, start: usize, next: usize) -> usize {
    let mut at = next;
    while at > start + 1 && raw.rows.get(at - 1).is_some_and(|row| row.is_blank() || row.only().is_some()) {
        at -= 1;
    }
    at
}

const SPECS: &[(Group, &Spec)] = &[
    (Group::List, &matters::SPEC),
    (Group::One(Kind::Roster), &roster::SPEC),
    (Group::One(Kind::Register), &register::SPEC),
    (Group::One(Kind::OrganisationLedger), &ledger::SPEC),
    (Group::One(Kind::RuleInventory), &inventory::SPEC),
    (Group::One(Kind::ChainMembers), &chain::MEMBERS),
    (Group::One(Kind::ChainVisits), &chain::VISITS),
    (Group::One(Kind::ChainOrders), &chain::ORDERS),
    (Group::One(Kind::ChainNeeds), &chain::NEEDS),
    (Group::One(Kind::ChainResources), &chain::RESOURCES),
    (Group::One(Kind::ChainEnterprises), &chain::ENTERPRISES),
    (Group::One(Kind::ChainCultivation), &chain::CULTIVATION),
];
