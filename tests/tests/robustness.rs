//! Every text gets a result: Rust files or diagnostics, and never a panic.

use allocation_counter::measure;
use proptest::prelude::*;
use similar::{ChangeTag, TextDiff};
use speccast::{Options, Source, generate};
use speccast_tests::bodies::{self, Cost};
use speccast_tests::decoders;
use speccast_tests::judge::judge;
use speccast_tests::mutation::Mutator;
use speccast_tests::sizes::texts;
use std::fs;
use std::path::Path;

/// The real specs and the fixtures.
fn specs() -> Vec<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../specs", "fixtures/good", "fixtures/bad"].map(|folder| here.join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder").flatten());
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort_unstable();
    paths.iter().map(|path| fs::read_to_string(path).expect("a spec")).collect()
}

/// Generates, and checks the result.
fn try_text(text: &str) -> Result<(), String> {
    judge(text).map(drop)
}

/// The first texts of `tests/fuzz.sh`, which continues for any time.
#[test]
fn mutated_specs_are_processed() {
    let mut specs = specs();
    specs.retain(|text| !text.starts_with("# Error"));
    let mut mutator = Mutator::new(42);
    let mut accepted = 0;
    for _ in 0..300 {
        let [base, other] = [(); 2].map(|()| mutator.below(specs.len()));
        let text = mutator.mutate(&specs[base], &specs[other]);
        accepted += u32::from(judge(&text).unwrap_or_else(|error| panic!("{error}\n{text}")));
    }
    assert!(accepted > 2, "only {accepted} were accepted");
}

/// The first bodies that `tests/fuzz.sh` would try.
#[test]
fn hostile_bodies_are_read_in_bounds() {
    let mut mutator = Mutator::new(42);
    for _ in 0..300 {
        let cost = |work: &mut dyn FnMut()| {
            let cost = measure(work);
            Cost { bytes: cost.bytes_max, count: cost.count_total }
        };
        bodies::judge(&mut mutator, cost).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// The first texts of streams, headers and files that `tests/fuzz.sh` would try.
#[test]
fn hostile_texts_are_decoded_as_their_rules_have_it() {
    let mut mutator = Mutator::new(42);
    for _ in 0..2_000 {
        decoders::judge(&mut mutator).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// A member at the end of a structure, an input or an output only adds lines.
#[test]
fn a_member_at_the_end_changes_nothing_else() {
    let mut added = 0;
    for text in specs() {
        let Ok(before) = generate(&[Source::new("spec.yaml", text.as_str())], &Options::default()) else {
            continue;
        };
        for longer in with_a_member(&text) {
            // Not every place takes a member, an output that is all payload for one.
            let Ok(after) = generate(&[Source::new("spec.yaml", longer.as_str())], &Options::default())
            else {
                continue;
            };
            for (before, after) in before.files.iter().zip(&after.files) {
                let diff = TextDiff::from_lines(&*before.text, &*after.text);
                // Braces that were empty are opened.
                let is_lost = |tag, line: &str| tag == ChangeTag::Delete && !line.trim_end().ends_with("{}");
                let lost = diff.iter_all_changes().find(|change| is_lost(change.tag(), change.value()));
                assert!(lost.is_none(), "{}: {lost:?} is gone from {}", before.path, after.text);
            }
            added += 1;
        }
    }
    assert!(added > 20, "only {added} members were added");
}

/// The spec with another member below each `output:` or `structure:` that has a line for each of its own.
fn with_a_member(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let mut longer = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !matches!(line.trim(), "output:" | "structure:") {
            continue;
        }
        let members =
            lines[at + 1..].iter().take_while(|member| indentation(member) > indentation(line)).count();
        let mut lines = lines.clone();
        let member = format!("{}zzLast: string", " ".repeat(indentation(line) + 2));
        lines.insert(at + 1 + members, &member);
        longer.push(lines.join("\n") + "\n");
    }
    longer
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_spec_is_answered(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        length in 0..12_usize,
        insert in prop_oneof![
            "[ -~]{0,6}",
            Just("\n".to_owned()),
            Just("\t".to_owned()),
            Just("\u{0}".to_owned()),
            Just("\u{FEFF}é\u{1F600}".to_owned()),
            Just("{ a: [".to_owned()),
            Just("'\"\\".to_owned()),
            Just("9999999999999999999999".to_owned()),
            Just("*a &b !c <<: %".to_owned()),
        ],
    ) {
        let specs = specs();
        let text = which.get(&specs);
        let start = text.floor_char_boundary(at.index(text.len().max(1)));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        let damaged = format!("{}{insert}{}", &text[..start], &text[end..]);
        try_text(&damaged).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn moved_lines_are_processed(
        which in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        indent in 0..8_usize,
    ) {
        let specs = specs();
        let mut lines: Vec<String> = which.get(&specs).lines().map(str::to_owned).collect();
        if !lines.is_empty() {
            let line = lines.remove(from.index(lines.len()));
            let line = format!("{:indent$}{}", "", line.trim_start());
            let to = to.index(lines.len() + 1);
            lines.insert(to, line);
        }
        try_text(&lines.join("\n")).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        try_text(&text).map_err(TestCaseError::fail)?;
    }
}

/// Texts that are expensive to process, of a size that debug builds handle soon; `benches/sizes.rs` has
/// larger ones.
#[test]
fn texts_of_any_size_are_processed() {
    for (name, text) in texts(20_000) {
        judge(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Allocations are counted instead of time, since they are the same on every machine. If a text of twice the
/// size results in more than twice the code, as when each operation has each error, work is proportional to
/// the code.
#[test]
fn twice_the_text_takes_twice_the_work() {
    for ((name, half), (_, whole)) in texts(5_000).into_iter().zip(texts(10_000)) {
        let made = [&half, &whole].map(|text| {
            let generated = generate(&[Source::new("spec.yaml", text.as_str())], &Options::default());
            generated.map_or(0, |it| it.files.iter().map(|file| file.text.len()).sum::<usize>() as u64)
        });
        let [half, whole] = [half, whole].map(|text| {
            measure(|| drop(generate(&[Source::new("spec.yaml", text.as_str())], &Options::default())))
        });
        for (half, whole) in [(half.count_total, whole.count_total), (half.bytes_total, whole.bytes_total)] {
            let by_code = half.saturating_mul(made[1]).checked_div(made[0]).unwrap_or(0);
            let expected = by_code.max(half * 2);
            assert!(whole <= expected * 5 / 4 + 1_000, "{name}: {half}, and {whole} of twice the text");
        }
    }
}

/// A text over the size limit is not parsed.
#[test]
fn hostile_sizes_are_refused() {
    let texts =
        ["  ".repeat(2 * 1024 * 1024 + 1), format!("speccast: 1\n# {}\n", "x".repeat(4 * 1024 * 1024))];
    for text in texts {
        let found = speccast::lint(&[Source::new("spec.yaml", text.as_str())]);
        let lines: Vec<String> = found.iter().map(|finding| finding.line()).collect();
        assert_eq!(lines.len(), 1);
        assert!(lines[0].contains("larger than 4194304 bytes"), "{lines:?}");
    }
}

/// The service's errors times its operations could be far too much code from a small file.
#[test]
fn errors_of_many_operations_are_bounded() {
    let texts = texts(100_000);
    let (_, text) = texts.iter().find(|(name, _)| *name == "operations and errors").expect("that text");
    let found = speccast::lint(&[Source::new("spec.yaml", text.as_str())]);
    let lines: Vec<String> = found.iter().map(|finding| finding.line()).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("too many errors"), "{lines:?}");
}

/// A file of another kind, of any size, gets a short result.
#[test]
fn a_limit_of_mistakes_is_kept() {
    let start = "speccast: 1\nservice: {}\noperations:\n";
    let texts = [
        (0..25_000).map(|number| format!("key{number}: 1\n")).collect::<String>(),
        "a: 1\n".repeat(25_000),
        format!("speccast: 1\nitems:\n{}", "- &a b\n".repeat(25_000)),
        format!("{start}{}", (0..25_000).map(|number| format!("  O{number}: 1\n")).collect::<String>()),
        format!(
            "{start}  A:\n    http: POST /a\n    input:\n{}",
            (0..25_000).map(|number| format!("      m{number}: Type\n")).collect::<String>()
        ),
    ];
    for text in texts {
        let found = speccast::lint(&[Source::new("spec.yaml", text.as_str())]);
        assert!(found.iter().count() < 20_100, "{}", found.iter().count());
        let lines: Vec<String> = found.iter().map(|finding| finding.line()).collect();
        assert!(lines.iter().any(|line| line.contains("too many errors (over 10000)")), "{text:.40}");
    }
}

#[test]
fn every_spec_prints_alike_twice() {
    for text in specs() {
        let first = generate(&[Source::new("spec.yaml", text.as_str())], &Options::default());
        let second = generate(&[Source::new("spec.yaml", text)], &Options::default());
        match (first, second) {
            (Ok(first), Ok(second)) => assert_eq!(first.files, second.files),
            (Err(first), Err(second)) => assert_eq!(first.to_string(), second.to_string()),
            _ => panic!("once it was good, and once it was not"),
        }
    }
}

#[test]
fn carriage_returns_change_nothing() {
    for text in specs() {
        let crlf = text.replace('\n', "\r\n");
        let [one, other] =
            [text, crlf].map(|text| generate(&[Source::new("spec.yaml", text)], &Options::default()));
        match (one, other) {
            (Ok(one), Ok(other)) => assert_eq!(one.files, other.files),
            (one, other) => assert_eq!(one.is_err(), other.is_err()),
        }
    }
}
