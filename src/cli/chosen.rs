//! Which rules run: the built-in ones and those of packs, as far as the command line leaves them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::args::Check;
use super::{Failure, explain, explain_pack};
use crate::rules::{RuleSet, glob_matches};
use crate::{Dossier, Language};

/// The built-in rules and those of packs.
pub(super) fn with_packs(packs: &[PathBuf], language: Language) -> Result<RuleSet, Failure> {
    let mut rules = RuleSet::builtin().clone();
    for pack in packs {
        rules = rules.with_pack_file(pack).map_err(|error| explain_pack(&error, language))?;
    }
    Ok(rules)
}

struct Set {
    /// All rules: a dossier's settings may name any of them.
    rules: RuleSet,
    /// What the command line leaves of the rules.
    kept: Arc<RuleSet>,
}

/// The rules of one run, by the packs that dossiers name. Threads share it.
pub(super) struct Chosen<'a> {
    check: &'a Check,
    language: Language,
    all: RuleSet,
    /// By the packs that a dossier names.
    sets: Mutex<HashMap<Vec<PathBuf>, Arc<Set>>>,
    /// Globs of the command line that have matched no rule so far.
    unmatched: Mutex<Vec<&'a str>>,
}

impl<'a> Chosen<'a> {
    pub(super) fn new(check: &'a Check, language: Language) -> Result<Self, Failure> {
        let levels = check.levels.in_order.iter().map(|(glob, _)| glob);
        let unmatched = check.select.iter().chain(&check.ignore).chain(levels).map(String::as_str).collect();
        let all = with_packs(&check.pack, language)?;
        Ok(Self { check, language, all, sets: Mutex::default(), unmatched: Mutex::new(unmatched) })
    }

    /// The rules for one dossier. Its settings are checked against them.
    pub(super) fn of(&self, dossier: &Dossier) -> Result<Arc<RuleSet>, Failure> {
        let packs: Vec<PathBuf> = dossier.packs().map(|(path, _)| path).collect();
        let set = {
            let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
            match sets.get(&packs) {
                Some(set) => Arc::clone(set),
                None => {
                    let set = Arc::new(self.read(dossier)?);
                    sets.insert(packs, Arc::clone(&set));
                    set
                }
            }
        };
        set.rules.check_settings(dossier).map_err(|error| explain(&error, self.language))?;
        Ok(Arc::clone(&set.kept))
    }

    fn read(&self, dossier: &Dossier) -> Result<Set, Failure> {
        let rules = self.all.with_packs_of(dossier).map_err(|error| explain_pack(&error, self.language))?;
        let mut unmatched = self.unmatched.lock().unwrap_or_else(PoisonError::into_inner);
        let codes = || rules.rules().map(|rule| rule.meta().code.as_str());
        unmatched.retain(|glob| !codes().any(|code| glob_matches(glob, code)));
        let kept = Arc::new(rules.filtered(|meta| self.keeps(meta.code.as_str())));
        Ok(Set { rules, kept })
    }

    /// Whether `--select` and `--ignore` leave a rule.
    fn keeps(&self, code: &str) -> bool {
        let any = |globs: &[String]| globs.iter().any(|glob| glob_matches(glob, code));
        (self.check.select.is_empty() || any(&self.check.select)) && !any(&self.check.ignore)
    }

    /// An error if a glob of the command line matched no rule of any dossier.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        match self.unmatched.lock().unwrap_or_else(PoisonError::into_inner).first() {
            None => Ok(()),
            Some(glob) => Err(Failure::Message(match self.language {
                Language::Chinese => format!("「{glob}」没有匹配任何规则；用 charterlint rules 查看全部规则"),
                Language::English => format!("{glob:?} matches no rule; see `charterlint rules`"),
            })),
        }
    }
}
