//! The options that rules take in `[rules.options]` of a `dossier.toml`.

/// What the value of an option is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// true or false
    Flag,
    /// A whole number of 0 or more: days, or times in a row.
    Count,
    /// So many names, none of them blank.
    Names(usize),
    /// One of the profiles, or a table of roles.
    Roles,
}

/// The profiles of an industry-chain committee.
pub(super) const PROFILES: &[&str] = &["park-led", "enterprise-led", "association-led"];
/// The posts of a table of roles.
pub(super) const POSTS: &[&str] = &["secretary", "deputies", "members"];

/// The options by rule. A rule that is not here takes none.
const OPTIONS: &[(&str, &[(&str, Shape)])] = &[
    ("organisation/four-sync", &[("max_days", Shape::Count)]),
    ("meetings/first-topic", &[("every_meeting", Shape::Flag), ("consecutive", Shape::Count)]),
    ("meetings/decided-after-prior-study", &[("max_days", Shape::Count)]),
    ("chain/composition", &[("profile", Shape::Roles)]),
    ("chain/monthly-visit", &[("strict", Shape::Flag)]),
    (
        "chain/order-loop-closed",
        &[
            ("max_days", Shape::Count),
            ("dispatch_days", Shape::Count),
            ("accept_days", Shape::Count),
            ("reply_days", Shape::Count),
        ],
    ),
    ("chain/five-sync", &[("names", Shape::Names(5))]),
];

/// The options of a rule; `None` if it takes none.
pub(super) fn of(code: &str) -> Option<&'static [(&'static str, Shape)]> {
    OPTIONS.iter().find(|(rule, _)| *rule == code).map(|(_, options)| *options)
}
