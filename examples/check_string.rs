//! Checks a charter that a program holds as a string, and prints what is wrong with it.
//!
//! `cargo run --example check_string`

use charterlint::{Dossier, Language, RuleSet, Verdict};

const CHARTER: &str = "\
澄江水务有限公司章程
第一章 总则
第一条 公司依照《中华人民共和国公司法》设立，为国有独资公司。
第二章 董事会
第二条 董事会由二名董事组成，董事任期四年。
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dossier = Dossier::from_text("章程.txt", CHARTER)?;
    let report = RuleSet::builtin().check(&dossier);
    for finding in report.findings() {
        // The first label is the main place; `place` is how a person cites it.
        let label = &finding.labels[0];
        println!(
            "{} {}: {} ({})",
            finding.severity.as_str(),
            finding.rule.code,
            finding.message.get(Language::English),
            label.place
        );
    }
    for result in &report.dossiers[0].results {
        if let Verdict::Undetermined { missing } = &result.verdict {
            println!("cannot tell {}: {} not known", result.rule.code, missing.join(", "));
        }
    }
    Ok(())
}
