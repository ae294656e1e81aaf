//! Matches the items of two lists.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Indices of matched or unmatched items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// Items that correspond.
    Both(usize, usize),
    /// An item of the new list alone.
    Added(usize),
    /// An item of the old list alone.
    Removed(usize),
}

/// Matches items by name, and the rest by their form on the wire. The functions get the side, 0 or 1.
///
/// New items come first, in their order.
pub(super) fn matched<'s, T, N: Eq + Hash, W: PartialEq>(
    old: &'s [T],
    new: &'s [T],
    name: impl Fn(&'s T) -> N,
    on_wire: impl Fn(&'s T, usize) -> W,
) -> Vec<Match> {
    let before: HashMap<N, usize> = old.iter().enumerate().map(|(at, it)| (name(it), at)).collect();
    let after: HashSet<N> = new.iter().map(&name).collect();
    let gone = old.iter().enumerate().filter(|(_, it)| !after.contains(&name(it)));
    let mut gone: Vec<(usize, W)> = gone.map(|(at, it)| (at, on_wire(it, 0))).collect();
    let mut matches = Vec::new();
    for (at, item) in new.iter().enumerate() {
        let renamed = || {
            let wire = on_wire(item, 1);
            let found = gone.iter().position(|(_, gone)| *gone == wire)?;
            Some(gone.remove(found).0)
        };
        let partner = before.get(&name(item)).copied().or_else(renamed);
        matches.push(partner.map_or(Match::Added(at), |old| Match::Both(old, at)));
    }
    matches.extend(gone.into_iter().map(|(at, _)| Match::Removed(at)));
    matches
}

/// Returns whether common items are in another order.
pub(super) fn in_other_order<K: Eq + Hash>(
    old: impl Iterator<Item = K>,
    new: impl Iterator<Item = K>,
) -> bool {
    let (old, new): (Vec<K>, Vec<K>) = (old.collect(), new.collect());
    let (before, after): (HashSet<&K>, HashSet<&K>) = (old.iter().collect(), new.iter().collect());
    let kept = old.iter().filter(|key| after.contains(key));
    !kept.eq(new.iter().filter(|key| before.contains(key)))
}
