//! Each rule of the diff, tested with the example in its explanation in both directions.

use speccast::Diagnostics;
use speccast::diff::{self, Report, Rule, compare, report};
use speccast_tests::diff::{Side, has_members, spec};

fn compared(rule: &Rule, side: Side) -> Report {
    try_compared(rule, side).unwrap_or_else(|diagnostics| panic!("{}: {diagnostics}", rule.id))
}

fn try_compared(rule: &Rule, side: Side) -> Result<Report, Diagnostics> {
    let sources =
        |name, fragment: &str| if fragment.is_empty() { vec![] } else { vec![spec(name, fragment, side)] };
    compare(&sources("old.yaml", rule.before), &sources("new.yaml", rule.after))
}

/// Whether a rule about defaults changes a field's type: outside of inputs, a field with a default is not an
/// `Option`.
fn retyped(rule: &Rule, side: Side) -> bool {
    side == Side::Response && ["default-added", "default-removed"].contains(&rule.id)
}

/// The directions that a rule's example is compared in.
fn sides(rule: &Rule) -> Vec<Side> {
    let members = has_members(rule.before);
    let request = rule.request.is_some() || !members || rule.response.is_none();
    let response = rule.response.is_some() && members;
    [(Side::Request, request), (Side::Response, response)]
        .into_iter()
        .filter(|(_, wanted)| *wanted)
        .map(|(side, _)| side)
        .collect()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// Returns the snapshot of a rule.
fn shown(rule: &Rule) -> String {
    let mut text = format!("before:\n{}after:\n{}", indented(rule.before), indented(rule.after));
    for side in sides(rule) {
        let found = compared(rule, side);
        let about = if has_members(rule.before) { format!("{side:?}") } else { "Spec".to_owned() };
        let style = report::Style { color: false, everything: true };
        text.push_str(&format!("\n=== {about}\n{}", report::human(&found, style)));
    }
    text
}

#[test]
fn an_example_shows_what_the_table_says() {
    let mut wrong = Vec::new();
    for rule in diff::rules() {
        for side in sides(rule) {
            let found = match try_compared(rule, side) {
                Ok(found) => found,
                Err(diagnostics) => {
                    wrong.push(format!("{}: {diagnostics}", rule.id));
                    continue;
                }
            };
            let expected = match (has_members(rule.before), side) {
                (true, Side::Request) => rule.request,
                (true, Side::Response) => rule.response,
                (false, _) => rule.request.max(rule.response),
            };
            match found.changes.iter().find(|change| change.rule.id == rule.id) {
                Some(change) if change.verdict.wire != expected.unwrap_or_default() => {
                    wrong.push(format!("{} ({side:?}) is {}", rule.id, change.verdict.wire));
                }
                Some(change) if change.verdict.step != rule.step && !retyped(rule, side) => {
                    wrong.push(format!("{} ({side:?}) is {}", rule.id, change.verdict.step));
                }
                Some(_) => {}
                None => {
                    let style = report::Style { color: false, everything: true };
                    wrong.push(format!(
                        "{} ({side:?}) is not found: {}",
                        rule.id,
                        report::human(&found, style)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ids_are_unique_and_in_kebab_case() {
    let ids: Vec<&str> = diff::rules().map(|rule| rule.id).collect();
    for (index, id) in ids.iter().enumerate() {
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{id}");
        assert!(!ids[..index].contains(id), "{id} stands twice in the table");
        assert_eq!(diff::rule(id).map(|rule| rule.id), Some(*id));
    }
}

#[test]
fn snapshots() {
    for rule in diff::rules() {
        insta::with_settings!({ snapshot_path => "../snapshots/diff_rules", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(rule.id, shown(rule));
        });
    }
}

#[test]
fn nothing_is_found_in_what_did_not_change() {
    for rule in diff::rules().filter(|rule| !rule.before.is_empty()) {
        let source = spec("spec.yaml", rule.before, Side::Request);
        let found = compare(std::slice::from_ref(&source), std::slice::from_ref(&source))
            .unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
        assert!(found.changes.is_empty(), "{}: {:?}", rule.id, found.changes);
    }
}

#[test]
fn explanations_are_whole() {
    for rule in diff::rules() {
        let text = rule.explain();
        assert!(rule.explanation.ends_with('.'), "{}", rule.id);
        assert!(text.starts_with(&format!("{}: ", rule.id)), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 120 || line.starts_with("    ")), "{text}");
    }
    insta::with_settings!({ snapshot_path => "../snapshots/diff_rules", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("explanation", diff::rule("max-length-decreased").map(Rule::explain).unwrap_or_default());
    });
}
