//! Worked cases: documents, and what a rule must say of them.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::super::set::{Checking, RuleSet};
use crate::dossier::{Dossier, DossierError, Settings};
use crate::model::profile::Profile;
use crate::{Date, Verdict};

/// A worked case that a pack carries: documents, and what the rule must say of them.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Example {
    /// Short name, unique within the rule.
    pub name: String,
    /// The verdict: satisfied, violated, not-applicable, undetermined.
    pub expect: String,
    /// For a violation, the keys that must be reported; empty leaves them open.
    pub keys: Vec<String>,
    /// For undetermined, the facts that must be named; empty leaves them open.
    pub missing: Vec<String>,
    /// What no document of the example states.
    pub profile: Profile,
    /// The day as of which the example is judged, if it matters.
    pub as_of: Option<Date>,
    pub(crate) options: toml::Table,
    /// `[dossier] complete`.
    pub complete: bool,
    /// Document texts by file name.
    pub documents: IndexMap<String, String>,
    /// The code of the rule it belongs to.
    pub rule: String,
    /// Where it stands in the pack's file: the line, from 1.
    pub line: u32,
}

/// What became of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExampleOutcome {
    /// Whether the rule says what the example expects.
    pub passed: bool,
    /// The verdict, the keys and missing facts with it, and each finding with its places, for somebody who looks for the
    /// mistake.
    pub found: String,
}

/// The day as of which examples are judged that state none.
const AS_OF: (i32, u32, u32) = (2026, 11, 23);

impl Example {
    /// The example's documents, profile and options as a dossier.
    ///
    /// # Errors
    /// [`DossierError`](crate::DossierError): a text that is too long, two charters.
    pub fn dossier(&self) -> Result<Dossier, DossierError> {
        let mut settings = Settings::default();
        if !self.options.is_empty() {
            settings.options.insert(self.rule.clone(), self.options.clone());
        }
        let profile = self.profile.clone();
        let mut builder = Dossier::builder().profile(profile).complete(self.complete).settings(settings);
        for (name, text) in &self.documents {
            builder = builder.add_text(name.as_str(), text.as_str())?;
        }
        builder.build()
    }

    /// Runs the example's rule as it stands in `rules`.
    ///
    /// ```
    /// use charterlint::RuleSet;
    /// let rules = RuleSet::builtin();
    /// let rule = rules.get("party-building/duties").unwrap();
    /// assert!(rule.examples().iter().all(|example| example.run(rules).passed));
    /// ```
    #[must_use]
    pub fn run(&self, rules: &RuleSet) -> ExampleOutcome {
        let failed = |found: String| ExampleOutcome { passed: false, found };
        let dossier = match self.dossier() {
            Ok(dossier) => dossier,
            Err(error) => return failed(error.to_string()),
        };
        let (year, month, day) = AS_OF;
        let as_of = self.as_of.or_else(|| Date::new(year, month, day)).unwrap_or_else(Date::today);
        let report = rules.filtered(|meta| meta.code.as_str() == self.rule).check_with(&dossier, &Checking::on(as_of));
        let Some([result]) = report.dossiers.first().map(|dossier| dossier.results.as_slice()) else {
            return failed(format!("there is no rule {}", self.rule));
        };
        let keys: Vec<&str> = result.findings().iter().filter_map(|finding| finding.key.as_deref()).collect();
        let mut found = result.verdict.as_str().to_owned();
        if !keys.is_empty() {
            let _ = write!(found, " {keys:?}");
        }
        let mut passed = result.verdict.as_str() == self.expect;
        passed &= self.keys.iter().all(|key| keys.contains(&key.as_str()));
        // A violated example violates the rule for the reasons it states and for no other.
        passed &= self.keys.is_empty() || keys.iter().all(|key| self.keys.iter().any(|expected| expected == key));
        if let Verdict::Undetermined { missing } = &result.verdict {
            let _ = write!(found, " {missing:?}");
            passed &= self.missing.iter().all(|fact| missing.contains(fact));
        }
        for finding in result.findings() {
            let filled = !finding.message.zh.contains('{') && !finding.help.zh.contains('{');
            passed &= !finding.labels.is_empty() && filled;
            let places: Vec<String> =
                finding.labels.iter().map(|label| format!("{} {:?}", label.place, label.text())).collect();
            let _ = write!(found, "\n    {} | {} | {}", finding.message.zh, finding.help.zh, places.join(", "));
        }
        let unread = dossier.unread();
        if !passed && !unread.is_empty() {
            let reasons: Vec<String> = unread.iter().map(|s| format!("{}: {}", s.path, s.reason.zh)).collect();
            let _ = write!(found, "\n    not read: {}", reasons.join(", "));
        }
        ExampleOutcome { passed, found }
    }
}
