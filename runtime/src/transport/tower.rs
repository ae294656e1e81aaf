//! Services of tower as transports.

use std::fmt;
use std::future::poll_fn;
use std::sync::Mutex;

use bytes::Bytes;
use tower_service::Service;

use super::received::received;
use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::error::BoxError;
use crate::lock::lock;

/// Sends requests through a [`tower_service::Service`]: layers around another transport, or an HTTP client
/// that is a service. Each request uses a clone of it.
///
/// If the service fails with a [`TransportError`], that is the error. Any other error counts as
/// [`Broken`](TransportErrorKind::Broken), so only repeatable operations are retried; if you know more about
/// the error, map it to a `TransportError` of another kind.
///
/// ```
/// use std::convert::Infallible;
/// use std::future::{Ready, ready};
/// use std::task::{Context, Poll};
///
/// use speccast_runtime::transport::{Body, Tower, Transport};
/// use tower_service::Service;
///
/// #[derive(Clone)]
/// struct Teapot;
///
/// impl Service<http::Request<Body>> for Teapot {
///     type Response = http::Response<Body>;
///     type Error = Infallible;
///     type Future = Ready<Result<Self::Response, Infallible>>;
///
///     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
///         Poll::Ready(Ok(()))
///     }
///
///     fn call(&mut self, _request: http::Request<Body>) -> Self::Future {
///         let mut response = http::Response::new(Body::from("{}"));
///         *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
///         ready(Ok(response))
///     }
/// }
///
/// let transport: &dyn Transport = &Tower::new(Teapot);
/// ```
pub struct Tower<S>(
    /// A service may not be `Sync`.
    Mutex<S>,
);

impl<S> Tower<S> {
    /// Creates a transport that sends requests through `service`.
    pub fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

impl<S> fmt::Debug for Tower<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tower")
    }
}

impl<S, B> Transport for Tower<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut service = lock(&self.0).clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(failed)?;
            let response = service.call(request).await.map_err(failed)?;
            Ok(response.map(|body| received(body, failed)))
        })
    }
}

fn failed(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast() {
        Ok(own) => *own,
        Err(error) => TransportError::new(TransportErrorKind::Broken, error),
    }
}
