//! Decides whether one character of look-ahead is enough for every choice in a pattern, so that it can be
//! matched from left to right, or from right to left, without backtracking.

use crate::{class::CharClass, node::Node};

/// As many characters of a class as possible within bounds, and the class of the last one.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// The class of all of them.
    pub class: &'a CharClass,
    /// Minimum number.
    pub min: u32,
    /// Maximum number, if bounded.
    pub max: Option<u32>,
    /// The class of the last one.
    pub last: &'a CharClass,
}

impl Node {
    /// Returns the same language with common beginnings of alternatives factored out: `aws|aws-cn` becomes
    /// `aws(?:-cn)?`.
    #[must_use]
    pub fn factored(&self) -> Self {
        match self {
            Self::Alternate(nodes) => factor(nodes.iter().map(|node| items(node.factored())).collect()),
            other => other.map(Self::factored),
        }
    }

    /// Returns whether a match can be followed from left to right: the next character decides each choice.
    /// Such a node has no look-around.
    fn is_deterministic(&self) -> bool {
        self.deterministic_before(&CharClass::empty())
    }

    /// Divides the node into two parts. The first can be matched from left to right, the second, returned
    /// reversed, from right to left. The first is as long as possible, and may be everything. Together they
    /// have at most `most` parts.
    #[must_use]
    pub fn deterministic_parts(&self, most: usize) -> Option<(Self, Self)> {
        let nodes =
            if let Self::Concat(nodes) = self { nodes.as_slice() } else { std::slice::from_ref(self) };
        // A text has no choices.
        let is_text = |node: &Self| node.as_text().is_some();
        let mut ends = vec![0];
        ends.extend(nodes.chunk_by(|a, b| is_text(a) && is_text(b)).scan(0, |end, run| {
            *end += run.len();
            Some(*end)
        }));
        if ends.len() > most + 1 {
            return None;
        }
        let forwards: Vec<Self> = nodes.iter().map(Self::factored).collect();
        let backwards: Vec<Self> = nodes.iter().map(|node| node.reversed().factored()).collect();
        ends.into_iter().rev().find_map(|at| {
            let front = Self::concat(forwards[..at].to_vec());
            let follow = Self::concat(forwards[at..].to_vec()).first();
            let back = Self::concat(backwards[at..].iter().rev().cloned().collect());
            let decided = front.deterministic_before(&follow) && back.is_deterministic();
            (decided && front.parts() + back.parts() <= most).then_some((front, back))
        })
    }

    /// Returns the reversed language of a node without look-around.
    fn reversed(&self) -> Self {
        match self {
            Self::Concat(nodes) => Self::concat(nodes.iter().rev().map(Self::reversed).collect()),
            other => other.map(Self::reversed),
        }
    }

    /// Returns a repeated class and the one after it, such as `[a-z-]*[a-z]`. Before other characters it
    /// matches as many of the first class as possible, if the last of them is in the second class.
    #[must_use]
    pub fn ending(pair: &[Self]) -> Option<Ending<'_>> {
        let [repeated, Self::Class(last)] = pair else { return None };
        let (class, min, max) = repeated.repetition()?;
        let is_ending = max != Some(min) && !last.is_empty() && last.is_subset(class);
        let max = if let Some(max) = max { Some(max.checked_add(1)?) } else { None };
        is_ending.then_some(Ending { class, min: min.checked_add(1)?, max, last })
    }

    /// Like [`Self::is_deterministic`]; `follow` are the characters that may come next.
    fn deterministic_before(&self, follow: &CharClass) -> bool {
        match self {
            Self::Empty => true,
            Self::Class(class) => !class.is_empty(),
            Self::Look { .. } => false,
            Self::Concat(nodes) => {
                let (mut follow, mut rest) = (follow.clone(), nodes.as_slice());
                while let [before @ .., node] = rest {
                    let pair_at = rest.len().saturating_sub(2);
                    let (is_decided, first);
                    if let Some(ending) = Self::ending(&rest[pair_at..]) {
                        is_decided = ending.class.is_disjoint(&follow);
                        (first, rest) = (ending.class.clone(), &rest[..pair_at]);
                    } else {
                        is_decided = node.deterministic_before(&follow);
                        first = if node.is_nullable() { node.first().union(&follow) } else { node.first() };
                        rest = before;
                    }
                    if !is_decided {
                        return false;
                    }
                    follow = first;
                }
                true
            }
            Self::Alternate(nodes) => {
                let mut firsts = CharClass::empty();
                nodes.iter().all(|node| {
                    let first = node.first();
                    let is_apart = firsts.is_disjoint(&first);
                    firsts = firsts.union(&first);
                    is_apart && !node.is_nullable() && node.deterministic_before(follow)
                })
            }
            Self::Repeat { node, min, max } => {
                let first = node.first();
                let next = if *max == Some(1) { follow.clone() } else { first.union(follow) };
                !node.is_nullable()
                    && (*max == Some(*min) || first.is_disjoint(follow))
                    && node.deterministic_before(&next)
            }
        }
    }

    /// Returns the first characters of all matches.
    fn first(&self) -> CharClass {
        let nodes = match self {
            Self::Class(class) => return class.clone(),
            Self::Look { .. } => &[],
            Self::Concat(nodes) => {
                let last = nodes.iter().position(|node| !node.is_nullable());
                &nodes[..last.map_or(nodes.len(), |last| last + 1)]
            }
            _ => self.children(),
        };
        nodes.iter().fold(CharClass::empty(), |all, node| all.union(&node.first()))
    }

    /// Returns whether the empty string matches, ignoring conditions.
    fn is_nullable(&self) -> bool {
        self.lengths().0 == 0
    }

    /// Returns the only text that matches, if there is one.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Empty => Some(String::new()),
            Self::Class(class) => class.as_single().map(String::from),
            Self::Concat(nodes) => nodes.iter().map(Self::as_text).collect(),
            _ => None,
        }
    }

    /// Returns the number of parts, as a measure of the size of the generated code.
    fn parts(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Class(_) => 1,
            Self::Concat(nodes) => {
                let text = |node: &Node| node.as_text().is_some();
                let runs = nodes.chunk_by(|a, b| text(a) && text(b));
                runs.map(|run| if text(&run[0]) { 1 } else { run[0].parts() }).sum()
            }
            Self::Alternate(nodes) => nodes.iter().map(Self::parts).sum(),
            Self::Repeat { node, .. } | Self::Look { node, .. } => 1 + node.parts(),
        }
    }
}

fn items(node: Node) -> Vec<Node> {
    match node {
        Node::Empty => Vec::new(),
        Node::Concat(nodes) => nodes,
        node => vec![node],
    }
}

/// Combines alternatives, with common beginnings factored out and an empty one as an option.
fn factor(alternatives: Vec<Vec<Node>>) -> Node {
    let mut groups: Vec<(Node, Vec<Vec<Node>>)> = Vec::new();
    let mut empty = false;
    for alternative in alternatives {
        let mut parts = alternative.into_iter();
        let Some(first) = parts.next() else {
            empty = true;
            continue;
        };
        let rest: Vec<Node> = parts.collect();
        match groups.iter_mut().find(|(known, _)| *known == first) {
            Some((_, rests)) => rests.push(rest),
            None => groups.push((first, vec![rest])),
        }
    }
    let nodes = groups
        .into_iter()
        .map(|(first, mut rests)| match rests.len() {
            1 => Node::concat(std::iter::once(first).chain(rests.remove(0)).collect()),
            _ => Node::concat(vec![first, factor(rests)]),
        })
        .collect::<Vec<_>>();
    match (nodes.is_empty(), empty) {
        (true, _) => Node::Empty,
        (false, true) => Node::repeat(Node::alternate(nodes), 0, Some(1)),
        (false, false) => Node::alternate(nodes),
    }
}
