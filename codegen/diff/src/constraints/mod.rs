//! Decisions about constraints: which values a change gains and loses.
//!
//! A change of several constraints of one value is judged part by part, each against all constraints of the other spec:
//! what the new length refuses is looked for among the values that the old length and the old pattern accept together.
//! So every witness is accepted by all of one spec and refused by the other, and a part that says no more than another
//! one said already loses nothing.

mod number;
mod pattern;
mod size;
mod text;

pub(super) use number::{Numbers, floats, numbers, width};
pub(super) use pattern::Patterns;
pub(super) use size::sizes;
pub(super) use text::{Text, choices, texts};

use super::rules::Rule;
use super::witness::Value;

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

/// Rules of both bounds of something: added, increased, decreased, removed.
pub(super) struct BoundRules {
    pub(super) key: &'static str,
    pub(super) min: [&'static Rule; 4],
    pub(super) max: [&'static Rule; 4],
}

/// The part that a changed bound is; nothing if it is the same. `unit` goes on after a number.
pub(super) fn bound<T: PartialOrd + std::fmt::Display>(
    rules: &BoundRules,
    is_max: bool,
    (old, new): (Option<&T>, Option<&T>),
    unit: &str,
    lost: impl FnOnce() -> Answer,
    gained: impl FnOnce() -> Answer,
) -> Option<Part> {
    let [added, increased, decreased, removed] = if is_max { rules.max } else { rules.min };
    let word = if is_max { "at most" } else { "at least" };
    let (rule, message, tighter) = match (old, new) {
        (None, Some(new)) => (added, format!("{word} {new}{unit}, where there was no such bound"), true),
        (Some(old), None) => (removed, format!("no longer {word} {old}{unit}"), false),
        (Some(old), Some(new)) if new > old => {
            (increased, format!("{word} {new}{unit}, {old} before"), !is_max)
        }
        (Some(old), Some(new)) if new < old => {
            (decreased, format!("{word} {new}{unit}, {old} before"), is_max)
        }
        _ => return None,
    };
    let (lost, gained) = if tighter { (lost(), Answer::No) } else { (Answer::No, gained()) };
    let bound = Some(if is_max { "max" } else { "min" });
    Some(Part { rule, key: rules.key, bound, message, lost, gained, enforced: true })
}
