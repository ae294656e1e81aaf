//! A complete deterministic automaton over disjoint classes of characters.

use std::collections::HashMap;

use super::Alphabet;

/// The state that does not accept and has no way out.
pub const DEAD: u32 = 0;

/// A minimal deterministic automaton.
#[derive(Clone, Debug)]
pub struct Dfa {
    alphabet: Alphabet,
    /// The next state, by state and class.
    next: Vec<u32>,
    accepting: Vec<bool>,
    start: u32,
}

impl Dfa {
    /// Minimizes an automaton whose state 0 is dead and whose state 1 is the start. States are numbered in
    /// breadth-first order.
    pub(super) fn minimal(alphabet: &Alphabet, next: &[u32], accepting: &[bool]) -> Self {
        let count = alphabet.classes().len();
        let blocks = blocks(count, next, accepting);
        // A state of each reachable block, and the columns of the new table.
        let mut states = vec![DEAD];
        let mut columns = vec![vec![DEAD]; count];
        let mut numbers = HashMap::from([(blocks[DEAD as usize], DEAD)]);
        let mut number = |state: u32, states: &mut Vec<u32>| {
            *numbers.entry(blocks[state as usize]).or_insert_with(|| {
                states.push(state);
                states.len() as u32 - 1
            })
        };
        let start = number(1, &mut states);
        let mut at = 1;
        while let Some(&state) = states.get(at) {
            let row = &next[state as usize * count..];
            columns.iter_mut().zip(row).for_each(|(column, &next)| column.push(number(next, &mut states)));
            at += 1;
        }
        // Classes with equal columns become one.
        let mut known: HashMap<&[u32], usize> = HashMap::new();
        let mut distinct: Vec<&[u32]> = Vec::new();
        let mut groups = Vec::with_capacity(count);
        for column in &columns {
            let group = *known.entry(column).or_insert(distinct.len());
            if group == distinct.len() {
                distinct.push(column);
            }
            groups.push(group);
        }
        Self {
            alphabet: alphabet.join(&groups, distinct.len()),
            next: (0..states.len())
                .flat_map(|state| distinct.iter().map(move |column| column[state]))
                .collect(),
            accepting: states.iter().map(|&state| accepting[state as usize]).collect(),
            start,
        }
    }

    /// Returns the classes of characters that the automaton distinguishes.
    #[must_use]
    pub fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// Returns the number of states, including the dead one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.accepting.len()
    }

    /// Returns whether nothing matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == DEAD
    }

    /// Returns the start state.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.start
    }

    /// Returns the state after a character of the class.
    #[must_use]
    pub fn next(&self, state: u32, class: usize) -> u32 {
        self.next[state as usize * self.alphabet.classes().len() + class]
    }

    /// Returns whether a value may end in the state.
    #[must_use]
    pub fn accepts(&self, state: u32) -> bool {
        self.accepting[state as usize]
    }

    /// Returns whether only ASCII strings match.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        let mut rows = self.next.chunks(self.alphabet.classes().len());
        rows.all(|row| {
            row.iter().zip(self.alphabet.classes()).all(|(&next, class)| next == DEAD || class.is_ascii())
        })
    }

    /// Returns whether the whole of `value` matches.
    pub(crate) fn is_match(&self, value: &str) -> bool {
        let end = value.chars().fold(self.start, |state, c| self.next(state, self.alphabet.class_of(c)));
        self.accepts(end)
    }
}

/// Returns the number of the equivalence class of each state, by Hopcroft's partition refinement.
fn blocks(classes: usize, next: &[u32], accepting: &[bool]) -> Vec<usize> {
    // The classes and states that lead to each state.
    let mut sources = vec![Vec::new(); accepting.len()];
    for (at, &target) in next.iter().enumerate() {
        sources[target as usize].push((at % classes, at / classes));
    }
    let mut block: Vec<usize> = accepting.iter().map(|&accepting| usize::from(accepting)).collect();
    let of = |number: usize| (0..accepting.len()).filter(|&state| block[state] == number).collect();
    let mut members: Vec<Vec<usize>> = vec![of(0), of(1)];
    let mut waiting = vec![1];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); classes];
    while let Some(splitter) = waiting.pop() {
        for &(class, state) in members[splitter].iter().flat_map(|&state| &sources[state]) {
            into[class].push(state);
        }
        for into in &mut into {
            let mut hit: Vec<(usize, usize)> = into.drain(..).map(|state| (block[state], state)).collect();
            hit.sort_unstable();
            for hit in hit.chunk_by(|a, b| a.0 == b.0) {
                let (old, new) = (hit[0].0, members.len());
                if hit.len() == members[old].len() {
                    continue;
                }
                hit.iter().for_each(|&(_, state)| block[state] = new);
                let (mut part, mut rest): (Vec<_>, Vec<_>) =
                    std::mem::take(&mut members[old]).into_iter().partition(|&state| block[state] == new);
                // The smaller part gets the new number; that is enough even if the old one is still waiting.
                if part.len() > rest.len() {
                    std::mem::swap(&mut part, &mut rest);
                    part.iter().for_each(|&state| block[state] = new);
                    rest.iter().for_each(|&state| block[state] = old);
                }
                members[old] = rest;
                members.push(part);
                waiting.push(new);
            }
        }
    }
    block
}
