//! Checks a roster that a program has as rows, from a database for instance, without writing a file.
//!
//! `cargo run --example feed_rows`

use charterlint::model::profile::{Entity, Ownership, PartyOrgan};
use charterlint::{Dossier, Profile, RuleSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Headers are matched by synonym; the order of columns does not matter.
    let rows = [
        ["姓名", "政治面貌", "党内职务", "董事会职务", "经理层职务"],
        ["陆明远", "中共党员", "党委书记", "董事", ""],
        ["高启山", "中共党员", "党委委员", "董事长", "总经理"],
        ["沈文静", "群众", "", "外部董事", ""],
    ];
    let mut profile = Profile::default();
    profile.name = Some("澄江水务有限公司".to_owned());
    profile.ownership = Some(Ownership::WhollyState);
    profile.entity = Some(Entity::Company);
    profile.party_organ = Some(PartyOrgan::Committee);
    profile.board = Some(true);

    let dossier = Dossier::builder().profile(profile).add_rows("任职名册", rows)?.build()?;
    let rules = RuleSet::builtin().filtered(|meta| meta.code.pack() == "cross-appointment");
    let report = rules.check(&dossier);
    for result in &report.dossiers[0].results {
        println!("{} {}", result.verdict.as_str(), result.rule.code);
        for finding in result.findings() {
            println!("  {}: {}", finding.labels[0].place, finding.message.en);
        }
    }
    Ok(())
}
