//! Glushkov's construction, with look-around about single characters.

use super::{
    EDGES_LIMIT, Rounds, STATES_LIMIT, ThreadState, Threads,
    cost::{cost, counts},
};
use crate::{alphabet::Alphabet, class::CharClass, node::Node};

/// The automaton, if the node allows of one within the limits.
pub(super) fn build(node: &Node) -> Option<Threads> {
    let mut sets = Vec::new();
    node.classes(&mut sets);
    let alphabet = Alphabet::of(sets);
    if cost(node, true) > STATES_LIMIT as u64 {
        return None;
    }
    let mut sets = Vec::new();
    asked(node, &mut sets)?;
    let mut builder = Builder { alphabet, states: vec![ThreadState::default()], edges: 0, asked: sets };
    let part = builder.node(node, true)?;
    let start = [(0, Between::free())];
    builder.connect(&start, &part.first, Rounds::First)?;
    builder.states[0].accepting = part.skips.iter().any(|between| between.before.none && between.after.none);
    for (state, between) in &part.last {
        let ends = between.after.none && builder.reads_within(*state, &between.before);
        builder.states[*state].accepting |= ends;
    }
    Some(Threads { alphabet: builder.alphabet, states: builder.states })
}

/// What look-around demands between two places: the character before and the one after. That there is none
/// is a case of its own at either end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Between {
    before: Side,
    after: Side,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    character: CharClass,
    /// Whether there may be no character at all.
    none: bool,
}

impl Side {
    fn free() -> Self {
        Self { character: CharClass::any(), none: true }
    }

    fn and(&self, other: &Self) -> Self {
        Self { character: self.character.intersection(&other.character), none: self.none && other.none }
    }
}

impl Between {
    fn free() -> Self {
        Self { before: Side::free(), after: Side::free() }
    }

    fn and(&self, other: &Self) -> Self {
        Self { before: self.before.and(&other.before), after: self.after.and(&other.after) }
    }
}

/// Places of a part: where it may begin and end, and what is demanded beyond those.
struct Part {
    /// The demands of the ways past the part without reading anything.
    skips: Vec<Between>,
    first: Vec<(usize, Between)>,
    last: Vec<(usize, Between)>,
}

impl Part {
    fn skipped(between: Between) -> Self {
        Self { skips: vec![between], first: Vec::new(), last: Vec::new() }
    }

    fn skip(&mut self, between: Between) {
        if !self.skips.contains(&between) {
            self.skips.push(between);
        }
    }
}

struct Builder {
    alphabet: Alphabet,
    states: Vec<ThreadState>,
    edges: usize,
    /// Each state reads members of each of these sets only, or none.
    asked: Vec<CharClass>,
}

impl Builder {
    fn node(&mut self, node: &Node, may_count: bool) -> Option<Part> {
        match node {
            Node::Empty => Some(Part::skipped(Between::free())),
            Node::Look { behind, negative, node } => Self::look(*behind, *negative, node),
            Node::Class(class) => self.class(class),
            Node::Concat(nodes) => {
                let mut all = Part::skipped(Between::free());
                for node in nodes {
                    let part = self.node(node, may_count)?;
                    all = self.sequence(all, part)?;
                }
                Some(all)
            }
            Node::Alternate(nodes) => {
                let mut all = Part { skips: Vec::new(), first: Vec::new(), last: Vec::new() };
                for node in nodes {
                    let part = self.node(node, may_count)?;
                    part.skips.into_iter().for_each(|between| all.skip(between));
                    all.first.extend(part.first);
                    all.last.extend(part.last);
                }
                Some(all)
            }
            Node::Repeat { node, min, max } => self.repeat(node, *min, *max, may_count),
        }
    }

    fn look(behind: bool, negative: bool, node: &Node) -> Option<Part> {
        let Node::Class(class) = node else { return None };
        let side = if negative {
            Side { character: class.complement(), none: true }
        } else {
            Side { character: class.clone(), none: false }
        };
        let (before, after) = if behind { (side, Side::free()) } else { (Side::free(), side) };
        Some(Part::skipped(Between { before, after }))
    }

    fn class(&mut self, class: &CharClass) -> Option<Part> {
        // What look-around asks about a character has the same answer for all that a state reads.
        let mut pieces = vec![class.clone()];
        for asked in &self.asked {
            pieces = pieces.iter().flat_map(|set| [set.intersection(asked), set.difference(asked)]).collect();
            pieces.retain(|set| !set.is_empty());
        }
        if self.states.len() + pieces.len() > STATES_LIMIT {
            return None;
        }
        let mut places = Vec::with_capacity(pieces.len());
        for set in pieces {
            places.push((self.states.len(), Between::free()));
            self.states.push(ThreadState { reads: self.alphabet.split(&set), ..ThreadState::default() });
        }
        Some(Part { skips: Vec::new(), first: places.clone(), last: places })
    }

    /// Whether a state that is read reads characters of the side only.
    fn reads_within(&self, state: usize, side: &Side) -> bool {
        match self.states[state].reads.first() {
            Some(&class) => self.alphabet.classes()[class].is_subset(&side.character),
            // The first state, with nothing before it.
            None => side.none,
        }
    }

    fn connect(&mut self, from: &[(usize, Between)], to: &[(usize, Between)], rounds: Rounds) -> Option<()> {
        for (source, beyond) in from {
            for (target, before) in to {
                let between = beyond.and(before);
                let open =
                    self.reads_within(*source, &between.before) && self.reads_within(*target, &between.after);
                let edges = &mut self.states[*source].edges;
                if open && !edges.contains(&(*target, rounds)) {
                    edges.push((*target, rounds));
                    self.edges += 1;
                }
            }
            if self.edges > EDGES_LIMIT {
                return None;
            }
        }
        Some(())
    }

    /// `a`, then `b`.
    fn sequence(&mut self, a: Part, b: Part) -> Option<Part> {
        self.connect(&a.last, &b.first, Rounds::First)?;
        let past = |places: &[(usize, Between)], skips: &[Between]| -> Vec<(usize, Between)> {
            let places = places.iter();
            places.flat_map(|(at, own)| skips.iter().map(move |skip| (*at, own.and(skip)))).collect()
        };
        let (mut first, mut last) = (past(&b.first, &a.skips), past(&a.last, &b.skips));
        first.splice(0..0, a.first);
        last.extend(b.last);
        let mut all = Part { skips: Vec::new(), first, last };
        for skip in &a.skips {
            b.skips.iter().for_each(|other| all.skip(skip.and(other)));
        }
        Some(all)
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, may_count: bool) -> Option<Part> {
        if max.is_some() && !counts(node, min, max, may_count) {
            return self.written(node, min, max.unwrap_or(min), may_count);
        }
        // All rounds but the last of those that there must be are written out, then comes the loop.
        let before = min.saturating_sub(1);
        let inside = may_count && max.is_none();
        let mut all = Part::skipped(Between::free());
        for _ in 0..before {
            let part = self.node(node, inside)?;
            all = self.sequence(all, part)?;
        }
        let begin = self.states.len();
        let mut part = self.node(node, inside)?;
        match max {
            None => self.connect(&part.last, &part.first, Rounds::First)?,
            Some(max) => {
                for state in &mut self.states[begin..] {
                    state.most = max - before;
                    state.edges.iter_mut().for_each(|edge| edge.1 = Rounds::Same);
                }
                self.connect(&part.last, &part.first, Rounds::Next)?;
            }
        }
        if min == 0 {
            part.skip(Between::free());
        }
        self.sequence(all, part)
    }

    /// `aa(?:a(?:a)?)?` for `a{2,4}`.
    fn written(&mut self, node: &Node, min: u32, max: u32, may_count: bool) -> Option<Part> {
        let mut rest = Part::skipped(Between::free());
        for _ in min..max {
            let part = self.node(node, may_count)?;
            rest = self.sequence(part, rest)?;
            rest.skip(Between::free());
        }
        for _ in 0..min {
            let part = self.node(node, may_count)?;
            rest = self.sequence(part, rest)?;
        }
        Some(rest)
    }
}

/// The sets that look-around in the node asks about; nothing if it asks about more than a character.
fn asked(node: &Node, found: &mut Vec<CharClass>) -> Option<()> {
    match node {
        Node::Empty | Node::Class(_) => {}
        Node::Concat(nodes) | Node::Alternate(nodes) => {
            nodes.iter().try_for_each(|node| asked(node, found))?;
        }
        Node::Repeat { node, .. } => asked(node, found)?,
        Node::Look { node, .. } => {
            let Node::Class(class) = &**node else { return None };
            if !found.contains(class) {
                found.push(class.clone());
            }
        }
    }
    Some(())
}
