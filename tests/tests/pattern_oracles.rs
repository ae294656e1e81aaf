//! Patterns agree with two independent engines: `regress`, which implements ECMA-262, and `regex` where the
//! dialects agree.

use speccast::pattern::Pattern;
use speccast_tests::patterns::{backtracks, corpus, edges};
use std::collections::BTreeSet;

/// Patterns that `regress` refuses or reads otherwise, and why we do not follow it. Each has to stay in need of its
/// explanation.
const EXPLAINED: &[(&str, &str)] = &[
    (r"[\p{Alnum}\p{Punct}\p{Blank}]*", JAVA_PROPERTY),
    (r"\p{XDigit}{8}", JAVA_PROPERTY),
    (r"\p{Print}+", JAVA_PROPERTY),
    (r"[\p{Graph}\x20]*", JAVA_PROPERTY),
    (r"[^\p{Cntrl}]*", JAVA_PROPERTY),
    (r"[\p{all}]*", JAVA_PROPERTY),
    (r"[\p{LD}\p{IsAlphabetic}\p{IsLatin}]+", JAVA_PROPERTY),
    (r"\pL\pN?", JAVA_PROPERTY),
    (r"\A[a-z]+\z", "without `u` these are the letters `A` and `z`; whoever writes them means the ends"),
    (r"(?s).{1,255}", INLINE_FLAGS),
    (r"(?i)all|[0-9]{12}", INLINE_FLAGS),
    (r"^(?i)(true|false)$", INLINE_FLAGS),
    (r"a(?i)b|c", INLINE_FLAGS),
    (r"(?m)^a$", INLINE_FLAGS),
    (r"\x{60}?[\x{0022}]", "without `u`, `\\x` is the letter and `{60}` a count"),
    (r"[\p{Print}&&[^|:/]]+", "without `u`, a class of four characters and then a bracket"),
    (r"\d{1}+:\d{12}+", DOUBLE_QUANTIFIER),
    (r"[\/]?+[a-z!.]+", DOUBLE_QUANTIFIER),
    (r"a*+a?", DOUBLE_QUANTIFIER),
    (r"(x*)${1,128}", DOUBLE_QUANTIFIER),
    (r"[0-9a-z]{2}{1,3}", DOUBLE_QUANTIFIER),
    (r"(?P<name>a)b", "a named group as in Python and Rust, which ECMA-262 refuses"),
];

const JAVA_PROPERTY: &str = "a property of Java's: without `u`, `\\p` is the letter `p`";
const INLINE_FLAGS: &str = "flags without a group of their own, which ECMA-262 refuses";
const DOUBLE_QUANTIFIER: &str = "a quantifier on a quantifier or on an anchor, which ECMA-262 refuses";

/// The values that an engine that backtracks can be asked about.
fn values(pattern: &Pattern) -> Vec<String> {
    let limit = if backtracks(pattern.node()) { 14 } else { 5_000 };
    let mut values = edges(pattern);
    values.retain(|value| value.chars().count() <= limit);
    values
}

/// The pattern as `regress` compiles it, for whole values: with `u`, or without it where only a note lets the pattern
/// through.
fn regress_of(source: &str, pattern: &Pattern) -> Result<regress::Regex, regress::Error> {
    let flags = if pattern.notes().iter().any(|note| note.is_extension()) { "" } else { "u" };
    regress::Regex::with_flags(&format!("^(?:{source})$"), flags)
}

#[test]
fn regress_agrees() {
    let mut unexplained = Vec::new();
    let mut needed = BTreeSet::new();
    for source in corpus() {
        let pattern = Pattern::parse(source).expect("a pattern of the corpus");
        let disagreement = match regress_of(source, &pattern) {
            Err(error) => Some(format!("refused: {error}")),
            Ok(regex) => {
                let differs = |value: &&String| regex.find(value).is_some() != pattern.is_match(value);
                values(&pattern).iter().find(differs).map(|value| format!("on {value:?}"))
            }
        };
        let explained = EXPLAINED.iter().any(|(known, _)| *known == source);
        match disagreement {
            Some(_) if explained => drop(needed.insert(source)),
            Some(disagreement) => unexplained.push(format!("{source} {disagreement}")),
            None => {}
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    for (source, why) in EXPLAINED {
        assert!(needed.contains(source), "regress agrees on {source}: no need to say {why:?}");
    }
}

/// A pattern has an extension's note exactly if ECMA-262 with `u` refuses it.
#[test]
fn notes_mark_what_the_u_flag_refuses() {
    for source in corpus() {
        let pattern = Pattern::parse(source).expect("a pattern of the corpus");
        let noted = pattern.notes().iter().any(|note| note.is_extension());
        let refused = regress::Regex::with_flags(source, "u").is_err();
        assert_eq!(noted, refused, "{source}: {:?}", pattern.notes());
    }
}

/// Whether the pattern only has syntax with the same meaning in ECMA-262 with `u` and in `regex`: no class
/// escapes, word boundaries, dots, flags, set operators, or brackets in a class.
fn is_common(source: &str) -> bool {
    let apart = [
        r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\b", r"\B", r"\u", r"\A", r"\z", r"\0", r"\c", r"\/",
        "(?", "&&", "--", "~~", "[[", "[]", "[^]", "$^",
    ];
    let mut dots = source.replace(r"\\", "").replace(r"\.", "").replace("[.", "[").replace("..", "");
    dots.retain(|c| c == '.');
    dots.is_empty() && !apart.iter().any(|part| source.contains(part))
}

#[test]
fn regex_agrees_where_the_dialects_do() {
    let mut compared = 0;
    for source in corpus().into_iter().filter(|source| is_common(source)) {
        let pattern = Pattern::parse(source).expect("a pattern of the corpus");
        if pattern.notes().iter().any(|note| note.is_extension()) {
            continue;
        }
        let sized = regex::RegexBuilder::new(&format!("^(?:{source})$")).size_limit(1 << 28).build();
        let regex = sized.expect("a pattern that both dialects read");
        for value in edges(&pattern) {
            assert_eq!(regex.is_match(&value), pattern.is_match(&value), "{source} on {value:?}");
        }
        compared += 1;
    }
    assert!(compared >= 40, "only {compared} patterns are common");
}
