//! How a request reaches a server: the trait `Transport`, the transports over hyper, reqwest and tower, and
//! one for tests.

mod body;
#[cfg(feature = "hyper")]
mod connect;
mod error;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "tower"))]
mod http_body;
#[cfg(feature = "hyper")]
mod hyper;
mod mock;
#[cfg(feature = "hyper")]
mod pool;
#[cfg(feature = "proxy")]
mod proxy;
#[cfg(any(feature = "reqwest", feature = "tower"))]
mod received;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "hyper")]
mod socket;
#[cfg(feature = "tower")]
mod tower;

#[cfg(any(feature = "hyper", feature = "sigv4"))]
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

pub use self::body::Body;
pub use self::error::{TransportError, TransportErrorKind};
#[cfg(feature = "hyper")]
pub use self::hyper::Hyper;
#[cfg(feature = "hyper")]
pub(crate) use self::hyper::MAX_IDLE_CONNECTIONS;
pub use self::mock::Mock;
#[cfg(feature = "proxy")]
pub use self::proxy::{Proxy, ProxyError};
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
#[cfg(feature = "tower")]
pub use self::tower::Tower;
pub use crate::time::BoxFuture;

/// Sends one request and returns the head of its response, with a body that has not been read. The request's
/// own body may be a stream, with or without a known length.
///
/// A transport does not retry or follow redirects. If a body ends early, that is an error of the body, not of
/// the response. Timeouts, the size limit and retries belong to the client. The client drops the future to
/// cancel the request.
///
/// The request's URI is absolute, and the transport sets the `host` header. It does not decompress a body:
/// the client does, with the feature `gzip`.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends `request`.
    ///
    /// # Errors
    ///
    /// If there is no response; a response of any status is not an error.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// Sets `content-length: 0` if a method usually has a body but the request has none. HTTP libraries do not do
/// so, and some servers require it (RFC 9110 sections 8.6 and 15.5.12).
#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn announce_empty_body(request: &mut http::Request<Body>) {
    use http::{HeaderValue, Method, header};
    let usual = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if usual && request.body().length() == Some(0) {
        request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// Returns the `host` header for a URI, without the scheme's default port.
#[cfg(any(feature = "hyper", feature = "sigv4"))]
pub(crate) fn host(uri: &http::Uri) -> Option<Cow<'_, str>> {
    let host = uri.host()?;
    Some(match (uri.port_u16(), uri.scheme_str()) {
        (None, _) | (Some(443), Some("https")) | (Some(80), Some("http")) => host.into(),
        (Some(port), _) => format!("{host}:{port}").into(),
    })
}

/// Creates a transport from a function, for example to adapt another HTTP library or to record requests.
///
/// ```
/// use speccast_runtime::transport::{self, Body};
///
/// let teapot = transport::from_fn(|_request| async {
///     let mut response = http::Response::new(Body::from("{}"));
///     *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
///     Ok(response)
/// });
/// # let _: &dyn transport::Transport = &teapot;
/// ```
pub fn from_fn<F, Fut>(send: F) -> FromFn<F>
where
    F: Fn(http::Request<Body>) -> Fut + Send + Sync,
    Fut: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
{
    FromFn(send)
}

/// The transport of [`from_fn`].
#[derive(Clone)]
pub struct FromFn<F>(F);

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FromFn")
    }
}

impl<F, Fut> Transport for FromFn<F>
where
    F: Fn(http::Request<Body>) -> Fut + Send + Sync,
    Fut: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin((self.0)(request))
    }
}
