//! Automata as text that the runtime's tables are read from.

use std::collections::VecDeque;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::text::string;
use speccast_pattern::{Alphabet, CharClass, DEAD, Dfa};

/// The letters of the classes in the text of a table, in the order of the classes.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()/:;<";

/// Maximum number of entries in the runtime.
const ENTRIES_LIMIT: usize = u16::MAX as usize;

/// Maximum number of states of a small table.
pub(super) const SMALL: usize = 10;

/// `static NAME: Table<…> = …;`, if the text of its states is not longer than `limit`.
pub(super) fn table(dfa: &Dfa, name: &Ident, limit: usize) -> Option<TokenStream> {
    let classes = Classes::of(dfa.alphabet())?;
    if dfa.len() * classes.order.len() > ENTRIES_LIMIT {
        return None;
    }
    let states = states(dfa, &classes.order);
    if states.len() > limit {
        return None;
    }
    let [rows, columns] = [dfa.len(), classes.order.len()].map(Literal::usize_unsuffixed);
    let kind = if dfa.len() <= SMALL { quote!(SmallTable) } else { quote!(Table) };
    Some(classes.constant(name, &kind, &quote!(#rows, #columns), &states))
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
    /// `None` if there are more classes than letters.
    pub(super) fn of(alphabet: &Alphabet) -> Option<Self> {
        let classes = alphabet.classes();
        if classes.len() > LETTERS.len() + 1 {
            return None;
        }
        // "All others" is the class with the longest text.
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

/// The ASCII members of a class. A hyphen comes first, where it does not define a range.
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

/// `a=A0 1680 2000-200A b=…`: the ranges after a letter belong to its class.
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

/// Minimum length of a run of equal entries; shorter runs are written out.
const RUN: usize = 4;

/// One entry for each state, in the order with the shorter text.
fn states(dfa: &Dfa, order: &[usize]) -> String {
    let plain = entries(&rows(dfa, order, &(DEAD..).take(dfa.len()).collect::<Vec<_>>()));
    let chained = entries(&rows(dfa, order, &chains(dfa, order)));
    if chained.len() < plain.len() { chained } else { plain }
}

/// The states, starting with the dead state, in an order in which those of a repetition are consecutive.
fn chains(dfa: &Dfa, order: &[usize]) -> Vec<u32> {
    let mut states = vec![DEAD];
    let mut is_in = vec![false; dfa.len()];
    is_in[DEAD as usize] = true;
    let mut waiting = VecDeque::from([dfa.start()]);
    while let Some(mut state) = waiting.pop_front() {
        while !is_in[state as usize] {
            is_in[state as usize] = true;
            states.push(state);
            let targets = order.iter().map(|&class| dfa.next(state, class));
            let new: Vec<u32> = targets.filter(|&target| !is_in[target as usize]).collect();
            // The target of most classes.
            let count = |target: &u32| new.iter().filter(|other| *other == target).count();
            let Some(&next) = new.iter().rev().max_by_key(|target| count(target)) else { break };
            waiting.extend(&new);
            state = next;
        }
    }
    states
}

/// The transitions of a state, and whether it is accepting.
struct Row {
    targets: Vec<usize>,
    accepting: bool,
}

/// The rows of all states except the dead one; `states` contains their numbers.
fn rows(dfa: &Dfa, order: &[usize], states: &[u32]) -> Vec<Row> {
    let mut number = vec![0; dfa.len()];
    states.iter().enumerate().for_each(|(at, &state)| number[state as usize] = at);
    let row = |&state: &u32| Row {
        targets: order.iter().map(|&class| number[dfa.next(state, class) as usize]).collect(),
        accepting: dfa.accepts(state),
    };
    states[1..].iter().map(row).collect()
}

fn entries(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < rows.len() {
        let (count, relative) = run(&rows[at..]);
        if count > 1 {
            text.push_str(&format!("{{{count}}}"));
        }
        let target = |target: usize, relative: bool| {
            if relative { format!("{:+}", target as i64 - (at as i64 + 1)) } else { target.to_string() }
        };
        let row = &rows[at];
        let targets: Vec<String> =
            row.targets.iter().zip(relative).map(|(&number, relative)| target(number, relative)).collect();
        text.push_str(&entry(&targets, row.accepting));
        at += count;
    }
    text
}

/// Number of rows at the beginning that are equal, and which of their targets are relative to their own state.
fn run(rows: &[Row]) -> (usize, Vec<bool>) {
    let first = &rows[0];
    let mut same: Vec<(bool, bool)> = first.targets.iter().map(|&target| (true, target > 0)).collect();
    let mut count = 1;
    for row in &rows[1..] {
        let both = row.targets.iter().zip(&first.targets);
        let next: Vec<(bool, bool)> = both
            .zip(&same)
            .map(|((&target, &first), &(absolute, relative))| {
                (absolute && target == first, relative && target == first + count)
            })
            .collect();
        if row.accepting != first.accepting || next.contains(&(false, false)) {
            break;
        }
        same = next;
        count += 1;
    }
    if count < RUN {
        (1, vec![false; same.len()])
    } else {
        (count, same.iter().map(|same| !same.0).collect())
    }
}

/// The transitions of a state as text, and whether it is accepting.
fn entry(targets: &[String], accepting: bool) -> String {
    let mut text = String::new();
    let others = &targets[0];
    if others != "0" {
        text.push_str(&format!("*{others}"));
    }
    let mut said = vec![others];
    for target in targets {
        if !said.contains(&target) {
            said.push(target);
        }
    }
    said[1..].sort_by_key(|target| (target.len(), target.as_str()));
    for target in &said[1..] {
        text.extend((1..targets.len()).filter(|&class| targets[class] == **target).map(letter));
        text.push_str(target);
    }
    text.push(if accepting { '.' } else { ' ' });
    text
}

/// The letter of the class with this number, counted from 1.
pub(super) fn letter(class: usize) -> char {
    LETTERS.get(class.wrapping_sub(1)).map_or('@', |&letter| char::from(letter))
}
