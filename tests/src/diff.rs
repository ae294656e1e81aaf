//! Fragments of specs as whole ones, for comparisons.

use speccast::Source;

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
