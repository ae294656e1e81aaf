//! Changes as they happen to real services, made to the specs of this repository.

use speccast::Source;
use speccast::diff::{Stale, Step, Wire, compare, report};

const CODEARTIFACT: &str = include_str!("../../specs/codeartifact.yaml");
const IMAGEBUILDER: &str = include_str!("../../specs/imagebuilder.yaml");

/// The report of a spec after an edit, and its verdicts.
fn judged(spec: &str, from: &str, to: &str) -> (String, (Wire, Step, Stale)) {
    assert!(spec.contains(from), "the spec no longer says {from:?}");
    let (old, new) = (Source::new("specs/service.yaml", spec), spec.replacen(from, to, 1));
    let found = compare(&[old], &[Source::new("specs/service.yaml", new)])
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let verdict = found.verdict.clone();
    (report::human(&found, report::Style::default()), (verdict.wire, verdict.step, verdict.stale))
}

macro_rules! shown {
    ($text:expr) => {
        insta::with_settings!({ snapshot_path => "../snapshots/diff_histories", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($text);
        })
    };
}

#[test]
fn four_formats_were_added() {
    let start = CODEARTIFACT.find("      # The reference page ends here").expect("the comment");
    let end = CODEARTIFACT.find("      - cargo\n").expect("the last format") + "      - cargo\n".len();
    let added = &CODEARTIFACT[start..end];
    let before = CODEARTIFACT.replace(added, "");
    let (text, verdict) = judged(&before, "      - nuget\n", &format!("      - nuget\n{added}"));
    assert_eq!(
        verdict,
        (Wire::Compatible, Step::Minor, Stale::Refuses("\"generic\" (PackageFormat)".to_owned()))
    );
    shown!(text);
}

#[test]
fn a_maximum_was_raised() {
    let before = IMAGEBUILDER.replace("range: { min: 1, max: 100 }", "range: { min: 1, max: 25 }");
    let (text, verdict) = judged(&before, "max: 25 }", "max: 100 }");
    let example = Stale::Refuses("26 (ListImagePackages.input.maxResults)".to_owned());
    assert_eq!(verdict, (Wire::Compatible, Step::Patch, example));
    shown!(text);
}

#[test]
fn a_pattern_was_widened_to_other_partitions() {
    let before = IMAGEBUILDER.replace("'^arn:aws[^:]*:", "'^arn:aws:");
    let (text, verdict) = judged(&before, "'^arn:aws:", "'^arn:aws[^:]*:");
    assert_eq!((verdict.0, verdict.1), (Wire::Compatible, Step::Patch));
    assert!(matches!(verdict.2, Stale::Refuses(_)));
    shown!(text);
}

#[test]
fn an_error_was_added() {
    let at = "      - CallRateLimitExceededException\n";
    let definition = "  ForbiddenException:\n";
    let new = "  AccessDeniedException:\n    status: 403\n    doc: The caller's policy denies it.\n\n";
    let after = IMAGEBUILDER
        .replace(at, &format!("{at}      - AccessDeniedException\n"))
        .replace(definition, &format!("{new}{definition}"));
    let (text, verdict) = judged(IMAGEBUILDER, IMAGEBUILDER, &after);
    assert_eq!(verdict, (Wire::Compatible, Step::Minor, Stale::Unaffected));
    shown!(text);
}

#[test]
fn nothing_changed() {
    for spec in [CODEARTIFACT, IMAGEBUILDER] {
        let (text, verdict) = judged(spec, "speccast: 1", "speccast: 1");
        assert_eq!(verdict, (Wire::Compatible, Step::None, Stale::Unaffected));
        assert_eq!(text, "the specs mean the same\n");
    }
}
