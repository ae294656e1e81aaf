//! What can be decided about sets of values: emptiness, inclusion, and a shortest witness.

use std::collections::HashSet;

use super::{
    alphabet::Alphabet,
    class::CharClass,
    dfa::{DEAD, Dfa},
    language::Pattern,
    layers::Layers,
    shape::Lengths,
};

/// States of a search in all; one that would take more is given up.
const SEARCH_LIMIT: usize = 4_000_000;

/// The values that a pattern and bounds on their length allow together.
///
/// ```
/// use speccast_pattern::{Language, Pattern};
///
/// let old = Pattern::parse("[a-z]+")?;
/// let new = Pattern::parse("[a-z0-9]+")?;
/// let before = Language::new(Some(&old), (1, Some(50)));
/// let after = Language::new(Some(&new), (1, Some(63)));
/// assert_eq!(before.is_subset_of(&after), Ok(true));
/// assert_eq!(after.difference_witness(&before), Ok(Some("0".to_owned())));
/// # Ok::<(), speccast_pattern::PatternError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Language<'a> {
    pattern: Option<&'a Pattern>,
    lengths: Lengths,
}

/// A question that takes an automaton, or a search, beyond the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undecided;

impl std::fmt::Display for Undecided {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the patterns are too large to decide about")
    }
}

impl std::error::Error for Undecided {}

impl<'a> Language<'a> {
    /// The values that match `pattern`, if there is one, and have so many characters.
    #[must_use]
    pub fn new(pattern: Option<&'a Pattern>, lengths: Lengths) -> Self {
        Self { pattern, lengths }
    }

    /// Whether there is no such value.
    ///
    /// # Errors
    /// If it would take too long to tell.
    pub fn is_empty(&self) -> Result<bool, Undecided> {
        let (dfa, lengths) = self.parts()?;
        Ok(Machine::new(dfa, None).layers(lengths.1)?.least(lengths).is_none())
    }

    /// A shortest value, if there is any.
    ///
    /// # Errors
    /// If it would take too long to tell.
    pub fn shortest(&self) -> Result<Option<String>, Undecided> {
        let (dfa, lengths) = self.parts()?;
        Machine::new(dfa, None).shortest(lengths)
    }

    /// Whether every value is one of `other` too.
    ///
    /// # Errors
    /// If it would take too long to tell.
    pub fn is_subset_of(&self, other: &Self) -> Result<bool, Undecided> {
        for (machine, lengths) in self.without(other)? {
            if machine.layers(lengths.1)?.least(lengths).is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the values are the same.
    ///
    /// # Errors
    /// If it would take too long to tell.
    pub fn is_equivalent(&self, other: &Self) -> Result<bool, Undecided> {
        Ok(self.is_subset_of(other)? && other.is_subset_of(self)?)
    }

    /// A shortest value that is none of `other`, if there is any.
    ///
    /// # Errors
    /// If it would take too long to tell.
    pub fn difference_witness(&self, other: &Self) -> Result<Option<String>, Undecided> {
        let mut found: Vec<String> = Vec::new();
        for (machine, lengths) in self.without(other)? {
            found.extend(machine.shortest(lengths)?);
        }
        Ok(found.into_iter().min_by_key(|value| value.chars().count()))
    }

    /// What is none of `other`: too short for it, too long, or of the right length and not matching.
    fn without<'b>(&'b self, other: &'b Self) -> Result<Vec<(Machine<'b>, Lengths)>, Undecided> {
        let (ours, (low, high)) = self.parts()?;
        let (theirs, (other_low, other_high)) = other.parts()?;
        let mut parts = Vec::new();
        if other_low > low {
            let below = other_low - 1;
            let high = Some(high.map_or(below, |high| high.min(below)));
            parts.push((Machine::new(ours, None), (low, high)));
        }
        if let Some(other_high) = other_high {
            parts.push((Machine::new(ours, None), (low.max(other_high.saturating_add(1)), high)));
        }
        if theirs.is_some() {
            parts.push((Machine::new(ours, theirs), (low, high)));
        }
        Ok(parts)
    }

    /// The fewest and the most characters of a value; the second is `None` without a bound. Nothing if there
    /// is no value at all.
    ///
    /// # Errors
    /// If it would take too long to tell.
    pub fn length_bounds(&self) -> Result<Option<Lengths>, Undecided> {
        let (dfa, lengths) = self.parts()?;
        let layers = Machine::new(dfa, None).layers(lengths.1)?;
        let Some(least) = layers.least(lengths) else { return Ok(None) };
        Ok(Some((least, if dfa.is_some() { layers.greatest(lengths.1) } else { lengths.1 })))
    }

    /// Whether `value` is one.
    #[must_use]
    pub fn contains(&self, value: &str) -> bool {
        let count = value.chars().count() as u64;
        let (min, max) = self.lengths;
        count >= min
            && max.is_none_or(|max| count <= max)
            && self.pattern.is_none_or(|pattern| pattern.is_match(value))
    }

    pub(super) fn parts(&self) -> Result<(Option<&'a Dfa>, Lengths), Undecided> {
        let Some(pattern) = self.pattern else { return Ok((None, self.lengths)) };
        let (min, max) = pattern.counted_lengths();
        let most = match (max, self.lengths.1) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Ok((Some(pattern.automaton().ok_or(Undecided)?), (min.max(self.lengths.0), most)))
    }
}

/// What matches one automaton, or everything, and does not match another.
struct Machine<'a> {
    first: Option<&'a Dfa>,
    without: Option<&'a Dfa>,
    /// A character for each class of both automata, and its class in either.
    classes: Vec<(char, usize, usize)>,
}

type Pair = (u32, u32);

impl<'a> Machine<'a> {
    fn new(first: Option<&'a Dfa>, without: Option<&'a Dfa>) -> Self {
        let anything = CharClass::any();
        let everything = Alphabet::of([&anything]);
        let [a, b] = [first, without].map(|dfa| dfa.map_or(&everything, Dfa::alphabet));
        let classes = a.refine(b);
        Self { first, without, classes }
    }

    fn start(&self) -> Pair {
        (self.first.map_or(1, Dfa::start), self.without.map_or(DEAD, Dfa::start))
    }

    fn next(&self, (a, b): Pair, class: &(char, usize, usize)) -> Pair {
        (
            self.first.map_or(1, |dfa| dfa.next(a, class.1)),
            self.without.map_or(DEAD, |dfa| dfa.next(b, class.2)),
        )
    }

    fn accepts(&self, (a, b): Pair) -> bool {
        self.first.is_none_or(|dfa| dfa.accepts(a)) && !self.without.is_some_and(|dfa| dfa.accepts(b))
    }

    /// What of each length matches, up to a greatest one.
    fn layers(&self, most: Option<u64>) -> Result<Layers, Undecided> {
        let step = |state, next: &mut Vec<Pair>| {
            let following = self.classes.iter().map(|class| self.next(state, class));
            next.extend(following.filter(|pair| pair.0 != DEAD));
        };
        Layers::walk(self.start(), most, step, |state| self.accepts(state))
    }

    /// A shortest match among those of the lengths. Until the least length, states are told apart by the
    /// number of characters read; from there on, who comes first comes best.
    fn shortest(&self, (low, high): Lengths) -> Result<Option<String>, Undecided> {
        // Most questions have a short answer, or none, which takes less to find out.
        if let Ok(layers) = self.layers(high) {
            match layers.least((low, high)) {
                None => return Ok(None),
                Some(least) if least > SEARCH_LIMIT as u64 => return Err(Undecided),
                Some(_) => {}
            }
        }
        let low = usize::try_from(low).map_err(|_| Undecided)?;
        // Each node is a state, the node before it and the character between.
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
                for class in &self.classes {
                    let next = self.next(nodes[node].0, class);
                    if next.0 != DEAD && seen.insert(next) {
                        nodes.push((next, node, class.0));
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

fn spell(nodes: &[(Pair, usize, char)], mut node: usize, length: usize) -> String {
    let mut characters = Vec::with_capacity(length);
    for _ in 0..length {
        characters.push(nodes[node].2);
        node = nodes[node].1;
    }
    characters.iter().rev().collect()
}
