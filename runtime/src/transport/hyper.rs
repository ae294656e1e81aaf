//! HTTP/1.1 over hyper, with TLS by rustls.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, Method, Uri, header};
use http_body_util::{BodyDataStream, BodyExt, Full};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// The default transport: HTTP/1.1 over hyper, TLS by rustls with ring and the system's root certificates.
///
/// Connections are pooled, and clones share them. It must be used inside a tokio runtime.
#[derive(Clone)]
pub struct Hyper(Client<Limited, Full<Bytes>>);

impl Hyper {
    /// A transport whose connections, TLS handshake included, must be made within `connect_timeout`.
    ///
    /// # Errors
    ///
    /// When the system has no root certificates, or none that can be read.
    pub fn new(connect_timeout: Option<Duration>) -> io::Result<Self> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = HttpsConnectorBuilder::new()
            // Given by name: the process-wide default panics when a program links two providers and chose none.
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())?
            // That plain HTTP goes only to an endpoint which the caller set is checked when a client is built.
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let connector = Limited { inner: tls, limit: connect_timeout };
        let client = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Ok(Self(client))
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hyper")
    }
}

impl Transport for Hyper {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        announce_empty_body(&mut request);
        let response = self.0.request(request.map(Full::new));
        Box::pin(async move {
            match response.await {
                Ok(response) => Ok(response.map(|body| Body::from_stream(Incoming(body.into_data_stream())))),
                Err(error) => Err(classify(error)),
            }
        })
    }
}

/// Says of a method that usually has a body that there is none: hyper does not, and some servers insist (RFC 9110
/// sections 8.6 and 15.5.12).
fn announce_empty_body(request: &mut http::Request<Bytes>) {
    let usual = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if usual && request.body().is_empty() {
        request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// Tells from hyper's error what went wrong.
fn classify(error: hyper_util::client::legacy::Error) -> TransportError {
    let kind = match timeout_in(&error) {
        Some(limit) => TransportErrorKind::ConnectTimeout(limit),
        None if error.is_connect() => TransportErrorKind::Connect,
        None => TransportErrorKind::Broken,
    };
    TransportError::new(kind, error)
}

/// The connect timeout that is among the causes of an error, if it is.
fn timeout_in(error: &(dyn Error + 'static)) -> Option<Duration> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(ConnectTimedOut(limit)) = error.downcast_ref() {
            return Some(*limit);
        }
        next = error.source();
    }
    None
}

/// The body of an answer; an error of it is a connection that broke.
struct Incoming<B>(BodyDataStream<B>);

impl<B> Stream for Incoming<B>
where
    B: http_body_util::BodyExt<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let broken = |error| TransportError::new(TransportErrorKind::Broken, error);
        Pin::new(&mut self.0).poll_next(cx).map(|piece| piece.map(|piece| piece.map_err(broken)))
    }
}

/// The connector, with a limit on name resolution, TCP and TLS together.
#[derive(Clone)]
struct Limited {
    inner: HttpsConnector<HttpConnector>,
    limit: Option<Duration>,
}

impl Service<Uri> for Limited {
    type Response = <HttpsConnector<HttpConnector> as Service<Uri>>::Response;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connection = self.inner.call(uri);
        let limit = self.limit;
        Box::pin(async move {
            let Some(limit) = limit else {
                return connection.await;
            };
            match tokio::time::timeout(limit, connection).await {
                Ok(connection) => connection,
                Err(_) => Err(ConnectTimedOut(limit).into()),
            }
        })
    }
}

/// The connect timeout ran out.
#[derive(Debug)]
struct ConnectTimedOut(Duration);

impl fmt::Display for ConnectTimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection after {:?}", self.0)
    }
}

impl Error for ConnectTimedOut {}
