//! Conditions on a value as a whole, each one expression.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    class::{Unit, is_plain, predicate},
    text::string,
};
use crate::pattern::{CharClass, Lengths, Node};

/// More texts than this are a table's matter.
const TEXTS_LIMIT: usize = 32;

/// The condition, if the node is one class repeated or one of a few texts.
pub(super) fn whole(node: &Node) -> Option<TokenStream> {
    if *node == Node::Empty {
        return Some(quote!(value.is_empty()));
    }
    if let Some(texts) = texts(node) {
        let texts: Vec<Literal> = texts.iter().map(|text| string(text)).collect();
        return Some(match texts.as_slice() {
            [only] => quote!(value == #only),
            _ => quote!(matches!(value, #(#texts)|*)),
        });
    }
    if let Some((class, min, max)) = node.repetition() {
        return repetition(class, u64::from(min), max.map(u64::from));
    }
    match node {
        Node::Concat(nodes) => containing(nodes),
        _ => None,
    }
}

/// One class, so many times.
fn repetition(class: &CharClass, min: u64, max: Option<u64>) -> Option<TokenStream> {
    if !is_plain(class) {
        return None;
    }
    let ascii = class.is_ascii();
    let all = (*class != CharClass::any()).then(|| all(class));
    Some(match (count((min, max), ascii), all) {
        (Some(count), Some(all)) => quote!(#count && #all),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => quote!(true),
    })
}

/// `.*\S.*`: one class throughout, and of another one at least.
fn containing(nodes: &[Node]) -> Option<TokenStream> {
    let [before, one, after] = nodes else { return None };
    let (throughout, 0, None) = before.repetition()? else { return None };
    let (within, min @ (0 | 1), None | Some(1)) = one.repetition()? else { return None };
    if before != after
        || min == 0
        || !within.is_subset(throughout)
        || !is_plain(throughout)
        || !is_plain(within)
    {
        return None;
    }
    let test = predicate(within, &quote!(c), Unit::Char);
    let contains = quote!(value.contains(|c: char| #test));
    if *throughout == CharClass::any() {
        return Some(contains);
    }
    let all = all(throughout);
    Some(quote!(#contains && #all))
}

fn all(class: &CharClass) -> TokenStream {
    if class.is_ascii() {
        let test = predicate(class, &quote!(b), Unit::Byte);
        quote!(value.bytes().all(|b| #test))
    } else {
        let test = predicate(class, &quote!(c), Unit::Char);
        quote!(value.chars().all(|c| #test))
    }
}

/// The condition on a value's length; in bytes, if every character is known to be ASCII.
pub(super) fn count((min, max): Lengths, ascii: bool) -> Option<TokenStream> {
    let length = if ascii { quote!(value.len()) } else { quote!(value.chars().count()) };
    let [low, high] = [min, max.unwrap_or(0)].map(Literal::u64_unsuffixed);
    match (min, max) {
        (0, None) => None,
        (_, Some(0)) => Some(quote!(value.is_empty())),
        (1, None) => Some(quote!(!value.is_empty())),
        (_, None) => Some(quote!(#length >= #low)),
        (0, Some(_)) => Some(quote!(#length <= #high)),
        (min, Some(max)) if min == max => Some(quote!(#length == #low)),
        _ => Some(quote!((#low..=#high).contains(&#length))),
    }
}

/// The texts that match, if they are few.
fn texts(node: &Node) -> Option<Vec<String>> {
    let texts = match node {
        Node::Alternate(nodes) => nodes.iter().map(texts).collect::<Option<Vec<_>>>()?.concat(),
        Node::Concat(nodes) => nodes.iter().map(texts).try_fold(vec![String::new()], |before, next| {
            let next = next?;
            let all = before.iter().flat_map(|head| next.iter().map(move |tail| format!("{head}{tail}")));
            (before.len() * next.len() <= TEXTS_LIMIT).then(|| all.collect())
        })?,
        Node::Repeat { node, min: 0, max: Some(1) } => {
            let mut texts = texts(node)?;
            texts.insert(0, String::new());
            texts
        }
        node => vec![node.as_text()?],
    };
    (texts.len() <= TEXTS_LIMIT).then_some(texts)
}
