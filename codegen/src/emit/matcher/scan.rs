//! Patterns in which the next character decides every choice, followed part by part.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    class::{Unit, is_plain, predicate},
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

/// `scan.text("arn:") && … && scan.at_end()`, after a binding of `scan`.
pub(super) fn scan(node: &Node) -> TokenStream {
    let mut steps = Vec::new();
    push_steps(node, &mut steps);
    quote! {
        let mut scan = Scan::new(value);
        #(#steps &&)* scan.at_end()
    }
}

fn sequence(node: &Node) -> TokenStream {
    let mut steps = Vec::new();
    push_steps(node, &mut steps);
    quote!(#(#steps)&&*)
}

/// The conditions that follow `node`, each of which moves on.
fn push_steps(node: &Node, steps: &mut Vec<TokenStream>) {
    if let Some(text) = node.as_text() {
        if !text.is_empty() {
            let text = string(&text);
            steps.push(quote!(scan.text(#text)));
        }
        return;
    }
    match node {
        Node::Concat(nodes) => {
            let is_text = |node: &Node| node.as_text().is_some();
            for run in nodes.chunk_by(|a, b| is_text(a) && is_text(b)) {
                let text: Option<String> = run.iter().map(Node::as_text).collect();
                match text {
                    Some(text) => {
                        let text = string(&text);
                        steps.push(quote!(scan.text(#text)));
                    }
                    None => run.iter().for_each(|node| push_steps(node, steps)),
                }
            }
        }
        Node::Alternate(nodes) => {
            let choices = nodes.iter().map(choice);
            steps.push(quote!((#(#choices)||*)));
        }
        Node::Class(class) => {
            let test = predicate(class, &quote!(c), Unit::Char);
            steps.push(quote!(scan.one(|c| #test)));
        }
        Node::Repeat { node, min, max } => {
            let counts = counts(*min, *max);
            match (&**node, min, max) {
                (Node::Class(class), ..) => {
                    let test = predicate(class, &quote!(c), Unit::Char);
                    steps.push(quote!(scan.many(#counts, |c| #test)));
                }
                (node, 0, Some(1)) => {
                    let inner = sequence(node);
                    steps.push(quote!(scan.optional(|scan| #inner)));
                }
                (node, ..) => {
                    let inner = sequence(node);
                    steps.push(quote!(scan.repeat(#counts, |scan| #inner)));
                }
            }
        }
        // Neither is scanned.
        Node::Empty | Node::Look { .. } => {}
    }
}

/// One alternative: what moves on in several steps has to go back when a later one fails.
fn choice(node: &Node) -> TokenStream {
    let mut steps = Vec::new();
    push_steps(node, &mut steps);
    match steps.as_slice() {
        [only] => quote!(#only),
        _ => quote!(scan.choice(|scan| #(#steps)&&*)),
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
