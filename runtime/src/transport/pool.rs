//! Connections: driven by their call, and kept for the next one.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, Weak};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::uri::{Authority, Scheme};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{self, Connection, SendRequest};
use tokio::runtime::{self, Handle};
use tokio::time::Instant;

use super::socket::Socket;
use super::{Body, TransportError, TransportErrorKind};
use crate::lock::lock;

/// Time for which an idle connection is kept.
const IDLE_TIMEOUT: Duration = Duration::from_secs(90);

/// Maximum number of headers of a response. Its head can be up to 408 KiB long, a limit of hyper. hyper prepares the memory
/// of all of them for each response, so the number costs time.
const MAX_HEADERS: usize = 256;

/// Common properties of one server's connections.
#[derive(Clone, PartialEq)]
pub(super) struct Peer {
    pub(super) scheme: Scheme,
    pub(super) authority: Authority,
}

/// A connection.
///
/// It is driven by the call whose request is on it, not by a task. So when the call is dropped, the socket is
/// closed and the rest of the request is freed, even if the server reads nothing.
pub(super) struct Line {
    peer: Peer,
    /// The runtime of the socket's event loop.
    runtime: runtime::Id,
    /// `None` once it has ended. It is large, and a line is moved often.
    connection: Option<Box<Connection<Socket, Body>>>,
    sender: SendRequest<Body>,
}

impl Line {
    pub(super) async fn new(peer: Peer, socket: Socket) -> hyper::Result<Self> {
        let mut settings = http1::Builder::new();
        // The lines of a folded header are joined by a space (RFC 9112 section 5.2).
        settings.allow_obsolete_multiline_headers_in_responses(true);
        settings.max_headers(MAX_HEADERS);
        let (sender, connection) = settings.handshake(socket).await?;
        let runtime = Handle::current().id();
        Ok(Self { peer, runtime, connection: Some(Box::new(connection)), sender })
    }

    /// Sends a request, and returns the head of the response. An error contains the request if nothing of it
    /// was sent.
    pub(super) async fn send(
        &mut self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TrySendError<http::Request<Body>>> {
        let mut response = pin!(self.sender.try_send_request(request));
        poll_fn(|cx| {
            drive(&mut self.connection, cx);
            response.as_mut().poll(cx)
        })
        .await
    }

    /// Returns whether the connection is open and idle.
    fn is_idle(&mut self, cx: &mut Context<'_>) -> bool {
        drive(&mut self.connection, cx);
        self.connection.is_some() && self.sender.is_ready()
    }
}

/// Drives a connection until it has to wait. Its error is reported to the reader of the response or its body.
fn drive(connection: &mut Option<Box<Connection<Socket, Body>>>, cx: &mut Context<'_>) {
    if let Some(open) = connection
        && Pin::new(open).poll(cx).is_ready()
    {
        *connection = None;
    }
}

/// The body of a response, which returns its connection to the pool at the end.
pub(super) struct Arriving {
    body: Incoming,
    /// `None` after it was returned.
    line: Option<Line>,
    pool: Arc<Pool>,
}

impl Arriving {
    pub(super) fn new(body: Incoming, line: Line, pool: Arc<Pool>) -> Self {
        Self { body, line: Some(line), pool }
    }
}

impl Stream for Arriving {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(line) = &mut this.line {
                drive(&mut line.connection, cx);
            }
            return Poll::Ready(match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => Some(Ok(data)),
                    Err(_trailers) => continue,
                },
                Some(Err(error)) => Some(Err(TransportError::new(TransportErrorKind::Broken, error))),
                None => {
                    // If the server responded before it read the request, the rest is not sent and the
                    // connection is closed.
                    if let Some(mut line) = this.line.take()
                        && line.is_idle(cx)
                    {
                        this.pool.keep(line);
                    }
                    None
                }
            });
        }
    }
}

/// Idle connections.
pub(super) struct Pool {
    idle: Mutex<Idle>,
    limit: usize,
}

#[derive(Default)]
struct Idle {
    /// Ordered by last use.
    lines: Vec<(Instant, Line)>,
    /// Whether a task closes old connections.
    tended: bool,
}

impl Pool {
    /// Creates a pool that keeps this many connections.
    pub(super) fn new(limit: usize) -> Self {
        Self { idle: Mutex::default(), limit }
    }

    /// Returns how many connections it keeps.
    #[cfg(feature = "proxy")]
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Returns the most recently used open connection to a server.
    pub(super) async fn take(&self, peer: &Peer) -> Option<Line> {
        loop {
            let mut line = self.take_unchecked(peer)?;
            // The server may have closed it meanwhile.
            if poll_fn(|cx| Poll::Ready(line.is_idle(cx))).await {
                return Some(line);
            }
        }
    }

    fn take_unchecked(&self, peer: &Peer) -> Option<Line> {
        // A socket only works while its own runtime runs.
        let runtime = Handle::current().id();
        let mut idle = lock(&self.idle);
        let fits = |(since, line): &(Instant, Line)| {
            line.peer == *peer && line.runtime == runtime && since.elapsed() < IDLE_TIMEOUT
        };
        let at = idle.lines.iter().rposition(fits)?;
        Some(idle.lines.remove(at).1)
    }

    /// Keeps a connection; the least recently used one is closed if there are too many.
    fn keep(self: &Arc<Self>, line: Line) {
        let mut idle = lock(&self.idle);
        idle.lines.push((Instant::now(), line));
        let surplus = (idle.lines.len() > self.limit).then(|| idle.lines.remove(0));
        let tended = std::mem::replace(&mut idle.tended, true);
        drop(idle);
        // Closed without the lock.
        drop(surplus);
        if !tended {
            tokio::spawn(tend(Tended(Arc::downgrade(self))));
        }
    }

    /// Closes old connections, and returns when to check again if there are others.
    fn close_old(&self) -> Option<Instant> {
        let mut idle = lock(&self.idle);
        let old = idle.lines.iter().take_while(|(since, _)| since.elapsed() >= IDLE_TIMEOUT).count();
        let closed: Vec<_> = idle.lines.drain(..old).collect();
        let next = idle.lines.first().map(|(since, _)| *since + IDLE_TIMEOUT);
        idle.tended = next.is_some();
        drop(idle);
        drop(closed);
        next
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// Closes old connections until there are none, or the pool is gone.
async fn tend(mut pool: Tended) {
    let mut next = Instant::now() + IDLE_TIMEOUT;
    loop {
        tokio::time::sleep_until(next).await;
        match pool.0.upgrade().and_then(|pool| pool.close_old()) {
            Some(time) => next = time,
            None => {
                // Nothing is left, or another task has started.
                pool.0 = Weak::new();
                return;
            }
        }
    }
}

/// A pool with a task, unless the task's runtime ends.
struct Tended(Weak<Pool>);

impl Drop for Tended {
    fn drop(&mut self) {
        if let Some(pool) = self.0.upgrade() {
            // The next kept connection starts another task.
            lock(&pool.idle).tended = false;
        }
    }
}
