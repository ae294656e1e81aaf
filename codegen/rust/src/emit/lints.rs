//! What of a service would have the compiler or clippy complain about code that says just what the API has.

use crate::plan::{Member, Service, Shape, Type};

/// What clippy counts for a type before it calls it too complex, by default.
const COMPLEX: u32 = 250;

/// Whether anything should no longer be used.
pub(super) fn deprecates(service: &Service) -> bool {
    service.operations.iter().any(|operation| operation.deprecated.is_some())
        || service.definitions().any(|def| {
            def.deprecated.is_some()
                || def.fields().any(|member| member.deprecated.is_some())
                || def.values().iter().any(|value| value.deprecated.is_some())
        })
}

/// Whether lists and maps nest so deep that clippy asks for names of their types, which the API has not.
pub(super) fn nests(service: &Service) -> bool {
    let structures = service.definitions().filter(|def| !matches!(def.shape, Shape::Union(_)));
    structures.flat_map(|def| def.fields()).any(|member| field(member) > COMPLEX)
}

/// What clippy counts for the type of a field.
fn field(member: &Member) -> u32 {
    within(member.is_optional, 1, |level| count(&member.ty, level))
}

/// Each name in a type counts ten for every level that it is at.
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

/// The count of a type that another name is around, if it is.
fn within(is_there: bool, level: u32, inner: impl FnOnce(u32) -> u32) -> u32 {
    if is_there { 10 * level + inner(level + 1) } else { inner(level) }
}
