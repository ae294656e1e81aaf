//! HTTP/1.1 over hyper, with TLS by rustls.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Uri, header};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector};
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use tokio::runtime::Handle;
use tower_service::Service;

use super::outgoing::Outgoing;
use super::pool::{Arriving, Line, Peer, Pool, Socket};
use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind, host};
use crate::error::BoxError;
use crate::lock::lock;

/// Default limit of idle connections.
pub(crate) const MAX_IDLE_CONNECTIONS: usize = 100;

/// The default transport: HTTP/1.1 over hyper, TLS by rustls. It must be used inside a tokio runtime whose I/O and time
/// drivers are enabled, as `#[tokio::main]` and `Builder::enable_all` do. Outside a runtime, every request is an error.
///
/// Clones share connections. A connection that is done with a request is kept for the next one, for at most 90 seconds
/// and up to a [number](Self::max_idle_connections) that all servers share. A connection whose request is dropped, times
/// out or is answered before it was sent completely is closed at once, with what was not sent yet.
#[derive(Clone)]
pub struct Hyper {
    tls: Tls,
    connect_timeout: Option<Duration>,
    pool: Arc<Pool>,
}

/// Where the configuration of TLS comes from.
#[derive(Clone)]
enum Tls {
    Own(Arc<ClientConfig>),
    /// Trusts the system's root certificates.
    System(Arc<CryptoProvider>),
}

impl Hyper {
    /// A transport that trusts the system's root certificates. Connecting, TLS handshake included, may take
    /// `connect_timeout`.
    ///
    /// The certificates are read for the first encrypted connection of the process; without any, that fails.
    ///
    /// The cryptography is AWS-LC's with the feature `aws-lc-rs`, else ring's with the feature `ring`, else that of the
    /// process's default [`CryptoProvider`].
    ///
    /// # Errors
    ///
    /// If there is no provider of cryptography.
    pub fn new(connect_timeout: Option<Duration>) -> io::Result<Self> {
        Ok(Self::with(Tls::System(provider()?), connect_timeout))
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
        Self::with(Tls::Own(Arc::new(tls)), connect_timeout)
    }

    fn with(tls: Tls, connect_timeout: Option<Duration>) -> Self {
        Self { tls, connect_timeout, pool: Arc::new(Pool::new(MAX_IDLE_CONNECTIONS)) }
    }

    /// Sets how many idle connections are kept, 100 by default; 0 keeps none. Beyond that, the one that was
    /// not used for longest is closed. What clones of this transport kept before is not shared.
    #[must_use]
    pub fn max_idle_connections(mut self, limit: usize) -> Self {
        self.pool = Arc::new(Pool::new(limit));
        self
    }

    async fn exchange(
        &self,
        mut request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let broken = |error: hyper::Error| {
            // What failed is the source of the request's body.
            let is_own = error.is_user();
            let kind = if is_own { TransportErrorKind::Other } else { TransportErrorKind::Broken };
            TransportError::new(kind, error)
        };
        // Tokio would panic.
        Handle::try_current().map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        announce_empty_body(&mut request);
        refuse_encodings(&mut request);
        let (uri, peer) = in_origin_form(&mut request)
            .map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        let mut request = request.map(Outgoing::from);
        loop {
            let (mut line, is_new) = match self.pool.take(&peer).await {
                Some(line) => (line, false),
                None => (Line::new(peer.clone(), self.connect(&uri).await?).await.map_err(broken)?, true),
            };
            match line.send(request).await {
                Ok(response) => {
                    let pool = Arc::clone(&self.pool);
                    return Ok(response.map(|body| Body::from_stream(Arriving::new(body, line, pool))));
                }
                Err(mut error) => match error.take_message() {
                    // The server closed the connection before anything was sent.
                    Some(unsent) if !is_new => request = unsent,
                    _ => return Err(broken(error.into_error())),
                },
            }
        }
    }

    /// Resolves the name, and connects by TCP and, for `https`, by TLS.
    async fn connect(&self, uri: &Uri) -> Result<Socket, TransportError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let failed = |error: BoxError| TransportError::new(TransportErrorKind::Connect, error);
        let connecting: BoxFuture<'_, Result<Socket, BoxError>> = if uri.scheme_str() == Some("https") {
            let tls = self.tls.config().await;
            let tls = tls.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
            Box::pin(HttpsConnector::from((tcp, tls)).call(uri.clone()))
        } else {
            // Only an endpoint that the caller set may be plain HTTP, as is checked when a client is built.
            let connecting = tcp.call(uri.clone());
            Box::pin(async { Ok(connecting.await?.into()) })
        };
        let Some(limit) = self.connect_timeout else {
            return connecting.await.map_err(failed);
        };
        match tokio::time::timeout(limit, connecting).await {
            Ok(connected) => connected.map_err(failed),
            Err(_) => {
                let reason = format!("no connection after {limit:?}");
                Err(TransportError::new(TransportErrorKind::ConnectTimeout(limit), reason))
            }
        }
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
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

impl Tls {
    async fn config(&self) -> io::Result<Arc<ClientConfig>> {
        /// One for the process, since reading the certificates takes milliseconds and dozens of files.
        static SYSTEM: Mutex<Option<Arc<ClientConfig>>> = Mutex::new(None);
        let provider = match self {
            Self::Own(config) => return Ok(Arc::clone(config)),
            Self::System(provider) => Arc::clone(provider),
        };
        if let Some(known) = &*lock(&SYSTEM) {
            return Ok(Arc::clone(known));
        }
        let read = move || {
            // Locked meanwhile, so that they are read once.
            let mut system = lock(&SYSTEM);
            if let Some(known) = &*system {
                return Ok(Arc::clone(known));
            }
            let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
            let config = config.map_err(io::Error::other)?.with_native_roots()?.with_no_client_auth();
            Ok(Arc::clone(system.insert(Arc::new(config))))
        };
        tokio::task::spawn_blocking(read).await.map_err(io::Error::other)?
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

/// Says of a method that usually has a body that there is none: hyper does not, and some servers insist (RFC 9110
/// sections 8.6 and 15.5.12).
fn announce_empty_body(request: &mut http::Request<Body>) {
    let usual = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if usual && request.body().length() == Some(0) {
        request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// Asks for a body that is not compressed, unless the caller asks for something else: a request that says nothing accepts
/// every encoding (RFC 9110 section 12.5.3), and some servers take it at its word.
fn refuse_encodings(request: &mut http::Request<Body>) {
    let identity = HeaderValue::from_static("identity");
    request.headers_mut().entry(header::ACCEPT_ENCODING).or_insert(identity);
}

/// Moves the server from the request's URI to its `host` header (RFC 9112 section 3.2.1). Returns the whole URI, and the
/// server.
fn in_origin_form(request: &mut http::Request<Body>) -> Result<(Uri, Peer), BoxError> {
    let uri = request.uri().clone();
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err("the request's URI is not absolute".into());
    };
    let peer = Peer { scheme: scheme.clone(), authority: authority.clone() };
    if !request.headers().contains_key(header::HOST) {
        let host = HeaderValue::try_from(&*host(&uri).unwrap_or_default())?;
        request.headers_mut().insert(header::HOST, host);
    }
    let path = uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
    *request.uri_mut() = path.into();
    Ok((uri, peer))
}

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
