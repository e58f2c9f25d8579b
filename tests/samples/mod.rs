//! The dossiers of the repository, as texts in memory that a test may change before they are checked.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test uses some of this")]

pub(crate) mod layout;
pub(crate) mod random;

use std::collections::BTreeMap;
use std::path::Path;

use charterlint::{Checking, Date, Dossier, DossierReport, RuleSet, Verdict};

/// A dossier as texts.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// Where it stands in the repository.
    pub(crate) name: String,
    /// Its `dossier.toml`.
    pub(crate) config: String,
    /// Its documents: name and text.
    pub(crate) documents: Vec<(String, String)>,
    /// The day as of which it is checked.
    pub(crate) as_of: Date,
    /// The only rule that is asked, and its verdict, where the repository says so.
    pub(crate) expects: Option<(String, String)>,
}

impl Sample {
    /// The documents, recognised and read.
    pub(crate) fn dossier(&self) -> Dossier {
        let mut builder = Dossier::builder().config(&self.config).unwrap();
        for (name, text) in &self.documents {
            builder = builder.add_text(name.as_str(), text.as_str()).unwrap();
        }
        builder.build().unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The answers of all rules, or of the one that is asked.
    pub(crate) fn check(&self) -> DossierReport {
        let checking = Checking::on(self.as_of);
        match &self.expects {
            Some((code, _)) => only(code).check_dossier(&self.dossier(), &checking),
            None => RuleSet::builtin().check_dossier(&self.dossier(), &checking),
        }
    }

    /// The same dossier with its texts changed.
    pub(crate) fn with(&self, mut change: impl FnMut(&str, &str) -> String) -> Self {
        let mut other = self.clone();
        for (name, text) in &mut other.documents {
            *text = change(name, text);
        }
        other
    }

    /// The text of the charter, by its place among the documents.
    pub(crate) fn charter(&self) -> Option<usize> {
        self.documents.iter().position(|(name, _)| name.contains("章程") && !name.ends_with(".csv"))
    }
}

/// How many cases a test runs: few, or what `CHARTERLINT_CASES=many` asks for.
pub(crate) fn how_many(few: usize, many: usize) -> usize {
    if std::env::var("CHARTERLINT_CASES").is_ok_and(|cases| cases == "many") { many } else { few }
}

/// The built-in rules with one code.
pub(crate) fn only(code: &str) -> RuleSet {
    RuleSet::builtin().filtered(|meta| meta.code.as_str() == code)
}

/// What is answered: each rule's verdict with the kinds of its findings or the facts that it misses; no places, no quotations.
pub(crate) fn verdicts(report: &DossierReport) -> BTreeMap<String, String> {
    let said = |verdict: &Verdict| match verdict {
        Verdict::Violated { findings, .. } => {
            let mut keys: Vec<_> = findings.iter().map(|f| f.key.as_deref().unwrap_or("-")).collect();
            keys.sort_unstable();
            format!("violated {}", keys.join(" "))
        }
        Verdict::Undetermined { missing } => {
            let mut missing = missing.clone();
            missing.sort();
            format!("undetermined {}", missing.join(" "))
        }
        verdict => verdict.as_str().to_owned(),
    };
    report.results.iter().map(|result| (result.rule.code.to_string(), said(&result.verdict))).collect()
}

/// Which answers differ, for a failure's message.
pub(crate) fn differences(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let of = |map: &BTreeMap<String, String>, code: &String| map.get(code).cloned().unwrap_or_default();
    let codes = before.keys().chain(after.keys().filter(|code| !before.contains_key(*code)));
    codes
        .filter(|code| before.get(*code) != after.get(*code))
        .map(|code| format!("{code}: {} -> {}", of(before, code), of(after, code)))
        .collect()
}

const AS_OF: &str = "2026-11-23";

/// The dossiers of `fixtures/`.
pub(crate) fn fixtures() -> Vec<Sample> {
    let mut out = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        let config = folder.join("dossier.toml");
        if !config.exists() {
            folders.extend(entries.into_iter().filter(|path| path.is_dir()));
            continue;
        }
        let documents = entries.iter().filter(|path| !path.ends_with("dossier.toml")).map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
        });
        out.push(Sample {
            name: folder.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned(),
            config: std::fs::read_to_string(&config).unwrap(),
            documents: documents.collect(),
            as_of: AS_OF.parse().unwrap(),
            expects: None,
        });
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(out.len() >= 14, "only {} dossiers", out.len());
    out
}

/// The cases of `tests/data/cases` whose file begins so.
pub(crate) fn cases(prefix: &str) -> Vec<Sample> {
    let mut files: Vec<_> = std::fs::read_dir("tests/data/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if !stem.starts_with(prefix) {
            continue;
        }
        let file: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        for (i, case) in file["case"].as_array().unwrap().iter().enumerate() {
            out.push(case_sample(format!("{stem}.toml {i}"), case.as_table().unwrap()));
        }
    }
    assert!(!out.is_empty(), "no case file begins with {prefix}");
    out
}

/// A case: its documents, and a `dossier.toml` of its profile and options.
pub(crate) fn case_sample(name: String, case: &toml::Table) -> Sample {
    let word = |key: &str| case.get(key).and_then(toml::Value::as_str);
    let table = |key: &str| case.get(key).and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let rule = case["rule"].as_str().unwrap();
    let mut config = String::from("[company]\n");
    for (key, value) in table("profile") {
        // A date stands without quotes.
        let words = if key == "registered_on" { value.as_str().unwrap().to_owned() } else { value.to_string() };
        config.push_str(&format!("{key} = {words}\n"));
    }
    if case.get("complete").and_then(toml::Value::as_bool) == Some(true) {
        config.push_str("[dossier]\ncomplete = true\n");
    }
    let options = table("options");
    if !options.is_empty() {
        config.push_str(&format!("[rules.options.\"{rule}\"]\n"));
        options.iter().for_each(|(key, value)| config.push_str(&format!("{key} = {value}\n")));
    }
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let mut documents: Vec<_> = table("documents").iter().map(|(name, value)| (name.clone(), text(value))).collect();
    documents.extend(case.get("charter").map(|charter| ("公司章程.txt".to_owned(), text(charter))));
    Sample {
        name,
        config,
        documents,
        as_of: word("as_of").unwrap_or(AS_OF).parse().unwrap(),
        expects: Some((rule.to_owned(), word("expect").unwrap().to_owned())),
    }
}
