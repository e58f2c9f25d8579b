//! The rules: their metadata as data, and the checks that data cannot express.
//!
//! A pack is one TOML file in `packs/`. A rule whose entry has a `require` is complete there; for any other, the pack's
//! module names a check by the rule's kebab name. `cargo test` runs every example that the packs carry.

mod agreement;
mod applies;
mod context;
mod custom;
mod data;
mod extract;
mod gaps;
mod glob;
mod meta;
mod number;
mod pack;
mod require;
mod set;
mod waivers;

mod chain;
mod charter_contents;
mod company_law;
mod cross_appointment;
mod internal_control;
mod meetings;
mod organisation;
mod party_building;
mod two_lists;

pub use custom::{Case, Judge};
pub use glob::glob_matches;
pub use meta::{
    Basis, LegalSource, OptionValue, Reads, RuleCode, RuleKey, RuleMeta, RuleOption, Severity, Verification,
};
pub use pack::{Example, ExampleOutcome, PACK_SCHEMA, PackError, PackInfo};
pub use set::{Checking, Level, Rule, RuleSet};

use context::Check;

macro_rules! packs {
    ($($file:literal: $module:ident,)+) => {
        &[$(($file, include_str!($file), $module::check)),+]
    };
}

/// The legal sources that the built-in packs cite.
const SOURCES: &str = include_str!("data/sources.toml");

/// The built-in packs: file, its text, and the function that finds a check by the rule's kebab name.
const PACKS: &[(&str, &str, fn(&str) -> Option<Check>)] = packs! {
    "packs/charter-contents.toml": charter_contents,
    "packs/party-building.toml": party_building,
    "packs/two-lists.toml": two_lists,
    "packs/cross-appointment.toml": cross_appointment,
    "packs/organisation.toml": organisation,
    "packs/company-law.toml": company_law,
    "packs/meetings.toml": meetings,
    "packs/chain.toml": chain,
    "packs/internal-control.toml": internal_control,
};
