//! Texts become trees of spans. One file per grammar; nothing of pest leaves this room.

pub(crate) mod charter;
pub(crate) mod list;
pub(crate) mod table;
pub(crate) mod clause;
