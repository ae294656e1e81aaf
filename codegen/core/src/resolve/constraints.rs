//! Constraints: which ones hold for a value, and whether they make sense.

use super::types::is_unknown;
use super::{Lowering, timestamps};
use crate::diagnostic::codes;
use crate::ir::{self, TimestampFormat, Type};
use crate::source::Span;
use crate::syntax::{self as spec, Bounds, Constraints, Number, Spanned};

/// No constraints of one's own.
pub(super) const NONE: &Constraints =
    &Constraints { length: None, range: None, pattern: None, unique: None, format: None, sensitive: None };

/// What is in force for a value: what a member says replaces what its type says, kind by kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Effective<'a> {
    length: Option<&'a Spanned<Bounds<u64>>>,
    range: Option<Bounds<Number>>,
    pattern: Option<(&'a spec::Pattern, Spanned<String>)>,
    unique: bool,
    pub(super) format: Option<TimestampFormat>,
    pub(super) sensitive: bool,
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
        if let Some(unique) = &own.unique {
            self.unique = unique.value;
        }
        if let Some(format) = &own.format {
            self.format = Some(timestamps::format(format.value));
        }
        self.sensitive |= own.sensitive.is_some();
        self
    }

    /// Whether no two items may be equal.
    pub(super) fn unique(&self) -> bool {
        self.unique
    }
}

/// Whether nothing is said that a named type's constant would not say.
pub(super) fn is_empty(constraints: &Constraints) -> bool {
    constraints.length.is_none() && constraints.range.is_none() && constraints.pattern.is_none()
}

impl<'a> Lowering<'a> {
    /// What `effective` means for a value of type `ty`; nothing where nothing is constrained.
    pub(super) fn constraint(&mut self, ty: &Type, effective: &Effective<'a>) -> Option<ir::Constraint> {
        let length = effective.length.and_then(|length| bounds(length.value));
        match ty.plain() {
            plain if *plain == Type::String || is_unknown(plain) => {
                let pattern = effective.pattern.as_ref();
                let pattern = pattern
                    .map(|(pattern, owner)| self.pattern_use(pattern, owner, effective.length.zip(length)));
                let constrained = length.is_some() || pattern.is_some();
                constrained.then_some(ir::Constraint::String { length, pattern })
            }
            Type::Integer(_) => effective.range.and_then(whole).and_then(bounds).map(ir::Constraint::Integer),
            Type::Float | Type::Double => {
                let range = effective.range?;
                let range = Bounds { min: range.min.map(Number::as_f64), max: range.max.map(Number::as_f64) };
                bounds(range).map(ir::Constraint::Float)
            }
            Type::List { .. } | Type::Map { .. } | Type::Blob => length.map(ir::Constraint::Length),
            _ => None,
        }
    }

    /// Reports constraints that contradict themselves or that a value of type `ty` cannot have.
    pub(super) fn check_constraints(&mut self, ty: &Type, constraints: &Constraints) {
        let Constraints { length, range, pattern, unique, format, sensitive: _ } = constraints;
        let ty = ty.plain();
        let known = !is_unknown(ty);
        if let Some(length) = length {
            self.check_bounds("length", length);
            if known && !matches!(ty, Type::String | Type::List { .. } | Type::Map { .. } | Type::Blob) {
                self.wrong_kind("length", &length.span, "a string, a list, a map or a blob");
            }
        }
        if let Some(range) = range {
            self.check_bounds("range", range);
            match ty {
                Type::Integer(width) => self.check_width(*width, range),
                Type::Float => self.check_single(range),
                Type::Double => {}
                _ if known => self.wrong_kind("range", &range.span, "a number"),
                _ => {}
            }
        }
        if let Some(pattern) = pattern
            && known
            && *ty != Type::String
        {
            self.wrong_kind("pattern", &pattern.source.span, "a string");
        }
        if let Some(unique) = unique {
            match ty {
                Type::List { item, .. } if !can_repeat(item) => {
                    let help = "remove `uniqueItems`: whether two of them are equal cannot be told";
                    let message = "items that are floating-point numbers or documents cannot be unique";
                    self.error(&codes::CONSTRAINT_KIND, message, &unique.span, help);
                }
                Type::List { .. } => {}
                _ if known => self.wrong_kind("uniqueItems", &unique.span, "a list"),
                _ => {}
            }
        }
        if let Some(format) = format
            && known
            && !matches!(ty, Type::Timestamp(_))
        {
            self.wrong_kind("format", &format.span, "a timestamp");
        }
    }

    /// Reports every constraint of what has none.
    pub(super) fn refuse_constraints(&mut self, constraints: &Constraints, what: &str) {
        let Constraints { length, range, pattern, unique, format, sensitive: _ } = constraints;
        let spans = [
            length.as_ref().map(|it| &it.span),
            range.as_ref().map(|it| &it.span),
            pattern.as_ref().map(|it| &it.source.span),
            unique.as_ref().map(|it| &it.span),
            format.as_ref().map(|it| &it.span),
        ];
        for span in spans.into_iter().flatten() {
            self.error(&codes::CONSTRAINT_KIND, format!("{what} has no such constraint"), span, "remove it");
        }
    }

    fn wrong_kind(&mut self, kind: &str, span: &Span, of: &str) {
        let message = format!("`{kind}` constrains {of}, and this is something else");
        self.error(&codes::CONSTRAINT_KIND, message, span, format!("remove `{kind}`, or change the type"));
    }

    fn check_bounds<T: Copy + PartialOrd + std::fmt::Display>(
        &mut self,
        kind: &str,
        written: &Spanned<Bounds<T>>,
    ) {
        match written.value {
            Bounds { min: None, max: None } => {
                let message = format!("`{kind}` has no bound");
                self.error(&codes::EMPTY_BOUNDS, message, &written.span, "give it `min`, `max`, or both");
            }
            Bounds { min: Some(min), max: Some(max) } if min > max => {
                let message = format!("no {kind} is at least {min} and at most {max}");
                self.error(
                    &codes::EMPTY_BOUNDS,
                    message,
                    &written.span,
                    "`min` must not be greater than `max`",
                );
            }
            _ => {}
        }
    }

    fn check_width(&mut self, width: ir::Integer, range: &Spanned<Bounds<Number>>) {
        let (min, max, name) = integer_bounds(width);
        let Some(bounds) = whole(range.value) else {
            let message = format!("a range of `{name}` has whole bounds");
            self.error(
                &codes::RANGE_WIDTH,
                message,
                &range.span,
                "write them without a fraction, or use `double`",
            );
            return;
        };
        let outside = |bound: Option<i64>| bound.is_some_and(|bound| bound < min || bound > max);
        if outside(bounds.min) || outside(bounds.max) {
            let message = format!("this range goes beyond what `{name}` holds, {min} to {max}");
            self.error(
                &codes::RANGE_WIDTH,
                message,
                &range.span,
                "use a wider type, or leave that bound out",
            );
        }
    }

    fn check_single(&mut self, range: &Spanned<Bounds<Number>>) {
        let outside = |bound: Option<Number>| bound.is_some_and(|it| it.as_f64().abs() > f64::from(f32::MAX));
        if outside(range.value.min) || outside(range.value.max) {
            let message = "this range goes beyond what `float` holds";
            self.error(&codes::RANGE_WIDTH, message, &range.span, "use `double`, or leave that bound out");
        }
    }
}

/// Whether it can be told that two values of this type are equal.
fn can_repeat(ty: &Type) -> bool {
    match ty.plain() {
        Type::Float | Type::Double | Type::Document => false,
        Type::List { item, .. } => can_repeat(item),
        Type::Map { value, .. } => can_repeat(value),
        _ => true,
    }
}

/// What an integer of some width holds, and what the language calls it.
pub(super) fn integer_bounds(width: ir::Integer) -> (i64, i64, &'static str) {
    match width {
        ir::Integer::Byte => (i8::MIN.into(), i8::MAX.into(), "byte"),
        ir::Integer::Short => (i16::MIN.into(), i16::MAX.into(), "short"),
        ir::Integer::Integer => (i32::MIN.into(), i32::MAX.into(), "integer"),
        ir::Integer::Long => (i64::MIN, i64::MAX, "long"),
    }
}

/// Bounds as whole numbers, if they are that.
fn whole(written: Bounds<Number>) -> Option<Bounds<i64>> {
    let whole = |number: Option<Number>| match number {
        Some(Number::Float(_)) => None,
        Some(Number::Integer(value)) => Some(Some(value)),
        None => Some(None),
    };
    Some(Bounds { min: whole(written.min)?, max: whole(written.max)? })
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
