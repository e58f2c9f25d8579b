//! The rules: their metadata as data, and the checks that data cannot express.

mod meta;

pub use meta::{Basis, LegalSource, Reads, RuleCode, RuleKey, RuleMeta, Severity, Verification};
