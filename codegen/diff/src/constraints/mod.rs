//! Decides which values a change of constraints loses and gains.
//!
//! If several constraints of one value change, each part is compared with all constraints of the other spec:
//! values refused by the new length are searched among those that the old length and pattern both accept. So
//! every witness is accepted by one whole spec and refused by the other, and a part that is implied by
//! another one loses nothing. Sizes of collections are also compared with the number of different items and
//! keys. [`shows`] checks each witness again before it is reported.

mod list;
mod number;
mod size;
mod text;

pub(super) use list::Lists;
pub(super) use number::retyped;

use self::number::{Floats, Numbers};
use self::size::Sizes;
use self::text::Text;
use super::rules::{self, BoundRules, Rule};
use super::witness::Value;
use speccast_core::model::{Bounds, Count, Shape, Type, TypeRef};
pub(super) use speccast_core::model::{Counts, Question};
use std::fmt::Display;

/// Whether values of some kind exist.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// No.
    No,
    /// Yes, such as this one.
    Yes(Value),
    /// It could not be decided; the reason.
    Unknown(String),
}

impl From<Option<Value>> for Answer {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::No, Self::Yes)
    }
}

/// A changed part of a constraint, and its effect on the values.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) rule: &'static Rule,
    /// Its key.
    pub(super) key: &'static str,
    /// Its bound of `key`.
    pub(super) bound: Option<&'static str>,
    pub(super) message: String,
    /// Values that were accepted, and are now refused by this part.
    pub(super) lost: Answer,
    /// Values that were refused by this part, and are now accepted.
    pub(super) gained: Answer,
    /// Whether a client of the old spec checks it.
    pub(super) enforced: bool,
}

impl Part {
    fn new(rule: &'static Rule, key: &'static str, message: impl Into<String>) -> Self {
        let (lost, gained) = (Answer::No, Answer::No);
        Self { rule, key, bound: None, message: message.into(), lost, gained, enforced: true }
    }
}

/// The values that a type and its constraints accept.
#[derive(Clone, Copy, Debug)]
enum Accepted<'c> {
    Strings(Text<'c>),
    Integers(Numbers),
    Floats(Floats),
    Bytes(Sizes),
    /// Lists and maps.
    Entries(Sizes),
    /// The values of an enum.
    Listed(&'c Shape),
    /// Values without constraints.
    Others,
}

impl<'c> Accepted<'c> {
    fn new<'a: 'c>(target: &'c TypeRef, counts: &mut Counts<'a>) -> Self {
        let constraints = &target.constraints;
        let length = ends(constraints.length);
        match &target.ty {
            Type::String => Self::Strings(Text { ends: length, pattern: constraints.pattern.as_ref() }),
            Type::Integer(width) => Self::Integers(Numbers::new(*width, constraints)),
            Type::Float => Self::Floats(Floats::new(f32::MAX.into(), constraints)),
            Type::Double => Self::Floats(Floats::new(f64::MAX, constraints)),
            Type::Blob => Self::Bytes(Sizes { ends: length, room: Count::MANY, unique: false }),
            Type::List { .. } | Type::Map { .. } => {
                let unique = constraints.unique_items == Some(true);
                Self::Entries(Sizes { ends: length, room: counts.room(target), unique })
            }
            Type::Enum(id) | Type::IntEnum(id) => Self::Listed(&counts.service().definition(*id).shape),
            _ => Self::Others,
        }
    }

    /// Returns whether a value is certainly accepted.
    fn has(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Strings(text), Value::Text(value)) => text.has(value),
            (Self::Integers(numbers), _) => value.whole().is_some_and(|value| numbers.has(value)),
            (Self::Floats(floats), Value::Float(value)) => floats.has(*value),
            (Self::Floats(floats), Value::Integer(value)) => floats.has(*value as f64),
            (Self::Bytes(sizes) | Self::Entries(sizes), Value::Size(_, size)) => sizes.has(*size),
            (Self::Entries(sizes), Value::Other(_)) => sizes.has_repeated(),
            (Self::Listed(Shape::Enum(values)), Value::Text(value)) => {
                values.iter().any(|it| it.head.name == *value)
            }
            (Self::Listed(Shape::IntEnum(values)), Value::Integer(value)) => {
                values.iter().any(|it| it.number.map(i64::from) == Some(*value))
            }
            _ => false,
        }
    }

    /// Returns whether a value is certainly refused.
    fn lacks(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Strings(text), Value::Text(value)) => text.lacks(value),
            (Self::Bytes(sizes) | Self::Entries(sizes), Value::Size(_, size)) => sizes.lacks(*size),
            (Self::Entries(sizes), Value::Other(_)) => sizes.unique,
            (Self::Others, _) => false,
            _ => !self.has(value),
        }
    }
}

/// Returns whether a value is lost (`lost`) or gained in both specs.
pub(super) fn shows(
    value: &Value,
    [old, new]: [&TypeRef; 2],
    [was, is]: &mut [Counts<'_>; 2],
    lost: bool,
) -> bool {
    let (old, new) = (Accepted::new(old, was), Accepted::new(new, is));
    let (accepting, refusing) = if lost { (old, new) } else { (new, old) };
    accepting.has(value) && refusing.lacks(value)
}

/// Returns the changed parts of a value's constraints; none if its type is of another kind.
pub(super) fn changed(old: &TypeRef, new: &TypeRef, [was, is]: &mut [Counts<'_>; 2]) -> Vec<Part> {
    if old.constraints == new.constraints {
        return Vec::new();
    }
    let parts = match (Accepted::new(old, was), Accepted::new(new, is)) {
        (Accepted::Strings(old), Accepted::Strings(new)) => text::changed(old, new),
        (Accepted::Integers(old), Accepted::Integers(new)) => number::changed(old, new),
        (Accepted::Floats(old), Accepted::Floats(new)) => number::floats_changed(old, new),
        (Accepted::Bytes(old), Accepted::Bytes(new)) => size::bytes_changed(old, new),
        (Accepted::Entries(old), Accepted::Entries(new)) => size::entries_changed(old, new),
        _ => Vec::new(),
    };
    // Together they may mean the same, so that no part changes anything.
    let nothing = |part: &Part| part.lost == Answer::No && part.gained == Answer::No;
    match parts.as_slice() {
        [_, .., last] if parts.iter().all(nothing) => {
            let message = "the constraints together accept the same values as before";
            vec![Part::new(&rules::CONSTRAINTS_REWRITTEN, last.key, message)]
        }
        _ => parts,
    }
}

/// The least and the greatest of some values, if they are bounded.
type Ends<T> = (Option<T>, Option<T>);

fn ends<T: Copy>(bounds: Option<Bounds<T>>) -> Ends<T> {
    bounds.map_or((None, None), |bounds| bounds.ends())
}

fn contains<T: Copy + PartialOrd>((min, max): Ends<T>, value: T) -> bool {
    Bounds::new(min, max).is_none_or(|bounds| bounds.contains(value))
}

/// The old or the new spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

impl Side {
    fn of<T>(self, old: T, new: T) -> T {
        match self {
            Self::Old => old,
            Self::New => new,
        }
    }
}

/// Returns the changed bounds. `unit` follows a number. `outside` finds a value that one spec accepts and
/// that exceeds the given bound of the other.
fn bounds<T: Copy + PartialOrd + Display>(
    of: &'static BoundRules,
    unit: &str,
    (old, new): (Ends<T>, Ends<T>),
    outside: impl Fn(Side, Ends<T>) -> Answer,
) -> Vec<Part> {
    let min = bound(of, unit, false, (old.0, new.0), |side, end| outside(side, (Some(end), None)));
    let max = bound(of, unit, true, (old.1, new.1), |side, end| outside(side, (None, Some(end))));
    min.into_iter().chain(max).collect()
}

fn bound<T: Copy + PartialOrd + Display>(
    of: &'static BoundRules,
    unit: &str,
    is_max: bool,
    (old, new): (Option<T>, Option<T>),
    outside: impl Fn(Side, T) -> Answer,
) -> Option<Part> {
    let [min @ .., _, _, _, _] = &of.rules;
    let [_, _, _, _, max @ ..] = &of.rules;
    let [added, increased, decreased, removed]: &[Rule; 4] = if is_max { max } else { min };
    let word = if is_max { "at most" } else { "at least" };
    let changed = |new: T, old: T| format!("{word} {new}{unit}, {old} before");
    let (rule, message, is_tighter) = match (old, new) {
        (None, Some(new)) => (added, format!("{word} {new}{unit}, no bound before"), true),
        (Some(old), None) => (removed, format!("no longer {word} {old}{unit}"), false),
        (Some(old), Some(new)) if new > old => (increased, changed(new, old), !is_max),
        (Some(old), Some(new)) if new < old => (decreased, changed(new, old), is_max),
        _ => return None,
    };
    let bound = Some(if is_max { "max" } else { "min" });
    let part = Part { bound, ..Part::new(rule, of.key, message) };
    Some(if is_tighter {
        Part { lost: outside(Side::Old, new?), ..part }
    } else {
        Part { gained: outside(Side::New, old?), ..part }
    })
}
