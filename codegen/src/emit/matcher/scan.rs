//! Patterns in which the next character decides every choice, followed part by part.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    class::{Unit, closure, is_plain},
    text::string,
};
use crate::pattern::Node;

/// Beyond as many parts a table is shorter.
const PARTS_LIMIT: usize = 40;

/// The node in the form to be scanned, if it can be.
pub(super) fn scannable(node: &Node) -> Option<Node> {
    let factored = node.factored();
    (factored.is_deterministic() && factored.parts() <= PARTS_LIMIT && is_plain_throughout(&factored))
        .then_some(factored)
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
pub(super) fn scan(node: &Node) -> TokenStream {
    let mut steps = TokenStream::new();
    push_steps(node, &mut steps);
    quote!(Scan::new(value) #steps .is_done())
}

/// `|scan| scan.…`, a part as a function of the cursor.
fn part(node: &Node) -> TokenStream {
    let mut steps = TokenStream::new();
    push_steps(node, &mut steps);
    quote!(|scan| scan #steps)
}

/// The steps past `node`, each a method call.
fn push_steps(node: &Node, steps: &mut TokenStream) {
    let text = |text: String, steps: &mut TokenStream| {
        if !text.is_empty() {
            let text = string(&text);
            steps.extend(quote!(.text(#text)));
        }
    };
    if let Some(all) = node.as_text() {
        return text(all, steps);
    }
    match node {
        Node::Concat(nodes) => {
            let is_text = |node: &Node| node.as_text().is_some();
            for run in nodes.chunk_by(|a, b| is_text(a) && is_text(b)) {
                match run.iter().map(Node::as_text).collect::<Option<String>>() {
                    Some(all) => text(all, steps),
                    None => run.iter().for_each(|node| push_steps(node, steps)),
                }
            }
        }
        Node::Alternate(nodes) => {
            if let Some((last, before)) = nodes.split_last() {
                // The outermost choice is a step of its own, those within its second part are not.
                let first = before.first().map(part);
                let second = before.iter().skip(1).rev().fold(part(last), |second, node| {
                    let first = part(node);
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
                    let part = part(node);
                    quote!(.optional(#part))
                }
                (Node::Alternate(nodes), 0 | 1, None) => {
                    let part = part(&Node::Alternate(nodes.iter().map(many).collect()));
                    quote!(.repeat(#counts, #part))
                }
                (node, ..) => {
                    let part = part(node);
                    quote!(.repeat(#counts, #part))
                }
            });
        }
        // Neither is scanned.
        Node::Empty | Node::Look { .. } => {}
    }
}

/// As much of a class as there is, where one would do because it is repeated anyway.
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
