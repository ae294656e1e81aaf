//! Diagnostics as text for a person, in rustc's form.

use super::{Diagnostic, Finding, Label, Severity, visible};
use crate::source::{Source, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How many findings are shown; who has more will mend these first.
const SHOWN: usize = 100;

/// The first findings, a blank line between two, and a closing line that counts them.
pub(super) fn all(findings: &[Finding], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings.iter().take(SHOWN) {
        text.push_str(&renderer.render(&[group(&finding.source, &finding.diagnostic)]));
        text.push_str("\n\n");
    }
    if findings.len() > SHOWN {
        text.push_str(&format!("and {} more, which are not shown\n\n", findings.len() - SHOWN));
    }
    text.push_str(&summary(findings));
    text
}

fn group<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code);
    let mut group = if diagnostic.labels.is_empty() {
        title.element(Origin::path(source.name()))
    } else {
        let lines = lines(source, &diagnostic.labels);
        let labels = diagnostic.labels.iter().enumerate().map(|(index, Label { span, text })| {
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let span = source.clamp(span);
            kind.span(span.start - lines.start..span.end - lines.start).label(visible(text))
        });
        let (first, _) = source.line_column(lines.start);
        let snippet = Snippet::source(&source.text()[lines.clone()]).line_start(first).path(source.name());
        title.element(snippet.annotations(labels))
    };
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    group
}

/// The lines that the labels are on: the renderer looks at all that it is given, which may be many megabytes.
fn lines(source: &Source, labels: &[Label]) -> Span {
    let (mut start, mut end) = (source.text().len(), 0);
    for label in labels {
        let span = source.clamp(&label.span);
        (start, end) = (start.min(span.start), end.max(span.end));
    }
    let start = source.text()[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = source.text()[end..].find('\n').map_or(source.text().len(), |at| end + at + 1);
    start..end
}

/// How many of each severity there are.
fn summary(findings: &[Finding]) -> String {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = counts.map(|(severity, what)| {
        let count = findings.iter().filter(|finding| finding.diagnostic.severity == severity).count();
        (count > 0).then(|| format!("{count} {what}{}", if count == 1 { "" } else { "s" }))
    });
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
