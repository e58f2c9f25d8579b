//! What documents say to a condition.

use super::super::context::Context;
use super::name::{FactName, Headcount, People};
use super::value::{Range, Ratio};
use super::{Bound, Number};
use crate::Label;
use crate::facts::{Comparison, Count, Scope, Share, Statement};
use crate::model::matters::ListKind;

/// The verdict where no document states the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Unstated {
    /// It cannot be known: the number may stand elsewhere.
    Undetermined,
    /// It must be stated.
    Violated,
    /// It need not be stated.
    Satisfied,
}

impl Unstated {
    pub(super) const WORDS: &[&str] = &["undetermined", "violated", "satisfied"];

    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "undetermined" => Self::Undetermined,
            "violated" => Self::Violated,
            "satisfied" => Self::Satisfied,
            _ => return None,
        })
    }
}

/// What became of a condition.
pub(in crate::rules) enum Outcome {
    /// It is met.
    Met(Vec<Label>),
    /// It is not. The labels show the number, or are empty where none is stated.
    Unmet(Vec<Label>),
    /// This fact is missing.
    Missing(String),
}

/// A number that a document states, with its place.
type Stated = (Range, Vec<Label>);

/// What is stated of a number.
enum Found {
    /// These; nothing if the list is empty.
    Stated(Vec<Stated>),
    /// Something, but not which number.
    Unclear,
    /// The document that would state it is missing.
    NoDocument(&'static str),
}

impl Number {
    pub(in crate::rules) const fn fact(&self) -> FactName {
        self.fact
    }

    /// Whether it is broken by a number that is stated, and never by one that is not.
    pub(in crate::rules) fn forbids(&self) -> bool {
        self.unstated != Unstated::Violated
    }

    /// Judges the documents of a check.
    pub(in crate::rules) fn judge(&self, context: &Context<'_>) -> Outcome {
        let missing = |fact: FactName| Outcome::Missing(fact.missing());
        let stated = match find(self.fact, context) {
            Found::NoDocument(kind) => return Outcome::Missing(format!("document:{kind}")),
            Found::Unclear => return missing(self.fact),
            Found::Stated(list) if list.is_empty() => {
                return match self.unstated {
                    Unstated::Undetermined => missing(self.fact),
                    Unstated::Violated => Outcome::Unmet(Vec::new()),
                    Unstated::Satisfied => Outcome::Met(Vec::new()),
                };
            }
            Found::Stated(list) => list,
        };
        let Some(of) = self.of else { return self.weigh(stated) };
        let whole = match find(of, context) {
            Found::NoDocument(kind) => return Outcome::Missing(format!("document:{kind}")),
            Found::Unclear => return missing(of),
            Found::Stated(list) => list,
        };
        let Some((whole, at)) = whole.into_iter().next() else { return missing(of) };
        let share = |(part, labels): Stated| part.of(whole).map(|range| (range, [labels, at.clone()].concat()));
        match stated.into_iter().map(share).collect::<Option<Vec<_>>>() {
            Some(shares) => self.weigh(shares),
            None => missing(of),
        }
    }

    fn weigh(&self, stated: Vec<Stated>) -> Outcome {
        let meets = |range: &Range| self.bounds.iter().all(|(bound, values)| meets(range, *bound, values));
        let (met, unmet): (Vec<_>, Vec<_>) = stated.into_iter().partition(|(range, _)| meets(range));
        let labels = |list: Vec<Stated>| list.into_iter().flat_map(|(_, labels)| labels).collect();
        if unmet.is_empty() { Outcome::Met(labels(met)) } else { Outcome::Unmet(labels(unmet)) }
    }
}

/// Whether every number of the range keeps to the bound.
fn meets(range: &Range, bound: Bound, values: &[Ratio]) -> bool {
    let Some(&value) = values.first() else { return false };
    let single = || range.high.filter(|high| *high == range.low && !range.above && !range.below);
    match bound {
        Bound::AtLeast => range.low >= value,
        Bound::MoreThan => range.low > value || range.low == value && range.above,
        Bound::AtMost => range.high.is_some_and(|high| high <= value),
        Bound::LessThan => range.high.is_some_and(|high| high < value || high == value && range.below),
        Bound::Equals | Bound::OneOf => single().is_some_and(|number| values.contains(&number)),
    }
}

impl FactName {
    /// How reports call it where it is missing.
    fn missing(self) -> String {
        match self {
            Self::Company(_) | Self::Roster(_) | Self::PriorMatters | Self::DecidedMatters => self.as_str().to_owned(),
            _ => format!("charter.{}", self.as_str()),
        }
    }
}

fn find(fact: FactName, context: &Context<'_>) -> Found {
    match fact {
        FactName::Company(count) => company(count, context),
        FactName::Roster(people) => roster(people, context),
        FactName::PriorMatters | FactName::DecidedMatters => matters(fact, context),
        _ => charter(fact, context),
    }
}

fn company(count: Headcount, context: &Context<'_>) -> Found {
    let profile = context.profile();
    let number = match count {
        Headcount::Staff => profile.staff,
        Headcount::PartyMembers => profile.party_members,
        Headcount::FullPartyMembers => profile.full_party_members,
        Headcount::Shareholders => profile.shareholders,
    };
    let range = |number: u32| (Range::exactly(Ratio::whole(number.into())), Vec::new());
    Found::Stated(number.map(range).into_iter().collect())
}

fn roster(people: People, context: &Context<'_>) -> Found {
    let Some(everyone) = context.facts.people() else { return Found::NoDocument("roster") };
    if people.group().is_some_and(|group| !everyone.covers(group)) {
        return Found::Unclear;
    }
    let mut labels = Vec::new();
    for someone in everyone.everyone() {
        let held = everyone.posts(someone, context.as_of).find(|held| people.include(held.post));
        labels.extend(held.map(|held| held.label()));
    }
    let number = Ratio::whole(labels.len() as u64);
    if labels.is_empty() {
        labels.push(everyone.absent());
    }
    Found::Stated(vec![(Range::exactly(number), labels)])
}

fn matters(fact: FactName, context: &Context<'_>) -> Found {
    let prior = fact == FactName::PriorMatters;
    let name = if prior { "prior-study-list" } else { "decided-list" };
    let matters = context.facts.matters();
    let number = if prior { matters.prior().count() } else { matters.decided().count() };
    let is_it = |kind| match kind {
        ListKind::PriorStudy | ListKind::GateKeeping => prior,
        ListKind::Decided => !prior,
        ListKind::Matrix => true,
        ListKind::Supervision => false,
    };
    let list = context.dossier.lists().find(|(_, list)| is_it(list.kind));
    let Some((document, list)) = list else { return Found::NoDocument(name) };
    let first = list.matters.first().map_or(document.span, |matter| matter.span);
    let label = document.label(first, document.kind.place());
    Found::Stated(vec![(Range::exactly(Ratio::whole(number as u64)), vec![label])])
}

fn charter(fact: FactName, context: &Context<'_>) -> Found {
    let Ok(charter) = context.charter() else { return Found::NoDocument("charter") };
    let facts = context.facts.charter_facts();
    let mut stated: Vec<Stated> = Vec::new();
    let mut unclear = false;
    for one in facts.all().iter().filter(|one| one.holds()) {
        let Some(range) = range(fact, &one.statement) else { continue };
        match range {
            Some(range) if one.doubt.is_none() => stated.push((range, vec![facts.label(charter.charter, one)])),
            _ => unclear = true,
        }
    }
    if unclear && stated.is_empty() {
        return Found::Unclear;
    }
    // 董事各一名 beside 董事会由五名董事组成 counts who names them, not the board.
    if matches!(fact, FactName::Seats(..)) {
        stated = stated.into_iter().max_by(|(a, _), (b, _)| a.low.cmp(&b.low)).into_iter().collect();
    }
    Found::Stated(stated)
}

/// The number that a statement gives for a name; `Some(None)` if it leaves it open.
#[allow(clippy::option_option, reason = "said, left open, or not said")]
fn range(fact: FactName, statement: &Statement) -> Option<Option<Range>> {
    let whole = |number: u64| Some(Some(Range::exactly(Ratio::whole(number))));
    match (fact, statement) {
        (FactName::Seats(organ, office), Statement::Seats { organ: o, office: f, count })
            if *o == organ && *f == office =>
        {
            Some(counted(*count))
        }
        (FactName::SeatShare(organ, office), Statement::SeatShare { organ: o, office: f, share })
            if *o == organ && *f == office =>
        {
            Some(shared(*share))
        }
        (FactName::Term(office), Statement::Term { office: f, years }) if *f == office => Some(counted(*years)),
        (FactName::Threshold(organ, vote, scope), Statement::Threshold { organ: o, vote: v, share, scope: s, .. })
            if *o == organ && *v == vote && scope.is_none_or(|scope| same_scope(scope, *s)) =>
        {
            Some(shared(*share))
        }
        (FactName::Notice(meeting), Statement::Notice { meeting: m, days }) if *m == meeting => whole((*days).into()),
        (FactName::ProposalDays, Statement::ProposalDays { days }) => whole((*days).into()),
        (FactName::RegisteredCapital, Statement::RegisteredCapital { fen }) => {
            Some(Ratio::new(*fen, 100).map(Range::exactly))
        }
        (FactName::FundRatio, Statement::FundRatio { ratio, .. }) => {
            Some(Ratio::new(*ratio, 10_000).map(Range::exactly))
        }
        _ => None,
    }
}

/// 普通决议 and a resolution without a name are one kind.
fn same_scope(wanted: Scope, stated: Scope) -> bool {
    let plain = |scope| matches!(scope, Scope::General | Scope::Ordinary);
    wanted == stated || plain(wanted) && plain(stated)
}

fn counted(count: Count) -> Option<Range> {
    match count {
        Count::Range { min, max } => Some(Range {
            low: Ratio::whole(min.into()),
            above: false,
            high: max.map(|max| Ratio::whole(max.into())),
            below: false,
        }),
        _ => None,
    }
}

fn shared(share: Share) -> Option<Range> {
    let at = Ratio::new(share.numerator, share.denominator)?;
    let (zero, one) = (Ratio::whole(0), Ratio::whole(1));
    Some(match share.comparison {
        Comparison::MoreThan => Range { low: at, above: true, high: Some(one), below: false },
        Comparison::AtLeast => Range { low: at, above: false, high: Some(one), below: false },
        Comparison::Exactly => Range::exactly(at),
        Comparison::AtMost => Range { low: zero, above: false, high: Some(at), below: false },
        Comparison::LessThan => Range { low: zero, above: false, high: Some(at), below: true },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolutions_of_a_kind() {
        for (wanted, stated, same) in [
            (Scope::General, Scope::Ordinary, true),
            (Scope::Ordinary, Scope::General, true),
            (Scope::Special, Scope::Special, true),
            (Scope::Special, Scope::General, false),
            (Scope::Ordinary, Scope::Special, false),
        ] {
            assert_eq!(same_scope(wanted, stated), same, "{wanted:?} {stated:?}");
        }
    }
}
