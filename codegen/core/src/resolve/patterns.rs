//! Patterns: parsed once each, and compared with the length beside them.

mod hints;

use super::Resolver;
use super::constraints::bounds;
use crate::diagnostic::{Diagnostic, codes};
use crate::model;
use crate::syntax::{self as spec, Bounds, Spanned};
use crate::text::Span;
use speccast_pattern::{Language, Pattern};
use std::sync::Arc;

/// A pattern that is checked.
pub(super) type Parsed = Arc<Pattern>;

impl Resolver<'_> {
    /// A pattern as a constraint has it; it is parsed at its first use.
    pub(super) fn pattern(&mut self, written: &spec::Pattern) -> model::Pattern {
        model::Pattern { source: written.source.value.clone(), parsed: self.parsed(written) }
    }

    fn parsed(&mut self, written: &spec::Pattern) -> Option<Parsed> {
        let at = written.source.span.start;
        if !self.patterns.contains_key(&at) {
            let parsed = if written.checked { self.parse(written) } else { None };
            self.patterns.insert(at, parsed);
        }
        self.patterns.get(&at).cloned().flatten()
    }

    fn parse(&mut self, written: &spec::Pattern) -> Option<Parsed> {
        let pattern = match Pattern::parse(&written.source.value) {
            Ok(pattern) => pattern,
            Err(error) => {
                let span = self.inside(&written.source, error.range());
                let diagnostic = Diagnostic::new(&codes::PATTERN, "this pattern cannot be compiled");
                self.report(diagnostic.label(&span, error.message()).help(error.help()));
                return None;
            }
        };
        for note in pattern.notes() {
            let span = self.inside(&written.source, note.range());
            let (code, message) = if note.is_extension() {
                (&codes::PATTERN_DIALECT, "ECMA-262 would refuse this pattern")
            } else {
                (&codes::PATTERN_DOUBTFUL, "this pattern may not mean what it seems to")
            };
            self.report(Diagnostic::new(code, message).label(&span, note.message()));
        }
        if Language::new(Some(&pattern), (0, None)).is_empty() == Ok(true) {
            let help = hints::why_empty(&written.source.value);
            self.error(&codes::PATTERN_EMPTY, "nothing matches this pattern", &written.source.span, help);
        } else {
            self.remark_on_pattern(&written.source);
        }
        Some(Arc::new(pattern))
    }

    /// Reports a pattern and a length that exclude each other, and a length that the pattern says already.
    pub(super) fn compare(&mut self, written: &spec::Pattern, length: &Spanned<Bounds<u64>>) {
        let Some((pattern, bounds)) = self.parsed(written).zip(bounds(length.value)) else { return };
        let (written, place) = (&written.source, &length.span);
        let (min, max) = bounds.ends();
        let lengths = (min.unwrap_or(0), max);
        // A language too large to decide about is neither; an empty one was reported.
        let all = Language::new(Some(&pattern), (0, None));
        let within = Language::new(Some(&pattern), lengths);
        if all.is_empty() != Ok(false) {
            return;
        }
        if within.is_empty() == Ok(true) {
            let bounds = match pattern.length_bounds() {
                Some((min, Some(max))) if min == max => format!("has {min} characters"),
                Some((min, Some(max))) => format!("has {min} to {max} characters"),
                Some((min, None)) => format!("has {min} characters or more"),
                None => "has another length".to_owned(),
            };
            let message = "no value of the length allowed matches this pattern";
            let diagnostic = Diagnostic::new(&codes::PATTERN_LENGTH, message);
            let diagnostic = diagnostic.label(&written.span, format!("what matches it {bounds}"));
            self.report(diagnostic.label(place, "the length").help("change one of the two"));
        } else if all.is_subset_of(&within) == Ok(true) {
            let message = "the pattern says as much as the `length` beside it";
            let note = Diagnostic::new(&codes::IMPLIED_LENGTH, message).label(&written.span, "");
            self.report(note.label(place, "nothing more"));
        }
    }

    /// Where a part of a string stands in the source; the whole string, where escapes make that unclear.
    pub(super) fn inside(&self, written: &Spanned<String>, range: std::ops::Range<usize>) -> Span {
        let slice = self.source.text().get(written.span.clone()).unwrap_or_default();
        match slice.find(&written.value) {
            Some(offset) => {
                let start = written.span.start + offset;
                start + range.start..start + range.end.max(range.start)
            }
            None => written.span.clone(),
        }
    }
}
