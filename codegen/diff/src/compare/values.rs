//! Values: their types and constraints.

use super::{At, Comparison, switch};
use crate::{constraints, rules};
use speccast_core::model::{TimestampFormat, Type, TypeRef};
use speccast_core::vocabulary::FORMATS;

/// A value of both specs: its types, and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'s> {
    pub(super) old: &'s TypeRef,
    pub(super) new: &'s TypeRef,
    pub(super) at: &'s At,
}

impl Comparison<'_> {
    /// Compares a value of a member, or in a list or map.
    pub(super) fn value(&mut self, held: Held<'_>) {
        self.used(held);
        let Held { old, new, .. } = held;
        let (was, is) = (old.constraints.sensitive, new.constraints.sensitive);
        let added = (&rules::SENSITIVE_ADDED, "sensitive now");
        let removed = (&rules::SENSITIVE_REMOVED, "no longer sensitive");
        if let Some((rule, message)) = switch(was, is, [added, removed]) {
            self.note(rule, &self.declared(held, "sensitive"), message);
        }
        if self.reopened(held) || self.chosen_among(held) {
            return;
        }
        let definition = self.definition(held);
        self.types(held, &definition);
        let parts = constraints::changed(old, new, &mut self.counts);
        self.parts(parts, held);
        match (&old.ty, &new.ty) {
            (Type::Structure(old), Type::Structure(new))
            | (Type::Union(old), Type::Union(new))
            | (Type::Enum(old), Type::Enum(new))
            | (Type::IntEnum(old), Type::IntEnum(new)) => self.definitions(*old, *new, &definition),
            (Type::List { item: old, .. }, Type::List { item: new, .. }) => {
                let entries = self.entries(held);
                self.value(Held { old, new, at: &entries.key("list") });
            }
            (Type::Map { key: old_key, value: old, .. }, Type::Map { key: new_key, value: new, .. }) => {
                let entries = self.entries(held);
                self.value(Held { old: old_key, new: new_key, at: &entries.key("key") });
                self.value(Held { old, new, at: &entries.key("map") });
            }
            _ => {}
        }
    }

    /// Compares the definition of a constant's type: its other values are not sent.
    pub(super) fn type_of_constant(&mut self, held: Held<'_>) {
        self.used(held);
        if let (Type::Enum(old), Type::Enum(new)) | (Type::IntEnum(old), Type::IntEnum(new)) =
            (&held.old.ty, &held.new.ty)
        {
            let definition = self.definition(held);
            self.definitions(*old, *new, &definition);
        }
    }

    /// Returns the place of the entries of a list or map.
    fn entries(&mut self, held: Held<'_>) -> At {
        let [was, is] = &mut self.counts;
        let filled = [was.may_have_entries(held.old), is.may_have_entries(held.new)];
        self.definition(held).within(filled)
    }

    /// Compares the type of a value, without its constraints and contents.
    fn types(&mut self, held: Held<'_>, definition: &At) {
        let Held { old, new, .. } = held;
        match (&old.ty, &new.ty) {
            (Type::List { sparse: was, .. }, Type::List { sparse: is, .. })
            | (Type::Map { sparse: was, .. }, Type::Map { sparse: is, .. }) => {
                let added = (&rules::SPARSE_ADDED, "an item may be `null` now");
                let removed = (&rules::SPARSE_REMOVED, "an item may no longer be `null`");
                if let Some((rule, message)) = switch(*was, *is, [added, removed]) {
                    self.note(rule, &definition.key("sparse"), message);
                }
            }
            (Type::Timestamp(was), Type::Timestamp(is)) if was != is => {
                let message = format!("{}, {} before", FORMATS.word(is), FORMATS.word(was));
                let rule = match is_misread(*was, *is) {
                    true => &rules::TIMESTAMP_MISREAD,
                    false => &rules::TIMESTAMP_FORMAT_CHANGED,
                };
                self.note(rule, &self.declared(held, "format"), message);
            }
            (Type::String, Type::Enum(id)) | (Type::Integer(_), Type::IntEnum(id)) => {
                let listed = &self.new.service().definition(*id).shape;
                let (lost, gained) = self.lists.choices(old, listed, &mut self.counts[0]);
                self.chosen(&rules::BECAME_ENUM, "an enum now", lost, gained, held);
            }
            (Type::Enum(id), Type::String) | (Type::IntEnum(id), Type::Integer(_)) => {
                let listed = &self.old.service().definition(*id).shape;
                let (gained, lost) = self.lists.choices(new, listed, &mut self.counts[1]);
                self.chosen(&rules::NO_LONGER_ENUM, "no longer an enum", lost, gained, held);
            }
            (was, is) => {
                if let Some((rule, lost, gained)) = constraints::retyped(old, new, &mut self.counts) {
                    self.retyped(rule, lost, gained, held);
                } else if std::mem::discriminant(was) != std::mem::discriminant(is) {
                    let message = format!("{}, {} before", self.new.noun(is), self.old.noun(was));
                    self.note(&rules::TYPE_CHANGED, &self.type_key(held), message);
                }
            }
        }
    }

    /// Returns where a value's type is written: in a named type that both specs use, or next to the value.
    pub(super) fn type_key(&self, held: Held<'_>) -> At {
        let definition = self.definition(held);
        let at = if definition.old == definition.new { definition } else { held.at.clone() };
        let of_type = at.key("type");
        if self.new.has(&of_type.new) || self.old.has(&of_type.old) { of_type } else { at }
    }
}

/// Returns whether a client that expects timestamps in the format `was` cannot read those in the format `is`.
fn is_misread(was: TimestampFormat, is: TimestampFormat) -> bool {
    match is {
        TimestampFormat::EpochMillis | TimestampFormat::Sql => true,
        TimestampFormat::EpochSeconds => was == TimestampFormat::EpochMillis,
        TimestampFormat::DateTime
        | TimestampFormat::HttpDate
        | TimestampFormat::Rfc2822
        | TimestampFormat::Iso8601
        | TimestampFormat::Iso8601Millis => false,
    }
}
