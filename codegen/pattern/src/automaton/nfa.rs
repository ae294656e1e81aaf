//! A nondeterministic automaton with conditions, by Thompson's construction.

use std::collections::HashMap;

use super::Alphabet;
use crate::{error::PatternError, node::Node};

/// Maximum number of states; counted repetitions are unrolled.
const STATES_LIMIT: usize = 200_000;

/// What a state does.
#[derive(Clone, Debug)]
pub(super) enum State {
    /// Reads a character of a set in `Nfa::sets`.
    Read { set: usize, next: usize },
    /// Continues at any of these states.
    Split(Vec<usize>),
    /// Continues if a condition is true: a match that begins at `start`, or with `behind` the look-behind
    /// `start` of `Nfa::behind`.
    Look { behind: bool, negative: bool, start: usize, next: usize },
    /// The end of the pattern or of a condition.
    Match,
}

/// The automaton of a node.
#[derive(Clone, Debug)]
pub(crate) struct Nfa {
    pub(super) alphabet: Alphabet,
    pub(super) states: Vec<State>,
    pub(super) start: usize,
    /// The distinct sets that states read, each as membership by class of the alphabet.
    pub(super) sets: Vec<Vec<bool>>,
    /// The start of each look-behind, inner ones first. They run from the beginning of the value and start
    /// again at every place.
    pub(super) behind: Vec<usize>,
}

impl Nfa {
    /// Returns the automaton of `node`, or the limit that it exceeds.
    pub(crate) fn of(node: &Node) -> Result<Self, PatternError> {
        let (alphabet, states, sets, behind) = (Alphabet::of_node(node), Vec::new(), Vec::new(), Vec::new());
        let nfa = Self { alphabet, states, start: 0, sets, behind };
        let mut compiler =
            Compiler { nfa, inside_behind: false, conditions: Vec::new(), sets: HashMap::new() };
        let end = compiler.push(State::Match)?;
        compiler.nfa.start = compiler.node(node, end)?;
        Ok(compiler.nfa)
    }
}

struct Compiler<'a> {
    nfa: Nfa,
    inside_behind: bool,
    /// The nodes of `nfa.behind`, so that equal look-behinds are followed once.
    conditions: Vec<&'a Node>,
    /// The numbers of `nfa.sets`, by their classes.
    sets: HashMap<Vec<usize>, usize>,
}

impl<'a> Compiler<'a> {
    fn push(&mut self, state: State) -> Result<usize, PatternError> {
        if self.nfa.states.len() == STATES_LIMIT {
            return Err(PatternError::too_large("its repetitions expand to more than 200000 parts"));
        }
        self.nfa.states.push(state);
        Ok(self.nfa.states.len() - 1)
    }

    /// Adds `node` before the state `next` and returns its start.
    fn node(&mut self, node: &'a Node, next: usize) -> Result<usize, PatternError> {
        match node {
            Node::Empty => Ok(next),
            Node::Class(class) => {
                let parts = self.nfa.alphabet.split(class);
                let set = self.sets.get(&parts).copied().unwrap_or_else(|| {
                    let mut members = vec![false; self.nfa.alphabet.classes().len()];
                    parts.iter().for_each(|&class| members[class] = true);
                    self.nfa.sets.push(members);
                    self.sets.insert(parts, self.nfa.sets.len() - 1);
                    self.nfa.sets.len() - 1
                });
                self.push(State::Read { set, next })
            }
            Node::Concat(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.node(node, next)),
            Node::Alternate(nodes) => {
                let starts = nodes.iter().map(|node| self.node(node, next)).collect::<Result<_, _>>()?;
                self.push(State::Split(starts))
            }
            Node::Repeat { node, min, max: None } => {
                let start = self.push(State::Split(Vec::new()))?;
                let again = self.node(node, start)?;
                self.nfa.states[start] = State::Split(vec![again, next]);
                self.times(node, *min, start, None)
            }
            Node::Repeat { node, min, max: Some(max) } => {
                let start = self.times(node, max.saturating_sub(*min), next, Some(next))?;
                self.times(node, *min, start, None)
            }
            Node::Look { behind, negative, node } => {
                let (behind, negative) = (*behind, *negative);
                let start = if behind { self.behind(node)? } else { self.ahead(node)? };
                self.push(State::Look { behind, negative, start, next })
            }
        }
    }

    /// Adds `node` several times; each may be skipped to `past`, if given.
    fn times(
        &mut self,
        node: &'a Node,
        count: u32,
        next: usize,
        past: Option<usize>,
    ) -> Result<usize, PatternError> {
        let mut start = next;
        for _ in 0..count {
            let once = self.node(node, start)?;
            if once == start {
                break;
            }
            start = if let Some(past) = past { self.push(State::Split(vec![once, past]))? } else { once };
        }
        Ok(start)
    }

    /// Adds the condition of a look-ahead and returns its start.
    fn ahead(&mut self, node: &'a Node) -> Result<usize, PatternError> {
        if self.inside_behind {
            return Err(PatternError::not_regular(
                0..0,
                "a look-ahead inside a look-behind is not supported",
                "remove the look-ahead, or use `pattern: { unchecked: … }`",
            ));
        }
        let end = self.push(State::Match)?;
        self.node(node, end)
    }

    /// Adds the condition of a look-behind, unless it is known, and returns its number.
    fn behind(&mut self, node: &'a Node) -> Result<usize, PatternError> {
        if let Some(known) = self.conditions.iter().position(|known| *known == node) {
            return Ok(known);
        }
        let outer = std::mem::replace(&mut self.inside_behind, true);
        let end = self.push(State::Match)?;
        let start = self.node(node, end)?;
        self.inside_behind = outer;
        self.nfa.behind.push(start);
        self.conditions.push(node);
        Ok(self.nfa.behind.len() - 1)
    }
}
