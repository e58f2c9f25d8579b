//! Checks of the pack `company-law`.

mod appointments;
mod capital;
mod citations;
mod directors;
mod law;
mod management;
mod meetings;
mod supervision;
mod terms;
mod votes;

use super::context::Check;

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "current-terms" => terms::current_terms,
        "majority-wording" => votes::majority_wording,
        "current-citations" => citations::current_citations,
        "manager-powers" => management::manager_powers,
        "board-minimum" => directors::board_minimum,
        "term-length" => directors::term_length,
        "supervisory-board-composition" => supervision::composition,
        "employee-director" => directors::employee_director,
        "outside-director-majority" => directors::outside_director_majority,
        "sole-shareholder-no-meeting" => appointments::sole_shareholder_no_meeting,
        "non-delegable-powers" => appointments::non_delegable_powers,
        "wholly-state-appointments" => appointments::wholly_state_appointments,
        "one-supervision-organ" => supervision::one_organ,
        "supervisory-board-abolished" => supervision::abolished,
        "board-vote" => votes::board_vote,
        "shareholder-vote" => votes::shareholder_vote,
        "contribution-deadline" => capital::contribution_deadline,
        "notice-and-proposal" => meetings::notice_and_proposal,
        "legal-representative" => management::legal_representative,
        _ => return None,
    })
}
