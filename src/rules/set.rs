//! Sets of rules, and the check of a dossier against one.

use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;

use super::context::{Check, Context, missing, not_applicable};
use super::meta::{LegalSource, Reads, RuleCode, RuleMeta, Severity};
use super::pack::{self, Condition, Entry, Example, PackError, PackInfo};
use super::waivers;
use crate::dossier::Dossier;
use crate::facts::Facts;
use crate::lexicon::Lexicon;
use crate::model::profile::{Entity, Form, Ownership, PartyOrgan, Profile, StateLevel, Tier};
use crate::report::{DocumentSummary, DossierReport, RuleResult};
use crate::{Date, Report, Verdict};

/// How a rule is decided.
#[derive(Clone)]
enum Decision {
    Require(super::require::Require),
    Check(Check),
}

/// A rule: what it says of itself, whom it concerns, how it is decided.
#[derive(Clone)]
pub struct Rule {
    meta: Arc<RuleMeta>,
    entry: Arc<Entry>,
    decision: Decision,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Rule").field(&self.meta.code).finish()
    }
}

impl Rule {
    /// What the rule says of itself.
    #[must_use]
    pub fn meta(&self) -> &Arc<RuleMeta> {
        &self.meta
    }

    /// The worked cases that its pack carries.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        &self.entry.examples
    }
}

/// An ordered set of rules.
///
/// ```
/// use charterlint::{Dossier, RuleSet};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 公司依照公司法设立。")?;
/// let report = RuleSet::builtin().check(&dossier);
/// assert!(!report.dossiers[0].results.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RuleSet {
    packs: Vec<PackInfo>,
    rules: IndexMap<RuleCode, Rule>,
    sources: pack::Sources,
}

/// Settings of one check.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checking {
    /// The day as of which the rules are applied.
    pub as_of: Date,
}

impl Default for Checking {
    fn default() -> Self {
        Self { as_of: Date::today() }
    }
}

impl Checking {
    /// As of `date`.
    #[must_use]
    pub const fn on(date: Date) -> Self {
        Self { as_of: date }
    }
}

impl RuleSet {
    /// The built-in rules, read at the first call.
    ///
    /// # Panics
    /// Never: a test reads the same files.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static RULES: OnceLock<RuleSet> = OnceLock::new();
        RULES.get_or_init(|| match Self::load_builtin() {
            Ok(rules) => rules,
            Err(error) => unreachable!("built-in packs: {error}"),
        })
    }

    fn load_builtin() -> Result<Self, PackError> {
        let sources = pack::sources(include_str!("data/sources.toml"))?;
        let mut set = Self { packs: Vec::new(), rules: IndexMap::new(), sources };
        for (text, check) in super::PACKS {
            set.add("built-in pack", text, *check)?;
        }
        Ok(set)
    }

    fn add(&mut self, file: &str, text: &str, check: fn(&str) -> Option<Check>) -> Result<(), PackError> {
        let (info, entries) = pack::parse(file, text, &self.sources)?;
        for entry in entries {
            let code = entry.meta.code.clone();
            let wrong = |message: String| PackError::Rule { pack: file.to_owned(), rule: code.to_string(), message };
            let name = code.as_str().split_once('/').map_or("", |(_, name)| name);
            let decision = match (&entry.require, check(name)) {
                (Some(require), _) => {
                    let lexicon = Lexicon::builtin();
                    if let Some(unknown) = require.concepts().into_iter().find(|id| lexicon.concept(id).is_none()) {
                        return Err(wrong(format!(
                            "the lexicon has no concept {unknown}, so the rule could never match"
                        )));
                    }
                    Decision::Require(require.clone())
                }
                (None, Some(check)) => Decision::Check(check),
                (None, None) => continue,
            };
            let rule = Rule { meta: Arc::clone(&entry.meta), entry: Arc::new(entry), decision };
            if self.rules.insert(code.clone(), rule).is_some() {
                return Err(wrong("another rule has this code".to_owned()));
            }
        }
        self.packs.push(info);
        Ok(())
    }

    /// The packs, in order.
    #[must_use]
    pub fn packs(&self) -> &[PackInfo] {
        &self.packs
    }

    /// The rules, in order.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.rules.values()
    }

    /// A rule by its code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Rule> {
        self.rules.get(&RuleCode::from(code))
    }

    /// The legal sources that bases cite.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Arc<LegalSource>> {
        self.sources.values()
    }

    /// The same rules, only those that `keep` accepts.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(&RuleMeta) -> bool) -> Self {
        let mut set = self.clone();
        set.rules.retain(|_, rule| keep(&rule.meta));
        set
    }

    /// Checks one dossier as of today.
    #[must_use]
    pub fn check(&self, dossier: &Dossier) -> Report {
        self.check_with(dossier, &Checking::default())
    }

    /// Checks one dossier.
    #[must_use]
    pub fn check_with(&self, dossier: &Dossier, checking: &Checking) -> Report {
        Report { as_of: checking.as_of, dossiers: vec![self.check_dossier(dossier, checking)] }
    }

    /// The entry of one dossier in a report.
    #[must_use]
    pub fn check_dossier(&self, dossier: &Dossier, checking: &Checking) -> DossierReport {
        let facts = Facts::of(dossier);
        let selected = |rule: &&Rule| {
            let code = &rule.meta.code;
            let any = |globs: &[String]| globs.iter().any(|glob| glob_matches(glob, code.as_str()));
            any(&dossier.settings.select) && !any(&dossier.settings.ignore)
        };
        let rules = self.rules.values().filter(selected);
        let mut results: Vec<RuleResult> = rules.map(|rule| self.check_rule(rule, dossier, &facts, checking)).collect();
        let waivers = waivers::apply(&mut results, dossier, checking.as_of);
        results.extend(waivers);
        let documents = dossier
            .documents
            .iter()
            .map(|document| DocumentSummary {
                source: Arc::clone(&document.source),
                kind: document.kind.as_str(),
                title: document.title.clone(),
            })
            .collect();
        DossierReport {
            name: dossier.name.clone(),
            path: dossier.path.clone(),
            documents,
            skipped: dossier.unread(),
            results,
        }
    }

    fn check_rule(&self, rule: &Rule, dossier: &Dossier, facts: &Facts<'_>, checking: &Checking) -> RuleResult {
        let profile = facts.profile();
        let mut severity = rule.meta.severity;
        for adjusted in &rule.entry.severity_when {
            if matches(&adjusted.when, profile) == Applies::Yes {
                severity = adjusted.severity;
                break;
            }
        }
        let stated = dossier.settings.severity.get(rule.meta.code.as_str()).copied();
        let of_company = !rule.meta.reads.contains(&Reads::Chain);
        let mut verdict = match matches(&rule.entry.applies, profile) {
            _ if of_company && dossier.is_only_of_chain() => {
                not_applicable("卷宗里只有产业链文件", "the dossier holds only documents of an industry chain")
            }
            Applies::No(zh, en) => not_applicable(zh, en),
            Applies::Yes => Self::decide(rule, dossier, facts, checking, severity),
            // A requirement that is met is met whatever the company is; anything else hangs on the missing fact.
            Applies::Unknown(mut unknown) => match Self::decide(rule, dossier, facts, checking, severity) {
                Verdict::Violated { .. } => missing(unknown),
                Verdict::Undetermined { missing: more } => {
                    unknown.extend(more);
                    missing(unknown)
                }
                verdict => verdict,
            },
        };
        if let Some(stated) = stated {
            severity = stated;
            if let Verdict::Violated { findings, .. } = &mut verdict {
                findings.iter_mut().for_each(|finding| finding.severity = stated);
            }
        }
        RuleResult { rule: Arc::clone(&rule.meta), verdict, severity, waived: None }
    }

    fn decide(rule: &Rule, dossier: &Dossier, facts: &Facts<'_>, checking: &Checking, severity: Severity) -> Verdict {
        let options = dossier.settings.options.get(rule.meta.code.as_str());
        let context = Context { dossier, facts, rule: &rule.meta, severity, as_of: checking.as_of, options };
        let verdict = match &rule.decision {
            Decision::Require(require) => require.check(&context),
            Decision::Check(check) => check(&context),
        };
        verdict.unwrap_or_else(|early| early)
    }
}

/// Whether a condition holds of a company.
#[derive(PartialEq, Eq)]
enum Applies {
    Yes,
    /// No, with the reason in Chinese and English.
    No(String, String),
    /// These facts are missing.
    Unknown(Vec<String>),
}

fn matches(condition: &Condition, profile: &Profile) -> Applies {
    let mut unknown = Vec::new();
    let mut word = |key: &str, accepted: &Option<Vec<String>>, value: Option<&str>| -> Option<Applies> {
        let accepted = accepted.as_ref()?;
        match value {
            Some(value) if accepted.iter().any(|a| a == value) => None,
            Some(value) => Some(Applies::No(
                reason_zh(key, value),
                format!("does not apply where {} is {value}", key.replace('_', " ")),
            )),
            None => {
                unknown.push(format!("company.{key}"));
                None
            }
        }
    };
    let shareholders = profile.shareholders.map(|n| if n == 1 { "one" } else { "many" });
    let words: [(&str, &Option<Vec<String>>, Option<&str>); 7] = [
        // Who says nothing means the company itself, not a branch of it.
        ("entity", &condition.entity, Some(profile.entity.unwrap_or(Entity::Company).as_str())),
        ("ownership", &condition.ownership, profile.ownership.map(Ownership::as_str)),
        ("form", &condition.form, profile.form.map(Form::as_str)),
        ("tier", &condition.tier, profile.tier.map(Tier::as_str)),
        ("level", &condition.level, profile.level.map(StateLevel::as_str)),
        ("party_organ", &condition.party_organ, profile.party_organ.map(PartyOrgan::as_str)),
        ("shareholders", &condition.shareholders, shareholders),
    ];
    for (key, accepted, value) in words {
        if let Some(no) = word(key, accepted, value) {
            return no;
        }
    }
    let flags: [(&str, &Option<Vec<bool>>, Option<bool>); 3] = [
        ("listed", &condition.listed, profile.listed),
        ("board", &condition.board, profile.board),
        ("investor", &condition.investor, Some(profile.investor.unwrap_or(false))),
    ];
    for (key, accepted, value) in flags {
        let Some(accepted) = accepted else { continue };
        match value {
            Some(value) if accepted.contains(&value) => {}
            Some(value) => {
                let value = if value { "true" } else { "false" };
                return Applies::No(reason_zh(key, value), format!("does not apply where {key} is {value}"));
            }
            None => unknown.push(format!("company.{key}")),
        }
    }
    if unknown.is_empty() { Applies::Yes } else { Applies::Unknown(unknown) }
}

fn reason_zh(key: &str, value: &str) -> String {
    let words = match (key, value) {
        ("ownership", "wholly-state") => "国有独资公司",
        ("ownership", "fully-state") => "国有全资公司",
        ("ownership", "state-controlled") => "国有控股公司",
        ("ownership", "state-relative") => "国有相对控股公司",
        ("ownership", "state-minority") => "国有参股公司",
        ("form", "limited") => "有限责任公司",
        ("form", "joint-stock") => "股份有限公司",
        ("tier", "first") => "国家直接出资的一级企业",
        ("tier", "lower") => "下级企业",
        ("level", "central") => "中央企业",
        ("level", "local") => "地方企业",
        ("entity", "company") => "法人企业",
        ("entity", "branch") => "分公司",
        ("party_organ", "leading-group") => "设党组的企业",
        ("party_organ", "committee") => "设党委的企业",
        ("party_organ", "general-branch") => "设党总支的企业",
        ("party_organ", "branch") => "设党支部的企业",
        ("party_organ", _) => "未设党组织的企业",
        ("shareholders", "one") => "单一股东的公司",
        ("shareholders", _) => "有多个股东的公司",
        ("listed", "true") => "上市公司",
        ("listed", _) => "非上市公司",
        ("board", "true") => "设董事会的公司",
        ("board", _) => "不设董事会的公司",
        ("investor", "true") => "出资人机构",
        _ => "非出资人机构",
    };
    format!("本条不适用于{words}")
}

/// Whether a glob over rule codes matches: `*` stands for any characters; without one, a pack's name means all its rules.
#[must_use]
pub fn glob_matches(glob: &str, code: &str) -> bool {
    let Some((first, rest)) = glob.split_once('*') else {
        return glob == code || code.strip_prefix(glob).is_some_and(|tail| tail.starts_with('/'));
    };
    let Some(mut tail) = code.strip_prefix(first) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return tail.ends_with(part);
        }
        match tail.find(part) {
            Some(at) => tail = &tail[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::glob_matches;

    #[test]
    fn globs() {
        for (glob, code, expected) in [
            ("*", "a/b", true),
            ("a", "a/b", true),
            ("a/*", "a/b", true),
            ("a/b", "a/b", true),
            ("*/b", "a/b", true),
            ("a/*c", "a/b-c", true),
            ("b", "a/b", false),
            ("a/*d", "a/b-c", false),
        ] {
            assert_eq!(glob_matches(glob, code), expected, "{glob} {code}");
        }
    }
}
