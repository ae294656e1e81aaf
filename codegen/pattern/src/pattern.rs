//! Parsed and compiled patterns.

use crate::{
    automaton::{Dfa, Nfa, Threads, compile, counting},
    decide::{Language, has_length},
    error::{PatternError, PatternNote},
    node::{Lengths, Node},
    parse::parse,
    shape::Sought,
};

/// A parsed and compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    notes: Vec<PatternNote>,
    node: Node,
    automaton: Automaton,
}

/// The form that values are matched against.
#[derive(Clone, Debug)]
enum Automaton {
    /// An automaton, and separate bounds on the length.
    Deterministic(Dfa, Lengths),
    Counting(Threads),
    Nondeterministic(Nfa),
}

impl Pattern {
    /// Parses and compiles `source`.
    ///
    /// # Errors
    /// If it is not a regular expression, contains a construct that an automaton cannot check, or is too
    /// large.
    pub fn parse(source: &str) -> Result<Self, PatternError> {
        let (node, notes) = parse(source)?;
        let node = node.without_outer_anchors().merged();
        let automaton = Automaton::of(&node).map_err(|error| error.over(source))?;
        Ok(Self { source: source.to_owned(), notes, node, automaton })
    }

    /// Returns the pattern as written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns notes about the pattern's text, in its order.
    #[must_use]
    pub fn notes(&self) -> &[PatternNote] {
        &self.notes
    }

    /// Returns the pattern's meaning in normal form.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Returns the minimal automaton and separate bounds on the length, which together are the language. None
    /// if it exceeds the limits: such a pattern can be matched, but not compared.
    pub(crate) fn automaton(&self) -> Option<(&Dfa, Lengths)> {
        match &self.automaton {
            Automaton::Deterministic(dfa, lengths) => Some((dfa, *lengths)),
            Automaton::Counting(_) | Automaton::Nondeterministic(_) => None,
        }
    }

    /// Returns whether the whole of `value` matches.
    #[must_use]
    pub fn is_match(&self, value: &str) -> bool {
        match &self.automaton {
            Automaton::Deterministic(dfa, lengths) => has_length(value, *lengths) && dfa.is_match(value),
            Automaton::Counting(threads) => threads.is_match(value),
            Automaton::Nondeterministic(nfa) => nfa.is_match(value),
        }
    }

    /// Returns the least and the greatest length of a match, the second `None` if unbounded. None if nothing
    /// matches, or if it would take too long to compute.
    #[must_use]
    pub fn length_bounds(&self) -> Option<Lengths> {
        self.language().length_bounds().ok().flatten()
    }

    /// Returns the values that match, of any length.
    #[must_use]
    pub fn language(&self) -> Language<'_> {
        Language::new(Some(self), (0, None))
    }
}

impl Automaton {
    fn of(node: &Node) -> Result<Self, PatternError> {
        if let Some((dfa, lengths)) = compile(node) {
            return Ok(Self::Deterministic(dfa, lengths));
        }
        if let Some(threads) = counting(node) {
            return Ok(Self::Counting(threads));
        }
        let nfa = Nfa::of(node)?;
        if has_parts(node, PARTS_DEPTH) {
            return Ok(Self::Nondeterministic(nfa));
        }
        Err(PatternError::too_large("its look-around and counted repetitions need too many states"))
    }
}

/// Maximum number of times that a part is divided; each time, the rest is compiled again.
const PARTS_DEPTH: usize = 16;

/// Returns whether the node can be divided into parts that have automata.
fn has_parts(node: &Node, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let whole = |node: &Node| compile(node).is_some() || counting(node).is_some() || has_parts(node, depth);
    if let Some(nodes) = node.alternatives() {
        return nodes.iter().all(whole);
    }
    node.looking().is_some_and(|looking| {
        whole(&looking.rest) && if let Sought::Whole(sought) = &looking.sought { whole(sought) } else { true }
    })
}
