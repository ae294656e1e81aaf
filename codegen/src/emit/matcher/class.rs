//! Tests whether a byte or a character is in a class.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::pattern::CharClass;

/// A class of more ranges than this is a table's matter.
const RANGES_LIMIT: usize = 16;

/// The tests on ASCII that std has, wider ones first.
const NAMED: &[(&str, &[(char, char)])] = &[
    ("is_ascii", &[('\0', '\x7f')]),
    ("is_ascii_graphic", &[('!', '~')]),
    ("is_ascii_alphanumeric", &[('0', '9'), ('A', 'Z'), ('a', 'z')]),
    ("is_ascii_alphabetic", &[('A', 'Z'), ('a', 'z')]),
    ("is_ascii_hexdigit", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
    ("is_ascii_lowercase", &[('a', 'z')]),
    ("is_ascii_uppercase", &[('A', 'Z')]),
    ("is_ascii_digit", &[('0', '9')]),
];

/// What a test is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A `u8`, or a reference to one.
    Byte,
    /// A `char`.
    Char,
}

/// Whether a test for the class reads well enough to be written out.
pub(super) fn is_plain(class: &CharClass) -> bool {
    let inside = class.difference(&CharClass::space());
    let outside = class.complement();
    let outside = outside.difference(&CharClass::space());
    inside.ranges().count().min(outside.ranges().count()) <= RANGES_LIMIT
}

/// Whether `var` is in the class.
pub(super) fn predicate(class: &CharClass, var: &TokenStream, unit: Unit) -> TokenStream {
    if unit == Unit::Byte || class.is_ascii() {
        return included(class, var, unit);
    }
    let space = CharClass::space();
    let outside = class.complement();
    if space.is_subset(&outside) && outside.len() < class.len() {
        let others = outside.difference(&space);
        if others.is_empty() {
            return quote!(!is_space(#var));
        }
        let others = excluded(&others, var);
        return quote!(#others && !is_space(#var));
    }
    if outside.ranges().count() <= class.ranges().count() {
        return excluded(&outside, var);
    }
    if space.is_subset(class) {
        let others = class.difference(&space);
        if others.is_empty() {
            return quote!(is_space(#var));
        }
        let others = included(&others, var, unit);
        return quote!(#others || is_space(#var));
    }
    included(class, var, unit)
}

fn included(class: &CharClass, var: &TokenStream, unit: Unit) -> TokenStream {
    if unit == Unit::Char
        && let Some(only) = class.as_single()
    {
        let only = Literal::character(only);
        return quote!(#var == #only);
    }
    for (name, ranges) in NAMED {
        let named = CharClass::from_ranges(ranges.iter().copied());
        if !named.is_subset(class) {
            continue;
        }
        let (call, others) = (format_ident!("{name}"), class.difference(&named));
        if others.is_empty() {
            return quote!(#var.#call());
        }
        // A range such as `' '..='~'` says more than a name and the characters around it.
        if others.ranges().count() <= class.ranges().count() && class.ranges().count() > 1 {
            let others = listed(&others, unit);
            return quote!(#var.#call() || matches!(#var, #others));
        }
    }
    let listed = listed(class, unit);
    quote!(matches!(#var, #listed))
}

/// Whether `var` is none of `outside`.
fn excluded(outside: &CharClass, var: &TokenStream) -> TokenStream {
    if let Some(only) = outside.as_single() {
        let only = Literal::character(only);
        return quote!(#var != #only);
    }
    let listed = listed(outside, Unit::Char);
    quote!(!matches!(#var, #listed))
}

/// The class as alternatives of a Rust pattern.
fn listed(class: &CharClass, unit: Unit) -> TokenStream {
    let literal = |c: char| match (unit, u8::try_from(c)) {
        (Unit::Byte, Ok(byte)) => Literal::byte_character(byte),
        _ => Literal::character(c),
    };
    let ranges = class.ranges().flat_map(|(lo, hi)| {
        let (first, last) = (literal(lo), literal(hi));
        match u32::from(hi) - u32::from(lo) {
            0 => vec![quote!(#first)],
            1 => vec![quote!(#first), quote!(#last)],
            _ => vec![quote!(#first..=#last)],
        }
    });
    quote!(#(#ranges)|*)
}
