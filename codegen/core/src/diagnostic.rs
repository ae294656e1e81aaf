//! What is wrong with a spec, where, and what to do about it.
//!
//! A phase collects all its diagnostics and then stops, so that one run reports every error.

mod code;
pub mod codes;
mod render;

use crate::suggest::suggest;
use crate::text::{Source, Span, inert, visible};
pub use code::{Code, complete};
use std::collections::HashSet;
use std::fmt;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Probably an error; the spec is usable.
    Warning,
    /// Something that could be written more simply; only `lint` shows it.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A place in a spec that a diagnostic points at, with a text for the place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Text shown at the place; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Severity, usually the code's.
    pub severity: Severity,
    /// The rule.
    pub code: &'static Code,
    /// The problem, in one line.
    pub message: String,
    /// The first label is the place of the problem, others are related to it.
    pub labels: Vec<Label>,
    /// How to fix it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Creates a diagnostic of a code, with its severity.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { severity: code.severity, code, message, labels: Vec::new(), help: Vec::new() }
    }

    /// Creates `expected WHAT`, with `found FOUND` at `span`.
    pub fn expected(
        code: &'static Code,
        what: impl fmt::Display,
        found: impl fmt::Display,
        span: &Span,
    ) -> Self {
        Self::new(code, format!("expected {what}")).label(span, format!("found {found}"))
    }

    /// Creates `duplicate WHAT`, with the place of the first one.
    pub fn duplicate(code: &'static Code, what: impl fmt::Display, span: &Span, first: &Span) -> Self {
        Self::new(code, format!("duplicate {what}")).label(span, "").label(first, "first defined here")
    }

    /// Creates ``unknown WHAT `NAME` ``, and suggests the closest known name, or lists all of them.
    pub fn unknown(code: &'static Code, what: &str, name: &str, span: &Span, known: &[&str]) -> Self {
        Self::new(code, format!("unknown {what} `{name}`")).label(span, "").help(suggest(name, known))
    }

    /// Changes the severity to a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Adds a label; the first one is the place of the problem.
    #[must_use]
    pub fn label(mut self, span: &Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span: span.clone(), text: text.into() });
        self
    }

    /// Adds a help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Replaces the help.
    #[must_use]
    pub fn instead(mut self, help: Option<String>) -> Self {
        self.help = help.map_or(self.help, |help| vec![help]);
        self
    }

    /// Returns the offset at which it starts.
    fn start(&self) -> usize {
        self.labels.first().map_or(0, |label| label.span.start)
    }
}

/// A diagnostic with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The spec.
    pub source: Source,
    /// The problem.
    pub diagnostic: Diagnostic,
}

impl Finding {
    /// One line for tools: `FILE:LINE:COLUMN: error[CODE]: MESSAGE; HELP`, without control characters.
    pub fn line(&self) -> String {
        let Diagnostic { severity, code: Code { name: code, .. }, message, help, .. } = &self.diagnostic;
        let (line, column) = self.source.line_column(self.diagnostic.start());
        let help = help.first().map(|text| format!("; help: {text}")).unwrap_or_default();
        let line = format!("{}:{line}:{column}: {severity}[{code}]: {message}{help}", self.source.name());
        inert(&visible(&line, &['\n']).replace('\n', " ")).into_owned()
    }
}

/// All findings of a run, in the order of the sources and of the places in them.
///
/// `Display` and `Debug` are both the rendered text, because a `main` that returns a `Result` prints `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    findings: Vec<Finding>,
}

impl Diagnostics {
    /// Creates an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the diagnostics of one source, sorted by place.
    pub fn extend(&mut self, source: &Source, diagnostics: Vec<Diagnostic>) {
        let mut diagnostics = diagnostics;
        diagnostics.sort_by_key(|diagnostic| (diagnostic.start(), diagnostic.severity));
        // A problem of something shared, such as a member of every error, is found once for each user.
        let mut seen = HashSet::new();
        diagnostics.retain(|diagnostic| seen.insert(diagnostic.clone()));
        self.findings
            .extend(diagnostics.into_iter().map(|diagnostic| Finding { source: source.clone(), diagnostic }));
    }

    /// Returns whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.diagnostic.severity == Severity::Error)
    }

    /// Returns the findings without the notes.
    #[must_use]
    pub fn without_notes(mut self) -> Self {
        self.findings.retain(|finding| finding.diagnostic.severity != Severity::Note);
        self
    }

    /// Returns whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Returns the findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.findings.iter()
    }

    /// Renders the findings as rustc does, with terminal colors if `color`.
    pub fn render(&self, color: bool) -> String {
        render::all(&self.findings, color)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Diagnostics {}
