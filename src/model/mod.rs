//! Typed documents. One file or folder per document.

pub mod amount;
pub mod charter;
pub mod matters;
pub mod post;
pub mod profile;
pub mod roster;
pub mod table;
pub(crate) mod traditional;
