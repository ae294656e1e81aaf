//! Bodies of matchers: whether all of a value matches a pattern, in the plainest code that fits.
//!
//! In order of preference: a test of every character or a comparison with texts ([`whole`]), the bytes at
//! either end and those between ([`ends`]), a scan from either end ([`scan`]), several of these as
//! alternatives or look-around have it ([`conditions`]), a table ([`table`]), and what would be too long a
//! table as states to follow all at once ([`threads`]).

mod class;
mod condition;
mod conditions;
mod ends;
mod scan;
mod table;
mod text;
mod threads;
mod whole;

use proc_macro2::TokenStream;
use quote::quote;

use self::conditions::Conditions;
use speccast_pattern::Pattern;

/// The body of `fn name(value: &str) -> bool` that decides whether all of `value` matches.
pub(crate) fn matcher(pattern: &Pattern) -> TokenStream {
    let node = pattern.node();
    if let Some(body) = ends::ends(node) {
        return body;
    }
    let mut conditions = Conditions::default();
    match conditions.condition(node) {
        // The value is named for the sake of its binding.
        Some(condition) if condition.is_always() || condition.is_never() => {
            let constant = condition.tokens();
            quote!(let _ = value; #constant)
        }
        Some(condition) => {
            let (tables, condition) = (conditions.tables, condition.tokens());
            quote!(#(#tables)* #condition)
        }
        None => quote!(compile_error!("the pattern has no matcher within the limits")),
    }
}
