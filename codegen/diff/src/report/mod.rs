//! Reports: [`Report`](super::Report) as text for people and for tools.
//!
//! A spec is untrusted text: it must not move a terminal's cursor, and must not become a command to a CI
//! system, or markup.

mod escape;
mod generated;
mod github;
mod highlight;
mod html;
mod human;
mod json;
mod markdown;
mod plain;

pub use github::github;
pub use html::html;
pub use human::{Style, human};
pub use json::json;
pub use markdown::markdown;
