//! Tests whether a byte or a character is in a class.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use speccast_pattern::CharClass;

/// Maximum number of ranges of a class outside of a table.
const RANGES_LIMIT: usize = 16;

/// The ASCII tests of std, wider ones first.
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

/// The type of a tested value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A `u8`.
    Byte,
    /// A reference to a `u8`.
    ByteRef,
    /// A `char`.
    Char,
}

/// Whether a test for the class is short enough to be written out.
pub(super) fn is_plain(class: &CharClass) -> bool {
    let inside = class.difference(&CharClass::space());
    let outside = class.complement();
    let outside = outside.difference(&CharClass::space());
    inside.ranges().count().min(outside.ranges().count()) <= RANGES_LIMIT
}

/// A closure that returns whether its argument is in the class.
pub(super) fn closure(class: &CharClass, unit: Unit) -> TokenStream {
    if *class == CharClass::any() {
        return quote!(|_| true);
    }
    if *class == CharClass::space() {
        return quote!(is_space);
    }
    let var = if unit == Unit::Char { quote!(c) } else { quote!(b) };
    let test = predicate(class, &var, unit);
    quote!(|#var| #test)
}

/// Whether `var` is in the class.
pub(super) fn predicate(class: &CharClass, var: &TokenStream, unit: Unit) -> TokenStream {
    if unit != Unit::Char || class.is_ascii() {
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
    if class.is_empty() {
        return quote!(false);
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
        // A name for several ranges justifies a second test, a name for a single range does not. A range such as
        // `' '..='~'` is clearer than a name and the characters around it.
        if ranges.len() > 1 && others.ranges().count() < class.ranges().count() {
            let others = listed(&others, var, unit);
            return quote!(#var.#call() || #others);
        }
    }
    listed(class, var, unit)
}

/// Whether `var` is not in `outside`.
fn excluded(outside: &CharClass, var: &TokenStream) -> TokenStream {
    if let Some(only) = outside.as_single() {
        let only = Literal::character(only);
        return quote!(#var != #only);
    }
    let is_named =
        |(_, ranges): &&(&str, &[(char, char)])| CharClass::from_ranges(ranges.iter().copied()) == *outside;
    if let Some((name, _)) = NAMED.iter().find(is_named) {
        let call = format_ident!("{name}");
        return quote!(!#var.#call());
    }
    let listed = listed(outside, var, Unit::Char);
    quote!(!#listed)
}

/// `var == …` or `matches!(var, …)`.
fn listed(class: &CharClass, var: &TokenStream, unit: Unit) -> TokenStream {
    let literal = |c: char| match (unit, u8::try_from(c)) {
        (Unit::Byte | Unit::ByteRef, Ok(byte)) => Literal::byte_character(byte),
        _ => Literal::character(c),
    };
    if unit != Unit::ByteRef
        && let Some(only) = class.as_single()
    {
        let only = literal(only);
        return quote!(#var == #only);
    }
    // Letters and digits first, as people write classes.
    let rank = |c: char| match c {
        'a'..='z' => 0,
        'A'..='Z' => 1,
        '0'..='9' => 2,
        _ => 3,
    };
    let mut ranges: Vec<(char, char)> = class.ranges().collect();
    ranges.sort_by_key(|&(lo, hi)| (if lo == hi { 3 } else { rank(lo) }, lo));
    let ranges = ranges.into_iter().flat_map(|(lo, hi)| {
        let (first, last) = (literal(lo), literal(hi));
        match u32::from(hi) - u32::from(lo) {
            0 => vec![quote!(#first)],
            1 => vec![quote!(#first), quote!(#last)],
            _ => vec![quote!(#first..=#last)],
        }
    });
    quote!(matches!(#var, #(#ranges)|*))
}
