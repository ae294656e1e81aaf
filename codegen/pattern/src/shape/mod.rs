//! The form of a pattern: its counts, the parts that a scan can match, and its separate conditions.

mod deterministic;
mod split;

pub use self::{
    deterministic::Ending,
    split::{Looking, Sought},
};
use crate::{
    class::CharClass,
    node::{Lengths, Node},
};

/// A repetition with at least this bound is counted apart from the automaton.
const COUNTED_FROM: u32 = 16;

impl Node {
    /// Returns the same language with adjacent repetitions of one class merged: `[a-z][a-z]*` becomes
    /// `[a-z]+`.
    pub(crate) fn merged(&self) -> Self {
        let nodes = match self.map(Self::merged) {
            Self::Concat(nodes) => nodes,
            other => return other,
        };
        let mut merged: Vec<Node> = Vec::with_capacity(nodes.len());
        for node in nodes {
            if let (Some(last), Some((class, min, max))) = (merged.last_mut(), node.repetition())
                && let Some((last_class, last_min, last_max)) = last.repetition()
                && last_class == class
                // Double letters of a literal are kept.
                && (class.len() > 1 || (last_min, last_max, min, max) != (1, Some(1), 1, Some(1)))
            {
                let most = last_max.zip(max).map(|(a, b)| a.saturating_add(b));
                *last = Self::repeat(Self::Class(class.clone()), last_min.saturating_add(min), most);
            } else {
                merged.push(node);
            }
        }
        Self::concat(merged)
    }

    /// Returns the class and the bounds of one class, repeated or not.
    #[must_use]
    pub fn repetition(&self) -> Option<(&CharClass, u32, Option<u32>)> {
        match self {
            Self::Class(class) => Some((class, 1, Some(1))),
            Self::Repeat { node, min, max } => match &**node {
                Self::Class(class) => Some((class, *min, *max)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns a class repeated any number of times.
    pub(crate) fn any_number(class: &CharClass) -> Self {
        Self::repeat(Self::Class(class.clone()), 0, None)
    }

    /// Returns a wider language and bounds on the length that together are this one, if that saves states:
    /// `[a-z][a-z-]{0,48}[a-z]` is `[a-z][a-z-]*[a-z]` with 2 to 50 characters.
    pub(crate) fn counted(&self) -> Option<(Node, Lengths)> {
        if let Some((class, min, max)) = self.repetition() {
            let large = max.is_some_and(|max| max >= COUNTED_FROM) || min >= COUNTED_FROM;
            return large.then(|| (Self::any_number(class), (u64::from(min), max.map(u64::from))));
        }
        let Self::Concat(nodes) = self else { return None };
        if let Some(found) = Self::counted_ahead(nodes) {
            return Some(found);
        }
        let is_large =
            |(_, min, max): (_, u32, Option<u32>)| max.is_some_and(|max| max >= COUNTED_FROM && max > min);
        let at = nodes.iter().position(|node| node.repetition().is_some_and(is_large))?;
        let (before, after) = (&nodes[..at], &nodes[at + 1..]);
        let is_fixed = |node: &Node| node.lengths().1 == Some(node.lengths().0);
        if !before.iter().chain(after).all(is_fixed) {
            return None;
        }
        let mut wider = nodes.clone();
        wider[at] = Self::any_number(nodes[at].repetition()?.0);
        Some((Self::concat(wider), self.lengths()))
    }

    /// `(?=.{20,2048}$)…`: bounds on the length of the whole value, in a look-ahead.
    fn counted_ahead(nodes: &[Node]) -> Option<(Node, Lengths)> {
        let [Self::Look { behind: false, negative: false, node }, rest @ ..] = nodes else { return None };
        let Self::Concat(inner) = &**node else { return None };
        let [counted, end] = inner.as_slice() else { return None };
        let (class, min, max) = counted.repetition().filter(|_| end.is_anchor(false))?;
        let mut wider =
            vec![Self::look(false, false, Self::concat(vec![Self::any_number(class), end.clone()]))];
        wider.extend_from_slice(rest);
        Some((Self::concat(wider), (u64::from(min), max.map(u64::from))))
    }
}
