//! Connections of the transport over hyper: TCP, through a proxy if there is one, and TLS by rustls.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderValue, Uri};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use tower_service::Service;

use super::socket::{Socket, Stream};
use super::{BoxFuture, TransportError, TransportErrorKind};
use crate::error::BoxError;
use crate::lock::lock;

/// How connections are made.
#[derive(Clone)]
pub(super) struct Connector {
    tls: Tls,
    timeout: Option<Duration>,
    #[cfg(feature = "proxy")]
    pub(super) proxy: Option<super::Proxy>,
}

/// A proxy between the client and a URL.
pub(super) struct Hop {
    pub(super) url: Uri,
    /// The value of `Proxy-Authorization`, marked as sensitive.
    pub(super) authorization: Option<HeaderValue>,
}

impl Connector {
    pub(super) fn new(tls: Tls, timeout: Option<Duration>) -> Self {
        Self {
            tls,
            timeout,
            #[cfg(feature = "proxy")]
            proxy: None,
        }
    }

    /// Returns the proxy for a URL, if there is one.
    #[cfg(feature = "proxy")]
    pub(super) fn hop(&self, url: &Uri) -> Option<Hop> {
        self.proxy.as_ref()?.hop(url)
    }

    /// There is none without the feature `proxy`.
    #[cfg(not(feature = "proxy"))]
    #[expect(clippy::unused_self, reason = "it is the same with a proxy")]
    pub(super) fn hop(&self, _: &Uri) -> Option<Hop> {
        None
    }

    /// Resolves the name, and connects with TCP; for `https`, also with TLS.
    pub(super) async fn connect(&self, uri: &Uri, hop: Option<&Hop>) -> Result<Socket, TransportError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let failed = |error: BoxError| TransportError::new(TransportErrorKind::Connect, error);
        let connecting: BoxFuture<'_, Result<Stream, BoxError>> = if uri.scheme_str() == Some("https") {
            let tls = self.tls.config().await;
            let tls = tls.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
            match hop {
                Some(hop) => Box::pin(HttpsConnector::from((hop.tunnel(tcp), tls)).call(uri.clone())),
                None => Box::pin(HttpsConnector::from((tcp, tls)).call(uri.clone())),
            }
        } else {
            // Plain HTTP is only possible for an endpoint that the caller set; building a client checks that.
            let connecting = tcp.call(hop.map_or(uri, |hop| &hop.url).clone());
            Box::pin(async { Ok(connecting.await?.into()) })
        };
        let Some(limit) = self.timeout else {
            return connecting.await.map(Socket::from).map_err(failed);
        };
        match tokio::time::timeout(limit, connecting).await {
            Ok(connected) => connected.map(Socket::from).map_err(failed),
            Err(_) => {
                let reason = format!("no connection after {limit:?}");
                Err(TransportError::new(TransportErrorKind::ConnectTimeout(limit), reason))
            }
        }
    }
}

impl Hop {
    /// A tunnel through the proxy (RFC 9110 section 9.3.6).
    fn tunnel(&self, tcp: HttpConnector) -> Tunnel<HttpConnector> {
        let tunnel = Tunnel::new(self.url.clone(), tcp);
        match &self.authorization {
            Some(value) => tunnel.with_auth(value.clone()),
            None => tunnel,
        }
    }
}

/// The source of the TLS configuration.
#[derive(Clone)]
pub(super) enum Tls {
    Own(Arc<ClientConfig>),
    /// Trusts the system's root certificates.
    System(Arc<CryptoProvider>),
}

impl Tls {
    async fn config(&self) -> io::Result<Arc<ClientConfig>> {
        /// There is one per process, since reading the certificates takes milliseconds and dozens of files.
        static SYSTEM: Mutex<Option<Arc<ClientConfig>>> = Mutex::new(None);
        let provider = match self {
            Self::Own(config) => return Ok(Arc::clone(config)),
            Self::System(provider) => Arc::clone(provider),
        };
        if let Some(known) = &*lock(&SYSTEM) {
            return Ok(Arc::clone(known));
        }
        let read = move || {
            // The lock is held during reading, so the certificates are read once.
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

/// Returns the cryptography provider. It is chosen here because rustls panics if there are two.
pub(super) fn provider() -> io::Result<Arc<CryptoProvider>> {
    #[cfg(feature = "aws-lc-rs")]
    let provider = Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
    let provider = Some(Arc::new(rustls::crypto::ring::default_provider()));
    #[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
    let provider = CryptoProvider::get_default().cloned();
    provider
        .ok_or_else(|| io::Error::other("no cryptography provider: enable the feature `ring` or `aws-lc-rs`"))
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
        super::super::Hyper::new(None).map(drop)
    }
}
