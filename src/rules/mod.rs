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
        &[$(Builtin {
            path: $file,
            text: include_str!($file),
            bare: include_str!(concat!(env!("OUT_DIR"), "/", $file, ".json")),
            check: $module::check,
        }),+]
    };
}

/// The legal sources that the built-in packs cite, `data/sources.toml`, as JSON; made by `build.rs`.
const SOURCES: &str = include_str!(concat!(env!("OUT_DIR"), "/sources.json"));

/// A pack that ships with the crate.
struct Builtin {
    path: &'static str,
    /// The file's text.
    text: &'static str,
    /// The same as JSON, without the examples; made by `build.rs`.
    bare: &'static str,
    /// Finds a check by the rule's kebab name.
    check: fn(&str) -> Option<Check>,
}

const PACKS: &[Builtin] = packs! {
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
