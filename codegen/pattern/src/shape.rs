//! A pattern's meaning in normal form, for what reads or decides by its structure.

use super::{class::CharClass, node::Node};

/// Characters in a value that matches: at least, at most.
pub type Lengths = (u64, Option<u64>);

/// From this bound on, a repetition of one class is better counted beside the automaton than in its states.
const COUNTED_FROM: u32 = 16;

impl Node {
    /// The same language with neighbouring repetitions of one class merged: `[a-z][a-z]*` is `[a-z]+`.
    pub(super) fn merged(self) -> Self {
        match self {
            Self::Concat(nodes) => {
                let mut merged: Vec<Node> = Vec::with_capacity(nodes.len());
                let flat = Self::concat(nodes.into_iter().map(Self::merged).collect());
                let Self::Concat(flat) = flat else {
                    return flat;
                };
                for node in flat {
                    if let (Some(last), Some((class, min, max))) = (merged.last_mut(), node.repetition())
                        && let Some((last_class, last_min, last_max)) = last.repetition()
                        && last_class == class
                        // The double letters of a literal stay what they are.
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
            Self::Alternate(nodes) => Self::alternate(nodes.into_iter().map(Self::merged).collect()),
            Self::Repeat { node, min, max } => Self::repeat(node.merged(), min, max),
            Self::Look { behind, negative, node } => Self::look(behind, negative, node.merged()),
            other => other,
        }
    }

    /// The class and the bounds if this is one class, repeated or not.
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

    /// A wider language and bounds on the length that together are this one, where that spares states:
    /// `[a-z][a-z-]{0,48}[a-z]` is `[a-z][a-z-]*[a-z]` of 2 to 50 characters.
    pub(super) fn counted(&self) -> Option<(Node, Lengths)> {
        if let Some((class, min, max)) = self.repetition() {
            let large = max.is_some_and(|max| max >= COUNTED_FROM) || min >= COUNTED_FROM;
            let star = Self::repeat(Self::Class(class.clone()), 0, None);
            return large.then_some((star, (u64::from(min), max.map(u64::from))));
        }
        let Self::Concat(nodes) = self else {
            return None;
        };
        if let Some(found) = Self::counted_ahead(nodes) {
            return Some(found);
        }
        let lengths: Vec<Lengths> = nodes.iter().map(Self::lengths).collect();
        let (at, _) = nodes.iter().enumerate().find(|(_, node)| {
            node.repetition()
                .is_some_and(|(_, min, max)| max.is_some_and(|max| max >= COUNTED_FROM && max > min))
        })?;
        let fixed = |(index, length): (usize, &Lengths)| index == at || length.1 == Some(length.0);
        if !lengths.iter().enumerate().all(fixed) {
            return None;
        }
        let mut wider = nodes.clone();
        let (class, _, _) = nodes[at].repetition()?;
        wider[at] = Self::repeat(Self::Class(class.clone()), 0, None);
        Some((Self::concat(wider), self.lengths()))
    }

    /// `(?=.{20,2048}$)…`: a bound on the length of the whole value, said ahead of it.
    fn counted_ahead(nodes: &[Node]) -> Option<(Node, Lengths)> {
        let (first, rest) = nodes.split_first()?;
        let Self::Look { behind: false, negative: false, node } = first else {
            return None;
        };
        let Self::Concat(inner) = &**node else {
            return None;
        };
        let [counted, end] = inner.as_slice() else {
            return None;
        };
        let (class, min, max) = counted.repetition().filter(|_| end.is_anchor(false))?;
        let all = Self::concat(vec![Self::repeat(Self::Class(class.clone()), 0, None), end.clone()]);
        let mut wider = vec![Self::look(false, false, all)];
        wider.extend_from_slice(rest);
        Some((Self::concat(wider), (u64::from(min), max.map(u64::from))))
    }
}
