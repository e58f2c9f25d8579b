//! Sentences that other drafters would write get the verdict that a lawyer would give. Those known to be misjudged are
//! marked, and are no more than three in a hundred.

use charterlint::model::profile::{Entity, Form, Ownership, PartyOrgan, StateLevel, Tier};
use charterlint::{Checking, Date, Dossier, Profile, RuleSet, Verdict};

fn profile(table: &toml::Table) -> Profile {
    let mut profile = Profile::default();
    let word = |key: &str| table.get(key).and_then(|v| v.as_str());
    let flag = |key: &str| table.get(key).and_then(|v| v.as_bool());
    let number = |key: &str| table.get(key).and_then(|v| v.as_integer()).map(|n| n as u32);
    profile.name = word("name").map(str::to_owned);
    profile.form = word("form").and_then(Form::from_word);
    profile.ownership = word("ownership").and_then(Ownership::from_word);
    profile.tier = word("tier").and_then(Tier::from_word);
    profile.level = word("level").and_then(StateLevel::from_word);
    profile.entity = word("entity").and_then(Entity::from_word);
    profile.party_organ = word("party_organ").and_then(PartyOrgan::from_word);
    profile.listed = flag("listed");
    profile.board = flag("board");
    profile.decision_power = flag("decision_power");
    profile.investor = flag("investor");
    profile.party_members = number("party_members");
    profile.full_party_members = number("full_party_members");
    profile.staff = number("staff");
    profile.shareholders = number("shareholders");
    profile.registered_on = table.get("registered_on").and_then(|v| v.to_string().parse().ok());
    profile
}

#[test]
fn rule_cases() {
    let files: Vec<toml::Table> = ["rules", "contents"]
        .map(|name| std::fs::read_to_string(format!("tests/data/wording/{name}.toml")).unwrap().parse().unwrap())
        .into();
    let rules = RuleSet::builtin();
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut right, mut all) = (0, 0);
    let mut surprises = Vec::new();
    let mut per_rule: std::collections::BTreeMap<String, (u32, u32)> = Default::default();
    for case in files.iter().flat_map(|file| file["case"].as_array().unwrap()) {
        let case = case.as_table().unwrap();
        let code = case["rule"].as_str().unwrap();
        if rules.get(code).is_none() || !code.contains(&only) {
            continue;
        }
        let mut dossier = Dossier::from_text("章程.txt", case["charter"].as_str().unwrap()).unwrap();
        if let Some(table) = case.get("profile").and_then(|p| p.as_table()) {
            dossier.profile = profile(table);
        }
        let as_of: Date = case.get("as_of").map_or("2026-11-23".to_owned(), |d| d.to_string()).parse().unwrap();
        let set = rules.filtered(|meta| meta.code.as_str() == code);
        let report = set.check_with(&dossier, &Checking::on(as_of));
        let verdict = &report.dossiers[0].results[0].verdict;
        let expected = case["expect"].as_str().unwrap();
        let mut ok = verdict.as_str() == expected;
        if let (Verdict::Violated { findings, .. }, Some(keys)) = (verdict, case.get("keys").and_then(|k| k.as_array()))
        {
            for key in keys {
                ok &= findings.iter().any(|f| f.key.as_deref() == key.as_str());
            }
        }
        all += 1;
        right += u32::from(ok);
        let entry = per_rule.entry(code.to_owned()).or_default();
        entry.0 += u32::from(ok);
        entry.1 += 1;
        if ok == case.get("misjudged").is_some() {
            surprises.push(format!("{code}: {expected} expected, {} given\n{}", verdict.as_str(), case["charter"]));
        }
        if !ok {
            let keys: Vec<_> = report.findings().map(|f| f.key.clone()).collect();
            println!(
                "--- {code}: expected {expected} {:?}, got {} {keys:?} {:?}\n{}\n# {}",
                case.get("keys"),
                verdict.as_str(),
                report.dossiers[0].results[0].evidence().iter().map(|l| l.text()).collect::<Vec<_>>(),
                case["charter"].as_str().unwrap().trim(),
                case.get("note").and_then(|n| n.as_str()).unwrap_or_default()
            );
        }
    }
    for (code, (right, all)) in per_rule {
        println!("{code}: {right}/{all}");
    }
    println!("{right} of {all}");
    assert!(surprises.is_empty(), "misjudged, or marked as `misjudged` and judged rightly:\n{}", surprises.join("\n"));
    assert!(right * 100 >= all * 97, "{right} of {all}");
}
