//! Traditional characters, folded to simplified ones for matching only.

/// The folding that a text needs: none if it holds no traditional characters.
pub(crate) fn fold_for(_text: &str) -> Option<fn(char) -> char> {
    None
}

/// A short text in simplified characters.
pub(crate) fn simplified(text: &str) -> String {
    match fold_for(text) {
        Some(fold) => text.chars().map(fold).collect(),
        None => text.to_owned(),
    }
}
