//! Whether a value that a spec writes satisfies what is said of its type.

use super::values::Values;
use crate::ir::{Bounds, Constraint, Type, Value};
use crate::source::Span;
use speccast_pattern::Language;
use std::collections::HashSet;

impl Values<'_> {
    /// Reports how a value violates a constraint, at the place where it is written.
    pub(super) fn satisfies(&mut self, span: &Span, value: &Value, ty: &Type, constraint: &Constraint) {
        match (constraint, value) {
            (Constraint::String { length, pattern }, Value::String(text)) => {
                if let Some(length) = length {
                    self.check_length(span, text.chars().count() as u64, *length, "characters");
                }
                let matcher = pattern.as_ref().and_then(|pattern| pattern.matcher.as_deref());
                let compiled = matcher.and_then(|matcher| self.matchers.get(matcher));
                if let (Some(pattern), Some(compiled)) = (pattern, compiled)
                    && !Language::new(Some(compiled), (0, None)).contains(text)
                {
                    self.violation(
                        span,
                        format!("a value here matches `{}`", pattern.source),
                        "this does not",
                    );
                }
            }
            (Constraint::Length(length), Value::List(items)) => {
                self.check_length(span, items.len() as u64, *length, "entries");
            }
            (Constraint::Length(length), Value::Map(entries)) => {
                self.check_length(span, entries.len() as u64, *length, "entries");
            }
            (Constraint::Length(length), Value::String(bytes)) if *ty == Type::Blob => {
                self.check_length(span, base64_length(bytes).unwrap_or(0), *length, "bytes");
            }
            (Constraint::Integer(range), Value::Integer(value)) => self.check_range(span, *value, *range),
            (Constraint::Float(range), Value::Float(value)) => self.check_range(span, *value, *range),
            (Constraint::Unique, Value::List(items)) => {
                // Their texts are equal where they are: floating-point numbers are not among them.
                let mut seen = HashSet::new();
                let twice = items.iter().position(|item| !seen.insert(format!("{item:?}")));
                if let Some(twice) = twice {
                    self.violation(span, "no two items here are equal", format!("item {twice} is, from 0"));
                }
            }
            _ => {}
        }
    }

    fn check_length(&mut self, span: &Span, found: u64, wanted: Bounds<u64>, of: &str) {
        if !within(found, wanted) {
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
        if !within(found, wanted) {
            self.violation(span, format!("a value here is {}", words(wanted)), format!("this is {found}"));
        }
    }
}

fn within<T: Copy + PartialOrd>(found: T, wanted: Bounds<T>) -> bool {
    let (min, max) = wanted.ends();
    min.is_none_or(|min| found >= min) && max.is_none_or(|max| found <= max)
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
