//! A pattern and the automaton of what it matches.

use super::{
    alphabet::Alphabet,
    decide::{Language, Undecided},
    determinize::{Limits, determinize, simulate},
    dfa::Dfa,
    error::{PatternError, PatternNote},
    nfa::{Compiler, Nfa, too_large},
    node::Node,
    parse,
    shape::Lengths,
    split::Sought,
    threads::Threads,
};

/// The limits on a deterministic automaton; see [`Pattern::automaton`] for what happens beyond them.
const LIMITS: Limits = Limits { states: 4_096, work: 1_000_000 };
/// Most classes of characters that matchers can name.
const CLASSES_LIMIT: usize = 64;

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
enum Automaton {
    Deterministic(Dfa),
    Counting(Threads),
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
        let (automaton, lengths) = Automaton::of(&node).map_err(|error| error.over(source))?;
        Ok(Self { source: source.to_owned(), notes: parsed.notes, node, automaton, lengths })
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
    /// has more than 4,096 states, or takes too long to find: such a pattern is matched by [`Threads`], or in
    /// parts, and not decided about.
    #[must_use]
    pub fn automaton(&self) -> Option<&Dfa> {
        match &self.automaton {
            Automaton::Deterministic(dfa) => Some(dfa),
            Automaton::Counting(_) | Automaton::Nondeterministic { .. } => None,
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
            Automaton::Counting(threads) => threads.is_match(value),
            Automaton::Nondeterministic { nfa, alphabet } => simulate(nfa, alphabet, value),
        }
    }

    /// Whether nothing matches at all.
    ///
    /// # Errors
    /// If it would take too long to tell; so with the other questions.
    pub fn is_empty(&self) -> Result<bool, Undecided> {
        self.language().is_empty()
    }

    /// Whether nothing of so many characters matches.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn is_empty_within(&self, lengths: Lengths) -> Result<bool, Undecided> {
        Language::new(Some(self), lengths).is_empty()
    }

    /// Whether everything that matches matches `other` too.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn is_subset_of(&self, other: &Self) -> Result<bool, Undecided> {
        self.language().is_subset_of(&other.language())
    }

    /// Whether the same values match.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn is_equivalent(&self, other: &Self) -> Result<bool, Undecided> {
        self.language().is_equivalent(&other.language())
    }

    /// A shortest value that matches, has so many characters, and either does not match `other` or has not
    /// as many characters as that goes with.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn difference_witness(
        &self,
        lengths: Lengths,
        other: &Self,
        other_lengths: Lengths,
    ) -> Result<Option<String>, Undecided> {
        Language::new(Some(self), lengths).difference_witness(&Language::new(Some(other), other_lengths))
    }

    /// The fewest and most characters of a match, the second `None` without a bound. Nothing if nothing
    /// matches, or if it would take too long to tell.
    #[must_use]
    pub fn length_bounds(&self) -> Option<Lengths> {
        self.language().length_bounds().ok().flatten()
    }

    /// Up to `limit` different matches of so many characters, short ones first: together they take every way
    /// through the automaton that the limit leaves room for.
    #[must_use]
    pub fn sample_members(&self, lengths: Lengths, limit: usize) -> Vec<String> {
        Language::new(Some(self), lengths).sample_members(limit)
    }

    /// Up to `limit` different values that do not match, each but a character away from one that does.
    #[must_use]
    pub fn near_misses(&self, lengths: Lengths, limit: usize) -> Vec<String> {
        Language::new(Some(self), lengths).near_misses(limit)
    }

    /// The values that match, whatever their length.
    #[must_use]
    pub fn language(&self) -> Language<'_> {
        Language::new(Some(self), (0, None))
    }
}

impl Automaton {
    fn of(node: &Node) -> Result<(Self, Lengths), PatternError> {
        if let Some((dfa, lengths)) = compile(node) {
            return Ok((Self::Deterministic(dfa), lengths));
        }
        if let Some(threads) = counting(node) {
            return Ok((Self::Counting(threads), (0, None)));
        }
        let mut sets = Vec::new();
        node.classes(&mut sets);
        let alphabet = Alphabet::of(sets);
        let nfa = Compiler::compile(node, &alphabet)?;
        if in_parts(node) {
            return Ok((Self::Nondeterministic { nfa, alphabet }, (0, None)));
        }
        Err(too_large("its look-around and counted repetitions take too many states together"))
    }
}

/// The automaton of a part of a pattern and the bounds on the length beside it, if it is within the limits.
#[must_use]
pub fn compile(node: &Node) -> Option<(Dfa, Lengths)> {
    let (counted, lengths) = node.counted().unwrap_or_else(|| (node.clone(), (0, None)));
    let mut sets = Vec::new();
    counted.classes(&mut sets);
    let alphabet = Alphabet::of(sets);
    let nfa = Compiler::compile(&counted, &alphabet).ok()?;
    let dfa = determinize(&nfa, &alphabet, LIMITS)?;
    (dfa.alphabet().classes().len() <= CLASSES_LIMIT).then_some((dfa, lengths))
}

/// The counting automaton of a part of a pattern, if it is within the limits.
#[must_use]
pub fn counting(node: &Node) -> Option<Threads> {
    Threads::of(node).filter(|threads| threads.alphabet.classes().len() <= CLASSES_LIMIT)
}

/// Whether each part of the node has an automaton within the limits.
fn in_parts(node: &Node) -> bool {
    let whole = |node: &Node| compile(node).is_some() || counting(node).is_some() || in_parts(node);
    if let Some(nodes) = node.alternatives() {
        return nodes.iter().all(whole);
    }
    node.looking().is_some_and(|looking| {
        whole(&looking.rest) && if let Sought::Whole(sought) = &looking.sought { whole(sought) } else { true }
    })
}
