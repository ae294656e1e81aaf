//! Defaults: read with their members, checked after all types are known.

use super::Resolver;
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
            let message = "a member that must be given has no default";
            let help = "keep `required` if a caller must give it, `default` if it may be left out";
            self.error(&codes::DEFAULT, message, required, help);
        }
        if let Some(message) = refused(ty, &default.value) {
            self.error(&codes::DEFAULT, message, &default.span, "remove `default`");
        }
    }

    /// Resolves every default, and reports those that violate their member's constraints.
    pub(super) fn fill_in_defaults(&mut self, service: &mut model::Service) {
        let defaults = std::mem::take(&mut self.defaults);
        let mut values = Values::new(service, self.source, &codes::DEFAULT);
        let checked = defaults.iter().map(|(holder, member, written)| {
            let target = &members(service, *holder).get(*member)?.target;
            let is_refused = refused(&target.ty, &written.value).is_some();
            if is_refused { None } else { values.value(written, target) }
        });
        let checked: Vec<_> = checked.collect();
        self.diagnostics.extend(values.found());
        for ((holder, member, _), value) in defaults.iter().zip(checked) {
            if let Some(value) = value
                && let Some(members) = members_mut(service, *holder)
                && let Some(member) = members.get_mut(*member)
            {
                member.default = Some(value);
            }
        }
    }
}

/// Returns why a type cannot have such a default.
fn refused(ty: &Type, default: &Literal) -> Option<&'static str> {
    Some(match (ty, default) {
        (Type::Error, _) | (_, Literal::Unreadable) => return None,
        (Type::Structure(_) | Type::Union(_), _) => "a structure or a union has no default",
        (Type::List { .. } | Type::Document, Literal::List(items)) if !items.is_empty() => {
            "only an empty list is a default"
        }
        (Type::Map { .. } | Type::Document, Literal::Map(entries)) if !entries.is_empty() => {
            "only an empty map is a default"
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
