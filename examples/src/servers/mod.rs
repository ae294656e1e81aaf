//! Servers on a loopback socket that respond as the real APIs do, for the programs and the tests.

pub mod anthropic;
pub mod github;
pub mod hetzner;
pub mod slack;
pub mod stripe;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::net::{TcpListener, TcpStream};

/// An API: its state, and what it does with a request.
pub trait Api: Send + 'static {
    /// Responds to a request to the server at `url`.
    fn respond(&mut self, request: &Received, url: &str) -> Response<Chunks>;
}

/// A request as it was received.
#[derive(Clone, Debug)]
pub struct Received {
    /// Method, URI and headers.
    pub head: http::request::Parts,
    /// The whole body.
    pub body: Bytes,
}

impl Received {
    /// The method.
    pub fn method(&self) -> &Method {
        &self.head.method
    }

    /// The path.
    pub fn path(&self) -> &str {
        self.head.uri.path()
    }

    /// The path and query.
    pub fn target(&self) -> &str {
        self.head.uri.path_and_query().map_or("/", |target| target.as_str())
    }

    /// The parts of the path between slashes.
    pub fn segments(&self) -> Vec<&str> {
        self.path().split('/').skip(1).collect()
    }

    /// The first parameter of this name in the query, as it was sent.
    pub fn query(&self, name: &str) -> Option<&str> {
        let query = self.head.uri.query().unwrap_or_default();
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    /// A header, if it is printable.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON; null if it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// A response with this status and JSON body.
pub fn json(status: u16, body: &Value) -> Response<Chunks> {
    let mut response = chunks(status, [body.to_string()]);
    response.headers_mut().insert("content-type", http::HeaderValue::from_static("application/json"));
    response
}

/// A response with this status, whose body is sent in these chunks.
pub fn chunks<T: Into<Bytes>>(status: u16, body: impl IntoIterator<Item = T>) -> Response<Chunks> {
    let mut response = Response::new(Chunks(body.into_iter().map(Into::into).collect()));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    response
}

/// Adds a header to a response; one that is not valid is left out.
pub fn with_header(mut response: Response<Chunks>, name: &'static str, value: &str) -> Response<Chunks> {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
    response
}

/// A body in chunks.
#[derive(Clone, Debug)]
pub struct Chunks(VecDeque<Bytes>);

impl Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|chunk| Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    /// Exact for one chunk, which is then sent with its length.
    fn size_hint(&self) -> SizeHint {
        match self.0.len() {
            0 => SizeHint::with_exact(0),
            1 => SizeHint::with_exact(self.0.iter().map(|chunk| chunk.len() as u64).sum()),
            _ => SizeHint::default(),
        }
    }
}

/// A server that runs as long as the runtime it was started in.
#[derive(Debug)]
pub struct Server<A> {
    address: SocketAddr,
    state: Arc<Mutex<State<A>>>,
}

#[derive(Debug)]
struct State<A> {
    api: A,
    requests: Vec<Received>,
}

impl<A: Api> Server<A> {
    /// Starts a server of this API on a free port.
    ///
    /// # Errors
    ///
    /// If there is no free port.
    pub async fn start(api: A) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State { api, requests: Vec::new() }));
        tokio::spawn(accept(listener, address, Arc::clone(&state)));
        Ok(Self { address, state })
    }

    /// The URL of its root, without a slash at the end.
    pub fn url(&self) -> String {
        url(self.address)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.state).requests.clone()
    }
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}

fn lock<A>(state: &Mutex<State<A>>) -> MutexGuard<'_, State<A>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept<A: Api>(listener: TcpListener, address: SocketAddr, state: Arc<Mutex<State<A>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, address, Arc::clone(&state)));
    }
}

/// Serves a connection. The server ignores errors, since the client may close the connection.
async fn serve<A: Api>(stream: TcpStream, address: SocketAddr, state: Arc<Mutex<State<A>>>) {
    let service = service_fn(|request: Request<Incoming>| {
        let state = Arc::clone(&state);
        async move {
            let (head, body) = request.into_parts();
            let request = Received { head, body: body.collect().await?.to_bytes() };
            let mut state = lock(&state);
            state.requests.push(request.clone());
            Ok::<_, hyper::Error>(state.api.respond(&request, &url(address)))
        }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let _ = connection.await;
}
