//! What users write for the program: `dossier.toml`, packs, baselines.

use std::sync::LazyLock;

use charterlint::dossier::ConfigError;
use charterlint::rules::{Checking, PackError};
use charterlint::{Baseline, Dossier, DossierError, Language, Report, RuleSet, render};

use super::{holds, outputs};

/// A short charter that many rules have something to say of.
pub const CHARTER: &str = "青岚水务有限公司章程\n第一章 总则\n第一条 公司设立党委，发挥政治核心作用。\n第二章 董事会\n\
    第二条 董事会由七名董事组成，董事任期四年。\n第三条 董事会决议经全体董事半数以上通过。\n";

fn dossier() -> Dossier {
    Dossier::from_text("章程.txt", CHARTER).expect("a dossier")
}

fn error(error: &ConfigError) {
    holds::span(&error.text, error.span);
    let (line, column) = error.position();
    assert!(line >= 1 && column >= 1);
    assert!(!error.message.zh.is_empty() && !error.message.en.is_empty());
}

/// `dossier.toml` beside a charter.
pub fn dossier_toml(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let built = Dossier::builder()
        .config(&text)
        .and_then(|builder| builder.add_text("章程.txt", CHARTER))
        .and_then(charterlint::dossier::DossierBuilder::build)
        .and_then(|dossier| RuleSet::builtin().check_settings(&dossier).map(|()| dossier));
    match built {
        Ok(dossier) => {
            let report = RuleSet::builtin().check_with(&dossier, &Checking::on(holds::day()));
            holds::report(&report);
            outputs::json(&outputs::written(|out| render::json(&report, Language::English, out)));
        }
        Err(DossierError::Config(config)) => error(&config),
        Err(other) => assert!(!other.to_string().is_empty()),
    }
}

/// A pack: refused with its place, or applied to a charter.
pub fn packs(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match RuleSet::builtin().filtered(|_| false).with_pack("规则包.toml", &text) {
        Ok(rules) => {
            let report = rules.check_with(&dossier(), &Checking::on(holds::day()));
            holds::report(&report);
            outputs::json(&outputs::written(|out| render::catalogue::json(&rules, out)));
            outputs::plain(&outputs::written(|out| render::catalogue::text(&rules, Language::Chinese, out)));
        }
        Err(PackError::Pack(pack)) => error(&pack),
        Err(other) => assert!(!other.message(Language::Chinese).is_empty()),
    }
}

static REPORT: LazyLock<Report> =
    LazyLock::new(|| RuleSet::builtin().check_with(&dossier(), &Checking::on(holds::day())));

/// A baseline: refused, or there and back and applied.
pub fn baseline(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(baseline) = Baseline::parse(&text) else { return };
    let json = baseline.to_json();
    assert_eq!(Baseline::parse(&json).expect("a baseline").to_json(), json);
    let mut report = REPORT.clone();
    baseline.apply(&mut report);
    holds::report(&report);
    outputs::json(&outputs::written(|out| render::json(&report, Language::Chinese, out)));
}
