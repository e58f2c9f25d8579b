//! Checks of the pack `charter-contents`.

mod chapters;
#[allow(dead_code, reason = "raises false alarms on the sample charters; not registered yet")]
mod contributions;
#[allow(dead_code, reason = "raises false alarms on the sample charters; not registered yet")]
mod mandatory;
mod numbering;
mod placeholders;

use super::context::Check;

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "required-chapters" => chapters::required_chapters,
        "party-chapter" => chapters::party_chapter,
        "body-positioning" => chapters::body_positioning,
        "no-placeholders" => placeholders::no_placeholders,
        "sound-numbering" => numbering::sound_numbering,
        _ => return None,
    })
}
