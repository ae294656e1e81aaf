//! Constraints: as rules, and in words.

use super::function_path;
use crate::emit::{docs, ident, method, string, value};
use crate::plan::{Bounds, CheckKind, Constraint, Rule, Type};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use speccast_core::model::{Constraints, Number};

/// The constant of a named type's constraint.
pub(super) fn constant(of: &Rule) -> TokenStream {
    let mut lines = vec![format!("{}: {}.", docs::code(&of.head.name), words(&of.constraint, &of.ty))];
    if let Some(doc) = &of.head.doc {
        lines.push(String::new());
        lines.extend(docs::prose(doc));
    }
    let (doc, name) = (docs::attributes(&lines), ident(&of.constant));
    let (ty, value) = (rule_type(of.constraint.kind), rule(&of.constraint));
    quote! {
        #doc
        pub const #name: #ty = #value;
    }
}

fn rule_type(kind: CheckKind) -> Ident {
    ident(match kind {
        CheckKind::String => "StringRule",
        CheckKind::Integer => "IntegerRule",
        CheckKind::Float => "FloatRule",
        CheckKind::Length => "LengthRule",
    })
}

/// A constraint as a rule.
fn rule(of: &Constraint) -> TokenStream {
    let Constraints { length, range, multiple_of, pattern, unique_items: _, sensitive: _ } = &of.constraints;
    let ty = rule_type(of.kind);
    match of.kind {
        CheckKind::String => {
            let length = match length {
                None => quote!(#ty::any()),
                Some(Bounds::Between(min, max)) if min == max => {
                    let length = count(*min);
                    quote!(#ty::exactly(#length))
                }
                Some(Bounds::Between(min, max)) => {
                    let (min, max) = (count(*min), count(*max));
                    quote!(#ty::length(#min, #max))
                }
                Some(length) => bounds(&ty, length.map(count)),
            };
            let pattern = pattern.as_ref().zip(of.matcher.as_ref()).map(|(pattern, matcher)| {
                let (source, matcher) = (string(&pattern.source), function_path(matcher));
                quote!(.pattern(#source, #matcher))
            });
            quote!(#length #pattern)
        }
        CheckKind::Integer => {
            let range = range.map_or_else(|| quote!(#ty::any()), |range| bounds(&ty, range.map(integer)));
            let multiple_of =
                multiple_of.map(|divisor| method("multiple_of", [Literal::i64_unsuffixed(divisor)]));
            quote!(#range #multiple_of)
        }
        CheckKind::Float => range.map(|range| bounds(&ty, range.map(float))).unwrap_or_default(),
        CheckKind::Length => length.map(|length| bounds(&ty, length.map(count))).unwrap_or_default(),
    }
}

/// A constraint as an argument of its verb: bounds alone are a range.
pub(super) fn argument(of: &Constraint) -> TokenStream {
    let Constraints { length, range, multiple_of, .. } = &of.constraints;
    let range = match of.kind {
        CheckKind::Integer if multiple_of.is_none() => range.map(|range| self::range(range.map(integer))),
        CheckKind::Float => range.map(|range| self::range(range.map(float))),
        CheckKind::Length => length.map(|length| self::range(length.map(count))),
        CheckKind::String | CheckKind::Integer => None,
    };
    range.unwrap_or_else(|| rule(of))
}

fn bounds(rule: &Ident, bounds: BoundsOf) -> TokenStream {
    match bounds {
        Bounds::Between(min, max) => quote!(#rule::between(#min, #max)),
        Bounds::AtLeast(min) => quote!(#rule::at_least(#min)),
        Bounds::AtMost(max) => quote!(#rule::at_most(#max)),
    }
}

/// Bounds as a Rust range.
fn range(bounds: BoundsOf) -> TokenStream {
    match bounds {
        Bounds::Between(min, max) => quote!(#min..=#max),
        Bounds::AtLeast(min) => quote!(#min..),
        Bounds::AtMost(max) => quote!(..=#max),
    }
}

type BoundsOf = Bounds<Literal>;

fn count(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}

fn integer(value: Number) -> Literal {
    Literal::i64_unsuffixed(value.as_i64())
}

fn float(bound: Number) -> Literal {
    value::number(bound.as_f64())
}

/// A constraint of a value of type `ty` in words, for use after "must be".
pub(in crate::emit) fn words(of: &Constraint, ty: &Type) -> String {
    let Constraints { length, range, multiple_of, pattern, unique_items: _, sensitive: _ } = &of.constraints;
    let (one, many) = match (of.kind, ty.plain()) {
        (CheckKind::String, _) => ("character", "characters"),
        (_, Type::Blob) => ("byte", "bytes"),
        _ => ("entry", "entries"),
    };
    let length = length.map(|length| {
        let (min, max) = length.ends();
        let unit = if max.or(min) == Some(1) { one } else { many };
        format!("{} {unit} long", plain(&length))
    });
    let range = range.map(|range| match of.kind {
        CheckKind::Integer => plain(&range.map(Number::as_i64)),
        _ => plain(&range.map(Number::as_f64)),
    });
    let multiple_of = multiple_of.map(|divisor| format!("a multiple of {divisor}"));
    let pattern = pattern.as_ref().map(|pattern| {
        let checked = if of.matcher.is_some() { "" } else { " (not checked)" };
        format!("matching {}{checked}", docs::code(&pattern.source))
    });
    [length, range, multiple_of, pattern].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Bounds in docs; equal bounds are one number.
fn plain<T: std::fmt::Display + PartialEq>(bounds: &Bounds<T>) -> String {
    let words = bounds.to_string();
    words.strip_prefix("just ").map_or(words.clone(), str::to_owned)
}
