//! Lists, maps and structures.

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::{Presence, SerError, ToJson, Writer};

/// The name of serde_json's structure for a number, and of its only field, the number's text. Numbers have
/// this form if any crate of a program enables serde_json's `arbitrary_precision`.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// An unfinished list, map or structure. Elements of a list keep their positions: an absent one is `null`.
pub(super) struct Parts<'a> {
    out: &'a mut Vec<u8>,
    is_first: bool,
    close: &'static str,
    /// Whether absent entries of a map are left out.
    pub(super) is_structure: bool,
}

impl<'a> Parts<'a> {
    pub(super) fn list(out: &'a mut Vec<u8>, close: &'static str) -> Self {
        out.push(b'[');
        Self { out, is_first: true, close, is_structure: false }
    }

    pub(super) fn object(out: &'a mut Vec<u8>, close: &'static str) -> Self {
        out.push(b'{');
        Self { out, is_first: true, close, is_structure: false }
    }

    /// Starts a number of a document: see [`NUMBER`].
    pub(super) fn number(out: &'a mut Vec<u8>) -> Self {
        Self { out, is_first: true, close: "", is_structure: false }
    }

    fn element(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), SerError> {
        separate(self.out, &mut self.is_first);
        value.serialize(Writer::new(self.out)).map(drop)
    }

    fn member(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), SerError> {
        if name == NUMBER {
            let text = serde_json::to_string(value).map_err(SerError::custom)?;
            self.out.extend_from_slice(text.trim_matches('"').as_bytes());
            return Ok(());
        }
        write_member(self.out, &mut self.is_first, name, &value)
    }

    fn close(self) -> Result<Presence, SerError> {
        self.out.extend_from_slice(self.close.as_bytes());
        Ok(Presence::Present)
    }
}

/// Writes a member, and removes it again if it is absent.
pub(super) fn write_member(
    out: &mut Vec<u8>,
    is_first: &mut bool,
    name: &str,
    value: &dyn ToJson,
) -> Result<(), SerError> {
    let (start, was_first) = (out.len(), *is_first);
    separate(out, is_first);
    Writer::new(out).plain(name)?;
    out.push(b':');
    if value.write(out)? == Presence::Absent {
        out.truncate(start);
        *is_first = was_first;
    }
    Ok(())
}

fn separate(out: &mut Vec<u8>, is_first: &mut bool) {
    if !std::mem::take(is_first) {
        out.push(b',');
    }
}

impl SerializeMap for Parts<'_> {
    type Ok = Presence;
    type Error = SerError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), SerError> {
        separate(self.out, &mut self.is_first);
        let mut text = Vec::new();
        key.serialize(Writer::new(&mut text))?;
        match text.first() {
            Some(b'"') => self.out.append(&mut text),
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => {
                self.out.push(b'"');
                self.out.append(&mut text);
                self.out.push(b'"');
            }
            _ => return Err(SerError::custom("map key is not a string")),
        }
        self.out.push(b':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerError> {
        value.serialize(Writer::new(self.out)).map(drop)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), SerError> {
        let (start, was_first) = (self.out.len(), self.is_first);
        self.serialize_key(key)?;
        if value.serialize(Writer::new(self.out))? == Presence::Absent && self.is_structure {
            self.out.truncate(start);
            self.is_first = was_first;
        }
        Ok(())
    }

    fn end(self) -> Result<Presence, SerError> {
        self.close()
    }
}

macro_rules! lists {
    ($($role:ident::$method:ident),*) => {
        $(
            impl $role for Parts<'_> {
                type Ok = Presence;
                type Error = SerError;

                fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerError> {
                    self.element(value)
                }

                fn end(self) -> Result<Presence, SerError> {
                    self.close()
                }
            }
        )*
    };
}

lists! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
}

macro_rules! structures {
    ($($role:ident),*) => {
        $(
            impl $role for Parts<'_> {
                type Ok = Presence;
                type Error = SerError;

                fn serialize_field<T: Serialize + ?Sized>(
                    &mut self,
                    name: &'static str,
                    value: &T,
                ) -> Result<(), SerError> {
                    self.member(name, value)
                }

                fn end(self) -> Result<Presence, SerError> {
                    self.close()
                }
            }
        )*
    };
}

structures!(SerializeStruct, SerializeStructVariant);
