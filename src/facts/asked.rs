//! What is asked of all facts of a charter: whether a body exists, who stands in its place, how many hold a post.

use super::CharterFacts;
use super::statement::{Count, Fact, Statement};
use super::vocabulary::{Office, Organ};

impl CharterFacts {
    /// Facts that hold of this company.
    pub(crate) fn held(&self) -> impl Iterator<Item = &Fact> {
        self.all().iter().filter(|fact| fact.holds())
    }

    /// How many hold a post in a body, with the fact.
    pub(crate) fn seats(&self, organ: Organ, office: Office) -> Option<(&Fact, Count)> {
        self.held().find_map(|fact| match fact.statement {
            Statement::Seats { organ: o, office: f, count } if o == organ && f == office => Some((fact, count)),
            _ => None,
        })
    }

    /// Whether the charter says that a body exists or does not; the last word counts, so that 不设 prevails.
    pub(crate) fn organ(&self, organ: Organ) -> Option<(&Fact, bool)> {
        let stated = |fact| match fact {
            &Fact { statement: Statement::Organ { organ: o, exists }, .. } if o == organ => Some((fact, exists)),
            _ => None,
        };
        let all: Vec<_> = self.held().filter_map(stated).collect();
        all.iter().find(|(_, exists)| !exists).or(all.first()).copied()
    }

    /// The body that exercises another's powers.
    pub(crate) fn takes_over(&self, of: Organ) -> Option<(&Fact, Organ)> {
        self.held().find_map(|fact| match fact.statement {
            Statement::TakesOver { organ, of: o } if o == of => Some((fact, organ)),
            _ => None,
        })
    }

    /// The fact by which the charter has supervisors, unless it says that there are none.
    pub(crate) fn supervisors(&self) -> Option<&Fact> {
        let one = |fact: &&Fact| matches!(fact.statement, Statement::Seats { office: Office::Supervisor, count, .. } if count.min() != Some(0));
        let seats = |fact: &&Fact| {
            one(fact)
                || matches!(fact.statement, Statement::Seats { organ: Organ::SupervisoryBoard, count, .. } if count.min() != Some(0))
        };
        if self.organ(Organ::SupervisoryBoard).is_some_and(|(_, exists)| !exists) {
            // 不设监事会，设监事一名
            let stated = self.organ(Organ::Supervisors).filter(|(_, exists)| *exists).map(|(fact, _)| fact);
            return stated.or_else(|| self.held().find(one));
        }
        let stated = self.organ(Organ::SupervisoryBoard).or_else(|| self.organ(Organ::Supervisors));
        if let Some((fact, true)) = stated {
            return Some(fact);
        }
        if self.takes_over(Organ::SupervisoryBoard).is_some() {
            return self.held().find(seats);
        }
        let powers = |fact: &&Fact| matches!(fact.statement, Statement::Power { organ: Organ::SupervisoryBoard, .. });
        self.held().find(|fact| seats(fact) || powers(fact))
    }

    /// Whether the charter says that the company has no supervisors, in words or by who acts in their place.
    pub(crate) fn denies_supervisors(&self) -> bool {
        let denied = [Organ::SupervisoryBoard, Organ::Supervisors]
            .into_iter()
            .any(|organ| self.organ(organ).is_some_and(|(_, exists)| !exists) || self.takes_over(organ).is_some());
        denied && self.supervisors().is_none()
    }
}
