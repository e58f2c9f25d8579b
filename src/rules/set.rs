//! Sets of rules, and the check of a dossier against one.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use indexmap::{IndexMap, IndexSet};

use super::agreement;
use super::applies::{Applies, Condition, matches};
use super::context::{Check, Context, missing, not_applicable};
use super::custom::{Case, Judge};
use super::data::Data;
use super::extract;
use super::glob::glob_matches;
use super::meta::{LegalSource, Reads, RuleCode, RuleMeta, Severity};
use super::pack::{self, Entry, Example, PackError, PackInfo, PackText};
use super::waivers;
use crate::dossier::{Dossier, DossierError};
use crate::facts::Facts;
use crate::lexicon::{ConceptId, Lexicon, Phrase};
use crate::report::{DocumentSummary, DossierReport, RuleResult};
use crate::{Date, Report, Text, Verdict};

/// The longest file that is read as a pack.
const PACK_BYTES: u64 = 16 << 20;

/// How a rule is decided.
#[derive(Clone)]
enum Decision {
    /// By what its pack says.
    Data,
    /// By a check of the crate.
    Check(Check),
    /// By a check of a program that embeds the crate.
    Custom(Arc<dyn Judge>),
}

/// A rule: what it says of itself, whom it concerns, how it is decided.
#[derive(Clone)]
pub struct Rule {
    meta: Arc<RuleMeta>,
    entry: Arc<Entry>,
    decision: Decision,
    /// Whether the pack was read without its examples.
    examples_apart: bool,
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

    /// Which companies the rule concerns: one text for each thing that a company must be. Empty: all.
    #[must_use]
    pub fn concerns(&self) -> Vec<Text> {
        self.entry.applies.words()
    }

    /// The severities that hold for some companies only, with which they are as in [`Rule::concerns`]. The first counts.
    #[must_use]
    pub fn severities(&self) -> Vec<(Severity, Vec<Text>)> {
        self.entry.severity_when.iter().map(|when| (when.severity, when.when.words())).collect()
    }

    /// The worked cases that its pack carries. Those of the built-in packs are read at the first call.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        if !self.examples_apart {
            return &self.entry.examples;
        }
        static EXAMPLES: OnceLock<HashMap<RuleCode, Vec<Example>>> = OnceLock::new();
        let all = EXAMPLES.get_or_init(|| {
            let sources = pack::sources("data/sources.toml", super::SOURCES).unwrap_or_default();
            let packs = super::PACKS.iter().filter_map(|pack| PackText::read(pack.path, pack.text, &sources).ok());
            packs.flat_map(|pack| pack.entries).map(|entry| (entry.meta.code.clone(), entry.examples)).collect()
        });
        all.get(&self.meta.code).map_or(&[], Vec::as_slice)
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
    /// The phrases of packs that do not ship with the crate; a phrase's number in the lexicon follows from its place.
    phrases: IndexSet<Phrase>,
    /// The lexicon with these phrases; the built-in one if there are none.
    lexicon: Option<Arc<Lexicon>>,
}

/// Settings of one check.
///
/// ```
/// use charterlint::rules::Level;
/// use charterlint::{Checking, Date, Dossier, RuleSet};
/// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事任期四年。")?;
/// let day = Date::new(2026, 11, 23).unwrap();
/// let levels = [("*".to_owned(), Level::Allow), ("company-law/*".to_owned(), Level::Warn)];
/// let report = RuleSet::builtin().check_with(&dossier, &Checking::on(day).levels(&levels));
/// assert!(report.findings().all(|finding| finding.rule.code.pack() == "company-law"));
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checking {
    /// The day as of which the rules are applied.
    pub as_of: Date,
    /// How much rules matter in this check, whatever the dossier says, by globs over their codes. The last match counts.
    pub levels: Vec<(String, Level)>,
}

/// How much a rule matters in one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// It does not run.
    Allow,
    /// Its violations are warnings.
    Warn,
    /// Its violations are errors.
    Deny,
}

impl Default for Checking {
    fn default() -> Self {
        Self::on(Date::today())
    }
}

impl Checking {
    /// As of `date`.
    #[must_use]
    pub const fn on(date: Date) -> Self {
        Self { as_of: date, levels: Vec::new() }
    }

    /// The same settings with levels added.
    #[must_use]
    pub fn levels(mut self, levels: &[(String, Level)]) -> Self {
        self.levels.extend_from_slice(levels);
        self
    }

    fn level(&self, code: &str) -> Option<Level> {
        self.levels.iter().rev().find(|(glob, _)| glob_matches(glob, code)).map(|(_, level)| *level)
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
        let sources = pack::sources("data/sources.toml", super::SOURCES)?;
        let mut set =
            Self { packs: Vec::new(), rules: IndexMap::new(), sources, phrases: IndexSet::new(), lexicon: None };
        for pack in super::PACKS {
            set.add(PackText::read_bare(pack.path, pack.bare, &set.sources)?, Some(pack.check))?;
        }
        Ok(set)
    }

    /// Adds the rules of a pack. `checks` names the checks of a pack that ships with the crate.
    fn add(&mut self, mut pack: PackText<'_>, checks: Option<fn(&str) -> Option<Check>>) -> Result<(), PackError> {
        let name = pack.info.name.as_str();
        if self.packs.iter().any(|other| other.name == name) || name == waivers::PACK {
            return Err(pack
                .error(
                    pack.name,
                    Text::new(format!("已经有规则包「{name}」"), format!("there is a pack `{name}` already")),
                    Text::new("换一个名称", "choose another name"),
                )
                .into());
        }
        let entries = std::mem::take(&mut pack.entries);
        let known = self.phrases.len();
        for mut entry in entries {
            let code = entry.meta.code.clone();
            let check = checks.and_then(|checks| checks(code.name()));
            let decision = match (entry.data.is_empty(), check, checks) {
                (false, ..) => Decision::Data,
                (true, Some(check), _) => Decision::Check(check),
                (true, None, _) => {
                    return Err(pack
                        .error(
                            entry.span,
                            Text::new(
                                "规则没有写要求，永远不会报告问题",
                                "the rule asks for nothing, so it could never match",
                            ),
                            Text::new(
                                "补写 require、forbid 或者 [[rule.condition]]",
                                "add `require`, `forbid` or [[rule.condition]]",
                            ),
                        )
                        .into());
                }
            };
            if let Some(require) = &mut entry.data.require {
                let phrases = &mut self.phrases;
                let first = Lexicon::builtin().concept_names().len();
                require.resolve(&mut |phrase| {
                    let (index, _) = phrases.insert_full(phrase.clone());
                    ConceptId(u16::try_from(first + index).unwrap_or(u16::MAX))
                });
            }
            let span = entry.span;
            let examples_apart = checks.is_some();
            let rule = Rule { meta: Arc::clone(&entry.meta), entry: Arc::new(entry), decision, examples_apart };
            if self.rules.insert(code.clone(), rule).is_some() {
                return Err(pack
                    .error(
                        span,
                        Text::new(format!("已经有规则「{code}」"), format!("there is a rule `{code}` already")),
                        Text::new("换一个编码", "choose another code"),
                    )
                    .into());
            }
        }
        if self.phrases.len() > known {
            let lexicon = Lexicon::with_phrases(&self.phrases);
            self.lexicon = Some(Arc::new(lexicon.map_err(|error| PackError::TooManyPhrases(error.to_string()))?));
        }
        self.packs.push(pack.info);
        self.sources = pack.sources;
        Ok(())
    }

    /// The same rules and those of a pack in TOML. `path` names it in errors.
    ///
    /// The form is that of the packs in `src/rules/packs`; see `docs/packs.en.md`.
    ///
    /// ```
    /// use charterlint::{Dossier, RuleSet};
    /// let pack = r#"
    /// [pack]
    /// name = "acme"
    /// title = "集团要求"
    /// [[source]]
    /// key = "acme-rules"
    /// name = "某集团章程指引"
    /// [[rule]]
    /// code = "acme/annual-report"
    /// title = "董事会每年向股东会报告工作"
    /// severity = "warning"
    /// basis = [{ source = "acme-rules", article = "第三条", verification = "P" }]
    /// message = "章程没有写明董事会每年报告工作"
    /// require = "董事会…每年…报告"
    /// "#;
    /// let rules = RuleSet::builtin().with_pack("acme.toml", pack)?;
    /// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 董事会应当每年向股东会报告工作。\n")?;
    /// let report = rules.filtered(|meta| meta.code.pack() == "acme").check(&dossier);
    /// assert_eq!(report.dossiers[0].summary().satisfied, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PackError::Pack`] with the place in the pack: not TOML, an unknown key, a wrong type, a name or code that is
    /// taken, a rule that could never match, an alternative that does nothing.
    pub fn with_pack(&self, path: &str, text: &str) -> Result<Self, PackError> {
        let mut set = self.clone();
        set.add(PackText::read(path, text, &self.sources)?, None)?;
        Ok(set)
    }

    /// The same rules and those of a pack in a file.
    ///
    /// ```
    /// use charterlint::RuleSet;
    /// let rules = RuleSet::builtin().with_pack_file("fixtures/packs/nanjiang.toml")?;
    /// assert!(rules.packs().iter().any(|pack| pack.name == "nanjiang"));
    /// # Ok::<(), charterlint::rules::PackError>(())
    /// ```
    ///
    /// # Errors
    /// [`PackError::Io`], and those of [`RuleSet::with_pack`].
    pub fn with_pack_file(&self, path: impl AsRef<std::path::Path>) -> Result<Self, PackError> {
        let path = path.as_ref();
        let io = |error| PackError::Io { path: path.to_owned(), error };
        let text = crate::import::read_text(path, PACK_BYTES).map_err(io)?;
        self.with_pack(&path.display().to_string(), text.trim_start_matches('\u{FEFF}'))
    }

    /// The same rules and those of the packs that a dossier names in `[rules] packs`.
    ///
    /// # Errors
    /// [`PackError::Pack`] at the place in `dossier.toml` if there is no such file, and those of
    /// [`RuleSet::with_pack_file`].
    pub fn with_packs_of(&self, dossier: &Dossier) -> Result<Self, PackError> {
        let mut set = self.clone();
        for (path, missing) in dossier.packs() {
            match missing {
                Some(error) => return Err(error.into()),
                None => set = set.with_pack_file(path)?,
            }
        }
        Ok(set)
    }

    /// The same rules and one that a program decides.
    ///
    /// ```
    /// use charterlint::rules::{Case, RuleMeta, Severity};
    /// use charterlint::{Dossier, RuleSet, Text, Verdict};
    ///
    /// let mut meta = RuleMeta::new("acme/has-articles", Severity::Advice, Text::new("章程有条文", "The charter has articles"));
    /// meta.message = Text::new("章程没有条文", "The charter has no articles");
    /// let rules = RuleSet::builtin().with_rule(meta, |case: &Case<'_>| match case.charter() {
    ///     None => Verdict::Undetermined { missing: vec!["document:charter".to_owned()] },
    ///     Some(charter) if charter.articles().is_empty() => case.violated([case.anywhere()]),
    ///     Some(_) => Verdict::Satisfied { evidence: vec![case.anywhere()] },
    /// })?;
    /// let dossier = Dossier::from_text("章程.txt", "某某有限公司章程\n第一条 公司依照公司法设立。")?;
    /// let report = rules.filtered(|meta| meta.code.pack() == "acme").check(&dossier);
    /// assert_eq!(report.dossiers[0].summary().satisfied, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PackError::Taken`]: there is such a rule already.
    pub fn with_rule(&self, meta: RuleMeta, judge: impl Judge + 'static) -> Result<Self, PackError> {
        let mut set = self.clone();
        let code = meta.code.clone();
        let meta = Arc::new(meta);
        if !set.packs.iter().any(|pack| pack.name == code.pack()) {
            let name = code.pack().to_owned();
            set.packs.push(PackInfo { title: Text::new(name.clone(), name.clone()), summary: Text::default(), name });
        }
        let entry = Entry {
            meta: Arc::clone(&meta),
            applies: Condition::default(),
            severity_when: Vec::new(),
            data: Data::default(),
            extract_suffices: false,
            examples: Vec::new(),
            span: crate::Span::default(),
        };
        let rule =
            Rule { meta, entry: Arc::new(entry), decision: Decision::Custom(Arc::new(judge)), examples_apart: false };
        match set.rules.insert(code.clone(), rule) {
            Some(_) => Err(PackError::Taken { code: code.to_string() }),
            None => Ok(set),
        }
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

    /// Checks that the dossier's settings name rules of this set, and options as those rules take them.
    ///
    /// # Errors
    /// [`DossierError::Config`] at the first unknown rule or option and at the first value that an option does not accept.
    pub fn check_settings(&self, dossier: &Dossier) -> Result<(), DossierError> {
        let known: Vec<&str> = self.rules.keys().map(RuleCode::as_str).collect();
        dossier.check_codes(known)?;
        for (code, stated) in &dossier.settings.options {
            let Some(rule) = self.get(code).filter(|_| crate::dossier::options_of(code).is_none()) else { continue };
            let options = &rule.meta.options;
            let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
            for (name, value) in stated {
                match options.iter().find(|option| &option.name == name) {
                    None => return Err(dossier.unknown_option(code, name, &names)),
                    Some(option) if option.read(value).is_none() => {
                        return Err(dossier.wrong_option(code, name, &option.accepts()));
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
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
        let lexicon = self.lexicon.as_deref().unwrap_or_else(|| Lexicon::builtin());
        let facts = Facts::read(dossier, lexicon);
        let selected = |rule: &&Rule| {
            let code = &rule.meta.code;
            let any = |globs: &[String]| globs.iter().any(|glob| glob_matches(glob, code.as_str()));
            any(&dossier.settings.select)
                && !any(&dossier.settings.ignore)
                && checking.level(code.as_str()) != Some(Level::Allow)
        };
        let rules = self.rules.values().filter(selected);
        let mut results: Vec<RuleResult> = rules.map(|rule| self.check_rule(rule, dossier, &facts, checking)).collect();
        let waivers = waivers::apply(&mut results, dossier, checking.as_of);
        results.extend(waivers);
        results.extend(agreement::check(dossier, &facts));
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
            gone: Vec::new(),
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
        let of_company = !rule.meta.reads.contains(&Reads::Chain);
        let stated = match checking.level(rule.meta.code.as_str()) {
            Some(Level::Deny) => Some(Severity::Error),
            Some(Level::Warn) => Some(Severity::Warning),
            _ => dossier.settings.severity.get(rule.meta.code.as_str()).copied(),
        };
        let mut verdict = match matches(&rule.entry.applies, profile) {
            _ if of_company && dossier.is_only_of_chain() => {
                not_applicable("卷宗里只有产业链文件", "the dossier holds only documents of an industry chain")
            }
            Applies::No(zh, en) => not_applicable(zh, en),
            _ if !rule.meta.is_in_force(checking.as_of) => {
                let day = checking.as_of;
                not_applicable(format!("依据在{day}尚未施行或者已经失效"), format!("no basis was in force on {day}"))
            }
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
        if let Verdict::Violated { findings, .. } = &mut verdict {
            for finding in findings {
                finding.basis.retain(|basis| basis.source.is_in_force(checking.as_of));
            }
        }
        RuleResult { rule: Arc::clone(&rule.meta), verdict, severity, waived: None }
    }

    fn decide(rule: &Rule, dossier: &Dossier, facts: &Facts<'_>, checking: &Checking, severity: Severity) -> Verdict {
        let options = dossier.settings.options.get(rule.meta.code.as_str());
        let context = Context {
            dossier,
            facts,
            rule: &rule.meta,
            severity,
            as_of: checking.as_of,
            options,
            read_charter: Cell::new(false),
        };
        let verdict = match &rule.decision {
            Decision::Data => rule.entry.data.check(&context),
            Decision::Check(check) => check(&context),
            Decision::Custom(judge) => Ok(judge.judge(&Case::new(&context))),
        };
        let verdict = verdict.unwrap_or_else(|early| early);
        match context.extract() {
            Some(extract) => extract::verdict(verdict, rule.entry.extract_suffices, extract),
            None => verdict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PackText, RuleSet};

    #[test]
    fn a_rule_that_nothing_answers_is_an_error() {
        let text = crate::rules::PACKS[0].text;
        let mut set = RuleSet { packs: Vec::new(), rules: indexmap::IndexMap::new(), ..RuleSet::builtin().clone() };
        let pack = PackText::read("a pack", text, &set.sources).unwrap();
        let error = set.add(pack, Some(|_| None)).unwrap_err().to_string();
        assert!(error.contains("asks for nothing"), "{error}");
    }
}
