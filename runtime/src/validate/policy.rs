//! Policies for violations.

use super::{ConstraintKind, Violations};

/// What a client does about an input that violates a constraint.
///
/// A spec can be older than the service it describes, so a check may be wrong about a value. It can be
/// relaxed for a client or a call, for all constraints or [for one kind](Self::except).
///
/// ```
/// use speccast_runtime::client::Config;
/// use speccast_runtime::validate::Validation;
///
/// let config = Config::new().validation(Validation::Warn);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Validation {
    /// Nothing is sent; the error has every violation.
    #[default]
    Reject,
    /// A `tracing` event has the violations, and the request is sent.
    Warn,
    /// The request is sent.
    Off,
}

impl Validation {
    /// Uses `other` for constraints of `kind`.
    pub fn except(self, kind: ConstraintKind, other: Validation) -> ValidationPolicy {
        ValidationPolicy::from(self).except(kind, other)
    }
}

/// A [`Validation`] for each kind of constraint.
///
/// ```
/// use speccast_runtime::validate::{ConstraintKind, Validation, ValidationPolicy};
///
/// // Send unlisted enum values, and reject everything else.
/// let policy = Validation::Reject.except(ConstraintKind::Enum, Validation::Off);
/// assert_eq!(policy.of(ConstraintKind::Length), Validation::Reject);
/// assert_eq!(policy.of(ConstraintKind::Enum), Validation::Off);
/// assert_eq!(ValidationPolicy::default(), Validation::Reject.into());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ValidationPolicy {
    by_kind: [Validation; ConstraintKind::COUNT],
}

impl ValidationPolicy {
    /// Uses `validation` for constraints of `kind`.
    #[must_use]
    pub fn except(mut self, kind: ConstraintKind, validation: Validation) -> Self {
        self.by_kind[kind as usize] = validation;
        self
    }

    /// Returns the choice for constraints of `kind`.
    pub fn of(&self, kind: ConstraintKind) -> Validation {
        self.by_kind[kind as usize]
    }

    /// Returns whether nothing is checked.
    pub fn is_off(&self) -> bool {
        *self == Validation::Off.into()
    }

    /// Separates violations into those that prevent a request and those to warn of.
    pub fn judge(&self, violations: Violations) -> (Option<Violations>, Option<Violations>) {
        let (mut rejected, mut warned) = (Vec::new(), Vec::new());
        for violation in violations {
            match self.of(violation.constraint().kind()) {
                Validation::Reject => rejected.push(violation),
                Validation::Warn => warned.push(violation),
                Validation::Off => {}
            }
        }
        (Violations::new(rejected), Violations::new(warned))
    }
}

impl From<Validation> for ValidationPolicy {
    fn from(all: Validation) -> Self {
        Self { by_kind: [all; ConstraintKind::COUNT] }
    }
}
