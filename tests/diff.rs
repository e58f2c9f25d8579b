//! What `diff` promises: all changes found and nothing else, and the way back from the table to the new text.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use charterlint::diff::{self, Amendment, Change, Comparison};
use charterlint::{Charter, Language, Source, render};
use proptest::prelude::*;

fn charter(name: &str, text: &str) -> Charter {
    Charter::read(Arc::new(Source::new(name, text).unwrap()))
}

fn fixture(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)).unwrap()
}

fn pair() -> (Charter, Charter) {
    (charter("2018.md", &fixture("amendment/2018.md")), charter("2025.md", &fixture("amendment/2025.md")))
}

fn markdown(comparison: &Comparison) -> String {
    let mut out = Vec::new();
    render::diff::markdown(comparison, Language::Chinese, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn is_same(one: &str, new: &Charter) -> Result<(), String> {
    let back = diff::compare(&charter("applied.txt", one), new);
    let changed: Vec<String> = back
        .articles
        .iter()
        .filter(|a| a.change != Change::Unchanged)
        .map(|a| format!("{:?} {:?} {:?}", a.change, a.old, a.new))
        .chain(back.headings.iter().map(|h| format!("{h:?}")))
        .collect();
    if back.unrelated.is_none() && changed.is_empty() { Ok(()) } else { Err(changed.join("\n")) }
}

#[test]
fn twelve_known_changes_and_nothing_else() {
    let (old, new) = pair();
    let comparison = diff::compare(&old, &new);
    let places = |list: &[diff::Passage]| list.iter().map(|p| p.place.clone()).collect::<Vec<_>>().join("+");
    let found: Vec<String> = comparison
        .articles
        .iter()
        .filter(|a| !matches!(a.change, Change::Unchanged | Change::Renumbered))
        .map(|a| format!("{} {}→{}", a.change.as_str(), places(&a.old), places(&a.new)))
        .chain(
            comparison
                .stale_references
                .iter()
                .map(|s| format!("stale {} {}→{}", s.place, s.text, s.should_be.clone().unwrap())),
        )
        .collect();
    assert_eq!(
        found,
        [
            "amended 第三条→第三条",
            "amended 第四条→第四条",
            "added →第十六条",
            "added →第十七条",
            "amended 第十六条→第十八条",
            "split 第十九条→第二十一条+第二十二条",
            "moved 第二十一条→第二十八条",
            "deleted 第二十八条→",
            "merged 第三十二条+第三十三条→第三十四条",
            "amended 第三十六条→第三十七条",
            "stale 第二十三条 第十八条→第二十条",
            "stale 第四十条 第三十八条→第三十九条",
        ]
    );
    let s = comparison.summary();
    assert_eq!((s.unchanged, s.renumbered), (13, 19));
    assert_eq!(comparison.articles.iter().filter(|a| a.references_only).count(), 1);
    let added: Vec<&str> =
        comparison.headings.iter().filter(|h| h.change == Change::Added).filter_map(|h| h.new.as_deref()).collect();
    assert_eq!(added, ["第四章 公司党委"]);
    assert!(comparison.headings.iter().all(|h| matches!(h.change, Change::Added | Change::Renumbered)));
}

#[test]
fn the_way_back() {
    let (old, new) = pair();
    let comparison = diff::compare(&old, &new);
    let applied = diff::apply(&comparison.amendment(), &old);
    assert_eq!(applied.problems, []);
    is_same(&applied.text, &new).unwrap();

    // The table that people get, read back.
    let table = markdown(&comparison);
    let amendment = Amendment::read(&Source::new("对照表.md", table.as_str()).unwrap());
    let applied = diff::apply(&amendment, &old);
    assert_eq!(applied.problems, [], "{table}");
    is_same(&applied.text, &new).unwrap_or_else(|e| panic!("{e}\n{table}"));

    // And backwards.
    let back = diff::compare(&new, &old);
    is_same(&diff::apply(&back.amendment(), &new).text, &old).unwrap();
    let amendment = Amendment::read(&Source::new("对照表.md", markdown(&back)).unwrap());
    is_same(&diff::apply(&amendment, &new).text, &old).unwrap();
}

#[test]
fn all_fixture_charters_lead_to_each_other() {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/charters")).unwrap() {
        for file in std::fs::read_dir(entry.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.file_stem().is_some_and(|stem| stem == "章程") {
                texts.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(texts.len() >= 5);
    texts.sort();
    let mut compared = 0;
    for (name, text) in &texts {
        let one = charter(name, text);
        assert!(diff::compare(&one, &one).is_identical(), "{name}");
        for (other_name, other_text) in &texts {
            let other = charter(other_name, other_text);
            let comparison = diff::compare(&one, &other);
            if comparison.unrelated.is_some() {
                continue;
            }
            compared += 1;
            let applied = diff::apply(&comparison.amendment(), &one);
            is_same(&applied.text, &other).unwrap_or_else(|e| panic!("{name} → {other_name}: {e}"));
        }
    }
    assert!(compared >= texts.len());
}

#[test]
#[cfg(feature = "docx")]
fn the_word_table_reads_back() {
    let (old, new) = pair();
    let comparison = diff::compare(&old, &new);
    let mut bytes = Vec::new();
    render::diff::docx(&comparison, Language::Chinese, &mut bytes).unwrap();
    let mut again = Vec::new();
    render::diff::docx(&comparison, Language::Chinese, &mut again).unwrap();
    assert_eq!(bytes, again);
    let source = charterlint::import::import("对照表.docx", &bytes, &charterlint::Limits::default()).unwrap();
    let amendment = Amendment::read(&source);
    let applied = diff::apply(&amendment, &old);
    assert_eq!(applied.problems, []);
    is_same(&applied.text, &new).unwrap();
}

#[test]
fn an_amendment_in_sentences() {
    let (old, new) = pair();
    let amendment = Amendment::read(&Source::new("修正案.md", fixture("amendment/修正案.md")).unwrap());
    assert_eq!(amendment.name, "修正案.md");
    let applied = diff::apply(&amendment, &old);
    assert_eq!(applied.problems, []);
    is_same(&applied.text, &new).unwrap();
}

#[test]
fn tables_as_people_make_them() {
    let old = charter(
        "旧.txt",
        "某某有限公司章程\n第一章 总则\n第一条 公司设股东大会。\n第二条 股东大会行使下列职权：\n（一）选举董事；\n\
         （二）审议报告；\n（三）修改章程。\n第三条 公司设董事会。\n第四条 公司设监事会。\n第二章 附则\n第五条 本章程自股东大会通过之日起施行。\n",
    );
    let cases: &[(&str, &str, &[&str], usize)] = &[
        (
            "glued headers, tabs, a general replacement above the table",
            "一、全文“股东大会”统一修改为“股东会”。\n序号\t修订前条款\t修订后条款\n1\t第三条 公司设董事会。\t第三条 公司设董事会，由五名董事组成。\n",
            &[
                "第一条 公司设股东会。",
                "第三条 公司设董事会，由五名董事组成。",
                "第五条 本章程自股东会通过之日起施行。",
            ],
            0,
        ),
        (
            "words left out, a deletion, what follows moves up",
            "| 原章程 | 修改后 |\n|---|---|\n| 第二条 ……<br>（二）审议报告；<br>…… | 第二条 ……<br>（二）审议批准报告；<br>…… |\n\
             | 第四条 公司设监事会。 | 删除 |\n\n条款序号相应顺延。\n",
            &["（一）选举董事；\n（二）审议批准报告；\n（三）修改章程。", "第四条 本章程自"],
            0,
        ),
        (
            "an added article, the rest is shifted without being told",
            "| 序号 | 修订前 | 修订后 |\n|---|---|---|\n| 1 | （新增） | 第二条 公司设党委。 |\n",
            &["第二条 公司设党委。\n第三条 股东大会行使下列职权", "第六条 本章程自"],
            0,
        ),
        (
            "rows that cannot be carried out are told",
            "| 修订前 | 修订后 |\n|---|---|\n| 第九条 公司设经理。 | 第九条 公司设总经理。 |\n| 第三条 完全不同的内容，与原章程毫无关系。 | 第三条 改。 |\n\
             | 第一条 公司设股东大会。 | 第一条 公司设股东会。 |\n",
            &["第一条 公司设股东会。", "第三条 公司设董事会。"],
            2,
        ),
        (
            "headers glued into one cell",
            "| 修订前修订后 | |\n|---|---|\n| 第三条 公司设董事会。 | 第三条 公司设执行董事。 |\n",
            &["第三条 公司设执行董事。"],
            0,
        ),
        (
            "items and paragraphs in sentences",
            "章程修正案\n一、第二条第（二）项修改为：“审议批准董事会的报告；”\n二、第二条增加一项，作为第（三）项：“决定分红；”\n\
             三、删除第四条，原第五条顺延为第四条。\n四、在第一条后增加一条，作为第二条：“公司设党委。”\n",
            &[
                "（二）审议批准董事会的报告；\n（三）决定分红；\n（四）修改章程。",
                "第一条 公司设股东大会。\n第二条 公司设党委。\n第三条 股东大会",
                "第五条 本章程自",
            ],
            0,
        ),
        ("a document without any amendment", "会议通知\n请于明日到会。\n", &["第一条 公司设股东大会。"], 1),
    ];
    for (what, text, expected, problems) in cases {
        let amendment = Amendment::read(&Source::new("修订.md", *text).unwrap());
        let applied = diff::apply(&amendment, &old);
        for words in *expected {
            assert!(applied.text.contains(words), "{what}: {words}\n{}\n{:?}", applied.text, applied.problems);
        }
        assert_eq!(applied.problems.len(), *problems, "{what}: {:?}\n{}", applied.problems, applied.text);
        assert!(applied.problems.iter().all(|p| !p.row.is_empty() && !p.message.is_empty()), "{what}");
    }
}

#[test]
fn unrelated_identical_and_empty_texts() {
    let (old, _) = pair();
    let other = charter("other.txt", &fixture("charters/defects/章程.txt"));
    let comparison = diff::compare(&old, &other);
    assert!(comparison.unrelated.is_some() && comparison.articles.is_empty());
    let mut out = Vec::new();
    render::diff::text(&comparison, Language::Chinese, &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("不是同一章程的两个版本"));
    assert!(!markdown(&comparison).contains("| 序号"));

    let same = diff::compare(&old, &old);
    assert!(same.is_identical());
    assert!(markdown(&same).contains("完全一致") && !markdown(&same).contains("| 序号"));

    let empty = charter("empty.txt", "");
    assert!(diff::compare(&old, &empty).unrelated.is_some());
    assert!(diff::compare(&empty, &old).unrelated.is_some());
    assert!(diff::compare(&empty, &empty).is_identical());
}

#[test]
fn an_annex_in_one_only() {
    let body = fixture("amendment/2018.md");
    let annex = "\n附件一：董事会议事规则\n\n第一条 为规范董事会的议事方式，制定本规则。\n\n第二条 董事会会议每季度召开一次。\n\n\
                 第三条 依照本章程第十六条组成的董事会适用本规则第二条。\n";
    let (without, with) = (charter("a.md", &body), charter("b.md", &format!("{body}{annex}")));
    let comparison = diff::compare(&without, &with);
    let s = comparison.summary();
    assert_eq!((s.added, s.amended, s.deleted, s.unchanged), (3, 0, 0, 41));
    let added: Vec<&str> =
        comparison.articles.iter().filter(|a| a.change == Change::Added).map(|a| &*a.new[0].place).collect();
    assert_eq!(added, ["附件一第一条", "附件一第二条", "附件一第三条"]);
    assert_eq!(diff::compare(&with, &without).summary().deleted, 3);
    let applied = diff::apply(&comparison.amendment(), &without);
    is_same(&applied.text, &with).unwrap();
}

#[test]
fn the_json_form_is_fixed() {
    let (old, new) = pair();
    let mut out = Vec::new();
    render::diff::json(&diff::compare(&old, &new), Language::Chinese, &mut out).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(json["schema"], "charterlint-diff/1");
    assert_eq!((&json["old"], &json["new"]), (&"2018.md".into(), &"2025.md".into()));
    let amended = json["articles"].as_array().unwrap().iter().find(|a| a["change"] == "amended").unwrap();
    assert_eq!(amended["old"][0], "第三条");
    assert_eq!(amended["edits"][1], serde_json::json!({ "op": "delete", "text": "30000" }));
    assert_eq!(amended["edits"][2], serde_json::json!({ "op": "insert", "text": "45000" }));
    assert_eq!(
        json["stale_references"][0],
        serde_json::json!({ "place": "第二十三条", "text": "第十八条", "should_be": "第二十条" })
    );
    assert_eq!(json["summary"]["split"], 1);
    assert_eq!(json["summary"].as_object().unwrap().len(), 8);
}

#[test]
fn stale_references_of_every_kind() {
    let old = "某某有限责任公司章程\n第一条 公司名称为某某有限责任公司，住所在某地。\n第二条 公司依照第三条至第五条设立机构。\n第三条 股东会由全体股东组成。\n\
               第四条 董事会由七名董事组成。\n第五条 监事会由五名监事组成。\n第六条 依照《公司法》第三条和本章程第四条第一款办理。\n第七条 公司的财务依照第五条监督。\n第八条 章程自通过之日起施行，第一条除外。\n";
    let new = "某某有限责任公司章程\n第一条 公司名称为某某有限责任公司，住所在某地。\n第二条 公司依照第三条至第五条设立机构。\n第三条 公司设立党的组织，开展党的活动，提供必要条件。\n第四条 股东会由全体股东组成。\n\
               第五条 董事会由七名董事组成。\n第六条 依照《公司法》第三条和本章程第四条第一款办理。\n第七条 公司的财务依照第五条监督。\n第八条 章程自通过之日起施行，第一条除外。\n";
    let comparison = diff::compare(&charter("a", old), &charter("b", new));
    let stale: Vec<(String, String, Option<String>)> =
        comparison.stale_references.iter().map(|s| (s.place.clone(), s.text.clone(), s.should_be.clone())).collect();
    let expected: Vec<(String, String, Option<String>)> = [
        ("第二条", "第三条至第五条", Some("第四条至第五条")),
        ("第六条", "第四条", Some("第五条")),
        ("第七条", "第五条", None),
    ]
    .map(|(a, b, c): (&str, &str, Option<&str>)| (a.into(), b.into(), c.map(Into::into)))
    .into();
    assert_eq!(stale, expected);
}

/// A charter of `count` articles whose words differ.
fn long(count: usize, seed: usize) -> Vec<String> {
    const WORDS: [&str; 24] = [
        "董事会",
        "股东会",
        "经理层",
        "公司党委",
        "应当",
        "可以",
        "不得",
        "审议批准",
        "投资计划",
        "年度预算",
        "重大资产处置",
        "对外担保",
        "利润分配",
        "关联交易",
        "会议记录",
        "书面通知",
        "过半数",
        "三分之二",
        "职工代表",
        "内部审计",
        "合规管理",
        "风险控制",
        "子公司",
        "债券发行",
    ];
    (0..count)
        .map(|i| {
            let mut state = (i * 31 + seed * 7 + 11) as u64;
            let mut words = String::new();
            for _ in 0..60 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                words.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
                if (state >> 50).is_multiple_of(5) {
                    words.push('，');
                }
            }
            words + "。"
        })
        .collect()
}

fn written(articles: &[String]) -> String {
    let mut out = String::from("某某有限公司章程\n第一章 总则\n");
    for (i, article) in articles.iter().enumerate() {
        out.push_str(&format!("第{}条 {article}\n", charterlint::numeral::to_chinese(i as u64 + 1)));
    }
    out
}

#[test]
fn five_hundred_articles() {
    let mut articles = long(500, 1);
    let old = charter("old", &written(&articles));
    for i in (0..500).step_by(7) {
        articles[i] = articles[i].replace("董事会", "审计委员会").replace("应当", "必须");
    }
    articles.remove(250);
    articles.insert(100, long(1, 9).remove(0));
    let new = charter("new", &written(&articles));
    let start = Instant::now();
    let comparison = diff::compare(&old, &new);
    let took = start.elapsed();
    let s = comparison.summary();
    assert_eq!((s.added, s.deleted, s.moved, s.split, s.merged), (1, 1, 0, 0, 0));
    assert!(s.amended >= 60, "{s:?}");
    // A second is for the release build; this one is not optimised.
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[derive(Clone, Debug)]
enum Edit {
    Delete(usize),
    Insert(usize, usize),
    Amend(usize, usize),
    Move(usize, usize),
    Split(usize),
    Merge(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0usize..40).prop_map(Edit::Delete),
        (0usize..40, 0usize..1000).prop_map(|(a, b)| Edit::Insert(a, b)),
        (0usize..40, 0usize..12).prop_map(|(a, b)| Edit::Amend(a, b)),
        (0usize..40, 0usize..40).prop_map(|(a, b)| Edit::Move(a, b)),
        (0usize..40).prop_map(Edit::Split),
        (0usize..40).prop_map(Edit::Merge),
    ]
}

fn edited(mut articles: Vec<String>, edits: &[Edit]) -> Vec<String> {
    for edit in edits {
        let len = articles.len();
        match *edit {
            Edit::Delete(i) if len > 12 => {
                articles.remove(i % len);
            }
            Edit::Insert(i, seed) => articles.insert(i % len, long(1, seed + 50).remove(0)),
            Edit::Amend(i, n) => {
                let text = &mut articles[i % len];
                let chars: Vec<char> = text.chars().collect();
                let at = chars.len() * n / 12;
                *text = chars[..at].iter().collect::<String>() + "另行规定" + &chars[at..].iter().collect::<String>();
            }
            Edit::Move(i, j) => {
                let article = articles.remove(i % len);
                articles.insert(j % len, article);
            }
            Edit::Split(i) => {
                let chars: Vec<char> = articles[i % len].chars().collect();
                // An article that began with 之二 would be another number: 第十二条之二.
                let begins = |at: &usize| chars.get(*at) != Some(&'之');
                let at = (chars.len() / 2..chars.len()).find(begins).unwrap_or(chars.len() / 2);
                let (a, b) = chars.split_at(at);
                let (a, b): (String, String) = (a.iter().collect(), b.iter().collect());
                articles[i % len] = a + "。";
                articles.insert(i % len + 1, b);
            }
            Edit::Merge(i) if len > 12 => {
                let second = articles.remove((i % (len - 1)) + 1);
                articles[i % (len - 1)] += &format!("\n{second}");
            }
            _ => {}
        }
    }
    articles
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn apply_undoes_diff(edits in proptest::collection::vec(edit(), 0..10)) {
        let articles = long(24, 3);
        let old = charter("old", &written(&articles));
        let new = charter("new", &written(&edited(articles, &edits)));
        let comparison = diff::compare(&old, &new);
        prop_assert!(comparison.unrelated.is_none());
        let applied = diff::apply(&comparison.amendment(), &old);
        prop_assert_eq!(&applied.problems, &[]);
        prop_assert!(is_same(&applied.text, &new).is_ok(), "{:?}", is_same(&applied.text, &new));
        // The table for people leads to the same text.
        let table = markdown(&comparison);
        let amendment = Amendment::read(&Source::new("对照表.md", table.as_str()).unwrap());
        if !amendment.is_empty() {
            let applied = diff::apply(&amendment, &old);
            prop_assert!(is_same(&applied.text, &new).is_ok(), "{:?}\n{}\n{:?}", is_same(&applied.text, &new), table, applied.problems);
        }
    }

    #[test]
    fn any_text_is_safe(text in "[第一二三条章款项修改为删除增加全文“”：。|\t\n（）新前后甲…]{0,120}") {
        let old = charter("old", "某某公司章程\n第一条 甲乙。\n第二条 丙丁。\n");
        let amendment = Amendment::read(&Source::new("a.md", text.as_str()).unwrap());
        let applied = diff::apply(&amendment, &old);
        prop_assert!(applied.text.contains("某某公司章程"));
        let other = charter("new", &text);
        let comparison = diff::compare(&old, &other);
        let mut out = Vec::new();
        render::diff::html(&comparison, Language::English, &mut out).unwrap();
        prop_assert!(!out.is_empty());
    }
}

/// Real files, where there are any: a company's Word file against its PDF or text of the same edition.
#[test]
fn word_against_pdf() {
    let Some(folder) = std::env::var_os("CHARTERLINT_CORPUS") else {
        eprintln!("CHARTERLINT_CORPUS is not set; Word was not compared with PDF");
        return;
    };
    let folder = Path::new(&folder).join("charters");
    let limits = charterlint::Limits::default();
    let read = |path: &Path| charterlint::import::import_file(path, &limits).map(|s| Charter::read(Arc::new(s)));
    let (mut compared, mut same) = (0, 0);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let word = entry.unwrap().path();
        let pdf = word.with_extension("pdf");
        if word.extension().is_none_or(|e| e != "docx") || !pdf.exists() {
            continue;
        }
        let (Ok(a), Ok(b)) = (read(&word), read(&pdf)) else {
            eprintln!("{}: not read by this build", word.display());
            continue;
        };
        compared += 1;
        let comparison = diff::compare(&a, &b);
        let s = comparison.summary();
        let amended = comparison.articles.iter().filter(|article| article.change == Change::Amended);
        let amended: Vec<&str> = amended.map(|article| article.new[0].place.as_str()).collect();
        eprintln!("{}: amended {amended:?}", word.display());
        same += usize::from(amended.is_empty());
        // The files of one edition themselves differ in a few words, in three articles at most; nothing else may.
        assert!(amended.len() <= 3, "{}: {amended:?}", word.display());
        assert_eq!((s.added, s.deleted, s.moved, s.split, s.merged), (0, 0, 0, 0, 0), "{}: {s:?}", word.display());
    }
    eprintln!("{compared} pairs compared, {same} without any difference");
    assert!(compared == 0 || same > 0, "no pair without a difference");
}
