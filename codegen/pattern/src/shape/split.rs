//! Divides nodes into separate conditions on the value.

use crate::{class::CharClass, node::Node};

/// Look-around at either end of a value, as a separate condition.
#[derive(Clone, Debug)]
pub struct Looking {
    /// Whether it must not match.
    pub negative: bool,
    /// The text or node to match.
    pub sought: Sought,
    /// The rest, which the same value must match.
    pub rest: Node,
}

/// The text or node of look-around at either end of a value.
#[derive(Clone, Debug)]
pub enum Sought {
    /// The value begins with the text.
    Prefix(String),
    /// The value ends with the text.
    Suffix(String),
    /// The whole value matches.
    Whole(Node),
}

impl Node {
    /// Returns the alternatives, if there are several.
    #[must_use]
    pub fn alternatives(&self) -> Option<Vec<Node>> {
        match self {
            Self::Alternate(nodes) => Some(nodes.clone()),
            Self::Repeat { node, min: 0, max: Some(1) } => Some(vec![Self::Empty, (**node).clone()]),
            _ => None,
        }
    }

    /// Returns a look-ahead at the beginning or a look-behind at the end, and the rest.
    #[must_use]
    pub fn looking(&self) -> Option<Looking> {
        let Self::Concat(nodes) = self else { return None };
        let (negative, inner, rest, at_end) = match nodes.as_slice() {
            [Self::Look { behind: false, negative, node }, rest @ ..] => (*negative, &**node, rest, false),
            [rest @ .., Self::Look { behind: true, negative, node }] => (*negative, &**node, rest, true),
            _ => return None,
        };
        let sought = match inner.as_text() {
            Some(text) if at_end => Sought::Suffix(text),
            Some(text) => Sought::Prefix(text),
            None => Sought::Whole(inner.beside_anything(at_end)),
        };
        let rest = Self::concat(rest.to_vec()).without_outer_anchors().merged();
        Some(Looking { negative, sought, rest })
    }

    /// Returns look-around at either end of a value as a pattern of the whole value. `a$` before anything is
    /// `a` before nothing.
    fn beside_anything(&self, at_end: bool) -> Self {
        let anything = Self::any_number(&CharClass::any());
        let whole = match self {
            Self::Concat(_) if self.is_anchored(at_end) => self.clone(),
            _ if at_end => Self::concat(vec![anything, self.clone()]),
            _ => Self::concat(vec![self.clone(), anything]),
        };
        whole.without_outer_anchors().merged()
    }
}
