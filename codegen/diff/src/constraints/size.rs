//! Numbers of entries, and of bytes.

use super::{Answer, Ends, Part, Side, bounds, contains};
use crate::rules;
use crate::witness::Value;
use speccast_core::model::Count;

/// The sizes of lists, maps or blobs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) ends: Ends<u64>,
    /// Number of entries that are possible without the bounds.
    pub(super) room: Count,
    /// Whether they are lists without equal items.
    pub(super) unique: bool,
}

impl Sizes {
    /// Returns whether a size is certainly possible.
    pub(super) fn has(&self, size: u64) -> bool {
        contains(self.ends, size) && size <= self.room.least
    }

    /// Returns whether a size is certainly impossible.
    pub(super) fn lacks(&self, size: u64) -> bool {
        !contains(self.ends, size) || size > self.room.most
    }

    /// Returns whether there certainly is a list with a repeated item.
    pub(super) fn has_repeated(&self) -> bool {
        !self.unique && self.least(self.room.least, (None, Some(1))).is_some()
    }

    /// Returns the least size outside of the bounds, if `room` entries are possible.
    fn least(&self, room: u64, (min, max): Ends<u64>) -> Option<u64> {
        let least = self.ends.0.unwrap_or(0);
        let below = min.filter(|min| least < *min).map(|_| least);
        let above = max.and_then(|max| max.checked_add(1)).map(|over| over.max(least));
        below.or(above).filter(|size| contains(self.ends, *size) && *size <= room)
    }

    fn outside(&self, beyond: Ends<u64>, value: impl Fn(u64) -> Value) -> Answer {
        match (self.least(self.room.least, beyond), self.least(self.room.most, beyond)) {
            (Some(size), _) => Answer::Yes(value(size)),
            (None, None) => Answer::No,
            (None, Some(_)) => Answer::Unknown("the number of distinct entries is unknown".to_owned()),
        }
    }

    fn repeated(&self) -> Answer {
        self.outside((None, Some(1)), |_| Value::Other("a list with a repeated item".to_owned()))
    }
}

/// Returns the changed bounds of a blob's length.
pub(super) fn bytes_changed(old: Sizes, new: Sizes) -> Vec<Part> {
    bounds(&rules::LENGTH, " bytes", (old.ends, new.ends), outside("bytes", old, new))
}

/// Returns the changes of the length of a list or map, and of uniqueness.
pub(super) fn entries_changed(old: Sizes, new: Sizes) -> Vec<Part> {
    let lengths = bounds(&rules::ENTRIES, " entries", (old.ends, new.ends), outside("entries", old, new));
    lengths.into_iter().chain(unique_changed(old, new)).collect()
}

fn outside(what: &'static str, old: Sizes, new: Sizes) -> impl Fn(Side, Ends<u64>) -> Answer {
    move |side, beyond| side.of(old, new).outside(beyond, |size| Value::Size(what, size))
}

fn unique_changed(old: Sizes, new: Sizes) -> Option<Part> {
    let part = |rule, message| Part::new(rule, "uniqueItems", message);
    match (old.unique, new.unique) {
        (false, true) => {
            let lost = old.repeated();
            Some(Part { lost, ..part(&rules::UNIQUE_ITEMS_ADDED, "no two items may be equal now") })
        }
        (true, false) => {
            let gained = new.repeated();
            Some(Part { gained, ..part(&rules::UNIQUE_ITEMS_REMOVED, "items may be equal now") })
        }
        _ => None,
    }
}
