//! Values on either side of the edge of a language, for examples and tests.

use std::collections::{BTreeSet, VecDeque};

use super::{
    decide::Language,
    dfa::{DEAD, Dfa},
    shape::Lengths,
};

/// Characters that patterns and engines disagree about: for near misses.
const TELLING: [char; 16] = [
    'a',
    'Z',
    '0',
    '_',
    '-',
    ' ',
    '\n',
    '\r',
    '\0',
    '\u{85}',
    '\u{a0}',
    '\u{301}',
    '\u{2028}',
    '\u{feff}',
    '\u{e9}',
    '\u{1f600}',
];

impl Language<'_> {
    /// Up to `limit` different values, short ones first. Fewer, if the automaton is beyond the limits.
    #[must_use]
    pub fn sample_members(&self, limit: usize) -> Vec<String> {
        let Ok((dfa, lengths)) = self.parts() else { return Vec::new() };
        let Some(dfa) = dfa else { return lengths_alone(lengths, limit) };
        let mut members: BTreeSet<(usize, String)> = BTreeSet::new();
        let mut keep = |value: Option<String>| {
            if let Some(value) = value.filter(|value| self.contains(value)) {
                members.insert((value.chars().count(), value));
            }
        };
        keep(self.shortest().ok().flatten());
        let ways = Ways::new(dfa);
        let states = DEAD + 1..dfa.len() as u32;
        let classes = 0..dfa.alphabet().classes().len();
        let edges: Vec<(u32, usize)> = states
            .flat_map(|state| classes.clone().map(move |class| (state, class)))
            .filter(|&(state, class)| dfa.next(state, class) != DEAD)
            .collect();
        for &(state, class) in edges.iter().step_by(edges.len() / (2 * limit).max(1) + 1) {
            keep(ways.through(state, class, lengths));
        }
        if let (_, Some(most)) = lengths {
            keep(ways.of_length(most));
        }
        members.into_iter().map(|(_, value)| value).take(limit).collect()
    }

    /// Up to `limit` different values that are none, each but a character away from one.
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
            let places = [0, characters.len() / 2, characters.len().saturating_sub(1)];
            keep(format!("{member}\n"));
            for place in places {
                let spliced = |remove: usize, insert: Option<char>| -> String {
                    let (before, after) = characters.split_at(place.min(characters.len()));
                    before.iter().copied().chain(insert).chain(after.iter().copied().skip(remove)).collect()
                };
                keep(spliced(1, None));
                for c in TELLING {
                    keep(spliced(1, Some(c)));
                    keep(spliced(0, Some(c)));
                }
            }
        }
        misses
    }
}

/// Values of a language that only its lengths bound.
fn lengths_alone((min, max): Lengths, limit: usize) -> Vec<String> {
    let of = |length: u64| "a".repeat(usize::try_from(length.min(1 << 20)).unwrap_or(0));
    let mut lengths = vec![min, min.saturating_add(1)];
    lengths.extend(max);
    lengths.retain(|length| max.is_none_or(|max| *length <= max));
    lengths.dedup();
    lengths.into_iter().map(of).take(limit).collect()
}

/// Shortest ways to each state and from it to a match.
struct Ways<'a> {
    dfa: &'a Dfa,
    /// The state before and the class between; the start has itself.
    before: Vec<(u32, usize)>,
    /// The class and state after on a shortest way to a match, and how long that is.
    after: Vec<(usize, u32, usize)>,
}

impl<'a> Ways<'a> {
    fn new(dfa: &'a Dfa) -> Self {
        let (states, classes) = (dfa.len(), dfa.alphabet().classes().len());
        let mut before = vec![(DEAD, 0); states];
        let mut queue = VecDeque::from([dfa.start()]);
        let mut seen = vec![false; states];
        seen[dfa.start() as usize] = true;
        let mut sources: Vec<Vec<(u32, usize)>> = vec![Vec::new(); states];
        while let Some(state) = queue.pop_front() {
            for class in 0..classes {
                let next = dfa.next(state, class);
                sources[next as usize].push((state, class));
                if !std::mem::replace(&mut seen[next as usize], true) {
                    before[next as usize] = (state, class);
                    queue.push_back(next);
                }
            }
        }
        let mut after = vec![(0, DEAD, usize::MAX); states];
        let mut queue: VecDeque<u32> = (0..states as u32).filter(|&state| dfa.accepts(state)).collect();
        queue.iter().for_each(|&state| after[state as usize] = (0, state, 0));
        while let Some(state) = queue.pop_front() {
            let distance = after[state as usize].2;
            for &(source, class) in &sources[state as usize] {
                if after[source as usize].2 == usize::MAX {
                    after[source as usize] = (class, state, distance + 1);
                    queue.push_back(source);
                }
            }
        }
        Self { dfa, before, after }
    }

    /// A match that reads a character of the class in the state. Where matches have to be longer than the
    /// shortest such one, it goes round until it is long enough.
    fn through(&self, state: u32, class: usize, (min, _): Lengths) -> Option<String> {
        let target = self.dfa.next(state, class);
        if target == DEAD {
            return None;
        }
        let mut path = vec![class];
        let mut at = state;
        while at != self.dfa.start() {
            let (before, class) = self.before[at as usize];
            path.push(class);
            at = before;
        }
        path.reverse();
        let mut at = target;
        let min = usize::try_from(min).ok()?.min(1 << 16);
        while path.len() + self.after[at as usize].2 < min {
            // Stay where one can, else go wherever a match is farthest: it may lead round.
            let classes = 0..self.dfa.alphabet().classes().len();
            let (class, next) = classes
                .map(|class| (class, self.dfa.next(at, class)))
                .filter(|&(_, next)| next != DEAD)
                .max_by_key(|&(_, next)| (next == at, self.after[next as usize].2))?;
            path.push(class);
            at = next;
        }
        while self.after[at as usize].2 > 0 {
            let (class, next, _) = self.after[at as usize];
            path.push(class);
            at = next;
        }
        self.spell(&path)
    }

    /// A match of exactly that length, if going round the first loop there is makes one.
    fn of_length(&self, length: u64) -> Option<String> {
        if length > 1 << 16 {
            return None;
        }
        self.through(
            self.dfa.start(),
            (0..self.dfa.alphabet().classes().len())
                .find(|&class| self.dfa.next(self.dfa.start(), class) != DEAD)?,
            (length, None),
        )
    }

    fn spell(&self, path: &[usize]) -> Option<String> {
        let classes = self.dfa.alphabet().classes();
        path.iter().map(|&class| classes[class].representative()).collect()
    }
}
