//! Types: structures, unions and enums, matched by their uses.

use super::matched::in_other_order;
use super::members::{Fields, Role};
use super::{At, Comparison, Found, Match, matched};
use crate::rules;
use crate::verdict::Direction;
use crate::witness::Value;
use speccast_build::names::{Kind, rust_name};
use speccast_core::model::{EnumValue, Shape, Tag, Type, TypeId, TypeRef, UnionForm};

impl Comparison<'_> {
    /// Compares two definitions, once in each direction.
    pub(super) fn definitions(&mut self, old: TypeId, new: TypeId, at: &At) {
        let (was, is) = (self.old.names.ty(old), self.new.names.ty(new));
        if was != is {
            let message = match self.new.shapes().any(|id| self.new.names.ty(id) == was) {
                true => format!("the type here is `{is}`, `{was}` before"),
                false => format!("the type is `{is}` in Rust, `{was}` before"),
            };
            self.note(&rules::TYPE_RENAMED, at, message);
        }
        let direction = at.direction.unwrap_or(Direction::Request);
        if !self.seen.insert((old, new, direction, at.filled)) {
            return;
        }
        let (before, after) = (Fields::of_type(self.old, old), Fields::of_type(self.new, new));
        let (old, new) = (self.old.service().definition(old), self.new.service().definition(new));
        self.head(at, &old.head, &new.head);
        match &new.shape {
            Shape::Structure(_) => self.members(before, after, &at.key("structure"), Role::Structure),
            Shape::Union(_, form) => {
                let at = at.key(if matches!(form, UnionForm::Told(_)) { "oneOf" } else { "union" });
                self.form(&old.shape, form, &at);
                self.members(before, after, &at, Role::Union(form));
            }
            Shape::Enum(values) => self.choices(old.values(), values, &at.key("enum")),
            Shape::IntEnum(values) => self.choices(old.values(), values, &at.key("intEnum")),
            // A type is never an alias: aliases are replaced by their targets.
            Shape::Alias(_) => {}
        }
    }

    /// Compares how the members of a union are distinguished.
    fn form(&mut self, old: &Shape, new: &UnionForm, at: &At) {
        let Shape::Union(_, old) = old else { return };
        let is_same = match (old, new) {
            // By the form of the JSON: the members are compared.
            (UnionForm::Told(_), UnionForm::Told(_)) => true,
            _ => old == new,
        };
        if !is_same {
            let message = format!("{}, {} before", told_by(new), told_by(old));
            self.note(&rules::UNION_FORM_CHANGED, at, message);
        }
    }

    /// Returns whether both have the same type in generated code.
    pub(super) fn same_in_rust(&self, old: &TypeRef, new: &TypeRef) -> bool {
        let same = match (&old.ty, &new.ty) {
            (Type::List { item: old, sparse: was }, Type::List { item: new, sparse: is }) => {
                was == is && self.same_in_rust(old, new)
            }
            (
                Type::Map { key: old_key, value: old, sparse: was },
                Type::Map { key: new_key, value: new, sparse: is },
            ) => was == is && self.same_in_rust(old_key, new_key) && self.same_in_rust(old, new),
            (old, new) => match (old.id(), new.id()) {
                (Some(old), Some(new)) => self.old.names.ty(old) == self.new.names.ty(new),
                _ => old == new,
            },
        };
        same && old.constraints.sensitive == new.constraints.sensitive
    }

    /// Matches values of an enum by their form on the wire, and the rest by name.
    fn choices(&mut self, old: &[EnumValue], new: &[EnumValue], at: &At) {
        for found in matched(old, new, wire, |it, _| variant(it)) {
            match found {
                Match::Both(before, after) => {
                    let (before, after) = (&old[before], &new[after]);
                    let at = at.names(&before.head.name, &after.head.name);
                    if wire(before) == wire(after) {
                        self.rust_name(&at, &variant(before), &variant(after));
                        self.head(&at, &before.head, &after.head);
                    } else {
                        let message = format!("{} on the wire, {} before", shown(after), shown(before));
                        let found = Found::new(&rules::ENUM_VALUE_RENAMED, &at, message);
                        self.record(found.lost(witness(before)).gained(witness(after)));
                    }
                }
                Match::Added(index) => {
                    let choice = &new[index];
                    let message = format!("{} is one more value", shown(choice));
                    let found = Found::new(&rules::ENUM_VALUE_ADDED, &at.name(&choice.head.name), message);
                    self.record(found.gained(witness(choice)));
                }
                Match::Removed(index) => {
                    let choice = &old[index];
                    let message = format!("{} is no longer a value", shown(choice));
                    let found = Found::new(&rules::ENUM_VALUE_REMOVED, &at.name(&choice.head.name), message);
                    self.record(found.lost(witness(choice)));
                }
            }
        }
        if in_other_order(old.iter().map(shown), new.iter().map(shown)) {
            let also = if new.iter().any(|it| it.number.is_some()) { "" } else { ", and so in `Ord`" };
            self.note(
                &rules::ENUM_REORDERED,
                at,
                format!("the values are in another order in `VALUES`{also}"),
            );
        }
    }
}

/// Describes how the members of a union are distinguished.
fn told_by(form: &UnionForm) -> String {
    match form {
        UnionForm::Named => "an object with one member".to_owned(),
        UnionForm::Told(_) => "distinguished by its JSON".to_owned(),
        UnionForm::Tagged(Tag { name, is_number, content }) => {
            let number = if *is_number { ", a number" } else { "" };
            let content = content.as_ref().map(|content| format!(" next to `{content}`"));
            format!("distinguished by the tag `{name}`{number}{}", content.unwrap_or_default())
        }
    }
}

/// Returns the identity of a value of an enum on the wire.
fn wire(choice: &EnumValue) -> String {
    choice.value().to_string()
}

fn variant(choice: &EnumValue) -> String {
    rust_name(Kind::Variant, &choice.head)
}

/// Returns a value of an enum as a witness.
fn witness(choice: &EnumValue) -> Value {
    choice.number.map_or_else(|| Value::Text(choice.head.name.clone()), |it| Value::Integer(it.into()))
}

/// Returns a value of an enum, as in reports.
fn shown(choice: &EnumValue) -> String {
    let name = &choice.head.name;
    choice.number.map_or_else(|| format!("`{name}`"), |number| format!("{number} ({name})"))
}
