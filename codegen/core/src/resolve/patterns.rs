//! Patterns: parsed once each, and compared with the lengths next to them.

mod hints;

use super::Resolver;
use super::constraints::bounds;
use crate::diagnostic::{Diagnostic, codes};
use crate::model;
use crate::syntax::{self as spec, Bounds, Spanned};
use crate::text::Span;
use speccast_pattern::{Language, Lengths, Pattern, PatternError};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A pattern that is checked.
type Parsed = Arc<Pattern>;

/// Results for each pattern by its text, so that each is compiled and analyzed once.
#[derive(Default)]
pub(super) struct Patterns<'a> {
    by_text: HashMap<&'a str, Known>,
    /// Places of the patterns with reported problems.
    reported: HashSet<usize>,
}

struct Known {
    parsed: Result<Parsed, PatternError>,
    /// Whether no value matches; none if undecided.
    is_empty: Option<bool>,
    /// Results of comparing the pattern with lengths.
    against: HashMap<Lengths, Against>,
}

/// Result of comparing a pattern with a length.
#[derive(Clone, Copy)]
enum Against {
    /// No value satisfies both.
    Excluded,
    /// All values that match have the length.
    Implied,
    /// Anything else, or undecided.
    Other,
}

impl<'a> Patterns<'a> {
    fn get(&mut self, text: &'a str) -> &mut Known {
        self.by_text.entry(text).or_insert_with(|| Known::of(text))
    }
}

impl Known {
    fn of(text: &str) -> Self {
        let parsed = Pattern::parse(text).map(Arc::new);
        let is_empty = parsed.as_ref().ok().and_then(|pattern| pattern.language().is_empty().ok());
        Self { parsed, is_empty, against: HashMap::new() }
    }

    fn against(&mut self, lengths: Lengths) -> Against {
        let Ok(pattern) = &self.parsed else { return Against::Other };
        // A language too large to analyze is neither; an empty one was reported.
        if self.is_empty != Some(false) {
            return Against::Other;
        }
        *self.against.entry(lengths).or_insert_with(|| {
            let within = Language::new(Some(pattern), lengths);
            if within.is_empty() == Ok(true) {
                Against::Excluded
            } else if pattern.language().is_subset_of(&within) == Ok(true) {
                Against::Implied
            } else {
                Against::Other
            }
        })
    }
}

impl<'a> Resolver<'a> {
    /// Parses a pattern; problems are reported once at each place.
    pub(super) fn pattern(&mut self, written: &'a spec::Pattern) -> model::Pattern {
        model::Pattern { source: written.source.value.clone(), parsed: self.parsed(written) }
    }

    fn parsed(&mut self, written: &'a spec::Pattern) -> Option<Parsed> {
        if !written.checked {
            return None;
        }
        let is_new = self.patterns.reported.insert(written.source.span.start);
        let known = self.patterns.get(&written.source.value);
        let (parsed, is_empty) = (known.parsed.clone(), known.is_empty == Some(true));
        if is_new {
            self.report_on_pattern(&written.source, &parsed, is_empty);
        }
        parsed.ok()
    }

    fn report_on_pattern(
        &mut self,
        written: &Spanned<String>,
        parsed: &Result<Parsed, PatternError>,
        is_empty: bool,
    ) {
        let pattern = match parsed {
            Ok(pattern) => pattern,
            Err(error) => {
                let span = self.inside(written, error.range.clone());
                let diagnostic = Diagnostic::new(&codes::PATTERN, "invalid pattern");
                return self.report(diagnostic.label(&span, &error.message).help(&error.help));
            }
        };
        for note in pattern.notes() {
            let span = self.inside(written, note.range.clone());
            let (code, message) = if note.is_extension() {
                (&codes::PATTERN_DIALECT, "pattern in another dialect than ECMA-262")
            } else {
                (&codes::PATTERN_DOUBTFUL, "this pattern may not mean what it seems to mean")
            };
            self.report(Diagnostic::new(code, message).label(&span, &note.message));
        }
        if is_empty {
            let help = hints::why_empty(&written.value);
            self.error(&codes::PATTERN_EMPTY, "pattern that matches nothing", &written.span, help);
        } else {
            self.remark_on_pattern(written);
        }
    }

    /// Reports a pattern and a length that exclude each other, and a length that the pattern implies.
    pub(super) fn compare(&mut self, written: &'a spec::Pattern, length: &Spanned<Bounds<u64>>) {
        let Some((pattern, bounds)) = self.parsed(written).zip(bounds(length.value)) else { return };
        let (written, place) = (&written.source, &length.span);
        let (min, max) = bounds.ends();
        match self.patterns.get(&written.value).against((min.unwrap_or(0), max)) {
            Against::Excluded => {
                let bounds = match pattern.length_bounds() {
                    Some((min, Some(max))) if min == max => format!("has {min} characters"),
                    Some((min, Some(max))) => format!("has {min} to {max} characters"),
                    Some((min, None)) => format!("has {min} characters or more"),
                    None => "has another length".to_owned(),
                };
                let message = "pattern and `length` exclude each other";
                let diagnostic = Diagnostic::new(&codes::PATTERN_LENGTH, message);
                let diagnostic = diagnostic.label(&written.span, format!("a match {bounds}"));
                self.report(diagnostic.label(place, "the length").help("change the pattern or the length"));
            }
            Against::Implied => {
                let message = "the pattern implies this `length`";
                let note = Diagnostic::new(&codes::IMPLIED_LENGTH, message).label(&written.span, "");
                self.report(note.label(place, "nothing more"));
            }
            Against::Other => {}
        }
    }

    /// Returns the place of a part of a string in the source; the whole string if it has escapes.
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
