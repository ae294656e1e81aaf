//! Text: sources with positions, hidden characters, and JSON.

mod hidden;
mod json;
mod source;

pub use hidden::{escaped, find_hidden, inert, is_hidden, shown_path, visible};
pub use json::Json;
pub use source::{Source, Span, path_in_revision};
