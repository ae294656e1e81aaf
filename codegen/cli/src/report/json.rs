//! Findings as JSON for tools, in the format documented in `DIAGNOSTICS.md`.

use super::listed;
use speccast_core::diagnostic::{Finding, Label, Severity};
use speccast_core::text::Json;
use speccast_core::{Diagnostics, Source};

/// Version of the format; members may be added within a version.
const VERSION: usize = 1;

/// Returns the first 1000 findings and the number of each severity, in the format documented in
/// `DIAGNOSTICS.md`.
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

/// Returns a byte offset from 0, and line and column (in characters) from 1.
fn position(source: &Source, offset: usize) -> Json {
    let (line, column) = source.line_column(offset);
    Json::from([("byte", offset.into()), ("line", line.into()), ("column", column.into())])
}
