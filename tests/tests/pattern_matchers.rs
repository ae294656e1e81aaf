//! The generated matchers of the corpus agree with the automata and allocate nothing. This package's build
//! script generates them, and they compile without warnings.

#![deny(warnings, clippy::all)]

use allocation_counter::measure;
use speccast::pattern::Pattern;
use speccast_runtime::validate::StringRule;
use speccast_tests::patterns::{corpus, edges};

/// The generated client.
pub mod generated {
    include!(concat!(env!("OUT_DIR"), "/corpus/speccast/include.rs"));
}
use generated::patterns;

const RULES: &[StringRule] = include!(concat!(env!("OUT_DIR"), "/corpus/rules.rs"));

#[test]
fn generated_matchers_agree_with_the_automata() {
    let corpus = corpus();
    assert_eq!(corpus.len(), RULES.len());
    let mut compared = 0;
    for (source, rule) in corpus.into_iter().zip(RULES) {
        let pattern = Pattern::parse(source).expect("a pattern of the corpus");
        for value in edges(&pattern) {
            assert_eq!(rule.check(&value).is_ok(), pattern.is_match(&value), "{source} on {value:?}");
            compared += 1;
        }
    }
    assert!(compared > 10_000, "only {compared} values");
}

/// Matching allocates nothing, whether it succeeds or not: a violation costs as much as with a trivial
/// matcher.
#[test]
fn generated_matchers_allocate_nothing() {
    for (source, rule) in corpus().into_iter().zip(RULES) {
        let refusal = measure(|| drop(StringRule::any().pattern(source, |_| false).check("")));
        let pattern = Pattern::parse(source).expect("a pattern of the corpus");
        let long = ["a", "\u{1f600}", "a-b.c/"].map(|text| text.repeat(1_000));
        for value in edges(&pattern).into_iter().chain(long) {
            let mut is_valid = false;
            let allocations = measure(|| is_valid = rule.check(&value).is_ok());
            let expected = if is_valid { 0 } else { refusal.count_total };
            assert_eq!(allocations.count_total, expected, "{source} on {value:?}");
        }
    }
}

/// Nothing takes more than time linear in the value: these end at once, or never.
#[test]
fn long_values_take_linear_time() {
    let (long, wide) = ("a".repeat(100_000), "\u{1f600}".repeat(100_000));
    for rule in RULES {
        for value in [
            &long,
            &wide,
            &format!("{long}b"),
            &format!("{long}!"),
            &"a-".repeat(50_000),
            &"/".repeat(100_000),
        ] {
            let _ = rule.check(value);
        }
    }
}
