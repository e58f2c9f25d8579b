//! Checks of the pack `party-building`.

mod decision;
mod duties;
mod organ;
mod support;

use super::context::Check;

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "structure" => organ::structure,
        "role" => organ::role,
        "current-role-wording" => organ::current_role_wording,
        "organ-name-consistent" => organ::organ_name_consistent,
        "prior-study" => decision::prior_study,
        "branch-gatekeeping" => decision::branch_gatekeeping,
        "more-than-hearing" => decision::more_than_hearing,
        "no-party-final-decision" => decision::no_party_final_decision,
        "duty-coverage" => duties::duty_coverage,
        "safeguards" => support::safeguards,
        "funding" => support::funding,
        _ => return None,
    })
}
