//! A pattern that was parsed and compiled.

use crate::{
    automaton::{Dfa, Nfa, Threads, compile, counting},
    decide::{Language, has_length},
    error::{PatternError, PatternNote},
    node::{Lengths, Node},
    parse::parse,
    shape::Sought,
};

/// A pattern that was parsed and compiled.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    notes: Vec<PatternNote>,
    node: Node,
    automaton: Automaton,
}

/// What decides whether a value matches.
#[derive(Clone, Debug)]
enum Automaton {
    /// An automaton, and bounds on the length that are counted beside it.
    Deterministic(Dfa, Lengths),
    Counting(Threads),
    Nondeterministic(Nfa),
}

impl Pattern {
    /// Parses and compiles `source`.
    ///
    /// # Errors
    /// If it is not a regular expression, has a construct that no automaton can check, or is too large.
    pub fn parse(source: &str) -> Result<Self, PatternError> {
        let (node, notes) = parse(source)?;
        let node = node.without_outer_anchors().merged();
        let automaton = Automaton::of(&node).map_err(|error| error.over(source))?;
        Ok(Self { source: source.to_owned(), notes, node, automaton })
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

    /// The minimal automaton and the bounds on the length beside it, which together are the language. Nothing if it is
    /// beyond the limits: such a pattern is matched, but not decided about.
    pub(crate) fn automaton(&self) -> Option<(&Dfa, Lengths)> {
        match &self.automaton {
            Automaton::Deterministic(dfa, lengths) => Some((dfa, *lengths)),
            Automaton::Counting(_) | Automaton::Nondeterministic(_) => None,
        }
    }

    /// Whether all of `value` matches.
    #[must_use]
    pub fn is_match(&self, value: &str) -> bool {
        match &self.automaton {
            Automaton::Deterministic(dfa, lengths) => has_length(value, *lengths) && dfa.is_match(value),
            Automaton::Counting(threads) => threads.is_match(value),
            Automaton::Nondeterministic(nfa) => nfa.is_match(value),
        }
    }

    /// The fewest and the most characters of a match, the second `None` without a bound. Nothing if nothing
    /// matches, or if it would take too long to decide.
    #[must_use]
    pub fn length_bounds(&self) -> Option<Lengths> {
        self.language().length_bounds().ok().flatten()
    }

    /// The values that match, of any length.
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
        Err(PatternError::too_large("its look-around and counted repetitions take too many states together"))
    }
}

/// Most times that a part is divided again: each time, all of the rest is compiled anew.
const PARTS_DEPTH: usize = 16;

/// Whether the node falls into parts that have an automaton each.
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
