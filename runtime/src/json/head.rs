//! Members outside the body.

mod value;

use std::cell::Cell;
use std::str;

use super::node::Content;
use super::pointer;
use super::reader::Reader;
use crate::modeled::ErrorResponse;
use crate::response::Response;
use crate::types::base64;

pub(super) use value::HeadValue;

/// Members of a structure outside the body, by serde name.
pub type Head = &'static [(&'static str, HeadPart)];

/// The place of a member outside the body.
///
/// ```
/// use speccast_runtime::codegen::{Head, HeadPart, Protocol, RestJson1, structure};
/// use speccast_runtime::response::Response;
///
/// struct Output {
///     status: i32,
///     size: Option<i64>,
/// }
///
/// structure! {
///     OutputBuilder {
///         status: i32 = "status",
///     } => Output {
///         size: i64 = "size",
///     }
/// }
///
/// const HEAD: Head = &[("status", HeadPart::Status), ("size", HeadPart::Header("x-size"))];
///
/// let response = http::Response::builder().status(201).header("x-size", "7").body("")?;
/// let output: Output = RestJson1::decode(&response.into(), HEAD)?;
/// assert_eq!((output.status, output.size), (201, Some(7)));
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeadPart {
    /// In the header of this name.
    Header(&'static str),
    /// In the header of this name, as JSON.
    JsonHeader(&'static str),
    /// In the header of this name, as JSON in base64.
    Base64JsonHeader(&'static str),
    /// All headers with this prefix; the rest of the name, in lower case, is the key of a map.
    PrefixHeaders(&'static str),
    /// The status.
    Status,
    /// The whole body, as JSON.
    Payload,
    /// The whole body, as text.
    TextPayload,
    /// The whole body, as bytes.
    BlobPayload,
    /// The whole body, as a stream: see [`Operation::STREAM`](crate::operation::Operation::STREAM).
    Stream,
}

impl HeadPart {
    /// Returns whether it is the whole body.
    pub(crate) fn is_payload(self) -> bool {
        matches!(self, Self::Payload | Self::TextPayload | Self::BlobPayload | Self::Stream)
    }

    /// Returns the value at this place. A header that is not UTF-8 counts as absent, and so does an empty
    /// body.
    pub(super) fn read(self, response: &Response) -> Option<HeadValue> {
        match self {
            // Read with the body, or put into the output afterwards.
            Self::Payload | Self::Stream => None,
            Self::TextPayload | Self::BlobPayload if response.body().is_empty() => None,
            Self::TextPayload => Some(HeadValue::Body(response.body().clone())),
            Self::BlobPayload => Some(HeadValue::Bytes(response.body().clone())),
            Self::Status => Some(HeadValue::Text(response.status().as_str().to_owned())),
            Self::Header(name) => header(response, name).map(HeadValue::Text),
            Self::JsonHeader(name) => header(response, name).map(HeadValue::Json),
            Self::Base64JsonHeader(name) => {
                let json = base64::decode(header(response, name)?.trim());
                // What is not base64 is not JSON either.
                Some(HeadValue::Json(json.and_then(|json| String::from_utf8(json).ok()).unwrap_or_default()))
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

/// The value of a header. Several headers of a list are one list (RFC 9110 section 5.3).
fn header(response: &Response, name: &str) -> Option<String> {
    let values = response.headers().get_all(name).into_iter();
    let texts: Result<Vec<_>, _> = values.map(|value| str::from_utf8(value.as_bytes())).collect();
    Some(texts.ok().filter(|texts| !texts.is_empty())?.join(", "))
}

/// The sources of a response's members: its body and the rest.
pub(super) struct Root<'a> {
    response: &'a Response,
    /// The text of the body.
    body: &'a [u8],
    head: Head,
    /// Whether members are read from a JSON object in the body.
    reads_body: bool,
    /// Whether a missing body with required members is an error, instead of counting as empty.
    pub(super) needs_body: bool,
    /// The message of an error, from any place.
    message: Option<&'a str>,
    /// Invalid members, which count as absent.
    skipped: Vec<&'static str>,
    /// The only member that does not count as absent.
    only: Option<&'static str>,
    /// Members of the target type.
    pub(super) names: Cell<&'static [&'static str]>,
}

impl<'a> Root<'a> {
    pub(super) fn new(response: &'a Response, head: Head) -> Self {
        let (skipped, names) = (Vec::new(), Cell::new(&[][..]));
        Self {
            response,
            body: response.body(),
            head,
            reads_body: true,
            needs_body: false,
            message: None,
            skipped,
            only: None,
            names,
        }
    }

    /// Creates the root of an error, whose members are at this JSON Pointer if an object is there.
    pub(super) fn of_error(error: &'a ErrorResponse<'_>, head: Head, at: &'static str) -> Self {
        let message = error.message.as_deref();
        let root = Self { message, ..Self::new(error.response, head) };
        if at.is_empty() {
            return Self { reads_body: error.body.is_some_and(|body| body.is_object()), ..root };
        }
        let inner = pointer::slice(root.body, at).filter(|inner| inner.starts_with(b"{"));
        Self { reads_body: inner.is_some(), body: inner.unwrap_or(root.body), ..root }
    }

    /// Returns the member that is the whole body.
    fn payload(&self) -> Option<&(&'static str, HeadPart)> {
        self.head.iter().find(|(_, part)| part.is_payload())
    }

    /// Returns the JSON to read; empty if there is none.
    pub(super) fn json(&self) -> &'a [u8] {
        let is_read = match self.payload() {
            None => self.reads_body,
            Some((name, part)) => *part == HeadPart::Payload && self.wants(name),
        };
        if is_read { self.body } else { &[] }
    }

    /// Returns whether the body is an object with members.
    pub(super) fn is_object(&self) -> bool {
        self.payload().is_none() && !self.json().is_empty()
    }

    /// Returns whether a member may be present.
    pub(super) fn wants(&self, member: &str) -> bool {
        !self.skipped.contains(&member) && self.only.is_none_or(|only| only == member)
    }

    /// Returns the member outside the body at this position, and its value, which `reader` then holds.
    pub(super) fn nth(&self, position: usize, reader: &mut Reader<'_>) -> Option<(&'static str, Content)> {
        let Some((name, part)) = self.head.get(position) else {
            let message = self.message.filter(|_| position == self.head.len() && self.payload().is_none());
            let message = message.filter(|_| self.wants("message"))?;
            return Some(("message", reader.hold(HeadValue::Text(message.to_owned()))));
        };
        let content = match part {
            _ if !self.wants(name) => Content::Absent,
            HeadPart::Payload if self.json().is_empty() => Content::NoBody,
            HeadPart::Payload => Content::Json,
            HeadPart::Stream => Content::Zero,
            part => part.read(self.response).map_or(Content::Absent, |value| reader.hold(value)),
        };
        Some((name, content))
    }

    /// Treats an invalid member outside the body as absent from now on; `false` if it is in the body, or
    /// already absent.
    pub(super) fn skip_head(&mut self, member: &'static str) -> bool {
        let skip = self.head.iter().any(|(name, part)| *name == member && !part.is_payload())
            && !self.skipped.contains(&member);
        if skip {
            self.skipped.push(member);
        }
        skip
    }

    /// Treats every member as absent with which `read` fails if all others are absent.
    pub(super) fn skip_bad(&mut self, read: impl Fn(&Self) -> bool) {
        for name in self.names.get() {
            self.only = Some(name);
            if !read(self) {
                self.skipped.push(name);
            }
        }
        self.only = None;
    }
}
