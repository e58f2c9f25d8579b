//! What lists, rosters, registers and ledgers state, row by row: one fact for each thing that was understood, with its
//! place, so that a reviewer sees why a rule says what it says.

use serde::Serialize;

use super::matters::core;
use crate::dossier::{Content, Document};
use crate::model::amount::{AmountCondition, Bound, Unit as AmountUnit};
use crate::model::chain::ChainOffer;
use crate::model::ledger::{OrganisationLedger, Unit, UnitOrgan};
use crate::model::matters::{Matter, MatterList};
use crate::model::register::{AgendaItem, Register};
use crate::model::roster::{Person, Roster};
use crate::model::table::{DateCell, Moment, Note, Row, Stated};
use crate::source::Span;
use crate::{Label, Text};

/// One thing that a row states.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RowFact {
    /// What kind of statement it is: `post`, `matter-step`, `votes`.
    pub kind: &'static str,
    /// Of whom or of what: a person, a unit, a body.
    pub subject: Text,
    /// What is said of it: a post, an act, a date's name.
    pub object: Text,
    /// The value.
    pub value: Text,
    /// The least and the most of a number or an amount; empty where there is none.
    pub bounds: (String, String),
    /// What numbers count: `persons`, `votes`, `yuan`, `share`.
    pub unit: &'static str,
    /// Where it stands.
    pub label: Label,
}

/// Words of a document: the same in every language.
fn own(words: impl Into<String>) -> Text {
    let words = words.into();
    Text::new(words.clone(), words)
}

/// A word of the data with its Chinese one. Words that a document states itself stay as they are.
fn term(id: &str) -> Text {
    let zh = match id {
        "member" => "党员",
        "probationary" => "预备党员",
        "not-member" => "非党员",
        "unknown" => "未写明",
        "from" => "起",
        "until" => "止",
        "due" => "应到",
        "present" => "有",
        "absent" => "无",
        "attended" => "实到",
        "proxies" => "委托",
        "yes" => "同意",
        "no" => "反对",
        "abstain" => "弃权",
        "all" => "全部",
        "full" => "正式",
        "committee" => "委员",
        "standing-committee" => "常委",
        "deputy-secretaries" => "副书记",
        "election" => "换届",
        "founded" => "单位成立",
        "organ-founded" => "党组织成立",
        "secretary-appointed" => "书记任命",
        "ordered" => "下单",
        "dispatched" => "派单",
        "accepted" => "接单",
        "replied" => "反馈",
        "party-committee" => "党委会",
        "general-branch-committee" => "党总支委员会会议",
        "branch-committee" => "支委会",
        "branch-assembly" => "支部党员大会",
        "party-group" => "党小组会",
        "party-congress" => "党员代表大会",
        "chain-committee" => "产业链党委会议",
        "annual-shareholders" => "年度股东会",
        "shareholders" => "股东会",
        "board" => "董事会",
        "board-committee" => "董事会专门委员会",
        "chair" => "董事长办公会",
        "management" => "经理层会议",
        "supervisors" => "监事会",
        "employees-congress" => "职工代表大会",
        "union" => "工会",
        "own" => "本公司",
        "wholly-owned" => "全资",
        "controlled" => "控股",
        "minority" => "参股",
        "branch" => "分公司",
        "company" => "法人",
        "member-to-backbone" => "党员→骨干",
        "backbone-to-member" => "骨干→党员",
        "backbone-to-manager" => "党员骨干→管理人员",
        "other" => "其他",
        words => words,
    };
    Text::new(zh.to_owned(), id.to_owned())
}

/// The word that data uses for a value.
fn id(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn empty() -> Text {
    Text::new("", "")
}

struct Rows<'a> {
    document: &'a Document,
    out: Vec<RowFact>,
}

/// Everything that was understood of a document's rows, in their order; empty for charters.
///
/// ```
/// use charterlint::Dossier;
/// let text = "姓名,政治面貌,职务\n陆明远,中共党员,党委书记、董事长\n";
/// let dossier = Dossier::builder().add_text("名册.csv", text)?.build()?;
/// let facts = charterlint::facts::row_facts(&dossier.documents[0]);
/// let posts: Vec<&str> = facts.iter().filter(|f| f.kind == "post").map(|f| f.object.en.as_ref()).collect();
/// assert_eq!(posts, ["party-secretary", "chair"]);
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[must_use]
pub fn row_facts(document: &Document) -> Vec<RowFact> {
    let mut rows = Rows { document, out: Vec::new() };
    match &document.content {
        Content::List(list) => rows.list(list),
        Content::Roster(roster) => rows.roster(roster),
        Content::Register(register) => rows.register(register),
        Content::OrganisationLedger(ledger) => rows.ledger(ledger),
        Content::RuleInventory(inventory) => {
            for rule in &inventory.rules {
                let row = &rule.row;
                rows.words("rule", &rule.name.text, "category", &rule.category, row, row.span);
                rows.stated("rule-number", &rule.name.text, rule.number.as_ref(), row);
                rows.date("rule-effective", &rule.name.text, "", rule.effective.as_ref(), row);
            }
        }
        Content::ChainMembers(table) => {
            for member in &table.rows {
                let (row, name) = (&member.row, &member.name.text);
                let post = member.post.as_ref().map(id).unwrap_or_default();
                let stated = member.post_stated.as_ref();
                let words = stated.map(|s| s.text.as_str()).unwrap_or_default();
                rows.words("chain-member", name, &post, words, row, stated.map_or(row.span, |s| s.span));
                let kind = member.unit_kind.as_ref().map(id).unwrap_or_default();
                if let Some(unit) = &member.unit {
                    rows.words("member-unit", name, &kind, &unit.text, row, unit.span);
                }
            }
        }
        Content::ChainVisits(table) => {
            for visit in &table.rows {
                let visitor = visit.visitor.as_ref().map(|s| s.text.as_str()).unwrap_or_default();
                let enterprise = visit.enterprise.as_ref().map(|s| s.text.as_str()).unwrap_or_default();
                rows.date("visit", visitor, enterprise, visit.date.as_ref(), &visit.row);
            }
        }
        Content::ChainOrders(table) => {
            for order in &table.rows {
                let enterprise = order.enterprise.as_ref().map(|s| s.text.as_str()).unwrap_or_default();
                let demand = order.demand.as_ref().map(|s| s.text.as_str()).unwrap_or_default();
                rows.words("order", enterprise, "", demand, &order.row, order.row.span);
                let steps = [
                    ("ordered", &order.ordered),
                    ("dispatched", &order.dispatched),
                    ("accepted", &order.accepted),
                    ("replied", &order.replied),
                ];
                for (step, moment) in steps {
                    rows.moment("order-time", enterprise, step, moment.as_ref(), &order.row);
                }
            }
        }
        Content::ChainNeeds(table) => rows.offers("need", &table.rows),
        Content::ChainResources(table) => rows.offers("resource", &table.rows),
        Content::ChainEnterprises(table) => {
            for enterprise in &table.rows {
                let (row, name) = (&enterprise.row, &enterprise.name.text);
                rows.organ(name, enterprise.organ.as_ref(), row);
                rows.count("party-members", name, "all", enterprise.members, "persons", row);
                rows.count("party-members", name, "full", enterprise.full_members, "persons", row);
                rows.note("instructor", name, &enterprise.instructor, row);
            }
        }
        Content::ChainCultivation(table) => {
            for entry in &table.rows {
                let category = entry.category.as_ref().map(id).unwrap_or_default();
                rows.words(
                    "cultivation",
                    &entry.name.text,
                    &category,
                    &entry.category_stated.text,
                    &entry.row,
                    entry.row.span,
                );
                rows.date("cultivation-date", &entry.name.text, &category, entry.date.as_ref(), &entry.row);
            }
        }
        Content::Charter(_) | Content::Amendment(_) => {}
    }
    for unread in &document.unread {
        let label = document.label(unread.span, unread.place.clone());
        rows.push("not-understood", empty(), own(unread.text.clone()), unread.reason.clone(), label);
    }
    rows.out
}

impl Rows<'_> {
    fn push(&mut self, kind: &'static str, subject: Text, object: Text, value: Text, label: Label) {
        let bounds = (String::new(), String::new());
        self.out.push(RowFact { kind, subject, object, value, bounds, unit: "", label });
    }

    fn at(&self, row: &Row, span: Span) -> Label {
        self.document.label(if span.is_empty() { row.span } else { span }, row.place.clone())
    }

    fn words(&mut self, kind: &'static str, subject: &str, object: &str, value: &str, row: &Row, span: Span) {
        let label = self.at(row, span);
        self.push(kind, own(subject), term(object), own(value), label);
    }

    fn stated(&mut self, kind: &'static str, subject: &str, stated: Option<&Stated>, row: &Row) {
        if let Some(stated) = stated {
            self.words(kind, subject, "", &stated.text, row, stated.span);
        }
    }

    fn note(&mut self, kind: &'static str, subject: &str, note: &Note, row: &Row) {
        match note {
            Note::Present(stated) => self.words(kind, subject, "present", &stated.text, row, stated.span),
            Note::Absent(stated) => self.words(kind, subject, "absent", &stated.text, row, stated.span),
            _ => {}
        }
    }

    fn date(&mut self, kind: &'static str, subject: &str, object: &str, date: Option<&DateCell>, row: &Row) {
        if let Some(cell) = date {
            self.words(kind, subject, object, &cell.date.to_string(), row, cell.span);
        }
    }

    fn moment(&mut self, kind: &'static str, subject: &str, object: &str, moment: Option<&Moment>, row: &Row) {
        if let Some(moment) = moment {
            self.words(kind, subject, object, &moment_text(moment), row, moment.day.span);
        }
    }

    fn count(
        &mut self,
        kind: &'static str,
        subject: &str,
        object: &str,
        count: Option<u32>,
        unit: &'static str,
        row: &Row,
    ) {
        if let Some(count) = count {
            let label = self.at(row, row.span);
            let bounds = (count.to_string(), count.to_string());
            let (subject, object, value) = (own(subject), term(object), own(count.to_string()));
            self.out.push(RowFact { kind, subject, object, value, bounds, unit, label });
        }
    }

    fn organ(&mut self, unit: &str, organ: Option<&UnitOrgan>, row: &Row) {
        if let Some(organ) = organ {
            let label = self.at(row, organ.stated.span);
            let form = Text::new(organ.organ.name(), organ.organ.as_str());
            self.push("party-organ", own(unit), form, own(organ.stated.text.clone()), label);
        }
    }

    fn offers(&mut self, kind: &'static str, rows: &[ChainOffer]) {
        for offer in rows {
            let enterprise = offer.enterprise.as_ref().map(|s| s.text.as_str()).unwrap_or_default();
            self.words(kind, enterprise, &offer.content.text, "", &offer.row, offer.content.span);
            self.date("published", enterprise, &offer.content.text, offer.published.as_ref(), &offer.row);
        }
    }

    fn list(&mut self, list: &MatterList) {
        if let Some((count, span)) = list.declared {
            let label = self.document.label(span, list.kind.place());
            let bounds = (count.to_string(), count.to_string());
            let (subject, value) = (own(list.title.clone()), own(count.to_string()));
            let unit = "matters";
            self.out.push(RowFact { kind: "declared-count", subject, object: empty(), value, bounds, unit, label });
        }
        for matter in &list.matters {
            self.matter(matter);
        }
    }

    fn matter(&mut self, matter: &Matter) {
        let name = core(matter, &self.document.source).to_owned();
        let label = |span: Span| self.document.label(if span.is_empty() { matter.span } else { span }, matter.place());
        let act = match matter.party_act {
            Some(act) => Text::new(act.name(), id(&act)),
            None => empty(),
        };
        let mut facts = vec![("matter", own(name.clone()), own(matter.category.clone()), act, label(matter.text_span))];
        for step in &matter.steps {
            let body = Text::new(step.body.name(), id(&step.body));
            let mut act = Text::new(step.act.name(), id(&step.act));
            if let Some(by) = step.delegated_by {
                act = Text::new(
                    format!("{}（{}授权）", act.zh, by.name()),
                    format!("{} (delegated by {})", act.en, id(&by)),
                );
            }
            facts.push(("matter-step", body, act, own(step.name.clone()), label(step.span)));
        }
        for (kind, subject, object, value, label) in facts {
            self.push(kind, subject, object, value, label);
        }
        let of_steps = matter.steps.iter().flat_map(|step| &step.amounts);
        for condition in matter.amounts.iter().chain(of_steps) {
            let label = self
                .document
                .label(if condition.span.is_empty() { matter.span } else { condition.span }, matter.place());
            let (subject, object) = (own(name.clone()), own(format!("{}{}", condition.quantity, condition.base)));
            let (value, bounds, unit) = amount(condition);
            self.out.push(RowFact { kind: "matter-amount", subject, object, value: own(value), bounds, unit, label });
        }
    }

    fn roster(&mut self, roster: &Roster) {
        for person in &roster.people {
            self.person(person);
        }
    }

    fn person(&mut self, person: &Person) {
        let name = &person.name;
        if let (Some(stated), Some(entry)) = (&person.membership_stated, person.entries.first()) {
            self.words("party-membership", name, &id(&person.membership), &stated.text, &entry.row, stated.span);
        }
        for entry in &person.entries {
            for post in &entry.posts {
                let mut value = post.text.clone();
                let marks = [
                    (post.outside && !value.contains("外部") && !value.contains("独立"), "外部"),
                    (post.employee && !value.contains("职工"), "职工"),
                    (post.full_time && !value.contains("专职"), "专职"),
                    (post.concurrent && !value.contains('兼'), "兼任"),
                    (entry.from_superior, "上级企业兼任"),
                ];
                for (_, mark) in marks.iter().filter(|(is_so, _)| *is_so) {
                    value.push_str(&format!("（{mark}）"));
                }
                let kind = if post.elsewhere.is_some() { "post-elsewhere" } else { "post" };
                if let Some(elsewhere) = &post.elsewhere {
                    value = format!("{elsewhere} {value}");
                }
                let label = self.at(&entry.row, post.span);
                // The document's own words say it in Chinese.
                self.push(kind, own(name.clone()), Text::new("", id(&post.kind)), own(value), label);
            }
            self.date("post-term", name, "from", entry.from.as_ref(), &entry.row);
            self.date("post-term", name, "until", entry.until.as_ref(), &entry.row);
            self.stated("post-approval", name, entry.approval.as_ref(), &entry.row);
        }
    }

    fn register(&mut self, register: &Register) {
        for meeting in &register.meetings {
            let Some(first) = register.items_of(meeting).next() else { continue };
            let session = if meeting.session.is_empty() {
                meeting.name.clone()
            } else {
                format!("{} {}", meeting.name, meeting.session)
            };
            if let Some(held) = &meeting.held {
                let label = self.at(&first.row, held.day.span);
                self.push("meeting", term(&id(&meeting.kind)), own(session), own(moment_text(held)), label);
            }
        }
        for item in &register.items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &AgendaItem) {
        let (row, topic) = (&item.row, item.topic.text.as_str());
        let body = id(&item.kind);
        let conclusion = item.conclusion.as_ref().map(|s| s.text.as_str()).unwrap_or_default();
        let label = self.at(row, item.topic.span);
        self.push("topic", term(&body), own(topic), own(conclusion), label);
        let counts = [
            ("attendance", "due", item.due, "persons"),
            ("attendance", "attended", item.present, "persons"),
            ("attendance", "proxies", item.proxies, "persons"),
            ("votes", "yes", item.yes, "votes"),
            ("votes", "no", item.no, "votes"),
            ("votes", "abstain", item.abstain, "votes"),
        ];
        for (kind, object, count, unit) in counts {
            self.count(kind, topic, object, count, unit, row);
        }
        self.count("agenda-position", topic, "", item.sequence, "", row);
        self.stated("matter-reference", topic, item.reference.as_ref(), row);
        self.note("recusal", topic, &item.recusal, row);
    }

    fn ledger(&mut self, ledger: &OrganisationLedger) {
        for unit in &ledger.units {
            self.unit(unit);
        }
    }

    fn unit(&mut self, unit: &Unit) {
        let (row, name) = (&unit.row, unit.name.text.as_str());
        let relation = unit.relation.as_ref().map(id).unwrap_or_default();
        let kind = unit.kind.as_ref().map(id).unwrap_or_default();
        let label = self.at(row, unit.name.span);
        self.push("unit", own(name), term(&relation), term(&kind), label);
        self.organ(name, unit.organ.as_ref(), row);
        let counts = [
            ("party-members", "all", unit.members),
            ("party-members", "full", unit.full_members),
            ("organ-size", "committee", unit.committee),
            ("organ-size", "standing-committee", unit.standing),
            ("organ-size", "deputy-secretaries", unit.deputies),
        ];
        for (kind, object, count) in counts {
            self.count(kind, name, object, count, "persons", row);
        }
        for secretary in &unit.secretaries {
            self.words("secretary", name, "", secretary, row, row.span);
        }
        if let Some(stated) = unit.discipline_note.present() {
            self.words("discipline", name, &id(&unit.discipline), &stated.text, row, stated.span);
        }
        let dates = [
            ("election", &unit.election),
            ("founded", &unit.founded),
            ("organ-founded", &unit.organ_founded),
            ("secretary-appointed", &unit.appointed),
        ];
        for (object, date) in dates {
            self.date("date", name, object, date.as_ref(), row);
        }
        let notes = [
            ("extension", &unit.extension),
            ("approval", &unit.approval),
            ("attached", &unit.attached),
            ("instructor", &unit.instructor),
        ];
        for (kind, note) in notes {
            self.note(kind, name, note, row);
        }
    }
}

/// A day with its time of day, if that is stated.
fn moment_text(moment: &Moment) -> String {
    let day = moment.day.date;
    moment.time.map_or_else(|| day.to_string(), |time| format!("{day} {:02}:{:02}", time.0 / 60, time.0 % 60))
}

/// A condition in the notation of fractions elsewhere: `>=5000000`, with its ends and what it counts. Money is in yuan.
fn amount(condition: &AmountCondition) -> (String, (String, String), &'static str) {
    let number = |value: u64, unit: AmountUnit| match unit {
        AmountUnit::Share => super::Percent(value / 100).to_string(),
        _ => super::Yuan(value).to_string(),
    };
    let end = |bound: Bound| number(bound.amount.value, bound.amount.unit);
    let unit = match condition.unit() {
        Some(AmountUnit::Yuan) => "yuan",
        Some(AmountUnit::Share) => "share",
        _ => "",
    };
    let mut value = String::new();
    let mut bounds = (String::new(), String::new());
    if let Some(lower) = condition.lower {
        bounds.0 = end(lower);
        value.push_str(if lower.inclusive { ">=" } else { ">" });
        value.push_str(&bounds.0);
    }
    if let Some(upper) = condition.upper {
        bounds.1 = end(upper);
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(if upper.inclusive { "<=" } else { "<" });
        value.push_str(&bounds.1);
    }
    if let Some(bare) = condition.bare {
        value = number(bare.value, bare.unit);
        bounds = (value.clone(), value.clone());
    }
    (value, bounds, unit)
}
