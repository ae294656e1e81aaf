//! Numbers of entries, and of bytes.

use super::text::LENGTH;
use super::{Answer, BoundRules, Ends, Part, bounds, contains};
use crate::rules;
use crate::witness::Value;

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

/// Returns the bounds of a blob's length that changed.
pub(super) fn bytes_changed(old: Ends<u64>, new: Ends<u64>) -> Vec<Part> {
    bounds(&LENGTH, " bytes", (old, new), |side, beyond| outside("bytes", side.of(old, new), beyond))
}

/// Returns the bounds of the length of a list or map that changed.
pub(super) fn entries_changed(old: Ends<u64>, new: Ends<u64>) -> Vec<Part> {
    bounds(&ENTRIES, " entries", (old, new), |side, beyond| outside("entries", side.of(old, new), beyond))
}

/// The least size of `of` that is below a least or above a greatest one.
fn outside(what: &'static str, of: Ends<u64>, (min, max): Ends<u64>) -> Answer {
    let least = of.0.unwrap_or(0);
    let below = min.filter(|min| least < *min).map(|_| least);
    let above = max.and_then(|max| max.checked_add(1)).map(|over| over.max(least));
    below.or(above).filter(|size| contains(of, *size)).map(|size| Value::Size(what, size)).into()
}

/// Returns the change of whether items are unique.
pub(super) fn unique_changed(was: bool, is: bool) -> Option<Part> {
    let twice = Answer::Yes(Value::Other("a list with an item twice".to_owned()));
    let part = |rule, message| Part::new(rule, "uniqueItems", message);
    match (was, is) {
        (false, true) => {
            Some(Part { lost: twice, ..part(&rules::UNIQUE_ITEMS_ADDED, "no two items may be equal now") })
        }
        (true, false) => {
            Some(Part { gained: twice, ..part(&rules::UNIQUE_ITEMS_REMOVED, "items may be equal now") })
        }
        _ => None,
    }
}
