//! Which states so many characters lead to, however many: from some number on, the sets of them come again.

use std::collections::HashMap;

use super::{decide::Undecided, shape::Lengths};

/// States of all sets together; what would take more is given up.
const LIMIT: usize = 1_000_000;

/// For each number of characters, whether so many lead to an accepting state.
pub(super) struct Layers {
    accepting: Vec<bool>,
    /// The number of characters from which on what follows the last one follows again; none if nothing does.
    again: Option<usize>,
}

impl Layers {
    /// Walks from `start` for at most as many characters as `most`. What `step` says follows a state may hold states twice.
    pub(super) fn walk<S: Copy + Ord + std::hash::Hash>(
        start: S,
        most: Option<u64>,
        step: impl Fn(S, &mut Vec<S>),
        accepts: impl Fn(S) -> bool,
    ) -> Result<Self, Undecided> {
        let mut seen: HashMap<Vec<S>, usize> = HashMap::new();
        let (mut accepting, mut layer, mut work) = (Vec::new(), vec![start], 0);
        while !layer.is_empty() && most.is_none_or(|most| accepting.len() as u64 <= most) {
            if let Some(&first) = seen.get(&layer) {
                return Ok(Self { accepting, again: Some(first) });
            }
            accepting.push(layer.iter().any(|&state| accepts(state)));
            let mut next = Vec::new();
            layer.iter().for_each(|&state| step(state, &mut next));
            work += layer.len() + next.len();
            if work > LIMIT {
                return Err(Undecided);
            }
            next.sort_unstable();
            next.dedup();
            seen.insert(layer, accepting.len() - 1);
            layer = next;
        }
        Ok(Self { accepting, again: None })
    }

    fn accepts(&self, length: u64) -> bool {
        let known = self.accepting.len() as u64;
        let length = match self.again.map(|again| again as u64) {
            Some(again) if length >= known => again + (length - again) % (known - again),
            _ => length,
        };
        usize::try_from(length).ok().and_then(|length| self.accepting.get(length)).is_some_and(|it| *it)
    }

    /// How many lengths have to be looked at from any of them on, to have seen all that there are.
    fn period(&self) -> u64 {
        self.accepting.len() as u64
    }

    /// The least accepted length within bounds.
    pub(super) fn least(&self, (low, high): Lengths) -> Option<u64> {
        let end = low.saturating_add(self.period()).min(high.unwrap_or(u64::MAX));
        (low..=end).find(|&length| self.accepts(length))
    }

    /// The greatest accepted length up to `high`, if there is any; without a bound, if there is a greatest one.
    pub(super) fn greatest(&self, high: Option<u64>) -> Option<u64> {
        let last = (self.accepting.len() as u64).saturating_sub(1);
        let repeats = self.again.is_some_and(|again| self.accepting[again..].contains(&true));
        let end = match high {
            None if repeats => return None,
            None => last,
            Some(high) if repeats => high,
            Some(high) => high.min(last),
        };
        let start = end.saturating_sub(last + self.period());
        (start..=end).rev().find(|&length| self.accepts(length))
    }
}
