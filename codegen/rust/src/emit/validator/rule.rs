//! Rules: what a constraint is as a value.

use super::function_path;
use crate::emit::{constraints, docs, ident, string, value};
use crate::plan::{Bounds, Constraint, PatternUse, Rule};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The constant of a named type's constraint.
pub(super) fn constant(rule: &Rule) -> TokenStream {
    let text = constraints::words(&rule.constraint, &rule.ty);
    let mut lines = vec![format!("{}: {text}.", docs::code(&rule.type_name))];
    if let Some(doc) = &rule.doc {
        lines.push(String::new());
        lines.extend(docs::prose(doc));
    }
    let doc = docs::attributes(&lines);
    let name = ident(&rule.constant);
    let (ty, value) = match &rule.constraint {
        Constraint::String { .. } => ("StringRule", string_rule(&rule.constraint)),
        Constraint::Integer(range) => ("IntegerRule", bounds("IntegerRule", range, integer)),
        Constraint::Float(range) => ("FloatRule", bounds("FloatRule", range, float)),
        Constraint::Length(length) => ("LengthRule", bounds("LengthRule", length, count)),
        // Has no bound that could differ, and so no rule.
        Constraint::Unique => return TokenStream::new(),
    };
    let ty = ident(ty);
    quote! {
        #doc
        pub const #name: #ty = #value;
    }
}

/// The rule of a string's constraint.
pub(super) fn string_rule(constraint: &Constraint) -> TokenStream {
    let Constraint::String { length, pattern } = constraint else { return TokenStream::new() };
    let length = match length {
        None => quote!(StringRule::any()),
        Some(Bounds::Between(min, max)) if min == max => {
            let length = count(*min);
            quote!(StringRule::exactly(#length))
        }
        Some(Bounds::Between(min, max)) => {
            let (min, max) = (count(*min), count(*max));
            quote!(StringRule::length(#min, #max))
        }
        Some(length) => bounds("StringRule", length, count),
    };
    let pattern = pattern.as_ref().and_then(|pattern| {
        let (source, matcher) = (string(&pattern.source), function_path(pattern.matcher.as_ref()?));
        Some(quote!(.pattern(#source, #matcher)))
    });
    quote!(#length #pattern)
}

/// Whether a constraint is only documented: a pattern that nothing can match.
pub(super) fn is_unchecked(constraint: &Constraint) -> bool {
    let matcher = |pattern: &PatternUse| pattern.matcher.is_some();
    matches!(constraint, Constraint::String { length: None, pattern } if !pattern.as_ref().is_some_and(matcher))
}

fn bounds<T: Copy>(rule: &str, bounds: &Bounds<T>, number: fn(T) -> Literal) -> TokenStream {
    let rule = ident(rule);
    match bounds {
        Bounds::Between(min, max) => {
            let (min, max) = (number(*min), number(*max));
            quote!(#rule::between(#min, #max))
        }
        Bounds::AtLeast(min) => {
            let min = number(*min);
            quote!(#rule::at_least(#min))
        }
        Bounds::AtMost(max) => {
            let max = number(*max);
            quote!(#rule::at_most(#max))
        }
    }
}

/// Bounds as a Rust range.
pub(super) fn range<T: Copy>(bounds: &Bounds<T>, number: fn(T) -> Literal) -> TokenStream {
    match bounds {
        Bounds::Between(min, max) => {
            let (min, max) = (number(*min), number(*max));
            quote!(#min..=#max)
        }
        Bounds::AtLeast(min) => {
            let min = number(*min);
            quote!(#min..)
        }
        Bounds::AtMost(max) => {
            let max = number(*max);
            quote!(..=#max)
        }
    }
}

pub(super) fn count(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}

pub(super) fn integer(value: i64) -> Literal {
    Literal::i64_unsuffixed(value)
}

pub(super) fn float(bound: f64) -> Literal {
    value::number(bound)
}
