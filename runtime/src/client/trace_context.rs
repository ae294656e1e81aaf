//! Headers that continue a trace in the service.

use std::sync::Arc;

use http::HeaderMap;

use crate::request::header;
use crate::trace;

/// Headers of a trace for one attempt; see [`Config::trace_context`](super::Config::trace_context).
///
/// ```
/// use speccast_runtime::client::Config;
///
/// let config = Config::new().trace_context(|headers| {
///     headers.set("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
/// });
/// ```
#[derive(Debug, Default)]
pub struct TraceHeaders(HeaderMap);

impl TraceHeaders {
    /// Sets a header. A header of the request itself has priority, such as one from
    /// [`Call::header`](super::Call::header) or of the client's authentication.
    ///
    /// An invalid header is not sent, since a trace must not make a call fail; a `tracing` event reports its
    /// name. A header is invalid if HTTP does not allow its name or value, if it belongs to the connection, or
    /// if it is a malformed `traceparent` (W3C Trace Context, section 3.2).
    pub fn set(&mut self, name: &str, value: &str) {
        match header::parse(&self.0, name, value) {
            Ok((name, _)) if name == TRACEPARENT && !is_traceparent(value) => {
                trace::bad_trace_header(TRACEPARENT);
            }
            Ok((name, value)) => {
                self.0.insert(name, value);
            }
            Err(_) => trace::bad_trace_header(name),
        }
    }
}

/// The source of a trace's headers.
#[derive(Clone)]
pub(super) struct TraceContext(Arc<dyn Fn(&mut TraceHeaders) + Send + Sync>);

impl TraceContext {
    pub(super) fn new(inject: impl Fn(&mut TraceHeaders) + Send + Sync + 'static) -> Self {
        Self(Arc::new(inject))
    }

    /// Adds the headers that the request does not have.
    pub(super) fn inject(&self, headers: &mut HeaderMap) {
        let mut found = TraceHeaders::default();
        (self.0)(&mut found);
        for (name, value) in &found.0 {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
}

const TRACEPARENT: &str = "traceparent";

/// Whether this is a version, an identifier of the trace, one of the parent, and flags, all in lower-case
/// hexadecimal. Versions after 00 may have more.
fn is_traceparent(text: &str) -> bool {
    let mut fields = text.split('-');
    let mut field = |length: usize| {
        let is_hex = |text: &&str| {
            text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        fields.next().filter(is_hex)
    };
    let (Some(version), Some(trace), Some(parent), Some(_)) = (field(2), field(32), field(16), field(2))
    else {
        return false;
    };
    let is_zero = |text: &str| text.bytes().all(|byte| byte == b'0');
    version != "ff" && !is_zero(trace) && !is_zero(parent) && (version != "00" || fields.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traceparents() {
        let (trace, parent) = ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
        for text in [format!("00-{trace}-{parent}-01"), format!("cc-{trace}-{parent}-00-more")] {
            assert!(is_traceparent(&text), "{text}");
        }
        for text in [
            String::new(),
            format!("00-{trace}-{parent}"),
            format!("00-{trace}-{parent}-01-more"),
            format!("00-{trace}-{parent}-1"),
            format!("ff-{trace}-{parent}-01"),
            format!("00-{}-{parent}-01", "0".repeat(32)),
            format!("00-{trace}-{}-01", "0".repeat(16)),
            format!("00-{}-{parent}-01", trace.to_uppercase()),
            format!(" 00-{trace}-{parent}-01"),
        ] {
            assert!(!is_traceparent(&text), "{text}");
        }
    }
}
