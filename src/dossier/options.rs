//! Options of `[rules.options]` whose values have parts: they are checked as `dossier.toml` is read, so that an error
//! points at the part. Flags and numbers are stated by the packs.

/// What the value of an option is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// So many names, none of them blank.
    Names(usize),
    /// One of the profiles, or a table of roles.
    Roles,
}

/// The profiles of an industry-chain committee.
pub(super) const PROFILES: &[&str] = &["park-led", "enterprise-led", "association-led"];
/// The posts of a table of roles.
pub(super) const POSTS: &[&str] = &["secretary", "deputies", "members"];

/// The options by rule.
const OPTIONS: &[(&str, &[(&str, Shape)])] =
    &[("chain/composition", &[("profile", Shape::Roles)]), ("chain/five-sync", &[("names", Shape::Names(5))])];

/// The options of a rule that are checked here; `None` if there are none.
pub(crate) fn of(code: &str) -> Option<&'static [(&'static str, Shape)]> {
    OPTIONS.iter().find(|(rule, _)| *rule == code).map(|(_, options)| *options)
}
