//! What a folder of documents is read into.

use charterlint::dossier::{DossierError, Kind};
use charterlint::model::post::{PostGroup, PostKind};
use charterlint::model::roster::Membership;
use charterlint::{Dossier, RuleSet};

fn fixture(name: &str) -> Dossier {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    Dossier::open(path).expect("the fixture opens")
}

#[test]
fn rosters_of_the_fixtures() {
    let jingyan = fixture("jingyan");
    let (document, roster) = jingyan.rosters().next().unwrap();
    assert_eq!(document.title, "井岳县东源城建集团有限公司领导人员任职名册（2026年10月）");
    assert_eq!(roster.people.len(), 15);
    let secretary = roster.holders(PostKind::PartySecretary).next().unwrap();
    assert_eq!((secretary.name.as_str(), secretary.entries[0].place()), ("陆明远", "名册第1行"));
    assert_eq!(roster.holders(PostKind::Chair).next().unwrap().name, "高启山");
    let unknown: Vec<&str> =
        roster.people.iter().filter(|p| p.membership == Membership::Unknown).map(|p| p.name.as_str()).collect();
    assert_eq!(unknown, ["周卫东"]);
    let outside = roster.people.iter().flat_map(|p| p.posts()).filter(|(_, post)| post.outside).count();
    assert_eq!(outside, 5);
    assert_eq!(document.unread, []);

    let haiheng = fixture("haiheng");
    let (document, roster) = haiheng.rosters().next().unwrap();
    assert_eq!(roster.people.len(), 13);
    let chair = roster.holders(PostKind::Chair).next().unwrap();
    assert!(chair.entries[0].from_superior);
    assert_eq!(chair.entries[0].from.unwrap().date.to_string(), "2024-12-30");
    // His posts in the superior enterprise are not posts here.
    assert!(!chair.sits_in(PostGroup::Party) && !chair.sits_in(PostGroup::Management));
    assert_eq!(document.unread, []);

    let linjiang = fixture("linjiang");
    let (document, roster) = linjiang.rosters().next().unwrap();
    assert_eq!(roster.people.len(), 14);
    assert!(roster.people[2].post(PostKind::PartyDeputySecretary).unwrap().1.full_time);
    assert!(!roster.people[10].sits_in(PostGroup::Party));
    assert_eq!(document.unread, []);
}

#[test]
fn one_person_with_several_rows_and_two_people_of_one_name() {
    let text = "姓名,性别,政治面貌,职务,任期起\n王强,男,中共党员,党委书记,2024-1-1\n王强,女,群众,监事,2024-1-1\n王 强,男,中共党员,董事长,2025年3月1日\n李明,男,群众,董事,2024年13月";
    let dossier = Dossier::builder().add_text("名册.csv", text).unwrap().build().unwrap();
    let (document, roster) = dossier.rosters().next().unwrap();
    let people: Vec<(&str, usize)> = roster.people.iter().map(|p| (p.name.as_str(), p.entries.len())).collect();
    assert_eq!(people, [("王强", 2), ("王强", 1), ("李明", 1)]);
    assert_eq!(document.unread.len(), 1);
    assert_eq!(
        (document.unread[0].place.as_str(), document.unread[0].text.as_str()),
        ("名册第4行「任期起」", "2024年13月")
    );
}

#[test]
fn two_charters_are_an_error_that_names_both() {
    let charter = "甲乙有限公司章程\n第一条 本章程依法制定。\n第二条 公司住所为甲地。\n";
    let error = Dossier::builder()
        .add_text("旧章程.txt", charter)
        .unwrap()
        .add_text("新章程（草案）.txt", charter.replace("章程\n", "章程（草案）\n"))
        .unwrap()
        .build()
        .unwrap_err();
    let DossierError::TwoCharters { first, second } = error else { panic!("{error}") };
    assert_eq!((first.as_str(), second.as_str()), ("旧章程.txt", "新章程（草案）.txt"));
}

#[test]
fn kinds_are_told_by_content() {
    for (name, text, kind) in [
        ("a.txt", "甲乙有限公司章程修正案\n一、第三条修改为：\n第三条 公司住所为乙地。\n", Kind::Amendment),
        ("b.txt", "甲乙有限公司章程（草案）\n第一条 公司依法设立。\n", Kind::Charter),
        ("c.csv", "姓名,党内职务\n张三,党委书记\n", Kind::Roster),
    ] {
        let dossier = Dossier::builder().add_text(name, text).unwrap().build().unwrap();
        let kinds: Vec<Kind> = dossier.documents.iter().map(|d| d.kind).collect();
        assert_eq!(kinds, [kind], "{name} {:?}", dossier.skipped);
    }
    let dossier = Dossier::builder().add_text("笔记.txt", "今天下雨。\n").unwrap().build().unwrap();
    assert_eq!(dossier.skipped.len(), 1);
    assert_eq!(dossier.skipped[0].path, "笔记.txt");
}

#[test]
fn corpus_charters_are_recognised() {
    let Ok(corpus) = std::env::var("CHARTERLINT_CORPUS") else {
        eprintln!("CHARTERLINT_CORPUS is not set: the real charters were not read");
        return;
    };
    let found =
        charterlint::dossier::discover_each(format!("{corpus}/charters"), &charterlint::Limits::default()).unwrap();
    let (mut charters, mut amendments, mut others) = (0, 0, Vec::new());
    for input in &found.dossiers {
        let dossier = Dossier::open(&input.path).unwrap();
        match dossier.documents.first().map(|d| d.kind) {
            Some(Kind::Charter) => charters += 1,
            Some(Kind::Amendment) => amendments += 1,
            _ => others.push(format!("{} {:?}", input.name, dossier.skipped.first().map(|s| &s.reason.zh))),
        }
    }
    eprintln!("{charters} charters, {amendments} amendments, others: {others:#?}");
    assert!(charters > 0);
}

#[test]
fn a_wrong_dossier_toml_is_an_error_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("名册.csv", "姓名,党内职务\n张三,党委书记\n");
    write("dossier.toml", "[documents]\n\"名删.csv\" = \"roster\"\n");
    let DossierError::Config(error) = Dossier::open(folder.path()).unwrap_err() else { panic!() };
    assert_eq!(error.position(), (2, 1));
    assert_eq!(error.help.zh, "是不是想写「名册.csv」？");

    write("dossier.toml", "[rules.severity]\n\"two-list/next-decider\" = \"advice\"\n");
    let dossier = Dossier::open(folder.path()).unwrap();
    let DossierError::Config(error) = dossier.check_codes(["two-lists/next-decider"]).unwrap_err() else { panic!() };
    assert_eq!((error.position(), error.help.en.as_ref()), ((2, 1), "did you mean `two-lists/next-decider`?"));

    // What a rule may be told is known to the rules.
    let wrong = |option: &str| {
        write("dossier.toml", &format!("[rules.options]\n{option}\n"));
        let dossier = Dossier::open(folder.path());
        let error = dossier.and_then(|dossier| RuleSet::builtin().check_settings(&dossier)).unwrap_err();
        let DossierError::Config(error) = error else { panic!("{error}") };
        (error.position(), error.help.zh.to_string())
    };
    assert_eq!(wrong("\"two-lists/next-decider\" = { strict = true }").1, "这条规则没有选项");
    assert_eq!(wrong("\"chain/monthly-visit\" = { strikt = true }").1, "是不是想写「strict」？");
    assert_eq!(wrong("\"organisation/four-sync\" = { max_days = \"90\" }").0.0, 2);
    assert_eq!(wrong("\"organisation/four-sync\" = { max_days = -1 }").0.0, 2);
    let led = "\"chain/composition\" = { profile = \"park-lead\" }";
    assert_eq!(wrong(led), ((2, 35), "是不是想写「park-led」？".to_owned()));
}

#[test]
fn a_folder_of_dossier_folders_is_a_batch() {
    let path = format!("{}/fixtures", env!("CARGO_MANIFEST_DIR"));
    let found = charterlint::dossier::discover(path, &charterlint::Limits::default()).unwrap();
    let names: Vec<&str> = found.dossiers.iter().map(|d| d.name.as_str()).collect();
    for name in ["haiheng", "jingyan", "linjiang"] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(Dossier::open("/nonexistent/folder").is_err());
}
