//! Text.

use crate::emit::{is_shown, string};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// Maximum length of a text that is written out.
const WRITTEN_OUT: usize = 60;
/// Minimum length of a run of one character that is written as a repetition.
const RUN: usize = 12;

/// A `&str` literal and `true`; or `false` and a `String` expression, in which runs are repetitions.
pub(in crate::emit) fn text(value: &str) -> (TokenStream, bool) {
    let mut parts: Vec<(TokenStream, bool)> = Vec::new();
    let mut plain = String::new();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let run = rest.chars().take_while(|next| *next == c).count();
        if run >= RUN && value.chars().count() > WRITTEN_OUT {
            if !plain.is_empty() {
                parts.push((literal(&std::mem::take(&mut plain)), true));
            }
            let (c, run) = (string(&c.to_string()), Literal::usize_unsuffixed(run));
            parts.push((quote!(#c.repeat(#run)), false));
        } else {
            plain.extend(std::iter::repeat_n(c, run));
        }
        rest = &rest[run * c.len_utf8()..];
    }
    if !plain.is_empty() || parts.is_empty() {
        parts.push((literal(&plain), true));
    }
    match parts.as_slice() {
        [part] => part.clone(),
        parts => {
            let slices = parts.iter().map(|(part, is_literal)| match is_literal {
                true => part.clone(),
                false => quote!(#part.as_str()),
            });
            (quote!([#(#slices),*].concat()), false)
        }
    }
}

pub(super) fn literal(text: &str) -> TokenStream {
    string(text).into_token_stream()
}

/// A raw literal, for text such as JSON that is more readable without escapes.
pub(in crate::emit) fn raw(text: &str) -> TokenStream {
    let is_plain = text.contains('"') && !text.contains("\"#") && is_shown(text);
    let raw: Option<Literal> = is_plain.then(|| format!("r#\"{text}\"#").parse().ok()).flatten();
    raw.map_or_else(|| literal(text), |raw| quote!(#raw))
}
