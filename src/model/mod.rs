//! Typed documents. One file or folder per document.

pub mod charter;
pub mod post;
pub mod profile;
pub mod roster;
pub mod table;
pub(crate) mod traditional;
