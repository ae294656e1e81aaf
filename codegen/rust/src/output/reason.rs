//! Reasons why a file is out of date.

use std::fmt;

/// Why a file is out of date. Several reasons may apply.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The file does not exist.
    Missing,
    /// This spec differs from the one that the file was generated from.
    SpecChanged(String),
    /// The file was generated from a spec with this name, which was renamed.
    SpecRenamed(String),
    /// Another version of the generator wrote it.
    GeneratorUpgraded {
        /// The version that wrote it.
        from: String,
    },
    /// Another build of the same version wrote something else for the same spec, as during development of the
    /// generator.
    GeneratorChanged,
    /// Tests were enabled or disabled.
    Tests(bool),
    /// Only the layout differs.
    Reformatted,
    /// The file is neither the last generated one nor the next one.
    EditedByHand,
    /// The file is not in the lock file, so it may have been edited.
    Unrecorded,
    /// It contains merge markers.
    MergeConflict,
    /// No spec generates it any more.
    LeftBehind,
}

impl Reason {
    /// Returns whether replacing the file may lose manual edits.
    pub fn is_by_hand(&self) -> bool {
        matches!(self, Self::EditedByHand | Self::Unrecorded)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::SpecChanged(spec) => write!(f, "spec changed ({spec})"),
            Self::SpecRenamed(from) => write!(f, "spec renamed (from {from})"),
            Self::GeneratorUpgraded { from } => {
                let this = crate::VERSION;
                let verb = if numbers(from) > numbers(this) { "downgraded" } else { "upgraded" };
                write!(f, "generator {verb} (from {from} to {this})")
            }
            Self::GeneratorChanged => {
                write!(f, "generator changed (both builds have the version {})", crate::VERSION)
            }
            Self::Tests(true) => f.write_str("tests were enabled"),
            Self::Tests(false) => f.write_str("tests were disabled"),
            Self::Reformatted => f.write_str("reformatted"),
            Self::EditedByHand => f.write_str("edited by hand"),
            Self::Unrecorded => f.write_str("not in speccast.lock, possibly edited by hand"),
            Self::MergeConflict => f.write_str("merge conflict"),
            Self::LeftBehind => f.write_str("stale file left behind"),
        }
    }
}

/// Returns the numbers of a version, for comparison.
fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}
