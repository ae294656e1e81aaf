//! The settings of the diff: what they ignore, how bad changes are, and mistakes in them.

use speccast::Source;
use speccast::diff::{Settings, Wire};
use speccast_tests::diff::{found, report};

fn settings(text: &str) -> Settings {
    Settings::parse(&Source::new("diff.yaml", text)).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

#[test]
fn settings_ignore_changes_and_say_how_bad_others_are() {
    let old = "name: { type: string, length: { max: 25 } }\nsize: integer";
    let mut report = report(old, "name: { type: string, length: { max: 20 } }");
    assert_eq!(report.verdict.wire, Wire::Breaking);
    let settings = settings(
        "severity: { optional-member-removed: compatible }\n\
         ignore:\n  - { rule: max-length-decreased, path: operations/*/name/*, reason: nobody has longer ones }\n",
    );
    assert!(settings.apply(&mut report).is_ok());
    assert_eq!(found(&report), ["compatible major optional-member-removed: Act.input.size"]);
    assert_eq!((report.verdict.wire, report.ignored.len()), (Wire::Compatible, 1));
}

#[test]
fn an_ignore_that_nothing_needs_is_an_error() {
    let mut report = report("name: string", "name: { type: string, length: { max: 20 } }");
    let settings = settings(
        "ignore:\n  - { rule: max-length-added, reason: meant }\n  - { rule: max-length-added, path: types/*, reason: meant }\n",
    );
    let unused = settings.apply(&mut report).expect_err("the second");
    let lines: Vec<String> = unused.iter().map(|finding| finding.line()).collect();
    assert_eq!(
        lines,
        [
            "diff.yaml:3:5: error[unused-ignore]: this entry ignores no `max-length-added`; help: remove it, or fix its path"
        ]
    );
}

#[test]
fn all_errors_in_settings_are_shown_at_once() {
    let text = "severity: { max-lenght-added: breaking, error-added: bad }\nignore: [{ rule: nonsense, path: '*' }]\nanything: 1\n";
    let found = Settings::parse(&Source::new("diff.yaml", text)).expect_err("mistakes");
    let lines: Vec<String> = found.iter().map(|finding| finding.line()).collect();
    assert_eq!(
        lines,
        [
            "diff.yaml:1:13: error[unknown-rule]: unknown rule `max-lenght-added`; help: did you mean `max-length-added`?",
            "diff.yaml:1:54: error[unknown-severity]: unknown severity `bad`; help: expected one of: `compatible`, `dangerous`, `breaking`",
            "diff.yaml:2:10: error[missing-key]: an ignored change needs `reason`; help: add `reason: …`",
            "diff.yaml:2:18: error[unknown-rule]: unknown rule `nonsense`; help: `speccast explain` lists the rules",
            "diff.yaml:3:1: error[unknown-key]: unknown key `anything`; help: expected one of: `severity`, `ignore`",
        ]
    );
}
