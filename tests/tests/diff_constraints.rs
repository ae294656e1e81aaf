//! Constraints are decided: by examples, and by comparison with every short value.

use proptest::prelude::*;
use speccast::Source;
use speccast::diff::{Change, Report, Stale, Value, Wire, compare};
use speccast::pattern::Pattern;
use speccast_tests::diff::{Side, spec};

fn report(old: &str, new: &str, side: Side) -> Report {
    let source = |name, member: &str| -> Source { spec(name, &format!("value: {member}"), side) };
    compare(&[source("old.yaml", old)], &[source("new.yaml", new)])
        .unwrap_or_else(|diagnostics| panic!("{old} → {new}: {diagnostics}"))
}

/// Describes each change of a member in a few words.
fn found(old: &str, new: &str, side: Side) -> Vec<String> {
    let shown = |change: &Change| {
        let witnesses: Vec<String> = change.witnesses.iter().map(|it| format!("; {it}")).collect();
        format!("{} {}{}", change.verdict.wire, change.rule.id, witnesses.concat())
    };
    report(old, new, side).changes.iter().map(shown).collect()
}

fn request(old: &str, new: &str) -> Vec<String> {
    found(old, new, Side::Request)
}

#[test]
fn length_and_pattern_are_judged_together() {
    // The pattern has no match longer than 12, so the length takes nothing away.
    let digits = "{ type: string, pattern: '[0-9]{12}' }";
    let with_length = "{ type: string, pattern: '[0-9]{12}', length: { min: 3, max: 20 } }";
    assert_eq!(request(digits, with_length), ["compatible constraints-rewritten"]);
    let shorter = "{ type: string, pattern: '[0-9]{12}', length: { min: 3, max: 12 } }";
    assert_eq!(request(with_length, shorter), ["compatible max-length-decreased"]);
    // Longer values are searched among those that match.
    assert_eq!(
        request(
            "{ type: string, length: { max: 3 }, pattern: '(ab)*' }",
            "{ type: string, length: { max: 2 }, pattern: '(ab)*' }"
        ),
        ["compatible max-length-decreased"]
    );
    assert_eq!(
        request(
            "{ type: string, length: { max: 9 }, pattern: '(ab)*' }",
            "{ type: string, length: { max: 5 }, pattern: '(ab)*' }"
        ),
        ["breaking max-length-decreased; \"ababab\" was accepted, now refused"]
    );
}

#[test]
fn a_pattern_may_say_what_a_length_said() {
    let before = "{ type: string, pattern: '[a-z][a-z0-9\\-]*[a-z0-9]', length: { min: 2, max: 50 } }";
    let after = "{ type: string, pattern: '[a-z][a-z0-9\\-]{0,48}[a-z0-9]' }";
    assert_eq!(request(before, after), ["compatible constraints-rewritten"]);
    assert_eq!(found(before, after, Side::Response), ["compatible constraints-rewritten"]);
}

#[test]
fn a_narrowed_pattern_shows_a_shortest_value() {
    assert_eq!(
        request(
            "{ type: string, pattern: '[a-z]+-?[a-z]*', length: { min: 3 } }",
            "{ type: string, pattern: '[a-z]+(-[a-z]+)?', length: { min: 3 } }"
        ),
        ["breaking pattern-narrowed; \"aa-\" was accepted, now refused"]
    );
}

#[test]
fn bounds_and_pattern_change_at_once() {
    assert_eq!(
        request(
            "{ type: string, pattern: '[a-z]*', length: { min: 2, max: 4 } }",
            "{ type: string, pattern: '[a-y]*', length: { min: 3, max: 6 } }"
        ),
        [
            "breaking min-length-increased; \"aa\" was accepted, now refused",
            "compatible max-length-increased; \"aaaaa\" was refused, now accepted",
            "breaking pattern-narrowed; \"az\" was accepted, now refused",
        ]
    );
}

#[test]
fn undecided_changes_are_dangerous_and_have_a_reason() {
    let unchecked = "{ type: string, pattern: { unchecked: '(a)\\1' } }";
    let report = report(unchecked, "{ type: string, pattern: 'aa' }", Side::Request);
    let change = report.changes.first().expect("a change");
    assert_eq!((change.rule.id, change.verdict.wire), ("pattern-undecided", Wire::Dangerous));
    assert_eq!(change.notes, ["not decided: a pattern that is not checked cannot be compared"]);
    assert_eq!(change.verdict.stale, Stale::Unaffected, "nobody enforces it");
    // Beyond the limits on automata.
    let large = |count: u32| format!("{{ type: string, pattern: '.*a.{{{count}}}' }}");
    let found = self::report(&large(40), &large(41), Side::Request);
    let change = found.changes.first().expect("a change");
    assert_eq!((change.rule.id, change.verdict.wire), ("pattern-undecided", Wire::Dangerous));
    assert_eq!(change.notes, ["not decided: the patterns are too large to compare"]);
    assert!(matches!(change.verdict.stale, Stale::Perhaps(_)), "{:?}", change.verdict.stale);
}

#[test]
fn numbers() {
    let range = |range: &str| format!("{{ type: integer, range: {{ {range} }} }}");
    assert_eq!(
        request(&range("min: 1, max: 25"), &range("min: 1, max: 100")),
        ["compatible max-value-increased; 26 was refused, now accepted"]
    );
    assert_eq!(
        request(&range("min: 1, max: 100"), &range("min: 5, max: 25")),
        [
            "breaking min-value-increased; 1 was accepted, now refused",
            "breaking max-value-decreased; 26 was accepted, now refused",
        ]
    );
    assert_eq!(request("byte", "{ type: byte, range: { min: -128 } }"), ["compatible min-value-added"]);
    assert_eq!(
        found("{ type: long, range: { max: 9 } }", "{ type: long, range: { max: 99 } }", Side::Response),
        ["dangerous max-value-increased; 10 was refused, now accepted"]
    );
}

#[test]
fn widths_are_judged_with_the_range() {
    assert_eq!(request("long", "integer"), ["breaking type-narrowed; 2147483648 was accepted, now refused"]);
    assert_eq!(
        request("{ type: long, range: { min: 0, max: 9 } }", "{ type: integer, range: { min: 0, max: 9 } }"),
        ["compatible type-narrowed"]
    );
    assert_eq!(
        found("integer", "long", Side::Response),
        ["breaking type-widened; 2147483648 was refused, now accepted"]
    );
    assert_eq!(request("integer", "double"), ["compatible type-widened; 0.5 was refused, now accepted"]);
}

#[test]
fn entries() {
    assert_eq!(
        request("{ list: string, length: { max: 9 } }", "{ list: string, length: { min: 1, max: 5 } }"),
        [
            "breaking min-items-added; an empty one was accepted, now refused",
            "breaking max-items-decreased; one of 6 entries was accepted, now refused",
        ]
    );
    assert_eq!(
        request(
            "{ list: { type: string, length: { max: 3 } } }",
            "{ list: { type: string, length: { max: 2 } } }"
        ),
        ["breaking max-length-decreased; \"aaa\" was accepted, now refused"]
    );
}

#[test]
fn a_list_has_no_more_different_items_than_there_are() {
    let same = "no value is gained or lost, since its other constraints imply this";
    let both_ways = |old: &str, new: &str, added: &str, removed: &str| {
        for (old, new, rule) in [(old, new, added), (new, old, removed)] {
            for side in [Side::Request, Side::Response] {
                let report = report(old, new, side);
                assert_eq!(found(old, new, side), [format!("compatible {rule}")], "{old} → {new}");
                assert_eq!(report.verdict.stale, Stale::Unaffected);
                assert_eq!(
                    report.changes[0].notes,
                    if rule == "constraints-rewritten" { vec![] } else { vec![same] }
                );
            }
        }
    };
    let max = |list: &str, max: u64| list.replace(" }~", &format!(", length: {{ max: {max} }} }}"));
    let plain = |list: &str| list.replace('~', "");
    // Of these values there are so many.
    for (count, list) in [
        (2, "{ list: boolean, uniqueItems: true }~"),
        (3, "{ list: { enum: [a, b, c] }, uniqueItems: true }~"),
        (3, "{ list: { intEnum: { A: 1, B: 2, C: 3 } }, uniqueItems: true }~"),
        (6, "{ list: { type: string, pattern: 'a|[b-d]{1}|ef?' }, uniqueItems: true }~"),
        (2, "{ list: { type: string, pattern: 'a*', length: { min: 1, max: 2 } }, uniqueItems: true }~"),
        (3, "{ list: { type: integer, range: { min: 1, max: 12 }, multipleOf: 4 }, uniqueItems: true }~"),
        (3, "{ list: boolean, sparse: true, uniqueItems: true }~"),
        (7, "{ list: { list: boolean, length: { max: 2 } }, uniqueItems: true }~"),
        (9, "{ list: { structure: { a: boolean, b: boolean } }, uniqueItems: true }~"),
        (257, "{ list: { type: blob, length: { max: 1 } }, uniqueItems: true }~"),
        (2, "{ map: string, key: { type: string, pattern: 'x|y' } }~"),
        (2, "{ map: string, key: { enum: [x, y] } }~"),
    ] {
        both_ways(&plain(list), &max(list, count), "max-items-added", "max-items-removed");
        both_ways(&max(list, count), &max(list, count + 9), "max-items-increased", "max-items-decreased");
        assert_eq!(
            request(&plain(list), &max(list, count - 1)),
            [format!("breaking max-items-added; {} was accepted, now refused", entries_of(count))],
            "{list}"
        );
    }
    // A list of one has no item twice, and one of many has.
    for list in ["string", "boolean", "{ enum: [a] }"] {
        let list = |more: &str| format!("{{ list: {list}{more} }}");
        let (one, many) = (list(", length: { max: 1 }"), list(", length: { max: 1 }, uniqueItems: true"));
        both_ways(&one, &many, "unique-items-added", "unique-items-removed");
        assert_eq!(
            request(&list(""), &list(", uniqueItems: true")),
            ["breaking unique-items-added; a list with a repeated item was accepted, now refused"]
        );
    }
    // Parts that together change nothing are one change.
    let rewritten = "constraints-rewritten";
    both_ways(
        "{ list: { enum: [a] }, length: { max: 1 } }",
        "{ list: { enum: [a] }, uniqueItems: true, length: { max: 2 } }",
        rewritten,
        rewritten,
    );
}

fn entries_of(count: u64) -> String {
    if count == 1 { "one of 1 entry".to_owned() } else { format!("one of {count} entries") }
}

#[test]
fn nothing_is_in_what_is_always_empty() {
    let quiet = |old: &str, new: &str| {
        for (old, new) in [(old, new), (new, old)] {
            for side in [Side::Request, Side::Response] {
                let report = report(old, new, side);
                assert_eq!(
                    (report.verdict.wire, &report.verdict.stale),
                    (Wire::Compatible, &Stale::Unaffected)
                );
                assert!(report.changes.iter().all(|change| change.witnesses.is_empty()), "{old} → {new}");
            }
        }
    };
    for inner in [
        "{ list: ITEM, length: { max: 0 } }",
        "{ map: ITEM, length: { max: 0 } }",
        "{ list: { map: ITEM }, length: { max: 0 } }",
        "{ structure: { a: { list: ITEM, length: { max: 0 }, required: true }, b: { map: { list: ITEM }, length: { max: 0 } } } }",
        "{ list: { list: { structure: { a: { type: boolean, required: true }, b: ITEM } }, length: { max: 0 } } }",
    ] {
        let with = |item: &str| inner.replace("ITEM", item);
        quiet(
            &with("{ type: string, length: { max: 9 } }"),
            &with("{ type: string, length: { max: 8 }, pattern: 'a*' }"),
        );
        quiet(&with("{ enum: [a, b] }"), &with("{ enum: [a, c] }"));
        quiet(&with("{ type: integer, range: { max: 9 } }"), &with("long"));
    }
    // There is no such list of booleans, so the spec is not compared.
    let impossible =
        spec("old.yaml", "v: { list: boolean, uniqueItems: true, length: { min: 3 } }", Side::Request);
    let refused = compare(std::slice::from_ref(&impossible), std::slice::from_ref(&impossible)).unwrap_err();
    assert!(
        refused.to_string().contains("minimum length 3 is greater than the number of different items, 2")
    );
}

#[test]
fn numbers_of_two_types_are_compared_with_their_ranges() {
    let range = |ty: &str, range: &str| format!("{{ type: {ty}, range: {{ {range} }} }}");
    assert_eq!(
        request(&range("integer", "min: 1, max: 9"), &range("double", "min: 2, max: 9")),
        ["breaking type-widened; 1 was accepted, now refused; 2.5 was refused, now accepted"]
    );
    assert_eq!(
        request(&range("integer", "min: 3, max: 3"), &range("double", "min: 3, max: 3")),
        ["compatible type-widened"]
    );
    assert_eq!(
        request(&range("double", "min: 0, max: 1"), &range("float", "min: 0, max: 1")),
        ["compatible type-narrowed"]
    );
    assert_eq!(
        request("double", &range("long", "max: 9")),
        ["breaking type-narrowed; 0.5 was accepted, now refused"]
    );
    let most = "1.7e308";
    assert_eq!(
        request("double", &range("double", &format!("max: {most}"))),
        ["breaking max-value-added; 1.7976931348623157e308 was accepted, now refused"]
    );
}

#[test]
fn lists_of_values_are_sets_too() {
    let constrained = "{ type: string, pattern: 'red|green' }";
    assert_eq!(
        request(constrained, "{ enum: [red, green, blue] }"),
        ["compatible became-enum; \"blue\" was refused, now accepted"]
    );
    assert_eq!(
        request(constrained, "{ enum: [red, 'gr.*'] }"),
        ["breaking became-enum; \"green\" was accepted, now refused; \"gr.*\" was refused, now accepted"]
    );
    assert_eq!(
        found("{ enum: [red] }", "{ type: string, length: { max: 3 } }", Side::Response),
        ["dangerous no-longer-enum; \"\" was refused, now accepted"]
    );
}

/// A constraint on a string: its text in the spec, and its meaning.
#[derive(Clone, Debug)]
struct Text {
    pattern: Option<String>,
    min: Option<usize>,
    max: Option<usize>,
}

impl Text {
    fn spec(&self) -> String {
        let mut parts = vec!["type: string".to_owned()];
        parts.extend(self.pattern.as_ref().map(|pattern| format!("pattern: '{pattern}'")));
        let bounds: Vec<String> = [("min", self.min), ("max", self.max)]
            .iter()
            .filter_map(|(name, bound)| bound.map(|bound| format!("{name}: {bound}")))
            .collect();
        if !bounds.is_empty() {
            parts.push(format!("length: {{ {} }}", bounds.join(", ")));
        }
        format!("{{ {} }}", parts.join(", "))
    }

    /// Returns a function that accepts or refuses values, with the pattern compiled.
    fn accepts(&self) -> impl Fn(&str) -> bool {
        let pattern = self.pattern.as_ref().map(|pattern| Pattern::parse(pattern).expect("a pattern"));
        let (min, max) = (self.min, self.max);
        move |value| {
            let count = value.chars().count();
            min.is_none_or(|min| count >= min)
                && max.is_none_or(|max| count <= max)
                && pattern.as_ref().is_none_or(|pattern| pattern.is_match(value))
        }
    }
}

fn pattern() -> impl Strategy<Value = String> {
    let class = prop_oneof![Just("a"), Just("b"), Just("[ab]"), Just("[^a]"), Just("-"), Just("[a-]")];
    let leaf = class.prop_map(str::to_owned).boxed();
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a}|{b})")),
            (inner, prop_oneof![Just("*"), Just("+"), Just("?"), Just("{1,2}"), Just("{2}")])
                .prop_map(|(part, times)| format!("(?:{part}){times}")),
        ]
    })
}

fn text() -> impl Strategy<Value = Text> {
    let bounds = (prop::option::of(0..3_usize), prop::option::of(0..3_usize));
    (prop::option::of(pattern()), bounds).prop_map(|(pattern, (min, more))| Text {
        pattern,
        min,
        max: more.map(|more| min.unwrap_or(0) + more),
    })
}

/// Every string of up to five characters over a small alphabet.
fn short_values() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut layer = all.clone();
    for _ in 0..5 {
        layer = layer.iter().flat_map(|it| ["a", "b", "-", "x"].map(|c| format!("{it}{c}"))).collect();
        all.extend(layer.iter().cloned());
    }
    all
}

/// Returns the length of the shortest witness that only one side accepts, if there is one.
fn shortest(report: &Report, refused_now: bool) -> Option<usize> {
    let witnesses = report.changes.iter().flat_map(|change| &change.witnesses);
    let texts = witnesses.filter(|it| it.refused_now == refused_now).filter_map(|it| match &it.value {
        Value::Text(text) => Some(text.chars().count()),
        _ => None,
    });
    texts.min()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn verdicts_agree_with_every_short_value(old in text(), new in text()) {
        let sources = [(&old, "old.yaml"), (&new, "new.yaml")]
            .map(|(text, name)| spec(name, &format!("value: {}", text.spec()), Side::Request));
        let [before, after] = sources;
        // Patterns and lengths that exclude each other are not valid specs.
        let report = match compare(&[before], &[after]) {
            Ok(report) => report,
            Err(_) => return Err(TestCaseError::reject("not a spec")),
        };
        let values = short_values();
        let (old, new) = (old.accepts(), new.accepts());
        let lost = values.iter().filter(|it| old(it) && !new(it)).map(|it| it.chars().count()).min();
        let gained = values.iter().filter(|it| !old(it) && new(it)).map(|it| it.chars().count()).min();
        prop_assert!(report.verdict.wire != Wire::Dangerous, "all of these can be decided");
        if let Some(lost) = lost {
            prop_assert_eq!(report.verdict.wire, Wire::Breaking);
            prop_assert_eq!(shortest(&report, true), Some(lost), "a shortest value is shown");
        }
        if let Some(gained) = gained {
            prop_assert!(matches!(report.verdict.stale, Stale::Refuses(_)));
            prop_assert_eq!(shortest(&report, false), Some(gained), "a shortest value is shown");
        }
        prop_assert_eq!(report.verdict.wire == Wire::Breaking, shortest(&report, true).is_some());
        prop_assert_eq!(report.verdict.stale != Stale::Unaffected, shortest(&report, false).is_some());
        for witness in report.changes.iter().flat_map(|change| &change.witnesses) {
            let Value::Text(value) = &witness.value else { panic!("{witness:?}") };
            prop_assert_eq!(old(value), witness.refused_now, "{}", witness);
            prop_assert_eq!(new(value), !witness.refused_now, "{}", witness);
        }
    }

    #[test]
    fn what_breaks_one_way_is_refused_by_stale_clients_the_other_way(old in text(), new in text()) {
        let source = |text: &Text| spec("spec.yaml", &format!("value: {}", text.spec()), Side::Request);
        let there = compare(&[source(&old)], &[source(&new)]);
        let back = compare(&[source(&new)], &[source(&old)]);
        if let (Ok(there), Ok(back)) = (there, back) {
            prop_assert_eq!(there.verdict.wire == Wire::Breaking, back.verdict.stale != Stale::Unaffected);
            prop_assert_eq!(back.verdict.wire == Wire::Breaking, there.verdict.stale != Stale::Unaffected);
        }
    }

    #[test]
    fn verdicts_on_numbers_agree_with_every_number(
        old in (prop::option::of(-9..9_i64), prop::option::of(0..9_i64)),
        new in (prop::option::of(-9..9_i64), prop::option::of(0..9_i64)),
    ) {
        type Range = (Option<i64>, Option<i64>);
        // The second is how far the greatest is above the least.
        let ends = |(min, more): Range| (min, more.map(|more| min.unwrap_or(0) + more));
        let (old, new): (Range, Range) = (ends(old), ends(new));
        let member = |(min, max): Range| {
            let bounds: Vec<String> = [("min", min), ("max", max)]
                .iter()
                .filter_map(|(name, bound)| bound.map(|bound| format!("{name}: {bound}")))
                .collect();
            match bounds.is_empty() {
                true => "byte".to_owned(),
                false => format!("{{ type: byte, range: {{ {} }} }}", bounds.join(", ")),
            }
        };
        let accepts = |(min, max): Range, value: i64| {
            min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
        };
        let report = report(&member(old), &member(new), Side::Request);
        let all = i64::from(i8::MIN)..=i64::from(i8::MAX);
        let lost = all.clone().any(|value| accepts(old, value) && !accepts(new, value));
        let gained = all.clone().any(|value| !accepts(old, value) && accepts(new, value));
        prop_assert_eq!(report.verdict.wire == Wire::Breaking, lost);
        prop_assert_eq!(report.verdict.stale != Stale::Unaffected, gained);
        for witness in report.changes.iter().flat_map(|change| &change.witnesses) {
            let Value::Integer(value) = witness.value else { panic!("{witness:?}") };
            prop_assert!(all.contains(&value));
            prop_assert_eq!(accepts(old, value), witness.refused_now);
            prop_assert_eq!(accepts(new, value), !witness.refused_now);
        }
    }

    #[test]
    fn verdicts_on_enums_agree_with_their_values(
        old in prop::sample::subsequence(vec!["a", "b", "a.b", "-"], 1..=4),
        new in prop::sample::subsequence(vec!["a", "b", "a.b", "-"], 1..=4),
        typed in any::<bool>(),
    ) {
        let list = |values: &[&str]| values.iter().map(|it| format!("'{it}'")).collect::<Vec<_>>().join(", ");
        let member = |values: &[&str]| format!("{{ enum: [{}] }}", list(values).replace("'-'", "{ value: '-', rust: Dash }"));
        let pattern = old.iter().map(|it| it.replace('.', "\\.")).collect::<Vec<_>>().join("|");
        let before = if typed { member(&old) } else { format!("{{ type: string, pattern: '{pattern}' }}") };
        let report = report(&before, &member(&new), Side::Request);
        prop_assert_eq!(report.verdict.wire == Wire::Breaking, old.iter().any(|it| !new.contains(it)));
        prop_assert_eq!(report.verdict.stale != Stale::Unaffected, new.iter().any(|it| !old.contains(it)));
    }
}
