//! Members, and where they are sent.

use super::{Head, Protocol, Type, TypeRef, Value};

/// A member of an input, an output, a structure, a union or an error.
#[derive(Clone, Debug)]
pub struct Member {
    /// Name and documentation.
    pub head: Head,
    /// Name on the wire.
    pub wire_name: String,
    /// Where it is sent.
    pub place: Place,
    /// Media type of the body, if the member is the body and its type does not decide.
    pub media_type: Option<String>,
    /// Notation outside of a body.
    pub style: ListStyle,
    /// How it is streamed, if it is a streamed body.
    pub stream: Option<Stream>,
    /// Type and constraints.
    pub target: TypeRef,
    /// Whether a value must be given; false for members of errors and unions, members with a default, and idempotency
    /// tokens.
    pub required: bool,
    /// Whether its value may be `null`.
    pub nullable: bool,
    /// Value of an absent member. In inputs, the service fills it in; members of other structures always have
    /// a value.
    pub default: Option<Value>,
    /// Fixed value: a string, a number or a boolean. Such a member is always sent, and is not read.
    pub constant: Option<Value>,
    /// Whether the client fills in a value that identifies a request and its retries.
    pub idempotency_token: bool,
}

impl Member {
    /// Returns whether callers must give its value.
    pub fn is_asked_for(&self) -> bool {
        self.required && self.constant.is_none()
    }

    /// Returns whether it is sent as it is if it is the whole body: bytes or text, not JSON.
    pub fn is_raw(&self, protocol: Protocol) -> bool {
        match self.target.ty {
            Type::Blob | Type::Error => true,
            Type::String | Type::Enum(_) => !protocol.has_json_text(self.media_type.as_deref()),
            _ => self.stream.is_some(),
        }
    }
}

/// How a body is streamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stream {
    /// As bytes.
    Bytes,
    /// As events, each of the member's type.
    Events {
        /// Format of an event.
        format: StreamFormat,
        /// What ends the stream.
        end: Option<StreamEnd>,
    },
}

/// What ends a stream of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamEnd {
    /// An event with this data, which is not one of the events.
    Data(String),
    /// The event of this name, which is one of the events.
    Event(String),
}

/// Format of the events of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamFormat {
    /// As server-sent events (WHATWG HTML, section 9.2).
    Sse,
    /// As one JSON value per line.
    Ndjson,
}

/// Where a member is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a label of the path.
    Path,
    /// In the query string.
    Query,
    /// In the query string, as a map of parameters.
    QueryParams,
    /// In a header.
    Header,
    /// In headers with a common prefix, the member's name on the wire, as a map.
    PrefixHeaders,
    /// As the whole body.
    Payload,
    /// As the status code.
    StatusCode,
    /// In the JSON body.
    Body,
    /// In the JSON body, as a map of the members that the others do not name.
    Additional,
    /// In an invalid place, which was reported.
    Error,
}

/// Notation of a member outside of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListStyle {
    /// `ids=1&ids=2`
    #[default]
    Repeat,
    /// `ids=1,2`
    Comma,
    /// `ids[]=1&ids[]=2`
    Brackets,
    /// `ids=1%202`
    Space,
    /// `ids=1%7C2`
    Pipe,
    /// `ids=1%3B2`
    Semicolon,
    /// `filter={"a":1}`
    Json,
}

impl ListStyle {
    /// Returns the text between items that are one value.
    pub fn separator(self) -> Option<&'static str> {
        match self {
            Self::Comma => Some(","),
            Self::Space => Some(" "),
            Self::Pipe => Some("|"),
            Self::Semicolon => Some(";"),
            Self::Repeat | Self::Brackets | Self::Json => None,
        }
    }
}
