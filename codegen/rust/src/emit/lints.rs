//! What of a service would have the compiler or clippy complain about code that says just what the API has.

use super::model::{Role, is_optional};
use crate::plan::{Member, Service, Structure, Type, TypeDef};

/// What clippy counts for a type before it calls it too complex, by default.
const COMPLEX: u32 = 250;

/// Whether anything should no longer be used.
pub(super) fn deprecates(service: &Service) -> bool {
    let structure = |data: &Structure| {
        data.deprecated.is_some() || data.fields().any(|member| member.deprecated.is_some())
    };
    let def = |def: &TypeDef| match def {
        TypeDef::Structure(data) => structure(data),
        TypeDef::Union(data) => {
            data.deprecated.is_some() || data.variants.iter().any(|variant| variant.deprecated.is_some())
        }
        TypeDef::Enum(data) => {
            data.deprecated.is_some() || data.values.iter().any(|value| value.deprecated.is_some())
        }
        TypeDef::IntEnum(data) => {
            data.deprecated.is_some() || data.values.iter().any(|value| value.deprecated.is_some())
        }
    };
    service.types.iter().any(def)
        || service.errors.iter().any(|error| structure(&error.structure))
        || service.operations.iter().any(|operation| {
            operation.deprecated.is_some() || structure(&operation.input) || structure(&operation.output)
        })
}

/// Whether lists and maps nest so deep that clippy asks for names of their types, which the API has not.
pub(super) fn nests(service: &Service) -> bool {
    let any = |data: &Structure, role| data.fields().any(|member| field(member, role) > COMPLEX);
    let of_type = |def: &TypeDef| matches!(def, TypeDef::Structure(data) if any(data, Role::Data));
    service.types.iter().any(of_type)
        || service.errors.iter().any(|error| any(&error.structure, Role::Error))
        || service
            .operations
            .iter()
            .any(|operation| any(&operation.input, Role::Input) || any(&operation.output, Role::Data))
}

/// What clippy counts for the type of a field.
fn field(member: &Member, role: Role) -> u32 {
    within(is_optional(member, role), 1, |level| count(&member.ty, level))
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
