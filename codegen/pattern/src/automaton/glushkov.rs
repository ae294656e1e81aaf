//! Glushkov's construction, with counters and with look-around at single characters.

use super::{Alphabet, Rounds, ThreadState, Threads};
use crate::{class::CharClass, node::Node};

/// Maximum number of states; a matcher keeps a number for each.
const STATES_LIMIT: usize = 2_000;
/// Maximum number of edges.
const EDGES_LIMIT: usize = 20_000;
/// Maximum number of nodes and pairs of places visited: look-around has no states, but takes time.
const WORK_LIMIT: usize = 1_400_000;
/// Maximum number of ways past a part, each with its own demands.
const SKIPS_LIMIT: usize = 64;

/// Returns the automaton; none if it exceeds the limits.
pub(super) fn build(node: &Node) -> Option<Threads> {
    if cost(node).best > STATES_LIMIT as u64 {
        return None;
    }
    let mut asked = Vec::new();
    collect_asked(node, &mut asked)?;
    let (alphabet, states) = (Alphabet::of_node(node), vec![ThreadState::default()]);
    let mut builder = Builder { alphabet, states, edges: 0, work: WORK_LIMIT, asked };
    let part = builder.node(node, true)?;
    builder.connect(&[(0, Between::free())], &part.first, Rounds::First)?;
    builder.states[0].accepting = part.skips.iter().any(|between| between.before.none && between.after.none);
    for (state, between) in &part.last {
        let ends = between.after.none && builder.reads_within(*state, &between.before);
        builder.states[*state].accepting |= ends;
    }
    Some(Threads { alphabet: builder.alphabet, states: builder.states })
}

/// Collects the character sets that look-around in the node tests; none if it tests more than one character.
fn collect_asked(node: &Node, found: &mut Vec<CharClass>) -> Option<()> {
    let Node::Look { node, .. } = node else {
        return node.children().iter().try_for_each(|node| collect_asked(node, found));
    };
    let Node::Class(class) = &**node else { return None };
    if !found.contains(class) {
        found.push(class.clone());
    }
    Some(())
}

/// Number of states of a node.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// With every repetition unrolled.
    written: u64,
    /// With each repetition unrolled or counted; the smaller of both.
    best: u64,
}

fn cost(node: &Node) -> Cost {
    match node {
        Node::Empty | Node::Look { .. } => Cost::default(),
        Node::Class(_) => Cost { written: 1, best: 1 },
        Node::Concat(nodes) | Node::Alternate(nodes) => {
            nodes.iter().map(cost).fold(Cost::default(), |all, node| Cost {
                written: all.written.saturating_add(node.written),
                best: all.best.saturating_add(node.best),
            })
        }
        Node::Repeat { node, min, max } => {
            let inner = cost(node);
            let times = |cost: u64, times: u32| cost.saturating_mul(u64::from(times.max(1)));
            let most = max.unwrap_or(*min);
            let (written, best) = (times(inner.written, most), times(inner.best, most));
            // Counters do not nest.
            let counted = if max.is_some() { times(inner.written, *min) } else { u64::MAX };
            Cost { written, best: best.min(counted) }
        }
    }
}

/// Returns whether a bounded repetition becomes a loop with a counter.
fn counts(node: &Node, min: u32, max: u32) -> bool {
    let Cost { written, best } = cost(node);
    written.saturating_mul(u64::from(min.max(1))) < best.saturating_mul(u64::from(max.max(1)))
}

/// Demands of look-around between two places: on the character before and the one after.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Between {
    before: Side,
    after: Side,
}

/// Demand on one side: a character of a set, or none, as at either end of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    character: CharClass,
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

/// Places, with the demands after them.
type Places = Vec<(usize, Between)>;

/// Combines the places with the demands of each way past them; those of a state stay together.
fn past(places: &Places, skips: &[Between]) -> Places {
    let mut all = Places::with_capacity(places.len());
    for (at, own) in places {
        for skip in skips {
            let place = (*at, own.and(skip));
            if !all.iter().rev().take_while(|other| other.0 == *at).any(|other| *other == place) {
                all.push(place);
            }
        }
    }
    all
}

/// The first and last places of a part.
#[derive(Default)]
struct Part {
    /// The demands of the ways past the part that read nothing.
    skips: Vec<Between>,
    first: Places,
    last: Places,
}

impl Part {
    fn skipped(between: Between) -> Self {
        Self { skips: vec![between], ..Self::default() }
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
    /// Remaining budget of nodes and pairs of places.
    work: usize,
    /// Sets such that a state reads either only members or only others.
    asked: Vec<CharClass>,
}

impl Builder {
    fn node(&mut self, node: &Node, may_count: bool) -> Option<Part> {
        self.work = self.work.checked_sub(1)?;
        match node {
            Node::Empty => Some(Part::skipped(Between::free())),
            Node::Look { behind, negative, node } => {
                let Node::Class(class) = &**node else { return None };
                let character = if *negative { class.complement() } else { class.clone() };
                let (side, other) = (Side { character, none: *negative }, Side::free());
                let (before, after) = if *behind { (side, other) } else { (other, side) };
                Some(Part::skipped(Between { before, after }))
            }
            Node::Class(class) => self.class(class),
            Node::Concat(nodes) => nodes.iter().try_fold(Part::skipped(Between::free()), |all, node| {
                let part = self.node(node, may_count)?;
                self.sequence(all, part)
            }),
            Node::Alternate(nodes) => nodes.iter().try_fold(Part::default(), |mut all, node| {
                let part = self.node(node, may_count)?;
                part.skips.into_iter().for_each(|between| all.skip(between));
                all.first.extend(part.first);
                all.last.extend(part.last);
                Some(all)
            }),
            Node::Repeat { node, min, max: Some(max) } if !may_count || !counts(node, *min, *max) => {
                self.written(node, *min, *max, may_count)
            }
            Node::Repeat { node, min, max } => self.looped(node, *min, *max, may_count),
        }
    }

    fn class(&mut self, class: &CharClass) -> Option<Part> {
        // Look-around has the same result for all characters that a state reads.
        let mut pieces = vec![class.clone()];
        for asked in &self.asked {
            pieces = pieces.iter().flat_map(|set| [set.intersection(asked), set.difference(asked)]).collect();
            pieces.retain(|set| !set.is_empty());
        }
        let begin = self.states.len();
        let reads = pieces.iter().map(|set| self.alphabet.split(set));
        self.states.extend(reads.map(|reads| ThreadState { reads, ..ThreadState::default() }));
        let places: Places = (begin..self.states.len()).map(|state| (state, Between::free())).collect();
        let part = Part { skips: Vec::new(), first: places.clone(), last: places };
        (self.states.len() <= STATES_LIMIT).then_some(part)
    }

    /// Returns whether a state reads only characters of the side.
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
        let size = |part: &Part| part.first.len() + part.last.len() + part.skips.len();
        self.work = self.work.checked_sub(size(&a).saturating_mul(size(&b)))?;
        self.connect(&a.last, &b.first, Rounds::First)?;
        let mut all = Part { skips: Vec::new(), first: a.first, last: past(&a.last, &b.skips) };
        all.first.extend(past(&b.first, &a.skips));
        all.last.extend(b.last);
        for skip in &a.skips {
            b.skips.iter().for_each(|other| all.skip(skip.and(other)));
        }
        (all.skips.len() <= SKIPS_LIMIT).then_some(all)
    }

    /// Unrolls all required rounds but the last, followed by the loop.
    fn looped(&mut self, node: &Node, min: u32, max: Option<u32>, may_count: bool) -> Option<Part> {
        let before = min.saturating_sub(1);
        let inside = may_count && max.is_none();
        let mut all = Part::skipped(Between::free());
        for _ in 0..before {
            let part = self.node(node, inside)?;
            all = self.sequence(all, part)?;
        }
        let begin = self.states.len();
        let mut part = self.node(node, inside)?;
        if let Some(max) = max {
            for state in &mut self.states[begin..] {
                state.most = max - before;
                state.edges.iter_mut().for_each(|edge| edge.1 = Rounds::Same);
            }
        }
        self.connect(&part.last, &part.first, if max.is_some() { Rounds::Next } else { Rounds::First })?;
        if min == 0 {
            part.skip(Between::free());
        }
        self.sequence(all, part)
    }

    /// Unrolls `a{2,4}` to `aa(?:a(?:a)?)?`.
    fn written(&mut self, node: &Node, min: u32, max: u32, may_count: bool) -> Option<Part> {
        let mut rest = Part::skipped(Between::free());
        for round in (0..max).rev() {
            let part = self.node(node, may_count)?;
            rest = self.sequence(part, rest)?;
            if round >= min {
                rest.skip(Between::free());
            }
        }
        Some(rest)
    }
}
