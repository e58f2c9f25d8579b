//! Adds a rule in Rust to the built-in ones: the charter's notice for board meetings is at least as long as the firm's practice.
//!
//! `cargo run --example custom_rule`

use charterlint::facts::{Meeting, Statement};
use charterlint::rules::{Case, RuleMeta, Severity};
use charterlint::{Dossier, RuleSet, Text, Verdict};

/// Days.
const PRACTICE: u32 = 10;

fn rule() -> RuleMeta {
    let title = Text::new("董事会会议通知不少于十日", "Notice of board meetings is at least ten days");
    let mut meta = RuleMeta::new("acme/board-notice", Severity::Advice, title);
    meta.message = Text::new("「{stated}」短于十日", "“{stated}” is shorter than ten days");
    meta.help = Text::new("把通知期限改为十日以上", "Give ten days' notice or more");
    meta
}

/// Answers the rule from what the charter's sentences state: facts, not strings.
fn judge(case: &Case<'_>) -> Verdict {
    let Some(charter) = case.charter() else {
        return Verdict::Undetermined { missing: vec!["document:charter".to_owned()] };
    };
    let mut evidence = Vec::new();
    for fact in case.facts().all().iter().filter(|fact| fact.holds()) {
        let Statement::Notice { meeting: Meeting::Board | Meeting::RegularBoard, days } = fact.statement else {
            continue;
        };
        let label = case.facts().label(charter, fact);
        if days < PRACTICE {
            let stated = label.text().to_owned();
            return case.violated_with([label], &[("stated", &stated)]);
        }
        evidence.push(label);
    }
    if evidence.is_empty() {
        return Verdict::Undetermined { missing: vec!["charter.board-notice".to_owned()] };
    }
    Verdict::Satisfied { evidence }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = RuleSet::builtin().with_rule(rule(), judge)?.filtered(|meta| meta.code.pack() == "acme");
    for days in ["五", "十五"] {
        let text = format!("澄江水务有限公司章程\n第一条 董事会定期会议应当于会议召开{days}日前通知全体董事。\n");
        let report = rules.check(&Dossier::from_text("章程.txt", text)?);
        let result = &report.dossiers[0].results[0];
        println!("{days}日: {}", result.verdict.as_str());
        for finding in result.findings() {
            println!("  {} ({})", finding.message.zh, finding.labels[0].place);
        }
    }
    Ok(())
}
