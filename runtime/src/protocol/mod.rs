//! Protocols: conversion of inputs to requests, and of responses to outputs and errors.
//!
//! A protocol is a type. Its own functions start a request, with method, path, headers and body format; its
//! [`Protocol`] implementation decodes responses. Nothing else depends on the protocol of a service.

mod aws;
mod plain;

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{DecodeError, RetryClass};
use crate::failure::{FailureMap, FailurePlace, RetryAfter};
use crate::json::Head;
use crate::modeled::ErrorResponse;
use crate::response::Response;

pub use aws::{AwsJson1_0, AwsJson1_1, RestJson1};
pub use plain::Http;

/// Defines the functions that start a request, one for each method.
macro_rules! methods {
    () => { methods!(get = GET, head = HEAD, post = POST, put = PUT, patch = PATCH, delete = DELETE); };
    ($($function:ident = $method:ident),*) => {
        $(
            #[doc = concat!("Starts a `", stringify!($method), "` request: see [`Request::new`](crate::codegen::Request::new).")]
            pub fn $function(path: &'static str) -> $crate::request::Request {
                $crate::request::Request::new(::http::Method::$method, path)
            }
        )*

        /// Starts a request with any other method, such as `LIST`. A name that is not a token (RFC 9110 section
        /// 5.6.2) is an error of the finished request.
        pub fn method(name: &'static str, path: &'static str) -> $crate::request::Request {
            $crate::request::Request::with_method(name, path)
        }
    };
}
use methods;

/// How responses of a service are read.
///
/// ```
/// use speccast_runtime::codegen::{Protocol, RestJson1};
/// use speccast_runtime::response::Response;
///
/// let response = Response::from(http::Response::new("[1,2]"));
/// assert_eq!(RestJson1::decode::<Vec<i32>>(&response, &[])?, [1, 2]);
/// # Ok::<_, speccast_runtime::error::DecodeError>(())
/// ```
pub trait Protocol: 'static {
    /// Response headers that identify a request, the preferred one first.
    const REQUEST_ID: &'static [&'static str];

    /// Decodes the output of a successful response. `head` lists the members outside the body, by serde name.
    ///
    /// JSON members that `T` does not have are skipped without validation; of duplicate members, the first counts.
    /// The caller or, by default, the protocol decides what happens to missing required members: see
    /// [`MissingMembers`](crate::response::MissingMembers). If they are filled in, a `tracing` event names each of
    /// the first hundred.
    ///
    /// # Errors
    /// If the body is not JSON, a member has the wrong type, a required member is missing and rejected, a
    /// required body is missing, or the output would take more than five times the memory of the body and
    /// more than 4 MiB. A header of the wrong type only affects its own member, which is absent then.
    fn decode<T: DeserializeOwned>(response: &Response, head: Head) -> Result<T, DecodeError>;

    /// Reads the code, message and members of a failed response, if present.
    fn error<'r>(response: &'r Response, failure: &FailureMap) -> ErrorResponse<'r>;

    /// Returns the times that a failed response asks to wait; the longest counts.
    ///
    /// The reset time of a limit, which some services send with every response, counts only if the limit was
    /// reached.
    fn waits(response: &Response, failure: &FailureMap, class: RetryClass) -> Vec<RetryAfter> {
        let standard = [FailurePlace::header("retry-after")];
        let places = if failure.retry_after.is_empty() { &standard } else { failure.retry_after };
        let counts = |place: &&FailurePlace| class == RetryClass::Throttling || !place.is_point_in_time();
        places.iter().filter(counts).find_map(|place| place.wait(response)).into_iter().collect()
    }

    /// Returns when a request may be sent again after an error with this code; `None` if the status decides.
    fn retry_class(code: &str) -> Option<RetryClass>;

    /// Writes an error's code to the place where [`error`](Self::error) finds it. For mocks.
    fn write_code(
        code: &'static str,
        failure: &FailureMap,
        headers: &mut HeaderMap,
        members: &mut Map<String, Value>,
    );
}
