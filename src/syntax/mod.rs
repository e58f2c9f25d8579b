//! Texts become trees of spans. One file per grammar; nothing of pest leaves this room.

pub(crate) mod charter;
pub(crate) mod clause;
pub(crate) mod list;
pub(crate) mod table;
