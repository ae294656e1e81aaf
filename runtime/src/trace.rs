//! Spans and events for `tracing`: a span for each call, and in it one for each attempt; without secrets, headers and
//! bodies.
//!
//! The span of an attempt has the stable attributes of OpenTelemetry's semantic conventions for HTTP clients
//! (version 1.45, "HTTP client span"). Attributes that begin with `otel.` set the name, kind and status of
//! the span in `tracing-opentelemetry`. Without the feature `tracing`, these functions do nothing.

#[cfg(feature = "tracing")]
use std::fmt;
use std::fmt::Display;
use std::time::Duration;

#[cfg(feature = "tracing")]
use http::Uri;

use crate::client::Plan;
use crate::error::Failure;
#[cfg(feature = "tracing")]
use crate::error::{ErrorKind, TimeoutKind};
use crate::response::Response;
use crate::stream::ByteStream;

/// Runs a call in its span.
#[cfg(feature = "tracing")]
pub(crate) fn call<F: Future>(
    service: &'static str,
    operation: &'static str,
    future: F,
) -> impl Future<Output = F::Output> + use<F> {
    use tracing::Instrument as _;
    future.instrument(span(service, operation))
}

/// The span of a call.
#[cfg(feature = "tracing")]
fn span(service: &'static str, operation: &'static str) -> tracing::Span {
    tracing::debug_span!("call", service, operation, otel.name = %format_args!("{service}/{operation}"))
}

/// Runs a call.
#[cfg(not(feature = "tracing"))]
pub(crate) fn call<F: Future>(_: &'static str, _: &'static str, future: F) -> F {
    future
}

/// An attempt in its span.
#[derive(Debug)]
pub(crate) struct Attempt {
    number: u32,
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

impl Attempt {
    /// Starts attempt number `number` (the first is 1) to send a request.
    #[cfg(feature = "tracing")]
    pub(crate) fn start(number: u32, request: &http::Request<ByteStream>, plan: &Plan) -> Self {
        let (method, uri) = (request.method().as_str(), request.uri());
        let span = tracing::debug_span!(
            "attempt",
            otel.kind = "client",
            otel.name = %format_args!("{method} {}", plan.template),
            http.request.method = method,
            server.address = uri.host(),
            server.port = port(uri),
            url.full = %Url { uri, prefix: plan.prefix, template: plan.template },
            http.request.resend_count = (number > 1).then(|| number - 1),
            http.response.status_code = tracing::field::Empty,
            error.type = tracing::field::Empty,
            otel.status_code = tracing::field::Empty,
        );
        Self { number, span }
    }

    /// Starts an attempt.
    #[cfg(not(feature = "tracing"))]
    pub(crate) fn start(number: u32, _: &http::Request<ByteStream>, plan: &Plan) -> Self {
        let _ = (plan.template, plan.prefix);
        Self { number }
    }

    /// Runs the attempt in its span.
    pub(crate) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        #[cfg(feature = "tracing")]
        let future = tracing::Instrument::instrument(future, self.span.clone());
        future
    }

    /// Records a response, which may be a failure.
    pub(crate) fn answered(&self, response: &Response, is_failure: bool) {
        let (attempt, status) = (self.number, response.status());
        #[cfg(feature = "tracing")]
        {
            self.span.record("http.response.status_code", status.as_u16());
            if is_failure {
                // A failure with a success status has no class.
                self.fail(if status.is_success() { "_OTHER" } else { status.as_str() });
            }
            let request_id = response.request_id().map(|id| tracing::field::display(crate::error::Cut(id)));
            let status = status.as_u16();
            self.span.in_scope(|| tracing::debug!(attempt, status, request_id, "response"));
        }
        #[cfg(not(feature = "tracing"))]
        let _ = (attempt, status, is_failure);
    }

    /// Records that there is no response, or an incomplete one.
    pub(crate) fn failed(&self, response: Option<&Response>, error: &Failure) {
        let attempt = self.number;
        #[cfg(feature = "tracing")]
        {
            if let Some(response) = response {
                self.span.record("http.response.status_code", response.status().as_u16());
            }
            self.fail(error_type(error.kind()));
            self.span.in_scope(|| tracing::debug!(attempt, %error, "failed"));
        }
        #[cfg(not(feature = "tracing"))]
        let _ = (attempt, response, error);
    }

    #[cfg(feature = "tracing")]
    fn fail(&self, class: &str) {
        self.span.record("error.type", class);
        self.span.record("otel.status_code", "ERROR");
    }
}

/// Returns the port that a request is sent to.
#[cfg(feature = "tracing")]
fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or_else(|| match uri.scheme_str()? {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    })
}

/// A URL without values from the input, credentials, or links of the service. After the endpoint's own path,
/// the path has labels instead of values, and the query has only names.
#[cfg(feature = "tracing")]
struct Url<'a> {
    uri: &'a Uri,
    prefix: usize,
    template: &'static str,
}

#[cfg(feature = "tracing")]
impl Display for Url<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(scheme), Some(host)) = (self.uri.scheme_str(), self.uri.host()) {
            write!(f, "{scheme}://{host}")?;
        }
        if let Some(port) = self.uri.port_u16() {
            write!(f, ":{port}")?;
        }
        f.write_str(self.uri.path().get(..self.prefix).unwrap_or_default())?;
        f.write_str(self.template)?;
        for (number, pair) in self.uri.query().into_iter().flat_map(|query| query.split('&')).enumerate() {
            f.write_str(if number == 0 { "?" } else { "&" })?;
            match pair.split_once('=') {
                Some((name, _)) => write!(f, "{name}=REDACTED")?,
                // This may be a value.
                None => f.write_str("REDACTED")?,
            }
        }
        Ok(())
    }
}

/// Returns the class of an error.
#[cfg(feature = "tracing")]
fn error_type(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidInput => "invalid_input",
        ErrorKind::Encode => "encode",
        ErrorKind::Credentials => "credentials",
        ErrorKind::Signing => "signing",
        ErrorKind::Connect => "connect",
        ErrorKind::Transport => "transport",
        ErrorKind::Timeout(TimeoutKind::Credentials) => "credentials_timeout",
        ErrorKind::Timeout(TimeoutKind::Connect) => "connect_timeout",
        ErrorKind::Timeout(TimeoutKind::Attempt) => "attempt_timeout",
        ErrorKind::Timeout(TimeoutKind::Call) => "call_timeout",
        ErrorKind::Truncated => "truncated",
        ErrorKind::TooLarge => "too_large",
        ErrorKind::Service => "service",
        ErrorKind::Undecodable => "undecodable",
        ErrorKind::Redirect => "redirect",
        ErrorKind::Pagination => "pagination",
    }
}

/// Reports that a header of a trace is invalid and not sent.
pub(crate) fn bad_trace_header(name: &str) {
    #[cfg(feature = "tracing")]
    tracing::warn!(name, "invalid header in the trace context");
    #[cfg(not(feature = "tracing"))]
    let _ = name;
}

/// Reports a redirect that is followed.
pub(crate) fn redirected(status: u16) {
    #[cfg(feature = "tracing")]
    tracing::debug!(status, "following a redirect");
    #[cfg(not(feature = "tracing"))]
    let _ = status;
}

/// Reports that another attempt follows after a wait.
pub(crate) fn retrying(attempt: u32, delay: Duration) {
    #[cfg(feature = "tracing")]
    tracing::debug!(attempt, ?delay, "trying again");
    #[cfg(not(feature = "tracing"))]
    let _ = (attempt, delay);
}

/// Reports that the connection of a stream of events broke, and that the stream is reopened after a wait.
pub(crate) fn reconnecting(delay: Duration) {
    #[cfg(feature = "tracing")]
    tracing::debug!(?delay, "reopening the stream");
    #[cfg(not(feature = "tracing"))]
    let _ = delay;
}

/// Reports that the server refused a signature because the clocks differ; its time is used from now on.
pub(crate) fn clock_skewed(seconds: i64) {
    #[cfg(feature = "tracing")]
    tracing::warn!(seconds, "the server's clock differs: signing with its time");
    #[cfg(not(feature = "tracing"))]
    let _ = seconds;
}

/// Reports that a request violates constraints and is sent, since the policy allows it.
pub(crate) fn violated(violations: &dyn Display) {
    #[cfg(feature = "tracing")]
    tracing::warn!(%violations, "sending an invalid request");
    #[cfg(not(feature = "tracing"))]
    let _ = violations;
}

/// Reports that a required member of a response is missing and gets its zero value.
pub(crate) fn missing_member(path: &dyn Display) {
    #[cfg(feature = "tracing")]
    if tracing::enabled!(tracing::Level::WARN) {
        tracing::warn!(path = path.to_string(), "response lacks a required member");
    }
    #[cfg(not(feature = "tracing"))]
    let _ = path;
}

#[cfg(all(test, feature = "tracing"))]
mod tests {
    use super::*;

    #[test]
    fn urls_without_secrets() {
        for (url, expected) in [
            ("https://example.com/v1/a/secret", "https://example.com/v1/a/{b}"),
            (
                "http://example.com:8080/v1?a=1&b&c=2=3",
                "http://example.com:8080/v1/a/{b}?a=REDACTED&REDACTED&c=REDACTED",
            ),
            ("https://[::1]:8443/v1/?", "https://[::1]:8443/v1/a/{b}?REDACTED"),
            ("https://user:password@example.com/v1", "https://example.com/v1/a/{b}"),
        ] {
            let uri = url.parse().unwrap_or_default();
            assert_eq!(Url { uri: &uri, prefix: 3, template: "/a/{b}" }.to_string(), expected);
        }
    }

    #[test]
    fn ports() {
        let port = |url: &str| url.parse().ok().and_then(|uri| port(&uri));
        assert_eq!(port("https://example.com"), Some(443));
        assert_eq!(port("http://example.com"), Some(80));
        assert_eq!(port("http://example.com:81"), Some(81));
    }
}
