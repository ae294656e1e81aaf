//! Defaults: read with their members, checked after all types are known.

use super::Resolver;
use super::constants::has_no_constants;
use super::structures::Holder;
use super::values::Values;
use crate::diagnostic::codes;
use crate::model::{self, Member, Shape, Type};
use crate::syntax::{self as spec, Literal};

impl<'a> Resolver<'a> {
    /// Reports a default of a member that can have none.
    pub(super) fn check_default(&mut self, written: &spec::Member, ty: &Type) {
        let Some(default) = &written.default else { return };
        if let Some(required) = &written.required {
            let message = "`default` on a required member";
            let help = "remove `required` if the member may be absent, or else `default`";
            self.error(&codes::DEFAULT, message, required, help);
        }
        if let Some(message) = refused(ty, &default.value) {
            self.error(&codes::DEFAULT, message, &default.span, "remove `default`");
        }
    }

    /// Notes the default and the constant of a member, which are read when all types are known.
    pub(super) fn note_values(&mut self, written: &'a spec::Member, holder: Holder, member: usize) {
        let values = [(Kind::Default, &written.default), (Kind::Constant, &written.constant)];
        for (kind, value) in values {
            self.values.extend(value.as_ref().map(|value| Written { kind, holder, member, value }));
        }
    }

    /// Resolves every default and constant, and reports those that violate their member's constraints.
    pub(super) fn fill_in_values(&mut self, service: &mut model::Service) {
        let written = std::mem::take(&mut self.values);
        for kind in [Kind::Default, Kind::Constant] {
            let code = match kind {
                Kind::Default => &codes::DEFAULT,
                Kind::Constant => &codes::CONST,
            };
            let mut values = Values::new(service, self.source, code);
            let of_kind = written.iter().filter(|it| it.kind == kind);
            let checked = of_kind.clone().map(|it| {
                let target = &members(service, it.holder).get(it.member)?.target;
                let is_refused = match kind {
                    Kind::Default => refused(&target.ty, &it.value.value).is_some(),
                    Kind::Constant => has_no_constants(&target.ty),
                };
                if is_refused { None } else { values.value(it.value, target) }
            });
            let checked: Vec<_> = checked.collect();
            self.diagnostics.extend(values.found());
            for (it, value) in of_kind.zip(checked) {
                let member = members_mut(service, it.holder).and_then(|members| members.get_mut(it.member));
                if let (Some(member), Some(_)) = (member, &value) {
                    match kind {
                        Kind::Default => member.default = value,
                        Kind::Constant => member.constant = value,
                    }
                }
            }
        }
    }
}

/// A default or a constant, and the member that has it.
pub(super) struct Written<'a> {
    kind: Kind,
    holder: Holder,
    member: usize,
    value: &'a spec::Value,
}

/// What a value is for its member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Default,
    Constant,
}

/// Why a type has no such default.
fn refused(ty: &Type, default: &Literal) -> Option<&'static str> {
    Some(match (ty, default) {
        (Type::Error, _) | (_, Literal::Unreadable) => return None,
        (Type::Structure(_) | Type::Union(_), _) => "a structure or union cannot have a default",
        (Type::List { .. } | Type::Document, Literal::List(items)) if !items.is_empty() => {
            "the default of a list can only be empty"
        }
        (Type::Map { .. } | Type::Document, Literal::Map(entries)) if !entries.is_empty() => {
            "the default of a map can only be empty"
        }
        (Type::Document, Literal::Null) => "`null` is not a valid default",
        _ => return None,
    })
}

fn members(service: &model::Service, holder: Holder) -> &[Member] {
    let operation = |index: usize| service.operations.get(index);
    match holder {
        Holder::Input(index) => operation(index).map_or(&[], |it| it.input.as_slice()),
        Holder::Output(index) => operation(index).map_or(&[], |it| it.output.as_slice()),
        Holder::Structure(id) => service.definition(id).members(),
        Holder::Error(id) => &service.error(id).members,
    }
}

fn members_mut(service: &mut model::Service, holder: Holder) -> Option<&mut Vec<Member>> {
    match holder {
        Holder::Input(index) => service.operations.get_mut(index).map(|it| &mut it.input),
        Holder::Output(index) => service.operations.get_mut(index).map(|it| &mut it.output),
        Holder::Structure(id) => match service.types.get_mut(id.index()).map(|it| &mut it.shape) {
            Some(Shape::Structure(members)) => Some(members),
            _ => None,
        },
        Holder::Error(id) => service.errors.get_mut(id.index()).map(|it| &mut it.members),
    }
}
