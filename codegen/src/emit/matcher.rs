//! Bodies of matchers: whether all of a value matches a pattern, in the plainest code that fits.
//!
//! In order of preference: a test of every character or a comparison with texts ([`whole`]), the bytes at
//! either end and those between ([`ends`]), a scan from left to right ([`scan`]), several of these as
//! alternatives or as look-around says ([`conditions`]), a table ([`table`]).

mod class;
mod conditions;
mod ends;
mod scan;
mod table;
mod text;
mod whole;

use proc_macro2::TokenStream;
use quote::quote;

use self::conditions::Conditions;
use crate::pattern::Pattern;

/// The body of `fn name(value: &str) -> bool` that decides whether all of `value` matches.
///
/// `lengths` are the bounds that are checked beside it, in characters; the body is right without them.
pub(crate) fn matcher(pattern: &Pattern, lengths: Option<(u64, Option<u64>)>) -> TokenStream {
    let _ = lengths;
    let node = pattern.node();
    if let Some(body) = ends::ends(node) {
        return body;
    }
    let mut conditions = Conditions::default();
    match conditions.any_form(node) {
        Some(condition) => {
            let (tables, condition) = (conditions.tables, condition.bare());
            quote!(#(#tables)* #condition)
        }
        None => quote!(todo),
    }
}
