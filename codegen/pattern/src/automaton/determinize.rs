//! The subset construction, extended to look-around.
//!
//! A state of the result is a set of *threads*. A thread is a state of the NFA and the demands of its
//! look-aheads on the rest of the value. A demand is again a set of threads: one of them must reach its end,
//! or none may. Look-behinds need no demands: each is followed from the beginning of the value, so its result
//! is known at every place.

use std::{collections::HashMap, rc::Rc};

use super::{
    dfa::{DEAD, Dfa},
    nfa::{Nfa, State},
};

/// Maximum number of states.
const STATES_LIMIT: usize = 4_096;
/// Maximum number of threads processed in total.
const WORK_LIMIT: usize = 1_000_000;

/// A demand of a look-ahead on the rest of the value.
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

impl Thread {
    /// Creates a thread without demands.
    fn at(state: usize) -> Self {
        Self { state, demands: Vec::new() }
    }

    /// Returns the number of threads, including demanded ones: the cost of a copy.
    fn size(&self) -> usize {
        self.demands.iter().flat_map(|demand| &demand.threads).map(Self::size).sum::<usize>() + 1
    }
}

/// Sorted threads without duplicates, and without a thread that demands more than another one in the same
/// state.
type Threads = Vec<Thread>;

/// Everything about the start of a value that can matter later.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Configuration {
    threads: Threads,
    /// The threads of each look-behind; they have no demands.
    behind: Vec<Threads>,
}

impl Nfa {
    /// Returns the equivalent deterministic automaton; none if it exceeds the limits.
    pub(crate) fn determinize(&self) -> Option<Dfa> {
        let mut builder = Builder::new(self, WORK_LIMIT);
        let first = Rc::new(builder.initial()?);
        let mut known = HashMap::from([(Rc::clone(&first), DEAD + 1)]);
        let mut pending = vec![first];
        let classes = self.alphabet.classes().len();
        let (mut next, mut accepting) = (vec![DEAD; classes], vec![false]);
        let mut at = 0;
        while let Some(configuration) = pending.get(at).cloned() {
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
                    if known.len() >= STATES_LIMIT {
                        return None;
                    }
                    let following = Rc::new(following);
                    known.insert(Rc::clone(&following), state);
                    pending.push(following);
                    state
                };
                next.push(state);
            }
        }
        Some(Dfa::minimal(&self.alphabet, &next, &accepting))
    }

    /// Returns whether the whole of `value` matches.
    pub(crate) fn is_match(&self, value: &str) -> bool {
        let mut builder = Builder::new(self, usize::MAX);
        let mut at = builder.initial();
        for c in value.chars() {
            at = at.and_then(|at| builder.step(&at, self.alphabet.class_of(c)));
        }
        at.is_some_and(|at| builder.accepts(&at.threads))
    }
}

struct Builder<'a> {
    nfa: &'a Nfa,
    work: usize,
    /// When each state was last reached by a thread without demands.
    seen: Vec<usize>,
    mark: usize,
}

impl<'a> Builder<'a> {
    fn new(nfa: &'a Nfa, work: usize) -> Self {
        Self { nfa, work, seen: vec![0; nfa.states.len()], mark: 0 }
    }

    fn initial(&mut self) -> Option<Configuration> {
        let behind = self.step_behind(&vec![vec![]; self.nfa.behind.len()], 0)?;
        let threads = self.close(vec![Thread::at(self.nfa.start)], &behind)?;
        Some(Configuration { threads, behind })
    }

    /// Returns the configuration after a character of `class`.
    fn step(&mut self, from: &Configuration, class: usize) -> Option<Configuration> {
        self.work = self.work.checked_sub(1)?;
        let mut behind = self.step_behind(&from.behind, class)?;
        let threads = self.advance(&from.threads, class, &behind, true)?;
        if threads.is_empty() {
            behind.clear();
        }
        Some(Configuration { threads, behind })
    }

    /// Returns the threads of each look-behind, which starts again at every place.
    fn step_behind(&mut self, from: &[Threads], class: usize) -> Option<Vec<Threads>> {
        let mut behind = Vec::with_capacity(from.len());
        for (threads, &start) in from.iter().zip(&self.nfa.behind) {
            let moved = threads.iter().filter_map(|thread| self.read(thread.state, class));
            let moved = moved.chain([start]).map(Thread::at).collect();
            behind.push(self.close(moved, &behind)?);
        }
        Some(behind)
    }

    fn is_end(&self, state: usize) -> bool {
        matches!(self.nfa.states[state], State::Match)
    }

    fn read(&self, state: usize, class: usize) -> Option<usize> {
        match &self.nfa.states[state] {
            State::Read { set, next } if self.nfa.sets[*set][class] => Some(*next),
            _ => None,
        }
    }

    /// Returns the threads after a character of `class`. Finished threads of a look-ahead are kept while they
    /// have demands.
    fn advance(
        &mut self,
        threads: &Threads,
        class: usize,
        behind: &[Threads],
        root: bool,
    ) -> Option<Threads> {
        let mut moved = Vec::with_capacity(threads.len());
        'threads: for thread in threads {
            let ended = !root && self.is_end(thread.state);
            let state = if ended { Some(thread.state) } else { self.read(thread.state, class) };
            let Some(state) = state else { continue };
            let mut demands = Vec::with_capacity(thread.demands.len());
            for demand in &thread.demands {
                let threads = self.advance(&demand.threads, class, behind, false)?;
                match self.outcome(&threads) {
                    Some(holds) if holds == demand.negative => continue 'threads,
                    Some(_) => {}
                    None => demands.push(Demand { negative: demand.negative, threads }),
                }
            }
            moved.push(Thread { state, demands });
        }
        self.close(moved, behind)
    }

    /// Returns whether one of the threads has finished without demands.
    fn holds(&self, threads: &Threads) -> bool {
        threads.iter().any(|thread| thread.demands.is_empty() && self.is_end(thread.state))
    }

    /// Returns the result of a look-ahead, if it is known without the rest of the value.
    fn outcome(&self, threads: &Threads) -> Option<bool> {
        if self.holds(threads) { Some(true) } else { threads.is_empty().then_some(false) }
    }

    /// Returns whether the value may end here.
    fn accepts(&self, threads: &Threads) -> bool {
        let is_met = |demand: &Demand| self.accepts(&demand.threads) != demand.negative;
        threads.iter().any(|thread| self.is_end(thread.state) && thread.demands.iter().all(is_met))
    }

    /// Follows transitions that read nothing, and keeps the states that read or end.
    fn close(&mut self, mut pending: Threads, behind: &[Threads]) -> Option<Threads> {
        let mut closed: Threads = Vec::with_capacity(pending.len());
        let mut demanding: Threads = Vec::new();
        // A condition shares no state with its surroundings, so its own closure does not affect these marks.
        self.mark += 1;
        let mark = self.mark;
        while let Some(mut thread) = pending.pop() {
            if thread.demands.is_empty() {
                if std::mem::replace(&mut self.seen[thread.state], mark) == mark {
                    continue;
                }
                self.work = self.work.checked_sub(1)?;
            } else {
                self.work = self.work.checked_sub(thread.size() + demanding.len() / 8)?;
                if demanding.contains(&thread) {
                    continue;
                }
                demanding.push(thread.clone());
            }
            match &self.nfa.states[thread.state] {
                State::Read { .. } | State::Match => closed.push(thread),
                State::Split(next) => {
                    let split = |&state: &usize| Thread { state, demands: thread.demands.clone() };
                    pending.extend(next.iter().map(split));
                }
                State::Look { behind: true, negative, start, next } => {
                    if self.holds(&behind[*start]) != *negative {
                        pending.push(Thread { state: *next, ..thread });
                    }
                }
                State::Look { negative, start, next, .. } => {
                    let (negative, start, next) = (*negative, *start, *next);
                    let threads = self.close(vec![Thread::at(start)], behind)?;
                    match self.outcome(&threads) {
                        Some(holds) if holds == negative => continue,
                        Some(_) => {}
                        None => thread.demands.push(Demand { negative, threads }),
                    }
                    thread.demands.sort();
                    thread.demands.dedup();
                    pending.push(Thread { state: next, ..thread });
                }
            }
        }
        closed.sort_unstable();
        if !demanding.is_empty() {
            drop_stronger(&mut closed);
        }
        Some(closed)
    }
}

/// Removes threads that demand more than another one in the same state; `threads` are sorted.
fn drop_stronger(threads: &mut Threads) {
    for thread in std::mem::take(threads) {
        let mut same_state = threads.iter().rev().take_while(|other| other.state == thread.state);
        if !same_state.any(|other| other.demands.iter().all(|demand| thread.demands.contains(demand))) {
            threads.push(thread);
        }
    }
}
