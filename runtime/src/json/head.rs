//! Members outside the body.

mod value;

use std::str;

use serde_json::{Map, Value};

use super::{DecodeError, parse};
use crate::response::Response;

pub(super) use value::HeadValue;

/// Members of a structure outside the body, by their serde name.
pub type Head = &'static [(&'static str, HeadPart)];

/// Where a member is, if not in the body.
///
/// ```
/// use speccast_runtime::codegen::{Head, HeadPart, Protocol, RestJson1};
/// use speccast_runtime::response::Response;
/// use speccast_runtime::serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(crate = "speccast_runtime::serde")]
/// struct Output {
///     status: i32,
///     size: Option<i64>,
/// }
///
/// const HEAD: Head = &[("status", HeadPart::Status), ("size", HeadPart::Header("x-size"))];
///
/// let response = http::Response::builder().status(201).header("x-size", "7").body("").unwrap();
/// let output: Output = RestJson1::decode(&response.into(), HEAD)?;
/// assert_eq!((output.status, output.size), (201, Some(7)));
/// # Ok::<_, speccast_runtime::error::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeadPart {
    /// In the header of this name.
    Header(&'static str),
    /// In all headers whose names begin with this; the rest of the name, in lower case, is the key of a map.
    PrefixHeaders(&'static str),
    /// It is the status.
    Status,
    /// It is the whole body, as JSON.
    Payload,
    /// It is the whole body, as text.
    TextPayload,
    /// It is the whole body, as bytes.
    BlobPayload,
}

impl HeadPart {
    /// Whether it is the whole body.
    pub(crate) fn is_payload(self) -> bool {
        matches!(self, Self::Payload | Self::TextPayload | Self::BlobPayload)
    }

    /// What a response has there. A header that is no UTF-8 is as good as none, and so is an empty body.
    pub(super) fn read(self, response: &Response) -> Option<HeadValue> {
        match self {
            // It is read with the body.
            Self::Payload => None,
            Self::TextPayload | Self::BlobPayload if response.body().is_empty() => None,
            Self::TextPayload => Some(HeadValue::Body(response.body().clone())),
            Self::BlobPayload => Some(HeadValue::Bytes(response.body().clone())),
            Self::Status => Some(HeadValue::Text(response.status().as_str().to_owned())),
            Self::Header(name) => {
                let values = response.headers().get_all(name).into_iter();
                let texts: Result<Vec<_>, _> = values.map(|value| str::from_utf8(value.as_bytes())).collect();
                let texts = texts.ok().filter(|texts| !texts.is_empty())?;
                // Several lines of one list are one list (RFC 9110 section 5.3).
                Some(HeadValue::Text(texts.join(", ")))
            }
            Self::PrefixHeaders(prefix) => {
                let prefix = prefix.to_ascii_lowercase();
                let entries = response.headers().iter().filter_map(|(name, value)| {
                    let key = name.as_str().strip_prefix(&prefix)?;
                    Some((key.to_owned(), str::from_utf8(value.as_bytes()).ok()?.to_owned()))
                });
                let entries: Vec<_> = entries.collect();
                (!entries.is_empty()).then_some(HeadValue::Map(entries))
            }
        }
    }
}

/// What the root of a response reads besides its body.
pub(super) struct Root<'a> {
    response: &'a Response,
    head: Head,
    /// Members whose header is bad.
    skipped: Vec<&'static str>,
}

impl<'a> Root<'a> {
    pub(super) fn new(response: &'a Response, head: Head) -> Self {
        Self { response, head, skipped: Vec::new() }
    }

    /// The JSON that has the members of the body.
    pub(super) fn body(&self) -> Result<Value, DecodeError> {
        match self.head.iter().find(|(_, part)| part.is_payload()) {
            None => parse(self.response.body()),
            Some((member, HeadPart::Payload)) if !self.response.body().is_empty() => {
                Ok(Value::Object(Map::from_iter([((*member).to_owned(), parse(self.response.body())?)])))
            }
            Some(_) => Ok(Value::Object(Map::new())),
        }
    }

    /// Where a member is, if not as JSON in the body.
    pub(super) fn part(&self, member: &str) -> Option<HeadPart> {
        let part = self.head.iter().find(|(name, _)| *name == member).map(|(_, part)| *part);
        part.filter(|part| *part != HeadPart::Payload)
    }

    /// What is there for a member that is not in the body.
    pub(super) fn value(&self, member: &str, part: HeadPart) -> Option<HeadValue> {
        if self.skipped.contains(&member) { None } else { part.read(self.response) }
    }

    /// Counts a member as absent from now on; `false` if it is in the body, or is absent already.
    pub(super) fn skip_head(&mut self, member: &'static str) -> bool {
        let in_head = self.part(member).is_some_and(|part| !part.is_payload());
        self.skip(member, in_head)
    }

    /// The same, of a member that is the body too.
    pub(super) fn skip_any(&mut self, member: &'static str) -> bool {
        let is_part = self.part(member).is_some();
        self.skip(member, is_part)
    }

    fn skip(&mut self, member: &'static str, is_part: bool) -> bool {
        let skip = is_part && !self.skipped.contains(&member);
        if skip {
            self.skipped.push(member);
        }
        skip
    }
}
