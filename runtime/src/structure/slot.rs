//! Values of members that are read: code that a derive would repeat for each structure.

use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::Serialize;
use serde_json::Value;

use super::members::Name;
use crate::timestamp::read::{InForm, ReadAs, TimestampForm};
use crate::types::Nullable;
use crate::types::nullable::OptionalNullable;

/// A place for the value of a member.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value from `members`; without them, the member is absent.
    ///
    /// # Errors
    /// If it already has a value, the value has another type, or an absent member is required.
    fn fill(&mut self, name: &'static str, members: Option<&mut A>) -> Result<(), A::Error>;
}

/// A place for the members that a structure does not list.
pub trait Others<'de, A: MapAccess<'de>> {
    /// Reads the value of a member.
    ///
    /// # Errors
    /// If there must be no such member, or its value has another type.
    fn read(&mut self, name: &str, members: &mut A) -> Result<(), A::Error>;
}

/// Reads the members of a structure, each into its slot.
///
/// `slots` are in the order of [`Structure::MEMBERS`](super::members::Structure::MEMBERS). The function does not depend on
/// the structure, so it is compiled once for each deserializer.
///
/// # Errors
/// Those of the slots.
pub fn read_members<'de, A: MapAccess<'de>>(
    members: &mut A,
    slots: &mut [(&'static str, &mut dyn Slot<'de, A>)],
    others: &mut dyn Others<'de, A>,
) -> Result<(), A::Error> {
    while let Some(name) = members.next_key::<Name<'de>>()? {
        let slot = match &name {
            Name::At(index) => slots.get_mut(*index),
            Name::Text(name) => slots.iter_mut().find(|(known, _)| known == name),
        };
        match (slot, name) {
            (Some((name, slot)), _) => slot.fill(name, Some(members))?,
            (None, Name::Text(name)) => others.read(&name, members)?,
            (None, Name::At(_)) => Skip.read("", members)?,
        }
    }
    slots.iter_mut().try_for_each(|(name, slot)| slot.fill(name, None))
}

/// Returns the error of a member that [`read_members`] did not read; there is none.
pub fn unread<E: de::Error>() -> E {
    E::custom("a member was not read")
}

impl<'de, T: Deserialize<'de>, A: MapAccess<'de>> Slot<'de, A> for Option<T> {
    fn fill(&mut self, name: &'static str, members: Option<&mut A>) -> Result<(), A::Error> {
        match (&self, members) {
            (None, Some(members)) => *self = Some(members.next_value()?),
            (None, None) => *self = Some(absent(name)?),
            (Some(_), Some(_)) => return Err(de::Error::duplicate_field(name)),
            (Some(_), None) => {}
        }
        Ok(())
    }
}

/// A slot whose value is read as another type.
struct Converted<'a, T, V> {
    slot: &'a mut Option<T>,
    convert: fn(V) -> T,
}

impl<'de, T: Deserialize<'de>, V: Deserialize<'de>, A: MapAccess<'de>> Slot<'de, A> for Converted<'_, T, V> {
    fn fill(&mut self, name: &'static str, members: Option<&mut A>) -> Result<(), A::Error> {
        match members {
            Some(members) if self.slot.is_none() => {
                *self.slot = Some((self.convert)(members.next_value()?));
                Ok(())
            }
            members => self.slot.fill(name, members),
        }
    }
}

/// Returns the slot of timestamps in a form.
pub fn in_form<'de, F: TimestampForm, T: ReadAs<F> + Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
) -> impl Slot<'de, A> {
    Converted::<T, InForm<T, F>> { slot, convert: InForm::into_inner }
}

/// Returns the slot of an optional nullable member, which distinguishes `null` from absent.
pub fn nullable<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<Option<Nullable<T>>>,
) -> impl Slot<'de, A> {
    Converted { slot, convert: |OptionalNullable(value)| value }
}

/// Returns the slot of an optional nullable member that holds timestamps in a form.
pub fn nullable_in_form<'de, F: TimestampForm, T: ReadAs<F> + Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<Option<Nullable<T>>>,
) -> impl Slot<'de, A> {
    Converted { slot, convert: |value: InForm<OptionalNullable<T>, F>| value.into_inner().0 }
}

/// The slot of a member that must have this value, if it is there.
pub struct Constant<'a, T>(pub &'a T);

impl<'de, T: Serialize, A: MapAccess<'de>> Slot<'de, A> for Constant<'_, T> {
    fn fill(&mut self, name: &'static str, members: Option<&mut A>) -> Result<(), A::Error> {
        let Some(members) = members else { return Ok(()) };
        let constant = serde_json::to_value(self.0).map_err(de::Error::custom)?;
        let found: Value = members.next_value()?;
        let is_equal = found == constant || (found.is_f64() && found.as_f64() == constant.as_f64());
        if is_equal { Ok(()) } else { Err(de::Error::custom(format_args!("`{name}` is always {constant}"))) }
    }
}

/// Skips every member.
pub struct Skip;

impl<'de, A: MapAccess<'de>> Slot<'de, A> for Skip {
    fn fill(&mut self, name: &'static str, members: Option<&mut A>) -> Result<(), A::Error> {
        members.map_or(Ok(()), |members| self.read(name, members))
    }
}

impl<'de, A: MapAccess<'de>> Others<'de, A> for Skip {
    fn read(&mut self, _: &str, members: &mut A) -> Result<(), A::Error> {
        members.next_value::<IgnoredAny>().map(|IgnoredAny| ())
    }
}

/// Rejects members other than these: files of inputs are written by hand, and a misspelled name should be reported.
pub struct Reject(pub &'static [&'static str]);

impl<'de, A: MapAccess<'de>> Others<'de, A> for Reject {
    fn read(&mut self, name: &str, _: &mut A) -> Result<(), A::Error> {
        Err(de::Error::unknown_field(name, self.0))
    }
}

/// Returns a member that was read, or its default if it is absent or null.
#[inline]
pub fn member_or<T>(member: Option<Option<T>>, default: impl FnOnce() -> T) -> T {
    member.flatten().unwrap_or_else(default)
}

/// Returns the value of an absent member: `None` for an option.
fn absent<'de, T: Deserialize<'de>, E: de::Error>(name: &'static str) -> Result<T, E> {
    T::deserialize(Absent { name, error: PhantomData })
}

/// The deserializer of an absent member.
struct Absent<E> {
    name: &'static str,
    error: PhantomData<E>,
}

impl<'de, E: de::Error> Deserializer<'de> for Absent<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.name))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
