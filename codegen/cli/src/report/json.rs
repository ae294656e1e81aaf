//! Findings as JSON for tools; `DIAGNOSTICS.md` documents the form, which only grows within a version.

use super::listed;
use speccast_core::diagnostic::{Finding, Label, Severity};
use speccast_core::text::Json;
use speccast_core::{Diagnostics, Source};

/// The version of the form. A tool may rely on what it knows of a version; members may be added to it.
const VERSION: usize = 1;

/// Returns the first 1000 findings and how many of each severity there are, in the form that `DIAGNOSTICS.md` documents.
pub fn json(diagnostics: &Diagnostics) -> String {
    let count = |severity| diagnostics.iter().filter(|it| it.diagnostic.severity == severity).count();
    Json::from([
        ("version", VERSION.into()),
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("notes", count(Severity::Note).into()),
        ("findings", Json::array(listed(diagnostics).map(finding))),
    ])
    .to_string()
}

fn finding(finding: &Finding) -> Json {
    let Finding { source, diagnostic } = finding;
    Json::from([
        ("file", source.name().into()),
        ("severity", diagnostic.severity.to_string().into()),
        ("code", diagnostic.code.name.into()),
        ("message", diagnostic.message.as_str().into()),
        ("labels", Json::array(diagnostic.labels.iter().map(|it| label(source, it)))),
        ("help", Json::array(diagnostic.help.iter().map(String::as_str))),
    ])
}

fn label(source: &Source, label: &Label) -> Json {
    let span = source.clamp(&label.span);
    Json::from([
        ("text", label.text.as_str().into()),
        ("start", position(source, span.start)),
        ("end", position(source, span.end)),
    ])
}

/// A byte offset from 0, and the line and the column, in characters, from 1.
fn position(source: &Source, offset: usize) -> Json {
    let (line, column) = source.line_column(offset);
    Json::from([("byte", offset.into()), ("line", line.into()), ("column", column.into())])
}
