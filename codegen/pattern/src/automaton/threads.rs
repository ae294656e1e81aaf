//! A nondeterministic automaton whose states count repetitions, for patterns whose deterministic one is too
//! large to be read or built: `[a-z]{1,63}(?:\.[a-z]{1,63}){0,8}`.
//!
//! By Glushkov's construction each state stands for one place in the pattern and is entered by reading a
//! character there. A repetition of at least one and at most so many rounds is a loop with a counter. Of two
//! threads in one state the one with fewer rounds can do all that the other can, so one number for each
//! state is enough, provided that counters do not nest and that least numbers above one are written out.

use super::Alphabet;

/// A counting automaton.
#[derive(Clone, Debug)]
pub struct Threads {
    /// The classes of characters that the automaton tells apart.
    pub alphabet: Alphabet,
    /// The states. Matching starts in the first, and nothing leads to it.
    pub states: Vec<ThreadState>,
}

/// A place in the pattern.
#[derive(Clone, Debug, Default)]
pub struct ThreadState {
    /// The classes whose characters lead here.
    pub reads: Vec<usize>,
    /// The largest number of rounds of the loop around the state; 0 without one.
    pub most: u32,
    /// Where the state leads, and what that does to the number of rounds.
    pub edges: Vec<(usize, Rounds)>,
    /// Whether a value may end here.
    pub accepting: bool,
}

/// What an edge does to the number of rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounds {
    /// Begins a first round, if the target is in a loop.
    First,
    /// Stays in the round.
    Same,
    /// Begins a further round.
    Next,
}

impl Threads {
    /// Whether all of `value` matches.
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
