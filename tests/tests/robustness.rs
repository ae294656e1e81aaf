//! Whatever the text, there is an answer: files that are Rust, or diagnostics. Never a panic.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use proptest::prelude::*;
use speccast::{Options, Source, generate};
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

/// Generates, and has every file parsed.
fn try_text(text: &str) -> Result<(), String> {
    match generate(&[Source::new("spec.yaml", text)], &Options::default()) {
        Ok(generated) => {
            for file in generated.files {
                syn::parse_file(&file.text)
                    .map_err(|error| format!("{}: {error}\n{}", file.path, file.text))?;
            }
        }
        Err(diagnostics) => {
            let lines: Vec<String> = diagnostics.iter().map(|finding| finding.line()).collect();
            if lines.is_empty() || lines.iter().any(|line| line.contains("generator-bug")) {
                return Err(format!("{lines:?}"));
            }
            let rendered = diagnostics.render(false);
            assert!(!rendered.is_empty());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

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
    fn lines_that_move_are_answered(
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

/// Texts made to cost much: each is refused while it is read, which the suite's patience bounds.
#[test]
fn hostile_sizes_are_refused() {
    let laughs = "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n".to_owned();
    let texts = [
        "[".repeat(1_000_000),
        "{a: ".repeat(200_000),
        "- ".repeat(200_000),
        "  ".repeat(8_000_001),
        format!("speccast: 1\n{}", "a: 1\n".repeat(100_000)),
        laughs,
        "\u{0}".repeat(10_000),
        "\"".repeat(100_001),
    ];
    for text in texts {
        let result = generate(&[Source::new("spec.yaml", text.as_str())], &Options::default());
        let diagnostics = result.expect_err("nobody could generate from this");
        assert!(!diagnostics.render(false).is_empty());
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
