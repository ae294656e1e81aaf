//! A transport for tests, with scripted responses and a record of requests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::client::Service;
use crate::json::{Head, HeadPart};
use crate::lock::lock;
use crate::modeled::Modeled;
use crate::operation::{Operation, ProtocolOf};
use crate::protocol::Protocol as _;
use crate::request::ascii;
use crate::request::header::quote;
use crate::types::Blob;
use crate::types::base64;

/// Responds to requests in the order of a script, in process, and records them.
///
/// Clones share the script and the record, so give one to the client and keep another.
///
/// ```
/// use speccast_runtime::transport::Mock;
///
/// let mock = Mock::new();
/// mock.json(200, &serde_json::json!({ "packages": [] }));
/// // …builder().transport(mock.clone())…, then call the client, then look at what it sent:
/// assert!(mock.requests().is_empty());
/// ```
///
/// A request without a response in the script fails with an error that explains this.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    script: VecDeque<Answer>,
    requests: Vec<http::Request<Bytes>>,
}

enum Answer {
    Response(http::Response<Body>),
    Failure(TransportError),
    Silence,
}

impl Mock {
    /// Creates a mock with an empty script.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a response with this output of an operation: status 200, and each member in its place.
    ///
    /// # Panics
    ///
    /// If the output does not serialize to a JSON object.
    pub fn output<Op: Operation>(&self, output: &Op::Output) -> &Self
    where
        Op::Output: Serialize,
    {
        self.structure::<Op>(StatusCode::OK, output, Op::HEAD, None)
    }

    /// Adds a response with a modeled error of an operation: its status, its code as the service's protocol
    /// writes it, and each member in its place. An error without a status gets 500, and no code.
    ///
    /// # Panics
    ///
    /// If the error does not serialize to a JSON object.
    pub fn error<Op: Operation, E: Modeled + Serialize>(&self, error: &E) -> &Self {
        self.structure::<Op>(
            status(E::STATUS.or(E::CLASS.map(|class| class * 100)).unwrap_or(500)),
            error,
            E::HEAD,
            E::STATUS.map(|_| E::CODE),
        )
    }

    /// Adds a response with a modeled error of an operation that only has a message.
    pub fn error_message<Op: Operation, E: Modeled>(&self, message: &str) -> &Self {
        let error = serde_json::json!({ "message": message });
        self.structure::<Op>(
            status(E::STATUS.or(E::CLASS.map(|class| class * 100)).unwrap_or(500)),
            &error,
            E::HEAD,
            E::STATUS.map(|_| E::CODE),
        )
    }

    /// Adds a response with JSON.
    ///
    /// # Panics
    ///
    /// If the status is invalid, or the body cannot be serialized.
    pub fn json(&self, status_code: u16, body: &impl Serialize) -> &Self {
        let mut response = json_body(&to_value(body));
        *response.status_mut() = status(status_code);
        self.response(response)
    }

    /// Adds any response; a streamed body can end early.
    pub fn response(&self, response: http::Response<impl Into<Body>>) -> &Self {
        self.then(Answer::Response(response.map(Into::into)))
    }

    /// Adds a failure of the transport.
    pub fn failure(
        &self,
        kind: TransportErrorKind,
        message: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> &Self {
        self.then(Answer::Failure(TransportError::new(kind, message)))
    }

    /// Adds a response that never arrives, so that the request times out.
    pub fn silence(&self) -> &Self {
        self.then(Answer::Silence)
    }

    /// Returns the requests so far, as they were sent: with absolute URI and signature.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    fn structure<Op: Operation>(
        &self,
        status: StatusCode,
        value: &impl Serialize,
        head: Head,
        code: Option<&'static str>,
    ) -> &Self {
        let mut members = to_members(value);
        members.retain(|_, member| !member.is_null());
        let mut response = http::Response::new(());
        *response.status_mut() = status;
        let payload = move_to_head(&mut members, head, &mut response);
        if let Some(code) = code {
            let failure = <Op::Service as Service>::FAILURE;
            ProtocolOf::<Op>::write_code(code, failure, response.headers_mut(), &mut members);
        }
        let (parts, ()) = response.into_parts();
        let mut response = payload.unwrap_or_else(|| json_body(&Value::Object(members)));
        *response.status_mut() = parts.status;
        response.headers_mut().extend(parts.headers);
        self.response(response)
    }

    fn then(&self, answer: Answer) -> &Self {
        self.state().script.push_back(answer);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }
}

/// Moves members in the head out of the body; returns the body of the member that is the whole body.
fn move_to_head(
    members: &mut Map<String, Value>,
    head: Head,
    response: &mut http::Response<()>,
) -> Option<http::Response<Body>> {
    let mut payload = None;
    for (member, part) in head {
        let value = members.remove(*member);
        if part.is_payload() {
            payload = Some(payload_body(*part, value));
            continue;
        }
        let Some(value) = value else {
            continue;
        };
        match part {
            HeadPart::Payload | HeadPart::TextPayload | HeadPart::BlobPayload | HeadPart::Stream => {}
            HeadPart::Header(name) => insert(response, name, value),
            HeadPart::JsonHeader(name) => insert(response, name, ascii(&value.to_string()).into()),
            HeadPart::Base64JsonHeader(name) => {
                insert(response, name, base64::encode(value.to_string().as_bytes()).into());
            }
            HeadPart::PrefixHeaders(prefix) => {
                if let Value::Object(entries) = value {
                    for (key, value) in entries {
                        insert(response, &format!("{prefix}{key}"), value);
                    }
                }
            }
            HeadPart::Status => {
                let code = value.as_u64().and_then(|code| u16::try_from(code).ok());
                if let Some(status) = code.and_then(|code| StatusCode::from_u16(code).ok()) {
                    *response.status_mut() = status;
                }
            }
        }
    }
    payload
}

/// Returns a member as the whole body.
fn payload_body(part: HeadPart, value: Option<Value>) -> http::Response<Body> {
    match (part, value) {
        (HeadPart::Payload, Some(value)) => json_body(&value),
        (HeadPart::BlobPayload | HeadPart::Stream, Some(Value::String(base64))) => {
            http::Response::new(Body::from(Blob::from_base64(&base64).unwrap_or_default().into_vec()))
        }
        (_, Some(value)) => http::Response::new(Body::from(text(value))),
        (_, None) => http::Response::new(Body::from("")),
    }
}

/// Returns the text of a value in a header.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Sets a header, unless HTTP does not allow it.
fn insert(response: &mut http::Response<()>, name: &str, value: Value) {
    let text = match value {
        Value::Array(elements) => {
            let elements = elements.into_iter().map(|element| quote(text(element).into()).into_owned());
            elements.collect::<Vec<_>>().join(", ")
        }
        other => text(other),
    };
    let name = HeaderName::from_bytes(name.as_bytes());
    if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(text)) {
        response.headers_mut().insert(name, value);
    }
}

#[expect(clippy::expect_used, reason = "a test's mistake should stop the test")]
fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).expect("an HTTP status has three digits")
}

#[expect(clippy::expect_used, reason = "a test's mistake should stop the test")]
fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("a response can be serialized to JSON")
}

#[expect(clippy::panic, reason = "a test's mistake should stop the test")]
fn to_members(value: &impl Serialize) -> Map<String, Value> {
    match to_value(value) {
        Value::Object(members) => members,
        other => panic!("an output or error is a JSON object, not {other}"),
    }
}

fn json_body(value: &Value) -> http::Response<Body> {
    let mut response = http::Response::new(Body::from(value.to_string()));
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Mock")
            .field("answers_left", &state.script.len())
            .field("requests", &state.requests.len())
            .finish()
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let answer = self.state().script.pop_front();
            let (head, body) = request.into_parts();
            let body = match &answer {
                // Without a connection, a stream is not read.
                Some(Answer::Failure(error)) if error.is_connect() && body.as_bytes().is_none() => {
                    Bytes::new()
                }
                _ => body.collect().await?,
            };
            self.state().requests.push(http::Request::from_parts(head, body));
            match answer {
                Some(Answer::Response(response)) => Ok(response),
                Some(Answer::Failure(error)) => Err(error),
                Some(Answer::Silence) => std::future::pending().await,
                None => Err(TransportError::new(TransportErrorKind::Other, "the mock has no more responses")),
            }
        })
    }
}
