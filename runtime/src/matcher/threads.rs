//! Nondeterministic automata that count repetitions, as constant tables.

use super::classes::{Classes, class_of, decimal};

/// No thread is in the state.
const NONE: u32 = u32::MAX;

/// What an edge does to the number of rounds of a thread.
const FIRST: u8 = 0;
const SAME: u8 = 1;
const NEXT: u8 = 2;

/// An automaton whose states are places in a pattern, followed all at once, for patterns that would make too
/// large a [`Table`](super::Table). Time is linear in the value, and nothing is allocated.
///
/// A state in a counted repetition knows how many rounds the thread that came by the fewest has made; the
/// others can do nothing that this one cannot.
///
/// ```
/// use speccast_runtime::matcher::Threads;
///
/// /// `[a-z]{1,3}(?:-[a-z]{1,3})*`
/// static WORDS: Threads<3, 4> = Threads::new("a-z -", "1 a{3}+1,2.b1 ");
/// assert!(WORDS.matches("one-two-a"));
/// assert!(!WORDS.matches("one-four"));
/// ```
#[derive(Clone, Debug)]
pub struct Threads<const STATES: usize, const EDGES: usize, const RANGES: usize = 0> {
    classes: Classes<RANGES>,
    /// The classes that lead to each state, as a set of bits.
    reads: [u64; STATES],
    /// Most rounds of the repetition that each state is in; 0 if it is in none.
    most: [u32; STATES],
    /// Where the edges of each state end in `edges`; they begin where those of the state before end.
    ends: [u16; STATES],
    edges: [(u16, u8); EDGES],
    accepting: [bool; STATES],
}

impl<const STATES: usize, const EDGES: usize> Threads<STATES, EDGES> {
    /// Reads the automaton's text; a text that is none does not compile.
    ///
    /// `classes` is as in [`Table::new`](super::Table::new), with `*` for all classes and `@` for class 0.
    /// `states` has one entry for each state from 0, the first, on: the classes that lead there; `{n}` if it
    /// is in a repetition of at most `n` rounds; the states that it leads to, separated by commas, with `=`
    /// before those that are reached in the same round and `+` before those that begin the next one; and at
    /// the end `.` if a value may end there, else a space.
    #[must_use]
    pub const fn new(classes: &str, states: &str) -> Self {
        Self::with_wide(classes, "", states)
    }
}

impl<const STATES: usize, const EDGES: usize, const RANGES: usize> Threads<STATES, EDGES, RANGES> {
    /// Reads an automaton that tells characters beyond ASCII apart too; see
    /// [`Table::with_wide`](super::Table::with_wide).
    #[must_use]
    pub const fn with_wide(classes: &str, wide: &str, states: &str) -> Self {
        let mut threads = Self {
            classes: Classes::new(classes, wide),
            reads: [0; STATES],
            most: [0; STATES],
            ends: [0; STATES],
            edges: [(0, FIRST); EDGES],
            accepting: [false; STATES],
        };
        threads.read_states(states.as_bytes());
        threads
    }

    const fn read_states(&mut self, text: &[u8]) {
        let (mut at, mut state, mut edge, mut rounds) = (0, 0, 0, FIRST);
        while at < text.len() {
            match text[at] {
                b' ' | b'.' => {
                    self.accepting[state] = text[at] == b'.';
                    self.ends[state] = edge as u16;
                    state += 1;
                }
                b',' => {}
                b'=' => rounds = SAME,
                b'+' => rounds = NEXT,
                b'{' => {
                    (self.most[state], at) = decimal(text, at + 1);
                }
                b'0'..=b'9' => {
                    let (target, after) = decimal(text, at);
                    assert!((target as usize) < STATES, "a state of the automaton");
                    self.edges[edge] = (target as u16, rounds);
                    edge += 1;
                    rounds = FIRST;
                    at = after;
                    continue;
                }
                b'*' => self.reads[state] = u64::MAX,
                b'@' => self.reads[state] |= 1,
                letter => self.reads[state] |= 1 << class_of(letter),
            }
            at += 1;
        }
        assert!(state == STATES && edge == EDGES, "as many states and edges as the type says");
        assert!(self.classes.count() <= 64, "a bit for each class");
    }

    /// Whether all of `value` matches.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        // The states that threads are in, and their rounds.
        let mut active = [0_u16; STATES];
        let mut rounds = [NONE; STATES];
        let mut next_active = [0_u16; STATES];
        let mut next_rounds = [NONE; STATES];
        let mut count = 1;
        rounds[0] = 0;
        for c in value.chars() {
            let class = 1_u64 << self.classes.of(c);
            let mut next_count = 0;
            for &state in &active[..count] {
                let state = usize::from(state);
                let made = std::mem::replace(&mut rounds[state], NONE);
                for &(target, change) in self.edges_of(state) {
                    let to = usize::from(target);
                    if self.reads[to] & class == 0 {
                        continue;
                    }
                    let made = match change {
                        FIRST => 1,
                        SAME => made,
                        _ if made < self.most[to] => made + 1,
                        _ => continue,
                    };
                    if next_rounds[to] == NONE {
                        next_active[next_count] = target;
                        next_count += 1;
                    }
                    next_rounds[to] = next_rounds[to].min(made);
                }
            }
            if next_count == 0 {
                return false;
            }
            count = next_count;
            std::mem::swap(&mut active, &mut next_active);
            std::mem::swap(&mut rounds, &mut next_rounds);
        }
        active[..count].iter().any(|&state| self.accepting[usize::from(state)])
    }

    #[inline]
    fn edges_of(&self, state: usize) -> &[(u16, u8)] {
        let start = if state == 0 { 0 } else { self.ends[state - 1] };
        &self.edges[usize::from(start)..usize::from(self.ends[state])]
    }
}
