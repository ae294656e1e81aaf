//! Why a file is not what the specs make.

use std::fmt;

/// Why a file is not what the specs make; several may hold at once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It is not there.
    Missing,
    /// This spec is another than it was generated from.
    SpecChanged(String),
    /// It was generated from a spec of this name, which has another now.
    SpecRenamed(String),
    /// Another version of the generator made it.
    GeneratorUpgraded {
        /// The version that made it.
        from: String,
    },
    /// The same spec and version made something else, as while the generator itself is developed.
    GeneratorChanged,
    /// Tests are wanted that were not, or the reverse.
    Tests(bool),
    /// Its tokens, docs and comments are right, its layout is not.
    Reformatted,
    /// It is neither what was generated nor what would be.
    EditedByHand,
    /// The lock file does not know it, so that nobody can tell whether it was edited.
    Unrecorded,
    /// A merge left its markers in it.
    MergeConflict,
    /// No spec makes it any more.
    LeftBehind,
}

impl Reason {
    /// Whether replacing the file may lose what somebody wrote.
    pub fn is_by_hand(&self) -> bool {
        matches!(self, Self::EditedByHand | Self::Unrecorded)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::SpecChanged(spec) => write!(f, "spec changed ({spec})"),
            Self::SpecRenamed(from) => write!(f, "spec renamed (it was {from})"),
            Self::GeneratorUpgraded { from } => {
                let this = crate::VERSION;
                let verb = if numbers(from) > numbers(this) { "downgraded" } else { "upgraded" };
                write!(f, "generator {verb} ({from} made it, this is {this})")
            }
            Self::GeneratorChanged => {
                write!(f, "generator changed (both call themselves {})", crate::VERSION)
            }
            Self::Tests(true) => f.write_str("tests are wanted now"),
            Self::Tests(false) => f.write_str("tests are not wanted any more"),
            Self::Reformatted => f.write_str("reformatted"),
            Self::EditedByHand => f.write_str("edited by hand"),
            Self::Unrecorded => f.write_str("not in speccast.lock, so perhaps edited by hand"),
            Self::MergeConflict => f.write_str("merge conflict"),
            Self::LeftBehind => f.write_str("stale file left behind"),
        }
    }
}

/// The numbers of a version, to compare it by.
fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}
