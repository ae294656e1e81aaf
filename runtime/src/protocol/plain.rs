//! JSON over plain HTTP.

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Protocol, methods};
use crate::error::{DecodeError, RetryClass};
use crate::json::{self, Field, Fields, Head};
use crate::modeled::ErrorResponse;
use crate::response::{MissingMembers, Response};

/// JSON over plain HTTP (RFC 9110, RFC 8259): members in path, query, headers and a JSON body, whatever its top level.
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

/// Members of a body that may be the message of an error, the preferred one first: a usual name, then those of RFC 9457
/// (problem details) and RFC 6749 section 5.2 (OAuth).
const MESSAGES: [&str; 4] = ["message", "detail", "title", "error_description"];

impl Protocol for Http {
    const REQUEST_ID: &'static [&'static str] = &["x-request-id", "request-id"];

    fn decode<T: DeserializeOwned>(response: &Response, head: Head) -> Result<T, DecodeError> {
        json::decode(response, head, MissingMembers::Reject)
    }

    fn error(response: &Response) -> ErrorResponse<'_> {
        let mut messages = MESSAGES.map(|_| None);
        let body = Fields::parse(response.body());
        if let Some(body) = body {
            body.visit(|name, value| {
                if let (Some((_, message)), Field::String(text)) =
                    (MESSAGES.iter().zip(&mut messages).find(|(known, _)| **known == name), value)
                {
                    *message = Some(text.into_owned());
                }
            });
        }
        let message = messages.into_iter().flatten().next();
        ErrorResponse { response, codes: Vec::new(), message, body, status_decides: true }
    }

    fn retry_class(_: &str) -> Option<RetryClass> {
        None
    }

    /// There is no code: the status decides.
    fn write_code(_: &'static str, _: &mut HeaderMap, _: &mut Map<String, Value>) {}
}
