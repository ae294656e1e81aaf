//! Constraints: which ones hold for a value, and whether they make sense.

use super::Lowering;
use crate::ir;
use crate::source::Span;
use crate::spec::{self, Bounds, Constraints, Spanned};

/// The constraints in force for a value: a member's own ones replace its type's, kind by kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Effective<'a> {
    length: Option<&'a Spanned<Bounds<u64>>>,
    range: Option<Bounds<i64>>,
    pattern: Option<(&'a spec::Pattern, Spanned<String>)>,
}

impl<'a> Effective<'a> {
    /// These constraints with those of `own` in their place; `owner` names the pattern's matcher.
    pub(super) fn replaced_by(mut self, own: &'a Constraints, owner: &Spanned<String>) -> Self {
        if let Some(length) = &own.length {
            self.length = Some(length);
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
        let length = effective.length.and_then(|length| bounds(length.value));
        match ty {
            ir::Type::String => {
                let pattern = effective.pattern.as_ref();
                let pattern = pattern
                    .map(|(pattern, owner)| self.pattern_use(pattern, owner, effective.length.zip(length)));
                let constrained = length.is_some() || pattern.is_some();
                constrained.then_some(ir::Constraint::String { length, pattern })
            }
            ir::Type::Integer(_) => effective.range.and_then(bounds).map(ir::Constraint::Integer),
            ir::Type::List { .. } | ir::Type::Map { .. } => length.map(ir::Constraint::Length),
            _ => None,
        }
    }

    /// Reports constraints that contradict themselves or that a value of type `ty` cannot have.
    pub(super) fn check_constraints(&mut self, ty: &ir::Type, constraints: &Constraints) {
        let Constraints { length, range, pattern } = constraints;
        if let Some(length) = length {
            self.check_bounds("length", length);
            if !matches!(ty, ir::Type::String | ir::Type::List { .. } | ir::Type::Map { .. }) {
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
