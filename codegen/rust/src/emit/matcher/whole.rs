//! Conditions on a value as a whole, each one expression.

use proc_macro2::Literal;
use quote::{format_ident, quote};

use super::{
    class::{Unit, closure, is_plain, predicate},
    condition::{Condition, Test},
    text::string,
};
use speccast_pattern::{CharClass, Lengths, Node};

/// Maximum number of strings outside of a table.
const TEXTS_LIMIT: usize = 32;

/// The condition, if the node is one class repeated or one of a few texts.
pub(super) fn whole(node: &Node) -> Option<Condition> {
    if *node == Node::Empty {
        return Some(Condition::all(vec![Test::call(quote!(value.is_empty()))]));
    }
    if let Some(texts) = texts(node) {
        let texts: Vec<Literal> = texts.iter().map(|text| string(text)).collect();
        return Some(Condition::all(vec![match texts.as_slice() {
            [only] => Test::new(quote!(value == #only), quote!(value != #only)),
            _ => Test::call(quote!(matches!(value, #(#texts)|*))),
        }]));
    }
    if let Some((class, min, max)) = node.repetition() {
        return repetition(class, u64::from(min), max.map(u64::from));
    }
    match node {
        Node::Concat(nodes) => affix(nodes).or_else(|| containing(nodes)),
        _ => None,
    }
}

/// One class, `min` to `max` times.
fn repetition(class: &CharClass, min: u64, max: Option<u64>) -> Option<Condition> {
    if !is_plain(class) {
        return None;
    }
    let count = count((min, max), class.is_ascii());
    Some(Condition::all(count.into_iter().chain(throughout(class)).collect()))
}

/// `\s[^]*` or `[^]*\s`: a class at one end, and any other characters.
fn affix(nodes: &[Node]) -> Option<Condition> {
    let is_any = |node: &Node| node.repetition() == Some((&CharClass::any(), 0, None));
    let (call, class) = match nodes {
        [Node::Class(class), rest] if is_any(rest) => ("starts_with", class),
        [rest, Node::Class(class)] if is_any(rest) => ("ends_with", class),
        _ => return None,
    };
    is_plain(class).then(|| Condition::all(vec![holding(call, class)]))
}

/// `value.contains(…)` or another test for a character of a class.
fn holding(call: &str, class: &CharClass) -> Test {
    let call = format_ident!("{call}");
    let test = predicate(class, &quote!(c), Unit::Char);
    Test::call(match class.as_single() {
        Some(only) => {
            let only = Literal::character(only);
            quote!(value.#call(#only))
        }
        None => quote!(value.#call(|c: char| #test)),
    })
}

/// `.*\S.*`: characters of one class, with at least one of another class.
fn containing(nodes: &[Node]) -> Option<Condition> {
    let [before, one, after] = nodes else { return None };
    let (all, 0, None) = before.repetition()? else { return None };
    let (within, 1, None | Some(1)) = one.repetition()? else { return None };
    if before != after || !within.is_subset(all) || !is_plain(all) || !is_plain(within) {
        return None;
    }
    let contains = holding("contains", within);
    Some(Condition::all(std::iter::once(contains).chain(throughout(all)).collect()))
}

/// Every character is in the class.
fn throughout(class: &CharClass) -> Option<Test> {
    if *class == CharClass::any() {
        return None;
    }
    Some(Test::call(if class.is_ascii() {
        let test = closure(class, Unit::Byte);
        quote!(all_bytes(value, #test))
    } else {
        let test = closure(class, Unit::Char);
        quote!(all_chars(value, #test))
    }))
}

/// The condition on a value's length, in bytes if every character is ASCII.
pub(super) fn count((min, max): Lengths, ascii: bool) -> Option<Test> {
    let length = if ascii { quote!(value.len()) } else { quote!(value.chars().count()) };
    let [low, high] = [min, max.unwrap_or(0)].map(Literal::u64_unsuffixed);
    Some(match (min, max) {
        (0, None) => return None,
        (_, Some(0)) => Test::call(quote!(value.is_empty())),
        (1, None) => Test::call(quote!(value.is_empty())).not(),
        (_, None) => Test::new(quote!(#length >= #low), quote!(#length < #low)),
        (0, Some(_)) => Test::new(quote!(#length <= #high), quote!(#length > #high)),
        (min, Some(max)) if min == max => Test::new(quote!(#length == #low), quote!(#length != #low)),
        _ => Test::call(quote!((#low..=#high).contains(&#length))),
    })
}

/// The strings that match, if there are only a few.
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
