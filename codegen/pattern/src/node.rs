//! The meaning of a pattern, independent of its spelling.

use crate::class::CharClass;

/// The least and the greatest length of a value in characters; the second is `None` if unbounded.
pub type Lengths = (u64, Option<u64>);

/// A regular expression with look-around, without groups, laziness and escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The empty string.
    Empty,
    /// One character of the set; an empty set matches nothing.
    Class(CharClass),
    /// A flat sequence of at least two nodes.
    Concat(Vec<Node>),
    /// Any of them.
    Alternate(Vec<Node>),
    /// `node`, repeated from `min` to `max` times.
    Repeat {
        /// The repeated node.
        node: Box<Node>,
        /// Fewest repetitions.
        min: u32,
        /// Most repetitions; `None` if unbounded.
        max: Option<u32>,
    },
    /// A condition on the text before or after this place.
    Look {
        /// Whether it is about the text before.
        behind: bool,
        /// Whether it must not match.
        negative: bool,
        /// The node to match.
        node: Box<Node>,
    },
}

impl Node {
    /// Returns the direct children.
    pub(crate) fn children(&self) -> &[Node] {
        match self {
            Self::Empty | Self::Class(_) => &[],
            Self::Concat(nodes) | Self::Alternate(nodes) => nodes,
            Self::Repeat { node, .. } | Self::Look { node, .. } => std::slice::from_ref(node),
        }
    }

    /// Returns the node with `change` applied to each direct child.
    pub(crate) fn map(&self, change: impl FnMut(&Node) -> Node) -> Self {
        let mut inner = self.children().iter().map(change);
        match self {
            Self::Empty | Self::Class(_) => self.clone(),
            Self::Concat(_) => Self::concat(inner.collect()),
            Self::Alternate(_) => Self::alternate(inner.collect()),
            Self::Repeat { min, max, .. } => Self::repeat(inner.next().unwrap_or(Self::Empty), *min, *max),
            Self::Look { behind, negative, .. } => {
                Self::look(*behind, *negative, inner.next().unwrap_or(Self::Empty))
            }
        }
    }

    /// Returns a node that matches nothing.
    pub(crate) fn never() -> Self {
        Self::Class(CharClass::empty())
    }

    /// Returns a sequence, flattened and without empty nodes.
    pub(crate) fn concat(nodes: Vec<Node>) -> Self {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Empty => {}
                Self::Concat(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Self::Empty,
            1 => flat.remove(0),
            _ => Self::Concat(flat),
        }
    }

    /// Returns a choice; alternatives of single characters become one class.
    pub(crate) fn alternate(nodes: Vec<Node>) -> Self {
        let mut flat: Vec<Node> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let inner = if let Self::Alternate(inner) = node { inner } else { vec![node] };
            for node in inner {
                if let (Self::Class(class), Some(Self::Class(last))) = (&node, flat.last_mut()) {
                    *last = last.union(class);
                } else if !flat.contains(&node) {
                    flat.push(node);
                }
            }
        }
        match flat.len() {
            0 => Self::never(),
            1 => flat.remove(0),
            _ => Self::Alternate(flat),
        }
    }

    /// Returns `node` repeated, simplified if possible.
    pub(crate) fn repeat(node: Node, min: u32, max: Option<u32>) -> Self {
        match (&node, min, max) {
            (_, _, Some(0)) | (Self::Empty, _, _) => Self::Empty,
            (_, 1, Some(1)) => node,
            // A condition is as true once as many times: only whether it is required matters.
            _ if node.lengths().1 == Some(0) => {
                if min == 0 {
                    Self::Empty
                } else {
                    node
                }
            }
            (Self::Repeat { node: inner, min: least @ (0 | 1), max: None }, 0 | 1, None) => {
                Self::Repeat { node: inner.clone(), min: min.min(*least), max: None }
            }
            _ => Self::Repeat { node: Box::new(node), min, max },
        }
    }

    pub(crate) fn look(behind: bool, negative: bool, node: Node) -> Self {
        Self::Look { behind, negative, node: Box::new(node) }
    }

    /// `^`: the start of the value.
    pub(crate) fn start() -> Self {
        Self::look(true, true, Self::Class(CharClass::any()))
    }

    /// `$`: the end of the value.
    pub(crate) fn end() -> Self {
        Self::look(false, true, Self::Class(CharClass::any()))
    }

    /// Returns whether this is `^` (`at_start`) or `$`.
    pub(crate) fn is_anchor(&self, at_start: bool) -> bool {
        matches!(self, Self::Look { behind, negative: true, node }
            if *behind == at_start && **node == Self::Class(CharClass::any()))
    }

    /// Returns whether the node begins with `^` (`at_start`) or ends with `$`.
    pub(crate) fn is_anchored(&self, at_start: bool) -> bool {
        let nodes = if let Self::Concat(nodes) = self { nodes } else { std::slice::from_ref(self) };
        if at_start { nodes.first() } else { nodes.last() }.is_some_and(|node| node.is_anchor(at_start))
    }

    /// Returns the least and the greatest length of a match, ignoring conditions. `None` if unbounded.
    pub(crate) fn lengths(&self) -> Lengths {
        match self {
            Self::Empty | Self::Look { .. } => (0, Some(0)),
            Self::Class(_) => (1, Some(1)),
            Self::Concat(nodes) => {
                nodes.iter().map(Self::lengths).fold((0, Some(0)), |(min, max), (lo, hi)| {
                    (min.saturating_add(lo), max.zip(hi).map(|(a, b)| a.saturating_add(b)))
                })
            }
            Self::Alternate(nodes) => nodes
                .iter()
                .map(Self::lengths)
                .reduce(|a, b| (a.0.min(b.0), a.1.zip(b.1).map(|(x, y)| x.max(y))))
                .unwrap_or((0, Some(0))),
            Self::Repeat { node, min, max } => {
                let (lo, hi) = node.lengths();
                let most = match (hi, max) {
                    (Some(0), _) => Some(0),
                    (Some(hi), Some(max)) => Some(hi.saturating_mul(u64::from(*max))),
                    _ => None,
                };
                (lo.saturating_mul(u64::from(*min)), most)
            }
        }
    }

    /// Removes `^` at the start and `$` at the end, which a match of the whole value implies.
    pub(crate) fn without_outer_anchors(self) -> Self {
        self.strip(true).strip(false)
    }

    fn strip(self, at_start: bool) -> Self {
        if self.is_anchor(at_start) {
            return Self::Empty;
        }
        match self {
            Self::Alternate(nodes) => Self::alternate(nodes.into_iter().map(|n| n.strip(at_start)).collect()),
            Self::Concat(mut nodes) => {
                let at = if at_start { 0 } else { nodes.len() - 1 };
                let outer = std::mem::replace(&mut nodes[at], Self::Empty);
                nodes[at] = outer.strip(at_start);
                let gone = nodes[at] == Self::Empty;
                let rest = Self::concat(nodes);
                // `^^a` and `^(?:^a)`: the node after a removed anchor is now at the edge.
                if gone { rest.strip(at_start) } else { rest }
            }
            other => other,
        }
    }
}
