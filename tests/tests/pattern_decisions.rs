//! Emptiness, inclusion, witnesses and bounds on the length, against all short values over a small alphabet.

use proptest::prelude::*;
use speccast::pattern::{Language, Lengths, Pattern, counting};

/// The longest values that are tried.
const LONGEST: usize = 6;

/// All values over `ab` up to the longest, short ones first.
fn values() -> Vec<String> {
    let mut values = vec![String::new()];
    let mut begin = 0;
    for _ in 0..LONGEST {
        let end = values.len();
        for at in begin..end {
            values.extend(['a', 'b'].map(|c| format!("{}{c}", values[at])));
        }
        begin = end;
    }
    values
}

/// Makes a part of a pattern read something: `regress`, the oracle for look-around, may not terminate for
/// repeated empty parts.
fn reads(looks: bool) -> &'static str {
    if looks { "[ab]" } else { "" }
}

/// Patterns over `ab`, optionally with look-around.
fn pattern(looks: bool) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => Just("a".to_owned()),
        4 => Just("b".to_owned()),
        2 => Just("[ab]".to_owned()),
        1 => Just("(?:)".to_owned()),
        u32::from(looks) => prop_oneof![Just("^".to_owned()), Just("$".to_owned()), Just(r"\b".to_owned())],
    ];
    leaf.prop_recursive(4, 20, 3, move |inner| {
        let parts = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            4 => parts.clone().prop_map(|parts| parts.concat()),
            2 => parts.prop_map(|parts| format!("(?:{})", parts.join("|"))),
            1 => inner.clone().prop_map(move |inner| format!("(?:{}{inner})*", reads(looks))),
            1 => inner.clone().prop_map(move |inner| format!("(?:{}{inner})+", reads(looks))),
            1 => inner.clone().prop_map(move |inner| format!("(?:{}{inner})?", reads(looks))),
            1 => (inner.clone(), 0_u32..3, 0_u32..3).prop_map(move |(inner, min, more)| format!("(?:{}{inner}){{{min},{}}}", reads(looks), min + more)),
            u32::from(looks) => (inner.clone(), prop_oneof![Just("?="), Just("?!")]).prop_map(|(inner, kind)| format!("({kind}{inner})")),
            // A look-ahead within a look-behind is not supported; `$` is one.
            u32::from(looks) => (prop_oneof![Just("a"), Just("ab"), Just("b[ab]"), Just("(?:^|a)b")], prop_oneof![Just("?<="), Just("?<!")])
                .prop_map(|(inner, kind)| format!("({kind}{inner})")),
        ]
    })
}

fn lengths() -> impl Strategy<Value = Lengths> {
    prop_oneof![
        Just((0, None)),
        (0_u64..4).prop_map(|min| (min, None)),
        (0_u64..4, 0_u64..3).prop_map(|(min, more)| (min, Some(min + more))),
    ]
}

fn parse(source: &str) -> Pattern {
    Pattern::parse(source).expect("a pattern")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn members_are_those_of_an_engine(source in pattern(false)) {
        let pattern = parse(&source);
        let oracle = regex::Regex::new(&format!("^(?:{source})$")).expect("a pattern");
        for value in values() {
            prop_assert_eq!(pattern.is_match(&value), oracle.is_match(&value), "{} on {:?}", source, value);
        }
    }

    #[test]
    fn look_around_is_that_of_an_engine(source in pattern(true)) {
        // `regress` has `(?:[ab](?:[ab](?:[ab]a)*){1,1})*` match "aaaaa"; counts are compared above.
        prop_assume!(!source.contains('{'));
        let pattern = parse(&source);
        let oracle = regress::Regex::with_flags(&format!("^(?:{source})$"), "u").expect("a pattern");
        for value in values() {
            prop_assert_eq!(pattern.is_match(&value), oracle.find(&value).is_some(), "{} on {:?}", source, value);
        }
    }

    #[test]
    fn counting_and_factoring_change_nothing(source in pattern(false)) {
        let pattern = parse(&source);
        let threads = counting(pattern.node()).expect("a small automaton");
        let factored = counting(&pattern.node().factored()).expect("a small automaton");
        for value in values() {
            prop_assert_eq!(threads.is_match(&value), pattern.is_match(&value), "{} on {:?}", source, value);
            prop_assert_eq!(factored.is_match(&value), pattern.is_match(&value), "{} on {:?}", source, value);
        }
    }

    #[test]
    fn inclusion_is_that_of_short_values(
        old in pattern(true), new in pattern(true), old_lengths in lengths(), new_lengths in lengths(),
    ) {
        let (old, new) = (parse(&old), parse(&new));
        let (old, new) = (Language::new(Some(&old), old_lengths), Language::new(Some(&new), new_lengths));
        let witness = old.difference_witness(&new).expect("small automata");
        let brute = values().into_iter().find(|value| old.contains(value) && !new.contains(value));
        match (&witness, &brute) {
            (None, found) => prop_assert_eq!(found, &None),
            (Some(witness), None) => {
                prop_assert!(old.contains(witness) && !new.contains(witness), "{:?}", witness);
                let foreign = witness.chars().any(|c| !matches!(c, 'a' | 'b'));
                prop_assert!(foreign || witness.chars().count() > LONGEST, "{:?}", witness);
            }
            (Some(witness), Some(brute)) => {
                prop_assert!(old.contains(witness) && !new.contains(witness), "{:?}", witness);
                prop_assert!(witness.chars().count() <= brute.chars().count(), "{:?} {:?}", witness, brute);
            }
        }
        prop_assert_eq!(old.is_subset_of(&new), Ok(witness.is_none()));
        let other = new.is_subset_of(&old).expect("small automata");
        prop_assert_eq!(old.is_equivalent(&new), Ok(witness.is_none() && other));
    }

    #[test]
    fn bounds_hold_and_are_reached(source in pattern(true), within in lengths()) {
        let pattern = parse(&source);
        let language = Language::new(Some(&pattern), within);
        let found: Vec<u64> =
            values().iter().filter(|value| language.contains(value)).map(|value| value.chars().count() as u64).collect();
        let bounds = language.length_bounds().expect("a small automaton");
        prop_assert_eq!(language.is_empty(), Ok(bounds.is_none()));
        match bounds {
            None => prop_assert!(found.is_empty()),
            Some((min, max)) => {
                if min <= LONGEST as u64 {
                    prop_assert_eq!(found.iter().min(), Some(&min));
                }
                if max.is_some_and(|max| max <= LONGEST as u64) {
                    prop_assert_eq!(found.iter().max().copied(), max);
                }
            }
        }
        let shortest = language.shortest().expect("a small automaton");
        prop_assert_eq!(shortest.map(|value| value.chars().count() as u64), bounds.map(|(min, _)| min));
    }

    #[test]
    fn samples_are_members_and_near_misses_are_none(source in pattern(true), within in lengths()) {
        let pattern = parse(&source);
        let language = Language::new(Some(&pattern), within);
        let members = language.sample_members(16);
        prop_assert!(members.iter().all(|value| language.contains(value)));
        prop_assert_eq!(members.is_empty(), language.is_empty() == Ok(true));
        prop_assert!(language.near_misses(16).iter().all(|value| !language.contains(value)));
    }
}

#[test]
fn a_length_beside_a_pattern_counts() {
    let pattern = parse("[a-z]{3,}");
    assert_eq!(Language::new(Some(&pattern), (0, Some(2))).is_empty(), Ok(true));
    assert_eq!(Language::new(Some(&pattern), (0, Some(3))).is_empty(), Ok(false));
    let same = Language::new(Some(&pattern), (0, Some(5)))
        .is_equivalent(&Language::new(Some(&pattern), (3, Some(5))));
    assert_eq!(same, Ok(true));
    let wider = parse("[a-z]*");
    let difference = |lengths, most| {
        let pattern = Language::new(Some(&pattern), (0, Some(most)));
        Language::new(Some(&wider), lengths).difference_witness(&pattern)
    };
    assert_eq!(difference((3, Some(9)), 9), Ok(None));
    assert_eq!(difference((0, Some(9)), 9), Ok(Some(String::new())));
    assert_eq!(difference((3, Some(9)), 8), Ok(Some("aaaaaaaaa".to_owned())));
}

#[test]
fn without_a_pattern_the_length_alone_decides() {
    let any = Language::new(None, (0, None));
    let some = Language::new(None, (2, Some(4)));
    assert_eq!(some.is_subset_of(&any), Ok(true));
    assert_eq!(any.difference_witness(&some), Ok(Some(String::new())));
    assert_eq!(some.length_bounds(), Ok(Some((2, Some(4)))));
    let pattern = parse("[^#]+");
    assert_eq!(any.difference_witness(&Language::new(Some(&pattern), (0, None))), Ok(Some(String::new())));
    assert_eq!(
        Language::new(None, (1, None)).difference_witness(&pattern.language()),
        Ok(Some("#".to_owned()))
    );
}

#[test]
fn large_counts_are_decided_by_counting() {
    let (old, new) = (parse("[^#/\\s]{1,65535}"), parse("[^#/\\s]{1,65536}"));
    assert_eq!(old.language().is_subset_of(&new.language()), Ok(true));
    let witness = new.language().difference_witness(&old.language()).expect("two small automata");
    assert_eq!(witness.map(|value| value.len()), Some(65_536));
    assert_eq!(old.length_bounds(), Some((1, Some(65_535))));
}

#[test]
fn comparisons_that_are_too_large_are_undecided() {
    let pattern = parse("(?:[a-z]{1,1000}/){1,1000}x.{3,1000}y");
    assert!(pattern.is_match("a/xaaay"));
    assert!(pattern.language().is_empty().is_err());
    assert_eq!(pattern.length_bounds(), None);
    assert!(pattern.language().sample_members(8).is_empty());
}

/// Lengths that cannot be tested by trying, of patterns with periodic matches.
#[test]
fn large_lengths_are_decided() {
    let even = Pattern::parse("(?:ab)*").expect("a pattern");
    let either = Pattern::parse("(?:aa)*|(?:aaa)+|b{7}").expect("a pattern");
    let odd = u64::MAX;
    let language = |pattern, lengths| Language::new(Some(pattern), lengths);
    assert_eq!(language(&even, (odd, Some(odd))).is_empty(), Ok(true));
    assert_eq!(language(&even, (odd - 1, Some(odd))).is_empty(), Ok(false));
    assert_eq!(language(&even, (3, Some(odd))).length_bounds(), Ok(Some((4, Some(odd - 1)))));
    assert_eq!(language(&either, (8, Some(odd - 4))).length_bounds(), Ok(Some((8, Some(odd - 5)))));
    assert_eq!(language(&either, (7, Some(7))).length_bounds(), Ok(Some((7, Some(7)))));
    assert_eq!(language(&either, (0, None)).length_bounds(), Ok(Some((0, None))));
    let all = language(&even, (0, Some(odd)));
    assert_eq!(language(&even, (0, Some(odd - 1))).is_equivalent(&all), Ok(true));
    assert_eq!(all.is_subset_of(&language(&even, (0, Some(odd - 2)))), Ok(false));
    assert_eq!(all.is_subset_of(&Language::new(None, (0, Some(odd)))), Ok(true));
}
