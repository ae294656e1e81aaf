//! A pattern and the automaton of what it matches.

use super::{
    alphabet::Alphabet,
    determinize::{Limits, determinize, simulate},
    dfa::Dfa,
    error::{PatternError, PatternNote},
    nfa::{Compiler, Nfa},
    node::Node,
    parse,
    shape::Lengths,
};

/// Beyond these, a pattern is matched by following all states of its NFA at once.
const LIMITS: Limits = Limits {
    states: 4_096,
    work: 5_000_000,
};

/// A pattern that has been read and compiled.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    notes: Vec<PatternNote>,
    node: Node,
    automaton: Automaton,
    /// Bounds on the length that the automaton leaves out.
    lengths: Lengths,
}

/// What matches, bounds on the length aside.
#[derive(Clone, Debug)]
pub(super) enum Automaton {
    Deterministic(Dfa),
    Nondeterministic { nfa: Nfa, alphabet: Alphabet },
}

impl Pattern {
    /// Reads and compiles `source`.
    ///
    /// # Errors
    /// If it is no regular expression, has a construct that no automaton can check, or is too large.
    pub fn parse(source: &str) -> Result<Self, PatternError> {
        let parsed = parse::parse(source)?;
        let node = parsed.node.without_outer_anchors().merged();
        let (counted, lengths) = node.counted().unwrap_or_else(|| (node.clone(), (0, None)));
        let mut sets = Vec::new();
        counted.classes(&mut sets);
        let alphabet = Alphabet::of(sets);
        let nfa = Compiler::compile(&counted, &alphabet).map_err(|error| error.over(source))?;
        let automaton = match determinize(&nfa, &alphabet, LIMITS) {
            Some(dfa) => Automaton::Deterministic(dfa),
            None => Automaton::Nondeterministic { nfa, alphabet },
        };
        Ok(Self {
            source: source.to_owned(),
            notes: parsed.notes,
            node,
            automaton,
            lengths,
        })
    }

    /// The pattern as written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is remarkable about the pattern's text, in its order.
    #[must_use]
    pub fn notes(&self) -> &[PatternNote] {
        &self.notes
    }

    /// The pattern's meaning in normal form.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// The minimal automaton, which together with [`Self::counted_lengths`] is the language. `None` if it
    /// would have more than 4,096 states: such a pattern is matched all the same, but not decided about.
    #[must_use]
    pub fn automaton(&self) -> Option<&Dfa> {
        match &self.automaton {
            Automaton::Deterministic(dfa) => Some(dfa),
            Automaton::Nondeterministic { .. } => None,
        }
    }

    /// Bounds on a match's characters that are counted beside the automaton instead of in its states.
    #[must_use]
    pub fn counted_lengths(&self) -> Lengths {
        self.lengths
    }

    /// Whether all of `value` matches.
    #[must_use]
    pub fn is_match(&self, value: &str) -> bool {
        let (min, max) = self.lengths;
        if self.lengths != (0, None) {
            let count = value.chars().count() as u64;
            if count < min || max.is_some_and(|max| count > max) {
                return false;
            }
        }
        match &self.automaton {
            Automaton::Deterministic(dfa) => dfa.is_match(value),
            Automaton::Nondeterministic { nfa, alphabet } => simulate(nfa, alphabet, value),
        }
    }
}
