//! A nondeterministic automaton with conditions, by Thompson's construction.

use super::{
    alphabet::Alphabet,
    error::{PatternError, PatternErrorKind},
    node::Node,
};

/// Most states of an NFA: counted repetitions are written out, and this bounds them.
pub(super) const NFA_LIMIT: usize = 200_000;

/// What a state of the NFA does.
#[derive(Clone, Debug)]
pub(super) enum State {
    /// Reads a character of one of these classes, as a bit set over the alphabet in `Nfa::sets`.
    Read { set: usize, next: usize },
    /// Goes on at any of these.
    Split(Vec<usize>),
    /// Goes on if the condition holds: what matches from `start` on, or with `behind` the tracked set
    /// `start` of `Nfa::behind`.
    Look { behind: bool, negative: bool, start: usize, next: usize },
    /// The end of the pattern or of a condition.
    Match,
}

/// The automaton of a whole pattern.
#[derive(Clone, Debug)]
pub(super) struct Nfa {
    pub(super) states: Vec<State>,
    pub(super) start: usize,
    /// The distinct sets that states read, each as membership by class of the alphabet.
    pub(super) sets: Vec<Vec<bool>>,
    /// Where the patterns of look-behinds start, inner ones first. They are followed from the beginning of
    /// the value, at every place anew.
    pub(super) behind: Vec<usize>,
}

pub(super) struct Compiler<'a> {
    alphabet: &'a Alphabet,
    nfa: Nfa,
    inside_behind: bool,
    /// The look-behinds in `nfa.behind`: one that is asked at several places is followed once.
    conditions: Vec<Node>,
}

impl<'a> Compiler<'a> {
    /// The automaton of `node` over an alphabet that all its sets respect.
    pub(super) fn compile(node: &Node, alphabet: &'a Alphabet) -> Result<Nfa, PatternError> {
        let nfa = Nfa { states: Vec::new(), start: 0, sets: Vec::new(), behind: Vec::new() };
        let mut compiler = Self { alphabet, nfa, inside_behind: false, conditions: Vec::new() };
        let end = compiler.push(State::Match)?;
        compiler.nfa.start = compiler.node(node, end)?;
        Ok(compiler.nfa)
    }

    fn push(&mut self, state: State) -> Result<usize, PatternError> {
        if self.nfa.states.len() == NFA_LIMIT {
            return Err(too_large("its repetitions, written out, have more than 200000 parts"));
        }
        self.nfa.states.push(state);
        Ok(self.nfa.states.len() - 1)
    }

    /// Adds `node` before the state `next` and returns where it starts.
    fn node(&mut self, node: &Node, next: usize) -> Result<usize, PatternError> {
        match node {
            Node::Empty => Ok(next),
            Node::Class(class) => {
                let mut members = vec![false; self.alphabet.classes().len()];
                self.alphabet.split(class).into_iter().for_each(|class| members[class] = true);
                let known = self.nfa.sets.iter().position(|set| *set == members);
                let set = known.unwrap_or_else(|| {
                    self.nfa.sets.push(members);
                    self.nfa.sets.len() - 1
                });
                self.push(State::Read { set, next })
            }
            Node::Concat(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.node(node, next)),
            Node::Alternate(nodes) => {
                let starts = nodes.iter().map(|node| self.node(node, next)).collect::<Result<_, _>>()?;
                self.push(State::Split(starts))
            }
            Node::Repeat { node, min, max } => self.repeat(node, *min, *max, next),
            Node::Look { behind, negative, node } => self.look(*behind, *negative, node, next),
        }
    }

    fn repeat(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        next: usize,
    ) -> Result<usize, PatternError> {
        let mut start = next;
        match max {
            None => {
                start = self.push(State::Split(Vec::new()))?;
                let again = self.node(node, start)?;
                self.nfa.states[start] = State::Split(vec![again, next]);
            }
            Some(max) => {
                for _ in min..max {
                    let once = self.node(node, start)?;
                    if once == start {
                        break;
                    }
                    start = self.push(State::Split(vec![once, next]))?;
                }
            }
        }
        for _ in 0..min {
            let once = self.node(node, start)?;
            if once == start {
                break;
            }
            start = once;
        }
        Ok(start)
    }

    fn look(
        &mut self,
        behind: bool,
        negative: bool,
        node: &Node,
        next: usize,
    ) -> Result<usize, PatternError> {
        if !behind && self.inside_behind {
            return Err(PatternError::new(
                PatternErrorKind::NotRegular,
                0..0,
                "a look-ahead inside a look-behind is not supported",
                "write the condition where it applies, or use `pattern: { unchecked: … }`",
            ));
        }
        if let Some(start) = self.conditions.iter().position(|known| behind && known == node) {
            return self.push(State::Look { behind, negative, start, next });
        }
        let outer = self.inside_behind;
        self.inside_behind |= behind;
        let end = self.push(State::Match)?;
        let inner = self.node(node, end)?;
        self.inside_behind = outer;
        let start = if behind {
            self.nfa.behind.push(inner);
            self.conditions.push(node.clone());
            self.nfa.behind.len() - 1
        } else {
            inner
        };
        self.push(State::Look { behind, negative, start, next })
    }
}

pub(super) fn too_large(message: &str) -> PatternError {
    PatternError::new(
        PatternErrorKind::TooLarge,
        0..0,
        format!("the pattern is too large: {message}"),
        "state the lengths with `length` instead of counted repetitions, or use `pattern: { unchecked: … }`",
    )
}
