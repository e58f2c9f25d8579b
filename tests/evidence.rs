//! Evidence is causal: without the articles that a satisfied verdict points at, it is no longer satisfied.

use std::path::Path;

use charterlint::{Charter, Checking, Dossier, RuleSet, Span, Verdict};

/// Rules that are satisfied by the absence of a fault: what they show is where to look, not what satisfies them.
const ABSENCE: [&str; 9] = [
    "charter-contents/no-placeholders",
    "charter-contents/sound-numbering",
    "party-building/current-role-wording",
    "party-building/more-than-hearing",
    "party-building/no-party-final-decision",
    "party-building/organ-name-consistent",
    "charter-contents/body-positioning",
    "party-building/branch-gatekeeping",
    "charter-contents/contributions-add-up",
];

/// Rules on what a charter states, satisfied where it states nothing against the law.
const CONFORMITY: [&str; 12] = [
    "company-law/board-vote",
    "company-law/contribution-deadline",
    "company-law/current-citations",
    "company-law/current-terms",
    "company-law/majority-wording",
    "company-law/non-delegable-powers",
    "company-law/notice-and-proposal",
    "company-law/shareholder-vote",
    "company-law/sole-shareholder-no-meeting",
    "company-law/supervisory-board-abolished",
    "company-law/term-length",
    "company-law/wholly-state-appointments",
];

/// The text without the articles, or outside articles the lines, that hold the spans.
fn without(charter: &Charter, spans: &[Span]) -> String {
    let text = charter.source().text();
    let mut cuts: Vec<Span> = Vec::new();
    for span in spans {
        match charter.article_at(span.start) {
            Some(article) => cuts.push(charter.articles()[article].span),
            None => {
                let from = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
                let to = text[span.end as usize..].find('\n').map_or(text.len(), |at| at + span.end as usize);
                cuts.push(Span::from(from..to));
            }
        }
    }
    cuts.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for cut in cuts {
        if cut.start as usize >= at {
            out.push_str(&text[at..cut.start as usize]);
        }
        at = at.max(cut.end as usize);
    }
    out.push_str(&text[at..]);
    out
}

/// A dossier that is the charter alone, with other words.
fn reduced(dossier: &Dossier, folder: &Path, text: String) -> Dossier {
    let builder = Dossier::builder().profile(dossier.profile.clone());
    builder.add_text(file_name(folder), text).unwrap().build().unwrap()
}

#[test]
fn without_its_evidence_no_rule_is_satisfied() {
    let rules = RuleSet::builtin().filtered(|meta| {
        let code = meta.code.as_str();
        ["charter-contents", "party-building"].contains(&meta.code.pack()) && !ABSENCE.contains(&code)
    });
    let checking = Checking::on("2026-11-23".parse().unwrap());
    let mut tried = 0;
    for folder in std::fs::read_dir("fixtures/charters").unwrap() {
        let folder = folder.unwrap().path();
        let dossier = Dossier::open(&folder).unwrap();
        let charter = dossier.charter().unwrap();
        for result in rules.check_dossier(&dossier, &checking).results {
            let Verdict::Satisfied { evidence } = &result.verdict else { continue };
            let code = result.rule.code.as_str();
            assert!(!evidence.is_empty(), "{}: {code} is satisfied without evidence", folder.display());
            let spans: Vec<Span> = evidence.iter().map(|label| label.span).collect();
            let text = without(charter, &spans);
            assert!(text.len() < charter.source().text().len());
            let reduced = reduced(&dossier, &folder, text);
            if reduced.charter().is_none() {
                continue;
            }
            let single = rules.filtered(|meta| meta.code.as_str() == code);
            let after = &single.check_dossier(&reduced, &checking).results[0];
            let shown: Vec<_> = after.evidence().iter().map(|label| (&label.place, label.text())).collect();
            assert_ne!(
                after.verdict.as_str(),
                "satisfied",
                "{}: {code} still satisfied on {shown:?}",
                folder.display()
            );
            tried += 1;
        }
    }
    assert!(tried >= 60, "only {tried} verdicts were tried");
}

/// Rules of the other packs show the clearest place and not every one; once all of them are gone, so is the verdict.
#[test]
fn without_all_evidence_no_other_rule_is_satisfied() {
    let rules = RuleSet::builtin().filtered(|meta| {
        !["charter-contents", "party-building"].contains(&meta.code.pack()) && !CONFORMITY.contains(&meta.code.as_str())
    });
    let checking = Checking::on("2026-11-23".parse().unwrap());
    let mut tried = 0;
    for folder in std::fs::read_dir("fixtures/charters").unwrap() {
        let folder = folder.unwrap().path();
        let first = Dossier::open(&folder).unwrap();
        for result in rules.check_dossier(&first, &checking).results {
            if result.verdict.as_str() != "satisfied" {
                continue;
            }
            let code = result.rule.code.as_str();
            let single = rules.filtered(|meta| meta.code.as_str() == code);
            let mut dossier = Dossier::open(&folder).unwrap();
            while let Some(charter) = dossier.charter() {
                let after = &single.check_dossier(&dossier, &checking).results[0];
                let Verdict::Satisfied { evidence } = &after.verdict else { break };
                assert!(!evidence.is_empty(), "{}: {code} is satisfied without evidence", folder.display());
                let spans: Vec<Span> = evidence.iter().map(|label| label.span).collect();
                let text = without(charter, &spans);
                assert!(text.len() < charter.source().text().len());
                dossier = reduced(&first, &folder, text);
            }
            tried += 1;
        }
    }
    assert!(tried >= 40, "only {tried} verdicts were tried");
}

fn file_name(folder: &Path) -> &'static str {
    if folder.join("章程.md").exists() { "章程.md" } else { "章程.txt" }
}
