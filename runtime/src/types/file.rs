//! Files of multipart bodies.

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::{Blob, Wipe};
use crate::stream::ByteStream;

/// A file of a multipart body: bytes or a stream, with a name and a media type.
///
/// The default name is that of its member, and the default media type `application/octet-stream`.
///
/// ```
/// use speccast_runtime::FilePart;
/// use speccast_runtime::stream::ByteStream;
///
/// let report = FilePart::from("a,b\n1,2\n").file_name("report.csv").media_type("text/csv");
/// let stream = FilePart::from(ByteStream::from_reader(&b"bytes"[..]).with_length(5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FilePart {
    pub(crate) body: ByteStream,
    pub(crate) file_name: Option<String>,
    pub(crate) media_type: Option<String>,
}

impl FilePart {
    /// Sets its name. Quotes and line breaks in it are percent-encoded.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets its media type, such as `text/csv`. The call fails if it is not valid in a header.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl From<ByteStream> for FilePart {
    fn from(body: ByteStream) -> Self {
        Self { body, file_name: None, media_type: None }
    }
}

macro_rules! from_bytes {
    ($($from:ty)*) => {
        $(
            impl From<$from> for FilePart {
                fn from(bytes: $from) -> Self {
                    ByteStream::from(bytes).into()
                }
            }
        )*
    };
}

from_bytes! { Blob Bytes Vec<u8> String &'static str &'static [u8] }

/// The bytes in base64; a stream cannot be represented in JSON.
impl Serialize for FilePart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.body.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FilePart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ByteStream::deserialize(deserializer).map(Into::into)
    }
}

/// Does nothing: a file is never part of a sensitive value.
impl Wipe for FilePart {}

/// A member with any number of files.
pub trait Files {
    /// Returns the files.
    fn files(&self) -> Vec<&FilePart>;
}

impl Files for FilePart {
    fn files(&self) -> Vec<&FilePart> {
        vec![self]
    }
}

impl<T: Files> Files for Option<T> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().flat_map(Files::files).collect()
    }
}

impl<T: Files> Files for Vec<T> {
    fn files(&self) -> Vec<&FilePart> {
        self.iter().flat_map(Files::files).collect()
    }
}
