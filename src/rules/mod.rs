//! The rules: their metadata as data, and the checks that data cannot express.
//!
//! A pack is one TOML file in `packs/`. A rule whose entry has a `require` is complete there; for any other, the pack's
//! module names a check by the rule's kebab name. `cargo test` runs every example that the packs carry.

mod context;
mod gaps;
mod meta;
mod pack;
mod require;
mod set;
mod waivers;

mod chain;
mod charter_contents;
mod company_law;
mod cross_appointment;
mod internal_control;
mod organisation;
mod party_building;
mod two_lists;

pub use meta::{Basis, LegalSource, Reads, RuleCode, RuleKey, RuleMeta, Severity, Verification};
pub use pack::{Example, PackError, PackInfo};
pub use set::{Checking, Rule, RuleSet, glob_matches};

use context::Check;

/// The built-in packs: file text, and the module that names its checks.
const PACKS: &[(&str, fn(&str) -> Option<Check>)] = &[
    (include_str!("packs/charter-contents.toml"), charter_contents::check),
    (include_str!("packs/party-building.toml"), party_building::check),
    (include_str!("packs/two-lists.toml"), two_lists::check),
    (include_str!("packs/cross-appointment.toml"), cross_appointment::check),
    (include_str!("packs/organisation.toml"), organisation::check),
    (include_str!("packs/company-law.toml"), company_law::check),
    (include_str!("packs/chain.toml"), chain::check),
    (include_str!("packs/internal-control.toml"), internal_control::check),
];
