//! A complete deterministic automaton over disjoint classes of characters.

use std::collections::HashMap;

use super::alphabet::Alphabet;

/// The state that nothing leads out of and that does not accept.
pub const DEAD: u32 = 0;

/// A minimal deterministic automaton: two of the same language over the same alphabet are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dfa {
    alphabet: Alphabet,
    /// The following state, by state and class.
    next: Vec<u32>,
    accepting: Vec<bool>,
    start: u32,
}

impl Dfa {
    /// The minimal automaton equivalent to this one, whose state 0 is dead and whose state 1 is the start.
    pub(super) fn new(alphabet: Alphabet, next: Vec<u32>, accepting: Vec<bool>) -> Self {
        Self { alphabet, next, accepting, start: 1 }.minimized()
    }

    /// The classes of characters that it tells apart.
    #[must_use]
    pub fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// How many states it has, the dead one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.accepting.len()
    }

    /// Whether nothing matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == DEAD
    }

    /// Where matching starts.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.start
    }

    /// The state after reading a character of the class.
    #[must_use]
    pub fn next(&self, state: u32, class: usize) -> u32 {
        self.next[state as usize * self.alphabet.classes().len() + class]
    }

    /// Whether a value may end in the state.
    #[must_use]
    pub fn accepts(&self, state: u32) -> bool {
        self.accepting[state as usize]
    }

    /// Whether only strings of ASCII match.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        let wide = self.alphabet.classes().iter().enumerate().filter(|(_, class)| !class.is_ascii());
        wide.flat_map(|(class, _)| {
            (0..self.accepting.len())
                .map(move |state| self.next[state * self.alphabet.classes().len() + class])
        })
        .all(|next| next == DEAD)
    }

    /// Whether all of `value` matches.
    #[must_use]
    pub fn is_match(&self, value: &str) -> bool {
        let mut state = self.start;
        for c in value.chars() {
            if state == DEAD {
                return false;
            }
            state = self.next(state, self.alphabet.class_of(c));
        }
        self.accepts(state)
    }

    /// Merges states that no continuation tells apart, then classes that no state does, and numbers states
    /// in the order of a breadth-first walk.
    fn minimized(self) -> Self {
        let blocks = self.blocks();
        let classes = self.alphabet.classes().len();
        let representative: HashMap<u32, u32> =
            blocks.iter().enumerate().rev().map(|(state, &block)| (block, state as u32)).collect();
        let dead = blocks[DEAD as usize];
        let mut number: HashMap<u32, u32> = HashMap::from([(dead, DEAD)]);
        let mut order = vec![dead];
        let start = blocks[self.start as usize];
        if start != dead {
            number.insert(start, 1);
            order.push(start);
        }
        let mut at = 1;
        while at < order.len() {
            let state = representative[&order[at]];
            at += 1;
            for class in 0..classes {
                let block = blocks[self.next(state, class) as usize];
                let next_number = order.len() as u32;
                number.entry(block).or_insert_with(|| {
                    order.push(block);
                    next_number
                });
            }
        }
        let states: Vec<u32> = order.iter().map(|block| representative[block]).collect();
        let columns: Vec<Vec<u32>> = (0..classes)
            .map(|class| {
                states.iter().map(|&state| number[&blocks[self.next(state, class) as usize]]).collect()
            })
            .collect();
        let mut distinct: Vec<&Vec<u32>> = Vec::new();
        let mut groups = Vec::with_capacity(classes);
        let mut known: HashMap<&Vec<u32>, usize> = HashMap::new();
        for column in &columns {
            let group = *known.entry(column).or_insert(distinct.len());
            if group == distinct.len() {
                distinct.push(column);
            }
            groups.push(group);
        }
        let next =
            (0..states.len()).flat_map(|state| distinct.iter().map(move |column| column[state])).collect();
        Self {
            alphabet: self.alphabet.join(&groups, distinct.len()),
            next,
            accepting: states.iter().map(|&state| self.accepts(state)).collect(),
            start: number[&start],
        }
    }

    /// For each state the number of its equivalence class, by Hopcroft's partition refinement.
    fn blocks(&self) -> Vec<u32> {
        let (states, classes) = (self.len(), self.alphabet.classes().len());
        // The states before each state, by class: `sources[starts[class * states + state]..]`.
        let mut starts = vec![0_u32; classes * states + 1];
        for (at, &target) in self.next.iter().enumerate() {
            starts[(at % classes) * states + target as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut fill = starts.clone();
        let mut sources = vec![0_u32; self.next.len()];
        for (at, &target) in self.next.iter().enumerate() {
            let slot = &mut fill[(at % classes) * states + target as usize];
            sources[*slot as usize] = (at / classes) as u32;
            *slot += 1;
        }

        let mut partition = Partition::new(states, |state| self.accepting[state]);
        let mut waiting: Vec<(usize, usize)> = (0..classes)
            .flat_map(|class| (0..partition.bounds.len()).map(move |block| (block, class)))
            .collect();
        let mut into = Vec::new();
        while let Some((block, class)) = waiting.pop() {
            into.clear();
            for &state in partition.members(block) {
                let at = class * states + state as usize;
                into.extend_from_slice(&sources[starts[at] as usize..starts[at + 1] as usize]);
            }
            partition.split(&into, |_, new| waiting.extend((0..classes).map(|class| (new, class))));
        }
        partition.block
    }
}

/// A partition of states that is refined in place.
struct Partition {
    /// The states, those of a block side by side.
    order: Vec<u32>,
    /// Where each state stands in `order`.
    place: Vec<u32>,
    block: Vec<u32>,
    /// Where each block begins and ends in `order`, and how many of its states are marked.
    bounds: Vec<(u32, u32, u32)>,
}

impl Partition {
    fn new(states: usize, accepting: impl Fn(usize) -> bool) -> Self {
        let mut order: Vec<u32> = (0..states as u32).collect();
        order.sort_by_key(|&state| accepting(state as usize));
        let cut = order.partition_point(|&state| !accepting(state as usize)) as u32;
        let mut place = vec![0; states];
        for (at, &state) in order.iter().enumerate() {
            place[state as usize] = at as u32;
        }
        let mut bounds = vec![(0, cut, 0)];
        if (cut as usize) < states {
            bounds.push((cut, states as u32, 0));
        }
        let block = (0..states).map(|state| u32::from(accepting(state))).collect();
        Self { order, place, block, bounds }
    }

    fn members(&self, block: usize) -> &[u32] {
        let (start, end, _) = self.bounds[block];
        &self.order[start as usize..end as usize]
    }

    /// Splits each block into its states among `marked` and the others, and reports each new, smaller block.
    fn split(&mut self, marked: &[u32], mut report: impl FnMut(usize, usize)) {
        let mut touched = Vec::new();
        for &state in marked {
            let block = self.block[state as usize] as usize;
            let (start, _, count) = self.bounds[block];
            let at = self.place[state as usize];
            if at < start + count {
                continue;
            }
            if count == 0 {
                touched.push(block);
            }
            let other = self.order[(start + count) as usize];
            self.order.swap(at as usize, (start + count) as usize);
            self.place.swap(state as usize, other as usize);
            self.bounds[block].2 += 1;
        }
        for block in touched {
            let (start, end, count) = self.bounds[block];
            self.bounds[block].2 = 0;
            if start + count == end {
                continue;
            }
            // The smaller part gets the new number: with the old one still waiting or done, that is enough.
            let middle = start + count;
            let new = self.bounds.len();
            let (kept, moved) = if count <= end - middle {
                ((middle, end), (start, middle))
            } else {
                ((start, middle), (middle, end))
            };
            self.bounds[block] = (kept.0, kept.1, 0);
            self.bounds.push((moved.0, moved.1, 0));
            for at in moved.0..moved.1 {
                self.block[self.order[at as usize] as usize] = new as u32;
            }
            report(block, new);
        }
    }
}
