//! Numbers: ranges and the widths of types.

use super::{Accepted, Answer, BoundRules, Ends, Part, bounds, contains, ends};
use crate::rules::{self, Rule};
use crate::witness::Value;
use speccast_core::model::{Constraints, Integer, Number, Type, TypeRef};

static RANGE: BoundRules = BoundRules {
    key: "range",
    min: [
        &rules::MIN_VALUE_ADDED,
        &rules::MIN_VALUE_INCREASED,
        &rules::MIN_VALUE_DECREASED,
        &rules::MIN_VALUE_REMOVED,
    ],
    max: [
        &rules::MAX_VALUE_ADDED,
        &rules::MAX_VALUE_INCREASED,
        &rules::MAX_VALUE_DECREASED,
        &rules::MAX_VALUE_REMOVED,
    ],
};

/// The whole numbers of a type and a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    range: Ends<i64>,
    /// The least and the greatest number of the type.
    width: (i64, i64),
    /// The number that they are multiples of; 1 for all numbers.
    multiple_of: i64,
}

impl Numbers {
    pub(super) fn new(width: Integer, constraints: &Constraints) -> Self {
        // Every kind is named, so that the compiler leads here when there is another one.
        let Constraints { length: _, range, multiple_of, pattern: _, unique_items: _, sensitive: _ } =
            constraints;
        Self {
            range: ends(range.map(|range| range.map(Number::as_i64))),
            width: width.limits(),
            multiple_of: multiple_of.unwrap_or(1),
        }
    }

    fn ends(&self) -> (i64, i64) {
        let ((min, max), (low, high)) = (self.range, self.width);
        (min.map_or(low, |min| min.max(low)), max.map_or(high, |max| max.min(high)))
    }

    /// The number of these that is nearest to zero and not between others.
    fn outside(&self, (min, max): (i64, i64)) -> Answer {
        let (low, high) = self.ends();
        let above = max.checked_add(1).map(|least| (least.max(low), high));
        let below = min.checked_sub(1).map(|most| (low, most.min(high)));
        let parts = [above, below].into_iter().flatten();
        let nearest = parts.filter_map(|part| self.nearest(part));
        nearest.min_by_key(|value: &i64| value.unsigned_abs()).map(Value::Integer).into()
    }

    /// The multiple within `low` and `high` that is nearest to zero.
    fn nearest(&self, (low, high): (i64, i64)) -> Option<i64> {
        let start = if low > high { return None } else { 0.clamp(low, high) };
        let rest = start.checked_rem_euclid(self.multiple_of)?;
        let up = if rest == 0 { Some(start) } else { start.checked_add(self.multiple_of - rest) };
        let down = start.checked_sub(rest);
        [up, down].into_iter().flatten().find(|value| (low..=high).contains(value))
    }

    /// The number of these that is nearest to zero and no multiple of `divisor`.
    fn without_multiples(&self, divisor: i64) -> Answer {
        let ends = self.ends();
        let first = self.nearest(ends);
        // Of two neighbors one is none, unless all are.
        let step = |by: i64| first.and_then(|first| first.checked_add(by));
        let near = [first, step(self.multiple_of), step(-self.multiple_of)].into_iter().flatten();
        let mut near = near.filter(|value| (ends.0..=ends.1).contains(value));
        near.find(|value| value.checked_rem(divisor) != Some(0)).map(Value::Integer).into()
    }

    /// The number of these that is nearest to zero and none of `values`, and the first of `values` that is none of these.
    pub(super) fn choices(&self, values: &[i64]) -> (Answer, Answer) {
        let (low, high) = self.ends();
        let is_one =
            |value: &i64| (low..=high).contains(value) && value.checked_rem(self.multiple_of) == Some(0);
        let start = self.nearest((low, high)).unwrap_or_default();
        // As many steps away from it as there are values, either way, are enough to find one that is none of them.
        let steps = (0..=values.len() as i64).map(|step| step.saturating_mul(self.multiple_of));
        let near = steps.flat_map(|step| [start.checked_add(step), start.checked_sub(step)]).flatten();
        let other = near.filter(is_one).find(|value| !values.contains(value));
        let outside = values.iter().copied().find(|value| !is_one(value));
        (other.map(Value::Integer).into(), outside.map(Value::Integer).into())
    }
}

/// Returns what changed of the bounds and the divisor of a whole number.
pub(super) fn changed(old: Numbers, new: Numbers) -> Vec<Part> {
    let parts = bounds(&RANGE, "", (old.range, new.range), |side, (min, max)| {
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

/// Returns the bounds of a floating-point number that changed.
pub(super) fn floats_changed(old: Ends<f64>, new: Ends<f64>) -> Vec<Part> {
    bounds(&RANGE, "", (old, new), |side, (min, max)| {
        // The end itself, or one step beyond the other's.
        let of = side.of(old, new);
        let below = min.map(|min| (of.0.unwrap_or_else(|| away(min, -1.0)), min));
        let below = below.filter(|(value, min)| value < min);
        let above = max.map(|max| (of.1.unwrap_or_else(|| away(max, 1.0)), max));
        let above = above.filter(|(value, max)| value > max);
        below.or(above).map(|(value, _)| value).filter(|value| contains(of, *value)).map(Value::Float).into()
    })
}

/// A number away from another one: by one, or by as much as it takes.
fn away(from: f64, step: f64) -> f64 {
    let near = from + step;
    if near == from { from + from.abs() * step } else { near }
}

/// Returns what another type of numbers loses and gains; none if it is the same, or not of numbers.
pub(crate) fn retyped(old: &TypeRef, new: &TypeRef) -> Option<(&'static Rule, Answer, Answer)> {
    let widened = |value| Some((&rules::TYPE_WIDENED, Answer::No, Answer::Yes(Value::Float(value))));
    let narrowed = |value| Some((&rules::TYPE_NARROWED, Answer::Yes(Value::Float(value)), Answer::No));
    match (&old.ty, &new.ty) {
        (Type::Float, Type::Double) => widened(1e300),
        (Type::Double, Type::Float) => narrowed(1e300),
        (Type::Integer(_), Type::Float | Type::Double) => widened(0.5),
        (Type::Float | Type::Double, Type::Integer(_)) => narrowed(0.5),
        _ => match (Accepted::new(old), Accepted::new(new)) {
            (Accepted::Integers(old), Accepted::Integers(new)) if old.width != new.width => {
                let wider = new.width.1 > old.width.1;
                let rule = if wider { &rules::TYPE_WIDENED } else { &rules::TYPE_NARROWED };
                Some((rule, old.outside(new.width), new.outside(old.width)))
            }
            _ => None,
        },
    }
}
