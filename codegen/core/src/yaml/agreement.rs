//! The parser and serde_yaml agree on every accepted text, so that no spec means one thing to a person and
//! another here.

#![expect(clippy::expect_used, reason = "a test may panic")]

use super::{Kind, Node, Scalar, read};
use crate::text::Source;
use serde_yaml::Value;
use std::path::Path;

#[path = "../../../../tests/src/mutation.rs"]
#[expect(dead_code, unreachable_pub, reason = "the tests that it comes from use all of it")]
#[allow(clippy::incompatible_msrv, reason = "tests run with the newest compiler")]
mod mutation;
use mutation::Mutator;

#[path = "../../../../tests/src/grammar.rs"]
#[expect(unreachable_pub, reason = "the tests that it comes from use it")]
mod grammar;

/// Texts that mutations of specs are unlikely to produce.
const TEXTS: &[&str] = &[
    "a: |\n  text\n\n   more\n\nb: >-\n  folded\n  text\n\n  more\nc: |2+\n    x\n\nd: plain\n  text\n\n  over lines\n",
    "a: 'it''s\n  folded'\nb: \"\\u00e9\\n\\\n  joined \\\n  \"\n\"c d\": [a, 'b', \"c\", 1, 1.0, 0x1F, 0o17, 1e3, .inf, -.INF, ~, null, true, no, on]\n",
    "? a\n: b\n? [c]\n: d\n- e\n",
    "a: {b: c, d, e: , \"f\":g, 'h': [i, ], j: {}}\nk:\n- l\n-\n- - m\n  - n\n- o: p\n  q: r\n",
    "a: b # comment\n# comment\nc: d#e\nf: 'g' # h\ni: j #\n\n\n...\n",
    "1: a\n1.0: b\ntrue: c\n~: d\n\"1\": e\n: f\n",
    "a: 2026-01-31\nb: 12:30:45\nc: 0b1\nd: 1_000\ne: 007\nf: +1\ng: -0\nh: 18446744073709551616\ni: =\nj: <<\n",
];

/// The value that serde_yaml reads in place of `node`.
fn value(node: &Node) -> Value {
    match (&node.kind, node.scalar()) {
        (Kind::Sequence(items), _) => Value::Sequence(items.iter().map(value).collect()),
        (Kind::Scalar { text, .. }, Some(Scalar::String)) => Value::String(text.clone()),
        (_, Some(Scalar::Boolean(value))) => Value::Bool(value),
        (_, Some(Scalar::Integer(value))) => match i64::try_from(value) {
            Ok(value) => value.into(),
            Err(_) => u64::try_from(value).unwrap_or(u64::MAX).into(),
        },
        (_, Some(Scalar::Float(value))) => value.into(),
        _ => Value::Null,
    }
}

fn plain(text: &str) -> Value {
    value(&Node { span: 0..text.len(), kind: Kind::Scalar { text: text.to_owned(), plain: true } })
}

/// Whether both trees are equal; a key may be a string in one and a number in the other.
fn agree(node: &Node, other: &Value) -> bool {
    match (&node.kind, other) {
        (Kind::Mapping(entries), Value::Mapping(others)) => {
            entries.len() == others.len()
                && entries.iter().zip(others).all(|((key, node), (other_key, other))| {
                    let is_key =
                        *other_key == Value::String(key.text.clone()) || *other_key == plain(&key.text);
                    is_key && agree(node, other)
                })
        }
        (Kind::Sequence(items), Value::Sequence(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(node, other)| agree(node, other))
        }
        (Kind::Mapping(_), _) | (_, Value::Mapping(_)) => false,
        _ => {
            let own = value(node);
            if own != *other {
                println!("{own:?} to the gate, {other:?} to the other reader");
            }
            own == *other
        }
    }
}

/// Compares both results, if the text is accepted.
fn compare(text: &str) -> bool {
    let mut found = Vec::new();
    let Some(node) = read(&Source::new("spec.yaml", text), &mut found) else { return false };
    if !found.is_empty() {
        return false;
    }
    let source = Source::new("spec.yaml", text);
    let Ok(other) = serde_yaml::from_str::<Value>(text) else {
        // An integer too large for every type is a string here, and an error in every place.
        assert!(!crate::resolve(&source).1.is_empty(), "only one reader accepts this:\n{text}");
        return false;
    };
    assert!(agree(&node, &other), "two readings of\n{text}\n{other:?}\n{node:?}");
    true
}

/// The real specs and the fixtures, in the same order on every machine.
fn specs() -> Vec<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["specs", "tests/fixtures/good", "tests/fixtures/bad"].map(|folder| here.join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder").flatten());
    let mut texts: Vec<String> =
        files.map(|file| std::fs::read_to_string(file.path()).expect("a spec")).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn both_readers_agree_on_what_is_accepted() {
    let mut texts = specs();
    // One of the bad specs starts with a hidden character.
    texts.retain(|text| !text.lines().take(1).any(|line| line.contains("# Error")));
    let accepted = texts.iter().filter(|text| compare(text)).count();
    assert_eq!(accepted, texts.len(), "good specs are read");
    texts.extend(TEXTS.iter().map(|text| (*text).to_owned()));
    let mut compared = texts.iter().filter(|text| compare(text)).count();
    let mut mutator = Mutator::new(7);
    for _ in 0..6_000 {
        let [base, other] = [(); 2].map(|()| mutator.below(texts.len()));
        compared += usize::from(compare(&mutator.mutate(&texts[base], &texts[other])));
    }
    assert!(compared > 1_000, "only {compared} texts are accepted");
}

#[test]
fn both_readers_agree_on_what_is_damaged() {
    let damages = [
        " ", "\n", ":", ": ", "- ", "#", " #", "'", "\"", "{", "]", ",", "~", "1.0", "\\n", "\r\n", "?",
        "|\n",
    ];
    let mut compared = 0;
    for (index, text) in specs().iter().enumerate() {
        compared += usize::from(compare(text));
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for (number, damage) in damages.iter().enumerate() {
            // Other places for each mutation, chosen without randomness.
            for at in starts.iter().skip((index * 71 + number * 131) % 1_511).step_by(1_511) {
                compared += usize::from(compare(&format!("{}{damage}{}", &text[..*at], &text[*at..])));
            }
        }
    }
    assert!(compared > 500, "only {compared} texts are accepted");
}

#[test]
fn both_readers_agree_on_the_types_of_values() {
    let numbers = [
        "", "0", "1", "01", "007", "0x1F", "0X1F", "0o17", "0b11", "0b2", "1.5", ".5", "5.", "1e3", "1E-3",
        "1_000",
    ];
    let words = [
        ".inf", ".Inf", ".nan", "inf", "nan", "NaN", "infinity", "null", "Null", "NuLL", "~", "true", "True",
        "tRUE", "no", "e5", "0.", "0e0", "00.5",
    ];
    let large = ["9223372036854775807", "9223372036854775808", "18446744073709551615", "1e400"];
    for word in numbers.into_iter().chain(words).chain(large) {
        for text in ["", "+", "-", "+-", "--", "-+"].map(|sign| format!("{sign}{word}")) {
            let Ok(other) = serde_yaml::from_str::<Value>(&format!("[{text}]")) else { continue };
            let Value::Sequence(items) = other else { continue };
            // An empty list has no item.
            let Some(other) = items.into_iter().next() else { continue };
            let own = plain(&text);
            let both_nan = own.as_f64().is_some_and(f64::is_nan) && other.as_f64().is_some_and(f64::is_nan);
            // A number below the least of 64 bits is refused in every place.
            let is_large = own == u64::MAX && text.starts_with('-');
            assert!(own == other || both_nan || is_large, "{text:?}: {own:?}, {other:?}");
        }
    }
}
