//! JSON over plain HTTP.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Protocol, methods};
use crate::error::{DecodeError, RetryClass};
use crate::failure::{FailureMap, FailurePlace, first};
use crate::json::{self, Fields, Head, Scalar, scalar, unescaped};
use crate::modeled::{CodePlace, ErrorResponse};
use crate::response::{MissingMembers, Response};

/// JSON over plain HTTP (RFC 9110, RFC 8259): members in path, query, headers and a body of any JSON.
///
/// ```
/// use speccast_runtime::codegen::Http;
///
/// let request = Http::patch("/issues/{number}").label("number", &7).field("title", "A title").finish()?;
/// assert_eq!(request.uri(), "/issues/7");
/// assert_eq!(request.body(), r#"{"title":"A title"}"#);
/// # Ok::<_, speccast_runtime::error::EncodeError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Http;

impl Http {
    methods!();
}

/// Members of a body that may be the message of an error, in order of preference: a common name, then those
/// of RFC 9457 (problem details) and RFC 6749 section 5.2 (OAuth).
const MESSAGES: [&str; 4] = ["message", "detail", "title", "error_description"];

/// Codes by which services report throttling.
const THROTTLING: [&str; 6] = [
    "overloaded_error",
    "rate_limit_error",
    "rate_limit_exceeded",
    "rate_limited",
    "ratelimited",
    "too_many_requests",
];

impl Protocol for Http {
    const REQUEST_ID: &'static [&'static str] = &["x-request-id", "request-id"];

    fn decode<T: DeserializeOwned>(response: &Response, head: Head) -> Result<T, DecodeError> {
        json::decode(response, head, MissingMembers::Reject)
    }

    fn error<'r>(response: &'r Response, failure: &FailureMap) -> ErrorResponse<'r> {
        let code = first(failure.code, response).map(Cow::into_owned);
        let codes = code.into_iter().map(|code| CodePlace { member: None, code: Some(code) }).collect();
        let inner = |name: &str| scalar(response.body(), &format!("{}/{name}", failure.at));
        let usual = || {
            MESSAGES.iter().find_map(|name| match inner(name)? {
                Scalar::String(text) => Some(text),
                Scalar::Number(_) | Scalar::Boolean(_) => None,
            })
        };
        let message = if failure.message.is_empty() { usual() } else { first(failure.message, response) };
        let (message, at) = (message.map(Cow::into_owned), failure.at);
        ErrorResponse {
            response,
            codes,
            message,
            body: Fields::parse(response.body()),
            status_decides: true,
            at,
        }
    }

    fn retry_class(code: &str) -> Option<RetryClass> {
        THROTTLING.contains(&code).then_some(RetryClass::Throttling)
    }

    /// Writes to the first place in the body or headers that the map has; without one, the status decides.
    /// Members go to their place in the map.
    fn write_code(
        code: &'static str,
        failure: &FailureMap,
        headers: &mut HeaderMap,
        members: &mut Map<String, Value>,
    ) {
        if !failure.at.is_empty() {
            let inner = Value::Object(std::mem::take(members));
            put(members, failure.at, inner);
        }
        if let Some((pointer, Some(equals))) = failure.condition()
            && let Ok(value) = serde_json::from_str(equals)
        {
            put(members, pointer, value);
        }
        let place = failure.code.first();
        if let Some(pointer) = place.and_then(FailurePlace::as_pointer) {
            put(members, pointer, code.into());
        }
        if let Some(name) = place.and_then(FailurePlace::as_header)
            && let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(code))
        {
            headers.insert(name, value);
        }
        if let Some((pointer, None)) = failure.condition() {
            let body = Value::Object(std::mem::take(members));
            let is_absent = body.pointer(pointer).is_none();
            if let Value::Object(body) = body {
                *members = body;
            }
            if is_absent {
                put(members, pointer, true.into());
            }
        }
    }
}

/// Puts a value at a JSON Pointer, creating objects as needed.
fn put(members: &mut Map<String, Value>, pointer: &str, value: Value) {
    let Some(path) = pointer.strip_prefix('/') else { return };
    let (name, rest) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let name = unescaped(name).into_owned();
    match rest {
        None => {
            members.insert(name, value);
        }
        Some(rest) => {
            let inner = members.entry(name).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, &format!("/{rest}"), value);
            }
        }
    }
}
