//! Numbers: ranges and the widths of types.

use super::{Answer, BoundRules, Part, bound};
use crate::rules;
use crate::witness::Value;
use speccast_core::ir::{Bounds, Integer};

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
pub(crate) struct Numbers {
    range: (Option<i64>, Option<i64>),
    width: (i64, i64),
}

impl Numbers {
    /// The numbers of a width within a range.
    pub(crate) fn new(width: Integer, range: Option<&Bounds<i64>>) -> Self {
        let width = match width {
            Integer::Byte => (i8::MIN.into(), i8::MAX.into()),
            Integer::Short => (i16::MIN.into(), i16::MAX.into()),
            Integer::Integer => (i32::MIN.into(), i32::MAX.into()),
            Integer::Long => (i64::MIN, i64::MAX),
        };
        Self { range: range.map_or((None, None), Bounds::ends), width }
    }

    fn ends(&self) -> (i64, i64) {
        let (min, max) = self.range;
        (
            min.map_or(self.width.0, |min| min.max(self.width.0)),
            max.map_or(self.width.1, |max| max.min(self.width.1)),
        )
    }

    /// The number of these that is nearest to zero and not in `other`.
    fn without(&self, (min, max): (i64, i64)) -> Answer {
        let (low, high) = self.ends();
        let above = max.checked_add(1).map(|least| (least.max(low), high));
        let below = min.checked_sub(1).map(|most| (low, most.min(high)));
        let parts = [above, below].into_iter().flatten().filter(|(low, high)| low <= high);
        let nearest =
            parts.map(|(low, high)| 0.clamp(low, high)).min_by_key(|value: &i64| value.unsigned_abs());
        nearest.map_or(Answer::No, |value| Answer::Yes(Value::Integer(value)))
    }

    /// The number of these that is nearest to zero and none of `values`.
    pub(crate) fn other_than(&self, values: &[i32]) -> Answer {
        let (low, high) = self.ends();
        let start = 0.clamp(low, high);
        // As many steps away from it as there are values, either way, are enough to find one that is none of them.
        let steps = 0..=values.len() as i64;
        let near = steps.flat_map(|step| [start.checked_add(step), start.checked_sub(step)]).flatten();
        let mut near = near.filter(|value| (low..=high).contains(value));
        let found = near.find(|value| !values.iter().any(|listed| i64::from(*listed) == *value));
        found.map_or(Answer::No, |value| Answer::Yes(Value::Integer(value)))
    }

    /// The first of `values` that is none of these.
    pub(crate) fn first_outside(&self, values: &[i32]) -> Answer {
        let (low, high) = self.ends();
        let outside =
            values.iter().map(|value| i64::from(*value)).find(|value| !(low..=high).contains(value));
        outside.map_or(Answer::No, |value| Answer::Yes(Value::Integer(value)))
    }
}

/// The parts of a whole number's range that changed.
pub(crate) fn numbers(old: Numbers, new: Numbers) -> Vec<Part> {
    let ends = |min: Option<i64>, max: Option<i64>| (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
    let (old_min, old_max) = old.range;
    let (new_min, new_max) = new.range;
    let min = bound(
        &RANGE,
        false,
        (old_min.as_ref(), new_min.as_ref()),
        "",
        || old.without(ends(new_min, None)),
        || new.without(ends(old_min, None)),
    );
    let max = bound(
        &RANGE,
        true,
        (old_max.as_ref(), new_max.as_ref()),
        "",
        || old.without(ends(None, new_max)),
        || new.without(ends(None, old_max)),
    );
    min.into_iter().chain(max).collect()
}

/// The numbers that a type's other width loses and gains, the ranges taken into account.
pub(crate) fn width(old: Numbers, new: Numbers) -> (Answer, Answer) {
    (old.without(new.width), new.without(old.width))
}

/// The parts of a floating-point number's range that changed.
pub(crate) fn floats(old: Option<&Bounds<f64>>, new: Option<&Bounds<f64>>) -> Vec<Part> {
    type Ends = (Option<f64>, Option<f64>);
    let (old, new): (Ends, Ends) =
        (old.map_or((None, None), Bounds::ends), new.map_or((None, None), Bounds::ends));
    // A number of `of` below `min` or above `max`: the end itself, or one step away.
    let below = |of: Ends, min: Option<f64>| {
        let value = min.map(|min| of.0.unwrap_or_else(|| away(min, -1.0)));
        found(value.filter(|value| min.is_some_and(|min| *value < min)), of)
    };
    let above = |of: Ends, max: Option<f64>| {
        let value = max.map(|max| of.1.unwrap_or_else(|| away(max, 1.0)));
        found(value.filter(|value| max.is_some_and(|max| *value > max)), of)
    };
    let min = bound(
        &RANGE,
        false,
        (old.0.as_ref(), new.0.as_ref()),
        "",
        || below(old, new.0),
        || below(new, old.0),
    );
    let max =
        bound(&RANGE, true, (old.1.as_ref(), new.1.as_ref()), "", || above(old, new.1), || above(new, old.1));
    min.into_iter().chain(max).collect()
}

/// A number away from another one: by one, or by as much as it takes.
fn away(from: f64, step: f64) -> f64 {
    let near = from + step;
    if near == from { from + from.abs() * step } else { near }
}

fn found(value: Option<f64>, (min, max): (Option<f64>, Option<f64>)) -> Answer {
    let inside = |value: &f64| min.is_none_or(|min| *value >= min) && max.is_none_or(|max| *value <= max);
    value.filter(inside).map_or(Answer::No, |value| Answer::Yes(Value::Float(value)))
}
