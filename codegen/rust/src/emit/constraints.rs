//! Constraints in words.

use super::validator::words;
use crate::plan::{Check, Type};

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
