//! Events for `tracing`: a span for each call, an event for each attempt; without secrets, headers and
//! bodies.
//!
//! Without the feature `tracing`, these functions do nothing.

use std::fmt::Display;
use std::time::Duration;

/// Runs a call in its span.
#[cfg(feature = "tracing")]
pub(crate) fn call<F: Future>(
    service: &'static str,
    operation: &'static str,
    future: F,
) -> impl Future<Output = F::Output> + use<F> {
    use tracing::Instrument as _;
    future.instrument(tracing::debug_span!("call", service, operation))
}

/// Runs a call.
#[cfg(not(feature = "tracing"))]
pub(crate) fn call<F: Future>(_: &'static str, _: &'static str, future: F) -> F {
    future
}

/// An attempt got a response, of any status.
pub(crate) fn answered(attempt: u32, status: u16, request_id: Option<&str>) {
    #[cfg(feature = "tracing")]
    let request_id = request_id.map(|id| tracing::field::display(crate::error::Cut(id)));
    #[cfg(feature = "tracing")]
    tracing::debug!(attempt, status, request_id, "response");
    #[cfg(not(feature = "tracing"))]
    let _ = (attempt, status, request_id);
}

/// An attempt got no response, or an incomplete one.
pub(crate) fn failed(attempt: u32, error: &dyn Display) {
    #[cfg(feature = "tracing")]
    tracing::debug!(attempt, %error, "failed");
    #[cfg(not(feature = "tracing"))]
    let _ = (attempt, error);
}

/// Another attempt follows after a wait.
pub(crate) fn retrying(attempt: u32, delay: Duration) {
    #[cfg(feature = "tracing")]
    tracing::debug!(attempt, ?delay, "trying again");
    #[cfg(not(feature = "tracing"))]
    let _ = (attempt, delay);
}

/// The server's clock differs so much that it refused a signature; its time is used from now on.
pub(crate) fn clock_skewed(seconds: i64) {
    #[cfg(feature = "tracing")]
    tracing::warn!(seconds, "the server's clock differs: signing with its time");
    #[cfg(not(feature = "tracing"))]
    let _ = seconds;
}

/// A request that violates constraints is sent, because of the policy.
pub(crate) fn violated(violations: &dyn Display) {
    #[cfg(feature = "tracing")]
    tracing::warn!(%violations, "sending an invalid request");
    #[cfg(not(feature = "tracing"))]
    let _ = violations;
}

/// A required member of a response is missing, and gets its zero value.
pub(crate) fn missing_member(path: &dyn Display) {
    #[cfg(feature = "tracing")]
    if tracing::enabled!(tracing::Level::WARN) {
        tracing::warn!(path = path.to_string(), "response lacks a required member");
    }
    #[cfg(not(feature = "tracing"))]
    let _ = path;
}
