//! Defaults: read when the members are, checked when all types are known.

use super::Lowering;
use super::types::is_unknown;
use super::values::Values;
use crate::diagnostic::codes;
use crate::ir::{self, Type};
use crate::syntax::{self as spec, Literal, Value};
use std::collections::HashMap;

/// The defaults of a spec, by the Rust name of what holds a member and the member's name.
pub(super) type Defaults<'a> = HashMap<(String, &'a str), &'a Value>;

impl<'a> Lowering<'a> {
    /// What stands in for a member's default until its type is known whole; a mistake is reported.
    pub(super) fn default(
        &mut self,
        written: &'a spec::Member,
        ty: &Type,
        holder: &str,
    ) -> Option<ir::Value> {
        let default = written.default.as_ref()?;
        if let Some(required) = &written.required {
            let message = "a member that must be given has no default";
            let help = "keep `required` if a caller must say it, `default` if it may be left out";
            self.error(&codes::DEFAULT, message, required, help);
        }
        let message = match (ty.plain(), &default.value) {
            _ if is_unknown(ty) => return Some(ir::Value::Null),
            (_, Literal::Unreadable) => return Some(ir::Value::Null),
            (Type::Structure(_) | Type::Union(_), _) => "a structure or a union has no default",
            (Type::List { .. }, Literal::List(items)) if !items.is_empty() => {
                "only an empty list is a default"
            }
            (Type::Map { .. }, Literal::Map(entries)) if !entries.is_empty() => {
                "only an empty map is a default"
            }
            (Type::Document, Literal::List(items)) if !items.is_empty() => "only an empty list is a default",
            (Type::Document, Literal::Map(entries)) if !entries.is_empty() => {
                "only an empty map is a default"
            }
            (Type::Document, Literal::Null) => "nothing is no default",
            _ => {
                self.defaults.insert((holder.to_owned(), &written.name.value), default);
                return Some(ir::Value::Null);
            }
        };
        self.error(&codes::DEFAULT, message, &default.span, "remove `default`");
        Some(ir::Value::Null)
    }

    /// Puts every default into its place, or reports that it does not satisfy its member's constraints.
    pub(super) fn fill_in_defaults(&mut self, service: &mut ir::Service) {
        let mut values = Values::new(service, self.source, &codes::DEFAULT);
        let mut found: HashMap<(String, String), ir::Value> = HashMap::new();
        for structure in structures(service) {
            for member in &structure.members {
                let key = (structure.rust_name.clone(), member.name.as_str());
                if let Some(written) = self.defaults.get(&key)
                    && let Some(value) = values.value(written, &member.ty, &member.checks)
                {
                    found.insert((structure.rust_name.clone(), member.name.clone()), value);
                }
            }
        }
        self.diagnostics.extend(values.found());
        for structure in structures_mut(service) {
            for member in &mut structure.members {
                let key = (structure.rust_name.clone(), member.name.clone());
                member.default = found.remove(&key).or(member.default.take());
            }
        }
    }
}

fn structures(service: &ir::Service) -> impl Iterator<Item = &ir::Structure> {
    let types = service.types.iter().filter_map(|def| match def {
        ir::TypeDef::Structure(structure) => Some(structure),
        _ => None,
    });
    let operations = service.operations.iter().flat_map(|operation| [&operation.input, &operation.output]);
    operations.chain(types).chain(service.errors.iter().map(|error| &error.structure))
}

fn structures_mut(service: &mut ir::Service) -> impl Iterator<Item = &mut ir::Structure> {
    let types = service.types.iter_mut().filter_map(|def| match def {
        ir::TypeDef::Structure(structure) => Some(structure),
        _ => None,
    });
    let operations =
        service.operations.iter_mut().flat_map(|operation| [&mut operation.input, &mut operation.output]);
    operations.chain(types).chain(service.errors.iter_mut().map(|error| &mut error.structure))
}
