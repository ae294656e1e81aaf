//! Patterns as several conditions on one value: alternatives, and look-around at either end.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    scan::{scan, scannable},
    table::table,
    text::string,
    whole::{count, whole},
};
use crate::pattern::{CharClass, Node, compile};

/// More alternatives than this are a table's matter, if it can be one.
const ALTERNATIVES_LIMIT: usize = 4;

/// Writes conditions, and the tables that they need before them.
#[derive(Default)]
pub(super) struct Conditions {
    pub(super) tables: Vec<TokenStream>,
}

/// How a condition is to be joined with others.
pub(super) enum Condition {
    /// `a && b`, or what binds tighter.
    All(TokenStream),
    /// `a || b`.
    Any(TokenStream),
}

impl Condition {
    pub(super) fn bare(self) -> TokenStream {
        match self {
            Self::All(tokens) | Self::Any(tokens) => tokens,
        }
    }

    fn within_all(self) -> TokenStream {
        match self {
            Self::All(tokens) => tokens,
            Self::Any(tokens) => quote!((#tokens)),
        }
    }
}

impl Conditions {
    /// The condition without tables, if there is one.
    pub(super) fn plain(&mut self, node: &Node) -> Option<Condition> {
        if let Some(condition) = whole(node) {
            return Some(Condition::All(condition));
        }
        match node {
            Node::Alternate(nodes) if nodes.len() <= ALTERNATIVES_LIMIT => {
                if let Some(any) = self.any(nodes, Self::plain) {
                    return Some(any);
                }
            }
            Node::Repeat { node, min: 0, max: Some(1) } => {
                let inner = self.plain(node)?.bare();
                return Some(Condition::Any(quote!(value.is_empty() || #inner)));
            }
            _ => {}
        }
        if let Some(node) = scannable(node) {
            return Some(Condition::All(scan(&node)));
        }
        self.looking(node, Self::plain)
    }

    /// The condition, with tables where it takes them. Nothing if even those would be too large.
    pub(super) fn any_form(&mut self, node: &Node) -> Option<Condition> {
        if let Some(condition) = self.plain(node) {
            return Some(condition);
        }
        if let Some(condition) = self.tabular(node) {
            return Some(condition);
        }
        match node {
            Node::Alternate(nodes) => self.any(nodes, Self::any_form),
            Node::Repeat { node, min: 0, max: Some(1) } => {
                let inner = self.any_form(node)?.bare();
                Some(Condition::Any(quote!(value.is_empty() || #inner)))
            }
            node => self.looking(node, Self::any_form),
        }
    }

    fn tabular(&mut self, node: &Node) -> Option<Condition> {
        let (dfa, lengths) = compile(node)?;
        let name = match self.tables.len() {
            0 => format_ident!("TABLE"),
            n => format_ident!("TABLE_{}", n + 1),
        };
        let table = table(&dfa, &name)?;
        self.tables.push(table);
        let count = count(lengths, false).map(|count| quote!(#count &&));
        Some(Condition::All(quote!(#count #name.matches(value))))
    }

    fn any(
        &mut self,
        nodes: &[Node],
        form: impl Fn(&mut Self, &Node) -> Option<Condition>,
    ) -> Option<Condition> {
        let before = self.tables.len();
        let conditions: Option<Vec<TokenStream>> =
            nodes.iter().map(|node| form(self, node).map(Condition::bare)).collect();
        if conditions.is_none() {
            self.tables.truncate(before);
        }
        let conditions = conditions?;
        Some(Condition::Any(quote!(#(#conditions)||*)))
    }

    /// A look-ahead at the beginning or a look-behind at the end, and the rest.
    fn looking(
        &mut self,
        node: &Node,
        form: impl Fn(&mut Self, &Node) -> Option<Condition>,
    ) -> Option<Condition> {
        let Node::Concat(nodes) = node else { return None };
        let anything = Node::Repeat { node: Box::new(Node::Class(CharClass::any())), min: 0, max: None };
        let (look, rest, at_end) = match nodes.as_slice() {
            [Node::Look { behind: false, negative, node }, rest @ ..] => ((negative, node), rest, false),
            [rest @ .., Node::Look { behind: true, negative, node }] => ((negative, node), rest, true),
            _ => return None,
        };
        let (negative, inner) = look;
        let rest = if let [only] = rest { only.clone() } else { Node::Concat(rest.to_vec()) };
        let before = self.tables.len();
        let both = || {
            let condition = match inner.as_text() {
                Some(text) => {
                    let (text, call) = (string(&text), if at_end { "ends_with" } else { "starts_with" });
                    let call = format_ident!("{call}");
                    quote!(value.#call(#text))
                }
                None => {
                    let parts = if at_end {
                        vec![anything, (**inner).clone()]
                    } else {
                        vec![(**inner).clone(), anything]
                    };
                    let condition = form(self, &Node::sequence(parts))?;
                    match (negative, condition) {
                        (true, Condition::All(tokens)) if tokens.to_string().contains("&&") => {
                            quote!((#tokens))
                        }
                        (_, condition) => condition.within_all(),
                    }
                }
            };
            let rest = form(self, &rest)?.within_all();
            let not = negative.then(|| quote!(!));
            Some(Condition::All(quote!(#not #condition && #rest)))
        };
        let both = both();
        if both.is_none() {
            self.tables.truncate(before);
        }
        both
    }
}
