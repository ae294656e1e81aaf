//! Whether a value that a spec writes satisfies its constraints.

use super::values::Values;
use crate::model::{Bounds, Constraints, Number, Type, Value};
use crate::text::Span;
use speccast_pattern::Language;
use std::collections::HashSet;

impl Values<'_> {
    /// Reports how a value violates constraints, at the place where it is written.
    pub(super) fn satisfies(&mut self, span: &Span, value: &Value, ty: &Type, constraints: &Constraints) {
        let Constraints { length, range, pattern, unique_items, sensitive: _ } = constraints;
        if let Some(length) = length
            && let Some((found, of)) = measure(value, ty)
        {
            self.check_length(span, found, *length, of);
        }
        if let Some(range) = range {
            match value {
                Value::Integer(value) => self.check_range(span, *value, range.map(Number::as_i64)),
                Value::Float(value) => self.check_range(span, *value, range.map(Number::as_f64)),
                _ => {}
            }
        }
        if let (Some(pattern), Value::String(text)) = (pattern, value)
            && let Some(parsed) = &pattern.parsed
            && !Language::new(Some(parsed), (0, None)).contains(text)
        {
            let message = format!("a value here matches `{}`", pattern.source);
            self.violation(span, message, "this does not");
        }
        if let (Some(true), Value::List(items)) = (unique_items, value) {
            // Their texts are equal where they are: floating-point numbers are not among them.
            let mut seen = HashSet::new();
            let twice = items.iter().position(|item| !seen.insert(format!("{item:?}")));
            if let Some(twice) = twice {
                self.violation(span, "no two items here are equal", format!("item {twice} is, from 0"));
            }
        }
    }

    fn check_length(&mut self, span: &Span, found: u64, wanted: Bounds<u64>, of: &str) {
        if !wanted.contains(found) {
            self.violation(
                span,
                format!("a value here has {} {of}", words(wanted)),
                format!("this has {found}"),
            );
        }
    }

    fn check_range<T: Copy + PartialOrd + std::fmt::Display>(
        &mut self,
        span: &Span,
        found: T,
        wanted: Bounds<T>,
    ) {
        if !wanted.contains(found) {
            self.violation(span, format!("a value here is {}", words(wanted)), format!("this is {found}"));
        }
    }
}

/// The length of a value, and the unit.
fn measure(value: &Value, ty: &Type) -> Option<(u64, &'static str)> {
    Some(match (value, ty) {
        (Value::String(bytes), Type::Blob) => (base64_length(bytes).unwrap_or(0), "bytes"),
        (Value::String(text), Type::String) => (text.chars().count() as u64, "characters"),
        (Value::List(items), _) => (items.len() as u64, "entries"),
        (Value::Map(entries), _) => (entries.len() as u64, "entries"),
        _ => return None,
    })
}

fn words<T: Copy + PartialEq + std::fmt::Display>(bounds: Bounds<T>) -> String {
    match bounds {
        Bounds::AtLeast(min) => format!("at least {min}"),
        Bounds::AtMost(max) => format!("at most {max}"),
        Bounds::Between(min, max) if min == max => format!("just {min}"),
        Bounds::Between(min, max) => format!("{min} to {max}"),
    }
}

/// How many bytes a text of RFC 4648 section 4, with padding, stands for.
pub(super) fn base64_length(text: &str) -> Option<u64> {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let fits = data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    let whole = text.len().is_multiple_of(4) && padding <= 2;
    (fits && whole).then(|| (data.len() as u64 * 6) / 8)
}
