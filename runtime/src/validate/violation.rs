//! What a check reports.

use std::fmt::{self, Write as _};

use crate::error::OneLine;
use crate::path::Path;

/// A constraint on a value, with its limits.
///
/// ```
/// use speccast_runtime::validate::Constraint;
///
/// let range = Constraint::Range { min: Some(1), max: None };
/// assert_eq!(range.to_string(), "Member must be greater than or equal to 1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// A length: of a string in Unicode scalar values, of a list or map in entries, of a blob in bytes.
    Length {
        /// Least length, if there is one.
        min: Option<usize>,
        /// Greatest length, if there is one.
        max: Option<usize>,
    },
    /// A range of an integer, bounds included.
    Range {
        /// Least value, if there is one.
        min: Option<i64>,
        /// Greatest value, if there is one.
        max: Option<i64>,
    },
    /// An inclusive range of a floating-point number; `NaN` is in none.
    FloatRange {
        /// Least value, if there is one.
        min: Option<f64>,
        /// Greatest value, if there is one.
        max: Option<f64>,
    },
    /// A divisor of an integer.
    MultipleOf(i64),
    /// A regular expression that the whole value must match.
    Pattern(&'static str),
    /// One of these values; of a union, one of these members.
    Enum(&'static [&'static str]),
    /// One of these numbers.
    IntEnum(&'static [i32]),
    /// All elements of the list are different.
    UniqueItems,
}

/// A [`Constraint`] without its limits, for a [`ValidationPolicy`](super::ValidationPolicy).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConstraintKind {
    /// [`Constraint::Length`].
    Length,
    /// [`Constraint::Range`] and [`Constraint::FloatRange`].
    Range,
    /// [`Constraint::Pattern`].
    Pattern,
    /// [`Constraint::Enum`] and [`Constraint::IntEnum`].
    Enum,
    /// [`Constraint::UniqueItems`].
    UniqueItems,
    /// [`Constraint::MultipleOf`].
    MultipleOf,
}

impl ConstraintKind {
    /// Number of kinds.
    pub(super) const COUNT: usize = Self::MultipleOf as usize + 1;
}

impl Constraint {
    /// Returns the kind of this constraint.
    pub fn kind(&self) -> ConstraintKind {
        match self {
            Self::Length { .. } => ConstraintKind::Length,
            Self::Range { .. } | Self::FloatRange { .. } => ConstraintKind::Range,
            Self::MultipleOf(_) => ConstraintKind::MultipleOf,
            Self::Pattern(_) => ConstraintKind::Pattern,
            Self::Enum(_) | Self::IntEnum(_) => ConstraintKind::Enum,
            Self::UniqueItems => ConstraintKind::UniqueItems,
        }
    }
}

/// Writes the part after `failed to satisfy constraint: `.
impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Length { min, max } => write_bounds(f, "Member must have length ", min, max),
            Self::Range { min, max } => write_bounds(f, "Member must be ", min, max),
            Self::FloatRange { min, max } => write_bounds(f, "Member must be ", min, max),
            Self::MultipleOf(divisor) => write!(f, "Member must be a multiple of {divisor}"),
            Self::Pattern(source) => {
                write!(f, "Member must satisfy regular expression pattern: {source}")
            }
            Self::Enum(values) => {
                write!(f, "Member must satisfy enum value set: [{}]", values.join(", "))
            }
            Self::IntEnum(values) => write!(f, "Member must satisfy enum value set: {values:?}"),
            Self::UniqueItems => f.write_str("Member must have unique values"),
        }
    }
}

/// Writes both bounds, or the only one.
fn write_bounds<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    subject: &str,
    min: Option<T>,
    max: Option<T>,
) -> fmt::Result {
    f.write_str(subject)?;
    match (min, max) {
        (Some(min), Some(max)) => write!(f, "between {min} and {max}, inclusive"),
        (Some(min), None) => write!(f, "greater than or equal to {min}"),
        (None, Some(max)) => write!(f, "less than or equal to {max}"),
        (None, None) => f.write_str("of any size"),
    }
}

/// The property of a value that violates a [`Constraint`]; never the text of the value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// A length, in the unit of [`Constraint::Length`].
    Length(usize),
    /// An integer.
    Number(i64),
    /// A number with a fraction.
    Float(f64),
    /// Zero-based indices of elements that have an equal in the list, in ascending order.
    RepeatedAt(Vec<usize>),
    /// A property that must not be shown, such as a string that does not match.
    Hidden,
}

/// One value that does not satisfy one constraint.
///
/// Its [`Display`](fmt::Display) follows the messages of AWS services, without the value itself, which may be a
/// secret: `Value with length 1 at '/domain' failed to satisfy constraint: Member must have length between 2 and 50,
/// inclusive`.
///
/// ```
/// use speccast_runtime::validate::{Check, Constraint, Found};
///
/// let violations = Check::new().integer("size", &7, ..=5).finish().unwrap_err();
/// let violation = &violations.as_slice()[0];
/// assert_eq!((violation.path(), violation.member()), ("/size", "size"));
/// assert_eq!(violation.constraint(), &Constraint::Range { min: None, max: Some(5) });
/// assert_eq!(violation.found(), &Found::Number(7));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    path: String,
    member: &'static str,
    constraint: Constraint,
    found: Found,
}

impl Violation {
    /// Creates a violation at `path`; `None` is the whole value.
    pub(crate) fn new(path: Option<&Path<'_>>, constraint: Constraint, found: Found) -> Self {
        Self {
            path: path.map(Path::to_string).unwrap_or_default(),
            member: path.map(Path::member).unwrap_or_default(),
            constraint,
            found,
        }
    }

    /// Returns the place of the value as a JSON Pointer (RFC 6901): `/tags/0/key`. A sensitive map key is
    /// `***`; the path of the whole value is empty.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the wire name of the innermost member that contains the value; empty if the value was checked
    /// by itself.
    pub fn member(&self) -> &'static str {
        self.member
    }

    /// Returns the violated constraint.
    pub fn constraint(&self) -> &Constraint {
        &self.constraint
    }

    /// Returns the property that violates it.
    pub fn found(&self) -> &Found {
        &self.found
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value")?;
        match &self.found {
            Found::Length(length) => write!(f, " with length {length}")?,
            Found::RepeatedAt(indices) => write!(f, " with repeated values at indices {indices:?}")?,
            // AWS's form has no place for a number; `found` has it.
            Found::Number(_) | Found::Float(_) | Found::Hidden => {}
        }
        if !self.path.is_empty() {
            // The key of a map may contain a line break.
            write!(OneLine(f), " at '{}'", self.path)?;
        }
        write!(f, " failed to satisfy constraint: {}", self.constraint)
    }
}

/// Every violation of an input, in the order of its members; never empty.
///
/// Its [`Display`](fmt::Display) is one line: `2 validation errors detected. …; …`.
///
/// ```
/// use speccast_runtime::validate::StringRule;
///
/// let violations = StringRule::exactly(2).check("cog").unwrap_err();
/// assert_eq!(
///     violations.to_string(),
///     "1 validation error detected. Value with length 3 failed to satisfy constraint: \
///      Member must have length between 2 and 2, inclusive",
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Violations(pub(super) Vec<Violation>);

impl Violations {
    /// Creates the violations, or `None` if there are none.
    pub(crate) fn new(found: Vec<Violation>) -> Option<Self> {
        (!found.is_empty()).then_some(Self(found))
    }

    /// Returns the violations, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Returns the violations, in order; at least one.
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("1 validation error detected.")?,
            n => write!(f, "{n} validation errors detected.")?,
        }
        for (index, violation) in self.iter().enumerate() {
            let separator = if index == 0 { " " } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
