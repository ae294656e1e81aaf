//! Automata as text that the runtime's tables are read from.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::text::string;
use crate::pattern::{CharClass, DEAD, Dfa};

/// Letters that name classes in the text of a table: `a` to `z`, then `A` to `Z`.
const LETTERS: usize = 52;
/// Longest text of a table's states; a longer one is no longer a line that anybody scrolls past.
const TEXT_LIMIT: usize = 60_000;

/// `static NAME: Table<…> = …;`, if the automaton is small enough for one.
pub(super) fn table(dfa: &Dfa, name: &Ident) -> Option<TokenStream> {
    let classes = dfa.alphabet().classes();
    if classes.len() > LETTERS + 1 {
        return None;
    }
    // Class 0 is "all others": the one that takes most to spell out.
    let others = (0..classes.len()).max_by_key(|&i| (classes[i].ranges().count() > 16, classes[i].len()))?;
    let order: Vec<usize> =
        std::iter::once(others).chain((0..classes.len()).filter(|&i| i != others)).collect();
    let ascii = CharClass::from_ranges([('\0', '\x7f')]);
    let narrow: Vec<String> = order[1..].iter().map(|&i| members(&classes[i].intersection(&ascii))).collect();
    let narrow = string(&narrow.join(" "));
    let mut wide: Vec<(char, char, usize)> = Vec::new();
    for (number, &i) in order.iter().enumerate().skip(1) {
        wide.extend(classes[i].difference(&ascii).ranges().map(|(lo, hi)| (lo, hi, number)));
    }
    wide.sort_unstable();
    let states = states(dfa, &order);
    if states.len() > TEXT_LIMIT {
        return None;
    }
    let [rows, columns, ranges] = [dfa.len(), classes.len(), wide.len()].map(Literal::usize_unsuffixed);
    Some(if wide.is_empty() {
        quote!(static #name: Table<#rows, #columns> = Table::new(#narrow, #states);)
    } else {
        let wide = wide_text(&wide);
        quote!(static #name: Table<#rows, #columns, #ranges> = Table::with_wide(#narrow, #wide, #states);)
    })
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

fn letter(class: usize) -> char {
    let index = u8::try_from(class).unwrap_or(0).saturating_sub(1);
    char::from(if index < 26 { b'a' + index } else { b'A' + index - 26 })
}
