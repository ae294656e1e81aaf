//! Fragments of specs as whole ones, for comparisons.

use speccast::Source;
use speccast::diff::{Change, Report, compare};

/// The direction of a fragment's members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// They are an input's.
    Request,
    /// They are an output's.
    Response,
}

const SECTIONS: [&str; 4] = ["service:", "operations:", "types:", "errors:"];

/// Returns a complete spec for a fragment: the members of an input or output, then sections of a spec.
/// Missing sections are filled in.
pub fn spec(name: &str, fragment: &str, side: Side) -> Source {
    let begins = |line: &str| SECTIONS.iter().any(|section| line.starts_with(section));
    let lines: Vec<&str> = fragment.lines().collect();
    let (members, sections) =
        lines.split_at(lines.iter().position(|line| begins(line)).unwrap_or(lines.len()));
    let has = |section: &str| sections.iter().any(|line| line.starts_with(section));
    let mut text = String::from("speccast: 1\n");
    if !has("service:") {
        text.push_str(
            "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }\n",
        );
    }
    if !has("operations:") {
        text.push_str("operations:\n  Act:\n    http: POST /act\n");
        if !members.is_empty() {
            text.push_str(if side == Side::Request { "    input:\n" } else { "    output:\n" });
            text.extend(members.iter().map(|line| format!("      {line}\n")));
        }
    }
    text.extend(sections.iter().map(|line| format!("{line}\n")));
    Source::new(name, text)
}

/// Whether a fragment has members, which can be sent in both directions.
pub fn has_members(fragment: &str) -> bool {
    fragment.lines().next().is_some_and(|line| !SECTIONS.iter().any(|section| line.starts_with(section)))
}

/// Compares two fragments of a request.
///
/// # Panics
/// If one of them has errors.
#[expect(clippy::panic, reason = "a test may panic")]
pub fn report(old: &str, new: &str) -> Report {
    let sides = [("old.yaml", old), ("new.yaml", new)].map(|(name, text)| spec(name, text, Side::Request));
    let [old, new] = sides;
    compare(&[old], &[new]).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Describes each change in a few words.
pub fn found(report: &Report) -> Vec<String> {
    let shown =
        |it: &Change| format!("{} {} {}: {}", it.verdict.wire, it.verdict.step, it.rule.id, it.subject);
    report.changes.iter().map(shown).collect()
}

/// Returns the only change.
///
/// # Panics
/// If there are others, or none.
#[expect(clippy::expect_used, reason = "a test may panic")]
pub fn only(report: &Report) -> &Change {
    assert_eq!(report.changes.len(), 1, "{:#?}", found(report));
    report.changes.first().expect("a change")
}
