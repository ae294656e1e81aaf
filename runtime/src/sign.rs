//! AWS Signature Version 4, by the official signer.

use std::borrow::Cow;
use std::error::Error;
use std::str;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::trace;

/// Headers that a signature leaves out: those that a proxy may change, and the one that will hold the signature.
/// The list is botocore's; the signer's own one is shorter.
const UNSIGNED: [&str; 15] = [
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// The first second that a signature's date, of four digits for the year, cannot say: that of the year 10000.
const END_OF_TIME: Duration = Duration::from_secs(253_402_300_800);

/// What a signature is for.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) region: &'a str,
    /// The service's signing name.
    pub(crate) service: &'a str,
    pub(crate) time: SystemTime,
}

/// Signs a request whose URI is absolute: adds `x-amz-date`, `x-amz-security-token` if the credentials have one, and
/// `authorization`.
///
/// Everything else must be in place, since headers that are added later are not signed.
pub(crate) fn add_signature(
    request: &mut http::Request<Bytes>,
    credentials: &Credentials,
    scope: Scope<'_>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    // The signer panics on a time that it cannot write.
    let age = scope.time.duration_since(SystemTime::UNIX_EPOCH);
    if !age.is_ok_and(|age| age < END_OF_TIME) {
        return Err("the clock shows a time that a signature cannot have".into());
    }
    let identity = credentials.clone().into();
    let mut settings = SigningSettings::default();
    settings.excluded_headers = Some(UNSIGNED.map(Cow::Borrowed).to_vec());
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(scope.region)
        .name(scope.service)
        .time(scope.time)
        .settings(settings)
        .build()?
        .into();

    let mut headers = Vec::with_capacity(request.headers().len());
    for (name, value) in request.headers() {
        headers.push((name.as_str(), str::from_utf8(value.as_bytes())?));
    }
    let signable = SignableRequest::new(
        request.method().as_str(),
        request.uri().to_string(),
        headers.into_iter(),
        SignableBody::Bytes(request.body()),
    )?;
    // The signer tells `tracing` of every header, and one of the caller's may be a secret.
    let (instructions, _) = trace::silently(|| sign(signable, &params))?.into_parts();

    // Not the signer's own way to apply them, which panics on an access key that no header can hold.
    let (headers, _) = instructions.into_parts();
    for header in headers {
        let mut value = HeaderValue::from_str(header.value())?;
        value.set_sensitive(header.sensitive() || header.name() == "authorization");
        request.headers_mut().insert(HeaderName::from_static(header.name()), value);
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says so")]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use super::*;

    /// Counts what it is told.
    #[derive(Clone, Default)]
    struct Listener(Arc<AtomicUsize>);

    impl Subscriber for Listener {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            self.0.fetch_add(1, Ordering::Relaxed);
            Id::from_u64(1)
        }

        fn event(&self, _: &Event<'_>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }

    #[test]
    fn nobody_is_told_what_is_signed_whatever_the_features() {
        let listener = Listener::default();
        let _guard = tracing::subscriber::set_default(listener.clone());
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = http::Uri::from_static("https://example.com/");
        let credentials = Credentials::new("AKID", "hidden", None, None, "test");
        let scope = Scope { region: "eu-central-1", service: "widgets", time: SystemTime::UNIX_EPOCH };
        add_signature(&mut request, &credentials, scope).expect("a signature");
        assert!(request.headers().contains_key("authorization"));
        assert_eq!(listener.0.load(Ordering::Relaxed), 0);
    }
}
