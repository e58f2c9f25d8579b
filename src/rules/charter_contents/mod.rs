//! Checks of the pack `charter-contents`.

mod chapters;
mod contributions;
mod mandatory;
mod numbering;
mod placeholders;

use super::context::Check;

pub(super) fn check(name: &str) -> Option<Check> {
    Some(match name {
        "mandatory-items" => mandatory::mandatory_items,
        "contributions-add-up" => contributions::contributions_add_up,
        "required-chapters" => chapters::required_chapters,
        "party-chapter" => chapters::party_chapter,
        "body-positioning" => chapters::body_positioning,
        "no-placeholders" => placeholders::no_placeholders,
        "sound-numbering" => numbering::sound_numbering,
        _ => return None,
    })
}
