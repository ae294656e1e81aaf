//! Smithy's JSON protocols of AWS: their requests start differently, their responses are decoded the same
//! way.

use http::{HeaderMap, HeaderValue, Method};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Protocol, methods};
use crate::error::{DecodeError, RetryClass};
use crate::failure::{FailureMap, RetryAfter};
use crate::json::{self, Field, Fields, Head};
use crate::modeled::{CodePlace, ErrorResponse};
use crate::request::Request;
use crate::response::{MissingMembers, Response};

/// Smithy's `aws.protocols#restJson1`: members in path, query, headers and a JSON body.
///
/// ```
/// use speccast_runtime::codegen::RestJson1;
///
/// let request = RestJson1::put("/v1/widgets/{name}").label("name", "a b").field("size", &3).finish()?;
/// assert_eq!(request.uri(), "/v1/widgets/a%20b");
/// assert_eq!(request.headers()["content-type"], "application/json");
/// # Ok::<_, speccast_runtime::error::EncodeError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RestJson1;

/// Smithy's `aws.protocols#awsJson1_0`: the operation in a header, every member in a JSON body.
///
/// ```
/// use speccast_runtime::codegen::AwsJson1_0;
///
/// let request = AwsJson1_0::call("Widgets_20260101.GetWidget").field("name", "cog").finish()?;
/// assert_eq!(request.headers()["x-amz-target"], "Widgets_20260101.GetWidget");
/// assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.0");
/// assert_eq!(request.body(), r#"{"name":"cog"}"#);
/// # Ok::<_, speccast_runtime::error::EncodeError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AwsJson1_0;

/// Smithy's `aws.protocols#awsJson1_1`: [`AwsJson1_0`] with another content type.
#[derive(Clone, Copy, Debug)]
pub struct AwsJson1_1;

/// The header with the code of an error.
const ERROR_TYPE: &str = "x-amzn-errortype";

/// Codes by which AWS services report throttling: those of the AWS SDKs' standard retry mode, and API Gateway's.
const THROTTLING: [&str; 15] = [
    "BandwidthLimitExceeded",
    "CallRateLimitExceededException",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Codes by which AWS services report that a request did not arrive in time.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

impl RestJson1 {
    methods!();
}

impl AwsJson1_0 {
    /// Starts a request of the operation `target`, `Service.Operation`. It has a body even without members.
    pub fn call(target: &'static str) -> Request {
        call(target, "application/x-amz-json-1.0")
    }
}

impl AwsJson1_1 {
    /// Starts a request of the operation `target`, `Service.Operation`. It has a body even without members.
    pub fn call(target: &'static str) -> Request {
        call(target, "application/x-amz-json-1.1")
    }
}

fn call(target: &'static str, content_type: &'static str) -> Request {
    Request::new(Method::POST, "/").header("x-amz-target", target).object(content_type)
}

macro_rules! protocols {
    ($($protocol:ident)*) => {
        $(
            impl Protocol for $protocol {
                const REQUEST_ID: &'static [&'static str] =
                    &["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];

                fn decode<T: DeserializeOwned>(response: &Response, head: Head) -> Result<T, DecodeError> {
                    json::decode(response, head, MissingMembers::FillIn)
                }

                fn error<'r>(response: &'r Response, _: &FailureMap) -> ErrorResponse<'r> {
                    error(response)
                }

                /// `Retry-After`, and AWS's own header.
                fn waits(response: &Response, _: &FailureMap, _: RetryClass) -> Vec<RetryAfter> {
                    let standard = response.texts("retry-after").filter_map(RetryAfter::standard);
                    let amazon = response.texts("x-amz-retry-after").filter_map(RetryAfter::milliseconds);
                    standard.chain(amazon).collect()
                }

                fn retry_class(code: &str) -> Option<RetryClass> {
                    if THROTTLING.contains(&code) {
                        Some(RetryClass::Throttling)
                    } else {
                        TRANSIENT.contains(&code).then_some(RetryClass::IfRepeatable)
                    }
                }

                fn write_code(
                    code: &'static str,
                    _: &FailureMap,
                    headers: &mut HeaderMap,
                    _: &mut Map<String, Value>,
                ) {
                    if let Ok(code) = HeaderValue::from_str(code) {
                        headers.insert(ERROR_TYPE, code);
                    }
                }
            }
        )*
    };
}

protocols! { RestJson1 AwsJson1_0 AwsJson1_1 }

/// Members of a body that may be the code of an error, the preferred one first.
const CODES: [&str; 3] = ["code", "Code", "__type"];

/// Members of a body that may be the message of an error, the preferred one first.
const MESSAGES: [&str; 3] = ["message", "Message", "errorMessage"];

/// The code is in the header, or in the body (Smithy restJson1, "Operation error serialization"; `Code` is as
/// in botocore).
fn error(response: &Response) -> ErrorResponse<'_> {
    let (mut texts, mut messages) = (CODES.map(|_| None), MESSAGES.map(|_| None));
    let body = Fields::parse(response.body());
    if let Some(body) = body {
        body.visit(|name, value| {
            if let Some((_, code)) = CODES.iter().zip(&mut texts).find(|(known, _)| **known == name) {
                *code = match &value {
                    Field::Null => None,
                    Field::String(text) => sanitize(text).map(|code| Some(code.to_owned())),
                    Field::Other => Some(None),
                };
            }
            if let Some((_, message)) = MESSAGES.iter().zip(&mut messages).find(|(known, _)| **known == name)
            {
                *message = if let Field::String(text) = value { Some(text.into_owned()) } else { None };
            }
        });
    }
    let header = response.header(ERROR_TYPE).and_then(sanitize);
    let header = header.map(|code| CodePlace { member: None, code: Some(code.to_owned()) });
    let in_body = CODES.into_iter().zip(texts);
    let in_body = in_body.filter_map(|(name, code)| Some(CodePlace { member: Some(name), code: code? }));
    let codes = header.into_iter().chain(in_body).collect();
    let message = messages.into_iter().flatten().next();
    ErrorResponse { response, codes, message, body, status_decides: false, at: "" }
}

/// Returns the name in an error code: the part before the first `:` and after the `#`.
fn sanitize(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.split_once('#').map_or(code, |(_, name)| name).trim();
    (!code.is_empty()).then_some(code)
}
