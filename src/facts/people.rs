//! Who holds which post, from all rosters of a dossier.

use crate::dossier::{Document, Dossier};
use crate::model::post::{Post, PostGroup, PostKind};
use crate::model::roster::{Entry, Person, Roster};
use crate::{Date, Label};

/// A person, on however many rosters.
#[derive(Debug)]
pub(crate) struct Someone<'a> {
    pub(crate) name: &'a str,
    parts: Vec<(&'a Document, &'a Person)>,
}

/// A post that somebody holds, with its row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held<'a> {
    pub(crate) document: &'a Document,
    pub(crate) entry: &'a Entry,
    pub(crate) post: &'a Post,
}

impl Held<'_> {
    /// A label on the row.
    pub(crate) fn label(&self) -> Label {
        self.document.label(self.entry.row.span, self.entry.place())
    }
}

/// The people of all rosters.
#[derive(Debug)]
pub(crate) struct People<'a> {
    rosters: Vec<(&'a Document, &'a Roster)>,
    everyone: Vec<Someone<'a>>,
}

impl<'a> People<'a> {
    /// Gathers the rosters; `None` if there is none.
    pub(crate) fn of(dossier: &'a Dossier) -> Option<Self> {
        let rosters: Vec<_> = dossier.rosters().collect();
        if rosters.is_empty() {
            return None;
        }
        let mut everyone: Vec<Someone<'a>> = Vec::new();
        for (document, roster) in &rosters {
            let known = everyone.len();
            for person in &roster.people {
                // Within one roster two people of a name have been told apart; across rosters a name is a person.
                let same = everyone[..known].iter_mut().find(|someone| {
                    let stated = someone.is_member();
                    someone.name == person.name && (stated.is_none() || stated == person.is_party_member().or(stated))
                });
                match same {
                    Some(someone) => someone.parts.push((document, person)),
                    None => everyone.push(Someone { name: &person.name, parts: vec![(document, person)] }),
                }
            }
        }
        Some(Self { rosters, everyone })
    }

    /// All people, in the rosters' order.
    pub(crate) fn everyone(&self) -> &[Someone<'a>] {
        &self.everyone
    }

    /// The people who hold a post of that kind on that day.
    pub(crate) fn holders(&self, kind: PostKind, on: Date) -> Vec<&Someone<'a>> {
        self.everyone.iter().filter(|someone| self.holds(someone, kind, on)).collect()
    }

    /// Whether somebody holds a post of that kind on that day.
    pub(crate) fn holds(&self, someone: &Someone<'a>, kind: PostKind, on: Date) -> bool {
        self.posts(someone, on).any(|held| held.post.kind == kind)
    }

    /// The posts that somebody holds on that day. A term that is over counts as long as nobody followed: elections are
    /// often late.
    pub(crate) fn posts<'s>(&'s self, someone: &'s Someone<'a>, on: Date) -> impl Iterator<Item = Held<'a>> + 's {
        someone.all().filter(move |held| {
            let begun = held.entry.from.is_none_or(|from| from.date <= on);
            begun && held.entry.until.is_none_or(|until| until.date >= on || !self.followed(someone, held, until.date))
        })
    }

    /// Whether the same person has a later row, or another one holds the same single post later.
    fn followed(&self, someone: &Someone<'a>, held: &Held<'a>, end: Date) -> bool {
        let later = |entry: &Entry| entry.from.is_some_and(|from| from.date >= end);
        let single = matches!(held.post.kind, PostKind::PartySecretary | PostKind::Chair | PostKind::GeneralManager);
        someone.all().any(|other| later(other.entry))
            || single
                && self
                    .everyone
                    .iter()
                    .any(|other| other.all().any(|other| other.post.kind == held.post.kind && later(other.entry)))
    }

    /// Whether the rosters are about that room at all: a post of it, or a column for it.
    pub(crate) fn covers(&self, group: PostGroup) -> bool {
        let words: &[&str] = match group {
            PostGroup::Party | PostGroup::Discipline => &["党内", "党组织", "党委", "党支部", "党务职务"],
            PostGroup::Board => &["董事"],
            PostGroup::Supervisory => &["监事"],
            PostGroup::Management => &["经理", "高级管理", "高管", "经营"],
            PostGroup::Other => &[],
        };
        let column = |roster: &Roster| {
            roster.table.columns.iter().any(|column| words.iter().any(|word| column.name.contains(word)))
        };
        self.rosters.iter().any(|(_, roster)| column(roster))
            || self.everyone.iter().any(|someone| someone.all().any(|held| held.post.kind.group() == group))
    }

    /// Whether a roster has a column for approval documents.
    pub(crate) fn states_approval(&self) -> bool {
        self.rosters.iter().any(|(_, roster)| roster.states_approval)
    }

    /// Where something absent belongs: the first roster's title, else its header.
    pub(crate) fn absent(&self) -> Label {
        let (document, roster) = self.rosters[0];
        let header = roster.table.columns.iter().map(|column| column.span).reduce(crate::Span::cover);
        let span = roster.table.title_span.or(header).unwrap_or(roster.table.span);
        document.label(span, "名册")
    }
}

impl<'a> Someone<'a> {
    /// All posts in this company, past ones included.
    pub(crate) fn all<'s>(&'s self) -> impl Iterator<Item = Held<'a>> + 's {
        self.parts
            .iter()
            .flat_map(|&(document, person)| person.posts().map(move |(entry, post)| Held { document, entry, post }))
    }

    /// Whether the person is a member of the Party, if a roster states it.
    pub(crate) fn is_member(&self) -> Option<bool> {
        self.parts.iter().find_map(|(_, person)| person.is_party_member())
    }
}
