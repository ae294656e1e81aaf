//! Examines JSON before it is read.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::told::Told;
use crate::json::whole;

/// The name of serde_json's structure for a number with `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// A form of JSON that an alternative of a `oneOf` may have.
#[derive(Clone, Copy, Debug)]
pub enum Json {
    /// Any JSON.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// One of these strings, numbers or booleans.
    OneOf(&'static [&'static str]),
    /// A string that this function accepts.
    Matching(fn(&str) -> bool),
    /// A list.
    List,
    /// An object that passes all of these tests.
    Object(&'static [Test]),
}

/// A test of an object's members.
#[derive(Clone, Copy, Debug)]
pub enum Test {
    /// It has a member of this name and form.
    Has(&'static str, Json),
    /// It has no member of this name and form.
    Lacks(&'static str, Json),
}

impl Json {
    /// Returns whether JSON has this form; if `strict`, an object must not have members of other
    /// alternatives.
    pub(super) fn fits(&self, found: &Found, strict: bool) -> bool {
        match (self, found) {
            (Self::Any, _)
            | (Self::Boolean, Found::Boolean(_))
            | (Self::Number, Found::Number(_))
            | (Self::Text, Found::Text(_))
            | (Self::List, Found::List) => true,
            (Self::OneOf(values), Found::Text(text) | Found::Number(text)) => values.contains(&text.as_str()),
            (Self::OneOf(values), Found::Boolean(value)) => {
                values.contains(&if *value { "true" } else { "false" })
            }
            (Self::Matching(matches), Found::Text(text)) => matches(text),
            (Self::Object(tests), Found::Object(members)) => tests.iter().all(|test| match test {
                Test::Has(name, json) => has(members, name, json),
                Test::Lacks(name, json) => !strict || !has(members, name, json),
            }),
            _ => false,
        }
    }
}

fn has(members: &[(&str, Found)], name: &str, json: &Json) -> bool {
    members.iter().any(|(known, found)| *known == name && json.fits(found, true))
}

/// The examined part of some JSON.
#[derive(Debug)]
pub(super) enum Found {
    Null,
    Boolean(bool),
    Number(String),
    Text(String),
    List,
    /// The members that a union examines, without duplicates and nested members.
    Object(Vec<(&'static str, Self)>),
}

impl Found {
    /// Returns its name in errors.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// A number; those that are equal have the same text if they are whole.
    fn number(text: &str) -> Self {
        Self::Number(whole(text).into_owned())
    }

    /// Examines a value in memory.
    pub(super) fn of(value: &Value, told: Told) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(number) => Self::number(&number.to_string()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(_) => Self::List,
            Value::Object(members) => {
                let found = |(name, value): (&String, &Value)| {
                    let name = told.wants(name)?;
                    (!value.is_null()).then(|| (name, Self::of(value, Told::Json(&[]))))
                };
                Self::Object(members.iter().filter_map(found).collect())
            }
        }
    }
}

impl Told {
    /// Returns the name of a member, if it is relevant.
    fn wants(self, name: &str) -> Option<&'static str> {
        let tests = |json: &Json| match json {
            Json::Object(tests) => *tests,
            _ => &[],
        };
        match self {
            Self::Tag(tag) | Self::TagAndContent(tag, _) => (tag == name).then_some(tag),
            Self::Json(alternatives) => alternatives.iter().flat_map(tests).find_map(|test| match test {
                Test::Has(known, _) | Test::Lacks(known, _) => (*known == name).then_some(*known),
            }),
        }
    }

    /// Returns whether only the first relevant member matters.
    fn is_tag(self) -> bool {
        matches!(self, Self::Tag(_) | Self::TagAndContent(..))
    }
}

/// Examines JSON; the rest is skipped by the caller.
#[derive(Clone, Copy)]
pub(super) struct Probe(pub(super) Told);

impl<'de> DeserializeSeed<'de> for Probe {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Probe {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Found, E> {
        Ok(Found::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Found, E> {
        Ok(Found::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Found, E> {
        Ok(Found::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Found, E> {
        Ok(Found::Number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Found, E> {
        Ok(Found::Number(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Found, E> {
        Ok(Found::number(&value.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Found, E> {
        Ok(Found::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Found, E> {
        Ok(Found::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Found, A::Error> {
        Ok(Found::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut members: Vec<(&'static str, Found)> = Vec::new();
        while let Some(name) = map.next_key_seed(Name(self.0))? {
            match name {
                Wanted::Number => return Ok(Found::number(&map.next_value::<String>()?)),
                Wanted::Member(name) if members.iter().all(|(known, _)| *known != name) => {
                    match map.next_value_seed(Self(Told::Json(&[])))? {
                        // Counts as absent.
                        Found::Null => continue,
                        found => members.push((name, found)),
                    }
                    if self.0.is_tag() {
                        break;
                    }
                }
                Wanted::Member(_) | Wanted::Nothing => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Found::Object(members))
    }
}

/// A member's name, or a name that is not relevant.
enum Wanted {
    Member(&'static str),
    Number,
    Nothing,
}

struct Name(Told);

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Wanted;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Wanted, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Wanted;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Wanted, E> {
        Ok(match self.0.wants(name) {
            Some(name) => Wanted::Member(name),
            None if name == NUMBER => Wanted::Number,
            None => Wanted::Nothing,
        })
    }
}
