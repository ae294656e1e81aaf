//! Values just inside and just outside of a language, for examples and tests.

use std::collections::{BTreeSet, VecDeque};

use super::Language;
use crate::{
    automaton::{DEAD, Dfa},
    node::Lengths,
};

/// Characters that patterns and engines often treat differently, for near misses.
const TELLING: &str = "aZ0_- \n\r\0\u{85}\u{a0}\u{301}\u{2028}\u{feff}\u{e9}\u{1f600}";

/// Maximum length of a value that is extended to a bound.
const LONGEST: u64 = 1 << 16;

impl Language<'_> {
    /// Returns up to `limit` different values, short ones first, that cover the transitions of the automaton
    /// if the limit allows. Empty if the automaton exceeds the limits.
    #[must_use]
    pub fn sample_members(&self, limit: usize) -> Vec<String> {
        let Ok((dfa, lengths)) = self.parts() else { return Vec::new() };
        let Some(dfa) = dfa else { return lengths_alone(lengths, limit) };
        let ways = Ways::new(dfa);
        let classes = 0..dfa.alphabet().classes().len();
        let edges =
            (DEAD + 1..dfa.len() as u32).flat_map(|state| classes.clone().map(move |class| (state, class)));
        let edges: Vec<(u32, usize)> =
            edges.filter(|&(state, class)| dfa.next(state, class) != DEAD).collect();
        let some = edges.iter().step_by(edges.len() / (2 * limit).max(1) + 1);
        let through = some.filter_map(|&edge| ways.through(edge, lengths.0));
        // A value of the greatest length, if repeating the first loop produces one.
        let longest = lengths.1.filter(|&most| most <= LONGEST).zip(edges.first());
        let longest = longest.and_then(|(most, &edge)| ways.through(edge, most));
        let values = self.shortest().ok().flatten().into_iter().chain(through).chain(longest);
        let members: BTreeSet<(usize, String)> =
            values.filter(|value| self.contains(value)).map(|value| (value.chars().count(), value)).collect();
        members.into_iter().map(|(_, value)| value).take(limit).collect()
    }

    /// Returns up to `limit` different values that are not in the language, each one character away from a
    /// value that is.
    #[must_use]
    pub fn near_misses(&self, limit: usize) -> Vec<String> {
        let mut misses: Vec<String> = Vec::new();
        let mut keep = |value: String| {
            if misses.len() < limit && !self.contains(&value) && !misses.contains(&value) {
                misses.push(value);
            }
        };
        keep(String::new());
        for member in self.sample_members(limit.clamp(8, 64)) {
            let characters: Vec<char> = member.chars().collect();
            keep(format!("{member}\n"));
            for place in [0, characters.len() / 2, characters.len().saturating_sub(1)] {
                let (before, after) = characters.split_at(place);
                let mut splice = |remove: usize, insert: Option<char>| {
                    keep(
                        before
                            .iter()
                            .copied()
                            .chain(insert)
                            .chain(after.iter().copied().skip(remove))
                            .collect(),
                    );
                };
                splice(1, None);
                for c in TELLING.chars() {
                    splice(1, Some(c));
                    splice(0, Some(c));
                }
            }
        }
        misses
    }
}

/// Returns values that only the bounds on the length decide.
fn lengths_alone((min, max): Lengths, limit: usize) -> Vec<String> {
    let of = |length: u64| "a".repeat(usize::try_from(length.min(1 << 20)).unwrap_or(0));
    let mut lengths = vec![min, min.saturating_add(1)];
    lengths.extend(max);
    lengths.retain(|length| max.is_none_or(|max| *length <= max));
    lengths.dedup();
    lengths.into_iter().map(of).take(limit).collect()
}

/// Shortest paths to each state, and from it to a match.
struct Ways<'a> {
    dfa: &'a Dfa,
    /// The states and classes that lead to each state. The first is on a shortest path from the start, since
    /// states are numbered in breadth-first order.
    sources: Vec<Vec<(u32, usize)>>,
    /// The class and the state after it on a shortest path to a match, and the length of the path.
    after: Vec<(usize, u32, usize)>,
}

impl<'a> Ways<'a> {
    fn new(dfa: &'a Dfa) -> Self {
        let states = dfa.len() as u32;
        let mut sources = vec![Vec::new(); dfa.len()];
        for state in DEAD + 1..states {
            for class in 0..dfa.alphabet().classes().len() {
                sources[dfa.next(state, class) as usize].push((state, class));
            }
        }
        let mut after = vec![(0, DEAD, usize::MAX); dfa.len()];
        let mut queue: VecDeque<u32> = (0..states).filter(|&state| dfa.accepts(state)).collect();
        queue.iter().for_each(|&state| after[state as usize].2 = 0);
        while let Some(state) = queue.pop_front() {
            let distance = after[state as usize].2;
            for &(source, class) in &sources[state as usize] {
                if after[source as usize].2 == usize::MAX {
                    after[source as usize] = (class, state, distance + 1);
                    queue.push_back(source);
                }
            }
        }
        Self { dfa, sources, after }
    }

    /// Returns a match that reads a character of the class in the state. It repeats a loop if the match must
    /// be longer than the shortest one.
    fn through(&self, (state, class): (u32, usize), min: u64) -> Option<String> {
        let mut path = vec![class];
        let mut at = state;
        while at != self.dfa.start() {
            let &(before, class) = self.sources[at as usize].first()?;
            path.push(class);
            at = before;
        }
        path.reverse();
        at = self.dfa.next(state, class);
        let min = usize::try_from(min.min(LONGEST)).ok()?;
        let classes = self.dfa.alphabet().classes();
        while path.len() + self.after[at as usize].2 < min {
            // Stays in the state if possible, or moves to the state farthest from a match, which may be in a loop.
            let next = (0..classes.len()).map(|class| (class, self.dfa.next(at, class)));
            let live = next.filter(|&(_, next)| next != DEAD);
            let (class, next) = live.max_by_key(|&(_, next)| (next == at, self.after[next as usize].2))?;
            path.push(class);
            at = next;
        }
        while self.after[at as usize].2 > 0 {
            let (class, next, _) = self.after[at as usize];
            path.push(class);
            at = next;
        }
        path.into_iter().map(|class| classes[class].representative()).collect()
    }
}
