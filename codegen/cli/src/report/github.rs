//! Findings as workflow commands of GitHub, shown on the page of a run and in the diff of a pull request.

use super::listed;
use speccast_core::Diagnostics;
use speccast_core::diagnostic::{Finding, Severity};
use speccast_core::text::visible;

/// Returns the first 1000 findings as workflow commands of GitHub Actions, a line each.
pub fn github(diagnostics: &Diagnostics) -> String {
    listed(diagnostics).map(command).collect()
}

fn command(finding: &Finding) -> String {
    let Finding { source, diagnostic } = finding;
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = vec![format!("file={}", property(source.name()))];
    if let Some(label) = diagnostic.labels.first() {
        let (line, column) = source.line_column(label.span.start);
        let (end_line, end_column) = source.line_column(label.span.end);
        properties.push(format!("line={line},endLine={end_line},col={column}"));
        // GitHub ignores the columns of a finding of several lines, with a warning in the log.
        if line == end_line && end_column > column {
            properties.push(format!("endColumn={end_column}"));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code.name)));
    let mut message = diagnostic.message.clone();
    let labels = diagnostic.labels.iter().filter(|label| !label.text.is_empty());
    for label in labels {
        let (line, column) = source.line_column(label.span.start);
        message.push_str(&format!("\n{line}:{column}: {}", label.text));
    }
    for help in &diagnostic.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    format!("::{level} {}::{}\n", properties.join(","), data(&message))
}

/// Escapes the message after the second `::`: it ends at the line's end, and `%` begins an escape.
fn data(text: &str) -> String {
    visible(text, &['\n']).replace('%', "%25").replace('\n', "%0A")
}

/// Escapes a property: `,` would begin the next one, and `::` the message.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
