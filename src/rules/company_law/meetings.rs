//! Notice of meetings, and proposals to the shareholders' meeting, in joint-stock companies.

use super::law::Law;
use crate::Verdict;
use crate::facts::{Fact, Meeting, Statement};
use crate::rules::context::{Context, judge, missing};

/// Article 115: days before the annual and an extraordinary shareholders' meeting.
const ANNUAL: u32 = 20;
const EXTRAORDINARY: u32 = 15;
/// Article 123: days before a regular board meeting.
const BOARD: u32 = 10;
/// Article 115: days before the meeting until which proposals may come.
const PROPOSAL: u32 = 10;

pub(super) fn notice_and_proposal(context: &Context<'_>) -> Result<Verdict, Verdict> {
    let law = Law::of(context)?;
    let mut findings = Vec::new();
    let mut evidence = Vec::new();
    for fact in law.facts() {
        let key = match &fact.statement {
            Statement::Notice { meeting: Meeting::AnnualShareholders | Meeting::Shareholders, days }
                if *days < ANNUAL =>
            {
                // One period for both kinds of meeting is judged by the longer one.
                Some("annual-meeting")
            }
            Statement::Notice { meeting: Meeting::ExtraordinaryShareholders, days } if *days < EXTRAORDINARY => {
                Some("extraordinary-meeting")
            }
            Statement::Notice { meeting: Meeting::RegularBoard | Meeting::Board, days } if *days < BOARD => {
                Some("board-meeting")
            }
            Statement::ProposalShare { share } if 100 * share.numerator > share.denominator => Some("proposal-share"),
            Statement::ProposalDays { days } if *days > PROPOSAL => Some("proposal-days"),
            Statement::Notice { meeting, .. } if *meeting != Meeting::Party => None,
            Statement::ProposalShare { .. } | Statement::ProposalDays { .. } => None,
            _ => continue,
        };
        match key {
            Some(key) => findings.push(finding(context, &law, key, fact)),
            None => evidence.push(law.label(fact)),
        }
    }
    let elsewhere = || {
        law.left_elsewhere(&["通知", "提案"]).any(|i| {
            let text = law.charter.sentence_text(i);
            ["股东会", "董事会"].iter().any(|body| text.contains(body))
        })
    };
    if findings.is_empty() && evidence.is_empty() && elsewhere() {
        return Err(missing(["charter.notice"]));
    }
    Ok(judge(findings, evidence))
}

fn finding(context: &Context<'_>, law: &Law<'_>, key: &str, fact: &Fact) -> crate::Finding {
    let stated = law.words(fact);
    context.key(key).fill(&[("stated", &stated), ("required", "")]).label(law.label(fact)).build()
}
