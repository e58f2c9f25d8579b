//! Typed documents. One file or folder per document.

pub mod charter;
pub mod profile;
pub(crate) mod traditional;
