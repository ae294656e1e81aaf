//! Reports: [`Report`](super::Report) as text for people and for tools.
//!
//! A spec is untrusted text: nothing of it may move a terminal's cursor, become a command to a CI system, or markup.

mod github;
mod human;
mod json;
mod plain;

pub use github::github;
pub use human::{Style, human};
pub use json::json;
