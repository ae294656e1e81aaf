//! Bodies of matchers, which decide whether a whole value matches a pattern, in the simplest code that fits.
//!
//! In order of preference: a test of every character or a comparison with strings ([`whole`]), tests of the bytes at
//! both ends and between them ([`ends`]), a scan from either end ([`scan`]), several of these for alternatives and
//! look-around ([`conditions`]), a table ([`table`]), and for tables that would be too long, a set of active states
//! ([`threads`]).

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
        // `let _ = value` avoids a warning about an unused parameter.
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
