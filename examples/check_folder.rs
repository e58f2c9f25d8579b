//! Checks a folder of documents, or a folder of such folders, with the built-in rules and a pack, and prints a line for each
//! company.
//!
//! `cargo run --example check_folder -- fixtures fixtures/packs/nanjiang.toml`

use charterlint::{Checking, Date, Dossier, Limits, Report, RuleSet, dossier};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "fixtures".to_owned());
    let pack = arguments.next().unwrap_or_else(|| "fixtures/packs/nanjiang.toml".to_owned());
    let rules = RuleSet::builtin().with_pack_file(pack)?;

    // The rules are read once; every dossier is independent of the others.
    let checking = Checking::on(Date::today());
    let mut report = Report::new(checking.as_of);
    for input in dossier::discover(&folder, &Limits::default())?.dossiers {
        match Dossier::open(&input.path) {
            Ok(dossier) => report.dossiers.push(rules.check_dossier(&dossier, &checking)),
            Err(error) => eprintln!("{}: {error}", input.path.display()),
        }
    }
    for dossier in &report.dossiers {
        let sum = dossier.summary();
        println!(
            "{}: {} satisfied, {} violated, {} not applicable, {} undetermined",
            dossier.name, sum.satisfied, sum.violated, sum.not_applicable, sum.undetermined
        );
        // A file that was not understood is never dropped in silence.
        for skipped in &dossier.skipped {
            println!("  not read: {} ({})", skipped.path, skipped.reason.en);
        }
    }
    Ok(())
}
