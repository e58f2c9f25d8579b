//! The names of numbers.

use crate::facts::{Meeting, Office, Organ, Scope, Vote};
use crate::model::post::PostKind;

/// Which number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::rules) enum FactName {
    /// How many hold a post in a body, by the charter.
    Seats(Organ, Office),
    /// The share that they make up.
    SeatShare(Organ, Office),
    /// Years of a term.
    Term(Office),
    /// A quorum or majority.
    Threshold(Organ, Vote, Option<Scope>),
    /// Days between notice and meeting.
    Notice(Meeting),
    /// Days before a meeting until which proposals are taken.
    ProposalDays,
    /// Yuan.
    RegisteredCapital,
    /// The Party organisation's funds as a share of what they are reckoned from.
    FundRatio,
    /// A number of the profile.
    Company(Headcount),
    /// How many people of the roster.
    Roster(People),
    /// How many matters the Party body studies before others decide.
    PriorMatters,
    /// How many matters the Party body decides.
    DecidedMatters,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::rules) enum Headcount {
    Staff,
    PartyMembers,
    FullPartyMembers,
    Shareholders,
}

/// Which people of a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::rules) enum People {
    All,
    Directors,
    OutsideDirectors,
    IndependentDirectors,
    EmployeeDirectors,
    Supervisors,
    PartyMembers,
    Deputies,
}

use FactName as F;

/// Every name, with the number it stands for.
pub(in crate::rules) const FACTS: &[(&str, FactName)] = &[
    ("seats.board.director", F::Seats(Organ::Board, Office::Director)),
    ("seats.board.outside-director", F::Seats(Organ::Board, Office::OutsideDirector)),
    ("seats.board.independent-director", F::Seats(Organ::Board, Office::IndependentDirector)),
    ("seats.board.employee-director", F::Seats(Organ::Board, Office::EmployeeDirector)),
    ("seats.board.inside-director", F::Seats(Organ::Board, Office::InsideDirector)),
    ("seats.board.vice-chair", F::Seats(Organ::Board, Office::ViceChair)),
    ("seats.supervisory-board.supervisor", F::Seats(Organ::SupervisoryBoard, Office::Supervisor)),
    ("seats.supervisory-board.employee-supervisor", F::Seats(Organ::SupervisoryBoard, Office::EmployeeSupervisor)),
    ("seats.audit-committee.member", F::Seats(Organ::AuditCommittee, Office::Member)),
    ("seats.audit-committee.outside-director", F::Seats(Organ::AuditCommittee, Office::OutsideDirector)),
    ("seats.audit-committee.independent-director", F::Seats(Organ::AuditCommittee, Office::IndependentDirector)),
    ("seats.party.party-member", F::Seats(Organ::Party, Office::PartyMember)),
    ("seats.party.party-deputy-secretary", F::Seats(Organ::Party, Office::PartyDeputySecretary)),
    ("seats.management.deputy-manager", F::Seats(Organ::Management, Office::DeputyManager)),
    ("seat-share.board.outside-director", F::SeatShare(Organ::Board, Office::OutsideDirector)),
    ("seat-share.board.independent-director", F::SeatShare(Organ::Board, Office::IndependentDirector)),
    ("seat-share.audit-committee.outside-director", F::SeatShare(Organ::AuditCommittee, Office::OutsideDirector)),
    (
        "seat-share.supervisory-board.employee-supervisor",
        F::SeatShare(Organ::SupervisoryBoard, Office::EmployeeSupervisor),
    ),
    ("term.director", F::Term(Office::Director)),
    ("term.outside-director", F::Term(Office::OutsideDirector)),
    ("term.supervisor", F::Term(Office::Supervisor)),
    ("term.manager", F::Term(Office::Manager)),
    ("term.party-secretary", F::Term(Office::PartySecretary)),
    ("threshold.board.attend", F::Threshold(Organ::Board, Vote::Attend, None)),
    ("threshold.board.pass", F::Threshold(Organ::Board, Vote::Pass, None)),
    ("threshold.board.pass.general", F::Threshold(Organ::Board, Vote::Pass, Some(Scope::General))),
    ("threshold.board.pass.special", F::Threshold(Organ::Board, Vote::Pass, Some(Scope::Special))),
    ("threshold.board.pass.related", F::Threshold(Organ::Board, Vote::Pass, Some(Scope::Related))),
    ("threshold.board.pass.guarantee", F::Threshold(Organ::Board, Vote::Pass, Some(Scope::Guarantee))),
    ("threshold.shareholders-meeting.attend", F::Threshold(Organ::ShareholdersMeeting, Vote::Attend, None)),
    (
        "threshold.shareholders-meeting.pass.ordinary",
        F::Threshold(Organ::ShareholdersMeeting, Vote::Pass, Some(Scope::Ordinary)),
    ),
    (
        "threshold.shareholders-meeting.pass.special",
        F::Threshold(Organ::ShareholdersMeeting, Vote::Pass, Some(Scope::Special)),
    ),
    ("threshold.supervisory-board.pass", F::Threshold(Organ::SupervisoryBoard, Vote::Pass, None)),
    ("notice.board", F::Notice(Meeting::Board)),
    ("notice.regular-board", F::Notice(Meeting::RegularBoard)),
    ("notice.extraordinary-board", F::Notice(Meeting::ExtraordinaryBoard)),
    ("notice.shareholders", F::Notice(Meeting::Shareholders)),
    ("notice.annual-shareholders", F::Notice(Meeting::AnnualShareholders)),
    ("notice.extraordinary-shareholders", F::Notice(Meeting::ExtraordinaryShareholders)),
    ("proposal-days", F::ProposalDays),
    ("registered-capital", F::RegisteredCapital),
    ("fund-ratio", F::FundRatio),
    ("company.staff", F::Company(Headcount::Staff)),
    ("company.party_members", F::Company(Headcount::PartyMembers)),
    ("company.full_party_members", F::Company(Headcount::FullPartyMembers)),
    ("company.shareholders", F::Company(Headcount::Shareholders)),
    ("roster.people", F::Roster(People::All)),
    ("roster.director", F::Roster(People::Directors)),
    ("roster.outside-director", F::Roster(People::OutsideDirectors)),
    ("roster.independent-director", F::Roster(People::IndependentDirectors)),
    ("roster.employee-director", F::Roster(People::EmployeeDirectors)),
    ("roster.supervisor", F::Roster(People::Supervisors)),
    ("roster.party-member", F::Roster(People::PartyMembers)),
    ("roster.deputy-manager", F::Roster(People::Deputies)),
    ("lists.prior-study", F::PriorMatters),
    ("lists.decided", F::DecidedMatters),
];

impl FactName {
    pub(super) fn from_word(word: &str) -> Option<Self> {
        FACTS.iter().find(|(name, _)| *name == word).map(|(_, fact)| *fact)
    }

    pub(super) fn as_str(self) -> &'static str {
        FACTS.iter().find(|(_, fact)| *fact == self).map_or("", |(name, _)| name)
    }

    /// Whether it is a share and not a whole number.
    pub(super) const fn is_share(self) -> bool {
        matches!(self, Self::SeatShare(..) | Self::Threshold(..) | Self::FundRatio)
    }

    /// Which document states it.
    pub(in crate::rules) const fn reads(self) -> super::super::meta::Reads {
        use super::super::meta::Reads;
        match self {
            Self::Company(_) => Reads::Profile,
            Self::Roster(_) => Reads::Roster,
            Self::PriorMatters | Self::DecidedMatters => Reads::Lists,
            _ => Reads::Charter,
        }
    }
}

impl People {
    /// Whether a post makes its holder one of them.
    pub(super) fn include(self, post: &crate::model::post::Post) -> bool {
        if post.elsewhere.is_some() {
            return false;
        }
        let director = matches!(post.kind, PostKind::Director | PostKind::Chair | PostKind::ViceChair);
        match self {
            Self::All => true,
            Self::Directors => director,
            Self::OutsideDirectors => director && post.outside,
            Self::IndependentDirectors => director && post.independent,
            Self::EmployeeDirectors => director && post.employee,
            Self::Supervisors => matches!(post.kind, PostKind::Supervisor | PostKind::SupervisoryChair),
            Self::PartyMembers => matches!(
                post.kind,
                PostKind::PartySecretary
                    | PostKind::PartyDeputySecretary
                    | PostKind::PartyStandingMember
                    | PostKind::PartyMember
                    | PostKind::DisciplineInspector
            ),
            Self::Deputies => post.kind == PostKind::DeputyGeneralManager,
        }
    }

    /// The room that a roster must be about for nobody to mean none.
    pub(super) const fn group(self) -> Option<crate::model::post::PostGroup> {
        use crate::model::post::PostGroup;
        Some(match self {
            Self::All => return None,
            Self::Directors | Self::OutsideDirectors | Self::IndependentDirectors | Self::EmployeeDirectors => {
                PostGroup::Board
            }
            Self::Supervisors => PostGroup::Supervisory,
            Self::PartyMembers => PostGroup::Party,
            Self::Deputies => PostGroup::Management,
        })
    }
}
