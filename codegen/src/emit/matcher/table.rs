//! Automata as text that the runtime's tables are read from.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::text::string;
use crate::pattern::{Alphabet, CharClass, DEAD, Dfa};

/// The letters that name classes in the text of a table, from the first class on.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()/:;<";

/// `static NAME: Table<…> = …;`, if the text of its states is not longer than `limit`.
pub(super) fn table(dfa: &Dfa, name: &Ident, limit: usize) -> Option<TokenStream> {
    let classes = Classes::of(dfa.alphabet())?;
    let states = states(dfa, &classes.order);
    if states.len() > limit {
        return None;
    }
    let [rows, columns] = [dfa.len(), classes.order.len()].map(Literal::usize_unsuffixed);
    Some(classes.constant(name, &quote!(Table), &quote!(#rows, #columns), &states))
}

/// The classes of an alphabet as text.
pub(super) struct Classes {
    /// Their numbers, in the order of the text: the first is "all others".
    pub(super) order: Vec<usize>,
    narrow: String,
    wide: String,
    ranges: usize,
}

impl Classes {
    /// Nothing if there are more than letters to name them.
    pub(super) fn of(alphabet: &Alphabet) -> Option<Self> {
        let classes = alphabet.classes();
        if classes.len() > LETTERS.len() + 1 {
            return None;
        }
        // "All others" is the class that takes most to spell out.
        let others =
            (0..classes.len()).max_by_key(|&i| (classes[i].ranges().count() > 16, classes[i].len()))?;
        let order: Vec<usize> =
            std::iter::once(others).chain((0..classes.len()).filter(|&i| i != others)).collect();
        let ascii = CharClass::from_ranges([('\0', '\x7f')]);
        let narrow: Vec<String> =
            order[1..].iter().map(|&i| members(&classes[i].intersection(&ascii))).collect();
        let mut wide: Vec<(char, char, usize)> = Vec::new();
        for (number, &i) in order.iter().enumerate().skip(1) {
            wide.extend(classes[i].difference(&ascii).ranges().map(|(lo, hi)| (lo, hi, number)));
        }
        wide.sort_unstable();
        Some(Self { order, narrow: narrow.join(" "), wide: wide_text(&wide), ranges: wide.len() })
    }

    /// `static NAME: Kind<sizes> = Kind::new(classes, states);`
    pub(super) fn constant(
        &self,
        name: &Ident,
        kind: &TokenStream,
        sizes: &TokenStream,
        states: &str,
    ) -> TokenStream {
        let narrow = string(&self.narrow);
        if self.ranges == 0 {
            return quote!(static #name: #kind<#sizes> = #kind::new(#narrow, #states););
        }
        let ranges = Literal::usize_unsuffixed(self.ranges);
        let wide = &self.wide;
        quote!(static #name: #kind<#sizes, #ranges> = #kind::with_wide(#narrow, #wide, #states);)
    }
}

/// The ASCII members of a class: a hyphen comes first, where it makes no range.
fn members(class: &CharClass) -> String {
    let hyphen = CharClass::single('-');
    let mut text = String::new();
    if class.contains('-') {
        text.push('-');
    }
    let mut push = |c: char| match c {
        ' ' => text.push_str(r"\s"),
        '\\' => text.push_str(r"\\"),
        _ => text.push(c),
    };
    for (lo, hi) in class.difference(&hyphen).ranges() {
        push(lo);
        if lo != hi {
            if u32::from(hi) - u32::from(lo) > 1 {
                push('-');
            }
            push(hi);
        }
    }
    text
}

/// `a=A0 1680 2000-200A b=…`: a class's letter holds until the next.
fn wide_text(ranges: &[(char, char, usize)]) -> String {
    let mut parts = Vec::with_capacity(ranges.len());
    let mut last = 0;
    for &(lo, hi, class) in ranges {
        let prefix = if class == last { String::new() } else { format!("{}=", letter(class)) };
        last = class;
        let (lo, hi) = (u32::from(lo), u32::from(hi));
        parts.push(if lo == hi { format!("{prefix}{lo:X}") } else { format!("{prefix}{lo:X}-{hi:X}") });
    }
    parts.join(" ")
}

/// One entry for each state: the classes that lead on and where to, and whether a value may end there.
fn states(dfa: &Dfa, order: &[usize]) -> String {
    let mut text = String::new();
    for state in (DEAD + 1..).take(dfa.len() - 1) {
        let targets: Vec<u32> = order.iter().map(|&class| dfa.next(state, class)).collect();
        if targets[0] != DEAD {
            text.push_str(&format!("*{}", targets[0]));
        }
        let mut distinct: Vec<u32> = targets.iter().copied().filter(|&target| target != targets[0]).collect();
        distinct.sort_unstable();
        distinct.dedup();
        for target in distinct {
            text.extend((1..targets.len()).filter(|&class| targets[class] == target).map(letter));
            text.push_str(&target.to_string());
        }
        text.push(if dfa.accepts(state) { '.' } else { ' ' });
    }
    text
}

/// The letter of the class with this number, from 1 on.
pub(super) fn letter(class: usize) -> char {
    LETTERS.get(class.wrapping_sub(1)).map_or('@', |&letter| char::from(letter))
}
