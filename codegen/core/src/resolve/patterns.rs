//! Patterns: compiled once each, and compared with the length beside them.

mod hints;

use super::Lowering;
use super::names::{self, Kind};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir;
use crate::source::Span;
use crate::syntax::{self as spec, Spanned};
use speccast_pattern::{Language, Pattern};
use std::rc::Rc;

/// A pattern that was compiled, and the function that matches it.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    function: String,
    pattern: Rc<Pattern>,
}

impl Lowering<'_> {
    /// A pattern as a constraint uses it; its matcher is made at its first use.
    pub(super) fn pattern_use(
        &mut self,
        written: &spec::Pattern,
        owner: &Spanned<String>,
        length: Option<(&Spanned<spec::Bounds<u64>>, ir::Length)>,
    ) -> ir::PatternUse {
        let at = written.source.span.start;
        if !self.compiled_at.contains_key(&at) {
            let compiled = if written.checked { self.compile(written, owner) } else { None };
            self.compiled_at.insert(at, compiled);
        }
        let compiled = self.compiled_at.get(&at).cloned().flatten();
        if let (Some(compiled), Some((place, length))) = (&compiled, length) {
            self.compare(&written.source, &compiled.pattern, &place.span, length);
        }
        let matcher = compiled.map(|compiled| compiled.function);
        ir::PatternUse { source: written.source.value.clone(), matcher }
    }

    fn compile(&mut self, written: &spec::Pattern, owner: &Spanned<String>) -> Option<Compiled> {
        let pattern = match Pattern::parse(&written.source.value) {
            Ok(pattern) => Rc::new(pattern),
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
        let function = self.functions.make(&names::rust_name(Kind::Function, owner).ok()?);
        let matcher = ir::Matcher { function: function.clone(), pattern: Pattern::clone(&pattern) };
        self.matchers.push(matcher);
        Some(Compiled { function, pattern })
    }

    /// Reports a pattern and a length that exclude each other, and a length that the pattern says already.
    fn compare(&mut self, written: &Spanned<String>, pattern: &Pattern, place: &Span, length: ir::Length) {
        let (min, max) = length.ends();
        let lengths = (min.unwrap_or(0), max);
        // A language too large to decide about is neither; an empty one was reported.
        let all = Language::new(Some(pattern), (0, None));
        let within = Language::new(Some(pattern), lengths);
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
