//! Quorums and majorities of the Party body and the board.

use std::collections::HashSet;

use super::{REGISTER, conclude, meetings, shown, with_party};
use crate::facts::{Base, Comparison, Ending, Fact, Office, Organ, Row, Scope, Share, Statement, Vote, concept_bit};
use crate::model::post::PostKind;
use crate::model::register::MeetingKind;
use crate::rules::context::{Context, FindingBuilder, missing};
use crate::{Label, Verdict};

/// The votes for a topic: the column's, those in the conclusion's words, or all who are there if it was unanimous.
pub(super) fn votes_for(row: &Row<'_>) -> Option<u32> {
    let said = &row.outcome.votes;
    row.item.yes.or(said.yes).or(said.unanimous.then_some(row.present).flatten())
}

/// Whether votes were cast at all: a report that was heard shows 0, 0, 0.
fn was_put_to_vote(row: &Row<'_>) -> bool {
    let all = [row.item.yes, row.item.no, row.item.abstain];
    let cast =
        all.into_iter().flatten().sum::<u32>() > 0 || row.outcome.votes.yes.is_some() || row.outcome.votes.unanimous;
    cast || !matches!(row.outcome.ending, Ending::Heard | Ending::Blank | Ending::Other) && row.item.yes.is_some()
}

/// More than half attend and vote in favour; for appointments two thirds attend.
pub(super) fn party_quorum(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = with_party(context)?;
    let (mut findings, mut evidence, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut reported = HashSet::new();
    for row in meetings.rows().iter().filter(|row| meetings.is_party(row.kind())) {
        let Some(due) = row.due.filter(|due| *due > 0) else {
            unknown.push(row.lacks("due"));
            continue;
        };
        let (title, date) = (row.title(), row.when());
        let present = row.present;
        let yes = votes_for(row);
        let shown_present = present.map_or_else(String::new, |present| present.to_string());
        let shown_yes = yes.map_or_else(String::new, |yes| yes.to_string());
        let due_words = due.to_string();
        let values = [
            ("date", date.as_str()),
            ("body", row.name()),
            ("topic", title.as_str()),
            ("due", due_words.as_str()),
            ("present", shown_present.as_str()),
            ("for", shown_yes.as_str()),
        ];
        let before = findings.len();
        match present {
            None => unknown.push(row.lacks("present")),
            Some(present) => {
                let double = u64::from(present) * 2;
                let key = match double.cmp(&u64::from(due)) {
                    std::cmp::Ordering::Less => Some("attendance"),
                    std::cmp::Ordering::Equal => Some("exactly-half"),
                    std::cmp::Ordering::Greater => None,
                };
                // The head count is the meeting's: said once, however many topics it took.
                if let Some(key) = key.filter(|_| reported.insert((row.sitting, due, present))) {
                    findings.push(context.key(key).fill(&values).label(row.label_meeting()).build());
                }
                let appoints = meetings.expresses(row.index, "APPOINTMENTS") && !row.topic.looks_back;
                if appoints && u64::from(present) * 3 < u64::from(due) * 2 {
                    findings.push(context.key("personnel-attendance").fill(&values).label(row.label_meeting()).build());
                }
            }
        }
        let passed = !matches!(row.outcome.ending, Ending::Rejected | Ending::Deferred);
        if let Some(yes) = yes
            && passed
            && was_put_to_vote(row)
            && u64::from(yes) * 2 <= u64::from(due)
        {
            findings.push(context.key("votes").fill(&values).label(row.label_meeting()).build());
        }
        if findings.len() == before && present.is_some() {
            evidence.push(row.label_meeting());
        }
    }
    conclude(findings, shown(evidence, meetings), unknown)
}

/// How many directors there are on the day of a row, and what says so.
pub(super) struct Directors {
    pub(super) total: u32,
    label: Option<Label>,
}

/// All directors: as the row states those entitled to attend, else the roster of the day, else the charter.
pub(super) fn directors(context: &Context<'_>, row: &Row<'_>) -> Option<Directors> {
    if let Some(due) = row.due.filter(|due| *due > 0) {
        return Some(Directors { total: due, label: None });
    }
    if let (Some(people), Some(day)) = (context.facts.people(), row.day()) {
        let sits = |kind| matches!(kind, PostKind::Chair | PostKind::ViceChair | PostKind::Director);
        let mut held =
            people.everyone().iter().filter_map(|someone| people.posts(someone, day).find(|held| sits(held.post.kind)));
        if let Some(first) = held.next() {
            let total = 1 + held.count() as u32;
            return Some(Directors { total, label: Some(first.label()) });
        }
    }
    let charter = context.facts.charter()?;
    let facts = context.facts.charter_facts();
    facts.all().iter().filter(|fact| fact.holds() && fact.doubt.is_none()).find_map(|fact| match fact.statement {
        Statement::Seats { organ: Organ::Board, office: Office::Director | Office::Member, count } => {
            Some(Directors { total: count.single()?, label: Some(facts.label(charter.charter, fact)) })
        }
        _ => None,
    })
}

/// A quorum or majority that the charter sets higher than the law does.
struct Higher<'f> {
    fact: &'f Fact,
    share: Share,
    base: Base,
    scope: Scope,
}

fn higher<'f>(context: &'f Context<'_>, wanted: Vote) -> Vec<Higher<'f>> {
    if context.facts.charter().is_none() {
        return Vec::new();
    }
    let of = |fact: &'f Fact| match &fact.statement {
        Statement::Threshold { organ: Organ::Board, vote, share, base, scope, matters }
            if *vote == wanted
                && fact.holds()
                && fact.doubt.is_none()
                && matters.is_empty()
                && share.denominator > 0 =>
        {
            Some(Higher { fact, share: *share, base: *base, scope: *scope })
        }
        _ => None,
    };
    context.facts.charter_facts().all().iter().filter_map(of).collect()
}

/// Whether `count` of `total` meets a share.
fn meets(share: Share, count: u32, total: u32) -> bool {
    let (have, need) = (u64::from(count) * share.denominator, u64::from(total).saturating_mul(share.numerator));
    match share.comparison {
        Comparison::MoreThan => have > need,
        _ => have >= need,
    }
}

fn in_words(share: Share) -> (String, String) {
    let over = share.comparison == Comparison::MoreThan;
    let zh = match (share.numerator, share.denominator) {
        (1, 2) if over => return ("过半数".to_owned(), "more than half".to_owned()),
        (2, 3) => "三分之二".to_owned(),
        (3, 4) => "四分之三".to_owned(),
        (part, 10_000) => format!("{}%", part / 100),
        (part, whole) => format!("{whole}分之{part}"),
    };
    let en = match share.denominator {
        10_000 => format!("{}%", share.numerator / 100),
        _ => format!("{}/{}", share.numerator, share.denominator),
    };
    if over {
        (format!("超过{zh}"), format!("more than {en}"))
    } else {
        (format!("{zh}以上"), format!("at least {en}"))
    }
}

/// More than half of the directors attend, and more than half of all directors vote in favour.
pub(super) fn board_quorum(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let meetings = meetings(context)?;
    if !meetings.covers(|kind| kind == MeetingKind::Board) {
        return Err(missing([REGISTER]));
    }
    let mut board = Board {
        context,
        attend: higher(context, Vote::Attend),
        pass: higher(context, Vote::Pass),
        reported: HashSet::new(),
        findings: Vec::new(),
        evidence: Vec::new(),
        unknown: Vec::new(),
    };
    for row in meetings.rows().iter().filter(|row| row.kind() == MeetingKind::Board) {
        board.row(row);
    }
    conclude(board.findings, shown(board.evidence, meetings), board.unknown)
}

struct Board<'c, 'a> {
    context: &'c Context<'a>,
    attend: Vec<Higher<'c>>,
    pass: Vec<Higher<'c>>,
    reported: HashSet<(usize, u32, u32)>,
    findings: Vec<crate::Finding>,
    evidence: Vec<Label>,
    unknown: Vec<String>,
}

impl Board<'_, '_> {
    fn row(&mut self, row: &Row<'_>) {
        let Some(directors) = directors(self.context, row) else {
            self.unknown.push(row.lacks("due"));
            return;
        };
        // Who is barred from voting does not count among the directors (139).
        let recused = super::recusal::recused(self.context, row);
        let total = directors.total.saturating_sub(recused.unwrap_or(0));
        let before = self.findings.len();
        let half = Share { numerator: 1, denominator: 2, comparison: Comparison::MoreThan };
        match row.present {
            None => self.unknown.push(row.lacks("present")),
            Some(present) => {
                // A director who sends a proxy attends.
                let attending = present.saturating_add(super::counts::proxies(row)).min(directors.total);
                let stricter = self
                    .attend
                    .iter()
                    .find(|rule| rule.scope == Scope::General && !meets(rule.share, attending, directors.total));
                let fails = !meets(half, attending, directors.total) && !meets(half, present, total);
                if fails || stricter.is_some() && recused.unwrap_or(0) == 0 {
                    if self.reported.insert((row.sitting, directors.total, present)) {
                        let label = stricter.filter(|_| !fails).map(|rule| self.label(rule));
                        let finding = self.finding("attendance", row, &directors, ("", ""));
                        self.findings.push(finding.labels(label).labels(directors.label.clone()).build());
                    }
                } else if self.context.facts.charter().is_none() && attending < directors.total {
                    self.unknown.push("document:charter".to_owned());
                }
            }
        }
        if self.passed(row) {
            self.votes(row, &directors, total, recused);
        }
        if self.findings.len() == before {
            self.evidence.push(row.label_meeting());
        }
    }

    /// Whether the row says that the board passed something.
    fn passed(&self, row: &Row<'_>) -> bool {
        let heard = matches!(row.outcome.ending, Ending::Rejected | Ending::Deferred | Ending::Heard);
        !heard && (row.outcome.ending != Ending::Blank || row.item.yes.is_some_and(|yes| yes > 0))
    }

    fn votes(&mut self, row: &Row<'_>, directors: &Directors, total: u32, recused: Option<u32>) {
        let Some(yes) = votes_for(row) else {
            self.unknown.push(row.lacks("votes"));
            return;
        };
        let half = Share { numerator: 1, denominator: 2, comparison: Comparison::MoreThan };
        // Handed to the shareholders for want of disinterested directors: nothing was passed here.
        if recused.unwrap_or(0) > 0 && row.outcome.submitted_to.is_some() {
            return;
        }
        let guarantee = row.concepts & concept_bit("MATTER-GUARANTEE") != 0;
        let stricter = self.pass.iter().filter(|rule| match rule.scope {
            Scope::General => true,
            Scope::Guarantee => guarantee,
            _ => false,
        });
        let failed = stricter
            .map(|rule| {
                let of = match rule.base {
                    Base::PresentDirectors | Base::PresentMembers => row.present.unwrap_or(total),
                    _ => total,
                };
                (rule, meets(rule.share, yes, of))
            })
            .find(|(rule, met)| !met && rule.share.ensures_majority());
        let by_law = !meets(half, yes, total);
        if let Some((rule, _)) = failed.filter(|(rule, _)| !by_law || !is_half(rule.share)) {
            let (zh, en) = in_words(rule.share);
            let label = self.label(rule);
            let finding = self.finding("votes", row, directors, (&zh, &en));
            self.findings.push(finding.label(label).labels(directors.label.clone()).build());
        } else if by_law {
            let (zh, en) = in_words(half);
            let finding = self.finding("votes", row, directors, (&zh, &en));
            self.findings.push(finding.labels(directors.label.clone()).build());
        } else if self.context.facts.charter().is_none() && yes < total {
            // The charter may ask for more than the law does.
            self.unknown.push("document:charter".to_owned());
        }
    }

    fn label(&self, rule: &Higher<'_>) -> Label {
        let facts = self.context.facts.charter_facts();
        match self.context.facts.charter() {
            Some(charter) => facts.label(charter.charter, rule.fact),
            None => self.context.anywhere(),
        }
    }

    /// A finding on the row with its figures; `required` is the share that was needed, in Chinese and English.
    fn finding(&self, key: &str, row: &Row<'_>, directors: &Directors, required: (&str, &str)) -> FindingBuilder {
        let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
        let (title, date, total) = (row.title(), row.when(), directors.total.to_string());
        let (present, yes) = (number(row.present), number(votes_for(row)));
        let values = |required| {
            [
                ("topic", title.as_str()),
                ("date", date.as_str()),
                ("total", total.as_str()),
                ("present", present.as_str()),
                ("for", yes.as_str()),
                ("required", required),
            ]
        };
        let builder = self.context.key(key).fill_both(&values(required.0), &values(required.1));
        builder.label(row.label_meeting())
    }
}

const fn is_half(share: Share) -> bool {
    share.numerator * 2 == share.denominator
}
