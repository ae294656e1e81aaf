//! A nondeterministic automaton whose states count repetitions, for patterns whose deterministic automaton is
//! too large to read or build, such as `[a-z]{1,63}(?:\.[a-z]{1,63}){0,8}`.
//!
//! In Glushkov's construction, each state is one place in the pattern, entered by reading a character there.
//! A bounded repetition is a loop with a counter. Of two threads in one state, the one with fewer rounds can
//! do everything that the other can, so one number for each state is enough. This requires that counters do
//! not nest, and that minimums above one are unrolled.

use super::Alphabet;

/// A counting automaton.
#[derive(Clone, Debug)]
pub struct Threads {
    /// The classes of characters that the automaton distinguishes.
    pub alphabet: Alphabet,
    /// The states. Matching starts in the first, which has no incoming edges.
    pub states: Vec<ThreadState>,
}

/// A place in the pattern.
#[derive(Clone, Debug, Default)]
pub struct ThreadState {
    /// The classes whose characters lead here.
    pub reads: Vec<usize>,
    /// Maximum number of rounds of the loop around the state; 0 without a loop.
    pub most: u32,
    /// The next states, and the effect on the number of rounds.
    pub edges: Vec<(usize, Rounds)>,
    /// Whether a value may end here.
    pub accepting: bool,
}

/// The effect of an edge on the number of rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounds {
    /// Starts the first round, if the target is in a loop.
    First,
    /// Stays in the round.
    Same,
    /// Starts another round.
    Next,
}

impl Threads {
    /// Returns whether the whole of `value` matches.
    #[must_use]
    pub fn is_match(&self, value: &str) -> bool {
        let mut rounds: Vec<Option<u32>> = vec![None; self.states.len()];
        rounds[0] = Some(0);
        for c in value.chars() {
            let class = self.alphabet.class_of(c);
            let mut next = vec![None; self.states.len()];
            for (state, made) in self.states.iter().zip(rounds) {
                let Some(made) = made else { continue };
                for &(target, change) in &state.edges {
                    let to = &self.states[target];
                    let made = match change {
                        Rounds::First => 1,
                        Rounds::Same => made,
                        Rounds::Next => made + 1,
                    };
                    if to.reads.contains(&class) && (change != Rounds::Next || made <= to.most) {
                        next[target] = Some(next[target].map_or(made, |known: u32| known.min(made)));
                    }
                }
            }
            rounds = next;
        }
        self.states.iter().zip(&rounds).any(|(state, rounds)| state.accepting && rounds.is_some())
    }
}
