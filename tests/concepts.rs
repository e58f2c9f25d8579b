//! Every row of the lexicon: each wording that satisfies does, each outdated one is outdated, each look-alike is neither.

use std::collections::BTreeMap;
use std::sync::Arc;

use charterlint::lexicon::{Lexicon, Polarity, Wording};
use charterlint::{Charter, Source};

/// The concepts of each row that this table covers, any of which counts.
const ROWS: [(&str, &[&str], &[&str]); 15] = [
    ("ORG", &["ORG-NAMED", "ORG-GENERIC", "POSTS"], &[]),
    ("ROLE-LEAD", &["ROLE-LEADERSHIP", "ROLE-THREE", "ROLE-DECIDES"], &["ROLE-STALE", "ROLE-LEAD"]),
    ("ROLE-STALE", &[], &["ROLE-STALE"]),
    ("ROLE-FORT", &["ROLE-FORT"], &[]),
    ("PRE", &["PRE"], &["PRE", "LISTEN"]),
    ("LISTEN", &[], &["LISTEN"]),
    ("GATE", &["GATE"], &["GATE", "PRE", "DUTY-B2"]),
    ("ENTRY", &["ENTRY"], &["ENTRY-OUT", "ENTRY-IN"]),
    ("ONE", &["ONE", "DEPUTY-MANAGER"], &["ONE"]),
    ("FT-DEP", &["FT-DEP"], &[]),
    ("DISC", &["DISC"], &["DISC"]),
    ("CADRE", &["CADRE"], &["CADRE"]),
    ("STAFF", &["STAFF"], &["STAFF"]),
    ("FUND", &["FUND"], &["FUND", "BOIL"]),
    ("BOIL", &[], &["BOIL"]),
];

fn found(text: &str, organ: &str, current: &[&str], stale: &[&str]) -> &'static str {
    let heading = if organ == "branch" { "第五章 党支部" } else { "第五章 董事会" };
    let text = format!("某某集团有限公司章程\n{heading}\n第一条 {text}\n");
    let charter = Charter::read(Arc::new(Source::new("章程.txt", text).unwrap()));
    let lexicon = Lexicon::builtin();
    let reading = lexicon.read(&charter);
    let any = |ids: &[&str], wording: Option<Wording>| {
        ids.iter().filter_map(|id| lexicon.concept(id)).any(|concept| {
            reading.of(concept).any(|hit| {
                hit.polarity == Polarity::Asserted
                    && hit.wording != Wording::LookAlike
                    && wording.is_none_or(|wording| wording == hit.wording)
            })
        })
    };
    let both_ways = current == ["ENTRY"] && stale.iter().all(|id| any(&[id], None));
    let old_role = current.contains(&"ROLE-THREE") && !any(&["ROLE-LEADERSHIP"], None) && any(&["ROLE-STALE"], None);
    if both_ways || !old_role && any(current, Some(Wording::Current)) {
        "current"
    } else if any(stale, None) {
        "stale"
    } else {
        "neither"
    }
}

#[test]
fn every_row() {
    let file: toml::Table = std::fs::read_to_string("tests/data/wording/concepts.toml").unwrap().parse().unwrap();
    let mut rows: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let only = std::env::var("ONLY").unwrap_or_default();
    for case in file["case"].as_array().unwrap() {
        let field = |name: &str| case.get(name).and_then(|v| v.as_str()).unwrap_or_default();
        let Some((row, current, stale)) = ROWS.iter().find(|(row, ..)| *row == field("concept")) else { continue };
        let got = found(field("text"), field("organ"), current, stale);
        let right = got == field("is");
        let entry = rows.entry(row).or_default();
        entry.0 += u32::from(right);
        entry.1 += 1;
        if !right && row.contains(&only) {
            println!("{row}: expected {}, got {got}: {}  # {}", field("is"), field("text"), field("note"));
        }
    }
    let (mut right, mut all) = (0, 0);
    for (row, (r, a)) in rows {
        println!("{row}: {r}/{a}");
        right += r;
        all += a;
    }
    println!("{right} of {all}");
    assert!(right * 100 >= all * 93, "{right} of {all}");
}
