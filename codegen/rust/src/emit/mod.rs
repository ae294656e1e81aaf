//! [`plan::Service`](crate::plan::Service) to Rust: one emitter for each file. Emitters cannot fail.
//!
//! An emitter adds items to a [`Page`]: as tokens, which [`format`](crate::format) prints, or as text where an item has
//! one layout. Text of a spec only becomes code through this module: names as identifiers ([`ident`]), text as literals
//! ([`string`]), prose as docs ([`docs`]).

mod auth;
mod client;
mod constraints;
mod docs;
mod failure;
mod first_call;
mod lints;
mod matcher;
mod model;
mod module;
mod pages;
mod place;
mod runtime;
mod tests;
mod validator;
mod value;

use crate::format::Page;
use crate::plan::words::is_raw;
use crate::plan::{Service, Type};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use speccast_core::text::find_hidden;

/// The files of a service's module, by name; with tests if `with_tests` is set and the spec has examples.
pub(crate) fn service(service: &Service, with_tests: bool) -> Vec<(&'static str, Page)> {
    let tests = if with_tests { tests::page(service) } else { None };
    let mut pages = vec![
        ("mod.rs", module::page(service, tests.is_some())),
        ("model.rs", model::page(service)),
        ("validator.rs", validator::page(service)),
        ("client.rs", client::page(service)),
    ];
    pages.extend(tests.map(|page| ("tests.rs", page)));
    pages
}

/// A Rust identifier, which is raw if the name is a keyword of any edition.
fn ident(name: &str) -> Ident {
    let new = if is_raw(name) { Ident::new_raw } else { Ident::new };
    new(name, Span::call_site())
}

/// Returns the declaration of a module.
pub fn declaration(module: &str) -> String {
    format!("mod {};", ident(module))
}

/// A string literal, which is raw if that is more readable.
fn string(text: &str) -> Literal {
    let raw = text.contains(['\\', '"']) && !text.contains('"') && is_shown(text);
    let literal = raw.then(|| format!("r\"{text}\"").parse().ok()).flatten();
    literal.unwrap_or_else(|| Literal::string(text))
}

/// A call of a method: `.name(arguments)`.
fn method<A: ToTokens>(name: &str, arguments: impl IntoIterator<Item = A>) -> TokenStream {
    let (name, arguments) = (ident(name), arguments.into_iter());
    quote!(.#name(#(#arguments),*))
}

/// A call of a method with a list, unless the list is empty.
fn with_list<A: ToTokens>(name: &str, items: impl IntoIterator<Item = A>) -> Option<TokenStream> {
    let mut items = items.into_iter().peekable();
    items.peek()?;
    Some(method(name, [quote!(&[#(#items),*])]))
}

/// A call with a list of statuses, unless the list is empty.
fn statuses(name: &str, statuses: &[u16]) -> Option<TokenStream> {
    with_list(name, statuses.iter().map(|status| Literal::u16_unsuffixed(*status)))
}

/// Whether a text has only visible characters on one line; other texts are escaped in literals.
fn is_shown(text: &str) -> bool {
    !text.contains('\n') && find_hidden(text, &[]).is_none()
}

/// An import of names from one module, if there are any: `self` first, then types, then functions and macros.
fn import<'n>(path: &TokenStream, names: impl IntoIterator<Item = &'n str>) -> Option<TokenStream> {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable_by_key(|name| (*name != "self", *name));
    let names: Vec<Ident> = names.into_iter().map(ident).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #path::#name;)),
        names => Some(quote!(use #path::{#(#names),*};)),
    }
}

/// The type of a required member.
fn ty(ty: &Type) -> String {
    let name = ident(ty.rust_name());
    match ty {
        Type::List { item, sparse } => format!("{name}<{}>", absent(self::ty(item), *sparse)),
        Type::Map { key, value, sparse } => {
            format!("{name}<{}, {}>", self::ty(key), absent(self::ty(value), *sparse))
        }
        other => match other.parts().next().map(self::ty) {
            Some(inner) => format!("{name}<{inner}>"),
            None => name.to_string(),
        },
    }
}

/// A type whose value may be absent, if `absent`.
fn absent(ty: String, absent: bool) -> String {
    if absent { format!("Option<{ty}>") } else { ty }
}

/// A type as tokens.
fn code(ty: &str) -> TokenStream {
    ty.parse().unwrap_or_default()
}
