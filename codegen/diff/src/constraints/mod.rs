//! Decisions about constraints: which values a change gains and loses.
//!
//! A change of several constraints of one value is judged part by part, each against all constraints of the other spec:
//! what the new length refuses is looked for among the values that the old length and the old pattern accept together.
//! So every witness is accepted by all of one spec and refused by the other, and a part that says no more than another
//! one said already loses nothing.

mod list;
mod number;
mod size;
mod text;

pub(super) use list::Lists;
pub(super) use number::retyped;

use self::number::Numbers;
use self::text::Text;
use super::rules::Rule;
use super::witness::Value;
use speccast_core::model::{Bounds, Constraints, Number, Type, TypeRef};
use std::fmt::Display;

/// Whether there are values of some kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// There is none.
    No,
    /// This, for one.
    Yes(Value),
    /// Nobody can tell; why.
    Unknown(String),
}

impl From<Option<Value>> for Answer {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::No, Self::Yes)
    }
}

/// A part of a constraint that changed, and what that does to the values.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) rule: &'static Rule,
    /// The key that says it.
    pub(super) key: &'static str,
    /// The bound of `key` that it is.
    pub(super) bound: Option<&'static str>,
    pub(super) message: String,
    /// Values that were accepted and are refused by this part now.
    pub(super) lost: Answer,
    /// Values that were refused by this part and are accepted now.
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
    Floats(Ends<f64>),
    /// Blobs of so many bytes.
    Bytes(Ends<u64>),
    /// Maps of so many entries.
    Entries(Ends<u64>),
    /// Lists of so many items, and whether they are unique.
    Items(Ends<u64>, bool),
    /// Values without constraints.
    Others,
}

impl<'c> Accepted<'c> {
    fn new(target: &'c TypeRef) -> Self {
        // Every kind is named, so that the compiler leads here when there is another one.
        let Constraints { length, range, pattern, unique_items, sensitive: _ } = &target.constraints;
        let length = ends(*length);
        match &target.ty {
            Type::String => Self::Strings(Text { ends: length, pattern: pattern.as_ref() }),
            Type::Integer(width) => {
                let range = ends(range.map(|range| range.map(Number::as_i64)));
                Self::Integers(Numbers { range, width: width.limits() })
            }
            Type::Float | Type::Double => Self::Floats(ends(range.map(|range| range.map(Number::as_f64)))),
            Type::Blob => Self::Bytes(length),
            Type::Map { .. } => Self::Entries(length),
            Type::List { .. } => Self::Items(length, *unique_items == Some(true)),
            _ => Self::Others,
        }
    }
}

/// Returns the parts of a value's constraints that changed; none if its type is of another kind.
pub(super) fn changed(old: &TypeRef, new: &TypeRef) -> Vec<Part> {
    match (Accepted::new(old), Accepted::new(new)) {
        (Accepted::Strings(old), Accepted::Strings(new)) => text::changed(old, new),
        (Accepted::Integers(old), Accepted::Integers(new)) => number::changed(old, new),
        (Accepted::Floats(old), Accepted::Floats(new)) => number::floats_changed(old, new),
        (Accepted::Bytes(old), Accepted::Bytes(new)) => size::bytes_changed(old, new),
        (Accepted::Entries(old), Accepted::Entries(new)) => size::entries_changed(old, new),
        (Accepted::Items(old, was), Accepted::Items(new, is)) => {
            size::entries_changed(old, new).into_iter().chain(size::unique_changed(was, is)).collect()
        }
        _ => Vec::new(),
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

/// Rules of both bounds of something: added, increased, decreased, removed.
struct BoundRules {
    key: &'static str,
    min: [&'static Rule; 4],
    max: [&'static Rule; 4],
}

/// A spec of the two.
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

/// Returns the bounds that changed. `unit` goes on after a number. `outside` finds a value that a spec accepts and that is
/// beyond a bound of the other, which is the one end given.
fn bounds<T: Copy + PartialOrd + Display>(
    rules: &BoundRules,
    unit: &str,
    (old, new): (Ends<T>, Ends<T>),
    outside: impl Fn(Side, Ends<T>) -> Answer,
) -> Vec<Part> {
    let min = bound(rules, unit, false, (old.0, new.0), |side, end| outside(side, (Some(end), None)));
    let max = bound(rules, unit, true, (old.1, new.1), |side, end| outside(side, (None, Some(end))));
    min.into_iter().chain(max).collect()
}

fn bound<T: Copy + PartialOrd + Display>(
    rules: &BoundRules,
    unit: &str,
    is_max: bool,
    (old, new): (Option<T>, Option<T>),
    outside: impl Fn(Side, T) -> Answer,
) -> Option<Part> {
    let [added, increased, decreased, removed] = if is_max { rules.max } else { rules.min };
    let word = if is_max { "at most" } else { "at least" };
    let changed = |new: T, old: T| format!("{word} {new}{unit}, {old} before");
    let (rule, message, is_tighter) = match (old, new) {
        (None, Some(new)) => (added, format!("{word} {new}{unit}, where there was no such bound"), true),
        (Some(old), None) => (removed, format!("no longer {word} {old}{unit}"), false),
        (Some(old), Some(new)) if new > old => (increased, changed(new, old), !is_max),
        (Some(old), Some(new)) if new < old => (decreased, changed(new, old), is_max),
        _ => return None,
    };
    let bound = Some(if is_max { "max" } else { "min" });
    let part = Part { bound, ..Part::new(rule, rules.key, message) };
    Some(if is_tighter {
        Part { lost: outside(Side::Old, new?), ..part }
    } else {
        Part { gained: outside(Side::New, old?), ..part }
    })
}
