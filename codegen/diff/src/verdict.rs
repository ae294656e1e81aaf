//! What a change means, for whom.

use std::fmt;

/// What a change means on the wire, between clients of the old spec and a service of the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// A client built from the old spec works with the new service as before.
    #[default]
    Compatible,
    /// It may fail, or misread an answer, depending on what it does; or nobody can tell.
    Dangerous,
    /// There is a request that was right and fails now, or an answer that cannot be read any more.
    Breaking,
}

impl Wire {
    /// Every level, the worst one last.
    pub const ALL: [Self; 3] = [Self::Compatible, Self::Dangerous, Self::Breaking];

    /// The level's name in reports and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Dangerous => "dangerous",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The least step of the regenerated crate's version, as semantic versioning wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The generated code does the same under the same names.
    #[default]
    None,
    /// It does something else under the same names.
    Patch,
    /// There is more of it.
    Minor,
    /// Code that uses it may no longer compile, or compile to something else.
    Major,
}

impl Step {
    /// The step's name in reports and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Whether a client that enforces the old spec refuses what the new service accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stale {
    /// No.
    #[default]
    Unaffected,
    /// Nobody can tell; why.
    Perhaps(String),
    /// Yes: this, for one.
    Refuses(String),
}

impl Stale {
    /// The answer's name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unaffected => "unaffected",
            Self::Perhaps(_) => "perhaps",
            Self::Refuses(_) => "refuse",
        }
    }

    /// What is said beside the answer: an example, or why nobody can tell.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Unaffected => None,
            Self::Perhaps(text) | Self::Refuses(text) => Some(text),
        }
    }

    /// The worse of two answers, the first of two that are equally bad.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    /// The answer for a whole run: with the thing that it is about.
    #[must_use]
    pub(super) fn of(self, subject: &str) -> Self {
        match self {
            Self::Unaffected => self,
            Self::Perhaps(reason) => Self::Perhaps(format!("{subject}: {reason}")),
            Self::Refuses(example) => Self::Refuses(format!("{example} ({subject})")),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Unaffected => 0,
            Self::Perhaps(_) => 1,
            Self::Refuses(_) => 2,
        }
    }
}

/// The three verdicts, of a change or of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// On the wire.
    pub wire: Wire,
    /// For the version of the regenerated crate.
    pub step: Step,
    /// For clients that enforce the old spec.
    pub stale: Stale,
}

impl Verdict {
    /// The worst of both, verdict by verdict.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            wire: self.wire.max(other.wire),
            step: self.step.max(other.step),
            stale: self.stale.or(other.stale),
        }
    }
}

/// Which way something travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From a client to the service.
    Request,
    /// From the service to a client, errors among it.
    Response,
}

impl Direction {
    /// The direction's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
