//! Constraints in words.

use super::docs;
use crate::plan::{Bounds, Check, CheckKind, Constraint, Type};
use speccast_core::model::{Constraints, Number};

/// What a value must satisfy, a line for each constraint at every depth. A response is never checked, but its docs
/// contain the constraints.
pub(super) fn notes(checks: &[Check], ty: &Type, in_request: bool) -> Vec<String> {
    let mut notes = Vec::new();
    gather("", checks, ty, in_request, &mut notes);
    notes
}

fn gather(subject: &str, checks: &[Check], ty: &Type, in_request: bool, notes: &mut Vec<String>) {
    let of = |part: &str| match subject {
        "" => part.to_owned(),
        whole => format!("{part} of {}", whole.to_lowercase()),
    };
    for check in checks {
        let demand = match check {
            Check::Named(constant, _) => format!("satisfy [`{constant}`](super::validator::{constant})"),
            Check::Inline(constraint) => match words(constraint, ty) {
                words if words.starts_with("matching ") => words.replacen("matching", "match", 1),
                words => format!("be {words}"),
            },
            Check::Unique => "have no equal items".to_owned(),
            Check::Known | Check::Nested(_) => continue,
            Check::Each(items) => {
                if let Type::List { item, .. } = ty.plain() {
                    gather(&of("Items"), items, item, in_request, notes);
                }
                continue;
            }
            Check::Entries { keys, values } => {
                if let Type::Map { key, value, .. } = ty.plain() {
                    gather(&of("Keys"), keys, key, in_request, notes);
                    gather(&of("Values"), values, value, in_request, notes);
                }
                continue;
            }
        };
        notes.push(match (subject, in_request) {
            ("", true) => format!("Must {demand}."),
            ("", false) => format!("Documented to {demand}."),
            (items, true) => format!("{items} must {demand}."),
            (items, false) => format!("{items} are documented to {demand}."),
        });
    }
}

/// A constraint of a value of type `ty` in words, for use after "must be".
pub(super) fn words(of: &Constraint, ty: &Type) -> String {
    let Constraints { length, range, multiple_of, pattern, unique_items: _, sensitive: _ } = &of.constraints;
    let (one, many) = match (of.kind, ty.plain()) {
        (CheckKind::String, _) => ("character", "characters"),
        (_, Type::Blob) => ("byte", "bytes"),
        _ => ("entry", "entries"),
    };
    let length = length.map(|length| {
        let (min, max) = length.ends();
        let unit = if max.or(min) == Some(1) { one } else { many };
        format!("{} {unit} long", plain(&length))
    });
    let range = range.map(|range| match of.kind {
        CheckKind::Integer => plain(&range.map(Number::as_i64)),
        _ => plain(&range.map(Number::as_f64)),
    });
    let multiple_of = multiple_of.map(|divisor| format!("a multiple of {divisor}"));
    let pattern = pattern.as_ref().map(|pattern| {
        let checked = if of.matcher.is_some() { "" } else { " (not checked)" };
        format!("matching {}{checked}", docs::code(&pattern.source))
    });
    [length, range, multiple_of, pattern].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Bounds in docs; equal bounds are one number.
fn plain<T: std::fmt::Display + PartialEq>(bounds: &Bounds<T>) -> String {
    let words = bounds.to_string();
    words.strip_prefix("just ").map_or(words.clone(), str::to_owned)
}
