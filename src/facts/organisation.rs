//! The Party organisations of a group: the company's own, by profile and charter, and its units' by the ledgers.

use std::collections::{HashMap, HashSet};

use super::ReadCharter;
use crate::dossier::{Document, Dossier, Kind};
use crate::model::ledger::{OrganisationLedger, Relation, Unit};
use crate::model::profile::{PartyOrgan, Profile};
use crate::syntax::clause::{Measure, Value, quantities};
use crate::{Label, Span};

/// A row of a ledger.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitRow<'a> {
    pub(crate) document: &'a Document,
    pub(crate) ledger: &'a OrganisationLedger,
    pub(crate) unit: &'a Unit,
}

impl UnitRow<'_> {
    /// A label on the row.
    pub(crate) fn label(&self) -> Label {
        self.document.label(self.unit.row.span, self.unit.place())
    }
}

/// A company or unit whose Party organisation is judged.
#[derive(Clone, Debug)]
pub(crate) struct Body<'a> {
    pub(crate) name: &'a str,
    /// Whether it is the company itself.
    pub(crate) is_own: bool,
    /// The form of its organisation; `None` if not stated.
    pub(crate) organ: Option<PartyOrgan>,
    /// Party members.
    pub(crate) members: Option<u32>,
    /// Full Party members.
    pub(crate) full: Option<u32>,
    /// Its row. The company itself may have none.
    pub(crate) row: Option<UnitRow<'a>>,
    /// Whether it shares another unit's organisation, which has its own row.
    pub(crate) shares: bool,
    /// Whether the units above it lead round in a circle.
    pub(crate) is_circular: bool,
}

impl Body<'_> {
    /// Whether it has `number` members or more; `None` if the counts do not tell.
    pub(crate) fn has_members(&self, number: u32) -> Option<bool> {
        match (self.members, self.full) {
            (Some(members), _) => Some(members >= number),
            (None, Some(full)) if full >= number => Some(true),
            _ => None,
        }
    }

    /// Whether it has `number` full members or more; `None` if the counts do not tell.
    pub(crate) fn has_full(&self, number: u32) -> Option<bool> {
        match (self.full, self.members) {
            (Some(full), _) => Some(full >= number),
            (None, Some(members)) if members < number => Some(false),
            _ => None,
        }
    }
}

/// The company and the units of all ledgers.
#[derive(Debug)]
pub(crate) struct Organisation<'a> {
    /// The ledgers.
    pub(crate) ledgers: Vec<(&'a Document, &'a OrganisationLedger)>,
    /// The company itself, then its units in the ledgers' order. Companies in which the state has a minority are none of
    /// them.
    pub(crate) bodies: Vec<Body<'a>>,
}

impl<'a> Organisation<'a> {
    pub(crate) fn of(dossier: &'a Dossier, profile: &Profile) -> Self {
        let titled = dossier.documents.iter().find(|document| document.kind == Kind::Charter);
        let titled = titled.and_then(|document| document.title.split_once("章程")).map(|(company, _)| company.trim());
        let titled = titled.filter(|company| !company.is_empty());
        let ledgers: Vec<_> = dossier.organisation_ledgers().collect();
        let named = dossier.profile.name.as_deref().or(titled);
        let company = named.or_else(|| by_heads(profile, &ledgers)).unwrap_or(&dossier.name);
        let mut bodies = vec![own(company, profile, &ledgers)];
        for &(document, ledger) in &ledgers {
            let mut belonging = Belonging::of(ledger);
            for unit in ledger.others(company) {
                let above = belonging.above(unit);
                if unit.relation == Some(Relation::Minority) || above == Above::Minority {
                    continue;
                }
                bodies.push(Body {
                    name: &unit.name.text,
                    is_own: false,
                    organ: unit.organ.as_ref().map(|organ| organ.organ).or_else(|| without(ledger, unit)),
                    members: unit.members,
                    full: unit.full_members,
                    row: Some(UnitRow { document, ledger, unit }),
                    shares: unit.organ.as_ref().is_some_and(|organ| organ.joint) && has_no_post(unit),
                    is_circular: above == Above::Circle,
                });
            }
        }
        Self { ledgers, bodies }
    }

    /// The company itself.
    pub(crate) fn own(&self) -> Option<&Body<'a>> {
        self.bodies.first()
    }

    /// The units other than the company itself.
    pub(crate) fn units(&self) -> &[Body<'a>] {
        self.bodies.get(1..).unwrap_or_default()
    }

    /// Where something absent from the ledgers is shown: the first one's title, else its header.
    pub(crate) fn heading(&self) -> Option<Label> {
        let (document, ledger) = self.ledgers.first()?;
        let header = ledger.table.columns.iter().map(|column| column.span).reduce(Span::cover);
        let span = ledger.table.title_span.or(header).unwrap_or(ledger.table.span);
        Some(document.label(span, document.kind.place()))
    }
}

/// The name in the one row that has as many Party members as the profile says the company has.
fn by_heads<'a>(profile: &Profile, ledgers: &[(&'a Document, &'a OrganisationLedger)]) -> Option<&'a str> {
    let stated = [profile.party_members, profile.full_party_members];
    if stated.iter().all(Option::is_none) {
        return None;
    }
    let fits = |unit: &&Unit| {
        let counted = [unit.members, unit.full_members];
        let mut pairs =
            stated.iter().zip(counted).filter_map(|(stated, counted)| Some(((*stated)?, counted?))).peekable();
        pairs.peek().is_some() && pairs.all(|(stated, counted)| stated == counted)
    };
    let mut found = ledgers.iter().flat_map(|(_, ledger)| &ledger.units).filter(fits);
    found.next().filter(|_| found.next().is_none()).map(|unit| unit.name.text.as_str())
}

/// A unit without an organisation, where the row says so by leaving blank the organisation and all that goes with one.
fn without(ledger: &OrganisationLedger, unit: &Unit) -> Option<PartyOrgan> {
    let told = ["organ", "secretary", "election"].iter().all(|role| ledger.states(role));
    (told && has_no_post(unit) && unit.approval.present().is_none()).then_some(PartyOrgan::None)
}

/// Whether a row names no secretary, deputy, committee or election.
fn has_no_post(unit: &Unit) -> bool {
    unit.secretaries.is_empty()
        && unit.secretary_count.is_none()
        && unit.deputies.is_none()
        && unit.committee.is_none()
        && unit.election.is_none()
}

/// The company by its profile, which the charter has completed. What both leave open its own row may state.
fn own<'a>(company: &'a str, profile: &Profile, ledgers: &[(&'a Document, &'a OrganisationLedger)]) -> Body<'a> {
    let row = ledgers.iter().find_map(|&(document, ledger)| {
        let unit = ledger.own(company)?;
        Some(UnitRow { document, ledger, unit })
    });
    let stated = row.map(|row| row.unit);
    let name = if company.is_empty() { stated.map_or("本公司", |unit| &unit.name.text) } else { company };
    Body {
        name,
        is_own: true,
        organ: profile.party_organ.or_else(|| stated?.organ.as_ref().map(|organ| organ.organ)),
        members: profile.party_members.or_else(|| stated?.members),
        full: profile.full_party_members.or_else(|| stated?.full_members),
        row,
        shares: false,
        is_circular: false,
    }
}

/// How many the charter's standing committee has, from and to, and the sentence, by index: 其中常务委员7名.
pub(crate) fn standing_members(charter: &ReadCharter<'_>) -> Option<(u32, u32, usize)> {
    let mut found = Vec::new();
    charter.charter.prose().holding(&["常务委员", "常委"]).into_iter().find_map(|i| {
        let text = charter.sentence_text(i);
        let at = ["常务委员", "常委"].iter().filter_map(|word| text.find(word).map(|at| at + word.len())).max()?;
        let denied = ["不设", "未设", "不再设"].iter().any(|word| text[..at].contains(word));
        if denied || !text.contains("党委") {
            return None;
        }
        // The number follows within the clause: 常委7名, 常务委员会由7人组成.
        let clause = text[at..].split(['，', '。', '；']).next().unwrap_or_default();
        quantities(clause, 0, &mut found);
        let heads = found.iter().find_map(|quantity| match quantity.value {
            Value::Count(low, high, Measure::Heads) => Some((u32::try_from(low).ok()?, u32::try_from(high).ok()?)),
            _ => None,
        });
        heads.map(|(low, high)| (low, high, i))
    })
}

/// What the units above a unit make of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// Nothing special.
    Plain,
    /// One of them is a company in which the state has a minority.
    Minority,
    /// They lead round in a circle.
    Circle,
}

/// Who stands above whom, by the column for it.
struct Belonging<'a> {
    by_name: HashMap<&'a str, &'a Unit>,
    known: HashMap<&'a str, Above>,
}

impl<'a> Belonging<'a> {
    fn of(ledger: &'a OrganisationLedger) -> Self {
        let named = ledger.units.iter().map(|unit| (unit.name.text.as_str(), unit));
        let by_name = if ledger.states("parent") { named.collect() } else { HashMap::new() };
        Self { by_name, known: HashMap::new() }
    }

    /// Walks upwards once: what is found holds for all units on the way.
    fn above(&mut self, unit: &'a Unit) -> Above {
        let mut way: Vec<&'a str> = Vec::new();
        let mut passed: HashSet<&'a str> = HashSet::new();
        let mut at = unit;
        let found = loop {
            let name = at.name.text.as_str();
            if let Some(known) = self.known.get(name) {
                break *known;
            }
            if !passed.insert(name) {
                break Above::Circle;
            }
            way.push(name);
            let parent = at.parent.as_ref().and_then(|parent| self.by_name.get(parent.text.as_str()));
            match parent {
                None => break Above::Plain,
                Some(next) if next.relation == Some(Relation::Own) => break Above::Plain,
                Some(next) if next.relation == Some(Relation::Minority) => break Above::Minority,
                Some(next) => at = next,
            }
        };
        self.known.extend(way.into_iter().map(|name| (name, found)));
        found
    }
}
