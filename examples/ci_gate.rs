//! A gate for continuous integration or a build script: fails on errors that are neither waived nor known to a baseline.
//!
//! `cargo run --example ci_gate -- fixtures/jingyan [known.json]`

use std::process::ExitCode;

use charterlint::rules::Severity;
use charterlint::{Baseline, Checking, Date, Dossier, Language, RuleSet, render};

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "fixtures/jingyan".to_owned());
    let dossier = Dossier::open(&folder)?;
    // A gate that says the same tomorrow names the day whose rules it applies.
    let as_of = Date::new(2026, 11, 23).ok_or("no such day")?;
    // Packs that dossier.toml names are loaded on demand, because reading files can fail.
    let rules = RuleSet::builtin().with_packs_of(&dossier)?;
    let mut report = rules.check_with(&dossier, &Checking::on(as_of));
    if let Some(path) = arguments.next() {
        Baseline::parse(&std::fs::read_to_string(path)?)?.apply(&mut report);
    }
    // Annotations that GitHub shows beside the lines; `render::sarif` does the same for other services.
    render::github(&report, Language::English, &mut std::io::stdout().lock())?;
    let failed = report.highest() >= Some(Severity::Error);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
