//! Diagnostics as text for tools; `DIAGNOSTICS.md` documents the formats.

mod github;
mod json;
mod sarif;

pub use github::github;
pub use json::json;
pub use sarif::sarif;

use speccast_core::Diagnostics;
use speccast_core::diagnostic::Finding;

/// Maximum number of findings in formats for tools.
const LISTED: usize = 1000;

fn listed(diagnostics: &Diagnostics) -> impl Iterator<Item = &Finding> {
    diagnostics.iter().take(LISTED)
}
