//! Numbers: ranges and the widths of types.

use super::{Accepted, Answer, BoundRules, Ends, Part, bounds, contains};
use crate::rules::{self, Rule};
use crate::witness::Value;
use speccast_core::model::{Type, TypeRef};

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
    pub(super) range: Ends<i64>,
    /// The least and the greatest number of the type.
    pub(super) width: (i64, i64),
}

impl Numbers {
    fn ends(&self) -> (i64, i64) {
        let ((min, max), (low, high)) = (self.range, self.width);
        (min.map_or(low, |min| min.max(low)), max.map_or(high, |max| max.min(high)))
    }

    /// The number of these that is nearest to zero and not between others.
    fn outside(&self, (min, max): (i64, i64)) -> Answer {
        let (low, high) = self.ends();
        let above = max.checked_add(1).map(|least| (least.max(low), high));
        let below = min.checked_sub(1).map(|most| (low, most.min(high)));
        let parts = [above, below].into_iter().flatten().filter(|(low, high)| low <= high);
        let nearest = parts.map(|(low, high)| 0.clamp(low, high));
        nearest.min_by_key(|value: &i64| value.unsigned_abs()).map(Value::Integer).into()
    }

    /// The number of these that is nearest to zero and none of `values`, and the first of `values` that is none of these.
    pub(super) fn choices(&self, values: &[i64]) -> (Answer, Answer) {
        let (low, high) = self.ends();
        let is_one = |value: &i64| (low..=high).contains(value);
        let start = 0.clamp(low, high);
        // As many steps away from it as there are values, either way, are enough to find one that is none of them.
        let steps = 0..=values.len() as i64;
        let near = steps.flat_map(|step| [start.checked_add(step), start.checked_sub(step)]).flatten();
        let other = near.filter(is_one).find(|value| !values.contains(value));
        let outside = values.iter().copied().find(|value| !is_one(value));
        (other.map(Value::Integer).into(), outside.map(Value::Integer).into())
    }
}

/// Returns the bounds of a whole number that changed.
pub(super) fn changed(old: Numbers, new: Numbers) -> Vec<Part> {
    bounds(&RANGE, "", (old.range, new.range), |side, (min, max)| {
        side.of(old, new).outside((min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX)))
    })
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
