//! Lints that generated code has to allow because of the API itself.

use crate::plan::{Member, Service, Shape, Type};

/// Clippy's default limit for the complexity of a type.
const COMPLEX: u32 = 250;

/// Whether anything should no longer be used.
pub(super) fn deprecates(service: &Service) -> bool {
    service.operations.iter().any(|operation| operation.of.head.deprecated.is_some())
        || service.definitions().any(|def| {
            def.deprecated().is_some()
                || def.fields().any(|member| member.of.head.deprecated.is_some())
                || def.values().iter().any(|value| value.of.head.deprecated.is_some())
        })
}

/// Whether lists and maps are so deeply nested that clippy asks for type aliases, which the API does not have.
pub(super) fn nests(service: &Service) -> bool {
    let structures = service.definitions().filter(|def| !matches!(def.shape, Shape::Union(_)));
    structures.flat_map(|def| def.fields()).any(|member| field(member) > COMPLEX)
}

/// Clippy's complexity of a field's type.
fn field(member: &Member) -> u32 {
    within(member.is_optional, 1, |level| count(&member.ty, level))
}

/// Each name in a type counts ten times its level.
fn count(ty: &Type, level: u32) -> u32 {
    match ty {
        Type::List { item, sparse } => {
            within(true, level, |level| within(*sparse, level, |level| count(item, level)))
        }
        Type::Map { key, value, sparse } => within(true, level, |level| {
            count(key, level) + within(*sparse, level, |level| count(value, level))
        }),
        Type::Sensitive(inner) | Type::Boxed(inner) => within(true, level, |level| count(inner, level)),
        _ => 10 * level,
    }
}

/// The complexity of a type inside another type, if `is_there`.
fn within(is_there: bool, level: u32, inner: impl FnOnce(u32) -> u32) -> u32 {
    if is_there { 10 * level + inner(level + 1) } else { inner(level) }
}
