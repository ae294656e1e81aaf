//! JSON as services send and expect it (Smithy's restJson1), with plain serde implementations.
//!
//! The structures of a model implement `Serialize` and `Deserialize` in the usual way. This module adds the
//! rules that they do not know: an absent member is left out of a request; in a response, `null` counts as
//! absent, a missing required member gets its zero value or is an error, and some members come from outside
//! the body.

mod access;
mod comparable;
mod de;
mod error;
mod fields;
mod head;
mod leaves;
mod looked;
mod memory;
mod named;
mod node;
mod numbers;
mod pointer;
mod reader;
pub(crate) mod ser;

use serde::de::DeserializeOwned;

use crate::modeled::ErrorResponse;
use crate::response::{MissingMembers, Response};

pub use comparable::comparable;
pub use error::DecodeError;
pub use head::{Head, HeadPart};

pub(crate) use fields::{Field, Fields};
pub(crate) use leaves::{Part, leaves};
pub(crate) use named::decode_member;
pub(crate) use numbers::whole;
pub(crate) use pointer::{Scalar, has_entries, scalar, unescaped};

use head::Root;
use node::Node;
use reader::Reader;

/// Maximum nesting of lists, maps and structures.
const MAX_DEPTH: usize = 128;

/// Decodes the output of an operation; an invalid header only affects its own member. The caller decides what
/// happens to missing required members, with `missing` as the default. If `missing` rejects them, a missing
/// body with required members is an error in any case.
pub(crate) fn decode<T: DeserializeOwned>(
    response: &Response,
    head: Head,
    missing: MissingMembers,
) -> Result<T, DecodeError> {
    let mut attempts = Attempts::new(response, head, missing);
    loop {
        match read(&attempts.root, attempts.reader.clone()) {
            Ok(output) => return Ok(output),
            Err(error) => attempts.skip_head(error)?,
        }
    }
}

/// Attempts to decode a response, each without the headers that were invalid before.
struct Attempts<'a> {
    response: &'a Response,
    root: Root<'a>,
    reader: Reader<'a>,
    skipped: Option<DecodeError>,
}

impl<'a> Attempts<'a> {
    fn new(response: &'a Response, head: Head, missing: MissingMembers) -> Self {
        let mut root = Root::new(response, head);
        root.needs_body = missing == MissingMembers::Reject;
        let mut reader = Reader::new(root.json());
        reader.missing = response.missing_members().unwrap_or(missing);
        Self { response, root, reader, skipped: None }
    }

    /// Skips the header that an error is about.
    fn skip_head(&mut self, error: DecodeError) -> Result<(), DecodeError> {
        // Members outside the body come first, so nothing of the body was read.
        if self.root.skip_head(error.root_member()) {
            self.skipped = Some(error);
            return Ok(());
        }
        // A header that is invalid is the reason why its member is missing.
        let same = |skipped: &DecodeError| skipped.root_member() == error.root_member();
        let error = self.skipped.take().filter(same).unwrap_or(error);
        Err(error.in_response(self.response))
    }
}

/// Reads one JSON value, such as an event of a stream.
pub(crate) fn decode_value<T: DeserializeOwned>(
    json: &[u8],
    missing: MissingMembers,
) -> Result<T, DecodeError> {
    let mut reader = Reader::new(json);
    reader.missing = missing;
    let value = T::deserialize(Node::value(&mut reader))?;
    reader.end()?;
    Ok(value)
}

/// Decodes the members of an error; an invalid one only affects itself.
pub(crate) fn decode_error<T: DeserializeOwned>(
    error: &ErrorResponse<'_>,
    head: Head,
    at: &'static str,
) -> Result<T, DecodeError> {
    let mut root = Root::of_error(error, head, at);
    let read = |root: &Root<'_>| read::<T>(root, Reader::new(root.json()));
    read(&root).or_else(|_| {
        root.skip_bad(|root| read(root).is_ok());
        read(&root)
    })
}

fn read<'a, T: DeserializeOwned>(root: &Root<'a>, mut reader: Reader<'a>) -> Result<T, DecodeError> {
    let value = T::deserialize(Node::root(&mut reader, root))?;
    reader.end()?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::codegen::{Deserialize, serde_structure};
    use crate::types::Document;
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

    #[derive(Debug)]
    struct Node {
        name: Option<String>,
        nodes: Option<Vec<Node>>,
        map: Option<BTreeMap<String, Option<i32>>>,
        dense: Option<BTreeMap<String, Node>>,
        any: Option<Document>,
        head: Option<i32>,
    }

    serde_structure! {
        Node {
            name: Option = "name";
            nodes: Option = "nodes";
            map: Option = "map";
            dense: Option = "dense";
            any: Option = "any";
            head: Option = "head";
        }
        skip
    }

    /// Average number of times that each byte of a body was examined.
    fn steps(body: &str) -> f64 {
        let headers =
            HeaderMap::from_iter([(HeaderName::from_static("x-a"), HeaderValue::from_static("bad"))]);
        let response = Response::new(StatusCode::OK, headers, body.to_owned());
        let mut root = Root::new(&response, &[("head", HeadPart::Header("x-a"))]);
        let reader = Reader::new(root.json());
        let mut steps = 0;
        loop {
            let mut reader = reader.clone();
            let error = Node::deserialize(super::Node::root(&mut reader, &root)).err();
            steps += reader.steps;
            if !error.is_some_and(|error| root.skip_head(error.root_member())) {
                break;
            }
        }
        steps as f64 / body.len() as f64
    }

    #[test]
    fn no_byte_is_read_more_than_twice() {
        let nest = |open: &str, inside: &str, close: &str| open.repeat(120) + inside + &close.repeat(120);
        let object = |members: &str| format!("{{{}}}", members.repeat(1000).trim_end_matches(','));
        for body in [
            object(r#""name":"a","#),
            object(r#""a":[{}],"#),
            object(r#""\ud800":1e999,"#),
            nest(r#"{"name":"a","nodes":["#, r#"{"any":[1,{"a":[null]}]}"#, r#"],"nodes":[],"x":[[]]}"#),
            nest(r#"{"dense":{"a":null,"b":"#, "{}", r#","c":null},"dense":{}}"#),
            nest(r#"{"new":["#, r#""\"\\""#, "]}"),
            format!(r#"{{"map":{}}}"#, object(r#""some-key":null,"#)),
            format!(r#"{{"name":"{}"}}"#, r"\u00e9\n".repeat(1000)),
            format!(r#"{{"any":[{}1]}}"#, "1.50e1,".repeat(1000)),
        ] {
            let steps = steps(&body);
            assert!(steps <= 2.0, "{steps} for each byte of {:.60}", body);
        }
    }
}
