//! Findings as JSON for tools; `DIAGNOSTICS.md` documents the form, which only grows within a version.

use super::places::{self, Places, Position};
use super::{Finding, Label, Severity};
use crate::json::Json;

/// The version of the form. A tool may rely on what it knows of a version; members may be added to it.
const VERSION: usize = 1;

/// All findings and how many of each severity there are.
pub(super) fn all(findings: &[Finding]) -> Json {
    let count = |severity| findings.iter().filter(|it| it.diagnostic.severity == severity).count();
    Json::from([
        ("version", VERSION.into()),
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("notes", count(Severity::Note).into()),
        ("findings", Json::Array(places::each(findings, finding))),
    ])
}

fn finding(finding: &Finding, places: &Places<'_>) -> Json {
    let Finding { source, diagnostic } = finding;
    Json::from([
        ("file", source.name().into()),
        ("severity", diagnostic.severity.to_string().into()),
        ("code", diagnostic.code.name.into()),
        ("message", diagnostic.message.as_str().into()),
        ("labels", Json::array(diagnostic.labels.iter().map(|it| label(places, it)))),
        ("help", Json::array(diagnostic.help.iter().map(String::as_str))),
    ])
}

fn label(places: &Places<'_>, label: &Label) -> Json {
    let (span, start, end) = places.of(label);
    Json::from([
        ("text", label.text.as_str().into()),
        ("start", position(span.start, start)),
        ("end", position(span.end, end)),
    ])
}

/// A byte offset from 0, and the line and the column, in characters, from 1.
fn position(offset: usize, (line, column): Position) -> Json {
    Json::from([("byte", offset.into()), ("line", line.into()), ("column", column.into())])
}
