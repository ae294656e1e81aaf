//! JSON as services write and read it: Smithy's restJson1, over plain serde derives.
//!
//! The structures of a model derive `Serialize` and `Deserialize` without further attributes, and this module gives
//! the derived code what it cannot know: an absent member is left out of a request; in a response `null` is absent,
//! a required member that is missing has its zero value, and some members come from outside the body.

mod access;
mod comparable;
mod de;
mod error;
mod head;
mod numbers;
pub(crate) mod ser;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::modeled::ErrorResponse;
use crate::response::Response;

pub use comparable::comparable;
pub use error::DecodeError;
pub use head::{Head, HeadPart};

use de::Node;
use head::Root;

/// Deepest nesting of lists, maps and structures that is read.
const MAX_DEPTH: usize = 128;

/// Reads a body as JSON; an empty one as `{}`.
pub(crate) fn parse(body: &[u8]) -> Result<Value, DecodeError> {
    if body.is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    check_depth(body)?;
    let parsed = parse_strictly(body);
    // A number that no float can hold may be in a field that nobody wants.
    if parsed.is_err()
        && let Some(tamed) = numbers::quote_huge(body)
    {
        return Ok(parse_strictly(&tamed)?);
    }
    Ok(parsed?)
}

fn parse_strictly(body: &[u8]) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    deserializer.disable_recursion_limit();
    let value = serde::Deserialize::deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads the output of an operation; a bad header costs only its own member.
pub(crate) fn decode<T: DeserializeOwned>(response: &Response, head: Head) -> Result<T, DecodeError> {
    let mut root = Root::new(response, head);
    loop {
        match T::deserialize(Node::root(root.body()?, &root)) {
            Ok(output) => return Ok(output),
            Err(error) if root.skip_head(error.root_member()) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads the members of an error; whatever is bad, it costs only its own member.
pub(crate) fn decode_error<T: DeserializeOwned>(
    error: &ErrorResponse<'_>,
    head: Head,
) -> Result<T, DecodeError> {
    let mut root = Root::new(error.response, head);
    let mut body = if head.iter().any(|(_, part)| part.is_payload()) {
        match root.body() {
            Ok(Value::Object(members)) => members,
            _ => Map::new(),
        }
    } else {
        let message = error.message.as_deref().map(|message| ("message".to_owned(), message.into()));
        let members = error.body.as_ref().and_then(Value::as_object).cloned();
        members.unwrap_or_default().into_iter().chain(message).collect()
    };
    loop {
        match T::deserialize(Node::root(Value::Object(body.clone()), &root)) {
            Ok(error) => return Ok(error),
            Err(error) => {
                let member = error.root_member();
                if !root.skip_any(member) && body.remove(member).is_none() {
                    return Err(error);
                }
            }
        }
    }
}

/// Refuses what is nested too deeply, before anything recurses into it.
fn check_depth(body: &[u8]) -> Result<(), DecodeError> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(DecodeError::too_deep(MAX_DEPTH));
        }
    }
    Ok(())
}
