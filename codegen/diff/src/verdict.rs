//! Verdicts: the meaning of a change for those it concerns.

/// Gives each variant of an enum its name in reports and settings.
macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),+ }) => {
        impl $type {
            /// Returns its name in reports and settings.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(crate) use names;

/// Meaning of a change on the wire, between clients of the old spec and a service of the new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// A client built from the old spec works with the new service as before.
    #[default]
    Compatible,
    /// It may fail, or misread a response, depending on its code; or this could not be decided.
    Dangerous,
    /// A request that was valid now fails, or a response can no longer be decoded.
    Breaking,
}

impl Wire {
    /// Every level, the worst one last.
    pub const ALL: [Self; 3] = [Self::Compatible, Self::Dangerous, Self::Breaking];
}

names!(Wire { Compatible = "compatible", Dangerous = "dangerous", Breaking = "breaking" });

/// Minimum step of the regenerated crate's version, by semantic versioning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The generated code behaves the same under the same names.
    #[default]
    None,
    /// It behaves differently under the same names.
    Patch,
    /// It has more items.
    Minor,
    /// Code that uses it may no longer compile, or behave differently.
    Major,
}

names!(Step { None = "none", Patch = "patch", Minor = "minor", Major = "major" });

/// Whether a client that enforces the old spec refuses what the new service accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stale {
    /// No.
    #[default]
    Unaffected,
    /// It could not be decided; the reason.
    Perhaps(String),
    /// Yes; an example.
    Refuses(String),
}

impl Stale {
    /// Returns its name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unaffected => "unaffected",
            Self::Perhaps(_) => "perhaps",
            Self::Refuses(_) => "refuse",
        }
    }

    /// Returns the example, or why it could not be decided.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Unaffected => None,
            Self::Perhaps(text) | Self::Refuses(text) => Some(text),
        }
    }

    /// Returns the worse of two, the first if they are equal.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    /// Returns the verdict for a whole run, with its subject.
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

/// The three verdicts of a change or a run.
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
    /// Returns the worst of both for each verdict.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            wire: self.wire.max(other.wire),
            step: self.step.max(other.step),
            stale: self.stale.or(other.stale),
        }
    }
}

/// Direction in which something is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From a client to the service.
    Request,
    /// From the service to a client; includes errors.
    Response,
}

names!(Direction { Request = "request", Response = "response" });
