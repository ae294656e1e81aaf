//! HTTP/1.1 over hyper, with TLS by rustls.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use http::uri::{PathAndQuery, Scheme};
use http::{HeaderValue, Uri, header};
use rustls::ClientConfig;
use tokio::runtime::Handle;

use super::connect::{Connector, Tls, provider};
use super::pool::{Arriving, Line, Peer, Pool};
use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind, announce_empty_body, host};
use crate::error::BoxError;

/// Default limit of idle connections.
pub(crate) const MAX_IDLE_CONNECTIONS: usize = 100;

/// The default transport: HTTP/1.1 over hyper, TLS by rustls. It must be used inside a tokio runtime with I/O
/// and time enabled, as by `#[tokio::main]` and `Builder::enable_all`. Outside a runtime, every request is an
/// error.
///
/// Clones share connections. A connection is kept for the next request, for at most 90 seconds and up to a
/// [number](Self::max_idle_connections) for all servers together. It is closed at once if its request is
/// dropped, times out, or gets a response before it was sent completely.
#[derive(Clone)]
pub struct Hyper {
    connector: Connector,
    pool: Arc<Pool>,
}

impl Hyper {
    /// Creates a transport that trusts the system's root certificates. Connecting, including the TLS
    /// handshake, may take `connect_timeout`.
    ///
    /// The certificates are read for the first encrypted connection of the process, which fails if there are
    /// none.
    ///
    /// The cryptography is AWS-LC with the feature `aws-lc-rs`, or ring with the feature `ring`; with
    /// neither, it is the process's default [`CryptoProvider`](rustls::crypto::CryptoProvider).
    ///
    /// # Errors
    ///
    /// If there is no cryptography provider.
    pub fn new(connect_timeout: Option<Duration>) -> io::Result<Self> {
        Ok(Self::with(Tls::System(provider()?), connect_timeout))
    }

    /// Creates a transport with a custom TLS configuration: other root certificates, a client certificate,
    /// another cryptography provider. Its ALPN protocols are ignored, since this transport only supports
    /// HTTP/1.1.
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
        let connector = Connector::new(tls, connect_timeout);
        Self { connector, pool: Arc::new(Pool::new(MAX_IDLE_CONNECTIONS)) }
    }

    /// Sets how many idle connections are kept; the default is 100, and 0 keeps none. The least recently used
    /// one is closed first. Connections kept by earlier clones are not shared.
    #[must_use]
    pub fn max_idle_connections(mut self, limit: usize) -> Self {
        self.pool = Arc::new(Pool::new(limit));
        self
    }

    /// Sends requests through a proxy. Connections kept by earlier clones are not shared.
    #[cfg(feature = "proxy")]
    #[must_use]
    pub fn proxy(mut self, proxy: super::Proxy) -> Self {
        self.connector.proxy = Some(proxy);
        let limit = self.pool.limit();
        self.max_idle_connections(limit)
    }

    async fn exchange(
        &self,
        mut request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let broken = |error: hyper::Error| {
            // The source of the request's body failed.
            let is_own = error.is_user();
            let kind = if is_own { TransportErrorKind::Other } else { TransportErrorKind::Broken };
            TransportError::new(kind, error)
        };
        // Tokio would panic.
        Handle::try_current().map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        announce_empty_body(&mut request);
        let (uri, peer) = in_origin_form(&mut request)
            .map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        let hop = self.connector.hop(&uri);
        if let Some(hop) = hop.as_ref().filter(|_| peer.scheme == Scheme::HTTP) {
            // The proxy gets the whole URL (RFC 9112 section 3.2.2).
            *request.uri_mut() = uri.clone();
            let authorization = hop.authorization.clone();
            request.headers_mut().extend(authorization.map(|value| (header::PROXY_AUTHORIZATION, value)));
        }
        loop {
            let (mut line, is_new) = match self.pool.take(&peer).await {
                Some(line) => (line, false),
                None => {
                    // In a box, which most calls do not need: their futures stay small.
                    let opening = Box::pin(async {
                        let socket = self.connector.connect(&uri, hop.as_ref()).await?;
                        Line::new(peer.clone(), socket).await.map_err(broken)
                    });
                    (opening.await?, true)
                }
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

/// Moves the server from the request's URI to its `host` header (RFC 9112 section 3.2.1). Returns the whole
/// URI, and the server.
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
