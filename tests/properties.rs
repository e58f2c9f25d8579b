//! Promise: what is answered depends on what documents say, not on how their text is laid out or in what order they come.
//!
//! `CHARTERLINT_CASES=many` runs every sample at every width; without it each property is tried on some.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod samples;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use charterlint::render;
use charterlint::{Language, Report};
use proptest::prelude::*;
use samples::{Sample, cases, differences, fixtures, how_many, layout, random, verdicts};

/// What is answered of each sample of `fixtures/`.
fn answered() -> &'static [(Sample, BTreeMap<String, String>)] {
    static ANSWERED: OnceLock<Vec<(Sample, BTreeMap<String, String>)>> = OnceLock::new();
    ANSWERED.get_or_init(|| fixtures().into_iter().map(|sample| (sample.clone(), verdicts(&sample.check()))).collect())
}

/// Cases whose charter gets the verdict that is expected; some of them, or all.
fn charters_of_others() -> impl Iterator<Item = (Sample, BTreeMap<String, String>)> {
    cases("charter").into_iter().step_by(how_many(41, 1)).map(|sample| {
        let before = verdicts(&sample.check());
        (sample, before)
    })
}

/// Which answers change with the texts.
fn changed(
    sample: &Sample,
    before: &BTreeMap<String, String>,
    change: impl FnMut(&str, &str) -> String,
) -> Vec<String> {
    let after = verdicts(&sample.with(change).check());
    differences(before, &after).into_iter().map(|difference| format!("{}: {difference}", sample.name)).collect()
}

/// That no answer on any sample changes.
fn unchanged(what: &str, change: impl Fn(&str, &str) -> String) {
    let mut wrong = Vec::new();
    for (sample, before) in answered() {
        wrong.extend(changed(sample, before, &change));
    }
    for (sample, before) in charters_of_others() {
        wrong.extend(changed(&sample, &before, &change));
    }
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

/// Charters and lists of running text; tables have rows and not lines.
fn is_text(name: &str) -> bool {
    !name.ends_with(".csv")
}

#[test]
fn line_ends_of_every_kind() {
    unchanged("\\r\\n", |_, text| text.replace('\n', "\r\n"));
    unchanged("\\r", |_, text| text.replace('\n', "\r"));
}

#[test]
fn a_byte_order_mark() {
    unchanged("byte-order mark", |_, text| format!("\u{FEFF}{text}"));
}

#[test]
fn spaces_at_the_ends_of_lines() {
    for spaces in ["  ", "\u{3000}", "\u{A0}"] {
        unchanged(&format!("{spaces:?}"), |_, text| text.replace('\n', &format!("{spaces}\n")));
    }
}

#[test]
fn traditional_characters() {
    unchanged("traditional", |_, text| layout::traditional(text));
}

#[test]
fn one_document_in_traditional_characters() {
    let mut wrong = Vec::new();
    for (sample, before) in answered().iter().filter(|(sample, _)| sample.documents.len() > 1) {
        for (one, _) in &sample.documents {
            let change = |name: &str, text: &str| if name == one { layout::traditional(text) } else { text.to_owned() };
            wrong
                .extend(changed(sample, before, change).into_iter().map(|difference| format!("{one} of {difference}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_wrapped_at_any_width() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (i, (sample, before)) in answered().iter().enumerate() {
        if !sample.documents.iter().any(|(name, _)| is_text(name)) {
            continue;
        }
        // Every width is tried on some sample; on all of them where time is no matter.
        for width in (20..=44).filter(|width| (width + i) % how_many(8, 1) == 0) {
            tried += 1;
            let wrap =
                |name: &str, text: &str| if is_text(name) { layout::wrapped(text, width) } else { text.to_owned() };
            wrong.extend(changed(sample, before, wrap).into_iter().map(|difference| format!("{width}: {difference}")));
        }
    }
    for (i, (sample, before)) in charters_of_others().enumerate() {
        let width = 20 + i % 25;
        tried += 1;
        let wrap = |_: &str, text: &str| layout::wrapped(text, width);
        wrong.extend(changed(&sample, &before, wrap).into_iter().map(|difference| format!("{width}: {difference}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 45, "only {tried} were wrapped");
}

#[test]
fn lines_broken_at_random_places() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let answered = answered().iter().filter(|(sample, _)| sample.documents.iter().any(|(name, _)| is_text(name)));
    for (sample, before) in answered {
        for seed in 0..how_many(2, 40) as u64 {
            tried += 1;
            let ragged =
                |name: &str, text: &str| if is_text(name) { layout::ragged(text, seed) } else { text.to_owned() };
            wrong.extend(changed(sample, before, ragged).into_iter().map(|difference| format!("{seed}: {difference}")));
        }
    }
    for (seed, (sample, before)) in charters_of_others().enumerate() {
        tried += 1;
        let ragged = |_: &str, text: &str| layout::ragged(text, seed as u64);
        wrong.extend(changed(&sample, &before, ragged).into_iter().map(|difference| format!("{seed}: {difference}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 45, "only {tried} were broken");
}

#[test]
fn a_wrapped_sample_unwrapped() {
    let (sample, before) = answered().iter().find(|(sample, _)| sample.name.ends_with("pdf-wrapped")).unwrap();
    let unwrapped = sample.with(|_, text| layout::unwrapped(text));
    assert!(unwrapped.documents[0].1.lines().count() * 3 < sample.documents[0].1.lines().count() * 2);
    let after = verdicts(&unwrapped.check());
    assert!(differences(before, &after).is_empty(), "{:#?}", differences(before, &after));
}

#[test]
fn documents_in_any_order() {
    let mut wrong = Vec::new();
    for (sample, before) in answered().iter().filter(|(sample, _)| sample.documents.len() > 1) {
        for turn in 0..sample.documents.len().min(how_many(2, 9)) {
            let mut other = sample.clone();
            other.documents.reverse();
            other.documents.rotate_left(turn);
            wrong
                .extend(differences(before, &verdicts(&other.check())).iter().map(|d| format!("{}: {d}", sample.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An article that no rule is about.
const UNRELATED: &str = "公司食堂每个工作日供应早餐和午餐，菜单每周更换一次。";

#[test]
fn an_unrelated_article_anywhere() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (sample, before) in answered() {
        let Some(at) = sample.charter() else { continue };
        let dossier = sample.dossier();
        let charter = dossier.charter().unwrap();
        let text = charter.source().text();
        let numbered: Vec<_> =
            charter.articles().iter().filter(|a| a.is_numbered() && a.number > 0 && a.sub == 0).collect();
        for (i, article) in numbered.iter().enumerate() {
            if i % how_many(19, 1) != 7 % how_many(19, 1) {
                continue;
            }
            tried += 1;
            let number = random::chinese(article.number as usize);
            let (head, tail) = text.split_at(article.span.end as usize);
            let more = format!(
                "{}\n第{number}条之一　{UNRELATED}\n{}",
                head.trim_end_matches('\n'),
                tail.trim_start_matches('\n')
            );
            let mut other = sample.clone();
            other.documents[at].1 = more;
            let after = verdicts(&other.check());
            wrong.extend(differences(before, &after).iter().map(|d| format!("{} after {number}: {d}", sample.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 30, "only {tried} articles were added");
}

fn json(sample: &Sample) -> Vec<u8> {
    let mut report = Report::new(sample.as_of);
    report.dossiers.push(sample.check());
    let mut out = Vec::new();
    render::json(&report, Language::Chinese, &mut out).unwrap();
    out
}

#[test]
fn twice_the_same_bytes() {
    for (sample, _) in answered() {
        assert!(json(sample) == json(sample), "{}", sample.name);
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_same_bytes_with_one_and_eight_threads_and_in_any_environment() {
    let run = |format: &str, jobs: &str, environment: &[(&str, &str)]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_charterlint"));
        command.args(["check", "fixtures/charters", "--as-of", "2026-11-23", "--format", format, "--jobs", jobs]);
        let output = command.envs(environment.iter().copied()).output().unwrap();
        assert!(output.stdout.len() > 1_000, "{format}: {output:?}");
        // How long it took is the one thing that may differ.
        String::from_utf8(output.stdout).unwrap().split("基准日").next().unwrap().to_owned()
    };
    let elsewhere = [("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "C"), ("HOME", "/nonexistent")];
    for format in ["json", "csv", "sarif", "terminal"] {
        let one = run(format, "1", &[]);
        assert!(one == run(format, "8", &elsewhere), "{format}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: how_many(8, 1_000) as u32, ..ProptestConfig::default() })]

    #[test]
    fn lines_of_random_charters_wrapped(sound in random::charter(), width in 20_usize..45, seed: u64) {
        let sample = of(sound.text());
        let before = verdicts(&sample.check());
        for text in [layout::wrapped(&sound.text(), width), layout::ragged(&sound.text(), seed)] {
            let wrong = changed(&sample, &before, |_, _| text.clone());
            prop_assert!(wrong.is_empty(), "{:#?}\n{}", wrong, text);
        }
    }

    #[test]
    fn layouts_of_random_texts(text in random::text()) {
        // Line ends of one kind to begin with, and nothing that a mark at the start would hide.
        let text = text.replace("\r\n", "\n").replace(['\r', '\u{FEFF}'], "\n");
        let sample = of(format!("青岚水务有限公司章程\n第一条 公司依法设立。\n{text}\n"));
        // Two charters in one text are refused.
        if std::panic::catch_unwind(|| sample.dossier()).is_err() {
            return Ok(());
        }
        let before = verdicts(&sample.check());
        let changes: [fn(&str) -> String; 3] = [
            |text| text.replace('\n', "\r\n"),
            |text| text.replace('\n', "\r"),
            |text| format!("\u{FEFF}{text}"),
        ];
        for (i, change) in changes.iter().enumerate() {
            let wrong = changed(&sample, &before, |_, text| change(text));
            prop_assert!(wrong.is_empty(), "{}: {:#?}", i, wrong);
        }
        prop_assert!(json(&sample) == json(&sample));
    }

    #[test]
    fn random_charters_in_traditional_characters(sound in random::charter()) {
        let sample = of(sound.text());
        let before = verdicts(&sample.check());
        let wrong = changed(&sample, &before, |_, text| layout::traditional(text).replace('\n', "  \n"));
        prop_assert!(wrong.is_empty(), "{:#?}", wrong);
    }
}

/// A dossier of one charter.
fn of(text: String) -> Sample {
    Sample {
        name: "random".to_owned(),
        config:
            "[company]\nform = \"limited\"\nownership = \"wholly-state\"\nboard = true\nparty_organ = \"committee\"\n"
                .to_owned(),
        documents: vec![("公司章程.txt".to_owned(), text)],
        as_of: "2026-11-23".parse().unwrap(),
        expects: None,
    }
}
