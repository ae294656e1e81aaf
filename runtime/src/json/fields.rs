//! Members of an object that no type defines, such as the code of an error.

use std::borrow::Cow;

use super::DecodeError;
use super::reader::Reader;

/// The members of an object, which are not copied.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    text: &'a [u8],
    is_object: bool,
}

/// The value of such a member.
pub(crate) enum Field<'a> {
    Null,
    String(Cow<'a, str>),
    /// Another type, or an invalid string.
    Other,
}

impl<'a> Fields<'a> {
    /// Returns the members of a body, with an empty one read as `{}`; `None` if it is not JSON.
    pub(crate) fn parse(text: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(text);
        let is_object = text.is_empty() || reader.peek() == Some(b'{');
        let fields = Self { text, is_object };
        if is_object {
            fields.read(|_, _| {}).ok()?;
        } else if reader.is_value() {
            reader.skip().and_then(|()| reader.end()).ok()?;
        } else {
            return None;
        }
        Some(fields)
    }

    /// Returns whether the body is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.is_object
    }

    /// Visits each member; a repeated one is visited each time.
    pub(crate) fn visit(&self, visit: impl FnMut(&str, Field<'a>)) {
        if self.is_object {
            // It was read successfully before.
            let _ = self.read(visit);
        }
    }

    fn read(&self, mut visit: impl FnMut(&str, Field<'a>)) -> Result<(), DecodeError> {
        if self.text.is_empty() {
            return Ok(());
        }
        let (mut reader, mut is_first) = (Reader::new(self.text), true);
        reader.peek();
        reader.open()?;
        while let Some(name) = reader.member(&mut is_first)? {
            let value = if reader.null() {
                Field::Null
            } else if reader.peek() == Some(b'"') {
                reader.string()?.map_or(Field::Other, Field::String)
            } else {
                reader.skip()?;
                Field::Other
            };
            if let Ok(name) = name {
                visit(&name, value);
            }
        }
        reader.end()
    }
}
