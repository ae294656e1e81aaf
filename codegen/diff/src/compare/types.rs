//! Types: structures, unions and enums, matched by where they are used.

use super::members::{Fields, Role, in_other_order};
use super::values::Held;
use super::{At, Comparison, Found};
use crate::rules;
use crate::spec::rust_name;
use crate::verdict::{Direction, Stale};
use crate::witness::{Value, Witness};
use speccast_core::ir::{Deprecated, Enum, IntEnum, Type, TypeDef, Union, Variant};

/// A value of an enum of either kind.
struct Choice<'s> {
    /// What is on the wire, as a report shows it.
    shown: String,
    value: Value,
    /// How the spec names it.
    key: String,
    rust_name: &'s str,
    doc: Option<&'s str>,
    deprecated: Option<&'s Deprecated>,
}

impl Comparison<'_> {
    /// Remembers a type and those that it holds.
    pub(super) fn meet(&mut self, side: usize, ty: &Type) {
        let spec = if side == 0 { self.old } else { self.new };
        let mut open: Vec<&Type> = vec![ty];
        while let Some(ty) = open.pop() {
            let name = match ty {
                Type::Structure(name) | Type::Union(name) | Type::Enum(name) | Type::IntEnum(name) => name,
                Type::List { item: inner, .. } | Type::Sensitive(inner) | Type::Boxed(inner) => {
                    open.push(inner);
                    continue;
                }
                Type::Map { key, value, .. } => {
                    open.extend([key.as_ref(), value.as_ref()]);
                    continue;
                }
                _ => continue,
            };
            if !self.met[side].insert(name.clone()) {
                continue;
            }
            match spec.def(name) {
                Some(TypeDef::Structure(def)) => open.extend(def.members.iter().map(|member| &member.ty)),
                Some(TypeDef::Union(def)) => open.extend(def.variants.iter().map(|variant| &variant.ty)),
                _ => {}
            }
        }
    }

    /// Whether two types are compared in this direction for the first time. Another name is reported then.
    fn first_time(&mut self, old: &str, new: &str, at: &At) -> bool {
        if old != new {
            let message = match self.new.service.types.iter().any(|def| rust_name(def) == old) {
                true => format!("`{new}` takes the place of `{old}` here"),
                false => format!("the type is `{new}` in Rust, `{old}` before"),
            };
            self.note(&rules::TYPE_RENAMED, at, message);
        }
        let direction = at.direction.unwrap_or(Direction::Request);
        self.seen.insert((old.to_owned(), new.to_owned(), direction))
    }

    pub(super) fn structures(&mut self, old: &str, new: &str, at: &At) {
        if !self.first_time(old, new, at) {
            return;
        }
        let (before, after) = (self.old.structure(old), self.new.structure(new));
        let Some((before, after)) = before.zip(after) else { return };
        let docs = (before.doc.as_deref(), after.doc.as_deref());
        self.remarks(at, docs, (before.deprecated.as_ref(), after.deprecated.as_ref()));
        self.members(Fields::of(before), Fields::of(after), &at.key("structure"), &Role::Data);
    }

    pub(super) fn unions(&mut self, old: &str, new: &str, at: &At) {
        if !self.first_time(old, new, at) {
            return;
        }
        let Some((before, after)) = self.old.union(old).zip(self.new.union(new)) else { return };
        let docs = (before.doc.as_deref(), after.doc.as_deref());
        self.remarks(at, docs, (before.deprecated.as_ref(), after.deprecated.as_ref()));
        self.variants(before, after, &at.key("union"));
    }

    /// Members of a union are matched by name; what is left over, by name on the wire.
    fn variants(&mut self, old: &Union, new: &Union, at: &At) {
        let named = |of: &Union, name: &str| of.variants.iter().any(|it| it.name == name);
        let shown = |it: &Variant| Value::Other(format!("{{\"{}\": …}}", it.wire_name.escape_debug()));
        let mut gone: Vec<&Variant> = old.variants.iter().filter(|it| !named(new, &it.name)).collect();
        for variant in &new.variants {
            if let Some(before) = old.variants.iter().find(|it| it.name == variant.name) {
                self.variant(before, variant, &at.name(&variant.name));
                continue;
            }
            let same = gone.iter().position(|before| before.wire_name == variant.wire_name);
            match same.map(|index| gone.remove(index)) {
                Some(before) => {
                    let at = at.names(&before.name, &variant.name);
                    let message = format!("`{}` before, and the same on the wire", before.name);
                    self.note(&rules::MEMBER_RENAMED, &at, message);
                    self.variant(before, variant, &at);
                }
                None => {
                    let found = Found::new(&rules::VARIANT_ADDED, &at.name(&variant.name), "new");
                    self.gained(found, shown(variant));
                    self.meet(1, &variant.ty);
                }
            }
        }
        for variant in gone {
            let found = Found::new(&rules::VARIANT_REMOVED, &at.name(&variant.name), "gone");
            self.record(found.witness(Some(Witness::refused_now(shown(variant)))));
            self.meet(0, &variant.ty);
        }
        let names = |of: &Union| of.variants.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        if in_other_order(&names(old), &names(new)) {
            self.note(&rules::MEMBERS_REORDERED, at, "the members stand in another order");
        }
    }

    fn variant(&mut self, old: &Variant, new: &Variant, at: &At) {
        if old.name == new.name {
            self.rust_name(at, &old.rust_name, &new.rust_name);
        }
        let docs = (old.doc.as_deref(), new.doc.as_deref());
        self.remarks(at, docs, (old.deprecated.as_ref(), new.deprecated.as_ref()));
        if old.wire_name != new.wire_name {
            let message = format!("`{}` on the wire, `{}` before", new.wire_name, old.wire_name);
            self.note(&rules::WIRE_NAME_CHANGED, &at.key("name"), message);
        }
        let before = Held { ty: &old.ty, checks: &old.checks };
        self.value(before, Held { ty: &new.ty, checks: &new.checks }, at);
    }

    pub(super) fn enums(&mut self, old: &str, new: &str, at: &At) {
        let Some((before, after)) = self.old.string_enum(old).zip(self.new.string_enum(new)) else { return };
        let first = self.first_time(old, new, at);
        let docs = (before.doc.as_deref(), after.doc.as_deref());
        let marks = (before.deprecated.as_ref(), after.deprecated.as_ref());
        if first {
            self.remarks(at, docs, marks);
            self.choices(&strings(before), &strings(after), &at.key("enum"));
        }
    }

    pub(super) fn int_enums(&mut self, old: &str, new: &str, at: &At) {
        let Some((before, after)) = self.old.int_enum(old).zip(self.new.int_enum(new)) else { return };
        let first = self.first_time(old, new, at);
        let docs = (before.doc.as_deref(), after.doc.as_deref());
        let marks = (before.deprecated.as_ref(), after.deprecated.as_ref());
        if first {
            self.remarks(at, docs, marks);
            self.choices(&numbers(before), &numbers(after), &at.key("intEnum"));
        }
    }

    /// Values of an enum are matched by what is on the wire; what is left over, by name.
    fn choices(&mut self, old: &[Choice<'_>], new: &[Choice<'_>], at: &At) {
        let has = |of: &[Choice<'_>], value: &Value| of.iter().any(|it| it.value == *value);
        let mut gone: Vec<&Choice<'_>> = old.iter().filter(|it| !has(new, &it.value)).collect();
        for choice in new {
            if let Some(before) = old.iter().find(|it| it.value == choice.value) {
                let at = at.names(&before.key, &choice.key);
                self.rust_name(&at, before.rust_name, choice.rust_name);
                self.remarks(&at, (before.doc, choice.doc), (before.deprecated, choice.deprecated));
                continue;
            }
            let same = gone.iter().position(|before| before.rust_name == choice.rust_name);
            match same.map(|index| gone.remove(index)) {
                Some(before) => {
                    let message = format!("{} on the wire, {} before", choice.shown, before.shown);
                    let at = at.names(&before.key, &choice.key);
                    let found = Found::new(&rules::ENUM_VALUE_RENAMED, &at, message);
                    let lost = Witness::refused_now(before.value.clone());
                    self.gained(found.witness(Some(lost)), choice.value.clone());
                }
                None => {
                    let message = format!("{} is one more value", choice.shown);
                    let found = Found::new(&rules::ENUM_VALUE_ADDED, &at.name(&choice.key), message);
                    self.gained(found, choice.value.clone());
                }
            }
        }
        for choice in gone {
            let message = format!("{} is no longer a value", choice.shown);
            let found = Found::new(&rules::ENUM_VALUE_REMOVED, &at.name(&choice.key), message);
            self.record(found.witness(Some(Witness::refused_now(choice.value.clone()))));
        }
        let values = |of: &[Choice<'_>]| of.iter().map(|it| it.shown.clone()).collect::<Vec<_>>();
        if in_other_order(&values(old), &values(new)) {
            self.note(&rules::ENUM_REORDERED, at, "the values stand in another order");
        }
    }

    /// A value that is accepted now. A client of the old spec does not send it.
    fn gained(&mut self, found: Found, value: Value) {
        let found = match found.at.direction {
            Some(Direction::Response) => found,
            _ => found.stale(Stale::Refuses(value.to_string())),
        };
        self.record(found.witness(Some(Witness::accepted_now(value))));
    }
}

fn strings(def: &Enum) -> Vec<Choice<'_>> {
    let values = def.values.iter().map(|it| Choice {
        shown: format!("`{}`", it.value),
        value: Value::Text(it.value.clone()),
        key: it.value.clone(),
        rust_name: &it.rust_name,
        doc: it.doc.as_deref(),
        deprecated: it.deprecated.as_ref(),
    });
    values.collect()
}

fn numbers(def: &IntEnum) -> Vec<Choice<'_>> {
    let values = def.values.iter().map(|it| Choice {
        shown: format!("{} ({})", it.value, it.name),
        value: Value::Integer(it.value.into()),
        key: it.name.clone(),
        rust_name: &it.rust_name,
        doc: it.doc.as_deref(),
        deprecated: it.deprecated.as_ref(),
    });
    values.collect()
}
