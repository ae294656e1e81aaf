//! HTTP/1.1 over hyper, with TLS by rustls.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use tower_service::Service;

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// The default transport: HTTP/1.1 over hyper, TLS by rustls.
///
/// Connections are pooled, and clones share them. It must be used inside a tokio runtime.
#[derive(Clone)]
pub struct Hyper(Client<Limited, Full<Bytes>>);

impl Hyper {
    /// A transport that trusts the system's root certificates. Connecting, TLS handshake included, may take
    /// `connect_timeout`.
    ///
    /// The cryptography is AWS-LC's with the feature `aws-lc-rs`, else ring's with the feature `ring`, else that of the
    /// process's default [`CryptoProvider`].
    ///
    /// # Errors
    ///
    /// If the system has no usable root certificates, or there is no provider of cryptography.
    pub fn new(connect_timeout: Option<Duration>) -> io::Result<Self> {
        let tls = ClientConfig::builder_with_provider(provider()?).with_safe_default_protocol_versions();
        let tls = tls.map_err(io::Error::other)?.with_native_roots()?.with_no_client_auth();
        Ok(Self::with_tls(tls, connect_timeout))
    }

    /// A transport with TLS of your own: other root certificates, a client certificate, another provider of
    /// cryptography. Its ALPN protocols are ignored, because this transport only speaks HTTP/1.1.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    ///
    /// use speccast_runtime::rustls::crypto::CryptoProvider;
    /// use speccast_runtime::rustls::{ClientConfig, Error, RootCertStore};
    /// use speccast_runtime::transport::Hyper;
    ///
    /// fn trusting(provider: Arc<CryptoProvider>, roots: RootCertStore) -> Result<Hyper, Error> {
    ///     let tls = ClientConfig::builder_with_provider(provider)
    ///         .with_safe_default_protocol_versions()?
    ///         .with_root_certificates(roots)
    ///         .with_no_client_auth();
    ///     Ok(Hyper::with_tls(tls, Some(Duration::from_secs(5))))
    /// }
    /// ```
    pub fn with_tls(mut tls: ClientConfig, connect_timeout: Option<Duration>) -> Self {
        tls.alpn_protocols.clear();
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // It connects without TLS too: only an endpoint that the caller set may be plain HTTP, as is checked when a
        // client is built.
        let connector = Limited { inner: HttpsConnector::from((tcp, tls)), limit: connect_timeout };
        let mut client = Client::builder(TokioExecutor::new());
        // A client joins the lines of a folded header by a space (RFC 9112 section 5.2).
        client.pool_timer(TokioTimer::new()).http1_allow_obsolete_multiline_headers_in_responses(true);
        Self(client.build(connector))
    }
}

/// The provider of cryptography. It is chosen here because rustls panics if it has to choose from two.
fn provider() -> io::Result<Arc<CryptoProvider>> {
    #[cfg(feature = "aws-lc-rs")]
    let provider = Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
    let provider = Some(Arc::new(rustls::crypto::ring::default_provider()));
    #[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
    let provider = CryptoProvider::get_default().cloned();
    provider.ok_or_else(|| {
        io::Error::other("no provider of cryptography: enable the feature `ring` or `aws-lc-rs`")
    })
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
                Ok(response) => Ok(response.map(|body| {
                    let broken = |error| TransportError::new(TransportErrorKind::Broken, error);
                    Body::from_stream(body.map_err(broken).into_data_stream())
                })),
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

#[cfg(all(test, any(feature = "ring", feature = "aws-lc-rs")))]
mod tests {
    use super::*;

    #[test]
    fn the_provider_is_one_of_the_features_whichever_are_enabled() -> io::Result<()> {
        let provider = provider()?;
        #[cfg(feature = "aws-lc-rs")]
        let expected = rustls::crypto::aws_lc_rs::default_provider();
        #[cfg(not(feature = "aws-lc-rs"))]
        let expected = rustls::crypto::ring::default_provider();
        assert_eq!(format!("{:?}", provider.secure_random), format!("{:?}", expected.secure_random));
        Hyper::new(None).map(drop)
    }
}
