//! The automata of a pattern, whole or in parts.

mod alphabet;
mod determinize;
mod dfa;
mod glushkov;
mod nfa;
mod threads;

pub(crate) use self::nfa::Nfa;
pub use self::{
    alphabet::Alphabet,
    dfa::{DEAD, Dfa},
    threads::{Rounds, ThreadState, Threads},
};
use crate::node::{Lengths, Node};

/// Maximum number of character classes in a matcher.
const CLASSES_LIMIT: usize = 64;

/// Returns the minimal automaton of a pattern or a part of one, and separate bounds on the length; together
/// they are its language. None if it has more than 4,096 states, or takes too long to compute.
#[must_use]
pub fn compile(node: &Node) -> Option<(Dfa, Lengths)> {
    let (counted, lengths) = node.counted().unwrap_or_else(|| (node.clone(), (0, None)));
    let dfa = Nfa::of(&counted).ok()?.determinize()?;
    (dfa.alphabet().classes().len() <= CLASSES_LIMIT).then_some((dfa, lengths))
}

/// Returns the counting automaton of a pattern or a part of one, if its look-around tests single characters
/// and it is within the limits.
#[must_use]
pub fn counting(node: &Node) -> Option<Threads> {
    glushkov::build(node).filter(|threads| threads.alphabet.classes().len() <= CLASSES_LIMIT)
}
