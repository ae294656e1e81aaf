//! Searches through one automaton, or two at once.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Undecided;
use crate::{
    automaton::{Alphabet, DEAD, Dfa},
    node::Lengths,
};

/// Maximum number of states in all layers.
const LAYERS_LIMIT: usize = 1_000_000;
/// Number of Unicode scalar values.
const CHARACTERS: u64 = 0x11_0000 - 0x800;
/// Maximum number of states of a search.
const SEARCH_LIMIT: usize = 4_000_000;

/// The strings that match one automaton (or any), do not match another, and have a length within bounds.
pub(super) struct Machine<'a> {
    first: Option<&'a Dfa>,
    without: Option<&'a Dfa>,
    /// Whether the strings must match the other automaton as well.
    meets: bool,
    /// A character of each class, and its class in both automata.
    classes: Vec<(char, usize, usize)>,
    lengths: Lengths,
}

type Pair = (u32, u32);

impl<'a> Machine<'a> {
    pub(super) fn new(first: Option<&'a Dfa>, without: Option<&'a Dfa>, lengths: Lengths) -> Self {
        let everything = Alphabet::of([]);
        let [a, b] = [first, without].map(|dfa| dfa.map_or(&everything, Dfa::alphabet));
        Self { first, without, meets: false, classes: a.refine(b), lengths }
    }

    /// Creates the machine of the strings that match both automata.
    pub(super) fn meeting(first: &'a Dfa, second: &'a Dfa, lengths: Lengths) -> Self {
        Self { meets: true, ..Self::new(Some(first), Some(second), lengths) }
    }

    fn start(&self) -> Pair {
        (self.first.map_or(1, Dfa::start), self.without.map_or(DEAD, Dfa::start))
    }

    /// Returns the live states after each class from a state, with a character of the class.
    fn next(&self, (a, b): Pair) -> impl Iterator<Item = (Pair, char)> {
        let next = move |&(c, of_first, of_other): &(char, usize, usize)| {
            let first = self.first.map_or(1, |dfa| dfa.next(a, of_first));
            ((first, self.without.map_or(DEAD, |dfa| dfa.next(b, of_other))), c)
        };
        self.classes.iter().map(next).filter(|(pair, _)| pair.0 != DEAD && !(self.meets && pair.1 == DEAD))
    }

    fn accepts(&self, (a, b): Pair) -> bool {
        self.first.is_none_or(|dfa| dfa.accepts(a))
            && self.without.is_some_and(|dfa| dfa.accepts(b)) == self.meets
    }

    /// Returns which lengths match, up to the maximum.
    pub(super) fn layers(&self) -> Result<Layers, Undecided> {
        let mut seen: HashMap<Vec<Pair>, usize> = HashMap::new();
        let (mut accepting, mut layer, mut work) = (Vec::new(), vec![self.start()], 0);
        while !layer.is_empty() && self.lengths.1.is_none_or(|most| accepting.len() as u64 <= most) {
            if let Some(&first) = seen.get(&layer) {
                return Ok(Layers { accepting, again: Some(first) });
            }
            accepting.push(layer.iter().any(|&state| self.accepts(state)));
            let mut next: Vec<Pair> =
                layer.iter().flat_map(|&state| self.next(state)).map(|(pair, _)| pair).collect();
            work += layer.len() + next.len();
            if work > LAYERS_LIMIT {
                return Err(Undecided);
            }
            next.sort_unstable();
            next.dedup();
            seen.insert(layer, accepting.len() - 1);
            layer = next;
        }
        Ok(Layers { accepting, again: None })
    }

    /// Returns a lower and an upper bound of the number of matches. For one automaton only.
    pub(super) fn count(&self) -> (u64, u64) {
        let (low, high) = self.lengths;
        let states = self.first.map_or(1, Dfa::len) as u64;
        let ways =
            |class: usize| self.first.map_or(CHARACTERS, |dfa| dfa.alphabet().classes()[class].len() as u64);
        let ways: Vec<u64> = self.classes.iter().map(|&(_, class, _)| ways(class)).collect();
        let mut layer = BTreeMap::from([(self.start(), 1_u64)]);
        layer.retain(|state, _| state.0 != DEAD);
        let (mut count, mut length, mut work) = (0_u64, 0_u64, 0);
        while !layer.is_empty() && high.is_none_or(|high| length <= high) {
            if length >= low {
                let found = layer.iter().filter(|(state, _)| self.accepts(**state)).map(|(_, ways)| *ways);
                count = found.fold(count, u64::saturating_add);
            }
            // A path with more characters than states contains a loop, so there are longer matches.
            if count == u64::MAX || high.is_none() && length > states {
                return (u64::MAX, u64::MAX);
            }
            work += layer.len() * self.classes.len();
            if work > LAYERS_LIMIT {
                return (count, u64::MAX);
            }
            let mut next: BTreeMap<Pair, u64> = BTreeMap::new();
            for (&(state, _), &reached) in &layer {
                for (&(_, class, _), &ways) in self.classes.iter().zip(&ways) {
                    let after = self.first.map_or(1, |dfa| dfa.next(state, class));
                    if after != DEAD {
                        let sum = next.entry((after, DEAD)).or_default();
                        *sum = sum.saturating_add(reached.saturating_mul(ways));
                    }
                }
            }
            layer = next;
            length += 1;
        }
        (count, count)
    }

    pub(super) fn is_empty(&self) -> Result<bool, Undecided> {
        Ok(self.layers()?.least(self.lengths).is_none())
    }

    /// Returns a shortest match. Below the minimum length, states are distinguished by the number of
    /// characters; from there on, the first path to a state is the best.
    pub(super) fn shortest(&self) -> Result<Option<String>, Undecided> {
        let (low, high) = self.lengths;
        // Most results are short or empty, which is found faster by layers.
        if let Ok(layers) = self.layers() {
            match layers.least(self.lengths) {
                None => return Ok(None),
                Some(least) if least > SEARCH_LIMIT as u64 => return Err(Undecided),
                Some(_) => {}
            }
        }
        let low = usize::try_from(low).map_err(|_| Undecided)?;
        // Each node is a state, the node before it and the character between them.
        let mut nodes: Vec<(Pair, usize, char)> = vec![(self.start(), 0, '\0')];
        let mut layer = 0..1;
        let mut seen: HashSet<Pair> = HashSet::new();
        let mut length = 0;
        while !layer.is_empty() && high.is_none_or(|high| length as u64 <= high) {
            if length >= low
                && let Some(found) = layer.clone().find(|&node| self.accepts(nodes[node].0))
            {
                return Ok(Some(spell(&nodes, found, length)));
            }
            if length < low {
                seen.clear();
            } else if length == low {
                seen = layer.clone().map(|node| nodes[node].0).collect();
            }
            for node in layer.clone() {
                for (pair, c) in self.next(nodes[node].0) {
                    if seen.insert(pair) {
                        nodes.push((pair, node, c));
                    }
                }
            }
            if nodes.len() > SEARCH_LIMIT {
                return Err(Undecided);
            }
            layer = layer.end..nodes.len();
            length += 1;
        }
        Ok(None)
    }
}

/// Returns the characters on the path to a node.
fn spell(nodes: &[(Pair, usize, char)], mut node: usize, length: usize) -> String {
    let mut characters = Vec::with_capacity(length);
    for _ in 0..length {
        characters.push(nodes[node].2);
        node = nodes[node].1;
    }
    characters.iter().rev().collect()
}

/// For each number of characters, whether an accepting state is reached.
pub(super) struct Layers {
    accepting: Vec<bool>,
    /// The length at which the lengths after the last one repeat; none if they do not.
    again: Option<usize>,
}

impl Layers {
    fn accepts(&self, length: u64) -> bool {
        let known = self.accepting.len() as u64;
        let length = match self.again.map(|again| again as u64) {
            Some(again) if length >= known => again + (length - again) % (known - again),
            _ => length,
        };
        usize::try_from(length).ok().and_then(|length| self.accepting.get(length)).is_some_and(|it| *it)
    }

    /// Returns the number of consecutive lengths that show all possible results.
    fn period(&self) -> u64 {
        self.accepting.len() as u64
    }

    /// Returns the least accepted length within the bounds.
    pub(super) fn least(&self, (low, high): Lengths) -> Option<u64> {
        let end = low.saturating_add(self.period()).min(high.unwrap_or(u64::MAX));
        (low..=end).find(|&length| self.accepts(length))
    }

    /// Returns the greatest accepted length up to `high`; without `high`, only if there is a greatest one.
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
