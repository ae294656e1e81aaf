//! HTTP with reqwest.

use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Url};
use tokio::runtime::Handle;

use super::received::received;
use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind, announce_empty_body};

/// A transport over reqwest. Set proxies, root certificates, client certificates, cookies, limits and HTTP/2
/// in its builder. TLS is a feature of reqwest, such as `rustls` or `native-tls`, that your own package
/// enables.
///
/// Use it inside a tokio runtime with I/O and time enabled. Clones share connections.
///
/// ```
/// use std::time::Duration;
///
/// use speccast_runtime::reqwest;
/// use speccast_runtime::transport::Reqwest;
///
/// let builder = reqwest::Client::builder().connect_timeout(Duration::from_secs(5));
/// let transport = Reqwest::new(builder.proxy(reqwest::Proxy::https("http://proxy.example.com:3128")?))?;
/// # let _: &dyn speccast_runtime::transport::Transport = &transport;
/// # Ok::<_, reqwest::Error>(())
/// ```
#[derive(Clone)]
pub struct Reqwest(Client);

impl Reqwest {
    /// Creates a transport from a configured builder. The builder's settings for redirects and decompression
    /// are ignored: reqwest would send API keys to another origin, and a body would be decoded twice. The
    /// client does both: see [`Config::max_redirects`](crate::client::Config::max_redirects) and the feature
    /// `gzip`.
    ///
    /// # Errors
    ///
    /// If reqwest cannot build the client.
    pub fn new(builder: ClientBuilder) -> Result<Self, reqwest::Error> {
        let builder = builder.redirect(Policy::none()).no_gzip().no_brotli().no_deflate().no_zstd();
        builder.build().map(Self)
    }

    async fn exchange(
        &self,
        mut request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let other = |reason: &str| TransportError::new(TransportErrorKind::Other, reason);
        // Reqwest would panic.
        Handle::try_current().map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        announce_empty_body(&mut request);
        let (head, body) = request.into_parts();
        let url = Url::parse(&head.uri.to_string()).map_err(|_| other("the request's URI is not a URL"))?;
        // Reqwest may have resolved dots in the path, or encoded characters that a signature covers.
        if (url.path(), url.query()) != (head.uri.path(), head.uri.query()) {
            return Err(other("reqwest would send the path or the query in another form"));
        }
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        if body.length() != Some(0) {
            *request.body_mut() = Some(reqwest::Body::wrap(Outgoing(Mutex::new(body))));
        }
        let response = self.0.execute(request).await.map_err(failed)?;
        Ok(http::Response::from(response).map(|body| received(body, failed)))
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Reqwest's own `Debug` shows proxies with their passwords.
        f.write_str("Reqwest")
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

/// Converts an error of reqwest. It must not show the URL, which may contain a key.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_builder() || is_of_request(&error) {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Broken
    };
    TransportError::new(kind, error.without_url())
}

/// Returns whether the source of the request's body failed.
fn is_of_request(error: &reqwest::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if error.is::<TransportError>() {
            return true;
        }
        source = error.source();
    }
    false
}

/// The body of a request. Reqwest requires `Sync`; nothing ever waits for the lock.
struct Outgoing(Mutex<Body>);

impl Outgoing {
    fn body(&mut self) -> &mut Body {
        self.0.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(self.body()).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        crate::lock::lock(&self.0).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        crate::lock::lock(&self.0).size_hint()
    }
}
