//! Which repetitions are counted and which are written out.

use crate::node::Node;

/// How many states a node takes, by the cheaper of writing a repetition out and counting it.
pub(super) fn cost(node: &Node, may_count: bool) -> u64 {
    match node {
        Node::Empty | Node::Look { .. } => 0,
        Node::Class(_) => 1,
        Node::Concat(nodes) | Node::Alternate(nodes) => {
            nodes.iter().map(|node| cost(node, may_count)).fold(0, u64::saturating_add)
        }
        Node::Repeat { node, min, max } => {
            let written = written_cost(node, *min, *max, may_count);
            if counts(node, *min, *max, may_count) { counted_cost(node, *min) } else { written }
        }
    }
}

fn written_cost(node: &Node, min: u32, max: Option<u32>, may_count: bool) -> u64 {
    cost(node, may_count).saturating_mul(u64::from(max.unwrap_or(min).max(1)))
}

fn counted_cost(node: &Node, min: u32) -> u64 {
    cost(node, false).saturating_mul(u64::from(min.max(1)))
}

/// Whether a repetition is a loop with a counter.
pub(super) fn counts(node: &Node, min: u32, max: Option<u32>, may_count: bool) -> bool {
    may_count && max.is_some() && counted_cost(node, min) < written_cost(node, min, max, may_count)
}
