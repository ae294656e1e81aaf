//! Diagnostics as text for a person, in rustc's form.

use super::{Diagnostic, Finding, Label, Severity};
use crate::text::{Source, Span, inert, visible};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;

/// Maximum number of findings shown.
const SHOWN: usize = 100;
/// Characters that the renderer escapes itself.
const SHOWN_BY_RENDERER: &[char] = &['\n', '\t', '\r'];
/// Maximum distance, in bytes, of two labels of one line in one excerpt.
const NEAR: usize = 80;

/// Renders the first findings, separated by blank lines, and a last line with their number.
pub(super) fn all(findings: &[Finding], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings.iter().take(SHOWN) {
        text.push_str(&renderer.render(&[group(&finding.source, &finding.diagnostic)]));
        text.push_str("\n\n");
    }
    if findings.len() > SHOWN {
        text.push_str(&format!("and {} more that are not shown\n\n", findings.len() - SHOWN));
    }
    text.push_str(&summary(findings));
    inert(&text).into_owned()
}

/// Escapes hidden characters and commands to a CI system, which only appear at the start of a line without
/// color.
fn shown(text: &str, kept: &[char]) -> String {
    inert(&visible(text, kept)).into_owned()
}

fn group<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(shown(&diagnostic.message, &['\n'])).id(diagnostic.code.name);
    let mut group = match diagnostic.labels.split_first() {
        None => title.element(Origin::path(shown(source.name(), &[]))),
        Some((primary, others)) => {
            let (far, near): (Vec<&Label>, Vec<&Label>) =
                others.iter().partition(|other| is_far(source, primary, other));
            let mut near: Vec<_> = near.into_iter().map(|label| (AnnotationKind::Context, label)).collect();
            near.insert(0, (AnnotationKind::Primary, primary));
            let group = title.element(snippet(source, &near));
            let far = far.into_iter().map(|label| snippet(source, &[(AnnotationKind::Context, label)]));
            far.fold(group, Group::element)
        }
    };
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(shown(help, &['\n'])));
    }
    group
}

/// An excerpt of the source with its labels.
fn snippet<'a>(source: &'a Source, labels: &[(AnnotationKind, &'a Label)]) -> Snippet<'a, Annotation<'a>> {
    let lines = lines(source, labels.iter().map(|(_, label)| &label.span));
    let shown = visible(&source.text()[lines.clone()], SHOWN_BY_RENDERER);
    let at = |offset: usize| match shown {
        Cow::Borrowed(_) => offset - lines.start,
        Cow::Owned(_) => visible(&source.text()[lines.start..offset], SHOWN_BY_RENDERER).len(),
    };
    let marks: Vec<_> = labels
        .iter()
        .map(|(kind, Label { span, text })| {
            let span = source.clamp(span);
            kind.span(at(span.start)..at(span.end)).label(self::shown(text, &['\n']))
        })
        .collect();
    let (first, _) = source.line_column(lines.start);
    let snippet = Snippet::source(shown).line_start(first);
    snippet.path(self::shown(source.name(), &[])).annotations(marks)
}

/// Whether two labels of one line are too far apart for one excerpt: the renderer shortens a line outside its
/// labels, not between them.
fn is_far(source: &Source, one: &Label, other: &Label) -> bool {
    let (one, other) = (source.clamp(&one.span), source.clamp(&other.span));
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    source.text().get(first.end..second.start).is_some_and(|gap| gap.len() > NEAR && !gap.contains('\n'))
}

/// Returns the lines that contain the spans: the renderer scans all of its input, which may be many
/// megabytes.
fn lines<'s>(source: &Source, spans: impl Iterator<Item = &'s Span>) -> Span {
    let (mut start, mut end) = (source.text().len(), 0);
    for span in spans {
        let span = source.clamp(span);
        (start, end) = (start.min(span.start), end.max(span.end));
    }
    let start = source.text()[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = source.text()[end..].find('\n').map_or(source.text().len(), |at| end + at + 1);
    start..end
}

/// Counts the findings of each severity.
fn summary(findings: &[Finding]) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let count = findings.iter().filter(|finding| finding.diagnostic.severity == severity).count();
        (count > 0).then(|| format!("{count} {severity}{}", if count == 1 { "" } else { "s" }))
    });
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
