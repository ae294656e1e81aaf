//! Nondeterministic automata that count repetitions, as constant tables.

use super::classes::{Classes, class_of, decimal};

/// No thread is in the state.
const NONE: u32 = u32::MAX;

/// The effect of an edge on the number of rounds of a thread.
const FIRST: u8 = 0;
const SAME: u8 = 1;
const NEXT: u8 = 2;

/// An automaton whose states are places in a pattern, all followed at once, for patterns whose
/// [`Table`](super::Table) would be too large. Time is linear in the value, and nothing is allocated.
///
/// A state in a counted repetition keeps the fewest rounds of its threads; threads with more rounds can do
/// nothing more.
///
/// ```
/// use speccast_runtime::codegen::Threads;
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
    /// Maximum number of rounds of the repetition around each state; 0 without one.
    most: [u32; STATES],
    /// Ends of the edges of each state in `edges`; they begin at the previous state's end.
    ends: [u16; STATES],
    edges: [(u16, u8); EDGES],
    accepting: [bool; STATES],
}

impl<const STATES: usize, const EDGES: usize> Threads<STATES, EDGES> {
    /// Parses the automaton's text; an invalid text does not compile.
    ///
    /// `classes` is as in [`Table::new`](super::Table::new), with `*` for all classes and `@` for class 0.
    /// `states` has one entry for each state from 0, the start, on: the classes that lead there; `{n}` if it
    /// is in a repetition of at most `n` rounds; the next states, separated by commas, with `=` before those
    /// in the same round and `+` before those that begin the next round; and at the end `.` if a value may
    /// end there, otherwise a space.
    #[must_use]
    pub const fn new(classes: &str, states: &str) -> Self {
        Self::with_wide(classes, "", states)
    }
}

impl<const STATES: usize, const EDGES: usize, const RANGES: usize> Threads<STATES, EDGES, RANGES> {
    /// Parses an automaton with classes beyond ASCII; see [`Table::with_wide`](super::Table::with_wide).
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
        assert!(state == STATES && edge == EDGES, "the numbers of states and edges do not match the type");
        assert!(self.classes.count() <= 64, "a bit for each class");
    }

    /// Returns whether the whole of `value` matches.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        let (mut now, mut next) = (&mut Active::new(), &mut Active::new());
        now.enter(0, 0);
        let mut steady = Steady::default();
        for c in value.chars() {
            let class = 1 << self.classes.of(c);
            if steady.takes(class) {
                continue;
            }
            steady.settle(now);
            let repeats = self.step(now, next, class);
            if next.count == 0 {
                return false;
            }
            steady.learn(class, if repeats { self.growth(now, next) } else { None });
            now.clear();
            std::mem::swap(&mut now, &mut next);
        }
        now.states().iter().any(|&state| self.accepting[usize::from(state)])
    }

    /// Moves all threads past a character, and returns whether another character of its class would have the
    /// same effect: all threads stay in their states, or begin another round.
    #[inline]
    fn step(&self, now: &Active<STATES>, next: &mut Active<STATES>, class: u64) -> bool {
        let mut repeats = true;
        for &state in now.states() {
            let made = now.rounds[usize::from(state)];
            for &(target, change) in self.edges_of(state.into()) {
                let to = usize::from(target);
                if self.reads[to] & class == 0 {
                    continue;
                }
                let most = self.most[to];
                let made = match change {
                    SAME if most > 0 => made,
                    NEXT if made < most => made + 1,
                    NEXT => continue,
                    _ => 1,
                };
                repeats &= change == FIRST || target == state;
                next.enter(target, made);
            }
        }
        repeats
    }

    /// The effect of a step on the rounds of threads that stayed in their states.
    #[inline]
    fn growth(&self, before: &Active<STATES>, after: &Active<STATES>) -> Option<Growth> {
        if before.states() != after.states() || after.count > 64 {
            return None;
        }
        let mut growth = Growth { growing: 0, left: u32::MAX };
        for (at, &state) in after.states().iter().enumerate() {
            let state = usize::from(state);
            let rounds = after.rounds[state];
            match rounds.checked_sub(before.rounds[state])? {
                0 => {}
                1 => {
                    growth.growing |= 1 << at;
                    growth.left = growth.left.min(self.most[state].saturating_sub(rounds));
                }
                _ => return None,
            }
        }
        Some(growth)
    }

    #[inline]
    fn edges_of(&self, state: usize) -> &[(u16, u8)] {
        let start = if state == 0 { 0 } else { self.ends[state - 1] };
        &self.edges[usize::from(start)..usize::from(self.ends[state])]
    }
}

/// The states with threads.
struct Active<const STATES: usize> {
    states: [u16; STATES],
    count: usize,
    /// The rounds of each state, or [`NONE`].
    rounds: [u32; STATES],
}

impl<const STATES: usize> Active<STATES> {
    fn new() -> Self {
        Self { states: [0; STATES], count: 0, rounds: [NONE; STATES] }
    }

    #[inline]
    fn states(&self) -> &[u16] {
        &self.states[..self.count]
    }

    #[inline]
    fn enter(&mut self, state: u16, made: u32) {
        let rounds = &mut self.rounds[usize::from(state)];
        if *rounds == NONE {
            self.states[self.count] = state;
            self.count += 1;
        }
        *rounds = made.min(*rounds);
    }

    #[inline]
    fn clear(&mut self) {
        for state in &self.states[..self.count] {
            self.rounds[usize::from(*state)] = NONE;
        }
        self.count = 0;
    }
}

/// The effect of a step that only changes rounds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Growth {
    /// The threads with one more round, as a set of bits.
    growing: u64,
    /// How often the step can be repeated.
    left: u32,
}

/// Characters that only change rounds, as most do in a repetition.
#[derive(Default)]
struct Steady {
    /// The classes of such characters.
    classes: u64,
    growth: Growth,
    /// Characters passed but not yet added to the rounds.
    passed: u32,
}

impl Steady {
    /// Passes a character if its class is one of them.
    #[inline]
    fn takes(&mut self, class: u64) -> bool {
        let takes = self.classes & class != 0 && self.passed < self.growth.left;
        self.passed += u32::from(takes);
        takes
    }

    /// Adds the passed characters to the rounds.
    #[inline]
    fn settle<const STATES: usize>(&mut self, active: &mut Active<STATES>) {
        let passed = std::mem::take(&mut self.passed);
        if passed == 0 {
            return;
        }
        let mut growing = self.growth.growing;
        while growing != 0 {
            let state = active.states[growing.trailing_zeros() as usize];
            active.rounds[usize::from(state)] += passed;
            growing &= growing - 1;
        }
    }

    /// Records the effect of a step with the class.
    #[inline]
    fn learn(&mut self, class: u64, growth: Option<Growth>) {
        let Some(growth) = growth else {
            self.classes = 0;
            return;
        };
        if growth.growing != self.growth.growing {
            self.classes = 0;
        }
        self.growth = growth;
        self.classes |= class;
    }
}
