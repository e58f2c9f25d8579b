//! Typed documents. One file or folder per document.

pub mod charter;
pub(crate) mod traditional;
