//! Constraints: which ones hold for a value, and whether they make sense.

use super::Lowering;
use super::names::{self, Kind};
use crate::diagnostic::Diagnostic;
use crate::ir;
use crate::pattern::Pattern;
use crate::source::Span;
use crate::spec::{self, Bounds, Constraints, Spanned};

/// The constraints in force for a value: a member's own ones replace its type's, kind by kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Effective<'a> {
    length: Option<Bounds<u64>>,
    range: Option<Bounds<i64>>,
    pattern: Option<(&'a spec::Pattern, Spanned<String>)>,
}

impl<'a> Effective<'a> {
    /// These constraints with those of `own` in their place; `owner` names the pattern's matcher.
    pub(super) fn replaced_by(mut self, own: &'a Constraints, owner: &Spanned<String>) -> Self {
        if let Some(length) = &own.length {
            self.length = Some(length.value);
        }
        if let Some(range) = &own.range {
            self.range = Some(range.value);
        }
        if let Some(pattern) = &own.pattern {
            self.pattern = Some((pattern, owner.clone()));
        }
        self
    }
}

/// Whether nothing is constrained.
pub(super) fn is_empty(constraints: &Constraints) -> bool {
    constraints.length.is_none() && constraints.range.is_none() && constraints.pattern.is_none()
}

impl<'a> Lowering<'a> {
    /// What `effective` means for a value of type `ty`; nothing where nothing is constrained.
    pub(super) fn constraint(&mut self, ty: &ir::Type, effective: &Effective<'a>) -> Option<ir::Constraint> {
        let length = effective.length.and_then(bounds);
        match ty {
            ir::Type::String => {
                let pattern = effective.pattern.as_ref();
                let pattern = pattern.map(|(pattern, owner)| self.pattern_use(pattern, owner, length));
                let constrained = length.is_some() || pattern.is_some();
                constrained.then_some(ir::Constraint::String { length, pattern })
            }
            ir::Type::Integer(_) => effective.range.and_then(bounds).map(ir::Constraint::Integer),
            ir::Type::List(_) | ir::Type::Map(_) => length.map(ir::Constraint::Length),
            _ => None,
        }
    }

    /// Reports constraints that contradict themselves or that a value of type `ty` cannot have.
    pub(super) fn check_constraints(&mut self, ty: &ir::Type, constraints: &Constraints) {
        let Constraints { length, range, pattern } = constraints;
        if let Some(length) = length {
            self.check_bounds("length", length);
            if !matches!(ty, ir::Type::String | ir::Type::List(_) | ir::Type::Map(_)) {
                self.wrong_kind("length", &length.span, "a string, a list or a map");
            }
        }
        if let Some(range) = range {
            self.check_bounds("range", range);
            match ty {
                ir::Type::Integer(width) => self.check_width(*width, range),
                _ => self.wrong_kind("range", &range.span, "a whole number"),
            }
        }
        if let Some(pattern) = pattern
            && *ty != ir::Type::String
        {
            self.wrong_kind("pattern", &pattern.source.span, "a string");
        }
    }

    fn wrong_kind(&mut self, kind: &str, span: &Span, of: &str) {
        let message = format!("`{kind}` constrains {of}, and this is something else");
        self.error("constraint-kind", message, span, format!("remove `{kind}`, or change the type"));
    }

    fn check_bounds<T: Copy + PartialOrd + std::fmt::Display>(
        &mut self,
        kind: &str,
        written: &Spanned<Bounds<T>>,
    ) {
        match written.value {
            Bounds { min: None, max: None } => {
                let message = format!("`{kind}` has no bound");
                self.error("empty-bounds", message, &written.span, "give it `min`, `max`, or both");
            }
            Bounds { min: Some(min), max: Some(max) } if min > max => {
                let message = format!("no {kind} is at least {min} and at most {max}");
                self.error("empty-bounds", message, &written.span, "`min` must not be greater than `max`");
            }
            _ => {}
        }
    }

    fn check_width(&mut self, width: ir::Integer, range: &Spanned<Bounds<i64>>) {
        let (min, max, name) = match width {
            ir::Integer::Byte => (i8::MIN.into(), i8::MAX.into(), "byte"),
            ir::Integer::Short => (i16::MIN.into(), i16::MAX.into(), "short"),
            ir::Integer::Integer => (i32::MIN.into(), i32::MAX.into(), "integer"),
            ir::Integer::Long => (i64::MIN, i64::MAX, "long"),
        };
        let outside = |bound: Option<i64>| bound.is_some_and(|bound| bound < min || bound > max);
        if outside(range.value.min) || outside(range.value.max) {
            let message = format!("this range goes beyond what `{name}` holds, {min} to {max}");
            self.error("range-width", message, &range.span, "use a wider type, or leave that bound out");
        }
    }

    /// A pattern as a constraint uses it; its matcher is made at its first use.
    fn pattern_use(
        &mut self,
        pattern: &spec::Pattern,
        owner: &Spanned<String>,
        length: Option<ir::Length>,
    ) -> ir::PatternUse {
        let at = pattern.source.span.start;
        if !self.matcher_at.contains_key(&at) {
            let matcher = if pattern.checked { self.matcher(pattern, owner, length) } else { None };
            self.matcher_at.insert(at, matcher);
        }
        let matcher = self.matcher_at.get(&at).cloned().flatten();
        ir::PatternUse { source: pattern.source.value.clone(), matcher }
    }

    fn matcher(
        &mut self,
        written: &spec::Pattern,
        owner: &Spanned<String>,
        length: Option<ir::Length>,
    ) -> Option<String> {
        let pattern = match Pattern::parse(&written.source.value) {
            Ok(pattern) => pattern,
            Err(error) => {
                let span = self.inside(&written.source, error.range());
                let diagnostic = Diagnostic::error("pattern", "this pattern cannot be compiled");
                let diagnostic = diagnostic.label(&span, error.message()).help(error.help());
                self.report(diagnostic);
                return None;
            }
        };
        for note in pattern.notes() {
            let span = self.inside(&written.source, note.range());
            self.report(Diagnostic::warning("pattern-dialect", note.message()).label(&span, ""));
        }
        let function = names::rust_name(Kind::Function, owner).ok()?;
        self.take(|it| &mut it.function_scope, &function, &written.source.span);
        self.matchers.push(ir::Matcher { function: function.clone(), pattern, length });
        Some(function)
    }

    /// Where a part of a string stands in the source; the whole string, where escapes make that unclear.
    fn inside(&self, written: &Spanned<String>, range: std::ops::Range<usize>) -> Span {
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

/// Bounds of which at least one is there.
fn bounds<T: Copy>(written: Bounds<T>) -> Option<ir::Bounds<T>> {
    match (written.min, written.max) {
        (Some(min), Some(max)) => Some(ir::Bounds::Between(min, max)),
        (Some(min), None) => Some(ir::Bounds::AtLeast(min)),
        (None, Some(max)) => Some(ir::Bounds::AtMost(max)),
        (None, None) => None,
    }
}
