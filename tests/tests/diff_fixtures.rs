//! The good fixtures compared with themselves and with each other: nothing is found that is not there, and nothing panics.

use speccast::Source;
use speccast::diff::{Report, Step, Wire, compare, report};
use std::fs;
use std::path::Path;

fn fixtures() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/good");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the fixtures").flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    let read =
        |path: &Path| Source::new(path.display().to_string(), fs::read_to_string(path).expect("a fixture"));
    paths.iter().map(|path| read(path)).collect()
}

fn compared(old: &Source, new: &Source) -> Report {
    compare(std::slice::from_ref(old), std::slice::from_ref(new))
        .unwrap_or_else(|diagnostics| panic!("{} → {}: {diagnostics}", old.name(), new.name()))
}

#[test]
fn a_spec_is_the_same_as_itself() {
    for source in fixtures() {
        let found = compared(&source, &source);
        assert!(found.changes.is_empty(), "{}: {:#?}", source.name(), found.changes);
    }
}

#[test]
fn comments_are_not_a_change() {
    for source in fixtures() {
        let text = format!("# Moved down.\n\n{}\n# The end.\n", source.text());
        let found = compared(&source, &Source::new(source.name(), text));
        assert!(found.changes.is_empty(), "{}: {:#?}", source.name(), found.changes);
    }
}

#[test]
fn anything_can_be_compared_with_anything() {
    let fixtures = fixtures();
    for (index, old) in fixtures.iter().enumerate() {
        let new = &fixtures[(index + 1) % fixtures.len()];
        let found = compared(old, new);
        assert_eq!((found.verdict.wire, found.verdict.step), (Wire::Breaking, Step::Major), "{}", new.name());
        for change in &found.changes {
            let lines =
                |location: &Option<speccast::diff::Location>| location.as_ref().map_or(1, |it| it.line);
            assert!(lines(&change.old) >= 1 && lines(&change.new) >= 1);
            assert!(!change.subject.is_empty(), "{change:?}");
            assert!(!change.message.is_empty(), "{change:?}");
            let there = [&change.old, &change.new].iter().any(|it| it.as_ref().is_some_and(|it| it.exact));
            assert!(there, "one of both specs has it: {change:?}");
        }
        let style = report::Style { color: true, everything: true };
        assert!(!report::human(&found, style).is_empty());
        assert!(report::json(&found).is_ascii());
        assert!(!report::github(&found).is_empty());
    }
}

#[test]
fn one_comparison_of_many_specs_is_that_of_each() {
    let fixtures = fixtures();
    let (rest, first) = (fixtures[1..].to_vec(), &fixtures[0]);
    let found = compare(&fixtures, &rest).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    assert_eq!(found.specs.len(), fixtures.len());
    assert_eq!(found.changes.len(), 1, "{:#?}", found.changes);
    assert_eq!(found.changes[0].rule.id, "service-removed");
    assert_eq!(found.specs.last().and_then(|pair| pair.old.as_ref()).map(Source::name), Some(first.name()));
}
