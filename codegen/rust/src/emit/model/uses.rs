//! Uses of types, which are the docs of undocumented types.

use crate::plan::{Definition, Service, Type};
use std::collections::HashMap;

/// The first use of each type, in the order of the file.
pub(super) struct Uses<'s>(HashMap<&'s str, String>);

impl<'s> Uses<'s> {
    pub(super) fn new(service: &'s Service) -> Self {
        let mut uses = Self(HashMap::new());
        service.definitions().for_each(|def| uses.members(def));
        uses
    }

    /// The doc of an undocumented type.
    pub(super) fn doc(&self, rust_name: &str) -> Vec<String> {
        vec![self.0.get(rust_name).cloned().unwrap_or_else(|| "Used by no operation.".to_owned())]
    }

    fn members(&mut self, Definition { rust_name: holder, members, .. }: &'s Definition) {
        for member in members {
            let place = || match &member.of.constant {
                None => format!("[`{holder}::{}`]", member.rust_name),
                // It has no field.
                Some(_) => format!("[`{holder}`]"),
            };
            self.note(&member.ty, "Value of", &place);
        }
    }

    fn note(&mut self, ty: &'s Type, part: &str, place: &dyn Fn() -> String) {
        match ty {
            Type::List { item, .. } => self.note(item, "Item of", place),
            Type::Map { key, value, .. } => {
                self.note(key, "Key of", place);
                self.note(value, "Value in", place);
            }
            Type::EventStream(event) => self.note(event, "Event of", place),
            Type::Structure(name) | Type::Union(name) | Type::Enum(name) | Type::IntEnum(name) => {
                self.0.entry(name).or_insert_with(|| format!("{part} {}.", place()));
            }
            other => other.parts().for_each(|inner| self.note(inner, part, place)),
        }
    }
}
