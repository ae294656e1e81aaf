//! ASCII patterns that define the bytes at both ends and between them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::class::{Unit, closure, predicate};
use speccast_pattern::{CharClass, Node};

/// `let [first, middle @ .., last] = value.as_bytes() else { return false };` and a condition on each.
pub(super) fn ends(node: &Node) -> Option<TokenStream> {
    let Node::Concat(nodes) = node else { return None };
    let parts: Vec<(&CharClass, u32, Option<u32>)> =
        nodes.iter().map(Node::repetition).collect::<Option<_>>()?;
    if !parts.iter().all(|(class, ..)| class.is_ascii() && !class.is_empty()) {
        return None;
    }
    let single = |part: &(&CharClass, u32, Option<u32>)| {
        (part.1, part.2) == (1, Some(1)) && part.0.as_single().is_none()
    };
    let (before, name, middle, after) = match parts.as_slice() {
        [first, rest] if single(first) => (Some(first), quote!(rest), rest, None),
        [start, last] if single(last) => (None, quote!(start), start, Some(last)),
        [first, middle, last] if single(first) && single(last) => {
            (Some(first), quote!(middle), middle, Some(last))
        }
        _ => return None,
    };
    let (class, min, max) = *middle;
    let test =
        |part: &(&CharClass, u32, Option<u32>), var: TokenStream| predicate(part.0, &var, Unit::ByteRef);
    let mut names = Vec::new();
    let mut conditions = Vec::new();
    if let Some(first) = before {
        names.push(quote!(first));
        conditions.push(test(first, quote!(first)));
    }
    names.push(quote!(#name @ ..));
    let [low, high] = [min, max.unwrap_or(0)].map(Literal::u32_unsuffixed);
    let each = closure(class, Unit::Byte);
    match (min, max) {
        (0, None) => {}
        (1, None) => conditions.push(quote!(!#name.is_empty())),
        (_, None) => conditions.push(quote!(#name.len() >= #low)),
        (0, Some(_)) => conditions.push(quote!(#name.len() <= #high)),
        (min, Some(max)) if min == max => conditions.push(quote!(#name.len() == #low)),
        _ => conditions.push(quote!((#low..=#high).contains(&#name.len()))),
    }
    conditions.push(quote!(all_bytes(#name, #each)));
    if let Some(last) = after {
        names.push(quote!(last));
        conditions.push(test(last, quote!(last)));
    }
    let conditions = conditions.into_iter().map(parenthesized);
    Some(quote! {
        let [#(#names),*] = value.as_bytes() else { return false };
        #(#conditions)&&*
    })
}

/// `a || b` in parentheses, for use in a conjunction.
fn parenthesized(condition: TokenStream) -> TokenStream {
    let text = condition.to_string();
    if text.contains("||") && !text.starts_with("all_bytes") { quote!((#condition)) } else { condition }
}
