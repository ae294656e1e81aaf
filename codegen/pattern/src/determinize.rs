//! The subset construction, extended to look-around.
//!
//! A state of the result is a set of *threads*. A thread is a state of the NFA and what its look-aheads
//! still demand of the rest of the value: each demand is a set of threads in turn, of which one must, or
//! none may, come to its end. Look-behinds need no demand: each is followed from the beginning of the
//! value, so whether it holds is known wherever it is asked.

use std::collections::HashMap;

use super::{
    alphabet::Alphabet,
    dfa::{DEAD, Dfa},
    nfa::{Nfa, State},
};

/// What a look-ahead demands of the rest of the value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Demand {
    negative: bool,
    threads: Threads,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Thread {
    state: usize,
    demands: Vec<Demand>,
}

/// Sorted, without duplicates, and without threads that demand more than another in the same state.
type Threads = Vec<Thread>;

/// Everything that the past of a value determines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Configuration {
    threads: Threads,
    /// For each look-behind, the NFA states that it may be in.
    behind: Vec<Vec<usize>>,
}

/// The size at which the construction gives up: more states, or more work, than any table is worth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) states: usize,
    /// Threads touched in all.
    pub(super) work: usize,
}

/// The deterministic automaton of `nfa`, or nothing if it is beyond the limits.
pub(super) fn determinize(nfa: &Nfa, alphabet: &Alphabet, limits: Limits) -> Option<Dfa> {
    let mut builder =
        Builder { nfa, work: limits.work, stack: Vec::new(), seen: vec![0; nfa.states.len()], mark: 0 };
    let classes = alphabet.classes().len();
    let first = builder.initial()?;
    let mut known: HashMap<Configuration, u32> = HashMap::from([(first.clone(), 1)]);
    let mut pending = vec![first];
    // State 0 is the dead one.
    let mut next = vec![DEAD; classes];
    let mut accepting = vec![false];
    let mut at = 0;
    while at < pending.len() {
        let configuration =
            std::mem::replace(&mut pending[at], Configuration { threads: vec![], behind: vec![] });
        at += 1;
        accepting.push(builder.accepts(&configuration.threads));
        for class in 0..classes {
            let following = builder.step(&configuration, class)?;
            let state = if following.threads.is_empty() {
                DEAD
            } else if let Some(&state) = known.get(&following) {
                state
            } else {
                let state = u32::try_from(known.len() + 1).ok()?;
                if known.len() >= limits.states {
                    return None;
                }
                known.insert(following.clone(), state);
                pending.push(following);
                state
            };
            next.push(state);
        }
    }
    Some(Dfa::new(alphabet.clone(), next, accepting))
}

/// Whether all of `value` matches, found by following the NFA.
pub(super) fn simulate(nfa: &Nfa, alphabet: &Alphabet, value: &str) -> bool {
    let mut builder =
        Builder { nfa, work: usize::MAX, stack: Vec::new(), seen: vec![0; nfa.states.len()], mark: 0 };
    let Some(mut at) = builder.initial() else {
        return false;
    };
    for c in value.chars() {
        match builder.step(&at, alphabet.class_of(c)) {
            Some(next) if !next.threads.is_empty() => at = next,
            _ => return false,
        }
    }
    builder.accepts(&at.threads)
}

struct Builder<'a> {
    nfa: &'a Nfa,
    work: usize,
    stack: Vec<usize>,
    /// When each NFA state was last reached, for closures of threads without demands.
    seen: Vec<u32>,
    mark: u32,
}

impl Builder<'_> {
    fn initial(&mut self) -> Option<Configuration> {
        let mut behind: Vec<Vec<usize>> = Vec::new();
        for index in 0..self.nfa.behind.len() {
            let closed = self.close_plain(vec![self.nfa.behind[index]], &behind)?;
            behind.push(closed);
        }
        let threads = self.close(vec![Thread { state: self.nfa.start, demands: vec![] }], &behind)?;
        Some(Configuration { threads, behind })
    }

    fn step(&mut self, from: &Configuration, class: usize) -> Option<Configuration> {
        let mut behind: Vec<Vec<usize>> = Vec::with_capacity(from.behind.len());
        for (index, states) in from.behind.iter().enumerate() {
            let mut moved: Vec<usize> = states.iter().filter_map(|&state| self.read(state, class)).collect();
            moved.push(self.nfa.behind[index]);
            let closed = self.close_plain(moved, &behind)?;
            behind.push(closed);
        }
        let threads = self.advance(&from.threads, class, &behind, true)?.unwrap_or_default();
        if threads.is_empty() {
            behind.clear();
        }
        Some(Configuration { threads, behind })
    }

    fn read(&self, state: usize, class: usize) -> Option<usize> {
        match &self.nfa.states[state] {
            State::Read { set, next } if self.nfa.sets[*set][class] => Some(*next),
            _ => None,
        }
    }

    /// The threads after a character of `class`; `Some(None)` says that they are satisfied whatever follows,
    /// which only those of a look-ahead can be.
    #[expect(clippy::option_option, reason = "the outer one is the limit on work")]
    fn advance(
        &mut self,
        threads: &Threads,
        class: usize,
        behind: &[Vec<usize>],
        root: bool,
    ) -> Option<Option<Threads>> {
        let mut moved = Vec::with_capacity(threads.len());
        'threads: for thread in threads {
            let ended = !root && matches!(self.nfa.states[thread.state], State::Match);
            let state = if ended { Some(thread.state) } else { self.read(thread.state, class) };
            let Some(state) = state else { continue };
            let mut demands = Vec::with_capacity(thread.demands.len());
            for demand in &thread.demands {
                match self.advance(&demand.threads, class, behind, false)? {
                    None if demand.negative => continue 'threads,
                    None => {}
                    Some(left) if left.is_empty() && demand.negative => {}
                    Some(left) if left.is_empty() => continue 'threads,
                    Some(threads) => demands.push(Demand { negative: demand.negative, threads }),
                }
            }
            moved.push(Thread { state, demands });
        }
        let closed = self.close(moved, behind)?;
        Some(if !root && self.satisfied(&closed) { None } else { Some(closed) })
    }

    /// Whether a look-ahead has come to its end with nothing more demanded.
    fn satisfied(&self, threads: &Threads) -> bool {
        threads
            .iter()
            .any(|thread| thread.demands.is_empty() && matches!(self.nfa.states[thread.state], State::Match))
    }

    /// Whether the value may end here.
    fn accepts(&self, threads: &Threads) -> bool {
        threads.iter().any(|thread| {
            matches!(self.nfa.states[thread.state], State::Match)
                && thread.demands.iter().all(|demand| self.accepts(&demand.threads) != demand.negative)
        })
    }

    /// Follows what reads nothing, for look-behinds: their conditions are look-behinds too.
    fn close_plain(&mut self, states: Vec<usize>, behind: &[Vec<usize>]) -> Option<Vec<usize>> {
        let threads = states.into_iter().map(|state| Thread { state, demands: vec![] }).collect();
        Some(self.close(threads, behind)?.into_iter().map(|thread| thread.state).collect())
    }

    /// Follows what reads nothing, and keeps the states that read or end.
    fn close(&mut self, threads: Threads, behind: &[Vec<usize>]) -> Option<Threads> {
        let mut closed: Threads = Vec::with_capacity(threads.len());
        self.mark += 1;
        let mut demanding = Vec::new();
        for thread in threads {
            if thread.demands.is_empty() { self.stack.push(thread.state) } else { demanding.push(thread) }
        }
        while let Some(state) = self.stack.pop() {
            if std::mem::replace(&mut self.seen[state], self.mark) == self.mark {
                continue;
            }
            self.work = self.work.checked_sub(1)?;
            match &self.nfa.states[state] {
                State::Read { .. } | State::Match => closed.push(Thread { state, demands: vec![] }),
                State::Split(next) => self.stack.extend(next),
                State::Look { behind: true, negative, start, next } => {
                    if self.holds(&behind[*start]) != *negative {
                        self.stack.push(*next);
                    }
                }
                State::Look { .. } => demanding.push(Thread { state, demands: vec![] }),
            }
        }
        let mut visited: Vec<Thread> = Vec::new();
        while let Some(thread) = demanding.pop() {
            self.work = self.work.checked_sub(1 + visited.len() / 8)?;
            if visited.contains(&thread) {
                continue;
            }
            visited.push(thread.clone());
            match &self.nfa.states[thread.state] {
                State::Read { .. } | State::Match => closed.push(thread),
                State::Split(next) => {
                    demanding
                        .extend(next.iter().map(|&state| Thread { state, demands: thread.demands.clone() }));
                }
                State::Look { behind: true, negative, start, next } => {
                    if self.holds(&behind[*start]) != *negative {
                        demanding.push(Thread { state: *next, ..thread });
                    }
                }
                State::Look { negative, start, next, .. } => {
                    let (negative, start, next) = (*negative, *start, *next);
                    let inner = self.close(vec![Thread { state: start, demands: vec![] }], behind)?;
                    let met = self.satisfied(&inner);
                    if met && negative || inner.is_empty() && !negative {
                        continue;
                    }
                    let mut demands = thread.demands;
                    if !met && !inner.is_empty() {
                        demands.push(Demand { negative, threads: inner });
                        demands.sort();
                        demands.dedup();
                    }
                    demanding.push(Thread { state: next, demands });
                }
            }
        }
        Some(reduced(closed))
    }

    fn holds(&self, states: &[usize]) -> bool {
        states.iter().any(|&state| matches!(self.nfa.states[state], State::Match))
    }
}

/// Drops a thread when another in the same state demands no more.
fn reduced(mut threads: Threads) -> Threads {
    threads.sort();
    threads.dedup();
    let mut kept: Threads = Vec::with_capacity(threads.len());
    let mut group = 0;
    for thread in threads {
        if kept.last().is_some_and(|last| last.state != thread.state) {
            group = kept.len();
        }
        let weaker = |other: &Thread| other.demands.iter().all(|demand| thread.demands.contains(demand));
        if !kept[group..].iter().any(weaker) {
            kept.push(thread);
        }
    }
    kept
}
