//! Numbers of entries, and of bytes.

use super::text::LENGTH;
use super::{Answer, BoundRules, Part, bound};
use crate::rules;
use crate::witness::Value;
use speccast_core::ir::Length;

static ENTRIES: BoundRules = BoundRules {
    key: "length",
    min: [
        &rules::MIN_ITEMS_ADDED,
        &rules::MIN_ITEMS_INCREASED,
        &rules::MIN_ITEMS_DECREASED,
        &rules::MIN_ITEMS_REMOVED,
    ],
    max: [
        &rules::MAX_ITEMS_ADDED,
        &rules::MAX_ITEMS_INCREASED,
        &rules::MAX_ITEMS_DECREASED,
        &rules::MAX_ITEMS_REMOVED,
    ],
};

type Ends = (Option<u64>, Option<u64>);

/// The parts of a length that changed: of a list or map, or of a blob.
pub(crate) fn sizes(old: Option<&Length>, new: Option<&Length>, is_blob: bool) -> Vec<Part> {
    let (rules, what, unit) =
        if is_blob { (&LENGTH, "bytes", " bytes") } else { (&ENTRIES, "entries", " entries") };
    let (old, new): (Ends, Ends) =
        (old.map_or((None, None), Length::ends), new.map_or((None, None), Length::ends));
    let found = |size: Option<u64>, of: Ends| {
        let inside = |size: &u64| of.0.is_none_or(|min| *size >= min) && of.1.is_none_or(|max| *size <= max);
        size.filter(inside).map_or(Answer::No, |size| Answer::Yes(Value::Size(what, size)))
    };
    // The least size of `of`, if that is below `min`.
    let below = |of: Ends, min: Option<u64>| {
        let least = of.0.unwrap_or(0);
        found(min.is_some_and(|min| least < min).then_some(least), of)
    };
    // The least size of `of` above `max`.
    let above = |of: Ends, max: Option<u64>| {
        let over = max.and_then(|max| max.checked_add(1));
        found(over.map(|over| over.max(of.0.unwrap_or(0))), of)
    };
    let min = bound(
        rules,
        false,
        (old.0.as_ref(), new.0.as_ref()),
        unit,
        || below(old, new.0),
        || below(new, old.0),
    );
    let max = bound(
        rules,
        true,
        (old.1.as_ref(), new.1.as_ref()),
        unit,
        || above(old, new.1),
        || above(new, old.1),
    );
    min.into_iter().chain(max).collect()
}
