//! What users are promised of all outputs: right places, nothing wider than asked for, valid against the schemas, nothing
//! obeyed by a terminal.

use miette::{Diagnostic as _, GraphicalReportHandler, GraphicalTheme};
use serde_json::Value;

use super::*;
use crate::rules::Severity;
use crate::{Finding, Label, Language, Report, Source, Span, Text};

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn drawn(finding: &Finding, width: usize) -> String {
    let options = SnippetOptions { width, ..SnippetOptions::default() };
    let snippet = Snippet::new(&finding.labels, &options);
    #[derive(Debug, thiserror::Error)]
    #[error("x")]
    struct Only(Snippet);
    impl miette::Diagnostic for Only {
        fn source_code(&self) -> Option<&dyn miette::SourceCode> {
            Some(&self.0)
        }
        fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
            Some(Box::new(self.0.labels()))
        }
    }
    let mut out = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(width);
    handler.render_report(&mut out, &Only(snippet)).unwrap();
    out
}

/// The text above the underline of a drawing.
fn underlined(drawing: &str) -> Vec<String> {
    let lines: Vec<&str> = drawing.lines().collect();
    let mut found = Vec::new();
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        let Some((_, marks)) = below.split_once('·') else { continue };
        let Some((number, words)) = above.split_once('│') else { continue };
        if !number.trim().chars().all(|c| c.is_ascii_digit()) || number.trim().is_empty() {
            continue;
        }
        let mut column = 0;
        let marked: Vec<bool> = marks.chars().map(|c| c == '─' || c == '┬').collect();
        let mut picked = String::new();
        for character in words.chars() {
            if marked.get(column) == Some(&true) {
                picked.push(character);
            }
            column += width::of(character);
        }
        if !picked.is_empty() {
            found.push(picked);
        }
    }
    found
}

#[test]
fn snippets_underline_the_words_at_any_width() {
    let cases: [(&str, &[&str]); 6] = [
        ("第一条 公司名称。\n", &["名称"]),
        (sample::CHARTER, &["半数以上"]),
        (sample::CHARTER, &["第四章", "政治核心作用", "半数以上", "四年"]),
        ("ａｂ\t中𠮷文\u{200b}字", &["文"]),
        ("没有换行的末尾", &["末尾"]),
        ("“引号”与——破折号、①和Ⅲ，其后", &["其后"]),
    ];
    for (document, words) in cases {
        for columns in [40, 57, 80, 100, 140] {
            let drawing = drawn(&sample::finding_at(document, words), columns);
            let found = underlined(&drawing);
            assert_eq!(found, words, "at {columns} columns:\n{drawing}");
            for line in drawing.lines() {
                assert!(width::columns(line) <= columns, "{} > {columns}:\n{drawing}", width::columns(line));
            }
        }
    }
}

#[test]
fn headers_count_characters_and_name_the_place() {
    let drawing = drawn(&sample::finding_at(sample::CHARTER, &["半数以上"]), 100);
    let at = sample::CHARTER.find("半数以上").unwrap();
    let line = sample::CHARTER[..at].matches('\n').count() + 1;
    let column = sample::CHARTER[..at].chars().rev().take_while(|&c| c != '\n').count() + 1;
    assert!(drawing.contains(&format!("[第十二条 章程.txt:{line}:{column}]")), "{drawing}");
    insta::assert_snapshot!(drawing);
}

#[test]
fn places_far_apart_are_separate_snippets() {
    let drawing =
        drawn(&sample::finding_at(sample::CHARTER, &["政治核心作用", "公司章程规定", "半数以上", "四年"]), 100);
    insta::assert_snapshot!(drawing);
    assert_eq!(drawing.matches("╭─[").count(), 4);
}

#[test]
fn long_labels_are_cut() {
    let start = sample::CHARTER.find("第二十一条").unwrap();
    let end = sample::CHARTER.find("第八章").unwrap();
    let words = &sample::CHARTER[start..end];
    let drawing = drawn(&sample::finding_at(sample::CHARTER, &[words]), 80);
    insta::assert_snapshot!(drawing);
    let start = sample::CHARTER.find("第二十条").unwrap();
    let words = &sample::CHARTER[start..end];
    let drawing = drawn(&sample::finding_at(sample::CHARTER, &[words]), 60);
    for line in drawing.lines() {
        assert!(width::columns(line) <= 60, "{drawing}");
    }
    insta::assert_snapshot!(drawing);
}

#[test]
fn odd_labels_are_drawn_all_the_same() {
    let whole = "第一条 总则\r\n\r\n\t第二条 附则";
    let source = std::sync::Arc::new(Source::new("a.txt", whole).unwrap());
    let empty = std::sync::Arc::new(Source::new("空.txt", "").unwrap());
    let spans = [(0, 0), (16, 16), (16, 20), (0, 99), (1, 2), (37, 37), (99, 120), (17, 18)];
    for (start, end) in spans {
        for source in [&source, &empty] {
            let mut finding = sample::finding_at("x", &["x"]);
            finding.labels = vec![Label::new(std::sync::Arc::clone(source), Span::new(start, end), "某处")];
            let drawing = drawn(&finding, 80);
            assert!(drawing.contains(source.name()), "{start}..{end}: {drawing}");
            assert!(drawing.contains('┬') || drawing.contains('─'), "{start}..{end}: {drawing}");
        }
    }
    let mut none = sample::finding_at("x", &["x"]);
    none.labels.clear();
    assert!(!drawn(&none, 80).contains("╭─["));
}

#[test]
fn labels_that_end_where_nothing_is_visible_stay_within_the_width() {
    let document = "一二三四五六七八九十一二三四五六七八九十条\n\u{200b}  \n";
    let at = document.find('条').unwrap();
    for words in [&document[at..], &document[at..at + 4]] {
        let mut finding = sample::finding_at(document, &["十条"]);
        let source = std::sync::Arc::clone(&finding.labels[0].source);
        let message = Text::new("此处与章程其他条款的规定不一致", "differs");
        let end = Label::new(std::sync::Arc::clone(&source), Span::from(at + 3..at + 3), "第一条");
        finding.labels.push(end.with_message(message.clone()));
        finding.labels.push(Label::new(source, Span::from(at..at + words.len()), "第一条").with_message(message));
        let drawing = drawn(&finding, 60);
        assert!(drawing.lines().all(|line| width::columns(line) <= 60), "{drawing}");
    }
}

#[test]
fn nested_and_repeated_labels_are_all_shown() {
    let mut finding =
        sample::finding_at("第十二条 党委发挥政治核心作用。", &["发挥政治核心作用", "政治核心", "政治核心"]);
    finding.labels[2].message = Some(Text::new("另一句话", "another sentence"));
    let drawing = drawn(&finding, 80);
    assert_eq!(underlined(&drawing), ["发挥政治核心作用", "政治核心"], "{drawing}");
    assert!(drawing.contains("另一句话"), "{drawing}");
}

/// Real documents, from the folder that `CHARTERLINT_CORPUS` names; without it there is nothing to check.
#[test]
fn snippets_of_real_documents_show_the_words() {
    let Some(folder) = std::env::var_os("CHARTERLINT_CORPUS") else {
        eprintln!("CHARTERLINT_CORPUS is not set: real documents are not checked");
        return;
    };
    let mut files = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let mut drawings = 0;
    for file in files {
        let Ok(document) = std::fs::read_to_string(&file) else { continue };
        let source = std::sync::Arc::new(Source::new("章程.txt", document).unwrap());
        let starts: Vec<usize> = source.text().char_indices().filter(|(_, c)| *c == '事').map(|(at, _)| at).collect();
        for at in starts.iter().step_by(1 + starts.len() / 20) {
            let words: String = source.text()[*at..].chars().take(6).take_while(|c| !c.is_whitespace()).collect();
            let mut finding = sample::finding_at("x", &["x"]);
            finding.labels =
                vec![Label::new(std::sync::Arc::clone(&source), Span::from(*at..at + words.len()), "某条")];
            let drawing = drawn(&finding, 80);
            assert_eq!(underlined(&drawing), [words], "{}:\n{drawing}", file.display());
            assert!(drawing.lines().all(|line| width::columns(line) <= 80), "{}:\n{drawing}", file.display());
            drawings += 1;
        }
    }
    assert!(drawings > 0, "no document could be read");
    eprintln!("{drawings} snippets of real documents are right");
}

#[test]
fn too_many_places_are_counted() {
    let document = "某处\n\n\n".repeat(50);
    let source = std::sync::Arc::new(Source::new("a.txt", document.clone()).unwrap());
    let mut finding = sample::finding_at("x", &["x"]);
    finding.labels = document
        .match_indices("某处")
        .map(|(at, words)| Label::new(std::sync::Arc::clone(&source), Span::from(at..at + words.len()), "某处"))
        .collect();
    let snippet = Snippet::new(&finding.labels, &SnippetOptions::default());
    assert_eq!(snippet.left_out(), 38);
    assert!(finding.help().unwrap().to_string().contains("另有38处未列出"));
}

#[test]
fn one_huge_line_costs_no_more_than_a_short_one() {
    let document = format!("{}此处{}", "公司".repeat(2_000_000), "章程".repeat(2_000_000));
    let drawing = drawn(&sample::finding_at(&document, &["此处"]), 100);
    assert_eq!(underlined(&drawing), ["此处"]);
    assert!(drawing.contains(":1:4000001]"), "{drawing}");
}

#[test]
fn a_finding_is_a_miette_diagnostic() {
    fn sendable<T: Send + Sync + 'static>(_: &T) {}
    let report = sample::report();
    for finding in report.findings() {
        let diagnostic = miette::Report::new(finding.clone());
        sendable(&diagnostic);
        assert_eq!(diagnostic.code().unwrap().to_string(), finding.rule.code.as_str());
        assert_eq!(
            diagnostic.severity().is_some_and(|s| s == miette::Severity::Error),
            finding.severity == Severity::Error
        );
        assert_eq!(diagnostic.labels().unwrap().count(), finding.labels.len());
        assert!(diagnostic.source_code().is_some());
        assert!(diagnostic.help().unwrap().to_string().contains("依据："));
        let english = miette::Report::new(finding.clone().diagnostic(Language::English));
        assert_eq!(english.to_string(), finding.message.en);
        assert!(english.help().unwrap().to_string().contains("basis: "));
    }
    let pair = report.findings().find(|finding| finding.labels.len() == 3).unwrap();
    let mut out = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    handler.render_report(&mut out, pair).unwrap();
    insta::assert_snapshot!(out);
}

#[test]
fn special_findings_take_their_own_wording() {
    let finding = sample::report().dossiers[0].results[4].findings()[0].clone();
    assert_eq!(finding.key.as_deref(), Some("directors"));
    let renamed = Finding::new(std::sync::Arc::clone(&finding.rule), finding.labels[0].clone()).with_key("unknown");
    assert_eq!((renamed.key.as_deref(), &renamed.message), (Some("unknown"), &finding.rule.message));
}

#[cfg(feature = "cli")]
mod on_a_terminal {
    use super::*;

    fn shown(report: &Report, change: impl FnOnce(&mut TerminalOptions)) -> String {
        let mut options =
            TerminalOptions { elapsed: Some(std::time::Duration::from_millis(38)), ..TerminalOptions::default() };
        change(&mut options);
        text(|out| terminal(report, &options, out))
    }

    #[test]
    fn one_dossier_in_both_languages() {
        insta::assert_snapshot!("terminal_zh", shown(&sample::report(), |_| {}));
        insta::assert_snapshot!("terminal_en", shown(&sample::report(), |o| o.language = Language::English));
        insta::assert_snapshot!(
            "terminal_ascii_60",
            shown(&sample::report(), |o| {
                o.ascii = true;
                o.width = 60;
                o.answers = false;
            })
        );
    }

    #[test]
    fn many_dossiers_become_one_table() {
        insta::assert_snapshot!("terminal_batch_zh", shown(&sample::batch(6), |o| o.width = 80));
        insta::assert_snapshot!(
            "terminal_batch_en",
            shown(&sample::batch(6), |o| {
                o.language = Language::English;
                o.width = 80;
            })
        );
        let two = shown(&sample::batch(2), |_| {});
        assert_eq!(two.matches("错误 party-building/prior-study").count(), 2);
    }

    #[test]
    fn nothing_is_wider_than_the_terminal() {
        for language in LANGUAGES {
            for columns in [60, 72, 80, 100, 133] {
                let screen = shown(&sample::report(), |o| (o.width, o.language) = (columns, language));
                for line in screen.lines() {
                    assert!(width::columns(line) <= columns, "{} > {columns}: {line}", width::columns(line));
                }
            }
        }
    }

    #[test]
    fn each_language_has_its_own_words() {
        let chinese = shown(&sample::report(), |_| {});
        for word in ["help", "Error", "Warning", "Advice", "error", "basis", "violated"] {
            assert!(!chinese.contains(word), "{word} in\n{chinese}");
        }
        let english = shown(&sample::report(), |o| o.language = Language::English);
        for word in ["依据", "建议", "参考条款", "违反", "满足", "错误", "无法判定", "已读", "处"]
        {
            let stray = english.lines().filter(|line| line.contains(word) && !line.contains('│')).collect::<Vec<_>>();
            assert!(stray.is_empty(), "{word} in {stray:?}");
        }
    }

    #[test]
    fn colours_only_when_asked_for() {
        assert!(!shown(&sample::report(), |_| {}).contains('\u{1b}'));
        let coloured = shown(&sample::report(), |o| o.colour = true);
        assert!(coloured.contains("\u{1b}["));
        let stripped = anstream::adapter::strip_str(&coloured).to_string();
        assert_eq!(stripped, shown(&sample::report(), |_| {}));
    }

    #[test]
    fn a_terminal_obeys_no_document() {
        let evil = "\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}\r\u{8}";
        let mut report = sample::report();
        let dossier = &mut report.dossiers[0];
        dossier.name.push_str(evil);
        dossier.path.push_str(evil);
        dossier.skipped[0].path.push_str(evil);
        let source = Source::new(format!("章程{evil}.txt"), format!("第一条{evil}此处{evil}\n")).unwrap();
        let source = std::sync::Arc::new(source);
        for result in &mut dossier.results {
            if let crate::Verdict::Violated { findings, .. } = &mut result.verdict {
                for finding in findings {
                    finding.message = Text::new(format!("「{evil}」"), format!("「{evil}」"));
                    let label = Label::new(std::sync::Arc::clone(&source), Span::new(0, 30), format!("第一条{evil}"));
                    finding.labels = vec![label.with_message(Text::new(evil, evil))];
                    finding.model_clause = evil.to_owned();
                }
            }
        }
        for screen in [shown(&report, |_| {}), shown(&report, |o| o.language = Language::English)] {
            let bad = screen.chars().find(|&c| (c.is_control() && c != '\n') || c == '\u{202e}');
            assert_eq!(bad, None, "{screen:?}");
        }
        let annotations = text(|out| github(&report, Language::Chinese, out));
        assert!(annotations.lines().all(|line| line.starts_with("::")), "{annotations}");
        assert!(!annotations.contains('\u{1b}'));
    }
}

fn validate(schema: &str, schema_text: &str, instance: &Value) {
    let mut compiler = boon::Compiler::new();
    compiler.add_resource(schema, serde_json::from_str(schema_text).unwrap()).unwrap();
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile(schema, &mut schemas).unwrap();
    if let Err(error) = schemas.validate(instance, index) {
        panic!("{error:#}");
    }
}

#[test]
fn json_is_what_its_schema_says() {
    for report in [sample::report(), sample::batch(3), Report { dossiers: Vec::new(), ..sample::report() }] {
        for language in LANGUAGES {
            let written = text(|out| json(&report, language, out));
            let value: Value = serde_json::from_str(&written).unwrap();
            validate("report.schema.json", REPORT_SCHEMA, &value);
            let lines = text(|out| json_lines(&report, language, out));
            let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(Value::Array(lines), value["dossiers"]);
        }
    }
}

#[test]
fn the_schema_refuses_what_the_form_does_not_allow() {
    let good: Value = serde_json::from_str(&text(|out| json(&sample::report(), Language::Chinese, out))).unwrap();
    let breaks: [fn(&mut Value); 4] = [
        |v| v["extra"] = Value::Null,
        |v| v["dossiers"][0]["results"][0]["findings"] = Value::Array(Vec::new()),
        |v| v["dossiers"][0]["results"][0]["findings"][0]["labels"][0]["line"] = 0.into(),
        |v| v["dossiers"][0]["summary"]["errors"] = "1".into(),
    ];
    for spoil in breaks {
        let mut bad = good.clone();
        spoil(&mut bad);
        let refused = std::panic::catch_unwind(|| validate("report.schema.json", REPORT_SCHEMA, &bad));
        assert!(refused.is_err());
    }
}

#[test]
fn json_labels_point_at_the_words() {
    let value: Value = serde_json::from_str(&text(|out| json(&sample::report(), Language::Chinese, out))).unwrap();
    let results = value["dossiers"][0]["results"].as_array().unwrap();
    let vote = &results[3]["findings"][0]["labels"][0];
    let (start, end) = (vote["start"].as_u64().unwrap() as usize, vote["end"].as_u64().unwrap() as usize);
    assert_eq!(vote["text"].as_str().unwrap(), &sample::CHARTER[start..end]);
    let pair = &results[6]["findings"][0]["labels"];
    assert_eq!((&pair[0]["cell"], &pair[1]["cell"]), (&"名册!A2".into(), &"名册!A7".into()));
    assert_eq!((&pair[2]["page"], &pair[2]["cell"]), (&3.into(), &Value::Null));
    insta::assert_snapshot!("json_zh", serde_json::to_string_pretty(&value).unwrap());
}

const SARIF_SCHEMA: &str = include_str!("../../tests/schemas/sarif-2.1.0.json");

#[test]
fn sarif_is_valid_and_complete() {
    for language in LANGUAGES {
        let report = sample::report();
        let log: Value = serde_json::from_str(&text(|out| sarif(&report, language, out))).unwrap();
        validate("sarif-2.1.0.json", SARIF_SCHEMA, &log);
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), report.findings().count() + 1, "one is waived");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 5, "only rules that occur");
        for result in results {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert_eq!(result["locations"].as_array().unwrap().len(), 1);
            let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
        }
        assert_eq!(results.iter().filter(|result| result["suppressions"].is_array()).count(), 1);
    }
    let log = text(|out| sarif(&sample::report(), Language::Chinese, out));
    insta::assert_snapshot!("sarif_zh", log);
}

#[test]
fn fingerprints_survive_edits_elsewhere() {
    let prints = |report: &Report| -> Vec<String> {
        let log: Value = serde_json::from_str(&text(|out| sarif(report, Language::Chinese, out))).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|r| r["partialFingerprints"]["charterlint/v1"].as_str().unwrap().to_owned()).collect()
    };
    let with = |document: &str, words: &str| {
        let mut report = sample::report();
        let finding = sample::finding_at(document, &[words]);
        report.dossiers[0].results.truncate(1);
        report.dossiers[0].results[0].verdict =
            crate::Verdict::Violated { findings: vec![finding], evidence: Vec::new() };
        prints(&report).remove(0)
    };
    let one = with("章程\n第十二条 党委发挥政治核心作用。其他。\n", "政治核心");
    for same in ["第一条 新增。\n第十三条　党委发挥 政治核心作用。另外。\n", "第一百零三条党委发挥政治核心作用；其他。"]
    {
        assert_eq!(with(same, "政治核心"), one, "{same}");
    }
    assert_ne!(with("第十二条 支部发挥政治核心作用。", "政治核心"), one);
    let all = prints(&sample::batch(2));
    let unique: std::collections::HashSet<_> = all.iter().collect();
    assert_eq!(unique.len(), all.len());
}

proptest::proptest! {
    #[test]
    fn any_text_and_any_labels_are_drawn_within_the_width(
        document in proptest::collection::vec("[第条公司，。“①𠮷a \\t\\n\\r\u{1b}\u{200b}\u{202e}\u{301}]{0,60}", 0..30),
        spans in proptest::collection::vec((0u32..3000, 0u32..200), 1..8),
        columns in 60usize..130,
    ) {
        let document = document.concat();
        let source = std::sync::Arc::new(Source::new("章程.txt", document).unwrap());
        let mut finding = sample::finding_at("x", &["x"]);
        finding.labels = spans
            .iter()
            .map(|&(start, len)| {
                Label::new(std::sync::Arc::clone(&source), Span::new(start, start + len), "第一条")
                    .with_message(Text::new("此处与章程其他条款的规定不一致", "differs"))
            })
            .collect();
        let drawing = drawn(&finding, columns);
        for line in drawing.lines() {
            proptest::prop_assert!(width::columns(line) <= columns, "{} > {columns}\n{drawing}", width::columns(line));
        }
        let obeyed = drawing.contains(['\u{1b}', '\u{202e}']);
        proptest::prop_assert!(!obeyed);
    }

    #[test]
    fn wrapping_loses_nothing_but_blanks(text in "[公司，。（《a-z /\n]{0,120}", columns in 8usize..60) {
        let lines = width::wrap(&text, columns);
        let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        proptest::prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
        for line in &lines {
            proptest::prop_assert!(width::columns(line) <= columns, "{line}");
        }
    }
}

/// Where a rendering has Chinese characters, with a few characters around.
fn chinese(text: &str) -> Vec<String> {
    let is_chinese = |c: char| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}');
    // Marks around the name of a source.
    let at = text.char_indices().filter(|(_, c)| is_chinese(*c) && !matches!(c, '《' | '》'));
    at.map(|(at, _)| text[text.floor_char_boundary(at.saturating_sub(30))..].chars().take(40).collect())
        .take(5)
        .collect()
}

#[test]
fn english_has_no_chinese_of_its_own_in_any_format() {
    let report = sample::latin_report();
    let english = Language::English;
    let mut outputs = vec![
        ("json", text(|out| json(&report, english, out))),
        ("jsonl", text(|out| json_lines(&report, english, out))),
        ("sarif", text(|out| sarif(&report, english, out))),
        ("github", text(|out| github(&report, english, out))),
        ("csv", text(|out| csv(&report, english, out))),
    ];
    #[cfg(feature = "cli")]
    {
        let options = TerminalOptions { language: english, ..TerminalOptions::default() };
        outputs.push(("terminal", text(|out| terminal(&report, &options, out))));
    }
    #[cfg(feature = "html")]
    outputs.push(("html", text(|out| html(&report, english, out))));
    #[cfg(any(feature = "docx", feature = "xlsx"))]
    let parts = |bytes: Vec<u8>| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut all = String::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            // Every theme names the fonts of every script.
            if !part.name().unwrap().contains("theme") {
                std::io::Read::read_to_string(&mut part, &mut all).unwrap();
            }
        }
        // Names of fonts.
        all.replace("宋体", "").replace("黑体", "")
    };
    #[cfg(feature = "xlsx")]
    {
        let mut bytes = Vec::new();
        xlsx(&report, english, &mut bytes).unwrap();
        outputs.push(("xlsx", parts(bytes)));
    }
    #[cfg(feature = "docx")]
    for for_dossier in [true, false] {
        for document in &report.dossiers[0].documents {
            let mut options = word::WordOptions::new(english, report.as_of);
            options.for_dossier = for_dossier;
            let bytes = word::word(&report.dossiers[0], &document.source, None, &options).unwrap();
            outputs.push(("docx", parts(bytes)));
        }
    }
    for (format, output) in outputs {
        assert!(output.len() > 500, "{format}: {output}");
        assert!(chinese(&output).is_empty(), "{format}: {:#?}", chinese(&output));
    }
}
