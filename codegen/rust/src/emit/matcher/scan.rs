//! Patterns in which the next character decides every choice, scanned part by part from one end.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    class::{Unit, closure, is_plain},
    text::string,
};
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
    let mut steps = TokenStream::new();
    push_steps(&node.front, Way::Forwards, &mut steps);
    if node.back != Node::Empty {
        let back = part(&node.back, Way::Backwards);
        steps.extend(quote!(.backwards(#back)));
    }
    quote!(Scan::new(value) #steps .is_done())
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
    let mut steps = TokenStream::new();
    push_steps(node, way, &mut steps);
    quote!(|scan| scan #steps)
}

/// The steps past `node`, each a method call.
fn push_steps(node: &Node, way: Way, steps: &mut TokenStream) {
    let text = |text: String, steps: &mut TokenStream| {
        if !text.is_empty() {
            let text = string(&way.read(text));
            steps.extend(quote!(.text(#text)));
        }
    };
    if let Some(all) = node.as_text() {
        return text(all, steps);
    }
    match node {
        Node::Concat(nodes) => {
            let mut rest = nodes.as_slice();
            while let [node, after @ ..] = rest {
                let texts: Vec<String> = rest.iter().map_while(Node::as_text).collect();
                if let Some(ending) = Node::ending(&rest[..rest.len().min(2)]) {
                    let [all, last] = [ending.class, ending.last].map(|class| closure(class, Unit::Char));
                    let counts = counts(ending.min, ending.max);
                    steps.extend(quote!(.many_to(#counts, #all, #last)));
                    rest = &rest[2..];
                } else if texts.is_empty() {
                    push_steps(node, way, steps);
                    rest = after;
                } else {
                    text(texts.concat(), steps);
                    rest = &rest[texts.len()..];
                }
            }
        }
        Node::Alternate(nodes) => {
            if let Some((last, before)) = nodes.split_last() {
                // The outermost choice is a separate step; choices within its second part are not.
                let first = before.first().map(|node| part(node, way));
                let second = before.iter().skip(1).rev().fold(part(last, way), |second, node| {
                    let first = part(node, way);
                    quote!(|scan| scan.either(#first, #second))
                });
                steps.extend(quote!(.either(#first, #second)));
            }
        }
        Node::Class(class) => {
            let test = closure(class, Unit::Char);
            steps.extend(quote!(.one(#test)));
        }
        Node::Repeat { node, min, max } => {
            let counts = counts(*min, *max);
            steps.extend(match (&**node, min, max) {
                (Node::Class(class), ..) => {
                    let test = closure(class, Unit::Char);
                    quote!(.many(#counts, #test))
                }
                (node, 0, Some(1)) => {
                    let part = part(node, way);
                    quote!(.optional(#part))
                }
                (Node::Alternate(nodes), 0 | 1, None) => {
                    let part = part(&Node::Alternate(nodes.iter().map(many).collect()), way);
                    quote!(.repeat(#counts, #part))
                }
                (node, ..) => {
                    let part = part(node, way);
                    quote!(.repeat(#counts, #part))
                }
            });
        }
        // Neither is scanned.
        Node::Empty | Node::Look { .. } => {}
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
