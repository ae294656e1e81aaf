//! Reports: [`Report`](super::Report) as text for people and for tools.
//!
//! A spec is untrusted text: nothing of it may move a terminal's cursor, become a command to a CI system, or markup.

mod escape;
#[cfg(feature = "cli")]
mod generated;
mod github;
#[cfg(feature = "cli")]
mod highlight;
#[cfg(feature = "cli")]
mod html;
mod human;
mod json;
mod markdown;
mod plain;

pub use github::github;
#[cfg(feature = "cli")]
pub use html::html;
pub use human::{Style, human};
pub use json::json;
pub use markdown::markdown;
