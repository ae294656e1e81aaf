//! Numbers: ranges and the widths of types.

use super::{Accepted, Answer, Counts, Ends, Part, bounds, contains, ends};
use crate::rules::{self, Rule};
use crate::witness::Value;
use speccast_core::model::{Constraints, Integer, Number, TypeRef};

/// The integers of a type and a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    range: Ends<i64>,
    /// The least and the greatest number of the type.
    width: (i64, i64),
    /// Their divisor; 1 for all integers.
    multiple_of: i64,
}

impl Numbers {
    pub(super) fn new(width: Integer, constraints: &Constraints) -> Self {
        // Every kind is named, so that the compiler reports this place when one is added.
        let Constraints { length: _, range, multiple_of, pattern: _, unique_items: _, sensitive: _ } =
            constraints;
        Self {
            range: ends(range.map(|range| range.map(Number::as_i64))),
            width: width.limits(),
            multiple_of: multiple_of.unwrap_or(1),
        }
    }

    pub(super) fn has(&self, value: i64) -> bool {
        let (low, high) = self.ends();
        (low..=high).contains(&value) && value.checked_rem(self.multiple_of) == Some(0)
    }

    fn ends(&self) -> (i64, i64) {
        let ((min, max), (low, high)) = (self.range, self.width);
        (min.map_or(low, |min| min.max(low)), max.map_or(high, |max| max.min(high)))
    }

    /// Returns the value outside of the bounds that is nearest to zero.
    fn outside(&self, (min, max): (i64, i64)) -> Answer {
        let (low, high) = self.ends();
        let above = max.checked_add(1).map(|least| (least.max(low), high));
        let below = min.checked_sub(1).map(|most| (low, most.min(high)));
        let parts = [above, below].into_iter().flatten();
        let nearest = parts.filter_map(|part| self.nearest(part));
        nearest.min_by_key(|value: &i64| value.unsigned_abs()).map(Value::Integer).into()
    }

    /// Returns the multiple within `low` and `high` that is nearest to zero.
    fn nearest(&self, (low, high): (i64, i64)) -> Option<i64> {
        let start = if low > high { return None } else { 0.clamp(low, high) };
        let rest = start.checked_rem_euclid(self.multiple_of)?;
        let up = if rest == 0 { Some(start) } else { start.checked_add(self.multiple_of - rest) };
        let down = start.checked_sub(rest);
        [up, down].into_iter().flatten().find(|value| (low..=high).contains(value))
    }

    /// Returns the value nearest to zero that is not a multiple of `divisor`.
    fn without_multiples(&self, divisor: i64) -> Answer {
        let ends = self.ends();
        let first = self.nearest(ends);
        // Of two neighbors, one is not a multiple, unless all are.
        let step = |by: i64| first.and_then(|first| first.checked_add(by));
        let near = [first, step(self.multiple_of), step(-self.multiple_of)].into_iter().flatten();
        let mut near = near.filter(|value| (ends.0..=ends.1).contains(value));
        near.find(|value| value.checked_rem(divisor) != Some(0)).map(Value::Integer).into()
    }

    /// Returns the value nearest to zero that is not in `values`, and the first of `values` that is not one
    /// of these.
    pub(super) fn choices(&self, values: &[i64]) -> (Answer, Answer) {
        let is_one = |value: &i64| self.has(*value);
        let start = self.nearest(self.ends()).unwrap_or_default();
        // One more step than there are values, in both directions, is enough to find one that is not listed.
        let steps = (0..=values.len() as i64).map(|step| step.saturating_mul(self.multiple_of));
        let near = steps.flat_map(|step| [start.checked_add(step), start.checked_sub(step)]).flatten();
        let other = near.filter(is_one).find(|value| !values.contains(value));
        let outside = values.iter().copied().find(|value| !is_one(value));
        (other.map(Value::Integer).into(), outside.map(Value::Integer).into())
    }
}

/// Returns the changed bounds and divisor of an integer.
pub(super) fn changed(old: Numbers, new: Numbers) -> Vec<Part> {
    let parts = bounds(&rules::RANGE, "", (old.range, new.range), |side, (min, max)| {
        side.of(old, new).outside((min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX)))
    });
    let (was, is) = (old.multiple_of, new.multiple_of);
    let (rule, message) = match (was, is) {
        _ if was == is => return parts,
        (1, _) => (&rules::MULTIPLE_OF_ADDED, format!("a multiple of {is} now")),
        (_, 1) => (&rules::MULTIPLE_OF_REMOVED, format!("no longer a multiple of {was}")),
        _ => (&rules::MULTIPLE_OF_CHANGED, format!("a multiple of {is}, of {was} before")),
    };
    let (lost, gained) = (old.without_multiples(is), new.without_multiples(was));
    let part = Part { lost, gained, ..Part::new(rule, "multipleOf", message) };
    parts.into_iter().chain([part]).collect()
}

/// The floating-point numbers of a type and a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Floats {
    range: Ends<f64>,
    /// The greatest number of the type.
    greatest: f64,
}

impl Floats {
    pub(super) fn new(greatest: f64, constraints: &Constraints) -> Self {
        Self { range: ends(constraints.range.map(|range| range.map(Number::as_f64))), greatest }
    }

    pub(super) fn has(&self, value: f64) -> bool {
        value.abs() <= self.greatest && contains(self.range, value)
    }

    /// Returns the first of some candidates and the ends that is one of these and `wanted`.
    fn first<const N: usize>(&self, near: [f64; N], wanted: impl Fn(f64) -> bool) -> Answer {
        let ends = [self.range.0, self.range.1, Some(-self.greatest), Some(self.greatest)];
        let mut all = near.into_iter().chain(ends.into_iter().flatten());
        all.find(|value| self.has(*value) && wanted(*value)).map(Value::Float).into()
    }

    /// Returns a value outside of the bounds: an end, or the next one beyond the other's.
    fn outside(&self, (min, max): Ends<f64>) -> Answer {
        let below = |value: f64| min.is_some_and(|min| value < min);
        let above = |value: f64| max.is_some_and(|max| value > max);
        let own = [self.range.0, self.range.1].map(|end| end.unwrap_or(f64::NAN));
        let beyond = [min.map(|min| away(min, -1.0)), max.map(|max| away(max, 1.0))];
        let [before, after] = beyond.map(|end| end.unwrap_or(f64::NAN));
        self.first([own[0], own[1], before, after], |value| below(value) || above(value))
    }

    /// Returns a value that is not an integer of `whole`.
    fn without(&self, whole: Numbers) -> Answer {
        let (min, max) = (self.range.0.unwrap_or(0.0), self.range.1.unwrap_or(0.0));
        let near = [0.5, -0.5, min.floor() + 0.5, max.ceil() - 0.5, 1e300, -1e300];
        self.first(near, |value| !Value::Float(value).whole().is_some_and(|value| whole.has(value)))
    }
}

/// Returns the changed bounds of a floating-point number.
pub(super) fn floats_changed(old: Floats, new: Floats) -> Vec<Part> {
    bounds(&rules::RANGE, "", (old.range, new.range), |side, beyond| side.of(old, new).outside(beyond))
}

/// Returns a different number: one away, or as much as precision needs.
fn away(from: f64, step: f64) -> f64 {
    let near = from + step;
    if near == from { from + from.abs() * step } else { near }
}

/// Returns the values that another number type loses and gains; none if the type is the same, or not a
/// number.
pub(crate) fn retyped(
    old: &TypeRef,
    new: &TypeRef,
    [was, is]: &mut [Counts<'_>; 2],
) -> Option<(&'static Rule, Answer, Answer)> {
    let rule = |wider| if wider { &rules::TYPE_WIDENED } else { &rules::TYPE_NARROWED };
    match (Accepted::new(old, was), Accepted::new(new, is)) {
        (Accepted::Integers(old), Accepted::Integers(new)) if old.width != new.width => {
            Some((rule(new.width.1 > old.width.1), old.outside(new.width), new.outside(old.width)))
        }
        (Accepted::Floats(old), Accepted::Floats(new)) if old.greatest != new.greatest => {
            let beyond =
                |of: Floats, other: Floats| of.first([1e300, -1e300], |value| value.abs() > other.greatest);
            Some((rule(new.greatest > old.greatest), beyond(old, new), beyond(new, old)))
        }
        (Accepted::Integers(old), Accepted::Floats(new)) => {
            Some((rule(true), old.outside(whole(new)), new.without(old)))
        }
        (Accepted::Floats(old), Accepted::Integers(new)) => {
            Some((rule(false), old.without(new), new.outside(whole(old))))
        }
        _ => None,
    }
}

/// Returns the least and the greatest integer in a range.
fn whole(floats: Floats) -> (i64, i64) {
    let (min, max) = floats.range;
    (min.map_or(i64::MIN, |min| min.ceil() as i64), max.map_or(i64::MAX, |max| max.floor() as i64))
}
