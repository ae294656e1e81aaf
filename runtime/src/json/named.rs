//! A union whose member is named outside of its JSON, as by the name of a server-sent event.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::DecodeError;
use super::access::Variant;
use super::reader::Reader;
use crate::response::MissingMembers;

/// Reads a union from the name of its member and the JSON of the member's value.
///
/// # Errors
/// If the JSON is not a value of the member.
pub(crate) fn decode_member<'de, T: Deserialize<'de>>(
    name: &'de str,
    json: &'de [u8],
    missing: MissingMembers,
) -> Result<T, DecodeError> {
    let mut reader = Reader::new(json);
    reader.missing = missing;
    let value = T::deserialize(Named { name, reader: &mut reader })?;
    reader.end()?;
    Ok(value)
}

struct Named<'a, 'de> {
    name: &'de str,
    reader: &'a mut Reader<'de>,
}

impl<'de> Deserializer<'de> for Named<'_, 'de> {
    type Error = DecodeError;

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let covered = size_of::<V::Value>();
        self.reader.memory.take(covered)?;
        let name = Cow::Borrowed(self.name);
        visitor.visit_enum(Variant::new(self.reader, None, name, variants, covered.saturating_sub(1))?)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, DecodeError> {
        Err(DecodeError::custom("expected a union"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::union;
    use crate::types::Document;

    union! {
        enum Event {
            Sizes(Vec<i32>) = "sizes",
            Text(String) = "text",
            Any(Document) = "any",
        }
    }

    fn read(name: &str, json: &str) -> Result<Event, DecodeError> {
        decode_member(name, json.as_bytes(), MissingMembers::Reject)
    }

    #[test]
    fn the_name_decides() {
        assert_eq!(read("sizes", " [1,2] ").ok(), Some(Event::Sizes(vec![1, 2])));
        assert_eq!(read("text", r#""a""#).ok(), Some(Event::Text("a".into())));
        assert_eq!(read("any", "null").ok(), Some(Event::Any(Document::Null)));
        let other = read("ne\"w", r#"{"a":[1]}"#);
        assert!(
            matches!(&other, Ok(Event::Unknown(member)) if member.name() == "ne\"w" && member.value()["a"][0] == 1)
        );
    }

    #[test]
    fn what_is_not_a_value_of_the_member_is_an_error_at_its_path() {
        for (name, json, path) in [
            ("sizes", r#"[1,"a"]"#, "/sizes/1"),
            ("sizes", "{}", "/sizes"),
            ("text", "a", "/text"),
            ("text", r#""a"x"#, ""),
        ] {
            assert_eq!(
                read(name, json).err().map(|error| error.path().to_owned()).as_deref(),
                Some(path),
                "{json}"
            );
        }
    }
}
