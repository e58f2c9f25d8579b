//! Days before a meeting, and who may propose what until when.

use super::statement::{Comparison, Fact, Statement};
use super::view::{View, doubt, place, share};
use super::vocabulary::{Meeting, Office, Organ};
use super::words::{At, Mark, Word};
use crate::syntax::clause::{Comparator, Measure, Value};
use crate::words::find;

/// Days before a meeting, and the share and days of proposals.
pub(super) fn notices(view: &View<'_>, out: &mut Vec<Fact>) {
    if view.has(Mark::Proposal) {
        proposals(view, out);
        return;
    }
    if !view.has(Mark::Notice) {
        return;
    }
    let respective = respectively(view.text);
    // How many periods have been told.
    let mut told = 0;
    let mut from = 0;
    for quantity in view.quantities {
        let Value::Count(days, _, Measure::Days) = quantity.value else { continue };
        let (start, end) = place(quantity);
        let (clause_start, clause_end) = view.clause(start);
        let stretch = &view.text[from..start];
        let ahead = quantity.comparator == Comparator::Before
            || view.left(start, 30).contains("提前")
            || view.left(start, 9).ends_with('前')
            || view.right(end, 6).starts_with("以前");
        // 给予股东不少于十二日的临时会通知
        let behind = view.right(end, 45).split(['，', '；', '。', '、']).next().unwrap_or_default();
        let noticed = behind.starts_with('的') && behind.contains("通知");
        let ahead = ahead || noticed;
        let tells =
            |text: &str| ["通知", "送达", "发出", "发给", "公告", "告知", "知会"].iter().any(|w| text.contains(w));
        // 应于会议召开三十日前通知；临时会议应于会议召开二十日前: the verb may stand in the clause before or behind.
        if !ahead
            || !(tells(&view.text[clause_start..clause_end]) || tells(stretch) || tells(view.right(clause_end, 60)))
        {
            continue;
        }
        let Ok(days) = u32::try_from(days) else { continue };
        let board = |w: &At| match w.word {
            Word::Organ(
                o @ (Organ::Board
                | Organ::ShareholdersMeeting
                | Organ::SupervisoryBoard
                | Organ::AuditCommittee
                | Organ::Committee
                | Organ::Party),
            ) => Some(o),
            _ => None,
        };
        let named = view.within(from, start).rev().find_map(board).or_else(|| {
            view.within(from, clause_end).find_map(|w| match w.word {
                Word::Office(Office::Director) | Word::Organ(Organ::Directors) => Some(Organ::Board),
                Word::Office(Office::Supervisor) | Word::Organ(Organ::Supervisors) => Some(Organ::SupervisoryBoard),
                Word::Organ(Organ::Shareholder) => Some(Organ::ShareholdersMeeting),
                _ => None,
            })
        });
        let organ = named.or_else(|| view.before(start).find_map(board)).or(view.context.organ);
        let has = |word: &str| if noticed { behind.contains(word) } else { stretch.contains(word) };
        // 临时会议的通知方式为书面；通知时限为会议召开三日以前: the kind stands in the sentence before.
        let goes_on = view.context.extraordinary
            && !view.within(from, start).any(|w| board(w).is_some())
            && !["定期", "年度", "年会", "例会"].iter().any(|word| has(word));
        // 召开股东会年会或者临时会议，均应当于十五日前通知: one period for both.
        let both = has("临时")
            && ["年会", "年度", "定期"].iter().any(|word| has(word))
            && ["或者临时", "或临时", "和临时", "及临时", "、临时", "与临时", "均", "都"].iter().any(|word| has(word))
            && !view.text.contains("分别");
        // 年度股东会和临时股东会分别于二十日前、十五日前通知: in the order in which the meetings are named.
        let in_turn = respective.filter(|_| organ == Some(Organ::ShareholdersMeeting) && told < 2);
        let in_turn = in_turn.map(|annual_first| annual_first == (told == 0));
        told += 1;
        let meeting = match organ {
            _ if in_turn == Some(true) => Meeting::AnnualShareholders,
            _ if in_turn == Some(false) => Meeting::ExtraordinaryShareholders,
            Some(Organ::ShareholdersMeeting) if both => Meeting::Shareholders,
            Some(Organ::ShareholdersMeeting) if has("临时") || goes_on => Meeting::ExtraordinaryShareholders,
            Some(Organ::ShareholdersMeeting) if has("年度") || has("年会") || has("定期") => {
                Meeting::AnnualShareholders
            }
            Some(Organ::ShareholdersMeeting) => Meeting::Shareholders,
            Some(Organ::Board) if has("临时") || goes_on => Meeting::ExtraordinaryBoard,
            Some(Organ::Board) if has("定期") || has("每年") || has("例会") || has("每次") || has("年度") => {
                Meeting::RegularBoard
            }
            Some(Organ::Board) => Meeting::Board,
            Some(Organ::SupervisoryBoard) => Meeting::Supervisors,
            Some(Organ::AuditCommittee | Organ::Committee) => Meeting::Committee,
            Some(Organ::Party) => Meeting::Party,
            // 年度会提前二十一日通知、临时会提前十六日通知
            _ if has("临时会") => Meeting::ExtraordinaryShareholders,
            _ if has("年度会") || has("年会") => Meeting::AnnualShareholders,
            _ => {
                from = end;
                continue;
            }
        };
        // 将书面回复送达公司: the shareholders answer.
        let stop = view.text[end..].find(['。', '；']).map_or(view.text.len(), |i| end + i);
        let answers = ["回复", "回执"].iter().any(|w| view.text[clause_start..stop].contains(w));
        if !answers {
            out.push(view.fact(Statement::Notice { meeting, days }, clause_start.max(from), end));
        }
        from = end;
    }
}

/// Whether a sentence gives annual and extraordinary meetings their periods one after the other, and whether the annual
/// one comes first.
fn respectively(text: &str) -> Option<bool> {
    let (before, _) = text.split_once("分别")?;
    let annual = ["年度", "年会", "定期"].iter().filter_map(|word| find(before, word)).min()?;
    Some(annual < find(before, "临时")?)
}

fn proposals(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.text.contains("股份")
        && !view.text.contains("持股")
        && !view.text.contains("股东")
        && !view.text.contains("表决权")
        && !view.text.contains("召开")
    {
        return;
    }
    // 提出候选人名单, 解聘会计师事务所的提案: not the shareholders' right to add to the agenda.
    let other = ["候选人", "会计师事务所", "提名"].iter().any(|word| view.text.contains(word));
    if other && !view.text.contains("临时提案") {
        return;
    }
    for quantity in view.quantities {
        let (start, end) = place(quantity);
        match quantity.value {
            Value::Percent(_) | Value::Fraction(..) => {
                let Some(mut share) = share(quantity) else { continue };
                let around = format!("{}{}", view.left(start, 60), view.right(end, 40));
                if !(around.contains("股份")
                    || around.contains("持股")
                    || around.contains("表决权")
                    || around.contains("股权"))
                {
                    continue;
                }
                // 持有…1%的股东 is a lower bound too.
                if share.comparison == Comparison::Exactly {
                    share.comparison = Comparison::AtLeast;
                }
                let (from, to) = view.clause(start);
                let mut fact = view.fact(Statement::ProposalShare { share }, from, to);
                fact.doubt = doubt(quantity);
                out.push(fact);
            }
            Value::Count(days, _, Measure::Days) => {
                let ahead = quantity.comparator == Comparator::Before
                    || view.left(start, 15).contains("提前")
                    || view.left(start, 9).ends_with('前');
                let Ok(days) = u32::try_from(days) else { continue };
                if ahead && !view.left(start, 30).contains("收到") && !view.text.contains("会计师事务所") {
                    let (from, to) = view.clause(start);
                    out.push(view.fact(Statement::ProposalDays { days }, from, to));
                }
            }
            _ => {}
        }
    }
}
