//! Checks that constraints make sense, and combines them.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Integer, Number, Type, TypeRef};
use crate::syntax::{self as spec, Bounds, Constraints, Spanned};
use crate::text::Span;

/// Where the constraints in force are written, for comparing them with each other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written<'a> {
    pub(super) length: Option<&'a Spanned<Bounds<u64>>>,
    range: Option<&'a Spanned<Bounds<Number>>>,
    multiple_of: Option<&'a Spanned<i64>>,
    pattern: Option<&'a spec::Pattern>,
    pub(super) unique: Option<&'a Spanned<bool>>,
}

impl<'a> Written<'a> {
    pub(super) fn replaced_by(self, own: &'a Constraints) -> Self {
        Self {
            length: own.length.as_ref().or(self.length),
            range: own.range.as_ref().or(self.range),
            multiple_of: own.multiple_of.as_ref().or(self.multiple_of),
            pattern: own.pattern.as_ref().or(self.pattern),
            unique: own.unique.as_ref().or(self.unique),
        }
    }
}

impl<'a> Resolver<'a> {
    /// Returns the constraints of a type where it is used; `written` has the places of those in force.
    pub(super) fn constraints(
        &mut self,
        ty: &Type,
        own: &'a Constraints,
        written: &Written<'a>,
    ) -> model::Constraints {
        self.check_constraints(ty, own);
        let Constraints { length, range, multiple_of, pattern, unique, format: _, sensitive } = own;
        let is_string = matches!(ty, Type::String | Type::Error);
        let pattern = pattern.as_ref().filter(|_| is_string).map(|pattern| self.pattern(pattern));
        if is_string
            && let (Some(pattern), Some(length)) = (written.pattern, written.length)
            && (own.length.is_some() || own.pattern.is_some())
        {
            self.compare(pattern, length);
        }
        if let (Type::Integer(width), Some(divisor)) = (ty, written.multiple_of)
            && (own.multiple_of.is_some() || own.range.is_some())
        {
            self.check_multiples(*width, divisor, written.range);
        }
        let range = range.as_ref().and_then(|range| bounds(range.value));
        let is_whole = |range: &model::Bounds<Number>| {
            let (min, max) = range.ends();
            [min, max].iter().flatten().all(|bound| matches!(bound, Number::Integer(_)))
        };
        model::Constraints {
            length: length.as_ref().and_then(|length| bounds(length.value)),
            range: range.filter(|range| !matches!(ty, Type::Integer(_)) || is_whole(range)),
            multiple_of: multiple_of.as_ref().map(|divisor| divisor.value),
            pattern,
            unique_items: unique.as_ref().map(|unique| unique.value),
            sensitive: sensitive.is_some(),
        }
    }

    /// Reports constraints that contradict themselves or that a value of type `ty` cannot have.
    fn check_constraints(&mut self, ty: &Type, constraints: &Constraints) {
        let Constraints { length, range, multiple_of, pattern, unique, format, sensitive: _ } = constraints;
        let known = *ty != Type::Error;
        if let Some(length) = length {
            self.check_bounds("length", length);
            if known && !matches!(ty, Type::String | Type::List { .. } | Type::Map { .. } | Type::Blob) {
                self.wrong_kind("length", &length.span, "strings, lists, maps and blobs");
            }
        }
        if let Some(range) = range {
            self.check_bounds("range", range);
            match ty {
                Type::Integer(width) => self.check_width(*width, range),
                Type::Float => self.check_single(range),
                Type::Double => {}
                _ if known => self.wrong_kind("range", &range.span, "numbers"),
                _ => {}
            }
        }
        if let Some(divisor) = multiple_of
            && known
            && !matches!(ty, Type::Integer(_))
        {
            self.wrong_kind("multipleOf", &divisor.span, "integers");
        }
        if let Some(pattern) = pattern
            && known
            && *ty != Type::String
        {
            self.wrong_kind("pattern", &pattern.source.span, "strings");
        }
        if let Some(unique) = unique {
            match ty {
                Type::List { item, .. } if !can_repeat(item) => {
                    let help = "remove `uniqueItems`";
                    let message = "floating-point numbers and documents cannot be compared for equality";
                    self.error(&codes::CONSTRAINT_KIND, message, &unique.span, help);
                }
                Type::List { .. } => {}
                _ if known => self.wrong_kind("uniqueItems", &unique.span, "lists"),
                _ => {}
            }
        }
        if let Some(format) = format
            && known
            && !matches!(ty, Type::Timestamp(_))
        {
            let message = "`format` is only valid for timestamps";
            let help = match ty {
                Type::String => "write `type: timestamp`, or remove `format`",
                _ => "remove `format`, or change the type",
            };
            self.error(&codes::CONSTRAINT_KIND, message, &format.span, help);
        }
    }

    /// Reports every constraint on a type that can have none.
    pub(super) fn refuse_constraints(&mut self, constraints: &Constraints, what: &str) {
        for (_, span) in constraints.written().filter(|(key, _)| *key != "sensitive") {
            self.error(
                &codes::CONSTRAINT_KIND,
                format!("{what} cannot have this constraint"),
                span,
                "remove it",
            );
        }
    }

    /// Reports a divisor that is not positive, or without a multiple in range.
    fn check_multiples(
        &mut self,
        width: Integer,
        divisor: &Spanned<i64>,
        range: Option<&Spanned<Bounds<Number>>>,
    ) {
        if divisor.value < 1 {
            let message = "`multipleOf` must be at least 1";
            self.error(&codes::EMPTY_BOUNDS, message, &divisor.span, "write a positive number");
            return;
        }
        let Some(range) = range else { return };
        let (least, greatest) = width.limits();
        let min = range.value.min.map_or(least, Number::as_i64).max(least);
        let max = range.value.max.map_or(greatest, Number::as_i64).min(greatest);
        // The greatest multiple that is at most the maximum.
        let multiple = i128::from(max).div_euclid(divisor.value.into()) * i128::from(divisor.value);
        if min <= max && multiple < i128::from(min) {
            let message = format!("the range contains no multiple of {}", divisor.value);
            let diagnostic = Diagnostic::new(&codes::EMPTY_BOUNDS, message).label(&divisor.span, "");
            self.report(diagnostic.label(&range.span, "the range").help("change the range or the divisor"));
        }
    }

    fn wrong_kind(&mut self, kind: &str, span: &Span, of: &str) {
        let message = format!("`{kind}` is only valid for {of}");
        self.error(&codes::CONSTRAINT_KIND, message, span, format!("remove `{kind}`, or change the type"));
    }

    fn check_bounds<T: Copy + PartialOrd + std::fmt::Display>(
        &mut self,
        kind: &str,
        written: &Spanned<Bounds<T>>,
    ) {
        match written.value {
            Bounds { min: None, max: None } => {
                let message = format!("`{kind}` has no bounds");
                self.error(&codes::EMPTY_BOUNDS, message, &written.span, "add `min`, `max` or both");
            }
            Bounds { min: Some(min), max: Some(max) } if min > max => {
                let message = format!("empty {kind}: minimum {min} is greater than maximum {max}");
                self.error(
                    &codes::EMPTY_BOUNDS,
                    message,
                    &written.span,
                    "swap the bounds, or change one of them",
                );
            }
            _ => {}
        }
    }

    fn check_width(&mut self, width: Integer, range: &Spanned<Bounds<Number>>) {
        let ((min, max), name) = (width.limits(), width.name());
        let whole = |bound: Option<Number>| match bound {
            Some(Number::Float(_)) => None,
            bound => Some(bound.map(Number::as_i64)),
        };
        let Some((least, greatest)) = whole(range.value.min).zip(whole(range.value.max)) else {
            let message = format!("bounds of `{name}` must be integers");
            self.error(
                &codes::RANGE_WIDTH,
                message,
                &range.span,
                "write the bounds without a fraction, or use `double`",
            );
            return;
        };
        let outside = |bound: Option<i64>| bound.is_some_and(|bound| bound < min || bound > max);
        if outside(least) || outside(greatest) {
            let message = format!("range exceeds `{name}` ({min} to {max})");
            self.error(&codes::RANGE_WIDTH, message, &range.span, "use a wider type, or remove the bound");
        }
    }

    fn check_single(&mut self, range: &Spanned<Bounds<Number>>) {
        let outside = |bound: Option<Number>| bound.is_some_and(|it| it.as_f64().abs() > f64::from(f32::MAX));
        if outside(range.value.min) || outside(range.value.max) {
            let message = "range exceeds `float`";
            self.error(&codes::RANGE_WIDTH, message, &range.span, "use `double`, or remove the bound");
        }
    }
}

/// Whether equality is defined for values of this type.
fn can_repeat(target: &TypeRef) -> bool {
    !target.ty.any(&|ty| matches!(ty, Type::Float | Type::Double | Type::Document))
}

/// Returns bounds; none if both are absent.
pub(super) fn bounds<T: Copy>(written: Bounds<T>) -> Option<model::Bounds<T>> {
    model::Bounds::new(written.min, written.max)
}
