//! Bodies of matchers: whether all of a value matches a pattern, in the plainest code that fits.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::pattern::{CharClass, Dfa, Lengths, Node, Pattern};

/// The body of `fn name(value: &str) -> bool` that decides whether all of `value` matches.
///
/// `lengths` are the bounds that are checked beside it, in characters; the body is right without them.
pub(crate) fn matcher(pattern: &Pattern, lengths: Option<(u64, Option<u64>)>) -> TokenStream {
    let _ = lengths;
    if let Some((class, min, max)) = pattern.node().repetition() {
        return repetition(class, u64::from(min), max.map(u64::from));
    }
    if matches!(pattern.node(), Node::Empty) {
        return quote!(value.is_empty());
    }
    match pattern.automaton() {
        Some(dfa) => {
            let count = count(pattern.counted_lengths(), false);
            let table = table(dfa);
            match count {
                Some(count) => quote!(#table #count && TABLE.matches(value)),
                None => quote!(#table TABLE.matches(value)),
            }
        }
        None => quote!(true),
    }
}

/// One class, so many times.
fn repetition(class: &CharClass, min: u64, max: Option<u64>) -> TokenStream {
    let ascii = class.is_ascii();
    let count = count((min, max), ascii);
    let all = if *class == CharClass::any() {
        None
    } else if ascii {
        let test = predicate(class, &quote!(b), true);
        Some(quote!(value.bytes().all(|b| #test)))
    } else {
        let test = predicate(class, &quote!(c), false);
        Some(quote!(value.chars().all(|c| #test)))
    };
    match (count, all) {
        (Some(count), Some(all)) => quote!(#count && #all),
        (Some(only), None) | (None, Some(only)) => only,
        // Everything matches; the value is named for the sake of its binding.
        (None, None) => quote!(let _ = value; true),
    }
}

/// The condition on a value's length; in bytes, if every character is known to be ASCII.
fn count((min, max): Lengths, ascii: bool) -> Option<TokenStream> {
    let length = if ascii {
        quote!(value.len())
    } else {
        quote!(value.chars().count())
    };
    let [low, high] = [min, max.unwrap_or(0)].map(Literal::u64_unsuffixed);
    match (min, max) {
        (0, None) => None,
        (_, Some(0)) => Some(quote!(value.is_empty())),
        (1, None) => Some(quote!(!value.is_empty())),
        (_, None) => Some(quote!(#length >= #low)),
        (0, Some(_)) => Some(quote!(#length <= #high)),
        (min, Some(max)) if min == max => Some(quote!(#length == #low)),
        _ => Some(quote!((#low..=#high).contains(&#length))),
    }
}

/// The std predicates on ASCII, wider ones first.
const NAMED: &[(&str, &[(char, char)])] = &[
    ("is_ascii", &[('\0', '\x7f')]),
    ("is_ascii_graphic", &[('!', '~')]),
    (
        "is_ascii_alphanumeric",
        &[('0', '9'), ('A', 'Z'), ('a', 'z')],
    ),
    ("is_ascii_alphabetic", &[('A', 'Z'), ('a', 'z')]),
    ("is_ascii_hexdigit", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
    (
        "is_ascii_punctuation",
        &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
    ),
    ("is_ascii_lowercase", &[('a', 'z')]),
    ("is_ascii_uppercase", &[('A', 'Z')]),
    ("is_ascii_digit", &[('0', '9')]),
];

/// Whether the byte or character `var` is in the class.
fn predicate(class: &CharClass, var: &TokenStream, bytes: bool) -> TokenStream {
    if class.is_empty() {
        return quote!(false);
    }
    let complement = class.complement();
    if !bytes && complement.ranges().count() < class.ranges().count() + 1 {
        let space = CharClass::space();
        if space.difference(&complement).is_empty() {
            let rest = complement.difference(&space);
            let not_space = quote!(!is_space(#var));
            if rest.is_empty() {
                return not_space;
            }
            let rest = listed(&rest, bytes);
            return quote!(!matches!(#var, #rest) && #not_space);
        }
        let listed = listed(&complement, bytes);
        return quote!(!matches!(#var, #listed));
    }
    for (name, ranges) in NAMED {
        let named = CharClass::from_ranges(ranges.iter().copied());
        if !named.difference(class).is_empty() {
            continue;
        }
        let call = quote::format_ident!("{name}");
        let rest = class.difference(&named);
        // A range such as ` ..=~` says more than a name and its neighbour.
        if rest.is_empty() {
            return quote!(#var.#call());
        }
        if class.ranges().count() > 1 {
            let rest = listed(&rest, bytes);
            return quote!(#var.#call() || matches!(#var, #rest));
        }
    }
    let listed = listed(class, bytes);
    quote!(matches!(#var, #listed))
}

/// The class as alternatives of a pattern.
fn listed(class: &CharClass, bytes: bool) -> TokenStream {
    let literal = |c: char| match (bytes, u8::try_from(c)) {
        (true, Ok(byte)) => Literal::byte_character(byte),
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

/// `static TABLE: Table<…> = …;`
fn table(dfa: &Dfa) -> TokenStream {
    let classes = dfa.alphabet().classes();
    // Class 0 of the runtime's table is "everything else": the one that takes most to spell out.
    let rest = (0..classes.len())
        .max_by_key(|&i| (classes[i].ranges().count().min(64) > 8, classes[i].len()))
        .unwrap_or(0);
    let order: Vec<usize> = std::iter::once(rest)
        .chain((0..classes.len()).filter(|&i| i != rest))
        .collect();
    let ascii = CharClass::from_ranges([('\0', '\x7f')]);
    let texts: Vec<String> = order[1..]
        .iter()
        .map(|&i| class_text(&classes[i].intersection(&ascii)))
        .collect();
    let texts = string(&texts.join(" "));
    let mut wide: Vec<(char, char, u8)> = Vec::new();
    for (number, &i) in order.iter().enumerate().skip(1) {
        wide.extend(
            classes[i]
                .difference(&ascii)
                .ranges()
                .map(|(lo, hi)| (lo, hi, number as u8)),
        );
    }
    wide.sort_unstable();
    let states = states_text(dfa, &order);
    let (rows, columns) = (
        Literal::usize_unsuffixed(dfa.len()),
        Literal::usize_unsuffixed(classes.len()),
    );
    let wide = (!wide.is_empty()).then(|| {
        let ranges = wide.iter().map(|&(lo, hi, class)| {
            let (lo, hi, class) = (
                Literal::character(lo),
                Literal::character(hi),
                Literal::u8_unsuffixed(class),
            );
            quote!((#lo, #hi, #class))
        });
        quote!(.wide(&[#(#ranges),*]))
    });
    quote!(static TABLE: Table<#rows, #columns> = Table::new(#texts, #states) #wide;)
}

/// The members of a class as the runtime reads them: a hyphen comes first, where it makes no range.
fn class_text(class: &CharClass) -> String {
    let hyphen = CharClass::single('-');
    let mut text = String::new();
    if class.contains('-') {
        text.push('-');
    }
    for (lo, hi) in class.difference(&hyphen).ranges() {
        push(&mut text, lo);
        if lo != hi {
            if u32::from(hi) - u32::from(lo) > 1 {
                text.push('-');
            }
            push(&mut text, hi);
        }
    }
    text
}

fn push(text: &mut String, c: char) {
    match c {
        ' ' => text.push_str(r"\s"),
        '\\' => text.push_str(r"\\"),
        _ => text.push(c),
    }
}

/// The text as a literal, raw where that reads better.
fn string(text: &str) -> Literal {
    let raw = text.contains('\\') && !text.contains('"') && !text.chars().any(char::is_control);
    if raw && let Ok(literal) = format!("r\"{text}\"").parse() {
        literal
    } else {
        Literal::string(text)
    }
}

fn letter(class: usize) -> char {
    match class {
        1..=26 => char::from(b'a' + class as u8 - 1),
        27..=52 => char::from(b'A' + class as u8 - 27),
        _ => '*',
    }
}

fn states_text(dfa: &Dfa, order: &[usize]) -> String {
    let mut text = String::new();
    for state in 1..dfa.len() as u32 {
        let targets: Vec<u32> = order.iter().map(|&class| dfa.next(state, class)).collect();
        if targets[0] != 0 {
            text.push_str(&format!("*{}", targets[0]));
        }
        let mut distinct: Vec<u32> = targets
            .iter()
            .copied()
            .filter(|&target| target != targets[0])
            .collect();
        distinct.sort_unstable();
        distinct.dedup();
        for target in distinct {
            text.extend(
                (1..targets.len())
                    .filter(|&class| targets[class] == target)
                    .map(letter),
            );
            text.push_str(&target.to_string());
        }
        text.push(if dfa.accepts(state) { '.' } else { ' ' });
    }
    text
}
