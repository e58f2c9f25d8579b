//! A comparison of two charters: the amendment comparison table 修订对照表. One file per output.

#[cfg(feature = "docx")]
mod docx;
mod html;
mod json;
mod markdown;
mod table;
mod text;

#[cfg(feature = "docx")]
pub use docx::docx;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

#[cfg(test)]
mod tests;
