//! The rules: their metadata as data, and the checks that data cannot express.
//!
//! A pack is one TOML file in `packs/`. A rule whose entry has a `require` is complete there; for any other, the pack's
//! module names a check by the rule's kebab name. `cargo test` runs every example that the packs carry.

mod context;
mod custom;
mod data;
mod extract;
mod meta;
mod number;
mod pack;
mod require;
mod set;
mod waivers;

mod charter_contents;
mod company_law;
mod cross_appointment;
mod party_building;
mod two_lists;

pub use custom::{Case, Judge};
pub use meta::{Basis, LegalSource, Reads, RuleCode, RuleKey, RuleMeta, Severity, Verification};
pub use pack::{Example, ExampleOutcome, PACK_SCHEMA, PackError, PackInfo};
pub use set::{Checking, Level, Rule, RuleSet, glob_matches};

use context::Check;

macro_rules! packs {
    ($($file:literal: $module:ident,)+) => {
        &[$(($file, include_str!($file), $module::check)),+]
    };
}

/// The built-in packs: file, its text, and the function that finds a check by the rule's kebab name.
const PACKS: &[(&str, &str, fn(&str) -> Option<Check>)] = packs! {
    "packs/charter-contents.toml": charter_contents,
    "packs/party-building.toml": party_building,
    "packs/two-lists.toml": two_lists,
    "packs/cross-appointment.toml": cross_appointment,
    "packs/company-law.toml": company_law,
};
