//! Patterns in which the next character decides every choice, scanned part by part from one end.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    class::{Unit, closure, is_plain},
    text::string,
};
use crate::emit::method;
use speccast_pattern::Node;

/// Maximum number of parts; a table is shorter for more.
const PARTS_LIMIT: usize = 40;

/// A node to scan: one part from its beginning, and the rest from its end.
pub(super) struct Scannable {
    front: Node,
    /// Scanned from the end to the beginning.
    back: Node,
}

/// The node as a scan, if possible.
pub(super) fn scannable(node: &Node) -> Option<Scannable> {
    let (front, back) = node.deterministic_parts(PARTS_LIMIT)?;
    (is_plain_throughout(&front) && is_plain_throughout(&back)).then_some(Scannable { front, back })
}

fn is_plain_throughout(node: &Node) -> bool {
    match node {
        Node::Class(class) => is_plain(class),
        Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().all(is_plain_throughout),
        Node::Repeat { node, .. } | Node::Look { node, .. } => is_plain_throughout(node),
        Node::Empty => true,
    }
}

/// `Scan::new(value).text("arn:")….is_done()`.
pub(super) fn scan(node: &Scannable) -> TokenStream {
    let front = steps(&node.front, Way::Forwards);
    let back = (node.back != Node::Empty).then(|| method("backwards", [part(&node.back, Way::Backwards)]));
    quote!(Scan::new(value) #front #back .is_done())
}

/// The direction of a scan.
#[derive(Clone, Copy)]
enum Way {
    Forwards,
    Backwards,
}

impl Way {
    /// A text in the order in which it is read.
    fn read(self, text: String) -> String {
        match self {
            Self::Forwards => text,
            Self::Backwards => text.chars().rev().collect(),
        }
    }
}

/// `|scan| scan.…`, a part as a function of the cursor.
fn part(node: &Node, way: Way) -> TokenStream {
    let steps = steps(node, way);
    quote!(|scan| scan #steps)
}

/// The steps past `node`, each a method call.
fn steps(node: &Node, way: Way) -> TokenStream {
    if let Some(all) = node.as_text() {
        return text(all, way);
    }
    match node {
        Node::Concat(nodes) => sequence(nodes, way),
        Node::Alternate(nodes) => choice(nodes, way),
        Node::Class(class) => method("one", [closure(class, Unit::Char)]),
        Node::Repeat { node, min, max } => repetition(node, (*min, *max), way),
        // Neither is scanned.
        Node::Empty | Node::Look { .. } => TokenStream::new(),
    }
}

fn text(text: String, way: Way) -> TokenStream {
    if text.is_empty() { TokenStream::new() } else { method("text", [string(&way.read(text))]) }
}

fn sequence(nodes: &[Node], way: Way) -> TokenStream {
    let (mut found, mut rest) = (TokenStream::new(), nodes);
    while let [node, after @ ..] = rest {
        let texts: Vec<String> = rest.iter().map_while(Node::as_text).collect();
        if let Some(ending) = Node::ending(&rest[..rest.len().min(2)]) {
            let [all, last] = [ending.class, ending.last].map(|class| closure(class, Unit::Char));
            found.extend(method("many_to", [counts(ending.min, ending.max), all, last]));
            rest = &rest[2..];
        } else if texts.is_empty() {
            found.extend(steps(node, way));
            rest = after;
        } else {
            found.extend(text(texts.concat(), way));
            rest = &rest[texts.len()..];
        }
    }
    found
}

fn choice(nodes: &[Node], way: Way) -> TokenStream {
    let [first, others @ .., last] = nodes else { return TokenStream::new() };
    // The outermost choice is a separate step; choices within its second part are not.
    let second = others.iter().rev().fold(part(last, way), |second, node| {
        let first = part(node, way);
        quote!(|scan| scan.either(#first, #second))
    });
    method("either", [part(first, way), second])
}

fn repetition(node: &Node, (min, max): (u32, Option<u32>), way: Way) -> TokenStream {
    let counts = counts(min, max);
    match (node, min, max) {
        (Node::Class(class), ..) => method("many", [counts, closure(class, Unit::Char)]),
        (node, 0, Some(1)) => method("optional", [part(node, way)]),
        (Node::Alternate(nodes), 0 | 1, None) => {
            let nodes = Node::Alternate(nodes.iter().map(many).collect());
            method("repeat", [counts, part(&nodes, way)])
        }
        (node, ..) => method("repeat", [counts, part(node, way)]),
    }
}

/// A repetition of a class instead of one character, inside another repetition.
fn many(node: &Node) -> Node {
    match node {
        Node::Class(_) => Node::Repeat { node: Box::new(node.clone()), min: 1, max: None },
        node => node.clone(),
    }
}

fn counts(min: u32, max: Option<u32>) -> TokenStream {
    let (low, high) = (Literal::u32_unsuffixed(min), Literal::u32_unsuffixed(max.unwrap_or(0)));
    match max {
        None => quote!(#low..),
        Some(max) if max == min => quote!(#low),
        Some(_) if min == 0 => quote!(..=#high),
        Some(_) => quote!(#low..=#high),
    }
}
