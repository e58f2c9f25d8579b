//! Checks of the pack `cross-appointment`: who holds which posts together.

mod deputy;
mod entry;
mod incompatible;
mod pairing;

use super::context::{Check, Context, missing};
use crate::facts::{Held, People, Someone};
use crate::model::post::PostKind;
use crate::{Label, Verdict};

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "secretary-is-chair" => pairing::secretary_is_chair,
        "secretary-is-sole-director" => pairing::secretary_is_sole_director,
        "party-manager-is-deputy" => pairing::party_manager_is_deputy,
        "branch-company-pairing" => pairing::branch_company_pairing,
        "full-time-deputy" => deputy::full_time_deputy,
        "full-time-deputy-placement" => deputy::full_time_deputy_placement,
        "discipline-head-posts" => incompatible::discipline_head_posts,
        "chair-is-not-manager" => incompatible::chair_is_not_manager,
        "supervisor-posts" => incompatible::supervisor_posts,
        "two-way-entry" => entry::two_way_entry,
        "party-posts-held-by-members" => entry::party_posts_held_by_members,
        _ => return None,
    })
}

/// The people of the rosters; undetermined without a roster.
fn people<'a>(context: &Context<'a>) -> Result<&'a People<'a>, Verdict> {
    context.facts.people().ok_or_else(|| missing(["document:roster"]))
}

/// The fact that nobody's membership of the Party is stated.
const MEMBERSHIP: &str = "roster.membership";

/// Names joined as a report writes them; a blank post says so.
fn names(people: &[&Someone<'_>]) -> String {
    if people.is_empty() {
        return "空缺".to_owned();
    }
    people.iter().map(|someone| someone.name).collect::<Vec<_>>().join("、")
}

/// The rows in which people hold posts of that kind.
fn rows(people: &People<'_>, holders: &[&Someone<'_>], kind: PostKind, context: &Context<'_>) -> Vec<Label> {
    let held = |someone: &&Someone<'_>| -> Option<Label> {
        let held = people.posts(someone, context.as_of).find(|held| held.post.kind == kind)?;
        Some(held.label().with_message(said(&held, someone.name)))
    };
    holders.iter().filter_map(held).collect()
}

/// 党委书记：陆明远
fn said(held: &Held<'_>, name: &str) -> crate::Text {
    crate::Text::new(format!("{}：{name}", held.post.text), format!("{}: {name}", held.post.text))
}
