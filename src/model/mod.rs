//! Typed documents. One file or folder per document.

pub mod amendment;
pub mod amount;
pub mod chain;
pub mod charter;
pub mod inventory;
pub mod ledger;
pub mod matters;
pub mod post;
pub mod profile;
pub mod register;
pub mod roster;
pub mod table;
