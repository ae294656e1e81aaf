//! Constraints in words.

use super::docs;
use crate::plan::{Bounds, Check, Constraint, PatternUse, Service, Structure, Type, TypeDef};

/// What a value must satisfy, a line for each constraint at every depth. A response is never checked, but its documented
/// constraints tell a reader what to expect.
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
            Check::Inline(Constraint::String { length: None, pattern: Some(pattern) }) => {
                format!("match {}", pattern_text(pattern))
            }
            Check::Inline(Constraint::Unique) => "have no equal items".to_owned(),
            Check::Inline(constraint) => format!("be {}", words(constraint, ty)),
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

/// A pattern as docs show it.
fn pattern_text(pattern: &PatternUse) -> String {
    let checked = if pattern.matcher.is_some() { "" } else { " (not checked)" };
    format!("{}{checked}", docs::code(&pattern.source))
}

/// A constraint of a value of type `ty`, as it goes on after "must be".
pub(super) fn words(constraint: &Constraint, ty: &Type) -> String {
    match constraint {
        Constraint::String { length, pattern } => {
            let length =
                length.as_ref().map(|length| format!("{} long", counted(length, "character", "characters")));
            let pattern = pattern.as_ref().map(|pattern| format!("matching {}", pattern_text(pattern)));
            length.into_iter().chain(pattern).collect::<Vec<_>>().join(", ")
        }
        Constraint::Integer(range) => bounds(range),
        Constraint::Float(range) => bounds(range),
        Constraint::Length(length) => {
            let (one, many) =
                if *ty.plain() == Type::Blob { ("byte", "bytes") } else { ("entry", "entries") };
            format!("{} long", counted(length, one, many))
        }
        Constraint::Unique => "without equal items".to_owned(),
    }
}

/// Bounds and what they count, which agrees with the number before it.
fn counted(length: &Bounds<u64>, one: &str, many: &str) -> String {
    let (min, max) = length.ends();
    let unit = if max.or(min) == Some(1) { one } else { many };
    format!("{} {unit}", bounds(length))
}

fn bounds<T: std::fmt::Display + PartialEq>(bounds: &Bounds<T>) -> String {
    match bounds {
        Bounds::AtLeast(min) => format!("at least {min}"),
        Bounds::AtMost(max) => format!("at most {max}"),
        Bounds::Between(min, max) if min == max => format!("{min}"),
        Bounds::Between(min, max) => format!("{min} to {max}"),
    }
}

/// The checks and types of all members that there are.
pub(super) fn checked(service: &Service) -> Vec<(&[Check], &Type)> {
    fn of(data: &Structure) -> impl Iterator<Item = (&[Check], &Type)> {
        data.members.iter().map(|member| (member.checks.as_slice(), &member.ty))
    }
    let mut checked = Vec::new();
    for operation in &service.operations {
        checked.extend(of(&operation.input).chain(of(&operation.output)));
    }
    for def in &service.types {
        match def {
            TypeDef::Structure(data) => checked.extend(of(data)),
            TypeDef::Union(data) => {
                let variants = data.variants.iter();
                checked.extend(variants.map(|variant| (variant.checks.as_slice(), &variant.ty)));
            }
            TypeDef::Enum(_) | TypeDef::IntEnum(_) => {}
        }
    }
    checked.extend(service.errors.iter().flat_map(|error| of(&error.structure)));
    checked
}
